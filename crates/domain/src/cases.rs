//! Cases: something a desk has promised to answer, with an owner, a next step and a date for as
//! long as it is open.

pub mod board;
pub mod lists;
pub mod notes;

use serde::{Deserialize, Serialize};

use crate::code_enum;
use crate::fault::{Fault, Faults};
use crate::ids::OrganisationId;
use crate::text::{self, BODY_MAX, LINE_MAX};
use crate::time::{self, Date, Timestamp};

/// Working days to the first answer unless the desk promises otherwise.
pub const PROMISE_WORKING_DAYS: u32 = 2;
/// Working days after a broken promise until the case goes to the desk above.
pub const ESCALATION_WORKING_DAYS: u32 = 1;

code_enum! {
    /// Where a case is in its life.
    CaseState, "state" {
        /// Come in, desk chosen, nobody has taken it yet.
        Received = "received",
        /// Somebody at the desk has taken it.
        Assigned = "assigned",
        /// The firm has its first answer.
        Answered = "answered",
        /// Firm and desk agree on a plan.
        PlanAgreed = "plan-agreed",
        /// The plan is being carried out.
        InProgress = "in-progress",
        /// Asked after at 3, 6 and 12 months.
        FollowUp = "follow-up",
        /// Waits for one of the parties.
        Waiting = "waiting",
        /// Handed over to another desk, which has not taken it yet.
        HandedOver = "handed-over",
        /// Opened again after it was closed.
        Reopened = "reopened",
        /// Over, with an outcome.
        Closed = "closed",
    }
}

impl CaseState {
    /// Which states may follow. Closing has a rule of its own: an outcome.
    #[expect(clippy::match_same_arms, reason = "one row per state, as in the model's table")]
    pub fn next(self) -> &'static [CaseState] {
        use CaseState::{
            Answered, Assigned, Closed, FollowUp, HandedOver, InProgress, PlanAgreed, Received,
            Reopened, Waiting,
        };
        match self {
            Received => &[Assigned, Answered, HandedOver, Closed],
            Assigned => &[Answered, Waiting, HandedOver, Closed],
            Answered => &[PlanAgreed, Waiting, HandedOver, Closed],
            PlanAgreed => &[InProgress, Waiting, HandedOver, Closed],
            InProgress => &[FollowUp, PlanAgreed, Waiting, HandedOver, Closed],
            FollowUp => &[InProgress, Waiting, HandedOver, Closed],
            Waiting => &[Assigned, Answered, PlanAgreed, InProgress, FollowUp, HandedOver, Closed],
            HandedOver => &[Assigned, Answered, HandedOver, Closed],
            Reopened => &[Assigned, Answered, PlanAgreed, InProgress, HandedOver, Closed],
            Closed => &[Reopened],
        }
    }

    /// Somebody owes somebody something.
    pub fn is_open(self) -> bool {
        self != Self::Closed
    }
}

code_enum! {
    /// How a case ended.
    CaseOutcome, "outcome" {
        /// The need was met.
        Met = "met",
        /// The need was met in part.
        PartlyMet = "partly-met",
        /// It was not met.
        NotMet = "not-met",
        /// The firm no longer needs it.
        NoLongerNeeded = "no-longer-needed",
        /// Continues in another case.
        Merged = "merged",
    }
}

code_enum! {
    /// How far the alarm for a missing first answer has gone.
    AlarmStage, "alarm" {
        /// Nothing wrong.
        None = "none",
        /// The promise is broken: the deputy has been told.
        Deputy = "deputy",
        /// Still no answer: the desk above has been told.
        Escalated = "escalated",
    }
}

/// The stage an unanswered case should be at.
pub fn alarm_at(promised_at: Timestamp, now: Timestamp) -> AlarmStage {
    if now < promised_at {
        AlarmStage::None
    } else if now < time::after_working_days(promised_at, ESCALATION_WORKING_DAYS) {
        AlarmStage::Deputy
    } else {
        AlarmStage::Escalated
    }
}

/// The promise as people read it: words first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", tag = "is")]
pub enum Clock {
    /// Time is left; `working_days` 0 means today.
    Running {
        /// Working days left.
        working_days: i64,
    },
    /// The promise is broken and there is still no answer; 0 means that no whole working day has
    /// passed.
    Late {
        /// Working days since.
        working_days: i64,
    },
    /// Answered in time.
    Kept,
    /// Answered, but too late.
    KeptLate {
        /// Working days too late; 0 means the same day.
        working_days: i64,
    },
}

/// Reads the clock of a promise.
pub fn clock(promised_at: Timestamp, answered_at: Option<Timestamp>, now: Timestamp) -> Clock {
    let until = |end| time::working_days_between(time::day_of(promised_at), time::day_of(end));
    match answered_at {
        Some(answered) if answered <= promised_at => Clock::Kept,
        Some(answered) => Clock::KeptLate { working_days: until(answered) },
        None if now <= promised_at => Clock::Running { working_days: -until(now) },
        None => Clock::Late { working_days: until(now) },
    }
}

code_enum! {
    /// Who in a case may read a message.
    Audience, "audience" {
        /// Every party of the case.
        Parties = "parties",
        /// The writer's organisation only: a note.
        Own = "own",
        /// The writer's organisation and one other party.
        One = "one",
    }
}

/// Who wrote a message and whom it is for: all that visibility depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Envelope {
    /// Organisation the writer spoke for.
    pub from: OrganisationId,
    /// Whom it is for.
    pub audience: Audience,
    /// The one other party, with [`Audience::One`].
    pub to: Option<OrganisationId>,
}

impl Envelope {
    /// True when `reader`, a party of the case, may read the message.
    pub fn is_for(&self, reader: OrganisationId) -> bool {
        reader == self.from
            || match self.audience {
                Audience::Parties => true,
                Audience::Own => false,
                Audience::One => self.to == Some(reader),
            }
    }
}

/// What happens next and when: no open case is without.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NextStep {
    /// What.
    pub what: String,
    /// Latest day.
    pub on: Date,
}

impl NextStep {
    /// Reads a next step that lies today or later.
    pub fn parse(what: &str, on: &str, today: Date) -> Result<Self, Faults> {
        let mut faults = Faults::default();
        let what = faults.take(text::required("nextStep", what, LINE_MAX));
        let on = faults.take(time::date_from_iso("nextStepOn", on).and_then(|on| {
            let on = on.ok_or_else(|| Fault::new("nextStepOn", "required"))?;
            if on < today {
                return Err(Fault::new("nextStepOn", "date-has-passed").with("value", on));
            }
            Ok(on)
        }));
        match (what, on) {
            (Some(what), Some(on)) => Ok(Self { what, on }),
            _ => Err(faults),
        }
    }
}

/// How a case is closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// How it ended.
    pub outcome: CaseOutcome,
    /// In words, told back to the firm.
    pub words: String,
}

impl Closing {
    /// Reads a closing; both parts are required.
    pub fn parse(outcome: &str, words: &str) -> Result<Self, Faults> {
        let mut faults = Faults::default();
        let outcome = faults.take(CaseOutcome::parse(outcome));
        let words = faults.take(text::required("outcomeWords", words, BODY_MAX));
        match (outcome, words) {
            (Some(outcome), Some(words)) => Ok(Self { outcome, words }),
            _ => Err(faults),
        }
    }
}

/// Number of a case as people read it aloud, such as `2026-0412`.
pub fn case_number(year: i16, sequence: i64) -> String {
    format!("{year}-{sequence:04}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("instant")
    }

    #[test]
    fn the_clock_runs_breaks_and_stops() {
        let promised = at("2026-12-08T15:00:00Z");
        assert_eq!(
            clock(promised, None, at("2026-12-04T15:00:00Z")),
            Clock::Running { working_days: 2 }
        );
        assert_eq!(
            clock(promised, None, at("2026-12-08T14:59:00Z")),
            Clock::Running { working_days: 0 }
        );
        assert_eq!(
            clock(promised, None, at("2026-12-08T15:01:00Z")),
            Clock::Late { working_days: 0 }
        );
        assert_eq!(
            clock(promised, None, at("2026-12-09T15:01:00Z")),
            Clock::Late { working_days: 1 }
        );
        assert_eq!(clock(promised, Some(promised), at("2027-01-01T00:00:00Z")), Clock::Kept);
        assert_eq!(
            clock(promised, Some(at("2026-12-10T08:00:00Z")), promised),
            Clock::KeptLate { working_days: 2 }
        );
    }

    #[test]
    fn the_alarm_goes_to_the_deputy_and_then_up() {
        let promised = at("2026-12-08T15:00:00Z");
        assert_eq!(alarm_at(promised, at("2026-12-08T14:59:59Z")), AlarmStage::None);
        assert_eq!(alarm_at(promised, promised), AlarmStage::Deputy);
        assert_eq!(alarm_at(promised, at("2026-12-09T14:59:59Z")), AlarmStage::Deputy);
        assert_eq!(alarm_at(promised, at("2026-12-09T15:00:00Z")), AlarmStage::Escalated);
    }

    #[test]
    fn each_party_reads_only_what_is_theirs() {
        let [broker, firm, school] = [1, 2, 3].map(|n| OrganisationId(Uuid::from_u128(n)));
        let letter = |audience, to| Envelope { from: broker, audience, to };
        let readers = |letter: Envelope| [broker, firm, school].map(|who| letter.is_for(who));
        assert_eq!(readers(letter(Audience::Parties, None)), [true, true, true]);
        assert_eq!(readers(letter(Audience::Own, None)), [true, false, false]);
        assert_eq!(readers(letter(Audience::One, Some(school))), [true, false, true]);
    }

    #[test]
    fn every_open_case_can_be_closed_and_a_closed_one_opened_again() {
        for &state in CaseState::ALL {
            assert_eq!(state.next().contains(&CaseState::Closed), state.is_open(), "{state}");
        }
        assert_eq!(CaseState::Closed.next(), [CaseState::Reopened]);
    }
}
