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
    match kind {
        "mapping" => move_time(tx, county, "mapping", id, way).await?,
        "case" => move_letters(tx, county, id, way).await?,
        _ => {}
    }
    Ok(rows == 1)
}

/// Runs statements that take county, a thing, from, to and when.
macro_rules! each {
    ($tx:expr, $county:expr, $id:expr, $way:expr, [$($sql:literal),+ $(,)?]) => {
        for sql in [$($sql),+] {
            on!($tx, |c| sqlx::query(sql)
                .bind($county.as_str())
                .bind($id)
                .bind($way.from.0)
                .bind($way.to.0)
                .bind($way.now.as_microsecond())
                .execute(c)
                .await
                .map(|_| ()))?;
        }
    };
}

/// The firm's place as a party goes with its case, and so do the letters that only it could read.
async fn move_letters(
    tx: &mut Tx,
    county: &CountyCode,
    case: Uuid,
    way: Move,
) -> Result<(), Error> {
    each!(
        tx,
        county,
        case,
        way,
        [
            "INSERT INTO case_party (county, case_file, organisation, joined_at)
         SELECT county, case_file, $4, joined_at FROM case_party
         WHERE county = $1 AND case_file = $2 AND organisation = $3 AND joined_at <= $5
         ON CONFLICT (county, case_file, organisation) DO NOTHING",
            "DELETE FROM case_party WHERE county = $1 AND case_file = $2 AND organisation = $3
           AND organisation <> $4 AND joined_at <= $5",
            "UPDATE message SET to_organisation = $4
         WHERE county = $1 AND case_file = $2 AND to_organisation = $3 AND sent_at <= $5",
            "UPDATE message SET from_organisation = $4
         WHERE county = $1 AND case_file = $2 AND from_organisation = $3 AND sent_at <= $5
           AND audience IN ('own', 'one')",
        ]
    );
    Ok(())
}

/// Takes small aid along: both are one undertaking from now on, with every firm that either shared
/// a ceiling with ((EU) 2023/2831 art. 3.8). Nothing where the one that has ended had neither aid
/// nor such a firm.
pub async fn join_undertaking(tx: &mut Tx, county: &CountyCode, way: Move) -> Result<(), Error> {
    let known: i64 = on!(tx, |c| sqlx::query_scalar(
        "SELECT (SELECT COUNT(*) FROM support_grant g
              WHERE g.county = $1 AND g.organisation = $2 AND g.basis = 'de-minimis')
           + (SELECT COUNT(*) FROM registered_aid r WHERE r.county = $1 AND r.organisation = $2)
           + (SELECT COUNT(*) FROM undertaking_member u
              WHERE u.county = $1 AND u.organisation = $2)"
    )
    .bind(county.as_str())
    .bind(way.from.0)
    .fetch_one(c)
    .await?);
    if known == 0 {
        return Ok(());
    }
    for member in [way.from, way.to] {
        on!(tx, |c| sqlx::query(
            "INSERT INTO undertaking_member (county, organisation, undertaking, created_at)
             VALUES ($1, $2, $2, $3) ON CONFLICT (county, organisation) DO NOTHING"
        )
        .bind(county.as_str())
        .bind(member.0)
        .bind(way.now.as_microsecond())
        .execute(c)
        .await
        .map(|_| ()))?;
    }
    on!(tx, |c| sqlx::query(
        "UPDATE undertaking_member SET undertaking = (SELECT t.undertaking
             FROM undertaking_member t WHERE t.county = $1 AND t.organisation = $3)
         WHERE county = $1 AND undertaking = (SELECT f.undertaking
             FROM undertaking_member f WHERE f.county = $1 AND f.organisation = $2)"
    )
    .bind(county.as_str())
    .bind(way.from.0)
    .bind(way.to.0)
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Its trained leaders and ambassadors are the other's, and so are its places in open cases of
/// other firms.
pub async fn move_registrations(tx: &mut Tx, county: &CountyCode, way: Move) -> Result<(), Error> {
    for query in [
        "UPDATE leader SET organisation = $3, version = version + 1, updated_at = $4
         WHERE county = $1 AND organisation = $2 AND NOT EXISTS (SELECT 1 FROM leader o
           WHERE o.county = leader.county AND o.person = leader.person AND o.kind = leader.kind
             AND o.organisation = $3)",
        "INSERT INTO case_party (county, case_file, organisation, joined_at)
         SELECT p.county, p.case_file, $3, p.joined_at FROM case_party p
         JOIN case_file f ON f.county = p.county AND f.id = p.case_file
         WHERE p.county = $1 AND p.organisation = $2 AND f.state <> 'closed' AND p.joined_at <= $4
         ON CONFLICT (county, case_file, organisation) DO NOTHING",
        "DELETE FROM case_party WHERE county = $1 AND organisation = $2 AND organisation <> $3
           AND joined_at <= $4 AND EXISTS (SELECT 1 FROM case_file f
             WHERE f.county = case_party.county AND f.id = case_party.case_file
               AND f.state <> 'closed')",
    ] {
        on!(tx, |c| sqlx::query(query)
            .bind(county.as_str())
            .bind(way.from.0)
            .bind(way.to.0)
            .bind(way.now.as_microsecond())
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}

/// Its ideas that wait for something are the other's, and of two votes one is left.
pub async fn move_ideas(tx: &mut Tx, county: &CountyCode, way: Move) -> Result<(), Error> {
    for query in [
        "INSERT INTO idea_vote (county, idea, organisation, voted_at)
         SELECT v.county, v.idea, $3, v.voted_at FROM idea_vote v
         WHERE v.county = $1 AND v.organisation = $2
         ON CONFLICT (county, idea, organisation) DO NOTHING",
        "DELETE FROM idea_vote WHERE county = $1 AND organisation = $2 AND organisation <> $3",
        "UPDATE idea SET organisation = $3
         WHERE county = $1 AND organisation = $2 AND state IN ('new', 'considered', 'planned')",
    ] {
        on!(tx, |c| sqlx::query(query)
            .bind(county.as_str())
            .bind(way.from.0)
            .bind(way.to.0)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    Ok(())
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
