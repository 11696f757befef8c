//! One need, or one question, against thousands of offers.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use domain::ids::OfferId;
use domain::needs::NeedKind;
use domain::offers::{Condition, Fact, Facts, Offer, OfferAudience, OfferKind, Stage, Test};
use domain::time::Date;
use matching::{Catalogue, Question};
use uuid::Uuid;
use vocabulary::{Concept, ConceptKind, Vocabulary};

/// How many offers there are.
const OFFERS: usize = 5_000;
/// How many needs, and how many questions, are answered.
const QUESTIONS: usize = 300;
const TODAY: Date = Date::constant(2026, 12, 7);

/// Prints what reading the offers and answering from them cost.
pub(super) fn run() -> Result<()> {
    let vocabulary = Vocabulary::embedded();
    let occupations: Vec<&Concept> =
        vocabulary.concepts().iter().filter(|one| one.kind == ConceptKind::Occupation).collect();
    let start = Instant::now();
    let numbered = (0..OFFERS).zip(occupations.iter().cycle());
    let catalogue = Catalogue::of(numbered.map(|(number, occupation)| {
        (OfferId(Uuid::from_u128(number as u128)), Arc::new(offer(number, occupation)))
    }));
    let reading = start.elapsed();
    let asked = occupations.iter().cycle().step_by(7).take(QUESTIONS);
    let (mut needs, mut questions) = (Vec::new(), Vec::new());
    for (number, occupation) in asked.enumerate() {
        let facts = facts(number, occupation);
        let words = format!("Vi behöver två personer som {} i verkstaden", occupation.label);
        let labels = [occupation.label.clone()];
        let start = Instant::now();
        let question = Question { facts: &facts, words: &words, labels: &labels, today: TODAY };
        let answers = catalogue.answer(&question, |_| true);
        needs.push(start.elapsed());
        anyhow::ensure!(answers.len() == OFFERS, "an offer has no answer");
        let start = Instant::now();
        let found = catalogue.search(
            &format!("Jag hittar ingen {}", occupation.label),
            &vocabulary,
            |_| true,
        );
        questions.push(start.elapsed());
        found.hits.first().context("nothing found")?;
    }
    println!("## {OFFERS} offers\n");
    println!("| work | p50 ms | p95 ms |");
    println!("|---|--:|--:|");
    println!("| reading the words of all, once | {} | |", milliseconds(reading));
    println!("| one need against all | {} |", percentiles(needs));
    println!("| one question in plain words | {} |\n", percentiles(questions));
    Ok(())
}

/// An offer about an occupation, with three conditions; every fourth is for all occupations.
fn offer(number: usize, occupation: &Concept) -> Offer {
    let kinds = OfferKind::ALL;
    let condition = |fact, test| Condition {
        fact,
        test,
        reason: "Därför att regeln säger det.".to_owned(),
        source: None,
        valid_from: None,
        valid_to: None,
    };
    let beginning = occupation.ssyk.as_ref().map(|ssyk| ssyk.as_str().to_owned());
    Offer {
        title: format!("Kurs {number} för {}", occupation.label),
        summary: "En kurs på kvällstid för den som arbetar.".to_owned(),
        kind: kinds[number % kinds.len()],
        stages: vec![Stage::ALL[number % Stage::ALL.len()]],
        target: "Företag i länet".to_owned(),
        price: "Kostar inget".to_owned(),
        contact: "Växeln".to_owned(),
        url: None,
        occupations: beginning.filter(|_| !number.is_multiple_of(4)).into_iter().collect(),
        search_words: names(occupation),
        audience: OfferAudience::Everyone,
        reviewed_on: TODAY,
        conditions: vec![
            condition(Fact::Employees, Test::Between { min: Some(2), max: Some(49) }),
            condition(Fact::Turnover, Test::Between { min: Some(3_000), max: None }),
            condition(Fact::Municipality, Test::OneOf { codes: vec!["2284".to_owned()] }),
        ],
    }
}

fn names(occupation: &Concept) -> String {
    let names: Vec<&str> = occupation.alternatives.iter().map(|one| one.text.as_str()).collect();
    names.join(" ")
}

fn facts(number: usize, occupation: &Concept) -> Facts {
    Facts {
        employees: Some(i64::try_from(number).unwrap_or(0)),
        need_kind: Some(NeedKind::ALL[number % NeedKind::ALL.len()]),
        occupation: occupation.ssyk.clone(),
        ..Facts::default()
    }
}

fn percentiles(mut samples: Vec<Duration>) -> String {
    samples.sort();
    let at = |percent: usize| {
        let rank = (samples.len() * percent).div_ceil(100).max(1);
        milliseconds(samples.get(rank - 1).copied().unwrap_or_default())
    };
    format!("{} | {}", at(50), at(95))
}

fn milliseconds(duration: Duration) -> String {
    format!("{:.1}", duration.as_secs_f64() * 1000.0)
}
