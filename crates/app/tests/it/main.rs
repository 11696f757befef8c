//! Use cases from the outside, on both databases.
//!
//! SQLite always runs, in a temporary folder. PostgreSQL runs when `TEST_DATABASE_URL` names a
//! server on which databases may be created.
#![expect(clippy::expect_used, reason = "a test that cannot go on says why and stops")]

mod harness;

mod agreements;
mod appointments;
mod board;
mod cases;
mod contacts;
mod continuity;
mod endings;
mod figures;
mod gatherings;
mod ideas;
mod imports;
mod keeping;
mod leaders;
mod lists;
mod mail;
mod mappings;
mod modules;
mod needs;
mod notes;
mod offers;
mod pooling;
mod questions;
mod redundancies;
mod replies;
mod search;
mod signals;
mod sink;
mod succession;
mod support;
mod visits;
mod vocabularies;
