//! Learns from scores how often a suggestion is right: on the tuning half of the Swedish titles.
#![expect(clippy::cast_precision_loss, reason = "a few thousand titles")]

use anyhow::Result;
use vocabulary::Vocabulary;
use vocabulary::calibration::{Calibration, Curve, Place, thousandths};

use crate::jobtech::{Half, Title, code, official, titles};

/// How many suggestions of each kind are looked at.
const DEPTH: usize = 8;
/// Steps of a curve before those that fall are joined.
const BINS: usize = 16;

/// A suggestion for a title.
pub(crate) struct Case {
    pub(crate) place: Place,
    /// From 0 among those of its kind.
    pub(crate) nth: usize,
    pub(crate) score: f64,
    pub(crate) lead: f64,
    pub(crate) confidence: Option<f64>,
    pub(crate) right: bool,
}

/// The curves, from the forests as they are embedded.
pub(crate) fn learn() -> Result<Calibration> {
    let vocabulary = official()?;
    let titles = titles(&vocabulary, Half::Tuning)?;
    let cases: Vec<Case> =
        titles.iter().flat_map(|title| cases(&vocabulary, title, DEPTH)).collect();
    println!("confidence: {} suggestions for {} titles", cases.len(), titles.len());
    let mut learned = Calibration::default();
    for (curve, place) in learned.curves.iter_mut().zip(Place::ALL) {
        let own: Vec<&Case> = cases.iter().filter(|case| case.place == place).collect();
        *curve = fit(&own);
    }
    Ok(learned)
}

/// The first suggestions of each kind for a title, with whether they are right.
pub(crate) fn cases(vocabulary: &Vocabulary, title: &Title, depth: usize) -> Vec<Case> {
    let found = vocabulary.suggest(&title.text, None, usize::MAX);
    let mut cases = vec![];
    for group in [false, true] {
        let kind = |one: &&vocabulary::Suggestion| {
            one.kind != vocabulary::ConceptKind::Skill
                && (one.kind == vocabulary::ConceptKind::OccupationGroup) == group
        };
        let own: Vec<_> = found.iter().filter(kind).collect();
        let score = |at: usize| own.get(at).map_or(0.0, |one| one.score);
        for (nth, one) in own.iter().take(depth).enumerate() {
            let rival = if nth == 0 { score(1) } else { score(0) };
            let concept = vocabulary.get(&one.concept_id);
            let right = if group {
                concept.and_then(code).is_some_and(|code| title.groups.contains(&code))
            } else {
                title.occupations.contains(&one.concept_id.0)
            };
            let place = Place { group, first: nth == 0 };
            let lead = one.score - rival;
            let (score, confidence) = (one.score, one.confidence);
            cases.push(Case { place, nth, score, lead, confidence, right });
        }
    }
    cases
}

fn fit(cases: &[&Case]) -> Curve {
    let mut curve = Curve { line: line(cases).map(thousandths), steps: vec![] };
    let mut points: Vec<(f64, f64)> = cases
        .iter()
        .map(|case| (curve.at(case.score, case.lead), f64::from(u8::from(case.right))))
        .collect();
    points.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let size = points.len().div_ceil(BINS).max(1);
    // Weight, middle and share of each bin; a bin below the one before is joined with it.
    let mut bins: Vec<(f64, f64, f64)> = vec![];
    for chunk in points.chunks(size) {
        let weight = chunk.len() as f64;
        let middle = chunk.iter().map(|point| point.0).sum::<f64>() / weight;
        let share = chunk.iter().map(|point| point.1).sum::<f64>() / weight;
        let mut bin = (weight, middle, share);
        while let Some(last) = bins.pop_if(|last| last.2 >= bin.2) {
            let weight = last.0 + bin.0;
            let mean = |a: f64, b: f64| (a * last.0 + b * bin.0) / weight;
            bin = (weight, mean(last.1, bin.1), mean(last.2, bin.2));
        }
        bins.push(bin);
    }
    // One more right and one more wrong than seen, so that nothing is said to be certain.
    let shown = |(weight, middle, share): (f64, f64, f64)| {
        let share = (share * weight + 1.0) / (weight + 2.0);
        (thousandths(middle / 1_000.0), thousandths(share * 10.0))
    };
    let mut steps: Vec<(i64, i64)> = bins.into_iter().map(shown).collect();
    for at in 1..steps.len() {
        steps[at].1 = steps[at].1.max(steps[at - 1].1);
    }
    steps.dedup_by_key(|step| step.0);
    curve.steps = steps;
    curve
}

/// Logistic regression of being right on score and lead (Newton's method, a little damped).
fn line(cases: &[&Case]) -> [f64; 3] {
    const DAMPING: f64 = 0.1;
    let mut weights = [0.0_f64; 3];
    for _ in 0..30 {
        let mut slope = weights.map(|weight| -DAMPING * weight);
        let mut bend = [[DAMPING, 0.0, 0.0], [0.0, DAMPING, 0.0], [0.0, 0.0, DAMPING]];
        for case in cases {
            let told = [1.0, case.score, case.lead];
            let logit: f64 = told.iter().zip(&weights).map(|(a, b)| a * b).sum();
            let chance = 1.0 / (1.0 + (-logit).exp());
            let miss = f64::from(u8::from(case.right)) - chance;
            for ((slope, bend), one) in slope.iter_mut().zip(&mut bend).zip(told) {
                *slope += one * miss;
                for (bend, other) in bend.iter_mut().zip(told) {
                    *bend += one * other * chance * (1.0 - chance);
                }
            }
        }
        for (weight, step) in weights.iter_mut().zip(solved(bend, slope)) {
            *weight += step;
        }
    }
    weights
}

/// `bend · x = slope` by Cramer's rule; `bend` is positive definite.
fn solved(bend: [[f64; 3]; 3], slope: [f64; 3]) -> [f64; 3] {
    let volume = |m: [[f64; 3]; 3]| {
        m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
            - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
            + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0])
    };
    let whole = volume(bend);
    [0, 1, 2].map(|at| {
        let mut other = bend;
        for (row, value) in other.iter_mut().zip(slope) {
            row[at] = value;
        }
        volume(other) / whole
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_follows_how_often_the_score_was_right() {
        let place = Place { group: false, first: true };
        let cases: Vec<Case> = (0..4_000)
            .map(|at| {
                let score = f64::from(at % 10) / 10.0;
                let right = at / 10 % 10 < at % 10;
                Case { place, nth: 0, score, lead: 0.0, confidence: None, right }
            })
            .collect();
        let curve = fit(&cases.iter().collect::<Vec<_>>());
        for score in [0.2, 0.5, 0.8] {
            assert!((curve.chance(score, 0.0) - score).abs() < 0.05, "{curve:?}");
        }
    }
}
