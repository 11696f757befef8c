//! What the system holds about one person, and about the firm they speak for.

use domain::codes::CountyCode;
use domain::ids::{OrganisationId, PersonId};
use uuid::Uuid;

use crate::{Connection, Error, on};

/// Most rows of one kind: more are counted, and come with the download of the firm's own data.
pub const ROWS_MAX: i64 = 1_000;

/// A value and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// As it stands.
    Text(String),
    /// A code of a family with words of its own, such as `role`.
    Code(&'static str, String),
    /// A day, ISO.
    Day(String),
    /// An instant, microseconds since 1970.
    Instant(i64),
    /// A number.
    Number(i64),
}

/// A row: fields by code.
pub type Row = Vec<(&'static str, Held)>;

fn text(value: Option<String>) -> Option<Held> {
    value.filter(|value| !value.is_empty()).map(Held::Text)
}

fn row(fields: impl IntoIterator<Item = (&'static str, Option<Held>)>) -> Row {
    fields.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

/// The person itself.
pub async fn person(connection: &mut Connection, id: PersonId) -> Result<Vec<Row>, Error> {
    let rows: Vec<(String, String, i64)> = on!(connection, |c| sqlx::query_as(
        "SELECT name, email, created_at FROM person WHERE id = $1"
    )
    .bind(id.0)
    .fetch_all(c)
    .await?);
    Ok(rows
        .into_iter()
        .map(|(name, email, at)| {
            row([
                ("name", text(Some(name))),
                ("email", text(Some(email))),
                ("created", Some(Held::Instant(at))),
            ])
        })
        .collect())
}

/// Roles held, now or before.
pub async fn assignments(connection: &mut Connection, id: PersonId) -> Result<Vec<Row>, Error> {
    type Found = (String, String, String, Option<String>);
    let rows: Vec<Found> = on!(connection, |c| sqlx::query_as(
        "SELECT a.role, o.name, a.valid_from, a.valid_to FROM assignment a
         JOIN organisation o ON o.county = a.county AND o.id = a.organisation
         WHERE a.person = $1 ORDER BY a.valid_from, a.id"
    )
    .bind(id.0)
    .fetch_all(c)
    .await?);
    Ok(rows
        .into_iter()
        .map(|(role, organisation, from, to)| {
            row([
                ("role", Some(Held::Code("role", role))),
                ("organisation", text(Some(organisation))),
                ("from", Some(Held::Day(from))),
                ("to", to.map(Held::Day)),
            ])
        })
        .collect())
}

/// Open sessions.
pub async fn sessions(connection: &mut Connection, id: PersonId) -> Result<Vec<Row>, Error> {
    let rows: Vec<(i64, i64)> = on!(connection, |c| sqlx::query_as(
        "SELECT created_at, expires_at FROM session WHERE person = $1 ORDER BY created_at"
    )
    .bind(id.0)
    .fetch_all(c)
    .await?);
    Ok(rows
        .into_iter()
        .map(|(from, to)| {
            row([("created", Some(Held::Instant(from))), ("ends", Some(Held::Instant(to)))])
        })
        .collect())
}

/// What they have done, by what it was done to.
pub async fn events(connection: &mut Connection, id: PersonId) -> Result<Vec<Row>, Error> {
    let rows: Vec<(String, i64, i64)> = on!(connection, |c| sqlx::query_as(
        "SELECT subject_kind, COUNT(*), MAX(happened_at) FROM event WHERE person = $1
         GROUP BY subject_kind ORDER BY subject_kind LIMIT $2"
    )
    .bind(id.0)
    .bind(ROWS_MAX)
    .fetch_all(c)
    .await?);
    Ok(rows
        .into_iter()
        .map(|(kind, count, last)| {
            row([
                ("about", Some(Held::Code("mine-subject", kind))),
                ("count", Some(Held::Number(count))),
                ("last", Some(Held::Instant(last))),
            ])
        })
        .collect())
}

/// Mappings of a firm, with the contact person they name and the yes that was given.
pub async fn mappings(
    connection: &mut Connection,
    county: &CountyCode,
    firm: OrganisationId,
) -> Result<Vec<Row>, Error> {
    type Found = (String, String, i64, String, Option<String>, Option<i64>, Option<String>);
    let rows: Vec<Found> = on!(connection, |c| sqlx::query_as(
        "SELECT track, state, created_at, answers, invited_email, approved_at, approved_by_name
         FROM mapping WHERE county = $1 AND organisation = $2 ORDER BY created_at, id LIMIT $3"
    )
    .bind(county.as_str())
    .bind(firm.0)
    .bind(ROWS_MAX)
    .fetch_all(c)
    .await?);
    Ok(rows
        .into_iter()
        .map(|(track, state, at, answers, invited, approved_at, approved_by)| {
            let answers: domain::needs::answers::Answers =
                serde_json::from_str(&answers).unwrap_or_default();
            row([
                ("track", Some(Held::Code("track", track))),
                ("state", Some(Held::Code("mapping-state", state))),
                ("created", Some(Held::Instant(at))),
                ("contact", text(Some(answers.contact_name))),
                ("reach", text(Some(answers.contact_reach))),
                ("invited", text(invited)),
                ("approved", approved_at.map(Held::Instant)),
                ("approved-by", text(approved_by)),
            ])
        })
        .collect())
}

/// Needs of a firm.
pub async fn needs(
    connection: &mut Connection,
    county: &CountyCode,
    firm: OrganisationId,
) -> Result<Vec<Row>, Error> {
    let rows: Vec<(String, i64, String, i64)> = on!(connection, |c| sqlx::query_as(
        "SELECT words, persons, state, created_at FROM need
         WHERE county = $1 AND organisation = $2 ORDER BY created_at, id LIMIT $3"
    )
    .bind(county.as_str())
    .bind(firm.0)
    .bind(ROWS_MAX)
    .fetch_all(c)
    .await?);
    Ok(rows
        .into_iter()
        .map(|(words, persons, state, at)| {
            row([
                ("words", text(Some(words))),
                ("persons", Some(Held::Number(persons))),
                ("state", Some(Held::Code("need-state", state))),
                ("created", Some(Held::Instant(at))),
            ])
        })
        .collect())
}

/// Cases of a firm.
pub async fn cases(
    connection: &mut Connection,
    county: &CountyCode,
    firm: OrganisationId,
) -> Result<Vec<Row>, Error> {
    let rows: Vec<(String, String, String, i64)> = on!(connection, |c| sqlx::query_as(
        "SELECT number, title, state, created_at FROM case_file
         WHERE county = $1 AND organisation = $2 ORDER BY created_at, id LIMIT $3"
    )
    .bind(county.as_str())
    .bind(firm.0)
    .bind(ROWS_MAX)
    .fetch_all(c)
    .await?);
    Ok(rows
        .into_iter()
        .map(|(number, title, state, at)| {
            row([
                ("number", text(Some(number))),
                ("title", text(Some(title))),
                ("state", Some(Held::Code("case-state", state))),
                ("created", Some(Held::Instant(at))),
            ])
        })
        .collect())
}

/// Contacts with a firm, without others' notes.
pub async fn contacts(
    connection: &mut Connection,
    county: &CountyCode,
    firm: OrganisationId,
) -> Result<Vec<Row>, Error> {
    let rows: Vec<(String, String, String, String, Option<String>)> =
        on!(connection, |c| sqlx::query_as(
            "SELECT k.kind, k.held_on, k.topic, k.by_name, o.name FROM contact k
             LEFT JOIN organisation o ON o.county = k.county AND o.id = k.by_organisation
             WHERE k.county = $1 AND k.organisation = $2 ORDER BY k.held_on, k.id LIMIT $3"
        )
        .bind(county.as_str())
        .bind(firm.0)
        .bind(ROWS_MAX)
        .fetch_all(c)
        .await?);
    Ok(rows
        .into_iter()
        .map(|(kind, on, topic, by, organisation)| {
            row([
                ("kind", Some(Held::Code("contact-kind", kind))),
                ("on", Some(Held::Day(on))),
                ("topic", text(Some(topic))),
                ("by", text(Some(by))),
                ("organisation", text(organisation)),
            ])
        })
        .collect())
}

/// In how many letters, contacts and offers of help a person's name stands as the one who acted.
pub async fn signatures(connection: &mut Connection, id: PersonId) -> Result<Vec<Row>, Error> {
    let held: Option<(String,)> =
        on!(connection, |c| sqlx::query_as("SELECT name FROM person WHERE id = $1")
            .bind(id.0)
            .fetch_optional(c)
            .await?);
    let organisations: Vec<(String, Uuid)> = on!(connection, |c| sqlx::query_as(
        "SELECT DISTINCT county, organisation FROM assignment WHERE person = $1"
    )
    .bind(id.0)
    .fetch_all(c)
    .await?);
    let mut rows = Vec::new();
    let Some((name,)) = held else { return Ok(rows) };
    for column in crate::personal::COLUMNS {
        let crate::personal::Holds::Name { organisation: Some(by) } = column.holds else {
            continue;
        };
        let mut count = 0;
        for (county, organisation) in &organisations {
            let query = format!(
                "SELECT COUNT(*) FROM {} WHERE county = $1 AND {by} = $2 AND {} = $3",
                column.table, column.column
            );
            count += on!(connection, |c| sqlx::query_scalar::<_, i64>(sqlx::AssertSqlSafe(query))
                .bind(county.as_str())
                .bind(*organisation)
                .bind(name.as_str())
                .fetch_one(c)
                .await?);
        }
        if count > 0 {
            rows.push(row([
                ("place", Some(Held::Code("mine-place", column.table.to_owned()))),
                ("count", Some(Held::Number(count))),
            ]));
        }
    }
    Ok(rows)
}
