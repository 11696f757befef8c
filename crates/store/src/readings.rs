//! Who has read what about a firm and its people.

use domain::access::Role;
use domain::codes::CountyCode;
use domain::ids::{OrganisationId, PersonId};
use domain::time::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use crate::page::{Page, Slice};
use crate::personal::ERASED;
use crate::row::{code, instant};
use crate::seals::{self, Stream};
use crate::{Connection, Cursor, Error, Tx, on};

/// Somebody has opened a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Id.
    pub id: Uuid,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub person: PersonId,
    /// In which role.
    pub role: Role,
    /// For which organisation.
    pub by_organisation: OrganisationId,
    /// `organisation`, `mapping`, `case`, `need` or `person`.
    pub subject_kind: &'static str,
    /// Which.
    pub subject: Uuid,
    /// The firm it concerns.
    pub organisation: Option<OrganisationId>,
}

/// Writes a reading down; it is sealed like an event.
pub async fn insert(tx: &mut Tx, county: &CountyCode, reading: &Reading) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO reading (county, id, read_at, person, role, by_organisation, subject_kind,
            subject, organisation)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    )
    .bind(county.as_str())
    .bind(reading.id)
    .bind(reading.at.as_microsecond())
    .bind(reading.person.0)
    .bind(reading.role.code())
    .bind(reading.by_organisation.0)
    .bind(reading.subject_kind)
    .bind(reading.subject)
    .bind(reading.organisation.map(|id| id.0))
    .execute(c)
    .await
    .map(|_| ()))?;
    seals::wait(tx, county, Stream::Reading, reading.id).await
}

/// A reading as whom it concerns may see it. A reader's name is not kept with it: it is looked up
/// now, and gone when the reader has been erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredReading {
    /// Id.
    pub id: Uuid,
    /// When.
    pub at: Timestamp,
    /// Name of who read.
    pub person_name: Option<String>,
    /// In which role.
    pub role: Role,
    /// For which organisation: name.
    pub by_organisation_name: Option<String>,
    /// Kind of record.
    pub subject_kind: String,
    /// Which.
    pub subject: Uuid,
}

#[derive(sqlx::FromRow)]
struct ReadingRow {
    id: Uuid,
    read_at: i64,
    person_name: Option<String>,
    role: String,
    by_name: Option<String>,
    subject_kind: String,
    subject: Uuid,
}

/// Readings of a firm's records, or of a person's own, newest first.
pub async fn about(
    connection: &mut Connection,
    county: &CountyCode,
    person: PersonId,
    organisation: Option<OrganisationId>,
    slice: Slice,
) -> Result<Page<StoredReading>, Error> {
    const WHOSE: &str = " WHERE r.county = $1 AND ((r.subject_kind = 'person' AND r.subject = $2)
        OR r.organisation = $3)";
    let organisation = organisation.map(|id| id.0);
    let total: i64 = on!(connection, |c| {
        let query = format!("SELECT COUNT(*) FROM reading r{WHOSE}");
        sqlx::query_scalar(sqlx::AssertSqlSafe(query))
            .bind(county.as_str())
            .bind(person.0)
            .bind(organisation)
            .fetch_one(c)
            .await?
    });
    let cursor = slice.cursor();
    let rows: Vec<ReadingRow> = on!(connection, |c| {
        let query = format!(
            "SELECT r.id, r.read_at, p.name AS person_name, r.role, o.name AS by_name,
                r.subject_kind, r.subject
             FROM reading r
             LEFT JOIN person p ON p.id = r.person AND p.name <> $8
             LEFT JOIN organisation o ON o.county = r.county AND o.id = r.by_organisation
             {WHOSE} AND (r.read_at, r.id) < ($4, $5)
             ORDER BY r.read_at DESC, r.id DESC LIMIT $6 OFFSET $7"
        );
        sqlx::query_as(sqlx::AssertSqlSafe(query))
            .bind(county.as_str())
            .bind(person.0)
            .bind(organisation)
            .bind(cursor.map_or(i64::MAX, |cursor| cursor.at.as_microsecond()))
            .bind(cursor.map_or(Uuid::max(), |cursor| cursor.id))
            .bind(slice.limit() + 1)
            .bind(slice.offset())
            .bind(ERASED)
            .fetch_all(c)
            .await?
    });
    let rows = rows.into_iter().map(read).collect::<Result<Vec<_>, Error>>()?;
    let cursor_of = |row: &StoredReading| Cursor { at: row.at, id: row.id };
    Ok(Page::from_one_more(rows, slice, total, cursor_of))
}

fn read(row: ReadingRow) -> Result<StoredReading, Error> {
    Ok(StoredReading {
        id: row.id,
        at: instant(row.read_at)?,
        person_name: row.person_name,
        role: code("reading.role", Role::parse(&row.role))?,
        by_organisation_name: row.by_name,
        subject_kind: row.subject_kind,
        subject: row.subject,
    })
}
