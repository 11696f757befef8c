use std::sync::Arc;

use domain::codes::{MunicipalityCode, Ssyk};
use domain::needs::NeedKind;
use domain::offers::{Condition, OfferKind, Stage, Verdict};
use proptest::prelude::*;

use super::*;
use crate::fixtures::{
    TODAY, between, catalogue, cheque, condition, offer, shelf, shuffled, title,
};

fn answer(facts: &Facts, words: &str, offers: &Catalogue<Arc<Offer>>) -> Vec<Answer> {
    offers.answer(&Question { facts, words, labels: &[], today: TODAY }, |_| true)
}

fn need(ssyk: &str, kind: NeedKind) -> Facts {
    Facts {
        employees: Some(8),
        turnover_thousand_sek: None,
        municipality: MunicipalityCode::parse("2284").ok(),
        need_kind: Some(kind),
        need_count: Some(3),
        occupation: Ssyk::parse(ssyk).ok(),
        ..Facts::default()
    }
}

fn titles(facts: &Facts, text: &str) -> Vec<(String, Outcome)> {
    let offers = shelf();
    let offers = catalogue(&offers);
    answer(facts, text, &offers)
        .into_iter()
        .map(|one| (title(&offers, one.offer), one.outcome))
        .collect()
}

#[test]
fn cooks_and_welders_get_different_answers() {
    let first = |facts: &Facts, text: &str| {
        let found = titles(facts, text);
        found.into_iter().take(2).map(|(title, _)| title).collect::<Vec<_>>()
    };
    let cooks = first(&need("5120", NeedKind::Recruit), "tre kockar som kan laga lunch");
    let welders = first(&need("7212", NeedKind::Recruit), "två svetsare till verkstaden");
    assert_eq!(cooks, ["Pröva yrket kock", "Kurs för kockar"]);
    assert_eq!(welders, ["Pröva yrket svetsare", "Svetsutbildning"]);
}

#[test]
fn an_offer_for_another_occupation_is_kept_and_says_why() {
    let offers = [offer("Svets", OfferKind::Education, Stage::Develop, &["7212"], "")];
    let found = answer(&need("5120", NeedKind::Develop), "kockar", &catalogue(&offers));
    assert_eq!(found[0].outcome, Outcome::Impossible);
    assert_eq!(found[0].tried[0].verdict, Verdict::Unmet);
    assert!(is_about_occupation(&found[0].tried[0]));
}

#[test]
fn an_occupation_nobody_has_accepted_yet_is_a_question_and_not_a_no() {
    let offers = [offer("Svets", OfferKind::Education, Stage::Develop, &["7212"], "")];
    let facts = Facts { occupation: None, ..need("5120", NeedKind::Develop) };
    let found = answer(&facts, "svetsare", &catalogue(&offers));
    assert_eq!(found[0].outcome, Outcome::Maybe);
}

#[test]
fn the_cheque_fits_twelve_employees_and_names_the_rule_that_stops_sixty() {
    let offers = [cheque()];
    let offers = catalogue(&offers);
    let firm = |employees| Facts {
        employees: Some(employees),
        turnover_thousand_sek: Some(8_000),
        need_kind: Some(NeedKind::Develop),
        ..Facts::default()
    };
    let text = "strategisk kompetensplan";
    let twelve = answer(&firm(12), text, &offers);
    assert_eq!(twelve[0].outcome, Outcome::Possible);
    assert_eq!(twelve[0].tried.iter().filter(|one| one.verdict == Verdict::Met).count(), 2);
    let sixty = answer(&firm(60), text, &offers);
    assert_eq!(sixty[0].outcome, Outcome::Impossible);
    let stops: Vec<_> = sixty[0].tried.iter().filter(|t| t.verdict == Verdict::Unmet).collect();
    assert_eq!(stops.len(), 1);
    assert_eq!(stops[0].condition.fact, Fact::Employees);
    assert!(!stops[0].condition.reason.is_empty());
    let unknown = answer(&Facts { turnover_thousand_sek: None, ..firm(8) }, text, &offers);
    assert_eq!(unknown[0].outcome, Outcome::Maybe);
}

#[test]
fn a_condition_out_of_date_is_not_tried() {
    let mut one = offer("Check", OfferKind::Grant, Stage::Develop, &[], "");
    one.conditions = vec![Condition {
        valid_to: Some(domain::time::days_after(TODAY, -1)),
        ..between(Fact::Employees, None, Some(4), "Gällde i år.")
    }];
    let offers = [one];
    let found = answer(&need("5120", NeedKind::Develop), "", &catalogue(&offers));
    assert_eq!(found[0].outcome, Outcome::Possible);
    assert!(found[0].tried.is_empty());
}

#[test]
fn the_firms_own_municipality_counts() {
    let mut near = offer("Nära", OfferKind::Advice, Stage::Develop, &[], "");
    near.conditions = vec![condition(
        Fact::Municipality,
        Test::OneOf { codes: vec!["2284".into()] },
        "Kommunen betalar.",
    )];
    let mut far = near.clone();
    far.title = "Långt bort".into();
    far.conditions.clear();
    let offers = [far, near];
    let found = answer(&need("5120", NeedKind::Develop), "", &catalogue(&offers));
    assert_eq!(found[0].relevance.points - found[1].relevance.points, points::SAME_MUNICIPALITY);
}

fn any_facts() -> impl Strategy<Value = Facts> {
    (
        proptest::option::of(0i64..300),
        proptest::option::of(0i64..20_000),
        proptest::option::of(proptest::sample::select(vec!["2260", "2281", "2284"])),
        proptest::option::of(proptest::sample::select(NeedKind::ALL.to_vec())),
        proptest::option::of(proptest::sample::select(vec!["5120", "7212", "8341", "2512"])),
    )
        .prop_map(|(employees, turnover, municipality, need_kind, occupation)| Facts {
            employees,
            turnover_thousand_sek: turnover,
            municipality: municipality.and_then(|code| MunicipalityCode::parse(code).ok()),
            need_kind,
            occupation: occupation.and_then(|code| Ssyk::parse(code).ok()),
            ..Facts::default()
        })
}

const TEXTS: [&str; 4] =
    ["tre kockar", "svetsare som kan tig", "skogsmaskinförare", "bidrag och pengar till en plan"];

proptest! {
    #[test]
    fn the_order_offers_come_in_changes_nothing(
        facts in any_facts(),
        text in proptest::sample::select(TEXTS.to_vec()),
        order in Just((0..9usize).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let offers = shelf();
        let offers = catalogue(&offers);
        let shuffled = shuffled(&offers, &order);
        prop_assert_eq!(answer(&facts, text, &offers), answer(&facts, text, &shuffled));
    }

    #[test]
    fn relevance_is_the_sum_of_what_is_shown(
        facts in any_facts(),
        text in proptest::sample::select(TEXTS.to_vec()),
    ) {
        let offers = shelf();
        for one in answer(&facts, text, &catalogue(&offers)) {
            let sum: i64 = one.relevance.parts.iter().map(|part| part.points).sum();
            prop_assert_eq!(sum, one.relevance.points);
            prop_assert!(one.relevance.parts.iter().all(|part| part.points > 0));
        }
    }

    #[test]
    fn a_fact_more_answers_its_own_questions_and_no_others(
        facts in any_facts(),
        employees in 0i64..300,
    ) {
        let offers = shelf();
        let offers = catalogue(&offers);
        let less = Facts { employees: None, ..facts.clone() };
        let more = Facts { employees: Some(employees), ..facts };
        let before = answer(&less, "kock", &offers);
        for after in answer(&more, "kock", &offers) {
            let same = before.iter().find(|one| one.offer == after.offer).expect("same offers");
            for (old, new) in same.tried.iter().zip(&after.tried) {
                if new.condition.fact == Fact::Employees {
                    prop_assert_ne!(new.verdict, Verdict::Unknown);
                } else {
                    prop_assert_eq!(old, new);
                }
            }
        }
    }

    #[test]
    fn the_list_is_ordered_by_outcome_and_then_relevance(facts in any_facts()) {
        let offers = shelf();
        let found = answer(&facts, "kockar", &catalogue(&offers));
        let keys: Vec<_> = found.iter().map(|one| (one.outcome, -one.relevance.points)).collect();
        prop_assert!(keys.is_sorted());
    }
}
