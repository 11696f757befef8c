//! Ideas on a page and as a file: all that a reader sees, or what was answered for everyone.

use app::ideas::{self, FOR_SERVICE, ListQuery, Seen};
use askama::Template;
use axum::extract::Query;
use domain::access::Actor;
use domain::ideas::{IdeaOrder, IdeaState};
use serde::Deserialize;

use super::{Tag, age, for_what, tag};
use crate::files::Spreadsheet;
use crate::guard::{Guard, Right};
use crate::l10n::L;
use crate::page::{Answer, render, render_open};
use crate::paging::{self, Numbered};
use crate::rights::{ReadIdeas, ReadPublic, WriteIdeas};
use crate::shell::Shell;
use crate::ui::{Choice, Paging};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Address {
    natverk: String,
    lage: String,
    insats: String,
    ordning: String,
    sida: String,
}

impl Address {
    fn query(&self) -> ListQuery {
        ListQuery {
            network: self.natverk.clone(),
            state: self.lage.clone(),
            offer: self.insats.clone(),
            sort: self.ordning.clone(),
        }
    }

    fn kept(&self) -> String {
        paging::query(&[
            ("natverk", &self.natverk),
            ("lage", &self.lage),
            ("insats", &self.insats),
            ("ordning", &self.ordning),
        ])
    }
}

struct Row {
    id: String,
    title: String,
    kind: String,
    for_what: String,
    offer: String,
    votes: String,
    has_voted: bool,
    age: String,
    tag: Tag,
}

impl Row {
    fn of(l: L, seen: &Seen) -> Self {
        Self {
            id: seen.idea.id.to_string(),
            title: seen.idea.idea.title.clone(),
            kind: l.code("idea-kind", seen.idea.kind),
            for_what: for_what(l, seen),
            offer: seen.idea.offer_title.clone().unwrap_or_default(),
            votes: l.number(seen.idea.votes),
            has_voted: seen.idea.has_voted,
            age: age(l, seen.age_days),
            tag: tag(l, seen.idea.state),
        }
    }
}

#[derive(Template)]
#[template(path = "ideas/list.html")]
struct ListPage {
    shell: Shell,
    l: L,
    query: ListQuery,
    networks: Vec<Choice>,
    states: Vec<Choice>,
    orders: Vec<Choice>,
    rows: Vec<Row>,
    total: i64,
    paging: Paging,
    file: String,
    writes: bool,
    stewards: bool,
}

/// An idea that was answered for everyone.
struct Answered {
    title: String,
    kind: String,
    votes: String,
    answer: String,
    tag: Tag,
}

#[derive(Template)]
#[template(path = "ideas/public.html")]
struct PublicPage {
    shell: Shell,
    l: L,
    rows: Vec<Answered>,
    total: i64,
    paging: Paging,
}

/// Logged in to the end: not on the way to a password or a second step.
fn is_inside<R>(guard: &Guard<R>) -> bool {
    let signed = guard.signed();
    signed.is_some_and(|one| !one.must_change_password && !one.must_set_up_second_factor)
}

pub(super) async fn list(guard: Guard<ReadPublic>, Query(address): Query<Address>) -> Answer {
    if !is_inside(&guard) || !ReadIdeas::allows(guard.actor.role()) {
        return public(&guard, &address).await;
    }
    let (l, role) = (guard.l(), guard.actor.role());
    let (query, kept) = (address.query(), address.kept());
    let page = Numbered::of(&address.sida)?;
    let found = ideas::list(&guard.app, &guard.actor, &query, page.slice()).await?;
    let networks = ideas::networks(&guard.app, &guard.actor).await?;
    let mut choices = vec![Choice::new(FOR_SERVICE, l.t("ideas-for-service"))];
    choices.extend(networks.iter().map(|one| Choice::new(one.id, &one.name)));
    render(&ListPage {
        shell: guard.shell(),
        l,
        networks: choices,
        states: Choice::codes(l, "idea-state", IdeaState::ALL),
        orders: Choice::codes(l, "idea-order", IdeaOrder::ALL),
        rows: found.items.iter().map(|one| Row::of(l, one)).collect(),
        total: found.total,
        paging: page.beside("/ideer", &kept, found.total),
        file: paging::address("/ideer.csv", &kept),
        writes: WriteIdeas::allows(role),
        stewards: ideas::stewards_any(&guard.app, &guard.actor).await?,
        query,
    })
}

/// What everyone may read: never who wrote it.
async fn public(guard: &Guard<ReadPublic>, address: &Address) -> Answer {
    let l = guard.l();
    let anyone = Actor::Anyone { county: guard.actor.county().clone() };
    let page = Numbered::of(&address.sida)?;
    let found = ideas::list(&guard.app, &anyone, &ListQuery::default(), page.slice()).await?;
    let row = |seen: &Seen| Answered {
        title: seen.idea.idea.title.clone(),
        kind: l.code("idea-kind", seen.idea.kind),
        votes: l.ta("ideas-votes").a("count", seen.idea.votes).to_string(),
        answer: seen.idea.answer.clone().unwrap_or_default(),
        tag: tag(l, seen.idea.state),
    };
    let template = PublicPage {
        shell: guard.shell(),
        l,
        rows: found.items.iter().map(row).collect(),
        total: found.total,
        paging: page.beside("/ideer", "", found.total),
    };
    render_open(&guard.visitor, &template)
}

/// The same ideas as a file that opens in a spreadsheet.
pub(super) async fn csv(guard: Guard<ReadIdeas>, Query(address): Query<Address>) -> Answer {
    let (l, query) = (guard.l(), address.query());
    let heads =
        ["title", "for", "offer", "state", "votes", "kind", "written", "answered", "answer"];
    let mut sheet = Spreadsheet::of(&heads.map(|head| l.code("ideas-csv", head)));
    let cells = |seen: Seen| {
        let day = |at| domain::time::day_of(at).to_string();
        [
            seen.idea.idea.title.clone(),
            for_what(l, &seen),
            seen.idea.offer_title.clone().unwrap_or_default(),
            l.code("idea-state", seen.idea.state),
            seen.idea.votes.to_string(),
            l.code("idea-kind", seen.idea.kind),
            day(seen.idea.created_at),
            seen.idea.answered_at.map(day).unwrap_or_default(),
            seen.idea.answer.clone().unwrap_or_default(),
        ]
    };
    while let Some(slice) = sheet.wants() {
        sheet.take(ideas::list(&guard.app, &guard.actor, &query, slice).await?, cells);
    }
    Ok(sheet.answer("ideer.csv"))
}

#[derive(Template)]
#[template(path = "ideas/reach.html")]
struct ReachPage {
    shell: Shell,
    l: L,
    writes: bool,
}

/// How to tell us what one thinks, for who is not logged in.
pub(super) async fn reach_us(guard: Guard<ReadPublic>) -> Answer {
    let writes = is_inside(&guard) && WriteIdeas::allows(guard.actor.role());
    let page = ReachPage { shell: guard.shell(), l: guard.l(), writes };
    render_open(&guard.visitor, &page)
}
