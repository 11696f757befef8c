//! From a word in a sentence to the form that words are compared in.
//!
//! Snowball folds most endings. It also folds away the very ending that makes a title of a verb
//! («lärare», «lära»), so agent nouns have rules of their own that go first.

use std::collections::HashSet;
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};

static SNOWBALL: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::Swedish));

/// Function words first, then words that stand in every advertisement and name no work.
const STOP_LIST: &str = include_str!("../../data/stopwords.txt");
const STOP_LIST_PARTS: &str = "# generic\n";

static FUNCTION_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let (function, _) = STOP_LIST.split_once(STOP_LIST_PARTS).unwrap_or((STOP_LIST, ""));
    function.lines().filter(is_word).collect()
});

static STOP_WORDS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| STOP_LIST.lines().filter(is_word).collect());

fn is_word(line: &&str) -> bool {
    !line.is_empty() && !line.starts_with('#')
}

/// True for words that only join others. Takes a folded word.
pub fn is_function_word(folded: &str) -> bool {
    FUNCTION_WORDS.contains(folded)
}

/// True for function words and for words of every advertisement. Takes a folded word.
pub fn is_stop_word(folded: &str) -> bool {
    STOP_WORDS.contains(folded)
}

/// The form a word is compared in. Takes a folded word.
pub fn stem(folded: &str) -> String {
    let word = plain(folded);
    agent_stem(&word).unwrap_or_else(|| snowball(&word))
}

/// Every form a word may be compared in, the likeliest first: «kockarna» may be of «kock» or of
/// «kockare»; titles that name a sex also have the neutral form. Takes a folded word.
pub fn keys(folded: &str) -> Vec<String> {
    let word = plain(folded);
    let mut found = vec![stem(folded)];
    let mut add = |key: String| {
        if !found.contains(&key) {
            found.push(key);
        }
    };
    for ending in ["arna", "arnas"] {
        if let Some(base) = word.strip_suffix(ending).filter(|base| letters(base) >= 3) {
            add(format!("{base}are"));
            add(base.to_owned());
        }
    }
    if word.ends_with("tor") || word.ends_with("sor") {
        add(snowball(&word));
    }
    // Snowball knows no definite form of words in -i: energin, ekonomins.
    if let Some(base) = word.strip_suffix("ns").or_else(|| word.strip_suffix('n'))
        && base.ends_with('i')
        && letters(base) >= 4
    {
        add(base.to_owned());
    }
    // Nor of words in -a: förskolan.
    if let Some(base) = word.strip_suffix("ans").or_else(|| word.strip_suffix("an"))
        && letters(base) >= 3
    {
        add(snowball(&format!("{base}a")));
    }
    if let Some(neutral) = neutral_title(&word) {
        add(neutral);
    }
    found
}

/// Without hyphens and without the ending after a colon: «IT:s» is «it».
fn plain(folded: &str) -> String {
    let head = folded.split(':').next().unwrap_or(folded);
    head.chars().filter(|c| !matches!(c, '-' | '\'' | '’')).collect()
}

fn letters(text: &str) -> usize {
    text.chars().count()
}

/// Endings of agent nouns and what they are endings of.
const AGENT_ENDINGS: [(&str, &str); 32] = [
    ("arens", "are"),
    ("aren", "are"),
    ("ares", "are"),
    ("are", "are"),
    ("ikernas", "iker"),
    ("ikerna", "iker"),
    ("ikerns", "iker"),
    ("ikern", "iker"),
    ("ikers", "iker"),
    ("iker", "iker"),
    ("torernas", "tor"),
    ("torerna", "tor"),
    ("torers", "tor"),
    ("torer", "tor"),
    ("torns", "tor"),
    ("torn", "tor"),
    ("tors", "tor"),
    ("tor", "tor"),
    ("sorernas", "sor"),
    ("sorerna", "sor"),
    ("sorer", "sor"),
    ("sorn", "sor"),
    ("sors", "sor"),
    ("sor", "sor"),
    ("männens", "man"),
    ("männen", "man"),
    ("mannens", "man"),
    ("mannen", "man"),
    ("mäns", "man"),
    ("män", "man"),
    ("mans", "man"),
    ("man", "man"),
];

fn agent_stem(word: &str) -> Option<String> {
    AGENT_ENDINGS.iter().find_map(|(ending, base)| {
        let start = word.strip_suffix(ending)?;
        (letters(start) >= 2).then(|| format!("{start}{base}"))
    })
}

fn snowball(word: &str) -> String {
    let stemmed = SNOWBALL.stem(word);
    // Three letters left of a longer word are too few to compare («lager» is no «lag»).
    if letters(&stemmed) < 4 && (word.ends_with("er") || word.ends_with("or")) {
        return word.to_owned();
    }
    stemmed.into_owned()
}

/// Endings that name a sex, and the neutral ending.
const GENDERED: [(&str, &str); 16] = [
    ("arinnan", "are"),
    ("arinnor", "are"),
    ("arinna", "are"),
    ("erskorna", "are"),
    ("erskan", "are"),
    ("erskor", "are"),
    ("erska", "are"),
    ("öterskorna", "ötare"),
    ("triser", "tör"),
    ("trisen", "tör"),
    ("tris", "tör"),
    ("öser", "ör"),
    ("ös", "ör"),
    ("kvinnor", "man"),
    ("kvinna", "man"),
    ("person", "man"),
];

fn neutral_title(word: &str) -> Option<String> {
    GENDERED.iter().find_map(|(ending, neutral)| {
        let start = word.strip_suffix(ending)?;
        (letters(start) >= 3).then(|| format!("{start}{neutral}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflected_titles_share_a_form_with_the_title() {
        for (inflected, title) in [
            ("kockar", "kock"),
            ("kockarna", "kock"),
            ("lärarna", "lärare"),
            ("svetsarens", "svetsare"),
            ("elektrikerna", "elektriker"),
            ("undersköterskor", "undersköterska"),
            ("ingenjörerna", "ingenjör"),
            ("tjänstemännen", "tjänsteman"),
            ("konditorer", "konditor"),
            ("köksbiträden", "köksbiträde"),
            ("servitriser", "servitör"),
            ("frisös", "frisör"),
            ("städerskor", "städare"),
            ("brandkvinna", "brandman"),
            ("energins", "energi"),
            ("förskolan", "förskola"),
            ("sjuksköterskan", "sjuksköterska"),
        ] {
            let theirs = keys(title);
            assert!(keys(inflected).iter().any(|key| theirs.contains(key)), "{inflected}");
        }
    }

    #[test]
    fn an_agent_noun_is_not_its_verb_or_its_subject() {
        for (title, other) in
            [("lärare", "lära"), ("tekniker", "teknik"), ("ledare", "leda"), ("lager", "lag")]
        {
            let theirs = keys(other);
            assert!(!keys(title).iter().any(|key| theirs.contains(key)), "{title} / {other}");
        }
    }
}
