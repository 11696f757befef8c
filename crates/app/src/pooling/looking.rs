//! Lists: pools, what could be pooled, and the needs that would be in it.

use std::collections::BTreeSet;

use domain::access::Actor;
use domain::codes::Ssyk;
use domain::pooling::{FIRMS_TO_SUGGEST, Figures, NEEDS_MAX, PoolState};
use serde::{Deserialize, Serialize};
use store::pooling::{Candidate, Filter, StoredPool, Suggestion};

use super::{WORKERS, as_seen, scope};
use crate::{App, Error, Page, Slice};

/// Most suggestions shown.
const IDEAS_MAX: i64 = 50;

/// How a list of pools is asked for; all text as it stands in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ListQuery {
    /// Code of a state, or `any`; empty means those somebody still works with.
    pub state: String,
}

impl ListQuery {
    /// Every state, also those that are over.
    pub const ANY_STATE: &'static str = "any";
}

/// Pools the reader sees, the newest first.
pub async fn list(
    app: &App,
    actor: &Actor,
    query: &ListQuery,
    slice: Slice,
) -> Result<Page<StoredPool>, Error> {
    let scope = scope(actor)?;
    let state = PoolState::parse(&query.state).ok();
    let filter = Filter { state, only_live: query.state.trim().is_empty() };
    let mut connection = app.store.read().await?;
    let county = actor.county();
    let found = store::pooling::list(&mut connection, county, scope, filter, slice).await?;
    Ok(found.map(|pool| as_seen(actor, pool)))
}

/// Something that could be pooled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Idea {
    /// What.
    #[serde(flatten)]
    pub found: Suggestion,
    /// Enough firms that the sum can be shown to others too.
    pub is_strong: bool,
}

/// What could be pooled: the same occupation at two firms or more in two municipalities or more,
/// those with most firms first. Only for those who form pools.
pub async fn ideas(app: &App, actor: &Actor) -> Result<Vec<Idea>, Error> {
    if !actor.is_one_of(WORKERS) {
        return Err(Error::invisible());
    }
    let mut connection = app.store.read().await?;
    let found = store::pooling::suggestions(&mut connection, actor.county(), IDEAS_MAX).await?;
    let vocabulary = app.vocabulary();
    let ideas = found.into_iter().map(|mut found| {
        // Firms may have said different occupations of one group: the group's name fits them all.
        if let Some(group) = vocabulary.group(&found.ssyk) {
            found.occupation.clone_from(&group.label);
        }
        Idea { is_strong: found.figures.firms >= FIRMS_TO_SUGGEST, found }
    });
    Ok(ideas.collect())
}

/// Needs of an occupation that can be pooled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Offered {
    /// Occupation group.
    pub ssyk: Ssyk,
    /// Its name.
    pub occupation: String,
    /// The needs, by municipality and firm.
    pub needs: Vec<Candidate>,
    /// What they come to together.
    pub figures: Figures,
}

/// The needs one would pool. Nothing is there when they are too few.
pub async fn candidates(app: &App, actor: &Actor, ssyk: &str) -> Result<Offered, Error> {
    if !actor.is_one_of(WORKERS) {
        return Err(Error::forbidden());
    }
    let ssyk = Ssyk::parse(ssyk).map_err(|_| Error::invisible())?;
    let limit = i64::try_from(NEEDS_MAX).unwrap_or(i64::MAX);
    let mut connection = app.store.read().await?;
    let needs = store::pooling::candidates(&mut connection, actor.county(), &ssyk, limit).await?;
    Ok(Offered {
        occupation: occupation(app, &ssyk, &needs),
        figures: together(&needs),
        needs,
        ssyk,
    })
}

/// Name of an occupation group; what the first need says where the vocabulary has none.
pub(super) fn occupation(app: &App, ssyk: &Ssyk, needs: &[Candidate]) -> String {
    let named = app.vocabulary().group(ssyk).map(|group| group.label.clone());
    let said = || needs.first().map(|need| need.occupation.clone());
    named.or_else(said).unwrap_or_else(|| ssyk.to_string())
}

/// What needs come to if every firm says yes.
pub(super) fn together(needs: &[Candidate]) -> Figures {
    let firms: BTreeSet<_> = needs.iter().map(|need| need.organisation).collect();
    let places: BTreeSet<_> = needs.iter().map(|need| need.municipality.as_str()).collect();
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    Figures {
        persons: needs.iter().map(|need| need.persons).sum(),
        firms: count(firms.len()),
        municipalities: count(places.len()),
    }
}
