//! Who gets mail, and what they want of it.

use domain::access::Role;
use domain::codes::CountyCode;
use domain::ids::{CaseId, DeskId, OrganisationId, PersonId};
use domain::mail::MailChoice;
use domain::time::{Date, Timestamp};
use uuid::Uuid;

use crate::notifications::Reader;
use crate::row::{code, from_json};
use crate::{Connection, Error, Tx, on};

/// Most people who are mailed about one thing.
const READERS_MAX: usize = 25;

/// Somebody at the desk is away, and `a` may step in for them; a day goes after it.
const STEPS_IN: &str = "EXISTS (SELECT 1 FROM absence b WHERE b.county = a.county \
    AND b.desk = a.desk AND b.assignment <> a.id AND b.starts_on <= ";
/// And the same day again.
const AND_LATER: &str = " AND b.ends_on >= ";

/// Somebody with a login who can be mailed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// Who.
    pub person: PersonId,
    /// What they want.
    pub choice: MailChoice,
}

#[derive(sqlx::FromRow)]
struct RecipientRow {
    person: Uuid,
    role: String,
    language: Option<String>,
    wants_news: Option<bool>,
    wants_reminders: Option<bool>,
    wants_digest: Option<bool>,
}

impl RecipientRow {
    fn read(self) -> Recipient {
        let usual = MailChoice::default();
        Recipient {
            person: PersonId(self.person),
            choice: MailChoice {
                language: self.language.unwrap_or(usual.language),
                news: self.wants_news.unwrap_or(usual.news),
                reminders: self.wants_reminders.unwrap_or(usual.reminders),
                digest: self.wants_digest.unwrap_or(usual.digest),
            },
        }
    }
}

/// Those who serve a desk and whoever steps in for one who is away, those who step in at it, or who
/// speak for an organisation in one of these roles.
pub async fn readers(
    connection: &mut Connection,
    county: &CountyCode,
    reader: Reader,
    roles: &[Role],
    today: Date,
) -> Result<Vec<Recipient>, Error> {
    let rows: Vec<RecipientRow> = on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new(
            "SELECT a.person, a.role, m.language, m.wants_news, m.wants_reminders, m.wants_digest
             FROM assignment a
             JOIN person p ON p.id = a.person
             LEFT JOIN mail_choice m ON m.person = a.person
             WHERE p.is_disabled = FALSE AND a.county = ",
        );
        query.push_bind(county.as_str().to_owned());
        match reader {
            Reader::Desk(DeskId(id)) => {
                query.push(" AND a.desk = ").push_bind(id);
                query.push(" AND (a.is_deputy = FALSE OR (").push(STEPS_IN);
                query.push_bind(today.to_string()).push(AND_LATER).push_bind(today.to_string());
                query.push(" AND (b.deputy = a.id OR b.deputy IS NULL))))");
            }
            Reader::Deputies(DeskId(id)) => {
                query.push(" AND a.desk = ").push_bind(id);
                query.push(" AND (a.is_deputy = TRUE OR (").push(STEPS_IN);
                query.push_bind(today.to_string()).push(AND_LATER).push_bind(today.to_string());
                query.push(" AND b.deputy = a.id)))");
            }
            Reader::Organisation(OrganisationId(id)) => {
                query.push(" AND a.organisation = ").push_bind(id);
            }
        }
        query.push(" AND a.valid_from <= ").push_bind(today.to_string());
        query.push(" AND (a.valid_to IS NULL OR a.valid_to >= ").push_bind(today.to_string());
        query.push(") ORDER BY a.person, a.id");
        query.build_query_as().fetch_all(c).await?
    });
    let by_role = matches!(reader, Reader::Organisation(_));
    let mut found: Vec<Recipient> = Vec::new();
    for row in rows {
        let role = code("assignment.role", Role::parse(&row.role))?;
        let is_known = found.last().is_some_and(|last| last.person.0 == row.person);
        if !is_known && (!by_role || roles.contains(&role)) {
            found.push(row.read());
        }
    }
    found.truncate(READERS_MAX);
    Ok(found)
}

/// One person, as far as mail goes.
pub async fn recipient(
    connection: &mut Connection,
    person: PersonId,
) -> Result<Option<Recipient>, Error> {
    let row: Option<RecipientRow> = on!(connection, |c| sqlx::query_as(
        "SELECT p.id AS person, '' AS role, m.language, m.wants_news, m.wants_reminders,
            m.wants_digest
         FROM person p LEFT JOIN mail_choice m ON m.person = p.id
         WHERE p.id = $1 AND p.is_disabled = FALSE"
    )
    .bind(person.0)
    .fetch_optional(c)
    .await?);
    Ok(row.map(RecipientRow::read))
}

/// What a person wants, and the token by which they can say no without logging in.
pub async fn choice_of(
    connection: &mut Connection,
    person: PersonId,
) -> Result<Option<(MailChoice, String)>, Error> {
    let row: Option<(String, bool, bool, bool, String)> = on!(connection, |c| sqlx::query_as(
        "SELECT language, wants_news, wants_reminders, wants_digest, unsubscribe
         FROM mail_choice WHERE person = $1"
    )
    .bind(person.0)
    .fetch_optional(c)
    .await?);
    Ok(row.map(|(language, news, reminders, digest, unsubscribe)| {
        (MailChoice { language, news, reminders, digest }, unsubscribe)
    }))
}

/// Keeps what a person wants. The token stays what it was when there is one.
pub async fn choose(
    tx: &mut Tx,
    person: PersonId,
    choice: &MailChoice,
    unsubscribe: &str,
    now: Timestamp,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO mail_choice (person, language, wants_news, wants_reminders, wants_digest,
            unsubscribe, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (person) DO UPDATE SET language = excluded.language,
            wants_news = excluded.wants_news, wants_reminders = excluded.wants_reminders,
            wants_digest = excluded.wants_digest, updated_at = excluded.updated_at"
    )
    .bind(person.0)
    .bind(&choice.language)
    .bind(choice.news)
    .bind(choice.reminders)
    .bind(choice.digest)
    .bind(unsubscribe)
    .bind(now.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Says no to the digest for whoever a token belongs to; false when it belongs to nobody.
pub async fn unsubscribe(tx: &mut Tx, token: &str, now: Timestamp) -> Result<bool, Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE mail_choice SET wants_digest = FALSE, updated_at = $2 WHERE unsubscribe = $1"
    )
    .bind(token)
    .bind(now.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    Ok(rows == 1)
}

/// Somebody who may get the weekly digest of a county.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digester {
    /// County.
    pub county: CountyCode,
    /// Who.
    pub person: PersonId,
    /// Tag of their language.
    pub language: String,
}

/// Everybody in these roles who wants the digest and has not got it under `once/<person>` yet.
pub async fn digesters(
    connection: &mut Connection,
    roles: &[Role],
    once: &str,
    today: Date,
    limit: i64,
) -> Result<Vec<Digester>, Error> {
    let rows: Vec<(String, Uuid, Option<String>)> = on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new(
            "SELECT DISTINCT a.county, a.person, m.language
             FROM assignment a
             JOIN person p ON p.id = a.person
             LEFT JOIN mail_choice m ON m.person = a.person
             WHERE p.is_disabled = FALSE AND (m.person IS NULL OR m.wants_digest = TRUE)
               AND a.valid_from <= ",
        );
        query.push_bind(today.to_string());
        query.push(" AND (a.valid_to IS NULL OR a.valid_to >= ").push_bind(today.to_string());
        query.push(") AND a.role IN (''");
        for role in roles {
            query.push(", ").push_bind(role.code());
        }
        query.push(
            ") AND NOT EXISTS (SELECT 1 FROM outbox x WHERE x.county = a.county
               AND x.person = a.person AND x.kind = 'digest' AND x.once LIKE ",
        );
        query.push_bind(format!("{once}/%"));
        query.push(") ORDER BY a.county, a.person LIMIT ").push_bind(limit);
        query.build_query_as().fetch_all(c).await?
    });
    rows.into_iter()
        .map(|(county, person, language)| {
            Ok(Digester {
                county: code("assignment.county", CountyCode::parse(&county))?,
                person: PersonId(person),
                language: language.unwrap_or(MailChoice::default().language),
            })
        })
        .collect()
}

/// Where the firm of a case is reached without a login: the address it gave in its mapping, else
/// the one its invitation went to.
pub async fn firm_address(
    connection: &mut Connection,
    county: &CountyCode,
    case: CaseId,
) -> Result<Option<String>, Error> {
    let row: Option<(String, Option<String>)> = on!(connection, |c| sqlx::query_as(
        "SELECT answers, invited_email FROM mapping WHERE county = $1 AND case_file = $2
         ORDER BY approved_at DESC, id LIMIT 1"
    )
    .bind(county.as_str())
    .bind(case.0)
    .fetch_optional(c)
    .await?);
    let Some((answers, invited)) = row else { return Ok(None) };
    let answers: domain::needs::answers::Answers = from_json("mapping.answers", &answers)?;
    Ok(answers.mail_address().or(invited))
}

/// What waits at the desks of a person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Waiting {
    /// Cases whose first answer is owed.
    pub unanswered: i64,
    /// Of them, those whose promise is broken.
    pub late: i64,
    /// Next steps whose day comes within a week.
    pub steps: i64,
}

/// Counts what waits at the desks of a person.
pub async fn waiting(
    connection: &mut Connection,
    county: &CountyCode,
    person: PersonId,
    today: Date,
    now: Timestamp,
) -> Result<Waiting, Error> {
    Ok(on!(connection, |c| sqlx::query_as(
        "SELECT COUNT(CASE WHEN f.answered_at IS NULL THEN 1 END) AS unanswered,
            COUNT(CASE WHEN f.answered_at IS NULL AND f.promised_at < $4 THEN 1 END) AS late,
            COUNT(CASE WHEN f.answered_at IS NOT NULL AND f.next_step_on <= $5 THEN 1 END) AS steps
         FROM case_file f
         WHERE f.county = $1 AND f.state <> 'closed' AND f.desk IN (
           SELECT a.desk FROM assignment a WHERE a.county = $1 AND a.person = $2
             AND a.valid_from <= $3 AND (a.valid_to IS NULL OR a.valid_to >= $3))"
    )
    .bind(county.as_str())
    .bind(person.0)
    .bind(today.to_string())
    .bind(now.as_microsecond())
    .bind(domain::time::days_after(today, 7).to_string())
    .fetch_one(c)
    .await?))
}
