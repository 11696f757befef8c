//! Posts under ideas, and what has become a need.

use domain::codes::CountyCode;
use domain::ideas::AuthorKind;
use domain::ids::{IdeaId, IdeaPostId, MappingId, NeedId, OrganisationId};
use domain::organisations::Sector;
use domain::time::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use crate::row::{changed, code, find_all, find_one, instant, instant_opt};
use crate::{Connection, Error, Tx, on};

/// A post about to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPost {
    /// Id, made before the transaction.
    pub id: IdeaPostId,
    /// Under which idea.
    pub idea: IdeaId,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// Who wrote it.
    pub by_name: String,
    /// What it says.
    pub words: String,
    /// When.
    pub posted_at: Timestamp,
}

/// A post as read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredPost {
    /// Id.
    pub id: IdeaPostId,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// Name of that organisation.
    pub organisation_name: String,
    /// What kind of organisation that is.
    pub kind: AuthorKind,
    /// Who wrote it.
    pub by_name: String,
    /// What it says; empty when it was taken away.
    pub words: String,
    /// When.
    pub posted_at: Timestamp,
    /// When its own organisation took it away.
    pub removed_at: Option<Timestamp>,
    /// When it was hidden.
    pub hidden_at: Option<Timestamp>,
    /// Why.
    pub hidden_reason: Option<String>,
}

#[derive(sqlx::FromRow)]
struct PostRow {
    id: Uuid,
    organisation: Uuid,
    organisation_name: String,
    sector: String,
    is_actor: bool,
    by_name: String,
    words: String,
    posted_at: i64,
    removed_at: Option<i64>,
    hidden_at: Option<i64>,
    hidden_reason: Option<String>,
}

/// Every column of [`PostRow`], with `p` the post and `o` whose it is.
macro_rules! post_rows {
    () => {
        "SELECT p.id, p.organisation, o.name AS organisation_name, o.sector, o.is_actor,
            p.by_name, p.words, p.posted_at, p.removed_at, p.hidden_at, p.hidden_reason
         FROM idea_post p
         JOIN organisation o ON o.county = p.county AND o.id = p.organisation "
    };
}

impl PostRow {
    fn read(self) -> Result<StoredPost, Error> {
        let sector = code("organisation.sector", Sector::parse(&self.sector))?;
        Ok(StoredPost {
            id: IdeaPostId(self.id),
            organisation: OrganisationId(self.organisation),
            organisation_name: self.organisation_name,
            kind: AuthorKind::of(sector, self.is_actor),
            by_name: self.by_name,
            words: self.words,
            posted_at: instant(self.posted_at)?,
            removed_at: instant_opt(self.removed_at)?,
            hidden_at: instant_opt(self.hidden_at)?,
            hidden_reason: self.hidden_reason,
        })
    }
}

/// Writes a post.
pub async fn insert_post(tx: &mut Tx, county: &CountyCode, new: &NewPost) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO idea_post (county, id, idea, organisation, by_name, words, posted_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)"
    )
    .bind(county.as_str())
    .bind(new.id.0)
    .bind(new.idea.0)
    .bind(new.organisation.0)
    .bind(&new.by_name)
    .bind(&new.words)
    .bind(new.posted_at.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// How many posts an idea has had.
pub async fn count_posts(
    connection: &mut Connection,
    county: &CountyCode,
    idea: IdeaId,
) -> Result<i64, Error> {
    Ok(on!(connection, |c| sqlx::query_scalar(
        "SELECT COUNT(*) FROM idea_post WHERE county = $1 AND idea = $2"
    )
    .bind(county.as_str())
    .bind(idea.0)
    .fetch_one(c)
    .await?))
}

/// Posts under an idea, oldest first.
pub async fn posts_of(
    connection: &mut Connection,
    county: &CountyCode,
    idea: IdeaId,
    limit: i64,
) -> Result<Vec<StoredPost>, Error> {
    find_all!(
        connection,
        PostRow,
        concat!(
            post_rows!(),
            "WHERE p.county = $1 AND p.idea = $2 ORDER BY p.posted_at, p.id LIMIT $3"
        ),
        county.as_str(),
        idea.0,
        limit,
    )
}

/// One post under an idea.
pub async fn find_post(
    connection: &mut Connection,
    county: &CountyCode,
    idea: IdeaId,
    post: IdeaPostId,
) -> Result<Option<StoredPost>, Error> {
    find_one!(
        connection,
        PostRow,
        concat!(post_rows!(), "WHERE p.county = $1 AND p.idea = $2 AND p.id = $3"),
        county.as_str(),
        idea.0,
        post.0,
    )
}

/// Takes the words of a post away, for good.
pub async fn remove_post(
    tx: &mut Tx,
    county: &CountyCode,
    post: IdeaPostId,
    now: Timestamp,
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE idea_post SET words = '', by_name = '', removed_at = $3
         WHERE county = $1 AND id = $2 AND removed_at IS NULL"
    )
    .bind(county.as_str())
    .bind(post.0)
    .bind(now.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// Hides a post from all but its own organisation and those who answer for the idea.
pub async fn hide_post(
    tx: &mut Tx,
    county: &CountyCode,
    post: IdeaPostId,
    (reason, by_name): (&str, &str),
    now: Timestamp,
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE idea_post SET hidden_at = $3, hidden_reason = $4, hidden_by_name = $5
         WHERE county = $1 AND id = $2 AND removed_at IS NULL AND hidden_at IS NULL"
    )
    .bind(county.as_str())
    .bind(post.0)
    .bind(now.as_microsecond())
    .bind(reason)
    .bind(by_name)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// An idea or a post that becomes a need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewTurn {
    /// The idea or the post.
    pub source: Uuid,
    /// The idea.
    pub idea: IdeaId,
    /// The firm.
    pub organisation: OrganisationId,
    /// The mapping that was begun with the words.
    pub mapping: MappingId,
    /// When.
    pub at: Timestamp,
}

/// Writes that something has become a need; false when it had.
pub async fn insert_turn(tx: &mut Tx, county: &CountyCode, new: &NewTurn) -> Result<bool, Error> {
    let rows = on!(tx, |c| sqlx::query(
        "INSERT INTO idea_need (county, source, idea, organisation, mapping, made_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (county, source) DO NOTHING"
    )
    .bind(county.as_str())
    .bind(new.source)
    .bind(new.idea.0)
    .bind(new.organisation.0)
    .bind(new.mapping.0)
    .bind(new.at.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    Ok(rows == 1)
}

/// What a firm's idea or post has become.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Turned {
    /// The idea or the post.
    pub source: Uuid,
    /// The mapping that was begun with the words.
    pub mapping: MappingId,
    /// The need, once the firm has approved.
    pub need: Option<NeedId>,
}

/// What a firm has made needs of under an idea.
pub async fn turned_of(
    connection: &mut Connection,
    county: &CountyCode,
    idea: IdeaId,
    firm: OrganisationId,
    limit: i64,
) -> Result<Vec<Turned>, Error> {
    let rows: Vec<(Uuid, Uuid, Option<Uuid>)> = on!(connection, |c| sqlx::query_as(
        "SELECT t.source, t.mapping, (SELECT x.id FROM need x
            WHERE x.county = t.county AND x.organisation = t.organisation
              AND x.mapping = t.mapping ORDER BY x.id LIMIT 1)
         FROM idea_need t
         WHERE t.county = $1 AND t.idea = $2 AND t.organisation = $3
         ORDER BY t.made_at, t.source LIMIT $4"
    )
    .bind(county.as_str())
    .bind(idea.0)
    .bind(firm.0)
    .bind(limit)
    .fetch_all(c)
    .await?);
    let read = |(source, mapping, need): (Uuid, Uuid, Option<Uuid>)| Turned {
        source,
        mapping: MappingId(mapping),
        need: need.map(NeedId),
    };
    Ok(rows.into_iter().map(read).collect())
}
