//! Ownership transfer: a compartment of its own. No other module of the store reads its tables
//! (a test compares the sources), and every question here narrows by the account that asks: what
//! it owns, what it has been let in to, or what is published for buyers.
//!
//! Bodies are sealed by the caller; the store keeps them as they come.

mod contacts;
mod news;

use domain::codes::{CountyCode, MunicipalityCode, Sni, SniVersion};
use domain::ids::{ListingId, PersonId};
use domain::leaders::Industry;
use domain::succession::ListingState;
use domain::succession::cover::{Cover, Firm, SizeBand, industry_of};
use domain::time::Timestamp;
use uuid::Uuid;

use crate::page::{Page, Slice};
use crate::row::{changed, code, instant, instant_opt};
use crate::{Connection, Error, Tx, on};

pub use contacts::{
    Agreed, ContactChange, NewContact, StoredContact, StoredMessage, agree, contacts_of_buyer,
    contacts_of_listing, end_all, find_contact, insert_contact, insert_message, messages,
    open_contacts, set_contact_state,
};
pub use news::{
    NewStep, News, StoredStep, has_step_since, insert_news, insert_step, is_unread, mark_read,
    steps_of_contact, steps_of_listing, unread,
};

/// Firms alike in everything that is counted are told apart no further than this.
const ALIKE_MAX: i64 = 50;

/// A listing about to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewListing {
    /// Id, made before the transaction.
    pub id: ListingId,
    /// Whose.
    pub person: PersonId,
    /// What it says, sealed.
    pub body: String,
    /// When.
    pub created_at: Timestamp,
}

/// A listing as read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredListing {
    /// Id.
    pub id: ListingId,
    /// Whose.
    pub person: PersonId,
    /// Where it stands.
    pub state: ListingState,
    /// What it says, sealed.
    pub body: String,
    /// What its teaser tells.
    pub cover: Cover,
    /// The teaser's words, sealed; none before it has been published.
    pub teaser: Option<String>,
    /// Version for optimistic locking.
    pub version: i64,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it was changed last.
    pub updated_at: Timestamp,
    /// When its teaser was published last.
    pub published_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct ListingRow {
    id: Uuid,
    person: Uuid,
    state: String,
    body: String,
    industry: Option<String>,
    municipalities: String,
    size_from: Option<String>,
    size_to: Option<String>,
    teaser: Option<String>,
    version: i64,
    created_at: i64,
    updated_at: i64,
    published_at: Option<i64>,
    ended_at: Option<i64>,
}

/// Columns of [`ListingRow`] with `l` the listing.
const COLUMNS: &str = "SELECT l.id, l.person, l.state, l.body, l.industry, l.municipalities,
    l.size_from, l.size_to, l.teaser, l.version, l.created_at, l.updated_at, l.published_at,
    l.ended_at FROM succession_listing l ";

/// What a teaser tells, from its columns.
fn cover_of(
    industry: Option<&str>,
    municipalities: &str,
    sizes: (Option<&str>, Option<&str>),
) -> Result<Cover, Error> {
    let places = municipalities.split_whitespace().map(MunicipalityCode::parse);
    let size = |text: &str| code("succession_listing.size", SizeBand::parse(text));
    let industry = industry.map(|text| code("succession_listing.industry", Industry::parse(text)));
    Ok(Cover {
        industry: industry.transpose()?,
        municipalities: code("succession_listing.municipalities", places.collect())?,
        sizes: match sizes {
            (Some(from), Some(to)) => Some((size(from)?, size(to)?)),
            _ => None,
        },
    })
}

impl ListingRow {
    fn read(self) -> Result<StoredListing, Error> {
        let sizes = (self.size_from.as_deref(), self.size_to.as_deref());
        Ok(StoredListing {
            id: ListingId(self.id),
            person: PersonId(self.person),
            state: code("succession_listing.state", ListingState::parse(&self.state))?,
            body: self.body,
            cover: cover_of(self.industry.as_deref(), &self.municipalities, sizes)?,
            teaser: self.teaser,
            version: self.version,
            created_at: instant(self.created_at)?,
            updated_at: instant(self.updated_at)?,
            published_at: instant_opt(self.published_at)?,
            ended_at: instant_opt(self.ended_at)?,
        })
    }
}

/// Codes with a blank between.
fn joined(codes: &[MunicipalityCode]) -> String {
    codes.iter().map(MunicipalityCode::as_str).collect::<Vec<_>>().join(" ")
}

/// Writes a private listing.
pub async fn insert(tx: &mut Tx, county: &CountyCode, new: &NewListing) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO succession_listing (county, id, person, state, body, municipalities, version,
            created_at, updated_at)
         VALUES ($1, $2, $3, 'note', $4, '', 1, $5, $5)"
    )
    .bind(county.as_str())
    .bind(new.id.0)
    .bind(new.person.0)
    .bind(&new.body)
    .bind(new.created_at.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// A change of a listing by its owner, that has not been changed since it was read.
#[derive(Debug, Clone, Copy)]
pub struct Change {
    /// Which.
    pub id: ListingId,
    /// Whose.
    pub person: PersonId,
    /// As it was read.
    pub version: i64,
    /// When.
    pub now: Timestamp,
}

/// Writes the owner's words anew.
pub async fn update(
    tx: &mut Tx,
    county: &CountyCode,
    change: Change,
    body: &str,
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE succession_listing SET body = $5, version = version + 1, updated_at = $6
         WHERE county = $1 AND id = $2 AND person = $3 AND version = $4 AND ended_at IS NULL"
    )
    .bind(county.as_str())
    .bind(change.id.0)
    .bind(change.person.0)
    .bind(change.version)
    .bind(body)
    .bind(change.now.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// A teaser about to be shown.
#[derive(Debug, Clone, Copy)]
pub struct NewTeaser<'a> {
    /// What it tells.
    pub cover: &'a Cover,
    /// Its words, sealed.
    pub words: &'a str,
    /// What the listing says, sealed: it remembers what has been told.
    pub body: &'a str,
}

/// Publishes a teaser, or changes the one that is published.
pub async fn publish(
    tx: &mut Tx,
    county: &CountyCode,
    change: Change,
    NewTeaser { cover, words, body }: NewTeaser<'_>,
) -> Result<(), Error> {
    let sizes = cover.sizes.map(|(from, to)| (from.code(), to.code()));
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE succession_listing SET state = 'published', industry = $5, municipalities = $6,
            size_from = $7, size_to = $8, teaser = $9, published_at = $10, body = $11,
            version = version + 1, updated_at = $10
         WHERE county = $1 AND id = $2 AND person = $3 AND version = $4 AND ended_at IS NULL"
    )
    .bind(county.as_str())
    .bind(change.id.0)
    .bind(change.person.0)
    .bind(change.version)
    .bind(cover.industry.map(Industry::code))
    .bind(joined(&cover.municipalities))
    .bind(sizes.map(|(from, _)| from))
    .bind(sizes.map(|(_, to)| to))
    .bind(words)
    .bind(change.now.as_microsecond())
    .bind(body)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// Moves a listing to another state.
pub async fn set_state(
    tx: &mut Tx,
    county: &CountyCode,
    change: Change,
    state: ListingState,
) -> Result<(), Error> {
    let ended = (!state.is_open()).then(|| change.now.as_microsecond());
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE succession_listing SET state = $5, ended_at = $6, version = version + 1,
            updated_at = $7
         WHERE county = $1 AND id = $2 AND person = $3 AND version = $4 AND ended_at IS NULL"
    )
    .bind(county.as_str())
    .bind(change.id.0)
    .bind(change.person.0)
    .bind(change.version)
    .bind(state.code())
    .bind(ended)
    .bind(change.now.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// Takes a note away for good, with whom it had been shown to. Only one that was never published.
pub async fn remove(tx: &mut Tx, county: &CountyCode, change: Change) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "DELETE FROM succession_listing
         WHERE county = $1 AND id = $2 AND person = $3 AND version = $4 AND state = 'note'"
    )
    .bind(county.as_str())
    .bind(change.id.0)
    .bind(change.person.0)
    .bind(change.version)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// Takes a teaser in that may not stand any more; false when it is not published any more.
pub async fn pause(
    tx: &mut Tx,
    county: &CountyCode,
    id: ListingId,
    now: Timestamp,
) -> Result<bool, Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE succession_listing SET state = 'paused', version = version + 1, updated_at = $3
         WHERE county = $1 AND id = $2 AND state = 'published'"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(now.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    Ok(rows == 1)
}

/// A listing for its owner, or for an adviser the owner has let in.
pub async fn find(
    connection: &mut Connection,
    county: &CountyCode,
    id: ListingId,
    reader: PersonId,
) -> Result<Option<StoredListing>, Error> {
    let sql = format!(
        "{COLUMNS} WHERE l.county = $1 AND l.id = $2
           AND (l.person = $3 OR EXISTS (SELECT 1 FROM succession_adviser a
             WHERE a.county = l.county AND a.listing = l.id AND a.person = $3))"
    );
    let row: Option<ListingRow> = on!(connection, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(county.as_str())
        .bind(id.0)
        .bind(reader.0)
        .fetch_optional(c)
        .await?);
    row.map(ListingRow::read).transpose()
}

/// Which of an account's listings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// Its own.
    Own,
    /// Those it has been let in to.
    Advised,
}

/// Listings of an account, newest first.
pub async fn list(
    connection: &mut Connection,
    county: &CountyCode,
    reader: PersonId,
    held: Held,
    limit: i64,
) -> Result<Vec<StoredListing>, Error> {
    let narrowed = match held {
        Held::Own => "l.person = $2",
        Held::Advised => {
            "l.id IN (SELECT a.listing FROM succession_adviser a
               WHERE a.county = $1 AND a.person = $2)"
        }
    };
    let sql = format!(
        "{COLUMNS} WHERE l.county = $1 AND {narrowed}
         ORDER BY l.created_at DESC, l.id DESC LIMIT $3"
    );
    let rows: Vec<ListingRow> = on!(connection, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(county.as_str())
        .bind(reader.0)
        .bind(limit)
        .fetch_all(c)
        .await?);
    rows.into_iter().map(ListingRow::read).collect()
}

/// A teaser as buyers read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredTeaser {
    /// Id of the listing.
    pub id: ListingId,
    /// What it tells.
    pub cover: Cover,
    /// Its words, sealed.
    pub teaser: String,
    /// What the listing says, sealed; for the service alone.
    pub body: String,
    /// When it was published.
    pub published_at: Timestamp,
    /// The reader's own.
    pub is_own: bool,
}

fn read_teaser(row: ListingRow, reader: PersonId) -> Result<StoredTeaser, Error> {
    let listing = row.read()?;
    let published_at = listing.published_at.unwrap_or(listing.updated_at);
    Ok(StoredTeaser {
        id: listing.id,
        cover: listing.cover,
        teaser: listing.teaser.unwrap_or_default(),
        body: listing.body,
        published_at,
        is_own: listing.person == reader,
    })
}

/// Published teasers for a buyer, newest first, by numbered page; their own are not among them.
/// Everybody else is shown the same: what is hidden from some tells them that it is theirs.
pub async fn teasers(
    connection: &mut Connection,
    county: &CountyCode,
    reader: PersonId,
    industry: Option<Industry>,
    slice: Slice,
) -> Result<Page<StoredTeaser>, Error> {
    macro_rules! narrow {
        ($query:expr) => {{
            $query.push(" WHERE l.state = 'published' AND l.county = ");
            $query.push_bind(county.as_str().to_owned());
            $query.push(" AND l.person <> ").push_bind(reader.0);
            if let Some(industry) = industry {
                $query.push(" AND l.industry = ").push_bind(industry.code());
            }
        }};
    }
    let total: i64 = on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new("SELECT COUNT(*) FROM succession_listing l");
        narrow!(query);
        query.build_query_scalar().fetch_one(c).await?
    });
    let rows: Vec<ListingRow> = on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new(COLUMNS);
        narrow!(query);
        query.push(" ORDER BY l.published_at DESC, l.id DESC LIMIT ").push_bind(slice.limit());
        query.push(" OFFSET ").push_bind(slice.offset());
        query.build_query_as().fetch_all(c).await?
    });
    let items = rows.into_iter().map(|row| read_teaser(row, reader)).collect::<Result<_, _>>()?;
    Ok(Page { items, total, next: None })
}

/// One published teaser, with whose it is for who writes to them; the owner reads their own.
pub async fn find_teaser(
    connection: &mut Connection,
    county: &CountyCode,
    id: ListingId,
    reader: PersonId,
) -> Result<Option<(StoredTeaser, PersonId)>, Error> {
    let sql = format!("{COLUMNS} WHERE l.county = $1 AND l.id = $2 AND l.state = 'published'");
    let row: Option<ListingRow> = on!(connection, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(county.as_str())
        .bind(id.0)
        .fetch_optional(c)
        .await?);
    let Some(row) = row else { return Ok(None) };
    let owner = PersonId(row.person);
    Ok(Some((read_teaser(row, reader)?, owner)))
}

/// A published teaser, for the look at whether it may still stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Which.
    pub id: ListingId,
    /// Whose.
    pub person: PersonId,
    /// What it says, sealed.
    pub body: String,
    /// What its teaser tells.
    pub cover: Cover,
    /// When it was published last.
    pub published_at: Timestamp,
}

/// Counties where a teaser is published. For the look alone: no person asks this.
pub async fn counties(connection: &mut Connection) -> Result<Vec<CountyCode>, Error> {
    let all: Vec<String> = on!(connection, |c| {
        sqlx::query_scalar(
        "SELECT DISTINCT county FROM succession_listing WHERE state = 'published' ORDER BY county"
    )
    .fetch_all(c)
    .await?
    });
    let read = |text: &String| code("succession_listing.county", CountyCode::parse(text));
    all.iter().map(read).collect()
}

/// Published teasers of a county after one, in order of id. For the look alone.
pub async fn published(
    connection: &mut Connection,
    county: &CountyCode,
    after: Option<ListingId>,
    limit: i64,
) -> Result<Vec<Published>, Error> {
    let sql = format!(
        "{COLUMNS} WHERE l.county = $1 AND l.state = 'published' AND l.id > $2
         ORDER BY l.id LIMIT $3"
    );
    let rows: Vec<ListingRow> = on!(connection, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(county.as_str())
        .bind(after.map_or(Uuid::nil(), |last| last.0))
        .bind(limit)
        .fetch_all(c)
        .await?);
    let read = |row: ListingRow| {
        let StoredListing { id, person, body, cover, published_at, updated_at, .. } = row.read()?;
        let published_at = published_at.unwrap_or(updated_at);
        Ok(Published { id, person, body, cover, published_at })
    };
    rows.into_iter().map(read).collect()
}

/// How many, how often, when.
pub type RegisterStamp = (i64, i64, i64);

/// What tells that the register of a county has changed: how many organisations it holds, how often
/// they have been changed, and when one was last.
pub async fn register_stamp(
    connection: &mut Connection,
    county: &CountyCode,
) -> Result<RegisterStamp, Error> {
    Ok(on!(connection, |c| sqlx::query_as(
        "SELECT COUNT(*), CAST(COALESCE(SUM(version), 0) AS BIGINT),
            COALESCE(MAX(updated_at), 0)
         FROM organisation WHERE county = $1"
    )
    .bind(county.as_str())
    .fetch_one(c)
    .await?))
}

/// The private firms of a county as teasers count them. Those of the public sector are not for
/// sale, and would make a teaser look safer than it is.
pub async fn register(
    connection: &mut Connection,
    county: &CountyCode,
) -> Result<Vec<Firm>, Error> {
    let rows: Vec<(String, Option<String>, Option<i64>, i64)> =
        on!(connection, |c| sqlx::query_as(
            "SELECT f.municipality, f.division, f.employees, COUNT(*) FROM (
               SELECT o.municipality, SUBSTR(o.sni_code, 1, 2) AS division,
                 CASE WHEN o.employees > 50 THEN 50 ELSE o.employees END AS employees
               FROM organisation o
               WHERE o.county = $1 AND o.is_actor = FALSE AND o.sector = 'private'
                 AND o.ended_on IS NULL) f
             GROUP BY f.municipality, f.division, f.employees
             ORDER BY f.municipality, f.division, f.employees"
        )
        .bind(county.as_str())
        .fetch_all(c)
        .await?);
    let mut firms = Vec::new();
    for (place, division, employees, count) in rows {
        let sni = division.map(|division| Sni::parse(SniVersion::Sni2007, &division));
        let firm = Firm {
            municipality: code("organisation.municipality", MunicipalityCode::parse(&place))?,
            industry: sni.and_then(Result::ok).as_ref().and_then(industry_of),
            size: employees.map(SizeBand::of),
        };
        let alike = usize::try_from(count.clamp(0, ALIKE_MAX)).unwrap_or(0);
        firms.extend(std::iter::repeat_n(firm, alike));
    }
    Ok(firms)
}

/// Lets an account in to a listing; false when it has been.
pub async fn let_in(
    tx: &mut Tx,
    county: &CountyCode,
    listing: ListingId,
    adviser: PersonId,
    now: Timestamp,
) -> Result<bool, Error> {
    let rows = on!(tx, |c| sqlx::query(
        "INSERT INTO succession_adviser (county, listing, person, invited_at)
         VALUES ($1, $2, $3, $4) ON CONFLICT (county, listing, person) DO NOTHING"
    )
    .bind(county.as_str())
    .bind(listing.0)
    .bind(adviser.0)
    .bind(now.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    Ok(rows == 1)
}

/// Takes it back; what they have been told of it goes too.
pub async fn shut_out(
    tx: &mut Tx,
    county: &CountyCode,
    listing: ListingId,
    adviser: PersonId,
) -> Result<bool, Error> {
    on!(tx, |c| sqlx::query(
        "DELETE FROM succession_news WHERE county = $1 AND listing = $2 AND person = $3"
    )
    .bind(county.as_str())
    .bind(listing.0)
    .bind(adviser.0)
    .execute(c)
    .await
    .map(|_| ()))?;
    let rows = on!(tx, |c| sqlx::query(
        "DELETE FROM succession_adviser WHERE county = $1 AND listing = $2 AND person = $3"
    )
    .bind(county.as_str())
    .bind(listing.0)
    .bind(adviser.0)
    .execute(c)
    .await?
    .rows_affected());
    Ok(rows == 1)
}

/// Shuts every adviser of a listing out: it has ended. What they have been told of it goes too.
pub async fn shut_all_out(
    tx: &mut Tx,
    county: &CountyCode,
    listing: ListingId,
) -> Result<(), Error> {
    for sql in [
        "DELETE FROM succession_news WHERE county = $1 AND listing = $2
           AND person IN (SELECT a.person FROM succession_adviser a
             WHERE a.county = $1 AND a.listing = $2)",
        "DELETE FROM succession_adviser WHERE county = $1 AND listing = $2",
    ] {
        on!(tx, |c| sqlx::query(sql)
            .bind(county.as_str())
            .bind(listing.0)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}

/// True for somebody who has been let in to a listing.
pub async fn is_adviser(
    connection: &mut Connection,
    county: &CountyCode,
    listing: ListingId,
    person: PersonId,
) -> Result<bool, Error> {
    let found: i64 = on!(connection, |c| sqlx::query_scalar(
        "SELECT COUNT(*) FROM succession_adviser
         WHERE county = $1 AND listing = $2 AND person = $3"
    )
    .bind(county.as_str())
    .bind(listing.0)
    .bind(person.0)
    .fetch_one(c)
    .await?);
    Ok(found > 0)
}

/// Who has been let in to a listing, by name.
pub async fn advisers(
    connection: &mut Connection,
    county: &CountyCode,
    listing: ListingId,
) -> Result<Vec<(PersonId, String, Timestamp)>, Error> {
    let rows: Vec<(Uuid, String, i64)> = on!(connection, |c| sqlx::query_as(
        "SELECT a.person, p.name, a.invited_at
         FROM succession_adviser a JOIN person p ON p.id = a.person
         WHERE a.county = $1 AND a.listing = $2 ORDER BY p.name, a.person"
    )
    .bind(county.as_str())
    .bind(listing.0)
    .fetch_all(c)
    .await?);
    let read = |(id, name, at): (Uuid, String, i64)| Ok((PersonId(id), name, instant(at)?));
    rows.into_iter().map(read).collect()
}

/// What a buyer says of themselves, sealed, and its version.
pub async fn profile(
    connection: &mut Connection,
    county: &CountyCode,
    person: PersonId,
) -> Result<Option<(String, i64)>, Error> {
    Ok(on!(connection, |c| sqlx::query_as(
        "SELECT body, version FROM succession_buyer WHERE county = $1 AND person = $2"
    )
    .bind(county.as_str())
    .bind(person.0)
    .fetch_optional(c)
    .await?))
}

/// Keeps it; version 0 when there was none.
pub async fn keep_profile(
    tx: &mut Tx,
    county: &CountyCode,
    (person, version): (PersonId, i64),
    body: &str,
    now: Timestamp,
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "INSERT INTO succession_buyer (county, person, body, version, updated_at)
         SELECT $1, $2, $4, 1, $5 WHERE $3 = 0
         ON CONFLICT (county, person) DO NOTHING"
    )
    .bind(county.as_str())
    .bind(person.0)
    .bind(version)
    .bind(body)
    .bind(now.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    if rows == 1 {
        return Ok(());
    }
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE succession_buyer SET body = $4, version = version + 1, updated_at = $5
         WHERE county = $1 AND person = $2 AND version = $3"
    )
    .bind(county.as_str())
    .bind(person.0)
    .bind(version)
    .bind(body)
    .bind(now.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// Keeps what an owner intends, sealed; a later answer takes the place of the former.
pub async fn intend(
    tx: &mut Tx,
    county: &CountyCode,
    person: PersonId,
    body: &str,
    now: Timestamp,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO succession_intention (county, person, body, answered_at)
         VALUES ($1, $2, $3, $4)
         ON CONFLICT (county, person) DO UPDATE SET body = excluded.body,
            answered_at = excluded.answered_at"
    )
    .bind(county.as_str())
    .bind(person.0)
    .bind(body)
    .bind(now.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// What an account has answered itself, sealed.
pub async fn intention_of(
    connection: &mut Connection,
    county: &CountyCode,
    person: PersonId,
) -> Result<Option<String>, Error> {
    Ok(on!(connection, |c| sqlx::query_scalar(
        "SELECT body FROM succession_intention WHERE county = $1 AND person = $2"
    )
    .bind(county.as_str())
    .bind(person.0)
    .fetch_optional(c)
    .await?))
}

/// What every owner of a county has answered, sealed, without whose it is; the last ones when they
/// are more than `limit`.
pub async fn intentions(
    connection: &mut Connection,
    county: &CountyCode,
    limit: i64,
) -> Result<Vec<String>, Error> {
    Ok(on!(connection, |c| sqlx::query_scalar(
        "SELECT body FROM succession_intention WHERE county = $1
         ORDER BY answered_at DESC, person LIMIT $2"
    )
    .bind(county.as_str())
    .bind(limit)
    .fetch_all(c)
    .await?))
}
