//! What machines ask for: is it alive, which version, robots, site map, assets, the API's
//! description.

use axum::Json;
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use utoipa::openapi::OpenApi;

use crate::assets;
use crate::failure::Failure;
use crate::guard::Guard;
use crate::guarded::{Routes, get};
use crate::rights::ReadPublic;

/// Pages for everyone that a search engine may list.
const LISTED: &[&str] =
    &["/insatser", "/om-matchning", "/tillganglighet", "/integritet", "/api-info"];

/// Routes.
pub fn routes() -> Routes {
    Routes::new()
        .page("/healthz", get(healthz))
        .page("/version", get(version))
        .page("/robots.txt", get(robots))
        .page("/sitemap.xml", get(sitemap))
        .page("/assets/{*name}", get(asset))
        .page("/api/openapi.json", get(description))
}

/// The process lives; nothing more is asked of it.
async fn healthz(_guard: Guard<ReadPublic>) -> Response {
    ([(CACHE_CONTROL, "no-store")], "ok\n").into_response()
}

async fn version(_guard: Guard<ReadPublic>) -> Response {
    Json(json!({ "name": "samkraft", "version": env!("CARGO_PKG_VERSION") })).into_response()
}

async fn robots(guard: Guard<ReadPublic>) -> String {
    let base = guard.app.settings.base_url.trim_end_matches('/');
    // A demo county is invented; it must not be found as if it were true.
    let rule = if guard.app.settings.is_demo { "Disallow: /" } else { "Disallow: /api/" };
    format!("User-agent: *\n{rule}\nSitemap: {base}/sitemap.xml\n")
}

async fn sitemap(guard: Guard<ReadPublic>) -> Response {
    let base = guard.app.settings.base_url.trim_end_matches('/');
    let urls: Vec<String> =
        LISTED.iter().map(|path| format!("<url><loc>{base}{path}</loc></url>")).collect();
    let urls = urls.concat();
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">{urls}</urlset>\n"
    );
    ([(CONTENT_TYPE, "application/xml; charset=utf-8")], xml).into_response()
}

async fn asset(_guard: Guard<ReadPublic>, request: Request) -> Result<Response, Failure> {
    assets::serve(request.uri().path())
}

async fn description(_guard: Guard<ReadPublic>) -> Json<OpenApi> {
    Json(crate::openapi())
}

/// No page has this address.
pub async fn nowhere() -> Failure {
    Failure::not_found()
}
