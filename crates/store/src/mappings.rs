//! Guided mappings with firms.
//!
//! A mapping is read without its answers: [`StoredMapping`] has no place for them, so no list, no
//! count and no search can show a draft by mistake. Whoever has the right asks [`answers_of`].

use domain::access::Reach;
use domain::codes::{CountyCode, MunicipalityCode};
use domain::endings::Deed;
use domain::ids::{CaseId, MappingId, OrganisationId, PersonId};
use domain::imports::Source;
use domain::needs::answers::Answers;
use domain::needs::mapping::{MappingState, QUESTION_SETS, Track};
use domain::time::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use crate::endings::open_for_new;
use crate::page::{Cursor, Page, Slice};
use crate::row::{changed, code, from_json, instant, instant_opt, to_json};
use crate::{Connection, Error, Tx, on, push_newest_first, push_search};

/// A mapping to store.
#[derive(Debug, Clone)]
pub struct NewMapping {
    /// Id.
    pub id: MappingId,
    /// Stable name of a demo record.
    pub slug: Option<String>,
    /// The firm.
    pub organisation: OrganisationId,
    /// Who holds the pen.
    pub track: Track,
    /// Who opened it: organisation.
    pub opened_by_organisation: OrganisationId,
    /// Who opened it: name.
    pub opened_by_name: String,
    /// Organisation that leads; required when led.
    pub leader_organisation: Option<OrganisationId>,
    /// Hash of the link, if there is one.
    pub link: Option<Link>,
    /// Address the link is sent to.
    pub invited_email: Option<String>,
}

/// A link by which the firm comes in without an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What is stored of its token.
    pub hash: String,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// Adds a mapping: invited, with an empty draft.
pub async fn insert(
    tx: &mut Tx,
    county: &CountyCode,
    new: &NewMapping,
    now: Timestamp,
) -> Result<(), Error> {
    let answers = to_json("mapping.answers", &Answers::begin())?;
    let firm = open_for_new(tx, county, new.organisation, Deed::Mapping).await?;
    on!(tx, |c| sqlx::query(
        "INSERT INTO mapping (county, id, slug, organisation, track, state, question_set, answers,
            opened_by_organisation, opened_by_name, leader_organisation, link_hash,
            link_expires_at, invited_email, version, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1, $15, $15)"
    )
    .bind(county.as_str())
    .bind(new.id.0)
    .bind(new.slug.as_deref())
    .bind(firm.id().0)
    .bind(new.track.code())
    .bind(MappingState::Invited.code())
    .bind(QUESTION_SETS.first().copied().unwrap_or_default())
    .bind(&answers)
    .bind(new.opened_by_organisation.0)
    .bind(&new.opened_by_name)
    .bind(new.leader_organisation.map(|id| id.0))
    .bind(new.link.as_ref().map(|link| link.hash.as_str()))
    .bind(new.link.as_ref().map(|link| link.expires_at.as_microsecond()))
    .bind(new.invited_email.as_deref())
    .bind(now.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// A mapping as everyone who knows of it may see it: never with its answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredMapping {
    /// Id.
    pub id: MappingId,
    /// Stable name of a demo record.
    pub slug: Option<String>,
    /// The firm.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// Invented for the demo.
    pub is_demo: bool,
    /// Municipality of the firm.
    pub municipality: MunicipalityCode,
    /// Name of the municipality.
    pub municipality_name: String,
    /// Who holds the pen.
    pub track: Track,
    /// Where it is in its life.
    pub state: MappingState,
    /// Edition of the questions.
    pub question_set: String,
    /// Who opened it: organisation.
    pub opened_by_organisation: OrganisationId,
    /// Its name.
    pub opened_by_organisation_name: String,
    /// Who opened it: name.
    pub opened_by_name: String,
    /// Organisation that leads.
    pub leader_organisation: Option<OrganisationId>,
    /// Its name.
    pub leader_organisation_name: Option<String>,
    /// Who leads it now; for telling what somebody is in it.
    #[serde(skip)]
    pub led_by: Option<PersonId>,
    /// Their name.
    #[serde(skip)]
    pub led_by_name: Option<String>,
    /// When the link ends; none when there is no link.
    pub link_expires_at: Option<Timestamp>,
    /// Address the link is sent to; for those who handle the link only.
    #[serde(skip)]
    pub invited_email: Option<String>,
    /// When the firm said yes.
    pub approved_at: Option<Timestamp>,
    /// Who at the firm.
    pub approved_by_name: Option<String>,
    /// Where its answers were given.
    pub source: Source,
    /// What they are called there.
    pub external_reference: Option<String>,
    /// Case that answers it.
    #[serde(rename = "case")]
    pub case_file: Option<CaseId>,
    /// Version for optimistic locking.
    pub version: i64,
    /// When it was opened.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct MappingRow {
    county: String,
    id: Uuid,
    slug: Option<String>,
    organisation: Uuid,
    organisation_name: String,
    is_demo: bool,
    municipality: String,
    municipality_name: String,
    track: String,
    state: String,
    question_set: String,
    opened_by_organisation: Uuid,
    opened_by_organisation_name: String,
    opened_by_name: String,
    leader_organisation: Option<Uuid>,
    leader_organisation_name: Option<String>,
    led_by: Option<Uuid>,
    led_by_name: Option<String>,
    link_expires_at: Option<i64>,
    invited_email: Option<String>,
    approved_at: Option<i64>,
    approved_by_name: Option<String>,
    source: String,
    external_reference: Option<String>,
    case_file: Option<Uuid>,
    version: i64,
    created_at: i64,
    updated_at: i64,
}

/// Tables of every mapping query: `m` the mapping, `o` its firm, `k` the municipality.
macro_rules! mapping_tables {
    () => {
        " FROM mapping m
         JOIN organisation o ON o.county = m.county AND o.id = m.organisation
         JOIN municipality k ON k.county = o.county AND k.code = o.municipality "
    };
}

/// Columns of [`MappingRow`]. The answers are not among them, on purpose.
macro_rules! mapping_columns {
    () => {
        concat!(
            "SELECT m.county, m.id, m.slug, m.organisation, o.name AS organisation_name, o.is_demo,
            o.municipality, k.name AS municipality_name, m.track, m.state, m.question_set,
            m.opened_by_organisation, b.name AS opened_by_organisation_name, m.opened_by_name,
            m.leader_organisation, l.name AS leader_organisation_name, g.person AS led_by,
            lp.name AS led_by_name, m.link_expires_at,
            m.invited_email, m.approved_at, m.approved_by_name, m.source, m.external_reference,
            m.case_file, m.version,
            m.created_at, m.updated_at",
            mapping_tables!(),
            "JOIN organisation b ON b.county = m.county AND b.id = m.opened_by_organisation
             LEFT JOIN organisation l ON l.county = m.county AND l.id = m.leader_organisation
             LEFT JOIN mapping_lead g ON g.county = m.county AND g.mapping = m.id
                AND g.ended_at IS NULL
             LEFT JOIN person lp ON lp.id = g.person "
        )
    };
}

impl MappingRow {
    fn read(self) -> Result<StoredMapping, Error> {
        Ok(StoredMapping {
            id: MappingId(self.id),
            slug: self.slug,
            organisation: OrganisationId(self.organisation),
            organisation_name: self.organisation_name,
            is_demo: self.is_demo,
            municipality: code("municipality", MunicipalityCode::parse(&self.municipality))?,
            municipality_name: self.municipality_name,
            track: code("mapping.track", Track::parse(&self.track))?,
            state: code("mapping.state", MappingState::parse(&self.state))?,
            question_set: self.question_set,
            opened_by_organisation: OrganisationId(self.opened_by_organisation),
            opened_by_organisation_name: self.opened_by_organisation_name,
            opened_by_name: self.opened_by_name,
            leader_organisation: self.leader_organisation.map(OrganisationId),
            leader_organisation_name: self.leader_organisation_name,
            led_by: self.led_by.map(PersonId),
            led_by_name: self.led_by_name,
            link_expires_at: instant_opt(self.link_expires_at)?,
            invited_email: self.invited_email,
            approved_at: instant_opt(self.approved_at)?,
            approved_by_name: self.approved_by_name,
            source: code("mapping.source", Source::parse(&self.source))?,
            external_reference: self.external_reference,
            case_file: self.case_file.map(CaseId),
            version: self.version,
            created_at: instant(self.created_at)?,
            updated_at: instant(self.updated_at)?,
        })
    }
}

/// Whose mappings somebody may know of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// By the reach of their role.
    Reach(Reach),
    /// Those an organisation has opened, and those with members of the networks it runs.
    Network(OrganisationId),
}

/// What a list of mappings is narrowed by.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only this mapping.
    pub id: Option<MappingId>,
    /// Only this firm.
    pub organisation: Option<OrganisationId>,
    /// Stemmed words of the firm's name.
    pub terms: Vec<String>,
    /// Only this state.
    pub state: Option<MappingState>,
    /// Only this track.
    pub track: Option<Track>,
    /// Only this municipality.
    pub municipality: Option<MunicipalityCode>,
    /// Only those neither approved nor withdrawn.
    pub is_under_way: bool,
    /// Only those this organisation leads or has opened.
    pub in_hand_of: Option<OrganisationId>,
}

/// Adds the scope to a list query.
macro_rules! within {
    ($query:expr, $scope:expr) => {
        match $scope {
            Scope::Reach(Reach::County) => {}
            Scope::Reach(Reach::Municipality(municipality)) => {
                $query.push(" AND o.municipality = ").push_bind(municipality.as_str().to_owned());
            }
            Scope::Reach(Reach::Organisation(id)) => {
                $query.push(" AND m.organisation = ").push_bind(id.0);
            }
            Scope::Reach(Reach::Involved(id)) => {
                $query.push(" AND (m.leader_organisation = ").push_bind(id.0);
                $query.push(" OR m.opened_by_organisation = ").push_bind(id.0).push(")");
            }
            Scope::Reach(Reach::Leading { person, organisation }) => {
                // Leading ends, and with it everything; what a leader has only invited to, where
                // nobody leads, they follow to its end.
                $query
                    .push(
                        " AND (EXISTS (SELECT 1 FROM mapping_lead x WHERE x.county = m.county
                          AND x.mapping = m.id AND x.ended_at IS NULL AND x.person = ",
                    )
                    .push_bind(person.0);
                $query.push(") OR (m.track = 'micro' AND m.opened_by_organisation = ");
                $query.push_bind(organisation.0).push("))");
            }
            Scope::Reach(Reach::Nothing) => {
                $query.push(" AND FALSE");
            }
            Scope::Network(id) => {
                $query.push(" AND (m.opened_by_organisation = ").push_bind(id.0);
                $query
                    .push(
                        " OR m.organisation IN (SELECT w.organisation FROM network_member w
                          JOIN network n ON n.county = w.county AND n.id = w.network
                          WHERE w.county = m.county AND n.organisation = ",
                    )
                    .push_bind(id.0)
                    .push("))");
            }
        }
    };
}

/// Adds scope and filter to a list query that joins m, o and k.
macro_rules! narrow {
    ($query:expr, $county:expr, $scope:expr, $filter:expr) => {{
        $query.push(" WHERE m.county = ").push_bind($county.as_str().to_owned());
        within!($query, $scope);
        if let Some(id) = $filter.id {
            $query.push(" AND m.id = ").push_bind(id.0);
        }
        if let Some(id) = $filter.organisation {
            $query.push(" AND m.organisation = ").push_bind(id.0);
        }
        if let Some(state) = $filter.state {
            $query.push(" AND m.state = ").push_bind(state.code());
        }
        if let Some(track) = $filter.track {
            $query.push(" AND m.track = ").push_bind(track.code());
        }
        if let Some(municipality) = &$filter.municipality {
            $query.push(" AND o.municipality = ").push_bind(municipality.as_str().to_owned());
        }
        if $filter.is_under_way {
            $query.push(" AND m.approved_at IS NULL AND m.state <> 'withdrawn'");
        }
        if let Some(id) = $filter.in_hand_of {
            $query.push(" AND (m.leader_organisation = ").push_bind(id.0);
            $query.push(" OR m.opened_by_organisation = ").push_bind(id.0).push(")");
        }
        push_search!($query, $county, "organisation", "m.organisation", &$filter.terms);
    }};
}

async fn rows(
    connection: &mut Connection,
    county: &CountyCode,
    scope: &Scope,
    filter: &Filter,
    slice: Slice,
) -> Result<Vec<MappingRow>, Error> {
    Ok(on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new(mapping_columns!());
        narrow!(query, county, scope, filter);
        push_newest_first!(query, "m", slice);
        query.build_query_as().fetch_all(c).await?
    }))
}

/// Mappings within scope, newest first.
pub async fn list(
    connection: &mut Connection,
    county: &CountyCode,
    scope: &Scope,
    filter: &Filter,
    slice: Slice,
) -> Result<Page<StoredMapping>, Error> {
    let rows = rows(connection, county, scope, filter, slice).await?;
    let total: i64 = match slice.total_told_by(rows.len()) {
        Some(total) => total,
        None => on!(connection, |c| {
            let mut query = sqlx::QueryBuilder::new(concat!("SELECT COUNT(*)", mapping_tables!()));
            narrow!(query, county, scope, filter);
            query.build_query_scalar().fetch_one(c).await?
        }),
    };
    let rows = rows.into_iter().map(MappingRow::read).collect::<Result<Vec<_>, _>>()?;
    Ok(Page::from_one_more(rows, slice, total, |row| Cursor { at: row.created_at, id: row.id.0 }))
}

/// One mapping, if it lies within scope.
pub async fn find(
    connection: &mut Connection,
    county: &CountyCode,
    scope: &Scope,
    id: MappingId,
) -> Result<Option<StoredMapping>, Error> {
    let filter = Filter { id: Some(id), ..Filter::default() };
    let rows = rows(connection, county, scope, &filter, Slice::top(1)).await?;
    rows.into_iter().next().map(MappingRow::read).transpose()
}

/// Id of a demo mapping by its stable name.
pub async fn id_by_slug(
    connection: &mut Connection,
    county: &CountyCode,
    slug: &str,
) -> Result<Option<MappingId>, Error> {
    let id: Option<Uuid> = on!(connection, |c| sqlx::query_scalar(
        "SELECT id FROM mapping WHERE county = $1 AND slug = $2"
    )
    .bind(county.as_str())
    .bind(slug)
    .fetch_optional(c)
    .await?);
    Ok(id.map(MappingId))
}

/// The mapping a link leads to, and its county: who has the link has no other address. Also one
/// whose link has ended or that has been called off, so that the page can say whom to ask.
pub async fn find_by_link(
    connection: &mut Connection,
    link_hash: &str,
) -> Result<Option<(CountyCode, StoredMapping)>, Error> {
    let row: Option<MappingRow> =
        on!(connection, |c| sqlx::query_as(concat!(mapping_columns!(), "WHERE m.link_hash = $1"))
            .bind(link_hash)
            .fetch_optional(c)
            .await?);
    row.map(|row| {
        let county = code("mapping.county", CountyCode::parse(&row.county))?;
        Ok((county, row.read()?))
    })
    .transpose()
}

/// The answers of a mapping. Before approval they are for the firm and its leader alone: the
/// caller has made sure.
pub async fn answers_of(
    connection: &mut Connection,
    county: &CountyCode,
    id: MappingId,
) -> Result<Option<Answers>, Error> {
    let text: Option<String> = on!(connection, |c| sqlx::query_scalar(
        "SELECT answers FROM mapping WHERE county = $1 AND id = $2"
    )
    .bind(county.as_str())
    .bind(id.0)
    .fetch_optional(c)
    .await?);
    text.map(|text| from_json("mapping.answers", &text)).transpose()
}

/// Keeps the draft and the state it is in, if nobody else changed the mapping.
pub async fn save_answers(
    tx: &mut Tx,
    county: &CountyCode,
    id: MappingId,
    answers: &Answers,
    state: MappingState,
    version: i64,
    now: Timestamp,
) -> Result<(), Error> {
    let answers = to_json("mapping.answers", answers)?;
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE mapping SET answers = $3, state = $4, version = version + 1, updated_at = $5
         WHERE county = $1 AND id = $2 AND version = $6 AND approved_at IS NULL"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(&answers)
    .bind(state.code())
    .bind(now.as_microsecond())
    .bind(version)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// Moves a mapping to another state, if nobody else changed it.
pub async fn set_state(
    tx: &mut Tx,
    county: &CountyCode,
    id: MappingId,
    state: MappingState,
    version: i64,
    now: Timestamp,
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE mapping SET state = $3, version = version + 1, updated_at = $4
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

/// Lets a mapping that has just been opened ask another edition of the questions.
pub async fn set_question_set(
    tx: &mut Tx,
    county: &CountyCode,
    id: MappingId,
    edition: &str,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "UPDATE mapping SET question_set = $3
         WHERE county = $1 AND id = $2 AND state = 'invited'"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(edition)
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Gives a mapping a new link; the old one stops working. The draft is not touched, so neither is
/// the version.
pub async fn set_link(
    tx: &mut Tx,
    county: &CountyCode,
    id: MappingId,
    link: &Link,
    invited_email: Option<&str>,
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE mapping SET link_hash = $3, link_expires_at = $4, invited_email = $5
         WHERE county = $1 AND id = $2"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(&link.hash)
    .bind(link.expires_at.as_microsecond())
    .bind(invited_email)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// The firm's yes, as stored.
#[derive(Debug, Clone)]
pub struct Yes {
    /// Name of who said it.
    pub by_name: String,
    /// Case that will answer.
    pub case_file: CaseId,
    /// Until when the link still shows what happens, if there is a link.
    pub link_expires_at: Timestamp,
}

/// Stores the firm's yes, if nobody changed the mapping since it was read.
pub async fn approve(
    tx: &mut Tx,
    county: &CountyCode,
    id: MappingId,
    yes: &Yes,
    version: i64,
    now: Timestamp,
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE mapping SET state = 'approved', approved_at = $3, approved_by_name = $4,
            case_file = $5, version = version + 1, updated_at = $3,
            link_expires_at = CASE WHEN link_hash IS NULL THEN link_expires_at ELSE $6 END
         WHERE county = $1 AND id = $2 AND version = $7 AND approved_at IS NULL"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(now.as_microsecond())
    .bind(&yes.by_name)
    .bind(yes.case_file.0)
    .bind(yes.link_expires_at.as_microsecond())
    .bind(version)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// Calls a mapping off and erases the draft: the answers, and the words a summary was sent back
/// with. That it happened, stays.
pub async fn withdraw(
    tx: &mut Tx,
    county: &CountyCode,
    id: MappingId,
    version: i64,
    now: Timestamp,
) -> Result<(), Error> {
    let nothing = to_json("mapping.answers", &Answers::default())?;
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE mapping SET state = 'withdrawn', answers = $3, invited_email = NULL,
            version = version + 1, updated_at = $4
         WHERE county = $1 AND id = $2 AND version = $5 AND approved_at IS NULL"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(&nothing)
    .bind(now.as_microsecond())
    .bind(version)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)?;
    on!(tx, |c| sqlx::query(
        "DELETE FROM event_detail WHERE county = $1 AND event IN (
            SELECT id FROM event WHERE county = $1 AND subject_kind = 'mapping' AND subject = $2
              AND kind = 'mapping.sent-back')"
    )
    .bind(county.as_str())
    .bind(id.0)
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}
