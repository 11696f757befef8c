//! How organisations end, what they have open then, and the numbers they have had.

mod moving;

use domain::codes::{CountyCode, OrgNumber};
use domain::endings::{Deed, Ending, EndingKind, NewNumber, OPEN_MAX, Open, may};
use domain::ids::{EndingId, OrganisationId};
use domain::time::{Date, Time, Timestamp, instant_of};
use serde::Serialize;
use uuid::Uuid;

use crate::row::{changed, code, day, find_all, find_one, instant, instant_opt};
use crate::{Connection, Error, Tx, on};

pub use moving::{
    Move, campaigns_of, join_networks, join_undertaking, leave_networks, move_assignments,
    move_contact, move_ideas, move_invitations, move_place, move_registrations, move_thing,
    places_in,
};

/// Most endings shown of one organisation, or of those that have gone into it.
const SHOWN_MAX: i64 = 50;
/// Most former numbers shown of one organisation.
const NUMBERS_MAX: i64 = 50;

/// An organisation with which something new may begin. Only [`open_for_new`] gives one, so whatever
/// writes something new has asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Active(OrganisationId);

impl Active {
    /// Which.
    pub fn id(self) -> OrganisationId {
        self.0
    }
}

/// Asks, in the transaction of the write itself, whether something new may begin with an
/// organisation: [`Error::Ended`] says what has happened to it.
pub async fn open_for_new(
    tx: &mut Tx,
    county: &CountyCode,
    organisation: OrganisationId,
    deed: Deed,
) -> Result<Active, Error> {
    // The day stands with the organisation itself: nearly all have none, and nothing more is read.
    let ended: Option<Option<String>> = on!(tx, |c| sqlx::query_scalar(
        "SELECT ended_on FROM organisation WHERE county = $1 AND id = $2"
    )
    .bind(county.as_str())
    .bind(organisation.0)
    .fetch_optional(c)
    .await?);
    if ended.flatten().is_none() {
        return Ok(Active(organisation));
    }
    match standing(tx, county, organisation).await? {
        Some(ending) if !may(Some(ending.ending.kind), deed) => Err(Error::Ended(Box::new(ending))),
        _ => Ok(Active(organisation)),
    }
}

/// How much of what was open was closed with an ending, or moved with it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Settled {
    /// Needs.
    pub needs: i64,
    /// Mappings.
    pub mappings: i64,
    /// Visits and contacts.
    pub planned: i64,
    /// Places in pools.
    pub pools: i64,
}

/// An ending about to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEnding {
    /// Id, made before the transaction.
    pub id: EndingId,
    /// What ends.
    pub organisation: OrganisationId,
    /// How.
    pub ending: Ending,
    /// Who says so: organisation.
    pub by_organisation: OrganisationId,
    /// Name.
    pub by_name: String,
    /// When.
    pub made_at: Timestamp,
}

/// An ending as read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredEnding {
    /// Id.
    pub id: EndingId,
    /// What has ended.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// How.
    #[serde(flatten)]
    pub ending: Ending,
    /// Name of what it has gone into.
    pub successor_name: Option<String>,
    /// What was closed or moved with it.
    pub settled: Settled,
    /// Who said so.
    pub by_name: String,
    /// When.
    pub made_at: Timestamp,
    /// When it was taken back.
    pub undone_at: Option<Timestamp>,
    /// By whom.
    pub undone_by_name: Option<String>,
}

#[derive(sqlx::FromRow)]
struct EndingRow {
    id: Uuid,
    organisation: Uuid,
    organisation_name: String,
    kind: String,
    ended_on: String,
    words: String,
    successor: Option<Uuid>,
    successor_name: Option<String>,
    place: Option<String>,
    needs: i64,
    mappings: i64,
    planned: i64,
    pools: i64,
    by_name: String,
    made_at: i64,
    undone_at: Option<i64>,
    undone_by_name: Option<String>,
}

/// Columns of [`EndingRow`] with `e` the ending, `o` what has ended, `s` what it has gone into.
macro_rules! endings {
    () => {
        "SELECT e.id, e.organisation, o.name AS organisation_name, e.kind, e.ended_on, e.words,
            e.successor, s.name AS successor_name, e.place, e.needs, e.mappings, e.planned,
            e.pools, e.by_name, e.made_at, e.undone_at, e.undone_by_name
         FROM organisation_ending e
         JOIN organisation o ON o.county = e.county AND o.id = e.organisation
         LEFT JOIN organisation s ON s.county = e.county AND s.id = e.successor "
    };
}

impl EndingRow {
    fn read(self) -> Result<StoredEnding, Error> {
        Ok(StoredEnding {
            id: EndingId(self.id),
            organisation: OrganisationId(self.organisation),
            organisation_name: self.organisation_name,
            ending: Ending {
                kind: code("organisation_ending.kind", EndingKind::parse(&self.kind))?,
                on: day(&self.ended_on)?,
                words: self.words,
                successor: self.successor.map(OrganisationId),
                place: self.place,
            },
            successor_name: self.successor_name,
            settled: Settled {
                needs: self.needs,
                mappings: self.mappings,
                planned: self.planned,
                pools: self.pools,
            },
            by_name: self.by_name,
            made_at: instant(self.made_at)?,
            undone_at: instant_opt(self.undone_at)?,
            undone_by_name: self.undone_by_name,
        })
    }
}

/// How an organisation has ended; none when it has not, or when that was taken back.
pub async fn standing(
    connection: &mut Connection,
    county: &CountyCode,
    organisation: OrganisationId,
) -> Result<Option<StoredEnding>, Error> {
    find_one!(
        connection,
        EndingRow,
        concat!(endings!(), "WHERE e.county = $1 AND e.organisation = $2 AND e.undone_at IS NULL"),
        county.as_str(),
        organisation.0
    )
}

/// Every ending of an organisation, those taken back too, the last first.
pub async fn all_of(
    connection: &mut Connection,
    county: &CountyCode,
    organisation: OrganisationId,
) -> Result<Vec<StoredEnding>, Error> {
    find_all!(
        connection,
        EndingRow,
        concat!(
            endings!(),
            "WHERE e.county = $1 AND e.organisation = $2 ORDER BY e.made_at DESC, e.id LIMIT $3"
        ),
        county.as_str(),
        organisation.0,
        SHOWN_MAX
    )
}

/// What has gone into an organisation, the last first.
pub async fn gone_into(
    connection: &mut Connection,
    county: &CountyCode,
    successor: OrganisationId,
) -> Result<Vec<StoredEnding>, Error> {
    find_all!(
        connection,
        EndingRow,
        concat!(
            endings!(),
            "WHERE e.county = $1 AND e.successor = $2 AND e.undone_at IS NULL
             ORDER BY e.made_at DESC, e.id LIMIT $3"
        ),
        county.as_str(),
        successor.0,
        SHOWN_MAX
    )
}

/// Every organisation of a county that has ended: what rows of a file are matched with.
pub async fn of_county(
    connection: &mut Connection,
    county: &CountyCode,
) -> Result<Vec<StoredEnding>, Error> {
    find_all!(
        connection,
        EndingRow,
        concat!(endings!(), "WHERE e.county = $1 AND e.undone_at IS NULL"),
        county.as_str()
    )
}

/// Writes an ending down, if nobody else has changed the organisation since `version`.
pub async fn insert(
    tx: &mut Tx,
    county: &CountyCode,
    new: &NewEnding,
    version: i64,
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE organisation SET ended_on = $3, version = version + 1, updated_at = $4
         WHERE county = $1 AND id = $2 AND version = $5 AND ended_on IS NULL"
    )
    .bind(county.as_str())
    .bind(new.organisation.0)
    .bind(new.ending.on.to_string())
    .bind(new.made_at.as_microsecond())
    .bind(version)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)?;
    on!(tx, |c| sqlx::query(
        "INSERT INTO organisation_ending (county, id, organisation, kind, ended_on, words,
            successor, place, needs, mappings, planned, pools, by_organisation, by_name, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, 0, 0, $9, $10, $11)"
    )
    .bind(county.as_str())
    .bind(new.id.0)
    .bind(new.organisation.0)
    .bind(new.ending.kind.code())
    .bind(new.ending.on.to_string())
    .bind(&new.ending.words)
    .bind(new.ending.successor.map(|id| id.0))
    .bind(new.ending.place.as_deref())
    .bind(new.by_organisation.0)
    .bind(&new.by_name)
    .bind(new.made_at.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Writes how much was closed or moved with an ending.
pub async fn set_settled(
    tx: &mut Tx,
    county: &CountyCode,
    id: EndingId,
    settled: Settled,
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE organisation_ending SET needs = $3, mappings = $4, planned = $5, pools = $6
         WHERE county = $1 AND id = $2"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(settled.needs)
    .bind(settled.mappings)
    .bind(settled.planned)
    .bind(settled.pools)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// Takes an ending back: the organisation is open again, and what was closed stays closed.
pub async fn undo(
    tx: &mut Tx,
    county: &CountyCode,
    (id, organisation): (EndingId, OrganisationId),
    by_name: &str,
    now: Timestamp,
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE organisation_ending SET undone_at = $4, undone_by_name = $5
         WHERE county = $1 AND id = $2 AND organisation = $3 AND undone_at IS NULL"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(organisation.0)
    .bind(now.as_microsecond())
    .bind(by_name)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)?;
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE organisation SET ended_on = NULL, version = version + 1, updated_at = $3
         WHERE county = $1 AND id = $2 AND ended_on IS NOT NULL"
    )
    .bind(county.as_str())
    .bind(organisation.0)
    .bind(now.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// Where something open stands: its id, and what it is found in. `$1` county, `$2` organisation,
/// `$3` today, as a day or for events as the instant it begins.
fn source(open: Open) -> (&'static str, &'static str) {
    match open {
        Open::Needs => (
            "x.id",
            "need x WHERE x.county = $1 AND x.organisation = $2 AND $3 <> ''
               AND x.state NOT IN ('fulfilled', 'partly', 'written-off')",
        ),
        Open::Cases => (
            "x.id",
            "case_file x WHERE x.county = $1 AND x.organisation = $2 AND $3 <> ''
               AND x.state <> 'closed'",
        ),
        Open::Mappings => (
            "x.id",
            "mapping x WHERE x.county = $1 AND x.organisation = $2 AND $3 <> ''
               AND x.approved_at IS NULL AND x.state <> 'withdrawn'",
        ),
        Open::Invitations => (
            "x.campaign",
            "campaign_member x JOIN mapping m ON m.county = x.county AND m.id = x.mapping
             WHERE x.county = $1 AND x.organisation = $2 AND $3 <> '' AND m.state = 'invited'",
        ),
        Open::Visits => (
            "x.id",
            "visit x WHERE x.county = $1 AND x.organisation = $2 AND x.state = 'planned'
               AND x.held_on > $3",
        ),
        Open::Contacts => (
            "x.id",
            "contact x WHERE x.county = $1 AND x.organisation = $2 AND x.is_cancelled = FALSE
               AND x.held_on > $3 AND NOT EXISTS (SELECT 1 FROM visit v
                 WHERE v.county = x.county AND v.organisation = x.organisation
                   AND v.contact = x.id)",
        ),
        Open::Pools => (
            "x.pool",
            "pool_firm x JOIN pool p ON p.county = x.county AND p.id = x.pool
             WHERE x.county = $1 AND x.organisation = $2 AND $3 <> ''
               AND x.consent IN ('asked', 'yes')
               AND p.state NOT IN ('closed', 'cancelled')",
        ),
        Open::SignUps => (
            "x.gathering",
            "sign_up x JOIN gathering g ON g.county = x.county AND g.id = x.gathering
             WHERE x.county = $1 AND x.organisation = $2 AND g.state = 'open'
               AND g.ends_at > $3",
        ),
        Open::Memberships => (
            "x.network",
            "network_member x WHERE x.county = $1 AND x.organisation = $2 AND $3 <> ''",
        ),
        Open::Grants => (
            "x.id",
            "support_grant x WHERE x.county = $1 AND x.organisation = $2 AND $3 <> ''
               AND x.state IN ('applied', 'granted', 'paid')",
        ),
        Open::Agreements => (
            "x.id",
            "agreement x WHERE x.county = $1 AND x.organisation = $2
               AND (x.ended_on IS NULL OR x.ended_on > $3)
               AND (x.valid_until_on IS NULL OR x.valid_until_on >= $3)",
        ),
        Open::Accounts => (
            "x.id",
            "assignment x JOIN person q ON q.id = x.person
             WHERE x.county = $1 AND x.organisation = $2 AND q.is_disabled = FALSE
               AND (x.valid_to IS NULL OR x.valid_to >= $3)",
        ),
    }
}

/// How much of a kind an organisation has open.
pub async fn count_open(
    connection: &mut Connection,
    county: &CountyCode,
    organisation: OrganisationId,
    open: Open,
    today: Date,
) -> Result<i64, Error> {
    let sql = format!("SELECT COUNT(*) FROM {}", source(open).1);
    Ok(on!(connection, |c| {
        let query = sqlx::query_scalar(sqlx::AssertSqlSafe(sql));
        let query = query.bind(county.as_str()).bind(organisation.0);
        let query = match open {
            Open::SignUps => query.bind(beginning(today)),
            _ => query.bind(today.to_string()),
        };
        query.fetch_one(c).await?
    }))
}

/// Ids of what an organisation has open of a kind, one more than there can be.
pub async fn open_ids(
    connection: &mut Connection,
    county: &CountyCode,
    organisation: OrganisationId,
    open: Open,
    today: Date,
) -> Result<Vec<Uuid>, Error> {
    let (id, from) = source(open);
    let sql = format!("SELECT {id} FROM {from} ORDER BY {id} LIMIT $4");
    Ok(on!(connection, |c| {
        let query = sqlx::query_scalar(sqlx::AssertSqlSafe(sql));
        let query = query.bind(county.as_str()).bind(organisation.0);
        let query = match open {
            Open::SignUps => query.bind(beginning(today)),
            _ => query.bind(today.to_string()),
        };
        query.bind(OPEN_MAX + 1).fetch_all(c).await?
    }))
}

/// Midnight, in microseconds.
fn beginning(today: Date) -> i64 {
    instant_of(today, Time::midnight()).as_microsecond()
}

/// Why an organisation cannot end yet: firms and others still rely on it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Relied {
    /// Its desks that cases are led to.
    pub desks: i64,
    /// Its offers in the service map.
    pub offers: i64,
    /// Networks that it runs.
    pub networks: i64,
    /// Events it invites to that are neither closed nor called off.
    pub events: i64,
    /// Support money that can still be applied for, or waits for an answer.
    pub funds: i64,
    /// Pools it keeps that are not over.
    pub pools: i64,
    /// Agreements it keeps with others that are not over.
    pub agreements: i64,
}

/// What relies on an organisation today.
pub async fn relied_on(
    connection: &mut Connection,
    county: &CountyCode,
    organisation: OrganisationId,
    today: Date,
) -> Result<Relied, Error> {
    type Row = (i64, i64, i64, i64, i64, i64, i64);
    let row: Row = on!(connection, |c| sqlx::query_as(
        "SELECT
           (SELECT COUNT(*) FROM desk d WHERE d.county = $1 AND d.organisation = $2
              AND EXISTS (SELECT 1 FROM desk_area a WHERE a.county = d.county AND a.desk = d.id)),
           (SELECT COUNT(*) FROM offer f WHERE f.county = $1 AND f.organisation = $2),
           (SELECT COUNT(*) FROM network n WHERE n.county = $1 AND n.organisation = $2),
           (SELECT COUNT(*) FROM gathering g WHERE g.county = $1 AND g.organisation = $2
              AND g.state IN ('draft', 'open')),
           (SELECT COUNT(*) FROM support_fund s WHERE s.county = $1 AND s.organisation = $2
              AND (s.ends_on >= $3 OR EXISTS (SELECT 1 FROM support_grant h
                WHERE h.county = s.county AND h.fund = s.id
                  AND h.state IN ('applied', 'granted')))),
           (SELECT COUNT(*) FROM pool p WHERE p.county = $1 AND p.by_organisation = $2
              AND p.state NOT IN ('closed', 'cancelled')),
           (SELECT COUNT(*) FROM agreement t WHERE t.county = $1 AND t.by_organisation = $2
              AND t.organisation <> $2 AND (t.ended_on IS NULL OR t.ended_on > $3)
              AND (t.valid_until_on IS NULL OR t.valid_until_on >= $3))"
    )
    .bind(county.as_str())
    .bind(organisation.0)
    .bind(today.to_string())
    .fetch_one(c)
    .await?);
    let (desks, offers, networks, events, funds, pools, agreements) = row;
    Ok(Relied { desks, offers, networks, events, funds, pools, agreements })
}

/// A number that an organisation has had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FormerNumber {
    /// The number.
    pub org_number: OrgNumber,
    /// The first day without it.
    pub until: Date,
    /// Why.
    pub reason: String,
    /// Who wrote it down.
    pub by_name: String,
    /// When.
    pub changed_at: Timestamp,
}

type NumberRow = (String, String, String, String, i64);

/// Numbers that an organisation has had, the last first.
pub async fn former_numbers(
    connection: &mut Connection,
    county: &CountyCode,
    organisation: OrganisationId,
) -> Result<Vec<FormerNumber>, Error> {
    let rows: Vec<NumberRow> = on!(connection, |c| sqlx::query_as(
        "SELECT org_number, until_on, reason, by_name, changed_at FROM former_number
         WHERE county = $1 AND organisation = $2 ORDER BY changed_at DESC, org_number LIMIT $3"
    )
    .bind(county.as_str())
    .bind(organisation.0)
    .bind(NUMBERS_MAX)
    .fetch_all(c)
    .await?);
    let read = |(number, until, reason, by_name, at): NumberRow| {
        Ok(FormerNumber {
            org_number: code("org_number", OrgNumber::parse(&number))?,
            until: day(&until)?,
            reason,
            by_name,
            changed_at: instant(at)?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Every number that an organisation of a county has had: what rows of a file are matched with.
pub async fn former_of_county(
    connection: &mut Connection,
    county: &CountyCode,
) -> Result<Vec<(OrgNumber, OrganisationId)>, Error> {
    let rows: Vec<(String, Uuid)> = on!(connection, |c| sqlx::query_as(
        "SELECT org_number, organisation FROM former_number WHERE county = $1"
    )
    .bind(county.as_str())
    .fetch_all(c)
    .await?);
    let read = |(number, id): (String, Uuid)| {
        Ok((code("org_number", OrgNumber::parse(&number))?, OrganisationId(id)))
    };
    rows.into_iter().map(read).collect()
}

/// Who changes a number, and when.
#[derive(Debug, Clone)]
pub struct NumberChange<'a> {
    /// Whose.
    pub organisation: OrganisationId,
    /// Version it was read at.
    pub version: i64,
    /// The number it has had.
    pub old: &'a OrgNumber,
    /// Organisation of who writes.
    pub by_organisation: OrganisationId,
    /// Name.
    pub by_name: &'a str,
    /// When.
    pub now: Timestamp,
}

/// Gives an organisation another number and keeps the one it had. The caller has asked in the same
/// transaction that no other has the number or has had it.
pub async fn change_number(
    tx: &mut Tx,
    county: &CountyCode,
    change: &NumberChange<'_>,
    new: &NewNumber,
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE organisation SET org_number = $3, version = version + 1, updated_at = $4
         WHERE county = $1 AND id = $2 AND version = $5 AND org_number = $6"
    )
    .bind(county.as_str())
    .bind(change.organisation.0)
    .bind(new.number.as_str())
    .bind(change.now.as_microsecond())
    .bind(change.version)
    .bind(change.old.as_str())
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)?;
    // One that it takes up again is its own number once more.
    on!(tx, |c| sqlx::query(
        "DELETE FROM former_number WHERE county = $1 AND org_number = $2 AND organisation = $3"
    )
    .bind(county.as_str())
    .bind(new.number.as_str())
    .bind(change.organisation.0)
    .execute(c)
    .await
    .map(|_| ()))?;
    on!(tx, |c| sqlx::query(
        "INSERT INTO former_number (county, org_number, organisation, until_on, reason,
            by_organisation, by_name, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    )
    .bind(county.as_str())
    .bind(change.old.as_str())
    .bind(change.organisation.0)
    .bind(new.from.to_string())
    .bind(&new.reason)
    .bind(change.by_organisation.0)
    .bind(change.by_name)
    .bind(change.now.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}
