//! Contact peace as a figure: how often public actors turn to firms that have not asked.

use domain::codes::MunicipalityCode;
use domain::figures::FIRMS_LEAST;
use domain::time::{Date, months_after};
use serde::Serialize;
use store::figures::QuarterContacts;

use super::needs::{per_hundred_tenths, rounded};

/// Whole quarters before the one under way.
const QUARTERS: i64 = 4;

/// Contacts in one quarter that the firms had not asked for: they had no case under way with the
/// actor, and had not written to it lately.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct QuarterFigures {
    /// Quarter, such as `2026-Q4`.
    pub quarter: String,
    /// First day of it.
    pub since: Date,
    /// Contacts; what several actors do together on one day is one. Null when hidden.
    pub contacts: Option<i64>,
    /// Firms that were contacted; null when hidden.
    pub firms: Option<i64>,
    /// Firms the county knows of now.
    pub known_firms: i64,
    /// Contacts per contacted firm, in hundredths; null without any or when hidden.
    pub per_contacted_hundredths: Option<i64>,
    /// Contacts per hundred known firms, in tenths; null when hidden.
    pub per_hundred_tenths: Option<i64>,
    /// Fewer than three firms were contacted.
    pub is_suppressed: bool,
}

/// Names and first days of the quarters that are counted.
pub(super) fn quarters(until: Date) -> Vec<(String, Date)> {
    let month = i64::from(until.month());
    let current = months_after(until.first_of_month(), -((month - 1) % 3));
    let one = |back: i64| {
        let first = months_after(current, -3 * back);
        (format!("{:04}-Q{}", first.year(), (first.month() - 1) / 3 + 1), first)
    };
    (0..=QUARTERS).rev().map(one).collect()
}

/// Every quarter with what was counted in it.
pub(super) fn by_quarter(
    quarters: &[(String, Date)],
    unasked: &[QuarterContacts],
    firms: &[(MunicipalityCode, i64)],
) -> Vec<QuarterFigures> {
    let known_firms: i64 = firms.iter().map(|(_, count)| *count).sum();
    let one = |(name, since): &(String, Date)| {
        let found = unasked.iter().find(|one| one.quarter == *name);
        let (contacts, firms) = found.map_or((0, 0), |one| (one.contacts, one.firms));
        let is_shown = firms == 0 || usize::try_from(firms).is_ok_and(|n| n >= FIRMS_LEAST);
        QuarterFigures {
            quarter: name.clone(),
            since: *since,
            contacts: is_shown.then_some(contacts),
            firms: is_shown.then_some(firms),
            known_firms,
            per_contacted_hundredths: (is_shown && firms > 0)
                .then(|| rounded(100 * contacts, firms)),
            per_hundred_tenths: per_hundred_tenths(is_shown.then_some(contacts), known_firms),
            is_suppressed: !is_shown,
        }
    };
    quarters.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_quarters_lead_up_to_today() {
        let named = quarters(Date::constant(2026, 12, 7));
        let names: Vec<&str> = named.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]);
        assert_eq!(named.last().map(|(_, first)| *first), Some(Date::constant(2026, 10, 1)));
        let first = quarters(Date::constant(2026, 3, 31));
        assert_eq!(first.last(), Some(&("2026-Q1".to_owned(), Date::constant(2026, 1, 1))));
    }

    #[test]
    fn two_contacted_firms_are_hidden_and_three_are_a_mean() {
        let quarters = quarters(Date::constant(2026, 12, 7));
        let counted = |quarter: &str, contacts, firms| QuarterContacts {
            quarter: quarter.to_owned(),
            contacts,
            firms,
        };
        let unasked = [counted("2026-Q3", 5, 2), counted("2026-Q4", 7, 3)];
        let code = MunicipalityCode::parse("2284").expect("code");
        let figures = by_quarter(&quarters, &unasked, &[(code, 40)]);
        assert_eq!(figures[0].contacts, Some(0));
        assert_eq!((figures[3].contacts, figures[3].is_suppressed), (None, true));
        assert_eq!(figures[4].per_contacted_hundredths, Some(233));
        assert_eq!(figures[4].per_hundred_tenths, Some(175));
    }
}
