//! A filled demo, as the people in it would find it.
#![expect(clippy::expect_used, reason = "a test that cannot go on says why and stops")]

use std::path::PathBuf;
use std::sync::Arc;

use app::App;
use app::clock::Clock;
use demo::Demo;
use domain::access::Reach;
use domain::codes::CountyCode;
use domain::contacts::ContactKind;
use domain::time::Date;
use store::page::Slice;
use store::{Migrations, Store, needs, organisations};
use vocabulary::Vocabulary;

struct Filled {
    app: App,
    folder: PathBuf,
}

impl Drop for Filled {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

async fn filled(name: &str) -> Filled {
    let folder = std::env::temp_dir().join(format!("samkraft_demo_{}_{name}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("temporary folder");
    let url = format!("sqlite:{}", folder.join("demo.db").display());
    let store = Store::open(&url).await.expect("SQLite");
    Migrations::of(&store).apply().await.expect("migrations");
    let settings = app::Settings {
        base_url: String::new(),
        county: county("22"),
        county_name: "Västernorrland".to_owned(),
        is_demo: true,
        secure_cookies: false,
    };
    let start = "2026-12-07T08:00:00Z".parse().expect("instant");
    let vocabulary = Arc::new(Vocabulary::embedded());
    let app = App::new(store, Clock::starting_at(start), settings, vocabulary);
    let demo = Demo { scale: 1, seed: 2030, password: "demo".to_owned() };
    demo::fill(&app, &demo).await.expect("filled");
    Filled { app, folder }
}

fn county(code: &str) -> CountyCode {
    CountyCode::parse(code).expect("code")
}

#[tokio::test]
async fn a_filled_county_is_large_separate_and_keeps_its_secrets() {
    let filled = filled("county").await;
    let store = &filled.app.store;
    let mut connection = store.read().await.expect("connection");
    let here = &county("22");
    let telltale = vocabulary::analysis::stem_terms(demo::content::TELLTALE);
    for (terms, least, most) in [(Vec::new(), 1_900, 2_100), (telltale, 0, 0)] {
        let filter = needs::Filter { terms, ..needs::Filter::default() };
        let reach = &Reach::County;
        let page = needs::list(&mut connection, here, reach, &filter, Slice::top(1)).await;
        let total = page.expect("needs").total;
        assert!((least..=most).contains(&total), "needs: {total}");
    }
    for (code, least, most) in [("22", 900, 1_200), ("21", 5, 30), ("23", 0, 0)] {
        let (county, filter) = (&county(code), &organisations::Filter::default());
        let reach = &Reach::County;
        let page = organisations::list(&mut connection, county, reach, filter, Slice::top(1)).await;
        let total = page.expect("organisations").total;
        assert!((least..=most).contains(&total), "county {code}: {total}");
    }

    let filter = organisations::Filter { is_actor: Some(true), ..Default::default() };
    let actors =
        organisations::list(&mut connection, here, &Reach::County, &filter, Slice::top(100)).await;
    let (first, last) = (Date::constant(2026, 11, 1), Date::constant(2026, 11, 30));
    let mut visits = Vec::new();
    for actor in actors.expect("actors").items {
        let visit = ContactKind::Visit;
        let held =
            store::contacts::held_since(&mut connection, here, actor.id, visit, first, last).await;
        visits.push(held.expect("visits").0);
    }
    assert!(visits.iter().max() >= Some(&4), "a month of visits by one organisation: {visits:?}");

    assert!(demo::is_filled(store).await.expect("fact"));
    for login in demo::logins() {
        let signed = app::access::sign_in(&filled.app, login.email, "demo").await;
        assert!(signed.is_ok(), "{} cannot log in", login.email);
    }
}

#[tokio::test]
async fn who_has_protected_identity_is_in_no_file() {
    let filled = filled("protected").await;
    filled.app.store.scrub().await.expect("scrubbed");
    let hidden = [demo::content::PROTECTED_NAME, demo::content::PROTECTED_LOGIN];
    for entry in std::fs::read_dir(&filled.folder).expect("folder").flatten() {
        let bytes = std::fs::read(entry.path()).expect("file");
        for text in hidden {
            let is_there = bytes.windows(text.len()).any(|window| window == text.as_bytes());
            assert!(!is_there, "{text} in {}", entry.path().display());
        }
    }
    assert!(demo::logins().iter().all(|login| !hidden.contains(&login.email)));
}
