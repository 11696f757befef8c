//! The rolling window of three years, to the day.

use serde::Serialize;

use super::{CEILING_CENTS, DECIDED_DAYS_MAX, WINDOW_MONTHS};
use crate::fault::Fault;
use crate::time::{self, Date};

/// Aid that counts, on the day it was granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Aid {
    /// The day.
    pub on: Date,
    /// Euro cents.
    pub cents: i64,
}

/// The first day that is counted for aid granted on a day. Three years are counted back, and the
/// day of the same date counts too: a period of years ends when that day is over (Regulation (EEC,
/// Euratom) 1182/71, article 3(2)(c)).
pub fn since(day: Date) -> Date {
    time::months_after(day, -WINDOW_MONTHS)
}

/// The first day that can count for a decision written down today: one may be written down
/// afterwards, and counts from its own day.
pub fn first_counted(today: Date) -> Date {
    since(time::days_after(today, -DECIDED_DAYS_MAX))
}

/// The first day on which aid granted on a day no longer counts.
pub fn first_free_day(granted_on: Date) -> Date {
    let mut day = time::days_after(time::months_after(granted_on, WINDOW_MONTHS), 1);
    // After 28 February of a year before a leap year one more day has the same window.
    while since(day) <= granted_on {
        day = time::days_after(day, 1);
    }
    day
}

/// What is counted in the three years that end with a day.
fn counted(aids: &[Aid], end: Date) -> i64 {
    let first = since(end);
    let within = aids.iter().filter(|aid| first <= aid.on && aid.on <= end);
    within.fold(0, |sum: i64, aid| sum.saturating_add(aid.cents))
}

/// The most that is counted in any three years a day belongs to: those that end with it, and those
/// that end with aid granted later.
fn busiest(aids: &[Aid], day: Date) -> i64 {
    let later = aids.iter().map(|aid| aid.on).filter(|end| *end > day && since(*end) <= day);
    let sums = later.map(|end| counted(aids, end));
    sums.fold(counted(aids, day), i64::max)
}

/// What can still be granted on a day, in euro cents.
pub fn room(aids: &[Aid], day: Date) -> i64 {
    CEILING_CENTS.saturating_sub(busiest(aids, day)).max(0)
}

/// Why a grant goes over the ceiling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop {
    /// What is counted already, in euro cents.
    pub sum_cents: i64,
    /// What is left, in euro cents.
    pub room_cents: i64,
    /// What was to be granted, in euro cents.
    pub asked_cents: i64,
    /// The first day on which it would fit; none when it is larger than the ceiling.
    pub fits_on: Option<Date>,
}

impl Stop {
    /// The same as a fault of the field with the amount, in whole euro, never to the firm's favour.
    pub fn fault(&self) -> Fault {
        let code = if self.fits_on.is_some() { "de-minimis" } else { "de-minimis-never" };
        let day = self.fits_on.map_or_else(String::new, |day| day.to_string());
        let up = |cents: i64| cents.saturating_add(99) / 100;
        Fault::new("amount", code)
            .with("count", up(self.sum_cents))
            .with("limit", CEILING_CENTS / 100)
            .with("max", self.room_cents / 100)
            .with("min", up(self.asked_cents))
            .with("day", day)
    }
}

/// Whether aid can be granted on a day beside what has been granted.
pub fn weigh(aids: &[Aid], on: Date, cents: i64) -> Result<(), Stop> {
    let left = room(aids, on);
    if cents <= left {
        return Ok(());
    }
    Err(Stop {
        sum_cents: busiest(aids, on),
        room_cents: left,
        asked_cents: cents,
        fits_on: first_fit(aids, on, cents),
    })
}

/// The first day from `from` on which it fits. Room grows only on days when something stops to
/// count, so no other day has to be tried.
fn first_fit(aids: &[Aid], from: Date, cents: i64) -> Option<Date> {
    if cents > CEILING_CENTS {
        return None;
    }
    let mut days: Vec<Date> = aids.iter().map(|aid| first_free_day(aid.on)).collect();
    days.retain(|day| *day > from);
    days.sort_unstable();
    days.into_iter().find(|day| room(aids, *day) >= cents)
}
