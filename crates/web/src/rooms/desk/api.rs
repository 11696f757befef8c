//! `/api/v1/demo/clock`: moving the time of a demo. Elsewhere it does not exist.

use axum::Json;
use domain::fault::Fault;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api;
use crate::failure::Failure;
use crate::forms::Sent;
use crate::guard::Guard;
use crate::guarded::Routes;
use crate::rights::ReadPublic;

/// Routes.
pub(super) fn routes() -> Routes {
    Routes::new().api(api![set_clock])
}

/// A time to go on from.
#[derive(Debug, Deserialize, ToSchema)]
struct ClockTime {
    /// Instant, RFC 3339.
    now: String,
}

/// What the time is now, and what it set off.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ClockAnswer {
    /// The demo's time.
    now: String,
    /// Deputies that were told of a broken promise.
    deputies: u64,
    /// Cases told to the desk above.
    escalated: u64,
    /// Firms asked how it went.
    asked: u64,
    /// Reminders given.
    reminded: u64,
    /// Weekly digests written.
    digests: u64,
}

/// Move the demo's clock and let everything happen that depends on time.
#[utoipa::path(
    post, path = "/api/v1/demo/clock", tag = "demo", request_body = ClockTime,
    responses((status = 200, description = "The time now", body = ClockAnswer))
)]
async fn set_clock(
    guard: Guard<ReadPublic>,
    sent: Sent<ClockTime>,
) -> Result<Json<ClockAnswer>, Failure> {
    if !guard.app.settings.is_demo {
        return Err(Failure::not_found());
    }
    let text = sent.value.now.trim();
    let now: Timestamp = text.parse().map_err(|_| {
        Failure::invalid(Fault::new("now", "instant-malformed").with("value", text))
    })?;
    guard.app.clock.set(now);
    let turn = app::worker::tick(&guard.app, guard.app.now()).await?;
    Ok(Json(ClockAnswer {
        now: guard.app.now().to_string(),
        deputies: turn.deputies,
        escalated: turn.escalated,
        asked: turn.asked,
        reminded: turn.reminded,
        digests: turn.digests,
    }))
}
