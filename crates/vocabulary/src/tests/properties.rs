//! What holds for every text.

use proptest::prelude::*;

use super::{concept, version};
use crate::analysis::{search_terms, stem_terms, tokens};
use crate::{ConceptKind, Suggestion, Vocabulary};

/// Texts of the words that the vocabulary is about, and of anything at all.
fn text() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "svetsare",
        "Kockar",
        "undersköterskor",
        "el-",
        "och",
        "VVS-montör",
        "truckkort",
        "krav:",
        "inget",
        "krav",
        "på",
        "meriterande",
        "lärarna",
        "C++",
        "usk",
        "lastbils",
        "chaufför",
        "skogsmaskinförare",
        "ej",
        ".",
        ",",
        "\n",
        "läsa",
        "ritningar",
        "svestare",
        "åäö",
        "du",
        "har",
        "TIG/MIG",
        "svenska",
        "elektiker",
        "–",
    ]);
    prop_oneof![
        prop::collection::vec(words, 0..12).prop_map(|words| words.join(" ")),
        any::<String>(),
        "[a-zåäöA-ZÅÄÖ \n.,:;-]{0,80}",
    ]
}

/// The same text with every letter that has a mark written as two characters.
fn decomposed(text: &str) -> String {
    text.replace('å', "a\u{30a}")
        .replace('ä', "a\u{308}")
        .replace('ö', "o\u{308}")
        .replace('Å', "A\u{30a}")
        .replace('Ä', "A\u{308}")
        .replace('Ö', "O\u{308}")
        .replace('é', "e\u{301}")
}

fn told(found: &[Suggestion]) -> Vec<(String, String)> {
    found.iter().map(|s| (s.concept_id.0.clone(), format!("{:.4}", s.score))).collect()
}

/// Texts in letters whose two cases are each other's.
fn swedish() -> impl Strategy<Value = String> {
    text().prop_filter("letters of Swedish", |text| {
        text.chars().all(|c| c.is_ascii() || "åäöÅÄÖé–".contains(c))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn case_spelling_and_blanks_change_nothing(text in swedish()) {
        let vocabulary = Vocabulary::embedded();
        let plain = told(&vocabulary.suggest(&text, None, 10));
        for other in [
            text.to_lowercase(),
            text.to_uppercase(),
            decomposed(&text),
            format!("  {}  ", text.replace(' ', "   ")),
        ] {
            prop_assert_eq!(&told(&vocabulary.suggest(&other, None, 10)), &plain);
        }
        let labels = |text: &str| -> Vec<_> {
            vocabulary.mentions(text).into_iter().map(|m| (m.label, m.strength)).collect()
        };
        prop_assert_eq!(labels(&text), labels(&decomposed(&text)));
        prop_assert_eq!(labels(&text), labels(&text.to_uppercase()));
    }

    #[test]
    fn reasons_add_up_and_the_order_is_total(text in text()) {
        let found = Vocabulary::embedded().suggest(&text, None, 20);
        let fewer = Vocabulary::embedded().suggest(&text, None, 3);
        prop_assert_eq!(&fewer[..], found.get(..3).unwrap_or(&found));
        for suggestion in &found {
            let sum: f64 = suggestion.reasons.iter().map(|reason| reason.points).sum();
            prop_assert!((sum - suggestion.score).abs() < 1e-9);
            prop_assert!(suggestion.score > 0.0 && suggestion.score <= 1.0);
            let skill = suggestion.kind == ConceptKind::Skill;
            prop_assert_eq!(suggestion.confidence.is_none(), skill);
            prop_assert!(suggestion.confidence.is_none_or(|chance| (0.0..=1.0).contains(&chance)));
            for reason in &suggestion.reasons {
                prop_assert!(reason.points > 0.0);
                prop_assert_eq!(text.get(reason.start..reason.end), Some(reason.word.as_str()));
            }
        }
        for pair in found.windows(2) {
            let key = |s: &Suggestion| (s.label.clone(), s.concept_id.clone());
            let order = pair[1].score.total_cmp(&pair[0].score);
            prop_assert!(order.then(key(&pair[0]).cmp(&key(&pair[1]))).is_lt());
        }
    }

    #[test]
    fn mentions_stand_in_the_text_without_overlaps(text in text()) {
        let found = Vocabulary::embedded().mentions(&text);
        for mention in &found {
            prop_assert_eq!(text.get(mention.start..mention.end), Some(mention.text.as_str()));
            let sum: f64 = mention.reasons.iter().map(|reason| reason.points).sum();
            prop_assert!((sum - mention.score).abs() < 1e-9);
            prop_assert!(mention.score <= 1.0);
            prop_assert!(mention.kind != ConceptKind::OccupationGroup);
            prop_assert!(!(mention.negated && mention.strength.is_some()));
        }
        for pair in found.windows(2) {
            prop_assert!(pair[0].end <= pair[1].start);
        }
    }

    #[test]
    fn tokens_stand_in_the_text(text in any::<String>()) {
        for token in tokens(&text) {
            prop_assert_eq!(text.get(token.start..token.end), Some(token.text));
        }
        let stems = stem_terms(&text);
        prop_assert!(search_terms(&text).starts_with(&stems));
    }

    #[test]
    fn the_order_of_the_concepts_changes_nothing(text in text(), turn in 1usize..900) {
        let concepts: Vec<_> =
            Vocabulary::embedded().concepts().iter().step_by(7).cloned().map(|mut concept| {
                concept.skills.clear();
                concept
            }).collect();
        let mut turned = concepts.clone();
        let places = turned.len();
        turned.rotate_left(turn % places);
        let one = Vocabulary::new(version(), concepts).expect("sound");
        let other = Vocabulary::new(version(), turned).expect("sound");
        prop_assert_eq!(one.suggest(&text, None, 10), other.suggest(&text, None, 10));
        prop_assert_eq!(one.mentions(&text), other.mentions(&text));
    }
}

#[test]
fn a_vocabulary_of_any_labels_is_built_and_asked() {
    let labels = ["-", "/", "a/b", ",,", "och", "É", "x (y", "🦀", "A/", "stifts-/nationell nivå"];
    let concepts: Vec<_> = labels
        .iter()
        .enumerate()
        .map(|(at, label)| concept(&format!("c{at}"), ConceptKind::Skill, label))
        .collect();
    let vocabulary = Vocabulary::new(version(), concepts).expect("sound");
    for label in labels {
        let found = vocabulary.suggest(label, None, 3);
        assert!(found.iter().all(|suggestion| suggestion.score <= 1.0));
    }
}

#[test]
fn searching_by_a_part_of_a_compound_is_possible() {
    assert_eq!(stem_terms("Svetsarna på verkstaden"), ["svetsare", "verkstad"]);
    let stored = search_terms("Vi söker skogsmaskinförare");
    for part in stem_terms("maskinförare") {
        assert!(stored.contains(&part), "{stored:?}");
    }
}
