//! «Mitt»: everything the system holds about a person and the firm they speak for, and who has
//! read it.

use domain::access::{Actor, EMPLOYERS};
use domain::ids::{OrganisationId, PersonId};
use store::mine::{Asker, SECTIONS, Whose, signatures};

use super::StoredReading;
use crate::{App, Error, Kind, Page, Slice};

pub use store::mine::{Held, Row as MineRow};

/// Rows of one kind a page shows; the files have all.
const ROWS_SHOWN: i64 = 20;
/// What a page shows in a list of its own.
const READINGS: &str = "readings";

/// Rows of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MineSection {
    /// Code of the kind.
    pub code: &'static str,
    /// Rows.
    pub rows: Vec<MineRow>,
    /// How many there are in all.
    pub total: i64,
}

/// What is held.
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
    read(app, actor, None).await
}

/// The same for a page: the newest of every kind, and how many there are. Who has read it comes
/// with [`readings_of_mine`].
pub async fn mine_in_short(app: &App, actor: &Actor) -> Result<Mine, Error> {
    let mut mine = read(app, actor, Some(ROWS_SHOWN)).await?;
    mine.sections.retain(|section| section.code != READINGS);
    Ok(mine)
}

async fn read(app: &App, actor: &Actor, limit: Option<i64>) -> Result<Mine, Error> {
    let (person, firm) = of(actor)?;
    let asker = Asker { county: actor.county().clone(), person, firm };
    let mut connection = app.store.read().await?;
    let c = &mut connection;
    let mut sections = Vec::new();
    let whole = |code, rows: Vec<MineRow>| {
        let total = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        MineSection { code, rows, total }
    };
    for kind in SECTIONS {
        if kind.whose == Whose::Firm && firm.is_none() {
            continue;
        }
        let mut section = whole(kind.code, kind.rows(c, &asker, limit).await?);
        if limit == Some(section.total) {
            section.total = kind.count(c, &asker).await?;
        }
        sections.push(section);
    }
    sections.push(whole("signatures", signatures(c, person).await?));
    let mut own = crate::succession::held(app, c, actor.county(), person).await?;
    let total = i64::try_from(own.len()).unwrap_or(i64::MAX);
    own.truncate(limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(usize::MAX));
    sections.push(MineSection { code: "succession", rows: own, total });
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
