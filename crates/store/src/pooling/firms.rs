//! The firms of a pool and their needs.

use domain::codes::{CountyCode, MunicipalityCode};
use domain::endings::Deed;
use domain::ids::{NeedId, OrganisationId, PoolId};
use domain::pooling::{Consent, Standing, Way};
use domain::time::{Date, Timestamp};
use serde::Serialize;
use uuid::Uuid;

use crate::endings::open_for_new;
use crate::row::{changed, code, day_opt, instant, instant_opt};
use crate::{Connection, Error, Tx, on};

/// A firm that has been asked, as read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredFirm {
    /// Id.
    pub organisation: OrganisationId,
    /// Name.
    pub name: String,
    /// Municipality.
    pub municipality: MunicipalityCode,
    /// Name of it.
    pub municipality_name: String,
    /// What it has answered.
    pub consent: Consent,
    /// The other firms may know its name.
    pub may_be_named: bool,
    /// How the answer came.
    pub way: Option<Way>,
    /// Who said it.
    pub said_by_name: Option<String>,
    /// The day it was said.
    pub said_on: Option<Date>,
    /// Who wrote it down after a call.
    pub recorded_by_name: Option<String>,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// When its answer was written.
    pub answered_at: Option<Timestamp>,
    /// Somebody there can log in and answer.
    pub has_login: bool,
    /// Version for optimistic locking.
    pub version: i64,
}

#[derive(sqlx::FromRow)]
struct FirmRow {
    organisation: Uuid,
    name: String,
    municipality: String,
    municipality_name: String,
    consent: String,
    may_be_named: bool,
    way: Option<String>,
    said_by_name: Option<String>,
    said_on: Option<String>,
    recorded_by_name: Option<String>,
    asked_at: i64,
    answered_at: Option<i64>,
    has_login: bool,
    version: i64,
}

impl FirmRow {
    fn read(self) -> Result<StoredFirm, Error> {
        let way = self.way.map(|way| code("pool_firm.way", Way::parse(&way))).transpose()?;
        Ok(StoredFirm {
            organisation: OrganisationId(self.organisation),
            name: self.name,
            municipality: code("municipality", MunicipalityCode::parse(&self.municipality))?,
            municipality_name: self.municipality_name,
            consent: code("pool_firm.consent", Consent::parse(&self.consent))?,
            may_be_named: self.may_be_named,
            way,
            said_by_name: self.said_by_name,
            said_on: day_opt(self.said_on.as_deref())?,
            recorded_by_name: self.recorded_by_name,
            asked_at: instant(self.asked_at)?,
            answered_at: instant_opt(self.answered_at)?,
            has_login: self.has_login,
            version: self.version,
        })
    }
}

/// Asks a firm.
pub async fn insert_firm(
    tx: &mut Tx,
    county: &CountyCode,
    pool: PoolId,
    organisation: OrganisationId,
    now: Timestamp,
) -> Result<(), Error> {
    let firm = open_for_new(tx, county, organisation, Deed::PoolAnswer).await?;
    on!(tx, |c| sqlx::query(
        "INSERT INTO pool_firm (county, pool, organisation, consent, may_be_named, asked_at,
            version)
         VALUES ($1, $2, $3, 'asked', FALSE, $4, 1)"
    )
    .bind(county.as_str())
    .bind(pool.0)
    .bind(firm.id().0)
    .bind(now.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// A need about to come into a pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewPart {
    /// The need.
    pub need: NeedId,
    /// Its firm.
    pub organisation: OrganisationId,
    /// Persons it asks for.
    pub persons: i64,
}

/// Puts a need into a pool.
pub async fn insert_part(
    tx: &mut Tx,
    county: &CountyCode,
    pool: PoolId,
    new: NewPart,
) -> Result<(), Error> {
    let firm = open_for_new(tx, county, new.organisation, Deed::PoolAnswer).await?;
    on!(tx, |c| sqlx::query(
        "INSERT INTO pool_need (county, pool, need, organisation, persons, standing)
         VALUES ($1, $2, $3, $4, $5, 'in')"
    )
    .bind(county.as_str())
    .bind(pool.0)
    .bind(new.need.0)
    .bind(firm.id().0)
    .bind(new.persons)
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Every firm of a pool, by name; on `today` it is known who can log in.
pub async fn firms_of(
    connection: &mut Connection,
    county: &CountyCode,
    pool: PoolId,
    today: Date,
) -> Result<Vec<StoredFirm>, Error> {
    let rows: Vec<FirmRow> = on!(connection, |c| sqlx::query_as(
        "SELECT f.organisation, o.name, o.municipality, m.name AS municipality_name, f.consent,
            f.may_be_named, f.way, f.said_by_name, f.said_on, f.recorded_by_name, f.asked_at,
            f.answered_at, f.version,
            EXISTS (SELECT 1 FROM assignment a JOIN person q ON q.id = a.person
                WHERE a.county = f.county AND a.organisation = f.organisation
                  AND a.role = 'employer-admin' AND q.is_disabled = FALSE AND a.valid_from <= $3
                  AND (a.valid_to IS NULL OR a.valid_to >= $3)) AS has_login
         FROM pool_firm f
         JOIN organisation o ON o.county = f.county AND o.id = f.organisation
         JOIN municipality m ON m.county = o.county AND m.code = o.municipality
         WHERE f.county = $1 AND f.pool = $2 ORDER BY o.name, o.id"
    )
    .bind(county.as_str())
    .bind(pool.0)
    .bind(today.to_string())
    .fetch_all(c)
    .await?);
    rows.into_iter().map(FirmRow::read).collect()
}

/// A need in a pool as read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredPart {
    /// The need.
    pub need: NeedId,
    /// Its firm.
    pub organisation: OrganisationId,
    /// Municipality of the firm.
    pub municipality: MunicipalityCode,
    /// Persons it asks for.
    pub persons: i64,
    /// The firm's answer.
    pub consent: Consent,
    /// Whether it is in the pool.
    pub standing: Standing,
}

/// Every need of a pool, firm by firm.
pub async fn parts_of(
    connection: &mut Connection,
    county: &CountyCode,
    pool: PoolId,
) -> Result<Vec<StoredPart>, Error> {
    type Row = (Uuid, Uuid, String, i64, String, String);
    let rows: Vec<Row> = on!(connection, |c| sqlx::query_as(
        "SELECT n.need, n.organisation, o.municipality, n.persons, f.consent, n.standing
         FROM pool_need n
         JOIN pool_firm f ON f.county = n.county AND f.pool = n.pool
            AND f.organisation = n.organisation
         JOIN organisation o ON o.county = n.county AND o.id = n.organisation
         WHERE n.county = $1 AND n.pool = $2 ORDER BY n.organisation, n.need"
    )
    .bind(county.as_str())
    .bind(pool.0)
    .fetch_all(c)
    .await?);
    let read = |(need, organisation, municipality, persons, consent, standing): Row| {
        Ok(StoredPart {
            need: NeedId(need),
            organisation: OrganisationId(organisation),
            municipality: code("municipality", MunicipalityCode::parse(&municipality))?,
            persons,
            consent: code("pool_firm.consent", Consent::parse(&consent))?,
            standing: code("pool_need.standing", Standing::parse(&standing))?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Moves a need in or out of a pool.
pub async fn set_standing(
    tx: &mut Tx,
    county: &CountyCode,
    pool: PoolId,
    need: NeedId,
    standing: Standing,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "UPDATE pool_need SET standing = $4 WHERE county = $1 AND pool = $2 AND need = $3"
    )
    .bind(county.as_str())
    .bind(pool.0)
    .bind(need.0)
    .bind(standing.code())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// A firm's answer about to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// What it says.
    pub consent: Consent,
    /// The other firms may know its name.
    pub may_be_named: bool,
    /// How the answer came.
    pub way: Way,
    /// Who said it.
    pub said_by_name: String,
    /// The day it was said.
    pub said_on: Date,
    /// Who wrote it down after a call.
    pub recorded_by_name: Option<String>,
}

/// Writes a firm's answer, if nobody else has written one since `version`.
pub async fn answer(
    tx: &mut Tx,
    county: &CountyCode,
    (pool, organisation): (PoolId, OrganisationId),
    new: &Answered,
    version: i64,
    now: Timestamp,
) -> Result<(), Error> {
    if new.consent == Consent::Yes {
        open_for_new(tx, county, organisation, Deed::PoolAnswer).await?;
    }
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE pool_firm SET consent = $4, may_be_named = $5, way = $6, said_by_name = $7,
            said_on = $8, recorded_by_name = $9, answered_at = $10, version = version + 1
         WHERE county = $1 AND pool = $2 AND organisation = $3 AND version = $11"
    )
    .bind(county.as_str())
    .bind(pool.0)
    .bind(organisation.0)
    .bind(new.consent.code())
    .bind(new.may_be_named)
    .bind(new.way.code())
    .bind(&new.said_by_name)
    .bind(new.said_on.to_string())
    .bind(new.recorded_by_name.as_deref())
    .bind(now.as_microsecond())
    .bind(version)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}
