//! One event, and the same as a calendar file.

use app::gatherings::{self, Count, View};
use askama::Template;
use axum::extract::Path;
use domain::gatherings::seats::{Mandate, SeatState};
use domain::gatherings::{Act, GatheringState};
use domain::ids::GatheringId;
use domain::organisations::Sector;

use super::{municipality, seats, span, tag};
use crate::files::attachment;
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render_open};
use crate::rights::ReadEvents;
use crate::rooms::sign_in;
use crate::shell::Shell;
use crate::ui::Crumb;

/// The kind of a calendar file.
const ICS: &str = "text/calendar; charset=utf-8";

/// How many organisations are something; how many people, for who invites.
struct CountRow {
    what: String,
    organisations: i64,
    persons: i64,
}

/// What the reader can do, each told in the handler so that the page only prints.
#[expect(clippy::struct_excessive_bools, reason = "each is a right of its own on the page")]
struct Acts {
    opens: bool,
    changes: bool,
    cancels: bool,
    closes: bool,
}

#[derive(Template)]
#[template(path = "gatherings/show.html")]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing the page asks")]
struct ShowPage {
    shell: Shell,
    l: L,
    crumbs: Vec<Crumb>,
    id: GatheringId,
    version: i64,
    title: String,
    kind: String,
    text: String,
    tag: (&'static str, &'static str, String),
    network: Option<String>,
    facts: Vec<(String, String)>,
    place: Option<String>,
    /// Address of the meeting online, for who may have it.
    link: Option<String>,
    is_online: bool,
    acts: Acts,
    view: View,
    /// What the own organisation has signed up, in words.
    own: Option<String>,
    waits: bool,
    sectors: Vec<CountRow>,
    mandates: Vec<CountRow>,
    /// It has been opened at some time, so it has a place in calendars.
    was_open: bool,
    outcome: Option<(String, String)>,
    came: Option<i64>,
    /// Where to log in to sign up.
    log_in: Option<String>,
    lacks_deciders: bool,
}

fn facts(l: L, view: &View, when: String, town: Option<String>) -> Vec<(String, String)> {
    let (stored, said) = (&view.seen.stored, &view.seen.stored.gathering);
    let is_open = view.seen.state == GatheringState::Open;
    let price = said.price.clone().unwrap_or_else(|| l.t("gatherings-free-of-charge"));
    let facts = [
        ("gatherings-when", Some(when)),
        ("gatherings-municipality", town),
        ("gatherings-organiser", Some(stored.organisation_name.clone())),
        ("gatherings-price", Some(price)),
        ("gatherings-seats", is_open.then(|| seats(l, &view.seen))),
        ("gatherings-until", is_open.then(|| l.weekday(said.sign_up_until))),
    ];
    facts.into_iter().filter_map(|(key, value)| Some((l.t(key), value?))).collect()
}

fn own(l: L, view: &View) -> Option<String> {
    let own = view.own.as_ref()?;
    let key = match own.state {
        SeatState::Seated => "gatherings-own-seated",
        SeatState::Waiting => "gatherings-own-waiting",
    };
    let said = l.ta(key).a("count", own.sign_up.persons).a("name", &own.sign_up.contact_name);
    Some(said.to_string())
}

fn row(what: String, count: Option<&Count>) -> CountRow {
    let count = count.copied().unwrap_or_default();
    CountRow { what, organisations: count.organisations, persons: count.persons }
}

pub(super) async fn show(guard: Guard<ReadEvents>, Path(id): Path<GatheringId>) -> Answer {
    let l = guard.l();
    let view = gatherings::read(&guard.app, &guard.actor, id).await?;
    let known = gatherings::places(&guard.app, &guard.actor).await?;
    let (stored, said) = (&view.seen.stored, &view.seen.stored.gathering);
    let when = span(l, &view.seen, guard.today());
    let outcome = stored.outcome.map(|outcome| l.code("gathering-outcome", outcome));
    let is_open = view.seen.state == GatheringState::Open;
    let takes = is_open && said.takes_sign_ups(view.seen.state, guard.now());
    let log_in = (guard.signed().is_none() && takes)
        .then(|| sign_in::address(&format!("/traffar/{id}/anmalan")));
    let sectors = Sector::ALL.iter();
    let mandates = Mandate::ALL.iter();
    let page = ShowPage {
        shell: guard.shell(),
        l,
        crumbs: vec![Crumb::up("/traffar", l.t("gatherings-title")), Crumb::here(&said.title)],
        id,
        version: stored.version,
        title: said.title.clone(),
        kind: l.code("gathering-kind", said.kind),
        text: said.text.clone(),
        tag: tag(l, view.seen.state),
        network: stored.network_name.clone(),
        facts: facts(l, &view, when, municipality(&view.seen, &known)),
        place: said.place.clone(),
        link: said.link.clone().filter(|link| !link.is_empty()),
        is_online: said.link.is_some(),
        acts: Acts {
            opens: view.can(Act::Open),
            changes: view.can(Act::Change),
            cancels: view.can(Act::Cancel),
            closes: view.can(Act::Close),
        },
        own: own(l, &view),
        waits: view.own.as_ref().is_some_and(|own| own.state == SeatState::Waiting),
        sectors: sectors.map(|one| row(l.code("sector", one), view.mix.sectors.get(one))).collect(),
        mandates: mandates
            .map(|one| row(l.code("gathering-mandate", one), view.mix.mandates.get(one)))
            .collect(),
        was_open: stored.opened_at.is_some(),
        outcome: outcome.zip(stored.outcome_words.clone()),
        came: stored.came,
        log_in,
        lacks_deciders: view.keeps && view.lacks_deciders(),
        view,
    };
    render_open(&guard.visitor, &page)
}

/// The event for one's own calendar.
pub(super) async fn calendar(guard: Guard<ReadEvents>, Path(id): Path<GatheringId>) -> Answer {
    let file = gatherings::calendar(&guard.app, &guard.actor, id).await?;
    Ok(attachment("traff.ics", ICS, file))
}
