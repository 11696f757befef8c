//! Compounds split by what the labels themselves show: no dictionary, any Germanic language.
#![expect(clippy::cast_precision_loss, reason = "counts of words are far below 2^24")]

use std::collections::{HashMap, HashSet};

use super::text::key;
use super::view::Keys;

/// What may stand between the parts of a compound.
const LINKS: [&str; 7] = ["", "s", "e", "o", "es", "en", "n"];

/// Knows how often each beginning and end occurs among the words of a corpus.
pub(crate) struct Compounds {
    words: HashSet<u64>,
    beginnings: HashMap<u64, u32, Keys>,
    ends: HashMap<u64, u32, Keys>,
}

/// A word as modifier and head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Parts<'a> {
    pub(crate) modifier: &'a str,
    pub(crate) head: &'a str,
}

impl Compounds {
    /// Learns from distinct words.
    pub(crate) fn new<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut found = Self {
            words: HashSet::new(),
            beginnings: HashMap::default(),
            ends: HashMap::default(),
        };
        for word in words {
            let places: Vec<usize> = word.char_indices().map(|(at, _)| at).collect();
            if places.len() >= 4 {
                found.words.insert(key(0, word));
            }
            for at in places.iter().skip(3).take(places.len().saturating_sub(5)) {
                let (beginning, end) = word.split_at(*at);
                *found.beginnings.entry(key(0, beginning)).or_default() += 1;
                *found.ends.entry(key(0, end)).or_default() += 1;
            }
        }
        found
    }

    /// The best split, or none.
    pub(crate) fn split<'a>(&self, word: &'a str) -> Option<Parts<'a>> {
        let places: Vec<usize> = word.char_indices().map(|(at, _)| at).collect();
        let mut best: Option<(f32, Parts<'a>)> = None;
        for at in places.iter().skip(3).take(places.len().saturating_sub(6)) {
            let (front, head) = word.split_at(*at);
            let ends = self.ends.get(&key(0, head)).copied().unwrap_or(0);
            let known_head = self.words.contains(&key(0, head));
            if !known_head && ends < 6 {
                continue;
            }
            for link in LINKS {
                let Some(modifier) = front.strip_suffix(link) else { continue };
                let Some(worth) = self.modifier(modifier) else { continue };
                let beginnings = self.beginnings.get(&key(0, front)).copied().unwrap_or(0);
                let score = (ends as f32).ln_1p()
                    + (beginnings as f32).ln_1p()
                    + worth
                    + if known_head { 2.0 } else { 0.0 }
                    - 0.4 * link.len() as f32;
                if best.as_ref().is_none_or(|(known, _)| score > *known) {
                    best = Some((score, Parts { modifier, head }));
                }
            }
        }
        best.map(|(_, parts)| parts)
    }

    /// What a modifier adds; none if the labels do not show it as one.
    fn modifier(&self, text: &str) -> Option<f32> {
        let letters = text.chars().count();
        if letters < 3 {
            return None;
        }
        if self.words.contains(&key(0, text)) {
            return Some(2.0);
        }
        let often = self.beginnings.get(&key(0, text)).copied().unwrap_or(0);
        (often >= 4 && letters >= 4).then_some(0.0)
    }

    /// Keys of a text's words and their parts. Whole words, heads and modifiers are kept apart,
    /// and stand once more as «any part».
    pub(crate) fn keys(&self, text: &str, found: &mut Vec<u64>) {
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            found.push(key(1, word));
            match self.split(word) {
                Some(parts) => {
                    found.push(key(2, parts.head));
                    found.push(key(3, parts.modifier));
                    found.push(key(4, parts.head));
                    found.push(key(4, parts.modifier));
                }
                None => found.extend([2, 3, 4].map(|kind| key(kind, word))),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compound_is_its_modifier_and_its_head() {
        let words = ["lastbil", "förare", "bussförare", "maskin", "skog", "maskinförare"];
        let compounds = Compounds::new(words.into_iter());
        let split = |word| compounds.split(word).map(|parts| (parts.modifier, parts.head));
        assert_eq!(split("lastbilsförare"), Some(("lastbil", "förare")));
        assert_eq!(split("skogsmaskin"), Some(("skog", "maskin")));
        assert_eq!(split("kock"), None);
    }
}
