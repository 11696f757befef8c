//! Ids, and the write that proves that writing works.

use domain::codes::CountyCode;
use domain::time::Timestamp;
use uuid::{NoContext, Uuid};

use crate::{Error, Store, on};

/// A new id at a point in time: UUID version 7, so that ids made later sort later.
pub fn new_id(at: Timestamp) -> Uuid {
    let seconds = u64::try_from(at.as_second()).unwrap_or(0);
    let nanoseconds = u32::try_from(at.subsec_nanosecond()).unwrap_or(0);
    Uuid::new_v7(uuid::Timestamp::from_unix(NoContext, seconds, nanoseconds))
}

/// Writes a row durably, in the same way as every other write.
pub async fn beat(
    store: &Store,
    county: &CountyCode,
    process: &str,
    at: Timestamp,
) -> Result<(), Error> {
    store
        .write(county, None, |mut tx| async move {
            on!(tx, |c| sqlx::query(
                "INSERT INTO heartbeat (process, beaten_at) VALUES ($1, $2)
                 ON CONFLICT (process) DO UPDATE SET beaten_at = excluded.beaten_at"
            )
            .bind(process)
            .bind(at.as_microsecond())
            .execute(c)
            .await
            .map(|_| ()))?;
            Ok(())
        })
        .await
}

/// A fact about this installation.
pub async fn installation_fact(store: &Store, name: &str) -> Result<Option<String>, Error> {
    let mut connection = store.read().await?;
    Ok(on!(connection, |c| sqlx::query_scalar("SELECT value FROM installation WHERE name = $1")
        .bind(name)
        .fetch_optional(c)
        .await?))
}

/// Sets a fact about this installation.
pub async fn set_installation_fact(
    store: &Store,
    county: &CountyCode,
    name: &str,
    value: &str,
) -> Result<(), Error> {
    store
        .write(county, None, |mut tx| async move {
            on!(tx, |c| sqlx::query(
                "INSERT INTO installation (name, value) VALUES ($1, $2)
                 ON CONFLICT (name) DO UPDATE SET value = excluded.value"
            )
            .bind(name)
            .bind(value)
            .execute(c)
            .await
            .map(|_| ()))?;
            Ok(())
        })
        .await
}
