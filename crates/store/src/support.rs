//! Support money: funds, grants, and the small aid that is counted.

mod aid;
mod lists;

use domain::codes::{CountyCode, MunicipalityCode};
use domain::endings::Deed;
use domain::ids::{FundId, GrantId, OrganisationId};
use domain::support::{AidBasis, Asked, Effect, Fund, GrantState, Granted};
use domain::time::{Date, Timestamp};
use serde::Serialize;
use uuid::Uuid;

use crate::endings::open_for_new;
use crate::row::{changed, code, day, day_opt, instant, instant_opt};
use crate::{Connection, Error, Tx, on};

pub use aid::{
    Member, StoredAid, aids_of, counted, insert_aid, is_involved, join, leave, members, remove_aid,
    undertaking_of,
};
pub use lists::{EffectDue, Filter, effects_due, funds, list};

/// A fund as read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredFund {
    /// Id.
    pub id: FundId,
    /// Whose.
    pub organisation: OrganisationId,
    /// Name of that organisation.
    pub organisation_name: String,
    /// What it is.
    #[serde(flatten)]
    pub fund: Fund,
    /// What grants bind of it, in öre.
    pub bound_ore: i64,
    /// Version for optimistic locking.
    pub version: i64,
}

#[derive(sqlx::FromRow)]
struct FundRow {
    id: Uuid,
    organisation: Uuid,
    organisation_name: String,
    name: String,
    budget_ore: i64,
    basis: String,
    starts_on: String,
    ends_on: String,
    terms: String,
    bound_ore: i64,
    version: i64,
}

/// Columns of [`FundRow`] with `f` the fund.
const FUNDS: &str = "SELECT f.id, f.organisation, o.name AS organisation_name, f.name,
    f.budget_ore, f.basis, f.starts_on, f.ends_on, f.terms, f.version,
    (SELECT CAST(COALESCE(SUM(g.amount_ore), 0) AS BIGINT) FROM support_grant g
        WHERE g.county = f.county AND g.fund = f.id
          AND g.state IN ('granted', 'paid', 'answered')) AS bound_ore
    FROM support_fund f
    JOIN organisation o ON o.county = f.county AND o.id = f.organisation ";

impl FundRow {
    fn read(self) -> Result<StoredFund, Error> {
        Ok(StoredFund {
            id: FundId(self.id),
            organisation: OrganisationId(self.organisation),
            organisation_name: self.organisation_name,
            fund: Fund {
                name: self.name,
                budget_ore: self.budget_ore,
                basis: code("support_fund.basis", AidBasis::parse(&self.basis))?,
                starts_on: day(&self.starts_on)?,
                ends_on: day(&self.ends_on)?,
                terms: self.terms,
            },
            bound_ore: self.bound_ore,
            version: self.version,
        })
    }
}

/// Adds a fund.
pub async fn insert_fund(
    tx: &mut Tx,
    county: &CountyCode,
    id: FundId,
    organisation: OrganisationId,
    fund: &Fund,
    now: Timestamp,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO support_fund (county, id, organisation, name, budget_ore, basis, starts_on,
            ends_on, terms, version, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, $10)"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(organisation.0)
    .bind(&fund.name)
    .bind(fund.budget_ore)
    .bind(fund.basis.code())
    .bind(fund.starts_on.to_string())
    .bind(fund.ends_on.to_string())
    .bind(&fund.terms)
    .bind(now.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Changes a fund, if nobody else has since `version`. Its basis stays: grants were counted by it.
pub async fn update_fund(
    tx: &mut Tx,
    county: &CountyCode,
    id: FundId,
    fund: &Fund,
    version: i64,
    now: Timestamp,
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE support_fund SET name = $3, budget_ore = $4, starts_on = $5, ends_on = $6,
            terms = $7, version = version + 1, updated_at = $8
         WHERE county = $1 AND id = $2 AND version = $9"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(&fund.name)
    .bind(fund.budget_ore)
    .bind(fund.starts_on.to_string())
    .bind(fund.ends_on.to_string())
    .bind(&fund.terms)
    .bind(now.as_microsecond())
    .bind(version)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// One fund, with what grants bind of it.
pub async fn find_fund(
    connection: &mut Connection,
    county: &CountyCode,
    id: FundId,
) -> Result<Option<StoredFund>, Error> {
    let sql = format!("{FUNDS} WHERE f.county = $1 AND f.id = $2");
    let row: Option<FundRow> = on!(connection, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(county.as_str())
        .bind(id.0)
        .fetch_optional(c)
        .await?);
    row.map(FundRow::read).transpose()
}

/// An application about to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewGrant {
    /// Id, made before the transaction.
    pub id: GrantId,
    /// The fund.
    pub fund: FundId,
    /// The firm.
    pub organisation: OrganisationId,
    /// What for and how much.
    pub asked: Asked,
    /// The fund's basis.
    pub basis: AidBasis,
    /// Who writes it down.
    pub by_organisation: OrganisationId,
    /// By name.
    pub by_name: String,
    /// The day.
    pub applied_on: Date,
    /// When it was written down.
    pub created_at: Timestamp,
}

/// A grant as read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredGrant {
    /// Id.
    pub id: GrantId,
    /// The fund.
    pub fund: FundId,
    /// Its name.
    pub fund_name: String,
    /// Whose fund.
    pub fund_organisation: OrganisationId,
    /// Name of that organisation.
    pub fund_organisation_name: String,
    /// The firm.
    pub organisation: OrganisationId,
    /// Name of the firm.
    pub organisation_name: String,
    /// Its municipality.
    pub municipality: MunicipalityCode,
    /// Name of that municipality.
    pub municipality_name: String,
    /// Where it stands.
    pub state: GrantState,
    /// Öre.
    pub amount_ore: i64,
    /// What for.
    pub purpose: String,
    /// Under which rules.
    pub basis: AidBasis,
    /// Who wrote the application down.
    pub by_organisation: OrganisationId,
    /// By name.
    pub by_name: String,
    /// The day.
    pub applied_on: Date,
    /// The day of the decision.
    pub decided_on: Option<Date>,
    /// Who decided.
    pub decided_by_name: Option<String>,
    /// Kronor for a euro that day, in ten-thousandths.
    pub rate: Option<i64>,
    /// The amount in euro cents at that rate.
    pub cents: Option<i64>,
    /// Why it was refused or taken back.
    pub reason: Option<String>,
    /// Months until the firm is asked what came of it.
    pub effect_months: Option<i64>,
    /// The day it was paid.
    pub paid_on: Option<Date>,
    /// The day the firm is asked.
    pub effect_due_on: Option<Date>,
    /// What came of it.
    pub effect: Option<Effect>,
    /// In words.
    pub effect_words: Option<String>,
    /// Who said so.
    pub effect_by_name: Option<String>,
    /// When.
    pub effect_at: Option<Timestamp>,
    /// Version for optimistic locking.
    pub version: i64,
    /// When it was written down.
    pub created_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct GrantRow {
    id: Uuid,
    fund: Uuid,
    fund_name: String,
    fund_organisation: Uuid,
    fund_organisation_name: String,
    organisation: Uuid,
    organisation_name: String,
    municipality: String,
    municipality_name: String,
    state: String,
    amount_ore: i64,
    purpose: String,
    basis: String,
    by_organisation: Uuid,
    by_name: String,
    applied_on: String,
    decided_on: Option<String>,
    decided_by_name: Option<String>,
    rate: Option<i64>,
    cents: Option<i64>,
    reason: Option<String>,
    effect_months: Option<i64>,
    paid_on: Option<String>,
    effect_due_on: Option<String>,
    effect: Option<String>,
    effect_words: Option<String>,
    effect_by_name: Option<String>,
    effect_at: Option<i64>,
    version: i64,
    created_at: i64,
}

/// Columns of [`GrantRow`] with `g` the grant, `f` its fund, `a` the fund's organisation, `o` the
/// firm and `m` its municipality.
const COLUMNS: &str = "SELECT g.id, g.fund, f.name AS fund_name,
    f.organisation AS fund_organisation, a.name AS fund_organisation_name, g.organisation,
    o.name AS organisation_name, o.municipality, m.name AS municipality_name, g.state,
    g.amount_ore, g.purpose, g.basis, g.by_organisation, g.by_name, g.applied_on, g.decided_on,
    g.decided_by_name, g.rate, g.cents, g.reason, g.effect_months, g.paid_on, g.effect_due_on,
    g.effect, g.effect_words, g.effect_by_name, g.effect_at, g.version, g.created_at ";
/// Tables of [`COLUMNS`].
const TABLES: &str = "FROM support_grant g
    JOIN support_fund f ON f.county = g.county AND f.id = g.fund
    JOIN organisation a ON a.county = f.county AND a.id = f.organisation
    JOIN organisation o ON o.county = g.county AND o.id = g.organisation
    JOIN municipality m ON m.county = o.county AND m.code = o.municipality ";

impl GrantRow {
    fn read(self) -> Result<StoredGrant, Error> {
        let effect = self.effect.as_deref().map(Effect::parse).transpose();
        Ok(StoredGrant {
            id: GrantId(self.id),
            fund: FundId(self.fund),
            fund_name: self.fund_name,
            fund_organisation: OrganisationId(self.fund_organisation),
            fund_organisation_name: self.fund_organisation_name,
            organisation: OrganisationId(self.organisation),
            organisation_name: self.organisation_name,
            municipality: code("municipality", MunicipalityCode::parse(&self.municipality))?,
            municipality_name: self.municipality_name,
            state: code("support_grant.state", GrantState::parse(&self.state))?,
            amount_ore: self.amount_ore,
            purpose: self.purpose,
            basis: code("support_grant.basis", AidBasis::parse(&self.basis))?,
            by_organisation: OrganisationId(self.by_organisation),
            by_name: self.by_name,
            applied_on: day(&self.applied_on)?,
            decided_on: day_opt(self.decided_on.as_deref())?,
            decided_by_name: self.decided_by_name,
            rate: self.rate,
            cents: self.cents,
            reason: self.reason,
            effect_months: self.effect_months,
            paid_on: day_opt(self.paid_on.as_deref())?,
            effect_due_on: day_opt(self.effect_due_on.as_deref())?,
            effect: code("support_grant.effect", effect)?,
            effect_words: self.effect_words,
            effect_by_name: self.effect_by_name,
            effect_at: instant_opt(self.effect_at)?,
            version: self.version,
            created_at: instant(self.created_at)?,
        })
    }
}

/// Writes an application down.
pub async fn insert(tx: &mut Tx, county: &CountyCode, new: &NewGrant) -> Result<(), Error> {
    let firm = open_for_new(tx, county, new.organisation, Deed::Grant).await?;
    on!(tx, |c| sqlx::query(
        "INSERT INTO support_grant (county, id, fund, organisation, state, amount_ore, purpose,
            basis, by_organisation, by_name, applied_on, version, created_at, updated_at)
         VALUES ($1, $2, $3, $4, 'applied', $5, $6, $7, $8, $9, $10, 1, $11, $11)"
    )
    .bind(county.as_str())
    .bind(new.id.0)
    .bind(new.fund.0)
    .bind(firm.id().0)
    .bind(new.asked.amount_ore)
    .bind(&new.asked.purpose)
    .bind(new.basis.code())
    .bind(new.by_organisation.0)
    .bind(&new.by_name)
    .bind(new.applied_on.to_string())
    .bind(new.created_at.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// One grant.
pub async fn find(
    connection: &mut Connection,
    county: &CountyCode,
    id: GrantId,
) -> Result<Option<StoredGrant>, Error> {
    let sql = format!("{COLUMNS}{TABLES} WHERE g.county = $1 AND g.id = $2");
    let row: Option<GrantRow> = on!(connection, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(county.as_str())
        .bind(id.0)
        .fetch_optional(c)
        .await?);
    row.map(GrantRow::read).transpose()
}

/// A change of a grant that nobody else has changed since it was read.
#[derive(Debug, Clone, Copy)]
pub struct Change<'a> {
    /// Which.
    pub id: GrantId,
    /// Version it was read at.
    pub version: i64,
    /// Who.
    pub by_name: &'a str,
    /// When.
    pub now: Timestamp,
}

/// Decides yes. The caller has weighed budget and ceiling in the same transaction.
pub async fn grant(
    tx: &mut Tx,
    county: &CountyCode,
    change: Change<'_>,
    granted: Granted,
    cents: i64,
) -> Result<(), Error> {
    let firm: Option<Uuid> = on!(tx, |c| sqlx::query_scalar(
        "SELECT organisation FROM support_grant WHERE county = $1 AND id = $2"
    )
    .bind(county.as_str())
    .bind(change.id.0)
    .fetch_optional(c)
    .await?);
    if let Some(firm) = firm {
        open_for_new(tx, county, OrganisationId(firm), Deed::Grant).await?;
    }
    let rows = on!(tx, |c| {
        sqlx::query(
        "UPDATE support_grant SET state = 'granted', amount_ore = $3, decided_on = $4, rate = $5,
            cents = $6, effect_months = $7, decided_by_name = $8, version = version + 1,
            updated_at = $9
         WHERE county = $1 AND id = $2 AND version = $10"
    )
    .bind(county.as_str())
    .bind(change.id.0)
    .bind(granted.amount_ore)
    .bind(granted.on.to_string())
    .bind(granted.rate)
    .bind(cents)
    .bind(granted.months)
    .bind(change.by_name)
    .bind(change.now.as_microsecond())
    .bind(change.version)
    .execute(c)
    .await?
    .rows_affected()
    });
    changed(rows)
}

/// Decides no, or takes back: with the reason. Who decided, and when, is written by a no alone:
/// what is taken back keeps the decision that was made.
pub async fn end(
    tx: &mut Tx,
    county: &CountyCode,
    change: Change<'_>,
    state: GrantState,
    (on, reason): (Date, &str),
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE support_grant SET state = $3, reason = $4,
            decided_by_name = CASE WHEN $3 = 'refused' THEN $5 ELSE decided_by_name END,
            decided_on = CASE WHEN $3 = 'refused' THEN $6 ELSE decided_on END,
            version = version + 1, updated_at = $7
         WHERE county = $1 AND id = $2 AND version = $8"
    )
    .bind(county.as_str())
    .bind(change.id.0)
    .bind(state.code())
    .bind(reason)
    .bind(change.by_name)
    .bind(on.to_string())
    .bind(change.now.as_microsecond())
    .bind(change.version)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// The money has been paid, and the firm will be asked what came of it.
pub async fn pay(
    tx: &mut Tx,
    county: &CountyCode,
    change: Change<'_>,
    (paid_on, effect_due_on): (Date, Date),
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE support_grant SET state = 'paid', paid_on = $3, effect_due_on = $4,
            version = version + 1, updated_at = $5
         WHERE county = $1 AND id = $2 AND version = $6"
    )
    .bind(county.as_str())
    .bind(change.id.0)
    .bind(paid_on.to_string())
    .bind(effect_due_on.to_string())
    .bind(change.now.as_microsecond())
    .bind(change.version)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// The firm says what came of it.
pub async fn answer_effect(
    tx: &mut Tx,
    county: &CountyCode,
    change: Change<'_>,
    effect: Effect,
    words: &str,
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE support_grant SET state = 'answered', effect = $3, effect_words = $4,
            effect_by_name = $5, effect_at = $6, version = version + 1, updated_at = $6
         WHERE county = $1 AND id = $2 AND version = $7"
    )
    .bind(county.as_str())
    .bind(change.id.0)
    .bind(effect.code())
    .bind(words)
    .bind(change.by_name)
    .bind(change.now.as_microsecond())
    .bind(change.version)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// The firm has been asked; false when it was already.
pub async fn mark_asked(
    tx: &mut Tx,
    county: &CountyCode,
    id: GrantId,
    now: Timestamp,
) -> Result<bool, Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE support_grant SET effect_asked_at = $3
         WHERE county = $1 AND id = $2 AND state = 'paid' AND effect_asked_at IS NULL"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(now.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    Ok(rows == 1)
}
