//! What machines ask for: is it alive, which version, robots, site map, assets, the API's
//! description.

use std::sync::LazyLock;
use std::time::Duration;

use axum::Json;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde_json::json;

use crate::assets;
use crate::failure::Failure;
use crate::guard::{Guard, Right};
use crate::guarded::{Access, Routes, get};
use crate::rights::ReadEvents;
use crate::rights::{ReadOffers, ReadPublic};
use crate::rooms;
use crate::visitor::API_PREFIX;

/// Pages for everyone that a search engine may list: every public page with one address.
static LISTED: LazyLock<Vec<String>> = LazyLock::new(|| {
    let own = routes();
    let is_own = |path: &str| own.access().iter().any(|one| one.path == path);
    let is_listed = |one: &&Access| {
        one.method == "GET"
            && matches!(one.right, ReadPublic::NAME | ReadOffers::NAME | ReadEvents::NAME)
            && !one.path.contains('{')
            && !one.path.starts_with(API_PREFIX)
            && !is_own(&one.path)
    };
    let all = rooms::routes();
    all.access().iter().filter(is_listed).map(|one| one.path.clone()).collect()
});

/// The description of the API as it is sent.
static DESCRIPTION: LazyLock<Bytes> =
    LazyLock::new(|| serde_json::to_vec(&crate::openapi()).unwrap_or_default().into());

/// Routes.
pub fn routes() -> Routes {
    Routes::new()
        .page("/healthz", get(healthz))
        .page("/readyz", get(readyz))
        .page("/version", get(version))
        .page("/robots.txt", get(robots))
        .page("/sitemap.xml", get(sitemap))
        .page("/.well-known/security.txt", get(security))
        .page("/assets/{*name}", get(asset))
        .page("/api/openapi.json", get(description))
}

/// The process lives; nothing more is asked of it.
async fn healthz(_guard: Guard<ReadPublic>) -> Response {
    ([(CACHE_CONTROL, "no-store")], "ok\n").into_response()
}

/// Ready to take work: a durable write went through within a second, and the server is not asked
/// to stop.
async fn readyz(guard: Guard<ReadPublic>) -> Response {
    if guard.app.is_leaving() {
        let body = json!({ "ready": false, "failing": "server", "code": "leaving" });
        return (StatusCode::SERVICE_UNAVAILABLE, [(CACHE_CONTROL, "no-store")], Json(body))
            .into_response();
    }
    match app::health::ready(&guard.app).await {
        Ok(readiness) => {
            let body = json!({ "ready": true, "database": readiness });
            ([(CACHE_CONTROL, "no-store")], Json(body)).into_response()
        }
        Err(error) => {
            let body = json!({ "ready": false, "failing": "database", "code": error.kind.code() });
            (StatusCode::SERVICE_UNAVAILABLE, [(CACHE_CONTROL, "no-store")], Json(body))
                .into_response()
        }
    }
}

async fn version(_guard: Guard<ReadPublic>) -> Response {
    Json(json!({ "name": "samkraft", "version": env!("CARGO_PKG_VERSION") })).into_response()
}

async fn robots(guard: Guard<ReadPublic>) -> String {
    let base = guard.app.settings.base_url.trim_end_matches('/');
    // A demo county is invented; it must not be found as if it were true.
    // Portals harvest open data; the rest of the API is nothing to find.
    let is_demo = guard.app.settings.is_demo;
    let rule = if is_demo { "Disallow: /" } else { "Allow: /api/v1/open/\nDisallow: /api/" };
    format!("User-agent: *\n{rule}\nSitemap: {base}/sitemap.xml\n")
}

/// Whom to tell about a weakness, RFC 9116. It holds for half a year from each reading, so it is
/// never out of date while somebody runs this server.
async fn security(guard: Guard<ReadPublic>) -> Response {
    let base = guard.app.settings.base_url.trim_end_matches('/');
    let expires = guard.now().saturating_add(Duration::from_hours(24 * 180));
    let expires = expires.unwrap_or_else(|_| guard.now()).strftime("%Y-%m-%dT%H:%M:%SZ");
    let page = format!("{base}/sakerhet");
    let contact = guard.app.protection.limits.security_contact.as_ref().unwrap_or(&page);
    let text = format!(
        "Contact: {contact}\nExpires: {expires}\nPreferred-Languages: sv, en\n\
         Canonical: {base}/.well-known/security.txt\nPolicy: {base}/sakerhet\n"
    );
    ([(CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
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

async fn description(_guard: Guard<ReadPublic>) -> Response {
    ([(CONTENT_TYPE, "application/json")], DESCRIPTION.clone()).into_response()
}

/// No page has this address.
pub async fn nowhere() -> Failure {
    Failure::not_found()
}
