//! A firm's account of small aid: what counts, until when, and which firms share the ceiling.

use domain::access::{ACTORS, Actor, EMPLOYERS, Reach};
use domain::fault::Fault;
use domain::ids::OrganisationId;
use domain::support::{
    AIDS_MAX, Aid, AidForm, CEILING_CENTS, MEMBERS_MAX, MemberForm, first_free_day, room, since,
};
use domain::time::Date;
use serde::Serialize;
use serde_json::json;
use store::Connection;
use store::events::{NewEvent, Subject};
use store::organisations::StoredOrganisation;
use store::support::{Member, StoredAid};
use uuid::Uuid;

use crate::acting::{Speaker, request_key};
use crate::{App, Error, keeping};

/// Aid that counts today, and the first day it does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counted {
    /// The aid.
    #[serde(flatten)]
    pub aid: StoredAid,
    /// First day it no longer counts.
    pub free_on: Date,
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
    /// What is counted, latest first. A firm reads its own alone.
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
    let is_within = match actor.reach() {
        Reach::County => true,
        Reach::Municipality(code) => found.organisation.municipality == code,
        Reach::Organisation(own) => own == firm && actor.is_one_of(EMPLOYERS),
        Reach::Involved(_) | Reach::Leading { .. } | Reach::Nothing => false,
    };
    if is_within {
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

/// A firm's account of small aid. That somebody read it is written down.
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
    let listed = store::support::aids_of(c, county, firm, from, AIDS_MAX).await?;
    let members = store::support::members(c, county, firm).await?;
    drop(connection);
    let can_keep = actor.is_one_of(ACTORS);
    let is_shown = |aid: &StoredAid| can_keep || aid.organisation == firm;
    let counted = listed.into_iter().filter(is_shown);
    let sum = all.iter().fold(0, |sum: i64, aid| sum.saturating_add(aid.cents));
    keeping::note(app, actor, keeping::of_firm("support", firm.0, firm)).await;
    Ok(Account {
        organisation: firm,
        organisation_name: found.organisation.name,
        since: from,
        sum_cents: sum,
        room_cents: room(&all, today),
        ceiling_cents: CEILING_CENTS,
        counted: counted.map(|aid| Counted { free_on: first_free_day(aid.aid.on), aid }).collect(),
        members,
        can_keep,
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
            let from = since(today);
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
    let from = since(app.today());
    let stands = store::support::aids_of(&mut connection, county, firm, from, AIDS_MAX).await?;
    drop(connection);
    let is_meant =
        |one: &&StoredAid| !one.is_grant && one.organisation == firm && one.id.to_string() == aid;
    let found = stands.iter().find(is_meant).ok_or_else(Error::invisible)?;
    let event = &NewEvent::by(actor, now, "support.aid-removed", about(firm))
        .saying(json!({ "cents": found.aid.cents, "on": found.aid.on }));
    let (id, key) = (found.id, request_key(actor, key, "support.aid-remove", &(firm, aid), now));
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            if store::support::remove_aid(tx, county, id, firm).await? {
                store::events::append(tx, county, event).await?;
            }
            Ok::<_, Error>(())
        })
        .await
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
    let event = &NewEvent::by(actor, now, "support.member-joined", about(firm))
        .saying(json!({ "organisation": other }));
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
                store::events::append(tx, county, event).await?;
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
    let members = store::support::members(&mut connection, county, firm).await?;
    drop(connection);
    let is_meant = |one: &&Member| one.organisation.to_string() == member;
    let other = members.iter().find(is_meant).ok_or_else(Error::invisible)?.organisation;
    let event = &NewEvent::by(actor, now, "support.member-left", about(firm))
        .saying(json!({ "organisation": other }));
    let key = request_key(actor, key, "support.member-leave", &(firm, member), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            if store::support::leave(tx, county, other).await? {
                store::events::append(tx, county, event).await?;
            }
            Ok::<_, Error>(())
        })
        .await
}
