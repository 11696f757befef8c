//! Tables that people keep in spreadsheets: text with separators, and xlsx. Read row by row and
//! within limits, so that no file takes more than its share; written so that they read back the
//! same.

mod delimited;
#[cfg(test)]
mod tests;
mod xlsx;

use std::ops::ControlFlow;

pub use delimited::write as write_csv;
pub use xlsx::write as write_xlsx;

/// What a file may hold at most.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Rows, headings and empty ones among them.
    pub rows: u64,
    /// Columns.
    pub columns: usize,
    /// Characters of a cell.
    pub cell: usize,
    /// Bytes that a packed file may unpack to.
    pub unpacked: u64,
}

/// What kind of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Text with separators.
    Csv,
    /// A workbook of Excel 2007 and later.
    Xlsx,
}

impl Format {
    /// Tells the formats apart by their first bytes; a name can be anything.
    pub fn of(bytes: &[u8]) -> Self {
        if bytes.starts_with(b"PK\x03\x04") { Self::Xlsx } else { Self::Csv }
    }

    /// Stable code, also the usual end of a name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SheetFault {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Neither text nor a workbook.
    #[error("the file is neither text nor xlsx")]
    Unknown,
    /// A workbook of Excel 97 to 2003, or one with a password.
    #[error("the file is an old or locked workbook")]
    OldWorkbook,
    /// A workbook that is cut off or otherwise broken.
    #[error("the workbook is damaged: {0}")]
    Damaged(String),
    /// A quotation mark that never ends.
    #[error("row {0}: a quotation mark never ends")]
    OpenQuote(u64),
    /// More rows than may be.
    #[error("more than {0} rows")]
    Rows(u64),
    /// More columns than may be.
    #[error("row {0}: more than {1} columns")]
    Columns(u64, usize),
    /// A longer cell than may be.
    #[error("row {0}: a cell of more than {1} characters")]
    Cell(u64, usize),
    /// Unpacks to more than may be.
    #[error("unpacks to more than {0} bytes")]
    Unpacked(u64),
    /// The reader did not want more.
    #[error("stopped")]
    Stopped,
}

/// Gets each row that is not empty: its number as a spreadsheet shows it, and its cells without
/// blanks around them.
pub type Each<'e> = &'e mut dyn FnMut(u64, Vec<String>) -> ControlFlow<()>;

/// Reads a file row by row.
pub fn read(bytes: &[u8], limits: &Limits, each: Each<'_>) -> Result<Format, SheetFault> {
    if bytes.is_empty() {
        return Err(SheetFault::Empty);
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(SheetFault::OldWorkbook);
    }
    let mut has_any = false;
    let mut counted = |row, cells| {
        has_any = true;
        each(row, cells)
    };
    let format = Format::of(bytes);
    match format {
        Format::Csv => delimited::read(bytes, limits, &mut counted)?,
        Format::Xlsx => xlsx::read(bytes, limits, &mut counted)?,
    }
    if has_any { Ok(format) } else { Err(SheetFault::Empty) }
}

/// A row on its way: its cells, within the limits.
struct Cells<'l> {
    limits: &'l Limits,
    row: u64,
    filled: Vec<String>,
}

impl<'l> Cells<'l> {
    fn new(limits: &'l Limits) -> Self {
        Self { limits, row: 1, filled: Vec::new() }
    }

    /// Puts a cell in its column.
    fn put(&mut self, column: usize, text: &str) -> Result<(), SheetFault> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(());
        }
        if column >= self.limits.columns {
            return Err(SheetFault::Columns(self.row, self.limits.columns));
        }
        if text.chars().nth(self.limits.cell).is_some() {
            return Err(SheetFault::Cell(self.row, self.limits.cell));
        }
        if self.filled.len() <= column {
            self.filled.resize(column + 1, String::new());
        }
        if let Some(cell) = self.filled.get_mut(column) {
            text.clone_into(cell);
        }
        Ok(())
    }

    /// Hands the row over, unless it is empty, and begins another.
    fn end(&mut self, next: u64, each: Each<'_>) -> Result<(), SheetFault> {
        let cells = std::mem::take(&mut self.filled);
        if !cells.is_empty() {
            if self.row > self.limits.rows {
                return Err(SheetFault::Rows(self.limits.rows));
            }
            if each(self.row, cells).is_break() {
                return Err(SheetFault::Stopped);
            }
        }
        self.row = next;
        Ok(())
    }
}
