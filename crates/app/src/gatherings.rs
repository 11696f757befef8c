//! Events where people meet: who invites writes them down, opens them, and closes them with an
//! outcome; organisations sign up people, wait for a seat and cancel.
//!
//! What is open to everyone is read by everyone, logged in or not. An event of a network does not
//! exist for those outside it, nor a draft for anyone but who invites. The address of a meeting
//! online is only for those who have a seat.

mod acts;
mod sign_ups;
mod telling;

use std::collections::BTreeMap;

use domain::access::{Actor, Role};
use domain::codes::MunicipalityCode;
use domain::gatherings::seats::{self, Mandate, SeatState};
use domain::gatherings::{Act, GatheringKind, GatheringState};
use domain::ids::GatheringId;
use domain::organisations::Sector;
use exchange::calendar::{self, Method};
use store::Connection;
use store::gatherings::sign_ups as lines;
use store::gatherings::{Filter, Viewer, Whose};
use store::organisations::{Municipality, Network};

use crate::{App, Error, Page, Slice};

pub(crate) use acts::subject_of;
pub use acts::{Kept, add, cancel, change, close, open};
pub(crate) use sign_ups::give_back;
pub use sign_ups::{SignedUp, leave, sign_up, signed_up};
pub use store::gatherings::StoredGathering;
pub use store::gatherings::sign_ups::StoredSignUp;
pub(crate) use telling::ask_for_outcomes;

/// Who invites: those who coordinate networks, work with firms, or teach their staff.
const KEEPERS: &[Role] = &[
    Role::NetworkCoord,
    Role::Broker,
    Role::MuniAdviser,
    Role::MuniContact,
    Role::Provider,
    Role::Strategist,
];
/// Who signs up people of their organisation.
const SIGNERS: &[Role] = &[
    Role::EmployerAdmin,
    Role::EmployerMember,
    Role::Leader,
    Role::Ambassador,
    Role::Broker,
    Role::MuniAdviser,
    Role::MuniContact,
    Role::AfAdviser,
    Role::Provider,
    Role::NetworkCoord,
    Role::Strategist,
];

/// An event as it stands now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The event; with the address of its meeting online only for who may have it.
    pub stored: StoredGathering,
    /// Where it stands.
    pub state: GatheringState,
    /// Seats that are left; none where there is room for everyone.
    pub free: Option<i64>,
}

impl Seen {
    /// Without the address of its meeting.
    fn of(app: &App, mut stored: StoredGathering) -> Self {
        stored.gathering.link = stored.gathering.link.map(|_| String::new());
        Self {
            state: stored.state_at(app.now()),
            free: seats::free(stored.gathering.seats, stored.taken),
            stored,
        }
    }
}

/// How many organisations and people something is, of those who have seats.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Organisations.
    pub organisations: i64,
    /// People.
    pub persons: i64,
}

/// Who comes, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mix {
    /// By sector.
    pub sectors: BTreeMap<Sector, Count>,
    /// By mandate.
    pub mandates: BTreeMap<Mandate, Count>,
}

impl Mix {
    fn of(shares: &[lines::Share]) -> Self {
        let mut mix = Self::default();
        let add = |count: &mut Count, share: &lines::Share| {
            count.organisations += share.organisations;
            count.persons += share.persons;
        };
        for share in shares {
            add(mix.sectors.entry(share.sector).or_default(), share);
            add(mix.mandates.entry(share.mandate).or_default(), share);
        }
        mix
    }
}

/// An event with what the reader may do.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a right of its own on the page")]
pub struct View {
    /// The event.
    pub seen: Seen,
    /// Whom the reader's organisation has signed up.
    pub own: Option<StoredSignUp>,
    /// Who comes, counted.
    pub mix: Mix,
    /// The reader keeps it: it is their organisation that invites.
    pub keeps: bool,
    /// The reader can sign up, or change whom they have signed up.
    pub can_sign_up: bool,
    /// The reader can cancel whom they have signed up.
    pub can_leave: bool,
    /// The reader would sign up people if one could.
    pub is_signer: bool,
}

impl View {
    /// The reader can do this with the event now.
    pub fn can(&self, act: Act) -> bool {
        self.keeps && self.seen.state.allows(act)
    }

    /// Nobody who comes may decide: worth knowing before something is to be decided.
    pub fn lacks_deciders(&self) -> bool {
        self.seen.state == GatheringState::Open
            && !self.mix.mandates.contains_key(&Mandate::Decides)
    }
}

/// Through whose eyes the actor reads: a private person speaks for no organisation.
fn viewer(actor: &Actor) -> Viewer {
    let own = actor.organisation().filter(|_| actor.role() != Role::Person);
    Viewer { organisation: own, keeps: actor.is_one_of(KEEPERS) }
}

/// The event, if the actor sees it.
async fn visible(
    connection: &mut Connection,
    actor: &Actor,
    id: GatheringId,
) -> Result<StoredGathering, Error> {
    let found = store::gatherings::find(connection, actor.county(), viewer(actor), id).await?;
    found.ok_or_else(Error::invisible)
}

/// True when the event is kept by the actor's organisation, and the actor is one who keeps events.
fn is_kept_by(actor: &Actor, stored: &StoredGathering) -> bool {
    actor.is_one_of(KEEPERS) && actor.organisation() == Some(stored.organisation)
}

/// How a list of events is asked for; all text as it stands in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// `past` for those that are over; anything else is those to come.
    pub when: String,
    /// Code of a kind.
    pub kind: String,
    /// Municipality code.
    pub municipality: String,
    /// `own` for those one's organisation invites to, `signed-up` for those it comes to.
    pub whose: String,
}

/// Events the actor sees: those to come with the nearest on top, or those that are over with the
/// latest on top.
pub async fn list(
    app: &App,
    actor: &Actor,
    query: &ListQuery,
    slice: Slice,
) -> Result<Page<Seen>, Error> {
    let filter = Filter {
        now: app.now(),
        is_past: query.when == "past",
        kind: GatheringKind::parse(&query.kind).ok(),
        municipality: MunicipalityCode::parse(&query.municipality).ok(),
        whose: match query.whose.as_str() {
            "own" => Whose::Own,
            "signed-up" => Whose::SignedUp,
            _ => Whose::All,
        },
    };
    let (county, viewer) = (actor.county(), viewer(actor));
    let mut connection = app.store.read().await?;
    let found = store::gatherings::list(&mut connection, county, viewer, &filter, slice).await?;
    Ok(found.map(|stored| Seen::of(app, stored)))
}

/// One event.
pub async fn read(app: &App, actor: &Actor, id: GatheringId) -> Result<View, Error> {
    let (county, now) = (actor.county(), app.now());
    let mut connection = app.store.read().await?;
    let stored = visible(&mut connection, actor, id).await?;
    let own = match actor.organisation() {
        Some(own) if actor.is_one_of(SIGNERS) => {
            lines::find(&mut connection, county, id, own).await?
        }
        _ => None,
    };
    let mix = Mix::of(&lines::mix(&mut connection, county, id).await?);
    let link = stored.gathering.link.clone();
    let keeps = is_kept_by(actor, &stored);
    let mut seen = Seen::of(app, stored);
    if keeps || own.as_ref().is_some_and(|own| own.state == SeatState::Seated) {
        seen.stored.gathering.link = link;
    }
    let said = &seen.stored.gathering;
    let is_signer = actor.is_one_of(SIGNERS);
    Ok(View {
        can_sign_up: is_signer && said.takes_sign_ups(seen.state, now),
        can_leave: own.is_some() && said.lets_go(seen.state, now),
        is_signer,
        keeps,
        own,
        mix,
        seen,
    })
}

/// The event as a calendar file; one that is called off takes itself out of the calendar. A draft
/// has no place in one.
pub async fn calendar(app: &App, actor: &Actor, id: GatheringId) -> Result<String, Error> {
    let seen = read(app, actor, id).await?.seen;
    let (stored, state) = (&seen.stored, seen.state);
    if state == GatheringState::Draft {
        return Err(Error::invisible());
    }
    let said = &stored.gathering;
    let house = app.post().map_or("samkraft", |post| post.domain());
    let event = calendar::Event {
        uid: format!("{id}@{house}"),
        sequence: stored.sequence,
        stamp: app.now(),
        starts_at: said.starts_at,
        minutes: said.minutes(),
        summary: said.title.clone(),
        description: format!("{}\n{}/traffar/{id}", said.text, app.settings.base_url),
        place: site(said).unwrap_or_default(),
        organiser: String::new(),
        organiser_name: String::new(),
        attendee: String::new(),
    };
    let is_off = state == GatheringState::Cancelled;
    Ok(calendar::print(&event, if is_off { Method::Withdraw } else { Method::Publish }))
}

/// Where it is, in one line: the place, or the address of the meeting online.
pub(crate) fn site(said: &domain::gatherings::Gathering) -> Option<String> {
    said.place.clone().or_else(|| said.link.clone()).filter(|site| !site.is_empty())
}

/// Municipalities that events take place in: all of the county.
pub async fn places(app: &App, actor: &Actor) -> Result<Vec<Municipality>, Error> {
    let mut connection = app.store.read().await?;
    Ok(store::organisations::municipalities(&mut connection, actor.county()).await?)
}

/// Networks whose members the actor can invite: those the own organisation runs or is part of.
pub async fn networks(app: &App, actor: &Actor) -> Result<Vec<Network>, Error> {
    let own = actor.organisation().filter(|_| actor.is_one_of(KEEPERS));
    let own = own.ok_or_else(Error::forbidden)?;
    let mut connection = app.store.read().await?;
    Ok(store::organisations::networks_of(&mut connection, actor.county(), own).await?)
}
