//! From the firm's words to an occupation: the vocabulary suggests, a person accepts.

use domain::access::Actor;
use domain::codes::ConceptId;
use domain::fault::Fault;
use domain::needs::coding::{AcceptedCoding, AcceptedSkill, CodingReason, CodingSuggestion};
use domain::time::Timestamp;
use vocabulary::{ConceptKind, Suggestion, Vocabulary};

use crate::Error;

/// How many occupations are suggested for one text.
const OCCUPATIONS: usize = 5;
/// How many skills are suggested for one text.
const SKILLS: usize = 8;

/// What the vocabulary reads in a text. Nothing of it is stored until a person accepts.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Occupations and groups, best first.
    pub occupations: Vec<Suggestion>,
    /// Skills, best first.
    pub skills: Vec<Suggestion>,
    /// Vocabulary and version that read it.
    pub vocabulary: String,
}

/// Reads a text.
pub fn read(vocabulary: &Vocabulary, words: &str) -> Reading {
    let occupations = vocabulary
        .suggest(words, None, OCCUPATIONS * 4)
        .into_iter()
        .filter(|one| one.kind != ConceptKind::Skill && one.ssyk.is_some())
        .take(OCCUPATIONS)
        .collect();
    Reading {
        occupations,
        skills: vocabulary.suggest(words, Some(ConceptKind::Skill), SKILLS),
        vocabulary: vocabulary.version().to_string(),
    }
}

/// What a person accepts: one occupation, and the skills they tick.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// Concept of the occupation or group.
    pub occupation: String,
    /// Concepts of skills.
    pub skills: Vec<String>,
}

/// Makes the accepted coding of a text, with what was suggested for it at the time.
pub fn accept(
    vocabulary: &Vocabulary,
    words: &str,
    choice: &Choice,
    accepter: (&Actor, &str),
    now: Timestamp,
) -> Result<AcceptedCoding, Error> {
    let unknown =
        || Fault::new("occupation", "occupation-unknown").with("value", &choice.occupation);
    let concept = vocabulary
        .get(&ConceptId(choice.occupation.clone()))
        .filter(|concept| concept.kind != ConceptKind::Skill)
        .ok_or_else(unknown)?;
    let ssyk = concept.ssyk.clone().ok_or_else(unknown)?;
    let reading = read(vocabulary, words);
    let skills = choice.skills.iter().filter_map(|id| vocabulary.get(&ConceptId(id.clone())));
    let (actor, name) = accepter;
    Ok(AcceptedCoding {
        concept: concept.id.clone(),
        label: concept.label.clone(),
        ssyk,
        isco: concept.isco.clone(),
        skills: skills
            .filter(|skill| skill.kind == ConceptKind::Skill)
            .map(|skill| AcceptedSkill { concept: skill.id.clone(), label: skill.label.clone() })
            .collect(),
        vocabulary: reading.vocabulary,
        suggestion: reading.occupations.first().map(kept),
        accepted_by: actor.assignment().map(|assignment| assignment.person),
        accepted_by_name: name.to_owned(),
        accepted_at: now,
    })
}

fn kept(suggestion: &Suggestion) -> CodingSuggestion {
    CodingSuggestion {
        concept: suggestion.concept_id.clone(),
        score_milli: milli(suggestion.score),
        reasons: suggestion
            .reasons
            .iter()
            .map(|reason| CodingReason {
                word: reason.word.clone(),
                term: reason.term.clone(),
                how: how_code(reason.how).to_owned(),
                points_milli: milli(reason.points),
            })
            .collect(),
    }
}

/// Code of how a word was read, also the Fluent key after `how-`.
pub fn how_code(how: vocabulary::How) -> &'static str {
    use vocabulary::How;
    match how {
        How::Exact => "exact",
        How::Inflection => "inflection",
        How::CompoundHead => "compound-head",
        How::CompoundPart => "compound-part",
        How::Misspelling => "misspelling",
        How::Abbreviation => "abbreviation",
        How::Synonym => "synonym",
        How::RelatedSkill => "related-skill",
        How::Likeness => "likeness",
    }
}

#[expect(clippy::cast_possible_truncation, reason = "scores lie between 0 and 1")]
fn milli(points: f64) -> i64 {
    (points * 1000.0).round() as i64
}
