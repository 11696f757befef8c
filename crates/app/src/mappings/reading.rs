//! What one reads of a mapping: the draft and its summary, and after the yes, how it goes.

use domain::cases::{CaseOutcome, CaseState, Clock, NextStep, clock};
use domain::ids::MappingId;
use domain::leaders::Part;
use domain::needs::answers::Answers;
use domain::needs::mapping::{Question, Step, Track, steps_with};
use domain::questions::Asked;
use domain::time::{Timestamp, day_of};
use store::events::Event;
use store::leaders::StoredText;
use store::mappings as stored;
use store::needs::StoredNeed;

use super::{Door, Entered, Login, enter, local};
use crate::cases::{Receipt, sight};
use crate::coding::{self, Reading};
use crate::{App, Error, Slice, keeping};

/// How many events an overview shows.
const EVENTS: i64 = 50;

/// A draft with what the vocabulary reads in its words.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Who has come in, to which mapping.
    pub entered: Entered,
    /// All answers as typed.
    pub answers: Answers,
    /// Local questions, with the answers as typed.
    pub local: Vec<(Asked, String)>,
    /// The pages, in order.
    pub steps: Vec<Step>,
    /// What each need's words are read as.
    pub readings: Vec<WordsRead>,
    /// The first page with something missing, from 1.
    pub unfinished: Option<usize>,
    /// What the leader of a led mapping has summed up.
    pub summary: Option<StoredText>,
    /// When and with which words the summary was last sent back, while that is still news.
    pub sent_back: Option<(Timestamp, String)>,
}

/// Words of one need and what they are read as.
#[derive(Debug, Clone)]
pub struct WordsRead {
    /// Goal, from 0.
    pub goal: usize,
    /// Need of that goal, from 0.
    pub need: usize,
    /// Suggestions; nothing of it is stored until a person accepts.
    pub reading: Reading,
}

impl Draft {
    /// What the words of a need are read as.
    pub fn reading(&self, goal: usize, need: usize) -> Option<&Reading> {
        let of = |one: &&WordsRead| one.goal == goal && one.need == need;
        self.readings.iter().find(of).map(|one| &one.reading)
    }

    /// The page, from 1, that asks a question about a goal or need.
    pub fn page_of(&self, step: Step) -> usize {
        self.steps.iter().position(|one| *one == step).map_or(1, |place| place + 1)
    }
}

/// The draft, for those who may read the answers.
pub async fn draft(app: &App, door: Door<'_>) -> Result<Draft, Error> {
    let entered = enter(app, door).await?;
    entered.must_read()?;
    let (county, id) = (entered.county.clone(), entered.mapping.id);
    let mut connection = app.store.read().await?;
    let answers = stored::answers_of(&mut connection, &county, id).await?;
    let answers = answers.ok_or_else(Error::invisible)?;
    let local = local::read(&mut connection, &county, &entered.mapping, &answers).await?;
    let events = store::events::about(&mut connection, &county, "mapping", id.0, EVENTS).await?;
    let texts = match entered.mapping.track {
        Track::Led => store::leaders::texts_of(&mut connection, &county, id).await?,
        Track::Micro => Vec::new(),
    };
    drop(connection);
    let subject = keeping::of_firm("mapping", id.0, entered.mapping.organisation);
    keeping::note(app, &entered.actor, subject).await;
    let track = entered.mapping.track;
    let mut readings = Vec::new();
    for (goal, of_goal) in answers.goals.iter().enumerate() {
        for (need, of_need) in of_goal.needs.iter().enumerate() {
            if !of_need.words.trim().is_empty() {
                let reading = coding::reading(app, &of_need.words);
                readings.push(WordsRead { goal, need, reading });
            }
        }
    }
    let steps = steps_with(track, &answers, !local.is_empty());
    Ok(Draft {
        unfinished: unfinished(track, &answers, &local, &steps),
        steps,
        local,
        summary: texts.into_iter().find(|text| text.part == Part::Summary),
        sent_back: sent_back(&events),
        answers,
        readings,
        entered,
    })
}

/// The first page with something missing or, among local questions, something wrong; from 1.
fn unfinished(
    track: Track,
    answers: &Answers,
    local: &[(Asked, String)],
    steps: &[Step],
) -> Option<usize> {
    if let Some((place, _)) = answers.first_unfinished(track) {
        return Some(place + 1);
    }
    let is_wrong = |(one, typed): &(Asked, String)| one.wording.read("local1", typed).is_err();
    let place = steps.iter().position(|step| step.question == Question::Local)?;
    local.iter().any(is_wrong).then_some(place + 1)
}

fn sent_back(events: &[Event]) -> Option<(Timestamp, String)> {
    let last = events
        .iter()
        .rev()
        .find(|event| matches!(event.kind.as_str(), "mapping.sent-back" | "mapping.compiled"))?;
    let words = last.detail.get("words")?.as_str()?;
    Some((last.at, words.to_owned()))
}

/// A mapping as those within reach see it.
#[derive(Debug, Clone)]
pub struct Overview {
    /// Who has come in, to which mapping.
    pub entered: Entered,
    /// The draft, for those who may read the answers.
    pub draft: Option<Draft>,
    /// What has happened, oldest first; without details.
    pub events: Vec<Event>,
    /// Needs that came of it, for those who may read the answers; empty before the yes.
    pub needs: Vec<StoredNeed>,
    /// How the case goes, likewise.
    pub status: Option<Status>,
    /// The reader may open the case itself.
    pub opens_case: bool,
}

/// A mapping as those within reach see it.
pub async fn overview(app: &App, login: Login<'_>, id: MappingId) -> Result<Overview, Error> {
    let door = Door::Login(login, id);
    let entered = enter(app, door).await?;
    let reads = entered.seat.reads_answers(&entered.mapping);
    let draft = if reads { Some(draft(app, door).await?) } else { None };
    let mut connection = app.store.read().await?;
    let county = &entered.county;
    let mut events = store::events::about(&mut connection, county, "mapping", id.0, EVENTS).await?;
    for event in &mut events {
        event.detail = serde_json::Value::Null;
    }
    let needs = if reads && entered.mapping.state.is_approved() {
        let filter = store::needs::Filter { mapping: Some(id), ..Default::default() };
        let all = domain::access::Reach::County;
        let slice = Slice::top(store::page::LIMIT_MAX);
        store::needs::list(&mut connection, county, &all, &filter, slice).await?.items
    } else {
        Vec::new()
    };
    let opens_case = match entered.mapping.case_file {
        Some(case) => {
            let sight = sight(&entered.actor);
            store::cases::visible(&mut connection, county, &sight, case).await?
        }
        None => false,
    };
    drop(connection);
    let status = if reads { status(app, &entered).await? } else { None };
    Ok(Overview { entered, draft, events, needs, status, opens_case })
}

/// The receipt of an approved mapping.
pub async fn receipt(app: &App, entered: &Entered) -> Result<Receipt, Error> {
    let found = status(app, entered).await?;
    found.map(|status| status.receipt).ok_or_else(Error::invisible)
}

/// How the case of an approved mapping goes, as the firm sees it.
#[derive(Debug, Clone)]
pub struct Status {
    /// Number, promise, who answers.
    pub receipt: Receipt,
    /// Where the case is in its life.
    pub state: CaseState,
    /// Time to the promise.
    pub clock: Clock,
    /// When the firm got its first answer.
    pub answered_at: Option<Timestamp>,
    /// What happens next.
    pub next_step: Option<NextStep>,
    /// How it ended: outcome and words.
    pub ended: Option<(CaseOutcome, String)>,
    /// Every need has an occupation that a person has accepted.
    pub is_understood: bool,
    /// Messages for the firm, oldest first.
    pub messages: Vec<StatusMessage>,
}

/// A message for the firm.
#[derive(Debug, Clone)]
pub struct StatusMessage {
    /// Who wrote it.
    pub from_name: String,
    /// For which organisation.
    pub from_organisation_name: String,
    /// The words.
    pub body: String,
    /// When.
    pub sent_at: Timestamp,
}

/// How the case goes; none before the firm's yes.
pub async fn status(app: &App, entered: &Entered) -> Result<Option<Status>, Error> {
    let Some(id) = entered.mapping.case_file else { return Ok(None) };
    let (county, now) = (&entered.county, app.now());
    let firm = entered.mapping.organisation;
    let mut connection = app.store.read().await?;
    let case = store::cases::find(&mut connection, county, id).await?;
    let case = case.ok_or_else(Error::invisible)?;
    let fields = case.fields;
    let holder_name = match (&fields.taken_by_name, fields.desk) {
        (Some(name), _) => Some(name.clone()),
        (None, Some(desk)) => {
            let holders =
                store::access::holders(&mut connection, county, desk, day_of(now)).await?;
            holders.into_iter().next().map(|holder| holder.name)
        }
        (None, None) => None,
    };
    let messages = store::cases::messages(&mut connection, county, id).await?;
    let filter = store::needs::Filter {
        mapping: Some(entered.mapping.id),
        only_uncoded: true,
        ..Default::default()
    };
    let all = domain::access::Reach::County;
    let uncoded =
        store::needs::list(&mut connection, county, &all, &filter, Slice::top(1)).await?.total;
    Ok(Some(Status {
        receipt: Receipt {
            id,
            number: case.number,
            promised_at: fields.promised_at,
            desk_name: case.desk_name.unwrap_or_default(),
            holder_name,
            phone: case.desk_phone,
        },
        state: fields.state,
        clock: clock(fields.promised_at, fields.answered_at, now),
        answered_at: fields.answered_at,
        next_step: fields.next_step,
        ended: fields.closing.map(|closing| (closing.outcome, closing.words)),
        is_understood: uncoded == 0,
        messages: messages
            .into_iter()
            .filter(|message| message.envelope.is_for(firm))
            .map(|message| StatusMessage {
                from_name: message.from_name,
                from_organisation_name: message.from_organisation_name,
                body: message.body,
                sent_at: message.sent_at,
            })
            .collect(),
    }))
}
