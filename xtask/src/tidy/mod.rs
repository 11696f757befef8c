//! `xtask tidy`: the rules of the house that no compiler checks. Each check is a pure function from
//! file contents to faults, so that each can be tested with a few lines of input.

mod files;
mod floors;
mod lexer;
mod messages;
mod migrations;
mod rust;
mod templates;

use std::fmt;

use anyhow::{Context, Result};

use crate::workspace::{self, Metadata};

/// One breach of one rule, with what to do about it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fault {
    file: String,
    /// From 1; 0 means the file as a whole.
    line: usize,
    message: String,
}

impl Fault {
    fn new(file: &str, line: usize, message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, message: message.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(out, "{}: {}", self.file, self.message),
            line => write!(out, "{}:{line}: {}", self.file, self.message),
        }
    }
}

/// One tracked text file.
pub(crate) struct File {
    /// Relative to the root, with `/`.
    path: String,
    text: String,
}

impl File {
    fn has_extension(&self, extension: &str) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, found)| found == extension)
    }
}

/// Prints every fault; true when there is none.
pub(crate) fn run() -> Result<bool> {
    let files = read_all()?;
    let mut faults = floors::check(&Metadata::read()?);
    faults.extend(rust::check(&files));
    faults.extend(templates::check(&files));
    faults.extend(messages::check(&files));
    faults.extend(migrations::check(&files));
    faults.extend(files::check(&files));
    faults.sort();
    for fault in &faults {
        println!("{fault}");
    }
    println!("tidy: {} files, {} faults", files.len(), faults.len());
    Ok(faults.is_empty())
}

/// Every tracked file that is text; pictures and fonts have no rules here.
fn read_all() -> Result<Vec<File>> {
    let mut files = Vec::new();
    for path in workspace::files()? {
        let bytes = std::fs::read(workspace::root().join(&path)).with_context(|| path.clone())?;
        if let Ok(text) = String::from_utf8(bytes) {
            files.push(File { path, text });
        }
    }
    Ok(files)
}

/// The line, from 1, on which a byte offset lies.
fn line_of(text: &str, offset: usize) -> usize {
    text.as_bytes().iter().take(offset).filter(|byte| **byte == b'\n').count() + 1
}

#[cfg(test)]
fn file(path: &str, text: &str) -> File {
    File { path: path.into(), text: text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_say_where() {
        assert_eq!(Fault::new("a.rs", 3, "too long").to_string(), "a.rs:3: too long");
        assert_eq!(Fault::new("a.rs", 0, "too long").to_string(), "a.rs: too long");
    }

    #[test]
    fn lines_count_from_one() {
        assert_eq!(line_of("a\nb", 0), 1);
        assert_eq!(line_of("a\nb", 2), 2);
    }
}
