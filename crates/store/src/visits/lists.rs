//! Lists of visits, of obstacles and of firms nobody has visited.

use domain::codes::{CountyCode, MunicipalityCode};
use domain::ids::OrganisationId;
use domain::time::Date;
use domain::visits::{ObstacleState, VisitState};
use serde::Serialize;
use uuid::Uuid;

use super::{COLUMNS, OBSTACLES, ObstacleRow, StoredObstacle, StoredVisit, TABLES, VisitRow};
use crate::page::{Page, Slice};
use crate::row::day_opt;
use crate::{Connection, Error, on};

/// In which order visits are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// Latest day first.
    #[default]
    Latest,
    /// Earliest day first.
    Earliest,
    /// By the firm's name.
    Firm,
}

impl Order {
    const fn sql(self) -> &'static str {
        match self {
            Self::Latest => "v.held_on DESC, v.id DESC",
            Self::Earliest => "v.held_on, v.id",
            Self::Firm => "o.name, v.held_on DESC, v.id DESC",
        }
    }
}

/// Which visits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// In a municipality.
    pub municipality: Option<MunicipalityCode>,
    /// In a state.
    pub state: Option<VisitState>,
    /// At one firm.
    pub firm: Option<OrganisationId>,
    /// Where an organisation took part.
    pub party: Option<OrganisationId>,
    /// In which order.
    pub order: Order,
}

/// What [`Filter`] leaves; $1 county, $2 municipality, $3 state, $4 firm, $5 party, $6 nobody.
const NARROWED: &str = " WHERE v.county = $1 AND (o.municipality = $2 OR $2 = '')
    AND (v.state = $3 OR $3 = '') AND (v.organisation = $4 OR $4 = $6)
    AND ($5 = $6 OR EXISTS (SELECT 1 FROM visit_party q WHERE q.county = v.county
        AND q.visit = v.id AND q.organisation = $5)) ";

macro_rules! narrow {
    ($query:expr, $county:expr, $filter:expr) => {
        $query
            .bind($county.as_str())
            .bind($filter.municipality.as_ref().map_or("", MunicipalityCode::as_str))
            .bind($filter.state.map_or("", VisitState::code))
            .bind($filter.firm.map_or(Uuid::nil(), |id| id.0))
            .bind($filter.party.map_or(Uuid::nil(), |id| id.0))
            .bind(Uuid::nil())
    };
}

/// Visits, by numbered page.
pub async fn list(
    connection: &mut Connection,
    county: &CountyCode,
    filter: &Filter,
    slice: Slice,
) -> Result<Page<StoredVisit>, Error> {
    let counted = format!("SELECT COUNT(*) {TABLES}{NARROWED}");
    let total: i64 = on!(connection, |c| {
        let query = sqlx::query_scalar(sqlx::AssertSqlSafe(counted));
        narrow!(query, county, filter).fetch_one(c).await?
    });
    let order = filter.order.sql();
    let sql = format!("{COLUMNS}{TABLES}{NARROWED} ORDER BY {order} LIMIT $7 OFFSET $8");
    let rows: Vec<VisitRow> = on!(connection, |c| {
        let query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
        narrow!(query, county, filter).bind(slice.limit()).bind(slice.offset()).fetch_all(c).await?
    });
    let items = rows.into_iter().map(VisitRow::read).collect::<Result<Vec<_>, _>>()?;
    Ok(Page { items, total, next: None })
}

/// Which obstacles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ObstacleFilter {
    /// Of a municipality.
    pub municipality: Option<MunicipalityCode>,
    /// Waiting or answered.
    pub state: Option<ObstacleState>,
    /// Only from visits where this organisation took part, or of this municipality; none is all.
    pub within: Option<(OrganisationId, Option<MunicipalityCode>)>,
}

const OBSTACLES_NARROWED: &str = " WHERE b.county = $1 AND (b.municipality = $2 OR $2 = '')
    AND ($3 = '' OR ($3 = 'sent' AND b.answered_at IS NULL)
        OR ($3 = 'answered' AND b.answered_at IS NOT NULL))
    AND (EXISTS (SELECT 1 FROM visit_party q WHERE q.county = b.county AND q.visit = b.visit
        AND q.organisation = $4) OR b.municipality = $5 OR $4 = $6) ";

macro_rules! narrow_obstacles {
    ($query:expr, $county:expr, $filter:expr) => {
        $query
            .bind($county.as_str())
            .bind($filter.municipality.as_ref().map_or("", MunicipalityCode::as_str))
            .bind($filter.state.map_or("", ObstacleState::code))
            .bind($filter.within.as_ref().map_or(Uuid::nil(), |(id, _)| id.0))
            .bind(
                $filter
                    .within
                    .as_ref()
                    .map_or("", |(_, code)| code.as_ref().map_or("", MunicipalityCode::as_str)),
            )
            .bind(Uuid::nil())
    };
}

/// Obstacles, the longest waiting first.
pub async fn obstacles(
    connection: &mut Connection,
    county: &CountyCode,
    filter: &ObstacleFilter,
    slice: Slice,
) -> Result<Page<StoredObstacle>, Error> {
    let counted = format!("SELECT COUNT(*) FROM visit_obstacle b {OBSTACLES_NARROWED}");
    let total: i64 = on!(connection, |c| {
        let query = sqlx::query_scalar(sqlx::AssertSqlSafe(counted));
        narrow_obstacles!(query, county, filter).fetch_one(c).await?
    });
    let sql = format!(
        "{OBSTACLES}{OBSTACLES_NARROWED} ORDER BY CASE WHEN b.answered_at IS NULL THEN 0 ELSE 1 END,
         b.sent_at, b.id LIMIT $7 OFFSET $8"
    );
    let rows: Vec<ObstacleRow> = on!(connection, |c| {
        let query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
        narrow_obstacles!(query, county, filter)
            .bind(slice.limit())
            .bind(slice.offset())
            .fetch_all(c)
            .await?
    });
    let items = rows.into_iter().map(ObstacleRow::read).collect::<Result<Vec<_>, _>>()?;
    Ok(Page { items, total, next: None })
}

/// In which order unvisited firms come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum QueueOrder {
    /// The largest first.
    #[default]
    Size,
    /// Never visited first, then the longest ago.
    Waiting,
}

/// Which firms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueFilter {
    /// In a municipality.
    pub municipality: Option<MunicipalityCode>,
    /// No visit from this day on.
    pub since: Date,
    /// The day it is.
    pub today: Date,
    /// In which order.
    pub order: QueueOrder,
}

/// A firm nobody has visited for a long time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Unvisited {
    /// Id.
    pub organisation: OrganisationId,
    /// Name.
    pub name: String,
    /// Name of its municipality.
    pub municipality_name: String,
    /// Employees.
    pub employees: Option<i64>,
    /// The last visit; none when there has been none.
    pub last_on: Option<Date>,
}

type UnvisitedRow = (Uuid, String, String, Option<i64>, Option<String>);

const QUEUE: &str = " FROM organisation o
    JOIN municipality m ON m.county = o.county AND m.code = o.municipality
    WHERE o.county = $1 AND o.is_actor = FALSE AND o.ended_on IS NULL
      AND (o.municipality = $2 OR $2 = '')
      AND NOT EXISTS (SELECT 1 FROM visit v WHERE v.county = o.county AND v.organisation = o.id
        AND ((v.state IN ('held', 'reported') AND v.held_on >= $3)
          OR (v.state = 'planned' AND v.held_on >= $4))) ";

/// Firms without a visit since a day and none planned, by numbered page.
pub async fn unvisited(
    connection: &mut Connection,
    county: &CountyCode,
    filter: &QueueFilter,
    slice: Slice,
) -> Result<Page<Unvisited>, Error> {
    macro_rules! narrow {
        ($query:expr) => {
            $query
                .bind(county.as_str())
                .bind(filter.municipality.as_ref().map_or("", MunicipalityCode::as_str))
                .bind(filter.since.to_string())
                .bind(filter.today.to_string())
        };
    }
    let counted = format!("SELECT COUNT(*) {QUEUE}");
    let total: i64 = on!(connection, |c| {
        narrow!(sqlx::query_scalar(sqlx::AssertSqlSafe(counted))).fetch_one(c).await?
    });
    let order = match filter.order {
        QueueOrder::Size => "COALESCE(o.employees, -1) DESC, COALESCE(last_on, ''), o.name, o.id",
        QueueOrder::Waiting => {
            "COALESCE(last_on, ''), COALESCE(o.employees, -1) DESC, o.name, o.id"
        }
    };
    let order = order.replace("last_on", LAST);
    let sql = format!(
        "SELECT o.id, o.name, m.name, o.employees, {LAST} AS last_on {QUEUE}
         ORDER BY {order} LIMIT $5 OFFSET $6"
    );
    let rows: Vec<UnvisitedRow> = on!(connection, |c| {
        narrow!(sqlx::query_as(sqlx::AssertSqlSafe(sql)))
            .bind(slice.limit())
            .bind(slice.offset())
            .fetch_all(c)
            .await?
    });
    let read = |(id, name, municipality_name, employees, last): UnvisitedRow| {
        let last_on = day_opt(last.as_deref())?;
        Ok(Unvisited {
            organisation: OrganisationId(id),
            name,
            municipality_name,
            employees,
            last_on,
        })
    };
    let items = rows.into_iter().map(read).collect::<Result<Vec<_>, Error>>()?;
    Ok(Page { items, total, next: None })
}

/// The firm's last visit.
const LAST: &str = "(SELECT MAX(w.held_on) FROM visit w WHERE w.county = o.county
    AND w.organisation = o.id AND w.state IN ('held', 'reported'))";
