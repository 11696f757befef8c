//! «Mitt skrivbord»: the first page of each role. And the clock of a demo.

mod api;
mod words;

use app::cases::Hold;
use app::desk::{self, CountyDesk, EmployerDesk, StartPage, WorkDesk};
use askama::Template;
use axum::extract::Query;
use domain::access::Role;
use serde::Deserialize;

use crate::failure::Failure;
use crate::forms::Form;
use crate::guard::{Guard, Right};
use crate::guarded::{Routes, get, post};
use crate::l10n::L;
use crate::page::{Answer, render};
use crate::rights::{KeepMail, UseDesk, WorkCases};
use crate::rooms::cases::{Address, CaseRow, CaseTable};
use crate::rooms::contacts::LedgerView;
use crate::rooms::signals::ToldRow;
use crate::shell::Shell;
use words::{CountyRows, Figure, NeedRow, Notice, TodoRow, WaitingRow};

/// Where one lands after logging in.
const PATH: &str = "/skrivbord";
/// Cases in the table of a desk; the rest is a page away.
const CASES: i64 = 10;

/// Routes.
pub fn routes() -> Routes {
    Routes::new().page(PATH, get(show)).page("/skrivbord/last", post(read_all)).merge(api::routes())
}

#[derive(Template)]
#[template(path = "desk/work.html")]
struct WorkPage {
    shell: Shell,
    l: L,
    kicker: String,
    heading: String,
    todo: Vec<TodoRow>,
    more: usize,
    month: Vec<Figure>,
    waiting: Vec<WaitingRow>,
    notices: Vec<Notice>,
    mappings: Vec<words::MappingRow>,
    /// Whoever leads mappings and serves no desk has no cases of their own to list.
    shows_cases: bool,
    table: CaseTable,
    can_open: bool,
    /// Who is away today at the desk.
    away: Vec<String>,
}

#[derive(Template)]
#[template(path = "desk/employer.html")]
struct EmployerPage {
    shell: Shell,
    l: L,
    kicker: String,
    heading: String,
    todo: Vec<TodoRow>,
    is_new: bool,
    cases: Vec<words::FirmCase>,
    needs: Vec<NeedRow>,
    notices: Vec<Notice>,
    ledger: LedgerView,
    told: Vec<ToldRow>,
    organisation: String,
    /// Who the firm's contact is now.
    changes: Vec<crate::rooms::continuity::ChangeRow>,
}

#[derive(Template)]
#[template(path = "desk/county.html")]
struct CountyPage {
    shell: Shell,
    l: L,
    kicker: String,
    heading: String,
    stats: Vec<Figure>,
    rows: Vec<CaseRow>,
    late_total: i64,
    county: CountyRows,
    notices: Vec<Notice>,
    todo: Vec<TodoRow>,
}

#[derive(Template)]
#[template(path = "desk/plain.html")]
struct PlainPage {
    shell: Shell,
    l: L,
    kicker: String,
    heading: String,
    notices: Vec<Notice>,
    failed_mails: Option<i64>,
}

async fn show(guard: Guard<UseDesk>, Query(address): Query<Address>) -> Answer {
    match desk::start(&guard.app, &guard.actor, &guard.visitor.closed()).await? {
        StartPage::Work(desk) => work_page(&guard, *desk, address).await,
        StartPage::Employer(desk) => employer_page(&guard, &desk),
        StartPage::County(desk) => county_page(&guard, &desk),
        StartPage::Plain(notices) => {
            let l = guard.l();
            let name = guard.signed().map(|signed| signed.name.clone()).unwrap_or_default();
            render(&PlainPage {
                shell: guard.shell(),
                l,
                kicker: kicker(&guard),
                heading: l.ta("desk-plain-heading").a("name", name).to_string(),
                notices: words::notices(l, &notices),
                failed_mails: failed_mails(&guard).await?,
            })
        }
    }
}

/// Mails that did not arrive, for those who can do something about it.
async fn failed_mails(guard: &Guard<UseDesk>) -> Result<Option<i64>, Failure> {
    if !KeepMail::allows(guard.actor.role()) {
        return Ok(None);
    }
    let failed = app::mail::failed(&guard.app, &guard.actor).await?;
    Ok(Some(failed).filter(|failed| *failed > 0))
}

/// `Måndag 7 december · Du arbetar som kompetensmäklare, Höga kusten`.
fn kicker(guard: &Guard<UseDesk>) -> String {
    let l = guard.l();
    let role = l.code("role", guard.actor.role());
    let place = guard
        .signed()
        .map(|signed| signed.desk_name.clone().unwrap_or_else(|| signed.organisation_name.clone()));
    let place = place.unwrap_or_default();
    // A desk is often named after its role: it is not said twice.
    let place =
        place.strip_prefix(&role).map_or(place.as_str(), |rest| rest.trim_start_matches(", "));
    l.ta("desk-kicker")
        .a("date", l.weekday_long(guard.today()))
        .a("role", role.to_lowercase())
        .a("place", place)
        .to_string()
}

async fn work_page(guard: &Guard<UseDesk>, desk: WorkDesk, address: Address) -> Answer {
    let l = guard.l();
    let table = CaseTable::read(guard, PATH, address, Hold::Mine, CASES).await?;
    render(&WorkPage {
        shell: guard.shell(),
        l,
        kicker: kicker(guard),
        heading: words::heading(l, desk.todo_total),
        more: desk.todo_total - desk.todo.len(),
        month: words::month(l, &desk),
        waiting: desk.waiting.iter().map(|one| words::waiting(l, one)).collect(),
        notices: words::notices(l, &desk.notices),
        todo: desk.todo.iter().map(|one| words::todo(l, one)).collect(),
        mappings: desk.mappings.iter().map(|one| words::mapping(l, one)).collect(),
        shows_cases: guard.actor.role() != Role::Leader || table.total > 0,
        can_open: WorkCases::allows(guard.actor.role()),
        away: desk.away.iter().map(|one| words::away(l, one)).collect(),
        table,
    })
}

fn employer_page(guard: &Guard<UseDesk>, desk: &EmployerDesk) -> Answer {
    let l = guard.l();
    render(&EmployerPage {
        shell: guard.shell(),
        l,
        kicker: kicker(guard),
        heading: match (desk.is_new(), desk.waits()) {
            (true, _) => l.t("desk-employer-new"),
            (false, 0) => l.t("desk-employer-nothing"),
            (false, count) => l.ta("desk-employer-waits").a("count", count).to_string(),
        },
        is_new: desk.is_new(),
        todo: words::employer_todo(l, desk),
        cases: desk.cases.iter().map(|(case, clock)| words::firm_case(l, case, *clock)).collect(),
        needs: desk.needs.iter().map(|(need, lanes)| words::need(l, need, lanes)).collect(),
        notices: words::notices(l, &desk.notices),
        organisation: desk.ledger.organisation.to_string(),
        ledger: LedgerView::of(l, &desk.ledger),
        told: desk.told.iter().map(|one| ToldRow::of(l, one)).collect(),
        changes: crate::rooms::continuity::changes(l, &desk.contact_changes),
    })
}

fn county_page(guard: &Guard<UseDesk>, desk: &CountyDesk) -> Answer {
    let l = guard.l();
    let now = guard.now();
    let asked = desk.coordinations.iter();
    render(&CountyPage {
        shell: guard.shell(),
        l,
        kicker: kicker(guard),
        heading: match desk.late_total {
            0 => l.t("desk-county-on-time"),
            count => l.ta("desk-county-late").a("count", count).to_string(),
        },
        stats: words::county_stats(l, desk),
        rows: desk.late.iter().map(|(case, _)| CaseRow::of(l, case, now)).collect(),
        late_total: desk.late_total,
        todo: asked
            .map(|one| desk::Todo::Coordinate(one.clone()))
            .chain(desk.signals.iter().map(|one| desk::Todo::Signal(one.clone())))
            .map(|one| words::todo(l, &one))
            .collect(),
        notices: words::notices(l, &desk.notices),
        county: words::county_rows(l, desk),
    })
}

/// A form with nothing in it but its tokens.
#[derive(Debug, Default, Deserialize)]
struct Empty {}

async fn read_all(guard: Guard<UseDesk>, form: Form<Empty>) -> Answer {
    desk::mark_read(&guard.app, &guard.actor, None, form.key()).await?;
    Ok(guard.redirect(PATH))
}
