//! One plain sentence to offers: «Jag hittar ingen svetsare», «bidrag till kompetensplan».

use std::cmp::Reverse;
use std::collections::BTreeSet;

use domain::codes::Ssyk;
use domain::ids::OfferId;
use domain::offers::{Offer, OfferKind, Stage};
use serde::Serialize;
use vocabulary::{ConceptKind, Suggestion, Vocabulary};

use crate::catalogue::Catalogue;
use crate::cues;
use crate::relevance::{Relevance, Why, add_intent, closest, points};
use crate::words::{self, Shared};

/// An occupation somebody asked about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UnderstoodOccupation {
    /// Its name.
    pub label: String,
    /// Its group.
    pub ssyk: Ssyk,
}

/// What was understood of a question, to be said back.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Understood {
    /// Occupations, the likeliest first; each SSYK group once.
    pub occupations: Vec<UnderstoodOccupation>,
    /// Stages.
    pub stages: Vec<Stage>,
    /// Kinds of offer.
    pub kinds: Vec<OfferKind>,
}

impl Understood {
    /// Nothing was understood.
    pub fn is_empty(&self) -> bool {
        self.occupations.is_empty() && self.stages.is_empty() && self.kinds.is_empty()
    }
}

/// One offer found, with the reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Hit {
    /// Which offer.
    pub offer: OfferId,
    /// Why it stands where it stands.
    pub relevance: Relevance,
}

/// What a question gave.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SearchResult {
    /// What was understood.
    pub understood: Understood,
    /// False when nothing in the question was of help: every offer is listed then, by stage.
    pub is_narrowed: bool,
    /// Offers, best first.
    pub hits: Vec<Hit>,
}

/// Most occupations one question is read as.
const OCCUPATIONS_MOST: usize = 3;
/// A suggestion counts from here; below, the vocabulary is guessing.
const SURE_ENOUGH: f64 = 0.5;
/// And when it is this near the best one.
const NEARLY_AS_SURE: f64 = 0.8;

impl<T: AsRef<Offer>> Catalogue<T> {
    /// Finds offers for a question in plain words, among those a reader may see.
    ///
    /// Offers for other occupations than the one asked about are left out. A question that says
    /// nothing, or nothing any offer knows of, gives every offer in the order of the stages.
    pub fn search(
        &self,
        query: &str,
        vocabulary: &Vocabulary,
        is_seen: impl Fn(&T) -> bool,
    ) -> SearchResult {
        let (stages, kinds) = cues::read(query);
        let understood = Understood { occupations: occupations(query, vocabulary), stages, kinds };
        let shared = self.shared(&words::read(query));
        let mut hits: Vec<(&Offer, Hit)> = self
            .iter()
            .zip(shared)
            .map(|((id, held), shared)| (id, held, shared))
            .filter(|(_, held, _)| is_seen(held))
            .filter(|(_, held, _)| is_open_to((*held).as_ref(), &understood.occupations))
            .map(|(offer, held, shared)| {
                let relevance = relevance(held.as_ref(), &understood, shared);
                (held.as_ref(), Hit { offer, relevance })
            })
            .filter(|(_, hit)| hit.relevance.points > 0)
            .collect();
        let is_narrowed = !hits.is_empty();
        if !is_narrowed {
            let all = self.iter().filter(|(_, held)| is_seen(held));
            let nothing = Relevance::default;
            hits = all
                .map(|(offer, held)| (held.as_ref(), Hit { offer, relevance: nothing() }))
                .collect();
        }
        let key = |offer: &Offer| (offer.stages.iter().min().copied(), offer.kind);
        hits.sort_by(|(one_offer, one), (other_offer, other)| {
            (Reverse(one.relevance.points), key(one_offer), &one_offer.title, one.offer).cmp(&(
                Reverse(other.relevance.points),
                key(other_offer),
                &other_offer.title,
                other.offer,
            ))
        });
        let hits = hits.into_iter().map(|(_, hit)| hit).collect();
        SearchResult { understood, is_narrowed, hits }
    }
}

fn relevance(offer: &Offer, understood: &Understood, shared: Shared) -> Relevance {
    let mut relevance = Relevance::default();
    add_occupations(&mut relevance, offer, understood);
    add_intent(&mut relevance, offer, &understood.stages, &understood.kinds);
    relevance.add_words(shared);
    relevance
}

/// An offer with occupations of its own is no answer to a question about another one.
fn is_open_to(offer: &Offer, occupations: &[UnderstoodOccupation]) -> bool {
    offer.occupations.is_empty()
        || occupations.is_empty()
        || occupations.iter().any(|one| closest(&offer.occupations, &one.ssyk).is_some())
}

/// Points for the occupation the offer names most closely. An offer for every occupation gets its
/// few points only where it can give or teach somebody; a grant for whatever one likes does not
/// answer «svetsare».
fn add_occupations(relevance: &mut Relevance, offer: &Offer, understood: &Understood) {
    let nearest = understood
        .occupations
        .iter()
        .filter_map(|one| closest(&offer.occupations, &one.ssyk).map(|prefix| (prefix.len(), one)))
        // The first of equals: the likeliest occupation.
        .rev()
        .max_by_key(|(length, _)| *length);
    if let Some((_, occupation)) = nearest {
        relevance.add_occupation(offer, &occupation.ssyk);
    } else if offer.occupations.is_empty()
        && !understood.occupations.is_empty()
        && matches!(
            offer.kind,
            OfferKind::Recruitment
                | OfferKind::Placement
                | OfferKind::Education
                | OfferKind::Validation
        )
    {
        relevance.add(Why::AnyOccupation, vec![], points::ANY_OCCUPATION);
    }
}

fn occupations(query: &str, vocabulary: &Vocabulary) -> Vec<UnderstoodOccupation> {
    let mut suggestions = vocabulary.suggest(query, Some(ConceptKind::Occupation), 8);
    suggestions.extend(vocabulary.suggest(query, Some(ConceptKind::OccupationGroup), 8));
    suggestions.sort_by(|one, other| {
        other.score.total_cmp(&one.score).then_with(|| key(one).cmp(&key(other)))
    });
    let best = suggestions.first().map_or(0.0, |suggestion| suggestion.score);
    let mut seen = BTreeSet::new();
    suggestions
        .into_iter()
        .filter(|one| one.score >= SURE_ENOUGH && one.score >= best * NEARLY_AS_SURE)
        .filter_map(|one| Some(UnderstoodOccupation { label: one.label, ssyk: one.ssyk? }))
        .filter(|one| seen.insert(one.ssyk.clone()))
        .take(OCCUPATIONS_MOST)
        .collect()
}

/// A job title before its group, then by name and id.
fn key(suggestion: &Suggestion) -> (bool, &str, &str) {
    let is_group = suggestion.kind == ConceptKind::OccupationGroup;
    (is_group, &suggestion.label, &suggestion.concept_id.0)
}

#[cfg(test)]
mod tests;
