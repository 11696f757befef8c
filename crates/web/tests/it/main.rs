//! The house as a browser and an API client meet it.

#![expect(clippy::expect_used, reason = "a test stops where something is missing")]

mod account;
mod agreements;
mod asvs;
mod board;
mod callers;
mod colours;
mod continuity;
mod county;
mod editors;
mod english;
mod errors;
mod fields;
mod frame;
mod guarding;
mod house;
mod ideas;
mod imports;
mod injection;
mod leaders;
mod limits;
mod lists;
mod matrix;
mod mine;
mod modules;
mod openapi;
mod plain;
mod plans;
mod pooling;
mod provider;
mod questions;
mod redundancies;
mod replies;
mod rights;
mod search;
mod session;
mod signals;
mod support;
mod things;
mod times;
mod urls;
mod visits;
mod words;
