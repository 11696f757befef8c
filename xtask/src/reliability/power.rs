//! The power goes. A log of the calls to the system tells what had been synced at any moment; the
//! files are rebuilt as a disk might hold them then: what was not synced is gone, partly kept, or
//! torn in the middle of a page. Every answered write must be there.
//!
//! The same test on a store that answers before the disk has must find losses, or it proves
//! nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use regex::Regex;

use super::{Row, Setting};
use crate::process::{self, Scratch};
use crate::workspace;

/// Writes before the power goes, at the latest.
const WRITES: usize = 240;
/// What a disk writes in one piece.
const SECTOR: usize = 512;

pub(super) fn run(setting: &Setting) -> Result<Row> {
    let program = build()?;
    let states = setting.pick(40, 1_000);
    let careful = cut(&program, "careful", states)?;
    let careless = cut(&program, "careless", states.min(100))?;
    let mut row = Row {
        rounds: states,
        acknowledged: careful.acknowledged,
        lost: careful.lost_writes,
        note: format!(
            "{} of {states} states lost something with synchronous=FULL, {} of {} with NORMAL",
            careful.lossy_states,
            careless.lossy_states,
            states.min(100)
        ),
        ..Row::default()
    };
    row.must(careful.unsound == 0, format!("{} states are damaged", careful.unsound));
    row.must(careless.lossy_states > 0, "the test does not notice writes that are not synced");
    Ok(row)
}

/// Builds the two ends of this test.
pub(super) fn build() -> Result<PathBuf> {
    process::run(
        Command::new(workspace::cargo())
            .args(["build", "--quiet", "--package", "store", "--example", "power_cut"])
            .args(["--features", "careless"])
            .current_dir(workspace::root()),
    )?;
    Ok(workspace::target().join("debug/examples/power_cut"))
}

/// What the states of one run showed.
#[derive(Default)]
struct Cut {
    acknowledged: usize,
    lossy_states: usize,
    lost_writes: usize,
    unsound: usize,
}

fn cut(program: &Path, manner: &str, states: u64) -> Result<Cut> {
    let scratch = Scratch::new("power")?;
    let folder = scratch.path().join("disk");
    std::fs::create_dir(&folder)?;
    let file = folder.join("samkraft.db");
    process::run(Command::new(program).arg("make").arg(&file))?;
    let mut before = BTreeMap::new();
    for entry in std::fs::read_dir(&folder)? {
        let path = entry?.path();
        before.insert(path.display().to_string(), std::fs::read(&path)?);
    }
    let log = scratch.path().join("calls");
    process::read(
        Command::new("strace")
            .args(["-f", "-y", "-xx", "-s", "200000", "-e"])
            .arg("trace=openat,pwrite64,write,fsync,fdatasync,ftruncate,unlink,rename")
            .arg("-o")
            .arg(&log)
            .arg(program)
            .arg("write")
            .arg(&file)
            .args([manner, &WRITES.to_string()]),
    )
    .context("write under strace")?;
    let calls = Calls::read(&std::fs::read_to_string(&log)?, &folder.display().to_string())?;
    let acknowledged = calls.0.iter().filter(|call| matches!(call, Call::Answered(_))).count();
    ensure!(acknowledged == WRITES, "{acknowledged} answers in the log, {WRITES} were written");
    let mut dice = Dice(1);
    let mut images = Vec::new();
    for state in 0..states {
        let moment = calls.0.len() / 20 + dice.below(calls.0.len() - calls.0.len() / 20);
        let (files, answered) = calls.disk_at(moment, &before, &mut dice, state % 3);
        let image = scratch.path().join(format!("image-{state}"));
        std::fs::create_dir(&image)?;
        for (path, bytes) in &files {
            let name = Path::new(path).file_name().context("a file without a name")?;
            std::fs::write(image.join(name), bytes)?;
        }
        images.push((image, answered));
    }
    let mut seen = Cut { acknowledged, ..Cut::default() };
    look(program, &images, &mut seen)?;
    Ok(seen)
}

/// Starts a store on each image and compares what it finds with what was answered.
fn look(program: &Path, images: &[(PathBuf, BTreeSet<String>)], seen: &mut Cut) -> Result<()> {
    let mut child = Command::new(program)
        .arg("look")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("start the looking end")?;
    let mut questions = child.stdin.take().context("no standard input")?;
    let mut answers = BufReader::new(child.stdout.take().context("no standard output")?).lines();
    for (image, answered) in images {
        writeln!(questions, "{}", image.join("samkraft.db").display())?;
        let line = answers.next().context("the looking end has stopped")??;
        let (verdict, ids) = line.split_once('\t').context("no verdict")?;
        if verdict != "sound" {
            println!("damaged: {}: {verdict}", image.display());
            seen.unsound += 1;
        }
        let there: BTreeSet<&str> = ids.split(' ').collect();
        let lost = answered.iter().filter(|id| !there.contains(id.as_str())).count();
        seen.lossy_states += usize::from(lost > 0);
        seen.lost_writes += lost;
        std::fs::remove_dir_all(image)?;
    }
    drop(questions);
    child.wait()?;
    Ok(())
}

/// What happened to the files, in order.
#[derive(Debug, PartialEq, Eq)]
enum Call {
    Created(String),
    Written { path: String, offset: usize, bytes: Vec<u8> },
    Cut { path: String, length: usize },
    Synced(String),
    Removed(String),
    Answered(String),
}

struct Calls(Vec<Call>);

impl Calls {
    /// Reads strace's log. A call that another thread interrupts is printed in two halves; an
    /// answer counts from its beginning and everything else from its end, which is the stricter
    /// reading of both.
    fn read(log: &str, folder: &str) -> Result<Self> {
        let mut halves: BTreeMap<&str, &str> = BTreeMap::new();
        let resumed = Regex::new(r"^<\.\.\. \w+ resumed>")?;
        let mut calls = Vec::new();
        for line in log.lines() {
            let Some((thread, call)) = line.split_once(' ') else { continue };
            let call = call.trim_start();
            if let Some(first) = call.strip_suffix("<unfinished ...>") {
                if let Some(answer) = answer(first) {
                    calls.push(answer);
                } else {
                    halves.insert(thread, first);
                }
                continue;
            }
            let whole = match resumed.find(call) {
                Some(mark) => match halves.remove(thread) {
                    Some(first) => format!("{first}{}", call.get(mark.end()..).unwrap_or_default()),
                    None => continue,
                },
                None => call.to_owned(),
            };
            match answer(&whole) {
                Some(answer) => calls.push(answer),
                None => calls.extend(parse(&whole, folder)?),
            }
        }
        Ok(Self(calls))
    }

    /// The files as a disk might hold them when the power goes before this call, and what had been
    /// answered by then.
    fn disk_at(
        &self,
        moment: usize,
        before: &BTreeMap<String, Vec<u8>>,
        dice: &mut Dice,
        mode: u64,
    ) -> (BTreeMap<String, Vec<u8>>, BTreeSet<String>) {
        let mut files = before.clone();
        let mut waiting: Vec<&Call> = Vec::new();
        let mut uncertain: BTreeSet<&str> = BTreeSet::new();
        let mut answered = BTreeSet::new();
        for call in self.0.iter().take(moment) {
            match call {
                Call::Answered(id) => {
                    answered.insert(id.clone());
                }
                Call::Created(path) => {
                    if !files.contains_key(path) {
                        uncertain.insert(path);
                        files.insert(path.clone(), Vec::new());
                    }
                }
                Call::Removed(path) => {
                    files.remove(path);
                    waiting.retain(|call| target(call) != Some(path));
                }
                Call::Synced(path) => {
                    let (now, later) =
                        waiting.into_iter().partition(|call| target(call) == Some(path));
                    waiting = later;
                    let now: Vec<&Call> = now;
                    for call in now {
                        apply(&mut files, call, usize::MAX);
                    }
                    // Syncing a folder makes the names in it last.
                    uncertain.retain(|file| Path::new(file).parent() != Some(Path::new(path)));
                }
                Call::Written { .. } | Call::Cut { .. } => waiting.push(call),
            }
        }
        for call in waiting {
            let sectors = match (mode, dice.below(2)) {
                (0, _) | (1 | 2, 0) => 0,
                (1, _) => usize::MAX,
                _ => dice.below(9),
            };
            apply(&mut files, call, sectors.saturating_mul(SECTOR));
        }
        for name in uncertain {
            if mode == 0 {
                files.remove(name);
            }
        }
        (files, answered)
    }
}

fn target(call: &Call) -> Option<&String> {
    match call {
        Call::Written { path, .. } | Call::Cut { path, .. } => Some(path),
        _ => None,
    }
}

/// Carries out a write up to so many bytes, or a cut.
fn apply(files: &mut BTreeMap<String, Vec<u8>>, call: &Call, most: usize) {
    match call {
        Call::Written { path, offset, bytes } => {
            let bytes = bytes.get(..most.min(bytes.len())).unwrap_or_default();
            if bytes.is_empty() {
                return;
            }
            let file = files.entry(path.clone()).or_default();
            let end = offset + bytes.len();
            if file.len() < end {
                file.resize(end, 0);
            }
            if let Some(place) = file.get_mut(*offset..end) {
                place.copy_from_slice(bytes);
            }
        }
        Call::Cut { path, length } if most > 0 => {
            files.entry(path.clone()).or_default().resize(*length, 0);
        }
        _ => {}
    }
}

/// The line with which the writing end says that a write was answered.
fn answer(call: &str) -> Option<Call> {
    let text = call.strip_prefix("write(1<")?.split_once(">, \"")?.1;
    let bytes = unescape(text.split('"').next()?)?;
    let id = std::str::from_utf8(&bytes).ok()?.trim_end().strip_prefix("ACK ")?;
    Some(Call::Answered(id.to_owned()))
}

/// A call on one of our files; an error when it is one and cannot be read, since a log with a hole
/// would blame the store.
fn parse(call: &str, folder: &str) -> Result<Option<Call>> {
    let Some((name, rest)) = call.split_once('(') else { return Ok(None) };
    let Some((arguments, result)) = rest.rsplit_once(" = ") else { return Ok(None) };
    let Some(path) = path_of(name, arguments, result) else { return Ok(None) };
    // The index of the log lives in memory; it is made anew after a restart.
    if result.starts_with('-') || !path.starts_with(folder) || path.ends_with("-shm") {
        return Ok(None);
    }
    let last = || {
        let number = arguments.rsplit_once(", ").map_or("", |(_, last)| last);
        // A call that was interrupted has spaces about its last parenthesis.
        let number = number.trim_end_matches([')', ' ']);
        number.parse().with_context(|| format!("a number: {number}"))
    };
    Ok(match name {
        "openat" => Some(Call::Created(path)),
        "unlink" => Some(Call::Removed(path)),
        "fsync" | "fdatasync" => Some(Call::Synced(path)),
        "ftruncate" => Some(Call::Cut { path, length: last()? }),
        "pwrite64" => {
            let bytes = arguments.split('"').nth(1).and_then(unescape).context("no bytes")?;
            Some(Call::Written { path, offset: last()?, bytes })
        }
        _ => None,
    })
}

/// The file a call is about; none for one that only opens a file to read it.
fn path_of(name: &str, arguments: &str, result: &str) -> Option<String> {
    match name {
        "openat" => {
            let text = result.split_once('<')?.1.rsplit_once('>')?.0;
            arguments.contains("O_CREAT").then(|| plain(text))?
        }
        "unlink" => plain(arguments.split('"').nth(1)?),
        _ => plain(arguments.split_once('<')?.1.split_once('>')?.0),
    }
}

/// A path, which strace prints plain or in hexadecimal.
fn plain(text: &str) -> Option<String> {
    if text.starts_with("\\x") {
        return String::from_utf8(unescape(text)?).ok();
    }
    Some(text.to_owned())
}

fn unescape(text: &str) -> Option<Vec<u8>> {
    let digits = text.split("\\x").skip(1);
    digits.map(|two| u8::from_str_radix(two.get(..2)?, 16).ok()).collect()
}

/// The `SplitMix64` generator.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % u64::try_from(bound.max(1)).unwrap_or(1)).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOG: &str = "7 pwrite64(5</d/a>, \"\\x61\\x62\", 2, 0 <unfinished ...>\n\
        9 futex(0x7f) = 0\n\
        7 <... pwrite64 resumed>)          = 2\n\
        7 fdatasync(5</d/a> <unfinished ...>\n\
        8 write(1<pipe:[1]>, \"\\x41\\x43\\x4b\\x20\\x31\\x0a\", 6 <unfinished ...>\n\
        7 <... fdatasync resumed>) = 0\n\
        8 <... write resumed>) = 6\n\
        7 pwrite64(5</d/a>, \"\\x63\", 1, 2) = 1\n\
        7 fsync(5</d/a>) = -1 EIO (Input/output error)\n";

    #[test]
    fn a_log_is_read_with_its_halves_joined() {
        let calls = Calls::read(LOG, "/d").unwrap().0;
        let written = |offset, bytes: &[u8]| Call::Written {
            path: "/d/a".into(),
            offset,
            bytes: bytes.to_vec(),
        };
        let answered = Call::Answered("1".into());
        let synced = Call::Synced("/d/a".into());
        assert_eq!(calls, [written(0, b"ab"), answered, synced, written(2, b"c")]);
    }

    #[test]
    fn a_write_that_cannot_be_read_is_no_write_that_was_not_made() {
        let log = "7 pwrite64(5</d/a>, \"\\x61\", 1, here) = 1\n";
        assert!(Calls::read(log, "/d").is_err());
        assert!(Calls::read(&log.replace("/d/", "/e/"), "/d").is_ok());
    }

    #[test]
    fn what_was_not_synced_is_gone() {
        let calls = Calls::read(LOG, "/d").unwrap();
        let none = BTreeMap::new();
        let (early, answered) = calls.disk_at(2, &none, &mut Dice(1), 0);
        assert!(early.is_empty() && answered.contains("1"), "answered before it was synced");
        let (late, _) = calls.disk_at(4, &none, &mut Dice(1), 0);
        assert_eq!(late.get("/d/a"), Some(&b"ab".to_vec()));
    }
}
