//! Imports on the page: a file is sent in one form, followed without script, confirmed and undone.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};

use crate::house::{Answer, House};

const BROKER: &str = "broker@demo.samkraft.test";
const FILE: &str = "Orgnr;Behov;Antal\n559999-0016;Pytsare till Järved;2\n";

async fn send(house: &House, cookie: &str, csrf: &str, text: &str) -> Answer {
    let part = |name: &str, more: &str, value: &str| {
        format!(
            "--snitt\r\ncontent-disposition: form-data; name=\"{name}\"{more}\r\n\r\n{value}\r\n"
        )
    };
    let body = [
        part("csrf", "", csrf),
        part("source", "", "survey"),
        part("file", "; filename=\"Enkät <b>1</b>.csv\"", text),
        "--snitt--\r\n".to_owned(),
    ]
    .concat();
    let request = Request::post("/import/ny")
        .header("cookie", cookie)
        .header("content-type", "multipart/form-data; boundary=snitt")
        .body(Body::from(body));
    house.send(request.expect("request")).await
}

/// The page of an import when the service has done its part.
async fn settled(house: &House, cookie: &str, path: &str) -> Answer {
    for _ in 0..500 {
        while app::imports::turn(&house.app).await.expect("works") {}
        let page = house.get(path, cookie).await;
        if !page.body.contains("data-working") {
            return page;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it never came to an end");
}

#[tokio::test]
async fn a_file_is_read_tried_confirmed_and_undone_without_script() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let cookie = house.log_in(BROKER).await;
    let csrf = house.get("/import/ny", &cookie).await.hidden("csrf");
    let sent = send(&house, &cookie, &csrf, FILE).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let path = sent.header("location").to_owned();
    let page = settled(&house, &cookie, &path).await;
    assert!(page.body.contains("Enkät &#60;b&#62;1") || page.body.contains("Enkät &lt;b&gt;1"));
    let version = page.hidden("version");
    let form = |version: &str| {
        vec![
            ("csrf", csrf.clone()),
            ("version", version.to_owned()),
            ("column", "orgNumber".to_owned()),
            ("column", "words".to_owned()),
            ("column", "persons".to_owned()),
            ("year", "2026".to_owned()),
        ]
    };
    let post = async |path: &str, fields: &[(&'static str, String)]| {
        let fields: Vec<_> = fields.iter().map(|(name, text)| (*name, text.as_str())).collect();
        house.post(path, &cookie, &fields).await
    };
    let mut wrong = form(&version);
    wrong[3].1 = "orgNumber".to_owned();
    let refused = post(&format!("{path}/kolumner"), &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    let chosen = post(&format!("{path}/kolumner"), &form(&version)).await;
    assert_eq!(chosen.status, StatusCode::SEE_OTHER, "{}", chosen.body);
    let late = post(&format!("{path}/kolumner"), &form("0")).await;
    assert!(late.status.is_client_error(), "{}", late.status);
    let page = settled(&house, &cookie, &path).await;
    assert!(page.body.contains(&format!("{path}/bekrafta")), "{}", page.body);
    let version = page.hidden("version");
    let yes = [("csrf", csrf.clone()), ("version", version)];
    let confirmed = post(&format!("{path}/bekrafta"), &yes).await;
    assert_eq!(confirmed.status, StatusCode::SEE_OTHER, "{}", confirmed.body);
    let page = settled(&house, &cookie, &path).await;
    assert!(page.body.contains(&format!("{path}/rader.xlsx")), "{}", page.body);
    assert!(house.get("/behov?q=pytsare", &cookie).await.body.contains("Pytsare till Järved"));
    let csv = house.get(&format!("{path}/rader.csv"), &cookie).await;
    assert!(csv.body.contains("559999-0016;;;Pytsare till Järved;;2;"), "{}", csv.body);
    let again = send(&house, &cookie, &csrf, FILE).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains(&format!("href=\"{path}\"")), "it leads to the first");
    let asked = house.get(&format!("{path}/angra"), &cookie).await;
    assert_eq!(asked.status, StatusCode::OK);
    let undone = post(&format!("{path}/angra"), &[("csrf", csrf.clone())]).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.body);
    assert!(!house.get("/behov?q=pytsare", &cookie).await.body.contains("Pytsare till Järved"));
}

#[tokio::test]
async fn faults_can_be_fetched_and_no_cell_is_a_formula() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let cookie = house.log_in(BROKER).await;
    let csrf = house.get("/import/ny", &cookie).await.hidden("csrf");
    let text = "Orgnr;Behov;Antal\n559999-0016;Kock;=1+1\n";
    let sent = send(&house, &cookie, &csrf, text).await;
    let path = sent.header("location").to_owned();
    let page = settled(&house, &cookie, &path).await;
    let version = page.hidden("version");
    let fields = [
        ("csrf", csrf.as_str()),
        ("version", version.as_str()),
        ("column", "orgNumber"),
        ("column", "words"),
        ("column", "persons"),
    ];
    let chosen = house.post(&format!("{path}/kolumner"), &cookie, &fields).await;
    assert_eq!(chosen.status, StatusCode::SEE_OTHER, "{}", chosen.body);
    let page = settled(&house, &cookie, &path).await;
    assert!(!page.body.contains(&format!("{path}/bekrafta")), "nothing to confirm");
    let file = house.get(&format!("{path}/fel.csv"), &cookie).await;
    assert!(file.body.contains("2;Antal;'=1+1;"), "{}", file.body);
}

#[tokio::test]
async fn a_file_needs_its_form_and_its_token_and_its_measure() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let cookie = house.log_in(BROKER).await;
    let forged = send(&house, &cookie, "gissat", FILE).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    let plain = house.post("/import/ny", &cookie, &[("csrf", "x")]).await;
    assert_eq!(plain.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let csrf = house.get("/import/ny", &cookie).await.hidden("csrf");
    let large = "a".repeat(21 << 20);
    let refused = send(&house, &cookie, &csrf, &large).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    let empty = send(&house, &cookie, &csrf, "").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", empty.body);
    for path in ["/import/mall.csv", "/import/mall.xlsx"] {
        assert_eq!(house.get(path, &cookie).await.status, StatusCode::OK, "{path}");
    }
}
