//! Offers for one need: every condition tried, the outcome, and how relevant the offer is.

use std::cmp::Reverse;

use domain::ids::OfferId;
use domain::offers::{Condition, Fact, Facts, Offer, Outcome, Test, Tried, outcome, try_condition};
use domain::time::Date;
use serde::Serialize;

use crate::catalogue::Catalogue;
use crate::relevance::{Relevance, Why, fit, names_municipality, points};
use crate::words::{self, Shared};

/// What one offer says to one need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    /// Which offer.
    pub offer: OfferId,
    /// What its conditions say together.
    pub outcome: Outcome,
    /// Every condition that holds today, tried; which occupations the offer is for comes first.
    pub tried: Vec<Tried>,
    /// How much it has to do with the need.
    pub relevance: Relevance,
}

/// What offers are tried on.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// What is known of the firm and its need.
    pub facts: &'a Facts,
    /// The need in the firm's own words.
    pub words: &'a str,
    /// Names of the occupation and the skills a person has accepted for the need.
    pub labels: &'a [String],
    /// Conditions that do not hold on this day are left out.
    pub today: Date,
}

impl<T: AsRef<Offer>> Catalogue<T> {
    /// Tries every offer that is open to the firm on a need. Order: outcome, relevance, title, id.
    pub fn answer(&self, question: &Question<'_>, is_open: impl Fn(&T) -> bool) -> Vec<Answer> {
        let asked = words::read(&format!("{} {}", question.words, question.labels.join(" ")));
        let mut answers: Vec<(&str, Answer)> = self
            .iter()
            .zip(self.shared(&asked))
            .filter(|((_, held), _)| is_open(held))
            .map(|((id, held), shared)| {
                let offer = held.as_ref();
                let tried = try_all(offer, question.facts, question.today);
                let relevance = relevance(offer, question, shared);
                let answer = Answer { offer: id, outcome: outcome(&tried), tried, relevance };
                (offer.title.as_str(), answer)
            })
            .collect();
        let key = |one: &Answer| (one.outcome, Reverse(one.relevance.points));
        answers.sort_by(|(one_title, one), (other_title, other)| {
            (key(one), one_title, one.offer).cmp(&(key(other), other_title, other.offer))
        });
        answers.into_iter().map(|(_, answer)| answer).collect()
    }
}

/// True when a tried condition is the offer's own list of occupations and not one that its owner
/// wrote: it has no reason of its own, so the page says it.
pub fn is_about_occupation(tried: &Tried) -> bool {
    tried.condition.fact == Fact::Occupation && tried.condition.reason.is_empty()
}

fn try_all(offer: &Offer, facts: &Facts, today: Date) -> Vec<Tried> {
    let own = (!offer.occupations.is_empty()).then(|| Condition {
        fact: Fact::Occupation,
        test: Test::Under { prefixes: offer.occupations.clone() },
        reason: String::new(),
        source: None,
        valid_from: None,
        valid_to: None,
    });
    own.iter()
        .chain(offer.conditions.iter().filter(|condition| condition.is_valid_on(today)))
        .map(|condition| try_condition(condition, facts))
        .collect()
}

fn relevance(offer: &Offer, question: &Question<'_>, shared: Shared) -> Relevance {
    let Question { facts, today, .. } = *question;
    let mut relevance = Relevance::default();
    if let Some(occupation) = &facts.occupation {
        relevance.add_occupation(offer, occupation);
    }
    if let Some(kind) = facts.need_kind {
        let codes = vec![kind.code().to_owned(), offer.kind.code().to_owned()];
        relevance.add(Why::KindFitsNeed, codes, fit(kind, offer.kind));
    }
    relevance.add_words(shared);
    if let Some(municipality) = &facts.municipality
        && names_municipality(offer, municipality.as_str(), today)
    {
        let codes = vec![municipality.as_str().to_owned()];
        relevance.add(Why::Municipality, codes, points::SAME_MUNICIPALITY);
    }
    relevance
}

#[cfg(test)]
mod tests;
