//! Figures about answering: the first answer of each case and what was promised for it, whatever
//! happened when the case was opened again. A case counts at the desk that owns it now.

use domain::codes::CountyCode;
use domain::ids::{DeskId, OrganisationId};
use domain::time::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use crate::row::instant;
use crate::{Connection, Error, on};

/// A first answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// Desk that owns the case now.
    pub desk: Option<DeskId>,
    /// When the case came in.
    pub opened_at: Timestamp,
    /// When the answer was promised.
    pub promised_at: Timestamp,
    /// When it came.
    pub answered_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct AnswerRow {
    desk: Option<Uuid>,
    opened_at: i64,
    promised_at: i64,
    answered_at: i64,
}

/// First answers since an instant in cases that every desk owns now, oldest first.
pub async fn answers_since(
    connection: &mut Connection,
    county: &CountyCode,
    since: Timestamp,
) -> Result<Vec<Answer>, Error> {
    read(on!(connection, |c| sqlx::query_as(
        "SELECT desk, created_at AS opened_at, first_promised_at AS promised_at,
            first_answered_at AS answered_at FROM case_file
         WHERE county = $1 AND first_answered_at >= $2 ORDER BY first_answered_at, id"
    )
    .bind(county.as_str())
    .bind(since.as_microsecond())
    .fetch_all(c)
    .await?))
}

/// First answers since an instant in cases that one desk owns now, oldest first.
pub async fn answers_at_desk(
    connection: &mut Connection,
    county: &CountyCode,
    desk: DeskId,
    since: Timestamp,
) -> Result<Vec<Answer>, Error> {
    read(on!(connection, |c| sqlx::query_as(
        "SELECT desk, created_at AS opened_at, first_promised_at AS promised_at,
            first_answered_at AS answered_at FROM case_file
         WHERE county = $1 AND desk = $2 AND first_answered_at >= $3
         ORDER BY first_answered_at, id"
    )
    .bind(county.as_str())
    .bind(desk.0)
    .bind(since.as_microsecond())
    .fetch_all(c)
    .await?))
}

/// First answers an organisation has given since an instant, oldest first: from events, for those
/// who answer without a desk.
pub async fn answers_by(
    connection: &mut Connection,
    county: &CountyCode,
    organisation: OrganisationId,
    since: Timestamp,
) -> Result<Vec<Answer>, Error> {
    read(on!(connection, |c| sqlx::query_as(
        "SELECT f.desk, f.created_at AS opened_at, f.first_promised_at AS promised_at,
            f.first_answered_at AS answered_at
         FROM event e JOIN case_file f ON f.county = e.county AND f.id = e.subject
         WHERE e.county = $1 AND e.kind = 'case.answered' AND e.happened_at >= $2
           AND e.by_organisation = $3 AND f.first_answered_at IS NOT NULL
         ORDER BY f.first_answered_at, f.id"
    )
    .bind(county.as_str())
    .bind(since.as_microsecond())
    .bind(organisation.0)
    .fetch_all(c)
    .await?))
}

fn read(rows: Vec<AnswerRow>) -> Result<Vec<Answer>, Error> {
    rows.into_iter()
        .map(|row| {
            Ok(Answer {
                desk: row.desk.map(DeskId),
                opened_at: instant(row.opened_at)?,
                promised_at: instant(row.promised_at)?,
                answered_at: instant(row.answered_at)?,
            })
        })
        .collect()
}

/// How much lies at a desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::FromRow)]
#[serde(rename_all = "camelCase")]
pub struct DeskLoad {
    /// Id of the desk.
    pub desk: Uuid,
    /// Name.
    pub name: String,
    /// Whose desk.
    pub organisation_name: String,
    /// Open cases.
    pub open: i64,
    /// Of these without an answer though the promise is broken.
    pub late: i64,
    /// Of these told to the desk above.
    pub escalated: i64,
}

/// Open and late cases of every desk of a county, by name.
pub async fn desk_loads(
    connection: &mut Connection,
    county: &CountyCode,
    now: Timestamp,
) -> Result<Vec<DeskLoad>, Error> {
    Ok(on!(connection, |c| sqlx::query_as(
        "SELECT d.id AS desk, d.name, o.name AS organisation_name, COUNT(f.id) AS open,
            COUNT(CASE WHEN f.answered_at IS NULL AND f.promised_at < $2 THEN 1 END) AS late,
            COUNT(CASE WHEN f.alarm = 'escalated' THEN 1 END) AS escalated
         FROM desk d
         JOIN organisation o ON o.county = d.county AND o.id = d.organisation
         LEFT JOIN case_file f ON f.county = d.county AND f.desk = d.id AND f.state <> 'closed'
         WHERE d.county = $1
         GROUP BY d.id, d.name, o.name ORDER BY d.name, d.id"
    )
    .bind(county.as_str())
    .bind(now.as_microsecond())
    .fetch_all(c)
    .await?))
}
