//! Comma-separated values that a spreadsheet shows and never runs.
//!
//! A cell that begins like a formula gets an apostrophe before it, which spreadsheets take as «this
//! is text» (OWASP, CSV Injection). RFC 4180 otherwise: CRLF, quotes doubled.

use std::io::{Result, Write};

/// Written first, so that spreadsheets read UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Begins a formula in some spreadsheet, also written full-width.
const FORMULA: &[char] = &['=', '+', '-', '@', '\t', '\r', '\n', '|', '＝', '＋', '－', '＠'];

/// What stands between the cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separator {
    /// As RFC 4180 has it.
    Comma,
    /// As a Swedish Excel expects it, where the comma is for decimals.
    Semicolon,
}

impl Separator {
    fn sign(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Semicolon => ';',
        }
    }
}

/// Begins a file with its header.
pub fn begin(file: &mut impl Write, columns: &[&str]) -> Result<()> {
    file.write_all(BYTE_ORDER_MARK)?;
    row(file, columns)
}

/// Writes a row.
pub fn row(file: &mut impl Write, cells: &[impl AsRef<str>]) -> Result<()> {
    file.write_all(line(Separator::Comma, cells.iter().map(AsRef::as_ref)).as_bytes())
}

/// One row as text, with its line end.
pub fn line<'c>(separator: Separator, cells: impl IntoIterator<Item = &'c str>) -> String {
    let mut line = String::new();
    for (place, cell) in cells.into_iter().enumerate() {
        if place > 0 {
            line.push(separator.sign());
        }
        push(&mut line, cell);
    }
    line.push_str("\r\n");
    line
}

/// True for a cell that a spreadsheet could run. An apostrophe of its own before such a cell counts
/// too, so that one that was put there can be told from one that was written.
pub(crate) fn is_guarded(cell: &str) -> bool {
    let cell = cell.trim_start_matches('\'');
    let first = cell.trim_start_matches([' ', '\u{a0}', '\u{feff}', '\u{200b}', '"', '\0']);
    let is_formula = first.starts_with(FORMULA) || cell.starts_with(['\t', '\r', '\n']);
    // A plain number is what it says, also below zero.
    let is_number = cell.parse::<f64>().is_ok_and(f64::is_finite) && !cell.starts_with('+');
    is_formula && !is_number
}

/// A cell as it was before it was guarded.
pub(crate) fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|cell| is_guarded(cell)).unwrap_or(cell)
}

fn push(line: &mut String, cell: &str) {
    let guard = if is_guarded(cell) { "'" } else { "" };
    let needs_quotes = cell.contains([',', ';', '"', '\r', '\n', '\t']);
    if needs_quotes {
        line.push('"');
        line.push_str(guard);
        line.push_str(&cell.replace('"', "\"\""));
        line.push('"');
    } else {
        line.push_str(guard);
        line.push_str(cell);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_cell_that_begins_like_a_formula_is_text() {
        for formula in [
            "=1+1",
            "+1",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            " =1",
            "\u{a0}=1",
            "＝1",
            "=HYPERLINK(\"http://x.test\")",
            "-cmd|' /C calc'!A0",
            "\"=1\"",
            "|x",
            "\u{feff}=1",
        ] {
            let row = line(Separator::Comma, [formula]);
            let inner = row.trim_end_matches("\r\n").trim_matches('"');
            assert!(inner.starts_with('\''), "{row:?}");
        }
    }

    #[test]
    fn words_numbers_and_quotes_are_left_as_they_are() {
        let cells = ["Svetsare", "-12.5", "3", "en, två", "så \"kallad\"", "två\nrader", ""];
        let expected = "Svetsare,-12.5,3,\"en, två\",\"så \"\"kallad\"\"\",\"två\nrader\",\r\n";
        assert_eq!(line(Separator::Comma, cells), expected);
        assert_eq!(line(Separator::Semicolon, ["a", "1,5"]), "a;\"1,5\"\r\n");
    }

    #[test]
    fn a_file_begins_with_its_mark_and_header() {
        let mut file = Vec::new();
        begin(&mut file, &["a", "b"]).expect("writes");
        row(&mut file, &["=1+1", "å; ä"]).expect("writes");
        assert_eq!(file, "\u{feff}a,b\r\n'=1+1,\"å; ä\"\r\n".as_bytes());
    }

    /// Reads a row back, as RFC 4180 says.
    fn read(row: &str) -> Vec<String> {
        let (mut cells, mut cell, mut is_quoted) = (Vec::new(), String::new(), false);
        let mut signs = row.strip_suffix("\r\n").expect("line end").chars().peekable();
        while let Some(sign) = signs.next() {
            match sign {
                '"' if is_quoted && signs.peek() == Some(&'"') => {
                    signs.next();
                    cell.push('"');
                }
                '"' => is_quoted = !is_quoted,
                ',' if !is_quoted => cells.push(std::mem::take(&mut cell)),
                sign => cell.push(sign),
            }
        }
        cells.push(cell);
        cells
    }

    proptest! {
        #[test]
        fn every_cell_comes_back_and_none_is_a_formula(
            cells in prop::collection::vec(".{0,20}", 1..5)
        ) {
            let written = line(Separator::Comma, cells.iter().map(String::as_str));
            let back = read(&written);
            prop_assert_eq!(back.len(), cells.len());
            for (cell, back) in cells.iter().zip(&back) {
                let is_same = back == cell || *back == ["'", cell].concat();
                prop_assert!(is_same, "{} became {}", cell, back);
                let is_number = back.parse::<f64>().is_ok();
                prop_assert!(is_number || !back.starts_with(['=', '+', '-', '@', '\t', '\r']));
            }
        }
    }
}
