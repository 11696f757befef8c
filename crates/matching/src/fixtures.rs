//! A handful of offers for the tests: enough for cooks and welders to get different answers.

use domain::ids::OfferId;
use domain::offers::{Condition, Fact, Offer, OfferAudience, OfferKind, Stage, Test};
use domain::time::Date;
use uuid::Uuid;

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

pub(crate) fn numbered(offers: &[Offer]) -> Vec<(OfferId, &Offer)> {
    offers
        .iter()
        .enumerate()
        .map(|(n, offer)| (OfferId(Uuid::from_u128(n as u128 + 1)), offer))
        .collect()
}

pub(crate) fn title(offers: &[(OfferId, &Offer)], id: OfferId) -> String {
    offers.iter().find(|(one, _)| *one == id).map(|(_, o)| o.title.clone()).unwrap_or_default()
}
