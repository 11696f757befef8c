//! `/api/v1/questions`.

use app::Page;
use app::questions::{self, StoredQuestion, VersionResult};
use axum::Json;
use axum::extract::{Path, Query};
use axum::response::IntoResponse;
use serde::Serialize;
use utoipa::ToSchema;

use super::id_of;
use crate::api;
use crate::failure::Failure;
use crate::guard::Guard;
use crate::guarded::Routes;
use crate::page::Answer;
use crate::paging::{Listing, PageQuery, etag};
use crate::rights::ReadQuestions;

/// Routes.
pub(super) fn routes() -> Routes {
    Routes::new().api(api![list_questions]).api(api![read_question])
}

/// A local question as it is asked now, or was when it was withdrawn.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct QuestionJson {
    /// Id.
    id: uuid::Uuid,
    /// Municipality where it is asked, code; none is the whole county.
    municipality: Option<String>,
    /// Organisation that asks.
    from: String,
    /// The question.
    text: String,
    /// What helps to answer it.
    help: Option<String>,
    /// Code of how it is answered: `yes-no`, `choice`, `number` or `text`.
    kind: &'static str,
    /// The choices, of a question that has such.
    choices: Vec<String>,
    /// Version, as in `ETag`.
    version: i64,
    /// When it was first asked.
    created_at: String,
    /// When it was withdrawn.
    withdrawn_at: Option<String>,
}

impl From<&StoredQuestion> for QuestionJson {
    fn from(question: &StoredQuestion) -> Self {
        let wording = &question.wording;
        Self {
            id: question.id.0,
            municipality: question.municipality.as_ref().map(ToString::to_string),
            from: question.from.clone(),
            text: wording.text.clone(),
            help: wording.help.clone(),
            kind: wording.kind.code(),
            choices: wording.choices.clone(),
            version: question.version,
            created_at: question.created_at.to_string(),
            withdrawn_at: question.withdrawn_at.map(|at| at.to_string()),
        }
    }
}

/// How many have given one answer.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct GroupJson {
    /// The answer: a code, a choice, or the lowest number of a band.
    value: String,
    /// How many; none where too few firms stand behind it.
    answers: Option<i64>,
}

/// One version with its answers. Versions are never added up: other words, other answers.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct VersionJson {
    /// Its number.
    version: i64,
    /// The question.
    text: String,
    /// Code of how it is answered.
    kind: &'static str,
    /// From when it has been asked.
    asked_at: String,
    /// Until when.
    asked_until: Option<String>,
    /// How many answers; none where too few firms stand behind them.
    answers: Option<i64>,
    /// From how many firms; likewise.
    firms: Option<i64>,
    /// Middle of the numbers, of a question that is answered with such.
    median: Option<i64>,
    /// By answer; empty for words.
    groups: Vec<GroupJson>,
}

impl From<VersionResult> for VersionJson {
    fn from(result: VersionResult) -> Self {
        let total = result.counted.total;
        let groups = result.counted.groups.into_iter();
        Self {
            version: result.version,
            text: result.wording.text,
            kind: result.wording.kind.code(),
            asked_at: result.asked_at.to_string(),
            asked_until: result.asked_until.map(|at| at.to_string()),
            answers: total.map(|(answers, _)| answers),
            firms: total.map(|(_, firms)| firms),
            median: result.counted.median,
            groups: groups
                .map(|group| GroupJson { value: group.value, answers: group.answers })
                .collect(),
        }
    }
}

/// A question with the answers to each of its versions.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct QuestionResults {
    /// The question.
    #[serde(flatten)]
    question: QuestionJson,
    /// Its versions, the latest first.
    versions: Vec<VersionJson>,
}

/// Local questions of one's place, and for a municipality those of the county.
#[utoipa::path(
    get, path = "/api/v1/questions", tag = "mappings", params(PageQuery),
    responses((status = 200, description = "Questions", body = Listing<QuestionJson>))
)]
async fn list_questions(guard: Guard<ReadQuestions>, Query(query): Query<PageQuery>) -> Answer {
    let app::Slice::Page { offset, limit } = query.slice()? else {
        return Err(Failure::internal());
    };
    let listed = questions::list(&guard.app, &guard.actor).await?;
    let total = i64::try_from(listed.lines.len()).unwrap_or(i64::MAX);
    let rows = |count: i64| usize::try_from(count).unwrap_or(usize::MAX);
    let shown = listed.lines.iter().skip(rows(offset)).take(rows(limit));
    let items = shown.map(|line| QuestionJson::from(&line.question)).collect();
    Ok(Json(query.listing(Page { items, total, next: None })).into_response())
}

/// One question, with the answers to each of its versions.
#[utoipa::path(
    get, path = "/api/v1/questions/{id}", tag = "mappings",
    params(("id" = String, Path, description = "Id")),
    responses((status = 200, description = "The question", body = QuestionResults))
)]
async fn read_question(guard: Guard<ReadQuestions>, Path(name): Path<String>) -> Answer {
    let view = questions::read(&guard.app, &guard.actor, id_of(&name)?).await?;
    let question = QuestionJson::from(&view.question);
    let versions = view.versions.into_iter().map(VersionJson::from).collect();
    let tag = etag(view.question.version);
    Ok((tag, Json(QuestionResults { question, versions })).into_response())
}
