//! The list of needs, on the page and as a file.

use app::needs::{self, ListQuery, StoredNeed};
use app::{Page, Slice};
use askama::Template;
use axum::extract::Query;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use domain::access::EMPLOYERS;
use domain::needs::NeedState;
use exchange::csv::{self as separated, Separator};
use serde::Deserialize;

use super::page::{state_tag, title_of};
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render};
use crate::paging;
use crate::rights::ReadNeeds;
use crate::rooms::offers::places;
use crate::shell::Shell;
use crate::ui::{Choice, Paging};

/// Rows of the file: what one can leaf through by number as well.
const FILE_ROWS: i64 = 10_000;

struct Row {
    id: String,
    title: String,
    firm: String,
    place: String,
    occupation: Option<String>,
    persons: String,
    start: String,
    tag: (&'static str, &'static str, String),
}

#[derive(Template)]
#[template(path = "needs/list.html")]
struct ListPage {
    shell: Shell,
    l: L,
    query: ListQuery,
    places: Vec<Choice>,
    fields: Vec<Choice>,
    states: Vec<Choice>,
    rows: Vec<Row>,
    total: i64,
    paging: Paging,
    file: String,
    is_firm: bool,
    is_narrowed: bool,
}

/// What the address asks for.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Address {
    q: String,
    kommun: String,
    yrke: String,
    lage: String,
    efter: String,
}

impl Address {
    fn query(&self) -> ListQuery {
        ListQuery {
            q: self.q.clone(),
            municipality: self.kommun.clone(),
            occupation: self.yrke.clone(),
            state: self.lage.clone(),
        }
    }

    /// The filters as they stand in an address.
    fn kept(&self) -> String {
        paging::query(&[
            ("q", &self.q),
            ("kommun", &self.kommun),
            ("yrke", &self.yrke),
            ("lage", &self.lage),
        ])
    }
}

pub(super) async fn list(guard: Guard<ReadNeeds>, Query(address): Query<Address>) -> Answer {
    let l = guard.l();
    let (query, kept) = (address.query(), address.kept());
    let slice = paging::after(&address.efter);
    let found = needs::list(&guard.app, &guard.actor, &query, slice).await?;
    let names = places(&guard.app, &guard.actor).await?;
    let fields = vocabulary::ssyk::headings().filter(|(code, _)| code.len() == 1);
    let mut states = Choice::codes(l, "need-state", NeedState::ALL);
    states.push(Choice::new(ListQuery::UNCODED, l.t("needs-state-uncoded")));
    states.push(Choice::new(ListQuery::ANY_STATE, l.t("needs-state-any")));
    render(&ListPage {
        shell: guard.shell(),
        l,
        places: names.iter().map(|(code, name)| Choice::new(code, name)).collect(),
        fields: fields.map(|(code, name)| Choice::new(code, name)).collect(),
        states,
        paging: paging::beside("/behov", &kept, &address.efter, found.next),
        total: found.total,
        rows: found.items.iter().map(|need| row(l, need)).collect(),
        file: if kept.is_empty() { "/behov.csv".to_owned() } else { format!("/behov.csv?{kept}") },
        is_firm: guard.actor.is_one_of(EMPLOYERS),
        is_narrowed: query.is_narrowed(),
        query,
    })
}

fn row(l: L, need: &StoredNeed) -> Row {
    Row {
        id: need.id.to_string(),
        title: title_of(need),
        firm: need.organisation_name.clone(),
        place: need.municipality_name.clone(),
        occupation: need.coding.as_ref().map(|coding| coding.label.clone()),
        persons: l.number(need.need.count),
        start: need.need.start_by.map_or_else(|| l.t("needs-no-date"), |day| l.day(day)),
        tag: state_tag(l, need.state),
    }
}

/// The same needs as a file that opens in a spreadsheet.
pub(super) async fn csv(guard: Guard<ReadNeeds>, Query(address): Query<Address>) -> Answer {
    let (l, query) = (guard.l(), address.query());
    let mut text = String::from('\u{feff}');
    let heads =
        ["firm", "municipality", "words", "occupation", "ssyk", "persons", "start", "state"];
    push_line(&mut text, &heads.map(|head| l.code("needs-csv", head)));
    let mut offset = 0;
    while offset < FILE_ROWS {
        let slice = Slice::Page { offset, limit: 200 };
        let found: Page<StoredNeed> = needs::list(&guard.app, &guard.actor, &query, slice).await?;
        for need in &found.items {
            push_line(&mut text, &cells(l, need));
        }
        offset += 200;
        if offset >= found.total {
            break;
        }
    }
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8"),
        (CONTENT_DISPOSITION, "attachment; filename=\"behov.csv\""),
        (CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, text).into_response())
}

fn cells(l: L, need: &StoredNeed) -> [String; 8] {
    let coding = need.coding.as_ref();
    [
        need.organisation_name.clone(),
        need.municipality_name.clone(),
        need.need.words.clone(),
        coding.map_or_else(String::new, |coding| coding.label.clone()),
        coding.map_or_else(String::new, |coding| coding.ssyk.as_str().to_owned()),
        need.need.count.to_string(),
        need.need.start_by.map_or_else(String::new, |day| day.to_string()),
        l.code("need-state", need.state),
    ]
}

/// A line of a file: semicolons, as Swedish spreadsheets expect; no cell is a formula.
fn push_line(text: &mut String, cells: &[String]) {
    text.push_str(&separated::line(Separator::Semicolon, cells.iter().map(String::as_str)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_in_a_cell_is_only_text() {
        let mut text = String::new();
        push_line(&mut text, &["=2+3".to_owned(), "a \"b\"; c".to_owned()]);
        assert_eq!(text, "'=2+3;\"a \"\"b\"\"; c\"\r\n");
    }
}
