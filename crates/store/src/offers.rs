//! Offers (insatser) of the service map.

use domain::codes::CountyCode;
use domain::ids::{NetworkId, OfferId, OrganisationId};
use domain::offers::{Offer, OfferAudience};
use domain::time::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use crate::row::{changed, from_json, instant, to_json};
use crate::{Connection, Error, Tx, on};

/// An offer as stored, with whose it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredOffer {
    /// Id.
    pub id: OfferId,
    /// Stable name of a demo record.
    pub slug: Option<String>,
    /// Who gives it.
    pub organisation: OrganisationId,
    /// Name of who gives it.
    pub organisation_name: String,
    /// The only network that may see it.
    pub network: Option<NetworkId>,
    /// Name of that network.
    pub network_name: Option<String>,
    /// The offer.
    #[serde(flatten)]
    pub offer: Offer,
    /// Its terms are invented for the demo.
    pub is_demo: bool,
    /// Version for optimistic locking.
    pub version: i64,
    /// When it came in.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct OfferRow {
    id: Uuid,
    slug: Option<String>,
    organisation: Uuid,
    organisation_name: String,
    network: Option<Uuid>,
    network_name: Option<String>,
    body: String,
    is_demo: bool,
    version: i64,
    created_at: i64,
    updated_at: i64,
}

impl AsRef<Offer> for StoredOffer {
    fn as_ref(&self) -> &Offer {
        &self.offer
    }
}

impl OfferRow {
    fn read(self) -> Result<StoredOffer, Error> {
        Ok(StoredOffer {
            id: OfferId(self.id),
            slug: self.slug,
            organisation: OrganisationId(self.organisation),
            organisation_name: self.organisation_name,
            network: self.network.map(NetworkId),
            network_name: self.network_name,
            offer: from_json("offer.body", &self.body)?,
            is_demo: self.is_demo,
            version: self.version,
            created_at: instant(self.created_at)?,
            updated_at: instant(self.updated_at)?,
        })
    }
}

/// Every column of [`OfferRow`], with the offer as `f`.
macro_rules! offer_rows {
    () => {
        "SELECT f.id, f.slug, f.organisation, o.name AS organisation_name, f.network,
            n.name AS network_name, f.body, f.is_demo, f.version, f.created_at, f.updated_at
         FROM offer f
         JOIN organisation o ON o.county = f.county AND o.id = f.organisation
         LEFT JOIN network n ON n.county = f.county AND n.id = f.network "
    };
}

/// An offer to store.
#[derive(Debug, Clone)]
pub struct NewOffer {
    /// Id.
    pub id: OfferId,
    /// Stable name of a demo record.
    pub slug: Option<String>,
    /// Who gives it.
    pub organisation: OrganisationId,
    /// The offer.
    pub offer: Offer,
    /// Its terms are invented.
    pub is_demo: bool,
}

/// The network of an audience.
fn network_of(offer: &Offer) -> Option<Uuid> {
    match offer.audience {
        OfferAudience::Everyone => None,
        OfferAudience::Network { id } => Some(id.0),
    }
}

/// Adds an offer.
pub async fn insert(
    tx: &mut Tx,
    county: &CountyCode,
    new: &NewOffer,
    now: Timestamp,
) -> Result<(), Error> {
    let body = to_json("offer.body", &new.offer)?;
    on!(tx, |c| sqlx::query(
        "INSERT INTO offer (county, id, slug, organisation, network, title, body, reviewed_on,
            is_demo, version, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, $10)"
    )
    .bind(county.as_str())
    .bind(new.id.0)
    .bind(new.slug.as_deref())
    .bind(new.organisation.0)
    .bind(network_of(&new.offer))
    .bind(&new.offer.title)
    .bind(&body)
    .bind(new.offer.reviewed_on.to_string())
    .bind(new.is_demo)
    .bind(now.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Changes an offer, if nobody else has since `version`.
pub async fn update(
    tx: &mut Tx,
    county: &CountyCode,
    id: OfferId,
    offer: &Offer,
    version: i64,
    now: Timestamp,
) -> Result<(), Error> {
    let body = to_json("offer.body", offer)?;
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE offer SET network = $3, title = $4, body = $5, reviewed_on = $6,
            version = version + 1, updated_at = $7
         WHERE county = $1 AND id = $2 AND version = $8"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(network_of(offer))
    .bind(&offer.title)
    .bind(&body)
    .bind(offer.reviewed_on.to_string())
    .bind(now.as_microsecond())
    .bind(version)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// Every offer of a county by title, whoever it is for: what is shown is chosen by [`Eyes`].
pub async fn all(
    connection: &mut Connection,
    county: &CountyCode,
) -> Result<Vec<StoredOffer>, Error> {
    let rows: Vec<OfferRow> = on!(connection, |c| sqlx::query_as(concat!(
        offer_rows!(),
        "WHERE f.county = $1 ORDER BY f.title, f.id"
    ))
    .bind(county.as_str())
    .fetch_all(c)
    .await?);
    rows.into_iter().map(OfferRow::read).collect()
}

/// Tells whether a county's offers are the same as before: a change of one of them, or of an
/// organisation that gives one, changes the stamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct Stamp {
    offers: i64,
    versions: i64,
    changed_at: i64,
    givers: i64,
}

/// The stamp now. Reads indexes only.
pub async fn stamp(connection: &mut Connection, county: &CountyCode) -> Result<Stamp, Error> {
    Ok(on!(connection, |c| sqlx::query_as(
        "SELECT COUNT(*) AS offers, CAST(COALESCE(SUM(version), 0) AS BIGINT) AS versions,
            COALESCE(MAX(updated_at), 0) AS changed_at,
            (SELECT CAST(COALESCE(SUM(o.version), 0) AS BIGINT) FROM organisation o
             WHERE o.county = $1
               AND o.id IN (SELECT g.organisation FROM offer g WHERE g.county = $1)) AS givers
         FROM offer WHERE county = $1"
    )
    .bind(county.as_str())
    .fetch_one(c)
    .await?))
}

/// Who looks at offers, and which networks' offers they see besides what is for everyone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Eyes {
    readers: Vec<OrganisationId>,
    networks: Vec<NetworkId>,
}

impl Eyes {
    /// What is for everyone is seen by all; what is for a network by those who belong to it or run
    /// it, and by who gives it.
    pub fn see(&self, offer: &StoredOffer) -> bool {
        offer.network.is_none_or(|network| self.networks.contains(&network))
            || self.readers.contains(&offer.organisation)
    }
}

/// The eyes of some organisations together. Nobody as reader sees what is for everyone.
pub async fn eyes(
    connection: &mut Connection,
    county: &CountyCode,
    readers: &[OrganisationId],
) -> Result<Eyes, Error> {
    let mut networks: Vec<Uuid> = Vec::new();
    for reader in readers {
        let of_reader: Vec<Uuid> = on!(connection, |c| sqlx::query_scalar(
            "SELECT m.network FROM network_member m WHERE m.county = $1 AND m.organisation = $2
             UNION
             SELECT n.id FROM network n WHERE n.county = $1 AND n.organisation = $2"
        )
        .bind(county.as_str())
        .bind(reader.0)
        .fetch_all(c)
        .await?);
        networks.extend(of_reader);
    }
    let networks = networks.into_iter().map(NetworkId).collect();
    Ok(Eyes { readers: readers.to_vec(), networks })
}

/// One offer, if any of some readers may see it.
pub async fn find(
    connection: &mut Connection,
    county: &CountyCode,
    readers: &[OrganisationId],
    id: OfferId,
) -> Result<Option<StoredOffer>, Error> {
    let row: Option<OfferRow> = on!(connection, |c| sqlx::query_as(concat!(
        offer_rows!(),
        "WHERE f.county = $1 AND f.id = $2"
    ))
    .bind(county.as_str())
    .bind(id.0)
    .fetch_optional(c)
    .await?);
    let Some(offer) = row.map(OfferRow::read).transpose()? else { return Ok(None) };
    let eyes = eyes(connection, county, readers).await?;
    Ok(Some(offer).filter(|offer| eyes.see(offer)))
}

/// Offers of one organisation, by title.
pub async fn of_organisation(
    connection: &mut Connection,
    county: &CountyCode,
    organisation: OrganisationId,
) -> Result<Vec<StoredOffer>, Error> {
    let rows: Vec<OfferRow> = on!(connection, |c| sqlx::query_as(concat!(
        offer_rows!(),
        "WHERE f.county = $1 AND f.organisation = $2 ORDER BY f.title, f.id"
    ))
    .bind(county.as_str())
    .bind(organisation.0)
    .fetch_all(c)
    .await?);
    rows.into_iter().map(OfferRow::read).collect()
}

/// Id of a demo offer by its stable name.
pub async fn id_by_slug(
    connection: &mut Connection,
    county: &CountyCode,
    slug: &str,
) -> Result<Option<OfferId>, Error> {
    let id: Option<Uuid> = on!(connection, |c| sqlx::query_scalar(
        "SELECT id FROM offer WHERE county = $1 AND slug = $2"
    )
    .bind(county.as_str())
    .bind(slug)
    .fetch_optional(c)
    .await?);
    Ok(id.map(OfferId))
}
