//! The list of signals; for a firm, what it has been told.

use app::signals::{self, ListQuery, Seen};
use askama::Template;
use axum::extract::Query;
use domain::access::EMPLOYERS;
use domain::signals::{SignalKind, SignalState};
use serde::Deserialize;

use super::{ToldRow, tag, title};
use crate::failure::Failure;
use crate::guard::{Guard, Right};
use crate::l10n::L;
use crate::page::{Answer, render};
use crate::paging::{self, Numbered};
use crate::rights::SeeSignals;
use crate::shell::Shell;
use crate::ui::{Choice, Crumb, Paging};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Address {
    slag: String,
    lage: String,
    kommun: String,
    vilka: String,
    ordning: String,
    sida: String,
}

impl Address {
    fn query(&self) -> ListQuery {
        ListQuery {
            kind: self.slag.clone(),
            state: self.lage.clone(),
            municipality: self.kommun.clone(),
            whose: self.vilka.clone(),
            sort: self.ordning.clone(),
        }
    }

    fn kept(&self) -> String {
        paging::query(&[
            ("slag", &self.slag),
            ("lage", &self.lage),
            ("kommun", &self.kommun),
            ("vilka", &self.vilka),
            ("ordning", &self.ordning),
        ])
    }
}

struct Row {
    id: String,
    title: String,
    is_own_words: bool,
    kind: String,
    desk: String,
    behind: String,
    day: String,
    tag: (&'static str, &'static str, String),
}

#[derive(Template)]
#[template(path = "signals/list.html")]
struct ListPage {
    shell: Shell,
    l: L,
    query: ListQuery,
    kinds: Vec<Choice>,
    places: Vec<Choice>,
    states: Vec<Choice>,
    orders: Vec<Choice>,
    rows: Vec<Row>,
    total: i64,
    paging: Paging,
}

#[derive(Template)]
#[template(path = "signals/told.html")]
pub(super) struct ToldPage {
    pub(super) shell: Shell,
    pub(super) l: L,
    pub(super) crumbs: Vec<Crumb>,
    pub(super) told: Vec<ToldRow>,
    pub(super) paging: Paging,
}

pub(super) async fn places<R: Right>(guard: &Guard<R>) -> Result<Vec<Choice>, Failure> {
    let all = app::organisations::municipalities(&guard.app, &guard.actor).await?;
    Ok(all.iter().map(|one| Choice::new(&one.code, &one.name)).collect())
}

/// How much stands behind a signal, in words, as far as the reader may know.
pub(super) fn behind(l: L, seen: &Seen) -> String {
    match (seen.shown.firms, seen.shown.amount) {
        (Some(0), _) => l.t("signals-behind-nobody"),
        (Some(firms), Some(amount)) if seen.signal.kind.counts_persons() => {
            l.ta("signals-behind-persons").a("firms", firms).a("count", amount).to_string()
        }
        (Some(firms), Some(amount)) if seen.signal.kind == SignalKind::LateCases => {
            l.ta("signals-behind-cases").a("firms", firms).a("count", amount).to_string()
        }
        (Some(firms), _) => l.ta("signals-behind-firms").a("firms", firms).to_string(),
        (None, _) => l.t("signals-behind-few"),
    }
}

pub(super) async fn list(guard: Guard<SeeSignals>, Query(address): Query<Address>) -> Answer {
    let (l, kept) = (guard.l(), address.kept());
    let page = Numbered::of(&address.sida)?;
    if guard.actor.is_one_of(EMPLOYERS) {
        let found = signals::told(&guard.app, &guard.actor, page.slice()).await?;
        return render(&ToldPage {
            shell: guard.shell(),
            l,
            crumbs: Vec::new(),
            told: found.items.iter().map(|one| ToldRow::of(l, one)).collect(),
            paging: page.beside("/signaler", "", found.total),
        });
    }
    let query = address.query();
    let found = signals::list(&guard.app, &guard.actor, &query, page.slice()).await?;
    let orders = ["latest", "earliest", "firms", "due"];
    render(&ListPage {
        shell: guard.shell(),
        l,
        kinds: Choice::codes(l, "signal-kind", SignalKind::ALL),
        places: places(&guard).await?,
        states: Choice::codes(l, "signal-state", SignalState::ALL),
        orders: orders.map(|one| Choice::new(one, l.code("signals-order", one))).to_vec(),
        rows: found
            .items
            .iter()
            .map(|seen| Row {
                id: seen.signal.id.to_string(),
                title: title(l, &seen.signal),
                is_own_words: seen.signal.kind == SignalKind::Written,
                kind: l.code("signal-kind", seen.signal.kind),
                desk: seen.signal.desk_name.clone(),
                behind: behind(l, seen),
                day: seen.signal.due_on.map_or_else(
                    || l.day_of(seen.signal.created_at),
                    |on| l.ta("signals-by-day").a("date", l.day(on)).to_string(),
                ),
                tag: tag(l, seen.signal.state),
            })
            .collect(),
        total: found.total,
        paging: page.beside("/signaler", &kept, found.total),
        query,
    })
}
