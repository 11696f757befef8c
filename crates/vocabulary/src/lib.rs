//! Occupations, skills and codes: from people's own Swedish words to concepts, with reasons.
//!
//! A [`Vocabulary`] is a value: built once from concepts, never changed, the same answer every
//! time. [`Vocabulary::suggest`] reads a title or a free text and proposes concepts;
//! [`Vocabulary::mentions`] finds the concepts inside running text, with byte offsets. Every score
//! is a sum of parts that are handed out with it, so that a page can show why.

pub mod analysis;
pub mod calibration;
pub mod concept;
mod cues;
mod embedded;
mod enrich;
mod index;
mod linked;
pub mod linking;
mod mention;
mod quality;
pub mod ssyk;
mod suggest;
#[cfg(test)]
mod tests;
mod vocabulary;

pub use concept::{
    Alternative, Concept, ConceptKind, LabelRole, VocabularyFault, VocabularyVersion,
};
pub use enrich::enrich;
pub use linked::Linked;
pub use mention::{Mention, Strength};
pub use suggest::{How, Reason, Suggestion};
pub use vocabulary::Vocabulary;
