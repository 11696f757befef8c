//! Search by stemmed words. The words are stemmed by `vocabulary`, so both databases find the same.

use domain::codes::CountyCode;
use uuid::Uuid;

use crate::{Error, Tx, on};

/// Most words of one thing that are kept for search.
const TERMS_MAX: usize = 64;

/// Replaces the words by which something is found.
pub async fn index(
    tx: &mut Tx,
    county: &CountyCode,
    subject_kind: &'static str,
    subject: Uuid,
    mut terms: Vec<String>,
) -> Result<(), Error> {
    terms.sort_unstable();
    terms.dedup();
    terms.truncate(TERMS_MAX);
    on!(tx, |c| sqlx::query(
        "DELETE FROM search_term WHERE county = $1 AND subject_kind = $2 AND subject = $3"
    )
    .bind(county.as_str())
    .bind(subject_kind)
    .bind(subject)
    .execute(c)
    .await
    .map(|_| ()))?;
    if terms.is_empty() {
        return Ok(());
    }
    on!(tx, |c| {
        let mut insert = sqlx::QueryBuilder::new(
            "INSERT INTO search_term (county, subject_kind, term, subject) ",
        );
        insert.push_values(&terms, |mut row, term| {
            row.push_bind(county.as_str())
                .push_bind(subject_kind)
                .push_bind(term.as_str())
                .push_bind(subject);
        });
        insert.build().execute(c).await.map(|_| ())
    })?;
    Ok(())
}

/// Adds words by which something is found too; those it has already stay.
pub async fn add(
    tx: &mut Tx,
    county: &CountyCode,
    subject_kind: &'static str,
    subject: Uuid,
    terms: &[String],
) -> Result<(), Error> {
    for term in terms.iter().take(TERMS_MAX) {
        on!(tx, |c| sqlx::query(
            "INSERT INTO search_term (county, subject_kind, term, subject) VALUES ($1, $2, $3, $4)
             ON CONFLICT (county, subject_kind, term, subject) DO NOTHING"
        )
        .bind(county.as_str())
        .bind(subject_kind)
        .bind(term)
        .bind(subject)
        .execute(c)
        .await
        .map(|_| ()))?;
    }
    Ok(())
}

/// Adds to a list query: every one of `terms` begins a word of the subject. The last one may be
/// half typed, so all are matched as beginnings, as a range that the index can walk.
#[macro_export]
macro_rules! push_search {
    ($query:expr, $county:expr, $kind:literal, $id_column:literal, $terms:expr) => {
        for term in $terms {
            $query.push(concat!(
                " AND ",
                $id_column,
                " IN (SELECT subject FROM search_term WHERE county = "
            ));
            $query.push_bind($county.as_str().to_owned());
            $query.push(concat!(" AND subject_kind = '", $kind, "' AND term >= "));
            $query.push_bind(term.clone());
            $query.push(" AND term < ");
            $query.push_bind(format!("{term}\u{10FFFF}"));
            $query.push(")");
        }
    };
}
