//! From nothing to a listening demo, as someone who has just heard of the project does it.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::process::{self, Scratch};
use crate::server::{Database, Demo};
use crate::workspace;

/// Clones what is committed here, builds it in a directory of its own and starts the demo.
pub(super) fn run() -> Result<()> {
    let scratch = Scratch::new("clone")?;
    let copy = scratch.path().join("samkraft");
    let cloned = timed(
        Command::new("git")
            .args(["clone", "--quiet", "--no-local"])
            .arg(workspace::root())
            .arg(&copy),
    )?;
    let built = timed(
        Command::new(workspace::cargo())
            .args(["build", "--release", "--quiet"])
            .current_dir(&copy)
            .env("CARGO_TARGET_DIR", copy.join("target"))
            .stdin(Stdio::null()),
    )?;
    let mut demo = Demo::new(&copy.join("target/release/samkraft"), Database::Sqlite)?;
    let ready = demo.start()?;
    demo.stop()?;
    println!("| step | seconds |");
    println!("|---|--:|");
    let steps = [("git clone", cloned), ("cargo build --release", built), ("demo ready", ready)];
    for (step, took) in steps {
        println!("| {step} | {:.1} |", took.as_secs_f64());
    }
    println!("| together | {:.1} |", (cloned + built + ready).as_secs_f64());
    Ok(())
}

fn timed(command: &mut Command) -> Result<Duration> {
    let start = Instant::now();
    process::run(command)?;
    Ok(start.elapsed())
}
