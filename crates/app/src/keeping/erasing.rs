//! Erasure: a person is taken away from every place, and stays away when an older backup is
//! restored.

use domain::access::{Actor, Role};
use domain::codes::CountyCode;
use domain::fault::Fault;
use domain::ids::PersonId;
use domain::text;
use serde_json::json;
use store::events::{NewEvent, Subject};
use store::personal::{self, Erasure, Identity, Reached};
use store::{Connection, Tx};

use crate::access::Signed;
use crate::account::prove;
use crate::{App, Error, Kind};

/// What an erasure reached, or would reach.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Erased {
    /// Places by table.
    pub reached: Reached,
    /// Line of the journal; none when it was only tried.
    pub journal: Option<Erasure>,
}

/// Who an id, a login or a contact person's address stands for.
pub async fn find_identity(app: &App, name: &str) -> Result<Identity, Error> {
    let mut connection = app.store.read().await?;
    let unknown = || Error::from(Fault::new("person", "person-unknown").with("value", name));
    if let Ok(id) = name.trim().parse::<PersonId>() {
        return personal::identity_of(&mut connection, id).await?.ok_or_else(unknown);
    }
    let login = name.trim().to_lowercase();
    let person = store::access::person_by_email(&mut connection, &login).await?;
    let wanted = personal::plain_address(name);
    let mut found =
        personal::identity_by_address(&mut connection, |address| address == wanted).await?;
    if let Some(person) = person
        && let Some(own) = personal::identity_of(&mut connection, person.id).await?
    {
        found = join(own, found);
    }
    if found.is_empty() { Err(unknown()) } else { Ok(found) }
}

fn join(mut one: Identity, other: Identity) -> Identity {
    one.names.extend(other.names);
    one.addresses.extend(other.addresses);
    one.counties.extend(other.counties);
    one.organisations.extend(other.organisations);
    one
}

/// Erases a person, or only counts what would be reached.
pub async fn erase(app: &App, identity: &Identity, is_dry: bool) -> Result<Erased, Error> {
    let (now, salt) = (app.now(), crate::secrets::token()?);
    let address = identity.addresses.first();
    let erasure = &Erasure {
        id: app.new_id(),
        erased_at: now,
        person: identity.person,
        address_hash: match (identity.person, address) {
            (None, Some(address)) => Some(personal::address_hash(&salt, address)),
            _ => None,
        },
        salt,
    };
    let outcome = app
        .store
        .write(&app.settings.county, None, |mut tx| async move {
            let reached = take_away(app, &mut tx, identity).await?;
            if is_dry {
                // Rolled back: what would have been reached is carried out of the transaction.
                return Err(Halt::Dry(reached));
            }
            personal::insert_erasure(&mut tx, erasure).await?;
            tell(app, &mut tx, identity).await?;
            Ok(reached)
        })
        .await;
    match outcome {
        Ok(reached) => {
            app.store.scrub().await?;
            Ok(Erased { reached, journal: Some(erasure.clone()) })
        }
        Err(Halt::Dry(reached)) => Ok(Erased { reached, journal: None }),
        Err(Halt::Error(error)) => Err(error),
    }
}

/// Why the transaction was left.
enum Halt {
    Dry(Reached),
    Error(Error),
}

impl<E: Into<Error>> From<E> for Halt {
    fn from(error: E) -> Self {
        Self::Error(error.into())
    }
}

impl store::Transient for Halt {
    fn is_transient(&self) -> bool {
        matches!(self, Self::Error(error) if error.is_transient())
    }
}

async fn take_away(app: &App, tx: &mut Tx, identity: &Identity) -> Result<Reached, Error> {
    let names = identity.names.iter().chain(&identity.addresses);
    let terms: Vec<_> = names.flat_map(|name| vocabulary::analysis::search_terms(name)).collect();
    Ok(personal::erase(tx, identity, &terms, app.today()).await?)
}

/// The event: that it was done, not to whom by name.
async fn tell(app: &App, tx: &mut Tx, identity: &Identity) -> Result<(), Error> {
    let Some(person) = identity.person else { return Ok(()) };
    let home = personal::home_of(tx, person).await?;
    let county = home.unwrap_or_else(|| app.settings.county.clone());
    let event = system_event(app, &county, "person.erased", person);
    Ok(store::events::append(tx, &county, &event).await?)
}

fn system_event(app: &App, county: &CountyCode, kind: &'static str, person: PersonId) -> NewEvent {
    let system = Actor::Anyone { county: county.clone() };
    let subject = Subject { kind: "person", id: person.0, organisation: None };
    let mut event = NewEvent::by(&system, app.now(), kind, subject);
    event.role = Role::Admin;
    event
}

/// Erases the one who asks, after they have written their own address to confirm and proved with
/// the password that it is they.
pub async fn erase_own(
    app: &App,
    signed: &Signed,
    typed: &str,
    password: &str,
) -> Result<Erased, Error> {
    let person = signed.person;
    let typed = text::required("email", typed, text::NAME_MAX)?.to_lowercase();
    let mut connection = app.store.read().await?;
    let identity = personal::identity_of(&mut connection, person).await?;
    let identity = identity.ok_or_else(|| Error::of(Kind::NotSignedIn))?;
    if !identity.addresses.contains(&typed) {
        return Err(Fault::new("email", "email-not-own").into());
    }
    drop(connection);
    prove(app, signed, "current", password).await?;
    erase(app, &identity, false).await
}

/// Takes the name and address of somebody with protected identity away, ends their login, and
/// marks that their matters go by hand.
pub async fn protect(app: &App, email: &str) -> Result<Reached, Error> {
    let identity = &find_identity(app, email).await?;
    let person = identity.person.ok_or_else(|| Fault::new("email", "email-unknown"))?;
    let home = personal::home_of(&mut app.store.read().await?, person).await?;
    let county = &home.unwrap_or_else(|| app.settings.county.clone());
    let event = &system_event(app, county, "person.protected", person)
        .saying(json!({ "route": "by-hand" }));
    // An older backup must not bring the name back either.
    let erasure = &Erasure {
        id: app.new_id(),
        erased_at: app.now(),
        person: Some(person),
        salt: crate::secrets::token()?,
        address_hash: None,
    };
    let reached = app
        .store
        .write(county, None, |mut tx| async move {
            let reached = take_away(app, &mut tx, identity).await?;
            personal::insert_erasure(&mut tx, erasure).await?;
            personal::protect(&mut tx, person, app.now()).await?;
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Halt>(reached)
        })
        .await
        .map_err(|halt| match halt {
            Halt::Error(error) => error,
            Halt::Dry(_) => Error::of(Kind::Internal),
        })?;
    app.store.scrub().await?;
    Ok(reached)
}

/// Makes erasures again in a database that does not know of them.
pub(crate) async fn apply_journal(
    app: &App,
    tx: &mut Tx,
    journal: &[Erasure],
) -> Result<Reached, store::Error> {
    let mut all = Reached::default();
    for erasure in journal {
        let identity = identity_in(tx, erasure).await?;
        if let Some(identity) = identity {
            let names = identity.names.iter().chain(&identity.addresses);
            let terms: Vec<_> =
                names.flat_map(|name| vocabulary::analysis::search_terms(name)).collect();
            let reached = personal::erase(tx, &identity, &terms, app.today()).await?;
            for (table, rows) in reached.0 {
                *all.0.entry(table).or_default() += rows;
            }
        }
        personal::insert_erasure(tx, erasure).await?;
    }
    Ok(all)
}

async fn identity_in(
    connection: &mut Connection,
    erasure: &Erasure,
) -> Result<Option<Identity>, store::Error> {
    if let Some(person) = erasure.person {
        return personal::identity_of(connection, person).await;
    }
    let Some(hash) = &erasure.address_hash else { return Ok(None) };
    let is_theirs = |address: &str| personal::address_hash(&erasure.salt, address) == *hash;
    let found = personal::identity_by_address(connection, is_theirs).await?;
    Ok(Some(found).filter(|found| !found.is_empty()))
}

/// Makes the erasures of a journal again; gives how many places were reached.
pub async fn replay(app: &App, journal: &[Erasure]) -> Result<u64, Error> {
    app.store
        .write(&app.settings.county, None, |mut tx| async move {
            Ok::<_, Error>(apply_journal(app, &mut tx, journal).await?.total())
        })
        .await
}
