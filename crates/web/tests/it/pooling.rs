//! Pools on the page: formed from a suggestion, told apart for those who may see more and less.

use axum::http::StatusCode;

use crate::house::House;

const BROKER: &str = "broker@demo.samkraft.test";
const LENA: &str = "employer-admin.ornskoldsvik@demo.samkraft.test";
const ADVISER: &str = "muni-adviser.kramfors@demo.samkraft.test";
const COOKS: &str = "Sju kockar i tre kommuner";

/// The text between two others.
fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    let rest = text.split_once(from).unwrap_or_else(|| panic!("{from} in {text}")).1;
    rest.split_once(to).map_or(rest, |(found, _)| found)
}

/// The address of a pool by its title, as a reader's list has it.
async fn pool(house: &House, cookie: &str, title: &str) -> String {
    let list = house.get("/samlingar?lage=any", cookie).await.body;
    let before = list.split_once(title).unwrap_or_else(|| panic!("{title} in {list}")).0;
    let id = before.rsplit_once("href=\"/samlingar/").expect("a link").1;
    format!("/samlingar/{}", id.split('"').next().expect("an id"))
}

#[tokio::test]
async fn a_firm_answers_and_sees_the_sum_but_no_one_who_did_not_agree() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let lena = house.log_in(LENA).await;
    let address = pool(&house, &lena, COOKS).await;
    let before = house.get(&address, &lena).await;
    assert!(before.body.contains("Summan visas när minst tre"), "{}", before.body);
    assert!(!before.body.contains("Malin Vik"), "who said it is for the broker");
    let form = house.get(&format!("{address}/svar"), &lena).await;
    let fields = [
        ("csrf", form.hidden("csrf")),
        ("idempotency", form.hidden("idempotency")),
        ("version", form.hidden("version")),
        ("answer", "yes".to_owned()),
    ];
    let fields: Vec<_> = fields.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let sent = house.post(&format!("{address}/svar"), &lena, &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let again = house.post(&format!("{address}/svar"), &lena, &fields).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "sent twice, answered once");
    let after = house.get(&address, &lena).await;
    assert!(after.body.contains("<p class=\"stat__value\">7</p>"), "{}", after.body);
    let adviser = house.log_in(ADVISER).await;
    let seen = house.get(&address, &adviser).await;
    assert!(seen.body.contains("<p class=\"stat__value\">7</p>"));
    assert!(!seen.body.contains("Höga Kusten Kök"), "it did not agree to be named");
    let need = house.get("/behov/demo-behov-kockar-hoga-kusten-kok", &lena).await;
    assert!(need.body.contains("Behovet är med i samlingen"), "{}", need.body);
    let stale = [fields[0], ("idempotency", "x"), ("version", "1"), ("answer", "withdrawn")];
    let late = house.post(&format!("{address}/svar"), &lena, &stale).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
}

#[tokio::test]
async fn a_pool_is_formed_from_a_suggestion_and_not_twice() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let broker = house.log_in(BROKER).await;
    let list = house.get("/samlingar", &broker).await;
    let ssyk = between(&list.body, "/samlingar/ny?yrke=", "\"").to_owned();
    let page = house.get(&format!("/samlingar/ny?yrke={ssyk}"), &broker).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let needs: Vec<_> = page
        .body
        .split("name=\"needs\" value=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(ToOwned::to_owned)
        .collect();
    let (csrf, today) = (page.hidden("csrf"), between(&page.body, "name=\"deadline\"", ">"));
    let day = between(today, "value=\"", "\"").to_owned();
    let post = async |title: &str, key: &str| {
        let mut fields = vec![
            ("csrf", csrf.as_str()),
            ("idempotency", key),
            ("occupation", ssyk.as_str()),
            ("title", title),
            ("deadline", day.as_str()),
            ("nextStep", "Ring"),
            ("nextStepOn", day.as_str()),
        ];
        fields.extend(needs.iter().map(|need| ("needs", need.as_str())));
        house.post("/samlingar/ny", &broker, &fields).await
    };
    let blank = post("", "a").await;
    assert_eq!(blank.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(blank.body.contains("value=\"Ring\""), "nothing typed is lost");
    let made = post("Den första", "b").await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let second = post("Den andra", "c").await;
    assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", second.body);
    assert!(second.body.contains("i «Den första»"), "{}", second.body);
    let shown = made.header("location").split('?').next().expect("address");
    let early = [("csrf", csrf.as_str()), ("state", "open"), ("version", "1")];
    let early = house.post(&format!("{shown}/lage"), &broker, &early).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.body.contains("måste ha sagt ja först"), "{}", early.body);
}

#[tokio::test]
async fn the_program_interface_shows_sums_only_of_three_firms_or_more() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let broker = house.log_in(BROKER).await;
    let all = house.get("/api/v1/pools?state=any", &broker).await.json();
    let cooks = |all: &serde_json::Value| {
        let items = all["items"].as_array().expect("items").clone();
        items.into_iter().find(|pool| pool["title"] == COOKS).expect("the kitchens")
    };
    assert_eq!(cooks(&all)["figures"]["persons"], 4, "{all}");
    let adviser = house.log_in(ADVISER).await;
    let seen = house.get("/api/v1/pools?state=any", &adviser).await.json();
    assert!(cooks(&seen)["figures"].is_null(), "{seen}");
    let id = cooks(&seen)["id"].as_str().expect("id").to_owned();
    let whole = house.get(&format!("/api/v1/pools/{id}"), &adviser).await.json();
    assert_eq!(whole["versions"].as_array().map(Vec::len), Some(0));
    assert!(whole["firms"].as_array().expect("firms").iter().all(|f| f["persons"].is_null()));
    let refused = house.get("/api/v1/pools/suggestions", &adviser).await.status;
    assert!(matches!(refused, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND), "{refused}");
    let other = house.log_in("employer-admin.kramfors@demo.samkraft.test").await;
    let hidden = house.get(&format!("/api/v1/pools/{id}"), &other).await.status;
    assert_eq!(hidden, StatusCode::NOT_FOUND);
}
