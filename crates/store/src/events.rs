//! Everything that happens is an event, written in the same transaction as the change.
//!
//! The event keeps a salted hash of its detail. The detail is a row of its own: erased, the event
//! still says that something happened, when and in which role, but no longer what.

use domain::access::{Actor, Role};
use domain::codes::CountyCode;
use domain::ids::{EventId, OrganisationId, PersonId};
use domain::time::Timestamp;
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::row::{code, from_json, hex, instant};
use crate::seals::{self, Stream};
use crate::{Connection, Error, Tx, on};

/// What an event is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject {
    /// `organisation`, `mapping`, `need`, `case`, `contact`, `offer`, `person`, …
    pub kind: &'static str,
    /// Which.
    pub id: Uuid,
    /// The firm it concerns.
    pub organisation: Option<OrganisationId>,
}

/// An event about to be written.
#[derive(Debug, Clone)]
pub struct NewEvent {
    /// Id, made before the transaction.
    pub id: EventId,
    /// Random salt, made before the transaction.
    pub salt: String,
    /// When.
    pub at: Timestamp,
    /// What happened: `case.answered`, `mapping.approved`, …
    pub kind: &'static str,
    /// To what.
    pub subject: Subject,
    /// Who; none for the system itself.
    pub person: Option<PersonId>,
    /// In which role.
    pub role: Role,
    /// For which organisation.
    pub by_organisation: Option<OrganisationId>,
    /// What more there is to say; may be personal, and can be erased.
    pub detail: Value,
}

impl NewEvent {
    /// An event made by an actor.
    pub fn by(actor: &Actor, at: Timestamp, kind: &'static str, subject: Subject) -> Self {
        let assignment = actor.assignment();
        Self {
            id: EventId(crate::health::new_id(at)),
            salt: salt(),
            at,
            kind,
            subject,
            person: assignment.map(|assignment| assignment.person),
            role: actor.role(),
            by_organisation: actor.organisation(),
            detail: Value::Null,
        }
    }

    /// The same event with more to say.
    #[must_use]
    pub fn saying(mut self, detail: Value) -> Self {
        self.detail = detail;
        self
    }
}

fn salt() -> String {
    let mut bytes = [0u8; 16];
    // Without randomness nothing that is secret can be made; the id then still differs.
    if getrandom::fill(&mut bytes).is_err() {
        bytes = *Uuid::now_v7().as_bytes();
    }
    hex(&bytes)
}

/// Writes an event.
pub async fn append(tx: &mut Tx, county: &CountyCode, event: &NewEvent) -> Result<(), Error> {
    let detail = event.detail.to_string();
    let hash = hex(&Sha256::new().chain_update(&event.salt).chain_update(&detail).finalize());
    on!(tx, |c| sqlx::query(
        "INSERT INTO event (county, id, happened_at, kind, subject_kind, subject, organisation,
            person, role, by_organisation, detail_hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
    )
    .bind(county.as_str())
    .bind(event.id.0)
    .bind(event.at.as_microsecond())
    .bind(event.kind)
    .bind(event.subject.kind)
    .bind(event.subject.id)
    .bind(event.subject.organisation.map(|id| id.0))
    .bind(event.person.map(|id| id.0))
    .bind(event.role.code())
    .bind(event.by_organisation.map(|id| id.0))
    .bind(&hash)
    .execute(c)
    .await
    .map(|_| ()))?;
    on!(tx, |c| sqlx::query(
        "INSERT INTO event_detail (county, event, salt, detail) VALUES ($1, $2, $3, $4)"
    )
    .bind(county.as_str())
    .bind(event.id.0)
    .bind(&event.salt)
    .bind(&detail)
    .execute(c)
    .await
    .map(|_| ()))?;
    seals::wait(tx, county, Stream::Event, event.id.0).await
}

/// Events written in one statement.
const AT_ONCE: usize = 1_000;

/// Writes many events, as [`append`] writes one.
pub async fn append_many(
    tx: &mut Tx,
    county: &CountyCode,
    events: &[NewEvent],
) -> Result<(), Error> {
    for some in events.chunks(AT_ONCE) {
        let told = |event: &NewEvent| {
            let detail = event.detail.to_string();
            let hash = Sha256::new().chain_update(&event.salt).chain_update(&detail).finalize();
            (detail, hex(&hash))
        };
        let rows: Vec<_> = some.iter().map(|event| (event, told(event))).collect();
        on!(tx, |c| {
            let mut insert = sqlx::QueryBuilder::new(
                "INSERT INTO event (county, id, happened_at, kind, subject_kind, subject,
                    organisation, person, role, by_organisation, detail_hash) ",
            );
            insert.push_values(&rows, |mut row, (event, (_, hash))| {
                row.push_bind(county.as_str())
                    .push_bind(event.id.0)
                    .push_bind(event.at.as_microsecond())
                    .push_bind(event.kind)
                    .push_bind(event.subject.kind)
                    .push_bind(event.subject.id)
                    .push_bind(event.subject.organisation.map(|id| id.0))
                    .push_bind(event.person.map(|id| id.0))
                    .push_bind(event.role.code())
                    .push_bind(event.by_organisation.map(|id| id.0))
                    .push_bind(hash.as_str());
            });
            insert.build().execute(&mut *c).await?;
            let mut insert =
                sqlx::QueryBuilder::new("INSERT INTO event_detail (county, event, salt, detail) ");
            insert.push_values(&rows, |mut row, (event, (detail, _))| {
                row.push_bind(county.as_str())
                    .push_bind(event.id.0)
                    .push_bind(event.salt.as_str())
                    .push_bind(detail.as_str());
            });
            insert.build().execute(&mut *c).await?;
            let mut insert =
                sqlx::QueryBuilder::new("INSERT INTO unsealed (county, stream, subject) ");
            insert.push_values(&rows, |mut row, (event, _)| {
                row.push_bind(county.as_str())
                    .push_bind(Stream::Event.code())
                    .push_bind(event.id.0);
            });
            insert.build().execute(&mut *c).await.map(|_| ())
        })?;
    }
    Ok(())
}

/// An event as read back.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// What happened.
    pub kind: String,
    /// Role of who did it.
    pub role: Role,
    /// For which organisation.
    pub by_organisation: Option<OrganisationId>,
    /// Name of that organisation.
    pub by_organisation_name: Option<String>,
    /// What more was said; null when erased.
    pub detail: Value,
}

#[derive(sqlx::FromRow)]
struct EventRow {
    happened_at: i64,
    kind: String,
    role: String,
    by_organisation: Option<Uuid>,
    by_name: Option<String>,
    detail: Option<String>,
}

/// Events about one thing, oldest first.
pub async fn about(
    connection: &mut Connection,
    county: &CountyCode,
    subject_kind: &str,
    subject: Uuid,
    limit: i64,
) -> Result<Vec<Event>, Error> {
    let rows: Vec<EventRow> = on!(connection, |c| sqlx::query_as(
        "SELECT e.happened_at, e.kind, e.role, e.by_organisation, o.name AS by_name, d.detail
         FROM event e
         LEFT JOIN event_detail d ON d.county = e.county AND d.event = e.id
         LEFT JOIN organisation o ON o.county = e.county AND o.id = e.by_organisation
         WHERE e.county = $1 AND e.subject_kind = $2 AND e.subject = $3
         ORDER BY e.happened_at, e.id LIMIT $4"
    )
    .bind(county.as_str())
    .bind(subject_kind)
    .bind(subject)
    .bind(limit)
    .fetch_all(c)
    .await?);
    rows.into_iter()
        .map(|row| {
            Ok(Event {
                at: instant(row.happened_at)?,
                kind: row.kind,
                role: code("event.role", Role::parse(&row.role))?,
                by_organisation: row.by_organisation.map(OrganisationId),
                by_organisation_name: row.by_name,
                detail: row
                    .detail
                    .map_or(Ok(Value::Null), |text| from_json("event.detail", &text))?,
            })
        })
        .collect()
}

/// The last event of a county: what has been counted holds as long as it stays the last.
pub async fn last(
    connection: &mut Connection,
    county: &CountyCode,
) -> Result<Option<EventId>, Error> {
    let last: Option<Uuid> = on!(connection, |c| sqlx::query_scalar(
        "SELECT id FROM event WHERE county = $1 ORDER BY happened_at DESC, id DESC LIMIT 1"
    )
    .bind(county.as_str())
    .fetch_optional(c)
    .await?);
    Ok(last.map(EventId))
}

/// Number of events of a kind in a span of time: what figures are counted from.
pub async fn count(
    connection: &mut Connection,
    county: &CountyCode,
    kind: &str,
    since: Timestamp,
    until: Timestamp,
) -> Result<i64, Error> {
    Ok(on!(connection, |c| sqlx::query_scalar(
        "SELECT COUNT(*) FROM event
         WHERE county = $1 AND kind = $2 AND happened_at >= $3 AND happened_at < $4"
    )
    .bind(county.as_str())
    .bind(kind)
    .bind(since.as_microsecond())
    .bind(until.as_microsecond())
    .fetch_one(c)
    .await?))
}

/// True when an event of a kind about this subject has been written.
pub async fn has_happened(
    connection: &mut Connection,
    county: &CountyCode,
    kind: &str,
    subject_kind: &str,
    subject: Uuid,
) -> Result<bool, Error> {
    let times: i64 = on!(connection, |c| sqlx::query_scalar(
        "SELECT COUNT(*) FROM event
         WHERE county = $1 AND subject_kind = $2 AND subject = $3 AND kind = $4"
    )
    .bind(county.as_str())
    .bind(subject_kind)
    .bind(subject)
    .bind(kind)
    .fetch_one(c)
    .await?);
    Ok(times > 0)
}
