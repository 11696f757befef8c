//! The contract suite: every function of `store`, on both databases.
//!
//! SQLite always runs, in a temporary file. PostgreSQL runs when `TEST_DATABASE_URL` names a
//! server on which databases may be created; `cargo xtask test` starts one.
#![expect(clippy::expect_used, reason = "a test that cannot go on says why and stops")]

mod harness;

mod access;
mod agreements;
mod cases;
mod contacts;
mod continuity;
mod door;
mod endings;
mod events;
mod figures;
mod gatherings;
mod ideas;
mod imports;
mod leaders;
mod mail;
mod mappings;
mod modules;
mod needs;
mod offers;
mod organisations;
mod personal;
mod pooling;
mod questions;
mod redundancies;
mod replies;
mod schema;
mod signals;
mod succession;
mod support;
mod views;
mod vocabularies;
