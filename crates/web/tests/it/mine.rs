//! «Mitt»: seeing what is held, taking it along, being erased; and what is never kept.

use axum::body::Body;
use axum::http::{Request, StatusCode};

use crate::house::{House, PASSWORD};

/// Id of the firm in the small county, as its own page says it.
async fn firm_of(house: &House, cookie: &str) -> String {
    let answer = house.get("/organisationer", cookie).await;
    answer.header("location").rsplit('/').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn one_sees_what_is_held_and_who_has_read_it() {
    let house = House::open().await;
    let employer = house.log_in("employer@demo.test").await;
    let firm = firm_of(&house, &employer).await;
    let broker = house.log_in("broker@demo.test").await;
    assert_eq!(house.get("/mitt", "").await.status, StatusCode::SEE_OTHER);
    let page = house.get("/mitt", &employer).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.body.contains("Demo Per") && page.body.contains("employer@demo.test"));
    assert!(page.body.contains("Ingen annan har läst"));

    assert_eq!(house.get(&format!("/organisationer/{firm}"), &broker).await.status, StatusCode::OK);
    let page = house.get("/mitt", &employer).await;
    assert!(page.body.contains("Demo Karin") && page.body.contains("Företagets sida"));
    let read = house.get("/api/v1/me/readings", &employer).await.json();
    assert_eq!(read["total"], 1);
    let role = read["items"][0]["role"].as_str();
    assert!(matches!(role, Some("broker" | "leader")), "one of her two roles: {role:?}");
    let theirs = house.get("/api/v1/me/readings", &broker).await.json();
    assert_eq!(theirs["total"], 0, "who has read is the firm's to see");
}

#[tokio::test]
async fn everything_can_be_taken_along() {
    let house = House::open().await;
    let cookie = house.log_in("employer@demo.test").await;
    let json = house.get("/mitt/uppgifter.json", &cookie).await;
    assert!(json.header("content-disposition").starts_with("attachment"));
    assert_eq!(json.header("cache-control"), "no-store");
    let sections = json.json()["sections"].as_array().cloned().expect("sections");
    assert_eq!(sections[0]["rows"][0]["email"], "employer@demo.test");
    assert_eq!(json.json(), house.get("/api/v1/me", &cookie).await.json());
    let csv = house.get("/mitt/uppgifter.csv", &cookie).await;
    assert!(csv.body.contains("person,1,email,employer@demo.test"), "{}", csv.body);
}

#[tokio::test]
async fn one_is_erased_after_writing_ones_own_address_and_password() {
    let house = House::open_with(|settings| settings.secure_cookies = true).await;
    let cookie = house.log_in("employer@demo.test").await;
    let csrf = house.get("/mitt/radera", &cookie).await.hidden("csrf");
    let mail =
        |address, password| [("csrf", csrf.as_str()), ("email", address), ("current", password)];
    for wrong in [
        mail("broker@demo.test", PASSWORD),
        mail("employer@demo.test", ""),
        mail("employer@demo.test", "fel"),
    ] {
        let again = house.post("/mitt/radera", &cookie, &wrong).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
    }
    let call = Request::post("/api/v1/me/erasure")
        .header("cookie", &cookie)
        .header("x-csrf-token", &csrf)
        .header("content-type", "application/json")
        .body(Body::from("{\"email\":\"employer@demo.test\"}"));
    let refused = house.send(call.expect("request")).await;
    assert_eq!(refused.json()["errors"][0]["field"], "current", "{}", refused.body);
    let own = mail("Employer@demo.test", PASSWORD);
    let done = house.post("/mitt/radera", &cookie, &own).await;
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, "/logga-in"));
    assert_eq!(done.session(), "__Host-samkraft_session=", "the cookie goes under its own name");
    assert_eq!(house.get("/mitt", &cookie).await.status, StatusCode::SEE_OTHER);
    let fields = [("email", "employer@demo.test"), ("password", PASSWORD)];
    let refused = house.post("/logga-in", "", &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn protected_identity_goes_by_hand() {
    let house = House::open().await;
    let page = house.get("/skyddade-uppgifter", "").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Då tar vi det för hand") && !page.body.contains("<input"));
}

#[tokio::test]
async fn a_personal_number_is_refused_and_not_echoed_by_the_api() {
    let house = House::open().await;
    let employer = house.log_in("employer@demo.test").await;
    let firm = firm_of(&house, &employer).await;
    let broker = house.log_in("broker@demo.test").await;
    let page = house.get(&format!("/kontakter/ny?organisation={firm}"), &broker).await;
    let csrf = page.hidden("csrf");
    let fields = [
        ("csrf", csrf.as_str()),
        ("organisation", firm.as_str()),
        ("kind", "call"),
        ("on", "2026-12-07"),
        ("topic", "Ring Per"),
        ("note", "Han har 850709-9805"),
    ];
    let answer = house.post("/kontakter/ny", &broker, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("Vi sparar aldrig personnummer"), "{}", answer.body);
    let body = format!(
        "{{\"orgNumber\":\"850709-9805\",\"name\":\"850709-9805\",\"municipality\":\"2282\",\
         \"sector\":\"private\",\"organisation\":\"{firm}\"}}"
    );
    let request = Request::post("/api/v1/organisations")
        .header("cookie", &broker)
        .header("x-csrf-token", &csrf)
        .header("content-type", "application/json")
        .body(Body::from(body));
    let answer = house.send(request.expect("request")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    assert!(!answer.body.contains("9805"), "{}", answer.body);
}
