//! Results of mappings made elsewhere, read from files: where they come from, how far an import has
//! come, which column holds what, and what a row says.

mod columns;
mod rows;
#[cfg(test)]
mod tests;

use std::time::Duration;

pub use columns::{Columns, Field, guess};
pub use rows::{Defaults, Row, WITHHELD, key_of};

use crate::code_enum;
use crate::time::Timestamp;

/// Most bytes of a file.
pub const BYTES_MAX: usize = 20 << 20;
/// Most rows of a file, its headings not counted.
pub const ROWS_MAX: i64 = 200_000;
/// Most columns of a file.
pub const COLUMNS_MAX: usize = 100;
/// Longest cell, in characters.
pub const CELL_MAX: usize = 8_000;
/// Faults of one import that are kept, to show and to fetch; the rest are only counted.
pub const FAULTS_MAX: usize = 1_000;
/// Longest part of a cell that is shown beside its fault, in characters.
pub const SHOWN_MAX: usize = 120;
/// Longest reference, in characters.
pub const REFERENCE_MAX: usize = 80;
/// How long an import can be undone.
pub const UNDO_TIME: Duration = Duration::from_hours(24 * UNDO_DAYS);
/// The same in days.
pub const UNDO_DAYS: u64 = 30;
/// What stands where a file says no goal.
pub const NO_GOAL: &str = "Inget mål är sagt";

code_enum! {
    /// Where the answers of a mapping were given.
    Source, "source" {
        /// In Samkraft's own mapping.
        Samkraft = "samkraft",
        /// In the tool mindthegap.
        Mindthegap = "mindthegap",
        /// In a survey.
        Survey = "survey",
        /// At a visit or an interview.
        Visit = "visit",
        /// Elsewhere.
        Other = "other",
    }
}

impl Source {
    /// The sources a file can come from.
    pub const OF_FILES: &[Self] = &[Self::Mindthegap, Self::Survey, Self::Visit, Self::Other];

    /// Reads the source of a file: anything but Samkraft itself.
    pub fn of_file(text: &str) -> Result<Self, crate::fault::Fault> {
        let source = Self::parse(text)?;
        if Self::OF_FILES.contains(&source) {
            return Ok(source);
        }
        Err(crate::fault::Fault::new("source", "unknown-choice").with("value", text))
    }
}

code_enum! {
    /// How far an import has come.
    ImportState, "importState" {
        /// The file is being read.
        Reading = "reading",
        /// Read; somebody says which column holds what.
        Columns = "columns",
        /// Every row is tried.
        Checking = "checking",
        /// Tried: what would happen is told, and what is wrong.
        Checked = "checked",
        /// Confirmed: the rows are about to become mappings and needs.
        Importing = "importing",
        /// They are; the words they are found by are being written.
        Indexing = "indexing",
        /// All is done.
        Done = "done",
        /// Was done, and was taken back.
        Undone = "undone",
        /// The file could not be read.
        Refused = "refused",
        /// Somebody thought better of it.
        Abandoned = "abandoned",
    }
}

impl ImportState {
    /// Which states may follow. What was tried can be tried again with other columns.
    pub fn next(self) -> &'static [ImportState] {
        use ImportState::{
            Abandoned, Checked, Checking, Columns, Done, Importing, Indexing, Reading, Refused,
            Undone,
        };
        match self {
            Reading => &[Columns, Refused, Abandoned],
            Columns => &[Checking, Abandoned],
            Checking => &[Checked, Refused, Abandoned],
            Checked => &[Checking, Importing, Abandoned],
            // Somebody added a firm of the file meanwhile: it is tried again.
            Importing => &[Indexing, Checking, Refused],
            Indexing => &[Done],
            Done => &[Undone],
            Undone | Refused | Abandoned => &[],
        }
    }

    /// The step can be taken.
    pub fn may_become(self, next: Self) -> bool {
        self.next().contains(&next)
    }

    /// The service is at work and the page shows how far it has come.
    pub fn is_working(self) -> bool {
        matches!(self, Self::Reading | Self::Checking | Self::Importing | Self::Indexing)
    }

    /// Its mappings and needs are there.
    pub fn is_in(self) -> bool {
        matches!(self, Self::Indexing | Self::Done)
    }

    /// The same file need not be sent again: this import has it.
    pub fn holds_file(self) -> bool {
        !matches!(self, Self::Undone | Self::Refused | Self::Abandoned)
    }
}

/// True while an import that was done at an instant can be undone.
pub fn can_still_undo(done_at: Timestamp, now: Timestamp) -> bool {
    done_at.saturating_add(UNDO_TIME).is_ok_and(|end| now <= end)
}
