//! Notices of redundancy: who sees them before and after their day, and tasks ticked once.

use domain::access::{Assignment, Role};
use domain::codes::{MunicipalityCode, Ssyk};
use domain::ids::{AssignmentId, DeskId, OrganisationId, PersonId, RedundancyId};
use domain::redundancies::{NoticeState, PublicSight, SecretSight, Sight, Task};
use domain::time::Date;
use store::access::{self, Desk, Person};
use store::page::Slice;
use store::redundancies::{self, Affected, Filter, NewNotice};
use store::{Error, Store};
use uuid::Uuid;

use crate::harness::{county, insert_firm, now};
use crate::on_both;

const TODAY: Date = Date::constant(2026, 12, 7);
const LATER: Date = Date::constant(2026, 12, 21);

on_both!(
    a_notice_is_seen_by_the_responsible_until_its_day,
    a_task_is_ticked_once_and_a_state_changed_by_one,
    tasks_go_to_the_desk_that_firms_of_the_municipality_are_sent_to,
);

fn place(code: &str) -> MunicipalityCode {
    MunicipalityCode::parse(code).expect("code")
}

fn notice(n: u128, firm: OrganisationId, public_from: Date) -> NewNotice {
    let row = |ssyk: &str, occupation: &str, persons| Affected {
        ssyk: Ssyk::parse(ssyk).expect("code"),
        occupation: occupation.into(),
        persons,
    };
    NewNotice {
        id: RedundancyId(Uuid::from_u128(n)),
        organisation: firm,
        municipality: place("2284"),
        notified_on: TODAY,
        last_day_on: Date::constant(2027, 6, 1),
        public_from,
        by_organisation: firm,
        by_name: "Sara Lund".into(),
        affected: vec![row("7212", "Svetsare", 80), row("8341", "Maskinförare", 40)],
        tasks: vec![(Task::MeetFirm, None, TODAY), (Task::FollowUp, None, LATER)],
        created_at: now(),
    }
}

async fn insert(store: &Store, new: &NewNotice) {
    let county = &county();
    let written = store.write(county, None, |mut tx| async move {
        redundancies::insert(&mut tx, county, new).await
    });
    written.await.expect("notice");
}

async fn a_notice_is_seen_by_the_responsible_until_its_day(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Sidensjö Möbler").await;
    let secret = notice(1, firm, LATER);
    insert(store, &secret).await;
    insert(store, &notice(2, firm, TODAY)).await;
    let sight = |public: PublicSight, secret: SecretSight| Sight { public, secret };
    let here = || SecretSight::Municipality(place("2284"));
    let there = SecretSight::Municipality(place("2282"));
    let own = PublicSight::Own(firm);
    for (sight, before, after) in [
        (sight(PublicSight::All, SecretSight::All), 2, 2),
        (sight(PublicSight::All, here()), 2, 2),
        (sight(PublicSight::All, there), 1, 2),
        (sight(PublicSight::All, SecretSight::Nothing), 1, 2),
        (sight(own, SecretSight::Nothing), 1, 2),
        (sight(PublicSight::Nothing, SecretSight::Nothing), 0, 0),
    ] {
        for (today, meant) in [(TODAY, before), (LATER, after)] {
            let mut connection = store.read().await.expect("connection");
            let c = &mut connection;
            let (filter, top) = (Filter::default(), Slice::top(10));
            let page = redundancies::list(c, &county(), (&sight, today), &filter, top).await;
            let page = page.expect("list");
            assert_eq!(
                (page.total, page.items.len()),
                (meant, usize::try_from(meant).expect("a count"))
            );
            let found = redundancies::find(c, &county(), &sight, today, secret.id).await;
            assert_eq!(found.expect("query").is_some(), meant == 2, "{sight:?} {today}");
        }
    }
}

async fn a_task_is_ticked_once_and_a_state_changed_by_one(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Sidensjö Möbler").await;
    let new = notice(1, firm, TODAY);
    insert(store, &new).await;
    let (county, id) = (&county(), new.id);
    let tick = async |done: Option<(&'static str, domain::time::Timestamp)>| {
        let ticked = store.write(county, None, |mut tx| async move {
            redundancies::tick(&mut tx, county, (id, Task::MeetFirm), done).await
        });
        ticked.await.expect("ticked")
    };
    assert!(tick(Some(("Sara", now()))).await);
    assert!(!tick(Some(("Karin", now()))).await, "done already");
    let mut connection = store.read().await.expect("connection");
    let tasks = redundancies::tasks_of(&mut connection, county, id).await.expect("tasks");
    assert_eq!(tasks[0].done_by_name.as_deref(), Some("Sara"));
    let affected = redundancies::affected(&mut connection, county, id).await.expect("affected");
    assert_eq!(affected.iter().map(|one| one.persons).sum::<i64>(), 120);
    drop(connection);
    assert!(tick(None).await && !tick(None).await);
    for meant in [true, false] {
        let moved = store.write(county, None, |mut tx| async move {
            redundancies::set_state(&mut tx, county, (id, 1), NoticeState::Working, now()).await
        });
        assert_eq!(moved.await.is_ok(), meant);
    }
    let all = Sight { public: PublicSight::All, secret: SecretSight::All };
    let mut connection = store.read().await.expect("connection");
    let found = redundancies::find(&mut connection, county, &all, TODAY, id).await;
    let found = found.expect("query").expect("notice");
    assert_eq!((found.state, found.tasks, found.tasks_done), (NoticeState::Working, 2, 0));
    assert!(matches!(
        store
            .write(county, None, |mut tx| async move {
                redundancies::set_state(&mut tx, county, (id, 9), NoticeState::Closed, now()).await
            })
            .await,
        Err(Error::Changed)
    ));
}

/// A desk and who serves it, under the same number.
async fn serve(store: &Store, n: u128, of: OrganisationId, role: Role, place: Option<&str>) {
    let desk = &Desk {
        id: DeskId(Uuid::from_u128(n)),
        slug: None,
        organisation: of,
        role,
        name: format!("Disk {n}"),
        phone: None,
        email: None,
        promise_working_days: 2,
        escalates_to: None,
    };
    let person = &Person {
        id: PersonId(Uuid::from_u128(n)),
        email: format!("{n}@demo.samkraft.test"),
        name: format!("Demo {n}"),
        password_hash: None,
        is_disabled: false,
    };
    let county = &county();
    let assignment = &Assignment {
        id: AssignmentId(Uuid::from_u128(n)),
        county: county.clone(),
        person: person.id,
        role,
        organisation: of,
        municipality: place.map(self::place),
        desk: Some(desk.id),
        is_deputy: false,
        valid_from: Date::constant(2026, 1, 1),
        valid_to: None,
    };
    let written = store.write(county, None, |mut tx| async move {
        access::insert_desk(&mut tx, county, desk).await?;
        access::insert_person(&mut tx, person, now()).await?;
        access::insert_assignment(&mut tx, assignment).await
    });
    written.await.expect("served");
}

async fn tasks_go_to_the_desk_that_firms_of_the_municipality_are_sent_to(store: &Store) {
    let region = insert_firm(store, "559999-0016", "Demo region").await;
    let county = &county();
    serve(store, 1, region, Role::Broker, None).await;
    serve(store, 2, region, Role::Broker, None).await;
    serve(store, 3, region, Role::MuniContact, None).await;
    let desk = async |role| {
        let mut connection = store.read().await.expect("connection");
        let here = place("2284");
        let found = redundancies::desk_of(&mut connection, county, &here, role, TODAY).await;
        found.expect("query").map(|desk| desk.0.as_u128())
    };
    assert_eq!(desk(Role::Broker).await, Some(1), "any of the county");
    let area = store.write(county, None, |mut tx| async move {
        access::set_desk_area(&mut tx, county, &place("2284"), "", DeskId(Uuid::from_u128(2))).await
    });
    area.await.expect("area");
    assert_eq!(desk(Role::Broker).await, Some(2), "the one of the municipality");
    assert_eq!(desk(Role::MuniContact).await, None, "a contact of no municipality");
    serve(store, 4, region, Role::MuniContact, Some("2284")).await;
    assert_eq!(desk(Role::MuniContact).await, Some(4));
}
