//! Examples made from labels alone: a label is taken away, and is then a query for its concept.

use std::collections::{BTreeMap, BTreeSet};

use vocabulary::linking::{Candidates, Groups, Index, Label, OtherLanguage, likeness};

use super::random::Random;

/// What was taken away before the label was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Nothing: the same string is right.
    Kept,
    /// The label itself.
    Without,
    /// The label and every other that is nearly the same.
    Hard,
    /// The whole concept: its group is right.
    Group,
}

impl Kind {
    /// Weight in training.
    pub(crate) fn weight(self) -> f32 {
        if self == Self::Kept { 2.0 } else { 1.0 }
    }
}

/// A query with its candidates, one of which is right.
pub(crate) struct Example {
    pub(crate) kind: Kind,
    pub(crate) candidates: Candidates,
    pub(crate) right: usize,
    /// Which candidates are groups, and which of these the finest.
    pub(crate) groups: Vec<bool>,
    pub(crate) units: Vec<bool>,
}

/// How many of each kind.
#[derive(Clone, Copy)]
pub(crate) struct Counts {
    pub(crate) groups: usize,
    pub(crate) hard: usize,
    pub(crate) without: usize,
    pub(crate) kept: usize,
}

impl Counts {
    pub(crate) const FULL: Self = Self { groups: 400, hard: 450, without: 450, kept: 500 };
    pub(crate) const HALF: Self = Self { groups: 200, hard: 225, without: 225, kept: 250 };
}

/// Labels more alike than this are nearly the same.
const NEARLY: f32 = 0.72;

struct Question {
    text: String,
    right: String,
    kind: Kind,
}

/// Questions, and the labels that are left.
pub(crate) struct Drawn {
    questions: Vec<Question>,
    left: Vec<Label>,
}

/// Builds the whole index on the labels that are left, and asks.
pub(crate) fn ask(
    drawn: Drawn,
    also: &[OtherLanguage],
    groups: Option<&Groups>,
) -> anyhow::Result<(Index, Vec<Example>)> {
    let index = match groups {
        Some(groups) => Index::with_groups(drawn.left, groups)?,
        None => Index::new(drawn.left, also)?,
    };
    let ask = |question: Question| {
        let candidates = index.candidates(&question.text);
        let right = index.find(&question.right)?;
        let right = candidates.concepts.iter().position(|concept| *concept == right)?;
        let all = &candidates.concepts;
        let groups = all.iter().map(|concept| index.is_group(*concept)).collect();
        let units = all.iter().map(|concept| index.is_unit(*concept)).collect();
        Some(Example { kind: question.kind, right, groups, units, candidates })
    };
    let examples = drawn.questions.into_iter().filter_map(ask).collect();
    Ok((index, examples))
}

/// Draws questions and takes their labels away. With `first_names` every concept keeps but its
/// first name, and the others are what is asked. `parents` has the group of each occupation.
pub(crate) fn draw(
    labels: &[Label],
    parents: &BTreeMap<String, String>,
    counts: Counts,
    seed: u64,
    first_names: bool,
) -> Drawn {
    let random = &mut Random(seed);
    let mut by_concept: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, label) in labels.iter().enumerate() {
        by_concept.entry(&label.concept).or_default().push(at);
    }
    let mut occupations: Vec<&str> =
        by_concept.keys().copied().filter(|concept| !concept.contains("/isco/")).collect();
    random.shuffle(&mut occupations);
    let mut questions = Vec::new();
    let mut gone: BTreeSet<usize> = BTreeSet::new();
    let mut left = counts;
    for concept in occupations {
        let Some(own) = by_concept.get(concept) else { continue };
        let parent = parents.get(concept).filter(|parent| by_concept.contains_key(parent.as_str()));
        if let Some(parent) = parent.filter(|_| left.groups > 0) {
            let at = if random.chance(50) { own[random.below(own.len())] } else { own[0] };
            left.groups -= 1;
            gone.extend(own);
            questions.push(question(labels, at, parent, Kind::Group));
            continue;
        }
        let chosen = if first_names {
            gone.extend(own.iter().skip(1));
            first_name(labels, own, &mut left, random)
        } else {
            any_name(labels, own, &mut left, random)
        };
        let Some((at, kind, kept)) = chosen else { continue };
        gone.extend(own.iter().filter(|other| !kept.contains(other)));
        questions.push(question(labels, at, concept, kind));
    }
    let kept = labels.iter().enumerate().filter(|(at, _)| !gone.contains(at));
    Drawn { questions, left: kept.map(|(_, label)| label.clone()).collect() }
}

/// The label to ask, what kind of question that is, and the labels that stay.
type Chosen = Option<(usize, Kind, Vec<usize>)>;

fn first_name(labels: &[Label], own: &[usize], left: &mut Counts, random: &mut Random) -> Chosen {
    let first = *own.first()?;
    let others: Vec<usize> = own
        .iter()
        .copied()
        .filter(|other| likeness(&labels[*other].text, &labels[first].text) < 1.0)
        .collect();
    let at = others.get(random.below(others.len())).copied();
    let mut without = left.without + left.hard;
    let (at, kind) = match at {
        Some(at) if without > 0 => {
            without -= 1;
            left.hard = without / 2;
            left.without = without - without / 2;
            let nearly = likeness(&labels[at].text, &labels[first].text) >= NEARLY;
            (at, if nearly { Kind::Without } else { Kind::Hard })
        }
        _ if left.kept > 0 => {
            left.kept -= 1;
            (first, Kind::Kept)
        }
        _ => return None,
    };
    Some((at, kind, vec![first]))
}

fn any_name(labels: &[Label], own: &[usize], left: &mut Counts, random: &mut Random) -> Chosen {
    let at = own[random.below(own.len())];
    let likeness = |other: &usize| likeness(&labels[*other].text, &labels[at].text);
    let others: Vec<usize> = own.iter().copied().filter(|other| likeness(other) < 1.0).collect();
    let unlike: Vec<usize> = own.iter().copied().filter(|other| likeness(other) < NEARLY).collect();
    let hard = left.hard > 0 && !unlike.is_empty();
    let without = left.without > 0 && !others.is_empty();
    if hard && !(without && random.chance(50)) {
        left.hard -= 1;
        Some((at, Kind::Hard, unlike))
    } else if without {
        left.without -= 1;
        Some((at, Kind::Without, others))
    } else if left.kept > 0 {
        left.kept -= 1;
        Some((at, Kind::Kept, own.to_vec()))
    } else {
        None
    }
}

fn question(labels: &[Label], at: usize, right: &str, kind: Kind) -> Question {
    Question { text: labels[at].text.clone(), right: right.to_owned(), kind }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_is_gone_unless_it_shall_stay() {
        let label = |id: usize| Label {
            id: id.to_string(),
            text: format!("yrke{id} av slag {}", id / 2),
            concept: format!("o/{:02}", id / 2),
        };
        let labels: Vec<Label> = (0..80).map(label).collect();
        let counts = Counts { groups: 0, hard: 5, without: 5, kept: 5 };
        let Drawn { questions, left } = draw(&labels, &BTreeMap::new(), counts, 1, false);
        assert!(questions.len() >= 10);
        for question in &questions {
            let there = left.iter().any(|label| label.text == question.text);
            assert_eq!(there, question.kind == Kind::Kept, "{}", question.text);
            assert!(left.iter().any(|label| label.concept == question.right));
        }
    }
}
