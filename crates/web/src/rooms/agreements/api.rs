//! `/api/v1/agreements`.

use app::agreements::{self, ListQuery, Seen};
use axum::Json;
use axum::extract::{Path, Query};
use axum::response::IntoResponse;
use domain::ids::AgreementId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::api;
use crate::failure::Failure;
use crate::guard::Guard;
use crate::guarded::Routes;
use crate::page::Answer;
use crate::paging::{Listing, PageQuery, etag};
use crate::rights::ReadAgreements;

/// Routes.
pub(super) fn routes() -> Routes {
    Routes::new().api(api![list_agreements]).api(api![read_agreement])
}

/// An agreement or letter of intent with an actor.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct AgreementJson {
    /// Id.
    id: uuid::Uuid,
    /// Organisation it is with.
    organisation_id: uuid::Uuid,
    /// Organisation's name.
    organisation: String,
    /// Code of the kind, such as `leading`.
    kind: &'static str,
    /// What it covers.
    scope: String,
    /// Municipality codes; none is the whole county.
    municipalities: Vec<String>,
    /// First day it holds.
    valid_from: String,
    /// Last day it holds; none is until further notice.
    valid_until: Option<String>,
    /// Code of the state today.
    state: &'static str,
    /// From this day it does not hold, when it was ended before its time.
    ended_on: Option<String>,
    /// Why it was.
    ended_reason: Option<String>,
    /// Case number in the diary.
    reference: Option<String>,
    /// Day it was signed.
    signed_on: Option<String>,
    /// Organisation that keeps it.
    kept_by: String,
}

impl From<&Seen> for AgreementJson {
    fn from(seen: &Seen) -> Self {
        let day = |day: Option<domain::time::Date>| day.map(|day| day.to_string());
        let (stored, said) = (&seen.agreement, &seen.agreement.agreement);
        Self {
            id: stored.id.0,
            organisation_id: stored.organisation.0,
            organisation: stored.organisation_name.clone(),
            kind: said.kind.code(),
            scope: said.scope.clone(),
            municipalities: said.municipalities.iter().map(ToString::to_string).collect(),
            valid_from: said.valid_from.to_string(),
            valid_until: day(said.valid_until),
            state: seen.state.code(),
            ended_on: day(stored.ended_on),
            ended_reason: stored.ended_reason.clone(),
            reference: said.reference.clone(),
            signed_on: day(said.signed_on),
            kept_by: stored.by_organisation_name.clone(),
        }
    }
}

/// What a list of agreements is narrowed by.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
struct NarrowedAgreements {
    /// Code of a kind.
    kind: String,
    /// Code of a state.
    state: String,
    /// Municipality code: those that cover it.
    municipality: String,
    /// Id of an organisation.
    organisation: String,
}

/// Agreements of the county, those that end first on top.
#[utoipa::path(
    get, path = "/api/v1/agreements", tag = "agreements", params(NarrowedAgreements, PageQuery),
    responses((status = 200, description = "Agreements", body = Listing<AgreementJson>))
)]
async fn list_agreements(
    guard: Guard<ReadAgreements>,
    Query(by): Query<NarrowedAgreements>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Listing<AgreementJson>>, Failure> {
    let query = ListQuery {
        kind: by.kind,
        state: by.state,
        municipality: by.municipality,
        organisation: by.organisation,
    };
    let found = agreements::list(&guard.app, &guard.actor, &query, page.slice()?).await?;
    Ok(Json(page.listing(found.map(|seen| AgreementJson::from(&seen)))))
}

/// An agreement.
#[utoipa::path(
    get, path = "/api/v1/agreements/{id}", tag = "agreements",
    params(("id" = uuid::Uuid, Path, description = "Agreement")),
    responses((status = 200, description = "The agreement", body = AgreementJson))
)]
async fn read_agreement(guard: Guard<ReadAgreements>, Path(id): Path<AgreementId>) -> Answer {
    let view = agreements::read(&guard.app, &guard.actor, id).await?;
    let version = view.seen.agreement.version;
    Ok((etag(version), Json(AgreementJson::from(&view.seen))).into_response())
}
