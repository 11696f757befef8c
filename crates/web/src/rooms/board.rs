//! `/arenden/tavla`: the cases of a desk as cards in columns. Every move is a form that works by
//! itself; a script adds dragging, keys, and what others do meanwhile.

mod api;

use app::cases::board::{self, Asked, Board, Card, PlaceForm};
use app::cases::{self, Changed};
use app::{Error, Kind};
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use domain::cases::board::{Asks, Column};
use domain::cases::{CaseOutcome, CaseState};
use domain::ids::CaseId;
use serde::Deserialize;

use crate::failure::Failure;
use crate::forms::{Form, FormState, Typed};
use crate::guard::Guard;
use crate::guarded::{Routes, get, post};
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::paging;
use crate::rights::WorkCases;
use crate::rooms::cases::{clock_view, tag_kind};
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, ClockView, Crumb};

const PATH: &str = "/arenden/tavla";

/// Routes.
pub fn routes() -> Routes {
    Routes::new()
        .page(PATH, get(show))
        .page("/arenden/tavla/{id}", get(ask).post(place))
        .page("/arenden/tavla/{id}/angra", post(undo))
        .merge(api::routes())
}

/// The address of a board.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Address {
    /// `ersattare`, or nothing for one's own.
    visa: String,
    /// Id of a desk.
    skrivbord: String,
}

impl Address {
    fn typed<T>(form: &Form<T>) -> Self {
        let first = |name| form.typed.first(name).to_owned();
        Self { visa: first("visa"), skrivbord: first("skrivbord") }
    }

    fn query(&self) -> board::Query {
        board::Query { is_deputy: self.visa == "ersattare", desk: self.skrivbord.clone() }
    }

    /// The address of this board, with more behind.
    fn with(&self, path: &str, more: &[(&str, &str)]) -> String {
        let own = [("visa", self.visa.as_str()), ("skrivbord", self.skrivbord.as_str())];
        let query = paging::query(&[&own[..], more].concat());
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    /// Where a program asks whether the board has changed.
    fn feed(&self) -> String {
        let hold = if self.visa == "ersattare" { "deputy" } else { "" };
        let query = paging::query(&[("hold", hold), ("desk", &self.skrivbord)]);
        format!("/api/v1/board?{query}")
    }
}

/// A column a card may be moved to.
#[derive(Debug, Clone)]
struct Move {
    column: &'static str,
    text: String,
}

/// One card.
#[derive(Debug, Clone)]
struct CardView {
    id: String,
    version: i64,
    place: String,
    firm: String,
    is_demo: bool,
    title: String,
    next_step: String,
    taken_by: String,
    /// State, where the column holds several.
    state: String,
    tag_kind: &'static str,
    clock: ClockView,
    moves: Vec<Move>,
    /// Codes of the columns, for the script.
    codes: String,
}

impl CardView {
    fn of(l: L, card: &Card) -> Self {
        let (case, fields) = (&card.case, &card.case.fields);
        let step = fields.next_step.as_ref().map(|step| {
            l.ta("cases-step-on").a("what", &step.what).a("date", l.day_short(step.on)).to_string()
        });
        let is_told_by_column =
            !matches!(fields.state, CaseState::HandedOver | CaseState::Reopened);
        let codes: Vec<&str> = card.moves.iter().map(|(column, _)| column.code()).collect();
        Self {
            id: case.id.to_string(),
            version: case.version,
            place: l
                .ta("cases-place")
                .a("municipality", &case.municipality_name)
                .a("number", &case.number)
                .to_string(),
            firm: case.organisation_name.clone(),
            is_demo: case.is_demo,
            title: case.title.clone(),
            next_step: step.unwrap_or_default(),
            taken_by: fields.taken_by_name.clone().unwrap_or_default(),
            state: if is_told_by_column {
                String::new()
            } else {
                l.code("case-state", fields.state)
            },
            tag_kind: tag_kind(fields.state),
            clock: clock_view(l, card.clock, case),
            moves: card.moves.iter().map(|(column, asks)| move_to(l, *column, *asks)).collect(),
            codes: codes.join(" "),
        }
    }
}

/// A button; one that first asks for something says so with dots.
fn move_to(l: L, column: Column, asks: Asks) -> Move {
    let text = match asks {
        Asks::Nothing => l.code("board-column", column),
        Asks::Closing => l.t("board-close"),
        Asks::HandOver => l.t("board-hand-over"),
        Asks::Reopening => l.t("board-reopen"),
    };
    Move { column: column.code(), text }
}

/// One column.
#[derive(Debug, Clone)]
struct ColumnView {
    code: &'static str,
    name: String,
    cards: Vec<CardView>,
}

/// A tab above the board.
#[derive(Debug, Clone)]
struct Tab {
    href: String,
    text: String,
    is_current: bool,
}

/// Why a card did not go where somebody wanted.
#[derive(Debug, Clone)]
struct Lost {
    text: String,
    href: String,
}

#[derive(Template)]
#[template(path = "board/show.html")]
struct BoardPage {
    shell: Shell,
    l: L,
    address: Address,
    tabs: Vec<Tab>,
    desks: Vec<Choice>,
    columns: Vec<ColumnView>,
    /// How many are shown, where there are more.
    cut: Option<i64>,
    is_empty: bool,
    feed: String,
    tag: String,
    list: String,
    lost: Option<Lost>,
}

async fn show(guard: Guard<WorkCases>, Query(address): Query<Address>) -> Answer {
    board_page(&guard, address, None).await
}

async fn board_page(guard: &Guard<WorkCases>, address: Address, lost: Option<Lost>) -> Answer {
    let l = guard.l();
    let read = board::read(&guard.app, &guard.actor, &address.query()).await?;
    let status = if lost.is_some() { StatusCode::CONFLICT } else { StatusCode::OK };
    let columns = read.columns.iter().map(|(column, cards)| ColumnView {
        code: column.code(),
        name: l.code("board-column", column),
        cards: cards.iter().map(|card| CardView::of(l, card)).collect(),
    });
    render_with(
        status,
        &BoardPage {
            shell: guard.shell(),
            l,
            tabs: tabs(l, &address, &read),
            desks: read.desks.iter().map(|desk| Choice::new(desk.id, &desk.name)).collect(),
            columns: columns.collect(),
            cut: read.is_cut.then_some(board::OPEN_MAX),
            is_empty: read.columns.iter().all(|(_, cards)| cards.is_empty()),
            feed: address.feed(),
            list: match address.visa.as_str() {
                "ersattare" => "/arenden?urval=ersattare".to_owned(),
                _ => "/arenden?urval=mina".to_owned(),
            },
            tag: read.tag,
            lost,
            address,
        },
    )
}

fn tabs(l: L, address: &Address, board: &Board) -> Vec<Tab> {
    if !board.holds && !board.steps_in {
        return Vec::new();
    }
    let is_own = address.skrivbord.is_empty();
    let is_deputy = address.visa == "ersattare";
    vec![
        Tab {
            href: PATH.to_owned(),
            text: l.t("cases-tab-mine"),
            is_current: is_own && !is_deputy,
        },
        Tab {
            href: format!("{PATH}?visa=ersattare"),
            text: l.t("cases-tab-deputy"),
            is_current: is_own && is_deputy,
        },
    ]
}

/// Where a card shall go.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Target {
    till: String,
    visa: String,
    skrivbord: String,
}

#[derive(Template)]
#[template(path = "board/ask.html")]
struct AskPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    heading: String,
    address: Address,
    back: String,
    column: &'static str,
    asks: Asks,
    asked: Asked,
    desks: Vec<Choice>,
    outcomes: Vec<Choice>,
}

impl AskPage {
    fn is_closing(&self) -> bool {
        self.asks == Asks::Closing
    }

    fn is_hand_over(&self) -> bool {
        self.asks == Asks::HandOver
    }
}

/// Asks for what a move needs.
async fn ask(
    guard: Guard<WorkCases>,
    Path(name): Path<String>,
    Query(target): Query<Target>,
) -> Answer {
    let id = cases::resolve(&guard.app, &guard.actor, &name).await?;
    let column = Column::parse(&target.till).unwrap_or(Column::Closed);
    let asked = board::before_moving(&guard.app, &guard.actor, id, column).await?;
    let address = Address { visa: target.visa, skrivbord: target.skrivbord };
    let l = guard.l();
    let first_step = match asked.to {
        Some((_, Asks::Reopening)) => l.t("cases-reopened-first-step"),
        _ => String::new(),
    };
    let typed = Typed::of([("version", asked.case.version.to_string()), ("nextStep", first_step)]);
    let form = FormState::with(&guard, typed);
    ask_page(&guard, address, column, asked, form)
}

fn ask_page(
    guard: &Guard<WorkCases>,
    address: Address,
    column: Column,
    asked: Asked,
    form: FormState,
) -> Answer {
    let l = guard.l();
    let Some((_, asks)) = asked.to.filter(|(_, asks)| *asks != Asks::Nothing) else {
        // Nothing is asked for, or it cannot go there: the board says which.
        return Ok(guard.redirect(&address.with(PATH, &[])));
    };
    let heading = move_to(l, column, asks).text;
    render_with(
        form.status(),
        &AskPage {
            shell: guard.shell(),
            l,
            crumbs: vec![
                Crumb::up("/arenden", l.t("nav-cases")),
                Crumb::up(&address.with(PATH, &[]), l.t("board-title")),
                Crumb::here(heading.trim_end_matches('…')),
            ],
            heading: heading.trim_end_matches('…').to_owned(),
            back: address.with(PATH, &[]),
            address,
            column: column.code(),
            asks,
            desks: asked.desks.iter().map(|desk| Choice::new(desk.id, &desk.name)).collect(),
            outcomes: Choice::codes(l, "case-outcome", CaseOutcome::ALL),
            asked,
            form,
        },
    )
}

fn version_of<T>(form: &Form<T>) -> Result<i64, Error> {
    form.typed.first("version").parse().map_err(|_| Error::of(Kind::Conflict))
}

/// Moves a card. What the column asks for is asked for on a page of its own.
async fn place(guard: Guard<WorkCases>, Path(name): Path<String>, form: Form<PlaceForm>) -> Answer {
    let (app, actor) = (&guard.app, &guard.actor);
    let id = cases::resolve(app, actor, &name).await?;
    let address = Address::typed(&form);
    let column = Column::parse(&form.value.column);
    // Whether the case is the reader's to move comes before what is wrong with the form.
    let wanted = column.as_ref().copied().unwrap_or(Column::Closed);
    let asked = board::before_moving(app, actor, id, wanted).await?;
    let column = column.map_err(Failure::invalid)?;
    let asks = asked.to.map_or(Asks::Nothing, |(_, asks)| asks);
    if asks != Asks::Nothing && form.typed.first("asked").is_empty() {
        let path = format!("{PATH}/{id}");
        return Ok(guard.redirect(&address.with(&path, &[("till", column.code())])));
    }
    let placed = match version_of(&form) {
        Ok(version) => board::place(app, actor, id, version, &form.value, form.key()).await,
        Err(error) => Err(error),
    };
    match placed {
        Ok(changed) => Ok(moved(&guard, &address, &changed, asks)),
        Err(error) if error.kind == Kind::Conflict || asks == Asks::Nothing => {
            lost(&guard, id, address, error).await
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            ask_page(&guard, address, column, asked, state)
        }
    }
}

/// To the board with a word of what happened; a move that nobody else was told of can be undone.
fn moved(guard: &Guard<WorkCases>, address: &Address, changed: &Changed, asks: Asks) -> Response {
    let flash = Flash::new("flash-board-moved")
        .a("number", &changed.number)
        .a("name", &changed.organisation_name)
        .a("state", guard.l().code("case-state", changed.state));
    let path = format!("{PATH}/{}/angra", changed.id);
    let undo = address.with(&path, &[("version", &changed.version.to_string())]);
    let flash = if asks == Asks::Nothing { flash.undo(&undo) } else { flash };
    guard.redirect_with(&address.with(PATH, &[]), &flash)
}

/// The board with a word of why nothing was moved, 409.
async fn lost(guard: &Guard<WorkCases>, id: CaseId, address: Address, error: Error) -> Answer {
    let is_told = matches!(error.kind, Kind::Conflict | Kind::Invalid);
    if !is_told {
        return Err(error.into());
    }
    let l = guard.l();
    let asked = board::before_moving(&guard.app, &guard.actor, id, Column::Closed).await?;
    let case = asked.case;
    let key = if error.kind == Kind::Conflict { "board-lost" } else { "board-not-possible" };
    let text = l
        .ta(key)
        .a("number", &case.number)
        .a("name", &case.organisation_name)
        .a("state", l.code("case-state", case.fields.state))
        .a("date", l.moment(case.updated_at));
    let lost = Lost { text: text.to_string(), href: format!("/arenden/{id}") };
    board_page(guard, address, Some(lost)).await
}

/// Which move to take back.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Undoing {
    version: String,
    visa: String,
    skrivbord: String,
}

/// A form with nothing in it but its tokens.
#[derive(Debug, Default, Deserialize)]
struct Empty {}

async fn undo(
    guard: Guard<WorkCases>,
    Path(name): Path<String>,
    Query(undoing): Query<Undoing>,
    form: Form<Empty>,
) -> Answer {
    let id = cases::resolve(&guard.app, &guard.actor, &name).await?;
    let address = Address { visa: undoing.visa, skrivbord: undoing.skrivbord };
    let undone = match undoing.version.parse() {
        Ok(version) => board::undo(&guard.app, &guard.actor, id, version, form.key()).await,
        Err(_) => Err(Error::of(Kind::Conflict)),
    };
    match undone {
        Ok(changed) => {
            let flash = Flash::new("flash-board-undone")
                .a("number", &changed.number)
                .a("name", &changed.organisation_name)
                .a("state", guard.l().code("case-state", changed.state));
            Ok(guard.redirect_with(&address.with(PATH, &[]), &flash))
        }
        Err(error) => lost(&guard, id, address, error).await,
    }
}
