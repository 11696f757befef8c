//! Pooled demand: the same need of several firms becomes one, with each firm's consent. Whoever
//! works with a pool sees its firms; the firms see their own part and sums that no other firm can
//! be counted out of.

mod acts;
mod answers;
mod looking;

use domain::access::{ACTORS, Actor, EMPLOYERS, Role};
use domain::ids::{OrganisationId, PoolId};
use domain::needs::NeedState;
use domain::pooling::{Change, Consent, Figures, Part, PoolState, Standing, can_be_pooled};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::events::{NewEvent, Subject};
use store::needs::StoredNeed;
use store::pooling::{FigureVersion, Scope, StoredFirm, StoredPart, StoredPool};
use store::{Connection, Tx};

use crate::{App, Error, keeping};

pub use acts::{change, form, step};
pub use answers::{answer, record};
pub(crate) use answers::{firm_gone, place_moved};
pub(crate) use answers::{need_left, need_recoded};
pub use looking::{Idea, ListQuery, Offered, candidates, ideas, list};
pub use store::pooling::{
    Candidate, FigureVersion as PoolVersion, PoolOfNeed, StoredFirm as PoolFirm,
    StoredPart as PoolPart, StoredPool as Pool,
};

/// Who forms pools and works with them.
const WORKERS: &[Role] = &[Role::Broker, Role::Strategist];
/// Most versions of figures shown of one pool.
const VERSIONS_MAX: i64 = 100;

/// What a firm is told when it is asked, and when the pool has ended: a kind of notice and of mail
/// each. The asking is settled when the pool ends.
const POOL_ASKED: &str = "pool-asked";
const POOL_ENDED: &str = "pool-ended";
/// What those who work with a pool are told when a firm has answered: a kind of notice.
const POOL_CONSENTED: &str = "pool-consented";
/// What a firm is told when its answer has been written down after a call: a kind of notice.
const POOL_RECORDED: &str = "pool-recorded";

/// A pool as the reader may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct View {
    /// The pool; without sums where the reader may not see them.
    #[serde(flatten)]
    pub pool: StoredPool,
    /// The firms the reader may know of: all for those who work with the pool, else those that
    /// have said yes to the pool and to being named.
    pub firms: Vec<StoredFirm>,
    /// Needs of those firms; for a firm its own only, for other readers none.
    pub parts: Vec<StoredPart>,
    /// The reader's own firm.
    pub own: Option<StoredFirm>,
    /// What the figures were when; only for those who work with the pool.
    pub versions: Vec<FigureVersion>,
    /// The reader works with the pool.
    pub can_work: bool,
    /// The reader may answer for their firm.
    pub can_answer: bool,
}

impl View {
    /// Persons a firm asks for in the pool: now, when it ended, or when it is asked.
    pub fn persons_of(&self, firm: OrganisationId) -> i64 {
        let is_part =
            |part: &&StoredPart| part.organisation == firm && part.standing != Standing::Left;
        self.parts.iter().filter(is_part).map(|part| part.persons).sum()
    }
}

/// A pool after something has been done with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Kept {
    /// Id.
    pub id: PoolId,
    /// Title.
    pub title: String,
    /// Where it stands.
    pub state: PoolState,
}

/// How far an actor sees among pools; nothing at all is an error.
fn scope(actor: &Actor) -> Result<Scope, Error> {
    match actor.organisation() {
        Some(firm) if actor.is_one_of(EMPLOYERS) => Ok(Scope::Firm(firm)),
        Some(_) if actor.is_one_of(ACTORS) => Ok(Scope::County),
        _ => Err(Error::invisible()),
    }
}

/// One pool, as far as the reader sees it. That somebody saw which firms are in it is written down.
pub async fn read(app: &App, actor: &Actor, id: PoolId) -> Result<View, Error> {
    let view = view(app, &mut app.store.read().await?, actor, id).await?;
    if view.can_work {
        let firms = view.firms.iter().map(|firm| firm.organisation);
        let read = firms.map(|firm| keeping::of_firm("pool", id.0, firm));
        keeping::note_all(app, actor, read).await;
    }
    Ok(view)
}

async fn view(
    app: &App,
    connection: &mut Connection,
    actor: &Actor,
    id: PoolId,
) -> Result<View, Error> {
    let (county, scope) = (actor.county(), scope(actor)?);
    let pool = store::pooling::find(connection, county, scope, id).await?;
    let pool = pool.ok_or_else(Error::invisible)?;
    let can_work = actor.is_one_of(WORKERS);
    let mut firms = store::pooling::firms_of(connection, county, id, app.today()).await?;
    let mut parts = store::pooling::parts_of(connection, county, id).await?;
    let own = match scope {
        Scope::Firm(firm) => firms.iter().find(|one| one.organisation == firm).cloned(),
        Scope::County => None,
    };
    let mut versions = Vec::new();
    if can_work {
        versions = store::pooling::versions_of(connection, county, id, VERSIONS_MAX).await?;
    } else {
        let own = own.as_ref().map(|own| own.organisation);
        parts.retain(|part| Some(part.organisation) == own);
        firms.retain(|firm| firm.consent == Consent::Yes && firm.may_be_named);
        firms = firms.into_iter().map(named_only).collect();
    }
    Ok(View {
        can_answer: own.is_some() && actor.role() == Role::EmployerAdmin && pool.state.is_live(),
        pool: as_seen(actor, pool),
        firms,
        parts,
        own,
        versions,
        can_work,
    })
}

/// A firm that may be named: its name and place, and nothing of how it answered.
fn named_only(firm: StoredFirm) -> StoredFirm {
    StoredFirm {
        way: None,
        said_by_name: None,
        said_on: None,
        recorded_by_name: None,
        answered_at: None,
        has_login: false,
        ..firm
    }
}

/// A pool without what the reader may not see.
fn as_seen(actor: &Actor, pool: StoredPool) -> StoredPool {
    if actor.is_one_of(WORKERS) {
        return pool;
    }
    StoredPool { figures: pool.figures.and_then(Figures::for_others), ..pool }
}

/// The pool a need is in, for those who see the need.
pub(crate) async fn of_need(
    connection: &mut Connection,
    actor: &Actor,
    need: domain::ids::NeedId,
) -> Result<Option<PoolOfNeed>, Error> {
    if scope(actor).is_err() {
        return Ok(None);
    }
    Ok(store::pooling::of_need(connection, actor.county(), need).await?)
}

fn subject(id: PoolId, firm: Option<OrganisationId>) -> Subject {
    Subject { kind: "pool", id: id.0, organisation: firm }
}

/// Sums the pool anew. Once it has been opened, figures that differ are kept as a new version, so
/// that one can see what was said when.
async fn count(
    tx: &mut Tx,
    actor: &Actor,
    id: PoolId,
    why: Change,
    now: Timestamp,
) -> Result<(), Error> {
    let county = actor.county();
    let Some(pool) = store::pooling::find(tx, county, Scope::County, id).await? else {
        return Ok(());
    };
    let parts = store::pooling::parts_of(tx, county, id).await?;
    let is_in = |part: &&StoredPart| part.standing == Standing::In;
    let parts = parts.iter().filter(is_in).map(|part| Part {
        organisation: part.organisation,
        municipality: part.municipality.clone(),
        persons: part.persons,
        consent: part.consent,
    });
    let figures = Figures::of(&parts.collect::<Vec<_>>());
    let is_first = why == Change::Opened && pool.figures_version == 0;
    if figures == pool.sums() && !is_first {
        return Ok(());
    }
    store::pooling::set_figures(tx, county, id, figures, now).await?;
    if pool.figures_version == 0 && !is_first {
        return Ok(());
    }
    let new = FigureVersion { version: pool.figures_version + 1, figures, why, at: now };
    store::pooling::keep_version(tx, county, id, &new).await?;
    let event = NewEvent::by(actor, now, "pool.counted", subject(id, None)).saying(json!({
        "version": new.version,
        "persons": figures.persons,
        "firms": figures.firms,
        "municipalities": figures.municipalities,
        "why": why,
    }));
    Ok(store::events::append(tx, county, &event).await?)
}

/// Moves a need into its pool or out of it, if its state lets it.
async fn move_need(
    tx: &mut Tx,
    actor: &Actor,
    need: &StoredNeed,
    to: NeedState,
    pool: &StoredPool,
    now: Timestamp,
) -> Result<(), Error> {
    if need.state == to || !need.state.next().contains(&to) {
        return Ok(());
    }
    let county = actor.county();
    store::needs::set_state(tx, county, need.id, to, None, need.version, now).await?;
    let about = Subject { kind: "need", id: need.id.0, organisation: Some(need.organisation) };
    let event = NewEvent::by(actor, now, "need.state-changed", about).saying(json!({
        "from": need.state.code(),
        "to": to.code(),
        "reason": pool.plan.title,
    }));
    Ok(store::events::append(tx, county, &event).await?)
}

/// Where a need stands when it is in no pool: at work when one of its lanes is.
async fn state_alone(
    connection: &mut Connection,
    actor: &Actor,
    need: domain::ids::NeedId,
) -> Result<NeedState, Error> {
    let lanes = store::needs::lanes_of(connection, actor.county(), need).await?;
    let is_at_work = lanes.iter().any(domain::needs::lanes::Lane::is_active);
    Ok(if is_at_work { NeedState::InProgress } else { NeedState::Confirmed })
}

/// Takes a firm's need out of a pool, and gives it back the state it has by itself.
async fn let_go(
    tx: &mut Tx,
    actor: &Actor,
    pool: &StoredPool,
    part: &StoredPart,
    standing: Standing,
    now: Timestamp,
) -> Result<(), Error> {
    let county = actor.county();
    store::pooling::set_standing(tx, county, pool.id, part.need, standing).await?;
    let reach = domain::access::Reach::County;
    let Some(need) = store::needs::find(tx, county, &reach, part.need).await? else {
        return Ok(());
    };
    if need.state == NeedState::Pooled {
        let alone = state_alone(tx, actor, need.id).await?;
        move_need(tx, actor, &need, alone, pool, now).await?;
    }
    Ok(())
}

/// The need can be in a pool of this occupation.
fn fits(need: &StoredNeed, pool: &domain::codes::Ssyk) -> bool {
    let is_same = need.coding.as_ref().is_some_and(|coding| &coding.ssyk == pool);
    is_same && can_be_pooled(need.state)
}
