//! Events to come, and those that have been.

use app::gatherings::{self, ListQuery, Seen};
use askama::Template;
use axum::extract::Query;
use domain::gatherings::{GatheringKind, GatheringState};
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

    fn kept(&self) -> String {
        paging::query(&[
            ("nar", &self.nar),
            ("typ", &self.typ),
            ("kommun", &self.kommun),
            ("vilka", &self.vilka),
        ])
    }
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
}

#[derive(Template)]
#[template(path = "gatherings/list.html")]
struct ListPage {
    shell: Shell,
    l: L,
    query: ListQuery,
    times: Vec<Choice>,
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
        }
    };
    let whose: &[&str] = if guard.signed().is_none() {
        &[]
    } else if KeepEvents::allows(guard.actor.role()) {
        &["own", "signed-up"]
    } else {
        &["signed-up"]
    };
    let page = ListPage {
        shell: guard.shell(),
        l,
        times: Choice::codes(l, "gatherings-when", &["coming", "past"]),
        kinds: Choice::codes(l, "gathering-kind", GatheringKind::ALL),
        places: places.iter().map(|one| Choice::new(&one.code, &one.name)).collect(),
        whose: Choice::codes(l, "gatherings-whose", whose),
        rows: found.items.iter().map(row).collect(),
        total: found.total,
        paging: page.beside("/traffar", &kept, found.total),
        keeps: KeepEvents::allows(guard.actor.role()),
        query,
    };
    render_open(&guard.visitor, &page)
}
