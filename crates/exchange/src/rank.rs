//! The tables of `link rank`: tab-separated, without header, UTF-8.

use std::collections::HashMap;
use std::fmt::Write;

use vocabulary::linking::{Label, OtherLanguage, Ranked};

/// Why a table cannot be used: where, what, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RankFault {
    /// The bytes are no UTF-8.
    #[error("line {line} is not UTF-8; save the file as UTF-8 and try again")]
    Encoding {
        /// The first line that is wrong, counted from one.
        line: usize,
    },
    /// A line lacks its tab.
    #[error("line {line} has no tab: «{text}»; write {columns} with one tab between, no header")]
    Column {
        /// The line, counted from one.
        line: usize,
        /// Its beginning.
        text: String,
        /// What should stand there.
        columns: &'static str,
    },
    /// A label's concept is not told.
    #[error("label {label} has no row in the concepts file; add «{label}<TAB>its concept»")]
    NoConcept {
        /// The label's id.
        label: String,
    },
    /// A label has two concepts.
    #[error("label {label} has two concepts, {first} and {second}; keep one of the rows")]
    TwoConcepts {
        /// The label's id.
        label: String,
        /// The concept told first.
        first: String,
        /// The other.
        second: String,
    },
    /// A table is empty.
    #[error("the file has no rows; it should hold {columns}, one a line")]
    Empty {
        /// What should stand there.
        columns: &'static str,
    },
}

/// What the columns of a table are.
pub const LABEL_COLUMNS: &str = "label id and label";
/// What the columns of the concepts' table are.
pub const CONCEPT_COLUMNS: &str = "label id and concept";
/// What the columns of the queries' table are.
pub const QUERY_COLUMNS: &str = "query id and text";

/// Rows of two columns. Blank lines are skipped, and a byte order mark and carriage returns.
pub fn rows<'a>(
    bytes: &'a [u8],
    columns: &'static str,
) -> Result<Vec<(&'a str, &'a str)>, RankFault> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut found = Vec::new();
    for (at, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        if let Some(row) = row(line, at + 1, columns)? {
            found.push(row);
        }
    }
    if found.is_empty() { Err(RankFault::Empty { columns }) } else { Ok(found) }
}

/// One row; none when the line is blank.
pub fn row<'a>(
    bytes: &'a [u8],
    line: usize,
    columns: &'static str,
) -> Result<Option<(&'a str, &'a str)>, RankFault> {
    let text = std::str::from_utf8(bytes).map_err(|_| RankFault::Encoding { line })?;
    let text = text.trim_end_matches(['\r', '\n']);
    if text.trim().is_empty() {
        return Ok(None);
    }
    let Some((id, rest)) = text.split_once('\t').filter(|(id, _)| !id.trim().is_empty()) else {
        let text = text.chars().take(60).collect();
        return Err(RankFault::Column { line, text, columns });
    };
    Ok(Some((id.trim(), rest.trim_end_matches('\t'))))
}

/// Concepts by label; the same row twice is harmless.
fn concept_of_label(table: &[u8]) -> Result<HashMap<&str, &str>, RankFault> {
    let mut concepts = HashMap::new();
    for (label, concept) in rows(table, CONCEPT_COLUMNS)? {
        let second = concept.trim();
        let first = *concepts.entry(label).or_insert(second);
        if first != second {
            let (label, first, second) = (label.to_owned(), first.to_owned(), second.to_owned());
            return Err(RankFault::TwoConcepts { label, first, second });
        }
    }
    Ok(concepts)
}

/// Labels with their concepts.
pub fn labels(corpus: &[u8], concepts: &[u8]) -> Result<Vec<Label>, TableFault> {
    let concepts = concept_of_label(concepts).map_err(TableFault::Concepts)?;
    let rows = rows(corpus, LABEL_COLUMNS).map_err(TableFault::Corpus)?;
    rows.into_iter()
        .map(|(id, text)| {
            let concept = concepts.get(id).ok_or_else(|| {
                TableFault::Concepts(RankFault::NoConcept { label: id.to_owned() })
            })?;
            let (id, text) = (id.to_owned(), text.to_owned());
            Ok(Label { id, text, concept: (*concept).to_owned() })
        })
        .collect()
}

/// Which of the two tables is at fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableFault {
    /// The labels.
    #[error("the labels: {0}")]
    Corpus(RankFault),
    /// Their concepts.
    #[error("the concepts: {0}")]
    Concepts(RankFault),
}

/// The same labels as one more language of the concepts.
pub fn other_language(labels: Vec<Label>) -> OtherLanguage {
    OtherLanguage { labels: labels.into_iter().map(|label| (label.text, label.concept)).collect() }
}

/// The rows of one query's answer: query, label, score.
pub fn print(query: &str, ranked: &[Ranked<'_>]) -> String {
    ranked.iter().fold(String::new(), |mut lines, row| {
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "{query}\t{}\t{:.6}", row.label, row.score);
        lines
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn labels_get_their_concepts() {
        let labels = labels("\u{feff}a\tKock\r\n\nb\tBagare\n".as_bytes(), b"b\tu/2\na\tu/1\n");
        let labels = labels.expect("labels");
        assert_eq!(labels[0].text, "Kock");
        assert_eq!(labels[1].concept, "u/2");
    }

    #[test]
    fn faults_say_where_and_what_to_do() {
        let fault = rows(b"a\tb\nwrong\n", QUERY_COLUMNS).expect_err("fault");
        let told = fault.to_string();
        assert!(told.contains("line 2") && told.contains("query id and text"), "{told}");
        assert_eq!(rows(b"a\t\xff\n", QUERY_COLUMNS), Err(RankFault::Encoding { line: 1 }));
        let empty = RankFault::Empty { columns: QUERY_COLUMNS };
        assert_eq!(rows(b"\n\n", QUERY_COLUMNS), Err(empty));
        let missing = labels(b"a\tKock\n", b"b\tu\n").expect_err("fault");
        assert!(matches!(missing, TableFault::Concepts(RankFault::NoConcept { .. })));
        let twice = labels(b"a\tKock\n", b"a\tu/1\na\tu/1\na\tu/2\n").expect_err("fault");
        assert!(matches!(twice, TableFault::Concepts(RankFault::TwoConcepts { .. })), "{twice}");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(rows) = rows(&bytes, LABEL_COLUMNS) {
                prop_assert!(rows.iter().all(|(id, _)| !id.is_empty()));
            }
        }
    }
}
