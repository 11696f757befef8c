//! The daily look for causes. It may run as often as one likes, on as many servers as one likes:
//! a cause has one signal, and what is found again is added to it in one transaction.

use std::collections::BTreeSet;

use domain::access::{Actor, Role};
use domain::codes::CountyCode;
use domain::ids::{DeskId, SignalId};
use domain::signals::{
    Found, SignalKind, SignalState, Size, Source, WAITING_MAX, WINDOW_MONTHS, gather,
};
use domain::time::{Timestamp, day_of, months_after};
use serde_json::json;
use store::events::{NewEvent, Subject};
use store::signals::{Move, NewSignal, SOURCES_MAX, StoredSignal, Window};
use store::{Connection, Tx};
use uuid::Uuid;

use super::{EVIDENCE_MAX, desk_for};
use crate::{App, Error};

/// Most causes of a kind taken up in one look, the largest first.
const FOUND_MAX: usize = 100;

/// Looks in every county, once a day; gives how many signals came or woke.
pub(crate) async fn look(app: &App, now: Timestamp) -> Result<u64, Error> {
    let (today, mut signals) = (day_of(now), 0);
    let counties = store::copy::counties(&mut app.store.read().await?).await?;
    for county in &counties {
        let last = store::signals::looked_on(&mut app.store.read().await?, county).await?;
        if last != Some(today) {
            signals += look_at(app, county, now, || app.new_id()).await?;
        }
    }
    Ok(signals)
}

/// Looks for every kind of cause in one county, and writes down that it was done; gives how many
/// signals came or woke.
pub async fn look_at(
    app: &App,
    county: &CountyCode,
    now: Timestamp,
    mut new_id: impl FnMut() -> SignalId,
) -> Result<u64, Error> {
    let today = day_of(now);
    let window = Window {
        since: months_after(today, -WINDOW_MONTHS),
        today,
        now,
        ahead: months_after(today, WINDOW_MONTHS),
    };
    let mut signals = 0;
    for kind in SignalKind::ALL.iter().filter(|kind| kind.is_found()) {
        let mut connection = app.store.read().await?;
        let heard = store::signals::heard(&mut connection, county, *kind, &window).await?;
        drop(connection);
        // What was not read whole cannot say that something is no longer there.
        let is_whole = i64::try_from(heard.len()).is_ok_and(|count| count < SOURCES_MAX);
        let found = gather(*kind, heard);
        for one in found.iter().take(FOUND_MAX) {
            signals += u64::from(take_up(app, county, one, &window, new_id()).await?);
        }
        if is_whole {
            let keys: BTreeSet<_> = found.iter().map(|one| one.cause.key()).collect();
            lapse(app, county, *kind, &keys, now).await?;
        }
    }
    app.store
        .write(county, None, |mut tx| async move {
            Ok::<_, Error>(store::signals::mark_looked(&mut tx, county, today).await?)
        })
        .await?;
    Ok(signals)
}

/// What is written about a cause, made before the transaction.
struct Noted<'a> {
    county: &'a CountyCode,
    found: &'a Found,
    sources: Vec<Source>,
    new: NewSignal,
    step: Uuid,
    now: Timestamp,
}

/// Writes a cause down, adds to what stands, or wakes it; true when somebody has to begin.
async fn take_up(
    app: &App,
    county: &CountyCode,
    found: &Found,
    window: &Window,
    id: SignalId,
) -> Result<bool, Error> {
    let mut connection = app.store.read().await?;
    let Some(desk) = desk_of(&mut connection, county, found).await? else {
        tracing::warn!(county = county.as_str(), "there is no desk that could have a signal");
        return Ok(false);
    };
    drop(connection);
    let noted = &Noted {
        county,
        found,
        sources: found.sources.iter().take(EVIDENCE_MAX).copied().collect(),
        new: NewSignal {
            id,
            cause: found.cause.clone(),
            title: found.title.clone(),
            words: None,
            desk,
            since: window.since,
            until: window.today,
            size: found.size,
            by: None,
            at: window.now,
        },
        step: app.new_id(),
        now: window.now,
    };
    app.store
        .write(county, None, |mut tx| async move {
            let key = noted.found.cause.key();
            match store::signals::of_cause(&mut tx, county, &key).await? {
                Some(known) => again(&mut tx, noted, &known).await,
                None => anew(&mut tx, noted).await,
            }
        })
        .await
}

async fn desk_of(
    connection: &mut Connection,
    county: &CountyCode,
    found: &Found,
) -> Result<Option<DeskId>, Error> {
    let is_of_firm = found.cause.kind == SignalKind::SilentFirm;
    let firm = found.sources.first().and_then(|source| source.organisation);
    desk_for(connection, county, Some(&found.home), firm.filter(|_| is_of_firm)).await
}

/// A cause nobody has heard of.
async fn anew(tx: &mut Tx, noted: &Noted<'_>) -> Result<bool, Error> {
    let (county, kind) = (noted.county, noted.found.cause.kind);
    if store::signals::waiting(tx, county, kind).await? >= WAITING_MAX {
        return Ok(false);
    }
    if !store::signals::insert(tx, county, &noted.new).await? {
        return Ok(false);
    }
    store::signals::add_sources(tx, county, noted.new.id, &noted.sources, noted.now).await?;
    let event = event(county, noted.now, "signal.found", noted.new.id);
    let size = noted.found.size;
    let event = event.saying(json!({ "kind": kind, "firms": size.firms, "amount": size.amount }));
    store::events::append(tx, county, &event).await?;
    Ok(true)
}

/// A cause that has its signal: the evidence grows, and what has ended may wake.
async fn again(tx: &mut Tx, noted: &Noted<'_>, known: &StoredSignal) -> Result<bool, Error> {
    let (county, now, found) = (noted.county, noted.now, noted.found);
    let added = store::signals::add_sources(tx, county, known.id, &noted.sources, now).await?;
    if known.size != found.size || known.until != noted.new.until {
        store::signals::grow(tx, county, known.id, found.size, noted.new.until).await?;
    }
    let since_end = match known.ended_at {
        Some(at) => store::signals::added_since(tx, county, known.id, at).await?,
        None => Size::default(),
    };
    if known.state.wakes(found.cause.kind, found.size, since_end) {
        let to = Move {
            id: known.id,
            from: known.state,
            to: SignalState::New,
            desk: Some(noted.new.desk),
            due_on: None,
            at: now,
        };
        pass(tx, county, (noted.step, known.version), &to, "signal.woken").await?;
        return Ok(true);
    }
    if added > 0 {
        let event = event(county, now, "signal.grown", known.id).saying(json!({ "added": added }));
        store::events::append(tx, county, &event).await?;
    }
    Ok(false)
}

/// A step nobody took: the service saw that it was so.
async fn pass(
    tx: &mut Tx,
    county: &CountyCode,
    (step, version): (Uuid, i64),
    to: &Move,
    kind: &'static str,
) -> Result<(), Error> {
    store::signals::step(tx, county, to, version).await?;
    store::signals::insert_step(tx, county, (step, to.id), to.to, None, to.at).await?;
    let event = event(county, to.at, kind, to.id).saying(json!({ "from": to.from, "to": to.to }));
    Ok(store::events::append(tx, county, &event).await?)
}

/// What nobody has begun and is no longer so has passed by itself.
async fn lapse(
    app: &App,
    county: &CountyCode,
    kind: SignalKind,
    found: &BTreeSet<String>,
    now: Timestamp,
) -> Result<(), Error> {
    let mut connection = app.store.read().await?;
    let waiting = store::signals::untouched(&mut connection, county, kind).await?;
    drop(connection);
    for (id, _) in waiting.into_iter().filter(|(_, cause)| !found.contains(cause)) {
        let step = app.new_id();
        app.store
            .write(county, None, |mut tx| async move {
                let Some(known) = store::signals::find(&mut tx, county, id).await? else {
                    return Ok(());
                };
                if known.state != SignalState::New {
                    return Ok(());
                }
                let to = Move {
                    id,
                    from: SignalState::New,
                    to: SignalState::Lapsed,
                    desk: None,
                    due_on: None,
                    at: now,
                };
                pass(&mut tx, county, (step, known.version), &to, "signal.lapsed").await
            })
            .await?;
    }
    Ok(())
}

/// An event of the service's own.
fn event(county: &CountyCode, now: Timestamp, kind: &'static str, id: SignalId) -> NewEvent {
    let system = Actor::Anyone { county: county.clone() };
    let subject = Subject { kind: "signal", id: id.0, organisation: None };
    let mut event = NewEvent::by(&system, now, kind, subject);
    event.role = Role::Admin;
    event
}
