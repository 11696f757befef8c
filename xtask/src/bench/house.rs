//! Time to ready, memory, the time of pages as people in different roles see them, and how many
//! public pages a second are answered.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::{milliseconds, percentile};
use crate::http::Client;
use crate::postgres::{Cluster, Durability};
use crate::server::{self, Build, Database, Demo, Filled, PASSWORD};
use crate::setup;

/// Requests that are made and not counted, so that caches are as warm as in a working day.
const WARM_UP: u32 = 10;

/// Each page with the roles that look at it; `public` has not logged in. `{need}` and `{case}`
/// stand for the ids of the first need and the first case that the role sees.
const PAGES: &[(&str, &[&str])] = &[
    ("/", &["public"]),
    ("/lanet", &["public"]),
    ("/datasets", &["public"]),
    ("/skrivbord", &["broker", "muni-adviser", "employer-member", "strategist", "leader"]),
    ("/behov", &["broker", "muni-adviser", "employer-member"]),
    ("/behov?q=svetsare", &["broker", "muni-adviser"]),
    ("/behov/{need}", &["broker"]),
    ("/kartlaggningar", &["broker"]),
    ("/arenden", &["broker", "muni-adviser"]),
    ("/arenden/{case}", &["broker"]),
    ("/organisationer", &["broker", "muni-adviser"]),
    ("/organisationer?q=verkstad", &["broker"]),
    ("/yrken?q=usk", &["public"]),
    ("/insatser", &["public", "broker"]),
    ("/insatser?q=Jag+hittar+ingen+svetsare", &["public", "broker"]),
];

/// Public pages that many look at once.
const CROWDED: &[&str] = &["/", "/lanet", "/insatser"];
/// How many look at once; the load generator shares the machine's cores with the server.
const VISITORS: usize = 8;
/// How long they look.
const CROWDED_FOR: Duration = Duration::from_secs(5);

/// Scale of the county, and requests per page.
#[derive(Clone, Copy)]
pub(super) struct Size(pub(super) u64, pub(super) u32);

/// Measures on SQLite, and on PostgreSQL where it is wanted and its programs are installed.
pub(super) fn run(program: Option<&Path>, size: Size, embedded: bool) -> Result<()> {
    let program = match program {
        Some(program) => program.to_owned(),
        None => server::build(Build::Release)?,
    };
    let bytes = std::fs::metadata(&program)?.len();
    println!("release binary: {} MiB\n", bytes / 1024 / 1024);
    measure(&program, Database::Sqlite, size)?;
    if embedded {
        return Ok(());
    }
    if setup::postgres_programs().is_none() {
        println!("PostgreSQL is not installed, so it was not measured");
        return Ok(());
    }
    let cluster = Cluster::start(Durability::On)?;
    let url = cluster.new_database("bench")?;
    measure(&program, Database::Postgres(&url), size)
}

fn measure(program: &Path, database: Database<'_>, size: Size) -> Result<()> {
    let name = database.name();
    let Size(scale, requests) = size;
    let mut demo = Demo::new(program, database)?;
    demo.grow(scale);
    let start = Instant::now();
    let filled = demo.fill()?;
    let filling = start.elapsed();
    let again = demo.start()?;
    let at_rest = demo.memory_mib()?;
    println!("## Pages on {name} at scale {scale}, {requests} requests each\n");
    println!("| page | role | p50 ms | p95 ms | KiB |");
    println!("|---|---|--:|--:|--:|");
    for (page, roles) in PAGES {
        for role in *roles {
            row(&demo, &filled, page, role, requests)?;
        }
    }
    println!("\n## Public pages on {name} at scale {scale}, {VISITORS} visitors at once\n");
    println!("| page | pages a second |");
    println!("|---|--:|");
    for page in CROWDED {
        println!("| `{page}` | {} |", throughput(demo.url()?, page)?);
    }
    println!("\n## Start and memory on {name} at scale {scale}\n");
    println!("| measure | value |");
    println!("|---|--:|");
    println!("| filling an empty directory with the county | {} ms |", milliseconds(filling));
    println!("| filled directory to ready | {} ms |", milliseconds(again));
    println!("| memory when ready | {at_rest} MiB |");
    println!("| memory after the requests above | {} MiB |\n", demo.memory_mib()?);
    demo.stop()
}

fn row(demo: &Demo<'_>, filled: &Filled, page: &str, role: &str, requests: u32) -> Result<()> {
    let url = demo.url()?;
    let mut client = match role {
        "public" => Client::new(url),
        role => Client::log_in(url, filled.email_of(role)?, PASSWORD)?,
    };
    let path = completed(&mut client, page)?;
    let mut samples = Vec::new();
    let mut length = 0;
    for number in 0..WARM_UP + requests {
        let start = Instant::now();
        let answer = client.get(&path).with_context(|| path.clone())?;
        if !answer.is_success() {
            bail!("{role} at {path}: {}", answer.start());
        }
        if number >= WARM_UP {
            samples.push(start.elapsed());
            length = answer.body.len();
        }
    }
    samples.sort();
    let at = |percent| milliseconds(percentile(&samples, percent));
    println!("| `{page}` | {role} | {} | {} | {} |", at(50), at(95), length.div_ceil(1024));
    Ok(())
}

/// Answers of 2xx a second when several look at a page as fast as they can.
fn throughput(url: &str, page: &str) -> Result<u64> {
    let (answered, refused) = (AtomicUsize::new(0), AtomicBool::new(false));
    let start = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..VISITORS {
            scope.spawn(|| {
                let mut client = Client::new(url);
                while start.elapsed() < CROWDED_FOR {
                    match client.get(page) {
                        Ok(answer) if answer.is_success() => {
                            answered.fetch_add(1, Ordering::Relaxed);
                        }
                        _ => refused.store(true, Ordering::Relaxed),
                    }
                }
            });
        }
    });
    if refused.into_inner() {
        bail!("{page} was not answered to {VISITORS} visitors at once");
    }
    Ok(answered.into_inner() as u64 / CROWDED_FOR.as_secs())
}

/// Puts ids where the page's address has a place for them.
fn completed(client: &mut Client, page: &str) -> Result<String> {
    let mut path = page.to_owned();
    for (place, collection) in [("{need}", "needs"), ("{case}", "cases")] {
        if path.contains(place) {
            let list = client.get_json(&format!("/api/v1/{collection}?limit=1"))?;
            let id = list.pointer("/items/0/id").and_then(Value::as_str);
            path = path.replace(place, id.with_context(|| format!("no {collection} to see"))?);
        }
    }
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_someone_who_looks_at_it() {
        assert!(PAGES.iter().all(|(path, roles)| path.starts_with('/') && !roles.is_empty()));
    }
}
