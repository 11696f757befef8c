//! `/api/v1/visits`.

use app::visits::{self, ListQuery, StoredVisit, View};
use axum::Json;
use axum::extract::{Path, Query};
use axum::http::header::LOCATION;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use domain::ids::VisitId;
use domain::time;
use domain::visits::VisitForm;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::form::usual_topic;
use crate::api;
use crate::failure::Failure;
use crate::forms::Sent;
use crate::guard::Guard;
use crate::guarded::Routes;
use crate::page::Answer;
use crate::paging::{Listing, PageQuery, etag, if_match, precondition_failed};
use crate::rights::{KeepVisits, ReadVisits, SeeVisitFigures};

/// Routes.
pub(super) fn routes() -> Routes {
    Routes::new()
        .api(api![create_visit, list_visits])
        .api(api![read_coverage])
        .api(api![read_visit])
        .api(api![report_visit])
}

/// What the firm answered, what stands in its way and what it was promised.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
struct VisitReport {
    /// Education and courses it lacks, in words.
    education: Option<String>,
    /// Persons who retire within one year.
    retirements_one_year: Option<i64>,
    /// Within three years.
    retirements_three_years: Option<i64>,
    /// Within five years.
    retirements_five_years: Option<i64>,
    /// Mentors it offers.
    mentors: Option<i64>,
    /// Degree projects it offers.
    theses: Option<i64>,
    /// Grade of the business climate, 1 to 6.
    climate: Option<i64>,
    /// Code of what stands in the way, such as `housing`.
    obstacle_kind: Option<String>,
    /// In which words.
    obstacle: Option<String>,
    /// What was promised.
    promise: Option<String>,
    /// By which day.
    promise_on: Option<String>,
}

impl VisitReport {
    fn form(&self) -> VisitForm {
        let number = |value: Option<i64>| value.map_or_else(String::new, |value| value.to_string());
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        VisitForm {
            education: text(&self.education),
            retirements_one_year: number(self.retirements_one_year),
            retirements_three_years: number(self.retirements_three_years),
            retirements_five_years: number(self.retirements_five_years),
            mentors: number(self.mentors),
            theses: number(self.theses),
            climate: number(self.climate),
            obstacle_kind: text(&self.obstacle_kind),
            obstacle: text(&self.obstacle),
            promise: text(&self.promise),
            promise_on: text(&self.promise_on),
            ..VisitForm::default()
        }
    }
}

/// A visit to write down.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct NewVisit {
    /// The firm: id, demo slug or organisation number.
    organisation_id: String,
    /// Day, `2026-12-08`; a day to come means planned.
    on: String,
    /// What about, in one line.
    #[serde(default)]
    topic: Option<String>,
    /// Why it cannot wait, when it goes against what the firm has asked for.
    #[serde(default)]
    reason: Option<String>,
    /// Ids of the other organisations that take part.
    #[serde(default)]
    with: Vec<String>,
    /// What was heard, when the visit has been.
    #[serde(default)]
    report: Option<VisitReport>,
}

/// A visit.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct VisitJson {
    /// Id.
    id: uuid::Uuid,
    /// Firm.
    organisation_id: uuid::Uuid,
    /// Firm's name.
    organisation: String,
    /// Municipality code.
    municipality: String,
    /// Day.
    on: String,
    /// Code of the state.
    state: &'static str,
    /// What about.
    topic: String,
    /// Who organises it.
    by_organisation: String,
    /// Organisations that take part, the organiser among them.
    parties: i64,
}

impl From<&StoredVisit> for VisitJson {
    fn from(visit: &StoredVisit) -> Self {
        Self {
            id: visit.id.0,
            organisation_id: visit.organisation.0,
            organisation: visit.organisation_name.clone(),
            municipality: visit.municipality.to_string(),
            on: visit.on.to_string(),
            state: visit.state.code(),
            topic: visit.topic.clone(),
            by_organisation: visit.by_organisation_name.clone(),
            parties: visit.parties,
        }
    }
}

/// What stands in a firm's way.
#[derive(Debug, Serialize, ToSchema)]
struct ObstacleJson {
    /// Code of the kind.
    kind: &'static str,
    /// In which words.
    words: String,
    /// Committee that answers.
    committee: String,
    /// What it answered; null while it has not.
    answer: Option<String>,
}

/// What a firm was promised.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct PromiseJson {
    /// What.
    words: String,
    /// By which day.
    by: String,
    /// Who promised.
    by_organisation: String,
    /// It has been kept.
    is_kept: bool,
}

/// A visit with all the reader may see of it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct WholeVisit {
    /// The visit.
    visit: VisitJson,
    /// Names of the organisations that take part.
    organisations: Vec<String>,
    /// The reader sees what was heard too.
    is_whole: bool,
    /// What was heard.
    report: VisitReport,
    /// What stands in the way.
    obstacles: Vec<ObstacleJson>,
    /// What was promised.
    promises: Vec<PromiseJson>,
    /// What the firm was told afterwards.
    feedback: Option<String>,
}

impl From<View> for WholeVisit {
    fn from(view: View) -> Self {
        let said = &view.visit.inventory;
        let report = VisitReport {
            education: said.education.clone(),
            retirements_one_year: said.retirements_one_year,
            retirements_three_years: said.retirements_three_years,
            retirements_five_years: said.retirements_five_years,
            mentors: said.mentors,
            theses: said.theses,
            climate: said.climate,
            ..VisitReport::default()
        };
        let obstacles = view.obstacles.iter().map(|one| ObstacleJson {
            kind: one.obstacle.kind.code(),
            words: one.obstacle.words.clone(),
            committee: one.committee.clone(),
            answer: one.answer.clone(),
        });
        let promises = view.promises.iter().map(|one| PromiseJson {
            words: one.promise.words.clone(),
            by: one.promise.by.to_string(),
            by_organisation: one.by_organisation_name.clone(),
            is_kept: one.kept_at.is_some(),
        });
        Self {
            visit: VisitJson::from(&view.visit),
            organisations: view.organisations.iter().map(|one| one.name.clone()).collect(),
            is_whole: view.is_whole,
            report,
            obstacles: obstacles.collect(),
            promises: promises.collect(),
            feedback: view.visit.feedback.clone(),
        }
    }
}

/// Write down a visit, planned or held.
#[utoipa::path(
    post, path = "/api/v1/visits", tag = "visits", request_body = NewVisit,
    responses((status = 201, description = "Written down", body = WholeVisit))
)]
async fn create_visit(guard: Guard<KeepVisits>, sent: Sent<NewVisit>) -> Answer {
    let body = &sent.value;
    let firm = app::organisations::resolve(&guard.app, &guard.actor, &body.organisation_id).await?;
    let report = body.report.clone().unwrap_or_default();
    let form = VisitForm {
        on: body.on.clone(),
        with: body.with.clone(),
        topic: body.topic.clone().unwrap_or_default(),
        reason: body.reason.clone().unwrap_or_default(),
        ..report.form()
    };
    let topic = usual_topic();
    let kept = visits::keep(&guard.app, &guard.actor, firm, &form, &topic, sent.key()).await?;
    let view = visits::read(&guard.app, &guard.actor, kept.id).await?;
    let location = format!("/api/v1/visits/{}", kept.id);
    Ok((StatusCode::CREATED, [(LOCATION, location)], Json(WholeVisit::from(view))).into_response())
}

/// What a list of visits is narrowed by.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
struct Narrowed {
    /// Municipality code.
    municipality: String,
    /// Code of a state.
    state: String,
    /// Id of a firm.
    organisation: String,
    /// `own` for those where one's own organisation takes part.
    whose: String,
    /// `latest`, `earliest` or `firm`.
    sort: String,
}

/// Visits: that they are, when, by whom and what about.
#[utoipa::path(
    get, path = "/api/v1/visits", tag = "visits", params(Narrowed, PageQuery),
    responses((status = 200, description = "Visits", body = Listing<VisitJson>))
)]
async fn list_visits(
    guard: Guard<ReadVisits>,
    Query(by): Query<Narrowed>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Listing<VisitJson>>, Failure> {
    let query = ListQuery {
        municipality: by.municipality,
        state: by.state,
        organisation: by.organisation,
        whose: by.whose,
        sort: by.sort,
    };
    let found = visits::list(&guard.app, &guard.actor, &query, page.slice()?).await?;
    Ok(Json(page.listing(found.map(|visit| VisitJson::from(&visit)))))
}

/// A visit, as far as the reader sees it.
#[utoipa::path(
    get, path = "/api/v1/visits/{id}", tag = "visits",
    params(("id" = uuid::Uuid, Path, description = "Visit")),
    responses((status = 200, description = "The visit", body = WholeVisit))
)]
async fn read_visit(guard: Guard<ReadVisits>, Path(id): Path<VisitId>) -> Answer {
    let view = visits::read(&guard.app, &guard.actor, id).await?;
    let version = view.visit.version;
    Ok((etag(version), Json(WholeVisit::from(view))).into_response())
}

/// Write what was heard at a visit. `If-Match` carries the version it is based on: 428 without it,
/// 412 when somebody else has written meanwhile.
#[utoipa::path(
    post, path = "/api/v1/visits/{id}/report", tag = "visits", request_body = VisitReport,
    params(
        ("id" = uuid::Uuid, Path, description = "Visit"),
        ("If-Match" = String, Header, description = "The `ETag` that was read"),
    ),
    responses((status = 200, description = "Written", body = WholeVisit))
)]
async fn report_visit(
    guard: Guard<KeepVisits>,
    Path(id): Path<VisitId>,
    headers: HeaderMap,
    sent: Sent<VisitReport>,
) -> Answer {
    // What one may not see is not found, whatever the request looks like.
    visits::read(&guard.app, &guard.actor, id).await?;
    let version = if_match(&headers)?;
    let form = sent.value.form();
    let written = visits::report(&guard.app, &guard.actor, id, &form, version, sent.key()).await;
    if written.as_ref().is_err_and(|error| error.kind == app::Kind::Conflict) {
        return Err(precondition_failed());
    }
    written?;
    let view = visits::read(&guard.app, &guard.actor, id).await?;
    let version = view.visit.version;
    Ok((etag(version), Json(WholeVisit::from(view))).into_response())
}

/// From which day on.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
struct Since {
    /// First day counted, `2026-01-01`; a year ago unless given.
    since: String,
}

/// Firms visited of those there are; each counts once, however many came.
#[derive(Debug, Serialize, ToSchema)]
struct CoverageJson {
    /// Municipality code; null is the whole county.
    municipality: Option<String>,
    /// Code of the size; null is all sizes.
    size: Option<&'static str>,
    /// Firms visited.
    visited: i64,
    /// Firms there are.
    firms: i64,
    /// Percent; null where there is no firm.
    percent: Option<f64>,
}

impl CoverageJson {
    fn of(
        municipality: Option<String>,
        size: Option<&'static str>,
        coverage: domain::visits::Coverage,
    ) -> Self {
        let percent = |tenths| f64::from(i32::try_from(tenths).unwrap_or(i32::MAX)) / 10.0;
        Self {
            municipality,
            size,
            visited: coverage.visited,
            firms: coverage.firms,
            percent: coverage.tenths().map(percent),
        }
    }
}

/// How far the visits have reached, by municipality and size.
#[utoipa::path(
    get, path = "/api/v1/visits/coverage", tag = "visits", params(Since),
    responses((status = 200, description = "Coverage", body = Vec<CoverageJson>))
)]
async fn read_coverage(
    guard: Guard<SeeVisitFigures>,
    Query(asked): Query<Since>,
) -> Result<Json<Vec<CoverageJson>>, Failure> {
    let since = time::date_from_iso("since", &asked.since).map_err(Failure::invalid)?;
    let found = visits::figures(&guard.app, &guard.actor, since).await?;
    let mut rows = vec![CoverageJson::of(None, None, found.whole)];
    for place in found.places {
        let code = place.municipality.to_string();
        rows.push(CoverageJson::of(Some(code.clone()), None, place.coverage));
        for one in place.sizes {
            let Some(size) = one.size else { continue };
            rows.push(CoverageJson::of(Some(code.clone()), Some(size.code()), one.coverage));
        }
    }
    Ok(Json(rows))
}
