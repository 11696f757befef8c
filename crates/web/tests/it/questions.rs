//! Local questions as a browser without script meets them: versions stand apart, small numbers are
//! not shown, and the firms that other tests walk through meet the common questions only.

use axum::http::StatusCode;

use crate::house::{Answer, House};

const CONTACT: &str = "muni-contact.ange@demo.samkraft.test";
const BROKER: &str = "broker@demo.samkraft.test";

async fn send(house: &House, cookie: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
    let csrf = house.get("/fragor/ny", cookie).await.hidden("csrf");
    let fields = [&[("csrf", csrf.as_str())][..], fields].concat();
    house.post(path, cookie, &fields).await
}

/// The page of the question that has some words in its line.
fn question_with(list: &str, words: &str) -> String {
    let mut links = list.split("href=\"/fragor/").skip(1).filter(|link| link.contains(words));
    let id = links.next().and_then(|link| link.split('"').next()).expect("the question");
    format!("/fragor/{id}")
}

#[tokio::test]
async fn the_demo_has_a_question_of_the_county_in_two_versions_that_stand_apart() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let broker = house.log_in(BROKER).await;
    let list = house.get("/fragor", &broker).await;
    assert!(list.body.contains("Kan ni ta emot elever på praktik till våren?"), "{}", list.body);
    let path = question_with(&list.body, "rekryteringsmässa");
    let page = house.get(&path, &broker).await;
    for words in ["Version 1", "Version 2", "Varje version räknas för sig", "Tillbakadragen"] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    assert!(!page.body.contains("/andra\""), "what is withdrawn is not changed");
    let file = house.get(&format!("{path}/svar.csv"), &broker).await;
    let lines: Vec<_> = file.body.lines().collect();
    assert!(lines[0].contains("Version;Fråga;"), "{}", lines[0]);
    assert!(lines.iter().any(|line| line.starts_with("1;")), "{}", file.body);
    assert!(lines.iter().any(|line| line.starts_with("2;")), "{}", file.body);
    let api = house.get(&format!("/api/v1/questions/{}", &path[8..]), &broker).await.json();
    assert_eq!(api["versions"].as_array().map(Vec::len), Some(2), "{api}");
    assert_eq!(api["from"].as_str().map(str::is_empty), Some(false));
    let english = house.get(&format!("{path}?lang=en"), &broker).await;
    assert!(english.body.contains("Each version is counted on its own"), "{}", english.body);
}

#[tokio::test]
async fn a_question_is_asked_changed_and_withdrawn_with_nothing_typed_lost() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let cookie = house.log_in(CONTACT).await;
    let few = [("text", "När vill ni träffas?"), ("kind", "choice"), ("choices", "Nu")];
    let faulty = send(&house, &cookie, "/fragor/ny", &few).await;
    assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(faulty.body.contains("När vill ni träffas?"), "{}", faulty.body);
    let whole = [("text", "När vill ni träffas?"), ("kind", "choice"), ("choices", "Nu\nSen")];
    let asked = send(&house, &cookie, "/fragor/ny", &whole).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
    let path = asked.header("location").to_owned();
    let page = house.get(&format!("{path}/andra"), &cookie).await;
    assert!(page.body.contains("Det här blir version 2"), "{}", page.body);
    let changed = [&whole[1..], &[("text", "Var vill ni träffas?"), ("version", "1")]].concat();
    let changed = send(&house, &cookie, &format!("{path}/andra"), &changed).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.body);
    let page = house.get(&path, &cookie).await;
    assert!(page.body.contains("Var vill ni träffas?"), "{}", page.body);
    assert!(page.body.contains("När vill ni träffas?"), "{}", page.body);
    let late = send(&house, &cookie, &format!("{path}/dra-tillbaka"), &[("version", "1")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
    let gone = send(&house, &cookie, &format!("{path}/dra-tillbaka"), &[("version", "2")]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.body);
    let broker = house.log_in(BROKER).await;
    assert_eq!(house.get(&path, &broker).await.status, StatusCode::OK, "the county reads");
    let firm = house.log_in("employer-admin.ange@demo.samkraft.test").await;
    let seen = house.get("/fragor", &firm).await.status;
    assert!(matches!(seen, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND), "{seen}");
}

#[tokio::test]
async fn the_first_firms_that_are_offered_meet_the_common_questions_only() {
    let house = House::demo(false).await.expect("SQLite is always there");
    for email in [BROKER, "leader@demo.samkraft.test"] {
        let cookie = house.log_in(email).await;
        let list = house.get("/kartlaggningar/ny", &cookie).await.body;
        let choose = list.split("class=\"choose\"").nth(1).expect("firms to choose");
        let first = choose.split("</li>").next().expect("a firm");
        assert!(!first.contains("Ånge"), "journeys begin with this firm: {first}");
    }
}
