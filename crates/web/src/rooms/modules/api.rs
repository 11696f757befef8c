//! `/api/v1/modules`.

use app::Page;
use app::modules::{self, Line, Place};
use axum::Json;
use axum::extract::Query;
use axum::response::IntoResponse;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api;
use crate::guard::Guard;
use crate::guarded::Routes;
use crate::page::Answer;
use crate::paging::{Listing, PageQuery};
use crate::rights::ReadModules;

/// Routes.
pub(super) fn routes() -> Routes {
    Routes::new().api(api![list_modules])
}

/// A module in the county or in one of its municipalities.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ModuleJson {
    /// Code of the module.
    module: &'static str,
    /// Municipality code; null for the county.
    municipality: Option<String>,
    /// What it is there when all has been said: `on`, `pilot` or `off`.
    state: &'static str,
    /// What the place itself has decided, `as-county` among it; null when it has not.
    decided: Option<&'static str>,
    /// Who decided.
    decided_by: Option<String>,
    /// On which day.
    decided_on: Option<String>,
    /// When it is evaluated.
    evaluate_on: Option<String>,
    /// Why, or on what terms.
    note: Option<String>,
    /// The day of evaluation has come.
    is_due: bool,
    /// Beginnings of the addresses it closes when it is off.
    paths: Vec<&'static str>,
}

impl ModuleJson {
    fn of(place: &Place, line: &Line) -> Self {
        let decision = line.decision.as_ref();
        Self {
            module: line.module.code(),
            municipality: place.municipality.as_ref().map(ToString::to_string),
            state: line.state.code(),
            decided: decision.map(|one| one.state.code()),
            decided_by: decision.map(|one| one.decided_by.clone()),
            decided_on: decision.map(|one| one.decided_on.to_string()),
            evaluate_on: decision.and_then(|one| one.evaluate_on).map(|day| day.to_string()),
            note: decision.and_then(|one| one.note.clone()),
            is_due: line.is_due,
            paths: line.module.paths().to_vec(),
        }
    }
}

/// Which modules are on, in the county and in each municipality.
#[utoipa::path(
    get, path = "/api/v1/modules", tag = "modules", params(PageQuery),
    responses((status = 200, description = "Modules", body = Listing<ModuleJson>))
)]
async fn list_modules(guard: Guard<ReadModules>, Query(query): Query<PageQuery>) -> Answer {
    let app::Slice::Page { offset, limit } = query.slice()? else {
        return Err(crate::failure::Failure::internal());
    };
    let all = modules::all(&guard.app, &guard.actor).await?;
    let total = i64::try_from(all.len()).unwrap_or(i64::MAX);
    let rows = |count: i64| usize::try_from(count).unwrap_or(usize::MAX);
    let shown = all.iter().skip(rows(offset)).take(rows(limit));
    let items = shown.map(|(place, line)| ModuleJson::of(place, line)).collect();
    Ok(Json(query.listing(Page { items, total, next: None })).into_response())
}
