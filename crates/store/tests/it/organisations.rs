//! Organisations: other counties' are invisible, two editors never overwrite each other.

use domain::access::Reach;
use domain::codes::CountyCode;
use store::organisations::{self, Filter};
use store::page::Slice;
use store::{Error, Store, search};

use crate::harness::{county, firm, insert_firm, now};
use crate::on_both;

on_both!(
    a_firm_is_found_in_its_county_and_no_other,
    reach_decides_what_a_list_holds,
    a_search_finds_by_the_beginning_of_every_word,
    the_second_of_two_editors_is_told,
    leafing_through_shows_every_firm_once,
);

async fn a_firm_is_found_in_its_county_and_no_other(store: &Store) {
    let id = insert_firm(store, "559999-0016", "Höga Kusten Kök").await;
    let mut connection = store.read().await.expect("connection");
    let found =
        organisations::find(&mut connection, &county(), id).await.expect("find").expect("there");
    assert_eq!(found.organisation, firm("559999-0016", "Höga Kusten Kök"));
    assert_eq!(found.municipality_name, "Örnsköldsvik");
    let elsewhere = CountyCode::parse("21").expect("code");
    assert!(organisations::find(&mut connection, &elsewhere, id).await.expect("find").is_none());
}

async fn reach_decides_what_a_list_holds(store: &Store) {
    let own = insert_firm(store, "559999-0016", "Egen").await;
    insert_firm(store, "559999-0024", "Annan").await;
    let mut connection = store.read().await.expect("connection");
    for (reach, expected) in [
        (Reach::County, 2),
        (Reach::Organisation(own), 1),
        (Reach::Municipality("2282".to_owned().try_into().expect("code")), 0),
        (Reach::Involved(own), 0),
        (Reach::Nothing, 0),
    ] {
        let page = organisations::list(
            &mut connection,
            &county(),
            &reach,
            &Filter::default(),
            Slice::top(10),
        )
        .await
        .expect("list");
        assert_eq!(
            (page.total, page.items.len()),
            (expected, usize::try_from(expected).expect("small")),
            "{reach:?}"
        );
    }
}

async fn a_search_finds_by_the_beginning_of_every_word(store: &Store) {
    let id = insert_firm(store, "559999-0016", "Höga Kusten Kök").await;
    let county = &county();
    store
        .write(county, None, |mut tx| async move {
            let terms = vec!["hög".to_owned(), "kust".to_owned(), "kök".to_owned()];
            search::index(&mut tx, county, "organisation", id.0, terms).await
        })
        .await
        .expect("index");
    let mut connection = store.read().await.expect("connection");
    for (terms, hits) in [(vec!["kus"], 1), (vec!["hög", "kök"], 1), (vec!["hög", "smed"], 0)] {
        let filter = Filter {
            terms: terms.iter().map(|term| (*term).to_owned()).collect(),
            ..Filter::default()
        };
        let page =
            organisations::list(&mut connection, county, &Reach::County, &filter, Slice::top(10))
                .await
                .expect("list");
        assert_eq!(page.total, hits, "{terms:?}");
    }
}

async fn the_second_of_two_editors_is_told(store: &Store) {
    let id = insert_firm(store, "559999-0016", "Höga Kusten Kök").await;
    let (county, changed) = (&county(), &firm("559999-0016", "Höga Kusten Mat"));
    let save = async || -> Result<(), Error> {
        store
            .write(county, None, |mut tx| async move {
                organisations::update(&mut tx, county, id, changed, 1, now()).await
            })
            .await
    };
    save().await.expect("first");
    assert!(matches!(save().await, Err(Error::Changed)));
}

async fn leafing_through_shows_every_firm_once(store: &Store) {
    for n in ["0016", "0024", "0032", "0040", "0057"] {
        insert_firm(store, &format!("559999-{n}"), n).await;
    }
    let mut connection = store.read().await.expect("connection");
    let (mut seen, mut cursor) = (Vec::new(), None);
    loop {
        let slice = Slice::After { cursor, limit: 2 };
        let page = organisations::list(
            &mut connection,
            &county(),
            &Reach::County,
            &Filter::default(),
            slice,
        )
        .await
        .expect("list");
        seen.extend(page.items.iter().map(|row| row.id));
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    let shown = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!((shown, seen.len()), (5, 5));
}
