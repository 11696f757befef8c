//! The list: one question in plain words, or everything by stage.

use std::collections::BTreeMap;
use std::sync::Arc;

use app::offers::{CatalogueQuery, StoredOffer, search};
use askama::Template;
use axum::extract::Query;
use domain::ids::OfferId;
use domain::offers::{OfferKind, Stage};
use domain::time::Date;
use matching::{Hit, SearchResult};
use serde::Deserialize;

use super::places;
use super::words::Words;
use crate::guard::{Guard, Right as _};
use crate::l10n::L;
use crate::page::{Answer, render_open};
use crate::paging;
use crate::rights::{KeepOffers, ReadOffers};
use crate::shell::Shell;
use crate::ui::Choice;

/// One offer of the list.
struct Row {
    id: String,
    title: String,
    by: String,
    price: String,
    summary: String,
    target: String,
    kind: String,
    reviewed: String,
    is_due: bool,
    is_demo: bool,
    network: Option<String>,
    why: String,
}

/// Offers under one heading.
struct Group {
    id: &'static str,
    title: String,
    rows: Vec<Row>,
}

/// A link to one stage.
struct Tab {
    href: String,
    text: String,
    count: usize,
    is_current: bool,
}

#[derive(Template)]
#[template(path = "offers/list.html")]
struct ListPage {
    shell: Shell,
    l: L,
    query: CatalogueQuery,
    tabs: Vec<Tab>,
    kinds: Vec<Choice>,
    places: Vec<Choice>,
    understood: String,
    was_understood: bool,
    is_narrowed: bool,
    total: usize,
    groups: Vec<Group>,
    can_keep: bool,
}

/// What the address asks for.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Address {
    q: String,
    steg: String,
    sort: String,
    kommun: String,
}

pub(super) async fn list(guard: Guard<ReadOffers>, Query(address): Query<Address>) -> Answer {
    let l = guard.l();
    let Address { q, steg: stage, sort: kind, kommun: municipality } = address;
    let query = CatalogueQuery { q, stage, kind, municipality };
    let whole = CatalogueQuery { stage: String::new(), ..query.clone() };
    let found = search(&guard.app, &guard.actor, &whole).await?;
    let names = places(&guard.app, &guard.actor).await?;
    let vocabulary = guard.app.vocabulary();
    let words = Words { l, places: &names, vocabulary: &vocabulary };
    let tabs = tabs(l, &query, &found.offers);
    let stage = Stage::parse(&query.stage).ok();
    let offers: Vec<&StoredOffer> = found
        .offers
        .iter()
        .map(AsRef::as_ref)
        .filter(|one: &&StoredOffer| stage.is_none_or(|stage| one.offer.stages.contains(&stage)))
        .collect();
    let rows = rows(&words, &offers, found.result.as_ref(), guard.today());
    let total = rows.len();
    let result = found.result.as_ref();
    let is_narrowed = result.is_none_or(|result| result.is_narrowed);
    let is_ranked = result.is_some_and(|result| result.is_narrowed);
    let groups = if is_ranked || stage.is_some() {
        let rows = rows.into_iter().map(|(_, row)| row).collect();
        vec![Group { id: "found", title: l.ta("offers-found").a("count", total).to_string(), rows }]
    } else {
        by_stage(l, rows)
    };
    render_open(
        &guard.visitor,
        &ListPage {
            shell: guard.shell(),
            l,
            tabs,
            kinds: Choice::codes(l, "offer-kind", OfferKind::ALL),
            places: names.iter().map(|(code, name)| Choice::new(code, name)).collect(),
            understood: understood(l, result),
            was_understood: result.is_some_and(|result| !result.understood.is_empty()),
            is_narrowed,
            total,
            groups,
            can_keep: KeepOffers::allows(guard.actor.role()),
            query,
        },
    )
}

fn tabs(l: L, query: &CatalogueQuery, offers: &[Arc<StoredOffer>]) -> Vec<Tab> {
    let tab = |stage: Option<Stage>| {
        let code = stage.map_or("", Stage::code);
        let kept = paging::query(&[
            ("q", &query.q),
            ("steg", code),
            ("sort", &query.kind),
            ("kommun", &query.municipality),
        ]);
        let serves =
            |one: &&Arc<StoredOffer>| stage.is_none_or(|stage| one.offer.stages.contains(&stage));
        Tab {
            href: if kept.is_empty() {
                "/insatser".to_owned()
            } else {
                format!("/insatser?{kept}")
            },
            text: stage.map_or_else(|| l.t("offers-all-stages"), |stage| l.code("stage", stage)),
            count: offers.iter().filter(serves).count(),
            is_current: query.stage == code,
        }
    };
    std::iter::once(None).chain(Stage::ALL.iter().copied().map(Some)).map(tab).collect()
}

fn understood(l: L, result: Option<&SearchResult>) -> String {
    let Some(result) = result else { return String::new() };
    let read = &result.understood;
    let mut parts: Vec<String> = read.occupations.iter().map(|one| one.label.clone()).collect();
    parts.extend(read.kinds.iter().map(|kind| l.code("offer-kind", kind)));
    parts.extend(read.stages.iter().map(|stage| l.code("stage", stage)));
    parts.join(" · ")
}

fn rows(
    words: &Words<'_>,
    offers: &[&StoredOffer],
    result: Option<&SearchResult>,
    today: Date,
) -> Vec<(Option<Stage>, Row)> {
    let l = words.l;
    let hits: BTreeMap<OfferId, &Hit> =
        result.iter().flat_map(|result| &result.hits).map(|hit| (hit.offer, hit)).collect();
    let row = |one: &&StoredOffer| {
        let why = hits.get(&one.id).filter(|hit| hit.relevance.points > 0);
        let row = Row {
            id: one.id.to_string(),
            title: one.offer.title.clone(),
            by: one.organisation_name.clone(),
            price: one.offer.price.clone(),
            summary: one.offer.summary.clone(),
            target: one.offer.target.clone(),
            kind: l.code("offer-kind", one.offer.kind),
            reviewed: l.day(one.offer.reviewed_on),
            is_due: one.offer.review_is_due(today),
            is_demo: one.is_demo,
            network: one.network_name.clone(),
            why: why.map_or_else(String::new, |hit| words.relevance(&hit.relevance)),
        };
        (one.offer.stages.iter().min().copied(), row)
    };
    offers.iter().map(row).collect()
}

fn by_stage(l: L, rows: Vec<(Option<Stage>, Row)>) -> Vec<Group> {
    let mut groups: Vec<Group> = Stage::ALL
        .iter()
        .map(|stage| Group { id: stage.code(), title: l.code("stage", stage), rows: Vec::new() })
        .collect();
    for (stage, row) in rows {
        let stage = stage.map_or("", Stage::code);
        if let Some(group) = groups.iter_mut().find(|group| group.id == stage) {
            group.rows.push(row);
        }
    }
    groups.retain(|group| !group.rows.is_empty());
    groups
}
