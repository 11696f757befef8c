//! The vocabulary's occupations and groups as a corpus of the linking engine.

use std::collections::{BTreeMap, BTreeSet};

use domain::codes::{ConceptId, Ssyk};

use crate::concept::{Concept, ConceptKind, LabelRole};
use crate::linking::{Groups, Index, Label, Linker, Parameters, Prior};

/// A concept that a title may mean.
#[derive(Debug, Clone, Copy)]
pub struct Linked<'v> {
    /// Its place in the vocabulary.
    pub(crate) place: usize,
    /// The concept.
    pub concept: &'v Concept,
    /// The chance that it is the right one.
    pub share: f32,
    /// How alike title and concept are: about 1 for the same name.
    pub likeness: f32,
}

/// How often people's own words for work name a group rather than an occupation.
const PRIOR: Prior = Prior { group_share: 0.10, group_places: [usize::MAX; 2] };

/// A linker over the titles; none only if the embedded parameters cannot be read.
pub(crate) fn linker(concepts: &[Concept]) -> Option<Linker> {
    let mut labels = Vec::new();
    let mut groups = Groups::default();
    let mut unit_of: BTreeMap<&Ssyk, &ConceptId> = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for concept in concepts {
        match (concept.kind, &concept.ssyk) {
            (ConceptKind::OccupationGroup, Some(ssyk)) => {
                unit_of.insert(ssyk, &concept.id);
                groups.units.insert(concept.id.0.clone());
            }
            (ConceptKind::Occupation, _) => {}
            _ => continue,
        }
        for text in names(concept) {
            if taken.insert((&concept.id, text)) {
                let id = format!("{:06}", labels.len());
                labels.push(Label { id, text: text.to_owned(), concept: concept.id.0.clone() });
            }
        }
    }
    let occupations = concepts.iter().filter(|c| c.kind == ConceptKind::Occupation);
    groups.parents = occupations
        .filter_map(|occupation| {
            let unit = unit_of.get(occupation.ssyk.as_ref()?)?;
            Some((occupation.id.0.clone(), unit.0.clone()))
        })
        .collect();
    let index = Index::with_groups(labels, &groups).ok()?;
    Some(Linker::of(index, Parameters::for_known_groups().ok()?, PRIOR))
}

/// The label, its parts where it names several things, and other names that mean the same.
fn names(concept: &Concept) -> impl Iterator<Item = &str> {
    let label = concept.label.as_str();
    let parts = label.split('/').filter(move |part| *part != label);
    let others = concept.alternatives.iter().filter(|name| name.role != LabelRole::Keyword);
    [label].into_iter().chain(parts).chain(others.map(|name| name.text.as_str())).map(str::trim)
}
