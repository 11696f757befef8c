//! Measures the engines beside others.

mod answers;
mod melo;
mod mentions;
mod peers;
mod reliability;
mod score;
mod titles;

use anyhow::Result;
use clap::Subcommand;

use crate::jobtech::Half;

/// What can be measured.
#[derive(Subcommand)]
pub(crate) enum Bench {
    /// One need, and one question in plain words, against 5 000 offers.
    Answers,
    /// Skills and occupations in running text.
    Mentions(mentions::Mentions),
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
        #[arg(long, value_enum, default_value_t = Half::Held)]
        half: Half,
    },
}

pub(crate) fn run(bench: &Bench) -> Result<bool> {
    match bench {
        Bench::Answers => answers::run()?,
        Bench::Mentions(arguments) => mentions::run(arguments)?,
        Bench::Linking { alone, only, titles, half } => {
            if !titles {
                melo::run(*alone, only)?;
            }
            if only.is_empty() {
                titles::run(*alone, *half)?;
            }
        }
    }
    Ok(true)
}
