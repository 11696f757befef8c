//! `/api/v1/signals`.

use app::signals::{self, Evidence, ListQuery, Reading, Seen, StoredStep, View};
use axum::Json;
use axum::extract::{Path, Query};
use axum::response::IntoResponse;
use domain::ids::SignalId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::api;
use crate::failure::Failure;
use crate::guard::Guard;
use crate::guarded::Routes;
use crate::page::Answer;
use crate::paging::{Listing, PageQuery, etag};
use crate::rights::ReadSignals;

/// Routes.
pub(super) fn routes() -> Routes {
    Routes::new().api(api![list_signals]).api(api![read_signal])
}

/// An early warning.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SignalJson {
    /// Id.
    id: uuid::Uuid,
    /// Code of what it is about.
    kind: &'static str,
    /// Code of the state.
    state: &'static str,
    /// Municipality code; null is the whole county.
    municipality: Option<String>,
    /// Code of the obstacle, the occupation or the firm; empty where the kind says it all.
    subject: String,
    /// Name of the occupation or the firm, or the line a person has written.
    title: Option<String>,
    /// Desk that has it.
    desk: String,
    /// Day of what is asked or done.
    due_on: Option<String>,
    /// Firms behind it; null where the reader may not know.
    firms: Option<i64>,
    /// Persons, cases or reports behind it; null where the reader may not know.
    amount: Option<i64>,
    /// First day looked at.
    since: String,
    /// Last day looked at.
    until: String,
    /// When it came.
    created_at: String,
}

impl From<&Seen> for SignalJson {
    fn from(seen: &Seen) -> Self {
        let signal = &seen.signal;
        Self {
            id: signal.id.0,
            kind: signal.kind.code(),
            state: signal.state.code(),
            municipality: signal.municipality.as_ref().map(ToString::to_string),
            subject: signal.subject.clone(),
            title: signal.title.clone(),
            desk: signal.desk_name.clone(),
            due_on: signal.due_on.map(|on| on.to_string()),
            firms: seen.shown.firms,
            amount: seen.shown.amount,
            since: signal.since.to_string(),
            until: signal.until.to_string(),
            created_at: signal.created_at.to_string(),
        }
    }
}

/// A piece of evidence.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SignalEvidence {
    /// Code of what it is.
    kind: &'static str,
    /// Which.
    id: uuid::Uuid,
    /// The firm.
    organisation_id: Option<uuid::Uuid>,
    /// Its name.
    organisation: Option<String>,
    /// The firm's own words.
    words: Option<String>,
}

impl From<&Evidence> for SignalEvidence {
    fn from(one: &Evidence) -> Self {
        Self {
            kind: one.kind.code(),
            id: one.id,
            organisation_id: one.organisation.map(|id| id.0),
            organisation: one.organisation_name.clone(),
            words: one.words.clone(),
        }
    }
}

/// A step that was taken.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SignalStep {
    /// Code of the state it led to.
    state: &'static str,
    /// What was asked or done; the answer; the reason.
    words: Option<String>,
    /// Who was asked, where it is no desk.
    asked: Option<String>,
    /// Desk that was asked, or that does it.
    desk: Option<String>,
    /// By which day.
    on: Option<String>,
    /// Organisation that took the step; null is the service.
    by_organisation: Option<String>,
    /// When.
    at: String,
}

impl From<&StoredStep> for SignalStep {
    fn from(step: &StoredStep) -> Self {
        Self {
            state: step.state.code(),
            words: step.words.clone(),
            asked: step.asked.clone(),
            desk: step.desk_name.clone(),
            on: step.due_on.map(|on| on.to_string()),
            by_organisation: step.by_organisation_name.clone(),
            at: step.at.to_string(),
        }
    }
}

/// An early warning with all the reader may see of it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct WholeSignal {
    /// The signal.
    signal: SignalJson,
    /// What a person has written about it.
    words: Option<String>,
    /// What stands behind it; empty for who may not know the firms.
    evidence: Vec<SignalEvidence>,
    /// What has been done, oldest first.
    steps: Vec<SignalStep>,
    /// The reader may take steps.
    can_work: bool,
}

impl From<&View> for WholeSignal {
    fn from(view: &View) -> Self {
        Self {
            signal: SignalJson::from(&view.seen),
            words: view.seen.signal.words.clone(),
            evidence: view.evidence.iter().map(SignalEvidence::from).collect(),
            steps: view.steps.iter().map(SignalStep::from).collect(),
            can_work: view.seen.can_work,
        }
    }
}

/// What a list of signals is narrowed by.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
struct SignalsNarrowed {
    /// Code of a kind.
    kind: String,
    /// Code of a state, or `all`; those that are open unless given.
    state: String,
    /// Municipality code.
    municipality: String,
    /// `own` for those at one's own desks.
    whose: String,
    /// `latest`, `earliest`, `firms` or `due`.
    sort: String,
}

/// Early warnings the reader sees.
#[utoipa::path(
    get, path = "/api/v1/signals", tag = "signals", params(SignalsNarrowed, PageQuery),
    responses((status = 200, description = "Signals", body = Listing<SignalJson>))
)]
async fn list_signals(
    guard: Guard<ReadSignals>,
    Query(by): Query<SignalsNarrowed>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Listing<SignalJson>>, Failure> {
    let query = ListQuery {
        kind: by.kind,
        state: by.state,
        municipality: by.municipality,
        whose: by.whose,
        sort: by.sort,
    };
    let found = signals::list(&guard.app, &guard.actor, &query, page.slice()?).await?;
    Ok(Json(page.listing(found.map(|seen| SignalJson::from(&seen)))))
}

/// An early warning with what stands behind it, as far as the reader sees.
#[utoipa::path(
    get, path = "/api/v1/signals/{id}", tag = "signals",
    params(("id" = uuid::Uuid, Path, description = "Signal")),
    responses((status = 200, description = "The signal", body = WholeSignal))
)]
async fn read_signal(guard: Guard<ReadSignals>, Path(id): Path<SignalId>) -> Answer {
    let Reading::Whole(view) = signals::read(&guard.app, &guard.actor, id).await? else {
        return Err(Failure::not_found());
    };
    let version = view.seen.signal.version;
    Ok((etag(version), Json(WholeSignal::from(view.as_ref()))).into_response())
}
