//! The stories: seventeen firms on their way from a first word to an answer, and the contacts
//! public actors have had with firms. Everything is invented.

mod build;
mod coast;
mod contacts;
mod inland;

use domain::needs::answers::{Answers, GoalAnswers, NeedAnswers};
use domain::time::{Date, days_after};

use super::{Story, StoryGoal, StoryNeed};

pub use contacts::{contacts, wishes};

/// Every story, in a fixed order.
pub fn stories() -> Vec<Story> {
    coast::stories().into_iter().chain(inland::stories()).collect()
}

impl Story {
    /// The draft as it was typed, without accepted occupations: those are a person's to give.
    pub fn answers(&self, today: Date) -> Answers {
        Answers {
            goals: self.goals.iter().map(|goal| goal.answers(today)).collect(),
            contact_name: self.contact_name.to_owned(),
            contact_reach: self.contact_reach.to_owned(),
            local: Vec::new(),
        }
    }
}

impl StoryGoal {
    fn answers(&self, today: Date) -> GoalAnswers {
        GoalAnswers {
            goal: self.goal.to_owned(),
            obstacle: self.obstacle.code().to_owned(),
            consequence: self.consequence.to_owned(),
            severity: self.severity.code().to_owned(),
            capability: self.capability.to_owned(),
            gap: self.gap.to_owned(),
            needs: self.needs.iter().map(|need| need.answers(today)).collect(),
        }
    }
}

impl StoryNeed {
    fn answers(&self, today: Date) -> NeedAnswers {
        let start = self.start.map(|days| days_after(today, days));
        let part = |of: fn(Date) -> i16| start.map(|day| of(day).to_string()).unwrap_or_default();
        NeedAnswers {
            words: self.words.to_owned(),
            kind: self.kind.code().to_owned(),
            count: self.count.to_string(),
            start_day: part(|day| i16::from(day.day())),
            start_month: part(|day| i16::from(day.month())),
            start_year: part(Date::year),
            coding: None,
        }
    }
}
