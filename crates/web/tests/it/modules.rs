//! Modules on and off, as desks, firms and programs meet it.

use axum::http::StatusCode;

use crate::house::{Answer, House};

const STRATEGIST: &str = "strategist@demo.samkraft.test";
const CONTACT: &str = "muni-contact.timra@demo.samkraft.test";
const ADVISER: &str = "muni-adviser.timra@demo.samkraft.test";
const FIRM: &str = "employer-admin.timra@demo.samkraft.test";

async fn decide(house: &House, cookie: &str, at: &str, state: &str) -> Answer {
    let path = format!("/moduler/{at}");
    let page = house.get(&path, cookie).await;
    let (csrf, version) = (page.hidden("csrf"), page.hidden("version"));
    let fields = [
        ("csrf", csrf.as_str()),
        ("version", version.as_str()),
        ("state", state),
        ("decidedBy", "Kommunstyrelsen i Timrå"),
        ("decidedOn", "2026-11-02"),
        ("evaluateOn", if state == "pilot" { "2027-06-01" } else { "" }),
    ];
    house.post(&path, cookie, &fields).await
}

#[tokio::test]
async fn off_in_one_municipality_closes_its_desks_pages_and_nobody_elses() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let (contact, adviser) = (house.log_in(CONTACT).await, house.log_in(ADVISER).await);
    assert!(house.get("/skrivbord", &adviser).await.body.contains("href=\"/besok\""));
    let off = decide(&house, &contact, "2262/visits", "off").await;
    assert_eq!(off.status, StatusCode::SEE_OTHER, "{}", off.body);
    for path in ["/besok", "/besok/ko", "/besok.csv", "/besok/ny"] {
        let page = house.get(path, &adviser).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{path}");
        assert!(page.body.contains("Ej påslaget i Timrå: Besök"), "{path}: {}", page.body);
        assert!(page.body.contains("Kommunstyrelsen i Timrå bestämde det"), "{}", page.body);
        assert!(page.body.contains("Fråga "), "{}", page.body);
    }
    let api = house.get("/api/v1/visits", &adviser).await;
    assert_eq!(
        (api.status, api.json()["code"].as_str()),
        (StatusCode::FORBIDDEN, Some("module-off"))
    );
    for path in ["/skrivbord", "/organisationer", "/sok?q=besök"] {
        let page = house.get(path, &adviser).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(!page.body.contains("href=\"/besok"), "{path} leads to what is closed");
    }
    for (email, path) in [
        (FIRM, "/besok"),
        (FIRM, "/mitt"),
        ("muni-adviser.kramfors@demo.samkraft.test", "/besok"),
        ("broker@demo.samkraft.test", "/besok"),
    ] {
        let cookie = house.log_in(email).await;
        assert_eq!(house.get(path, &cookie).await.status, StatusCode::OK, "{email}");
    }
    assert_eq!(house.get("/insatser", "").await.status, StatusCode::OK);
    let on = decide(&house, &contact, "2262/visits", "pilot").await;
    assert_eq!(on.status, StatusCode::SEE_OTHER, "{}", on.body);
    assert_eq!(house.get("/besok", &adviser).await.status, StatusCode::OK);
    let page = house.get("/moduler/2262/visits", &adviser).await;
    for words in ["På prov, utvärderas", "Beslut av Kommunstyrelsen i Timrå"] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    assert!(!page.body.contains("<textarea") && !page.body.contains("Spara beslutet"));
}

#[tokio::test]
async fn off_in_six_and_on_in_one() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let strategist = house.log_in(STRATEGIST).await;
    let contact = house.log_in(CONTACT).await;
    for (cookie, at, state) in
        [(&strategist, "22/contact-peace", "off"), (&contact, "2262/contact-peace", "on")]
    {
        let done = decide(&house, cookie, at, state).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{at}: {}", done.body);
    }
    let list = house.get("/moduler", &strategist).await;
    assert!(list.body.contains("Påslaget i 1 av 7"), "{}", list.body);
    let firm = |page: &Answer| {
        let link = page.body.split("href=\"/organisationer/").find(|it| it.starts_with('0'));
        link.and_then(|it| it.split('"').next()).expect("a firm").to_owned()
    };
    for (email, status) in [
        (ADVISER, StatusCode::OK),
        ("muni-adviser.kramfors@demo.samkraft.test", StatusCode::FORBIDDEN),
        ("broker@demo.samkraft.test", StatusCode::OK),
    ] {
        let cookie = house.log_in(email).await;
        let id = firm(&house.get("/organisationer", &cookie).await);
        let ledger = house.get(&format!("/kontakter/ny?organisation={id}"), &cookie).await;
        assert_eq!(ledger.status, status, "{email}");
    }
    let api = house.get("/api/v1/modules?limit=200", &strategist).await.json();
    let rows = api["items"].as_array().expect("rows").clone();
    let of = |place: Option<&str>| {
        let is_it = |row: &&serde_json::Value| {
            row["module"] == "contact-peace" && row["municipality"].as_str() == place
        };
        rows.iter().find(is_it).expect("row").clone()
    };
    assert_eq!(of(None)["state"], "off");
    assert_eq!(
        (of(Some("2262"))["state"].as_str(), of(Some("2282"))["state"].as_str()),
        (Some("on"), Some("off"))
    );
    assert!(of(Some("2282"))["decided"].is_null());
}

#[tokio::test]
async fn a_decision_says_everything_that_is_wrong_and_is_made_where_one_may() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let contact = house.log_in(CONTACT).await;
    let csrf = house.get("/moduler", &contact).await.hidden("csrf");
    let fields = [("csrf", csrf.as_str()), ("state", "pilot"), ("note", "Vi prövar.")];
    let wrong = house.post("/moduler/2262/board", &contact, &fields).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["Skriv vem som har beslutat.", "Ett prov behöver en dag", "Vi prövar."] {
        assert!(wrong.body.contains(words), "{words}: {}", wrong.body);
    }
    let elsewhere = house.post("/moduler/2282/board", &contact, &fields).await;
    assert_eq!(elsewhere.status, StatusCode::FORBIDDEN);
    for path in ["/moduler/2180/board", "/moduler/2262/kaffe", "/moduler?plats=2180"] {
        assert_eq!(house.get(path, &contact).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let firm = house.log_in(FIRM).await;
    assert_eq!(house.get("/moduler", &firm).await.status, StatusCode::NOT_FOUND);
}

#[test]
fn every_address_of_a_module_leads_somewhere() {
    let routes = web::rooms::routes();
    for module in domain::modules::Module::ALL {
        for start in module.paths() {
            let leads = routes.access().iter().any(|one| one.path.starts_with(start));
            assert!(leads, "{} has no page under {start}", module.code());
        }
    }
}
