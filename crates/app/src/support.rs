//! Support money: funds, applications and decisions, and the account of small aid that stops a
//! grant over the ceiling.

mod account;
mod acts;

use domain::access::{ACTORS, Actor, EMPLOYERS, Reach, Role};
use domain::codes::MunicipalityCode;
use domain::ids::{FundId, GrantId, OrganisationId};
use domain::support::{Fund, GrantState};
use serde::{Deserialize, Serialize};
use store::Connection;
use store::support::Filter;

use crate::{App, Error, Page, Slice, keeping};

pub use account::{
    Account, Counted, add_member, read_account, register_aid, remove_aid, remove_member,
};
pub(crate) use acts::ask_effects;
pub use acts::{
    EndForm, KeptFund, KeptGrant, PayForm, answer_effect, apply, decide, keep_fund, pay, withdraw,
};
pub use store::support::{Member, StoredAid, StoredFund, StoredGrant};

/// Most funds on a page or in a choice.
const FUNDS_MAX: i64 = 100;

/// A fund as the reader may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FundView {
    /// Id.
    pub id: FundId,
    /// Whose.
    pub organisation: OrganisationId,
    /// Name of that organisation.
    pub organisation_name: String,
    /// What it is.
    #[serde(flatten)]
    pub fund: Fund,
    /// What is left of it, in öre; none for firms.
    pub left_ore: Option<i64>,
    /// The reader decides about its money.
    pub can_decide: bool,
    /// Decisions can be made today.
    pub is_open: bool,
    /// Version for optimistic locking.
    pub version: i64,
}

fn fund_view(app: &App, actor: &Actor, stored: StoredFund) -> FundView {
    let is_actor = actor.is_one_of(ACTORS);
    let left = stored.fund.budget_ore - stored.bound_ore;
    FundView {
        id: stored.id,
        organisation: stored.organisation,
        organisation_name: stored.organisation_name,
        left_ore: is_actor.then_some(left),
        can_decide: is_actor && actor.organisation() == Some(stored.organisation),
        is_open: stored.fund.is_open_on(app.today()),
        fund: stored.fund,
        version: stored.version,
    }
}

fn reads(actor: &Actor) -> Result<(), Error> {
    let is_reader = actor.is_one_of(ACTORS) || actor.is_one_of(EMPLOYERS);
    if is_reader { Ok(()) } else { Err(Error::invisible()) }
}

/// Funds of the county, those that go on longest first; or only those that are open today.
pub async fn funds(app: &App, actor: &Actor, only_open: bool) -> Result<Vec<FundView>, Error> {
    reads(actor)?;
    let on = only_open.then(|| app.today());
    let mut connection = app.store.read().await?;
    let all = store::support::funds(&mut connection, actor.county(), on, FUNDS_MAX).await?;
    Ok(all.into_iter().map(|one| fund_view(app, actor, one)).collect())
}

/// One fund.
pub async fn fund(app: &App, actor: &Actor, id: FundId) -> Result<FundView, Error> {
    reads(actor)?;
    let mut connection = app.store.read().await?;
    let found = store::support::find_fund(&mut connection, actor.county(), id).await?;
    found.map(|one| fund_view(app, actor, one)).ok_or_else(Error::invisible)
}

/// How a list of grants is asked for; all text as it stands in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ListQuery {
    /// Code of a state.
    pub state: String,
    /// Id of a fund.
    pub fund: String,
    /// Id of a firm.
    pub organisation: String,
    /// Municipality code.
    pub municipality: String,
}

/// Grants the reader sees, latest first: a firm its own; an actor those to firms within its reach,
/// those of its own funds and those it has applied for.
pub async fn list(
    app: &App,
    actor: &Actor,
    query: &ListQuery,
    slice: Slice,
) -> Result<Page<StoredGrant>, Error> {
    reads(actor)?;
    let filter = Filter {
        reach: actor.reach(),
        own: actor.organisation().filter(|_| actor.is_one_of(ACTORS)),
        state: GrantState::parse(&query.state).ok(),
        fund: query.fund.parse().ok(),
        firm: query.organisation.parse().ok(),
        municipality: MunicipalityCode::parse(&query.municipality).ok(),
    };
    let mut connection = app.store.read().await?;
    Ok(store::support::list(&mut connection, actor.county(), &filter, slice).await?)
}

/// A grant with what the reader may do with it.
#[expect(clippy::struct_excessive_bools, reason = "each is a right of its own on the page")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GrantView {
    /// The grant.
    #[serde(flatten)]
    pub grant: StoredGrant,
    /// The reader may decide about it now.
    pub can_decide: bool,
    /// The reader may write that it has been paid.
    pub can_pay: bool,
    /// The reader may take it back.
    pub can_withdraw: bool,
    /// The reader may say what came of it.
    pub can_answer: bool,
    /// The reader may see the firm's account of small aid.
    pub sees_account: bool,
}

/// One grant, if the reader sees it. That somebody read it is written down.
pub async fn read(app: &App, actor: &Actor, id: GrantId) -> Result<GrantView, Error> {
    let view = view(&mut app.store.read().await?, actor, id).await?;
    let firm = view.grant.organisation;
    keeping::note(app, actor, keeping::of_firm("grant", id.0, firm)).await;
    Ok(view)
}

/// A firm lies within the reader's reach, or is the reader's own.
fn is_within(actor: &Actor, firm: OrganisationId, place: &MunicipalityCode) -> bool {
    match actor.reach() {
        Reach::County => true,
        Reach::Municipality(code) => code == *place,
        Reach::Organisation(own) => own == firm && actor.is_one_of(EMPLOYERS),
        Reach::Involved(_) | Reach::Leading { .. } | Reach::Nothing => false,
    }
}

async fn view(connection: &mut Connection, actor: &Actor, id: GrantId) -> Result<GrantView, Error> {
    reads(actor)?;
    let found = store::support::find(connection, actor.county(), id).await?;
    let own = actor.organisation();
    let grant = found.ok_or_else(Error::invisible)?;
    let is_within = is_within(actor, grant.organisation, &grant.municipality);
    let decides = actor.is_one_of(ACTORS) && own == Some(grant.fund_organisation);
    let asked = actor.is_one_of(ACTORS) && own == Some(grant.by_organisation);
    if !(is_within || decides || asked) {
        return Err(Error::invisible());
    }
    let is_firm = actor.is_one_of(EMPLOYERS) && own == Some(grant.organisation);
    let speaks_for_firm = is_firm && actor.role() == Role::EmployerAdmin;
    Ok(GrantView {
        can_decide: decides && grant.state == GrantState::Applied,
        can_pay: decides && grant.state == GrantState::Granted,
        can_withdraw: match grant.state {
            GrantState::Applied => decides || asked || speaks_for_firm,
            GrantState::Granted => decides,
            _ => false,
        },
        can_answer: (decides || is_firm) && grant.state == GrantState::Paid,
        sees_account: is_within || (decides && !asked),
        grant,
    })
}
