//! kill -9 in the middle of migrations, from nothing and from every earlier schema: the next start
//! completes them, and nothing that was there is gone.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::{Row, Setting};
use crate::kill::Moments;
use crate::process::{self, Scratch};
use crate::workspace;

/// Rows put into an earlier schema.
const ROWS: u32 = 500;

pub(super) fn run(setting: &Setting) -> Result<Row> {
    let looker = super::power::build()?;
    let files = migrations()?;
    let mut row = Row::default();
    let mut moments = Moments(3);
    let mut interrupted = 0;
    for schema in 0..files.len() {
        for _ in 0..setting.pick(2, 20) {
            let scratch = Scratch::new("migrate")?;
            let database = scratch.path().join("samkraft.db");
            if schema > 0 {
                older(&looker, &scratch, &files, schema, &database)?;
            }
            let migrate = |words: &[&str]| {
                let mut command = Command::new(&setting.program);
                command.arg("migrate").args(words).current_dir(scratch.path());
                command.env("SAMKRAFT_DATABASE_URL", format!("sqlite:{}", database.display()));
                command
            };
            let mut child = migrate(&[]).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
            // A debug build migrates in some tens of milliseconds.
            std::thread::sleep(moments.next() / 20);
            interrupted += u64::from(child.try_wait()?.is_none());
            child.kill()?;
            child.wait()?;
            let begun = Instant::now();
            let status = process::read(&mut migrate(&[])).context("after a kill")?;
            row.slowest_ready = row.slowest_ready.max(begun.elapsed());
            let applied = status.lines().filter(|line| line.ends_with(" applied")).count();
            row.must(applied == files.len(), format!("from schema {schema}: {status}"));
            let kept = count(&looker, &database)?;
            let expected = if schema > 0 { ROWS } else { 0 };
            row.must(kept == Some(expected), format!("schema {schema}: {kept:?} of {expected}"));
            row.rounds += 1;
        }
    }
    row.must(row.slowest_ready < Duration::from_mins(1), "a migration took more than a minute");
    row.note = format!("{interrupted} interrupted, from {} schemas", files.len());
    Ok(row)
}

fn migrations() -> Result<Vec<PathBuf>> {
    let folder = workspace::root().join("crates/store/migrations/sqlite");
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        files.push(entry?.path());
    }
    files.sort();
    Ok(files)
}

/// A database with only the first migrations, and rows in it.
fn older(
    program: &Path,
    scratch: &Scratch,
    files: &[PathBuf],
    schema: usize,
    database: &Path,
) -> Result<()> {
    let folder = scratch.path().join("migrations");
    std::fs::create_dir_all(&folder)?;
    for file in files.iter().take(schema) {
        std::fs::copy(file, folder.join(file.file_name().context("a name")?))?;
    }
    let mut command = Command::new(program);
    process::run(command.arg("older").arg(database).arg(&folder).arg(ROWS.to_string()))
}

/// How many organisations a sound database holds; none if it is damaged.
fn count(program: &Path, database: &Path) -> Result<Option<u32>> {
    let mut child =
        Command::new(program).arg("look").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let name = format!("{}\n", database.display());
    std::io::Write::write_all(&mut child.stdin.take().context("no input")?, name.as_bytes())?;
    let output = child.wait_with_output()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let Some((verdict, ids)) = text.trim_end_matches('\n').split_once('\t') else {
        return Ok(None);
    };
    let number = ids.split_whitespace().count();
    Ok((verdict == "sound").then_some(u32::try_from(number)?))
}
