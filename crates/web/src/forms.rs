//! Forms: read what was typed, prove that it comes from our own page, and give everything back
//! when something is wrong.

mod check;
mod state;
mod upload;

use std::time::Duration;

use app::{App, Key, Kind};
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use domain::fault::Fault;
use serde::de::DeserializeOwned;
use tokio::sync::Semaphore;

use crate::failure::Failure;
use crate::guard::Guard;
use crate::visitor::{self, Visitor};

pub use state::{FieldError, FormState, Typed};
pub use upload::{UPLOAD_MAX, Upload};

/// How a use case takes an idempotency key: whole, with the digest of the request as it was sent,
/// or as the client's own string, for use cases that digest the request as they have read it.
pub trait TakenAs<'k> {
    /// The key in this form.
    fn taken(key: &'k Key) -> Self;
}

impl<'k> TakenAs<'k> for &'k Key {
    fn taken(key: &'k Key) -> Self {
        key
    }
}

impl<'k> TakenAs<'k> for &'k str {
    fn taken(key: &'k Key) -> Self {
        &key.key
    }
}

/// Largest body of a form or a call, in bytes.
pub(crate) const BODY_MAX: usize = 1 << 20;
/// Longest idempotency key, in bytes.
const KEY_MAX: usize = 200;

/// A sent form. `T` is the form type of `domain`, every field text, so that reading it never fails
/// on what a person typed.
///
/// Refused before the handler runs: a body that is no form (415), one that another site sent or
/// whose token is old (403), one that is too large (413).
#[derive(Debug)]
pub struct Form<T> {
    /// The fields `T` knows.
    pub value: T,
    /// Every field as typed, to show again.
    pub typed: Typed,
    key: Option<Key>,
}

impl<T> Form<T> {
    /// The idempotency key as use cases take it: sending the same form again gives the first
    /// answer again.
    pub fn key<'k, K: TakenAs<'k>>(&'k self) -> Option<K> {
        self.key.as_ref().map(K::taken)
    }

    /// The form to show again, with everything typed and what `app` found wrong. Errors that the
    /// person cannot mend in the form come back as a [`Failure`], to return with `?`.
    pub fn faulty<R>(
        &self,
        guard: &Guard<R>,
        error: impl Into<Failure>,
    ) -> Result<FormState, Failure> {
        FormState::of_failure(guard, self.typed.clone(), error.into())
    }
}

impl<T: DeserializeOwned> FromRequest<App> for Form<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        let (parts, body) = request.into_parts();
        let visitor = visitor::of_parts(&parts)?;
        expect_type(&parts.headers, "application/x-www-form-urlencoded")?;
        check::same_origin(&parts.headers, &app.settings.base_url)?;
        let head = parts.clone();
        let bytes = read(Request::from_parts(parts, body)).await?;
        let typed = Typed::parse(&bytes)?;
        if visitor.signed.is_some() {
            check::token(typed.first("csrf"), &visitor.csrf())?;
        }
        // The first form of a request is its only one.
        let _ = visitor.sent.set(typed.clone());
        let value = serde_html_form::from_bytes(&bytes)
            .map_err(|_| Failure::of_status(StatusCode::BAD_REQUEST))?;
        let content: Vec<&[u8]> = typed.content().collect();
        let key = key_of(app, &visitor, &head, typed.first("idempotency"), &content)?;
        Ok(Self { value, typed, key })
    }
}

/// A JSON body sent to the API, with the same proofs as a form: a call that rides on the session
/// cookie needs the header `X-CSRF-Token`, one with a bearer token does not.
#[derive(Debug)]
pub struct Sent<T> {
    /// The body.
    pub value: T,
    key: Option<Key>,
}

impl<T> Sent<T> {
    /// The header `Idempotency-Key` as use cases take it.
    pub fn key<'k, K: TakenAs<'k>>(&'k self) -> Option<K> {
        self.key.as_ref().map(K::taken)
    }
}

impl<T: DeserializeOwned> FromRequest<App> for Sent<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        let (parts, body) = request.into_parts();
        let visitor = visitor::of_parts(&parts)?;
        check::call(&parts.headers, &visitor, &app.settings.base_url)?;
        expect_type(&parts.headers, "application/json")?;
        let head = parts.clone();
        let bytes = read(Request::from_parts(parts, body)).await?;
        let value = serde_json::from_slice(&bytes).map_err(|error| {
            Failure::invalid(if error.is_data() {
                Fault::new("body", "json-shape").with("value", error)
            } else {
                Fault::new("body", "json-syntax")
            })
        })?;
        let given = head.headers.get("idempotency-key").and_then(|key| key.to_str().ok());
        let key = key_of(app, &visitor, &head, given.unwrap_or_default(), &[bytes.as_ref()])?;
        Ok(Self { value, key })
    }
}

/// Proof that a call without a body (`DELETE`) comes from our own page.
#[derive(Debug, Clone, Copy)]
pub struct OwnCall;

impl axum::extract::FromRequestParts<App> for OwnCall {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let visitor = visitor::of_parts(parts)?;
        check::call(&parts.headers, &visitor, &app.settings.base_url)?;
        Ok(Self)
    }
}

/// Longest a body may take that is read before the routes' own limit of time.
const DRAFT_TIME: Duration = Duration::from_secs(10);
/// Largest form that is shown again in another language, in bytes: it is read before anybody has
/// been given a place in a lane.
const DRAFT_MAX: usize = 128 << 10;
/// Drafts that are read at once.
static DRAFTS: Semaphore = Semaphore::const_new(32);

/// What stands in a form that is sent only to be shown again. The session's own token is checked
/// by [`own_draft`], once the session is known.
pub(crate) async fn draft(
    headers: &HeaderMap,
    body: Body,
    base_url: &str,
) -> Result<Typed, Failure> {
    expect_type(headers, "application/x-www-form-urlencoded")?;
    check::same_origin(headers, base_url)?;
    let _place = DRAFTS.try_acquire().map_err(|_| Failure::of_kind(Kind::Unavailable))?;
    let bytes = tokio::time::timeout(DRAFT_TIME, axum::body::to_bytes(body, DRAFT_MAX)).await;
    let bytes = bytes.map_err(|_| Failure::of_status(StatusCode::REQUEST_TIMEOUT))?;
    Typed::parse(&bytes.map_err(|_| Failure::of_status(StatusCode::PAYLOAD_TOO_LARGE))?)
}

/// A draft may be shown to the one who typed it.
pub(crate) fn own_draft(draft: &Typed, visitor: &Visitor) -> Result<(), Failure> {
    match visitor.signed {
        Some(_) => check::token(draft.first("csrf"), &visitor.csrf()),
        None => Ok(()),
    }
}

async fn read(request: Request) -> Result<Bytes, Failure> {
    Bytes::from_request(request, &()).await.map_err(|error| Failure::of_status(error.status()))
}

fn expect_type(headers: &HeaderMap, expected: &str) -> Result<(), Failure> {
    let given = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = given.and_then(|given| given.split(';').next()).unwrap_or_default().trim();
    if kind.eq_ignore_ascii_case(expected) {
        Ok(())
    } else {
        Err(Failure::of_status(StatusCode::UNSUPPORTED_MEDIA_TYPE))
    }
}

/// The key with everything that makes a request the same request: who, what, where, which content.
fn key_of(
    app: &App,
    visitor: &Visitor,
    head: &Parts,
    given: &str,
    content: &[&[u8]],
) -> Result<Option<Key>, Failure> {
    if given.is_empty() {
        return Ok(None);
    }
    if given.len() > KEY_MAX {
        let fault = Fault::new("idempotencyKey", "too-long").with("max", KEY_MAX);
        return Err(Failure::invalid(fault.with("length", given.len())));
    }
    let actor =
        visitor.signed.as_ref().map_or_else(String::new, |signed| signed.person.to_string());
    let mut request = vec![head.method.as_str().as_bytes(), visitor.path_and_query.as_bytes()];
    request.extend(content);
    Ok(Some(Key::new(given, &actor, &request, app.clock.now())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_so_many_drafts_are_read_at_once() {
        let mut headers = HeaderMap::new();
        let kind = "application/x-www-form-urlencoded".parse().expect("value");
        headers.insert(CONTENT_TYPE, kind);
        let read = async || draft(&headers, Body::from("name=x"), "http://samkraft.test").await;
        assert_eq!(read().await.expect("read").first("name"), "x");
        let free = u32::try_from(DRAFTS.available_permits()).expect("few");
        let places = DRAFTS.try_acquire_many(free).expect("nobody else reads one");
        let full = read().await.expect_err("full");
        assert_eq!(full.status, StatusCode::SERVICE_UNAVAILABLE);
        drop(places);
        assert!(read().await.is_ok());
    }
}
