//! Lists: visits on a page and as a file, the queue of firms nobody has reached, and obstacles.

use app::visits::{self, ListQuery, QueueQuery, StoredVisit};
use askama::Template;
use axum::extract::Query;
use domain::access::EMPLOYERS;
use domain::visits::{ObstacleState, VisitState};
use serde::Deserialize;

use super::tag;
use crate::failure::Failure;
use crate::files::Spreadsheet;
use crate::guard::{Guard, Right};
use crate::l10n::L;
use crate::page::{Answer, render};
use crate::paging::{self, Numbered};
use crate::rights::{KeepVisits, NameCommittees, ReadVisits};
use crate::shell::Shell;
use crate::ui::{Choice, Crumb, Paging};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Address {
    kommun: String,
    lage: String,
    organisation: String,
    vilka: String,
    ordning: String,
    sida: String,
}

impl Address {
    fn query(&self) -> ListQuery {
        ListQuery {
            municipality: self.kommun.clone(),
            state: self.lage.clone(),
            organisation: self.organisation.clone(),
            whose: self.vilka.clone(),
            sort: self.ordning.clone(),
        }
    }

    fn kept(&self) -> String {
        paging::query(&[
            ("kommun", &self.kommun),
            ("lage", &self.lage),
            ("organisation", &self.organisation),
            ("vilka", &self.vilka),
            ("ordning", &self.ordning),
        ])
    }
}

struct Row {
    id: String,
    firm: String,
    place: String,
    day: String,
    who: String,
    topic: String,
    tag: (&'static str, &'static str, String),
}

#[derive(Template)]
#[template(path = "visits/list.html")]
struct ListPage {
    shell: Shell,
    l: L,
    query: ListQuery,
    places: Vec<Choice>,
    states: Vec<Choice>,
    orders: Vec<Choice>,
    rows: Vec<Row>,
    total: i64,
    paging: Paging,
    file: String,
    is_firm: bool,
    names_committees: bool,
}

async fn places<R: Right>(guard: &Guard<R>) -> Result<Vec<Choice>, Failure> {
    let all = app::organisations::municipalities(&guard.app, &guard.actor).await?;
    Ok(all.iter().map(|one| Choice::new(&one.code, &one.name)).collect())
}

pub(super) async fn list(guard: Guard<ReadVisits>, Query(address): Query<Address>) -> Answer {
    let l = guard.l();
    let (query, kept) = (address.query(), address.kept());
    let page = Numbered::of(&address.sida)?;
    let found = visits::list(&guard.app, &guard.actor, &query, page.slice()).await?;
    let orders = ["latest", "earliest", "firm"];
    render(&ListPage {
        shell: guard.shell(),
        l,
        places: places(&guard).await?,
        states: Choice::codes(l, "visit-state", VisitState::ALL),
        orders: orders.map(|one| Choice::new(one, l.code("visits-order", one))).to_vec(),
        rows: found
            .items
            .iter()
            .map(|visit| Row {
                id: visit.id.to_string(),
                firm: visit.organisation_name.clone(),
                place: visit.municipality_name.clone(),
                day: l.day(visit.on),
                who: who(l, &visit.by_organisation_name, visit.parties),
                topic: visit.topic.clone(),
                tag: tag(l, visit.state),
            })
            .collect(),
        total: found.total,
        paging: page.beside("/besok", &kept, found.total),
        file: paging::address("/besok.csv", &kept),
        is_firm: guard.actor.is_one_of(EMPLOYERS),
        names_committees: NameCommittees::allows(guard.actor.role()),
        query,
    })
}

fn who(l: L, organiser: &str, parties: i64) -> String {
    l.ta("visits-who").a("name", organiser).a("others", parties - 1).to_string()
}

/// The same visits as a file that opens in a spreadsheet.
pub(super) async fn csv(guard: Guard<ReadVisits>, Query(address): Query<Address>) -> Answer {
    let (l, query) = (guard.l(), address.query());
    let heads = ["day", "firm", "municipality", "state", "organiser", "organisations", "topic"];
    let mut sheet = Spreadsheet::of(&heads.map(|head| l.code("visits-csv", head)));
    let cells = |visit: StoredVisit| {
        [
            visit.on.to_string(),
            visit.organisation_name,
            visit.municipality_name,
            l.code("visit-state", visit.state),
            visit.by_organisation_name,
            visit.parties.to_string(),
            visit.topic,
        ]
    };
    while let Some(slice) = sheet.wants() {
        let part = visits::list(&guard.app, &guard.actor, &query, slice).await?;
        sheet.take(part, cells);
    }
    Ok(sheet.answer("besok.csv"))
}

/// What the address of the queue asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct QueueAddress {
    kommun: String,
    ordning: String,
    sida: String,
}

struct Waiting {
    id: String,
    name: String,
    place: String,
    employees: String,
    last: String,
}

#[derive(Template)]
#[template(path = "visits/queue.html")]
struct QueuePage {
    shell: Shell,
    l: L,
    crumbs: Vec<Crumb>,
    query: QueueQuery,
    places: Vec<Choice>,
    orders: Vec<Choice>,
    rows: Vec<Waiting>,
    total: i64,
    paging: Paging,
}

fn crumbs(l: L, title: &str) -> Vec<Crumb> {
    vec![Crumb::up("/besok", l.t("visits-title")), Crumb::here(l.t(title))]
}

pub(super) async fn queue(guard: Guard<KeepVisits>, Query(address): Query<QueueAddress>) -> Answer {
    let l = guard.l();
    let query = QueueQuery { municipality: address.kommun.clone(), sort: address.ordning.clone() };
    let page = Numbered::of(&address.sida)?;
    let found = visits::queue(&guard.app, &guard.actor, &query, page.slice()).await?;
    let kept = paging::query(&[("kommun", &address.kommun), ("ordning", &address.ordning)]);
    let unknown = || l.t("visits-employees-unknown");
    let orders = ["size", "waiting"];
    render(&QueuePage {
        shell: guard.shell(),
        l,
        crumbs: crumbs(l, "visits-queue-title"),
        places: places(&guard).await?,
        orders: orders.map(|one| Choice::new(one, l.code("visits-queue-order", one))).to_vec(),
        rows: found
            .items
            .iter()
            .map(|firm| Waiting {
                id: firm.organisation.to_string(),
                name: firm.name.clone(),
                place: firm.municipality_name.clone(),
                employees: firm.employees.map_or_else(unknown, |count| l.number(count)),
                last: firm.last_on.map_or_else(|| l.t("visits-never"), |day| l.day(day)),
            })
            .collect(),
        total: found.total,
        paging: page.beside("/besok/ko", &kept, found.total),
        query,
    })
}

/// What the address of the obstacles asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ObstacleAddress {
    kommun: String,
    lage: String,
    sida: String,
}

struct ObstacleLine {
    visit: String,
    firm: String,
    kind: String,
    words: String,
    committee: String,
    sent: String,
    answer: Option<String>,
}

#[derive(Template)]
#[template(path = "visits/obstacles.html")]
struct ObstaclesPage {
    shell: Shell,
    l: L,
    crumbs: Vec<Crumb>,
    state: String,
    municipality: String,
    places: Vec<Choice>,
    states: Vec<Choice>,
    rows: Vec<ObstacleLine>,
    total: i64,
    paging: Paging,
}

pub(super) async fn obstacles(
    guard: Guard<KeepVisits>,
    Query(address): Query<ObstacleAddress>,
) -> Answer {
    let l = guard.l();
    let page = Numbered::of(&address.sida)?;
    let (place, state) = (address.kommun.as_str(), address.lage.as_str());
    let found = visits::obstacles(&guard.app, &guard.actor, place, state, page.slice()).await?;
    let kept = paging::query(&[("kommun", place), ("lage", state)]);
    let to = |committee: &str, place: &str| {
        l.ta("visits-committee-of").a("committee", committee).a("place", place).to_string()
    };
    render(&ObstaclesPage {
        shell: guard.shell(),
        l,
        crumbs: crumbs(l, "visits-obstacles-title"),
        places: places(&guard).await?,
        states: Choice::codes(l, "obstacle-state", ObstacleState::ALL),
        rows: found
            .items
            .iter()
            .map(|one| ObstacleLine {
                visit: one.visit.to_string(),
                firm: one.organisation_name.clone(),
                kind: l.code("obstacle-kind", one.obstacle.kind),
                words: one.obstacle.words.clone(),
                committee: to(&one.committee, &one.municipality_name),
                sent: l.day_of(one.sent_at),
                answer: one.answer.clone(),
            })
            .collect(),
        total: found.total,
        paging: page.beside("/besok/hinder", &kept, found.total),
        state: state.to_owned(),
        municipality: place.to_owned(),
    })
}
