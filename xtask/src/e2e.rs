//! Browser journeys and pictures of pages, against a demo of their own.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};

use crate::postgres::{Cluster, Durability};
use crate::process;
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
    /// The database behind the demo.
    #[arg(long, value_enum, default_value = "sqlite")]
    db: Kind,
    /// Only journeys whose file name contains this.
    #[arg(long)]
    only: Option<String>,
    /// Import this folder of JobTech files before the journeys.
    #[arg(long, value_name = "FOLDER")]
    taxonomy: Option<PathBuf>,
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

/// Runs the journeys against one database and prints the count.
pub(crate) fn run_journeys(arguments: &JourneyArguments) -> Result<bool> {
    let program = prepare(arguments.db)?;
    let taxonomy = arguments.taxonomy.as_deref().map(std::path::absolute).transpose()?;
    let tally = with_database(arguments.db, |database| {
        let demo = filled(&program, database)?;
        if let Some(folder) = &taxonomy {
            demo.import_taxonomy(folder)?;
        }
        let looked = &demo.folder().join("looked");
        let only = arguments.only.as_deref();
        walk(demo, database, &Walk { looked, only, keeps_pictures: true })
    })?;
    println!("{tally}");
    Ok(tally.holds())
}

/// Saves the pictures to `e2e/out/shots`.
pub(crate) fn run_shots(arguments: &ShotArguments) -> Result<bool> {
    let program = prepare(arguments.db)?;
    with_database(arguments.db, |database| {
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

fn prepare(kind: Kind) -> Result<PathBuf> {
    let mut needs = vec![Need::Chromium, Need::Fonts, Need::Node];
    if kind == Kind::Postgres {
        needs.push(Need::PostgreSql);
    }
    setup::ensure(&needs)?;
    setup::node_modules("e2e")?;
    server::build(Build::Debug)
}

fn with_database<T>(kind: Kind, act: impl FnOnce(Database<'_>) -> Result<T>) -> Result<T> {
    match kind {
        Kind::Sqlite => act(Database::Sqlite),
        Kind::Postgres => {
            let cluster = Cluster::start(Durability::Off)?;
            let url = cluster.new_database("journeys")?;
            act(Database::Postgres(&url))
        }
    }
}

/// A demo that is filled, with a list of its accounts beside it.
pub(crate) fn filled<'a>(program: &Path, database: Database<'a>) -> Result<Demo<'a>> {
    let demo = Demo::new(program, database)?;
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

/// How journeys are walked.
pub(crate) struct Walk<'a> {
    /// The file in which they note what they have looked at closely, so that none looks at it
    /// again, on whichever database.
    pub(crate) looked: &'a Path,
    /// Only journeys whose file name contains this.
    pub(crate) only: Option<&'a str>,
    /// Whether every page they check is kept as a picture: a third of their time.
    pub(crate) keeps_pictures: bool,
}

/// Runs journeys against a demo of their own, and counts.
pub(crate) fn journeys(program: &Path, database: Database<'_>, how: &Walk<'_>) -> Result<Tally> {
    walk(filled(program, database)?, database, how)
}

/// Starts a filled demo, runs every journey whose name fits, and counts.
fn walk(mut demo: Demo<'_>, database: Database<'_>, how: &Walk<'_>) -> Result<Tally> {
    demo.start()?;
    println!("journeys on {}", database.name());
    let report = demo.data().with_file_name("report.tap");
    let mut node = node(&demo, database)?;
    // One journey at a time: they share one demo, and what one changes another may count.
    if how.keeps_pictures {
        node.env("PICTURES", "yes");
    }
    node.env("LOOKED", how.looked)
        .args(["--test", "--test-concurrency=1"])
        .args(["--test-reporter=spec", "--test-reporter-destination=stdout"])
        .arg("--test-reporter=tap")
        .arg(format!("--test-reporter-destination={}", report.display()))
        .args(files(how.only)?);
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
