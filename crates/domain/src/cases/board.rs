//! The board: the states of a case as columns, and what moving a card there asks for.

use super::CaseState;
use crate::code_enum;

code_enum! {
    /// A column of the board. States where nobody has taken the case yet share the first.
    Column, "column" {
        /// Come in, handed over or opened again, and not taken.
        New = "new",
        /// Taken.
        Assigned = "assigned",
        /// The firm has its first answer.
        Answered = "answered",
        /// A plan is agreed.
        PlanAgreed = "plan-agreed",
        /// The plan is being carried out.
        InProgress = "in-progress",
        /// Waits for one of the parties.
        Waiting = "waiting",
        /// Asked after.
        FollowUp = "follow-up",
        /// Over.
        Closed = "closed",
    }
}

/// What has to be said before a card can be moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// Nothing.
    Nothing,
    /// How it ended, and words to the firm.
    Closing,
    /// Which desk takes over, and why.
    HandOver,
    /// Why it is opened again, and what is done first.
    Reopening,
}

impl Column {
    /// Where a case in a state stands.
    pub fn of(state: CaseState) -> Self {
        match state {
            CaseState::Received | CaseState::HandedOver | CaseState::Reopened => Self::New,
            CaseState::Assigned => Self::Assigned,
            CaseState::Answered => Self::Answered,
            CaseState::PlanAgreed => Self::PlanAgreed,
            CaseState::InProgress => Self::InProgress,
            CaseState::Waiting => Self::Waiting,
            CaseState::FollowUp => Self::FollowUp,
            CaseState::Closed => Self::Closed,
        }
    }

    /// The state a case gets when its card is moved here, and what that asks for; none where the
    /// card already stands here or [`CaseState::next`] does not lead here.
    pub fn entered_from(self, from: CaseState) -> Option<(CaseState, Asks)> {
        if Self::of(from) == self {
            return None;
        }
        let entered = from.next().iter().copied().find(|state| Self::of(*state) == self)?;
        let asks = match entered {
            CaseState::Closed => Asks::Closing,
            CaseState::HandedOver => Asks::HandOver,
            CaseState::Reopened => Asks::Reopening,
            _ => Asks::Nothing,
        };
        Some((entered, asks))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_goes_only_where_the_states_lead() {
        for &from in CaseState::ALL {
            for &column in Column::ALL {
                match column.entered_from(from) {
                    Some((state, _)) => {
                        assert!(from.next().contains(&state), "{from} to {state}");
                        assert_eq!(Column::of(state), column);
                        assert_ne!(Column::of(from), column);
                    }
                    None => assert!(
                        Column::of(from) == column
                            || from.next().iter().all(|state| Column::of(*state) != column),
                        "{from} to {column}"
                    ),
                }
            }
        }
    }

    #[test]
    fn what_is_told_to_others_is_asked_for() {
        let asks = |column: Column, from| column.entered_from(from).map(|(_, asks)| asks);
        assert_eq!(asks(Column::Closed, CaseState::Waiting), Some(Asks::Closing));
        assert_eq!(asks(Column::New, CaseState::Waiting), Some(Asks::HandOver));
        assert_eq!(asks(Column::New, CaseState::Closed), Some(Asks::Reopening));
        assert_eq!(asks(Column::Answered, CaseState::Received), Some(Asks::Nothing));
        assert_eq!(asks(Column::Answered, CaseState::InProgress), None);
        assert_eq!(asks(Column::New, CaseState::HandedOver), None);
    }
}
