//! Measures the engines beside others.

mod answers;
mod melo;
mod peers;
mod score;
mod titles;

use anyhow::Result;
use clap::Subcommand;

/// What can be measured.
#[derive(Subcommand)]
pub(crate) enum Bench {
    /// One need, and one question in plain words, against 5 000 offers.
    Answers,
    /// From titles to occupations: MELO in five languages, beside peers in the same run.
    Linking {
        /// Leave out the peers in Python and what was published.
        #[arg(long)]
        alone: bool,
        /// Only these languages, separated by commas.
        #[arg(long, value_delimiter = ',')]
        only: Vec<String>,
        /// Leave out MELO: Swedish titles only.
        #[arg(long)]
        titles: bool,
        /// Which half of the Swedish titles.
        #[arg(long, value_enum, default_value_t = titles::Half::Held)]
        half: titles::Half,
    },
}

pub(crate) fn run(bench: &Bench) -> Result<bool> {
    let Bench::Linking { alone, only, titles, half } = bench else {
        answers::run()?;
        return Ok(true);
    };
    if !titles {
        melo::run(*alone, only)?;
    }
    if only.is_empty() {
        titles::run(*alone, *half)?;
    }
    Ok(true)
}
