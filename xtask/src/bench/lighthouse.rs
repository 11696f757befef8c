//! What Lighthouse says of the pages, on a phone with a slow network. Its packages are installed
//! only here.

use std::path::Path;

use anyhow::{Context, Result};

use crate::e2e;
use crate::server::{self, Build, Database};
use crate::setup::{self, Need};

/// Where the script and its packages are.
const FOLDER: &str = "e2e/lighthouse";

/// Prints one row for each page; false when a goal is missed.
pub(super) fn run(program: Option<&Path>, role: Option<&str>) -> Result<bool> {
    setup::ensure(&[Need::Chromium, Need::Fonts, Need::Node])?;
    setup::node_modules(FOLDER)?;
    let program = match program {
        Some(program) => program.to_owned(),
        None => server::build(Build::Release)?,
    };
    let mut demo = e2e::filled(&program, Database::Sqlite)?;
    demo.start()?;
    let mut node = e2e::node(&demo, Database::Sqlite)?;
    node.arg("lighthouse/measure.mjs");
    if let Some(role) = role {
        node.env("ROLE", role);
    }
    let holds = node.status().context("start node")?.success();
    demo.stop()?;
    Ok(holds)
}
