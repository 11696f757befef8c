//! Logging in: with a password, with a second step after it, or vouched for by another service.
//!
//! Tries are slowed down per account and device, and per network. A device that has logged in to
//! the account before is counted by itself, so nobody can shut its person out. Whether an account
//! exists is told neither by the answer nor by the time it takes.

use domain::access::{Actor, Assignment};
use domain::fault::Fault;
use domain::ids::PersonId;
use domain::text;
use serde::{Deserialize, Serialize};
use store::access as stored;
use store::events::{NewEvent, Subject};
use store::sessions;

use crate::access::{METHOD_EXTERNAL, METHOD_PASSWORD, SESSION, SessionToken, valid_assignments};
use crate::throttle::Rule;
use crate::{App, Error, one_time, secrets};

/// Tries on one account from devices it does not know, or from one that it knows.
const PER_ACCOUNT: Rule = Rule { free: 8, longest_seconds: 300, forget_seconds: 900 };
/// Failed tries from one network, whatever the account: a hall of people mistypes now and then,
/// somebody who tries one password on every account does it all the time.
const PER_NETWORK: Rule = Rule { free: 60, longest_seconds: 300, forget_seconds: 900 };
/// Codes tried by one person.
const PER_CODE: Rule = Rule { free: 5, longest_seconds: 900, forget_seconds: 3_600 };
/// How long one has for the second step, in seconds.
const PENDING_SECONDS: i64 = 300;
/// What the half-finished login is sealed for.
const PENDING: &str = "pending sign-in";

/// Where a try comes from.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// Network, as [`crate::network::network_of`] names it.
    pub network: String,
    /// The device's own id, when its cookie is ours.
    pub device: Option<String>,
    /// The account that has been logged in to from the device, as [`account_tag`] names it.
    pub device_account: Option<String>,
    /// What the device is, such as «Firefox, Windows».
    pub label: String,
}

/// How far a try has come.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// Logged in.
    Open(SessionToken),
    /// The password was right, and a code is asked for. The text goes back with it.
    NeedsCode(String),
}

/// A login whose second step is left.
#[derive(Serialize, Deserialize)]
struct Pending {
    person: PersonId,
    until_second: i64,
}

/// Names an account in a cookie without telling which it is.
pub fn account_tag(app: &App, email: &str) -> String {
    app.protection.sign("account", &email.trim().to_lowercase())
}

/// Logs in from nowhere in particular, without a second step: for the command line and tests.
pub async fn sign_in(app: &App, email: &str, password: &str) -> Result<SessionToken, Error> {
    match with_password(app, email, password, &Origin::default()).await? {
        Outcome::Open(token) => Ok(token),
        Outcome::NeedsCode(_) => Err(Fault::new("code", "required").into()),
    }
}

/// Logs in with a password. A wrong address and a wrong password are one and the same answer.
pub async fn with_password(
    app: &App,
    email: &str,
    password: &str,
    origin: &Origin,
) -> Result<Outcome, Error> {
    let now = app.now();
    let email = text::email("email", email)?;
    let tries = Tries::begin(app, &email, origin)?;
    let mut connection = app.store.read().await?;
    let person = stored::person_by_email(&mut connection, &email).await?;
    drop(connection);
    let hash = person.as_ref().and_then(|person| person.password_hash.clone());
    let matches = secrets::password_matches(password.to_owned(), hash).await?;
    let person = person.filter(|person| matches && !person.is_disabled);
    let Some(person) = person else {
        tracing::info!(account = account_tag(app, &email), "a login was refused");
        return Err(Fault::new("password", "sign-in-wrong").into());
    };
    tries.went_well();
    let mut connection = app.store.read().await?;
    let factor = store::sign_in::second_factor(&mut connection, person.id).await?;
    drop(connection);
    if factor.is_some() {
        let until_second = now.as_second() + PENDING_SECONDS;
        let pending = Pending { person: person.id, until_second };
        let pending = serde_json::to_vec(&pending).map_err(|_| internal())?;
        return Ok(Outcome::NeedsCode(app.protection.seal(PENDING, &pending)?));
    }
    open_session(app, &person, METHOD_PASSWORD, origin).await.map(Outcome::Open)
}

/// The second step: a code from the app, or a recovery code.
pub async fn with_code(
    app: &App,
    pending: &str,
    typed: &str,
    origin: &Origin,
) -> Result<SessionToken, Error> {
    let now = app.now();
    let pending = app.protection.open(PENDING, pending);
    let pending: Option<Pending> = pending.and_then(|json| serde_json::from_slice(&json).ok());
    let pending = pending.filter(|pending| now.as_second() < pending.until_second);
    let pending = pending.ok_or_else(|| Fault::new("code", "sign-in-code-late"))?;
    let mut connection = app.store.read().await?;
    let person = stored::person_by_id(&mut connection, pending.person).await?;
    drop(connection);
    let person = person.filter(|person| !person.is_disabled).ok_or_else(Error::invisible)?;
    spend_code(app, pending.person, typed).await.inspect_err(|_| {
        tracing::info!(account = account_tag(app, &person.email), "a code was refused");
    })?;
    open_session(app, &person, "code", origin).await
}

/// Spends a code from the app, or a recovery code; each works once.
pub(crate) async fn spend_code(app: &App, person: PersonId, typed: &str) -> Result<(), Error> {
    let (now, key) = (app.now(), format!("code {person}"));
    let wrong = || Error::from(Fault::new("code", "sign-in-code-wrong"));
    app.protection.tries.begin(&key, PER_CODE, now).map_err(Error::wait)?;
    let mut connection = app.store.read().await?;
    let factor = store::sign_in::second_factor(&mut connection, person).await?.ok_or_else(wrong)?;
    drop(connection);
    let secret = open_secret(app, &factor.secret)?;
    let step = one_time::matching_step(&secret, typed, now, factor.last_step);
    let recovery = &recovery_hash(person, typed);
    let is_spent = app
        .store
        .write(&app.settings.county, None, |mut tx| async move {
            Ok::<_, Error>(match step {
                Some(step) => store::sign_in::spend_step(&mut tx, person, step).await?,
                None => store::sign_in::spend_recovery_code(&mut tx, person, recovery).await?,
            })
        })
        .await?;
    if !is_spent {
        return Err(wrong());
    }
    app.protection.tries.succeeded(&key);
    Ok(())
}

/// Opens the shared secret of a second step.
pub(crate) fn open_secret(app: &App, sealed: &str) -> Result<Vec<u8>, Error> {
    app.protection.open("second factor", sealed).ok_or_else(|| {
        tracing::error!("a second step was sealed with another secret: see SAMKRAFT_SECRET_FILE");
        internal()
    })
}

/// What is stored of a recovery code. Its 120 random bits need no slow hash.
pub(crate) fn recovery_hash(person: PersonId, typed: &str) -> String {
    let letters: String = typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_uppercase())
        .collect();
    secrets::token_hash(&format!("{person} {letters}"))
}

/// Somebody another service vouches for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vouched {
    /// The service.
    pub issuer: String,
    /// Who it is, there.
    pub subject: String,
    /// Address, if the service has verified it.
    pub verified_email: Option<String>,
}

/// Logs in whoever another service vouches for, if the person is known here: by the subject, else
/// by the verified address, which ties the subject to the person from then on. No person and no
/// right is ever made.
pub async fn with_provider(
    app: &App,
    vouched: &Vouched,
    origin: &Origin,
) -> Result<SessionToken, Error> {
    let (issuer, subject) = (vouched.issuer.as_str(), vouched.subject.as_str());
    let mut connection = app.store.read().await?;
    let known = store::sign_in::person_by_external_login(&mut connection, issuer, subject).await?;
    let (person, is_new) = match (known, &vouched.verified_email) {
        (Some(person), _) => (Some(person), false),
        (None, Some(email)) => {
            let email = text::email("email", email)?;
            (stored::person_by_email(&mut connection, &email).await?, true)
        }
        (None, None) => (None, false),
    };
    drop(connection);
    let person = person.filter(|person| !person.is_disabled);
    let person = person.ok_or_else(|| Fault::new("email", "sign-in-unknown-here"))?;
    if is_new {
        let (id, now) = (person.id, app.now());
        app.store
            .write(&app.settings.county, None, |mut tx| async move {
                let tied =
                    store::sign_in::insert_external_login(&mut tx, issuer, subject, id, now).await;
                Ok::<_, Error>(tied?)
            })
            .await?;
    }
    open_session(app, &person, METHOD_EXTERNAL, origin).await
}

async fn open_session(
    app: &App,
    person: &stored::Person,
    method: &'static str,
    origin: &Origin,
) -> Result<SessionToken, Error> {
    let chosen = valid_assignments(app, person.id).await?.into_iter().next();
    let assignment = chosen.ok_or_else(|| Fault::new("email", "sign-in-no-role"))?.assignment;
    let now = app.now();
    let token = secrets::token()?;
    let device: String = origin.label.chars().take(text::NAME_MAX).collect();
    let session = sessions::Session {
        id: app.new_id(),
        token_hash: secrets::token_hash(&token),
        person: person.id,
        assignment: assignment.id,
        county: assignment.county.clone(),
        csrf: secrets::token()?,
        method,
        device,
        expires_at: now.saturating_add(SESSION).unwrap_or(domain::time::Timestamp::MAX),
    };
    let county = assignment.county.clone();
    tracing::info!(account = account_tag(app, &person.email), method, "a login went well");
    let event = own_event(assignment, now, "session.opened");
    let (session, event, at) = (&session, &event, &county);
    app.store
        .write(&county, None, |mut tx| async move {
            sessions::insert_session(&mut tx, session, now).await?;
            store::events::append(&mut tx, at, event).await?;
            Ok::<_, Error>(())
        })
        .await?;
    Ok(SessionToken(token))
}

/// Something a person does to their own login.
pub(crate) fn own_event(
    assignment: Assignment,
    now: domain::time::Timestamp,
    kind: &'static str,
) -> NewEvent {
    let (id, organisation) = (assignment.person.0, Some(assignment.organisation));
    let subject = Subject { kind: "person", id, organisation };
    NewEvent::by(&Actor::Assigned(assignment), now, kind, subject)
}

fn internal() -> Error {
    Error::of(crate::Kind::Internal)
}

/// A try in progress, counted as failed until it has gone well.
struct Tries<'a> {
    app: &'a App,
    account: String,
    network: Option<String>,
}

impl<'a> Tries<'a> {
    fn begin(app: &'a App, email: &str, origin: &Origin) -> Result<Self, Error> {
        let (now, tries) = (app.now(), &app.protection.tries);
        let known = origin
            .device
            .as_ref()
            .filter(|_| origin.device_account.as_deref() == Some(account_tag(app, email).as_str()));
        let account = match known {
            Some(device) => format!("device {device} {email}"),
            None => format!("account {email}"),
        };
        let network = Some(format!("network {}", origin.network));
        let network = network.filter(|_| known.is_none() && !origin.network.is_empty());
        let slowed = |seconds| {
            tracing::info!(account = account_tag(app, email), "a login has to wait");
            Error::wait(seconds)
        };
        tries.begin(&account, PER_ACCOUNT, now).map_err(slowed)?;
        let limits = &app.protection.limits;
        if let Some(network) = network.as_ref().filter(|_| limits.are_on) {
            tries.begin(network, PER_NETWORK, now).map_err(slowed)?;
        }
        Ok(Self { app, account, network })
    }

    fn went_well(self) {
        let tries = &self.app.protection.tries;
        tries.succeeded(&self.account);
        if let Some(network) = self.network {
            tries.take_back(&network);
        }
    }
}
