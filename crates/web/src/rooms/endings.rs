//! How an organisation ends and changes its number: the two forms, and what its page tells of it.

mod end;
mod number;

use app::endings::{OrganisationEnding, SettledOpen, Story};
use domain::endings::EndingKind;

use crate::guarded::{Routes, get, post};
use crate::l10n::L;

/// Routes.
pub fn routes() -> Routes {
    Routes::new()
        .page("/organisationer/{id}/avslut", get(end::blank).post(end::send))
        .page("/organisationer/{id}/ater", post(end::undo))
        .page("/organisationer/{id}/nummer", get(number::blank).post(number::save))
}

/// Where somebody is led on to, and by what name.
pub(crate) struct Lead {
    pub(crate) href: String,
    pub(crate) name: String,
    pub(crate) note: String,
}

/// How an organisation has ended.
pub(crate) struct EndedView {
    pub(crate) title: String,
    /// In the words of whoever wrote it down.
    pub(crate) words: String,
    pub(crate) by: String,
    pub(crate) successor: Option<Lead>,
    pub(crate) settled: Vec<String>,
}

/// What an organisation's page tells of endings and numbers.
pub(crate) struct StoryView {
    pub(crate) ended: Option<EndedView>,
    /// Endings that were taken back, with what stays closed.
    pub(crate) taken_back: Vec<(String, Vec<String>)>,
    pub(crate) gone_into: Vec<Lead>,
    pub(crate) numbers: Vec<String>,
    pub(crate) can_end: bool,
    pub(crate) can_renumber: bool,
    pub(crate) can_undo: bool,
}

impl StoryView {
    pub(crate) fn of(l: L, story: &Story) -> Self {
        let number = |one: &app::endings::OldNumber| {
            let text = l.ta("endings-number-until").a("number", one.org_number.to_string());
            text.a("day", l.day(one.until)).to_string()
        };
        Self {
            ended: story.ended.as_ref().map(|one| ended(l, one)),
            taken_back: story.taken_back.iter().map(|one| taken_back(l, one)).collect(),
            gone_into: story.gone_into.iter().map(|one| gone_into(l, one)).collect(),
            numbers: story.numbers.iter().map(number).collect(),
            can_end: story.can_end,
            can_renumber: story.can_renumber,
            can_undo: story.can_undo,
        }
    }
}

/// That an organisation has ended, in one sentence.
pub(crate) fn told(l: L, one: &OrganisationEnding) -> String {
    let ending = &one.ending;
    let key = match ending.kind {
        EndingKind::Ceased => "endings-told-ceased",
        EndingKind::Merged => "endings-told-merged",
        EndingKind::Left => "endings-told-left",
    };
    let place = ending.place.clone().unwrap_or_default();
    let to = one.successor_name.clone().unwrap_or_default();
    l.ta(key).a("day", l.day(ending.on)).a("place", place).a("successor", to).to_string()
}

fn ended(l: L, one: &OrganisationEnding) -> EndedView {
    let ending = &one.ending;
    let by = l.ta("endings-by").a("name", &one.by_name).a("day", l.day_of(one.made_at));
    let lead = ending.successor.zip(one.successor_name.clone());
    EndedView {
        title: told(l, one),
        words: ending.words.clone(),
        by: by.to_string(),
        successor: lead.map(|(id, name)| Lead {
            href: format!("/organisationer/{id}"),
            name,
            note: String::new(),
        }),
        settled: settled(l, ending.kind, one.settled),
    }
}

/// What was closed with an ending, or went along with it; each on a line.
fn settled(l: L, kind: EndingKind, settled: SettledOpen) -> Vec<String> {
    let keys = match kind {
        EndingKind::Merged => [
            "endings-moved-needs",
            "endings-moved-mappings",
            "endings-moved-planned",
            "endings-moved-pools",
        ],
        _ => [
            "endings-closed-needs",
            "endings-closed-mappings",
            "endings-closed-planned",
            "endings-closed-pools",
        ],
    };
    let counts = [settled.needs, settled.mappings, settled.planned, settled.pools];
    let some = keys.into_iter().zip(counts).filter(|(_, count)| *count > 0);
    some.map(|(key, count)| l.ta(key).a("count", count).to_string()).collect()
}

fn taken_back(l: L, one: &OrganisationEnding) -> (String, Vec<String>) {
    let name = one.undone_by_name.clone().unwrap_or_default();
    let day = one.undone_at.map(|at| l.day_of(at)).unwrap_or_default();
    let title = l.ta("endings-taken-back").a("name", name).a("day", day).to_string();
    (title, settled(l, one.ending.kind, one.settled))
}

fn gone_into(l: L, one: &OrganisationEnding) -> Lead {
    Lead {
        href: format!("/organisationer/{}", one.organisation),
        name: one.organisation_name.clone(),
        note: l.ta("endings-since").a("day", l.day(one.ending.on)).to_string(),
    }
}
