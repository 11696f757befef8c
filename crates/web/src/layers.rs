//! What every request passes: id, log, limits, safety headers, and the frame for what goes wrong.

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use app::App;
use app::sign_in::account_tag;
use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::http::header::{CONTENT_LANGUAGE, CONTENT_TYPE, HeaderName, SET_COOKIE, VARY};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;
use tracing::Instrument;

use crate::failure::{self, Failure};
use crate::forms::{self, BODY_MAX};
use crate::kept::Kept;
use crate::language::{self, Draft};
use crate::limits::{self, Lanes};
use crate::revalidate::Known;
use crate::shell::{Flash, set_cookie};
use crate::visitor::{self, API_PREFIX, Visitor, random_id};

/// Longest a request may take.
const TIMEOUT: Duration = Duration::from_secs(30);
/// The header that carries the request's id, both ways.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Everything a page may load and do. No inline script or style, nothing from elsewhere.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; \
    font-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self'; \
    form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'";

/// Safety headers of every answer.
const HEADERS: &[(&str, &str)] = &[
    ("content-security-policy", CONTENT_SECURITY_POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    (
        "permissions-policy",
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), \
         gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
    ),
    ("x-frame-options", "DENY"),
    // What has not said otherwise may hold something personal.
    ("cache-control", "no-store"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];
/// Two years, once the site is served over TLS.
const STRICT_TRANSPORT: &str = "max-age=63072000; includeSubDomains";

/// Wraps the routes.
pub(crate) fn wrap(router: Router<App>, app: &App) -> Router<App> {
    router
        .layer(CatchPanicLayer::custom(panicked))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, TIMEOUT))
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(from_fn_with_state((app.clone(), Arc::default()), attend))
        .layer(CompressionLayer::new())
}

/// What must be done before a route is chosen by its method.
pub(crate) fn wrap_whole(router: Router, app: App) -> Router {
    Router::new().fallback_service(router).layer(from_fn_with_state(app, language::switch))
}

/// A handler that fell over. What it said stays out of the answer and out of the log.
fn panicked(_said: Box<dyn Any + Send + 'static>) -> Response {
    tracing::error!("a handler panicked");
    Failure::internal().into_response()
}

/// What all requests of a server share.
#[derive(Default)]
struct House {
    lanes: Lanes,
    kept: Kept,
}

/// A room that leaves no trace: what is logged of it is only that somebody was there.
const TRACELESS: &[&str] = &["/agarskifte", "/api/v1/succession"];

/// What the log says of a route: of a room that leaves no trace only which room.
fn logged(route: &str) -> &str {
    let is_within = |room: &&&str| {
        route.strip_prefix(**room).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    match TRACELESS.iter().find(is_within) {
        Some(_) => TRACELESS.first().copied().unwrap_or_default(),
        None => route,
    }
}

/// Meets the visitor, lets the handler work, dresses what went wrong, and logs the request without
/// anything personal: the route's pattern instead of the path, no query, no address.
async fn attend(
    State((app, house)): State<(App, Arc<House>)>,
    request: Request,
    next: Next,
) -> Response {
    let request_id = given_id(request.headers()).unwrap_or_else(random_id);
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let said = logged(route.as_deref().unwrap_or("none"));
    // Nor whether somebody read or wrote: that too would tell one from another.
    let is_traceless = TRACELESS.contains(&said);
    let method = if is_traceless { "any" } else { request.method().as_str() };
    let span = tracing::info_span!("request", method, route = said, request_id);
    let (mut parts, body) = request.into_parts();
    let known = Known::of(&parts);
    let draft = parts.extensions.remove::<Draft>();
    async move {
        let place = match house.lanes.enter(&app, &parts).await {
            Ok(place) => place,
            Err(full) => return turn_away(&app, &parts, request_id, full),
        };
        let mut visitor = Visitor::meet(&app, &parts, request_id).await;
        let draft_taken = take_draft(&mut visitor, draft);
        let visitor = Arc::new(visitor);
        let may_go_on = limits::check(&app, &parts, &visitor).and(draft_taken);
        let mut request = Request::from_parts(parts, body);
        request.extensions_mut().insert(Arc::clone(&visitor));
        let response = match may_go_on {
            Ok(()) => house.kept.answer(&app, &visitor, request, next).await,
            Err(failure) => failure.into_response(),
        };
        drop(place);
        limits::note(&app, &visitor, response.status());
        let device = limits::new_device(&app, &visitor);
        let mut response = failure::dress(&app, &visitor, response);
        set_headers(&app, &visitor, &mut response);
        if let Some(device) = device.and_then(|cookie| HeaderValue::from_str(&cookie).ok()) {
            response.headers_mut().append(SET_COOKIE, device);
        }
        let response = known.spare(response);
        tell(&app, &visitor, response.status(), is_traceless);
        response
    }
    .instrument(span)
    .await
}

/// Logs how a request ended. Of what is refused it is also told who tried, in which role and from
/// which network, so that tries can be followed: as tags that only this installation can make. In
/// a room that leaves no trace it is not: the same tag stands beside the account's logins.
fn tell(app: &App, visitor: &Visitor, status: StatusCode, is_traceless: bool) {
    let code = status.as_u16();
    if is_traceless {
        tracing::info!(status = code, "met");
        return;
    }
    if !status.is_client_error() {
        tracing::info!(status = code, "answered");
        return;
    }
    let signed = visitor.signed.as_ref();
    let account = signed.map(|signed| account_tag(app, &signed.email));
    let role = signed.map(|signed| signed.actor.role().code());
    let network = Some(&visitor.origin.network).filter(|network| !network.is_empty());
    let network = network.map(|network| app.protection.sign("network", network));
    tracing::info!(status = code, account, role, network, "refused");
}

/// Answers that every place is taken, without asking the database who is calling.
fn turn_away(app: &App, parts: &Parts, request_id: String, full: Failure) -> Response {
    let mut visitor = Visitor::unknown(request_id);
    visitor.l = visitor::words_for(app, parts);
    parts.uri.path().clone_into(&mut visitor.path);
    visitor.is_api = visitor.path.starts_with(API_PREFIX);
    let visitor = Arc::new(visitor);
    let mut response = failure::dress(app, &visitor, full.into_response());
    set_headers(app, &visitor, &mut response);
    tracing::info!(status = response.status().as_u16(), "turned away");
    response
}

/// Gives the visitor what was typed before the language changed, if it is their own.
fn take_draft(visitor: &mut Visitor, draft: Option<Draft>) -> Result<(), Failure> {
    let Some(draft) = draft.map(|draft| draft.0).transpose()? else { return Ok(()) };
    forms::own_draft(&draft, visitor)?;
    visitor.draft = Some(draft);
    Ok(())
}

/// An id that a proxy in front has given, if it looks like one.
fn given_id(headers: &HeaderMap) -> Option<String> {
    let id = headers.get(REQUEST_ID)?.to_str().ok()?;
    let is_sound = (8..=64).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    is_sound.then(|| id.to_owned())
}

fn set_headers(app: &App, visitor: &Visitor, response: &mut Response) {
    let is_kind = |start: &str| {
        let kind = response.headers().get(CONTENT_TYPE);
        kind.is_some_and(|kind| kind.as_bytes().starts_with(start.as_bytes()))
    };
    let is_page = is_kind("text/html");
    let has_words = is_page || is_kind("text/csv") || is_kind("application/");
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
    }
    if app.settings.secure_cookies {
        let value = HeaderValue::from_static(STRICT_TRANSPORT);
        headers.insert(HeaderName::from_static("strict-transport-security"), value);
    }
    if let Ok(id) = HeaderValue::from_str(&visitor.request_id) {
        headers.insert(REQUEST_ID, id);
    }
    if has_words {
        say_language(visitor, is_page, headers);
    }
    let is_secure = app.settings.secure_cookies;
    let mut keep = |name: &str, value: &str, seconds: u32| {
        let cookie = set_cookie(name, value, seconds, is_secure);
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            headers.append(SET_COOKIE, cookie);
        }
    };
    // A flash that has been shown is used up.
    if is_page && visitor.flash.is_some() {
        keep(Flash::COOKIE, "", 0);
    }
    if let Some(asked) = visitor.asked_language {
        keep(language::COOKIE, asked.tag(), language::COOKIE_SECONDS);
    }
}

/// Which language the answer is in, and what that depends on besides the address. A cache keeps
/// the two apart; the API listens to `Accept-Language` too.
fn say_language(visitor: &Visitor, is_page: bool, headers: &mut HeaderMap) {
    let varies = if visitor.is_api { "accept-language, cookie" } else { "cookie" };
    headers.append(VARY, HeaderValue::from_static(varies));
    if is_page || visitor.is_api {
        headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(visitor.l.tag()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::routing::get;
    use tower::ServiceExt;

    #[tokio::test]
    async fn a_handler_that_falls_over_leaves_a_failure_to_dress() {
        async fn falls() -> &'static str {
            panic!("a secret")
        }
        let router: Router =
            Router::new().route("/", get(falls)).layer(CatchPanicLayer::custom(panicked));
        let request = Request::get("/").body(Body::empty()).expect("request");
        let mut response = router.oneshot(request).await.expect("infallible");
        let failure = response.extensions_mut().remove::<Failure>().expect("failure");
        assert_eq!(failure.status, StatusCode::INTERNAL_SERVER_ERROR);
    }

    #[test]
    fn of_a_room_that_leaves_no_trace_the_log_says_only_the_room() {
        for (route, said) in [
            ("/agarskifte", "/agarskifte"),
            ("/agarskifte/{id}/annons", "/agarskifte"),
            ("/agarskifte/samtal/{id}", "/agarskifte"),
            ("/api/v1/succession/own", "/agarskifte"),
            ("/agarskiften", "/agarskiften"),
            ("/arenden/{id}", "/arenden/{id}"),
        ] {
            assert_eq!(logged(route), said, "{route}");
        }
    }

    #[test]
    fn an_id_from_outside_is_short_and_plain() {
        let given = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(REQUEST_ID, text.parse().expect("value"));
            given_id(&headers)
        };
        assert_eq!(given("abc-12345678").as_deref(), Some("abc-12345678"));
        for odd in ["kort", "<script>alert", "a b c d e f g h", &"x".repeat(65)] {
            assert_eq!(given(odd), None, "{odd}");
        }
    }
}
