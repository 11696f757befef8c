//! Answers given elsewhere, read from files: the list, the form for a file, and one page per import
//! that follows it from the file to what has been taken in, or taken back.

mod api;
mod files;
mod send;
mod show;

use askama::Template;
use axum::extract::Query;
use domain::imports::ImportState;
use serde::Deserialize;

use crate::forms::UPLOAD_MAX;
use crate::guard::Guard;
use crate::guarded::{Routes, get, post};
use crate::l10n::L;
use crate::page::{Answer, render};
use crate::paging;
use crate::rights::ImportAnswers;
use crate::shell::Shell;
use crate::ui::Paging;

/// Routes.
pub fn routes() -> Routes {
    Routes::new()
        .page("/import", get(list))
        .page("/import/ny", get(send::blank).post(send::keep).body_max(UPLOAD_MAX))
        .page("/import/mall.csv", get(files::template_csv))
        .page("/import/mall.xlsx", get(files::template_xlsx))
        .page("/import/{id}", get(show::show))
        .page("/import/{id}/kolumner", post(show::choose))
        .page("/import/{id}/bekrafta", post(show::confirm))
        .page("/import/{id}/avbryt", post(show::abandon))
        .page("/import/{id}/angra", get(show::ask_undo).post(show::undo))
        .page("/import/{id}/fel.csv", get(files::faults))
        .page("/import/{id}/rader.csv", get(files::rows_csv))
        .page("/import/{id}/rader.xlsx", get(files::rows_xlsx))
        .merge(api::routes())
}

/// A state as a tag: kind, icon, text.
fn tag(l: L, state: ImportState) -> (&'static str, &'static str, String) {
    let (kind, icon) = match state {
        ImportState::Done => ("ok", "check"),
        ImportState::Columns | ImportState::Checked => ("warn", "clock"),
        ImportState::Refused => ("bad", "warn"),
        ImportState::Undone | ImportState::Abandoned => ("", "cross"),
        _ => ("accent", "clock"),
    };
    (kind, icon, l.code("imports-state", state))
}

struct Row {
    id: String,
    file: String,
    source: String,
    rows: String,
    day: String,
    who: String,
    tag: (&'static str, &'static str, String),
}

struct SourceRow {
    source: String,
    mappings: String,
    needs: String,
    firms: String,
}

#[derive(Template)]
#[template(path = "imports/list.html")]
struct ListPage {
    shell: Shell,
    l: L,
    rows: Vec<Row>,
    total: i64,
    sources: Vec<SourceRow>,
    paging: Paging,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Part {
    efter: String,
}

async fn list(guard: Guard<ImportAnswers>, Query(part): Query<Part>) -> Answer {
    let l = guard.l();
    let slice = paging::after(&part.efter);
    let page = app::imports::list(&guard.app, &guard.actor, slice).await?;
    let sources = app::imports::by_source(&guard.app, &guard.actor).await?;
    let row = |one: &app::imports::StoredImport| Row {
        id: one.id.to_string(),
        file: one.file_name.clone(),
        source: l.code("imports-source", one.source),
        rows: l.number(one.rows),
        day: l.day_of(one.created_at),
        who: format!("{}, {}", one.by_name, one.by_organisation_name),
        tag: tag(l, one.state),
    };
    render(&ListPage {
        shell: guard.shell(),
        l,
        rows: page.items.iter().map(row).collect(),
        total: page.total,
        sources: sources
            .iter()
            .map(|one| SourceRow {
                source: l.code("imports-source", one.source),
                mappings: l.number(one.mappings),
                needs: l.number(one.needs),
                firms: l.number(one.firms),
            })
            .collect(),
        paging: paging::beside("/import", "", &part.efter, page.next),
    })
}
