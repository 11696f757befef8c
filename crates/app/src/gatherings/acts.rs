//! What organisers do with their events.

use domain::access::Actor;
use domain::codes::CountyCode;
use domain::fault::Fault;
use domain::gatherings::{Act, CancellingForm, ClosingForm, Gathering, GatheringForm};
use domain::ids::{GatheringId, OrganisationId};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::events::{NewEvent, Subject};
use store::gatherings::sign_ups as lines;
use store::gatherings::{Change, NewGathering, StoredGathering};
use store::{Connection, Tx};

use super::telling::{MOVED, OUTCOME, SEAT, Told, tell};
use super::{KEEPERS, is_kept_by, visible};
use crate::acting::{Speaker, request_key};
use crate::{App, Error};

/// An event that has been written down or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Kept {
    /// Id.
    pub id: GatheringId,
    /// In one line.
    pub title: String,
    /// How many organisations have been told of it.
    pub told: i64,
}

pub(super) fn subject(id: GatheringId) -> Subject {
    Subject { kind: "gathering", id: id.0, organisation: None }
}

/// The event as something an organisation does with it.
pub(crate) fn subject_of(id: GatheringId, organisation: OrganisationId) -> Subject {
    Subject { organisation: Some(organisation), ..subject(id) }
}

/// What the event of the log says: codes and instants, no words.
fn said(gathering: &Gathering) -> Value {
    json!({
        "kind": gathering.kind,
        "startsAt": gathering.starts_at,
        "endsAt": gathering.ends_at,
        "seats": gathering.seats,
        "network": gathering.network,
    })
}

/// Reads what is typed; its place lies in the county, and its network is one of the organiser's.
async fn parsed(
    connection: &mut Connection,
    app: &App,
    actor: &Actor,
    form: &GatheringForm,
    began_at: Option<Timestamp>,
) -> Result<Gathering, Error> {
    let gathering = form.parse(app.now(), began_at)?;
    let county = actor.county();
    if let Some(code) = &gathering.municipality {
        let known = store::organisations::municipalities(connection, county).await?;
        if !known.iter().any(|one| one.code == *code) {
            return Err(Fault::new("municipality", "unknown-choice").with("value", code).into());
        }
    }
    if let Some(network) = gathering.network {
        let own = actor.organisation().ok_or_else(Error::forbidden)?;
        let known = store::organisations::networks_of(connection, county, own).await?;
        if !known.iter().any(|one| one.id == network) {
            return Err(Fault::new("network", "unknown-choice").with("value", network).into());
        }
    }
    Ok(gathering)
}

/// Writes down an event, as a draft that only the own organisation sees.
pub async fn add(
    app: &App,
    actor: &Actor,
    form: &GatheringForm,
    key: Option<&str>,
) -> Result<Kept, Error> {
    if !actor.is_one_of(KEEPERS) {
        return Err(Error::forbidden());
    }
    let (county, now) = (actor.county(), app.now());
    let mut connection = app.store.read().await?;
    let speaker = Speaker::of(&mut connection, actor).await?;
    let gathering = parsed(&mut connection, app, actor, form, None).await?;
    drop(connection);
    let new = &NewGathering {
        id: app.new_id(),
        organisation: speaker.organisation(),
        gathering,
        by_name: speaker.name,
        created_at: now,
    };
    let event =
        &NewEvent::by(actor, now, "gathering.added", subject(new.id)).saying(said(&new.gathering));
    let kept = &Kept { id: new.id, title: new.gathering.title.clone(), told: 0 };
    let key = request_key(actor, key, "gathering.add", form, now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            store::gatherings::insert(&mut tx, county, new).await?;
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(kept.clone())
        })
        .await
}

/// The event, for who keeps it. Who only sees it is told so.
pub(super) async fn standing(
    connection: &mut Connection,
    actor: &Actor,
    id: GatheringId,
) -> Result<StoredGathering, Error> {
    let stored = visible(connection, actor, id).await?;
    if is_kept_by(actor, &stored) { Ok(stored) } else { Err(Error::forbidden()) }
}

/// The event inside its transaction, for what `act` asks for: the version that was read, and a
/// state that allows it. Nobody signs up or cancels until the transaction has ended.
async fn held(
    tx: &mut Tx,
    actor: &Actor,
    change: Change,
    act: Act,
) -> Result<StoredGathering, Error> {
    lines::take_place(tx, actor.county(), change.id).await?;
    let stored = standing(tx, actor, change.id).await?;
    if stored.version != change.version {
        return Err(store::Error::Changed.into());
    }
    if !stored.state_at(change.now).allows(act) {
        return Err(Fault::new("state", "gathering-state").into());
    }
    Ok(stored)
}

/// Changes what an event says, if nobody else has since `version`. Those who have signed up are
/// told when it is another time or place; new seats go to those who wait.
pub async fn change(
    app: &App,
    actor: &Actor,
    id: GatheringId,
    version: i64,
    form: &GatheringForm,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, now) = (actor.county(), app.now());
    let mut connection = app.store.read().await?;
    let began_at = standing(&mut connection, actor, id).await?.gathering.starts_at;
    let new = &parsed(&mut connection, app, actor, form, Some(began_at)).await?;
    drop(connection);
    let change = Change { id, version, now };
    let event = &NewEvent::by(actor, now, "gathering.changed", subject(id)).saying(said(new));
    let key = request_key(actor, key, "gathering.change", &(id, version, form), now);
    let _turn = lines::turn(&app.store, id).await;
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            let old = held(tx, actor, change, Act::Change).await?;
            if let Some(seats) = new.seats.filter(|seats| *seats < old.taken) {
                let fault = Fault::new("seats", "gathering-seats-taken").with("value", seats);
                return Err(fault.with("taken", old.taken).into());
            }
            let is_moved = old.opened_at.is_some() && new.is_moved_from(&old.gathering);
            store::gatherings::update(tx, county, change, new, is_moved).await?;
            store::events::append(tx, county, event).await?;
            let mut told = 0;
            if is_moved {
                told = tell_all(tx, county, id, MOVED, event).await?;
            }
            let seated = lines::settle(tx, county, id, now).await?;
            told +=
                tell(tx, county, id, &Told { kind: SEAT, to: &seated, event, from: told }).await?;
            Ok::<_, Error>(Kept { id, title: new.title.clone(), told })
        })
        .await
}

/// Tells everybody who has signed up; gives how many.
async fn tell_all(
    tx: &mut Tx,
    county: &CountyCode,
    id: GatheringId,
    kind: &'static str,
    event: &NewEvent,
) -> Result<i64, Error> {
    let all = lines::all(tx, county, id).await?;
    let to: Vec<_> = all.iter().map(|one| one.organisation).collect();
    tell(tx, county, id, &Told { kind, to: &to, event, from: 0 }).await
}

/// Opens a draft to those who may come.
pub async fn open(
    app: &App,
    actor: &Actor,
    id: GatheringId,
    version: i64,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, now) = (actor.county(), app.now());
    let stored = standing(&mut app.store.read().await?, actor, id).await?;
    let kept = &Kept { id, title: stored.gathering.title.clone(), told: 0 };
    let change = Change { id, version, now };
    let event = &NewEvent::by(actor, now, "gathering.opened", subject(id));
    let key = request_key(actor, key, "gathering.open", &(id, version), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            let draft = held(tx, actor, change, Act::Open).await?;
            if draft.gathering.starts_at <= now {
                let on = domain::time::day_of(draft.gathering.starts_at);
                return Err(Fault::new("startsOn", "time-has-passed").with("value", on).into());
            }
            store::gatherings::open(tx, county, change).await?;
            store::events::append(tx, county, event).await?;
            Ok::<_, Error>(kept.clone())
        })
        .await
}

/// Calls an event off, and tells everybody who has signed up. It cannot be taken back.
pub async fn cancel(
    app: &App,
    actor: &Actor,
    id: GatheringId,
    version: i64,
    form: &CancellingForm,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, now) = (actor.county(), app.now());
    let mut connection = app.store.read().await?;
    let stored = standing(&mut connection, actor, id).await?;
    let speaker = &Speaker::of(&mut connection, actor).await?;
    drop(connection);
    let (reason, title) = (&form.parse()?, &stored.gathering.title);
    let change = Change { id, version, now };
    let event = &NewEvent::by(actor, now, "gathering.cancelled", subject(id));
    let key = request_key(actor, key, "gathering.cancel", &(id, version, form), now);
    let _turn = lines::turn(&app.store, id).await;
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            held(tx, actor, change, Act::Cancel).await?;
            store::gatherings::cancel(tx, county, change, reason, &speaker.name).await?;
            for kind in [SEAT, MOVED] {
                store::notifications::settle(tx, county, kind, id.0, now).await?;
            }
            store::events::append(tx, county, event).await?;
            let told = tell_all(tx, county, id, super::telling::CANCELLED, event).await?;
            Ok::<_, Error>(Kept { id, title: title.clone(), told })
        })
        .await
}

/// Closes an event that has been, with its outcome. It cannot be taken back.
pub async fn close(
    app: &App,
    actor: &Actor,
    id: GatheringId,
    version: i64,
    form: &ClosingForm,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, now) = (actor.county(), app.now());
    let mut connection = app.store.read().await?;
    let stored = standing(&mut connection, actor, id).await?;
    let speaker = &Speaker::of(&mut connection, actor).await?;
    drop(connection);
    let closing = &form.parse()?;
    let kept = &Kept { id, title: stored.gathering.title.clone(), told: 0 };
    let change = Change { id, version, now };
    let event = &NewEvent::by(actor, now, "gathering.closed", subject(id))
        .saying(json!({ "outcome": closing.outcome, "came": closing.came }));
    let key = request_key(actor, key, "gathering.close", &(id, version, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            held(tx, actor, change, Act::Close).await?;
            store::gatherings::close(tx, county, change, closing, &speaker.name).await?;
            store::notifications::settle(tx, county, OUTCOME, id.0, now).await?;
            store::events::append(tx, county, event).await?;
            Ok::<_, Error>(kept.clone())
        })
        .await
}
