//! Several cases changed at once: all of them, or none.

use std::collections::BTreeMap;

use domain::access::Actor;
use domain::cases::NextStep;
use domain::cases::lists::{TOGETHER_MAX, Together};
use domain::fault::{Fault, Faults};
use domain::ids::CaseId;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use store::Tx;
use store::access::Desk;
use store::cases::StoredCase;
use store::events::{NewEvent, Subject};

use super::change::{Change, Changed, Context, May, Request};
use super::reading::Part;
use super::working::{HandOver, planning, taking};
use super::{HandOverForm, sight};
use crate::acting::{Speaker, request_key};
use crate::{App, Error, Kind};

/// What is sent when several cases are changed; what the action does not ask for stays empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct TogetherForm {
    /// Code of what is done.
    pub action: String,
    /// Each case with the version the reader saw: `id:version`.
    pub cases: Vec<String>,
    /// Id of the desk that takes over.
    pub desk: String,
    /// Why it is handed over.
    pub reason: String,
    /// What is done next.
    pub next_step: String,
    /// Latest day, ISO.
    pub next_step_on: String,
}

/// A case that could not be changed.
#[derive(Debug, Clone)]
pub struct Refusal {
    /// Id.
    pub id: CaseId,
    /// Number.
    pub number: String,
    /// Name of the firm.
    pub organisation_name: String,
    /// Whether somebody else was first, it is not the actor's, or the change does not fit it.
    pub kind: Kind,
    /// What does not fit.
    pub faults: Faults,
}

/// Why nothing was done.
#[derive(Debug)]
pub enum Stopped {
    /// For a reason that has to do with no case in particular.
    Failed(Error),
    /// These cases could not be changed; the others were left as they were.
    Refused(Vec<Refusal>),
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<store::Error> for Stopped {
    fn from(error: store::Error) -> Self {
        Self::Failed(error.into())
    }
}

impl store::Transient for Stopped {
    fn is_transient(&self) -> bool {
        match self {
            Self::Failed(error) => store::Transient::is_transient(error),
            Self::Refused(_) => false,
        }
    }
}

/// True when the actor may work with a case of a list: choose it, to change it with others.
pub fn may_work(actor: &Actor, case: &StoredCase) -> bool {
    case.fields.state.is_open() && Part::of(actor, case, &[]).is_owner
}

/// What a page shows before several cases are changed.
#[derive(Debug, Clone)]
pub struct Chosen {
    /// The cases as they stand.
    pub cases: Vec<StoredCase>,
    /// Desks they can be handed to.
    pub desks: Vec<Desk>,
}

/// The cases that somebody has chosen. One that may not be seen is an error.
pub async fn chosen(
    app: &App,
    actor: &Actor,
    ids: &[CaseId],
    action: Together,
) -> Result<Chosen, Error> {
    if ids.len() > TOGETHER_MAX {
        return Err(too_many().into());
    }
    let (county, sight) = (actor.county(), sight(actor));
    let mut connection = app.store.read().await?;
    let mut cases = Vec::with_capacity(ids.len());
    for id in ids {
        if !store::cases::visible(&mut connection, county, &sight, *id).await? {
            return Err(Error::invisible());
        }
        let case = store::cases::find(&mut connection, county, *id).await?;
        cases.push(case.ok_or_else(Error::invisible)?);
    }
    let desks = match action {
        Together::HandOver => store::access::desks(&mut connection, county).await?,
        Together::Take | Together::NextStep => Vec::new(),
    };
    Ok(Chosen { cases, desks })
}

fn too_many() -> Fault {
    Fault::new("cases", "too-many").with("max", TOGETHER_MAX)
}

/// Each case once, with the version the reader saw.
fn versions(cases: &[String]) -> Result<BTreeMap<CaseId, i64>, Fault> {
    let mut versions = BTreeMap::new();
    for one in cases {
        let read = one.split_once(':').and_then(|(id, version)| {
            Some((id.parse::<CaseId>().ok()?, version.parse::<i64>().ok()?))
        });
        let unread = || Fault::new("cases", "unknown-choice").with("value", one);
        let (id, version) = read.ok_or_else(unread)?;
        versions.insert(id, version);
    }
    match versions.len() {
        0 => Err(Fault::new("cases", "required")),
        count if count > TOGETHER_MAX => Err(too_many()),
        _ => Ok(versions),
    }
}

/// What is done to every case: the same as to one alone.
enum Wanted {
    Take,
    HandOver(HandOver),
    NextStep(NextStep),
}

impl Wanted {
    async fn of(app: &App, actor: &Actor, form: &TogetherForm) -> Result<Self, Error> {
        Ok(match Together::parse(&form.action)? {
            Together::Take => Self::Take,
            Together::HandOver => {
                let (desk, reason) = (form.desk.clone(), form.reason.clone());
                let form = HandOverForm { desk, reason };
                Self::HandOver(HandOver::of(app, actor, &form).await?)
            }
            Together::NextStep => {
                let today = app.today();
                Self::NextStep(NextStep::parse(&form.next_step, &form.next_step_on, today)?)
            }
        })
    }

    fn change(&self, context: &Context) -> Result<Change, Error> {
        match self {
            Self::Take => taking(context),
            Self::HandOver(handed) => handed.change(context),
            Self::NextStep(step) => planning(context, step),
        }
    }
}

/// Changes several cases in one go. When one of them cannot be changed nothing is done, and every
/// such case is named.
pub async fn change(
    app: &App,
    actor: &Actor,
    form: &TogetherForm,
    key: Option<&str>,
) -> Result<Vec<Changed>, Stopped> {
    let mut faults = Faults::default();
    let versions = faults.take(versions(&form.cases));
    let wanted = match Wanted::of(app, actor, form).await {
        Ok(wanted) => Some(wanted),
        Err(error) if error.is_invalid() => {
            faults.0.extend(error.faults.0);
            None
        }
        Err(error) => return Err(error.into()),
    };
    let (Some(versions), Some(wanted)) = (versions, wanted) else {
        return Err(Error::from(faults).into());
    };
    let now = app.now();
    let key = request_key(actor, key, "case.together", form, now);
    let one = |(id, version): (CaseId, i64)| {
        let subject = Subject { kind: "case", id: id.0, organisation: None };
        let seed = NewEvent::by(actor, now, "case.changed", subject);
        let (version, may) = (Some(version), May::Owner);
        (Request { app, actor, id, version, key: None, may }, seed)
    };
    let requests: Vec<_> = versions.into_iter().map(one).collect();
    let speaker = Speaker::of(&mut app.store.read().await?, actor).await?;
    let all = &All { requests, wanted, speaker, now };
    app.store
        .write(actor.county(), key.as_ref(), |mut tx| async move { all.write(&mut tx).await })
        .await
}

/// All that is changed in one go.
struct All<'a> {
    requests: Vec<(Request<'a>, NewEvent)>,
    wanted: Wanted,
    speaker: Speaker,
    now: Timestamp,
}

impl All<'_> {
    async fn write(&self, tx: &mut Tx) -> Result<Vec<Changed>, Stopped> {
        let mut changed = Vec::with_capacity(self.requests.len());
        let mut refused = Vec::new();
        for (request, seed) in &self.requests {
            match self.write_one(tx, request, seed).await {
                Ok(one) => changed.push(one),
                Err(error) if is_about_the_case(error.kind) => {
                    refused.push(refusal(tx, request, error).await?);
                }
                Err(error) => return Err(error.into()),
            }
        }
        if refused.is_empty() { Ok(changed) } else { Err(Stopped::Refused(refused)) }
    }

    async fn write_one(
        &self,
        tx: &mut Tx,
        request: &Request<'_>,
        seed: &NewEvent,
    ) -> Result<Changed, Error> {
        let context = request.context(tx, &self.speaker, seed, self.now).await?;
        let change = self.wanted.change(&context)?;
        context.write(tx, request, change).await
    }
}

/// One that may not be seen is not: then the whole has no such thing.
fn is_about_the_case(kind: Kind) -> bool {
    matches!(kind, Kind::Invalid | Kind::Conflict | Kind::Forbidden)
}

async fn refusal(tx: &mut Tx, request: &Request<'_>, error: Error) -> Result<Refusal, Error> {
    let case = store::cases::find(tx, request.actor.county(), request.id).await?;
    let case = case.ok_or_else(Error::invisible)?;
    Ok(Refusal {
        id: case.id,
        number: case.number,
        organisation_name: case.organisation_name,
        kind: error.kind,
        faults: error.faults,
    })
}
