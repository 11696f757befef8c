//! Templates and notes as a browser without script meets them.

use axum::http::StatusCode;

use crate::house::{Answer, House};

const BROKER: &str = "broker@demo.samkraft.test";
const OTHER: &str = "muni-adviser.kramfors@demo.samkraft.test";

async fn send(house: &House, cookie: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
    let csrf = house.get("/mallar/ny", cookie).await.hidden("csrf");
    let fields = [&[("csrf", csrf.as_str())][..], fields].concat();
    house.post(path, cookie, &fields).await
}

/// The page of a case that lies at the broker's own desk.
async fn case_of(house: &House, cookie: &str) -> String {
    let list = house.get("/arenden?urval=mina", cookie).await.body;
    let mut found = list.split("href=\"/arenden/").filter_map(|it| it.split('"').next());
    let id = found.find(|it| it.starts_with('0')).expect("a case");
    format!("/arenden/{id}")
}

/// The text that stands in a field of several lines.
fn text_in<'p>(page: &'p Answer, field: &str) -> &'p str {
    let rest = page.body.split(&format!("<textarea class=\"input\" id=\"f-{field}\"")).nth(1);
    let rest = rest.and_then(|rest| rest.split_once('>')).expect("the field").1;
    rest.split("</textarea>").next().unwrap_or_default().trim()
}

#[tokio::test]
async fn a_template_goes_into_an_answer_and_nothing_typed_is_lost() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let cookie = house.log_in(BROKER).await;
    let body = "Hej {kontakt}! Vi hörs om {ärende} den {datum}.";
    let kept = send(&house, &cookie, "/mallar/ny", &[("name", "Vi hörs"), ("body", body)]).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    let case = case_of(&house, &cookie).await;
    let page = house.get(&case, &cookie).await;
    let option = page.body.split("<option value=\"").find(|it| it.contains(">Vi hörs<"));
    let id = option.and_then(|it| it.split('"').next()).expect("the template").to_owned();
    let typed = [("template", id.as_str()), ("body", "Tack för samtalet."), ("audience", "own")];
    let filled = send(&house, &cookie, &format!("{case}/mall"), &typed).await;
    assert_eq!(filled.status, StatusCode::OK, "{}", filled.body);
    let text = text_in(&filled, "body");
    assert!(text.starts_with("Tack för samtalet.\n\nHej "), "{text}");
    assert!(!text.contains('{') && text.contains("2026"), "{text}");
    assert!(filled.body.contains("value=\"own\" selected"), "whom it is for is kept");
    let english = send(&house, &cookie, &format!("{case}/mall?lang=en"), &typed).await;
    assert!(text_in(&english, "body").contains("december"), "the firm reads Swedish");
    let none = [("template", ""), ("body", "Tack för samtalet."), ("audience", "own")];
    let missing = send(&house, &cookie, &format!("{case}/mall"), &none).await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(text_in(&missing, "body"), "Tack för samtalet.");
    assert!(missing.body.contains("Välj en mall först."), "{}", missing.body);
}

#[tokio::test]
async fn a_template_says_which_places_there_are_and_can_be_put_back() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let cookie = house.log_in(BROKER).await;
    let wrong = [("name", "Fel"), ("body", "Hej {namn}!")];
    let wrong = send(&house, &cookie, "/mallar/ny", &wrong).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said =
        "«{namn}» går inte att fylla i. Skriv någon av {företag}, {kontakt}, {datum}, {ärende}.";
    assert!(wrong.body.contains(said), "{}", wrong.body);
    assert!(wrong.body.contains("Hej {namn}!"), "nothing typed is lost");
    let fields = [("name", "Bara min"), ("body", "Hej!")];
    send(&house, &cookie, "/mallar/ny", &fields).await;
    let list = house.get("/mallar", &cookie).await.body;
    let row = list.split("<li>").find(|row| row.contains(">Bara min</a>")).expect("row");
    let way = row.split("action=\"").nth(1).and_then(|it| it.split('"').next()).expect("form");
    let gone = send(&house, &cookie, way, &[]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.body);
    let is_listed = async || house.get("/mallar", &cookie).await.body.contains(">Bara min</a>");
    assert!(!is_listed().await);
    let other = house.log_in(OTHER).await;
    let back = way.replace("ta-bort", "ater");
    assert_eq!(send(&house, &other, &back, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(send(&house, &cookie, &back, &[]).await.status, StatusCode::SEE_OTHER);
    assert!(is_listed().await);
    let one = way.replace("/ta-bort", "");
    assert_eq!(house.get(&one, &other).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        house
            .get(&format!("/api/v1/replies/{}", one.trim_start_matches("/mallar/")), &other)
            .await
            .status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_note_is_read_at_the_desk_and_never_by_the_firm() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let cookie = house.log_in(BROKER).await;
    let case = case_of(&house, &cookie).await;
    let words = "Ring aldrig före tio.";
    let empty = send(&house, &cookie, &format!("{case}/anteckningar"), &[("note", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("Anteckningen är tom."), "{}", empty.body);
    let noted = send(&house, &cookie, &format!("{case}/anteckningar"), &[("note", words)]).await;
    assert_eq!(noted.header("location"), format!("{case}#anteckningar"));
    let page = house.get(&case, &cookie).await;
    assert!(page.body.contains(words), "{}", page.body);
    let edit = page.body.split(&format!("href=\"{case}/anteckningar/")).nth(1);
    let edit = edit.and_then(|it| it.split('"').next()).expect("a way to change it");
    let edit = format!("{case}/anteckningar/{edit}");
    let changed = [("note", "Ring efter tio."), ("version", "1")];
    assert_eq!(send(&house, &cookie, &edit, &changed).await.status, StatusCode::SEE_OTHER);
    let late = send(&house, &cookie, &edit, &[("note", "Ring i kväll."), ("version", "1")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body.contains("Ring efter tio.") && late.body.contains("Ring i kväll."));
    let api = case.replace("/arenden/", "/api/v1/cases/") + "/notes";
    assert_eq!(house.get(&api, &cookie).await.json()[0]["body"], "Ring efter tio.");
    for email in
        demo::logins().iter().map(|login| login.email).filter(|it| it.starts_with("employer-"))
    {
        let firm = house.log_in(email).await;
        assert!(!house.get(&case, &firm).await.body.contains("efter tio"), "{email}");
        assert_eq!(house.get(&edit, &firm).await.status, StatusCode::FORBIDDEN, "{email}");
        assert_ne!(house.get(&api, &firm).await.status, StatusCode::OK, "{email}");
    }
}
