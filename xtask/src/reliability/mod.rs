//! `xtask reliability`: breaks what can break, one part after another, and counts what is lost.
//!
//! Each part is a module of its own, says in one row what it saw, and fails when an acknowledged
//! write is lost or doubled, when a failed write is acknowledged, or when the server does not heal.

mod clock;
mod failover;
mod faults;
mod full_disk;
mod kills;
mod migrations;
mod overload;
mod power;
mod proxied;
mod sole;

use std::cell::OnceCell;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};

use crate::http::Client;
use crate::postgres::{Cluster, Durability};
use crate::server::{self, Build, Database, Demo, Filled, PASSWORD};
use crate::setup::{self, Need};
use crate::tally::Tally;
use crate::writers::{self, Journal, ROLE, Targets, Verdict};

/// The name of databases with the filled county, before its number.
const FILLED: &str = "filled";
/// The first of them, which every part shares.
const FILLED_DATABASE: &str = "filled_0";
/// How often a part waits before it asks again whether the server is ready.
const ASKED_EVERY: Duration = Duration::from_millis(20);

#[derive(Args)]
pub(crate) struct ReliabilityArguments {
    /// Only these parts.
    #[arg(long, value_enum)]
    only: Vec<Part>,
    /// How many rounds: a few for every change, or all before a release.
    #[arg(long, value_enum, default_value = "small")]
    rounds: Rounds,
    /// Measure with the release build, as the figures of the parts on load should be.
    #[arg(long)]
    release: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Rounds {
    Small,
    Full,
}

/// What can be broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// kill -9 of the server.
    Kill,
    /// kill -9 of PostgreSQL under a running server.
    KillPostgres,
    /// The power goes: what was not synced is gone, halved or torn.
    PowerCut,
    /// The disk reports faults at the n-th call.
    DiskFaults,
    /// The disk is full.
    DiskFull,
    /// The clock jumps.
    Clock,
    /// A second server on the same embedded database.
    TwoServers,
    /// kill -9 in the middle of migrations.
    Migrations,
    /// PostgreSQL's primary is lost.
    Failover,
    /// One of three servers behind a proxy is killed, paused, restarted.
    Proxied,
    /// More requests than can be answered, slow clients, a long time.
    Overload,
}

/// What every part is given.
struct Setting {
    program: PathBuf,
    rounds: Rounds,
    /// The demo county in an embedded database, filled once and copied.
    template: OnceCell<(Demo<'static>, Filled)>,
    /// The same in PostgreSQL.
    cluster: OnceCell<(Cluster, Filled)>,
}

impl Setting {
    fn new(program: PathBuf, rounds: Rounds) -> Self {
        Self { program, rounds, template: OnceCell::new(), cluster: OnceCell::new() }
    }

    fn template(&self) -> Result<&(Demo<'static>, Filled)> {
        if self.template.get().is_none() {
            let demo = Demo::new(&self.program, Database::Sqlite)?;
            let filled = demo.fill()?;
            // Whoever came first has filled it just as well.
            let _ = self.template.set((demo, filled));
        }
        self.template.get().context("just filled")
    }

    /// A demo of its own on a copy of the filled county.
    fn demo(&self) -> Result<(Demo<'static>, &Filled)> {
        let (template, filled) = self.template()?;
        let demo = Demo::new(&self.program, Database::Sqlite)?;
        std::fs::create_dir_all(demo.data())?;
        for entry in std::fs::read_dir(template.data())? {
            let path = entry?.path();
            let name = path.file_name().context("a file without a name")?;
            std::fs::copy(&path, demo.data().join(name))?;
        }
        Ok((demo, filled))
    }

    /// A PostgreSQL server with the filled county.
    fn filled_postgres(&self) -> Result<(&Cluster, &Filled)> {
        if self.cluster.get().is_none() {
            let cluster = Cluster::start(Durability::On)?;
            let url = cluster.new_database(FILLED)?;
            let filled = Demo::new(&self.program, Database::Postgres(&url))?.fill()?;
            let _ = self.cluster.set((cluster, filled));
        }
        let (cluster, filled) = self.cluster.get().context("just filled")?;
        Ok((cluster, filled))
    }

    /// The number for few rounds or for many.
    fn pick<T>(&self, small: T, full: T) -> T {
        if self.rounds == Rounds::Small { small } else { full }
    }
}

/// What a part saw.
#[derive(Default)]
struct Row {
    rounds: u64,
    acknowledged: usize,
    lost: usize,
    doubled: usize,
    /// Longest time until the server took work again.
    slowest_ready: Duration,
    /// What else was seen, in a few words.
    note: String,
    /// What went wrong beside lost and doubled writes.
    faults: Vec<String>,
}

impl Row {
    fn holds(&self) -> bool {
        self.lost == 0 && self.doubled == 0 && self.faults.is_empty()
    }

    /// Adds what a round's writers noted and what became of it.
    fn add(&mut self, journal: &Journal, verdict: &Verdict, ready: Duration) {
        self.rounds += 1;
        self.acknowledged += journal.acknowledged.len();
        self.lost += verdict.lost;
        self.doubled += verdict.doubled;
        self.slowest_ready = self.slowest_ready.max(ready);
        if let Some(refused) = &journal.refused {
            self.faults.push(format!("a write was refused: {refused}"));
        }
    }

    /// Notes a fault unless it holds.
    fn must(&mut self, holds: bool, otherwise: impl Into<String>) {
        if !holds {
            self.faults.push(otherwise.into());
        }
    }
}

/// Runs the parts, prints a row for each and the count; true when all of them hold.
pub(crate) fn run(arguments: &ReliabilityArguments) -> Result<bool> {
    setup::ensure(&[Need::PostgreSql, Need::Strace, Need::Faketime, Need::Haproxy])?;
    let build = if arguments.release { Build::Release } else { Build::Debug };
    let setting = Setting::new(server::build(build)?, arguments.rounds);
    let mut tally = Tally::default();
    println!("| part | rounds | acknowledged | lost | doubled | slowest ready ms | seen |");
    println!("|---|--:|--:|--:|--:|--:|---|");
    for &part in Part::value_variants() {
        if !arguments.only.is_empty() && !arguments.only.contains(&part) {
            continue;
        }
        let begun = Instant::now();
        let row = run_part(part, &setting)
            .unwrap_or_else(|error| Row { faults: vec![format!("{error:#}")], ..Row::default() });
        let name = part.to_possible_value().map(|value| value.get_name().to_owned());
        println!(
            "| {} | {} | {} | {} | {} | {} | {}; {} s |",
            name.unwrap_or_default(),
            row.rounds,
            row.acknowledged,
            row.lost,
            row.doubled,
            row.slowest_ready.as_millis(),
            row.note,
            begun.elapsed().as_secs()
        );
        for fault in &row.faults {
            println!("fault: {fault}");
        }
        tally.count(row.holds());
    }
    println!("{tally}");
    Ok(tally.holds())
}

fn run_part(part: Part, setting: &Setting) -> Result<Row> {
    match part {
        Part::Kill => kills::server(setting),
        Part::KillPostgres => kills::postgres(setting),
        Part::PowerCut => power::run(setting),
        Part::DiskFaults => faults::run(setting),
        Part::DiskFull => full_disk::run(setting),
        Part::Clock => clock::run(setting),
        Part::TwoServers => sole::run(setting),
        Part::Migrations => migrations::run(setting),
        Part::Failover => failover::run(setting),
        Part::Proxied => proxied::run(setting),
        Part::Overload => overload::run(setting),
    }
}

/// A writer's login and what to write about, at a running demo.
fn broker(demo: &Demo<'_>, filled: &Filled) -> Result<(Client, Targets)> {
    let mut reader = Client::log_in(demo.url()?, filled.email_of(ROLE)?, PASSWORD)?;
    let targets = writers::targets(&mut reader)?;
    Ok((reader, targets))
}

/// Waits until the server says it is ready; answers how long that took.
fn wait_until_ready(url: &str, limit: Duration) -> Result<Duration> {
    let begun = Instant::now();
    loop {
        let mut client = Client::new(url);
        if client.get("/readyz").is_ok_and(|answer| answer.is_success()) {
            return Ok(begun.elapsed());
        }
        anyhow::ensure!(begun.elapsed() < limit, "not ready after {} s", limit.as_secs());
        std::thread::sleep(ASKED_EVERY);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_holds_only_without_loss_and_fault() {
        let mut row = Row::default();
        assert!(row.holds());
        row.must(true, "fine");
        assert!(row.holds());
        row.must(false, "a failed write was acknowledged");
        assert!(!row.holds());
        assert!(!Row { lost: 1, ..Row::default() }.holds());
        assert!(!Row { doubled: 1, ..Row::default() }.holds());
    }
}
