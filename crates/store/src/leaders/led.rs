//! What belongs to a led mapping: what is prepared, what is written, the ages of the staff, and the
//! firm's wish for a leader.

use domain::codes::CountyCode;
use domain::ids::{MappingId, OrganisationId};
use domain::leaders::ages::{RoleAges, StaffAges};
use domain::leaders::{Part, Preparation};
use domain::time::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use crate::row::{changed, code, instant, instant_opt};
use crate::{Connection, Error, Tx, on};

/// A step that has been done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StepDone {
    /// Which.
    pub step: Preparation,
    /// Name of who did it.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
}

/// Marks a step as done, or as not done.
pub async fn set_step(
    tx: &mut Tx,
    county: &CountyCode,
    mapping: MappingId,
    step: Preparation,
    by_name: Option<&str>,
    now: Timestamp,
) -> Result<(), Error> {
    let Some(by_name) = by_name else {
        on!(tx, |c| sqlx::query(
            "DELETE FROM led_step WHERE county = $1 AND mapping = $2 AND step = $3"
        )
        .bind(county.as_str())
        .bind(mapping.0)
        .bind(step.code())
        .execute(c)
        .await
        .map(|_| ()))?;
        return Ok(());
    };
    on!(tx, |c| sqlx::query(
        "INSERT INTO led_step (county, mapping, step, done_by_name, done_at)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (county, mapping, step) DO NOTHING"
    )
    .bind(county.as_str())
    .bind(mapping.0)
    .bind(step.code())
    .bind(by_name)
    .bind(now.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Steps that have been done.
pub async fn steps_of(
    connection: &mut Connection,
    county: &CountyCode,
    mapping: MappingId,
) -> Result<Vec<StepDone>, Error> {
    let rows: Vec<(String, String, i64)> = on!(connection, |c| sqlx::query_as(
        "SELECT step, done_by_name, done_at FROM led_step
         WHERE county = $1 AND mapping = $2 ORDER BY done_at, step"
    )
    .bind(county.as_str())
    .bind(mapping.0)
    .fetch_all(c)
    .await?);
    let read = |(step, by_name, at): (String, _, _)| {
        let step = code("led_step.step", Preparation::parse(&step))?;
        Ok(StepDone { step, by_name, at: instant(at)? })
    };
    rows.into_iter().map(read).collect()
}

/// Notes of a workshop, or the summary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredText {
    /// Which.
    pub part: Part,
    /// What is written.
    pub words: String,
    /// Name of who wrote it last.
    pub by_name: String,
    /// Version for optimistic locking.
    pub version: i64,
    /// When.
    pub at: Timestamp,
}

/// Writes a note or the summary, if nobody else has since `version`; 0 is where nothing stands.
pub async fn put_text(
    tx: &mut Tx,
    county: &CountyCode,
    mapping: MappingId,
    (part, words): (Part, &str),
    by_name: &str,
    version: i64,
    now: Timestamp,
) -> Result<(), Error> {
    let sql = if version == 0 {
        "INSERT INTO led_text (county, mapping, part, words, by_name, version, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6 + 1, $7) ON CONFLICT (county, mapping, part) DO NOTHING"
    } else {
        "UPDATE led_text SET words = $4, by_name = $5, version = version + 1, updated_at = $7
         WHERE county = $1 AND mapping = $2 AND part = $3 AND version = $6"
    };
    let rows = on!(tx, |c| sqlx::query(sql)
        .bind(county.as_str())
        .bind(mapping.0)
        .bind(part.code())
        .bind(words)
        .bind(by_name)
        .bind(version)
        .bind(now.as_microsecond())
        .execute(c)
        .await?
        .rows_affected());
    changed(rows)
}

/// Notes and summary of a mapping.
pub async fn texts_of(
    connection: &mut Connection,
    county: &CountyCode,
    mapping: MappingId,
) -> Result<Vec<StoredText>, Error> {
    let rows: Vec<(String, String, String, i64, i64)> = on!(connection, |c| sqlx::query_as(
        "SELECT part, words, by_name, version, updated_at FROM led_text
         WHERE county = $1 AND mapping = $2 ORDER BY part"
    )
    .bind(county.as_str())
    .bind(mapping.0)
    .fetch_all(c)
    .await?);
    let read = |(part, words, by_name, version, at): (String, _, _, _, _)| {
        let part = code("led_text.part", Part::parse(&part))?;
        Ok(StoredText { part, words, by_name, version, at: instant(at)? })
    };
    rows.into_iter().map(read).collect()
}

/// What a firm has told of its staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
#[serde(rename_all = "camelCase")]
pub struct StoredStaff {
    /// Ages by role.
    #[serde(flatten)]
    pub staff: StaffAges,
    /// Version for optimistic locking; 0 where nothing stands.
    pub version: i64,
}

#[derive(sqlx::FromRow)]
struct RoleRow {
    role: String,
    from_18: i64,
    from_30: i64,
    from_40: i64,
    from_50: i64,
    from_55: i64,
    from_60: i64,
    from_63: i64,
    from_66: i64,
}

/// Ages of a firm's staff, as told in a mapping; the default where nothing has been told.
pub async fn staff_of(
    connection: &mut Connection,
    county: &CountyCode,
    mapping: MappingId,
) -> Result<StoredStaff, Error> {
    let head: Option<(i64, i64)> = on!(connection, |c| sqlx::query_as(
        "SELECT pension_age, version FROM staff_ages WHERE county = $1 AND mapping = $2"
    )
    .bind(county.as_str())
    .bind(mapping.0)
    .fetch_optional(c)
    .await?);
    let Some((pension_age, version)) = head else { return Ok(StoredStaff::default()) };
    let rows: Vec<RoleRow> = on!(connection, |c| sqlx::query_as(
        "SELECT role, from_18, from_30, from_40, from_50, from_55, from_60, from_63, from_66
         FROM staff_role WHERE county = $1 AND mapping = $2 ORDER BY position"
    )
    .bind(county.as_str())
    .bind(mapping.0)
    .fetch_all(c)
    .await?);
    let read = |row: RoleRow| RoleAges {
        role: row.role,
        counts: [
            row.from_18,
            row.from_30,
            row.from_40,
            row.from_50,
            row.from_55,
            row.from_60,
            row.from_63,
            row.from_66,
        ],
    };
    let roles = rows.into_iter().map(read).collect();
    Ok(StoredStaff { staff: StaffAges { pension_age, roles }, version })
}

/// The next version of what a firm has told of its staff, if nobody else has made one.
async fn next_version(
    tx: &mut Tx,
    county: &CountyCode,
    mapping: MappingId,
    (pension_age, by_name): (i64, &str),
    version: i64,
    now: Timestamp,
) -> Result<(), Error> {
    let sql = if version == 0 {
        "INSERT INTO staff_ages (county, mapping, pension_age, by_name, version, updated_at)
         VALUES ($1, $2, $3, $4, $5 + 1, $6) ON CONFLICT (county, mapping) DO NOTHING"
    } else {
        "UPDATE staff_ages SET pension_age = $3, by_name = $4, version = version + 1,
            updated_at = $6
         WHERE county = $1 AND mapping = $2 AND version = $5"
    };
    let rows = on!(tx, |c| sqlx::query(sql)
        .bind(county.as_str())
        .bind(mapping.0)
        .bind(pension_age)
        .bind(by_name)
        .bind(version)
        .bind(now.as_microsecond())
        .execute(c)
        .await?
        .rows_affected());
    changed(rows)
}

/// Writes the ages of one role, in the place of what stood of it, if nobody else has changed
/// anything since `version`.
pub async fn put_role(
    tx: &mut Tx,
    county: &CountyCode,
    mapping: MappingId,
    (role, pension_age): (&RoleAges, i64),
    by_name: &str,
    version: i64,
    now: Timestamp,
) -> Result<(), Error> {
    next_version(tx, county, mapping, (pension_age, by_name), version, now).await?;
    let place = take_role(tx, county, mapping, &role.role).await?;
    let [from_18, from_30, from_40, from_50, from_55, from_60, from_63, from_66] = role.counts;
    on!(tx, |c| sqlx::query(
        "INSERT INTO staff_role (county, mapping, position, role, from_18, from_30, from_40,
            from_50, from_55, from_60, from_63, from_66)
         SELECT $1, $2, COALESCE($3, (SELECT MAX(position) + 1 FROM staff_role
                WHERE county = $1 AND mapping = $2), 1),
            $4, $5, $6, $7, $8, $9, $10, $11, $12"
    )
    .bind(county.as_str())
    .bind(mapping.0)
    .bind(place)
    .bind(&role.role)
    .bind(from_18)
    .bind(from_30)
    .bind(from_40)
    .bind(from_50)
    .bind(from_55)
    .bind(from_60)
    .bind(from_63)
    .bind(from_66)
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

async fn take_role(
    tx: &mut Tx,
    county: &CountyCode,
    mapping: MappingId,
    role: &str,
) -> Result<Option<i64>, Error> {
    Ok(on!(tx, |c| sqlx::query_scalar(
        "DELETE FROM staff_role WHERE county = $1 AND mapping = $2 AND role = $3
         RETURNING position"
    )
    .bind(county.as_str())
    .bind(mapping.0)
    .bind(role)
    .fetch_optional(c)
    .await?))
}

/// Takes a role away, if nobody else has changed anything since `version`.
pub async fn forget_role(
    tx: &mut Tx,
    county: &CountyCode,
    mapping: MappingId,
    (role, pension_age): (&str, i64),
    by_name: &str,
    version: i64,
    now: Timestamp,
) -> Result<(), Error> {
    next_version(tx, county, mapping, (pension_age, by_name), version, now).await?;
    take_role(tx, county, mapping, role).await.map(|_| ())
}

/// Takes away what a mapping that is called off was prepared with: notes, summary, ages, wish.
pub async fn erase(tx: &mut Tx, county: &CountyCode, mapping: MappingId) -> Result<(), Error> {
    for sql in [
        "DELETE FROM led_text WHERE county = $1 AND mapping = $2",
        "DELETE FROM staff_role WHERE county = $1 AND mapping = $2",
        "DELETE FROM staff_ages WHERE county = $1 AND mapping = $2",
        "DELETE FROM leader_wish WHERE county = $1 AND mapping = $2",
    ] {
        on!(tx, |c| sqlx::query(sql)
            .bind(county.as_str())
            .bind(mapping.0)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}

/// A firm that asks for a process leader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Wish {
    /// Its mapping.
    pub mapping: MappingId,
    /// The firm.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// Name of its municipality.
    pub municipality_name: String,
    /// What it says.
    pub words: String,
    /// Who asks.
    pub asked_by_name: String,
    /// When.
    pub asked_at: Timestamp,
    /// When somebody was appointed.
    pub settled_at: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct WishRow {
    mapping: Uuid,
    organisation: Uuid,
    organisation_name: String,
    municipality_name: String,
    words: String,
    asked_by_name: String,
    asked_at: i64,
    settled_at: Option<i64>,
}

/// Columns and tables of [`WishRow`].
const WISHES: &str = "SELECT w.mapping, m.organisation, o.name AS organisation_name,
    k.name AS municipality_name, w.words, w.asked_by_name, w.asked_at, w.settled_at
    FROM leader_wish w JOIN mapping m ON m.county = w.county AND m.id = w.mapping
    JOIN organisation o ON o.county = m.county AND o.id = m.organisation
    JOIN municipality k ON k.county = o.county AND k.code = o.municipality ";

impl WishRow {
    fn read(self) -> Result<Wish, Error> {
        Ok(Wish {
            mapping: MappingId(self.mapping),
            organisation: OrganisationId(self.organisation),
            organisation_name: self.organisation_name,
            municipality_name: self.municipality_name,
            words: self.words,
            asked_by_name: self.asked_by_name,
            asked_at: instant(self.asked_at)?,
            settled_at: instant_opt(self.settled_at)?,
        })
    }
}

/// A firm asks for a process leader; asking again says it in other words.
pub async fn ask(
    tx: &mut Tx,
    county: &CountyCode,
    mapping: MappingId,
    words: &str,
    by_name: &str,
    now: Timestamp,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO leader_wish (county, mapping, words, asked_by_name, asked_at)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (county, mapping) DO UPDATE SET words = excluded.words,
            asked_by_name = excluded.asked_by_name, asked_at = excluded.asked_at,
            settled_at = NULL"
    )
    .bind(county.as_str())
    .bind(mapping.0)
    .bind(words)
    .bind(by_name)
    .bind(now.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// The firm has been given a leader.
pub async fn settle_wish(
    tx: &mut Tx,
    county: &CountyCode,
    mapping: MappingId,
    now: Timestamp,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "UPDATE leader_wish SET settled_at = $3
         WHERE county = $1 AND mapping = $2 AND settled_at IS NULL"
    )
    .bind(county.as_str())
    .bind(mapping.0)
    .bind(now.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// The firm's leader has stopped, and it waits for another.
pub async fn reopen_wish(
    tx: &mut Tx,
    county: &CountyCode,
    mapping: MappingId,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "UPDATE leader_wish SET settled_at = NULL WHERE county = $1 AND mapping = $2"
    )
    .bind(county.as_str())
    .bind(mapping.0)
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// What the firm of a mapping has asked for.
pub async fn wish_of(
    connection: &mut Connection,
    county: &CountyCode,
    mapping: MappingId,
) -> Result<Option<Wish>, Error> {
    let sql = format!("{WISHES} WHERE w.county = $1 AND w.mapping = $2");
    let row: Option<WishRow> = on!(connection, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(county.as_str())
        .bind(mapping.0)
        .fetch_optional(c)
        .await?);
    row.map(WishRow::read).transpose()
}

/// Firms that wait for a leader, the longest waiting first: those that have asked for one, and
/// those whose leader has stopped. Of one municipality where it is given. At most `limit`.
pub async fn open_wishes(
    connection: &mut Connection,
    county: &CountyCode,
    municipality: Option<&str>,
    limit: i64,
) -> Result<Vec<Wish>, Error> {
    let rows: Vec<WishRow> = on!(connection, |c| sqlx::query_as(
        "SELECT m.id AS mapping, m.organisation, o.name AS organisation_name,
            k.name AS municipality_name, COALESCE(w.words, '') AS words,
            COALESCE(w.asked_by_name, '') AS asked_by_name,
            COALESCE(w.asked_at, (SELECT MAX(e.ended_at) FROM mapping_lead e
                WHERE e.county = m.county AND e.mapping = m.id), m.created_at) AS asked_at,
            w.settled_at
         FROM mapping m
         JOIN organisation o ON o.county = m.county AND o.id = m.organisation
         JOIN municipality k ON k.county = o.county AND k.code = o.municipality
         LEFT JOIN leader_wish w ON w.county = m.county AND w.mapping = m.id
         WHERE m.county = $1 AND m.approved_at IS NULL AND m.state <> 'withdrawn'
           AND ($2 = '' OR o.municipality = $2)
           AND ((w.mapping IS NOT NULL AND w.settled_at IS NULL)
             OR (m.track = 'led' AND NOT EXISTS (SELECT 1 FROM mapping_lead g
                WHERE g.county = m.county AND g.mapping = m.id AND g.ended_at IS NULL)))
         ORDER BY asked_at, m.id LIMIT $3"
    )
    .bind(county.as_str())
    .bind(municipality.unwrap_or_default())
    .bind(limit)
    .fetch_all(c)
    .await?);
    rows.into_iter().map(WishRow::read).collect()
}
