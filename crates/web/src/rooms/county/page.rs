//! The page: table, map, answers, contacts.

use app::figures::{self, Answers, CountyFigures, Demand, NeedsFilter};
use askama::Template;
use axum::extract::Query;
use domain::codes::{MunicipalityCode, Ssyk};
use serde::Deserialize;

use super::map::{self, Area, Map};
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render_open};
use crate::paging;
use crate::rights::ReadPublic;
use crate::shell::Shell;
use crate::ui::Choice;

/// Rows of the big table before the rest is folded away.
const FIRST_ROWS: usize = 15;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Address {
    yrke: String,
    kommun: String,
}

/// One number of the table.
struct Entry {
    text: String,
    is_hidden: bool,
}

/// An occupation with its number in each municipality.
struct Row {
    href: String,
    name: String,
    entries: Vec<Entry>,
    total: Entry,
}

/// A municipality, for the table beside the map.
struct PlaceRow {
    href: String,
    name: String,
    persons: Entry,
    firms: String,
    rate: String,
    is_chosen: bool,
}

/// How a part of the cases was answered.
struct AnswerRow {
    name: String,
    median: String,
    in_time: String,
    cases: String,
    is_hidden: bool,
}

/// First answers cut in parts one way.
struct AnswerTable {
    caption: String,
    /// What the first column names.
    which: String,
    /// The first column names municipalities, in Swedish.
    is_by_place: bool,
    rows: Vec<AnswerRow>,
}

/// Contacts in a quarter.
struct QuarterRow {
    name: String,
    contacts: String,
    firms: String,
    per_firm: String,
    per_hundred: String,
}

#[derive(Template)]
#[template(path = "county/show.html")]
struct CountyPage {
    shell: Shell,
    l: L,
    occupation: String,
    municipality: String,
    occupations: Vec<Choice>,
    municipalities: Vec<Choice>,
    chosen: Option<String>,
    is_empty: bool,
    counted: String,
    period: String,
    total: String,
    heads: Vec<(String, String)>,
    rows: Vec<Row>,
    more: Vec<Row>,
    sums: Option<Row>,
    map: Option<Map>,
    places: Vec<PlaceRow>,
    csv: String,
    json: String,
    has_answers: bool,
    answers: Vec<AnswerTable>,
    known_firms: String,
    quarters: Vec<QuarterRow>,
}

/// Where the table stands with these choices.
fn address(occupation: &str, municipality: &str) -> String {
    let kept = paging::query(&[("yrke", occupation), ("kommun", municipality)]);
    if kept.is_empty() { "/lanet".to_owned() } else { format!("/lanet?{kept}") }
}

pub(super) async fn show(guard: Guard<ReadPublic>, Query(address): Query<Address>) -> Answer {
    let l = guard.l();
    let county = figures::county(&guard.app).await?;
    let filter = chosen_of(&county, &address);
    let occupation = filter.occupation.as_ref().map_or("", Ssyk::as_str).to_owned();
    let municipality = filter.municipality.as_ref().map_or("", MunicipalityCode::as_str).to_owned();
    let mut rows = rows(l, &county, &filter);
    let more = rows.split_off(FIRST_ROWS.min(rows.len()));
    let areas = areas(&county, &filter);
    let asked = paging::query(&[("occupation", &occupation), ("municipality", &municipality)]);
    let ending = if asked.is_empty() { String::new() } else { format!("?{asked}") };
    let page = CountyPage {
        shell: guard.shell(),
        l,
        occupations: county
            .occupations
            .iter()
            .map(|one| Choice::new(&one.ssyk, &one.label))
            .collect(),
        municipalities: county
            .municipalities
            .iter()
            .map(|one| Choice::new(&one.municipality.code, &one.municipality.name))
            .collect(),
        chosen: chosen_words(&county, &filter),
        is_empty: county.occupations.is_empty(),
        counted: l.moment_year(county.counted_at),
        period: l
            .ta("county-period")
            .a("from", l.day(county.since))
            .a("to", l.day(county.until))
            .to_string(),
        total: total_of(l, &county),
        heads: heads(&county, &filter),
        sums: filter.occupation.is_none().then(|| sums(l, &county, &filter)),
        map: map::draw(l, &guard.app.settings.county, &areas),
        places: areas.iter().map(|area| place_row(l, area, &county, &filter)).collect(),
        csv: format!("/api/v1/open/needs.csv{ending}"),
        json: format!("/api/v1/open/needs{ending}"),
        has_answers: county.answers.total.cases != Some(0),
        answers: answer_tables(l, &county),
        known_firms: l.number(county.known_firms()),
        quarters: county.contacts.iter().map(|one| quarter_row(l, one)).collect(),
        rows,
        more,
        occupation,
        municipality,
    };
    render_open(&guard.visitor, &page)
}

/// What the address names, as far as the county has it.
fn chosen_of(county: &CountyFigures, address: &Address) -> NeedsFilter {
    let occupation = Ssyk::parse(&address.yrke).ok();
    let municipality = MunicipalityCode::parse(&address.kommun).ok();
    NeedsFilter {
        occupation: occupation
            .filter(|ssyk| county.occupations.iter().any(|row| row.ssyk == *ssyk)),
        municipality: municipality
            .filter(|code| county.municipalities.iter().any(|row| row.municipality.code == *code)),
    }
}

fn chosen_words(county: &CountyFigures, filter: &NeedsFilter) -> Option<String> {
    let occupation = filter.occupation.as_ref().and_then(|ssyk| {
        let row = county.occupations.iter().find(|row| row.ssyk == *ssyk)?;
        Some(row.label.clone())
    });
    let municipality = filter.municipality.as_ref().and_then(|code| {
        let row = county.municipalities.iter().find(|row| row.municipality.code == *code)?;
        Some(row.municipality.name.clone())
    });
    let parts: Vec<String> = [occupation, municipality].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

fn total_of(l: L, county: &CountyFigures) -> String {
    match (county.total.persons, county.total.firms) {
        (Some(persons), Some(firms)) => {
            l.ta("county-total").a("count", persons).a("firms", firms).to_string()
        }
        _ => l.t("county-total-hidden"),
    }
}

fn entry(l: L, demand: &Demand) -> Entry {
    let hidden = || l.t("county-hidden");
    Entry {
        text: demand.persons.map_or_else(hidden, |persons| l.number(persons)),
        is_hidden: demand.is_suppressed,
    }
}

/// Names of the columns with links that choose them.
fn heads(county: &CountyFigures, filter: &NeedsFilter) -> Vec<(String, String)> {
    let occupation = filter.occupation.as_ref().map_or("", Ssyk::as_str);
    asked_places(county, filter)
        .map(|(_, one)| {
            let place = &one.municipality;
            (address(occupation, place.code.as_str()), place.name.clone())
        })
        .collect()
}

fn asked_places<'c>(
    county: &'c CountyFigures,
    filter: &'c NeedsFilter,
) -> impl Iterator<Item = (usize, &'c figures::MunicipalityDemand)> {
    let is_asked =
        |code: &MunicipalityCode| filter.municipality.as_ref().is_none_or(|asked| asked == code);
    let all = county.municipalities.iter().enumerate();
    all.filter(move |(_, one)| is_asked(&one.municipality.code))
}

fn rows(l: L, county: &CountyFigures, filter: &NeedsFilter) -> Vec<Row> {
    let municipality = filter.municipality.as_ref().map_or("", MunicipalityCode::as_str);
    let is_asked = |ssyk: &Ssyk| filter.occupation.as_ref().is_none_or(|asked| asked == ssyk);
    let asked = county.occupations.iter().filter(|row| is_asked(&row.ssyk));
    asked
        .map(|row| Row {
            href: address(row.ssyk.as_str(), municipality),
            name: row.label.clone(),
            entries: asked_places(county, filter)
                .filter_map(|(at, _)| Some(entry(l, row.places.get(at)?)))
                .collect(),
            total: entry(l, &row.demand),
        })
        .collect()
}

fn sums(l: L, county: &CountyFigures, filter: &NeedsFilter) -> Row {
    let places = asked_places(county, filter);
    Row {
        href: String::new(),
        name: l.t("county-all-occupations"),
        entries: places.map(|(_, one)| entry(l, &one.demand)).collect(),
        total: entry(l, &county.total),
    }
}

/// The numbers of the map: all occupations, or the one that is chosen.
fn areas<'c>(county: &'c CountyFigures, filter: &NeedsFilter) -> Vec<Area<'c>> {
    let row = filter
        .occupation
        .as_ref()
        .and_then(|ssyk| county.occupations.iter().find(|row| row.ssyk == *ssyk));
    let occupation = filter.occupation.as_ref().map_or("", Ssyk::as_str);
    let area = |(at, place): (usize, &'c figures::MunicipalityDemand)| {
        let demand = row.map_or(Some(&place.demand), |row| row.places.get(at));
        let code = place.municipality.code.as_str();
        Area {
            place,
            persons: demand.and_then(|demand| demand.persons),
            href: address(occupation, code),
            is_chosen: filter.municipality.as_ref().is_some_and(|one| one.as_str() == code),
        }
    };
    county.municipalities.iter().enumerate().map(area).collect()
}

fn place_row(l: L, area: &Area<'_>, county: &CountyFigures, filter: &NeedsFilter) -> PlaceRow {
    let row = filter
        .occupation
        .as_ref()
        .and_then(|ssyk| county.occupations.iter().find(|row| row.ssyk == *ssyk));
    let at =
        county.municipalities.iter().position(|one| one.municipality == area.place.municipality);
    let demand = match (row, at) {
        (Some(row), Some(at)) => row.places.get(at).copied().unwrap_or(area.place.demand),
        _ => area.place.demand,
    };
    PlaceRow {
        href: area.href.clone(),
        name: area.place.municipality.name.clone(),
        persons: entry(l, &demand),
        firms: demand.firms.map_or_else(String::new, |firms| l.number(firms)),
        rate: area.rate_text(l),
        is_chosen: area.is_chosen,
    }
}

fn answer_tables(l: L, county: &CountyFigures) -> Vec<AnswerTable> {
    let figures = &county.answers;
    let months = figures.months.iter();
    let months = months.map(|one| answer_row(l, l.month_year(one.month), &one.answers));
    let whole = answer_row(l, l.t("county-whole-period"), &figures.total);
    let places = figures.municipalities.iter();
    let places = places.map(|one| answer_row(l, one.municipality.name.clone(), &one.answers));
    vec![
        AnswerTable {
            caption: l.t("county-by-month"),
            which: l.t("county-month"),
            is_by_place: false,
            rows: months.chain(std::iter::once(whole)).collect(),
        },
        AnswerTable {
            caption: l.t("county-by-place"),
            which: l.t("county-municipality"),
            is_by_place: true,
            rows: places.collect(),
        },
    ]
}

fn answer_row(l: L, name: String, answers: &Answers) -> AnswerRow {
    let none = || l.t("county-none");
    AnswerRow {
        name,
        median: answers.median_tenths.map_or_else(none, |tenths| map::tenths(l, tenths)),
        in_time: match (answers.in_time, answers.cases) {
            (Some(in_time), Some(cases)) if cases > 0 => {
                let number = |value: i64| f64::from(u32::try_from(value).unwrap_or(0));
                l.percent(number(in_time) / number(cases))
            }
            _ => none(),
        },
        cases: answers.cases.map_or_else(|| l.t("county-hidden"), |cases| l.number(cases)),
        is_hidden: answers.is_suppressed,
    }
}

fn quarter_row(l: L, one: &figures::QuarterFigures) -> QuarterRow {
    let hidden = || l.t("county-hidden");
    let number = |value: Option<i64>| value.map_or_else(hidden, |value| l.number(value));
    let none = || if one.is_suppressed { hidden() } else { l.t("county-none") };
    QuarterRow {
        name: l
            .ta("county-quarter-of")
            .a("quarter", one.quarter.split("-Q").nth(1).unwrap_or_default())
            .a("year", one.since.year().to_string())
            .to_string(),
        contacts: number(one.contacts),
        firms: number(one.firms),
        per_firm: one.per_contacted_hundredths.map_or_else(none, |hundredths| {
            l.decimal(f64::from(i32::try_from(hundredths).unwrap_or(i32::MAX)) / 100.0)
        }),
        per_hundred: one.per_hundred_tenths.map_or_else(none, |tenths| map::tenths(l, tenths)),
    }
}
