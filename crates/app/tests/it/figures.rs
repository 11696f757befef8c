//! Public figures: what too few firms stand behind stays hidden.

use app::coding::Choice;
use app::{App, figures, needs, organisations};
use domain::access::Role;
use domain::needs::lanes::{Lane, LaneForm, LaneKind};

use crate::harness::{need, organisation, person};
use crate::on_both;

async fn coded(app: &App, number: &str, words: &str, concept: &str, count: i64) {
    let firm = organisation(app, number, &format!("Hemliga {number}")).await;
    let owner = person(app, Role::EmployerAdmin, firm, "Demo Lena").await;
    let id = need(app, firm, words, count).await;
    let choice = Choice { occupation: concept.into(), skills: vec![] };
    needs::accept_coding(app, &owner, id, &choice, 1, None).await.expect("coded");
}

fn group(app: &App, ssyk: &str) -> String {
    let ssyk = domain::codes::Ssyk::parse(ssyk).expect("code");
    app.vocabulary().group(&ssyk).expect("group").id.0.clone()
}

on_both!(
    three_firms_show_and_two_do_not,
    an_empty_county_has_empty_figures,
    people_in_place_are_no_longer_sought,
    a_firm_that_consents_shows_until_it_changes_its_mind,
    the_figures_of_a_day_stand_still,
    a_hidden_occupation_has_no_zeros_beside_it,
);

async fn three_firms_show_and_two_do_not(app: &App) {
    let (cook, welder, driver) = (group(app, "5120"), group(app, "7212"), group(app, "8332"));
    for number in ["559999-0016", "559999-0024", "559999-0032"] {
        coded(app, number, "kockar", &cook, 3).await;
    }
    for number in ["559999-0040", "559999-0057"] {
        coded(app, number, "svetsare", &welder, 2).await;
    }
    coded(app, "559999-0065", "förare", &driver, 1).await;
    let county = figures::county(app).await.expect("figures");
    let seen: Vec<_> = county
        .occupations
        .iter()
        .map(|row| (row.ssyk.as_str(), row.demand.persons, row.demand.is_suppressed))
        .collect();
    assert_eq!(seen[0], ("5120", Some(9), false));
    assert!(seen[1..].iter().all(|(_, persons, hidden)| persons.is_none() && *hidden));
    assert_eq!((county.total.persons, county.total.firms), (Some(14), Some(6)));
    assert_eq!((county.stations.heard, county.stations.understood), (6, 6));
    let named: Vec<_> = county.happenings.iter().filter_map(|one| one.about.as_deref()).collect();
    assert!(
        !named.is_empty() && named.iter().all(|about| about.starts_with("Kockar")),
        "{named:?}"
    );
    let json = serde_json::to_string(&county).expect("json");
    assert!(!json.contains("Hemliga"), "{json}");
}

async fn an_empty_county_has_empty_figures(app: &App) {
    let county = figures::county(app).await.expect("figures");
    assert!(county.occupations.is_empty());
    assert_eq!(
        (county.total.persons, county.answers.total.cases, county.answers.total.median_tenths),
        (Some(0), Some(0), None)
    );
    assert_eq!(county.municipalities.len(), 2);
    assert!(county.municipalities.iter().all(|row| row.demand.persons == Some(0)));
}

async fn people_in_place_are_no_longer_sought(app: &App) {
    let cook = group(app, "5120");
    for number in ["559999-0016", "559999-0024"] {
        coded(app, number, "kockar", &cook, 3).await;
    }
    let firm = organisation(app, "559999-0032", "Tredje").await;
    let owner = person(app, Role::EmployerAdmin, firm, "Demo Lena").await;
    let id = need(app, firm, "kockar", 3).await;
    let choice = Choice { occupation: cook, skills: vec![] };
    needs::accept_coding(app, &owner, id, &choice, 1, None).await.expect("coded");
    let lane = LaneForm {
        state: "done".into(),
        planned: "2".into(),
        filled: "2".into(),
        ..LaneForm::default()
    };
    let seen = Lane::unused(LaneKind::Recruit).version();
    let which = (LaneKind::Recruit, seen.as_str());
    needs::set_lane(app, &owner, id, which, &lane, None).await.expect("lane");
    let county = figures::county(app).await.expect("figures");
    assert_eq!(county.occupations[0].demand.persons, Some(7));
}

async fn a_firm_that_consents_shows_until_it_changes_its_mind(app: &App) {
    let welder = group(app, "7212");
    let firm = organisation(app, "559999-0016", "Ensamma").await;
    let owner = person(app, Role::EmployerAdmin, firm, "Demo Lena").await;
    let other = person(app, Role::Broker, firm, "Demo Karin").await;
    let id = need(app, firm, "svetsare", 4).await;
    let choice = Choice { occupation: welder, skills: vec![] };
    needs::accept_coding(app, &owner, id, &choice, 1, None).await.expect("coded");
    let seen = |county: std::sync::Arc<figures::CountyFigures>| {
        let rows = county.needs(&figures::NeedsFilter::default());
        assert_eq!(rows.len(), 6, "one occupation, two municipalities, and totals");
        (county.occupations[0].demand.persons, county.total.persons)
    };
    assert_eq!(seen(figures::county(app).await.expect("figures")), (None, None));
    let refused = organisations::consent_to_figures(app, &other, firm, true, None).await;
    assert!(refused.is_err(), "only the firm itself decides");
    organisations::consent_to_figures(app, &owner, firm, true, None).await.expect("given");
    assert_eq!(seen(figures::county(app).await.expect("figures")), (Some(4), Some(4)));
    organisations::consent_to_figures(app, &owner, firm, false, None).await.expect("withdrawn");
    assert_eq!(seen(figures::county(app).await.expect("figures")), (None, None));
}

async fn the_figures_of_a_day_stand_still(app: &App) {
    let cook = group(app, "5120");
    for number in ["559999-0016", "559999-0024", "559999-0032"] {
        coded(app, number, "kockar", &cook, 3).await;
    }
    let morning = figures::county(app).await.expect("figures");
    coded(app, "559999-0040", "kockar", &cook, 5).await;
    let evening = figures::county(app).await.expect("figures");
    assert_eq!(morning.total.persons, Some(9));
    assert_eq!(evening, morning, "one firm's number is not the difference between two readings");
    let firm = organisation(app, "559999-0057", "Sjätte").await;
    let owner = person(app, Role::EmployerAdmin, firm, "Demo Lena").await;
    organisations::consent_to_figures(app, &owner, firm, true, None).await.expect("given");
    let consented = figures::county(app).await.expect("figures");
    assert_eq!(consented.total, morning.total, "a consent counts nothing anew");
    let tomorrow = app.now().saturating_add(std::time::Duration::from_hours(24)).expect("instant");
    app.clock.set(tomorrow);
    let next = figures::county(app).await.expect("figures");
    assert_eq!((next.total.persons, next.total.firms), (Some(14), Some(4)));
}

async fn a_hidden_occupation_has_no_zeros_beside_it(app: &App) {
    coded(app, "559999-0016", "förare", &group(app, "8332"), 1).await;
    let county = figures::county(app).await.expect("figures");
    let row = &county.occupations[0];
    assert!(row.demand.is_suppressed);
    assert_eq!(row.places.len(), 2);
    assert!(row.places.iter().all(|place| place.is_suppressed && place.persons.is_none()));
}
