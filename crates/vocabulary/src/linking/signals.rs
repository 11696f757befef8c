//! What each view says about each concept, for one query.

use super::index::Index;
use super::text::{cognate, end_keys, key, letter_keys, normal, variants};
use super::tree::UNIT;

/// One number per concept and signal; all lists are as long as there are concepts.
pub(crate) struct Signals {
    pub(crate) letters: Vec<f32>,
    pub(crate) best_variant: Vec<f32>,
    pub(crate) cognates: Vec<f32>,
    pub(crate) ends: Vec<f32>,
    pub(crate) whole: Vec<f32>,
    pub(crate) parts: Vec<f32>,
    pub(crate) other_most: Vec<f32>,
    pub(crate) other_mean: Vec<f32>,
    pub(crate) other_square: Vec<f32>,
    pub(crate) document: Vec<f32>,
    /// A fixed blend, which chooses the candidates.
    pub(crate) base: Vec<f32>,
    /// The best blend among a group's members.
    pub(crate) members_best: Vec<f32>,
    /// The group's share of all members' votes.
    pub(crate) members_vote: Vec<f32>,
}

impl Signals {
    pub(crate) fn new(index: &Index, query: &str) -> Self {
        let read = normal(query);
        let folded = cognate(query);
        let keys = |read: &dyn Fn(&mut Vec<u64>)| {
            let mut found = Vec::new();
            read(&mut found);
            found
        };
        let letters = index.letters.score(&keys(&|found| letter_keys(&read, 2, 5, found)));
        let mut best_variant = letters.clone();
        for short in variants(query).iter().skip(1) {
            let short = normal(short);
            let scores = index.letters.score(&keys(&|found| letter_keys(&short, 2, 5, found)));
            for (known, score) in best_variant.iter_mut().zip(scores) {
                *known = known.max(score);
            }
        }
        let mut found = Self {
            cognates: index.cognates.score(&keys(&|found| letter_keys(&folded, 2, 4, found))),
            ends: index.ends.score(&keys(&|found| end_keys(&read, found))),
            whole: index
                .whole
                .score(&keys(&|found| found.extend(read.split(' ').map(|word| key(0, word))))),
            parts: index.parts.score(&keys(&|found| index.compounds.keys(&read, found))),
            other_most: vec![0.0; letters.len()],
            other_mean: vec![0.0; letters.len()],
            other_square: vec![0.0; letters.len()],
            document: index.documents.score(&keys(&|found| letter_keys(&folded, 3, 5, found))),
            base: vec![0.0; letters.len()],
            members_best: vec![0.0; letters.len()],
            members_vote: vec![0.0; letters.len()],
            best_variant,
            letters,
        };
        found.other_languages(index, &keys(&|found| letter_keys(&folded, 2, 5, found)));
        found.blend();
        found.members(index);
        found
    }

    fn other_languages(&mut self, index: &Index, keys: &[u64]) {
        if index.others.is_empty() {
            return;
        }
        #[expect(clippy::cast_precision_loss, reason = "a handful of languages")]
        let share = 1.0 / index.others.len() as f32;
        for view in &index.others {
            for (at, score) in view.score(keys).into_iter().enumerate() {
                self.other_most[at] = self.other_most[at].max(score);
                self.other_mean[at] += score * share;
                self.other_square[at] += score * score * share;
            }
        }
        for square in &mut self.other_square {
            *square = square.sqrt();
        }
    }

    fn blend(&mut self) {
        for at in 0..self.base.len() {
            self.base[at] = 0.6 * self.best_variant[at]
                + 0.4 * self.ends[at]
                + 0.5 * self.other_mean[at]
                + 0.3 * self.document[at];
        }
    }

    /// Lifts what is known of occupations to the groups above them.
    fn members(&mut self, index: &Index) {
        let tree = &index.tree;
        let power: Vec<f32> = self.base.iter().map(|base| base.powi(4)).collect();
        let mut all = 0.0;
        for level in (1..=UNIT).rev() {
            for group in (0..power.len()).filter(|at| tree.levels[*at] == level) {
                let mut best = 0.0_f32;
                let mut vote = power[group];
                if level == UNIT {
                    for (member, share) in &tree.members[group] {
                        // A member that may as well belong elsewhere lifts a little less.
                        best = best.max(self.base[*member] * (0.7 + 0.3 * share));
                        vote += power[*member] * share;
                    }
                    all += vote;
                } else {
                    for child in &tree.children[group] {
                        best = best.max(0.9 * self.members_best[*child]);
                        vote += self.members_vote[*child];
                    }
                }
                self.members_best[group] = best;
                self.members_vote[group] = vote;
            }
        }
        for vote in &mut self.members_vote {
            *vote /= all + 1e-9;
        }
    }
}
