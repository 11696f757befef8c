//! What has happened in the compartment, and who has something to read.
//!
//! Steps stand here and not in the county's log of events: an event says who, in which role and for
//! which organisation, and feeds figures, exports and everybody's history. None of that may know
//! that a listing is there.

use domain::codes::CountyCode;
use domain::ids::{ListingId, PersonId, SuccessionContactId};
use domain::succession::{NewsKind, Side, StepKind};
use domain::time::Timestamp;
use uuid::Uuid;

use crate::row::{code, instant};
use crate::{Connection, Error, Tx, on};

/// A step about to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewStep {
    /// Id, made before the transaction.
    pub id: Uuid,
    /// Of which listing.
    pub listing: ListingId,
    /// Of which contact.
    pub contact: Option<SuccessionContactId>,
    /// Who; none for the service itself.
    pub side: Option<Side>,
    /// What.
    pub kind: StepKind,
    /// When.
    pub at: Timestamp,
}

/// A step as read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredStep {
    /// Who.
    pub side: Option<Side>,
    /// What.
    pub kind: StepKind,
    /// When.
    pub at: Timestamp,
}

/// Writes a step.
pub async fn insert_step(tx: &mut Tx, county: &CountyCode, new: &NewStep) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO succession_step (county, id, listing, contact, side, kind, happened_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)"
    )
    .bind(county.as_str())
    .bind(new.id)
    .bind(new.listing.0)
    .bind(new.contact.map(|contact| contact.0))
    .bind(new.side.map(Side::code))
    .bind(new.kind.code())
    .bind(new.at.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

fn read((side, kind, at): (Option<String>, String, i64)) -> Result<StoredStep, Error> {
    let side = side.as_deref().map(Side::parse).transpose();
    Ok(StoredStep {
        side: code("succession_step.side", side)?,
        kind: code("succession_step.kind", StepKind::parse(&kind))?,
        at: instant(at)?,
    })
}

/// Steps of a listing itself, newest first. Whoever asks has found the listing.
pub async fn steps_of_listing(
    connection: &mut Connection,
    county: &CountyCode,
    listing: ListingId,
    limit: i64,
) -> Result<Vec<StoredStep>, Error> {
    let rows: Vec<(Option<String>, String, i64)> = on!(connection, |c| sqlx::query_as(
        "SELECT side, kind, happened_at FROM succession_step
         WHERE county = $1 AND listing = $2 AND contact IS NULL
         ORDER BY happened_at DESC, id DESC LIMIT $3"
    )
    .bind(county.as_str())
    .bind(listing.0)
    .bind(limit)
    .fetch_all(c)
    .await?);
    rows.into_iter().map(read).collect()
}

/// True when something has happened to a listing since an instant.
pub async fn has_step_since(
    connection: &mut Connection,
    county: &CountyCode,
    listing: ListingId,
    kind: StepKind,
    since: Timestamp,
) -> Result<bool, Error> {
    let found: i64 = on!(connection, |c| sqlx::query_scalar(
        "SELECT COUNT(*) FROM succession_step
         WHERE county = $1 AND listing = $2 AND happened_at >= $4 AND kind = $3"
    )
    .bind(county.as_str())
    .bind(listing.0)
    .bind(kind.code())
    .bind(since.as_microsecond())
    .fetch_one(c)
    .await?);
    Ok(found > 0)
}

/// Steps of a contact, oldest first. Whoever asks has found the contact.
pub async fn steps_of_contact(
    connection: &mut Connection,
    county: &CountyCode,
    contact: SuccessionContactId,
    limit: i64,
) -> Result<Vec<StoredStep>, Error> {
    let rows: Vec<(Option<String>, String, i64)> = on!(connection, |c| sqlx::query_as(
        "SELECT side, kind, happened_at FROM succession_step
         WHERE county = $1 AND contact = $2 ORDER BY happened_at, id LIMIT $3"
    )
    .bind(county.as_str())
    .bind(contact.0)
    .bind(limit)
    .fetch_all(c)
    .await?);
    rows.into_iter().map(read).collect()
}

/// Something one account has to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct News {
    /// Id, made before the transaction.
    pub id: Uuid,
    /// Who reads it; nobody else does.
    pub person: PersonId,
    /// About which listing.
    pub listing: ListingId,
    /// About which contact.
    pub contact: Option<SuccessionContactId>,
    /// What.
    pub kind: NewsKind,
    /// When.
    pub at: Timestamp,
}

/// Writes it.
pub async fn insert_news(tx: &mut Tx, county: &CountyCode, new: &News) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO succession_news (county, id, person, listing, contact, kind, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)"
    )
    .bind(county.as_str())
    .bind(new.id)
    .bind(new.person.0)
    .bind(new.listing.0)
    .bind(new.contact.map(|contact| contact.0))
    .bind(new.kind.code())
    .bind(new.at.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// What an account has not read, newest first.
pub async fn unread(
    connection: &mut Connection,
    county: &CountyCode,
    person: PersonId,
    limit: i64,
) -> Result<Vec<News>, Error> {
    let rows: Vec<(Uuid, Uuid, Option<Uuid>, String, i64)> = on!(connection, |c| sqlx::query_as(
        "SELECT id, listing, contact, kind, created_at FROM succession_news
         WHERE county = $1 AND person = $2 AND read_at IS NULL
         ORDER BY created_at DESC, id DESC LIMIT $3"
    )
    .bind(county.as_str())
    .bind(person.0)
    .bind(limit)
    .fetch_all(c)
    .await?);
    let read = |(id, listing, contact, kind, at): (Uuid, Uuid, Option<Uuid>, String, i64)| {
        Ok(News {
            id,
            person,
            listing: ListingId(listing),
            contact: contact.map(SuccessionContactId),
            kind: code("succession_news.kind", NewsKind::parse(&kind))?,
            at: instant(at)?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// True while a piece of news waits to be read: for the mail that tells of it.
pub async fn is_unread(
    connection: &mut Connection,
    county: &CountyCode,
    id: Uuid,
) -> Result<bool, Error> {
    let found: i64 = on!(connection, |c| sqlx::query_scalar(
        "SELECT COUNT(*) FROM succession_news
         WHERE county = $1 AND id = $2 AND read_at IS NULL"
    )
    .bind(county.as_str())
    .bind(id)
    .fetch_one(c)
    .await?);
    Ok(found > 0)
}

/// Marks an account's news as read, all or those about one contact; gives how many.
pub async fn mark_read(
    tx: &mut Tx,
    county: &CountyCode,
    person: PersonId,
    only: Option<SuccessionContactId>,
    now: Timestamp,
) -> Result<u64, Error> {
    Ok(on!(tx, |c| {
        let mut query = sqlx::QueryBuilder::new("UPDATE succession_news SET read_at = ");
        query.push_bind(now.as_microsecond());
        query.push(" WHERE county = ").push_bind(county.as_str().to_owned());
        query.push(" AND person = ").push_bind(person.0).push(" AND read_at IS NULL");
        query.push(" AND created_at <= ").push_bind(now.as_microsecond());
        if let Some(contact) = only {
            query.push(" AND contact = ").push_bind(contact.0);
        }
        query.build().execute(c).await?.rows_affected()
    }))
}
