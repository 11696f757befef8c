//! What an organisation has open, on its way to the one it has gone into. Each statement moves one
//! thing: what has been stays where it was.

use domain::codes::CountyCode;
use domain::ids::{CampaignId, ContactId, OrganisationId, PoolId};
use domain::time::{Date, Timestamp, days_after};
use uuid::Uuid;

use crate::{Connection, Error, Tx, on};

/// From where, to where and when.
#[derive(Debug, Clone, Copy)]
pub struct Move {
    /// What has ended.
    pub from: OrganisationId,
    /// What it has gone into.
    pub to: OrganisationId,
    /// When.
    pub now: Timestamp,
}

/// Moves a need, a case, a mapping or an agreement; false when it was not there any more.
pub async fn move_thing(
    tx: &mut Tx,
    county: &CountyCode,
    kind: &'static str,
    id: Uuid,
    way: Move,
) -> Result<bool, Error> {
    let sql = match kind {
        "need" => {
            "UPDATE need SET organisation = $4, version = version + 1, updated_at = $5
             WHERE county = $1 AND id = $2 AND organisation = $3"
        }
        "case" => {
            "UPDATE case_file SET organisation = $4, version = version + 1, updated_at = $5
             WHERE county = $1 AND id = $2 AND organisation = $3"
        }
        "agreement" => {
            "UPDATE agreement SET organisation = $4, version = version + 1, updated_at = $5
             WHERE county = $1 AND id = $2 AND organisation = $3"
        }
        // One that the firm has opened itself is the successor's own from now on.
        _ => {
            "UPDATE mapping SET organisation = $4, version = version + 1, updated_at = $5,
                opened_by_organisation = CASE WHEN opened_by_organisation = $3 THEN $4
                  ELSE opened_by_organisation END
             WHERE county = $1 AND id = $2 AND organisation = $3"
        }
    };
    let rows = on!(tx, |c| sqlx::query(sql)
        .bind(county.as_str())
        .bind(id)
        .bind(way.from.0)
        .bind(way.to.0)
        .bind(way.now.as_microsecond())
        .execute(c)
        .await?
        .rows_affected());
    if kind == "mapping" {
        move_time(tx, county, "mapping", id, way).await?;
    }
    Ok(rows == 1)
}

/// The time in a calendar goes with what it is for.
async fn move_time(
    tx: &mut Tx,
    county: &CountyCode,
    kind: &'static str,
    id: Uuid,
    way: Move,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "UPDATE appointment SET organisation = $5, updated_at = $6
         WHERE county = $1 AND subject_kind = $2 AND subject = $3 AND organisation = $4"
    )
    .bind(county.as_str())
    .bind(kind)
    .bind(id)
    .bind(way.from.0)
    .bind(way.to.0)
    .bind(way.now.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Moves a planned contact with its time, and the planned visit that it stands for.
pub async fn move_contact(
    tx: &mut Tx,
    county: &CountyCode,
    id: ContactId,
    way: Move,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "UPDATE contact SET organisation = $4
         WHERE county = $1 AND id = $2 AND organisation = $3 AND is_cancelled = FALSE"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(way.from.0)
    .bind(way.to.0)
    .execute(c)
    .await
    .map(|_| ()))?;
    on!(tx, |c| sqlx::query(
        "UPDATE visit SET organisation = $4, version = version + 1, updated_at = $5
         WHERE county = $1 AND contact = $2 AND organisation = $3 AND state = 'planned'"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(way.from.0)
    .bind(way.to.0)
    .bind(way.now.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    move_time(tx, county, "contact", id.0, way).await
}

/// Ends every membership of an organisation; gives the networks.
pub async fn leave_networks(
    tx: &mut Tx,
    county: &CountyCode,
    organisation: OrganisationId,
) -> Result<Vec<Uuid>, Error> {
    Ok(on!(tx, |c| sqlx::query_scalar(
        "DELETE FROM network_member WHERE county = $1 AND organisation = $2 RETURNING network"
    )
    .bind(county.as_str())
    .bind(organisation.0)
    .fetch_all(c)
    .await?))
}

/// Makes an organisation a member where it is none yet.
pub async fn join_networks(
    tx: &mut Tx,
    county: &CountyCode,
    organisation: OrganisationId,
    networks: &[Uuid],
) -> Result<(), Error> {
    for network in networks {
        on!(tx, |c| sqlx::query(
            "INSERT INTO network_member (county, network, organisation) VALUES ($1, $2, $3)
             ON CONFLICT (county, network, organisation) DO NOTHING"
        )
        .bind(county.as_str())
        .bind(*network)
        .bind(organisation.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    }
    Ok(())
}

/// Campaigns that an organisation has been invited in.
pub async fn campaigns_of(
    connection: &mut Connection,
    county: &CountyCode,
    organisation: OrganisationId,
) -> Result<Vec<CampaignId>, Error> {
    let ids: Vec<Uuid> = on!(connection, |c| sqlx::query_scalar(
        "SELECT campaign FROM campaign_member WHERE county = $1 AND organisation = $2
         ORDER BY campaign"
    )
    .bind(county.as_str())
    .bind(organisation.0)
    .fetch_all(c)
    .await?);
    Ok(ids.into_iter().map(CampaignId).collect())
}

/// Moves what networks have invited to, where the other has no invitation of its own.
pub async fn move_invitations(tx: &mut Tx, county: &CountyCode, way: Move) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "UPDATE campaign_member SET organisation = $3
         WHERE county = $1 AND organisation = $2
           AND mapping IN (SELECT m.id FROM mapping m WHERE m.county = $1
             AND m.organisation = $3 AND m.approved_at IS NULL AND m.state <> 'withdrawn')
           AND campaign NOT IN (SELECT w.campaign FROM campaign_member w
             WHERE w.county = $1 AND w.organisation = $3)"
    )
    .bind(county.as_str())
    .bind(way.from.0)
    .bind(way.to.0)
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Pools in which an organisation has a place of its own, whatever it has answered.
pub async fn places_in(
    connection: &mut Connection,
    county: &CountyCode,
    organisation: OrganisationId,
) -> Result<Vec<PoolId>, Error> {
    let ids: Vec<Uuid> = on!(connection, |c| sqlx::query_scalar(
        "SELECT pool FROM pool_firm WHERE county = $1 AND organisation = $2 ORDER BY pool"
    )
    .bind(county.as_str())
    .bind(organisation.0)
    .fetch_all(c)
    .await?);
    Ok(ids.into_iter().map(PoolId).collect())
}

/// Moves the place in a pool, with its answer and its needs.
pub async fn move_place(
    tx: &mut Tx,
    county: &CountyCode,
    pool: PoolId,
    way: Move,
) -> Result<(), Error> {
    for query in [
        "INSERT INTO pool_firm (county, pool, organisation, consent, may_be_named, way,
            said_by_name, said_on, recorded_by_name, asked_at, answered_at, version)
         SELECT county, pool, $4, consent, may_be_named, way, said_by_name, said_on,
            recorded_by_name, asked_at, answered_at, version + 1
         FROM pool_firm WHERE county = $1 AND pool = $2 AND organisation = $3",
        "UPDATE pool_need SET organisation = $4
         WHERE county = $1 AND pool = $2 AND organisation = $3",
        "DELETE FROM pool_firm WHERE county = $1 AND pool = $2 AND organisation = $3
           AND organisation <> $4",
    ] {
        on!(tx, |c| sqlx::query(query)
            .bind(county.as_str())
            .bind(pool.0)
            .bind(way.from.0)
            .bind(way.to.0)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}

/// Moves the assignments that hold on a day or later. Whoever has the same role there already
/// keeps that one, and the other ends with the day before.
pub async fn move_assignments(
    tx: &mut Tx,
    county: &CountyCode,
    way: Move,
    today: Date,
) -> Result<u64, Error> {
    on!(tx, |c| sqlx::query(
        "UPDATE assignment SET valid_to = $4
         WHERE county = $1 AND organisation = $2 AND (valid_to IS NULL OR valid_to > $4)
           AND EXISTS (SELECT 1 FROM assignment b WHERE b.county = assignment.county
             AND b.person = assignment.person AND b.role = assignment.role
             AND b.organisation = $3 AND (b.valid_to IS NULL OR b.valid_to > $4))"
    )
    .bind(county.as_str())
    .bind(way.from.0)
    .bind(way.to.0)
    .bind(days_after(today, -1).to_string())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(on!(tx, |c| sqlx::query(
        "UPDATE assignment SET organisation = $3
         WHERE county = $1 AND organisation = $2 AND (valid_to IS NULL OR valid_to >= $4)"
    )
    .bind(county.as_str())
    .bind(way.from.0)
    .bind(way.to.0)
    .bind(today.to_string())
    .execute(c)
    .await?
    .rows_affected()))
}
