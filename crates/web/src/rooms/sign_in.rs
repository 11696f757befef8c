//! Logging in and out, the second step, choosing a role; the same for the API.

mod api;

use app::App;
use app::access::{self, SessionToken};
use app::sign_in::{self, Outcome};
use askama::Template;
use axum::extract::Query;
use axum::http::HeaderValue;
use axum::http::header::{RETRY_AFTER, SET_COOKIE};
use axum::response::Response;
use domain::access::Role;
use domain::ids::AssignmentId;
use serde::Deserialize;

use crate::failure::Failure;
use crate::forms::{Form, FormState, Typed};
use crate::guard::Guard;
use crate::guarded::{Routes, get, post};
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::rights::{SignIn, UseDesk};
use crate::shell::{Flash, Shell, is_local, redirect, set_cookie};
use crate::ui::Choice;
use crate::visitor::SESSION_COOKIE;

/// Where one lands after logging in.
const FIRST_PAGE: &str = "/skrivbord";
/// How long a browser keeps the cookie, in seconds; the session itself may end before.
const COOKIE_SECONDS: u32 = 12 * 60 * 60;

/// Some of the demo's logins, to try first.
const DEMO_LOGINS: &[(Role, &str)] = &[
    (Role::Broker, "broker@demo.samkraft.test"),
    (Role::EmployerAdmin, "employer-admin.kramfors@demo.samkraft.test"),
    (Role::MuniAdviser, "muni-adviser.kramfors@demo.samkraft.test"),
    (Role::Leader, "leader@demo.samkraft.test"),
    (Role::Strategist, "strategist@demo.samkraft.test"),
];

/// Routes.
pub fn routes() -> Routes {
    Routes::new()
        .page("/logga-in", get(show).post(sign_in))
        .page("/logga-in/kod", post(second_step))
        .page("/logga-ut", post(sign_out))
        .page("/roll", get(roles).post(choose))
        .merge(api::routes())
}

/// The login with a way back: `/logga-in?till=%2Fbehov`.
pub fn address(back_to: &str) -> String {
    let query = serde_html_form::to_string([("till", back_to)]).unwrap_or_default();
    format!("/logga-in?{query}")
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Back {
    till: String,
}

/// Where to go: the page asked for, if it is ours.
fn back_or_first(till: &str) -> &str {
    if is_local(till) { till } else { FIRST_PAGE }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct SignInForm {
    email: String,
    password: String,
    till: String,
}

#[derive(Template)]
#[template(path = "sign-in/sign-in.html")]
struct SignInPage {
    shell: Shell,
    l: L,
    form: FormState,
    logins: Vec<(String, &'static str)>,
    provider: Option<String>,
    provider_address: String,
}

pub(super) fn sign_in_page<R>(guard: &Guard<R>, form: FormState) -> Answer {
    let l = guard.l();
    let logins = DEMO_LOGINS.iter().map(|(role, login)| (l.code("role", role), *login)).collect();
    let provider = guard.app.protection.limits.provider.as_ref();
    let provider = provider.map(|provider| provider.label.clone());
    let provider_address = super::provider::address(form.value("till"));
    let (status, seconds) = (form.status(), form.retry_after_seconds);
    let page = SignInPage { shell: guard.shell(), l, form, logins, provider, provider_address };
    Ok(to_wait(render_with(status, &page)?, seconds))
}

/// Says when to try again.
fn to_wait(mut response: Response, seconds: Option<i64>) -> Response {
    if let Some(seconds) = seconds {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

async fn show(guard: Guard<SignIn>, Query(back): Query<Back>) -> Answer {
    if guard.signed().is_some() {
        return Ok(redirect(back_or_first(&back.till)));
    }
    let typed = Typed::of([("till", back.till)]);
    sign_in_page(&guard, FormState::with(&guard, typed))
}

async fn sign_in(guard: Guard<SignIn>, form: Form<SignInForm>) -> Answer {
    let SignInForm { email, password, till } = &form.value;
    let origin = &guard.visitor.origin;
    match sign_in::with_password(&guard.app, email, password, origin).await {
        Ok(Outcome::Open(token)) => opened(&guard, &token, till).await,
        Ok(Outcome::NeedsCode(pending)) => {
            let typed = Typed::of([("pending", pending), ("till", till.clone())]);
            code_page(&guard, FormState::with(&guard, typed))
        }
        Err(error) => sign_in_page(&guard, form.faulty(&guard, error)?),
    }
}

/// Ends the session that was open in the same browser, so that no token outlives a login.
async fn end_old<R>(guard: &Guard<R>) -> Result<(), Failure> {
    if let Some(old) = guard.visitor.token.as_ref().filter(|_| !guard.visitor.by_bearer) {
        access::sign_out(&guard.app, old).await?;
    }
    Ok(())
}

/// Goes on, logged in: to the choice of role if there is one, else to the page asked for.
pub(super) async fn opened<R>(guard: &Guard<R>, token: &SessionToken, till: &str) -> Answer {
    end_old(guard).await?;
    let signed = access::session(&guard.app, &token.0).await?;
    let email = signed.as_ref().map(|signed| signed.email.clone());
    let has_choice = signed.is_some_and(|signed| signed.assignments.len() > 1);
    let to = if has_choice { role_address(till) } else { back_or_first(till).to_owned() };
    with_session(guard, redirect(&to), &token.0, email.as_deref())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct CodeForm {
    pending: String,
    code: String,
    till: String,
}

#[derive(Template)]
#[template(path = "sign-in/code.html")]
struct CodePage {
    shell: Shell,
    l: L,
    form: FormState,
}

fn code_page<R>(guard: &Guard<R>, form: FormState) -> Answer {
    let (status, seconds) = (form.status(), form.retry_after_seconds);
    let page = CodePage { shell: guard.shell(), l: guard.l(), form };
    Ok(to_wait(render_with(status, &page)?, seconds))
}

async fn second_step(guard: Guard<SignIn>, form: Form<CodeForm>) -> Answer {
    let CodeForm { pending, code, till } = &form.value;
    match sign_in::with_code(&guard.app, pending, code, &guard.visitor.origin).await {
        Ok(token) => opened(&guard, &token, till).await,
        Err(error) => code_page(&guard, form.faulty(&guard, error)?),
    }
}

fn role_address(till: &str) -> String {
    let query = serde_html_form::to_string([("till", back_or_first(till))]).unwrap_or_default();
    format!("/roll?{query}")
}

/// Puts the session cookie on an answer, and the cookie of a device that the account knows.
fn with_session<R>(
    guard: &Guard<R>,
    response: Response,
    token: &str,
    email: Option<&str>,
) -> Answer {
    let device = guard.visitor.origin.device.as_deref();
    let device = crate::origin::device_cookie(&guard.app, device, email);
    put(put(response, &session(&guard.app, token, COOKIE_SECONDS))?, &device)
}

/// Takes the session cookie away.
pub(super) fn without_session(app: &App, response: Response) -> Answer {
    put(response, &session(app, "", 0))
}

fn session(app: &App, token: &str, seconds: u32) -> String {
    set_cookie(SESSION_COOKIE, token, seconds, app.settings.secure_cookies)
}

/// Puts a cookie on an answer.
pub(super) fn put(mut response: Response, cookie: &str) -> Answer {
    let cookie = HeaderValue::from_str(cookie).map_err(|_| Failure::internal())?;
    response.headers_mut().append(SET_COOKIE, cookie);
    Ok(response)
}

/// A form with nothing in it but its tokens.
#[derive(Debug, Default, Deserialize)]
struct Empty {}

async fn sign_out(guard: Guard<SignIn>, _form: Form<Empty>) -> Answer {
    if let Some(token) = &guard.visitor.token {
        access::sign_out(&guard.app, token).await?;
    }
    let response = guard.redirect_with("/logga-in", &Flash::new("flash-signed-out"));
    without_session(&guard.app, response)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct RoleForm {
    assignment: String,
    till: String,
}

#[derive(Template)]
#[template(path = "sign-in/roles.html")]
struct RolesPage {
    shell: Shell,
    l: L,
    form: FormState,
    choices: Vec<Choice>,
}

fn roles_page(guard: &Guard<UseDesk>, form: FormState) -> Answer {
    let l = guard.l();
    let assignments = guard.signed().map(|signed| signed.assignments.as_slice());
    let choices = assignments.unwrap_or_default().iter().map(|one| {
        Choice::new(one.id, l.code("role", one.assignment.role)).hint(&one.organisation_name)
    });
    let choices = choices.collect();
    render_with(form.status(), &RolesPage { shell: guard.shell(), l, form, choices })
}

async fn roles(guard: Guard<UseDesk>, Query(back): Query<Back>) -> Answer {
    let current = guard.actor.assignment().map(|assignment| assignment.id.to_string());
    let typed = Typed::of([("till", back.till), ("assignment", current.unwrap_or_default())]);
    roles_page(&guard, FormState::with(&guard, typed))
}

async fn choose(guard: Guard<UseDesk>, form: Form<RoleForm>) -> Answer {
    let Ok(assignment) = form.value.assignment.parse::<AssignmentId>() else {
        let fault = domain::fault::Fault::new("assignment", "required");
        return roles_page(&guard, form.faulty(&guard, Failure::invalid(fault))?);
    };
    let token = guard.visitor.token.as_deref().ok_or_else(Failure::not_signed_in)?;
    match access::choose_assignment(&guard.app, token, assignment).await {
        Ok(()) => Ok(redirect(back_or_first(&form.value.till))),
        Err(error) => roles_page(&guard, form.faulty(&guard, error)?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_stays_on_this_site() {
        assert_eq!(back_or_first("/behov?q=kock"), "/behov?q=kock");
        assert_eq!(back_or_first("//example.org"), FIRST_PAGE);
        assert_eq!(back_or_first(""), FIRST_PAGE);
        assert_eq!(address("/behov?q=å"), "/logga-in?till=%2Fbehov%3Fq%3D%C3%A5");
    }
}
