//! Needs against offers: what is possible, what helps most, and the reasons for both.
//!
//! A [`Catalogue`] holds the offers. [`Catalogue::answer()`] tries every condition of every offer
//! on what is known of a firm and its need. [`Catalogue::search()`] reads a plain sentence («Jag
//! hittar ingen svetsare») and ranks the same offers.
//! Both are pure, both hand out [`Relevance`]: a sum of shown parts and nothing else. The order is
//! total, so the same values always give the same list, whatever order they came in.

pub mod answer;
mod catalogue;
mod cues;
pub mod relevance;
pub mod search;
mod words;

#[cfg(test)]
mod fixtures;

pub use answer::{Answer, Question, is_about_occupation};
pub use catalogue::Catalogue;
pub use relevance::{Relevance, RelevancePart, Why};
pub use search::{Hit, SearchResult, Understood, UnderstoodOccupation};
