//! What owners intend, in sums only.

use crate::code_enum;
use crate::signals::PERSONS_LEAST;

code_enum! {
    /// What an owner thinks will happen to the firm.
    Intention, "intention" {
        /// Somebody of the family or the staff takes over.
        FamilyOrStaff = "family-or-staff",
        /// Somebody from outside takes over.
        External = "external",
        /// The firm is wound down.
        WindDown = "wind-down",
        /// The owner does not know.
        Unknown = "unknown",
    }
}

/// How many say what; a number that is not shown is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gauge {
    /// How many have answered; none while they are fewer than [`PERSONS_LEAST`].
    pub total: Option<i64>,
    /// How many say each, in the order of [`Intention::ALL`].
    pub parts: Vec<(Intention, Option<i64>)>,
}

impl Gauge {
    /// How much of the whole a part is, as a share of one.
    #[expect(clippy::cast_precision_loss, reason = "so many owners there are not")]
    pub fn share(&self, count: i64) -> f64 {
        match self.total {
            Some(total) if total > 0 => count as f64 / total as f64,
            _ => 0.0,
        }
    }
}

/// What may be shown of the answers. Fewer than [`PERSONS_LEAST`] are never shown, and a part that
/// is hidden cannot be told from the total: the hidden ones are at least two and together at least
/// that many, or the smallest of the others is hidden with them.
pub fn gauge(counts: &[(Intention, i64)]) -> Gauge {
    let of = |intention: Intention| {
        let own = counts.iter().filter(|(one, _)| *one == intention);
        own.map(|(_, count)| (*count).max(0)).sum::<i64>()
    };
    let mut parts: Vec<(Intention, i64, bool)> = Intention::ALL
        .iter()
        .map(|one| (*one, of(*one), !(1..PERSONS_LEAST).contains(&of(*one))))
        .collect();
    let total = parts.iter().map(|(_, count, _)| count).sum::<i64>();
    if total < PERSONS_LEAST {
        return Gauge { total: None, parts: parts.iter().map(|part| (part.0, None)).collect() };
    }
    while !is_safe(&parts) {
        let shown = parts.iter_mut().filter(|part| part.2 && part.1 > 0);
        let Some(smallest) = shown.min_by_key(|part| part.1) else { break };
        smallest.2 = false;
    }
    let parts = parts.into_iter().map(|(one, count, shows)| (one, shows.then_some(count)));
    Gauge { total: Some(total), parts: parts.collect() }
}

fn is_safe(parts: &[(Intention, i64, bool)]) -> bool {
    let hidden = || parts.iter().filter(|part| !part.2);
    let sum = hidden().map(|part| part.1).sum::<i64>();
    hidden().count() == 0 || (hidden().count() > 1 && sum >= PERSONS_LEAST)
}
