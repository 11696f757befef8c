//! Lists of cases as people have saved them: each person's own.

use domain::codes::CountyCode;
use domain::ids::{PersonId, ViewId};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::row::instant;
use crate::{Connection, Error, Tx, on};

/// A saved view. What the list is narrowed by stands as the list is asked for it; empty narrows
/// nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredView {
    /// Id.
    pub id: ViewId,
    /// What the person calls it.
    pub name: String,
    /// Words searched for.
    pub words: String,
    /// Municipality code.
    pub municipality: String,
    /// Code of a state, `late` or `all`.
    pub state: String,
    /// In whose hands: `mine`, `deputy` or `all`.
    pub hold: String,
    /// `newest` or `firm`; empty is the shortest time left.
    pub sorted_by: String,
    /// When it was saved.
    pub created_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct ViewRow {
    id: Uuid,
    name: String,
    words: String,
    municipality: String,
    state: String,
    hold: String,
    sorted_by: String,
    created_at: i64,
}

impl ViewRow {
    fn read(self) -> Result<StoredView, Error> {
        Ok(StoredView {
            id: ViewId(self.id),
            name: self.name,
            words: self.words,
            municipality: self.municipality,
            state: self.state,
            hold: self.hold,
            sorted_by: self.sorted_by,
            created_at: instant(self.created_at)?,
        })
    }
}

/// The views of a person in a county, in the order they were saved.
pub async fn views_of(
    connection: &mut Connection,
    county: &CountyCode,
    person: PersonId,
) -> Result<Vec<StoredView>, Error> {
    let rows: Vec<ViewRow> = on!(connection, |c| sqlx::query_as(
        "SELECT id, name, words, municipality, state, hold, sorted_by, created_at
         FROM saved_view WHERE person = $1 AND county = $2 ORDER BY created_at, id"
    )
    .bind(person.0)
    .bind(county.as_str())
    .fetch_all(c)
    .await?);
    rows.into_iter().map(ViewRow::read).collect()
}

/// Keeps a view.
pub async fn insert_view(
    tx: &mut Tx,
    county: &CountyCode,
    person: PersonId,
    view: &StoredView,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO saved_view (county, id, person, name, words, municipality, state, hold,
            sorted_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    )
    .bind(county.as_str())
    .bind(view.id.0)
    .bind(person.0)
    .bind(&view.name)
    .bind(&view.words)
    .bind(&view.municipality)
    .bind(&view.state)
    .bind(&view.hold)
    .bind(&view.sorted_by)
    .bind(view.created_at.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Gives a view of a person's own another name; false when the person has no such view.
pub async fn rename_view(
    tx: &mut Tx,
    county: &CountyCode,
    person: PersonId,
    id: ViewId,
    name: &str,
) -> Result<bool, Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE saved_view SET name = $4 WHERE county = $1 AND id = $2 AND person = $3"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(person.0)
    .bind(name)
    .execute(c)
    .await?
    .rows_affected());
    Ok(rows > 0)
}

/// Takes away a view of a person's own; false when the person has no such view.
pub async fn delete_view(
    tx: &mut Tx,
    county: &CountyCode,
    person: PersonId,
    id: ViewId,
) -> Result<bool, Error> {
    let rows = on!(tx, |c| sqlx::query(
        "DELETE FROM saved_view WHERE county = $1 AND id = $2 AND person = $3"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(person.0)
    .execute(c)
    .await?
    .rows_affected());
    Ok(rows > 0)
}
