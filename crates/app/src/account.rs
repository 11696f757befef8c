//! What people do with their own login: password, second step, sessions, keys for programs.

use std::time::Duration;

use domain::access::Assignment;
use domain::fault::{Fault, Faults};
use domain::ids::{ApiTokenId, AssignmentId, PersonId, SessionId};
use domain::time::Timestamp;
use domain::{passwords, text};
use serde::Deserialize;
use store::sessions;
use store::sign_in::{ApiToken, SecondFactor};

use crate::access::{
    API_TOKEN_PREFIX, AssignmentView, METHOD_PASSWORD, Signed, idle_since, valid_assignments,
};
use crate::sign_in::{own_event, recovery_hash, spend_code};
use crate::throttle::Rule;
use crate::{App, Error, one_time, secrets};

pub use store::sessions::ListedSession;

/// Wrong passwords when proving that one is still oneself.
const PER_PROOF: Rule = Rule { free: 5, longest_seconds: 300, forget_seconds: 900 };
/// What a proposed shared secret is sealed for while its first code is awaited.
const PROPOSED: &str = "proposed second factor";
/// Keys one person may have.
const API_TOKENS_MAX: usize = 20;
/// Longest life of a key, in days.
pub const API_TOKEN_DAYS_MAX: i64 = 366;

/// A login as its person sees it.
#[derive(Debug, Clone)]
pub struct Account {
    /// Open sessions, last used first.
    pub sessions: Vec<ListedSession>,
    /// Keys for programs, newest first.
    pub tokens: Vec<ApiToken>,
    /// Recovery codes left; none when no second step is set up.
    pub recovery_codes: Option<i64>,
    /// There is a password to change.
    pub has_password: bool,
}

/// Everything about one's own login.
pub async fn read(app: &App, signed: &Signed) -> Result<Account, Error> {
    let now = app.now();
    let person = signed.person;
    let mut connection = app.store.read().await?;
    let connection = &mut connection;
    let factor = store::sign_in::second_factor(connection, person).await?;
    let left = store::sign_in::recovery_codes_left(connection, person).await?;
    let stored = store::access::person_by_id(connection, person).await?;
    Ok(Account {
        sessions: sessions::sessions_of(connection, person, now, idle_since(now)).await?,
        tokens: store::sign_in::api_tokens_of(connection, person, now).await?,
        recovery_codes: factor.map(|_| left),
        has_password: stored.is_some_and(|stored| stored.password_hash.is_some()),
    })
}

/// Proves with the password that it is still the same person. Whoever has no password was vouched
/// for by another service, whose session is the proof.
pub(crate) async fn prove(
    app: &App,
    signed: &Signed,
    field: &'static str,
    password: &str,
) -> Result<(), Error> {
    let key = format!("proof {}", signed.person);
    let mut connection = app.store.read().await?;
    let person = store::access::person_by_id(&mut connection, signed.person).await?;
    drop(connection);
    let Some(hash) = person.and_then(|person| person.password_hash) else { return Ok(()) };
    if password.is_empty() {
        return Err(Fault::new(field, "required").into());
    }
    app.protection.tries.begin(&key, PER_PROOF, app.now()).map_err(Error::wait)?;
    if !secrets::password_matches(password.to_owned(), Some(hash)).await? {
        return Err(Fault::new(field, "password-not-yours").into());
    }
    app.protection.tries.succeeded(&key);
    Ok(())
}

fn assignment_of(signed: &Signed) -> Result<Assignment, Error> {
    signed.actor.assignment().cloned().ok_or_else(Error::invisible)
}

/// A change of password, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PasswordForm {
    /// The one in use.
    pub current: String,
    /// The new one.
    pub password: String,
}

/// Changes the password and ends every session but the one with this token.
pub async fn change_password(
    app: &App,
    signed: &Signed,
    token: &str,
    form: &PasswordForm,
) -> Result<(), Error> {
    let own = [signed.name.as_str(), signed.email.as_str(), signed.organisation_name.as_str()];
    let mut faults = Faults::default();
    faults.take(passwords::check("password", &form.password, &own));
    if form.current.is_empty() {
        faults.take(Err::<(), _>(Fault::new("current", "required")));
    } else if form.current == form.password {
        faults.take(Err::<(), _>(Fault::new("password", "password-same")));
    }
    faults.into_result()?;
    prove(app, signed, "current", &form.current).await?;
    let hash = &secrets::hash_password(form.password.clone()).await?;
    let assignment = assignment_of(signed)?;
    let county = &assignment.county.clone();
    let event = &own_event(assignment, app.now(), "password.changed");
    let (email, person, kept) = (&signed.email, signed.person, &secrets::token_hash(token));
    app.store
        .write(county, None, |mut tx| async move {
            store::access::set_password_hash(&mut tx, email, hash).await?;
            sessions::delete_sessions_of(&mut tx, person, Some(kept)).await?;
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(())
        })
        .await
}

/// Ends one of one's own sessions.
pub async fn end_session(app: &App, signed: &Signed, id: SessionId) -> Result<(), Error> {
    let person = signed.person;
    let is_gone = app
        .store
        .write(signed.actor.county(), None, |mut tx| async move {
            Ok::<_, Error>(sessions::delete_session_by_id(&mut tx, person, id).await?)
        })
        .await?;
    if is_gone { Ok(()) } else { Err(Error::invisible()) }
}

/// Logs out everywhere, here too.
pub async fn end_all_sessions(app: &App, signed: &Signed) -> Result<(), Error> {
    let assignment = assignment_of(signed)?;
    let county = &assignment.county.clone();
    let event = &own_event(assignment, app.now(), "session.ended-everywhere");
    let person = signed.person;
    app.store
        .write(county, None, |mut tx| async move {
            sessions::delete_sessions_of(&mut tx, person, None).await?;
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(())
        })
        .await
}

/// A second step that awaits its first code.
#[derive(Debug, Clone)]
pub struct Proposed {
    /// The shared secret, sealed: goes back with the first code.
    pub sealed: String,
    /// The shared secret to type by hand.
    pub by_hand: String,
    /// The address in the picture.
    pub address: String,
}

/// Proposes a shared secret, or reads back the one that was proposed.
pub fn propose_second_factor(
    app: &App,
    signed: &Signed,
    sealed: Option<&str>,
) -> Result<Proposed, Error> {
    let known = sealed.and_then(|sealed| open_proposed(app, signed.person, sealed));
    let secret = match known {
        Some(secret) => secret,
        None => one_time::new_secret()?,
    };
    let purpose = format!("{PROPOSED} {}", signed.person);
    let name = format!("Samkraft {}", app.settings.county_name);
    Ok(Proposed {
        sealed: app.protection.seal(&purpose, &secret)?,
        by_hand: one_time::base32(&secret),
        address: one_time::address(&name, &signed.email, &secret),
    })
}

fn open_proposed(app: &App, person: PersonId, sealed: &str) -> Option<Vec<u8>> {
    app.protection.open(&format!("{PROPOSED} {person}"), sealed)
}

/// The first code of a second step, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SecondFactorForm {
    /// The sealed secret that was proposed.
    pub proposed: String,
    /// The code that the app shows.
    pub code: String,
    /// The password, as proof.
    pub current: String,
}

/// Sets up the second step, and gives recovery codes to keep. Other sessions end. One that is there
/// is taken away with a code first, so that a stolen session and password cannot replace it.
pub async fn set_up_second_factor(
    app: &App,
    signed: &Signed,
    token: &str,
    form: &SecondFactorForm,
) -> Result<Vec<String>, Error> {
    let now = app.now();
    let secret = open_proposed(app, signed.person, &form.proposed);
    let secret = secret.ok_or_else(|| Fault::new("code", "sign-in-code-late"))?;
    let there = || Error::from(Fault::new("code", "second-factor-there"));
    if has_second_factor(app, signed).await? {
        return Err(there());
    }
    prove(app, signed, "current", &form.current).await?;
    let step = one_time::matching_step(&secret, &form.code, now, 0);
    let last_step = step.ok_or_else(|| Fault::new("code", "sign-in-code-wrong"))?;
    let factor =
        &SecondFactor { secret: app.protection.seal("second factor", &secret)?, last_step };
    let codes = one_time::new_recovery_codes()?;
    let person = signed.person;
    let hashes: Vec<String> = codes.iter().map(|code| recovery_hash(person, code)).collect();
    let (hashes, kept) = (&hashes, &secrets::token_hash(token));
    let assignment = assignment_of(signed)?;
    let county = &assignment.county.clone();
    let event = &own_event(assignment, now, "second-factor.set-up");
    app.store
        .write(county, None, |mut tx| async move {
            if store::sign_in::second_factor(&mut tx, person).await?.is_some() {
                return Err(there());
            }
            store::sign_in::insert_second_factor(&mut tx, person, factor, hashes, now).await?;
            sessions::mark_session(&mut tx, kept, "code").await?;
            sessions::delete_sessions_of(&mut tx, person, Some(kept)).await?;
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(())
        })
        .await?;
    Ok(codes)
}

/// True when somebody has a second step already.
pub async fn has_second_factor(app: &App, signed: &Signed) -> Result<bool, Error> {
    let mut connection = app.store.read().await?;
    Ok(store::sign_in::second_factor(&mut connection, signed.person).await?.is_some())
}

/// Takes the second step away; proved with a code of it. Other sessions end, and this one counts
/// as one by password alone from here on.
pub async fn remove_second_factor(
    app: &App,
    signed: &Signed,
    token: &str,
    code: &str,
) -> Result<(), Error> {
    if code.trim().is_empty() {
        return Err(Fault::new("code", "required").into());
    }
    spend_code(app, signed.person, code).await?;
    let assignment = assignment_of(signed)?;
    let county = &assignment.county.clone();
    let event = &own_event(assignment, app.now(), "second-factor.removed");
    let (person, kept) = (signed.person, &secrets::token_hash(token));
    app.store
        .write(county, None, |mut tx| async move {
            store::sign_in::delete_second_factor(&mut tx, person).await?;
            sessions::mark_session(&mut tx, kept, METHOD_PASSWORD).await?;
            sessions::delete_sessions_of(&mut tx, person, Some(kept)).await?;
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(())
        })
        .await
}

/// A key for programs to make, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ApiTokenForm {
    /// What it is for.
    pub name: String,
    /// The assignment it speaks in.
    pub assignment: String,
    /// Days it holds.
    pub days: String,
    /// The password, as proof.
    pub current: String,
}

/// Makes a key for programs. It is shown this once.
pub async fn create_api_token(
    app: &App,
    signed: &Signed,
    form: &ApiTokenForm,
) -> Result<String, Error> {
    let mut faults = Faults::default();
    let name = faults.take(text::required("name", &form.name, text::NAME_MAX));
    let days = faults.take(days_of(&form.days));
    let assignment = form.assignment.parse::<AssignmentId>().ok();
    let assignment = assignment
        .and_then(|id| signed.assignments.iter().find(|one| one.id == id))
        .ok_or_else(|| Fault::new("assignment", "required"))
        .and_then(|one| {
            // Else a password alone would do by way of a key.
            let must = signed.is_by_password_alone
                && app.protection.limits.second_factor_roles.contains(&one.assignment.role);
            if must { Err(Fault::new("assignment", "second-factor-missing")) } else { Ok(one) }
        });
    let assignment = faults.take(assignment);
    faults.into_result()?;
    let (Some(name), Some(days), Some(assignment)) = (name, days, assignment) else {
        return Err(Error::invisible());
    };
    prove(app, signed, "current", &form.current).await?;
    let mut connection = app.store.read().await?;
    let held = store::sign_in::api_tokens_of(&mut connection, signed.person, app.now()).await?;
    drop(connection);
    if held.len() >= API_TOKENS_MAX {
        return Err(Fault::new("name", "api-tokens-many").with("max", API_TOKENS_MAX).into());
    }
    make_api_token(app, assignment, name, days).await
}

fn days_of(typed: &str) -> Result<i64, Fault> {
    let days = text::whole_number("days", typed, 1..=API_TOKEN_DAYS_MAX)?;
    days.ok_or_else(|| Fault::new("days", "required"))
}

/// Makes a key for whoever has this login, in the role named or the first they hold: for the
/// command line.
pub async fn create_api_token_for(
    app: &App,
    email: &str,
    role: Option<domain::access::Role>,
    name: &str,
    days: i64,
) -> Result<String, Error> {
    let email = text::email("email", email)?;
    let name = text::required("name", name, text::NAME_MAX)?;
    let days = days_of(&days.to_string())?;
    let mut connection = app.store.read().await?;
    let person = store::access::person_by_email(&mut connection, &email).await?;
    drop(connection);
    let person = person.ok_or_else(|| Fault::new("email", "email-unknown"))?.id;
    let assignments = valid_assignments(app, person).await?;
    let fits = |one: &&AssignmentView| role.is_none_or(|role| one.assignment.role == role);
    let chosen = assignments.iter().find(fits);
    let chosen = chosen.ok_or_else(|| Fault::new("email", "sign-in-no-role"))?;
    make_api_token(app, chosen, name, days).await
}

async fn make_api_token(
    app: &App,
    chosen: &AssignmentView,
    name: String,
    days: i64,
) -> Result<String, Error> {
    let now = app.now();
    let assignment = chosen.assignment.clone();
    let token = format!("{API_TOKEN_PREFIX}{}", secrets::token()?);
    let life = Duration::from_hours(24 * u64::try_from(days).unwrap_or(1));
    let kept = ApiToken {
        id: app.new_id(),
        person: assignment.person,
        county: assignment.county.clone(),
        assignment: assignment.id,
        name,
        created_at: now,
        expires_at: now.saturating_add(life).unwrap_or(Timestamp::MAX),
        last_used_on: None,
    };
    let county = &assignment.county.clone();
    let event = &own_event(assignment, now, "api-token.created");
    let (kept, hash) = (&kept, &secrets::token_hash(&token));
    app.store
        .write(county, None, |mut tx| async move {
            store::sign_in::insert_api_token(&mut tx, kept, hash).await?;
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(())
        })
        .await?;
    Ok(token)
}

/// Takes back one of one's own keys.
pub async fn revoke_api_token(app: &App, signed: &Signed, id: ApiTokenId) -> Result<(), Error> {
    let assignment = assignment_of(signed)?;
    let county = &assignment.county.clone();
    let event = &own_event(assignment, app.now(), "api-token.revoked");
    let person = signed.person;
    let is_gone = app
        .store
        .write(county, None, |mut tx| async move {
            let is_gone = store::sign_in::delete_api_token(&mut tx, person, id).await?;
            if is_gone {
                store::events::append(&mut tx, county, event).await?;
            }
            Ok::<_, Error>(is_gone)
        })
        .await?;
    if is_gone { Ok(()) } else { Err(Error::invisible()) }
}
