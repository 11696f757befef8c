//! What every answer and every log line keeps to: cookies of this host, types that say their
//! letters, and refusals that can be followed without telling who or what.

use std::io::Write;
use std::sync::{Arc, Mutex};

use app::sign_in::account_tag;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::Value;
use web::rooms;

use crate::house::{House, PASSWORD};

const EMPLOYER: &str = "employer@demo.test";

#[tokio::test]
async fn every_cookie_is_bound_to_this_host_and_sent_over_tls_only() {
    let house = House::open_with(|settings| settings.secure_cookies = true).await;
    let form = house.get("/logga-in?lang=en", "").await;
    let fields = [("email", EMPLOYER), ("password", PASSWORD)];
    let opened = house.post("/logga-in", "", &fields).await;
    let session = opened.session();
    let csrf = house.get("/om-matchning", &session).await.hidden("csrf");
    let left = house.post("/logga-ut", &session, &[("csrf", csrf.as_str())]).await;
    let mut names = std::collections::BTreeSet::new();
    for answer in [&form, &opened, &left] {
        for cookie in answer.headers.get_all("set-cookie") {
            let cookie = cookie.to_str().expect("text");
            assert!(cookie.starts_with("__Host-"), "{cookie}");
            for part in ["; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/"] {
                assert!(cookie.contains(part), "{cookie}");
            }
            assert!(!cookie.contains("Domain"), "{cookie}");
            names.insert(cookie.split('=').next().unwrap_or_default().to_owned());
        }
    }
    let known = ["samkraft_session", "samkraft_device", "lang", "flash"];
    let known: Vec<String> = known.iter().map(|name| format!("__Host-{name}")).collect();
    assert!(known.iter().all(|name| names.contains(name)), "{names:?}");
    let english = house.get("/om-matchning", "__Host-lang=en").await;
    assert!(english.body.contains("<html lang=\"en\">"), "it is read under the same name");
    let flash = left.headers.get_all("set-cookie").iter().filter_map(|it| it.to_str().ok());
    let flash = flash.filter_map(|it| it.split(';').next()).find(|it| it.contains("flash="));
    let page = house.get("/logga-in", flash.expect("flash")).await;
    assert!(page.body.contains("Du är utloggad."), "{}", page.body);
}

#[tokio::test]
async fn every_answer_says_its_type_and_what_a_browser_may_do_with_it() {
    let house = House::open_with(|settings| settings.secure_cookies = true).await;
    let cookie = house.log_in("broker@demo.test").await;
    let (mut asked, mut kinds) = (0, std::collections::BTreeSet::new());
    for access in rooms::routes().access().iter().filter(|access| access.method == "GET") {
        for cookie in ["", cookie.as_str()] {
            let parts = access.path.split('/').map(|part| match part {
                "{id}" => "018f0000-0000-7000-8000-000000000000",
                part if part.starts_with('{') => "finns-inte",
                part => part,
            });
            let path = parts.collect::<Vec<_>>().join("/");
            let answer = house.get(&path, cookie).await;
            asked += 1;
            let kind = answer.header("content-type");
            assert!(answer.body.is_empty() || kind.contains('/'), "{path}: {kind}");
            let is_text = kind.starts_with("text/") || kind.ends_with("xml");
            assert!(!is_text || kind.contains("charset=utf-8"), "{path}: {kind}");
            kinds.insert(kind.to_owned());
            let policy = answer.header("content-security-policy");
            for part in [
                "default-src 'none'",
                "object-src 'none'",
                "base-uri 'none'",
                "frame-ancestors 'none'",
                "form-action 'self'",
            ] {
                assert!(policy.contains(part), "{path}: {policy}");
            }
            let strict = answer.header("strict-transport-security");
            assert_eq!(strict, "max-age=63072000; includeSubDomains", "{path}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
            for name in ["access-control-allow-origin", "server", "x-powered-by"] {
                assert_eq!(answer.header(name), "", "{path}: {name}");
            }
        }
    }
    assert!(asked > 80 && kinds.len() > 4, "{asked} {kinds:?}");
    assert_eq!(house.get("/metrics", &cookie).await.status, StatusCode::NOT_FOUND);
}

/// Log lines, kept to be read.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("lock").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Lines {
    /// Every line as the object that it has to be.
    fn read(&self) -> (String, Vec<Value>) {
        let text = String::from_utf8(self.0.lock().expect("lock").clone()).expect("text");
        let lines = text.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
        (text, lines)
    }
}

/// Logs as the program does, into lines to read.
fn listen() -> (Lines, tracing::subscriber::DefaultGuard) {
    let lines = Lines::default();
    let kept = lines.clone();
    let subscriber = tracing_subscriber::fmt().json().with_writer(move || kept.clone()).finish();
    (lines, tracing::subscriber::set_default(subscriber))
}

#[tokio::test]
async fn logins_and_refusals_are_logged_with_tags_and_nothing_that_was_typed() {
    let (lines, _listening) = listen();
    let house = House::open().await;
    let cookie = house.log_in(EMPLOYER).await;
    let wrong = [("email", EMPLOYER), ("password", "hemlig gissning\r\n{\"level\":\"x\"}")];
    for _ in 0..9 {
        house.post("/logga-in?till=%0D%0Ahemlig", "", &wrong).await;
    }
    assert_eq!(house.get("/utskick?q=hemlig", &cookie).await.status, StatusCode::NOT_FOUND);
    let forged = house.post("/logga-ut", &cookie, &[("csrf", "hemligt")]).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    let odd = Request::get("/finns-inte/hemlig%0Arad").header("x-request-id", "a b\themlig");
    house.send(odd.body(Body::empty()).expect("request")).await;

    let (text, lines) = lines.read();
    let tag = account_tag(&house.app, EMPLOYER);
    let said = |what: &str| -> Vec<&Value> {
        lines.iter().filter(|line| line["fields"]["message"] == what).collect()
    };
    for what in ["a login went well", "a login was refused", "a login has to wait"] {
        let found = said(what);
        assert!(!found.is_empty(), "{what}");
        assert!(found.iter().all(|line| line["fields"]["account"] == tag), "{found:?}");
    }
    assert_eq!(said("a login went well")[0]["fields"]["method"], "password");
    let refused = said("refused");
    let of_person: Vec<_> = refused.iter().filter(|it| it["fields"]["account"] == tag).collect();
    let seen: Vec<_> = of_person
        .iter()
        .map(|line| (&line["span"]["route"], &line["fields"]["status"]))
        .map(|(route, status)| (route.as_str().unwrap_or_default(), status.as_u64().unwrap_or(0)))
        .collect();
    assert_eq!(seen, [("/utskick", 404), ("/logga-ut", 403)]);
    assert!(of_person.iter().all(|line| line["fields"]["role"] == "employer-admin"));
    for line in lines.iter().filter(|line| line["span"]["name"] == "request") {
        let when = line["timestamp"].as_str().unwrap_or_default();
        assert!(when.ends_with('Z') && when.contains('T'), "{line}");
        assert!(line["span"]["request_id"].as_str().is_some_and(|id| id.len() >= 8), "{line}");
    }
    for secret in ["hemlig", EMPLOYER, "Demo Per", cookie.split('=').nth(1).expect("token")] {
        assert!(!text.contains(secret), "{secret}");
    }
}
