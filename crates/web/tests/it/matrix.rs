//! The table of rights, asked of the running house: every route of pages and API, in every role,
//! against what is one's own, another organisation's, another county's and nobody's.
//!
//! What may not be seen has to look exactly like what is not there. The answers are kept in a
//! snapshot, so that a change of rights is read in review.

use std::collections::BTreeMap;
use std::fmt::Write;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use domain::access::Role;
use store::on;
use web::guarded::Access;
use web::rooms;

use crate::callers::{Caller, callers};
use crate::house::{Answer, House};
use crate::things::{LINK, Things, Whose, organisation_of};

/// Nothing has this id.
const NOBODYS: &str = "018f0000-0000-7000-8000-000000000000";
/// Asking these ends the session that asks, or moves time for everyone.
const LEFT_OUT: &[&str] = &["/logga-ut", "/konto/logga-ut-overallt", "/api/v1/demo/clock"];

/// What a form or call says where an empty one would be refused before it is known whose thing it
/// is about: a field of a form, or a body.
const SAID: &[(&str, &str, &str)] = &[
    ("PATCH", "/api/v1/cases/{id}", "{\"nextStep\":\"Ring upp\",\"nextStepOn\":\"2026-12-10\"}"),
    ("POST", "/arenden/tavla/{id}", "column=waiting"),
    ("POST", "/behov/{id}/fraga", "fact=age"),
    ("POST", "/kartlaggningar/{id}/lage", "state=prepared"),
    ("POST", "/kartlaggningar/{id}/ledning/steg", "step=people"),
    ("POST", "/samordning/{id}", "words=Ja"),
    ("POST", "/ideer/{id}/rost", "vote=yes"),
    ("POST", "/varsel/{id}/lage", "state=working"),
    ("POST", "/varsel/{id}/uppgift", "task=inform"),
];

/// An address for each of whose things a path may name; one without a name is nobody's.
fn addresses(things: &Things, access: &Access) -> BTreeMap<Whose, String> {
    let path = &access.path;
    let filled = |id: &str| {
        let parts = path.split('/').map(|part| match part {
            "{id}" | "{token}" => id,
            "{at}" => "1",
            "{lane}" => "recruit",
            "{fact}" => "age",
            "{part}" => "summary",
            part if part.starts_with('{') => "finns-inte",
            part => part,
        });
        parts.collect::<Vec<_>>().join("/")
    };
    let mut addresses = BTreeMap::from([(Whose::Nobody, filled(NOBODYS))]);
    if is_by_link(path) && access.method == "GET" {
        addresses.insert(Whose::Own, filled(LINK));
    }
    for (whose, id) in things.of_path(path).into_iter().flatten() {
        addresses.insert(*whose, filled(&id.to_string()));
    }
    addresses
}

/// Whoever has the link speaks for the firm, logged in or not.
fn is_by_link(path: &str) -> bool {
    ["/k/{token}", "/uppfoljning/{token}", "/api/v1/follow-ups/by-link/{token}"]
        .iter()
        .any(|start| path.starts_with(start))
}

async fn ask(house: &House, caller: &Caller, access: &Access, path: &str) -> Answer {
    let is_api = path.starts_with("/api/");
    let said =
        SAID.iter().find(|(method, path, _)| *method == access.method && *path == access.path);
    let said = said.map(|(.., said)| *said);
    let request = Request::builder()
        .method(access.method)
        .uri(path)
        .header("cookie", &caller.cookie)
        .header("x-csrf-token", &caller.csrf);
    let request = if is_api {
        request.header("content-type", "application/json").body(Body::from(said.unwrap_or("{}")))
    } else {
        let body = format!("csrf={}&{}", caller.csrf, said.unwrap_or_default());
        request.header("content-type", "application/x-www-form-urlencoded").body(Body::from(body))
    };
    house.send(request.expect("request")).await
}

/// An answer without what differs from one asking to the next.
fn shape(answer: &Answer, address: &str) -> (StatusCode, String) {
    let id = address.split('/').find(|part| part.len() == 36).unwrap_or_default();
    let request = answer.header("x-request-id");
    let mut body = answer.body.replace(request, "");
    if !id.is_empty() {
        body = body.replace(id, "");
    }
    let key = answer.hidden("idempotency");
    (answer.status, if key.is_empty() { body } else { body.replace(&key, "") })
}

/// Whether a role may see anything of another firm, before one asks which thing it is.
fn is_kept_from_other_firms(role: Role) -> bool {
    matches!(
        role,
        Role::EmployerAdmin | Role::EmployerMember | Role::MuniAdviser | Role::MuniContact
    )
}

/// What the contract says of a route that the caller has no right to.
fn check_gate(access: &Access, caller: &Caller, answer: &Answer, leaks: &mut Vec<String>) {
    let status = answer.status;
    let may = access.roles.contains(&Role::Public) || access.roles.contains(&caller.role);
    let is_page_to_read = access.method == "GET" && !access.path.starts_with("/api/");
    let is_right = match (may, caller.role) {
        (true, _) => !status.is_server_error() || access.path == "/readyz",
        (false, Role::Public) if is_page_to_read => {
            status == StatusCode::SEE_OTHER && answer.header("location").starts_with("/logga-in?")
        }
        (false, Role::Public) => status == StatusCode::UNAUTHORIZED,
        (false, _) => matches!(status, StatusCode::NOT_FOUND | StatusCode::FORBIDDEN),
    };
    if !is_right {
        leaks.push(format!("{} {} as {}: {status}", access.method, access.path, caller.name));
    }
}

/// Who, of those with the right, knows a thing of another organisation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    /// The two that it is between, or the one organisation that has it.
    Between,
    /// Every public actor.
    Actors,
    /// Firms too.
    All,
    /// What is in their own reach.
    Own,
}

/// How widely what a route names is known, by a part of its path.
const KNOWN: &[(&str, Known)] = &[
    // Requests to do something together, times in somebody's calendar, an organisation's templates.
    ("/samordning/", Known::Between),
    ("/appointments/", Known::Between),
    ("/mallar/", Known::Between),
    // A place changes its own questions.
    ("/fragor/{id}/andra", Known::Between),
    ("/fragor/{id}/dra-tillbaka", Known::Between),
    ("/replies/", Known::Between),
    // A teaser is for everyone who looks for a firm; what it is a teaser of, for its owner.
    ("/agarskifte/annonser/", Known::All),
    ("/agarskifte/", Known::Between),
    // What there is to offer, and to ask for.
    ("insatser", Known::All),
    ("/offers", Known::All),
    ("/stodprogram", Known::All),
    // Who firms are, and who has been in touch with them.
    ("organisation", Known::Actors),
    ("/kontakter/", Known::Actors),
    ("besok", Known::Actors),
    ("/visits", Known::Actors),
    ("samlingar", Known::Actors),
    ("/pools", Known::Actors),
    // What everyone is invited to.
    ("/traffar/", Known::All),
    ("/events/", Known::All),
    // What anybody thinks could be better, for all to vote on.
    ("/ideer/", Known::All),
    ("/ideas/", Known::All),
    // What has been agreed with those who help firms.
    ("/avtal/", Known::Actors),
    ("/agreements/", Known::Actors),
    // A public notice of redundancy, and who can lead a mapping.
    ("/varsel/", Known::Actors),
    ("/redundancies/", Known::Actors),
    ("/processledare/", Known::Actors),
];

fn known(path: &str) -> Known {
    let found = KNOWN.iter().find(|(part, _)| path.contains(part));
    found.map_or(Known::Own, |(_, known)| *known)
}

/// The rows of the table for one route, and what is wrong with them.
async fn row(
    (house, things): (&House, &Things),
    access: &Access,
    callers: &[Caller],
    asked: &mut usize,
    leaks: &mut Vec<String>,
) -> String {
    let mut row = format!("{} {} [{}]\n", access.method, access.path, access.right);
    let (addresses, known) = (addresses(things, access), known(&access.path));
    let mut said: BTreeMap<Whose, BTreeMap<u16, Vec<&str>>> = BTreeMap::new();
    for caller in callers {
        let mut shapes = BTreeMap::new();
        for (whose, address) in &addresses {
            let answer = ask(house, caller, access, address).await;
            *asked += 1;
            check_gate(access, caller, &answer, leaks);
            let names = said.entry(*whose).or_default().entry(answer.status.as_u16()).or_default();
            names.push(&caller.name);
            shapes.insert(*whose, shape(&answer, address));
        }
        let nobodys = shapes.get(&Whose::Nobody);
        // Only a path that names no kind of thing has nobody's alone.
        let same = |whose: &Whose| shapes.get(whose).is_none_or(|shape| Some(shape) == nobodys);
        if is_by_link(&access.path) {
            continue;
        }
        let mut hidden = vec![if caller.is_of_other_county { Whose::Own } else { Whose::County }];
        let is_hidden = match known {
            _ if caller.is_of_other_county => true,
            Known::Between => true,
            Known::All => false,
            Known::Actors => matches!(caller.role, Role::EmployerAdmin | Role::EmployerMember),
            Known::Own => is_kept_from_other_firms(caller.role),
        };
        hidden.extend(is_hidden.then_some(Whose::Other));
        for whose in hidden.iter().filter(|whose| !same(whose)) {
            let (method, path) = (access.method, &access.path);
            leaks.push(format!("{method} {path} as {}: {} shows", caller.name, whose.word()));
        }
    }
    // A thing that nobody is shown would be hidden from everyone in vain.
    if things.shown().any(|shown| shown == access.path) && access.method == "GET" {
        // No caller is of the organisation in the other municipality.
        let is_asked = |whose: &&Whose| {
            **whose != Whose::Nobody && !(known == Known::Between && **whose == Whose::Other)
        };
        for whose in addresses.keys().filter(is_asked) {
            let is_shown = said.get(whose).is_some_and(|by_status| by_status.contains_key(&200));
            assert!(is_shown, "{}: {} is shown to nobody", access.path, whose.word());
        }
    }
    for (whose, by_status) in said {
        for (status, names) in by_status {
            let names = if names.len() == callers.len() { "all".into() } else { names.join(" ") };
            let _ = writeln!(row, "  {:<12} {status} {names}", whose.word());
        }
    }
    row
}

/// How much has happened.
async fn changes(house: &House) -> i64 {
    let mut connection = house.app.store.read().await.expect("connection");
    let sql = "SELECT COUNT(*) FROM event";
    on!(connection, |c| sqlx::query_scalar(sql).fetch_one(c).await.expect("count"))
}

async fn table(on_postgres: bool) -> Option<(String, usize, Vec<String>)> {
    let house = House::demo(on_postgres).await?;
    let things = Things::of(&house).await;
    let callers = callers(&house).await;
    assert!(callers.len() > 25, "{} callers", callers.len());
    assert!(callers.iter().any(|caller| caller.is_of_other_county));
    let (mut asked, mut leaks, mut table) = (0, Vec::new(), String::new());
    let routes = rooms::routes();
    // What is only read comes first: a form that is sent may change what others see.
    let (reads, writes): (Vec<_>, Vec<_>) =
        routes.access().iter().partition(|access| access.method == "GET");
    let (before, last) = (changes(&house).await, reads.len());
    for (place, access) in reads.into_iter().chain(writes).enumerate() {
        if place == last {
            assert_eq!(changes(&house).await, before, "what is read changes nothing");
        }
        let ends_session = access.path == "/api/v1/session" && access.method != "GET";
        if ends_session || LEFT_OUT.contains(&access.path.as_str()) {
            continue;
        }
        table.push_str(&row((&house, &things), access, &callers, &mut asked, &mut leaks).await);
    }
    Some((table, asked, leaks))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_leaks_to_another_role_organisation_or_county() {
    let (table, asked, leaks) = table(false).await.expect("SQLite is always there");
    println!("{asked} answers, {} leaks", leaks.len());
    assert!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), leaks.join("\n"));
    assert!(asked > 4_000, "{asked}");
    insta::assert_snapshot!(table);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_databases_give_the_same_rights() {
    let Some((postgres, asked, leaks)) = table(true).await else {
        println!("skipped: TEST_DATABASE_URL is not set");
        return;
    };
    println!("{asked} answers, {} leaks", leaks.len());
    assert!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), leaks.join("\n"));
    let (sqlite, ..) = table(false).await.expect("SQLite is always there");
    assert_eq!(sqlite, postgres);
}

#[tokio::test]
async fn no_list_of_a_firm_names_another() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let cookie = house.log_in("employer-admin.kramfors@demo.samkraft.test").await;
    let mut connection = house.app.store.read().await.expect("connection");
    let own = organisation_of(&house, "employer-admin.kramfors@demo.samkraft.test").await;
    let sql = "SELECT name FROM organisation WHERE id <> $1 AND is_actor = FALSE AND id IN
        (SELECT organisation FROM need)";
    let names: Vec<String> =
        on!(connection, |c| sqlx::query_scalar(sql).bind(own).fetch_all(c).await.expect("names"));
    assert!(names.len() > 3, "{names:?}");
    for access in rooms::routes().access().iter().filter(|access| access.method == "GET") {
        let is_list = !access.path.contains('{') && !access.roles.contains(&Role::Public);
        if is_list && access.roles.contains(&Role::EmployerAdmin) {
            let page = house.get(&access.path, &cookie).await;
            for name in &names {
                assert!(!page.body.contains(name.as_str()), "{} names {name}", access.path);
            }
        }
    }
}
