//! The first public page: one question, and the county in figures. The same figures as open data.

use app::figures::{self, CountyFigures, Demand, PublicEvent};
use askama::Template;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api;
use crate::failure::Failure;
use crate::guard::Guard;
use crate::guarded::{Routes, get};
use crate::l10n::L;
use crate::page::{Answer, render_open};
use crate::revalidate;
use crate::rights::ReadPublic;
use crate::shell::Shell;
use crate::ui::TimelineEntry;

/// Occupations shown before the rest is folded away.
const FIRST_OCCUPATIONS: usize = 8;
/// Fewest promises a median is told of.
const PROMISES_LEAST: i64 = 5;

/// Routes.
pub fn routes() -> Routes {
    Routes::new().page("/", get(start)).api(api![needs_by_occupation])
}

/// A row of a table with a bar.
struct Bar {
    href: Option<String>,
    name: String,
    persons: String,
    firms: String,
    /// Hundredths of the longest bar.
    share: i64,
    is_suppressed: bool,
}

/// A station with its number.
struct Station {
    value: String,
    name: String,
    note: String,
}

#[derive(Template)]
#[template(path = "start/start.html")]
struct StartPage {
    shell: Shell,
    l: L,
    total: String,
    has_total: bool,
    period: String,
    counted: String,
    stations: Vec<Station>,
    median: Option<String>,
    median_unit: Option<String>,
    in_time: String,
    in_time_note: String,
    occupations: Vec<Bar>,
    more: Vec<Bar>,
    places: Vec<Bar>,
    happenings: Vec<TimelineEntry>,
    examples: Vec<String>,
    is_signed_in: bool,
}

async fn start(guard: Guard<ReadPublic>) -> Answer {
    let l = guard.l();
    let county = figures::county(&guard.app).await?;
    let mut occupations = occupation_bars(l, &county);
    let more = occupations.split_off(FIRST_OCCUPATIONS.min(occupations.len()));
    let answers = &county.answers.total;
    let (cases, kept) = (answers.cases.unwrap_or(0), answers.in_time.unwrap_or(0));
    let median = answers.median_tenths.filter(|_| cases >= PROMISES_LEAST);
    let page = StartPage {
        shell: guard.shell(),
        l,
        total: l.ta("start-persons").a("count", county.total.persons.unwrap_or(0)).to_string(),
        has_total: county.total.persons.is_some_and(|persons| persons > 0),
        period: l
            .ta("start-period")
            .a("from", l.day(county.since))
            .a("to", l.day(county.until))
            .to_string(),
        counted: l.moment_year(county.counted_at),
        stations: stations(l, &county),
        median: median.map(|tenths| match tenths {
            0 => l.t("start-same-day"),
            tenths => l.decimal(f64::from(i32::try_from(tenths).unwrap_or(0)) / 10.0),
        }),
        median_unit: median.filter(|tenths| *tenths > 0).map(|_| l.t("start-working-days")),
        in_time: share(l, kept, cases),
        in_time_note: l.ta("start-in-time-note").a("kept", kept).a("count", cases).to_string(),
        places: place_bars(l, &county),
        happenings: county.happenings.iter().map(|one| happening(l, one)).collect(),
        examples: ["start-example-1", "start-example-2", "start-example-3"]
            .iter()
            .map(|key| l.t(key))
            .collect(),
        is_signed_in: guard.signed().is_some(),
        occupations,
        more,
    };
    render_open(&guard.visitor, &page)
}

fn share(l: L, part: i64, whole: i64) -> String {
    let number = |value: i64| f64::from(u32::try_from(value).unwrap_or(0));
    if whole > 0 { l.percent(number(part) / number(whole)) } else { String::new() }
}

fn stations(l: L, county: &CountyFigures) -> Vec<Station> {
    let counted = county.stations;
    [
        ("heard", counted.heard),
        ("understood", counted.understood),
        ("answered", counted.answered),
        ("done", counted.done),
    ]
    .map(|(station, value)| Station {
        value: l.number(value),
        name: l.code("thread", station),
        note: l.code("start-station", station),
    })
    .into()
}

fn bar(l: L, href: Option<String>, name: &str, demand: &Demand, longest: i64) -> Bar {
    let hidden = || l.t("start-suppressed");
    Bar {
        href,
        name: name.to_owned(),
        persons: demand.persons.map_or_else(hidden, |persons| l.number(persons)),
        firms: demand.firms.map_or_else(String::new, |firms| l.number(firms)),
        share: demand.persons.unwrap_or(0) * 100 / longest.max(1),
        is_suppressed: demand.is_suppressed,
    }
}

fn occupation_bars(l: L, county: &CountyFigures) -> Vec<Bar> {
    let shown = county.occupations.iter().filter_map(|row| row.demand.persons);
    let longest = shown.max().unwrap_or(1);
    let one = |row: &figures::OccupationDemand| {
        let href = format!("/yrken/{}", row.ssyk.as_str());
        bar(l, Some(href), &row.label, &row.demand, longest)
    };
    county.occupations.iter().map(one).collect()
}

fn place_bars(l: L, county: &CountyFigures) -> Vec<Bar> {
    let shown = county.municipalities.iter().filter_map(|row| row.demand.persons);
    let longest = shown.max().unwrap_or(1);
    let one = |row: &figures::MunicipalityDemand| {
        bar(
            l,
            Some(format!("/lanet?kommun={}", row.municipality.code)),
            &row.municipality.name,
            &row.demand,
            longest,
        )
    };
    county.municipalities.iter().map(one).collect()
}

fn happening(l: L, event: &PublicEvent) -> TimelineEntry {
    let about = event.about.clone().unwrap_or_default();
    let what = match (event.kind.as_str(), event.about.is_some()) {
        ("mapping.approved", _) => l.ta("start-event-mapping").a("count", event.times).to_string(),
        ("need.confirmed", true) => {
            l.ta("start-event-need-of").a("count", event.times).a("name", about).to_string()
        }
        ("need.confirmed", false) => l.ta("start-event-need").a("count", event.times).to_string(),
        ("need.offer-proposed", true) => {
            l.ta("start-event-proposed-for").a("name", about).to_string()
        }
        ("need.offer-proposed", false) => l.t("start-event-proposed"),
        ("case.answered", _) => l.ta("start-event-answered").a("count", event.times).to_string(),
        ("case.closed", _) => l.ta("start-event-closed").a("count", event.times).to_string(),
        ("offer.created", _) => l.ta("start-event-offer").a("name", about).to_string(),
        ("offer.reviewed", _) => l.ta("start-event-reviewed").a("name", about).to_string(),
        _ => l.t("start-event-vocabulary"),
    };
    let day = l.weekday_long(event.on);
    let when = event.by.as_ref().map_or_else(|| day.clone(), |by| format!("{day} · {by}"));
    let at = domain::time::instant_of(event.on, domain::time::Time::midnight());
    TimelineEntry { when, at, what, more: String::new() }
}

/// Open figures of what the county's firms need.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct OpenDemand {
    /// The rows.
    items: Vec<OpenDemandRow>,
    /// Page; the figures always come whole.
    page: i64,
    /// Rows per page.
    limit: i64,
    /// How many rows there are.
    total: i64,
    /// Persons in all; null when too few firms stand behind.
    persons: Option<i64>,
    /// Firms in all.
    firms: Option<i64>,
    /// When it was counted.
    counted_at: String,
    /// What was counted.
    source: String,
    /// The county is invented.
    is_demo: bool,
}

/// Demand for one occupation.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct OpenDemandRow {
    /// SSYK 2012 group.
    ssyk: String,
    /// Its name.
    label: String,
    /// Persons needed; null when hidden.
    persons: Option<i64>,
    /// Firms behind; null when hidden.
    firms: Option<i64>,
    /// Fewer than three firms, or hidden so that such a row cannot be computed.
    is_suppressed: bool,
}

/// Persons that firms need, by occupation: open needs whose occupation a person has accepted,
/// minus persons already in place. The same figures as on the first page.
#[utoipa::path(
    get,
    path = "/api/v1/open/needs-by-occupation",
    tag = "open",
    responses((status = 200, body = OpenDemand))
)]
async fn needs_by_occupation(guard: Guard<ReadPublic>) -> Result<Response, Failure> {
    let county = figures::county(&guard.app).await?;
    let row = |row: &figures::OccupationDemand| OpenDemandRow {
        ssyk: row.ssyk.as_str().to_owned(),
        label: row.label.clone(),
        persons: row.demand.persons,
        firms: row.demand.firms,
        is_suppressed: row.demand.is_suppressed,
    };
    let total = i64::try_from(county.occupations.len()).unwrap_or(i64::MAX);
    let body = OpenDemand {
        items: county.occupations.iter().map(row).collect(),
        page: 1,
        limit: total,
        total,
        persons: county.total.persons,
        firms: county.total.firms,
        counted_at: county.counted_at.to_string(),
        source: guard.l().code("dataset-source", "needs"),
        is_demo: guard.app.settings.is_demo,
    };
    revalidate::open_json(&body)
}
