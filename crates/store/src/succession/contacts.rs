//! An owner and a buyer in touch. Both read their own; nobody else does.

use domain::codes::CountyCode;
use domain::ids::{ListingId, PersonId, SuccessionContactId};
use domain::succession::cover::Cover;
use domain::succession::{ContactState, ListingState, Side};
use domain::time::Timestamp;
use uuid::Uuid;

use super::cover_of;
use crate::row::{changed, code, instant, instant_opt};
use crate::{Connection, Error, Tx, on};

/// A contact about to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewContact {
    /// Id, made before the transaction.
    pub id: SuccessionContactId,
    /// About which listing.
    pub listing: ListingId,
    /// The buyer.
    pub person: PersonId,
    /// When.
    pub created_at: Timestamp,
}

/// That one of them has said yes to the agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreed {
    /// Version of the text.
    pub version: String,
    /// When.
    pub at: Timestamp,
}

/// A contact as read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredContact {
    /// Id.
    pub id: SuccessionContactId,
    /// About which listing.
    pub listing: ListingId,
    /// Where the listing stands.
    pub listing_state: ListingState,
    /// What the listing says, sealed.
    pub listing_body: String,
    /// What its teaser tells.
    pub cover: Cover,
    /// The teaser's words, sealed.
    pub teaser: Option<String>,
    /// The owner.
    pub seller: PersonId,
    /// The buyer.
    pub buyer: PersonId,
    /// What the owner calls the buyer.
    pub number: i64,
    /// How far they have come.
    pub state: ContactState,
    /// The owner's yes.
    pub seller_agreed: Option<Agreed>,
    /// The buyer's yes.
    pub buyer_agreed: Option<Agreed>,
    /// Who has ended it.
    pub ended_by: Option<Side>,
    /// Version for optimistic locking.
    pub version: i64,
    /// When it began.
    pub created_at: Timestamp,
    /// When something happened last.
    pub updated_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

impl StoredContact {
    /// Which of the two an account is.
    pub fn side_of(&self, person: PersonId) -> Option<Side> {
        if self.seller == person {
            Some(Side::Seller)
        } else {
            (self.buyer == person).then_some(Side::Buyer)
        }
    }

    /// The account of one of them.
    pub fn person_of(&self, side: Side) -> PersonId {
        match side {
            Side::Seller => self.seller,
            Side::Buyer => self.buyer,
        }
    }

    /// Somebody's yes.
    pub fn agreed(&self, side: Side) -> Option<&Agreed> {
        match side {
            Side::Seller => self.seller_agreed.as_ref(),
            Side::Buyer => self.buyer_agreed.as_ref(),
        }
    }
}

#[derive(sqlx::FromRow)]
struct ContactRow {
    id: Uuid,
    listing: Uuid,
    listing_state: String,
    listing_body: String,
    industry: Option<String>,
    municipalities: String,
    size_from: Option<String>,
    size_to: Option<String>,
    teaser: Option<String>,
    seller: Uuid,
    buyer: Uuid,
    number: i64,
    state: String,
    seller_agreement: Option<String>,
    seller_agreed_at: Option<i64>,
    buyer_agreement: Option<String>,
    buyer_agreed_at: Option<i64>,
    ended_by: Option<String>,
    version: i64,
    created_at: i64,
    updated_at: i64,
    ended_at: Option<i64>,
}

/// Columns of [`ContactRow`] with `k` the contact and `l` its listing.
const COLUMNS: &str = "SELECT k.id, k.listing, l.state AS listing_state, l.body AS listing_body,
    l.industry, l.municipalities, l.size_from, l.size_to, l.teaser, l.person AS seller,
    k.person AS buyer, k.number, k.state, k.seller_agreement, k.seller_agreed_at,
    k.buyer_agreement, k.buyer_agreed_at, k.ended_by, k.version, k.created_at, k.updated_at,
    k.ended_at
  FROM succession_contact k
  JOIN succession_listing l ON l.county = k.county AND l.id = k.listing ";

fn agreed(version: Option<String>, at: Option<i64>) -> Result<Option<Agreed>, Error> {
    let at = instant_opt(at)?;
    Ok(version.zip(at).map(|(version, at)| Agreed { version, at }))
}

impl ContactRow {
    fn read(self) -> Result<StoredContact, Error> {
        let sizes = (self.size_from.as_deref(), self.size_to.as_deref());
        let ended_by = self.ended_by.as_deref().map(Side::parse).transpose();
        Ok(StoredContact {
            id: SuccessionContactId(self.id),
            listing: ListingId(self.listing),
            listing_state: code(
                "succession_listing.state",
                ListingState::parse(&self.listing_state),
            )?,
            listing_body: self.listing_body,
            cover: cover_of(self.industry.as_deref(), &self.municipalities, sizes)?,
            teaser: self.teaser,
            seller: PersonId(self.seller),
            buyer: PersonId(self.buyer),
            number: self.number,
            state: code("succession_contact.state", ContactState::parse(&self.state))?,
            seller_agreed: agreed(self.seller_agreement, self.seller_agreed_at)?,
            buyer_agreed: agreed(self.buyer_agreement, self.buyer_agreed_at)?,
            ended_by: code("succession_contact.ended_by", ended_by)?,
            version: self.version,
            created_at: instant(self.created_at)?,
            updated_at: instant(self.updated_at)?,
            ended_at: instant_opt(self.ended_at)?,
        })
    }
}

/// Writes a contact; false when the buyer is or has been in touch about the listing already.
pub async fn insert_contact(
    tx: &mut Tx,
    county: &CountyCode,
    new: &NewContact,
) -> Result<bool, Error> {
    let rows = on!(tx, |c| sqlx::query(
        "INSERT INTO succession_contact (county, id, listing, person, number, state, version,
            created_at, updated_at)
         SELECT $1, $2, $3, $4, COALESCE(MAX(k.number), 0) + 1, 'interest', 1, $5, $5
         FROM succession_contact k WHERE k.county = $1 AND k.listing = $3
         ON CONFLICT (county, listing, person) DO NOTHING"
    )
    .bind(county.as_str())
    .bind(new.id.0)
    .bind(new.listing.0)
    .bind(new.person.0)
    .bind(new.created_at.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    Ok(rows == 1)
}

/// A contact, for one of the two.
pub async fn find_contact(
    connection: &mut Connection,
    county: &CountyCode,
    id: SuccessionContactId,
    reader: PersonId,
) -> Result<Option<StoredContact>, Error> {
    let sql =
        format!("{COLUMNS} WHERE k.county = $1 AND k.id = $2 AND (k.person = $3 OR l.person = $3)");
    let row: Option<ContactRow> = on!(connection, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(county.as_str())
        .bind(id.0)
        .bind(reader.0)
        .fetch_optional(c)
        .await?);
    row.map(ContactRow::read).transpose()
}

/// Contacts about a listing, the first buyer first. Whoever asks has found the listing.
pub async fn contacts_of_listing(
    connection: &mut Connection,
    county: &CountyCode,
    listing: ListingId,
    limit: i64,
) -> Result<Vec<StoredContact>, Error> {
    let sql =
        format!("{COLUMNS} WHERE k.county = $1 AND k.listing = $2 ORDER BY k.number LIMIT $3");
    let rows: Vec<ContactRow> = on!(connection, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(county.as_str())
        .bind(listing.0)
        .bind(limit)
        .fetch_all(c)
        .await?);
    rows.into_iter().map(ContactRow::read).collect()
}

/// Contacts of a buyer, the last one first.
pub async fn contacts_of_buyer(
    connection: &mut Connection,
    county: &CountyCode,
    buyer: PersonId,
    limit: i64,
) -> Result<Vec<StoredContact>, Error> {
    let sql = format!(
        "{COLUMNS} WHERE k.county = $1 AND k.person = $2
         ORDER BY k.updated_at DESC, k.id DESC LIMIT $3"
    );
    let rows: Vec<ContactRow> = on!(connection, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(county.as_str())
        .bind(buyer.0)
        .bind(limit)
        .fetch_all(c)
        .await?);
    rows.into_iter().map(ContactRow::read).collect()
}

/// How many are in touch about a listing.
pub async fn open_contacts(
    connection: &mut Connection,
    county: &CountyCode,
    listing: ListingId,
) -> Result<i64, Error> {
    Ok(on!(connection, |c| sqlx::query_scalar(
        "SELECT COUNT(*) FROM succession_contact
         WHERE county = $1 AND listing = $2 AND ended_at IS NULL"
    )
    .bind(county.as_str())
    .bind(listing.0)
    .fetch_one(c)
    .await?))
}

/// A change of a contact that has not been changed since it was read.
#[derive(Debug, Clone, Copy)]
pub struct ContactChange {
    /// Which.
    pub id: SuccessionContactId,
    /// As it was read.
    pub version: i64,
    /// When.
    pub now: Timestamp,
}

/// Keeps one side's yes to the agreement, and how far they have come with it.
pub async fn agree(
    tx: &mut Tx,
    county: &CountyCode,
    change: ContactChange,
    (side, agreement): (Side, &str),
    state: ContactState,
) -> Result<(), Error> {
    let sql = format!(
        "UPDATE succession_contact SET {side}_agreement = $4, {side}_agreed_at = $5, state = $6,
            version = version + 1, updated_at = $5
         WHERE county = $1 AND id = $2 AND version = $3 AND ended_at IS NULL
           AND {side}_agreed_at IS NULL"
    );
    let rows = on!(tx, |c| sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(county.as_str())
        .bind(change.id.0)
        .bind(change.version)
        .bind(agreement)
        .bind(change.now.as_microsecond())
        .bind(state.code())
        .execute(c)
        .await?
        .rows_affected());
    changed(rows)
}

/// Moves a contact to another state.
pub async fn set_contact_state(
    tx: &mut Tx,
    county: &CountyCode,
    change: ContactChange,
    state: ContactState,
    by: Side,
) -> Result<(), Error> {
    let is_over = !state.is_open();
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE succession_contact SET state = $4, ended_by = $5, ended_at = $6,
            version = version + 1, updated_at = $7
         WHERE county = $1 AND id = $2 AND version = $3 AND ended_at IS NULL"
    )
    .bind(county.as_str())
    .bind(change.id.0)
    .bind(change.version)
    .bind(state.code())
    .bind(is_over.then(|| by.code()))
    .bind(is_over.then(|| change.now.as_microsecond()))
    .bind(change.now.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// Ends every contact about a listing that is still open; gives which, and the buyers.
pub async fn end_all(
    tx: &mut Tx,
    county: &CountyCode,
    listing: ListingId,
    now: Timestamp,
) -> Result<Vec<(SuccessionContactId, PersonId)>, Error> {
    let rows: Vec<(Uuid, Uuid)> = on!(tx, |c| sqlx::query_as(
        "UPDATE succession_contact SET state = 'ended', ended_by = 'seller', ended_at = $3,
            version = version + 1, updated_at = $3
         WHERE county = $1 AND listing = $2 AND ended_at IS NULL RETURNING id, person"
    )
    .bind(county.as_str())
    .bind(listing.0)
    .bind(now.as_microsecond())
    .fetch_all(c)
    .await?);
    Ok(rows.into_iter().map(|(id, buyer)| (SuccessionContactId(id), PersonId(buyer))).collect())
}

/// A message, sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredMessage {
    /// Id.
    pub id: Uuid,
    /// In which contact.
    pub contact: SuccessionContactId,
    /// Who wrote it.
    pub side: Side,
    /// What it says, sealed.
    pub body: String,
    /// When.
    pub sent_at: Timestamp,
}

/// Writes a message.
pub async fn insert_message(
    tx: &mut Tx,
    county: &CountyCode,
    new: &StoredMessage,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO succession_message (county, id, contact, side, body, sent_at)
         VALUES ($1, $2, $3, $4, $5, $6)"
    )
    .bind(county.as_str())
    .bind(new.id)
    .bind(new.contact.0)
    .bind(new.side.code())
    .bind(&new.body)
    .bind(new.sent_at.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Messages of a contact, oldest first. Whoever asks has found the contact.
pub async fn messages(
    connection: &mut Connection,
    county: &CountyCode,
    contact: SuccessionContactId,
    limit: i64,
) -> Result<Vec<StoredMessage>, Error> {
    let rows: Vec<(Uuid, String, String, i64)> = on!(connection, |c| sqlx::query_as(
        "SELECT id, side, body, sent_at FROM succession_message
         WHERE county = $1 AND contact = $2 ORDER BY sent_at, id LIMIT $3"
    )
    .bind(county.as_str())
    .bind(contact.0)
    .bind(limit)
    .fetch_all(c)
    .await?);
    let read = |(id, side, body, at): (Uuid, String, String, i64)| {
        Ok(StoredMessage {
            id,
            contact,
            side: code("succession_message.side", Side::parse(&side))?,
            body,
            sent_at: instant(at)?,
        })
    };
    rows.into_iter().map(read).collect()
}
