//! The clock. Everything that needs the time asks here, so that a demo can start on a chosen day
//! and tests can move time on a running server.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use domain::time::{Date, Timestamp, day_of};

/// A clock that runs with the machine's, shifted by an offset.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    offset_microseconds: Arc<AtomicI64>,
}

impl Clock {
    /// The machine's own time.
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that shows `start` now and runs on from there.
    pub fn starting_at(start: Timestamp) -> Self {
        let clock = Self::default();
        clock.set(start);
        clock
    }

    /// Now, in whole microseconds, which is what both databases keep.
    pub fn now(&self) -> Timestamp {
        let offset = self.offset_microseconds.load(Ordering::Relaxed);
        let shown = machine_microseconds().saturating_add(offset);
        Timestamp::from_microsecond(shown).unwrap_or(Timestamp::MAX)
    }

    /// Today in Sweden.
    pub fn today(&self) -> Date {
        day_of(self.now())
    }

    /// Moves the clock so that it shows `to` now.
    pub fn set(&self, to: Timestamp) {
        let offset = to.as_microsecond().saturating_sub(machine_microseconds());
        self.offset_microseconds.store(offset, Ordering::Relaxed);
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the injected clock")]
fn machine_microseconds() -> i64 {
    Timestamp::now().as_microsecond()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_runs_on_from_where_it_was_set() {
        let start: Timestamp = "2026-12-07T08:00:00Z".parse().expect("instant");
        let clock = Clock::starting_at(start);
        let later = clock.now();
        assert!(later >= start && later.duration_since(start).as_secs() < 60);
        assert_eq!(clock.today(), Date::constant(2026, 12, 7));
        assert_eq!(clock.clone().today(), clock.today());
    }
}
