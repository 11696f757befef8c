//! Rules for Rust sources: lengths, purity, and no text for people outside the message files.

use std::ops::Range;

use regex::Regex;

use super::floors::PURE;
use super::lexer::{self, Code};
use super::{Fault, File, line_of};

const FUNCTION_LINES: usize = 70;
const LINE_COLUMNS: usize = 100;

/// What a pure crate may not reach for: files, network, processes, environment, clock, chance.
const IMPURE: &str =
    r"\b(?:std::(?:fs|net|process|env)|SystemTime|(?:Instant|Timestamp|Zoned)::now)\b";

/// Crates whose text for people stands in the message files.
const WITHOUT_TEXT: &[&str] = &["web", "app"];

pub(super) fn check(files: &[File]) -> Vec<Fault> {
    let sources = files.iter().filter(|file| file.has_extension("rs"));
    sources.flat_map(check_source).collect()
}

fn check_source(file: &File) -> Vec<Fault> {
    let code = lexer::separate(&file.text);
    let mut faults = long_lines(file);
    faults.extend(long_functions(file, &code));
    let tests = test_ranges(&file.path, &code.text);
    let inside_of = |names: &[&str]| {
        names.iter().any(|name| file.path.starts_with(&format!("crates/{name}/src/")))
    };
    if inside_of(PURE) {
        faults.extend(impure(file, &code, &tests));
    }
    if inside_of(WITHOUT_TEXT) {
        faults.extend(swedish(file, &code, &tests));
    }
    faults
}

fn long_lines(file: &File) -> Vec<Fault> {
    let lines = file.text.lines().enumerate();
    lines
        .filter(|(_, line)| line.chars().count() > LINE_COLUMNS)
        .map(|(index, line)| {
            let columns = line.chars().count();
            let message = format!("{columns} columns: break the line at {LINE_COLUMNS}");
            Fault::new(&file.path, index + 1, message)
        })
        .collect()
}

fn long_functions(file: &File, code: &Code) -> Vec<Fault> {
    let Ok(start_of) = Regex::new(r"\bfn\s+(\w+)") else { return Vec::new() };
    let mut faults = Vec::new();
    for found in start_of.captures_iter(&code.text) {
        let (Some(whole), Some(name)) = (found.get(0), found.get(1)) else { continue };
        let Some(end) = body_end(&code.text, whole.end()) else { continue };
        let first = line_of(&code.text, whole.start());
        let lines = line_of(&code.text, end) - first + 1;
        if lines > FUNCTION_LINES {
            let name = name.as_str();
            let message =
                format!("fn {name} has {lines} lines: divide it, {FUNCTION_LINES} at most");
            faults.push(Fault::new(&file.path, first, message));
        }
    }
    faults
}

/// Where the body of a function ends, for the rest of a signature that begins at `from`; nothing
/// for a declaration without a body.
fn body_end(code: &str, from: usize) -> Option<usize> {
    let mut depth = 0;
    for (offset, byte) in code.bytes().enumerate().skip(from) {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth -= 1,
            b';' if depth == 0 => return None,
            b'{' if depth == 0 => return lexer::closing_brace(code, offset),
            _ => {}
        }
    }
    None
}

/// Where tests stand: whole files of them, or modules behind `cfg(test)`.
pub(super) fn test_ranges(path: &str, code: &str) -> Vec<Range<usize>> {
    if ["/tests/", "/tests.rs", "/showcase.rs"].iter().any(|end| path.contains(end)) {
        return vec![Range { start: 0, end: code.len() }];
    }
    let mut ranges = Vec::new();
    for (start, _) in code.match_indices("#[cfg(test)]") {
        let brace = code.get(start..).and_then(|rest| rest.find(['{', ';'])).map(|at| at + start);
        let end = brace.and_then(|open| lexer::closing_brace(code, open));
        ranges.push(start..end.unwrap_or(code.len()));
    }
    ranges
}

fn impure(file: &File, code: &Code, tests: &[Range<usize>]) -> Vec<Fault> {
    let Ok(pattern) = Regex::new(IMPURE) else { return Vec::new() };
    pattern
        .find_iter(&code.text)
        .filter(|found| !tests.iter().any(|range| range.contains(&found.start())))
        .map(|found| {
            let line = line_of(&code.text, found.start());
            let message = format!("{} in a pure crate: let the caller hand it in", found.as_str());
            Fault::new(&file.path, line, message)
        })
        .collect()
}

fn swedish(file: &File, code: &Code, tests: &[Range<usize>]) -> Vec<Fault> {
    code.literals
        .iter()
        .filter(|literal| !tests.iter().any(|range| range.contains(&literal.start)))
        .filter(|literal| literal.text.contains(['å', 'ä', 'ö', 'Å', 'Ä', 'Ö']))
        .map(|literal| {
            let line = line_of(&code.text, literal.start);
            let text: String = literal.text.chars().take(40).collect();
            Fault::new(&file.path, line, format!("text in code, «{text}»: move it to locales/sv"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::file;

    fn messages(path: &str, text: &str) -> Vec<String> {
        check_source(&file(path, text)).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_long_line_is_a_fault() {
        let text = format!("// {}\n// {}\n", "ö".repeat(97), "x".repeat(98));
        assert_eq!(messages("a.rs", &text), ["a.rs:2: 101 columns: break the line at 100"]);
    }

    #[test]
    fn a_long_function_is_a_fault() {
        let long = format!("fn a(x: [u8; 2]) -> u8\n{{\n{}}}\n", "    x();\n".repeat(68));
        let found = messages("a.rs", &long);
        assert_eq!(found, ["a.rs:1: fn a has 71 lines: divide it, 70 at most"]);
        let fits = format!("trait T {{ fn b(); }}\nfn a() {{\n{}}}\n", "    x();\n".repeat(68));
        assert!(messages("a.rs", &fits).is_empty());
    }

    #[test]
    fn pure_crates_reach_for_nothing() {
        let text = "// std::fs\nfn a() { std::fs::read(\"std::net\"); }\n\
                    #[cfg(test)]\nmod tests { use std::env; }\nfn b() { Instant::now(); }\n";
        let found = messages("crates/domain/src/a.rs", text);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].starts_with("crates/domain/src/a.rs:2: std::fs in a pure crate"));
        assert!(found[1].starts_with("crates/domain/src/a.rs:5: Instant::now"));
        assert!(messages("crates/store/src/a.rs", text).is_empty());
    }

    #[test]
    fn text_for_people_stands_in_message_files() {
        let text = "const A: &str = \"Sök\"; // sök\n#[cfg(test)]\nmod tests { \"ö\" }\n";
        let found = messages("crates/web/src/a.rs", text);
        assert_eq!(found, ["crates/web/src/a.rs:1: text in code, «Sök»: move it to locales/sv"]);
        assert!(messages("crates/demo/src/a.rs", text).is_empty());
    }
}
