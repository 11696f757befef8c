//! Desks, routing, assignments and sessions.

use domain::access::{Assignment, Role};
use domain::codes::MunicipalityCode;
use domain::ids::{AssignmentId, DeskId, OrganisationId, PersonId, SessionId};
use domain::time::Date;
use store::access::{self, Desk, Person};
use store::sessions::{self, Session};
use store::{Error, Store};
use uuid::Uuid;

use crate::harness::{county, insert_firm, now};
use crate::on_both;

fn desk(n: u128, organisation: OrganisationId) -> Desk {
    Desk {
        id: DeskId(Uuid::from_u128(n)),
        slug: None,
        organisation,
        role: Role::Broker,
        name: format!("Kompetensmäklare {n}"),
        phone: None,
        email: None,
        promise_working_days: 2,
        escalates_to: None,
    }
}

fn municipality() -> MunicipalityCode {
    MunicipalityCode::parse("2284").expect("code")
}

fn person() -> Person {
    Person {
        id: PersonId(Uuid::from_u128(3)),
        email: "broker@demo.samkraft.test".into(),
        name: "Karin Nordin".into(),
        password_hash: None,
        is_disabled: false,
    }
}

fn assignment(organisation: OrganisationId, desk: DeskId) -> Assignment {
    Assignment {
        id: AssignmentId(Uuid::from_u128(4)),
        county: county(),
        person: person().id,
        role: Role::Broker,
        organisation,
        municipality: None,
        desk: Some(desk),
        is_deputy: true,
        valid_from: Date::constant(2026, 1, 1),
        valid_to: None,
    }
}

on_both!(
    a_case_goes_to_the_desk_of_its_industry_else_of_its_municipality,
    a_session_ends_with_its_time_its_logout_and_its_person,
);

async fn a_case_goes_to_the_desk_of_its_industry_else_of_its_municipality(store: &Store) {
    let region = insert_firm(store, "559999-0016", "Demo region").await;
    let (county, general, forest) = (&county(), &desk(1, region), &desk(2, region));
    store
        .write(county, None, |mut tx| async move {
            access::insert_desk(&mut tx, county, general).await?;
            access::insert_desk(&mut tx, county, forest).await?;
            access::set_desk_area(&mut tx, county, &municipality(), "", general.id).await?;
            access::set_desk_area(&mut tx, county, &municipality(), "02", forest.id).await?;
            Ok::<_, Error>(())
        })
        .await
        .expect("desks");
    let mut connection = store.read().await.expect("connection");
    for (industry, expected) in [(Some("02"), forest), (Some("56"), general), (None, general)] {
        let found =
            access::route(&mut connection, county, &municipality(), industry).await.expect("route");
        assert_eq!(found.map(|desk| desk.id), Some(expected.id), "{industry:?}");
    }
    let nowhere = MunicipalityCode::parse("2282").expect("code");
    assert!(access::route(&mut connection, county, &nowhere, None).await.expect("route").is_none());
    assert_eq!(access::desks(&mut connection, county).await.expect("desks").len(), 2);
    assert_eq!(
        access::find_desk(&mut connection, county, forest.id).await.expect("desk").as_ref(),
        Some(forest)
    );
}

async fn a_session_ends_with_its_time_its_logout_and_its_person(store: &Store) {
    let region = insert_firm(store, "559999-0016", "Demo region").await;
    let (county, desk) = (&county(), &desk(1, region));
    let (person, assignment) = (&person(), &assignment(region, desk.id));
    let session = &|token: &str| Session {
        id: SessionId(Uuid::now_v7()),
        token_hash: token.to_owned(),
        person: person.id,
        assignment: assignment.id,
        county: county.clone(),
        csrf: "csrf".into(),
        method: "password",
        device: "Firefox, Windows".into(),
        expires_at: now().saturating_add(std::time::Duration::from_mins(1)).expect("time"),
    };
    store
        .write(county, None, |mut tx| async move {
            access::insert_desk(&mut tx, county, desk).await?;
            access::insert_person(&mut tx, person, now()).await?;
            access::insert_assignment(&mut tx, assignment).await?;
            for token in ["one", "two"] {
                sessions::insert_session(&mut tx, &session(token), now()).await?;
            }
            sessions::choose_assignment(&mut tx, "one", county, assignment.id).await?;
            sessions::delete_session(&mut tx, "two").await
        })
        .await
        .expect("session");
    let idle = now().saturating_sub(std::time::Duration::from_secs(1)).expect("time");
    let find = async |token: &str, at| {
        let mut connection = store.read().await.expect("connection");
        sessions::find_session(&mut connection, token, at, idle).await.expect("find")
    };
    assert_eq!(find("one", now()).await.map(|open| open.name), Some("Karin Nordin".into()));
    assert!(find("two", now()).await.is_none());
    let later = now().saturating_add(std::time::Duration::from_secs(61)).expect("time");
    assert!(find("one", later).await.is_none());
    let mut connection = store.read().await.expect("connection");
    let held = access::assignments_of(&mut connection, person.id).await.expect("assignments");
    assert_eq!(held.first().map(|held| &held.assignment), Some(assignment));
    let holders = access::holders(&mut connection, county, desk.id, Date::constant(2026, 12, 7))
        .await
        .expect("holders");
    assert!(holders.len() == 1 && holders[0].is_deputy);
    assert_eq!(
        access::person_by_email(&mut connection, &person.email).await.expect("person").as_ref(),
        Some(person)
    );
    drop(connection);
    store
        .write(county, None, |mut tx| async move {
            access::set_disabled(&mut tx, person.id, true).await?;
            assert_eq!(sessions::sweep_sessions(&mut tx, now(), idle).await?, 0);
            Ok::<_, Error>(())
        })
        .await
        .expect("disabled");
    assert!(find("one", now()).await.is_none());
}
