//! One's own login: password, second step, sessions, keys for programs.

use app::access::Signed;
use app::account::{self, Account, ApiTokenForm, PasswordForm, SecondFactorForm};
use askama::Template;
use axum::extract::Path;
use domain::ids::{ApiTokenId, SessionId};
use qrcode::{Color, EcLevel, QrCode};
use serde::Deserialize;
use std::fmt::Write;

use super::sign_in::without_session;
use crate::failure::Failure;
use crate::forms::{Form, FormState, Typed};
use crate::guard::Guard;
use crate::guarded::{Routes, get, post};
use crate::l10n::L;
use crate::page::{Answer, render, render_with};
use crate::rights::KeepAccount;
use crate::shell::{Flash, Shell};
use crate::ui::Choice;

/// Where one sets up the second step.
pub(crate) const SECOND_FACTOR_PATH: &str = "/konto/tvasteg";
/// Where one chooses a password.
pub(crate) const PASSWORD_PATH: &str = "/konto/losenord";
/// Where one logs out of every device.
const END_ALL_PATH: &str = "/konto/logga-ut-overallt";
/// Where one's own login is looked after.
const ACCOUNT_PATH: &str = "/konto";
/// Days a key holds unless one says otherwise.
const TOKEN_DAYS: &str = "90";
/// How a program sends its key.
const BEARER: &str = "Authorization: Bearer …";
/// White around the picture, in its own squares: ISO/IEC 18004 asks for four.
const QUIET_ZONE: usize = 4;

/// Routes.
pub fn routes() -> Routes {
    Routes::new()
        .page(ACCOUNT_PATH, get(show))
        .page(PASSWORD_PATH, get(password).post(change_password))
        .page(SECOND_FACTOR_PATH, get(second_factor).post(set_up))
        .page("/konto/tvasteg/bort", get(removal).post(remove))
        .page("/konto/sessioner/{id}/avsluta", post(end_session))
        .page(END_ALL_PATH, post(end_all))
        .page("/konto/nycklar", get(token).post(make_token))
        .page("/konto/nycklar/{id}/aterkalla", post(revoke_token))
}

/// What is open to whoever still has to choose a password: choosing it, and leaving.
pub(crate) fn is_on_the_way(path: &str) -> bool {
    matches!(path, PASSWORD_PATH | END_ALL_PATH | "/api/v1/session")
}

fn signed_of(guard: &Guard<KeepAccount>) -> Result<&Signed, Failure> {
    guard.signed().ok_or_else(Failure::not_signed_in)
}

fn token_of(guard: &Guard<KeepAccount>) -> Result<&str, Failure> {
    guard.visitor.token.as_deref().ok_or_else(Failure::not_signed_in)
}

/// An open session, ready to print.
struct SessionRow {
    id: SessionId,
    device: String,
    opened: String,
    seen: String,
    method: String,
    is_current: bool,
}

/// A key, ready to print.
struct TokenRow {
    id: ApiTokenId,
    name: String,
    role: String,
    until: String,
    used: String,
}

#[derive(Template)]
#[template(path = "account/show.html")]
struct AccountPage {
    shell: Shell,
    l: L,
    email: String,
    has_password: bool,
    recovery: Option<String>,
    session_headings: [String; 5],
    sessions: Vec<SessionRow>,
    token_headings: [String; 5],
    tokens: Vec<TokenRow>,
}

async fn show(guard: Guard<KeepAccount>) -> Answer {
    let (l, signed) = (guard.l(), signed_of(&guard)?);
    let account = account::read(&guard.app, signed).await?;
    let recovery = account.recovery_codes;
    let recovery = recovery.map(|left| l.ta("account-recovery-left").a("count", left).to_string());
    render(&AccountPage {
        shell: guard.shell(),
        l,
        email: signed.email.clone(),
        has_password: account.has_password,
        recovery,
        session_headings: [
            l.t("account-session-device"),
            l.t("account-session-opened"),
            l.t("account-session-seen"),
            l.t("account-session-method"),
            l.t("account-session-do"),
        ],
        sessions: session_rows(l, signed, &account),
        token_headings: [
            l.t("account-token-name"),
            l.t("account-token-role"),
            l.t("account-token-until"),
            l.t("account-token-used"),
            l.t("account-session-do"),
        ],
        tokens: token_rows(l, signed, &account),
    })
}

fn session_rows(l: L, signed: &Signed, account: &Account) -> Vec<SessionRow> {
    let row = |one: &account::ListedSession| SessionRow {
        id: one.id,
        device: Some(one.device.clone())
            .filter(|device| !device.is_empty())
            .unwrap_or_else(|| l.t("account-session-unknown")),
        opened: l.moment(one.created_at),
        seen: l.moment(one.last_seen_at),
        method: l.code("account-method", &one.method),
        is_current: signed.session == Some(one.id),
    };
    account.sessions.iter().map(row).collect()
}

fn token_rows(l: L, signed: &Signed, account: &Account) -> Vec<TokenRow> {
    let rows = account.tokens.iter().map(|one| {
        let held = signed.assignments.iter().find(|held| held.id == one.assignment);
        TokenRow {
            id: one.id,
            name: one.name.clone(),
            role: held.map_or_else(
                || l.t("account-token-role-gone"),
                |held| l.code("role", held.assignment.role),
            ),
            until: l.day_of(one.expires_at),
            used: one.last_used_on.map_or_else(|| l.t("account-token-unused"), |day| l.day(day)),
        }
    });
    rows.collect()
}

#[derive(Template)]
#[template(path = "account/password.html")]
struct PasswordPage {
    shell: Shell,
    l: L,
    form: FormState,
    is_given: bool,
}

fn password_page(guard: &Guard<KeepAccount>, form: FormState) -> Answer {
    let is_given = signed_of(guard)?.must_change_password;
    render_with(form.status(), &PasswordPage { shell: guard.shell(), l: guard.l(), form, is_given })
}

async fn password(guard: Guard<KeepAccount>) -> Answer {
    password_page(&guard, FormState::blank(&guard))
}

async fn change_password(guard: Guard<KeepAccount>, form: Form<PasswordForm>) -> Answer {
    let (signed, token) = (signed_of(&guard)?, token_of(&guard)?);
    match account::change_password(&guard.app, signed, token, &form.value).await {
        Ok(()) => Ok(guard.redirect_with(ACCOUNT_PATH, &Flash::new("flash-password-changed"))),
        Err(error) => password_page(&guard, form.faulty(&guard, error)?),
    }
}

/// A picture of squares: one path of horizontal runs.
struct Picture {
    side: usize,
    path: String,
}

fn picture_of(text: &str) -> Result<Picture, Failure> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M);
    let code = code.map_err(|_| Failure::internal())?;
    let width = code.width();
    let mut path = String::new();
    for (place, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let (x, y) = (place % width + QUIET_ZONE, place / width + QUIET_ZONE);
            let _ = write!(path, "M{x} {y}h1v1h-1z");
        }
    }
    Ok(Picture { side: width + 2 * QUIET_ZONE, path })
}

#[derive(Template)]
#[template(path = "account/second-factor.html")]
struct SecondFactorPage {
    shell: Shell,
    l: L,
    form: FormState,
    proposed: String,
    by_hand: String,
    picture: Picture,
    is_required: bool,
    has_password: bool,
}

async fn second_factor_page(
    guard: &Guard<KeepAccount>,
    form: FormState,
    sealed: Option<&str>,
) -> Answer {
    let signed = signed_of(guard)?;
    let proposed = account::propose_second_factor(&guard.app, signed, sealed)?;
    let account = account::read(&guard.app, signed).await?;
    let page = SecondFactorPage {
        shell: guard.shell(),
        l: guard.l(),
        picture: picture_of(&proposed.address)?,
        proposed: proposed.sealed,
        by_hand: proposed.by_hand,
        is_required: signed.must_set_up_second_factor,
        has_password: account.has_password,
        form,
    };
    render_with(page.form.status(), &page)
}

async fn second_factor(guard: Guard<KeepAccount>) -> Answer {
    if account::has_second_factor(&guard.app, signed_of(&guard)?).await? {
        return Ok(guard.redirect(ACCOUNT_PATH));
    }
    second_factor_page(&guard, FormState::blank(&guard), None).await
}

#[derive(Template)]
#[template(path = "account/recovery.html")]
struct RecoveryPage {
    shell: Shell,
    l: L,
    codes: Vec<String>,
}

async fn set_up(guard: Guard<KeepAccount>, form: Form<SecondFactorForm>) -> Answer {
    let (signed, token) = (signed_of(&guard)?, token_of(&guard)?);
    match account::set_up_second_factor(&guard.app, signed, token, &form.value).await {
        Ok(codes) => render(&RecoveryPage { shell: guard.shell(), l: guard.l(), codes }),
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            second_factor_page(&guard, state, Some(&form.value.proposed)).await
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct CodeForm {
    code: String,
}

#[derive(Template)]
#[template(path = "account/remove.html")]
struct RemovePage {
    shell: Shell,
    l: L,
    form: FormState,
}

fn removal_page(guard: &Guard<KeepAccount>, form: FormState) -> Answer {
    render_with(form.status(), &RemovePage { shell: guard.shell(), l: guard.l(), form })
}

async fn removal(guard: Guard<KeepAccount>) -> Answer {
    removal_page(&guard, FormState::blank(&guard))
}

async fn remove(guard: Guard<KeepAccount>, form: Form<CodeForm>) -> Answer {
    let (signed, token) = (signed_of(&guard)?, token_of(&guard)?);
    match account::remove_second_factor(&guard.app, signed, token, &form.value.code).await {
        Ok(()) => Ok(guard.redirect_with(ACCOUNT_PATH, &Flash::new("flash-second-factor-removed"))),
        Err(error) => removal_page(&guard, form.faulty(&guard, error)?),
    }
}

/// A form with nothing in it but its tokens.
#[derive(Debug, Default, Deserialize)]
struct Empty {}

async fn end_session(
    guard: Guard<KeepAccount>,
    Path(id): Path<SessionId>,
    _form: Form<Empty>,
) -> Answer {
    account::end_session(&guard.app, signed_of(&guard)?, id).await?;
    Ok(guard.redirect_with(ACCOUNT_PATH, &Flash::new("flash-session-ended")))
}

async fn end_all(guard: Guard<KeepAccount>, _form: Form<Empty>) -> Answer {
    account::end_all_sessions(&guard.app, signed_of(&guard)?).await?;
    let response = guard.redirect_with("/logga-in", &Flash::new("flash-signed-out-everywhere"));
    without_session(&guard.app, response)
}

#[derive(Template)]
#[template(path = "account/token.html")]
struct TokenPage {
    shell: Shell,
    l: L,
    form: FormState,
    choices: Vec<Choice>,
    has_password: bool,
}

async fn token_page(guard: &Guard<KeepAccount>, form: FormState) -> Answer {
    let (l, signed) = (guard.l(), signed_of(guard)?);
    let choices = signed.assignments.iter().map(|one| {
        Choice::new(one.id, l.code("role", one.assignment.role)).hint(&one.organisation_name)
    });
    let choices = choices.collect();
    let has_password = account::read(&guard.app, signed).await?.has_password;
    let status = form.status();
    render_with(status, &TokenPage { shell: guard.shell(), l, form, choices, has_password })
}

async fn token(guard: Guard<KeepAccount>) -> Answer {
    let current = guard.actor.assignment().map(|assignment| assignment.id.to_string());
    let typed = [("days", TOKEN_DAYS.to_owned()), ("assignment", current.unwrap_or_default())];
    token_page(&guard, FormState::with(&guard, Typed::of(typed))).await
}

#[derive(Template)]
#[template(path = "account/made.html")]
struct MadePage {
    shell: Shell,
    l: L,
    token: String,
    header: &'static str,
}

async fn make_token(guard: Guard<KeepAccount>, form: Form<ApiTokenForm>) -> Answer {
    match account::create_api_token(&guard.app, signed_of(&guard)?, &form.value).await {
        Ok(token) => {
            render(&MadePage { shell: guard.shell(), l: guard.l(), token, header: BEARER })
        }
        Err(error) => token_page(&guard, form.faulty(&guard, error)?).await,
    }
}

async fn revoke_token(
    guard: Guard<KeepAccount>,
    Path(id): Path<ApiTokenId>,
    _form: Form<Empty>,
) -> Answer {
    account::revoke_api_token(&guard.app, signed_of(&guard)?, id).await?;
    Ok(guard.redirect_with(ACCOUNT_PATH, &Flash::new("flash-token-revoked")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_holds_every_square_inside_its_quiet_zone() {
        let picture = picture_of("otpauth://totp/Samkraft:x@y.test?secret=ABC").expect("picture");
        assert!(picture.side > 29 && picture.path.starts_with("M4 4h1v1h-1z"));
        assert_eq!(picture.path.matches('M').count(), picture.path.matches('z').count());
    }
}
