//! What the working day's tools take, played in a browser.

use std::path::Path;

use anyhow::{Context, Result};

use crate::e2e;
use crate::server::{self, Build, Database};
use crate::setup::{self, Need};

/// Prints one row for each figure; false when a goal is missed.
pub(super) fn run(program: Option<&Path>) -> Result<bool> {
    setup::ensure(&[Need::Chromium, Need::Fonts, Need::Node])?;
    setup::node_modules("e2e")?;
    let program = match program {
        Some(program) => program.to_owned(),
        None => server::build(Build::Release)?,
    };
    let mut demo = e2e::filled(&program, Database::Sqlite)?;
    demo.start()?;
    let mut node = e2e::node(&demo, Database::Sqlite)?;
    let holds = node.arg("work.mjs").status().context("start node")?.success();
    demo.stop()?;
    Ok(holds)
}
