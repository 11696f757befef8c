//! The index: from the form of a word to the names it stands in.

use std::collections::{BTreeSet, HashMap};

use crate::analysis::{Splitter, Token, is_function_word, is_stop_word, keys, tokens};
use crate::concept::{Concept, ConceptKind, LabelRole};

/// Weights are kept as whole thousandths, so that sums never depend on their order.
pub(crate) const THOUSAND: u32 = 1000;

/// What a name is to its concept, and what a match on it is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TermRole {
    /// The label itself.
    Label,
    /// One of several names in the label: «Servitör/Servitris».
    Variant,
    /// The label without what narrows it: «Butikssäljare, fackhandel».
    Short,
    /// Another name.
    Synonym,
    /// A short form.
    Abbreviation,
    /// A hint.
    Keyword,
}

impl TermRole {
    /// Worth in thousandths.
    pub(crate) fn worth(self) -> u32 {
        match self {
            Self::Label => 1000,
            Self::Variant => 985,
            Self::Synonym | Self::Abbreviation => 970,
            Self::Short => 800,
            Self::Keyword => 450,
        }
    }
}

/// One name of a concept, as words.
#[derive(Debug)]
pub(crate) struct Term {
    pub(crate) concept: usize,
    pub(crate) text: String,
    pub(crate) role: TermRole,
    pub(crate) words: Vec<TermWord>,
}

/// A word of a name. The weights of a name's words add up to a thousand.
#[derive(Debug)]
pub(crate) struct TermWord {
    pub(crate) folded: String,
    pub(crate) weight: u32,
    /// True for the word that says what the thing is.
    pub(crate) main: bool,
    emphasis: u32,
}

/// What of a name's word a key stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Side {
    /// The whole word.
    Whole,
    /// The last part of a compound.
    Head,
    /// A part before the last.
    Part,
    /// The verb of a noun in -ning: «svetsa» of «svetsning».
    Verb,
}

/// A place where a key occurs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Posting {
    pub(crate) term: u32,
    pub(crate) word: u16,
    pub(crate) side: Side,
    /// Share of the word's letters that the key covers, in thousandths.
    pub(crate) share: u32,
}

/// Names of all concepts, by the forms of their words.
#[derive(Debug)]
pub(crate) struct Index {
    terms: Vec<Term>,
    postings: HashMap<String, Vec<Posting>>,
    trigrams: HashMap<[char; 3], Vec<u32>>,
    /// Keys of whole words, in alphabetical order; the trigrams point here.
    whole: Vec<String>,
    splitter: Splitter,
    /// Number of names a key stands whole in.
    spread: HashMap<String, u32>,
}

impl Index {
    pub(crate) fn build(concepts: &[Concept]) -> Index {
        let mut terms = Vec::new();
        for (at, concept) in concepts.iter().enumerate() {
            push_terms(&mut terms, at, concept);
        }
        let words: BTreeSet<&str> =
            terms.iter().flat_map(|t| &t.words).map(|w| w.folded.as_str()).collect();
        let splitter = Splitter::new(words.iter().copied());
        let features: HashMap<String, Vec<(String, Side, u32)>> =
            words.iter().map(|word| ((*word).to_owned(), features(word, &splitter))).collect();
        let mut index = Index {
            terms,
            postings: HashMap::new(),
            trigrams: HashMap::new(),
            whole: vec![],
            splitter,
            spread: HashMap::new(),
        };
        index.post(&features);
        index.weigh(concepts);
        index.spell();
        index
    }

    fn post(&mut self, features: &HashMap<String, Vec<(String, Side, u32)>>) {
        for (at, term) in self.terms.iter().enumerate() {
            let Ok(term_at) = u32::try_from(at) else { break };
            for (place, word) in term.words.iter().enumerate() {
                let Ok(word_at) = u16::try_from(place) else { break };
                for (key, side, share) in features.get(&word.folded).into_iter().flatten() {
                    if *side == Side::Whole {
                        *self.spread.entry(key.clone()).or_default() += 1;
                    }
                    self.postings.entry(key.clone()).or_default().push(Posting {
                        term: term_at,
                        word: word_at,
                        side: *side,
                        share: *share,
                    });
                }
            }
        }
    }

    /// Gives every word of a name its share: rare words and the word that says what it is weigh
    /// more.
    fn weigh(&mut self, concepts: &[Concept]) {
        let all = concepts.len();
        let (spread, terms) = (&self.spread, &mut self.terms);
        for term in terms {
            let raw: Vec<u32> =
                term.words.iter().map(|w| rarity(spread, &w.folded, all) * w.emphasis).collect();
            let sum: u32 = raw.iter().sum::<u32>().max(1);
            for (word, weight) in term.words.iter_mut().zip(&raw) {
                word.weight = weight * THOUSAND / sum;
            }
            // What rounding took goes to the first word, so that the sum is a thousand.
            let missing = THOUSAND.saturating_sub(term.words.iter().map(|w| w.weight).sum());
            if let Some(first) = term.words.first_mut() {
                first.weight += missing;
            }
        }
    }

    fn spell(&mut self) {
        let mut whole: Vec<String> =
            self.spread.keys().filter(|key| key.chars().count() >= 5).cloned().collect();
        whole.sort_unstable();
        for (at, key) in whole.iter().enumerate() {
            let Ok(at) = u32::try_from(at) else { break };
            for trigram in trigrams(key) {
                self.trigrams.entry(trigram).or_default().push(at);
            }
        }
        self.whole = whole;
    }

    pub(crate) fn term(&self, at: u32) -> Option<&Term> {
        self.terms.get(usize::try_from(at).ok()?)
    }

    pub(crate) fn postings(&self, key: &str) -> &[Posting] {
        self.postings.get(key).map(Vec::as_slice).unwrap_or_default()
    }

    /// True when some name has this key as a whole word.
    pub(crate) fn knows(&self, key: &str) -> bool {
        self.spread.contains_key(key)
    }

    /// Bytes of names, postings and trigrams, near enough for a figure.
    pub(crate) fn bytes(&self) -> usize {
        // A map keeps about a seventh of its places free, and a word or two beside each.
        const ENTRY: usize = 64;
        let words = self.terms.iter().flat_map(|term| &term.words);
        let words: usize = words.map(|word| word.folded.len() + size_of::<TermWord>()).sum();
        let terms: usize = self.terms.iter().map(|t| t.text.len() + size_of::<Term>()).sum();
        let postings = self.postings.iter();
        let postings: usize =
            postings.map(|(key, all)| key.len() + ENTRY + size_of_val(all.as_slice())).sum();
        let trigrams: usize =
            self.trigrams.values().map(|all| ENTRY + size_of_val(all.as_slice())).sum();
        let keys: usize = self.whole.iter().map(|key| 2 * (key.len() + ENTRY)).sum();
        words + terms + postings + trigrams + keys
    }

    pub(crate) fn splitter(&self) -> &Splitter {
        &self.splitter
    }

    /// How telling a folded word is, in thousandths of a natural logarithm.
    pub(crate) fn rarity(&self, folded: &str, concepts: usize) -> u32 {
        if is_stop_word(folded) {
            return 0;
        }
        rarity(&self.spread, folded, concepts)
    }

    /// Known keys one slip of the pen away (two from nine letters on), nearest only, at most five.
    pub(crate) fn misspelt(&self, key: &str) -> Vec<(&str, usize)> {
        let letters = key.chars().count();
        let allowed = match letters {
            0..=4 => return vec![],
            5..=8 => 1,
            _ => 2,
        };
        // A table of all keys is filled faster than a map of some, and this is asked for often.
        let mut shared = vec![0_usize; self.whole.len()];
        let own = trigrams(key);
        for trigram in &own {
            for at in self.trigrams.get(trigram).into_iter().flatten() {
                let count = usize::try_from(*at).ok().and_then(|at| shared.get_mut(at));
                if let Some(count) = count {
                    *count += 1;
                }
            }
        }
        // One slip spoils three trigrams, two swapped letters four.
        let least = own.len().saturating_sub(4 * allowed).max(2);
        let mut found: Vec<(&str, usize)> = self
            .whole
            .iter()
            .zip(shared)
            .filter(|(_, count)| *count >= least)
            .map(|(known, _)| known)
            .filter(|known| known.chars().next() == key.chars().next())
            .filter_map(|known| Some((known.as_str(), slips(key, known, allowed)?)))
            .collect();
        found.sort_by_key(|(known, distance)| (*distance, *known));
        let nearest = found.first().map_or(0, |(_, distance)| *distance);
        found.retain(|(_, distance)| *distance == nearest);
        found.truncate(5);
        found
    }
}

/// `1000 ln(1 + concepts / names with the word)`, at least 400; unknown words count as rare.
fn rarity(spread: &HashMap<String, u32>, folded: &str, concepts: usize) -> u32 {
    let often = keys(folded).iter().filter_map(|key| spread.get(key)).max().copied().unwrap_or(1);
    let concepts = u32::try_from(concepts).unwrap_or(u32::MAX);
    let value = (1.0 + f64::from(concepts) / f64::from(often.max(1))).ln() * 1000.0;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 ≤ value < 30000"
    )]
    let whole = value.round() as u32;
    whole.max(400)
}

/// Keys of a word with what they stand for.
fn features(word: &str, splitter: &Splitter) -> Vec<(String, Side, u32)> {
    let mut found: Vec<(String, Side, u32)> =
        keys(word).into_iter().map(|key| (key, Side::Whole, THOUSAND)).collect();
    if let Some(verb) = verb_of(word)
        && !found.iter().any(|(key, ..)| *key == verb)
    {
        found.push((verb, Side::Verb, THOUSAND));
    }
    if let Some(split) = splitter.split(word).filter(|split| split.known) {
        let parts = split.heads.iter().map(|key| (key, Side::Head));
        for (key, side) in parts.chain(split.modifiers.iter().map(|key| (key, Side::Part))) {
            if !found.iter().any(|(known, ..)| known == key) {
                found.push((key.clone(), side, share(key, word)));
            }
        }
    }
    found
}

/// The stem of the verb behind a noun in -ning or -ering: «svets» of «svetsning».
fn verb_of(word: &str) -> Option<String> {
    let base = word
        .strip_suffix("ning")
        .or_else(|| word.strip_suffix("ing").filter(|base| base.ends_with("er")))?;
    (base.chars().count() >= 4).then(|| base.to_owned())
}

/// Share of the letters of `word` that `part` has, in thousandths.
pub(crate) fn share(part: &str, word: &str) -> u32 {
    let letters = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    (letters(part).saturating_mul(THOUSAND) / letters(word).max(1)).min(THOUSAND)
}

fn push_terms(terms: &mut Vec<Term>, at: usize, concept: &Concept) {
    let mut add = |text: &str, role: TermRole| {
        let words = term_words(text, concept.kind);
        if !words.is_empty() {
            terms.push(Term { concept: at, text: text.to_owned(), role, words });
        }
    };
    let label = concept.label.trim();
    add(label, TermRole::Label);
    for (text, role) in variants(label, concept.kind) {
        add(&text, role);
    }
    for other in &concept.alternatives {
        let role = match other.role {
            LabelRole::Synonym => TermRole::Synonym,
            LabelRole::Abbreviation => TermRole::Abbreviation,
            LabelRole::Keyword => TermRole::Keyword,
        };
        add(other.text.trim(), role);
    }
}

/// The several names inside one label.
fn variants(label: &str, kind: ConceptKind) -> Vec<(String, TermRole)> {
    let mut found = Vec::new();
    if kind == ConceptKind::OccupationGroup {
        let bare = label.trim_end_matches(" m.fl.");
        let parts = || bare.split(" och ").flat_map(|part| part.split(',')).map(str::trim);
        // «Musiker, sångare och kompositörer», but not «Maskinoperatörer, blekning och tvättning».
        let titles = !bare.contains('-') && parts().all(is_plural_title);
        if titles && parts().count() > 1 {
            found.extend(parts().map(|part| (part.to_owned(), TermRole::Variant)));
        } else if let Some((head, _)) = bare.split_once(',') {
            found.push((head.to_owned(), TermRole::Short));
        }
        return found;
    }
    let (main, narrowed) = match label.split_once([',', '(']) {
        Some((main, _)) => (main.trim(), true),
        None => (label, false),
    };
    let role = if narrowed { TermRole::Short } else { TermRole::Variant };
    if main.contains('/') && !main.contains("-/") {
        let telling = |part: &&str| part.chars().filter(|c| c.is_alphabetic()).count() >= 3;
        let parts = main.split('/').map(str::trim).filter(telling);
        found.extend(parts.map(|part| (part.to_owned(), role)));
    } else if narrowed {
        found.push((main.to_owned(), role));
    }
    found
}

fn is_plural_title(name: &str) -> bool {
    let ending = ["are", "er", "ar", "or", "män"].iter().any(|ending| name.ends_with(ending));
    ending && !name.split(' ').any(is_relation)
}

/// Words after which a name only narrows what it has named.
fn is_relation(word: &str) -> bool {
    matches!(word, "inom" | "för" | "i" | "på" | "av" | "med" | "vid" | "till" | "à" | "från")
}

fn term_words(text: &str, kind: ConceptKind) -> Vec<TermWord> {
    let found = tokens(text);
    let end = found.iter().skip(1).find(|token| {
        let before = text.get(..token.start).unwrap_or("").trim_end();
        is_relation(&token.folded) || before.ends_with(',') || before.ends_with('(')
    });
    let end = end.map_or(text.len(), |token| token.start);
    let content: Vec<Token<'_>> =
        found.into_iter().filter(|token| !is_function_word(&token.folded)).collect();
    let named = || content.iter().filter(|token| token.start < end);
    // «Arbetsledare skogsvård» is an arbetsledare, «personlig assistent» an assistent.
    let agent = named().find(|token| kind != ConceptKind::Skill && is_agent(&token.folded));
    let main = agent.or_else(|| named().next_back()).map(|token| token.start);
    content
        .into_iter()
        .map(|token| {
            let main = Some(token.start) == main;
            let emphasis = match token.start {
                _ if is_stop_word(&token.folded) => 1,
                _ if main => 8,
                start if start < end => 5,
                _ => 3,
            };
            TermWord { folded: token.folded, weight: 0, main, emphasis }
        })
        .collect()
}

/// True for words that end as titles do.
fn is_agent(folded: &str) -> bool {
    const ENDINGS: [&str; 22] = [
        "are",
        "ör",
        "ist",
        "iker",
        "man",
        "ent",
        "ant",
        "log",
        "tor",
        "sor",
        "chef",
        "kock",
        "biträde",
        "sköterska",
        "nom",
        "pedagog",
        "arkitekt",
        "värd",
        "vakt",
        "guide",
        "smed",
        "coach",
    ];
    ENDINGS.iter().any(|ending| folded.ends_with(ending))
}

fn trigrams(key: &str) -> Vec<[char; 3]> {
    let padded: Vec<char> = ['^'].into_iter().chain(key.chars()).chain(['$']).collect();
    let mut found: Vec<[char; 3]> =
        padded.windows(3).filter_map(|window| window.try_into().ok()).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// True for words one slip of the pen apart.
pub(crate) fn one_slip(one: &str, other: &str) -> bool {
    slips(one, other, 1) == Some(1)
}

/// Letters put in, left out, changed or swapped between two words, if no more than `most`.
fn slips(one: &str, other: &str, most: usize) -> Option<usize> {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = vec![];
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (row, a) in one.iter().enumerate() {
        let mut now = vec![row + 1];
        for (column, b) in other.iter().enumerate() {
            let at =
                |line: &[usize], place: usize| line.get(place).copied().unwrap_or(usize::MAX / 2);
            let mut best = at(&last, column) + usize::from(a != b);
            best = best.min(at(&last, column + 1) + 1).min(at(&now, column) + 1);
            let swapped = row > 0
                && column > 0
                && one.get(row - 1) == Some(b)
                && other.get(column - 1) == Some(a);
            if swapped {
                best = best.min(at(&before, column - 1) + 1);
            }
            now.push(best);
        }
        before = std::mem::replace(&mut last, now);
    }
    last.last().copied().filter(|distance| *distance <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted_as_a_reader_would() {
        assert_eq!(slips("svetsare", "svetsare", 2), Some(0));
        assert_eq!(slips("svestare", "svetsare", 2), Some(1));
        assert_eq!(slips("elektiker", "elektriker", 2), Some(1));
        assert_eq!(slips("kock", "svetsare", 2), None);
    }

    #[test]
    fn a_group_of_several_titles_has_each_as_a_name() {
        let names = variants("Svetsare och gasskärare", ConceptKind::OccupationGroup);
        assert_eq!(names.len(), 2);
        assert!(
            variants("Chefer inom bank, finans och försäkring", ConceptKind::OccupationGroup)
                .iter()
                .all(|(_, role)| *role == TermRole::Short)
        );
    }

    #[test]
    fn what_comes_after_a_comma_weighs_least() {
        let words = term_words("Butikssäljare, fackhandel", ConceptKind::Occupation);
        assert!(words[0].main && words[0].emphasis > words[1].emphasis);
        let words = term_words("Arbetsledare skogsvård", ConceptKind::Occupation);
        assert!(words[0].main);
        let words = term_words("Personlig assistent", ConceptKind::Occupation);
        assert!(words[1].main);
    }
}
