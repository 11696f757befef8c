//! Templates for answers, and notes on cases: whose they are, and what becomes of them when a
//! person goes.

use domain::access::{Assignment, Role};
use domain::ids::{AssignmentId, OrganisationId, PersonId, ReplyId};
use domain::replies::Reply;
use domain::time::Date;
use store::access::{self, Person};
use store::personal::{self, Identity};
use store::replies::{self, Holder, NewReply, StoredReply};
use store::retention::{self, Class};
use store::{Error, Store};
use uuid::Uuid;

use crate::harness::{county, insert_firm, now};
use crate::on_both;

on_both!(
    a_person_has_their_own_and_what_the_organisation_shares,
    a_template_is_changed_at_its_version_taken_away_and_put_back,
    what_is_shared_stays_when_its_writer_is_erased,
    templates_go_some_time_after_they_were_taken_away,
);

async fn person(store: &Store, n: u128, organisation: OrganisationId) -> Holder {
    let id = PersonId(Uuid::from_u128(n));
    let person = &Person {
        id,
        email: format!("person{n}@demo.samkraft.test"),
        name: format!("Demo Person{n}"),
        password_hash: None,
        is_disabled: false,
    };
    let assignment = &Assignment {
        id: AssignmentId(Uuid::now_v7()),
        county: county(),
        person: id,
        role: Role::Broker,
        organisation,
        municipality: None,
        desk: None,
        is_deputy: false,
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
    Holder { organisation, person: id }
}

fn template(holder: Holder, name: &str, is_shared: bool) -> NewReply {
    let reply = Reply { name: name.into(), body: "Hej {kontakt}".into(), is_shared };
    NewReply { id: ReplyId(Uuid::now_v7()), holder, reply, at: now() }
}

async fn keep(store: &Store, new: &NewReply) {
    store
        .write(
            &county(),
            None,
            |mut tx| async move { replies::insert(&mut tx, &county(), new).await },
        )
        .await
        .expect("kept");
}

async fn held(store: &Store, holder: Holder) -> Vec<StoredReply> {
    let mut connection = store.read().await.expect("connection");
    replies::held(&mut connection, &county(), holder, 10).await.expect("templates")
}

async fn names(store: &Store, holder: Holder) -> Vec<String> {
    held(store, holder).await.into_iter().map(|one| one.name).collect()
}

/// Two at one office and one at another, each with a template of their own; the first shares one.
async fn house(store: &Store) -> [Holder; 3] {
    let office = insert_firm(store, "559999-0016", "Demo region").await;
    let other = insert_firm(store, "559999-0024", "Demo kommun").await;
    let people = [
        person(store, 1, office).await,
        person(store, 2, office).await,
        person(store, 3, other).await,
    ];
    for holder in people {
        keep(store, &template(holder, "Egen", false)).await;
    }
    keep(store, &template(people[0], "Delad", true)).await;
    people
}

async fn a_person_has_their_own_and_what_the_organisation_shares(store: &Store) {
    let [karin, sven, outsider] = house(store).await;
    assert_eq!(names(store, karin).await, ["Delad", "Egen"]);
    assert_eq!(names(store, outsider).await, ["Egen"]);
    let seen = held(store, sven).await;
    assert_eq!((seen[0].is_own, seen[0].is_shared, seen[1].is_own), (false, true, true));
    assert_eq!(seen[0].by_name, "Demo Person1");
    let own = held(store, karin).await[1].id;
    let mut connection = store.read().await.expect("connection");
    for (holder, sees) in [(karin, true), (sven, false), (outsider, false)] {
        let found = replies::find(&mut connection, &county(), holder, own).await.expect("read");
        assert_eq!(found.is_some(), sees, "{holder:?}");
    }
}

async fn a_template_is_changed_at_its_version_taken_away_and_put_back(store: &Store) {
    let [karin, sven, outsider] = house(store).await;
    let shared = held(store, karin).await[0].id;
    let change = async |holder: Holder, name: &str, version: i64| {
        let new = &NewReply { id: shared, ..template(holder, name, true) };
        let done: Result<(), Error> = store
            .write(&county(), None, |mut tx| async move {
                replies::save(&mut tx, &county(), new, version).await
            })
            .await;
        done.is_ok()
    };
    assert!(change(sven, "Första svaret", 1).await, "a colleague mends it");
    assert!(!change(karin, "Svaret", 1).await, "another version stands");
    assert!(!change(outsider, "Svaret", 2).await, "not theirs");
    let remove = async |holder: Holder| {
        let county = &county();
        let done = store.write(county, None, |mut tx| async move {
            replies::remove(&mut tx, county, holder, shared, now()).await
        });
        done.await.expect("asked")
    };
    let back = async |holder: Holder| {
        let county = &county();
        let done = store.write(county, None, |mut tx| async move {
            replies::put_back(&mut tx, county, holder, shared).await
        });
        done.await.expect("asked")
    };
    assert!(!remove(outsider).await && back(karin).await.is_none());
    assert!(remove(karin).await && !remove(karin).await);
    assert_eq!(names(store, sven).await, ["Egen"]);
    assert!(back(outsider).await.is_none());
    assert_eq!(back(sven).await.as_deref(), Some("Första svaret"));
    assert_eq!(names(store, karin).await, ["Egen", "Första svaret"]);
}

async fn what_is_shared_stays_when_its_writer_is_erased(store: &Store) {
    let [karin, sven, _] = house(store).await;
    let identity = &Identity {
        person: Some(karin.person),
        names: vec!["Demo Person1".into()],
        counties: vec!["22".into()],
        organisations: vec![karin.organisation.0],
        ..Identity::default()
    };
    store
        .write(&county(), None, |mut tx| async move {
            personal::erase(&mut tx, identity, &[], Date::constant(2026, 12, 7)).await
        })
        .await
        .expect("erased");
    assert_eq!(names(store, sven).await, ["Delad", "Egen"]);
    assert_eq!(held(store, sven).await[0].by_name, personal::ERASED);
    assert_eq!(names(store, karin).await, ["Delad"], "what was their own went along");
}

async fn templates_go_some_time_after_they_were_taken_away(store: &Store) {
    let [karin, sven, _] = house(store).await;
    let own = held(store, karin).await[1].id;
    store
        .write(&county(), None, |mut tx| async move {
            replies::remove(&mut tx, &county(), karin, own, now()).await
        })
        .await
        .expect("removed");
    let day = Date::constant(2026, 12, 7);
    let later = now().saturating_add(a_day()).expect("instant");
    let purge = async |before| {
        let county = &county();
        let done = store.write(county, None, |mut tx| async move {
            retention::purge(&mut tx, county, Class::Replies, before, day, now()).await
        });
        done.await.expect("purged")
    };
    assert_eq!(purge(now()).await, 0, "it can still be put back");
    assert_eq!(purge(later).await, 1);
    assert_eq!(names(store, sven).await, ["Delad", "Egen"], "all others stay");
}

fn a_day() -> std::time::Duration {
    std::time::Duration::from_hours(24)
}
