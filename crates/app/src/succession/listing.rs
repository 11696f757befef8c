//! What an owner does with a listing: write, publish, take in, let advisers in, end.

use domain::access::Actor;
use domain::fault::{Fault, Faults};
use domain::ids::{ListingId, PersonId};
use domain::succession::cover::{self, Cover, Editions, Firm, TeaserForm};
use domain::succession::words::Known;
use domain::succession::{
    ADVISERS_MAX, Ending, LISTINGS_MAX, ListingState, NewsKind, Note, NoteForm, StepKind,
    TEASER_MAX, said,
};
use domain::text;
use domain::time::Timestamp;
use store::Connection;
use store::organisations::Municipality;
use store::succession::{Change, Held as Whose, NewListing, NewTeaser, StoredListing, StoredStep};

use super::standing::{gone, standing};
use super::{
    Body, ContactLine, LINES_MAX, STEPS_MAX, Told, account, counted, known, open, owner, seal,
    step, tell,
};
use crate::acting::request_key;
use crate::{App, Error};

/// A listing with what its reader may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Id.
    pub id: ListingId,
    /// The owner's words.
    pub note: Note,
    /// Where it stands.
    pub state: ListingState,
    /// What its teaser tells; of use once there are words.
    pub cover: Cover,
    /// The teaser's words; none before it has been published.
    pub words: Option<String>,
    /// Version for optimistic locking.
    pub version: i64,
    /// When its teaser was published last.
    pub published_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// The reader owns it; else they have been let in.
    pub is_own: bool,
    /// Buyers in touch, the first one first.
    pub contacts: Vec<ContactLine>,
    /// Who has been let in; told to the owner only.
    pub advisers: Vec<(PersonId, String, Timestamp)>,
    /// What has happened, newest first.
    pub steps: Vec<StoredStep>,
    /// Names of the county's municipalities.
    pub places: Vec<Municipality>,
}

/// The listing, for its owner.
async fn own(
    connection: &mut Connection,
    actor: &Actor,
    id: ListingId,
) -> Result<StoredListing, Error> {
    let person = account(actor)?;
    let found = store::succession::find(connection, actor.county(), id, person).await?;
    let found = found.ok_or_else(Error::invisible)?;
    if found.person == person { Ok(found) } else { Err(Error::forbidden()) }
}

/// A listing, for its owner and those they have let in.
pub async fn read(app: &App, actor: &Actor, id: ListingId) -> Result<View, Error> {
    let (county, person) = (actor.county(), account(actor)?);
    let c = &mut app.store.read().await?;
    let found = store::succession::find(c, county, id, person).await?;
    let found = found.ok_or_else(Error::invisible)?;
    let is_own = found.person == person;
    let contacts = store::succession::contacts_of_listing(c, county, id, LINES_MAX).await?;
    let advisers = store::succession::advisers(c, county, id).await?;
    let body: Body = open(app, &found.body);
    Ok(View {
        id,
        note: body.note,
        state: found.state,
        words: found.teaser.as_deref().map(|sealed| open(app, sealed)),
        cover: found.cover,
        version: found.version,
        published_at: found.published_at,
        ended_at: found.ended_at,
        is_own,
        contacts: contacts.iter().map(ContactLine::from).collect(),
        advisers: if is_own { advisers } else { Vec::new() },
        steps: store::succession::steps_of_listing(c, county, id, STEPS_MAX).await?,
        places: store::organisations::municipalities(c, county).await?,
    })
}

/// Writes a private listing of the firm the account speaks for.
pub async fn add(
    app: &App,
    actor: &Actor,
    form: &NoteForm,
    key: Option<&str>,
) -> Result<ListingId, Error> {
    let (county, now) = (actor.county(), app.now());
    let (person, firm) = owner(actor)?;
    let note = form.parse()?;
    let new = &NewListing {
        id: app.new_id(),
        person,
        body: seal(app, &Body { organisation: Some(firm), note, ..Body::default() })?,
        created_at: now,
    };
    let written = &step(app, new.id, StepKind::Written);
    let key = request_key(actor, key, "succession.add", form, now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            let all = store::succession::list(tx, county, person, Whose::Own, LINES_MAX).await?;
            if all.iter().filter(|one| one.state.is_open()).count() >= LISTINGS_MAX {
                let full = Fault::new("title", "succession-listings-full");
                return Err(Error::from(full.with("max", LISTINGS_MAX)));
            }
            store::succession::insert(tx, county, new).await?;
            store::succession::insert_step(tx, county, written).await?;
            Ok(new.id)
        })
        .await
}

/// Changes the owner's words, if they have not been changed since `version`.
pub async fn change(
    app: &App,
    actor: &Actor,
    (id, version): (ListingId, i64),
    form: &NoteForm,
    key: Option<&str>,
) -> Result<ListingId, Error> {
    let (county, now, person) = (actor.county(), app.now(), account(actor)?);
    let mut connection = app.store.read().await?;
    let stored = &own(&mut connection, actor, id).await?;
    drop(connection);
    let note = form.parse()?;
    let was: Body = open(app, &stored.body);
    let body = &seal(app, &Body { note, ..was })?;
    let change = Change { id, person, version, now };
    let key = request_key(actor, key, "succession.change", &(id, version, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            unchanged(stored, version)?;
            store::succession::update(&mut tx, county, change, body).await?;
            Ok(id)
        })
        .await
}

/// What is written anew was read at the version that the form was filled in from: the sealed body
/// is put together outside the transaction.
fn unchanged(stored: &StoredListing, version: i64) -> Result<(), Error> {
    if stored.version == version { Ok(()) } else { Err(store::Error::Changed.into()) }
}

/// What a teaser is written from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The listing.
    pub view: View,
    /// What the register knows of the firm; none when it has ended or is not there any more.
    pub firm: Option<Firm>,
    /// The form as it begins: what stands, or the narrowest that is true.
    pub form: TeaserForm,
}

/// What the owner's teaser begins with.
pub async fn draft(app: &App, actor: &Actor, id: ListingId) -> Result<Draft, Error> {
    owner(actor)?;
    let mut connection = app.store.read().await?;
    let stored = own(&mut connection, actor, id).await?;
    let firm = firm_of(app, &mut connection, actor, &stored).await?.map(|(firm, _)| firm);
    drop(connection);
    let view = read(app, actor, id).await?;
    let narrowest = |firm: &Firm| Cover {
        industry: firm.industry,
        municipalities: vec![firm.municipality.clone()],
        sizes: firm.size.map(|size| (size, size)),
    };
    let form = match (&view.words, &firm) {
        (Some(words), _) => TeaserForm::of(&view.cover, words),
        (None, Some(firm)) => TeaserForm::of(&narrowest(firm), ""),
        (None, None) => TeaserForm::default(),
    };
    Ok(Draft { view, firm, form })
}

/// The firm of a listing as it is counted, and its whole register entry's id.
async fn firm_of(
    app: &App,
    connection: &mut Connection,
    actor: &Actor,
    stored: &StoredListing,
) -> Result<Option<(Firm, domain::ids::OrganisationId)>, Error> {
    let body: Body = open(app, &stored.body);
    let Some(id) = body.organisation else { return Ok(None) };
    let found = store::organisations::find(connection, actor.county(), id).await?;
    let stands = found.filter(|firm| firm.ended_on.is_none());
    Ok(stands.map(|firm| (counted(&firm), id)))
}

/// What a form wants to tell, and what its words may not.
struct Wanted {
    cover: Cover,
    firm: Firm,
    known: Known,
    /// What has been told before.
    before: Editions,
}

async fn wanted(
    app: &App,
    connection: &mut Connection,
    actor: &Actor,
    (stored, form): (&StoredListing, &TeaserForm),
) -> Result<Wanted, Error> {
    let firm = firm_of(app, connection, actor, stored).await?;
    let (firm, id) = firm.ok_or_else(|| gone("industry"))?;
    let places = store::organisations::municipalities(connection, actor.county()).await?;
    let codes: Vec<_> = places.into_iter().map(|place| place.code).collect();
    let cover = form.cover(&codes)?;
    let (county, person) = (actor.county(), stored.person);
    let known = known(connection, county, person, Some(id), Some(&cover)).await?;
    let Body { told: before, .. } = open(app, &stored.body);
    Ok(Wanted { cover, firm, known, before })
}

/// Publishes a teaser that covers enough firms and names none, or changes the one that stands. What
/// has been told before counts with it, and only who speaks for the firm offers it.
pub async fn publish(
    app: &App,
    actor: &Actor,
    (id, version): (ListingId, i64),
    form: &TeaserForm,
    key: Option<&str>,
) -> Result<ListingId, Error> {
    let (county, now, person) = (actor.county(), app.now(), owner(actor)?.0);
    let mut connection = app.store.read().await?;
    let stored = &own(&mut connection, actor, id).await?;
    let wanted = wanted(app, &mut connection, actor, (stored, form)).await?;
    drop(connection);
    let Wanted { cover, firm, known, before } = &wanted;
    let mut faults = Faults::default();
    let words = faults.take(said("words", &form.words, TEASER_MAX, known));
    if !stored.state.is_open() {
        faults.push(Fault::new("words", "succession-over"));
    }
    faults.into_result()?;
    let words = &seal(app, &words.unwrap_or_default())?;
    let was: Body = open(app, &stored.body);
    let offer = (person, was.organisation);
    let body = &seal(app, &Body { told: before.with(cover), ..was })?;
    let (teaser, today) = (NewTeaser { cover, words, body }, app.today());
    let change = Change { id, person, version, now };
    let step = &step(app, id, StepKind::Published);
    let key = request_key(actor, key, "succession.publish", &(id, version, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            unchanged(stored, version)?;
            let stands = standing(tx, county, offer, today).await?;
            stands.refusal("industry").map_or(Ok(()), Err)?;
            // Counted where it is written: a firm that leaves meanwhile is not counted.
            let register = store::succession::register(tx, county).await?;
            cover.check(firm, before, &register)?;
            store::succession::publish(tx, county, change, teaser).await?;
            store::succession::insert_step(tx, county, step).await?;
            Ok::<_, Error>(id)
        })
        .await
}

/// The narrowest broader teasers that may be published, when the one that is wanted may not.
pub async fn ways(
    app: &App,
    actor: &Actor,
    id: ListingId,
    form: &TeaserForm,
) -> Result<Vec<Cover>, Error> {
    owner(actor)?;
    let county = actor.county();
    let mut connection = app.store.read().await?;
    let stored = own(&mut connection, actor, id).await?;
    let Ok(wanted) = wanted(app, &mut connection, actor, (&stored, form)).await else {
        return Ok(Vec::new());
    };
    let Wanted { cover, firm, before, .. } = &wanted;
    let register = store::succession::register(&mut connection, county).await?;
    if !cover.covers(firm) || before.with(cover).is_anonymous(&register) {
        return Ok(Vec::new());
    }
    let places = store::organisations::municipalities(&mut connection, county).await?;
    let codes: Vec<_> = places.into_iter().map(|place| place.code).collect();
    Ok(cover::ways(cover, before, &register, &codes))
}

/// Takes a teaser in. Those who are in touch stay so. Whoever owns it may, whatever they are logged
/// in as.
pub async fn pause(
    app: &App,
    actor: &Actor,
    (id, version): (ListingId, i64),
    key: Option<&str>,
) -> Result<ListingId, Error> {
    let (county, now, person) = (actor.county(), app.now(), account(actor)?);
    let mut connection = app.store.read().await?;
    let stored = own(&mut connection, actor, id).await?;
    drop(connection);
    let change = Change { id, person, version, now };
    let step = &step(app, id, StepKind::Paused);
    let key = request_key(actor, key, "succession.pause", &(id, version), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            if stored.version == version && !stored.state.may_become(ListingState::Paused) {
                return Err(Error::from(Fault::new("version", "succession-over")));
            }
            store::succession::set_state(tx, county, change, ListingState::Paused).await?;
            store::succession::insert_step(tx, county, step).await?;
            Ok(id)
        })
        .await
}

/// Ends a listing and every contact about it, and shuts its advisers out. A note that was never
/// published is taken away with all that belongs to it. It cannot be taken back; gives whether
/// anything is left to show.
pub async fn end(
    app: &App,
    actor: &Actor,
    (id, version): (ListingId, i64),
    outcome: &str,
    key: Option<&str>,
) -> Result<bool, Error> {
    let (county, now, person) = (actor.county(), app.now(), account(actor)?);
    let mut connection = app.store.read().await?;
    let stored = own(&mut connection, actor, id).await?;
    drop(connection);
    let change = Change { id, person, version, now };
    let is_note = stored.state == ListingState::Note;
    let ending = if is_note { Ending::Withdrawn } else { Ending::parse(outcome)? };
    let step = &step(app, id, ending.step());
    let key = request_key(actor, key, "succession.end", &(id, version, outcome), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            if is_note {
                store::succession::remove(tx, county, change).await?;
                return Ok(false);
            }
            store::succession::set_state(tx, county, change, ending.of_listing()).await?;
            store::succession::insert_step(tx, county, step).await?;
            store::succession::shut_all_out(tx, county, id).await?;
            let ended = store::succession::end_all(tx, county, id, now).await?;
            for (nth, (contact, buyer)) in (1..).zip(ended) {
                let told = Told {
                    id: crate::cases::derived(step.id, nth),
                    listing: id,
                    contact: Some(contact),
                    kind: NewsKind::Ended,
                    at: now,
                };
                tell(tx, county, told, buyer).await?;
            }
            Ok::<_, Error>(true)
        })
        .await
}

/// Lets an account in to read the listing: an adviser the owner has chosen.
pub async fn let_in(
    app: &App,
    actor: &Actor,
    id: ListingId,
    email: &str,
    key: Option<&str>,
) -> Result<ListingId, Error> {
    let (county, now) = (actor.county(), app.now());
    owner(actor)?;
    let mut connection = app.store.read().await?;
    let stored = own(&mut connection, actor, id).await?;
    let address = text::email("email", email)?;
    let unknown = || Fault::new("email", "succession-adviser-unknown").with("value", &address);
    let found = store::access::person_by_email(&mut connection, &address).await?;
    let adviser = found.filter(|one| !one.is_disabled).ok_or_else(unknown)?.id;
    let here = store::access::assignments_of(&mut connection, adviser).await?;
    let (county_of, today) = (county.clone(), app.today());
    let is_here = |one: &store::access::NamedAssignment| {
        one.assignment.county == county_of && one.assignment.is_valid_on(today)
    };
    if !here.iter().any(is_here) {
        return Err(unknown().into());
    }
    if adviser == stored.person {
        return Err(Fault::new("email", "succession-adviser-self").into());
    }
    drop(connection);
    let step = &step(app, id, StepKind::AdviserIn);
    let told =
        Told { id: app.new_id(), listing: id, contact: None, kind: NewsKind::Invited, at: now };
    let key = request_key(actor, key, "succession.let-in", &(id, &address), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            let stands = store::succession::find(tx, county, id, stored.person).await?;
            if !stands.is_some_and(|one| one.state.is_open()) {
                return Err(Error::from(Fault::new("email", "succession-over")));
            }
            let contacts = store::succession::contacts_of_listing(tx, county, id, LINES_MAX);
            if contacts.await?.iter().any(|one| one.buyer == adviser) {
                return Err(Error::from(Fault::new("email", "succession-adviser-buyer")));
            }
            let all = store::succession::advisers(tx, county, id).await?;
            if all.len() >= ADVISERS_MAX {
                let full = Fault::new("email", "succession-advisers-full");
                return Err(Error::from(full.with("max", ADVISERS_MAX)));
            }
            if store::succession::let_in(tx, county, id, adviser, now).await? {
                store::succession::insert_step(tx, county, step).await?;
                tell(tx, county, told, adviser).await?;
            }
            Ok(id)
        })
        .await
}

/// Shuts an adviser out again.
pub async fn shut_out(
    app: &App,
    actor: &Actor,
    id: ListingId,
    adviser: PersonId,
    key: Option<&str>,
) -> Result<ListingId, Error> {
    let (county, now) = (actor.county(), app.now());
    let mut connection = app.store.read().await?;
    own(&mut connection, actor, id).await?;
    drop(connection);
    let step = &step(app, id, StepKind::AdviserOut);
    let key = request_key(actor, key, "succession.shut-out", &(id, adviser), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            if store::succession::shut_out(tx, county, id, adviser).await? {
                store::succession::insert_step(tx, county, step).await?;
            }
            Ok::<_, Error>(id)
        })
        .await
}
