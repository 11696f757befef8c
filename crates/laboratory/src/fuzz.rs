//! Every parser against bytes that nobody meant: examples are mutated for so many seconds each. A
//! panic, a broken promise of the parser, or an input that takes too long is a finding, printed as
//! a Rust byte string that can stand in a test.

mod mutate;
mod targets;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use clap::Args;

use mutate::{Dice, mutate};
use targets::{TARGETS, Target};

/// Longest input, unless an example is longer.
const LONGEST: usize = 4_096;
/// One input may take this long in a debug build on a busy machine.
const SLOW: Duration = Duration::from_secs(2);
/// Targets at once.
const THREADS: usize = 2;
/// Bytes of a finding that are printed.
const SHOWN: usize = 2_000;

/// How long, and what.
#[derive(Args)]
pub(crate) struct FuzzArguments {
    /// Seconds for each target.
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Decides every input; the same seed tries the same ones in the same order.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Only this target.
    #[arg(long)]
    only: Option<String>,
}

/// What became of a target.
struct Outcome {
    name: &'static str,
    inputs: u64,
    accepted: u64,
    slowest: Duration,
    findings: Vec<String>,
}

/// Runs the targets, prints a table and the count; true when nothing was found.
pub(crate) fn run(arguments: &FuzzArguments) -> Result<bool> {
    let named = |target: &&Target| arguments.only.as_deref().is_none_or(|only| only == target.name);
    let chosen: Vec<&Target> = TARGETS.iter().filter(named).collect();
    let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
    ensure!(!chosen.is_empty(), "no such target; there are {}", names.join(", "));
    // What a parser says in falling over is told in the table.
    std::panic::set_hook(Box::new(|_| {}));
    let next = AtomicUsize::new(0);
    let time = Duration::from_secs(arguments.seconds);
    let mut outcomes: Vec<Outcome> = std::thread::scope(|scope| {
        let work = || {
            let mut done = Vec::new();
            while let Some(target) = chosen.get(next.fetch_add(1, Ordering::Relaxed)) {
                done.push(one(target, arguments.seed, time));
            }
            done
        };
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(work)).collect();
        let joined = threads.into_iter().map(|thread| thread.join().ok().context("a thread died"));
        joined.collect::<Result<Vec<_>>>().map(|done| done.into_iter().flatten().collect())
    })?;
    outcomes.sort_by_key(|outcome| names.iter().position(|name| *name == outcome.name));
    Ok(report(&outcomes))
}

fn one(target: &Target, seed: u64, time: Duration) -> Outcome {
    let examples = (target.examples)();
    let longest = examples.iter().map(Vec::len).max().unwrap_or_default().max(LONGEST);
    let mut dice = Dice(seed);
    let mut outcome = Outcome {
        name: target.name,
        inputs: 0,
        accepted: 0,
        slowest: Duration::ZERO,
        findings: Vec::new(),
    };
    let begun = Instant::now();
    while begun.elapsed() < time && outcome.findings.is_empty() {
        let input = mutate(&mut dice, &examples, longest);
        let started = Instant::now();
        let said = catch_unwind(AssertUnwindSafe(|| (target.parse)(&input)));
        let took = started.elapsed();
        outcome.inputs += 1;
        outcome.slowest = outcome.slowest.max(took);
        let finding = match said {
            Ok(Ok(accepted)) => {
                outcome.accepted += u64::from(accepted);
                (took > SLOW).then(|| format!("took {} ms", took.as_millis()))
            }
            Ok(Err(broken)) => Some(broken),
            Err(_) => Some("panicked".to_owned()),
        };
        let shown = input.get(..input.len().min(SHOWN)).unwrap_or_default();
        outcome
            .findings
            .extend(finding.map(|what| format!("{what}: b\"{}\"", shown.escape_ascii())));
    }
    outcome
}

fn report(outcomes: &[Outcome]) -> bool {
    println!("| parser | inputs | accepted | slowest ms | findings |");
    println!("|---|--:|--:|--:|--:|");
    for one in outcomes {
        let (found, slowest) = (one.findings.len(), one.slowest.as_millis());
        println!("| {} | {} | {} | {slowest} | {found} |", one.name, one.inputs, one.accepted);
    }
    for one in outcomes {
        one.findings.iter().for_each(|finding| println!("{}: {finding}", one.name));
    }
    let failed = outcomes.iter().filter(|one| !one.findings.is_empty()).count();
    println!("{} passed, {failed} failed, 0 skipped", outcomes.len() - failed);
    failed == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(parse: fn(&[u8]) -> Result<bool, String>) -> Outcome {
        let target = Target { name: "test", examples: || vec![b"abc".to_vec()], parse };
        one(&target, 1, Duration::from_millis(200))
    }

    #[test]
    fn every_example_is_accepted_as_it_stands() {
        for target in TARGETS {
            let examples = (target.examples)();
            assert!(!examples.is_empty(), "{}", target.name);
            for example in examples {
                let text = example.escape_ascii().to_string();
                assert_eq!((target.parse)(&example), Ok(true), "{}: {text:.200}", target.name);
            }
        }
    }

    #[test]
    fn a_parser_that_falls_over_or_breaks_its_word_is_found() {
        let panics = of(|input| if input.len() > 5 { panic!("long") } else { Ok(true) });
        assert!(panics.findings.first().is_some_and(|finding| finding.starts_with("panicked")));
        let breaks = of(|input| if input.contains(&0) { Err("nul".into()) } else { Ok(true) });
        assert!(breaks.findings.first().is_some_and(|finding| finding.starts_with("nul")));
        assert!(of(|_| Ok(false)).findings.is_empty());
    }
}
