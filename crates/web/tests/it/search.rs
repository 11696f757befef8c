//! The search box as the house answers it: grouped, within reach, and on every page.

use axum::http::StatusCode;
use store::on;

use crate::house::{Answer, House};

const BROKER: &str = "broker@demo.samkraft.test";

async fn text_of(house: &House, sql: &'static str) -> String {
    let mut connection = house.app.store.read().await.expect("connection");
    on!(connection, |c| sqlx::query_scalar(sql).fetch_one(c).await.expect("a row"))
}

async fn ask(house: &House, cookie: &str, q: &str) -> Answer {
    let q: String = url::form_urlencoded::byte_serialize(q.as_bytes()).collect();
    let page = house.get(&format!("/sok?q={q}"), cookie).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    page
}

/// The part of a page that shows one group.
fn group<'p>(page: &'p Answer, heading: &str) -> &'p str {
    let start = format!("<section class=\"hits__group\" aria-label=\"{heading}\">");
    let rest = page.body.split(&start).nth(1).unwrap_or_default();
    rest.split("</section>").next().unwrap_or_default()
}

#[tokio::test]
async fn the_box_finds_cases_firms_needs_offers_colleagues_and_pages() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let cookie = house.log_in(BROKER).await;
    let sql = "SELECT number FROM case_file WHERE county = '22' ORDER BY created_at LIMIT 1";
    let number = text_of(&house, sql).await;
    let page = ask(&house, &cookie, &number).await;
    assert_eq!(group(&page, "Ärenden").matches("<li>").count(), 1, "{number}");
    assert!(group(&page, "Ärenden").contains(&number));
    let sql = "SELECT o.org_number FROM organisation o JOIN need n ON n.county = o.county
        AND n.organisation = o.id WHERE o.county = '22' ORDER BY o.id LIMIT 1";
    let page = ask(&house, &cookie, &text_of(&house, sql).await).await;
    assert_eq!(group(&page, "Företag").matches("<li>").count(), 1);
    assert!(group(&page, "Behov").contains("href=\"/behov/"), "a firm's number shows its needs");
    let page = ask(&house, &cookie, "svets").await;
    for (heading, start) in [("Behov", "/behov/"), ("Insatser", "/insatser/")] {
        assert!(group(&page, heading).contains(&format!("href=\"{start}")), "{heading}");
    }
    let sql = "SELECT p.name FROM person p JOIN assignment a ON a.person = p.id
        JOIN desk d ON d.county = a.county AND d.id = a.desk
        WHERE a.county = '22' ORDER BY p.name LIMIT 1";
    let name = text_of(&house, sql).await;
    assert!(group(&ask(&house, &cookie, &name).await, "Kollegor").contains(&name), "{name}");
    let page = ask(&house, &cookie, "kartl").await;
    assert!(group(&page, "Sidor").contains("href=\"/kartlaggningar\""), "{}", page.body);
}

#[tokio::test]
async fn a_group_shows_a_few_and_leads_to_the_whole_list() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let cookie = house.log_in(BROKER).await;
    let page = ask(&house, &cookie, "kommun").await;
    let firms = group(&page, "Företag");
    assert_eq!(firms.matches("<li>").count(), 5);
    assert!(firms.contains("href=\"/organisationer?q=kommun&#38;visa=both\""), "{firms}");
    let list = house.get("/organisationer?q=kommun&visa=both", &cookie).await;
    assert!(list.body.matches("href=\"/organisationer/0").count() > 5);
}

#[tokio::test]
async fn a_firm_finds_no_colleagues_of_the_county_and_nothing_of_others() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let cookie = house.log_in("employer-admin.kramfors@demo.samkraft.test").await;
    let page = ask(&house, &cookie, "demo").await;
    assert!(group(&page, "Kollegor").is_empty());
    let firms = group(&page, "Företag");
    assert!(firms.matches("<li>").count() <= 1, "{firms}");
    assert!(group(&ask(&house, &cookie, "nytt").await, "Sidor").is_empty(), "no pages of brokers");
    let out = house.get("/sok?q=demo", "").await;
    assert_eq!(out.status, StatusCode::SEE_OTHER, "who is not logged in is asked to");
    assert!(!house.get("/insatser", "").await.body.contains("data-search"));
    assert!(house.get("/insatser", &cookie).await.body.contains("action=\"/sok\" data-search"));
}

#[tokio::test]
async fn what_is_asked_is_shown_again_and_never_run() {
    let house = House::open().await;
    let cookie = house.log_in("broker@demo.test").await;
    let page = ask(&house, &cookie, "<script>'\" OR 1=1").await;
    assert!(!page.body.contains("<script>'"), "{}", page.body);
    assert!(page.body.contains("Inget passar"));
    assert!(ask(&house, &cookie, "å").await.body.contains("Skriv minst två tecken."));
    assert!(ask(&house, &cookie, &"å".repeat(5_000)).await.body.contains("Inget passar"));
}
