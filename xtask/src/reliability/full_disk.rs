//! The disk is full: writes are refused with 507 and say so, reading and logging in go on as far
//! as they need no disk, and all is well again when there is room.

use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::{Row, Setting, broker, wait_until_ready};
use crate::http::Client;
use crate::setup;
use crate::writers::{self, Manner, Targets};

/// The small disk, mounted where only the server sees it.
const MOUNT: &str = "mkdir -p \"$SAMKRAFT_DATA_DIR\" && \
    mount -t tmpfs -o size=96m samkraft \"$SAMKRAFT_DATA_DIR\" && \
    cp \"$COPY\"/* \"$SAMKRAFT_DATA_DIR\" && exec \"$0\" \"$@\"";
/// A write is refused within this once every free byte is taken.
const FULL_WITHIN: Duration = Duration::from_secs(30);
/// A server takes writes again within this after room was made.
const HEALED_WITHIN: Duration = Duration::from_secs(10);

pub(super) fn run(setting: &Setting) -> Result<Row> {
    let mut row = Row::default();
    let may_mount = setup::is_root()?
        && Command::new("unshare").args(["--mount", "true"]).status().is_ok_and(|s| s.success());
    if !may_mount {
        println!("skipped: a small disk can only be mounted as root");
        return Ok(row);
    }
    let (mut demo, filled) = setting.demo()?;
    let copy = demo.folder().join("copy");
    std::fs::rename(demo.data(), &copy)?;
    demo.set("COPY", copy.display().to_string());
    demo.wrap(&["unshare", "--mount", "sh", "-c", MOUNT]);
    demo.start()?;
    let url = demo.url()?.to_owned();
    // What the server sees, from outside.
    let seen = format!("/proc/{}/root{}", demo.process()?, demo.data().display());
    let ballast = Path::new(&seen).join("ballast");
    let (mut reader, targets) = broker(&demo, filled)?;
    let mut refused = 0;
    for round in 0..setting.pick(2, 20) {
        let mut says = String::new();
        let label = format!("d{round}");
        let journal = writers::crowd(&reader, &url, &label, (4, Manner::GoesOn), &targets, || {
            says = refused_at_last(&reader, &url, &targets, &ballast, round)?;
            for page in ["/insatser", "/", "/logga-in"] {
                let answer = Client::new(&url).get(page)?;
                ensure!(answer.is_success(), "{page}: {}", answer.start());
            }
            std::fs::remove_file(&ballast)?;
            Ok(())
        })?;
        let begun = Instant::now();
        wait_until_ready(&url, HEALED_WITHIN)?;
        let healed = begun.elapsed();
        refused += journal.failures;
        let verdict = writers::judge(&mut reader, &journal, &targets)?;
        row.must(
            says.contains("storage-full"),
            format!("a full disk is told as {:?}: {says}", journal.statuses),
        );
        row.must(
            journal.statuses.iter().all(|status| matches!(status, 503 | 507)),
            format!("answered {:?}", journal.statuses),
        );
        row.add(&journal, &verdict, healed);
    }
    row.note = format!("{refused} writes refused with 507 or 503, pages were shown");
    Ok(row)
}

/// Takes whatever room there is until a write is refused; answers the refusal. SQLite makes room
/// for some more writes by emptying its log, so this can take a few tries.
fn refused_at_last(
    reader: &Client,
    url: &str,
    targets: &Targets,
    ballast: &Path,
    round: u64,
) -> Result<String> {
    let mut writer = reader.at(url);
    let begun = Instant::now();
    for number in 0.. {
        fill(ballast)?;
        let key = format!("kill-full-{round}-{number}");
        let answer = writers::write(&mut writer, &key, targets)?;
        if answer.status == 507 {
            return Ok(answer.start());
        }
        ensure!(begun.elapsed() < FULL_WITHIN, "not refused: {}", answer.start());
    }
    Ok(String::new())
}

/// Fills what is left of the disk, to the last byte.
fn fill(ballast: &Path) -> Result<()> {
    let mut options = std::fs::OpenOptions::new();
    let mut file = options.create(true).append(true).open(ballast).context("the ballast")?;
    for size in [1 << 20, 4096, 1] {
        let block = vec![0_u8; size];
        while file.write_all(&block).is_ok() {}
    }
    Ok(())
}
