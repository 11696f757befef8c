//! The vocabulary that is always there: every SSYK group, and the titles and skills of
//! Västernorrland's branches, written for this project.

use std::collections::{BTreeMap, BTreeSet};

use domain::codes::{ConceptId, Isco, Ssyk};

use crate::analysis::tokens;
use crate::concept::{Alternative, Concept, ConceptKind, LabelRole, VocabularyVersion};

const GROUPS: &str = include_str!("../data/groups.tsv");
const OCCUPATIONS: &str = include_str!("../data/occupations.tsv");
const SKILLS: &str = include_str!("../data/skills.tsv");

/// Version of the embedded vocabulary; raise the number when a line of the data changes.
pub(crate) fn version() -> VocabularyVersion {
    VocabularyVersion("samkraft-1".to_owned())
}

/// Every embedded concept.
pub(crate) fn concepts() -> Vec<Concept> {
    let mut belongs: BTreeMap<&str, Vec<ConceptId>> = BTreeMap::new();
    for row in rows(SKILLS) {
        for code in cell(&row, 1).split(',') {
            belongs.entry(code).or_default().push(ConceptId(cell(&row, 0).to_owned()));
        }
    }
    let mut isco_of: BTreeMap<&str, Vec<Isco>> = BTreeMap::new();
    let mut found = Vec::new();
    for row in rows(GROUPS) {
        let code = cell(&row, 0);
        let isco: Vec<Isco> =
            cell(&row, 2).split(',').filter_map(|text| Isco::parse(text).ok()).collect();
        isco_of.insert(code, isco.clone());
        found.push(Concept {
            id: ConceptId(cell(&row, 3).to_owned()),
            kind: ConceptKind::OccupationGroup,
            label: cell(&row, 1).to_owned(),
            alternatives: vec![],
            ssyk: Ssyk::parse(code).ok(),
            isco,
            skills: belongs.remove(code).unwrap_or_default(),
        });
    }
    found.extend(rows(OCCUPATIONS).map(|row| {
        let code = cell(&row, 1);
        Concept {
            id: ConceptId(cell(&row, 0).to_owned()),
            kind: ConceptKind::Occupation,
            label: cell(&row, 2).to_owned(),
            alternatives: alternatives(&row),
            ssyk: Ssyk::parse(code).ok(),
            isco: isco_of.get(code).cloned().unwrap_or_default(),
            skills: vec![],
        }
    }));
    found.extend(rows(SKILLS).map(|row| Concept {
        id: ConceptId(cell(&row, 0).to_owned()),
        kind: ConceptKind::Skill,
        label: cell(&row, 2).to_owned(),
        alternatives: alternatives(&row),
        ssyk: None,
        isco: vec![],
        skills: vec![],
    }));
    found
}

/// The words of every title and skill, folded.
pub(crate) fn label_words() -> BTreeSet<String> {
    rows(OCCUPATIONS)
        .chain(rows(SKILLS))
        .flat_map(|row| {
            let names = [cell(&row, 2), cell(&row, 3)].join(" ");
            tokens(&names).into_iter().map(|token| token.folded).collect::<Vec<_>>()
        })
        .collect()
}

/// Columns: id, ssyk, label, synonyms, abbreviations, keywords.
fn alternatives(row: &[&str]) -> Vec<Alternative> {
    [(3, LabelRole::Synonym), (4, LabelRole::Abbreviation), (5, LabelRole::Keyword)]
        .into_iter()
        .flat_map(|(place, role)| {
            let names = cell(row, place).split(';').filter(|name| !name.is_empty());
            names.map(move |name| Alternative { text: name.to_owned(), role })
        })
        .collect()
}

fn rows(data: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    data.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
}

fn cell<'a>(row: &[&'a str], place: usize) -> &'a str {
    row.get(place).copied().unwrap_or("")
}
