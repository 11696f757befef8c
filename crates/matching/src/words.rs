//! The words of a text, in every form and inside compounds, for two texts to be compared by.

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
    pub(crate) keys: Vec<String>,
    /// Forms of its parts, when it is a compound.
    pub(crate) parts: Vec<String>,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_counts_once() {
        assert_eq!(read("kock kockar kockarna").len(), 1);
    }
}
