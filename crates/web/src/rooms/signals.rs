//! Early warnings: the list, each signal with what stands behind it and what is done about it, the
//! form for one's own, and what firms are told.

mod api;
mod form;
mod list;
mod show;

use app::signals::{StoredSignal, Told};
use domain::signals::{SignalKind, SignalState};

use crate::guarded::{Routes, get, post};
use crate::l10n::L;

/// Routes.
pub fn routes() -> Routes {
    Routes::new()
        .page("/signaler", get(list::list))
        .page("/signaler/ny", get(form::blank).post(form::write_down))
        .page("/signaler/{id}", get(show::show))
        .page("/signaler/{id}/steg", post(show::step))
        .merge(api::routes())
}

/// What a signal is about, in one line.
pub(crate) fn title(l: L, signal: &StoredSignal) -> String {
    let place = signal.municipality_name.as_deref();
    let named = signal.title.as_deref();
    about(l, signal.kind, &signal.subject, named, place)
}

fn about(
    l: L,
    kind: SignalKind,
    subject: &str,
    named: Option<&str>,
    place: Option<&str>,
) -> String {
    let place = place.map_or_else(|| l.t("signals-whole-county"), ToOwned::to_owned);
    match (kind, named) {
        (SignalKind::Written, Some(named)) => named.to_owned(),
        (SignalKind::Obstacle, _) => l
            .ta("signals-about-obstacle")
            .a("obstacle", l.code("obstacle-kind", subject))
            .a("place", place)
            .to_string(),
        (SignalKind::Retirements, Some(named)) => {
            l.ta("signals-about-leavers").a("occupation", named).to_string()
        }
        (SignalKind::Unserved, Some(named)) => {
            l.ta("signals-about-unserved").a("occupation", named).to_string()
        }
        (SignalKind::SilentFirm, Some(named)) => {
            l.ta("signals-about-silent").a("name", named).to_string()
        }
        (kind, _) => {
            let kind = l.code("signal-kind", kind);
            l.ta("signals-about").a("kind", kind).a("place", place).to_string()
        }
    }
}

/// A state as a tag: kind, icon, text.
fn tag(l: L, state: SignalState) -> (&'static str, &'static str, String) {
    let (kind, icon) = match state {
        SignalState::New => ("warn", "info"),
        SignalState::Dialogue | SignalState::Measure => ("accent", "clock"),
        SignalState::Answered => ("ok", "check"),
        SignalState::Parked | SignalState::Lapsed => ("", "cross"),
    };
    (kind, icon, l.code("signal-state", state))
}

/// What a firm has been told, as a row.
pub(super) struct ToldRow {
    pub(super) href: String,
    pub(super) title: String,
    pub(super) words: String,
    pub(super) signed: String,
}

impl ToldRow {
    pub(super) fn of(l: L, told: &Told) -> Self {
        let place = told.municipality_name.as_deref();
        // What somebody wrote in their own words may speak of others; the firm reads the answer.
        let title = about(l, told.kind, &told.subject, None, place);
        let who = told.by_organisation_name.clone().unwrap_or_default();
        Self {
            href: format!("/signaler/{}", told.signal),
            title,
            words: told.words.clone(),
            signed: l.ta("signals-signed").a("name", who).a("date", l.day_of(told.at)).to_string(),
        }
    }
}
