//! A query's candidates, each told as a line of numbers.
#![expect(clippy::cast_precision_loss, reason = "counts and lengths are far below 2^24")]

use std::cmp::Ordering;
use std::collections::HashMap;

use super::index::{Index, Name};
use super::signals::Signals;
use super::similar::Pattern;
use super::text::{key, normal};

/// What the numbers of a line are. Names that begin with `d_` are the distance to the best.
pub const FEATURES: [&str; 50] = [
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
    "members_best",
    "members_vote",
    "d_letters",
    "d_ends",
    "d_parts",
    "d_other_mean",
    "d_document",
    "d_base",
    "d_other_square",
    "group_base",
    "group_best",
    "group_document",
    "group_vote",
    "d_group_vote",
    "members",
    "labels",
    "rank",
    "rank_document",
    "m_letters",
    "m_ends",
    "m_parts",
    "m_document",
    "m_base",
    "m_other_mean",
    "gap_second",
    "gap_sixth",
    "m_occupation",
    "query_letters",
    "query_words",
    "members_over",
    "edit",
    "length_over",
    "same",
    "query_covered",
    "label_covered",
    "head",
    "first",
    "d_edit",
    "covered",
];

/// How many numbers a line has.
pub const WIDTH: usize = FEATURES.len() + 1;

/// The number of the feature that says how far the coverage is from the best.
pub const COVERED_BEHIND: usize = FEATURES.len();

/// One candidate as numbers, in the order of [`FEATURES`] and [`COVERED_BEHIND`].
pub type Line = [f32; WIDTH];

/// Candidates of one query, in the order of their numbers.
pub struct Candidates {
    /// Numbers of the concepts.
    pub concepts: Vec<usize>,
    /// What is known of each.
    pub lines: Vec<Line>,
}

/// The place of a feature by its name.
pub fn feature(name: &str) -> Option<usize> {
    match FEATURES.iter().position(|known| *known == name) {
        None if name == "d_covered" => Some(COVERED_BEHIND),
        found => found,
    }
}

impl Index {
    /// Finds the concepts a query may mean, and what speaks for each.
    pub fn candidates(&self, query: &str) -> Candidates {
        let signals = Signals::new(self, query);
        let concepts = choose(self, &signals);
        let best = Best::new(self, &signals);
        let read = normal(query);
        let names = Names::new(self, &read);
        let ranks = [ranks(&signals.base, &concepts), ranks(&signals.document, &concepts)];
        let mut lines: Vec<Line> = concepts
            .iter()
            .enumerate()
            .map(|(at, concept)| {
                let mut line = Vec::with_capacity(WIDTH);
                from_signals(self, &signals, &best, *concept, &mut line);
                line.push(self.tree.children[*concept].len() as f32);
                line.push(self.names_of(*concept).len() as f32);
                line.extend(ranks.iter().map(|ranks| ranks[at]));
                best.push(&mut line);
                line.extend([read.chars().count() as f32, names.words.len() as f32]);
                line.push(signals.members_best[*concept] - best.occupation);
                line.extend(names.of_concept(self, *concept));
                line.resize(WIDTH, 0.0);
                line.try_into().unwrap_or([0.0; WIDTH])
            })
            .collect();
        relate(&mut lines);
        Candidates { concepts, lines }
    }
}

/// Places within a line that are set when all lines are known.
const EDIT: usize = 41;
const QUERY_COVERED: usize = 44;
const EDIT_BEHIND: usize = 48;
const COVERED: usize = 49;

fn relate(lines: &mut [Line]) {
    for line in lines.iter_mut() {
        line[COVERED] = line[QUERY_COVERED] * line[QUERY_COVERED + 1];
    }
    let most = |place: usize| lines.iter().map(|line| line[place]).fold(0.0, f32::max);
    let (edit, covered) = (most(EDIT), most(COVERED));
    for line in lines {
        line[EDIT_BEHIND] = line[EDIT] - edit;
        line[COVERED_BEHIND] = line[COVERED] - covered;
    }
}

/// How many of the best by each signal are looked at closely.
const CHOSEN: [usize; 5] = [40, 20, 20, 15, 12];
/// The same among the finest groups: by vote, best member, own names, and all names together.
const CHOSEN_GROUPS: [usize; 4] = [12, 8, 6, 8];

fn choose(index: &Index, signals: &Signals) -> Vec<usize> {
    let lists =
        [&signals.base, &signals.document, &signals.letters, &signals.other_mean, &signals.parts];
    let mut chosen: Vec<usize> = Vec::with_capacity(128);
    for (list, count) in lists.into_iter().zip(CHOSEN) {
        let all: Vec<usize> = (0..list.len()).collect();
        chosen.extend(best_of(list, all, count));
    }
    let groups = [&signals.members_vote, &signals.members_best, &signals.base, &signals.document];
    for (list, count) in groups.into_iter().zip(CHOSEN_GROUPS) {
        chosen.extend(best_of(list, index.tree.units(), count));
    }
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}

/// The `count` best of `among`; what scores nothing is left out.
fn best_of(scores: &[f32], mut among: Vec<usize>, count: usize) -> Vec<usize> {
    among.retain(|at| scores[*at] > 0.0);
    let order = |a: &usize, b: &usize| better(scores, *a, *b);
    if among.len() > count {
        among.select_nth_unstable_by(count, order);
        among.truncate(count);
    }
    among
}

fn better(scores: &[f32], a: usize, b: usize) -> Ordering {
    scores[b].total_cmp(&scores[a]).then(a.cmp(&b))
}

fn ranks(scores: &[f32], concepts: &[usize]) -> Vec<f32> {
    let mut order: Vec<usize> = (0..concepts.len()).collect();
    order.sort_by(|a, b| better(scores, concepts[*a], concepts[*b]));
    let mut ranks = vec![0.0; concepts.len()];
    for (rank, at) in order.into_iter().enumerate() {
        ranks[at] = rank as f32;
    }
    ranks
}

fn most(scores: &[f32]) -> f32 {
    scores.iter().copied().fold(0.0, f32::max)
}

/// The best value of each signal over all concepts.
struct Best {
    letters: f32,
    ends: f32,
    parts: f32,
    document: f32,
    base: f32,
    other_mean: f32,
    other_square: f32,
    vote: f32,
    gap_second: f32,
    gap_sixth: f32,
    occupation: f32,
}

impl Best {
    fn new(index: &Index, signals: &Signals) -> Self {
        let mut top = [0.0_f32; 6];
        for base in &signals.base {
            if *base > top[5] {
                top[5] = *base;
                top.sort_by(|a, b| b.total_cmp(a));
            }
        }
        let occupations = (0..signals.base.len()).filter(|at| !index.is_group(*at));
        let units = index.tree.units();
        Self {
            letters: most(&signals.letters),
            ends: most(&signals.ends),
            parts: most(&signals.parts),
            document: most(&signals.document),
            base: top[0],
            other_mean: most(&signals.other_mean),
            other_square: most(&signals.other_square),
            vote: units.iter().map(|at| signals.members_vote[*at]).fold(0.0, f32::max),
            gap_second: top[0] - top[1],
            gap_sixth: top[0] - top[5],
            occupation: occupations.map(|at| signals.base[at]).fold(0.0, f32::max),
        }
    }

    fn push(&self, line: &mut Vec<f32>) {
        line.extend([
            self.letters,
            self.ends,
            self.parts,
            self.document,
            self.base,
            self.other_mean,
        ]);
        line.extend([self.gap_second, self.gap_sixth, self.occupation]);
    }
}

fn from_signals(index: &Index, signals: &Signals, best: &Best, at: usize, line: &mut Vec<f32>) {
    line.extend([
        signals.letters[at],
        signals.best_variant[at],
        signals.cognates[at],
        signals.ends[at],
        signals.whole[at],
        signals.parts[at],
        signals.other_most[at],
        signals.other_mean[at],
        signals.other_square[at],
        signals.document[at],
        signals.base[at],
        signals.members_best[at],
        signals.members_vote[at],
    ]);
    line.extend([
        signals.letters[at] - best.letters,
        signals.ends[at] - best.ends,
        signals.parts[at] - best.parts,
        signals.other_mean[at] - best.other_mean,
        signals.document[at] - best.document,
        signals.base[at] - best.base,
        signals.other_square[at] - best.other_square,
    ]);
    let parent = index.tree.parents[at];
    let above = |list: &[f32]| parent.map_or(0.0, |parent| list[parent]);
    line.push(above(&signals.base));
    line.push(above(&signals.members_best));
    line.push(above(&signals.document));
    let vote = index.tree.unit_of(at).map_or(0.0, |unit| signals.members_vote[unit]);
    line.extend([vote, vote - best.vote]);
}

/// How many of a concept's labels, nearest by letters, are compared word by word.
const CLOSE_LABELS: usize = 12;

/// The query prepared for comparison with names, word by word.
struct Names {
    whole: Pattern,
    letters: usize,
    words: Vec<Pattern>,
    rarity: Vec<f32>,
    /// For each word of the labels that was met: how well each query word fits it.
    met: std::cell::RefCell<HashMap<u32, Vec<f32>>>,
}

impl Names {
    fn new(index: &Index, read: &str) -> Self {
        let words: Vec<&str> = read.split(' ').filter(|word| !word.is_empty()).collect();
        let unknown = (index.names.len() as f32 + 1.0).ln();
        Self {
            whole: Pattern::new(read),
            letters: read.chars().count(),
            rarity: words
                .iter()
                .map(|word| {
                    let known = index.word_numbers.get(&key(0, word));
                    let known = known.and_then(|at| index.words.get(*at as usize));
                    known.map_or(unknown, |word| word.rarity)
                })
                .collect(),
            words: words.into_iter().map(Pattern::new).collect(),
            met: std::cell::RefCell::new(HashMap::new()),
        }
    }

    /// edit, length over, same, query covered, label covered, head, first.
    fn of_concept(&self, index: &Index, concept: usize) -> [f32; 7] {
        let names = index.names_of(concept);
        let mut near: Vec<(f32, &Name)> =
            names.iter().map(|name| (self.whole.ratio(&name.letters), name)).collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.letters.cmp(&b.1.letters)));
        let Some((edit, name)) = near.first() else { return [0.0; 7] };
        let over = name.letters.len() as f32 - self.letters as f32;
        let mut covered = (0.0, 0.0);
        let (mut head, mut first) = (0.0_f32, 0.0_f32);
        for (_, name) in near.iter().take(CLOSE_LABELS) {
            let found = self.cover(index, name);
            if found.0 * found.1 + 0.01 * found.0 > covered.0 * covered.1 + 0.01 * covered.0 {
                covered = found;
            }
            let fit = |query: Option<usize>, word: Option<&u32>| match (query, word) {
                (Some(query), Some(word)) => self.fit(index, *word, query),
                _ => 0.0,
            };
            head = head.max(fit(self.words.len().checked_sub(1), name.words.last()));
            first = first.max(fit((!self.words.is_empty()).then_some(0), name.words.first()));
        }
        [*edit, over, name.same as f32, covered.0, covered.1, head, first]
    }

    fn fit(&self, index: &Index, word: u32, query: usize) -> f32 {
        let mut met = self.met.borrow_mut();
        let fits = met.entry(word).or_insert_with(|| {
            let letters = index.words.get(word as usize).map_or(&[][..], |word| &word.letters);
            self.words.iter().map(|pattern| pattern.word(letters)).collect()
        });
        fits.get(query).copied().unwrap_or(0.0)
    }

    /// Shares of the query's and of the label's weight that the other covers.
    fn cover(&self, index: &Index, name: &Name) -> (f32, f32) {
        let (mut query, mut query_all) = (0.0, 0.0);
        for (at, rarity) in self.rarity.iter().enumerate() {
            let fits = name.words.iter().map(|word| self.fit(index, *word, at));
            query += rarity * fits.fold(0.0, f32::max);
            query_all += rarity;
        }
        let (mut label, mut label_all) = (0.0, 0.0);
        for word in &name.words {
            let rarity = index.words.get(*word as usize).map_or(0.0, |word| word.rarity);
            let fits = (0..self.words.len()).map(|at| self.fit(index, *word, at));
            label += rarity * fits.fold(0.0, f32::max);
            label_all += rarity;
        }
        let share = |part: f32, all: f32| if all > 0.0 { part / all } else { 0.0 };
        (share(query, query_all), share(label, label_all))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_places_that_are_set_last_are_the_ones_named() {
        assert_eq!(feature("edit"), Some(EDIT));
        assert_eq!(feature("query_covered"), Some(QUERY_COVERED));
        assert_eq!(feature("label_covered"), Some(QUERY_COVERED + 1));
        assert_eq!(feature("d_edit"), Some(EDIT_BEHIND));
        assert_eq!(feature("covered"), Some(COVERED));
        assert_eq!(feature("d_covered"), Some(COVERED_BEHIND));
    }
}
