//! Local questions: who asks them, every version in its own words, and the answers of approved
//! mappings.
//!
//! A municipality sees its own questions and the county's, and the answers that firms gave in it.

use domain::access::Reach;
use domain::codes::{CountyCode, MunicipalityCode};
use domain::ids::{LocalQuestionId, MappingId, OrganisationId};
use domain::questions::{AnswerKind, Asked, LocalAnswer, Tallied, VERSIONS_MAX, Wording};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::row::{changed, code, find_all, find_one, from_json, instant, instant_opt, to_json};
use crate::{Connection, Error, Tx, on};

/// Most different answers that are counted: one for each firm of a large county, and more.
const TALLIED_MAX: i64 = 100_000;

/// A question as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredQuestion {
    /// Id.
    pub id: LocalQuestionId,
    /// Where it is asked; none is the whole county.
    pub municipality: Option<MunicipalityCode>,
    /// Name of that municipality.
    pub municipality_name: Option<String>,
    /// Name of the organisation that asks.
    pub from: String,
    /// The version that is asked now, or was when it was withdrawn; also for optimistic locking.
    pub version: i64,
    /// Its words.
    pub wording: Wording,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Timestamp>,
    /// When it was first asked.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct QuestionRow {
    id: Uuid,
    municipality: String,
    municipality_name: Option<String>,
    from_name: String,
    version: i64,
    kind: String,
    words: String,
    help: Option<String>,
    choices: String,
    withdrawn_at: Option<i64>,
    created_at: i64,
    updated_at: i64,
}

fn wording_of(
    kind: &str,
    words: String,
    help: Option<String>,
    choices: &str,
) -> Result<Wording, Error> {
    Ok(Wording {
        kind: code("local_question_version.kind", AnswerKind::parse(kind))?,
        text: words,
        help,
        choices: from_json("local_question_version.choices", choices)?,
    })
}

impl QuestionRow {
    fn read(self) -> Result<StoredQuestion, Error> {
        let place = Some(self.municipality.as_str()).filter(|code| !code.is_empty());
        let place = place.map(MunicipalityCode::parse).transpose();
        Ok(StoredQuestion {
            id: LocalQuestionId(self.id),
            municipality: code("local_question.municipality", place)?,
            municipality_name: self.municipality_name,
            from: self.from_name,
            version: self.version,
            wording: wording_of(&self.kind, self.words, self.help, &self.choices)?,
            withdrawn_at: instant_opt(self.withdrawn_at)?,
            created_at: instant(self.created_at)?,
            updated_at: instant(self.updated_at)?,
        })
    }
}

/// Columns and tables of [`QuestionRow`].
macro_rules! questions {
    ($end:literal) => {
        concat!(
            "SELECT q.id, q.municipality, k.name AS municipality_name, o.name AS from_name,
                q.version, v.kind, v.words, v.help, v.choices, q.withdrawn_at, q.created_at,
                q.updated_at
             FROM local_question q
             JOIN local_question_version v ON v.county = q.county AND v.question = q.id
                AND v.version = q.version
             JOIN organisation o ON o.county = q.county AND o.id = q.organisation
             LEFT JOIN municipality k ON k.county = q.county AND k.code = q.municipality
             WHERE q.county = $1
               AND ($2 = 'county' OR ($2 = 'place' AND q.municipality IN ('', $3))) ",
            $end
        )
    };
}

/// A reach as queries take it: of the whole county, of a place, or of nothing.
fn narrowed(reach: &Reach) -> (&'static str, String) {
    match reach {
        Reach::County => ("county", String::new()),
        Reach::Municipality(municipality) => ("place", municipality.as_str().to_owned()),
        _ => ("nothing", String::new()),
    }
}

/// Questions within reach: those that are asked first, then the latest; at most `limit`.
pub async fn list(
    connection: &mut Connection,
    county: &CountyCode,
    reach: &Reach,
    limit: i64,
) -> Result<Vec<StoredQuestion>, Error> {
    let (how, place) = narrowed(reach);
    find_all!(
        connection,
        QuestionRow,
        questions!(
            "ORDER BY CASE WHEN q.withdrawn_at IS NULL THEN 0 ELSE 1 END, q.created_at DESC, q.id
             LIMIT $4"
        ),
        county.as_str(),
        how,
        &place,
        limit
    )
}

/// One of them.
pub async fn find(
    connection: &mut Connection,
    county: &CountyCode,
    reach: &Reach,
    id: LocalQuestionId,
) -> Result<Option<StoredQuestion>, Error> {
    let (how, place) = narrowed(reach);
    find_one!(
        connection,
        QuestionRow,
        questions!("AND q.id = $4"),
        county.as_str(),
        how,
        &place,
        id.0
    )
}

/// How many questions a place asks now.
pub async fn count_open(
    connection: &mut Connection,
    county: &CountyCode,
    municipality: Option<&MunicipalityCode>,
) -> Result<i64, Error> {
    Ok(on!(connection, |c| sqlx::query_scalar(
        "SELECT COUNT(*) FROM local_question
         WHERE county = $1 AND municipality = $2 AND withdrawn_at IS NULL"
    )
    .bind(county.as_str())
    .bind(municipality.map_or("", MunicipalityCode::as_str))
    .fetch_one(c)
    .await?))
}

/// A question about to be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewQuestion {
    /// Id, made before the transaction.
    pub id: LocalQuestionId,
    /// Where; none is the whole county.
    pub municipality: Option<MunicipalityCode>,
    /// Who asks.
    pub organisation: OrganisationId,
    /// The words of its first version.
    pub wording: Wording,
    /// When.
    pub at: Timestamp,
}

/// Asks a question, in its first version.
pub async fn insert(tx: &mut Tx, county: &CountyCode, new: &NewQuestion) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO local_question (county, id, municipality, organisation, version, created_at,
            updated_at)
         VALUES ($1, $2, $3, $4, 1, $5, $5)"
    )
    .bind(county.as_str())
    .bind(new.id.0)
    .bind(new.municipality.as_ref().map_or("", MunicipalityCode::as_str))
    .bind(new.organisation.0)
    .bind(new.at.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    insert_version(tx, county, (new.id, 1), &new.wording, new.at).await
}

async fn insert_version(
    tx: &mut Tx,
    county: &CountyCode,
    which: (LocalQuestionId, i64),
    wording: &Wording,
    at: Timestamp,
) -> Result<(), Error> {
    let choices = to_json("local_question_version.choices", &wording.choices)?;
    on!(tx, |c| sqlx::query(
        "INSERT INTO local_question_version (county, question, version, kind, words, help,
            choices, asked_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    )
    .bind(county.as_str())
    .bind(which.0.0)
    .bind(which.1)
    .bind(wording.kind.code())
    .bind(&wording.text)
    .bind(wording.help.as_deref())
    .bind(&choices)
    .bind(at.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Asks a question in other words from now on: the version after `version`, if that still is the
/// one that is asked.
pub async fn put_version(
    tx: &mut Tx,
    county: &CountyCode,
    id: LocalQuestionId,
    version: i64,
    wording: &Wording,
    at: Timestamp,
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE local_question SET version = version + 1, updated_at = $4
         WHERE county = $1 AND id = $2 AND version = $3 AND withdrawn_at IS NULL"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(version)
    .bind(at.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)?;
    insert_version(tx, county, (id, version + 1), wording, at).await
}

/// Asks a question no more; its answers stay.
pub async fn withdraw(
    tx: &mut Tx,
    county: &CountyCode,
    id: LocalQuestionId,
    version: i64,
    at: Timestamp,
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE local_question SET withdrawn_at = $4, updated_at = $4
         WHERE county = $1 AND id = $2 AND version = $3 AND withdrawn_at IS NULL"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(version)
    .bind(at.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// A version of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its number.
    pub version: i64,
    /// Its words.
    pub wording: Wording,
    /// From when it has been asked.
    pub asked_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct VersionRow {
    version: i64,
    kind: String,
    words: String,
    help: Option<String>,
    choices: String,
    asked_at: i64,
}

impl VersionRow {
    fn read(self) -> Result<Version, Error> {
        Ok(Version {
            version: self.version,
            wording: wording_of(&self.kind, self.words, self.help, &self.choices)?,
            asked_at: instant(self.asked_at)?,
        })
    }
}

/// Every version of a question, the latest first.
pub async fn versions(
    connection: &mut Connection,
    county: &CountyCode,
    id: LocalQuestionId,
) -> Result<Vec<Version>, Error> {
    find_all!(
        connection,
        VersionRow,
        "SELECT version, kind, words, help, choices, asked_at FROM local_question_version
         WHERE county = $1 AND question = $2 ORDER BY version DESC LIMIT $3",
        county.as_str(),
        id.0,
        VERSIONS_MAX
    )
}

#[derive(sqlx::FromRow)]
struct AskedRow {
    question: Uuid,
    version: i64,
    municipality: String,
    from_name: String,
    kind: String,
    words: String,
    help: Option<String>,
    choices: String,
    value: Option<String>,
}

impl AskedRow {
    fn asked(self) -> Result<Asked, Error> {
        Ok(Asked {
            question: LocalQuestionId(self.question),
            version: self.version,
            from: self.from_name,
            is_county: self.municipality.is_empty(),
            wording: wording_of(&self.kind, self.words, self.help, &self.choices)?,
        })
    }

    fn read(self) -> Result<(Asked, Option<String>), Error> {
        let value = self.value.clone();
        Ok((self.asked()?, value))
    }
}

/// What firms in a municipality are asked now: its own questions and the county's.
pub async fn asked_in(
    connection: &mut Connection,
    county: &CountyCode,
    municipality: &MunicipalityCode,
) -> Result<Vec<Asked>, Error> {
    let found = find_all!(
        connection,
        AskedRow,
        "SELECT q.id AS question, q.version, q.municipality, o.name AS from_name, v.kind, v.words,
            v.help, v.choices, NULL AS value
         FROM local_question q
         JOIN local_question_version v ON v.county = q.county AND v.question = q.id
            AND v.version = q.version
         JOIN organisation o ON o.county = q.county AND o.id = q.organisation
         WHERE q.county = $1 AND q.municipality IN ('', $2) AND q.withdrawn_at IS NULL
         ORDER BY q.id",
        county.as_str(),
        municipality.as_str()
    )?;
    Ok(found.into_iter().map(|(asked, _)| asked).collect())
}

/// A version that firms in a municipality have been asked, also one that no longer is.
pub async fn asked_once(
    connection: &mut Connection,
    county: &CountyCode,
    municipality: &MunicipalityCode,
    which: (LocalQuestionId, i64),
) -> Result<Option<Asked>, Error> {
    let found = find_one!(
        connection,
        AskedRow,
        "SELECT q.id AS question, v.version, q.municipality, o.name AS from_name, v.kind, v.words,
            v.help, v.choices, NULL AS value
         FROM local_question q
         JOIN local_question_version v ON v.county = q.county AND v.question = q.id
         JOIN organisation o ON o.county = q.county AND o.id = q.organisation
         WHERE q.county = $1 AND q.municipality IN ('', $2) AND q.id = $3 AND v.version = $4",
        county.as_str(),
        municipality.as_str(),
        which.0.0,
        which.1
    )?;
    Ok(found.map(|(asked, _)| asked))
}

/// What an approved mapping has answered, the municipality's own questions first.
pub async fn given(
    connection: &mut Connection,
    county: &CountyCode,
    mapping: MappingId,
) -> Result<Vec<(Asked, String)>, Error> {
    let found = find_all!(
        connection,
        AskedRow,
        "SELECT a.question, a.version, q.municipality, o.name AS from_name, v.kind, v.words,
            v.help, v.choices, a.value
         FROM local_answer a
         JOIN local_question q ON q.county = a.county AND q.id = a.question
         JOIN local_question_version v ON v.county = a.county AND v.question = a.question
            AND v.version = a.version
         JOIN organisation o ON o.county = q.county AND o.id = q.organisation
         WHERE a.county = $1 AND a.mapping = $2
         ORDER BY CASE WHEN q.municipality = '' THEN 1 ELSE 0 END, a.question, a.version",
        county.as_str(),
        mapping.0
    )?;
    let with_value = |(asked, value): (Asked, Option<String>)| Some((asked, value?));
    Ok(found.into_iter().filter_map(with_value).collect())
}

/// Keeps what a firm answered, when it approves its mapping.
pub async fn insert_answer(
    tx: &mut Tx,
    county: &CountyCode,
    of: (MappingId, &MunicipalityCode),
    answer: &LocalAnswer,
    at: Timestamp,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO local_answer (county, question, version, mapping, municipality, value,
            answered_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)"
    )
    .bind(county.as_str())
    .bind(answer.question.0)
    .bind(answer.version)
    .bind(of.0.0)
    .bind(of.1.as_str())
    .bind(&answer.value)
    .bind(at.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct TallyRow {
    version: i64,
    value: String,
    times: i64,
    organisation: Uuid,
}

impl TallyRow {
    #[expect(clippy::unnecessary_wraps, reason = "rows are read alike")]
    fn read(self) -> Result<(i64, Tallied), Error> {
        Ok((self.version, (self.value, self.times, OrganisationId(self.organisation))))
    }
}

#[derive(sqlx::FromRow)]
struct LatestRow {
    question: Uuid,
    value: String,
    times: i64,
    organisation: Uuid,
}

impl LatestRow {
    #[expect(clippy::unnecessary_wraps, reason = "rows are read alike")]
    fn read(self) -> Result<(LocalQuestionId, Tallied), Error> {
        let tallied = (self.value, self.times, OrganisationId(self.organisation));
        Ok((LocalQuestionId(self.question), tallied))
    }
}

/// The answers within reach to the latest version of every question, by question, answer and firm.
pub async fn tally_latest(
    connection: &mut Connection,
    county: &CountyCode,
    reach: &Reach,
) -> Result<Vec<(LocalQuestionId, Tallied)>, Error> {
    let (how, place) = narrowed(reach);
    find_all!(
        connection,
        LatestRow,
        "SELECT a.question, a.value, COUNT(*) AS times, m.organisation
         FROM local_question q
         JOIN local_answer a ON a.county = q.county AND a.question = q.id AND a.version = q.version
         JOIN mapping m ON m.county = a.county AND m.id = a.mapping
         WHERE q.county = $1 AND m.state <> 'withdrawn'
           AND ($2 = 'county' OR ($2 = 'place' AND a.municipality = $3))
         GROUP BY a.question, a.value, m.organisation
         ORDER BY a.question, a.value, m.organisation LIMIT $4",
        county.as_str(),
        how,
        &place,
        TALLIED_MAX
    )
}

/// The answers within reach, by version, answer and firm.
pub async fn tally(
    connection: &mut Connection,
    county: &CountyCode,
    reach: &Reach,
    id: LocalQuestionId,
) -> Result<Vec<(i64, Tallied)>, Error> {
    let (how, place) = narrowed(reach);
    find_all!(
        connection,
        TallyRow,
        "SELECT a.version, a.value, COUNT(*) AS times, m.organisation
         FROM local_answer a JOIN mapping m ON m.county = a.county AND m.id = a.mapping
         WHERE a.county = $1 AND a.question = $4 AND m.state <> 'withdrawn'
           AND ($2 = 'county' OR ($2 = 'place' AND a.municipality = $3))
         GROUP BY a.version, a.value, m.organisation
         ORDER BY a.version, a.value, m.organisation LIMIT $5",
        county.as_str(),
        how,
        &place,
        id.0,
        TALLIED_MAX
    )
}

/// An answer in a firm's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidWords {
    /// The mapping it was given in.
    pub mapping: MappingId,
    /// Name of the firm.
    pub firm: String,
    /// The words.
    pub words: String,
    /// When.
    pub at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct SaidRow {
    mapping: Uuid,
    firm: String,
    value: String,
    answered_at: i64,
}

impl SaidRow {
    fn read(self) -> Result<SaidWords, Error> {
        Ok(SaidWords {
            mapping: MappingId(self.mapping),
            firm: self.firm,
            words: self.value,
            at: instant(self.answered_at)?,
        })
    }
}

/// Answers in words to one version, the latest first, of firms that lie within reach now: whoever
/// reads them here may read the mapping's answers. At most `limit`.
pub async fn said(
    connection: &mut Connection,
    county: &CountyCode,
    reach: &Reach,
    which: (LocalQuestionId, i64),
    limit: i64,
) -> Result<Vec<SaidWords>, Error> {
    let (how, place) = narrowed(reach);
    find_all!(
        connection,
        SaidRow,
        "SELECT a.mapping, o.name AS firm, a.value, a.answered_at
         FROM local_answer a
         JOIN mapping m ON m.county = a.county AND m.id = a.mapping
         JOIN organisation o ON o.county = m.county AND o.id = m.organisation
         WHERE a.county = $1 AND a.question = $4 AND a.version = $5 AND m.state <> 'withdrawn'
           AND ($2 = 'county'
             OR ($2 = 'place' AND a.municipality = $3 AND o.municipality = $3))
         ORDER BY a.answered_at DESC, a.mapping LIMIT $6",
        county.as_str(),
        how,
        &place,
        which.0.0,
        which.1,
        limit
    )
}
