//! Words that tell who somebody is: names, numbers, addresses, and places narrower than the teaser
//! itself. A guard against slips; whoever wants to be found out will be.

use crate::fault::Fault;

/// A part of a name shorter than this is a part of other words too.
const PART_LEAST: usize = 4;
/// A name this long is known again with other endings and without its dots.
const LONG: usize = 6;
/// Fewest digits of a telephone number.
const PHONE_LEAST: usize = 7;
/// Words of names that many share, as they are compared.
const SHARED: &[&str] = &[
    "ab",
    "hb",
    "kb",
    "publ",
    "aktiebolag",
    "aktiebolaget",
    "handelsbolag",
    "kommanditbolag",
    "ekonomisk",
    "förening",
    "firma",
    "demo",
];
/// How addresses on the web end.
const ENDINGS: &[&str] =
    &["se", "com", "nu", "net", "org", "eu", "io", "info", "biz", "app", "co", "dev", "online"];

/// What may not be told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// Names of the firm and of the person.
    pub names: Vec<String>,
    /// Registration number of the firm.
    pub number: Option<String>,
    /// Places narrower than what is told already.
    pub places: Vec<String>,
}

/// The first thing in a text that tells who it is.
pub fn reveals(field: &'static str, text: &str, known: &Known) -> Option<Fault> {
    if let Some(what) = address_in(text) {
        return Some(Fault::new(field, "succession-tells-address").with("value", what));
    }
    if number_in(text, known.number.as_deref()) {
        return Some(Fault::new(field, "succession-tells-number"));
    }
    let spoken = words_of(text);
    let find = |name: &String| told(&spoken, name);
    if let Some(what) = known.names.iter().find_map(find) {
        return Some(Fault::new(field, "succession-tells-name").with("value", what));
    }
    let what = known.places.iter().find(|place| has(&spoken, &words_of(place)))?;
    Some(Fault::new(field, "succession-tells-place").with("value", what))
}

fn words_of(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Without dots and accents, as somebody in a hurry writes.
fn plain(word: &str) -> String {
    let flat = |c| match c {
        'å' | 'ä' | 'á' | 'à' | 'æ' => 'a',
        'ö' | 'ó' | 'ò' | 'ø' => 'o',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'ü' | 'ú' => 'u',
        'í' => 'i',
        other => other,
    };
    word.chars().map(flat).collect()
}

/// A word is a part of a name, perhaps with an ending.
fn is_of(word: &str, part: &str) -> bool {
    if part.chars().count() >= LONG {
        return plain(word).starts_with(&plain(part));
    }
    word == part || word.strip_suffix('s') == Some(part)
}

/// All parts, one after the other.
fn has(spoken: &[String], parts: &[String]) -> bool {
    !parts.is_empty()
        && spoken
            .windows(parts.len())
            .any(|some| some.iter().zip(parts).all(|(word, part)| is_of(word, part)))
}

/// What of a name is told: the whole of it, or a part that is its own. The whole is without the
/// words that many share, and however short: «Ek» is all there is of «Ek AB».
fn told(spoken: &[String], name: &str) -> Option<String> {
    let mut own = words_of(name);
    own.retain(|part| !SHARED.contains(&part.as_str()));
    if has(spoken, &own) {
        return Some(own.join(" "));
    }
    let mut long = own.iter().filter(|part| part.chars().count() >= PART_LEAST);
    long.find_map(|part| spoken.iter().find(|word| is_of(word, part)).cloned())
}

/// A mail or web address.
fn address_in(text: &str) -> Option<String> {
    let is_address = |word: &&str| {
        let word = word.to_lowercase();
        let ends = |ending: &&str| {
            let at = word.strip_suffix(*ending).and_then(|rest| rest.strip_suffix('.'));
            at.is_some_and(|host| host.ends_with(char::is_alphanumeric))
        };
        let host = word.split('/').next().unwrap_or_default();
        let host_ends = |ending: &&str| host.ends_with(&format!(".{ending}"));
        word.contains('@')
            || word.starts_with("www.")
            || word.contains("://")
            || ENDINGS.iter().any(ends)
            || (word.contains('/') && ENDINGS.iter().any(host_ends))
    };
    let trim = |word| str::trim_matches(word, |c: char| !c.is_alphanumeric() && c != '@');
    text.split_whitespace().map(trim).find(is_address).map(ToOwned::to_owned)
}

/// A telephone number, a registration number, or the firm's own however it is written.
fn number_in(text: &str, own: Option<&str>) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let own = own.map(digits).filter(|own| !own.is_empty());
    let mut runs = vec![String::new()];
    for c in text.chars() {
        let joins = matches!(c, ' ' | '-' | '–' | '/' | '(' | ')' | '\u{a0}');
        if let (true, Some(run)) = (c.is_ascii_digit() || c == '+' || joins, runs.last_mut()) {
            run.push(c);
        } else {
            runs.push(String::new());
        }
    }
    runs.iter().any(|run| {
        let all = digits(run);
        let begins = run.trim_start_matches([' ', '-', '–', '/', '(', ')', '\u{a0}']);
        let is_phone = begins.starts_with(['0', '+']) && all.len() >= PHONE_LEAST;
        is_phone
            || run.split(' ').any(is_registration)
            || own.as_ref().is_some_and(|own| all.contains(own.as_str()))
    })
}

/// `556677-8899`.
fn is_registration(text: &str) -> bool {
    let is_number = |part: &str, length: usize| {
        part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    text.split_once('-').is_some_and(|(one, other)| is_number(one, 6) && is_number(other, 4))
}
