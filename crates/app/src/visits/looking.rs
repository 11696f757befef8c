//! Lists and figures of visits.

use domain::access::{ACTORS, Actor, EMPLOYERS, Reach, Role};
use domain::codes::MunicipalityCode;
use domain::figures::FIRMS_LEAST;
use domain::ids::OrganisationId;
use domain::organisations::SizeClass;
use domain::time::{self, Date};
use domain::visits::{Coverage, ObstacleKind, ObstacleState, RATINGS_LEAST, VisitState};
use serde::{Deserialize, Serialize};
use store::visits::{
    Filter, InventoryRow, ObstacleFilter, Order, PartyRow, QueueFilter, QueueOrder, StoredObstacle,
    StoredVisit, Unvisited,
};

use super::{READERS, metadata};
use crate::{App, Error, Page, Slice, organisations};

/// How far back coverage looks unless asked otherwise, in months.
const MONTHS: i64 = 12;
/// Most organisations to choose between as company on a visit.
const COMPANIONS_MAX: i64 = 200;
/// Who reads the figures.
const FIGURES: &[Role] = &[Role::Analyst, Role::Politician];

/// How a list of visits is asked for; all text as it stands in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ListQuery {
    /// Municipality code.
    pub municipality: String,
    /// Code of a state.
    pub state: String,
    /// Id of a firm.
    pub organisation: String,
    /// `own` for those where one's own organisation takes part.
    pub whose: String,
    /// `latest`, `earliest` or `firm`.
    pub sort: String,
}

/// Visits the reader sees: that they are, when, by whom and what about. The firm sees its own.
pub async fn list(
    app: &App,
    actor: &Actor,
    query: &ListQuery,
    slice: Slice,
) -> Result<Page<StoredVisit>, Error> {
    let is_firm = actor.is_one_of(EMPLOYERS);
    if !is_firm && !actor.is_one_of(ACTORS) {
        return Err(Error::invisible());
    }
    let asked = query.organisation.parse::<OrganisationId>().ok();
    let filter = Filter {
        municipality: MunicipalityCode::parse(&query.municipality).ok(),
        state: VisitState::parse(&query.state).ok(),
        firm: if is_firm { actor.organisation() } else { asked },
        party: actor.organisation().filter(|_| !is_firm && query.whose == "own"),
        order: match query.sort.as_str() {
            "earliest" => Order::Earliest,
            "firm" => Order::Firm,
            _ => Order::Latest,
        },
    };
    let mut connection = app.store.read().await?;
    let found = store::visits::list(&mut connection, actor.county(), &filter, slice).await?;
    Ok(found.map(metadata))
}

/// Obstacles the reader sees, the longest waiting first: those of the own municipality, those heard
/// at visits the own organisation took part in, or all.
pub async fn obstacles(
    app: &App,
    actor: &Actor,
    municipality: &str,
    state: &str,
    slice: Slice,
) -> Result<Page<StoredObstacle>, Error> {
    let held = actor.assignment().filter(|_| actor.is_one_of(ACTORS));
    let held = held.ok_or_else(Error::invisible)?;
    let sees_all = actor.is_one_of(READERS);
    let filter = ObstacleFilter {
        municipality: MunicipalityCode::parse(municipality).ok(),
        state: ObstacleState::parse(state).ok(),
        within: (!sees_all).then(|| (held.organisation, held.municipality.clone())),
    };
    let mut connection = app.store.read().await?;
    Ok(store::visits::obstacles(&mut connection, actor.county(), &filter, slice).await?)
}

/// How the queue is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct QueueQuery {
    /// Municipality code.
    pub municipality: String,
    /// `size` or `waiting`.
    pub sort: String,
}

/// Firms nobody has visited for a year and nobody plans to visit. A municipality works through its
/// own.
pub async fn queue(
    app: &App,
    actor: &Actor,
    query: &QueueQuery,
    slice: Slice,
) -> Result<Page<Unvisited>, Error> {
    if !actor.is_one_of(ACTORS) {
        return Err(Error::invisible());
    }
    let asked = MunicipalityCode::parse(&query.municipality).ok();
    let municipality = match organisations::directory(actor) {
        Reach::County => asked,
        Reach::Municipality(own) => Some(own),
        _ => return Err(Error::invisible()),
    };
    let today = app.today();
    let filter = QueueFilter {
        municipality,
        since: time::months_after(today, -MONTHS),
        today,
        order: if query.sort == "waiting" { QueueOrder::Waiting } else { QueueOrder::Size },
    };
    let mut connection = app.store.read().await?;
    Ok(store::visits::unvisited(&mut connection, actor.county(), &filter, slice).await?)
}

/// How far the visits have reached.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Figures {
    /// First day counted.
    pub since: Date,
    /// Last day counted.
    pub until: Date,
    /// The whole county.
    pub whole: Coverage,
    /// By municipality.
    pub places: Vec<PlaceFigure>,
    /// By size.
    pub sizes: Vec<SizeFigure>,
    /// By organisation: a joint visit counts once for each.
    pub organisations: Vec<PartyRow>,
    /// Answers by municipality.
    pub inventory: Vec<InventoryFigure>,
    /// Ratings, when there are enough.
    pub ratings: Option<store::visits::Ratings>,
}

/// A municipality's coverage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PlaceFigure {
    /// Code.
    pub municipality: MunicipalityCode,
    /// Name.
    pub name: String,
    /// All sizes together.
    pub coverage: Coverage,
    /// By size.
    pub sizes: Vec<SizeFigure>,
}

/// Coverage among firms of one size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SizeFigure {
    /// Size; none where it is not known.
    pub size: Option<SizeClass>,
    /// How many of them.
    pub coverage: Coverage,
}

/// Answers of a municipality's firms; none where fewer than three firms stand behind them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InventoryFigure {
    /// Name of the municipality.
    pub name: String,
    /// The sums.
    pub sums: Option<InventoryRow>,
}

/// Coverage between two days; the last year unless asked otherwise. Each firm counts once, however
/// many came; each organisation that came counts the visit as its own.
pub async fn figures(app: &App, actor: &Actor, since: Option<Date>) -> Result<Figures, Error> {
    if !actor.is_one_of(ACTORS) && !actor.is_one_of(FIGURES) {
        return Err(Error::invisible());
    }
    let (county, until) = (actor.county(), app.today());
    let since = since.unwrap_or_else(|| time::months_after(until, -MONTHS)).min(until);
    let mut connection = app.store.read().await?;
    let rows = store::visits::coverage(&mut connection, county, since, until).await?;
    let organisations = store::visits::parties(&mut connection, county, since, until).await?;
    let answers = store::visits::inventory(&mut connection, county, since, until).await?;
    let ratings = store::visits::ratings(&mut connection, county, since, until).await?;
    let mut places: Vec<PlaceFigure> = Vec::new();
    let mut sizes: Vec<SizeFigure> = Vec::new();
    let mut whole = Coverage::default();
    for row in rows {
        whole = whole.and(row.coverage);
        add(&mut sizes, row.size, row.coverage);
        let here = places.iter().position(|one| one.municipality == row.municipality);
        let at = here.unwrap_or_else(|| {
            places.push(PlaceFigure {
                municipality: row.municipality.clone(),
                name: row.municipality_name.clone(),
                coverage: Coverage::default(),
                sizes: Vec::new(),
            });
            places.len() - 1
        });
        let Some(place) = places.get_mut(at) else { continue };
        place.coverage = place.coverage.and(row.coverage);
        add(&mut place.sizes, row.size, row.coverage);
    }
    sizes.sort_by_key(|one| SizeClass::ALL.iter().position(|size| one.size == Some(*size)));
    let enough = i64::try_from(FIRMS_LEAST).unwrap_or(i64::MAX);
    let inventory = answers.into_iter().map(|row| InventoryFigure {
        name: row.municipality_name.clone(),
        sums: (row.firms >= enough).then_some(row),
    });
    Ok(Figures {
        since,
        until,
        whole,
        places,
        sizes,
        organisations,
        inventory: inventory.collect(),
        ratings: (ratings.count >= RATINGS_LEAST).then_some(ratings),
    })
}

fn add(sizes: &mut Vec<SizeFigure>, size: Option<SizeClass>, coverage: Coverage) {
    match sizes.iter_mut().find(|one| one.size == size) {
        Some(one) => one.coverage = one.coverage.and(coverage),
        None => sizes.push(SizeFigure { size, coverage }),
    }
}

/// Organisations one can make a visit together with, by name: those that work with firms.
pub async fn companions(app: &App, actor: &Actor) -> Result<Vec<(OrganisationId, String)>, Error> {
    if !actor.is_one_of(ACTORS) {
        return Err(Error::invisible());
    }
    let mut connection = app.store.read().await?;
    let (county, slice) = (actor.county(), Slice::Glance { limit: COMPANIONS_MAX });
    let filter = store::organisations::Filter { is_actor: Some(true), ..Default::default() };
    let actors =
        store::organisations::list(&mut connection, county, &Reach::County, &filter, slice).await?;
    let others = actors.items.into_iter().filter(|one| actor.organisation() != Some(one.id));
    let mut found: Vec<_> = others.map(|one| (one.id, one.organisation.name)).collect();
    found.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(found)
}

/// Which committee of the actor's municipality answers for what; none for a municipality nobody
/// has named one in.
pub async fn committees(
    app: &App,
    actor: &Actor,
) -> Result<Vec<(ObstacleKind, Option<String>)>, Error> {
    let municipality = actor.assignment().and_then(|held| held.municipality.clone());
    let municipality = municipality.ok_or_else(Error::forbidden)?;
    let mut connection = app.store.read().await?;
    let mut named = Vec::new();
    for kind in ObstacleKind::ALL {
        let name =
            store::visits::committee(&mut connection, actor.county(), &municipality, *kind).await?;
        named.push((*kind, name));
    }
    Ok(named)
}
