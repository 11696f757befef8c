//! One search box: each kind within its own reach, half-typed words too, on both databases.

use app::App;
use app::offers::{self, OfferForm};
use app::search::{EACH, Found, Kinds, begins_words, search};
use domain::access::{Actor, Role};
use domain::ids::OrganisationId;

use crate::harness::{county, organisation, person};
use crate::on_both;

const ALL: Kinds = Kinds { cases: true, organisations: true, needs: true };

async fn ask(app: &App, actor: &Actor, q: &str) -> Found {
    search(app, actor, q, ALL).await.expect("search")
}

/// Gives an organisation the words it is found by.
async fn name(app: &App, id: OrganisationId, words: &str) {
    let (county, terms) = (&county(), vocabulary::analysis::search_terms(words));
    let terms = &terms;
    app.store
        .write::<(), store::Error, _, _>(county, None, |mut tx| async move {
            store::search::index(&mut tx, county, "organisation", id.0, terms.clone()).await
        })
        .await
        .expect("words");
}

on_both!(
    a_firm_is_found_by_half_its_name_and_by_its_number,
    no_more_than_a_few_of_each_kind_are_read,
    an_offer_is_found_by_what_people_call_it,
    a_firm_finds_itself_and_no_other,
);

async fn a_firm_is_found_by_half_its_name_and_by_its_number(app: &App) {
    let firm = organisation(app, "559999-0016", "Ådalens Plåt").await;
    name(app, firm, "Ådalens Plåt 5599990016").await;
    let region = organisation(app, "559999-0024", "Demo region").await;
    let broker = person(app, Role::Broker, region, "Karin Nordin").await;
    for q in ["ådal", "Plåt", "plå åd", "559999-0016", "5599990016", "559999-00"] {
        let found = ask(app, &broker, q).await;
        let ids: Vec<_> = found.organisations.items.iter().map(|one| one.id).collect();
        assert_eq!(ids, [firm], "{q}");
        assert!(!found.organisations.has_more && !found.is_empty());
    }
    for q in ["", "å", " - ", "finnsinte"] {
        let found = ask(app, &broker, q).await;
        assert!(found.is_empty(), "{q}");
        assert_eq!(found.is_too_short, q != "finnsinte", "{q}");
    }
}

async fn no_more_than_a_few_of_each_kind_are_read(app: &App) {
    let region = organisation(app, "559999-0024", "Demo region").await;
    let broker = person(app, Role::Broker, region, "Karin Nordin").await;
    let numbers = ["0016", "0032", "0040", "0057", "0065", "0073", "0081"];
    for number in numbers {
        let Ok(number) = domain::codes::OrgNumber::parse(&format!("559999-{number}")) else {
            continue;
        };
        let firm = organisation(app, &number.to_string(), "Svets").await;
        name(app, firm, "Svets").await;
    }
    let found = ask(app, &broker, "sve").await.organisations;
    assert_eq!((i64::try_from(found.items.len()).ok(), found.has_more), (Some(EACH), true));
}

async fn an_offer_is_found_by_what_people_call_it(app: &App) {
    let school = organisation(app, "559999-0040", "Demo komvux").await;
    let editor = person(app, Role::Provider, school, "Demo Ellen").await;
    let form = OfferForm {
        title: "Svetsutbildning".into(),
        summary: "Tio veckor.".into(),
        kind: "education".into(),
        stages: vec!["develop".into()],
        target: "Alla".into(),
        price: "Kostar inget".into(),
        contact: "Demo komvux".into(),
        search_words: "licenssvetsning kurs".into(),
        ..OfferForm::default()
    };
    let id = offers::create(app, &editor, &form, None).await.expect("offer");
    let firm = organisation(app, "559999-0016", "Ådalens Plåt").await;
    let employer = person(app, Role::EmployerAdmin, firm, "Per Plåt").await;
    let none = Kinds::default();
    for q in ["svetsutb", "licens", "Kurs svets"] {
        let found = search(app, &employer, q, none).await.expect("search");
        assert_eq!(found.offers.items.first().map(|one| one.id), Some(id), "{q}");
    }
    let renamed = OfferForm { title: "Plåtslagning".into(), search_words: String::new(), ..form };
    offers::update(app, &editor, id, &renamed, 1, None).await.expect("changed");
    assert!(ask(app, &employer, "licens").await.offers.items.is_empty());
    assert_eq!(ask(app, &employer, "plåtsl").await.offers.items.len(), 1);
}

async fn a_firm_finds_itself_and_no_other(app: &App) {
    let own = organisation(app, "559999-0016", "Demo Plåt").await;
    let other = organisation(app, "559999-0032", "Demo Bageri").await;
    name(app, own, "Demo Plåt 5599990016").await;
    name(app, other, "Demo Bageri 5599990032").await;
    let employer = person(app, Role::EmployerAdmin, own, "Per Plåt").await;
    let found = ask(app, &employer, "demo").await.organisations;
    assert_eq!(found.items.iter().map(|one| one.id).collect::<Vec<_>>(), [own]);
    for q in ["bageri", "559999-0032"] {
        assert!(ask(app, &employer, q).await.is_empty(), "{q}");
    }
    let school = person(app, Role::Provider, other, "Stina Skola").await;
    assert!(ask(app, &school, "plåt").await.is_empty(), "nobody has let them in");
}

#[test]
fn every_word_of_a_question_must_begin_a_word() {
    assert!(begins_words("kar nor", "Karin Nordin"));
    assert!(begins_words("NORD", "Karin Nordin, Kramfors"));
    assert!(!begins_words("arin", "Karin Nordin"));
    assert!(!begins_words("karin berg", "Karin Nordin"));
    assert!(!begins_words("", "Karin Nordin"));
}
