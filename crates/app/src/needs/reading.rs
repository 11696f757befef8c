//! Reading needs: lists and the one page.

use domain::access::Actor;
use domain::cases::Clock;
use domain::codes::MunicipalityCode;
use domain::ids::NeedId;
use domain::needs::NeedState;
use domain::needs::lanes::{Lane, LaneSum, sum};
use serde::{Deserialize, Serialize};
use store::access::DeskHolder;
use store::cases::StoredCase;
use store::events::Event;
use store::mappings::StoredMapping;
use store::needs::{Filter, StoredGoal, StoredNeed};
use store::organisations::{Network, StoredOrganisation};
use store::pooling::PoolOfNeed;
use store::{Connection, Page, page::Slice};

use super::facts::{AskedFact, asked_of};
use super::{Can, visible};
use crate::cases::sight;
use crate::coding::Reading;
use crate::{App, Error, keeping};

/// Most events shown about one need.
const EVENTS: i64 = 200;

/// What a list is asked for; every field as it stands in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ListQuery {
    /// Plain words.
    pub q: String,
    /// Municipality code.
    pub municipality: String,
    /// Beginning of an SSYK code.
    pub occupation: String,
    /// Code of a state; empty means those that are open.
    pub state: String,
}

impl ListQuery {
    /// Every state, also those that are over.
    pub const ANY_STATE: &'static str = "any";
    /// Only needs without an accepted occupation.
    pub const UNCODED: &'static str = "uncoded";

    /// True when something narrows the list.
    pub fn is_narrowed(&self) -> bool {
        [&self.q, &self.municipality, &self.occupation, &self.state]
            .iter()
            .any(|field| !field.trim().is_empty())
    }

    /// The filter. What cannot be read does not narrow.
    fn filter(&self) -> Filter {
        let ssyk = self.occupation.trim();
        let is_code = !ssyk.is_empty() && ssyk.bytes().all(|byte| byte.is_ascii_digit());
        Filter {
            terms: vocabulary::analysis::stem_terms(&self.q),
            municipality: MunicipalityCode::parse(&self.municipality).ok(),
            ssyk: is_code.then(|| ssyk.to_owned()),
            state: NeedState::parse(&self.state).ok(),
            only_open: self.state.trim().is_empty(),
            only_uncoded: self.state == Self::UNCODED,
            ..Filter::default()
        }
    }
}

/// Needs within the actor's reach, newest first.
pub async fn list(
    app: &App,
    actor: &Actor,
    query: &ListQuery,
    slice: Slice,
) -> Result<Page<StoredNeed>, Error> {
    let mut connection = app.store.read().await?;
    let (county, reach) = (actor.county(), actor.reach());
    Ok(store::needs::list(&mut connection, county, &reach, &query.filter(), slice).await?)
}

/// The case that answers a need.
#[derive(Debug, Clone)]
pub struct CaseOfNeed {
    /// The case.
    pub case: StoredCase,
    /// The promise, read now.
    pub clock: Clock,
    /// Who serves its desk: holders first, then deputies.
    pub holders: Vec<DeskHolder>,
    /// The reader may open it.
    pub opens: bool,
}

/// Everything the page of a need shows, but its offers.
#[derive(Debug, Clone)]
pub struct NeedView {
    /// The need.
    pub need: StoredNeed,
    /// The firm.
    pub firm: StoredOrganisation,
    /// The goal behind it.
    pub goal: Option<StoredGoal>,
    /// The mapping it was said in.
    pub mapping: Option<StoredMapping>,
    /// Networks of the firm.
    pub networks: Vec<Network>,
    /// What the vocabulary reads in the words now.
    pub reading: Reading,
    /// The three lanes.
    pub lanes: Vec<Lane>,
    /// What they add up to.
    pub sum: LaneSum,
    /// The case that answers it.
    pub case: Option<CaseOfNeed>,
    /// The pool it is in, or its firm is asked about.
    pub pool: Option<PoolOfNeed>,
    /// Facts the firm has been asked for and not yet given.
    pub asked: Vec<AskedFact>,
    /// What has happened, oldest first.
    pub events: Vec<Event>,
    /// What the reader may do.
    pub can: Can,
}

/// One need.
pub async fn read(app: &App, actor: &Actor, id: NeedId) -> Result<NeedView, Error> {
    let county = actor.county();
    let mut connection = app.store.read().await?;
    let c = &mut connection;
    let need = visible(c, actor, id).await?;
    let firm = store::organisations::find(c, county, need.organisation).await?;
    let firm = firm.ok_or_else(Error::invisible)?;
    // Whoever sees the need may know which mapping it was said in; answers are another matter.
    let scope = store::mappings::Scope::Reach(domain::access::Reach::County);
    let mapping = store::mappings::find(c, county, &scope, need.mapping).await?;
    let goal = store::needs::find_goal(c, county, need.goal).await?;
    let networks = store::organisations::networks_of(c, county, firm.id).await?;
    let lanes = store::needs::lanes_of(c, county, id).await?;
    let events = store::events::about(c, county, "need", id.0, EVENTS).await?;
    let case = case_of(app, c, actor, id).await?;
    let pool = crate::pooling::of_need(c, actor, id).await?;
    drop(connection);
    keeping::note(app, actor, keeping::of_firm("need", id.0, need.organisation)).await;
    let reading = crate::coding::reading(app, &need.need.words);
    Ok(NeedView {
        can: Can::of(actor, need.organisation),
        sum: sum(&lanes),
        asked: asked_of(&events),
        firm,
        goal,
        mapping,
        networks,
        reading,
        lanes,
        case,
        pool,
        events,
        need,
    })
}

async fn case_of(
    app: &App,
    c: &mut Connection,
    actor: &Actor,
    id: NeedId,
) -> Result<Option<CaseOfNeed>, Error> {
    let county = actor.county();
    let Some(case) = store::needs::case_of(c, county, id).await? else { return Ok(None) };
    let Some(case) = store::cases::find(c, county, case).await? else { return Ok(None) };
    let holders = match case.fields.desk {
        Some(desk) => store::access::holders(c, county, desk, app.today()).await?,
        None => Vec::new(),
    };
    let clock = domain::cases::clock(case.fields.promised_at, case.fields.answered_at, app.now());
    let opens = store::cases::visible(c, county, &sight(actor), case.id).await?;
    Ok(Some(CaseOfNeed { case, clock, holders, opens }))
}

/// The need behind an id or a demo slug.
pub async fn resolve(app: &App, actor: &Actor, name: &str) -> Result<NeedId, Error> {
    if let Ok(id) = name.parse() {
        return Ok(id);
    }
    let mut connection = app.store.read().await?;
    let id = store::needs::id_by_slug(&mut connection, actor.county(), name).await?;
    id.ok_or_else(Error::invisible)
}
