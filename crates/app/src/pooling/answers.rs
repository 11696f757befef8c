//! What firms answer, by themselves or on the telephone, and what that does to the sums.

use domain::access::{Actor, Reach, Role};
use domain::codes::Ssyk;
use domain::fault::{Fault, Faults};
use domain::ids::{NeedId, NotificationId, OrganisationId, PoolId};
use domain::needs::NeedState;
use domain::pooling::{AnswerForm, Change, Consent, Standing, Way, leaves};
use domain::time::{Date, Timestamp};
use serde_json::json;
use store::events::NewEvent;
use store::notifications::{NewNotification, Reader};
use store::pooling::{Answered, Scope, StoredFirm, StoredPart, StoredPool};
use store::{Connection, Tx};

use super::{
    Kept, POOL_CONSENTED, POOL_RECORDED, WORKERS, count, fits, let_go, move_need, state_alone,
    subject, view,
};
use crate::acting::{Speaker, request_key};
use crate::cases::derived;
use crate::contacts::desks_of;
use crate::{App, Error, mail};

/// The firm answers for itself. It can change its mind until the pool ends; what it takes back is
/// out of the sum at once.
pub async fn answer(
    app: &App,
    actor: &Actor,
    id: PoolId,
    form: &AnswerForm,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let mut connection = app.store.read().await?;
    let seen = view(app, &mut connection, actor, id).await?;
    let speaker = Speaker::of(&mut connection, actor).await?;
    drop(connection);
    let own = seen.own.filter(|_| actor.role() == Role::EmployerAdmin);
    let own = own.ok_or_else(Error::forbidden)?;
    let said = form.answer()?;
    let answered = Answered {
        consent: said.consent,
        may_be_named: said.may_be_named,
        way: Way::Login,
        said_by_name: speaker.name,
        said_on: app.today(),
        recorded_by_name: None,
    };
    let version = form.version.trim().parse().unwrap_or(own.version);
    keep(app, actor, (id, own.organisation), &answered, (form, version), key).await
}

/// Writes down what a firm said on the telephone, with who said it and when. A firm that can log in
/// gives its yes itself; a no is always taken.
pub async fn record(
    app: &App,
    actor: &Actor,
    id: PoolId,
    form: &AnswerForm,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let mut connection = app.store.read().await?;
    let seen = view(app, &mut connection, actor, id).await?;
    let speaker = Speaker::of(&mut connection, actor).await?;
    drop(connection);
    if !actor.is_one_of(WORKERS) {
        return Err(Error::forbidden());
    }
    let firm = seen.firms.iter().find(|one| one.organisation.to_string() == form.organisation);
    let mut faults = Faults::default();
    let firm = faults.take(firm.ok_or_else(|| Fault::new("organisation", "required")));
    let said = faults.take(form.answer());
    let call = form.call(app.today()).map_err(|found| faults.0.extend(found.0)).ok();
    let (Some(firm), Some(said), Some((by, on))) = (firm, said, call) else {
        return Err(faults.into());
    };
    if firm.has_login && said.consent == Consent::Yes {
        return Err(Fault::new("answer", "pool-firm-answers").with("value", &firm.name).into());
    }
    let answered = Answered {
        consent: said.consent,
        may_be_named: said.may_be_named,
        way: Way::Phone,
        said_by_name: by,
        said_on: on,
        recorded_by_name: Some(speaker.name),
    };
    let version = form.version.trim().parse().unwrap_or(firm.version);
    keep(app, actor, (id, firm.organisation), &answered, (form, version), key).await
}

async fn keep(
    app: &App,
    actor: &Actor,
    (id, firm): (PoolId, OrganisationId),
    answered: &Answered,
    (form, version): (&AnswerForm, i64),
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, now, today) = (actor.county(), app.now(), app.today());
    let key = request_key(actor, key, "pool.answer", &(id, firm, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            let pool = store::pooling::find(tx, county, Scope::County, id).await?;
            let pool = pool.ok_or_else(Error::invisible)?;
            let stands = stands(tx, actor, (id, firm), today).await?;
            if version == stands.version {
                may_say(&pool, &stands, answered.consent)?;
            }
            store::pooling::answer(tx, county, (id, firm), answered, version, now).await?;
            move_parts(tx, actor, &pool, firm, answered.consent, now).await?;
            let why = match answered.consent {
                Consent::Yes => Change::Joined,
                _ => Change::Left,
            };
            count(tx, actor, id, why, now).await?;
            let event = event(actor, (id, firm), answered, now);
            store::events::append(tx, county, &event).await?;
            tell(tx, actor, &pool, (&stands, answered.way), &event).await?;
            Ok::<_, Error>(Kept { id, title: pool.plan.title, state: pool.state })
        })
        .await
}

/// A firm that is no more goes out of a pool, as if it had said so itself: its needs stand alone
/// and the sums are counted anew. Those who work with the pool are told.
pub(crate) async fn firm_gone(
    tx: &mut Tx,
    actor: &Actor,
    (id, firm): (PoolId, OrganisationId),
    name: &str,
    (now, today): (Timestamp, Date),
) -> Result<(), Error> {
    let county = actor.county();
    let pool = store::pooling::find(tx, county, Scope::County, id).await?;
    let pool = pool.ok_or_else(Error::invisible)?;
    let stands = stands(tx, actor, (id, firm), today).await?;
    let is_in = stands.consent == Consent::Yes;
    let answered = Answered {
        consent: if is_in { Consent::Withdrawn } else { Consent::No },
        may_be_named: false,
        way: Way::Phone,
        said_by_name: name.to_owned(),
        said_on: today,
        recorded_by_name: Some(name.to_owned()),
    };
    store::pooling::answer(tx, county, (id, firm), &answered, stands.version, now).await?;
    move_parts(tx, actor, &pool, firm, answered.consent, now).await?;
    count(tx, actor, id, Change::Left, now).await?;
    let event = event(actor, (id, firm), &answered, now);
    store::events::append(tx, county, &event).await?;
    tell(tx, actor, &pool, (&stands, Way::Login), &event).await
}

/// The place of a firm in a pool goes to the one that it has gone into, with its answer.
pub(crate) async fn place_moved(
    tx: &mut Tx,
    actor: &Actor,
    id: PoolId,
    way: store::endings::Move,
) -> Result<(), Error> {
    let (county, now) = (actor.county(), way.now);
    store::endings::move_place(tx, county, id, way).await?;
    let event = NewEvent::by(actor, now, "pool.place-moved", subject(id, Some(way.to)))
        .saying(json!({ "from": way.from }));
    store::events::append(tx, county, &event).await?;
    count(tx, actor, id, Change::Joined, now).await
}

async fn stands(
    connection: &mut Connection,
    actor: &Actor,
    (id, firm): (PoolId, OrganisationId),
    today: Date,
) -> Result<StoredFirm, Error> {
    let firms = store::pooling::firms_of(connection, actor.county(), id, today).await?;
    firms.into_iter().find(|one| one.organisation == firm).ok_or_else(Error::invisible)
}

fn may_say(pool: &StoredPool, firm: &StoredFirm, next: Consent) -> Result<(), Fault> {
    if !pool.state.is_live() {
        return Err(Fault::new("answer", "pool-over"));
    }
    if !firm.consent.may_become(next) {
        return Err(Fault::new("answer", "pool-answer-step"));
    }
    Ok(())
}

fn event(
    actor: &Actor,
    (id, firm): (PoolId, OrganisationId),
    answered: &Answered,
    now: Timestamp,
) -> NewEvent {
    let kind = match answered.consent {
        Consent::Yes => "pool.consented",
        Consent::Withdrawn => "pool.withdrawn",
        Consent::Asked | Consent::No => "pool.declined",
    };
    NewEvent::by(actor, now, kind, subject(id, Some(firm))).saying(json!({
        "way": answered.way,
        "saidBy": answered.said_by_name,
        "saidOn": answered.said_on,
        "mayBeNamed": answered.may_be_named,
    }))
}

/// Those who work with the pool are told that a firm has answered by itself; a firm is told what
/// has been written down for it.
async fn tell(
    tx: &mut Tx,
    actor: &Actor,
    pool: &StoredPool,
    (firm, way): (&StoredFirm, Way),
    event: &NewEvent,
) -> Result<(), Error> {
    let (kind, about, readers) = match way {
        Way::Login => {
            let desks = desks_of(tx, actor, pool.by_organisation).await?;
            (POOL_CONSENTED, &firm.name, desks)
        }
        Way::Phone => {
            (POOL_RECORDED, &pool.plan.title, vec![Reader::Organisation(firm.organisation)])
        }
    };
    for (nth, reader) in (1..).zip(readers) {
        let notice = NewNotification {
            id: NotificationId(derived(event.id.0, nth)),
            reader,
            kind,
            subject_kind: "pool",
            subject: pool.id.0,
            about: about.clone(),
            at: event.at,
        };
        mail::tell(tx, actor.county(), &notice).await?;
    }
    Ok(())
}

/// A yes moves the firm's needs into the pool, as far as they are still to be met and in no other;
/// anything else takes them out.
async fn move_parts(
    tx: &mut Tx,
    actor: &Actor,
    pool: &StoredPool,
    firm: OrganisationId,
    consent: Consent,
    now: Timestamp,
) -> Result<(), Error> {
    let parts = store::pooling::parts_of(tx, actor.county(), pool.id).await?;
    let own: Vec<_> = parts.into_iter().filter(|part| part.organisation == firm).collect();
    let mut is_any_in = false;
    for part in &own {
        match consent {
            Consent::Yes => is_any_in |= take_in(tx, actor, pool, part, now).await?,
            _ if part.standing == Standing::In => {
                let_go(tx, actor, pool, part, Standing::Left, now).await?;
            }
            _ => {}
        }
    }
    if consent == Consent::Yes && !is_any_in {
        return Err(Fault::new("answer", "pool-need-gone").into());
    }
    Ok(())
}

/// Takes a need into the pool; false when it is over or in another one.
async fn take_in(
    tx: &mut Tx,
    actor: &Actor,
    pool: &StoredPool,
    part: &StoredPart,
    now: Timestamp,
) -> Result<bool, Error> {
    let county = actor.county();
    let Some(need) = store::needs::find(tx, county, &Reach::County, part.need).await? else {
        return Ok(false);
    };
    if part.standing != Standing::In {
        let elsewhere = store::pooling::of_need(tx, county, part.need).await?;
        if elsewhere.is_some() || !fits(&need, &pool.ssyk) {
            return Ok(false);
        }
        store::pooling::set_standing(tx, county, pool.id, part.need, Standing::In).await?;
    }
    move_need(tx, actor, &need, NeedState::Pooled, pool, now).await?;
    Ok(true)
}

/// A need has gone from one state to another: over, or taken out by hand, it leaves its pool.
pub(crate) async fn need_left(
    tx: &mut Tx,
    actor: &Actor,
    need: NeedId,
    (from, to): (NeedState, NeedState),
    now: Timestamp,
) -> Result<(), Error> {
    if !leaves(from, to) {
        return Ok(());
    }
    let county = actor.county();
    let Some(pool) = store::pooling::of_need(tx, county, need).await? else { return Ok(()) };
    store::pooling::set_standing(tx, county, pool.id, need, Standing::Left).await?;
    let event = NewEvent::by(actor, now, "pool.need-left", subject(pool.id, None))
        .saying(json!({ "to": to }));
    store::events::append(tx, county, &event).await?;
    count(tx, actor, pool.id, Change::NeedLeft, now).await
}

/// A need turns out to mean another occupation: it leaves its pool and stands by itself again.
pub(crate) async fn need_recoded(
    tx: &mut Tx,
    actor: &Actor,
    id: NeedId,
    ssyk: &Ssyk,
    now: Timestamp,
) -> Result<(), Error> {
    let county = actor.county();
    let Some(found) = store::pooling::of_need(tx, county, id).await? else { return Ok(()) };
    let pool = store::pooling::find(tx, county, Scope::County, found.id).await?;
    let Some(pool) = pool.filter(|pool| pool.ssyk != *ssyk) else { return Ok(()) };
    let Some(need) = store::needs::find(tx, county, &Reach::County, id).await? else {
        return Ok(());
    };
    if need.state == NeedState::Pooled {
        let alone = state_alone(tx, actor, id).await?;
        move_need(tx, actor, &need, alone, &pool, now).await?;
    }
    need_left(tx, actor, id, (NeedState::Pooled, NeedState::Confirmed), now).await
}
