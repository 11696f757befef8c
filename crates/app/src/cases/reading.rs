//! Lists of cases, and one case as the reader may see it.

use domain::access::{ACTORS, Actor};
use domain::cases::{self, CaseState, Clock};
use domain::codes::MunicipalityCode;
use domain::ids::{CaseId, OrganisationId};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use store::access::{Desk, DeskHolder};
use store::cases::{CaseNeed, Filter, Held, Party, Sort, States, StoredCase, StoredMessage};
use store::events::Event;

use super::{sight, working};
use crate::acting::Hands;
use crate::{App, Error, Page, Slice, keeping};

/// Most events of one case that are shown.
const EVENTS_MAX: i64 = 500;

/// What the reader is in a case.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Part {
    /// Serves the desk that owns the case, or the desk above.
    pub is_owner: bool,
    /// Speaks for a party.
    pub is_party: bool,
    /// Speaks for the firm.
    pub is_firm: bool,
}

impl Part {
    pub(super) fn of(actor: &Actor, case: &StoredCase, parties: &[Party]) -> Self {
        let Some(own) = actor.assignment() else { return Self::default() };
        let is_desk = case.fields.desk.is_some()
            && (own.desk == case.fields.desk || own.desk == case.escalates_to);
        let is_colleague = case.desk_organisation == Some(own.organisation)
            && case.fields.owner_role == Some(own.role);
        Self {
            is_owner: actor.is_one_of(ACTORS) && ((is_desk && own.desk.is_some()) || is_colleague),
            is_party: parties.iter().any(|party| party.organisation == own.organisation),
            is_firm: case.organisation == own.organisation && !actor.is_one_of(ACTORS),
        }
    }
}

/// In whose hands the cases of a list lie.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hold {
    /// Mine: at a desk I serve and not taken by others, or taken by me.
    Mine,
    /// At a desk where I step in.
    Deputy,
    /// All I see.
    #[default]
    All,
}

/// How a list of cases is asked for; all text as it stands in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ListQuery {
    /// Words.
    pub q: String,
    /// In whose hands.
    pub hold: Hold,
    /// Code of a state, `late`, `all`, or empty for every open one.
    pub state: String,
    /// Municipality code.
    pub municipality: String,
    /// `newest`, `firm`, or empty for the shortest time left.
    pub sort: String,
}

/// A list of cases.
#[derive(Debug, Clone)]
pub struct CaseList {
    /// The part asked for.
    pub page: Page<StoredCase>,
    /// How many are mine, with the same filter otherwise.
    pub mine: i64,
    /// How many lie where I step in.
    pub deputy: i64,
    /// How many I see.
    pub all: i64,
    /// The reader serves or steps in at a desk.
    pub has_desk: bool,
    /// The instant clocks are read at.
    pub now: Timestamp,
}

fn filter_of(query: &ListQuery, now: Timestamp) -> Filter {
    let states = match query.state.trim() {
        "" => States::Open,
        "all" => States::All,
        "late" => States::LateAt(now),
        code => CaseState::parse(code).map_or(States::Open, States::Only),
    };
    Filter {
        terms: vocabulary::analysis::stem_terms(&query.q),
        held: Held::Anyone,
        states,
        // A code that is none narrows nothing: the address is edited by hand now and then.
        municipality: MunicipalityCode::parse(&query.municipality).ok(),
        organisation: None,
        sort: match query.sort.as_str() {
            "newest" => Sort::Newest,
            "firm" => Sort::Firm,
            _ => Sort::Promise,
        },
    }
}

/// Cases the actor sees.
pub async fn list(
    app: &App,
    actor: &Actor,
    query: &ListQuery,
    slice: Slice,
) -> Result<CaseList, Error> {
    let (county, now, sight) = (actor.county(), app.now(), sight(actor));
    let mut connection = app.store.read().await?;
    let hands = Hands::of(app, &mut connection, actor).await?;
    let filter = filter_of(query, now);
    let with = |hold| Filter {
        held: match hold {
            Hold::All => Held::Anyone,
            Hold::Mine => {
                Held::Mine { desks: hands.held.clone(), assignments: hands.assignments.clone() }
            }
            Hold::Deputy => Held::Desks(hands.deputy.clone()),
        },
        ..filter.clone()
    };
    let page =
        store::cases::list(&mut connection, county, &sight, &with(query.hold), slice).await?;
    let mut tab = [0; 3];
    for (count, hold) in tab.iter_mut().zip([Hold::Mine, Hold::Deputy, Hold::All]) {
        *count = match hold {
            hold if hold == query.hold => page.total,
            Hold::Deputy if hands.deputy.is_empty() => 0,
            hold => store::cases::count(&mut connection, county, &sight, &with(hold)).await?,
        };
    }
    let [mine, deputy, all] = tab;
    let has_desk = !hands.held.is_empty() || !hands.deputy.is_empty();
    Ok(CaseList { page, mine, deputy, all, has_desk, now })
}

/// Cases of one firm that the actor sees, newest first.
pub async fn of_organisation(
    app: &App,
    actor: &Actor,
    organisation: OrganisationId,
    limit: i64,
) -> Result<Page<StoredCase>, Error> {
    let filter = Filter {
        organisation: Some(organisation),
        states: States::All,
        sort: Sort::Newest,
        ..Filter::default()
    };
    let mut connection = app.store.read().await?;
    let (county, sight) = (actor.county(), sight(actor));
    let slice = Slice::top(limit);
    Ok(store::cases::list(&mut connection, county, &sight, &filter, slice).await?)
}

/// One line of the thread.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    /// Somebody wrote.
    Message(StoredMessage),
    /// Something happened.
    Event(Event),
}

impl Entry {
    /// When.
    pub fn at(&self) -> Timestamp {
        match self {
            Self::Message(message) => message.sent_at,
            Self::Event(event) => event.at,
        }
    }
}

/// A case as one reader sees it.
#[derive(Debug, Clone)]
pub struct CaseView {
    /// The case.
    pub case: StoredCase,
    /// The promise, read at this instant.
    pub clock: Clock,
    /// What the reader is in it.
    pub part: Part,
    /// Who is in it.
    pub parties: Vec<Party>,
    /// What it shall answer.
    pub needs: Vec<CaseNeed>,
    /// What has been written and has happened, oldest first: only what is the reader's.
    pub thread: Vec<Entry>,
    /// Who serves the desk today, holders first.
    pub holders: Vec<DeskHolder>,
    /// States the reader can move it to.
    pub moves: Vec<CaseState>,
    /// Desks it can be handed to.
    pub desks: Vec<Desk>,
    /// Actors that can be invited.
    pub invitable: Vec<Party>,
}

/// The id behind an id, a demo slug or a number, if there is one.
pub async fn resolve(app: &App, actor: &Actor, name: &str) -> Result<CaseId, Error> {
    let mut connection = app.store.read().await?;
    let id = store::cases::resolve(&mut connection, actor.county(), name).await?;
    id.ok_or_else(Error::invisible)
}

/// One case, as far as the actor may see it.
pub async fn read(app: &App, actor: &Actor, id: CaseId) -> Result<CaseView, Error> {
    let (county, now) = (actor.county(), app.now());
    let mut connection = app.store.read().await?;
    if !store::cases::visible(&mut connection, county, &sight(actor), id).await? {
        return Err(Error::invisible());
    }
    let case = store::cases::find(&mut connection, county, id).await?;
    let case = case.ok_or_else(Error::invisible)?;
    let parties = store::cases::parties(&mut connection, county, id).await?;
    let part = Part::of(actor, &case, &parties);
    let messages = store::cases::messages(&mut connection, county, id).await?;
    let events = store::events::about(&mut connection, county, "case", id.0, EVENTS_MAX).await?;
    let holders = match case.fields.desk {
        Some(desk) => store::access::holders(&mut connection, county, desk, app.today()).await?,
        None => Vec::new(),
    };
    let works = part.is_owner && case.fields.state.is_open();
    let mut desks = Vec::new();
    let mut invitable = Vec::new();
    if works {
        desks = store::access::desks(&mut connection, county).await?;
        desks.retain(|desk| Some(desk.id) != case.fields.desk);
        invitable = store::cases::invitable(&mut connection, county, id).await?;
    }
    let needs = store::cases::needs(&mut connection, county, id).await?;
    drop(connection);
    keeping::note(app, actor, keeping::of_firm("case", id.0, case.organisation)).await;
    Ok(CaseView {
        clock: cases::clock(case.fields.promised_at, case.fields.answered_at, now),
        needs,
        thread: thread_of(actor, part, messages, events),
        moves: if works { working::moves(case.fields.state) } else { Vec::new() },
        case,
        part,
        parties,
        holders,
        desks,
        invitable,
    })
}

/// What a reader may see of the thread. A reader who is no party sees that things have happened,
/// and what their own organisation has written, but nobody's letters.
fn thread_of(
    actor: &Actor,
    part: Part,
    messages: Vec<StoredMessage>,
    events: Vec<Event>,
) -> Vec<Entry> {
    let own = actor.organisation();
    let may_read = |message: &StoredMessage| match own {
        Some(own) if part.is_party || part.is_owner => message.envelope.is_for(own),
        Some(own) => message.envelope.from == own,
        None => false,
    };
    let events = events.into_iter().filter(|event| event.kind != "case.message-written");
    let messages = messages.into_iter().filter(may_read);
    let mut thread: Vec<_> = events.map(Entry::Event).chain(messages.map(Entry::Message)).collect();
    thread.sort_by_key(Entry::at);
    thread
}
