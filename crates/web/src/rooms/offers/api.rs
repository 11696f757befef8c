//! `/api/v1/offers`: offers for everyone, and for members of one's networks.

use std::sync::Arc;

use app::Page;
use app::offers::{self, CatalogueQuery, StoredOffer};
use axum::Json;
use axum::extract::{Path, Query};
use axum::response::IntoResponse;
use domain::offers::{OfferAudience, Test};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api;
use crate::failure::Failure;
use crate::guard::Guard;
use crate::guarded::Routes;
use crate::page::Answer;
use crate::paging::{Listing, PageQuery, etag};
use crate::rights::ReadOffers;

pub(super) fn routes() -> Routes {
    Routes::new().api(api![list_offers, read_offer])
}

/// An offer of the service map.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct OfferView {
    /// Id.
    id: Uuid,
    /// Stable name of a demo record.
    slug: Option<String>,
    /// Who gives it.
    organisation: Uuid,
    /// Name of who gives it.
    organisation_name: String,
    /// Name.
    title: String,
    /// What one gets.
    summary: String,
    /// Code of what it is.
    kind: String,
    /// Codes of the stages it serves.
    stages: Vec<String>,
    /// Whom it is for.
    target: String,
    /// What it costs.
    price: String,
    /// Whom to ask.
    contact: String,
    /// Its own page.
    url: Option<String>,
    /// Beginnings of SSYK 2012 codes it is about; empty means any.
    occupations: Vec<String>,
    /// Conditions.
    conditions: Vec<ConditionView>,
    /// The only network that may see it.
    network: Option<Uuid>,
    /// Last day somebody looked it through.
    reviewed_on: String,
    /// Its terms are invented for the demo.
    is_demo: bool,
    /// Version, as in `ETag`.
    version: i64,
}

/// One condition.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ConditionView {
    /// Code of the fact it looks at.
    fact: String,
    /// Least, for numbers.
    min: Option<i64>,
    /// Most, for numbers.
    max: Option<i64>,
    /// Codes, or beginnings of codes.
    codes: Vec<String>,
    /// Why it is there.
    reason: String,
    /// Where it is written.
    source: Option<String>,
    /// Last day it holds.
    valid_to: Option<String>,
}

impl From<StoredOffer> for OfferView {
    fn from(stored: StoredOffer) -> Self {
        let offer = stored.offer;
        Self {
            id: stored.id.0,
            slug: stored.slug,
            organisation: stored.organisation.0,
            organisation_name: stored.organisation_name,
            title: offer.title,
            summary: offer.summary,
            kind: offer.kind.code().to_owned(),
            stages: offer.stages.iter().map(|stage| stage.code().to_owned()).collect(),
            target: offer.target,
            price: offer.price,
            contact: offer.contact,
            url: offer.url,
            occupations: offer.occupations,
            conditions: offer.conditions.into_iter().map(ConditionView::from).collect(),
            network: match offer.audience {
                OfferAudience::Everyone => None,
                OfferAudience::Network { id } => Some(id.0),
            },
            reviewed_on: offer.reviewed_on.to_string(),
            is_demo: stored.is_demo,
            version: stored.version,
        }
    }
}

impl From<domain::offers::Condition> for ConditionView {
    fn from(condition: domain::offers::Condition) -> Self {
        let (min, max, codes) = match condition.test {
            Test::Between { min, max } => (min, max, Vec::new()),
            Test::OneOf { codes } => (None, None, codes),
            Test::Under { prefixes } => (None, None, prefixes),
        };
        Self {
            fact: condition.fact.code().to_owned(),
            min,
            max,
            codes,
            reason: condition.reason,
            source: condition.source,
            valid_to: condition.valid_to.map(|day| day.to_string()),
        }
    }
}

/// Offers, by relevance to a question in plain words, else by title.
#[utoipa::path(
    get,
    path = "/api/v1/offers",
    tag = "offers",
    params(
        PageQuery,
        ("q" = Option<String>, Query, description = "A question in plain words"),
        ("stage" = Option<String>, Query, description = "Code of a stage"),
        ("kind" = Option<String>, Query, description = "Code of a kind"),
        ("municipality" = Option<String>, Query, description = "Municipality code"),
    ),
    responses((status = 200, body = Listing<OfferView>))
)]
async fn list_offers(
    guard: Guard<ReadOffers>,
    Query(page): Query<PageQuery>,
    Query(query): Query<CatalogueQuery>,
) -> Result<Json<Listing<OfferView>>, Failure> {
    let slice = page.slice()?;
    let found = offers::search(&guard.app, &guard.actor, &query).await?;
    let total = i64::try_from(found.offers.len()).unwrap_or(i64::MAX);
    let whole = |number: i64| usize::try_from(number).unwrap_or(0);
    let rows = found.offers.into_iter().skip(whole(slice.offset())).take(whole(slice.limit()));
    let items = rows.map(|one| OfferView::from(Arc::unwrap_or_clone(one))).collect();
    Ok(Json(page.listing(Page { items, total, next: None })))
}

/// One offer, by id or demo slug.
#[utoipa::path(
    get,
    path = "/api/v1/offers/{id}",
    tag = "offers",
    params(("id" = String, Path, description = "Id or demo slug")),
    responses((status = 200, body = OfferView))
)]
async fn read_offer(guard: Guard<ReadOffers>, Path(name): Path<String>) -> Answer {
    let id = offers::resolve(&guard.app, &guard.actor, &name).await?;
    let offer = offers::read(&guard.app, &guard.actor, id, None).await?;
    let version = offer.version;
    Ok((etag(version), Json(OfferView::from(offer))).into_response())
}
