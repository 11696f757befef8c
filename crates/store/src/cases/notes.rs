//! Notes on cases. Every question names the organisation whose notes they are.

use domain::codes::CountyCode;
use domain::ids::{CaseId, CaseNoteId, OrganisationId, PersonId};
use domain::time::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use crate::row::{changed, find_all, find_one, instant};
use crate::{Connection, Error, Tx, on};

/// A note as read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredNote {
    /// Id.
    pub id: CaseNoteId,
    /// Who wrote it.
    #[serde(skip)]
    pub person: PersonId,
    /// Their name.
    pub by_name: String,
    /// The words.
    pub body: String,
    /// Version.
    pub version: i64,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct NoteRow {
    id: Uuid,
    person: Uuid,
    by_name: String,
    body: String,
    version: i64,
    created_at: i64,
    updated_at: i64,
}

impl NoteRow {
    fn read(self) -> Result<StoredNote, Error> {
        Ok(StoredNote {
            id: CaseNoteId(self.id),
            person: PersonId(self.person),
            by_name: self.by_name,
            body: self.body,
            version: self.version,
            created_at: instant(self.created_at)?,
            updated_at: instant(self.updated_at)?,
        })
    }
}

/// The notes of an organisation on a case, oldest first; at most `limit`.
pub async fn notes_of(
    connection: &mut Connection,
    county: &CountyCode,
    case: CaseId,
    organisation: OrganisationId,
    limit: i64,
) -> Result<Vec<StoredNote>, Error> {
    find_all!(
        connection,
        NoteRow,
        "SELECT id, person, by_name, body, version, created_at, updated_at FROM case_note
         WHERE county = $1 AND case_file = $2 AND organisation = $3
         ORDER BY created_at, id LIMIT $4",
        county.as_str(),
        case.0,
        organisation.0,
        limit
    )
}

/// One of them.
pub async fn find_note(
    connection: &mut Connection,
    county: &CountyCode,
    case: CaseId,
    organisation: OrganisationId,
    id: CaseNoteId,
) -> Result<Option<StoredNote>, Error> {
    find_one!(
        connection,
        NoteRow,
        "SELECT id, person, by_name, body, version, created_at, updated_at FROM case_note
         WHERE county = $1 AND id = $4 AND case_file = $2 AND organisation = $3",
        county.as_str(),
        case.0,
        organisation.0,
        id.0
    )
}

/// A note about to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewNote {
    /// Id, made before the transaction.
    pub id: CaseNoteId,
    /// On which case.
    pub case: CaseId,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// Who writes.
    pub person: PersonId,
    /// Their name.
    pub by_name: String,
    /// The words.
    pub body: String,
    /// When.
    pub at: Timestamp,
}

/// Writes a note.
pub async fn insert_note(tx: &mut Tx, county: &CountyCode, new: &NewNote) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO case_note (county, id, case_file, organisation, person, by_name, body,
            version, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $8)"
    )
    .bind(county.as_str())
    .bind(new.id.0)
    .bind(new.case.0)
    .bind(new.organisation.0)
    .bind(new.person.0)
    .bind(&new.by_name)
    .bind(&new.body)
    .bind(new.at.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Changes the words of a note that the same person wrote.
pub async fn save_note(
    tx: &mut Tx,
    county: &CountyCode,
    new: &NewNote,
    version: i64,
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE case_note SET body = $7, version = version + 1, updated_at = $8
         WHERE county = $1 AND id = $2 AND case_file = $3 AND organisation = $4 AND person = $5
           AND version = $6"
    )
    .bind(county.as_str())
    .bind(new.id.0)
    .bind(new.case.0)
    .bind(new.organisation.0)
    .bind(new.person.0)
    .bind(version)
    .bind(&new.body)
    .bind(new.at.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}
