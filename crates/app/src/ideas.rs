//! Ideas for the service, for a network or about an offer: every organisation writes, has one vote
//! and talks about them; those who answer for them answer in words, and all who wanted an idea are
//! told.
//!
//! A firm is known by its name to itself, to the other members of a network, and to those who
//! answer for the idea. Everyone else reads what kind of organisation it is.

mod acts;
mod posting;
mod stewarding;
mod telling;

use domain::access::{Actor, Role};
use domain::ideas::{AuthorKind, IdeaOrder, IdeaState, age_days, is_late};
use domain::ids::{IdeaId, OfferId, OrganisationId};
use domain::time::Date;
use serde::Serialize;
use store::Connection;
use store::ideas::{Filter, For, Within};
use store::organisations::Network;

use crate::{App, Error, Page, Slice};

pub use acts::{Kept, add, edit, offer_title, vote, withdraw};
pub use posting::{begin_need, hide_post, post, remove_post};
pub use stewarding::{Backlog, answer, backlog, merge, mergeable, stewards_any};
pub use store::ideas::{StoredIdea, StoredPost, StoredStep, Turned};

/// Who answers for ideas for the service.
const SERVICE_STEWARDS: &[Role] = &[Role::Strategist, Role::Admin];
/// Who answers for ideas for a network that their own organisation runs.
const NETWORK_STEWARDS: &[Role] = &[Role::NetworkCoord, Role::EmployerAdmin];
/// Most steps shown of an idea.
const STEPS_MAX: i64 = 200;
/// Most ideas shown that went into one.
const MERGED_MAX: i64 = 50;
/// Most needs a firm has made under one idea.
const TURNED_MAX: i64 = 200;

/// An idea as the reader sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Seen {
    /// The idea; without names where the reader may not know them.
    #[serde(flatten)]
    pub idea: StoredIdea,
    /// The reader may know which organisation it comes from.
    pub names_author: bool,
    /// It is of the reader's own organisation.
    pub is_own: bool,
    /// How many days it has been there.
    pub age_days: i64,
    /// It has waited too long for its first answer.
    pub is_late: bool,
}

impl Seen {
    fn of(actor: &Actor, mut idea: StoredIdea, today: Date) -> Self {
        let is_own = is_own(actor, idea.organisation);
        let steward = is_steward(actor, &idea);
        let names_author = may_name(actor, &idea, (idea.organisation, idea.kind));
        if !names_author {
            idea.organisation_name = String::new();
        }
        if !is_own && !steward {
            idea.by_name = String::new();
        }
        let age_days = age_days(idea.created_at, today);
        let waits = idea.answered_at.is_none()
            && matches!(idea.state, IdeaState::New | IdeaState::Considered);
        Self { names_author, is_own, age_days, is_late: waits && is_late(age_days), idea }
    }
}

/// A post as the reader sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "each is a right of its own on the page")]
pub struct SeenPost {
    /// The post; without words where they are gone or hidden from the reader.
    #[serde(flatten)]
    pub post: StoredPost,
    /// The reader may know which organisation it comes from.
    pub names_author: bool,
    /// It is of the reader's own organisation.
    pub is_own: bool,
    /// The reader may take it away.
    pub can_remove: bool,
    /// The reader may hide it.
    pub can_hide: bool,
    /// The reader may make a need of it.
    pub can_turn: bool,
}

/// What the reader may do with an idea.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "each is a right of its own on the page")]
pub struct May {
    /// Give or take back the vote of their organisation.
    pub vote: bool,
    /// Change what it says.
    pub edit: bool,
    /// Take it back.
    pub withdraw: bool,
    /// Answer it.
    pub answer: bool,
    /// Let it go into another.
    pub merge: bool,
    /// Write under it.
    pub post: bool,
    /// Make a need of it.
    pub turn: bool,
}

/// An idea with all around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct View {
    /// The idea.
    #[serde(flatten)]
    pub seen: Seen,
    /// What has been answered and done, oldest first.
    pub steps: Vec<StoredStep>,
    /// What organisations say about it, oldest first.
    pub posts: Vec<SeenPost>,
    /// The idea it went into, if the reader sees that.
    pub into: Option<(IdeaId, String)>,
    /// Ideas that went into it.
    pub merged: Vec<(IdeaId, String)>,
    /// What the reader's own firm has made needs of.
    pub turned: Vec<Turned>,
    /// What the reader may do.
    pub may: May,
}

/// How far somebody sees. A private person speaks for no organisation.
fn within(actor: &Actor) -> Within {
    match actor.organisation() {
        None => Within::Public,
        Some(_) if actor.role() == Role::Person => Within::Service,
        Some(own) => Within::Member(own),
    }
}

/// The organisation somebody takes part for; a private person and the public take part for none.
fn member(actor: &Actor) -> Result<OrganisationId, Error> {
    let own = actor.organisation().ok_or_else(Error::invisible)?;
    if actor.role() == Role::Person { Err(Error::forbidden()) } else { Ok(own) }
}

fn is_own(actor: &Actor, organisation: OrganisationId) -> bool {
    actor.organisation() == Some(organisation) && actor.role() != Role::Person
}

/// The actor answers for an idea: of a network, who runs it; of the service, the region's own.
fn is_steward(actor: &Actor, idea: &StoredIdea) -> bool {
    match idea.network_runner {
        Some(runner) => actor.is_one_of(NETWORK_STEWARDS) && actor.organisation() == Some(runner),
        None => actor.is_one_of(SERVICE_STEWARDS),
    }
}

/// A firm is named to itself, in its network, and to who answers; those who help firms to everyone.
fn may_name(actor: &Actor, idea: &StoredIdea, of: (OrganisationId, AuthorKind)) -> bool {
    let (organisation, kind) = of;
    kind != AuthorKind::Employer
        || idea.idea.network.is_some()
        || is_own(actor, organisation)
        || is_steward(actor, idea)
}

/// How a list of ideas is asked for; all text as it stands in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// `service`, or the id of a network.
    pub network: String,
    /// Code of a state.
    pub state: String,
    /// Id of an offer.
    pub offer: String,
    /// Code of an order; most votes first without one.
    pub sort: String,
}

/// In [`ListQuery::network`]: ideas for no network.
pub const FOR_SERVICE: &str = "service";

impl ListQuery {
    fn filter(&self) -> Filter {
        let network = self.network.parse().ok().map(For::Network);
        Filter {
            for_what: if self.network == FOR_SERVICE { Some(For::Service) } else { network },
            state: IdeaState::parse(&self.state).ok(),
            offer: self.offer.parse::<OfferId>().ok(),
            order: IdeaOrder::parse(&self.sort).unwrap_or(IdeaOrder::Votes),
        }
    }
}

/// Ideas the reader sees: for who is not logged in, those that were answered for everyone.
pub async fn list(
    app: &App,
    actor: &Actor,
    query: &ListQuery,
    slice: Slice,
) -> Result<Page<Seen>, Error> {
    let mut connection = app.store.read().await?;
    let (county, filter) = (actor.county(), query.filter());
    let found = store::ideas::list(&mut connection, county, within(actor), &filter, slice).await?;
    Ok(found.map(|one| Seen::of(actor, one, app.today())))
}

/// Networks the reader writes ideas for: those they are a member of, or run.
pub async fn networks(app: &App, actor: &Actor) -> Result<Vec<Network>, Error> {
    let Within::Member(own) = within(actor) else { return Ok(Vec::new()) };
    let mut connection = app.store.read().await?;
    Ok(store::organisations::networks_of(&mut connection, actor.county(), own).await?)
}

/// The idea, for who sees it and is logged in.
async fn standing(
    connection: &mut Connection,
    actor: &Actor,
    id: IdeaId,
) -> Result<StoredIdea, Error> {
    if actor.organisation().is_none() {
        return Err(Error::invisible());
    }
    let found = store::ideas::find(connection, actor.county(), within(actor), id).await?;
    found.ok_or_else(Error::invisible)
}

/// One idea with all around it.
pub async fn read(app: &App, actor: &Actor, id: IdeaId) -> Result<View, Error> {
    let county = actor.county();
    let mut connection = app.store.read().await?;
    let c = &mut connection;
    let idea = standing(c, actor, id).await?;
    let into = match idea.merged_into {
        Some(into) => store::ideas::find(c, county, within(actor), into).await?,
        None => None,
    };
    let steps = store::ideas::steps_of(c, county, id, STEPS_MAX).await?;
    let posts = store::ideas::posts_of(c, county, id, domain::ideas::POSTS_MAX).await?;
    let merged = store::ideas::merged_into(c, county, id, MERGED_MAX).await?;
    let turned = match member(actor) {
        Ok(own) => store::ideas::turned_of(c, county, id, own, TURNED_MAX).await?,
        Err(_) => Vec::new(),
    };
    let may = may(actor, &idea, &turned);
    let posts = posts.into_iter().map(|one| seen_post(actor, &idea, one, &turned)).collect();
    Ok(View {
        seen: Seen::of(actor, idea, app.today()),
        steps,
        posts,
        into: into.map(|one| (one.id, one.idea.title)),
        merged,
        turned,
        may,
    })
}

fn may(actor: &Actor, idea: &StoredIdea, turned: &[Turned]) -> May {
    let takes_part = member(actor).is_ok();
    let own = is_own(actor, idea.organisation);
    let steward = is_steward(actor, idea);
    May {
        vote: takes_part && idea.state.is_open(),
        edit: own && idea.state == IdeaState::New,
        withdraw: own && idea.state.is_open(),
        answer: steward && !idea.state.answers().is_empty(),
        merge: steward && idea.state.stands(),
        post: takes_part && idea.state.stands(),
        turn: own && posting::turns(actor) && !is_turned(turned, idea.id.0),
    }
}

fn is_turned(turned: &[Turned], source: uuid::Uuid) -> bool {
    turned.iter().any(|one| one.source == source)
}

fn seen_post(
    actor: &Actor,
    idea: &StoredIdea,
    mut post: StoredPost,
    turned: &[Turned],
) -> SeenPost {
    let own = is_own(actor, post.organisation);
    let steward = is_steward(actor, idea);
    let names_author = may_name(actor, idea, (post.organisation, post.kind));
    if !names_author {
        post.organisation_name = String::new();
    }
    if !own && !steward {
        post.by_name = String::new();
        if post.hidden_at.is_some() {
            post.words = String::new();
            post.hidden_reason = post.hidden_reason.map(|_| String::new());
        }
    }
    let is_there = post.removed_at.is_none();
    SeenPost {
        can_remove: own && is_there,
        can_hide: steward && is_there && post.hidden_at.is_none(),
        can_turn: own && is_there && posting::turns(actor) && !is_turned(turned, post.id.0),
        is_own: own,
        names_author,
        post,
    }
}
