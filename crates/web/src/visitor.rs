//! What is known about a request before any handler runs: who sent it, in which language, where
//! to. Read once, shared by guards, forms, pages and error pages.

use std::sync::{Arc, OnceLock};

use app::access::Signed;
use app::sign_in::Origin;
use app::{App, Kind};
use axum::http::header::{ACCEPT_LANGUAGE, AUTHORIZATION, COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::modules::Closed;

use crate::failure::Failure;
use crate::forms::Typed;
use crate::l10n::{L, Language};
use crate::language;
use crate::origin::host_cookie;
use crate::shell::Flash;

/// The session cookie: `HttpOnly`, `SameSite=Lax`.
pub const SESSION_COOKIE: &str = "samkraft_session";
/// Under this path everything is JSON.
pub const API_PREFIX: &str = "/api/";
/// Under this path lie styles, fonts and scripts.
const ASSET_PREFIX: &str = "/assets/";

/// A request's own facts.
#[derive(Debug)]
pub struct Visitor {
    /// Language.
    pub l: L,
    /// Path without query.
    pub path: String,
    /// Path with query, to come back to after logging in.
    pub path_and_query: String,
    /// A page can be asked for again; a form cannot.
    pub is_read: bool,
    /// True under [`API_PREFIX`].
    pub is_api: bool,
    /// The session, when somebody is logged in.
    pub signed: Option<Signed>,
    /// The session's token.
    pub token: Option<String>,
    /// The token came in a header, which no other site can make a browser send.
    pub by_bearer: bool,
    /// What the page before wants said.
    pub flash: Option<Flash>,
    /// Id of the request, in logs and on error pages.
    pub request_id: String,
    /// Why the session could not be read, when it could not.
    pub trouble: Option<Kind>,
    /// Network and device.
    pub origin: Origin,
    /// The language that a page's address asks for; the browser is to remember it.
    pub asked_language: Option<Language>,
    /// What was typed in a form before its language was changed; see [`mod@language`].
    pub draft: Option<Typed>,
    /// What was sent in a form that proved to be our own: shown again when the form is not taken.
    pub sent: OnceLock<Typed>,
    /// Address of this page in any language, without `lang`; see [`mod@language`].
    pub page: String,
}

impl Visitor {
    /// Reads the head of the request; looks the session up when it brings a token.
    pub async fn meet(app: &App, parts: &Parts, request_id: String) -> Self {
        let headers = &parts.headers;
        let path = parts.uri.path().to_owned();
        let is_api = path.starts_with(API_PREFIX);
        let asked = language::asked(parts.uri.query().unwrap_or_default());
        let bearer = bearer_token(headers);
        let by_bearer = bearer.is_some();
        // Styles and fonts are the same for everyone.
        let needs_session = !path.starts_with(ASSET_PREFIX);
        let token =
            bearer.or_else(|| cookie(headers, &session_cookie(app))).filter(|_| needs_session);
        let (signed, trouble) = match &token {
            Some(token) => match app::access::session(app, token).await {
                Ok(signed) => (signed, None),
                Err(error) => (None, Some(error.kind)),
            },
            None => (None, None),
        };
        Self {
            l: words_for(app, parts),
            page: language::page_of(parts),
            asked_language: asked.filter(|_| needs_session && !is_api),
            draft: None,
            sent: OnceLock::new(),
            path_and_query: parts.uri.path_and_query().map_or(path.clone(), ToString::to_string),
            is_read: matches!(parts.method, Method::GET | Method::HEAD),
            is_api,
            path,
            signed,
            token,
            by_bearer,
            flash: cookie(headers, &host_cookie(app, Flash::COOKIE))
                .and_then(|text| Flash::read(&text)),
            request_id,
            trouble,
            origin: crate::origin::of(app, parts),
        }
    }

    /// Nobody at all: for answers that are made before the request could be read.
    pub fn unknown(request_id: String) -> Self {
        Self {
            l: L::default(),
            path: String::new(),
            path_and_query: String::new(),
            is_read: true,
            is_api: false,
            signed: None,
            token: None,
            by_bearer: false,
            flash: None,
            request_id,
            trouble: None,
            origin: Origin::default(),
            asked_language: None,
            draft: None,
            sent: OnceLock::new(),
            page: String::new(),
        }
    }

    /// Modules that are switched off for whoever asks.
    pub fn closed(&self) -> Closed {
        self.signed.as_ref().map(|signed| signed.closed.clone()).unwrap_or_default()
    }

    /// True when a program speaks with a key of its own.
    pub fn is_by_api_token(&self) -> bool {
        self.signed.as_ref().is_some_and(|signed| signed.session.is_none())
    }

    /// The token that forms and API calls send back; empty when nobody is logged in.
    pub fn csrf(&self) -> String {
        self.signed.as_ref().map(|signed| signed.csrf.clone()).unwrap_or_default()
    }
}

/// The visitor that the outermost layer has met.
pub(crate) fn of_parts(parts: &Parts) -> Result<Arc<Visitor>, Failure> {
    parts.extensions.get::<Arc<Visitor>>().cloned().ok_or_else(Failure::internal)
}

/// Name of the session cookie: over HTTPS bound to this very host.
pub fn session_cookie(app: &App) -> String {
    host_cookie(app, SESSION_COOKIE)
}

/// One cookie's value.
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let pairs = headers.get_all(COOKIE).iter().filter_map(|header| header.to_str().ok());
    pairs
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, value)| *key == name && !value.is_empty())
        .map(|(_, value)| value.to_owned())
}

/// Words in the language that a request is to be answered in.
pub(crate) fn words_for(app: &App, parts: &Parts) -> L {
    let asked = language::asked(parts.uri.query().unwrap_or_default());
    let is_api = parts.uri.path().starts_with(API_PREFIX);
    let remembered = cookie(&parts.headers, &host_cookie(app, language::COOKIE));
    let known = || known_language(remembered.as_deref(), &parts.headers, is_api);
    L::new(asked.or_else(known).unwrap_or_default())
}

/// The language a browser remembers; for a program also the one it says that it reads. Pages are
/// Swedish until somebody chooses, whatever the browser was installed with.
fn known_language(remembered: Option<&str>, headers: &HeaderMap, is_api: bool) -> Option<Language> {
    let remembered = remembered.and_then(Language::of_tag);
    let header = headers.get(ACCEPT_LANGUAGE).filter(|_| is_api);
    let accepted = || Language::accepted(header?.to_str().ok()?);
    remembered.or_else(accepted)
}

fn bearer_token(headers: &HeaderMap) -> Option<String> {
    let text = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = text.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}

/// 128 random bits as text: request ids and idempotency keys.
pub fn random_id() -> String {
    let mut bytes = [0_u8; 16];
    if getrandom::fill(&mut bytes).is_err() {
        // Without the system's randomness a counter still tells two requests apart.
        static COUNT: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
        let count = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        return format!("{}-{count}", std::process::id());
    }
    URL_SAFE_NO_PAD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, "a=1; samkraft_session=abc.d; b=2".parse().expect("header"));
        assert_eq!(cookie(&headers, SESSION_COOKIE).as_deref(), Some("abc.d"));
        assert_eq!(cookie(&headers, "session"), None);
    }

    #[test]
    fn a_token_in_a_header_needs_its_scheme() {
        let mut headers = HeaderMap::new();
        headers.insert(AUTHORIZATION, "bearer abc".parse().expect("header"));
        assert_eq!(bearer_token(&headers).as_deref(), Some("abc"));
        headers.insert(AUTHORIZATION, "Basic abc".parse().expect("header"));
        assert_eq!(bearer_token(&headers), None);
    }

    #[test]
    fn a_page_is_swedish_until_somebody_chooses_and_a_program_is_heard() {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_LANGUAGE, "en-GB".parse().expect("header"));
        assert_eq!(known_language(None, &headers, false), None);
        assert_eq!(known_language(None, &headers, true), Some(Language::English));
        assert_eq!(known_language(Some("sv"), &headers, true), Some(Language::Swedish));
    }

    #[test]
    fn ids_do_not_repeat() {
        assert_ne!(random_id(), random_id());
    }
}
