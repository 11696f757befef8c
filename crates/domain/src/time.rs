//! Swedish time: instants, civil days, working days with red days and the eves that are off.

pub use jiff::Timestamp;
use jiff::civil::DateTime;
pub use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};

use crate::fault::Fault;

/// A working day ends at 17.00; something that comes in later counts from the next working day.
const WORKDAY_ENDS: Time = Time::constant(17, 0, 0, 0);
/// A working day begins at 08.00.
const WORKDAY_BEGINS: Time = Time::constant(8, 0, 0, 0);

/// Europe/Stockholm, from the bundled time-zone database. UTC if that database were cut out of the
/// build, which the tests would notice.
pub fn stockholm() -> TimeZone {
    TimeZone::get("Europe/Stockholm").unwrap_or(TimeZone::UTC)
}

/// Wall-clock time in Sweden.
pub fn local(instant: Timestamp) -> DateTime {
    instant.to_zoned(stockholm()).datetime()
}

/// The Swedish day an instant falls on.
pub fn day_of(instant: Timestamp) -> Date {
    local(instant).date()
}

/// The instant of a Swedish wall-clock time. A time that the change to summer time skips is read
/// as the same distance after the gap.
pub fn instant_of(day: Date, time: Time) -> Timestamp {
    day.to_datetime(time).to_zoned(stockholm()).map_or(Timestamp::UNIX_EPOCH, |z| z.timestamp())
}

/// `day` moved by a number of days; the ends of the calendar hold it.
pub fn days_after(day: Date, days: i64) -> Date {
    day.saturating_add(Span::new().days(days.clamp(-3_000_000, 3_000_000)))
}

/// `day` moved by a number of months; the 31st becomes the last day of a shorter month.
pub fn months_after(day: Date, months: i64) -> Date {
    day.saturating_add(Span::new().months(months.clamp(-100_000, 100_000)))
}

/// Whole days from `from` to `to`; negative when `to` is earlier.
pub fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// Easter Sunday of a Gregorian year: the anonymous Gregorian computus (Meeus, Jones, Butcher).
#[expect(clippy::many_single_char_names, reason = "the letters of the published formula")]
pub fn easter_sunday(year: i16) -> Date {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let sum = h + l - 7 * m + 114;
    let small = |n: i32| i8::try_from(n).unwrap_or(1);
    Date::new(year, small(sum / 31), small(sum % 31 + 1)).unwrap_or(Date::constant(1970, 1, 1))
}

/// A red day by lag (1989:253) om allmänna helgdagar, or an eve that public offices keep closed:
/// Midsummer Eve, Christmas Eve and New Year's Eve.
pub fn is_holiday(day: Date) -> bool {
    let fixed =
        matches!((day.month(), day.day()), (1, 1 | 6) | (5, 1) | (6, 6) | (12, 24..=26 | 31));
    let since_easter = days_between(easter_sunday(day.year()), day);
    // Good Friday, Easter Day and Monday, Ascension Day, Whit Sunday.
    let moving = matches!(since_easter, -2 | 0 | 1 | 39 | 49);
    let midsummer_eve =
        day.month() == 6 && (19..=25).contains(&day.day()) && day.weekday() == Weekday::Friday;
    fixed || moving || midsummer_eve
}

/// A day offices are open.
pub fn is_working_day(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !is_holiday(day)
}

/// The first working day strictly after `day`.
pub fn next_working_day(day: Date) -> Date {
    let mut next = days_after(day, 1);
    while !is_working_day(next) {
        next = days_after(next, 1);
    }
    next
}

/// The instant `days` working days after `start`, at the same time of day: Friday 16.00 and two
/// days is Tuesday 16.00. What comes in outside working hours counts from the next 08.00.
pub fn after_working_days(start: Timestamp, days: u32) -> Timestamp {
    let wall = local(start);
    let (mut day, time) = if !is_working_day(wall.date()) || wall.time() >= WORKDAY_ENDS {
        (next_working_day(wall.date()), WORKDAY_BEGINS)
    } else {
        (wall.date(), wall.time().max(WORKDAY_BEGINS))
    };
    for _ in 0..days {
        day = next_working_day(day);
    }
    instant_of(day, time)
}

/// Working days from `from` to `to`, the first not counted: Friday to Monday is one. Negative when
/// `to` is earlier.
pub fn working_days_between(from: Date, to: Date) -> i64 {
    if to < from {
        return -working_days_between(to, from);
    }
    let mut count = 0;
    let mut day = from;
    while day < to {
        day = days_after(day, 1);
        count += i64::from(is_working_day(day));
    }
    count
}

/// Working time between two instants in tenths of a working day, rounded to the nearest. It begins
/// when offices are open: from Friday 16.00 to Monday 16.00 is ten tenths, one day.
pub fn working_tenths_between(start: Timestamp, end: Timestamp) -> i64 {
    let begun = local(after_working_days(start, 0));
    let done = local(end);
    let minutes = |at: Time| i64::from(at.hour()) * 60 + i64::from(at.minute());
    let workday = minutes(WORKDAY_ENDS) - minutes(WORKDAY_BEGINS);
    let days = working_days_between(begun.date(), done.date());
    let worked = (days * workday + minutes(done.time()) - minutes(begun.time())).max(0);
    (worked * 20 + workday) / (2 * workday)
}

/// Reads a date typed as three fields (day, month, year) with a fault that says what is wrong.
pub fn date_from_parts(field: &'static str, parts: [&str; 3]) -> Result<Option<Date>, Fault> {
    let [day, month, year] = parts.map(str::trim);
    if day.is_empty() && month.is_empty() && year.is_empty() {
        return Ok(None);
    }
    let number = |text: &str| text.parse::<i16>().ok();
    let (Some(d), Some(m), Some(y)) = (number(day), number(month), number(year)) else {
        return Err(Fault::new(field, "date-needs-three-numbers")
            .with("value", format!("{day} {month} {year}").trim().to_owned()));
    };
    if !(2000..=2100).contains(&y) {
        return Err(Fault::new(field, "date-year-out-of-range").with("year", y));
    }
    if !(1..=12).contains(&m) {
        return Err(Fault::new(field, "date-month-out-of-range").with("month", m));
    }
    let small = |n: i16| i8::try_from(n).unwrap_or(0);
    Date::new(y, small(m), small(d)).map(Some).map_err(|_| {
        let last = Date::new(y, small(m), 1).map_or(31, Date::days_in_month);
        Fault::new(field, "date-day-not-in-month")
            .with("day", d)
            .with("month", m)
            .with("year", y)
            .with("last", last)
    })
}

/// Reads an ISO date such as `2027-06-01`.
pub fn date_from_iso(field: &'static str, text: &str) -> Result<Option<Date>, Fault> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    text.parse::<Date>()
        .map(Some)
        .map_err(|_| Fault::new(field, "date-not-iso").with("value", text))
}

/// One day as a span, for callers that step through days.
pub fn one_day() -> Span {
    1.day()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case(2024, 3, 31)]
    #[case(2025, 4, 20)]
    #[case(2026, 4, 5)]
    #[case(2027, 3, 28)]
    #[case(2038, 4, 25)]
    fn easter_falls_where_the_almanac_says(#[case] year: i16, #[case] month: i8, #[case] day: i8) {
        assert_eq!(easter_sunday(year), Date::constant(year, month, day));
    }

    #[rstest]
    #[case("2026-12-04T15:00:00Z", 2, "2026-12-08T15:00:00Z")] // Friday 16.00 → Tuesday 16.00
    #[case("2026-12-05T10:00:00Z", 2, "2026-12-09T07:00:00Z")] // Saturday counts from Monday 08.00
    #[case("2026-12-23T09:00:00Z", 2, "2026-12-29T09:00:00Z")] // over Christmas
    #[case("2026-06-18T14:00:00Z", 1, "2026-06-22T14:00:00Z")] // Midsummer Eve is off
    #[case("2026-03-27T14:00:00Z", 1, "2026-03-30T13:00:00Z")] // summer time in between
    fn a_promise_skips_days_off(#[case] start: &str, #[case] days: u32, #[case] due: &str) {
        let parse = |text: &str| text.parse::<Timestamp>().expect("instant");
        assert_eq!(after_working_days(parse(start), days), parse(due));
    }

    #[test]
    fn a_weekend_is_no_waiting_time() {
        let at = |text: &str| text.parse::<Timestamp>().expect("instant");
        let waited = |from: &str, to: &str| working_tenths_between(at(from), at(to));
        // Friday 16.00 to Monday 16.00, in Swedish winter time.
        assert_eq!(waited("2026-12-04T15:00:00Z", "2026-12-07T15:00:00Z"), 10);
        // Saturday counts from Monday 08.00; an answer on Monday 17.00 took a whole day.
        assert_eq!(waited("2026-12-05T10:00:00Z", "2026-12-07T16:00:00Z"), 10);
        // An answer the same Saturday took no working time at all.
        assert_eq!(waited("2026-12-05T10:00:00Z", "2026-12-05T11:00:00Z"), 0);
    }

    #[test]
    fn a_date_that_is_not_there_says_how_long_the_month_is() {
        let fault = date_from_parts("start", ["31", "2", "2027"]).expect_err("no such day");
        assert_eq!(fault.code, "date-day-not-in-month");
        assert!(fault.values.contains(&("last", "28".to_owned())));
    }

    proptest! {
        #[test]
        fn promises_never_shrink_and_end_on_working_days(
            second in 1_700_000_000i64..2_000_000_000,
            days in 0u32..30,
        ) {
            let start = Timestamp::from_second(second).expect("in range");
            let due = after_working_days(start, days);
            prop_assert!(due >= start || days == 0);
            prop_assert!(is_working_day(day_of(due)));
            prop_assert!(after_working_days(start, days + 1) > due);
        }

        #[test]
        fn working_days_add_up(a in 0i64..2000, b in 0i64..400) {
            let start = days_after(Date::constant(2024, 1, 1), a);
            let middle = days_after(start, b);
            let end = days_after(middle, 37);
            prop_assert_eq!(
                working_days_between(start, end),
                working_days_between(start, middle) + working_days_between(middle, end)
            );
        }
    }
}
