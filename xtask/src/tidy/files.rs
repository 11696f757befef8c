//! Rules for every file: length, unfinished work, traces of one machine, and the public documents.

use regex::Regex;

use super::{Fault, File};

const FILE_LINES: usize = 800;

/// Kinds of files that people write and read line by line.
const WRITTEN: &[&str] = &["rs", "html", "css", "js", "mjs", "sql", "ftl", "sh"];

/// What every reader of the repository may count on.
const DOCUMENTS: &[&str] = &[
    "README.md",
    "ARCHITECTURE.md",
    "STYLE.md",
    "CHANGELOG.md",
    "docs/glossary.md",
    "docs/benchmarks.md",
];

/// Lock files are written by tools.
const LOCKS: &[&str] = &["Cargo.lock", "e2e/package-lock.json"];

pub(super) fn check(files: &[File]) -> Vec<Fault> {
    let mut faults: Vec<Fault> = DOCUMENTS
        .iter()
        .filter(|name| !files.iter().any(|file| file.path == **name))
        .map(|name| Fault::new(name, 0, "missing: the public documents belong to the product"))
        .collect();
    for file in files {
        faults.extend(too_long(file));
        if LOCKS.contains(&file.path.as_str()) {
            faults.extend(lock(file));
        } else {
            faults.extend(traces(file));
        }
    }
    faults
}

fn too_long(file: &File) -> Option<Fault> {
    let is_written = WRITTEN.iter().any(|kind| file.has_extension(kind));
    let lines = file.text.lines().count();
    let is_long = is_written && !file.path.contains("/vendor/") && lines > FILE_LINES;
    let message = || format!("{lines} lines: divide it, {FILE_LINES} at most");
    is_long.then(|| Fault::new(&file.path, 0, message()))
}

/// npm writes download addresses unless told not to.
fn lock(file: &File) -> Option<Fault> {
    let at = file.text.lines().position(|line| line.trim_start().starts_with("\"resolved\""))?;
    let message = "a download address: e2e/.npmrc should leave it out, run npm install again";
    Some(Fault::new(&file.path, at + 1, message))
}

/// The words are put together here so that this file does not find itself.
fn forbidden() -> Vec<(Regex, &'static str)> {
    let unfinished = ["TO", "DO|FIX", "ME|XX", "X"].concat();
    let folders = ["work", "tmp", "root"].join("|");
    let hosts = [
        ["registry", "npmjs"],
        ["index", "crates"],
        ["static", "crates"],
        ["proxy", "golang"],
        ["files", "pythonhosted"],
        ["deb", "debian"],
    ]
    .map(|parts| parts.join(r"\."))
    .join("|");
    let patterns = [
        (format!(r"\b(?:{unfinished})\b"), "unfinished: finish it, or write an issue"),
        (
            format!(r"(?:^|[^\w.~$}}/-])/(?:{folders})/"),
            "a path of one machine: use a relative one",
        ),
        (format!(r"\b(?:{hosts})\."), "the address of a package registry: leave it to the tools"),
    ];
    let pattern = |(text, message): (String, _)| Some((Regex::new(&text).ok()?, message));
    patterns.into_iter().filter_map(pattern).collect()
}

fn traces(file: &File) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (pattern, message) in forbidden() {
        for (index, line) in file.text.lines().enumerate() {
            if let Some(found) = pattern.find(line) {
                let text = format!("«{}»: {message}", found.as_str().trim());
                faults.push(Fault::new(&file.path, index + 1, text));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::file;

    fn messages(path: &str, text: &str) -> Vec<String> {
        let faults = check(&[file(path, text)]);
        let own = faults.into_iter().filter(|fault| fault.file == path);
        own.map(|fault| format!("{}: {}", fault.line, fault.message)).collect()
    }

    #[test]
    fn public_documents_must_be_there() {
        let found = check(&[file("README.md", "")]);
        assert_eq!(found.len(), DOCUMENTS.len() - 1);
        assert!(found.iter().all(|fault| fault.file != "README.md"));
    }

    #[test]
    fn long_files_are_found() {
        let text = "x\n".repeat(801);
        assert_eq!(messages("a.css", &text), ["0: 801 lines: divide it, 800 at most"]);
        assert!(messages("a.csv", &text).is_empty());
        assert!(messages("crates/web/assets/vendor/a.js", &text).is_empty());
    }

    #[test]
    fn unfinished_work_and_machines_are_found() {
        let text =
            ["// TO", "DO later\nlet a = \"/tm", "p/x\";\nhttps://registry.npm", "js.org/\n"]
                .concat();
        let found = messages("a.rs", &text);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[0].starts_with("1: ") && found[0].contains("unfinished"));
        assert!(found[1].starts_with("2: ") && found[1].contains("one machine"));
        assert!(found[2].starts_with("3: ") && found[2].contains("registry"));
        let harmless = ["// see docs/wo", "rk/a.md and mastodon\n"].concat();
        assert!(messages("a.rs", &harmless).is_empty());
    }

    #[test]
    fn lock_files_keep_no_addresses() {
        let found = messages("e2e/package-lock.json", "{\n  \"resolved\": \"x\"\n}");
        assert_eq!(found.len(), 1);
        assert!(found[0].starts_with("2: a download address"));
    }
}
