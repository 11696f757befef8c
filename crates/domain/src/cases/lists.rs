//! Lists of cases: what a person saves of one, and what is done to several cases at once.

use crate::code_enum;

/// Most views one person saves.
pub const VIEWS_MAX: usize = 12;
/// Longest name of a view, in characters.
pub const VIEW_NAME_MAX: usize = 40;
/// Longest search a view keeps, in characters.
pub const VIEW_WORDS_MAX: usize = 100;
/// Most cases that are changed at once.
pub const TOGETHER_MAX: usize = 100;

code_enum! {
    /// What can be done to several cases at once. How a case ended is said one at a time.
    Together, "action" {
        /// Take them.
        Take = "take",
        /// Hand them to another desk.
        HandOver = "hand-over",
        /// Say what is done next in all of them, and when.
        NextStep = "next-step",
    }
}
