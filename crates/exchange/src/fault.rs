//! What is wrong with an imported file, said so that whoever sent it can mend it.

use std::fmt;

use serde::Serialize;

/// Faults beyond this many are counted but not kept.
pub const MOST_FAULTS: usize = 100;

/// One thing wrong in one file. `code` is stable; message and remedy are English sentences for
/// the command line, and pages have their own words for the code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "camelCase")]
pub struct ImportFault {
    /// Name of the file.
    pub file: String,
    /// Place in the file's list of concepts or rows, counted from 0.
    pub row: Option<usize>,
    /// Line of the text, counted from 1; only where the text itself cannot be read.
    pub line: Option<usize>,
    /// Field or column, such as `related[3].id`; for unreadable text the character in the line.
    pub column: Option<String>,
    /// Stable code.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

impl fmt::Display for ImportFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(row) = self.row {
            write!(f, ", row {row}")?;
        }
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", column {column}")?;
        }
        write!(f, ": {} {}", self.message, self.remedy)
    }
}

/// Every fault found in one import; never empty. Nothing was taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(rename_all = "camelCase")]
pub struct ImportFaults {
    /// The first [`MOST_FAULTS`], in the order of files and rows.
    pub faults: Vec<ImportFault>,
    /// How many there were in all.
    pub total: usize,
}

impl fmt::Display for ImportFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for fault in &self.faults {
            writeln!(f, "{fault}")?;
        }
        let unseen = self.total.saturating_sub(self.faults.len());
        if unseen > 0 {
            writeln!(f, "and {unseen} more")?;
        }
        Ok(())
    }
}

/// Something an import left out without harm, such as a relation to a concept that is gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ImportNote {
    /// Name of the file.
    pub file: String,
    /// Place in the file's list, counted from 0.
    pub row: usize,
    /// Field.
    pub column: String,
    /// Stable code.
    pub code: &'static str,
    /// The value that was left out.
    pub value: String,
}

/// Gathers faults up to the cap, and notes.
#[derive(Debug, Default)]
pub(crate) struct Collector {
    faults: Vec<ImportFault>,
    total: usize,
    pub(crate) notes: Vec<ImportNote>,
}

impl Collector {
    pub(crate) fn fault(&mut self, fault: ImportFault) {
        self.total += 1;
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(fault);
        }
    }

    pub(crate) fn note(
        &mut self,
        file: &str,
        row: usize,
        column: String,
        code: &'static str,
        value: &str,
    ) {
        let (file, value) = (file.to_owned(), value.to_owned());
        self.notes.push(ImportNote { file, row, column, code, value });
    }

    /// The notes, when there was no fault.
    pub(crate) fn finish(self) -> Result<Vec<ImportNote>, ImportFaults> {
        if self.total == 0 {
            Ok(self.notes)
        } else {
            Err(ImportFaults { faults: self.faults, total: self.total })
        }
    }
}
