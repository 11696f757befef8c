//! Is the database whole? Asked by `verify`; changes nothing.

use serde::Serialize;
use sqlx::Row;

use crate::schema::{self, Table};
use crate::{Connection, Error, on};

/// Faults told of one kind; the first ones say where to look.
const TOLD: i64 = 20;

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// `file`, `orphan` or `stray`.
    pub kind: &'static str,
    /// Where.
    pub place: String,
    /// How many.
    pub count: i64,
}

/// What refers to something without a foreign key: table, its column, a condition, the target.
const STRAYS: &[(&str, &str, &str, &str)] = &[
    ("mapping", "case_file", "x.case_file IS NOT NULL", "case_file"),
    ("search_term", "subject", "x.subject_kind = 'organisation'", "organisation"),
    ("search_term", "subject", "x.subject_kind = 'need'", "need"),
    ("search_term", "subject", "x.subject_kind = 'case'", "case_file"),
    ("search_term", "subject", "x.subject_kind = 'offer'", "offer"),
    ("notification", "subject", "x.subject_kind = 'case'", "case_file"),
    ("unsealed", "subject", "x.stream = 'event'", "event"),
    ("unsealed", "subject", "x.stream = 'reading'", "reading"),
];

/// Reads the whole database through: its pages, where it has such, and everything that refers to
/// something else.
pub async fn database(connection: &mut Connection) -> Result<Vec<Finding>, Error> {
    let mut findings = pages(connection).await?;
    let tables = schema::tables(connection).await?;
    for table in &tables {
        orphans(connection, table, &mut findings).await?;
    }
    for (table, column, condition, target) in STRAYS {
        let query = format!(
            "SELECT COUNT(*) FROM {table} x WHERE {condition} AND NOT EXISTS
                (SELECT 1 FROM {target} t WHERE t.county = x.county AND t.id = x.{column})"
        );
        let count: i64 = on!(connection, |c| sqlx::query_scalar(sqlx::AssertSqlSafe(query))
            .fetch_one(c)
            .await?);
        if count > 0 {
            let place = format!("{table}.{column} → {target}");
            findings.push(Finding { kind: "stray", place, count });
        }
    }
    Ok(findings)
}

/// SQLite's own check of every page, index and CHECK; PostgreSQL has its checksums for that.
async fn pages(connection: &mut Connection) -> Result<Vec<Finding>, Error> {
    if matches!(connection, Connection::Postgres(_)) {
        return Ok(Vec::new());
    }
    let lines: Vec<String> = on!(connection, |c| {
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!("PRAGMA integrity_check({TOLD})")))
            .fetch_all(c)
            .await?;
        rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?
    });
    let lines = lines.into_iter().filter(|line| line != "ok");
    Ok(lines.map(|place| Finding { kind: "file", place, count: 1 }).collect())
}

/// Rows whose foreign key leads nowhere.
async fn orphans(
    connection: &mut Connection,
    table: &Table,
    findings: &mut Vec<Finding>,
) -> Result<(), Error> {
    for reference in &table.references {
        let pairs = || reference.columns.iter().zip(&reference.to_columns);
        let set: Vec<_> = pairs().map(|(own, _)| format!("x.\"{own}\" IS NOT NULL")).collect();
        let equal: Vec<_> =
            pairs().map(|(own, theirs)| format!("t.\"{theirs}\" = x.\"{own}\"")).collect();
        let query = format!(
            "SELECT COUNT(*) FROM \"{}\" x WHERE {} AND NOT EXISTS
                (SELECT 1 FROM \"{}\" t WHERE {})",
            table.name,
            set.join(" AND "),
            reference.to,
            equal.join(" AND ")
        );
        let count: i64 = on!(connection, |c| sqlx::query_scalar(sqlx::AssertSqlSafe(query))
            .fetch_one(c)
            .await?);
        if count > 0 {
            let place =
                format!("{}.{} → {}", table.name, reference.columns.join("+"), reference.to);
            findings.push(Finding { kind: "orphan", place, count });
        }
    }
    Ok(())
}

/// Rows of every table.
pub async fn counts(connection: &mut Connection) -> Result<Vec<(String, i64)>, Error> {
    let mut counts = Vec::new();
    for table in schema::tables(connection).await? {
        let query = format!("SELECT COUNT(*) FROM \"{}\"", table.name);
        let count: i64 = on!(connection, |c| sqlx::query_scalar(sqlx::AssertSqlSafe(query))
            .fetch_one(c)
            .await?);
        counts.push((table.name, count));
    }
    Ok(counts)
}
