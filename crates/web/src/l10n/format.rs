//! Figures and dates as each language writes them: `1 204`, `1,4`, `tis 8 dec kl. 16`; `1,204`,
//! `1.4`, `Tue 8 Dec at 16:00`. Always Swedish time.

use domain::time::{self, Date, Time, Timestamp};
use fluent_templates::fluent_bundle::FluentValue;

use super::{L, Language};

/// Between the thousands of a figure, and between a figure and its unit.
const NO_BREAK: char = '\u{a0}';

/// How a language writes figures: between the thousands, and before the decimals.
fn marks(language: Language) -> (char, char) {
    match language {
        Language::Swedish => (NO_BREAK, ','),
        Language::English => (',', '.'),
    }
}

/// A whole number with a mark between the thousands: `1 204`, `1,204`.
fn number(value: i64, language: Language) -> String {
    let (between, _) = marks(language);
    let digits = value.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if value < 0 {
        text.push('\u{2212}');
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(between);
        }
        text.push(digit);
    }
    text
}

/// A figure with this many decimals: `72,7`, `72.7`.
fn decimal(value: f64, decimals: usize, language: Language) -> String {
    let (_, point) = marks(language);
    let text = format!("{:.decimals$}", value.abs());
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let whole = number(whole.parse().unwrap_or(0), language);
    let sign =
        if value < 0.0 && text.chars().any(|c| matches!(c, '1'..='9')) { "\u{2212}" } else { "" };
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}{point}{part}") }
}

/// How a value is printed inside a text; `None` leaves it to Fluent.
pub(super) fn value(value: &FluentValue<'_>, language: Language) -> Option<String> {
    let FluentValue::Number(figure) = value else { return None };
    let decimals = usize::from(figure.value.fract() != 0.0);
    Some(decimal(figure.value, decimals, language))
}

/// The same word with a capital first letter.
pub(super) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

impl L {
    /// `1 204`.
    pub fn number(&self, value: i64) -> String {
        number(value, self.language)
    }

    /// `1,4` with one decimal.
    pub fn decimal(&self, value: f64) -> String {
        self.decimals(value, 1)
    }

    /// `1,38` with this many decimals.
    pub fn decimals(&self, value: f64, decimals: usize) -> String {
        decimal(value, decimals, self.language)
    }

    /// `72,7 %`, `72.7%`; the value is a share of 1.
    pub fn percent(&self, share: f64) -> String {
        let figure = self.decimal(share * 100.0);
        match self.language {
            Language::Swedish => format!("{figure}{NO_BREAK}%"),
            Language::English => format!("{figure}%"),
        }
    }

    /// `8 dec 2026`.
    pub fn day(&self, day: Date) -> String {
        format!("{} {}", self.day_short(day), day.year())
    }

    /// `8 dec`.
    pub fn day_short(&self, day: Date) -> String {
        format!("{} {}", day.day(), self.t(&format!("month-short-{}", day.month())))
    }

    /// `8 december 2026`.
    pub fn day_long(&self, day: Date) -> String {
        format!("{} {} {}", day.day(), self.t(&format!("month-{}", day.month())), day.year())
    }

    /// `December 2026`, a month as a heading.
    pub fn month_year(&self, day: Date) -> String {
        format!("{} {}", capital(&self.t(&format!("month-{}", day.month()))), day.year())
    }

    /// `tis 8 dec`.
    pub fn weekday(&self, day: Date) -> String {
        let weekday = day.weekday().to_monday_one_offset();
        format!("{} {}", self.t(&format!("weekday-short-{weekday}")), self.day_short(day))
    }

    /// `Tisdag 8 december`, to head a page with.
    pub fn weekday_long(&self, day: Date) -> String {
        let weekday = self.t(&format!("weekday-{}", day.weekday().to_monday_one_offset()));
        let month = self.t(&format!("month-{}", day.month()));
        format!("{} {} {month}", capital(&weekday), day.day())
    }

    /// `tis 8 dec kl. 16`, in Swedish time.
    pub fn moment(&self, instant: Timestamp) -> String {
        let wall = time::local(instant);
        format!("{} {}", self.weekday(wall.date()), self.clock_time(wall.time()))
    }

    /// `8 dec 2026 kl. 16.05`, in Swedish time.
    pub fn moment_year(&self, instant: Timestamp) -> String {
        let wall = time::local(instant);
        format!("{} {}", self.day(wall.date()), self.clock_time(wall.time()))
    }

    /// The Swedish day of an instant, `8 dec 2026`.
    pub fn day_of(&self, instant: Timestamp) -> String {
        self.day(time::day_of(instant))
    }

    /// `kl. 16` or `kl. 16.30`; `at 16:00`.
    pub fn clock_time(&self, at: Time) -> String {
        let (hour, minute) = (at.hour(), at.minute());
        let time = match (self.language, minute) {
            (Language::Swedish, 0) => hour.to_string(),
            (Language::Swedish, minute) => format!("{hour}.{minute:02}"),
            (Language::English, minute) => format!("{hour}:{minute:02}"),
        };
        self.ta("time-at").a("time", time).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_the_swedish_way() {
        let l = L::default();
        assert_eq!(l.number(1_204), "1\u{a0}204");
        assert_eq!(l.number(-1_000_000), "\u{2212}1\u{a0}000\u{a0}000");
        assert_eq!(l.number(999), "999");
        assert_eq!(l.decimal(1.44), "1,4");
        assert_eq!(l.decimal(-0.01), "0,0");
        assert_eq!(l.percent(0.727), "72,7\u{a0}%");
    }

    #[test]
    fn figures_and_dates_are_written_the_english_way() {
        let l = L::new(Language::English);
        assert_eq!(l.number(1_204), "1,204");
        assert_eq!(l.decimal(-1_204.44), "\u{2212}1,204.4");
        assert_eq!(l.percent(0.727), "72.7%");
        let instant: Timestamp = "2026-12-08T15:00:00Z".parse().expect("instant");
        assert_eq!(l.moment(instant), "Tue 8 Dec at 16:00");
        assert_eq!(l.moment_year(instant), "8 Dec 2026 at 16:00");
        assert_eq!(l.weekday_long(Date::constant(2026, 12, 7)), "Monday 7 December");
    }

    #[test]
    fn instants_are_read_in_swedish_time() {
        let l = L::default();
        let instant: Timestamp = "2026-12-08T15:00:00Z".parse().expect("instant");
        assert_eq!(l.moment(instant), "tis 8 dec kl. 16");
        let summer: Timestamp = "2026-07-01T15:30:00Z".parse().expect("instant");
        assert_eq!(l.moment(summer), "ons 1 juli kl. 17.30");
        assert_eq!(l.day(Date::constant(2026, 12, 8)), "8 dec 2026");
        assert_eq!(l.weekday_long(Date::constant(2026, 12, 7)), "Måndag 7 december");
    }
}
