//! `/api/v1/mails`: how the outbox stands. Whom a mail goes to and what it says is not among it.

use app::mail::{self, Entry};
use axum::Json;
use axum::extract::Query;
use domain::mail::MailState;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::api;
use crate::failure::Failure;
use crate::guard::Guard;
use crate::guarded::Routes;
use crate::paging::PageQuery;
use crate::rights::KeepMail;

/// Routes.
pub(super) fn routes() -> Routes {
    Routes::new().api(api![list_mails])
}

/// What the list is narrowed by.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
struct StateQuery {
    /// `waiting`, `sent`, `failed` or `dropped`.
    state: Option<String>,
}

/// A mail.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct MailItem {
    /// Id; its Message-ID begins with it.
    id: uuid::Uuid,
    /// Code of what it is about.
    kind: &'static str,
    /// `waiting`, `sent`, `failed` or `dropped`.
    state: &'static str,
    /// Tries in vain.
    attempts: i64,
    /// What went wrong last, such as `smtp-451` or `unreachable`.
    trouble: Option<String>,
    /// When it was written.
    created_at: String,
    /// When it goes next.
    due_at: String,
    /// When it ended.
    ended_at: Option<String>,
}

impl From<Entry> for MailItem {
    fn from(entry: Entry) -> Self {
        Self {
            id: entry.id,
            kind: entry.kind.code(),
            state: entry.state.code(),
            attempts: entry.attempts,
            trouble: entry.trouble,
            created_at: entry.created_at.to_string(),
            due_at: entry.due_at.to_string(),
            ended_at: entry.ended_at.map(|at| at.to_string()),
        }
    }
}

/// The outbox of a county.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct MailListing {
    /// Mails, newest first.
    items: Vec<MailItem>,
    /// Number of the page, from 1.
    page: i64,
    /// Rows on a page.
    limit: i64,
    /// Rows in all.
    total: i64,
    /// To be sent.
    waiting: i64,
    /// Taken by the mail server.
    sent: i64,
    /// Given up or refused.
    failed: i64,
    /// Of no use any longer when their turn came.
    dropped: i64,
    /// There is a mail server.
    has_mail_server: bool,
}

/// Mails of the county, newest first, with how many there are in each state.
#[utoipa::path(
    get, path = "/api/v1/mails", tag = "mails", params(StateQuery, PageQuery),
    responses((status = 200, description = "Mails", body = MailListing))
)]
async fn list_mails(
    guard: Guard<KeepMail>,
    Query(narrowed): Query<StateQuery>,
    Query(page): Query<PageQuery>,
) -> Result<Json<MailListing>, Failure> {
    let state = narrowed.state.as_deref().map(MailState::parse).transpose();
    let state = state.map_err(Failure::invalid)?;
    let outbox = mail::outbox(&guard.app, &guard.actor, state, page.slice()?).await?;
    let counts = outbox.counts;
    let listing = page.listing(outbox.entries);
    Ok(Json(MailListing {
        items: listing.items.into_iter().map(MailItem::from).collect(),
        page: listing.page,
        limit: listing.limit,
        total: listing.total,
        waiting: counts.waiting,
        sent: counts.sent,
        failed: counts.failed,
        dropped: counts.dropped,
        has_mail_server: outbox.has_post,
    }))
}
