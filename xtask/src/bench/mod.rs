//! Measurements, printed as Markdown tables with the machine they were made on.

mod clone;
mod house;
mod import;
mod lighthouse;
mod work;

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use anyhow::Result;
use clap::Subcommand;

use crate::{process, workspace};

#[derive(Subcommand)]
pub(crate) enum Bench {
    /// Time to ready, memory and the time of each page, on the release build.
    House {
        /// Requests per page.
        #[arg(long, default_value_t = 300)]
        requests: u32,
        /// A program to measure instead of building one: a release, or the one before a change.
        #[arg(long)]
        program: Option<PathBuf>,
        /// How large a county: 1 is about 1 000 organisations, 100 the largest we answer for.
        #[arg(long, default_value_t = 1)]
        scale: u64,
        /// Only the embedded database.
        #[arg(long)]
        embedded: bool,
    },
    /// One need, and one question in plain words, against 5 000 offers.
    Answers,
    /// Time from `git clone` to a listening demo.
    Clone,
    /// 100 000 rows of answers given elsewhere, and the same with a fault in the last.
    Import {
        /// Rows.
        #[arg(long, default_value_t = 100_000)]
        rows: u64,
        /// A program to measure instead of building one.
        #[arg(long)]
        program: Option<PathBuf>,
        /// Only the embedded database.
        #[arg(long)]
        embedded: bool,
    },
    /// Public pages and the first page of each role, as Lighthouse sees them on a phone.
    Lighthouse {
        /// A program to measure instead of building one.
        #[arg(long)]
        program: Option<PathBuf>,
        /// Only as this role; `public` is the visitor who has not logged in.
        #[arg(long)]
        role: Option<String>,
    },
    /// The working day in a browser: a case from a call, the board, visits without a network.
    Work {
        /// A program to measure instead of building one.
        #[arg(long)]
        program: Option<PathBuf>,
    },
    /// Skills and occupations in running text, and how fast; needs the data library.
    Mentions {
        /// Leave out the peers in Python and what was published.
        #[arg(long)]
        alone: bool,
    },
    /// From titles to occupations, beside peers in the same run; needs the data library.
    Linking {
        /// Leave out the peers in Python and what was published.
        #[arg(long)]
        alone: bool,
    },
}

/// Runs one measurement.
pub(crate) fn run(bench: &Bench) -> Result<bool> {
    println!("{}", machine()?);
    match bench {
        Bench::House { requests, program, scale, embedded } => {
            house::run(program.as_deref(), house::Size(*scale, *requests), *embedded)?;
        }
        Bench::Answers => return laboratory(&["bench", "answers"]),
        Bench::Clone => clone::run()?,
        Bench::Import { rows, program, embedded } => {
            import::run(program.as_deref(), *rows, *embedded)?;
        }
        Bench::Lighthouse { program, role } => {
            return lighthouse::run(program.as_deref(), role.as_deref());
        }
        Bench::Work { program } => return work::run(program.as_deref()),
        Bench::Linking { alone } => return in_words("linking", *alone),
        Bench::Mentions { alone } => return in_words("mentions", *alone),
    }
    Ok(true)
}

/// Has the laboratory measure this, with peers or alone.
fn in_words(what: &str, alone: bool) -> Result<bool> {
    let mut words = vec!["bench", what];
    words.extend(alone.then_some("--alone"));
    laboratory(&words)
}

/// Runs the laboratory, which trains and measures engines, with optimisation.
pub(crate) fn laboratory(words: &[&str]) -> Result<bool> {
    in_laboratory(&["--release"], words)
}

/// Tries every parser with mutated examples, with the checks of a debug build.
pub(crate) fn fuzz(seconds: u64, only: Option<&str>) -> Result<bool> {
    let seconds = seconds.to_string();
    let mut words = vec!["fuzz", "--seconds", &seconds];
    words.extend(only.map(|_| "--only").into_iter().chain(only));
    in_laboratory(&[], &words)
}

fn in_laboratory(flags: &[&str], words: &[&str]) -> Result<bool> {
    let mut command = Command::new(workspace::cargo());
    command.args(["run", "--quiet", "--package", "laboratory"]).args(flags).arg("--").args(words);
    Ok(command.current_dir(workspace::root()).status()?.success())
}

/// One line on what was measured with.
fn machine() -> Result<String> {
    let cores = std::thread::available_parallelism()?;
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("unknown");
    let rust = process::read(Command::new("rustc").arg("--version"))?;
    Ok(format!("{cores} cores, load {load} at the start, {}\n", rust.trim()))
}

/// The value that a share (in percent) of the sorted samples stays at or under: nearest rank.
fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or_default()
}

/// Milliseconds with one decimal.
fn milliseconds(duration: Duration) -> String {
    format!("{:.1}", duration.as_secs_f64() * 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_samples() {
        let samples: Vec<Duration> = (1..=20).map(Duration::from_millis).collect();
        assert_eq!(percentile(&samples, 50), Duration::from_millis(10));
        assert_eq!(percentile(&samples, 95), Duration::from_millis(19));
        assert_eq!(percentile(&samples[..1], 95), Duration::from_millis(1));
        assert_eq!(percentile(&[], 95), Duration::ZERO);
    }

    #[test]
    fn milliseconds_have_one_decimal() {
        assert_eq!(milliseconds(Duration::from_micros(1_250)), "1.2");
    }
}
