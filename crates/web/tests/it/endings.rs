//! Endings on the page: what will happen is told first, then it happens, and the firm's page says
//! so; a merged firm leads on; a number changes and both find the firm.

use axum::http::StatusCode;

use crate::house::{Answer, House};

const BROKER: &str = "broker@demo.samkraft.test";

/// Adds a firm and gives its address.
async fn firm(house: &House, cookie: &str, number: &str, name: &str) -> String {
    let csrf = house.get("/organisationer/ny", cookie).await.hidden("csrf");
    let fields = [
        ("csrf", csrf.as_str()),
        ("orgNumber", number),
        ("name", name),
        ("municipality", "2282"),
        ("sector", "private"),
    ];
    let added = house.post("/organisationer/ny", cookie, &fields).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    added.header("location").split('?').next().expect("address").to_owned()
}

/// Sends the form of a page on, with what is typed in it.
async fn send(
    house: &House,
    cookie: &str,
    (page, to): (&Answer, &str),
    typed: &[(&str, &str)],
) -> Answer {
    let (csrf, key, version) =
        (page.hidden("csrf"), page.hidden("idempotency"), page.hidden("version"));
    let mut fields =
        vec![("csrf", csrf.as_str()), ("idempotency", &key), ("version", version.as_str())];
    fields.extend(typed.iter().copied());
    house.post(to, cookie, &fields).await
}

#[tokio::test]
async fn a_merger_is_told_first_and_then_leads_on() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let cookie = house.log_in(BROKER).await;
    let gone = firm(&house, &cookie, "559990-0015", "Björknäs Lego").await;
    let to = firm(&house, &cookie, "559990-0023", "Björknäs Mekaniska").await;
    let at = &format!("{gone}/avslut");
    let page = house.get(at, &cookie).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let typed = |named: &'static str| {
        [
            ("kind", "merged"),
            ("endedOn", "2026-12-01"),
            ("words", "De gick ihop i höstas."),
            ("successorName", named),
        ]
    };
    let nobody = send(&house, &cookie, (&page, at), &typed("Ingen alls")).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nobody.body.contains("De gick ihop i höstas."), "nothing typed is lost");
    let several = send(&house, &cookie, (&page, at), &typed("Björknäs")).await;
    assert!(several.body.contains("Vilket av dem?"), "{}", several.body);
    let told = send(&house, &cookie, (&page, at), &typed("Björknäs Mekaniska")).await;
    assert_eq!(told.status, StatusCode::OK, "{}", told.body);
    assert!(told.body.contains("Ska Björknäs Lego avslutas?"));
    assert!(told.body.contains("Det går inte att ta tillbaka."), "{}", told.body);
    let stands = house.get(&gone, &cookie).await;
    assert!(!stands.body.contains("Uppgått i"), "nothing has happened yet");

    let successor = told.hidden("successor");
    let mut sure = typed("Björknäs Mekaniska").to_vec();
    sure.extend([("successor", successor.as_str()), ("step", "andra")]);
    let back = send(&house, &cookie, (&told, at), &sure).await;
    assert!(back.body.contains("De gick ihop i höstas."), "{}", back.body);
    sure.pop();
    sure.push(("step", "bekrafta"));
    let done = send(&house, &cookie, (&told, at), &sure).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = house.get(&gone, &cookie).await;
    assert!(page.body.contains("Uppgått i Björknäs Mekaniska"), "{}", page.body);
    assert!(page.body.contains(&format!("href=\"{to}\"")), "it leads on");
    assert!(!page.body.contains("/kontakter/ny?"), "nothing new is offered");
    let page = house.get(&to, &cookie).await;
    assert!(page.body.contains("Hit har Björknäs Lego gått upp"), "{}", page.body);

    let list = |more: &str| format!("/organisationer?q=Bj%C3%B6rkn%C3%A4s{more}");
    let shown = house.get(&list(""), &cookie).await.body;
    assert!(!shown.contains("Björknäs Lego") && shown.contains("Björknäs Mekaniska"));
    let shown = house.get(&list("&avslutade=ja"), &cookie).await.body;
    assert!(shown.contains("Björknäs Lego") && shown.contains("Avslutat"), "{shown}");

    let id = gone.rsplit('/').next().expect("id");
    let csrf = told.hidden("csrf");
    let contact = [
        ("csrf", csrf.as_str()),
        ("organisation", id),
        ("kind", "call"),
        ("on", "2026-12-15"),
        ("topic", "Hej"),
    ];
    let no = house.post("/kontakter/ny", &cookie, &contact).await;
    assert_eq!(no.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", no.body);
    assert!(no.body.contains("har gått upp i Björknäs Mekaniska"), "{}", no.body);
    assert!(no.body.contains(&format!("href=\"{to}\"")), "the fault leads on: {}", no.body);
    let api = house.get(&format!("/api/v1/organisations/{id}"), &cookie).await.json();
    assert_eq!(api["endedOn"], "2026-12-01");
}

#[tokio::test]
async fn an_ending_is_taken_back_from_the_page() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let cookie = house.log_in(BROKER).await;
    let gone = firm(&house, &cookie, "559990-0031", "Björknäs Kiosk").await;
    let at = &format!("{gone}/avslut");
    let page = house.get(at, &cookie).await;
    let typed = [("kind", "left"), ("endedOn", "2026-12-01"), ("words", "Flyttad")];
    let no = send(&house, &cookie, (&page, at), &typed).await;
    assert_eq!(no.status, StatusCode::UNPROCESSABLE_ENTITY, "where to is asked for");
    let mut typed = typed.to_vec();
    typed.extend([("place", "Uppsala"), ("step", "bekrafta")]);
    let done = send(&house, &cookie, (&page, at), &typed).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let page = house.get(&gone, &cookie).await;
    assert!(page.body.contains("Har lämnat länet för Uppsala"), "{}", page.body);
    let csrf = page.hidden("csrf");
    let back = house.post(&format!("{gone}/ater"), &cookie, &[("csrf", &csrf)]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.body);
    let page = house.get(&gone, &cookie).await;
    assert!(page.body.contains("Ett avslut togs tillbaka"), "{}", page.body);
    assert!(page.body.contains("/kontakter/ny?"), "it can be worked with again");
}

#[tokio::test]
async fn a_new_number_keeps_the_old_one() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let cookie = house.log_in(BROKER).await;
    let at = firm(&house, &cookie, "559990-0049", "Björknäs Bygg").await;
    let page = house.get(&format!("{at}/nummer"), &cookie).await;
    let typed = |number: &'static str| {
        [("orgNumber", number), ("from", "2026-12-01"), ("reason", "Ombildat")]
    };
    let to = &format!("{at}/nummer");
    let same = send(&house, &cookie, (&page, to), &typed("559990-0049")).await;
    assert_eq!(same.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", same.body);
    let done = send(&house, &cookie, (&same, to), &typed("559990-0056")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let shown = house.get(&at, &cookie).await;
    assert!(shown.body.contains("Tidigare organisationsnummer"), "{}", shown.body);
    assert!(shown.body.contains("559990-0049") && shown.body.contains("559990-0056"));
    let found = house.get("/organisationer?q=559990-0049", &cookie).await;
    assert!(found.body.contains("Björknäs Bygg"), "{}", found.body);
    let led = house.get("/api/v1/organisations/5599900049", &cookie).await.json();
    assert_eq!(led["orgNumber"], "559990-0056");
    let late = send(&house, &cookie, (&page, to), &typed("559990-0064")).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
}
