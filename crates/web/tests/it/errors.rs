//! What goes wrong, as pages and as problems.

use axum::body::Body;
use axum::http::{Request, StatusCode};

use crate::house::House;

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
