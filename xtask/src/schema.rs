//! Every operation of the API against its own description, as nobody and in each role: Schemathesis
//! makes the calls, sound ones and broken ones, and judges the answers.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use clap::Args;
use serde::Deserialize;

use crate::process;
use crate::server::{self, Build, Database, Demo, Filled};
use crate::workspace;

/// The version that the rules in `schemathesis.toml` were written for.
const VERSION: &str = "4.32.5";
/// Moves time for everyone, which would end the keys of those who come after: asked last, alone.
const CLOCK: &str = "/api/v1/demo/clock";
/// The codes of answers of 5xx.
const SERVER_ERRORS: &[&str] = &["ST101", "ST102"];
/// How much of a failing run is shown.
const SHOWN_LINES: usize = 120;

#[derive(Args)]
pub(crate) struct SchemaArguments {
    /// Calls made up for each operation in each role, beside those for every limit of a value.
    #[arg(long, default_value_t = 20)]
    examples: u32,
    /// Only as this role; `public` is nobody in particular.
    #[arg(long)]
    role: Option<String>,
    /// Another seed gives other calls.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// One run's verdict, as far as we read it.
#[derive(Deserialize)]
struct Report {
    complete: bool,
    operations: Option<Operations>,
    test_cases: Cases,
    failures: Vec<Failure>,
    errors: Vec<Trouble>,
}

#[derive(Deserialize)]
struct Operations {
    tested: u64,
    errored: u64,
}

#[derive(Deserialize)]
struct Cases {
    generated: u64,
    unique_failures: u64,
}

#[derive(Deserialize)]
struct Failure {
    code: String,
    title: String,
    count: u64,
    operations: Vec<String>,
}

#[derive(Deserialize)]
struct Trouble {
    title: String,
}

impl Report {
    fn holds(&self) -> bool {
        let errored = self.operations.as_ref().map_or(1, |operations| operations.errored);
        self.complete && errored == 0 && self.failures.is_empty() && self.errors.is_empty()
    }

    fn server_errors(&self) -> u64 {
        let own = self.failures.iter().filter(|one| SERVER_ERRORS.contains(&one.code.as_str()));
        own.map(|failure| failure.count).sum()
    }

    /// One row of the table.
    fn row(&self, role: &str) -> String {
        let tested = self.operations.as_ref().map_or(0, |operations| operations.tested);
        let Cases { generated, unique_failures } = self.test_cases;
        let broken = self.server_errors();
        format!("| {role} | {tested} | {generated} | {unique_failures} | {broken} |")
    }

    /// What is wrong, one line each.
    fn faults(&self) -> Vec<String> {
        let failures = self.failures.iter().map(|failure| {
            format!("{} ({}): {}", failure.title, failure.code, failure.operations.join(", "))
        });
        failures.chain(self.errors.iter().map(|error| error.title.clone())).collect()
    }
}

/// Asks everything and prints the counts.
pub(crate) fn run(arguments: &SchemaArguments) -> Result<bool> {
    let program = installed()?;
    let mut demo = Demo::new(&server::build(Build::Debug)?, Database::Sqlite)?;
    let filled = demo.fill()?;
    let mut callers = vec![("public".to_owned(), None)];
    for role in roles(&filled) {
        let key = key_of(&demo, filled.email_of(&role)?, &role)?;
        callers.push((role, Some(key)));
    }
    if let Some(only) = &arguments.role {
        callers.retain(|(role, _)| role == only);
        anyhow::ensure!(!callers.is_empty(), "the demo has no login in the role {only}");
    }
    demo.start()?;
    println!("| role | operations | calls | failures | of them 5xx |");
    println!("|---|--:|--:|--:|--:|");
    let mut all_hold = true;
    for (role, key) in &callers {
        let mut command = prepared(&program, &demo, arguments)?;
        command.args(["--exclude-path", CLOCK]);
        if let Some(key) = key {
            command.args(["--header", &format!("Authorization: Bearer {key}")]);
        }
        all_hold &= ask(command, role, &demo)?;
    }
    if arguments.role.is_none() {
        let mut command = prepared(&program, &demo, arguments)?;
        command.args(["--include-path", CLOCK]);
        all_hold &= ask(command, "public, the clock", &demo)?;
    }
    demo.stop()?;
    Ok(all_hold)
}

fn installed() -> Result<PathBuf> {
    process::which("schemathesis").with_context(|| {
        format!(
            "schemathesis is not installed: run `python3 -m venv .venv && .venv/bin/pip install \
             schemathesis=={VERSION}` and put .venv/bin on PATH"
        )
    })
}

/// Every role of the demo, once.
fn roles(filled: &Filled) -> Vec<String> {
    let roles: BTreeSet<&String> = filled.logins.iter().map(|login| &login.role).collect();
    roles.into_iter().cloned().collect()
}

/// A key for programs, made before the server starts: calls with a key end no session.
fn key_of(demo: &Demo<'_>, email: &str, role: &str) -> Result<String> {
    let mut command = demo.command("user");
    command.args(["token", email, "--name", "cargo xtask schema", "--role", role, "--json"]);
    let made: serde_json::Value = serde_json::from_str(&process::read(&mut command)?)?;
    let key = made.get("token").and_then(serde_json::Value::as_str);
    Ok(key.with_context(|| format!("no key for {email}"))?.to_owned())
}

fn prepared(program: &Path, demo: &Demo<'_>, arguments: &SchemaArguments) -> Result<Command> {
    let mut command = Command::new(program);
    command
        .arg("--config-file")
        .arg(workspace::root().join("xtask/schemathesis.toml"))
        .arg("run")
        .arg(format!("{}/api/openapi.json", demo.url()?))
        .args(["--max-examples", &arguments.examples.to_string()])
        .args(["--seed", &arguments.seed.to_string()])
        .args(["--no-color", "--report", "json", "--report-json-path"])
        .arg(report_file(demo))
        // Schemathesis leaves what it has learnt where it runs.
        .current_dir(demo.folder());
    Ok(command)
}

fn report_file(demo: &Demo<'_>) -> PathBuf {
    demo.folder().join("report.json")
}

/// Runs one caller's calls and prints the row; shows the end of what was said when it fails.
fn ask(mut command: Command, role: &str, demo: &Demo<'_>) -> Result<bool> {
    let file = report_file(demo);
    if file.exists() {
        std::fs::remove_file(&file)?;
    }
    let output = command.output().context("start schemathesis")?;
    let said = String::from_utf8_lossy(&output.stdout);
    let Ok(text) = std::fs::read_to_string(&file) else {
        bail!("schemathesis wrote no report: {said}{}", String::from_utf8_lossy(&output.stderr));
    };
    let report: Report = serde_json::from_str(&text).context("the report of schemathesis")?;
    println!("{}", report.row(role));
    if !report.holds() {
        let lines: Vec<&str> = said.lines().collect();
        let end = lines.get(lines.len().saturating_sub(SHOWN_LINES)..).unwrap_or_default();
        eprintln!("{}\n\n{role}:\n{}", end.join("\n"), report.faults().join("\n"));
    }
    Ok(report.holds())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BROKEN: &str = r#"{"complete": true, "operations": {"tested": 3, "errored": 0},
        "test_cases": {"generated": 90, "unique_failures": 2},
        "failures": [{"code": "ST101", "title": "Server error", "count": 2,
            "operations": ["GET /api/v1/needs"]}], "errors": []}"#;

    #[test]
    fn a_report_is_read() {
        let report: Report = serde_json::from_str(BROKEN).unwrap();
        assert!(!report.holds());
        assert_eq!(report.row("broker"), "| broker | 3 | 90 | 2 | 2 |");
        assert_eq!(report.faults(), ["Server error (ST101): GET /api/v1/needs"]);
    }

    #[test]
    fn a_run_that_was_cut_short_does_not_hold() {
        let text = r#"{"complete": false, "operations": null, "failures": [], "errors": [],
            "test_cases": {"generated": 0, "unique_failures": 0}}"#;
        assert!(!serde_json::from_str::<Report>(text).unwrap().holds());
        let text = text.replace("false", "true").replace("null", r#"{"tested":1,"errored":0}"#);
        assert!(serde_json::from_str::<Report>(&text).unwrap().holds());
    }
}
