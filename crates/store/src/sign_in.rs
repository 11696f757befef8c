//! Second step of the login, keys for programs, logins that another service vouches for.

use domain::codes::CountyCode;
use domain::ids::{ApiTokenId, AssignmentId, PersonId};
use domain::time::{Date, Timestamp};
use uuid::Uuid;

use crate::access::Person;
use crate::row::{code, day_opt, instant};
use crate::{Connection, Error, Tx, on};

/// The second step a person has set up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecondFactor {
    /// The shared secret, sealed by the caller.
    pub secret: String,
    /// Latest time step whose code was used; older ones and this one are spent.
    pub last_step: i64,
}

/// A person's second step, if one is set up.
pub async fn second_factor(
    connection: &mut Connection,
    person: PersonId,
) -> Result<Option<SecondFactor>, Error> {
    let row: Option<(String, i64)> = on!(connection, |c| sqlx::query_as(
        "SELECT secret, last_step FROM second_factor WHERE person = $1"
    )
    .bind(person.0)
    .fetch_optional(c)
    .await?);
    Ok(row.map(|(secret, last_step)| SecondFactor { secret, last_step }))
}

/// Sets up a second step with its recovery codes, for whoever has none.
pub async fn insert_second_factor(
    tx: &mut Tx,
    person: PersonId,
    factor: &SecondFactor,
    recovery_hashes: &[String],
    now: Timestamp,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO second_factor (person, secret, last_step, created_at) VALUES ($1, $2, $3, $4)"
    )
    .bind(person.0)
    .bind(&factor.secret)
    .bind(factor.last_step)
    .bind(now.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    for hash in recovery_hashes {
        on!(tx, |c| sqlx::query("INSERT INTO recovery_code (person, code_hash) VALUES ($1, $2)")
            .bind(person.0)
            .bind(hash)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}

/// Takes the second step away, and its recovery codes.
pub async fn delete_second_factor(tx: &mut Tx, person: PersonId) -> Result<(), Error> {
    for statement in [
        "DELETE FROM recovery_code WHERE person = $1",
        "DELETE FROM second_factor WHERE person = $1",
    ] {
        on!(tx, |c| sqlx::query(statement).bind(person.0).execute(c).await.map(|_| ()))?;
    }
    Ok(())
}

/// Spends the code of a time step; false when it or a later one is spent already.
pub async fn spend_step(tx: &mut Tx, person: PersonId, step: i64) -> Result<bool, Error> {
    let spent = on!(tx, |c| sqlx::query(
        "UPDATE second_factor SET last_step = $2 WHERE person = $1 AND last_step < $2"
    )
    .bind(person.0)
    .bind(step)
    .execute(c)
    .await?
    .rows_affected());
    Ok(spent > 0)
}

/// Spends a recovery code; false when there is none with this hash.
pub async fn spend_recovery_code(
    tx: &mut Tx,
    person: PersonId,
    code_hash: &str,
) -> Result<bool, Error> {
    let spent =
        on!(tx, |c| sqlx::query("DELETE FROM recovery_code WHERE person = $1 AND code_hash = $2")
            .bind(person.0)
            .bind(code_hash)
            .execute(c)
            .await?
            .rows_affected());
    Ok(spent > 0)
}

/// Recovery codes that are left.
pub async fn recovery_codes_left(
    connection: &mut Connection,
    person: PersonId,
) -> Result<i64, Error> {
    Ok(on!(connection, |c| sqlx::query_scalar(
        "SELECT COUNT(*) FROM recovery_code WHERE person = $1"
    )
    .bind(person.0)
    .fetch_one(c)
    .await?))
}

/// A key for programs, speaking in one assignment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiToken {
    /// Id, to name it in a list.
    pub id: ApiTokenId,
    /// Whose.
    pub person: PersonId,
    /// County of the assignment.
    pub county: CountyCode,
    /// The assignment it speaks in.
    pub assignment: AssignmentId,
    /// What it is for, in the person's words.
    pub name: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// Day of the latest use.
    pub last_used_on: Option<Date>,
}

#[derive(sqlx::FromRow)]
struct ApiTokenRow {
    id: Uuid,
    person: Uuid,
    county: String,
    assignment: Uuid,
    name: String,
    created_at: i64,
    expires_at: i64,
    last_used_on: Option<String>,
}

impl ApiTokenRow {
    fn read(self) -> Result<ApiToken, Error> {
        Ok(ApiToken {
            id: ApiTokenId(self.id),
            person: PersonId(self.person),
            county: code("api_token.county", CountyCode::parse(&self.county))?,
            assignment: AssignmentId(self.assignment),
            name: self.name,
            created_at: instant(self.created_at)?,
            expires_at: instant(self.expires_at)?,
            last_used_on: day_opt(self.last_used_on.as_deref())?,
        })
    }
}

/// Keeps a key; only a hash of it.
pub async fn insert_api_token(
    tx: &mut Tx,
    token: &ApiToken,
    token_hash: &str,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO api_token (token_hash, id, person, county, assignment, name, created_at,
            expires_at, last_used_on)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL)"
    )
    .bind(token_hash)
    .bind(token.id.0)
    .bind(token.person.0)
    .bind(token.county.as_str())
    .bind(token.assignment.0)
    .bind(&token.name)
    .bind(token.created_at.as_microsecond())
    .bind(token.expires_at.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// The key behind a hash with its person, unless it has ended or the person may not log in.
pub async fn find_api_token(
    connection: &mut Connection,
    token_hash: &str,
    now: Timestamp,
) -> Result<Option<(ApiToken, Person)>, Error> {
    let row: Option<ApiTokenRow> = on!(connection, |c| sqlx::query_as(
        "SELECT id, person, county, assignment, name, created_at, expires_at, last_used_on
         FROM api_token WHERE token_hash = $1 AND expires_at > $2"
    )
    .bind(token_hash)
    .bind(now.as_microsecond())
    .fetch_optional(c)
    .await?);
    let Some(row) = row else { return Ok(None) };
    let token = row.read()?;
    let person = crate::access::person_by_id(connection, token.person).await?;
    Ok(person.filter(|person| !person.is_disabled).map(|person| (token, person)))
}

/// Notes the day a key was used.
pub async fn touch_api_token(tx: &mut Tx, id: ApiTokenId, today: Date) -> Result<(), Error> {
    on!(tx, |c| sqlx::query("UPDATE api_token SET last_used_on = $2 WHERE id = $1")
        .bind(id.0)
        .bind(today.to_string())
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// The keys of a person that hold now, newest first.
pub async fn api_tokens_of(
    connection: &mut Connection,
    person: PersonId,
    now: Timestamp,
) -> Result<Vec<ApiToken>, Error> {
    let rows: Vec<ApiTokenRow> = on!(connection, |c| sqlx::query_as(
        "SELECT id, person, county, assignment, name, created_at, expires_at, last_used_on
         FROM api_token WHERE person = $1 AND expires_at > $2 ORDER BY created_at DESC, id"
    )
    .bind(person.0)
    .bind(now.as_microsecond())
    .fetch_all(c)
    .await?);
    rows.into_iter().map(ApiTokenRow::read).collect()
}

/// Takes back one key of a person's own; false when the person has no such key.
pub async fn delete_api_token(
    tx: &mut Tx,
    person: PersonId,
    id: ApiTokenId,
) -> Result<bool, Error> {
    let gone = on!(tx, |c| sqlx::query("DELETE FROM api_token WHERE person = $1 AND id = $2")
        .bind(person.0)
        .bind(id.0)
        .execute(c)
        .await?
        .rows_affected());
    Ok(gone > 0)
}

/// Takes back every key of a person.
pub async fn delete_api_tokens_of(tx: &mut Tx, person: PersonId) -> Result<(), Error> {
    on!(tx, |c| sqlx::query("DELETE FROM api_token WHERE person = $1")
        .bind(person.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Forgets keys that have ended.
pub async fn sweep_api_tokens(tx: &mut Tx, now: Timestamp) -> Result<u64, Error> {
    Ok(on!(tx, |c| sqlx::query("DELETE FROM api_token WHERE expires_at <= $1")
        .bind(now.as_microsecond())
        .execute(c)
        .await?
        .rows_affected()))
}

/// The person a provider of logins knows by this subject.
pub async fn person_by_external_login(
    connection: &mut Connection,
    issuer: &str,
    subject: &str,
) -> Result<Option<Person>, Error> {
    let person: Option<Uuid> = on!(connection, |c| sqlx::query_scalar(
        "SELECT person FROM external_login WHERE issuer = $1 AND subject = $2"
    )
    .bind(issuer)
    .bind(subject)
    .fetch_optional(c)
    .await?);
    match person {
        Some(id) => crate::access::person_by_id(connection, PersonId(id)).await,
        None => Ok(None),
    }
}

/// Remembers who a person is at a provider of logins.
pub async fn insert_external_login(
    tx: &mut Tx,
    issuer: &str,
    subject: &str,
    person: PersonId,
    now: Timestamp,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO external_login (issuer, subject, person, created_at) VALUES ($1, $2, $3, $4)"
    )
    .bind(issuer)
    .bind(subject)
    .bind(person.0)
    .bind(now.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}
