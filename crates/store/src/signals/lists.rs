//! Lists of signals, what waits at desks, the evidence, and what a firm has been told.

use domain::codes::{CountyCode, MunicipalityCode};
use domain::ids::{CaseId, DeskId, OrganisationId, SignalId, VisitId};
use domain::signals::{SignalKind, SignalState, SourceKind};
use domain::time::{Date, Timestamp};
use serde::Serialize;
use uuid::Uuid;

use super::{COLUMNS, SignalRow, StoredSignal, TABLES, source_kind};
use crate::page::{Page, Slice};
use crate::row::{code, instant};
use crate::{Connection, Error, on};

/// Which signals a reader sees at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Within {
    /// Those of the whole county.
    County,
    /// Those of a municipality, and those that the organisation has written, has or is asked in.
    Municipality(MunicipalityCode, OrganisationId),
    /// Only those that the organisation has written, has or is asked in.
    Party(OrganisationId),
}

/// In which order signals are listed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// Latest first.
    #[default]
    Latest,
    /// Earliest first.
    Earliest,
    /// Most firms first.
    Firms,
    /// The day that comes first, then those without a day.
    Due,
}

impl Order {
    const fn sql(self) -> &'static str {
        match self {
            Self::Latest => " ORDER BY s.created_at DESC, s.id DESC",
            Self::Earliest => " ORDER BY s.created_at, s.id",
            Self::Firms => " ORDER BY s.firms DESC, s.amount DESC, s.created_at DESC, s.id",
            Self::Due => " ORDER BY COALESCE(s.due_on, '9999'), s.created_at, s.id",
        }
    }
}

/// In which states.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Standing {
    /// Somebody still has to do something.
    #[default]
    Open,
    /// In one state.
    In(SignalState),
    /// Any.
    Any,
}

/// Which signals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// What the reader sees at all.
    pub within: Within,
    /// About what.
    pub kind: Option<SignalKind>,
    /// In which states.
    pub standing: Standing,
    /// In a municipality.
    pub municipality: Option<MunicipalityCode>,
    /// At one of these desks; none is any.
    pub desks: Option<Vec<DeskId>>,
    /// In which order.
    pub order: Order,
}

/// Adds that an organisation has written a signal, or a desk of it has it or has been asked.
macro_rules! push_party {
    ($query:expr, $organisation:expr) => {{
        $query.push("(d.organisation = ").push_bind($organisation.0);
        $query.push(" OR s.by_organisation = ").push_bind($organisation.0);
        $query.push(
            " OR EXISTS (SELECT 1 FROM signal_step t
                JOIN desk a ON a.county = t.county AND a.id = t.desk
                WHERE t.county = s.county AND t.signal = s.id AND a.organisation = ",
        );
        $query.push_bind($organisation.0).push("))");
    }};
}

/// Adds what a reader sees at all.
macro_rules! push_within {
    ($query:expr, $within:expr) => {
        match $within {
            Within::County => {}
            Within::Municipality(municipality, organisation) => {
                $query.push(" AND (s.municipality = ").push_bind(municipality.as_str().to_owned());
                $query.push(" OR ");
                push_party!($query, organisation);
                $query.push(")");
            }
            Within::Party(organisation) => {
                $query.push(" AND ");
                push_party!($query, organisation);
            }
        }
    };
}

/// Adds that a signal is at one of some desks.
macro_rules! push_desks {
    ($query:expr, $desks:expr) => {{
        $query.push(" AND s.desk IN (NULL");
        for desk in $desks {
            $query.push(", ").push_bind(desk.0);
        }
        $query.push(")");
    }};
}

/// Adds which signals a filter leaves.
macro_rules! push_filter {
    ($query:expr, $county:expr, $filter:expr) => {{
        $query.push(" WHERE s.county = ").push_bind($county.as_str().to_owned());
        push_within!($query, &$filter.within);
        match $filter.standing {
            Standing::Open => {
                $query.push(" AND s.state IN ('new', 'dialogue', 'measure')");
            }
            Standing::In(state) => {
                $query.push(" AND s.state = ").push_bind(state.code());
            }
            Standing::Any => {}
        }
        if let Some(kind) = $filter.kind {
            $query.push(" AND s.kind = ").push_bind(kind.code());
        }
        if let Some(municipality) = &$filter.municipality {
            $query.push(" AND s.municipality = ").push_bind(municipality.as_str().to_owned());
        }
        if let Some(desks) = &$filter.desks {
            push_desks!($query, desks);
        }
    }};
}

/// Signals, by numbered page.
pub async fn list(
    connection: &mut Connection,
    county: &CountyCode,
    filter: &Filter,
    slice: Slice,
) -> Result<Page<StoredSignal>, Error> {
    let total: i64 = on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new("SELECT COUNT(*) ");
        query.push(TABLES);
        push_filter!(query, county, filter);
        query.build_query_scalar().fetch_one(c).await?
    });
    let rows: Vec<SignalRow> = on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new(COLUMNS);
        query.push(TABLES);
        push_filter!(query, county, filter);
        query.push(filter.order.sql()).push(" LIMIT ").push_bind(slice.limit());
        query.push(" OFFSET ").push_bind(slice.offset());
        query.build_query_as().fetch_all(c).await?
    });
    let items = rows.into_iter().map(SignalRow::read).collect::<Result<Vec<_>, _>>()?;
    Ok(Page { items, total, next: None })
}

/// True when a reader sees a signal at all.
pub async fn is_within(
    connection: &mut Connection,
    county: &CountyCode,
    id: SignalId,
    within: &Within,
) -> Result<bool, Error> {
    let found: i64 = on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new("SELECT COUNT(*) ");
        query.push(TABLES).push(" WHERE s.county = ").push_bind(county.as_str().to_owned());
        query.push(" AND s.id = ").push_bind(id.0);
        push_within!(query, within);
        query.build_query_scalar().fetch_one(c).await?
    });
    Ok(found > 0)
}

/// What waits at desks: what nobody has begun, and what has come to its day. The day that came
/// first comes first, then the longest waiting; and how many there are.
pub async fn to_do(
    connection: &mut Connection,
    county: &CountyCode,
    desks: &[DeskId],
    today: Date,
    limit: i64,
) -> Result<Page<StoredSignal>, Error> {
    const DUE: &str = " AND (s.state = 'new' OR (s.state IN ('dialogue', 'measure')
        AND s.due_on <= ";
    let total: i64 = on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new("SELECT COUNT(*) FROM signal s");
        query.push(" WHERE s.county = ").push_bind(county.as_str().to_owned());
        push_desks!(query, desks);
        query.push(DUE).push_bind(today.to_string()).push("))");
        query.build_query_scalar().fetch_one(c).await?
    });
    let rows: Vec<SignalRow> = on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new(COLUMNS);
        query.push(TABLES).push(" WHERE s.county = ").push_bind(county.as_str().to_owned());
        push_desks!(query, desks);
        query.push(DUE).push_bind(today.to_string()).push("))");
        query.push(Order::Due.sql()).push(" LIMIT ").push_bind(limit);
        query.build_query_as().fetch_all(c).await?
    });
    let items = rows.into_iter().map(SignalRow::read).collect::<Result<Vec<_>, _>>()?;
    Ok(Page { items, total, next: None })
}

/// A piece of evidence as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
    /// What it is.
    pub kind: SourceKind,
    /// Which.
    pub id: Uuid,
    /// The firm.
    pub organisation: Option<OrganisationId>,
    /// Its name.
    pub organisation_name: Option<String>,
    /// The firm's own words: of an obstacle or a need, or the title of a case.
    pub words: Option<String>,
    /// The visit an obstacle was told at.
    pub visit: Option<VisitId>,
    /// The case, where it is one.
    pub case: Option<CaseId>,
    /// When it was added.
    pub at: Timestamp,
}

/// Evidence of a signal, latest first; at most `limit`.
pub async fn evidence(
    connection: &mut Connection,
    county: &CountyCode,
    id: SignalId,
    limit: i64,
) -> Result<Vec<Evidence>, Error> {
    type Row = (String, Uuid, Option<Uuid>, Option<String>, Option<String>, Option<Uuid>, i64);
    let rows: Vec<Row> = on!(connection, |c| sqlx::query_as(
        "SELECT e.kind, e.source, e.organisation, o.name,
            CASE e.kind
              WHEN 'obstacle' THEN (SELECT b.words FROM visit_obstacle b
                WHERE b.county = e.county AND b.id = e.source)
              WHEN 'need' THEN (SELECT n.words FROM need n
                WHERE n.county = e.county AND n.id = e.source)
              WHEN 'case' THEN (SELECT f.title FROM case_file f
                WHERE f.county = e.county AND f.id = e.source) END,
            CASE e.kind
              WHEN 'obstacle' THEN (SELECT b.visit FROM visit_obstacle b
                WHERE b.county = e.county AND b.id = e.source)
              WHEN 'visit' THEN e.source END,
            e.added_at
         FROM signal_source e
         LEFT JOIN organisation o ON o.county = e.county AND o.id = e.organisation
         WHERE e.county = $1 AND e.signal = $2
         ORDER BY e.added_at DESC, o.name, e.source LIMIT $3"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(limit)
    .fetch_all(c)
    .await?);
    let read = |(kind, id, organisation, organisation_name, words, visit, at): Row| {
        let kind = source_kind(&kind)?;
        Ok(Evidence {
            kind,
            id,
            organisation: organisation.map(OrganisationId),
            organisation_name,
            words,
            visit: visit.map(VisitId),
            case: (kind == SourceKind::Case).then_some(CaseId(id)),
            at: instant(at)?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// The firms behind a signal with their names, each once; at most `limit`.
pub async fn firms_behind(
    connection: &mut Connection,
    county: &CountyCode,
    id: SignalId,
    limit: i64,
) -> Result<Vec<(OrganisationId, String)>, Error> {
    let rows: Vec<(Uuid, String)> = on!(connection, |c| sqlx::query_as(
        "SELECT DISTINCT o.id, o.name FROM signal_source e
         JOIN organisation o ON o.county = e.county AND o.id = e.organisation
         WHERE e.county = $1 AND e.signal = $2 ORDER BY o.name, o.id LIMIT $3"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(limit)
    .fetch_all(c)
    .await?);
    Ok(rows.into_iter().map(|(id, name)| (OrganisationId(id), name)).collect())
}

/// What a firm has been told came of something it had said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Told {
    /// The signal.
    pub signal: SignalId,
    /// What about.
    pub kind: SignalKind,
    /// Code of what it is about.
    pub subject: String,
    /// Name of the municipality.
    pub municipality_name: Option<String>,
    /// The answer.
    pub words: String,
    /// Who answered.
    pub by_organisation_name: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// The answers a firm has been given, latest first: only to what it had said before.
const TOLD: &str = " FROM signal_step t
    JOIN signal s ON s.county = t.county AND s.id = t.signal
    LEFT JOIN municipality m ON m.county = s.county AND m.code = s.municipality
    LEFT JOIN organisation w ON w.county = t.county AND w.id = t.by_organisation
    WHERE t.county = $1 AND t.state = 'answered' AND t.words IS NOT NULL
      AND s.kind <> 'silent-firm'
      AND EXISTS (SELECT 1 FROM signal_source e WHERE e.county = t.county AND e.signal = t.signal
        AND e.organisation = $2 AND e.added_at <= t.made_at)
      AND (t.signal = $3 OR $3 = $4) ";

/// What a firm has been told, of one signal or all, latest first.
pub async fn told(
    connection: &mut Connection,
    county: &CountyCode,
    firm: OrganisationId,
    only: Option<SignalId>,
    slice: Slice,
) -> Result<Page<Told>, Error> {
    type Row = (Uuid, String, String, Option<String>, String, Option<String>, i64);
    let only = only.map_or(Uuid::nil(), |id| id.0);
    let counted = format!("SELECT COUNT(*) {TOLD}");
    let total: i64 = on!(connection, |c| sqlx::query_scalar(sqlx::AssertSqlSafe(counted))
        .bind(county.as_str())
        .bind(firm.0)
        .bind(only)
        .bind(Uuid::nil())
        .fetch_one(c)
        .await?);
    let sql = format!(
        "SELECT s.id, s.kind, s.subject, m.name, t.words, w.name, t.made_at {TOLD}
         ORDER BY t.made_at DESC, t.id DESC LIMIT $5 OFFSET $6"
    );
    let rows: Vec<Row> = on!(connection, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(county.as_str())
        .bind(firm.0)
        .bind(only)
        .bind(Uuid::nil())
        .bind(slice.limit())
        .bind(slice.offset())
        .fetch_all(c)
        .await?);
    let read = |(id, kind, subject, municipality_name, words, by_organisation_name, at): Row| {
        Ok(Told {
            signal: SignalId(id),
            kind: code("signal.kind", SignalKind::parse(&kind))?,
            subject,
            municipality_name,
            words,
            by_organisation_name,
            at: instant(at)?,
        })
    };
    let items = rows.into_iter().map(read).collect::<Result<Vec<_>, Error>>()?;
    Ok(Page { items, total, next: None })
}
