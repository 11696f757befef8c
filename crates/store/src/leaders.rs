//! The register of process leaders and ambassadors, who leads which mapping, and what belongs to a
//! led mapping.

pub mod campaigns;
mod figures;
mod led;

use domain::access::Role;
use domain::codes::{CountyCode, MunicipalityCode};
use domain::ids::{AssignmentId, LeaderId, MappingId, OrganisationId, PersonId};
use domain::leaders::{EndReason, Industry, LeaderKind, LeaderStatus, Tongue, Training};
use domain::time::{Date, Timestamp};
use serde::Serialize;
use uuid::Uuid;

use crate::page::Slice;
use crate::row::{changed, code, day, instant, instant_opt};
use crate::{Connection, Error, Page, Tx, on};

pub use figures::{TrackRow, by_track};
pub use led::{
    StepDone, StoredStaff, StoredText, Wish, ask, erase, forget_role, open_wishes, put_role,
    put_text, reopen_wish, set_step, settle_wish, staff_of, steps_of, texts_of, wish_of,
};

/// Somebody to put into the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLeader {
    /// Id, made before the transaction.
    pub id: LeaderId,
    /// Who.
    pub person: PersonId,
    /// Of which organisation.
    pub organisation: OrganisationId,
    /// Trained for what.
    pub training: Training,
}

/// Somebody in the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredLeader {
    /// Id.
    pub id: LeaderId,
    /// Who.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// Of which organisation.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// Trained for what, until when.
    #[serde(flatten)]
    pub training: Training,
    /// Mappings in hand: led by them, and neither approved nor called off.
    pub in_hand: i64,
    /// Version for optimistic locking.
    pub version: i64,
}

#[derive(sqlx::FromRow)]
struct LeaderRow {
    id: Uuid,
    person: Uuid,
    name: String,
    organisation: Uuid,
    organisation_name: String,
    kind: String,
    status: String,
    trained_on: String,
    valid_until_on: String,
    capacity: i64,
    municipalities: String,
    languages: String,
    industries: String,
    in_hand: i64,
    version: i64,
}

/// Columns and tables of [`LeaderRow`] with `l` the entry, `p` the person and `o` the organisation.
const LEADERS: &str = "SELECT l.id, l.person, p.name, l.organisation, o.name AS organisation_name,
    l.kind, l.status, l.trained_on, l.valid_until_on, l.capacity, l.municipalities, l.languages,
    l.industries, l.version,
    (SELECT COUNT(*) FROM mapping_lead g JOIN mapping m ON m.county = g.county AND m.id = g.mapping
      WHERE g.person = l.person AND g.county = l.county AND g.ended_at IS NULL
        AND m.approved_at IS NULL AND m.state <> 'withdrawn') AS in_hand ";
/// Tables of [`LEADERS`].
const TABLES: &str = "FROM leader l JOIN person p ON p.id = l.person
    JOIN organisation o ON o.county = l.county AND o.id = l.organisation ";

impl LeaderRow {
    fn read(self) -> Result<StoredLeader, Error> {
        let municipalities = self.municipalities.split_whitespace().map(MunicipalityCode::parse);
        let languages = self.languages.split_whitespace().map(Tongue::parse);
        let industries = self.industries.split_whitespace().map(Industry::parse);
        Ok(StoredLeader {
            id: LeaderId(self.id),
            person: PersonId(self.person),
            name: self.name,
            organisation: OrganisationId(self.organisation),
            organisation_name: self.organisation_name,
            training: Training {
                kind: code("leader.kind", LeaderKind::parse(&self.kind))?,
                status: code("leader.status", LeaderStatus::parse(&self.status))?,
                trained_on: day(&self.trained_on)?,
                valid_until: day(&self.valid_until_on)?,
                capacity: self.capacity,
                municipalities: code("leader.municipalities", municipalities.collect())?,
                languages: code("leader.languages", languages.collect())?,
                industries: code("leader.industries", industries.collect())?,
            },
            in_hand: self.in_hand,
            version: self.version,
        })
    }
}

/// Codes with a blank between.
fn joined(codes: impl Iterator<Item = impl ToString>) -> String {
    codes.map(|code| code.to_string()).collect::<Vec<_>>().join(" ")
}

/// Puts somebody into the register; false when they stand there already for the same thing.
pub async fn insert(
    tx: &mut Tx,
    county: &CountyCode,
    new: &NewLeader,
    now: Timestamp,
) -> Result<bool, Error> {
    let training = &new.training;
    let rows = on!(tx, |c| sqlx::query(
        "INSERT INTO leader (county, id, person, organisation, kind, status, trained_on,
            valid_until_on, capacity, municipalities, languages, industries, version, created_at,
            updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1, $13, $13)
         ON CONFLICT (county, person, organisation, kind) DO NOTHING"
    )
    .bind(county.as_str())
    .bind(new.id.0)
    .bind(new.person.0)
    .bind(new.organisation.0)
    .bind(training.kind.code())
    .bind(training.status.code())
    .bind(training.trained_on.to_string())
    .bind(training.valid_until.to_string())
    .bind(training.capacity)
    .bind(joined(training.municipalities.iter()))
    .bind(joined(training.languages.iter()))
    .bind(joined(training.industries.iter()))
    .bind(now.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    Ok(rows == 1)
}

/// Writes what somebody is trained for anew, if nobody else has changed it since `version`. The
/// kind stays.
pub async fn update(
    tx: &mut Tx,
    county: &CountyCode,
    id: LeaderId,
    training: &Training,
    version: i64,
    now: Timestamp,
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE leader SET status = $3, trained_on = $4, valid_until_on = $5, capacity = $6,
            municipalities = $7, languages = $8, industries = $9, version = version + 1,
            updated_at = $10
         WHERE county = $1 AND id = $2 AND version = $11"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(training.status.code())
    .bind(training.trained_on.to_string())
    .bind(training.valid_until.to_string())
    .bind(training.capacity)
    .bind(joined(training.municipalities.iter()))
    .bind(joined(training.languages.iter()))
    .bind(joined(training.industries.iter()))
    .bind(now.as_microsecond())
    .bind(version)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// What a list of the register is narrowed by.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only this entry.
    pub id: Option<LeaderId>,
    /// Only this person.
    pub person: Option<PersonId>,
    /// Only those trained for this.
    pub kind: Option<LeaderKind>,
    /// Only this status.
    pub status: Option<LeaderStatus>,
    /// Only those who work there; those of the whole county too.
    pub municipality: Option<MunicipalityCode>,
    /// Only those who lead in this language.
    pub language: Option<Tongue>,
    /// Only those who know this industry; those who take any too.
    pub industry: Option<Industry>,
    /// Only leaders who can be given one more mapping on this day.
    pub free_on: Option<Date>,
}

/// Adds the conditions of a list to its query.
macro_rules! narrow {
    ($query:expr, $county:expr, $filter:expr) => {{
        $query.push(" WHERE l.county = ").push_bind($county.as_str().to_owned());
        $query.push(" AND p.is_disabled = FALSE");
        if let Some(id) = $filter.id {
            $query.push(" AND l.id = ").push_bind(id.0);
        }
        if let Some(person) = $filter.person {
            $query.push(" AND l.person = ").push_bind(person.0);
        }
        if let Some(kind) = $filter.kind {
            $query.push(" AND l.kind = ").push_bind(kind.code());
        }
        if let Some(status) = $filter.status {
            $query.push(" AND l.status = ").push_bind(status.code());
        }
        if let Some(place) = &$filter.municipality {
            $query.push(" AND (l.municipalities = '' OR ' ' || l.municipalities || ' ' LIKE ");
            $query.push_bind(format!("% {place} %")).push(")");
        }
        if let Some(language) = $filter.language {
            $query.push(" AND ' ' || l.languages || ' ' LIKE ");
            $query.push_bind(format!("% {language} %"));
        }
        if let Some(industry) = $filter.industry {
            $query.push(" AND (l.industries = '' OR ' ' || l.industries || ' ' LIKE ");
            $query.push_bind(format!("% {industry} %")).push(")");
        }
        if let Some(day) = $filter.free_on {
            $query.push(" AND l.kind = 'leader' AND l.status <> 'resting' AND l.trained_on <= ");
            $query.push_bind(day.to_string()).push(" AND l.valid_until_on >= ");
            $query.push_bind(day.to_string());
            $query.push(
                " AND l.capacity > (SELECT COUNT(*) FROM mapping_lead g
                  JOIN mapping m ON m.county = g.county AND m.id = g.mapping
                  WHERE g.person = l.person AND g.county = l.county AND g.ended_at IS NULL
                    AND m.approved_at IS NULL AND m.state <> 'withdrawn')",
            );
        }
    }};
}

/// The register by name, within a filter.
pub async fn list(
    connection: &mut Connection,
    county: &CountyCode,
    filter: &Filter,
    slice: Slice,
) -> Result<Page<StoredLeader>, Error> {
    let total: i64 = on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new("SELECT COUNT(*) ");
        query.push(TABLES);
        narrow!(query, county, filter);
        query.build_query_scalar().fetch_one(c).await?
    });
    let rows: Vec<LeaderRow> = on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new(LEADERS);
        query.push(TABLES);
        narrow!(query, county, filter);
        query.push(" ORDER BY p.name, l.id LIMIT ").push_bind(slice.limit());
        query.push(" OFFSET ").push_bind(slice.offset());
        query.build_query_as().fetch_all(c).await?
    });
    let items = rows.into_iter().map(LeaderRow::read).collect::<Result<Vec<_>, _>>()?;
    Ok(Page { items, total, next: None })
}

/// One entry.
pub async fn find(
    connection: &mut Connection,
    county: &CountyCode,
    id: LeaderId,
) -> Result<Option<StoredLeader>, Error> {
    let filter = Filter { id: Some(id), ..Filter::default() };
    Ok(list(connection, county, &filter, Slice::top(1)).await?.items.into_iter().next())
}

/// The entry by which a person may lead, whichever organisation it is for.
pub async fn of_person(
    connection: &mut Connection,
    county: &CountyCode,
    person: PersonId,
    organisation: OrganisationId,
) -> Result<Option<StoredLeader>, Error> {
    let kind = Some(LeaderKind::Leader);
    let filter = Filter { person: Some(person), kind, ..Filter::default() };
    let found = list(connection, county, &filter, Slice::top(crate::page::LIMIT_MAX)).await?.items;
    Ok(found.into_iter().find(|one| one.organisation == organisation))
}

/// Somebody who could stand in the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The assignment they act in.
    pub assignment: AssignmentId,
    /// Who.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// For whom.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// In which role.
    pub role: Role,
}

#[derive(sqlx::FromRow)]
struct CandidateRow {
    assignment: Uuid,
    person: Uuid,
    name: String,
    organisation: Uuid,
    organisation_name: String,
    role: String,
}

/// People with a role on a day in which one can lead or invite, by name; at most `limit`.
pub async fn candidates(
    connection: &mut Connection,
    county: &CountyCode,
    on_day: Date,
    limit: i64,
) -> Result<Vec<Candidate>, Error> {
    let rows: Vec<CandidateRow> = on!(connection, |c| sqlx::query_as(
        "SELECT a.id AS assignment, a.person, p.name, a.organisation,
            o.name AS organisation_name, a.role
         FROM assignment a JOIN person p ON p.id = a.person
         JOIN organisation o ON o.county = a.county AND o.id = a.organisation
         WHERE a.county = $1 AND p.is_disabled = FALSE
           AND a.role IN ('leader', 'ambassador', 'broker', 'muni-adviser')
           AND a.valid_from <= $2 AND (a.valid_to IS NULL OR a.valid_to >= $2)
         ORDER BY p.name, a.id LIMIT $3"
    )
    .bind(county.as_str())
    .bind(on_day.to_string())
    .bind(limit)
    .fetch_all(c)
    .await?);
    let read = |row: CandidateRow| {
        Ok(Candidate {
            assignment: AssignmentId(row.assignment),
            person: PersonId(row.person),
            name: row.name,
            organisation: OrganisationId(row.organisation),
            organisation_name: row.organisation_name,
            role: code("assignment.role", Role::parse(&row.role))?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Somebody begins to lead a mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLeading {
    /// Id, made before the transaction.
    pub id: Uuid,
    /// Which mapping.
    pub mapping: MappingId,
    /// Who.
    pub person: PersonId,
    /// Of which organisation.
    pub organisation: OrganisationId,
    /// Name of who decided it.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
}

/// Lets somebody lead a mapping, which is led from then on. Whoever led it has ended before.
pub async fn begin(tx: &mut Tx, county: &CountyCode, new: &NewLeading) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO mapping_lead (county, id, mapping, person, begun_by_name, begun_at)
         VALUES ($1, $2, $3, $4, $5, $6)"
    )
    .bind(county.as_str())
    .bind(new.id)
    .bind(new.mapping.0)
    .bind(new.person.0)
    .bind(&new.by_name)
    .bind(new.at.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    hold(tx, county, new.mapping, new.organisation).await
}

/// The organisation in whose hands a led mapping lies.
pub async fn hold(
    tx: &mut Tx,
    county: &CountyCode,
    mapping: MappingId,
    organisation: OrganisationId,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "UPDATE mapping SET leader_organisation = $3, track = 'led' WHERE county = $1 AND id = $2"
    )
    .bind(county.as_str())
    .bind(mapping.0)
    .bind(organisation.0)
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Ends whoever leads a mapping; gives who it was.
pub async fn end(
    tx: &mut Tx,
    county: &CountyCode,
    mapping: MappingId,
    why: EndReason,
    by_name: &str,
    now: Timestamp,
) -> Result<Option<PersonId>, Error> {
    let person: Option<Uuid> = on!(tx, |c| sqlx::query_scalar(
        "UPDATE mapping_lead SET ended_at = $3, ended_why = $4, ended_by_name = $5
         WHERE county = $1 AND mapping = $2 AND ended_at IS NULL RETURNING person"
    )
    .bind(county.as_str())
    .bind(mapping.0)
    .bind(now.as_microsecond())
    .bind(why.code())
    .bind(by_name)
    .fetch_optional(c)
    .await?);
    Ok(person.map(PersonId))
}

/// Somebody who leads a mapping, or has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Leading {
    /// Name.
    pub name: String,
    /// From when.
    pub begun_at: Timestamp,
    /// Until when.
    pub ended_at: Option<Timestamp>,
    /// Why no longer.
    pub ended_why: Option<EndReason>,
}

#[derive(sqlx::FromRow)]
struct LeadingRow {
    name: String,
    begun_at: i64,
    ended_at: Option<i64>,
    ended_why: Option<String>,
}

/// Everybody who has led a mapping, first the first.
pub async fn history(
    connection: &mut Connection,
    county: &CountyCode,
    mapping: MappingId,
) -> Result<Vec<Leading>, Error> {
    let rows: Vec<LeadingRow> = on!(connection, |c| sqlx::query_as(
        "SELECT p.name, g.begun_at, g.ended_at, g.ended_why
         FROM mapping_lead g JOIN person p ON p.id = g.person
         WHERE g.county = $1 AND g.mapping = $2 ORDER BY g.begun_at, g.id"
    )
    .bind(county.as_str())
    .bind(mapping.0)
    .fetch_all(c)
    .await?);
    let read = |row: LeadingRow| {
        let why = row.ended_why.as_deref().map(EndReason::parse).transpose();
        Ok(Leading {
            name: row.name,
            begun_at: instant(row.begun_at)?,
            ended_at: instant_opt(row.ended_at)?,
            ended_why: code("mapping_lead.ended_why", why)?,
        })
    };
    rows.into_iter().map(read).collect()
}
