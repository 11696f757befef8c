//! Who comes to an event, and who waits for a seat.
//!
//! Whoever signs up, changes or cancels first takes the next place in the event's line
//! ([`take_place`]). That writes the event's row, so of two transactions the second waits for the
//! first and counts seats after it, on either database.

use std::sync::LazyLock;

use domain::codes::CountyCode;
use domain::endings::Deed;
use domain::gatherings::seats::{self, Mandate, SIGN_UPS_MAX, SeatState, SignUp};
use domain::ids::{GatheringId, OrganisationId};
use domain::organisations::Sector;
use domain::time::Timestamp;
use tokio::sync::{Mutex, MutexGuard};
use uuid::Uuid;

use crate::door::Backend;
use crate::endings::open_for_new;
use crate::page::{Page, Slice};
use crate::row::{changed, code, find_all, find_one, instant};
use crate::{Connection, Error, Store, Tx, on};

/// How many events can have a line of their own at a server door; others share one.
const DOORS: usize = 64;

static LINES: LazyLock<Vec<Mutex<()>>> =
    LazyLock::new(|| (0..DOORS).map(|_| Mutex::default()).collect());

/// One's turn among those who write about the same event on this server, in the order they came.
///
/// On PostgreSQL transactions that meet in one row are run again until they go through; five
/// hundred at once would meet each time. SQLite has one writer, and needs no turn. The line is only
/// for speed: seats are counted right without it, as they are between servers.
pub async fn turn(store: &Store, id: GatheringId) -> Option<MutexGuard<'static, ()>> {
    match store.backend() {
        Backend::Sqlite { .. } => None,
        Backend::Postgres { .. } => {
            let doors = u128::try_from(DOORS).unwrap_or(1);
            let door = usize::try_from(id.0.as_u128() % doors).unwrap_or(0);
            Some(LINES.get(door)?.lock().await)
        }
    }
}

/// Who comes from an organisation, as read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSignUp {
    /// From which organisation.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// Its sector.
    pub sector: Sector,
    /// Who.
    pub sign_up: SignUp,
    /// Whether they have seats.
    pub state: SeatState,
    /// Place in line.
    pub line: i64,
    /// Version for optimistic locking.
    pub version: i64,
    /// When they signed up.
    pub created_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct Row {
    organisation: Uuid,
    organisation_name: String,
    sector: String,
    persons: i64,
    mandate: String,
    contact_name: String,
    contact_email: String,
    state: String,
    line: i64,
    version: i64,
    created_at: i64,
}

impl Row {
    fn read(self) -> Result<StoredSignUp, Error> {
        Ok(StoredSignUp {
            organisation: OrganisationId(self.organisation),
            organisation_name: self.organisation_name,
            sector: code("organisation.sector", Sector::parse(&self.sector))?,
            sign_up: SignUp {
                persons: self.persons,
                mandate: code("sign_up.mandate", Mandate::parse(&self.mandate))?,
                contact_name: self.contact_name,
                contact_email: self.contact_email,
            },
            state: code("sign_up.state", SeatState::parse(&self.state))?,
            line: self.line,
            version: self.version,
            created_at: instant(self.created_at)?,
        })
    }
}

macro_rules! columns {
    ($rest:literal) => {
        concat!(
            "SELECT s.organisation, o.name AS organisation_name, o.sector, s.persons, s.mandate,
                s.contact_name, s.contact_email, s.state, s.line, s.version, s.created_at
             FROM sign_up s
             JOIN organisation o ON o.county = s.county AND o.id = s.organisation
             WHERE s.county = $1 AND s.gathering = $2 ",
            $rest
        )
    };
}

/// What an organisation has signed up.
pub async fn find(
    connection: &mut Connection,
    county: &CountyCode,
    id: GatheringId,
    organisation: OrganisationId,
) -> Result<Option<StoredSignUp>, Error> {
    let sql = columns!("AND s.organisation = $3");
    find_one!(connection, Row, sql, county.as_str(), id.0, organisation.0)
}

/// Who has signed up, by numbered page: those who have seats, then those who wait, each in the
/// order they came.
pub async fn list(
    connection: &mut Connection,
    county: &CountyCode,
    id: GatheringId,
    slice: Slice,
) -> Result<Page<StoredSignUp>, Error> {
    let total: i64 = on!(connection, |c| sqlx::query_scalar(
        "SELECT COUNT(*) FROM sign_up WHERE county = $1 AND gathering = $2"
    )
    .bind(county.as_str())
    .bind(id.0)
    .fetch_one(c)
    .await?);
    let sql = columns!("ORDER BY s.state, s.line LIMIT $3 OFFSET $4");
    let items =
        find_all!(connection, Row, sql, county.as_str(), id.0, slice.limit(), slice.offset())?;
    Ok(Page { items, total, next: None })
}

/// Everybody who has signed up, to be told something.
pub async fn all(
    connection: &mut Connection,
    county: &CountyCode,
    id: GatheringId,
) -> Result<Vec<StoredSignUp>, Error> {
    let sql = columns!("ORDER BY s.state, s.line LIMIT $3");
    find_all!(connection, Row, sql, county.as_str(), id.0, SIGN_UPS_MAX)
}

/// Organisations of a sector that come with a mandate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// The sector.
    pub sector: Sector,
    /// The mandate.
    pub mandate: Mandate,
    /// How many organisations.
    pub organisations: i64,
    /// How many people come from them.
    pub persons: i64,
}

/// Who comes to an event, counted by sector and mandate; those who wait are left out.
pub async fn mix(
    connection: &mut Connection,
    county: &CountyCode,
    id: GatheringId,
) -> Result<Vec<Share>, Error> {
    let rows: Vec<(String, String, i64, i64)> = on!(connection, |c| sqlx::query_as(
        "SELECT o.sector, s.mandate, COUNT(*), CAST(SUM(s.persons) AS BIGINT)
         FROM sign_up s JOIN organisation o ON o.county = s.county AND o.id = s.organisation
         WHERE s.county = $1 AND s.gathering = $2 AND s.state = 'seated'
         GROUP BY o.sector, s.mandate ORDER BY o.sector, s.mandate"
    )
    .bind(county.as_str())
    .bind(id.0)
    .fetch_all(c)
    .await?);
    let read = |(sector, mandate, organisations, persons): (String, String, i64, i64)| {
        Ok(Share {
            sector: code("organisation.sector", Sector::parse(&sector))?,
            mandate: code("sign_up.mandate", Mandate::parse(&mandate))?,
            organisations,
            persons,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Takes the next place in an event's line, and with it the event: nobody else writes about it
/// until this transaction has ended. None when there is no such event.
pub async fn take_place(
    tx: &mut Tx,
    county: &CountyCode,
    id: GatheringId,
) -> Result<Option<i64>, Error> {
    Ok(on!(tx, |c| sqlx::query_scalar(
        "UPDATE gathering SET line = line + 1 WHERE county = $1 AND id = $2 RETURNING line"
    )
    .bind(county.as_str())
    .bind(id.0)
    .fetch_optional(c)
    .await?))
}

/// Puts an organisation last in line; whether there is a seat for it is [`settle`]'s to say.
pub async fn insert(
    tx: &mut Tx,
    county: &CountyCode,
    (id, organisation): (GatheringId, OrganisationId),
    sign_up: &SignUp,
    line: i64,
    now: Timestamp,
) -> Result<(), Error> {
    let firm = open_for_new(tx, county, organisation, Deed::SignUp).await?;
    on!(tx, |c| sqlx::query(
        "INSERT INTO sign_up (county, gathering, organisation, persons, mandate, contact_name,
            contact_email, state, line, version, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting', $8, 1, $9, $9)"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(firm.id().0)
    .bind(sign_up.persons)
    .bind(sign_up.mandate.code())
    .bind(&sign_up.contact_name)
    .bind(&sign_up.contact_email)
    .bind(line)
    .bind(now.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Changes who comes, if nobody else has since `version`. Seat and place in line stay.
pub async fn update(
    tx: &mut Tx,
    county: &CountyCode,
    (id, organisation): (GatheringId, OrganisationId),
    sign_up: &SignUp,
    version: i64,
    now: Timestamp,
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE sign_up SET persons = $4, mandate = $5, contact_name = $6, contact_email = $7,
            version = version + 1, updated_at = $8
         WHERE county = $1 AND gathering = $2 AND organisation = $3 AND version = $9"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(organisation.0)
    .bind(sign_up.persons)
    .bind(sign_up.mandate.code())
    .bind(&sign_up.contact_name)
    .bind(&sign_up.contact_email)
    .bind(now.as_microsecond())
    .bind(version)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// Takes an organisation out of the line or from its seats: nothing of who was to come is kept.
pub async fn remove(
    tx: &mut Tx,
    county: &CountyCode,
    id: GatheringId,
    organisation: OrganisationId,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "DELETE FROM sign_up WHERE county = $1 AND gathering = $2 AND organisation = $3"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(organisation.0)
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Hands a sign-up over to another organisation, with its seats or its place in line; false when
/// that one has signed up by itself.
pub async fn hand_over(
    tx: &mut Tx,
    county: &CountyCode,
    id: GatheringId,
    (from, to): (OrganisationId, OrganisationId),
    now: Timestamp,
) -> Result<bool, Error> {
    take_place(tx, county, id).await?;
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE sign_up SET organisation = $4, version = version + 1, updated_at = $5
         WHERE county = $1 AND gathering = $2 AND organisation = $3 AND NOT EXISTS (SELECT 1
           FROM sign_up o WHERE o.county = $1 AND o.gathering = $2 AND o.organisation = $4)"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(from.0)
    .bind(to.0)
    .bind(now.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    Ok(rows == 1)
}

/// Whether somebody at an address has a seat.
pub async fn is_seated(
    connection: &mut Connection,
    county: &CountyCode,
    id: GatheringId,
    address: &str,
) -> Result<bool, Error> {
    let count: i64 = on!(connection, |c| sqlx::query_scalar(
        "SELECT COUNT(*) FROM sign_up WHERE county = $1 AND gathering = $2
           AND state = 'seated' AND contact_email = $3"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(address)
    .fetch_one(c)
    .await?);
    Ok(count > 0)
}

/// How many organisations have signed up.
pub async fn count(tx: &mut Tx, county: &CountyCode, id: GatheringId) -> Result<i64, Error> {
    Ok(on!(tx, |c| sqlx::query_scalar(
        "SELECT COUNT(*) FROM sign_up WHERE county = $1 AND gathering = $2"
    )
    .bind(county.as_str())
    .bind(id.0)
    .fetch_one(c)
    .await?))
}

/// Seats that are left; none where there is room for everyone.
pub async fn free(tx: &mut Tx, county: &CountyCode, id: GatheringId) -> Result<Option<i64>, Error> {
    let (seats, taken): (Option<i64>, i64) = on!(tx, |c| sqlx::query_as(
        "SELECT g.seats, (SELECT CAST(COALESCE(SUM(s.persons), 0) AS BIGINT) FROM sign_up s
            WHERE s.county = g.county AND s.gathering = g.id AND s.state = 'seated')
         FROM gathering g WHERE g.county = $1 AND g.id = $2"
    )
    .bind(county.as_str())
    .bind(id.0)
    .fetch_one(c)
    .await?);
    Ok(seats::free(seats, taken))
}

/// Gives the seats that are left to those who wait, in line. Answers whom. Only after
/// [`take_place`].
pub async fn settle(
    tx: &mut Tx,
    county: &CountyCode,
    id: GatheringId,
    now: Timestamp,
) -> Result<Vec<OrganisationId>, Error> {
    let free = free(tx, county, id).await?;
    if free == Some(0) {
        return Ok(Vec::new());
    }
    let line: Vec<(Uuid, i64)> = on!(tx, |c| sqlx::query_as(
        "SELECT organisation, persons FROM sign_up
         WHERE county = $1 AND gathering = $2 AND state = 'waiting' ORDER BY line LIMIT $3"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(SIGN_UPS_MAX)
    .fetch_all(c)
    .await?);
    let seated = seats::seated(free, line);
    for organisation in &seated {
        on!(tx, |c| sqlx::query(
            "UPDATE sign_up SET state = 'seated', updated_at = $4
             WHERE county = $1 AND gathering = $2 AND organisation = $3"
        )
        .bind(county.as_str())
        .bind(id.0)
        .bind(*organisation)
        .bind(now.as_microsecond())
        .execute(c)
        .await
        .map(|_| ()))?;
    }
    Ok(seated.into_iter().map(OrganisationId).collect())
}
