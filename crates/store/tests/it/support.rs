//! Support money: what binds a budget, what counts towards the ceiling, who sees which grant.

use domain::access::Reach;
use domain::ids::{FundId, GrantId, OrganisationId};
use domain::support::{Aid, AidBasis, Asked, Effect, Fund, GrantState, Granted, RegisteredAid};
use domain::time::Date;
use store::page::Slice;
use store::support::{self, Change, Filter, NewGrant};
use store::{Error, Store};
use uuid::Uuid;

use crate::harness::{county, insert_firm, now};
use crate::on_both;

const DAY: Date = Date::constant(2026, 12, 7);

on_both!(
    only_what_is_granted_binds_money_and_counts,
    a_grant_is_changed_by_one_at_a_time_and_its_effect_is_asked_once,
    firms_of_one_undertaking_are_counted_together,
    those_who_stay_together_do_not_follow_the_one_that_leaves,
    each_reader_sees_the_grants_within_reach,
);

fn fund(basis: AidBasis) -> Fund {
    Fund {
        name: "Kompetenscheck".into(),
        budget_ore: 100_000_000,
        basis,
        starts_on: Date::constant(2026, 1, 1),
        ends_on: Date::constant(2026, 12, 31),
        terms: "För företag med 2 till 49 anställda.".into(),
    }
}

struct House {
    giver: OrganisationId,
    firm: OrganisationId,
    other: OrganisationId,
}

async fn house(store: &Store) -> House {
    let house = House {
        giver: insert_firm(store, "559999-0016", "Demo region").await,
        firm: insert_firm(store, "559999-0024", "Sidensjö Möbler").await,
        other: insert_firm(store, "559999-0032", "Timrå Lack").await,
    };
    let county = &county();
    store
        .write(county, None, |mut tx| async move {
            let (one, two) = (fund(AidBasis::DeMinimis), fund(AidBasis::NoAid));
            support::insert_fund(&mut tx, county, id(1), house.giver, &one, now()).await?;
            support::insert_fund(&mut tx, county, id(2), house.other, &two, now()).await?;
            Ok::<_, Error>(())
        })
        .await
        .expect("funds");
    house
}

fn id<Id: From<Uuid>>(n: u128) -> Id {
    Id::from(Uuid::from_u128(n))
}

async fn apply(store: &Store, n: u128, fund: u128, firm: OrganisationId) -> GrantId {
    let basis = if fund == 1 { AidBasis::DeMinimis } else { AidBasis::NoAid };
    let new = &NewGrant {
        id: id(n),
        fund: id(fund),
        organisation: firm,
        asked: Asked { amount_ore: 5_000_000, purpose: "En plan".into() },
        basis,
        by_organisation: firm,
        by_name: "Lena".into(),
        applied_on: DAY,
        created_at: now(),
    };
    let county = &county();
    let written = store
        .write(county, None, |mut tx| async move { support::insert(&mut tx, county, new).await });
    written.await.expect("application");
    new.id
}

fn change(id: GrantId, version: i64) -> Change<'static> {
    Change { id, version, by_name: "Karin", now: now() }
}

async fn grant(store: &Store, id: GrantId, on: Date) {
    let granted = Granted { amount_ore: 5_000_000, on, rate: 112_000, months: 6 };
    let county = &county();
    let written = store.write(county, None, |mut tx| async move {
        support::grant(&mut tx, county, change(id, 1), granted, 446_429).await
    });
    written.await.expect("granted");
}

async fn bound(store: &Store, n: u128) -> i64 {
    let mut connection = store.read().await.expect("connection");
    let found = support::find_fund(&mut connection, &county(), FundId(Uuid::from_u128(n))).await;
    found.expect("query").expect("fund").bound_ore
}

async fn counted(store: &Store, firm: OrganisationId, from: Date) -> Vec<Aid> {
    let mut connection = store.read().await.expect("connection");
    let found = support::counted(&mut connection, &county(), firm, from).await;
    found.expect("counted")
}

async fn only_what_is_granted_binds_money_and_counts(store: &Store) {
    let house = house(store).await;
    let first = apply(store, 10, 1, house.firm).await;
    assert_eq!((bound(store, 1).await, counted(store, house.firm, DAY).await.len()), (0, 0));
    grant(store, first, DAY).await;
    assert_eq!(bound(store, 1).await, 5_000_000);
    assert_eq!(counted(store, house.firm, DAY).await, [Aid { on: DAY, cents: 446_429 }]);
    let later = DAY.tomorrow().expect("day");
    assert!(counted(store, house.firm, later).await.is_empty(), "before the window");
    let none = apply(store, 11, 2, house.firm).await;
    grant(store, none, DAY).await;
    assert_eq!(bound(store, 2).await, 5_000_000);
    assert_eq!(counted(store, house.firm, DAY).await.len(), 1, "not small aid");
    let county = &county();
    let taken = store.write(county, None, |mut tx| async move {
        let why = (DAY, "Köpet blev inte av");
        support::end(&mut tx, county, change(first, 2), GrantState::Withdrawn, why).await
    });
    taken.await.expect("taken back");
    let mut connection = store.read().await.expect("connection");
    let ended = support::find(&mut connection, county, first).await.expect("query").expect("grant");
    assert_eq!((ended.decided_on, ended.decided_by_name.as_deref()), (Some(DAY), Some("Karin")));
    drop(connection);
    let asked = apply(store, 12, 1, house.firm).await;
    let taken = store.write(county, None, |mut tx| async move {
        let why = (DAY, "Köpet blev inte av");
        support::end(&mut tx, county, change(asked, 1), GrantState::Withdrawn, why).await
    });
    taken.await.expect("taken back");
    let mut connection = store.read().await.expect("connection");
    let ended = support::find(&mut connection, county, asked).await.expect("query").expect("grant");
    assert_eq!((ended.decided_on, ended.decided_by_name), (None, None), "nobody decided");
    drop(connection);
    assert_eq!((bound(store, 1).await, counted(store, house.firm, DAY).await.len()), (0, 0));
}

async fn a_grant_is_changed_by_one_at_a_time_and_its_effect_is_asked_once(store: &Store) {
    let house = house(store).await;
    let id = apply(store, 10, 1, house.firm).await;
    grant(store, id, DAY).await;
    let county = &county();
    let due = Date::constant(2027, 6, 7);
    let stale = store.write(county, None, |mut tx| async move {
        support::pay(&mut tx, county, change(id, 1), (DAY, due)).await
    });
    assert!(matches!(stale.await, Err(Error::Changed)));
    let paid = store.write(county, None, |mut tx| async move {
        support::pay(&mut tx, county, change(id, 2), (DAY, due)).await
    });
    paid.await.expect("paid");
    let asked = async |today| {
        let mut connection = store.read().await.expect("connection");
        support::effects_due(&mut connection, today, 10).await.expect("due")
    };
    assert!(asked(due.yesterday().expect("day")).await.is_empty());
    let found = asked(due).await;
    assert_eq!((found.len(), found[0].id, found[0].organisation), (1, id, house.firm));
    for is_first in [true, false] {
        let marked = store.write(county, None, |mut tx| async move {
            support::mark_asked(&mut tx, county, id, now()).await
        });
        assert_eq!(marked.await.expect("marked"), is_first);
    }
    assert!(asked(due).await.is_empty());
    let told = store.write(county, None, |mut tx| async move {
        support::answer_effect(&mut tx, county, change(id, 3), Effect::Partly, "Två kan svetsa")
            .await
    });
    told.await.expect("answered");
    let mut connection = store.read().await.expect("connection");
    let found = support::find(&mut connection, county, id).await.expect("query").expect("grant");
    assert_eq!((found.state, found.effect), (GrantState::Answered, Some(Effect::Partly)));
    assert_eq!((found.rate, found.effect_due_on), (Some(112_000), Some(due)));
}

async fn firms_of_one_undertaking_are_counted_together(store: &Store) {
    let house = house(store).await;
    let county = &county();
    let aid = &RegisteredAid {
        giver: "Demo myndighet".into(),
        cents: 29_000_000,
        on: DAY,
        source: "Företagets försäkran".into(),
    };
    let House { firm, other, giver } = house;
    let written = store.write(county, None, |mut tx| async move {
        let (tx, by) = (&mut tx, (giver, "Karin"));
        support::insert_aid(tx, county, (Uuid::from_u128(1), other), aid, by, now()).await?;
        support::join(tx, county, firm, firm.0, now()).await?;
        support::join(tx, county, other, firm.0, now()).await
    });
    assert!(written.await.expect("written"));
    for one in [firm, other] {
        assert_eq!(counted(store, one, DAY).await, [Aid { on: DAY, cents: 29_000_000 }]);
    }
    assert!(counted(store, giver, DAY).await.is_empty());
    let mut connection = store.read().await.expect("connection");
    let members = support::members(&mut connection, county, firm).await.expect("members");
    assert_eq!(members.len(), 2);
    let listed = support::aids_of(&mut connection, county, firm, DAY, 10).await.expect("aids");
    assert_eq!((listed[0].is_grant, listed[0].organisation), (false, other));
    drop(connection);
    let parted = store.write(county, None, |mut tx| async move {
        assert!(!support::remove_aid(&mut tx, county, Uuid::from_u128(1), firm).await?, "not its");
        support::leave(&mut tx, county, other, firm.0).await
    });
    assert!(parted.await.expect("left"));
    assert!(counted(store, firm, DAY).await.is_empty());
    let mut connection = store.read().await.expect("connection");
    for one in [firm, other] {
        let left = support::members(&mut connection, county, one).await.expect("members");
        assert!(left.is_empty(), "{left:?}: one alone is no group");
    }
}

async fn those_who_stay_together_do_not_follow_the_one_that_leaves(store: &Store) {
    let House { firm, other, giver } = house(store).await;
    let fourth = insert_firm(store, "559999-0040", "Kramfors Trä").await;
    let county = &county();
    let written = store.write(county, None, |mut tx| async move {
        let tx = &mut tx;
        for one in [firm, other, giver] {
            support::join(tx, county, one, firm.0, now()).await?;
        }
        assert!(!support::leave(tx, county, firm, other.0).await?, "not its undertaking");
        assert!(support::leave(tx, county, firm, firm.0).await?);
        support::join(tx, county, firm, firm.0, now()).await?;
        support::join(tx, county, fourth, firm.0, now()).await
    });
    assert!(written.await.expect("written"));
    let mut connection = store.read().await.expect("connection");
    for (one, together) in [(firm, [firm, fourth]), (other, [giver, other])] {
        let found = support::members(&mut connection, county, one).await.expect("members");
        let found: Vec<_> = found.into_iter().map(|member| member.organisation).collect();
        assert!(found.len() == 2 && together.iter().all(|one| found.contains(one)), "{found:?}");
    }
}

async fn each_reader_sees_the_grants_within_reach(store: &Store) {
    let house = house(store).await;
    apply(store, 10, 1, house.firm).await;
    apply(store, 11, 2, house.other).await;
    let seen = async |reach: Reach, own: Option<OrganisationId>| {
        let filter = Filter { reach, own, state: None, fund: None, firm: None, municipality: None };
        let mut connection = store.read().await.expect("connection");
        let page = support::list(&mut connection, &county(), &filter, Slice::top(10)).await;
        let page = page.expect("list");
        assert_eq!(page.total, i64::try_from(page.items.len()).expect("few"));
        page.total
    };
    assert_eq!(seen(Reach::County, None).await, 2);
    assert_eq!(seen(Reach::Organisation(house.firm), None).await, 1);
    assert_eq!(seen(Reach::Involved(house.giver), Some(house.giver)).await, 1, "its own fund");
    assert_eq!(seen(Reach::Nothing, None).await, 0);
}
