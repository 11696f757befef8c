//! One's own login: password, second step, sessions, keys for programs.

use app::one_time;
use app::protection::Limits;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use domain::access::Role;
use serde_json::json;

use crate::house::{Answer, House, PASSWORD};

const EMPLOYER: &str = "employer@demo.test";
const NEW_PASSWORD: &str = "grön traktor äter pannkaka";

/// Sends a form with the session's own token.
async fn send(house: &House, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Answer {
    let csrf = house.get("/om-matchning", cookie).await.hidden("csrf");
    let mut all = vec![("csrf", csrf.as_str())];
    all.extend_from_slice(fields);
    house.post(path, cookie, &all).await
}

async fn is_open(house: &House, cookie: &str) -> bool {
    house.get("/api/v1/session", cookie).await.status == StatusCode::OK
}

#[tokio::test]
async fn a_new_password_ends_every_other_session() {
    let house = House::open().await;
    let (here, there) = (house.log_in(EMPLOYER).await, house.log_in(EMPLOYER).await);
    for (current, password, code) in [
        ("fel", NEW_PASSWORD, "Skriv det du loggar in med"),
        (PASSWORD, "kort", "Skriv minst 12"),
        (PASSWORD, "Sommar2026!!", "gissar andra först"),
        (PASSWORD, "DemoPerPlat1", "bygger på ditt namn"),
        (PASSWORD, PASSWORD, "samma lösenord som förut"),
        ("", NEW_PASSWORD, "Skriv lösenordet du har i dag"),
    ] {
        let fields = [("current", current), ("password", password)];
        let page = send(&house, "/konto/losenord", &here, &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{password}");
        assert!(page.body.contains(code), "{password}: {}", page.body);
        assert!(!page.body.contains(&format!("value=\"{password}\"")), "never shown again");
    }
    let fields = [("current", PASSWORD), ("password", NEW_PASSWORD)];
    let done = send(&house, "/konto/losenord", &here, &fields).await;
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, "/konto"));
    assert!(is_open(&house, &here).await && !is_open(&house, &there).await);
    let old = [("email", EMPLOYER), ("password", PASSWORD)];
    assert_eq!(house.post("/logga-in", "", &old).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let new = [("email", EMPLOYER), ("password", NEW_PASSWORD)];
    assert_eq!(house.post("/logga-in", "", &new).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_lost_password_is_given_anew_and_goes_around_nothing() {
    let house = House::open().await;
    let cookie = house.log_in(EMPLOYER).await;
    turn_on(&house, &cookie).await;
    let given = app::access::give_password(&house.app, EMPLOYER).await.expect("password");
    assert!(!is_open(&house, &cookie).await, "every session ends");
    let old = [("email", EMPLOYER), ("password", PASSWORD)];
    assert_eq!(house.post("/logga-in", "", &old).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let new = [("email", EMPLOYER), ("password", given.as_str())];
    let asked = house.post("/logga-in", "", &new).await;
    assert_eq!(asked.status, StatusCode::OK, "{}", asked.body);
    assert!(asked.session().is_empty() && asked.body.contains("<h1>Skriv din kod</h1>"));
    let again = app::access::give_password(&house.app, EMPLOYER).await.expect("password");
    assert_ne!(given, again);
    let unknown = app::access::give_password(&house.app, "ingen@demo.test").await;
    assert_eq!(unknown.expect_err("unknown").faults.0[0].code, "email-unknown");
}

#[tokio::test]
async fn a_password_that_was_given_is_good_for_choosing_ones_own_only() {
    let house = House::open().await;
    let given = app::access::give_password(&house.app, EMPLOYER).await.expect("password");
    let fields = [("email", EMPLOYER), ("password", given.as_str())];
    let cookie = house.post("/logga-in", "", &fields).await.session();
    for path in ["/skrivbord", "/behov", "/roll", "/konto", "/konto/nycklar", "/mitt"] {
        let led = house.get(path, &cookie).await;
        assert_eq!(led.header("location"), "/konto/losenord", "{path}");
    }
    let call = house.get("/api/v1/needs", &cookie).await;
    assert_eq!(call.status, StatusCode::FORBIDDEN);
    assert_eq!(call.json()["code"], "password-given");
    let page = house.get("/konto/losenord", &cookie).await;
    assert!(page.body.contains("som andra har sett"), "{}", page.body);
    let same = [("current", given.as_str()), ("password", given.as_str())];
    let refused = send(&house, "/konto/losenord", &cookie, &same).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let own = [("current", given.as_str()), ("password", NEW_PASSWORD)];
    assert_eq!(send(&house, "/konto/losenord", &cookie, &own).await.header("location"), "/konto");
    assert_eq!(house.get("/behov", &cookie).await.status, StatusCode::OK);
    let page = house.get("/konto/losenord", &cookie).await;
    assert!(!page.body.contains("som andra har sett"));
    let fields = [("email", EMPLOYER), ("password", NEW_PASSWORD)];
    let again = house.post("/logga-in", "", &fields).await.session();
    assert_eq!(house.get("/behov", &again).await.status, StatusCode::OK);
}

#[tokio::test]
async fn sessions_are_listed_and_end_one_by_one_or_all_at_once() {
    let house = House::open().await;
    let (here, there) = (house.log_in(EMPLOYER).await, house.log_in(EMPLOYER).await);
    let strangers = house.log_in("analyst@demo.test").await;
    let page = house.get("/konto", &here).await;
    let ids = page.body.split("/konto/sessioner/").skip(1);
    let ids: Vec<String> = ids.filter_map(|it| Some(it.split('/').next()?.to_owned())).collect();
    assert_eq!(ids.len(), 2, "{}", page.body);
    for id in &ids {
        let path = format!("/konto/sessioner/{id}/avsluta");
        let refused = send(&house, &path, &strangers, &[]).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "somebody else's session");
    }
    let other = &ids[0];
    let path = format!("/konto/sessioner/{other}/avsluta");
    assert_eq!(send(&house, &path, &here, &[]).await.status, StatusCode::SEE_OTHER);
    let open = [is_open(&house, &here).await, is_open(&house, &there).await];
    assert_eq!(open.iter().filter(|is_open| **is_open).count(), 1);
    let left = if open[0] { &here } else { &there };
    let gone = send(&house, "/konto/logga-ut-overallt", left, &[]).await;
    assert_eq!(gone.header("location"), "/logga-in");
    assert!(!is_open(&house, left).await && is_open(&house, &strangers).await);
}

#[tokio::test]
async fn a_session_ends_unused_after_hours_and_used_after_half_a_day() {
    let house = House::open().await;
    let used = house.log_in(EMPLOYER).await;
    let unused = house.log_in(EMPLOYER).await;
    let start = house.app.now();
    for hours in [3, 6, 9] {
        let later = start.saturating_add(std::time::Duration::from_hours(hours)).expect("time");
        house.app.clock.set(later);
        assert!(is_open(&house, &used).await, "after {hours} hours");
    }
    assert!(!is_open(&house, &unused).await, "nobody has used it for four hours");
    let later = start.saturating_add(std::time::Duration::from_hours(12)).expect("time");
    house.app.clock.set(later);
    assert!(!is_open(&house, &used).await, "twelve hours are the longest");
}

#[tokio::test]
async fn a_login_leaves_no_older_token_and_a_disabled_person_none_at_all() {
    let house = House::open().await;
    let old = house.log_in(EMPLOYER).await;
    let fields = [("email", EMPLOYER), ("password", PASSWORD)];
    let answer = house.post("/logga-in", &old, &fields).await;
    // Whoever is logged in proves that the form is theirs, also this one.
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let answer = send(&house, "/logga-in", &old, &fields).await;
    let new = answer.session();
    assert_ne!(old, new);
    assert!(!is_open(&house, &old).await && is_open(&house, &new).await);
    app::access::disable_person(&house.app, EMPLOYER).await.expect("disabled");
    assert!(!is_open(&house, &new).await);
    let refused = house.post("/logga-in", "", &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// Reads a shared secret as an app would.
fn from_base32(text: &str) -> Vec<u8> {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let values = text.chars().filter_map(|letter| LETTERS.find(letter));
    let bits = values.flat_map(|value| (0..5).rev().map(move |place| value >> place & 1 == 1));
    let bits: Vec<bool> = bits.collect();
    let byte = |bits: &[bool]| bits.iter().fold(0, |byte, bit| byte << 1 | u8::from(*bit));
    bits.chunks_exact(8).map(byte).collect()
}

/// Turns the second step on, and gives the shared secret and the recovery codes.
async fn turn_on(house: &House, cookie: &str) -> (Vec<u8>, Vec<String>) {
    let page = house.get("/konto/tvasteg", cookie).await;
    assert!(page.body.contains("<svg width=\"232\""), "the picture is there");
    let secret = page.body.split("<code>").nth(1).and_then(|rest| rest.split('<').next());
    let secret = from_base32(secret.expect("key"));
    let proposed = page.hidden("proposed");
    let code = one_time::code(&secret, one_time::step_at(house.app.now()));
    let wrong = [("proposed", proposed.as_str()), ("code", "000000"), ("current", PASSWORD)];
    let page = send(house, "/konto/tvasteg", cookie, &wrong).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [("proposed", proposed.as_str()), ("code", code.as_str()), ("current", PASSWORD)];
    let page = send(house, "/konto/tvasteg", cookie, &fields).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let codes = page.body.split("<code>").skip(1);
    let codes: Vec<String> =
        codes.filter_map(|rest| Some(rest.split('<').next()?.to_owned())).collect();
    assert_eq!(codes.len(), 10);
    (secret, codes)
}

fn next_step(house: &House) {
    let later = house.app.now().saturating_add(std::time::Duration::from_mins(1));
    house.app.clock.set(later.expect("time"));
}

#[tokio::test]
async fn the_second_step_asks_for_a_code_that_works_once() {
    let house = House::open().await;
    let cookie = house.log_in(EMPLOYER).await;
    let (secret, recovery) = turn_on(&house, &cookie).await;
    let login = async || {
        let fields = [("email", EMPLOYER), ("password", PASSWORD), ("till", "/behov")];
        let page = house.post("/logga-in", "", &fields).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.session().is_empty() && page.body.contains("<h1>Skriv din kod</h1>"));
        page.hidden("pending")
    };
    let answer = async |pending: &str, code: &str| {
        let fields = [("pending", pending), ("code", code), ("till", "/behov")];
        house.post("/logga-in/kod", "", &fields).await
    };
    next_step(&house);
    let code = one_time::code(&secret, one_time::step_at(house.app.now()));
    let pending = login().await;
    let opened = answer(&pending, &code).await;
    assert_eq!(opened.header("location"), "/behov");
    assert!(is_open(&house, &opened.session()).await);
    let again = answer(&login().await, &code).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "a code works once");
    let opened = answer(&login().await, &recovery[0].to_lowercase()).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
    let again = answer(&login().await, &recovery[0]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "a recovery code works once");
    for _ in 0..6 {
        answer(&login().await, "123456").await;
    }
    let slowed = answer(&login().await, "123456").await;
    assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(slowed.header("retry-after").parse::<u32>().is_ok());
    let stale = login().await;
    let later = house.app.now().saturating_add(std::time::Duration::from_mins(6));
    house.app.clock.set(later.expect("time"));
    let late = answer(&stale, &recovery[1]).await;
    assert!(late.body.contains("Det har gått för lång tid"), "{}", late.body);
    let forged = answer("gissat", &recovery[1]).await;
    assert_eq!(forged.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_lost_second_step_is_taken_away_by_command_and_every_session_with_it() {
    let house = House::open().await;
    let cookie = house.log_in(EMPLOYER).await;
    turn_on(&house, &cookie).await;
    app::access::remove_second_factor(&house.app, EMPLOYER).await.expect("removed");
    assert!(!is_open(&house, &cookie).await, "every session ends");
    let cookie = house.log_in(EMPLOYER).await;
    assert!(is_open(&house, &cookie).await);
    turn_on(&house, &cookie).await;
    let unknown = app::access::remove_second_factor(&house.app, "ingen@demo.test").await;
    assert_eq!(unknown.expect_err("unknown").faults.0[0].code, "email-unknown");
}

#[tokio::test]
async fn a_program_sends_the_code_with_the_password() {
    let house = House::open().await;
    let cookie = house.log_in(EMPLOYER).await;
    let (secret, _) = turn_on(&house, &cookie).await;
    next_step(&house);
    let call = async |body: serde_json::Value| {
        let request = Request::post("/api/v1/session")
            .header("content-type", "application/json")
            .body(Body::from(body.to_string()));
        house.send(request.expect("request")).await
    };
    let answer = call(json!({ "email": EMPLOYER, "password": PASSWORD })).await;
    assert_eq!(answer.json()["errors"][0]["field"], "code");
    let code = one_time::code(&secret, one_time::step_at(house.app.now()));
    let answer = call(json!({ "email": EMPLOYER, "password": PASSWORD, "code": code })).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
}

#[tokio::test]
async fn a_second_step_that_is_there_is_not_replaced() {
    let house = House::open().await;
    let cookie = house.log_in(EMPLOYER).await;
    let page = house.get("/konto/tvasteg", &cookie).await;
    let proposed = page.hidden("proposed");
    let secret = page.body.split("<code>").nth(1).and_then(|rest| rest.split('<').next());
    let other = from_base32(secret.expect("key"));
    let elsewhere = house.log_in(EMPLOYER).await;
    let (secret, _) = turn_on(&house, &cookie).await;
    assert!(!is_open(&house, &elsewhere).await && is_open(&house, &cookie).await);
    assert_eq!(house.get("/konto/tvasteg", &cookie).await.header("location"), "/konto");
    // A proposal from before, with the password and a code of its own.
    next_step(&house);
    let code = one_time::code(&other, one_time::step_at(house.app.now()));
    let fields = [("proposed", proposed.as_str()), ("code", code.as_str()), ("current", PASSWORD)];
    let refused = send(&house, "/konto/tvasteg", &cookie, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Två steg är redan på"), "{}", refused.body);
    let code = one_time::code(&secret, one_time::step_at(house.app.now()));
    let done = send(&house, "/konto/tvasteg/bort", &cookie, &[("code", code.as_str())]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "the first one is in use: {}", done.body);
}

#[tokio::test]
async fn the_second_step_is_removed_with_a_code_only() {
    let limits = Limits { second_factor_roles: [Role::EmployerAdmin].into(), ..Limits::default() };
    let house = House::open_under(|_| {}, limits).await;
    let cookie = house.log_in(EMPLOYER).await;
    let (secret, recovery) = turn_on(&house, &cookie).await;
    let fields = [("email", EMPLOYER), ("password", PASSWORD)];
    let pending = house.post("/logga-in", "", &fields).await.hidden("pending");
    let fields = [("pending", pending.as_str()), ("code", recovery[0].as_str())];
    let elsewhere = house.post("/logga-in/kod", "", &fields).await.session();
    assert!(is_open(&house, &elsewhere).await);
    next_step(&house);
    let refused = send(&house, "/konto/tvasteg/bort", &cookie, &[("code", "000000")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let code = one_time::code(&secret, one_time::step_at(house.app.now()));
    let done = send(&house, "/konto/tvasteg/bort", &cookie, &[("code", code.as_str())]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    assert_eq!(house.get("/api/v1/session", &elsewhere).await.status, StatusCode::UNAUTHORIZED);
    // What is left is a login by password alone, which this role may do nothing with.
    assert_eq!(house.get("/behov", &cookie).await.header("location"), "/konto/tvasteg");
    house.log_in(EMPLOYER).await;
}

#[tokio::test]
async fn a_role_that_needs_two_steps_gets_nowhere_without() {
    let limits = Limits { second_factor_roles: [Role::EmployerAdmin].into(), ..Limits::default() };
    let house = House::open_under(|_| {}, limits).await;
    let cookie = house.log_in(EMPLOYER).await;
    let page = house.get("/behov", &cookie).await;
    assert_eq!(page.header("location"), "/konto/tvasteg");
    let call = house.get("/api/v1/needs", &cookie).await;
    assert_eq!(call.status, StatusCode::FORBIDDEN);
    assert_eq!(call.json()["code"], "second-factor-missing");
    // Nor by way of a key for a program.
    let make = async || {
        let page = house.get("/konto/nycklar", &cookie).await;
        let role = page.body.split("name=\"assignment\" value=\"").nth(1);
        let role = role.and_then(|rest| rest.split('"').next()).expect("role");
        let fields = [("name", "Lön"), ("assignment", role), ("days", "3"), ("current", PASSWORD)];
        send(&house, "/konto/nycklar", &cookie, &fields).await
    };
    let refused = make().await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Rollen behöver inloggning i två steg"), "{}", refused.body);
    let (secret, _) = turn_on(&house, &cookie).await;
    assert_eq!(house.get("/behov", &cookie).await.status, StatusCode::OK);
    assert_eq!(secret.len(), 20);
    assert!(make().await.body.contains("smk_"));
    let analyst = house.log_in("analyst@demo.test").await;
    assert_eq!(house.get("/skrivbord", &analyst).await.status, StatusCode::OK);
}

async fn with_key(house: &House, method: &str, path: &str, key: &str) -> Answer {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("authorization", format!("Bearer {key}"))
        .header("content-type", "application/json")
        .body(Body::from("{}"));
    house.send(request.expect("request")).await
}

#[tokio::test]
async fn a_key_speaks_in_one_role_until_it_is_taken_back() {
    let house = House::open().await;
    let cookie = house.log_in("broker@demo.test").await;
    let page = house.get("/konto/nycklar", &cookie).await;
    let leader = page.body.split("name=\"assignment\" value=\"").skip(1);
    let leader = leader.filter(|part| part.contains("Processledare")).last().expect("choice");
    let leader = leader.split('"').next().expect("id");
    let fields =
        [("name", "Statistik"), ("assignment", leader), ("days", "30"), ("current", "fel")];
    let wrong = send(&house, "/konto/nycklar", &cookie, &fields).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "proved with the password");
    let fields =
        [("name", "Statistik"), ("assignment", leader), ("days", "30"), ("current", PASSWORD)];
    let made = send(&house, "/konto/nycklar", &cookie, &fields).await;
    let key = made.body.split("<code>").nth(1).and_then(|rest| rest.split('<').next());
    let key = key.expect("key");
    assert!(key.starts_with("smk_") && key.len() == 68, "{key}");
    let seen = with_key(&house, "GET", "/api/v1/session", key).await.json();
    assert_eq!(seen["assignments"].as_array().map(Vec::len), Some(1));
    assert_eq!(seen["assignments"][0]["role"], "leader");
    for (method, path) in [
        ("GET", "/konto"),
        ("GET", "/mitt/radera"),
        ("POST", "/mitt/radera"),
        ("POST", "/api/v1/me/erasure"),
    ] {
        let refused = with_key(&house, method, path, key).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{method} {path}");
    }
    let page = house.get("/konto", &cookie).await;
    assert!(page.body.contains("Statistik") && !page.body.contains(key));
    let id = page.body.split("/konto/nycklar/").find(|part| part.contains("/aterkalla"));
    let id = id.and_then(|part| part.split('/').next()).expect("id");
    let path = format!("/konto/nycklar/{id}/aterkalla");
    let strangers = house.log_in(EMPLOYER).await;
    assert_eq!(send(&house, &path, &strangers, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(send(&house, &path, &cookie, &[]).await.status, StatusCode::SEE_OTHER);
    let gone = with_key(&house, "GET", "/api/v1/session", key).await;
    assert_eq!(gone.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_key_from_the_command_line_ends_with_its_time_and_its_person() {
    let house = House::open().await;
    let make = async |days| {
        let role = Some(Role::EmployerAdmin);
        app::account::create_api_token_for(&house.app, EMPLOYER, role, "Lön", days).await
    };
    let (short, long) = (make(1).await.expect("key"), make(300).await.expect("key"));
    for (days, code) in [(0, "out-of-range"), (367, "out-of-range")] {
        assert_eq!(make(days).await.expect_err("days").faults.0[0].code, code);
    }
    let status = async |key: &str| with_key(&house, "GET", "/api/v1/needs", key).await.status;
    assert_eq!(status(&short).await, StatusCode::OK);
    let later = house.app.now().saturating_add(std::time::Duration::from_hours(25));
    house.app.clock.set(later.expect("time"));
    assert_eq!(status(&short).await, StatusCode::UNAUTHORIZED);
    assert_eq!(status(&long).await, StatusCode::OK);
    app::access::disable_person(&house.app, EMPLOYER).await.expect("disabled");
    assert_eq!(status(&long).await, StatusCode::UNAUTHORIZED);
}
