//! `/api/v1/organisations`.

use app::organisations::{self, ListQuery, StoredOrganisation};
use axum::Json;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::IntoResponse;
use domain::organisations::OrganisationForm;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::api;
use crate::failure::Failure;
use crate::forms::Sent;
use crate::guard::Guard;
use crate::guarded::Routes;
use crate::page::Answer;
use crate::paging::{Listing, PageQuery, etag};
use crate::rights::{KeepOrganisations, ReadOrganisations};

/// Routes.
pub(super) fn routes() -> Routes {
    Routes::new().api(api![list_organisations, create_organisation]).api(api![read_organisation])
}

/// What a list of organisations is narrowed by.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
struct Narrowed {
    /// Words of the name, or an organisation number.
    q: String,
    /// Municipality code.
    municipality: String,
    /// `actors`, `firms` or nothing for both.
    kind: String,
    /// `yes` for those that have ended too.
    ended: String,
}

/// An organisation.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct OrganisationJson {
    /// Id.
    id: uuid::Uuid,
    /// Stable name of a demo record.
    slug: Option<String>,
    /// Organisation number.
    org_number: String,
    /// Name.
    name: String,
    /// Municipality code.
    municipality: String,
    /// Code of who owns it.
    sector: &'static str,
    /// SNI code.
    sni: Option<String>,
    /// Employees.
    employees: Option<i64>,
    /// Yearly turnover in thousands of kronor.
    turnover_thousand_sek: Option<i64>,
    /// Has offers in the service map.
    is_actor: bool,
    /// Invented for the demo.
    is_demo: bool,
    /// The first day without it, when it has ended.
    ended_on: Option<String>,
    /// Version, as in `ETag`.
    version: i64,
}

impl From<StoredOrganisation> for OrganisationJson {
    fn from(stored: StoredOrganisation) -> Self {
        let facts = stored.organisation;
        Self {
            id: stored.id.0,
            slug: stored.slug,
            org_number: facts.org_number.to_string(),
            name: facts.name,
            municipality: facts.municipality.to_string(),
            sector: facts.sector.code(),
            sni: facts.sni.map(|sni| sni.code),
            employees: facts.employees,
            turnover_thousand_sek: facts.turnover_thousand_sek,
            is_actor: facts.is_actor,
            is_demo: stored.is_demo,
            ended_on: stored.ended_on.map(|day| day.to_string()),
            version: stored.version,
        }
    }
}

/// Organisations one may see, newest first.
#[utoipa::path(
    get, path = "/api/v1/organisations", tag = "organisations", params(Narrowed, PageQuery),
    responses((status = 200, description = "Organisations", body = Listing<OrganisationJson>))
)]
async fn list_organisations(
    guard: Guard<ReadOrganisations>,
    Query(narrowed): Query<Narrowed>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Listing<OrganisationJson>>, Failure> {
    let query = ListQuery {
        q: narrowed.q,
        municipality: narrowed.municipality,
        kind: narrowed.kind,
        ended: narrowed.ended,
    };
    let slice = page.slice()?;
    let found = organisations::list(&guard.app, &guard.actor, &query, slice).await?;
    Ok(Json(page.listing(found.map(OrganisationJson::from))))
}

/// One organisation.
#[utoipa::path(
    get, path = "/api/v1/organisations/{id}", tag = "organisations",
    params(("id" = String, Path, description = "Id, demo slug or organisation number")),
    responses((status = 200, description = "The organisation", body = OrganisationJson))
)]
async fn read_organisation(guard: Guard<ReadOrganisations>, Path(name): Path<String>) -> Answer {
    let id = organisations::resolve(&guard.app, &guard.actor, &name).await?;
    let found = organisations::find(&guard.app, &guard.actor, id).await?;
    let version = found.version;
    Ok((etag(version), Json(OrganisationJson::from(found))).into_response())
}

/// An organisation to add.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct NewOrganisation {
    /// Organisation number, `559999-0016`.
    org_number: String,
    /// Name.
    name: String,
    /// Municipality code.
    municipality: String,
    /// `private`, `public` or `non-profit`.
    sector: String,
    /// SNI code.
    #[serde(default)]
    sni: Option<String>,
    /// Employees.
    #[serde(default)]
    employees: Option<i64>,
    /// Yearly turnover in thousands of kronor.
    #[serde(default)]
    turnover_thousand_sek: Option<i64>,
}

/// Add an organisation.
#[utoipa::path(
    post, path = "/api/v1/organisations", tag = "organisations", request_body = NewOrganisation,
    responses((status = 201, description = "Added", body = OrganisationJson))
)]
async fn create_organisation(
    guard: Guard<KeepOrganisations>,
    sent: Sent<NewOrganisation>,
) -> Answer {
    let body = &sent.value;
    let number = |value: Option<i64>| value.map(|value| value.to_string()).unwrap_or_default();
    let form = OrganisationForm {
        org_number: body.org_number.clone(),
        name: body.name.clone(),
        municipality: body.municipality.clone(),
        sector: body.sector.clone(),
        sni: body.sni.clone().unwrap_or_default(),
        employees: number(body.employees),
        turnover_thousand_sek: number(body.turnover_thousand_sek),
    };
    let kept = organisations::add(&guard.app, &guard.actor, &form, sent.key()).await?;
    let found = organisations::find(&guard.app, &guard.actor, kept.id).await?;
    let location = format!("/api/v1/organisations/{}", kept.id);
    let answer = (StatusCode::CREATED, [(LOCATION, location)], Json(OrganisationJson::from(found)));
    Ok(answer.into_response())
}
