//! Writers that remember what they were promised, and the count of what was kept.
//!
//! Each write is a telephone call in the contact book whose topic is its idempotency key, so that a
//! row can be traced to its write.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::http::{Client, Response};
use crate::process;

/// Who writes.
pub(crate) const ROLE: &str = "broker";
/// The collection that is written to.
const COLLECTION: &str = "/api/v1/contacts";
/// How every key of ours begins.
const MARK: &str = "kill-";
/// How many lost writes of a round are named; the rest are counted.
const SHOWN: usize = 3;
/// Pause of a patient writer before it tries the same write again.
const PAUSE: Duration = Duration::from_millis(20);

/// What one writer knows about its writes.
#[derive(Default)]
pub(crate) struct Journal {
    /// Key and id of each write that was answered with 2xx.
    pub(crate) acknowledged: BTreeMap<String, String>,
    /// Keys whose answer never came.
    pub(crate) open: Vec<String>,
    /// The first answer that was neither 2xx nor a broken connection.
    pub(crate) refused: Option<String>,
    /// The longest time from the first try of a write to its acknowledgement.
    pub(crate) slowest: Duration,
    /// How many tries failed in one way or another.
    pub(crate) failures: usize,
    /// How many of them without any answer.
    pub(crate) broken: usize,
    /// Statuses of 5xx that were met.
    pub(crate) statuses: BTreeSet<u16>,
}

impl Journal {
    pub(crate) fn join(&mut self, other: Self) {
        self.acknowledged.extend(other.acknowledged);
        self.open.extend(other.open);
        self.refused = self.refused.take().or(other.refused);
        self.slowest = self.slowest.max(other.slowest);
        self.failures += other.failures;
        self.broken += other.broken;
        self.statuses.extend(other.statuses);
    }

    fn refuse(mut self, why: String) -> Self {
        self.refused = Some(why);
        self
    }
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
                    && topic.starts_with(MARK)
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

fn write_until(
    mut client: Client,
    label: &str,
    targets: &Targets,
    manner: Manner,
    ended: &AtomicBool,
) -> Journal {
    let mut journal = Journal::default();
    for number in 0_u32.. {
        let key = format!("{label}-{number}");
        let begun = Instant::now();
        let mut tries = 0;
        loop {
            // An insisting writer ends its last write, or leaves it open.
            if ended.load(Ordering::Relaxed) {
                if tries > 0 {
                    journal.open.push(key);
                }
                return journal;
            }
            tries += 1;
            match write(&mut client, &key, targets) {
                Ok(answer) if answer.is_success() => {
                    match created_id(&answer) {
                        Ok(id) => journal.acknowledged.insert(key, id),
                        Err(error) => return journal.refuse(format!("{error:#}")),
                    };
                    journal.slowest = journal.slowest.max(begun.elapsed());
                    break;
                }
                Ok(answer) if answer.status < 500 || manner == Manner::Stops => {
                    return journal.refuse(answer.start());
                }
                Ok(answer) => {
                    journal.failures += 1;
                    journal.statuses.insert(answer.status);
                }
                Err(_) => {
                    journal.failures += 1;
                    journal.broken += 1;
                }
            }
            match manner {
                Manner::Insists => std::thread::sleep(PAUSE),
                Manner::GoesOn => {
                    journal.open.push(key);
                    std::thread::sleep(PAUSE);
                    break;
                }
                Manner::Stops => {
                    journal.open.push(key);
                    return journal;
                }
            }
        }
    }
    journal
}

/// One write under a key.
pub(crate) fn write(
    client: &mut Client,
    key: &str,
    targets: &Targets,
) -> std::io::Result<Response> {
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
pub(crate) struct Targets {
    /// Ids of organisations.
    pub(crate) organisations: Vec<String>,
    /// The day of every phone call, ISO.
    pub(crate) day: String,
}

/// The organisations that the reader sees, and today.
pub(crate) fn targets(client: &mut Client) -> Result<Targets> {
    let day = process::read(Command::new("date").arg("+%F"))?.trim().to_owned();
    let list = client.get_json("/api/v1/organisations?limit=10")?;
    let items = list.get("items").and_then(Value::as_array).context("no organisations")?;
    let organisations: Vec<String> =
        items.iter().filter_map(|item| Some(item.get("id")?.as_str()?.to_owned())).collect();
    ensure!(!organisations.is_empty(), "{ROLE} sees no organisation");
    Ok(Targets { organisations, day })
}

/// What a writer does when a write is not answered, or answered with 5xx.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// It stops: the server is gone.
    Stops,
    /// It leaves that write open and goes on with the next.
    GoesOn,
    /// It tries the same write again until it is answered.
    Insists,
}

/// Lets writers work while `meanwhile` does something to the server; answers what they noted.
pub(crate) fn crowd(
    reader: &Client,
    url: &str,
    label: &str,
    (number, manner): (u64, Manner),
    targets: &Targets,
    meanwhile: impl FnOnce() -> Result<()>,
) -> Result<Journal> {
    let ended = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..number)
            .map(|writer| {
                let client = reader.at(url);
                let label = format!("{MARK}{label}-{writer}");
                let ended = &ended;
                scope.spawn(move || write_until(client, &label, targets, manner, ended))
            })
            .collect();
        let done = meanwhile();
        ended.store(true, Ordering::Relaxed);
        let mut journal = Journal::default();
        for thread in threads {
            journal.join(thread.join().map_err(|_| anyhow::anyhow!("a writer panicked"))?);
        }
        done.map(|()| journal)
    })
}

/// What a journal says after everything has been set right again.
pub(crate) struct Verdict {
    /// Acknowledged writes that are not there.
    pub(crate) lost: usize,
    /// Writes that are there twice, or whose repetition was answered otherwise.
    pub(crate) doubled: usize,
}

/// Repeats what was left open and counts what is there.
pub(crate) fn judge(reader: &mut Client, journal: &Journal, targets: &Targets) -> Result<Verdict> {
    let repeated_wrong = repeat(reader, journal, targets)?;
    let kept = kept(reader, targets)?;
    let doubled: usize = kept.values().map(|ids| ids.len() - 1).sum();
    Ok(Verdict { lost: lost(journal, &kept), doubled: doubled + repeated_wrong })
}

#[cfg(test)]
mod tests {
    use super::*;

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
