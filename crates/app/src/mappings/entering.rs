//! The ways into a mapping: the firm's link, or a login.

use domain::access::{ACTORS, Actor};
use domain::codes::{CountyCode, Sni};
use domain::ids::MappingId;
use domain::needs::mapping::MappingState;
use store::access::Desk;
use store::events::{NewEvent, Subject};
use store::mappings::{self as stored, StoredMapping};

use super::{Seat, scope_of};
use crate::{App, Error, secrets};

/// A logged-in person, as mappings need to know them.
#[derive(Debug, Clone, Copy)]
pub struct Login<'a> {
    /// In which role, for whom.
    pub actor: &'a Actor,
    /// Name as shown.
    pub name: &'a str,
}

/// How somebody comes to a mapping.
#[derive(Debug, Clone, Copy)]
pub enum Door<'a> {
    /// By the link, with its token: the firm.
    Link(&'a str),
    /// Logged in.
    Login(Login<'a>, MappingId),
}

/// Somebody who has come in.
#[derive(Debug, Clone)]
pub struct Entered {
    /// County of the mapping.
    pub county: CountyCode,
    /// The mapping, without its answers.
    pub mapping: StoredMapping,
    /// What they are in it.
    pub seat: Seat,
    /// Who acts.
    pub actor: Actor,
    /// Their name; by the link, the firm's.
    pub name: String,
}

impl Entered {
    /// An event about this mapping, made by whoever has come in.
    pub(crate) fn event(&self, app: &App, kind: &'static str) -> NewEvent {
        let subject = Subject {
            kind: "mapping",
            id: self.mapping.id.0,
            organisation: Some(self.mapping.organisation),
        };
        self.event_about(app, kind, subject)
    }

    /// An event about something that comes of this mapping.
    pub(super) fn event_about(&self, app: &App, kind: &'static str, subject: Subject) -> NewEvent {
        let mut event = NewEvent::by(&self.actor, app.now(), kind, subject);
        if self.seat == Seat::Firm {
            event.by_organisation = Some(self.mapping.organisation);
        }
        event
    }

    /// Refuses who may not read the answers.
    pub(crate) fn must_read(&self) -> Result<(), Error> {
        if self.seat.reads_answers(&self.mapping) { Ok(()) } else { Err(Error::forbidden()) }
    }

    /// Refuses who may not write.
    pub(super) fn must_write(&self) -> Result<(), Error> {
        if self.seat.writes() { Ok(()) } else { Err(Error::forbidden()) }
    }
}

/// Lets somebody in, or says that there is nothing.
pub async fn enter(app: &App, door: Door<'_>) -> Result<Entered, Error> {
    match door {
        Door::Link(token) => match gate(app, token).await? {
            Gate::Open(entered) => Ok(*entered),
            Gate::Closed(_) | Gate::Unknown => Err(Error::invisible()),
        },
        Door::Login(login, id) => {
            let county = login.actor.county().clone();
            let mut connection = app.store.read().await?;
            let scope = scope_of(login.actor);
            let mapping = stored::find(&mut connection, &county, &scope, id).await?;
            let mapping = mapping.ok_or_else(Error::invisible)?;
            Ok(Entered {
                county,
                seat: Seat::of(login.actor, &mapping),
                mapping,
                actor: login.actor.clone(),
                name: login.name.to_owned(),
            })
        }
    }
}

/// What a link leads to.
#[derive(Debug, Clone)]
pub enum Gate {
    /// The mapping.
    Open(Box<Entered>),
    /// A mapping that the link no longer opens.
    Closed(Box<Closed>),
    /// Nothing: never given out, or replaced by a newer one.
    Unknown,
}

/// A link that no longer opens its mapping, and whom to ask.
#[derive(Debug, Clone)]
pub struct Closed {
    /// True when the mapping was called off; else the link's time is out.
    pub is_withdrawn: bool,
    /// Who sent it: name.
    pub opened_by_name: String,
    /// Who sent it: organisation.
    pub opened_by_organisation_name: String,
    /// Desk that answers the firm.
    pub desk: Option<Desk>,
}

/// What a link leads to.
pub async fn gate(app: &App, token: &str) -> Result<Gate, Error> {
    let mut connection = app.store.read().await?;
    let found = stored::find_by_link(&mut connection, &secrets::token_hash(token)).await?;
    let Some((county, mapping)) = found else { return Ok(Gate::Unknown) };
    let is_withdrawn = mapping.state == MappingState::Withdrawn;
    let is_over = mapping.link_expires_at.is_none_or(|end| end <= app.now());
    if !is_withdrawn && !is_over {
        let name = mapping.organisation_name.clone();
        let actor = Actor::Anyone { county: county.clone() };
        let seat = Seat::Firm;
        return Ok(Gate::Open(Box::new(Entered { county, mapping, seat, actor, name })));
    }
    let firm = store::organisations::find(&mut connection, &county, mapping.organisation).await?;
    let desk = match firm.map(|firm| firm.organisation) {
        Some(firm) => {
            let industry = firm.sni.as_ref().map(Sni::division);
            store::access::route(&mut connection, &county, &firm.municipality, industry).await?
        }
        None => None,
    };
    Ok(Gate::Closed(Box::new(Closed {
        is_withdrawn,
        opened_by_name: mapping.opened_by_name,
        opened_by_organisation_name: mapping.opened_by_organisation_name,
        desk,
    })))
}

impl Gate {
    /// True for someone logged in who works with firms: the link is the firm's own, and they have
    /// their own way in.
    pub fn is_not_for(actor: &Actor) -> bool {
        actor.is_one_of(ACTORS)
    }
}

/// The mapping behind an id or a demo slug.
pub async fn resolve(app: &App, actor: &Actor, name: &str) -> Result<MappingId, Error> {
    if let Ok(id) = name.parse::<MappingId>() {
        return Ok(id);
    }
    let mut connection = app.store.read().await?;
    let id = stored::id_by_slug(&mut connection, actor.county(), name).await?;
    id.ok_or_else(Error::invisible)
}
