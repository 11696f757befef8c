//! Networks' campaigns, and how far their members have come.

use domain::codes::CountyCode;
use domain::endings::Deed;
use domain::ids::{CampaignId, MappingId, NetworkId, OrganisationId};
use domain::leaders::campaigns::Campaign;
use domain::needs::mapping::{MappingState, Track};
use domain::time::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use crate::endings::open_for_new;
use crate::organisations::Network;
use crate::row::{changed, code, day, instant_opt};
use crate::{Connection, Error, Tx, on};

/// A campaign as read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredCampaign {
    /// Id.
    pub id: CampaignId,
    /// Whose.
    pub network: NetworkId,
    /// Name of the network.
    pub network_name: String,
    /// What it is.
    #[serde(flatten)]
    pub campaign: Campaign,
    /// Members of the network.
    pub members: i64,
    /// Members that have been invited.
    pub invited: i64,
    /// Members that have begun to answer.
    pub begun: i64,
    /// Members that have approved.
    pub approved: i64,
    /// Mappings with a process leader.
    pub led: i64,
    /// Version for optimistic locking.
    pub version: i64,
}

#[derive(sqlx::FromRow)]
struct CampaignRow {
    id: Uuid,
    network: Uuid,
    network_name: String,
    name: String,
    starts_on: String,
    ends_on: String,
    quota: i64,
    question_set: String,
    members: i64,
    invited: i64,
    begun: i64,
    approved: i64,
    led: i64,
    version: i64,
}

/// Columns and tables of [`CampaignRow`], with `n` the network; the counts are of states and never
/// of answers.
const CAMPAIGNS: &str = "SELECT c.id, c.network, n.name AS network_name, c.name, c.starts_on,
    c.ends_on, c.quota, c.question_set, c.version,
    (SELECT COUNT(*) FROM network_member w
      WHERE w.county = c.county AND w.network = c.network) AS members,
    (SELECT COUNT(*) FROM campaign_member i
      WHERE i.county = c.county AND i.campaign = c.id) AS invited,
    (SELECT COUNT(*) FROM campaign_member i
      JOIN mapping m ON m.county = i.county AND m.id = i.mapping
      WHERE i.county = c.county AND i.campaign = c.id
        AND m.state NOT IN ('invited', 'withdrawn')) AS begun,
    (SELECT COUNT(*) FROM campaign_member i
      JOIN mapping m ON m.county = i.county AND m.id = i.mapping
      WHERE i.county = c.county AND i.campaign = c.id
        AND m.approved_at IS NOT NULL) AS approved,
    (SELECT COUNT(*) FROM campaign_member i
      JOIN mapping m ON m.county = i.county AND m.id = i.mapping
      WHERE i.county = c.county AND i.campaign = c.id
        AND m.track = 'led' AND m.state <> 'withdrawn') AS led
    FROM campaign c JOIN network n ON n.county = c.county AND n.id = c.network ";

impl CampaignRow {
    fn read(self) -> Result<StoredCampaign, Error> {
        Ok(StoredCampaign {
            id: CampaignId(self.id),
            network: NetworkId(self.network),
            network_name: self.network_name,
            campaign: Campaign {
                name: self.name,
                starts_on: day(&self.starts_on)?,
                ends_on: day(&self.ends_on)?,
                quota: self.quota,
                question_set: self.question_set,
            },
            members: self.members,
            invited: self.invited,
            begun: self.begun,
            approved: self.approved,
            led: self.led,
            version: self.version,
        })
    }
}

/// Adds a campaign.
pub async fn insert(
    tx: &mut Tx,
    county: &CountyCode,
    (id, network): (CampaignId, NetworkId),
    new: &Campaign,
    now: Timestamp,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO campaign (county, id, network, name, starts_on, ends_on, quota, question_set,
            version, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $9)"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(network.0)
    .bind(&new.name)
    .bind(new.starts_on.to_string())
    .bind(new.ends_on.to_string())
    .bind(new.quota)
    .bind(&new.question_set)
    .bind(now.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Changes a campaign, if nobody else has since `version`. The edition of the questions stays:
/// those invited answer the same ones.
pub async fn update(
    tx: &mut Tx,
    county: &CountyCode,
    id: CampaignId,
    campaign: &Campaign,
    version: i64,
    now: Timestamp,
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE campaign SET name = $3, starts_on = $4, ends_on = $5, quota = $6,
            version = version + 1, updated_at = $7
         WHERE county = $1 AND id = $2 AND version = $8"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(&campaign.name)
    .bind(campaign.starts_on.to_string())
    .bind(campaign.ends_on.to_string())
    .bind(campaign.quota)
    .bind(now.as_microsecond())
    .bind(version)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// Campaigns of the networks an organisation runs, or all where none is given, the latest first.
pub async fn list(
    connection: &mut Connection,
    county: &CountyCode,
    run_by: Option<OrganisationId>,
    limit: i64,
) -> Result<Vec<StoredCampaign>, Error> {
    let rows: Vec<CampaignRow> = on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new(CAMPAIGNS);
        query.push(" WHERE c.county = ").push_bind(county.as_str().to_owned());
        if let Some(own) = run_by {
            query.push(" AND n.organisation = ").push_bind(own.0);
        }
        query.push(" ORDER BY c.starts_on DESC, c.id LIMIT ").push_bind(limit);
        query.build_query_as().fetch_all(c).await?
    });
    rows.into_iter().map(CampaignRow::read).collect()
}

/// One campaign, of a network that `run_by` runs where it is given.
pub async fn find(
    connection: &mut Connection,
    county: &CountyCode,
    run_by: Option<OrganisationId>,
    id: CampaignId,
) -> Result<Option<StoredCampaign>, Error> {
    let row: Option<CampaignRow> = on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new(CAMPAIGNS);
        query.push(" WHERE c.county = ").push_bind(county.as_str().to_owned());
        query.push(" AND c.id = ").push_bind(id.0);
        if let Some(own) = run_by {
            query.push(" AND n.organisation = ").push_bind(own.0);
        }
        query.build_query_as().fetch_optional(c).await?
    });
    row.map(CampaignRow::read).transpose()
}

/// The campaign a mapping belongs to, if any.
pub async fn of_mapping(
    connection: &mut Connection,
    county: &CountyCode,
    mapping: MappingId,
) -> Result<Option<StoredCampaign>, Error> {
    let sql = format!(
        "{CAMPAIGNS} WHERE c.county = $1 AND c.id = (SELECT i.campaign FROM campaign_member i
            WHERE i.county = $1 AND i.mapping = $2)"
    );
    let row: Option<CampaignRow> = on!(connection, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(county.as_str())
        .bind(mapping.0)
        .fetch_optional(c)
        .await?);
    row.map(CampaignRow::read).transpose()
}

/// Networks an organisation runs, by name.
pub async fn networks_run_by(
    connection: &mut Connection,
    county: &CountyCode,
    own: OrganisationId,
) -> Result<Vec<Network>, Error> {
    let all = crate::organisations::networks_of(connection, county, own).await?;
    Ok(all.into_iter().filter(|network| network.organisation == own).collect())
}

/// A member of the network, and how far it has come in the campaign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MemberRow {
    /// The firm.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// Name of its municipality.
    pub municipality_name: String,
    /// Its mapping in the campaign; none where it has not been invited.
    pub mapping: Option<MappingId>,
    /// When it was invited.
    pub invited_at: Option<Timestamp>,
    /// Where its mapping stands.
    pub state: Option<MappingState>,
    /// Who holds the pen.
    pub track: Option<Track>,
    /// Waits for a process leader.
    pub waits_for_leader: bool,
}

#[derive(sqlx::FromRow)]
struct Member {
    organisation: Uuid,
    name: String,
    municipality_name: String,
    mapping: Option<Uuid>,
    invited_at: Option<i64>,
    state: Option<String>,
    track: Option<String>,
    waits: i64,
}

/// Members of the campaign's network and everybody invited, by name; at most `limit`. Never with
/// answers.
pub async fn members(
    connection: &mut Connection,
    county: &CountyCode,
    campaign: CampaignId,
    limit: i64,
) -> Result<Vec<MemberRow>, Error> {
    let rows: Vec<Member> = on!(connection, |c| sqlx::query_as(
        "SELECT o.id AS organisation, o.name, k.name AS municipality_name, i.mapping,
            i.invited_at, m.state, m.track,
            (SELECT COUNT(*) FROM leader_wish w WHERE w.county = i.county
               AND w.mapping = i.mapping AND w.settled_at IS NULL) AS waits
         FROM organisation o
         JOIN municipality k ON k.county = o.county AND k.code = o.municipality
         LEFT JOIN campaign_member i ON i.county = o.county AND i.organisation = o.id
            AND i.campaign = $2
         LEFT JOIN mapping m ON m.county = i.county AND m.id = i.mapping
         WHERE o.county = $1 AND (i.campaign IS NOT NULL OR o.ended_on IS NULL AND o.id IN (
            SELECT w.organisation FROM network_member w
            JOIN campaign c ON c.county = w.county AND c.network = w.network
            WHERE c.county = $1 AND c.id = $2))
         ORDER BY o.name, o.id LIMIT $3"
    )
    .bind(county.as_str())
    .bind(campaign.0)
    .bind(limit)
    .fetch_all(c)
    .await?);
    let read = |row: Member| {
        let state = row.state.as_deref().map(MappingState::parse).transpose();
        let track = row.track.as_deref().map(Track::parse).transpose();
        Ok(MemberRow {
            organisation: OrganisationId(row.organisation),
            name: row.name,
            municipality_name: row.municipality_name,
            mapping: row.mapping.map(MappingId),
            invited_at: instant_opt(row.invited_at)?,
            state: code("mapping.state", state)?,
            track: code("mapping.track", track)?,
            waits_for_leader: row.waits > 0,
        })
    };
    rows.into_iter().map(read).collect()
}

/// A member has been invited, with this mapping; false when it was before.
pub async fn insert_member(
    tx: &mut Tx,
    county: &CountyCode,
    campaign: CampaignId,
    (organisation, mapping): (OrganisationId, MappingId),
    now: Timestamp,
) -> Result<bool, Error> {
    let firm = open_for_new(tx, county, organisation, Deed::CampaignInvitation).await?;
    let rows = on!(tx, |c| sqlx::query(
        "INSERT INTO campaign_member (county, campaign, organisation, mapping, invited_at)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (county, campaign, organisation) DO NOTHING"
    )
    .bind(county.as_str())
    .bind(campaign.0)
    .bind(firm.id().0)
    .bind(mapping.0)
    .bind(now.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    Ok(rows == 1)
}
