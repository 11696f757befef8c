//! Conditions written short.

use domain::offers::{Condition, Fact, Test};
use domain::time::{Date, days_after};

/// A condition before the demo's today is known.
#[derive(Clone, Copy)]
pub(super) struct Rule {
    fact: Fact,
    test: Short,
    reason: &'static str,
    /// The page where it stands; none for a condition made up for the demo.
    source: Option<&'static str>,
    first_day: Option<i64>,
    last_day: Option<i64>,
}

#[derive(Clone, Copy)]
enum Short {
    Between(Option<i64>, Option<i64>),
    OneOf(&'static [&'static str]),
    Under(&'static [&'static str]),
}

impl Rule {
    const fn new(fact: Fact, test: Short, reason: &'static str) -> Self {
        Self { fact, test, reason, source: None, first_day: None, last_day: None }
    }

    pub(super) const fn at_least(fact: Fact, least: i64, reason: &'static str) -> Self {
        Self::new(fact, Short::Between(Some(least), None), reason)
    }

    pub(super) const fn at_most(fact: Fact, most: i64, reason: &'static str) -> Self {
        Self::new(fact, Short::Between(None, Some(most)), reason)
    }

    pub(super) const fn within(fact: Fact, least: i64, most: i64, reason: &'static str) -> Self {
        Self::new(fact, Short::Between(Some(least), Some(most)), reason)
    }

    pub(super) const fn one_of(
        fact: Fact,
        codes: &'static [&'static str],
        reason: &'static str,
    ) -> Self {
        Self::new(fact, Short::OneOf(codes), reason)
    }

    pub(super) const fn under(
        fact: Fact,
        prefixes: &'static [&'static str],
        reason: &'static str,
    ) -> Self {
        Self::new(fact, Short::Under(prefixes), reason)
    }

    /// The condition stands on this page.
    pub(super) const fn sourced(mut self, source: &'static str) -> Self {
        self.source = Some(source);
        self
    }

    /// It holds from a day, counted from today.
    pub(super) const fn from(mut self, day: i64) -> Self {
        self.first_day = Some(day);
        self
    }

    /// It holds to a day, counted from today.
    pub(super) const fn until(mut self, day: i64) -> Self {
        self.last_day = Some(day);
        self
    }

    pub(super) fn condition(&self, today: Date) -> Condition {
        let owned = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect();
        Condition {
            fact: self.fact,
            test: match self.test {
                Short::Between(min, max) => Test::Between { min, max },
                Short::OneOf(codes) => Test::OneOf { codes: owned(codes) },
                Short::Under(prefixes) => Test::Under { prefixes: owned(prefixes) },
            },
            reason: self.reason.to_owned(),
            source: self.source.map(str::to_owned),
            valid_from: self.first_day.map(|day| days_after(today, day)),
            valid_to: self.last_day.map(|day| days_after(today, day)),
        }
    }
}
