//! Text with separators: a comma, a semicolon or a tab between cells, quotes as RFC 4180 has them,
//! in UTF-8 with or without its mark, or in Windows-1252 as older programs write.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

use super::{Cells, Each, Limits, SheetFault};
use crate::csv::{self, Separator, unguarded};

/// What may stand between cells.
const SEPARATORS: [char; 3] = [';', ',', '\t'];

/// Reads every row.
pub(super) fn read(bytes: &[u8], limits: &Limits, each: Each<'_>) -> Result<(), SheetFault> {
    let text = decode(bytes)?;
    let (separator, text) = separator_of(&text);
    let mut cells = Cells::new(limits);
    let mut rest = text;
    loop {
        let begun = cells.row;
        let mut column = 0;
        loop {
            let (cell, end) = take(rest, separator).ok_or(SheetFault::OpenQuote(begun))?;
            cells.put(column, unguarded(cell.as_ref().trim_matches([' ', '\u{a0}'])))?;
            rest = end;
            match rest.chars().next() {
                Some(sign) if sign == separator => {
                    rest = rest.get(sign.len_utf8()..).unwrap_or_default();
                    column += 1;
                }
                _ => break,
            }
        }
        cells.end(begun + 1, each)?;
        let after = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r']));
        match after {
            Some(after) => rest = after,
            None => return Ok(()),
        }
    }
}

fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, SheetFault> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    // Pictures, UTF-16 and other packed things.
    if bytes.contains(&0) {
        return Err(SheetFault::Unknown);
    }
    Ok(match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    })
}

/// What stands most often between the cells of the first row; «sep=» on a line of its own says it.
fn separator_of(text: &str) -> (char, &str) {
    let line = text.split(['\r', '\n']).next().unwrap_or_default();
    let said = line.strip_prefix("sep=").and_then(|rest| rest.chars().next());
    if let Some(separator) = said.filter(|sign| SEPARATORS.contains(sign)) {
        // The line goes, its row stays: numbers are those that a text editor shows.
        return (separator, text.get(line.len()..).unwrap_or_default());
    }
    let mut counts = [0_usize; SEPARATORS.len()];
    let mut is_quoted = false;
    for sign in text.trim_start_matches(['\r', '\n']).chars() {
        match sign {
            '"' => is_quoted = !is_quoted,
            // A row without any says nothing: it may be empty, or a heading of its own.
            '\r' | '\n' if !is_quoted && counts.iter().any(|count| *count > 0) => break,
            _ if is_quoted => {}
            _ => {
                let place = SEPARATORS.iter().position(|one| *one == sign);
                if let Some(count) = place.and_then(|place| counts.get_mut(place)) {
                    *count += 1;
                }
            }
        }
    }
    let mut best = (',', 0);
    for (sign, count) in SEPARATORS.into_iter().zip(counts) {
        if count > best.1 {
            best = (sign, count);
        }
    }
    (best.0, text)
}

/// One cell and what comes after it; none when a quotation mark never ends.
fn take(text: &str, separator: char) -> Option<(Cow<'_, str>, &str)> {
    let is_end = |sign: char| sign == separator || sign == '\r' || sign == '\n';
    let Some(quoted) = text.trim_start_matches(' ').strip_prefix('"') else {
        let end = text.find(is_end).unwrap_or(text.len());
        let (cell, rest) = text.split_at_checked(end)?;
        return Some((Cow::Borrowed(cell), rest));
    };
    let mut cell = String::new();
    let mut rest = quoted;
    loop {
        let (part, after) = rest.split_once('"')?;
        cell.push_str(part);
        let Some(more) = after.strip_prefix('"') else {
            // What stands between a closing mark and the separator belongs to the cell.
            let end = after.find(is_end).unwrap_or(after.len());
            let (tail, rest) = after.split_at_checked(end)?;
            cell.push_str(tail);
            return Some((Cow::Owned(cell), rest));
        };
        cell.push('"');
        rest = more;
    }
}

/// A whole file: UTF-8 with its mark, as a Swedish Excel opens it.
pub fn write(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Vec<u8> {
    let mut text = String::from("\u{feff}");
    text.push_str(&csv::line(Separator::Semicolon, header.iter().copied()));
    for row in rows {
        text.push_str(&csv::line(Separator::Semicolon, row.iter().map(String::as_str)));
    }
    text.into_bytes()
}
