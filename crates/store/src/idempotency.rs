//! Idempotency keys: the same request twice gives the first answer twice and happens once.

use domain::codes::CountyCode;
use domain::time::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::row::{from_json, hex, to_json};
use crate::{Error, Tx, on};

/// How long an answer is kept, in hours.
pub const KEPT_HOURS: i64 = 24;

/// A key as the client sent it, who sent it and what they asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The client's own string.
    pub key: String,
    /// Who: two clients may well choose the same string.
    pub actor: String,
    /// Digest of the request: the same key with another request is an error.
    pub fingerprint: String,
    /// When, for forgetting it again.
    pub now: Timestamp,
}

impl Key {
    /// A key for a request whose parts, in order, are `request`.
    pub fn new(key: &str, actor: &str, request: &[&[u8]], now: Timestamp) -> Self {
        let mut digest = Sha256::new();
        for part in request {
            digest.update(part.len().to_be_bytes());
            digest.update(part);
        }
        Self {
            key: key.to_owned(),
            actor: actor.to_owned(),
            fingerprint: hex(&digest.finalize()),
            now,
        }
    }
}

/// The answer given before, if any.
pub(crate) async fn answer<T: DeserializeOwned>(
    tx: &mut Tx,
    county: &CountyCode,
    key: &Key,
) -> Result<Option<T>, Error> {
    let known: Option<(String, String, i64)> = on!(tx, |c| sqlx::query_as(
        "SELECT fingerprint, answer, created_at FROM idempotency
         WHERE county = $1 AND actor = $2 AND key = $3"
    )
    .bind(county.as_str())
    .bind(&key.actor)
    .bind(&key.key)
    .fetch_optional(c)
    .await?);
    let Some((fingerprint, answer, created_at)) = known else { return Ok(None) };
    if created_at < oldest_kept(key.now) {
        forget(tx, county, key).await?;
        return Ok(None);
    }
    if fingerprint != key.fingerprint {
        return Err(Error::KeyReused);
    }
    from_json("idempotency.answer", &answer).map(Some)
}

/// Takes the key before the write it belongs to. The same request at the same time waits here for
/// the first one and then fails on the key, to be run again and find the answer.
pub(crate) async fn reserve(tx: &mut Tx, county: &CountyCode, key: &Key) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO idempotency (county, actor, key, fingerprint, answer, created_at)
         VALUES ($1, $2, $3, $4, '', $5)"
    )
    .bind(county.as_str())
    .bind(&key.actor)
    .bind(&key.key)
    .bind(&key.fingerprint)
    .bind(key.now.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Keeps the answer beside the write it belongs to.
pub(crate) async fn remember<T: Serialize>(
    tx: &mut Tx,
    county: &CountyCode,
    key: &Key,
    answer: &T,
) -> Result<(), Error> {
    let answer = to_json("answer", answer)?;
    on!(tx, |c| sqlx::query(
        "UPDATE idempotency SET answer = $4 WHERE county = $1 AND actor = $2 AND key = $3"
    )
    .bind(county.as_str())
    .bind(&key.actor)
    .bind(&key.key)
    .bind(&answer)
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

async fn forget(tx: &mut Tx, county: &CountyCode, key: &Key) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "DELETE FROM idempotency WHERE county = $1 AND actor = $2 AND key = $3"
    )
    .bind(county.as_str())
    .bind(&key.actor)
    .bind(&key.key)
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Forgets every answer older than [`KEPT_HOURS`]; gives how many.
pub async fn sweep(tx: &mut Tx, now: Timestamp) -> Result<u64, Error> {
    let oldest = oldest_kept(now);
    Ok(on!(tx, |c| sqlx::query("DELETE FROM idempotency WHERE created_at < $1")
        .bind(oldest)
        .execute(c)
        .await?
        .rows_affected()))
}

fn oldest_kept(now: Timestamp) -> i64 {
    now.as_microsecond() - KEPT_HOURS * 3_600_000_000
}
