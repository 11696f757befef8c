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
    Routes::new().api(api![create_contact, list_contacts, read_contact_peace])
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
    /// Why it cannot wait, where it goes against what the firm has asked for; the firm reads it.
    #[serde(default)]
    reason: Option<String>,
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
    /// Goes against what the firm has asked for.
    is_forced: bool,
}

/// Write down a contact, past or planned. One that goes against what the firm has asked for needs a
/// reason (422 without); a survey in a quiet period is refused (422 whatever the reason).
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
        reason: body.reason.clone().unwrap_or_default(),
    };
    let kept = contacts::keep(&guard.app, &guard.actor, firm, &form, sent.key()).await?;
    let location = format!("/api/v1/contacts?organisation={firm}");
    let view = KeptContact {
        id: kept.id.0,
        organisation_id: kept.organisation.0,
        on: kept.on.to_string(),
        is_planned: kept.is_planned,
        is_forced: kept.is_forced,
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
    /// The firm had asked for it.
    is_asked_for: bool,
    /// Why it went against what the firm had asked for; null unless it did, and for others than
    /// the organisation that gave it.
    forced_reason: Option<String>,
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
            is_asked_for: stored.asked_for.is_some(),
            forced_reason: stored.forced.map(|forced| forced.why),
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

/// Which firm, and which contact to weigh.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Weighed {
    /// The firm: id, demo slug or organisation number.
    organisation: String,
    /// `visit`, `call`, `mail`, `survey` or `meeting`; without it nothing is weighed.
    #[serde(default)]
    kind: String,
    /// Day, `2026-12-08`; today when it is not given.
    #[serde(default)]
    on: String,
}

/// Days when a firm wants to be left alone, both counted.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct QuietPeriod {
    /// First day.
    from: String,
    /// Last day.
    until: String,
    /// Why, in the firm's words.
    why: Option<String>,
}

/// Something that speaks for or against a contact.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct PeaceReason {
    /// `asked-for`, `quiet-survey`, `quiet`, `survey-refused`, `channel`, `limit`,
    /// `not-preferred` or `others`.
    code: &'static str,
    /// In words.
    text: String,
}

/// What would become of a contact.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct PeaceVerdict {
    /// `allowed`, `needs-reason` or `refused`.
    outcome: &'static str,
    /// Why, what weighs most first.
    reasons: Vec<PeaceReason>,
}

/// What a firm asks of those who get in touch with it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ContactPeace {
    /// Firm.
    organisation_id: uuid::Uuid,
    /// At most so many contacts in a quarter that it has not asked for; null without a limit.
    limit_per_quarter: Option<i64>,
    /// Such contacts of this quarter, past and planned.
    unasked_this_quarter: i64,
    /// Ways it prefers.
    preferred: Vec<&'static str>,
    /// Ways it has said no to.
    refused: Vec<&'static str>,
    /// Whom to ask for.
    ask_for: Option<String>,
    /// Quiet periods that are not over.
    quiet_periods: Vec<QuietPeriod>,
    /// What would become of the contact that was asked about; null when none was.
    verdict: Option<PeaceVerdict>,
}

/// What a firm asks of those who get in touch, and what would become of a contact. Nothing is
/// written.
#[utoipa::path(
    get, path = "/api/v1/contact-peace", tag = "contacts", params(Weighed),
    responses((status = 200, description = "Contact peace", body = ContactPeace))
)]
async fn read_contact_peace(
    guard: Guard<SeeContacts>,
    Query(asked): Query<Weighed>,
) -> Result<Json<ContactPeace>, Failure> {
    let (app, actor) = (&guard.app, &guard.actor);
    let firm = app::organisations::resolve(app, actor, &asked.organisation).await?;
    let ledger = contacts::ledger(app, actor, firm).await?;
    let verdict = if asked.kind.is_empty() {
        None
    } else {
        let on = if asked.on.is_empty() { guard.today().to_string() } else { asked.on };
        let form = ContactForm { kind: asked.kind, on, ..ContactForm::default() };
        Some(contacts::peace::verdict(app, actor, firm, &form).await?)
    };
    let (l, wishes) = (guard.l(), ledger.wishes.wishes);
    let quiet = wishes.quiet.into_iter().map(|one| QuietPeriod {
        from: one.from.to_string(),
        until: one.until.to_string(),
        why: one.why,
    });
    Ok(Json(ContactPeace {
        organisation_id: firm.0,
        limit_per_quarter: wishes.limit,
        unasked_this_quarter: ledger.wishes.unasked,
        preferred: wishes.preferred.iter().map(|kind| kind.code()).collect(),
        refused: wishes.refused.iter().map(|kind| kind.code()).collect(),
        ask_for: wishes.ask_for,
        quiet_periods: quiet.collect(),
        verdict: verdict.map(|verdict| PeaceVerdict {
            outcome: verdict.outcome.code(),
            reasons: verdict
                .reasons
                .iter()
                .map(|one| PeaceReason { code: one.code(), text: super::peace::reason(l, one) })
                .collect(),
        }),
    }))
}
