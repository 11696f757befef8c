//! Local questions: asked, asked in other words, withdrawn, and what firms answered.

use domain::access::{Actor, Role};
use domain::codes::MunicipalityCode;
use domain::fault::Fault;
use domain::ids::LocalQuestionId;
use domain::questions::{
    ASKED_MAX, AnswerKind, Counted, QuestionForm, Tallied, VERSIONS_MAX, Wording, count,
};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::events::{NewEvent, Subject};
use store::questions::NewQuestion;

pub use store::questions::{SaidWords, StoredQuestion};

use crate::acting::request_key;
use crate::{App, Error, Kind};

/// Most questions that are listed.
const LISTED_MAX: i64 = 100;
/// Most answers in words that a page shows of one version.
const SAID_MAX: i64 = 100;

/// Where somebody asks: in their municipality, or in the whole county.
fn place_of(actor: &Actor) -> Result<Option<MunicipalityCode>, Error> {
    let held = actor.assignment().ok_or_else(|| Error::of(Kind::NotSignedIn))?;
    match held.role {
        Role::Broker | Role::Strategist => Ok(None),
        Role::MuniAdviser | Role::MuniContact => {
            held.municipality.clone().map(Some).ok_or_else(Error::invisible)
        }
        _ => Err(Error::invisible()),
    }
}

/// A place changes and withdraws its own questions, and no others.
fn may_change(actor: &Actor, question: &StoredQuestion) -> bool {
    question.withdrawn_at.is_none()
        && place_of(actor).is_ok_and(|place| place == question.municipality)
}

/// A question with how often it has been answered as it is asked now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The question.
    pub question: StoredQuestion,
    /// Answers to its latest version, and from how many firms; none where they are too few.
    pub answered: Option<(i64, i64)>,
}

/// The questions of one's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Those that are asked first, then the latest.
    pub lines: Vec<Line>,
    /// There is room for one more in one's own place.
    pub can_ask: bool,
}

/// One version with its answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionResult {
    /// Its number.
    pub version: i64,
    /// Its words.
    pub wording: Wording,
    /// From when it has been asked.
    pub asked_at: Timestamp,
    /// Until when: the next version came, or it was withdrawn.
    pub asked_until: Option<Timestamp>,
    /// The answers, as far as they may be shown.
    pub counted: Counted,
    /// Answers in words, for a question that is answered so.
    pub said: Vec<SaidWords>,
}

/// A question with the answers to each of its versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// The question.
    pub question: StoredQuestion,
    /// Its versions, the latest first. They are never added up.
    pub versions: Vec<VersionResult>,
    /// The actor may change and withdraw it.
    pub can_change: bool,
}

/// A question that has been asked, changed or withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Kept {
    /// Id.
    pub id: LocalQuestionId,
    /// Its words.
    pub name: String,
    /// Its version.
    pub version: i64,
}

fn event(app: &App, actor: &Actor, kind: &'static str, kept: &Kept) -> NewEvent {
    let subject = Subject { kind: "local-question", id: kept.id.0, organisation: None };
    let event = NewEvent::by(actor, app.now(), kind, subject);
    event.saying(json!({ "version": kept.version }))
}

/// The questions of one's place, and for a municipality those of the county.
pub async fn list(app: &App, actor: &Actor) -> Result<Listed, Error> {
    let place = place_of(actor)?;
    let (county, reach) = (actor.county(), actor.reach());
    let mut connection = app.store.read().await?;
    let found = store::questions::list(&mut connection, county, &reach, LISTED_MAX).await?;
    let is_open = |one: &&StoredQuestion| one.withdrawn_at.is_none() && one.municipality == place;
    let can_ask = found.iter().filter(is_open).count() < ASKED_MAX;
    let tally = store::questions::tally_latest(&mut connection, county, &reach).await?;
    let lines = found.into_iter().map(|question| {
        let answered = count(&question.wording, &tallied_of(&tally, &question.id)).total;
        Line { question, answered }
    });
    Ok(Listed { lines: lines.collect(), can_ask })
}

/// What has been counted for one question, or one version of it.
fn tallied_of<T: PartialEq>(tally: &[(T, Tallied)], one: &T) -> Vec<Tallied> {
    let of = tally.iter().filter(|(other, _)| other == one);
    of.map(|(_, tallied)| tallied.clone()).collect()
}

/// A question as it stands.
pub async fn find(app: &App, actor: &Actor, id: LocalQuestionId) -> Result<StoredQuestion, Error> {
    place_of(actor)?;
    let mut connection = app.store.read().await?;
    let (county, reach) = (actor.county(), actor.reach());
    let found = store::questions::find(&mut connection, county, &reach, id).await?;
    found.ok_or_else(Error::invisible)
}

/// A question of the actor's own place, which is still asked.
pub async fn find_own(
    app: &App,
    actor: &Actor,
    id: LocalQuestionId,
) -> Result<StoredQuestion, Error> {
    let question = of_own_place(app, actor, id).await?;
    is_open(&question)?;
    Ok(question)
}

async fn of_own_place(
    app: &App,
    actor: &Actor,
    id: LocalQuestionId,
) -> Result<StoredQuestion, Error> {
    let question = find(app, actor, id).await?;
    // Of what another place asks there is nothing to change.
    if place_of(actor)? == question.municipality { Ok(question) } else { Err(Error::invisible()) }
}

fn is_open(question: &StoredQuestion) -> Result<(), Error> {
    match question.withdrawn_at {
        None => Ok(()),
        Some(_) => Err(Fault::new("state", "question-withdrawn").into()),
    }
}

/// A question with what has been answered, version by version.
pub async fn read(app: &App, actor: &Actor, id: LocalQuestionId) -> Result<View, Error> {
    let question = find(app, actor, id).await?;
    let (county, reach) = (actor.county(), actor.reach());
    let mut connection = app.store.read().await?;
    let tally = store::questions::tally(&mut connection, county, &reach, id).await?;
    let mut until = question.withdrawn_at;
    let mut versions = Vec::new();
    for one in store::questions::versions(&mut connection, county, id).await? {
        let which = (id, one.version);
        let said = if one.wording.kind == AnswerKind::Text {
            store::questions::said(&mut connection, county, &reach, which, SAID_MAX).await?
        } else {
            Vec::new()
        };
        let asked_until = until.replace(one.asked_at);
        versions.push(VersionResult {
            counted: count(&one.wording, &tallied_of(&tally, &one.version)),
            version: one.version,
            wording: one.wording,
            asked_at: one.asked_at,
            asked_until,
            said,
        });
    }
    Ok(View { can_change: may_change(actor, &question), question, versions })
}

/// Asks a question in one's own place.
pub async fn ask(
    app: &App,
    actor: &Actor,
    form: &QuestionForm,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let municipality = place_of(actor)?;
    let organisation = actor.organisation().ok_or_else(|| Error::of(Kind::NotSignedIn))?;
    let (id, wording, at) = (app.new_id(), form.parse()?, app.now());
    let kept = &Kept { id, name: wording.text.clone(), version: 1 };
    let new = &NewQuestion { id, municipality, organisation, wording, at };
    let event = &event(app, actor, "local-question.asked", kept);
    let (county, key) = (actor.county(), request_key(actor, key, "question.ask", form, at));
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let place = new.municipality.as_ref();
            let open = store::questions::count_open(&mut tx, county, place).await?;
            if usize::try_from(open).unwrap_or(usize::MAX) >= ASKED_MAX {
                return Err(Fault::new("text", "too-many-questions").with("max", ASKED_MAX).into());
            }
            store::questions::insert(&mut tx, county, new).await?;
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(kept.clone())
        })
        .await
}

/// Asks a question in other words from now on. `version` is the one the actor read.
pub async fn change(
    app: &App,
    actor: &Actor,
    id: LocalQuestionId,
    version: i64,
    form: &QuestionForm,
    key: Option<&str>,
) -> Result<Kept, Error> {
    of_own_place(app, actor, id).await?;
    let (wording, at) = (&form.parse()?, app.now());
    let kept = &Kept { id, name: wording.text.clone(), version: version.saturating_add(1) };
    let event = &event(app, actor, "local-question.changed", kept);
    let (county, reach) = (actor.county(), &actor.reach());
    let key = request_key(actor, key, "question.change", &(id, version, form), at);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let standing = store::questions::find(&mut tx, county, reach, id).await?;
            let standing = standing.ok_or_else(Error::invisible)?;
            is_open(&standing)?;
            if standing.version != version {
                return Err(store::Error::Changed.into());
            }
            if standing.wording == *wording {
                return Err(Fault::new("text", "question-unchanged").into());
            }
            if version >= VERSIONS_MAX {
                let fault = Fault::new("text", "too-many-versions");
                return Err(fault.with("max", VERSIONS_MAX).into());
            }
            store::questions::put_version(&mut tx, county, id, version, wording, at).await?;
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(kept.clone())
        })
        .await
}

/// Asks a question no more. Its answers stay.
pub async fn withdraw(
    app: &App,
    actor: &Actor,
    id: LocalQuestionId,
    version: i64,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let question = of_own_place(app, actor, id).await?;
    let at = app.now();
    let kept = &Kept { id, name: question.wording.text, version };
    let event = &event(app, actor, "local-question.withdrawn", kept);
    let (county, reach) = (actor.county(), &actor.reach());
    let key = request_key(actor, key, "question.withdraw", &(id, version), at);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let standing = store::questions::find(&mut tx, county, reach, id).await?;
            is_open(&standing.ok_or_else(Error::invisible)?)?;
            store::questions::withdraw(&mut tx, county, id, version, at).await?;
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(kept.clone())
        })
        .await
}
