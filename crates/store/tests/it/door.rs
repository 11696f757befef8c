//! The door to writing: durable answers, group commit, idempotency keys, cancelled writers.

use std::time::Duration;

use store::{Error, Key, Store, organisations};
use uuid::Uuid;

use crate::harness::{county, firm, insert_firm, now};
use crate::on_both;

async fn number_of_firms(store: &Store) -> i64 {
    use domain::access::Reach;
    let mut connection = store.read().await.expect("connection");
    let filter = organisations::Filter::default();
    let slice = store::page::Slice::top(1);
    organisations::list(&mut connection, &county(), &Reach::County, &filter, slice)
        .await
        .expect("list")
        .total
}

on_both!(
    many_writers_at_once_are_all_kept,
    a_failed_change_leaves_nothing_and_spoils_nobody,
    the_same_key_happens_once_and_answers_alike,
    the_same_key_with_another_body_is_refused,
    a_key_is_forgotten_after_a_day,
    the_same_key_at_the_same_time_still_happens_once,
    a_writer_that_hangs_up_is_rolled_back_and_holds_nobody_up,
);

async fn many_writers_at_once_are_all_kept(store: &Store) {
    let writers: Vec<_> = (0..40u128)
        .map(|n| {
            let store = store.clone();
            tokio::spawn(async move {
                let digits = format!("55999{n:04}");
                let number = (0..10)
                    .map(|check| format!("{digits}{check}"))
                    .find(|number| domain::codes::OrgNumber::parse(number).is_ok())
                    .expect("a check digit fits");
                insert_firm(&store, &number, &format!("Firma {n}")).await
            })
        })
        .collect();
    for writer in writers {
        writer.await.expect("writer");
    }
    assert_eq!(number_of_firms(store).await, 40);
}

async fn a_failed_change_leaves_nothing_and_spoils_nobody(store: &Store) {
    let (county, first) = (&county(), &firm("559999-0016", "Första"));
    let id = organisations_id();
    let failed: Result<(), Error> = store
        .write(county, None, |mut tx| async move {
            organisations::insert(&mut tx, county, id, None, first, true, now()).await?;
            organisations::insert(&mut tx, county, organisations_id(), None, first, true, now())
                .await
        })
        .await;
    let refused = failed.expect_err("the same number twice");
    assert!(matches!(refused, Error::Constraint(_)), "{refused}");
    assert_eq!(number_of_firms(store).await, 0);
    insert_firm(store, "559999-0016", "Första").await;
    assert_eq!(number_of_firms(store).await, 1);
}

async fn the_same_key_happens_once_and_answers_alike(store: &Store) {
    let (county, firm) = (&county(), &firm("559999-0016", "Höga Kusten Kök"));
    let key = Key::new("abc", "lena", &[b"POST", b"/x", b"body"], now());
    let run = async |id: Uuid| -> Result<Uuid, Error> {
        store
            .write(county, Some(&key), |mut tx| async move {
                organisations::insert(&mut tx, county, id.into(), None, firm, true, now()).await?;
                Ok(id)
            })
            .await
    };
    let first = run(Uuid::from_u128(1)).await.expect("first");
    let second = run(Uuid::from_u128(2)).await.expect("second");
    assert_eq!((first, second), (Uuid::from_u128(1), Uuid::from_u128(1)));
    assert_eq!(number_of_firms(store).await, 1);
}

async fn the_same_key_with_another_body_is_refused(store: &Store) {
    let county = &county();
    let write = async |body: &[u8]| -> Result<(), Error> {
        let key = Key::new("abc", "lena", &[body], now());
        store.write(county, Some(&key), |_tx| async { Ok(()) }).await
    };
    write(b"one").await.expect("first");
    assert!(matches!(write(b"two").await, Err(Error::KeyReused)));
}

async fn a_key_is_forgotten_after_a_day(store: &Store) {
    let county = &county();
    let write = async |body: &[u8], hours: u64| -> Result<(), Error> {
        let at = now().saturating_add(Duration::from_hours(hours)).expect("time");
        let key = Key::new("abc", "lena", &[body], at);
        store.write(county, Some(&key), |_tx| async { Ok(()) }).await
    };
    write(b"one", 0).await.expect("first");
    write(b"two", 25).await.expect("a day later the key is free");
}

async fn the_same_key_at_the_same_time_still_happens_once(store: &Store) {
    let tasks: Vec<_> = (0..8u128)
        .map(|n| {
            let store = store.clone();
            tokio::spawn(async move {
                let (county, firm) = (&county(), &firm("559999-0016", "Höga Kusten Kök"));
                let key = Key::new("same", "lena", &[b"body"], now());
                store
                    .write(county, Some(&key), |mut tx| async move {
                        let id = Uuid::from_u128(n + 1);
                        organisations::insert(&mut tx, county, id.into(), None, firm, true, now())
                            .await?;
                        Ok::<_, Error>(id)
                    })
                    .await
            })
        })
        .collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.expect("task").expect("write"));
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
    assert_eq!(number_of_firms(store).await, 1);
}

async fn a_writer_that_hangs_up_is_rolled_back_and_holds_nobody_up(store: &Store) {
    let hung_up = {
        let store = store.clone();
        tokio::spawn(async move {
            let (county, firm) = (&county(), &firm("559999-0016", "Hängde på luren"));
            let _: Result<(), Error> = store
                .write(county, None, |mut tx| async move {
                    organisations::insert(
                        &mut tx,
                        county,
                        organisations_id(),
                        None,
                        firm,
                        true,
                        now(),
                    )
                    .await?;
                    std::future::pending::<()>().await;
                    Ok(())
                })
                .await;
        })
    };
    tokio::time::sleep(Duration::from_millis(100)).await;
    hung_up.abort();
    let _ = hung_up.await;
    insert_firm(store, "559999-0024", "Nästa").await;
    assert_eq!(number_of_firms(store).await, 1);
}

fn organisations_id() -> domain::ids::OrganisationId {
    Uuid::now_v7().into()
}
