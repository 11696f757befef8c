//! `xtask kill`: pulls the plug on a writing server and counts what is left.
//!
//! Writers post visits to the contact book and note every answer of 2xx. At a moment a seed decides
//! the server gets SIGKILL; after the restart every noted write must be there exactly once, and a
//! write whose answer never came may be repeated under its key without being doubled.

mod mail;
mod sink;

use std::time::Duration;

use anyhow::{Context, Result};
use clap::Args;

use crate::http::Client;
use crate::server::{self, Build, Database, Demo, PASSWORD};
use crate::tally::Tally;
use crate::writers::{self, Manner, ROLE, Verdict};

/// The least and the most time from the first write to the kill.
const KILL_AFTER_MS: (u64, u64) = (100, 2_000);
/// How many times to kill unless told otherwise.
const ROUNDS: u64 = 20;

#[derive(Args)]
pub(crate) struct KillArguments {
    /// How many times to kill: 20 unless told otherwise.
    #[arg(long)]
    rounds: Option<u64>,
    /// How many connections write at once.
    #[arg(long, default_value_t = 8)]
    writers: u64,
    /// Decides the moments of death; a failure repeats under the same seed.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Kill the server while it sends mail instead, five times unless rounds are given.
    #[arg(long)]
    mail: bool,
    /// How many mails, with --mail.
    #[arg(long, default_value_t = 1_000)]
    mails: usize,
}

/// What one round showed.
struct Round {
    killed_after: Duration,
    ready_after: Duration,
    acknowledged: usize,
    open: usize,
    lost: usize,
    doubled: usize,
    refused: Option<String>,
}

/// Runs the rounds, prints a table and the count; true when nothing was lost or doubled.
pub(crate) fn run(arguments: &KillArguments) -> Result<bool> {
    if arguments.mail {
        let kills = usize::try_from(arguments.rounds.unwrap_or(5))?;
        return mail::run(arguments.mails, kills, arguments.seed);
    }
    let program = server::build(Build::Debug)?;
    let mut demo = Demo::new(&program, Database::Sqlite)?;
    let filled = demo.fill()?;
    let email = filled.email_of(ROLE)?.to_owned();
    demo.start()?;
    let mut moments = Moments(arguments.seed);
    let mut tally = Tally::default();
    println!("| round | killed after ms | ready after ms | acknowledged | open | lost | doubled |");
    println!("|--:|--:|--:|--:|--:|--:|--:|");
    for number in 1..=arguments.rounds.unwrap_or(ROUNDS) {
        let round = one_round(&mut demo, &email, arguments.writers, number, &mut moments)
            .with_context(|| format!("round {number}, seed {}", arguments.seed))?;
        let (killed, ready) = (round.killed_after.as_millis(), round.ready_after.as_millis());
        let Round { acknowledged, open, lost, doubled, .. } = round;
        println!(
            "| {number} | {killed} | {ready} | {acknowledged} | {open} | {lost} | {doubled} |"
        );
        tally.count(lost == 0);
        tally.count(doubled == 0);
        tally.count(acknowledged > 0 && round.refused.is_none());
        if let Some(refused) = round.refused {
            println!("a write was refused: {refused}");
        }
    }
    println!("{tally}");
    Ok(tally.holds())
}

fn one_round(
    demo: &mut Demo<'_>,
    email: &str,
    writers: u64,
    number: u64,
    moments: &mut Moments,
) -> Result<Round> {
    let url = demo.url()?.to_owned();
    let mut reader = Client::log_in(&url, email, PASSWORD)?;
    let targets = writers::targets(&mut reader)?;
    let killed_after = moments.next();
    let label = format!("{number}");
    let journal =
        writers::crowd(&reader, &url, &label, (writers, Manner::Stops), &targets, || {
            std::thread::sleep(killed_after);
            demo.kill()
        })?;
    let ready_after = demo.start()?;
    // The same session: being logged in is an acknowledged write too.
    let mut reader = reader.at(demo.url()?);
    reader.renew_session().context("the session did not survive")?;
    let Verdict { lost, doubled } = writers::judge(&mut reader, &journal, &targets)?;
    Ok(Round {
        killed_after,
        ready_after,
        acknowledged: journal.acknowledged.len(),
        open: journal.open.len(),
        lost,
        doubled,
        refused: journal.refused,
    })
}

/// Moments of death, decided by a seed (the `SplitMix64` generator).
pub(crate) struct Moments(pub(crate) u64);

impl Moments {
    /// The next moment.
    pub(crate) fn next(&mut self) -> Duration {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        let (least, most) = KILL_AFTER_MS;
        Duration::from_millis(least + mixed % (most - least))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_moments_again() {
        let moments = |seed| {
            let mut moments = Moments(seed);
            (0..50).map(move |_| moments.next()).collect::<Vec<_>>()
        };
        assert_eq!(moments(7), moments(7));
        assert_ne!(moments(7), moments(8));
        let (least, most) = KILL_AFTER_MS;
        let range = Duration::from_millis(least)..Duration::from_millis(most);
        assert!(moments(7).iter().all(|moment| range.contains(moment)));
    }
}
