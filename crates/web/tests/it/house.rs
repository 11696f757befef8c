//! A small county to knock at: one region with a broker who also leads mappings, one firm, one
//! analyst.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use app::clock::Clock;
use app::protection::{Limits, Protection};
use app::{App, Settings, secrets};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use domain::access::{Assignment, Role};
use domain::codes::{CountyCode, MunicipalityCode, OrgNumber};
use domain::ids::OrganisationId;
use domain::organisations::{Organisation, Sector};
use domain::time::Date;
use http_body_util::BodyExt;
use store::access::Person;
use store::organisations::Municipality;
use store::{Migrations, Store, Tx};
use tower::ServiceExt;
use vocabulary::Vocabulary;

/// Everyone's password.
pub(crate) const PASSWORD: &str = "en lång mening att minnas";

/// A running house with its own database, taken away with the value.
pub(crate) struct House {
    pub(crate) router: Router,
    pub(crate) app: App,
    directory: PathBuf,
}

impl Drop for House {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.directory);
    }
}

/// An answer, read to its end.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
    pub(crate) bytes: Bytes,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).expect("json")
    }

    /// What the answer sets the session cookie to.
    pub(crate) fn session(&self) -> String {
        let cookies = self.headers.get_all("set-cookie").iter();
        let mut cookies = cookies.filter_map(|cookie| cookie.to_str().ok());
        let cookie = cookies.find(|cookie| cookie.contains("samkraft_session="));
        cookie.and_then(|cookie| cookie.split(';').next()).unwrap_or_default().to_owned()
    }

    /// The value of the first hidden field with this name.
    pub(crate) fn hidden(&self, name: &str) -> String {
        let start = format!("name=\"{name}\" value=\"");
        let rest = self.body.split(&start).nth(1).unwrap_or_default();
        rest.split('"').next().unwrap_or_default().to_owned()
    }
}

impl House {
    /// A demo county over plain HTTP.
    pub(crate) async fn open() -> Self {
        Self::open_with(|_| {}).await
    }

    /// A county with other settings.
    pub(crate) async fn open_with(change: impl FnOnce(&mut Settings)) -> Self {
        Self::open_under(change, Limits::default()).await
    }

    /// A county with other settings and limits.
    pub(crate) async fn open_under(change: impl FnOnce(&mut Settings), limits: Limits) -> Self {
        let directory = directory();
        let url = format!("sqlite:{}", directory.join("house.db").display());
        let app = app_over(&url, change, limits).await;
        fill(&app).await;
        Self { router: web::router(app.clone()), app, directory }
    }

    /// The whole demo county without its crowd, on either database; none where PostgreSQL is not
    /// given.
    pub(crate) async fn demo(on_postgres: bool) -> Option<Self> {
        let directory = directory();
        let url = if on_postgres {
            let server = std::env::var("TEST_DATABASE_URL").ok()?;
            let name = directory.file_name()?.to_str()?.replace('-', "_");
            create_postgres(&server, &name).await
        } else {
            format!("sqlite:{}", directory.join("house.db").display())
        };
        let limits = Limits { are_on: false, ..Limits::default() };
        let app = app_over(&url, |_| {}, limits).await;
        let demo = demo::Demo { scale: 0, seed: 2030, password: PASSWORD.to_owned() };
        demo::fill(&app, &demo).await.expect("the demo is filled");
        Some(Self { router: web::router(app.clone()), app, directory })
    }

    /// Sends a request.
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("infallible");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("body").to_bytes();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, body, bytes }
    }

    /// Reads a page, with a cookie or without.
    pub(crate) async fn get(&self, path: &str, cookie: &str) -> Answer {
        let request = Request::get(path).header("cookie", cookie).body(Body::empty());
        self.send(request.expect("request")).await
    }

    /// Sends a form.
    pub(crate) async fn post(&self, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Answer {
        let body = serde_html_form::to_string(fields).expect("form");
        let request = Request::post(path)
            .header("cookie", cookie)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(body));
        self.send(request.expect("request")).await
    }

    /// Logs in and gives the cookie.
    pub(crate) async fn log_in(&self, email: &str) -> String {
        let fields = [("email", email), ("password", PASSWORD)];
        let answer = self.post("/logga-in", "", &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        answer.session()
    }
}

fn directory() -> PathBuf {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = format!("samkraft-web-{}-{count}", std::process::id());
    let directory = std::env::temp_dir().join(name);
    std::fs::create_dir_all(&directory).expect("directory");
    directory
}

async fn app_over(url: &str, change: impl FnOnce(&mut Settings), limits: Limits) -> App {
    let store = Store::open(url).await.expect("store");
    Migrations::of(&store).apply().await.expect("schema");
    let mut settings = Settings {
        base_url: "http://samkraft.test".into(),
        county: county(),
        county_name: "Västernorrland".into(),
        is_demo: true,
        secure_cookies: false,
    };
    change(&mut settings);
    let clock = Clock::starting_at("2026-12-07T08:00:00Z".parse().expect("instant"));
    let app = App::new(store, clock, settings, Arc::new(Vocabulary::embedded()));
    app.with_protection(Protection::new(&[7; 32], limits))
}

async fn create_postgres(server: &str, name: &str) -> String {
    use sqlx::Connection;
    let mut connection = sqlx::PgConnection::connect(server).await.expect("TEST_DATABASE_URL");
    sqlx::query(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}")))
        .execute(&mut connection)
        .await
        .expect("may create databases");
    connection.close().await.expect("closes");
    let (base, query) = server.split_once('?').unwrap_or((server, ""));
    let base = base.rsplit_once('/').map_or(base, |(base, _)| base);
    format!("{base}/{name}?{query}")
}

fn county() -> CountyCode {
    CountyCode::parse("22").expect("county")
}

async fn fill(app: &App) {
    let hash = secrets::hash_password(PASSWORD.to_owned()).await.expect("hash");
    let (county, now) = (&county(), app.now());
    let (app, hash) = (app, hash.as_str());
    let written: Result<(), app::Error> = app
        .store
        .write(county, None, |mut tx| async move {
            store::organisations::insert_county(&mut tx, county, "Västernorrland").await?;
            let code = MunicipalityCode::parse("2282")?;
            let kramfors = Municipality { code, name: "Kramfors".into() };
            store::organisations::insert_municipality(&mut tx, county, &kramfors).await?;
            let region = organisation(app, &mut tx, "Demo Region", "559999-0016").await?;
            let firm = organisation(app, &mut tx, "Demo Ådalens Plåt", "559999-0024").await?;
            let people = [
                ("broker@demo.test", "Demo Karin", &[Role::Broker, Role::Leader][..], region),
                ("analyst@demo.test", "Demo Omar", &[Role::Analyst], region),
                ("employer@demo.test", "Demo Per", &[Role::EmployerAdmin], firm),
            ];
            for (email, name, roles, organisation) in people {
                let person = Person {
                    id: app.new_id(),
                    email: email.into(),
                    name: name.into(),
                    password_hash: Some(hash.to_owned()),
                    is_disabled: false,
                };
                store::access::insert_person(&mut tx, &person, now).await?;
                for &role in roles {
                    let assignment = Assignment {
                        id: app.new_id(),
                        county: county.clone(),
                        person: person.id,
                        role,
                        organisation,
                        municipality: None,
                        desk: None,
                        is_deputy: false,
                        valid_from: Date::constant(2026, 1, 1),
                        valid_to: None,
                    };
                    store::access::insert_assignment(&mut tx, &assignment).await?;
                }
            }
            Ok(())
        })
        .await;
    written.expect("filled");
}

async fn organisation(
    app: &App,
    tx: &mut Tx,
    name: &str,
    number: &str,
) -> Result<OrganisationId, app::Error> {
    let id = app.new_id();
    let organisation = Organisation {
        org_number: OrgNumber::parse(number)?,
        name: name.into(),
        municipality: MunicipalityCode::parse("2282")?,
        sector: Sector::Private,
        sni: None,
        employees: Some(12),
        turnover_thousand_sek: None,
        is_actor: false,
    };
    store::organisations::insert(tx, &county(), id, None, &organisation, true, app.now()).await?;
    Ok(id)
}
