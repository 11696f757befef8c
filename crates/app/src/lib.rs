//! Use cases: one function per thing a person can do. Each asks for the right, makes the change,
//! writes the event and the notifications, all in one transaction.
//!
//! Pages, API, imports and the command line all come through here; a function takes the
//! [`domain::access::Actor`] first after the [`App`] and checks again what the page has checked.

mod acting;
pub mod clock;
pub mod counted;
mod error;
pub mod health;
pub mod identity;
pub mod network;
pub mod one_time;
pub mod protection;
pub mod secrets;
pub mod throttle;
mod wiring;

pub mod access;
pub mod account;
pub mod agreements;
pub mod appointments;
pub mod cases;
pub mod coding;
pub mod contacts;
pub mod continuity;
pub mod desk;
pub mod endings;
pub mod figures;
pub mod follow_ups;
pub mod gatherings;
pub mod ideas;
pub mod imports;
pub mod keeping;
pub mod leaders;
pub mod mail;
pub mod mappings;
pub mod modules;
pub mod needs;
pub mod offers;
pub mod organisations;
pub mod pooling;
pub mod questions;
pub mod redundancies;
pub mod replies;
pub mod search;
pub mod sign_in;
pub mod signals;
pub mod succession;
pub mod support;
pub mod visits;
pub mod vocabularies;
pub mod worker;

pub use error::{Error, Kind};
pub use store::{Cursor, Key, Page, page::Slice};
pub use wiring::{App, Settings};
