//! Three lanes to meet a need. All may be at work at once; together they plan for the whole need.

use serde::{Deserialize, Serialize};

use crate::code_enum;
use crate::fault::{Fault, Faults};
use crate::text::{self, LINE_MAX};
use crate::time::{self, Date};

code_enum! {
    /// A way to meet a need.
    LaneKind, "lane" {
        /// Build on what people can (påbyggnad): validation, education.
        Upskill = "upskill",
        /// Try each other out (prova på): placement, degree project.
        TryOut = "try-out",
        /// Recruit directly (rekrytera direkt).
        Recruit = "recruit",
    }
}

code_enum! {
    /// How far a lane has come.
    LaneState, "laneState" {
        /// Not chosen.
        Unused = "unused",
        /// Chosen and planned.
        Planned = "planned",
        /// Under way.
        Started = "started",
        /// Done.
        Done = "done",
        /// Stopped, with the reason in the next step.
        Stopped = "stopped",
    }
}

/// One lane of one need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Lane {
    /// Which way.
    pub kind: LaneKind,
    /// How far.
    pub state: LaneState,
    /// How many persons it is meant to give.
    pub planned: i64,
    /// How many it has given.
    pub filled: i64,
    /// What happens next; required while planned or started.
    pub next_step: Option<String>,
    /// When.
    pub next_step_on: Option<Date>,
}

impl Lane {
    /// What stands, in one line. A lane has no number of its own that grows when it changes, and
    /// needs none: who plans it says what it was planned from.
    pub fn version(&self) -> String {
        let on = self.next_step_on.map(|day| day.to_string()).unwrap_or_default();
        let step = self.next_step.as_deref().unwrap_or_default();
        format!("{} {} {} {on} {step}", self.state.code(), self.planned, self.filled)
    }

    /// A lane nobody has chosen yet.
    pub fn unused(kind: LaneKind) -> Self {
        Self {
            kind,
            state: LaneState::Unused,
            planned: 0,
            filled: 0,
            next_step: None,
            next_step_on: None,
        }
    }

    /// At work, and so in need of a next step.
    pub fn is_active(&self) -> bool {
        matches!(self.state, LaneState::Planned | LaneState::Started)
    }
}

/// What a person types about a lane.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct LaneForm {
    /// Code of the state.
    pub state: String,
    /// Planned persons.
    pub planned: String,
    /// Persons in place.
    pub filled: String,
    /// Next step.
    pub next_step: String,
    /// Its date, ISO.
    pub next_step_on: String,
}

impl LaneForm {
    /// Reads the form for a need of `count` persons.
    pub fn parse(&self, kind: LaneKind, count: i64) -> Result<Lane, Faults> {
        let mut faults = Faults::default();
        let state = faults.take(LaneState::parse(&self.state));
        let planned = faults.take(text::whole_number("planned", &self.planned, 0..=count));
        let filled = faults.take(text::whole_number("filled", &self.filled, 0..=count));
        let next_step = faults.take(text::optional("nextStep", &self.next_step, LINE_MAX));
        let next_step_on = faults.take(time::date_from_iso("nextStepOn", &self.next_step_on));
        let (Some(state), Some(planned), Some(filled), Some(next_step), Some(next_step_on)) =
            (state, planned, filled, next_step, next_step_on)
        else {
            return Err(faults);
        };
        let lane = Lane {
            kind,
            state,
            planned: planned.unwrap_or(0),
            filled: filled.unwrap_or(0),
            next_step,
            next_step_on,
        };
        if lane.is_active() {
            if lane.next_step.is_none() {
                faults.push(Fault::new("nextStep", "required"));
            }
            if lane.next_step_on.is_none() {
                faults.push(Fault::new("nextStepOn", "required"));
            }
            if lane.planned == 0 {
                faults.push(Fault::new("planned", "lane-needs-a-number"));
            }
        }
        faults.into_result().map(|()| lane)
    }
}

/// Planned and filled over the lanes of a need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LaneSum {
    /// Persons planned for in lanes that are not stopped.
    pub planned: i64,
    /// Persons in place.
    pub filled: i64,
}

/// Sums the lanes. Stopped lanes still count what they filled.
pub fn sum(lanes: &[Lane]) -> LaneSum {
    let counts = |lane: &&Lane| !matches!(lane.state, LaneState::Unused | LaneState::Stopped);
    LaneSum {
        planned: lanes.iter().filter(counts).map(|lane| lane.planned).sum(),
        filled: lanes.iter().map(|lane| lane.filled).sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lane_at_work_needs_a_next_step_with_a_date() {
        let form = LaneForm { state: "started".into(), planned: "1".into(), ..LaneForm::default() };
        let faults = form.parse(LaneKind::TryOut, 3).expect_err("no next step");
        assert!(faults.of("nextStep").is_some() && faults.of("nextStepOn").is_some());
    }

    #[test]
    fn the_lanes_add_up_to_the_need() {
        let lane =
            |kind, planned| Lane { planned, state: LaneState::Planned, ..Lane::unused(kind) };
        let lanes =
            [lane(LaneKind::Upskill, 1), lane(LaneKind::TryOut, 1), lane(LaneKind::Recruit, 1)];
        assert_eq!(sum(&lanes), LaneSum { planned: 3, filled: 0 });
    }

    #[test]
    fn no_lane_plans_for_more_than_the_need() {
        let form = LaneForm { state: "planned".into(), planned: "4".into(), ..LaneForm::default() };
        assert!(
            form.parse(LaneKind::Recruit, 3).expect_err("four of three").of("planned").is_some()
        );
    }
}
