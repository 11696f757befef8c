//! An occupation for the firm's words: suggested by the vocabulary, accepted by a person. Both are
//! kept, so that one can always ask who said that these words mean this.

use serde::{Deserialize, Serialize};

use crate::codes::{ConceptId, Isco, Ssyk};
use crate::ids::PersonId;
use crate::time::Timestamp;

/// One part of the reason for a suggestion; the points of all parts add up to its score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CodingReason {
    /// Word in the firm's text.
    pub word: String,
    /// Term of the vocabulary it was read as.
    pub term: String,
    /// Code of how it was read: `exact`, `inflection`, `compound-head`, ….
    pub how: String,
    /// Points in thousandths.
    pub points_milli: i64,
}

/// What the vocabulary suggested when the person chose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CodingSuggestion {
    /// Concept suggested first.
    pub concept: ConceptId,
    /// Its score in thousandths.
    pub score_milli: i64,
    /// Why.
    pub reasons: Vec<CodingReason>,
}

/// A skill a person has accepted as part of the need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AcceptedSkill {
    /// Concept id.
    pub concept: ConceptId,
    /// Name when accepted.
    pub label: String,
}

/// The occupation a person has accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AcceptedCoding {
    /// Occupation or occupation group.
    pub concept: ConceptId,
    /// Its name when accepted.
    pub label: String,
    /// SSYK 2012 group.
    pub ssyk: Ssyk,
    /// ISCO-08 groups; several where the classifications differ.
    pub isco: Vec<Isco>,
    /// Skills accepted with it.
    pub skills: Vec<AcceptedSkill>,
    /// Vocabulary and version that were in use.
    pub vocabulary: String,
    /// What was suggested first; none when the person searched by themselves.
    pub suggestion: Option<CodingSuggestion>,
    /// Who accepted; none for a firm that answered by its link.
    pub accepted_by: Option<PersonId>,
    /// Name or part as shown: «Lena Wiklund», «företaget».
    pub accepted_by_name: String,
    /// When.
    pub accepted_at: Timestamp,
}

#[cfg(test)]
impl AcceptedCoding {
    /// A cook, for tests.
    pub(crate) fn example() -> Self {
        Self {
            concept: ConceptId("BStc_SJh_DKG".into()),
            label: "Kockar och kallskänkor".into(),
            ssyk: Ssyk::parse("5120").expect("code"),
            isco: vec![Isco::parse("5120").expect("code")],
            skills: Vec::new(),
            vocabulary: "samkraft-1".into(),
            suggestion: None,
            accepted_by: None,
            accepted_by_name: "företaget".into(),
            accepted_at: Timestamp::UNIX_EPOCH,
        }
    }
}
