//! Rules for message files: every key that is asked for exists, every key that exists is asked for.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

use super::templates;
use super::{Fault, File, lexer, line_of, rust};

/// Where the messages stand, by language.
const LOCALES: &str = "crates/web/locales/";

/// What a call that looks a message up looks like just before its key, in templates and in Rust.
const LOOKUP: &str = r"\.(?:t|ta)\(\s*&?\s*$";

/// The same for calls that put a code after the key: `code("need-kind", kind)`.
const LOOKUP_OF_CODE: &str = r"(?:\.code\(\s*|\bcode_text\([^()]*,\s*)$";

struct Message {
    file: String,
    line: usize,
}

/// A string literal somewhere in the sources that may name a message.
struct Mention {
    file: String,
    line: usize,
    text: String,
    asks: Asks,
}

/// What a literal is given to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asks {
    /// Something else; it may still be a key on its way to a lookup.
    Perhaps,
    /// A lookup of this very key.
    Whole,
    /// A lookup of this key with a code after it.
    WithCode,
}

pub(super) fn check(files: &[File]) -> Vec<Fault> {
    let (swedish, mut faults, references) = read_messages(files, "sv");
    let mentions = mentions(files);
    for mention in &mentions {
        let (key, prefix) = (&mention.text, format!("{}-", mention.text));
        let is_found = match mention.asks {
            Asks::Perhaps => true,
            Asks::Whole => !is_key(key) || swedish.contains_key(key),
            Asks::WithCode => swedish.keys().any(|found| found.starts_with(&prefix)),
        };
        if !is_found {
            let message = format!("locales/sv has no message {key}");
            faults.push(Fault::new(&mention.file, mention.line, message));
        }
    }
    let asked: BTreeSet<&str> = mentions.iter().map(|mention| mention.text.as_str()).collect();
    let mut patterns: Vec<Regex> = asked.iter().filter_map(|text| built_key(text)).collect();
    let with_code = mentions.iter().filter(|mention| mention.asks == Asks::WithCode);
    patterns.extend(with_code.filter_map(|mention| built_key(&format!("{}-", mention.text))));
    for (key, message) in &swedish {
        let is_asked = asked.contains(key.as_str())
            || references.contains(key)
            || patterns.iter().any(|pattern| pattern.is_match(key));
        if !is_asked {
            let text = format!("nobody asks for the message {key}: remove it");
            faults.push(Fault::new(&message.file, message.line, text));
        }
    }
    faults.extend(parity(files, &swedish));
    faults
}

/// Every other language has the same keys.
fn parity(files: &[File], swedish: &BTreeMap<String, Message>) -> Vec<Fault> {
    let languages: BTreeSet<&str> = files
        .iter()
        .filter_map(|file| file.path.strip_prefix(LOCALES)?.split_once('/'))
        .map(|(language, _)| language)
        .filter(|language| *language != "sv")
        .collect();
    let mut faults = Vec::new();
    for language in languages {
        let (other, own_faults, _) = read_messages(files, language);
        faults.extend(own_faults);
        for (key, message) in swedish.iter().filter(|(key, _)| !other.contains_key(*key)) {
            let text = format!("locales/{language} has no message {key}");
            faults.push(Fault::new(&message.file, message.line, text));
        }
        for (key, message) in other.iter().filter(|(key, _)| !swedish.contains_key(*key)) {
            let text = format!("locales/sv has no message {key}");
            faults.push(Fault::new(&message.file, message.line, text));
        }
    }
    faults
}

type Messages = (BTreeMap<String, Message>, Vec<Fault>, BTreeSet<String>);

/// The messages of one language, the keys given twice, and the keys other messages refer to.
fn read_messages(files: &[File], language: &str) -> Messages {
    let folder = format!("{LOCALES}{language}/");
    let mut messages: BTreeMap<String, Message> = BTreeMap::new();
    let mut faults = Vec::new();
    let mut references = BTreeSet::new();
    let reference = Regex::new(r"\{\s*([a-z][a-z0-9-]*)\s*(?:\.[a-z-]+\s*)?\}").ok();
    for file in files.iter().filter(|file| file.path.starts_with(&folder)) {
        for (index, line) in file.text.lines().enumerate() {
            if line.starts_with('#') {
                continue;
            }
            if let Some(reference) = &reference {
                let found = reference.captures_iter(line).filter_map(|found| found.get(1));
                references.extend(found.map(|key| key.as_str().to_owned()));
            }
            let Some((key, _)) = line.split_once('=') else { continue };
            let key = key.trim_end();
            if !key.starts_with(|first: char| first.is_ascii_alphabetic()) || !is_key(key) {
                continue;
            }
            let message = Message { file: file.path.clone(), line: index + 1 };
            if let Some(first) = messages.insert(key.to_owned(), message) {
                let text = format!("the message {key} stands in {} too", first.file);
                faults.push(Fault::new(&file.path, index + 1, text));
            }
        }
    }
    (messages, faults, references)
}

fn is_key(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// A pattern for keys that are put together: `role-{code}` and `role-` both ask for every role.
fn built_key(text: &str) -> Option<Regex> {
    let hole = Regex::new(r"\{[^{}]*\}").ok()?;
    let filled = hole.replace_all(text, "x");
    if !is_key(&filled) || filled == text && !text.ends_with('-') {
        return None;
    }
    let whole: Vec<String> = hole.split(text).map(regex::escape).collect();
    let open_end = if text.ends_with('-') { ".+" } else { "" };
    Regex::new(&format!("^{}{open_end}$", whole.join("[a-z0-9-]+"))).ok()
}

fn mentions(files: &[File]) -> Vec<Mention> {
    let Some(lookup) = Lookup::new() else { return Vec::new() };
    let mut mentions = Vec::new();
    for file in files.iter().filter(|file| file.path.starts_with("crates/")) {
        if file.has_extension("rs") {
            let code = lexer::separate(&file.text);
            let tests = rust::test_ranges(&file.path, &code.text);
            for literal in &code.literals {
                if !tests.iter().any(|range| range.contains(&literal.start)) {
                    let before = code.text.get(..literal.start - 1).unwrap_or_default();
                    mentions.push(mention(file, literal.start, &literal.text, before, &lookup));
                }
            }
        } else if templates::is_template(&file.path) {
            let (_, expressions) = templates::without_expressions(&file.text);
            for (start, expression) in expressions {
                for literal in lexer::separate(&expression).literals {
                    let before = expression.get(..literal.start - 1).unwrap_or_default();
                    let offset = start + literal.start;
                    mentions.push(mention(file, offset, &literal.text, before, &lookup));
                }
            }
        }
    }
    mentions
}

fn mention(file: &File, offset: usize, text: &str, before: &str, lookup: &Lookup) -> Mention {
    Mention {
        file: file.path.clone(),
        line: line_of(&file.text, offset),
        text: text.to_owned(),
        asks: lookup.asks(before),
    }
}

/// The patterns of both kinds of calls.
struct Lookup {
    whole: Regex,
    with_code: Regex,
}

impl Lookup {
    fn new() -> Option<Self> {
        let (whole, with_code) = (Regex::new(LOOKUP).ok()?, Regex::new(LOOKUP_OF_CODE).ok()?);
        Some(Self { whole, with_code })
    }

    /// What the code just before a literal makes of it.
    fn asks(&self, before: &str) -> Asks {
        let start = before.char_indices().rev().nth(40).map_or(0, |(at, _)| at);
        let tail = before.get(start..).unwrap_or_default();
        if self.whole.is_match(tail) {
            Asks::Whole
        } else if self.with_code.is_match(tail) {
            Asks::WithCode
        } else {
            Asks::Perhaps
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::file;

    const SV: &str = "crates/web/locales/sv/a.ftl";

    fn messages(files: &[File]) -> Vec<String> {
        check(files).iter().map(|fault| format!("{}: {}", fault.line, fault.message)).collect()
    }

    #[test]
    fn asked_and_given_must_agree() {
        let ftl = file(SV, "# a = comment\nfound = Hej { shared }\nshared = du\nold = Bort\n");
        let html =
            file("crates/web/templates/a.html", "<p>{{ l.t(\"found\") }}\n{{ l.t(\"lost\") }}</p>");
        assert_eq!(
            messages(&[ftl, html]),
            ["2: locales/sv has no message lost", "4: nobody asks for the message old: remove it"]
        );
    }

    #[test]
    fn keys_put_together_count_as_asked_for() {
        let ftl = file(SV, "role-broker = M\nlane-1-title = L\nstate-open = Ö\n    .hint = x\n");
        let rust = file(
            "crates/web/src/a.rs",
            "fn a() { l.t(&format!(\"role-{code}\")); f(\"lane-{}-title\"); g(\"state-\") }",
        );
        assert_eq!(messages(&[ftl, rust]), Vec::<String>::new());
    }

    #[test]
    fn a_code_may_follow_the_key() {
        let ftl = file(SV, "kind-a = A\nkind-b = B\n");
        let html = file(
            "crates/web/templates/a.html",
            "{{ l.code(\"kind\", need.kind) }}\n{{ code_text(l, \"lane\", x) }}",
        );
        assert_eq!(messages(&[ftl, html]), ["2: locales/sv has no message lane"]);
    }

    #[test]
    fn a_test_does_not_keep_a_message_alive() {
        let ftl = file(SV, "old = x\nnew = y\nnew = z\n");
        let rust = file(
            "crates/web/src/a.rs",
            "fn a() { l.t(\"new\") }\n#[cfg(test)]\nmod tests { fn b() { l.t(\"old\") } }",
        );
        assert_eq!(
            messages(&[ftl, rust]),
            [
                format!("3: the message new stands in {SV} too"),
                "1: nobody asks for the message old: remove it".into(),
            ]
        );
    }

    #[test]
    fn languages_have_the_same_keys() {
        let sv = file(SV, "a = x\n");
        let en = file("crates/web/locales/en/a.ftl", "b = y\n");
        let rust = file("crates/web/src/a.rs", "fn a() { l.t(\"a\") }");
        assert_eq!(
            messages(&[sv, en, rust]),
            ["1: locales/en has no message a", "1: locales/sv has no message b"]
        );
    }
}
