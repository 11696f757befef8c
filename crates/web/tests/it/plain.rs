//! Swedish that is easy to read and rightly spelled: LIX per file, and every word known.
//!
//! `locales/words-sv.txt` holds every word of the pages and of `docs/users.md`, each looked at by a
//! person and by a spelling checker. A word that is not in it stops the test.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::words::{files, read, root, texts_in};

/// Easy to read: as a newspaper at most, rather as a story.
const LIX_MAX: f64 = 40.0;

fn users_guide() -> String {
    read(&root().join("../../docs/users.md"))
}

fn words_file() -> PathBuf {
    root().join("locales/words-sv.txt")
}

/// LIX: words per sentence plus the share of words longer than six letters.
fn lix(text: &str) -> f64 {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let sentences = text.matches(['.', '!', '?', ':']).count().max(1);
    let long = words.iter().filter(|word| word.chars().count() > 6).count();
    let count = |n: usize| f64::from(u32::try_from(n).expect("small"));
    count(words.len()) / count(sentences) + 100.0 * count(long) / count(words.len().max(1))
}

/// The text without the names of its values, which are code: `{ $count -> … }` leaves `…`.
fn without_values(text: &str) -> String {
    let mut plain = String::new();
    for part in text.split_inclusive(['{', '}', '[', ']', ' ']) {
        let name = part.trim_end_matches(['{', '}', '[', ']', ' ', '.', ',', ':']);
        let is_code = name.starts_with('$') || (part.ends_with(']') && !name.is_empty());
        plain.push_str(if is_code { " . " } else { part });
    }
    plain.replace(['{', '}', '[', ']', '*'], " ").replace("->", " ")
}

#[test]
fn the_pages_read_easily() {
    for file in files(&root().join("locales/sv"), "ftl") {
        let lines = read(&file);
        let texts = lines.lines().filter(|line| !line.starts_with('#'));
        let texts: Vec<String> = texts
            .filter_map(|line| line.split_once(" = ").map(|(_, text)| text))
            // Names of things are no sentences; values are not ours to write.
            .filter(|text| text.split_whitespace().count() >= 5)
            .map(|text| text.replace(['{', '}', '$'], "") + ".")
            .collect();
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let value = lix(&texts.join(" "));
        assert!(value < LIX_MAX, "{name}: LIX {value:.0}; write shorter sentences and words");
    }
}

#[test]
fn no_single_text_is_heavy() {
    for (key, text) in texts_in("sv") {
        let text = without_values(&text);
        let sentences = text.split(['.', '!', '?', ':']);
        for sentence in sentences {
            let words = sentence.split_whitespace().count();
            assert!(words <= 25, "{key}: a sentence of {words} words; divide it: {sentence}");
        }
    }
}

#[test]
fn the_users_guide_reads_easily() {
    let text = users_guide();
    let prose: Vec<String> = text
        .lines()
        .filter(|line| !line.starts_with('|') && !line.starts_with("```"))
        // A heading is a sentence of its own.
        .map(|line| if line.starts_with('#') { format!("{line}.") } else { line.to_owned() })
        .collect();
    let value = lix(&prose.join(" "));
    assert!(value < LIX_MAX, "docs/users.md: LIX {value:.0}; write shorter sentences and words");
}

/// The words of a text in lower case; what is no word of the language is left out: addresses,
/// codes, file names, digits.
fn words_of(text: &str) -> BTreeSet<String> {
    let is_plain = |token: &&str| {
        !token.contains(['/', '@', '_', '`']) && !token.chars().any(|c| c.is_ascii_digit())
    };
    let tokens = text.split_whitespace().filter(is_plain);
    let words = tokens.flat_map(|token| token.split(|c: char| !c.is_alphabetic()));
    words.filter(|word| word.chars().count() > 1).map(str::to_lowercase).collect()
}

fn words_in_use() -> BTreeSet<String> {
    let texts = texts_in("sv");
    let pages = texts.values().flat_map(|text| words_of(&without_values(text)));
    pages.chain(words_of(&users_guide())).collect()
}

#[test]
fn every_swedish_word_is_known() {
    let used = words_in_use();
    if std::env::var_os("UPDATE_WORDS").is_some() {
        let list: Vec<&str> = used.iter().map(String::as_str).collect();
        std::fs::write(words_file(), list.join("\n") + "\n").expect("written");
    }
    let known = read(&words_file());
    let known: BTreeSet<&str> = known.lines().collect();
    let new: Vec<&String> = used.iter().filter(|word| !known.contains(word.as_str())).collect();
    assert!(
        new.is_empty(),
        "words that nobody has looked at: {new:?}. Are they rightly spelled? If so, put them in \
         with: UPDATE_WORDS=1 cargo test -p web --test it plain"
    );
    let gone: Vec<&&str> = known.iter().filter(|word| !used.contains(**word)).collect();
    assert!(gone.is_empty(), "no longer used; take away in the same way: {gone:?}");
}

#[test]
fn values_and_plural_names_are_no_words() {
    let text = "{ $count -> [one] En sak *[other] { $count } saker } till { $name }.";
    let words: Vec<String> = words_of(&without_values(text)).into_iter().collect();
    assert_eq!(words, ["en", "sak", "saker", "till"]);
}
