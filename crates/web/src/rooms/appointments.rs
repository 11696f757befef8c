//! A time in the calendar: for a planned contact, or a workshop of a mapping that is led.

use app::appointments::{self, For, Occasion};
use app::mappings::Login;
use askama::Template;
use axum::extract::Path;
use domain::ids::{ContactId, MappingId};
use domain::mail::MeetingForm;
use domain::time;
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
    let form = mended.unwrap_or_else(|| FormState::with(guard, typed(&occasion)));
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
        firm: occasion.organisation_name,
        action: action(what),
        stands,
        form,
    };
    render_with(page.form.status(), &page)
}

fn typed(occasion: &Occasion) -> Typed {
    let Some(set) = &occasion.set else {
        return Typed::of([
            ("on", occasion.day.map(|day| day.to_string()).unwrap_or_default()),
            ("minutes", MINUTES.to_owned()),
            ("email", occasion.known_address.clone().unwrap_or_default()),
        ]);
    };
    let wall = time::local(set.meeting.starts_at);
    Typed::of([
        ("on", wall.date().to_string()),
        ("at", wall.strftime("%H.%M").to_string()),
        ("minutes", set.meeting.minutes.to_string()),
        ("place", set.meeting.place.clone()),
        ("email", set.meeting.email.clone()),
    ])
}

async fn set(guard: &Guard<SetAppointments>, what: For, form: Form<MeetingForm>) -> Answer {
    let done = appointments::set(&guard.app, login(guard)?, what, &form.value, form.key()).await;
    match done {
        Ok(kept) => {
            let occasion = appointments::occasion(&guard.app, login(guard)?, what).await?;
            let when = guard.l().moment(kept.meeting.starts_at);
            let flash = Flash::new("flash-meeting-set").a("date", when);
            Ok(guard.redirect_with(&back(what, &occasion), &flash))
        }
        Err(error) => {
            let state = form.faulty(guard, error)?;
            show(guard, what, Some(state)).await
        }
    }
}

/// A form with nothing in it but its tokens.
#[derive(Debug, Default, Deserialize)]
struct Empty {}

async fn cancel(guard: &Guard<SetAppointments>, what: For, form: Form<Empty>) -> Answer {
    let occasion = appointments::occasion(&guard.app, login(guard)?, what).await?;
    appointments::cancel(&guard.app, login(guard)?, what, form.key()).await?;
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
