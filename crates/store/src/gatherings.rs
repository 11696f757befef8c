//! Events where people meet. Who comes stands in [`sign_ups`].

pub mod sign_ups;

use domain::codes::{CountyCode, MunicipalityCode};
use domain::endings::Deed;
use domain::gatherings::{Closing, Gathering, GatheringKind, GatheringState, Outcome};
use domain::ids::{GatheringId, NetworkId, OrganisationId};
use domain::time::Timestamp;
use uuid::Uuid;

use crate::endings::open_for_new;
use crate::page::{Page, Slice};
use crate::row::{changed, code, day, instant, instant_opt};
use crate::{Connection, Error, Tx, on};

/// An event about to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewGathering {
    /// Id, made before the transaction.
    pub id: GatheringId,
    /// Who invites.
    pub organisation: OrganisationId,
    /// What it says.
    pub gathering: Gathering,
    /// Who wrote it down.
    pub by_name: String,
    /// When.
    pub created_at: Timestamp,
}

/// An event as read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredGathering {
    /// Id.
    pub id: GatheringId,
    /// Who invites.
    pub organisation: OrganisationId,
    /// Name of that organisation.
    pub organisation_name: String,
    /// Name of the network whose members may come.
    pub network_name: Option<String>,
    /// What it says.
    pub gathering: Gathering,
    /// Where it stands as it is stored; see [`GatheringState::at`].
    pub stored_state: GatheringState,
    /// Why it was called off.
    pub reason: Option<String>,
    /// What it led to.
    pub outcome: Option<Outcome>,
    /// The same in words.
    pub outcome_words: Option<String>,
    /// How many came.
    pub came: Option<i64>,
    /// Who wrote it down.
    pub by_name: String,
    /// When others could first see it.
    pub opened_at: Option<Timestamp>,
    /// Version that calendars know, from 0.
    pub sequence: i64,
    /// Version for optimistic locking.
    pub version: i64,
    /// People who have a seat.
    pub taken: i64,
    /// Organisations that have seats.
    pub seated: i64,
    /// Organisations that wait for one.
    pub waiting: i64,
}

impl StoredGathering {
    /// Where it stands at an instant.
    pub fn state_at(&self, now: Timestamp) -> GatheringState {
        self.stored_state.at(self.gathering.ends_at, now)
    }
}

/// Who reads: what is not open to them does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Viewer {
    /// For which organisation; none is not logged in.
    pub organisation: Option<OrganisationId>,
    /// Keeps the events of that organisation, and sees its drafts.
    pub keeps: bool,
}

/// Whoever looks in, of no organisation.
pub const ANYBODY: Viewer = Viewer { organisation: None, keeps: false };

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    organisation: Uuid,
    organisation_name: String,
    network: Option<Uuid>,
    network_name: Option<String>,
    kind: String,
    title: String,
    body: String,
    starts_at: i64,
    ends_at: i64,
    sign_up_until_on: String,
    place: Option<String>,
    municipality: Option<String>,
    link: Option<String>,
    price: Option<String>,
    seats: Option<i64>,
    state: String,
    reason: Option<String>,
    outcome: Option<String>,
    outcome_words: Option<String>,
    came: Option<i64>,
    by_name: String,
    opened_at: Option<i64>,
    sequence: i64,
    version: i64,
    taken: i64,
    seated: i64,
    waiting: i64,
}

/// Columns of [`Row`] with `g` the event, `o` who invites and `n` the network.
const COLUMNS: &str = "SELECT g.id, g.organisation, o.name AS organisation_name, g.network,
    n.name AS network_name, g.kind, g.title, g.body, g.starts_at, g.ends_at, g.sign_up_until_on,
    g.place, g.municipality, g.link, g.price, g.seats, g.state, g.reason, g.outcome,
    g.outcome_words, g.came, g.by_name, g.opened_at, g.sequence, g.version,
    (SELECT CAST(COALESCE(SUM(s.persons), 0) AS BIGINT) FROM sign_up s WHERE s.county = g.county
        AND s.gathering = g.id AND s.state = 'seated') AS taken,
    (SELECT COUNT(*) FROM sign_up s WHERE s.county = g.county AND s.gathering = g.id
        AND s.state = 'seated') AS seated,
    (SELECT COUNT(*) FROM sign_up s WHERE s.county = g.county AND s.gathering = g.id
        AND s.state = 'waiting') AS waiting ";
/// Tables of [`COLUMNS`].
const TABLES: &str = "FROM gathering g
    JOIN organisation o ON o.county = g.county AND o.id = g.organisation
    LEFT JOIN network n ON n.county = g.county AND n.id = g.network ";

impl Row {
    fn read(self) -> Result<StoredGathering, Error> {
        let place = self.municipality.as_deref().map(MunicipalityCode::parse).transpose();
        let outcome = self.outcome.as_deref().map(Outcome::parse).transpose();
        Ok(StoredGathering {
            id: GatheringId(self.id),
            organisation: OrganisationId(self.organisation),
            organisation_name: self.organisation_name,
            network_name: self.network_name,
            gathering: Gathering {
                kind: code("gathering.kind", GatheringKind::parse(&self.kind))?,
                title: self.title,
                text: self.body,
                starts_at: instant(self.starts_at)?,
                ends_at: instant(self.ends_at)?,
                sign_up_until: day(&self.sign_up_until_on)?,
                place: self.place,
                municipality: code("gathering.municipality", place)?,
                link: self.link,
                network: self.network.map(NetworkId),
                price: self.price,
                seats: self.seats,
            },
            stored_state: code("gathering.state", GatheringState::parse(&self.state))?,
            reason: self.reason,
            outcome: code("gathering.outcome", outcome)?,
            outcome_words: self.outcome_words,
            came: self.came,
            by_name: self.by_name,
            opened_at: instant_opt(self.opened_at)?,
            sequence: self.sequence,
            version: self.version,
            taken: self.taken,
            seated: self.seated,
            waiting: self.waiting,
        })
    }
}

/// Writes an event down, as a draft.
pub async fn insert(tx: &mut Tx, county: &CountyCode, new: &NewGathering) -> Result<(), Error> {
    let said = &new.gathering;
    let keeper = open_for_new(tx, county, new.organisation, Deed::Event).await?;
    on!(tx, |c| sqlx::query(
        "INSERT INTO gathering (county, id, organisation, network, kind, title, body, starts_at,
            ends_at, sign_up_until_on, place, municipality, link, price, seats, state, by_name,
            sequence, line, version, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 'draft', $16,
            0, 0, 1, $17, $17)"
    )
    .bind(county.as_str())
    .bind(new.id.0)
    .bind(keeper.id().0)
    .bind(said.network.map(|id| id.0))
    .bind(said.kind.code())
    .bind(&said.title)
    .bind(&said.text)
    .bind(said.starts_at.as_microsecond())
    .bind(said.ends_at.as_microsecond())
    .bind(said.sign_up_until.to_string())
    .bind(said.place.as_deref())
    .bind(said.municipality.as_ref().map(MunicipalityCode::as_str))
    .bind(said.link.as_deref())
    .bind(said.price.as_deref())
    .bind(said.seats)
    .bind(&new.by_name)
    .bind(new.created_at.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// A change of an event that nobody else has changed since it was read.
#[derive(Debug, Clone, Copy)]
pub struct Change {
    /// Which.
    pub id: GatheringId,
    /// As it was read.
    pub version: i64,
    /// When.
    pub now: Timestamp,
}

/// Writes what an event says anew. One that is moved gets a new version for calendars.
pub async fn update(
    tx: &mut Tx,
    county: &CountyCode,
    change: Change,
    said: &Gathering,
    is_moved: bool,
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE gathering SET network = $3, kind = $4, title = $5, body = $6, starts_at = $7,
            ends_at = $8, sign_up_until_on = $9, place = $10, municipality = $11, link = $12,
            price = $13, seats = $14, sequence = sequence + $15, version = version + 1,
            updated_at = $16
         WHERE county = $1 AND id = $2 AND version = $17 AND state IN ('draft', 'open')"
    )
    .bind(county.as_str())
    .bind(change.id.0)
    .bind(said.network.map(|id| id.0))
    .bind(said.kind.code())
    .bind(&said.title)
    .bind(&said.text)
    .bind(said.starts_at.as_microsecond())
    .bind(said.ends_at.as_microsecond())
    .bind(said.sign_up_until.to_string())
    .bind(said.place.as_deref())
    .bind(said.municipality.as_ref().map(MunicipalityCode::as_str))
    .bind(said.link.as_deref())
    .bind(said.price.as_deref())
    .bind(said.seats)
    .bind(i64::from(is_moved))
    .bind(change.now.as_microsecond())
    .bind(change.version)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// Opens a draft to those who may come.
pub async fn open(tx: &mut Tx, county: &CountyCode, change: Change) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE gathering SET state = 'open', opened_at = $3, version = version + 1,
            updated_at = $3
         WHERE county = $1 AND id = $2 AND version = $4 AND state = 'draft'"
    )
    .bind(county.as_str())
    .bind(change.id.0)
    .bind(change.now.as_microsecond())
    .bind(change.version)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// Calls an event off. It cannot be taken back.
pub async fn cancel(
    tx: &mut Tx,
    county: &CountyCode,
    change: Change,
    reason: &str,
    by_name: &str,
) -> Result<(), Error> {
    let rows = on!(tx, |c| {
        sqlx::query(
        "UPDATE gathering SET state = 'cancelled', reason = $3, ended_by_name = $4, ended_at = $5,
            sequence = sequence + 1, version = version + 1, updated_at = $5
         WHERE county = $1 AND id = $2 AND version = $6 AND state IN ('draft', 'open')"
    )
    .bind(county.as_str())
    .bind(change.id.0)
    .bind(reason)
    .bind(by_name)
    .bind(change.now.as_microsecond())
    .bind(change.version)
    .execute(c)
    .await?
    .rows_affected()
    });
    changed(rows)
}

/// Closes an event that has been, with its outcome. It cannot be taken back.
pub async fn close(
    tx: &mut Tx,
    county: &CountyCode,
    change: Change,
    closing: &Closing,
    by_name: &str,
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE gathering SET state = 'closed', outcome = $3, outcome_words = $4, came = $5,
            ended_by_name = $6, ended_at = $7, version = version + 1, updated_at = $7
         WHERE county = $1 AND id = $2 AND version = $8 AND state = 'open' AND ends_at <= $7"
    )
    .bind(county.as_str())
    .bind(change.id.0)
    .bind(closing.outcome.code())
    .bind(&closing.words)
    .bind(closing.came)
    .bind(by_name)
    .bind(change.now.as_microsecond())
    .bind(change.version)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// Adds what a reader sees: what is open to everyone, to members of their networks or to those who
/// have signed up, and all of their own.
macro_rules! push_visible {
    ($query:expr, $viewer:expr) => {{
        $query.push(" AND ((g.opened_at IS NOT NULL AND (g.network IS NULL");
        if let Some(own) = $viewer.organisation {
            $query.push(" OR g.organisation = ").push_bind(own.0);
            $query.push(" OR n.organisation = ").push_bind(own.0);
            $query.push(
                " OR EXISTS (SELECT 1 FROM network_member m WHERE m.county = g.county
                  AND m.network = g.network AND m.organisation = ",
            );
            $query.push_bind(own.0);
            $query.push(
                ") OR EXISTS (SELECT 1 FROM sign_up s WHERE s.county = g.county
                  AND s.gathering = g.id AND s.organisation = ",
            );
            $query.push_bind(own.0).push(")");
        }
        $query.push("))");
        if let Some(own) = $viewer.organisation.filter(|_| $viewer.keeps) {
            $query.push(" OR g.organisation = ").push_bind(own.0);
        }
        $query.push(")");
    }};
}

/// One event, if the reader sees it.
pub async fn find(
    connection: &mut Connection,
    county: &CountyCode,
    viewer: Viewer,
    id: GatheringId,
) -> Result<Option<StoredGathering>, Error> {
    let row: Option<Row> = on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new(COLUMNS);
        query.push(TABLES).push(" WHERE g.county = ").push_bind(county.as_str().to_owned());
        query.push(" AND g.id = ").push_bind(id.0);
        push_visible!(query, viewer);
        query.build_query_as().fetch_optional(c).await?
    });
    row.map(Row::read).transpose()
}

/// One event, for those who tell of it: whoever may see it.
pub async fn find_any(
    connection: &mut Connection,
    county: &CountyCode,
    id: GatheringId,
) -> Result<Option<StoredGathering>, Error> {
    let sql = format!("{COLUMNS}{TABLES} WHERE g.county = $1 AND g.id = $2");
    let row: Option<Row> = on!(connection, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(county.as_str())
        .bind(id.0)
        .fetch_optional(c)
        .await?);
    row.map(Row::read).transpose()
}

/// Which events, of those one's own organisation has to do with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Of everybody.
    All,
    /// Those it invites to.
    Own,
    /// Those it has signed up to.
    SignedUp,
}

/// Which events, and when one looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// The instant.
    pub now: Timestamp,
    /// Those that are over instead of those to come.
    pub is_past: bool,
    /// Of a kind.
    pub kind: Option<GatheringKind>,
    /// In a municipality.
    pub municipality: Option<MunicipalityCode>,
    /// Which of them.
    pub whose: Whose,
}

/// Adds the conditions of a list to its query.
macro_rules! narrow {
    ($query:expr, $county:expr, $viewer:expr, $filter:expr) => {{
        $query.push(" WHERE g.county = ").push_bind($county.as_str().to_owned());
        $query.push(if $filter.is_past { " AND g.ends_at <= " } else { " AND g.ends_at > " });
        $query.push_bind($filter.now.as_microsecond());
        if let Some(kind) = $filter.kind {
            $query.push(" AND g.kind = ").push_bind(kind.code());
        }
        if let Some(place) = &$filter.municipality {
            $query.push(" AND g.municipality = ").push_bind(place.to_string());
        }
        let own = $viewer.organisation.map_or(Uuid::nil(), |own| own.0);
        match $filter.whose {
            Whose::All => {}
            Whose::Own => {
                $query.push(" AND g.organisation = ").push_bind(own);
            }
            Whose::SignedUp => {
                $query.push(
                    " AND EXISTS (SELECT 1 FROM sign_up s WHERE s.county = g.county
                      AND s.gathering = g.id AND s.organisation = ",
                );
                $query.push_bind(own).push(")");
            }
        }
        push_visible!($query, $viewer);
    }};
}

/// Events the reader sees by numbered page: those to come with the nearest on top, those that are
/// over with the latest on top.
pub async fn list(
    connection: &mut Connection,
    county: &CountyCode,
    viewer: Viewer,
    filter: &Filter,
    slice: Slice,
) -> Result<Page<StoredGathering>, Error> {
    let total: i64 = on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new("SELECT COUNT(*) ");
        query.push(TABLES);
        narrow!(query, county, viewer, filter);
        query.build_query_scalar().fetch_one(c).await?
    });
    let rows: Vec<Row> = on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new(COLUMNS);
        query.push(TABLES);
        narrow!(query, county, viewer, filter);
        query.push(if filter.is_past {
            " ORDER BY g.ends_at DESC, g.id DESC LIMIT "
        } else {
            " ORDER BY g.starts_at, g.id LIMIT "
        });
        query.push_bind(slice.limit()).push(" OFFSET ").push_bind(slice.offset());
        query.build_query_as().fetch_all(c).await?
    });
    let items = rows.into_iter().map(Row::read).collect::<Result<Vec<_>, _>>()?;
    Ok(Page { items, total, next: None })
}

/// Events of every county that have been and lack an outcome, of which nobody has been told; the
/// first on top. What ended before `since` is left alone.
pub async fn lacking_outcome(
    connection: &mut Connection,
    since: Timestamp,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<(CountyCode, GatheringId)>, Error> {
    let rows: Vec<(String, Uuid)> = on!(connection, |c| sqlx::query_as(
        "SELECT county, id FROM gathering
         WHERE state = 'open' AND ends_at > $1 AND ends_at <= $2 AND told_at IS NULL
         ORDER BY ends_at, id LIMIT $3"
    )
    .bind(since.as_microsecond())
    .bind(now.as_microsecond())
    .bind(limit)
    .fetch_all(c)
    .await?);
    let read = |(county, id): (String, Uuid)| {
        Ok((code("county", CountyCode::parse(&county))?, GatheringId(id)))
    };
    rows.into_iter().map(read).collect()
}

/// Writes that the organiser is told that the outcome is missing; false when they have been, or
/// when it is not missing any more.
pub async fn mark_told(
    tx: &mut Tx,
    county: &CountyCode,
    id: GatheringId,
    now: Timestamp,
) -> Result<bool, Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE gathering SET told_at = $3
         WHERE county = $1 AND id = $2 AND told_at IS NULL AND state = 'open' AND ends_at <= $3"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(now.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    Ok(rows == 1)
}
