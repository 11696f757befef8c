//! Company visits: one record however many organisations come, what was heard, who answers for
//! what stands in the way, what was promised, and which firms nobody has reached.

mod acts;
mod looking;

use domain::access::{ACTORS, Actor, EMPLOYERS, Role};
use domain::ids::{OrganisationId, VisitId};
use domain::time::Date;
use domain::visits::VisitState;
use serde::{Deserialize, Serialize};
use store::Connection;
use store::visits::Party;

use crate::{App, Error, keeping};

pub use acts::{
    WordsForm, answer_obstacle, feed_back, join, keep, keep_promise, name_committees, rate, report,
    step,
};
pub(crate) use acts::{call_off_with, count};
pub use looking::{
    Figures, InventoryFigure, ListQuery, PlaceFigure, QueueQuery, SizeFigure, committees,
    companions, figures, list, obstacles, queue,
};
pub use store::visits::{PartyRow, StoredObstacle, StoredPromise, StoredVisit, Unvisited};

/// Who reads all that is written of a visit without having been there.
const READERS: &[Role] = &[Role::Broker, Role::Strategist, Role::Leader];
/// Who writes down what a committee has answered, besides those who were at the visit.
const ANSWERERS: &[Role] = &[Role::MuniAdviser, Role::MuniContact];

/// A visit as the reader may see it.
#[expect(clippy::struct_excessive_bools, reason = "each is a right of its own on the page")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct View {
    /// The visit; without answers, names and words where [`Self::is_whole`] is false.
    #[serde(flatten)]
    pub visit: StoredVisit,
    /// Who took part.
    pub organisations: Vec<Party>,
    /// What stands in the way.
    pub obstacles: Vec<StoredObstacle>,
    /// What was promised.
    pub promises: Vec<StoredPromise>,
    /// All of it; otherwise only that the visit is, when, by whom and what about.
    pub is_whole: bool,
    /// The reader's organisation takes part.
    pub is_party: bool,
    /// The reader is the firm itself.
    pub is_firm: bool,
    /// The reader may write a committee's answer.
    pub can_answer: bool,
    /// The reader's organisation may say that it took part.
    pub can_join: bool,
}

/// A visit that has been written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Kept {
    /// Id.
    pub id: VisitId,
    /// The firm.
    pub organisation: OrganisationId,
    /// Name of the firm.
    pub organisation_name: String,
    /// The day.
    pub on: Date,
    /// Where it stands.
    pub state: VisitState,
}

impl Kept {
    fn of(visit: &StoredVisit, state: VisitState) -> Self {
        Self {
            id: visit.id,
            organisation: visit.organisation,
            organisation_name: visit.organisation_name.clone(),
            on: visit.on,
            state,
        }
    }
}

/// One visit, as far as the reader sees it. That somebody read it is written down.
pub async fn read(app: &App, actor: &Actor, id: VisitId) -> Result<View, Error> {
    let view = view(&mut app.store.read().await?, actor, id).await?;
    if view.is_whole || view.can_answer {
        let firm = view.visit.organisation;
        keeping::note(app, actor, keeping::of_firm("visit", id.0, firm)).await;
    }
    Ok(view)
}

/// The visit at a firm on a day, to show beside one that somebody is about to write down.
pub async fn on_day(
    app: &App,
    actor: &Actor,
    firm: OrganisationId,
    on: Date,
) -> Result<Option<View>, Error> {
    let mut connection = app.store.read().await?;
    let id = store::visits::on_day(&mut connection, actor.county(), firm, on).await?;
    match id {
        Some(id) => view(&mut connection, actor, id).await.map(Some),
        None => Ok(None),
    }
}

/// The visit with all around it. Everyone who represents a public actor sees that it is; the firm
/// sees its own; what was heard is for those who came, the broker, the strategist and the leader.
async fn view(connection: &mut Connection, actor: &Actor, id: VisitId) -> Result<View, Error> {
    let county = actor.county();
    let found = store::visits::find(connection, county, id).await?;
    let own = actor.organisation();
    let is_own_firm =
        |visit: &StoredVisit| actor.is_one_of(EMPLOYERS) && own == Some(visit.organisation);
    let visit = found
        .filter(|visit| actor.is_one_of(ACTORS) || is_own_firm(visit))
        .ok_or_else(Error::invisible)?;
    let is_firm = is_own_firm(&visit);
    let organisations = store::visits::parties_of(connection, county, id).await?;
    let is_party = !is_firm && organisations.iter().any(|one| own == Some(one.organisation));
    let is_whole = is_firm || is_party || actor.is_one_of(READERS);
    let at_home = actor.assignment().and_then(|held| held.municipality.clone());
    let can_answer =
        is_party || (actor.is_one_of(ANSWERERS) && at_home.as_ref() == Some(&visit.municipality));
    // Whoever passes an answer on has to see what it answers.
    let obstacles = if is_whole || can_answer {
        store::visits::obstacles_of(connection, county, id).await?
    } else {
        Vec::new()
    };
    let promises =
        if is_whole { store::visits::promises_of(connection, county, id).await? } else { vec![] };
    let can_join = !is_firm
        && !is_party
        && matches!(visit.state, VisitState::Planned | VisitState::Held | VisitState::Reported);
    Ok(View {
        visit: if is_whole { visit } else { metadata(visit) },
        organisations,
        obstacles,
        promises,
        is_whole,
        is_party,
        is_firm,
        can_answer,
        can_join,
    })
}

/// That a visit is, when, by whom and what about: what every public actor sees.
fn metadata(visit: StoredVisit) -> StoredVisit {
    StoredVisit {
        inventory: domain::visits::Inventory::default(),
        reported_by_name: None,
        feedback: None,
        feedback_by_name: None,
        rating: None,
        ..visit
    }
}
