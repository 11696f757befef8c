//! What happens without anybody asking: alarms when a promise is broken, reminders, the question
//! how it went, sending mail, and sweeping.
//!
//! Several servers may run this at once: an alarm moves only from the stage it was read at, in the
//! same transaction as its event and its notification, so one of them does it and the others find
//! it done.

use std::time::Duration;

use domain::access::Role;
use domain::cases::{self, AlarmStage};
use domain::codes::CountyCode;
use domain::ids::{EventId, NotificationId};
use domain::time::Timestamp;
use serde_json::json;
use store::Tx;
use store::cases::StoredCase;
use store::events::{NewEvent, Subject};
use store::notifications::{NewNotification, Reader};

use crate::cases::derived;
use crate::{App, Error, mail, signals};

/// How often the worker looks.
const EVERY: Duration = Duration::from_secs(5);
/// How many looks there are to one at the jobs: once a minute.
const JOBS_EVERY: u64 = 12;
/// Most broken promises looked at in one turn; the rest come in the next.
const AT_ONCE: i64 = 200;

/// Batches sealed per county in one turn.
const SEAL_BATCHES: u32 = 20;

/// What one turn has done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Turn {
    /// Alarms to deputies.
    pub deputies: u64,
    /// Cases told to the desk above.
    pub escalated: u64,
    /// Firms asked how it went.
    pub asked: u64,
    /// Reminders given.
    pub reminded: u64,
    /// Weekly digests written.
    pub digests: u64,
    /// Early warnings that came or woke.
    pub signals: u64,
    /// Idempotency keys, sessions and old mails forgotten.
    pub swept: u64,
    /// Events and readings sealed.
    pub sealed: i64,
    /// Rows whose time was out.
    pub purged: i64,
}

/// Looks once at everything that depends on time alone.
pub async fn tick(app: &App, now: Timestamp) -> Result<Turn, Error> {
    let mut turn = Turn::default();
    alarms(app, now, &mut turn).await?;
    jobs(app, now, &mut turn).await?;
    keep(app, now, &mut turn).await?;
    Ok(turn)
}

/// Moves every alarm whose time has come.
async fn alarms(app: &App, now: Timestamp, turn: &mut Turn) -> Result<(), Error> {
    loop {
        let mut connection = app.store.read().await?;
        let overdue = store::cases::overdue(&mut connection, now, AT_ONCE).await?;
        drop(connection);
        let mut moved = 0;
        for (county, case) in &overdue {
            match raise(app, county, case, now).await? {
                Some(AlarmStage::Deputy) => turn.deputies += 1,
                Some(_) => turn.escalated += 1,
                None => continue,
            }
            moved += 1;
        }
        // A case two stages behind goes one stage a round, so that nobody is passed over.
        if moved == 0 {
            break;
        }
    }
    Ok(())
}

/// What does not hurry: reminders, digests, the question how it went, forgetting old mail.
async fn jobs(app: &App, now: Timestamp, turn: &mut Turn) -> Result<(), Error> {
    let done = mail::jobs::run(app, now).await?;
    (turn.asked, turn.reminded, turn.digests) = (done.asked, done.reminded, done.digests);
    turn.swept += mail::jobs::sweep(app, now).await?;
    turn.signals = match signals::look(app, now).await {
        // What is wrong with one rule holds up nothing else; the next turn tries again.
        Err(error) if !error.is_away() => {
            tracing::error!(%error, "early warnings could not be looked for");
            0
        }
        found => found?,
    };
    Ok(())
}

/// Forgets, seals and purges.
async fn keep(app: &App, now: Timestamp, turn: &mut Turn) -> Result<(), Error> {
    turn.swept += sweep(app, now).await?;
    turn.sealed = seal(app).await?;
    // Official documents wait for a decision: see the command `purge`.
    let purged = crate::keeping::purge(app, crate::keeping::retention::Asked::default()).await?;
    turn.purged = purged.iter().filter(|run| !run.waits_for_decision).map(|run| run.rows).sum();
    crate::keeping::scrub_again(app).await
}

/// Seals what waits, county by county; the rest comes in the next turn.
async fn seal(app: &App) -> Result<i64, Error> {
    let waiting = store::seals::waiting(&mut app.store.read().await?).await?;
    let mut sealed = 0;
    for (county, stream) in &waiting {
        for _ in 0..SEAL_BATCHES {
            let batch = app
                .store
                .write(county, None, |mut tx| async move {
                    Ok::<_, Error>(store::seals::seal_batch(&mut tx, county, *stream).await?)
                })
                .await?;
            sealed += batch;
            if batch < store::seals::BATCH {
                break;
            }
        }
    }
    Ok(sealed)
}

/// Moves the alarm of one case a stage, if its time has come and nobody else has done it.
async fn raise(
    app: &App,
    county: &CountyCode,
    case: &StoredCase,
    now: Timestamp,
) -> Result<Option<AlarmStage>, Error> {
    let from = case.fields.alarm;
    let due = cases::alarm_at(case.fields.promised_at, now);
    let to = match (from, due) {
        (AlarmStage::None, AlarmStage::Deputy | AlarmStage::Escalated) => AlarmStage::Deputy,
        (AlarmStage::Deputy, AlarmStage::Escalated) => AlarmStage::Escalated,
        _ => return Ok(None),
    };
    let event = &event_of(app, case, to, now);
    let moved = app
        .store
        .write(county, None, |mut tx| async move {
            let is_moved =
                store::cases::move_alarm(&mut tx, county, case.id, from, to, now).await?;
            if is_moved {
                store::events::append(&mut tx, county, event).await?;
                tell(&mut tx, county, case, to, event.id, now).await?;
            }
            Ok::<_, Error>(is_moved)
        })
        .await?;
    Ok(moved.then_some(to))
}

fn event_of(app: &App, case: &StoredCase, to: AlarmStage, now: Timestamp) -> NewEvent {
    let kind = match to {
        AlarmStage::Escalated => "case.escalated",
        _ => "case.promise-broken",
    };
    let system = domain::access::Actor::Anyone { county: app.settings.county.clone() };
    let subject = Subject { kind: "case", id: case.id.0, organisation: Some(case.organisation) };
    let mut event = NewEvent::by(&system, now, kind, subject);
    event.role = Role::Admin;
    event.saying(json!({ "desk": case.desk_name, "promisedAt": case.fields.promised_at }))
}

/// Tells the deputies of the desk; on escalation the desk above, whose organisation is let in.
async fn tell(
    tx: &mut Tx,
    county: &CountyCode,
    case: &StoredCase,
    to: AlarmStage,
    event: EventId,
    now: Timestamp,
) -> Result<(), Error> {
    let Some(desk) = case.fields.desk else { return Ok(()) };
    let (reader, kind) = match (to, case.escalates_to) {
        (AlarmStage::Escalated, Some(above)) => {
            if let Some(above) = store::access::find_desk(tx, county, above).await? {
                store::cases::insert_party(tx, county, case.id, above.organisation, now).await?;
            }
            (Reader::Desk(above), "case-escalated")
        }
        (AlarmStage::Escalated, None) => (Reader::Desk(desk), "case-escalated"),
        _ => (Reader::Deputies(desk), "promise-broken"),
    };
    let notification = NewNotification {
        id: NotificationId(derived(event.0, 1)),
        reader,
        kind,
        subject_kind: "case",
        subject: case.id.0,
        about: format!("{} {}", case.number, case.organisation_name),
        at: now,
    };
    crate::mail::tell(tx, county, &notification).await
}

/// Forgets idempotency keys and sessions whose time is out.
async fn sweep(app: &App, now: Timestamp) -> Result<u64, Error> {
    let idle_since = crate::access::idle_since(now);
    app.store
        .write(&app.settings.county, None, |mut tx| async move {
            let keys = store::idempotency::sweep(&mut tx, now).await?;
            let sessions = store::sessions::sweep_sessions(&mut tx, now, idle_since).await?;
            let tokens = store::sign_in::sweep_api_tokens(&mut tx, now).await?;
            Ok::<_, Error>(keys + sessions + tokens)
        })
        .await
}

/// Looks every few seconds and sends mail, until dropped.
pub async fn run(app: App) {
    tokio::join!(look(app.clone()), crate::imports::run(app.clone()), mail::run(app));
}

async fn look_once(app: &App, now: Timestamp, has_jobs: bool) -> Result<Turn, Error> {
    if has_jobs {
        return tick(app, now).await;
    }
    let mut turn = Turn::default();
    alarms(app, now, &mut turn).await?;
    keep(app, now, &mut turn).await?;
    Ok(turn)
}

/// Looks every few seconds. A turn that fails is logged and tried again.
async fn look(app: App) {
    let mut every = tokio::time::interval(EVERY);
    every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    for round in 0_u64.. {
        every.tick().await;
        let has_jobs = round.is_multiple_of(JOBS_EVERY);
        match look_once(&app, app.now(), has_jobs).await {
            Ok(turn) if turn != Turn::default() => tracing::info!(?turn, "the worker has worked"),
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "the worker failed; it tries again"),
        }
    }
}
