//! Logging in and out, as a person and as a program.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::json;
use web::rooms;

use crate::house::{Answer, House, PASSWORD};

#[tokio::test]
async fn one_comes_back_to_the_page_one_asked_for() {
    let house = House::open().await;
    let asked = house.get("/roll?x=1", "").await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER);
    assert_eq!(asked.header("location"), "/logga-in?till=%2Froll%3Fx%3D1");
    let fields = [("email", "employer@demo.test"), ("password", PASSWORD), ("till", "/behov")];
    let answer = house.post("/logga-in", "", &fields).await;
    assert_eq!(answer.header("location"), "/behov");
    let fields = [("email", "employer@demo.test"), ("password", PASSWORD), ("till", "//evil.test")];
    assert_eq!(house.post("/logga-in", "", &fields).await.header("location"), "/skrivbord");
}

#[tokio::test]
async fn a_wrong_password_keeps_the_address_and_says_what_to_do() {
    let house = House::open().await;
    let fields = [("email", "employer@demo.test"), ("password", "fel"), ("till", "/behov")];
    let page = house.post("/logga-in", "", &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("<title>Fel: Logga in"), "{}", page.body);
    assert!(page.body.contains("class=\"error-summary\"") && page.body.contains("#f-password"));
    assert!(page.body.contains("value=\"employer@demo.test\""));
    assert_eq!(page.hidden("till"), "/behov");
    assert!(!page.body.contains("value=\"fel\""), "a password is never shown again");
}

#[tokio::test]
async fn who_has_several_roles_chooses_one() {
    let house = House::open().await;
    let fields = [("email", "broker@demo.test"), ("password", PASSWORD), ("till", "/behov")];
    let answer = house.post("/logga-in", "", &fields).await;
    assert_eq!(answer.header("location"), "/roll?till=%2Fbehov");
    let cookie = answer.session();
    let page = house.get("/roll?till=%2Fbehov", &cookie).await;
    let csrf = page.hidden("csrf");
    let leader = page.body.split("name=\"assignment\" value=\"").skip(1);
    let leader = leader.filter(|part| part.contains("Processledare")).last().expect("choice");
    let leader = leader.split('"').next().expect("id");
    let fields = [("csrf", csrf.as_str()), ("assignment", leader), ("till", "/behov")];
    let answer = house.post("/roll", &cookie, &fields).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/behov"));
    assert!(house.get("/om-matchning", &cookie).await.body.contains("Processledare"));

    let missing = house.post("/roll", &cookie, &[("csrf", csrf.as_str())]).await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(missing.body.contains("Välj en roll."));
}

#[tokio::test]
async fn logging_out_needs_ones_own_token_and_ends_the_session() {
    let house = House::open().await;
    let cookie = house.log_in("employer@demo.test").await;
    let forged = house.post("/logga-ut", &cookie, &[("csrf", "gissat")]).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    let csrf = house.get("/om-matchning", &cookie).await.hidden("csrf");
    let answer = house.post("/logga-ut", &cookie, &[("csrf", csrf.as_str())]).await;
    assert_eq!(answer.header("location"), "/logga-in");
    assert_eq!(answer.session(), "samkraft_session=");
    assert_eq!(house.get("/roll", &cookie).await.status, StatusCode::SEE_OTHER);
    let flash = answer.headers.get_all("set-cookie").iter().filter_map(|it| it.to_str().ok());
    let flash = flash.filter_map(|it| it.split(';').next()).find(|it| it.starts_with("flash="));
    let page = house.get("/logga-in", flash.expect("flash")).await;
    assert!(page.body.contains("Du är utloggad.") && page.header("set-cookie").contains("flash=;"));
}

async fn call(house: &House, method: &str, cookie: &str, csrf: &str, body: &str) -> Answer {
    let request = Request::builder()
        .method(method)
        .uri("/api/v1/session")
        .header("cookie", cookie)
        .header("x-csrf-token", csrf)
        .header("content-type", "application/json")
        .body(Body::from(body.to_owned()));
    house.send(request.expect("request")).await
}

#[tokio::test]
async fn a_program_logs_in_sees_itself_and_logs_out() {
    let house = House::open_with(|settings| settings.secure_cookies = true).await;
    let body = json!({ "email": "broker@demo.test", "password": PASSWORD }).to_string();
    let answer = call(&house, "POST", "", "", &body).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let cookie = answer.header("set-cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    assert!(cookie.contains("Secure"), "{cookie}");
    let session = answer.session();
    let seen = house.get("/api/v1/session", &session).await.json();
    assert_eq!(seen["person"]["name"], "Demo Karin");
    let csrf = seen["csrfToken"].as_str().expect("token").to_owned();
    let again = call(&house, "POST", &session, &csrf, &body).await;
    assert_eq!(again.status, StatusCode::OK, "{}", again.body);
    let gone = house.get("/api/v1/session", &session).await;
    assert_eq!(gone.status, StatusCode::UNAUTHORIZED, "a login leaves no older token");
    let session = again.session();
    let seen = house.get("/api/v1/session", &session).await.json();
    assert_eq!(seen["assignments"].as_array().map(Vec::len), Some(2));
    assert_eq!(seen["assignments"][0]["county"], "22");
    assert_eq!(seen["assignments"][0]["organisation"], "Demo Region");
    let csrf = seen["csrfToken"].as_str().expect("token").to_owned();
    assert_eq!(call(&house, "DELETE", &session, "", "").await.status, StatusCode::FORBIDDEN);
    assert_eq!(call(&house, "DELETE", &session, &csrf, "").await.status, StatusCode::NO_CONTENT);
    assert_eq!(house.get("/api/v1/session", &session).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn every_page_offers_logging_out() {
    let house = House::open().await;
    let cookie = house.log_in("broker@demo.test").await;
    let mut pages = 0;
    for access in rooms::routes().access().iter().filter(|access| access.method == "GET") {
        if access.path.contains('{') {
            continue;
        }
        let page = house.get(&access.path, &cookie).await;
        if page.header("content-type").starts_with("text/html") {
            pages += 1;
            assert!(page.body.contains("action=\"/logga-ut\""), "{}", access.path);
        }
    }
    assert!(pages > 20, "{pages} pages");
}

#[tokio::test]
async fn a_token_in_the_header_needs_no_csrf() {
    let house = House::open().await;
    let cookie = house.log_in("employer@demo.test").await;
    let token = cookie.strip_prefix("samkraft_session=").expect("token");
    let request = Request::delete("/api/v1/session")
        .header("authorization", format!("Bearer {token}"))
        .body(Body::empty());
    assert_eq!(house.send(request.expect("request")).await.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn what_a_program_sends_wrong_is_named() {
    let house = House::open().await;
    let wrong = json!({ "email": "employer@demo.test", "password": "fel" }).to_string();
    for (body, code) in [
        (wrong.as_str(), "sign-in-wrong"),
        ("{\"email\": 1}", "json-shape"),
        ("{\"email\"", "json-syntax"),
    ] {
        let answer = call(&house, "POST", "", "", body).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        let problem = answer.json();
        assert_eq!(problem["errors"][0]["code"], code, "{body}");
        assert!(problem["errors"][0]["message"].as_str().is_some_and(|text| text.len() > 10));
    }
}
