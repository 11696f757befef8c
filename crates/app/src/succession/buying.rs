//! Those who look for a firm to take over: what they say of themselves, the teasers they may read,
//! and the interest they show.

use domain::access::{Actor, EMPLOYERS};
use domain::codes::{CountyCode, MunicipalityCode};
use domain::fault::Fault;
use domain::ids::{ListingId, OrganisationId, PersonId, SuccessionContactId};
use domain::leaders::Industry;
use domain::succession::cover::Cover;
use domain::succession::{
    CONTACTS_MAX, INTERESTS_MAX, MESSAGE_MAX, NewsKind, Profile, ProfileForm, Side, StepKind, said,
};
use domain::time::Timestamp;
use store::Tx;
use store::succession::{NewContact, NewStep, StoredMessage, StoredTeaser};

use super::standing::is_safe;
use super::{LINES_MAX, Told, known, open, seal, seeker, tell};
use crate::acting::request_key;
use crate::{App, Error, Page, Slice};

/// The firm a buyer speaks for, if any.
fn firm(actor: &Actor) -> Option<OrganisationId> {
    actor.organisation().filter(|_| actor.is_one_of(EMPLOYERS))
}

/// What the account says of itself as a buyer, and its version; 0 when it has said nothing.
pub async fn profile(app: &App, actor: &Actor) -> Result<(Profile, i64), Error> {
    let person = seeker(actor)?;
    let mut connection = app.store.read().await?;
    let found = store::succession::profile(&mut connection, actor.county(), person).await?;
    Ok(found
        .map_or_else(|| (Profile::default(), 0), |(sealed, version)| (open(app, &sealed), version)))
}

/// Keeps what the account says of itself, if it has not been changed since `version`.
pub async fn keep_profile(
    app: &App,
    actor: &Actor,
    version: i64,
    form: &ProfileForm,
    key: Option<&str>,
) -> Result<(), Error> {
    let (county, now, person) = (actor.county(), app.now(), seeker(actor)?);
    let mut connection = app.store.read().await?;
    let known = known(&mut connection, county, person, firm(actor), None).await?;
    let places = store::organisations::municipalities(&mut connection, county).await?;
    drop(connection);
    let profile = form.parse(&known)?;
    let is_here = |code: &MunicipalityCode| places.iter().any(|place| place.code == *code);
    if let Some(strange) = profile.municipalities.iter().find(|code| !is_here(code)) {
        return Err(Fault::new("municipalities", "unknown-choice").with("value", strange).into());
    }
    let body = &seal(app, &profile)?;
    let key = request_key(actor, key, "succession.profile", &(version, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let whose = (person, version);
            Ok(store::succession::keep_profile(&mut tx, county, whose, body, now).await?)
        })
        .await
}

/// A teaser with what its reader may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Teaser {
    /// Id of the listing.
    pub id: ListingId,
    /// What it tells.
    pub cover: Cover,
    /// In the owner's words.
    pub words: String,
    /// When it was published.
    pub published_at: Timestamp,
    /// The reader's own.
    pub is_own: bool,
    /// The reader is or has been in touch about it.
    pub contact: Option<SuccessionContactId>,
    /// The reader has said what they look for, and may show interest.
    pub has_profile: bool,
}

impl Teaser {
    fn of(app: &App, teaser: StoredTeaser) -> Self {
        Self {
            id: teaser.id,
            cover: teaser.cover,
            words: open(app, &teaser.teaser),
            published_at: teaser.published_at,
            is_own: teaser.is_own,
            contact: None,
            has_profile: false,
        }
    }
}

/// Published teasers, newest first, alike to everyone. One that too few firms fit by now is left
/// out: the next look takes it in.
pub async fn teasers(
    app: &App,
    actor: &Actor,
    industry: &str,
    slice: Slice,
) -> Result<Page<Teaser>, Error> {
    let (county, person) = (actor.county(), seeker(actor)?);
    let industry = Industry::parse(industry).ok();
    let mut connection = app.store.read().await?;
    let c = &mut connection;
    let mut found = store::succession::teasers(c, county, person, industry, slice).await?;
    let register = store::succession::register(c, county).await?;
    let safe = |one: &StoredTeaser| is_safe(app, &one.body, &one.cover, &register);
    found.total -= found.items.iter().filter(|one| !safe(one)).map(|_| 1).sum::<i64>();
    found.items.retain(safe);
    Ok(found.map(|teaser| Teaser::of(app, teaser)))
}

/// One teaser, while enough firms fit it. Its owner sees it as buyers do.
pub async fn teaser(app: &App, actor: &Actor, id: ListingId) -> Result<Teaser, Error> {
    let (county, person) = (actor.county(), seeker(actor)?);
    let connection = &mut app.store.read().await?;
    let found = store::succession::find_teaser(connection, county, id, person).await?;
    let (teaser, _) = found.ok_or_else(Error::invisible)?;
    let register = store::succession::register(connection, county).await?;
    if !teaser.is_own && !is_safe(app, &teaser.body, &teaser.cover, &register) {
        return Err(Error::invisible());
    }
    let own = store::succession::contacts_of_buyer(connection, county, person, LINES_MAX).await?;
    let profile = store::succession::profile(connection, county, person).await?;
    Ok(Teaser {
        contact: own.iter().find(|one| one.listing == id).map(|one| one.id),
        has_profile: profile.is_some(),
        ..Teaser::of(app, teaser)
    })
}

fn refused(code: &'static str) -> Error {
    Fault::new("words", code).into()
}

/// Shows interest in a teaser, with a first message under a name that tells nothing.
pub async fn show_interest(
    app: &App,
    actor: &Actor,
    id: ListingId,
    words: &str,
    key: Option<&str>,
) -> Result<SuccessionContactId, Error> {
    let (county, now, person) = (actor.county(), app.now(), seeker(actor)?);
    let seen = teaser(app, actor, id).await?;
    if seen.is_own {
        return Err(Error::forbidden());
    }
    let mut connection = app.store.read().await?;
    let known = known(&mut connection, county, person, firm(actor), None).await?;
    drop(connection);
    let said = said("words", words, MESSAGE_MAX, &known)?;
    let first = &First::of(app, (id, person), &said)?;
    let key = request_key(actor, key, "succession.interest", &(id, words), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            may_write(app, &mut tx, county, (id, person)).await?;
            first.write(&mut tx, county).await
        })
        .await
}

/// The first message to an owner, and all that belongs to it.
struct First {
    contact: NewContact,
    message: StoredMessage,
    step: NewStep,
    told: Told,
}

impl First {
    fn of(app: &App, (listing, person): (ListingId, PersonId), said: &str) -> Result<Self, Error> {
        let (now, contact) = (app.now(), SuccessionContactId(app.new_id()));
        let message = StoredMessage {
            id: app.new_id(),
            contact,
            side: Side::Buyer,
            body: seal(app, &said)?,
            sent_at: now,
        };
        let step = NewStep {
            id: app.new_id(),
            listing,
            contact: Some(contact),
            side: Some(Side::Buyer),
            kind: StepKind::Interest,
            at: now,
        };
        let told = Told {
            id: app.new_id(),
            listing,
            contact: Some(contact),
            kind: NewsKind::Interest,
            at: now,
        };
        let contact = NewContact { id: contact, listing, person, created_at: now };
        Ok(Self { contact, message, step, told })
    }

    async fn write(&self, tx: &mut Tx, county: &CountyCode) -> Result<SuccessionContactId, Error> {
        let NewContact { id, listing, person, .. } = self.contact;
        let found = store::succession::find_teaser(tx, county, listing, person).await?;
        let (_, owner) = found.ok_or_else(Error::invisible)?;
        if !store::succession::insert_contact(tx, county, &self.contact).await? {
            return Err(refused("succession-already"));
        }
        store::succession::insert_message(tx, county, &self.message).await?;
        store::succession::insert_step(tx, county, &self.step).await?;
        tell(tx, county, self.told, owner).await?;
        Ok(id)
    }
}

/// Whether a buyer may write to the owner of a teaser, as things stand in the transaction.
async fn may_write(
    app: &App,
    tx: &mut Tx,
    county: &CountyCode,
    (id, person): (ListingId, PersonId),
) -> Result<(), Error> {
    let found = store::succession::find_teaser(tx, county, id, person).await?;
    let (teaser, _) = found.ok_or_else(Error::invisible)?;
    let register = store::succession::register(tx, county).await?;
    if !is_safe(app, &teaser.body, &teaser.cover, &register) {
        return Err(Error::invisible());
    }
    if store::succession::is_adviser(tx, county, id, person).await? {
        return Err(refused("succession-advises"));
    }
    if store::succession::profile(tx, county, person).await?.is_none() {
        return Err(refused("succession-profile-first"));
    }
    let own = store::succession::contacts_of_buyer(tx, county, person, LINES_MAX).await?;
    if own.iter().filter(|one| one.state.is_open()).count() >= INTERESTS_MAX {
        let full = Fault::new("words", "succession-interests-full");
        return Err(full.with("max", INTERESTS_MAX).into());
    }
    if store::succession::open_contacts(tx, county, id).await? >= CONTACTS_MAX {
        return Err(refused("succession-contacts-full"));
    }
    Ok(())
}
