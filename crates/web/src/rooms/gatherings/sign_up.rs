//! Signing up people of one's organisation, changing how many come, and cancelling.

use app::gatherings::{self, View};
use askama::Template;
use axum::extract::Path;
use domain::gatherings::seats::{Mandate, SeatState, SignUpForm};
use domain::ids::GatheringId;
use serde::{Deserialize, Serialize};

use super::{crumbs, seats, span};
use crate::failure::Failure;
use crate::forms::{Form, FormState};
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render, render_with};
use crate::rights::SignUpToEvents;
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb};

#[derive(Template)]
#[template(path = "gatherings/sign_up.html")]
struct SignUpPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    heading: String,
    id: GatheringId,
    title: String,
    when: String,
    seats: String,
    /// There is no seat left for one more.
    is_full: bool,
    is_new: bool,
    mandates: Vec<Choice>,
}

/// A form with the version it is filled in from; 0 for a first time.
#[derive(Serialize)]
struct Versioned<'a> {
    version: i64,
    #[serde(flatten)]
    form: &'a SignUpForm,
}

/// The event, if one can sign up to it.
async fn open_to(guard: &Guard<SignUpToEvents>, id: GatheringId) -> Result<View, Failure> {
    let view = gatherings::read(&guard.app, &guard.actor, id).await?;
    if view.can_sign_up { Ok(view) } else { Err(Failure::forbidden()) }
}

fn show(guard: &Guard<SignUpToEvents>, view: &View, form: FormState) -> Answer {
    let l = guard.l();
    let is_new = view.own.is_none();
    let heading =
        l.t(if is_new { "gatherings-sign-up-heading" } else { "gatherings-resign-heading" });
    let page = SignUpPage {
        shell: guard.shell(),
        l,
        crumbs: crumbs(l, view, &heading),
        heading,
        id: view.seen.stored.id,
        title: view.seen.stored.gathering.title.clone(),
        when: span(l, &view.seen, guard.today()),
        seats: seats(l, &view.seen),
        is_full: is_new && view.seen.free == Some(0),
        is_new,
        mandates: Choice::codes(l, "gathering-mandate", Mandate::ALL),
        form,
    };
    render_with(page.form.status(), &page)
}

/// What is signed up, or what to begin with: whoever is logged in is whom to ask.
fn begun(guard: &Guard<SignUpToEvents>, view: &View) -> (SignUpForm, i64) {
    if let Some(own) = &view.own {
        return (SignUpForm::of(&own.sign_up), own.version);
    }
    let named = guard.signed().map(|signed| (signed.name.clone(), signed.email.clone()));
    let (contact_name, contact_email) = named.unwrap_or_default();
    (SignUpForm { contact_name, contact_email, ..SignUpForm::default() }, 0)
}

pub(super) async fn page(guard: Guard<SignUpToEvents>, Path(id): Path<GatheringId>) -> Answer {
    let view = open_to(&guard, id).await?;
    let (form, version) = begun(&guard, &view);
    let form = FormState::filled(&guard, &Versioned { version, form: &form });
    show(&guard, &view, form)
}

pub(super) async fn sign_up(
    guard: Guard<SignUpToEvents>,
    Path(id): Path<GatheringId>,
    form: Form<SignUpForm>,
) -> Answer {
    let version = form.typed.first("version").parse().unwrap_or_default();
    let (app, actor) = (&guard.app, &guard.actor);
    match gatherings::sign_up(app, actor, id, version, &form.value, form.key()).await {
        Ok(done) => {
            let key = match done.state {
                SeatState::Seated => "flash-gathering-seated",
                SeatState::Waiting => "flash-gathering-waiting",
            };
            let flash = Flash::new(key).a("name", done.title);
            Ok(guard.redirect_with(&format!("/traffar/{id}"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            let view = open_to(&guard, id).await?;
            let (stands, version) = begun(&guard, &view);
            show(&guard, &view, state.beside_form(&stands, version))
        }
    }
}

#[derive(Template)]
#[template(path = "gatherings/leave.html")]
struct LeavePage {
    shell: Shell,
    l: L,
    crumbs: Vec<Crumb>,
    id: GatheringId,
    title: String,
    when: String,
    persons: i64,
}

pub(super) async fn leave_page(
    guard: Guard<SignUpToEvents>,
    Path(id): Path<GatheringId>,
) -> Answer {
    let l = guard.l();
    let view = gatherings::read(&guard.app, &guard.actor, id).await?;
    let own = view.own.as_ref().filter(|_| view.can_leave).ok_or_else(Failure::forbidden)?;
    render(&LeavePage {
        shell: guard.shell(),
        l,
        crumbs: crumbs(l, &view, &l.t("gatherings-leave-heading")),
        id,
        title: view.seen.stored.gathering.title.clone(),
        when: span(l, &view.seen, guard.today()),
        persons: own.sign_up.persons,
    })
}

/// Nothing but the button.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Leaving {}

pub(super) async fn leave(
    guard: Guard<SignUpToEvents>,
    Path(id): Path<GatheringId>,
    form: Form<Leaving>,
) -> Answer {
    let title = gatherings::leave(&guard.app, &guard.actor, id, form.key()).await?;
    let flash = Flash::new("flash-gathering-left").a("name", title);
    Ok(guard.redirect_with(&format!("/traffar/{id}"), &flash))
}
