//! A filled demo, as the people in it would find it.
#![expect(clippy::expect_used, reason = "a test that cannot go on says why and stops")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use app::App;
use app::clock::Clock;
use demo::Demo;
use domain::access::Reach;
use domain::codes::CountyCode;
use store::page::Slice;
use store::personal::Holds;
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

    assert!(demo::is_filled(store).await.expect("fact"));
    for login in demo::logins() {
        let signed = app::access::sign_in(&filled.app, login.email, "demo").await;
        assert!(signed.is_ok(), "{} cannot log in", login.email);
    }
}

/// Texts that stand in any file of the database.
fn found(folder: &Path, texts: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("folder").flatten() {
        let bytes = std::fs::read(entry.path()).expect("file");
        let stands = |text: &&&str| bytes.windows(text.len()).any(|part| part == text.as_bytes());
        found.extend(texts.iter().filter(stands).map(ToString::to_string));
    }
    found
}

/// Nobody of the demo is called this.
const MARKER: &str = "Qvzxmark Förnamnsson";

/// Writes the name into one row of every column where somebody's name or words can stand; gives
/// how many columns there were.
async fn name_everywhere(store: &Store, county: &CountyCode) -> u64 {
    let mut named = 0;
    for column in store::personal::COLUMNS {
        let text = match column.holds {
            Holds::Name { .. } => MARKER.to_owned(),
            Holds::Words | Holds::Address => format!("{{\"words\":\"hej {MARKER}, ring\"}}"),
            _ => continue,
        };
        let (table, name, text) = (column.table, column.column, text.as_str());
        let done: Result<u64, store::Error> = store
            .write(county, None, |mut tx| async move {
                let tables = store::schema::tables(&mut tx).await?;
                let Some(table) = tables.iter().find(|one| one.name == table) else { return Ok(0) };
                let key = table.key.join(", ");
                let query = format!(
                    "UPDATE {t} SET {name} = $1 WHERE ({key}) = (SELECT {key} FROM {t}
                        WHERE {name} IS NOT NULL AND county = '22' LIMIT 1)",
                    t = table.name
                );
                Ok(store::on!(tx, |c| sqlx::query(sqlx::AssertSqlSafe(query))
                    .bind(text)
                    .execute(c)
                    .await?
                    .rows_affected()))
            })
            .await;
        named += done.expect(name);
    }
    named
}

#[tokio::test]
async fn who_is_erased_or_protected_is_in_no_file() {
    let filled = filled("protected").await;
    let (store, county) = (&filled.app.store, &county("22"));
    store.scrub().await.expect("scrubbed");
    let hidden = [demo::content::PROTECTED_NAME, demo::content::PROTECTED_LOGIN];
    assert_eq!(found(&filled.folder, &hidden), [""; 0]);
    assert!(demo::logins().iter().all(|login| !hidden.contains(&login.email)));

    let named = name_everywhere(store, county).await;
    assert!(named >= 25, "{named}");
    store.analyze().await.expect("analysed");
    assert!(!found(&filled.folder, &[MARKER]).is_empty());
    let organisations = {
        let mut connection = store.read().await.expect("connection");
        store::on!(connection, |c| sqlx::query_scalar("SELECT id FROM organisation")
            .fetch_all(c)
            .await)
        .expect("organisations")
    };
    let identity = app::keeping::Identity {
        names: vec![MARKER.to_owned()],
        addresses: vec!["qvzxmark@demo.samkraft.test".to_owned()],
        counties: vec!["22".to_owned()],
        organisations,
        person: None,
    };
    app::keeping::erase(&filled.app, &identity, false).await.expect("erased");
    assert_eq!(found(&filled.folder, &[MARKER]), [""; 0]);
    let report = app::keeping::verify(&filled.app).await.expect("verified");
    assert_eq!(report.verdicts(), []);
}
