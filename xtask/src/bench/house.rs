//! Time to ready, memory, and the time of pages as people in different roles see them.

use std::path::Path;
use std::time::Instant;

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
    ("/skrivbord", &["broker", "muni-adviser", "employer-member", "strategist"]),
    ("/behov", &["broker", "muni-adviser", "employer-member"]),
    ("/behov/{need}", &["broker"]),
    ("/arenden", &["broker", "muni-adviser"]),
    ("/arenden/{case}", &["broker"]),
    ("/organisationer", &["broker", "muni-adviser"]),
    ("/insatser", &["public", "broker"]),
    ("/insatser?q=Jag+hittar+ingen+svetsare", &["public", "broker"]),
];

/// Measures on SQLite, and on PostgreSQL where its programs are installed.
pub(super) fn run(requests: u32, program: Option<&Path>) -> Result<()> {
    let program = match program {
        Some(program) => program.to_owned(),
        None => server::build(Build::Release)?,
    };
    let size = std::fs::metadata(&program)?.len();
    println!("release binary: {} MiB\n", size / 1024 / 1024);
    measure(&program, Database::Sqlite, requests)?;
    if setup::postgres_programs().is_none() {
        println!("PostgreSQL is not installed, so it was not measured");
        return Ok(());
    }
    let cluster = Cluster::start(Durability::On)?;
    let url = cluster.new_database("bench")?;
    measure(&program, Database::Postgres(&url), requests)
}

fn measure(program: &Path, database: Database<'_>, requests: u32) -> Result<()> {
    let name = database.name();
    let mut demo = Demo::new(program, database)?;
    let empty = demo.start()?;
    demo.stop()?;
    let filled = demo.fill()?;
    let again = demo.start()?;
    let at_rest = demo.memory_mib()?;
    println!("## Pages on {name}, {requests} requests each\n");
    println!("| page | role | p50 ms | p95 ms | KiB |");
    println!("|---|---|--:|--:|--:|");
    for (page, roles) in PAGES {
        for role in *roles {
            row(&demo, &filled, page, role, requests)?;
        }
    }
    println!("\n## Start and memory on {name}\n");
    println!("| measure | value |");
    println!("|---|--:|");
    println!("| empty directory to ready, filling the county | {} ms |", milliseconds(empty));
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
