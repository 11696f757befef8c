//! Events where people meet: the list, each event and its calendar file, the forms of who invites,
//! signing up, and the list of who comes.

mod api;
mod ends;
mod form;
mod list;
mod show;
mod sign_up;
mod signed_up;

use app::gatherings::{Seen, View};
use app::organisations::Municipality;
use domain::gatherings::GatheringState;
use domain::time::{self, Date, Timestamp};

use crate::guarded::{Routes, get, post};
use crate::l10n::{L, Language};
use crate::ui::Crumb;

/// Routes.
pub fn routes() -> Routes {
    Routes::new()
        .page("/traffar", get(list::list))
        .page("/traffar/ny", get(form::blank).post(form::add))
        .page("/traffar/{id}", get(show::show))
        .page("/traffar/{id}/traff.ics", get(show::calendar))
        .page("/traffar/{id}/andra", get(form::edit_page).post(form::edit))
        .page("/traffar/{id}/oppna", post(ends::open))
        .page("/traffar/{id}/stall-in", get(ends::cancel_page).post(ends::cancel))
        .page("/traffar/{id}/avsluta", get(ends::close_page).post(ends::close))
        .page("/traffar/{id}/anmalan", get(sign_up::page).post(sign_up::sign_up))
        .page("/traffar/{id}/avboka", get(sign_up::leave_page).post(sign_up::leave))
        .page("/traffar/{id}/anmalda", get(signed_up::list))
        .page("/traffar/{id}/anmalda.csv", get(signed_up::csv))
        .merge(api::routes())
}

/// A state as a tag: kind, icon, text.
fn tag(l: L, state: GatheringState) -> (&'static str, &'static str, String) {
    let (kind, icon) = match state {
        GatheringState::Draft => ("line", "lock"),
        GatheringState::Open => ("ok", "check"),
        GatheringState::Held => ("warn", "clock"),
        GatheringState::Closed => ("", "check"),
        GatheringState::Cancelled => ("bad", "cross"),
    };
    (kind, icon, l.code("gathering-state", state))
}

/// `13.30`, `13:30`.
fn clock(l: L, at: Timestamp) -> String {
    let form = if l.language() == Language::English { "%H:%M" } else { "%H.%M" };
    time::local(at).strftime(form).to_string()
}

/// `tis 8 dec`, with the year where it is another than today's.
fn day(l: L, on: Date, today: Date) -> String {
    if on.year() == today.year() { l.weekday(on) } else { l.day(on) }
}

/// From when until when.
fn span(l: L, seen: &Seen, today: Date) -> String {
    let said = &seen.stored.gathering;
    let (first, last) = (time::day_of(said.starts_at), time::day_of(said.ends_at));
    let (from, to) = (clock(l, said.starts_at), clock(l, said.ends_at));
    if first == last {
        let text = l.ta("gatherings-time").a("day", day(l, first, today));
        return text.a("from", from).a("to", to).to_string();
    }
    l.ta("gatherings-time-days")
        .a("first", day(l, first, today))
        .a("from", from)
        .a("last", day(l, last, today))
        .a("to", to)
        .to_string()
}

/// Name of the municipality it takes place in; none when it is only online.
fn municipality(seen: &Seen, known: &[Municipality]) -> Option<String> {
    let code = seen.stored.gathering.municipality.as_ref()?;
    let found = known.iter().find(|one| one.code == *code);
    Some(found.map_or_else(|| code.to_string(), |one| one.name.clone()))
}

/// How many seats are left, in words.
fn seats(l: L, seen: &Seen) -> String {
    match seen.free {
        None => l.t("gatherings-seats-any"),
        Some(0) => l.ta("gatherings-seats-none").a("waiting", seen.stored.waiting).to_string(),
        Some(free) => {
            let of = seen.stored.gathering.seats.unwrap_or(free);
            l.ta("gatherings-seats-left").a("count", free).a("of", of).to_string()
        }
    }
}

/// The way to a page about an event.
fn crumbs(l: L, view: &View, here: &str) -> Vec<Crumb> {
    let stored = &view.seen.stored;
    vec![
        Crumb::up("/traffar", l.t("gatherings-title")),
        Crumb::up(&format!("/traffar/{}", stored.id), &stored.gathering.title),
        Crumb::here(here),
    ]
}
