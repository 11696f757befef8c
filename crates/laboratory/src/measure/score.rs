//! Measures of a ranking, as the benchmark's own evaluator computes them (trec_eval).
#![expect(clippy::cast_precision_loss, reason = "counts of queries are far below 2^52")]

use std::collections::BTreeSet;

/// Names of the measures, in the order of [`Scores`].
pub(crate) const MEASURES: [&str; 7] = ["MRR", "A@1", "A@5", "A@10", "R@5", "R@10", "MAP"];

/// One query's value of each measure.
pub(crate) type Scores = [f64; 7];

/// Judges a list of label ids; what stands after the hundredth does not count.
pub(crate) fn judge(list: &[&str], right: &BTreeSet<String>) -> Scores {
    let hits: Vec<bool> = list.iter().take(100).map(|label| right.contains(*label)).collect();
    let first = hits.iter().position(|hit| *hit);
    let all = right.len().max(1) as f64;
    let within = |depth: usize| f64::from(u8::from(first.is_some_and(|place| place < depth)));
    let recall = |depth: usize| hits.iter().take(depth).filter(|hit| **hit).count() as f64 / all;
    let mut found = 0.0;
    let mut precision = 0.0;
    for (place, _) in hits.iter().enumerate().filter(|(_, hit)| **hit) {
        found += 1.0;
        precision += found / (place as f64 + 1.0);
    }
    [
        first.map_or(0.0, |place| 1.0 / (place as f64 + 1.0)),
        within(1),
        within(5),
        within(10),
        recall(5),
        recall(10),
        precision / all,
    ]
}

pub(crate) fn mean(scores: &[Scores]) -> Scores {
    let mut sums = [0.0; 7];
    for scores in scores {
        for (sum, score) in sums.iter_mut().zip(scores) {
            *sum += score;
        }
    }
    sums.map(|sum| sum / scores.len().max(1) as f64)
}

/// The mean difference of one measure with its 95 % interval: 2 000 resamples of the queries.
pub(crate) fn paired(ours: &[Scores], theirs: &[Scores], measure: usize) -> (f64, f64, f64) {
    let differences: Vec<f64> = ours
        .iter()
        .zip(theirs)
        .map(|(a, b)| a.get(measure).unwrap_or(&0.0) - b.get(measure).unwrap_or(&0.0))
        .collect();
    let count = differences.len().max(1);
    let mut random = crate::train::Random(1);
    let mut means: Vec<f64> = (0..2_000)
        .map(|_| {
            let drawn = (0..count).filter_map(|_| differences.get(random.below(count)));
            drawn.sum::<f64>() / count as f64
        })
        .collect();
    means.sort_by(f64::total_cmp);
    let at = |place: usize| means.get(place).copied().unwrap_or(0.0);
    (differences.iter().sum::<f64>() / count as f64, at(50), at(1949))
}

/// A row of a Markdown table; what is best in its column is not marked, readers compare.
pub(crate) fn row(name: &str, scores: &Scores) -> String {
    let cells: Vec<String> = scores.iter().map(|score| figure(*score)).collect();
    format!("| {name} | {} |", cells.join(" | "))
}

/// Four decimals without the nought before the point.
pub(crate) fn figure(value: f64) -> String {
    let text = format!("{value:.4}");
    text.strip_prefix('0').map_or(text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_are_those_of_the_textbook() {
        let right: BTreeSet<String> = ["b", "d", "x"].map(str::to_owned).into();
        let scores = judge(&["a", "b", "c", "d"], &right);
        let expected = [0.5, 0.0, 1.0, 1.0, 2.0 / 3.0, 2.0 / 3.0, (0.5 + 0.5) / 3.0];
        for (score, expected) in scores.iter().zip(expected) {
            assert!((score - expected).abs() < 1e-9, "{scores:?}");
        }
    }

    #[test]
    fn the_interval_holds_the_mean() {
        let ours: Vec<Scores> = (0..50).map(|at| [f64::from(at % 3); 7]).collect();
        let theirs = vec![[0.5; 7]; 50];
        let (mean, low, high) = paired(&ours, &theirs, 0);
        assert!(low < mean && mean < high);
        assert_eq!(figure(0.5), ".5000");
    }
}
