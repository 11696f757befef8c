//! Spellings and keys: how a label or a query is read before it is compared.

use crate::analysis::fold;

/// Longest text that is read of a query or a label, in characters. No title is longer; what
/// stands after it is left unread.
pub(crate) const LONGEST: usize = 240;

/// Lower case, composed letters, every separator one space. Diacritics stay: «hår» is not «har».
pub(crate) fn normal(text: &str) -> String {
    let mut found = String::with_capacity(text.len().min(LONGEST * 2));
    let mut gap = false;
    for letter in fold(text.get(..byte_limit(text)).unwrap_or(text)).chars() {
        if letter.is_whitespace() || is_separator(letter) {
            gap = true;
            continue;
        }
        if gap && !found.is_empty() {
            found.push(' ');
        }
        gap = false;
        found.push(if letter == '’' { '\'' } else { letter });
    }
    found
}

fn byte_limit(text: &str) -> usize {
    text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at)
}

fn is_separator(letter: char) -> bool {
    matches!(
        letter,
        '/' | ',' | '(' | ')' | '-' | '–' | '—' | ';' | ':' | '.' | '&' | '"' | '*' | '\0'
    )
}

/// One spelling for cognates across the Germanic languages: «Kök», «Koch» and «kock» come close.
pub(crate) fn cognate(text: &str) -> String {
    let plain: String = normal(text).chars().map(plain_letter).collect();
    let mut joined = plain;
    for (from, to) in [("ph", "f"), ("x", "ks"), ("th", "t"), ("ij", "i"), ("y", "i")] {
        if joined.contains(from) {
            joined = joined.replace(from, to);
        }
    }
    let mut last = None;
    joined.retain(|letter| last.replace(letter) != Some(letter));
    joined
}

fn plain_letter(letter: char) -> char {
    match letter {
        'ä' | 'æ' | 'å' | 'á' => 'a',
        'ö' | 'ø' | 'ó' => 'o',
        'ü' => 'u',
        'ß' | 'z' => 's',
        'é' | 'è' | 'ë' => 'e',
        'ï' => 'i',
        'w' => 'v',
        'q' | 'c' => 'k',
        other => other,
    }
}

/// The query and, where something is appended, its part before that: «Kock, skola» and «Kock».
pub(crate) fn variants(text: &str) -> Vec<&str> {
    let mut found = vec![text];
    let dash = text.find(" - ");
    let mark = text.find([',', '(']);
    let end = match (dash, mark) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    let short = end.and_then(|end| text.get(..end)).map(str::trim);
    if let Some(short) = short.filter(|short| short.chars().count() > 3) {
        found.push(short);
    }
    found
}

/// A hash that is the same on every machine: FNV-1a, then mixed so that every bit counts.
pub(crate) fn key(kind: u64, text: &str) -> u64 {
    text.chars().fold(step(START, kind), |hash, letter| step(hash, u64::from(letter)))
}

const START: u64 = 0xcbf2_9ce4_8422_2325;

fn step(hash: u64, unit: u64) -> u64 {
    let mixed = (hash ^ unit).wrapping_mul(0x0000_0100_0000_01b3);
    (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

/// Keys of every run of `low` to `high` letters inside each word with a blank on either side.
pub(crate) fn letter_keys(text: &str, low: usize, high: usize, found: &mut Vec<u64>) {
    let mut letters: Vec<char> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        letters.clear();
        letters.push(' ');
        letters.extend(word.chars());
        letters.push(' ');
        for start in 0..letters.len() {
            let mut hash = START;
            for (at, letter) in letters.iter().skip(start).take(high).enumerate() {
                hash = step(hash, u64::from(*letter));
                if at + 1 >= low {
                    found.push(hash);
                }
            }
        }
    }
}

/// Keys of the beginnings and ends of four to fourteen letters of each word.
pub(crate) fn end_keys(text: &str, found: &mut Vec<u64>) {
    for word in text.split(' ') {
        let letters: Vec<char> = word.chars().collect();
        for run in [true, false] {
            let mut hash = step(START, u64::from(run));
            for at in 0..letters.len().min(14) {
                let place = if run { at } else { letters.len() - 1 - at };
                hash = step(hash, u64::from(letters.get(place).copied().unwrap_or(' ')));
                if at >= 3 {
                    found.push(hash);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_case_and_blanks_vanish_but_letters_stay() {
        assert_eq!(normal("  El- och  VVS-Montör (bygg)"), "el och vvs montör bygg");
        assert_eq!(normal("LA\u{308}RARE"), "lärare");
    }

    #[test]
    fn cognates_meet() {
        assert_eq!(cognate("Kyckling"), cognate("kikling"));
        assert_eq!(cognate("Photograph"), cognate("fotograf"));
    }

    #[test]
    fn what_is_appended_can_be_left_out() {
        assert_eq!(variants("Kock, storkök"), ["Kock, storkök", "Kock"]);
        assert_eq!(variants("Lärare - engelska"), ["Lärare - engelska", "Lärare"]);
        assert_eq!(variants("Kock"), ["Kock"]);
    }

    #[test]
    fn letter_runs_are_those_of_words() {
        let mut found = Vec::new();
        letter_keys("ab c", 2, 3, &mut found);
        // « a», « ab», «ab», «ab », «b » and « c», « c », «c ».
        assert_eq!(found.len(), 8);
    }
}
