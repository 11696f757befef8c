//! What a Swedish region's skills supply is made of: organisations, needs, cases, contacts and
//! offers, with the rules that hold for them.
//!
//! Everything here is a value in, a value out. There is no I/O, no clock and no randomness: the
//! caller brings the time and the ids. One module per capability, and the other crates have a
//! room of the same name.

pub mod access;
pub mod agreements;
pub mod cases;
pub mod codes;
pub mod contacts;
pub mod continuity;
pub mod endings;
pub mod fault;
pub mod figures;
pub mod gatherings;
pub mod ideas;
pub mod ids;
pub mod imports;
pub mod leaders;
pub mod mail;
pub mod modules;
pub mod needs;
pub mod offers;
pub mod organisations;
pub mod passwords;
pub mod personal_number;
pub mod pooling;
pub mod questions;
pub mod redundancies;
pub mod replies;
pub mod signals;
pub mod succession;
pub mod support;
pub mod text;
pub mod time;
pub mod visits;
