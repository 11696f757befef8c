//! Training, measuring and fuzzing. Stands on the roof: uses the house, and nobody uses it.
//! `cargo xtask train` and `cargo xtask bench linking` run it with optimisation, `cargo xtask fuzz`
//! without.
#![expect(clippy::print_stdout, reason = "a command-line tool answers on standard output")]

mod csv;
mod data;
mod fuzz;
mod jobtech;
mod measure;
mod melo;
mod train;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Training and measuring of the engines.
#[derive(Parser)]
#[command(name = "laboratory")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build embedded parameters anew, from label files.
    #[command(subcommand)]
    Train(train::Train),
    /// Measure an engine beside others; prints Markdown.
    #[command(subcommand)]
    Bench(measure::Bench),
    /// Try every parser with mutated examples.
    Fuzz(fuzz::FuzzArguments),
}

fn run(command: &Command) -> Result<bool> {
    match command {
        Command::Train(train) => train::run(train),
        Command::Bench(bench) => measure::run(bench),
        Command::Fuzz(arguments) => fuzz::run(arguments),
    }
}

fn main() -> ExitCode {
    match run(&Arguments::parse().command) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("laboratory: {error:#}");
            ExitCode::FAILURE
        }
    }
}
