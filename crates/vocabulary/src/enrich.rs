//! Everyday names for imported concepts: what the embedded vocabulary knows about an occupation
//! or a skill is lent to the imported concept of the same name and group. Languages and driving
//! licences, which are no skills of JobTech Taxonomy, are added.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::fold;
use crate::concept::{Alternative, Concept, ConceptKind, LabelRole};
use crate::embedded;

/// Kind, SSYK code (empty for skills) and folded name.
type Name = (ConceptKind, String, String);

/// What texts demand and JobTech Taxonomy keeps elsewhere than among its skills.
const LANGUAGES_AND_LICENCES: [&str; 14] = [
    "sk-skill-arabiska",
    "sk-skill-engelska",
    "sk-skill-finska",
    "sk-skill-norska",
    "sk-skill-samiska",
    "sk-skill-svenska",
    "sk-skill-teckensprak",
    "sk-skill-tyska",
    "sk-skill-ukrainska",
    "sk-skill-b-korkort",
    "sk-skill-be-korkort",
    "sk-skill-c-korkort",
    "sk-skill-ce-korkort",
    "sk-skill-d-korkort",
];

/// The same concepts, in the same order, with synonyms and abbreviations of the embedded
/// vocabulary added where an imported concept has the same name; then the languages and licences
/// that have no imported concept of their name.
pub fn enrich(mut concepts: Vec<Concept>) -> Vec<Concept> {
    let mut known: BTreeMap<Name, usize> = BTreeMap::new();
    for (at, concept) in concepts.iter().enumerate() {
        for name in names(concept) {
            let id = |at: &usize| concepts.get(*at).map(|c| (c.label.len(), &c.id));
            let holder = known.entry(name).or_insert(at);
            // Of several concepts that share a name, the one with the shortest label keeps it.
            if id(&at) < id(holder) {
                *holder = at;
            }
        }
    }
    for own in embedded::concepts() {
        let same = names(&own).into_iter().find_map(|name| known.get(&name).copied());
        match same.and_then(|at| concepts.get_mut(at)) {
            Some(other) => lend(&own, other),
            None if LANGUAGES_AND_LICENCES.contains(&own.id.0.as_str()) => concepts.push(own),
            None => {}
        }
    }
    concepts
}

fn lend(own: &Concept, other: &mut Concept) {
    let label = Alternative { text: own.label.clone(), role: LabelRole::Synonym };
    let lent = own.alternatives.iter().filter(|name| name.role != LabelRole::Keyword);
    let mut held: BTreeSet<String> = names(other).into_iter().map(|(_, _, name)| name).collect();
    held.extend(other.alternatives.iter().map(|name| fold(&name.text)));
    for name in lent.chain([&label]) {
        if held.insert(fold(&name.text)) {
            other.alternatives.push(name.clone());
        }
    }
}

/// The label of a concept, its parts where it names several things, and its synonyms.
fn names(concept: &Concept) -> Vec<Name> {
    if concept.kind == ConceptKind::OccupationGroup {
        return vec![];
    }
    let code = concept.ssyk.as_ref().map(ToString::to_string).unwrap_or_default();
    // «Svenska, cirkelledning» is not «svenska», but «Kock, fartyg» is a cook.
    let narrows: &[char] = if concept.kind == ConceptKind::Skill { &[] } else { &[',', '('] };
    let main = concept.label.split(narrows).next().unwrap_or_default();
    let synonyms = concept.alternatives.iter().filter(|name| name.role == LabelRole::Synonym);
    [concept.label.as_str()]
        .into_iter()
        .chain(main.split('/'))
        .chain(synonyms.map(|name| name.text.as_str()))
        .map(|name| (concept.kind, code.clone(), fold(name.trim())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::codes::{ConceptId, Ssyk};

    fn skill(label: &str) -> Concept {
        Concept {
            id: ConceptId(label.to_owned()),
            kind: ConceptKind::Skill,
            label: label.to_owned(),
            alternatives: vec![],
            ssyk: None,
            isco: vec![],
            skills: vec![],
        }
    }

    #[test]
    fn languages_and_licences_are_added_once_and_no_narrower_skill_takes_their_names() {
        let imported = vec![skill("Svenska, cirkelledning"), skill("Engelska")];
        let enriched = enrich(imported.clone());
        assert_eq!(enriched[0], imported[0]);
        assert!(!enriched[1].alternatives.is_empty());
        let has = |id: &str| enriched.iter().any(|concept| concept.id.0 == id);
        assert!(has("sk-skill-svenska") && has("sk-skill-b-korkort"));
        assert!(!has("sk-skill-engelska"));
        assert_eq!(enriched.len(), 2 + LANGUAGES_AND_LICENCES.len() - 1);
        assert_eq!(enrich(enriched.clone()), enriched);
    }

    #[test]
    fn everyday_names_are_lent_to_the_concept_of_the_same_group() {
        let concept = |id: &str, code: &str| Concept {
            id: ConceptId(id.to_owned()),
            kind: ConceptKind::Occupation,
            label: "Lastbilsförare".to_owned(),
            alternatives: vec![],
            ssyk: Ssyk::parse(code).ok(),
            isco: vec![],
            skills: vec![],
        };
        let enriched = enrich(vec![concept("a", "8332"), concept("b", "2511")]);
        let names: Vec<&str> =
            enriched[0].alternatives.iter().map(|name| name.text.as_str()).collect();
        assert!(names.contains(&"lastbilschaufför"), "{names:?}");
        assert!(!names.contains(&"Lastbilsförare"));
        assert!(enriched[1].alternatives.is_empty());
        assert_eq!(enrich(enriched.clone()), enriched);
    }
}
