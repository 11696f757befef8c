//! What a firm has answered so far: a draft, kept exactly as typed so that nothing is ever lost,
//! and read into goals and needs when the firm approves.

use serde::{Deserialize, Serialize};

use super::coding::AcceptedCoding;
use super::mapping::{Question, Step, Track, steps};
use super::{Need, NeedKind, Severity};
use crate::code_enum;
use crate::fault::{Fault, Faults};
use crate::questions::LocalAnswer;
use crate::text::{self, BODY_MAX, LINE_MAX, NAME_MAX};
use crate::time;

/// Most goals one mapping holds.
pub const GOALS_MAX: usize = 5;
/// Most needs one goal holds.
pub const NEEDS_PER_GOAL_MAX: usize = 8;
/// Most persons one need asks for.
pub const COUNT_MAX: i64 = 5_000;

code_enum! {
    /// What is hardest for the firm right now.
    Obstacle, "obstacle" {
        /// Finding new people.
        Find = "find",
        /// Teaching those who are there something new.
        Learn = "learn",
        /// Making them stay.
        Keep = "keep",
        /// Someone soon retires.
        Retire = "retire",
        /// They do not know yet.
        Unsure = "unsure",
    }
}

/// The whole draft. Every field is text as typed; empty means not answered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Answers {
    /// Goals, in the order they were said.
    pub goals: Vec<GoalAnswers>,
    /// Whom to answer.
    pub contact_name: String,
    /// Telephone or e-mail, as the firm prefers.
    pub contact_reach: String,
    /// Answers to local questions, each to the version it was given to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub local: Vec<LocalAnswer>,
}

/// One development goal: goal → consequence → capability → gap → needs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct GoalAnswers {
    /// What they want to reach.
    pub goal: String,
    /// Code of what is hardest.
    pub obstacle: String,
    /// What happens otherwise.
    pub consequence: String,
    /// Code of how serious that is.
    pub severity: String,
    /// What one must be able to do.
    pub capability: String,
    /// What is missing today.
    pub gap: String,
    /// Needs that follow.
    pub needs: Vec<NeedAnswers>,
}

/// One need behind a goal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct NeedAnswers {
    /// In the firm's own words.
    pub words: String,
    /// Code of the kind.
    pub kind: String,
    /// How many persons.
    pub count: String,
    /// Day of month.
    pub start_day: String,
    /// Month, 1–12.
    pub start_month: String,
    /// Year.
    pub start_year: String,
    /// Occupation that a person has accepted for these words, if any yet.
    pub coding: Option<AcceptedCoding>,
}

/// Fields of one page as they came from the form: whatever the page does not have is `None`.
pub type Fields<'a> = &'a dyn Fn(&str) -> Option<String>;

impl Answers {
    /// The address the firm wants to be answered at, when it gave one rather than a number.
    pub fn mail_address(&self) -> Option<String> {
        text::email("contactReach", &self.contact_reach).ok()
    }

    /// A draft with one empty goal and need, so that the first page has something to fill in.
    pub fn begin() -> Self {
        let goal = GoalAnswers { needs: vec![NeedAnswers::default()], ..GoalAnswers::default() };
        Self { goals: vec![goal], ..Self::default() }
    }

    /// Writes what was typed on one page into the draft, right or wrong.
    pub fn write(&mut self, step: Step, fields: Fields<'_>) {
        let put = |slot: &mut String, name: &str| {
            if let Some(value) = fields(name) {
                *slot = value.chars().take(BODY_MAX * 2).collect();
            }
        };
        if step.question == Question::Contact {
            put(&mut self.contact_name, "contactName");
            put(&mut self.contact_reach, "contactReach");
            return;
        }
        // Which they are is not known here: see `write_local`.
        if step.question == Question::Local {
            return;
        }
        let Some(goal) = self.goal_mut(step.goal) else { return };
        match step.question {
            Question::Goal => put(&mut goal.goal, "goal"),
            Question::Obstacle => put(&mut goal.obstacle, "obstacle"),
            Question::Consequence => {
                put(&mut goal.consequence, "consequence");
                put(&mut goal.severity, "severity");
            }
            Question::Capability => put(&mut goal.capability, "capability"),
            Question::Gap => put(&mut goal.gap, "gap"),
            Question::Words | Question::Scope | Question::Start => {
                if let Some(need) = goal.need_mut(step.need) {
                    need.write(step.question, &put);
                }
            }
            Question::Contact | Question::Local => {}
        }
    }

    /// What is wrong on one page; of local questions see `local_faults`.
    pub fn faults(&self, step: Step) -> Faults {
        let empty_goal = GoalAnswers::default();
        let goal = self.goals.get(step.goal).unwrap_or(&empty_goal);
        let empty_need = NeedAnswers::default();
        let need = goal.needs.get(step.need).unwrap_or(&empty_need);
        let mut faults = Faults::default();
        match step.question {
            Question::Goal => drop(faults.take(text::required("goal", &goal.goal, BODY_MAX))),
            Question::Obstacle => drop(faults.take(Obstacle::parse(&goal.obstacle))),
            Question::Consequence => {
                faults.take(text::optional("consequence", &goal.consequence, BODY_MAX));
                faults.take(Severity::parse(&goal.severity));
            }
            Question::Capability => {
                faults.take(text::required("capability", &goal.capability, BODY_MAX));
            }
            Question::Gap => drop(faults.take(text::required("gap", &goal.gap, BODY_MAX))),
            Question::Words => drop(faults.take(text::required("words", &need.words, BODY_MAX))),
            Question::Scope => {
                faults.take(NeedKind::parse(&need.kind));
                faults.take(need.count());
            }
            Question::Start => drop(faults.take(need.start())),
            Question::Contact => {
                faults.take(text::required("contactName", &self.contact_name, NAME_MAX));
                faults.take(text::required("contactReach", &self.contact_reach, LINE_MAX));
            }
            Question::Local => {}
        }
        faults
    }

    /// The first page with something wrong or missing, if any.
    pub fn first_unfinished(&self, track: Track) -> Option<(usize, Step)> {
        let steps = steps(track, self);
        steps.into_iter().enumerate().find(|(_, step)| !self.faults(*step).is_empty())
    }

    /// Reads the finished draft, or says which page is not finished.
    pub fn approve(&self, track: Track) -> Result<Vec<ApprovedGoal>, Step> {
        if let Some((_, step)) = self.first_unfinished(track) {
            return Err(step);
        }
        Ok(self.goals.iter().filter_map(GoalAnswers::read).collect())
    }

    /// Adds an empty goal, unless there are [`GOALS_MAX`].
    pub fn add_goal(&mut self) -> bool {
        let fits = self.goals.len() < GOALS_MAX;
        if fits {
            self.goals.extend(Self::begin().goals);
        }
        fits
    }

    /// Adds an empty need to a goal, unless it has [`NEEDS_PER_GOAL_MAX`].
    pub fn add_need(&mut self, goal: usize) -> bool {
        let Some(goal) = self.goals.get_mut(goal) else { return false };
        let fits = goal.needs.len() < NEEDS_PER_GOAL_MAX;
        if fits {
            goal.needs.push(NeedAnswers::default());
        }
        fits
    }

    /// Takes a need out of its goal; the last need of a goal takes the goal with it, but one goal
    /// always remains.
    pub fn remove_need(&mut self, goal: usize, need: usize) {
        let Some(answers) = self.goals.get_mut(goal) else { return };
        if need < answers.needs.len() {
            answers.needs.remove(need);
        }
        if answers.needs.is_empty() {
            self.goals.remove(goal);
        }
        if self.goals.is_empty() {
            *self = Self { goals: Self::begin().goals, ..std::mem::take(self) };
        }
    }

    /// The draft need at a place.
    pub fn need(&self, goal: usize, need: usize) -> Option<&NeedAnswers> {
        self.goals.get(goal)?.needs.get(need)
    }

    /// The draft need at a place, to change.
    pub fn need_mut(&mut self, goal: usize, need: usize) -> Option<&mut NeedAnswers> {
        self.goals.get_mut(goal)?.needs.get_mut(need)
    }

    fn goal_mut(&mut self, index: usize) -> Option<&mut GoalAnswers> {
        while self.goals.len() <= index.min(GOALS_MAX - 1) {
            self.goals.extend(Self::begin().goals);
        }
        self.goals.get_mut(index)
    }
}

impl GoalAnswers {
    fn need_mut(&mut self, index: usize) -> Option<&mut NeedAnswers> {
        while self.needs.len() <= index.min(NEEDS_PER_GOAL_MAX - 1) {
            self.needs.push(NeedAnswers::default());
        }
        self.needs.get_mut(index)
    }

    fn read(&self) -> Option<ApprovedGoal> {
        let severity = Severity::parse(&self.severity).ok()?;
        Some(ApprovedGoal {
            goal: text::required("goal", &self.goal, BODY_MAX).ok()?,
            obstacle: Obstacle::parse(&self.obstacle).ok()?,
            consequence: text::optional("consequence", &self.consequence, BODY_MAX).ok()?,
            capability: text::optional("capability", &self.capability, BODY_MAX).ok()?,
            gap: text::optional("gap", &self.gap, BODY_MAX).ok()?,
            needs: self.needs.iter().filter_map(|need| need.read(severity)).collect(),
        })
    }
}

impl NeedAnswers {
    fn write(&mut self, question: Question, put: &dyn Fn(&mut String, &str)) {
        match question {
            Question::Words => {
                let before = self.words.clone();
                put(&mut self.words, "words");
                // An occupation was accepted for the old words, not for these.
                if before != self.words {
                    self.coding = None;
                }
            }
            Question::Scope => {
                put(&mut self.kind, "kind");
                put(&mut self.count, "count");
            }
            _ => {
                put(&mut self.start_day, "startDay");
                put(&mut self.start_month, "startMonth");
                put(&mut self.start_year, "startYear");
            }
        }
    }

    fn count(&self) -> Result<i64, Fault> {
        text::whole_number("count", &self.count, 1..=COUNT_MAX)?
            .ok_or_else(|| Fault::new("count", "required"))
    }

    fn start(&self) -> Result<Option<time::Date>, Fault> {
        time::date_from_parts("start", [&self.start_day, &self.start_month, &self.start_year])
    }

    fn read(&self, severity: Severity) -> Option<ApprovedNeed> {
        Some(ApprovedNeed {
            need: Need {
                words: text::required("words", &self.words, BODY_MAX).ok()?,
                kind: NeedKind::parse(&self.kind).ok()?,
                count: self.count().ok()?,
                start_by: self.start().ok()?,
                severity,
            },
            coding: self.coding.clone(),
        })
    }
}

/// A goal as approved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovedGoal {
    /// What they want to reach.
    pub goal: String,
    /// What is hardest.
    pub obstacle: Obstacle,
    /// What happens otherwise.
    pub consequence: Option<String>,
    /// What one must be able to do.
    pub capability: Option<String>,
    /// What is missing today.
    pub gap: Option<String>,
    /// The needs that follow.
    pub needs: Vec<ApprovedNeed>,
}

/// A need as approved, with the occupation if a person has accepted one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovedNeed {
    /// What is needed.
    pub need: Need,
    /// Accepted occupation.
    pub coding: Option<AcceptedCoding>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fill(answers: &mut Answers, track: Track) {
        let value = |name: &str| {
            Some(
                match name {
                    "obstacle" => "find",
                    "severity" => "slows",
                    "kind" => "recruit",
                    "count" => "3",
                    "startDay" | "startMonth" => "1",
                    "startYear" => "2027",
                    _ => "Öppna lunchrestaurang",
                }
                .to_owned(),
            )
        };
        for step in steps(track, answers) {
            answers.write(step, &value);
        }
    }

    #[test]
    fn a_finished_draft_reads_into_goals_and_needs() {
        for &track in Track::ALL {
            let mut answers = Answers::begin();
            assert!(answers.approve(track).is_err());
            fill(&mut answers, track);
            let goals = answers.approve(track).expect("finished");
            assert_eq!(goals.len(), 1);
            assert_eq!(goals[0].needs[0].need.count, 3);
        }
    }

    #[test]
    fn other_words_drop_the_accepted_occupation() {
        let mut answers = Answers::begin();
        fill(&mut answers, Track::Micro);
        answers.goals[0].needs[0].coding = Some(AcceptedCoding::example());
        let step = Step { question: Question::Words, goal: 0, need: 0 };
        answers.write(step, &|_| Some("Öppna lunchrestaurang".into()));
        assert!(answers.goals[0].needs[0].coding.is_some());
        answers.write(step, &|_| Some("Två svetsare".into()));
        assert!(answers.goals[0].needs[0].coding.is_none());
    }

    #[test]
    fn what_is_typed_wrong_is_kept_as_typed() {
        let mut answers = Answers::begin();
        let step = Step { question: Question::Start, goal: 0, need: 0 };
        answers.write(step, &|name| (name == "startDay").then(|| "trettioett".to_owned()));
        assert_eq!(answers.goals[0].needs[0].start_day, "trettioett");
        assert_eq!(answers.faults(step).0[0].code, "date-needs-three-numbers");
    }

    proptest! {
        #[test]
        fn no_page_can_make_a_draft_panic_or_grow_without_end(
            goal in 0usize..50,
            need in 0usize..50,
            text in ".{0,60}",
        ) {
            let mut answers = Answers::begin();
            for &question in Question::ALL {
                answers.write(Step { question, goal, need }, &|_| Some(text.clone()));
            }
            prop_assert!(answers.goals.len() <= GOALS_MAX);
            prop_assert!(answers.goals.iter().all(|goal| goal.needs.len() <= NEEDS_PER_GOAL_MAX));
            let _ = answers.approve(Track::Led);
        }

        #[test]
        fn one_goal_and_need_always_remain(
            removals in proptest::collection::vec((0usize..3, 0usize..3), 0..10),
        ) {
            let mut answers = Answers::begin();
            answers.add_goal();
            answers.add_need(0);
            for (goal, need) in removals {
                answers.remove_need(goal, need);
            }
            prop_assert!(!answers.goals.is_empty());
            prop_assert!(answers.goals.iter().all(|goal| !goal.needs.is_empty()));
        }
    }
}
