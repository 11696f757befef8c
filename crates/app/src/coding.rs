//! From the firm's words to an occupation: the vocabulary suggests, a person accepts.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use domain::access::Actor;
use domain::codes::ConceptId;
use domain::fault::Fault;
use domain::needs::coding::{AcceptedCoding, AcceptedSkill, CodingReason, CodingSuggestion};
use domain::time::Timestamp;
use vocabulary::{ConceptKind, Suggestion, Vocabulary};

use crate::{App, Error, secrets};

/// How many occupations are suggested for one text.
const OCCUPATIONS: usize = 5;
/// How many skills are suggested for one text.
const SKILLS: usize = 8;
/// How many readings are kept: some kilobytes each.
const READINGS_MOST: usize = 256;

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

/// Readings made lately, the oldest first: a need is looked at many times and written once.
#[derive(Default)]
pub(crate) struct Readings(Mutex<VecDeque<(String, Reading)>>);

impl Readings {
    /// Reads a text, unless this vocabulary has read it lately.
    fn of(&self, vocabulary: &Vocabulary, words: &str) -> Reading {
        let (key, version) = (secrets::token_hash(words), vocabulary.version().as_str());
        let is_it =
            |(of, reading): &&(String, Reading)| *of == key && reading.vocabulary == version;
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, reading)) = kept.iter().find(is_it) {
            return reading.clone();
        }
        drop(kept);
        let made = read(vocabulary, words);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_back((key, made.clone()));
        if kept.len() > READINGS_MOST {
            kept.pop_front();
        }
        made
    }
}

/// Reads a text with the vocabulary in use.
pub fn reading(app: &App, words: &str) -> Reading {
    app.readings.of(&app.vocabulary(), words)
}

/// Reads a text anew.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_once_and_the_oldest_reading_makes_room() {
        let (vocabulary, readings) = (Vocabulary::embedded(), Readings::default());
        let first = readings.of(&vocabulary, "två svetsare");
        assert_eq!(first.occupations, read(&vocabulary, "två svetsare").occupations);
        let kept = |readings: &Readings| readings.0.lock().expect("whole").len();
        readings.of(&vocabulary, "två svetsare");
        assert_eq!(kept(&readings), 1);
        for number in 0..READINGS_MOST {
            readings.of(&vocabulary, &number.to_string());
        }
        assert_eq!(kept(&readings), READINGS_MOST);
        assert_ne!(readings.0.lock().expect("whole")[0].0, secrets::token_hash("två svetsare"));
    }

    #[test]
    fn another_vocabulary_reads_anew() {
        let (one, readings) = (Vocabulary::embedded(), Readings::default());
        let version = vocabulary::VocabularyVersion("test-1".to_owned());
        let other = Vocabulary::new(version, one.concepts().to_vec()).expect("sound");
        readings.of(&one, "kock");
        assert_eq!(readings.of(&other, "kock").vocabulary, "test-1");
        assert_eq!(readings.of(&one, "kock").vocabulary, one.version().as_str());
    }
}
