//! The register: its list, and the form for somebody in it.

use app::agreements;
use app::leaders::{self, RegisterQuery, StoredLeader, Wish};
use askama::Template;
use axum::extract::{Path, Query};
use domain::ids::LeaderId;
use domain::leaders::{Industry, LeaderForm, LeaderKind, LeaderStatus, Tongue};
use serde::Deserialize;

use super::versioned;
use crate::failure::Failure;
use crate::forms::{Form, FormState};
use crate::guard::{Guard, Right};
use crate::l10n::L;
use crate::page::{Answer, render, render_with};
use crate::paging::{self, Numbered};
use crate::rights::{AppointLeaders, KeepLeaders, ReadLeaders};
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb, Paging};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Address {
    kommun: String,
    sprak: String,
    bransch: String,
    roll: String,
    lage: String,
    ledig: String,
    sida: String,
}

impl Address {
    fn query(&self) -> RegisterQuery {
        RegisterQuery {
            municipality: self.kommun.clone(),
            language: self.sprak.clone(),
            industry: self.bransch.clone(),
            kind: self.roll.clone(),
            status: self.lage.clone(),
            free: self.ledig.clone(),
        }
    }

    fn kept(&self) -> String {
        paging::query(&[
            ("kommun", &self.kommun),
            ("sprak", &self.sprak),
            ("bransch", &self.bransch),
            ("roll", &self.roll),
            ("lage", &self.lage),
            ("ledig", &self.ledig),
        ])
    }
}

struct Row {
    id: String,
    name: String,
    organisation: String,
    kind: String,
    places: String,
    languages: String,
    industries: String,
    room: String,
    until: String,
    tag: (&'static str, &'static str, String),
}

/// A firm that waits for a leader.
struct Waiting {
    href: String,
    firm: String,
    place: String,
    words: String,
    asked: String,
}

#[derive(Template)]
#[template(path = "leaders/list.html")]
struct ListPage {
    shell: Shell,
    l: L,
    query: RegisterQuery,
    places: Vec<Choice>,
    languages: Vec<Choice>,
    industries: Vec<Choice>,
    kinds: Vec<Choice>,
    statuses: Vec<Choice>,
    rows: Vec<Row>,
    total: i64,
    paging: Paging,
    waiting: Vec<Waiting>,
    /// Organisations that lend leaders without an agreement, by name.
    lacking: String,
    appoints: bool,
    keeps: bool,
}

async fn places<R: Right>(guard: &Guard<R>) -> Result<Vec<Choice>, Failure> {
    let all = app::organisations::municipalities(&guard.app, &guard.actor).await?;
    Ok(all.iter().map(|one| Choice::new(&one.code, &one.name)).collect())
}

/// Where somebody stands, as a tag: kind, icon, text. A training that is over says so first.
fn tag(
    l: L,
    one: &StoredLeader,
    today: domain::time::Date,
) -> (&'static str, &'static str, String) {
    if !one.training.is_valid_on(today) {
        return ("bad", "warn", l.t("leaders-training-over"));
    }
    let (kind, icon) = match one.training.status {
        LeaderStatus::Active => ("ok", "check"),
        LeaderStatus::Trained => ("accent", "info"),
        LeaderStatus::Resting => ("", "clock"),
    };
    (kind, icon, l.code("leader-status", one.training.status))
}

fn row(l: L, one: &StoredLeader, places: &[Choice], today: domain::time::Date) -> Row {
    let place = |code: String| {
        let found = places.iter().find(|place| place.value == code);
        found.map_or(code, |place| place.label.clone())
    };
    let here: Vec<_> = one.training.municipalities.iter().map(|it| place(it.to_string())).collect();
    let tongues: Vec<_> = one.training.languages.iter().map(|it| l.code("tongue", it)).collect();
    let known = one.training.industries.iter().map(|it| l.code("industry", it));
    let known: Vec<_> = known.collect();
    let leads = one.training.kind == LeaderKind::Leader;
    Row {
        id: one.id.to_string(),
        name: one.name.clone(),
        organisation: one.organisation_name.clone(),
        kind: l.code("leader-kind", one.training.kind),
        places: if here.is_empty() { l.t("leaders-whole-county") } else { here.join(", ") },
        languages: tongues.join(", "),
        industries: if known.is_empty() { l.t("leaders-any-industry") } else { known.join(", ") },
        room: if leads {
            l.ta("leaders-room")
                .a("free", one.training.room(one.in_hand))
                .a("capacity", one.training.capacity)
                .to_string()
        } else {
            l.t("leaders-invites-only")
        },
        until: l.day(one.training.valid_until),
        tag: tag(l, one, today),
    }
}

fn waiting(l: L, one: Wish) -> Waiting {
    Waiting {
        href: format!("/kartlaggningar/{}/ledning", one.mapping),
        firm: one.organisation_name,
        place: one.municipality_name,
        words: one.words,
        asked: l.day_of(one.asked_at),
    }
}

pub(super) async fn list(guard: Guard<ReadLeaders>, Query(address): Query<Address>) -> Answer {
    let l = guard.l();
    let query = address.query();
    let page = Numbered::of(&address.sida)?;
    let found = leaders::list(&guard.app, &guard.actor, &query, page.slice()).await?;
    let places = places(&guard).await?;
    let appoints = AppointLeaders::allows(guard.actor.role());
    let wishes =
        if appoints { leaders::wishes(&guard.app, &guard.actor).await? } else { Vec::new() };
    let lacking = agreements::lacking(&guard.app, &guard.actor).await?;
    let lacking: Vec<_> = lacking.into_iter().map(|(_, name)| name).collect();
    render(&ListPage {
        shell: guard.shell(),
        l,
        rows: found.items.iter().map(|one| row(l, one, &places, guard.today())).collect(),
        languages: Choice::codes(l, "tongue", Tongue::ALL),
        industries: Choice::codes(l, "industry", Industry::ALL),
        kinds: Choice::codes(l, "leader-kind", LeaderKind::ALL),
        statuses: Choice::codes(l, "leader-status", LeaderStatus::ALL),
        paging: page.beside("/processledare", &address.kept(), found.total),
        total: found.total,
        waiting: wishes.into_iter().map(|one| waiting(l, one)).collect(),
        lacking: lacking.join(", "),
        appoints,
        keeps: KeepLeaders::allows(guard.actor.role()),
        places,
        query,
    })
}

#[derive(Template)]
#[template(path = "leaders/form.html")]
struct FormPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    heading: String,
    action: String,
    /// People to choose among; none for somebody who is there already.
    people: Vec<Choice>,
    is_new: bool,
    keeps: bool,
    kinds: Vec<Choice>,
    statuses: Vec<Choice>,
    places: Vec<Choice>,
    languages: Vec<Choice>,
    industries: Vec<Choice>,
    /// What stands, for those who only read.
    row: Option<Row>,
}

async fn form_page<R: Right>(
    guard: &Guard<R>,
    there: Option<&StoredLeader>,
    form: FormState,
) -> Answer {
    let l = guard.l();
    let places = places(guard).await?;
    let keeps = KeepLeaders::allows(guard.actor.role());
    let people = match there {
        None => leaders::candidates(&guard.app, &guard.actor).await?,
        Some(_) => Vec::new(),
    };
    let person = |one: &leaders::Candidate| {
        let role = l.code("role", one.role);
        let label = format!("{}, {role}, {}", one.name, one.organisation_name);
        Choice::new(one.assignment, label)
    };
    let heading = there.map_or_else(|| l.t("leaders-new-title"), |one| one.name.clone());
    render_with(
        form.status(),
        &FormPage {
            shell: guard.shell(),
            l,
            crumbs: vec![
                Crumb::up("/processledare", l.t("leaders-title")),
                Crumb::here(heading.clone()),
            ],
            heading,
            action: there.map_or_else(
                || "/processledare/ny".to_owned(),
                |one| format!("/processledare/{}", one.id),
            ),
            people: people.iter().map(person).collect(),
            is_new: there.is_none(),
            keeps,
            kinds: Choice::codes(l, "leader-kind", LeaderKind::ALL),
            statuses: Choice::codes(l, "leader-status", LeaderStatus::ALL),
            languages: Choice::codes(l, "tongue", Tongue::ALL),
            industries: Choice::codes(l, "industry", Industry::ALL),
            row: there.map(|one| row(l, one, &places, guard.today())),
            places,
            form,
        },
    )
}

pub(super) async fn blank(guard: Guard<KeepLeaders>) -> Answer {
    let usual = LeaderForm {
        kind: LeaderKind::Leader.code().to_owned(),
        status: LeaderStatus::Trained.code().to_owned(),
        languages: vec![Tongue::Swedish.code().to_owned()],
        ..LeaderForm::default()
    };
    let form = FormState::filled(&guard, &usual);
    form_page(&guard, None, form).await
}

/// The fields of the form with the version it was filled in from.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Sent {
    version: i64,
    assignment: String,
    kind: String,
    status: String,
    trained_on: String,
    valid_until: String,
    capacity: String,
    municipalities: Vec<String>,
    languages: Vec<String>,
    industries: Vec<String>,
}

impl Sent {
    fn leader(&self) -> LeaderForm {
        LeaderForm {
            assignment: self.assignment.clone(),
            kind: self.kind.clone(),
            status: self.status.clone(),
            trained_on: self.trained_on.clone(),
            valid_until: self.valid_until.clone(),
            capacity: self.capacity.clone(),
            municipalities: self.municipalities.clone(),
            languages: self.languages.clone(),
            industries: self.industries.clone(),
        }
    }
}

pub(super) async fn add(guard: Guard<KeepLeaders>, form: Form<Sent>) -> Answer {
    match leaders::add(&guard.app, &guard.actor, &form.value.leader(), form.key()).await {
        Ok(_) => Ok(guard.redirect_with("/processledare", &Flash::new("flash-leader-added"))),
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            form_page(&guard, None, state).await
        }
    }
}

pub(super) async fn show(guard: Guard<ReadLeaders>, Path(id): Path<LeaderId>) -> Answer {
    let there = leaders::find(&guard.app, &guard.actor, id).await?;
    let form = versioned(&guard, &LeaderForm::from(&there.training), there.version);
    form_page(&guard, Some(&there), form).await
}

pub(super) async fn change(
    guard: Guard<KeepLeaders>,
    Path(id): Path<LeaderId>,
    form: Form<Sent>,
) -> Answer {
    let (sent, version) = (form.value.leader(), form.value.version);
    match leaders::change(&guard.app, &guard.actor, id, &sent, version, form.key()).await {
        Ok(_) => Ok(guard.redirect_with("/processledare", &Flash::new("flash-leader-changed"))),
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            let there = leaders::find(&guard.app, &guard.actor, id).await?;
            let stands = LeaderForm::from(&there.training);
            form_page(&guard, Some(&there), state.beside_form(&stands, there.version)).await
        }
    }
}
