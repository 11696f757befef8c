//! What `link code` prints: the mentions of a text and the vocabulary they were found with.

use serde::Serialize;
use vocabulary::{Mention, VocabularyVersion};

#[derive(Serialize)]
struct Document<'a> {
    vocabulary: &'a VocabularyVersion,
    mentions: &'a [Mention],
}

/// The mentions as JSON: `{"vocabulary", "mentions": [{"start", "end", "text", "kind",
/// "conceptId", "label", "ssyk", "isco", "score", "negated", "strength", "reasons"}]}`.
pub fn print(
    vocabulary: &VocabularyVersion,
    mentions: &[Mention],
) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(&Document { vocabulary, mentions })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;
    use vocabulary::Vocabulary;

    #[test]
    fn the_document_has_the_fields_of_the_contract() {
        let vocabulary = Vocabulary::embedded();
        let text = "Vi söker en kock. Truckkort är meriterande, men ej krav på B-körkort.";
        let mentions = vocabulary.mentions(text);
        let printed = print(vocabulary.version(), &mentions).expect("printable");
        let document: Value = serde_json::from_str(&printed).expect("JSON");
        assert_eq!(document["vocabulary"], "samkraft-1");
        let first = &document["mentions"][0];
        assert_eq!(first["kind"], "occupation");
        assert_eq!(first["conceptId"], "sk-occ-kock");
        assert_eq!((&first["ssyk"], &first["isco"][0]), (&"5120".into(), &"5120".into()));
        assert_eq!(first["strength"], Value::Null);
        let span =
            |field: &str| usize::try_from(first[field].as_u64().expect("offset")).expect("offset");
        assert_eq!(&text[span("start")..span("end")], "kock");
        assert_eq!(document["mentions"][1]["strength"], "merit");
        assert_eq!(document["mentions"][2]["negated"], true);
        assert!(first["reasons"][0]["points"].as_f64().expect("points") > 0.9);
    }
}
