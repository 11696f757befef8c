//! Notes on a case that only the desk's own organisation reads.

use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::text;

/// Most notes one organisation keeps on a case.
pub const NOTES_MAX: usize = 200;
/// Longest note, in characters.
pub const NOTE_MAX: usize = 2_000;

/// What a person types as a note.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct NoteForm {
    /// The words.
    pub note: String,
}

impl NoteForm {
    /// Reads the words.
    pub fn parse(&self) -> Result<String, Fault> {
        text::required("note", &self.note, NOTE_MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_has_words_and_an_end() {
        let form = |note: &str| NoteForm { note: note.to_owned() };
        assert_eq!(form(" Ring Per först \n").parse().expect("note"), "Ring Per först");
        assert_eq!(form("  ").parse().expect_err("empty").code, "required");
        assert_eq!(form(&"a".repeat(NOTE_MAX + 1)).parse().expect_err("long").code, "too-long");
    }
}
