//! Keeping what the firm answers: always, exactly as typed, and without writing over anybody.

use std::collections::BTreeMap;

use domain::access::Reach;
use domain::fault::{Fault, Faults};
use domain::needs::answers::{Answers, NEEDS_PER_GOAL_MAX};
use domain::needs::mapping::{MappingState, Question, Step, Track, steps, steps_with};
use domain::questions::{Asked, LOCAL_FIELDS};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use store::Tx;
use store::mappings::{self as stored, Scope, StoredMapping};

use super::{Door, Entered, enter, local};
use crate::coding::{self, Choice};
use crate::{App, Error, Kind, keeping, secrets};

/// What was typed on one page, by field.
pub type Typed = BTreeMap<String, String>;

/// Fields of each common question; those of local questions are [`LOCAL_FIELDS`].
pub fn fields_of(question: Question) -> &'static [&'static str] {
    match question {
        Question::Goal => &["goal"],
        Question::Obstacle => &["obstacle"],
        Question::Consequence => &["consequence", "severity"],
        Question::Capability => &["capability"],
        Question::Gap => &["gap"],
        Question::Words => &["words"],
        Question::Scope => &["kind", "count"],
        Question::Start => &["startDay", "startMonth", "startYear"],
        Question::Contact => &["contactName", "contactReach"],
        Question::Local => &[],
    }
}

/// One page of a mapping, with what has been answered on it.
#[derive(Debug, Clone)]
pub struct Page {
    /// Who has come in, to which mapping.
    pub entered: Entered,
    /// Which page, from 1.
    pub at: usize,
    /// Of how many.
    pub of: usize,
    /// What it asks.
    pub step: Step,
    /// Local questions it asks.
    pub asked: Vec<Asked>,
    /// Fields and their values.
    pub values: Vec<(&'static str, String)>,
    /// What the page was shown with, to send back.
    pub seen: Seen,
    /// How many goals there are.
    pub goals: usize,
    /// How many needs this goal has.
    pub needs: usize,
    /// The goal in the firm's words, to remind of on pages about its needs.
    pub goal: String,
}

/// What a page was shown with: tells whether somebody else has written there since.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Seen {
    /// Which question about which goal and need, such as `words.0.1`.
    pub step: String,
    /// Digest of the values shown.
    pub base: String,
}

/// The name of a step as it stands in a form.
pub fn step_name(step: Step) -> String {
    format!("{}.{}.{}", step.question, step.goal, step.need)
}

fn step_of_name(name: &str) -> Option<Step> {
    let name = name.split('~').next()?;
    let mut parts = name.splitn(3, '.');
    let question = Question::parse(parts.next()?).ok()?;
    let goal = parts.next()?.parse().ok()?;
    let need = parts.next()?.parse().ok()?;
    Some(Step { question, goal, need })
}

/// Values of one page in a draft; of the page with local questions in their order on it.
fn values_of(answers: &Answers, step: Step, asked: &[Asked]) -> Vec<(&'static str, String)> {
    if step.question == Question::Local {
        let with_value = |(one, field)| (field, answers.local_to(one).to_owned());
        return asked.iter().zip(LOCAL_FIELDS).map(with_value).collect();
    }
    let goal = answers.goals.get(step.goal);
    let need = answers.need(step.goal, step.need);
    let of_goal = |read: fn(&domain::needs::answers::GoalAnswers) -> &String| {
        goal.map(read).cloned().unwrap_or_default()
    };
    let of_need = |read: fn(&domain::needs::answers::NeedAnswers) -> &String| {
        need.map(read).cloned().unwrap_or_default()
    };
    fields_of(step.question)
        .iter()
        .map(|&field| {
            let value = match field {
                "goal" => of_goal(|goal| &goal.goal),
                "obstacle" => of_goal(|goal| &goal.obstacle),
                "consequence" => of_goal(|goal| &goal.consequence),
                "severity" => of_goal(|goal| &goal.severity),
                "capability" => of_goal(|goal| &goal.capability),
                "gap" => of_goal(|goal| &goal.gap),
                "words" => of_need(|need| &need.words),
                "kind" => of_need(|need| &need.kind),
                "count" => of_need(|need| &need.count),
                "startDay" => of_need(|need| &need.start_day),
                "startMonth" => of_need(|need| &need.start_month),
                "startYear" => of_need(|need| &need.start_year),
                "contactName" => answers.contact_name.clone(),
                _ => answers.contact_reach.clone(),
            };
            (field, value)
        })
        .collect()
}

fn digest(values: &[(&'static str, String)]) -> String {
    let text = values.iter().fold(String::new(), |mut text, (field, value)| {
        text.push_str(field);
        text.push('\u{1f}');
        // Browsers send line ends their own way.
        text.push_str(value.replace("\r\n", "\n").trim());
        text.push('\u{1e}');
        text
    });
    secrets::token_hash(&text).chars().take(16).collect()
}

fn seen_of(answers: &Answers, step: Step, asked: &[Asked]) -> Seen {
    let base = digest(&values_of(answers, step, asked));
    let asked = if step.question == Question::Local { asked } else { &[] };
    Seen { step: local::page_name(&step_name(step), asked), base }
}

/// One page of a mapping, `at` counted from 1. A page past the last is none.
pub async fn page(app: &App, door: Door<'_>, at: usize) -> Result<Option<Page>, Error> {
    page_again(app, door, at, "").await
}

/// One page of a mapping that has been shown before, under the name it had: local questions stand
/// in the same order and in the same words as they did then.
pub async fn page_again(
    app: &App,
    door: Door<'_>,
    at: usize,
    name: &str,
) -> Result<Option<Page>, Error> {
    let entered = enter(app, door).await?;
    entered.must_write()?;
    let (county, mapping) = (&entered.county, &entered.mapping);
    let mut connection = app.store.read().await?;
    let answers = stored::answers_of(&mut connection, county, mapping.id).await?;
    let answers = answers.unwrap_or_default();
    let mut asked = local::on_page(&mut connection, county, mapping, name).await?;
    if asked.is_empty() {
        asked = local::asked(&mut connection, county, mapping, &answers).await?;
    }
    drop(connection);
    let id = mapping.id;
    let steps = steps_with(mapping.track, &answers, !asked.is_empty());
    let place = at.checked_sub(1).ok_or_else(Error::invisible)?;
    let Some(step) = steps.get(place).copied() else { return Ok(None) };
    let subject = keeping::of_firm("mapping", id.0, entered.mapping.organisation);
    keeping::note(app, &entered.actor, subject).await;
    let goal = answers.goals.get(step.goal);
    Ok(Some(Page {
        entered,
        at,
        of: steps.len(),
        step,
        values: values_of(&answers, step, &asked),
        seen: seen_of(&answers, step, &asked),
        asked: if step.question == Question::Local { asked } else { Vec::new() },
        goals: answers.goals.len(),
        needs: goal.map_or(0, |goal| goal.needs.len()),
        goal: goal.map(|goal| goal.goal.clone()).unwrap_or_default(),
    }))
}

/// One page as it came from the form.
#[derive(Debug, Clone)]
pub struct Save<'a> {
    /// What the page was shown with.
    pub seen: &'a Seen,
    /// What was typed.
    pub typed: &'a Typed,
}

/// How keeping a page went.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Saved {
    /// It is kept, right or wrong.
    Kept {
        /// When.
        at: Timestamp,
        /// What the page is shown with from here on.
        seen: Seen,
        /// Which page comes next, from 1; past the last is the review.
        next: usize,
        /// The draft as kept, to look for faults in.
        answers: Box<Answers>,
        /// Local questions on the page.
        asked: Vec<Asked>,
    },
    /// Somebody else has written other words in the same place since the page was shown. Nothing
    /// is overwritten: both are shown, and sending again decides.
    Meanwhile {
        /// What they wrote, by field.
        theirs: Vec<(String, String)>,
        /// What the page is shown with from here on.
        seen: Seen,
    },
}

impl Saved {
    /// What is wrong on the page that was kept.
    pub fn faults(&self) -> Faults {
        match self {
            Self::Kept { seen, answers, asked, .. } => match step_of_name(&seen.step) {
                Some(step) if step.question == Question::Local => answers.local_faults(asked),
                Some(step) => answers.faults(step),
                None => Faults::default(),
            },
            Self::Meanwhile { .. } => Faults::default(),
        }
    }
}

/// A draft keeps what is typed, right or wrong, with one exception: a personal number is never
/// kept, not even in a draft.
fn no_personal_number(step: Step, typed: &Typed) -> Result<(), Error> {
    let mut faults = Faults::default();
    let is_local = step.question == Question::Local;
    let fields = if is_local { &LOCAL_FIELDS[..] } else { fields_of(step.question) };
    for &field in fields {
        let typed = typed.get(field).map(String::as_str).unwrap_or_default();
        if domain::personal_number::is_in(field, typed) {
            faults.push(Fault::new(field, "personal-number"));
        }
    }
    Ok(faults.into_result()?)
}

/// Keeps one page exactly as typed, then says what is wrong with it.
pub async fn save(app: &App, door: Door<'_>, save: &Save<'_>) -> Result<Saved, Error> {
    let entered = enter(app, door).await?;
    entered.must_write()?;
    let step = step_of_name(&save.seen.step).ok_or_else(Error::invisible)?;
    no_personal_number(step, save.typed)?;
    let asked = &asked_on(app, &entered, step, &save.seen.step).await?;
    let started = &entered.event(app, "mapping.started");
    let (county, id, now) = (&entered.county, entered.mapping.id, app.now());
    app.store
        .write(county, None, |mut tx| async move {
            let (mapping, mut answers) = draft_in(&mut tx, &entered_at(county, id)).await?;
            if asked.is_empty() && !fits(mapping.track, &answers, step) {
                return Err(Error::invisible());
            }
            let before = values_of(&answers, step, asked);
            answers.write(step, &|field| save.typed.get(field).cloned());
            answers.write_local(asked, &|field| save.typed.get(field).cloned());
            let after = values_of(&answers, step, asked);
            let (old, new) = (digest(&before), digest(&after));
            if old != new && old != save.seen.base {
                let theirs = before.into_iter().map(|(field, value)| (field.to_owned(), value));
                let seen = Seen { step: save.seen.step.clone(), base: old };
                return Ok(Saved::Meanwhile { theirs: theirs.collect(), seen });
            }
            let state = match mapping.state {
                MappingState::Invited => MappingState::Started,
                other => other,
            };
            if old != new || state != mapping.state {
                stored::save_answers(&mut tx, county, id, &answers, state, mapping.version, now)
                    .await?;
            }
            if state != mapping.state {
                store::events::append(&mut tx, county, started).await?;
            }
            let steps = steps_with(mapping.track, &answers, !asked.is_empty());
            let place = steps.iter().position(|one| *one == step).unwrap_or_default();
            let seen = Seen { step: save.seen.step.clone(), base: new };
            let (next, asked) = (place + 2, asked.clone());
            Ok(Saved::Kept { at: now, seen, next, answers: Box::new(answers), asked })
        })
        .await
}

/// Local questions on the page that was filled in; on every other page there are none.
async fn asked_on(
    app: &App,
    entered: &Entered,
    step: Step,
    name: &str,
) -> Result<Vec<Asked>, Error> {
    if step.question != Question::Local {
        return Ok(Vec::new());
    }
    let mut connection = app.store.read().await?;
    let asked = local::on_page(&mut connection, &entered.county, &entered.mapping, name).await?;
    if asked.is_empty() { Err(Error::invisible()) } else { Ok(asked) }
}

/// Which mapping a closure reads again inside its transaction.
pub(super) struct At<'a> {
    county: &'a domain::codes::CountyCode,
    id: domain::ids::MappingId,
}

pub(super) fn entered_at(county: &domain::codes::CountyCode, id: domain::ids::MappingId) -> At<'_> {
    At { county, id }
}

/// The mapping and its draft inside a transaction, as long as it takes answers.
async fn draft_in(tx: &mut Tx, at: &At<'_>) -> Result<(StoredMapping, Answers), Error> {
    let (mapping, answers) = read_in(tx, at).await?;
    if mapping.state.takes_answers() {
        return Ok((mapping, answers));
    }
    Err(Fault::new("state", closed_code(mapping.state)).into())
}

/// The mapping and its answers inside a transaction.
pub(super) async fn read_in(tx: &mut Tx, at: &At<'_>) -> Result<(StoredMapping, Answers), Error> {
    let everyone = Scope::Reach(Reach::County);
    let mapping = stored::find(tx, at.county, &everyone, at.id).await?;
    let answers = stored::answers_of(tx, at.county, at.id).await?;
    mapping.zip(answers).ok_or_else(Error::invisible)
}

/// Why a state takes no more answers.
fn closed_code(state: MappingState) -> &'static str {
    match state {
        MappingState::Compiled => "mapping-is-compiled",
        MappingState::Withdrawn => "mapping-is-withdrawn",
        _ => "mapping-is-approved",
    }
}

/// A step that the draft has, or that somebody has just taken away while another was writing in
/// it: then it comes back rather than losing what was written.
fn fits(track: Track, answers: &Answers, step: Step) -> bool {
    let asked = steps(track, answers).contains(&step);
    let comes_back = track == Track::Led
        && step.goal <= answers.goals.len()
        && step.need <= answers.goals.get(step.goal).map_or(0, |goal| goal.needs.len())
        && step.need < NEEDS_PER_GOAL_MAX;
    asked || comes_back
}

/// Changes the draft as a whole, such as adding a need.
async fn change(
    app: &App,
    door: Door<'_>,
    how: impl Fn(&mut Answers) -> Result<Step, Error> + Sync,
) -> Result<usize, Error> {
    let entered = enter(app, door).await?;
    entered.must_write()?;
    let (county, id, now, how) = (&entered.county, entered.mapping.id, app.now(), &how);
    app.store
        .write(county, None, |mut tx| async move {
            let (mapping, mut answers) = draft_in(&mut tx, &entered_at(county, id)).await?;
            if mapping.track != Track::Led {
                return Err(Error::forbidden());
            }
            let step = how(&mut answers)?;
            let state = match mapping.state {
                MappingState::Invited => MappingState::Started,
                other => other,
            };
            stored::save_answers(&mut tx, county, id, &answers, state, mapping.version, now)
                .await?;
            let steps = steps(mapping.track, &answers);
            Ok(steps.iter().position(|one| *one == step).map_or(1, |place| place + 1))
        })
        .await
}

/// Adds a need to a goal of a led mapping; gives the page that asks about it.
pub async fn add_need(app: &App, door: Door<'_>, goal: usize) -> Result<usize, Error> {
    change(app, door, |answers| {
        if !answers.add_need(goal) {
            return Err(Fault::new("needs", "too-many-needs")
                .with("max", NEEDS_PER_GOAL_MAX)
                .into());
        }
        let need = answers.goals.get(goal).map_or(0, |goal| goal.needs.len().saturating_sub(1));
        Ok(Step { question: Question::Words, goal, need })
    })
    .await
}

/// Adds a goal to a led mapping; gives the page that asks about it.
pub async fn add_goal(app: &App, door: Door<'_>) -> Result<usize, Error> {
    change(app, door, |answers| {
        if !answers.add_goal() {
            let max = domain::needs::answers::GOALS_MAX;
            return Err(Fault::new("goals", "too-many-goals").with("max", max).into());
        }
        let goal = answers.goals.len().saturating_sub(1);
        Ok(Step { question: Question::Goal, goal, need: 0 })
    })
    .await
}

/// Takes a need out of a led mapping. `words` are those the reader saw: other words mean that
/// somebody has changed them meanwhile, and nothing is taken.
pub async fn remove_need(
    app: &App,
    door: Door<'_>,
    place: (usize, usize),
    words: &str,
) -> Result<(), Error> {
    let (goal, need) = place;
    change(app, door, |answers| {
        let there = answers.need(goal, need).ok_or_else(Error::invisible)?;
        if digest(&[("words", there.words.clone())]) != digest(&[("words", words.to_owned())]) {
            return Err(Error::of(Kind::Conflict));
        }
        answers.remove_need(goal, need);
        Ok(Step { question: Question::Goal, goal: 0, need: 0 })
    })
    .await
    .map(|_| ())
}

/// Accepts an occupation for the words of one need.
pub async fn accept_occupation(
    app: &App,
    door: Door<'_>,
    place: (usize, usize),
    choice: &Choice,
) -> Result<(), Error> {
    let entered = enter(app, door).await?;
    entered.must_write()?;
    let (county, id) = (entered.county.clone(), entered.mapping.id);
    let answers = stored::answers_of(&mut app.store.read().await?, &county, id).await?;
    let need = answers.as_ref().and_then(|answers| answers.need(place.0, place.1)).cloned();
    let words = need.ok_or_else(Error::invisible)?.words;
    let by = (&entered.actor, entered.name.as_str());
    let accepted = coding::accept(&app.vocabulary(), &words, choice, by, app.now())?;
    set_occupation(app, &entered, place, &words, Some(accepted)).await
}

/// Takes an accepted occupation back.
pub async fn clear_occupation(
    app: &App,
    door: Door<'_>,
    place: (usize, usize),
) -> Result<(), Error> {
    let entered = enter(app, door).await?;
    entered.must_write()?;
    let (county, id) = (entered.county.clone(), entered.mapping.id);
    let answers = stored::answers_of(&mut app.store.read().await?, &county, id).await?;
    let need = answers.as_ref().and_then(|answers| answers.need(place.0, place.1)).cloned();
    let words = need.ok_or_else(Error::invisible)?.words;
    set_occupation(app, &entered, place, &words, None).await
}

async fn set_occupation(
    app: &App,
    entered: &Entered,
    place: (usize, usize),
    words: &str,
    coding: Option<domain::needs::coding::AcceptedCoding>,
) -> Result<(), Error> {
    let (county, id, now, coding) = (&entered.county, entered.mapping.id, app.now(), &coding);
    app.store
        .write(county, None, |mut tx| async move {
            let (mapping, mut answers) = read_in(&mut tx, &entered_at(county, id)).await?;
            // Also while the summary waits: saying what the words mean does not change them.
            if mapping.state.is_approved() || mapping.state == MappingState::Withdrawn {
                return Err(Fault::new("state", closed_code(mapping.state)).into());
            }
            let need = answers.need_mut(place.0, place.1).ok_or_else(Error::invisible)?;
            if need.words != words {
                return Err(Error::of(Kind::Conflict));
            }
            need.coding.clone_from(coding);
            let state = mapping.state;
            Ok::<_, Error>(
                stored::save_answers(&mut tx, county, id, &answers, state, mapping.version, now)
                    .await?,
            )
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_survives_the_form() {
        let step = Step { question: Question::Words, goal: 2, need: 7 };
        assert_eq!(step_of_name(&step_name(step)), Some(step));
        for broken in ["", "words", "words.1", "words.a.b", "other.0.0"] {
            assert_eq!(step_of_name(broken), None, "{broken}");
        }
    }

    #[test]
    fn every_question_has_the_fields_it_counts() {
        for &question in Question::ALL {
            assert_eq!(fields_of(question).len(), question.fields(), "{question}");
        }
    }

    #[test]
    fn line_ends_of_a_browser_are_no_change() {
        let one = digest(&[("goal", "ett\ntvå".to_owned())]);
        assert_eq!(one, digest(&[("goal", "ett\r\ntvå ".to_owned())]));
        assert_ne!(one, digest(&[("gap", "ett\ntvå".to_owned())]));
    }
}
