//! Files to keep: a list as a spreadsheet opens it, and anything else by name.

use app::{Page, Slice};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use exchange::csv::{self, Separator};

/// The kind of a file with separated values.
pub const CSV: &str = "text/csv; charset=utf-8";
/// Most rows of a list in a file: what one can leaf through by number as well.
pub const ROWS_MAX: i64 = 10_000;
/// Rows read at a time.
const STEP: i64 = 200;

/// A file that the browser keeps under a name.
pub fn attachment(name: &str, kind: &'static str, body: impl IntoResponse) -> Response {
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, body).into_response()
}

/// Rows under column heads, as Swedish spreadsheets expect them: semicolons, and a mark first that
/// tells the letters. No cell is a formula.
#[derive(Debug)]
pub struct Spreadsheet {
    text: String,
    /// Where in a list to read on.
    offset: Option<i64>,
}

impl Spreadsheet {
    /// Begins with the heads.
    pub fn of(heads: &[String]) -> Self {
        let mut sheet = Self { text: String::from('\u{feff}'), offset: Some(0) };
        sheet.push(heads);
        sheet
    }

    /// One more row.
    pub fn push(&mut self, cells: &[String]) {
        self.text.push_str(&csv::line(Separator::Semicolon, cells.iter().map(String::as_str)));
    }

    /// Which part of a list it needs next; none when it has all of it, or [`ROWS_MAX`] rows.
    pub fn wants(&self) -> Option<Slice> {
        let offset = self.offset.filter(|offset| *offset < ROWS_MAX)?;
        Some(Slice::Page { offset, limit: STEP })
    }

    /// The part that it wanted, a row for each thing in it.
    pub fn take<T, const N: usize>(&mut self, part: Page<T>, cells: impl Fn(T) -> [String; N]) {
        for one in part.items {
            self.push(&cells(one));
        }
        let next = self.offset.map(|offset| offset + STEP);
        self.offset = next.filter(|offset| *offset < part.total);
    }

    /// The file, `name` with its ending.
    pub fn answer(self, name: &str) -> Response {
        attachment(name, CSV, self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_in_a_cell_is_only_text() {
        let mut sheet = Spreadsheet::of(&["Å".to_owned(), "B".to_owned()]);
        sheet.push(&["=2+3".to_owned(), "a \"b\"; c".to_owned()]);
        assert_eq!(sheet.text, "\u{feff}Å;B\r\n'=2+3;\"a \"\"b\"\"; c\"\r\n");
    }

    #[test]
    fn a_long_list_is_read_to_its_end_and_no_further() {
        for (total, rows) in [(0, 0), (1, 1), (200, 200), (201, 201), (10_500, 10_000)] {
            let mut sheet = Spreadsheet::of(&["Rad".to_owned()]);
            while let Some(slice) = sheet.wants() {
                let Slice::Page { offset, limit } = slice else { panic!("a numbered page") };
                let items = (offset..(offset + limit).min(total)).collect();
                sheet.take(Page { items, total, next: None }, |row: i64| [row.to_string()]);
            }
            assert_eq!(sheet.text.lines().count(), rows + 1, "{total}");
        }
    }
}
