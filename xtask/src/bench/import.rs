//! A large file of answers given elsewhere: read, tried and taken in on a running server, as the
//! broker does it; and the same file with a fault in its last row.

use std::fmt::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::http::{Client, Response};
use crate::postgres::{Cluster, Durability};
use crate::server::{self, Build, Database, Demo, PASSWORD};
use crate::setup;

/// Firms on a page of the API.
const FIRMS: u64 = 200;
/// How often is asked how far an import has come.
const EVERY: Duration = Duration::from_millis(100);
/// How long a step may take.
const PATIENCE: Duration = Duration::from_mins(10);
/// Between the parts of the form.
const BOUNDARY: &str = "samkraft-bench";
/// Occupations of the first needs of each firm; the others have words alone.
const OCCUPATIONS: [&str; 4] = ["5120", "7212", "5323", "8341"];

/// Measures on SQLite, and on PostgreSQL where it is wanted and its programs are installed.
pub(super) fn run(program: Option<&Path>, rows: u64, embedded: bool) -> Result<()> {
    let program = match program {
        Some(program) => program.to_owned(),
        None => server::build(Build::Release)?,
    };
    println!(
        "| database | file | rows | read s | tried s | taken in s | all s | rows/s | needs more |"
    );
    println!("|---|---|--:|--:|--:|--:|--:|--:|--:|");
    measure(&program, Database::Sqlite, rows)?;
    if embedded {
        return Ok(());
    }
    if setup::postgres_programs().is_none() {
        println!("PostgreSQL is not installed, so it was not measured");
        return Ok(());
    }
    let cluster = Cluster::start(Durability::On)?;
    let url = cluster.new_database("bench")?;
    measure(&program, Database::Postgres(&url), rows)
}

fn measure(program: &Path, database: Database<'_>, rows: u64) -> Result<()> {
    let name = database.name();
    let mut demo = Demo::new(program, database)?;
    let filled = demo.fill()?;
    demo.start()?;
    let mut broker = Client::log_in(demo.url()?, filled.email_of("broker")?, PASSWORD)?;
    let firms = firms(&mut broker)?;
    for has_fault in [true, false] {
        let before = needs(&mut broker)?;
        let took = import(&mut broker, &file(&firms, rows, has_fault), has_fault)?;
        let more = needs(&mut broker)? - before;
        let what = if has_fault { "fault in the last row" } else { "sound" };
        let all: Duration = took.iter().sum();
        let seconds = took.map(|step| format!("{:.1}", step.as_secs_f64()));
        println!(
            "| {name} | {what} | {rows} | {} | {:.1} | {:.0} | {more} |",
            seconds.join(" | "),
            all.as_secs_f64(),
            f64::from(u32::try_from(rows)?) / all.as_secs_f64()
        );
        let expected = if has_fault { 0 } else { i64::try_from(rows)? };
        if more != expected {
            bail!("{more} needs more, and {expected} were expected");
        }
    }
    demo.stop()
}

/// Organisation numbers of the county's firms.
fn firms(client: &mut Client) -> Result<Vec<String>> {
    let mut numbers = Vec::new();
    for page in 1..=5 {
        let path = format!("/api/v1/organisations?kind=firms&limit={FIRMS}&page={page}");
        let list = client.get_json(&path)?;
        let items = list.get("items").and_then(Value::as_array).context("no items")?;
        let number = |item: &Value| item.get("orgNumber")?.as_str().map(str::to_owned);
        numbers.extend(items.iter().filter_map(number));
        if items.is_empty() {
            break;
        }
    }
    Ok(numbers)
}

fn needs(client: &mut Client) -> Result<i64> {
    let list = client.get_json("/api/v1/needs?limit=1")?;
    list.get("total").and_then(Value::as_i64).context("no total")
}

fn file(firms: &[String], rows: u64, has_fault: bool) -> String {
    let mut text = String::from("Orgnr;Behov;Yrke;Antal personer;Referens;År\n");
    for row in 0..rows {
        let firms_count = firms.len().max(1) as u64;
        let (firm, round) = (row % firms_count, row / firms_count);
        let number = usize::try_from(firm).ok().and_then(|firm| firms.get(firm));
        let place = usize::try_from(round).unwrap_or(usize::MAX);
        let occupation = OCCUPATIONS.get(place).copied().unwrap_or_default();
        let is_last = row + 1 == rows;
        let count = if has_fault && is_last { "många" } else { "2" };
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{};Behov {row} till verkstaden i vår;{occupation};{count};svar-{firm};2019",
            number.map_or("", String::as_str)
        );
    }
    text
}

/// Sends the file, keeps the columns as guessed, and confirms where nothing is wrong. Gives the
/// time until it was read, tried and taken in.
fn import(client: &mut Client, file: &str, has_fault: bool) -> Result<[Duration; 3]> {
    let csrf = client.csrf().to_owned();
    let mut body = String::new();
    for (name, more, value) in [
        ("csrf", "", csrf.as_str()),
        ("source", "", "survey"),
        ("file", "; filename=\"svar.csv\"", file),
    ] {
        let head = format!("content-disposition: form-data; name=\"{name}\"{more}");
        let _ = write!(body, "--{BOUNDARY}\r\n{head}\r\n\r\n{value}\r\n");
    }
    let _ = write!(body, "--{BOUNDARY}--\r\n");
    let begun = Instant::now();
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let sent = client.send("/import/ny", &kind, body.as_bytes())?;
    let path = location(&sent)?;
    until(client, &path, "columns")?;
    let read = begun.elapsed();
    let columns = ["orgNumber", "words", "occupation", "persons", "reference", "year"];
    let columns = columns.map(|code| format!("&column={code}")).concat();
    let begun = Instant::now();
    press(client, &path, "kolumner", &columns)?;
    until(client, &path, "checked")?;
    let tried = begun.elapsed();
    if has_fault {
        press(client, &path, "avbryt", "")?;
        return Ok([read, tried, Duration::ZERO]);
    }
    let begun = Instant::now();
    press(client, &path, "bekrafta", "")?;
    until(client, &path, "done")?;
    Ok([read, tried, begun.elapsed()])
}

fn location(answer: &Response) -> Result<String> {
    let to = answer.header("location").with_context(|| answer.start())?;
    Ok(to.split('?').next().unwrap_or(to).to_owned())
}

fn press(client: &mut Client, path: &str, button: &str, more: &str) -> Result<()> {
    let page = String::from_utf8_lossy(&client.get(path)?.body).into_owned();
    let version = page.split("name=\"version\" value=\"").nth(1).unwrap_or_default();
    let version = version.split('"').next().unwrap_or_default();
    let body = format!("csrf={}&version={version}{more}", client.csrf());
    let kind = "application/x-www-form-urlencoded";
    let answer = client.send(&format!("{path}/{button}"), kind, body.as_bytes())?;
    location(&answer).map(|_| ())
}

fn until(client: &mut Client, path: &str, wanted: &str) -> Result<()> {
    let begun = Instant::now();
    let address = format!("/api/v1/imports/{}", path.rsplit('/').next().unwrap_or_default());
    loop {
        let import = client.get_json(&address)?;
        let state = import.get("state").and_then(Value::as_str).unwrap_or_default();
        if state == wanted {
            return Ok(());
        }
        if state == "refused" || begun.elapsed() > PATIENCE {
            bail!("the import is {state}, not {wanted}: {import}");
        }
        std::thread::sleep(EVERY);
    }
}
