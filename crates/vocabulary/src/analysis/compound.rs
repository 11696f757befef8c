//! Swedish compounds taken apart: the last part says what a thing is, the parts before it which.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::stem::{keys, stem};

/// Words that compounds of working life are made of, beside the vocabulary's own.
const PARTS: &str = include_str!("../../data/parts.txt");

static COMMON: LazyLock<Splitter> =
    LazyLock::new(|| Splitter::new(crate::embedded::label_words().iter().map(String::as_str)));

/// A compound's parts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Split {
    /// Last parts, the longest first: «skogsmaskinförare» ends in «maskinförare» and «förare».
    pub heads: Vec<String>,
    /// Stems of the parts before the shortest head: «skog», «maskin».
    pub modifiers: Vec<String>,
    /// False when what stands before the head is no known word.
    pub known: bool,
}

impl Split {
    /// Every part, heads first.
    pub(super) fn into_terms(self) -> Vec<String> {
        self.heads.into_iter().chain(self.modifiers).collect()
    }
}

/// Takes compounds apart with the words it knows.
#[derive(Debug, Clone, Default)]
pub struct Splitter {
    heads: HashSet<String>,
    modifiers: HashMap<String, String>,
}

impl Splitter {
    /// A splitter that knows the words of working life and of the embedded vocabulary.
    pub fn common() -> &'static Splitter {
        &COMMON
    }

    /// A splitter that knows the words of working life and these (folded).
    pub fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut splitter = Self::default();
        for part in PARTS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            splitter.learn(part, 2);
        }
        for word in words {
            splitter.learn(word, 4);
        }
        splitter
    }

    /// True for the key of a word it was made with.
    pub(super) fn knows(&self, key: &str) -> bool {
        self.heads.contains(key)
    }

    fn learn(&mut self, word: &str, least: usize) {
        let letters = word.chars().count();
        if letters < least || word.contains('-') || !word.chars().all(char::is_alphabetic) {
            return;
        }
        let base = stem(word);
        for form in modifier_forms(word) {
            let known = self.modifiers.entry(form).or_insert_with(|| base.clone());
            // The same form of two words: the first in the alphabet, whatever the order.
            if base < *known {
                known.clone_from(&base);
            }
        }
        if letters >= 4 || least < 4 && letters >= 3 {
            self.heads.extend(keys(word));
        }
    }

    /// The parts of a folded word, if it is a compound with a known head.
    pub fn split(&self, folded: &str) -> Option<Split> {
        let word: &str = folded.split(':').next().unwrap_or(folded);
        if let Some((before, after)) = word.rsplit_once('-') {
            return self.split_hyphenated(before, after);
        }
        let mut best: Option<Split> = None;
        for key in keys(word) {
            let split = self.split_key(&key);
            // A split with known words before its head goes before a guess.
            if split.as_ref().is_some_and(|s| s.known) || best.is_none() {
                best = split.or(best);
            }
            if best.as_ref().is_some_and(|s| s.known) {
                break;
            }
        }
        best
    }

    fn split_hyphenated(&self, before: &str, after: &str) -> Option<Split> {
        if before.is_empty() || after.chars().count() < 3 {
            return None;
        }
        let inner = self.split(after).unwrap_or_default();
        let mut modifiers: Vec<String> = before.split('-').map(stem).collect();
        modifiers.extend(inner.modifiers);
        let mut heads = keys(after);
        heads.truncate(1);
        heads.extend(inner.heads.into_iter().filter(|_| inner.known));
        Some(Split { heads, modifiers, known: true })
    }

    fn split_key(&self, key: &str) -> Option<Split> {
        let mut known = Split { known: true, ..Split::default() };
        let mut guessed: Option<Split> = None;
        for (place, _) in key.char_indices().skip(2) {
            let (Some(before), Some(head)) = (key.get(..place), key.get(place..)) else { continue };
            let letters = head.chars().count();
            if letters < 3 || !self.heads.contains(head) {
                continue;
            }
            if let Some(parts) = self.segments(before, 4) {
                known.heads.push(head.to_owned());
                known.modifiers = parts;
            } else if letters >= 5 && guessed.is_none() && before.chars().count() >= 3 {
                guessed =
                    Some(Split { heads: vec![head.to_owned()], modifiers: vec![], known: false });
            }
        }
        if known.heads.is_empty() { guessed } else { Some(known) }
    }

    /// The stems that a compound's first part is made of, with as long a last stem as possible.
    fn segments(&self, text: &str, depth: usize) -> Option<Vec<String>> {
        if let Some(base) = self.modifiers.get(text) {
            return Some(vec![base.clone()]);
        }
        if depth == 0 {
            return None;
        }
        text.char_indices().skip(2).find_map(|(place, _)| {
            let base = self.modifiers.get(text.get(place..)?)?;
            let mut parts = self.segments(text.get(..place)?, depth - 1)?;
            parts.push(base.clone());
            Some(parts)
        })
    }
}

/// How a word looks as the first part of a compound: bare, with -s-, or with its vowel changed
/// («skola» → «skol», «kyrka» → «kyrko», «gata» → «gatu», «lärare» → «lärar»).
fn modifier_forms(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    if !word.ends_with('s') {
        forms.push(format!("{word}s"));
    }
    if word.chars().count() < 4 {
        return forms;
    }
    if let Some(base) = word.strip_suffix('a') {
        forms.extend(["", "e", "o", "u", "s"].map(|link| format!("{base}{link}")));
    } else if let Some(base) = word.strip_suffix('e') {
        forms.extend(["", "s"].map(|link| format!("{base}{link}")));
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_compound() {
        let splitter = Splitter::new(["skog", "maskin", "maskinförare", "förare", "lärare"]);
        let split = splitter.split("skogsmaskinförarna").expect("a compound");
        assert_eq!(split.heads, ["maskinförare", "förare"]);
        assert_eq!(split.modifiers, ["skog", "maskin"]);
        assert!(split.known);
    }

    #[test]
    fn an_unknown_first_part_is_a_guess() {
        let splitter = Splitter::new(["förare"]);
        let split = splitter.split("xyxyförare").expect("a compound");
        assert!(!split.known);
        assert_eq!(split.heads, ["förare"]);
    }

    #[test]
    fn a_hyphen_always_splits() {
        let split = Splitter::new(["montör"]).split("vvs-montörer").expect("a compound");
        assert_eq!((split.heads, split.modifiers), (vec!["montör".into()], vec!["vvs".into()]));
    }
}
