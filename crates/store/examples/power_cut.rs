//! The two ends of the power-cut test: writes through the store, and looking at what is left.
//!
//! `power_cut make FILE` makes a migrated database; `power_cut write FILE careful|careless N`
//! writes N organisations from eight writers and prints `ACK ID` for each answer; `power_cut older
//! FILE FOLDER N` makes a database of earlier migrations with N organisations; `power_cut look`
//! reads names of database files on standard input and prints `sound` or what is wrong, and the
//! ids it finds, on one line per file.

use std::io::{BufRead, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};
use domain::access::Reach;
use domain::codes::{CountyCode, MunicipalityCode, OrgNumber};
use domain::ids::OrganisationId;
use domain::organisations::{Organisation, Sector};
use domain::time::Timestamp;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode};
use sqlx::{ConnectOptions, Connection};
use store::organisations::{self, Municipality};
use store::{Error, Migrations, Store, on};
use uuid::Uuid;

/// Writers at once, so that commits answer groups.
const WRITERS: u32 = 8;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["make", file] => make(file).await,
        ["write", file, "careful", number] => write(open(file).await?, number.parse()?).await,
        ["write", file, "careless", number] => {
            write(Store::open_careless(Path::new(file)).await?, number.parse()?).await
        }
        ["older", file, folder, number] => older(file, folder, number.parse()?).await,
        ["look"] => look().await,
        _ => bail!("make FILE | write FILE careful|careless N | older FILE FOLDER N | look"),
    }
}

async fn open(file: &str) -> Result<Store> {
    Ok(Store::open(&format!("sqlite:{file}")).await?)
}

fn county() -> Result<CountyCode> {
    CountyCode::parse("22").ok().context("a county code")
}

fn municipality() -> Result<MunicipalityCode> {
    MunicipalityCode::parse("2284").ok().context("a municipality code")
}

async fn make(file: &str) -> Result<()> {
    let store = open(file).await?;
    Migrations::of(&store).apply().await?;
    let (county, code) = (&county()?, municipality()?);
    let municipality = &Municipality { code, name: "Örnsköldsvik".to_owned() };
    let made: Result<(), Error> = store
        .write(county, None, |mut tx| async move {
            organisations::insert_county(&mut tx, county, "Västernorrland").await?;
            organisations::insert_municipality(&mut tx, county, municipality).await
        })
        .await;
    made?;
    store.close().await;
    Ok(())
}

/// A database with only the migrations of a folder, and organisations in it.
async fn older(file: &str, folder: &str, number: u32) -> Result<()> {
    let options = SqliteConnectOptions::new().filename(file).create_if_missing(true);
    let mut connection = options.journal_mode(SqliteJournalMode::Wal).connect().await?;
    let migrator = Migrator::new(Path::new(folder)).await?;
    migrator.run_direct(None, &mut connection, false).await?;
    let county = "INSERT INTO county (code, name) VALUES ('22', 'Västernorrland');
        INSERT INTO municipality (county, code, name) VALUES ('22', '2284', 'Örnsköldsvik')";
    sqlx::raw_sql(county).execute(&mut connection).await?;
    for n in 0..number {
        sqlx::query(
            "INSERT INTO organisation (county, id, org_number, name, municipality, sector,
                 is_actor, is_demo, version, created_at, updated_at)
             VALUES ('22', $1, $2, 'Firma', '2284', 'private', 0, 0, 1, 0, 0)",
        )
        .bind(Uuid::now_v7())
        .bind(firm(n)?.org_number.to_string())
        .execute(&mut connection)
        .await?;
    }
    connection.close().await?;
    Ok(())
}

async fn write(store: Store, number: u32) -> Result<()> {
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| tokio::spawn(write_some(store.clone(), writer, number / WRITERS)))
        .collect();
    for writer in writers {
        writer.await??;
    }
    // No tidy close: the power goes while all is open.
    std::process::exit(0)
}

async fn write_some(store: Store, writer: u32, number: u32) -> Result<()> {
    let (county, at): (_, Timestamp) = (&county()?, "2026-12-07T08:00:00Z".parse()?);
    for n in 0..number {
        let id = OrganisationId(Uuid::now_v7());
        let firm = &firm(writer * number + n)?;
        let kept: Result<(), Error> = store
            .write(county, None, |mut tx| async move {
                organisations::insert(&mut tx, county, id, None, firm, true, at).await
            })
            .await;
        kept?;
        // One call to the system per line: the order in the log is the order of the answers.
        std::io::stdout().lock().write_all(format!("ACK {}\n", id.0.simple()).as_bytes())?;
    }
    Ok(())
}

fn firm(number: u32) -> Result<Organisation> {
    let digits = format!("5599{number:05}");
    let org_number = (0..10).find_map(|check| OrgNumber::parse(&format!("{digits}{check}")).ok());
    Ok(Organisation {
        org_number: org_number.context("a check digit fits")?,
        name: format!("Firma {number}"),
        municipality: municipality()?,
        sector: Sector::Private,
        sni: None,
        employees: Some(8),
        turnover_thousand_sek: None,
        is_actor: false,
    })
}

async fn look() -> Result<()> {
    for file in std::io::stdin().lock().lines() {
        let file = file?;
        let line = match see(&file).await {
            Ok((verdict, ids)) => {
                format!("{}\t{}\n", if verdict == "ok" { "sound" } else { &verdict }, ids.join(" "))
            }
            Err(error) => format!("{error:#}\t\n").replace('\r', " "),
        };
        let mut out = std::io::stdout().lock();
        out.write_all(line.as_bytes())?;
        out.flush()?;
    }
    Ok(())
}

/// Opens the file as a server would, has SQLite check it, and reads every id.
async fn see(file: &str) -> Result<(String, Vec<String>)> {
    let store = open(file).await?;
    Migrations::of(&store).apply().await?;
    let mut connection = store.read().await?;
    let verdict: String = match connection.lease() {
        store::Connection::Sqlite(lease) => {
            sqlx::query_scalar("PRAGMA integrity_check").fetch_one(lease.connection()).await?
        }
        store::Connection::Postgres(_) => bail!("not SQLite"),
    };
    let filter = organisations::Filter::default();
    let slice = store::page::Slice::top(1);
    organisations::list(&mut connection, &county()?, &Reach::County, &filter, slice).await?;
    let ids: Vec<Uuid> = on!(connection, |c| {
        sqlx::query_scalar("SELECT id FROM organisation").fetch_all(c).await?
    });
    drop(connection);
    store.close().await;
    Ok((verdict, ids.iter().map(|id| id.simple().to_string()).collect()))
}
