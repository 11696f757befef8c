//! Tables of open data: RFC 4180 as in [`csv`], UTF-8 without a byte order mark, a header, numbers
//! with a decimal point.

use crate::csv::{self, Separator};

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field<'t> {
    /// Nothing is known or may be told.
    Empty,
    /// Words or a code.
    Text(&'t str),
    /// A whole number.
    Whole(i64),
    /// A number in tenths, printed with one decimal.
    Tenths(i64),
    /// A number in hundredths, printed with two decimals.
    Hundredths(i64),
    /// A flag, printed `true` or `false`.
    Flag(bool),
}

impl Field<'_> {
    /// A number that may be missing.
    pub fn whole(value: Option<i64>) -> Self {
        value.map_or(Self::Empty, Self::Whole)
    }

    /// The same in tenths.
    pub fn tenths(value: Option<i64>) -> Self {
        value.map_or(Self::Empty, Self::Tenths)
    }

    /// The same in hundredths.
    pub fn hundredths(value: Option<i64>) -> Self {
        value.map_or(Self::Empty, Self::Hundredths)
    }

    fn print(&self) -> String {
        let fraction = |value: i64, of: i64, digits: usize| {
            let sign = if value < 0 { "-" } else { "" };
            let size = value.unsigned_abs();
            let of = of.unsigned_abs();
            format!("{sign}{}.{:0digits$}", size / of, size % of)
        };
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => (*text).to_owned(),
            Self::Whole(value) => value.to_string(),
            Self::Tenths(value) => fraction(*value, 10, 1),
            Self::Hundredths(value) => fraction(*value, 100, 2),
            Self::Flag(value) => value.to_string(),
        }
    }
}

/// A whole table.
pub fn print(header: &[&str], rows: &[Vec<Field<'_>>]) -> String {
    let names: Vec<Field<'_>> = header.iter().map(|name| Field::Text(name)).collect();
    let mut text = String::new();
    for row in std::iter::once(&names).chain(rows) {
        let cells: Vec<String> = row.iter().map(Field::print).collect();
        text.push_str(&csv::line(Separator::Comma, cells.iter().map(String::as_str)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_printed_as_the_standard_says() {
        let rows = vec![
            vec![Field::Text("Kockar, \"à la carte\""), Field::Whole(-12), Field::Flag(true)],
            vec![Field::Empty, Field::Tenths(5), Field::Hundredths(-1_204)],
        ];
        let text = print(&["namn", "antal", "tal"], &rows);
        assert_eq!(
            text,
            "namn,antal,tal\r\n\"Kockar, \"\"à la carte\"\"\",-12,true\r\n,0.5,-12.04\r\n"
        );
    }

    #[test]
    fn what_looks_like_a_formula_is_text() {
        for text in ["=1+1", "+46", "@SUM(A1)", "\t=1", "\r=1"] {
            let printed = print(&["a"], &[vec![Field::Text(text)]]);
            let cell = printed.split("\r\n").nth(1).expect("row").trim_start_matches('"');
            assert!(cell.starts_with('\''), "{text:?}: {printed:?}");
        }
        assert_eq!(print(&["a"], &[vec![Field::Whole(-2)]]), "a\r\n-2\r\n");
    }
}
