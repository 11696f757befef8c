//! What must hold for every corpus and query.

use proptest::prelude::*;

use super::{Label, LinkFault, Linker, Order, OtherLanguage, Prior};

fn label(id: &str, text: &str, concept: &str) -> Label {
    Label { id: id.to_owned(), text: text.to_owned(), concept: concept.to_owned() }
}

fn corpus() -> Vec<Label> {
    let isco = "http://data.europa.eu/esco/isco/C";
    let mut labels = vec![
        label("g1", "Kockar och kallskänkor", &format!("{isco}5120")),
        label("g2", "Förare av tunga lastbilar", &format!("{isco}8332")),
        label("g3", "Undersköterskor", &format!("{isco}5321")),
    ];
    let titles = [
        ("a", ["kock", "köksmästare"]),
        ("b", ["lastbilsförare", "chaufför, tung lastbil"]),
        ("c", ["undersköterska", "vårdbiträde"]),
        ("d", ["skogsmaskinförare", "skördarförare"]),
        ("e", ["svetsare", "licenssvetsare"]),
        ("f", ["bagare", "konditor"]),
    ];
    for (concept, names) in titles {
        for (at, name) in names.into_iter().enumerate() {
            labels.push(label(&format!("{concept}{at}"), name, &format!("o/{concept}")));
        }
    }
    labels
}

fn linker(labels: Vec<Label>) -> Linker {
    let also = [OtherLanguage {
        labels: vec![("cook".into(), "o/a".into()), ("baker".into(), "o/f".into())],
    }];
    Linker::new(labels, &also, Prior::FINE).expect("linker")
}

#[test]
fn a_title_finds_its_concept_spelt_bent_or_compounded() {
    let linker = linker(corpus());
    let first = |query: &str| linker.rank(query, Order::Concept, 1).first().map(|row| row.label);
    assert_eq!(first("Kock"), Some("a0"));
    assert_eq!(first("svetsaren"), Some("e0"));
    assert_eq!(first("lastbilsforare"), Some("b0"));
    assert_eq!(first("UNDERSKÖTERSKA"), Some("c0"));
    assert_eq!(first("baker").map(|label| &label[..1]), Some("f"));
}

#[test]
fn an_id_stands_once_whichever_concepts_have_it() {
    let mut labels = corpus();
    labels.push(label("a0", "kallskänka", "o/f"));
    let fault = Linker::new(labels.clone(), &[], Prior::FINE).err();
    assert_eq!(fault, Some(LinkFault::DuplicateLabel { id: "a0".to_owned() }));
    let fault = Linker::through(corpus(), labels, vec![], Prior::FINE).err();
    assert_eq!(fault, Some(LinkFault::DuplicateLabel { id: "a0".to_owned() }));
}

#[test]
fn nothing_alike_is_no_answer() {
    let linker = linker(corpus());
    for query in ["", "   ", "🦌🦌🦌", "\u{0}\u{0}", "汉字汉字", ",,,;;"] {
        assert!(linker.rank(query, Order::Label, 10).is_empty(), "{query:?}");
    }
    let long = "kock ".repeat(200_000);
    assert!(linker.rank(&long, Order::Label, 10).len() <= 10);
}

#[test]
fn a_corpus_without_labels_or_with_an_id_twice_is_refused() {
    assert!(Linker::new(vec![], &[], Prior::FINE).is_err());
    let twice = vec![label("a", "kock", "o/a"), label("a", "bagare", "o/b")];
    assert!(Linker::new(twice, &[], Prior::FINE).is_err());
}

#[test]
fn every_label_of_a_corpus_of_one_can_be_found() {
    let one = vec![label("x", "kock", "u")];
    let linker = Linker::new(one, &[], Prior::FINE).expect("linker");
    let found = linker.rank("kock", Order::Group, 5);
    assert_eq!(found.len(), 1);
    assert!(found[0].score > 0.9);
}

proptest! {
    #[test]
    fn scores_fall_strictly_and_stay_within_one(query in "\\PC{0,40}", top in 1_usize..40) {
        let linker = linker(corpus());
        for order in [Order::Concept, Order::Label, Order::Group] {
            let found = linker.rank(&query, order, top);
            prop_assert!(found.len() <= top);
            prop_assert!(found.windows(2).all(|pair| pair[0].score > pair[1].score));
            prop_assert!(found.iter().all(|row| row.score > 0.0 && row.score <= 1.001));
        }
    }

    #[test]
    fn order_of_rows_case_and_blanks_change_nothing(
        query in "[a-zåäö]{2,12}( [a-zåäö]{2,12})?",
        turn in 0_usize..15,
    ) {
        let plain = linker(corpus());
        let mut turned = corpus();
        turned.rotate_left(turn);
        let turned = linker(turned);
        let expected = plain.rank(&query, Order::Label, 20);
        prop_assert_eq!(&turned.rank(&query, Order::Label, 20), &expected);
        let loud = format!("  {}  ", query.to_uppercase().replace(' ', "   "));
        prop_assert_eq!(&plain.rank(&loud, Order::Label, 20), &expected);
        let apart = query.replace('å', "a\u{30a}").replace('ä', "a\u{308}");
        let apart = apart.replace('ö', "o\u{308}");
        prop_assert_eq!(&plain.rank(&apart, Order::Label, 20), &expected);
    }
}
