//! Growing trees on histograms, best leaf first, with numbers that may only push one way.

use vocabulary::linking::{Branch, Split, Tree};

use super::random::Random;

/// Lines of numbers as bins, column by column.
pub(crate) struct Table {
    pub(crate) rows: usize,
    bins: Vec<Vec<u8>>,
    cuts: Vec<Vec<f32>>,
}

/// How trees are grown.
pub(crate) struct Shape {
    pub(crate) leaves: usize,
    pub(crate) rate: f64,
    pub(crate) least_in_leaf: usize,
    pub(crate) damping: f64,
    /// Percent of the features and of the rows that a tree sees.
    pub(crate) features: usize,
    pub(crate) share: usize,
    /// For each feature: 1 may only raise the score, -1 only lower it, 0 either.
    pub(crate) direction: Vec<i8>,
}

/// Slope and curve of the loss at each row.
#[derive(Clone, Copy, Default)]
pub(crate) struct Pull {
    pub(crate) slope: f64,
    pub(crate) curve: f64,
}

const BINS: usize = 96;

impl Table {
    pub(crate) fn new(lines: &[&[f32]]) -> Self {
        let width = lines.first().map_or(0, |line| line.len());
        let mut table = Self { rows: lines.len(), bins: vec![], cuts: vec![] };
        for column in 0..width {
            let mut values: Vec<f32> = lines.iter().map(|line| line[column]).collect();
            values.sort_by(f32::total_cmp);
            let cuts = cuts(&values);
            let bin = |line: &&[f32]| {
                let at = cuts.partition_point(|cut| *cut < line[column]);
                u8::try_from(at).unwrap_or(u8::MAX)
            };
            table.bins.push(lines.iter().map(bin).collect());
            table.cuts.push(cuts);
        }
        table
    }
}

/// Upper ends of the bins, but for the last; values that are many get a bin of their own.
fn cuts(sorted: &[f32]) -> Vec<f32> {
    let mut cuts: Vec<f32> =
        (1..BINS).filter_map(|at| sorted.get(at * sorted.len() / BINS).copied()).collect();
    cuts.dedup();
    if cuts.last() == sorted.last() {
        cuts.pop();
    }
    cuts
}

#[derive(Clone, Copy, Default)]
struct Sum {
    slope: f64,
    curve: f64,
    count: usize,
}

impl Sum {
    fn add(&mut self, other: Sum) {
        self.slope += other.slope;
        self.curve += other.curve;
        self.count += other.count;
    }

    fn less(self, other: Sum) -> Self {
        Self {
            slope: self.slope - other.slope,
            curve: self.curve - other.curve,
            count: self.count - other.count,
        }
    }
}

struct Leaf {
    rows: Vec<u32>,
    sums: Vec<Vec<Sum>>,
    all: Sum,
    low: f64,
    high: f64,
    best: Option<Cut>,
    /// Which split leads here, and whether to its left.
    from: Option<(usize, bool)>,
}

#[derive(Clone, Copy)]
struct Cut {
    gain: f64,
    feature: usize,
    bin: usize,
    left: Sum,
    left_value: f64,
    right_value: f64,
}

/// Grows one tree and adds what it gives to `scores`.
pub(crate) fn grow(
    table: &Table,
    pulls: &[Pull],
    shape: &Shape,
    random: &mut Random,
    scores: &mut [f64],
) -> Tree {
    let mut columns: Vec<usize> = (0..table.bins.len()).collect();
    random.shuffle(&mut columns);
    columns.truncate((columns.len() * shape.features).div_ceil(100));
    columns.sort_unstable();
    let rows = (0..table.rows).filter(|_| random.chance(shape.share));
    let rows: Vec<u32> = rows.filter_map(|row| u32::try_from(row).ok()).collect();
    let grower = Grower { table, pulls, shape, columns };
    let tree = grower.grow(rows);
    for (row, score) in scores.iter_mut().enumerate() {
        *score += f64::from(table.walk(&tree, row));
    }
    tree
}

impl Table {
    fn walk(&self, tree: &Tree, row: usize) -> f32 {
        let Some(mut split) = tree.splits.first() else {
            return tree.leaves.first().copied().unwrap_or(0.0);
        };
        loop {
            let column = usize::from(split.feature);
            let cut = self.cuts[column].get(usize::from(self.bins[column][row]));
            let left = cut.is_some_and(|cut| *cut <= split.threshold);
            match if left { split.left } else { split.right } {
                Branch::Leaf(at) => return tree.leaves[usize::from(at)],
                Branch::Split(at) => split = &tree.splits[usize::from(at)],
            }
        }
    }
}

struct Grower<'a> {
    table: &'a Table,
    pulls: &'a [Pull],
    shape: &'a Shape,
    columns: Vec<usize>,
}

impl Grower<'_> {
    fn grow(&self, rows: Vec<u32>) -> Tree {
        let mut splits: Vec<Split> = Vec::new();
        let sums = self.sums(&rows);
        let mut leaves = vec![self.leaf(rows, sums, f64::NEG_INFINITY, f64::INFINITY, None)];
        while leaves.len() < self.shape.leaves {
            let ready = leaves.iter().enumerate().filter_map(|(at, leaf)| Some((at, leaf.best?)));
            let Some((at, cut)) =
                ready.max_by(|a, b| a.1.gain.total_cmp(&b.1.gain).then(b.0.cmp(&a.0)))
            else {
                break;
            };
            let place = splits.len();
            if let Some((above, left)) = leaves[at].from {
                let branch = Branch::Split(small(place));
                if left { splits[above].left = branch } else { splits[above].right = branch }
            }
            splits.push(Split {
                feature: small(cut.feature),
                threshold: self.table.cuts[cut.feature][cut.bin],
                left: Branch::Leaf(small(at)),
                right: Branch::Leaf(small(leaves.len())),
                value: 0.0,
            });
            let parent = std::mem::replace(&mut leaves[at], Leaf::empty());
            let (left, right) = self.divide(&parent, cut, place);
            leaves[at] = left;
            leaves.push(right);
        }
        let values: Vec<f64> =
            leaves.iter().map(|leaf| self.value(leaf) * self.shape.rate).collect();
        let counts: Vec<usize> = leaves.iter().map(|leaf| leaf.all.count).collect();
        average(&mut splits, &values, &counts);
        #[expect(clippy::cast_possible_truncation, reason = "parameters are kept as f32")]
        let leaves = values.iter().map(|value| *value as f32).collect();
        Tree { splits, leaves }
    }

    fn divide(&self, parent: &Leaf, cut: Cut, place: usize) -> (Leaf, Leaf) {
        let column = &self.table.bins[cut.feature];
        let (left, right): (Vec<u32>, Vec<u32>) =
            parent.rows.iter().partition(|row| usize::from(column[**row as usize]) <= cut.bin);
        // The smaller side is counted, the other is what remains.
        let small_left = left.len() <= right.len();
        let counted = self.sums(if small_left { &left } else { &right });
        let rest: Vec<Vec<Sum>> = parent
            .sums
            .iter()
            .zip(&counted)
            .map(|(all, part)| all.iter().zip(part).map(|(all, part)| all.less(*part)).collect())
            .collect();
        let (left_sums, right_sums) = if small_left { (counted, rest) } else { (rest, counted) };
        let (mut bounds, middle) =
            ([(parent.low, parent.high); 2], f64::midpoint(cut.left_value, cut.right_value));
        match self.shape.direction.get(cut.feature) {
            Some(1) => (bounds[0].1, bounds[1].0) = (middle, middle),
            Some(-1) => (bounds[0].0, bounds[1].1) = (middle, middle),
            _ => {}
        }
        (
            self.leaf(left, left_sums, bounds[0].0, bounds[0].1, Some((place, true))),
            self.leaf(right, right_sums, bounds[1].0, bounds[1].1, Some((place, false))),
        )
    }

    fn sums(&self, rows: &[u32]) -> Vec<Vec<Sum>> {
        let count = |column: &usize| {
            let bins = &self.table.bins[*column];
            let mut sums = vec![Sum::default(); self.table.cuts[*column].len() + 1];
            for row in rows {
                let pull = self.pulls[*row as usize];
                let sum = &mut sums[usize::from(bins[*row as usize])];
                sum.slope += pull.slope;
                sum.curve += pull.curve;
                sum.count += 1;
            }
            sums
        };
        self.columns.iter().map(count).collect()
    }

    fn leaf(
        &self,
        rows: Vec<u32>,
        sums: Vec<Vec<Sum>>,
        low: f64,
        high: f64,
        from: Option<(usize, bool)>,
    ) -> Leaf {
        let mut all = Sum::default();
        for sum in sums.first().into_iter().flatten() {
            all.add(*sum);
        }
        let mut leaf = Leaf { rows, sums, all, low, high, best: None, from };
        leaf.best = self.best(&leaf);
        leaf
    }

    fn value(&self, leaf: &Leaf) -> f64 {
        self.output(leaf.all, leaf.low, leaf.high)
    }

    fn output(&self, sum: Sum, low: f64, high: f64) -> f64 {
        (-sum.slope / (sum.curve + self.shape.damping)).clamp(low, high)
    }

    fn gain(&self, sum: Sum, output: f64) -> f64 {
        -(2.0 * sum.slope * output + (sum.curve + self.shape.damping) * output * output)
    }

    fn best(&self, leaf: &Leaf) -> Option<Cut> {
        let alone = self.gain(leaf.all, self.value(leaf));
        let mut best: Option<Cut> = None;
        for (column, sums) in self.columns.iter().zip(&leaf.sums) {
            let mut left = Sum::default();
            for (bin, sum) in sums.iter().enumerate().take(sums.len().saturating_sub(1)) {
                left.add(*sum);
                let right = leaf.all.less(left);
                if left.count.min(right.count) < self.shape.least_in_leaf {
                    continue;
                }
                let left_value = self.output(left, leaf.low, leaf.high);
                let right_value = self.output(right, leaf.low, leaf.high);
                let wrong = match self.shape.direction.get(*column) {
                    Some(1) => left_value > right_value,
                    Some(-1) => left_value < right_value,
                    _ => false,
                };
                let gain = self.gain(left, left_value) + self.gain(right, right_value) - alone;
                if !wrong && gain > best.map_or(1e-9, |best| best.gain) {
                    let feature = *column;
                    best = Some(Cut { gain, feature, bin, left, left_value, right_value });
                }
            }
        }
        best.filter(|cut| cut.left.count > 0)
    }
}

impl Leaf {
    fn empty() -> Self {
        Self {
            rows: vec![],
            sums: vec![],
            all: Sum::default(),
            low: 0.0,
            high: 0.0,
            best: None,
            from: None,
        }
    }
}

/// Sets what the tree gives on average below each split.
#[expect(clippy::cast_precision_loss, reason = "row counts are far below 2^52")]
fn average(splits: &mut [Split], values: &[f64], counts: &[usize]) {
    let mut below: Vec<(f64, usize)> = vec![(0.0, 0); splits.len()];
    for at in (0..splits.len()).rev() {
        let side = |branch: Branch| match branch {
            Branch::Leaf(leaf) => {
                let leaf = usize::from(leaf);
                (values[leaf] * counts[leaf] as f64, counts[leaf])
            }
            Branch::Split(split) => below[usize::from(split)],
        };
        let (left, right) = (side(splits[at].left), side(splits[at].right));
        below[at] = (left.0 + right.0, left.1 + right.1);
        #[expect(clippy::cast_possible_truncation, reason = "parameters are kept as f32")]
        let value = (below[at].0 / below[at].1.max(1) as f64) as f32;
        splits[at].value = value;
    }
}

fn small(number: usize) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_learns_a_step_and_keeps_its_direction() {
        let lines: Vec<[f32; 2]> =
            (0..400_u16).map(|at| [f32::from(at % 20), f32::from(at % 7)]).collect();
        let lines: Vec<&[f32]> = lines.iter().map(<[f32; 2]>::as_slice).collect();
        let table = Table::new(&lines);
        let want: Vec<f64> =
            lines.iter().map(|line| if line[0] > 9.5 { 1.0 } else { 0.0 }).collect();
        let run = |direction: i8| {
            let shape = Shape {
                leaves: 4,
                rate: 0.5,
                least_in_leaf: 10,
                damping: 1.0,
                features: 100,
                share: 100,
                direction: vec![direction, 0],
            };
            let mut scores = vec![0.0; want.len()];
            for _ in 0..20 {
                let pulls: Vec<Pull> = scores
                    .iter()
                    .zip(&want)
                    .map(|(score, want)| Pull { slope: score - want, curve: 1.0 })
                    .collect();
                grow(&table, &pulls, &shape, &mut Random(1), &mut scores);
            }
            scores.iter().zip(&want).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
        };
        assert!(run(1) < 0.05, "{}", run(1));
        assert!(run(-1) > 0.3, "{}", run(-1));
    }
}
