//! Small aid that counts towards the ceiling: what was granted here and what the firm has told of,
//! for all firms of a single undertaking together.

use domain::codes::{CountyCode, OrgNumber};
use domain::ids::OrganisationId;
use domain::support::{Aid, MEMBERS_MAX, RegisteredAid};
use domain::time::{Date, Timestamp};
use serde::Serialize;
use uuid::Uuid;

use crate::row::day;
use crate::{Connection, Error, Tx, on};

/// Firms that share a ceiling with $2: those of its undertaking, or itself alone.
const TOGETHER: &str = "(SELECT $2 UNION SELECT s.organisation FROM undertaking_member s
    JOIN undertaking_member own ON own.county = s.county AND own.undertaking = s.undertaking
    WHERE own.county = $1 AND own.organisation = $2)";

/// Aid that counts for the undertaking of a firm, from a day on: read it in the transaction that
/// adds to it.
pub async fn counted(
    connection: &mut Connection,
    county: &CountyCode,
    firm: OrganisationId,
    from: Date,
) -> Result<Vec<Aid>, Error> {
    let sql = format!(
        "SELECT g.decided_on AS given_on, g.cents FROM support_grant g
         WHERE g.county = $1 AND g.organisation IN {TOGETHER} AND g.basis = 'de-minimis'
           AND g.state IN ('granted', 'paid', 'answered') AND g.decided_on >= $3
         UNION ALL
         SELECT r.granted_on, r.cents FROM registered_aid r
         WHERE r.county = $1 AND r.organisation IN {TOGETHER} AND r.granted_on >= $3"
    );
    let rows: Vec<(String, i64)> = on!(connection, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(county.as_str())
        .bind(firm.0)
        .bind(from.to_string())
        .fetch_all(c)
        .await?);
    rows.into_iter().map(|(on, cents)| Ok(Aid { on: day(&on)?, cents })).collect()
}

/// Aid of an undertaking with where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredAid {
    /// Id of the grant or of what was registered.
    pub id: Uuid,
    /// It was granted here; otherwise the firm has told of it.
    pub is_grant: bool,
    /// The firm it was given to.
    pub organisation: OrganisationId,
    /// Name of that firm.
    pub organisation_name: String,
    /// Who gave it.
    pub giver: String,
    /// Whose fund a grant is of; none for aid the firm has told of.
    pub fund_organisation: Option<OrganisationId>,
    /// Where that stands; none for a grant, which stands here.
    pub source: Option<String>,
    /// What it counts as.
    #[serde(flatten)]
    pub aid: Aid,
}

#[derive(sqlx::FromRow)]
struct AidRow {
    id: Uuid,
    is_grant: i64,
    organisation: Uuid,
    organisation_name: String,
    giver: String,
    fund_organisation: Option<Uuid>,
    source: Option<String>,
    given_on: String,
    cents: i64,
}

impl AidRow {
    fn read(self) -> Result<StoredAid, Error> {
        Ok(StoredAid {
            id: self.id,
            is_grant: self.is_grant == 1,
            organisation: OrganisationId(self.organisation),
            organisation_name: self.organisation_name,
            giver: self.giver,
            fund_organisation: self.fund_organisation.map(OrganisationId),
            source: self.source,
            aid: Aid { on: day(&self.given_on)?, cents: self.cents },
        })
    }
}

/// Aid of a firm's undertaking from a day on, latest first; at most `limit`.
pub async fn aids_of(
    connection: &mut Connection,
    county: &CountyCode,
    firm: OrganisationId,
    from: Date,
    limit: i64,
) -> Result<Vec<StoredAid>, Error> {
    let sql = format!(
        "SELECT g.id, CAST(1 AS BIGINT) AS is_grant, g.organisation, o.name AS organisation_name,
            a.name AS giver, f.organisation AS fund_organisation, NULL AS source,
            g.decided_on AS given_on, g.cents
         FROM support_grant g
         JOIN organisation o ON o.county = g.county AND o.id = g.organisation
         JOIN support_fund f ON f.county = g.county AND f.id = g.fund
         JOIN organisation a ON a.county = f.county AND a.id = f.organisation
         WHERE g.county = $1 AND g.organisation IN {TOGETHER} AND g.basis = 'de-minimis'
           AND g.state IN ('granted', 'paid', 'answered') AND g.decided_on >= $3
         UNION ALL
         SELECT r.id, CAST(0 AS BIGINT), r.organisation, o.name, r.giver, NULL, r.source,
            r.granted_on, r.cents
         FROM registered_aid r
         JOIN organisation o ON o.county = r.county AND o.id = r.organisation
         WHERE r.county = $1 AND r.organisation IN {TOGETHER} AND r.granted_on >= $3
         ORDER BY 8 DESC, 1 LIMIT $4"
    );
    let rows: Vec<AidRow> = on!(connection, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(county.as_str())
        .bind(firm.0)
        .bind(from.to_string())
        .bind(limit)
        .fetch_all(c)
        .await?);
    rows.into_iter().map(AidRow::read).collect()
}

/// Writes down aid from another giver.
pub async fn insert_aid(
    tx: &mut Tx,
    county: &CountyCode,
    (id, firm): (Uuid, OrganisationId),
    aid: &RegisteredAid,
    (by, by_name): (OrganisationId, &str),
    now: Timestamp,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO registered_aid (county, id, organisation, giver, cents, granted_on, source,
            by_organisation, by_name, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    )
    .bind(county.as_str())
    .bind(id)
    .bind(firm.0)
    .bind(&aid.giver)
    .bind(aid.cents)
    .bind(aid.on.to_string())
    .bind(&aid.source)
    .bind(by.0)
    .bind(by_name)
    .bind(now.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Takes away registered aid of a firm; false when there is none with that id.
pub async fn remove_aid(
    tx: &mut Tx,
    county: &CountyCode,
    id: Uuid,
    firm: OrganisationId,
) -> Result<bool, Error> {
    let rows = on!(tx, |c| sqlx::query(
        "DELETE FROM registered_aid WHERE county = $1 AND id = $2 AND organisation = $3"
    )
    .bind(county.as_str())
    .bind(id)
    .bind(firm.0)
    .execute(c)
    .await?
    .rows_affected());
    Ok(rows == 1)
}

/// A firm of a single undertaking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Member {
    /// Id.
    pub organisation: OrganisationId,
    /// Name.
    pub name: String,
    /// Number.
    pub org_number: String,
}

/// The undertaking a firm belongs to together with others; none when it stands alone.
pub async fn undertaking_of(
    connection: &mut Connection,
    county: &CountyCode,
    firm: OrganisationId,
) -> Result<Option<Uuid>, Error> {
    Ok(on!(connection, |c| sqlx::query_scalar(
        "SELECT undertaking FROM undertaking_member WHERE county = $1 AND organisation = $2"
    )
    .bind(county.as_str())
    .bind(firm.0)
    .fetch_optional(c)
    .await?))
}

/// Firms that share a ceiling with a firm, by name, itself among them; none when it stands alone.
pub async fn members(
    connection: &mut Connection,
    county: &CountyCode,
    firm: OrganisationId,
) -> Result<Vec<Member>, Error> {
    let rows: Vec<(Uuid, String, String)> = on!(connection, |c| sqlx::query_as(
        "SELECT o.id, o.name, o.org_number FROM undertaking_member own
         JOIN undertaking_member s ON s.county = own.county AND s.undertaking = own.undertaking
         JOIN organisation o ON o.county = s.county AND o.id = s.organisation
         WHERE own.county = $1 AND own.organisation = $2 ORDER BY o.name, o.id LIMIT $3"
    )
    .bind(county.as_str())
    .bind(firm.0)
    .bind(MEMBERS_MAX)
    .fetch_all(c)
    .await?);
    let read = |(id, name, number): (Uuid, String, String)| {
        let org_number = OrgNumber::parse(&number).map_or(number, |number| number.to_string());
        Member { organisation: OrganisationId(id), name, org_number }
    };
    Ok(rows.into_iter().map(read).collect())
}

/// A firm belongs to an undertaking; false when it stands in one already.
pub async fn join(
    tx: &mut Tx,
    county: &CountyCode,
    firm: OrganisationId,
    undertaking: Uuid,
    now: Timestamp,
) -> Result<bool, Error> {
    let rows = on!(tx, |c| sqlx::query(
        "INSERT INTO undertaking_member (county, organisation, undertaking, created_at)
         VALUES ($1, $2, $3, $4) ON CONFLICT (county, organisation) DO NOTHING"
    )
    .bind(county.as_str())
    .bind(firm.0)
    .bind(undertaking)
    .bind(now.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    Ok(rows == 1)
}

/// A firm leaves an undertaking; false when it does not stand in it. An undertaking has the id of
/// one of its firms: when that one leaves, the rest goes on under the id of one that stays, or
/// whoever later shares a ceiling with the one that left would be taken for one of them.
pub async fn leave(
    tx: &mut Tx,
    county: &CountyCode,
    firm: OrganisationId,
    undertaking: Uuid,
) -> Result<bool, Error> {
    let rows = on!(tx, |c| sqlx::query(
        "DELETE FROM undertaking_member
         WHERE county = $1 AND organisation = $2 AND undertaking = $3"
    )
    .bind(county.as_str())
    .bind(firm.0)
    .bind(undertaking)
    .execute(c)
    .await?
    .rows_affected());
    if rows == 0 {
        return Ok(false);
    }
    // One firm alone shares a ceiling with nobody.
    on!(tx, |c| sqlx::query(
        "DELETE FROM undertaking_member WHERE county = $1 AND undertaking = $2
           AND (SELECT COUNT(*) FROM undertaking_member s
                WHERE s.county = $1 AND s.undertaking = $2) = 1"
    )
    .bind(county.as_str())
    .bind(undertaking)
    .execute(c)
    .await
    .map(|_| ()))?;
    if firm.0 == undertaking {
        on!(tx, |c| sqlx::query(
            "UPDATE undertaking_member SET undertaking =
                (SELECT s.organisation FROM undertaking_member s
                 WHERE s.county = $1 AND s.undertaking = $2 ORDER BY s.organisation LIMIT 1)
             WHERE county = $1 AND undertaking = $2"
        )
        .bind(county.as_str())
        .bind(undertaking)
        .execute(c)
        .await
        .map(|_| ()))?;
    }
    Ok(true)
}

/// A firm has asked for money of an organisation's funds. What that organisation has written down
/// itself says nothing: it could write for any firm.
pub async fn is_involved(
    connection: &mut Connection,
    county: &CountyCode,
    firm: OrganisationId,
    actor: OrganisationId,
) -> Result<bool, Error> {
    let found: Option<i64> = on!(connection, |c| sqlx::query_scalar(
        "SELECT CAST(1 AS BIGINT) FROM support_grant g
         JOIN support_fund f ON f.county = g.county AND f.id = g.fund
         WHERE g.county = $1 AND g.organisation = $2
           AND f.organisation = $3 AND g.by_organisation <> $3 LIMIT 1"
    )
    .bind(county.as_str())
    .bind(firm.0)
    .bind(actor.0)
    .fetch_optional(c)
    .await?);
    Ok(found.is_some())
}
