//! The list of needs, on the page and as a file.

use app::needs::{self, ListQuery, StoredNeed};
use askama::Template;
use axum::extract::Query;
use domain::access::EMPLOYERS;
use domain::needs::NeedState;
use serde::Deserialize;

use super::page::{state_tag, title_of};
use crate::files::Spreadsheet;
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render};
use crate::paging;
use crate::rights::ReadNeeds;
use crate::rooms::offers::places;
use crate::shell::Shell;
use crate::ui::{Choice, Paging};

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
    let heads =
        ["firm", "municipality", "words", "occupation", "ssyk", "persons", "start", "state"];
    let mut sheet = Spreadsheet::of(&heads.map(|head| l.code("needs-csv", head)));
    while let Some(slice) = sheet.wants() {
        let part = needs::list(&guard.app, &guard.actor, &query, slice).await?;
        sheet.take(part, |need| cells(l, &need));
    }
    Ok(sheet.answer("behov.csv"))
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
