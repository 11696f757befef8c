//! Cases, their parties and needs, and the thread where each party reads what is theirs.

mod figures;
mod list;
mod notes;
mod thread;
mod views;

use domain::access::Role;
use domain::cases::{AlarmStage, CaseOutcome, CaseState, Closing, NextStep, case_number};
use domain::codes::{CountyCode, MunicipalityCode};
use domain::endings::Deed;
use domain::ids::{AssignmentId, CaseId, DeskId, NeedId, OrganisationId};
use domain::time::{Timestamp, day_of};
use serde::Serialize;
use uuid::Uuid;

use crate::endings::open_for_new;
use crate::row::{changed, code, day, find_one, instant, instant_opt};
use crate::{Connection, Error, Tx, on};

pub use figures::{Answer, DeskLoad, answers_at_desk, answers_by, answers_since, desk_loads};
pub use list::{Filter, Held, Sight, Sort, Stamp, States, count, list, stamp, visible};
pub use notes::{NewNote, StoredNote, find_note, insert_note, notes_of, save_note};
pub use thread::{Message, NewMessage, StoredMessage, insert_message, messages};
pub use views::{StoredView, delete_view, insert_view, rename_view, views_of};

/// What a case starts with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCase {
    /// Id.
    pub id: CaseId,
    /// Stable name of a demo record.
    pub slug: Option<String>,
    /// The firm.
    pub organisation: OrganisationId,
    /// What it is about, in one line.
    pub title: String,
    /// Who owns it.
    pub desk: DeskId,
    /// Role of the owner.
    pub owner_role: Role,
    /// What happens next.
    pub next_step: NextStep,
    /// When the first answer is promised.
    pub promised_at: Timestamp,
    /// When it came in.
    pub opened_at: Timestamp,
}

/// What changes during the life of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CaseFields {
    /// Where it is in its life.
    pub state: CaseState,
    /// Desk that owns it.
    pub desk: Option<DeskId>,
    /// Role of the owner.
    pub owner_role: Option<Role>,
    /// Who has taken it.
    pub taken_by: Option<AssignmentId>,
    /// Their name.
    pub taken_by_name: Option<String>,
    /// What happens next; none only when closed.
    pub next_step: Option<NextStep>,
    /// When the first answer is promised.
    pub promised_at: Timestamp,
    /// When it was given.
    pub answered_at: Option<Timestamp>,
    /// How far the alarm has gone.
    pub alarm: AlarmStage,
    /// How it ended.
    pub closing: Option<Closing>,
    /// When.
    pub closed_at: Option<Timestamp>,
}

/// A case as stored, with the names people know things by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredCase {
    /// Id.
    pub id: CaseId,
    /// Stable name of a demo record.
    pub slug: Option<String>,
    /// Number read aloud, such as `2026-0412`.
    pub number: String,
    /// The firm.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// Its municipality.
    pub municipality: MunicipalityCode,
    /// Name of that municipality.
    pub municipality_name: String,
    /// Invented for the demo.
    pub is_demo: bool,
    /// What it is about.
    pub title: String,
    /// What changes.
    #[serde(flatten)]
    pub fields: CaseFields,
    /// Name of the desk.
    pub desk_name: Option<String>,
    /// Telephone of the desk.
    pub desk_phone: Option<String>,
    /// Whose desk.
    pub desk_organisation: Option<OrganisationId>,
    /// Name of that organisation.
    pub desk_organisation_name: Option<String>,
    /// Desk above.
    pub escalates_to: Option<DeskId>,
    /// Version for optimistic locking.
    pub version: i64,
    /// When it came in.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct CaseRow {
    id: Uuid,
    slug: Option<String>,
    number: String,
    organisation: Uuid,
    organisation_name: String,
    municipality: String,
    municipality_name: String,
    is_demo: bool,
    title: String,
    state: String,
    desk: Option<Uuid>,
    owner_role: Option<String>,
    taken_by: Option<Uuid>,
    taken_by_name: Option<String>,
    next_step: Option<String>,
    next_step_on: Option<String>,
    promised_at: i64,
    answered_at: Option<i64>,
    alarm: String,
    outcome: Option<String>,
    outcome_words: Option<String>,
    closed_at: Option<i64>,
    desk_name: Option<String>,
    desk_phone: Option<String>,
    desk_organisation: Option<Uuid>,
    desk_organisation_name: Option<String>,
    escalates_to: Option<Uuid>,
    version: i64,
    created_at: i64,
    updated_at: i64,
}

/// Columns of [`CaseRow`] with `f` the case, `o` the firm, `m` its municipality, `d` the desk.
macro_rules! case_columns {
    () => {
        "SELECT f.id, f.slug, f.number, f.organisation, o.name AS organisation_name,
            o.municipality, m.name AS municipality_name, o.is_demo, f.title, f.state, f.desk,
            f.owner_role, f.taken_by, f.taken_by_name, f.next_step, f.next_step_on, f.promised_at,
            f.answered_at, f.alarm, f.outcome, f.outcome_words, f.closed_at,
            d.name AS desk_name, d.phone AS desk_phone, d.organisation AS desk_organisation,
            b.name AS desk_organisation_name, d.escalates_to, f.version, f.created_at, f.updated_at
         FROM case_file f
         JOIN organisation o ON o.county = f.county AND o.id = f.organisation
         JOIN municipality m ON m.county = o.county AND m.code = o.municipality
         LEFT JOIN desk d ON d.county = f.county AND d.id = f.desk
         LEFT JOIN organisation b ON b.county = d.county AND b.id = d.organisation "
    };
}
pub(crate) use case_columns;

impl CaseRow {
    fn read(self) -> Result<StoredCase, Error> {
        let next_step = match (self.next_step, self.next_step_on.as_deref()) {
            (Some(what), Some(on)) => Some(NextStep { what, on: day(on)? }),
            _ => None,
        };
        let closing = match (self.outcome.as_deref(), self.outcome_words) {
            (Some(outcome), Some(words)) => {
                Some(Closing { outcome: code("case.outcome", CaseOutcome::parse(outcome))?, words })
            }
            _ => None,
        };
        let owner_role = self.owner_role.as_deref().map(Role::parse).transpose();
        Ok(StoredCase {
            id: CaseId(self.id),
            slug: self.slug,
            number: self.number,
            organisation: OrganisationId(self.organisation),
            organisation_name: self.organisation_name,
            municipality: code("municipality", MunicipalityCode::parse(&self.municipality))?,
            municipality_name: self.municipality_name,
            is_demo: self.is_demo,
            title: self.title,
            fields: CaseFields {
                state: code("case.state", CaseState::parse(&self.state))?,
                desk: self.desk.map(DeskId),
                owner_role: code("case.owner_role", owner_role)?,
                taken_by: self.taken_by.map(AssignmentId),
                taken_by_name: self.taken_by_name,
                next_step,
                promised_at: instant(self.promised_at)?,
                answered_at: instant_opt(self.answered_at)?,
                alarm: code("case.alarm", AlarmStage::parse(&self.alarm))?,
                closing,
                closed_at: instant_opt(self.closed_at)?,
            },
            desk_name: self.desk_name,
            desk_phone: self.desk_phone,
            desk_organisation: self.desk_organisation.map(OrganisationId),
            desk_organisation_name: self.desk_organisation_name,
            escalates_to: self.escalates_to.map(DeskId),
            version: self.version,
            created_at: instant(self.created_at)?,
            updated_at: instant(self.updated_at)?,
        })
    }
}

/// Takes the next case number of the year that `at` falls in, in Sweden.
pub async fn next_number(tx: &mut Tx, county: &CountyCode, at: Timestamp) -> Result<String, Error> {
    let year = day_of(at).year();
    let sequence: i64 = on!(tx, |c| sqlx::query_scalar(
        "INSERT INTO case_number (county, year, last) VALUES ($1, $2, 1)
         ON CONFLICT (county, year) DO UPDATE SET last = case_number.last + 1
         RETURNING last"
    )
    .bind(county.as_str())
    .bind(i64::from(year))
    .fetch_one(c)
    .await?);
    Ok(case_number(year, sequence))
}

/// Adds a case that has just come in.
pub async fn insert(
    tx: &mut Tx,
    county: &CountyCode,
    case: &NewCase,
    number: &str,
) -> Result<(), Error> {
    let firm = open_for_new(tx, county, case.organisation, Deed::Case).await?;
    on!(tx, |c| sqlx::query(
        "INSERT INTO case_file (county, id, slug, number, organisation, title, state, desk,
            owner_role, next_step, next_step_on, promised_at, alarm, version, created_at,
            updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1, $14, $14)"
    )
    .bind(county.as_str())
    .bind(case.id.0)
    .bind(case.slug.as_deref())
    .bind(number)
    .bind(firm.id().0)
    .bind(&case.title)
    .bind(CaseState::Received.code())
    .bind(case.desk.0)
    .bind(case.owner_role.code())
    .bind(&case.next_step.what)
    .bind(case.next_step.on.to_string())
    .bind(case.promised_at.as_microsecond())
    .bind(AlarmStage::None.code())
    .bind(case.opened_at.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// A closed case begins anew when it is opened again; one that is open already goes on.
async fn may_reopen(tx: &mut Tx, county: &CountyCode, id: CaseId) -> Result<(), Error> {
    let firm: Option<Uuid> = on!(tx, |c| sqlx::query_scalar(
        "SELECT organisation FROM case_file WHERE county = $1 AND id = $2 AND state = 'closed'"
    )
    .bind(county.as_str())
    .bind(id.0)
    .fetch_optional(c)
    .await?);
    if let Some(firm) = firm {
        open_for_new(tx, county, OrganisationId(firm), Deed::Case).await?;
    }
    Ok(())
}

/// Writes what has changed, if nobody else has changed it since `version`. The first answer and
/// what was promised then are kept for good: figures are counted from them, whatever a reopened
/// case promises anew.
pub async fn save(
    tx: &mut Tx,
    county: &CountyCode,
    id: CaseId,
    version: i64,
    fields: &CaseFields,
    now: Timestamp,
) -> Result<(), Error> {
    if fields.state == CaseState::Reopened {
        may_reopen(tx, county, id).await?;
    }
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE case_file SET state = $4, desk = $5, owner_role = $6, taken_by = $7,
            taken_by_name = $8, next_step = $9, next_step_on = $10, promised_at = $11,
            answered_at = $12,
            first_answered_at = COALESCE(first_answered_at, $12),
            first_promised_at = CASE WHEN first_answered_at IS NOT NULL THEN first_promised_at
              WHEN $12 IS NOT NULL THEN $11 END,
            alarm = $13, outcome = $14, outcome_words = $15, closed_at = $16,
            updated_at = $17, version = version + 1
         WHERE county = $1 AND id = $2 AND version = $3"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(version)
    .bind(fields.state.code())
    .bind(fields.desk.map(|id| id.0))
    .bind(fields.owner_role.map(Role::code))
    .bind(fields.taken_by.map(|id| id.0))
    .bind(fields.taken_by_name.as_deref())
    .bind(fields.next_step.as_ref().map(|step| step.what.as_str()))
    .bind(fields.next_step.as_ref().map(|step| step.on.to_string()))
    .bind(fields.promised_at.as_microsecond())
    .bind(fields.answered_at.map(Timestamp::as_microsecond))
    .bind(fields.alarm.code())
    .bind(fields.closing.as_ref().map(|closing| closing.outcome.code()))
    .bind(fields.closing.as_ref().map(|closing| closing.words.as_str()))
    .bind(fields.closed_at.map(Timestamp::as_microsecond))
    .bind(now.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// Takes a first answer back that was put down by mistake, in a case that [`save`] has left without
/// an answer: the next answer is the first.
pub async fn forget_first_answer(
    tx: &mut Tx,
    county: &CountyCode,
    id: CaseId,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "UPDATE case_file SET first_answered_at = NULL, first_promised_at = NULL
         WHERE county = $1 AND id = $2 AND answered_at IS NULL"
    )
    .bind(county.as_str())
    .bind(id.0)
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Moves the alarm one stage, if it still stands where it was read and there is still no answer.
/// False when another server has done it, or an answer came between.
pub async fn move_alarm(
    tx: &mut Tx,
    county: &CountyCode,
    id: CaseId,
    from: AlarmStage,
    to: AlarmStage,
    now: Timestamp,
) -> Result<bool, Error> {
    let moved = on!(tx, |c| sqlx::query(
        "UPDATE case_file SET alarm = $4, updated_at = $5, version = version + 1
         WHERE county = $1 AND id = $2 AND alarm = $3 AND answered_at IS NULL
           AND state <> 'closed'"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(from.code())
    .bind(to.code())
    .bind(now.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    Ok(moved == 1)
}

/// Open cases in every county whose promise has been broken and whose alarm can go further.
pub async fn overdue(
    connection: &mut Connection,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<(CountyCode, StoredCase)>, Error> {
    let ids: Vec<(String, Uuid)> = on!(connection, |c| sqlx::query_as(
        "SELECT county, id FROM case_file
         WHERE alarm IN ('none', 'deputy') AND promised_at <= $1 AND answered_at IS NULL
           AND state <> 'closed'
         ORDER BY promised_at, id LIMIT $2"
    )
    .bind(now.as_microsecond())
    .bind(limit)
    .fetch_all(c)
    .await?);
    let mut cases = Vec::with_capacity(ids.len());
    for (county, id) in ids {
        let county = code("case.county", CountyCode::parse(&county))?;
        if let Some(case) = find(connection, &county, CaseId(id)).await? {
            cases.push((county, case));
        }
    }
    Ok(cases)
}

/// One case.
pub async fn find(
    connection: &mut Connection,
    county: &CountyCode,
    id: CaseId,
) -> Result<Option<StoredCase>, Error> {
    find_one!(
        connection,
        CaseRow,
        concat!(case_columns!(), "WHERE f.county = $1 AND f.id = $2"),
        county.as_str(),
        id.0
    )
}

/// The case behind an id, a demo slug or a number.
pub async fn resolve(
    connection: &mut Connection,
    county: &CountyCode,
    name: &str,
) -> Result<Option<CaseId>, Error> {
    if let Ok(id) = name.parse::<CaseId>() {
        return Ok(Some(id));
    }
    let id: Option<Uuid> = on!(connection, |c| sqlx::query_scalar(
        "SELECT id FROM case_file WHERE county = $1 AND (slug = $2 OR number = $2)"
    )
    .bind(county.as_str())
    .bind(name)
    .fetch_optional(c)
    .await?);
    Ok(id.map(CaseId))
}

/// A party of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Party {
    /// Which organisation.
    pub organisation: OrganisationId,
    /// Name.
    pub name: String,
    /// Since when.
    pub joined_at: Timestamp,
}

/// Lets an organisation into a case; one that is already in stays in.
pub async fn insert_party(
    tx: &mut Tx,
    county: &CountyCode,
    case: CaseId,
    organisation: OrganisationId,
    now: Timestamp,
) -> Result<bool, Error> {
    let added = on!(tx, |c| sqlx::query(
        "INSERT INTO case_party (county, case_file, organisation, joined_at)
         VALUES ($1, $2, $3, $4) ON CONFLICT (county, case_file, organisation) DO NOTHING"
    )
    .bind(county.as_str())
    .bind(case.0)
    .bind(organisation.0)
    .bind(now.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    Ok(added == 1)
}

/// Parties of a case, in the order they joined.
pub async fn parties(
    connection: &mut Connection,
    county: &CountyCode,
    case: CaseId,
) -> Result<Vec<Party>, Error> {
    let rows: Vec<(Uuid, String, i64)> = on!(connection, |c| sqlx::query_as(
        "SELECT p.organisation, o.name, p.joined_at FROM case_party p
         JOIN organisation o ON o.county = p.county AND o.id = p.organisation
         WHERE p.county = $1 AND p.case_file = $2 ORDER BY p.joined_at, o.name, o.id"
    )
    .bind(county.as_str())
    .bind(case.0)
    .fetch_all(c)
    .await?);
    rows.into_iter()
        .map(|(id, name, joined_at)| {
            Ok(Party { organisation: OrganisationId(id), name, joined_at: instant(joined_at)? })
        })
        .collect()
}

/// Ties a need to a case.
pub async fn insert_need(
    tx: &mut Tx,
    county: &CountyCode,
    case: CaseId,
    need: NeedId,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO case_need (county, case_file, need) VALUES ($1, $2, $3)
         ON CONFLICT (county, case_file, need) DO NOTHING"
    )
    .bind(county.as_str())
    .bind(case.0)
    .bind(need.0)
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// A need of a case, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::FromRow)]
#[serde(rename_all = "camelCase")]
pub struct CaseNeed {
    /// Id of the need.
    pub id: Uuid,
    /// The firm's own words.
    pub words: String,
    /// Occupation it is coded to.
    pub occupation: Option<String>,
    /// How many people.
    pub persons: i64,
    /// Code of its state.
    pub state: String,
}

/// Needs of a case, oldest first.
pub async fn needs(
    connection: &mut Connection,
    county: &CountyCode,
    case: CaseId,
) -> Result<Vec<CaseNeed>, Error> {
    Ok(on!(connection, |c| sqlx::query_as(
        "SELECT n.id, n.words, n.occupation, n.persons, n.state FROM case_need x
         JOIN need n ON n.county = x.county AND n.id = x.need
         WHERE x.county = $1 AND x.case_file = $2 ORDER BY n.created_at, n.id"
    )
    .bind(county.as_str())
    .bind(case.0)
    .fetch_all(c)
    .await?))
}

/// Actors that are not in a case yet, by name.
pub async fn invitable(
    connection: &mut Connection,
    county: &CountyCode,
    case: CaseId,
) -> Result<Vec<Party>, Error> {
    let rows: Vec<(Uuid, String, i64)> = on!(connection, |c| sqlx::query_as(
        "SELECT o.id, o.name, o.created_at FROM organisation o
         WHERE o.county = $1 AND o.is_actor = TRUE AND o.ended_on IS NULL AND NOT EXISTS (
             SELECT 1 FROM case_party p
             WHERE p.county = o.county AND p.case_file = $2 AND p.organisation = o.id)
         ORDER BY o.name, o.id"
    )
    .bind(county.as_str())
    .bind(case.0)
    .fetch_all(c)
    .await?);
    rows.into_iter()
        .map(|(id, name, at)| {
            Ok(Party { organisation: OrganisationId(id), name, joined_at: instant(at)? })
        })
        .collect()
}
