//! One offer, its conditions in words and where they are written.

use app::offers::{StoredOffer, can_keep, read, resolve};
use askama::Template;
use axum::extract::{Path, Query};
use domain::offers::Condition;
use serde::Deserialize;

use super::places;
use super::words::{Words, capital};
use crate::guard::Guard;
use crate::guard::Right;
use crate::l10n::L;
use crate::page::{Answer, render};
use crate::rights::ReadOffers;
use crate::rights::WriteIdeas;
use crate::shell::Shell;
use crate::ui::Crumb;

/// A condition in words.
struct Line {
    demand: String,
    reason: String,
    source: Option<String>,
    validity: String,
}

#[derive(Template)]
#[template(path = "offers/one.html")]
struct OnePage {
    shell: Shell,
    l: L,
    crumbs: Vec<Crumb>,
    id: String,
    offer: StoredOffer,
    kind: String,
    stages: String,
    occupations: Vec<(String, String)>,
    lines: Vec<Line>,
    reviewed: String,
    is_due: bool,
    can_keep: bool,
    /// The reader may write an idea about it.
    gives_ideas: bool,
}

/// The need somebody comes from: whoever works with it sees what is open to its firm.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct From {
    behov: String,
}

pub(super) async fn show(
    guard: Guard<ReadOffers>,
    Path(name): Path<String>,
    Query(from): Query<From>,
) -> Answer {
    let l = guard.l();
    let id = resolve(&guard.app, &guard.actor, &name).await?;
    let offer = read(&guard.app, &guard.actor, id, from.behov.parse().ok()).await?;
    let names = places(&guard.app, &guard.actor).await?;
    let vocabulary = guard.app.vocabulary();
    let words = Words { l, places: &names, vocabulary: &vocabulary };
    let today = guard.today();
    let lines = offer
        .offer
        .conditions
        .iter()
        .filter(|condition| condition.is_valid_on(today))
        .map(|condition| line(&words, condition))
        .collect();
    let stages = offer.offer.stages.iter().map(|stage| l.code("stage", stage));
    let mut crumbs = vec![Crumb::up("/insatser", l.t("nav-offers"))];
    if !from.behov.is_empty() && from.behov.parse::<domain::ids::NeedId>().is_ok() {
        crumbs = vec![
            Crumb::up("/behov", l.t("nav-needs")),
            Crumb::up(&format!("/behov/{}#insatser", from.behov), l.t("offers-back-to-need")),
        ];
    }
    crumbs.push(Crumb::here(&offer.offer.title));
    render(&OnePage {
        shell: guard.shell(),
        l,
        crumbs,
        id: id.to_string(),
        kind: l.code("offer-kind", offer.offer.kind),
        stages: stages.collect::<Vec<_>>().join(", "),
        occupations: offer
            .offer
            .occupations
            .iter()
            .map(|code| (code.clone(), words.occupation(code)))
            .collect(),
        lines,
        reviewed: l.day_long(offer.offer.reviewed_on),
        is_due: offer.offer.review_is_due(today),
        can_keep: can_keep(&guard.actor, &offer),
        gives_ideas: WriteIdeas::allows(guard.actor.role()),
        offer,
    })
}

fn line(words: &Words<'_>, condition: &Condition) -> Line {
    let l = words.l;
    Line {
        demand: capital(&words.demand(condition)),
        reason: condition.reason.clone(),
        source: condition.source.clone(),
        validity: condition.valid_to.map_or_else(String::new, |day| {
            l.ta("offers-valid-to").a("day", l.day(day)).to_string()
        }),
    }
}
