//! Which words two texts have in common, in any form and inside compounds.

use std::collections::BTreeSet;

use vocabulary::analysis::{Splitter, is_stop_word, keys, tokens};

/// Words that carry meaning elsewhere but say nothing about which offer one looks for.
const COMMON: &[&str] = &[
    "arbetsgivare",
    "arbetsgivaren",
    "arbetsplats",
    "arbetsplatsen",
    "börja",
    "börjar",
    "chans",
    "fler",
    "folk",
    "fram",
    "gång",
    "halva",
    "hel",
    "hela",
    "hjälpa",
    "hit",
    "hjälper",
    "höst",
    "hösten",
    "igen",
    "ihop",
    "klara",
    "klarar",
    "kommun",
    "kommunen",
    "kommunens",
    "kostar",
    "kostnad",
    "kräver",
    "län",
    "länet",
    "länets",
    "lär",
    "minskar",
    "nytt",
    "pass",
    "plats",
    "platser",
    "rätt",
    "räcker",
    "samma",
    "snabbt",
    "stad",
    "starta",
    "startar",
    "större",
    "säker",
    "tar",
    "tid",
    "tiden",
    "vinter",
    "vintern",
    "vår",
    "våren",
    "västernorrland",
    "vet",
    "växa",
    "växer",
    "öka",
    "ökar",
    "öppna",
    "öppnar",
];

/// A word as written, with every form it can be compared in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// As written, lower case.
    pub(crate) shown: String,
    /// Forms of the whole word.
    keys: Vec<String>,
    /// Forms of its parts, when it is a compound.
    parts: Vec<String>,
}

/// The words of a text that carry meaning, each once, in order.
pub(crate) fn read(text: &str) -> Vec<Word> {
    let splitter = Splitter::common();
    let mut seen = BTreeSet::new();
    tokens(text)
        .into_iter()
        .filter(|token| !is_stop_word(&token.folded) && !COMMON.contains(&&*token.folded))
        .filter(|token| token.folded.chars().any(char::is_alphabetic))
        .filter(|token| token.folded.chars().count() > 1)
        .filter_map(|token| {
            let keys = forms_of(&token.folded);
            let is_new = keys.first().is_some_and(|key| seen.insert(key.clone()));
            let split = splitter.split(&token.folded).filter(|split| split.known);
            let parts = split.map_or_else(Vec::new, |split| {
                split.heads.into_iter().chain(split.modifiers).collect()
            });
            is_new.then_some(Word { shown: token.folded, keys, parts })
        })
        .collect()
}

/// Every form of a word, also the one without the definite ending of a neuter («köket», «yrket»),
/// which stemming leaves on.
fn forms_of(folded: &str) -> Vec<String> {
    let mut found = keys(folded);
    let bare = folded.strip_suffix("et").filter(|bare| bare.chars().count() >= 3);
    for base in bare.into_iter().flat_map(|bare| [bare.to_owned(), format!("{bare}e")]) {
        found.extend(keys(&base));
    }
    found
}

/// What two texts have in common, in the words of the first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Shared {
    /// The same word, in whatever form.
    pub(crate) whole: Vec<String>,
    /// A word of one is part of a compound of the other.
    pub(crate) parts: Vec<String>,
}

/// Compares two texts; a word counts once, as a whole word if it can.
pub(crate) fn shared(asked: &[Word], offered: &[Word]) -> Shared {
    let whole: BTreeSet<&str> = forms(offered, |word| &word.keys);
    let parts: BTreeSet<&str> = forms(offered, |word| &word.parts);
    let mut found = Shared::default();
    for word in asked {
        let any_in = |forms: &[String], set: &BTreeSet<&str>| {
            forms.iter().any(|form| set.contains(form.as_str()))
        };
        if any_in(&word.keys, &whole) {
            found.whole.push(word.shown.clone());
        } else if any_in(&word.parts, &whole) || any_in(&word.keys, &parts) {
            found.parts.push(word.shown.clone());
        }
    }
    found
}

fn forms<'a>(words: &'a [Word], of: impl Fn(&'a Word) -> &'a Vec<String>) -> BTreeSet<&'a str> {
    words.iter().flat_map(|word| of(word).iter().map(String::as_str)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_are_one_word() {
        let found = shared(&read("Vi behöver tre kockar"), &read("kock storkök meny"));
        assert_eq!(found.whole, ["kockar"]);
        assert!(found.parts.is_empty());
    }

    #[test]
    fn a_definite_neuter_is_the_same_word() {
        assert_eq!(shared(&read("folk i köket"), &read("kök meny")).whole, ["köket"]);
        assert_eq!(shared(&read("yrket"), &read("yrke")).whole, ["yrket"]);
    }

    #[test]
    fn a_compound_shares_its_parts() {
        let found = shared(&read("maskinförare till skogen"), &read("skogsmaskinförare"));
        assert!(found.whole.is_empty());
        assert_eq!(found.parts, ["maskinförare", "skogen"]);
    }

    #[test]
    fn a_word_counts_once() {
        assert_eq!(read("kock kockar kockarna").len(), 1);
    }
}
