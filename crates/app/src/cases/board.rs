//! The board: the cases of a desk in columns, moved from one to the next and back again.

use domain::access::Actor;
use domain::cases::board::{Asks, Column};
use domain::cases::{AlarmStage, CaseState, Clock, clock};
use domain::fault::Fault;
use domain::ids::{CaseId, DeskId};
use domain::time::{self, Time, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Connection;
use store::access::Desk;
use store::cases::{Filter, Held, Sort, States, StoredCase};

use super::change::{Change, Changed, May, Request};
use super::reading::Part;
use super::{ClosingForm, HandOverForm, ReopenForm, sight, working};
use crate::acting::{Hands, request_key};
use crate::{App, Error, Slice};

/// Most open cases on one board: more are not looked at together.
pub const OPEN_MAX: i64 = 500;
/// Most closed cases on it.
pub const CLOSED_MAX: i64 = 20;
/// How long a closed case stays on it, in days.
pub const CLOSED_DAYS: i64 = 14;
/// Most events of a case that are looked through for the last move.
const EVENTS_MAX: i64 = 500;

/// Whose cases stand on a board; text as in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Query {
    /// Where one steps in, instead of one's own.
    pub is_deputy: bool,
    /// Id of a desk, instead of one's own.
    pub desk: String,
}

/// One card.
#[derive(Debug, Clone)]
pub struct Card {
    /// The case.
    pub case: StoredCase,
    /// Its promise.
    pub clock: Clock,
    /// Columns the reader may move it to, and what that asks for.
    pub moves: Vec<(Column, Asks)>,
}

/// A board.
#[derive(Debug, Clone)]
pub struct Board {
    /// Every column with its cards, most pressing first.
    pub columns: Vec<(Column, Vec<Card>)>,
    /// There are more open cases than are shown.
    pub is_cut: bool,
    /// The reader serves a desk.
    pub holds: bool,
    /// The reader steps in at a desk.
    pub steps_in: bool,
    /// Desks to choose between.
    pub desks: Vec<Desk>,
    /// Changes whenever anything on the board does.
    pub tag: String,
    /// The instant clocks are read at.
    pub now: Timestamp,
}

/// Which cases: the open ones, and those closed of late.
struct Filters {
    open: Filter,
    closed: Filter,
}

async fn filters(
    app: &App,
    connection: &mut Connection,
    actor: &Actor,
    query: &Query,
) -> Result<(Filters, Hands), Error> {
    let hands = Hands::of(app, connection, actor).await?;
    let held = match query.desk.parse::<DeskId>() {
        Ok(desk) => Held::Desks(vec![desk]),
        Err(_) if query.is_deputy => Held::Desks(hands.deputy.clone()),
        Err(_) => Held::Mine { desks: hands.held.clone(), assignments: hands.assignments.clone() },
    };
    let first = time::days_after(app.today(), -CLOSED_DAYS);
    let since = time::instant_of(first, Time::midnight());
    let open = Filter { held, ..Filter::default() };
    let closed = Filter { states: States::ClosedSince(since), sort: Sort::Newest, ..open.clone() };
    Ok((Filters { open, closed }, hands))
}

/// What changes whenever the board does: cheap enough to ask for every second.
pub async fn tag(app: &App, actor: &Actor, query: &Query) -> Result<String, Error> {
    let mut connection = app.store.read().await?;
    let (filters, _) = filters(app, &mut connection, actor, query).await?;
    tag_of(&mut connection, actor, &filters).await
}

async fn tag_of(c: &mut Connection, actor: &Actor, filters: &Filters) -> Result<String, Error> {
    let (county, sight) = (actor.county(), sight(actor));
    let open = store::cases::stamp(c, county, &sight, &filters.open).await?;
    let closed = store::cases::stamp(c, county, &sight, &filters.closed).await?;
    let parts = [open, closed]
        .map(|one| format!("{:x}-{:x}-{:x}", one.cases, one.versions, one.changed_at));
    Ok(parts.join("-"))
}

/// The board as the reader may see it.
pub async fn read(app: &App, actor: &Actor, query: &Query) -> Result<Board, Error> {
    let (county, now, sight) = (actor.county(), app.now(), sight(actor));
    let mut connection = app.store.read().await?;
    let c = &mut connection;
    let (filters, hands) = filters(app, c, actor, query).await?;
    // The tag is read first: what changes meanwhile gives another tag, and the board is read anew.
    let tag = tag_of(c, actor, &filters).await?;
    let slice = Slice::Glance { limit: OPEN_MAX };
    let open = store::cases::list(c, county, &sight, &filters.open, slice).await?;
    let slice = Slice::Glance { limit: CLOSED_MAX };
    let closed = store::cases::list(c, county, &sight, &filters.closed, slice).await?;
    let mut columns: Vec<(Column, Vec<Card>)> =
        Column::ALL.iter().map(|column| (*column, Vec::new())).collect();
    let is_cut = open.next.is_some();
    for case in open.items.into_iter().chain(closed.items) {
        let column = Column::of(case.fields.state);
        let card = card(actor, case, now);
        if let Some((_, cards)) = columns.iter_mut().find(|(one, _)| *one == column) {
            cards.push(card);
        }
    }
    Ok(Board {
        columns,
        is_cut,
        holds: !hands.held.is_empty(),
        steps_in: !hands.deputy.is_empty(),
        desks: store::access::desks(c, county).await?,
        tag,
        now,
    })
}

fn card(actor: &Actor, case: StoredCase, now: Timestamp) -> Card {
    let entered =
        |column: &Column| column.entered_from(case.fields.state).map(|(_, asks)| (*column, asks));
    let moves = if Part::of(actor, &case, &[]).is_owner {
        Column::ALL.iter().filter_map(entered).collect()
    } else {
        Vec::new()
    };
    Card { clock: clock(case.fields.promised_at, case.fields.answered_at, now), moves, case }
}

/// A move somebody is about to make.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The case as it stands.
    pub case: StoredCase,
    /// The state it would get; none when it cannot go there from where it stands.
    pub to: Option<(CaseState, Asks)>,
    /// Desks it can be handed to.
    pub desks: Vec<Desk>,
}

/// What moving a case to a column asks for. Only for those who may move it.
pub async fn before_moving(
    app: &App,
    actor: &Actor,
    id: CaseId,
    column: Column,
) -> Result<Asked, Error> {
    let county = actor.county();
    let mut connection = app.store.read().await?;
    if !store::cases::visible(&mut connection, county, &sight(actor), id).await? {
        return Err(Error::invisible());
    }
    let case = store::cases::find(&mut connection, county, id).await?;
    let case = case.ok_or_else(Error::invisible)?;
    let parties = store::cases::parties(&mut connection, county, id).await?;
    if !Part::of(actor, &case, &parties).is_owner {
        return Err(Error::forbidden());
    }
    let to = column.entered_from(case.fields.state);
    let mut desks = Vec::new();
    if matches!(to, Some((_, Asks::HandOver))) {
        desks = store::access::desks(&mut connection, county).await?;
        desks.retain(|desk| Some(desk.id) != case.fields.desk);
    }
    Ok(Asked { case, to, desks })
}

/// What is sent when a card is moved; what the column does not ask for stays empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PlaceForm {
    /// Code of the column.
    pub column: String,
    /// Id of the desk that takes over.
    pub desk: String,
    /// Why it is handed over or opened again.
    pub reason: String,
    /// What is done first when it is opened again.
    pub next_step: String,
    /// Code of how it ended.
    pub outcome: String,
    /// In words, told to the firm.
    pub outcome_words: String,
}

/// Moves a card to a column, if nobody has changed the case since `version`.
pub async fn place(
    app: &App,
    actor: &Actor,
    id: CaseId,
    version: i64,
    form: &PlaceForm,
    key: Option<&str>,
) -> Result<Changed, Error> {
    let column = Column::parse(&form.column)?;
    let asked = before_moving(app, actor, id, column).await?;
    let from = asked.case.fields.state;
    let Some((to, asks)) = asked.to else {
        if asked.case.version != version {
            return Err(store::Error::Changed.into());
        }
        let fault = Fault::new("state", "move-not-possible");
        return Err(fault.with("from", from).with("to", column).into());
    };
    match asks {
        Asks::Nothing => working::move_to(app, actor, id, version, to.code(), key).await,
        Asks::Closing => {
            let (outcome, outcome_words) = (form.outcome.clone(), form.outcome_words.clone());
            let form = ClosingForm { outcome, outcome_words };
            working::close(app, actor, id, version, &form, key).await
        }
        Asks::HandOver => {
            let form = HandOverForm { desk: form.desk.clone(), reason: form.reason.clone() };
            working::hand_over(app, actor, id, version, &form, key).await
        }
        Asks::Reopening => {
            let (reason, next_step) = (form.reason.clone(), form.next_step.clone());
            let form = ReopenForm { reason, next_step };
            working::reopen(app, actor, id, version, &form, key).await
        }
    }
}

/// A move as its event keeps it: enough to take it back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Step {
    pub(super) from: CaseState,
    pub(super) to: CaseState,
    /// Version of the case after the move.
    pub(super) version: i64,
    /// The mover took the case by it.
    pub(super) took: bool,
    /// It said that the firm had its answer.
    pub(super) answered: bool,
    /// The firm's first.
    pub(super) is_first_answer: bool,
    /// How far the alarm had gone.
    pub(super) alarm: AlarmStage,
}

impl Step {
    pub(super) const EVENT: &str = "case.moved";
}

/// Takes the last move back, if nothing has been changed since: state, taker, answer and alarm
/// become what they were. What others have been told, as when a case is closed, is not taken back.
pub async fn undo(
    app: &App,
    actor: &Actor,
    id: CaseId,
    version: i64,
    key: Option<&str>,
) -> Result<Changed, Error> {
    let step = &last_step(app, actor, id).await?;
    let key = request_key(actor, key, "case.undo-move", &(id, version), app.now());
    let request = Request { app, actor, id, version: Some(version), key, may: May::Owner };
    request
        .carry_out(|context| {
            let step = step.as_ref().filter(|step| step.version == version);
            let Some(step) = step else { return Err(store::Error::Changed.into()) };
            let mut fields = context.case.fields.clone();
            fields.state = step.from;
            fields.alarm = step.alarm;
            if step.took {
                fields.taken_by = None;
                fields.taken_by_name = None;
            }
            if step.answered {
                fields.answered_at = None;
            }
            let detail = json!({ "from": step.to, "to": step.from, "answered": step.answered });
            Ok(Change {
                fields: Some(fields),
                forgets_first_answer: step.is_first_answer,
                events: vec![context.event(1, "case.move-undone", detail)],
                ..Change::default()
            })
        })
        .await
}

/// The last move of a case the actor sees.
async fn last_step(app: &App, actor: &Actor, id: CaseId) -> Result<Option<Step>, Error> {
    let county = actor.county();
    let mut connection = app.store.read().await?;
    if !store::cases::visible(&mut connection, county, &sight(actor), id).await? {
        return Err(Error::invisible());
    }
    let events = store::events::about(&mut connection, county, "case", id.0, EVENTS_MAX).await?;
    let last = events.into_iter().rev().find(|event| event.kind == Step::EVENT);
    Ok(last.and_then(|event| serde_json::from_value(event.detail).ok()))
}
