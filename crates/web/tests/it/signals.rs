//! Signals on the page: the demo has found some, a step shows what it needs, and what is wrong or
//! late is said with nothing lost.

use axum::http::StatusCode;

use crate::house::House;

const BROKER: &str = "broker.kramfors@demo.samkraft.test";
const FIRM: &str = "employer-admin.kramfors@demo.samkraft.test";

/// The address of the first signal on a page.
fn first(body: &str) -> String {
    let found = body.split("href=\"/signaler/").skip(1).find_map(|rest| {
        let id = rest.split(['"', '?']).next()?;
        (id.len() == 36).then(|| format!("/signaler/{id}"))
    });
    found.unwrap_or_else(|| panic!("no signal in {body}"))
}

#[tokio::test]
async fn the_demo_has_signals_of_two_kinds_and_one_that_somebody_wrote() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let broker = house.log_in(BROKER).await;
    for kind in ["obstacle", "retirements", "written"] {
        let list = house.get(&format!("/signaler?slag={kind}&kommun=2282&lage=all"), &broker).await;
        assert_eq!(list.status, StatusCode::OK, "{}", list.body);
        let page = house.get(&first(&list.body), &broker).await;
        assert_eq!(page.status, StatusCode::OK, "{kind}: {}", page.body);
    }
    let none = house.get("/signaler?slag=written&lage=lapsed", &broker).await;
    assert!(none.body.contains("Inga signaler här"), "an empty list says what to do");
    let english = house.get("/signaler?lang=en&lage=all", &broker).await;
    assert!(english.body.contains("The same obstacle at several firms"), "{}", english.body);
    let api = house.get("/api/v1/signals?kind=obstacle&municipality=2282", &broker).await;
    assert_eq!(api.json()["items"][0]["firms"], 5, "{}", api.body);
    let firm = house.log_in(FIRM).await;
    let own = house.get("/signaler", &firm).await;
    assert!(own.body.contains("Inga svar än"), "{}", own.body);
    assert_eq!(house.get("/api/v1/signals", &firm).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_signal_goes_from_the_desk_to_the_firms_own_page() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let broker = house.log_in(BROKER).await;
    let list = house.get("/signaler?slag=obstacle&kommun=2282", &broker).await;
    let path = first(&list.body);
    let to = format!("{path}/steg");
    let post = async |state: &str, more: &[(&str, &str)]| {
        let page = house.get(&format!("{path}?steg={state}"), &broker).await;
        assert_eq!(page.hidden("state"), state, "the form of the step stands open");
        let (csrf, version) = (page.hidden("csrf"), page.hidden("version"));
        let fields = [("csrf", csrf.as_str()), ("version", &version), ("state", state)];
        house.post(&to, &broker, &[&fields, more].concat()).await
    };
    let empty = post("dialogue", &[("words", "Var byggs det?")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("Var byggs det?"), "nothing typed is lost");
    let asks = [("words", "Var byggs det?"), ("asked", "Nämnden"), ("on", "2026-12-20")];
    let asked = post("dialogue", &asks).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.body);
    let named = post("answered", &[("words", "Demo Ådalens Plåt fick rätt.")]).await;
    assert_eq!(named.status, StatusCode::UNPROCESSABLE_ENTITY, "a firm is named");
    let told = post("answered", &[("words", "Tolv lägenheter blir klara.")]).await;
    assert_eq!(told.status, StatusCode::SEE_OTHER, "{}", told.body);
    let firm = house.log_in(FIRM).await;
    let desk = house.get("/skrivbord", &firm).await;
    assert!(desk.body.contains("Så blev det"), "{}", desk.body);
    assert!(desk.body.contains("Tolv lägenheter blir klara."));
    let page = house.get(&path, &firm).await;
    assert!(page.body.contains("Tolv lägenheter blir klara."), "{}", page.body);
    assert!(!page.body.contains("Lugnvik"), "no other firm is named");
}

#[tokio::test]
async fn a_signal_is_written_from_one_form_and_kept_once() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let contact = house.log_in("muni-contact.kramfors@demo.samkraft.test").await;
    let page = house.get("/signaler/ny", &contact).await;
    assert!(!page.body.contains("Hela länet"), "a municipality writes of its own");
    let (csrf, key) = (page.hidden("csrf"), page.hidden("idempotency"));
    let fields = |title| {
        [("csrf", csrf.as_str()), ("idempotency", &key), ("title", title), ("words", "Tre skift.")]
    };
    let wrong = house.post("/signaler/ny", &contact, &fields("")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("Tre skift."), "nothing typed is lost");
    let made = house.post("/signaler/ny", &contact, &fields("Bussen dras in")).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let again = house.post("/signaler/ny", &contact, &fields("Bussen dras in")).await;
    assert_eq!(again.header("location"), made.header("location"), "sent twice, written once");
    let shown = house.get(made.header("location"), &contact).await;
    assert!(shown.body.contains("Bussen dras in"), "{}", shown.body);
    let unknown = house.get("/signaler/ny?besok=x", &contact).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}
