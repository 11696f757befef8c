//! `/api/v1/grants`.

use app::support::{self, ListQuery, StoredGrant};
use axum::Json;
use axum::extract::{Path, Query};
use axum::response::IntoResponse;
use domain::ids::GrantId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::api;
use crate::failure::Failure;
use crate::guard::Guard;
use crate::guarded::Routes;
use crate::page::Answer;
use crate::paging::{Listing, PageQuery, etag};
use crate::rights::ReadSupport;

/// Routes.
pub(super) fn routes() -> Routes {
    Routes::new().api(api![list_grants]).api(api![read_grant])
}

/// A grant, asked for or given.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct GrantJson {
    /// Id.
    id: uuid::Uuid,
    /// Name of the support that is asked for.
    fund: String,
    /// Who gives it.
    giver: String,
    /// Firm.
    organisation_id: uuid::Uuid,
    /// Firm's name.
    organisation: String,
    /// Municipality code.
    municipality: String,
    /// Code of the state.
    state: &'static str,
    /// Amount in öre.
    amount_ore: i64,
    /// Under which rules, such as `de-minimis`.
    basis: &'static str,
    /// Day of the application.
    applied_on: String,
    /// Day of the decision.
    decided_on: Option<String>,
    /// Kronor for a euro that day, in ten-thousandths.
    rate_ten_thousandths: Option<i64>,
    /// The amount in euro cents at that rate.
    euro_cents: Option<i64>,
    /// Day it was paid.
    paid_on: Option<String>,
    /// Day the firm is asked what came of it.
    effect_due_on: Option<String>,
    /// Code of what came of it.
    effect: Option<&'static str>,
}

impl From<&StoredGrant> for GrantJson {
    fn from(grant: &StoredGrant) -> Self {
        let day = |day: Option<domain::time::Date>| day.map(|day| day.to_string());
        Self {
            id: grant.id.0,
            fund: grant.fund_name.clone(),
            giver: grant.fund_organisation_name.clone(),
            organisation_id: grant.organisation.0,
            organisation: grant.organisation_name.clone(),
            municipality: grant.municipality.to_string(),
            state: grant.state.code(),
            amount_ore: grant.amount_ore,
            basis: grant.basis.code(),
            applied_on: grant.applied_on.to_string(),
            decided_on: day(grant.decided_on),
            rate_ten_thousandths: grant.rate,
            euro_cents: grant.cents,
            paid_on: day(grant.paid_on),
            effect_due_on: day(grant.effect_due_on),
            effect: grant.effect.map(domain::support::Effect::code),
        }
    }
}

/// What a list of grants is narrowed by.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
struct NarrowedGrants {
    /// Code of a state.
    state: String,
    /// Municipality code.
    municipality: String,
    /// Id of a firm.
    organisation: String,
}

/// Grants the reader sees, latest first.
#[utoipa::path(
    get, path = "/api/v1/grants", tag = "grants", params(NarrowedGrants, PageQuery),
    responses((status = 200, description = "Grants", body = Listing<GrantJson>))
)]
async fn list_grants(
    guard: Guard<ReadSupport>,
    Query(by): Query<NarrowedGrants>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Listing<GrantJson>>, Failure> {
    let query = ListQuery {
        state: by.state,
        municipality: by.municipality,
        organisation: by.organisation,
        fund: String::new(),
    };
    let found = support::list(&guard.app, &guard.actor, &query, page.slice()?).await?;
    Ok(Json(page.listing(found.map(|grant| GrantJson::from(&grant)))))
}

/// A grant.
#[utoipa::path(
    get, path = "/api/v1/grants/{id}", tag = "grants",
    params(("id" = uuid::Uuid, Path, description = "Grant")),
    responses((status = 200, description = "The grant", body = GrantJson))
)]
async fn read_grant(guard: Guard<ReadSupport>, Path(id): Path<GrantId>) -> Answer {
    let view = support::read(&guard.app, &guard.actor, id).await?;
    Ok((etag(view.grant.version), Json(GrantJson::from(&view.grant))).into_response())
}
