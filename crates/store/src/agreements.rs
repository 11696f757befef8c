//! Agreements and letters of intent with actors.

use domain::agreements::{Agreement, AgreementKind, AgreementState, Ending, NOTICE_DAYS};
use domain::codes::{CountyCode, MunicipalityCode};
use domain::endings::Deed;
use domain::ids::{AgreementId, OrganisationId};
use domain::organisations::Sector;
use domain::time::{Date, Timestamp, days_after};
use serde::Serialize;
use uuid::Uuid;

use crate::endings::open_for_new;
use crate::page::{Page, Slice};
use crate::row::{changed, code, day, day_opt, instant};
use crate::{Connection, Error, Tx, on};

/// An agreement about to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAgreement {
    /// Id, made before the transaction.
    pub id: AgreementId,
    /// With whom.
    pub organisation: OrganisationId,
    /// What it says.
    pub agreement: Agreement,
    /// Who keeps it.
    pub by_organisation: OrganisationId,
    /// Who wrote it down.
    pub by_name: String,
    /// When.
    pub created_at: Timestamp,
}

/// An agreement as read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredAgreement {
    /// Id.
    pub id: AgreementId,
    /// With whom.
    pub organisation: OrganisationId,
    /// Name of that organisation.
    pub organisation_name: String,
    /// What it says.
    #[serde(flatten)]
    pub agreement: Agreement,
    /// From this day it does not hold: it was ended before its time.
    pub ended_on: Option<Date>,
    /// Why.
    pub ended_reason: Option<String>,
    /// Who ended it.
    pub ended_by_name: Option<String>,
    /// Who keeps it.
    pub by_organisation: OrganisationId,
    /// Name of that organisation.
    pub by_organisation_name: String,
    /// Who wrote it down.
    pub by_name: String,
    /// Version for optimistic locking.
    pub version: i64,
    /// When it was written down.
    pub created_at: Timestamp,
}

impl StoredAgreement {
    /// Where it stands on a day.
    pub fn state_on(&self, day: Date) -> AgreementState {
        self.agreement.state_on(self.ended_on, day)
    }
}

#[derive(sqlx::FromRow)]
struct AgreementRow {
    id: Uuid,
    organisation: Uuid,
    organisation_name: String,
    kind: String,
    scope: String,
    municipalities: String,
    valid_from_on: String,
    valid_until_on: Option<String>,
    reference: Option<String>,
    signed_on: Option<String>,
    ended_on: Option<String>,
    ended_reason: Option<String>,
    ended_by_name: Option<String>,
    by_organisation: Uuid,
    by_organisation_name: String,
    by_name: String,
    version: i64,
    created_at: i64,
}

/// Columns of [`AgreementRow`] with `a` the agreement, `o` with whom and `k` who keeps it.
const COLUMNS: &str = "SELECT a.id, a.organisation, o.name AS organisation_name, a.kind, a.scope,
    a.municipalities, a.valid_from_on, a.valid_until_on, a.reference, a.signed_on, a.ended_on,
    a.ended_reason, a.ended_by_name, a.by_organisation, k.name AS by_organisation_name, a.by_name,
    a.version, a.created_at ";
/// Tables of [`COLUMNS`].
const TABLES: &str = "FROM agreement a
    JOIN organisation o ON o.county = a.county AND o.id = a.organisation
    JOIN organisation k ON k.county = a.county AND k.id = a.by_organisation ";

impl AgreementRow {
    fn read(self) -> Result<StoredAgreement, Error> {
        let places = self.municipalities.split_whitespace().map(MunicipalityCode::parse);
        Ok(StoredAgreement {
            id: AgreementId(self.id),
            organisation: OrganisationId(self.organisation),
            organisation_name: self.organisation_name,
            agreement: Agreement {
                kind: code("agreement.kind", AgreementKind::parse(&self.kind))?,
                scope: self.scope,
                municipalities: code("agreement.municipalities", places.collect())?,
                valid_from: day(&self.valid_from_on)?,
                valid_until: day_opt(self.valid_until_on.as_deref())?,
                reference: self.reference,
                signed_on: day_opt(self.signed_on.as_deref())?,
            },
            ended_on: day_opt(self.ended_on.as_deref())?,
            ended_reason: self.ended_reason,
            ended_by_name: self.ended_by_name,
            by_organisation: OrganisationId(self.by_organisation),
            by_organisation_name: self.by_organisation_name,
            by_name: self.by_name,
            version: self.version,
            created_at: instant(self.created_at)?,
        })
    }
}

/// Codes with a blank between.
fn joined(codes: &[MunicipalityCode]) -> String {
    codes.iter().map(MunicipalityCode::as_str).collect::<Vec<_>>().join(" ")
}

fn text(day: Option<Date>) -> Option<String> {
    day.map(|day| day.to_string())
}

/// Writes an agreement down.
pub async fn insert(tx: &mut Tx, county: &CountyCode, new: &NewAgreement) -> Result<(), Error> {
    let agreement = &new.agreement;
    let firm = open_for_new(tx, county, new.organisation, Deed::Agreement).await?;
    on!(tx, |c| sqlx::query(
        "INSERT INTO agreement (county, id, organisation, kind, scope, municipalities,
            valid_from_on, valid_until_on, reference, signed_on, by_organisation, by_name, version,
            created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1, $13, $13)"
    )
    .bind(county.as_str())
    .bind(new.id.0)
    .bind(firm.id().0)
    .bind(agreement.kind.code())
    .bind(&agreement.scope)
    .bind(joined(&agreement.municipalities))
    .bind(agreement.valid_from.to_string())
    .bind(text(agreement.valid_until))
    .bind(agreement.reference.as_deref())
    .bind(text(agreement.signed_on))
    .bind(new.by_organisation.0)
    .bind(&new.by_name)
    .bind(new.created_at.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// A change of an agreement that nobody else has changed since it was read.
#[derive(Debug, Clone, Copy)]
pub struct Change {
    /// Which.
    pub id: AgreementId,
    /// As it was read.
    pub version: i64,
    /// When.
    pub now: Timestamp,
}

/// Writes what an agreement says anew. With `is_still_told` false its end is told of once more.
pub async fn update(
    tx: &mut Tx,
    county: &CountyCode,
    change: Change,
    agreement: &Agreement,
    is_still_told: bool,
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE agreement SET kind = $3, scope = $4, municipalities = $5, valid_from_on = $6,
            valid_until_on = $7, reference = $8, signed_on = $9,
            told_at = CASE WHEN $10 = TRUE THEN told_at ELSE NULL END, version = version + 1,
            updated_at = $11
         WHERE county = $1 AND id = $2 AND version = $12 AND ended_on IS NULL"
    )
    .bind(county.as_str())
    .bind(change.id.0)
    .bind(agreement.kind.code())
    .bind(&agreement.scope)
    .bind(joined(&agreement.municipalities))
    .bind(agreement.valid_from.to_string())
    .bind(text(agreement.valid_until))
    .bind(agreement.reference.as_deref())
    .bind(text(agreement.signed_on))
    .bind(is_still_told)
    .bind(change.now.as_microsecond())
    .bind(change.version)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// Writes that an agreement was ended before its time. It cannot be taken back.
pub async fn end(
    tx: &mut Tx,
    county: &CountyCode,
    change: Change,
    ending: &Ending,
    by_name: &str,
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE agreement SET ended_on = $3, ended_reason = $4, ended_by_name = $5,
            version = version + 1, updated_at = $6
         WHERE county = $1 AND id = $2 AND version = $7 AND ended_on IS NULL"
    )
    .bind(county.as_str())
    .bind(change.id.0)
    .bind(ending.on.to_string())
    .bind(&ending.reason)
    .bind(by_name)
    .bind(change.now.as_microsecond())
    .bind(change.version)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// One agreement.
pub async fn find(
    connection: &mut Connection,
    county: &CountyCode,
    id: AgreementId,
) -> Result<Option<StoredAgreement>, Error> {
    let sql = format!("{COLUMNS}{TABLES} WHERE a.county = $1 AND a.id = $2");
    let row: Option<AgreementRow> = on!(connection, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(county.as_str())
        .bind(id.0)
        .fetch_optional(c)
        .await?);
    row.map(AgreementRow::read).transpose()
}

/// Which agreements, and on which day one looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// The day.
    pub today: Date,
    /// With an organisation.
    pub organisation: Option<OrganisationId>,
    /// Of a kind.
    pub kind: Option<AgreementKind>,
    /// In a state that day.
    pub state: Option<AgreementState>,
    /// That cover a municipality; those of the whole county too.
    pub municipality: Option<MunicipalityCode>,
}

/// Later than every day that is typed: until further notice.
const NEVER: &str = "'9999-12-31'";

/// Adds whether an agreement is over on a day.
macro_rules! push_over {
    ($query:expr, $day:expr) => {{
        $query.push("(COALESCE(a.ended_on, ").push(NEVER).push(") <= ").push_bind($day.clone());
        $query.push(" OR COALESCE(a.valid_until_on, ").push(NEVER).push(") < ");
        $query.push_bind($day.clone()).push(")");
    }};
}

/// Adds the conditions of a list to its query.
macro_rules! narrow {
    ($query:expr, $county:expr, $filter:expr) => {{
        $query.push(" WHERE a.county = ").push_bind($county.as_str().to_owned());
        if let Some(organisation) = $filter.organisation {
            $query.push(" AND a.organisation = ").push_bind(organisation.0);
        }
        if let Some(kind) = $filter.kind {
            $query.push(" AND a.kind = ").push_bind(kind.code());
        }
        if let Some(place) = &$filter.municipality {
            $query.push(" AND (a.municipalities = '' OR ' ' || a.municipalities || ' ' LIKE ");
            $query.push_bind(format!("% {place} %")).push(")");
        }
        if let Some(state) = $filter.state {
            let today = $filter.today.to_string();
            $query.push(if state == AgreementState::Over { " AND " } else { " AND NOT " });
            push_over!($query, today);
            if state == AgreementState::Coming {
                $query.push(" AND a.valid_from_on > ").push_bind(today);
            } else if state.is_valid() {
                let soon = days_after($filter.today, NOTICE_DAYS).to_string();
                $query.push(" AND a.valid_from_on <= ").push_bind(today);
                $query.push(" AND COALESCE(a.valid_until_on, ").push(NEVER);
                let is_soon = state == AgreementState::EndsSoon;
                $query.push(if is_soon { ") <= " } else { ") > " }).push_bind(soon);
            }
        }
    }};
}

/// Agreements, those that end first on top and those that are over last, by numbered page.
pub async fn list(
    connection: &mut Connection,
    county: &CountyCode,
    filter: &Filter,
    slice: Slice,
) -> Result<Page<StoredAgreement>, Error> {
    let total: i64 = on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new("SELECT COUNT(*) ");
        query.push(TABLES);
        narrow!(query, county, filter);
        query.build_query_scalar().fetch_one(c).await?
    });
    let today = filter.today.to_string();
    let rows: Vec<AgreementRow> = on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new(COLUMNS);
        query.push(TABLES);
        narrow!(query, county, filter);
        query.push(" ORDER BY CASE WHEN ");
        push_over!(query, today);
        query.push(" THEN 1 ELSE 0 END, COALESCE(a.valid_until_on, ").push(NEVER);
        query.push("), a.id LIMIT ").push_bind(slice.limit());
        query.push(" OFFSET ").push_bind(slice.offset());
        query.build_query_as().fetch_all(c).await?
    });
    let items = rows.into_iter().map(AgreementRow::read).collect::<Result<Vec<_>, _>>()?;
    Ok(Page { items, total, next: None })
}

/// An agreement whose end is to be told of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndDue {
    /// County.
    pub county: CountyCode,
    /// Which agreement.
    pub id: AgreementId,
    /// With whom.
    pub organisation: OrganisationId,
}

/// Agreements of every county that hold and end within the notice, of which nobody has been told;
/// those that end first on top.
pub async fn ending(
    connection: &mut Connection,
    today: Date,
    limit: i64,
) -> Result<Vec<EndDue>, Error> {
    let rows: Vec<(String, Uuid, Uuid)> = on!(connection, |c| sqlx::query_as(
        "SELECT county, id, organisation FROM agreement
         WHERE valid_until_on >= $1 AND valid_until_on <= $2 AND valid_from_on <= $1
           AND ended_on IS NULL AND told_at IS NULL
         ORDER BY valid_until_on, id LIMIT $3"
    )
    .bind(today.to_string())
    .bind(days_after(today, NOTICE_DAYS).to_string())
    .bind(limit)
    .fetch_all(c)
    .await?);
    let read = |(county, id, organisation): (String, Uuid, Uuid)| {
        Ok(EndDue {
            county: code("county", CountyCode::parse(&county))?,
            id: AgreementId(id),
            organisation: OrganisationId(organisation),
        })
    };
    rows.into_iter().map(read).collect()
}

/// Writes that those who answer for an agreement are told; false when they have been, or when it
/// does not end within the notice any more.
pub async fn mark_told(
    tx: &mut Tx,
    county: &CountyCode,
    id: AgreementId,
    today: Date,
    now: Timestamp,
) -> Result<bool, Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE agreement SET told_at = $3
         WHERE county = $1 AND id = $2 AND told_at IS NULL AND ended_on IS NULL
           AND valid_from_on <= $4 AND valid_until_on >= $4 AND valid_until_on <= $5"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(now.as_microsecond())
    .bind(today.to_string())
    .bind(days_after(today, NOTICE_DAYS).to_string())
    .execute(c)
    .await?
    .rows_affected());
    Ok(rows == 1)
}

/// Organisations with process leaders in the register that have no agreement about it on a day, by
/// name. Those of `own` sector lead as part of their work.
pub async fn lacking(
    connection: &mut Connection,
    county: &CountyCode,
    own: Sector,
    today: Date,
    limit: i64,
) -> Result<Vec<(OrganisationId, String)>, Error> {
    let rows: Vec<(Uuid, String)> = on!(connection, |c| sqlx::query_as(
        "SELECT o.id, o.name FROM organisation o
         WHERE o.county = $1 AND o.sector <> $2 AND o.ended_on IS NULL
           AND o.id IN (SELECT l.organisation FROM leader l
             WHERE l.county = $1 AND l.kind = 'leader')
           AND NOT EXISTS (SELECT 1 FROM agreement a
             WHERE a.county = o.county AND a.organisation = o.id AND a.kind = 'leading'
               AND a.valid_from_on <= $3
               AND (a.valid_until_on IS NULL OR a.valid_until_on >= $3)
               AND (a.ended_on IS NULL OR a.ended_on > $3))
         ORDER BY o.name, o.id LIMIT $4"
    )
    .bind(county.as_str())
    .bind(own.code())
    .bind(today.to_string())
    .bind(limit)
    .fetch_all(c)
    .await?);
    Ok(rows.into_iter().map(|(id, name)| (OrganisationId(id), name)).collect())
}
