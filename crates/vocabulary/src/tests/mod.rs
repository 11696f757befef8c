//! What the vocabulary promises, on texts as people write them.

mod golden;
mod mentions;
mod properties;

use domain::codes::{ConceptId, Ssyk};

use crate::{Concept, ConceptKind, Vocabulary, VocabularyFault, VocabularyVersion};

fn concept(id: &str, kind: ConceptKind, label: &str) -> Concept {
    Concept {
        id: ConceptId(id.to_owned()),
        kind,
        label: label.to_owned(),
        alternatives: vec![],
        ssyk: None,
        isco: vec![],
        skills: vec![],
    }
}

fn version() -> VocabularyVersion {
    VocabularyVersion("test".to_owned())
}

#[test]
fn every_line_of_the_embedded_data_becomes_a_sound_concept() {
    let embedded = Vocabulary::embedded();
    let again =
        Vocabulary::new(embedded.version().clone(), embedded.concepts().to_vec()).expect("sound");
    assert_eq!(again.concepts(), embedded.concepts());
    let count = |kind| embedded.concepts().iter().filter(|c| c.kind == kind).count();
    assert_eq!(embedded.groups().count(), count(ConceptKind::OccupationGroup));
    assert!(embedded.groups().count() >= 428);
    assert!(count(ConceptKind::Occupation) >= 500);
    assert!(count(ConceptKind::Skill) >= 250);
    for concept in embedded.concepts() {
        if concept.kind != ConceptKind::Skill {
            let ssyk = concept.ssyk.as_ref().expect("every occupation has its code");
            assert!(embedded.group(ssyk).is_some(), "{} has an unknown code", concept.label);
            assert!(!concept.isco.is_empty(), "{} has no ISCO code", concept.label);
        }
    }
}

#[test]
fn a_title_knows_its_group_and_the_skills_of_it() {
    let vocabulary = Vocabulary::embedded();
    let kock = ConceptId("sk-occ-kock".to_owned());
    let ssyk = Ssyk::parse("5120").expect("code");
    assert_eq!(vocabulary.get(&kock).and_then(|c| c.ssyk.clone()), Some(ssyk.clone()));
    assert_eq!(vocabulary.group(&ssyk).map(|g| g.label.as_str()), Some("Kockar och kallskänkor"));
    let skills = vocabulary.skills_of(&kock);
    assert!(skills.iter().any(|skill| skill.label == "Matlagning"));
    assert!(vocabulary.occupations_in(&ssyk).iter().any(|c| c.id == kock));
    assert!(vocabulary.get(&ConceptId("nothing".to_owned())).is_none());
}

#[test]
fn concepts_that_contradict_each_other_are_refused() {
    let new = |concepts| Vocabulary::new(version(), concepts).err();
    assert_eq!(new(vec![]), Some(VocabularyFault::Empty));
    let twice = vec![concept("a", ConceptKind::Skill, "A"), concept("a", ConceptKind::Skill, "B")];
    assert_eq!(new(twice), Some(VocabularyFault::DuplicateId { id: "a".to_owned() }));
    let unnamed = vec![concept("a", ConceptKind::Skill, " ")];
    assert_eq!(new(unnamed), Some(VocabularyFault::EmptyLabel { id: "a".to_owned() }));
    let mut lost = concept("a", ConceptKind::Occupation, "A");
    lost.skills = vec![ConceptId("b".to_owned())];
    let fault = VocabularyFault::UnknownSkill { id: "a".to_owned(), skill: "b".to_owned() };
    assert_eq!(new(vec![lost]), Some(fault));
}
