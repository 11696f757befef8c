//! `xtask kill --mail`: the mail server is away for ten minutes of the demo's clock, comes back,
//! and the sending server is killed again and again. Every mail must arrive; at most one in a
//! thousand twice.

use std::collections::{BTreeMap, BTreeSet};
use std::net::TcpListener;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::sink::{Sink, Taken};
use crate::http::Client;
use crate::server::{self, Build, Database, Demo, PASSWORD};
use crate::tally::Tally;

/// When the demo's time starts, each time the server does.
const START: &str = "2026-12-07T08:00:00Z";
/// How long the mail server is away, in minutes of the demo's clock.
const AWAY_MINUTES: u64 = 10;
/// Minutes the clock moves at each restart: longer than a lease holds.
const STEP_MINUTES: u64 = 10;
/// How long all mail may take to arrive in the end.
const PATIENCE: Duration = Duration::from_mins(3);

/// Runs the test, prints its figures; true when nothing was lost and next to nothing doubled.
pub(super) fn run(mails: usize, kills: usize, seed: u64) -> Result<bool> {
    let program = server::build(Build::Debug)?;
    let mut moments = super::Moments(seed);
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let mut demo = Demo::new(&program, Database::Sqlite)?;
    demo.set("SAMKRAFT_SMTP_URL", format!("smtp://127.0.0.1:{port}"));
    demo.set("SAMKRAFT_MAIL_FROM", "Samkraft <svara-inte@samkraft.test>");
    demo.set("SAMKRAFT_CLOCK", START);
    let email = demo.fill()?.email_of("broker")?.to_owned();
    demo.start()?;
    let mut broker = Client::log_in(demo.url()?, &email, PASSWORD)?;
    let written = invite(&mut broker, mails)?;
    for minute in 1..=AWAY_MINUTES {
        move_clock(&mut broker, minute)?;
    }
    let sink = Sink::open(port)?;
    println!("| kill | taken by the mail server then | ready after ms |");
    println!("|--:|--:|--:|");
    let mut minute = AWAY_MINUTES + STEP_MINUTES;
    move_clock(&mut broker, minute)?;
    for kill in 1..=kills {
        wait_for(&sink, mails * kill / (kills + 1))?;
        // Not at the very moment a mail was taken, which would double one each time.
        std::thread::sleep(moments.next() / 10);
        demo.kill()?;
        let taken = sink.taken().len();
        let ready = demo.start()?;
        println!("| {kill} | {taken} | {} |", ready.as_millis());
        broker = broker.at(demo.url()?);
        broker.renew_session().context("the session did not survive")?;
        minute += STEP_MINUTES;
        move_clock(&mut broker, minute)?;
    }
    let arrived = wait_until_quiet(&sink, &written);
    Ok(report(&written, &arrived))
}

/// Invites by mail, as many firms as asked for; gives the addresses of those that were answered.
fn invite(broker: &mut Client, mails: usize) -> Result<BTreeSet<String>> {
    let list = broker.get_json("/api/v1/organisations?limit=50")?;
    let items = list.get("items").and_then(Value::as_array).context("no organisations")?;
    let firms = items.iter().filter(|one| one.get("isActor") != Some(&Value::Bool(true)));
    let firms: Vec<&Value> = firms.filter_map(|one| one.get("id")).collect();
    ensure!(!firms.is_empty(), "the broker sees no firm");
    let mut written = BTreeSet::new();
    for (number, firm) in (0..mails).zip(firms.iter().cycle()) {
        let email = format!("kill-{number}@demo.samkraft.test");
        let body = json!({ "organisationId": firm, "email": email, "send": true });
        let answer = broker.post("/api/v1/mappings", &body, &[])?;
        ensure!(answer.is_success(), "no invitation: {}", answer.start());
        written.insert(email);
    }
    Ok(written)
}

/// Moves the demo's clock to so many minutes after its start.
fn move_clock(broker: &mut Client, minutes: u64) -> Result<()> {
    let now = format!("2026-12-07T{:02}:{:02}:00Z", 8 + minutes / 60, minutes % 60);
    let answer = broker.post("/api/v1/demo/clock", &json!({ "now": now }), &[])?;
    ensure!(answer.is_success(), "the clock stays: {}", answer.start());
    Ok(())
}

fn wait_for(sink: &Sink, count: usize) -> Result<()> {
    let start = Instant::now();
    while sink.taken().len() < count {
        ensure!(start.elapsed() < PATIENCE, "only {} mails came", sink.taken().len());
        std::thread::sleep(Duration::from_millis(1));
    }
    Ok(())
}

/// Waits until everything is there and nothing more has come for a while.
fn wait_until_quiet(sink: &Sink, written: &BTreeSet<String>) -> Vec<Taken> {
    let (start, mut before) = (Instant::now(), 0);
    loop {
        std::thread::sleep(Duration::from_secs(5));
        let taken = sink.taken();
        let there: BTreeSet<&String> = taken.iter().map(|one| &one.to).collect();
        let is_quiet = taken.len() == before;
        if is_quiet && (written.iter().all(|to| there.contains(to)) || start.elapsed() > PATIENCE) {
            return taken;
        }
        before = taken.len();
    }
}

fn report(written: &BTreeSet<String>, arrived: &[Taken]) -> bool {
    let mut copies: BTreeMap<&str, usize> = BTreeMap::new();
    for mail in arrived.iter().filter(|mail| written.contains(&mail.to)) {
        *copies.entry(&mail.message_id).or_default() += 1;
    }
    let there: BTreeSet<&String> = arrived.iter().map(|one| &one.to).collect();
    let lost = written.iter().filter(|to| !there.contains(to)).count();
    let doubled: usize = copies.values().map(|count| count - 1).sum();
    let strangers = arrived.len() - copies.values().sum::<usize>();
    println!();
    println!("| mails written | lost | doubled | other mail meanwhile |");
    println!("|--:|--:|--:|--:|");
    println!("| {} | {lost} | {doubled} | {strangers} |", written.len());
    let mut tally = Tally::default();
    tally.count(lost == 0);
    tally.count(copies.len() == written.len());
    tally.count(doubled * 1_000 <= written.len().max(1_000));
    println!("{tally}");
    tally.holds()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(to: &str, id: &str) -> Taken {
        Taken { to: to.into(), message_id: id.into() }
    }

    #[test]
    fn a_lost_mail_fails_the_test_and_one_double_in_a_thousand_does_not() {
        let written: BTreeSet<String> = ["a".to_owned(), "b".to_owned()].into();
        let both = [taken("a", "1"), taken("b", "2"), taken("x", "3")];
        assert!(report(&written, &both));
        assert!(!report(&written, &both[..1]));
        assert!(report(&written, &[&both[..], &[taken("a", "1")]].concat()));
        let twice = [taken("a", "1"), taken("b", "2")];
        assert!(!report(&written, &[&both[..], &twice].concat()), "two doubles");
    }
}
