//! Visits on the page: the form works without script, gives everything back, and shows both when
//! two have written.

use axum::http::StatusCode;

use crate::house::House;

const BROKER: &str = "broker@demo.samkraft.test";

/// The text between two others.
fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    let rest = text.split_once(from).unwrap_or_else(|| panic!("{from} in {text}")).1;
    rest.split_once(to).map_or(rest, |(found, _)| found)
}

#[tokio::test]
async fn a_visit_is_written_once_from_one_form_and_two_reports_stand_side_by_side() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let broker = house.log_in(BROKER).await;
    let queue = house.get("/besok/ko?kommun=2282", &broker).await;
    let firm = between(&queue.body, "/besok/ny?organisation=", "\"").to_owned();
    let page = house.get(&format!("/besok/ny?organisation={firm}"), &broker).await;
    assert!(page.body.contains("href=\"/besok\" aria-current"), "the menu leads here");
    let ledger = format!("/kontakter/ny?organisation={firm}&kind=visit&on=2026-12-15");
    let led = house.get(&ledger, &broker).await;
    let form = format!("/besok/ny?organisation={firm}&on=2026-12-15");
    assert_eq!(led.header("location"), form, "a visit has one form");
    let (csrf, key) = (page.hidden("csrf"), page.hidden("idempotency"));
    let today = between(&page.body, "name=\"on\" type=\"date\" value=\"", "\"").to_owned();
    let fields = |mentors: &'static str| {
        [
            ("csrf", csrf.clone()),
            ("idempotency", key.clone()),
            ("organisation", firm.clone()),
            ("on", today.clone()),
            ("mentors", mentors.to_owned()),
            ("obstacleKind", "housing".to_owned()),
            ("obstacle", "Ingen bostad i sikte".to_owned()),
        ]
    };
    let post = async |path: &str, fields: &[(&'static str, String)]| {
        let fields: Vec<_> = fields.iter().map(|(name, text)| (*name, text.as_str())).collect();
        house.post(path, &broker, &fields).await
    };
    let wrong = post("/besok/ny", &fields("många")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("Ingen bostad i sikte"), "nothing typed is lost");
    let made = post("/besok/ny", &fields("2")).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let again = post("/besok/ny", &fields("2")).await;
    assert_eq!(again.header("location"), made.header("location"), "sent twice, written once");
    let visit = made.header("location").split('?').next().expect("address").to_owned();
    let shown = house.get(&visit, &broker).await;
    assert!(shown.body.contains("Ingen bostad i sikte"), "{}", shown.body);
    assert!(shown.body.contains("Demo samhällsbyggnadsnämnden"), "{}", shown.body);
    let report = format!("{visit}/rapport");
    let form = house.get(&report, &broker).await;
    let write = |mentors: &str, key: &str| {
        [
            ("csrf", form.hidden("csrf")),
            ("idempotency", key.to_owned()),
            ("base", form.hidden("base")),
            ("mentors", mentors.to_owned()),
        ]
    };
    assert_eq!(post(&report, &write("3", "a")).await.status, StatusCode::SEE_OTHER);
    let late = post(&report, &write("7", "b")).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
    assert!(late.body.contains("<dd>3</dd>") && late.body.contains("value=\"7\""));
    assert_ne!(late.hidden("base"), form.hidden("base"), "sent again, it takes the place");
}

#[tokio::test]
async fn coverage_is_the_share_of_the_seed_in_two_municipalities() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let cookie = house.log_in("politician@demo.samkraft.test").await;
    let answer = house.get("/api/v1/visits/coverage", &cookie).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let rows = answer.json();
    for (code, share) in [("2260", 21.5), ("2280", 10.0)] {
        let row = rows
            .as_array()
            .expect("rows")
            .iter()
            .find(|row| row["municipality"] == code && row["size"].is_null());
        let count = |name: &str| row.expect("row")[name].as_f64().expect("count");
        let meant = count("firms") * share / 100.0;
        // The nearest whole firm, in a county that has few.
        assert!((count("visited") - meant).abs() <= 0.5, "{code}: {row:?} is not {share}");
    }
    assert_eq!(house.get("/besok/tackning", &cookie).await.status, StatusCode::OK);
    assert_ne!(house.get("/besok", &cookie).await.status, StatusCode::OK, "no firm by name");
}
