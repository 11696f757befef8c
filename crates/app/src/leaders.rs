//! Process leaders and ambassadors, led mappings, ages of staff, and networks' campaigns.

pub mod ages;
pub mod campaigns;
mod figures;
mod leading;

use domain::access::{Actor, Role};
use domain::codes::MunicipalityCode;
use domain::fault::Fault;
use domain::ids::LeaderId;
use domain::leaders::{Industry, LeaderForm, LeaderKind, LeaderStatus, Tongue};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::events::{NewEvent, Subject};
use store::leaders::{self as stored, Filter, NewLeader};
use store::page::LIMIT_MAX;

use crate::acting::request_key;
use crate::{App, Error, Page, Slice};

pub use figures::{Comparison, TrackFigure, compare};
pub use leading::{
    AppointForm, LedView, StopForm, TextForm, WishForm, appoint, ask, led, set_step, stop,
    write_text,
};
pub(crate) use leading::{Appointed, Begin};
pub use store::leaders::{Candidate, Leading, StepDone, StoredLeader, StoredText, Wish};

/// Who keeps the register.
const KEEPERS: &[Role] = &[Role::Broker, Role::Strategist];
/// Who reads it.
const READERS: &[Role] = &[
    Role::Broker,
    Role::Strategist,
    Role::MuniAdviser,
    Role::Leader,
    Role::Ambassador,
    Role::NetworkCoord,
];
/// Who decides who leads a mapping.
pub(crate) const APPOINTERS: &[Role] = &[Role::Broker, Role::Strategist, Role::MuniAdviser];
/// Firms that wait for a leader, on one page.
const WISHES_MAX: i64 = 50;

/// How the register is asked for; every field as typed, unknown choices narrow nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct RegisterQuery {
    /// Municipality code.
    pub municipality: String,
    /// Language code.
    pub language: String,
    /// Code of an industry.
    pub industry: String,
    /// Code of the kind.
    pub kind: String,
    /// Code of the status.
    pub status: String,
    /// `yes` for those who can be given one more mapping today.
    pub free: String,
}

/// The register, by name.
pub async fn list(
    app: &App,
    actor: &Actor,
    query: &RegisterQuery,
    slice: Slice,
) -> Result<Page<StoredLeader>, Error> {
    if !actor.is_one_of(READERS) {
        return Err(Error::invisible());
    }
    let filter = Filter {
        municipality: MunicipalityCode::parse(&query.municipality).ok(),
        language: Tongue::parse(&query.language).ok(),
        industry: Industry::parse(&query.industry).ok(),
        kind: LeaderKind::parse(&query.kind).ok(),
        status: LeaderStatus::parse(&query.status).ok(),
        free_on: (query.free == "yes").then(|| app.today()),
        ..Filter::default()
    };
    let mut connection = app.store.read().await?;
    Ok(stored::list(&mut connection, actor.county(), &filter, slice).await?)
}

/// One entry of the register.
pub async fn find(app: &App, actor: &Actor, id: LeaderId) -> Result<StoredLeader, Error> {
    if !actor.is_one_of(READERS) {
        return Err(Error::invisible());
    }
    let mut connection = app.store.read().await?;
    stored::find(&mut connection, actor.county(), id).await?.ok_or_else(Error::invisible)
}

/// Leaders who can be given one more mapping today, by name.
pub async fn free(app: &App, actor: &Actor) -> Result<Vec<StoredLeader>, Error> {
    let query = RegisterQuery { free: "yes".to_owned(), ..RegisterQuery::default() };
    Ok(list(app, actor, &query, Slice::Glance { limit: LIMIT_MAX }).await?.items)
}

/// People who could stand in the register, by name.
pub async fn candidates(app: &App, actor: &Actor) -> Result<Vec<Candidate>, Error> {
    if !actor.is_one_of(KEEPERS) {
        return Err(Error::forbidden());
    }
    let mut connection = app.store.read().await?;
    Ok(stored::candidates(&mut connection, actor.county(), app.today(), LIMIT_MAX).await?)
}

/// Firms that wait for a leader, the longest waiting first; a municipality's own for its adviser.
pub async fn wishes(app: &App, actor: &Actor) -> Result<Vec<Wish>, Error> {
    let held = actor.assignment().filter(|_| actor.is_one_of(APPOINTERS));
    let held = held.ok_or_else(Error::invisible)?;
    let place = match (actor.role(), &held.municipality) {
        (Role::MuniAdviser, None) => return Ok(Vec::new()),
        (Role::MuniAdviser, Some(place)) => Some(place.as_str()),
        _ => None,
    };
    let mut connection = app.store.read().await?;
    Ok(stored::open_wishes(&mut connection, actor.county(), place, WISHES_MAX).await?)
}

/// What is kept of an entry: which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptLeader {
    /// Id.
    pub id: LeaderId,
}

/// Puts somebody into the register. Only who has a role in which one can lead or invite.
pub async fn add(
    app: &App,
    actor: &Actor,
    form: &LeaderForm,
    key: Option<&str>,
) -> Result<KeptLeader, Error> {
    let (county, now) = (actor.county(), app.now());
    let (training, assignment) = (form.training(), form.assignment());
    let (training, assignment) = match (training, assignment) {
        (Ok(training), Ok(assignment)) => (training, assignment),
        (training, assignment) => {
            let mut faults = training.err().unwrap_or_default();
            faults.0.extend(assignment.err());
            return Err(faults.into());
        }
    };
    let known = candidates(app, actor).await?;
    let unknown = || Fault::new("assignment", "unknown-choice").with("value", &form.assignment);
    let found = known.into_iter().find(|one| one.assignment == assignment).ok_or_else(unknown)?;
    if training.kind == LeaderKind::Leader && found.role == Role::Ambassador {
        return Err(Fault::new("kind", "leader-role-invites").into());
    }
    let new = &NewLeader {
        id: app.new_id(),
        person: found.person,
        organisation: found.organisation,
        training,
    };
    let subject = Subject { kind: "leader", id: new.id.0, organisation: Some(found.organisation) };
    let event = &NewEvent::by(actor, now, "leader.registered", subject)
        .saying(json!({ "kind": new.training.kind, "until": new.training.valid_until }));
    let key = request_key(actor, key, "leader.add", form, now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            if !stored::insert(&mut tx, county, new, now).await? {
                return Err(Error::from(Fault::new("assignment", "leader-registered")));
            }
            store::events::append(&mut tx, county, event).await?;
            Ok(KeptLeader { id: new.id })
        })
        .await
}

/// Changes what somebody in the register is trained for. `version` is what the form was filled in
/// from. The kind stays what it was.
pub async fn change(
    app: &App,
    actor: &Actor,
    id: LeaderId,
    form: &LeaderForm,
    version: i64,
    key: Option<&str>,
) -> Result<KeptLeader, Error> {
    if !actor.is_one_of(KEEPERS) {
        return Err(Error::forbidden());
    }
    let (county, now) = (actor.county(), app.now());
    let there = find(app, actor, id).await?;
    let form = LeaderForm { kind: there.training.kind.code().to_owned(), ..form.clone() };
    let training = &form.training()?;
    let subject = Subject { kind: "leader", id: id.0, organisation: Some(there.organisation) };
    let event = &NewEvent::by(actor, now, "leader.changed", subject)
        .saying(json!({ "status": training.status, "until": training.valid_until }));
    let key = request_key(actor, key, "leader.change", &(id, &form, version), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            stored::update(&mut tx, county, id, training, version, now).await?;
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(KeptLeader { id })
        })
        .await
}
