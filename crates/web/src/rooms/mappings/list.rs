//! Mappings one may know of: the list.

use app::mappings::{self, Narrowing, StoredMapping};
use askama::Template;
use axum::extract::Query;
use domain::needs::mapping::{MappingState, Track};
use serde::Deserialize;

use crate::forms::FormState;
use crate::guard::{Guard, Right};
use crate::l10n::L;
use crate::page::{Answer, render};
use crate::paging;
use crate::rights::{InviteToMappings, ReadMappings};
use crate::shell::Shell;
use crate::ui::{Choice, Paging};

/// A mapping in a list.
struct Row {
    href: String,
    firm: String,
    is_demo: bool,
    municipality: String,
    track: String,
    /// Where it was answered, when not here.
    elsewhere: Option<String>,
    state: String,
    tag: &'static str,
    opened: String,
    by: String,
}

impl Row {
    fn of(l: L, mapping: StoredMapping) -> Self {
        Self {
            href: format!("/kartlaggningar/{}", mapping.id),
            elsewhere: elsewhere(l, &mapping),
            firm: mapping.organisation_name,
            is_demo: mapping.is_demo,
            municipality: mapping.municipality_name,
            track: l.code("mappings-track", mapping.track),
            tag: tag_of(mapping.state),
            state: l.code("mapping-state", mapping.state),
            opened: l.day_of(mapping.created_at),
            by: format!("{}, {}", mapping.opened_by_name, mapping.opened_by_organisation_name),
        }
    }
}

/// Where a mapping was answered, when it came from elsewhere.
pub(super) fn elsewhere(l: L, mapping: &StoredMapping) -> Option<String> {
    let is_own = mapping.source == domain::imports::Source::Samkraft;
    (!is_own).then(|| l.code("imports-source", mapping.source))
}

/// Kind of tag that a state is shown in.
pub(super) fn tag_of(state: MappingState) -> &'static str {
    match state {
        MappingState::Compiled => "warn",
        MappingState::Withdrawn => "line",
        state if state.is_approved() => "ok",
        _ => "",
    }
}

#[derive(Template)]
#[template(path = "mappings/list.html")]
struct ListPage {
    shell: Shell,
    l: L,
    form: FormState,
    rows: Vec<Row>,
    total: i64,
    is_narrowed: bool,
    can_invite: bool,
    states: Vec<Choice>,
    tracks: Vec<Choice>,
    paging: Paging,
}

/// Where in the list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Part {
    efter: String,
}

pub(super) async fn show(
    guard: Guard<ReadMappings>,
    Query(narrowing): Query<Narrowing>,
    Query(part): Query<Part>,
) -> Answer {
    let l = guard.l();
    let slice = paging::after(&part.efter);
    let page = mappings::list(&guard.app, &guard.actor, &narrowing, slice).await?;
    let kept = paging::query(&[
        ("q", &narrowing.q),
        ("state", &narrowing.state),
        ("track", &narrowing.track),
        ("organisation", &narrowing.organisation),
    ]);
    let paging = paging::beside("/kartlaggningar", &kept, &part.efter, page.next);
    render(&ListPage {
        shell: guard.shell(),
        l,
        is_narrowed: [&narrowing.q, &narrowing.state, &narrowing.track]
            .iter()
            .any(|text| !text.is_empty()),
        form: FormState::filled(&guard, &narrowing),
        rows: page.items.into_iter().map(|mapping| Row::of(l, mapping)).collect(),
        total: page.total,
        can_invite: InviteToMappings::allows(guard.actor.role()),
        states: Choice::codes(l, "mapping-state", MappingState::ALL),
        tracks: Choice::codes(l, "mappings-track", Track::ALL),
        paging,
    })
}
