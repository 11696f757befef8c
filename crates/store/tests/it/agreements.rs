//! Agreements: in which order they stand, whom the look at their ends finds and how often, and who
//! lends process leaders without one.

use domain::agreements::{Agreement, AgreementKind, AgreementState, Ending};
use domain::codes::{CountyCode, MunicipalityCode};
use domain::ids::{AgreementId, LeaderId, OrganisationId, PersonId};
use domain::leaders::{LeaderKind, LeaderStatus, Tongue, Training};
use domain::organisations::Sector;
use domain::time::{Date, days_after};
use store::access::{self, Person};
use store::agreements::{self, Change, Filter, NewAgreement, StoredAgreement};
use store::leaders::{self, NewLeader};
use store::page::{Page, Slice};
use store::{Error, Store};
use uuid::Uuid;

use crate::harness::{county, insert_firm, now};
use crate::on_both;

const DAY: Date = Date::constant(2026, 12, 7);

on_both!(
    those_that_end_first_stand_first_and_those_over_last,
    every_state_finds_its_own_and_only_those,
    a_place_finds_what_covers_it,
    one_changes_at_a_time_and_what_is_ended_stays,
    an_end_is_told_once_and_anew_only_when_it_moves_away,
    who_lends_leaders_without_an_agreement_is_found,
    the_other_county_sees_nothing,
);

fn agreement(from: i64, until: Option<i64>) -> Agreement {
    Agreement {
        kind: AgreementKind::Leading,
        scope: "Leder kartläggningar".into(),
        municipalities: Vec::new(),
        valid_from: days_after(DAY, from),
        valid_until: until.map(|days| days_after(DAY, days)),
        reference: Some("RVN 2026/123".into()),
        signed_on: Some(DAY),
    }
}

fn id(n: u128) -> AgreementId {
    AgreementId(Uuid::from_u128(n))
}

async fn keep(store: &Store, n: u128, with: OrganisationId, agreement: Agreement) {
    let county = &county();
    let new = &NewAgreement {
        id: id(n),
        organisation: with,
        agreement,
        by_organisation: with,
        by_name: "Karin".into(),
        created_at: now(),
    };
    let written = store.write(county, None, |mut tx| async move {
        agreements::insert(&mut tx, county, new).await
    });
    written.await.expect("kept");
}

fn change(n: u128, version: i64) -> Change {
    Change { id: id(n), version, now: now() }
}

async fn end(store: &Store, n: u128, version: i64, on: Date) -> Result<(), Error> {
    let county = &county();
    let ending = &Ending { on, reason: "De slutar".into() };
    let ended = store.write(county, None, |mut tx| async move {
        agreements::end(&mut tx, county, change(n, version), ending, "Karin").await
    });
    ended.await
}

async fn update(store: &Store, n: u128, version: i64, new: Agreement) -> Result<(), Error> {
    let (county, new) = (&county(), &new);
    let is_told = domain::agreements::is_still_told(new.valid_until, DAY);
    let updated = store.write(county, None, |mut tx| async move {
        agreements::update(&mut tx, county, change(n, version), new, is_told).await
    });
    updated.await
}

fn everything() -> Filter {
    Filter { today: DAY, organisation: None, kind: None, state: None, municipality: None }
}

async fn list_in(store: &Store, county: &CountyCode, filter: &Filter) -> Page<StoredAgreement> {
    let mut connection = store.read().await.expect("connection");
    let slice = Slice::Page { offset: 0, limit: 50 };
    agreements::list(&mut connection, county, filter, slice).await.expect("list")
}

/// Numbers of what a filter finds, as they stand.
async fn found(store: &Store, filter: Filter) -> Vec<u128> {
    let page = list_in(store, &county(), &filter).await;
    assert_eq!(page.total, i64::try_from(page.items.len()).expect("few"));
    page.items.iter().map(|one| one.id.0.as_u128()).collect()
}

/// One of each: coming, holding until further notice and for a year, ending, over, ended.
async fn shelf(store: &Store) -> OrganisationId {
    let iuc = insert_firm(store, "559999-0016", "Demo IUC").await;
    keep(store, 1, iuc, agreement(5, Some(500))).await;
    keep(store, 2, iuc, agreement(-9, None)).await;
    keep(store, 3, iuc, agreement(-9, Some(365))).await;
    keep(store, 4, iuc, agreement(-9, Some(60))).await;
    keep(store, 5, iuc, agreement(-9, Some(-1))).await;
    keep(store, 6, iuc, agreement(-9, Some(30))).await;
    end(store, 6, 1, DAY).await.expect("ended");
    iuc
}

async fn those_that_end_first_stand_first_and_those_over_last(store: &Store) {
    shelf(store).await;
    assert_eq!(found(store, everything()).await, [4, 3, 1, 2, 5, 6]);
    let mut connection = store.read().await.expect("connection");
    let slice = Slice::Page { offset: 1, limit: 2 };
    let page = agreements::list(&mut connection, &county(), &everything(), slice).await;
    let page = page.expect("page");
    assert_eq!((page.items[0].id, page.items.len(), page.total), (id(3), 2, 6));
}

async fn every_state_finds_its_own_and_only_those(store: &Store) {
    let iuc = shelf(store).await;
    let all = list_in(store, &county(), &everything()).await.items;
    for state in AgreementState::ALL {
        let meant = all.iter().filter(|one| one.state_on(DAY) == *state);
        let meant: Vec<_> = meant.map(|one| one.id.0.as_u128()).collect();
        assert!(!meant.is_empty(), "{state}");
        assert_eq!(found(store, Filter { state: Some(*state), ..everything() }).await, meant);
    }
    let kind = Some(AgreementKind::Cooperation);
    assert!(found(store, Filter { kind, ..everything() }).await.is_empty());
    let other = insert_firm(store, "559999-0024", "Demo Almi").await;
    for (organisation, count) in [(iuc, 6), (other, 0)] {
        let of = Filter { organisation: Some(organisation), ..everything() };
        assert_eq!(found(store, of).await.len(), count);
    }
}

async fn a_place_finds_what_covers_it(store: &Store) {
    let iuc = insert_firm(store, "559999-0016", "Demo IUC").await;
    let places = |codes: &[&str]| {
        let codes = codes.iter().map(|code| MunicipalityCode::parse(code).expect("code"));
        Agreement { municipalities: codes.collect(), ..agreement(0, None) }
    };
    keep(store, 1, iuc, places(&[])).await;
    keep(store, 2, iuc, places(&["2282", "2284"])).await;
    keep(store, 3, iuc, places(&["2284"])).await;
    let municipality = Some(MunicipalityCode::parse("2282").expect("code"));
    assert_eq!(found(store, Filter { municipality, ..everything() }).await, [1, 2]);
    let mut connection = store.read().await.expect("connection");
    let two = agreements::find(&mut connection, &county(), id(2)).await.expect("query");
    let two = two.expect("there");
    assert_eq!(two.agreement, places(&["2282", "2284"]));
    assert_eq!((two.organisation_name.as_str(), two.by_name.as_str()), ("Demo IUC", "Karin"));
}

async fn one_changes_at_a_time_and_what_is_ended_stays(store: &Store) {
    let iuc = insert_firm(store, "559999-0016", "Demo IUC").await;
    keep(store, 1, iuc, agreement(0, None)).await;
    update(store, 1, 1, agreement(0, Some(90))).await.expect("first");
    let stale = update(store, 1, 1, agreement(0, Some(91))).await;
    assert!(matches!(stale, Err(Error::Changed)), "{stale:?}");
    assert!(matches!(end(store, 1, 1, DAY).await, Err(Error::Changed)));
    end(store, 1, 2, DAY).await.expect("ended");
    let late = update(store, 1, 3, agreement(0, None)).await;
    assert!(matches!(late, Err(Error::Changed)), "what is ended stays: {late:?}");
    assert!(matches!(end(store, 1, 3, DAY).await, Err(Error::Changed)), "ended once");
    let mut connection = store.read().await.expect("connection");
    let one = agreements::find(&mut connection, &county(), id(1)).await.expect("query");
    let one = one.expect("there");
    assert_eq!((one.ended_on, one.version), (Some(DAY), 3));
    assert_eq!(one.ended_by_name.as_deref(), Some("Karin"));
    assert_eq!(one.agreement.valid_until, Some(days_after(DAY, 90)));
}

/// Numbers of those whose end is to be told of.
async fn due(store: &Store, today: Date) -> Vec<u128> {
    let mut connection = store.read().await.expect("connection");
    let all = agreements::ending(&mut connection, today, 50).await.expect("due");
    all.into_iter().map(|one| one.id.0.as_u128()).collect()
}

async fn mark(store: &Store, n: u128, today: Date) -> bool {
    let county = &county();
    let marked = store.write(county, None, |mut tx| async move {
        agreements::mark_told(&mut tx, county, id(n), today, now()).await
    });
    marked.await.expect("marked")
}

async fn an_end_is_told_once_and_anew_only_when_it_moves_away(store: &Store) {
    let iuc = shelf(store).await;
    keep(store, 7, iuc, agreement(3, Some(40))).await;
    assert_eq!(due(store, DAY).await, [4], "not what is coming, over, ended or far away");
    assert_eq!(due(store, days_after(DAY, -1)).await, [5], "a day too early for the other");
    assert_eq!(due(store, days_after(DAY, 60)).await, [4], "a lost day, or sixty, is no loss");
    assert_eq!(due(store, days_after(DAY, 61)).await, [0; 0], "it is over");
    assert!(!mark(store, 3, DAY).await, "it does not end soon");
    assert!(mark(store, 4, DAY).await && !mark(store, 4, DAY).await, "once");
    assert_eq!(due(store, DAY).await, [0; 0]);
    update(store, 4, 1, agreement(-9, Some(59))).await.expect("a day less, still near");
    assert_eq!(due(store, DAY).await, [0; 0], "they know it");
    update(store, 4, 2, agreement(-9, Some(100))).await.expect("prolonged");
    assert_eq!(due(store, DAY).await, [0; 0], "it is far away");
    assert_eq!(due(store, days_after(DAY, 40)).await, [7, 4], "and comes near again");
}

async fn who_lends_leaders_without_an_agreement_is_found(store: &Store) {
    let iuc = insert_firm(store, "559999-0016", "Demo IUC").await;
    insert_firm(store, "559999-0024", "Demo utan ledare").await;
    let county = &county();
    let person = &Person {
        id: PersonId(Uuid::from_u128(9)),
        email: "eva@demo.samkraft.test".into(),
        name: "Eva".into(),
        password_hash: None,
        is_disabled: false,
    };
    let leader = &NewLeader {
        id: LeaderId(Uuid::from_u128(10)),
        person: person.id,
        organisation: iuc,
        training: Training {
            kind: LeaderKind::Leader,
            status: LeaderStatus::Active,
            trained_on: days_after(DAY, -90),
            valid_until: days_after(DAY, 300),
            capacity: 1,
            municipalities: Vec::new(),
            languages: vec![Tongue::Swedish],
            industries: Vec::new(),
        },
    };
    store
        .write(county, None, |mut tx| async move {
            access::insert_person(&mut tx, person, now()).await?;
            leaders::insert(&mut tx, county, leader, now()).await
        })
        .await
        .expect("a leader");
    let lacking = async |own: Sector| {
        let mut connection = store.read().await.expect("connection");
        let all = agreements::lacking(&mut connection, county, own, DAY, 50).await;
        all.expect("lacking").into_iter().map(|(_, name)| name).collect::<Vec<_>>()
    };
    assert_eq!(lacking(Sector::Public).await, ["Demo IUC"]);
    assert_eq!(lacking(Sector::Private).await, [""; 0], "its own");
    keep(store, 1, iuc, agreement(1, None)).await;
    let intent = Agreement { kind: AgreementKind::LetterOfIntent, ..agreement(0, None) };
    keep(store, 2, iuc, intent).await;
    keep(store, 3, iuc, agreement(-9, Some(-1))).await;
    keep(store, 4, iuc, agreement(-9, None)).await;
    assert_eq!(lacking(Sector::Public).await, [""; 0]);
    end(store, 4, 1, DAY).await.expect("ended");
    assert_eq!(lacking(Sector::Public).await, ["Demo IUC"], "coming, intended, over or ended");
}

async fn the_other_county_sees_nothing(store: &Store) {
    shelf(store).await;
    let other = CountyCode::parse("21").expect("code");
    assert_eq!(list_in(store, &other, &everything()).await.total, 0);
    let mut connection = store.read().await.expect("connection");
    let found = agreements::find(&mut connection, &other, id(1)).await.expect("query");
    assert_eq!(found, None);
}
