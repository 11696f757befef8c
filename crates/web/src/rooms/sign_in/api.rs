//! `/api/v1/session`: log in, see who one is, log out.

use app::access::{self, Signed};
use app::sign_in::{self, Outcome};
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{end_old, with_session, without_session};
use crate::api;
use crate::failure::Failure;
use crate::forms::{OwnCall, Sent};
use crate::guard::Guard;
use crate::guarded::Routes;
use crate::page::Answer;
use crate::rights::{SignIn, UseDesk};

/// Routes.
pub(super) fn routes() -> Routes {
    Routes::new().api(api![create_session, read_session, delete_session])
}

/// What one logs in with.
#[derive(Deserialize, ToSchema)]
struct Credentials {
    /// E-mail.
    email: String,
    /// Password.
    password: String,
    /// Code of the second step, for those who have set one up.
    #[serde(default)]
    code: Option<String>,
}

/// Who is logged in.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SessionView {
    /// The person.
    person: PersonView,
    /// Every role the person holds today.
    assignments: Vec<AssignmentView>,
    /// Send it back in `X-CSRF-Token` with every write.
    csrf_token: String,
}

/// A person, as the person sees themselves.
#[derive(Serialize, ToSchema)]
struct PersonView {
    /// Id.
    id: uuid::Uuid,
    /// Name.
    name: String,
    /// E-mail.
    email: String,
}

/// One role in one organisation.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct AssignmentView {
    /// Id.
    id: uuid::Uuid,
    /// Role code.
    role: &'static str,
    /// Organisation's name.
    organisation: String,
    /// County code.
    county: String,
    /// Municipality code, for roles limited to one.
    municipality: Option<String>,
    /// The role the session speaks in.
    is_current: bool,
}

impl SessionView {
    fn of(signed: &Signed) -> Self {
        let current = signed.actor.assignment().map(|assignment| assignment.id);
        let assignments = signed.assignments.iter().map(|one| AssignmentView {
            id: one.id.0,
            role: one.assignment.role.code(),
            organisation: one.organisation_name.clone(),
            county: one.assignment.county.to_string(),
            municipality: one.assignment.municipality.as_ref().map(ToString::to_string),
            is_current: Some(one.id) == current,
        });
        Self {
            person: PersonView {
                id: signed.person.0,
                name: signed.name.clone(),
                email: signed.email.clone(),
            },
            assignments: assignments.collect(),
            csrf_token: signed.csrf.clone(),
        }
    }
}

/// Log in: sets the session cookie.
#[utoipa::path(
    post, path = "/api/v1/session", tag = "session", request_body = Credentials,
    responses((status = 200, description = "Logged in", body = SessionView))
)]
async fn create_session(guard: Guard<SignIn>, sent: Sent<Credentials>) -> Answer {
    let Credentials { email, password, code } = &sent.value;
    let origin = &guard.visitor.origin;
    let token = match sign_in::with_password(&guard.app, email, password, origin).await? {
        Outcome::Open(token) => token,
        Outcome::NeedsCode(pending) => {
            let code = code
                .as_deref()
                .ok_or_else(|| Failure::invalid(domain::fault::Fault::new("code", "required")))?;
            sign_in::with_code(&guard.app, &pending, code, origin).await?
        }
    };
    end_old(&guard).await?;
    let signed = access::session(&guard.app, &token.0).await?.ok_or_else(Failure::internal)?;
    let response = Json(SessionView::of(&signed)).into_response();
    with_session(&guard, response, &token.0, Some(&signed.email))
}

/// Who is logged in.
#[utoipa::path(
    get, path = "/api/v1/session", tag = "session",
    responses((status = 200, description = "The session", body = SessionView))
)]
async fn read_session(guard: Guard<UseDesk>) -> Result<Json<SessionView>, Failure> {
    guard.signed().map(SessionView::of).map(Json).ok_or_else(Failure::not_signed_in)
}

/// Log out.
#[utoipa::path(
    delete, path = "/api/v1/session", tag = "session",
    responses((status = 204, description = "Logged out"))
)]
async fn delete_session(guard: Guard<UseDesk>, _proof: OwnCall) -> Result<Response, Failure> {
    if let Some(token) = &guard.visitor.token {
        access::sign_out(&guard.app, token).await?;
    }
    let response = StatusCode::NO_CONTENT.into_response();
    without_session(&guard.app, response)
}
