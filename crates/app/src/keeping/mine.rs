//! «Mitt»: everything the system holds about a person and the firm they speak for, and who has
//! read it.

use domain::access::{Actor, EMPLOYERS};
use domain::ids::{OrganisationId, PersonId};
use store::mine as stored;

use super::StoredReading;
use crate::{App, Error, Kind, Page, Slice};

pub use store::mine::{Held, Row as MineRow};

/// Rows of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MineSection {
    /// Code of the kind.
    pub code: &'static str,
    /// Rows.
    pub rows: Vec<MineRow>,
}

/// Everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mine {
    /// Kind by kind.
    pub sections: Vec<MineSection>,
    /// The firm, when they speak for one.
    pub firm: Option<OrganisationId>,
}

fn of(actor: &Actor) -> Result<(PersonId, Option<OrganisationId>), Error> {
    let assignment = actor.assignment().ok_or_else(|| Error::of(Kind::NotSignedIn))?;
    let firm = actor.is_one_of(EMPLOYERS).then_some(assignment.organisation);
    Ok((assignment.person, firm))
}

/// Everything the system holds about the actor, and about the firm they speak for.
pub async fn mine(app: &App, actor: &Actor) -> Result<Mine, Error> {
    let (person, firm) = of(actor)?;
    let county = actor.county();
    let mut connection = app.store.read().await?;
    let c = &mut connection;
    let mut sections = vec![
        MineSection { code: "person", rows: stored::person(c, person).await? },
        MineSection { code: "assignments", rows: stored::assignments(c, person).await? },
        MineSection { code: "sessions", rows: stored::sessions(c, person).await? },
        MineSection { code: "signatures", rows: stored::signatures(c, person).await? },
        MineSection { code: "events", rows: stored::events(c, person).await? },
    ];
    if let Some(firm) = firm {
        sections.extend([
            MineSection { code: "mappings", rows: stored::mappings(c, county, firm).await? },
            MineSection { code: "needs", rows: stored::needs(c, county, firm).await? },
            MineSection { code: "cases", rows: stored::cases(c, county, firm).await? },
            MineSection { code: "contacts", rows: stored::contacts(c, county, firm).await? },
        ]);
    }
    Ok(Mine { sections, firm })
}

/// Who has read it, newest first.
pub async fn readings_of_mine(
    app: &App,
    actor: &Actor,
    slice: Slice,
) -> Result<Page<StoredReading>, Error> {
    let (person, firm) = of(actor)?;
    let mut connection = app.store.read().await?;
    let county = actor.county();
    Ok(store::readings::about(&mut connection, county, person, firm, slice).await?)
}

/// Desks to turn to with a matter that has to go by hand.
pub async fn desks_by_hand(app: &App) -> Result<Vec<store::access::Desk>, Error> {
    let mut connection = app.store.read().await?;
    let mut desks = store::access::desks(&mut connection, &app.settings.county).await?;
    desks.retain(|desk| desk.role == domain::access::Role::Broker && desk.phone.is_some());
    Ok(desks)
}
