//! One import, from the file to what has been taken in or taken back.

use app::imports::{self, ColumnsForm, StoredFault, StoredImport, View};
use askama::Template;
use axum::extract::Path;
use domain::ids::ImportId;
use domain::imports::{Field, ImportState, WITHHELD};
use serde::{Deserialize, Serialize};

use super::files::column_of;
use super::tag;
use crate::failure::Failure;
use crate::forms::{Form, FormState, Typed};
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render, render_with};
use crate::rights::ImportAnswers;
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb};

/// One thing wrong, as the page and the file show it.
pub(super) struct FaultRow {
    pub(super) position: String,
    pub(super) column: String,
    pub(super) said: String,
    pub(super) text: String,
}

pub(super) fn fault_row(l: L, import: &StoredImport, fault: &StoredFault) -> FaultRow {
    FaultRow {
        position: fault.position.to_string(),
        column: column_of(l, import, &fault.field),
        said: fault.said.clone(),
        text: l.fault_kept(&fault.field, &fault.code, &fault.values),
    }
}

/// A column of the file with what it may hold.
struct ColumnRow {
    /// Id of its field; the first carries the fault.
    id: String,
    heading: String,
    sample: String,
    chosen: String,
}

struct SameRow {
    position: String,
    firm: String,
    words: String,
    need: String,
    source: String,
}

#[derive(Template)]
#[template(path = "imports/show.html")]
struct ShowPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    import: StoredImport,
    tag: (&'static str, &'static str, String),
    facts: Vec<(String, String)>,
    /// Code of the step at work, and how far it has come in words.
    working: Option<(&'static str, String)>,
    /// Rows the step at work has to do; one when that is not known.
    most: i64,
    ahead: Option<String>,
    trouble: Option<String>,
    columns: Vec<ColumnRow>,
    fields: Vec<Choice>,
    adds: Vec<Choice>,
    counts: Vec<(String, String)>,
    faults: Vec<FaultRow>,
    faults_text: String,
    same: Vec<SameRow>,
    same_text: String,
    built: Vec<String>,
    undo_until: Option<String>,
    can_confirm: bool,
    can_abandon: bool,
}

impl ShowPage {
    fn is(&self, code: &str) -> bool {
        self.import.state.code() == code
    }

    /// Columns can be chosen.
    fn asks(&self) -> bool {
        matches!(self.import.state, ImportState::Columns | ImportState::Checked)
    }

    /// Id of the page's form, for the switch of language.
    fn form_id(&self) -> &'static str {
        if self.asks() { "formular" } else { "" }
    }
}

/// What the form of columns says of an import as it stands.
fn typed(import: &StoredImport) -> Typed {
    let columns = import.columns.0.iter().map(|field| field.map_or("", Field::code).to_owned());
    let mut fields: Vec<(&str, String)> = columns.map(|code| ("column", code)).collect();
    fields.push(("year", import.year.to_string()));
    if import.adds_firms {
        fields.push(("addsFirms", "yes".to_owned()));
    }
    fields.push(("version", import.version.to_string()));
    Typed::of(fields)
}

fn columns_of(l: L, view: &View, form: &FormState) -> Vec<ColumnRow> {
    let chosen: Vec<String> = form.values("column");
    let heading = view.import.heading.iter().enumerate();
    let row = |(place, heading): (usize, &String)| {
        let cells = view.sample.iter().filter_map(|cells| cells.get(place));
        let shown = cells.filter(|cell| !cell.is_empty()).map(|cell| match cell.as_str() {
            WITHHELD => l.t("imports-withheld"),
            cell => cell.chars().take(40).collect(),
        });
        ColumnRow {
            id: if place == 0 { "f-column".to_owned() } else { format!("f-column-{place}") },
            heading: if heading.is_empty() {
                l.ta("imports-column-number").a("number", place + 1).to_string()
            } else {
                heading.clone()
            },
            sample: shown.collect::<Vec<_>>().join(" · "),
            chosen: chosen.get(place).cloned().unwrap_or_default(),
        }
    };
    heading.map(row).collect()
}

fn facts_of(l: L, import: &StoredImport) -> Vec<(String, String)> {
    let mut facts = vec![
        (l.t("imports-source-label"), l.code("imports-source", import.source)),
        (l.t("imports-sent"), l.moment(import.created_at)),
        (l.t("imports-by"), format!("{}, {}", import.by_name, import.by_organisation_name)),
        (l.t("imports-rows"), l.number(import.rows)),
    ];
    if let Some(at) = import.done_at {
        facts.push((l.t("imports-done"), l.moment(at)));
    }
    if let (Some(at), Some(name)) = (import.undone_at, &import.undone_by_name) {
        facts.push((l.t("imports-undone"), format!("{}, {name}", l.moment(at))));
    }
    facts
}

fn counts_of(l: L, import: &StoredImport) -> Vec<(String, String)> {
    let counts = &import.counts;
    let all = [
        ("imports-count-firms", counts.firms),
        ("imports-count-new-firms", counts.new_firms),
        ("imports-count-mappings", counts.mappings),
        ("imports-count-needs", counts.needs),
        ("imports-count-coded", counts.coded),
        ("imports-count-uncoded", (counts.needs - counts.coded).max(0)),
        ("imports-count-same", counts.duplicates),
        ("imports-count-faults", counts.faults),
    ];
    all.map(|(key, count)| (l.t(key), l.number(count))).to_vec()
}

/// What is built on an import, in words: the rooms that have words of their own, and the rest.
fn built_of(l: L, view: &View) -> Vec<String> {
    let line = |one: &imports::Built| {
        let code = match one.table.as_str() {
            "need" | "case_need" | "case_file" | "proposal" | "lane" | "contact" | "visit"
            | "import_duplicate" | "mapping" | "organisation" => one.table.replace('_', "-"),
            pool if pool.starts_with("pool") => "pool".to_owned(),
            _ => "other".to_owned(),
        };
        format!("{}: {}", l.code("imports-built", code), l.number(one.count))
    };
    view.built.iter().map(line).collect()
}

fn working_of(l: L, import: &StoredImport) -> Option<(&'static str, String)> {
    let state = import.state;
    let said = if state == ImportState::Reading {
        l.ta("imports-read-so-far").a("done", import.done).to_string()
    } else {
        l.ta("imports-so-far").a("done", import.done).a("rows", import.rows).to_string()
    };
    state.is_working().then(|| (state.code(), said))
}

fn page(guard: &Guard<ImportAnswers>, view: View, form: FormState) -> Answer {
    let l = guard.l();
    let import = &view.import;
    let counts = import.counts;
    let is_asked = matches!(import.state, ImportState::Columns | ImportState::Checked);
    let trouble = import.trouble.as_ref();
    let shown = ShowPage {
        shell: guard.shell(),
        l,
        crumbs: vec![Crumb::up("/import", l.t("imports-title")), Crumb::here(&import.file_name)],
        tag: tag(l, import.state),
        facts: facts_of(l, import),
        working: working_of(l, import),
        most: import.rows.max(1),
        ahead: (view.ahead > 0).then(|| l.ta("imports-ahead").a("count", view.ahead).to_string()),
        trouble: trouble.map(|one| l.fault_kept("file", &one.code, &one.values)),
        columns: if is_asked { columns_of(l, &view, &form) } else { Vec::new() },
        fields: Choice::codes(l, "imports-field", Field::ALL),
        adds: vec![Choice::new("yes", l.t("imports-adds-yes"))],
        counts: counts_of(l, import),
        faults: view.faults.iter().map(|fault| fault_row(l, import, fault)).collect(),
        faults_text: l.ta("imports-faults-text").a("count", counts.faults).to_string(),
        same: view
            .same
            .iter()
            .map(|one| SameRow {
                position: one.position.to_string(),
                firm: one.organisation_name.clone(),
                words: one.words.clone(),
                need: one.need.to_string(),
                source: l.code("imports-source", one.source),
            })
            .collect(),
        same_text: l.ta("imports-same-text").a("count", counts.duplicates).to_string(),
        built: built_of(l, &view),
        undo_until: view.undo_until.map(|at| l.day_of(at)),
        can_confirm: import.state == ImportState::Checked
            && counts.faults == 0
            && counts.needs + counts.duplicates > 0,
        can_abandon: import.state.may_become(ImportState::Abandoned),
        import: view.import,
        form,
    };
    render_with(shown.form.status(), &shown)
}

pub(super) async fn show(guard: Guard<ImportAnswers>, Path(id): Path<ImportId>) -> Answer {
    let view = imports::read(&guard.app, &guard.actor, id).await?;
    let form = FormState::with(&guard, typed(&view.import));
    page(&guard, view, form)
}

/// The page again with what is wrong; after a conflict with what stands beside what was chosen.
async fn again(guard: &Guard<ImportAnswers>, id: ImportId, form: FormState) -> Answer {
    let view = imports::read(&guard.app, &guard.actor, id).await?;
    let form = form.beside(typed(&view.import));
    page(guard, view, form)
}

/// The fields of the form of columns.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Chosen {
    column: Vec<String>,
    year: String,
    adds_firms: String,
    version: String,
}

pub(super) async fn choose(
    guard: Guard<ImportAnswers>,
    Path(id): Path<ImportId>,
    form: Form<Chosen>,
) -> Answer {
    let chosen = form.value.clone();
    let version = chosen.version.parse().unwrap_or_default();
    let said =
        ColumnsForm { column: chosen.column, year: chosen.year, adds_firms: chosen.adds_firms };
    match imports::choose(&guard.app, &guard.actor, id, &said, version, form.key()).await {
        Ok(_) => Ok(guard.redirect(&format!("/import/{id}"))),
        Err(error) => {
            let state = form.faulty(&guard, Failure::from(error))?;
            again(&guard, id, state).await
        }
    }
}

/// A button with the version it was shown with.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Pressed {
    version: String,
}

async fn done(
    guard: &Guard<ImportAnswers>,
    id: ImportId,
    form: &Form<Pressed>,
    result: Result<ImportId, app::Error>,
    flash: Flash,
) -> Answer {
    match result {
        Ok(_) => Ok(guard.redirect_with(&format!("/import/{id}"), &flash)),
        Err(error) => {
            let state = form.faulty(guard, Failure::from(error))?;
            let view = imports::read(&guard.app, &guard.actor, id).await?;
            let state = state.showing(&typed(&view.import));
            page(guard, view, state)
        }
    }
}

pub(super) async fn confirm(
    guard: Guard<ImportAnswers>,
    Path(id): Path<ImportId>,
    form: Form<Pressed>,
) -> Answer {
    let version = form.value.version.parse().unwrap_or_default();
    let result = imports::confirm(&guard.app, &guard.actor, id, version, form.key()).await;
    done(&guard, id, &form, result, Flash::new("flash-import-confirmed")).await
}

pub(super) async fn abandon(
    guard: Guard<ImportAnswers>,
    Path(id): Path<ImportId>,
    form: Form<Pressed>,
) -> Answer {
    let result = imports::abandon(&guard.app, &guard.actor, id, form.key()).await;
    done(&guard, id, &form, result, Flash::new("flash-import-abandoned")).await
}

#[derive(Template)]
#[template(path = "imports/undo.html")]
struct UndoPage {
    shell: Shell,
    l: L,
    crumbs: Vec<Crumb>,
    import: StoredImport,
    text: String,
    built: Vec<String>,
}

pub(super) async fn ask_undo(guard: Guard<ImportAnswers>, Path(id): Path<ImportId>) -> Answer {
    let l = guard.l();
    let view = imports::read(&guard.app, &guard.actor, id).await?;
    if view.undo_until.is_none() {
        return Ok(guard.redirect(&format!("/import/{id}")));
    }
    let (built, import) = (built_of(l, &view), view.import);
    let text = l
        .ta("imports-undo-text")
        .a("mappings", import.counts.mappings)
        .a("needs", import.counts.needs)
        .a("firms", import.counts.new_firms)
        .to_string();
    render(&UndoPage {
        shell: guard.shell(),
        l,
        crumbs: vec![
            Crumb::up("/import", l.t("imports-title")),
            Crumb::up(&format!("/import/{id}"), &import.file_name),
            Crumb::here(l.t("imports-undo-title")),
        ],
        text,
        built,
        import,
    })
}

pub(super) async fn undo(
    guard: Guard<ImportAnswers>,
    Path(id): Path<ImportId>,
    form: Form<Pressed>,
) -> Answer {
    let result = imports::undo(&guard.app, &guard.actor, id, form.key()).await;
    done(&guard, id, &form, result, Flash::new("flash-import-undone")).await
}
