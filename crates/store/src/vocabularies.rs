//! Vocabularies that have been imported. An edition is staged in batches beside the one in use,
//! and one short transaction takes it into use; what was interrupted is swept.

use domain::codes::CountyCode;
use domain::time::Timestamp;
use vocabulary::Concept;

use crate::row::{from_json, to_json};
use crate::{Connection, Error, Store, Tx, on};

/// Most concepts in one transaction.
pub const BATCH: usize = 2_000;

/// Name of the edition in use, if one has been imported.
pub async fn current(connection: &mut Connection) -> Result<Option<String>, Error> {
    Ok(on!(connection, |c| sqlx::query_scalar(
        "SELECT name FROM vocabulary_edition WHERE is_current = TRUE"
    )
    .fetch_optional(c)
    .await?))
}

/// Opens an edition to stage concepts in. It is not in use yet.
pub async fn begin(tx: &mut Tx, edition: &str, now: Timestamp) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO vocabulary_edition (name, is_current, concept_count, imported_at)
         VALUES ($1, FALSE, 0, $2)"
    )
    .bind(edition)
    .bind(now.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Stages at most [`BATCH`] concepts, the first of them at position `first`.
pub async fn stage(
    tx: &mut Tx,
    edition: &str,
    first: i64,
    concepts: &[Concept],
) -> Result<(), Error> {
    if concepts.is_empty() {
        return Ok(());
    }
    let bodies = concepts
        .iter()
        .map(|concept| to_json("vocabulary_concept.body", concept))
        .collect::<Result<Vec<_>, _>>()?;
    on!(tx, |c| {
        let mut insert =
            sqlx::QueryBuilder::new("INSERT INTO vocabulary_concept (edition, position, body) ");
        insert.push_values((first..).zip(&bodies), |mut row, (position, body)| {
            row.push_bind(edition).push_bind(position).push_bind(body.as_str());
        });
        insert.build().execute(c).await.map(|_| ())
    })?;
    Ok(())
}

/// Takes a staged edition into use in place of the one before; refused when it does not hold
/// exactly `count` concepts, for example because a sweep came between.
pub async fn make_current(tx: &mut Tx, edition: &str, count: i64) -> Result<(), Error> {
    let staged: i64 = on!(tx, |c| sqlx::query_scalar(
        "SELECT COUNT(*) FROM vocabulary_concept WHERE edition = $1"
    )
    .bind(edition)
    .fetch_one(c)
    .await?);
    if staged != count {
        return Err(Error::Changed);
    }
    on!(tx, |c| sqlx::query("UPDATE vocabulary_edition SET concept_count = $2 WHERE name = $1")
        .bind(edition)
        .bind(count)
        .execute(c)
        .await
        .map(|_| ()))?;
    on!(tx, |c| sqlx::query("UPDATE vocabulary_edition SET is_current = (name = $1)")
        .bind(edition)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Concepts of an edition in the order they were staged.
pub async fn concepts_of(
    connection: &mut Connection,
    edition: &str,
) -> Result<Vec<Concept>, Error> {
    let bodies: Vec<String> = on!(connection, |c| sqlx::query_scalar(
        "SELECT body FROM vocabulary_concept WHERE edition = $1 ORDER BY position"
    )
    .bind(edition)
    .fetch_all(c)
    .await?);
    bodies.iter().map(|body| from_json("vocabulary_concept.body", body)).collect()
}

/// Removes every edition that is not in use: those whose import was interrupted and those that
/// have been replaced. Answers how many concepts went.
pub async fn sweep(store: &Store, county: &CountyCode) -> Result<u64, Error> {
    let mut swept = 0;
    loop {
        let gone = store.write(county, None, |mut tx| async move { batch_away(&mut tx).await });
        match gone.await? {
            0 => break,
            gone => swept += gone,
        }
    }
    store
        .write(county, None, |mut tx| async move {
            on!(tx, |c| sqlx::query("DELETE FROM vocabulary_edition WHERE is_current = FALSE")
                .execute(c)
                .await
                .map(|_| ()))?;
            Ok::<_, Error>(())
        })
        .await?;
    Ok(swept)
}

async fn batch_away(tx: &mut Tx) -> Result<u64, Error> {
    let most = i64::try_from(BATCH).unwrap_or(i64::MAX);
    Ok(on!(tx, |c| sqlx::query(
        "DELETE FROM vocabulary_concept WHERE (edition, position) IN (
             SELECT v.edition, v.position FROM vocabulary_concept v
             JOIN vocabulary_edition e ON e.name = v.edition
             WHERE e.is_current = FALSE LIMIT $1)"
    )
    .bind(most)
    .execute(c)
    .await?
    .rows_affected()))
}
