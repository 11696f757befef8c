//! A fresh, migrated database per test.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use domain::codes::{CountyCode, MunicipalityCode, OrgNumber};
use domain::ids::OrganisationId;
use domain::organisations::{Organisation, Sector};
use domain::time::Timestamp;
use store::organisations::{self, Municipality};
use store::{Error, Migrations, Store};
use uuid::Uuid;

/// Which database a test runs on.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Backend {
    Sqlite,
    Postgres,
}

/// Runs each of these tests on both databases.
#[macro_export]
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                let fresh = $crate::harness::fresh($crate::harness::Backend::Sqlite).await;
                super::$name(&fresh.expect("SQLite is always there").store).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                match $crate::harness::fresh($crate::harness::Backend::Postgres).await {
                    Some(fresh) => super::$name(&fresh.store).await,
                    None => println!("skipped: TEST_DATABASE_URL is not set"),
                }
            }
        }
    )+};
}

/// A database that is removed with its files.
pub(crate) struct Fresh {
    pub(crate) store: Store,
    folder: Option<PathBuf>,
}

impl Drop for Fresh {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

static NEXT: AtomicU32 = AtomicU32::new(0);

fn unique_name() -> String {
    format!("samkraft_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// A migrated database with two counties in it, or none where PostgreSQL is not given.
pub(crate) async fn fresh(backend: Backend) -> Option<Fresh> {
    let fresh = empty(backend).await?;
    Migrations::of(&fresh.store).apply().await.expect("migrations");
    let store = &fresh.store;
    for (county, name, municipalities) in [
        ("22", "Västernorrland", &[("2284", "Örnsköldsvik"), ("2282", "Kramfors")][..]),
        ("21", "Gävleborg", &[("2180", "Gävle")][..]),
    ] {
        let county = &CountyCode::parse(county).expect("code");
        store
            .write(county, None, |mut tx| async move {
                organisations::insert_county(&mut tx, county, name).await?;
                for (code, name) in municipalities {
                    let code = MunicipalityCode::parse(code).expect("code");
                    let municipality = Municipality { code, name: (*name).to_owned() };
                    organisations::insert_municipality(&mut tx, county, &municipality).await?;
                }
                Ok::<_, Error>(())
            })
            .await
            .expect("reference data");
    }
    Some(fresh)
}

/// A database without a schema.
pub(crate) async fn empty(backend: Backend) -> Option<Fresh> {
    let name = unique_name();
    match backend {
        Backend::Sqlite => {
            let folder = std::env::temp_dir().join(&name);
            std::fs::create_dir_all(&folder).expect("temporary folder");
            let url = format!("sqlite:{}", folder.join("test.db").display());
            let store = Store::open(&url).await.expect("SQLite");
            Some(Fresh { store, folder: Some(folder) })
        }
        Backend::Postgres => {
            let server = std::env::var("TEST_DATABASE_URL").ok()?;
            Some(Fresh { store: create_postgres(&server, &name).await, folder: None })
        }
    }
}

async fn create_postgres(server: &str, name: &str) -> Store {
    use sqlx::Connection;
    let mut connection = sqlx::PgConnection::connect(server).await.expect("TEST_DATABASE_URL");
    sqlx::query(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}")))
        .execute(&mut connection)
        .await
        .expect("may create databases");
    connection.close().await.expect("closes");
    let (base, query) = server.split_once('?').unwrap_or((server, ""));
    let base = base.rsplit_once('/').map_or(base, |(base, _)| base);
    Store::open(&format!("{base}/{name}?{query}")).await.expect("PostgreSQL")
}

pub(crate) fn county() -> CountyCode {
    CountyCode::parse("22").expect("code")
}

pub(crate) fn now() -> Timestamp {
    "2026-12-07T08:00:00Z".parse().expect("instant")
}

/// A firm in Örnsköldsvik.
pub(crate) fn firm(number: &str, name: &str) -> Organisation {
    Organisation {
        org_number: OrgNumber::parse(number).expect("number"),
        name: name.to_owned(),
        municipality: MunicipalityCode::parse("2284").expect("code"),
        sector: Sector::Private,
        sni: None,
        employees: Some(8),
        turnover_thousand_sek: None,
        is_actor: false,
    }
}

/// Stores a firm and gives its id.
pub(crate) async fn insert_firm(store: &Store, number: &str, name: &str) -> OrganisationId {
    let (county, firm) = (&county(), &firm(number, name));
    let id = OrganisationId(Uuid::now_v7());
    store
        .write(county, None, |mut tx| async move {
            organisations::insert(&mut tx, county, id, None, firm, true, now()).await
        })
        .await
        .expect("firm");
    id
}
