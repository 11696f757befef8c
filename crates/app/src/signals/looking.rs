//! Lists of signals, and what waits at desks.

use domain::access::{ACTORS, Actor, EMPLOYERS};
use domain::codes::MunicipalityCode;
use domain::ids::{DeskId, OrganisationId, SignalId};
use domain::signals::{SignalKind, SignalState};
use domain::time::Date;
use serde::{Deserialize, Serialize};
use store::Connection;
use store::signals::{Filter, Order, Standing, StoredSignal, Told};

use super::{Seen, within};
use crate::acting::Hands;
use crate::{App, Error, Page, Slice};

/// Answers to a firm shown on its own first page.
const TOLD_MAX: i64 = 3;

/// How a list of signals is asked for; all text as it stands in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ListQuery {
    /// Code of a kind.
    pub kind: String,
    /// Code of a state, `all` or empty for those that are open.
    pub state: String,
    /// Municipality code.
    pub municipality: String,
    /// `own` for those at one's own desks.
    pub whose: String,
    /// `latest`, `earliest`, `firms` or `due`.
    pub sort: String,
}

/// Signals the reader sees.
pub async fn list(
    app: &App,
    actor: &Actor,
    query: &ListQuery,
    slice: Slice,
) -> Result<Page<Seen>, Error> {
    let within = within(actor).ok_or_else(Error::invisible)?;
    let mut connection = app.store.read().await?;
    let desks = if query.whose == "own" {
        let hands = Hands::of(app, &mut connection, actor).await?;
        Some([hands.held, hands.deputy].concat())
    } else {
        None
    };
    let filter = Filter {
        within,
        kind: SignalKind::parse(&query.kind).ok(),
        standing: match (query.state.as_str(), SignalState::parse(&query.state)) {
            ("all", _) => Standing::Any,
            (_, Ok(state)) => Standing::In(state),
            _ => Standing::Open,
        },
        municipality: MunicipalityCode::parse(&query.municipality).ok(),
        desks,
        order: match query.sort.as_str() {
            "earliest" => Order::Earliest,
            "firms" => Order::Firms,
            "due" => Order::Due,
            _ => Order::Latest,
        },
    };
    let found = store::signals::list(&mut connection, actor.county(), &filter, slice).await?;
    Ok(found.map(|signal| Seen::of(actor, signal)))
}

/// What the reader's own firm has been told, latest first.
pub async fn told(app: &App, actor: &Actor, slice: Slice) -> Result<Page<Told>, Error> {
    let firm = actor.organisation().filter(|_| actor.is_one_of(EMPLOYERS));
    let firm = firm.ok_or_else(Error::invisible)?;
    let mut connection = app.store.read().await?;
    Ok(store::signals::told(&mut connection, actor.county(), firm, None, slice).await?)
}

/// What a firm has been told of one signal.
pub(super) async fn told_of(
    connection: &mut Connection,
    actor: &Actor,
    firm: OrganisationId,
    id: SignalId,
) -> Result<Vec<Told>, Error> {
    let (county, slice) = (actor.county(), Slice::top(super::STEPS_MAX));
    Ok(store::signals::told(connection, county, firm, Some(id), slice).await?.items)
}

/// What a firm has been told lately, for its first page.
pub(crate) async fn last_told(
    connection: &mut Connection,
    actor: &Actor,
    firm: OrganisationId,
) -> Result<Vec<Told>, Error> {
    let slice = Slice::top(TOLD_MAX);
    Ok(store::signals::told(connection, actor.county(), firm, None, slice).await?.items)
}

/// What waits at the actor's own desks, and how many there are.
pub(crate) async fn at_desks(
    connection: &mut Connection,
    actor: &Actor,
    hands: &Hands,
    today: Date,
    limit: i64,
) -> Result<Page<StoredSignal>, Error> {
    let desks = [hands.held.as_slice(), hands.deputy.as_slice()].concat();
    let found = store::signals::to_do(connection, actor.county(), &desks, today, limit).await?;
    let items = found.items.into_iter().map(|one| Seen::of(actor, one).signal).collect();
    Ok(Page { items, ..found })
}

/// Desks of the county that can be asked or given something to do, by name.
pub async fn desks(app: &App, actor: &Actor) -> Result<Vec<(DeskId, String)>, Error> {
    if !actor.is_one_of(ACTORS) {
        return Err(Error::invisible());
    }
    let mut connection = app.store.read().await?;
    let all = store::access::desks(&mut connection, actor.county()).await?;
    Ok(all.into_iter().map(|desk| (desk.id, desk.name)).collect())
}
