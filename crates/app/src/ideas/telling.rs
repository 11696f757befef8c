//! Who is told of what becomes of an idea: those who answer for it, and those who want it.

use domain::access::{Actor, Role};
use domain::codes::CountyCode;
use domain::ids::{NetworkId, NotificationId, OrganisationId};
use domain::time::Timestamp;
use store::Tx;
use store::access::Desk;
use store::ideas::StoredIdea;
use store::notifications::{NewNotification, Reader};
use uuid::Uuid;

use crate::cases::derived;
use crate::{Error, mail};

/// What those who answer for an idea are told: a kind of notice.
pub(super) const NEW: &str = "idea-new";
/// What those who want an idea are told: a kind of notice.
pub(super) const ANSWERED: &str = "idea-answered";
/// What they are told when it goes into another: a kind of notice.
pub(super) const MERGED: &str = "idea-merged";
/// What its own organisation is told when another writes under it: a kind of notice.
pub(super) const POSTED: &str = "idea-posted";
/// What the organisation behind a post is told when it is hidden: a kind of notice.
pub(super) const HIDDEN: &str = "idea-post-hidden";
/// Most organisations that are told of one answer.
const VOTERS_MAX: i64 = 500;

/// What is told of an idea.
pub(super) struct Notice<'a> {
    /// The kind.
    pub(super) kind: &'static str,
    /// What its ids follow from.
    pub(super) seed: Uuid,
    /// The idea.
    pub(super) idea: &'a StoredIdea,
    /// When.
    pub(super) at: Timestamp,
}

/// Where an organisation reads: at its desks, or as an organisation where it has none.
fn readers_of(desks: &[Desk], organisation: OrganisationId) -> Vec<Reader> {
    let own = desks.iter().filter(|desk| desk.organisation == organisation);
    let readers: Vec<_> = own.map(|desk| Reader::Desk(desk.id)).collect();
    if readers.is_empty() { vec![Reader::Organisation(organisation)] } else { readers }
}

async fn tell(
    tx: &mut Tx,
    actor: &Actor,
    notice: &Notice<'_>,
    readers: Vec<Reader>,
) -> Result<(), Error> {
    for (nth, reader) in (1..).zip(readers) {
        let new = NewNotification {
            id: NotificationId(derived(notice.seed, nth)),
            reader,
            kind: notice.kind,
            subject_kind: "idea",
            subject: notice.idea.id.0,
            about: notice.idea.idea.title.clone(),
            at: notice.at,
        };
        mail::tell(tx, actor.county(), &new).await?;
    }
    Ok(())
}

/// Tells those who answer for an idea: who runs its network, or the region's strategists; and the
/// organisation whose offer it is about.
pub(super) async fn tell_stewards(
    tx: &mut Tx,
    actor: &Actor,
    notice: &Notice<'_>,
) -> Result<(), Error> {
    let county = actor.county();
    let desks = store::access::desks(tx, county).await?;
    let network = notice.idea.idea.network;
    let mut readers = if let Some(runner) = notice.idea.network_runner {
        readers_of(&desks, runner)
    } else {
        let strategists = desks.iter().filter(|desk| desk.role == Role::Strategist);
        strategists.map(|desk| Reader::Desk(desk.id)).collect()
    };
    if let Some(offer) = notice.idea.idea.offer {
        let offer = store::offers::find(tx, county, &[notice.idea.organisation], offer).await?;
        if let Some(giver) = offer.map(|offer| offer.organisation)
            && reads(tx, county, network, giver).await?
        {
            readers.extend(readers_of(&desks, giver));
        }
    }
    tell(tx, actor, notice, distinct(readers)).await
}

/// Tells the organisation an idea comes from and all that want it, but not the one that acts.
pub(super) async fn tell_all_who_want_it(
    tx: &mut Tx,
    actor: &Actor,
    notice: &Notice<'_>,
) -> Result<(), Error> {
    let county = actor.county();
    let voters = store::ideas::voters(tx, county, notice.idea.id, VOTERS_MAX).await?;
    let mut all = vec![notice.idea.organisation];
    all.extend(voters);
    tell_organisations(tx, actor, notice, all).await
}

/// Tells organisations, each once, but not the one that acts.
pub(super) async fn tell_organisations(
    tx: &mut Tx,
    actor: &Actor,
    notice: &Notice<'_>,
    mut all: Vec<OrganisationId>,
) -> Result<(), Error> {
    all.sort_unstable();
    all.dedup();
    all.retain(|one| actor.organisation() != Some(*one));
    let county = actor.county();
    let desks = store::access::desks(tx, county).await?;
    let mut readers = Vec::new();
    for one in all {
        if reads(tx, county, notice.idea.idea.network, one).await? {
            readers.extend(readers_of(&desks, one));
        }
    }
    tell(tx, actor, notice, readers).await
}

/// An organisation reads an idea: one for everyone, or one of a network it runs or is in.
async fn reads(
    tx: &mut Tx,
    county: &CountyCode,
    network: Option<NetworkId>,
    organisation: OrganisationId,
) -> Result<bool, Error> {
    let Some(network) = network else { return Ok(true) };
    let own = store::organisations::networks_of(tx, county, organisation).await?;
    Ok(own.iter().any(|one| one.id == network))
}

/// Each reader once, in the order they came.
fn distinct(readers: Vec<Reader>) -> Vec<Reader> {
    let mut once: Vec<Reader> = Vec::new();
    for reader in readers {
        if !once.contains(&reader) {
            once.push(reader);
        }
    }
    once
}
