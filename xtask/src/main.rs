//! Setup, checks and benchmarks as code: `cargo xtask --help` lists them.
#![expect(clippy::print_stdout, reason = "a command-line tool answers on standard output")]

mod bench;
mod deps;
mod e2e;
mod http;
mod kill;
mod postgres;
mod process;
mod reliability;
mod schema;
mod server;
mod setup;
mod suite;
mod tally;
mod tidy;
mod workspace;
mod writers;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Setup, checks and benchmarks for Samkraft.
#[derive(Parser)]
#[command(name = "xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run every test: units, both databases, browser journeys.
    Test {
        /// Leave out the browser and PostgreSQL.
        #[arg(long)]
        quick: bool,
    },
    /// Check the rules of the house that no compiler checks.
    Tidy,
    /// Check licences, sources and forbidden packages of every dependency.
    Deps,
    /// Run the browser journeys alone.
    E2e(e2e::JourneyArguments),
    /// Save a picture of each page, per role and width.
    Shots(e2e::ShotArguments),
    /// Measure; prints Markdown tables.
    #[command(subcommand)]
    Bench(bench::Bench),
    /// Build embedded parameters anew, from label files.
    #[command(subcommand)]
    Train(Train),
    /// Try every parser with mutated examples; a panic or a broken promise fails.
    Fuzz {
        /// Seconds for each parser.
        #[arg(long, default_value_t = 10)]
        seconds: u64,
        /// Only this one.
        #[arg(long)]
        only: Option<String>,
    },
    /// Kill the server while it writes, and check that nothing acknowledged is lost.
    Kill(kill::KillArguments),
    /// Break everything that can break, one part after another, and count what is lost.
    Reliability(reliability::ReliabilityArguments),
    /// Ask every operation of the API, in every role, what its description says (Schemathesis).
    Schema(schema::SchemaArguments),
}

/// What can be trained.
#[derive(Subcommand)]
enum Train {
    /// The parameters of `samkraft link rank`, byte for byte from the data library's labels.
    Linking {
        /// Compare with the embedded parameters instead of writing them.
        #[arg(long)]
        check: bool,
        /// Only the curves from scores to confidence, in seconds.
        #[arg(long)]
        confidence: bool,
    },
}

fn run(command: Command) -> Result<bool> {
    match command {
        Command::Test { quick } => suite::run(quick),
        Command::Tidy => tidy::run(),
        Command::Deps => deps::run(),
        Command::E2e(arguments) => e2e::run_journeys(&arguments),
        Command::Shots(arguments) => e2e::run_shots(&arguments),
        Command::Bench(bench) => bench::run(&bench),
        Command::Train(Train::Linking { check, confidence }) => {
            let mut words = vec!["train", "linking"];
            words.extend(check.then_some("--check"));
            words.extend(confidence.then_some("--confidence"));
            bench::laboratory(&words)
        }
        Command::Fuzz { seconds, only } => bench::fuzz(seconds, only.as_deref()),
        Command::Kill(arguments) => kill::run(&arguments),
        Command::Reliability(arguments) => reliability::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
    }
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
