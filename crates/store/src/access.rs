//! People, desks and assignments.

use domain::access::{Assignment, Role};
use domain::codes::{CountyCode, MunicipalityCode};
use domain::endings::Deed;
use domain::ids::{AssignmentId, DeskId, OrganisationId, PersonId};
use domain::modules::{Closed, Placed};
use domain::time::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use crate::endings::open_for_new;
use crate::row::{code, day, day_opt, find_all, find_one};
use crate::{Connection, Error, Tx, on};

/// A person with a login.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Id.
    pub id: PersonId,
    /// Login and address.
    pub email: String,
    /// Name as shown.
    pub name: String,
    /// PHC string of the password, if one is set.
    pub password_hash: Option<String>,
    /// May not log in.
    pub is_disabled: bool,
}

#[derive(sqlx::FromRow)]
struct PersonRow {
    id: Uuid,
    email: String,
    name: String,
    password_hash: Option<String>,
    is_disabled: bool,
}

impl From<PersonRow> for Person {
    fn from(row: PersonRow) -> Self {
        Self {
            id: PersonId(row.id),
            email: row.email,
            name: row.name,
            password_hash: row.password_hash,
            is_disabled: row.is_disabled,
        }
    }
}

/// Adds a person.
pub async fn insert_person(tx: &mut Tx, person: &Person, now: Timestamp) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO person (id, email, name, password_hash, is_disabled, created_at)
         VALUES ($1, $2, $3, $4, $5, $6)"
    )
    .bind(person.id.0)
    .bind(&person.email)
    .bind(&person.name)
    .bind(person.password_hash.as_deref())
    .bind(person.is_disabled)
    .bind(now.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// A person by login.
pub async fn person_by_email(
    connection: &mut Connection,
    email: &str,
) -> Result<Option<Person>, Error> {
    let row: Option<PersonRow> = on!(connection, |c| sqlx::query_as(
        "SELECT id, email, name, password_hash, is_disabled FROM person WHERE email = $1"
    )
    .bind(email)
    .fetch_optional(c)
    .await?);
    Ok(row.map(Person::from))
}

/// A person by id.
pub async fn person_by_id(
    connection: &mut Connection,
    id: PersonId,
) -> Result<Option<Person>, Error> {
    let row: Option<PersonRow> = on!(connection, |c| sqlx::query_as(
        "SELECT id, email, name, password_hash, is_disabled FROM person WHERE id = $1"
    )
    .bind(id.0)
    .fetch_optional(c)
    .await?);
    Ok(row.map(Person::from))
}

/// Gives a person another password, chosen by themselves.
pub async fn set_password_hash(tx: &mut Tx, email: &str, hash: &str) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "UPDATE person SET password_hash = $2, password_is_given = FALSE WHERE email = $1"
    )
    .bind(email)
    .bind(hash)
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Notes that somebody else has seen a person's password, so that it has to be changed.
pub async fn mark_password_given(tx: &mut Tx, email: &str) -> Result<(), Error> {
    on!(tx, |c| sqlx::query("UPDATE person SET password_is_given = TRUE WHERE email = $1")
        .bind(email)
        .execute(c)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Name of a person, as shown beside what they write.
pub async fn person_name(
    connection: &mut Connection,
    id: PersonId,
) -> Result<Option<String>, Error> {
    Ok(on!(connection, |c| sqlx::query_scalar("SELECT name FROM person WHERE id = $1")
        .bind(id.0)
        .fetch_optional(c)
        .await?))
}

/// Lets a person log in or not, and ends every session when not.
pub async fn set_disabled(tx: &mut Tx, person: PersonId, is_disabled: bool) -> Result<(), Error> {
    on!(tx, |c| sqlx::query("UPDATE person SET is_disabled = $2 WHERE id = $1")
        .bind(person.0)
        .bind(is_disabled)
        .execute(c)
        .await
        .map(|_| ()))?;
    if is_disabled {
        crate::sessions::delete_sessions_of(tx, person, None).await?;
        crate::sign_in::delete_api_tokens_of(tx, person).await?;
    }
    Ok(())
}

/// A desk: what owns cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Desk {
    /// Id.
    pub id: DeskId,
    /// Stable name of a demo record.
    pub slug: Option<String>,
    /// Whose desk.
    pub organisation: OrganisationId,
    /// Role of those who serve it.
    pub role: Role,
    /// Name, such as «Kompetensmäklare, Höga kusten».
    pub name: String,
    /// Telephone.
    pub phone: Option<String>,
    /// Address.
    pub email: Option<String>,
    /// Working days to the first answer.
    pub promise_working_days: i64,
    /// Desk that is told when the promise stays broken.
    pub escalates_to: Option<DeskId>,
}

#[derive(sqlx::FromRow)]
struct DeskRow {
    id: Uuid,
    slug: Option<String>,
    organisation: Uuid,
    role: String,
    name: String,
    phone: Option<String>,
    email: Option<String>,
    promise_working_days: i64,
    escalates_to: Option<Uuid>,
}

impl DeskRow {
    fn read(self) -> Result<Desk, Error> {
        Ok(Desk {
            id: DeskId(self.id),
            slug: self.slug,
            organisation: OrganisationId(self.organisation),
            role: code("desk.role", Role::parse(&self.role))?,
            name: self.name,
            phone: self.phone,
            email: self.email,
            promise_working_days: self.promise_working_days,
            escalates_to: self.escalates_to.map(DeskId),
        })
    }
}

const DESK_COLUMNS: &str = "id, slug, organisation, role, name, phone, email, \
    promise_working_days, escalates_to";

/// Adds a desk.
pub async fn insert_desk(tx: &mut Tx, county: &CountyCode, desk: &Desk) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO desk (county, id, slug, organisation, role, name, phone, email,
            promise_working_days, escalates_to)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    )
    .bind(county.as_str())
    .bind(desk.id.0)
    .bind(desk.slug.as_deref())
    .bind(desk.organisation.0)
    .bind(desk.role.code())
    .bind(&desk.name)
    .bind(desk.phone.as_deref())
    .bind(desk.email.as_deref())
    .bind(desk.promise_working_days)
    .bind(desk.escalates_to.map(|id| id.0))
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Lets a desk answer for a municipality and industry; `""` is every industry without its own.
pub async fn set_desk_area(
    tx: &mut Tx,
    county: &CountyCode,
    municipality: &MunicipalityCode,
    industry: &str,
    desk: DeskId,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO desk_area (county, municipality, industry, desk) VALUES ($1, $2, $3, $4)
         ON CONFLICT (county, municipality, industry) DO UPDATE SET desk = excluded.desk"
    )
    .bind(county.as_str())
    .bind(municipality.as_str())
    .bind(industry)
    .bind(desk.0)
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// One desk.
pub async fn find_desk(
    connection: &mut Connection,
    county: &CountyCode,
    id: DeskId,
) -> Result<Option<Desk>, Error> {
    let row: Option<DeskRow> = on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new("SELECT ");
        query.push(DESK_COLUMNS).push(" FROM desk WHERE county = ");
        query.push_bind(county.as_str().to_owned()).push(" AND id = ").push_bind(id.0);
        query.build_query_as().fetch_optional(c).await?
    });
    row.map(DeskRow::read).transpose()
}

/// Every desk of a county, by name, but those of organisations that have ended.
pub async fn desks(connection: &mut Connection, county: &CountyCode) -> Result<Vec<Desk>, Error> {
    let rows: Vec<DeskRow> = on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new("SELECT ");
        query.push(DESK_COLUMNS).push(" FROM desk WHERE county = ");
        query.push_bind(county.as_str().to_owned());
        query.push(
            " AND NOT EXISTS (SELECT 1 FROM organisation o WHERE o.county = desk.county
                AND o.id = desk.organisation AND o.ended_on IS NOT NULL) ORDER BY name, id",
        );
        query.build_query_as().fetch_all(c).await?
    });
    rows.into_iter().map(DeskRow::read).collect()
}

/// The desk that answers a firm: the one for its municipality and industry, else the one for the
/// rest of that municipality.
pub async fn route(
    connection: &mut Connection,
    county: &CountyCode,
    municipality: &MunicipalityCode,
    industry: Option<&str>,
) -> Result<Option<Desk>, Error> {
    find_one!(
        connection,
        DeskRow,
        "SELECT d.id, d.slug, d.organisation, d.role, d.name, d.phone, d.email,
            d.promise_working_days, d.escalates_to
         FROM desk_area a JOIN desk d ON d.county = a.county AND d.id = a.desk
         WHERE a.county = $1 AND a.municipality = $2 AND (a.industry = $3 OR a.industry = '')
         ORDER BY a.industry DESC LIMIT 1",
        county.as_str(),
        municipality.as_str(),
        industry.unwrap_or("")
    )
}

/// Somebody who serves a desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DeskHolder {
    /// Assignment.
    pub assignment: AssignmentId,
    /// Name.
    pub name: String,
    /// Steps in for the holder.
    pub is_deputy: bool,
}

/// Who serves a desk on a day: holders first, then deputies.
pub async fn holders(
    connection: &mut Connection,
    county: &CountyCode,
    desk: DeskId,
    on_day: domain::time::Date,
) -> Result<Vec<DeskHolder>, Error> {
    let rows: Vec<(Uuid, String, bool)> = on!(connection, |c| sqlx::query_as(
        "SELECT a.id, p.name, a.is_deputy FROM assignment a JOIN person p ON p.id = a.person
         WHERE a.county = $1 AND a.desk = $2 AND p.is_disabled = FALSE
           AND a.valid_from <= $3 AND (a.valid_to IS NULL OR a.valid_to >= $3)
         ORDER BY a.is_deputy, p.name, a.id"
    )
    .bind(county.as_str())
    .bind(desk.0)
    .bind(on_day.to_string())
    .fetch_all(c)
    .await?);
    Ok(rows
        .into_iter()
        .map(|(id, name, is_deputy)| DeskHolder { assignment: AssignmentId(id), name, is_deputy })
        .collect())
}

/// Somebody who serves a desk, as the county's own people may find them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Servant {
    /// Name.
    pub name: String,
    /// Steps in for the holder.
    pub is_deputy: bool,
    /// Name of the desk.
    pub desk_name: String,
    /// Telephone of the desk.
    pub desk_phone: Option<String>,
    /// Whose desk.
    pub organisation: OrganisationId,
    /// Name of that organisation.
    pub organisation_name: String,
    /// Its municipality.
    pub municipality: MunicipalityCode,
}

#[derive(sqlx::FromRow)]
struct ServantRow {
    name: String,
    is_deputy: bool,
    desk_name: String,
    desk_phone: Option<String>,
    organisation: Uuid,
    organisation_name: String,
    municipality: String,
}

/// Everybody who serves a desk of the county on a day, by name; at most `limit`.
pub async fn servants(
    connection: &mut Connection,
    county: &CountyCode,
    on_day: domain::time::Date,
    limit: i64,
) -> Result<Vec<Servant>, Error> {
    let rows: Vec<ServantRow> = on!(connection, |c| sqlx::query_as(
        "SELECT p.name, a.is_deputy, d.name AS desk_name, d.phone AS desk_phone,
            o.id AS organisation, o.name AS organisation_name, o.municipality
         FROM desk d
         JOIN assignment a ON a.county = d.county AND a.desk = d.id
         JOIN person p ON p.id = a.person
         JOIN organisation o ON o.county = d.county AND o.id = d.organisation
         WHERE d.county = $1 AND p.is_disabled = FALSE
           AND a.valid_from <= $2 AND (a.valid_to IS NULL OR a.valid_to >= $2)
         ORDER BY p.name, a.id LIMIT $3"
    )
    .bind(county.as_str())
    .bind(on_day.to_string())
    .bind(limit)
    .fetch_all(c)
    .await?);
    let read = |row: ServantRow| {
        Ok(Servant {
            name: row.name,
            is_deputy: row.is_deputy,
            desk_name: row.desk_name,
            desk_phone: row.desk_phone,
            organisation: OrganisationId(row.organisation),
            organisation_name: row.organisation_name,
            municipality: code("municipality", MunicipalityCode::parse(&row.municipality))?,
        })
    };
    rows.into_iter().map(read).collect()
}

#[derive(sqlx::FromRow)]
struct AssignmentRow {
    county: String,
    id: Uuid,
    person: Uuid,
    role: String,
    organisation: Uuid,
    municipality: Option<String>,
    desk: Option<Uuid>,
    is_deputy: bool,
    valid_from: String,
    valid_to: Option<String>,
    organisation_name: String,
    desk_name: Option<String>,
    modules: Option<String>,
}

/// An assignment with the names people know it by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedAssignment {
    /// The assignment.
    pub assignment: Assignment,
    /// Name of its organisation.
    pub organisation_name: String,
    /// Name of its desk.
    pub desk_name: Option<String>,
    /// Modules that are switched off where it holds.
    pub closed: Closed,
}

impl AssignmentRow {
    fn read(self) -> Result<NamedAssignment, Error> {
        let municipality = self.municipality.as_deref().map(MunicipalityCode::parse).transpose();
        let municipality = code("assignment.municipality", municipality)?;
        let role = code("assignment.role", Role::parse(&self.role))?;
        let placed = Placed::read_all(self.modules.as_deref().unwrap_or_default());
        Ok(NamedAssignment {
            closed: Closed::of(role, municipality.as_ref(), &placed),
            assignment: Assignment {
                id: AssignmentId(self.id),
                county: code("assignment.county", CountyCode::parse(&self.county))?,
                person: PersonId(self.person),
                role,
                organisation: OrganisationId(self.organisation),
                municipality,
                desk: self.desk.map(DeskId),
                is_deputy: self.is_deputy,
                valid_from: day(&self.valid_from)?,
                valid_to: day_opt(self.valid_to.as_deref())?,
            },
            organisation_name: self.organisation_name,
            desk_name: self.desk_name,
        })
    }
}

/// Gives a person a role.
pub async fn insert_assignment(tx: &mut Tx, assignment: &Assignment) -> Result<(), Error> {
    let (county, organisation) = (&assignment.county, assignment.organisation);
    let organisation = open_for_new(tx, county, organisation, Deed::Account).await?.id();
    on!(tx, |c| sqlx::query(
        "INSERT INTO assignment (county, id, person, role, organisation, municipality, desk,
            is_deputy, valid_from, valid_to)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    )
    .bind(assignment.county.as_str())
    .bind(assignment.id.0)
    .bind(assignment.person.0)
    .bind(assignment.role.code())
    .bind(organisation.0)
    .bind(assignment.municipality.as_ref().map(MunicipalityCode::as_str))
    .bind(assignment.desk.map(|id| id.0))
    .bind(assignment.is_deputy)
    .bind(assignment.valid_from.to_string())
    .bind(assignment.valid_to.map(|last| last.to_string()))
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Every assignment of a person, in all counties, valid or not. What is switched off there comes
/// along, so that a page asks no question more for it.
pub async fn assignments_of(
    connection: &mut Connection,
    person: PersonId,
) -> Result<Vec<NamedAssignment>, Error> {
    find_all!(
        connection,
        AssignmentRow,
        "SELECT a.county, a.id, a.person, a.role, a.organisation, a.municipality, a.desk,
            a.is_deputy, a.valid_from, a.valid_to, o.name AS organisation_name,
            d.name AS desk_name,
            (SELECT string_agg(s.municipality || ':' || s.module || ':' || s.state, ' ')
             FROM module_setting s
             WHERE s.county = a.county AND (s.municipality = '' OR a.municipality IS NULL
                OR s.municipality = a.municipality)) AS modules
         FROM assignment a
         JOIN organisation o ON o.county = a.county AND o.id = a.organisation
         LEFT JOIN desk d ON d.county = a.county AND d.id = a.desk
         WHERE a.person = $1 ORDER BY a.county, a.valid_from, a.id",
        person.0
    )
}
