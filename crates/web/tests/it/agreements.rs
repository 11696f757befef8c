//! Agreements on the page: kept from one form, shown on the card, ended once, and pointed out where
//! process leaders are lent without one.

use axum::http::StatusCode;

use crate::house::House;

const BROKER: &str = "broker@demo.samkraft.test";

/// The address of the page of an actor, by its name.
async fn iuc(house: &House, cookie: &str) -> String {
    let list = house.get("/api/v1/agreements?kind=leading", cookie).await.json();
    let with = list["items"].as_array().expect("items").iter();
    let mut with = with.filter(|one| one["organisation"] == "IUC");
    with.next().expect("the demo's")["organisationId"].as_str().expect("id").to_owned()
}

#[tokio::test]
async fn an_agreement_is_kept_shown_on_the_card_and_ended_after_a_question() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let cookie = house.log_in(BROKER).await;
    let iuc = iuc(&house, &cookie).await;
    let page = house.get(&format!("/avtal/ny?organisation={iuc}"), &cookie).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert!(page.body.contains(&format!("<option value=\"{iuc}\" selected>")), "it is chosen");
    let (csrf, key) = (page.hidden("csrf"), page.hidden("idempotency"));
    let send = async |until: &str, key: &str| {
        let fields = [
            ("csrf", csrf.as_str()),
            ("idempotency", key),
            ("organisation", iuc.as_str()),
            ("kind", "cooperation"),
            ("scope", "Gemensamma träffar"),
            ("validFrom", "2026-12-01"),
            ("validUntil", until),
            ("municipalities", "2282"),
        ];
        house.post("/avtal/ny", &cookie, &fields).await
    };
    let turned = send("2026-11-01", "a").await;
    assert_eq!(turned.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", turned.body);
    assert!(turned.body.contains("Sista dagen är före den första"), "{}", turned.body);
    assert!(turned.body.contains("Gemensamma träffar"), "nothing typed is lost");
    let made = send("", &key).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let again = send("", &key).await;
    assert_eq!(again.header("location"), made.header("location"), "sent twice, written once");
    let at = made.header("location").split('?').next().expect("address").to_owned();
    let card = house.get(&format!("/organisationer/{iuc}"), &cookie).await;
    assert!(card.body.contains(&format!("href=\"{at}\"")), "{}", card.body);
    assert!(card.body.contains("Samverkansavtal") && card.body.contains("tills vidare"));
    let sure = house.get(&format!("{at}/avsluta"), &cookie).await;
    assert!(sure.body.contains("Det kan inte ångras"), "{}", sure.body);
    let fields = |reason: &'static str| {
        [
            ("csrf", sure.hidden("csrf")),
            ("idempotency", reason.to_owned()),
            ("version", sure.hidden("version")),
            ("endedOn", "2026-12-07".to_owned()),
            ("reason", reason.to_owned()),
        ]
    };
    let end = async |reason: &'static str| {
        let fields = fields(reason);
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        house.post(&format!("{at}/avsluta"), &cookie, &fields).await
    };
    assert_eq!(end("").await.status, StatusCode::UNPROCESSABLE_ENTITY, "a reason is needed");
    assert_eq!(end("De slutar").await.status, StatusCode::SEE_OTHER);
    let over = house.get(&at, &cookie).await;
    assert!(over.body.contains("Gäller inte längre") && over.body.contains("De slutar"));
    assert!(!over.body.contains("/avsluta"), "it is ended once");
    let late = house.get(&format!("{at}/andra"), &cookie).await;
    assert_eq!(late.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_list_has_a_file_and_firms_find_neither() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let cookie = house.log_in("muni-adviser.kramfors@demo.samkraft.test").await;
    let list = house.get("/avtal", &cookie).await;
    let place = |text: &str| {
        let at = list.body.find(text);
        at.unwrap_or_else(|| panic!("{text}: {}", list.body))
    };
    let (soon, over) = (place("Slutar snart</span>"), place("Gäller inte längre</span>"));
    assert!(soon < over, "those that end first are on top");
    assert!(!list.body.contains("/avtal/ny"), "who reads adds none");
    let ending = house.get("/avtal?lage=ends-soon", &cookie).await;
    assert!(ending.body.contains("IUC") && !ending.body.contains("Almi Mitt"));
    let file = house.get("/avtal.csv?lage=ends-soon", &cookie).await;
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"avtal.csv\"");
    let lines: Vec<_> = file.body.lines().collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[1].starts_with("IUC;Avtal om processledning;"), "{lines:?}");
    let firm = house.log_in("employer-admin.kramfors@demo.samkraft.test").await;
    for path in ["/avtal", "/avtal.csv", "/avtal/ny", "/api/v1/agreements"] {
        let status = house.get(path, &firm).await.status;
        let refused = [StatusCode::NOT_FOUND, StatusCode::FORBIDDEN];
        assert!(refused.contains(&status), "{path}: {status}");
    }
}

#[tokio::test]
async fn process_leaders_without_an_agreement_are_pointed_out_and_can_be_appointed() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let cookie = house.log_in(BROKER).await;
    let lacks = "Avtal om processledning saknas";
    let before = house.get("/processledare", &cookie).await;
    assert!(!before.body.contains(lacks), "the demo's leader has one");
    let all = house.get("/api/v1/agreements?kind=leading", &cookie).await.json();
    let id = all["items"][0]["id"].as_str().expect("id").to_owned();
    let sure = house.get(&format!("/avtal/{id}/avsluta"), &cookie).await;
    let (csrf, version) = (sure.hidden("csrf"), sure.hidden("version"));
    let fields = [
        ("csrf", csrf.as_str()),
        ("version", version.as_str()),
        ("endedOn", "2026-12-07"),
        ("reason", "De slutar"),
    ];
    let ended = house.post(&format!("/avtal/{id}/avsluta"), &cookie, &fields).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.body);
    let after = house.get("/processledare", &cookie).await;
    assert!(after.body.contains(lacks) && after.body.contains("IUC"), "{}", after.body);
}
