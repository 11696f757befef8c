//! What firms ask of those who get in touch, and what a new contact is weighed against.

use domain::codes::CountyCode;
use domain::contacts::ContactKind;
use domain::contacts::peace::{AskedFor, Earlier, Quiet, Wishes};
use domain::ids::OrganisationId;
use domain::time::{Date, Timestamp};
use uuid::Uuid;

use crate::dialect::Dialects;
use crate::row::{code, day};
use crate::{Connection, Error, Tx, on};

/// The condition that the firm had asked for contact `t`: it says so itself, or the actor was party
/// to a case under way when the day began. `$day` is that day as microseconds since 1970.
macro_rules! contact_is_asked_for {
    ($day:literal) => {
        concat!(
            "(t.asked_for IS NOT NULL OR (t.kind <> 'survey' AND EXISTS (
                SELECT 1 FROM case_file f
                JOIN case_party p ON p.county = f.county AND p.case_file = f.id
                WHERE f.county = t.county AND f.organisation = t.organisation
                    AND p.organisation = t.by_organisation AND f.created_at < ",
            $day,
            " AND p.joined_at < ",
            $day,
            " AND (f.closed_at IS NULL OR f.closed_at >= ",
            $day,
            "))))"
        )
    };
}

/// The condition that contact `t` is done together with an earlier one, which counts: one of the
/// two actors has asked the other by «Samordna» and got an answer, and it is the same day.
macro_rules! contact_is_together {
    () => {
        "EXISTS (SELECT 1 FROM coordination x
            JOIN contact u ON u.county = x.county
                AND ((u.id = x.contact AND x.from_organisation = t.by_organisation)
                    OR (x.contact = t.id AND x.from_organisation = u.by_organisation))
            WHERE x.county = t.county AND x.replied_at IS NOT NULL
                AND u.organisation = t.organisation AND u.held_on = t.held_on
                AND u.by_organisation <> t.by_organisation AND u.is_cancelled = FALSE
                AND (u.created_at < t.created_at
                    OR (u.created_at = t.created_at AND u.id < t.id)))"
    };
}

pub(crate) use {contact_is_asked_for, contact_is_together};

/// What a firm has asked for, as it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoredWishes {
    /// What.
    pub wishes: Wishes,
    /// Ids of its quiet periods, in the same order.
    pub quiet_ids: Vec<Uuid>,
    /// Counts changes of what stands beside the quiet periods; 0 before the first.
    pub version: i64,
}

#[derive(sqlx::FromRow)]
struct WishRow {
    quarter_limit: Option<i64>,
    preferred: String,
    refused: String,
    ask_for: Option<String>,
    said_on: String,
    version: i64,
}

#[derive(sqlx::FromRow)]
struct QuietRow {
    id: Uuid,
    starts_on: String,
    ends_on: String,
    why: Option<String>,
    said_on: String,
}

impl QuietRow {
    fn read(&self) -> Result<Quiet, Error> {
        Ok(Quiet {
            from: day(&self.starts_on)?,
            until: day(&self.ends_on)?,
            why: self.why.clone(),
            said_on: day(&self.said_on)?,
        })
    }
}

fn kinds(what: &'static str, text: &str) -> Result<Vec<ContactKind>, Error> {
    code(what, text.split_whitespace().map(ContactKind::parse).collect())
}

/// What a firm has asked for, with quiet periods that end on a day or later.
pub async fn wishes(
    connection: &mut Connection,
    county: &CountyCode,
    firm: OrganisationId,
    since: Date,
) -> Result<StoredWishes, Error> {
    let row: Option<WishRow> = on!(connection, |c| sqlx::query_as(
        "SELECT quarter_limit, preferred, refused, ask_for, said_on, version
         FROM contact_wish WHERE county = $1 AND organisation = $2"
    )
    .bind(county.as_str())
    .bind(firm.0)
    .fetch_optional(c)
    .await?);
    let periods: Vec<QuietRow> = on!(connection, |c| sqlx::query_as(
        "SELECT id, starts_on, ends_on, why, said_on FROM quiet_period
         WHERE county = $1 AND organisation = $2 AND ends_on >= $3 ORDER BY starts_on, id"
    )
    .bind(county.as_str())
    .bind(firm.0)
    .bind(since.to_string())
    .fetch_all(c)
    .await?);
    let mut found = StoredWishes::default();
    if let Some(row) = row {
        found.version = row.version;
        found.wishes = Wishes {
            limit: row.quarter_limit,
            preferred: kinds("contact_wish.preferred", &row.preferred)?,
            refused: kinds("contact_wish.refused", &row.refused)?,
            ask_for: row.ask_for,
            said_on: Some(day(&row.said_on)?),
            quiet: Vec::new(),
        };
    }
    for period in &periods {
        found.wishes.quiet.push(period.read()?);
        found.quiet_ids.push(period.id);
    }
    Ok(found)
}

/// Who says something for a firm, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Name of the person.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
}

/// Keeps what a firm asks for, beside its quiet periods; false when `version` is not the last.
pub async fn save(
    tx: &mut Tx,
    county: &CountyCode,
    firm: OrganisationId,
    version: i64,
    wishes: &Wishes,
    said: &Said,
) -> Result<bool, Error> {
    let today = domain::time::day_of(said.at);
    let sql = if version == 0 {
        "INSERT INTO contact_wish (county, organisation, quarter_limit, preferred, refused,
            ask_for, said_by_name, said_on, version, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9 + 1, $10)
         ON CONFLICT (county, organisation) DO NOTHING"
    } else {
        "UPDATE contact_wish SET quarter_limit = $3, preferred = $4, refused = $5, ask_for = $6,
            said_by_name = $7, said_on = $8, version = version + 1, updated_at = $10
         WHERE county = $1 AND organisation = $2 AND version = $9"
    };
    let changed = on!(tx, |c| sqlx::query(sql)
        .bind(county.as_str())
        .bind(firm.0)
        .bind(wishes.limit)
        .bind(super::codes(&wishes.preferred))
        .bind(super::codes(&wishes.refused))
        .bind(wishes.ask_for.as_deref())
        .bind(&said.by_name)
        .bind(wishes.said_on.unwrap_or(today).to_string())
        .bind(version)
        .bind(said.at.as_microsecond())
        .execute(c)
        .await?
        .rows_affected());
    Ok(changed == 1)
}

/// Keeps a quiet period.
pub async fn insert_quiet(
    tx: &mut Tx,
    county: &CountyCode,
    firm: OrganisationId,
    id: Uuid,
    quiet: &Quiet,
    said: &Said,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO quiet_period (county, id, organisation, starts_on, ends_on, why, said_by_name,
            said_on, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    )
    .bind(county.as_str())
    .bind(id)
    .bind(firm.0)
    .bind(quiet.from.to_string())
    .bind(quiet.until.to_string())
    .bind(quiet.why.as_deref())
    .bind(&said.by_name)
    .bind(quiet.said_on.to_string())
    .bind(said.at.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Takes a firm's quiet period away; false when it is not there.
pub async fn delete_quiet(
    tx: &mut Tx,
    county: &CountyCode,
    firm: OrganisationId,
    id: Uuid,
) -> Result<bool, Error> {
    let changed = on!(tx, |c| sqlx::query(
        "DELETE FROM quiet_period WHERE county = $1 AND organisation = $2 AND id = $3"
    )
    .bind(county.as_str())
    .bind(firm.0)
    .bind(id)
    .execute(c)
    .await?
    .rows_affected());
    Ok(changed == 1)
}

/// The query of [`earlier`], given a day as microseconds since 1970.
macro_rules! earlier {
    ($day:literal) => {
        concat!(
            "SELECT t.by_organisation, t.held_on, CASE WHEN ",
            contact_is_asked_for!($day),
            " THEN 'yes' ELSE 'no' END AS asked_for, CASE WHEN ",
            contact_is_together!(),
            " THEN 'yes' ELSE 'no' END AS together
             FROM contact t
             WHERE t.county = $1 AND t.organisation = $2 AND t.held_on >= $3
               AND t.is_cancelled = FALSE
             ORDER BY t.held_on, t.id"
        )
    };
}

const EARLIER: Dialects = Dialects {
    sqlite: earlier!("CAST(strftime('%s', t.held_on) AS INTEGER) * 1000000"),
    postgres: earlier!("CAST(EXTRACT(EPOCH FROM CAST(t.held_on AS DATE)) AS BIGINT) * 1000000"),
};

/// Contacts with a firm from a day on, planned ones too, as the rule of contact peace reads them.
pub async fn earlier(
    connection: &mut Connection,
    county: &CountyCode,
    firm: OrganisationId,
    since: Date,
) -> Result<Vec<Earlier>, Error> {
    let text = EARLIER.text(connection);
    let rows: Vec<(Uuid, String, String, String)> = on!(connection, |c| sqlx::query_as(text)
        .bind(county.as_str())
        .bind(firm.0)
        .bind(since.to_string())
        .fetch_all(c)
        .await?);
    rows.into_iter()
        .map(|(by, on, asked_for, together)| {
            Ok(Earlier {
                by: OrganisationId(by),
                on: day(&on)?,
                is_asked_for: asked_for == "yes",
                is_together: together == "yes",
            })
        })
        .collect()
}

/// Who would be in touch with whom, and when.
#[derive(Debug, Clone, Copy)]
pub struct Meeting<'a> {
    /// County.
    pub county: &'a CountyCode,
    /// The firm.
    pub firm: OrganisationId,
    /// The actor.
    pub by: OrganisationId,
}

/// Why the firm counts as having asked the actor to be in touch between two moments: they share a
/// case that was under way, or the firm has written in one since `written_since`.
pub async fn asked_for(
    connection: &mut Connection,
    meeting: Meeting<'_>,
    (from, until): (Timestamp, Timestamp),
    written_since: Timestamp,
) -> Result<Option<AskedFor>, Error> {
    let Meeting { county, firm, by } = meeting;
    let cases: i64 = on!(connection, |c| sqlx::query_scalar(
        "SELECT COUNT(*) FROM case_file f
         JOIN case_party p ON p.county = f.county AND p.case_file = f.id AND p.organisation = $3
         WHERE f.county = $1 AND f.organisation = $2 AND f.created_at <= $5 AND p.joined_at <= $5
           AND (f.closed_at IS NULL OR f.closed_at >= $4)"
    )
    .bind(county.as_str())
    .bind(firm.0)
    .bind(by.0)
    .bind(from.as_microsecond())
    .bind(until.as_microsecond())
    .fetch_one(c)
    .await?);
    if cases > 0 {
        return Ok(Some(AskedFor::Case));
    }
    let messages: i64 = on!(connection, |c| sqlx::query_scalar(
        "SELECT COUNT(*) FROM message m
         JOIN case_file f ON f.county = m.county AND f.id = m.case_file
         JOIN case_party p ON p.county = f.county AND p.case_file = f.id AND p.organisation = $3
         WHERE f.county = $1 AND f.organisation = $2 AND m.from_organisation = $2
           AND (m.audience <> 'one' OR m.to_organisation = $3)
           AND m.sent_at >= $4 AND m.sent_at <= $5"
    )
    .bind(county.as_str())
    .bind(firm.0)
    .bind(by.0)
    .bind(written_since.as_microsecond())
    .bind(until.as_microsecond())
    .fetch_one(c)
    .await?);
    Ok((messages > 0).then_some(AskedFor::Message))
}

/// The actor has asked by «Samordna», and got an answer, to do another's contact with the firm that
/// day together.
pub async fn is_together(
    connection: &mut Connection,
    meeting: Meeting<'_>,
    on: Date,
) -> Result<bool, Error> {
    let Meeting { county, firm, by } = meeting;
    let found: i64 = on!(connection, |c| sqlx::query_scalar(
        "SELECT COUNT(*) FROM coordination x
         JOIN contact u ON u.county = x.county AND u.id = x.contact
         WHERE x.county = $1 AND u.organisation = $2 AND x.from_organisation = $3
           AND u.by_organisation <> $3 AND u.held_on = $4 AND u.is_cancelled = FALSE
           AND x.replied_at IS NOT NULL"
    )
    .bind(county.as_str())
    .bind(firm.0)
    .bind(by.0)
    .bind(on.to_string())
    .fetch_one(c)
    .await?);
    Ok(found > 0)
}
