//! What was learned from labels: two rankers and the gate between them.

use super::LinkFault;
use super::features::{Candidates, Line, feature};
use super::forest::{Forest, Reader};
use super::index::Index;

/// Learned parameters; see `docs/model-card.md` for what they were learned from.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Parameters {
    /// Orders occupations.
    pub occupations: Forest,
    /// Orders the finest groups.
    pub groups: Forest,
    /// Says, as log odds, whether the answer is a group.
    pub gate: Forest,
    /// Log odds of a group before anything is known, as the gate was trained.
    pub gate_base: f32,
    /// Share of groups among the answers the gate was trained on.
    pub trained_share: f32,
}

const EMBEDDED: &[u8] = include_bytes!("../../data/linking.bin");
const TITLES: &[u8] = include_bytes!("../../data/linking-titles.bin");
const MAGIC: [u8; 4] = *b"SKL1";

impl Parameters {
    /// The parameters for a corpus of which only labels are known.
    pub fn embedded() -> Result<Self, LinkFault> {
        Self::read(EMBEDDED)
    }

    /// The parameters for a corpus whose groups are known and whose concepts have few names.
    pub fn for_known_groups() -> Result<Self, LinkFault> {
        Self::read(TITLES)
    }

    /// Reads what [`Self::write`] wrote.
    pub fn read(bytes: &[u8]) -> Result<Self, LinkFault> {
        let mut reader = Reader(bytes);
        if reader.take::<4>()? != MAGIC {
            return Err(LinkFault::Parameters);
        }
        let gate_base = f32::from_le_bytes(reader.take()?);
        let trained_share = f32::from_le_bytes(reader.take()?);
        let occupations = Forest::read(&mut reader)?;
        let groups = Forest::read(&mut reader)?;
        let gate = Forest::read(&mut reader)?;
        if !reader.0.is_empty() {
            return Err(LinkFault::Parameters);
        }
        Ok(Self { occupations, groups, gate, gate_base, trained_share })
    }

    /// The parameters as bytes, the same bytes every time.
    pub fn write(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(self.gate_base.to_le_bytes());
        bytes.extend(self.trained_share.to_le_bytes());
        for forest in [&self.occupations, &self.groups, &self.gate] {
            forest.write(&mut bytes);
        }
        bytes
    }

    /// What both rankers say of each candidate, occupations and finest groups; others get the
    /// groups' ranker too.
    pub fn scores(&self, index: &Index, candidates: &Candidates) -> Vec<f32> {
        let pairs = candidates.concepts.iter().zip(&candidates.lines);
        pairs
            .map(|(concept, line)| {
                let forest =
                    if index.is_group(*concept) { &self.groups } else { &self.occupations };
                forest.score(line)
            })
            .collect()
    }

    /// The chance that the answer is a group, where `share` of the answers are.
    pub(crate) fn group_chance(&self, gate_line: &[f32], share: f32) -> f32 {
        let odds = self.gate_base + self.gate.score(gate_line);
        let trained = self.trained_share.clamp(1e-6, 1.0 - 1e-6);
        let shift = (share / (1.0 - share)).ln() - (trained / (1.0 - trained)).ln();
        1.0 / (1.0 + (-(odds + shift)).exp())
    }
}

const OF_TOP_OCCUPATION: [&str; 11] = [
    "letters",
    "ends",
    "parts",
    "other_mean",
    "document",
    "edit",
    "query_covered",
    "label_covered",
    "head",
    "covered",
    "same",
];
const MOST_OF_OCCUPATIONS: [&str; 7] =
    ["letters", "ends", "other_mean", "document", "edit", "covered", "head"];
const OF_TOP_GROUP: [&str; 8] = [
    "letters",
    "document",
    "members_best",
    "members_vote",
    "other_mean",
    "covered",
    "head",
    "members",
];
const OF_QUERY: [&str; 4] = ["query_letters", "query_words", "gap_second", "gap_sixth"];

/// What the gate sees of a query: the best occupation, the best group, and how sure both are.
pub fn gate_line(index: &Index, candidates: &Candidates, scores: &[f32]) -> Vec<f32> {
    let side = |wanted: &dyn Fn(usize) -> bool| -> Vec<(f32, &Line)> {
        let pairs = candidates.concepts.iter().zip(scores).zip(&candidates.lines);
        let mut found: Vec<(f32, &Line)> = pairs
            .filter(|((concept, _), _)| wanted(**concept))
            .map(|((_, score), line)| (*score, line))
            .collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0));
        found
    };
    let occupations = side(&|concept| !index.is_group(concept));
    let groups = side(&|concept| index.is_unit(concept));
    let number = |line: Option<&(f32, &Line)>, name: &str| {
        line.zip(feature(name)).and_then(|((_, line), at)| line.get(at).copied()).unwrap_or(0.0)
    };
    let mut found = Vec::with_capacity(36);
    found.extend(OF_TOP_OCCUPATION.map(|name| number(occupations.first(), name)));
    found.extend(
        MOST_OF_OCCUPATIONS.map(|name| {
            occupations.iter().map(|line| number(Some(line), name)).fold(0.0, f32::max)
        }),
    );
    found.extend(OF_TOP_GROUP.map(|name| number(groups.first(), name)));
    let shares = |side: &[(f32, &Line)]| softmax(side.iter().map(|(score, _)| *score));
    found.push(shares(&groups).first().copied().unwrap_or(0.0));
    let sure = shares(&occupations);
    found.push(sure.first().copied().unwrap_or(0.0));
    found.push(sure.iter().take(3).sum());
    let any = occupations.first().or(groups.first());
    found.extend(OF_QUERY.map(|name| number(any, name)));
    found.push(occupations.first().map_or(0.0, |(score, _)| *score));
    found.push(groups.first().map_or(0.0, |(score, _)| *score));
    found
}

/// Shares of one in proportion to the exponentials.
pub(crate) fn softmax(scores: impl Iterator<Item = f32>) -> Vec<f32> {
    let scores: Vec<f32> = scores.collect();
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let raised: Vec<f32> = scores.iter().map(|score| (score - most).exp()).collect();
    let sum: f32 = raised.iter().sum();
    raised.into_iter().map(|value| value / sum).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_parameters_can_be_read_and_are_small() {
        for bytes in [EMBEDDED, TITLES] {
            let parameters = Parameters::read(bytes).expect("parameters");
            assert_eq!(parameters.write(), bytes);
            assert!(!parameters.occupations.trees.is_empty());
        }
        assert!(EMBEDDED.len() + TITLES.len() < 200_000);
    }

    #[test]
    fn broken_parameters_are_refused() {
        assert!(Parameters::read(b"").is_err());
        assert!(Parameters::read(b"XXXX").is_err());
        let mut longer = EMBEDDED.to_vec();
        longer.push(0);
        assert!(Parameters::read(&longer).is_err());
    }
}
