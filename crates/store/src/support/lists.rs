//! Lists of funds and grants, and grants whose firms are to be asked.

use domain::access::Reach;
use domain::codes::{CountyCode, MunicipalityCode};
use domain::ids::{FundId, GrantId, OrganisationId};
use domain::support::GrantState;
use domain::time::Date;
use uuid::Uuid;

use super::{COLUMNS, FUNDS, FundRow, GrantRow, StoredFund, StoredGrant, TABLES};
use crate::page::{Page, Slice};
use crate::row::code;
use crate::{Connection, Error, on};

/// Funds, those that go on longest first; with `on`, only those open that day.
pub async fn funds(
    connection: &mut Connection,
    county: &CountyCode,
    on: Option<Date>,
    limit: i64,
) -> Result<Vec<StoredFund>, Error> {
    let sql = format!(
        "{FUNDS} WHERE f.county = $1 AND ($2 = '' OR (f.starts_on <= $2 AND f.ends_on >= $2))
         ORDER BY f.ends_on DESC, f.id LIMIT $3"
    );
    let rows: Vec<FundRow> = on!(connection, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(county.as_str())
        .bind(on.map_or_else(String::new, |day| day.to_string()))
        .bind(limit)
        .fetch_all(c)
        .await?);
    rows.into_iter().map(FundRow::read).collect()
}

/// Which grants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// How far the reader sees.
    pub reach: Reach,
    /// Whose funds and applications the reader sees besides.
    pub own: Option<OrganisationId>,
    /// In a state.
    pub state: Option<GrantState>,
    /// Of a fund.
    pub fund: Option<FundId>,
    /// To a firm.
    pub firm: Option<OrganisationId>,
    /// In a municipality.
    pub municipality: Option<MunicipalityCode>,
}

/// What [`Filter`] leaves: $1 county, $2 all of it, $3 municipality in reach, $4 own organisation
/// as a firm, $5 as an actor, $6 state, $7 fund, $8 firm, $9 municipality, $10 nobody.
const NARROWED: &str = " WHERE g.county = $1
    AND ($2 = 1 OR o.municipality = $3 OR g.organisation = $4 OR f.organisation = $5
        OR g.by_organisation = $5)
    AND ($6 = '' OR g.state = $6) AND ($7 = $10 OR g.fund = $7)
    AND ($8 = $10 OR g.organisation = $8) AND ($9 = '' OR o.municipality = $9) ";

macro_rules! narrow {
    ($query:expr, $county:expr, $filter:expr) => {{
        let nobody = Uuid::nil();
        let (all, place, firm) = match &$filter.reach {
            Reach::County => (1_i64, "", nobody),
            Reach::Municipality(code) => (0, code.as_str(), nobody),
            Reach::Organisation(own) => (0, "", own.0),
            Reach::Involved(_) | Reach::Leading { .. } | Reach::Nothing => (0, "", nobody),
        };
        $query
            .bind($county.as_str())
            .bind(all)
            .bind(place)
            .bind(firm)
            .bind($filter.own.map_or(nobody, |id| id.0))
            .bind($filter.state.map_or("", GrantState::code))
            .bind($filter.fund.map_or(nobody, |id| id.0))
            .bind($filter.firm.map_or(nobody, |id| id.0))
            .bind($filter.municipality.as_ref().map_or("", MunicipalityCode::as_str))
            .bind(nobody)
    }};
}

/// Grants the reader sees, latest application first, by numbered page.
pub async fn list(
    connection: &mut Connection,
    county: &CountyCode,
    filter: &Filter,
    slice: Slice,
) -> Result<Page<StoredGrant>, Error> {
    let counted = format!("SELECT COUNT(*) {TABLES}{NARROWED}");
    let total: i64 = on!(connection, |c| {
        let query = sqlx::query_scalar(sqlx::AssertSqlSafe(counted));
        narrow!(query, county, filter).fetch_one(c).await?
    });
    let sql = format!(
        "{COLUMNS}{TABLES}{NARROWED} ORDER BY g.applied_on DESC, g.id DESC LIMIT $11 OFFSET $12"
    );
    let rows: Vec<GrantRow> = on!(connection, |c| {
        let query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
        narrow!(query, county, filter).bind(slice.limit()).bind(slice.offset()).fetch_all(c).await?
    });
    let items = rows.into_iter().map(GrantRow::read).collect::<Result<Vec<_>, _>>()?;
    Ok(Page { items, total, next: None })
}

/// A grant whose firm is to be asked what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EffectDue {
    /// County.
    pub county: CountyCode,
    /// Which grant.
    pub id: GrantId,
    /// The firm.
    pub organisation: OrganisationId,
    /// Name of the fund.
    pub fund_name: String,
}

/// Grants of every county whose day has come and whose firm has not been asked, oldest first.
pub async fn effects_due(
    connection: &mut Connection,
    today: Date,
    limit: i64,
) -> Result<Vec<EffectDue>, Error> {
    let rows: Vec<(String, Uuid, Uuid, String)> = on!(connection, |c| sqlx::query_as(
        "SELECT g.county, g.id, g.organisation, f.name FROM support_grant g
         JOIN support_fund f ON f.county = g.county AND f.id = g.fund
         WHERE g.state = 'paid' AND g.effect_due_on <= $1 AND g.effect_asked_at IS NULL
         ORDER BY g.effect_due_on, g.id LIMIT $2"
    )
    .bind(today.to_string())
    .bind(limit)
    .fetch_all(c)
    .await?);
    let read = |(county, id, organisation, fund_name): (String, Uuid, Uuid, String)| {
        Ok(EffectDue {
            county: code("county", CountyCode::parse(&county))?,
            id: GrantId(id),
            organisation: OrganisationId(organisation),
            fund_name,
        })
    };
    rows.into_iter().map(read).collect()
}
