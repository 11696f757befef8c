//! `/api/v1/ideas`.

use app::ideas::{self, ListQuery, Seen};
use axum::Json;
use axum::extract::{Path, Query};
use axum::response::IntoResponse;
use domain::ids::IdeaId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::api;
use crate::failure::Failure;
use crate::guard::Guard;
use crate::guarded::Routes;
use crate::page::Answer;
use crate::paging::{Listing, PageQuery, etag};
use crate::rights::ReadIdeas;

/// Routes.
pub(super) fn routes() -> Routes {
    Routes::new().api(api![list_ideas]).api(api![read_idea])
}

/// An idea for the service, for a network or about an offer.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct IdeaJson {
    /// Id.
    id: uuid::Uuid,
    /// What, in one line.
    title: String,
    /// More about it.
    words: String,
    /// Network it is for; none is the service.
    network_id: Option<uuid::Uuid>,
    /// Network's name.
    network: Option<String>,
    /// Offer it is about.
    offer_id: Option<uuid::Uuid>,
    /// Name of the page it came up on, without ids.
    page: Option<String>,
    /// Code of the state.
    state: &'static str,
    /// Organisations that want it; each counts once.
    votes: i64,
    /// The caller's organisation is among them.
    has_voted: bool,
    /// Code of the kind of organisation it comes from.
    from_kind: &'static str,
    /// Name of that organisation, where the caller may know it.
    from: Option<String>,
    /// The latest answer.
    answer: Option<String>,
    /// When it was first answered, RFC 3339.
    answered_at: Option<String>,
    /// Everyone may read title and answer.
    is_public: bool,
    /// The idea it went into.
    merged_into: Option<uuid::Uuid>,
    /// When it was written, RFC 3339.
    created_at: String,
}

impl From<&Seen> for IdeaJson {
    fn from(seen: &Seen) -> Self {
        let (stored, said) = (&seen.idea, &seen.idea.idea);
        Self {
            id: stored.id.0,
            title: said.title.clone(),
            words: said.words.clone(),
            network_id: said.network.map(|id| id.0),
            network: stored.network_name.clone(),
            offer_id: said.offer.map(|id| id.0),
            page: said.page.clone(),
            state: stored.state.code(),
            votes: stored.votes,
            has_voted: stored.has_voted,
            from_kind: stored.kind.code(),
            from: seen.names_author.then(|| stored.organisation_name.clone()),
            answer: stored.answer.clone(),
            answered_at: stored.answered_at.map(|at| at.to_string()),
            is_public: stored.is_public,
            merged_into: stored.merged_into.map(|id| id.0),
            created_at: stored.created_at.to_string(),
        }
    }
}

/// What a list of ideas is narrowed by.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
struct NarrowedIdeas {
    /// `service`, or the id of a network.
    network: String,
    /// Code of a state.
    state: String,
    /// Id of an offer.
    offer: String,
    /// Code of an order: `votes`, `newest`, `oldest` or `state`.
    sort: String,
}

/// Ideas the caller may read, most votes first.
#[utoipa::path(
    get, path = "/api/v1/ideas", tag = "ideas", params(NarrowedIdeas, PageQuery),
    responses((status = 200, description = "Ideas", body = Listing<IdeaJson>))
)]
async fn list_ideas(
    guard: Guard<ReadIdeas>,
    Query(by): Query<NarrowedIdeas>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Listing<IdeaJson>>, Failure> {
    let NarrowedIdeas { network, state, offer, sort } = by;
    let query = ListQuery { network, state, offer, sort };
    let found = ideas::list(&guard.app, &guard.actor, &query, page.slice()?).await?;
    Ok(Json(page.listing(found.map(|seen| IdeaJson::from(&seen)))))
}

/// An idea.
#[utoipa::path(
    get, path = "/api/v1/ideas/{id}", tag = "ideas",
    params(("id" = uuid::Uuid, Path, description = "Idea")),
    responses((status = 200, description = "The idea", body = IdeaJson))
)]
async fn read_idea(guard: Guard<ReadIdeas>, Path(id): Path<IdeaId>) -> Answer {
    let view = ideas::read(&guard.app, &guard.actor, id).await?;
    let version = view.seen.idea.version;
    Ok((etag(version), Json(IdeaJson::from(&view.seen))).into_response())
}
