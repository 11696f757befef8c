//! The guided mapping (kartläggning): its track, its states, and which questions it asks.

use serde::{Deserialize, Serialize};

use super::answers::Answers;
use crate::code_enum;

/// Editions of the questions, the newest first. A question that is asked in other words is another
/// question: it comes with a new edition, and a mapping keeps the one it began with.
pub const QUESTION_SETS: &[&str] = &["1"];

code_enum! {
    /// Who holds the pen.
    Track, "track" {
        /// The firm alone, by a link and without account: few questions.
        Micro = "micro",
        /// A process leader together with the firm: the same questions, deeper.
        Led = "led",
    }
}

code_enum! {
    /// Where a mapping is in its life.
    MappingState, "state" {
        /// The firm has its link.
        Invited = "invited",
        /// At least one answer is kept.
        Started = "started",
        /// Led: the leader has prepared.
        Prepared = "prepared",
        /// Led: first workshop held.
        WorkshopOne = "workshop-1",
        /// Led: second workshop held.
        WorkshopTwo = "workshop-2",
        /// A summary waits for the firm.
        Compiled = "compiled",
        /// The firm has approved: goals and needs exist from here on.
        Approved = "approved",
        /// Shared as the firm chose.
        Shared = "shared",
        /// Asked again after twelve months.
        FollowedUp = "followed-up",
        /// Called off before approval; the draft is erased.
        Withdrawn = "withdrawn",
    }
}

impl MappingState {
    /// Which states may follow on a track.
    #[expect(clippy::match_same_arms, reason = "one row per state, as in the model's table")]
    pub fn next(self, track: Track) -> &'static [MappingState] {
        use MappingState::{
            Approved, Compiled, FollowedUp, Invited, Prepared, Shared, Started, Withdrawn,
            WorkshopOne, WorkshopTwo,
        };
        match (self, track) {
            (Invited, _) => &[Started, Withdrawn],
            (Started, Track::Micro) => &[Compiled, Withdrawn],
            (Started, Track::Led) => &[Prepared, Compiled, Withdrawn],
            (Prepared, _) => &[WorkshopOne, Compiled, Withdrawn],
            (WorkshopOne, _) => &[WorkshopTwo, Compiled, Withdrawn],
            (WorkshopTwo, _) => &[Compiled, Withdrawn],
            // A firm that wants something changed sends the summary back.
            (Compiled, _) => &[Approved, Started, Withdrawn],
            (Approved, _) => &[Shared, FollowedUp],
            (Shared, _) => &[FollowedUp],
            (FollowedUp | Withdrawn, _) => &[],
        }
    }

    /// Answers may still be changed.
    pub fn takes_answers(self) -> bool {
        matches!(
            self,
            Self::Invited | Self::Started | Self::Prepared | Self::WorkshopOne | Self::WorkshopTwo
        )
    }

    /// The firm has said yes.
    pub fn is_approved(self) -> bool {
        matches!(self, Self::Approved | Self::Shared | Self::FollowedUp)
    }
}

code_enum! {
    /// One page of the mapping: one question, with at most a few fields.
    Question, "question" {
        /// What the firm wants to reach. One field.
        Goal = "goal",
        /// What is hardest now. One field.
        Obstacle = "obstacle",
        /// What happens if it fails, and how serious that is. Two fields.
        Consequence = "consequence",
        /// Led only: what one must be able to do to reach the goal.
        Capability = "capability",
        /// Led only: what is missing today.
        Gap = "gap",
        /// Whom or what they need, in their own words. One field.
        Words = "words",
        /// What kind of change and how many. Two fields.
        Scope = "scope",
        /// When the first must start: day, month and year. Three fields.
        Start = "start",
        /// Whom to answer: name and telephone. Two fields.
        Contact = "contact",
        /// What the municipality or the region asks beside the common questions. No field of it
        /// has to be filled in.
        Local = "local",
    }
}

impl Question {
    /// How many fields the page asks for and needs.
    pub fn fields(self) -> usize {
        match self {
            Self::Start => 3,
            Self::Consequence | Self::Scope | Self::Contact => 2,
            Self::Goal | Self::Obstacle | Self::Capability | Self::Gap | Self::Words => 1,
            Self::Local => 0,
        }
    }
}

/// One page of one mapping: which question, about which goal and which of its needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Question asked.
    pub question: Question,
    /// Which goal, from 0.
    pub goal: usize,
    /// Which need of that goal, from 0.
    pub need: usize,
}

const OF_A_GOAL: &[Question] = &[Question::Goal, Question::Obstacle, Question::Consequence];
const DEEPER: &[Question] = &[Question::Capability, Question::Gap];
const OF_A_NEED: &[Question] = &[Question::Words, Question::Scope, Question::Start];

/// The pages of a mapping in order, with local questions last where somebody asks such. The
/// others are the same for everyone.
pub fn steps_with(track: Track, answers: &Answers, asks_locally: bool) -> Vec<Step> {
    let mut all = steps(track, answers);
    if asks_locally {
        all.push(Step { question: Question::Local, goal: 0, need: 0 });
    }
    all
}

/// The common pages of a mapping in order. A led one repeats for every goal and need it has so far.
pub fn steps(track: Track, answers: &Answers) -> Vec<Step> {
    let mut steps = Vec::new();
    let goals = match track {
        Track::Micro => 1,
        Track::Led => answers.goals.len().max(1),
    };
    for goal in 0..goals {
        let deeper = if track == Track::Led { DEEPER } else { &[] };
        let of_goal = OF_A_GOAL.iter().chain(deeper);
        steps.extend(of_goal.map(|&question| Step { question, goal, need: 0 }));
        let needs = match track {
            Track::Micro => 1,
            Track::Led => answers.goals.get(goal).map_or(1, |goal| goal.needs.len().max(1)),
        };
        for need in 0..needs {
            steps.extend(OF_A_NEED.iter().map(|&question| Step { question, goal, need }));
        }
    }
    steps.push(Step { question: Question::Contact, goal: 0, need: 0 });
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::needs::answers::{GoalAnswers, NeedAnswers};

    #[test]
    fn a_small_firm_meets_at_most_eight_questions_and_twelve_fields() {
        let steps = steps(Track::Micro, &Answers::default());
        assert!(steps.len() <= 8, "{}", steps.len());
        assert!(steps.iter().map(|step| step.question.fields()).sum::<usize>() <= 12);
    }

    #[test]
    fn a_led_mapping_asks_about_every_goal_and_need() {
        let two_needs = vec![NeedAnswers::default(), NeedAnswers::default()];
        let first = GoalAnswers { needs: two_needs, ..GoalAnswers::default() };
        let goals = vec![first, GoalAnswers::default()];
        let answers = Answers { goals, ..Answers::default() };
        let steps = steps(Track::Led, &answers);
        assert_eq!(steps.iter().filter(|step| step.question == Question::Words).count(), 3);
        assert_eq!(steps.iter().filter(|step| step.question == Question::Gap).count(), 2);
        assert_eq!(steps.last().map(|step| step.question), Some(Question::Contact));
    }

    #[test]
    fn nothing_is_shared_before_the_firm_has_approved() {
        for &state in MappingState::ALL {
            for &track in Track::ALL {
                if state.next(track).contains(&MappingState::Shared) {
                    assert!(state.is_approved(), "{state}");
                }
            }
        }
    }
}
