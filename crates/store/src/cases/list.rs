//! Lists of cases, and which cases one sees at all.

use domain::access::Reach;
use domain::cases::CaseState;
use domain::codes::{CountyCode, MunicipalityCode};
use domain::ids::{AssignmentId, CaseId, DeskId, OrganisationId};
use domain::time::{Date, Timestamp};

use super::{CaseRow, StoredCase, case_columns};
use crate::page::{Cursor, Page, Slice};
use crate::{Connection, Error, on, push_search};

/// What the reader sees: their reach, and every case their own organisation is a party of.
#[derive(Debug, Clone)]
pub struct Sight {
    /// How far the role reaches.
    pub reach: Reach,
    /// Whom the reader speaks for.
    pub organisation: Option<OrganisationId>,
}

/// Cases in whose hands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Held {
    /// Anybody's.
    #[default]
    Anyone,
    /// At one of these desks and not taken by others, or taken in one of these assignments.
    Mine {
        /// Desks one serves as holder.
        desks: Vec<DeskId>,
        /// One's own assignments.
        assignments: Vec<AssignmentId>,
    },
    /// At one of these desks.
    Desks(Vec<DeskId>),
}

/// Cases in which states.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum States {
    /// All but closed ones.
    #[default]
    Open,
    /// Open, without an answer.
    Unanswered,
    /// Open, without an answer, the promise broken at this instant.
    LateAt(Timestamp),
    /// Open and answered, the day of the next step come.
    StepDueOn(Date),
    /// Closed at this instant or later.
    ClosedSince(Timestamp),
    /// One state.
    Only(CaseState),
    /// Every state.
    All,
}

/// Order of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// Shortest time left first, answered ones after; leafed through by keyset.
    #[default]
    Promise,
    /// Newest first; leafed through by keyset.
    Newest,
    /// By name of the firm; by numbered pages only.
    Firm,
    /// By the day of the next step, earliest first; by numbered pages only.
    Step,
}

/// What a list of cases is narrowed by.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Stemmed words.
    pub terms: Vec<String>,
    /// In whose hands.
    pub held: Held,
    /// In which states.
    pub states: States,
    /// Only firms of this municipality.
    pub municipality: Option<MunicipalityCode>,
    /// Only this firm.
    pub organisation: Option<OrganisationId>,
    /// Order.
    pub sort: Sort,
}

/// Adds which cases the reader sees.
macro_rules! push_sight {
    ($query:expr, $county:expr, $sight:expr) => {{
        $query.push(" WHERE f.county = ").push_bind($county.as_str().to_owned());
        match &$sight.reach {
            Reach::County => {
                $query.push(" AND (TRUE");
            }
            Reach::Municipality(municipality) => {
                $query.push(" AND (o.municipality = ").push_bind(municipality.as_str().to_owned());
            }
            Reach::Organisation(id) => {
                $query.push(" AND (f.organisation = ").push_bind(id.0);
            }
            Reach::Involved(_) | Reach::Leading { .. } | Reach::Nothing => {
                $query.push(" AND (FALSE");
            }
        }
        if let (Some(own), false) = ($sight.organisation, $sight.reach == Reach::Nothing) {
            $query
                .push(
                    " OR EXISTS (SELECT 1 FROM case_party p WHERE p.county = f.county
                      AND p.case_file = f.id AND p.organisation = ",
                )
                .push_bind(own.0)
                .push(")");
        }
        $query.push(")");
    }};
}

/// Adds a list of ids in brackets; an empty list matches nothing.
macro_rules! push_ids {
    ($query:expr, $column:literal, $ids:expr) => {{
        $query.push(concat!($column, " IN (NULL"));
        for id in $ids {
            $query.push(", ").push_bind(id.0);
        }
        $query.push(")");
    }};
}

macro_rules! push_filter {
    ($query:expr, $county:expr, $filter:expr) => {{
        match &$filter.held {
            Held::Anyone => {}
            Held::Mine { desks, assignments } => {
                $query.push(" AND ((f.taken_by IS NULL AND ");
                push_ids!($query, "f.desk", desks);
                $query.push(") OR ");
                push_ids!($query, "f.taken_by", assignments);
                $query.push(")");
            }
            Held::Desks(desks) => {
                $query.push(" AND ");
                push_ids!($query, "f.desk", desks);
            }
        }
        match $filter.states {
            States::Open => {
                $query.push(" AND f.state <> 'closed'");
            }
            States::Unanswered => {
                $query.push(" AND f.state <> 'closed' AND f.answered_at IS NULL");
            }
            States::StepDueOn(day) => {
                $query
                    .push(" AND f.state <> 'closed' AND f.answered_at IS NOT NULL")
                    .push(" AND f.next_step_on <= ")
                    .push_bind(day.to_string());
            }
            States::LateAt(now) => {
                $query
                    .push(" AND f.state <> 'closed' AND f.answered_at IS NULL AND f.promised_at < ")
                    .push_bind(now.as_microsecond());
            }
            States::ClosedSince(instant) => {
                $query
                    .push(" AND f.state = 'closed' AND f.closed_at >= ")
                    .push_bind(instant.as_microsecond());
            }
            States::Only(state) => {
                if state.is_open() {
                    // Implied, but the planner must be told: the index holds open cases alone.
                    $query.push(" AND f.state <> 'closed'");
                }
                $query.push(" AND f.state = ").push_bind(state.code());
            }
            States::All => {}
        }
        if let Some(municipality) = &$filter.municipality {
            $query.push(" AND o.municipality = ").push_bind(municipality.as_str().to_owned());
        }
        if let Some(organisation) = $filter.organisation {
            $query.push(" AND f.organisation = ").push_bind(organisation.0);
        }
        push_search!($query, $county, "case", "f.id", &$filter.terms);
    }};
}

/// Microseconds added to the promise of a case that no longer waits for its first answer, so that
/// it sorts after all that do.
const ANSWERED_AFTER: i64 = 100_000_000_000_000_000;

/// The sort key of [`Sort::Promise`] in SQL.
const PROMISE_KEY: &str = "(f.promised_at + CASE WHEN f.answered_at IS NULL \
     AND f.state <> 'closed' THEN 0 ELSE 100000000000000000 END)";

fn cursor_of(case: &StoredCase, sort: Sort) -> Cursor {
    let waits = case.fields.answered_at.is_none() && case.fields.state.is_open();
    let at = match sort {
        Sort::Newest | Sort::Firm | Sort::Step => case.created_at,
        Sort::Promise if waits => case.fields.promised_at,
        Sort::Promise => {
            let key = case.fields.promised_at.as_microsecond() + ANSWERED_AFTER;
            Timestamp::from_microsecond(key).unwrap_or(Timestamp::MAX)
        }
    };
    Cursor { at, id: case.id.0 }
}

/// How many cases there are within sight and filter.
pub async fn count(
    connection: &mut Connection,
    county: &CountyCode,
    sight: &Sight,
    filter: &Filter,
) -> Result<i64, Error> {
    Ok(on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new(
            "SELECT COUNT(*) FROM case_file f
             JOIN organisation o ON o.county = f.county AND o.id = f.organisation",
        );
        push_sight!(query, county, sight);
        push_filter!(query, county, filter);
        query.build_query_scalar().fetch_one(c).await?
    }))
}

/// What tells that something within sight and filter has changed: how many cases there are, their
/// versions together, and the last change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Stamp {
    /// How many.
    pub cases: i64,
    /// Sum of their versions.
    pub versions: i64,
    /// The latest change, in microseconds since 1970.
    pub changed_at: i64,
}

/// The stamp of the cases within sight and filter.
pub async fn stamp(
    connection: &mut Connection,
    county: &CountyCode,
    sight: &Sight,
    filter: &Filter,
) -> Result<Stamp, Error> {
    Ok(on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new(
            "SELECT COUNT(*) AS cases, CAST(COALESCE(SUM(f.version), 0) AS BIGINT) AS versions,
                COALESCE(MAX(f.updated_at), 0) AS changed_at
             FROM case_file f
             JOIN organisation o ON o.county = f.county AND o.id = f.organisation",
        );
        push_sight!(query, county, sight);
        push_filter!(query, county, filter);
        query.build_query_as().fetch_one(c).await?
    }))
}

/// Cases within sight and filter.
pub async fn list(
    connection: &mut Connection,
    county: &CountyCode,
    sight: &Sight,
    filter: &Filter,
    slice: Slice,
) -> Result<Page<StoredCase>, Error> {
    let rows: Vec<CaseRow> = on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new(case_columns!());
        push_sight!(query, county, sight);
        push_filter!(query, county, filter);
        let (key, beyond, order) = match filter.sort {
            Sort::Promise => (PROMISE_KEY, " > ", ""),
            Sort::Newest => ("f.created_at", " < ", " DESC"),
            Sort::Firm => ("o.name", "", ""),
            Sort::Step => ("f.next_step_on", "", ""),
        };
        if let (Some(cursor), false) = (slice.cursor(), beyond.is_empty()) {
            query.push(" AND (").push(key).push(", f.id)").push(beyond).push("(");
            query.push_bind(cursor.at.as_microsecond()).push(", ").push_bind(cursor.id).push(")");
        }
        query.push(" ORDER BY ").push(key).push(order).push(", f.id").push(order);
        query.push(" LIMIT ").push_bind(slice.limit() + 1);
        query.push(" OFFSET ").push_bind(slice.offset());
        query.build_query_as().fetch_all(c).await?
    });
    let total = match slice.total_told_by(rows.len()) {
        Some(total) => total,
        None => count(connection, county, sight, filter).await?,
    };
    let rows = rows.into_iter().map(CaseRow::read).collect::<Result<Vec<_>, _>>()?;
    Ok(Page::from_one_more(rows, slice, total, |row| cursor_of(row, filter.sort)))
}

/// True when the reader sees the case.
pub async fn visible(
    connection: &mut Connection,
    county: &CountyCode,
    sight: &Sight,
    case: CaseId,
) -> Result<bool, Error> {
    let hits: i64 = on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new(
            "SELECT COUNT(*) FROM case_file f
             JOIN organisation o ON o.county = f.county AND o.id = f.organisation",
        );
        push_sight!(query, county, sight);
        query.push(" AND f.id = ").push_bind(case.0);
        query.build_query_scalar().fetch_one(c).await?
    });
    Ok(hits > 0)
}
