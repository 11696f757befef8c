//! Public figures: one function, which page, API and files all show.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::codes::Ssyk;
use domain::figures::{Cell, FIRMS_LEAST, median, shown};
use domain::ids::OrganisationId;
use domain::time::{Date, Timestamp, day_of, days_after, working_tenths_between};
use serde::Serialize;
use store::figures::{FirmDemand, Happening, Promise, Stations};
use store::organisations::Municipality;

use crate::{App, Error};

/// How far back promises and stations are counted, in days.
pub const PERIOD_DAYS: i64 = 365;
/// How many happenings are shown.
const HAPPENINGS: usize = 6;
/// How many of one sort.
const HAPPENINGS_ALIKE: usize = 2;
/// How many events of each sort the happenings are drawn from.
const EVENTS: i64 = 30;
/// What may be told to everyone, since no firm is named by it.
const PUBLIC_EVENTS: &[&str] = &[
    "mapping.approved",
    "need.confirmed",
    "need.offer-proposed",
    "case.answered",
    "case.closed",
    "offer.created",
    "offer.reviewed",
    "vocabulary.imported",
];

/// A number with the firms behind it, or nothing when too few stand behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Demand {
    /// Persons needed; null when hidden.
    pub persons: Option<i64>,
    /// Firms behind; null when hidden.
    pub firms: Option<i64>,
    /// Too few firms, or hidden so that another cell cannot be computed.
    pub is_suppressed: bool,
}

/// Demand for one occupation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OccupationDemand {
    /// SSYK 2012 group.
    pub ssyk: Ssyk,
    /// Name of the group.
    pub label: String,
    /// How much.
    #[serde(flatten)]
    pub demand: Demand,
}

/// Demand in one municipality.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MunicipalityDemand {
    /// Which.
    #[serde(flatten)]
    pub municipality: Municipality,
    /// How much.
    #[serde(flatten)]
    pub demand: Demand,
}

/// How the promise of a first answer was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PromiseFigures {
    /// Promises that have been kept or have come due.
    pub cases: i64,
    /// Answered in time.
    pub in_time: i64,
    /// Median working days to the first answer, in tenths; null without an answer.
    pub median_tenths: Option<i64>,
}

/// Something that happened, told to everyone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PublicEvent {
    /// Day.
    pub on: Date,
    /// What happened.
    pub kind: String,
    /// The public actor that did it.
    pub by: Option<String>,
    /// What it is about: an occupation that enough firms need, or an offer.
    pub about: Option<String>,
    /// How many times it happened that day.
    pub times: i64,
}

/// The county in figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CountyFigures {
    /// When it was counted.
    pub counted_at: Timestamp,
    /// First day of the period that stations and promises are counted in.
    pub since: Date,
    /// Last day of it.
    pub until: Date,
    /// How far needs have come.
    pub stations: StationFigures,
    /// The promise of a first answer.
    pub promise: PromiseFigures,
    /// Demand in all.
    pub total: Demand,
    /// Demand by occupation: shown ones first, most persons first.
    pub occupations: Vec<OccupationDemand>,
    /// Demand by municipality, in the order of their codes.
    pub municipalities: Vec<MunicipalityDemand>,
    /// The latest happenings, newest first.
    pub happenings: Vec<PublicEvent>,
}

/// How far needs have come; each holds those that have come further.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StationFigures {
    /// Said and approved.
    pub heard: i64,
    /// Coded by a person.
    pub understood: i64,
    /// Answered.
    pub answered: i64,
    /// Met in full or in part.
    pub done: i64,
}

impl From<Stations> for StationFigures {
    fn from(counted: Stations) -> Self {
        let Stations { heard, understood, answered, done } = counted;
        Self { heard, understood, answered, done }
    }
}

/// The county the public pages show, counted once for many readers.
pub async fn county(app: &App) -> Result<Arc<CountyFigures>, Error> {
    let counter = app.clone();
    let count = move || async move { count(&counter).await };
    app.counted.public.read(app, &app.settings.county, count).await
}

async fn count(app: &App) -> Result<CountyFigures, Error> {
    let county = &app.settings.county;
    let now = app.now();
    let until = day_of(now);
    let since = days_after(until, -PERIOD_DAYS);
    let from = domain::time::instant_of(since, domain::time::Time::midnight());
    // One moment past now: what happened this very instant counts.
    let to = Timestamp::from_microsecond(now.as_microsecond().saturating_add(1)).unwrap_or(now);
    let mut connection = app.store.read().await?;
    let c = &mut connection;
    let demand = store::figures::demand(c, county).await?;
    let stations = store::figures::stations(c, county, from, to).await?;
    let promises = store::figures::promises(c, county, from, to).await?;
    let places = store::organisations::municipalities(c, county).await?;
    let happened = store::figures::happenings(c, county, PUBLIC_EVENTS, EVENTS).await?;
    drop(connection);
    let (total, occupations) = by_occupation(app, &demand);
    let happenings = told(&happened, &occupations);
    Ok(CountyFigures {
        counted_at: now,
        since,
        until,
        stations: stations.into(),
        promise: kept(&promises, now),
        total,
        municipalities: by_municipality(places, &demand),
        occupations,
        happenings,
    })
}

fn gather<K: Ord + Clone>(
    rows: &[FirmDemand],
    key: impl Fn(&FirmDemand) -> K,
) -> BTreeMap<K, Cell> {
    let mut cells: BTreeMap<K, Cell> = BTreeMap::new();
    for row in rows {
        let cell = cells.entry(key(row)).or_default();
        cell.value += (row.persons - row.filled).max(0);
        cell.firms.insert(row.organisation);
    }
    cells
}

fn demand_of(cell: &Cell, is_shown: bool) -> Demand {
    let count = |set: &BTreeSet<OrganisationId>| i64::try_from(set.len()).unwrap_or(i64::MAX);
    Demand {
        persons: is_shown.then_some(cell.value),
        firms: is_shown.then(|| count(&cell.firms)),
        is_suppressed: !is_shown,
    }
}

fn by_occupation(app: &App, rows: &[FirmDemand]) -> (Demand, Vec<OccupationDemand>) {
    let vocabulary = app.vocabulary();
    let cells = gather(rows, |row| row.ssyk.clone());
    let values: Vec<Cell> = cells.values().cloned().collect();
    let shown = shown(&values);
    let mut whole = Cell::default();
    for cell in &values {
        whole.value += cell.value;
        whole.firms.extend(cell.firms.iter().copied());
    }
    let mut listed: Vec<OccupationDemand> = cells
        .into_iter()
        .zip(&shown.cells)
        .map(|((ssyk, cell), is_shown)| OccupationDemand {
            label: vocabulary
                .group(&ssyk)
                .map_or_else(|| ssyk.as_str().to_owned(), |group| group.label.clone()),
            ssyk,
            demand: demand_of(&cell, *is_shown),
        })
        .collect();
    listed.sort_by(|one, other| {
        let most = |row: &OccupationDemand| std::cmp::Reverse(row.demand.persons);
        (most(one), &one.label).cmp(&(most(other), &other.label))
    });
    (demand_of(&whole, shown.total), listed)
}

fn by_municipality(places: Vec<Municipality>, rows: &[FirmDemand]) -> Vec<MunicipalityDemand> {
    let mut cells = gather(rows, |row| row.municipality.clone());
    let listed: Vec<(Municipality, Cell)> = places
        .into_iter()
        .map(|place| {
            let cell = cells.remove(&place.code).unwrap_or_default();
            (place, cell)
        })
        .collect();
    let values: Vec<Cell> = listed.iter().map(|(_, cell)| cell.clone()).collect();
    listed
        .into_iter()
        .zip(shown(&values).cells)
        .map(|((municipality, cell), is_shown)| MunicipalityDemand {
            municipality,
            demand: demand_of(&cell, is_shown),
        })
        .collect()
}

fn kept(promises: &[Promise], now: Timestamp) -> PromiseFigures {
    let due: Vec<&Promise> =
        promises.iter().filter(|one| one.answered_at.is_some() || one.promised_at < now).collect();
    let in_time = due
        .iter()
        .filter(|one| one.answered_at.is_some_and(|answered| answered <= one.promised_at))
        .count();
    let waits = due.iter().filter_map(|one| {
        let answered = one.answered_at?;
        Some(working_tenths_between(one.opened_at, answered))
    });
    PromiseFigures {
        cases: i64::try_from(due.len()).unwrap_or(i64::MAX),
        in_time: i64::try_from(in_time).unwrap_or(i64::MAX),
        median_tenths: median(waits.collect()),
    }
}

/// An occupation is named only where its demand shows; otherwise it could tell which firm it is.
fn told(happened: &[Happening], occupations: &[OccupationDemand]) -> Vec<PublicEvent> {
    let named = |ssyk: &Ssyk| {
        let row = occupations.iter().find(|row| row.ssyk == *ssyk)?;
        (!row.demand.is_suppressed).then(|| row.label.clone())
    };
    let mut told: Vec<PublicEvent> = Vec::new();
    for one in happened {
        let about = one.ssyk.as_ref().and_then(named).or_else(|| one.offer.clone());
        let (on, kind, by) = (day_of(one.at), one.kind.clone(), one.by_actor.clone());
        let same = told.iter_mut().find(|known| {
            (known.on, &known.kind, &known.by, &known.about) == (on, &kind, &by, &about)
        });
        match same {
            Some(known) => known.times += 1,
            None => told.push(PublicEvent { on, kind, by, about, times: 1 }),
        }
    }
    // One sort of news does not crowd out the others.
    let mut shown: Vec<PublicEvent> = Vec::new();
    for event in told {
        let alike = shown.iter().filter(|known| known.kind == event.kind).count();
        if alike < HAPPENINGS_ALIKE && shown.len() < HAPPENINGS {
            shown.push(event);
        }
    }
    shown
}

/// Fewest firms behind a number that is shown, for the pages that say so.
pub const SHOWN_FROM: usize = FIRMS_LEAST;
