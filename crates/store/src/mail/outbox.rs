//! The outbox: written with the change, leased by whoever sends, ended once.

use domain::codes::CountyCode;
use domain::ids::PersonId;
use domain::mail::{MailKind, MailState};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::page::{Page, Slice};
use crate::row::{code, instant, instant_opt};
use crate::{Connection, Error, Tx, on};

/// A mail about to be written. Either a person or an address gets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMail {
    /// Id, made before the transaction; the mail's Message-ID follows from it.
    pub id: Uuid,
    /// What makes it one and the same: writing it again does nothing.
    pub once: String,
    /// What it is about.
    pub kind: MailKind,
    /// Who gets it.
    pub person: Option<PersonId>,
    /// Where it goes, when not to a person with a login.
    pub address: Option<String>,
    /// Tag of its language.
    pub language: String,
    /// What it tells of.
    pub subject: Uuid,
    /// A number that belongs to the kind: months, or a version.
    pub number: i64,
    /// Token of a link in it, sealed by the caller; forgotten when it is sent.
    pub secret: Option<String>,
    /// When it may go at the earliest.
    pub due_at: Timestamp,
    /// When it was written.
    pub created_at: Timestamp,
}

/// Writes a mail; false when the same mail stands there already.
pub async fn insert(tx: &mut Tx, county: &CountyCode, new: &NewMail) -> Result<bool, Error> {
    let rows = on!(tx, |c| {
        sqlx::query(
        "INSERT INTO outbox (county, id, once, kind, person, address, language, subject, number,
            secret, state, attempts, due_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'waiting', 0, $11, $12)
         ON CONFLICT (county, once) DO NOTHING"
    )
    .bind(county.as_str())
    .bind(new.id)
    .bind(&new.once)
    .bind(new.kind.code())
    .bind(new.person.map(|person| person.0))
    .bind(new.address.as_deref())
    .bind(&new.language)
    .bind(new.subject)
    .bind(new.number)
    .bind(new.secret.as_deref())
    .bind(new.due_at.as_microsecond())
    .bind(new.created_at.as_microsecond())
    .execute(c)
    .await?
    .rows_affected()
    });
    Ok(rows == 1)
}

/// A mail in the hands of a sender, until its lease is out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leased {
    /// County.
    pub county: CountyCode,
    /// Id.
    pub id: Uuid,
    /// What it is about.
    pub kind: MailKind,
    /// Who gets it.
    pub person: Option<PersonId>,
    /// Where it goes now; none when the person may no longer log in.
    pub to: Option<String>,
    /// Tag of its language.
    pub language: String,
    /// What it tells of.
    pub subject: Uuid,
    /// A number that belongs to the kind.
    pub number: i64,
    /// Token of a link in it, sealed by whoever wrote the mail.
    pub secret: Option<String>,
    /// Tries in vain.
    pub attempts: i64,
    /// When it was written.
    pub created_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct LeasedRow {
    county: String,
    id: Uuid,
    kind: String,
    person: Option<Uuid>,
    to_address: Option<String>,
    language: String,
    subject: Uuid,
    number: i64,
    secret: Option<String>,
    attempts: i64,
    created_at: i64,
}

impl LeasedRow {
    fn read(self) -> Result<Leased, Error> {
        Ok(Leased {
            county: code("outbox.county", CountyCode::parse(&self.county))?,
            id: self.id,
            kind: code("outbox.kind", MailKind::parse(&self.kind))?,
            person: self.person.map(PersonId),
            to: self.to_address,
            language: self.language,
            subject: self.subject,
            number: self.number,
            secret: self.secret,
            attempts: self.attempts,
            created_at: instant(self.created_at)?,
        })
    }
}

/// True when something waits to be sent now.
pub async fn any_due(connection: &mut Connection, now: Timestamp) -> Result<bool, Error> {
    let found: Option<i64> = on!(connection, |c| sqlx::query_scalar(
        "SELECT due_at FROM outbox WHERE state = 'waiting' AND due_at <= $1
           AND (leased_until_at IS NULL OR leased_until_at <= $1) LIMIT 1"
    )
    .bind(now.as_microsecond())
    .fetch_optional(c)
    .await?);
    Ok(found.is_some())
}

/// Why a mail was put off that could not be read.
const UNREADABLE: &str = "unreadable";

/// Takes at most `limit` mails that are due, of all counties, until `until`. A lease that its
/// holder did not live to end is free again when its time is out. A mail that this program cannot
/// read, such as one of a newer program's, is put off until `retry` and holds nobody up.
pub async fn lease(
    tx: &mut Tx,
    by: &str,
    now: Timestamp,
    until: Timestamp,
    retry: Timestamp,
    limit: i64,
) -> Result<Vec<Leased>, Error> {
    let rows: Vec<LeasedRow> = on!(tx, |c| sqlx::query_as(
        "SELECT x.county, x.id, x.kind, x.person, x.language, x.subject, x.number, x.secret,
            x.attempts, x.created_at,
            CASE WHEN p.is_disabled = TRUE THEN NULL ELSE COALESCE(x.address, p.email) END
              AS to_address
         FROM outbox x LEFT JOIN person p ON p.id = x.person
         WHERE x.state = 'waiting' AND x.due_at <= $1
           AND (x.leased_until_at IS NULL OR x.leased_until_at <= $1)
         ORDER BY x.due_at, x.id LIMIT $2"
    )
    .bind(now.as_microsecond())
    .bind(limit)
    .fetch_all(c)
    .await?);
    let mut leased = Vec::with_capacity(rows.len());
    for row in rows {
        let (county, id) = (row.county.clone(), row.id);
        match row.read() {
            Ok(mail) => {
                take(tx, &mail, by, until).await?;
                leased.push(mail);
            }
            Err(error) => {
                tracing::error!(%error, %id, "a mail cannot be read; it is put off");
                put_off(tx, (&county, id), UNREADABLE, retry, 1).await?;
            }
        }
    }
    Ok(leased)
}

async fn take(tx: &mut Tx, mail: &Leased, by: &str, until: Timestamp) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "UPDATE outbox SET leased_by = $3, leased_until_at = $4 WHERE county = $1 AND id = $2"
    )
    .bind(mail.county.as_str())
    .bind(mail.id)
    .bind(by)
    .bind(until.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Where a mail goes at this moment; none when it has ended, its address has been erased, or its
/// reader may no longer log in.
pub async fn address_of(
    connection: &mut Connection,
    mail: &Leased,
) -> Result<Option<String>, Error> {
    let found: Option<Option<String>> = on!(connection, |c| sqlx::query_scalar(
        "SELECT CASE WHEN p.is_disabled = TRUE THEN NULL ELSE COALESCE(x.address, p.email) END
         FROM outbox x LEFT JOIN person p ON p.id = x.person
         WHERE x.county = $1 AND x.id = $2 AND x.state = 'waiting'"
    )
    .bind(mail.county.as_str())
    .bind(mail.id)
    .fetch_optional(c)
    .await?);
    Ok(found.flatten())
}

/// Ends a mail: what it needed to be sent is forgotten. False when it had ended before.
pub async fn end(
    tx: &mut Tx,
    mail: &Leased,
    state: MailState,
    trouble: Option<&str>,
    now: Timestamp,
) -> Result<bool, Error> {
    let rows = on!(tx, |c| {
        sqlx::query(
        "UPDATE outbox SET state = $3, trouble = $4, ended_at = $5, address = NULL, secret = NULL,
            leased_by = NULL, leased_until_at = NULL
         WHERE county = $1 AND id = $2 AND state = 'waiting'"
    )
    .bind(mail.county.as_str())
    .bind(mail.id)
    .bind(state.code())
    .bind(trouble)
    .bind(now.as_microsecond())
    .execute(c)
    .await?
    .rows_affected()
    });
    Ok(rows == 1)
}

/// Puts a mail off after a try in vain.
pub async fn postpone(
    tx: &mut Tx,
    mail: &Leased,
    trouble: &str,
    due_at: Timestamp,
) -> Result<(), Error> {
    put_off(tx, (mail.county.as_str(), mail.id), trouble, due_at, 1).await
}

/// Puts a mail off that has not been tried: the mail server was away, or lets nobody in.
pub async fn postpone_untried(
    tx: &mut Tx,
    mail: &Leased,
    trouble: &str,
    due_at: Timestamp,
) -> Result<(), Error> {
    put_off(tx, (mail.county.as_str(), mail.id), trouble, due_at, 0).await
}

async fn put_off(
    tx: &mut Tx,
    (county, id): (&str, Uuid),
    trouble: &str,
    due_at: Timestamp,
    tries: i64,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "UPDATE outbox SET attempts = attempts + $5, trouble = $3, due_at = $4, leased_by = NULL,
            leased_until_at = NULL
         WHERE county = $1 AND id = $2 AND state = 'waiting'"
    )
    .bind(county)
    .bind(id)
    .bind(trouble)
    .bind(due_at.as_microsecond())
    .bind(tries)
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Gives back what a sender has leased and not tried.
pub async fn release(tx: &mut Tx, by: &str) -> Result<u64, Error> {
    Ok(on!(tx, |c| sqlx::query(
        "UPDATE outbox SET leased_by = NULL, leased_until_at = NULL
         WHERE leased_by = $1 AND state = 'waiting'"
    )
    .bind(by)
    .execute(c)
    .await?
    .rows_affected()))
}

/// Drops what was written before an instant and still waits, unless somebody is sending it.
pub async fn drop_old(tx: &mut Tx, before: Timestamp, now: Timestamp) -> Result<u64, Error> {
    Ok(on!(tx, |c| sqlx::query(
        "UPDATE outbox SET state = 'dropped', trouble = 'too-old', ended_at = $2, address = NULL,
            secret = NULL, leased_by = NULL, leased_until_at = NULL
         WHERE state = 'waiting' AND created_at < $1
           AND (leased_until_at IS NULL OR leased_until_at <= $2)"
    )
    .bind(before.as_microsecond())
    .bind(now.as_microsecond())
    .execute(c)
    .await?
    .rows_affected()))
}

/// Forgets what ended before an instant.
pub async fn sweep(tx: &mut Tx, before: Timestamp) -> Result<u64, Error> {
    Ok(on!(tx, |c| sqlx::query("DELETE FROM outbox WHERE state <> 'waiting' AND ended_at < $1")
        .bind(before.as_microsecond())
        .execute(c)
        .await?
        .rows_affected()))
}

/// How the outbox of a county stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// To be sent.
    pub waiting: i64,
    /// Taken by the mail server.
    pub sent: i64,
    /// Given up or refused.
    pub failed: i64,
    /// Of no use any longer.
    pub dropped: i64,
    /// When the oldest that waits was due first.
    pub oldest_waiting: Option<Timestamp>,
}

/// A mail that only its reader may know of: whoever keeps the house neither sees nor counts it.
const FOR_ITS_READER: MailKind = MailKind::SomethingToRead;

/// How the outbox of a county stands.
pub async fn counts(connection: &mut Connection, county: &CountyCode) -> Result<Counts, Error> {
    let rows: Vec<(String, i64, i64)> = on!(connection, |c| sqlx::query_as(
        "SELECT state, COUNT(*), MIN(created_at) FROM outbox WHERE county = $1 AND kind <> $2
         GROUP BY state"
    )
    .bind(county.as_str())
    .bind(FOR_ITS_READER.code())
    .fetch_all(c)
    .await?);
    let mut counts = Counts::default();
    for (state, count, oldest) in rows {
        match code("outbox.state", MailState::parse(&state))? {
            MailState::Waiting => {
                counts.waiting = count;
                counts.oldest_waiting = Some(instant(oldest)?);
            }
            MailState::Sent => counts.sent = count,
            MailState::Failed => counts.failed = count,
            MailState::Dropped => counts.dropped = count,
        }
    }
    Ok(counts)
}

/// How many mails of a county were given up or refused.
pub async fn failed(connection: &mut Connection, county: &CountyCode) -> Result<i64, Error> {
    Ok(on!(connection, |c| sqlx::query_scalar(
        "SELECT COUNT(*) FROM outbox WHERE state = 'failed' AND county = $1 AND kind <> $2"
    )
    .bind(county.as_str())
    .bind(FOR_ITS_READER.code())
    .fetch_one(c)
    .await?))
}

/// How many mails of all counties wait, and how many were given up or refused. Those that say that
/// there is something to read are left out: the list of mails does not show them, and a number that
/// it does not show would tell of them.
pub async fn waiting_and_failed(connection: &mut Connection) -> Result<(i64, i64), Error> {
    Ok(on!(connection, |c| sqlx::query_as(
        "SELECT (SELECT COUNT(*) FROM outbox WHERE state = 'waiting' AND kind <> $1),
            (SELECT COUNT(*) FROM outbox WHERE state = 'failed' AND kind <> $1)"
    )
    .bind(FOR_ITS_READER.code())
    .fetch_one(c)
    .await?))
}

/// A mail as the list of mails shows it: to whom is not among it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// Id.
    pub id: Uuid,
    /// What it is about.
    pub kind: MailKind,
    /// Where it is in its life.
    pub state: MailState,
    /// Tries in vain.
    pub attempts: i64,
    /// What went wrong last, as a code.
    pub trouble: Option<String>,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it goes next.
    pub due_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// The mail as it would be sent, while it waits.
    #[serde(skip)]
    pub leased: Leased,
}

#[derive(sqlx::FromRow)]
struct EntryRow {
    state: String,
    trouble: Option<String>,
    due_at: i64,
    ended_at: Option<i64>,
    #[sqlx(flatten)]
    mail: LeasedRow,
}

impl EntryRow {
    fn read(self) -> Result<Entry, Error> {
        let leased = self.mail.read()?;
        Ok(Entry {
            id: leased.id,
            kind: leased.kind,
            state: code("outbox.state", MailState::parse(&self.state))?,
            attempts: leased.attempts,
            trouble: self.trouble,
            created_at: leased.created_at,
            due_at: instant(self.due_at)?,
            ended_at: instant_opt(self.ended_at)?,
            leased,
        })
    }
}

/// Mails of a county, newest first, by numbered page; perhaps only one.
pub async fn list(
    connection: &mut Connection,
    county: &CountyCode,
    state: Option<MailState>,
    only: Option<Uuid>,
    slice: Slice,
) -> Result<Page<Entry>, Error> {
    let state = state.map_or("", MailState::code);
    let total: i64 = on!(connection, |c| {
        sqlx::query_scalar(
        "SELECT COUNT(*) FROM outbox WHERE county = $1 AND ($2 = '' OR state = $2) AND kind <> $3"
    )
    .bind(county.as_str())
    .bind(state)
    .bind(FOR_ITS_READER.code())
    .fetch_one(c)
    .await?
    });
    let rows: Vec<EntryRow> = on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new(
            "SELECT x.county, x.id, x.kind, x.person, x.language, x.subject, x.number, x.secret,
                x.attempts, x.created_at, x.state, x.trouble, x.due_at, x.ended_at,
                COALESCE(x.address, p.email) AS to_address
             FROM outbox x LEFT JOIN person p ON p.id = x.person WHERE x.county = ",
        );
        query.push_bind(county.as_str().to_owned());
        query.push(" AND x.kind <> ").push_bind(FOR_ITS_READER.code());
        if !state.is_empty() {
            query.push(" AND x.state = ").push_bind(state);
        }
        if let Some(id) = only {
            query.push(" AND x.id = ").push_bind(id);
        }
        query.push(" ORDER BY x.created_at DESC, x.id DESC LIMIT ").push_bind(slice.limit());
        query.push(" OFFSET ").push_bind(slice.offset());
        query.build_query_as().fetch_all(c).await?
    });
    // What a newer program has written is left out rather than hiding everything else.
    let items = rows.into_iter().filter_map(|row| row.read().ok()).collect();
    Ok(Page { items, total, next: None })
}
