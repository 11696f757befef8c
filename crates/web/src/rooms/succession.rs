//! Ownership transfer: an account's own listings, teasers for buyers, and those who are in touch.
//! Nobody finds here what is not theirs.

mod api;
mod buying;
mod contact;
mod home;
mod intentions;
mod listing;
mod publish;

use app::succession::{ContactLine, Municipality, StoredStep};
use domain::succession::cover::{Cover, SizeBand};
use domain::succession::{ContactState, ListingState, Side};

use crate::guarded::{Routes, get, post};
use crate::l10n::L;
use crate::ui::Crumb;

/// Where the room is.
const PATH: &str = "/agarskifte";

/// Routes.
pub fn routes() -> Routes {
    Routes::new()
        .page(PATH, get(home::show))
        .page("/agarskifte/last", post(home::read_all))
        .page("/agarskifte/ny", get(listing::blank).post(listing::add))
        .page("/agarskifte/annonser", get(buying::list))
        .page("/agarskifte/annonser/{id}", get(buying::show).post(buying::interest))
        .page("/agarskifte/kopare", get(buying::profile_page).post(buying::keep_profile))
        .page("/agarskifte/avsikter", get(intentions::show).post(intentions::answer))
        .page("/agarskifte/samtal/{id}", get(contact::show))
        .page("/agarskifte/samtal/{id}/skriv", post(contact::write))
        .page("/agarskifte/samtal/{id}/sekretess", get(contact::agree_page).post(contact::agree))
        .page("/agarskifte/samtal/{id}/forhandla", post(contact::negotiate))
        .page("/agarskifte/samtal/{id}/avsluta", get(contact::end_page).post(contact::end))
        .page("/agarskifte/{id}", get(listing::show))
        .page("/agarskifte/{id}/andra", get(listing::edit_page).post(listing::edit))
        .page("/agarskifte/{id}/annons", get(publish::page).post(publish::publish))
        .page("/agarskifte/{id}/pausa", post(publish::pause))
        .page("/agarskifte/{id}/avsluta", get(listing::end_page).post(listing::end))
        .page("/agarskifte/{id}/radgivare", post(listing::let_in))
        .page("/agarskifte/{id}/radgivare-bort", post(listing::shut_out))
        .merge(api::routes())
}

/// A tag: kind, icon, text.
type Tag = (&'static str, &'static str, String);

fn tag(l: L, state: ListingState) -> Tag {
    let (kind, icon) = match state {
        ListingState::Note => ("", "lock"),
        ListingState::Published => ("ok", "check"),
        ListingState::Paused => ("warn", "quiet"),
        ListingState::Transferred => ("accent", "check"),
        ListingState::Ended | ListingState::Withdrawn => ("", "cross"),
    };
    (kind, icon, l.code("succession-state", state))
}

fn contact_tag(l: L, state: ContactState) -> Tag {
    let (kind, icon) = match state {
        ContactState::Interest => ("accent", "question"),
        ContactState::Exchanged | ContactState::Negotiation => ("ok", "people"),
        ContactState::Transferred => ("accent", "check"),
        ContactState::Ended => ("", "cross"),
    };
    (kind, icon, l.code("succession-contact", state))
}

/// What a teaser tells: industry, where, size.
#[derive(Debug, Clone)]
struct Told {
    industry: String,
    place: String,
    size: String,
}

impl Told {
    fn of(l: L, cover: &Cover, places: &[Municipality]) -> Self {
        let name = |code: &domain::codes::MunicipalityCode| {
            let found = places.iter().find(|place| place.code == *code);
            found.map_or_else(|| code.to_string(), |place| place.name.clone())
        };
        Self {
            industry: cover
                .industry
                .map_or_else(|| l.t("succession-any-industry"), |one| l.code("industry", one)),
            place: if cover.municipalities.is_empty() {
                l.t("succession-whole-county")
            } else {
                cover.municipalities.iter().map(name).collect::<Vec<_>>().join(", ")
            },
            size: cover.sizes.map_or_else(
                || l.t("succession-any-size"),
                |(least, most)| employees(l, least, most),
            ),
        }
    }

    /// In one line.
    fn line(&self) -> String {
        format!("{} · {} · {}", self.industry, self.place, self.size)
    }
}

/// `5–19 anställda`.
fn employees(l: L, least: SizeBand, most: SizeBand) -> String {
    let from = least.bounds().0;
    match most.bounds().1 {
        _ if least == most => l.code("succession-size", least),
        Some(to) => l.ta("succession-between").a("from", from).a("to", to).to_string(),
        None => l.ta("succession-at-least").a("from", from).to_string(),
    }
}

/// Somebody in touch, in a list.
struct ContactRow {
    href: String,
    title: String,
    when: String,
    tag: Tag,
}

impl ContactRow {
    /// For the owner: `Köpare 1`.
    fn buyer(l: L, line: &ContactLine) -> Self {
        Self {
            href: format!("{PATH}/samtal/{}", line.id),
            title: l.ta("succession-buyer").a("number", line.number).to_string(),
            when: l.day_of(line.updated_at),
            tag: contact_tag(l, line.state),
        }
    }

    /// For the buyer: what the teaser tells.
    fn teaser(l: L, line: &ContactLine, places: &[Municipality]) -> Self {
        Self { title: Told::of(l, &line.cover, places).line(), ..Self::buyer(l, line) }
    }
}

/// What has happened, in a line: when, what, by whom.
fn step_line(l: L, step: &StoredStep) -> (String, String) {
    let by = step.side.map_or_else(|| l.t("succession-by-service"), |side| who(l, side));
    let what = l.code("succession-step", step.kind);
    let said = l.ta("succession-step-by").a("what", what).a("who", by);
    (l.moment_year(step.at), said.to_string())
}

fn who(l: L, side: Side) -> String {
    match side {
        Side::Seller => l.t("succession-seller"),
        Side::Buyer => l.t("succession-a-buyer"),
    }
}

fn home_crumb(l: L) -> Crumb {
    Crumb::up(PATH, l.t("succession-title"))
}
