//! Agreements on a page and as a file.

use app::agreements::{self, ListQuery, Seen};
use app::organisations::Municipality;
use askama::Template;
use axum::extract::Query;
use domain::agreements::{AgreementKind, AgreementState};
use domain::time::Date;
use serde::Deserialize;

use super::{tag, validity};
use crate::files::Spreadsheet;
use crate::guard::{Guard, Right};
use crate::l10n::L;
use crate::page::{Answer, render};
use crate::paging::{self, Numbered};
use crate::rights::{KeepAgreements, ReadAgreements};
use crate::shell::Shell;
use crate::ui::{Choice, Paging};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Address {
    typ: String,
    lage: String,
    kommun: String,
    organisation: String,
    sida: String,
}

impl Address {
    fn query(&self) -> ListQuery {
        ListQuery {
            kind: self.typ.clone(),
            state: self.lage.clone(),
            municipality: self.kommun.clone(),
            organisation: self.organisation.clone(),
        }
    }

    fn kept(&self) -> String {
        paging::query(&[
            ("typ", &self.typ),
            ("lage", &self.lage),
            ("kommun", &self.kommun),
            ("organisation", &self.organisation),
        ])
    }
}

struct Row {
    id: String,
    organisation: String,
    kind: String,
    scope: String,
    places: String,
    validity: String,
    tag: (&'static str, &'static str, String),
}

#[derive(Template)]
#[template(path = "agreements/list.html")]
struct ListPage {
    shell: Shell,
    l: L,
    query: ListQuery,
    kinds: Vec<Choice>,
    states: Vec<Choice>,
    places: Vec<Choice>,
    rows: Vec<Row>,
    total: i64,
    paging: Paging,
    file: String,
    keeps: bool,
}

/// Where an agreement holds, by name.
pub(super) fn places_of(l: L, seen: &Seen, known: &[Municipality]) -> String {
    let codes = &seen.agreement.agreement.municipalities;
    if codes.is_empty() {
        return l.t("agreements-whole-county");
    }
    let name = |code: &domain::codes::MunicipalityCode| {
        let found = known.iter().find(|one| one.code == *code);
        found.map_or_else(|| code.to_string(), |one| one.name.clone())
    };
    codes.iter().map(name).collect::<Vec<_>>().join(", ")
}

pub(super) async fn list(guard: Guard<ReadAgreements>, Query(address): Query<Address>) -> Answer {
    let l = guard.l();
    let (query, kept) = (address.query(), address.kept());
    let page = Numbered::of(&address.sida)?;
    let found = agreements::list(&guard.app, &guard.actor, &query, page.slice()).await?;
    let places = agreements::places(&guard.app, &guard.actor).await?;
    let row = |seen: &Seen| Row {
        id: seen.agreement.id.to_string(),
        organisation: seen.agreement.organisation_name.clone(),
        kind: l.code("agreement-kind", seen.agreement.agreement.kind),
        scope: seen.agreement.agreement.scope.clone(),
        places: places_of(l, seen, &places),
        validity: validity(l, &seen.agreement.agreement),
        tag: tag(l, seen.state),
    };
    let file = if kept.is_empty() { "/avtal.csv".to_owned() } else { format!("/avtal.csv?{kept}") };
    render(&ListPage {
        shell: guard.shell(),
        l,
        kinds: Choice::codes(l, "agreement-kind", AgreementKind::ALL),
        states: Choice::codes(l, "agreement-state", AgreementState::ALL),
        rows: found.items.iter().map(row).collect(),
        places: places.iter().map(|one| Choice::new(&one.code, &one.name)).collect(),
        total: found.total,
        paging: page.beside("/avtal", &kept, found.total),
        file,
        keeps: KeepAgreements::allows(guard.actor.role()),
        query,
    })
}

/// The same agreements as a file that opens in a spreadsheet.
pub(super) async fn csv(guard: Guard<ReadAgreements>, Query(address): Query<Address>) -> Answer {
    let (l, query) = (guard.l(), address.query());
    let places = agreements::places(&guard.app, &guard.actor).await?;
    let heads = [
        "organisation",
        "kind",
        "scope",
        "municipalities",
        "from",
        "until",
        "state",
        "ended",
        "reference",
        "signed",
    ];
    let mut sheet = Spreadsheet::of(&heads.map(|head| l.code("agreements-csv", head)));
    let cells = |seen: Seen| {
        let said = &seen.agreement.agreement;
        [
            seen.agreement.organisation_name.clone(),
            l.code("agreement-kind", said.kind),
            said.scope.clone(),
            places_of(l, &seen, &places),
            said.valid_from.to_string(),
            iso(said.valid_until),
            l.code("agreement-state", seen.state),
            iso(seen.agreement.ended_on),
            said.reference.clone().unwrap_or_default(),
            iso(said.signed_on),
        ]
    };
    while let Some(slice) = sheet.wants() {
        sheet.take(agreements::list(&guard.app, &guard.actor, &query, slice).await?, cells);
    }
    Ok(sheet.answer("avtal.csv"))
}

fn iso(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}
