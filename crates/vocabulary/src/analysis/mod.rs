//! Swedish text to words: tokens with byte offsets, stems, compound parts.

mod compound;
mod fold;
mod stem;
mod token;

pub use compound::{Split, Splitter};
pub use fold::fold;
pub use stem::{is_function_word, is_stop_word, keys, stem};
pub use token::{Token, tokens};

/// The stem of every word that carries meaning, in order, each once.
pub fn stem_terms(text: &str) -> Vec<String> {
    let mut terms = Vec::new();
    for token in tokens(text) {
        if !is_stop_word(&token.folded) {
            push_new(&mut terms, likeliest(&token.folded));
        }
    }
    terms
}

/// What to store for a text that shall be found: its stems and the parts of its compounds, so
/// that a search for «maskinförare» finds «skogsmaskinförare».
pub fn search_terms(text: &str) -> Vec<String> {
    let splitter = Splitter::common();
    let mut terms = stem_terms(text);
    for token in tokens(text) {
        if is_stop_word(&token.folded) {
            continue;
        }
        for part in splitter.split(&token.folded).map(Split::into_terms).unwrap_or_default() {
            push_new(&mut terms, part);
        }
    }
    terms
}

/// The stem of a word, or the known title that it is a form of: «svetsarna» is of «svetsare»,
/// «kockarna» of «kock».
fn likeliest(folded: &str) -> String {
    let title = |key: &String| key.ends_with("are") && Splitter::common().knows(key);
    keys(folded).into_iter().find(title).unwrap_or_else(|| stem(folded))
}

fn push_new(terms: &mut Vec<String>, term: String) {
    if !term.is_empty() && !terms.contains(&term) {
        terms.push(term);
    }
}
