//! Agreements and letters of intent with actors: the list and its file, each agreement, the form
//! where it is written down or changed, and what an organisation's card shows of them.

mod api;
mod form;
mod list;
mod show;

use app::agreements::Seen;
use domain::agreements::{Agreement, AgreementState};

use crate::guarded::{Routes, get};
use crate::l10n::L;

/// Routes.
pub fn routes() -> Routes {
    Routes::new()
        .page("/avtal", get(list::list))
        .page("/avtal.csv", get(list::csv))
        .page("/avtal/ny", get(form::blank).post(form::add))
        .page("/avtal/{id}", get(show::show))
        .page("/avtal/{id}/andra", get(form::edit_page).post(form::edit))
        .page("/avtal/{id}/avsluta", get(show::end_page).post(show::end))
        .merge(api::routes())
}

/// A state as a tag: kind, icon, text.
fn tag(l: L, state: AgreementState) -> (&'static str, &'static str, String) {
    let (kind, icon) = match state {
        AgreementState::Coming => ("accent", "calendar"),
        AgreementState::Holds => ("ok", "check"),
        AgreementState::EndsSoon => ("warn", "clock"),
        AgreementState::Over => ("", "cross"),
    };
    (kind, icon, l.code("agreement-state", state))
}

/// From when and until when.
fn validity(l: L, agreement: &Agreement) -> String {
    let from = l.day(agreement.valid_from);
    match agreement.valid_until {
        Some(last) => l.ta("agreements-from-to").a("from", from).a("to", l.day(last)).to_string(),
        None => l.ta("agreements-from-on").a("from", from).to_string(),
    }
}

/// An agreement on the card of its organisation.
pub(super) struct CardRow {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) scope: String,
    pub(super) validity: String,
    pub(super) tag: (&'static str, &'static str, String),
}

impl CardRow {
    pub(super) fn of(l: L, seen: &Seen) -> Self {
        let agreement = &seen.agreement.agreement;
        Self {
            id: seen.agreement.id.to_string(),
            kind: l.code("agreement-kind", agreement.kind),
            scope: agreement.scope.clone(),
            validity: validity(l, agreement),
            tag: tag(l, seen.state),
        }
    }
}
