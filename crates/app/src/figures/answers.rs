//! How the promise of a first answer was kept, month by month and in each municipality.

use domain::figures::{Cell, median, shown};
use domain::time::{Date, Timestamp, day_of, months_after, working_tenths_between};
use serde::Serialize;
use store::figures::Promise;
use store::organisations::Municipality;

/// How the promise of a first answer was kept, or nothing when too few firms stand behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Answers {
    /// Promises that have been kept or have come due; null when hidden.
    pub cases: Option<i64>,
    /// Answered in time; null when hidden.
    pub in_time: Option<i64>,
    /// Median working days to the first answer, in tenths; null without an answer or when hidden.
    pub median_tenths: Option<i64>,
    /// Too few firms, or hidden so that another part cannot be computed.
    pub is_suppressed: bool,
}

/// Cases that came in during one month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MonthAnswers {
    /// First day of the month.
    pub month: Date,
    /// How they were answered.
    #[serde(flatten)]
    pub answers: Answers,
}

/// Cases of one municipality's firms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MunicipalityAnswers {
    /// Which.
    #[serde(flatten)]
    pub municipality: Municipality,
    /// How they were answered.
    #[serde(flatten)]
    pub answers: Answers,
}

/// First answers by month and by municipality.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AnswerFigures {
    /// By month the case came in, the first and the last month only in part.
    pub months: Vec<MonthAnswers>,
    /// By municipality of the firm, in the order of their codes.
    pub municipalities: Vec<MunicipalityAnswers>,
    /// All of them.
    pub total: Answers,
}

/// Promises that have been kept or have come due.
fn due(promises: &[Promise], now: Timestamp) -> Vec<&Promise> {
    promises.iter().filter(|one| one.answered_at.is_some() || one.promised_at < now).collect()
}

fn cell(due: &[&Promise]) -> Cell {
    due.iter().fold(Cell::default(), |mut cell, one| {
        cell.add(1, one.organisation, false);
        cell
    })
}

impl Answers {
    fn of(due: &[&Promise], is_shown: bool) -> Self {
        if !is_shown {
            return Self { cases: None, in_time: None, median_tenths: None, is_suppressed: true };
        }
        let is_kept = |one: &&&Promise| one.answered_at.is_some_and(|at| at <= one.promised_at);
        let wait = |one: &&Promise| Some(working_tenths_between(one.opened_at, one.answered_at?));
        let count = |number: usize| Some(i64::try_from(number).unwrap_or(i64::MAX));
        Self {
            cases: count(due.len()),
            in_time: count(due.iter().filter(is_kept).count()),
            median_tenths: median(due.iter().filter_map(wait).collect()),
            is_suppressed: false,
        }
    }
}

/// One after the other the parts that promises fall into, and which of them show.
fn parts<'p, K>(
    keys: &[K],
    due: &[&'p Promise],
    belongs: impl Fn(&K, &Promise) -> bool,
) -> (Vec<Vec<&'p Promise>>, domain::figures::Shown) {
    let of = |key: &K| due.iter().copied().filter(|one| belongs(key, one)).collect();
    let parts: Vec<Vec<&Promise>> = keys.iter().map(of).collect();
    let cells: Vec<Cell> = parts.iter().map(|part| cell(part)).collect();
    (parts, shown(&cells))
}

/// Counts first answers by month and by municipality.
pub(super) fn answers(
    promises: &[Promise],
    places: &[Municipality],
    (since, until): (Date, Date),
    now: Timestamp,
) -> AnswerFigures {
    let due = due(promises, now);
    let first = since.first_of_month();
    let next = |month: &Date| Some(months_after(*month, 1)).filter(|month| *month <= until);
    let months: Vec<Date> = std::iter::successors(Some(first), next).collect();
    let (by_month, month_shown) =
        parts(&months, &due, |month, one| day_of(one.opened_at).first_of_month() == *month);
    let (by_place, place_shown) = parts(places, &due, |place, one| one.municipality == place.code);
    AnswerFigures {
        months: months
            .into_iter()
            .zip(by_month.iter().zip(&month_shown.cells))
            .map(|(month, (part, is_shown))| MonthAnswers {
                month,
                answers: Answers::of(part, *is_shown),
            })
            .collect(),
        municipalities: places
            .iter()
            .zip(by_place.iter().zip(&place_shown.cells))
            .map(|(place, (part, is_shown))| MunicipalityAnswers {
                municipality: place.clone(),
                answers: Answers::of(part, *is_shown),
            })
            .collect(),
        total: Answers::of(&due, month_shown.total && place_shown.total),
    }
}
