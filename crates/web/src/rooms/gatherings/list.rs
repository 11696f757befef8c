//! Events to come, and those that have been.

use app::gatherings::{self, ListQuery, Seen};
use askama::Template;
use axum::extract::Query;
use domain::gatherings::{Act, GatheringKind, GatheringState};
use serde::Deserialize;

use super::{municipality, seats, span, tag};
use crate::guard::{Guard, Right};
use crate::l10n::L;
use crate::page::{Answer, render_open};
use crate::paging::{self, Numbered};
use crate::rights::{KeepEvents, ReadEvents};
use crate::shell::Shell;
use crate::ui::{Choice, Paging};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Address {
    nar: String,
    typ: String,
    kommun: String,
    vilka: String,
    sida: String,
}

impl Address {
    fn query(&self) -> ListQuery {
        ListQuery {
            when: self.nar.clone(),
            kind: self.typ.clone(),
            municipality: self.kommun.clone(),
            whose: self.vilka.clone(),
        }
    }

    /// The same list of what is to come, and of what is over.
    fn tabs(&self, l: L) -> Vec<Tab> {
        let tab = |code: &str, nar: &str| Tab {
            href: paging::address("/traffar", &self.kept_at(nar)),
            text: l.code("gatherings-when", code),
            is_current: (self.nar == "past") == (nar == "past"),
        };
        vec![tab("coming", ""), tab("past", "past")]
    }

    fn kept(&self) -> String {
        self.kept_at(&self.nar)
    }

    fn kept_at(&self, nar: &str) -> String {
        paging::query(&[
            ("nar", nar),
            ("typ", &self.typ),
            ("kommun", &self.kommun),
            ("vilka", &self.vilka),
        ])
    }
}

/// To come, or over: a list of its own.
struct Tab {
    href: String,
    text: String,
    is_current: bool,
}

struct Row {
    id: String,
    title: String,
    kind: String,
    network: Option<String>,
    when: String,
    place: Option<String>,
    municipality: Option<String>,
    is_online: bool,
    organisation: String,
    seats: String,
    tag: (&'static str, &'static str, String),
    /// It waits for its outcome, and the reader is who says it.
    closes: bool,
}

#[derive(Template)]
#[template(path = "gatherings/list.html")]
struct ListPage {
    shell: Shell,
    l: L,
    query: ListQuery,
    tabs: Vec<Tab>,
    kinds: Vec<Choice>,
    places: Vec<Choice>,
    /// Narrowing to one's own; none for who is not logged in.
    whose: Vec<Choice>,
    rows: Vec<Row>,
    total: i64,
    paging: Paging,
    keeps: bool,
}

pub(super) async fn list(guard: Guard<ReadEvents>, Query(address): Query<Address>) -> Answer {
    let (l, today) = (guard.l(), guard.today());
    let (query, kept) = (address.query(), address.kept());
    let page = Numbered::of(&address.sida)?;
    let found = gatherings::list(&guard.app, &guard.actor, &query, page.slice()).await?;
    let places = gatherings::places(&guard.app, &guard.actor).await?;
    let keeps = KeepEvents::allows(guard.actor.role());
    let row = |seen: &Seen| {
        let (stored, said) = (&seen.stored, &seen.stored.gathering);
        let is_open = seen.state == GatheringState::Open;
        Row {
            id: stored.id.to_string(),
            title: said.title.clone(),
            kind: l.code("gathering-kind", said.kind),
            network: stored.network_name.clone(),
            when: span(l, seen, today),
            place: said.place.clone(),
            municipality: municipality(seen, &places),
            is_online: said.link.is_some(),
            organisation: stored.organisation_name.clone(),
            seats: if is_open { seats(l, seen) } else { l.t("gatherings-no-sign-up") },
            tag: tag(l, seen.state),
            closes: keeps
                && seen.state.allows(Act::Close)
                && guard.actor.organisation() == Some(stored.organisation),
        }
    };
    let whose: &[&str] = if guard.signed().is_none() {
        &[]
    } else if keeps {
        &["own", "signed-up"]
    } else {
        &["signed-up"]
    };
    let page = ListPage {
        shell: guard.shell(),
        l,
        tabs: address.tabs(l),
        kinds: Choice::codes(l, "gathering-kind", GatheringKind::ALL),
        places: places.iter().map(|one| Choice::new(&one.code, &one.name)).collect(),
        whose: whose.iter().map(|one| Choice::new(one, l.code("gatherings-whose", one))).collect(),
        rows: found.items.iter().map(row).collect(),
        total: found.total,
        paging: page.beside("/traffar", &kept, found.total),
        keeps,
        query,
    };
    render_open(&guard.visitor, &page)
}
