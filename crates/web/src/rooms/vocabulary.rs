//! Occupations: what they are called, what they hold, and what the county does about them.

use std::sync::Arc;

use app::figures;
use app::offers::{self, CatalogueQuery};
use askama::Template;
use axum::extract::{Path, Query};
use domain::codes::{ConceptId, Isco, Ssyk};
use serde::Deserialize;
use vocabulary::{Concept, ConceptKind, LabelRole, Vocabulary};

use crate::failure::Failure;
use crate::guard::Guard;
use crate::guarded::{Routes, get};
use crate::l10n::L;
use crate::page::{Answer, render_open};
use crate::paging;
use crate::rights::ReadPublic;
use crate::shell::Shell;
use crate::ui::Crumb;

/// Routes.
pub fn routes() -> Routes {
    Routes::new().page("/yrken", get(search)).page("/yrken/{name}", get(show))
}

/// A link to a concept or a group.
struct Link {
    href: String,
    text: String,
    note: String,
}

impl Link {
    fn to(concept: &Concept) -> Self {
        let ssyk = concept.ssyk.as_ref().map_or_else(String::new, |one| one.as_str().to_owned());
        Self {
            href: format!("/yrken/{}", concept.id.0),
            text: concept.label.clone(),
            note: if ssyk.is_empty() { ssyk } else { format!("SSYK {ssyk}") },
        }
    }
}

/// What is searched for.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    q: String,
}

#[derive(Template)]
#[template(path = "vocabulary/search.html")]
struct SearchPage {
    shell: Shell,
    l: L,
    q: String,
    found: Vec<Link>,
    fields: Vec<(String, Vec<Link>)>,
    version: String,
}

async fn search(guard: Guard<ReadPublic>, Query(asked): Query<Asked>) -> Answer {
    let vocabulary = guard.app.vocabulary();
    let is_asked = !asked.q.trim().is_empty();
    let found = if is_asked {
        app::needs::search_occupation(&guard.app, &asked.q)
            .iter()
            .filter_map(|one| vocabulary.get(&one.concept_id))
            .map(Link::to)
            .collect()
    } else {
        Vec::new()
    };
    render_open(
        &guard.visitor,
        &SearchPage {
            shell: guard.shell(),
            l: guard.l(),
            found,
            fields: if is_asked { Vec::new() } else { fields(&vocabulary) },
            version: vocabulary.version().to_string(),
            q: asked.q,
        },
    )
}

/// Every group under its heading of one digit.
fn fields(vocabulary: &Vocabulary) -> Vec<(String, Vec<Link>)> {
    let headings = vocabulary::ssyk::headings().filter(|(code, _)| code.len() == 1);
    headings
        .map(|(code, name)| {
            let is_under = |group: &&Concept| {
                group.ssyk.as_ref().is_some_and(|ssyk| ssyk.as_str().starts_with(code))
            };
            (name.to_owned(), vocabulary.groups().filter(is_under).map(Link::to).collect())
        })
        .filter(|(_, groups): &(String, Vec<Link>)| !groups.is_empty())
        .collect()
}

/// How many similar occupations a page shows.
const SIMILAR: usize = 6;

#[derive(Template)]
#[template(path = "vocabulary/one.html")]
struct OnePage {
    shell: Shell,
    l: L,
    crumbs: Vec<Crumb>,
    label: String,
    is_group: bool,
    codes: String,
    group: Option<Link>,
    others: Vec<String>,
    skills: Vec<String>,
    members: Vec<Link>,
    similar: Vec<Link>,
    sought: String,
    offers: Vec<Link>,
    search_href: String,
    version: String,
}

/// A concept by its id, or a group by its SSYK code.
fn find<'v>(vocabulary: &'v Vocabulary, name: &str) -> Option<&'v Concept> {
    let by_code = Ssyk::parse(name).ok().and_then(|ssyk| vocabulary.group(&ssyk));
    by_code.or_else(|| vocabulary.get(&ConceptId(name.to_owned())))
}

async fn show(guard: Guard<ReadPublic>, Path(name): Path<String>) -> Answer {
    let l = guard.l();
    let vocabulary = guard.app.vocabulary();
    let concept = find(&vocabulary, &name)
        .filter(|concept| concept.kind != ConceptKind::Skill)
        .ok_or_else(Failure::not_found)?;
    let ssyk = concept.ssyk.as_ref();
    let is_group = concept.kind == ConceptKind::OccupationGroup;
    let members = ssyk.filter(|_| is_group);
    let members = members.map(|ssyk| vocabulary.occupations_in(ssyk)).unwrap_or_default();
    let group = ssyk.filter(|_| !is_group).and_then(|ssyk| vocabulary.group(ssyk));
    let others = concept.alternatives.iter().filter(|one| one.role != LabelRole::Keyword);
    let skills = vocabulary.skills_of(&concept.id);
    let similar = if is_group { vec![] } else { vocabulary.similar(concept, SIMILAR) };
    render_open(
        &guard.visitor,
        &OnePage {
            shell: guard.shell(),
            l,
            crumbs: vec![Crumb::up("/yrken", l.t("vocabulary-title")), Crumb::here(&concept.label)],
            label: concept.label.clone(),
            is_group,
            codes: codes(concept),
            group: group.map(Link::to),
            others: others.map(|one| one.text.clone()).collect(),
            skills: skills.iter().map(|skill| skill.label.clone()).collect(),
            members: members.into_iter().map(Link::to).collect(),
            similar: similar.into_iter().map(Link::to).collect(),
            sought: sought(&guard, l, ssyk).await?,
            offers: offers_about(&guard, ssyk).await?,
            search_href: format!("/insatser?{}", paging::query(&[("q", &concept.label)])),
            version: vocabulary.version().to_string(),
        },
    )
}

fn codes(concept: &Concept) -> String {
    let isco: Vec<&str> = concept.isco.iter().map(Isco::as_str).collect();
    let mut parts = Vec::new();
    if let Some(ssyk) = &concept.ssyk {
        parts.push(format!("SSYK 2012 {}", ssyk.as_str()));
    }
    if !isco.is_empty() {
        parts.push(format!("ISCO-08 {}", isco.join(", ")));
    }
    parts.push(concept.id.0.clone());
    parts.join(" · ")
}

/// How many are sought in the county, as far as it may be told.
async fn sought(guard: &Guard<ReadPublic>, l: L, ssyk: Option<&Ssyk>) -> Result<String, Failure> {
    let Some(ssyk) = ssyk else { return Ok(String::new()) };
    let county = figures::county(&guard.app).await?;
    let row = county.occupations.iter().find(|row| row.ssyk == *ssyk);
    Ok(match row.map(|row| (row.demand.persons, row.demand.firms)) {
        Some((Some(persons), Some(firms))) => {
            l.ta("vocabulary-sought").a("count", persons).a("firms", firms).to_string()
        }
        Some(_) => l.t("vocabulary-sought-hidden"),
        None => l.t("vocabulary-sought-none"),
    })
}

/// Offers that name this occupation.
async fn offers_about(
    guard: &Guard<ReadPublic>,
    ssyk: Option<&Ssyk>,
) -> Result<Vec<Link>, Failure> {
    let Some(ssyk) = ssyk else { return Ok(Vec::new()) };
    let query = CatalogueQuery::default();
    let found = offers::search(&guard.app, &guard.actor, &query).await?;
    let names = |one: &&Arc<offers::StoredOffer>| {
        one.offer.occupations.iter().any(|beginning| ssyk.as_str().starts_with(beginning))
    };
    let links = found.offers.iter().filter(names).map(|one| Link {
        href: format!("/insatser/{}", one.id),
        text: one.offer.title.clone(),
        note: one.organisation_name.clone(),
    });
    Ok(links.collect())
}
