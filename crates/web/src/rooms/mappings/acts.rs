//! What can be done in a mapping, by link and logged in alike; and the handlers of those logged in.

use app::coding::Choice;
use app::mappings;
use askama::Template;
use axum::extract::{Path, Query};
use domain::access::Role;
use serde::Deserialize;

use super::question::{self, After, StepForm};
use super::review;
use super::way::Way;
use crate::forms::{Form, FormState};
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::rights::{ReadMappings, WriteMappings};
use crate::shell::{Flash, Shell, redirect};

/// A place in the draft, and what to do there.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Place {
    goal: usize,
    need: usize,
    /// Concept that is accepted; empty takes an accepted one back.
    occupation: String,
    /// Words of the need as the reader saw them.
    words: String,
}

/// The firm's yes.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Yes {
    version: i64,
    name: String,
}

/// Why a summary goes back.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Back {
    words: String,
}

/// A form that is only a button.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Empty {}

/// Accepts or takes back an occupation.
pub(super) async fn set_occupation<R>(guard: &Guard<R>, way: &Way, form: Form<Place>) -> Answer {
    let place = (form.value.goal, form.value.need);
    let done = if form.value.occupation.is_empty() {
        mappings::clear_occupation(&guard.app, way.door(), place).await
    } else {
        let choice = Choice { occupation: form.value.occupation.clone(), skills: Vec::new() };
        mappings::accept_occupation(&guard.app, way.door(), place, &choice).await
    };
    match done {
        Ok(()) => {
            let to = format!("{}#behov-{}-{}", way.review(), place.0, place.1);
            Ok(redirect(&to))
        }
        Err(error) => review_again(guard, way, &form, error).await,
    }
}

/// Adds a need to a goal.
pub(super) async fn one_more_need<R>(guard: &Guard<R>, way: &Way, form: Form<Place>) -> Answer {
    match mappings::add_need(&guard.app, way.door(), form.value.goal).await {
        Ok(at) => Ok(redirect(&way.question(at))),
        Err(error) => review_again(guard, way, &form, error).await,
    }
}

/// Adds a goal.
pub(super) async fn one_more_goal<R>(guard: &Guard<R>, way: &Way, form: Form<Empty>) -> Answer {
    match mappings::add_goal(&guard.app, way.door()).await {
        Ok(at) => Ok(redirect(&way.question(at))),
        Err(error) => review_again(guard, way, &form, error).await,
    }
}

/// Takes a need out.
pub(super) async fn one_less_need<R>(guard: &Guard<R>, way: &Way, form: Form<Place>) -> Answer {
    let place = (form.value.goal, form.value.need);
    match mappings::remove_need(&guard.app, way.door(), place, &form.value.words).await {
        Ok(()) => Ok(guard.redirect_with(&way.review(), &Flash::new("flash-mapping-need-removed"))),
        Err(error) => review_again(guard, way, &form, error).await,
    }
}

/// Says yes.
pub(super) async fn say_yes<R>(guard: &Guard<R>, way: &Way, form: Form<Yes>) -> Answer {
    // What is kept for others to read is in the county's language, not the sender's.
    let next_step = L::default().t("mappings-case-next-step");
    let Yes { version, name } = &form.value;
    match mappings::approve(&guard.app, way.door(), *version, name, &next_step).await {
        Ok(_) => Ok(redirect(&way.base())),
        Err(error) => review_again(guard, way, &form, error).await,
    }
}

/// Sends the summary back.
pub(super) async fn give_back<R>(guard: &Guard<R>, way: &Way, form: Form<Back>) -> Answer {
    match mappings::send_back(&guard.app, way.door(), &form.value.words).await {
        Ok(()) => Ok(guard.redirect_with(&way.review(), &Flash::new("flash-mapping-sent-back"))),
        Err(error) => review_again(guard, way, &form, error).await,
    }
}

async fn review_again<R, T>(
    guard: &Guard<R>,
    way: &Way,
    form: &Form<T>,
    error: app::Error,
) -> Answer {
    let state = form.faulty(guard, error)?;
    let draft = mappings::draft(&guard.app, way.door()).await?;
    review::show_form(guard, way, &draft, state)
}

#[derive(Template)]
#[template(path = "mappings/withdraw.html")]
struct WithdrawPage {
    shell: Shell,
    l: L,
    form: FormState,
    base: String,
    firm: String,
}

/// Before calling off: what that means.
pub(super) async fn ask_first<R>(guard: &Guard<R>, way: &Way, form: FormState) -> Answer {
    let entered = match mappings::enter(&guard.app, way.door()).await {
        Ok(entered) => entered,
        Err(error) => return way.lost(error),
    };
    let firm = entered.mapping.organisation_name;
    let (shell, l, base) = (guard.shell(), guard.l(), way.base());
    render_with(form.status(), &WithdrawPage { shell, l, form, base, firm })
}

/// Calls off.
pub(super) async fn call_off<R>(guard: &Guard<R>, way: &Way, form: Form<Empty>) -> Answer {
    match mappings::withdraw(&guard.app, way.door()).await {
        Ok(()) => {
            // For whoever led it, the page is no longer there.
            let led_it = guard.actor.is_one_of(&[Role::Leader]);
            let to = if led_it { "/kartlaggningar".to_owned() } else { way.base() };
            Ok(guard.redirect_with(&to, &Flash::new("flash-mapping-withdrawn")))
        }
        Err(error) => ask_first(guard, way, form.faulty(guard, error)?).await,
    }
}

pub(super) async fn question(
    guard: Guard<WriteMappings>,
    Path((id, at)): Path<(String, usize)>,
    Query(after): Query<After>,
) -> Answer {
    question::show(&guard, &Way::by_login(&guard, id).await?, at, after).await
}

pub(super) async fn save(
    guard: Guard<WriteMappings>,
    Path((id, at)): Path<(String, usize)>,
    form: Form<StepForm>,
) -> Answer {
    question::save(&guard, &Way::by_login(&guard, id).await?, at, form).await
}

pub(super) async fn review(guard: Guard<ReadMappings>, Path(id): Path<String>) -> Answer {
    review::show(&guard, &Way::by_login(&guard, id).await?).await
}

pub(super) async fn occupation(
    guard: Guard<WriteMappings>,
    Path(id): Path<String>,
    form: Form<Place>,
) -> Answer {
    set_occupation(&guard, &Way::by_login(&guard, id).await?, form).await
}

pub(super) async fn add_need(
    guard: Guard<WriteMappings>,
    Path(id): Path<String>,
    form: Form<Place>,
) -> Answer {
    one_more_need(&guard, &Way::by_login(&guard, id).await?, form).await
}

pub(super) async fn add_goal(
    guard: Guard<WriteMappings>,
    Path(id): Path<String>,
    form: Form<Empty>,
) -> Answer {
    one_more_goal(&guard, &Way::by_login(&guard, id).await?, form).await
}

pub(super) async fn remove_need(
    guard: Guard<WriteMappings>,
    Path(id): Path<String>,
    form: Form<Place>,
) -> Answer {
    one_less_need(&guard, &Way::by_login(&guard, id).await?, form).await
}

pub(super) async fn approve(
    guard: Guard<WriteMappings>,
    Path(id): Path<String>,
    form: Form<Yes>,
) -> Answer {
    say_yes(&guard, &Way::by_login(&guard, id).await?, form).await
}

pub(super) async fn send_back(
    guard: Guard<WriteMappings>,
    Path(id): Path<String>,
    form: Form<Back>,
) -> Answer {
    give_back(&guard, &Way::by_login(&guard, id).await?, form).await
}

pub(super) async fn before_withdrawing(
    guard: Guard<WriteMappings>,
    Path(id): Path<String>,
) -> Answer {
    let form = FormState::blank(&guard);
    ask_first(&guard, &Way::by_login(&guard, id).await?, form).await
}

pub(super) async fn withdraw(
    guard: Guard<WriteMappings>,
    Path(id): Path<String>,
    form: Form<Empty>,
) -> Answer {
    call_off(&guard, &Way::by_login(&guard, id).await?, form).await
}
