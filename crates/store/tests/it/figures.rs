//! What figures are counted from.

use domain::access::Actor;
use domain::needs::NeedState;
use domain::needs::lanes::{Lane, LaneKind};
use domain::time::Timestamp;
use store::events::{self, NewEvent, Subject};
use store::figures::{self, Stations};
use store::needs;
use store::{Error, Store};

use crate::harness::{county, insert_firm, now};
use crate::needs::{coding, insert_need};
use crate::on_both;

fn always() -> (Timestamp, Timestamp) {
    (Timestamp::UNIX_EPOCH, "2100-01-01T00:00:00Z".parse().expect("instant"))
}

on_both!(
    demand_is_counted_per_firm_and_occupation,
    a_station_holds_those_of_the_stations_after_it,
    a_happening_names_no_firm,
);

async fn demand_is_counted_per_firm_and_occupation(store: &Store) {
    let one = insert_firm(store, "559999-0016", "Ett").await;
    let two = insert_firm(store, "559999-0024", "Två").await;
    let first = insert_need(store, one, "Kockar", 3, Some(coding("5120", "Kockar"))).await;
    insert_need(store, one, "Kockar", 2, Some(coding("5120", "Kockar"))).await;
    insert_need(store, two, "Svetsare", 4, Some(coding("7212", "Svetsare"))).await;
    insert_need(store, two, "Någon", 9, None).await;
    let (county, lane) = (&county(), &Lane { filled: 1, ..Lane::unused(LaneKind::Recruit) });
    store
        .write::<(), Error, _, _>(county, None, |mut tx| async move {
            needs::put_lane(&mut tx, county, first, lane).await
        })
        .await
        .expect("lane");
    let mut c = store.read().await.expect("connection");
    let rows = figures::demand(&mut c, county).await.expect("demand");
    let seen: Vec<_> = rows
        .iter()
        .map(|row| (row.ssyk.as_str(), row.organisation, row.persons, row.filled, row.needs))
        .collect();
    assert_eq!(seen, [("5120", one, 5, 1, 2), ("7212", two, 4, 0, 1)]);
}

async fn a_station_holds_those_of_the_stations_after_it(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Ett").await;
    insert_need(store, firm, "Någon", 1, None).await;
    insert_need(store, firm, "Kockar", 1, Some(coding("5120", "Kockar"))).await;
    let done = insert_need(store, firm, "Svetsare", 1, Some(coding("7212", "Svetsare"))).await;
    let county = &county();
    store
        .write::<(), Error, _, _>(county, None, |mut tx| async move {
            needs::set_state(&mut tx, county, done, NeedState::Fulfilled, None, 1, now()).await
        })
        .await
        .expect("done");
    let mut c = store.read().await.expect("connection");
    let (since, until) = always();
    let counted = figures::stations(&mut c, county, since, until).await.expect("stations");
    assert_eq!(counted, Stations { heard: 3, understood: 2, answered: 1, done: 1 });
    let before = figures::stations(&mut c, county, since, now()).await.expect("stations");
    assert_eq!(before.heard, 0);
    assert_eq!(figures::promises(&mut c, county, since, until).await.expect("promises"), []);
}

async fn a_happening_names_no_firm(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Hemligt AB").await;
    let need = insert_need(store, firm, "Kockar", 1, Some(coding("5120", "Kockar"))).await;
    let offer = crate::offers::insert_offer(store, firm, "Kurs", None).await;
    let county = &county();
    let actor = Actor::Anyone { county: county.clone() };
    let event = |kind, subject_kind, id| {
        let subject = Subject { kind: subject_kind, id, organisation: Some(firm) };
        let mut event = NewEvent::by(&actor, now(), kind, subject);
        event.by_organisation = Some(firm);
        event
    };
    let written = &[
        event("need.confirmed", "need", need.0),
        event("offer.created", "offer", offer.0),
        event("offer.created", "offer", uuid::Uuid::nil()),
        event("session.opened", "person", uuid::Uuid::nil()),
    ];
    store
        .write::<(), Error, _, _>(county, None, |mut tx| async move {
            for event in written {
                events::append(&mut tx, county, event).await?;
            }
            Ok(())
        })
        .await
        .expect("events");
    let mut c = store.read().await.expect("connection");
    let kinds = ["need.confirmed", "offer.created"];
    let seen = figures::happenings(&mut c, county, &kinds, 10).await.expect("happenings");
    assert_eq!(seen.len(), 2);
    assert!(seen.iter().all(|one| one.by_actor.is_none()));
    assert!(seen.iter().any(|one| one.ssyk.as_ref().is_some_and(|ssyk| ssyk.as_str() == "5120")));
    assert!(seen.iter().any(|one| one.offer.as_deref() == Some("Kurs")));
}
