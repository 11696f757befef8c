//! Login sessions. Only a hash of a session's token is stored.

use domain::codes::CountyCode;
use domain::ids::{AssignmentId, PersonId, SessionId};
use domain::time::Timestamp;
use uuid::Uuid;

use crate::row::{code, instant};
use crate::{Connection, Error, Tx, on};

/// A session to open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Id, to name it in a list.
    pub id: SessionId,
    /// SHA-256 of the token, hexadecimal.
    pub token_hash: String,
    /// Who.
    pub person: PersonId,
    /// Chosen assignment.
    pub assignment: AssignmentId,
    /// County of the chosen assignment.
    pub county: CountyCode,
    /// Token that forms carry.
    pub csrf: String,
    /// How they logged in: `password`, `code` (password and a second step) or `external`.
    pub method: &'static str,
    /// What they logged in with, such as «Firefox, Windows».
    pub device: String,
    /// When it ends, used or not.
    pub expires_at: Timestamp,
}

/// Opens a session.
pub async fn insert_session(tx: &mut Tx, session: &Session, now: Timestamp) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO session (token_hash, person, county, assignment, csrf, created_at, id, method,
            device, last_seen_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $6, $10)"
    )
    .bind(&session.token_hash)
    .bind(session.person.0)
    .bind(session.county.as_str())
    .bind(session.assignment.0)
    .bind(&session.csrf)
    .bind(now.as_microsecond())
    .bind(session.id.0)
    .bind(session.method)
    .bind(&session.device)
    .bind(session.expires_at.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Speaks in another of the person's assignments from here on.
pub async fn choose_assignment(
    tx: &mut Tx,
    token_hash: &str,
    county: &CountyCode,
    assignment: AssignmentId,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "UPDATE session SET county = $2, assignment = $3 WHERE token_hash = $1"
    )
    .bind(token_hash)
    .bind(county.as_str())
    .bind(assignment.0)
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Notes that a session was used now.
pub async fn touch_session(tx: &mut Tx, token_hash: &str, now: Timestamp) -> Result<(), Error> {
    on!(tx, |c| sqlx::query("UPDATE session SET last_seen_at = $2 WHERE token_hash = $1")
        .bind(token_hash)
        .bind(now.as_microsecond())
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Notes how the person of a session has proved who they are.
pub async fn mark_session(tx: &mut Tx, token_hash: &str, method: &str) -> Result<(), Error> {
    on!(tx, |c| sqlx::query("UPDATE session SET method = $2 WHERE token_hash = $1")
        .bind(token_hash)
        .bind(method)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Ends a session.
pub async fn delete_session(tx: &mut Tx, token_hash: &str) -> Result<(), Error> {
    on!(tx, |c| sqlx::query("DELETE FROM session WHERE token_hash = $1")
        .bind(token_hash)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Ends one session of a person's own; false when the person has no such session.
pub async fn delete_session_by_id(
    tx: &mut Tx,
    person: PersonId,
    id: SessionId,
) -> Result<bool, Error> {
    let gone = on!(tx, |c| sqlx::query("DELETE FROM session WHERE person = $1 AND id = $2")
        .bind(person.0)
        .bind(id.0)
        .execute(c)
        .await?
        .rows_affected());
    Ok(gone > 0)
}

/// Ends every session of a person, or every one but the one with this token.
pub async fn delete_sessions_of(
    tx: &mut Tx,
    person: PersonId,
    except_token_hash: Option<&str>,
) -> Result<u64, Error> {
    Ok(on!(tx, |c| sqlx::query("DELETE FROM session WHERE person = $1 AND token_hash <> $2")
        .bind(person.0)
        .bind(except_token_hash.unwrap_or_default())
        .execute(c)
        .await?
        .rows_affected()))
}

/// Forgets sessions that have ended or have not been used since `idle_since`.
pub async fn sweep_sessions(
    tx: &mut Tx,
    now: Timestamp,
    idle_since: Timestamp,
) -> Result<u64, Error> {
    Ok(on!(tx, |c| sqlx::query("DELETE FROM session WHERE expires_at <= $1 OR last_seen_at <= $2")
        .bind(now.as_microsecond())
        .bind(idle_since.as_microsecond())
        .execute(c)
        .await?
        .rows_affected()))
}

#[derive(sqlx::FromRow)]
struct SessionRow {
    id: Uuid,
    person: Uuid,
    county: String,
    assignment: Uuid,
    csrf: String,
    method: String,
    last_seen_at: i64,
    name: String,
    email: String,
    password_is_given: bool,
}

/// A session that holds now, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSession {
    /// Id.
    pub id: SessionId,
    /// Who.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// Login.
    pub email: String,
    /// County of the chosen assignment.
    pub county: CountyCode,
    /// Chosen assignment.
    pub assignment: AssignmentId,
    /// Token that forms carry.
    pub csrf: String,
    /// How they logged in.
    pub method: String,
    /// When it was last used, to within some minutes.
    pub last_seen_at: Timestamp,
    /// The person's password was made for them and has not been changed.
    pub password_is_given: bool,
}

/// The session behind a token, unless it has ended, has not been used since `idle_since`, or the
/// person may not log in.
pub async fn find_session(
    connection: &mut Connection,
    token_hash: &str,
    now: Timestamp,
    idle_since: Timestamp,
) -> Result<Option<OpenSession>, Error> {
    let row: Option<SessionRow> = on!(connection, |c| sqlx::query_as(
        "SELECT s.id, s.person, s.county, s.assignment, s.csrf, s.method, s.last_seen_at,
            p.name, p.email, p.password_is_given
         FROM session s JOIN person p ON p.id = s.person
         WHERE s.token_hash = $1 AND s.expires_at > $2 AND s.last_seen_at > $3
           AND p.is_disabled = FALSE"
    )
    .bind(token_hash)
    .bind(now.as_microsecond())
    .bind(idle_since.as_microsecond())
    .fetch_optional(c)
    .await?);
    row.map(|row| {
        Ok(OpenSession {
            id: SessionId(row.id),
            person: PersonId(row.person),
            name: row.name,
            email: row.email,
            county: code("session.county", CountyCode::parse(&row.county))?,
            assignment: AssignmentId(row.assignment),
            csrf: row.csrf,
            method: row.method,
            last_seen_at: instant(row.last_seen_at)?,
            password_is_given: row.password_is_given,
        })
    })
    .transpose()
}

/// A session as its person sees it in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedSession {
    /// Id.
    pub id: SessionId,
    /// How they logged in.
    pub method: String,
    /// What with.
    pub device: String,
    /// When.
    pub created_at: Timestamp,
    /// Last use, to within some minutes.
    pub last_seen_at: Timestamp,
}

/// The sessions of a person that hold now, last used first.
pub async fn sessions_of(
    connection: &mut Connection,
    person: PersonId,
    now: Timestamp,
    idle_since: Timestamp,
) -> Result<Vec<ListedSession>, Error> {
    let rows: Vec<(Uuid, String, String, i64, i64)> = on!(connection, |c| sqlx::query_as(
        "SELECT id, method, device, created_at, last_seen_at FROM session
         WHERE person = $1 AND expires_at > $2 AND last_seen_at > $3
         ORDER BY last_seen_at DESC, id LIMIT 100"
    )
    .bind(person.0)
    .bind(now.as_microsecond())
    .bind(idle_since.as_microsecond())
    .fetch_all(c)
    .await?);
    rows.into_iter()
        .map(|(id, method, device, created_at, last_seen_at)| {
            Ok(ListedSession {
                id: SessionId(id),
                method,
                device,
                created_at: instant(created_at)?,
                last_seen_at: instant(last_seen_at)?,
            })
        })
        .collect()
}
