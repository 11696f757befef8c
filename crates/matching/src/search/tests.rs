use proptest::prelude::*;

use super::*;
use crate::fixtures::{catalogue, shelf, shuffled, title};

fn found(query: &str) -> (Understood, Vec<String>) {
    let offers = shelf();
    let offers = catalogue(&offers);
    let result = offers.search(query, &Vocabulary::embedded(), |_| true);
    let titles = result.hits.iter().map(|hit| title(&offers, hit.offer)).collect();
    (result.understood, titles)
}

#[test]
fn no_welder_to_be_found_gives_every_way_to_one() {
    let (understood, titles) = found("Jag hittar ingen svetsare");
    assert_eq!(understood.occupations.first().map(|one| one.ssyk.as_str()), Some("7212"));
    assert_eq!(understood.stages, [Stage::Recruit]);
    for way in
        ["Pröva yrket svetsare", "Svetsutbildning", "Annonsera i Platsbanken", "Elev på praktik"]
    {
        assert!(titles.iter().any(|title| title == way), "{way}: {titles:?}");
    }
    assert!(!titles.iter().any(|title| title.contains("kock")), "{titles:?}");
}

#[test]
fn what_people_ask_for_stands_first() {
    for (query, first) in [
        ("bidrag till kompetensplan", "Affärsutvecklingscheck"),
        ("en elev på praktik", "Elev på praktik"),
        ("vi behöver bostad till dem som flyttar hit", "Bostad för nya"),
        ("papper på att hon är kock", "Pröva yrket kock"),
        ("kurs för våra kockar", "Kurs för kockar"),
    ] {
        let (understood, titles) = found(query);
        assert_eq!(titles.first().map(String::as_str), Some(first), "{query}: {understood:?}");
    }
}

#[test]
fn to_test_what_staff_can_gives_validation_of_every_occupation() {
    let (understood, titles) = found("vi måste pröva vad personalen kan");
    assert_eq!(understood.kinds, [OfferKind::Validation]);
    assert_eq!(titles.len(), 2, "{titles:?}");
}

#[test]
fn a_question_that_says_nothing_lists_everything() {
    for query in ["", "   ", "och att det", "xyzzy qwfp 123"] {
        let (understood, titles) = found(query);
        assert!(understood.is_empty(), "{query}");
        assert_eq!(titles.len(), shelf().len(), "{query}");
        assert_eq!(titles.first().map(String::as_str), Some("Bostad för nya"));
    }
}

proptest! {
    #[test]
    fn any_text_is_answered_the_same_whatever_order(
        text in "[a-zåäö ]{0,60}",
        order in Just((0..9usize).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let offers = shelf();
        let offers = catalogue(&offers);
        let shuffled = shuffled(&offers, &order);
        let vocabulary = Vocabulary::embedded();
        let one = offers.search(&text, &vocabulary, |_| true);
        prop_assert_eq!(&one, &shuffled.search(&text, &vocabulary, |_| true));
        for hit in &one.hits {
            let sum: i64 = hit.relevance.parts.iter().map(|part| part.points).sum();
            prop_assert_eq!(sum, hit.relevance.points);
        }
    }
}
