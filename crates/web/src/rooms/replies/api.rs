//! `/api/v1/replies`.

use app::Page;
use app::replies::{self, StoredReply};
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
use crate::rights::KeepReplies;

/// Routes.
pub(super) fn routes() -> Routes {
    Routes::new().api(api![list_replies]).api(api![read_reply])
}

/// A template for answers.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ReplyJson {
    /// Id.
    id: uuid::Uuid,
    /// What it is called.
    name: String,
    /// The text, with places such as `{datum}`.
    body: String,
    /// Everybody in the organisation has it.
    is_shared: bool,
    /// The reader wrote it.
    is_own: bool,
    /// Version, as in `ETag`.
    version: i64,
    /// When it was last changed.
    updated_at: String,
}

impl From<&StoredReply> for ReplyJson {
    fn from(reply: &StoredReply) -> Self {
        Self {
            id: reply.id.0,
            name: reply.name.clone(),
            body: reply.body.clone(),
            is_shared: reply.is_shared,
            is_own: reply.is_own,
            version: reply.version,
            updated_at: reply.updated_at.to_string(),
        }
    }
}

/// One's own templates, and those one's organisation shares.
#[utoipa::path(
    get, path = "/api/v1/replies", tag = "cases", params(PageQuery),
    responses((status = 200, description = "Templates", body = Listing<ReplyJson>))
)]
async fn list_replies(guard: Guard<KeepReplies>, Query(query): Query<PageQuery>) -> Answer {
    let app::Slice::Page { offset, limit } = query.slice()? else {
        return Err(Failure::internal());
    };
    let held = replies::held(&guard.app, &guard.actor).await?;
    let total = i64::try_from(held.len()).unwrap_or(i64::MAX);
    let rows = |count: i64| usize::try_from(count).unwrap_or(usize::MAX);
    let shown = held.iter().skip(rows(offset)).take(rows(limit));
    let items = shown.map(ReplyJson::from).collect();
    Ok(Json(query.listing(Page { items, total, next: None })).into_response())
}

/// One template.
#[utoipa::path(
    get, path = "/api/v1/replies/{id}", tag = "cases",
    params(("id" = String, Path, description = "Id")),
    responses((status = 200, description = "The template", body = ReplyJson))
)]
async fn read_reply(guard: Guard<KeepReplies>, Path(name): Path<String>) -> Answer {
    let reply = replies::find(&guard.app, &guard.actor, id_of(&name)?).await?;
    Ok((etag(reply.version), Json(ReplyJson::from(&reply))).into_response())
}
