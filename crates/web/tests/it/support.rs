//! Support money on the page: the stop at the ceiling is told where it was typed, and nothing typed
//! is lost.

use axum::http::StatusCode;

use crate::house::House;

const OWNER: &str = "strategist@demo.samkraft.test";

#[tokio::test]
async fn a_cheque_over_the_ceiling_is_stopped_on_the_page() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let cookie = house.log_in(OWNER).await;
    let list = house.get("/api/v1/grants?state=applied", &cookie).await.json();
    let id = list["items"][0]["id"].as_str().expect("an application").to_owned();
    let page = house.get(&format!("/stod/{id}"), &cookie).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let (csrf, version) = (page.hidden("csrf"), page.hidden("version"));
    let decide = async |amount: &str, key: &str| {
        let fields = [
            ("csrf", csrf.as_str()),
            ("idempotency", key),
            ("version", version.as_str()),
            ("decision", "granted"),
            ("amount", amount),
            ("decidedOn", "2026-12-07"),
            ("rate", "11,2"),
            ("months", "6"),
        ];
        house.post(&format!("/stod/{id}/beslut"), &cookie, &fields).await
    };
    let today = page.body.split("name=\"decidedOn\" type=\"date\" value=\"").nth(1);
    let today = today.and_then(|rest| rest.split('"').next()).expect("a day");
    assert_eq!(today, "2026-12-07", "the house's day");
    let stopped = decide("224 000", "a").await;
    assert_eq!(stopped.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", stopped.body);
    assert!(stopped.body.contains("Taket stoppar beslutet"), "{}", stopped.body);
    assert!(stopped.body.contains("value=\"224 000\""), "nothing typed is lost");
    let granted = decide("100 000", "b").await;
    assert_eq!(granted.status, StatusCode::SEE_OTHER, "{}", granted.body);
    let late = decide("90 000", "c").await;
    assert_eq!(late.status, StatusCode::CONFLICT, "it has been decided");
    let file = house.get("/stod.csv?lage=granted", &cookie).await;
    assert!(file.header("content-disposition").contains("stod.csv"), "{:?}", file.status);
    let lines: Vec<_> = file.body.lines().collect();
    assert!(lines[0].starts_with("\u{feff}Företag;Kommun;Stöd;Kronor;"), "{}", file.body);
    assert!(lines[1..].iter().any(|line| line.contains(";\"100000,00\";")), "{}", file.body);
    assert!(lines[1..].iter().all(|line| line.contains(";Beviljat;")), "{}", file.body);
    let shown = house.get(&format!("/api/v1/grants/{id}"), &cookie).await.json();
    assert_eq!(shown["euroCents"], 892_858);
    assert_eq!(shown["rateTenThousandths"], 112_000);
}
