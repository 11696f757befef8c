//! Continuity: before somebody leaves, everything they have in hand gets a new holder; while they
//! are away, a deputy has it too.

mod away;
mod finishing;

use std::collections::BTreeSet;

use domain::access::{ACTORS, Actor, EMPLOYERS, Role};
use domain::continuity::{CONTACT_CHANGE_DAYS, HandoverForm, ItemKey, ItemKind};
use domain::ids::{ContactChangeId, HandoverId, OrganisationId, PersonId};
use domain::time::{self, Time, Timestamp, day_of};
use serde::Serialize;
use store::Tx;
use store::continuity::{self as stored, HandoverScope, Leaver};
use uuid::Uuid;

use crate::acting::request_key;
use crate::{App, Error, Kind, Page, Slice, keeping};

pub(crate) use away::away_at;
pub use away::{Away, Desk as AbsenceDesk, absences, end as end_absence, keep as keep_absence};
pub use finishing::{Finished, finish};
pub use store::continuity::{
    Candidate, ContactChange, Item, Member, StoredAbsence, StoredHandover, StoredHandoverItem,
};

/// Who ends assignments: a municipality's contact point in its own organisation, the strategist in
/// any.
pub const KEEPERS: &[Role] = &[Role::MuniContact, Role::Strategist];
/// Most things handed over at once.
pub const ITEMS_MAX: i64 = 2_000;
/// Most things with a choice of their own on one page; the rest go with the choice for all.
pub const SHOWN_MAX: usize = 200;
/// Most people of an organisation to choose among.
const MEMBERS_MAX: i64 = 100;
/// Most people of an organisation among whom one is looked for.
const KNOWN_MAX: i64 = 10_000;
/// Most who can take over.
const CANDIDATES_MAX: i64 = 500;
/// Most new contacts a firm is told of at once.
const CHANGES_MAX: i64 = 5;
/// Most things without a holder that are shown.
const ORPHANS_SHOWN: i64 = 50;

/// Puts something into the hands of whoever planned it. Nobody gets anything once their assignment
/// has ended: then what they were doing is refused.
pub(crate) async fn hold(
    tx: &mut Tx,
    actor: &Actor,
    kind: ItemKind,
    id: Uuid,
    now: Timestamp,
) -> Result<(), Error> {
    let own = actor.assignment().ok_or_else(|| Error::of(Kind::NotSignedIn))?;
    let held = stored::holds(tx, &own.county, own.id, day_of(now)).await?;
    let desk = held.ok_or_else(|| Error::of(Kind::NotSignedIn))?;
    let item = ItemKey { kind, id };
    Ok(stored::hold(tx, &own.county, item, desk, Some(own.id), now).await?)
}

/// Handovers and what still has no holder, for those who keep them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Overview {
    /// Handovers, newest first.
    pub handovers: Page<StoredHandover>,
    /// How many open things name somebody who has left; none where the reader does not keep them.
    pub orphans: Option<i64>,
    /// Which they are.
    pub orphaned: Vec<Item>,
}

/// What a keeper keeps: their organisation, or the county.
fn kept_by(actor: &Actor) -> Option<HandoverScope> {
    match actor.role() {
        Role::Strategist => Some(HandoverScope::County),
        Role::MuniContact => actor.organisation().map(HandoverScope::Organisation),
        _ => None,
    }
}

fn keeps_county(actor: &Actor) -> bool {
    kept_by(actor) == Some(HandoverScope::County)
}

fn scope_of(actor: &Actor) -> Result<HandoverScope, Error> {
    if !actor.is_one_of(ACTORS) {
        return Err(Error::forbidden());
    }
    if actor.role() == Role::Strategist {
        return Ok(HandoverScope::County);
    }
    actor.organisation().map(HandoverScope::Organisation).ok_or_else(Error::forbidden)
}

/// Handovers the reader sees: all from their own organisation, and what came to it.
pub async fn overview(app: &App, actor: &Actor, slice: Slice) -> Result<Overview, Error> {
    let (county, today) = (actor.county(), app.today());
    let scope = scope_of(actor)?;
    let mut connection = app.store.read().await?;
    let handovers = stored::handovers(&mut connection, county, scope, slice).await?;
    let Some(kept) = kept_by(actor) else {
        return Ok(Overview { handovers, orphans: None, orphaned: Vec::new() });
    };
    let orphans = stored::orphans(&mut connection, county, kept, today).await?;
    let orphaned = if orphans == 0 {
        Vec::new()
    } else {
        stored::orphaned(&mut connection, county, kept, today, ORPHANS_SHOWN).await?
    };
    Ok(Overview { handovers, orphans: Some(orphans), orphaned })
}

/// A handover with its things, as far as the reader sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Document {
    /// The handover.
    #[serde(flatten)]
    pub handover: StoredHandover,
    /// Its things.
    pub items: Vec<StoredHandoverItem>,
}

/// One handover.
pub async fn read(app: &App, actor: &Actor, id: HandoverId) -> Result<Document, Error> {
    let (county, scope) = (actor.county(), scope_of(actor)?);
    let mut connection = app.store.read().await?;
    let handover = stored::find_handover(&mut connection, county, scope, id).await?;
    let handover = handover.ok_or_else(Error::invisible)?;
    let items = stored::handover_items(&mut connection, county, scope, id, ITEMS_MAX).await?;
    drop(connection);
    let firms: BTreeSet<_> = items.iter().filter_map(|one| one.firm).collect();
    let read = firms.into_iter().map(|firm| keeping::of_firm("handover", id.0, firm));
    keeping::note_all(app, actor, read).await;
    Ok(Document { handover, items })
}

/// Somebody who may leave, and how much they have in hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Who.
    pub member: Member,
    /// How much.
    pub open: i64,
}

/// Whom a handover can be about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choices {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// Its people: those who are there, and those who have left something behind.
    pub people: Vec<Choice>,
    /// Other organisations one may choose among; their id and name.
    pub organisations: Vec<(OrganisationId, String)>,
    /// The whole organisation may be handed over.
    pub can_leave: bool,
}

/// The people of an organisation that the actor keeps: their own, or any for the strategist.
pub async fn choices(app: &App, actor: &Actor, organisation: &str) -> Result<Choices, Error> {
    let (county, today) = (actor.county(), app.today());
    let organisation = organisation_of(actor, organisation)?;
    let mut connection = app.store.read().await?;
    let found = store::organisations::find(&mut connection, county, organisation).await?;
    let found = found.ok_or_else(Error::invisible)?;
    if keeps_county(actor) && !found.organisation.is_actor {
        return Err(Error::invisible());
    }
    let members =
        stored::members(&mut connection, county, organisation, today, MEMBERS_MAX).await?;
    let mut people = Vec::with_capacity(members.len());
    for member in members {
        let leaver = Leaver { organisation, person: Some(member.person) };
        let open = stored::count_open(&mut connection, county, leaver, today).await?;
        if member.is_here || open > 0 {
            people.push(Choice { member, open });
        }
    }
    let is_county = keeps_county(actor);
    let organisations = if is_county {
        let desks = store::access::desks(&mut connection, county).await?;
        named(&mut connection, actor, desks.iter().map(|desk| desk.organisation)).await?
    } else {
        Vec::new()
    };
    Ok(Choices {
        organisation,
        organisation_name: found.organisation.name,
        people,
        can_leave: is_county && actor.organisation() != Some(organisation),
        organisations,
    })
}

async fn named(
    connection: &mut store::Connection,
    actor: &Actor,
    ids: impl Iterator<Item = OrganisationId>,
) -> Result<Vec<(OrganisationId, String)>, Error> {
    let ids: BTreeSet<_> = ids.collect();
    let mut named = Vec::with_capacity(ids.len());
    for id in ids {
        let found = store::organisations::find(connection, actor.county(), id).await?;
        named.extend(found.map(|found| (id, found.organisation.name)));
    }
    named.sort_by(|one, other| one.1.cmp(&other.1));
    Ok(named)
}

/// The organisation a keeper names; their own when they name none. Others' do not exist for those
/// who keep one.
fn organisation_of(actor: &Actor, organisation: &str) -> Result<OrganisationId, Error> {
    let own = actor.organisation().ok_or_else(Error::forbidden)?;
    let kept = kept_by(actor).ok_or_else(Error::forbidden)?;
    let asked = match organisation.trim() {
        "" => own,
        id => id.parse().map_err(|_| Error::invisible())?,
    };
    let is_kept =
        matches!(kept, HandoverScope::County) || kept == HandoverScope::Organisation(asked);
    if is_kept { Ok(asked) } else { Err(Error::invisible()) }
}

/// Everything that has to get a new holder, and who can be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wizard {
    /// Organisation of whoever leaves.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// Who leaves; none is the whole organisation.
    pub person: Option<PersonId>,
    /// Their name, or the organisation's.
    pub name: String,
    /// They have an assignment there today.
    pub is_here: bool,
    /// What they have in hand, at most [`SHOWN_MAX`].
    pub items: Vec<Item>,
    /// How much it is.
    pub total: i64,
    /// Who can take over.
    pub candidates: Vec<Candidate>,
}

/// The wizard for a person, or for a whole organisation.
pub async fn wizard(app: &App, actor: &Actor, form: &HandoverForm) -> Result<Wizard, Error> {
    let (county, today) = (actor.county(), app.today());
    let mut connection = app.store.read().await?;
    let (leaver, who) = leaver_of(app, &mut connection, actor, form).await?;
    let limit = i64::try_from(SHOWN_MAX).unwrap_or(i64::MAX);
    Ok(Wizard {
        organisation: leaver.organisation,
        organisation_name: who.organisation_name,
        person: leaver.person,
        name: who.name,
        is_here: who.is_here,
        items: stored::open_items(&mut connection, county, leaver, today, limit).await?,
        total: stored::count_open(&mut connection, county, leaver, today).await?,
        candidates: stored::candidates(&mut connection, county, leaver, today, CANDIDATES_MAX)
            .await?,
    })
}

/// Names of whoever leaves.
struct Who {
    name: String,
    organisation_name: String,
    is_here: bool,
}

/// Who leaves, if the actor may say so. Nobody hands over for themselves: then nobody would be left
/// to see that it was done.
async fn leaver_of(
    app: &App,
    connection: &mut store::Connection,
    actor: &Actor,
    form: &HandoverForm,
) -> Result<(Leaver, Who), Error> {
    let (county, today) = (actor.county(), app.today());
    let organisation = organisation_of(actor, &form.organisation)?;
    let found = store::organisations::find(connection, county, organisation).await?;
    let found = found
        .filter(|found| found.organisation.is_actor || Some(organisation) == actor.organisation());
    let organisation_name = found.ok_or_else(Error::invisible)?.organisation.name;
    let members = stored::members(connection, county, organisation, today, KNOWN_MAX).await?;
    if form.person.trim().is_empty() {
        let may = keeps_county(actor) && actor.organisation() != Some(organisation);
        if !may || form.organisation.trim().is_empty() {
            return Err(Error::invisible());
        }
        let is_here = members.iter().any(|member| member.is_here);
        let who = Who { name: organisation_name.clone(), organisation_name, is_here };
        return Ok((Leaver { organisation, person: None }, who));
    }
    let person: PersonId = form.person.trim().parse().map_err(|_| Error::invisible())?;
    let member = members.into_iter().find(|member| member.person == person);
    let member = member.ok_or_else(Error::invisible)?;
    let who = Who { name: member.name, organisation_name, is_here: member.is_here };
    Ok((Leaver { organisation, person: Some(person) }, who))
}

/// New contacts that the actor's own firm has not said that it has seen.
pub async fn contact_changes(app: &App, actor: &Actor) -> Result<Vec<ContactChange>, Error> {
    changes_in(app, &mut app.store.read().await?, actor).await
}

/// The same on a connection one has.
pub(crate) async fn changes_in(
    app: &App,
    connection: &mut store::Connection,
    actor: &Actor,
) -> Result<Vec<ContactChange>, Error> {
    let Some(own) = actor.organisation().filter(|_| actor.is_one_of(EMPLOYERS)) else {
        return Ok(Vec::new());
    };
    let first = time::days_after(app.today(), -CONTACT_CHANGE_DAYS);
    let since = time::instant_of(first, Time::midnight());
    let county = actor.county();
    Ok(stored::contact_changes(connection, county, own, since, CHANGES_MAX).await?)
}

/// The firm has seen who its new contact is.
pub async fn see_contact_change(
    app: &App,
    actor: &Actor,
    id: ContactChangeId,
    key: Option<&str>,
) -> Result<(), Error> {
    let (county, now) = (actor.county(), app.now());
    let own = actor.organisation().filter(|_| actor.is_one_of(EMPLOYERS));
    let own = own.ok_or_else(Error::forbidden)?;
    let key = request_key(actor, key, "contact-change.see", &id, now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let is_known = stored::see_contact_change(&mut tx, county, own, id, now).await?;
            if is_known { Ok(()) } else { Err(Error::invisible()) }
        })
        .await
}
