//! `/api/v1/follow-ups`: the question some months after a case was closed, for whoever may read the
//! case, and for the firm by its link.

use app::Kind;
use app::follow_ups::{self, FollowUp};
use axum::Json;
use axum::extract::{Path, Query};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use domain::mail::FollowUpForm;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::api;
use crate::failure::Failure;
use crate::forms::Sent;
use crate::guard::Guard;
use crate::guarded::Routes;
use crate::page::Answer;
use crate::paging::{Listing, PageQuery, etag, if_match, precondition_failed};
use crate::rights::{AnswerByLink, ReadCases};

/// Routes.
pub(super) fn routes() -> Routes {
    Routes::new()
        .api(api![list_follow_ups])
        .api(api![read_follow_up])
        .api(api![read_by_link, answer_by_link])
}

/// Which case's questions.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OfCase {
    /// The case: id, demo slug or number.
    case: String,
}

/// The question of a case, with its answer.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct FollowUpJson {
    /// Id.
    id: Uuid,
    /// The case.
    case_id: Uuid,
    /// Its number.
    case_number: String,
    /// Firm.
    organisation_id: Uuid,
    /// Months after the case was closed: 3, 6 or 12.
    months: i64,
    /// When it was asked.
    asked_at: String,
    /// It went out by mail; else somebody has to call.
    was_mailed: bool,
    /// Code of what the firm says; null before it has answered.
    answer: Option<&'static str>,
    /// In its own words.
    words: Option<String>,
    /// When it answered last.
    answered_at: Option<String>,
}

impl From<FollowUp> for FollowUpJson {
    fn from(one: FollowUp) -> Self {
        Self {
            id: one.id,
            case_id: one.case.0,
            case_number: one.case_number,
            organisation_id: one.organisation.0,
            months: one.months,
            asked_at: one.asked_at.to_string(),
            was_mailed: one.was_mailed,
            answer: one.answer.map(domain::mail::FollowUpAnswer::code),
            words: one.words,
            answered_at: one.answered_at.map(|at| at.to_string()),
        }
    }
}

/// Questions about a case, oldest first. There are at most three.
#[utoipa::path(
    get, path = "/api/v1/follow-ups", tag = "follow-ups", params(OfCase, PageQuery),
    responses((status = 200, description = "Questions", body = Listing<FollowUpJson>))
)]
async fn list_follow_ups(
    guard: Guard<ReadCases>,
    Query(of): Query<OfCase>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Listing<FollowUpJson>>, Failure> {
    let slice = page.slice()?;
    let case = app::cases::resolve(&guard.app, &guard.actor, &of.case).await?;
    let found = follow_ups::of_case(&guard.app, &guard.actor, case).await?;
    let total = i64::try_from(found.len()).unwrap_or(i64::MAX);
    let rows = |count: i64| usize::try_from(count).unwrap_or(usize::MAX);
    let items = found.into_iter().skip(rows(slice.offset())).take(rows(slice.limit()));
    let items = items.map(FollowUpJson::from).collect();
    Ok(Json(page.listing(app::Page { items, total, next: None })))
}

/// One question with its answer.
#[utoipa::path(
    get, path = "/api/v1/follow-ups/{id}", tag = "follow-ups",
    params(("id" = Uuid, Path, description = "Id")),
    responses((status = 200, description = "The question", body = FollowUpJson))
)]
async fn read_follow_up(
    guard: Guard<ReadCases>,
    Path(id): Path<Uuid>,
) -> Result<Json<FollowUpJson>, Failure> {
    let found = follow_ups::read(&guard.app, &guard.actor, id).await?;
    Ok(Json(found.into()))
}

/// The question as the firm meets it by its link.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct AskedFirm {
    /// Number of the case.
    case_number: String,
    /// Months after it was closed.
    months: i64,
    /// How long the link works.
    link_expires_at: String,
    /// Code of what the firm has said; null before it has answered.
    answer: Option<&'static str>,
    /// In its own words.
    words: Option<String>,
    /// When it answered last.
    answered_at: Option<String>,
}

/// The question with the `ETag` of its answer.
fn shown(asked: FollowUp) -> Response {
    let version = asked.version();
    let body = AskedFirm {
        case_number: asked.case_number,
        months: asked.months,
        link_expires_at: asked.link_expires_at.to_string(),
        answer: asked.answer.map(domain::mail::FollowUpAnswer::code),
        words: asked.words,
        answered_at: asked.answered_at.map(|at| at.to_string()),
    };
    (etag(version), Json(body)).into_response()
}

/// The question behind a link, with `ETag`. Whoever has the link speaks for the firm.
#[utoipa::path(
    get, path = "/api/v1/follow-ups/by-link/{token}", tag = "follow-ups",
    params(("token" = String, Path, description = "What stands last in the link of the mail")),
    responses((status = 200, description = "The question", body = AskedFirm))
)]
async fn read_by_link(guard: Guard<AnswerByLink>, Path(token): Path<String>) -> Answer {
    Ok(shown(follow_ups::by_link(&guard.app, &token).await?))
}

/// What the firm says.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct FirmsAnswer {
    /// `solved`, `partly`, `not-solved` or `gone`.
    answer: String,
    /// In its own words.
    #[serde(default)]
    words: Option<String>,
}

/// Answer, or change the answer. `If-Match` carries the version of what was read: 428 without it,
/// 412 when somebody else at the firm has answered since.
#[utoipa::path(
    put, path = "/api/v1/follow-ups/by-link/{token}", tag = "follow-ups",
    request_body = FirmsAnswer,
    params(
        ("token" = String, Path, description = "What stands last in the link of the mail"),
        ("If-Match" = String, Header, description = "The `ETag` that was read"),
    ),
    responses((status = 200, description = "The question", body = AskedFirm))
)]
async fn answer_by_link(
    guard: Guard<AnswerByLink>,
    Path(token): Path<String>,
    headers: HeaderMap,
    sent: Sent<FirmsAnswer>,
) -> Answer {
    // What is not there is not there, whichever version is named.
    follow_ups::by_link(&guard.app, &token).await?;
    let version = if_match(&headers)?;
    let form = FollowUpForm {
        answer: sent.value.answer.clone(),
        words: sent.value.words.clone().unwrap_or_default(),
    };
    let done = follow_ups::answer(&guard.app, &token, version, &form, sent.key()).await;
    if done.as_ref().is_err_and(|error| error.kind == Kind::Conflict) {
        return Err(precondition_failed());
    }
    Ok(shown(done?))
}
