//! Logging in through a stand-in for a provider of logins, on this machine.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use app::identity::challenge;
use app::protection::{Limits, Provider};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};

use crate::house::{Answer, House};

/// The stand-in: it remembers what it was asked and signs what it is told to.
struct StandIn {
    issuer: String,
    pair: EcdsaKeyPair,
    random: SystemRandom,
    /// Challenge of the login that is under way.
    challenge: Mutex<String>,
    claims: Mutex<Value>,
    /// What it calls itself; nothing when it is out of order.
    published: Mutex<Option<String>>,
    /// How often it was asked what it publishes.
    asked: AtomicUsize,
}

impl StandIn {
    async fn start() -> Arc<Self> {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("listens");
        let issuer = format!("http://{}", listener.local_addr().expect("address"));
        let random = SystemRandom::new();
        let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let document = EcdsaKeyPair::generate_pkcs8(algorithm, &random).expect("key");
        let pair = EcdsaKeyPair::from_pkcs8(algorithm, document.as_ref(), &random).expect("pair");
        let stand_in = Arc::new(Self {
            published: Mutex::new(Some(issuer.clone())),
            issuer,
            pair,
            random,
            challenge: Mutex::default(),
            claims: Mutex::default(),
            asked: AtomicUsize::new(0),
        });
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .with_state(Arc::clone(&stand_in));
        tokio::spawn(async move { axum::serve(listener, router).await });
        stand_in
    }

    async fn house(&self) -> House {
        let provider = Provider {
            issuer: self.issuer.clone(),
            client_id: "samkraft".into(),
            client_secret: Some("hemlig nyckel".into()),
            label: "Demo Region".into(),
        };
        let limits = Limits { provider: Some(provider), ..Limits::default() };
        House::open_under(|_| {}, limits).await
    }

    /// Claims of somebody, valid now.
    fn claims(&self, house: &House, nonce: &str, email: &str) -> Value {
        let now = house.app.now().as_second();
        json!({ "iss": self.issuer, "sub": "subject-1", "aud": "samkraft", "nonce": nonce,
            "iat": now, "exp": now + 300, "email": email, "email_verified": true })
    }
}

async fn discovery(State(stand_in): State<Arc<StandIn>>) -> Result<Json<Value>, StatusCode> {
    stand_in.asked.fetch_add(1, Ordering::Relaxed);
    let published = stand_in.published.lock().expect("lock").clone();
    let (name, issuer) = (published.ok_or(StatusCode::BAD_GATEWAY)?, &stand_in.issuer);
    Ok(Json(json!({ "issuer": name, "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"), "jwks_uri": format!("{issuer}/keys") })))
}

async fn keys(State(stand_in): State<Arc<StandIn>>) -> Json<Value> {
    let point = stand_in.pair.public_key().as_ref();
    Json(json!({ "keys": [{ "kty": "EC", "crv": "P-256", "kid": "k1",
        "x": URL_SAFE_NO_PAD.encode(&point[1..33]), "y": URL_SAFE_NO_PAD.encode(&point[33..]) }] }))
}

async fn token(
    State(stand_in): State<Arc<StandIn>>,
    headers: HeaderMap,
    Form(form): Form<HashMap<String, String>>,
) -> Result<Json<Value>, StatusCode> {
    let basic = format!("Basic {}", STANDARD.encode("samkraft:hemlig+nyckel"));
    let said = headers.get("authorization").and_then(|it| it.to_str().ok()).unwrap_or_default();
    let verifier = form.get("code_verifier").map(String::as_str).unwrap_or_default();
    let is_asked = challenge(verifier) == *stand_in.challenge.lock().expect("lock");
    let redirect = form.get("redirect_uri").map(String::as_str);
    let is_ours = redirect == Some("http://samkraft.test/logga-in/tjanst/svar");
    if said != basic || !is_asked || !is_ours || form.get("code").is_none_or(|it| it != "code-1") {
        return Err(StatusCode::BAD_REQUEST);
    }
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let claims = stand_in.claims.lock().expect("lock").clone();
    let signed = format!("{}.{}", part(&json!({ "alg": "ES256", "kid": "k1" })), part(&claims));
    let signature = stand_in.pair.sign(&stand_in.random, signed.as_bytes()).expect("signature");
    let token = format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature));
    Ok(Json(json!({ "id_token": token, "access_token": "x", "token_type": "Bearer" })))
}

/// What the browser is sent to the provider with, and the cookie it keeps.
async fn begin(house: &House, stand_in: &StandIn) -> (HashMap<String, String>, String) {
    let answer = house.get("/logga-in/tjanst?till=%2Fbehov", "").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let (address, query) = answer.header("location").split_once('?').expect("query");
    assert_eq!(address, format!("{}/authorize", stand_in.issuer));
    let asked: HashMap<String, String> = serde_html_form::from_str(query).expect("query");
    stand_in.challenge.lock().expect("lock").clone_from(&asked["code_challenge"]);
    let cookies = answer.headers.get_all("set-cookie").iter().filter_map(|it| it.to_str().ok());
    let mut cookie = cookies.filter_map(|it| it.split(';').next());
    let cookie = cookie.rfind(|it| it.starts_with("samkraft_provider="));
    (asked, cookie.expect("cookie").to_owned())
}

async fn come_back(house: &House, cookie: &str, state: &str) -> Answer {
    house.get(&format!("/logga-in/tjanst/svar?code=code-1&state={state}"), cookie).await
}

#[tokio::test]
async fn a_known_person_comes_in_and_is_known_by_the_subject_from_then_on() {
    let stand_in = StandIn::start().await;
    let house = stand_in.house().await;
    assert!(house.get("/logga-in", "").await.body.contains("Logga in med Demo Region"));
    let (asked, cookie) = begin(&house, &stand_in).await;
    assert_eq!(asked["response_type"], "code");
    assert_eq!(asked["code_challenge_method"], "S256");
    assert!(asked["scope"].contains("openid"));
    let claims = stand_in.claims(&house, &asked["nonce"], "employer@demo.test");
    *stand_in.claims.lock().expect("lock") = claims;
    let opened = come_back(&house, &cookie, &asked["state"]).await;
    assert_eq!(opened.header("location"), "/behov", "{}", opened.body);
    let seen = house.get("/api/v1/session", &opened.session()).await.json();
    assert_eq!(seen["person"]["name"], "Demo Per");
    // The address has changed; the subject has not.
    let (asked, cookie) = begin(&house, &stand_in).await;
    let claims = stand_in.claims(&house, &asked["nonce"], "new@elsewhere.test");
    *stand_in.claims.lock().expect("lock") = claims;
    let opened = come_back(&house, &cookie, &asked["state"]).await;
    assert_eq!(opened.header("location"), "/behov");
    app::access::disable_person(&house.app, "employer@demo.test").await.expect("disabled");
    let (asked, cookie) = begin(&house, &stand_in).await;
    let claims = stand_in.claims(&house, &asked["nonce"], "employer@demo.test");
    *stand_in.claims.lock().expect("lock") = claims;
    let refused = come_back(&house, &cookie, &asked["state"]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.session().is_empty());
}

/// One way to spoil what the provider says.
type Change = fn(&mut Value);

#[tokio::test]
async fn what_does_not_agree_lets_nobody_in() {
    let stand_in = StandIn::start().await;
    let house = stand_in.house().await;
    let changes: &[(&str, Change)] = &[
        ("unknown here", |it| it["email"] = json!("nobody@demo.test")),
        ("not verified", |it| it["email_verified"] = json!(false)),
        ("another issuer", |it| it["iss"] = json!("https://evil.test")),
        ("another client", |it| it["aud"] = json!("another")),
        ("another login", |it| it["nonce"] = json!("another")),
        ("late", |it| it["exp"] = json!(1)),
    ];
    for (name, change) in changes {
        let (asked, cookie) = begin(&house, &stand_in).await;
        let mut claims = stand_in.claims(&house, &asked["nonce"], "employer@demo.test");
        change(&mut claims);
        *stand_in.claims.lock().expect("lock") = claims;
        let refused = come_back(&house, &cookie, &asked["state"]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(refused.session().is_empty(), "{name}");
    }
    let (asked, cookie) = begin(&house, &stand_in).await;
    let claims = stand_in.claims(&house, &asked["nonce"], "employer@demo.test");
    *stand_in.claims.lock().expect("lock") = claims;
    for (name, cookie, state) in [
        ("no cookie", "", asked["state"].as_str()),
        ("another state", cookie.as_str(), "gissat"),
        ("a made-up cookie", "samkraft_provider=AAAA", asked["state"].as_str()),
    ] {
        let refused = come_back(&house, cookie, state).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
    }
    let path =
        format!("/logga-in/tjanst/svar?code=code-1&state={}&iss=https://evil.test", asked["state"]);
    assert_eq!(house.get(&path, &cookie).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    *stand_in.challenge.lock().expect("lock") = "another".into();
    let refused = come_back(&house, &cookie, &asked["state"]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "without the verifier");
}

#[tokio::test]
async fn a_provider_that_fails_or_calls_itself_another_is_left_in_peace_for_a_while() {
    let stand_in = StandIn::start().await;
    let house = stand_in.house().await;
    let asked = || stand_in.asked.load(Ordering::Relaxed);
    let wait = |seconds| {
        let later = house.app.now().saturating_add(Duration::from_secs(seconds));
        house.app.clock.set(later.expect("time"));
    };
    for published in [None, Some("https://evil.test".to_owned())] {
        let before = asked();
        *stand_in.published.lock().expect("lock") = published;
        for _ in 0..3 {
            let refused = house.get("/logga-in/tjanst", "").await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.body.contains("Inloggningen gick inte hela vägen"), "{}", refused.body);
        }
        assert_eq!(asked(), before + 1, "asked once, and the failure is remembered");
        wait(11);
    }
    *stand_in.published.lock().expect("lock") = Some(stand_in.issuer.clone());
    begin(&house, &stand_in).await;
}

#[tokio::test]
async fn without_a_provider_there_is_no_such_login() {
    let house = House::open().await;
    assert!(!house.get("/logga-in", "").await.body.contains("/logga-in/tjanst"));
    assert_eq!(house.get("/logga-in/tjanst", "").await.status, StatusCode::NOT_FOUND);
}
