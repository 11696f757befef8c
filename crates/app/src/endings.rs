//! How an organisation ends: it closes, goes into another or leaves the county. All it has open is
//! settled in the same transaction, and from then on nothing new begins there. And how it changes
//! its number and stays what it was.

mod carrying;
mod merging;
mod numbers;

use domain::access::{Actor, Reach, Role};
use domain::endings::{Ending, EndingForm, EndingKind, Fate, OPEN_MAX, Open};
use domain::fault::{Fault, Faults};
use domain::ids::OrganisationId;
use domain::time::{Date, day_of};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Connection;
use store::continuity::Leaver;
use store::endings::{FormerNumber, NewEnding, StoredEnding};
use store::events::{NewEvent, Subject};
use store::organisations::StoredOrganisation;

use crate::acting::{Speaker, request_key};
use crate::organisations::{self, KEEPERS};
use crate::{App, Error};

pub use numbers::change_number;
pub use store::endings::{
    FormerNumber as OldNumber, Settled as SettledOpen, StoredEnding as OrganisationEnding,
};

use carrying::Closing;

/// What those who hold something of an organisation are told when it has ended: a kind of notice.
const ENDED: &str = "organisation-ended";
/// What those who hold something of it are told when it has gone into another, and so are the
/// people of that one: kinds of notices.
const MERGED: &str = "organisation-merged";
const TOOK_OVER: &str = "organisation-took-over";
/// What the desk of an open case is told: a kind of notice.
const CASE_TO_CLOSE: &str = "case-firm-ended";
/// What they are told when an ending was taken back: a kind of notice.
const REOPENED: &str = "organisation-reopened";

/// What has become of an organisation, as its page tells it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Story {
    /// How it has ended.
    pub ended: Option<StoredEnding>,
    /// Endings that were taken back, the last first.
    pub taken_back: Vec<StoredEnding>,
    /// What has gone into it, the last first.
    pub gone_into: Vec<StoredEnding>,
    /// Numbers it has had, the last first.
    pub numbers: Vec<FormerNumber>,
    /// The reader may write an ending down.
    pub can_end: bool,
    /// The reader may write a new number down.
    pub can_renumber: bool,
    /// The reader may take the ending back.
    pub can_undo: bool,
}

/// Who writes down that organisations end.
const ENDERS: &[Role] = &[Role::Broker, Role::MuniAdviser, Role::MuniContact];

/// Whether an actor may end an organisation and see what it has open: only where they see its needs
/// and cases anyway, never their own, and an actor only for the county.
fn ends(actor: &Actor, found: &StoredOrganisation) -> bool {
    actor.is_one_of(ENDERS)
        && actor.organisation() != Some(found.id)
        && match actor.reach() {
            Reach::County => true,
            Reach::Municipality(code) => {
                found.organisation.municipality == code && !found.organisation.is_actor
            }
            _ => false,
        }
}

/// What has become of an organisation; for whoever finds it.
pub async fn story(app: &App, actor: &Actor, id: OrganisationId) -> Result<Story, Error> {
    let county = actor.county();
    let mut connection = app.store.read().await?;
    let c = &mut connection;
    let found = organisations::reachable(c, actor, id).await?;
    let ends = ends(actor, &found);
    let mut all = store::endings::all_of(c, county, id).await?;
    let mut gone_into = store::endings::gone_into(c, county, id).await?;
    if !ends {
        // How much it had open is for those who saw that.
        all.iter_mut().chain(&mut gone_into).for_each(|one| one.settled = SettledOpen::default());
    }
    let (taken_back, standing): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|one| one.undone_at.is_some());
    let ended = standing.into_iter().next();
    let can_undo = ended.as_ref().is_some_and(|one| is_fresh(one, app.today()));
    Ok(Story {
        can_end: ends && ended.is_none(),
        can_undo: ends && can_undo,
        can_renumber: actor.is_one_of(KEEPERS) && ended.is_none(),
        ended,
        taken_back,
        gone_into,
        numbers: store::endings::former_numbers(c, county, id).await?,
    })
}

/// How the firm of a case has ended, for whoever reads the case.
pub async fn of_case(
    app: &App,
    actor: &Actor,
    view: &crate::cases::CaseView,
) -> Result<Option<StoredEnding>, Error> {
    let mut connection = app.store.read().await?;
    let firm = view.case.organisation;
    Ok(store::endings::standing(&mut connection, actor.county(), firm).await?)
}

fn is_fresh(ending: &StoredEnding, today: Date) -> bool {
    ending.ending.kind.can_be_undone(day_of(ending.made_at), today)
}

/// The organisation, for who may write its ending down.
async fn endable(
    connection: &mut Connection,
    actor: &Actor,
    id: OrganisationId,
) -> Result<StoredOrganisation, Error> {
    let found = organisations::reachable(connection, actor, id).await?;
    if ends(actor, &found) { Ok(found) } else { Err(Error::forbidden()) }
}

/// The organisation and how much of each kind it has open today.
pub async fn open_now(
    app: &App,
    actor: &Actor,
    id: OrganisationId,
) -> Result<(StoredOrganisation, Vec<(Open, i64)>), Error> {
    let mut connection = app.store.read().await?;
    let found = endable(&mut connection, actor, id).await?;
    if found.ended_on.is_some() {
        return Err(Fault::new("organisation", "ending-stands").into());
    }
    let counts = counts(&mut connection, actor, id, app.today()).await?;
    Ok((found, counts))
}

async fn counts(
    connection: &mut Connection,
    actor: &Actor,
    id: OrganisationId,
    today: Date,
) -> Result<Vec<(Open, i64)>, Error> {
    let mut counts = Vec::with_capacity(Open::ALL.len());
    for open in Open::ALL {
        let county = actor.county();
        let count = store::endings::count_open(connection, county, id, *open, today).await?;
        counts.push((*open, count));
    }
    Ok(counts)
}

/// What would happen, before anything does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// What would end.
    pub organisation: StoredOrganisation,
    /// How.
    pub ending: Ending,
    /// What it would go into.
    pub successor: Option<StoredOrganisation>,
    /// What it has open, and what would become of that.
    pub lines: Vec<(Open, i64, Fate)>,
}

/// Reads what is typed and tells what would happen.
pub async fn preview(
    app: &App,
    actor: &Actor,
    id: OrganisationId,
    form: &EndingForm,
) -> Result<Preview, Error> {
    let today = app.today();
    let mut connection = app.store.read().await?;
    let c = &mut connection;
    let organisation = endable(c, actor, id).await?;
    let ending = form.parse(id, today)?;
    may_end(c, actor, &organisation, &ending, today).await?;
    let successor = successor(c, actor, &ending).await?;
    let counts = counts(c, actor, id, today).await?;
    let line = |(open, count)| (open, count, ending.kind.fate(open));
    let lines = counts.into_iter().filter(|(_, count)| *count > 0).map(line).collect();
    Ok(Preview { organisation, ending, successor, lines })
}

/// What it goes into: one that the actor finds and that has not ended itself.
async fn successor(
    connection: &mut Connection,
    actor: &Actor,
    ending: &Ending,
) -> Result<Option<StoredOrganisation>, Error> {
    let Some(id) = ending.successor else { return Ok(None) };
    let found = match organisations::reachable(connection, actor, id).await {
        Err(error) if error.kind == crate::Kind::Invisible => {
            return Err(Fault::new("successor", "unknown-choice").with("value", id).into());
        }
        found => found?,
    };
    if found.ended_on.is_some() {
        let fault = Fault::new("successor", "ending-into-ended");
        return Err(fault.with("name", found.organisation.name).into());
    }
    Ok(Some(found))
}

/// Whether an organisation can end now: once, not before it came, and not while others rely on it.
async fn may_end(
    connection: &mut Connection,
    actor: &Actor,
    found: &StoredOrganisation,
    ending: &Ending,
    today: Date,
) -> Result<(), Error> {
    let (county, id) = (actor.county(), found.id);
    if found.ended_on.is_some() {
        return Err(Fault::new("organisation", "ending-stands").into());
    }
    let mut faults = Faults::default();
    let relied = store::endings::relied_on(connection, county, id, today).await?;
    let left = [
        ("ending-desks", relied.desks),
        ("ending-offers", relied.offers),
        ("ending-networks", relied.networks),
        ("ending-events", relied.events),
        ("ending-funds", relied.funds),
        ("ending-pools", relied.pools),
        ("ending-agreements", relied.agreements),
        ("ending-in-hand", in_hand(connection, actor, found, today).await?),
    ];
    for (code, count) in left.into_iter().filter(|(_, count)| *count > 0) {
        faults.push(Fault::new("kind", code).with("count", count));
    }
    if ending.kind == EndingKind::Merged {
        for (open, count) in counts(connection, actor, id, today).await? {
            if count > OPEN_MAX {
                let fault = Fault::new("kind", "ending-too-much");
                faults.push(fault.with("count", count).with("max", OPEN_MAX));
                tracing::warn!(%open, count, "too much to move at once");
            }
        }
    }
    Ok(faults.into_result()?)
}

/// How much its people hold of other firms: that is handed over first.
async fn in_hand(
    connection: &mut Connection,
    actor: &Actor,
    found: &StoredOrganisation,
    today: Date,
) -> Result<i64, Error> {
    let leaver = Leaver { organisation: found.id, person: None };
    Ok(store::continuity::count_open(connection, actor.county(), leaver, today).await?)
}

/// An organisation after it has ended, come back or changed its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Kept {
    /// Id.
    pub id: OrganisationId,
    /// Name.
    pub name: String,
}

fn subject(id: OrganisationId) -> Subject {
    Subject { kind: "organisation", id: id.0, organisation: Some(id) }
}

/// Ends an organisation, if nobody has changed it since `version`: everything it has open is
/// settled or moved, and those who hold it are told, all in one transaction. `reason` stands with
/// what is written off.
pub async fn end(
    app: &App,
    actor: &Actor,
    id: OrganisationId,
    (version, reason): (i64, &str),
    form: &EndingForm,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, now, today) = (actor.county(), app.now(), app.today());
    let mut connection = app.store.read().await?;
    let organisation = endable(&mut connection, actor, id).await?;
    let ending = form.parse(id, today)?;
    let speaker = Speaker::of(&mut connection, actor).await?;
    let successor = successor(&mut connection, actor, &ending).await?;
    drop(connection);
    let closing = &Closing {
        actor,
        new: NewEnding {
            id: app.new_id(),
            organisation: id,
            ending,
            by_organisation: speaker.organisation(),
            by_name: speaker.name,
            made_at: now,
        },
        organisation,
        successor,
        version,
        reason,
        today,
    };
    let key = request_key(actor, key, "organisation.end", &(id, version, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move { closing.carry_out(&mut tx).await })
        .await
}

/// Takes an ending back within a week. The organisation is open again; what was written off,
/// called off or ended with it stays so.
pub async fn undo(
    app: &App,
    actor: &Actor,
    id: OrganisationId,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, now, today) = (actor.county(), app.now(), app.today());
    let mut connection = app.store.read().await?;
    let organisation = endable(&mut connection, actor, id).await?;
    let name = &Speaker::of(&mut connection, actor).await?.name;
    drop(connection);
    let kept = &Kept { id, name: organisation.organisation.name };
    let event = &NewEvent::by(actor, now, "organisation.reopened", subject(id));
    let key = request_key(actor, key, "organisation.reopen", &id, now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            let ending = store::endings::standing(tx, county, id).await?;
            let gone = || Error::from(Fault::new("organisation", "ending-is-gone"));
            let ending = ending.ok_or_else(gone)?;
            if !is_fresh(&ending, today) {
                return Err(Error::from(Fault::new("organisation", "ending-undo-late")));
            }
            store::endings::undo(tx, county, (ending.id, id), name, now).await?;
            let event = &event.clone().saying(json!({ "kind": ending.ending.kind }));
            store::events::append(tx, county, event).await?;
            carrying::tell_reopened(tx, actor, &ending, (event, today)).await?;
            Ok(kept.clone())
        })
        .await
}
