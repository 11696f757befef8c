//! `/api/v1/cases`.

use app::cases::{self, CaseForm, CaseView, Hold, ListQuery, NextStepForm, StoredCase};
use axum::Json;
use axum::extract::{Path, Query};
use axum::http::header::LOCATION;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use domain::cases::Clock;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::api;
use crate::failure::Failure;
use crate::forms::Sent;
use crate::guard::Guard;
use crate::guarded::Routes;
use crate::page::Answer;
use crate::paging::{Listing, PageQuery, etag, if_match, precondition_failed};
use crate::rights::{ReadCases, WorkCases};

/// Routes.
pub(super) fn routes() -> Routes {
    Routes::new().api(api![list_cases, create_case]).api(api![read_case, change_case])
}

/// What a list of cases is narrowed by.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
struct Narrowed {
    /// Words: firm, title or number.
    q: String,
    /// Code of a state, `late`, `all`, or nothing for every open case.
    state: String,
    /// Municipality code.
    municipality: String,
    /// `mine`, `deputy` or nothing for all one sees.
    hold: String,
    /// `newest`, `firm` or nothing for shortest time left first.
    sort: String,
}

/// The promise of a first answer.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Promise {
    /// When the answer is due.
    promised_at: String,
    /// When it was given.
    answered_at: Option<String>,
    /// `running`, `late`, `kept` or `kept-late`.
    is: &'static str,
    /// Working days left, or late.
    working_days: i64,
}

impl Promise {
    fn of(case: &StoredCase, clock: Clock) -> Self {
        let (is, working_days) = match clock {
            Clock::Running { working_days } => ("running", working_days),
            Clock::Late { working_days } => ("late", working_days),
            Clock::Kept => ("kept", 0),
            Clock::KeptLate { working_days } => ("kept-late", working_days),
        };
        Self {
            promised_at: case.fields.promised_at.to_string(),
            answered_at: case.fields.answered_at.map(|at| at.to_string()),
            is,
            working_days,
        }
    }
}

/// A case.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct CaseJson {
    /// Id.
    id: uuid::Uuid,
    /// Stable name of a demo record.
    slug: Option<String>,
    /// Number, `2026-0412`.
    number: String,
    /// Firm.
    organisation_id: uuid::Uuid,
    /// Firm's name.
    organisation: String,
    /// Municipality code.
    municipality: String,
    /// What it is about.
    title: String,
    /// Code of the state.
    state: &'static str,
    /// Desk that owns it.
    desk: Option<String>,
    /// Code of the owner's role.
    owner_role: Option<&'static str>,
    /// Who has taken it.
    taken_by: Option<String>,
    /// What happens next; null only when closed.
    next_step: Option<String>,
    /// Latest day of it.
    next_step_on: Option<String>,
    /// The promise.
    promise: Promise,
    /// How far the alarm has gone: `none`, `deputy` or `escalated`.
    alarm: &'static str,
    /// Code of how it ended.
    outcome: Option<&'static str>,
    /// Version, as in `ETag`.
    version: i64,
    /// When it came in.
    created_at: String,
}

impl CaseJson {
    fn of(case: &StoredCase, clock: Clock) -> Self {
        let fields = &case.fields;
        Self {
            id: case.id.0,
            slug: case.slug.clone(),
            number: case.number.clone(),
            organisation_id: case.organisation.0,
            organisation: case.organisation_name.clone(),
            municipality: case.municipality.to_string(),
            title: case.title.clone(),
            state: fields.state.code(),
            desk: case.desk_name.clone(),
            owner_role: fields.owner_role.map(domain::access::Role::code),
            taken_by: fields.taken_by_name.clone(),
            next_step: fields.next_step.as_ref().map(|step| step.what.clone()),
            next_step_on: fields.next_step.as_ref().map(|step| step.on.to_string()),
            promise: Promise::of(case, clock),
            alarm: fields.alarm.code(),
            outcome: fields.closing.as_ref().map(|closing| closing.outcome.code()),
            version: case.version,
            created_at: case.created_at.to_string(),
        }
    }
}

/// Cases one may see.
#[utoipa::path(
    get, path = "/api/v1/cases", tag = "cases", params(Narrowed, PageQuery),
    responses((status = 200, description = "Cases", body = Listing<CaseJson>))
)]
async fn list_cases(
    guard: Guard<ReadCases>,
    Query(narrowed): Query<Narrowed>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Listing<CaseJson>>, Failure> {
    let query = ListQuery {
        q: narrowed.q,
        hold: match narrowed.hold.as_str() {
            "mine" => Hold::Mine,
            "deputy" => Hold::Deputy,
            _ => Hold::All,
        },
        state: narrowed.state,
        municipality: narrowed.municipality,
        sort: narrowed.sort,
    };
    let found = cases::list(&guard.app, &guard.actor, &query, page.slice()?).await?;
    let now = found.now;
    Ok(Json(page.listing(found.page.map(|case| {
        let read = domain::cases::clock(case.fields.promised_at, case.fields.answered_at, now);
        CaseJson::of(&case, read)
    }))))
}

/// A message as the reader may see it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct MessageJson {
    /// Id.
    id: uuid::Uuid,
    /// Who wrote it.
    from_name: String,
    /// For which organisation.
    from_organisation: String,
    /// `parties`, `own` or `one`.
    audience: &'static str,
    /// The one other reader.
    to_organisation: Option<String>,
    /// The words.
    body: String,
    /// When.
    sent_at: String,
}

/// A case with what the reader may see of its thread.
#[derive(Debug, Serialize, ToSchema)]
struct CaseWithThread {
    /// The case.
    #[serde(flatten)]
    case: CaseJson,
    /// Organisations in it.
    parties: Vec<String>,
    /// Needs it shall answer.
    needs: Vec<uuid::Uuid>,
    /// Messages for the reader, oldest first.
    messages: Vec<MessageJson>,
}

impl CaseWithThread {
    fn of(view: CaseView) -> Self {
        let messages = view.thread.into_iter().filter_map(|entry| match entry {
            cases::Entry::Message(message) => Some(MessageJson {
                id: message.id.0,
                from_name: message.from_name,
                from_organisation: message.from_organisation_name,
                audience: message.audience.code(),
                to_organisation: message.to_organisation_name,
                body: message.body,
                sent_at: message.sent_at.to_string(),
            }),
            cases::Entry::Event(_) => None,
        });
        Self {
            case: CaseJson::of(&view.case, view.clock),
            parties: view.parties.into_iter().map(|party| party.name).collect(),
            needs: view.needs.iter().map(|need| need.id).collect(),
            messages: messages.collect(),
        }
    }
}

/// One case, with `ETag`.
#[utoipa::path(
    get, path = "/api/v1/cases/{id}", tag = "cases",
    params(("id" = String, Path, description = "Id, demo slug or number")),
    responses((status = 200, description = "The case", body = CaseWithThread))
)]
async fn read_case(guard: Guard<ReadCases>, Path(name): Path<String>) -> Answer {
    let id = cases::resolve(&guard.app, &guard.actor, &name).await?;
    let view = cases::read(&guard.app, &guard.actor, id).await?;
    let version = view.case.version;
    Ok((etag(version), Json(CaseWithThread::of(view))).into_response())
}

/// A case to open for a firm.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct NewCase {
    /// The firm: id, demo slug or organisation number.
    organisation_id: String,
    /// What it is about, in one line.
    title: String,
    /// What the firm said it needs; the firm reads it.
    words: String,
    /// What the desk does first.
    next_step: String,
    /// The call shall stand among the firm's contacts too.
    #[serde(default)]
    log_call: bool,
}

/// What the firm can be told.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct OpenedCase {
    /// Id.
    id: uuid::Uuid,
    /// Number.
    number: String,
    /// When the first answer is due.
    promised_at: String,
    /// Desk that answers.
    desk: String,
    /// Who serves it today.
    holder: Option<String>,
    /// Telephone of the desk.
    phone: Option<String>,
}

/// Open a case for a firm that has called.
#[utoipa::path(
    post, path = "/api/v1/cases", tag = "cases", request_body = NewCase,
    responses((status = 201, description = "Opened", body = OpenedCase))
)]
async fn create_case(guard: Guard<WorkCases>, sent: Sent<NewCase>) -> Answer {
    let body = &sent.value;
    let firm = app::organisations::resolve(&guard.app, &guard.actor, &body.organisation_id).await?;
    let form = CaseForm {
        organisation: firm.to_string(),
        title: body.title.clone(),
        words: body.words.clone(),
        next_step: body.next_step.clone(),
        log_call: if body.log_call { "yes".to_owned() } else { String::new() },
    };
    let receipt = cases::open_by_hand(&guard.app, &guard.actor, &form, sent.key()).await?;
    let location = format!("/api/v1/cases/{}", receipt.id);
    let opened = OpenedCase {
        id: receipt.id.0,
        number: receipt.number,
        promised_at: receipt.promised_at.to_string(),
        desk: receipt.desk_name,
        holder: receipt.holder_name,
        phone: receipt.phone,
    };
    Ok((StatusCode::CREATED, [(LOCATION, location)], Json(opened)).into_response())
}

/// What happens next.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct NextStep {
    /// What.
    next_step: String,
    /// Latest day, `2026-12-08`.
    next_step_on: String,
}

/// Change the next step. `If-Match` carries the version it is based on: 428 without it, 412 when
/// the case has changed since.
#[utoipa::path(
    patch, path = "/api/v1/cases/{id}", tag = "cases", request_body = NextStep,
    params(
        ("id" = String, Path, description = "Id, demo slug or number"),
        ("If-Match" = String, Header, description = "The `ETag` that was read"),
    ),
    responses((status = 200, description = "The case", body = CaseWithThread))
)]
async fn change_case(
    guard: Guard<WorkCases>,
    Path(name): Path<String>,
    headers: HeaderMap,
    sent: Sent<NextStep>,
) -> Answer {
    let id = cases::resolve(&guard.app, &guard.actor, &name).await?;
    // What one may not see is not there at all, whichever version is named.
    cases::read(&guard.app, &guard.actor, id).await?;
    let version = if_match(&headers)?;
    let form = NextStepForm {
        next_step: sent.value.next_step.clone(),
        next_step_on: sent.value.next_step_on.clone(),
    };
    let changed = cases::plan_next(&guard.app, &guard.actor, id, version, &form, sent.key()).await;
    if changed.as_ref().is_err_and(|error| error.kind == app::Kind::Conflict) {
        return Err(precondition_failed());
    }
    let changed = changed?;
    let view = cases::read(&guard.app, &guard.actor, id).await?;
    Ok((etag(changed.version), Json(CaseWithThread::of(view))).into_response())
}
