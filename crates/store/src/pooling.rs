//! Pools: the same need of several firms, with each firm's answer, and what the figures were when.

mod firms;
mod suggestions;

use domain::codes::{CountyCode, Ssyk};
use domain::ids::{NeedId, OrganisationId, PoolId};
use domain::pooling::{Change, Consent, Figures, Plan, PoolState};
use domain::time::{Date, Timestamp};
use serde::Serialize;
use uuid::Uuid;

use crate::page::{Page, Slice};
use crate::row::{changed, code, day, instant, instant_opt};
use crate::{Connection, Error, Tx, on};

pub use firms::{
    Answered, NewPart, StoredFirm, StoredPart, answer, firms_of, insert_firm, insert_part,
    parts_of, set_standing,
};
pub use suggestions::{Candidate, Suggestion, candidates, suggestions};

/// A pool about to be formed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPool {
    /// Id, made before the transaction.
    pub id: PoolId,
    /// Occupation group its needs share.
    pub ssyk: Ssyk,
    /// Name of the occupation.
    pub occupation: String,
    /// What it is for and what happens next.
    pub plan: Plan,
    /// Whose it is.
    pub by_organisation: OrganisationId,
    /// Who formed it.
    pub by_name: String,
    /// When.
    pub created_at: Timestamp,
}

/// A pool as read back. Whoever shows it takes away what the reader may not see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredPool {
    /// Id.
    pub id: PoolId,
    /// Occupation group its needs share.
    pub ssyk: Ssyk,
    /// Name of the occupation.
    pub occupation: String,
    /// What it is for and what happens next.
    pub plan: Plan,
    /// Whose it is.
    pub by_organisation: OrganisationId,
    /// Name of that organisation.
    pub by_organisation_name: String,
    /// Who formed it.
    pub by_name: String,
    /// Where it stands.
    pub state: PoolState,
    /// What came of it, or why it was given up.
    pub reason: Option<String>,
    /// What it comes to; none where the reader may not see it.
    pub figures: Option<Figures>,
    /// Version of the figures; 0 until it is opened.
    pub figures_version: i64,
    /// Version for optimistic locking.
    pub version: i64,
    /// When it was formed.
    pub created_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

impl StoredPool {
    /// What it comes to, for those who change it.
    pub fn sums(&self) -> Figures {
        self.figures.unwrap_or_default()
    }
}

#[derive(sqlx::FromRow)]
struct PoolRow {
    id: Uuid,
    title: String,
    ssyk: String,
    occupation: String,
    deadline_on: String,
    next_step: String,
    next_step_on: String,
    by_organisation: Uuid,
    by_organisation_name: String,
    by_name: String,
    state: String,
    reason: Option<String>,
    persons: i64,
    firms: i64,
    municipalities: i64,
    figures_version: i64,
    version: i64,
    created_at: i64,
    ended_at: Option<i64>,
}

const COLUMNS: &str = "SELECT p.id, p.title, p.ssyk, p.occupation, p.deadline_on, p.next_step,
    p.next_step_on, p.by_organisation, a.name AS by_organisation_name, p.by_name, p.state, p.reason,
    p.persons, p.firms, p.municipalities, p.figures_version, p.version, p.created_at, p.ended_at ";
/// Tables of [`COLUMNS`].
const TABLES: &str = "FROM pool p
    JOIN organisation a ON a.county = p.county AND a.id = p.by_organisation ";

impl PoolRow {
    fn read(self) -> Result<StoredPool, Error> {
        Ok(StoredPool {
            id: PoolId(self.id),
            ssyk: code("pool.ssyk", Ssyk::parse(&self.ssyk))?,
            occupation: self.occupation,
            plan: Plan {
                title: self.title,
                deadline: day(&self.deadline_on)?,
                next_step: self.next_step,
                next_step_on: day(&self.next_step_on)?,
            },
            by_organisation: OrganisationId(self.by_organisation),
            by_organisation_name: self.by_organisation_name,
            by_name: self.by_name,
            state: code("pool.state", PoolState::parse(&self.state))?,
            reason: self.reason,
            figures: Some(Figures {
                persons: self.persons,
                firms: self.firms,
                municipalities: self.municipalities,
            }),
            figures_version: self.figures_version,
            version: self.version,
            created_at: instant(self.created_at)?,
            ended_at: instant_opt(self.ended_at)?,
        })
    }
}

/// Which pools a reader sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Every pool of the county.
    County,
    /// Those a firm has been asked about.
    Firm(OrganisationId),
}

impl Scope {
    fn firm(self) -> Uuid {
        match self {
            Self::County => Uuid::nil(),
            Self::Firm(id) => id.0,
        }
    }
}

/// Forms a pool, with nobody's consent yet.
pub async fn insert(tx: &mut Tx, county: &CountyCode, new: &NewPool) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO pool (county, id, title, ssyk, occupation, deadline_on, next_step,
            next_step_on, by_organisation, by_name, state, persons, firms, municipalities,
            figures_version, version, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'forming', 0, 0, 0, 0, 1, $11, $11)"
    )
    .bind(county.as_str())
    .bind(new.id.0)
    .bind(&new.plan.title)
    .bind(new.ssyk.as_str())
    .bind(&new.occupation)
    .bind(new.plan.deadline.to_string())
    .bind(&new.plan.next_step)
    .bind(new.plan.next_step_on.to_string())
    .bind(new.by_organisation.0)
    .bind(&new.by_name)
    .bind(new.created_at.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// One pool, if the reader's scope reaches it.
pub async fn find(
    connection: &mut Connection,
    county: &CountyCode,
    scope: Scope,
    id: PoolId,
) -> Result<Option<StoredPool>, Error> {
    let sql = format!(
        "{COLUMNS}{TABLES} WHERE p.county = $1 AND p.id = $2
           AND ($3 = $4 OR EXISTS (SELECT 1 FROM pool_firm f WHERE f.county = p.county
             AND f.pool = p.id AND f.organisation = $3))"
    );
    let row: Option<PoolRow> = on!(connection, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(county.as_str())
        .bind(id.0)
        .bind(scope.firm())
        .bind(Uuid::nil())
        .fetch_optional(c)
        .await?);
    row.map(PoolRow::read).transpose()
}

/// Which pools a list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only this state.
    pub state: Option<PoolState>,
    /// Only those somebody still works with.
    pub only_live: bool,
}

/// What [`Filter`] leaves; $1 county, $2 firm, $3 nobody, $4 state, $5 only live.
const NARROWED: &str = " WHERE p.county = $1
    AND ($2 = $3 OR EXISTS (SELECT 1 FROM pool_firm f WHERE f.county = p.county
        AND f.pool = p.id AND f.organisation = $2))
    AND (p.state = $4 OR $4 = '')
    AND ($5 = '' OR p.state NOT IN ('closed', 'cancelled')) ";

macro_rules! narrow {
    ($query:expr, $county:expr, $scope:expr, $filter:expr) => {
        $query
            .bind($county.as_str())
            .bind($scope.firm())
            .bind(Uuid::nil())
            .bind($filter.state.map_or("", PoolState::code))
            .bind(if $filter.only_live { "live" } else { "" })
    };
}

/// Pools, by numbered page, the newest first.
pub async fn list(
    connection: &mut Connection,
    county: &CountyCode,
    scope: Scope,
    filter: Filter,
    slice: Slice,
) -> Result<Page<StoredPool>, Error> {
    let counted = format!("SELECT COUNT(*) FROM pool p {NARROWED}");
    let total: i64 = on!(connection, |c| {
        let query = sqlx::query_scalar(sqlx::AssertSqlSafe(counted));
        narrow!(query, county, scope, filter).fetch_one(c).await?
    });
    let sql = format!(
        "{COLUMNS}{TABLES}{NARROWED} ORDER BY p.created_at DESC, p.id DESC LIMIT $6 OFFSET $7"
    );
    let rows: Vec<PoolRow> = on!(connection, |c| {
        let query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
        narrow!(query, county, scope, filter)
            .bind(slice.limit())
            .bind(slice.offset())
            .fetch_all(c)
            .await?
    });
    let items = rows.into_iter().map(PoolRow::read).collect::<Result<Vec<_>, _>>()?;
    Ok(Page { items, total, next: None })
}

/// Changes what a pool is for and what happens next, if nobody else has changed it since `version`.
pub async fn set_plan(
    tx: &mut Tx,
    county: &CountyCode,
    id: PoolId,
    plan: &Plan,
    version: i64,
    now: Timestamp,
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE pool SET title = $3, deadline_on = $4, next_step = $5, next_step_on = $6,
            version = version + 1, updated_at = $7
         WHERE county = $1 AND id = $2 AND version = $8"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(&plan.title)
    .bind(plan.deadline.to_string())
    .bind(&plan.next_step)
    .bind(plan.next_step_on.to_string())
    .bind(now.as_microsecond())
    .bind(version)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// Moves a pool to another state, if nobody else has changed it since `version`.
pub async fn set_state(
    tx: &mut Tx,
    county: &CountyCode,
    id: PoolId,
    (state, reason): (PoolState, Option<&str>),
    version: i64,
    now: Timestamp,
) -> Result<(), Error> {
    let ended_at = (!state.is_live()).then(|| now.as_microsecond());
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE pool SET state = $3, reason = $4, ended_at = $5, version = version + 1,
            updated_at = $6
         WHERE county = $1 AND id = $2 AND version = $7"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(state.code())
    .bind(reason)
    .bind(ended_at)
    .bind(now.as_microsecond())
    .bind(version)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// Writes what a pool comes to now.
pub async fn set_figures(
    tx: &mut Tx,
    county: &CountyCode,
    id: PoolId,
    figures: Figures,
    now: Timestamp,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "UPDATE pool SET persons = $3, firms = $4, municipalities = $5, updated_at = $6
         WHERE county = $1 AND id = $2"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(figures.persons)
    .bind(figures.firms)
    .bind(figures.municipalities)
    .bind(now.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// What a pool's figures were from an instant on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FigureVersion {
    /// 1 when the pool was opened.
    pub version: i64,
    /// The sums.
    pub figures: Figures,
    /// Why they were written anew.
    pub why: Change,
    /// From when.
    pub at: Timestamp,
}

/// Keeps a version of a pool's figures.
pub async fn keep_version(
    tx: &mut Tx,
    county: &CountyCode,
    id: PoolId,
    new: &FigureVersion,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO pool_figures (county, pool, version, persons, firms, municipalities, why,
            counted_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(new.version)
    .bind(new.figures.persons)
    .bind(new.figures.firms)
    .bind(new.figures.municipalities)
    .bind(new.why.code())
    .bind(new.at.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    on!(tx, |c| sqlx::query("UPDATE pool SET figures_version = $3 WHERE county = $1 AND id = $2")
        .bind(county.as_str())
        .bind(id.0)
        .bind(new.version)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Every version of a pool's figures, the latest first.
pub async fn versions_of(
    connection: &mut Connection,
    county: &CountyCode,
    id: PoolId,
    limit: i64,
) -> Result<Vec<FigureVersion>, Error> {
    type Row = (i64, i64, i64, i64, String, i64);
    let rows: Vec<Row> = on!(connection, |c| sqlx::query_as(
        "SELECT version, persons, firms, municipalities, why, counted_at FROM pool_figures
         WHERE county = $1 AND pool = $2 ORDER BY version DESC LIMIT $3"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(limit)
    .fetch_all(c)
    .await?);
    let read = |(version, persons, firms, municipalities, why, at): Row| {
        Ok(FigureVersion {
            version,
            figures: Figures { persons, firms, municipalities },
            why: code("pool_figures.why", Change::parse(&why))?,
            at: instant(at)?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// The pool a need is in, or its firm is asked whether it may be in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PoolOfNeed {
    /// Id.
    pub id: PoolId,
    /// Title.
    pub title: String,
    /// Deadline.
    pub deadline: Date,
    /// What the firm has answered.
    pub consent: Consent,
}

/// The pool of a need; none when it is in none.
pub async fn of_need(
    connection: &mut Connection,
    county: &CountyCode,
    need: NeedId,
) -> Result<Option<PoolOfNeed>, Error> {
    let row: Option<(Uuid, String, String, String)> = on!(connection, |c| sqlx::query_as(
        "SELECT p.id, p.title, p.deadline_on, f.consent FROM pool_need n
         JOIN pool p ON p.county = n.county AND p.id = n.pool
         JOIN pool_firm f ON f.county = n.county AND f.pool = n.pool
            AND f.organisation = n.organisation
         WHERE n.county = $1 AND n.need = $2 AND n.standing = 'in'"
    )
    .bind(county.as_str())
    .bind(need.0)
    .fetch_optional(c)
    .await?);
    let read = |(id, title, deadline, consent): (Uuid, String, String, String)| {
        Ok(PoolOfNeed {
            id: PoolId(id),
            title,
            deadline: day(&deadline)?,
            consent: code("pool_firm.consent", Consent::parse(&consent))?,
        })
    };
    row.map(read).transpose()
}
