//! Who comes to an event and who waits, on a page and as a file, for who invites.

use app::gatherings::{self, StoredSignUp};
use askama::Template;
use axum::extract::{Path, Query};
use domain::gatherings::seats::SeatState;
use domain::ids::GatheringId;
use domain::time::day_of;
use serde::Deserialize;

use super::{crumbs, seats};
use crate::files::Spreadsheet;
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render};
use crate::paging::Numbered;
use crate::rights::KeepEvents;
use crate::shell::Shell;
use crate::ui::{Crumb, Paging};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Address {
    sida: String,
}

struct Row {
    organisation: String,
    sector: String,
    persons: String,
    mandate: String,
    tag: (&'static str, &'static str, String),
    contact_name: String,
    contact_email: String,
    since: String,
}

#[derive(Template)]
#[template(path = "gatherings/signed_up.html")]
struct SignedUpPage {
    shell: Shell,
    l: L,
    crumbs: Vec<Crumb>,
    id: GatheringId,
    title: String,
    total: i64,
    taken: i64,
    seats: String,
    rows: Vec<Row>,
    paging: Paging,
}

fn row(l: L, one: &StoredSignUp) -> Row {
    let (kind, icon) = match one.state {
        SeatState::Seated => ("ok", "check"),
        SeatState::Waiting => ("warn", "clock"),
    };
    Row {
        organisation: one.organisation_name.clone(),
        sector: l.code("sector", one.sector),
        persons: l.number(one.sign_up.persons),
        mandate: l.code("gathering-mandate", one.sign_up.mandate),
        tag: (kind, icon, l.code("gathering-seat", one.state)),
        contact_name: one.sign_up.contact_name.clone(),
        contact_email: one.sign_up.contact_email.clone(),
        since: l.day_of(one.created_at),
    }
}

pub(super) async fn list(
    guard: Guard<KeepEvents>,
    Path(id): Path<GatheringId>,
    Query(address): Query<Address>,
) -> Answer {
    let l = guard.l();
    let (app, actor) = (&guard.app, &guard.actor);
    let page = Numbered::of(&address.sida)?;
    let found = gatherings::signed_up(app, actor, id, page.slice()).await?;
    let view = gatherings::read(app, actor, id).await?;
    render(&SignedUpPage {
        shell: guard.shell(),
        l,
        crumbs: crumbs(l, &view, &l.t("gatherings-signed-up")),
        id,
        title: view.seen.stored.gathering.title.clone(),
        total: found.total,
        taken: view.seen.stored.taken,
        seats: seats(l, &view.seen),
        rows: found.items.iter().map(|one| row(l, one)).collect(),
        paging: page.beside(&format!("/traffar/{id}/anmalda"), "", found.total),
    })
}

/// The same as a file that opens in a spreadsheet.
pub(super) async fn csv(guard: Guard<KeepEvents>, Path(id): Path<GatheringId>) -> Answer {
    let l = guard.l();
    let heads =
        ["organisation", "sector", "state", "persons", "mandate", "contact", "email", "since"];
    let mut sheet = Spreadsheet::of(&heads.map(|head| l.code("gatherings-csv", head)));
    let cells = |one: StoredSignUp| {
        [
            one.organisation_name,
            l.code("sector", one.sector),
            l.code("gathering-seat", one.state),
            one.sign_up.persons.to_string(),
            l.code("gathering-mandate", one.sign_up.mandate),
            one.sign_up.contact_name,
            one.sign_up.contact_email,
            day_of(one.created_at).to_string(),
        ]
    };
    while let Some(slice) = sheet.wants() {
        sheet.take(gatherings::signed_up(&guard.app, &guard.actor, id, slice).await?, cells);
    }
    Ok(sheet.answer("anmalda.csv"))
}
