//! A firm's account of small aid: what counts, until when, and which firms share the ceiling.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::{ACTORS, Actor};
use domain::fault::Fault;
use domain::ids::OrganisationId;
use domain::support::{
    AIDS_MAX, Aid, AidForm, CEILING_CENTS, MEMBERS_MAX, MemberForm, first_counted, first_free_day,
    room, since,
};
use domain::time::{Date, Timestamp};
use serde::Serialize;
use serde_json::json;
use store::Connection;
use store::events::{NewEvent, Subject};
use store::organisations::StoredOrganisation;
use store::support::{Member, StoredAid};
use uuid::Uuid;

use super::is_within;
use crate::acting::{Speaker, request_key};
use crate::{App, Error, Kind, keeping};

/// Aid that counts, and the first day it does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counted {
    /// The aid.
    #[serde(flatten)]
    pub aid: StoredAid,
    /// First day it no longer counts.
    pub free_on: Date,
    /// It counts today; otherwise only for a decision of an earlier day that is written down now.
    pub counts_today: bool,
    /// The reader may open the grant it is.
    pub can_open: bool,
}

/// A firm's account of small aid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Account {
    /// The firm.
    pub organisation: OrganisationId,
    /// Name of the firm.
    pub organisation_name: String,
    /// First day that counts today.
    pub since: Date,
    /// What is counted today, in euro cents, for all firms of the undertaking.
    pub sum_cents: i64,
    /// What can still be granted today, in euro cents.
    pub room_cents: i64,
    /// The ceiling, in euro cents.
    pub ceiling_cents: i64,
    /// What is counted today or for a decision that can still be written down, latest first: of
    /// the firms whose accounts the reader may see. A firm reads its own alone.
    pub counted: Vec<Counted>,
    /// Firms that share the ceiling; none when the firm stands alone.
    pub members: Vec<Member>,
    /// The reader may write in it.
    pub can_keep: bool,
}

/// The firm, if the reader may see its account: the firm itself, those whose reach it lies in, and
/// those it has asked for money.
async fn seen(
    connection: &mut Connection,
    actor: &Actor,
    firm: OrganisationId,
) -> Result<StoredOrganisation, Error> {
    let county = actor.county();
    let found = store::organisations::find(connection, county, firm).await?;
    let found = found.ok_or_else(Error::invisible)?;
    if is_within(actor, firm, &found.organisation.municipality) {
        return Ok(found);
    }
    let own = actor.organisation().filter(|_| actor.is_one_of(ACTORS));
    let own = own.ok_or_else(Error::invisible)?;
    if store::support::is_involved(connection, county, firm, own).await? {
        Ok(found)
    } else {
        Err(Error::invisible())
    }
}

/// The firm, for somebody who writes in its account.
async fn kept(
    connection: &mut Connection,
    actor: &Actor,
    firm: OrganisationId,
) -> Result<StoredOrganisation, Error> {
    let found = seen(connection, actor, firm).await?;
    if actor.is_one_of(ACTORS) { Ok(found) } else { Err(Error::forbidden()) }
}

/// Of firms that aid has been given to, those whose accounts the reader may see.
async fn seen_among(
    connection: &mut Connection,
    actor: &Actor,
    aids: &[StoredAid],
) -> Result<BTreeMap<OrganisationId, StoredOrganisation>, Error> {
    let mut firms = BTreeMap::new();
    for firm in aids.iter().map(|aid| aid.organisation).collect::<BTreeSet<_>>() {
        match seen(connection, actor, firm).await {
            Ok(found) => {
                firms.insert(firm, found);
            }
            Err(error) if error.kind == Kind::Invisible => {}
            Err(error) => return Err(error),
        }
    }
    Ok(firms)
}

/// Aid of a firm whose account the reader sees.
fn counted(actor: &Actor, firm: &StoredOrganisation, from: Date, aid: StoredAid) -> Counted {
    let is_ours = actor.is_one_of(ACTORS) && aid.fund_organisation == actor.organisation();
    let is_within = is_within(actor, firm.id, &firm.organisation.municipality);
    Counted {
        free_on: first_free_day(aid.aid.on),
        counts_today: from <= aid.aid.on,
        can_open: aid.is_grant && (is_within || is_ours),
        aid,
    }
}

/// A firm's account of small aid. That somebody read it, and that of firms that share its ceiling,
/// is written down.
pub async fn read_account(
    app: &App,
    actor: &Actor,
    firm: OrganisationId,
) -> Result<Account, Error> {
    let (county, today) = (actor.county(), app.today());
    let mut connection = app.store.read().await?;
    let c = &mut connection;
    let found = seen(c, actor, firm).await?;
    let from = since(today);
    let all: Vec<Aid> = store::support::counted(c, county, firm, from).await?;
    let first = first_counted(today);
    let listed = store::support::aids_of(c, county, firm, first, AIDS_MAX).await?;
    let shown = seen_among(c, actor, &listed).await?;
    let members = store::support::members(c, county, firm).await?;
    drop(connection);
    let counted = listed.into_iter().filter_map(|aid| {
        let given_to = shown.get(&aid.organisation)?;
        Some(counted(actor, given_to, from, aid))
    });
    let counted = counted.collect();
    let sum = all.iter().fold(0, |sum: i64, aid| sum.saturating_add(aid.cents));
    let others = shown.into_keys().filter(|one| *one != firm);
    let read = std::iter::once(firm).chain(others);
    let read = read.map(|one| keeping::of_firm("support", one.0, one));
    keeping::note_all(app, actor, read).await;
    Ok(Account {
        organisation: firm,
        organisation_name: found.organisation.name,
        since: from,
        sum_cents: sum,
        room_cents: room(&all, today),
        ceiling_cents: CEILING_CENTS,
        counted,
        members,
        can_keep: actor.is_one_of(ACTORS),
    })
}

fn about(firm: OrganisationId) -> Subject {
    Subject { kind: "organisation", id: firm.0, organisation: Some(firm) }
}

/// Writes down aid from another giver as the firm has told of it.
pub async fn register_aid(
    app: &App,
    actor: &Actor,
    firm: OrganisationId,
    form: &AidForm,
    key: Option<&str>,
) -> Result<(), Error> {
    let (county, now, today) = (actor.county(), app.now(), app.today());
    let mut connection = app.store.read().await?;
    kept(&mut connection, actor, firm).await?;
    let speaker = &Speaker::of(&mut connection, actor).await?;
    drop(connection);
    let aid = &form.parse(today)?;
    let id: Uuid = app.new_id();
    let event = &NewEvent::by(actor, now, "support.aid-registered", about(firm))
        .saying(json!({ "cents": aid.cents, "on": aid.on }));
    let key = request_key(actor, key, "support.aid", &(firm, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            let from = first_counted(today);
            let stands = store::support::aids_of(tx, county, firm, from, AIDS_MAX).await?;
            if i64::try_from(stands.len()).is_ok_and(|count| count >= AIDS_MAX) {
                return Err(Error::from(Fault::new("giver", "too-many").with("max", AIDS_MAX)));
            }
            let by = (speaker.organisation(), speaker.name.as_str());
            store::support::insert_aid(tx, county, (id, firm), aid, by, now).await?;
            store::events::append(tx, county, event).await?;
            Ok(())
        })
        .await
}

/// Takes away registered aid that was wrong. What it was stands in the event.
pub async fn remove_aid(
    app: &App,
    actor: &Actor,
    (firm, aid): (OrganisationId, &str),
    key: Option<&str>,
) -> Result<(), Error> {
    let (county, now) = (actor.county(), app.now());
    let mut connection = app.store.read().await?;
    kept(&mut connection, actor, firm).await?;
    drop(connection);
    let id: Uuid = aid.parse().map_err(|_| Error::invisible())?;
    let from = first_counted(app.today());
    let event = &NewEvent::by(actor, now, "support.aid-removed", about(firm));
    let key = request_key(actor, key, "support.aid-remove", &(firm, aid), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            let stands = store::support::aids_of(tx, county, firm, from, AIDS_MAX).await?;
            let is_meant =
                |one: &&StoredAid| !one.is_grant && one.organisation == firm && one.id == id;
            let found = stands.iter().find(is_meant).ok_or_else(Error::invisible)?;
            store::support::remove_aid(tx, county, id, firm).await?;
            let was = json!({ "cents": found.aid.cents, "on": found.aid.on });
            store::events::append(tx, county, &event.clone().saying(was)).await?;
            Ok::<_, Error>(())
        })
        .await
}

/// Who shares a ceiling is written down with both firms: either can read it of itself.
fn for_both(
    actor: &Actor,
    now: Timestamp,
    kind: &'static str,
    (firm, other): (OrganisationId, OrganisationId),
) -> Vec<NewEvent> {
    let of = |(firm, with): (OrganisationId, OrganisationId)| {
        NewEvent::by(actor, now, kind, about(firm)).saying(json!({ "organisation": with }))
    };
    let mut events = vec![of((firm, other))];
    if other != firm {
        events.push(of((other, firm)));
    }
    events
}

/// Another firm of the county belongs to the same single undertaking (article 2(2)).
pub async fn add_member(
    app: &App,
    actor: &Actor,
    firm: OrganisationId,
    form: &MemberForm,
    key: Option<&str>,
) -> Result<(), Error> {
    let (county, now) = (actor.county(), app.now());
    let mut connection = app.store.read().await?;
    kept(&mut connection, actor, firm).await?;
    let number = form.parse()?;
    let found = store::organisations::find_by_number(&mut connection, county, &number).await?;
    drop(connection);
    let unknown = || Fault::new("orgNumber", "support-no-firm").with("value", &number);
    let other = found.ok_or_else(unknown)?.id;
    if other == firm {
        return Err(Fault::new("orgNumber", "support-same-firm").into());
    }
    let events = &for_both(actor, now, "support.member-joined", (firm, other));
    let key = request_key(actor, key, "support.member", &(firm, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            let own = store::support::undertaking_of(tx, county, firm).await?;
            let theirs = store::support::undertaking_of(tx, county, other).await?;
            let undertaking = own.or(theirs).unwrap_or(firm.0);
            if theirs.is_some_and(|theirs| theirs != undertaking) {
                return Err(Error::from(Fault::new("orgNumber", "support-member-elsewhere")));
            }
            let together = store::support::members(tx, county, firm).await?;
            if i64::try_from(together.len()).is_ok_and(|count| count >= MEMBERS_MAX) {
                return Err(Fault::new("orgNumber", "too-many").with("max", MEMBERS_MAX).into());
            }
            store::support::join(tx, county, firm, undertaking, now).await?;
            if store::support::join(tx, county, other, undertaking, now).await? || own.is_none() {
                for event in events {
                    store::events::append(tx, county, event).await?;
                }
            }
            Ok(())
        })
        .await
}

/// A firm no longer belongs to the undertaking.
pub async fn remove_member(
    app: &App,
    actor: &Actor,
    (firm, member): (OrganisationId, &str),
    key: Option<&str>,
) -> Result<(), Error> {
    let (county, now) = (actor.county(), app.now());
    let mut connection = app.store.read().await?;
    kept(&mut connection, actor, firm).await?;
    drop(connection);
    let other: OrganisationId = member.parse().map_err(|_| Error::invisible())?;
    let events = &for_both(actor, now, "support.member-left", (firm, other));
    let key = request_key(actor, key, "support.member-leave", &(firm, member), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            let own = store::support::undertaking_of(tx, county, firm).await?;
            let own = own.ok_or_else(Error::invisible)?;
            if !store::support::leave(tx, county, other, own).await? {
                return Err(Error::invisible());
            }
            for event in events {
                store::events::append(tx, county, event).await?;
            }
            Ok(())
        })
        .await
}
