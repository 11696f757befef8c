//! Who is away, and who steps in.

use domain::codes::CountyCode;
use domain::continuity::Absence;
use domain::ids::{AbsenceId, AssignmentId, DeskId};
use domain::time::{Date, Timestamp, days_after};
use serde::Serialize;
use uuid::Uuid;

use crate::row::{changed, day, find_all, find_one};
use crate::{Connection, Error, Tx, on};

/// An absence about to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAbsence {
    /// Id, made before the transaction.
    pub id: AbsenceId,
    /// Who is away.
    pub assignment: AssignmentId,
    /// Their desk.
    pub desk: DeskId,
    /// When, and who steps in.
    pub absence: Absence,
    /// When it was written down.
    pub created_at: Timestamp,
}

/// An absence as read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredAbsence {
    /// Id.
    pub id: AbsenceId,
    /// Who is away.
    pub assignment: AssignmentId,
    /// Their name.
    pub name: String,
    /// Their desk.
    pub desk: DeskId,
    /// Name of the desk.
    pub desk_name: String,
    /// When, and who steps in.
    #[serde(skip)]
    pub absence: Absence,
    /// Name of the deputy; none is the desk's own.
    pub deputy_name: Option<String>,
    /// Version.
    pub version: i64,
}

#[derive(sqlx::FromRow)]
struct AbsenceRow {
    id: Uuid,
    assignment: Uuid,
    name: String,
    desk: Uuid,
    desk_name: String,
    deputy: Option<Uuid>,
    deputy_name: Option<String>,
    starts_on: String,
    ends_on: String,
    version: i64,
}

impl AbsenceRow {
    fn read(self) -> Result<StoredAbsence, Error> {
        Ok(StoredAbsence {
            id: AbsenceId(self.id),
            assignment: AssignmentId(self.assignment),
            name: self.name,
            desk: DeskId(self.desk),
            desk_name: self.desk_name,
            absence: Absence {
                from: day(&self.starts_on)?,
                to: day(&self.ends_on)?,
                deputy: self.deputy.map(AssignmentId),
            },
            deputy_name: self.deputy_name,
            version: self.version,
        })
    }
}

/// Writes an absence down.
pub async fn insert_absence(
    tx: &mut Tx,
    county: &CountyCode,
    new: &NewAbsence,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO absence (county, id, assignment, desk, deputy, starts_on, ends_on, version,
            created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8)"
    )
    .bind(county.as_str())
    .bind(new.id.0)
    .bind(new.assignment.0)
    .bind(new.desk.0)
    .bind(new.absence.deputy.map(|id| id.0))
    .bind(new.absence.from.to_string())
    .bind(new.absence.to.to_string())
    .bind(new.created_at.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Absences at a desk that are not over, the first to begin first.
pub async fn absences_of_desk(
    connection: &mut Connection,
    county: &CountyCode,
    desk: DeskId,
    today: Date,
    limit: i64,
) -> Result<Vec<StoredAbsence>, Error> {
    find_all!(
        connection,
        AbsenceRow,
        "SELECT b.id, b.assignment, p.name, b.desk, d.name AS desk_name, b.deputy,
            q.name AS deputy_name, b.starts_on, b.ends_on, b.version
         FROM absence b
         JOIN desk d ON d.county = b.county AND d.id = b.desk
         JOIN assignment a ON a.county = b.county AND a.id = b.assignment
         JOIN person p ON p.id = a.person
         LEFT JOIN assignment s ON s.county = b.county AND s.id = b.deputy
         LEFT JOIN person q ON q.id = s.person
         WHERE b.county = $1 AND b.desk = $2 AND b.ends_on >= $3
         ORDER BY b.starts_on, p.name, b.id LIMIT $4",
        county.as_str(),
        desk.0,
        today.to_string(),
        limit,
    )
}

/// One absence at a desk.
pub async fn find_absence(
    connection: &mut Connection,
    county: &CountyCode,
    desk: DeskId,
    id: AbsenceId,
) -> Result<Option<StoredAbsence>, Error> {
    find_one!(
        connection,
        AbsenceRow,
        "SELECT b.id, b.assignment, p.name, b.desk, d.name AS desk_name, b.deputy,
            q.name AS deputy_name, b.starts_on, b.ends_on, b.version
         FROM absence b
         JOIN desk d ON d.county = b.county AND d.id = b.desk
         JOIN assignment a ON a.county = b.county AND a.id = b.assignment
         JOIN person p ON p.id = a.person
         LEFT JOIN assignment s ON s.county = b.county AND s.id = b.deputy
         LEFT JOIN person q ON q.id = s.person
         WHERE b.county = $1 AND b.desk = $2 AND b.id = $3",
        county.as_str(),
        desk.0,
        id.0,
    )
}

/// Ends an absence before its day: yesterday was the last, or it is taken away if it had not begun.
pub async fn end_absence(
    tx: &mut Tx,
    county: &CountyCode,
    id: AbsenceId,
    version: i64,
    today: Date,
) -> Result<(), Error> {
    let last = days_after(today, -1).to_string();
    let gone = on!(tx, |c| sqlx::query(
        "DELETE FROM absence WHERE county = $1 AND id = $2 AND version = $3 AND starts_on > $4"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(version)
    .bind(&last)
    .execute(c)
    .await?
    .rows_affected());
    if gone == 1 {
        return Ok(());
    }
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE absence SET ends_on = $4, version = version + 1
         WHERE county = $1 AND id = $2 AND version = $3 AND starts_on <= $4"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(version)
    .bind(&last)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// Lets the desk's own deputy step in for whoever had named this one, from a day on.
pub async fn leave_deputy(
    tx: &mut Tx,
    county: &CountyCode,
    deputy: AssignmentId,
    today: Date,
) -> Result<u64, Error> {
    Ok(on!(tx, |c| sqlx::query(
        "UPDATE absence SET deputy = NULL, version = version + 1
         WHERE county = $1 AND deputy = $2 AND ends_on >= $3"
    )
    .bind(county.as_str())
    .bind(deputy.0)
    .bind(today.to_string())
    .execute(c)
    .await?
    .rows_affected()))
}

/// Somebody one steps in for today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandIn {
    /// The desk.
    pub desk: DeskId,
    /// Who is away there.
    pub assignment: AssignmentId,
}

/// Whom somebody steps in for today, by name or as their desk's deputy, in one organisation and
/// role.
pub async fn standing_in(
    connection: &mut Connection,
    county: &CountyCode,
    assignment: AssignmentId,
    today: Date,
) -> Result<Vec<StandIn>, Error> {
    let rows: Vec<(Uuid, Uuid)> = on!(connection, |c| sqlx::query_as(
        "SELECT b.desk, b.assignment FROM absence b
         JOIN assignment a ON a.county = b.county AND a.desk = b.desk
         WHERE b.county = $1 AND a.id = $2 AND b.starts_on <= $3 AND b.ends_on >= $3
           AND b.assignment <> a.id
           AND (b.deputy = a.id OR (b.deputy IS NULL AND a.is_deputy = TRUE))
         ORDER BY b.desk, b.assignment"
    )
    .bind(county.as_str())
    .bind(assignment.0)
    .bind(today.to_string())
    .fetch_all(c)
    .await?);
    let read =
        |(desk, away): (Uuid, Uuid)| StandIn { desk: DeskId(desk), assignment: AssignmentId(away) };
    Ok(rows.into_iter().map(read).collect())
}
