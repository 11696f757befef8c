//! The outbox: written once, leased by one at a time, ended once and then without secrets.

use std::time::Duration;

use domain::access::{Assignment, Role};
use domain::codes::CountyCode;
use domain::ids::{AssignmentId, PersonId};
use domain::mail::{MailChoice, MailKind, MailState};
use domain::time::{Date, Timestamp};
use store::access::Person;
use store::mail::{self, NewMail};
use store::notifications::Reader;
use store::page::Slice;
use store::{Error, Store, on};
use uuid::Uuid;

use crate::harness::{county, insert_firm, now};
use crate::on_both;

fn new(once: &str) -> NewMail {
    NewMail {
        id: Uuid::now_v7(),
        once: once.to_owned(),
        kind: MailKind::MappingInvitation,
        person: None,
        address: Some("lena@demo.samkraft.test".into()),
        language: "sv".into(),
        subject: Uuid::now_v7(),
        number: 0,
        secret: Some("hemlig".into()),
        due_at: now(),
        created_at: now(),
    }
}

async fn write(store: &Store, new: &NewMail) -> bool {
    let here = &county();
    store
        .write(here, None, |mut tx| async move { mail::insert(&mut tx, here, new).await })
        .await
        .expect("written")
}

fn minutes(count: u64) -> Timestamp {
    now().saturating_add(Duration::from_secs(60 * count)).expect("in range")
}

async fn lease(store: &Store, by: &str, at: Timestamp) -> Vec<mail::Leased> {
    let until = at.saturating_add(Duration::from_mins(5)).expect("in range");
    store
        .write(&county(), None, |mut tx| async move {
            mail::lease(&mut tx, by, at, until, until, 20).await
        })
        .await
        .expect("leased")
}

async fn the_same_mail_is_written_once(store: &Store) {
    assert!(write(store, &new("a")).await);
    assert!(!write(store, &new("a")).await);
    assert!(write(store, &new("b")).await);
    let mut connection = store.read().await.expect("connection");
    let here = mail::counts(&mut connection, &county()).await.expect("counts");
    assert_eq!((here.waiting, here.sent), (2, 0));
    let other = &CountyCode::parse("21").expect("code");
    assert_eq!(mail::counts(&mut connection, other).await.expect("counts").waiting, 0);
}

async fn a_lease_is_one_senders_until_its_time_is_out(store: &Store) {
    write(store, &new("a")).await;
    assert!(mail::any_due(&mut store.read().await.expect("connection"), now()).await.expect("due"));
    let first = lease(store, "one", now()).await;
    assert_eq!(first.len(), 1);
    assert_eq!(first[0].to.as_deref(), Some("lena@demo.samkraft.test"));
    assert_eq!(lease(store, "two", minutes(1)).await, []);
    // Its holder was killed: after five minutes another takes it.
    let second = lease(store, "two", minutes(5)).await;
    assert_eq!(second.len(), 1);
    let (mail, at) = (&second[0], minutes(5));
    let ended = store
        .write(&county(), None, |mut tx| async move {
            mail::end(&mut tx, mail, MailState::Sent, None, at).await
        })
        .await;
    assert!(ended.expect("ended"));
    let again = store
        .write(&county(), None, |mut tx| async move {
            mail::end(&mut tx, mail, MailState::Sent, None, at).await
        })
        .await;
    assert!(!again.expect("asked"), "it had ended");
    assert_eq!(lease(store, "three", minutes(99)).await, []);
    let mut connection = store.read().await.expect("connection");
    let all = mail::list(&mut connection, &county(), None, None, Slice::top(9)).await;
    let all = all.expect("list");
    assert_eq!(all.items[0].state, MailState::Sent);
    assert_eq!((&all.items[0].leased.to, &all.items[0].leased.secret), (&None, &None));
}

async fn what_is_put_off_waits_and_what_is_given_back_does_not(store: &Store) {
    for once in ["a", "b"] {
        write(store, &new(once)).await;
    }
    let leased = lease(store, "one", now()).await;
    let mail = &leased[0];
    store
        .write(&county(), None, |mut tx| async move {
            mail::postpone(&mut tx, mail, "connection", minutes(10)).await?;
            mail::release(&mut tx, "one").await
        })
        .await
        .expect("put off");
    let next = lease(store, "two", minutes(1)).await;
    assert_eq!(next.iter().map(|one| one.id).collect::<Vec<_>>(), [leased[1].id]);
    let later = lease(store, "two", minutes(10)).await;
    let tried: Vec<i64> = later.iter().map(|one| one.attempts).collect();
    assert_eq!(tried, [0, 1], "{later:?}");
}

async fn a_mail_that_was_not_tried_is_put_off_without_counting(store: &Store) {
    write(store, &new("a")).await;
    let leased = lease(store, "one", now()).await;
    let mail = &leased[0];
    store
        .write(&county(), None, |mut tx| async move {
            mail::postpone_untried(&mut tx, mail, "unreachable", minutes(1)).await
        })
        .await
        .expect("put off");
    assert_eq!(lease(store, "one", now()).await, []);
    assert_eq!(lease(store, "one", minutes(1)).await[0].attempts, 0);
}

async fn a_mail_nobody_can_read_holds_up_no_other(store: &Store) {
    for once in ["a", "b"] {
        write(store, &new(once)).await;
    }
    store
        .write(&county(), None, |mut tx| async move {
            let text = "UPDATE outbox SET kind = 'from-a-newer-program' WHERE once = 'a'";
            on!(tx, |c| sqlx::query(text).execute(c).await.map(|_| ()))?;
            Ok::<_, Error>(())
        })
        .await
        .expect("changed");
    assert_eq!(lease(store, "one", now()).await.len(), 1);
    let mut connection = store.read().await.expect("connection");
    // The other is leased, and this one waits for its hour.
    assert!(!mail::any_due(&mut connection, now()).await.expect("due"));
    let all = mail::list(&mut connection, &county(), None, None, Slice::top(9)).await;
    assert_eq!(all.expect("list").items.len(), 1);
}

async fn what_has_waited_too_long_is_dropped_with_its_address(store: &Store) {
    write(store, &new("a")).await;
    write(store, &NewMail { created_at: minutes(9), ..new("b") }).await;
    let leased = lease(store, "one", now()).await;
    assert_eq!(leased.len(), 2);
    for (at, count) in [(minutes(2), 0), (minutes(5), 1)] {
        let dropped = store
            .write(&county(), None, |mut tx| async move {
                mail::drop_old(&mut tx, minutes(5), at).await
            })
            .await;
        assert_eq!(dropped.expect("dropped"), count, "while somebody is sending it, it stays");
    }
    let mut connection = store.read().await.expect("connection");
    let counts = mail::counts(&mut connection, &county()).await.expect("counts");
    assert_eq!((counts.waiting, counts.dropped, counts.failed), (1, 1, 0));
    assert_eq!(mail::waiting_and_failed(&mut connection).await.expect("counts"), (1, 0));
    let gone = leased.iter().find(|one| one.created_at == now()).expect("old");
    assert_eq!(mail::address_of(&mut connection, gone).await.expect("address"), None);
}

async fn person(store: &Store, name: &str) -> PersonId {
    let person = &Person {
        id: PersonId(Uuid::now_v7()),
        email: format!("{name}@demo.samkraft.test"),
        name: name.into(),
        password_hash: None,
        is_disabled: false,
    };
    store
        .write(&county(), None, |mut tx| async move {
            store::access::insert_person(&mut tx, person, now()).await
        })
        .await
        .expect("person");
    person.id
}

async fn mail_reaches_those_who_hold_the_role_and_follows_their_choice(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Demo Plåt").await;
    let (lena, per) = (person(store, "lena").await, person(store, "per").await);
    let held = |person, role| Assignment {
        id: AssignmentId(Uuid::now_v7()),
        county: county(),
        person,
        role,
        organisation: firm,
        municipality: None,
        desk: None,
        is_deputy: false,
        valid_from: Date::constant(2026, 1, 1),
        valid_to: None,
    };
    let held = &[held(lena, Role::EmployerAdmin), held(per, Role::Analyst)];
    let choice = &MailChoice { language: "en".into(), digest: false, ..MailChoice::default() };
    store
        .write(&county(), None, |mut tx| async move {
            for assignment in held {
                store::access::insert_assignment(&mut tx, assignment).await?;
            }
            mail::choose(&mut tx, lena, choice, "token", now()).await?;
            mail::choose(&mut tx, lena, choice, "another", now()).await
        })
        .await
        .expect("written");
    let mut connection = store.read().await.expect("connection");
    let roles = domain::mail::ORGANISATION_READERS;
    let today = Date::constant(2026, 12, 7);
    let reader = Reader::Organisation(firm);
    let found = mail::readers(&mut connection, &county(), reader, roles, today).await;
    let found = found.expect("readers");
    assert_eq!(found.iter().map(|one| one.person).collect::<Vec<_>>(), [lena]);
    assert_eq!(&found[0].choice, choice);
    let kept = mail::choice_of(&mut connection, lena).await.expect("choice").expect("kept");
    assert_eq!(kept.1, "token", "links in older mail go on working");
    drop(connection);
    let taken = store
        .write(&county(), None, |mut tx| async move {
            Ok::<_, Error>((
                mail::unsubscribe(&mut tx, "token", now()).await?,
                mail::unsubscribe(&mut tx, "unknown", now()).await?,
            ))
        })
        .await;
    assert_eq!(taken.expect("asked"), (true, false));
}

on_both!(
    the_same_mail_is_written_once,
    a_lease_is_one_senders_until_its_time_is_out,
    what_is_put_off_waits_and_what_is_given_back_does_not,
    a_mail_that_was_not_tried_is_put_off_without_counting,
    a_mail_nobody_can_read_holds_up_no_other,
    what_has_waited_too_long_is_dropped_with_its_address,
    mail_reaches_those_who_hold_the_role_and_follows_their_choice,
);
