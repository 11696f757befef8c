//! `/api/v1/contacts`: who has been in touch with a firm.

use app::contacts;
use axum::Json;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::IntoResponse;
use domain::contacts::ContactForm;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::api;
use crate::failure::Failure;
use crate::forms::Sent;
use crate::guard::Guard;
use crate::guarded::Routes;
use crate::page::Answer;
use crate::paging::{Listing, PageQuery};
use crate::rights::{KeepContacts, SeeContacts};

/// Routes.
pub(super) fn routes() -> Routes {
    Routes::new().api(api![create_contact, list_contacts])
}

/// A contact to write down.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct NewContact {
    /// The firm: id, demo slug or organisation number.
    organisation_id: String,
    /// `visit`, `call`, `mail`, `survey` or `meeting`.
    kind: String,
    /// Day, `2026-12-08`; a day to come means planned.
    on: String,
    /// What about, in one line.
    topic: String,
    /// What was said; for one's own organisation only.
    #[serde(default)]
    note: Option<String>,
}

/// A contact that has been written down.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct KeptContact {
    /// Id.
    id: uuid::Uuid,
    /// Firm.
    organisation_id: uuid::Uuid,
    /// Day.
    on: String,
    /// Lies ahead.
    is_planned: bool,
}

/// Write down a contact, past or planned.
#[utoipa::path(
    post, path = "/api/v1/contacts", tag = "contacts", request_body = NewContact,
    responses((status = 201, description = "Written down", body = KeptContact))
)]
async fn create_contact(guard: Guard<KeepContacts>, sent: Sent<NewContact>) -> Answer {
    let body = &sent.value;
    let firm = app::organisations::resolve(&guard.app, &guard.actor, &body.organisation_id).await?;
    let form = ContactForm {
        kind: body.kind.clone(),
        on: body.on.clone(),
        topic: body.topic.clone(),
        note: body.note.clone().unwrap_or_default(),
    };
    let kept = contacts::keep(&guard.app, &guard.actor, firm, &form, sent.key()).await?;
    let location = format!("/api/v1/contacts?organisation={firm}");
    let view = KeptContact {
        id: kept.id.0,
        organisation_id: kept.organisation.0,
        on: kept.on.to_string(),
        is_planned: kept.is_planned,
    };
    Ok((StatusCode::CREATED, [(LOCATION, location)], Json(view)).into_response())
}

/// Which firm's contacts.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OfFirm {
    /// The firm: id, demo slug or organisation number.
    organisation: String,
}

/// A contact as the reader may see it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ContactView {
    /// Id.
    id: uuid::Uuid,
    /// Firm.
    organisation_id: uuid::Uuid,
    /// Firm's name.
    organisation: String,
    /// Whose contact.
    by_organisation: String,
    /// Who.
    by_name: String,
    /// Code of the kind.
    kind: &'static str,
    /// Day.
    on: String,
    /// What about.
    topic: String,
    /// What was said; null unless it is the reader's own organisation's.
    note: Option<String>,
    /// Called off.
    is_cancelled: bool,
}

impl From<contacts::Line> for ContactView {
    fn from(line: contacts::Line) -> Self {
        let stored = line.contact;
        Self {
            id: stored.id.0,
            organisation_id: stored.organisation.0,
            organisation: stored.organisation_name,
            by_organisation: stored.by_organisation_name,
            by_name: stored.by_name,
            kind: stored.contact.kind.code(),
            on: stored.contact.on.to_string(),
            topic: stored.contact.topic,
            note: stored.contact.note,
            is_cancelled: stored.is_cancelled,
        }
    }
}

/// A firm's contacts, past and planned, latest first.
#[utoipa::path(
    get, path = "/api/v1/contacts", tag = "contacts", params(OfFirm, PageQuery),
    responses((status = 200, description = "Contacts", body = Listing<ContactView>))
)]
async fn list_contacts(
    guard: Guard<SeeContacts>,
    Query(of): Query<OfFirm>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Listing<ContactView>>, Failure> {
    let firm = app::organisations::resolve(&guard.app, &guard.actor, &of.organisation).await?;
    let slice = page.slice()?;
    let found = contacts::list(&guard.app, &guard.actor, firm, slice).await?;
    Ok(Json(page.listing(found.map(ContactView::from))))
}
