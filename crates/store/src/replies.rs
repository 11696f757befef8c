//! Templates for answers: each person's own, and those an organisation shares.

use domain::codes::CountyCode;
use domain::ids::{OrganisationId, PersonId, ReplyId};
use domain::replies::Reply;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::row::{changed, find_all, find_one, instant};
use crate::{Connection, Error, Tx, on};

/// Whose templates: a person's in one of the organisations they speak for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holder {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The person.
    pub person: PersonId,
}

/// A template as read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredReply {
    /// Id.
    pub id: ReplyId,
    /// What it is called.
    pub name: String,
    /// The text, with its places.
    pub body: String,
    /// Everybody in the organisation has it.
    pub is_shared: bool,
    /// The reader wrote it.
    pub is_own: bool,
    /// Name of who wrote it.
    pub by_name: String,
    /// Version.
    pub version: i64,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct ReplyRow {
    id: Uuid,
    name: String,
    body: String,
    is_shared: bool,
    is_own: bool,
    by_name: String,
    version: i64,
    updated_at: i64,
}

impl ReplyRow {
    fn read(self) -> Result<StoredReply, Error> {
        Ok(StoredReply {
            id: ReplyId(self.id),
            name: self.name,
            body: self.body,
            is_shared: self.is_shared,
            is_own: self.is_own,
            by_name: self.by_name,
            version: self.version,
            updated_at: instant(self.updated_at)?,
        })
    }
}

/// The templates a person has in an organisation: their own and the shared, by name; at most
/// `limit`.
pub async fn held(
    connection: &mut Connection,
    county: &CountyCode,
    holder: Holder,
    limit: i64,
) -> Result<Vec<StoredReply>, Error> {
    find_all!(
        connection,
        ReplyRow,
        "SELECT t.id, t.name, t.body, t.is_shared, t.person = $3 AS is_own, p.name AS by_name,
            t.version, t.updated_at
         FROM reply_template t JOIN person p ON p.id = t.person
         WHERE t.county = $1 AND t.organisation = $2 AND t.removed_at IS NULL
           AND (t.person = $3 OR t.is_shared = TRUE)
         ORDER BY t.name, t.id LIMIT $4",
        county.as_str(),
        holder.organisation.0,
        holder.person.0,
        limit
    )
}

/// One of them.
pub async fn find(
    connection: &mut Connection,
    county: &CountyCode,
    holder: Holder,
    id: ReplyId,
) -> Result<Option<StoredReply>, Error> {
    find_one!(
        connection,
        ReplyRow,
        "SELECT t.id, t.name, t.body, t.is_shared, t.person = $3 AS is_own, p.name AS by_name,
            t.version, t.updated_at
         FROM reply_template t JOIN person p ON p.id = t.person
         WHERE t.county = $1 AND t.organisation = $2 AND t.id = $4 AND t.removed_at IS NULL
           AND (t.person = $3 OR t.is_shared = TRUE)",
        county.as_str(),
        holder.organisation.0,
        holder.person.0,
        id.0
    )
}

/// A template about to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewReply {
    /// Id, made before the transaction.
    pub id: ReplyId,
    /// Whose.
    pub holder: Holder,
    /// What it says.
    pub reply: Reply,
    /// When.
    pub at: Timestamp,
}

/// Keeps a template.
pub async fn insert(tx: &mut Tx, county: &CountyCode, new: &NewReply) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO reply_template (county, id, organisation, person, name, body, is_shared,
            version, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $8)"
    )
    .bind(county.as_str())
    .bind(new.id.0)
    .bind(new.holder.organisation.0)
    .bind(new.holder.person.0)
    .bind(&new.reply.name)
    .bind(&new.reply.body)
    .bind(new.reply.is_shared)
    .bind(new.at.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Changes a template that the holder has.
pub async fn save(
    tx: &mut Tx,
    county: &CountyCode,
    new: &NewReply,
    version: i64,
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE reply_template SET name = $6, body = $7, is_shared = $8, version = version + 1,
            updated_at = $9
         WHERE county = $1 AND organisation = $2 AND id = $3 AND version = $4
           AND removed_at IS NULL AND (person = $5 OR is_shared = TRUE)"
    )
    .bind(county.as_str())
    .bind(new.holder.organisation.0)
    .bind(new.id.0)
    .bind(version)
    .bind(new.holder.person.0)
    .bind(&new.reply.name)
    .bind(&new.reply.body)
    .bind(new.reply.is_shared)
    .bind(new.at.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// Takes a template away that the holder has; false when there is none.
pub async fn remove(
    tx: &mut Tx,
    county: &CountyCode,
    holder: Holder,
    id: ReplyId,
    at: Timestamp,
) -> Result<bool, Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE reply_template SET removed_at = $5, version = version + 1
         WHERE county = $1 AND organisation = $2 AND id = $3 AND removed_at IS NULL
           AND (person = $4 OR is_shared = TRUE)"
    )
    .bind(county.as_str())
    .bind(holder.organisation.0)
    .bind(id.0)
    .bind(holder.person.0)
    .bind(at.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    Ok(rows > 0)
}

/// Puts a template back that was taken away; its name, or none when there is none to put back.
pub async fn put_back(
    tx: &mut Tx,
    county: &CountyCode,
    holder: Holder,
    id: ReplyId,
) -> Result<Option<String>, Error> {
    Ok(on!(tx, |c| sqlx::query_scalar(
        "UPDATE reply_template SET removed_at = NULL, version = version + 1
         WHERE county = $1 AND organisation = $2 AND id = $3 AND removed_at IS NOT NULL
           AND (person = $4 OR is_shared = TRUE)
         RETURNING name"
    )
    .bind(county.as_str())
    .bind(holder.organisation.0)
    .bind(id.0)
    .bind(holder.person.0)
    .fetch_optional(c)
    .await?))
}
