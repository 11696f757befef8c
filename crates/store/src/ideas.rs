//! Ideas for the service, a network or an offer, and the votes on them.

mod posts;

use domain::codes::CountyCode;
use domain::ideas::{Answer, AuthorKind, Idea, IdeaOrder, IdeaState};
use domain::ids::{IdeaId, NetworkId, OfferId, OrganisationId};
use domain::organisations::Sector;
use domain::time::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use crate::page::{Page, Slice};
use crate::row::{changed, code, instant, instant_opt};
use crate::{Connection, Error, Tx, on};

pub use posts::{
    NewPost, NewTurn, StoredPost, Turned, count_posts, find_post, hide_post, insert_post,
    insert_turn, posts_of, remove_post, turned_of,
};

/// An idea about to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewIdea {
    /// Id, made before the transaction.
    pub id: IdeaId,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// Who wrote it.
    pub by_name: String,
    /// What it says.
    pub idea: Idea,
    /// When.
    pub created_at: Timestamp,
}

/// An idea as read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredIdea {
    /// Id.
    pub id: IdeaId,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// Name of that organisation.
    pub organisation_name: String,
    /// What kind of organisation that is.
    pub kind: AuthorKind,
    /// Who wrote it.
    pub by_name: String,
    /// What it says.
    #[serde(flatten)]
    pub idea: Idea,
    /// Name of the network it is for.
    pub network_name: Option<String>,
    /// Who runs that network.
    pub network_runner: Option<OrganisationId>,
    /// Title of the offer it is about.
    pub offer_title: Option<String>,
    /// Where it stands.
    pub state: IdeaState,
    /// Everyone may read title and answer.
    pub is_public: bool,
    /// The idea it went into.
    pub merged_into: Option<IdeaId>,
    /// Organisations that want it.
    pub votes: i64,
    /// The reader's organisation is among them.
    pub has_voted: bool,
    /// The latest that was said in words.
    pub answer: Option<String>,
    /// When it was first answered in words.
    pub answered_at: Option<Timestamp>,
    /// Version for optimistic locking.
    pub version: i64,
    /// When it was written.
    pub created_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct IdeaRow {
    id: Uuid,
    organisation: Uuid,
    organisation_name: String,
    sector: String,
    is_actor: bool,
    by_name: String,
    network: Option<Uuid>,
    network_name: Option<String>,
    network_runner: Option<Uuid>,
    offer: Option<Uuid>,
    offer_title: Option<String>,
    title: String,
    words: String,
    page: Option<String>,
    state: String,
    is_public: bool,
    merged_into: Option<Uuid>,
    answered_at: Option<i64>,
    version: i64,
    created_at: i64,
    votes: i64,
    answer: Option<String>,
    own_votes: i64,
}

/// Columns of [`IdeaRow`] up to the reader's own vote, with `i` the idea, `o` whose it is, `n` the
/// network and `f` the offer.
const COLUMNS: &str = "SELECT i.id, i.organisation, o.name AS organisation_name, o.sector,
    o.is_actor, i.by_name, i.network, n.name AS network_name, n.organisation AS network_runner,
    i.offer, f.title AS offer_title, i.title, i.words, i.page, i.state, i.is_public,
    i.merged_into, i.answered_at, i.version, i.created_at,
    (SELECT COUNT(*) FROM idea_vote v WHERE v.county = i.county AND v.idea = i.id) AS votes,
    (SELECT s.words FROM idea_step s
      WHERE s.county = i.county AND s.idea = i.id AND s.words IS NOT NULL
      ORDER BY s.made_at DESC, s.id DESC LIMIT 1) AS answer,
    (SELECT COUNT(*) FROM idea_vote w
      WHERE w.county = i.county AND w.idea = i.id AND w.organisation = ";
/// Tables of [`COLUMNS`].
const TABLES: &str = " FROM idea i
    JOIN organisation o ON o.county = i.county AND o.id = i.organisation
    LEFT JOIN network n ON n.county = i.county AND n.id = i.network
    LEFT JOIN offer f ON f.county = i.county AND f.id = i.offer ";

impl IdeaRow {
    fn read(self) -> Result<StoredIdea, Error> {
        let sector = code("organisation.sector", Sector::parse(&self.sector))?;
        Ok(StoredIdea {
            id: IdeaId(self.id),
            organisation: OrganisationId(self.organisation),
            organisation_name: self.organisation_name,
            kind: AuthorKind::of(sector, self.is_actor),
            by_name: self.by_name,
            idea: Idea {
                title: self.title,
                words: self.words,
                network: self.network.map(NetworkId),
                offer: self.offer.map(OfferId),
                page: self.page,
            },
            network_name: self.network_name,
            network_runner: self.network_runner.map(OrganisationId),
            offer_title: self.offer_title,
            state: code("idea.state", IdeaState::parse(&self.state))?,
            is_public: self.is_public,
            merged_into: self.merged_into.map(IdeaId),
            votes: self.votes,
            has_voted: self.own_votes > 0,
            answer: self.answer,
            answered_at: instant_opt(self.answered_at)?,
            version: self.version,
            created_at: instant(self.created_at)?,
        })
    }
}

/// Writes an idea.
pub async fn insert(tx: &mut Tx, county: &CountyCode, new: &NewIdea) -> Result<(), Error> {
    let idea = &new.idea;
    on!(tx, |c| sqlx::query(
        "INSERT INTO idea (county, id, organisation, by_name, network, offer, title, words, page,
            state, is_public, version, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, FALSE, 1, $11, $11)"
    )
    .bind(county.as_str())
    .bind(new.id.0)
    .bind(new.organisation.0)
    .bind(&new.by_name)
    .bind(idea.network.map(|id| id.0))
    .bind(idea.offer.map(|id| id.0))
    .bind(&idea.title)
    .bind(&idea.words)
    .bind(idea.page.as_deref())
    .bind(IdeaState::New.code())
    .bind(new.created_at.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Whose eyes ideas are read with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// Nobody's who is logged in: what those who answer have made public.
    Public,
    /// Everyone's who is logged in: those for the service.
    Service,
    /// A member's of an organisation: those of its networks too, and its own.
    Member(OrganisationId),
}

impl Within {
    fn own(self) -> Uuid {
        match self {
            Self::Member(own) => own.0,
            Self::Public | Self::Service => Uuid::nil(),
        }
    }
}

/// Adds the reader's own vote and the tables.
macro_rules! push_tables {
    ($query:expr, $within:expr) => {{
        $query.push_bind($within.own()).push(") AS own_votes ").push(TABLES);
    }};
}

/// Adds whose ideas are seen.
macro_rules! push_within {
    ($query:expr, $county:expr, $within:expr) => {{
        $query.push(" WHERE i.county = ").push_bind($county.as_str().to_owned());
        match $within {
            Within::Public => {
                $query.push(" AND i.network IS NULL AND i.is_public = TRUE");
                $query.push(" AND i.state NOT IN ('merged', 'withdrawn')");
            }
            Within::Service => {
                $query.push(" AND i.network IS NULL AND i.state <> 'withdrawn'");
            }
            Within::Member(own) => {
                $query.push(" AND (i.network IS NULL OR i.network IN (SELECT r.id FROM network r");
                $query.push(" WHERE r.county = i.county AND r.organisation = ").push_bind(own.0);
                $query.push(" UNION ALL SELECT m.network FROM network_member m");
                $query.push(" WHERE m.county = i.county AND m.organisation = ").push_bind(own.0);
                $query.push(")) AND (i.state <> 'withdrawn' OR i.organisation = ");
                $query.push_bind(own.0).push(")");
            }
        }
    }};
}

/// One idea, as far as the reader sees it.
pub async fn find(
    connection: &mut Connection,
    county: &CountyCode,
    within: Within,
    id: IdeaId,
) -> Result<Option<StoredIdea>, Error> {
    let row: Option<IdeaRow> = on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new(COLUMNS);
        push_tables!(query, within);
        push_within!(query, county, within);
        query.push(" AND i.id = ").push_bind(id.0);
        query.build_query_as().fetch_optional(c).await?
    });
    row.map(IdeaRow::read).transpose()
}

/// For what an idea is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// The service.
    Service,
    /// A network.
    Network(NetworkId),
}

/// What a list of ideas is narrowed by, and its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filter {
    /// Only those for this; none is for anything.
    pub for_what: Option<For>,
    /// Only in this state; none is every state in which an idea stands for itself.
    pub state: Option<IdeaState>,
    /// Only those about this offer.
    pub offer: Option<OfferId>,
    /// In which order.
    pub order: IdeaOrder,
}

/// Adds the conditions of a list to its query.
macro_rules! narrow {
    ($query:expr, $filter:expr) => {{
        match $filter.for_what {
            Some(For::Service) => {
                $query.push(" AND i.network IS NULL");
            }
            Some(For::Network(id)) => {
                $query.push(" AND i.network = ").push_bind(id.0);
            }
            None => {}
        }
        match $filter.state {
            Some(state) => $query.push(" AND i.state = ").push_bind(state.code()),
            None => $query.push(" AND i.state NOT IN ('merged', 'withdrawn')"),
        };
        if let Some(offer) = $filter.offer {
            $query.push(" AND i.offer = ").push_bind(offer.0);
        }
    }};
}

fn order_by(order: IdeaOrder) -> &'static str {
    match order {
        IdeaOrder::Votes => " ORDER BY votes DESC, i.created_at DESC, i.id LIMIT ",
        IdeaOrder::Newest => " ORDER BY i.created_at DESC, i.id DESC LIMIT ",
        IdeaOrder::Oldest => " ORDER BY i.created_at, i.id LIMIT ",
        IdeaOrder::State => {
            " ORDER BY CASE i.state WHEN 'new' THEN 0 WHEN 'considered' THEN 1 WHEN 'planned' THEN 2
                WHEN 'done' THEN 3 ELSE 4 END, votes DESC, i.created_at DESC, i.id LIMIT "
        }
    }
}

/// Ideas the reader sees, by numbered page.
pub async fn list(
    connection: &mut Connection,
    county: &CountyCode,
    within: Within,
    filter: &Filter,
    slice: Slice,
) -> Result<Page<StoredIdea>, Error> {
    let total: i64 = on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new("SELECT COUNT(*) FROM idea i");
        push_within!(query, county, within);
        narrow!(query, filter);
        query.build_query_scalar().fetch_one(c).await?
    });
    let rows: Vec<IdeaRow> = on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new(COLUMNS);
        push_tables!(query, within);
        push_within!(query, county, within);
        narrow!(query, filter);
        query.push(order_by(filter.order)).push_bind(slice.limit());
        query.push(" OFFSET ").push_bind(slice.offset());
        query.build_query_as().fetch_all(c).await?
    });
    let items = rows.into_iter().map(IdeaRow::read).collect::<Result<Vec<_>, _>>()?;
    Ok(Page { items, total, next: None })
}

/// A change of an idea that nobody else has changed since it was read.
#[derive(Debug, Clone, Copy)]
pub struct Change {
    /// Which.
    pub id: IdeaId,
    /// As it was read.
    pub version: i64,
    /// When.
    pub now: Timestamp,
}

/// Writes title and words anew, as long as nobody has taken the idea up.
pub async fn update(
    tx: &mut Tx,
    county: &CountyCode,
    change: Change,
    idea: &Idea,
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE idea SET title = $3, words = $4, version = version + 1, updated_at = $5
         WHERE county = $1 AND id = $2 AND version = $6 AND state = 'new'"
    )
    .bind(county.as_str())
    .bind(change.id.0)
    .bind(&idea.title)
    .bind(&idea.words)
    .bind(change.now.as_microsecond())
    .bind(change.version)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// Takes an open idea back.
pub async fn withdraw(tx: &mut Tx, county: &CountyCode, change: Change) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE idea SET state = 'withdrawn', is_public = FALSE, version = version + 1,
            updated_at = $3
         WHERE county = $1 AND id = $2 AND version = $4
           AND state IN ('new', 'considered', 'planned')"
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

/// Who takes a step, and its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    /// Id of the step.
    pub step: Uuid,
    /// For whom.
    pub organisation: OrganisationId,
    /// Who.
    pub name: String,
}

/// Answers an idea: where it stands from here on, and the step that took it there.
pub async fn answer(
    tx: &mut Tx,
    county: &CountyCode,
    change: Change,
    answer: &Answer,
    by: &By,
) -> Result<(), Error> {
    let said = answer.words.is_some().then(|| change.now.as_microsecond());
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE idea SET state = $3, answered_at = COALESCE(answered_at, $4),
            is_public = $5, version = version + 1, updated_at = $6
         WHERE county = $1 AND id = $2 AND version = $7"
    )
    .bind(county.as_str())
    .bind(change.id.0)
    .bind(answer.to.code())
    .bind(said)
    .bind(answer.is_public)
    .bind(change.now.as_microsecond())
    .bind(change.version)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)?;
    insert_step(tx, county, change, answer.to, answer.words.as_deref(), by).await
}

async fn insert_step(
    tx: &mut Tx,
    county: &CountyCode,
    change: Change,
    to: IdeaState,
    words: Option<&str>,
    by: &By,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO idea_step (county, id, idea, state, words, by_organisation, by_name, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    )
    .bind(county.as_str())
    .bind(by.step)
    .bind(change.id.0)
    .bind(to.code())
    .bind(words)
    .bind(by.organisation.0)
    .bind(&by.name)
    .bind(change.now.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Lets an idea go into another: their votes are one, an organisation counts once.
pub async fn merge(
    tx: &mut Tx,
    county: &CountyCode,
    change: Change,
    (into, words): (IdeaId, &str),
    by: &By,
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE idea SET state = 'merged', merged_into = $3, is_public = FALSE,
            answered_at = COALESCE(answered_at, $4), version = version + 1, updated_at = $4
         WHERE county = $1 AND id = $2 AND version = $5"
    )
    .bind(county.as_str())
    .bind(change.id.0)
    .bind(into.0)
    .bind(change.now.as_microsecond())
    .bind(change.version)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)?;
    on!(tx, |c| sqlx::query(
        // Whoever wrote it wants it, and hears the answer.
        "INSERT INTO idea_vote (county, idea, organisation, voted_at)
         SELECT v.county, o.id, v.organisation, v.voted_at
         FROM (SELECT county, organisation, voted_at FROM idea_vote
                 WHERE county = $1 AND idea = $2
               UNION
               SELECT w.county, w.organisation, w.created_at FROM idea w
                 WHERE w.county = $1 AND w.id = $2 AND NOT EXISTS (SELECT 1 FROM idea_vote e
                   WHERE e.county = $1 AND e.idea = $2 AND e.organisation = w.organisation)) v
         JOIN idea o ON o.county = v.county AND o.id = $3
         WHERE v.county = $1
         ON CONFLICT (county, idea, organisation) DO NOTHING"
    )
    .bind(county.as_str())
    .bind(change.id.0)
    .bind(into.0)
    .execute(c)
    .await
    .map(|_| ()))?;
    insert_step(tx, county, change, IdeaState::Merged, Some(words), by).await
}

/// Gives an organisation's vote; false when it has voted before.
pub async fn vote(
    tx: &mut Tx,
    county: &CountyCode,
    id: IdeaId,
    organisation: OrganisationId,
    now: Timestamp,
) -> Result<bool, Error> {
    let rows = on!(tx, |c| sqlx::query(
        "INSERT INTO idea_vote (county, idea, organisation, voted_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (county, idea, organisation) DO NOTHING"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(organisation.0)
    .bind(now.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    Ok(rows == 1)
}

/// Takes an organisation's vote back; false when there is none.
pub async fn take_back(
    tx: &mut Tx,
    county: &CountyCode,
    id: IdeaId,
    organisation: OrganisationId,
) -> Result<bool, Error> {
    let rows = on!(tx, |c| sqlx::query(
        "DELETE FROM idea_vote WHERE county = $1 AND idea = $2 AND organisation = $3"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(organisation.0)
    .execute(c)
    .await?
    .rows_affected());
    Ok(rows == 1)
}

/// Organisations that want an idea, those that came first on top.
pub async fn voters(
    connection: &mut Connection,
    county: &CountyCode,
    id: IdeaId,
    limit: i64,
) -> Result<Vec<OrganisationId>, Error> {
    let ids: Vec<Uuid> = on!(connection, |c| sqlx::query_scalar(
        "SELECT organisation FROM idea_vote WHERE county = $1 AND idea = $2
         ORDER BY voted_at, organisation LIMIT $3"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(limit)
    .fetch_all(c)
    .await?);
    Ok(ids.into_iter().map(OrganisationId).collect())
}

/// Ideas that went into one, by title.
pub async fn merged_into(
    connection: &mut Connection,
    county: &CountyCode,
    id: IdeaId,
    limit: i64,
) -> Result<Vec<(IdeaId, String)>, Error> {
    let rows: Vec<(Uuid, String)> = on!(connection, |c| sqlx::query_as(
        "SELECT id, title FROM idea WHERE county = $1 AND merged_into = $2
         ORDER BY title, id LIMIT $3"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(limit)
    .fetch_all(c)
    .await?);
    Ok(rows.into_iter().map(|(id, title)| (IdeaId(id), title)).collect())
}

/// A step somebody has taken with an idea.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredStep {
    /// Where the idea stood afterwards.
    pub state: IdeaState,
    /// What was said.
    pub words: Option<String>,
    /// Name of the organisation that took it.
    pub by_organisation_name: String,
    /// Who.
    pub by_name: String,
    /// When.
    pub made_at: Timestamp,
}

/// Steps of an idea, oldest first.
pub async fn steps_of(
    connection: &mut Connection,
    county: &CountyCode,
    id: IdeaId,
    limit: i64,
) -> Result<Vec<StoredStep>, Error> {
    let rows: Vec<(String, Option<String>, String, String, i64)> =
        on!(connection, |c| sqlx::query_as(
            "SELECT s.state, s.words, o.name, s.by_name, s.made_at FROM idea_step s
             JOIN organisation o ON o.county = s.county AND o.id = s.by_organisation
             WHERE s.county = $1 AND s.idea = $2 ORDER BY s.made_at, s.id LIMIT $3"
        )
        .bind(county.as_str())
        .bind(id.0)
        .bind(limit)
        .fetch_all(c)
        .await?);
    let read = |(state, words, by_organisation_name, by_name, made_at): (String, _, _, _, _)| {
        Ok(StoredStep {
            state: code("idea_step.state", IdeaState::parse(&state))?,
            words,
            by_organisation_name,
            by_name,
            made_at: instant(made_at)?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// What somebody answers for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stewarded {
    /// Ideas for the service.
    pub service: bool,
    /// Ideas for these networks.
    pub networks: Vec<NetworkId>,
}

impl Stewarded {
    /// They answer for nothing.
    pub fn is_empty(&self) -> bool {
        !self.service && self.networks.is_empty()
    }
}

/// Adds which ideas somebody answers for.
macro_rules! push_stewarded {
    ($query:expr, $county:expr, $stewarded:expr) => {{
        $query.push(" WHERE i.county = ").push_bind($county.as_str().to_owned());
        $query.push(if $stewarded.service { " AND (i.network IS NULL OR" } else { " AND (" });
        $query.push(" i.network IN (NULL");
        for network in &$stewarded.networks {
            $query.push(", ").push_bind(network.0);
        }
        $query.push("))");
    }};
}

/// What still waits for its first answer in words.
const WAITS: &str = " AND i.answered_at IS NULL AND i.state IN ('new', 'considered')";

/// Ideas that wait for their first answer, those that have waited longest on top.
pub async fn unanswered(
    connection: &mut Connection,
    county: &CountyCode,
    stewarded: &Stewarded,
    own: OrganisationId,
    slice: Slice,
) -> Result<Page<StoredIdea>, Error> {
    let total = count_waiting(connection, county, stewarded, None).await?;
    let rows: Vec<IdeaRow> = on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new(COLUMNS);
        push_tables!(query, Within::Member(own));
        push_stewarded!(query, county, stewarded);
        query.push(WAITS).push(" ORDER BY i.created_at, i.id LIMIT ").push_bind(slice.limit());
        query.push(" OFFSET ").push_bind(slice.offset());
        query.build_query_as().fetch_all(c).await?
    });
    let items = rows.into_iter().map(IdeaRow::read).collect::<Result<Vec<_>, _>>()?;
    Ok(Page { items, total, next: None })
}

/// How many ideas wait for their first answer, or have done so since before an instant.
pub async fn count_waiting(
    connection: &mut Connection,
    county: &CountyCode,
    stewarded: &Stewarded,
    before: Option<Timestamp>,
) -> Result<i64, Error> {
    Ok(on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new("SELECT COUNT(*) FROM idea i");
        push_stewarded!(query, county, stewarded);
        query.push(WAITS);
        if let Some(before) = before {
            query.push(" AND i.created_at < ").push_bind(before.as_microsecond());
        }
        query.build_query_scalar().fetch_one(c).await?
    }))
}

/// When the latest ideas that were answered came, and when each was first answered.
pub async fn answered(
    connection: &mut Connection,
    county: &CountyCode,
    stewarded: &Stewarded,
    since: Timestamp,
    limit: i64,
) -> Result<Vec<(Timestamp, Timestamp)>, Error> {
    let rows: Vec<(i64, i64)> = on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new("SELECT i.created_at, i.answered_at FROM idea i");
        push_stewarded!(query, county, stewarded);
        query.push(" AND i.answered_at >= ").push_bind(since.as_microsecond());
        query.push(" ORDER BY i.answered_at DESC, i.id LIMIT ").push_bind(limit);
        query.build_query_as().fetch_all(c).await?
    });
    rows.into_iter().map(|(came, answered)| Ok((instant(came)?, instant(answered)?))).collect()
}
