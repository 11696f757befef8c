//! Is everything as it should be? Database, references, sealed chains.

use serde::Serialize;
use store::checks::{self, Finding};
use store::seals::{self, Chain, Stream};
use store::{Migrations, copy};

use crate::{App, Error};

/// What was found.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Which database.
    pub database: &'static str,
    /// Rows by table.
    pub counts: Vec<(String, i64)>,
    /// What is wrong with pages and references.
    pub findings: Vec<Finding>,
    /// The sealed chains.
    pub chains: Vec<CountyChain>,
    /// Migrations that are missing.
    pub missing_migrations: Vec<String>,
}

/// A chain of a county.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CountyChain {
    /// County code.
    pub county: String,
    /// Which stream.
    pub stream: Stream,
    /// What was found.
    #[serde(flatten)]
    pub chain: Chain,
}

/// What is wrong, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// What is wrong.
    pub wrong: String,
    /// What to do.
    pub remedy: &'static str,
}

/// What to do when the database itself is damaged.
pub const RESTORE: &str = "stop the server, keep a copy of the database, and restore the latest \
    backup that verifies (docs/operations.md, «Restore»)";
const REPORT: &str = "somebody has changed the database past the program: keep a copy, compare the \
    seals with those in the manifests of earlier backups, and report it as an incident";

impl Report {
    /// Everything that is wrong; nothing means that all is well.
    pub fn verdicts(&self) -> Vec<Verdict> {
        let mut verdicts = Vec::new();
        for finding in &self.findings {
            let (wrong, remedy) = match finding.kind {
                "file" => (format!("the database file: {}", finding.place), RESTORE),
                "orphan" => {
                    (format!("{} rows lead nowhere: {}", finding.count, finding.place), RESTORE)
                }
                _ => (
                    format!("{} rows point at something gone: {}", finding.count, finding.place),
                    "run «samkraft purge --now»; if it stays, restore a backup",
                ),
            };
            verdicts.push(Verdict { wrong, remedy });
        }
        for one in &self.chains {
            let place = format!("county {}, {} chain", one.county, one.stream.code());
            for found in &one.chain.breaks {
                let wrong = format!(
                    "{place}: {} at position {}, row {}",
                    found.what, found.position, found.subject
                );
                verdicts.push(Verdict { wrong, remedy: REPORT });
            }
            if one.chain.strangers > 0 {
                let wrong = format!("{place}: {} rows were never sealed", one.chain.strangers);
                verdicts.push(Verdict { wrong, remedy: REPORT });
            }
        }
        for migration in &self.missing_migrations {
            let wrong = format!("migration {migration} is missing");
            verdicts.push(Verdict { wrong, remedy: "run «samkraft migrate»" });
        }
        verdicts
    }
}

/// Looks at everything; changes nothing.
pub async fn verify(app: &App) -> Result<Report, Error> {
    let missing_migrations = Migrations::of(&app.store).state().await?;
    let missing_migrations = missing_migrations.into_iter().filter(|one| !one.is_applied);
    let missing_migrations: Vec<_> = missing_migrations.map(|one| one.description).collect();
    let mut connection = app.store.read().await?;
    let findings = checks::database(&mut connection).await?;
    let mut chains = Vec::new();
    for county in copy::counties(&mut connection).await? {
        for stream in Stream::ALL {
            let chain = seals::verify(&mut connection, &county, stream).await?;
            chains.push(CountyChain { county: county.to_string(), stream, chain });
        }
    }
    Ok(Report {
        database: app.store.kind(),
        counts: checks::counts(&mut connection).await?,
        findings,
        chains,
        missing_migrations,
    })
}
