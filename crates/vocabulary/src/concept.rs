//! What a vocabulary is made of.

use std::fmt;

use domain::codes::{ConceptId, Isco, Ssyk};
use serde::{Deserialize, Serialize};

/// What a concept stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConceptKind {
    /// A job title, such as kock.
    Occupation,
    /// A group of SSYK 2012 on level four, such as 5120.
    OccupationGroup,
    /// Something a person can do.
    Skill,
}

impl ConceptKind {
    /// The kind as the API and the database spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Occupation => "occupation",
            Self::OccupationGroup => "occupation-group",
            Self::Skill => "skill",
        }
    }

    /// Reads what [`Self::as_str`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Occupation, Self::OccupationGroup, Self::Skill]
            .into_iter()
            .find(|kind| kind.as_str() == text)
    }
}

/// What another name of a concept is worth as evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LabelRole {
    /// Means the same.
    Synonym,
    /// A short form that is read letter by letter, such as usk.
    Abbreviation,
    /// A word that often stands near; it hints but never names the concept by itself.
    Keyword,
}

/// Another name of a concept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Alternative {
    /// The name.
    pub text: String,
    /// What it is worth.
    pub role: LabelRole,
}

/// One occupation, occupation group or skill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Concept {
    /// Id in JobTech Taxonomy, or `sk-…` for the embedded titles and skills.
    pub id: ConceptId,
    /// What it stands for.
    pub kind: ConceptKind,
    /// The name to show.
    pub label: String,
    /// Other names.
    pub alternatives: Vec<Alternative>,
    /// The SSYK 2012 group of an occupation or a group; skills have none.
    pub ssyk: Option<Ssyk>,
    /// ISCO-08 unit groups of that SSYK group; several where the classifications differ.
    pub isco: Vec<Isco>,
    /// Skills that belong to the occupation or the group.
    pub skills: Vec<ConceptId>,
}

/// Which vocabulary an answer came from; stored beside every coded need.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct VocabularyVersion(pub String);

impl VocabularyVersion {
    /// The version as text, such as `samkraft-1` or `jobtech-` and a digest of the files.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for VocabularyVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why concepts do not make a vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum VocabularyFault {
    /// No concept at all.
    #[error("the vocabulary has no concepts")]
    Empty,
    /// Two concepts share an id.
    #[error("the id {id} stands on more than one concept")]
    DuplicateId {
        /// The id.
        id: String,
    },
    /// A concept has no name.
    #[error("the concept {id} has no label")]
    EmptyLabel {
        /// The concept's id.
        id: String,
    },
    /// A concept names a skill that is not there.
    #[error("the concept {id} names the skill {skill}, which the vocabulary lacks")]
    UnknownSkill {
        /// The concept's id.
        id: String,
        /// The missing id.
        skill: String,
    },
}
