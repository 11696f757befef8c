//! Pools: one pool for a need at a time, a firm's own pools only, figures kept version by version.

use domain::codes::Ssyk;
use domain::ids::{NeedId, OrganisationId, PoolId};
use domain::pooling::{Change, Consent, Figures, Plan, PoolState, Standing, Way};
use domain::time::Date;
use store::page::Slice;
use store::pooling::{self, Answered, FigureVersion, Filter, NewPart, NewPool, Scope};
use store::{Error, Store};
use uuid::Uuid;

use crate::harness::{county, insert_firm, now};
use crate::needs::{coding, insert_need};
use crate::on_both;

on_both!(
    a_need_is_in_one_pool_at_a_time,
    a_firm_finds_the_pools_it_was_asked_about_and_no_other,
    an_answer_is_kept_whole_and_by_one_editor,
    figures_are_kept_version_by_version,
    a_pool_ends_with_a_reason_only,
    only_needs_that_are_free_are_offered,
);

const DAY: Date = Date::constant(2026, 12, 7);

fn plan(title: &str) -> Plan {
    Plan { title: title.into(), deadline: DAY, next_step: "Ring".into(), next_step_on: DAY }
}

/// A pool of these needs, or what stopped it.
async fn insert_pool(
    store: &Store,
    n: u128,
    owner: OrganisationId,
    parts: &[(NeedId, OrganisationId, i64)],
) -> Result<PoolId, Error> {
    let county = &county();
    let new = &NewPool {
        id: PoolId(Uuid::from_u128(n)),
        ssyk: Ssyk::parse("5120").expect("code"),
        occupation: "Kockar".into(),
        plan: plan("Kockar i norr"),
        by_organisation: owner,
        by_name: "Demo Karin".into(),
        created_at: now(),
    };
    store
        .write(county, None, |mut tx| async move {
            let tx = &mut tx;
            pooling::insert(tx, county, new).await?;
            for (need, organisation, persons) in parts.iter().copied() {
                pooling::insert_firm(tx, county, new.id, organisation, now()).await?;
                let part = NewPart { need, organisation, persons };
                pooling::insert_part(tx, county, new.id, part).await?;
            }
            Ok::<_, Error>(new.id)
        })
        .await
}

async fn need(store: &Store, firm: OrganisationId, count: i64) -> NeedId {
    insert_need(store, firm, "Kockar", count, Some(coding("5120", "Kockar"))).await
}

async fn a_need_is_in_one_pool_at_a_time(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Demo Kök").await;
    let need = need(store, firm, 2).await;
    let first = insert_pool(store, 1, firm, &[(need, firm, 2)]).await.expect("first");
    assert!(insert_pool(store, 2, firm, &[(need, firm, 2)]).await.is_err(), "it is taken");
    let county = &county();
    let found = pooling::of_need(&mut store.read().await.expect("read"), county, need).await;
    assert_eq!(found.expect("found").map(|pool| pool.id), Some(first));
    store
        .write(county, None, |mut tx| async move {
            pooling::set_standing(&mut tx, county, first, need, Standing::Left).await
        })
        .await
        .expect("left");
    insert_pool(store, 3, firm, &[(need, firm, 2)]).await.expect("free again");
}

async fn a_firm_finds_the_pools_it_was_asked_about_and_no_other(store: &Store) {
    let own = insert_firm(store, "559999-0016", "Demo Kök").await;
    let other = insert_firm(store, "559999-0024", "Demo Annan").await;
    let need = need(store, own, 2).await;
    let id = insert_pool(store, 1, other, &[(need, own, 2)]).await.expect("pool");
    let (county, mut c) = (&county(), store.read().await.expect("read"));
    for (scope, seen) in
        [(Scope::County, true), (Scope::Firm(own), true), (Scope::Firm(other), false)]
    {
        let found = pooling::find(&mut c, county, scope, id).await.expect("find");
        assert_eq!(found.is_some(), seen, "{scope:?}");
        let filter = Filter { only_live: true, ..Filter::default() };
        let page = pooling::list(&mut c, county, scope, filter, Slice::top(5)).await.expect("list");
        assert_eq!(page.total, i64::from(seen), "{scope:?}");
    }
    let filter = Filter { state: Some(PoolState::Open), ..Filter::default() };
    let open = pooling::list(&mut c, county, Scope::County, filter, Slice::top(5)).await;
    assert_eq!(open.expect("list").total, 0);
    let elsewhere = "21".to_owned().try_into().expect("code");
    let found = pooling::find(&mut c, &elsewhere, Scope::County, id).await.expect("find");
    assert_eq!(found, None, "another county has none");
}

async fn an_answer_is_kept_whole_and_by_one_editor(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Demo Kök").await;
    let need = need(store, firm, 2).await;
    let id = insert_pool(store, 1, firm, &[(need, firm, 2)]).await.expect("pool");
    let county = &county();
    let answered = &Answered {
        consent: Consent::Yes,
        may_be_named: true,
        way: Way::Phone,
        said_by_name: "Demo Ture".into(),
        said_on: DAY,
        recorded_by_name: Some("Demo Karin".into()),
    };
    let write = async || {
        store
            .write(county, None, |mut tx| async move {
                pooling::answer(&mut tx, county, (id, firm), answered, 1, now()).await
            })
            .await
    };
    write().await.expect("answered");
    assert!(matches!(write().await, Err(Error::Changed)), "somebody has answered since");
    let mut c = store.read().await.expect("read");
    let firms = pooling::firms_of(&mut c, county, id, DAY).await.expect("firms");
    let firm = firms.first().expect("one");
    assert_eq!((firm.consent, firm.may_be_named, firm.version), (Consent::Yes, true, 2));
    assert_eq!((firm.way, firm.said_on), (Some(Way::Phone), Some(DAY)));
    assert!(!firm.has_login, "nobody there can log in");
    let parts = pooling::parts_of(&mut c, county, id).await.expect("parts");
    assert_eq!(parts.first().map(|part| (part.persons, part.consent)), Some((2, Consent::Yes)));
}

async fn figures_are_kept_version_by_version(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Demo Kök").await;
    let id = insert_pool(store, 1, firm, &[]).await.expect("pool");
    let county = &county();
    let sums = |persons| Figures { persons, firms: 2, municipalities: 2 };
    let keep = async |version, persons, why| {
        let new = &FigureVersion { version, figures: sums(persons), why, at: now() };
        store
            .write(county, None, |mut tx| async move {
                pooling::set_figures(&mut tx, county, id, new.figures, now()).await?;
                pooling::keep_version(&mut tx, county, id, new).await
            })
            .await
    };
    keep(1, 9, Change::Opened).await.expect("first");
    keep(2, 7, Change::Left).await.expect("second");
    assert!(keep(2, 5, Change::Left).await.is_err(), "what was said stays said");
    let mut c = store.read().await.expect("read");
    let versions = pooling::versions_of(&mut c, county, id, 10).await.expect("versions");
    let told: Vec<_> = versions.iter().map(|one| (one.version, one.figures.persons)).collect();
    assert_eq!(told, [(2, 7), (1, 9)]);
    let pool = pooling::find(&mut c, county, Scope::County, id).await.expect("find").expect("pool");
    assert_eq!((pool.figures, pool.figures_version), (Some(sums(7)), 2));
}

async fn a_pool_ends_with_a_reason_only(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Demo Kök").await;
    let id = insert_pool(store, 1, firm, &[]).await.expect("pool");
    let county = &county();
    let step = async |state, reason, version| {
        store
            .write(county, None, |mut tx| async move {
                pooling::set_state(&mut tx, county, id, (state, reason), version, now()).await
            })
            .await
    };
    assert!(step(PoolState::Cancelled, None, 1).await.is_err(), "the database asks for words");
    let edited = store
        .write(county, None, |mut tx| async move {
            pooling::set_plan(&mut tx, county, id, &plan("Kockar i länet"), 1, now()).await
        })
        .await;
    edited.expect("edited");
    let stale = step(PoolState::Cancelled, Some("För få"), 1).await;
    assert!(matches!(stale, Err(Error::Changed)));
    step(PoolState::Cancelled, Some("För få"), 2).await.expect("ended");
    let mut c = store.read().await.expect("read");
    let pool = pooling::find(&mut c, county, Scope::County, id).await.expect("find").expect("pool");
    assert_eq!((pool.plan.title.as_str(), pool.ended_at), ("Kockar i länet", Some(now())));
}

async fn only_needs_that_are_free_are_offered(store: &Store) {
    let one = insert_firm(store, "559999-0016", "Demo Kök").await;
    let two = insert_firm(store, "559999-0024", "Demo Annan").await;
    let taken = need(store, one, 2).await;
    let free = need(store, two, 3).await;
    insert_need(store, two, "Utan kod", 9, None).await;
    insert_pool(store, 1, one, &[(taken, one, 2)]).await.expect("pool");
    let (county, mut c) = (&county(), store.read().await.expect("read"));
    let ssyk = Ssyk::parse("5120").expect("code");
    let found = pooling::candidates(&mut c, county, &ssyk, 10).await.expect("candidates");
    assert_eq!(found.iter().map(|one| one.need).collect::<Vec<_>>(), [free]);
    let ideas = pooling::suggestions(&mut c, county, 10).await.expect("suggestions");
    assert!(ideas.is_empty(), "two firms in two municipalities are the least");
}
