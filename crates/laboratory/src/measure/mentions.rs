//! Running text: which skills a sentence names (TECH and HOUSE), which occupations and skills an
//! advertisement names, and how fast that is found.

mod ads;
mod skills;
mod speed;

use anyhow::Result;
use clap::Args;

use crate::jobtech::Half;

/// What of running text is measured.
#[derive(Args)]
pub(crate) struct Mentions {
    /// Leave out the peers in Python and what was published.
    #[arg(long)]
    alone: bool,
    /// Only this part.
    #[arg(long, value_enum)]
    only: Option<Part>,
    /// What was looked at while choosing (validation sets, ads 1–50), or what is reported.
    #[arg(long, value_enum, default_value_t = Half::Held)]
    half: Half,
    /// Print every mention in its line, for reading through.
    #[arg(long)]
    show: bool,
}

/// A part of the measurement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// English sentences to skills of ESCO.
    Skills,
    /// Swedish advertisements beside the words another program found in them.
    Ads,
    /// Time and memory.
    Speed,
}

pub(crate) fn run(arguments: &Mentions) -> Result<()> {
    let wanted = |part: Part| arguments.only.is_none_or(|only| only == part);
    if wanted(Part::Skills) {
        skills::run(arguments.alone, arguments.half)?;
    }
    if wanted(Part::Ads) {
        ads::run(arguments.half, arguments.show)?;
    }
    if wanted(Part::Speed) {
        speed::run()?;
    }
    Ok(())
}

/// A share of a count.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}
