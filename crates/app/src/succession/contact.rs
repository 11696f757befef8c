//! An owner and a buyer in touch: messages, the agreement, names, and the end.

use domain::access::{Actor, EMPLOYERS};
use domain::fault::Fault;
use domain::ids::{ListingId, OrganisationId, PersonId, SuccessionContactId};
use domain::succession::cover::Cover;
use domain::succession::words::Known;
use domain::succession::{
    AgreementForm, ContactState, ListingState, MESSAGE_MAX, MESSAGES_MAX, NewsKind, Profile, Side,
    StepKind, after_agreeing, said,
};
use domain::text;
use domain::time::Timestamp;
use store::Connection;
use store::organisations::Municipality;
use store::succession::{
    Agreed, Change, ContactChange, NewStep, StoredContact, StoredMessage, StoredStep,
};

use super::standing::{has_tie, standing};
use super::{Body, STEPS_MAX, Told, account, known, open, seal, tell};
use crate::acting::request_key;
use crate::{App, Error};

/// Most messages that are read.
pub(super) fn messages_max() -> i64 {
    i64::try_from(MESSAGES_MAX).unwrap_or(i64::MAX)
}

/// A message as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Who wrote it.
    pub side: Side,
    /// What it says.
    pub words: String,
    /// When.
    pub at: Timestamp,
}

/// Who the two are. Told only while both are bound by the agreement.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    /// The owner.
    pub seller: String,
    /// The firm: name, number, municipality. None when it is not in the register any more.
    pub firm: Option<(String, String, String)>,
    /// The buyer.
    pub buyer: String,
    /// Firms the buyer speaks for.
    pub buyer_firms: Vec<String>,
}

/// A contact as one of the two sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactView {
    /// Id.
    pub id: SuccessionContactId,
    /// About which listing.
    pub listing: ListingId,
    /// Which of the two the reader is.
    pub side: Side,
    /// What the owner calls the buyer.
    pub number: i64,
    /// How far they have come.
    pub state: ContactState,
    /// What the teaser tells.
    pub cover: Cover,
    /// The teaser's words.
    pub teaser: String,
    /// The reader's own yes to the agreement.
    pub own_agreed: Option<Agreed>,
    /// The other's.
    pub other_agreed: Option<Agreed>,
    /// Both had said yes: what has been read is known, and the agreement holds.
    pub was_exchanged: bool,
    /// Who they are.
    pub names: Option<Names>,
    /// The buyer has or has had an assignment at the firm. Told to the owner alone, and without a
    /// name: they should know before they promise anything.
    pub has_tie: bool,
    /// What the buyer says of themselves, for the owner while it lasts.
    pub profile: Option<Profile>,
    /// What has been written, oldest first; closed when it has ended.
    pub messages: Vec<Message>,
    /// What has happened, oldest first.
    pub steps: Vec<StoredStep>,
    /// Who has ended it.
    pub ended_by: Option<Side>,
    /// Version for optimistic locking.
    pub version: i64,
    /// Names of the county's municipalities.
    pub places: Vec<Municipality>,
}

impl ContactView {
    /// The owner can say that this buyer has taken over.
    pub fn can_transfer(&self) -> bool {
        self.side == Side::Seller && self.state.may_become(ContactState::Transferred)
    }

    /// The reader can say yes to the agreement.
    pub fn can_agree(&self) -> bool {
        self.state == ContactState::Interest && self.own_agreed.is_none()
    }
}

async fn found(
    connection: &mut Connection,
    actor: &Actor,
    id: SuccessionContactId,
) -> Result<(StoredContact, Side), Error> {
    let person = account(actor)?;
    let contact = store::succession::find_contact(connection, actor.county(), id, person).await?;
    let contact = contact.ok_or_else(Error::invisible)?;
    let side = contact.side_of(person).ok_or_else(Error::invisible)?;
    Ok((contact, side))
}

fn firm_in(app: &App, contact: &StoredContact) -> Option<OrganisationId> {
    let body: Body = open(app, &contact.listing_body);
    body.organisation
}

/// Firms somebody speaks for today.
async fn firms_of(
    app: &App,
    connection: &mut Connection,
    actor: &Actor,
    person: PersonId,
) -> Result<Vec<(OrganisationId, String)>, Error> {
    let (county, today) = (actor.county(), app.today());
    let all = store::access::assignments_of(connection, person).await?;
    let is_firm = |one: &store::access::NamedAssignment| {
        let held = &one.assignment;
        held.county == *county && EMPLOYERS.contains(&held.role) && held.is_valid_on(today)
    };
    let firms = all.into_iter().filter(is_firm);
    let mut firms: Vec<_> =
        firms.map(|one| (one.assignment.organisation, one.organisation_name)).collect();
    firms.sort();
    firms.dedup();
    Ok(firms)
}

async fn names(
    app: &App,
    connection: &mut Connection,
    actor: &Actor,
    contact: &StoredContact,
) -> Result<Option<Names>, Error> {
    if !contact.state.shows_names() {
        return Ok(None);
    }
    let county = actor.county();
    let firm = match firm_in(app, contact) {
        Some(id) => store::organisations::find(connection, county, id).await?,
        None => None,
    };
    let firms = firms_of(app, connection, actor, contact.buyer).await?;
    let name = store::access::person_name;
    Ok(Some(Names {
        seller: name(connection, contact.seller).await?.unwrap_or_default(),
        firm: firm.map(|firm| {
            let number = firm.organisation.org_number.to_string();
            (firm.organisation.name, number, firm.municipality_name)
        }),
        buyer: name(connection, contact.buyer).await?.unwrap_or_default(),
        buyer_firms: firms.into_iter().map(|(_, name)| name).collect(),
    }))
}

/// A contact, for one of the two.
pub async fn read_contact(
    app: &App,
    actor: &Actor,
    id: SuccessionContactId,
) -> Result<ContactView, Error> {
    let county = actor.county();
    let c = &mut app.store.read().await?;
    let (contact, side) = found(c, actor, id).await?;
    let is_open = contact.state.is_open();
    let (profile, has_tie) = if side == Side::Seller && is_open {
        let (buyer, firm) = (contact.buyer, firm_in(app, &contact));
        let profile = store::succession::profile(c, county, buyer).await?;
        (profile, has_tie(c, county, buyer, firm).await?)
    } else {
        (None, false)
    };
    let messages = if is_open {
        store::succession::messages(c, county, id, messages_max()).await?
    } else {
        Vec::new()
    };
    let read = |one: StoredMessage| Message {
        side: one.side,
        words: open(app, &one.body),
        at: one.sent_at,
    };
    Ok(ContactView {
        id,
        listing: contact.listing,
        side,
        number: contact.number,
        state: contact.state,
        teaser: contact.teaser.as_deref().map(|sealed| open(app, sealed)).unwrap_or_default(),
        own_agreed: contact.agreed(side).cloned(),
        other_agreed: contact.agreed(side.other()).cloned(),
        was_exchanged: contact.seller_agreed.is_some() && contact.buyer_agreed.is_some(),
        names: names(app, c, actor, &contact).await?,
        has_tie,
        profile: profile.map(|(sealed, _)| open(app, &sealed)),
        messages: messages.into_iter().map(read).collect(),
        steps: store::succession::steps_of_contact(c, county, id, STEPS_MAX).await?,
        ended_by: contact.ended_by,
        version: contact.version,
        places: store::organisations::municipalities(c, county).await?,
        cover: contact.cover,
    })
}

fn news(app: &App, contact: &StoredContact, kind: NewsKind) -> Told {
    Told {
        id: app.new_id(),
        listing: contact.listing,
        contact: Some(contact.id),
        kind,
        at: app.now(),
    }
}

fn step(app: &App, contact: &StoredContact, side: Side, kind: StepKind) -> NewStep {
    NewStep {
        id: app.new_id(),
        listing: contact.listing,
        contact: Some(contact.id),
        side: Some(side),
        kind,
        at: app.now(),
    }
}

/// What the writer may not tell yet: nothing once both know who the other is.
async fn guarded(
    app: &App,
    connection: &mut Connection,
    actor: &Actor,
    (contact, side): (&StoredContact, Side),
) -> Result<Known, Error> {
    let county = actor.county();
    match side {
        Side::Seller => {
            let (firm, cover) = (firm_in(app, contact), Some(&contact.cover));
            known(connection, county, contact.seller, firm, cover).await
        }
        Side::Buyer => {
            let firms = firms_of(app, connection, actor, contact.buyer).await?;
            let mut known = known(connection, county, contact.buyer, None, None).await?;
            known.names.extend(firms.into_iter().map(|(_, name)| name));
            Ok(known)
        }
    }
}

fn over() -> Error {
    Fault::new("words", "succession-closed").into()
}

/// Writes to the other. Before names are told, words may not tell them either.
pub async fn write(
    app: &App,
    actor: &Actor,
    id: SuccessionContactId,
    words: &str,
    key: Option<&str>,
) -> Result<SuccessionContactId, Error> {
    let (county, now, person) = (actor.county(), app.now(), account(actor)?);
    let mut connection = app.store.read().await?;
    let (contact, side) = found(&mut connection, actor, id).await?;
    let said = if contact.state.shows_names() {
        text::required("words", words, MESSAGE_MAX)?
    } else {
        let known = guarded(app, &mut connection, actor, (&contact, side)).await?;
        said("words", words, MESSAGE_MAX, &known)?
    };
    drop(connection);
    let message = &StoredMessage {
        id: app.new_id(),
        contact: id,
        side,
        body: seal(app, &said)?,
        sent_at: now,
    };
    let told = news(app, &contact, NewsKind::Message);
    let seen = contact.state;
    let key = request_key(actor, key, "succession.write", &(id, words), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            let (contact, side) = found(tx, actor, id).await?;
            // Ended meanwhile, nothing is written; names hidden again are not told by words.
            if !contact.state.is_open() || (seen.shows_names() && !contact.state.shows_names()) {
                return Err(over());
            }
            let all = store::succession::messages(tx, county, id, messages_max()).await?;
            if all.len() >= MESSAGES_MAX {
                let full = Fault::new("words", "succession-messages-full");
                return Err(full.with("max", MESSAGES_MAX).into());
            }
            store::succession::insert_message(tx, county, message).await?;
            store::succession::mark_read(tx, county, person, Some(id), now).await?;
            tell(tx, county, told, contact.person_of(side.other())).await?;
            Ok(id)
        })
        .await
}

/// Says yes to the confidentiality agreement. When both have, each is told who the other is. An
/// owner can while they speak for the firm.
pub async fn agree(
    app: &App,
    actor: &Actor,
    (id, version): (SuccessionContactId, i64),
    form: &AgreementForm,
    key: Option<&str>,
) -> Result<ContactState, Error> {
    let (county, now, person) = (actor.county(), app.now(), account(actor)?);
    let mut connection = app.store.read().await?;
    let (contact, side) = found(&mut connection, actor, id).await?;
    drop(connection);
    let agreement = form.parse()?;
    let state = after_agreeing(contact.state, contact.agreed(side.other()).is_some());
    let is_exchanged = state == ContactState::Exchanged;
    let (kind, done) = if is_exchanged {
        (NewsKind::Exchanged, StepKind::Exchanged)
    } else {
        (NewsKind::Agreed, StepKind::Agreed)
    };
    let (told, mine) = (news(app, &contact, kind), step(app, &contact, side, StepKind::Agreed));
    let both = NewStep { side: None, ..step(app, &contact, side, done) };
    let change = ContactChange { id, version, now };
    let (offer, today) = ((person, firm_in(app, &contact)), app.today());
    let key = request_key(actor, key, "succession.agree", &(id, version, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            let (contact, _) = found(tx, actor, id).await?;
            let is_done = contact.agreed(side).is_some() || !contact.state.is_open();
            if contact.version == version && is_done {
                return Err(Fault::new("agreed", "succession-closed").into());
            }
            if side == Side::Seller {
                let stands = standing(tx, county, offer, today).await?;
                stands.refusal("agreed").map_or(Ok(()), Err)?;
            }
            store::succession::agree(tx, county, change, (side, agreement), state).await?;
            store::succession::insert_step(tx, county, &mine).await?;
            if is_exchanged {
                store::succession::insert_step(tx, county, &both).await?;
            }
            store::succession::mark_read(tx, county, person, Some(id), now).await?;
            tell(tx, county, told, contact.person_of(side.other())).await?;
            Ok::<_, Error>(state)
        })
        .await
}

/// Says that the two negotiate from now on.
pub async fn negotiate(
    app: &App,
    actor: &Actor,
    (id, version): (SuccessionContactId, i64),
    key: Option<&str>,
) -> Result<ContactState, Error> {
    to(app, actor, (id, version), ContactState::Negotiation, key).await
}

/// Ends a contact, or says that this buyer has taken over: then the listing ends too, and with it
/// every other contact. It cannot be taken back.
pub async fn finish(
    app: &App,
    actor: &Actor,
    (id, version): (SuccessionContactId, i64),
    outcome: &str,
    key: Option<&str>,
) -> Result<ContactState, Error> {
    let next = match outcome.trim() {
        "transferred" => ContactState::Transferred,
        "ended" => ContactState::Ended,
        "" => return Err(Fault::new("outcome", "required").into()),
        other => return Err(Fault::new("outcome", "unknown-choice").with("value", other).into()),
    };
    to(app, actor, (id, version), next, key).await
}

async fn to(
    app: &App,
    actor: &Actor,
    (id, version): (SuccessionContactId, i64),
    next: ContactState,
    key: Option<&str>,
) -> Result<ContactState, Error> {
    let (county, now, person) = (actor.county(), app.now(), account(actor)?);
    let mut connection = app.store.read().await?;
    let (contact, side) = found(&mut connection, actor, id).await?;
    drop(connection);
    let is_transfer = next == ContactState::Transferred;
    if is_transfer && side != Side::Seller {
        return Err(Error::forbidden());
    }
    let (kind, done) = match next {
        ContactState::Negotiation => (NewsKind::Negotiation, StepKind::Negotiation),
        ContactState::Transferred => (NewsKind::Transferred, StepKind::Transferred),
        _ => (NewsKind::Ended, StepKind::Ended),
    };
    let (told, step) = (news(app, &contact, kind), step(app, &contact, side, done));
    let change = ContactChange { id, version, now };
    let key = request_key(actor, key, "succession.to", &(id, version, next), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            let (contact, _) = found(tx, actor, id).await?;
            if contact.version == version && !contact.state.may_become(next) {
                return Err(Error::from(Fault::new("outcome", "succession-closed")));
            }
            store::succession::set_contact_state(tx, county, change, next, side).await?;
            store::succession::insert_step(tx, county, &step).await?;
            store::succession::mark_read(tx, county, person, Some(id), now).await?;
            tell(tx, county, told, contact.person_of(side.other())).await?;
            if is_transfer {
                hand_over(tx, actor, &contact, &step).await?;
            }
            Ok(next)
        })
        .await
}

/// The listing ends with the buyer who has taken over; the others are told that it has ended, and
/// advisers are shut out.
async fn hand_over(
    tx: &mut store::Tx,
    actor: &Actor,
    contact: &StoredContact,
    step: &NewStep,
) -> Result<(), Error> {
    let (county, listing, now) = (actor.county(), contact.listing, step.at);
    let stands = store::succession::find(tx, county, listing, contact.seller).await?;
    let stands = stands.ok_or_else(Error::invisible)?;
    if !stands.state.is_open() {
        return Ok(());
    }
    let change = Change { id: listing, person: contact.seller, version: stands.version, now };
    store::succession::set_state(tx, county, change, ListingState::Transferred).await?;
    let own = NewStep { id: crate::cases::derived(step.id, 1), contact: None, ..*step };
    store::succession::insert_step(tx, county, &own).await?;
    store::succession::shut_all_out(tx, county, listing).await?;
    let ended = store::succession::end_all(tx, county, listing, now).await?;
    for (nth, (other, buyer)) in (2..).zip(ended) {
        let told = Told {
            id: crate::cases::derived(step.id, nth),
            listing,
            contact: Some(other),
            kind: NewsKind::Ended,
            at: now,
        };
        tell(tx, county, told, buyer).await?;
    }
    Ok(())
}
