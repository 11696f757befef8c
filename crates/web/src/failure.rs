//! What goes wrong, told the same way everywhere: a page in the reader's own frame, or RFC 9457
//! problem+json under `/api/`.
//!
//! Handlers return [`Failure`]; it travels as an extension of an empty response, and the outermost
//! layer (`dress`) prints it, since only there the whole request is known. Bare errors of the
//! libraries (405, 413, 415, a timeout) are dressed in the same way.

use std::sync::Arc;

use app::{App, Kind};
use askama::Template;
use axum::body::Body;
use axum::http::header::{ALLOW, CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::fault::Faults;
use serde::Serialize;

use crate::forms::{FieldError, Typed};
use crate::l10n::L;
use crate::shell::{Shell, redirect};
use crate::visitor::Visitor;

/// Why a request was not carried out.
#[derive(Debug, Clone)]
pub struct Failure {
    /// HTTP status.
    pub status: StatusCode,
    /// Stable code: `code` in problem+json, and `error-<code>-…` among the texts.
    pub code: &'static str,
    /// What is wrong in which field.
    pub faults: Faults,
    /// When to come back, for 429 and 503.
    pub retry_after_seconds: Option<i64>,
    /// What to say here, where the general sentences of the code are not enough.
    pub told: Option<Box<Told>>,
}

/// Sentences about one failure, in the reader's language.
#[derive(Debug, Clone)]
pub struct Told {
    /// What it is.
    pub title: String,
    /// What it means.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

/// The one table from kinds of error to HTTP.
fn status_of(kind: Kind) -> StatusCode {
    match kind {
        Kind::NotSignedIn => StatusCode::UNAUTHORIZED,
        Kind::Invisible => StatusCode::NOT_FOUND,
        Kind::Forbidden => StatusCode::FORBIDDEN,
        Kind::Invalid | Kind::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::Conflict => StatusCode::CONFLICT,
        Kind::TooManyAttempts => StatusCode::TOO_MANY_REQUESTS,
        Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Kind::Full => StatusCode::INSUFFICIENT_STORAGE,
        Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// Statuses that come from the HTTP layer itself, with their codes. Everything else is looked up
/// by its class.
const HTTP_CODES: &[(StatusCode, &str)] = &[
    (StatusCode::BAD_REQUEST, "bad-request"),
    (StatusCode::NOT_FOUND, "not-found"),
    (StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed"),
    (StatusCode::REQUEST_TIMEOUT, "timeout"),
    (StatusCode::PRECONDITION_FAILED, "precondition-failed"),
    (StatusCode::PAYLOAD_TOO_LARGE, "too-large"),
    (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type"),
    (StatusCode::UNPROCESSABLE_ENTITY, "invalid"),
    (StatusCode::PRECONDITION_REQUIRED, "precondition-required"),
    (StatusCode::TOO_MANY_REQUESTS, "too-many-attempts"),
    (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
];

impl Failure {
    fn new(status: StatusCode, code: &'static str) -> Self {
        Self { status, code, faults: Faults::default(), retry_after_seconds: None, told: None }
    }

    /// A failure of a kind that `app` knows.
    pub fn of_kind(kind: Kind) -> Self {
        Self::new(status_of(kind), kind.code())
    }

    /// Nobody is logged in: pages lead to the login, the API answers 401.
    pub fn not_signed_in() -> Self {
        Self::of_kind(Kind::NotSignedIn)
    }

    /// It does not exist, or not for this caller.
    pub fn not_found() -> Self {
        Self::of_kind(Kind::Invisible)
    }

    /// The caller sees it but may not do this.
    pub fn forbidden() -> Self {
        Self::of_kind(Kind::Forbidden)
    }

    /// Our fault.
    pub fn internal() -> Self {
        Self::of_kind(Kind::Internal)
    }

    /// Something is wrong with what was sent.
    pub fn invalid(faults: impl Into<Faults>) -> Self {
        Self { faults: faults.into(), ..Self::of_kind(Kind::Invalid) }
    }

    /// The form or call does not come from our own page.
    pub fn forgery() -> Self {
        Self::new(StatusCode::FORBIDDEN, "stale-form")
    }

    const SECOND_FACTOR_MISSING: &str = "second-factor-missing";

    /// The role asks for a second step that is not set up: pages lead to where one sets it up.
    pub fn second_factor_missing() -> Self {
        Self::new(StatusCode::FORBIDDEN, Self::SECOND_FACTOR_MISSING)
    }

    const PASSWORD_GIVEN: &str = "password-given";

    /// The password was handed over: pages lead to where one chooses one's own.
    pub fn password_given() -> Self {
        Self::new(StatusCode::FORBIDDEN, Self::PASSWORD_GIVEN)
    }

    const MODULE_OFF: &str = "module-off";

    /// The page belongs to a module that is switched off where the caller works.
    pub fn module_off(told: Told) -> Self {
        let told = Some(Box::new(told));
        Self { told, ..Self::new(StatusCode::FORBIDDEN, Self::MODULE_OFF) }
    }

    /// Title, what it means and what to do.
    fn sentences(&self, l: L) -> Told {
        let text = |part: &str| l.t(&format!("error-{}-{part}", self.code));
        match &self.told {
            Some(told) => Told::clone(told),
            None => Told { title: text("title"), what: text("what"), remedy: text("remedy") },
        }
    }

    /// A failure of the HTTP layer, by its status.
    pub fn of_status(status: StatusCode) -> Self {
        let known = HTTP_CODES.iter().find(|(known, _)| *known == status);
        let code = known.map_or(
            if status.is_server_error() { Kind::Internal.code() } else { "bad-request" },
            |(_, code)| code,
        );
        Self::new(status, code)
    }

    /// Codes that have texts, for the test that every one has.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        let kinds = [
            Kind::NotSignedIn,
            Kind::Invisible,
            Kind::Forbidden,
            Kind::Invalid,
            Kind::Conflict,
            Kind::KeyReused,
            Kind::TooManyAttempts,
            Kind::Unavailable,
            Kind::Full,
            Kind::Internal,
        ];
        kinds.into_iter().map(Kind::code).chain(HTTP_CODES.iter().map(|(_, code)| *code)).chain([
            "stale-form",
            Failure::SECOND_FACTOR_MISSING,
            Failure::PASSWORD_GIVEN,
            Failure::MODULE_OFF,
        ])
    }
}

impl From<app::Error> for Failure {
    fn from(error: app::Error) -> Self {
        let retry_after_seconds = error.retry_after_seconds;
        Self { faults: error.faults, retry_after_seconds, ..Self::of_kind(error.kind) }
    }
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Self {
        tracing::error!(%error, "a page could not be rendered");
        Self::internal()
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        if let Some(seconds) = self.retry_after_seconds {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// A problem as RFC 9457 says it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// Address of the description of this kind of problem.
    #[serde(rename = "type")]
    pub kind: String,
    /// What it is, for people.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// What it means, for people.
    pub detail: String,
    /// Path that was asked for.
    pub instance: String,
    /// Stable code.
    pub code: String,
    /// Id of the request, to name when asking for help.
    #[serde(rename = "requestId")]
    pub request_id: String,
    /// What is wrong in which field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ProblemField>,
}

/// What is wrong with one field.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct ProblemField {
    /// Field, as the API spells it.
    pub field: String,
    /// Stable code.
    pub code: String,
    /// What is wrong and what to do.
    pub message: String,
}

/// The error page.
#[derive(Template)]
#[template(path = "pages/failure.html")]
struct FailurePage {
    shell: Shell,
    l: L,
    title: String,
    what: String,
    remedy: String,
    faults: Vec<FieldError>,
    offers_login: bool,
    kept: Option<Kept>,
}

/// A form that was not taken, through no fault of whoever typed it: its words to read, and all of
/// it to send again.
#[derive(Debug, PartialEq, Eq)]
struct Kept {
    /// What was written, field by field.
    words: Vec<String>,
    /// Where it was sent, when sending it again may help.
    again: Option<String>,
    /// Everything that was sent; with the form's own key, so that it cannot happen twice.
    fields: Vec<(String, String)>,
}

impl Kept {
    /// What can be shown of a form: nothing of one that holds a secret.
    fn of(failure: &Failure, typed: &Typed, address: &str) -> Option<Self> {
        let is_ours = failure.status.is_server_error();
        if !is_ours && failure.status != StatusCode::CONFLICT {
            return None;
        }
        let is_secret = |name: &str| {
            let name = name.to_lowercase();
            SECRET_FIELDS.iter().any(|part| name.contains(part))
        };
        if typed.fields().any(|(name, _)| is_secret(name)) {
            return None;
        }
        let said = typed.fields().filter(|(name, _)| !matches!(*name, "csrf" | "idempotency"));
        let words: Vec<String> =
            said.filter(|(_, text)| is_prose(text)).map(|(_, text)| text.to_owned()).collect();
        let own = |(name, text): (&str, &str)| (name.to_owned(), text.to_owned());
        (!words.is_empty()).then(|| Self {
            words,
            again: is_ours.then(|| address.to_owned()),
            fields: typed.fields().map(own).collect(),
        })
    }
}

/// Parts of the names of fields that are never shown again.
const SECRET_FIELDS: &[&str] = &["password", "code", "token", "secret", "pending"];

/// True for what a person has written. Ids, codes, days and numbers are none.
fn is_prose(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
        && !text.bytes().all(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b':' | b'.')
        })
}

/// Prints a failure, whoever it comes from.
pub(crate) fn dress(app: &App, visitor: &Arc<Visitor>, mut response: Response) -> Response {
    let failure = match response.extensions_mut().remove::<Failure>() {
        Some(failure) => failure,
        None if is_bare_error(&response) => Failure::of_status(response.status()),
        None => return response,
    };
    if failure.status == StatusCode::UNAUTHORIZED && visitor.is_read && !visitor.is_api {
        return redirect(&crate::rooms::sign_in::address(&visitor.path_and_query));
    }
    let way = match failure.code {
        Failure::SECOND_FACTOR_MISSING => Some(crate::rooms::account::SECOND_FACTOR_PATH),
        Failure::PASSWORD_GIVEN => Some(crate::rooms::account::PASSWORD_PATH),
        _ => None,
    };
    if let Some(way) = way.filter(|_| !visitor.is_api) {
        return redirect(way);
    }
    if failure.status.is_server_error() {
        tracing::warn!(code = failure.code, request_id = visitor.request_id, "request failed");
    }
    let (body, kind) = if visitor.is_api {
        (problem(&failure, visitor), "application/problem+json")
    } else {
        (page(app, visitor, &failure), "text/html; charset=utf-8")
    };
    let mut dressed = (failure.status, Body::from(body)).into_response();
    dressed.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    for name in [ALLOW, RETRY_AFTER] {
        if let Some(value) = response.headers().get(&name) {
            dressed.headers_mut().insert(name, value.clone());
        }
    }
    if needs_retry_after(failure.status) && !dressed.headers().contains_key(RETRY_AFTER) {
        dressed.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("30"));
    }
    dressed.headers_mut().remove(CONTENT_LENGTH);
    dressed
}

fn needs_retry_after(status: StatusCode) -> bool {
    matches!(status, StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS)
}

/// An error that no handler has written a body for.
fn is_bare_error(response: &Response) -> bool {
    let status = response.status();
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let is_bare = kind.is_none_or(|kind| kind.starts_with("text/plain"));
    (status.is_client_error() || status.is_server_error()) && is_bare
}

fn problem(failure: &Failure, visitor: &Visitor) -> Vec<u8> {
    let l = visitor.l;
    let errors = failure.faults.0.iter().map(|fault| ProblemField {
        field: fault.field.to_owned(),
        code: fault.code.to_owned(),
        message: l.fault(fault),
    });
    let told = failure.sentences(l);
    let problem = Problem {
        kind: format!("/api-info#{}", failure.code),
        title: told.title,
        status: failure.status.as_u16(),
        detail: told.what,
        instance: visitor.path.clone(),
        code: failure.code.to_owned(),
        request_id: visitor.request_id.clone(),
        errors: errors.collect(),
    };
    serde_json::to_vec(&problem).unwrap_or_default()
}

fn page(app: &App, visitor: &Arc<Visitor>, failure: &Failure) -> Vec<u8> {
    let l = visitor.l;
    let Told { title, what, remedy } = failure.sentences(l);
    let sent = visitor.sent.get();
    let page = FailurePage {
        kept: sent.and_then(|typed| Kept::of(failure, typed, &visitor.path_and_query)),
        shell: Shell::of(app, visitor),
        l,
        title: title.clone(),
        what,
        remedy,
        faults: failure.faults.0.iter().map(|fault| FieldError::of(l, fault)).collect(),
        offers_login: visitor.signed.is_none(),
    };
    page.render().map_or_else(|_| title.into_bytes(), String::into_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_says_what_it_is_and_what_to_do() {
        let l = L::default();
        for code in Failure::codes() {
            for part in ["title", "what", "remedy"] {
                assert!(l.has(&format!("error-{code}-{part}")), "error-{code}-{part}");
            }
        }
    }

    #[test]
    fn what_was_written_is_kept_and_no_secret_is() {
        let full = Failure::of_kind(Kind::Full);
        let typed =
            Typed::of([("csrf", "Aa"), ("state", "not-solved"), ("words", "Två svetsare.")]);
        let kept = Kept::of(&full, &typed, "/arenden/1/skriv").expect("kept");
        assert_eq!(kept.words, ["Två svetsare."]);
        assert_eq!(kept.again.as_deref(), Some("/arenden/1/skriv"));
        assert_eq!(kept.fields.len(), 3);
        let conflict = Kept::of(&Failure::of_kind(Kind::Conflict), &typed, "/").expect("kept");
        assert_eq!(conflict.again, None, "sent again it would fail again");
        assert_eq!(Kept::of(&Failure::not_found(), &typed, "/"), None);
        let secret = Typed::of([("newPassword", "En lång mening"), ("words", "Två svetsare.")]);
        assert_eq!(Kept::of(&full, &secret, "/"), None);
    }

    #[test]
    fn unknown_statuses_fall_in_their_class() {
        assert_eq!(Failure::of_status(StatusCode::IM_A_TEAPOT).code, "bad-request");
        assert_eq!(Failure::of_status(StatusCode::BAD_GATEWAY).code, Kind::Internal.code());
    }
}
