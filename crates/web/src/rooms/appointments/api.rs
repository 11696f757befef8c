//! `/api/v1/appointments`: times in the calendar, for the organisation whose they are.

use app::Kind;
use app::appointments::{self, Appointment, For, Version};
use axum::Json;
use axum::extract::{Path, Query};
use axum::http::header::LOCATION;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use domain::fault::Fault;
use domain::ids::{ContactId, MappingId};
use domain::mail::MeetingForm;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::login;
use crate::api;
use crate::failure::Failure;
use crate::forms::{OwnCall, Sent};
use crate::guard::Guard;
use crate::guarded::Routes;
use crate::page::Answer;
use crate::paging::{Listing, PageQuery, etag, if_match, precondition_failed};
use crate::rights::SetAppointments;

/// Routes.
pub(super) fn routes() -> Routes {
    Routes::new().api(api![list_appointments, book_appointment]).api(api![
        read_appointment,
        move_appointment,
        cancel_appointment
    ])
}

/// What the list is narrowed by: one of the two, or neither.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
struct About {
    /// Id of a planned contact.
    contact: Option<Uuid>,
    /// Id of a mapping that is led.
    mapping: Option<Uuid>,
}

/// The one thing named, if any is.
fn one_of(contact: Option<Uuid>, mapping: Option<Uuid>) -> Result<Option<For>, Failure> {
    match (contact, mapping) {
        (Some(_), Some(_)) => Err(Failure::invalid(Fault::new("contactId", "one-subject"))),
        (Some(id), None) => Ok(Some(For::Contact(ContactId(id)))),
        (None, mapping) => Ok(mapping.map(|id| For::Mapping(MappingId(id)))),
    }
}

/// A time in the calendar.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct AppointmentJson {
    /// Id; the calendar's UID follows from it.
    id: Uuid,
    /// The planned contact it is for.
    contact_id: Option<Uuid>,
    /// The mapping it is for.
    mapping_id: Option<Uuid>,
    /// Firm.
    organisation_id: Uuid,
    /// Whose time it is.
    by_organisation: String,
    /// When it begins.
    starts_at: String,
    /// How long, in minutes.
    minutes: i64,
    /// Where.
    place: String,
    /// Address of whom is invited.
    email: String,
    /// Called off.
    is_cancelled: bool,
    /// Version, as in `ETag` and in the calendar's SEQUENCE.
    version: i64,
    /// When it was last changed.
    updated_at: String,
}

impl From<Appointment> for AppointmentJson {
    fn from(one: Appointment) -> Self {
        let subject = For::of(&one);
        Self {
            id: one.id,
            contact_id: matches!(subject, Some(For::Contact(_))).then_some(one.subject),
            mapping_id: matches!(subject, Some(For::Mapping(_))).then_some(one.subject),
            organisation_id: one.organisation.0,
            by_organisation: one.by_organisation_name,
            starts_at: one.meeting.starts_at.to_string(),
            minutes: one.meeting.minutes,
            place: one.meeting.place,
            email: one.meeting.email,
            is_cancelled: one.is_cancelled,
            version: one.sequence,
            updated_at: one.updated_at.to_string(),
        }
    }
}

/// Times of one's own organisation, latest first; those that were called off too.
#[utoipa::path(
    get, path = "/api/v1/appointments", tag = "appointments", params(About, PageQuery),
    responses((status = 200, description = "Times", body = Listing<AppointmentJson>))
)]
async fn list_appointments(
    guard: Guard<SetAppointments>,
    Query(about): Query<About>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Listing<AppointmentJson>>, Failure> {
    let what = one_of(about.contact, about.mapping)?;
    let found = appointments::list(&guard.app, login(&guard)?, what, page.slice()?).await?;
    Ok(Json(page.listing(found.map(AppointmentJson::from))))
}

/// A time with its `ETag`, as it stands now.
async fn shown(guard: &Guard<SetAppointments>, id: Uuid) -> Answer {
    let (_, found) = appointments::read(&guard.app, login(guard)?, id).await?;
    Ok((etag(found.sequence), Json(AppointmentJson::from(found))).into_response())
}

/// One time, with `ETag`.
#[utoipa::path(
    get, path = "/api/v1/appointments/{id}", tag = "appointments",
    params(("id" = Uuid, Path, description = "Id")),
    responses((status = 200, description = "The time", body = AppointmentJson))
)]
async fn read_appointment(guard: Guard<SetAppointments>, Path(id): Path<Uuid>) -> Answer {
    shown(&guard, id).await
}

/// A time to book, for a planned contact or a mapping that is led.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct NewAppointment {
    /// The planned contact; or give `mappingId`.
    contact_id: Option<Uuid>,
    /// The mapping; or give `contactId`.
    mapping_id: Option<Uuid>,
    /// Day, `2026-12-08`.
    on: String,
    /// Swedish clock, `13:30`.
    at: String,
    /// How long, 5 to 1 440 minutes.
    minutes: i64,
    /// Where, in one line.
    place: String,
    /// Address of whom to invite.
    email: String,
}

/// Book a time and invite to it. 409 when one stands already: move that one.
#[utoipa::path(
    post, path = "/api/v1/appointments", tag = "appointments", request_body = NewAppointment,
    responses((status = 201, description = "Booked", body = AppointmentJson))
)]
async fn book_appointment(guard: Guard<SetAppointments>, sent: Sent<NewAppointment>) -> Answer {
    let body = &sent.value;
    let what = one_of(body.contact_id, body.mapping_id)?
        .ok_or_else(|| Failure::invalid(Fault::new("contactId", "one-subject")))?;
    let form = MeetingForm {
        on: body.on.clone(),
        at: body.at.clone(),
        minutes: body.minutes.to_string(),
        place: body.place.clone(),
        email: body.email.clone(),
    };
    let login = login(&guard)?;
    let booked = appointments::set(&guard.app, login, what, None, &form, sent.key()).await?;
    let location = format!("/api/v1/appointments/{}", booked.id);
    Ok((StatusCode::CREATED, [(LOCATION, location)], shown(&guard, booked.id).await?)
        .into_response())
}

/// What to change of a time; what is left out stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
struct AppointmentChange {
    /// Day, `2026-12-08`.
    on: Option<String>,
    /// Swedish clock, `13:30`.
    at: Option<String>,
    /// How long, 5 to 1 440 minutes.
    minutes: Option<i64>,
    /// Where, in one line.
    place: Option<String>,
    /// Address of whom to invite.
    email: Option<String>,
}

/// A conflict about a version that was named is a condition that has failed.
fn conditional(error: app::Error) -> Failure {
    if error.kind == Kind::Conflict { precondition_failed() } else { error.into() }
}

/// Move a time, or change its place. `If-Match` carries the version it is based on. When somebody
/// else is invited, this one is called off and the answer is a new one, with its own id.
#[utoipa::path(
    patch, path = "/api/v1/appointments/{id}", tag = "appointments",
    request_body = AppointmentChange,
    params(
        ("id" = Uuid, Path, description = "Id"),
        ("If-Match" = String, Header, description = "The `ETag` that was read"),
    ),
    responses((status = 200, description = "The time", body = AppointmentJson))
)]
async fn move_appointment(
    guard: Guard<SetAppointments>,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
    sent: Sent<AppointmentChange>,
) -> Answer {
    let login = login(&guard)?;
    // What one may not see is not there at all, whichever version is named.
    let (_, found) = appointments::read(&guard.app, login, id).await?;
    let seen = Version { id, sequence: if_match(&headers)? };
    let (stands, change) = (MeetingForm::of(&found.meeting), &sent.value);
    let or = |given: &Option<String>, stands: String| given.clone().unwrap_or(stands);
    let form = MeetingForm {
        on: or(&change.on, stands.on),
        at: or(&change.at, stands.at),
        minutes: change.minutes.map_or(stands.minutes, |minutes| minutes.to_string()),
        place: or(&change.place, stands.place),
        email: or(&change.email, stands.email),
    };
    let moved = appointments::move_to(&guard.app, login, id, seen, &form, sent.key()).await;
    shown(&guard, moved.map_err(conditional)?.id).await
}

/// Call a time off and tell whoever was invited. Calling it off again changes nothing.
#[utoipa::path(
    delete, path = "/api/v1/appointments/{id}", tag = "appointments",
    params(
        ("id" = Uuid, Path, description = "Id"),
        ("If-Match" = String, Header, description = "The `ETag` that was read"),
    ),
    responses((status = 204, description = "Called off"))
)]
async fn cancel_appointment(
    guard: Guard<SetAppointments>,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
    _proof: OwnCall,
) -> Answer {
    let login = login(&guard)?;
    appointments::read(&guard.app, login, id).await?;
    let seen = Version { id, sequence: if_match(&headers)? };
    let done = appointments::cancel_one(&guard.app, login, id, seen, None).await;
    done.map_err(conditional)?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
