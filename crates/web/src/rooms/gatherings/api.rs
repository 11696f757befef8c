//! `/api/v1/events`.

use app::gatherings::{self, ListQuery, Seen};
use axum::Json;
use axum::extract::{Path, Query};
use axum::response::IntoResponse;
use domain::gatherings::Outcome;
use domain::ids::GatheringId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::api;
use crate::failure::Failure;
use crate::guard::Guard;
use crate::guarded::Routes;
use crate::page::Answer;
use crate::paging::{Listing, PageQuery, etag};
use crate::rights::ReadEvents;

/// Routes.
pub(super) fn routes() -> Routes {
    Routes::new().api(api![list_events]).api(api![read_event])
}

/// An event where people meet, on site or online.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct EventJson {
    /// Id.
    id: uuid::Uuid,
    /// Organisation that invites.
    organisation_id: uuid::Uuid,
    /// Its name.
    organisation: String,
    /// Code of the kind, such as `seminar`.
    kind: &'static str,
    /// What it is called.
    title: String,
    /// What it is about.
    text: String,
    /// When it begins, UTC.
    starts_at: String,
    /// When it ends, UTC.
    ends_at: String,
    /// Last day to sign up.
    sign_up_until: String,
    /// Where; none when it is only online.
    place: Option<String>,
    /// Municipality code of the place.
    municipality: Option<String>,
    /// One can come online.
    is_online: bool,
    /// Network whose members may come; none is everyone in the county.
    network: Option<String>,
    /// What it costs, in words; none is nothing.
    price: Option<String>,
    /// How many can come; none is as many as want to.
    seats: Option<i64>,
    /// Seats that are left; none where there is room for everyone.
    free_seats: Option<i64>,
    /// Organisations that wait for a seat.
    waiting: i64,
    /// Code of the state now.
    state: &'static str,
    /// Why it was called off.
    reason: Option<String>,
    /// Code of what it led to.
    outcome: Option<&'static str>,
    /// The same in words.
    outcome_words: Option<String>,
    /// How many came.
    came: Option<i64>,
}

impl From<&Seen> for EventJson {
    fn from(seen: &Seen) -> Self {
        let (stored, said) = (&seen.stored, &seen.stored.gathering);
        Self {
            id: stored.id.0,
            organisation_id: stored.organisation.0,
            organisation: stored.organisation_name.clone(),
            kind: said.kind.code(),
            title: said.title.clone(),
            text: said.text.clone(),
            starts_at: said.starts_at.to_string(),
            ends_at: said.ends_at.to_string(),
            sign_up_until: said.sign_up_until.to_string(),
            place: said.place.clone(),
            municipality: said.municipality.as_ref().map(ToString::to_string),
            is_online: said.link.is_some(),
            network: stored.network_name.clone(),
            price: said.price.clone(),
            seats: said.seats,
            free_seats: seen.free,
            waiting: stored.waiting,
            state: seen.state.code(),
            reason: stored.reason.clone(),
            outcome: stored.outcome.map(Outcome::code),
            outcome_words: stored.outcome_words.clone(),
            came: stored.came,
        }
    }
}

/// What a list of events is narrowed by.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
struct NarrowedEvents {
    /// `past` for those that are over; anything else is those to come.
    when: String,
    /// Code of a kind.
    kind: String,
    /// Municipality code.
    municipality: String,
    /// `own` for those one's organisation invites to, `signed-up` for those it comes to.
    whose: String,
}

/// Events to come, the nearest on top, or those that are over, the latest on top.
#[utoipa::path(
    get, path = "/api/v1/events", tag = "events", params(NarrowedEvents, PageQuery),
    responses((status = 200, description = "Events", body = Listing<EventJson>))
)]
async fn list_events(
    guard: Guard<ReadEvents>,
    Query(by): Query<NarrowedEvents>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Listing<EventJson>>, Failure> {
    let query =
        ListQuery { when: by.when, kind: by.kind, municipality: by.municipality, whose: by.whose };
    let found = gatherings::list(&guard.app, &guard.actor, &query, page.slice()?).await?;
    Ok(Json(page.listing(found.map(|seen| EventJson::from(&seen)))))
}

/// An event.
#[utoipa::path(
    get, path = "/api/v1/events/{id}", tag = "events",
    params(("id" = uuid::Uuid, Path, description = "Event")),
    responses((status = 200, description = "The event", body = EventJson))
)]
async fn read_event(guard: Guard<ReadEvents>, Path(id): Path<GatheringId>) -> Answer {
    let view = gatherings::read(&guard.app, &guard.actor, id).await?;
    let version = view.seen.stored.version;
    Ok((etag(version), Json(EventJson::from(&view.seen))).into_response())
}
