//! Counts of visits: firms reached, by whom, and what they answered.

use domain::codes::{CountyCode, MunicipalityCode};
use domain::ids::OrganisationId;
use domain::organisations::SizeClass;
use domain::time::Date;
use domain::visits::Coverage;
use serde::Serialize;
use uuid::Uuid;

use crate::row::code;
use crate::{Connection, Error, on};

/// Firms of one size in one municipality.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CoverageRow {
    /// Municipality.
    pub municipality: MunicipalityCode,
    /// Its name.
    pub municipality_name: String,
    /// Size; none where the number of employees is not known.
    pub size: Option<SizeClass>,
    /// Firms and those visited, each once.
    #[serde(flatten)]
    pub coverage: Coverage,
}

/// Firms visited between two days, by municipality and size: every firm once, whoever came. One
/// that had ended by the last of them is not among the firms.
pub async fn coverage(
    connection: &mut Connection,
    county: &CountyCode,
    since: Date,
    until: Date,
) -> Result<Vec<CoverageRow>, Error> {
    let rows: Vec<(String, String, Option<i64>, i64, i64)> = on!(connection, |c| sqlx::query_as(
        "SELECT o.municipality, m.name, o.employees, COUNT(*),
            COUNT(CASE WHEN EXISTS (SELECT 1 FROM visit v WHERE v.county = o.county
                AND v.organisation = o.id AND v.state IN ('held', 'reported')
                AND v.held_on >= $2 AND v.held_on <= $3) THEN 1 END)
         FROM organisation o
         JOIN municipality m ON m.county = o.county AND m.code = o.municipality
         WHERE o.county = $1 AND o.is_actor = FALSE AND (o.ended_on IS NULL OR o.ended_on > $3)
         GROUP BY o.municipality, m.name, o.employees
         ORDER BY o.municipality, o.employees"
    )
    .bind(county.as_str())
    .bind(since.to_string())
    .bind(until.to_string())
    .fetch_all(c)
    .await?);
    let mut found: Vec<CoverageRow> = Vec::new();
    for (municipality, municipality_name, employees, firms, visited) in rows {
        let municipality = code("municipality", MunicipalityCode::parse(&municipality))?;
        let size = employees.map(SizeClass::of);
        let coverage = Coverage { visited, firms };
        let same = |row: &&mut CoverageRow| row.municipality == municipality && row.size == size;
        match found.iter_mut().find(same) {
            Some(row) => row.coverage = row.coverage.and(coverage),
            None => found.push(CoverageRow { municipality, municipality_name, size, coverage }),
        }
    }
    Ok(found)
}

/// What one organisation has done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PartyRow {
    /// Organisation.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// Visits it took part in; a joint visit counts once for each that came.
    pub visits: i64,
    /// Of them together with another.
    pub joint: i64,
    /// Firms, each once.
    pub firms: i64,
}

/// Visits by organisation between two days, most first.
pub async fn parties(
    connection: &mut Connection,
    county: &CountyCode,
    since: Date,
    until: Date,
) -> Result<Vec<PartyRow>, Error> {
    let rows: Vec<(Uuid, String, i64, i64, i64)> = on!(connection, |c| sqlx::query_as(
        "SELECT p.organisation, o.name, COUNT(*) AS visits,
            COUNT(CASE WHEN EXISTS (SELECT 1 FROM visit_party q WHERE q.county = p.county
                AND q.visit = p.visit AND q.organisation <> p.organisation) THEN 1 END),
            COUNT(DISTINCT v.organisation)
         FROM visit v
         JOIN visit_party p ON p.county = v.county AND p.visit = v.id
         JOIN organisation o ON o.county = p.county AND o.id = p.organisation
         WHERE v.county = $1 AND v.held_on >= $2 AND v.held_on <= $3
           AND v.state IN ('held', 'reported')
         GROUP BY p.organisation, o.name ORDER BY visits DESC, o.name, p.organisation"
    )
    .bind(county.as_str())
    .bind(since.to_string())
    .bind(until.to_string())
    .fetch_all(c)
    .await?);
    let read = |(id, name, visits, joint, firms)| PartyRow {
        organisation: OrganisationId(id),
        name,
        visits,
        joint,
        firms,
    };
    Ok(rows.into_iter().map(read).collect())
}

/// What the firms of a municipality answered, all together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InventoryRow {
    /// Municipality.
    pub municipality: MunicipalityCode,
    /// Its name.
    pub municipality_name: String,
    /// Firms that answered anything.
    pub firms: i64,
    /// Visits where a lack of education was told.
    pub education: i64,
    /// Persons who retire within a year.
    pub retirements_one_year: i64,
    /// Within three years.
    pub retirements_three_years: i64,
    /// Within five years.
    pub retirements_five_years: i64,
    /// Mentors offered.
    pub mentors: i64,
    /// Degree projects offered.
    pub theses: i64,
    /// Grades of the climate given.
    pub climate_grades: i64,
    /// Their sum.
    pub climate_sum: i64,
}

/// Answers between two days, by municipality. A firm that answered twice counts with its latest.
pub async fn inventory(
    connection: &mut Connection,
    county: &CountyCode,
    since: Date,
    until: Date,
) -> Result<Vec<InventoryRow>, Error> {
    type Row = (String, String, i64, i64, i64, i64, i64, i64, i64, i64, i64);
    let rows: Vec<Row> = on!(connection, |c| sqlx::query_as(
        "SELECT o.municipality, m.name, COUNT(DISTINCT v.organisation), COUNT(v.education),
            CAST(COALESCE(SUM(v.retirements_one_year), 0) AS BIGINT),
            CAST(COALESCE(SUM(v.retirements_three_years), 0) AS BIGINT),
            CAST(COALESCE(SUM(v.retirements_five_years), 0) AS BIGINT),
            CAST(COALESCE(SUM(v.mentors), 0) AS BIGINT),
            CAST(COALESCE(SUM(v.theses), 0) AS BIGINT), COUNT(v.climate),
            CAST(COALESCE(SUM(v.climate), 0) AS BIGINT)
         FROM visit v
         JOIN organisation o ON o.county = v.county AND o.id = v.organisation
         JOIN municipality m ON m.county = o.county AND m.code = o.municipality
         WHERE v.county = $1 AND v.state = 'reported' AND v.held_on >= $2 AND v.held_on <= $3
           AND NOT EXISTS (SELECT 1 FROM visit w WHERE w.county = v.county
             AND w.organisation = v.organisation AND w.state = 'reported' AND w.held_on <= $3
             AND (w.held_on > v.held_on OR (w.held_on = v.held_on AND w.id > v.id)))
         GROUP BY o.municipality, m.name ORDER BY o.municipality"
    )
    .bind(county.as_str())
    .bind(since.to_string())
    .bind(until.to_string())
    .fetch_all(c)
    .await?);
    rows.into_iter()
        .map(|row| {
            Ok(InventoryRow {
                municipality: code("municipality", MunicipalityCode::parse(&row.0))?,
                municipality_name: row.1,
                firms: row.2,
                education: row.3,
                retirements_one_year: row.4,
                retirements_three_years: row.5,
                retirements_five_years: row.6,
                mentors: row.7,
                theses: row.8,
                climate_grades: row.9,
                climate_sum: row.10,
            })
        })
        .collect()
}

/// What firms thought of the visits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Ratings {
    /// Ratings.
    pub count: i64,
    /// Sum of «of use».
    pub useful: i64,
    /// Sum of «listened to».
    pub listened: i64,
    /// Sum of «would like another».
    pub again: i64,
}

/// Ratings of visits between two days.
pub async fn ratings(
    connection: &mut Connection,
    county: &CountyCode,
    since: Date,
    until: Date,
) -> Result<Ratings, Error> {
    let (count, useful, listened, again): (i64, i64, i64, i64) =
        on!(connection, |c| sqlx::query_as(
            "SELECT COUNT(*), CAST(COALESCE(SUM(useful), 0) AS BIGINT),
                CAST(COALESCE(SUM(listened), 0) AS BIGINT), CAST(COALESCE(SUM(again), 0) AS BIGINT)
             FROM visit WHERE county = $1 AND held_on >= $2 AND held_on <= $3
               AND rated_at IS NOT NULL"
        )
        .bind(county.as_str())
        .bind(since.to_string())
        .bind(until.to_string())
        .fetch_one(c)
        .await?);
    Ok(Ratings { count, useful, listened, again })
}
