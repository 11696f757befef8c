//! Notices of redundancy with the occupations they touch and the tasks of the first days.

use domain::access::Role;
use domain::codes::{CountyCode, MunicipalityCode, Ssyk};
use domain::ids::{DeskId, NeedId, OrganisationId, RedundancyId};
use domain::redundancies::{NoticeState, PublicSight, SecretSight, Sight, Task};
use domain::time::{Date, Timestamp};
use serde::Serialize;
use uuid::Uuid;

use crate::page::{Page, Slice};
use crate::row::{changed, code, day, instant_opt};
use crate::{Connection, Error, Tx, on};

/// How many are affected in an occupation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Affected {
    /// SSYK 2012 code.
    pub ssyk: Ssyk,
    /// Name of the group.
    pub occupation: String,
    /// How many.
    pub persons: i64,
}

/// A notice about to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewNotice {
    /// Id, made before the transaction.
    pub id: RedundancyId,
    /// The firm.
    pub organisation: OrganisationId,
    /// Where the workplace is.
    pub municipality: MunicipalityCode,
    /// The day of the notice.
    pub notified_on: Date,
    /// Last day at work.
    pub last_day_on: Date,
    /// First day it is public.
    pub public_from: Date,
    /// Who writes it down.
    pub by_organisation: OrganisationId,
    /// By name.
    pub by_name: String,
    /// Who is affected.
    pub affected: Vec<Affected>,
    /// What has to be done, whose desk, by when.
    pub tasks: Vec<(Task, Option<DeskId>, Date)>,
    /// When it was written down.
    pub created_at: Timestamp,
}

/// A notice as read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredNotice {
    /// Id.
    pub id: RedundancyId,
    /// The firm.
    pub organisation: OrganisationId,
    /// Name of the firm.
    pub organisation_name: String,
    /// Where the workplace is.
    pub municipality: MunicipalityCode,
    /// Name of that municipality.
    pub municipality_name: String,
    /// The day of the notice.
    pub notified_on: Date,
    /// Last day at work.
    pub last_day_on: Date,
    /// First day it is public.
    pub public_from: Date,
    /// Where the work stands.
    pub state: NoticeState,
    /// Who wrote it down.
    pub by_name: String,
    /// For whom.
    pub by_organisation_name: String,
    /// Persons in all occupations.
    pub persons: i64,
    /// Tasks that are done.
    pub tasks_done: i64,
    /// All tasks.
    pub tasks: i64,
    /// Version for optimistic locking.
    pub version: i64,
}

#[derive(sqlx::FromRow)]
struct NoticeRow {
    id: Uuid,
    organisation: Uuid,
    organisation_name: String,
    municipality: String,
    municipality_name: String,
    notified_on: String,
    last_day_on: String,
    public_from_on: String,
    state: String,
    by_name: String,
    by_organisation_name: String,
    persons: i64,
    tasks_done: i64,
    tasks: i64,
    version: i64,
}

/// Columns of [`NoticeRow`] with `r` the notice.
const COLUMNS: &str = "SELECT r.id, r.organisation, o.name AS organisation_name, r.municipality,
    m.name AS municipality_name, r.notified_on, r.last_day_on, r.public_from_on, r.state,
    r.by_name, b.name AS by_organisation_name, r.version,
    (SELECT CAST(COALESCE(SUM(x.persons), 0) AS BIGINT) FROM redundancy_occupation x
        WHERE x.county = r.county AND x.redundancy = r.id) AS persons,
    (SELECT COUNT(t.done_at) FROM redundancy_task t
        WHERE t.county = r.county AND t.redundancy = r.id) AS tasks_done,
    (SELECT COUNT(*) FROM redundancy_task t
        WHERE t.county = r.county AND t.redundancy = r.id) AS tasks ";
/// Tables of [`COLUMNS`].
const TABLES: &str = "FROM redundancy r
    JOIN organisation o ON o.county = r.county AND o.id = r.organisation
    JOIN organisation b ON b.county = r.county AND b.id = r.by_organisation
    JOIN municipality m ON m.county = r.county AND m.code = r.municipality ";
/// What a reader sees: $1 county, $2 today, $3 all public ones, $4 one firm's public ones, $5 all
/// secret ones, $6 a municipality's secret ones.
const SEEN: &str = " WHERE r.county = $1
    AND ((r.public_from_on <= $2 AND ($3 = 1 OR r.organisation = $4))
        OR $5 = 1 OR r.municipality = $6) ";

macro_rules! seen {
    ($query:expr, $county:expr, $sight:expr, $today:expr) => {{
        let (all_public, own) = match $sight.public {
            PublicSight::All => (1_i64, Uuid::nil()),
            PublicSight::Own(own) => (0, own.0),
            PublicSight::Nothing => (0, Uuid::nil()),
        };
        let (all_secret, place) = match &$sight.secret {
            SecretSight::All => (1_i64, ""),
            SecretSight::Municipality(code) => (0, code.as_str()),
            SecretSight::Nothing => (0, ""),
        };
        $query
            .bind($county.as_str())
            .bind($today.to_string())
            .bind(all_public)
            .bind(own)
            .bind(all_secret)
            .bind(place)
    }};
}

impl NoticeRow {
    fn read(self) -> Result<StoredNotice, Error> {
        Ok(StoredNotice {
            id: RedundancyId(self.id),
            organisation: OrganisationId(self.organisation),
            organisation_name: self.organisation_name,
            municipality: code("municipality", MunicipalityCode::parse(&self.municipality))?,
            municipality_name: self.municipality_name,
            notified_on: day(&self.notified_on)?,
            last_day_on: day(&self.last_day_on)?,
            public_from: day(&self.public_from_on)?,
            state: code("redundancy.state", NoticeState::parse(&self.state))?,
            by_name: self.by_name,
            by_organisation_name: self.by_organisation_name,
            persons: self.persons,
            tasks_done: self.tasks_done,
            tasks: self.tasks,
            version: self.version,
        })
    }
}

/// Writes a notice down with its occupations and its tasks.
pub async fn insert(tx: &mut Tx, county: &CountyCode, new: &NewNotice) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO redundancy (county, id, organisation, municipality, notified_on, last_day_on,
            public_from_on, state, by_organisation, by_name, version, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 'reported', $8, $9, 1, $10, $10)"
    )
    .bind(county.as_str())
    .bind(new.id.0)
    .bind(new.organisation.0)
    .bind(new.municipality.as_str())
    .bind(new.notified_on.to_string())
    .bind(new.last_day_on.to_string())
    .bind(new.public_from.to_string())
    .bind(new.by_organisation.0)
    .bind(&new.by_name)
    .bind(new.created_at.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    for affected in &new.affected {
        on!(tx, |c| sqlx::query(
            "INSERT INTO redundancy_occupation (county, redundancy, ssyk, occupation, persons)
             VALUES ($1, $2, $3, $4, $5)"
        )
        .bind(county.as_str())
        .bind(new.id.0)
        .bind(affected.ssyk.as_str())
        .bind(&affected.occupation)
        .bind(affected.persons)
        .execute(c)
        .await
        .map(|_| ()))?;
    }
    for (task, desk, due_on) in &new.tasks {
        on!(tx, |c| sqlx::query(
            "INSERT INTO redundancy_task (county, redundancy, task, desk, due_on)
             VALUES ($1, $2, $3, $4, $5)"
        )
        .bind(county.as_str())
        .bind(new.id.0)
        .bind(task.code())
        .bind(desk.map(|id| id.0))
        .bind(due_on.to_string())
        .execute(c)
        .await
        .map(|_| ()))?;
    }
    Ok(())
}

/// One notice, if the reader sees it.
pub async fn find(
    connection: &mut Connection,
    county: &CountyCode,
    sight: &Sight,
    today: Date,
    id: RedundancyId,
) -> Result<Option<StoredNotice>, Error> {
    let sql = format!("{COLUMNS}{TABLES}{SEEN} AND r.id = $7");
    let row: Option<NoticeRow> = on!(connection, |c| {
        let query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
        seen!(query, county, sight, today).bind(id.0).fetch_optional(c).await?
    });
    row.map(NoticeRow::read).transpose()
}

/// What a list of notices is narrowed by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// In a municipality.
    pub municipality: Option<MunicipalityCode>,
    /// In a state.
    pub state: Option<NoticeState>,
}

const NARROWED: &str = " AND ($7 = '' OR r.municipality = $7) AND ($8 = '' OR r.state = $8) ";

/// Notices the reader sees, latest first, by numbered page.
pub async fn list(
    connection: &mut Connection,
    county: &CountyCode,
    (sight, today): (&Sight, Date),
    filter: &Filter,
    slice: Slice,
) -> Result<Page<StoredNotice>, Error> {
    macro_rules! narrow {
        ($query:expr) => {
            seen!($query, county, sight, today)
                .bind(filter.municipality.as_ref().map_or("", MunicipalityCode::as_str))
                .bind(filter.state.map_or("", NoticeState::code))
        };
    }
    let counted = format!("SELECT COUNT(*) {TABLES}{SEEN}{NARROWED}");
    let total: i64 = on!(connection, |c| {
        narrow!(sqlx::query_scalar(sqlx::AssertSqlSafe(counted))).fetch_one(c).await?
    });
    let sql = format!(
        "{COLUMNS}{TABLES}{SEEN}{NARROWED} ORDER BY r.notified_on DESC, r.id DESC
         LIMIT $9 OFFSET $10"
    );
    let rows: Vec<NoticeRow> = on!(connection, |c| {
        narrow!(sqlx::query_as(sqlx::AssertSqlSafe(sql)))
            .bind(slice.limit())
            .bind(slice.offset())
            .fetch_all(c)
            .await?
    });
    let items = rows.into_iter().map(NoticeRow::read).collect::<Result<Vec<_>, _>>()?;
    Ok(Page { items, total, next: None })
}

/// Who is affected, most persons first.
pub async fn affected(
    connection: &mut Connection,
    county: &CountyCode,
    id: RedundancyId,
) -> Result<Vec<Affected>, Error> {
    let rows: Vec<(String, String, i64)> = on!(connection, |c| sqlx::query_as(
        "SELECT ssyk, occupation, persons FROM redundancy_occupation
         WHERE county = $1 AND redundancy = $2 ORDER BY persons DESC, ssyk"
    )
    .bind(county.as_str())
    .bind(id.0)
    .fetch_all(c)
    .await?);
    rows.into_iter()
        .map(|(ssyk, occupation, persons)| {
            Ok(Affected { ssyk: code("ssyk", Ssyk::parse(&ssyk))?, occupation, persons })
        })
        .collect()
}

/// A task of the first days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredTask {
    /// What.
    pub task: Task,
    /// Whose desk.
    pub desk: Option<DeskId>,
    /// Name of the desk.
    pub desk_name: Option<String>,
    /// By which day.
    pub due_on: Date,
    /// Who did it.
    pub done_by_name: Option<String>,
    /// When.
    pub done_at: Option<Timestamp>,
}

/// The tasks of a notice, in order of their days.
pub async fn tasks_of(
    connection: &mut Connection,
    county: &CountyCode,
    id: RedundancyId,
) -> Result<Vec<StoredTask>, Error> {
    type Row = (String, Option<Uuid>, Option<String>, String, Option<String>, Option<i64>);
    let rows: Vec<Row> = on!(connection, |c| sqlx::query_as(
        "SELECT t.task, t.desk, d.name, t.due_on, t.done_by_name, t.done_at
         FROM redundancy_task t
         LEFT JOIN desk d ON d.county = t.county AND d.id = t.desk
         WHERE t.county = $1 AND t.redundancy = $2 ORDER BY t.due_on, t.task"
    )
    .bind(county.as_str())
    .bind(id.0)
    .fetch_all(c)
    .await?);
    rows.into_iter()
        .map(|(task, desk, desk_name, due_on, done_by_name, done_at)| {
            Ok(StoredTask {
                task: code("redundancy_task.task", Task::parse(&task))?,
                desk: desk.map(DeskId),
                desk_name,
                due_on: day(&due_on)?,
                done_by_name,
                done_at: instant_opt(done_at)?,
            })
        })
        .collect()
}

/// A task is done, or is not after all; false when that is how it stands already.
pub async fn tick(
    tx: &mut Tx,
    county: &CountyCode,
    (id, task): (RedundancyId, Task),
    done: Option<(&str, Timestamp)>,
) -> Result<bool, Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE redundancy_task SET done_by_name = $4, done_at = $5
         WHERE county = $1 AND redundancy = $2 AND task = $3
           AND (done_at IS NULL) = ($5 IS NOT NULL)"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(task.code())
    .bind(done.map(|(name, _)| name))
    .bind(done.map(|(_, at)| at.as_microsecond()))
    .execute(c)
    .await?
    .rows_affected());
    Ok(rows == 1)
}

/// Moves a notice to another state, if nobody else has changed it since `version`.
pub async fn set_state(
    tx: &mut Tx,
    county: &CountyCode,
    (id, version): (RedundancyId, i64),
    state: NoticeState,
    now: Timestamp,
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE redundancy SET state = $3, version = version + 1, updated_at = $4
         WHERE county = $1 AND id = $2 AND version = $5"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(state.code())
    .bind(now.as_microsecond())
    .bind(version)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// The desk that a role serves in a municipality. Where nobody of the role is of the municipality
/// itself, those who serve the whole county do: first whoever firms of the municipality are sent
/// to. A municipality's own contact without a municipality is a mistake, and gets nothing.
pub async fn desk_of(
    connection: &mut Connection,
    county: &CountyCode,
    municipality: &MunicipalityCode,
    role: Role,
    on_day: Date,
) -> Result<Option<DeskId>, Error> {
    let id: Option<Uuid> = on!(connection, |c| sqlx::query_scalar(
        "SELECT a.desk FROM assignment a JOIN person p ON p.id = a.person
         WHERE a.county = $1 AND a.role = $2 AND a.desk IS NOT NULL AND p.is_disabled = FALSE
           AND (a.municipality = $3 OR (a.municipality IS NULL AND a.role <> 'muni-contact'))
           AND a.valid_from <= $4 AND (a.valid_to IS NULL OR a.valid_to >= $4)
         ORDER BY CASE WHEN a.municipality = $3 THEN 0
             WHEN EXISTS (SELECT 1 FROM desk_area r WHERE r.county = a.county
                 AND r.desk = a.desk AND r.municipality = $3 AND r.industry = '') THEN 1
             ELSE 2 END, a.is_deputy, a.id LIMIT 1"
    )
    .bind(county.as_str())
    .bind(role.code())
    .bind(municipality.as_str())
    .bind(on_day.to_string())
    .fetch_optional(c)
    .await?);
    Ok(id.map(DeskId))
}

/// An open need of an occupation, without saying whose words they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenNeed {
    /// Id.
    pub id: NeedId,
    /// The firm.
    pub organisation: OrganisationId,
    /// How many it asks for.
    pub persons: i64,
}

/// Open needs of an occupation in the whole county, at most `limit`: to be counted, and shown only
/// as far as the reader may see them.
pub async fn open_needs(
    connection: &mut Connection,
    county: &CountyCode,
    ssyk: &Ssyk,
    limit: i64,
) -> Result<Vec<OpenNeed>, Error> {
    let rows: Vec<(Uuid, Uuid, i64)> = on!(connection, |c| sqlx::query_as(
        "SELECT id, organisation, persons FROM need
         WHERE county = $1 AND ssyk = $2
           AND state NOT IN ('fulfilled', 'partly', 'written-off', 'dormant')
         ORDER BY created_at, id LIMIT $3"
    )
    .bind(county.as_str())
    .bind(ssyk.as_str())
    .bind(limit)
    .fetch_all(c)
    .await?);
    let read = |(id, organisation, persons)| OpenNeed {
        id: NeedId(id),
        organisation: OrganisationId(organisation),
        persons,
    };
    Ok(rows.into_iter().map(read).collect())
}
