//! Logging in and out, and which assignment one speaks in.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::Duration;

use domain::access::{Actor, Assignment};
use domain::ids::{AssignmentId, PersonId};
use domain::text;
use domain::time::Timestamp;
use serde::Serialize;
use store::access as stored;
use store::events::{NewEvent, Subject};

use crate::{App, Error, Kind, secrets};

/// How long a session lasts.
const SESSION: Duration = Duration::from_hours(12);
/// Failed tries on one account before it rests.
const TRIES: u32 = 8;
/// How long it rests, in seconds.
const REST_SECONDS: i64 = 300;
/// Accounts remembered at once; when full, the memory starts over rather than grows.
const REMEMBERED_ACCOUNTS: usize = 10_000;

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
}

/// Failed tries per account, in this process.
static FAILURES: LazyLock<Mutex<HashMap<String, (u32, Timestamp)>>> = LazyLock::new(Mutex::default);

/// Logs in. A wrong address and a wrong password are one and the same answer.
pub async fn sign_in(app: &App, email: &str, password: &str) -> Result<SessionToken, Error> {
    let now = app.now();
    let email = text::email("email", email)?;
    if is_resting(&email, now) {
        return Err(Error::of(Kind::TooManyAttempts));
    }
    let person = stored::person_by_email(&mut app.store.read().await?, &email).await?;
    let hash = person.as_ref().and_then(|person| person.password_hash.clone());
    let matches = secrets::password_matches(password.to_owned(), hash).await?;
    let person = person.filter(|person| matches && !person.is_disabled);
    let Some(person) = person else {
        note_failure(&email, now);
        return Err(domain::fault::Fault::new("password", "sign-in-wrong").into());
    };
    forget_failures(&email);
    let chosen = valid_assignments(app, person.id).await?.into_iter().next();
    let chosen = chosen.ok_or_else(|| domain::fault::Fault::new("email", "sign-in-no-role"))?;
    open_session(app, &person, chosen.assignment).await
}

async fn open_session(
    app: &App,
    person: &stored::Person,
    assignment: Assignment,
) -> Result<SessionToken, Error> {
    let now = app.now();
    let token = secrets::token()?;
    let session = stored::Session {
        token_hash: secrets::token_hash(&token),
        person: person.id,
        assignment: assignment.id,
        county: assignment.county.clone(),
        csrf: secrets::token()?,
        expires_at: now.saturating_add(SESSION).unwrap_or(Timestamp::MAX),
    };
    let subject =
        Subject { kind: "person", id: person.id.0, organisation: Some(assignment.organisation) };
    let county = assignment.county.clone();
    let event = NewEvent::by(&Actor::Assigned(assignment), now, "session.opened", subject);
    let (session, event, at) = (&session, &event, &county);
    app.store
        .write(&county, None, |mut tx| async move {
            stored::insert_session(&mut tx, session, now).await?;
            store::events::append(&mut tx, at, event).await?;
            Ok::<_, Error>(())
        })
        .await?;
    Ok(SessionToken(token))
}

/// The session behind a token. A session whose assignment no longer holds goes on in another, or
/// ends if there is none.
pub async fn session(app: &App, token: &str) -> Result<Option<Signed>, Error> {
    let hash = secrets::token_hash(token);
    let found = stored::find_session(&mut app.store.read().await?, &hash, app.now()).await?;
    let Some(open) = found else { return Ok(None) };
    let assignments = valid_assignments(app, open.person).await?;
    let chosen = assignments
        .iter()
        .find(|one| one.assignment.id == open.assignment && one.assignment.county == open.county);
    let Some(chosen) = chosen.or_else(|| assignments.first()).cloned() else { return Ok(None) };
    Ok(Some(Signed {
        person: open.person,
        name: open.name,
        email: open.email,
        actor: Actor::Assigned(chosen.assignment),
        organisation_name: chosen.organisation_name,
        desk_name: chosen.desk_name,
        assignments,
        csrf: open.csrf,
    }))
}

async fn valid_assignments(app: &App, person: PersonId) -> Result<Vec<AssignmentView>, Error> {
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
        })
        .collect())
}

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
            Ok(stored::choose_assignment(&mut tx, hash, county, assignment).await?)
        })
        .await
}

/// Logs out. A session that is already gone is no error.
pub async fn sign_out(app: &App, token: &str) -> Result<(), Error> {
    let hash = &secrets::token_hash(token);
    app.store
        .write(&app.settings.county, None, |mut tx| async move {
            Ok(stored::delete_session(&mut tx, hash).await?)
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

/// Adds a person with one role, and gives a random password to hand over.
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
    let password: String = secrets::token()?.chars().take(20).collect();
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
            Ok::<_, Error>(stored::insert_assignment(&mut tx, assignment).await?)
        })
        .await?;
    Ok(password)
}

/// Lets a person no longer log in, and ends every session of theirs.
pub async fn disable_person(app: &App, email: &str) -> Result<(), Error> {
    let email = text::email("email", email)?;
    let person = stored::person_by_email(&mut app.store.read().await?, &email).await?;
    let person = person.ok_or_else(|| domain::fault::Fault::new("email", "email-unknown"))?.id;
    app.store
        .write(&app.settings.county, None, |mut tx| async move {
            Ok(stored::set_disabled(&mut tx, person, true).await?)
        })
        .await
}

fn is_resting(email: &str, now: Timestamp) -> bool {
    let failures = FAILURES.lock().unwrap_or_else(PoisonError::into_inner);
    failures.get(email).is_some_and(|(tries, last)| {
        *tries >= TRIES && now.as_second() - last.as_second() < REST_SECONDS
    })
}

fn note_failure(email: &str, now: Timestamp) {
    let mut failures = FAILURES.lock().unwrap_or_else(PoisonError::into_inner);
    if failures.len() >= REMEMBERED_ACCOUNTS {
        failures.clear();
    }
    let (tries, last) = failures.entry(email.to_owned()).or_insert((0, now));
    if now.as_second() - last.as_second() >= REST_SECONDS {
        *tries = 0;
    }
    *tries += 1;
    *last = now;
}

fn forget_failures(email: &str) {
    FAILURES.lock().unwrap_or_else(PoisonError::into_inner).remove(email);
}
