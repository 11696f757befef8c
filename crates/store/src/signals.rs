//! Signals with their evidence and steps.

mod finding;
mod lists;

use domain::codes::{CountyCode, MunicipalityCode};
use domain::ids::{DeskId, OrganisationId, SignalId};
use domain::signals::{Cause, SignalKind, SignalState, Size, Source, SourceKind, Step};
use domain::time::{Date, Timestamp};
use serde::Serialize;
use uuid::Uuid;

use crate::row::{changed, code, day, day_opt, instant, instant_opt};
use crate::{Connection, Error, Tx, on};

pub use finding::{SOURCES_MAX, Window, heard, looked_on, mark_looked};
pub use lists::{
    Evidence, Filter, Order, Standing, Told, Within, evidence, firms_behind, is_within, list,
    to_do, told,
};

/// A signal about to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSignal {
    /// Id, made before the transaction.
    pub id: SignalId,
    /// What makes it one and the same.
    pub cause: Cause,
    /// Name of the occupation, or the line a person has written.
    pub title: Option<String>,
    /// What a person has written about it.
    pub words: Option<String>,
    /// The desk it goes to.
    pub desk: DeskId,
    /// First day looked at.
    pub since: Date,
    /// Last day looked at.
    pub until: Date,
    /// How much stands behind it.
    pub size: Size,
    /// Who wrote it, and for which organisation; none when a rule has found it.
    pub by: Option<(OrganisationId, String)>,
    /// When.
    pub at: Timestamp,
}

/// A signal as read back. Whoever shows it takes away what the reader may not see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredSignal {
    /// Id.
    pub id: SignalId,
    /// What about.
    pub kind: SignalKind,
    /// Municipality; none is the whole county.
    pub municipality: Option<MunicipalityCode>,
    /// Name of that municipality.
    pub municipality_name: Option<String>,
    /// Code of what it is about.
    pub subject: String,
    /// Name of the occupation, of the firm, or the line a person has written.
    pub title: Option<String>,
    /// What a person has written about it.
    pub words: Option<String>,
    /// Where it stands.
    pub state: SignalState,
    /// The desk that has it.
    pub desk: DeskId,
    /// Name of that desk.
    pub desk_name: String,
    /// Whose desk.
    pub desk_organisation: OrganisationId,
    /// The day of what is asked or done.
    pub due_on: Option<Date>,
    /// First day looked at.
    pub since: Date,
    /// Last day looked at.
    pub until: Date,
    /// How much stands behind it.
    pub size: Size,
    /// Whose signal, when a person wrote it.
    pub by_organisation: Option<OrganisationId>,
    /// Name of that organisation.
    pub by_organisation_name: Option<String>,
    /// Who wrote it.
    pub by_name: Option<String>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// When it came.
    pub created_at: Timestamp,
    /// Version for optimistic locking.
    pub version: i64,
}

#[derive(sqlx::FromRow)]
struct SignalRow {
    id: Uuid,
    kind: String,
    municipality: Option<String>,
    municipality_name: Option<String>,
    subject: String,
    title: Option<String>,
    firm_name: Option<String>,
    words: Option<String>,
    state: String,
    desk: Uuid,
    desk_name: String,
    desk_organisation: Uuid,
    due_on: Option<String>,
    since_on: String,
    until_on: String,
    firms: i64,
    amount: i64,
    by_organisation: Option<Uuid>,
    by_organisation_name: Option<String>,
    by_name: Option<String>,
    ended_at: Option<i64>,
    created_at: i64,
    version: i64,
}

/// Columns of [`SignalRow`] with `s` the signal, `m` its municipality, `d` its desk and `w` whose.
const COLUMNS: &str = "SELECT s.id, s.kind, s.municipality, m.name AS municipality_name, s.subject,
    s.title, CASE WHEN s.kind = 'silent-firm' THEN (SELECT MIN(o.name) FROM signal_source e
        JOIN organisation o ON o.county = e.county AND o.id = e.organisation
        WHERE e.county = s.county AND e.signal = s.id) END AS firm_name,
    s.words, s.state, s.desk, d.name AS desk_name, d.organisation AS desk_organisation, s.due_on,
    s.since_on, s.until_on, s.firms, s.amount, s.by_organisation, w.name AS by_organisation_name,
    s.by_name, s.ended_at, s.created_at, s.version ";
/// Tables of [`COLUMNS`].
const TABLES: &str = "FROM signal s
    JOIN desk d ON d.county = s.county AND d.id = s.desk
    LEFT JOIN municipality m ON m.county = s.county AND m.code = s.municipality
    LEFT JOIN organisation w ON w.county = s.county AND w.id = s.by_organisation ";

impl SignalRow {
    fn read(self) -> Result<StoredSignal, Error> {
        let municipality = self.municipality.as_deref().map(MunicipalityCode::parse).transpose();
        Ok(StoredSignal {
            id: SignalId(self.id),
            kind: code("signal.kind", SignalKind::parse(&self.kind))?,
            municipality: code("municipality", municipality)?,
            municipality_name: self.municipality_name,
            subject: self.subject,
            title: self.title.or(self.firm_name),
            words: self.words,
            state: code("signal.state", SignalState::parse(&self.state))?,
            desk: DeskId(self.desk),
            desk_name: self.desk_name,
            desk_organisation: OrganisationId(self.desk_organisation),
            due_on: day_opt(self.due_on.as_deref())?,
            since: day(&self.since_on)?,
            until: day(&self.until_on)?,
            size: Size { firms: self.firms, amount: self.amount },
            by_organisation: self.by_organisation.map(OrganisationId),
            by_organisation_name: self.by_organisation_name,
            by_name: self.by_name,
            ended_at: instant_opt(self.ended_at)?,
            created_at: instant(self.created_at)?,
            version: self.version,
        })
    }
}

/// Writes a signal; false when its cause has one already.
pub async fn insert(tx: &mut Tx, county: &CountyCode, new: &NewSignal) -> Result<bool, Error> {
    let (by_organisation, by_name) =
        new.by.as_ref().map_or((None, None), |(id, name)| (Some(id.0), Some(name.as_str())));
    let rows = on!(tx, |c| {
        sqlx::query(
        "INSERT INTO signal (county, id, cause, kind, municipality, subject, title, words, state,
            desk, since_on, until_on, firms, amount, by_organisation, by_name, version, created_at,
            updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'new', $9, $10, $11, $12, $13, $14, $15, 1, $16,
            $16)
         ON CONFLICT (county, cause) DO NOTHING"
    )
    .bind(county.as_str())
    .bind(new.id.0)
    .bind(new.cause.key())
    .bind(new.cause.kind.code())
    .bind(new.cause.municipality.as_ref().map(MunicipalityCode::as_str))
    .bind(&new.cause.subject)
    .bind(new.title.as_deref())
    .bind(new.words.as_deref())
    .bind(new.desk.0)
    .bind(new.since.to_string())
    .bind(new.until.to_string())
    .bind(new.size.firms)
    .bind(new.size.amount)
    .bind(by_organisation)
    .bind(by_name)
    .bind(new.at.as_microsecond())
    .execute(c)
    .await?
    .rows_affected()
    });
    Ok(rows == 1)
}

/// Adds evidence; gives how much of it was new.
pub async fn add_sources(
    tx: &mut Tx,
    county: &CountyCode,
    signal: SignalId,
    sources: &[Source],
    now: Timestamp,
) -> Result<u64, Error> {
    let mut added = 0;
    for source in sources {
        added += on!(tx, |c| sqlx::query(
            "INSERT INTO signal_source (county, signal, kind, source, organisation, amount,
                added_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (county, signal, kind, source) DO NOTHING"
        )
        .bind(county.as_str())
        .bind(signal.0)
        .bind(source.kind.code())
        .bind(source.id)
        .bind(source.organisation.map(|id| id.0))
        .bind(source.amount)
        .bind(now.as_microsecond())
        .execute(c)
        .await?
        .rows_affected());
    }
    Ok(added)
}

/// How much evidence has come after an instant.
pub async fn added_since(
    connection: &mut Connection,
    county: &CountyCode,
    signal: SignalId,
    since: Timestamp,
) -> Result<Size, Error> {
    let (firms, amount): (i64, i64) = on!(connection, |c| sqlx::query_as(
        "SELECT COUNT(DISTINCT organisation), CAST(COALESCE(SUM(amount), 0) AS BIGINT)
         FROM signal_source WHERE county = $1 AND signal = $2 AND added_at > $3"
    )
    .bind(county.as_str())
    .bind(signal.0)
    .bind(since.as_microsecond())
    .fetch_one(c)
    .await?);
    Ok(Size { firms, amount })
}

/// How many signals of a kind wait untouched.
pub async fn waiting(
    connection: &mut Connection,
    county: &CountyCode,
    kind: SignalKind,
) -> Result<i64, Error> {
    Ok(on!(connection, |c| sqlx::query_scalar(
        "SELECT COUNT(*) FROM signal WHERE county = $1 AND kind = $2 AND state = 'new'"
    )
    .bind(county.as_str())
    .bind(kind.code())
    .fetch_one(c)
    .await?))
}

/// Untouched signals of a kind with the key of their cause.
pub async fn untouched(
    connection: &mut Connection,
    county: &CountyCode,
    kind: SignalKind,
) -> Result<Vec<(SignalId, String)>, Error> {
    let rows: Vec<(Uuid, String)> = on!(connection, |c| sqlx::query_as(
        "SELECT id, cause FROM signal WHERE county = $1 AND kind = $2 AND state = 'new'
         ORDER BY id"
    )
    .bind(county.as_str())
    .bind(kind.code())
    .fetch_all(c)
    .await?);
    Ok(rows.into_iter().map(|(id, cause)| (SignalId(id), cause)).collect())
}

/// One signal.
pub async fn find(
    connection: &mut Connection,
    county: &CountyCode,
    id: SignalId,
) -> Result<Option<StoredSignal>, Error> {
    let sql = format!("{COLUMNS}{TABLES} WHERE s.county = $1 AND s.id = $2");
    let row: Option<SignalRow> = on!(connection, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(county.as_str())
        .bind(id.0)
        .fetch_optional(c)
        .await?);
    row.map(SignalRow::read).transpose()
}

/// The signal of a cause.
pub async fn of_cause(
    connection: &mut Connection,
    county: &CountyCode,
    cause: &str,
) -> Result<Option<StoredSignal>, Error> {
    let sql = format!("{COLUMNS}{TABLES} WHERE s.county = $1 AND s.cause = $2");
    let row: Option<SignalRow> = on!(connection, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(county.as_str())
        .bind(cause)
        .fetch_optional(c)
        .await?);
    row.map(SignalRow::read).transpose()
}

/// Writes how much stands behind a signal as it was last found.
pub async fn grow(
    tx: &mut Tx,
    county: &CountyCode,
    id: SignalId,
    size: Size,
    until: Date,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "UPDATE signal SET firms = $3, amount = $4, until_on = $5 WHERE county = $1 AND id = $2"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(size.firms)
    .bind(size.amount)
    .bind(until.to_string())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Where a signal goes with a step, and who has it then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// Which.
    pub id: SignalId,
    /// The state it has to stand in.
    pub from: SignalState,
    /// The state it comes to.
    pub to: SignalState,
    /// The desk that has it then; none is the same as before.
    pub desk: Option<DeskId>,
    /// The day of what is asked or done.
    pub due_on: Option<Date>,
    /// When.
    pub at: Timestamp,
}

/// Moves a signal if nobody else has changed it since `version`.
pub async fn step(tx: &mut Tx, county: &CountyCode, to: &Move, version: i64) -> Result<(), Error> {
    let ended = (!to.to.is_open()).then(|| to.at.as_microsecond());
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE signal SET state = $4, desk = COALESCE($5, desk), due_on = $6, ended_at = $7,
            version = version + 1, updated_at = $8
         WHERE county = $1 AND id = $2 AND state = $3 AND version = $9"
    )
    .bind(county.as_str())
    .bind(to.id.0)
    .bind(to.from.code())
    .bind(to.to.code())
    .bind(to.desk.map(|id| id.0))
    .bind(to.due_on.map(|day| day.to_string()))
    .bind(ended)
    .bind(to.at.as_microsecond())
    .bind(version)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// Writes down a step; without words and a name it was the service.
pub async fn insert_step(
    tx: &mut Tx,
    county: &CountyCode,
    (id, signal): (Uuid, SignalId),
    to: SignalState,
    said: Option<(&Step, OrganisationId, &str)>,
    now: Timestamp,
) -> Result<(), Error> {
    let step = said.map(|(step, ..)| step);
    on!(tx, |c| sqlx::query(
        "INSERT INTO signal_step (county, id, signal, state, words, asked, desk, due_on,
            by_organisation, by_name, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
    )
    .bind(county.as_str())
    .bind(id)
    .bind(signal.0)
    .bind(to.code())
    .bind(step.map(|step| step.words.as_str()))
    .bind(step.and_then(|step| step.asked.as_deref()))
    .bind(step.and_then(|step| step.desk).map(|id| id.0))
    .bind(step.and_then(|step| step.on).map(|day| day.to_string()))
    .bind(said.map(|(_, organisation, _)| organisation.0))
    .bind(said.map(|(.., name)| name))
    .bind(now.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// A step as read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredStep {
    /// Where it led.
    pub state: SignalState,
    /// What was asked or done; the answer; the reason.
    pub words: Option<String>,
    /// Who was asked, where it is no desk.
    pub asked: Option<String>,
    /// Name of the desk that was asked, or that does it.
    pub desk_name: Option<String>,
    /// By when.
    pub due_on: Option<Date>,
    /// Name of the organisation that took the step.
    pub by_organisation_name: Option<String>,
    /// Who took it; none is the service.
    pub by_name: Option<String>,
    /// When.
    pub at: Timestamp,
}

/// Steps of a signal, oldest first; at most `limit`, the latest.
pub async fn steps_of(
    connection: &mut Connection,
    county: &CountyCode,
    id: SignalId,
    limit: i64,
) -> Result<Vec<StoredStep>, Error> {
    type Row = (
        String,
        Option<String>,
        Option<String>,
        Option<String>,
        Option<String>,
        Option<String>,
        Option<String>,
        i64,
    );
    let rows: Vec<Row> = on!(connection, |c| sqlx::query_as(
        "SELECT t.state, t.words, t.asked, d.name, t.due_on, o.name, t.by_name, t.made_at
         FROM signal_step t
         LEFT JOIN desk d ON d.county = t.county AND d.id = t.desk
         LEFT JOIN organisation o ON o.county = t.county AND o.id = t.by_organisation
         WHERE t.county = $1 AND t.signal = $2 ORDER BY t.made_at DESC, t.id DESC LIMIT $3"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(limit)
    .fetch_all(c)
    .await?);
    let read = |row: Row| {
        Ok(StoredStep {
            state: code("signal_step.state", SignalState::parse(&row.0))?,
            words: row.1,
            asked: row.2,
            desk_name: row.3,
            due_on: day_opt(row.4.as_deref())?,
            by_organisation_name: row.5,
            by_name: row.6,
            at: instant(row.7)?,
        })
    };
    rows.into_iter().rev().map(read).collect()
}

/// A kind of evidence as it is stored.
fn source_kind(text: &str) -> Result<SourceKind, Error> {
    code("signal_source.kind", SourceKind::parse(text))
}
