//! `/api/v1/leaders`, `/api/v1/mappings/comparison`.

use app::leaders::{self, RegisterQuery, StoredLeader, TrackFigure};
use axum::Json;
use axum::extract::Query;
use domain::time;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::api;
use crate::failure::Failure;
use crate::guard::Guard;
use crate::guarded::Routes;
use crate::paging::{Listing, PageQuery};
use crate::rights::{CompareMappings, ReadLeaders};

/// Routes.
pub(super) fn routes() -> Routes {
    Routes::new().api(api![list_leaders]).api(api![compare_mappings])
}

/// Somebody in the register of process leaders and ambassadors.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct LeaderJson {
    /// Id.
    id: uuid::Uuid,
    /// Name.
    name: String,
    /// Id of their organisation.
    organisation_id: uuid::Uuid,
    /// Its name.
    organisation: String,
    /// Code of what they are trained for.
    kind: &'static str,
    /// Code of where they stand.
    status: &'static str,
    /// Day of the training.
    trained_on: String,
    /// Last day it is valid.
    valid_until: String,
    /// Mappings at once.
    capacity: i64,
    /// Mappings in hand.
    in_hand: i64,
    /// Municipality codes; none is the whole county.
    municipalities: Vec<String>,
    /// Language codes.
    languages: Vec<String>,
    /// Codes of the industries they know; none is any.
    industries: Vec<String>,
}

impl From<&StoredLeader> for LeaderJson {
    fn from(one: &StoredLeader) -> Self {
        let training = &one.training;
        Self {
            id: one.id.0,
            name: one.name.clone(),
            organisation_id: one.organisation.0,
            organisation: one.organisation_name.clone(),
            kind: training.kind.code(),
            status: training.status.code(),
            trained_on: training.trained_on.to_string(),
            valid_until: training.valid_until.to_string(),
            capacity: training.capacity,
            in_hand: one.in_hand,
            municipalities: training.municipalities.iter().map(ToString::to_string).collect(),
            languages: training.languages.iter().map(ToString::to_string).collect(),
            industries: training.industries.iter().map(ToString::to_string).collect(),
        }
    }
}

/// What the register is narrowed by.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
struct Narrowed {
    /// Municipality code; those of the whole county come along.
    municipality: String,
    /// Language code.
    language: String,
    /// Code of an industry; those who know any come along.
    industry: String,
    /// Code of what they are trained for.
    kind: String,
    /// Code of where they stand.
    status: String,
    /// `yes` for those who can be given one more mapping today.
    free: String,
}

/// The register of process leaders and ambassadors, by name.
#[utoipa::path(
    get, path = "/api/v1/leaders", tag = "mappings", params(Narrowed, PageQuery),
    responses((status = 200, description = "Leaders and ambassadors", body = Listing<LeaderJson>))
)]
async fn list_leaders(
    guard: Guard<ReadLeaders>,
    Query(by): Query<Narrowed>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Listing<LeaderJson>>, Failure> {
    let query = RegisterQuery {
        municipality: by.municipality,
        language: by.language,
        industry: by.industry,
        kind: by.kind,
        status: by.status,
        free: by.free,
    };
    let found = leaders::list(&guard.app, &guard.actor, &query, page.slice()?).await?;
    Ok(Json(page.listing(found.map(|one| LeaderJson::from(&one)))))
}

/// Mappings of one track; the counts are null where fewer than three firms stand behind them.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct TrackJson {
    /// Code of the track.
    track: &'static str,
    /// Editions of the questions behind the numbers.
    question_sets: Vec<String>,
    /// Opened.
    opened: Option<i64>,
    /// Approved.
    approved: Option<i64>,
    /// Needs that came of them.
    needs: Option<i64>,
    /// Share approved, in tenths of a percent.
    completion_tenths: Option<i64>,
    /// Needs for each approved mapping, in tenths.
    needs_tenths: Option<i64>,
}

impl From<&TrackFigure> for TrackJson {
    fn from(figure: &TrackFigure) -> Self {
        Self {
            track: figure.track.code(),
            question_sets: figure.question_sets.clone(),
            opened: figure.counts.map(|counts| counts.opened),
            approved: figure.counts.map(|counts| counts.approved),
            needs: figure.counts.map(|counts| counts.needs),
            completion_tenths: figure.counts.and_then(|counts| counts.completion_tenths()),
            needs_tenths: figure.counts.and_then(|counts| counts.needs_tenths()),
        }
    }
}

/// Since when mappings are counted.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
struct Since {
    /// First day, `2026-01-01`; a year back unless said.
    since: String,
}

/// Led mappings beside those a firm answers alone.
#[utoipa::path(
    get, path = "/api/v1/mappings/comparison", tag = "mappings", params(Since),
    responses((status = 200, description = "Led and alone", body = Vec<TrackJson>))
)]
async fn compare_mappings(
    guard: Guard<CompareMappings>,
    Query(by): Query<Since>,
) -> Result<Json<Vec<TrackJson>>, Failure> {
    let since = time::date_from_iso("since", &by.since).map_err(Failure::invalid)?;
    let found = leaders::compare(&guard.app, &guard.actor, since).await?;
    Ok(Json(found.tracks.iter().map(TrackJson::from).collect()))
}
