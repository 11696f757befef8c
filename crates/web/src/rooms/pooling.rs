//! Pools: what could be pooled, each pool with its sums and who stands behind them, and the firm's
//! own answer.

mod answer;
mod api;
mod form;
mod list;
mod show;

use domain::ids::PoolId;
use domain::pooling::{Consent, Figures, PoolState};

use crate::guarded::{Routes, get};
use crate::l10n::L;
use crate::ui::Crumb;

/// Routes.
pub fn routes() -> Routes {
    Routes::new()
        .page("/samlingar", get(list::list))
        .page("/samlingar/ny", get(form::blank).post(form::form))
        .page("/samlingar/{id}", get(show::show))
        .page("/samlingar/{id}/andra", get(form::edit).post(form::change))
        .page("/samlingar/{id}/lage", get(show::steps).post(show::step))
        .page("/samlingar/{id}/svar", get(answer::own).post(answer::answer))
        .page("/samlingar/{id}/telefon", get(answer::call).post(answer::record))
        .merge(api::routes())
}

/// A state as a tag: kind, icon, text.
fn tag(l: L, state: PoolState) -> (&'static str, &'static str, String) {
    let (kind, icon) = match state {
        PoolState::Forming => ("warn", "clock"),
        PoolState::Open | PoolState::Ordered => ("accent", "arrow"),
        PoolState::Answered | PoolState::Closed => ("ok", "check"),
        PoolState::Cancelled => ("", "cross"),
    };
    (kind, icon, l.code("pooling-state", state))
}

/// An answer as a tag: kind, icon, text.
fn answer_tag(l: L, consent: Consent) -> (&'static str, &'static str, String) {
    let (kind, icon) = match consent {
        Consent::Asked => ("warn", "clock"),
        Consent::Yes => ("ok", "check"),
        Consent::No | Consent::Withdrawn => ("", "cross"),
    };
    (kind, icon, l.code("pooling-consent", consent))
}

/// The sums in words; why there are none where they are not shown.
fn sums(l: L, figures: Option<Figures>) -> String {
    let Some(figures) = figures else { return l.t("pooling-sum-hidden") };
    l.ta("pooling-sum")
        .a("persons", figures.persons)
        .a("firms", figures.firms)
        .a("places", figures.municipalities)
        .to_string()
}

/// The way to a page about a pool.
fn crumbs(l: L, id: PoolId, title: &str, here: &str) -> Vec<Crumb> {
    vec![
        Crumb::up("/samlingar", l.t("pooling-title")),
        Crumb::up(&format!("/samlingar/{id}"), title),
        Crumb::here(l.t(here)),
    ]
}
