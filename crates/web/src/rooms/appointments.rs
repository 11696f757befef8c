//! A time in the calendar: for a planned contact, or a workshop of a mapping that is led.

mod api;

use app::appointments::{self, For, Occasion, Version};
use app::mappings::Login;
use askama::Template;
use axum::extract::Path;
use domain::ids::{ContactId, MappingId};
use domain::mail::MeetingForm;
use serde::Deserialize;

use crate::failure::Failure;
use crate::forms::{Form, FormState, Typed};
use crate::guard::Guard;
use crate::guarded::{Routes, get, post};
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::rights::SetAppointments;
use crate::shell::{Flash, Shell};
use crate::ui::Crumb;

/// Minutes a meeting is proposed to take.
const MINUTES: &str = "60";

/// Routes.
pub fn routes() -> Routes {
    Routes::new()
        .page("/kontakter/{id}/tid", get(of_contact).post(set_of_contact))
        .page("/kontakter/{id}/tid/stall-in", post(cancel_of_contact))
        .page("/kartlaggningar/{id}/tid", get(of_mapping).post(set_of_mapping))
        .page("/kartlaggningar/{id}/tid/stall-in", post(cancel_of_mapping))
        .merge(api::routes())
}

#[derive(Template)]
#[template(path = "appointments/set.html")]
struct SetPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    firm: String,
    action: String,
    stands: Option<String>,
    /// Which version stands, for calling it off.
    version: String,
}

fn login(guard: &Guard<SetAppointments>) -> Result<Login<'_>, Failure> {
    let signed = guard.signed().ok_or_else(Failure::not_signed_in)?;
    Ok(Login { actor: &guard.actor, name: &signed.name })
}

fn action(what: For) -> String {
    match what {
        For::Contact(id) => format!("/kontakter/{id}/tid"),
        For::Mapping(id) => format!("/kartlaggningar/{id}/tid"),
    }
}

/// Where one came from.
fn back(what: For, occasion: &Occasion) -> String {
    match what {
        For::Contact(_) => format!("/organisationer/{}", occasion.organisation),
        For::Mapping(id) => format!("/kartlaggningar/{id}"),
    }
}

async fn show(guard: &Guard<SetAppointments>, what: For, mended: Option<FormState>) -> Answer {
    let l = guard.l();
    let occasion = appointments::occasion(&guard.app, login(guard)?, what).await?;
    let form = match mended {
        Some(form) => form.beside(typed(&occasion)),
        None => FormState::with(guard, typed(&occasion)),
    };
    let stands = occasion.set.as_ref().map(|set| {
        l.ta("meeting-stands")
            .a("when", l.moment(set.meeting.starts_at))
            .a("place", &set.meeting.place)
            .to_string()
    });
    let page = SetPage {
        shell: guard.shell(),
        l,
        crumbs: vec![
            Crumb::up(&back(what, &occasion), &occasion.organisation_name),
            Crumb::here(l.t("meeting-title")),
        ],
        version: version_of(&occasion),
        firm: occasion.organisation_name,
        action: action(what),
        stands,
        form,
    };
    render_with(page.form.status(), &page)
}

/// What stands, as the form carries it; empty when nothing does.
fn version_of(occasion: &Occasion) -> String {
    let version = occasion.set.as_ref().map(appointments::Appointment::version);
    version.map(|one| format!("{}.{}", one.id, one.sequence)).unwrap_or_default()
}

/// What stood when the form was shown. A form that says something else was not ours.
fn seen(typed: &Typed) -> Result<Option<Version>, Failure> {
    let text = typed.first("version");
    if text.is_empty() {
        return Ok(None);
    }
    let version = text.split_once('.').and_then(|(id, sequence)| {
        Some(Version { id: id.parse().ok()?, sequence: sequence.parse().ok()? })
    });
    version.map(Some).ok_or_else(|| Failure::of_kind(app::Kind::Conflict))
}

fn typed(occasion: &Occasion) -> Typed {
    let form = match &occasion.set {
        Some(set) => MeetingForm::of(&set.meeting),
        None => MeetingForm {
            on: occasion.day.map(|day| day.to_string()).unwrap_or_default(),
            minutes: MINUTES.to_owned(),
            email: occasion.known_address.clone().unwrap_or_default(),
            ..MeetingForm::default()
        },
    };
    Typed::of([
        ("version", version_of(occasion)),
        ("on", form.on),
        ("at", form.at),
        ("minutes", form.minutes),
        ("place", form.place),
        ("email", form.email),
    ])
}

async fn set(guard: &Guard<SetAppointments>, what: For, form: Form<MeetingForm>) -> Answer {
    let (app, login) = (&guard.app, login(guard)?);
    let done = match seen(&form.typed) {
        Ok(seen) => appointments::set(app, login, what, seen, &form.value, form.key())
            .await
            .map_err(Failure::from),
        Err(failure) => Err(failure),
    };
    match done {
        Ok(kept) => {
            let occasion = appointments::occasion(app, login, what).await?;
            let when = guard.l().moment(kept.meeting.starts_at);
            let flash = Flash::new("flash-meeting-set").a("date", when);
            Ok(guard.redirect_with(&back(what, &occasion), &flash))
        }
        Err(failure) => {
            let state = form.faulty(guard, failure)?;
            show(guard, what, Some(state)).await
        }
    }
}

/// A form with nothing in it but its tokens.
#[derive(Debug, Default, Deserialize)]
struct Empty {}

async fn cancel(guard: &Guard<SetAppointments>, what: For, form: Form<Empty>) -> Answer {
    let occasion = appointments::occasion(&guard.app, login(guard)?, what).await?;
    let seen = seen(&form.typed)?;
    appointments::cancel(&guard.app, login(guard)?, what, seen, form.key()).await?;
    let flash = Flash::new("flash-meeting-cancelled");
    Ok(guard.redirect_with(&back(what, &occasion), &flash))
}

async fn of_contact(guard: Guard<SetAppointments>, Path(id): Path<ContactId>) -> Answer {
    show(&guard, For::Contact(id), None).await
}

async fn set_of_contact(
    guard: Guard<SetAppointments>,
    Path(id): Path<ContactId>,
    form: Form<MeetingForm>,
) -> Answer {
    set(&guard, For::Contact(id), form).await
}

async fn cancel_of_contact(
    guard: Guard<SetAppointments>,
    Path(id): Path<ContactId>,
    form: Form<Empty>,
) -> Answer {
    cancel(&guard, For::Contact(id), form).await
}

async fn of_mapping(guard: Guard<SetAppointments>, Path(id): Path<MappingId>) -> Answer {
    show(&guard, For::Mapping(id), None).await
}

async fn set_of_mapping(
    guard: Guard<SetAppointments>,
    Path(id): Path<MappingId>,
    form: Form<MeetingForm>,
) -> Answer {
    set(&guard, For::Mapping(id), form).await
}

async fn cancel_of_mapping(
    guard: Guard<SetAppointments>,
    Path(id): Path<MappingId>,
    form: Form<Empty>,
) -> Answer {
    cancel(&guard, For::Mapping(id), form).await
}
