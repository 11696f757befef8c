//! The service map: plain words, who sees what, who keeps what.

use app::offers::{self, CatalogueQuery, OfferForm};
use app::{App, Kind, needs};
use domain::access::{Actor, Role};
use domain::ids::NetworkId;
use store::organisations::Network;

use crate::harness::{county, need, organisation, person};
use crate::on_both;

fn form(title: &str, occupations: &str, audience: &str) -> OfferForm {
    OfferForm {
        title: title.into(),
        summary: "Tio veckor.".into(),
        kind: "education".into(),
        stages: vec!["develop".into()],
        target: "Alla".into(),
        price: "Kostar inget".into(),
        contact: "Demo komvux".into(),
        occupations: occupations.into(),
        search_words: "kurs utbildning".into(),
        audience: audience.into(),
        ..OfferForm::default()
    }
}

fn asked(q: &str) -> CatalogueQuery {
    CatalogueQuery { q: q.into(), ..CatalogueQuery::default() }
}

on_both!(
    a_plain_sentence_finds_the_right_course_first,
    what_is_for_one_network_hides_from_all_others,
    one_keeps_the_offers_of_ones_own_organisation,
);

async fn a_plain_sentence_finds_the_right_course_first(app: &App) {
    let school = organisation(app, "559999-0040", "Demo komvux").await;
    let editor = person(app, Role::Provider, school, "Demo Ellen").await;
    for (title, occupations) in
        [("Bli kock", "5120"), ("Svetsutbildning", "7212"), ("Engelska", "")]
    {
        offers::create(app, &editor, &form(title, occupations, ""), None).await.expect("offer");
    }
    let anyone = Actor::Anyone { county: county() };
    let found =
        offers::search(app, &anyone, &asked("Jag hittar ingen svetsare")).await.expect("search");
    let result = found.result.expect("a question was asked");
    assert!(result.is_narrowed);
    assert_eq!(result.understood.occupations[0].ssyk.as_str(), "7212");
    let titles: Vec<_> = found.offers.iter().map(|one| one.offer.title.as_str()).collect();
    assert_eq!(titles.first(), Some(&"Svetsutbildning"));
    assert!(!titles.contains(&"Bli kock"), "{titles:?}");
    let all = offers::search(app, &anyone, &asked("")).await.expect("all");
    assert_eq!((all.offers.len(), all.result.is_none()), (3, true));
    let query = CatalogueQuery { stage: "attract".into(), ..CatalogueQuery::default() };
    assert!(offers::search(app, &anyone, &query).await.expect("none").offers.is_empty());
}

async fn what_is_for_one_network_hides_from_all_others(app: &App) {
    let coordinator = organisation(app, "559999-0040", "Demo Matlänken").await;
    let member = organisation(app, "559999-0016", "Medlem").await;
    let other = organisation(app, "559999-0024", "Annan").await;
    let editor = person(app, Role::NetworkCoord, coordinator, "Demo Nora").await;
    let network = &Network {
        id: NetworkId(uuid::Uuid::now_v7()),
        slug: None,
        name: "Matlänken".into(),
        organisation: coordinator,
    };
    let county = &county();
    app.store
        .write::<(), store::Error, _, _>(county, None, |mut tx| async move {
            store::organisations::insert_network(&mut tx, county, network).await?;
            store::organisations::insert_member(&mut tx, county, network.id, member).await
        })
        .await
        .expect("network");
    let id = offers::create(app, &editor, &form("Bara för oss", "", &network.id.to_string()), None)
        .await
        .expect("offer");
    let inside = person(app, Role::EmployerAdmin, member, "Demo Lena").await;
    let outside = person(app, Role::EmployerAdmin, other, "Demo Bo").await;
    let broker = person(app, Role::Broker, other, "Demo Karin").await;
    let anyone = Actor::Anyone { county: county.clone() };
    for (actor, seen) in [(&inside, true), (&outside, false), (&broker, false), (&anyone, false)] {
        for q in ["", "kurs för oss"] {
            let found = offers::search(app, actor, &asked(q)).await.expect("search");
            assert_eq!(found.offers.len(), usize::from(seen), "{q}");
        }
        assert_eq!(offers::read(app, actor, id, None).await.is_ok(), seen);
    }
    // Whoever works with a member's need is told of it there, and only there.
    let theirs = need(app, member, "Vi behöver kockar", 1).await;
    let foreign = need(app, other, "Vi behöver kockar", 1).await;
    assert_eq!(needs::answers(app, &broker, theirs).await.expect("answers").len(), 1);
    assert_eq!(needs::answers(app, &broker, foreign).await.expect("answers").len(), 0);
    assert!(offers::read(app, &broker, id, Some(theirs)).await.is_ok());
    assert!(offers::read(app, &outside, id, Some(theirs)).await.is_err());
    let refused = needs::propose_offer(app, &broker, foreign, &id.to_string(), None).await;
    assert!(refused.expect_err("not for them").is_invalid());
}

async fn one_keeps_the_offers_of_ones_own_organisation(app: &App) {
    let school = organisation(app, "559999-0040", "Demo komvux").await;
    let other = organisation(app, "559999-0057", "Demo folkhögskola").await;
    let editor = person(app, Role::Provider, school, "Demo Ellen").await;
    let colleague = person(app, Role::Provider, other, "Demo Bo").await;
    let firm = person(app, Role::EmployerAdmin, other, "Demo Lena").await;
    let id = offers::create(app, &editor, &form("Kurs", "", ""), None).await.expect("offer");
    let changed = form("Längre kurs", "", "");
    for actor in [&colleague, &firm] {
        assert_eq!(
            offers::update(app, actor, id, &changed, 1, None).await.expect_err("not own").kind,
            Kind::Forbidden
        );
        assert_eq!(
            offers::review(app, actor, id, None).await.expect_err("not own").kind,
            Kind::Forbidden
        );
    }
    let anyone = Actor::Anyone { county: county() };
    assert_eq!(
        offers::create(app, &anyone, &changed, None).await.expect_err("nobody").kind,
        Kind::NotSignedIn
    );
    assert_eq!(
        offers::create(app, &firm, &changed, None).await.expect_err("a firm").kind,
        Kind::Forbidden
    );
    offers::update(app, &editor, id, &changed, 1, None).await.expect("own");
    assert_eq!(
        offers::update(app, &editor, id, &changed, 1, None).await.expect_err("old").kind,
        Kind::Conflict
    );
    let foreign = form("Kurs", "", &uuid::Uuid::nil().to_string());
    assert!(
        offers::create(app, &editor, &foreign, None)
            .await
            .expect_err("no such network")
            .faults
            .of("audience")
            .is_some()
    );
    offers::review(app, &editor, id, None).await.expect("reviewed");
    let read = offers::read(app, &anyone, id, None).await.expect("read");
    assert_eq!((read.offer.title.as_str(), read.version), ("Längre kurs", 3));
}
