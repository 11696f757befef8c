//! Notes on a case that only the desk's own organisation reads, and putting a template into an
//! answer.

use app::cases::StoredNote;
use app::cases::notes::{self, Notes};
use app::replies;
use askama::Template;
use axum::Json;
use axum::extract::Path;
use axum::response::IntoResponse;
use domain::cases::notes::NoteForm;
use domain::ids::{CaseId, CaseNoteId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::actions::id_of;
use super::show::{Returned, Which, page};
use crate::api;
use crate::failure::Failure;
use crate::forms::{Form, FormState, Typed};
use crate::guard::{Guard, Right};
use crate::guarded::{Routes, get, post};
use crate::l10n::{L, Language};
use crate::page::{Answer, render_with};
use crate::rights::{KeepReplies, WorkCases};
use crate::rooms::replies::PATH as TEMPLATES;
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb};

/// Routes.
pub(super) fn routes() -> Routes {
    Routes::new()
        .page("/arenden/{id}/mall", post(insert))
        .page("/arenden/{id}/anteckningar", post(write))
        .page("/arenden/{id}/anteckningar/{note}", get(edit).post(change))
        .api(api![list_notes])
}

/// A note on the page of its case.
pub(super) struct Line {
    pub(super) at: String,
    pub(super) when: String,
    pub(super) by: String,
    pub(super) words: Vec<String>,
    /// Where its writer changes it; empty for everybody else.
    pub(super) edit: String,
}

/// Notes as the page shows them; nothing for those who have none and may write none.
pub(super) struct Noted {
    pub(super) lines: Vec<Line>,
    pub(super) can_write: bool,
}

impl Noted {
    pub(super) async fn read<R>(guard: &Guard<R>, case: CaseId) -> Result<Self, Failure> {
        let Notes { notes, can_write } = notes::of_case(&guard.app, &guard.actor, case).await?;
        let (l, own) = (guard.l(), guard.actor.assignment().map(|held| held.person));
        let line = |note: &StoredNote| Line {
            at: note.created_at.to_string(),
            when: l.moment(note.created_at),
            by: if note.updated_at > note.created_at {
                let changed = l.moment(note.updated_at);
                l.ta("notes-changed").a("name", &note.by_name).a("date", changed).to_string()
            } else {
                note.by_name.clone()
            },
            words: super::show::paragraphs(&note.body),
            edit: if own == Some(note.person) {
                format!("/arenden/{case}/anteckningar/{}", note.id)
            } else {
                String::new()
            },
        };
        Ok(Self { lines: notes.iter().map(line).collect(), can_write })
    }
}

/// Templates to choose between in the form of an answer.
pub(super) async fn templates<R>(guard: &Guard<R>) -> Result<Option<Vec<Choice>>, Failure> {
    if !KeepReplies::allows(guard.actor.role()) || !guard.opens(TEMPLATES) {
        return Ok(None);
    }
    let held = replies::held(&guard.app, &guard.actor).await?;
    Ok(Some(held.iter().map(|one| Choice::new(one.id, &one.name)).collect()))
}

/// What stands in the form of an answer when a template is put into it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct InsertForm {
    template: String,
    body: String,
    audience: String,
}

/// The page again with the template after what was typed. Nothing is saved.
async fn insert(
    guard: Guard<WorkCases>,
    Path(name): Path<String>,
    form: Form<InsertForm>,
) -> Answer {
    let id = id_of(&guard, &name).await?;
    if !guard.opens(TEMPLATES) {
        return Err(Failure::forbidden());
    }
    // The firm reads Swedish, whatever language the page is in.
    let today = L::new(Language::Swedish).day_long(guard.today());
    let sent = &form.value;
    let (app, actor) = (&guard.app, &guard.actor);
    let state = match replies::fill_in(app, actor, id, &sent.template, &today).await {
        Ok(filled) => {
            let body = domain::replies::append(&sent.body, &filled);
            let typed = Typed::of([("body", body.as_str()), ("audience", sent.audience.as_str())]);
            FormState::with(&guard, typed)
        }
        Err(error) => form.faulty(&guard, error)?,
    };
    page(&guard, id, Some(Returned { which: Which::Letter, state })).await
}

async fn write(guard: Guard<WorkCases>, Path(name): Path<String>, form: Form<NoteForm>) -> Answer {
    let id = id_of(&guard, &name).await?;
    match notes::write(&guard.app, &guard.actor, id, &form.value, form.key()).await {
        Ok(noted) => {
            let flash = Flash::new("flash-note-written").a("number", noted.number);
            Ok(guard.redirect_with(&format!("/arenden/{id}#anteckningar"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            page(&guard, id, Some(Returned { which: Which::Note, state })).await
        }
    }
}

#[derive(Template)]
#[template(path = "cases/note.html")]
struct NotePage {
    shell: Shell,
    l: L,
    crumbs: Vec<Crumb>,
    action: String,
    back: String,
    version: String,
    form: FormState,
}

/// A note as its form begins, with its version.
#[derive(Serialize)]
struct Stands {
    note: String,
    version: i64,
}

impl Stands {
    fn of(note: &StoredNote) -> Self {
        Self { note: note.body.clone(), version: note.version }
    }
}

fn note_page<R: Right>(
    guard: &Guard<R>,
    (case, number): (CaseId, &str),
    id: CaseNoteId,
    form: FormState,
) -> Answer {
    let l = guard.l();
    let back = format!("/arenden/{case}");
    render_with(
        form.status(),
        &NotePage {
            shell: guard.shell(),
            l,
            crumbs: vec![
                Crumb::up("/arenden", l.t("nav-cases")),
                Crumb::up(&back, number),
                Crumb::here(l.t("notes-edit-title")),
            ],
            action: format!("{back}/anteckningar/{id}"),
            version: form.value("version").to_owned(),
            back,
            form,
        },
    )
}

fn note_of(name: &str) -> Result<CaseNoteId, Failure> {
    name.parse().map_err(|_| Failure::not_found())
}

async fn edit(guard: Guard<WorkCases>, Path((name, note)): Path<(String, String)>) -> Answer {
    let id = id_of(&guard, &name).await?;
    let (case, note) = notes::find(&guard.app, &guard.actor, id, note_of(&note)?).await?;
    let form = FormState::filled(&guard, &Stands::of(&note));
    note_page(&guard, (id, &case.number), note.id, form)
}

async fn change(
    guard: Guard<WorkCases>,
    Path((name, note)): Path<(String, String)>,
    form: Form<NoteForm>,
) -> Answer {
    let id = id_of(&guard, &name).await?;
    let note = note_of(&note)?;
    let (app, actor) = (&guard.app, &guard.actor);
    let version = form.typed.first("version").parse().unwrap_or(0);
    match notes::change(app, actor, (id, note), version, &form.value, form.key()).await {
        Ok(noted) => {
            let flash = Flash::new("flash-note-changed").a("number", noted.number);
            Ok(guard.redirect_with(&format!("/arenden/{id}#anteckningar"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            let (case, stands) = notes::find(app, actor, id, note).await?;
            let state = state.beside_form(&Stands::of(&stands), stands.version);
            note_page(&guard, (id, &case.number), note, state)
        }
    }
}

/// A note on a case.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct NoteJson {
    /// Id.
    id: uuid::Uuid,
    /// Who wrote it.
    by: String,
    /// The words.
    body: String,
    /// Version.
    version: i64,
    /// When it was written.
    created_at: String,
    /// When it was last changed.
    updated_at: String,
}

/// The notes of one's own organisation on a case, oldest first.
#[utoipa::path(
    get, path = "/api/v1/cases/{id}/notes", tag = "cases",
    params(("id" = String, Path, description = "Id, demo slug or number")),
    responses((status = 200, description = "Notes", body = Vec<NoteJson>))
)]
async fn list_notes(guard: Guard<WorkCases>, Path(name): Path<String>) -> Answer {
    let id = id_of(&guard, &name).await?;
    let found = notes::of_case(&guard.app, &guard.actor, id).await?;
    let json = |note: StoredNote| NoteJson {
        id: note.id.0,
        by: note.by_name,
        body: note.body,
        version: note.version,
        created_at: note.created_at.to_string(),
        updated_at: note.updated_at.to_string(),
    };
    Ok(Json(found.notes.into_iter().map(json).collect::<Vec<_>>()).into_response())
}
