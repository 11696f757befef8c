//! What those who work with a pool do: form it, change its plan, take it on and end it.

use std::collections::BTreeSet;

use domain::access::Actor;
use domain::codes::Ssyk;
use domain::fault::{Fault, Faults};
use domain::ids::{NeedId, NotificationId, OrganisationId, PoolId};
use domain::pooling::{Change, Consent, NEEDS_MAX, PoolForm, PoolState, Standing, StepForm};
use domain::time::Timestamp;
use serde_json::json;
use store::Tx;
use store::events::NewEvent;
use store::notifications::{NewNotification, Reader};
use store::pooling::{Candidate, NewPart, NewPool, Scope, StoredFirm, StoredPool};
use uuid::Uuid;

use super::looking::{occupation, together};
use super::{Kept, POOL_ASKED, POOL_ENDED, WORKERS, count, let_go, subject, view};
use crate::acting::{Speaker, request_key};
use crate::cases::derived;
use crate::{App, Error, mail};

/// Tells firms something about a pool; `seed` makes the ids, one per firm.
fn notices(
    (id, title): (PoolId, &str),
    kind: &'static str,
    seed: Uuid,
    firms: impl IntoIterator<Item = OrganisationId>,
    at: Timestamp,
) -> Vec<NewNotification> {
    let one = |(nth, firm): (u128, OrganisationId)| NewNotification {
        id: NotificationId(derived(seed, nth)),
        reader: Reader::Organisation(firm),
        kind,
        subject_kind: "pool",
        subject: id.0,
        about: title.to_owned(),
        at,
    };
    (1..).zip(firms).map(one).collect()
}

/// Forms a pool of needs of one occupation and asks their firms. Needs that somebody else has
/// pooled meanwhile are found where the pool is written, so of two who form the same pool at once
/// exactly one does, and the other is told which pool it became.
pub async fn form(
    app: &App,
    actor: &Actor,
    ssyk: &str,
    form: &PoolForm,
    key: Option<&str>,
) -> Result<Kept, Error> {
    if !actor.is_one_of(WORKERS) {
        return Err(Error::forbidden());
    }
    let (county, now) = (actor.county(), app.now());
    let ssyk = &Ssyk::parse(ssyk).map_err(|_| Error::invisible())?;
    let mut faults = Faults::default();
    let plan = form.plan(app.today()).map_err(|found| faults.0.extend(found.0)).ok();
    let chosen = faults.take(form.chosen());
    let (Some(plan), Some(chosen)) = (plan, chosen) else { return Err(faults.into()) };
    let speaker = Speaker::of(&mut app.store.read().await?, actor).await?;
    let new = &NewPool {
        id: app.new_id(),
        ssyk: ssyk.clone(),
        occupation: occupation(app, ssyk, &[]),
        plan,
        by_organisation: speaker.organisation(),
        by_name: speaker.name,
        created_at: now,
    };
    let (seed, chosen): (Uuid, &Vec<NeedId>) = (app.new_id(), &chosen);
    let key = request_key(actor, key, "pool.form", &(ssyk.as_str(), form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            let needs = free(tx, actor, ssyk, chosen).await?;
            if !together(&needs).is_enough() {
                return Err(Error::from(Fault::new("needs", "pool-too-few")));
            }
            ask(tx, actor, new, &needs, seed).await?;
            Ok(Kept { id: new.id, title: new.plan.title.clone(), state: PoolState::Forming })
        })
        .await
}

/// The chosen needs, all of them free; else which pool has them, or that they are gone.
async fn free(
    tx: &mut Tx,
    actor: &Actor,
    ssyk: &Ssyk,
    chosen: &[NeedId],
) -> Result<Vec<Candidate>, Error> {
    let county = actor.county();
    let mut needs = Vec::with_capacity(chosen.len());
    let limit = i64::try_from(NEEDS_MAX).unwrap_or(i64::MAX);
    let offered = store::pooling::candidates(tx, county, ssyk, limit).await?;
    for id in chosen {
        if let Some(need) = offered.iter().find(|one| one.need == *id) {
            needs.push(need.clone());
        } else if let Some(pool) = store::pooling::of_need(tx, county, *id).await? {
            return Err(Fault::new("needs", "pool-taken").with("value", pool.title).into());
        } else {
            return Err(Fault::new("needs", "pool-need-gone").into());
        }
    }
    Ok(needs)
}

async fn ask(
    tx: &mut Tx,
    actor: &Actor,
    new: &NewPool,
    needs: &[Candidate],
    seed: Uuid,
) -> Result<(), Error> {
    let (county, now, id) = (actor.county(), new.created_at, new.id);
    store::pooling::insert(tx, county, new).await?;
    let formed = NewEvent::by(actor, now, "pool.formed", subject(id, None))
        .saying(json!({ "title": &new.plan.title, "ssyk": &new.ssyk, "needs": needs.len() }));
    store::events::append(tx, county, &formed).await?;
    let firms: BTreeSet<_> = needs.iter().map(|need| need.organisation).collect();
    for firm in &firms {
        store::pooling::insert_firm(tx, county, id, *firm, now).await?;
        let asked = NewEvent::by(actor, now, "pool.asked", subject(id, Some(*firm)));
        store::events::append(tx, county, &asked).await?;
    }
    for need in needs {
        let Candidate { need, organisation, persons, .. } = *need;
        let part = NewPart { need, organisation, persons };
        store::pooling::insert_part(tx, county, id, part).await?;
    }
    for notice in notices((id, &new.plan.title), POOL_ASKED, seed, firms, now) {
        mail::tell(tx, county, &notice).await?;
    }
    Ok(())
}

/// The pool, for those who work with it.
async fn worked(app: &App, actor: &Actor, id: PoolId) -> Result<super::View, Error> {
    let seen = view(app, &mut app.store.read().await?, actor, id).await?;
    if seen.can_work { Ok(seen) } else { Err(Error::forbidden()) }
}

/// Changes what a pool is for and what happens next, if nobody else has changed it meanwhile.
pub async fn change(
    app: &App,
    actor: &Actor,
    id: PoolId,
    form: &PoolForm,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, now) = (actor.county(), app.now());
    let pool = &worked(app, actor, id).await?.pool;
    let plan = &form.changed_plan(app.today(), &pool.plan)?;
    let version: i64 = form.version.trim().parse().unwrap_or_default();
    let event = &NewEvent::by(actor, now, "pool.changed", subject(id, None)).saying(json!(plan));
    let key = request_key(actor, key, "pool.change", &(id, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            let stands = store::pooling::find(tx, county, Scope::County, id).await?;
            let state = stands.ok_or_else(Error::invisible)?.state;
            if !state.is_live() {
                return Err(Error::from(Fault::new("title", "pool-over")));
            }
            store::pooling::set_plan(tx, county, id, plan, version, now).await?;
            store::events::append(tx, county, event).await?;
            Ok(Kept { id, title: plan.title.clone(), state })
        })
        .await
}

/// Takes a pool a step on, or ends it. Opened, its figures stand as version 1; ended, its needs go
/// on by themselves and the firms are told what came of it.
pub async fn step(
    app: &App,
    actor: &Actor,
    id: PoolId,
    form: &StepForm,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, now) = (actor.county(), app.now());
    let pool = worked(app, actor, id).await?.pool;
    let (next, reason) = &form.parse()?;
    let (next, reason) = (*next, reason.as_deref());
    let version: i64 = form.version.trim().parse().unwrap_or(pool.version);
    let seed: Uuid = app.new_id();
    let today = app.today();
    let kind = match next {
        PoolState::Forming | PoolState::Open => "pool.opened",
        PoolState::Ordered => "pool.ordered",
        PoolState::Answered => "pool.answered",
        PoolState::Closed => "pool.closed",
        PoolState::Cancelled => "pool.cancelled",
    };
    let event = &NewEvent::by(actor, now, kind, subject(id, None))
        .saying(json!({ "from": pool.state, "to": next, "reason": reason }));
    let key = request_key(actor, key, "pool.step", &(id, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            // Read again inside: a form that is sent twice gets its first answer, not a no.
            let pool = store::pooling::find(tx, county, Scope::County, id).await?;
            let pool = pool.ok_or_else(Error::invisible)?;
            let firms = store::pooling::firms_of(tx, county, id, today).await?;
            if version == pool.version {
                may_go(&pool, next)?;
            }
            store::pooling::set_state(tx, county, id, (next, reason), version, now).await?;
            store::events::append(tx, county, event).await?;
            if next == PoolState::Open {
                count(tx, actor, id, Change::Opened, now).await?;
            }
            if !next.is_live() {
                end(tx, actor, &pool, &firms, (seed, now)).await?;
            }
            Ok::<_, Error>(Kept { id, title: pool.plan.title, state: next })
        })
        .await
}

/// The step follows, and a pool that opens has firms that said yes.
fn may_go(pool: &StoredPool, next: PoolState) -> Result<(), Fault> {
    if !pool.state.next().contains(&next) {
        return Err(Fault::new("state", "pool-step"));
    }
    if next == PoolState::Open && !pool.sums().is_enough() {
        return Err(Fault::new("state", "pool-consent-missing"));
    }
    Ok(())
}

async fn end(
    tx: &mut Tx,
    actor: &Actor,
    pool: &StoredPool,
    firms: &[StoredFirm],
    (seed, now): (Uuid, Timestamp),
) -> Result<(), Error> {
    let county = actor.county();
    for part in store::pooling::parts_of(tx, county, pool.id).await? {
        if part.standing == Standing::In {
            // What a firm was only asked about was never in the sum.
            let is_counted = part.consent == Consent::Yes;
            let standing = if is_counted { Standing::Ended } else { Standing::Left };
            let_go(tx, actor, pool, &part, standing, now).await?;
        }
    }
    store::notifications::settle(tx, county, POOL_ASKED, pool.id.0, now).await?;
    let told = firms.iter().filter(|firm| matches!(firm.consent, Consent::Yes | Consent::Asked));
    let told = told.map(|firm| firm.organisation);
    for notice in notices((pool.id, &pool.plan.title), POOL_ENDED, seed, told, now) {
        mail::tell(tx, county, &notice).await?;
    }
    Ok(())
}
