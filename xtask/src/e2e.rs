//! Browser journeys and pictures of pages, against a demo of their own.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};

use crate::postgres::{Cluster, Durability};
use crate::process::{self, Scratch};
use crate::server::{self, Build, Database, Demo, PASSWORD};
use crate::setup::{self, Need};
use crate::tally::{self, Tally};
use crate::workspace;

/// Which database the demo uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// In the data directory.
    Sqlite,
    /// In a throwaway cluster.
    Postgres,
}

#[derive(Args)]
pub(crate) struct JourneyArguments {
    /// The database behind the demo; with two, `sqlite,postgres`, both are walked at once.
    #[arg(long, value_enum, value_delimiter = ',', default_value = "sqlite")]
    db: Vec<Kind>,
    /// Only journeys whose file name contains this.
    #[arg(long)]
    only: Option<String>,
    /// Import this folder of JobTech files before the journeys.
    #[arg(long, value_name = "FOLDER")]
    taxonomy: Option<PathBuf>,
    /// What the demo's clock shows at the start, such as 2026-12-07T04:00:00Z; nine in the morning
    /// otherwise, so that a run at night finds what a run by day does.
    #[arg(long, value_name = "TIME")]
    clock: Option<String>,
    /// Keep every page that is checked as a picture in `e2e/out`: a third of the time.
    #[arg(long)]
    pictures: bool,
}

#[derive(Args)]
pub(crate) struct ShotArguments {
    /// The database behind the demo.
    #[arg(long, value_enum, default_value = "sqlite")]
    db: Kind,
    /// Only pages of this role; `public` is the visitor who has not logged in.
    #[arg(long)]
    role: Option<String>,
}

/// Runs the journeys against one database or two and prints the count.
pub(crate) fn run_journeys(arguments: &JourneyArguments) -> Result<bool> {
    let program = prepare(&arguments.db)?;
    let taxonomy = arguments.taxonomy.as_deref().map(std::path::absolute).transpose()?;
    let choice = Choice {
        only: arguments.only.as_deref(),
        taxonomy: taxonomy.as_deref(),
        clock: arguments.clock.as_deref(),
        pictures: arguments.pictures,
    };
    let tally = with_databases(&arguments.db, |databases| journeys(&program, databases, choice))?;
    println!("{tally}");
    Ok(tally.holds())
}

/// Saves the pictures to `e2e/out/shots`.
pub(crate) fn run_shots(arguments: &ShotArguments) -> Result<bool> {
    let program = prepare(&[arguments.db])?;
    with_databases(&[arguments.db], |databases| {
        let database = databases[0];
        let mut demo = filled(&program, database)?;
        demo.start()?;
        let mut node = node(&demo, database)?;
        node.arg("shots.mjs");
        if let Some(role) = &arguments.role {
            node.env("ROLE", role);
        }
        Ok(node.status().context("start node")?.success())
    })
}

fn prepare(kinds: &[Kind]) -> Result<PathBuf> {
    let mut needs = vec![Need::Chromium, Need::Fonts, Need::Node];
    if kinds.contains(&Kind::Postgres) {
        needs.push(Need::PostgreSql);
    }
    setup::ensure(&needs)?;
    setup::node_modules("e2e")?;
    server::build(Build::Debug)
}

/// One empty database of each kind, in the same order; a cluster lives as long as `act`.
fn with_databases<T>(kinds: &[Kind], act: impl FnOnce(&[Database<'_>]) -> Result<T>) -> Result<T> {
    if !kinds.contains(&Kind::Postgres) {
        return act(&vec![Database::Sqlite; kinds.len()]);
    }
    let cluster = Cluster::start(Durability::Off)?;
    let url = cluster.new_database("journeys")?;
    let databases: Vec<_> = kinds
        .iter()
        .map(|kind| match kind {
            Kind::Sqlite => Database::Sqlite,
            Kind::Postgres => Database::Postgres(&url),
        })
        .collect();
    act(&databases)
}

/// Nine in the morning of today, UTC: the day's mails have gone, and no day ends while one looks.
#[expect(clippy::disallowed_methods, reason = "the demo begins on the day it is looked at")]
fn morning() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT09:00:00Z").to_string()
}

/// A demo that is filled on the morning of today, with a list of its accounts beside it.
pub(crate) fn filled<'a>(program: &Path, database: Database<'a>) -> Result<Demo<'a>> {
    filled_at(&morning(), program, database)
}

fn filled_at<'a>(clock: &str, program: &Path, database: Database<'a>) -> Result<Demo<'a>> {
    let mut demo = Demo::new(program, database)?;
    demo.set("SAMKRAFT_CLOCK", clock);
    let logins = demo.fill()?;
    let list: serde_json::Map<String, serde_json::Value> = logins
        .logins
        .iter()
        .rev()
        .map(|login| (login.role.clone(), login.email.clone().into()))
        .collect();
    std::fs::write(demo.logins_file(), serde_json::Value::Object(list).to_string())?;
    Ok(demo)
}

/// Node with what it must know about a running demo.
pub(crate) fn node(demo: &Demo<'_>, database: Database<'_>) -> Result<Command> {
    let chromium = setup::chromium().context("Chromium is missing")?;
    let mut command = Command::new("node");
    command
        .current_dir(workspace::root().join("e2e"))
        .env("BASE_URL", demo.url()?)
        .env("DEMO_PASSWORD", PASSWORD)
        .env("DEMO_LOGINS", demo.logins_file())
        .env("DB", database.name())
        .env("CHROMIUM", chromium);
    Ok(command)
}

/// Which journeys are walked, and on what.
#[derive(Clone, Copy, Default)]
pub(crate) struct Choice<'a> {
    /// Only journeys whose file name contains this.
    only: Option<&'a str>,
    /// A folder of JobTech files that the demo reads first.
    taxonomy: Option<&'a Path>,
    /// What the demo's clock shows at the start; nine in the morning otherwise.
    clock: Option<&'a str>,
    /// Whether pages that are checked are kept as pictures.
    pictures: bool,
}

/// Walks the journeys on every database at once, against a demo each, and counts. A page looks the
/// same on all: each is looked at closely where it is met first.
pub(crate) fn journeys(
    program: &Path,
    databases: &[Database<'_>],
    choice: Choice<'_>,
) -> Result<Tally> {
    let scratch = Scratch::new("looked")?;
    let looked = &scratch.path().join("looked");
    let on = |database: Database<'_>| {
        walk(program, database, choice, looked).unwrap_or_else(|error| {
            println!("journeys on {}: {error:#}", database.name());
            Tally::ONE_FAILED
        })
    };
    Ok(std::thread::scope(|scope| {
        let walks: Vec<_> =
            databases.iter().map(|database| scope.spawn(move || on(*database))).collect();
        let mut total = Tally::default();
        for walk in walks {
            total += walk.join().unwrap_or(Tally::ONE_FAILED);
        }
        total
    }))
}

/// Fills a demo, starts it, runs every journey that is chosen, and counts. `looked` is the file in
/// which all note what they have looked at closely, so that none looks at it again.
fn walk(
    program: &Path,
    database: Database<'_>,
    choice: Choice<'_>,
    looked: &Path,
) -> Result<Tally> {
    let clock = choice.clock.map_or_else(morning, str::to_owned);
    let mut demo = filled_at(&clock, program, database)?;
    if let Some(folder) = choice.taxonomy {
        demo.import_taxonomy(folder)?;
    }
    demo.start()?;
    println!("journeys on {}", database.name());
    let report = demo.data().with_file_name("report.tap");
    let mut node = node(&demo, database)?;
    // One journey at a time: they share one demo, and what one changes another may count.
    if choice.pictures {
        node.env("PICTURES", "yes");
    }
    node.env("LOOKED", looked)
        .args(["--test", "--test-concurrency=1"])
        .args(["--test-reporter=spec", "--test-reporter-destination=stdout"])
        .arg("--test-reporter=tap")
        .arg(format!("--test-reporter-destination={}", report.display()))
        .args(files(choice.only)?);
    let (success, _) = process::tee(&format!("{} │ ", database.name()), &mut node)?;
    let text = std::fs::read_to_string(&report).unwrap_or_default();
    let mut tally = tally::from_tap(&text).unwrap_or(Tally::ONE_FAILED);
    if !success && tally.holds() {
        tally += Tally::ONE_FAILED;
    }
    if !tally.holds() {
        println!("the server's last words:\n{}", demo.complaint());
    }
    demo.stop()?;
    Ok(tally)
}

fn files(only: Option<&str>) -> Result<Vec<String>> {
    let folder = workspace::root().join("e2e/journeys");
    let mut files = Vec::new();
    for entry in std::fs::read_dir(&folder).context("e2e/journeys")? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".test.mjs") && only.is_none_or(|part| name.contains(part)) {
            files.push(format!("journeys/{name}"));
        }
    }
    files.sort();
    anyhow::ensure!(!files.is_empty(), "no journey has {} in its name", only.unwrap_or("anything"));
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn journeys_are_chosen_by_name() {
        assert!(files(Some("public")).unwrap().contains(&"journeys/public.test.mjs".to_owned()));
        assert!(files(Some("no such journey")).is_err());
    }
}
