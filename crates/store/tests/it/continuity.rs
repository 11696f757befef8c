//! What is in somebody's hands: found, given, counted, released; and who steps in.

use domain::access::{Assignment, Role};
use domain::contacts::{Contact, ContactKind};
use domain::continuity::{Absence, ItemKey, ItemKind};
use domain::ids::{AbsenceId, AssignmentId, ContactId, DeskId, OrganisationId, PersonId};
use domain::time::Date;
use store::access::{self, Desk, Person};
use store::contacts::NewContact;
use store::continuity::{self, Leaver, NewAbsence};
use store::notifications::Reader;
use store::{Error, Store};
use uuid::Uuid;

use crate::harness::{county, insert_firm, now};
use crate::on_both;

on_both!(
    what_somebody_holds_is_found_given_and_counted,
    an_erased_persons_things_go_back_to_the_desk,
    whoever_steps_in_is_mailed_while_somebody_is_away,
);

const TODAY: Date = Date::constant(2026, 12, 7);

fn desk() -> DeskId {
    DeskId(Uuid::from_u128(50))
}

async fn on_desk(store: &Store, office: OrganisationId, n: u128, is_deputy: bool) -> AssignmentId {
    let person = &Person {
        id: PersonId(Uuid::from_u128(n)),
        email: format!("person{n}@demo.samkraft.test"),
        name: format!("Demo Person{n}"),
        password_hash: None,
        is_disabled: false,
    };
    let assignment = &Assignment {
        id: AssignmentId(Uuid::from_u128(n + 1_000)),
        county: county(),
        person: person.id,
        role: Role::Broker,
        organisation: office,
        municipality: None,
        desk: Some(desk()),
        is_deputy,
        valid_from: Date::constant(2026, 1, 1),
        valid_to: None,
    };
    store
        .write(&county(), None, |mut tx| async move {
            access::insert_person(&mut tx, person, now()).await?;
            access::insert_assignment(&mut tx, assignment).await
        })
        .await
        .expect("person");
    assignment.id
}

struct House {
    firm: OrganisationId,
    office: OrganisationId,
    leaver: AssignmentId,
    other: AssignmentId,
}

async fn house(store: &Store) -> House {
    let firm = insert_firm(store, "559999-0016", "Sidensjö Möbler").await;
    let office = insert_firm(store, "559999-0032", "Demo region").await;
    let new = &Desk {
        id: desk(),
        slug: None,
        organisation: office,
        role: Role::Broker,
        name: "Demo mäklare".into(),
        phone: None,
        email: None,
        promise_working_days: 2,
        escalates_to: None,
    };
    store
        .write(&county(), None, |mut tx| async move {
            access::insert_desk(&mut tx, &county(), new).await
        })
        .await
        .expect("desk");
    let leaver = on_desk(store, office, 1, false).await;
    let other = on_desk(store, office, 2, true).await;
    House { firm, office, leaver, other }
}

async fn planned(store: &Store, house: &House, n: u128) {
    let contact = &NewContact {
        id: ContactId(Uuid::from_u128(n)),
        organisation: house.firm,
        by_organisation: house.office,
        by_name: "Demo Person1".into(),
        contact: Contact {
            kind: ContactKind::Call,
            on: Date::constant(2026, 12, 20),
            topic: "Kompetens".into(),
            note: None,
        },
        asked_for: None,
        forced: None,
        created_at: now(),
    };
    store
        .write(&county(), None, |mut tx| async move {
            store::contacts::insert(&mut tx, &county(), contact).await?;
            continuity::adopt(&mut tx, &county(), TODAY).await
        })
        .await
        .expect("planned");
}

fn person(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(n))
}

async fn orphans(store: &Store) -> i64 {
    let mut connection = store.read().await.expect("connection");
    continuity::orphans(&mut connection, &county(), continuity::HandoverScope::County, TODAY)
        .await
        .expect("orphans")
}

async fn what_somebody_holds_is_found_given_and_counted(store: &Store) {
    let house = house(store).await;
    planned(store, &house, 70).await;
    planned(store, &house, 71).await;
    let leaver = Leaver { organisation: house.office, person: Some(person(1)) };
    let mut connection = store.read().await.expect("connection");
    let found = continuity::open_items(&mut connection, &county(), leaver, TODAY, 10).await;
    let found = found.expect("items");
    assert_eq!(found.len(), 2);
    let first = &found.first().expect("one").clone();
    assert_eq!((first.kind, first.firm), (ItemKind::Contact, Some(house.firm)));
    let candidates = continuity::candidates(&mut connection, &county(), leaver, TODAY, 10).await;
    let candidates = candidates.expect("candidates");
    assert_eq!(candidates.len(), 1, "not whoever leaves");
    let everywhere = continuity::count_everywhere(&mut connection, person(1), TODAY).await;
    assert_eq!(everywhere.expect("count"), 2);
    drop(connection);
    let to = candidates.first().expect("one");
    store
        .write(&county(), None, |mut tx| async move {
            continuity::give(&mut tx, &county(), first, to, true, now()).await?;
            continuity::end_assignments(&mut tx, &county(), leaver, TODAY).await.map(|_| ())
        })
        .await
        .expect("given");
    assert_eq!(orphans(store).await, 1, "the one that nobody was given");
    let mut connection = store.read().await.expect("connection");
    let held = continuity::holds(&mut connection, &county(), house.leaver, TODAY).await;
    assert_eq!(held.expect("held"), None, "ended");
    let held = continuity::holds(&mut connection, &county(), house.other, TODAY).await;
    assert_eq!(held.expect("held"), Some(Some(desk())));
}

async fn an_erased_persons_things_go_back_to_the_desk(store: &Store) {
    let house = house(store).await;
    planned(store, &house, 70).await;
    store
        .write(&county(), None, |mut tx| async move {
            continuity::release(&mut tx, person(1)).await?;
            access::set_disabled(&mut tx, person(1), true).await
        })
        .await
        .expect("released");
    assert_eq!(orphans(store).await, 0, "the other one at the desk has it");
    let item = ItemKey { kind: ItemKind::Contact, id: Uuid::from_u128(70) };
    let leaver = house.leaver;
    store
        .write(&county(), None, |mut tx| async move {
            continuity::hold(&mut tx, &county(), item, None, Some(leaver), now()).await
        })
        .await
        .expect("held");
    assert_eq!(orphans(store).await, 1, "held by somebody who cannot log in");
}

async fn whoever_steps_in_is_mailed_while_somebody_is_away(store: &Store) {
    let house = house(store).await;
    let mailed = async || {
        let mut connection = store.read().await.expect("connection");
        let reader = Reader::Desk(desk());
        let found = store::mail::readers(&mut connection, &county(), reader, &[], TODAY).await;
        found.expect("readers").len()
    };
    assert_eq!(mailed().await, 1);
    let absence = &NewAbsence {
        id: AbsenceId(Uuid::from_u128(90)),
        assignment: house.leaver,
        desk: desk(),
        absence: Absence { from: TODAY, to: TODAY, deputy: None },
        created_at: now(),
    };
    store
        .write(&county(), None, |mut tx| async move {
            continuity::insert_absence(&mut tx, &county(), absence).await
        })
        .await
        .expect("away");
    assert_eq!(mailed().await, 2, "the desk's deputy too");
    let mut connection = store.read().await.expect("connection");
    let found = continuity::standing_in(&mut connection, &county(), house.other, TODAY).await;
    assert_eq!(found.expect("standing in").len(), 1);
    let later = Date::constant(2026, 12, 8);
    let found = continuity::standing_in(&mut connection, &county(), house.other, later).await;
    assert!(found.expect("standing in").is_empty(), "it ends by itself");
    drop(connection);
    let refused = store
        .write(&county(), None, |mut tx| async move {
            continuity::end_absence(&mut tx, &county(), absence.id, 7, TODAY).await
        })
        .await;
    assert!(matches!(refused, Err(Error::Changed)), "an old version");
}
