//! The demo county, told as data and filled into an empty database.
//!
//! [`content`] says what there is, without a database or a clock. [`fill`] puts it in: ids derive
//! from the seed, days from the demo's clock, so the same seed on the same day gives the same
//! county. Everything goes through the same functions as the real thing.

pub mod content;
mod fill;
mod ids;

pub use fill::{Demo, Error, Login, fill, is_filled, logins, password, set_password};
