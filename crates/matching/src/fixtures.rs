//! A handful of offers for the tests: enough for cooks and welders to get different answers.

use std::sync::Arc;

use domain::ids::OfferId;
use domain::offers::{Condition, Fact, Offer, OfferAudience, OfferKind, Stage, Test};
use domain::time::Date;
use uuid::Uuid;

use crate::catalogue::Catalogue;

pub(crate) const TODAY: Date = Date::constant(2026, 12, 7);

pub(crate) fn condition(fact: Fact, test: Test, reason: &str) -> Condition {
    Condition { fact, test, reason: reason.into(), source: None, valid_from: None, valid_to: None }
}

pub(crate) fn between(fact: Fact, min: Option<i64>, max: Option<i64>, reason: &str) -> Condition {
    condition(fact, Test::Between { min, max }, reason)
}

pub(crate) fn offer(
    title: &str,
    kind: OfferKind,
    stage: Stage,
    occupations: &[&str],
    search_words: &str,
) -> Offer {
    Offer {
        title: title.into(),
        summary: String::new(),
        kind,
        stages: vec![stage],
        target: String::new(),
        price: String::new(),
        contact: String::new(),
        url: None,
        occupations: occupations.iter().map(|code| (*code).to_owned()).collect(),
        search_words: search_words.into(),
        audience: OfferAudience::Everyone,
        reviewed_on: TODAY,
        conditions: vec![],
    }
}

/// The cheque of scenario 4.
pub(crate) fn cheque() -> Offer {
    Offer {
        conditions: vec![
            between(Fact::Employees, Some(2), Some(49), "Checken är till för små företag."),
            between(Fact::Turnover, Some(3_000), None, "Omsättningen visar att företaget bär sig."),
        ],
        ..offer(
            "Affärsutvecklingscheck",
            OfferKind::Grant,
            Stage::Develop,
            &[],
            "bidrag pengar check strategisk kompetensplan konsult",
        )
    }
}

pub(crate) fn shelf() -> Vec<Offer> {
    use OfferKind::{Education, Network, Placement, Recruitment, Relocation, Validation};
    vec![
        cheque(),
        offer("Pröva yrket kock", Validation, Stage::Develop, &["5120"], "kök papper validering"),
        offer("Kurs för kockar", Education, Stage::Develop, &["51", "941"], "restaurang meny"),
        offer("Pröva yrket svetsare", Validation, Stage::Develop, &["7212"], "svets validering"),
        offer("Svetsutbildning", Education, Stage::Develop, &["7212", "721"], "svets tig mig mag"),
        offer("Annonsera i Platsbanken", Recruitment, Stage::Recruit, &[], "annons rekrytera"),
        offer("Elev på praktik", Placement, Stage::Recruit, &[], "elev apl praktik"),
        offer("Bostad för nya", Relocation, Stage::Attract, &[], "bostad flytta inflyttning"),
        offer("Nätverk för skogen", Network, Stage::Keep, &["83"], "skog maskin"),
    ]
}

/// Offers in a catalogue, with ids from 1 in the order given.
pub(crate) fn catalogue(offers: &[Offer]) -> Catalogue<Arc<Offer>> {
    let id = |number: usize| OfferId(Uuid::from_u128(number as u128 + 1));
    let numbered = offers.iter().enumerate();
    Catalogue::of(numbered.map(|(number, offer)| (id(number), Arc::new(offer.clone()))))
}

/// The same offers with the same ids, in another order.
pub(crate) fn shuffled(of: &Catalogue<Arc<Offer>>, order: &[usize]) -> Catalogue<Arc<Offer>> {
    let listed: Vec<_> = of.iter().map(|(id, offer)| (id, Arc::clone(offer))).collect();
    Catalogue::of(order.iter().map(|at| listed[*at].clone()))
}

pub(crate) fn title(offers: &Catalogue<Arc<Offer>>, id: OfferId) -> String {
    offers.get(id).map(|offer| offer.title.clone()).unwrap_or_default()
}
