//! Vocabularies: staged, taken into use in one step, swept when interrupted.

use domain::codes::ConceptId;
use store::vocabularies;
use store::{Error, Store};
use vocabulary::{Concept, ConceptKind};

use crate::harness::{county, now};
use crate::on_both;

fn concepts(count: usize) -> Vec<Concept> {
    (0..count)
        .map(|n| Concept {
            id: ConceptId(format!("c{n:05}")),
            kind: ConceptKind::Skill,
            label: format!("Färdighet {n}"),
            alternatives: vec![],
            ssyk: None,
            isco: vec![],
            skills: vec![],
        })
        .collect()
}

async fn stage(store: &Store, edition: &str, concepts: &[Concept]) {
    let county = &county();
    store
        .write::<(), Error, _, _>(county, None, |mut tx| async move {
            vocabularies::begin(&mut tx, edition, now()).await
        })
        .await
        .expect("begin");
    for (place, batch) in concepts.chunks(vocabularies::BATCH).enumerate() {
        let first = i64::try_from(place * vocabularies::BATCH).expect("position");
        store
            .write::<(), Error, _, _>(county, None, |mut tx| async move {
                vocabularies::stage(&mut tx, edition, first, batch).await
            })
            .await
            .expect("stage");
    }
}

async fn take(store: &Store, edition: &str, count: i64) -> Result<(), Error> {
    store
        .write(&county(), None, |mut tx| async move {
            vocabularies::make_current(&mut tx, edition, count).await
        })
        .await
}

on_both!(
    an_edition_is_read_back_whole_once_it_is_in_use,
    a_half_staged_edition_is_refused_and_swept_and_the_old_stays,
    a_newer_edition_takes_over,
);

async fn an_edition_is_read_back_whole_once_it_is_in_use(store: &Store) {
    let all = concepts(vocabularies::BATCH + 3);
    stage(store, "one", &all).await;
    let mut c = store.read().await.expect("connection");
    assert_eq!(vocabularies::current(&mut c).await.expect("current"), None);
    take(store, "one", i64::try_from(all.len()).expect("count")).await.expect("take");
    assert_eq!(vocabularies::current(&mut c).await.expect("current").as_deref(), Some("one"));
    assert_eq!(vocabularies::concepts_of(&mut c, "one").await.expect("concepts"), all);
}

async fn a_half_staged_edition_is_refused_and_swept_and_the_old_stays(store: &Store) {
    stage(store, "one", &concepts(5)).await;
    take(store, "one", 5).await.expect("take");
    stage(store, "two", &concepts(3)).await;
    assert!(matches!(take(store, "two", 7).await, Err(Error::Changed)));
    assert_eq!(vocabularies::sweep(store, &county()).await.expect("sweep"), 3);
    let mut c = store.read().await.expect("connection");
    assert_eq!(vocabularies::current(&mut c).await.expect("current").as_deref(), Some("one"));
    assert_eq!(vocabularies::concepts_of(&mut c, "two").await.expect("concepts"), []);
    assert_eq!(vocabularies::concepts_of(&mut c, "one").await.expect("concepts").len(), 5);
}

async fn a_newer_edition_takes_over(store: &Store) {
    stage(store, "one", &concepts(2)).await;
    take(store, "one", 2).await.expect("take");
    stage(store, "two", &concepts(4)).await;
    take(store, "two", 4).await.expect("take");
    let mut c = store.read().await.expect("connection");
    assert_eq!(vocabularies::current(&mut c).await.expect("current").as_deref(), Some("two"));
    assert_eq!(vocabularies::sweep(store, &county()).await.expect("sweep"), 2);
}
