//! What the rankers and the gate learn from examples.

use vocabulary::linking::{FEATURES, Forest, Index, Parameters, WIDTH, feature, gate_line};

use super::pairs::{Example, Kind};
use super::random::Random;
use super::trees::{Pull, Shape, Table, grow};

/// Numbers that may only raise a score: each says that query and label are alike.
const RAISING: [&str; 33] = [
    "letters",
    "best_variant",
    "cognates",
    "ends",
    "whole",
    "parts",
    "other_most",
    "other_mean",
    "other_square",
    "document",
    "base",
    "d_letters",
    "d_ends",
    "d_parts",
    "d_other_mean",
    "d_document",
    "d_base",
    "d_other_square",
    "group_vote",
    "d_group_vote",
    "edit",
    "query_covered",
    "label_covered",
    "head",
    "covered",
    "d_edit",
    "d_covered",
    "members_best",
    "members_vote",
    "members_over",
    "group_base",
    "group_best",
    "group_document",
];
const LOWERING: [&str; 3] = ["rank", "rank_document", "same"];

/// A ranker's examples: lines, and per query where they stand and which is right.
struct Lists<'a> {
    lines: Vec<&'a [f32]>,
    lists: Vec<List>,
}

struct List {
    from: usize,
    to: usize,
    right: usize,
    weight: f64,
}

/// Learns everything from the examples.
pub(crate) fn learn(examples: &[(Example, &Index)]) -> Parameters {
    let all: Vec<&Example> = examples.iter().map(|(example, _)| example).collect();
    let (occupations, groups) = rankers(&all);
    let mut learned = Parameters { occupations, groups, ..Parameters::default() };
    gate(examples, &mut learned);
    learned
}

fn rankers(examples: &[&Example]) -> (Forest, Forest) {
    let occupations = ranker(&lists(examples, false, 30), 5);
    let groups = ranker(&lists(examples, true, 20), 6);
    (occupations, groups)
}

/// Keeps the right line, half of `others` among the best wrong ones, and as many by chance.
fn lists<'a>(examples: &[&'a Example], groups: bool, others: usize) -> Lists<'a> {
    let mut random = Random(7);
    let mut found = Lists { lines: vec![], lists: vec![] };
    let base = feature("base").unwrap_or(0);
    for example in examples {
        if (example.kind == Kind::Group) != groups {
            continue;
        }
        let lines = &example.candidates.lines;
        let mut wrong: Vec<usize> = (0..lines.len())
            .filter(|at| *at != example.right)
            .filter(|at| if groups { example.units[*at] } else { !example.groups[*at] })
            .collect();
        wrong.sort_by(|a, b| lines[*b][base].total_cmp(&lines[*a][base]).then(a.cmp(b)));
        let best = wrong.len().min(others / 2);
        if let Some(rest) = wrong.get_mut(best..) {
            random.shuffle(rest);
        }
        wrong.truncate(others);
        let from = found.lines.len();
        found.lines.push(&lines[example.right]);
        found.lines.extend(wrong.into_iter().map(|at| lines[at].as_slice()));
        let weight = f64::from(example.kind.weight());
        found.lists.push(List { from, to: found.lines.len(), right: from, weight });
    }
    found
}

fn directions() -> Vec<i8> {
    let mut directions = vec![0; WIDTH];
    for (names, direction) in [(&RAISING[..], 1), (&LOWERING[..], -1)] {
        for name in names {
            if let Some(at) = feature(name) {
                directions[at] = direction;
            }
        }
    }
    directions
}

const ROUNDS: usize = 90;

/// LambdaMART (Burges 2010) with one right answer per list.
fn ranker(lists: &Lists<'_>, seed: u64) -> Forest {
    let table = Table::new(&lists.lines);
    let shape = Shape {
        leaves: 15,
        rate: 0.1,
        least_in_leaf: 80,
        damping: 5.0,
        features: 50,
        share: 70,
        direction: directions(),
    };
    let mut random = Random(seed);
    let mut scores = vec![0.0; lists.lines.len()];
    let mut forest = Forest::default();
    for _ in 0..ROUNDS {
        let mut pulls = vec![Pull::default(); scores.len()];
        for list in &lists.lists {
            pull(list, &scores, &mut pulls);
        }
        forest.trees.push(grow(&table, &pulls, &shape, &mut random, &mut scores));
    }
    forest
}

/// Only pairs with one of the two among the first so many pull.
const DEPTH: usize = 10;

fn pull(list: &List, scores: &[f64], pulls: &mut [Pull]) {
    let mut order: Vec<usize> = (list.from..list.to).collect();
    order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b)));
    let place = order.iter().position(|at| *at == list.right).unwrap_or(0);
    #[expect(clippy::cast_precision_loss, reason = "places in a list of thirty")]
    let worth = |place: usize| 1.0 / (place as f64 + 2.0).log2();
    let spread = match (order.first(), order.last()) {
        (Some(first), Some(last)) => scores[*first] > scores[*last],
        _ => false,
    };
    let mut own = Vec::with_capacity(order.len());
    let mut sum = 0.0;
    for (other_place, other) in order.iter().enumerate() {
        if *other == list.right || place.min(other_place) >= DEPTH {
            continue;
        }
        let ahead = scores[list.right] - scores[*other];
        let mut stake = (worth(place) - worth(other_place)).abs();
        if spread {
            stake /= 0.01 + ahead.abs();
        }
        let chance = 1.0 / (1.0 + ahead.exp());
        sum += 2.0 * stake * chance;
        own.push((*other, stake * chance, stake * chance * (1.0 - chance)));
    }
    let scale = if sum > 0.0 { (1.0 + sum).log2() / sum * list.weight } else { 0.0 };
    for (other, slope, curve) in own {
        pulls[list.right].slope -= slope * scale;
        pulls[other].slope += slope * scale;
        pulls[list.right].curve += curve * scale;
        pulls[other].curve += curve * scale;
    }
}

const FOLDS: usize = 3;

/// The gate, on scores of rankers that have not seen the example.
fn gate(examples: &[(Example, &Index)], learned: &mut Parameters) {
    let mut lines: Vec<Vec<f32>> = vec![vec![]; examples.len()];
    for fold in 0..FOLDS {
        let seen: Vec<&Example> = examples
            .iter()
            .enumerate()
            .filter(|(at, _)| at % FOLDS != fold)
            .map(|(_, (example, _))| example)
            .collect();
        let (occupations, groups) = rankers(&seen);
        let blind = Parameters { occupations, groups, ..Parameters::default() };
        for (at, (example, index)) in
            examples.iter().enumerate().filter(|(at, _)| at % FOLDS == fold)
        {
            let scores = blind.scores(index, &example.candidates);
            lines[at] = gate_line(index, &example.candidates, &scores);
        }
    }
    let lines: Vec<&[f32]> = lines.iter().map(Vec::as_slice).collect();
    let truth: Vec<(f64, f64)> = examples
        .iter()
        .map(|(example, _)| {
            let group = if example.kind == Kind::Group { 1.0 } else { 0.0 };
            (group, f64::from(example.kind.weight()))
        })
        .collect();
    let weight: f64 = truth.iter().map(|(_, weight)| weight).sum();
    let share = truth.iter().map(|(group, weight)| group * weight).sum::<f64>() / weight.max(1.0);
    let base = (share / (1.0 - share)).ln();
    learned.gate = gate_forest(&lines, &truth, base);
    #[expect(clippy::cast_possible_truncation, reason = "parameters are kept as f32")]
    let narrow = |value: f64| value as f32;
    learned.gate_base = narrow(base);
    learned.trained_share = narrow(share);
}

fn gate_forest(lines: &[&[f32]], truth: &[(f64, f64)], base: f64) -> Forest {
    let table = Table::new(lines);
    let shape = Shape {
        leaves: 8,
        rate: 0.05,
        least_in_leaf: 60,
        damping: 5.0,
        features: 100,
        share: 100,
        direction: vec![],
    };
    let mut random = Random(8);
    let mut scores = vec![base; lines.len()];
    let mut forest = Forest::default();
    for _ in 0..100 {
        let pulls: Vec<Pull> = scores
            .iter()
            .zip(truth)
            .map(|(score, (group, weight))| {
                let chance = 1.0 / (1.0 + (-score).exp());
                Pull { slope: (chance - group) * weight, curve: chance * (1.0 - chance) * weight }
            })
            .collect();
        forest.trees.push(grow(&table, &pulls, &shape, &mut random, &mut scores));
    }
    forest
}

/// How often each feature is asked, most often first.
pub(crate) fn asked(forest: &Forest) -> Vec<(&'static str, usize)> {
    let mut counts = vec![0; WIDTH];
    for split in forest.trees.iter().flat_map(|tree| &tree.splits) {
        counts[usize::from(split.feature)] += 1;
    }
    let name = |at: usize| FEATURES.get(at).copied().unwrap_or("d_covered");
    let mut found: Vec<_> = counts.into_iter().enumerate().map(|(at, n)| (name(at), n)).collect();
    found.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    found
}
