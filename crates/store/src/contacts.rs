//! Contacts between public actors and firms, and requests to do one together.

pub mod peace;

use domain::codes::CountyCode;
use domain::contacts::peace::{AskedFor, Forced, Wish};
use domain::contacts::{Contact, ContactKind};
use domain::endings::Deed;
use domain::ids::{ContactId, OrganisationId};
use domain::time::{Date, Timestamp};
use serde::Serialize;
use uuid::Uuid;

use crate::endings::open_for_new;
use crate::page::{Page, Slice};
use crate::row::{code, day, find_all, find_one, instant, instant_opt};
use crate::{Connection, Error, Tx, on};

/// A contact about to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewContact {
    /// Id, made before the transaction.
    pub id: ContactId,
    /// The firm.
    pub organisation: OrganisationId,
    /// Whose contact.
    pub by_organisation: OrganisationId,
    /// Who.
    pub by_name: String,
    /// How, when and what about.
    pub contact: Contact,
    /// The firm has asked for it.
    pub asked_for: Option<AskedFor>,
    /// It goes against what the firm has asked for.
    pub forced: Option<Forced>,
    /// When it was written down.
    pub created_at: Timestamp,
}

/// A contact as read back. The note is the own organisation's: whoever shows it takes it away
/// from everybody else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredContact {
    /// Id.
    pub id: ContactId,
    /// The firm.
    pub organisation: OrganisationId,
    /// Name of the firm.
    pub organisation_name: String,
    /// Whose contact.
    pub by_organisation: OrganisationId,
    /// Name of that organisation.
    pub by_organisation_name: String,
    /// Who.
    pub by_name: String,
    /// How, when and what about.
    #[serde(flatten)]
    pub contact: Contact,
    /// The firm has asked for it.
    pub asked_for: Option<AskedFor>,
    /// It goes against what the firm has asked for. The reason is for the firm and for whoever gave
    /// it: whoever shows it takes it away from everybody else.
    pub forced: Option<Forced>,
    /// Called off.
    pub is_cancelled: bool,
}

#[derive(sqlx::FromRow)]
struct ContactRow {
    id: Uuid,
    organisation: Uuid,
    organisation_name: String,
    by_organisation: Uuid,
    by_organisation_name: String,
    by_name: String,
    kind: String,
    held_on: String,
    topic: String,
    note: Option<String>,
    asked_for: Option<String>,
    forced_reason: Option<String>,
    forced_over: Option<String>,
    is_cancelled: bool,
}

macro_rules! contact_columns {
    () => {
        "SELECT t.id, t.organisation, f.name AS organisation_name, t.by_organisation,
            a.name AS by_organisation_name, t.by_name, t.kind, t.held_on, t.topic, t.note,
            t.asked_for, t.forced_reason, t.forced_over, t.is_cancelled
         FROM contact t
         JOIN organisation f ON f.county = t.county AND f.id = t.organisation
         JOIN organisation a ON a.county = t.county AND a.id = t.by_organisation "
    };
}

impl ContactRow {
    fn read(self) -> Result<StoredContact, Error> {
        let asked_for = self.asked_for.as_deref().map(AskedFor::parse).transpose();
        let forced = self.forced_reason.map(|why| forced(self.forced_over, why)).transpose()?;
        Ok(StoredContact {
            asked_for: code("contact.asked_for", asked_for)?,
            forced,
            id: ContactId(self.id),
            organisation: OrganisationId(self.organisation),
            organisation_name: self.organisation_name,
            by_organisation: OrganisationId(self.by_organisation),
            by_organisation_name: self.by_organisation_name,
            by_name: self.by_name,
            contact: Contact {
                kind: code("contact.kind", ContactKind::parse(&self.kind))?,
                on: day(&self.held_on)?,
                topic: self.topic,
                note: self.note,
            },
            is_cancelled: self.is_cancelled,
        })
    }
}

/// A list of codes as it stands in a column, with a blank between.
fn codes<C: std::fmt::Display>(codes: &[C]) -> String {
    let codes: Vec<String> = codes.iter().map(ToString::to_string).collect();
    codes.join(" ")
}

fn forced(over: Option<String>, why: String) -> Result<Forced, Error> {
    let over = over.unwrap_or_default();
    let over = over.split_whitespace().map(Wish::parse).collect();
    Ok(Forced { over: code("contact.forced_over", over)?, why })
}

/// Writes a contact down.
pub async fn insert(tx: &mut Tx, county: &CountyCode, new: &NewContact) -> Result<(), Error> {
    let firm = open_for_new(tx, county, new.organisation, Deed::Contact).await?;
    on!(tx, |c| sqlx::query(
        "INSERT INTO contact (county, id, organisation, by_organisation, by_name, kind, held_on,
            topic, note, is_cancelled, created_at, asked_for, forced_reason, forced_over)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, FALSE, $10, $11, $12, $13)"
    )
    .bind(county.as_str())
    .bind(new.id.0)
    .bind(firm.id().0)
    .bind(new.by_organisation.0)
    .bind(&new.by_name)
    .bind(new.contact.kind.code())
    .bind(new.contact.on.to_string())
    .bind(&new.contact.topic)
    .bind(new.contact.note.as_deref())
    .bind(new.created_at.as_microsecond())
    .bind(new.asked_for.map(AskedFor::code))
    .bind(new.forced.as_ref().map(|forced| forced.why.as_str()))
    .bind(new.forced.as_ref().map(|forced| codes(&forced.over)))
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Calls a contact off; false when it was already.
pub async fn cancel(tx: &mut Tx, county: &CountyCode, id: ContactId) -> Result<bool, Error> {
    let changed = on!(tx, |c| sqlx::query(
        "UPDATE contact SET is_cancelled = TRUE
         WHERE county = $1 AND id = $2 AND is_cancelled = FALSE"
    )
    .bind(county.as_str())
    .bind(id.0)
    .execute(c)
    .await?
    .rows_affected());
    Ok(changed == 1)
}

/// One contact.
pub async fn find(
    connection: &mut Connection,
    county: &CountyCode,
    id: ContactId,
) -> Result<Option<StoredContact>, Error> {
    find_one!(
        connection,
        ContactRow,
        concat!(contact_columns!(), "WHERE t.county = $1 AND t.id = $2"),
        county.as_str(),
        id.0
    )
}

/// Contacts with a firm from a day on, the planned ones too, latest first.
pub async fn with_firm(
    connection: &mut Connection,
    county: &CountyCode,
    firm: OrganisationId,
    since: Date,
) -> Result<Vec<StoredContact>, Error> {
    find_all!(
        connection,
        ContactRow,
        concat!(
        contact_columns!(),
        "WHERE t.county = $1 AND t.organisation = $2 AND t.held_on >= $3 AND t.is_cancelled = FALSE
         ORDER BY t.held_on DESC, t.id DESC"
    ),
        county.as_str(),
        firm.0,
        since.to_string()
    )
}

/// A firm's contacts, planned and past, latest first, by numbered page.
pub async fn page_with_firm(
    connection: &mut Connection,
    county: &CountyCode,
    firm: OrganisationId,
    slice: Slice,
) -> Result<Page<StoredContact>, Error> {
    let total: i64 = on!(connection, |c| sqlx::query_scalar(
        "SELECT COUNT(*) FROM contact WHERE county = $1 AND organisation = $2"
    )
    .bind(county.as_str())
    .bind(firm.0)
    .fetch_one(c)
    .await?);
    let rows: Vec<ContactRow> = on!(connection, |c| sqlx::query_as(concat!(
        contact_columns!(),
        "WHERE t.county = $1 AND t.organisation = $2
         ORDER BY t.held_on DESC, t.id DESC LIMIT $3 OFFSET $4"
    ))
    .bind(county.as_str())
    .bind(firm.0)
    .bind(slice.limit())
    .bind(slice.offset())
    .fetch_all(c)
    .await?);
    let items = rows.into_iter().map(ContactRow::read).collect::<Result<Vec<_>, _>>()?;
    Ok(Page { items, total, next: None })
}

/// Contacts an organisation has held since a day: how many, and how many of them together with
/// another, which is to say asked for by coordination and answered.
pub async fn held_since(
    connection: &mut Connection,
    county: &CountyCode,
    by: OrganisationId,
    kind: ContactKind,
    since: Date,
    until: Date,
) -> Result<(i64, i64), Error> {
    Ok(on!(connection, |c| sqlx::query_as(
        "SELECT COUNT(*), COUNT(CASE WHEN EXISTS (
             SELECT 1 FROM coordination x WHERE x.county = t.county AND x.contact = t.id
                AND x.replied_at IS NOT NULL) THEN 1 END)
         FROM contact t
         WHERE t.county = $1 AND t.by_organisation = $2 AND t.kind = $3 AND t.held_on >= $4
           AND t.held_on <= $5 AND t.is_cancelled = FALSE"
    )
    .bind(county.as_str())
    .bind(by.0)
    .bind(kind.code())
    .bind(since.to_string())
    .bind(until.to_string())
    .fetch_one(c)
    .await?))
}

/// A request to do a contact together, about to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCoordination {
    /// Id, made before the transaction.
    pub id: Uuid,
    /// Which contact.
    pub contact: ContactId,
    /// Who asks.
    pub from_organisation: OrganisationId,
    /// Name of the person.
    pub from_name: String,
    /// In which words.
    pub words: String,
    /// When.
    pub asked_at: Timestamp,
}

/// A request to do a contact together, as read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Coordination {
    /// Id.
    pub id: Uuid,
    /// Which contact.
    pub contact: ContactId,
    /// The firm it is about.
    pub organisation: OrganisationId,
    /// Name of the firm.
    pub organisation_name: String,
    /// Whose contact it is: who is asked.
    pub to_organisation: OrganisationId,
    /// What the contact is about.
    pub topic: String,
    /// The day of the contact.
    pub on: Date,
    /// Who asks.
    pub from_organisation: OrganisationId,
    /// Name of that organisation.
    pub from_organisation_name: String,
    /// Name of the person who asks.
    pub from_name: String,
    /// In which words.
    pub words: String,
    /// When.
    pub asked_at: Timestamp,
    /// The answer.
    pub reply: Option<String>,
    /// Who gave it.
    pub replied_by_name: Option<String>,
    /// When.
    pub replied_at: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct CoordinationRow {
    id: Uuid,
    contact: Uuid,
    organisation: Uuid,
    organisation_name: String,
    to_organisation: Uuid,
    topic: String,
    held_on: String,
    from_organisation: Uuid,
    from_organisation_name: String,
    from_name: String,
    words: String,
    asked_at: i64,
    reply: Option<String>,
    replied_by_name: Option<String>,
    replied_at: Option<i64>,
}

macro_rules! coordination_columns {
    () => {
        "SELECT x.id, x.contact, t.organisation, f.name AS organisation_name,
            t.by_organisation AS to_organisation, t.topic, t.held_on, x.from_organisation,
            a.name AS from_organisation_name, x.from_name, x.words, x.asked_at, x.reply,
            x.replied_by_name, x.replied_at
         FROM coordination x
         JOIN contact t ON t.county = x.county AND t.id = x.contact
         JOIN organisation f ON f.county = t.county AND f.id = t.organisation
         JOIN organisation a ON a.county = x.county AND a.id = x.from_organisation "
    };
}

impl CoordinationRow {
    fn read(self) -> Result<Coordination, Error> {
        Ok(Coordination {
            id: self.id,
            contact: ContactId(self.contact),
            organisation: OrganisationId(self.organisation),
            organisation_name: self.organisation_name,
            to_organisation: OrganisationId(self.to_organisation),
            topic: self.topic,
            on: day(&self.held_on)?,
            from_organisation: OrganisationId(self.from_organisation),
            from_organisation_name: self.from_organisation_name,
            from_name: self.from_name,
            words: self.words,
            asked_at: instant(self.asked_at)?,
            reply: self.reply,
            replied_by_name: self.replied_by_name,
            replied_at: instant_opt(self.replied_at)?,
        })
    }
}

/// Writes a request to do a contact together.
pub async fn insert_coordination(
    tx: &mut Tx,
    county: &CountyCode,
    new: &NewCoordination,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO coordination (county, id, contact, from_organisation, from_name, words,
            asked_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)"
    )
    .bind(county.as_str())
    .bind(new.id)
    .bind(new.contact.0)
    .bind(new.from_organisation.0)
    .bind(&new.from_name)
    .bind(&new.words)
    .bind(new.asked_at.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Answers a request; false when somebody has answered it already.
pub async fn reply(
    tx: &mut Tx,
    county: &CountyCode,
    id: Uuid,
    words: &str,
    by_name: &str,
    now: Timestamp,
) -> Result<bool, Error> {
    let changed = on!(tx, |c| sqlx::query(
        "UPDATE coordination SET reply = $3, replied_by_name = $4, replied_at = $5
         WHERE county = $1 AND id = $2 AND replied_at IS NULL"
    )
    .bind(county.as_str())
    .bind(id)
    .bind(words)
    .bind(by_name)
    .bind(now.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    Ok(changed == 1)
}

/// One request.
pub async fn find_coordination(
    connection: &mut Connection,
    county: &CountyCode,
    id: Uuid,
) -> Result<Option<Coordination>, Error> {
    find_one!(
        connection,
        CoordinationRow,
        concat!(coordination_columns!(), "WHERE x.county = $1 AND x.id = $2"),
        county.as_str(),
        id
    )
}

/// Requests about a firm's contacts that an organisation has asked or been asked, latest first.
pub async fn coordinations_with(
    connection: &mut Connection,
    county: &CountyCode,
    firm: OrganisationId,
    own: OrganisationId,
) -> Result<Vec<Coordination>, Error> {
    find_all!(
        connection,
        CoordinationRow,
        concat!(
            coordination_columns!(),
            "WHERE x.county = $1 AND t.organisation = $2
           AND (x.from_organisation = $3 OR t.by_organisation = $3)
         ORDER BY x.asked_at DESC, x.id DESC"
        ),
        county.as_str(),
        firm.0,
        own.0
    )
}

/// Requests that wait for an organisation's answer, oldest first.
pub async fn unanswered(
    connection: &mut Connection,
    county: &CountyCode,
    own: OrganisationId,
) -> Result<Vec<Coordination>, Error> {
    find_all!(
        connection,
        CoordinationRow,
        concat!(
            coordination_columns!(),
            "WHERE x.county = $1 AND t.by_organisation = $2 AND x.replied_at IS NULL
         ORDER BY x.asked_at, x.id"
        ),
        county.as_str(),
        own.0
    )
}
