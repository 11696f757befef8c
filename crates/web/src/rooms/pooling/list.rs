//! The list of pools, with what could be pooled above it.

use app::pooling::{self, Idea, ListQuery};
use askama::Template;
use axum::extract::Query;
use domain::access::EMPLOYERS;
use domain::pooling::PoolState;
use serde::Deserialize;

use super::{sums, tag};
use crate::guard::{Guard, Right};
use crate::l10n::L;
use crate::page::{Answer, render};
use crate::paging::{self, Numbered};
use crate::rights::{ReadPools, WorkPools};
use crate::shell::Shell;
use crate::ui::{Choice, Paging};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Address {
    lage: String,
    sida: String,
}

struct IdeaRow {
    occupation: String,
    sum: String,
    href: String,
    is_strong: bool,
}

struct Row {
    id: String,
    title: String,
    occupation: String,
    sum: String,
    deadline: String,
    next_step: String,
    next_step_on: String,
    is_late: bool,
    tag: (&'static str, &'static str, String),
}

#[derive(Template)]
#[template(path = "pooling/list.html")]
struct ListPage {
    shell: Shell,
    l: L,
    state: String,
    states: Vec<Choice>,
    ideas: Vec<IdeaRow>,
    rows: Vec<Row>,
    total: i64,
    paging: Paging,
    can_work: bool,
    is_firm: bool,
}

fn idea_row(l: L, idea: &Idea) -> IdeaRow {
    IdeaRow {
        occupation: idea.found.occupation.clone(),
        sum: sums(l, Some(idea.found.figures)),
        href: format!("/samlingar/ny?yrke={}", idea.found.ssyk),
        is_strong: idea.is_strong,
    }
}

pub(super) async fn list(guard: Guard<ReadPools>, Query(address): Query<Address>) -> Answer {
    let (l, today) = (guard.l(), guard.today());
    let page = Numbered::of(&address.sida)?;
    let query = ListQuery { state: address.lage.clone() };
    let found = pooling::list(&guard.app, &guard.actor, &query, page.slice()).await?;
    let can_work = WorkPools::allows(guard.actor.role());
    let ideas = if can_work { pooling::ideas(&guard.app, &guard.actor).await? } else { Vec::new() };
    let mut states = Choice::codes(l, "pooling-state", PoolState::ALL);
    states.push(Choice::new(ListQuery::ANY_STATE, l.t("pooling-every-state")));
    let kept = paging::query(&[("lage", &address.lage)]);
    let rows = found.items.iter().map(|pool| Row {
        id: pool.id.to_string(),
        title: pool.plan.title.clone(),
        occupation: pool.occupation.clone(),
        sum: sums(l, pool.figures),
        deadline: l.day(pool.plan.deadline),
        next_step: pool.plan.next_step.clone(),
        next_step_on: l.day(pool.plan.next_step_on),
        is_late: pool.state.is_live() && pool.plan.next_step_on < today,
        tag: tag(l, pool.state),
    });
    render(&ListPage {
        shell: guard.shell(),
        l,
        states,
        ideas: ideas.iter().map(|idea| idea_row(l, idea)).collect(),
        rows: rows.collect(),
        total: found.total,
        paging: page.beside("/samlingar", &kept, found.total),
        can_work,
        is_firm: guard.actor.is_one_of(EMPLOYERS),
        state: address.lage,
    })
}
