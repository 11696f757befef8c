//! Early warnings: found by rules once a day or written by a person, taken up with who can do
//! something about them, and answered back to those they came from.

mod acts;
mod finding;
mod looking;

use domain::access::{ACTORS, Actor, EMPLOYERS, Role};
use domain::ids::{DeskId, OrganisationId, SignalId};
use domain::signals::{Shown, SignalKind, SignalState, Size, shown};
use serde::{Deserialize, Serialize};
use store::Connection;
use store::signals::Within;

use crate::{App, Error, keeping};

pub use acts::{step, write_down};
pub(crate) use finding::look;
pub use finding::look_at;
pub use looking::{ListQuery, desks, list, told};
pub(crate) use looking::{at_desks, last_told};
pub use store::signals::{Evidence, StoredSignal, StoredStep, Told};

/// Who reads everything of every signal of the county.
const READERS: &[Role] = &[Role::Broker, Role::Strategist];
/// Who reads and works with the signals of their own municipality.
const LOCALS: &[Role] = &[Role::MuniAdviser, Role::MuniContact];
/// Most pieces of evidence that are kept at once and shown.
const EVIDENCE_MAX: usize = 200;
/// Most steps shown.
const STEPS_MAX: i64 = 200;

/// A signal as the reader may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Seen {
    /// The signal; without its size, which stands in [`Self::shown`].
    #[serde(flatten)]
    pub signal: StoredSignal,
    /// How much stands behind it, as far as the reader may know.
    pub shown: Shown,
    /// The reader may know which firms are behind it.
    pub names_firms: bool,
    /// The reader may take steps.
    pub can_work: bool,
}

impl Seen {
    fn of(actor: &Actor, signal: StoredSignal) -> Self {
        let names_firms = may_name(actor, &signal);
        let shown = shown(signal.kind, signal.size, names_firms);
        let can_work = may_work(actor, &signal);
        let mut signal = StoredSignal { size: Size::default(), ..signal };
        // What is about one firm is called by it.
        if signal.kind == SignalKind::SilentFirm && !names_firms {
            signal.title = None;
            signal.subject = String::new();
        }
        Self { signal, shown, names_firms, can_work }
    }
}

/// A signal with all around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct View {
    /// The signal.
    #[serde(flatten)]
    pub seen: Seen,
    /// What stands behind it; empty for who may not know the firms.
    pub evidence: Vec<Evidence>,
    /// What has been done, oldest first.
    pub steps: Vec<StoredStep>,
}

/// What somebody reads of a signal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// Those who work with signals.
    Whole(Box<View>),
    /// The firm it came from: what became of it.
    Told(Vec<Told>),
}

/// A signal that has been changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Kept {
    /// Id.
    pub id: SignalId,
    /// What about.
    pub kind: SignalKind,
    /// Where it stands.
    pub state: SignalState,
}

/// What a reader sees at all; none for whom there are no signals.
fn within(actor: &Actor) -> Option<Within> {
    let held = actor.assignment().filter(|_| actor.is_one_of(ACTORS))?;
    Some(match &held.municipality {
        _ if actor.is_one_of(READERS) => Within::County,
        Some(own) if actor.is_one_of(LOCALS) => {
            Within::Municipality(own.clone(), held.organisation)
        }
        _ => Within::Party(held.organisation),
    })
}

fn is_local(actor: &Actor, signal: &StoredSignal) -> bool {
    let own = actor.assignment().and_then(|held| held.municipality.as_ref());
    actor.is_one_of(LOCALS) && own.is_some() && own == signal.municipality.as_ref()
}

/// The reader may know which firms are behind a signal. What a firm has answered about those who
/// leave is known to those who were there, and to the county's own readers.
fn may_name(actor: &Actor, signal: &StoredSignal) -> bool {
    let is_open_here = signal.kind != SignalKind::Retirements && is_local(actor, signal);
    actor.is_one_of(READERS) || is_open_here
}

/// The reader takes steps: the county's brokers, the municipality's own, and whose desk has it.
fn may_work(actor: &Actor, signal: &StoredSignal) -> bool {
    let is_holder =
        actor.is_one_of(ACTORS) && actor.organisation() == Some(signal.desk_organisation);
    actor.is_one_of(READERS) || is_local(actor, signal) || is_holder
}

/// A signal, as far as the reader sees it.
pub async fn read(app: &App, actor: &Actor, id: SignalId) -> Result<Reading, Error> {
    let mut connection = app.store.read().await?;
    if actor.is_one_of(EMPLOYERS) {
        let firm = actor.organisation().ok_or_else(Error::invisible)?;
        let told = looking::told_of(&mut connection, actor, firm, id).await?;
        return if told.is_empty() { Err(Error::invisible()) } else { Ok(Reading::Told(told)) };
    }
    let view = view(&mut connection, actor, id).await?;
    drop(connection);
    note_reading(app, actor, &view).await;
    Ok(Reading::Whole(Box::new(view)))
}

/// Whoever is shown which firms stand behind a signal has read of them.
async fn note_reading(app: &App, actor: &Actor, view: &View) {
    let mut firms: Vec<_> = view.evidence.iter().filter_map(|one| one.organisation).collect();
    firms.sort_unstable();
    firms.dedup();
    let id = view.seen.signal.id.0;
    let subjects = firms.into_iter().map(|firm| keeping::of_firm("signal", id, firm));
    keeping::note_all(app, actor, subjects).await;
}

async fn view(connection: &mut Connection, actor: &Actor, id: SignalId) -> Result<View, Error> {
    let county = actor.county();
    let within = within(actor).ok_or_else(Error::invisible)?;
    if !store::signals::is_within(connection, county, id, &within).await? {
        return Err(Error::invisible());
    }
    let signal = store::signals::find(connection, county, id).await?;
    let seen = Seen::of(actor, signal.ok_or_else(Error::invisible)?);
    let most = i64::try_from(EVIDENCE_MAX).unwrap_or(i64::MAX);
    let evidence = if seen.names_firms {
        store::signals::evidence(connection, county, id, most).await?
    } else {
        Vec::new()
    };
    let steps = store::signals::steps_of(connection, county, id, STEPS_MAX).await?;
    Ok(View { seen, evidence, steps })
}

/// The desk a signal goes to: the one that answers firms of the municipality, of the firm's own
/// industry where it is about one firm, else the county's first broker.
async fn desk_for(
    connection: &mut Connection,
    county: &domain::codes::CountyCode,
    municipality: Option<&domain::codes::MunicipalityCode>,
    firm: Option<OrganisationId>,
) -> Result<Option<DeskId>, Error> {
    let firm = match firm {
        Some(id) => store::organisations::find(connection, county, id).await?,
        None => None,
    };
    let sni = firm.and_then(|firm| firm.organisation.sni);
    let industry = sni.as_ref().map(domain::codes::Sni::division);
    if let Some(municipality) = municipality {
        let found = store::access::route(connection, county, municipality, industry).await?;
        if let Some(desk) = found {
            return Ok(Some(desk.id));
        }
    }
    let all = store::access::desks(connection, county).await?;
    let broker = all.iter().find(|desk| desk.role == Role::Broker);
    Ok(broker.or(all.first()).map(|desk| desk.id))
}
