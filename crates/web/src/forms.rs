//! Forms: read what was typed, prove that it comes from our own page, and give everything back
//! when something is wrong.

mod check;
mod state;

use app::App;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use domain::fault::Fault;
use serde::de::DeserializeOwned;

use crate::failure::Failure;
use crate::guard::Guard;
use crate::visitor;

pub use state::{FieldError, FormState, Typed};

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
    /// Sending the same key again gives the first answer again.
    pub idempotency: Option<String>,
}

impl<T> Form<T> {
    /// The idempotency key as use cases take it.
    pub fn key(&self) -> Option<&str> {
        self.idempotency.as_deref()
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
        let kind = parts.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        if !kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded")) {
            return Err(Failure::of_status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        check::same_origin(&parts.headers, &app.settings.base_url)?;
        let bytes = read(Request::from_parts(parts, body)).await?;
        let typed = Typed::parse(&bytes)?;
        if visitor.signed.is_some() {
            check::token(typed.first("csrf"), &visitor.csrf())?;
        }
        let value = serde_html_form::from_bytes(&bytes)
            .map_err(|_| Failure::of_status(StatusCode::BAD_REQUEST))?;
        let idempotency = usable_key(typed.first("idempotency"))?;
        Ok(Self { value, typed, idempotency })
    }
}

/// A JSON body sent to the API, with the same proofs as a form: a call that rides on the session
/// cookie needs the header `X-CSRF-Token`, one with a bearer token does not.
#[derive(Debug)]
pub struct Sent<T> {
    /// The body.
    pub value: T,
    /// `Idempotency-Key`, if given.
    pub idempotency: Option<String>,
}

impl<T> Sent<T> {
    /// The idempotency key as use cases take it.
    pub fn key(&self) -> Option<&str> {
        self.idempotency.as_deref()
    }
}

impl<T: DeserializeOwned> FromRequest<App> for Sent<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        let (parts, body) = request.into_parts();
        let visitor = visitor::of_parts(&parts)?;
        check::call(&parts.headers, &visitor, &app.settings.base_url)?;
        let header = |name| parts.headers.get(name).and_then(|value| value.to_str().ok());
        let idempotency = usable_key(header("idempotency-key").unwrap_or_default())?;
        let request = Request::from_parts(parts, body);
        match Json::<T>::from_request(request, app).await {
            Ok(Json(value)) => Ok(Self { value, idempotency }),
            Err(rejection) => match rejection.status() {
                StatusCode::UNPROCESSABLE_ENTITY => Err(Failure::invalid(
                    Fault::new("body", "json-shape").with("value", rejection.body_text()),
                )),
                StatusCode::BAD_REQUEST => Err(Failure::invalid(Fault::new("body", "json-syntax"))),
                status => Err(Failure::of_status(status)),
            },
        }
    }
}

/// Proof that a call without a body (`DELETE`) comes from our own page.
#[derive(Debug, Clone, Copy)]
pub struct OwnCall;

impl axum::extract::FromRequestParts<App> for OwnCall {
    type Rejection = Failure;

    async fn from_request_parts(
        parts: &mut axum::http::request::Parts,
        app: &App,
    ) -> Result<Self, Failure> {
        let visitor = visitor::of_parts(parts)?;
        check::call(&parts.headers, &visitor, &app.settings.base_url)?;
        Ok(Self)
    }
}

async fn read(request: Request) -> Result<Bytes, Failure> {
    Bytes::from_request(request, &()).await.map_err(|error| Failure::of_status(error.status()))
}

fn usable_key(key: &str) -> Result<Option<String>, Failure> {
    if key.len() > KEY_MAX {
        let fault = Fault::new("idempotencyKey", "too-long").with("max", KEY_MAX);
        return Err(Failure::invalid(fault.with("length", key.len())));
    }
    Ok((!key.is_empty()).then(|| key.to_owned()))
}
