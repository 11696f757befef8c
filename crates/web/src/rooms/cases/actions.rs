//! What is done on the page of a case. A form that cannot be carried out comes back on the page
//! with everything typed; its version is then the case's version now, so that sending it again is
//! a decision made with open eyes.

use app::cases::{
    self, Changed, ClosingForm, HandOverForm, InviteForm, LetterForm, NextStepForm, ReopenForm,
};
use axum::extract::Path;
use domain::ids::CaseId;
use serde::Deserialize;

use super::show::{Returned, Which, page};
use crate::failure::Failure;
use crate::forms::Form;
use crate::guard::{Guard, Right};
use crate::page::Answer;
use crate::rights::{ReadCases, WorkCases, WriteInCases};
use crate::shell::Flash;

/// The version the reader saw.
fn version<T>(form: &Form<T>) -> Result<i64, Failure> {
    form.typed.first("version").parse().map_err(|_| Failure::of_kind(app::Kind::Conflict))
}

pub(super) async fn id_of<R>(guard: &Guard<R>, name: &str) -> Result<CaseId, Failure> {
    Ok(cases::resolve(&guard.app, &guard.actor, name).await?)
}

/// To the case with a word of what happened, or the page again with the form to mend.
async fn done<R: Right, T>(
    guard: &Guard<R>,
    id: CaseId,
    form: &Form<T>,
    which: Which,
    flash: &str,
    outcome: Result<Changed, Failure>,
) -> Answer {
    match outcome {
        Ok(changed) => {
            let l = guard.l();
            let flash = Flash::new(flash)
                .a("number", changed.number)
                .a("name", changed.organisation_name)
                .a("state", l.code("case-state", changed.state));
            Ok(guard.redirect_with(&format!("/arenden/{id}"), &flash))
        }
        Err(failure) => {
            let state = form.faulty(guard, failure)?;
            page(guard, id, Some(Returned { which, state })).await
        }
    }
}

/// A form with nothing in it but its tokens and version.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Empty {}

pub(super) async fn take(
    guard: Guard<WorkCases>,
    Path(name): Path<String>,
    form: Form<Empty>,
) -> Answer {
    let id = id_of(&guard, &name).await?;
    let taken = match version(&form) {
        Ok(version) => cases::take(&guard.app, &guard.actor, id, version, form.key())
            .await
            .map_err(Failure::from),
        Err(failure) => Err(failure),
    };
    done(&guard, id, &form, Which::Move, "flash-case-taken", taken).await
}

pub(super) async fn write(
    guard: Guard<WriteInCases>,
    Path(name): Path<String>,
    form: Form<LetterForm>,
) -> Answer {
    let id = id_of(&guard, &name).await?;
    // One choice on the page holds both whom and which.
    let mut letter = form.value.clone();
    if let Some((audience, to)) = form.value.audience.split_once(':') {
        letter = LetterForm { audience: audience.to_owned(), to: to.to_owned(), ..letter };
    }
    let flash = match letter.audience.as_str() {
        "own" => "flash-case-noted",
        _ => "flash-case-written",
    };
    let written = cases::write(&guard.app, &guard.actor, id, &letter, form.key()).await;
    done(&guard, id, &form, Which::Letter, flash, written.map_err(Failure::from)).await
}

pub(super) async fn plan_next(
    guard: Guard<WorkCases>,
    Path(name): Path<String>,
    form: Form<NextStepForm>,
) -> Answer {
    let id = id_of(&guard, &name).await?;
    let planned = match version(&form) {
        Ok(version) => {
            let (app, actor) = (&guard.app, &guard.actor);
            cases::plan_next(app, actor, id, version, &form.value, form.key())
                .await
                .map_err(Failure::from)
        }
        Err(failure) => Err(failure),
    };
    done(&guard, id, &form, Which::Step, "flash-case-planned", planned).await
}

/// Which state to move to.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct MoveForm {
    state: String,
}

pub(super) async fn move_to(
    guard: Guard<WorkCases>,
    Path(name): Path<String>,
    form: Form<MoveForm>,
) -> Answer {
    let id = id_of(&guard, &name).await?;
    let moved = match version(&form) {
        Ok(version) => {
            let (app, actor) = (&guard.app, &guard.actor);
            cases::move_to(app, actor, id, version, &form.value.state, form.key())
                .await
                .map_err(Failure::from)
        }
        Err(failure) => Err(failure),
    };
    done(&guard, id, &form, Which::Move, "flash-case-moved", moved).await
}

pub(super) async fn hand_over(
    guard: Guard<WorkCases>,
    Path(name): Path<String>,
    form: Form<HandOverForm>,
) -> Answer {
    let id = id_of(&guard, &name).await?;
    let handed = match version(&form) {
        Ok(version) => {
            let (app, actor) = (&guard.app, &guard.actor);
            cases::hand_over(app, actor, id, version, &form.value, form.key())
                .await
                .map_err(Failure::from)
        }
        Err(failure) => Err(failure),
    };
    done(&guard, id, &form, Which::HandOver, "flash-case-handed-over", handed).await
}

pub(super) async fn invite(
    guard: Guard<WorkCases>,
    Path(name): Path<String>,
    form: Form<InviteForm>,
) -> Answer {
    let id = id_of(&guard, &name).await?;
    let invited = cases::invite(&guard.app, &guard.actor, id, &form.value, form.key()).await;
    let invited = invited.map_err(Failure::from);
    done(&guard, id, &form, Which::Invite, "flash-case-invited", invited).await
}

pub(super) async fn close(
    guard: Guard<WorkCases>,
    Path(name): Path<String>,
    form: Form<ClosingForm>,
) -> Answer {
    let id = id_of(&guard, &name).await?;
    let closed = match version(&form) {
        Ok(version) => {
            let (app, actor) = (&guard.app, &guard.actor);
            cases::close(app, actor, id, version, &form.value, form.key())
                .await
                .map_err(Failure::from)
        }
        Err(failure) => Err(failure),
    };
    done(&guard, id, &form, Which::Closing, "flash-case-closed", closed).await
}

pub(super) async fn reopen(
    guard: Guard<ReadCases>,
    Path(name): Path<String>,
    form: Form<ReopenForm>,
) -> Answer {
    let id = id_of(&guard, &name).await?;
    let reopened = match version(&form) {
        Ok(version) => {
            let (app, actor) = (&guard.app, &guard.actor);
            cases::reopen(app, actor, id, version, &form.value, form.key())
                .await
                .map_err(Failure::from)
        }
        Err(failure) => Err(failure),
    };
    done(&guard, id, &form, Which::Reopening, "flash-case-reopened", reopened).await
}
