//! A way to look at labels: weighted keys in an inverted list, read as the best label per concept.
#![expect(clippy::cast_precision_loss, reason = "counts of labels are far below 2^24")]
#![expect(clippy::cast_possible_truncation, reason = "a corpus has far fewer than 2^32 keys")]

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Passes on what is already a hash.
#[derive(Default)]
pub(crate) struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

/// Hashes keys that are hashes.
pub(crate) type Keys = BuildHasherDefault<Identity>;

/// Rows of weighted keys, and which concept each row belongs to.
pub(crate) struct View {
    ids: HashMap<u64, u32, Keys>,
    rarity: Vec<f32>,
    starts: Vec<u32>,
    postings: Vec<(u32, f32)>,
    owners: Vec<u32>,
    concepts: usize,
}

/// One row: distinct keys with their counts or weights, in the order of the keys' numbers.
pub(crate) type Row = Vec<(u32, f32)>;

impl View {
    /// Weighs each row by sublinear counts and rarity, to length one. `keys` reads a label.
    pub(crate) fn new<T>(
        labels: &[T],
        owners: Vec<u32>,
        concepts: usize,
        mut keys: impl FnMut(&T, &mut Vec<u64>),
    ) -> Self {
        let mut ids: HashMap<u64, u32, Keys> = HashMap::default();
        let mut buffer = Vec::new();
        let rows: Vec<Row> = labels
            .iter()
            .map(|label| {
                buffer.clear();
                keys(label, &mut buffer);
                let numbers = buffer.iter().map(|key| {
                    let next = ids.len() as u32;
                    *ids.entry(*key).or_insert(next)
                });
                counted(numbers.collect())
            })
            .collect();
        let rarity = rarity(&rows, ids.len());
        let rows = rows.into_iter().map(|row| weighed(row, &rarity)).collect();
        Self::of_rows(ids, rarity, rows, owners, concepts)
    }

    /// The same for rows that are already weighed.
    pub(crate) fn of_rows(
        ids: HashMap<u64, u32, Keys>,
        rarity: Vec<f32>,
        rows: Vec<Row>,
        owners: Vec<u32>,
        concepts: usize,
    ) -> Self {
        let mut starts = vec![0_u32; ids.len() + 1];
        for (key, _) in rows.iter().flatten() {
            starts[*key as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut postings = vec![(0, 0.0); starts.last().copied().unwrap_or(0) as usize];
        for (at, row) in rows.into_iter().enumerate() {
            for (key, weight) in row {
                let place = &mut next[key as usize];
                postings[*place as usize] = (at as u32, weight);
                *place += 1;
            }
        }
        Self { ids, rarity, starts, postings, owners, concepts }
    }

    /// The weights of a query's known keys, to length one.
    pub(crate) fn weigh(&self, keys: &[u64]) -> Row {
        let known = keys.iter().filter_map(|key| self.ids.get(key).copied()).collect();
        weighed(counted(known), &self.rarity)
    }

    /// For each concept the cosine of its best row with the query.
    pub(crate) fn score(&self, keys: &[u64]) -> Vec<f32> {
        self.score_row(&self.weigh(keys))
    }

    /// The same for a query that is already weighed.
    pub(crate) fn score_row(&self, query: &Row) -> Vec<f32> {
        let mut sums = vec![0.0_f32; self.owners.len()];
        for (key, weight) in query {
            let from = self.starts[*key as usize] as usize;
            let to = self.starts[*key as usize + 1] as usize;
            for (row, share) in &self.postings[from..to] {
                sums[*row as usize] += weight * share;
            }
        }
        let mut best = vec![0.0_f32; self.concepts];
        for (sum, owner) in sums.iter().zip(&self.owners) {
            let known = &mut best[*owner as usize];
            *known = known.max(*sum);
        }
        best
    }

    /// Bytes held, for the figures.
    pub(crate) fn bytes(&self) -> usize {
        self.postings.len() * 8 + self.ids.len() * 24 + self.owners.len() * 4
    }
}

/// Distinct numbers with how often each stands there.
pub(crate) fn counted(mut numbers: Vec<u32>) -> Row {
    numbers.sort_unstable();
    let mut row: Row = Vec::new();
    for number in numbers {
        match row.last_mut() {
            Some((known, count)) if *known == number => *count += 1.0,
            _ => row.push((number, 1.0)),
        }
    }
    row
}

/// `ln((1 + rows) / (1 + rows with the key)) + 1` for each key.
pub(crate) fn rarity(rows: &[Row], keys: usize) -> Vec<f32> {
    let mut often = vec![0_u32; keys];
    for (key, _) in rows.iter().flatten() {
        often[*key as usize] += 1;
    }
    let all = 1.0 + rows.len() as f32;
    often.into_iter().map(|often| (all / (1.0 + often as f32)).ln() + 1.0).collect()
}

/// `(1 + ln count) × rarity`, to length one.
pub(crate) fn weighed(mut row: Row, rarity: &[f32]) -> Row {
    for (key, weight) in &mut row {
        *weight = (1.0 + weight.ln()) * rarity[*key as usize];
    }
    to_length_one(&mut row);
    row
}

pub(crate) fn to_length_one(row: &mut Row) {
    let length = row.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
    if length > 0.0 {
        for (_, weight) in row {
            *weight /= length;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linking::text::letter_keys;

    #[test]
    fn the_best_label_of_a_concept_counts_and_the_same_label_scores_one() {
        let labels = ["kock", "köksmästare", "bagare"];
        let view = View::new(&labels, vec![0, 0, 1], 2, |label, keys| {
            letter_keys(label, 2, 5, keys);
        });
        let mut keys = Vec::new();
        letter_keys("kock", 2, 5, &mut keys);
        let scores = view.score(&keys);
        assert!((scores[0] - 1.0).abs() < 1e-5, "{scores:?}");
        assert!(scores[1] < 0.2);
        assert!(view.score(&[]).iter().all(|score| *score == 0.0));
    }
}
