//! Files to keep: a list as a spreadsheet opens it, and anything else by name.

use app::{Error, Page, Slice};
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
pub struct Spreadsheet(String);

impl Spreadsheet {
    /// Begins with the heads.
    pub fn of<const N: usize>(heads: [String; N]) -> Self {
        let mut sheet = Self(String::from('\u{feff}'));
        sheet.push(&heads);
        sheet
    }

    /// One more row.
    pub fn push(&mut self, cells: &[String]) {
        self.0.push_str(&csv::line(Separator::Semicolon, cells.iter().map(String::as_str)));
    }

    /// Every row of a list, [`ROWS_MAX`] at the most. `list` gives the slice it is asked for.
    pub async fn fill<T, const N: usize>(
        &mut self,
        list: impl AsyncFn(Slice) -> Result<Page<T>, Error>,
        cells: impl Fn(T) -> [String; N],
    ) -> Result<(), Error> {
        let mut offset = 0;
        while offset < ROWS_MAX {
            let found = list(Slice::Page { offset, limit: STEP }).await?;
            for row in found.items {
                self.push(&cells(row));
            }
            offset += STEP;
            if offset >= found.total {
                break;
            }
        }
        Ok(())
    }

    /// The file, `name` with its ending.
    pub fn answer(self, name: &str) -> Response {
        attachment(name, CSV, self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_in_a_cell_is_only_text() {
        let mut sheet = Spreadsheet::of(["Å".to_owned(), "B".to_owned()]);
        sheet.push(&["=2+3".to_owned(), "a \"b\"; c".to_owned()]);
        assert_eq!(sheet.0, "\u{feff}Å;B\r\n'=2+3;\"a \"\"b\"\"; c\"\r\n");
    }

    #[tokio::test]
    async fn a_long_list_is_read_to_its_end_and_no_further() {
        for (total, rows) in [(0, 0), (1, 1), (200, 200), (201, 201), (10_500, 10_000)] {
            let mut sheet = Spreadsheet(String::new());
            let list = async |slice: Slice| {
                let Slice::Page { offset, limit } = slice else { panic!("a numbered page") };
                let items = (offset..(offset + limit).min(total)).collect();
                Ok(Page { items, total, next: None })
            };
            sheet.fill(list, |row: i64| [row.to_string()]).await.expect("rows");
            assert_eq!(sheet.0.lines().count(), rows, "{total}");
        }
    }
}
