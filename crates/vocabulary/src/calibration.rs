//! From a suggestion's score to the chance that it is right.
//!
//! A straight line through the score and the lead over the runner-up (Platt 1999), then steps that
//! only rise (isotonic regression on bins of equal size, Zadrozny and Elkan 2002), with straight
//! lines between their middles. Fitted by `cargo xtask train linking`; what it was fitted on and
//! what it is worth stands in `docs/linking.md`.

use std::fmt::Write;
use std::sync::LazyLock;

use crate::concept::ConceptKind;

/// Numbers of the file are whole thousandths of logits and ten-thousandths of chances.
const THOUSAND: f64 = 1_000.0;
const TEN_THOUSAND: f64 = 10_000.0;

static EMBEDDED: LazyLock<Option<Calibration>> =
    LazyLock::new(|| Calibration::parse(include_str!("../data/confidence.tsv")));

/// Which suggestions share a curve. Skills have none: there is no list of texts with their right
/// skills to fit one on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Whether it is a group of occupations.
    pub group: bool,
    /// Whether it is the first of its kind.
    pub first: bool,
}

impl Place {
    /// Every place, in the order of the file.
    pub const ALL: [Place; 4] = [
        Place { group: false, first: true },
        Place { group: false, first: false },
        Place { group: true, first: true },
        Place { group: true, first: false },
    ];

    fn number(self) -> usize {
        usize::from(self.group) * 2 + usize::from(!self.first)
    }
}

/// A curve from score and lead to a chance.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Curve {
    /// Thousandths of a logit: at nought, for a whole score, for a whole lead.
    pub line: [i64; 3],
    /// Thousandths of a logit with ten-thousandths of a chance; both rise.
    pub steps: Vec<(i64, i64)>,
}

impl Curve {
    /// Where score and lead stand on the line, in thousandths of a logit.
    #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
    pub fn at(&self, score: f64, lead: f64) -> f64 {
        let [base, by_score, by_lead] = self.line.map(|number| number as f64);
        base + by_score * score + by_lead * lead
    }

    /// The chance, from 0 to 1, with four decimals.
    #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
    pub fn chance(&self, score: f64, lead: f64) -> f64 {
        let at = self.at(score, lead);
        let mut below: Option<(f64, f64)> = None;
        let mut chance = 0.0;
        for (x, y) in self.steps.iter().map(|(x, y)| (*x as f64, *y as f64)) {
            chance = y;
            if at <= x {
                if let Some((from, low)) = below {
                    chance = low + (y - low) * (at - from) / (x - from).max(1.0);
                }
                break;
            }
            below = Some((x, y));
        }
        chance.round().clamp(0.0, TEN_THOUSAND) / TEN_THOUSAND
    }
}

/// A curve for each place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calibration {
    /// In the order of [`Place::ALL`].
    pub curves: [Curve; 4],
}

impl Calibration {
    /// The chance that a suggestion is right. `lead` is its score less the best other's of its
    /// kind: negative unless it stands first.
    pub fn chance(&self, place: Place, score: f64, lead: f64) -> Option<f64> {
        self.curves.get(place.number()).map(|curve| curve.chance(score, lead))
    }

    /// Reads what [`Self::write`] writes; none if it is anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
        let mut read = Self::default();
        if lines.len() != read.curves.len() {
            return None;
        }
        for (curve, line) in read.curves.iter_mut().zip(lines) {
            let (numbers, steps) = line.split_once('\t')?;
            let numbers: Vec<i64> =
                numbers.split(' ').map(|number| number.parse().ok()).collect::<Option<_>>()?;
            curve.line = numbers.try_into().ok()?;
            curve.steps = steps.split(' ').map(step).collect::<Option<_>>()?;
            let mut pairs = curve.steps.iter().zip(curve.steps.iter().skip(1));
            if !pairs.all(|(one, other)| one.0 < other.0 && one.1 <= other.1) {
                return None;
            }
        }
        Some(read)
    }

    /// The file: a line for every curve.
    pub fn write(&self) -> String {
        let mut text = "# Made by `cargo xtask train linking`: line, then steps.\n".to_owned();
        for curve in &self.curves {
            let [base, by_score, by_lead] = curve.line;
            let steps: Vec<String> = curve.steps.iter().map(|(x, y)| format!("{x}:{y}")).collect();
            let _ = writeln!(text, "{base} {by_score} {by_lead}\t{}", steps.join(" "));
        }
        text
    }
}

fn step(text: &str) -> Option<(i64, i64)> {
    let (x, y) = text.split_once(':')?;
    let (x, y) = (x.parse().ok()?, y.parse().ok()?);
    // Also keeps every sum far from overflow.
    let sound = (-1_000_000..=1_000_000).contains(&x) && (0..=10_000).contains(&y);
    sound.then_some((x, y))
}

/// A number as it is kept in [`Curve::line`] and [`Curve::steps`].
#[expect(clippy::cast_possible_truncation, reason = "kept within a million")]
pub fn thousandths(value: f64) -> i64 {
    (value * THOUSAND).round().clamp(-1e6, 1e6) as i64
}

/// The chances of the first `limit` of suggestions that stand in order, as (kind, score), by the
/// embedded curves.
pub(crate) fn confidences(ranked: &[(ConceptKind, f64)], limit: usize) -> Vec<Option<f64>> {
    let of_kind =
        |kind: ConceptKind| ranked.iter().filter(move |other| other.0 == kind).map(|other| other.1);
    let best = |kind: ConceptKind| (of_kind(kind).next(), of_kind(kind).nth(1).unwrap_or(0.0));
    let (occupation, group) = (best(ConceptKind::Occupation), best(ConceptKind::OccupationGroup));
    let mut seen = [false; 2];
    let place = |(kind, score): &(ConceptKind, f64)| {
        let is_group = *kind == ConceptKind::OccupationGroup;
        let (first, second) = if is_group { group } else { occupation };
        let seen = seen.get_mut(usize::from(is_group)).filter(|_| *kind != ConceptKind::Skill)?;
        let place = Place { group: is_group, first: !std::mem::replace(seen, true) };
        // The first is compared with the second, all others with the first.
        let rival = if place.first { second } else { first.unwrap_or(0.0) };
        EMBEDDED.as_ref()?.chance(place, *score, score - rival)
    };
    ranked.iter().take(limit).map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_curves_are_small_and_read_back_as_written() {
        let text = include_str!("../data/confidence.tsv");
        assert!(text.len() < 2_000);
        let read = Calibration::parse(text).expect("sound");
        assert_eq!(read.write(), text);
    }

    #[test]
    fn a_curve_rises_between_its_steps_and_is_level_beyond_them() {
        let curve = Curve { line: [0, 1_000, 500], steps: vec![(0, 1_000), (1_000, 9_000)] };
        let chances = [-1.0, 0.0, 0.5, 1.0, 3.0].map(|score| thousandths(curve.chance(score, 0.0)));
        assert_eq!(chances, [100, 100, 500, 900, 900]);
        assert!(curve.chance(0.5, 0.2) > 0.5);
    }

    #[test]
    fn anything_else_than_curves_is_refused() {
        for text in ["", "1 2 3\t4:5", "a b c\td:e\n".repeat(4).as_str()] {
            assert_eq!(Calibration::parse(text), None, "{text}");
        }
        let falling = "0 1 1\t0:500 10:400\n".repeat(4);
        assert_eq!(Calibration::parse(&falling), None);
    }
}
