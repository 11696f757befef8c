//! Events on the page: found without a login, written down and opened, signed up to and cancelled,
//! with a list for who invites, and closed with an outcome.

use axum::http::StatusCode;

use crate::house::{Answer, House};

const BROKER: &str = "broker@demo.samkraft.test";
const ADVISER: &str = "muni-adviser.kramfors@demo.samkraft.test";
const FIRM: &str = "employer-admin.kramfors@demo.samkraft.test";
const LINK: &str = "https://moten.samkraft.test/svetsare";

/// The address of an event by its title, on a page of the list.
async fn event(house: &House, list: &str, cookie: &str, title: &str) -> String {
    let page = house.get(list, cookie).await;
    let before = page.body.split(&format!(">{title}</a>")).next().unwrap_or_default();
    let link = before.rsplit("href=\"").next().unwrap_or_default();
    let path = link.split('"').next().unwrap_or_default().to_owned();
    assert!(path.starts_with("/traffar/"), "{title}: {}", page.body);
    path
}

/// Fills in the form of a page as it stands and sends it with some fields changed.
async fn send(house: &House, path: &str, cookie: &str, said: &[(&str, &str)]) -> Answer {
    let page = house.get(path, cookie).await;
    assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
    let hidden = ["csrf", "idempotency", "version"].map(|name| (name, page.hidden(name)));
    let hidden = hidden.iter().map(|(name, value)| (*name, value.as_str()));
    let fields: Vec<_> = hidden.chain(said.iter().copied()).collect();
    house.post(path, cookie, &fields).await
}

const NEW: &[(&str, &str)] = &[
    ("kind", "workshop"),
    ("title", "Praktik på verkstad"),
    ("text", "Vi gör upp om platser."),
    ("startsOn", "2027-01-20"),
    ("startsAt", "9"),
    ("endsAt", "11.30"),
    ("place", "Demo skolan"),
    ("municipality", "2282"),
    ("link", "https://moten.samkraft.test/praktik"),
    ("seats", "2"),
];

#[tokio::test]
async fn everyone_finds_what_is_open_and_nothing_else() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let list = house.get("/traffar", "").await;
    assert_eq!(list.status, StatusCode::OK);
    assert!(list.body.contains("Heta arbeten") && list.body.contains("Fullt, 2 i kö"));
    assert!(!list.body.contains("Språk på jobbet"), "a draft");
    assert!(!list.body.contains("Matlänken:"), "for members only");
    assert!(!list.body.contains("/traffar/ny") && !list.body.contains(LINK));
    let past = house.get("/traffar?nar=past&typ=study-visit", "").await;
    assert!(past.body.contains("Studiebesök:") && !past.body.contains("Vilka kurser saknas"));
    let path =
        event(&house, "/traffar?kommun=2282", "", "Så hittar vi fler svetsare i Ådalen").await;
    let page = house.get(&path, "").await;
    assert!(page.body.contains("35 platser kvar av 40"), "{}", page.body);
    assert!(page.body.contains("/logga-in?till="), "one logs in to sign up");
    assert!(!page.body.contains(LINK) && !page.body.contains("Demo Maj"), "{}", page.body);
    let file = house.get(&format!("{path}/traff.ics"), "").await;
    assert_eq!(file.header("content-type"), "text/calendar; charset=utf-8");
    assert!(file.body.contains("METHOD:PUBLISH") && !file.body.contains("moten.samkraft"));
    let id = path.trim_start_matches("/traffar/");
    let json = house.get(&format!("/api/v1/events/{id}"), "").await.json();
    assert_eq!((json["freeSeats"].as_i64(), json["isOnline"].as_bool()), (Some(35), Some(true)));
    assert!(!json.to_string().contains("moten.samkraft"), "{json}");
    let member = house.log_in("employer-admin.ornskoldsvik@demo.samkraft.test").await;
    event(&house, "/traffar?vilka=signed-up", &member, "Matlänken: dela kock mellan två kök").await;
}

#[tokio::test]
async fn a_draft_is_opened_and_a_firm_signs_up_changes_and_cancels() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let (broker, firm) = (house.log_in(BROKER).await, house.log_in(FIRM).await);
    let wrong = send(&house, "/traffar/ny", &broker, &[("title", "Bara ett namn")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("Bara ett namn"), "nothing typed is lost");
    assert!(wrong.body.contains("Skriv en plats, en länk"), "{}", wrong.body);
    let made = send(&house, "/traffar/ny", &broker, NEW).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let path = made.header("location").to_owned();
    assert_eq!(house.get(&path, &firm).await.status, StatusCode::NOT_FOUND, "a draft");
    let draft = house.get(&path, &broker).await;
    assert!(draft.body.contains("Bara ni ser träffen än"), "{}", draft.body);
    let (csrf, version) = (draft.hidden("csrf"), draft.hidden("version"));
    let open = [("csrf", csrf.as_str()), ("version", version.as_str())];
    let opened = house.post(&format!("{path}/oppna"), &broker, &open).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
    let sign_up = format!("{path}/anmalan");
    let begun = house.get(&sign_up, &firm).await;
    assert!(begun.body.contains(&format!("value=\"{FIRM}\"")), "whoever is logged in is asked");
    let who = [("persons", "3"), ("mandate", "prepares"), ("contactName", "Lena")];
    let who = |persons: &'static str| {
        let mut who = who.to_vec();
        who[0].1 = persons;
        who.push(("contactEmail", "lena@demo.samkraft.test"));
        who
    };
    let waits = send(&house, &sign_up, &firm, &who("3")).await;
    assert_eq!(waits.status, StatusCode::SEE_OTHER, "{}", waits.body);
    let page = house.get(&path, &firm).await;
    assert!(page.body.contains("3 personer från er står i kö"), "{}", page.body);
    assert!(!page.body.contains("moten.samkraft"), "no seat, no address");
    send(&house, &sign_up, &firm, &who("2")).await;
    let page = house.get(&path, &firm).await;
    assert!(page.body.contains("Ni har 2 platser") && page.body.contains("moten.samkraft"));
    assert!(page.body.contains("Fullt"), "{}", page.body);
    let names = house.get(&format!("{path}/anmalda"), &firm).await;
    assert_eq!(names.status, StatusCode::FORBIDDEN, "only who invites sees names");
    let names = house.get(&format!("{path}/anmalda"), &broker).await;
    assert!(names.body.contains("Lena") && names.body.contains("Förbereder beslut"));
    let file = house.get(&format!("{path}/anmalda.csv"), &broker).await;
    let lines: Vec<_> = file.body.lines().collect();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[1].contains(";Har plats;2;Förbereder beslut;Lena;"), "{lines:?}");
    let other = house.log_in(ADVISER).await;
    let foreign = house.get(&format!("{path}/anmalda"), &other).await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN, "another organiser's");
    let left = send(&house, &format!("{path}/avboka"), &firm, &[]).await;
    assert_eq!(left.status, StatusCode::SEE_OTHER, "{}", left.body);
    let page = house.get(&path, &firm).await;
    assert!(page.body.contains("2 platser kvar av 2"), "{}", page.body);
}

#[tokio::test]
async fn who_invites_is_warned_moves_and_calls_off() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let adviser = house.log_in(ADVISER).await;
    let title = "Så hittar vi fler svetsare i Ådalen";
    let path = event(&house, "/traffar?vilka=own", &adviser, title).await;
    let page = house.get(&path, &adviser).await;
    assert!(page.body.contains("Ingen som får besluta är anmäld"), "{}", page.body);
    assert!(page.body.contains(LINK), "who invites has the address");
    let reader = house.log_in(FIRM).await;
    let seen = house.get(&path, &reader).await;
    assert!(!seen.body.contains("Ingen som får besluta är anmäld"));
    assert!(seen.body.contains("Privat") && !seen.body.contains("Personer</th>"), "{}", seen.body);
    let few = [("seats", "3"), ("title", title), ("kind", "seminar"), ("text", "Kort")];
    let time = [("startsOn", "2026-12-19"), ("startsAt", "13"), ("endsAt", "16")];
    let site = [("place", "Torget"), ("municipality", "2282")];
    let fields: Vec<_> = few.into_iter().chain(time).chain(site).collect();
    let refused = send(&house, &format!("{path}/andra"), &adviser, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("5 personer har redan plats"), "{}", refused.body);
    let cancel = format!("{path}/stall-in");
    let sure = house.get(&cancel, &adviser).await;
    assert!(sure.body.contains("Det kan inte ångras") && sure.body.contains("De 3 som är anmälda"));
    let silent = send(&house, &cancel, &adviser, &[("reason", "")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY, "a reason is needed");
    let gone = send(&house, &cancel, &adviser, &[("reason", "Snöstorm")]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.body);
    let page = house.get(&path, "").await;
    assert!(page.body.contains("Träffen är inställd") && page.body.contains("Snöstorm"));
    let late = house.get(&format!("{path}/andra"), &adviser).await;
    assert_eq!(late.status, StatusCode::FORBIDDEN, "it stays called off");
}

#[tokio::test]
async fn an_event_that_has_been_is_closed_with_what_it_led_to() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let broker = house.log_in(BROKER).await;
    let title = "Vilka kurser saknas i länet?";
    let path = event(&house, "/traffar?nar=past", &broker, title).await;
    let page = house.get(&path, &broker).await;
    assert!(page.body.contains("Skriv vad träffen ledde till"), "{}", page.body);
    let close = format!("{path}/avsluta");
    let silent = send(&house, &close, &broker, &[("outcome", "need")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY, "words are needed");
    let said = [("outcome", "need"), ("words", "Kurser i robotsvets saknas"), ("came", "4")];
    let closed = send(&house, &close, &broker, &said).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER, "{}", closed.body);
    let page = house.get(&path, "").await;
    assert!(
        page.body.contains("Kurser i robotsvets saknas") && page.body.contains("4 personer kom")
    );
    assert!(page.body.contains("Avslutad"), "{}", page.body);
    assert_eq!(house.get(&close, &broker).await.status, StatusCode::FORBIDDEN, "once");
}
