//! Needs for skills, and the guided mapping they come from.
//!
//! **Invariant**: a need exists only after the firm has approved the mapping it was said in. Until
//! then everything is a draft inside the mapping ([`answers::Answers`]), so no list, count or
//! search can show it by mistake.

pub mod answers;
pub mod coding;
pub mod lanes;
pub mod mapping;

use serde::{Deserialize, Serialize};

use crate::code_enum;
use crate::time::Date;

code_enum! {
    /// What kind of change a need asks for.
    NeedKind, "kind" {
        /// Recruit someone new (rekrytera).
        Recruit = "recruit",
        /// Develop people already there (utveckla befintlig).
        Develop = "develop",
        /// Replace someone who leaves (ersätta).
        Replace = "replace",
        /// Retrain for another task (omställa).
        Retrain = "retrain",
    }
}

code_enum! {
    /// How serious it is if the need is not met.
    Severity, "severity" {
        /// They manage, with some trouble.
        Manageable = "manageable",
        /// They have to say no to work or wait.
        Slows = "slows",
        /// Part of the business stops.
        Stops = "stops",
    }
}

code_enum! {
    /// Where a need is in its life.
    NeedState, "state" {
        /// Approved by the firm, occupation not yet accepted by a person.
        Registered = "registered",
        /// Occupation accepted; counted and matched.
        Confirmed = "confirmed",
        /// At least one lane is at work.
        InProgress = "in-progress",
        /// Summed with the same need of other firms.
        Pooled = "pooled",
        /// Met in full.
        Fulfilled = "fulfilled",
        /// Met in part.
        Partly = "partly",
        /// Written off, with a reason.
        WrittenOff = "written-off",
        /// Not confirmed for twelve months.
        Dormant = "dormant",
    }
}

impl NeedState {
    /// Which states may follow.
    pub fn next(self) -> &'static [NeedState] {
        use NeedState::{
            Confirmed, Dormant, Fulfilled, InProgress, Partly, Pooled, Registered, WrittenOff,
        };
        match self {
            Registered => &[Confirmed, WrittenOff, Dormant],
            Confirmed => &[InProgress, Pooled, Fulfilled, Partly, WrittenOff, Dormant],
            InProgress => &[Confirmed, Pooled, Fulfilled, Partly, WrittenOff, Dormant],
            Pooled => &[Confirmed, InProgress, Fulfilled, Partly, WrittenOff, Dormant],
            Dormant => &[Confirmed, WrittenOff],
            Fulfilled | Partly | WrittenOff => &[],
        }
    }

    /// True while somebody still has to do something.
    pub fn is_open(self) -> bool {
        !self.next().is_empty()
    }
}

/// A need as the firm approved it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Need {
    /// The firm's own words.
    pub words: String,
    /// What kind of change.
    pub kind: NeedKind,
    /// How many persons; at least one.
    pub count: i64,
    /// When the first must be in place, where known.
    pub start_by: Option<Date>,
    /// How serious.
    pub severity: Severity,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_need_that_is_over_stays_over() {
        for state in [NeedState::Fulfilled, NeedState::Partly, NeedState::WrittenOff] {
            assert!(!state.is_open(), "{state}");
        }
    }

    #[test]
    fn every_open_state_can_be_written_off() {
        for state in NeedState::ALL.iter().filter(|state| state.is_open()) {
            assert!(state.next().contains(&NeedState::WrittenOff), "{state}");
        }
    }
}
