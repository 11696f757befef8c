//! Ownership transfer. An owner's listing belongs to their account: no colleague, adviser, broker
//! or administrator finds it, unless the owner has let them in.
//!
//! What is written here leaves no trace elsewhere. Words and the firm are sealed before they reach
//! the store. Nothing is written to the county's log of events, to the log of readings or to
//! search: others read each of them, and an event would say who, in which role and for which firm.
//! In their place the compartment keeps its own steps, which only those who take part read. Mail
//! and notices say that there is something to read, and no more.

mod buying;
mod contact;
mod listing;
mod looking;
mod standing;

use domain::access::{Actor, EMPLOYERS, Role};
use domain::codes::CountyCode;
use domain::ids::{ListingId, NotificationId, OrganisationId, PersonId, SuccessionContactId};
use domain::mail::MailKind;
use domain::succession::cover::{Cover, Editions, Firm, SizeBand, industry_of};
use domain::succession::intentions::Intention;
use domain::succession::words::Known;
use domain::succession::{ContactState, ListingState, NewsKind, Note, Profile, StepKind};
use domain::time::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use store::mine::{Held, Row};
use store::notifications::Notification;
use store::organisations::StoredOrganisation;
use store::succession::{Held as Whose, NewStep, StoredContact, StoredListing};
use store::{Connection, Tx};
use uuid::Uuid;

use crate::{App, Error, Kind, mail};

pub use buying::{Teaser, keep_profile, profile, show_interest, teaser, teasers};
pub use contact::{ContactView, Message, Names, agree, finish, negotiate, read_contact, write};
pub use listing::View;
pub use listing::{Draft, add, change, draft, end, let_in, pause, publish, read, shut_out, ways};
pub(crate) use looking::{Looks, watch};
pub use looking::{intend, intention, intentions, seal_intention};
pub use store::organisations::Municipality;
pub use store::succession::{Agreed, News, StoredStep};

/// Who can look for a firm to take over: employees, newcomers and firms.
const SEEKERS: &[Role] = &[Role::Person, Role::EmployerAdmin, Role::EmployerMember];
/// What words are sealed for.
const SEALED_FOR: &str = "succession";
/// Most lines of each kind on a page.
const LINES_MAX: i64 = 100;
/// Most steps that are told.
const STEPS_MAX: i64 = 50;
/// Most news on a page.
const NEWS_MAX: i64 = 20;

/// What a listing holds, sealed: the owner's words, which firm it is, and what its teasers have
/// told so far.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Body {
    organisation: Option<OrganisationId>,
    note: Note,
    told: Editions,
}

fn seal(app: &App, what: &impl Serialize) -> Result<String, Error> {
    let plain = serde_json::to_vec(what).map_err(|_| Error::of(Kind::Internal))?;
    app.protection.seal(SEALED_FOR, &plain)
}

/// What was sealed; nothing where the secret is another one, as in a copy restored elsewhere.
fn open<T: DeserializeOwned + Default>(app: &App, sealed: &str) -> T {
    let plain = app.protection.open(SEALED_FOR, sealed);
    plain.and_then(|plain| serde_json::from_slice(&plain).ok()).unwrap_or_else(|| {
        tracing::error!("words were sealed with another secret: see SAMKRAFT_SECRET_FILE");
        T::default()
    })
}

/// The account that asks.
fn account(actor: &Actor) -> Result<PersonId, Error> {
    let held = actor.assignment().ok_or_else(|| Error::of(Kind::NotSignedIn))?;
    Ok(held.person)
}

/// The account, when it speaks for a firm.
fn owner(actor: &Actor) -> Result<(PersonId, OrganisationId), Error> {
    let held = actor.assignment().ok_or_else(|| Error::of(Kind::NotSignedIn))?;
    if actor.is_one_of(EMPLOYERS) {
        Ok((held.person, held.organisation))
    } else {
        Err(Error::forbidden())
    }
}

fn seeker(actor: &Actor) -> Result<PersonId, Error> {
    if actor.is_one_of(SEEKERS) { account(actor) } else { Err(Error::forbidden()) }
}

/// A firm as teasers count it.
fn counted(firm: &StoredOrganisation) -> Firm {
    let known = &firm.organisation;
    Firm {
        municipality: known.municipality.clone(),
        industry: known.sni.as_ref().and_then(industry_of),
        size: known.employees.map(SizeBand::of),
    }
}

/// What words of somebody may not tell before the other knows who it is: their name, the firm they
/// speak for, and places narrower than `cover` tells already.
async fn known(
    connection: &mut Connection,
    county: &CountyCode,
    person: PersonId,
    firm: Option<OrganisationId>,
    cover: Option<&Cover>,
) -> Result<Known, Error> {
    let mut known = Known::default();
    known.names.extend(store::access::person_name(connection, person).await?);
    if let Some(firm) = firm {
        let firm = store::organisations::find(connection, county, firm).await?;
        if let Some(firm) = firm {
            known.number = Some(firm.organisation.org_number.as_str().to_owned());
            known.names.push(firm.organisation.name);
        }
    }
    if let Some(cover) = cover {
        let places = store::organisations::municipalities(connection, county).await?;
        let is_told = |place: &Municipality| *cover.municipalities == [place.code.clone()];
        let narrower = places.into_iter().filter(|place| !is_told(place));
        known.places = narrower.map(|place| place.name).collect();
    }
    Ok(known)
}

/// A listing in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Id.
    pub id: ListingId,
    /// What the owner calls it.
    pub title: String,
    /// Where it stands.
    pub state: ListingState,
    /// When it was changed last.
    pub updated_at: Timestamp,
}

impl Line {
    fn of(app: &App, listing: &StoredListing) -> Self {
        let body: Body = open(app, &listing.body);
        Self {
            id: listing.id,
            title: body.note.title,
            state: listing.state,
            updated_at: listing.updated_at,
        }
    }
}

/// A contact in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactLine {
    /// Id.
    pub id: SuccessionContactId,
    /// What the owner calls the buyer.
    pub number: i64,
    /// What the teaser tells.
    pub cover: Cover,
    /// How far they have come.
    pub state: ContactState,
    /// When something happened last.
    pub updated_at: Timestamp,
}

impl From<&StoredContact> for ContactLine {
    fn from(contact: &StoredContact) -> Self {
        Self {
            id: contact.id,
            number: contact.number,
            cover: contact.cover.clone(),
            state: contact.state,
            updated_at: contact.updated_at,
        }
    }
}

/// The first page of the room: what is the account's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// Its listings.
    pub listings: Vec<Line>,
    /// Listings whose owners it is in touch with.
    pub contacts: Vec<ContactLine>,
    /// Listings it has been let in to.
    pub advised: Vec<Line>,
    /// What it has not read.
    pub news: Vec<News>,
    /// Names of the county's municipalities.
    pub places: Vec<Municipality>,
    /// It may write listings.
    pub can_own: bool,
    /// It may look for a firm.
    pub can_seek: bool,
}

/// What is the account's own.
pub async fn home(app: &App, actor: &Actor) -> Result<Home, Error> {
    let (county, person) = (actor.county(), account(actor)?);
    let connection = &mut app.store.read().await?;
    let own = store::succession::list(connection, county, person, Whose::Own, LINES_MAX).await?;
    let advised =
        store::succession::list(connection, county, person, Whose::Advised, LINES_MAX).await?;
    let contacts =
        store::succession::contacts_of_buyer(connection, county, person, LINES_MAX).await?;
    let line = |listing: &StoredListing| Line::of(app, listing);
    Ok(Home {
        listings: own.iter().map(line).collect(),
        advised: advised.iter().map(line).collect(),
        contacts: contacts.iter().map(ContactLine::from).collect(),
        news: store::succession::unread(connection, county, person, NEWS_MAX).await?,
        places: store::organisations::municipalities(connection, county).await?,
        can_own: owner(actor).is_ok(),
        can_seek: seeker(actor).is_ok(),
    })
}

/// Municipalities of the county, in which teasers and buyers say where.
pub async fn places(app: &App, actor: &Actor) -> Result<Vec<Municipality>, Error> {
    account(actor)?;
    let mut connection = app.store.read().await?;
    Ok(store::organisations::municipalities(&mut connection, actor.county()).await?)
}

/// Marks everything the account has to read as read.
pub async fn mark_read(app: &App, actor: &Actor, key: Option<&str>) -> Result<u64, Error> {
    let (county, person, now) = (actor.county(), account(actor)?, app.now());
    let key = crate::acting::request_key(actor, key, "succession.read", &(), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            Ok(store::succession::mark_read(&mut tx, county, person, None, now).await?)
        })
        .await
}

/// On the first page after logging in: that there is something, and only for this account.
pub(crate) async fn own_notice(
    connection: &mut Connection,
    actor: &Actor,
) -> Result<Option<Notification>, Error> {
    let Ok(person) = account(actor) else { return Ok(None) };
    let unread = store::succession::unread(connection, actor.county(), person, 1).await?;
    Ok(unread.first().map(|news| Notification {
        id: NotificationId(news.id),
        kind: MailKind::SomethingToRead.code().to_owned(),
        subject_kind: "own".to_owned(),
        subject: news.id,
        about: String::new(),
        at: news.at,
    }))
}

/// What somebody is to be told of, before it is known to whom.
#[derive(Debug, Clone, Copy)]
struct Told {
    id: Uuid,
    listing: ListingId,
    contact: Option<SuccessionContactId>,
    kind: NewsKind,
    at: Timestamp,
}

/// Tells one account. A mail goes with it unless one has gone about something still unread.
async fn tell(tx: &mut Tx, county: &CountyCode, told: Told, person: PersonId) -> Result<(), Error> {
    let is_first = store::succession::unread(tx, county, person, 1).await?.is_empty();
    let Told { id, listing, contact, kind, at } = told;
    let news = News { id, person, listing, contact, kind, at };
    store::succession::insert_news(tx, county, &news).await?;
    if is_first {
        let draft = mail::Draft {
            seed: id,
            once: &format!("news/{id}"),
            kind: MailKind::SomethingToRead,
            subject: id,
            number: 0,
            secret: None,
            at,
        };
        mail::to_person(tx, county, &draft, person).await?;
    }
    Ok(())
}

/// A step of the listing itself, by its owner.
fn step(app: &App, listing: ListingId, kind: StepKind) -> NewStep {
    NewStep {
        id: app.new_id(),
        listing,
        contact: None,
        side: Some(domain::succession::Side::Seller),
        kind,
        at: app.now(),
    }
}

/// Everything the compartment holds of an account, for «Mitt» and its files.
pub(crate) async fn held(
    app: &App,
    connection: &mut Connection,
    county: &CountyCode,
    person: PersonId,
) -> Result<Vec<Row>, Error> {
    let mut rows = Vec::new();
    let what = |code: &str| ("what", Held::Code("mine-place", format!("succession-{code}")));
    for listing in
        store::succession::list(connection, county, person, Whose::Own, LINES_MAX).await?
    {
        let body: Body = open(app, &listing.body);
        let words = listing.teaser.as_deref().map(|sealed| open::<String>(app, sealed));
        rows.push(vec![
            what("listing"),
            ("state", Held::Code("succession-state", listing.state.code().to_owned())),
            ("title", Held::Text(body.note.title)),
            ("body", Held::Text(body.note.body.unwrap_or_default())),
            ("words", Held::Text(words.unwrap_or_default())),
            ("created", Held::Instant(listing.created_at.as_microsecond())),
        ]);
        let contacts = store::succession::contacts_of_listing;
        for contact in contacts(connection, county, listing.id, LINES_MAX).await? {
            rows.extend(of_contact(app, connection, county, &contact, person).await?);
        }
    }
    if let Some((sealed, _)) = store::succession::profile(connection, county, person).await? {
        let profile: Profile = open(app, &sealed);
        rows.push(vec![
            what("buyer"),
            ("title", Held::Text(profile.looking)),
            ("body", Held::Text(profile.background)),
        ]);
    }
    let bought =
        store::succession::contacts_of_buyer(connection, county, person, LINES_MAX).await?;
    for contact in &bought {
        rows.extend(of_contact(app, connection, county, contact, person).await?);
    }
    let advised = store::succession::list(connection, county, person, Whose::Advised, LINES_MAX);
    for listing in advised.await? {
        rows.push(vec![
            what("adviser"),
            ("state", Held::Code("succession-state", listing.state.code().to_owned())),
            ("created", Held::Instant(listing.created_at.as_microsecond())),
        ]);
    }
    let own = store::succession::intention_of(connection, county, person).await?;
    if let Some(own) = own.and_then(|sealed| looking::open_intention(app, &sealed)) {
        rows.push(vec![
            what("intention"),
            ("state", Held::Code("succession-intention", Intention::code(own).to_owned())),
        ]);
    }
    for row in &mut rows {
        row.retain(|(_, held)| *held != Held::Text(String::new()));
    }
    Ok(rows)
}

/// A contact and what the account has written in it.
async fn of_contact(
    app: &App,
    connection: &mut Connection,
    county: &CountyCode,
    contact: &StoredContact,
    person: PersonId,
) -> Result<Vec<Row>, Error> {
    let what = |code: &str| ("what", Held::Code("mine-place", format!("succession-{code}")));
    let mut rows = vec![vec![
        what("contact"),
        ("state", Held::Code("succession-contact", contact.state.code().to_owned())),
        ("created", Held::Instant(contact.created_at.as_microsecond())),
    ]];
    let limit = contact::messages_max();
    let all = store::succession::messages(connection, county, contact.id, limit).await?;
    let own = all.iter().filter(|one| Some(one.side) == contact.side_of(person));
    rows.extend(own.map(|one| {
        vec![
            what("message"),
            ("body", Held::Text(open(app, &one.body))),
            ("created", Held::Instant(one.sent_at.as_microsecond())),
        ]
    }));
    Ok(rows)
}
