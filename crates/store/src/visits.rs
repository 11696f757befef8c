//! Visits at firms, with those who came, obstacles and promises.

mod figures;
mod lists;

use domain::codes::{CountyCode, MunicipalityCode};
use domain::endings::Deed;
use domain::ids::{ContactId, OrganisationId, VisitId};
use domain::time::{Date, Timestamp};
use domain::visits::{Inventory, Obstacle, ObstacleKind, Promise, Rating, VisitState};
use serde::Serialize;
use uuid::Uuid;

use crate::endings::open_for_new;
use crate::row::{changed, code, day, instant, instant_opt};
use crate::{Connection, Error, Tx, on};

pub use figures::{
    CoverageRow, InventoryRow, PartyRow, Ratings, coverage, inventory, parties, ratings,
};
pub use lists::{
    Filter, ObstacleFilter, Order, QueueFilter, QueueOrder, Unvisited, list, obstacles, unvisited,
};

/// A visit about to be written down. Its row in the ledger of contacts is written first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewVisit {
    /// Id, made before the transaction.
    pub id: VisitId,
    /// The firm.
    pub organisation: OrganisationId,
    /// Whose visit: who organises it.
    pub by_organisation: OrganisationId,
    /// Who.
    pub by_name: String,
    /// Code of the role they came in.
    pub by_role: String,
    /// The other organisations.
    pub others: Vec<OrganisationId>,
    /// Its row in the ledger.
    pub contact: ContactId,
    /// The day.
    pub on: Date,
    /// What about.
    pub topic: String,
    /// Where it stands.
    pub state: VisitState,
    /// When it was written down.
    pub created_at: Timestamp,
}

/// A visit as read back. Whoever shows it takes away what the reader may not see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredVisit {
    /// Id.
    pub id: VisitId,
    /// The firm.
    pub organisation: OrganisationId,
    /// Name of the firm.
    pub organisation_name: String,
    /// Its municipality.
    pub municipality: MunicipalityCode,
    /// Name of that municipality.
    pub municipality_name: String,
    /// Who organises it.
    pub by_organisation: OrganisationId,
    /// Name of that organisation.
    pub by_organisation_name: String,
    /// Who wrote it down.
    pub by_name: String,
    /// Its row in the ledger.
    pub contact: ContactId,
    /// The day.
    pub on: Date,
    /// What about.
    pub topic: String,
    /// Where it stands.
    pub state: VisitState,
    /// Answers.
    pub inventory: Inventory,
    /// Who wrote the answers.
    pub reported_by_name: Option<String>,
    /// When.
    pub reported_at: Option<Timestamp>,
    /// What the firm was told afterwards.
    pub feedback: Option<String>,
    /// Who told it.
    pub feedback_by_name: Option<String>,
    /// When.
    pub feedback_at: Option<Timestamp>,
    /// What the firm thought.
    pub rating: Option<Rating>,
    /// Organisations that took part, the organiser among them.
    pub parties: i64,
    /// Version for optimistic locking.
    pub version: i64,
}

#[derive(sqlx::FromRow)]
struct VisitRow {
    id: Uuid,
    organisation: Uuid,
    organisation_name: String,
    municipality: String,
    municipality_name: String,
    by_organisation: Uuid,
    by_organisation_name: String,
    by_name: String,
    contact: Uuid,
    held_on: String,
    topic: String,
    state: String,
    education: Option<String>,
    retirements_one_year: Option<i64>,
    retirements_three_years: Option<i64>,
    retirements_five_years: Option<i64>,
    mentors: Option<i64>,
    theses: Option<i64>,
    climate: Option<i64>,
    reported_by_name: Option<String>,
    reported_at: Option<i64>,
    feedback: Option<String>,
    feedback_by_name: Option<String>,
    feedback_at: Option<i64>,
    useful: Option<i64>,
    listened: Option<i64>,
    again: Option<i64>,
    parties: i64,
    version: i64,
}

/// Columns of [`VisitRow`] with `v` the visit, `o` the firm, `m` its municipality and `a` the
/// organiser.
const COLUMNS: &str = "SELECT v.id, v.organisation, o.name AS organisation_name, o.municipality,
    m.name AS municipality_name, v.by_organisation, a.name AS by_organisation_name, v.by_name,
    v.contact, v.held_on, v.topic, v.state, v.education, v.retirements_one_year,
    v.retirements_three_years, v.retirements_five_years, v.mentors, v.theses, v.climate,
    v.reported_by_name, v.reported_at, v.feedback, v.feedback_by_name, v.feedback_at, v.useful,
    v.listened, v.again, v.version,
    (SELECT COUNT(*) FROM visit_party p WHERE p.county = v.county AND p.visit = v.id) AS parties ";
/// Tables of [`COLUMNS`].
const TABLES: &str = "FROM visit v
    JOIN organisation o ON o.county = v.county AND o.id = v.organisation
    JOIN municipality m ON m.county = o.county AND m.code = o.municipality
    JOIN organisation a ON a.county = v.county AND a.id = v.by_organisation ";

impl VisitRow {
    fn read(self) -> Result<StoredVisit, Error> {
        let rating = match (self.useful, self.listened, self.again) {
            (Some(useful), Some(listened), Some(again)) => Some(Rating { useful, listened, again }),
            _ => None,
        };
        Ok(StoredVisit {
            id: VisitId(self.id),
            organisation: OrganisationId(self.organisation),
            organisation_name: self.organisation_name,
            municipality: code("municipality", MunicipalityCode::parse(&self.municipality))?,
            municipality_name: self.municipality_name,
            by_organisation: OrganisationId(self.by_organisation),
            by_organisation_name: self.by_organisation_name,
            by_name: self.by_name,
            contact: ContactId(self.contact),
            on: day(&self.held_on)?,
            topic: self.topic,
            state: code("visit.state", VisitState::parse(&self.state))?,
            inventory: Inventory {
                education: self.education,
                retirements_one_year: self.retirements_one_year,
                retirements_three_years: self.retirements_three_years,
                retirements_five_years: self.retirements_five_years,
                mentors: self.mentors,
                theses: self.theses,
                climate: self.climate,
            },
            reported_by_name: self.reported_by_name,
            reported_at: instant_opt(self.reported_at)?,
            feedback: self.feedback,
            feedback_by_name: self.feedback_by_name,
            feedback_at: instant_opt(self.feedback_at)?,
            rating,
            parties: self.parties,
            version: self.version,
        })
    }
}

/// Writes a visit and those who take part.
pub async fn insert(tx: &mut Tx, county: &CountyCode, new: &NewVisit) -> Result<(), Error> {
    let firm = open_for_new(tx, county, new.organisation, Deed::Visit).await?;
    on!(tx, |c| sqlx::query(
        "INSERT INTO visit (county, id, organisation, by_organisation, by_name, contact, held_on,
            topic, state, version, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, $10)"
    )
    .bind(county.as_str())
    .bind(new.id.0)
    .bind(firm.id().0)
    .bind(new.by_organisation.0)
    .bind(&new.by_name)
    .bind(new.contact.0)
    .bind(new.on.to_string())
    .bind(&new.topic)
    .bind(new.state.code())
    .bind(new.created_at.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    join(tx, county, new.id, new.by_organisation, Some(&new.by_role)).await?;
    for other in new.others.iter().filter(|other| **other != new.by_organisation) {
        join(tx, county, new.id, *other, None).await?;
    }
    Ok(())
}

/// An organisation took part; false when it was there already.
pub async fn join(
    tx: &mut Tx,
    county: &CountyCode,
    visit: VisitId,
    organisation: OrganisationId,
    role: Option<&str>,
) -> Result<bool, Error> {
    let rows = on!(tx, |c| sqlx::query(
        "INSERT INTO visit_party (county, visit, organisation, role) VALUES ($1, $2, $3, $4)
         ON CONFLICT (county, visit, organisation) DO NOTHING"
    )
    .bind(county.as_str())
    .bind(visit.0)
    .bind(organisation.0)
    .bind(role)
    .execute(c)
    .await?
    .rows_affected());
    Ok(rows == 1)
}

/// Moves a visit to another state, if nobody else has changed it since `version`.
pub async fn set_state(
    tx: &mut Tx,
    county: &CountyCode,
    id: VisitId,
    state: VisitState,
    version: i64,
    now: Timestamp,
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE visit SET state = $3, version = version + 1, updated_at = $4
         WHERE county = $1 AND id = $2 AND version = $5"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(state.code())
    .bind(now.as_microsecond())
    .bind(version)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// Calls off the planned visit that a row in the ledger stands for; gives which, if there is one.
pub async fn call_off(
    tx: &mut Tx,
    county: &CountyCode,
    firm: OrganisationId,
    contact: ContactId,
    now: Timestamp,
) -> Result<Option<VisitId>, Error> {
    let id: Option<Uuid> = on!(tx, |c| sqlx::query_scalar(
        "UPDATE visit SET state = 'cancelled', version = version + 1, updated_at = $4
         WHERE county = $1 AND organisation = $2 AND contact = $3 AND state = 'planned'
         RETURNING id"
    )
    .bind(county.as_str())
    .bind(firm.0)
    .bind(contact.0)
    .bind(now.as_microsecond())
    .fetch_optional(c)
    .await?);
    Ok(id.map(VisitId))
}

/// Writes what was heard, if nobody else has changed the visit since `version`.
pub async fn report(
    tx: &mut Tx,
    county: &CountyCode,
    id: VisitId,
    inventory: &Inventory,
    by_name: &str,
    version: i64,
    now: Timestamp,
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE visit SET state = 'reported', education = $3, retirements_one_year = $4,
            retirements_three_years = $5, retirements_five_years = $6, mentors = $7, theses = $8,
            climate = $9, reported_by_name = $10, reported_at = $11, version = version + 1,
            updated_at = $11
         WHERE county = $1 AND id = $2 AND version = $12"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(inventory.education.as_deref())
    .bind(inventory.retirements_one_year)
    .bind(inventory.retirements_three_years)
    .bind(inventory.retirements_five_years)
    .bind(inventory.mentors)
    .bind(inventory.theses)
    .bind(inventory.climate)
    .bind(by_name)
    .bind(now.as_microsecond())
    .bind(version)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// Writes what the firm was told afterwards; a later word takes the place of an earlier.
pub async fn feed_back(
    tx: &mut Tx,
    county: &CountyCode,
    id: VisitId,
    words: &str,
    by_name: &str,
    now: Timestamp,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "UPDATE visit SET feedback = $3, feedback_by_name = $4, feedback_at = $5
         WHERE county = $1 AND id = $2"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(words)
    .bind(by_name)
    .bind(now.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Writes what the firm thought; false when it has said so already.
pub async fn rate(
    tx: &mut Tx,
    county: &CountyCode,
    id: VisitId,
    rating: Rating,
    now: Timestamp,
) -> Result<bool, Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE visit SET useful = $3, listened = $4, again = $5, rated_at = $6
         WHERE county = $1 AND id = $2 AND rated_at IS NULL"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(rating.useful)
    .bind(rating.listened)
    .bind(rating.again)
    .bind(now.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    Ok(rows == 1)
}

/// One visit.
pub async fn find(
    connection: &mut Connection,
    county: &CountyCode,
    id: VisitId,
) -> Result<Option<StoredVisit>, Error> {
    let sql = format!("{COLUMNS}{TABLES} WHERE v.county = $1 AND v.id = $2");
    let row: Option<VisitRow> = on!(connection, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(county.as_str())
        .bind(id.0)
        .fetch_optional(c)
        .await?);
    row.map(VisitRow::read).transpose()
}

/// The visit at a firm on a day, unless it was called off: there is at most one, however many come.
pub async fn on_day(
    connection: &mut Connection,
    county: &CountyCode,
    firm: OrganisationId,
    on: Date,
) -> Result<Option<VisitId>, Error> {
    let id: Option<Uuid> = on!(connection, |c| sqlx::query_scalar(
        "SELECT id FROM visit WHERE county = $1 AND organisation = $2 AND held_on = $3
           AND state IN ('planned', 'held', 'reported') ORDER BY id LIMIT 1"
    )
    .bind(county.as_str())
    .bind(firm.0)
    .bind(on.to_string())
    .fetch_optional(c)
    .await?);
    Ok(id.map(VisitId))
}

/// An organisation that took part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Party {
    /// Id.
    pub organisation: OrganisationId,
    /// Name.
    pub name: String,
    /// Code of the role its visitor came in, where it is known.
    pub role: Option<String>,
}

/// Who took part, by name.
pub async fn parties_of(
    connection: &mut Connection,
    county: &CountyCode,
    id: VisitId,
) -> Result<Vec<Party>, Error> {
    let rows: Vec<(Uuid, String, Option<String>)> = on!(connection, |c| sqlx::query_as(
        "SELECT p.organisation, o.name, p.role FROM visit_party p
         JOIN organisation o ON o.county = p.county AND o.id = p.organisation
         WHERE p.county = $1 AND p.visit = $2 ORDER BY o.name, o.id"
    )
    .bind(county.as_str())
    .bind(id.0)
    .fetch_all(c)
    .await?);
    let read = |(id, name, role)| Party { organisation: OrganisationId(id), name, role };
    Ok(rows.into_iter().map(read).collect())
}

/// An obstacle as read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredObstacle {
    /// Id.
    pub id: Uuid,
    /// The visit it was heard at.
    pub visit: VisitId,
    /// The firm.
    pub organisation_name: String,
    /// What.
    #[serde(flatten)]
    pub obstacle: Obstacle,
    /// Municipality whose committee answers.
    pub municipality: MunicipalityCode,
    /// Name of that municipality.
    pub municipality_name: String,
    /// Which committee.
    pub committee: String,
    /// When it was sent there.
    pub sent_at: Timestamp,
    /// What it answered.
    pub answer: Option<String>,
    /// Who wrote the answer down.
    pub answered_by_name: Option<String>,
    /// When.
    pub answered_at: Option<Timestamp>,
}

#[derive(sqlx::FromRow)]
struct ObstacleRow {
    id: Uuid,
    visit: Uuid,
    organisation_name: String,
    kind: String,
    words: String,
    municipality: String,
    municipality_name: String,
    committee: String,
    sent_at: i64,
    answer: Option<String>,
    answered_by_name: Option<String>,
    answered_at: Option<i64>,
}

/// Columns of [`ObstacleRow`] with `b` the obstacle and `v` its visit.
const OBSTACLES: &str = "SELECT b.id, b.visit, o.name AS organisation_name, b.kind, b.words,
    b.municipality, m.name AS municipality_name, b.committee, b.sent_at, b.answer,
    b.answered_by_name, b.answered_at
    FROM visit_obstacle b
    JOIN visit v ON v.county = b.county AND v.id = b.visit
    JOIN organisation o ON o.county = v.county AND o.id = v.organisation
    JOIN municipality m ON m.county = b.county AND m.code = b.municipality ";

impl ObstacleRow {
    fn read(self) -> Result<StoredObstacle, Error> {
        Ok(StoredObstacle {
            id: self.id,
            visit: VisitId(self.visit),
            organisation_name: self.organisation_name,
            obstacle: Obstacle {
                kind: code("visit_obstacle.kind", ObstacleKind::parse(&self.kind))?,
                words: self.words,
            },
            municipality: code("municipality", MunicipalityCode::parse(&self.municipality))?,
            municipality_name: self.municipality_name,
            committee: self.committee,
            sent_at: instant(self.sent_at)?,
            answer: self.answer,
            answered_by_name: self.answered_by_name,
            answered_at: instant_opt(self.answered_at)?,
        })
    }
}

/// Sends an obstacle to a committee.
pub async fn insert_obstacle(
    tx: &mut Tx,
    county: &CountyCode,
    id: Uuid,
    visit: VisitId,
    obstacle: &Obstacle,
    to: (&MunicipalityCode, &str),
    now: Timestamp,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO visit_obstacle (county, id, visit, kind, words, municipality, committee,
            sent_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    )
    .bind(county.as_str())
    .bind(id)
    .bind(visit.0)
    .bind(obstacle.kind.code())
    .bind(&obstacle.words)
    .bind(to.0.as_str())
    .bind(to.1)
    .bind(now.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Writes a committee's answer; false when there is one already.
pub async fn answer_obstacle(
    tx: &mut Tx,
    county: &CountyCode,
    id: Uuid,
    answer: &str,
    by_name: &str,
    now: Timestamp,
) -> Result<bool, Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE visit_obstacle SET answer = $3, answered_by_name = $4, answered_at = $5
         WHERE county = $1 AND id = $2 AND answered_at IS NULL"
    )
    .bind(county.as_str())
    .bind(id)
    .bind(answer)
    .bind(by_name)
    .bind(now.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    Ok(rows == 1)
}

/// Obstacles heard at a visit, oldest first.
pub async fn obstacles_of(
    connection: &mut Connection,
    county: &CountyCode,
    id: VisitId,
) -> Result<Vec<StoredObstacle>, Error> {
    let sql = format!("{OBSTACLES} WHERE b.county = $1 AND b.visit = $2 ORDER BY b.sent_at, b.id");
    let rows: Vec<ObstacleRow> = on!(connection, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql))
        .bind(county.as_str())
        .bind(id.0)
        .fetch_all(c)
        .await?);
    rows.into_iter().map(ObstacleRow::read).collect()
}

/// A promise as read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredPromise {
    /// Id.
    pub id: Uuid,
    /// Whose promise.
    pub by_organisation: OrganisationId,
    /// Name of that organisation.
    pub by_organisation_name: String,
    /// Who gave it.
    pub by_name: String,
    /// What, by when.
    #[serde(flatten)]
    pub promise: Promise,
    /// When it was kept.
    pub kept_at: Option<Timestamp>,
}

/// Writes a promise.
pub async fn insert_promise(
    tx: &mut Tx,
    county: &CountyCode,
    id: Uuid,
    visit: VisitId,
    by: (OrganisationId, &str),
    promise: &Promise,
    now: Timestamp,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO visit_promise (county, id, visit, by_organisation, by_name, words, due_on,
            made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    )
    .bind(county.as_str())
    .bind(id)
    .bind(visit.0)
    .bind(by.0.0)
    .bind(by.1)
    .bind(&promise.words)
    .bind(promise.by.to_string())
    .bind(now.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// A promise has been kept; false when it was already.
pub async fn keep_promise(
    tx: &mut Tx,
    county: &CountyCode,
    id: Uuid,
    now: Timestamp,
) -> Result<bool, Error> {
    let rows = on!(tx, |c| {
        sqlx::query(
        "UPDATE visit_promise SET kept_at = $3 WHERE county = $1 AND id = $2 AND kept_at IS NULL"
    )
    .bind(county.as_str())
    .bind(id)
    .bind(now.as_microsecond())
    .execute(c)
    .await?
    .rows_affected()
    });
    Ok(rows == 1)
}

/// Promises made at a visit, soonest first.
pub async fn promises_of(
    connection: &mut Connection,
    county: &CountyCode,
    id: VisitId,
) -> Result<Vec<StoredPromise>, Error> {
    type Row = (Uuid, Uuid, String, String, String, String, Option<i64>);
    let rows: Vec<Row> = on!(connection, |c| sqlx::query_as(
        "SELECT p.id, p.by_organisation, o.name, p.by_name, p.words, p.due_on, p.kept_at
         FROM visit_promise p
         JOIN organisation o ON o.county = p.county AND o.id = p.by_organisation
         WHERE p.county = $1 AND p.visit = $2 ORDER BY p.due_on, p.id"
    )
    .bind(county.as_str())
    .bind(id.0)
    .fetch_all(c)
    .await?);
    rows.into_iter()
        .map(|(id, by, by_organisation_name, by_name, words, due, kept)| {
            Ok(StoredPromise {
                id,
                by_organisation: OrganisationId(by),
                by_organisation_name,
                by_name,
                promise: Promise { words, by: day(&due)? },
                kept_at: instant_opt(kept)?,
            })
        })
        .collect()
}

/// Who answers for a kind of obstacle in a municipality; none when nobody has been named.
pub async fn committee(
    connection: &mut Connection,
    county: &CountyCode,
    municipality: &MunicipalityCode,
    kind: ObstacleKind,
) -> Result<Option<String>, Error> {
    Ok(on!(connection, |c| sqlx::query_scalar(
        "SELECT name FROM committee WHERE county = $1 AND municipality = $2 AND kind = $3"
    )
    .bind(county.as_str())
    .bind(municipality.as_str())
    .bind(kind.code())
    .fetch_optional(c)
    .await?))
}

/// Names who answers for a kind of obstacle in a municipality.
pub async fn set_committee(
    tx: &mut Tx,
    county: &CountyCode,
    municipality: &MunicipalityCode,
    kind: ObstacleKind,
    name: &str,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO committee (county, municipality, kind, name) VALUES ($1, $2, $3, $4)
         ON CONFLICT (county, municipality, kind) DO UPDATE SET name = excluded.name"
    )
    .bind(county.as_str())
    .bind(municipality.as_str())
    .bind(kind.code())
    .bind(name)
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}
