//! Notices of redundancy: the list, the one form, each notice with its tasks and open needs, and
//! the joint page of offers.

mod api;
mod form;
mod show;

use app::redundancies::{self, ListQuery, StoredNotice};
use askama::Template;
use axum::extract::Query;
use domain::redundancies::NoticeState;
use domain::time::Date;
use serde::Deserialize;

use crate::files::Spreadsheet;
use crate::guard::{Guard, Right};
use crate::guarded::{Routes, get, post};
use crate::l10n::L;
use crate::page::{Answer, render};
use crate::paging::{self, Numbered};
use crate::rights::{KeepRedundancies, ReadRedundancies};
use crate::shell::Shell;
use crate::ui::{Choice, Paging};

/// Routes.
pub fn routes() -> Routes {
    Routes::new()
        .page("/varsel", get(list))
        .page("/varsel.csv", get(csv))
        .page("/varsel/nytt", get(form::blank).post(form::report))
        .page("/varsel/{id}", get(show::show))
        .page("/varsel/{id}/insatser", get(show::joint))
        .page("/varsel/{id}/lage", post(show::step))
        .page("/varsel/{id}/uppgift", post(show::tick))
        .merge(api::routes())
}

/// A state as a tag: kind, icon, text.
fn tag(l: L, state: NoticeState) -> (&'static str, &'static str, String) {
    let (kind, icon) = match state {
        NoticeState::Reported => ("warn", "flag"),
        NoticeState::Working => ("accent", "clock"),
        NoticeState::Closed => ("ok", "check"),
    };
    (kind, icon, l.code("redundancy-state", state))
}

/// Until which day a notice is secret; none when it is public.
fn secret_until(l: L, notice: &StoredNotice, today: Date) -> Option<String> {
    let is_secret = notice.public_from > today;
    is_secret
        .then(|| l.ta("redundancies-secret-until").a("date", l.day(notice.public_from)).to_string())
}

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Address {
    kommun: String,
    lage: String,
    sida: String,
}

impl Address {
    fn query(&self) -> ListQuery {
        ListQuery { municipality: self.kommun.clone(), state: self.lage.clone() }
    }

    fn kept(&self) -> String {
        paging::query(&[("kommun", &self.kommun), ("lage", &self.lage)])
    }
}

struct Row {
    id: String,
    firm: String,
    place: String,
    day: String,
    persons: String,
    done: String,
    secret: Option<String>,
    tag: (&'static str, &'static str, String),
}

#[derive(Template)]
#[template(path = "redundancies/list.html")]
struct ListPage {
    shell: Shell,
    l: L,
    query: ListQuery,
    places: Vec<Choice>,
    states: Vec<Choice>,
    rows: Vec<Row>,
    total: i64,
    paging: Paging,
    /// Where the same list is a file.
    file: String,
    can_report: bool,
}

async fn list(guard: Guard<ReadRedundancies>, Query(address): Query<Address>) -> Answer {
    let (l, today) = (guard.l(), guard.today());
    let (query, kept) = (address.query(), address.kept());
    let page = Numbered::of(&address.sida)?;
    let found = redundancies::list(&guard.app, &guard.actor, &query, page.slice()).await?;
    let places = app::offers::municipalities(&guard.app, &guard.actor).await?;
    let done = |notice: &StoredNotice| {
        let text = l.ta("redundancies-done-of").a("done", notice.tasks_done);
        text.a("all", notice.tasks).to_string()
    };
    render(&ListPage {
        shell: guard.shell(),
        l,
        places: places.iter().map(|one| Choice::new(&one.code, &one.name)).collect(),
        states: Choice::codes(l, "redundancy-state", NoticeState::ALL),
        rows: found
            .items
            .iter()
            .map(|notice| Row {
                id: notice.id.to_string(),
                firm: notice.organisation_name.clone(),
                place: notice.municipality_name.clone(),
                day: l.day(notice.notified_on),
                persons: l.number(notice.persons),
                done: done(notice),
                secret: secret_until(l, notice, today),
                tag: tag(l, notice.state),
            })
            .collect(),
        total: found.total,
        paging: page.beside("/varsel", &kept, found.total),
        file: paging::address("/varsel.csv", &kept),
        can_report: KeepRedundancies::allows(guard.actor.role()),
        query,
    })
}

/// The same notices as a file that opens in a spreadsheet.
async fn csv(guard: Guard<ReadRedundancies>, Query(address): Query<Address>) -> Answer {
    let (l, query) = (guard.l(), address.query());
    let heads =
        ["firm", "municipality", "notified", "last", "persons", "done", "tasks", "state", "secret"];
    let mut sheet = Spreadsheet::of(&heads.map(|head| l.code("redundancies-csv", head)));
    let today = guard.today();
    let cells = |notice: StoredNotice| {
        let secret = notice.public_from > today;
        [
            notice.organisation_name,
            notice.municipality_name,
            notice.notified_on.to_string(),
            notice.last_day_on.to_string(),
            notice.persons.to_string(),
            notice.tasks_done.to_string(),
            notice.tasks.to_string(),
            l.code("redundancy-state", notice.state),
            if secret { notice.public_from.to_string() } else { String::new() },
        ]
    };
    while let Some(slice) = sheet.wants() {
        let part = redundancies::list(&guard.app, &guard.actor, &query, slice).await?;
        sheet.take(part, cells);
    }
    Ok(sheet.answer("varsel.csv"))
}
