//! «Fick ni hjälp?»: the question to a firm some months after its case was closed.

use domain::codes::CountyCode;
use domain::ids::{CaseId, OrganisationId};
use domain::mail::FollowUpAnswer;
use domain::time::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use crate::row::{code, find_all, find_one, instant, instant_opt};
use crate::{Connection, Error, Tx, on};

/// A closed case that may be due for the question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    /// County.
    pub county: CountyCode,
    /// The case.
    pub case: CaseId,
    /// When it was closed.
    pub closed_at: Timestamp,
}

/// Cases closed between two instants that have not been asked about after `months`, latest first.
pub async fn unasked(
    connection: &mut Connection,
    months: i64,
    from: Timestamp,
    until: Timestamp,
    limit: i64,
) -> Result<Vec<Closed>, Error> {
    let rows: Vec<(String, Uuid, i64)> = on!(connection, |c| sqlx::query_as(
        "SELECT f.county, f.id, f.closed_at FROM case_file f
         WHERE f.closed_at >= $2 AND f.closed_at < $3 AND f.state = 'closed'
           AND NOT EXISTS (SELECT 1 FROM follow_up u WHERE u.county = f.county
              AND u.case_file = f.id AND u.months = $1)
         ORDER BY f.closed_at DESC, f.id LIMIT $4"
    )
    .bind(months)
    .bind(from.as_microsecond())
    .bind(until.as_microsecond())
    .bind(limit)
    .fetch_all(c)
    .await?);
    rows.into_iter()
        .map(|(county, case, closed_at)| {
            Ok(Closed {
                county: code("case.county", CountyCode::parse(&county))?,
                case: CaseId(case),
                closed_at: instant(closed_at)?,
            })
        })
        .collect()
}

/// A question about to be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFollowUp {
    /// Id.
    pub id: Uuid,
    /// The case.
    pub case: CaseId,
    /// Months after it was closed.
    pub months: i64,
    /// What is stored of the link's token.
    pub link_hash: String,
    /// When the link ends.
    pub link_expires_at: Timestamp,
    /// When.
    pub asked_at: Timestamp,
}

/// Notes a question; false when it has been asked before.
pub async fn insert(tx: &mut Tx, county: &CountyCode, new: &NewFollowUp) -> Result<bool, Error> {
    let rows = on!(tx, |c| {
        sqlx::query(
        "INSERT INTO follow_up (county, id, case_file, months, link_hash, link_expires_at, asked_at,
            was_mailed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, FALSE)
         ON CONFLICT (county, case_file, months) DO NOTHING"
    )
    .bind(county.as_str())
    .bind(new.id)
    .bind(new.case.0)
    .bind(new.months)
    .bind(&new.link_hash)
    .bind(new.link_expires_at.as_microsecond())
    .bind(new.asked_at.as_microsecond())
    .execute(c)
    .await?
    .rows_affected()
    });
    Ok(rows == 1)
}

/// Notes that the question has gone out by mail; else somebody has to call.
pub async fn mark_mailed(tx: &mut Tx, county: &CountyCode, id: Uuid) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "UPDATE follow_up SET was_mailed = TRUE WHERE county = $1 AND id = $2"
    )
    .bind(county.as_str())
    .bind(id)
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// A question with its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FollowUp {
    /// County.
    #[serde(skip)]
    pub county: CountyCode,
    /// Id.
    pub id: Uuid,
    /// The case.
    pub case: CaseId,
    /// Number of the case.
    pub case_number: String,
    /// The firm.
    pub organisation: OrganisationId,
    /// Months after it was closed.
    pub months: i64,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// How long the link works.
    pub link_expires_at: Timestamp,
    /// It went out by mail; else the firm has given no address.
    pub was_mailed: bool,
    /// What the firm says.
    pub answer: Option<FollowUpAnswer>,
    /// In its own words.
    pub words: Option<String>,
    /// When.
    pub answered_at: Option<Timestamp>,
}

impl FollowUp {
    /// Which version of the answer this is: the instant it was given, 0 before there is one.
    pub fn version(&self) -> i64 {
        self.answered_at.map_or(0, Timestamp::as_microsecond)
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    county: String,
    id: Uuid,
    case_file: Uuid,
    case_number: String,
    organisation: Uuid,
    months: i64,
    asked_at: i64,
    link_expires_at: i64,
    was_mailed: bool,
    answer: Option<String>,
    words: Option<String>,
    answered_at: Option<i64>,
}

impl Row {
    fn read(self) -> Result<FollowUp, Error> {
        let answer = self.answer.as_deref().map(FollowUpAnswer::parse).transpose();
        Ok(FollowUp {
            county: code("follow_up.county", CountyCode::parse(&self.county))?,
            id: self.id,
            case: CaseId(self.case_file),
            case_number: self.case_number,
            organisation: OrganisationId(self.organisation),
            months: self.months,
            asked_at: instant(self.asked_at)?,
            link_expires_at: instant(self.link_expires_at)?,
            was_mailed: self.was_mailed,
            answer: code("follow_up.answer", answer)?,
            words: self.words,
            answered_at: instant_opt(self.answered_at)?,
        })
    }
}

macro_rules! columns {
    ($rest:literal) => {
        concat!(
            "SELECT u.county, u.id, u.case_file, f.number AS case_number, f.organisation, u.months,
                u.asked_at, u.link_expires_at, u.was_mailed, u.answer, u.words, u.answered_at
             FROM follow_up u JOIN case_file f ON f.county = u.county AND f.id = u.case_file ",
            $rest
        )
    };
}

/// The question behind a link, whichever county it is in.
pub async fn by_link(
    connection: &mut Connection,
    link_hash: &str,
) -> Result<Option<FollowUp>, Error> {
    find_one!(connection, Row, columns!("WHERE u.link_hash = $1"), link_hash)
}

/// One question.
pub async fn find(
    connection: &mut Connection,
    county: &CountyCode,
    id: Uuid,
) -> Result<Option<FollowUp>, Error> {
    find_one!(connection, Row, columns!("WHERE u.county = $1 AND u.id = $2"), county.as_str(), id)
}

/// Every question about a case, oldest first.
pub async fn of_case(
    connection: &mut Connection,
    county: &CountyCode,
    case: CaseId,
) -> Result<Vec<FollowUp>, Error> {
    find_all!(
        connection,
        Row,
        columns!("WHERE u.county = $1 AND u.case_file = $2 ORDER BY u.months"),
        county.as_str(),
        case.0
    )
}

/// Keeps the firm's answer; a later one takes the place of an earlier.
pub async fn answer(
    tx: &mut Tx,
    county: &CountyCode,
    id: Uuid,
    answer: FollowUpAnswer,
    words: Option<&str>,
    now: Timestamp,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "UPDATE follow_up SET answer = $3, words = $4, answered_at = $5
         WHERE county = $1 AND id = $2"
    )
    .bind(county.as_str())
    .bind(id)
    .bind(answer.code())
    .bind(words)
    .bind(now.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}
