//! What goes wrong, as pages and as problems.

use axum::body::Body;
use axum::http::{Request, StatusCode};

use crate::house::{Answer, House};
use crate::things::{Things, Whose};

#[tokio::test]
async fn a_page_that_is_not_there_says_what_to_do_and_names_its_number() {
    let house = House::open().await;
    let request = Request::get("/finns-inte").header("x-request-id", "abc-12345678");
    let page = house.send(request.body(Body::empty()).expect("request")).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.body.contains("<h1>Sidan finns inte</h1>"), "{}", page.body);
    assert!(page.body.contains("abc-12345678"));
    assert_eq!(page.header("x-request-id"), "abc-12345678");
}

#[tokio::test]
async fn an_id_that_is_not_one_is_not_echoed() {
    let house = House::open().await;
    let request = Request::get("/finns-inte").header("x-request-id", "<b>12345678</b>");
    let page = house.send(request.body(Body::empty()).expect("request")).await;
    assert!(!page.body.contains("12345678") && page.header("x-request-id").len() >= 16);
}

#[tokio::test]
async fn the_api_answers_with_problems() {
    let house = House::open().await;
    let answer = house.get("/api/v1/finns-inte", "").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let problem = answer.json();
    assert_eq!(problem["code"], "not-found");
    assert_eq!(problem["status"], 404);
    assert_eq!(problem["instance"], "/api/v1/finns-inte");
    for member in ["type", "title", "detail", "requestId"] {
        assert!(problem[member].as_str().is_some_and(|text| !text.is_empty()), "{member}");
    }
}

#[tokio::test]
async fn what_the_http_layer_refuses_is_dressed_too() {
    let house = House::open().await;
    let page = house.post("/version", "", &[]).await;
    assert_eq!(page.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(page.body.contains("<h1>") && page.header("allow").contains("GET"));

    let large = "a".repeat((1 << 20) + 1);
    let page = house.post("/logga-in", "", &[("email", &large)]).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(page.body.contains("Det är för stort"));

    let request = Request::post("/logga-in").header("content-type", "text/plain");
    let page = house.send(request.body(Body::from("email=x")).expect("request")).await;
    assert_eq!(page.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

#[tokio::test]
async fn a_form_from_another_site_is_refused_before_anything_is_read() {
    let house = House::open().await;
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://example.org")] {
        let request = Request::post("/logga-in")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("host", "samkraft.test")
            .header(name, value);
        let page = house.send(request.body(Body::from("email=x")).expect("request")).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{name}");
        assert!(page.body.contains("Formuläret är för gammalt"), "{name}");
    }
}

#[tokio::test]
async fn a_form_of_thousands_of_fields_is_refused_before_it_is_read() {
    let house = House::open().await;
    let send = async |fields: usize| {
        let body = "a=1&".repeat(fields) + "email=x";
        let request = Request::post("/logga-in")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(body));
        house.send(request.expect("request")).await.status
    };
    assert_eq!(send(999).await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(send(1_000).await, StatusCode::PAYLOAD_TOO_LARGE);
}

/// Lets the database grow no further, until a failed commit opens it anew.
async fn fill_the_disk(house: &House) {
    let county = domain::codes::CountyCode::parse("22").expect("county");
    let filled: Result<(), app::Error> = house
        .app
        .store
        .write(&county, None, |mut tx| async move {
            // A limit below what there is means: no page more.
            store::on!(tx, |c| sqlx::query("PRAGMA max_page_count = 1")
                .execute(c)
                .await
                .map(|_| ())
                .expect("limited"));
            Ok(())
        })
        .await;
    filled.expect("limited");
}

/// Sends a form until it is refused because the disk is full.
async fn until_refused(house: &House, cookie: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
    for _ in 0..200 {
        let answer = house.post(path, cookie, fields).await;
        if answer.status.is_server_error() {
            return answer;
        }
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.body);
    }
    unreachable!("{path} never fills the disk");
}

#[tokio::test]
async fn what_is_typed_when_the_disk_is_full_is_there_to_send_again() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let things = Things::of(&house).await;
    let id = |path: &str| things.of_path(path).expect("things")[&Whose::Own].to_string();
    let (firm, case) = (id("/organisationer/{id}"), id("/arenden/{id}"));
    let cookie = house.log_in("broker@demo.samkraft.test").await;
    let csrf = house.get("/om-matchning", &cookie).await.hidden("csrf");
    fill_the_disk(&house).await;
    let words = format!("Två svetsare till våren. {}", "Mer om det. ".repeat(300));
    let note = [
        ("csrf", csrf.as_str()),
        ("organisation", &firm),
        ("kind", "call"),
        ("on", "2026-12-01"),
        ("topic", "Kompetensbehov"),
        ("note", &words),
    ];
    let page = until_refused(&house, &cookie, "/kontakter/ny", &note).await;
    assert_eq!(page.status, StatusCode::INSUFFICIENT_STORAGE);
    assert!(page.body.contains("Två svetsare till våren."), "{}", page.body);
    assert!(page.body.contains("value=\"2026-12-01\""), "the whole form is there");
    let letter = [("csrf", csrf.as_str()), ("audience", "own"), ("body", &words)];
    fill_the_disk(&house).await;
    // A case that is read is noted: unless the writer has been opened anew, its page cannot be
    // shown either, and what was typed stands on the page that says so.
    let path = format!("/arenden/{case}/skriv");
    let page = until_refused(&house, &cookie, &path, &letter).await;
    assert_eq!(page.status, StatusCode::INSUFFICIENT_STORAGE);
    assert!(page.body.contains("Två svetsare till våren."), "{}", page.body);
    assert!(page.body.contains(&format!("action=\"{path}\"")), "{}", page.body);
    if page.body.contains("<select") {
        assert!(page.body.contains("value=\"own\" selected"), "{}", page.body);
    } else {
        assert_eq!(page.hidden("audience"), "own");
    }
}
