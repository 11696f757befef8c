//! `/api/v1/pools`.

use app::pooling::{self, ListQuery, Pool, View};
use axum::Json;
use axum::extract::{Path, Query};
use axum::response::IntoResponse;
use domain::ids::PoolId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::api;
use crate::failure::Failure;
use crate::guard::Guard;
use crate::guarded::Routes;
use crate::page::Answer;
use crate::paging::{Listing, PageQuery, etag};
use crate::rights::{ReadPools, WorkPools};

/// Routes.
pub(super) fn routes() -> Routes {
    Routes::new().api(api![list_pools]).api(api![list_pool_suggestions]).api(api![read_pool])
}

/// What needs come to together.
#[derive(Debug, Serialize, ToSchema)]
struct PoolFigures {
    /// Persons needed.
    persons: i64,
    /// Firms that need them.
    firms: i64,
    /// Municipalities the firms lie in.
    municipalities: i64,
}

impl From<domain::pooling::Figures> for PoolFigures {
    fn from(figures: domain::pooling::Figures) -> Self {
        let domain::pooling::Figures { persons, firms, municipalities } = figures;
        Self { persons, firms, municipalities }
    }
}

/// A pool.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct PoolJson {
    /// Id.
    id: uuid::Uuid,
    /// Title.
    title: String,
    /// SSYK 2012 group.
    ssyk: String,
    /// Name of the occupation.
    occupation: String,
    /// Code of the state.
    state: &'static str,
    /// Deadline.
    deadline: String,
    /// Next step.
    next_step: String,
    /// Its day.
    next_step_on: String,
    /// Whose it is.
    by_organisation: String,
    /// What came of it, or why it was given up.
    reason: Option<String>,
    /// Sums of the firms that have said yes; null where the reader may not see so few.
    figures: Option<PoolFigures>,
}

impl From<&Pool> for PoolJson {
    fn from(pool: &Pool) -> Self {
        Self {
            id: pool.id.0,
            title: pool.plan.title.clone(),
            ssyk: pool.ssyk.to_string(),
            occupation: pool.occupation.clone(),
            state: pool.state.code(),
            deadline: pool.plan.deadline.to_string(),
            next_step: pool.plan.next_step.clone(),
            next_step_on: pool.plan.next_step_on.to_string(),
            by_organisation: pool.by_organisation_name.clone(),
            reason: pool.reason.clone(),
            figures: pool.figures.map(PoolFigures::from),
        }
    }
}

/// A firm the reader may know of.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct PoolFirmJson {
    /// Id.
    organisation_id: uuid::Uuid,
    /// Name.
    name: String,
    /// Municipality code.
    municipality: String,
    /// Code of its answer.
    answer: &'static str,
    /// The other firms may know its name.
    may_be_named: bool,
    /// Persons it asks for; only for those who work with the pool.
    persons: Option<i64>,
}

/// What the figures of a pool were from an instant on.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct PoolVersionJson {
    /// 1 when the pool was opened.
    version: i64,
    /// From when, RFC 3339.
    counted_at: String,
    /// Code of why they were written anew.
    why: &'static str,
    /// The sums.
    figures: PoolFigures,
}

/// A pool with all the reader may see of it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct WholePool {
    /// The pool.
    pool: PoolJson,
    /// Firms the reader may know of: all for those who work with the pool, else those that agreed
    /// to be named.
    firms: Vec<PoolFirmJson>,
    /// Code of what the reader's own firm has answered.
    own_answer: Option<&'static str>,
    /// Persons the reader's own firm asks for.
    own_persons: Option<i64>,
    /// What the figures were when; only for those who work with the pool.
    versions: Vec<PoolVersionJson>,
}

impl From<View> for WholePool {
    fn from(view: View) -> Self {
        let firms = view.firms.iter().map(|firm| PoolFirmJson {
            organisation_id: firm.organisation.0,
            name: firm.name.clone(),
            municipality: firm.municipality.to_string(),
            answer: firm.consent.code(),
            may_be_named: firm.may_be_named,
            persons: view.can_work.then(|| view.persons_of(firm.organisation)),
        });
        let versions = view.versions.iter().map(|version| PoolVersionJson {
            version: version.version,
            counted_at: version.at.to_string(),
            why: version.why.code(),
            figures: version.figures.into(),
        });
        let own = view.own.as_ref();
        Self {
            pool: PoolJson::from(&view.pool),
            firms: firms.collect(),
            own_answer: own.map(|own| own.consent.code()),
            own_persons: own.map(|own| view.persons_of(own.organisation)),
            versions: versions.collect(),
        }
    }
}

/// What a list of pools is narrowed by.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
struct Narrowed {
    /// Code of a state, or `any`; those somebody still works with unless given.
    state: String,
}

/// Pools, the newest first; a firm sees those it has been asked about.
#[utoipa::path(
    get, path = "/api/v1/pools", tag = "pools", params(Narrowed, PageQuery),
    responses((status = 200, description = "Pools", body = Listing<PoolJson>))
)]
async fn list_pools(
    guard: Guard<ReadPools>,
    Query(by): Query<Narrowed>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Listing<PoolJson>>, Failure> {
    let query = ListQuery { state: by.state };
    let found = pooling::list(&guard.app, &guard.actor, &query, page.slice()?).await?;
    Ok(Json(page.listing(found.map(|pool| PoolJson::from(&pool)))))
}

/// An occupation that several firms in several municipalities need.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct PoolSuggestion {
    /// SSYK 2012 group.
    ssyk: String,
    /// Its name.
    occupation: String,
    /// What the needs come to if every firm says yes.
    figures: PoolFigures,
    /// At least three firms, so that the sum can be shown to others too.
    is_strong: bool,
}

/// What could be pooled: those with most firms first, at most 50.
#[utoipa::path(
    get, path = "/api/v1/pools/suggestions", tag = "pools",
    responses((status = 200, description = "Suggestions", body = Vec<PoolSuggestion>))
)]
async fn list_pool_suggestions(
    guard: Guard<WorkPools>,
) -> Result<Json<Vec<PoolSuggestion>>, Failure> {
    let ideas = pooling::ideas(&guard.app, &guard.actor).await?;
    let suggestion = |idea: pooling::Idea| PoolSuggestion {
        ssyk: idea.found.ssyk.to_string(),
        occupation: idea.found.occupation,
        figures: idea.found.figures.into(),
        is_strong: idea.is_strong,
    };
    Ok(Json(ideas.into_iter().map(suggestion).collect()))
}

/// A pool, as far as the reader sees it.
#[utoipa::path(
    get, path = "/api/v1/pools/{id}", tag = "pools",
    params(("id" = uuid::Uuid, Path, description = "Pool")),
    responses((status = 200, description = "The pool", body = WholePool))
)]
async fn read_pool(guard: Guard<ReadPools>, Path(id): Path<PoolId>) -> Answer {
    let view = pooling::read(&guard.app, &guard.actor, id).await?;
    let version = view.pool.version;
    Ok((etag(version), Json(WholePool::from(view))).into_response())
}
