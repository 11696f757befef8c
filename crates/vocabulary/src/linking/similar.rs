//! How alike two strings are, letter by letter.
#![expect(clippy::cast_precision_loss, reason = "lengths of titles are far below 2^24")]

use std::collections::HashMap;

/// A string prepared for many comparisons: for each letter, the places where it stands.
pub(crate) struct Pattern {
    letters: Vec<char>,
    blocks: usize,
    near: Vec<u64>,
    far: HashMap<char, Vec<u64>>,
}

/// Letters up to here have a row of their own in a table.
const NEAR: u32 = 256;

impl Pattern {
    pub(crate) fn new(text: &str) -> Self {
        let letters: Vec<char> = text.chars().collect();
        let blocks = letters.len().div_ceil(64).max(1);
        let mut near = vec![0; NEAR as usize * blocks];
        let mut far: HashMap<char, Vec<u64>> = HashMap::new();
        for (at, letter) in letters.iter().enumerate() {
            let bit = 1_u64 << (at % 64);
            let code = u32::from(*letter);
            let row = if code < NEAR {
                near.get_mut(code as usize * blocks + at / 64)
            } else {
                far.entry(*letter).or_insert_with(|| vec![0; blocks]).get_mut(at / 64)
            };
            if let Some(row) = row {
                *row |= bit;
            }
        }
        Self { letters, blocks, near, far }
    }

    /// Length of the longest common subsequence, by bit vectors (Hyyrö 2004).
    fn common(&self, other: &[char]) -> usize {
        let mut state = vec![u64::MAX; self.blocks];
        for letter in other {
            let code = u32::from(*letter);
            let row = if code < NEAR {
                let from = code as usize * self.blocks;
                self.near.get(from..from + self.blocks)
            } else {
                self.far.get(letter).map(Vec::as_slice)
            };
            let Some(row) = row else { continue };
            let mut carry = false;
            for (state, mask) in state.iter_mut().zip(row) {
                let taken = *state & mask;
                let (sum, first) = state.overflowing_add(taken);
                let (sum, second) = sum.overflowing_add(u64::from(carry));
                carry = first || second;
                *state = sum | (*state - taken);
            }
        }
        let ones: u32 = state.iter().map(|block| block.count_ones()).sum();
        self.blocks * 64 - ones as usize
    }

    /// Twice the common letters over all letters: 1 for the same string.
    pub(crate) fn ratio(&self, other: &[char]) -> f32 {
        let sum = self.letters.len() + other.len();
        if sum == 0 { 1.0 } else { 2.0 * self.common(other) as f32 / sum as f32 }
    }

    /// How well two words fit: equal, nearly equal, or the same end or beginning.
    pub(crate) fn word(&self, other: &[char]) -> f32 {
        if self.letters == other {
            return 1.0;
        }
        let ratio = self.ratio(other);
        let run = |pairs: &mut dyn Iterator<Item = (&char, &char)>| {
            let same = pairs.take_while(|(a, b)| a == b).count();
            let shorter = self.letters.len().min(other.len());
            if same >= 4 { 0.8 * same as f32 / shorter as f32 } else { 0.0 }
        };
        let end = run(&mut self.letters.iter().rev().zip(other.iter().rev()));
        let beginning = run(&mut self.letters.iter().zip(other));
        let near = if ratio > 0.6 { ratio } else { 0.0 };
        near.max(end).max(beginning)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(a: &str, b: &str) -> f32 {
        Pattern::new(a).ratio(&b.chars().collect::<Vec<_>>())
    }

    #[test]
    fn the_ratio_is_that_of_inserting_and_deleting() {
        assert!((ratio("kitten", "sitting") - 8.0 / 13.0).abs() < 1e-6);
        assert!((ratio("kock", "kock") - 1.0).abs() < 1e-6);
        assert!(ratio("abc", "xyz").abs() < 1e-6);
        let long = "skogsmaskinförare ".repeat(12);
        assert!((ratio(&long, &long) - 1.0).abs() < 1e-6);
        assert!((ratio(&long, "skog") - 8.0 / 220.0).abs() < 1e-6);
    }

    #[test]
    fn a_shared_end_counts_for_most_of_the_shorter_word() {
        let word = |a: &str, b: &str| Pattern::new(a).word(&b.chars().collect::<Vec<_>>());
        assert!((word("lastbilsförare", "förare") - 0.8).abs() < 1e-6);
        assert!((word("svetsare", "svetsare") - 1.0).abs() < 1e-6);
        assert!(word("kock", "bagare") < 1e-6);
    }
}
