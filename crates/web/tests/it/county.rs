//! The county in figures: page, JSON, CSV and catalogue tell the same, and one county nothing of
//! another.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use app::Settings;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use domain::access::Role;
use domain::codes::CountyCode;
use serde_json::Value;
use store::on;
use uuid::Uuid;
use web::rooms;

use crate::house::{Answer, House};

const SERIES: [&str; 3] = ["needs", "response-times", "contacts"];

async fn rows_of(house: &House, path: &str) -> Vec<Value> {
    let answer = house.get(path, "").await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    answer.json()["items"].as_array().expect("items").clone()
}

/// Cells of a line of CSV.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut is_quoted) = (vec![String::new()], false);
    for letter in line.chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => cells.push(String::new()),
            letter => cells.last_mut().expect("a cell").push(letter),
        }
    }
    cells
}

/// A value of JSON as the CSV prints it.
fn printed(name: &str, value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Number(number) => {
            let number = number.as_i64().expect("whole");
            match name {
                name if name.ends_with("Tenths") => format!("{}.{}", number / 10, number % 10),
                name if name.ends_with("Hundredths") => {
                    format!("{}.{:02}", number / 100, number % 100)
                }
                _ => number.to_string(),
            }
        }
        other => other.to_string(),
    }
}

const COLUMNS: [(&str, &[&str]); 3] = [
    (
        "needs",
        &[
            "ssyk",
            "label",
            "municipality",
            "municipalityName",
            "persons",
            "firms",
            "knownFirms",
            "perHundredTenths",
            "isSuppressed",
        ],
    ),
    (
        "response-times",
        &[
            "month",
            "municipality",
            "municipalityName",
            "cases",
            "inTime",
            "medianTenths",
            "isSuppressed",
        ],
    ),
    (
        "contacts",
        &[
            "quarter",
            "contacts",
            "firms",
            "knownFirms",
            "perContactedHundredths",
            "perHundredTenths",
            "isSuppressed",
        ],
    ),
];

/// Rows of the big table: occupation (none for the sums) and its cells, as they are read.
fn matrix(html: &str) -> Vec<(Option<String>, Vec<String>)> {
    let tables = html.split("table--matrix").skip(1);
    let bodies = tables.filter_map(|table| table.split("<tbody>").nth(1)?.split("</tbody>").next());
    let rows = bodies.flat_map(|body| body.split("<tr>").skip(1));
    rows.map(|row| {
        let ssyk = row.split("yrke=").nth(1).map(|rest| rest.chars().take(4).collect());
        let cells = row.split("<td").skip(1).map(|cell| {
            let text = cell.split_once('>').map_or("", |(_, rest)| rest);
            let text = text.split("</td>").next().unwrap_or_default();
            text.replace("<b>", "").replace("</b>", "")
        });
        (ssyk, cells.collect())
    })
    .collect()
}

#[tokio::test]
async fn page_json_and_csv_show_the_same_figures() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let mut figures = 0;
    for (name, columns) in COLUMNS {
        let rows = rows_of(&house, &format!("/api/v1/open/{name}")).await;
        let file = house.get(&format!("/api/v1/open/{name}.csv"), "").await.body;
        let lines: Vec<&str> = file.lines().collect();
        assert_eq!(lines.len(), rows.len() + 1, "{name}");
        assert_eq!(cells(lines[0]).len(), columns.len(), "{name}: {}", lines[0]);
        for (row, line) in rows.iter().zip(&lines[1..]) {
            let expected: Vec<String> =
                columns.iter().map(|column| printed(column, &row[*column])).collect();
            assert_eq!(cells(line), expected, "{name}");
            assert_eq!(row.as_object().expect("row").len(), columns.len(), "{name}");
            figures += 1;
        }
    }
    assert!(figures > 60, "{figures}");
    let rows = rows_of(&house, "/api/v1/open/needs").await;
    let mut told: BTreeMap<Option<String>, Vec<String>> = BTreeMap::new();
    for row in &rows {
        let text = row["persons"].as_i64().map_or_else(|| "dolt".to_owned(), |n| n.to_string());
        assert_eq!(row["persons"].is_null(), row["isSuppressed"].as_bool().expect("flag"));
        told.entry(row["ssyk"].as_str().map(Into::into)).or_default().push(text);
    }
    let page = house.get("/lanet", "").await.body;
    let shown = matrix(&page);
    assert_eq!(shown.len(), told.len());
    for (ssyk, cells) in &shown {
        assert_eq!(Some(cells), told.get(ssyk), "{ssyk:?}");
    }
    let texts: Vec<&String> = shown.iter().flat_map(|(_, cells)| cells).collect();
    assert!(texts.iter().any(|text| *text == "dolt") && texts.iter().any(|text| *text != "dolt"));
}

#[tokio::test]
async fn a_filter_leaves_out_and_changes_nothing() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let all = rows_of(&house, "/api/v1/open/needs").await;
    let ssyk = all[0]["ssyk"].as_str().expect("an occupation").to_owned();
    let of_occupation: Vec<Value> =
        all.iter().filter(|row| row["ssyk"] == ssyk.as_str()).cloned().collect();
    let of_place: Vec<Value> =
        all.iter().filter(|row| row["municipality"] == "2281").cloned().collect();
    assert!(of_occupation.len() == 8 && of_place.len() > 8);
    let path = format!("/api/v1/open/needs?occupation={ssyk}");
    assert_eq!(rows_of(&house, &path).await, of_occupation);
    assert_eq!(rows_of(&house, "/api/v1/open/needs?municipality=2281").await, of_place);
    let page = matrix(&house.get(&format!("/lanet?yrke={ssyk}"), "").await.body);
    let whole = matrix(&house.get("/lanet", "").await.body);
    let same = whole.iter().find(|(one, _)| one.as_deref() == Some(ssyk.as_str()));
    assert_eq!(page.first(), same);
}

async fn with_header(house: &House, path: &str, name: &str, value: &str) -> Answer {
    let request = Request::get(path).header(name, value).body(Body::empty());
    house.send(request.expect("request")).await
}

#[tokio::test]
async fn who_has_the_figures_already_is_told_in_a_few_bytes() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let mut paths: Vec<String> =
        ["/", "/lanet", "/datasets", "/datasets/dcat"].map(Into::into).into();
    paths.push("/api/v1/open/needs-by-occupation".into());
    for name in SERIES {
        paths.extend([format!("/api/v1/open/{name}"), format!("/api/v1/open/{name}.csv")]);
    }
    let tags = async || {
        let mut tags = Vec::new();
        for path in &paths {
            let answer = house.get(path, "").await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            tags.push(answer.header("etag").to_owned());
        }
        tags
    };
    let first = tags().await;
    // Minutes pass and things happen in the county: the figures of the day stand still.
    let later = house.app.now().saturating_add(std::time::Duration::from_mins(7)).expect("time");
    house.app.clock.set(later);
    house.log_in("broker@demo.samkraft.test").await;
    assert_eq!(first, tags().await);
    for (path, tag) in paths.iter().zip(&first) {
        let again = with_header(&house, path, "if-none-match", tag).await;
        assert_eq!((again.status, again.body.as_str()), (StatusCode::NOT_MODIFIED, ""), "{path}");
    }
}

#[tokio::test]
async fn the_catalogue_tells_the_periods_of_its_series_and_the_service_behind() {
    let house = House::demo(false).await.expect("SQLite is always there");
    let graph = with_header(&house, "/datasets/dcat", "accept", "application/ld+json").await.json();
    let nodes = graph["@graph"].as_array().expect("graph").clone();
    let node = |kind: &str, ending: &str| {
        let is_it = |node: &&Value| {
            let id = node["@id"].as_str().unwrap_or_default();
            node["@type"] == kind && id.ends_with(ending)
        };
        nodes.iter().find(is_it).expect("node").clone()
    };
    let service = node("dcat:DataService", "#api");
    let served = service["dcat:servesDataset"].as_array().expect("datasets").len();
    assert_eq!(served, SERIES.len());
    for name in SERIES {
        let body = house.get(&format!("/api/v1/open/{name}"), "").await.json();
        let covers = node("dcat:Dataset", &format!("#{name}"))["dcterms:temporal"].clone();
        assert_eq!(body["since"], covers["dcat:startDate"]["@value"], "{name}");
        assert_eq!(body["until"], covers["dcat:endDate"]["@value"], "{name}");
        let file = node("dcat:Distribution", &format!("#{name}-csv"));
        assert_eq!(file["dcat:accessService"]["@id"], service["@id"]);
    }
    let robots = house.get("/robots.txt", "").await.body;
    assert!(robots.contains("Disallow: /\n"), "a demo is not to be found: {robots}");
    let real = House::open_with(|settings| settings.is_demo = false).await;
    let robots = real.get("/robots.txt", "").await.body;
    assert!(robots.contains("Allow: /api/v1/open/\nDisallow: /api/\n"), "{robots}");
    let page = house.get("/datasets", "").await.body;
    for end in ["catalogue", "api", "publisher", "needs", "needs-csv", "needs-json"] {
        assert!(page.contains(&format!("id=\"{end}\"")), "{end}");
    }
}

/// What only one county has: ids and names of its own.
struct Own {
    county: &'static str,
    marks: BTreeSet<String>,
}

const IDS: [&str; 6] = [
    "SELECT id FROM organisation WHERE county = $1",
    "SELECT id FROM need WHERE county = $1",
    "SELECT id FROM mapping WHERE county = $1",
    "SELECT id FROM case_file WHERE county = $1",
    "SELECT id FROM offer WHERE county = $1",
    "SELECT id FROM contact WHERE county = $1",
];
const NAMES: [&str; 3] = [
    "SELECT name FROM organisation WHERE county = $1",
    "SELECT title FROM offer WHERE county = $1",
    "SELECT name FROM desk WHERE county = $1",
];

async fn own(house: &House, county: &'static str) -> Own {
    let mut connection = house.app.store.read().await.expect("connection");
    let mut marks = BTreeSet::new();
    for sql in IDS {
        let ids: Vec<Uuid> = on!(connection, |c| sqlx::query_scalar(sql)
            .bind(county)
            .fetch_all(c)
            .await
            .expect("ids"));
        marks.extend(ids.iter().map(Uuid::to_string));
    }
    for sql in NAMES {
        let names: Vec<String> = on!(connection, |c| sqlx::query_scalar(sql)
            .bind(county)
            .fetch_all(c)
            .await
            .expect("names"));
        // A name of three letters stands in a random token now and then.
        marks.extend(names.into_iter().filter(|name| name.chars().count() > 5));
    }
    Own { county, marks }
}

/// Roles that ask; one of each that sees much, and an employer.
const ROLES: [&str; 6] =
    ["broker", "strategist", "analyst", "muni-adviser", "employer-admin", "admin"];

/// Lists, searches, figures and exports: every page and operation that names no record.
pub(crate) fn walked() -> Vec<String> {
    let routes = rooms::routes();
    let reads = routes.access().iter().filter(|one| {
        let is_house = ["/assets/", "/readyz"].iter().any(|start| one.path.starts_with(start));
        one.method == "GET" && !one.path.contains('{') && !is_house
    });
    let mut paths: Vec<String> = reads.map(|one| one.path.clone()).collect();
    for room in ["organisations", "needs", "cases", "mappings", "offers"] {
        paths.push(format!("/api/v1/{room}?limit=200"));
    }
    for asked in ["k%C3%B6k", "G%C3%A4vle", "Demo", "svetsare", "Arbetsf%C3%B6rmedlingen"] {
        paths.push(format!("/organisationer?q={asked}"));
        paths.push(format!("/organisationer?q={asked}&visa=alla"));
        paths.push(format!("/api/v1/organisations?q={asked}"));
        paths.push(format!("/insatser?q={asked}"));
        paths.push(format!("/behov?q={asked}"));
        paths.push(format!("/arenden?q={asked}"));
        paths.push(format!("/sok?q={asked}"));
    }
    paths
}

/// The address itself holds the words.
fn asks_for(path: &str, words: &str) -> bool {
    let written: String = url::form_urlencoded::byte_serialize(words.as_bytes()).collect();
    path.split_once("q=").is_some_and(|(_, asked)| asked.split('&').next() == Some(&written))
}

async fn counties_stay_apart(on_postgres: bool) -> Option<()> {
    let mut house = House::demo(on_postgres).await?;
    let counties = [own(&house, "22").await, own(&house, "21").await, own(&house, "23").await];
    let [here, there, empty] = &counties;
    assert!(here.marks.len() > 200 && there.marks.len() > 5 && empty.marks.is_empty());
    let national: Vec<&String> = here.marks.intersection(&there.marks).collect();
    assert!(national.iter().any(|mark| *mark == "Arbetsförmedlingen"), "{national:?}");
    let mut asked = 0;
    for county in &counties {
        let mut app = house.app.clone();
        let code = CountyCode::parse(county.county).expect("code");
        app.settings = Arc::new(Settings { county: code, ..(*app.settings).clone() });
        house.router = web::router(app);
        let mut callers = vec![(Role::Public.code().to_owned(), String::new())];
        for login in demo::logins().into_iter().filter(|login| login.county == county.county) {
            let is_asked = ROLES.contains(&login.role);
            if is_asked && callers.iter().all(|(role, _)| role != login.role) {
                callers.push((login.role.to_owned(), house.log_in(login.email).await));
            }
        }
        let others = counties.iter().filter(|other| other.county != county.county);
        let foreign: BTreeSet<&String> =
            others.flat_map(|other| other.marks.difference(&county.marks)).collect();
        let mut seen = BTreeSet::new();
        for path in walked() {
            for (role, cookie) in &callers {
                let answer = house.get(&path, cookie).await;
                assert!(!answer.status.is_server_error(), "{path} as {role}: {}", answer.body);
                asked += 1;
                // A search shows what was searched for.
                for mark in foreign.iter().filter(|mark| !asks_for(&path, mark)) {
                    let county = county.county;
                    assert!(
                        !answer.body.contains(mark.as_str()),
                        "{path} as {role} of {county}: {mark}"
                    );
                }
                let new = county.marks.iter().filter(|mark| !seen.contains(mark));
                let new: Vec<_> = new.filter(|mark| answer.body.contains(mark.as_str())).collect();
                seen.extend(new);
            }
        }
        // What is the county's own does show: the walk looks where something is.
        assert!(seen.len() * 10 >= county.marks.len(), "{}: {}", county.county, seen.len());
        assert!(empty.county == county.county || seen.iter().any(|mark| national.contains(mark)));
    }
    assert!(asked > 300, "{asked} answers");
    let total = rows_of(&house, "/api/v1/open/needs").await;
    assert!(total.iter().all(|row| row["persons"] == 0 && row["ssyk"].is_null()), "{total:?}");
    assert!(house.get("/lanet", "").await.body.contains("Inga behov är bekräftade än"));
    Some(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_list_search_figure_or_file_of_a_county_tells_of_another() {
    counties_stay_apart(false).await.expect("SQLite is always there");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn counties_stay_apart_on_postgres_too() {
    if counties_stay_apart(true).await.is_none() {
        println!("skipped: TEST_DATABASE_URL is not set");
    }
}
