//! Local questions: what a municipality, or the region for the whole county, asks firms at the end
//! of a mapping beside the questions that are the same for everyone.
//!
//! A question that is asked in other words is another version of it, and every answer stays with
//! the version it was given to. Versions are counted each for itself and never together.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::code_enum;
use crate::fault::{Fault, Faults};
use crate::figures::{Cell, median, shown};
use crate::ids::{LocalQuestionId, OrganisationId};
use crate::needs::answers::{Answers, Fields};
use crate::text::{self, BODY_MAX, LINE_MAX};

/// Most questions one place asks at a time.
pub const ASKED_MAX: usize = 3;
/// Most versions one question has had.
pub const VERSIONS_MAX: i64 = 20;
/// Longest question, in characters.
pub const TEXT_MAX: usize = LINE_MAX;
/// Longest help beside a question, in characters.
pub const HELP_MAX: usize = 300;
/// Longest answer in words, in characters.
pub const ANSWER_MAX: usize = 500;
/// Fewest choices of a question.
pub const CHOICES_LEAST: usize = 2;
/// Most choices of a question.
pub const CHOICES_MAX: usize = 8;
/// Longest choice, in characters.
pub const CHOICE_MAX: usize = 80;
/// Highest number that answers a question.
pub const NUMBER_MAX: i64 = 1_000_000;
/// Most local answers one mapping holds: those of its municipality and its county, and as many
/// again that were answered before they were changed or withdrawn.
pub const LOCAL_MAX: usize = 4 * ASKED_MAX;
/// Fields of the page with local questions, in the order the questions stand.
pub const LOCAL_FIELDS: [&str; LOCAL_MAX] = [
    "local1", "local2", "local3", "local4", "local5", "local6", "local7", "local8", "local9",
    "local10", "local11", "local12",
];
/// Numbers are counted in bands: from, and to where there is an end.
pub const BANDS: &[(i64, Option<i64>)] =
    &[(0, Some(0)), (1, Some(4)), (5, Some(9)), (10, Some(49)), (50, None)];

code_enum! {
    /// How a local question is answered.
    AnswerKind, "kind" {
        /// Yes, no, or one does not know.
        YesNo = "yes-no",
        /// One of a few choices.
        Choice = "choice",
        /// A whole number.
        Number = "number",
        /// A few words.
        Text = "text",
    }
}

code_enum! {
    /// An answer to a question of yes and no.
    YesNo, "answer" {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
        /// One does not know.
        Unknown = "unknown",
    }
}

/// What a person types to ask a question.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct QuestionForm {
    /// The question.
    pub text: String,
    /// What helps to answer it.
    pub help: String,
    /// Code of the kind of answer.
    pub kind: String,
    /// The choices, one a line.
    pub choices: String,
}

/// A question in the words of one version. It is never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Wording {
    /// The question.
    pub text: String,
    /// What helps to answer it.
    pub help: Option<String>,
    /// How it is answered.
    pub kind: AnswerKind,
    /// The choices, of a question that has such.
    pub choices: Vec<String>,
}

impl QuestionForm {
    /// Reads the form; every fault at once. A personal number is refused in every field.
    pub fn parse(&self) -> Result<Wording, Faults> {
        let mut faults = Faults::default();
        let text = faults.take(text::required("text", &self.text, TEXT_MAX));
        let help = faults.take(text::optional("help", &self.help, HELP_MAX));
        let kind = faults.take(AnswerKind::parse(&self.kind));
        let choices = match kind {
            Some(AnswerKind::Choice) => faults.take(read_choices(&self.choices)),
            _ => Some(Vec::new()),
        };
        match (text, help, kind, choices) {
            (Some(text), Some(help), Some(kind), Some(choices)) => {
                Ok(Wording { text, help, kind, choices })
            }
            _ => Err(faults),
        }
    }

    /// The form of a question as it stands.
    pub fn of(wording: &Wording) -> Self {
        Self {
            text: wording.text.clone(),
            help: wording.help.clone().unwrap_or_default(),
            kind: wording.kind.code().to_owned(),
            choices: wording.choices.join("\n"),
        }
    }
}

fn read_choices(typed: &str) -> Result<Vec<String>, Fault> {
    let mut choices: Vec<String> = Vec::new();
    for line in typed.lines().filter(|line| !line.trim().is_empty()) {
        let choice = text::required("choices", line, CHOICE_MAX)?;
        if choices.iter().any(|one| one.to_lowercase() == choice.to_lowercase()) {
            return Err(Fault::new("choices", "question-choice-twice").with("value", choice));
        }
        choices.push(choice);
    }
    if (CHOICES_LEAST..=CHOICES_MAX).contains(&choices.len()) {
        return Ok(choices);
    }
    Err(Fault::new("choices", "question-choices-count")
        .with("count", choices.len())
        .with("min", CHOICES_LEAST)
        .with("max", CHOICES_MAX))
}

impl Wording {
    /// Reads an answer into the way it is kept and counted; none is no answer.
    pub fn read(&self, field: &'static str, typed: &str) -> Result<Option<String>, Fault> {
        let typed = typed.trim();
        match self.kind {
            AnswerKind::Text => text::optional(field, typed, ANSWER_MAX),
            AnswerKind::Number => {
                let number = text::whole_number(field, typed, 0..=NUMBER_MAX)?;
                Ok(number.map(|number| number.to_string()))
            }
            _ if typed.is_empty() => Ok(None),
            AnswerKind::YesNo => {
                let unknown = |_| Fault::new(field, "unknown-choice").with("value", typed);
                YesNo::parse(typed).map(|answer| Some(answer.code().to_owned())).map_err(unknown)
            }
            AnswerKind::Choice if self.choices.iter().any(|choice| choice == typed) => {
                Ok(Some(typed.to_owned()))
            }
            AnswerKind::Choice => Err(Fault::new(field, "unknown-choice").with("value", typed)),
        }
    }

    /// What the answers are counted by, in the order it is shown; nothing for words.
    pub fn groups(&self) -> Vec<String> {
        match self.kind {
            AnswerKind::YesNo => YesNo::ALL.iter().map(|one| one.code().to_owned()).collect(),
            AnswerKind::Choice => self.choices.clone(),
            AnswerKind::Number => BANDS.iter().map(|(from, _)| from.to_string()).collect(),
            AnswerKind::Text => Vec::new(),
        }
    }

    /// Which group an answer is counted in.
    fn group_of(&self, value: &str) -> Option<usize> {
        if self.kind == AnswerKind::Number {
            let number: i64 = value.parse().ok()?;
            return BANDS.iter().rposition(|(from, _)| number >= *from);
        }
        self.groups().iter().position(|group| group == value)
    }
}

/// A version of a question as a firm meets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    /// The question.
    pub question: LocalQuestionId,
    /// Which version.
    pub version: i64,
    /// Name of the organisation that asks.
    pub from: String,
    /// Asked in the whole county.
    pub is_county: bool,
    /// The words.
    pub wording: Wording,
}

impl Asked {
    /// Is what an answer was given to.
    pub fn is_of(&self, answer: &LocalAnswer) -> bool {
        self.question == answer.question && self.version == answer.version
    }
}

/// A firm's answer to a version of a question, as typed while it is a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LocalAnswer {
    /// The question.
    pub question: LocalQuestionId,
    /// Which version.
    pub version: i64,
    /// The answer.
    pub value: String,
}

/// What a firm is asked: a question that it has answered as it was answered, whatever has become of
/// it since, and the others as they are asked now. The municipality's own come first.
pub fn to_ask(open: Vec<Asked>, answered: Vec<Asked>) -> Vec<Asked> {
    let is_answered = |one: &Asked| answered.iter().any(|other| other.question == one.question);
    let mut all: Vec<Asked> = open.into_iter().filter(|one| !is_answered(one)).collect();
    all.extend(answered);
    all.sort_by_key(|one| (one.is_county, one.question, one.version));
    all.dedup_by_key(|one| (one.question, one.version));
    all.truncate(LOCAL_MAX);
    all
}

impl Answers {
    /// What has been answered to a version, as typed.
    pub fn local_to(&self, asked: &Asked) -> &str {
        let found = self.local.iter().find(|answer| asked.is_of(answer));
        found.map_or("", |answer| answer.value.as_str())
    }

    /// Writes what was typed on the page with local questions, right or wrong. What is emptied is
    /// no answer.
    pub fn write_local(&mut self, asked: &[Asked], fields: Fields<'_>) {
        for (one, field) in asked.iter().zip(LOCAL_FIELDS) {
            let Some(value) = fields(field) else { continue };
            let value: String = value.chars().take(BODY_MAX).collect();
            self.local.retain(|answer| !one.is_of(answer));
            if !value.trim().is_empty() && self.local.len() < LOCAL_MAX {
                let (question, version) = (one.question, one.version);
                self.local.push(LocalAnswer { question, version, value });
            }
        }
    }

    /// What is wrong among the local answers. None is missing: a firm can always go on without.
    pub fn local_faults(&self, asked: &[Asked]) -> Faults {
        let mut faults = Faults::default();
        for (one, field) in asked.iter().zip(LOCAL_FIELDS) {
            faults.take(one.wording.read(field, self.local_to(one)));
        }
        faults
    }

    /// The local answers as they are kept when the firm approves.
    pub fn read_local(&self, asked: &[Asked]) -> Vec<LocalAnswer> {
        let read = |one: &Asked| {
            let value = one.wording.read("local1", self.local_to(one)).ok().flatten()?;
            Some(LocalAnswer { question: one.question, version: one.version, value })
        };
        asked.iter().filter_map(read).collect()
    }
}

/// How many have given one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What was answered, as [`Wording::groups`] names it.
    pub value: String,
    /// How many answers; none where there are too few firms to show it.
    pub answers: Option<i64>,
}

/// The answers to one version, as far as they may be shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counted {
    /// How many answers and from how many firms; none where they are too few.
    pub total: Option<(i64, i64)>,
    /// By answer; empty for words.
    pub groups: Vec<Group>,
    /// The middle of the numbers, of a question that is answered with such.
    pub median: Option<i64>,
}

/// One firm's answers of one kind: the answer, how many times, and which firm.
pub type Tallied = (String, i64, OrganisationId);

/// Counts the answers to one version. Where fewer firms than [`crate::figures::FIRMS_LEAST`] stand
/// behind a number it is not shown, nor what it could be computed from.
pub fn count(wording: &Wording, tallied: &[Tallied]) -> Counted {
    let groups = wording.groups();
    let mut cells = vec![Cell::default(); groups.len().max(1)];
    let (mut firms, mut answers, mut numbers) = (BTreeSet::new(), 0, Vec::new());
    for (value, times, firm) in tallied {
        let place = if groups.is_empty() { Some(0) } else { wording.group_of(value) };
        let Some(cell) = place.and_then(|place| cells.get_mut(place)) else { continue };
        cell.add(*times, *firm, false);
        firms.insert(*firm);
        answers += times;
        let number = value.parse::<i64>().ok();
        let times = usize::try_from(*times).unwrap_or_default();
        numbers.extend(number.into_iter().flat_map(|number| std::iter::repeat_n(number, times)));
    }
    let is_shown = shown(&cells);
    let firms = i64::try_from(firms.len()).unwrap_or(i64::MAX);
    let numbers = if wording.kind == AnswerKind::Number { numbers } else { Vec::new() };
    Counted {
        total: is_shown.total.then_some((answers, firms)),
        groups: groups
            .into_iter()
            .zip(cells.iter().zip(&is_shown.cells))
            .map(|(value, (cell, shown))| Group { value, answers: shown.then_some(cell.value) })
            .collect(),
        median: median(numbers).filter(|_| is_shown.total),
    }
}

#[cfg(test)]
mod tests;
