//! Modules on and off: a decision is changed at its version, and comes along with assignments.

use domain::access::{Assignment, Role};
use domain::codes::MunicipalityCode;
use domain::ids::{AssignmentId, ModuleSettingId, PersonId};
use domain::modules::{Decision, Module, ModuleState};
use domain::time::Date;
use store::access::{self, Person};
use store::modules::{self, NewSetting};
use store::{Error, Store};
use uuid::Uuid;

use crate::harness::{county, insert_firm, now};
use crate::on_both;

on_both!(
    a_decision_is_changed_at_its_version,
    what_is_closed_comes_along_with_assignments,
    a_county_has_nobody_to_follow,
);

const DAY: Date = Date::constant(2026, 11, 12);

fn decision(place: &str, module: Module, state: ModuleState) -> NewSetting {
    NewSetting {
        id: ModuleSettingId(Uuid::now_v7()),
        municipality: MunicipalityCode::parse(place).ok(),
        module,
        decision: Decision {
            state,
            decided_by: "Kommunstyrelsen".into(),
            decided_on: DAY,
            evaluate_on: (state == ModuleState::Pilot).then(|| Date::constant(2027, 5, 31)),
            note: None,
        },
    }
}

async fn decide(store: &Store, new: &NewSetting, version: i64) -> Result<(), Error> {
    store
        .write(&county(), None, |mut tx| async move {
            if version == 0 {
                modules::insert(&mut tx, &county(), new, now()).await
            } else {
                modules::save(&mut tx, &county(), new, version, now()).await
            }
        })
        .await
}

async fn a_decision_is_changed_at_its_version(store: &Store) {
    let first = decision("2281", Module::Visits, ModuleState::Pilot);
    decide(store, &first, 0).await.expect("decided");
    let again = decision("2281", Module::Visits, ModuleState::Off);
    let late = decide(store, &again, 0).await.expect_err("somebody was first");
    assert!(matches!(late, Error::Changed), "{late}");
    decide(store, &again, 1).await.expect("at its version");
    let late = decide(store, &first, 1).await.expect_err("another version stands");
    assert!(matches!(late, Error::Changed), "{late}");
    let mut connection = store.read().await.expect("connection");
    let place = first.municipality.as_ref();
    let stands = modules::find(&mut connection, &county(), place, Module::Visits).await;
    let stands = stands.expect("read").expect("stands");
    assert_eq!((stands.id, stands.version), (first.id, 2));
    assert_eq!(stands.decision, again.decision);
    assert_eq!(modules::settings(&mut connection, &county()).await.expect("all"), [stands]);
    let elsewhere = modules::find(&mut connection, &county(), None, Module::Visits).await;
    assert!(elsewhere.expect("read").is_none());
}

async fn serves(store: &Store, role: Role, municipality: Option<&str>) -> PersonId {
    let number = if municipality.is_some() { "559999-0016" } else { "559999-0024" };
    let organisation = insert_firm(store, number, "Demo kommun").await;
    let id = PersonId(Uuid::now_v7());
    let person = &Person {
        id,
        email: format!("{id}@demo.samkraft.test"),
        name: "Inger Backe".into(),
        password_hash: None,
        is_disabled: false,
    };
    let assignment = &Assignment {
        id: AssignmentId(Uuid::now_v7()),
        county: county(),
        person: id,
        role,
        organisation,
        municipality: municipality.map(|code| MunicipalityCode::parse(code).expect("code")),
        desk: None,
        is_deputy: false,
        valid_from: DAY,
        valid_to: None,
    };
    store
        .write(&county(), None, |mut tx| async move {
            access::insert_person(&mut tx, person, now()).await?;
            access::insert_assignment(&mut tx, assignment).await
        })
        .await
        .expect("person");
    id
}

async fn closed(store: &Store, person: PersonId) -> Vec<Module> {
    let mut connection = store.read().await.expect("connection");
    let held = access::assignments_of(&mut connection, person).await.expect("assignments");
    held.first().expect("one").closed.modules().to_vec()
}

async fn what_is_closed_comes_along_with_assignments(store: &Store) {
    let contact = serves(store, Role::MuniContact, Some("2284")).await;
    let broker = serves(store, Role::Broker, None).await;
    assert!(closed(store, contact).await.is_empty(), "everything is on to begin with");
    for new in [
        decision("", Module::Visits, ModuleState::Off),
        decision("2281", Module::Visits, ModuleState::On),
        decision("2284", Module::Board, ModuleState::Off),
        decision("2281", Module::Needs, ModuleState::Off),
    ] {
        decide(store, &new, 0).await.expect("decided");
    }
    assert_eq!(closed(store, contact).await, [Module::Visits, Module::Board]);
    assert!(closed(store, broker).await.is_empty(), "one municipality has it");
    let mut connection = store.read().await.expect("connection");
    let place = MunicipalityCode::parse("2284").expect("code");
    let ask = async |connection: &mut store::Connection, place: Option<&MunicipalityCode>| {
        modules::deciders(connection, &county(), place, DAY, 3).await.expect("names")
    };
    assert_eq!(ask(&mut connection, Some(&place)).await, ["Inger Backe"]);
    assert!(ask(&mut connection, None).await.is_empty(), "no strategist yet");
}

async fn a_county_has_nobody_to_follow(store: &Store) {
    let wrong = decision("", Module::Visits, ModuleState::AsCounty);
    decide(store, &wrong, 0).await.expect_err("the schema says no");
    let mut endless = decision("2281", Module::Visits, ModuleState::Pilot);
    endless.decision.evaluate_on = None;
    decide(store, &endless, 0).await.expect_err("a trial ends");
}
