//! Opening an event, calling it off, and closing it with its outcome.

use app::gatherings::{self, View};
use askama::Template;
use axum::extract::Path;
use domain::gatherings::{Act, CancellingForm, ClosingForm, Outcome};
use domain::ids::GatheringId;
use serde::Deserialize;

use super::{crumbs, span};
use crate::failure::Failure;
use crate::forms::{Form, FormState, Typed};
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::rights::KeepEvents;
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb};

/// The version a button was printed from.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Opening {
    version: String,
}

pub(super) async fn open(
    guard: Guard<KeepEvents>,
    Path(id): Path<GatheringId>,
    form: Form<Opening>,
) -> Answer {
    let version = form.value.version.parse().unwrap_or_default();
    let kept = gatherings::open(&guard.app, &guard.actor, id, version, form.key()).await?;
    let flash = Flash::new("flash-gathering-opened").a("name", kept.title);
    Ok(guard.redirect_with(&format!("/traffar/{id}"), &flash))
}

/// What both forms show of the event.
struct About {
    id: GatheringId,
    title: String,
    when: String,
    signed_up: i64,
}

impl About {
    fn of(guard: &Guard<KeepEvents>, view: &View) -> Self {
        let stored = &view.seen.stored;
        Self {
            id: stored.id,
            title: stored.gathering.title.clone(),
            when: span(guard.l(), &view.seen, guard.today()),
            signed_up: stored.seated + stored.waiting,
        }
    }
}

#[derive(Template)]
#[template(path = "gatherings/cancel.html")]
struct CancelPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    about: About,
}

#[derive(Template)]
#[template(path = "gatherings/close.html")]
struct ClosePage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    about: About,
    outcomes: Vec<Choice>,
}

/// The event, if this can be done with it.
async fn fit(guard: &Guard<KeepEvents>, id: GatheringId, act: Act) -> Result<View, Failure> {
    let view = gatherings::read(&guard.app, &guard.actor, id).await?;
    if view.can(act) { Ok(view) } else { Err(Failure::forbidden()) }
}

fn from_version(guard: &Guard<KeepEvents>, view: &View) -> FormState {
    let version = view.seen.stored.version.to_string();
    FormState::with(guard, Typed::of([("version", version)]))
}

fn cancelling(guard: &Guard<KeepEvents>, view: &View, form: FormState) -> Answer {
    let l = guard.l();
    let page = CancelPage {
        shell: guard.shell(),
        l,
        crumbs: crumbs(l, view, &l.t("gatherings-cancel-heading")),
        about: About::of(guard, view),
        form,
    };
    render_with(page.form.status(), &page)
}

pub(super) async fn cancel_page(guard: Guard<KeepEvents>, Path(id): Path<GatheringId>) -> Answer {
    let view = fit(&guard, id, Act::Cancel).await?;
    let form = from_version(&guard, &view);
    cancelling(&guard, &view, form)
}

pub(super) async fn cancel(
    guard: Guard<KeepEvents>,
    Path(id): Path<GatheringId>,
    form: Form<CancellingForm>,
) -> Answer {
    let version = form.typed.first("version").parse().unwrap_or_default();
    let (app, actor) = (&guard.app, &guard.actor);
    match gatherings::cancel(app, actor, id, version, &form.value, form.key()).await {
        Ok(kept) => {
            let flash = Flash::new("flash-gathering-cancelled").a("name", kept.title);
            let flash = flash.a("count", kept.told);
            Ok(guard.redirect_with(&format!("/traffar/{id}"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            let view = fit(&guard, id, Act::Cancel).await?;
            cancelling(&guard, &view, state.rebased(view.seen.stored.version))
        }
    }
}

fn closing(guard: &Guard<KeepEvents>, view: &View, form: FormState) -> Answer {
    let l = guard.l();
    let outcome = |one: &Outcome| {
        Choice::new(one, l.code("gathering-outcome", one)).hint(l.code("gathering-hint", one))
    };
    let page = ClosePage {
        shell: guard.shell(),
        l,
        crumbs: crumbs(l, view, &l.t("gatherings-close-heading")),
        about: About::of(guard, view),
        outcomes: Outcome::ALL.iter().map(outcome).collect(),
        form,
    };
    render_with(page.form.status(), &page)
}

pub(super) async fn close_page(guard: Guard<KeepEvents>, Path(id): Path<GatheringId>) -> Answer {
    let view = fit(&guard, id, Act::Close).await?;
    let form = from_version(&guard, &view);
    closing(&guard, &view, form)
}

pub(super) async fn close(
    guard: Guard<KeepEvents>,
    Path(id): Path<GatheringId>,
    form: Form<ClosingForm>,
) -> Answer {
    let version = form.typed.first("version").parse().unwrap_or_default();
    let (app, actor) = (&guard.app, &guard.actor);
    match gatherings::close(app, actor, id, version, &form.value, form.key()).await {
        Ok(kept) => {
            let flash = Flash::new("flash-gathering-closed").a("name", kept.title);
            Ok(guard.redirect_with(&format!("/traffar/{id}"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            let view = fit(&guard, id, Act::Close).await?;
            closing(&guard, &view, state.rebased(view.seen.stored.version))
        }
    }
}
