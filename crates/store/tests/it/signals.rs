//! Signals: a cause has one row, versions hold, readers see what is theirs, and words go in time.

use domain::access::Role;
use domain::codes::MunicipalityCode;
use domain::ids::{DeskId, OrganisationId, SignalId};
use domain::signals::{Cause, SignalKind, SignalState, Size, Source, SourceKind, Step, size_of};
use domain::time::{Date, Timestamp, day_of, days_after};
use store::access::{self, Desk};
use store::page::Slice;
use store::retention::{self, Class};
use store::signals::{self, Filter, Move, NewSignal, Order, Standing, Within};
use store::{Error, Store};
use uuid::Uuid;

use crate::harness::{county, insert_firm, now};
use crate::on_both;

on_both!(
    a_cause_has_one_row_and_evidence_stands_once,
    a_step_from_an_old_version_is_refused,
    readers_see_their_own_and_firms_what_they_were_told,
    words_of_an_ended_signal_go_in_time,
);

const PLACE: &str = "2284";

async fn insert_desk(store: &Store, n: u128, organisation: OrganisationId) -> DeskId {
    let desk = &Desk {
        id: DeskId(Uuid::from_u128(n)),
        slug: None,
        organisation,
        role: Role::Broker,
        name: format!("Desk {n}"),
        phone: None,
        email: None,
        promise_working_days: 2,
        escalates_to: None,
    };
    let county = &county();
    store
        .write(
            county,
            None,
            |mut tx| async move { access::insert_desk(&mut tx, county, desk).await },
        )
        .await
        .expect("desk");
    desk.id
}

fn new(n: u128, desk: DeskId, subject: &str) -> NewSignal {
    NewSignal {
        id: SignalId(Uuid::from_u128(n)),
        cause: Cause {
            kind: SignalKind::Obstacle,
            municipality: Some(MunicipalityCode::parse(PLACE).expect("code")),
            subject: subject.to_owned(),
        },
        title: None,
        words: Some("Det byggs för lite".into()),
        desk,
        since: Date::constant(2025, 12, 7),
        until: Date::constant(2026, 12, 7),
        size: Size { firms: 1, amount: 1 },
        by: None,
        at: now(),
    }
}

fn source(n: u128, firm: OrganisationId) -> Source {
    Source {
        kind: SourceKind::Obstacle,
        id: Uuid::from_u128(n),
        organisation: Some(firm),
        amount: 1,
    }
}

async fn keep(store: &Store, signal: &NewSignal, sources: &[Source]) -> (bool, u64) {
    let county = &county();
    store
        .write(county, None, |mut tx| async move {
            let is_new = signals::insert(&mut tx, county, signal).await?;
            let id = signals::of_cause(&mut tx, county, &signal.cause.key()).await?;
            let id = id.expect("stands").id;
            let added = signals::add_sources(&mut tx, county, id, sources, now()).await?;
            Ok::<_, Error>((is_new, added))
        })
        .await
        .expect("kept")
}

async fn step(
    store: &Store,
    id: SignalId,
    (from, to): (SignalState, SignalState),
    version: i64,
    by: OrganisationId,
    at: Timestamp,
) -> Result<(), Error> {
    let county = &county();
    let due_on = (to == SignalState::Dialogue).then_some(Date::constant(2026, 12, 20));
    let movement = &Move { id, from, to, desk: None, due_on, at };
    let said = &Step {
        to,
        words: "Tolv lägenheter".into(),
        asked: Some("Nämnden".into()),
        desk: None,
        on: due_on,
    };
    let made = Uuid::now_v7();
    store
        .write(county, None, |mut tx| async move {
            signals::step(&mut tx, county, movement, version).await?;
            let said = Some((said, by, "Karin"));
            signals::insert_step(&mut tx, county, (made, id), to, said, at).await
        })
        .await
}

async fn a_cause_has_one_row_and_evidence_stands_once(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Sågen").await;
    let desk = insert_desk(store, 1, firm).await;
    let first = keep(store, &new(10, desk, "housing"), &[source(1, firm)]).await;
    assert_eq!(first, (true, 1));
    let again = keep(store, &new(11, desk, "housing"), &[source(1, firm), source(2, firm)]).await;
    assert_eq!(again, (false, 1), "the same cause, one more piece of evidence");
    let other = keep(store, &new(12, desk, "permits"), &[]).await;
    assert_eq!(other, (true, 0));
    let mut connection = store.read().await.expect("connection");
    let (county, id) = (&county(), SignalId(Uuid::from_u128(10)));
    let evidence = signals::evidence(&mut connection, county, id, 10).await.expect("evidence");
    assert_eq!(evidence.len(), 2);
    let since = now().saturating_sub(std::time::Duration::from_secs(1)).expect("instant");
    let added = signals::added_since(&mut connection, county, id, since).await.expect("size");
    assert_eq!(added, size_of(&[source(1, firm), source(2, firm)]), "counted alike");
    let kind = SignalKind::Obstacle;
    assert_eq!(signals::waiting(&mut connection, county, kind).await.expect("count"), 2);
}

async fn a_step_from_an_old_version_is_refused(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Sågen").await;
    let signal = new(10, insert_desk(store, 1, firm).await, "housing");
    keep(store, &signal, &[]).await;
    let asked = (SignalState::New, SignalState::Dialogue);
    step(store, signal.id, asked, 1, firm, now()).await.expect("first");
    let parked = (SignalState::New, SignalState::Parked);
    let late = step(store, signal.id, parked, 1, firm, now()).await;
    assert!(matches!(late, Err(Error::Changed)), "{late:?}");
    let mut connection = store.read().await.expect("connection");
    let steps = signals::steps_of(&mut connection, &county(), signal.id, 10).await;
    assert_eq!(steps.expect("steps").len(), 1, "what was refused left nothing");
}

async fn readers_see_their_own_and_firms_what_they_were_told(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Sågen").await;
    let other = insert_firm(store, "559999-0024", "Bageriet").await;
    let region = insert_firm(store, "559999-0032", "Regionen").await;
    let signal = new(10, insert_desk(store, 1, region).await, "housing");
    keep(store, &signal, &[source(1, firm)]).await;
    let county = &county();
    let place = |code: &str| MunicipalityCode::parse(code).expect("code");
    let mut connection = store.read().await.expect("connection");
    for (within, count) in [
        (Within::County, 1),
        (Within::Municipality(place(PLACE), other), 1),
        (Within::Municipality(place("2282"), other), 0),
        (Within::Party(region), 1),
        (Within::Party(other), 0),
    ] {
        let is_within =
            signals::is_within(&mut connection, county, signal.id, &within).await.expect("read");
        assert_eq!(is_within, count == 1, "{within:?}");
        let filter = Filter {
            within,
            kind: Some(SignalKind::Obstacle),
            standing: Standing::Open,
            municipality: None,
            desks: Some(vec![signal.desk]),
            order: Order::Due,
        };
        let found = signals::list(&mut connection, county, &filter, Slice::top(5)).await;
        assert_eq!(found.expect("list").total, count, "{:?}", filter.within);
    }
    let today = Date::constant(2026, 12, 7);
    let waits = signals::to_do(&mut connection, county, &[signal.desk], today, 5).await;
    assert_eq!(waits.expect("to do").total, 1);
    drop(connection);
    let asked = (SignalState::New, SignalState::Dialogue);
    step(store, signal.id, asked, 1, region, now()).await.expect("asked");
    let answered = (SignalState::Dialogue, SignalState::Answered);
    step(store, signal.id, answered, 2, region, now()).await.expect("answered");
    let mut connection = store.read().await.expect("connection");
    for (reader, count) in [(firm, 1), (other, 0)] {
        let told = signals::told(&mut connection, county, reader, None, Slice::top(5)).await;
        assert_eq!(told.expect("told").total, count);
    }
    let waits = signals::to_do(&mut connection, county, &[signal.desk], today, 5).await;
    assert_eq!(waits.expect("to do").total, 0);
}

async fn words_of_an_ended_signal_go_in_time(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Sågen").await;
    let signal = new(10, insert_desk(store, 1, firm).await, "housing");
    keep(store, &signal, &[source(1, firm)]).await;
    let parked = (SignalState::New, SignalState::Parked);
    step(store, signal.id, parked, 1, firm, now()).await.expect("parked");
    let (county, class) = (&county(), Class::Signals);
    let purge = async |after: i64| {
        let day = days_after(day_of(now()), after);
        let before = domain::time::instant_of(day, domain::time::Time::midnight());
        let purged = store.write(county, None, |mut tx| async move {
            retention::purge(&mut tx, county, class, before, day, now()).await
        });
        purged.await.expect("purged")
    };
    assert_eq!(purge(-1).await, 0, "it has only just ended");
    assert_eq!(purge(2).await, 2, "the signal and its step");
    assert_eq!(purge(2).await, 0, "once");
    let mut connection = store.read().await.expect("connection");
    let steps = signals::steps_of(&mut connection, county, signal.id, 5).await.expect("steps");
    assert_ne!(steps[0].words.as_deref(), Some("Tolv lägenheter"));
    let stands = signals::find(&mut connection, county, signal.id).await.expect("read");
    let stands = stands.expect("the signal stays");
    assert_ne!(stands.words.as_deref(), Some("Det byggs för lite"));
    assert_eq!(stands.size, Size { firms: 1, amount: 1 }, "its numbers stay");
}
