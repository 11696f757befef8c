//! The note that something erased still has to be made unreadable in the database's files. It is
//! written with the erasure and taken away when the files are clean, so that neither a crash nor a
//! reader who is in the way makes anybody forget it.

use domain::time::Timestamp;

use crate::{Connection, Error, Tx, on};

/// Name of the note among the facts about the installation.
const NOTE: &str = "scrub";

/// Notes that it has to be done.
pub async fn want(tx: &mut Tx, now: Timestamp) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO installation (name, value) VALUES ($1, $2)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value"
    )
    .bind(NOTE)
    .bind(now.to_string())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// True while it has to be done.
pub async fn is_wanted(connection: &mut Connection) -> Result<bool, Error> {
    Ok(note(connection).await?.is_some())
}

/// The note as it stands.
pub(crate) async fn note(connection: &mut Connection) -> Result<Option<String>, Error> {
    Ok(on!(connection, |c| sqlx::query_scalar("SELECT value FROM installation WHERE name = $1")
        .bind(NOTE)
        .fetch_optional(c)
        .await?))
}

/// Takes the note away, unless another has taken its place meanwhile.
pub(crate) async fn forget(connection: &mut Connection, note: &str) -> Result<(), Error> {
    on!(connection, |c| sqlx::query("DELETE FROM installation WHERE name = $1 AND value = $2")
        .bind(NOTE)
        .bind(note)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}
