//! Erasure: a person is taken away from every place, and stays away when an older backup is
//! restored.

use domain::access::{Actor, Role};
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
        return whole_of(&mut connection, id).await?.ok_or_else(unknown);
    }
    let login = name.trim().to_lowercase();
    if let Some(person) = store::access::person_by_email(&mut connection, &login).await?
        && let Some(found) = whole_of(&mut connection, person.id).await?
    {
        return Ok(found);
    }
    let wanted = personal::plain_address(name);
    let found = personal::identity_by_address(&mut connection, |address| address == wanted).await?;
    if found.is_empty() { Err(unknown()) } else { Ok(found) }
}

/// A person with a login, with what firms have written of the same address in any spelling. Every
/// way to an erasure goes through here, so that all of them reach as far; the login's own address
/// comes first.
async fn whole_of(
    connection: &mut Connection,
    person: PersonId,
) -> Result<Option<Identity>, store::Error> {
    let Some(own) = personal::identity_of(connection, person).await? else { return Ok(None) };
    let plain: Vec<_> = own.addresses.iter().map(|one| personal::plain_address(one)).collect();
    let is_theirs = |address: &str| plain.iter().any(|one| one == address);
    let written = personal::identity_by_address(connection, is_theirs).await?;
    Ok(Some(join(own, written)))
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
    end(app, identity, is_dry, false).await
}

async fn end(
    app: &App,
    identity: &Identity,
    is_dry: bool,
    is_protected: bool,
) -> Result<Erased, Error> {
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
        is_protected,
    };
    let outcome = app
        .store
        .write(&app.settings.county, None, |mut tx| async move {
            let reached = take_away(app, &mut tx, identity).await?;
            if is_dry {
                // Rolled back: what would have been reached is carried out of the transaction.
                return Err(Halt::Dry(reached));
            }
            remember(&mut tx, erasure).await?;
            tell(app, &mut tx, identity, is_protected).await?;
            store::scrubbing::want(&mut tx, now).await?;
            Ok(reached)
        })
        .await;
    match outcome {
        Ok(reached) => {
            super::scrub(app).await;
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

async fn take_away(app: &App, tx: &mut Tx, identity: &Identity) -> Result<Reached, store::Error> {
    if let Some(person) = identity.person {
        store::continuity::release(tx, person).await?;
    }
    let names = identity.names.iter().chain(&identity.addresses);
    let terms: Vec<_> = names.flat_map(|name| vocabulary::analysis::search_terms(name)).collect();
    personal::erase(tx, identity, &terms, app.today()).await
}

/// Writes the line of the journal, and the mark of somebody with protected identity.
async fn remember(tx: &mut Tx, erasure: &Erasure) -> Result<(), store::Error> {
    if let (true, Some(person)) = (erasure.is_protected, erasure.person) {
        personal::protect(tx, person, erasure.erased_at).await?;
    }
    personal::insert_erasure(tx, erasure).await
}

/// The event: that it was done, not to whom by name.
async fn tell(
    app: &App,
    tx: &mut Tx,
    identity: &Identity,
    is_protected: bool,
) -> Result<(), Error> {
    let Some(person) = identity.person else { return Ok(()) };
    let home = personal::home_of(tx, person).await?;
    let county = home.unwrap_or_else(|| app.settings.county.clone());
    let system = Actor::Anyone { county: county.clone() };
    let subject = Subject { kind: "person", id: person.0, organisation: None };
    let kind = if is_protected { "person.protected" } else { "person.erased" };
    let mut event = NewEvent::by(&system, app.now(), kind, subject);
    event.role = Role::Admin;
    if is_protected {
        event = event.saying(json!({ "route": "by-hand" }));
    }
    Ok(store::events::append(tx, &county, &event).await?)
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
    let identity = whole_of(&mut connection, person).await?;
    let identity = identity.ok_or_else(|| Error::of(Kind::NotSignedIn))?;
    drop(connection);
    if identity.addresses.first() != Some(&typed) {
        return Err(Fault::new("email", "email-not-own").into());
    }
    prove(app, signed, "current", password).await?;
    erase(app, &identity, false).await
}

/// Takes the name and address of somebody with protected identity away, ends their login if they
/// have one, and marks that their matters go by hand: an older backup brings neither the name back
/// nor takes the mark away.
pub async fn protect(app: &App, name: &str) -> Result<Reached, Error> {
    let identity = find_identity(app, name).await?;
    Ok(end(app, &identity, false, true).await?.reached)
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
            let reached = take_away(app, tx, &identity).await?;
            for (table, rows) in reached.0 {
                *all.0.entry(table).or_default() += rows;
            }
        }
        remember(tx, erasure).await?;
        store::scrubbing::want(tx, app.now()).await?;
    }
    Ok(all)
}

async fn identity_in(
    connection: &mut Connection,
    erasure: &Erasure,
) -> Result<Option<Identity>, store::Error> {
    if let Some(person) = erasure.person {
        return whole_of(connection, person).await;
    }
    let Some(hash) = &erasure.address_hash else { return Ok(None) };
    let is_theirs = |address: &str| personal::address_hash(&erasure.salt, address) == *hash;
    let found = personal::identity_by_address(connection, is_theirs).await?;
    Ok(Some(found).filter(|found| !found.is_empty()))
}
