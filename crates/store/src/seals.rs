//! The sealed chain over events and readings.
//!
//! Every county has two streams. Each row is sealed once: `seal = SHA-256(seal before it, hash of
//! the row)`. A row that is changed, taken away or slipped in breaks the chain, and
//! [`verify`] says where. The detail of an event is not part of it, only its salted hash: erased,
//! the chain still holds.
//!
//! Sealing is the worker's: writers only note that a row waits, so nobody queues for the chain.

use domain::codes::CountyCode;
use domain::time::Timestamp;
use serde::Serialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::row::{code, hex};
use crate::{Connection, Error, Tx, on};

/// Rows sealed in one transaction.
pub const BATCH: i64 = 500;
/// Rows read at a time when a chain is verified.
const CHUNK: i64 = 5_000;
/// Broken places told of; the first says where to look.
const TOLD: usize = 20;

/// What is sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stream {
    /// What has happened.
    Event,
    /// Who has read what.
    Reading,
}

impl Stream {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Event, Self::Reading];

    /// As stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Reading => "reading",
        }
    }

    fn rows(self) -> &'static str {
        match self {
            Self::Event => {
                "SELECT e.id, e.happened_at AS at, e.kind, e.subject_kind, e.subject,
                    e.organisation, e.person, e.role, e.by_organisation, e.detail_hash
                 FROM event e WHERE e.county = $1 AND e.id IN "
            }
            Self::Reading => {
                "SELECT e.id, e.read_at AS at, 'read' AS kind, e.subject_kind, e.subject,
                    e.organisation, e.person, e.role, e.by_organisation, '' AS detail_hash
                 FROM reading e WHERE e.county = $1 AND e.id IN "
            }
        }
    }
}

/// A row as it is sealed.
#[derive(sqlx::FromRow)]
struct SealedRow {
    id: Uuid,
    at: i64,
    kind: String,
    subject_kind: String,
    subject: Uuid,
    organisation: Option<Uuid>,
    person: Option<Uuid>,
    role: String,
    by_organisation: Option<Uuid>,
    detail_hash: String,
}

impl SealedRow {
    fn hash(&self, county: &CountyCode) -> String {
        let id = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
        // The separator can stand in no code, id or number.
        let fields = [
            county.to_string(),
            self.id.to_string(),
            self.at.to_string(),
            self.kind.clone(),
            self.subject_kind.clone(),
            self.subject.to_string(),
            id(self.organisation),
            id(self.person),
            self.role.clone(),
            id(self.by_organisation),
            self.detail_hash.clone(),
        ];
        hex(&Sha256::digest(fields.join("\u{1f}").as_bytes()))
    }
}

fn next_seal(before: &str, row_hash: &str) -> String {
    hex(&Sha256::new()
        .chain_update(before)
        .chain_update("\u{1f}")
        .chain_update(row_hash)
        .finalize())
}

/// Notes that a row waits to be sealed.
pub(crate) async fn wait(
    tx: &mut Tx,
    county: &CountyCode,
    stream: Stream,
    subject: Uuid,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query("INSERT INTO unsealed (county, stream, subject) VALUES ($1, $2, $3)")
        .bind(county.as_str())
        .bind(stream.code())
        .bind(subject)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Counties and streams where something waits.
pub async fn waiting(connection: &mut Connection) -> Result<Vec<(CountyCode, Stream)>, Error> {
    let rows: Vec<(String, String)> = on!(connection, |c| sqlx::query_as(
        "SELECT DISTINCT county, stream FROM unsealed ORDER BY county, stream"
    )
    .fetch_all(c)
    .await?);
    rows.into_iter()
        .map(|(county, stream)| {
            let stream = if stream == "event" { Stream::Event } else { Stream::Reading };
            Ok((code("unsealed.county", CountyCode::parse(&county))?, stream))
        })
        .collect()
}

/// Where a chain ends: its last position and seal.
pub async fn head(
    connection: &mut Connection,
    county: &CountyCode,
    stream: Stream,
) -> Result<(i64, String), Error> {
    let last: Option<(i64, String)> = on!(connection, |c| sqlx::query_as(
        "SELECT position, seal FROM seal WHERE county = $1 AND stream = $2
         ORDER BY position DESC LIMIT 1"
    )
    .bind(county.as_str())
    .bind(stream.code())
    .fetch_optional(c)
    .await?);
    Ok(last.unwrap_or_default())
}

/// Seals the next rows that wait, in the order of their ids; gives how many. Two workers at once
/// meet at the same position, and one of them comes back.
pub async fn seal_batch(tx: &mut Tx, county: &CountyCode, stream: Stream) -> Result<i64, Error> {
    let ids: Vec<Uuid> = on!(tx, |c| {
        sqlx::query_scalar(
        "SELECT subject FROM unsealed WHERE county = $1 AND stream = $2 ORDER BY subject LIMIT $3"
    )
    .bind(county.as_str())
    .bind(stream.code())
    .bind(BATCH)
    .fetch_all(c)
    .await?
    });
    if ids.is_empty() {
        return Ok(0);
    }
    let rows = rows_of(tx, county, stream, &ids).await?;
    let (mut position, mut last) = head(tx, county, stream).await?;
    let mut sealed = Vec::with_capacity(rows.len());
    for row in &rows {
        position += 1;
        let row_hash = row.hash(county);
        last = next_seal(&last, &row_hash);
        sealed.push((position, row.id, row_hash, last.clone()));
    }
    on!(tx, |c| {
        if !sealed.is_empty() {
            let mut insert = sqlx::QueryBuilder::new(
                "INSERT INTO seal (county, stream, position, subject, row_hash, seal) ",
            );
            insert.push_values(&sealed, |mut row, (position, id, row_hash, seal)| {
                row.push_bind(county.as_str())
                    .push_bind(stream.code())
                    .push_bind(*position)
                    .push_bind(*id)
                    .push_bind(row_hash.as_str())
                    .push_bind(seal.as_str());
            });
            insert.build().execute(&mut *c).await?;
        }
        let mut delete = sqlx::QueryBuilder::new("DELETE FROM unsealed WHERE county = ");
        delete.push_bind(county.as_str()).push(" AND stream = ").push_bind(stream.code());
        delete.push(" AND subject IN (");
        let mut list = delete.separated(", ");
        for id in &ids {
            list.push_bind(*id);
        }
        delete.push(")");
        delete.build().execute(c).await.map(|_| ())
    })?;
    Ok(i64::try_from(ids.len()).unwrap_or(i64::MAX))
}

async fn rows_of(
    connection: &mut Connection,
    county: &CountyCode,
    stream: Stream,
    ids: &[Uuid],
) -> Result<Vec<SealedRow>, Error> {
    Ok(on!(connection, |c| {
        // The text binds the county as $1, and the builder counts on from there.
        let (head, tail) = stream.rows().split_once("$1").unwrap_or_default();
        let mut query = sqlx::QueryBuilder::new(head);
        query.push_bind(county.as_str()).push(tail).push("(");
        let mut list = query.separated(", ");
        for id in ids {
            list.push_bind(*id);
        }
        query.push(") ORDER BY e.id");
        query.build_query_as().fetch_all(c).await?
    }))
}

/// One place where a chain does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Break {
    /// Position in the chain.
    pub position: i64,
    /// Id of the row.
    pub subject: Uuid,
    /// `changed`, `missing`, `seal-changed`, `detail-changed`, `out-of-place` or
    /// `purged-uncounted`: more rows are marked as purged than purges have counted.
    pub what: &'static str,
}

/// What was found in a chain.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Chain {
    /// Rows sealed.
    pub sealed: i64,
    /// Rows that wait to be sealed.
    pub waiting: i64,
    /// Rows that are neither sealed nor waiting: slipped in past the program.
    pub strangers: i64,
    /// Seal of the last row: written down elsewhere, it proves the whole chain.
    pub head: String,
    /// Where it does not hold, at most twenty places.
    pub breaks: Vec<Break>,
}

impl Chain {
    /// True when nothing has been changed.
    pub fn is_whole(&self) -> bool {
        self.breaks.is_empty() && self.strangers == 0
    }
}

#[derive(sqlx::FromRow)]
struct SealRow {
    position: i64,
    subject: Uuid,
    row_hash: String,
    seal: String,
    purged_at: Option<i64>,
}

/// Walks a chain from its beginning.
pub async fn verify(
    connection: &mut Connection,
    county: &CountyCode,
    stream: Stream,
) -> Result<Chain, Error> {
    let mut chain = Chain::default();
    let (mut position, mut purged) = (0, 0);
    loop {
        let seals: Vec<SealRow> = on!(connection, |c| sqlx::query_as(
            "SELECT position, subject, row_hash, seal, purged_at FROM seal
             WHERE county = $1 AND stream = $2 AND position > $3 ORDER BY position LIMIT $4"
        )
        .bind(county.as_str())
        .bind(stream.code())
        .bind(position)
        .bind(CHUNK)
        .fetch_all(c)
        .await?);
        let Some(last) = seals.last() else { break };
        position = last.position;
        let ids: Vec<_> = seals.iter().map(|seal| seal.subject).collect();
        let rows = rows_of(connection, county, stream, &ids).await?;
        for seal in seals {
            let row = rows.binary_search_by_key(&seal.subject, |row| row.id);
            let row = row.ok().and_then(|place| rows.get(place));
            purged += i64::from(seal.purged_at.is_some());
            chain.judge(county, stream, &seal, row);
        }
    }
    match stream {
        Stream::Event => details(connection, county, &mut chain).await?,
        // Nothing seals the mark that a row was purged, but every purge has kept its count.
        Stream::Reading if purged > purged_in_all(connection, county).await? => {
            let subject = Uuid::nil();
            chain.tell(Break { position: 0, subject, what: "purged-uncounted" });
        }
        Stream::Reading => {}
    }
    chain.waiting = count(connection, county, stream, WAITING).await?;
    let strangers = match stream {
        Stream::Event => STRANGE_EVENTS,
        Stream::Reading => STRANGE_READINGS,
    };
    chain.strangers = count(connection, county, stream, strangers).await?;
    Ok(chain)
}

impl Chain {
    fn judge(
        &mut self,
        county: &CountyCode,
        stream: Stream,
        seal: &SealRow,
        row: Option<&SealedRow>,
    ) {
        self.sealed += 1;
        let what = if seal.position != self.sealed {
            // Told once: the count goes on from where the chain goes on.
            self.sealed = seal.position;
            Some("out-of-place")
        } else if next_seal(&self.head, &seal.row_hash) != seal.seal {
            Some("seal-changed")
        } else {
            match row {
                Some(row) if row.hash(county) != seal.row_hash => Some("changed"),
                // Only readings are ever purged; events stay.
                None if stream == Stream::Event || seal.purged_at.is_none() => Some("missing"),
                _ => None,
            }
        };
        self.head.clone_from(&seal.seal);
        if let Some(what) = what {
            self.tell(Break { position: seal.position, subject: seal.subject, what });
        }
    }

    fn tell(&mut self, found: Break) {
        if self.breaks.len() < TOLD {
            self.breaks.push(found);
        }
    }
}

const WAITING: &str = "SELECT COUNT(*) FROM unsealed WHERE county = $1 AND stream = $2";
const STRANGE_EVENTS: &str = "SELECT COUNT(*) FROM event e WHERE e.county = $1
    AND NOT EXISTS (SELECT 1 FROM seal s
        WHERE s.county = e.county AND s.stream = $2 AND s.subject = e.id)
    AND NOT EXISTS (SELECT 1 FROM unsealed u
        WHERE u.county = e.county AND u.stream = $2 AND u.subject = e.id)";
const STRANGE_READINGS: &str = "SELECT COUNT(*) FROM reading e WHERE e.county = $1
    AND NOT EXISTS (SELECT 1 FROM seal s
        WHERE s.county = e.county AND s.stream = $2 AND s.subject = e.id)
    AND NOT EXISTS (SELECT 1 FROM unsealed u
        WHERE u.county = e.county AND u.stream = $2 AND u.subject = e.id)";

async fn count(
    connection: &mut Connection,
    county: &CountyCode,
    stream: Stream,
    query: &'static str,
) -> Result<i64, Error> {
    Ok(on!(connection, |c| sqlx::query_scalar(query)
        .bind(county.as_str())
        .bind(stream.code())
        .fetch_one(c)
        .await?))
}

/// How many readings the purges say that they have taken.
async fn purged_in_all(connection: &mut Connection, county: &CountyCode) -> Result<i64, Error> {
    let counts: Vec<i64> = on!(connection, |c| sqlx::query_scalar(
        "SELECT row_count FROM purge WHERE county = $1 AND class = 'readings'"
    )
    .bind(county.as_str())
    .fetch_all(c)
    .await?);
    Ok(counts.iter().sum())
}

/// Details that do not match the hash their event carries.
async fn details(
    connection: &mut Connection,
    county: &CountyCode,
    chain: &mut Chain,
) -> Result<(), Error> {
    let mut after = Uuid::nil();
    loop {
        let rows: Vec<(Uuid, String, String, String)> = on!(connection, |c| sqlx::query_as(
            "SELECT e.id, d.salt, d.detail, e.detail_hash FROM event_detail d
             JOIN event e ON e.county = d.county AND e.id = d.event
             WHERE d.county = $1 AND d.event > $2 ORDER BY d.event LIMIT $3"
        )
        .bind(county.as_str())
        .bind(after)
        .bind(CHUNK)
        .fetch_all(c)
        .await?);
        let Some((last, ..)) = rows.last() else { return Ok(()) };
        after = *last;
        for (subject, salt, detail, hash) in rows {
            let found = Sha256::new().chain_update(&salt).chain_update(&detail).finalize();
            if hex(&found) != hash {
                chain.tell(Break { position: 0, subject, what: "detail-changed" });
            }
        }
    }
}

/// Takes rows away whose time is out, and says so in the chain, which goes on holding.
pub async fn purge_readings(
    tx: &mut Tx,
    county: &CountyCode,
    before: Timestamp,
    now: Timestamp,
) -> Result<u64, Error> {
    on!(tx, |c| sqlx::query(
        "UPDATE seal SET purged_at = $3 WHERE county = $1 AND stream = 'reading' AND subject IN
            (SELECT id FROM reading WHERE county = $1 AND read_at < $2)"
    )
    .bind(county.as_str())
    .bind(before.as_microsecond())
    .bind(now.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    on!(tx, |c| sqlx::query(
        "DELETE FROM unsealed WHERE county = $1 AND stream = 'reading' AND subject IN
            (SELECT id FROM reading WHERE county = $1 AND read_at < $2)"
    )
    .bind(county.as_str())
    .bind(before.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(on!(tx, |c| sqlx::query("DELETE FROM reading WHERE county = $1 AND read_at < $2")
        .bind(county.as_str())
        .bind(before.as_microsecond())
        .execute(c)
        .await?
        .rows_affected()))
}
