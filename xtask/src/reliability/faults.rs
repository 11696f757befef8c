//! The disk reports a fault at the n-th call. A write that was not kept is never answered with
//! 2xx, and the server takes writes again by itself once the disk does.

use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result};

use super::{Row, Setting, broker, wait_until_ready};
use crate::process;
use crate::writers::{self, Manner};

/// Which call fails, and how.
const FAULTS: &[(&str, &str)] =
    &[("fdatasync,fsync", "EIO"), ("pwrite64", "EIO"), ("pwrite64", "ENOSPC")];
/// Writers at once.
const WRITERS: u64 = 4;
/// How long they write against the failing disk.
const SPOILT_FOR: Duration = Duration::from_millis(600);
/// How long strace needs to take hold of every thread.
const ATTACHED_AFTER: Duration = Duration::from_millis(400);
/// A server takes writes again within this after the disk does.
const HEALED_WITHIN: Duration = Duration::from_secs(10);
/// kill -9 after so many rounds: what was answered must be on the disk, not just in memory.
const KILLED_EVERY: u64 = 10;

pub(super) fn run(setting: &Setting) -> Result<Row> {
    let mut row = Row::default();
    let (mut refused, mut spoilt) = (0, 0);
    for (number, (calls, errno)) in FAULTS.iter().enumerate() {
        let (mut demo, filled) = setting.demo()?;
        demo.start()?;
        let (mut reader, targets) = broker(&demo, filled)?;
        for n in 1..=setting.pick(4, 100) {
            // Every third time the disk stays broken from the n-th call on.
            let when = if n % 3 == 0 { format!("{n}+") } else { n.to_string() };
            let url = demo.url()?.to_owned();
            let process = demo.process()?;
            let journal = writers::crowd(
                &reader,
                &url,
                &format!("f{number}-{n}"),
                (WRITERS, Manner::GoesOn),
                &targets,
                || {
                    let mut spoiler = spoil(process, calls, errno, &when)?;
                    std::thread::sleep(ATTACHED_AFTER + SPOILT_FOR);
                    let reads = crate::http::Client::new(&url).get("/insatser")?;
                    anyhow::ensure!(reads.is_success(), "a page was not shown: {}", reads.start());
                    process::signal(spoiler.id(), "INT")?;
                    spoiler.wait()?;
                    Ok(())
                },
            )
            .with_context(|| format!("{calls} {errno} at call {when}"))?;
            let healed = wait_until_ready(&url, HEALED_WITHIN)
                .with_context(|| format!("after {calls} {errno} at call {when}"))?;
            if n % KILLED_EVERY == 0 || n == setting.pick(4, 100) {
                demo.kill()?;
                demo.start()?;
                reader = reader.at(demo.url()?);
            }
            refused += journal.failures;
            spoilt += u64::from(journal.failures > 0);
            let verdict = writers::judge(&mut reader, &journal, &targets)?;
            row.must(
                journal.statuses.iter().all(|status| matches!(status, 503 | 507)),
                format!("{calls} {errno} at call {when}: answered {:?}", journal.statuses),
            );
            row.must(journal.broken == 0, format!("{} connections broke", journal.broken));
            row.add(&journal, &verdict, healed);
        }
    }
    row.must(spoilt > 0, "no write met a fault: the test proves nothing");
    row.note = format!("{refused} writes refused in {spoilt} rounds, reads went on");
    Ok(row)
}

/// Takes hold of a running process and lets its calls fail until told to stop.
fn spoil(process: u32, calls: &str, errno: &str, when: &str) -> Result<Child> {
    Command::new("strace")
        .args(["-f", "-q", "-o", "/dev/null", "-p", &process.to_string(), "-e"])
        .arg(format!("trace={calls}"))
        .arg("-e")
        .arg(format!("inject={calls}:error={errno}:when={when}"))
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .context("start strace")
}
