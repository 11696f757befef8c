//! Mentions in running text: what is found, how much it is wanted, and where it stands.

use domain::codes::Ssyk;

use crate::{ConceptKind, Mention, Strength, Vocabulary};

fn mentions(text: &str) -> Vec<Mention> {
    Vocabulary::embedded().mentions(text)
}

fn labels(text: &str) -> Vec<String> {
    mentions(text).into_iter().map(|mention| mention.label).collect()
}

fn strengths(text: &str) -> Vec<(String, Option<Strength>, bool)> {
    mentions(text).into_iter().map(|m| (m.label, m.strength, m.negated)).collect()
}

fn wanted(label: &str, strength: Strength) -> (String, Option<Strength>, bool) {
    (label.to_owned(), Some(strength), false)
}

#[test]
fn a_shared_last_part_belongs_to_both_words() {
    let text = "Vi söker en el- och VVS-montör.";
    let found = mentions(text);
    assert_eq!(found.len(), 2);
    assert_eq!((found[0].text.as_str(), found[1].text.as_str()), ("el-", "VVS-montör"));
    let codes: Vec<_> = found.iter().filter_map(|m| m.ssyk.as_ref()).map(Ssyk::as_str).collect();
    assert_eq!(codes, ["7411", "7125"]);
}

#[test]
fn the_longest_name_is_kept() {
    assert_eq!(labels("Vi söker en grundutbildad sjuksköterska"), ["Sjuksköterska"]);
    let found = mentions("Vi söker en grundutbildad sjuksköterska");
    assert_eq!(found[0].text, "grundutbildad sjuksköterska");
}

#[test]
fn requirements_merits_and_what_is_taught_are_told_apart() {
    let text = "Du måste ha B-körkort, truckkort är meriterande. Vi lär dig lastsäkring.";
    assert_eq!(
        strengths(text),
        [
            wanted("B-körkort", Strength::Must),
            wanted("Truckkort", Strength::Merit),
            wanted("Lastsäkring", Strength::Learn),
        ]
    );
}

#[test]
fn a_heading_holds_for_the_lines_under_it() {
    let text = "Krav:\n- Svetslicens\n- Ritningsläsning\nMeriterande:\n- truckkort\n\nBokföring";
    assert_eq!(
        strengths(text),
        [
            wanted("Svetslicens", Strength::Must),
            wanted("Ritningsläsning", Strength::Must),
            wanted("Truckkort", Strength::Merit),
            ("Bokföring".to_owned(), None, false),
        ]
    );
}

#[test]
fn a_list_item_is_no_heading_and_what_is_welcomed_is_not_demanded() {
    let text = "Vi söker dig som\n- har truckkort (meriterande)\n- behärskar bokföring\n\nVi ser \
                gärna att du har erfarenhet av svetsning. Inga förkunskaper krävs, men matlagning \
                är ett plus.";
    assert_eq!(
        strengths(text),
        [
            wanted("Truckkort", Strength::Merit),
            wanted("Bokföring", Strength::Must),
            wanted("Svetsning", Strength::Merit),
            wanted("Matlagning", Strength::Merit),
        ]
    );
}

#[test]
fn what_is_not_needed_is_marked() {
    for text in [
        "Ej krav på B-körkort.",
        "Vi har inget krav på B-körkort.",
        "B-körkort krävs inte.",
        "Ingen erfarenhet av lagerarbete krävs.",
        "Vi kräver inte svetslicens.",
        "Du har yrkesbevis men inte CE-kort.",
        "Truckkort behöver du inte ha.",
        "Inget krav på yrkesbevis, truckkort eller svetslicens.",
        "Varken yrkesbevis eller truckkort krävs.",
        "Vi har inte CE-kort eller truckkort.",
        "Truckkort är inget måste.",
        "Erfarenhet av bokföring är inte nödvändig.",
    ] {
        let found = mentions(text);
        let last = found.last().expect(text);
        assert!(last.negated, "{text}");
        assert_eq!(last.strength, None, "{text}");
    }
    let lacking = mentions("Jag hittar ingen svetsare");
    assert!(!lacking[0].negated, "the person is lacking, not unwanted");
}

#[test]
fn a_denial_ends_with_its_clause() {
    let text = "Körkort krävs inte, truckkort krävs. Kan du inte svetsning lär vi dig.";
    let found = mentions(text);
    let told: Vec<_> = found.iter().map(|m| (m.label.as_str(), m.strength, m.negated)).collect();
    assert_eq!(
        told,
        [
            ("B-körkort", None, true),
            ("Truckkort", Some(Strength::Must), false),
            ("Svetsning", Some(Strength::Learn), false),
        ]
    );
}

#[test]
fn what_is_asked_for_with_an_if_is_welcomed_and_what_is_offered_is_taught() {
    let text = "Om du har truckkort är det en fördel. Det är bra om du har svetslicens. Vi \
                erbjuder utbildning i lastsäkring.";
    assert_eq!(
        strengths(text),
        [
            wanted("Truckkort", Strength::Merit),
            wanted("Svetslicens", Strength::Merit),
            wanted("Lastsäkring", Strength::Learn),
        ]
    );
}

#[test]
fn a_heading_holds_over_a_blank_line_until_the_next() {
    let text = "Kvalifikationskrav\n\nTruckkort.\nSvetslicens.\n\nBokföring\n\nTruckkort krävs \
                ej.\n\nRitningsläsning";
    assert_eq!(
        strengths(text),
        [
            wanted("Truckkort", Strength::Must),
            wanted("Svetslicens", Strength::Must),
            ("Bokföring".to_owned(), None, false),
            ("Truckkort".to_owned(), None, true),
            ("Ritningsläsning".to_owned(), None, false),
        ]
    );
}

#[test]
fn everyday_words_are_no_mentions() {
    for text in [
        "Vi är ett team med god service och höga mål.",
        "Är du en ledare som vill lära dig mer om vår organisation?",
        "Våra lösningar skapar nytta och en god stämning.",
        "Svenska företag söker personal.",
        "Vi planerar för framtiden och utvecklar verksamheten.",
    ] {
        assert!(mentions(text).is_empty(), "{text}: {:?}", labels(text));
    }
}

#[test]
fn an_advertisement_as_a_whole() {
    let text = "Svetsare till verkstad i Örnsköldsvik\n\nDu har svetslicens och kan läsa \
                ritningar. Erfarenhet av TIG-svetsning är meriterande. Truckutbildning kan läras \
                upp på plats. Svenska krävs, engelska är en fördel.";
    let found = mentions(text);
    let told: Vec<(&str, Option<Strength>)> =
        found.iter().map(|m| (m.label.as_str(), m.strength)).collect();
    assert_eq!(
        told,
        [
            ("Svetsare", None),
            ("Svetslicens", Some(Strength::Must)),
            ("Ritningsläsning", Some(Strength::Must)),
            ("TIG-svetsning", Some(Strength::Merit)),
            ("Truckkort", Some(Strength::Learn)),
            ("Svenska", Some(Strength::Must)),
            ("Engelska", Some(Strength::Merit)),
        ]
    );
    assert_eq!(found[0].kind, ConceptKind::Occupation);
    for mention in &found {
        assert_eq!(text.get(mention.start..mention.end), Some(mention.text.as_str()));
    }
}
