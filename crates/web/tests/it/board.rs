//! The board as a browser without script meets it, and the cheap question beside it.

use axum::body::Body;
use axum::http::{Request, StatusCode};

use crate::house::{Answer, House};

const BROKER: &str = "broker@demo.samkraft.test";

/// The part of a page that shows one column.
fn column<'p>(page: &'p Answer, code: &str) -> &'p str {
    let rest = page.body.split(&format!("data-column=\"{code}\"")).nth(1).unwrap_or_default();
    rest.split("</section>").next().unwrap_or_default()
}

/// A card that may be moved to a column: where it stands, its id and its version.
fn card(page: &Answer, to: &str) -> (String, String, String) {
    let until = |text: &str| text.split('"').next().unwrap_or_default().to_owned();
    for column in page.body.split("data-column=\"").skip(1) {
        for card in column.split("<li class=\"board-card\"").skip(1) {
            let moves = card.split("data-moves=\"").nth(1).map(until).unwrap_or_default();
            if moves.split(' ').any(|one| one == to) {
                let value = |start: &str| card.split(start).nth(1).map(until).unwrap_or_default();
                let id = value("action=\"/arenden/tavla/");
                return (until(column), id, value("name=\"version\" value=\""));
            }
        }
    }
    panic!("no card may go to {to}: {}", page.body);
}

async fn send(house: &House, cookie: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
    let csrf = house.get("/arenden/tavla", cookie).await.hidden("csrf");
    let fields = [&[("csrf", csrf.as_str())][..], fields].concat();
    house.post(path, cookie, &fields).await
}

#[tokio::test]
async fn a_card_is_moved_by_its_button_and_back_by_undo() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let cookie = house.log_in(BROKER).await;
    let page = house.get("/arenden/tavla", &cookie).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert_eq!(page.body.matches("class=\"board__column\"").count(), 8);
    let (was, id, version) = card(&page, "waiting");
    let path = format!("/arenden/tavla/{id}");
    let fields = [("column", "waiting"), ("version", version.as_str())];
    let moved = send(&house, &cookie, &path, &fields).await;
    assert_eq!(moved.status, StatusCode::SEE_OTHER, "{}", moved.body);
    assert_eq!(moved.header("location"), "/arenden/tavla");
    let flash = moved.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
    let page = house.get("/arenden/tavla", &format!("{cookie}; {flash}")).await;
    assert!(column(&page, "waiting").contains(&path));
    let undo = page.body.split("action=\"").find(|rest| rest.contains("/angra?version="));
    let undo = undo.and_then(|rest| rest.split('"').next()).expect("a way back").to_owned();
    let again = send(&house, &cookie, &path, &fields).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "the card is not where the page showed it");
    assert!(again.body.contains("Någon annan hann ändra"), "{}", again.body);
    let undone = send(&house, &cookie, &undo.replace("&#38;", "&"), &[]).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.body);
    assert!(column(&house.get("/arenden/tavla", &cookie).await, &was).contains(&path));
    let twice = send(&house, &cookie, &undo.replace("&#38;", "&"), &[]).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn closing_on_the_board_asks_how_it_ended() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let cookie = house.log_in(BROKER).await;
    let (_, id, version) = card(&house.get("/arenden/tavla", &cookie).await, "closed");
    let path = format!("/arenden/tavla/{id}");
    let fields = [("column", "closed"), ("version", version.as_str())];
    let asked = send(&house, &cookie, &path, &fields).await;
    let address = asked.header("location").to_owned();
    assert_eq!(address, format!("{path}?till=closed"));
    let page = house.get(&address, &cookie).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert_eq!(page.hidden("version"), version);
    let mut fields = vec![("column", "closed"), ("version", version.as_str()), ("asked", "yes")];
    let empty = send(&house, &cookie, &path, &fields).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("<title>Fel: Avsluta ärendet"), "{}", empty.body);
    fields.extend([("outcome", "met"), ("outcomeWords", "Två svetsare är på plats.")]);
    let closed = send(&house, &cookie, &path, &fields).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.body);
    let page = house.get("/arenden/tavla", &cookie).await;
    assert!(column(&page, "closed").contains(&path));
}

#[tokio::test]
async fn asking_again_with_the_tag_costs_nothing_until_something_changes() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let cookie = house.log_in(BROKER).await;
    let ask = async |tag: &str| {
        let request = Request::get("/api/v1/board").header("cookie", &cookie);
        let request = request.header("if-none-match", tag).body(Body::empty());
        house.send(request.expect("request")).await
    };
    let first = ask("").await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.body);
    let tag = first.header("etag").to_owned();
    let page = house.get("/arenden/tavla", &cookie).await;
    let on_page = format!("data-tag=\"{}\"", tag.trim_matches('"'));
    assert!(page.body.contains(&on_page), "page and API tell the same");
    let same = ask(&tag).await;
    assert_eq!((same.status, same.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    let (_, id, version) = card(&page, "waiting");
    let fields = [("column", "waiting"), ("version", version.as_str())];
    send(&house, &cookie, &format!("/arenden/tavla/{id}"), &fields).await;
    let after = ask(&tag).await;
    assert_eq!(after.status, StatusCode::OK);
    assert_ne!(after.header("etag"), tag);
    let columns = after.json()["columns"].as_array().expect("columns").clone();
    let waiting = columns.iter().find(|one| one["column"] == "waiting").expect("column");
    assert!(waiting["cards"].as_array().expect("cards").iter().any(|one| one["id"] == id.as_str()));
}

#[tokio::test]
async fn a_firm_has_no_board() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let cookie = house.log_in("employer-admin.kramfors@demo.samkraft.test").await;
    assert_eq!(house.get("/arenden/tavla", &cookie).await.status, StatusCode::FORBIDDEN);
    assert_eq!(house.get("/api/v1/board", &cookie).await.status, StatusCode::FORBIDDEN);
    assert!(!house.get("/arenden", &cookie).await.body.contains("/arenden/tavla"));
}
