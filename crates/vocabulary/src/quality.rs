//! How well a word of a text fits a word of a name, and the ways a word can be read.

use crate::analysis::{Token, is_function_word, is_stop_word, keys};
use crate::index::{Index, Posting, Side, TermRole, share};
use crate::suggest::How;

/// One way to read a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// The word itself, in any inflection.
    Whole,
    /// Two or three words that are written as one in the vocabulary.
    Joined,
    /// «el-» completed by the end of «VVS-montör».
    Completed,
    /// The last part of a compound of known words.
    Head,
    /// The last part after something unknown.
    GuessedHead,
    /// A part before the last.
    Part,
    /// A known word this many slips of the pen away.
    Misspelt(usize),
}

/// A key to look up, with how it was come by.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    pub(crate) key: String,
    pub(crate) way: Way,
    /// Share of the written word's letters, in thousandths.
    pub(crate) share: u32,
}

/// A word of the text with its readings.
#[derive(Debug)]
pub(crate) struct Word {
    /// Place of its first token.
    pub(crate) first: usize,
    /// Place of its last token.
    pub(crate) last: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) folded: String,
    pub(crate) readings: Vec<Reading>,
}

/// Every word that may name something, in the order of the text. Slips of the pen are looked for in
/// unknown words of so many letters.
pub(crate) fn words(index: &Index, found: &[Token<'_>], letters: usize) -> Vec<Word> {
    let mut words = Vec::new();
    for at in 0..found.len() {
        words.extend(joined(index, found, at));
        words.extend(completed(index, found, at));
        words.extend(plain(index, found, at, letters));
    }
    words
}

fn plain(index: &Index, found: &[Token<'_>], at: usize, letters: usize) -> Option<Word> {
    let token = found.get(at)?;
    if is_function_word(&token.folded) {
        return None;
    }
    let folded = token.folded.clone();
    let mut readings: Vec<Reading> =
        keys(&folded).into_iter().map(|key| reading(key, Way::Whole, 1000)).collect();
    if is_stop_word(&folded) {
        return Some(word(token, at, folded, readings));
    }
    let known = readings.iter().any(|reading| index.knows(&reading.key));
    let split = index.splitter().split(&folded);
    let guess = split.as_ref().is_some_and(|split| !split.known);
    let unknown = !known && split.as_ref().is_none_or(|split| !split.known);
    if unknown && (guess || folded.chars().count() >= letters) {
        readings.extend(misspelt(index, &folded));
    }
    // A guessed head is only worth something for a word that is nothing else.
    if let Some(split) = split.filter(|_| !(guess && (known || readings.len() > 3))) {
        let way = if guess { Way::GuessedHead } else { Way::Head };
        for (keys, way) in [(split.heads, way), (split.modifiers, Way::Part)] {
            readings.extend(keys.into_iter().map(|key| {
                let covered = share(&key, &folded);
                reading(key, way, covered)
            }));
        }
    }
    Some(word(token, at, folded, readings))
}

fn word(token: &Token<'_>, at: usize, folded: String, readings: Vec<Reading>) -> Word {
    Word { first: at, last: at, start: token.start, end: token.end, folded, readings }
}

fn misspelt(index: &Index, folded: &str) -> Vec<Reading> {
    let Some(key) = keys(folded).into_iter().next() else { return vec![] };
    index
        .misspelt(&key)
        .into_iter()
        .map(|(known, slips)| reading(known.to_owned(), Way::Misspelt(slips), 1000))
        .collect()
}

/// «lastbils chaufför» and «skogs maskin förare» as one word, where the vocabulary has it.
fn joined(index: &Index, found: &[Token<'_>], at: usize) -> Option<Word> {
    [3, 2].into_iter().find_map(|count| {
        let run = found.get(at..at + count)?;
        if run.iter().any(|token| token.elliptic || token.folded.chars().count() < 2) {
            return None;
        }
        let folded: String = run.iter().map(|token| token.folded.as_str()).collect();
        if folded.chars().count() < 7 {
            return None;
        }
        let readings = known_readings(index, &folded, Way::Joined);
        let (first, last) = (run.first()?, run.last()?);
        (!readings.is_empty()).then(|| Word {
            first: at,
            last: at + count - 1,
            start: first.start,
            end: last.end,
            folded: folded.clone(),
            readings,
        })
    })
}

/// The «el-» of «el- och VVS-montör» as «elmontör».
fn completed(index: &Index, found: &[Token<'_>], at: usize) -> Option<Word> {
    let token = found.get(at).filter(|token| token.elliptic)?;
    let close = found.iter().skip(at + 1).take(4);
    let whole = close.into_iter().find(|later| !later.elliptic && !is_link(&later.folded))?;
    let split = index.splitter().split(&whole.folded)?;
    let head = split.heads.first()?;
    let folded = format!("{}{head}", token.folded);
    let mut readings = known_readings(index, &folded, Way::Completed);
    if readings.is_empty() {
        readings.push(reading(head.clone(), Way::Head, share(head, &folded)));
    }
    Some(word(token, at, folded, readings))
}

fn is_link(folded: &str) -> bool {
    matches!(folded, "och" | "eller" | "samt" | "resp")
}

fn known_readings(index: &Index, folded: &str, way: Way) -> Vec<Reading> {
    let known = keys(folded).into_iter().filter(|key| index.knows(key));
    known.map(|key| reading(key, way, 1000)).collect()
}

fn reading(key: String, way: Way, share: u32) -> Reading {
    Reading { key, way, share }
}

/// Worth in thousandths of reading a word so, against what the name's word offers; and how it
/// fits. None: the two only look alike.
pub(crate) fn fit(reading: &Reading, posting: &Posting, exact: bool) -> Option<(u32, How)> {
    let both = u32::midpoint(reading.share, posting.share);
    let found = match (reading.way, posting.side) {
        (Way::Whole, Side::Whole) if exact => (1000, How::Exact),
        (Way::Whole, Side::Whole) => (960, How::Inflection),
        (Way::Whole, Side::Verb) => (700, How::Inflection),
        (Way::Whole, Side::Head) => (400 + 300 * posting.share / 1000, How::CompoundHead),
        (Way::Whole, Side::Part) => (100 + 200 * posting.share / 1000, How::CompoundPart),
        (Way::Joined, Side::Whole) => (940, How::Misspelling),
        (Way::Completed, Side::Whole) => (950, How::CompoundHead),
        (Way::Head, Side::Whole) => (500 + 300 * reading.share / 1000, How::CompoundHead),
        (Way::GuessedHead, Side::Whole) => (400 + 300 * reading.share / 1000, How::CompoundHead),
        (Way::Head, Side::Head) => (250 + 250 * both / 1000, How::CompoundHead),
        (Way::GuessedHead, Side::Head) => (150 + 200 * both / 1000, How::CompoundHead),
        (Way::Part, Side::Whole) => (150 + 250 * reading.share / 1000, How::CompoundPart),
        (Way::Part, Side::Part) => (100 + 300 * both / 1000, How::CompoundPart),
        (Way::Misspelt(1), Side::Whole) => (880, How::Misspelling),
        (Way::Misspelt(_), Side::Whole) => (760, How::Misspelling),
        _ => return None,
    };
    Some(found)
}

/// How a fit is told when the name is not the concept's own label.
pub(crate) fn told(how: How, role: TermRole) -> How {
    match (how, role) {
        (How::Exact | How::Inflection, TermRole::Abbreviation) => How::Abbreviation,
        (How::Exact, TermRole::Synonym | TermRole::Keyword) => How::Synonym,
        _ => how,
    }
}
