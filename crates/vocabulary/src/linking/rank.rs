//! From scores to an order of labels.

use std::collections::BTreeSet;

use super::LinkFault;
use super::features::{Candidates, feature};
use super::index::{Index, Label, Name, OtherLanguage, names_of_corpus};
use super::parameters::{Parameters, gate_line, softmax};
use super::similar::Pattern;
use super::text::normal;

/// How the labels of one concept are spread over the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The nearest label of every concept first, then the others.
    Concept,
    /// A concept's further labels follow with a fifth of the value of the one before.
    Label,
    /// All labels of a concept together.
    Group,
}

/// How often the answer to a query is a group of occupations, and how far down the best groups
/// may stand at most.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prior {
    /// Share of queries whose answer is a group.
    pub group_share: f32,
    /// Places (from 0) that the best and the second best group get at the latest.
    pub group_places: [usize; 2],
}

impl Prior {
    /// Where titles are as fine as those of the vocabulary. Chosen on Danish, Dutch, German and
    /// English (`docs/linking.md`).
    pub const FINE: Self = Self { group_share: 0.01, group_places: [3, 6] };
    /// Where many titles are coarser. Chosen on Danish alone.
    pub const COARSE: Self = Self { group_share: 0.10, group_places: [4, 9] };

    /// The prior for a language: Swedish and Danish title lists name more groups.
    pub fn for_language(language: &str) -> Self {
        match language {
            "sv" | "da" => Self::COARSE,
            _ => Self::FINE,
        }
    }
}

/// One label of the answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranked<'a> {
    /// The label's id.
    pub label: &'a str,
    /// Falls strictly from one to the next, so that no reader has to break ties.
    pub score: f64,
}

/// One concept of the answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RankedConcept {
    /// Its number in the index.
    pub concept: usize,
    /// The chance that it is the answer, among the candidates.
    pub share: f32,
    /// How alike query and concept are, whatever else there is: about 1 for the same name.
    pub likeness: f32,
}

/// Links texts to the concepts of one corpus.
pub struct Linker {
    index: Index,
    parameters: Parameters,
    prior: Prior,
    /// Labels to answer with, by concept, where they are not those that queries are read beside.
    shown: Option<Vec<Vec<Name>>>,
}

impl Linker {
    /// A linker with the embedded parameters.
    pub fn new(
        labels: Vec<Label>,
        also: &[OtherLanguage],
        prior: Prior,
    ) -> Result<Self, LinkFault> {
        let parameters = Parameters::embedded()?;
        Ok(Self::of(Index::new(labels, also)?, parameters, prior))
    }

    /// A linker of parts made before.
    pub fn of(index: Index, parameters: Parameters, prior: Prior) -> Self {
        Self { index, parameters, prior, shown: None }
    }

    /// A linker that reads queries beside `labels` of their own language, and answers with the
    /// labels of `corpus`, which is in another language. Concepts that `labels` lack are read
    /// beside the corpus itself.
    pub fn through(
        labels: Vec<Label>,
        corpus: Vec<Label>,
        mut also: Vec<OtherLanguage>,
        prior: Prior,
    ) -> Result<Self, LinkFault> {
        let known: BTreeSet<String> = labels.iter().map(|label| label.concept.clone()).collect();
        let wanted: BTreeSet<String> = corpus.iter().map(|label| label.concept.clone()).collect();
        let pairs = corpus.iter().map(|label| (label.text.clone(), label.concept.clone()));
        also.push(OtherLanguage { labels: pairs.collect() });
        let own = labels.into_iter().filter(|label| wanted.contains(&label.concept));
        let missing = corpus.iter().filter(|label| !known.contains(&label.concept)).cloned();
        // The two files may use the same ids; those that are printed come from the corpus.
        let apart = |mut label: Label, side: &str| {
            label.id.insert_str(0, side);
            label
        };
        let own = own.map(|label| apart(label, "a")).chain(missing.map(|l| apart(l, "b")));
        let mut linker = Self::new(own.collect(), &also, prior)?;
        linker.shown = Some(names_of_corpus(corpus)?);
        Ok(linker)
    }

    /// The corpus.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The same linker with another prior.
    #[must_use]
    pub fn with_prior(self, prior: Prior) -> Self {
        Self { prior, ..self }
    }

    /// The concepts a query may mean, likeliest first; empty when nothing is alike.
    pub fn concepts(&self, query: &str) -> Vec<RankedConcept> {
        let candidates = self.index.candidates(query);
        let scores = self.parameters.scores(&self.index, &candidates);
        let shares = self.shares(&candidates, &scores);
        let base = feature("base");
        let mut found: Vec<RankedConcept> = candidates
            .concepts
            .iter()
            .zip(&candidates.lines)
            .zip(shares)
            .map(|((concept, line), share)| {
                let likeness = base.and_then(|at| line.get(at)).copied().unwrap_or(0.0);
                RankedConcept { concept: *concept, share, likeness }
            })
            .collect();
        found.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.concept.cmp(&b.concept)));
        self.insert_groups(&mut found);
        found
    }

    fn shares(&self, candidates: &Candidates, scores: &[f32]) -> Vec<f32> {
        let kind = |at: usize| match candidates.concepts.get(at) {
            Some(concept) if !self.index.is_group(*concept) => 0,
            Some(concept) if self.index.is_unit(*concept) => 1,
            _ => 2,
        };
        let members = |wanted: usize| (0..scores.len()).filter(move |at| kind(*at) == wanted);
        let line = gate_line(&self.index, candidates, scores);
        let groups = match (members(0).next(), members(1).next()) {
            (_, None) => 0.0,
            (None, _) => 1.0,
            _ => self.parameters.group_chance(&line, self.prior.group_share),
        };
        let mut shares = vec![0.0; scores.len()];
        for (wanted, whole) in [(0, 1.0 - groups), (1, groups), (2, 1e-6)] {
            let part = softmax(members(wanted).map(|at| scores[at]));
            for (at, share) in members(wanted).zip(part) {
                shares[at] = whole * share;
            }
        }
        shares
    }

    /// Moves the best groups up to their latest places; the shares stay with the places.
    fn insert_groups(&self, found: &mut Vec<RankedConcept>) {
        for (nth, place) in self.prior.group_places.into_iter().enumerate() {
            let mut groups = (0..found.len()).filter(|at| {
                found.get(*at).is_some_and(|ranked| self.index.is_unit(ranked.concept))
            });
            let Some(at) = groups.nth(nth).filter(|at| *at > place) else { continue };
            let shares: Vec<f32> = found.iter().map(|ranked| ranked.share).collect();
            let moved = found.remove(at);
            found.insert(place, moved);
            for (ranked, share) in found.iter_mut().zip(shares) {
                ranked.share = share;
            }
        }
    }

    fn shown(&self, concept: usize) -> &[Name] {
        match &self.shown {
            None => self.index.names_of(concept),
            Some(shown) => shown.get(concept).map(Vec::as_slice).unwrap_or_default(),
        }
    }

    /// Labels, best first, at most `top`. Empty when nothing is alike.
    pub fn rank(&self, query: &str, order: Order, top: usize) -> Vec<Ranked<'_>> {
        let pattern = Pattern::new(&normal(query));
        let mut rows: Vec<(f64, &Name)> = Vec::new();
        for (place, ranked) in self.concepts(query).into_iter().enumerate() {
            let mut names: Vec<(f32, &Name)> = self
                .shown(ranked.concept)
                .iter()
                .map(|name| (pattern.ratio(&name.letters), name))
                .collect();
            names.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
            for (nth, (_, name)) in names.into_iter().enumerate() {
                rows.push((value(order, ranked.share, place, nth), name));
            }
        }
        rows.sort_by(|a, b| b.0.total_cmp(&a.0));
        rows.truncate(top);
        falling(&rows)
    }
}

/// What a concept's label at `nth` is worth in the list.
fn value(order: Order, share: f32, place: usize, nth: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "places in a list of about a hundred")]
    let (place, count) = (place as f64, nth as f64);
    let share = f64::from(share);
    match order {
        Order::Concept if nth == 0 => share,
        // All other labels stand below all first ones, concept by concept.
        Order::Concept => -1.0 - place - count / 1e4,
        Order::Label => share * 0.2_f64.powf(count),
        Order::Group => share - place * 1e-12 - count * 1e-15,
    }
}

/// The smallest step between two printed scores.
const STEP: f64 = 1e-6;

/// Gives every row a score below the one before it: as near its value as that allows.
fn falling<'a>(rows: &[(f64, &'a Name)]) -> Vec<Ranked<'a>> {
    let mut least = 0.0;
    let mut found: Vec<Ranked<'a>> = rows
        .iter()
        .rev()
        .map(|(value, name)| {
            let score = ((value / STEP).round() * STEP).max(least + STEP);
            least = score;
            Ranked { label: &name.id, score }
        })
        .collect();
    found.reverse();
    found
}
