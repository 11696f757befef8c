//! Logging in and out, and which assignment one speaks in.

use std::time::Duration;

use domain::access::{Actor, Assignment};
use domain::ids::{AssignmentId, PersonId, SessionId};
use domain::modules::Closed;
use domain::text;
use domain::time::Timestamp;
use serde::Serialize;
use store::access as stored;
use store::events::{NewEvent, Subject};
use store::sessions;

use crate::{App, Error, Kind, secrets};

/// How long a session lasts, used or not.
pub(crate) const SESSION: Duration = Duration::from_hours(12);
/// How long a session lasts that nobody uses.
const IDLE: Duration = Duration::from_hours(4);
/// How often it is written down that a session is in use.
const NOTED_EVERY: Duration = Duration::from_mins(5);
/// Keys for programs begin so, to be told from sessions and found by scanners of leaked secrets.
pub const API_TOKEN_PREFIX: &str = "smk_";

/// The token of a session, as it stands in the cookie.
#[derive(Debug, Clone)]
pub struct SessionToken(pub String);

/// Who is logged in, and in which of their assignments.
#[derive(Debug, Clone)]
pub struct Signed {
    /// Who.
    pub person: PersonId,
    /// Name as shown.
    pub name: String,
    /// Login.
    pub email: String,
    /// The actor every use case gets.
    pub actor: Actor,
    /// Organisation they speak for.
    pub organisation_name: String,
    /// Desk they serve.
    pub desk_name: Option<String>,
    /// All they may choose between today.
    pub assignments: Vec<AssignmentView>,
    /// Token that forms carry.
    pub csrf: String,
    /// The session; none when a program speaks with a key.
    pub session: Option<SessionId>,
    /// The session was opened with a password and nothing more.
    pub is_by_password_alone: bool,
    /// The role asks for a second step that has not been set up.
    pub must_set_up_second_factor: bool,
    /// Logged in with a password that was handed over, and has not chosen one of their own.
    pub must_change_password: bool,
    /// Modules that are switched off where they speak.
    pub closed: Closed,
}

/// An assignment to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AssignmentView {
    /// Id.
    pub id: AssignmentId,
    /// The assignment.
    #[serde(skip)]
    pub assignment: Assignment,
    /// Name of the organisation.
    pub organisation_name: String,
    /// Name of the desk.
    pub desk_name: Option<String>,
    /// Modules that are switched off where it holds.
    #[serde(skip)]
    pub closed: Closed,
}

/// The session behind a token, or the person behind a key for programs. A session whose assignment
/// no longer holds goes on in another, or ends if there is none.
pub async fn session(app: &App, token: &str) -> Result<Option<Signed>, Error> {
    if token.starts_with(API_TOKEN_PREFIX) {
        return by_api_token(app, token).await;
    }
    let hash = secrets::token_hash(token);
    let now = app.now();
    let mut connection = app.store.read().await?;
    let found = sessions::find_session(&mut connection, &hash, now, idle_since(now)).await?;
    drop(connection);
    let Some(open) = found else { return Ok(None) };
    let assignments = valid_assignments(app, open.person).await?;
    let chosen = assignments
        .iter()
        .find(|one| one.assignment.id == open.assignment && one.assignment.county == open.county);
    let Some(chosen) = chosen.or_else(|| assignments.first()).cloned() else { return Ok(None) };
    if now.duration_since(open.last_seen_at).unsigned_abs() >= NOTED_EVERY {
        note_use(app, &hash, now).await;
    }
    let is_by_password_alone = open.method == METHOD_PASSWORD;
    let must_change_password = open.password_is_given && open.method != METHOD_EXTERNAL;
    let must_set_up_second_factor = is_by_password_alone
        && app.protection.limits.second_factor_roles.contains(&chosen.assignment.role);
    Ok(Some(Signed {
        closed: chosen.closed,
        person: open.person,
        name: open.name,
        email: open.email,
        actor: Actor::Assigned(chosen.assignment),
        organisation_name: chosen.organisation_name,
        desk_name: chosen.desk_name,
        assignments,
        csrf: open.csrf,
        session: Some(open.id),
        is_by_password_alone,
        must_set_up_second_factor,
        must_change_password,
    }))
}

/// Logged in with a password alone.
pub(crate) const METHOD_PASSWORD: &str = "password";
/// Logged in through a provider.
pub(crate) const METHOD_EXTERNAL: &str = "external";

pub(crate) fn idle_since(now: Timestamp) -> Timestamp {
    now.saturating_sub(IDLE).unwrap_or(Timestamp::MIN)
}

/// Reading goes on when the disk is full, so a use that cannot be noted is no error.
async fn note_use(app: &App, hash: &str, now: Timestamp) {
    let noted: Result<(), Error> = app
        .store
        .write(&app.settings.county, None, |mut tx| async move {
            Ok(sessions::touch_session(&mut tx, hash, now).await?)
        })
        .await;
    if let Err(error) = noted {
        tracing::warn!(%error, "the use of a session could not be noted");
    }
}

/// The person behind a key for programs, in the one assignment the key speaks in.
async fn by_api_token(app: &App, token: &str) -> Result<Option<Signed>, Error> {
    let hash = secrets::token_hash(token);
    let (now, today) = (app.now(), app.today());
    let mut connection = app.store.read().await?;
    let found = store::sign_in::find_api_token(&mut connection, &hash, now).await?;
    drop(connection);
    let Some((key, person)) = found else { return Ok(None) };
    let assignments = valid_assignments(app, person.id).await?;
    let is_of_key = |one: &AssignmentView| {
        one.assignment.id == key.assignment && one.assignment.county == key.county
    };
    let Some(chosen) = assignments.into_iter().find(is_of_key) else { return Ok(None) };
    if key.last_used_on != Some(today) {
        let noted: Result<(), Error> = app
            .store
            .write(&key.county, None, |mut tx| async move {
                Ok(store::sign_in::touch_api_token(&mut tx, key.id, today).await?)
            })
            .await;
        if let Err(error) = noted {
            tracing::warn!(%error, "the use of a key could not be noted");
        }
    }
    Ok(Some(Signed {
        closed: chosen.closed.clone(),
        person: person.id,
        name: person.name,
        email: person.email,
        actor: Actor::Assigned(chosen.assignment.clone()),
        organisation_name: chosen.organisation_name.clone(),
        desk_name: chosen.desk_name.clone(),
        assignments: vec![chosen],
        csrf: String::new(),
        session: None,
        is_by_password_alone: false,
        must_set_up_second_factor: false,
        must_change_password: false,
    }))
}

pub(crate) async fn valid_assignments(
    app: &App,
    person: PersonId,
) -> Result<Vec<AssignmentView>, Error> {
    let today = app.today();
    let all = stored::assignments_of(&mut app.store.read().await?, person).await?;
    Ok(all
        .into_iter()
        .filter(|one| one.assignment.is_valid_on(today))
        .map(|one| AssignmentView {
            id: one.assignment.id,
            assignment: one.assignment,
            organisation_name: one.organisation_name,
            desk_name: one.desk_name,
            closed: one.closed,
        })
        .collect())
}

/// Logs in with a password alone; see [`crate::sign_in`] for the other ways.
pub use crate::sign_in::sign_in;

/// Speaks in another assignment from here on.
pub async fn choose_assignment(
    app: &App,
    token: &str,
    assignment: AssignmentId,
) -> Result<(), Error> {
    let signed = session(app, token).await?.ok_or_else(|| Error::of(Kind::NotSignedIn))?;
    let chosen = signed.assignments.iter().find(|one| one.id == assignment);
    let county = &chosen.ok_or_else(Error::invisible)?.assignment.county;
    let hash = &secrets::token_hash(token);
    app.store
        .write(county, None, |mut tx| async move {
            Ok(sessions::choose_assignment(&mut tx, hash, county, assignment).await?)
        })
        .await
}

/// Logs out. A session that is already gone is no error.
pub async fn sign_out(app: &App, token: &str) -> Result<(), Error> {
    let hash = &secrets::token_hash(token);
    app.store
        .write(&app.settings.county, None, |mut tx| async move {
            Ok(sessions::delete_session(&mut tx, hash).await?)
        })
        .await
}

/// A person to add.
#[derive(Debug, Clone)]
pub struct NewPerson {
    /// Login.
    pub email: String,
    /// Name as shown.
    pub name: String,
    /// Role.
    pub role: domain::access::Role,
    /// Number of the organisation the role is held in.
    pub organisation: domain::codes::OrgNumber,
    /// Municipality the role is limited to.
    pub municipality: Option<domain::codes::MunicipalityCode>,
}

/// Adds a person with one role, and gives a random password to hand over: it is good for choosing
/// one of their own.
pub async fn add_person(app: &App, new: &NewPerson) -> Result<String, Error> {
    let (now, county) = (app.now(), &app.settings.county);
    let email = text::email("email", &new.email)?;
    let name = text::required("name", &new.name, text::NAME_MAX)?;
    let mut connection = app.store.read().await?;
    let number = &new.organisation;
    let organisation =
        store::organisations::find_by_number(&mut connection, county, number).await?;
    let unknown =
        || domain::fault::Fault::new("organisation", "organisation-unknown").with("value", number);
    let organisation = organisation.ok_or_else(unknown)?.id;
    drop(connection);
    let password = random_password()?;
    let person = &stored::Person {
        id: app.new_id(),
        email,
        name,
        password_hash: Some(secrets::hash_password(password.clone()).await?),
        is_disabled: false,
    };
    let assignment = &Assignment {
        id: app.new_id(),
        county: county.clone(),
        person: person.id,
        role: new.role,
        organisation,
        municipality: new.municipality.clone(),
        desk: None,
        is_deputy: false,
        valid_from: app.today(),
        valid_to: None,
    };
    app.store
        .write(county, None, |mut tx| async move {
            stored::insert_person(&mut tx, person, now).await.map_err(|error| {
                if error.is_constraint("email") {
                    Error::from(domain::fault::Fault::new("email", "email-taken"))
                } else {
                    Error::from(error)
                }
            })?;
            stored::mark_password_given(&mut tx, &person.email).await?;
            Ok::<_, Error>(stored::insert_assignment(&mut tx, assignment).await?)
        })
        .await?;
    Ok(password)
}

/// Gives whoever has lost theirs a new random password to hand over, good for choosing one of their
/// own. Every session ends; a second step is asked for as before.
pub async fn give_password(app: &App, email: &str) -> Result<String, Error> {
    let (county, now) = (&app.settings.county, app.now());
    let email = &text::email("email", email)?;
    let person = stored::person_by_email(&mut app.store.read().await?, email).await?;
    let person = person.ok_or_else(|| domain::fault::Fault::new("email", "email-unknown"))?.id;
    let password = random_password()?;
    let hash = &secrets::hash_password(password.clone()).await?;
    let actor = Actor::Anyone { county: county.clone() };
    let subject = Subject { kind: "person", id: person.0, organisation: None };
    let event = &NewEvent::by(&actor, now, "password.given", subject);
    app.store
        .write(county, None, |mut tx| async move {
            stored::set_password_hash(&mut tx, email, hash).await?;
            stored::mark_password_given(&mut tx, email).await?;
            sessions::delete_sessions_of(&mut tx, person, None).await?;
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(())
        })
        .await?;
    Ok(password)
}

/// Takes away the second step of whoever has lost both phone and recovery codes. Every session
/// ends; the password stays.
pub async fn remove_second_factor(app: &App, email: &str) -> Result<(), Error> {
    let (county, now) = (&app.settings.county, app.now());
    let email = text::email("email", email)?;
    let person = stored::person_by_email(&mut app.store.read().await?, &email).await?;
    let person = person.ok_or_else(|| domain::fault::Fault::new("email", "email-unknown"))?.id;
    let actor = Actor::Anyone { county: county.clone() };
    let subject = Subject { kind: "person", id: person.0, organisation: None };
    let event = &NewEvent::by(&actor, now, "second-factor.removed", subject);
    app.store
        .write(county, None, |mut tx| async move {
            store::sign_in::delete_second_factor(&mut tx, person).await?;
            sessions::delete_sessions_of(&mut tx, person, None).await?;
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(())
        })
        .await
}

fn random_password() -> Result<String, Error> {
    Ok(secrets::token()?.chars().take(20).collect())
}

/// Lets a person no longer log in, and ends every session of theirs. Refused while they have
/// anything in hand: it gets a new holder first.
pub async fn disable_person(app: &App, email: &str) -> Result<(), Error> {
    let email = text::email("email", email)?;
    let person = stored::person_by_email(&mut app.store.read().await?, &email).await?;
    let person = person.ok_or_else(|| domain::fault::Fault::new("email", "email-unknown"))?.id;
    let today = app.today();
    app.store
        .write(&app.settings.county, None, |mut tx| async move {
            let open = store::continuity::count_everywhere(&mut tx, person, today).await?;
            if open > 0 {
                let fault = domain::fault::Fault::new("email", "person-has-open-items");
                return Err(fault.with("count", open).with("person", person).into());
            }
            Ok::<_, Error>(stored::set_disabled(&mut tx, person, true).await?)
        })
        .await
}
