//! Cases: the list, one case with its thread, and everything that is done to it.

mod actions;
mod api;
mod new;
mod notes;
mod show;
mod together;
mod views;

use app::cases::{self, CaseList, Hold, ListQuery, StoredCase};
use askama::Template;
use axum::extract::Query;
use domain::cases::lists::Together;
use domain::cases::{AlarmStage, CaseState, clock};
use domain::time::Timestamp;
use serde::Deserialize;

use crate::guard::{Guard, Right};
use crate::guarded::{Routes, get, post};
use crate::l10n::L;
use crate::page::{Answer, render};
use crate::paging;
use crate::rights::{ReadCases, WorkCases};
use crate::shell::Shell;
use crate::ui::{Choice, ClockView, Paging};

/// Where the list stands.
const PATH: &str = "/arenden";
/// Cases on one page of the list.
const ROWS: i64 = 25;

/// Routes.
pub fn routes() -> Routes {
    Routes::new()
        .page(PATH, get(list))
        .page("/arenden/nytt", get(new::blank).post(new::open))
        .page("/arenden/{id}", get(show::show))
        .page("/arenden/{id}/ta", post(actions::take))
        .page("/arenden/{id}/skriv", post(actions::write))
        .page("/arenden/{id}/nasta-steg", post(actions::plan_next))
        .page("/arenden/{id}/flytta", post(actions::move_to))
        .page("/arenden/{id}/lamna-over", post(actions::hand_over))
        .page("/arenden/{id}/bjud-in", post(actions::invite))
        .page("/arenden/{id}/avsluta", post(actions::close))
        .page("/arenden/{id}/oppna-igen", post(actions::reopen))
        .merge(notes::routes())
        .merge(together::routes())
        .merge(views::routes())
        .merge(api::routes())
}

/// Colour of a state's tag; the word says the same.
pub fn tag_kind(state: CaseState) -> &'static str {
    match state {
        CaseState::Received | CaseState::HandedOver | CaseState::Reopened => "line",
        CaseState::PlanAgreed | CaseState::InProgress => "accent",
        CaseState::FollowUp => "ok",
        CaseState::Waiting => "warn",
        CaseState::Assigned | CaseState::Answered | CaseState::Closed => "",
    }
}

/// One line of a list of cases: template `cases/rows.html`.
#[derive(Debug, Clone)]
pub struct CaseRow {
    /// Id.
    pub id: String,
    /// Firm.
    pub firm: String,
    /// Invented for the demo.
    pub is_demo: bool,
    /// `Kramfors · 2026-0412`.
    pub place: String,
    /// What it is about.
    pub title: String,
    /// The promise.
    pub clock: ClockView,
    /// `Ring Per`, with its day.
    pub next_step: String,
    /// State in a word.
    pub state: String,
    /// Colour of its tag.
    pub tag_kind: &'static str,
    /// How far the alarm has gone; empty when it has not rung.
    pub alarm: String,
    /// Number read aloud.
    pub number: String,
    /// It can be chosen, to be changed with others.
    pub can_choose: bool,
}

impl CaseRow {
    /// Puts a case into words.
    pub fn of(l: L, case: &StoredCase, now: Timestamp) -> Self {
        let fields = &case.fields;
        let read = clock(fields.promised_at, fields.answered_at, now);
        let step = fields.next_step.as_ref().map(|step| {
            l.ta("cases-step-on").a("what", &step.what).a("date", l.day_short(step.on)).to_string()
        });
        Self {
            id: case.id.to_string(),
            firm: case.organisation_name.clone(),
            is_demo: case.is_demo,
            place: l
                .ta("cases-place")
                .a("municipality", &case.municipality_name)
                .a("number", &case.number)
                .to_string(),
            title: case.title.clone(),
            clock: clock_view(l, read, case),
            next_step: step.unwrap_or_default(),
            state: l.code("case-state", fields.state),
            tag_kind: tag_kind(fields.state),
            alarm: match fields.alarm {
                AlarmStage::None => String::new(),
                stage => l.code("alarm", stage),
            },
            number: case.number.clone(),
            can_choose: false,
        }
    }
}

/// The clock of a case; once answered it says when the answer came.
pub(super) fn clock_view(l: L, read: domain::cases::Clock, case: &StoredCase) -> ClockView {
    let mut view = ClockView::of(l, read, case.fields.promised_at);
    if let Some(answered) = case.fields.answered_at {
        view.date = l.ta("cases-answered-on").a("date", l.moment(answered)).to_string();
    }
    view
}

/// A tab above the list.
#[derive(Debug, Clone)]
pub struct Tab {
    /// Address.
    pub href: String,
    /// Text.
    pub text: String,
    /// How many.
    pub count: i64,
    /// The one shown.
    pub is_current: bool,
}

/// The address of a list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Address {
    /// Words.
    pub q: String,
    /// Municipality.
    pub kommun: String,
    /// State.
    pub lage: String,
    /// `mina`, `ersattare` or `alla`.
    pub urval: String,
    /// Order.
    pub ordning: String,
    /// Where to go on.
    pub efter: String,
}

impl Address {
    fn hold(&self, first: Hold) -> Hold {
        match self.urval.as_str() {
            "mina" => Hold::Mine,
            "ersattare" => Hold::Deputy,
            "alla" => Hold::All,
            _ => first,
        }
    }

    /// The question to `app`; `first` is the choice when the address names none.
    pub fn query(&self, first: Hold) -> ListQuery {
        let sort = match self.ordning.as_str() {
            "nyast" => "newest",
            "foretag" => "firm",
            _ => "",
        };
        ListQuery {
            q: self.q.clone(),
            hold: self.hold(first),
            state: self.lage.clone(),
            municipality: self.kommun.clone(),
            sort: sort.to_owned(),
        }
    }

    fn with(&self, urval: &str, ordning: &str) -> String {
        paging::query(&[
            ("q", &self.q),
            ("kommun", &self.kommun),
            ("lage", &self.lage),
            ("urval", urval),
            ("ordning", ordning),
        ])
    }

    /// The address of a list that is asked for in this way.
    fn of(query: &ListQuery) -> Self {
        let urval = match query.hold {
            Hold::Mine => "mina",
            Hold::Deputy => "ersattare",
            Hold::All => "alla",
        };
        let ordning = match query.sort.as_str() {
            "newest" => "nyast",
            "firm" => "foretag",
            _ => "",
        };
        Self {
            q: query.q.clone(),
            kommun: query.municipality.clone(),
            lage: query.state.clone(),
            urval: urval.to_owned(),
            ordning: ordning.to_owned(),
            efter: String::new(),
        }
    }

    /// The same list from its top, behind a path.
    fn behind(&self, path: &str) -> String {
        let query = self.with(&self.urval, &self.ordning);
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    fn is_narrowed(&self) -> bool {
        !(self.q.is_empty() && self.kommun.is_empty() && self.lage.is_empty())
    }
}

/// A list of cases with its tabs and filter: template `cases/table.html`, on the desk and alone.
#[derive(Debug, Clone)]
pub struct CaseTable {
    /// Where it stands.
    pub path: &'static str,
    /// What is asked for.
    pub address: Address,
    /// Tabs; none for those who see one list only.
    pub tabs: Vec<Tab>,
    /// Municipalities to choose between.
    pub municipalities: Vec<Choice>,
    /// States to choose between.
    pub states: Vec<Choice>,
    /// The rows.
    pub rows: Vec<CaseRow>,
    /// How many in all.
    pub total: i64,
    /// Narrowed by words, municipality or state.
    pub is_narrowed: bool,
    /// Address without the narrowing.
    pub whole: String,
    /// Address by name of the firm.
    pub by_firm: String,
    /// Address by time left.
    pub by_promise: String,
    /// Links to the parts beside.
    pub paging: Paging,
    /// What can be done to several cases at once; nothing where none can be chosen.
    pub together: Vec<Choice>,
    /// The list's own query, to come back to it.
    pub kept: String,
}

impl CaseTable {
    /// Reads the list that an address asks for.
    pub async fn read<R>(
        guard: &Guard<R>,
        path: &'static str,
        address: Address,
        first: Hold,
        limit: i64,
    ) -> Result<Self, app::Error> {
        let l = guard.l();
        let query = address.query(first);
        let slice = if query.sort == "firm" {
            app::Slice::Page { offset: 0, limit: 200 }
        } else {
            paging::rows_after(&address.efter, limit)
        };
        let list = cases::list(&guard.app, &guard.actor, &query, slice).await?;
        let known = app::organisations::municipalities(&guard.app, &guard.actor).await?;
        let kept = address.with(&address.urval, &address.ordning);
        let at = |query: String| {
            if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
        };
        let is_employer = guard.actor.is_one_of(domain::access::EMPLOYERS);
        let lets_choose = path == PATH && WorkCases::allows(guard.actor.role());
        let row = |case: &StoredCase| CaseRow {
            can_choose: lets_choose && cases::together::may_work(&guard.actor, case),
            ..CaseRow::of(l, case, list.now)
        };
        let rows: Vec<_> = list.page.items.iter().map(row).collect();
        let can_choose = rows.iter().any(|row| row.can_choose);
        Ok(Self {
            path,
            tabs: tabs(l, path, &address, query.hold, &list, is_employer),
            municipalities: known.iter().map(|one| Choice::new(&one.code, &one.name)).collect(),
            states: states(l),
            rows,
            total: list.page.total,
            is_narrowed: address.is_narrowed(),
            whole: at(paging::query(&[("urval", &address.urval), ("ordning", &address.ordning)])),
            by_firm: at(address.with(&address.urval, "foretag")),
            by_promise: at(address.with(&address.urval, "")),
            paging: paging::beside(path, &kept, &address.efter, list.page.next),
            together: if can_choose {
                Choice::codes(l, "together-action", Together::ALL)
            } else {
                Vec::new()
            },
            kept,
            address,
        })
    }

    /// True when the list is ordered by name of the firm.
    pub fn is_by_firm(&self) -> bool {
        self.address.ordning == "foretag"
    }
}

fn tabs(
    l: L,
    path: &str,
    address: &Address,
    shown: Hold,
    list: &CaseList,
    is_employer: bool,
) -> Vec<Tab> {
    if is_employer || !list.has_desk {
        return Vec::new();
    }
    let tab = |hold, name: &str, key: &str, count| Tab {
        href: format!("{path}?{}#arenden", address.with(name, &address.ordning)),
        text: l.t(key),
        count,
        is_current: hold == shown,
    };
    vec![
        tab(Hold::Mine, "mina", "cases-tab-mine", list.mine),
        tab(Hold::Deputy, "ersattare", "cases-tab-deputy", list.deputy),
        tab(Hold::All, "alla", "cases-tab-all", list.all),
    ]
}

fn states(l: L) -> Vec<Choice> {
    let mut states = vec![
        Choice::new("", l.t("cases-states-open")),
        Choice::new("late", l.t("cases-states-late")),
    ];
    states.extend(Choice::codes(l, "case-state", CaseState::ALL));
    states.push(Choice::new("all", l.t("cases-states-all")));
    states
}

#[derive(Template)]
#[template(path = "cases/list.html")]
struct ListPage {
    shell: Shell,
    l: L,
    views: Vec<views::Link>,
    /// Where this list is saved.
    save: String,
    table: CaseTable,
    can_open: bool,
}

async fn list(guard: Guard<ReadCases>, Query(address): Query<Address>) -> Answer {
    let views = views::links(&guard, &address.query(Hold::All)).await?;
    let save = address.behind(views::SAVE_PATH);
    let table = CaseTable::read(&guard, PATH, address, Hold::All, ROWS).await?;
    let can_open = WorkCases::allows(guard.actor.role());
    render(&ListPage { shell: guard.shell(), l: guard.l(), views, save, table, can_open })
}
