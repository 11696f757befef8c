//! `xtask kill`: pulls the plug on a writing server and counts what is left.
//!
//! Writers post visits to the contact book and note every answer of 2xx. At a moment a seed decides
//! the server gets SIGKILL; after the restart every noted write must be there exactly once, and a
//! write whose answer never came may be repeated under its key without being doubled.

mod mail;
mod sink;

use std::collections::BTreeMap;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use clap::Args;
use serde_json::{Value, json};

use crate::http::{Client, Response};
use crate::process;
use crate::server::{self, Build, Database, Demo, PASSWORD};
use crate::tally::Tally;

/// Who writes.
const ROLE: &str = "broker";
/// The collection that is written to.
const COLLECTION: &str = "/api/v1/contacts";
/// The least and the most time from the first write to the kill.
const KILL_AFTER_MS: (u64, u64) = (100, 2_000);
/// How many times to kill unless told otherwise.
const ROUNDS: u64 = 20;
/// How many lost writes of a round are named; the rest are counted.
const SHOWN: usize = 3;

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

/// What one writer knows about its writes.
#[derive(Default)]
struct Journal {
    /// Key and id of each write that was answered with 2xx.
    acknowledged: BTreeMap<String, String>,
    /// Keys whose answer never came.
    open: Vec<String>,
    /// The first answer that was neither 2xx nor a broken connection.
    refused: Option<String>,
}

impl Journal {
    fn join(&mut self, other: Self) {
        self.acknowledged.extend(other.acknowledged);
        self.open.extend(other.open);
        self.refused = self.refused.take().or(other.refused);
    }
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
    let targets = targets(&mut reader)?;
    let killed_after = moments.next();
    let ended = AtomicBool::new(false);
    let journal = std::thread::scope(|scope| -> Result<Journal> {
        let threads: Vec<_> = (0..writers)
            .map(|writer| {
                let client = reader.at(&url);
                let label = format!("kill-{number}-{writer}");
                let (ended, targets) = (&ended, &targets);
                scope.spawn(move || write_until(client, &label, targets, ended))
            })
            .collect();
        std::thread::sleep(killed_after);
        let killed = demo.kill();
        ended.store(true, Ordering::Relaxed);
        let mut journal = Journal::default();
        for thread in threads {
            journal.join(thread.join().map_err(|_| anyhow::anyhow!("a writer panicked"))?);
        }
        killed.map(|()| journal)
    })?;
    let ready_after = demo.start()?;
    // The same session: being logged in is an acknowledged write too.
    let mut reader = reader.at(demo.url()?);
    reader.renew_session().context("the session did not survive")?;
    let repeated_wrong = repeat(&mut reader, &journal, &targets)?;
    let kept = kept(&mut reader, &targets)?;
    let doubled: usize = kept.values().map(|ids| ids.len() - 1).sum();
    Ok(Round {
        killed_after,
        ready_after,
        acknowledged: journal.acknowledged.len(),
        open: journal.open.len(),
        lost: lost(&journal, &kept),
        doubled: doubled + repeated_wrong,
        refused: journal.refused,
    })
}

/// Repeats the open writes twice and some of the acknowledged ones; answers how many repeats did
/// not give the first answer.
fn repeat(reader: &mut Client, journal: &Journal, targets: &Targets) -> Result<usize> {
    let mut wrong = 0;
    for (key, id) in journal.acknowledged.iter().step_by(25) {
        let again = write(reader, key, targets)?;
        if !again.is_success() || created_id(&again)? != *id {
            println!("repeated differently: {key}: {}", again.start());
            wrong += 1;
        }
    }
    for key in &journal.open {
        let first = write(reader, key, targets)?;
        let second = write(reader, key, targets)?;
        ensure!(first.is_success(), "{key} could not be repeated: {}", first.start());
        if created_id(&first)? != created_id(&second)? {
            println!("doubled: {key}");
            wrong += 1;
        }
    }
    Ok(wrong)
}

/// What is there: ids by topic, which is the key of the write.
fn kept(reader: &mut Client, targets: &Targets) -> Result<BTreeMap<String, Vec<String>>> {
    let mut kept: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for organisation in &targets.organisations {
        for page in 1.. {
            let path = format!("{COLLECTION}?organisation={organisation}&limit=200&page={page}");
            let list = reader.get_json(&path)?;
            let items = list.get("items").and_then(Value::as_array).context("no items")?;
            for item in items {
                let text = |field| item.get(field).and_then(Value::as_str).map(str::to_owned);
                if let (Some(topic), Some(id)) = (text("topic"), text("id"))
                    && topic.starts_with("kill-")
                {
                    kept.entry(topic).or_default().push(id);
                }
            }
            if items.len() < 200 {
                break;
            }
        }
    }
    Ok(kept)
}

/// How many acknowledged writes are not there.
fn lost(journal: &Journal, kept: &BTreeMap<String, Vec<String>>) -> usize {
    let is_lost =
        |(key, id): &(&String, &String)| !kept.get(*key).is_some_and(|ids| ids.contains(id));
    let lost: Vec<_> = journal.acknowledged.iter().filter(is_lost).collect();
    for (key, id) in lost.iter().take(SHOWN) {
        println!("lost: {id}, written under the key {key}");
    }
    lost.len()
}

fn write_until(mut client: Client, label: &str, targets: &Targets, ended: &AtomicBool) -> Journal {
    let mut journal = Journal::default();
    for number in 0_u32.. {
        if ended.load(Ordering::Relaxed) {
            break;
        }
        let key = format!("{label}-{number}");
        match write(&mut client, &key, targets) {
            Ok(answer) if answer.is_success() => match created_id(&answer) {
                Ok(id) => {
                    journal.acknowledged.insert(key, id);
                }
                Err(error) => journal.refused = Some(format!("{error:#}")),
            },
            Ok(answer) => journal.refused = Some(answer.start()),
            Err(_) => {
                journal.open.push(key);
                break;
            }
        }
        if journal.refused.is_some() {
            break;
        }
    }
    journal
}

fn write(client: &mut Client, key: &str, targets: &Targets) -> std::io::Result<Response> {
    client.post(COLLECTION, &contact(key, targets), &[("idempotency-key", key)])
}

/// The body of one write: a phone call to one of the county's organisations. The same key always
/// gives the same body; the key is the topic, so that a row can be traced to its write.
fn contact(key: &str, targets: &Targets) -> Value {
    let spread: usize = key.bytes().map(usize::from).sum();
    let organisation = targets.organisations.get(spread % targets.organisations.len().max(1));
    json!({
        "organisationId": organisation,
        "kind": "call",
        "on": targets.day,
        "topic": key,
        "note": "",
    })
}

fn created_id(answer: &Response) -> Result<String> {
    let value = answer.json()?;
    let id = value.get("id").and_then(Value::as_str);
    Ok(id.with_context(|| format!("the answer has no id: {}", answer.start()))?.to_owned())
}

/// What the writes are about.
struct Targets {
    /// Ids of organisations.
    organisations: Vec<String>,
    /// The day of every phone call, ISO.
    day: String,
}

fn targets(client: &mut Client) -> Result<Targets> {
    let day = process::read(Command::new("date").arg("+%F"))?.trim().to_owned();
    let list = client.get_json("/api/v1/organisations?limit=10")?;
    let items = list.get("items").and_then(Value::as_array).context("no organisations")?;
    let organisations: Vec<String> =
        items.iter().filter_map(|item| Some(item.get("id")?.as_str()?.to_owned())).collect();
    ensure!(!organisations.is_empty(), "{ROLE} sees no organisation");
    Ok(Targets { organisations, day })
}

/// Moments of death, decided by a seed (the `SplitMix64` generator).
struct Moments(u64);

impl Moments {
    fn next(&mut self) -> Duration {
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

    #[test]
    fn a_key_always_gives_the_same_body() {
        let organisations = vec!["a".to_owned(), "b".to_owned()];
        let targets = Targets { organisations, day: "2026-12-07".into() };
        assert_eq!(contact("kill-1-2-3", &targets), contact("kill-1-2-3", &targets));
        assert_eq!(contact("kill-1-2-3", &targets)["topic"], "kill-1-2-3");
    }

    #[test]
    fn journals_keep_everything_when_joined() {
        let mut one = Journal { open: vec!["a".into()], ..Journal::default() };
        one.join(Journal {
            open: vec!["b".into()],
            refused: Some("r".into()),
            ..Journal::default()
        });
        assert_eq!(one.open, ["a", "b"]);
        assert_eq!(one.refused.as_deref(), Some("r"));
    }
}
