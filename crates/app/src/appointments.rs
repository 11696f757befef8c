//! A time in the calendar for a planned contact or a workshop: set, moved, called off. Each version
//! goes out as an invitation that calendars understand.
//!
//! A time belongs to the organisation that meets the firm: the one whose contact it is, or that
//! leads the mapping. For everyone else it does not exist.

use domain::access::{ACTORS, Actor, Role};
use domain::codes::CountyCode;
use domain::fault::Fault;
use domain::ids::{ContactId, MappingId, OrganisationId};
use domain::mail::{MailKind, Meeting, MeetingForm};
use domain::needs::mapping::Track;
use domain::time::Timestamp;
use store::events::{NewEvent, Subject};
use store::{Connection, Tx};
use uuid::Uuid;

use crate::acting::request_key;
use crate::mappings::{Door, Login, Seat};
use crate::{App, Error, Kind, Page, Slice, contacts, mail};

pub use store::appointments::{Appointment, Version};

/// What a time is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// A planned contact.
    Contact(ContactId),
    /// A workshop of a mapping that is led.
    Mapping(MappingId),
}

impl For {
    fn kind(self) -> &'static str {
        match self {
            Self::Contact(_) => "contact",
            Self::Mapping(_) => "mapping",
        }
    }

    fn id(self) -> Uuid {
        match self {
            Self::Contact(id) => id.0,
            Self::Mapping(id) => id.0,
        }
    }

    /// What a time is for; none when it is for something this does not know.
    pub fn of(one: &Appointment) -> Option<Self> {
        match one.subject_kind.as_str() {
            "contact" => Some(Self::Contact(ContactId(one.subject))),
            "mapping" => Some(Self::Mapping(MappingId(one.subject))),
            _ => None,
        }
    }
}

/// What a time is for, as whoever sets it sees it.
#[derive(Debug, Clone)]
pub struct Occasion {
    /// The firm.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// Where its invitation went, to begin with.
    pub known_address: Option<String>,
    /// The day planned, to begin with.
    pub day: Option<domain::time::Date>,
    /// The time as it stands; none when there is none, or it has passed or been called off.
    pub set: Option<Appointment>,
}

/// What a time is set for. Only the organisation that meets the firm sets one.
pub async fn occasion(app: &App, login: Login<'_>, what: For) -> Result<Occasion, Error> {
    if !login.actor.is_one_of(ACTORS) {
        return Err(Error::invisible());
    }
    let mut occasion = match what {
        For::Contact(id) => {
            let line = contacts::read(app, login.actor, id).await?;
            if !line.is_own {
                return Err(Error::forbidden());
            }
            if line.contact.is_cancelled || !line.contact.contact.is_planned(app.today()) {
                return Err(Fault::new("contact", "contact-has-been").into());
            }
            Occasion {
                organisation: line.contact.organisation,
                organisation_name: line.contact.organisation_name,
                known_address: None,
                day: Some(line.contact.contact.on),
                set: None,
            }
        }
        For::Mapping(id) => {
            let entered = crate::mappings::enter(app, Door::Login(login, id)).await?;
            let mapping = entered.mapping;
            if entered.seat != Seat::Leader || mapping.track != Track::Led {
                return Err(Error::forbidden());
            }
            Occasion {
                organisation: mapping.organisation,
                organisation_name: mapping.organisation_name,
                known_address: mapping.invited_email,
                day: None,
                set: None,
            }
        }
    };
    let mut connection = app.store.read().await?;
    occasion.set = standing(&mut connection, login.actor.county(), what, app.now()).await?;
    Ok(occasion)
}

/// Times of one's own organisation, latest first, those that were called off too; for one thing
/// alone when it is named.
pub async fn list(
    app: &App,
    login: Login<'_>,
    what: Option<For>,
    slice: Slice,
) -> Result<Page<Appointment>, Error> {
    let own = login.actor.organisation().filter(|_| login.actor.is_one_of(ACTORS));
    let own = own.ok_or_else(Error::invisible)?;
    let county = login.actor.county();
    let subject = what.map(|what| (what.kind(), what.id()));
    // A process leader sees the times of the mappings they lead themselves, no colleague's.
    let leader = login.actor.assignment().filter(|held| held.role == Role::Leader);
    let whose = (own, leader.map(|held| held.person));
    let mut connection = app.store.read().await?;
    Ok(store::appointments::page(&mut connection, county, whose, subject, slice).await?)
}

/// One time, with what it is for.
pub async fn read(app: &App, login: Login<'_>, id: Uuid) -> Result<(For, Appointment), Error> {
    if !login.actor.is_one_of(ACTORS) {
        return Err(Error::invisible());
    }
    let mut connection = app.store.read().await?;
    let found = store::appointments::find(&mut connection, login.actor.county(), id).await?;
    drop(connection);
    let found = found.ok_or_else(Error::invisible)?;
    let what = For::of(&found).ok_or_else(Error::invisible)?;
    let is_own = match what {
        For::Contact(id) => contacts::read(app, login.actor, id).await?.is_own,
        For::Mapping(id) => {
            let entered = crate::mappings::enter(app, Door::Login(login, id)).await?;
            entered.seat == Seat::Leader
        }
    };
    if is_own { Ok((what, found)) } else { Err(Error::invisible()) }
}

/// The time that stands and has not passed.
async fn standing(
    connection: &mut Connection,
    county: &CountyCode,
    what: For,
    now: Timestamp,
) -> Result<Option<Appointment>, Error> {
    let latest = store::appointments::latest(connection, county, what.kind(), what.id()).await?;
    Ok(latest.filter(|one| one.meeting.starts_at > now))
}

/// Fails when somebody else has set, moved or called off the time since it was read: by whoever
/// decided (`seen`), and by this very change (`read`).
async fn still(
    tx: &mut Tx,
    county: &CountyCode,
    what: For,
    [seen, read]: [Option<Version>; 2],
    now: Timestamp,
) -> Result<(), Error> {
    let stands = standing(tx, county, what, now).await?.map(|one| one.version());
    if stands == seen && stands == read { Ok(()) } else { Err(store::Error::Changed.into()) }
}

/// Sets a time or moves it, and invites. `seen` is what stood when whoever sets it looked: none
/// for a first time.
pub async fn set(
    app: &App,
    login: Login<'_>,
    what: For,
    seen: Option<Version>,
    form: &MeetingForm,
    key: Option<&str>,
) -> Result<Appointment, Error> {
    let now = app.now();
    let occasion = occasion(app, login, what).await?;
    let meeting: Meeting = form.parse(now)?;
    let own = login.actor.organisation().ok_or_else(Error::forbidden)?;
    let is_other_reader =
        occasion.set.as_ref().is_some_and(|set| set.meeting.email != meeting.email);
    let old = occasion.set.clone();
    let new = match &old {
        // Somebody else is invited: the old invitation is called off and a new one made.
        Some(set) if !is_other_reader => {
            Appointment { meeting, sequence: set.sequence + 1, updated_at: now, ..set.clone() }
        }
        _ => Appointment {
            id: app.new_id(),
            subject_kind: what.kind().to_owned(),
            subject: what.id(),
            organisation: occasion.organisation,
            by_organisation: own,
            by_organisation_name: String::new(),
            meeting,
            sequence: 0,
            is_cancelled: false,
            updated_at: now,
        },
    };
    let cancelled = old.clone().filter(|_| is_other_reader).map(|set| called_off(set, now));
    let kind = if new.sequence == 0 { "appointment.set" } else { "appointment.moved" };
    let event = &event(login.actor, now, kind, &new);
    let seed = app.new_id::<Uuid>();
    let key = request_key(login.actor, key, "appointment.set", &(what.id(), form), now);
    let (county, new) = (login.actor.county(), &new);
    let (read, cancelled) = (old.as_ref().map(Appointment::version), cancelled.as_ref());
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            still(tx, county, what, [seen, read], now).await?;
            if let Some(old) = cancelled {
                store::appointments::put(tx, county, old).await?;
                invite(tx, county, old, event.id.0, now).await?;
            }
            store::appointments::put(tx, county, new).await?;
            invite(tx, county, new, seed, now).await?;
            store::events::append(tx, county, event).await?;
            Ok::<_, Error>(new.clone())
        })
        .await
}

/// Moves a time, or invites somebody else to it. It has to be the one that stands.
pub async fn move_to(
    app: &App,
    login: Login<'_>,
    id: Uuid,
    seen: Version,
    form: &MeetingForm,
    key: Option<&str>,
) -> Result<Appointment, Error> {
    let (what, found) = read(app, login, id).await?;
    if found.is_cancelled && found.version() == seen {
        return Err(Fault::new("appointment", "meeting-is-off").into());
    }
    lies_ahead(&found, app.now())?;
    set(app, login, what, Some(seen), form, key).await
}

/// What has been can be neither moved nor called off.
fn lies_ahead(one: &Appointment, now: Timestamp) -> Result<(), Fault> {
    if one.meeting.starts_at > now {
        Ok(())
    } else {
        Err(Fault::new("appointment", "meeting-has-been"))
    }
}

/// Calls off one time. Calling it off again changes nothing.
pub async fn cancel_one(
    app: &App,
    login: Login<'_>,
    id: Uuid,
    seen: Version,
    key: Option<&str>,
) -> Result<(), Error> {
    let (what, found) = read(app, login, id).await?;
    if found.is_cancelled {
        return Ok(());
    }
    lies_ahead(&found, app.now())?;
    if found.version() != seen {
        return Err(Error::of(Kind::Conflict));
    }
    cancel(app, login, what, Some(seen), key).await.map(|_| ())
}

/// Calls a time off, and tells whoever was invited. `seen` is what stood when whoever calls it off
/// looked.
pub async fn cancel(
    app: &App,
    login: Login<'_>,
    what: For,
    seen: Option<Version>,
    key: Option<&str>,
) -> Result<OrganisationId, Error> {
    let now = app.now();
    let occasion = occasion(app, login, what).await?;
    let Some(set) = &occasion.set else { return Ok(occasion.organisation) };
    let gone = &called_off(set.clone(), now);
    let event = &event(login.actor, now, "appointment.cancelled", gone);
    let key = request_key(login.actor, key, "appointment.cancel", &what.id(), now);
    let county = login.actor.county();
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            still(&mut tx, county, what, [seen, Some(set.version())], now).await?;
            call_off(&mut tx, county, gone, event, now).await
        })
        .await?;
    Ok(occasion.organisation)
}

/// Calls off the time of something that is called off itself, inside its transaction.
pub(crate) async fn call_off_with(
    tx: &mut Tx,
    county: &CountyCode,
    what: For,
    event: &NewEvent,
    now: Timestamp,
) -> Result<(), Error> {
    let Some(set) = standing(tx, county, what, now).await? else { return Ok(()) };
    call_off(tx, county, &called_off(set, now), event, now).await
}

async fn call_off(
    tx: &mut Tx,
    county: &CountyCode,
    gone: &Appointment,
    event: &NewEvent,
    now: Timestamp,
) -> Result<(), Error> {
    store::appointments::put(tx, county, gone).await?;
    invite(tx, county, gone, event.id.0, now).await?;
    Ok(store::events::append(tx, county, event).await?)
}

fn called_off(set: Appointment, now: Timestamp) -> Appointment {
    Appointment { is_cancelled: true, sequence: set.sequence + 1, updated_at: now, ..set }
}

/// An event about a time.
pub(crate) fn event(
    actor: &Actor,
    now: Timestamp,
    kind: &'static str,
    about: &Appointment,
) -> NewEvent {
    let firm = Some(about.organisation);
    NewEvent::by(
        actor,
        now,
        kind,
        Subject { kind: "appointment", id: about.id, organisation: firm },
    )
}

async fn invite(
    tx: &mut Tx,
    county: &CountyCode,
    version: &Appointment,
    seed: Uuid,
    now: Timestamp,
) -> Result<(), Error> {
    let kind = if version.is_cancelled {
        MailKind::AppointmentCancelled
    } else {
        MailKind::AppointmentSet
    };
    let once = format!("appointment/{}/{}", version.id, version.sequence);
    let draft = mail::Draft {
        seed,
        once: &once,
        kind,
        subject: version.id,
        number: version.sequence,
        secret: None,
        at: now,
    };
    mail::to_address(tx, county, &draft, &version.meeting.email).await.map(|_| ())
}
