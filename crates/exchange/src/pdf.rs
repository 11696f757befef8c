//! Documents as PDF, on A4 and for print, readable by everybody: tagged as PDF/UA-1 (ISO 14289-1)
//! asks, with real text, headings, table heads and the language of each part.
//!
//! The same document is the same bytes: there is no clock and no chance in here. What the font has
//! no letter for is shown as a box, and kept as text for those who listen or copy.

mod draw;
mod flow;
mod letters;
#[cfg(test)]
mod tests;

use domain::time::Date;

/// Most pages of a document.
pub const PAGES_MAX: usize = 1_000;

/// Why a document cannot be printed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PdfFault {
    /// More pages than may be.
    #[error("more than {PAGES_MAX} pages")]
    TooLong,
    /// The font built in is not one.
    #[error("the font cannot be read")]
    Font,
    /// The document is not as the standard asks.
    #[error("cannot be written: {0}")]
    Writing(String),
}

/// A text, and its language where that is not the document's.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    text: String,
    language: Option<&'static str>,
}

impl Words {
    /// Words in another language than the document's.
    pub fn in_language(text: impl Into<String>, tag: &'static str) -> Self {
        Self { text: text.into(), language: Some(tag) }
    }
}

impl<T: Into<String>> From<T> for Words {
    fn from(text: T) -> Self {
        Self { text: text.into(), language: None }
    }
}

/// What is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Language of all words that name no other, such as `sv`.
    pub language: &'static str,
    /// Heading of the first page, and what the file calls itself.
    pub title: Words,
    /// What stands under the title.
    pub lede: Vec<Words>,
    /// The rest.
    pub blocks: Vec<Block>,
    /// Foot of every page, beside the number of the page.
    pub foot: String,
    /// The day it was made.
    pub day: Date,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading below the title.
    Heading(Words),
    /// A paragraph; line ends are kept.
    Paragraph(Words),
    /// A table.
    Table(Table),
}

/// A table. Its head stands on every page; its first column names the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What it is about.
    pub caption: Words,
    /// From the left.
    pub columns: Vec<Column>,
    /// From the top. A cell that a row lacks is empty; one without a column is not printed.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its head.
    pub head: Words,
    /// Its width, beside those of the other columns.
    pub share: u16,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// What it says first.
    pub main: Words,
    /// Small lines below.
    pub below: Vec<Words>,
}

impl Cell {
    /// The same with a small line below, unless that is empty.
    #[must_use]
    pub fn below(mut self, words: impl Into<Words>) -> Self {
        let words = words.into();
        if !words.text.is_empty() {
            self.below.push(words);
        }
        self
    }
}

impl<W: Into<Words>> From<W> for Cell {
    fn from(main: W) -> Self {
        Self { main: main.into(), below: Vec::new() }
    }
}

/// Which page it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// From 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
}

/// Prints a document. `numbered` words «page 2 of 3».
pub fn print(document: &Document, numbered: impl Fn(Page) -> String) -> Result<Vec<u8>, PdfFault> {
    let faces = letters::Faces::read().ok_or(PdfFault::Font)?;
    let flowed = flow::flow(document, &faces);
    if flowed.sheets.len() > PAGES_MAX {
        return Err(PdfFault::TooLong);
    }
    draw::draw(document, flowed, &faces, numbered)
}
