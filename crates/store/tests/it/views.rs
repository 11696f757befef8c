//! Saved views: each person's own, gone with the person and with the last role.

use domain::access::{Assignment, Role};
use domain::codes::CountyCode;
use domain::ids::{AssignmentId, PersonId, ViewId};
use domain::time::Date;
use store::access::{self, Person};
use store::cases::{self, StoredView};
use store::personal::{self, Identity};
use store::retention::{self, Class};
use store::{Error, Store};
use uuid::Uuid;

use crate::harness::{county, insert_firm, now};
use crate::on_both;

on_both!(
    a_person_has_views_of_their_own_in_each_county,
    views_go_with_the_person,
    views_go_some_time_after_the_last_role,
);

fn view(n: u128, name: &str) -> StoredView {
    StoredView {
        id: ViewId(Uuid::from_u128(n)),
        name: name.to_owned(),
        words: "två svetsare".into(),
        municipality: "2284".into(),
        state: "late".into(),
        hold: "mine".into(),
        sorted_by: "firm".into(),
        created_at: now(),
    }
}

async fn insert_person(store: &Store, n: u128) -> PersonId {
    let id = PersonId(Uuid::from_u128(n));
    let person = &Person {
        id,
        email: format!("person{n}@demo.samkraft.test"),
        name: format!("Demo Person{n}"),
        password_hash: None,
        is_disabled: false,
    };
    store
        .write(&county(), None, |mut tx| async move {
            access::insert_person(&mut tx, person, now()).await
        })
        .await
        .expect("person");
    id
}

async fn insert_view(store: &Store, county: &CountyCode, person: PersonId, view: &StoredView) {
    store
        .write(county, None, |mut tx| async move {
            cases::insert_view(&mut tx, county, person, view).await
        })
        .await
        .expect("view");
}

async fn views_of(store: &Store, county: &CountyCode, person: PersonId) -> Vec<StoredView> {
    let mut connection = store.read().await.expect("connection");
    cases::views_of(&mut connection, county, person).await.expect("views")
}

async fn a_person_has_views_of_their_own_in_each_county(store: &Store) {
    let (karin, sven) = (insert_person(store, 1).await, insert_person(store, 2).await);
    let (here, there) = (&county(), &CountyCode::parse("21").expect("code"));
    insert_view(store, here, karin, &view(10, "Sena")).await;
    insert_view(store, here, karin, &view(11, "Plåt")).await;
    insert_view(store, there, karin, &view(12, "Sena")).await;
    assert_eq!(views_of(store, here, karin).await, [view(10, "Sena"), view(11, "Plåt")]);
    assert_eq!(views_of(store, there, karin).await, [view(12, "Sena")]);
    assert!(views_of(store, here, sven).await.is_empty());
    let id = view(10, "").id;
    for (county, person, is_own) in
        [(here, sven, false), (there, karin, false), (here, karin, true)]
    {
        let done = store.write(county, None, |mut tx| async move {
            let is_renamed = cases::rename_view(&mut tx, county, person, id, "Försenade").await?;
            let is_gone = !is_renamed && cases::delete_view(&mut tx, county, person, id).await?;
            Ok::<_, Error>((is_renamed, is_gone))
        });
        assert_eq!(done.await.expect("written"), (is_own, false));
    }
    assert_eq!(views_of(store, here, karin).await[0].name, "Försenade");
    let gone = store.write(here, None, |mut tx| async move {
        cases::delete_view(&mut tx, here, karin, id).await
    });
    assert!(gone.await.expect("written"));
    assert_eq!(views_of(store, here, karin).await, [view(11, "Plåt")]);
}

async fn views_go_with_the_person(store: &Store) {
    let (karin, sven) = (insert_person(store, 1).await, insert_person(store, 2).await);
    insert_view(store, &county(), karin, &view(10, "Mina")).await;
    let named = view(11, "Det Demo Person1 har");
    insert_view(store, &county(), sven, &named).await;
    let identity = &Identity {
        person: Some(karin),
        names: vec!["Demo Person1".into()],
        counties: vec!["22".into()],
        ..Identity::default()
    };
    let reached = store
        .write(&county(), None, |mut tx| async move {
            personal::erase(&mut tx, identity, &[], Date::constant(2026, 12, 7)).await
        })
        .await
        .expect("erased");
    assert_eq!(reached.0.get("saved_view"), Some(&2), "{reached:?}");
    assert!(views_of(store, &county(), karin).await.is_empty());
    assert_eq!(views_of(store, &county(), sven).await[0].name, "Det […] har");
}

async fn views_go_some_time_after_the_last_role(store: &Store) {
    let region = insert_firm(store, "559999-0016", "Demo region").await;
    let (karin, sven) = (insert_person(store, 1).await, insert_person(store, 2).await);
    for (n, person, valid_to) in
        [(3, karin, None), (4, karin, Some((2026, 1))), (5, sven, Some((2026, 2)))]
    {
        let assignment = &Assignment {
            id: AssignmentId(Uuid::from_u128(n)),
            county: county(),
            person,
            role: Role::Broker,
            organisation: region,
            municipality: None,
            desk: None,
            is_deputy: false,
            valid_from: Date::constant(2025, 1, 1),
            valid_to: valid_to.map(|(year, month)| Date::constant(year, month, 28)),
        };
        store
            .write(&county(), None, |mut tx| async move {
                access::insert_assignment(&mut tx, assignment).await
            })
            .await
            .expect("assignment");
    }
    insert_view(store, &county(), karin, &view(10, "Mina")).await;
    insert_view(store, &county(), sven, &view(11, "Mina")).await;
    let later = "2027-06-01T08:00:00Z".parse().expect("instant");
    for (day, expected) in [(Date::constant(2026, 2, 28), 0), (Date::constant(2026, 3, 1), 1)] {
        let county = &county();
        let gone = store.write(county, None, |mut tx| async move {
            retention::purge(&mut tx, county, Class::Views, later, day, later).await
        });
        assert_eq!(gone.await.expect("purged"), expected, "{day}");
    }
    assert_eq!(views_of(store, &county(), karin).await.len(), 1);
    assert!(views_of(store, &county(), sven).await.is_empty());
}
