//! A listing: its page, the form for the owner's words, advisers, and the end.

use app::succession::{self, View};
use askama::Template;
use axum::extract::Path;
use domain::fault::Fault;
use domain::ids::ListingId;
use domain::succession::{Ending, ListingState, NoteForm};
use serde::{Deserialize, Serialize};

use super::{ContactRow, PATH, Tag, Told, home_crumb, step_line, tag};
use crate::failure::Failure;
use crate::forms::{Form, FormState, Typed};
use crate::guard::{Guard, Right};
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::rights::{OwnSuccession, UseSuccession};
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb};

struct Adviser {
    id: String,
    name: String,
    since: String,
}

#[derive(Template)]
#[template(path = "succession/show.html")]
struct ShowPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    view: View,
    tag: Tag,
    told: Told,
    /// When the teaser was published last.
    published: Option<String>,
    ended: Option<String>,
    contacts: Vec<ContactRow>,
    advisers: Vec<Adviser>,
    steps: Vec<(String, String)>,
    /// The reader may change it, take it in and end it.
    keeps: bool,
    /// The reader may publish it and let advisers in.
    offers: bool,
    can_pause: bool,
}

fn page<R: Right>(guard: &Guard<R>, view: View, form: FormState) -> Answer {
    let l = guard.l();
    let adviser = |(id, name, since): &(domain::ids::PersonId, String, _)| Adviser {
        id: id.to_string(),
        name: name.clone(),
        since: l.day_of(*since),
    };
    let keeps = view.is_own && view.state.is_open();
    // Offering a firm and letting somebody in to it is for those who speak for one.
    let offers = keeps && OwnSuccession::allows(guard.actor.role());
    render_with(
        form.status(),
        &ShowPage {
            shell: guard.shell(),
            l,
            crumbs: vec![home_crumb(l), Crumb::here(l.t("succession-note"))],
            tag: tag(l, view.state),
            told: Told::of(l, &view.cover, &view.places),
            published: view.published_at.map(|at| l.day_of(at)),
            ended: view.ended_at.map(|at| l.day_of(at)),
            contacts: view.contacts.iter().map(|line| ContactRow::buyer(l, line)).collect(),
            advisers: view.advisers.iter().map(adviser).collect(),
            steps: view.steps.iter().map(|step| step_line(l, step)).collect(),
            keeps,
            offers,
            can_pause: keeps && view.state == ListingState::Published,
            view,
            form,
        },
    )
}

pub(super) async fn show(guard: Guard<UseSuccession>, Path(id): Path<ListingId>) -> Answer {
    let view = succession::read(&guard.app, &guard.actor, id).await?;
    let form = FormState::blank(&guard);
    page(&guard, view, form)
}

#[derive(Template)]
#[template(path = "succession/note.html")]
struct NotePage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    heading: String,
    action: String,
    is_new: bool,
}

/// The fields of the form, with the version it was filled in from.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Sent {
    version: String,
    title: String,
    body: String,
}

impl Sent {
    fn note(&self) -> NoteForm {
        NoteForm { title: self.title.clone(), body: self.body.clone() }
    }
}

/// A form with the version it is filled in from.
#[derive(Serialize)]
struct Versioned<'a> {
    version: i64,
    #[serde(flatten)]
    form: &'a NoteForm,
}

fn note_page<R: Right>(guard: &Guard<R>, there: Option<&View>, form: FormState) -> Answer {
    let l = guard.l();
    let mut crumbs = vec![home_crumb(l)];
    let (heading, action) = match there {
        None => (l.t("succession-new"), format!("{PATH}/ny")),
        Some(view) => {
            let up = format!("{PATH}/{}", view.id);
            crumbs.push(Crumb::up(&up, l.t("succession-note")));
            (l.t("succession-edit"), format!("{up}/andra"))
        }
    };
    crumbs.push(Crumb::here(&heading));
    let is_new = there.is_none();
    let page = NotePage { shell: guard.shell(), l, form, crumbs, heading, action, is_new };
    render_with(page.form.status(), &page)
}

pub(super) async fn blank(guard: Guard<OwnSuccession>) -> Answer {
    let form = FormState::blank(&guard);
    note_page(&guard, None, form)
}

pub(super) async fn add(guard: Guard<OwnSuccession>, form: Form<Sent>) -> Answer {
    let sent = form.value.note();
    match succession::add(&guard.app, &guard.actor, &sent, form.key()).await {
        Ok(id) => {
            let flash = Flash::new("flash-succession-added");
            Ok(guard.redirect_with(&format!("{PATH}/{id}"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            note_page(&guard, None, state)
        }
    }
}

/// The listing, if its words or its teaser can be changed.
pub(super) async fn changeable<R>(guard: &Guard<R>, id: ListingId) -> Result<View, Failure> {
    let view = succession::read(&guard.app, &guard.actor, id).await?;
    if view.is_own && view.state.is_open() { Ok(view) } else { Err(Failure::forbidden()) }
}

pub(super) async fn edit_page(guard: Guard<UseSuccession>, Path(id): Path<ListingId>) -> Answer {
    let view = changeable(&guard, id).await?;
    let form = &NoteForm::of(&view.note);
    let form = FormState::filled(&guard, &Versioned { version: view.version, form });
    note_page(&guard, Some(&view), form)
}

pub(super) async fn edit(
    guard: Guard<UseSuccession>,
    Path(id): Path<ListingId>,
    form: Form<Sent>,
) -> Answer {
    let which = (id, form.value.version.parse().unwrap_or_default());
    let sent = form.value.note();
    match succession::change(&guard.app, &guard.actor, which, &sent, form.key()).await {
        Ok(_) => {
            let flash = Flash::new("flash-succession-changed");
            Ok(guard.redirect_with(&format!("{PATH}/{id}"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            let view = changeable(&guard, id).await?;
            let state = state.beside_form(&NoteForm::of(&view.note), view.version);
            note_page(&guard, Some(&view), state)
        }
    }
}

#[derive(Template)]
#[template(path = "succession/end.html")]
struct EndPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    heading: String,
    id: ListingId,
    title: String,
    /// It was never published: it is taken away.
    is_note: bool,
    outcomes: Vec<Choice>,
}

fn ending(guard: &Guard<UseSuccession>, view: &View, form: FormState) -> Answer {
    let l = guard.l();
    let is_note = view.state == ListingState::Note;
    let key = if is_note { "succession-remove" } else { "succession-end" };
    let heading = l.t(key);
    let page = EndPage {
        shell: guard.shell(),
        l,
        crumbs: vec![
            home_crumb(l),
            Crumb::up(&format!("{PATH}/{}", view.id), l.t("succession-note")),
            Crumb::here(&heading),
        ],
        heading,
        id: view.id,
        title: view.note.title.clone(),
        is_note,
        outcomes: Choice::codes(l, "succession-ending", Ending::ALL),
        form,
    };
    render_with(page.form.status(), &page)
}

pub(super) async fn end_page(guard: Guard<UseSuccession>, Path(id): Path<ListingId>) -> Answer {
    let view = changeable(&guard, id).await?;
    let form = FormState::with(&guard, Typed::of([("version", view.version.to_string())]));
    ending(&guard, &view, form)
}

/// How it ends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Outcome {
    version: String,
    outcome: String,
}

pub(super) async fn end(
    guard: Guard<UseSuccession>,
    Path(id): Path<ListingId>,
    form: Form<Outcome>,
) -> Answer {
    let which = (id, form.value.version.parse().unwrap_or_default());
    let outcome = &form.value.outcome;
    match succession::end(&guard.app, &guard.actor, which, outcome, form.key()).await {
        Ok(true) => {
            let flash = Flash::new("flash-succession-ended");
            Ok(guard.redirect_with(&format!("{PATH}/{id}"), &flash))
        }
        Ok(false) => Ok(guard.redirect_with(PATH, &Flash::new("flash-succession-removed"))),
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            // Ended meanwhile, there is nothing left to end.
            let view = changeable(&guard, id).await?;
            ending(&guard, &view, state.rebased(view.version))
        }
    }
}

/// Whom to let in.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Invitation {
    email: String,
}

pub(super) async fn let_in(
    guard: Guard<OwnSuccession>,
    Path(id): Path<ListingId>,
    form: Form<Invitation>,
) -> Answer {
    let email = &form.value.email;
    match succession::let_in(&guard.app, &guard.actor, id, email, form.key()).await {
        Ok(_) => {
            let flash = Flash::new("flash-succession-let-in");
            Ok(guard.redirect_with(&format!("{PATH}/{id}"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            let view = succession::read(&guard.app, &guard.actor, id).await?;
            page(&guard, view, state)
        }
    }
}

/// Whom to shut out.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Dismissal {
    adviser: String,
}

pub(super) async fn shut_out(
    guard: Guard<UseSuccession>,
    Path(id): Path<ListingId>,
    form: Form<Dismissal>,
) -> Answer {
    // First whether there is such a listing, then who is meant.
    succession::read(&guard.app, &guard.actor, id).await?;
    let given = &form.value.adviser;
    let unknown =
        |_| Failure::invalid(Fault::new("adviser", "unknown-choice").with("value", given));
    let adviser = given.parse().map_err(unknown)?;
    succession::shut_out(&guard.app, &guard.actor, id, adviser, form.key()).await?;
    let flash = Flash::new("flash-succession-shut-out");
    Ok(guard.redirect_with(&format!("{PATH}/{id}"), &flash))
}
