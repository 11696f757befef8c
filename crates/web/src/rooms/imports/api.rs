//! `/api/v1/imports`: reading. A file is sent in on the page, where its columns are chosen.

use app::imports::{self, StoredImport};
use axum::Json;
use axum::extract::{Path, Query};
use axum::response::IntoResponse;
use domain::ids::ImportId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api;
use crate::guard::Guard;
use crate::guarded::Routes;
use crate::page::Answer;
use crate::paging::{Listing, PageQuery};
use crate::rights::ImportAnswers;

/// Routes.
pub(super) fn routes() -> Routes {
    Routes::new().api(api![list_imports]).api(api![read_import])
}

/// A file of answers given elsewhere.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ImportJson {
    /// Id.
    id: uuid::Uuid,
    /// Code of where the answers were given.
    source: &'static str,
    /// Name of the file.
    file_name: String,
    /// `csv` or `xlsx`.
    format: String,
    /// Code of the state.
    state: &'static str,
    /// Rows, headings not counted.
    rows: i64,
    /// Faults.
    faults: i64,
    /// Mappings.
    mappings: i64,
    /// Needs.
    needs: i64,
    /// Needs whose occupation is known.
    coded: i64,
    /// Rows that said what was known already.
    duplicates: i64,
    /// Firms.
    firms: i64,
    /// Firms that came along.
    new_firms: i64,
    /// When it was sent in.
    created_at: String,
    /// When it was done.
    done_at: Option<String>,
    /// When it was undone.
    undone_at: Option<String>,
}

impl From<&StoredImport> for ImportJson {
    fn from(import: &StoredImport) -> Self {
        let counts = &import.counts;
        Self {
            id: import.id.0,
            source: import.source.code(),
            file_name: import.file_name.clone(),
            format: import.format.clone(),
            state: import.state.code(),
            rows: import.rows,
            faults: counts.faults,
            mappings: counts.mappings,
            needs: counts.needs,
            coded: counts.coded,
            duplicates: counts.duplicates,
            firms: counts.firms,
            new_firms: counts.new_firms,
            created_at: import.created_at.to_string(),
            done_at: import.done_at.map(|at| at.to_string()),
            undone_at: import.undone_at.map(|at| at.to_string()),
        }
    }
}

/// Imports, newest first.
#[utoipa::path(
    get,
    path = "/api/v1/imports",
    tag = "imports",
    params(PageQuery),
    responses((status = 200, description = "Imports", body = Listing<ImportJson>))
)]
async fn list_imports(guard: Guard<ImportAnswers>, Query(page): Query<PageQuery>) -> Answer {
    let found = imports::list(&guard.app, &guard.actor, page.slice()?).await?;
    Ok(Json(page.listing(found.map(|import| ImportJson::from(&import)))).into_response())
}

/// One import.
#[utoipa::path(
    get,
    path = "/api/v1/imports/{id}",
    tag = "imports",
    params(("id" = uuid::Uuid, Path, description = "Id")),
    responses((status = 200, description = "The import", body = ImportJson))
)]
async fn read_import(guard: Guard<ImportAnswers>, Path(id): Path<ImportId>) -> Answer {
    let import = imports::find(&guard.app, &guard.actor, id).await?;
    Ok(Json(ImportJson::from(&import)).into_response())
}
