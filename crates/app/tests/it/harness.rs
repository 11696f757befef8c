//! A fresh application per test, with two counties and the means to fill them.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use app::clock::Clock;
use app::desk::{self, Notification, StartPage};
use app::{App, Settings};
use domain::access::{Actor, Assignment, Role};
use domain::codes::{CountyCode, MunicipalityCode, OrgNumber};
use domain::ids::LeaderId;
use domain::ids::{AssignmentId, GoalId, MappingId, NeedId, OrganisationId, PersonId};
use domain::leaders::{LeaderKind, LeaderStatus, Tongue, Training};
use domain::modules::Closed;
use domain::needs::answers::Obstacle;
use domain::needs::mapping::Track;
use domain::needs::{Need, NeedKind, Severity};
use domain::organisations::{Organisation, Sector};
use domain::time::{Date, Timestamp};
use store::leaders::NewLeader;
use store::mappings::NewMapping;
use store::needs::{NewNeed, StoredGoal};
use store::organisations::Municipality;
use store::{Error, Migrations, Store};
use uuid::Uuid;
use vocabulary::Vocabulary;

/// Runs each of these tests on both databases.
#[macro_export]
macro_rules! on_both {
    ($(async fn $name:ident($app:ident: $ty:ty) $body:block)+) => {
        $(async fn $name($app: $ty) $body)+
        $crate::on_both!($($name),+);
    };
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                let fresh = $crate::harness::fresh(false).await;
                super::$name(&fresh.expect("SQLite is always there").app).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                match $crate::harness::fresh(true).await {
                    Some(fresh) => super::$name(&fresh.app).await,
                    None => println!("skipped: TEST_DATABASE_URL is not set"),
                }
            }
        }
    )+};
}

/// An application whose database goes away with it.
pub(crate) struct Fresh {
    pub(crate) app: App,
    folder: Option<PathBuf>,
}

impl Fresh {
    /// Where the database's files lie, when it has such.
    pub(crate) fn folder(&self) -> Option<&std::path::Path> {
        self.folder.as_deref()
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

static NEXT: AtomicU32 = AtomicU32::new(0);

/// An application at Monday 7 December 2026, nine o'clock in Sweden.
pub(crate) async fn fresh(on_postgres: bool) -> Option<Fresh> {
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let name = format!("samkraft_app_{}_{number}", std::process::id());
    let (url, folder) = if on_postgres {
        (postgres(&std::env::var("TEST_DATABASE_URL").ok()?, &name).await, None)
    } else {
        let folder = std::env::temp_dir().join(&name);
        std::fs::create_dir_all(&folder).expect("temporary folder");
        (format!("sqlite:{}", folder.join("test.db").display()), Some(folder))
    };
    let store = Store::open(&url).await.expect("store");
    Migrations::of(&store).apply().await.expect("migrations");
    counties(&store).await;
    let start: Timestamp = "2026-12-07T08:00:00Z".parse().expect("instant");
    let settings = Settings {
        base_url: "http://127.0.0.1".into(),
        county: county(),
        county_name: "Västernorrland".into(),
        is_demo: true,
        secure_cookies: false,
    };
    let vocabulary = Arc::new(Vocabulary::embedded());
    Some(Fresh { app: App::new(store, Clock::starting_at(start), settings, vocabulary), folder })
}

async fn postgres(server: &str, name: &str) -> String {
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

async fn counties(store: &Store) {
    for (county, name, municipalities) in [
        ("22", "Västernorrland", &[("2284", "Örnsköldsvik"), ("2282", "Kramfors")][..]),
        ("21", "Gävleborg", &[("2180", "Gävle")][..]),
    ] {
        let county = &CountyCode::parse(county).expect("code");
        store
            .write(county, None, |mut tx| async move {
                store::organisations::insert_county(&mut tx, county, name).await?;
                for (code, name) in municipalities {
                    let code = MunicipalityCode::parse(code).expect("code");
                    let place = Municipality { code, name: (*name).to_owned() };
                    store::organisations::insert_municipality(&mut tx, county, &place).await?;
                }
                Ok::<_, Error>(())
            })
            .await
            .expect("reference data");
    }
}

pub(crate) fn county() -> CountyCode {
    CountyCode::parse("22").expect("code")
}

/// Adds an organisation: eight employees, turnover unknown, in Örnsköldsvik.
pub(crate) async fn organisation(app: &App, number: &str, name: &str) -> OrganisationId {
    let sized = |organisation| organisation;
    organisation_with(app, number, name, sized).await
}

/// Adds an organisation that differs from the usual one.
pub(crate) async fn organisation_with(
    app: &App,
    number: &str,
    name: &str,
    change: impl Fn(Organisation) -> Organisation,
) -> OrganisationId {
    let id = OrganisationId(Uuid::now_v7());
    let organisation = &change(Organisation {
        org_number: OrgNumber::parse(number).expect("number"),
        name: name.to_owned(),
        municipality: MunicipalityCode::parse("2284").expect("code"),
        sector: Sector::Private,
        sni: None,
        employees: Some(8),
        turnover_thousand_sek: None,
        is_actor: false,
    });
    let (county, now) = (&county(), app.now());
    app.store
        .write(county, None, |mut tx| async move {
            store::organisations::insert(&mut tx, county, id, None, organisation, true, now).await
        })
        .await
        .expect("organisation");
    id
}

/// Adds a person with a role in an organisation, and gives the actor.
pub(crate) async fn person(
    app: &App,
    role: Role,
    organisation: OrganisationId,
    name: &str,
) -> Actor {
    let id = PersonId(Uuid::now_v7());
    let person = &store::access::Person {
        id,
        email: format!("{}@demo.samkraft.test", id.0.simple()),
        name: name.to_owned(),
        password_hash: None,
        is_disabled: false,
    };
    let municipality = matches!(role, Role::MuniAdviser | Role::MuniContact)
        .then(|| MunicipalityCode::parse("2284").expect("code"));
    let assignment = &Assignment {
        id: AssignmentId(Uuid::now_v7()),
        county: county(),
        person: id,
        role,
        organisation,
        municipality,
        desk: None,
        is_deputy: false,
        valid_from: Date::constant(2026, 1, 1),
        valid_to: None,
    };
    let now = app.now();
    app.store
        .write(&county(), None, |mut tx| async move {
            store::access::insert_person(&mut tx, person, now).await?;
            store::access::insert_assignment(&mut tx, assignment).await
        })
        .await
        .expect("person");
    Actor::Assigned(assignment.clone())
}

/// The start page of somebody for whom nothing is switched off.
pub(crate) async fn start(app: &App, actor: &Actor) -> StartPage {
    desk::start(app, actor, &Closed::default()).await.expect("start page")
}

/// What stands unread on somebody's start page.
pub(crate) async fn unread(app: &App, reader: &Actor) -> Vec<Notification> {
    match start(app, reader).await {
        StartPage::Work(desk) => desk.notices,
        StartPage::Employer(desk) => desk.notices,
        StartPage::County(desk) => desk.notices,
        StartPage::Plain(notices) => notices,
    }
}

/// Kinds of the notifications that somebody has not read.
pub(crate) async fn told(app: &App, reader: &Actor) -> Vec<String> {
    unread(app, reader).await.into_iter().map(|notice| notice.kind).collect()
}

/// Puts somebody into the register of process leaders: trained in 2026, in Swedish, for the county.
pub(crate) async fn enrol(app: &App, actor: &Actor, capacity: i64) -> LeaderId {
    let held = actor.assignment().expect("logged in");
    let new = &NewLeader {
        id: LeaderId(Uuid::now_v7()),
        person: held.person,
        organisation: held.organisation,
        training: Training {
            kind: LeaderKind::Leader,
            status: LeaderStatus::Active,
            trained_on: Date::constant(2026, 3, 1),
            valid_until: Date::constant(2028, 3, 1),
            capacity,
            municipalities: Vec::new(),
            languages: vec![Tongue::Swedish],
            industries: Vec::new(),
        },
    };
    let (county, now) = (&county(), app.now());
    let done = app.store.write(county, None, |mut tx| async move {
        store::leaders::insert(&mut tx, county, new, now).await
    });
    assert!(done.await.expect("written"), "in the register once");
    new.id
}

/// Adds a need as an approved mapping leaves it, without an occupation.
pub(crate) async fn need(app: &App, firm: OrganisationId, words: &str, count: i64) -> NeedId {
    let [id, mapping, goal] = [0; 3].map(|_| Uuid::now_v7());
    let (county, now) = (&county(), app.now());
    let new_mapping = &NewMapping {
        id: MappingId(mapping),
        slug: None,
        organisation: firm,
        track: Track::Micro,
        opened_by_organisation: firm,
        opened_by_name: "Demo Lena".into(),
        leader_organisation: None,
        link: None,
        invited_email: None,
    };
    let new_goal = &StoredGoal {
        id: GoalId(goal),
        mapping: MappingId(mapping),
        goal: "Öppna en restaurang för lunch".into(),
        obstacle: Obstacle::Find,
        consequence: Some("Restaurangen öppnar ett halvår senare".into()),
        capability: None,
        gap: None,
    };
    let new = &NewNeed {
        id: NeedId(id),
        slug: None,
        organisation: firm,
        mapping: MappingId(mapping),
        goal: GoalId(goal),
        need: Need {
            words: words.into(),
            kind: NeedKind::Recruit,
            count,
            start_by: None,
            severity: Severity::Slows,
        },
        coding: None,
    };
    app.store
        .write(county, None, |mut tx| async move {
            store::mappings::insert(&mut tx, county, new_mapping, now).await?;
            store::needs::insert_goal(&mut tx, county, new_goal, 0).await?;
            store::needs::insert(&mut tx, county, new, now).await
        })
        .await
        .expect("need");
    NeedId(id)
}
