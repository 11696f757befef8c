//! What reminders are due, by what the tables say and the clock shows.

use domain::codes::CountyCode;
use domain::ids::{CaseId, DeskId, MappingId, NeedId, OrganisationId};
use domain::time::{Date, Timestamp};
use uuid::Uuid;

use crate::row::{code, day};
use crate::{Connection, Error, on};

fn county_of(text: &str) -> Result<CountyCode, Error> {
    code("county", CountyCode::parse(text))
}

/// A case whose next step is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueStep {
    /// County.
    pub county: CountyCode,
    /// The case.
    pub case: CaseId,
    /// The desk that owns it.
    pub desk: DeskId,
    /// The step's day.
    pub on: Date,
}

/// Open cases whose first answer is given and whose next step falls within these days, without a
/// reminder of that step yet.
pub async fn due_steps(
    connection: &mut Connection,
    from: Date,
    until: Date,
    limit: i64,
) -> Result<Vec<DueStep>, Error> {
    let rows: Vec<(String, Uuid, Uuid, String)> = on!(connection, |c| sqlx::query_as(
        "SELECT f.county, f.id, f.desk, f.next_step_on FROM case_file f
         WHERE f.state <> 'closed' AND f.answered_at IS NOT NULL AND f.desk IS NOT NULL
           AND f.next_step_on >= $1 AND f.next_step_on <= $2
           AND NOT EXISTS (SELECT 1 FROM reminder r WHERE r.county = f.county
              AND r.kind = 'step-reminder' AND r.subject = f.id AND r.about = f.next_step_on)
         ORDER BY f.next_step_on DESC, f.id LIMIT $3"
    )
    .bind(from.to_string())
    .bind(until.to_string())
    .bind(limit)
    .fetch_all(c)
    .await?);
    rows.into_iter()
        .map(|(county, case, desk, on)| {
            Ok(DueStep {
                county: county_of(&county)?,
                case: CaseId(case),
                desk: DeskId(desk),
                on: day(&on)?,
            })
        })
        .collect()
}

/// A mapping that waits for the firm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingMapping {
    /// County.
    pub county: CountyCode,
    /// The mapping.
    pub mapping: MappingId,
    /// The firm.
    pub organisation: OrganisationId,
    /// Code of its state.
    pub state: String,
    /// Where its invitation went.
    pub invited_email: Option<String>,
}

/// Mappings that the firm has been invited to, has begun, or that lie ready for its yes, unchanged
/// since between these instants, without a reminder yet.
pub async fn waiting_mappings(
    connection: &mut Connection,
    from: Timestamp,
    until: Timestamp,
    limit: i64,
) -> Result<Vec<WaitingMapping>, Error> {
    let rows: Vec<(String, Uuid, Uuid, String, Option<String>)> =
        on!(connection, |c| sqlx::query_as(
            "SELECT m.county, m.id, m.organisation, m.state, m.invited_email FROM mapping m
         WHERE m.updated_at >= $1 AND m.updated_at < $2
           AND (m.state = 'compiled' OR (m.state IN ('invited', 'started') AND m.track = 'micro'))
           AND NOT EXISTS (SELECT 1 FROM reminder r WHERE r.county = m.county
              AND r.kind = 'approval-reminder' AND r.subject = m.id AND r.about = m.state)
         ORDER BY m.updated_at DESC, m.id LIMIT $3"
        )
        .bind(from.as_microsecond())
        .bind(until.as_microsecond())
        .bind(limit)
        .fetch_all(c)
        .await?);
    rows.into_iter()
        .map(|(county, mapping, organisation, state, invited_email)| {
            Ok(WaitingMapping {
                county: county_of(&county)?,
                mapping: MappingId(mapping),
                organisation: OrganisationId(organisation),
                state,
                invited_email,
            })
        })
        .collect()
}

/// A need with proposals that wait for the firm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OldProposal {
    /// County.
    pub county: CountyCode,
    /// The need.
    pub need: NeedId,
    /// The firm.
    pub organisation: OrganisationId,
}

/// Needs with proposals put forward between these instants and not answered, without a reminder.
pub async fn old_proposals(
    connection: &mut Connection,
    from: Timestamp,
    until: Timestamp,
    limit: i64,
) -> Result<Vec<OldProposal>, Error> {
    let rows: Vec<(String, Uuid, Uuid)> = on!(connection, |c| sqlx::query_as(
        "SELECT DISTINCT p.county, p.need, n.organisation FROM proposal p
         JOIN need n ON n.county = p.county AND n.id = p.need
         WHERE p.state = 'proposed' AND p.proposed_at >= $1 AND p.proposed_at < $2
           AND NOT EXISTS (SELECT 1 FROM reminder r WHERE r.county = p.county
              AND r.kind = 'proposal-reminder' AND r.subject = p.need)
         ORDER BY p.county, p.need LIMIT $3"
    )
    .bind(from.as_microsecond())
    .bind(until.as_microsecond())
    .bind(limit)
    .fetch_all(c)
    .await?);
    rows.into_iter()
        .map(|(county, need, organisation)| {
            Ok(OldProposal {
                county: county_of(&county)?,
                need: NeedId(need),
                organisation: OrganisationId(organisation),
            })
        })
        .collect()
}

/// Notes that a reminder has been given; false when it had been already.
pub async fn remind_once(
    tx: &mut crate::Tx,
    county: &CountyCode,
    kind: domain::mail::MailKind,
    subject: Uuid,
    about: &str,
    now: Timestamp,
) -> Result<bool, Error> {
    let rows = on!(tx, |c| sqlx::query(
        "INSERT INTO reminder (county, kind, subject, about, created_at)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (county, kind, subject, about) DO NOTHING"
    )
    .bind(county.as_str())
    .bind(kind.code())
    .bind(subject)
    .bind(about)
    .bind(now.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    Ok(rows == 1)
}
