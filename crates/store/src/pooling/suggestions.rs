//! The same need in several firms and municipalities, and in no pool yet.

use domain::codes::{CountyCode, MunicipalityCode, Ssyk};
use domain::ids::{NeedId, OrganisationId};
use domain::pooling::{FIRMS_TO_POOL, Figures, PLACES_TO_POOL};
use domain::time::Date;
use serde::Serialize;
use uuid::Uuid;

use crate::row::{code, day_opt};
use crate::{Connection, Error, on};

/// An occupation that several firms need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Suggestion {
    /// Occupation group.
    pub ssyk: Ssyk,
    /// Name of the occupation, as it stands with most needs.
    pub occupation: String,
    /// What the needs come to.
    pub figures: Figures,
}

/// Needs that can be pooled: an accepted occupation, still to be met, in no pool.
const FREE: &str = " n.county = $1 AND n.ssyk IS NOT NULL
    AND n.state IN ('confirmed', 'in-progress')
    AND NOT EXISTS (SELECT 1 FROM pool_need q WHERE q.county = n.county AND q.need = n.id
        AND q.standing = 'in') ";

/// Occupations needed by enough firms in enough municipalities to be pooled: most firms first, then
/// most persons.
pub async fn suggestions(
    connection: &mut Connection,
    county: &CountyCode,
    limit: i64,
) -> Result<Vec<Suggestion>, Error> {
    type Row = (String, String, i64, i64, i64);
    let sql = format!(
        "SELECT n.ssyk, MIN(n.occupation), CAST(SUM(n.persons) AS BIGINT) AS persons,
            COUNT(DISTINCT n.organisation) AS firms,
            COUNT(DISTINCT o.municipality) AS municipalities
         FROM need n JOIN organisation o ON o.county = n.county AND o.id = n.organisation
         WHERE {FREE} GROUP BY n.ssyk
         HAVING COUNT(DISTINCT n.organisation) >= $2 AND COUNT(DISTINCT o.municipality) >= $3
         ORDER BY firms DESC, persons DESC, n.ssyk LIMIT $4"
    );
    let rows: Vec<Row> = on!(connection, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(county.as_str())
        .bind(FIRMS_TO_POOL)
        .bind(PLACES_TO_POOL)
        .bind(limit)
        .fetch_all(c)
        .await?);
    let read = |(ssyk, occupation, persons, firms, municipalities): Row| {
        Ok(Suggestion {
            ssyk: code("need.ssyk", Ssyk::parse(&ssyk))?,
            occupation,
            figures: Figures { persons, firms, municipalities },
        })
    };
    rows.into_iter().map(read).collect()
}

/// A need that can be pooled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Candidate {
    /// The need.
    pub need: NeedId,
    /// Its firm.
    pub organisation: OrganisationId,
    /// Name of the firm.
    pub organisation_name: String,
    /// Municipality of the firm.
    pub municipality: MunicipalityCode,
    /// Name of it.
    pub municipality_name: String,
    /// Occupation as it was accepted.
    pub occupation: String,
    /// Persons.
    pub persons: i64,
    /// When the first must be in place.
    pub start_by: Option<Date>,
}

#[derive(sqlx::FromRow)]
struct CandidateRow {
    id: Uuid,
    organisation: Uuid,
    organisation_name: String,
    municipality: String,
    municipality_name: String,
    occupation: String,
    persons: i64,
    start_by_on: Option<String>,
}

/// Needs of an occupation that can be pooled, by municipality and firm.
pub async fn candidates(
    connection: &mut Connection,
    county: &CountyCode,
    ssyk: &Ssyk,
    limit: i64,
) -> Result<Vec<Candidate>, Error> {
    let sql = format!(
        "SELECT n.id, n.organisation, o.name AS organisation_name, o.municipality,
            m.name AS municipality_name, n.occupation, n.persons, n.start_by_on
         FROM need n
         JOIN organisation o ON o.county = n.county AND o.id = n.organisation
         JOIN municipality m ON m.county = o.county AND m.code = o.municipality
         WHERE {FREE} AND n.ssyk = $2
         ORDER BY m.name, o.name, o.id, n.id LIMIT $3"
    );
    let rows: Vec<CandidateRow> = on!(connection, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(county.as_str())
        .bind(ssyk.as_str())
        .bind(limit)
        .fetch_all(c)
        .await?);
    let read = |row: CandidateRow| {
        Ok(Candidate {
            need: NeedId(row.id),
            organisation: OrganisationId(row.organisation),
            organisation_name: row.organisation_name,
            municipality: code("municipality", MunicipalityCode::parse(&row.municipality))?,
            municipality_name: row.municipality_name,
            occupation: row.occupation,
            persons: row.persons,
            start_by: day_opt(row.start_by_on.as_deref())?,
        })
    };
    rows.into_iter().map(read).collect()
}
