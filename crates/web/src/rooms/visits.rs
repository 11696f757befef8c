//! Company visits: the list, the form for the telephone, each visit with its answers, obstacles and
//! promises, how far the visits have reached and which firms they have not.

mod api;
mod figures;
mod form;
mod list;
mod show;

use app::visits::View;
use domain::visits::{Inventory, VisitState};

use crate::guarded::{Routes, get, post};
use crate::l10n::L;

/// Routes.
pub fn routes() -> Routes {
    Routes::new()
        .page("/besok", get(list::list))
        .page("/besok.csv", get(list::csv))
        .page("/besok/ny", get(form::blank).post(form::keep))
        .page("/besok/ko", get(list::queue))
        .page("/besok/hinder", get(list::obstacles))
        .page("/besok/tackning", get(figures::figures))
        .page("/besok/namnder", get(form::committees).post(form::name_committees))
        .page("/besok/{id}", get(show::show))
        .page("/besok/{id}/rapport", get(form::report_page).post(form::report))
        .page("/besok/{id}/lage", post(show::step))
        .page("/besok/{id}/med", post(show::join))
        .page("/besok/{id}/svar", post(show::answer))
        .page("/besok/{id}/lofte", post(show::keep_promise))
        .page("/besok/{id}/aterkoppling", post(show::feed_back))
        .page("/besok/{id}/omdome", post(show::rate))
        .merge(api::routes())
}

/// A state as a tag: kind, icon, text.
fn tag(l: L, state: VisitState) -> (&'static str, &'static str, String) {
    let (kind, icon) = match state {
        VisitState::Planned => ("accent", "calendar"),
        VisitState::Held => ("warn", "clock"),
        VisitState::Reported => ("ok", "check"),
        VisitState::Cancelled | VisitState::Missed => ("", "cross"),
    };
    (kind, icon, l.code("visit-state", state))
}

/// Who came, by name.
fn organisations(view: &View) -> String {
    let names = view.organisations.iter().map(|one| one.name.as_str());
    names.collect::<Vec<_>>().join(", ")
}

/// An answer to show: what was asked, what was said, and whether these are somebody's own words.
struct Said {
    label: String,
    text: String,
    is_own_words: bool,
}

/// What the firm answered, in the order of the form.
fn answers(l: L, inventory: &Inventory) -> Vec<Said> {
    let mut said = Vec::new();
    if let Some(words) = &inventory.education {
        let label = l.code("inventory", "education");
        said.push(Said { label, text: words.clone(), is_own_words: true });
    }
    let counts = [
        ("visits-retirements-1", inventory.retirements_one_year),
        ("visits-retirements-3", inventory.retirements_three_years),
        ("visits-retirements-5", inventory.retirements_five_years),
        ("visits-mentors", inventory.mentors),
        ("visits-theses", inventory.theses),
        ("visits-climate", inventory.climate),
    ];
    for (key, count) in counts {
        let Some(count) = count else { continue };
        said.push(Said { label: l.t(key), text: l.number(count), is_own_words: false });
    }
    said
}
