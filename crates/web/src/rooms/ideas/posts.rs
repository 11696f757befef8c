//! Taking a post away, and hiding one.

use app::ideas::{self, SeenPost, View};
use askama::Template;
use axum::extract::Path;
use domain::ideas::HideForm;
use domain::ids::{IdeaId, IdeaPostId};

use super::crumbs;
use super::form::Empty;
use crate::failure::Failure;
use crate::forms::{Form, FormState};
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::rights::{KeepIdeas, WriteIdeas};
use crate::shell::{Flash, Shell};
use crate::ui::Crumb;

#[derive(Template)]
#[template(path = "ideas/post.html")]
struct PostPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    heading: String,
    text: String,
    words: String,
    action: String,
    back: String,
    button: String,
    /// A reason is asked for.
    asks_why: bool,
}

/// An idea with the one of its posts that the address names.
pub(super) async fn post_of<R>(
    guard: &Guard<R>,
    id: IdeaId,
    post: IdeaPostId,
) -> Result<(View, SeenPost), Failure> {
    let view = ideas::read(&guard.app, &guard.actor, id).await?;
    let found = view.posts.iter().find(|one| one.post.id == post).cloned();
    found.map(|post| (view, post)).ok_or_else(Failure::not_found)
}

fn page<R>(guard: &Guard<R>, of: &(View, SeenPost), hides: bool, form: FormState) -> Answer {
    let l = guard.l();
    let (view, post) = of;
    let back = format!("/ideer/{}", view.seen.idea.id);
    let act = if hides { "dolj" } else { "ta-bort" };
    let said = |part: &str| {
        if hides { l.code("ideas-hide", part) } else { l.code("ideas-remove", part) }
    };
    render_with(
        form.status(),
        &PostPage {
            shell: guard.shell(),
            l,
            form,
            crumbs: crumbs(l, &view.seen, &said("title")),
            heading: said("title"),
            text: said("text"),
            words: post.post.words.clone(),
            action: format!("{back}/inlagg/{}/{act}", post.post.id),
            back,
            button: said("sure"),
            asks_why: hides,
        },
    )
}

async fn removable(
    guard: &Guard<WriteIdeas>,
    id: IdeaId,
    post: IdeaPostId,
) -> Result<(View, SeenPost), Failure> {
    let found = post_of(guard, id, post).await?;
    if found.1.can_remove { Ok(found) } else { Err(Failure::forbidden()) }
}

pub(super) async fn remove_page(
    guard: Guard<WriteIdeas>,
    Path((id, post)): Path<(IdeaId, IdeaPostId)>,
) -> Answer {
    let found = removable(&guard, id, post).await?;
    let form = FormState::blank(&guard);
    page(&guard, &found, false, form)
}

pub(super) async fn remove(
    guard: Guard<WriteIdeas>,
    Path((id, post)): Path<(IdeaId, IdeaPostId)>,
    form: Form<Empty>,
) -> Answer {
    match ideas::remove_post(&guard.app, &guard.actor, (id, post), form.key()).await {
        Ok(_) => {
            let flash = Flash::new("flash-idea-post-removed");
            Ok(guard.redirect_with(&format!("/ideer/{id}#samtal"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            let found = removable(&guard, id, post).await?;
            page(&guard, &found, false, state)
        }
    }
}

async fn hideable(
    guard: &Guard<KeepIdeas>,
    id: IdeaId,
    post: IdeaPostId,
) -> Result<(View, SeenPost), Failure> {
    let found = post_of(guard, id, post).await?;
    if found.1.can_hide { Ok(found) } else { Err(Failure::forbidden()) }
}

pub(super) async fn hide_page(
    guard: Guard<KeepIdeas>,
    Path((id, post)): Path<(IdeaId, IdeaPostId)>,
) -> Answer {
    let found = hideable(&guard, id, post).await?;
    let form = FormState::blank(&guard);
    page(&guard, &found, true, form)
}

pub(super) async fn hide(
    guard: Guard<KeepIdeas>,
    Path((id, post)): Path<(IdeaId, IdeaPostId)>,
    form: Form<HideForm>,
) -> Answer {
    let at = (id, post);
    match ideas::hide_post(&guard.app, &guard.actor, at, &form.value, form.key()).await {
        Ok(_) => {
            let flash = Flash::new("flash-idea-post-hidden");
            Ok(guard.redirect_with(&format!("/ideer/{id}#samtal"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            let found = hideable(&guard, id, post).await?;
            page(&guard, &found, true, state)
        }
    }
}
