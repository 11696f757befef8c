//! Whether what is said to be right in seven cases of ten is right in seven of ten.
#![expect(clippy::cast_precision_loss, reason = "a few thousand titles")]

use vocabulary::Vocabulary;

use crate::jobtech::Title;
use crate::train::confidence::{Case, cases};

/// Bins of equal width.
const BINS: usize = 10;

/// How many suggestions there are in each bin, the sum of what was said, and how many were right.
#[derive(Default, Clone, Copy)]
struct Bin(usize, f64, usize);

/// Prints the table of the first suggestions, and the expected calibration error of more.
pub(super) fn run(vocabulary: &Vocabulary, titles: &[Title]) {
    let all: Vec<Case> = titles.iter().flat_map(|title| cases(vocabulary, title, 5)).collect();
    let of = |group: bool, depth: usize| {
        binned(all.iter().filter(move |case| case.place.group == group && case.nth < depth))
    };
    println!("\n### Confidence of suggestions: said and seen\n");
    println!("| said | occupations | said, mean | right | groups | said, mean | right |");
    println!("|---|--:|--:|--:|--:|--:|--:|");
    for (at, (occupation, group)) in of(false, 1).iter().zip(&of(true, 1)).enumerate() {
        println!(
            "| {}–{} % | {} | {} |",
            at * 100 / BINS,
            (at + 1) * 100 / BINS,
            occupation.cells(),
            group.cells()
        );
    }
    println!("\nExpected calibration error, ten bins of equal width:");
    for (name, group) in [("occupations", false), ("groups", true)] {
        println!(
            "{name}: first {:.3}, first five {:.3}.",
            error(&of(group, 1)),
            error(&of(group, 5))
        );
    }
}

impl Bin {
    fn cells(self) -> String {
        if self.0 == 0 {
            return "0 | – | –".to_owned();
        }
        let count = self.0 as f64;
        format!("{} | {:.2} | {:.2}", self.0, self.1 / count, self.2 as f64 / count)
    }
}

fn binned<'a>(cases: impl Iterator<Item = &'a Case>) -> [Bin; BINS] {
    let mut bins = [Bin::default(); BINS];
    for case in cases {
        let Some(said) = case.confidence else { continue };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 9")]
        let at = ((said * BINS as f64) as usize).min(BINS - 1);
        bins[at].0 += 1;
        bins[at].1 += said;
        bins[at].2 += usize::from(case.right);
    }
    bins
}

/// Mean distance between what was said and what was seen, by the number of cases (Naeini and
/// others 2015).
fn error(bins: &[Bin; BINS]) -> f64 {
    let all: usize = bins.iter().map(|bin| bin.0).sum();
    let apart: f64 = bins.iter().map(|bin| (bin.1 - bin.2 as f64).abs()).sum();
    apart / all.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocabulary::calibration::Place;

    #[test]
    fn the_error_is_the_distance_between_said_and_seen() {
        let place = Place { group: false, first: true };
        let case = |said: f64, right: bool| Case {
            place,
            nth: 0,
            score: 0.5,
            lead: 0.0,
            confidence: Some(said),
            right,
        };
        let cases = [case(0.75, true), case(0.75, false), case(0.25, false), case(0.25, true)];
        assert!((error(&binned(cases.iter())) - 0.25).abs() < 1e-9);
    }
}
