//! Offers: who sees what, and two editors.

use domain::ids::{NetworkId, OfferId, OrganisationId};
use domain::offers::{Condition, Fact, Offer, OfferAudience, OfferKind, Stage, Test};
use domain::time::Date;
use store::offers::{self, NewOffer};
use store::organisations::{self, Network};
use store::{Error, Store};
use uuid::Uuid;

use crate::harness::{county, insert_firm, now};
use crate::on_both;

/// An offer with one condition.
pub(crate) fn offer(title: &str, network: Option<NetworkId>) -> Offer {
    Offer {
        title: title.into(),
        summary: "Två dagar.".into(),
        kind: OfferKind::Education,
        stages: vec![Stage::Develop],
        target: "Alla".into(),
        price: "Kostar inget".into(),
        contact: "Komvux".into(),
        url: None,
        occupations: vec!["51".into()],
        search_words: "kurs".into(),
        audience: network.map_or(OfferAudience::Everyone, |id| OfferAudience::Network { id }),
        reviewed_on: Date::constant(2026, 11, 1),
        conditions: vec![Condition {
            fact: Fact::Employees,
            test: Test::Between { min: Some(2), max: Some(49) },
            reason: "Till för små företag.".into(),
            source: Some("https://example.test/villkor".into()),
            valid_from: None,
            valid_to: Some(Date::constant(2027, 12, 31)),
        }],
    }
}

/// Stores an offer.
pub(crate) async fn insert_offer(
    store: &Store,
    provider: OrganisationId,
    title: &str,
    network: Option<NetworkId>,
) -> OfferId {
    let (county, id) = (&county(), OfferId(Uuid::now_v7()));
    let slug = Some(format!("demo-{}", title.to_lowercase()));
    let organisation = provider;
    let new = &NewOffer { id, slug, organisation, offer: offer(title, network), is_demo: true };
    store
        .write(
            county,
            None,
            |mut tx| async move { offers::insert(&mut tx, county, new, now()).await },
        )
        .await
        .expect("offer");
    id
}

on_both!(
    an_offer_comes_back_as_it_was_written,
    what_is_for_one_network_is_seen_by_its_members_and_owners_only,
    the_second_of_two_editors_is_told,
);

async fn an_offer_comes_back_as_it_was_written(store: &Store) {
    let school = insert_firm(store, "559999-0016", "Demo komvux").await;
    let id = insert_offer(store, school, "Kurs", None).await;
    let mut c = store.read().await.expect("connection");
    let found = offers::find(&mut c, &county(), &[], id).await.expect("find").expect("there");
    assert_eq!(found.offer, offer("Kurs", None));
    assert_eq!(
        (found.organisation_name.as_str(), found.version, found.is_demo),
        ("Demo komvux", 1, true)
    );
    assert_eq!(offers::id_by_slug(&mut c, &county(), "demo-kurs").await.expect("slug"), Some(id));
}

async fn what_is_for_one_network_is_seen_by_its_members_and_owners_only(store: &Store) {
    let coordinator = insert_firm(store, "559999-0016", "Demo förening").await;
    let member = insert_firm(store, "559999-0024", "Medlem").await;
    let other = insert_firm(store, "559999-0032", "Annan").await;
    let school = insert_firm(store, "559999-0040", "Demo komvux").await;
    let network = &Network {
        id: NetworkId(Uuid::now_v7()),
        slug: None,
        name: "Matlänken".into(),
        organisation: coordinator,
    };
    let county = &county();
    store
        .write::<(), Error, _, _>(county, None, |mut tx| async move {
            organisations::insert_network(&mut tx, county, network).await?;
            organisations::insert_member(&mut tx, county, network.id, member).await
        })
        .await
        .expect("network");
    let open = insert_offer(store, school, "Öppen", None).await;
    let closed = insert_offer(store, school, "Bara för oss", Some(network.id)).await;
    let mut c = store.read().await.expect("connection");
    for (readers, both) in [
        (vec![], false),
        (vec![other], false),
        (vec![member], true),
        (vec![coordinator], true),
        (vec![school], true),
        (vec![other, member], true),
    ] {
        let eyes = offers::eyes(&mut c, county, &readers).await.expect("eyes");
        let all = offers::all(&mut c, county).await.expect("list");
        let ids: Vec<_> = all.iter().filter(|one| eyes.see(one)).map(|one| one.id).collect();
        assert_eq!(ids, if both { vec![closed, open] } else { vec![open] }, "{readers:?}");
        let found = offers::find(&mut c, county, &readers, closed).await.expect("find");
        assert_eq!(found.map(|one| one.network_name), both.then(|| Some("Matlänken".to_owned())));
    }
}

async fn the_second_of_two_editors_is_told(store: &Store) {
    let school = insert_firm(store, "559999-0016", "Demo komvux").await;
    let id = insert_offer(store, school, "Kurs", None).await;
    let (county, changed) = (&county(), &offer("Kortare kurs", None));
    let save = async || -> Result<(), Error> {
        store
            .write(county, None, |mut tx| async move {
                offers::update(&mut tx, county, id, changed, 1, now()).await
            })
            .await
    };
    save().await.expect("first");
    assert!(matches!(save().await, Err(Error::Changed)));
    let mut c = store.read().await.expect("connection");
    let found = offers::find(&mut c, county, &[], id).await.expect("find").expect("there");
    assert_eq!((found.offer.title.as_str(), found.version), ("Kortare kurs", 2));
}
