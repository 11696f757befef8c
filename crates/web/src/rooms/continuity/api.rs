//! `/api/v1/handovers` and `/api/v1/absences`.

use app::continuity::{self, Document, StoredAbsence, StoredHandover, StoredHandoverItem};
use axum::Json;
use axum::extract::{Path, Query};
use domain::ids::HandoverId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api;
use crate::failure::Failure;
use crate::guard::Guard;
use crate::guarded::Routes;
use crate::paging::{Listing, PageQuery};
use crate::rights::{PlanAbsence, ReadHandovers};

/// Routes.
pub(super) fn routes() -> Routes {
    Routes::new().api(api![list_handovers]).api(api![read_handover]).api(api![list_absences])
}

/// A handover.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct HandoverJson {
    /// Id.
    id: uuid::Uuid,
    /// Organisation of whoever left.
    organisation: String,
    /// The whole organisation left.
    is_whole: bool,
    /// Who left.
    from: String,
    /// Who made the handover.
    by: String,
    /// Why.
    reason: String,
    /// How many things.
    count: i64,
    /// When, RFC 3339.
    made_at: String,
}

impl From<&StoredHandover> for HandoverJson {
    fn from(one: &StoredHandover) -> Self {
        Self {
            id: one.id.0,
            organisation: one.organisation_name.clone(),
            is_whole: one.is_whole,
            from: one.from_name.clone(),
            by: one.by_name.clone(),
            reason: one.reason.clone(),
            count: one.count,
            made_at: one.made_at.to_string(),
        }
    }
}

/// One thing of a handover, as it stood.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct HandoverItem {
    /// Code of the kind.
    kind: &'static str,
    /// Id of the thing.
    id: uuid::Uuid,
    /// Number, topic or words.
    title: String,
    /// Name of the firm.
    firm: Option<String>,
    /// Code of where it stood.
    state: String,
    /// Who at the firm had written last.
    contact: Option<String>,
    /// What was to happen next.
    next_step: Option<String>,
    /// And when.
    next_step_on: Option<String>,
    /// Desk that took over.
    desk: String,
    /// Who there; null is everybody.
    to: Option<String>,
}

impl From<&StoredHandoverItem> for HandoverItem {
    fn from(one: &StoredHandoverItem) -> Self {
        Self {
            kind: one.kind.code(),
            id: one.id,
            title: one.title.clone(),
            firm: one.firm_name.clone(),
            state: one.state.clone(),
            contact: one.contact_name.clone(),
            next_step: one.next_step.clone(),
            next_step_on: one.next_step_on.map(|day| day.to_string()),
            desk: one.desk_name.clone(),
            to: one.to_name.clone(),
        }
    }
}

/// A handover with its things.
#[derive(Debug, Serialize, ToSchema)]
struct WholeHandover {
    /// The handover.
    handover: HandoverJson,
    /// Its things, as far as the reader sees.
    items: Vec<HandoverItem>,
}

/// Somebody of one's own desk who is away.
#[derive(Debug, Serialize, ToSchema)]
struct AbsenceJson {
    /// Id.
    id: uuid::Uuid,
    /// Name.
    name: String,
    /// First day.
    from: String,
    /// Last day.
    to: String,
    /// Who steps in; null is the desk's own deputy.
    deputy: Option<String>,
}

impl From<&StoredAbsence> for AbsenceJson {
    fn from(one: &StoredAbsence) -> Self {
        Self {
            id: one.id.0,
            name: one.name.clone(),
            from: one.absence.from.to_string(),
            to: one.absence.to.to_string(),
            deputy: one.deputy_name.clone(),
        }
    }
}

/// Handovers from one's own organisation, and those it has got something of.
#[utoipa::path(
    get, path = "/api/v1/handovers", tag = "handovers", params(PageQuery),
    responses((status = 200, description = "Handovers", body = Listing<HandoverJson>))
)]
async fn list_handovers(
    guard: Guard<ReadHandovers>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Listing<HandoverJson>>, Failure> {
    let found = continuity::overview(&guard.app, &guard.actor, page.slice()?).await?;
    Ok(Json(page.listing(found.handovers.map(|one| HandoverJson::from(&one)))))
}

/// One handover, with its things as they stood.
#[utoipa::path(
    get, path = "/api/v1/handovers/{id}", tag = "handovers",
    params(("id" = uuid::Uuid, Path, description = "Handover")),
    responses((status = 200, description = "The handover", body = WholeHandover))
)]
async fn read_handover(
    guard: Guard<ReadHandovers>,
    Path(id): Path<HandoverId>,
) -> Result<Json<WholeHandover>, Failure> {
    let Document { handover, items } = continuity::read(&guard.app, &guard.actor, id).await?;
    Ok(Json(WholeHandover {
        handover: HandoverJson::from(&handover),
        items: items.iter().map(HandoverItem::from).collect(),
    }))
}

/// Who is away at one's own desk, now or later.
#[utoipa::path(
    get, path = "/api/v1/absences", tag = "absences",
    responses((status = 200, description = "Absences", body = Vec<AbsenceJson>))
)]
async fn list_absences(guard: Guard<PlanAbsence>) -> Result<Json<Vec<AbsenceJson>>, Failure> {
    let found = continuity::absences(&guard.app, &guard.actor).await?;
    Ok(Json(found.absences.iter().map(AbsenceJson::from).collect()))
}
