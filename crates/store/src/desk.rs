//! What stands on a desk besides cases: short counts and lists over several rooms' tables.

use domain::codes::CountyCode;
use domain::ids::{NeedId, OfferId, OrganisationId};
use domain::time::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use crate::row::instant;
use crate::{Connection, Error, on};

/// An offer put forward that waits for the firm's answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WaitingProposal {
    /// The need it is for.
    pub need: NeedId,
    /// The firm's own words about that need.
    pub words: String,
    /// The offer.
    pub offer: OfferId,
    /// Title of the offer.
    pub title: String,
    /// Who put it forward.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
}

/// Offers put forward for a firm's needs that it has not answered, oldest first.
pub async fn waiting_proposals(
    connection: &mut Connection,
    county: &CountyCode,
    firm: OrganisationId,
) -> Result<Vec<WaitingProposal>, Error> {
    let rows: Vec<(Uuid, String, Uuid, String, String, i64)> = on!(connection, |c| {
        sqlx::query_as(
            "SELECT p.need, n.words, p.offer, f.title, p.proposed_by_name, p.proposed_at
             FROM proposal p
             JOIN need n ON n.county = p.county AND n.id = p.need
             JOIN offer f ON f.county = p.county AND f.id = p.offer
             WHERE p.county = $1 AND n.organisation = $2 AND p.state = 'proposed'
             ORDER BY p.proposed_at, p.need, p.offer",
        )
        .bind(county.as_str())
        .bind(firm.0)
        .fetch_all(c)
        .await?
    });
    rows.into_iter()
        .map(|(need, words, offer, title, by_name, at)| {
            Ok(WaitingProposal {
                need: NeedId(need),
                words,
                offer: OfferId(offer),
                title,
                by_name,
                at: instant(at)?,
            })
        })
        .collect()
}

/// Open needs of one occupation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::FromRow)]
#[serde(rename_all = "camelCase")]
pub struct OccupationDemand {
    /// SSYK code.
    pub ssyk: String,
    /// Name of the occupation.
    pub occupation: String,
    /// Open needs.
    pub needs: i64,
    /// Persons they ask for.
    pub persons: i64,
    /// Firms behind them.
    pub firms: i64,
    /// Needs that nobody has answered yet.
    pub unanswered: i64,
}

/// Open needs by occupation, most persons first: for those whose role reaches every firm.
pub async fn demand_by_occupation(
    connection: &mut Connection,
    county: &CountyCode,
    limit: i64,
) -> Result<Vec<OccupationDemand>, Error> {
    Ok(on!(connection, |c| sqlx::query_as(
        "SELECT ssyk, MIN(occupation) AS occupation, COUNT(*) AS needs,
            CAST(SUM(persons) AS BIGINT) AS persons,
            COUNT(DISTINCT organisation) AS firms,
            COUNT(CASE WHEN NOT is_answered THEN 1 END) AS unanswered
         FROM (SELECT n.ssyk, n.occupation, n.persons, n.organisation,
                  EXISTS (SELECT 1 FROM case_need x
                     JOIN case_file f ON f.county = x.county AND f.id = x.case_file
                     WHERE x.county = n.county AND x.need = n.id AND f.answered_at IS NOT NULL)
                  AS is_answered
               FROM need n
               WHERE n.county = $1 AND n.ssyk IS NOT NULL
                 AND n.state IN ('confirmed', 'in-progress', 'pooled')) AS open_need
         GROUP BY ssyk ORDER BY persons DESC, ssyk LIMIT $2"
    )
    .bind(county.as_str())
    .bind(limit)
    .fetch_all(c)
    .await?))
}

/// A need that nobody has answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UnansweredNeed {
    /// Id.
    pub need: NeedId,
    /// The firm's own words.
    pub words: String,
    /// How many people.
    pub persons: i64,
    /// Name of the firm.
    pub organisation_name: String,
    /// Name of its municipality.
    pub municipality_name: String,
    /// When the firm approved it.
    pub since: Timestamp,
}

/// Open needs in no case that has been answered and with no offer put forward, oldest first; and
/// how many there are.
pub async fn unanswered_needs(
    connection: &mut Connection,
    county: &CountyCode,
    limit: i64,
) -> Result<(Vec<UnansweredNeed>, i64), Error> {
    const WHERE: &str = " FROM need n
         JOIN organisation o ON o.county = n.county AND o.id = n.organisation
         JOIN municipality m ON m.county = o.county AND m.code = o.municipality
         WHERE n.state NOT IN ('fulfilled', 'partly', 'written-off', 'dormant')
           AND NOT EXISTS (SELECT 1 FROM case_need x
              JOIN case_file f ON f.county = x.county AND f.id = x.case_file
              WHERE x.county = n.county AND x.need = n.id AND f.answered_at IS NOT NULL)
           AND NOT EXISTS (SELECT 1 FROM proposal p
              WHERE p.county = n.county AND p.need = n.id)
           AND n.county = ";
    let total: i64 = on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new("SELECT COUNT(*)");
        query.push(WHERE).push_bind(county.as_str().to_owned());
        query.build_query_scalar().fetch_one(c).await?
    });
    let rows: Vec<(Uuid, String, i64, String, String, i64)> = on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new(
            "SELECT n.id, n.words, n.persons, o.name, m.name AS municipality, n.created_at",
        );
        query.push(WHERE).push_bind(county.as_str().to_owned());
        query.push(" ORDER BY n.created_at, n.id LIMIT ").push_bind(limit);
        query.build_query_as().fetch_all(c).await?
    });
    let needs = rows.into_iter().map(|(id, words, persons, organisation_name, place, since)| {
        Ok(UnansweredNeed {
            need: NeedId(id),
            words,
            persons,
            organisation_name,
            municipality_name: place,
            since: instant(since)?,
        })
    });
    Ok((needs.collect::<Result<_, Error>>()?, total))
}

/// How many mappings there are in each state, by code.
pub async fn mappings_by_state(
    connection: &mut Connection,
    county: &CountyCode,
) -> Result<Vec<(String, i64)>, Error> {
    Ok(on!(connection, |c| sqlx::query_as(
        "SELECT state, COUNT(*) FROM mapping WHERE county = $1 GROUP BY state ORDER BY state"
    )
    .bind(county.as_str())
    .fetch_all(c)
    .await?))
}
