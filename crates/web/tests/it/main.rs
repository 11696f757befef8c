//! The house as a browser and an API client meet it.

#![expect(clippy::expect_used, reason = "a test stops where something is missing")]

mod colours;
mod english;
mod errors;
mod frame;
mod house;
mod mine;
mod openapi;
mod plain;
mod rights;
mod session;
mod words;
