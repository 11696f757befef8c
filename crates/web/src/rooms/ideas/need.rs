//! An idea or a post of one's own firm becomes a need: its words begin a mapping.

use app::ideas::{self, View};
use askama::Template;
use axum::extract::Path;
use domain::ideas::NeedForm;
use domain::ids::{IdeaId, IdeaPostId};

use super::crumbs;
use super::posts::post_of;
use crate::failure::Failure;
use crate::forms::{Form, FormState, Typed};
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::rights::TurnIdeas;
use crate::shell::{Flash, Shell};
use crate::ui::Crumb;

#[derive(Template)]
#[template(path = "ideas/need.html")]
struct NeedPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    action: String,
    back: String,
}

/// What becomes a need: the idea, or one of its posts, and its words.
async fn source(
    guard: &Guard<TurnIdeas>,
    id: IdeaId,
    post: Option<IdeaPostId>,
) -> Result<(View, String), Failure> {
    let (view, words, may) = if let Some(post) = post {
        let (view, post) = post_of(guard, id, post).await?;
        (view, post.post.words, post.can_turn)
    } else {
        let view = ideas::read(&guard.app, &guard.actor, id).await?;
        let (words, may) = (view.seen.idea.idea.words.clone(), view.may.turn);
        (view, words, may)
    };
    if may { Ok((view, words)) } else { Err(Failure::forbidden()) }
}

fn page(
    guard: &Guard<TurnIdeas>,
    view: &View,
    post: Option<IdeaPostId>,
    form: FormState,
) -> Answer {
    let l = guard.l();
    let back = format!("/ideer/{}", view.seen.idea.id);
    let of = post.map_or_else(|| back.clone(), |post| format!("{back}/inlagg/{post}"));
    render_with(
        form.status(),
        &NeedPage {
            shell: guard.shell(),
            l,
            form,
            crumbs: crumbs(l, &view.seen, &l.t("ideas-need-title")),
            action: format!("{of}/behov"),
            back,
        },
    )
}

async fn ask(guard: Guard<TurnIdeas>, id: IdeaId, post: Option<IdeaPostId>) -> Answer {
    let (view, words) = source(&guard, id, post).await?;
    let form = FormState::with(&guard, Typed::of([("words", words)]));
    page(&guard, &view, post, form)
}

async fn begin(
    guard: Guard<TurnIdeas>,
    id: IdeaId,
    post: Option<IdeaPostId>,
    form: Form<NeedForm>,
) -> Answer {
    match ideas::begin_need(&guard.app, &guard.actor, (id, post), &form.value, form.key()).await {
        Ok(mapping) => {
            let flash = Flash::new("flash-idea-need");
            Ok(guard.redirect_with(&format!("/kartlaggningar/{mapping}/fraga/1"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            let (view, _) = source(&guard, id, post).await?;
            page(&guard, &view, post, state)
        }
    }
}

pub(super) async fn of_idea(guard: Guard<TurnIdeas>, Path(id): Path<IdeaId>) -> Answer {
    ask(guard, id, None).await
}

pub(super) async fn begin_of_idea(
    guard: Guard<TurnIdeas>,
    Path(id): Path<IdeaId>,
    form: Form<NeedForm>,
) -> Answer {
    begin(guard, id, None, form).await
}

pub(super) async fn of_post(
    guard: Guard<TurnIdeas>,
    Path((id, post)): Path<(IdeaId, IdeaPostId)>,
) -> Answer {
    ask(guard, id, Some(post)).await
}

pub(super) async fn begin_of_post(
    guard: Guard<TurnIdeas>,
    Path((id, post)): Path<(IdeaId, IdeaPostId)>,
    form: Form<NeedForm>,
) -> Answer {
    begin(guard, id, Some(post), form).await
}
