//! Imports in the database: one lease, reach, all or nothing, what is built on them, and the purge.

use domain::access::{Reach, Role};
use domain::ids::{GoalId, ImportId, MappingId, NeedId, OrganisationId, PersonId};
use domain::imports::{Columns, Defaults, ImportState, NO_GOAL, Row, Source};
use store::imports::{self, NewGoal, NewImport, StagedNeed};
use store::page::Slice;
use store::retention::{self, Class};
use store::{Error, Store};
use uuid::Uuid;

use crate::harness::{county, insert_firm, now};
use crate::on_both;

on_both!(
    one_worker_at_a_time_has_an_import,
    an_import_is_seen_within_reach,
    what_is_put_in_is_put_in_whole_and_taken_back_whole,
    what_was_never_taken_in_is_purged,
);

fn new(n: u128, by: OrganisationId) -> NewImport {
    NewImport {
        id: ImportId(Uuid::from_u128(n)),
        by_organisation: by,
        by_person: PersonId(Uuid::from_u128(99)),
        by_role: Role::Broker,
        by_name: "Karin Nordin".into(),
        source: Source::Survey,
        file_name: "svar.csv".into(),
        format: "csv",
        digest: format!("digest-{n}"),
        year: 2026,
        created_at: now(),
    }
}

async fn insert(store: &Store, new: &NewImport) {
    let county = &county();
    store
        .write(county, None, |mut tx| async move {
            imports::insert(&mut tx, county, new, new.created_at).await
        })
        .await
        .expect("import");
}

async fn one_worker_at_a_time_has_an_import(store: &Store) {
    let office = insert_firm(store, "559999-0016", "Demo region").await;
    let import = &new(1, office);
    insert(store, import).await;
    let county = &county();
    let (begun, later) = (second(1), second(60));
    let next = async |at| {
        let mut connection = store.read().await.expect("connection");
        imports::next_at_work(&mut connection, at).await.expect("next").map(|(_, id)| id)
    };
    assert_eq!(next(begun).await, Some(import.id));
    let lease = async |at, until| {
        store
            .write(county, None, |mut tx| async move {
                imports::lease(&mut tx, county, import.id, at, until).await
            })
            .await
            .expect("lease")
    };
    assert!(lease(begun, later).await);
    assert!(!lease(begun, later).await, "somebody has it");
    assert_eq!(next(begun).await, None);
    assert_eq!(next(second(61)).await, Some(import.id), "whoever had it is gone");
}

fn second(seconds: i64) -> domain::time::Timestamp {
    domain::time::Timestamp::from_second(now().as_second() + seconds).expect("instant")
}

async fn an_import_is_seen_within_reach(store: &Store) {
    let office = insert_firm(store, "559999-0016", "Demo region").await;
    let other = insert_firm(store, "559999-0024", "Demo kommun").await;
    insert(store, &new(1, office)).await;
    insert(store, &new(2, other)).await;
    let mut connection = store.read().await.expect("connection");
    let county = county();
    for (reach, count) in [
        (Reach::County, 2),
        (Reach::Organisation(office), 1),
        (Reach::Involved(other), 1),
        (Reach::Nothing, 0),
    ] {
        let page = imports::list(&mut connection, &county, &reach, Slice::top(10)).await;
        assert_eq!(page.expect("list").total, count, "{reach:?}");
        let one = imports::find(&mut connection, &county, &reach, ImportId(Uuid::from_u128(1)));
        let is_seen = matches!(reach, Reach::County | Reach::Organisation(_));
        assert_eq!(one.await.expect("find").is_some(), is_seen, "{reach:?}");
    }
    let same = imports::same_file(&mut connection, &county, "digest-2").await.expect("same");
    assert_eq!(same.map(|(id, _)| id), Some(ImportId(Uuid::from_u128(2))));
}

/// One need of a firm, staged with ids that follow from a number.
fn staged(n: u128, firm: OrganisationId, position: i64) -> (NewGoal, StagedNeed) {
    let id = |k: u128| Uuid::from_u128(n * 10 + k);
    let (mapping, goal) = (MappingId(id(1)), GoalId(id(2)));
    let mut cells = vec![String::new(); 12];
    for (place, text) in [(0, "559999-0016"), (3, "Två kockar"), (5, "2")] {
        text.clone_into(&mut cells[place]);
    }
    let row = Row::read(&cells, &Row::columns(), Defaults { year: 2026 }).expect("row");
    let new = NewGoal {
        id: goal,
        mapping,
        organisation: firm,
        reference: Some("a1".into()),
        position: 0,
        words: NO_GOAL.into(),
    };
    let words = row.words.clone();
    let need = NeedId(id(3));
    let need =
        StagedNeed { position, need, organisation: firm, mapping, goal, row, words, coding: None };
    (new, need)
}

async fn put_in(
    store: &Store,
    import: &NewImport,
    rows: &[(NewGoal, StagedNeed)],
) -> Result<imports::Taken, Error> {
    let county = &county();
    let goals: &Vec<_> = &rows.iter().map(|(goal, _)| goal.clone()).collect();
    let needs: &Vec<_> = &rows.iter().map(|(_, need)| need.clone()).collect();
    store
        .write(county, None, |mut tx| async move {
            let tx = &mut tx;
            imports::add_goals(tx, county, import.id, goals).await?;
            imports::add_needs(tx, county, import.id, needs).await?;
            let step = (ImportState::Reading, ImportState::Indexing);
            imports::step_in(tx, county, import.id, step, now()).await?;
            let by = (import.by_organisation, "Karin Nordin", "Enkät");
            let taken = imports::put_in(tx, county, import.id, import.source, by, now()).await?;
            let done = (ImportState::Indexing, ImportState::Done);
            imports::step(tx, county, import.id, done, None, now()).await?;
            Ok::<_, Error>((taken.mappings, taken.needs, taken.coded, taken.duplicates))
        })
        .await
        .map(|(mappings, needs, coded, duplicates)| imports::Taken {
            mappings,
            needs,
            coded,
            duplicates,
        })
}

async fn what_is_put_in_is_put_in_whole_and_taken_back_whole(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Sidensjö Möbler").await;
    let (first, second) = (&new(1, firm), &new(2, firm));
    insert(store, first).await;
    insert(store, second).await;
    let broken = [staged(1, firm, 2), staged(2, OrganisationId(Uuid::from_u128(7)), 3)];
    assert!(put_in(store, first, &broken).await.is_err(), "the last row has no firm");
    let county = &county();
    let count = async |table: &str| {
        let mut connection = store.read().await.expect("connection");
        let counts = store::checks::counts(&mut connection).await.expect("counts");
        counts.iter().find(|(name, _)| name == table).map_or(0, |(_, count)| *count)
    };
    assert_eq!((count("mapping").await, count("need").await), (0, 0), "nothing of it is there");
    let taken = put_in(store, first, &[staged(1, firm, 2)]).await.expect("put in");
    assert_eq!((taken.mappings, taken.needs, taken.duplicates), (1, 1, 0));
    let again = put_in(store, second, &[staged(3, firm, 2)]).await.expect("put in");
    assert_eq!((again.needs, again.duplicates), (0, 1), "said twice, counted once");
    let undo = async |id| {
        store
            .write(county, None, |mut tx| async move {
                imports::take_back(&mut tx, county, id, "Sara Lund", now()).await
            })
            .await
    };
    let mut connection = store.read().await.expect("connection");
    let built = imports::built_on(&mut connection, county, first.id).await.expect("built");
    assert_eq!((built.len(), built[0].table.as_str(), built[0].count), (1, "import_duplicate", 1));
    let none = imports::built_on(&mut connection, county, second.id).await.expect("built");
    assert_eq!(none, vec![]);
    drop(connection);
    assert!(undo(first.id).await.is_err(), "the schema holds it too");
    undo(second.id).await.expect("undone");
    undo(first.id).await.expect("undone");
    assert!(undo(first.id).await.is_err(), "only once");
    for table in ["mapping", "goal", "need", "import_need", "import_goal", "import_duplicate"] {
        assert_eq!(count(table).await, 0, "{table}");
    }
}

async fn what_was_never_taken_in_is_purged(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Sidensjö Möbler").await;
    let (kept, gone) = (&new(1, firm), &new(2, firm));
    insert(store, kept).await;
    insert(store, gone).await;
    put_in(store, kept, &[staged(1, firm, 2)]).await.expect("put in");
    let county = &county();
    let later = second(1);
    store
        .write(county, None, |mut tx| async move {
            let rows = [(2, vec!["Karin Nordin".to_owned()])];
            imports::add_rows(&mut tx, county, gone.id, &rows).await?;
            let day = domain::time::day_of(later);
            retention::purge(&mut tx, county, Class::Imports, later, day, later).await
        })
        .await
        .expect("purged");
    let mut connection = store.read().await.expect("connection");
    let found = imports::find(&mut connection, county, &Reach::County, gone.id).await;
    assert!(found.expect("find").is_none());
    let found = imports::find(&mut connection, county, &Reach::County, kept.id).await;
    let kept = found.expect("find").expect("where its needs came from is known");
    assert!(!kept.by_name.contains("Karin") && kept.heading == Vec::<String>::new());
    let columns = imports::said(&mut connection, county, kept.id, 0, 9).await.expect("said");
    assert_eq!((columns.len(), kept.columns), (1, Columns::default()));
}
