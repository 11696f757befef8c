//! Contacts with firms, and requests to do one together.

use domain::contacts::peace::{AskedFor, unasked_in_quarter};
use domain::contacts::{Contact, ContactKind};
use domain::ids::{ContactId, OrganisationId};
use domain::time::Date;
use store::contacts::{self, NewContact, NewCoordination};
use store::page::Slice;
use store::{Error, Store, desk, organisations};
use uuid::Uuid;

use crate::harness::{county, insert_firm, now};
use crate::on_both;

fn contact(n: u128, firm: OrganisationId, by: OrganisationId, on: Date) -> NewContact {
    NewContact {
        id: ContactId(Uuid::from_u128(n)),
        organisation: firm,
        by_organisation: by,
        by_name: "Sara Lund".into(),
        contact: Contact {
            kind: ContactKind::Visit,
            on,
            topic: format!("Ämne {n}"),
            note: Some("Bara för oss".into()),
        },
        asked_for: None,
        forced: None,
        created_at: now(),
    }
}

async fn insert_all(store: &Store, contacts: &[NewContact]) {
    let county = &county();
    store
        .write(county, None, |mut tx| async move {
            for contact in contacts {
                contacts::insert(&mut tx, county, contact).await?;
            }
            Ok::<_, Error>(())
        })
        .await
        .expect("contacts");
}

on_both!(
    a_ledger_holds_the_recent_and_the_planned_but_not_the_cancelled,
    a_request_is_answered_once_and_counts_as_together,
    the_public_figure_counts_as_the_rule_does,
    an_organisation_is_found_by_id_and_number,
    a_desk_in_an_empty_county_has_nothing_on_it,
    those_who_plan_at_once_are_all_heard_one_after_another,
);

async fn a_ledger_holds_the_recent_and_the_planned_but_not_the_cancelled(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Sidensjö Möbler").await;
    let office = insert_firm(store, "559999-0024", "Demo arbetsförmedling").await;
    insert_all(
        store,
        &[
            contact(1, firm, office, Date::constant(2026, 8, 1)),
            contact(2, firm, office, Date::constant(2026, 11, 27)),
            contact(3, firm, office, Date::constant(2026, 12, 20)),
            contact(4, firm, office, Date::constant(2026, 12, 21)),
            contact(5, office, firm, Date::constant(2026, 12, 1)),
        ],
    )
    .await;
    let county = &county();
    let cancel = async || {
        store
            .write(county, None, |mut tx| async move {
                contacts::cancel(&mut tx, county, ContactId(Uuid::from_u128(4))).await
            })
            .await
            .expect("cancel")
    };
    assert!(cancel().await);
    assert!(!cancel().await);
    let mut connection = store.read().await.expect("connection");
    let since = Date::constant(2026, 9, 8);
    let found = contacts::with_firm(&mut connection, county, firm, since).await.expect("list");
    assert_eq!(
        found.iter().map(|one| one.contact.topic.as_str()).collect::<Vec<_>>(),
        ["Ämne 3", "Ämne 2"]
    );
    let page = contacts::page_with_firm(
        &mut connection,
        county,
        firm,
        Slice::Page { offset: 1, limit: 2 },
    )
    .await
    .expect("page");
    assert_eq!((page.total, page.items.len()), (4, 2));
    let one = contacts::find(&mut connection, county, ContactId(Uuid::from_u128(2)))
        .await
        .expect("find")
        .expect("there");
    assert_eq!(
        (one.by_organisation_name.as_str(), one.is_cancelled),
        ("Demo arbetsförmedling", false)
    );
    let visits = contacts::held_since(
        &mut connection,
        county,
        office,
        ContactKind::Visit,
        since,
        Date::constant(2026, 12, 7),
    )
    .await
    .expect("visits");
    assert_eq!(visits, (1, 0));
}

async fn the_public_figure_counts_as_the_rule_does(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Sidensjö Möbler").await;
    let office = insert_firm(store, "559999-0024", "Demo arbetsförmedling").await;
    let region = insert_firm(store, "559999-0032", "Demo region").await;
    let (first, later) = (Date::constant(2026, 10, 1), Date::constant(2026, 12, 1));
    let asked = NewContact {
        asked_for: Some(AskedFor::Message),
        ..contact(5, firm, office, Date::constant(2026, 11, 2))
    };
    insert_all(
        store,
        &[
            contact(1, firm, office, first),
            // The same actor on the same day is one contact.
            contact(2, firm, office, first),
            contact(3, firm, office, later),
            contact(4, firm, region, later),
            asked,
        ],
    )
    .await;
    let county = &county();
    let rule = async || {
        let mut connection = store.read().await.expect("connection");
        let earlier = contacts::peace::earlier(&mut connection, county, firm, first).await;
        let counted = unasked_in_quarter(&earlier.expect("earlier"), later).len();
        let figure = store::figures::unasked_contacts(&mut connection, county, first, later).await;
        let figure = figure.expect("figure");
        assert_eq!((figure.len(), figure[0].quarter.as_str()), (1, "2026-Q4"));
        assert_eq!(usize::try_from(figure[0].contacts), Ok(counted));
        counted
    };
    assert_eq!(rule().await, 3);
    let new = &NewCoordination {
        id: Uuid::from_u128(9),
        contact: ContactId(Uuid::from_u128(3)),
        from_organisation: region,
        from_name: "Karin Nordin".into(),
        words: "Kan vi åka dit samtidigt?".into(),
        asked_at: now(),
    };
    store
        .write(county, None, |mut tx| async move {
            contacts::insert_coordination(&mut tx, county, new).await?;
            contacts::reply(&mut tx, county, new.id, "Ja", "Sara Lund", now()).await
        })
        .await
        .expect("agreed");
    assert_eq!(rule().await, 2, "what is done together counts once");
}

async fn a_request_is_answered_once_and_counts_as_together(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Sidensjö Möbler").await;
    let office = insert_firm(store, "559999-0024", "Demo arbetsförmedling").await;
    let region = insert_firm(store, "559999-0032", "Demo region").await;
    let held = Date::constant(2026, 12, 1);
    insert_all(store, &[contact(1, firm, office, held)]).await;
    let (county, id) = (&county(), Uuid::from_u128(9));
    let asked = &NewCoordination {
        id,
        contact: ContactId(Uuid::from_u128(1)),
        from_organisation: region,
        from_name: "Karin Nordin".into(),
        words: "Ska vi åka tillsammans?".into(),
        asked_at: now(),
    };
    store
        .write(county, None, |mut tx| async move {
            contacts::insert_coordination(&mut tx, county, asked).await
        })
        .await
        .expect("asked");
    let mut connection = store.read().await.expect("connection");
    assert_eq!(
        contacts::unanswered(&mut connection, county, office).await.expect("waiting").len(),
        1
    );
    assert!(
        contacts::unanswered(&mut connection, county, region).await.expect("waiting").is_empty()
    );
    for (own, count) in [(office, 1), (region, 1), (firm, 0)] {
        let seen =
            contacts::coordinations_with(&mut connection, county, firm, own).await.expect("seen");
        assert_eq!(seen.len(), count);
    }
    drop(connection);
    let reply = async || {
        store
            .write(county, None, |mut tx| async move {
                contacts::reply(&mut tx, county, id, "Gärna på tisdag", "Sara Lund", now()).await
            })
            .await
            .expect("reply")
    };
    assert!(reply().await);
    assert!(!reply().await);
    let mut connection = store.read().await.expect("connection");
    let found = contacts::find_coordination(&mut connection, county, id)
        .await
        .expect("find")
        .expect("there");
    assert_eq!((found.to_organisation, found.reply.as_deref()), (office, Some("Gärna på tisdag")));
    let visits =
        contacts::held_since(&mut connection, county, office, ContactKind::Visit, held, held)
            .await
            .expect("visits");
    assert_eq!(visits, (1, 1));
}

async fn an_organisation_is_found_by_id_and_number(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Sidensjö Möbler").await;
    let mut connection = store.read().await.expect("connection");
    for name in [firm.to_string(), "559999-0016".to_owned(), "5599990016".to_owned()] {
        let found =
            organisations::resolve(&mut connection, &county(), &name).await.expect("resolve");
        assert_eq!(found, Some(firm), "{name}");
    }
    assert!(
        organisations::resolve(&mut connection, &county(), "demo-x")
            .await
            .expect("resolve")
            .is_none()
    );
}

async fn a_desk_in_an_empty_county_has_nothing_on_it(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Sidensjö Möbler").await;
    let (county, mut connection) = (county(), store.read().await.expect("connection"));
    assert!(
        desk::waiting_proposals(&mut connection, &county, firm)
            .await
            .expect("proposals")
            .is_empty()
    );
    assert!(
        desk::demand_by_occupation(&mut connection, &county, 5).await.expect("demand").is_empty()
    );
    assert_eq!(desk::unanswered_needs(&mut connection, &county, 5).await.expect("needs").1, 0);
    assert!(desk::mappings_by_state(&mut connection, &county).await.expect("mappings").is_empty());
}

/// How many write about one firm in the same moment: more than the county's offices.
const AT_ONCE: u128 = 12;

/// Each counts what is there and writes it down with their own: were two to see the same, a number
/// would stand twice; were one turned away, one would be missing.
async fn those_who_plan_at_once_are_all_heard_one_after_another(store: &Store) {
    let firm = insert_firm(store, "559999-0016", "Sidensjö Möbler").await;
    let office = insert_firm(store, "559999-0024", "Demo arbetsförmedling").await;
    let day = Date::constant(2026, 12, 1);
    let writers = (1..=AT_ONCE).map(|n| {
        let store = store.clone();
        tokio::spawn(async move {
            let county = &county();
            store
                .write(county, None, |mut tx| async move {
                    let seen = contacts::with_firm(&mut tx, county, firm, day).await?.len();
                    let mut new = contact(n, firm, office, day);
                    new.contact.topic = seen.to_string();
                    contacts::insert(&mut tx, county, &new).await
                })
                .await
        })
    });
    let writers: Vec<_> = writers.collect();
    for writer in writers {
        writer.await.expect("no panic").expect("nobody is turned away");
    }
    let mut connection = store.read().await.expect("reader");
    let all = contacts::with_firm(&mut connection, &county(), firm, day).await.expect("ledger");
    let mut seen: Vec<u128> =
        all.iter().map(|one| one.contact.topic.parse().expect("a number")).collect();
    seen.sort_unstable();
    assert_eq!(seen, (0..AT_ONCE).collect::<Vec<_>>());
}
