//! The form where an event is written down, and where it is changed.

use app::gatherings::{self, Kept, View};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::gatherings::{Act, GatheringForm, GatheringKind};
use domain::ids::GatheringId;
use serde::Serialize;

use super::crumbs;
use crate::failure::Failure;
use crate::forms::{Form, FormState};
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::rights::KeepEvents;
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb};

#[derive(Template)]
#[template(path = "gatherings/form.html")]
struct FormPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    heading: String,
    action: String,
    is_new: bool,
    /// Others have signed up, and are told of another time or place.
    is_awaited: bool,
    kinds: Vec<Choice>,
    places: Vec<Choice>,
    networks: Vec<Choice>,
}

/// A form with the version it is filled in from.
#[derive(Serialize)]
struct Versioned<'a> {
    version: i64,
    #[serde(flatten)]
    form: &'a GatheringForm,
}

async fn form_page(guard: &Guard<KeepEvents>, there: Option<&View>, form: FormState) -> Answer {
    let l = guard.l();
    let (app, actor) = (&guard.app, &guard.actor);
    let places = gatherings::places(app, actor).await?;
    let networks = gatherings::networks(app, actor).await?;
    let (heading, action, crumbs) = match there {
        None => {
            let heading = l.t("gatherings-new");
            let up = Crumb::up("/traffar", l.t("gatherings-title"));
            let crumbs = vec![up, Crumb::here(&heading)];
            (heading, "/traffar/ny".to_owned(), crumbs)
        }
        Some(view) => {
            let heading = l.t("gatherings-edit-heading");
            let crumbs = crumbs(l, view, &heading);
            (heading, format!("/traffar/{}/andra", view.seen.stored.id), crumbs)
        }
    };
    let signed_up = there.map(|view| view.seen.stored.seated + view.seen.stored.waiting);
    render_with(
        form.status(),
        &FormPage {
            shell: guard.shell(),
            l,
            form,
            crumbs,
            heading,
            action,
            is_new: there.is_none(),
            is_awaited: signed_up.is_some_and(|count| count > 0),
            kinds: Choice::codes(l, "gathering-kind", GatheringKind::ALL),
            places: places.iter().map(|one| Choice::new(&one.code, &one.name)).collect(),
            networks: networks.iter().map(|one| Choice::new(one.id, &one.name)).collect(),
        },
    )
}

fn done(guard: &Guard<KeepEvents>, kept: &Kept, flash: &str) -> Response {
    let flash = Flash::new(flash).a("name", &kept.title).a("count", kept.told);
    guard.redirect_with(&format!("/traffar/{}", kept.id), &flash)
}

pub(super) async fn blank(guard: Guard<KeepEvents>) -> Answer {
    let form = FormState::blank(&guard);
    form_page(&guard, None, form).await
}

pub(super) async fn add(guard: Guard<KeepEvents>, form: Form<GatheringForm>) -> Answer {
    match gatherings::add(&guard.app, &guard.actor, &form.value, form.key()).await {
        Ok(kept) => Ok(done(&guard, &kept, "flash-gathering-added")),
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            form_page(&guard, None, state).await
        }
    }
}

/// The event, if it can be changed.
async fn changeable(guard: &Guard<KeepEvents>, id: GatheringId) -> Result<View, Failure> {
    let view = gatherings::read(&guard.app, &guard.actor, id).await?;
    if view.can(Act::Change) { Ok(view) } else { Err(Failure::forbidden()) }
}

pub(super) async fn edit_page(guard: Guard<KeepEvents>, Path(id): Path<GatheringId>) -> Answer {
    let view = changeable(&guard, id).await?;
    let form = &GatheringForm::of(&view.seen.stored.gathering);
    let version = view.seen.stored.version;
    let form = FormState::filled(&guard, &Versioned { version, form });
    form_page(&guard, Some(&view), form).await
}

pub(super) async fn edit(
    guard: Guard<KeepEvents>,
    Path(id): Path<GatheringId>,
    form: Form<GatheringForm>,
) -> Answer {
    let version = form.typed.first("version").parse().unwrap_or_default();
    let (app, actor) = (&guard.app, &guard.actor);
    match gatherings::change(app, actor, id, version, &form.value, form.key()).await {
        Ok(kept) => Ok(done(&guard, &kept, "flash-gathering-changed")),
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            // Called off or over meanwhile, there is nothing left to change.
            let view = changeable(&guard, id).await?;
            let stands = GatheringForm::of(&view.seen.stored.gathering);
            let state = state.beside_form(&stands, view.seen.stored.version);
            form_page(&guard, Some(&view), state).await
        }
    }
}
