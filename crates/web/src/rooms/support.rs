//! Support money: what there is to ask for, applications and decisions, and a firm's account of
//! small aid.

mod account;
mod api;
mod fund;
mod list;
mod show;

use domain::support::GrantState;

use crate::guarded::{Routes, get, post};
use crate::l10n::{L, Language};

/// Routes.
pub fn routes() -> Routes {
    Routes::new()
        .page("/stod", get(list::list))
        .page("/stod.csv", get(list::csv))
        .page("/stod/ny", get(list::blank).post(list::apply))
        .page("/stod/{id}", get(show::show))
        .page("/stod/{id}/beslut", post(show::decide))
        .page("/stod/{id}/utbetalning", post(show::pay))
        .page("/stod/{id}/aterta", post(show::withdraw))
        .page("/stod/{id}/effekt", post(show::answer_effect))
        .page("/stodprogram/nytt", get(fund::blank).post(fund::add))
        .page("/stodprogram/{id}", get(fund::show))
        .page("/stodprogram/{id}/andra", get(fund::edit_page).post(fund::edit))
        .page("/stodkonto/{id}", get(account::show).post(account::register))
        .page("/stodkonto/{id}/ta-bort", post(account::remove))
        .page("/stodkonto/{id}/koncern", post(account::add_member))
        .page("/stodkonto/{id}/lamna", post(account::remove_member))
        .merge(api::routes())
}

/// A state as a tag: kind, icon, text.
fn tag(l: L, state: GrantState) -> (&'static str, &'static str, String) {
    let (kind, icon) = match state {
        GrantState::Applied => ("warn", "clock"),
        GrantState::Granted | GrantState::Paid => ("accent", "check"),
        GrantState::Answered => ("ok", "check"),
        GrantState::Refused | GrantState::Withdrawn => ("", "cross"),
    };
    (kind, icon, l.code("grant-state", state))
}

/// Whole parts with as many decimals as there are: `12 500`, `12 500,50`.
fn parted(l: L, parts: i64, decimals: u32) -> String {
    let one = 10_i64.pow(decimals);
    let (whole, rest) = (l.number(parts / one), (parts % one).unsigned_abs());
    let point = if l.language() == Language::English { '.' } else { ',' };
    let width = usize::try_from(decimals).unwrap_or(0);
    if rest == 0 { whole } else { format!("{whole}{point}{rest:0width$}") }
}

/// Öre as kronor.
fn kronor(l: L, ore: i64) -> String {
    l.ta("support-kronor").a("amount", parted(l, ore, 2)).to_string()
}

/// Cents as euro.
fn euro(l: L, cents: i64) -> String {
    l.ta("support-euro").a("amount", parted(l, cents, 2)).to_string()
}
