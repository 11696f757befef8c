//! Linking: from a title in one of several Germanic languages to the concepts of any vocabulary
//! that is given as labels.
//!
//! An [`Index`] reads a corpus through several views of its labels: letters, cognates, word ends,
//! compound parts, other languages, and the groups above. For a query it gives about ninety
//! candidates, each as a [`Line`] of numbers. Two sums of small trees order occupations and
//! groups; a gate weighs one against the other. All was learned from labels, most of them held
//! out of the corpus they were asked for in: no answers of any mapping between vocabularies, no
//! model made elsewhere.

mod compound;
mod features;
mod forest;
mod index;
mod parameters;
mod rank;
mod signals;
mod similar;
#[cfg(test)]
mod tests;
mod text;
mod tree;
mod view;

pub use features::{COVERED_BEHIND, Candidates, FEATURES, Line, WIDTH, feature};
pub use forest::{Branch, Forest, Split, Tree};
pub use index::{Index, Label, OtherLanguage};
pub use parameters::{Parameters, gate_line};
pub use rank::{Linker, Order, Prior, Ranked, RankedConcept};
pub use tree::Groups;

/// How alike two texts are, read as titles: 1 for the same, 0 for no letter in common.
pub fn likeness(one: &str, other: &str) -> f32 {
    similar::Pattern::new(&text::normal(one))
        .ratio(&text::normal(other).chars().collect::<Vec<_>>())
}

/// Why a corpus cannot be linked to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LinkFault {
    /// There is nothing to link to.
    #[error("the corpus has no labels")]
    NoLabels,
    /// Two labels share an id.
    #[error("the label id {id} stands on more than one row")]
    DuplicateLabel {
        /// The id.
        id: String,
    },
    /// The parameters are not such as this program writes.
    #[error("the parameters cannot be read; build them anew with `cargo xtask train linking`")]
    Parameters,
}
