//! The first page of each role: what to do first, what waits, and how it goes.

use domain::access::{ACTORS, Actor, EMPLOYERS, Reach, Role};
use domain::cases::{CaseState, Clock, clock};
use domain::codes::CountyCode;
use domain::contacts::ContactKind;
use domain::ids::{NotificationId, OrganisationId};
use domain::modules::{Closed, Module};
use domain::needs::lanes::Lane;
use domain::needs::mapping::MappingState;
use domain::time::{self, Date, Time};
use serde::Serialize;
use std::sync::Arc;
use store::Connection;
use store::access::Desk;
use store::cases::{Answer, DeskLoad, Filter, Held, Sort, States, StoredCase};
use store::contacts::Coordination;
use store::desk::{OccupationDemand, UnansweredNeed, WaitingProposal};
use store::mappings::StoredMapping;
use store::needs::StoredNeed;
use store::notifications::Mailbox;

use crate::acting::{Hands, request_key};
use crate::cases::sight;
use crate::contacts::{self, Ledger};
use crate::mappings::scope_of;
use crate::signals;
use crate::{App, Error, Page, Slice};

pub use store::notifications::Notification;
pub use store::signals::{StoredSignal, Told};

/// Most things to do that are shown at once.
const TODO_MAX: usize = 6;
/// Who sees no firm's needs or cases, but meets firms at events and around ideas.
const MEETING: &[Role] = &[Role::NetworkCoord, Role::Ambassador];
/// Most unread notifications shown.
const NOTICES_MAX: i64 = 5;
/// Most rows of the other lists.
const ROWS_MAX: i64 = 12;
/// How far back response times of desks are counted, in days.
const RESPONSE_DAYS: i64 = 90;

/// Something to do.
#[derive(Debug, Clone)]
pub enum Todo {
    /// The firm waits for its first answer.
    Answer {
        /// The case.
        case: StoredCase,
        /// Its promise.
        clock: Clock,
    },
    /// The day of the next step has come.
    Step {
        /// The case.
        case: StoredCase,
        /// Its next step's day.
        on: Date,
    },
    /// Somebody asks to do a contact together.
    Coordinate(Coordination),
    /// A mapping one leads waits for its next session.
    Lead(StoredMapping),
    /// A signal waits for somebody to begin, or its day has come.
    Signal(StoredSignal),
}

/// How it has gone since the first of the month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Month {
    /// First answers given.
    pub answers: usize,
    /// Of them within the promise.
    pub in_time: usize,
    /// Median time to the first answer, in tenths of a working day.
    pub median_tenths: Option<i64>,
    /// Visits held.
    pub visits: i64,
    /// Of them agreed with a colleague elsewhere.
    pub together: i64,
}

/// Something that waits for somebody else.
#[derive(Debug, Clone)]
pub enum Waiting {
    /// The firm has not approved its summary.
    Approval(StoredMapping),
    /// A case that waits for one of its parties.
    Party(StoredCase),
}

/// The desk of those who answer firms.
#[derive(Debug, Clone)]
pub struct WorkDesk {
    /// What to do, most pressing first.
    pub todo: Vec<Todo>,
    /// How many things there are to do, also those not shown.
    pub todo_total: usize,
    /// This month.
    pub month: Month,
    /// Working days the desk promises.
    pub promise_days: Option<i64>,
    /// What waits for others.
    pub waiting: Vec<Waiting>,
    /// Mappings the organisation leads or has opened that are not approved yet, newest first.
    pub mappings: Vec<StoredMapping>,
    /// Unread notifications.
    pub notices: Vec<Notification>,
    /// Who is away today at the actor's desk.
    pub away: Vec<crate::continuity::Away>,
}

/// The first page of an employer.
#[derive(Debug, Clone)]
pub struct EmployerDesk {
    /// Mappings to go on with or to approve.
    pub mappings: Vec<StoredMapping>,
    /// Offers to answer.
    pub proposals: Vec<WaitingProposal>,
    /// Open cases with their promises.
    pub cases: Vec<(StoredCase, Clock)>,
    /// Open needs with their ways.
    pub needs: Vec<(StoredNeed, Vec<Lane>)>,
    /// Who has been in touch, and who plans to be.
    pub ledger: Ledger,
    /// What became of what it had said, the latest.
    pub told: Vec<Told>,
    /// New contacts the firm has not said that it has seen.
    pub contact_changes: Vec<crate::continuity::ContactChange>,
    /// Unread notifications.
    pub notices: Vec<Notification>,
}

impl EmployerDesk {
    /// Things that wait for the firm itself.
    pub fn waits(&self) -> usize {
        self.mappings.len() + self.proposals.len()
    }

    /// Nothing has begun yet.
    pub fn is_new(&self) -> bool {
        self.mappings.is_empty() && self.cases.is_empty() && self.needs.is_empty()
    }
}

/// One desk of the county, with its response time.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DeskFigures {
    /// Open and late cases.
    #[serde(flatten)]
    pub load: DeskLoad,
    /// Median time to the first answer the last 90 days, in tenths of a working day.
    pub median_tenths: Option<i64>,
    /// First answers behind that median.
    pub answers: usize,
}

/// What everybody who keeps the county together sees alike: counted once for all of them.
#[derive(Debug, Clone)]
pub struct CountyOverview {
    /// Every desk.
    pub desks: Vec<DeskFigures>,
    /// Open needs by occupation.
    pub occupations: Vec<OccupationDemand>,
    /// Needs nobody has answered, oldest first.
    pub unanswered: Vec<UnansweredNeed>,
    /// How many.
    pub unanswered_total: i64,
    /// Mappings by state.
    pub mappings: Vec<(MappingState, i64)>,
}

/// The whole county, for those who keep it together.
#[derive(Debug, Clone)]
pub struct CountyDesk {
    /// Cases that are late or have come up, longest first.
    pub late: Vec<(StoredCase, Clock)>,
    /// How many.
    pub late_total: i64,
    /// What the whole county shows to all of them.
    pub overview: Arc<CountyOverview>,
    /// Requests to do a contact together.
    pub coordinations: Vec<Coordination>,
    /// Signals at the actor's desks.
    pub signals: Vec<StoredSignal>,
    /// Unread notifications.
    pub notices: Vec<Notification>,
}

/// The first page of the actor's role.
#[derive(Debug, Clone)]
pub enum StartPage {
    /// Brokers and other advisers, and process leaders.
    Work(Box<WorkDesk>),
    /// Employers.
    Employer(Box<EmployerDesk>),
    /// Strategists.
    County(Box<CountyDesk>),
    /// Everybody else: unread notifications, and links.
    Plain(Vec<Notification>),
}

/// What the actor meets after logging in.
pub async fn start(app: &App, actor: &Actor, closed: &Closed) -> Result<StartPage, Error> {
    let mut connection = app.store.read().await?;
    let hands = Hands::of(app, &mut connection, actor).await?;
    let mailbox = mailbox(actor, &hands);
    let mut notices = notices(&mut connection, actor, &mailbox).await?;
    notices.extend(crate::succession::own_notice(&mut connection, actor).await?);
    Ok(match actor.role() {
        Role::Strategist => {
            let waiting = signals_to_do(app, &mut connection, actor, &hands, closed).await?.items;
            let mut desk = county_desk(app, &mut connection, actor, (notices, waiting)).await?;
            if !closed.has_open(Module::ContactPeace) {
                desk.coordinations.clear();
            }
            StartPage::County(Box::new(desk))
        }
        _ if actor.is_one_of(EMPLOYERS) => {
            let desk = employer_desk(app, &mut connection, actor, notices).await?;
            StartPage::Employer(Box::new(desk))
        }
        _ if actor.is_one_of(ACTORS) => {
            let desk = work_desk(app, &mut connection, actor, (&hands, closed), notices).await?;
            StartPage::Work(Box::new(desk))
        }
        _ => StartPage::Plain(notices),
    })
}

fn mailbox(actor: &Actor, hands: &Hands) -> Mailbox {
    let subjects: Option<&[&str]> = match actor.reach() {
        Reach::Nothing if actor.is_one_of(MEETING) => Some(&["gathering", "idea"]),
        Reach::Nothing => Some(&[]),
        _ => None,
    };
    Mailbox {
        organisation: actor.organisation(),
        desks: hands.held.clone(),
        deputy_desks: hands.deputy.clone(),
        subjects,
    }
}

async fn notices(
    connection: &mut Connection,
    actor: &Actor,
    mailbox: &Mailbox,
) -> Result<Vec<Notification>, Error> {
    if mailbox.subjects == Some(&[]) {
        return Ok(Vec::new());
    }
    let county = actor.county();
    Ok(store::notifications::unread(connection, county, mailbox, NOTICES_MAX).await?)
}

/// Marks one notification of the actor's as read, or all.
pub async fn mark_read(
    app: &App,
    actor: &Actor,
    only: Option<NotificationId>,
    key: Option<&str>,
) -> Result<u64, Error> {
    let (county, now) = (actor.county(), app.now());
    let hands = Hands::of(app, &mut app.store.read().await?, actor).await?;
    let mailbox = &mailbox(actor, &hands);
    let key = request_key(actor, key, "notices.read", &only, now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            let read = store::notifications::mark_read(tx, county, mailbox, only, now).await?;
            let own = match (only, actor.assignment()) {
                (None, Some(held)) => {
                    store::succession::mark_read(tx, county, held.person, None, now).await?
                }
                _ => 0,
            };
            Ok(read + own)
        })
        .await
}

/// Cases at the actor's own desks, those where they step in included.
async fn at_hand(
    connection: &mut Connection,
    actor: &Actor,
    hands: &Hands,
    states: States,
    sort: Sort,
    limit: i64,
) -> Result<Page<StoredCase>, Error> {
    let desks = [hands.held.as_slice(), hands.deputy.as_slice()].concat();
    let held = Held::Mine { desks, assignments: hands.assignments.clone() };
    let filter = Filter { held, states, sort, ..Filter::default() };
    let (county, slice) = (actor.county(), Slice::top(limit));
    Ok(store::cases::list(connection, county, &sight(actor), &filter, slice).await?)
}

async fn work_desk(
    app: &App,
    connection: &mut Connection,
    actor: &Actor,
    (hands, closed): (&Hands, &Closed),
    notices: Vec<Notification>,
) -> Result<WorkDesk, Error> {
    let county = actor.county();
    let own = actor.organisation().ok_or_else(Error::invisible)?;
    let asked = store::contacts::unanswered(connection, county, own).await?;
    let mappings = own_mappings(connection, actor, own).await?;
    let (mut todo, cases_total) = cases_to_do(app, connection, actor, hands).await?;
    let cases_shown = todo.len();
    // What is switched off for the reader asks nothing of them: they could not open it.
    if closed.has_open(Module::ContactPeace) {
        todo.extend(asked.into_iter().map(Todo::Coordinate));
    }
    let leads = closed.has_open(Module::Mappings);
    let waits = |one: &&StoredMapping| is_led_by(one, own) && waits_for_leader(one.state);
    let led = mappings.iter().filter(|one| leads && waits(one));
    todo.extend(led.cloned().map(Todo::Lead));
    let waiting = signals_to_do(app, connection, actor, hands, closed).await?;
    let unread = usize::try_from(waiting.total).unwrap_or(usize::MAX) - waiting.items.len();
    todo.extend(waiting.items.into_iter().map(Todo::Signal));
    let todo_total = cases_total + todo.len() - cases_shown + unread;
    todo.truncate(TODO_MAX);
    let approvals = mappings.iter().filter(|one| one.state == MappingState::Compiled);
    let approvals = approvals.cloned().map(Waiting::Approval);
    let states = States::Only(CaseState::Waiting);
    let parties = at_hand(connection, actor, hands, states, Sort::Promise, ROWS_MAX).await?.items;
    let parties = parties.into_iter().map(Waiting::Party);
    let waiting = approvals.chain(parties).collect();
    let desk = match hands.held.first().or_else(|| hands.deputy.first()) {
        Some(desk) => store::access::find_desk(connection, county, *desk).await?,
        None => None,
    };
    Ok(WorkDesk {
        todo,
        todo_total,
        month: month_of(app, connection, actor, own, desk.as_ref()).await?,
        promise_days: desk.map(|desk| desk.promise_working_days),
        waiting,
        mappings,
        notices,
        away: crate::continuity::away_at(app, connection, actor).await?,
    })
}

fn is_led_by(mapping: &StoredMapping, own: OrganisationId) -> bool {
    mapping.leader_organisation == Some(own)
}

fn waits_for_leader(state: MappingState) -> bool {
    matches!(
        state,
        MappingState::Started
            | MappingState::Prepared
            | MappingState::WorkshopOne
            | MappingState::WorkshopTwo
    )
}

/// Mappings the organisation leads or has opened that nobody has approved or withdrawn.
async fn own_mappings(
    connection: &mut Connection,
    actor: &Actor,
    own: OrganisationId,
) -> Result<Vec<StoredMapping>, Error> {
    let (county, scope) = (actor.county(), scope_of(actor));
    let filter = store::mappings::Filter {
        is_under_way: true,
        in_hand_of: Some(own),
        ..store::mappings::Filter::default()
    };
    let slice = Slice::top(store::page::LIMIT_MAX);
    Ok(store::mappings::list(connection, county, &scope, &filter, slice).await?.items)
}

/// Unanswered cases, shortest time left first, then next steps whose day has come; and how many
/// there are, also those not shown.
async fn cases_to_do(
    app: &App,
    connection: &mut Connection,
    actor: &Actor,
    hands: &Hands,
) -> Result<(Vec<Todo>, usize), Error> {
    let (now, most) = (app.now(), i64::try_from(TODO_MAX).unwrap_or(i64::MAX));
    let unanswered =
        at_hand(connection, actor, hands, States::Unanswered, Sort::Promise, most).await?;
    let due = States::StepDueOn(app.today());
    let due = at_hand(connection, actor, hands, due, Sort::Step, most).await?;
    let total = usize::try_from(unanswered.total + due.total).unwrap_or(usize::MAX);
    let answers = unanswered
        .items
        .into_iter()
        .map(|case| Todo::Answer { clock: clock(case.fields.promised_at, None, now), case });
    let steps = due.items.into_iter().filter_map(|case| {
        let on = case.fields.next_step.as_ref()?.on;
        Some(Todo::Step { case, on })
    });
    Ok((answers.chain(steps).collect(), total))
}

/// Signals at the actor's desks, those that come first.
async fn signals_to_do(
    app: &App,
    connection: &mut Connection,
    actor: &Actor,
    hands: &Hands,
    closed: &Closed,
) -> Result<Page<StoredSignal>, Error> {
    if !closed.has_open(Module::Signals) {
        return Ok(Page { items: Vec::new(), total: 0, next: None });
    }
    let most = i64::try_from(TODO_MAX).unwrap_or(i64::MAX);
    signals::at_desks(connection, actor, hands, app.today(), most).await
}

async fn month_of(
    app: &App,
    connection: &mut Connection,
    actor: &Actor,
    own: OrganisationId,
    desk: Option<&Desk>,
) -> Result<Month, Error> {
    let (county, today) = (actor.county(), app.today());
    let first = today.first_of_month();
    let since = time::instant_of(first, Time::midnight());
    let answers = match desk {
        Some(desk) => store::cases::answers_at_desk(connection, county, desk.id, since).await?,
        None => store::cases::answers_by(connection, county, own, since).await?,
    };
    let kind = ContactKind::Visit;
    let (visits, together) =
        store::contacts::held_since(connection, county, own, kind, first, today).await?;
    Ok(Month {
        answers: answers.len(),
        in_time: answers.iter().filter(|one| one.answered_at <= one.promised_at).count(),
        median_tenths: median_wait(&answers),
        visits,
        together,
    })
}

async fn employer_desk(
    app: &App,
    connection: &mut Connection,
    actor: &Actor,
    notices: Vec<Notification>,
) -> Result<EmployerDesk, Error> {
    let (county, now) = (actor.county(), app.now());
    let own = actor.organisation().ok_or_else(Error::invisible)?;
    let slice = Slice::top(ROWS_MAX);
    let scope = scope_of(actor);
    let open = store::mappings::Filter { is_under_way: true, ..Default::default() };
    let mut mappings = store::mappings::list(connection, county, &scope, &open, slice).await?.items;
    mappings.retain(|one| one.state.takes_answers() || one.state == MappingState::Compiled);
    let filter = Filter { organisation: Some(own), ..Filter::default() };
    let cases = store::cases::list(connection, county, &sight(actor), &filter, slice).await?;
    let cases = cases.items.into_iter().map(|case| {
        let read = clock(case.fields.promised_at, case.fields.answered_at, now);
        (case, read)
    });
    let open = store::needs::Filter { only_open: true, ..Default::default() };
    let found = store::needs::list(connection, county, &actor.reach(), &open, slice).await?;
    let mut needs = Vec::with_capacity(found.items.len());
    for need in found.items {
        let lanes = store::needs::lanes_of(connection, county, need.id).await?;
        needs.push((need, lanes));
    }
    Ok(EmployerDesk {
        mappings,
        proposals: store::desk::waiting_proposals(connection, county, own).await?,
        cases: cases.collect(),
        needs,
        ledger: contacts::read_ledger(app, connection, actor, own).await?,
        told: signals::last_told(connection, actor, own).await?,
        contact_changes: crate::continuity::changes_in(app, connection, actor).await?,
        notices,
    })
}

async fn county_desk(
    app: &App,
    connection: &mut Connection,
    actor: &Actor,
    (notices, signals): (Vec<Notification>, Vec<StoredSignal>),
) -> Result<CountyDesk, Error> {
    let (county, now) = (actor.county(), app.now());
    let own = actor.organisation().ok_or_else(Error::invisible)?;
    let filter = Filter { states: States::LateAt(now), ..Filter::default() };
    let (sight, slice) = (sight(actor), Slice::top(ROWS_MAX));
    let late = store::cases::list(connection, county, &sight, &filter, slice).await?;
    let read = |case: StoredCase| {
        let clock = clock(case.fields.promised_at, case.fields.answered_at, now);
        (case, clock)
    };
    let (counter, whose) = (app.clone(), county.clone());
    let count = move || async move { overview(&counter, &whose).await };
    Ok(CountyDesk {
        signals,
        late_total: late.total,
        late: late.items.into_iter().map(read).collect(),
        overview: app.counted.overview.read(app, county, count).await?,
        coordinations: store::contacts::unanswered(connection, county, own).await?,
        notices,
    })
}

async fn overview(app: &App, county: &CountyCode) -> Result<CountyOverview, Error> {
    let connection = &mut app.store.read().await?;
    let (unanswered, unanswered_total) =
        store::desk::unanswered_needs(connection, county, ROWS_MAX).await?;
    let states = store::desk::mappings_by_state(connection, county).await?;
    let mappings = states
        .into_iter()
        .filter_map(|(code, count)| Some((MappingState::parse(&code).ok()?, count)))
        .filter(|(state, _)| *state != MappingState::Withdrawn)
        .collect();
    Ok(CountyOverview {
        desks: desk_figures(app, connection, county).await?,
        occupations: store::desk::demand_by_occupation(connection, county, ROWS_MAX).await?,
        unanswered,
        unanswered_total,
        mappings,
    })
}

async fn desk_figures(
    app: &App,
    connection: &mut Connection,
    county: &CountyCode,
) -> Result<Vec<DeskFigures>, Error> {
    let now = app.now();
    let first = time::days_after(app.today(), -RESPONSE_DAYS);
    let since = time::instant_of(first, Time::midnight());
    let answers = store::cases::answers_since(connection, county, since).await?;
    let loads = store::cases::desk_loads(connection, county, now).await?;
    let figures = loads.into_iter().map(|load| {
        let is_own = |one: &&Answer| one.desk.is_some_and(|desk| desk.0 == load.desk);
        let own: Vec<Answer> = answers.iter().filter(is_own).copied().collect();
        DeskFigures { answers: own.len(), median_tenths: median_wait(&own), load }
    });
    Ok(figures.collect())
}

/// Median time to the first answer, in tenths of a working day.
fn median_wait(answers: &[Answer]) -> Option<i64> {
    let wait = |one: &Answer| time::working_tenths_between(one.opened_at, one.answered_at);
    domain::figures::median(answers.iter().map(wait).collect())
}
