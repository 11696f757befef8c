//! What the components in `templates/components/` show, counted out beforehand so that templates
//! only print.

use domain::cases::Clock;
use domain::offers::Verdict;
use domain::time::Timestamp;

use crate::l10n::L;

/// Length of the clock's ring: 2 π × 8, the radius in its drawing.
const RING: f64 = 50.3;
/// Working days of a whole turn of the ring.
const RING_DAYS: i64 = 5;

/// Time left of a promise, in words first: component `story::clock`.
#[derive(Debug, Clone, PartialEq)]
pub struct ClockView {
    /// Class of the state, such as `clock--late`.
    pub class: &'static str,
    /// `1 arbetsdag kvar`, `Löftet hölls`.
    pub word: String,
    /// `tis 8 dec kl. 16`.
    pub date: String,
    /// Part of the ring that is drawn.
    pub dash: String,
}

impl ClockView {
    /// Reads a promise out.
    pub fn of(l: L, clock: Clock, promised_at: Timestamp) -> Self {
        let days = |key: &str, count: i64| l.ta(key).a("count", count).to_string();
        let (class, word, share) = match clock {
            Clock::Running { working_days: 0 } => ("clock--warn", l.t("clock-today"), 0.8),
            Clock::Running { working_days } => {
                let class = if working_days == 1 { "clock--warn" } else { "" };
                let left = f64::from(u32::try_from(working_days.min(RING_DAYS)).unwrap_or(0));
                let whole = f64::from(u32::try_from(RING_DAYS).unwrap_or(1));
                (class, days("clock-days-left", working_days), 1.0 - left / (whole + 1.0))
            }
            Clock::Late { working_days: 0 } => ("clock--late", l.t("clock-late-today"), 1.0),
            Clock::Late { working_days } => {
                ("clock--late", days("clock-days-late", working_days), 1.0)
            }
            Clock::Kept => ("clock--met", l.t("clock-kept"), 1.0),
            Clock::KeptLate { working_days } => {
                ("clock--warn", days("clock-kept-late", working_days), 1.0)
            }
        };
        let dash = format!("{:.1} {RING}", share * RING);
        Self { class, word, date: l.moment(promised_at), dash }
    }
}

/// Where on the thread a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// Behind.
    Done,
    /// Here.
    Current,
    /// Ahead.
    Ahead,
}

/// One of the six stations: component `story::thread`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThreadStep {
    /// `Hört`, `Besvaras nu`.
    pub name: String,
    /// What happened, or will happen; may be empty.
    pub note: String,
    /// Where it stands.
    pub state: StepState,
}

impl ThreadStep {
    /// True for a step behind.
    pub fn is_done(&self) -> bool {
        self.state == StepState::Done
    }

    /// True for the step one is at.
    pub fn is_current(&self) -> bool {
        self.state == StepState::Current
    }
}

/// The six stations from heard to told back. `current` counts from 0; 6 means all are done. Notes
/// may be fewer than the stations.
pub fn thread(l: L, current: usize, notes: &[String]) -> Vec<ThreadStep> {
    const STATIONS: [&str; 6] = ["heard", "understood", "answered", "done", "effect", "told"];
    let step = |(place, station): (usize, &&str)| {
        let state = match place.cmp(&current) {
            std::cmp::Ordering::Less => StepState::Done,
            std::cmp::Ordering::Equal => StepState::Current,
            std::cmp::Ordering::Greater => StepState::Ahead,
        };
        let key = if state == StepState::Current { "thread-now" } else { "thread" };
        let note = notes.get(place).cloned().unwrap_or_default();
        ThreadStep { name: l.code(key, station), note, state }
    };
    STATIONS.iter().enumerate().map(step).collect()
}

/// One event: component `story::timeline`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineEntry {
    /// When and who: `7 dec 2026 kl. 9 · Demo Karin Nordin`.
    pub when: String,
    /// For the `datetime` attribute.
    pub at: Timestamp,
    /// What.
    pub what: String,
    /// More, such as the reason; may be empty.
    pub more: String,
}

/// One reason of an offer: component `story::reasons`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Met, unknown or not met.
    pub verdict: Verdict,
    /// The condition and the value compared.
    pub text: String,
}

impl Reason {
    /// Class of the sign.
    pub fn class(&self) -> &'static str {
        match self.verdict {
            Verdict::Met => "reason--met",
            Verdict::Unknown => "reason--unknown",
            Verdict::Unmet => "reason--unmet",
        }
    }

    /// Name of the sign.
    pub fn icon(&self) -> &'static str {
        match self.verdict {
            Verdict::Met => "check",
            Verdict::Unknown => "question",
            Verdict::Unmet => "cross",
        }
    }
}

/// One choice of a radio group, a list of boxes or a select.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// More about it; may be empty.
    pub hint: String,
}

impl Choice {
    /// A choice without a hint.
    #[expect(clippy::needless_pass_by_value, reason = "calls read better without a reference")]
    pub fn new(value: impl ToString, label: impl ToString) -> Self {
        Self { value: value.to_string(), label: label.to_string(), hint: String::new() }
    }

    /// The same choice with a hint.
    #[expect(clippy::needless_pass_by_value, reason = "calls read better without a reference")]
    #[must_use]
    pub fn hint(mut self, hint: impl ToString) -> Self {
        self.hint = hint.to_string();
        self
    }

    /// The codes of an enum, with texts from `<prefix>-<code>`:
    /// `Choice::codes(l, "need-kind", NeedKind::ALL)`.
    pub fn codes<C: std::fmt::Display>(l: L, prefix: &str, codes: &[C]) -> Vec<Self> {
        codes.iter().map(|code| Self::new(code, l.code(prefix, code))).collect()
    }
}

/// Links to the pages beside this one in a long list: component `tables::paging`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paging {
    /// Address of the page before.
    pub previous: Option<String>,
    /// Address of the page after.
    pub next: Option<String>,
}

/// One step of the way to a page: component `frame::breadcrumbs`. The last is the page itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crumb {
    /// Address; empty for the page itself.
    pub href: String,
    /// Text.
    pub text: String,
}

impl Crumb {
    /// A page above.
    #[expect(clippy::needless_pass_by_value, reason = "calls read better without a reference")]
    pub fn up(href: &str, text: impl ToString) -> Self {
        Self { href: href.to_owned(), text: text.to_string() }
    }

    /// The page itself.
    #[expect(clippy::needless_pass_by_value, reason = "calls read better without a reference")]
    pub fn here(text: impl ToString) -> Self {
        Self { href: String::new(), text: text.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_says_days_in_words_and_fills_its_ring_as_time_runs_out() {
        let l = L::default();
        let at: Timestamp = "2026-12-08T15:00:00Z".parse().expect("instant");
        let view = |clock| ClockView::of(l, clock, at);
        let one = view(Clock::Running { working_days: 1 });
        assert_eq!((one.class, one.word.as_str()), ("clock--warn", "1 arbetsdag kvar"));
        assert_eq!(one.date, "tis 8 dec kl. 16");
        let late = view(Clock::Late { working_days: 3 });
        assert_eq!((late.class, late.word.as_str()), ("clock--late", "3 arbetsdagar sen"));
        assert_eq!(late.dash, "50.3 50.3");
        assert_eq!(one.dash, "41.9 50.3");
        assert_eq!(view(Clock::Running { working_days: 90 }).dash, "8.4 50.3");
    }

    #[test]
    fn the_thread_has_six_stations_and_one_is_here() {
        let steps = thread(L::default(), 2, &["16 nov".to_owned()]);
        assert_eq!(steps.len(), 6);
        assert_eq!(steps.iter().filter(|step| step.is_done()).count(), 2);
        assert_eq!(steps.iter().position(ThreadStep::is_current), Some(2));
        assert!(thread(L::default(), 6, &[]).iter().all(ThreadStep::is_done));
    }
}
