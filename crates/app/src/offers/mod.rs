//! The service map (tjänstekarta): finding offers in plain words, and keeping one's own.

mod form;
mod keeping;
mod map;

use std::sync::Arc;

use domain::access::Actor;
use domain::codes::MunicipalityCode;
use domain::ids::{NeedId, OfferId, OrganisationId};
use domain::offers::{Fact, Offer, OfferKind, Stage, Test};
use domain::time::Date;
use matching::SearchResult;
use serde::{Deserialize, Serialize};
use store::Connection;

use crate::{App, Error};
pub(crate) use map::Held;

pub use form::{CONDITION_ROWS, ConditionForm, OfferForm};
pub use keeping::{audiences, can_keep, create, own, review, update};
pub use store::offers::StoredOffer;
pub use store::organisations::{Municipality, Network};

pub(crate) use map::Maps;

/// What the list is narrowed by; every field as it stands in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CatalogueQuery {
    /// A question in plain words.
    pub q: String,
    /// Code of a stage.
    pub stage: String,
    /// Code of a kind.
    pub kind: String,
    /// Municipality code: offers for it, and offers for every municipality.
    pub municipality: String,
}

impl CatalogueQuery {
    /// True when a filter beside the question narrows the list.
    pub fn is_filtered(&self) -> bool {
        [&self.stage, &self.kind, &self.municipality].iter().any(|field| !field.trim().is_empty())
    }

    /// True when an offer passes the filters; one that cannot be read does not narrow.
    fn lets_through(&self, offer: &Offer, today: Date) -> bool {
        let stage = Stage::parse(&self.stage).ok();
        let kind = OfferKind::parse(&self.kind).ok();
        let municipality = MunicipalityCode::parse(&self.municipality).ok();
        stage.is_none_or(|stage| offer.stages.contains(&stage))
            && kind.is_none_or(|kind| offer.kind == kind)
            && municipality.is_none_or(|code| is_open_in(offer, &code, today))
    }
}

/// True when no condition that holds today shuts a municipality out.
fn is_open_in(offer: &Offer, code: &MunicipalityCode, today: Date) -> bool {
    offer
        .conditions
        .iter()
        .filter(|condition| condition.fact == Fact::Municipality && condition.is_valid_on(today))
        .all(|condition| match &condition.test {
            Test::OneOf { codes } => codes.iter().any(|one| one == code.as_str()),
            Test::Under { prefixes } => prefixes.iter().any(|one| code.as_str().starts_with(one)),
            Test::Between { .. } => false,
        })
}

/// Offers found, and what was read in the question.
#[derive(Debug, Clone)]
pub struct Found {
    /// Offers, best first; without a question by title.
    pub offers: Vec<Arc<StoredOffer>>,
    /// What was read in the question and why each offer stands where it does; none without one.
    pub result: Option<SearchResult>,
}

/// Organisations whose eyes the actor sees offers with.
fn readers(actor: &Actor) -> Vec<OrganisationId> {
    actor.organisation().into_iter().collect()
}

/// The first offers the actor may see with words that begin so, by title.
pub(crate) async fn named(
    app: &App,
    c: &mut Connection,
    actor: &Actor,
    begins: impl Fn(&str) -> bool,
    most: usize,
) -> Result<Vec<Arc<StoredOffer>>, Error> {
    let map = app.maps.read(c, actor.county()).await?;
    let eyes = store::offers::eyes(c, actor.county(), &readers(actor)).await?;
    let is_named = |offer: &Offer| begins(&format!("{} {}", offer.title, offer.search_words));
    let seen = map.iter().filter(|(_, one)| eyes.see(&one.0) && is_named(&one.0.offer));
    Ok(seen.take(most).map(|(_, one)| Arc::clone(&one.0)).collect())
}

/// Offers the actor may see: all of them, or those a question in plain words leads to.
pub async fn search(app: &App, actor: &Actor, query: &CatalogueQuery) -> Result<Found, Error> {
    let today = app.today();
    let mut connection = app.store.read().await?;
    let map = app.maps.read(&mut connection, actor.county()).await?;
    let eyes = store::offers::eyes(&mut connection, actor.county(), &readers(actor)).await?;
    drop(connection);
    let is_seen = |one: &Held| eyes.see(&one.0) && query.lets_through(&one.0.offer, today);
    if query.q.trim().is_empty() {
        let seen = map.iter().filter(|(_, one)| is_seen(one));
        return Ok(Found {
            offers: seen.map(|(_, one)| Arc::clone(&one.0)).collect(),
            result: None,
        });
    }
    let result = map.search(&query.q, &app.vocabulary(), is_seen);
    let held = result.hits.iter().filter_map(|hit| map.get(hit.offer));
    Ok(Found { offers: held.map(|one| Arc::clone(&one.0)).collect(), result: Some(result) })
}

/// One offer. Whoever works with a need sees what is open to its firm, also when it is for a
/// network the reader does not belong to.
pub async fn read(
    app: &App,
    actor: &Actor,
    id: OfferId,
    for_need: Option<NeedId>,
) -> Result<StoredOffer, Error> {
    let mut connection = app.store.read().await?;
    let mut readers = readers(actor);
    if let Some(need) = for_need {
        let reach = actor.reach();
        let need = store::needs::find(&mut connection, actor.county(), &reach, need).await?;
        readers.extend(need.map(|need| need.organisation));
    }
    let found = store::offers::find(&mut connection, actor.county(), &readers, id).await?;
    found.ok_or_else(Error::invisible)
}

/// The offer behind an id or a demo slug.
pub async fn resolve(app: &App, actor: &Actor, name: &str) -> Result<OfferId, Error> {
    if let Ok(id) = name.parse() {
        return Ok(id);
    }
    let mut connection = app.store.read().await?;
    let id = store::offers::id_by_slug(&mut connection, actor.county(), name).await?;
    id.ok_or_else(Error::invisible)
}

/// Municipalities of the actor's county, by code: what conditions and filters name.
pub async fn municipalities(app: &App, actor: &Actor) -> Result<Vec<Municipality>, Error> {
    let mut connection = app.store.read().await?;
    Ok(store::organisations::municipalities(&mut connection, actor.county()).await?)
}
