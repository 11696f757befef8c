//! The form where an idea is written or changed, and the page that asks whether it is taken back.

use app::ideas::{self, Kept, View};
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::ideas::{IdeaForm, page_of};
use domain::ids::IdeaId;
use serde::{Deserialize, Serialize};

use super::crumbs;
use crate::failure::Failure;
use crate::forms::{Form, FormState, Typed};
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::rights::WriteIdeas;
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb};

#[derive(Template)]
#[template(path = "ideas/form.html")]
struct FormPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    heading: String,
    action: String,
    is_new: bool,
    networks: Vec<Choice>,
    /// The offer it is about, by title.
    offer: String,
}

/// What the address of the form says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct NewQuery {
    /// The page one came from.
    sida: String,
    natverk: String,
    insats: String,
}

async fn new_page(guard: &Guard<WriteIdeas>, form: FormState) -> Answer {
    let l = guard.l();
    let heading = l.t("ideas-new-title");
    let networks = ideas::networks(&guard.app, &guard.actor).await?;
    let offer = match form.value("offer").parse() {
        Ok(id) => ideas::offer_title(&guard.app, &guard.actor, id).await.unwrap_or_default(),
        Err(_) => String::new(),
    };
    render_with(
        form.status(),
        &FormPage {
            shell: guard.shell(),
            l,
            form,
            crumbs: vec![Crumb::up("/ideer", l.t("ideas-title")), Crumb::here(&heading)],
            heading,
            action: "/ideer/ny".to_owned(),
            is_new: true,
            networks: networks.iter().map(|one| Choice::new(one.id, &one.name)).collect(),
            offer,
        },
    )
}

pub(super) async fn blank(guard: Guard<WriteIdeas>, Query(query): Query<NewQuery>) -> Answer {
    let typed = Typed::of([
        ("page", page_of(&query.sida).unwrap_or_default()),
        ("network", query.natverk),
        ("offer", query.insats),
    ]);
    new_page(&guard, FormState::with(&guard, typed)).await
}

fn done<R>(guard: &Guard<R>, kept: &Kept, flash: &str) -> Response {
    let flash = Flash::new(flash).a("name", &kept.title);
    guard.redirect_with(&format!("/ideer/{}", kept.id), &flash)
}

pub(super) async fn add(guard: Guard<WriteIdeas>, form: Form<IdeaForm>) -> Answer {
    match ideas::add(&guard.app, &guard.actor, &form.value, form.key()).await {
        Ok(kept) => Ok(done(&guard, &kept, "flash-idea-added")),
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            new_page(&guard, state).await
        }
    }
}

/// What is changed of an idea, with the version it is filled in from.
#[derive(Serialize)]
struct Versioned<'a> {
    version: i64,
    title: &'a str,
    words: &'a str,
}

impl<'a> Versioned<'a> {
    fn of(view: &'a View) -> Self {
        let stored = &view.seen.idea;
        Self { version: stored.version, title: &stored.idea.title, words: &stored.idea.words }
    }
}

/// The idea, if it can be changed.
async fn changeable(guard: &Guard<WriteIdeas>, id: IdeaId) -> Result<View, Failure> {
    let view = ideas::read(&guard.app, &guard.actor, id).await?;
    if view.may.edit { Ok(view) } else { Err(Failure::forbidden()) }
}

fn change_page(guard: &Guard<WriteIdeas>, view: &View, form: FormState) -> Answer {
    let l = guard.l();
    let heading = l.t("ideas-edit-title");
    render_with(
        form.status(),
        &FormPage {
            shell: guard.shell(),
            l,
            form,
            crumbs: crumbs(l, &view.seen, &heading),
            heading,
            action: format!("/ideer/{}/andra", view.seen.idea.id),
            is_new: false,
            networks: Vec::new(),
            offer: view.seen.idea.offer_title.clone().unwrap_or_default(),
        },
    )
}

pub(super) async fn edit_page(guard: Guard<WriteIdeas>, Path(id): Path<IdeaId>) -> Answer {
    let view = changeable(&guard, id).await?;
    let form = FormState::filled(&guard, &Versioned::of(&view));
    change_page(&guard, &view, form)
}

pub(super) async fn edit(
    guard: Guard<WriteIdeas>,
    Path(id): Path<IdeaId>,
    form: Form<IdeaForm>,
) -> Answer {
    let version = form.typed.first("version").parse().unwrap_or_default();
    match ideas::edit(&guard.app, &guard.actor, id, version, &form.value, form.key()).await {
        Ok(kept) => Ok(done(&guard, &kept, "flash-idea-changed")),
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            // Taken up meanwhile, it is as those who answer have read it.
            let view = changeable(&guard, id).await?;
            let version = view.seen.idea.version;
            let state = state.beside_form(&Versioned::of(&view), version);
            change_page(&guard, &view, state)
        }
    }
}

#[derive(Template)]
#[template(path = "ideas/withdraw.html")]
struct WithdrawPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    id: IdeaId,
    title: String,
}

/// The idea, if it can be taken back.
async fn withdrawable(guard: &Guard<WriteIdeas>, id: IdeaId) -> Result<View, Failure> {
    let view = ideas::read(&guard.app, &guard.actor, id).await?;
    if view.may.withdraw { Ok(view) } else { Err(Failure::forbidden()) }
}

fn ask_first(guard: &Guard<WriteIdeas>, view: &View, form: FormState) -> Answer {
    let l = guard.l();
    render_with(
        form.status(),
        &WithdrawPage {
            shell: guard.shell(),
            l,
            form,
            crumbs: crumbs(l, &view.seen, &l.t("ideas-withdraw-title")),
            id: view.seen.idea.id,
            title: view.seen.idea.idea.title.clone(),
        },
    )
}

pub(super) async fn withdraw_page(guard: Guard<WriteIdeas>, Path(id): Path<IdeaId>) -> Answer {
    let view = withdrawable(&guard, id).await?;
    let typed = Typed::of([("version", view.seen.idea.version.to_string())]);
    let form = FormState::with(&guard, typed);
    ask_first(&guard, &view, form)
}

/// A form that is only a button.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Empty {}

pub(super) async fn withdraw(
    guard: Guard<WriteIdeas>,
    Path(id): Path<IdeaId>,
    form: Form<Empty>,
) -> Answer {
    let version = form.typed.first("version").parse().unwrap_or_default();
    match ideas::withdraw(&guard.app, &guard.actor, id, version, form.key()).await {
        Ok(kept) => Ok(done(&guard, &kept, "flash-idea-withdrawn")),
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            let view = withdrawable(&guard, id).await?;
            ask_first(&guard, &view, state.rebased(view.seen.idea.version))
        }
    }
}
