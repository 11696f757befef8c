//! Other people's formats, in and out. This crate parses and prints bytes; it opens no files and
//! no connections.

pub mod archive;
pub mod calendar;
pub mod csv;
pub mod dcat;
pub mod fault;
pub mod jobtech;
#[cfg(test)]
mod jobtech_tests;
pub mod link;
pub mod pdf;
pub mod rank;
pub mod sheets;
pub mod table;
