//! Measures the engines beside others.

mod melo;
mod peers;
mod score;

use anyhow::Result;
use clap::Subcommand;

/// What can be measured.
#[derive(Subcommand)]
pub(crate) enum Bench {
    /// From titles to occupations: MELO in five languages, beside peers in the same run.
    Linking {
        /// Leave out the peers in Python and what was published.
        #[arg(long)]
        alone: bool,
        /// Only these languages, separated by commas.
        #[arg(long, value_delimiter = ',')]
        only: Vec<String>,
    },
}

pub(crate) fn run(bench: &Bench) -> Result<bool> {
    let Bench::Linking { alone, only } = bench;
    melo::run(*alone, only)?;
    Ok(true)
}
