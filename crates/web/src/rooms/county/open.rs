//! Open data: the county's figures as JSON and as CSV.

use app::figures::{self, Answers, CountyFigures, NeedsFilter};
use axum::extract::Query;
use axum::http::HeaderMap;
use axum::http::header::ACCEPT;
use domain::codes::{MunicipalityCode, Ssyk};
use domain::time::Date;
use exchange::table::{self, Field};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::failure::Failure;
use crate::guard::Guard;
use crate::page::Answer;
use crate::revalidate;
use crate::rights::ReadPublic;

/// Part of the table of needs.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct Narrowed {
    /// SSYK 2012 group, four digits.
    occupation: String,
    /// Municipality, four digits.
    municipality: String,
}

impl Narrowed {
    fn filter(&self) -> Result<NeedsFilter, Failure> {
        let code = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let occupation = code(&self.occupation).map(|one| Ssyk::parse(&one)).transpose();
        let municipality =
            code(&self.municipality).map(|one| MunicipalityCode::parse(&one)).transpose();
        Ok(NeedsFilter {
            occupation: occupation.map_err(Failure::invalid)?,
            municipality: municipality.map_err(Failure::invalid)?,
        })
    }
}

/// True when the caller asks for CSV in so many words.
fn wants_csv(headers: &HeaderMap) -> bool {
    let accept = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accept.split(',').next().is_some_and(|first| first.trim().starts_with("text/csv"))
}

fn csv_answer(header: &[&str], rows: &[Vec<Field<'_>>]) -> Answer {
    revalidate::open("text/csv; charset=utf-8; header=present", table::print(header, rows))
}

/// A series of open figures, always whole.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Series<T> {
    /// The rows.
    items: Vec<T>,
    /// Page; the figures always come whole.
    page: i64,
    /// Rows per page.
    limit: i64,
    /// How many rows there are.
    total: i64,
    /// County.
    county: String,
    /// First day counted.
    since: String,
    /// Last day counted.
    until: String,
    /// When it was counted.
    counted_at: String,
    /// What was counted.
    source: String,
    /// Licence.
    licence: &'static str,
    /// The county is invented.
    is_demo: bool,
}

/// Which series of open figures.
#[derive(Debug, Clone, Copy)]
pub(super) enum Which {
    Needs,
    ResponseTimes,
    Contacts,
}

impl Which {
    pub(super) const ALL: [Self; 3] = [Self::Needs, Self::ResponseTimes, Self::Contacts];

    /// Last part of its address.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Needs => "needs",
            Self::ResponseTimes => "response-times",
            Self::Contacts => "contacts",
        }
    }

    /// Where it is read as JSON.
    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Needs => "/api/v1/open/needs",
            Self::ResponseTimes => "/api/v1/open/response-times",
            Self::Contacts => "/api/v1/open/contacts",
        }
    }

    /// First day counted. Needs are those open on the last day.
    pub(super) fn since(self, county: &CountyFigures) -> Date {
        match self {
            Self::Needs => county.until,
            Self::ResponseTimes => county.since,
            Self::Contacts => county.contacts.first().map_or(county.since, |one| one.since),
        }
    }
}

fn series<T: Serialize>(
    guard: &Guard<ReadPublic>,
    county: &CountyFigures,
    which: Which,
    items: Vec<T>,
) -> Answer {
    let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
    revalidate::open_json(&Series {
        items,
        page: 1,
        limit: total,
        total,
        county: guard.app.settings.county.to_string(),
        since: which.since(county).to_string(),
        until: county.until.to_string(),
        counted_at: county.counted_at.to_string(),
        source: guard.l().code("dataset-source", which.name()),
        licence: exchange::dcat::LICENCE,
        is_demo: guard.app.settings.is_demo,
    })
}

/// Demand in one entry of the table.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct DemandJson {
    /// SSYK 2012 group; null for all of them.
    ssyk: Option<String>,
    /// Its name.
    label: Option<String>,
    /// Municipality code; null for the whole county.
    municipality: Option<String>,
    /// Its name.
    municipality_name: Option<String>,
    /// Persons needed; null when hidden.
    persons: Option<i64>,
    /// Firms behind; null when hidden.
    firms: Option<i64>,
    /// Firms known there, whether they need anybody or not.
    known_firms: i64,
    /// Persons needed per hundred known firms, in tenths; null when hidden or without firms.
    per_hundred_tenths: Option<i64>,
    /// Too few firms, or hidden so that such an entry cannot be computed.
    is_suppressed: bool,
}

fn need_rows(county: &CountyFigures, filter: &NeedsFilter) -> Vec<DemandJson> {
    let row = |row: &figures::NeedsRow<'_>| DemandJson {
        ssyk: row.occupation.map(|(ssyk, _)| ssyk.to_string()),
        label: row.occupation.map(|(_, label)| label.to_owned()),
        municipality: row.municipality.map(|place| place.code.to_string()),
        municipality_name: row.municipality.map(|place| place.name.clone()),
        persons: row.demand.persons,
        firms: row.demand.firms,
        known_firms: row.known_firms,
        per_hundred_tenths: row.per_hundred_tenths(),
        is_suppressed: row.demand.is_suppressed,
    };
    county.needs(filter).iter().map(row).collect()
}

/// Persons that firms need, by occupation and municipality with all totals: open needs whose
/// occupation a person has accepted, minus persons already in place.
#[utoipa::path(
    get, path = "/api/v1/open/needs", tag = "open", params(Narrowed),
    responses((status = 200, description = "The table; as CSV with `Accept: text/csv`",
        body = Series<DemandJson>))
)]
pub(super) async fn needs(
    guard: Guard<ReadPublic>,
    Query(narrowed): Query<Narrowed>,
    headers: HeaderMap,
) -> Answer {
    let filter = narrowed.filter()?;
    let county = figures::county(&guard.app).await?;
    let rows = need_rows(&county, &filter);
    if wants_csv(&headers) {
        return needs_file(&rows);
    }
    series(&guard, &county, Which::Needs, rows)
}

/// The same as a file.
pub(super) async fn needs_csv(
    guard: Guard<ReadPublic>,
    Query(narrowed): Query<Narrowed>,
) -> Answer {
    let filter = narrowed.filter()?;
    let county = figures::county(&guard.app).await?;
    needs_file(&need_rows(&county, &filter))
}

fn text(value: Option<&String>) -> Field<'_> {
    value.map_or(Field::Empty, |text| Field::Text(text))
}

fn needs_file(rows: &[DemandJson]) -> Answer {
    let header = [
        "ssyk",
        "label",
        "municipality",
        "municipalityName",
        "persons",
        "firms",
        "knownFirms",
        "perHundredFirms",
        "isSuppressed",
    ];
    csv_answer(&header, &rows.iter().map(need_fields).collect::<Vec<_>>())
}

fn need_fields(row: &DemandJson) -> Vec<Field<'_>> {
    vec![
        text(row.ssyk.as_ref()),
        text(row.label.as_ref()),
        text(row.municipality.as_ref()),
        text(row.municipality_name.as_ref()),
        Field::whole(row.persons),
        Field::whole(row.firms),
        Field::Whole(row.known_firms),
        Field::tenths(row.per_hundred_tenths),
        Field::Flag(row.is_suppressed),
    ]
}

/// How one part of the cases was answered.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct AnswersJson {
    /// Month the cases came in, `2026-11`; null for the whole period.
    month: Option<String>,
    /// Municipality of the firms; null for the whole county.
    municipality: Option<String>,
    /// Its name.
    municipality_name: Option<String>,
    /// Promises that have been kept or have come due; null when hidden.
    cases: Option<i64>,
    /// Answered in time; null when hidden.
    in_time: Option<i64>,
    /// Median working days to the first answer, in tenths; null without an answer or when hidden.
    median_tenths: Option<i64>,
    /// Too few firms, or hidden so that another row cannot be computed.
    is_suppressed: bool,
}

fn answer_rows(county: &CountyFigures) -> Vec<AnswersJson> {
    let row = |month: Option<String>, place: Option<(String, String)>, answers: &Answers| {
        let (municipality, municipality_name) = place.unzip();
        AnswersJson {
            month,
            municipality,
            municipality_name,
            cases: answers.cases,
            in_time: answers.in_time,
            median_tenths: answers.median_tenths,
            is_suppressed: answers.is_suppressed,
        }
    };
    let figures = &county.answers;
    let months = figures.months.iter().map(|one| {
        let name = format!("{:04}-{:02}", one.month.year(), one.month.month());
        row(Some(name), None, &one.answers)
    });
    let places = figures.municipalities.iter().map(|one| {
        let place = (one.municipality.code.to_string(), one.municipality.name.clone());
        row(None, Some(place), &one.answers)
    });
    months.chain(places).chain(std::iter::once(row(None, None, &figures.total))).collect()
}

/// How fast firms got their first answer, by month and by municipality: cases that came in during
/// the last year, in working days.
#[utoipa::path(
    get, path = "/api/v1/open/response-times", tag = "open",
    responses((status = 200, description = "The rows; as CSV with `Accept: text/csv`",
        body = Series<AnswersJson>))
)]
pub(super) async fn response_times(guard: Guard<ReadPublic>, headers: HeaderMap) -> Answer {
    let county = figures::county(&guard.app).await?;
    let rows = answer_rows(&county);
    if wants_csv(&headers) {
        return response_times_file(&rows);
    }
    series(&guard, &county, Which::ResponseTimes, rows)
}

/// The same as a file.
pub(super) async fn response_times_csv(guard: Guard<ReadPublic>) -> Answer {
    let county = figures::county(&guard.app).await?;
    response_times_file(&answer_rows(&county))
}

fn response_times_file(rows: &[AnswersJson]) -> Answer {
    let header = [
        "month",
        "municipality",
        "municipalityName",
        "cases",
        "inTime",
        "medianWorkingDays",
        "isSuppressed",
    ];
    csv_answer(&header, &rows.iter().map(answer_fields).collect::<Vec<_>>())
}

fn answer_fields(row: &AnswersJson) -> Vec<Field<'_>> {
    vec![
        text(row.month.as_ref()),
        text(row.municipality.as_ref()),
        text(row.municipality_name.as_ref()),
        Field::whole(row.cases),
        Field::whole(row.in_time),
        Field::tenths(row.median_tenths),
        Field::Flag(row.is_suppressed),
    ]
}

/// Contacts in one quarter that the firms had not asked for.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ContactsJson {
    /// Quarter, `2026-Q4`; the last one is under way.
    quarter: String,
    /// Contacts; what several actors do together on one day is one. Null when hidden.
    contacts: Option<i64>,
    /// Firms contacted; null when hidden.
    firms: Option<i64>,
    /// Firms the county knows of now.
    known_firms: i64,
    /// Contacts per contacted firm, in hundredths; null without any or when hidden.
    per_contacted_hundredths: Option<i64>,
    /// Contacts per hundred known firms, in tenths; null when hidden.
    per_hundred_tenths: Option<i64>,
    /// Fewer than three firms were contacted.
    is_suppressed: bool,
}

fn contact_rows(county: &CountyFigures) -> Vec<ContactsJson> {
    let row = |one: &figures::QuarterFigures| ContactsJson {
        quarter: one.quarter.clone(),
        contacts: one.contacts,
        firms: one.firms,
        known_firms: one.known_firms,
        per_contacted_hundredths: one.per_contacted_hundredths,
        per_hundred_tenths: one.per_hundred_tenths,
        is_suppressed: one.is_suppressed,
    };
    county.contacts.iter().map(row).collect()
}

/// How often public actors turned to firms that had not asked, quarter by quarter.
#[utoipa::path(
    get, path = "/api/v1/open/contacts", tag = "open",
    responses((status = 200, description = "The rows; as CSV with `Accept: text/csv`",
        body = Series<ContactsJson>))
)]
pub(super) async fn contacts(guard: Guard<ReadPublic>, headers: HeaderMap) -> Answer {
    let county = figures::county(&guard.app).await?;
    let rows = contact_rows(&county);
    if wants_csv(&headers) {
        return contacts_file(&rows);
    }
    series(&guard, &county, Which::Contacts, rows)
}

/// The same as a file.
pub(super) async fn contacts_csv(guard: Guard<ReadPublic>) -> Answer {
    let county = figures::county(&guard.app).await?;
    contacts_file(&contact_rows(&county))
}

fn contacts_file(rows: &[ContactsJson]) -> Answer {
    let header = [
        "quarter",
        "contacts",
        "firms",
        "knownFirms",
        "perContactedFirm",
        "perHundredFirms",
        "isSuppressed",
    ];
    csv_answer(&header, &rows.iter().map(contact_fields).collect::<Vec<_>>())
}

fn contact_fields(row: &ContactsJson) -> Vec<Field<'_>> {
    vec![
        Field::Text(&row.quarter),
        Field::whole(row.contacts),
        Field::whole(row.firms),
        Field::Whole(row.known_firms),
        Field::hundredths(row.per_contacted_hundredths),
        Field::tenths(row.per_hundred_tenths),
        Field::Flag(row.is_suppressed),
    ]
}
