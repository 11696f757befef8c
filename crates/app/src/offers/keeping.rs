//! Keeping one's own organisation's offers up to date.

use domain::access::{Actor, Role};
use domain::ids::OfferId;
use domain::offers::OfferAudience;
use serde_json::json;
use store::Key;
use store::events::{NewEvent, Subject};
use store::offers::{NewOffer, StoredOffer};
use store::organisations::Network;

use super::OfferForm;
use crate::acting::Speaker;
use crate::{App, Error, Kind};

/// Roles that keep the offers of their organisation.
const KEEPERS: &[Role] = &[
    Role::Provider,
    Role::AfEditor,
    Role::MuniAdviser,
    Role::Broker,
    Role::NetworkCoord,
    Role::Strategist,
];

/// True when the actor may change this offer.
pub fn can_keep(actor: &Actor, offer: &StoredOffer) -> bool {
    actor.is_one_of(KEEPERS) && actor.organisation() == Some(offer.organisation)
}

fn may_keep(actor: &Actor) -> Result<(), Error> {
    if actor.assignment().is_none() {
        return Err(Error::of(Kind::NotSignedIn));
    }
    if actor.is_one_of(KEEPERS) { Ok(()) } else { Err(Error::forbidden()) }
}

/// Offers of the actor's own organisation, by title.
pub async fn own(app: &App, actor: &Actor) -> Result<Vec<StoredOffer>, Error> {
    let Some(organisation) = actor.organisation() else { return Ok(Vec::new()) };
    let mut connection = app.store.read().await?;
    Ok(store::offers::of_organisation(&mut connection, actor.county(), organisation).await?)
}

/// Networks an offer of the actor's organisation can be limited to.
pub async fn audiences(app: &App, actor: &Actor) -> Result<Vec<Network>, Error> {
    let Some(organisation) = actor.organisation() else { return Ok(Vec::new()) };
    let mut connection = app.store.read().await?;
    Ok(store::organisations::networks_of(&mut connection, actor.county(), organisation).await?)
}

async fn audience_is_own(app: &App, actor: &Actor, audience: &OfferAudience) -> Result<(), Error> {
    let OfferAudience::Network { id } = audience else { return Ok(()) };
    if audiences(app, actor).await?.iter().any(|network| network.id == *id) {
        return Ok(());
    }
    let fault = domain::fault::Fault::new("audience", "unknown-choice").with("value", id);
    Err(fault.into())
}

fn event(app: &App, actor: &Actor, kind: &'static str, id: OfferId, title: &str) -> NewEvent {
    let subject = Subject { kind: "offer", id: id.0, organisation: actor.organisation() };
    NewEvent::by(actor, app.now(), kind, subject).saying(json!({ "title": title }))
}

/// Adds an offer of the actor's organisation, looked through today.
pub async fn create(
    app: &App,
    actor: &Actor,
    form: &OfferForm,
    key: Option<&Key>,
) -> Result<OfferId, Error> {
    may_keep(actor)?;
    let (now, county) = (app.now(), actor.county());
    let offer = form.parse(app.today())?;
    audience_is_own(app, actor, &offer.audience).await?;
    let speaker = Speaker::of(&mut app.store.read().await?, actor).await?;
    let id = app.new_id::<OfferId>();
    let event = &event(app, actor, "offer.created", id, &offer.title);
    let new = &NewOffer {
        id,
        slug: None,
        organisation: speaker.organisation(),
        offer,
        is_demo: app.settings.is_demo,
    };
    app.store
        .write(county, key, |mut tx| async move {
            store::offers::insert(&mut tx, county, new, now).await?;
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(new.id)
        })
        .await
}

/// One's own offer, or the right kind of no.
async fn kept(app: &App, actor: &Actor, id: OfferId) -> Result<StoredOffer, Error> {
    let offer = super::read(app, actor, id, None).await?;
    may_keep(actor)?;
    if can_keep(actor, &offer) { Ok(offer) } else { Err(Error::forbidden()) }
}

/// Changes an offer, if nobody else has since `version`. Changing it is looking it through.
pub async fn update(
    app: &App,
    actor: &Actor,
    id: OfferId,
    form: &OfferForm,
    version: i64,
    key: Option<&Key>,
) -> Result<(), Error> {
    kept(app, actor, id).await?;
    let (now, county) = (app.now(), actor.county());
    let offer = &form.parse(app.today())?;
    audience_is_own(app, actor, &offer.audience).await?;
    let event = &event(app, actor, "offer.updated", id, &offer.title);
    app.store
        .write(county, key, |mut tx| async move {
            store::offers::update(&mut tx, county, id, offer, version, now).await?;
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(())
        })
        .await
}

/// Says that an offer still holds as it stands.
pub async fn review(app: &App, actor: &Actor, id: OfferId, key: Option<&Key>) -> Result<(), Error> {
    let known = kept(app, actor, id).await?;
    let (now, county) = (app.now(), actor.county());
    let mut offer = known.offer;
    offer.reviewed_on = app.today();
    let event = &event(app, actor, "offer.reviewed", id, &offer.title);
    let (offer, version) = (&offer, known.version);
    app.store
        .write(county, key, |mut tx| async move {
            store::offers::update(&mut tx, county, id, offer, version, now).await?;
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(())
        })
        .await
}
