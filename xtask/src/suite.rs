//! `xtask test`: every test there is, and one line that sums them up.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::Result;

use crate::e2e::{self, Choice};
use crate::postgres::{Cluster, Durability};
use crate::process;
use crate::server::{self, Build, Database};
use crate::setup::{self, Need};
use crate::tally::{self, Skip, Tally};
use crate::workspace;

/// Where tests find the project's data library.
const DATA: &str = "TEST_DATA_DIR";
/// Where tests find a PostgreSQL server on which they may make databases.
const DATABASE: &str = "TEST_DATABASE_URL";

/// Runs everything; `quick` leaves out the browser and PostgreSQL.
pub(crate) fn run(quick: bool) -> Result<bool> {
    let mut total = Tally::default();
    if quick {
        timed("units", &mut total, || units(None));
    } else {
        setup::ensure(&[Need::PostgreSql, Need::Chromium, Need::Fonts, Need::Node])?;
        setup::node_modules("e2e")?;
        let cluster = Cluster::start(Durability::Off)?;
        timed("units, both databases", &mut total, || units(Some(&cluster.url("postgres"))));
        timed("browser journeys", &mut total, || journeys(&cluster));
    }
    println!("{total}");
    Ok(total.holds())
}

/// Runs one part, says how long it took, and counts it. A part that cannot run has failed: the
/// other parts still run, so that one line tells everything.
fn timed(name: &str, total: &mut Tally, part: impl FnOnce() -> Result<Tally>) {
    println!("── {name}");
    let start = Instant::now();
    let tally = part().unwrap_or_else(|error| {
        println!("{error:#}");
        Tally::ONE_FAILED
    });
    println!("── {name}: {tally}, {} s", start.elapsed().as_secs());
    *total += tally;
}

fn journeys(cluster: &Cluster) -> Result<Tally> {
    let program = server::build(Build::Debug)?;
    let url = cluster.new_database("journeys")?;
    e2e::journeys(&program, &[Database::Sqlite, Database::Postgres(&url)], Choice::default())
}

/// The tests that cargo runs. Whether the data library was named by the caller, and not just found,
/// decides whether its absence is forgiven.
fn units(database: Option<&str>) -> Result<Tally> {
    let named = std::env::var_os(DATA).map(PathBuf::from);
    let data = named.clone().or_else(found_data);
    let (mut tally, skips) = if process::which("cargo-nextest").is_some() {
        nextest(database, data.as_deref())?
    } else {
        println!("cargo-nextest is not installed: cargo test runs instead, a little slower");
        libtest(&["--workspace", "--all-targets"], database, data.as_deref())?
    };
    let forgiven = |skip: &Skip| is_forgiven(skip, database.is_some(), named.is_some());
    for skip in skips {
        let verdict = if forgiven(&skip) { "skipped" } else { "skipped, which counts as failed" };
        println!("{verdict}: {}: {}", skip.test, skip.reason);
        if !forgiven(&skip) {
            tally.skipped -= 1;
            tally.failed += 1;
        }
    }
    let (doctests, _) = libtest(&["--workspace", "--doc"], database, data.as_deref())?;
    tally += doctests;
    Ok(tally)
}

/// A skip is forgiven unless what it waits for was there.
fn is_forgiven(skip: &Skip, has_database: bool, has_data: bool) -> bool {
    !(has_database && skip.reason.contains(DATABASE) || has_data && skip.reason.contains(DATA))
}

/// The library where the contract says it lies when nobody says otherwise.
fn found_data() -> Option<PathBuf> {
    workspace::root().join("../shared/data").canonicalize().ok()
}

fn prepared(database: Option<&str>, data: Option<&Path>) -> Command {
    let mut command = Command::new(workspace::cargo());
    command.current_dir(workspace::root()).env("INSTA_UPDATE", "no").env_remove(DATABASE);
    if let Some(url) = database {
        command.env(DATABASE, url);
    }
    if let Some(folder) = data {
        command.env(DATA, folder);
    }
    command
}

fn nextest(database: Option<&str>, data: Option<&Path>) -> Result<(Tally, Vec<Skip>)> {
    let report = workspace::target().join("nextest/ci/junit.xml");
    // A report of an earlier run must not stand in for one that was never written.
    if report.exists() {
        std::fs::remove_file(&report)?;
    }
    let (success, text) = process::tee(
        "",
        prepared(database, data).args([
            "nextest",
            "run",
            "--workspace",
            "--profile=ci",
            "--no-fail-fast",
            "--no-tests=pass",
        ]),
    )?;
    let (mut tally, skips) = match std::fs::read_to_string(&report) {
        Ok(xml) => tally::from_junit(&xml),
        Err(_) if success => (Tally::default(), Vec::new()),
        Err(_) => (Tally::ONE_FAILED, Vec::new()),
    };
    let summary = text.lines().rev().find(|line| line.trim_start().starts_with("Summary ["));
    tally.skipped += summary.map_or(0, |line| tally::number_before(line, "skipped"));
    if !success && tally.holds() {
        tally += Tally::ONE_FAILED;
    }
    Ok((tally, skips))
}

fn libtest(
    arguments: &[&str],
    database: Option<&str>,
    data: Option<&Path>,
) -> Result<(Tally, Vec<Skip>)> {
    let (success, text) = process::tee(
        "",
        prepared(database, data)
            .args(["test", "--quiet", "--no-fail-fast"])
            .args(arguments)
            .args(["--", "--show-output"]),
    )?;
    let (mut tally, skips) = tally::from_libtest(&text);
    if !success && tally.holds() {
        tally += Tally::ONE_FAILED;
    }
    Ok((tally, skips))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_may_not_be_skipped() {
        let skip = |reason: &str| Skip { test: "t".into(), reason: reason.into() };
        assert!(is_forgiven(&skip("TEST_DATA_DIR is not set"), true, false));
        assert!(!is_forgiven(&skip("TEST_DATA_DIR has no taxonomy"), false, true));
        assert!(is_forgiven(&skip("TEST_DATABASE_URL is not set"), false, true));
        assert!(!is_forgiven(&skip("TEST_DATABASE_URL is not set"), true, true));
    }
}
