//! `/api/v1/redundancies`.

use app::redundancies::{self, ListQuery, StoredNotice, View};
use axum::Json;
use axum::extract::{Path, Query};
use axum::response::IntoResponse;
use domain::ids::RedundancyId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::api;
use crate::failure::Failure;
use crate::guard::Guard;
use crate::guarded::Routes;
use crate::page::Answer;
use crate::paging::{Listing, PageQuery, etag};
use crate::rights::ReadRedundancies;

/// Routes.
pub(super) fn routes() -> Routes {
    Routes::new().api(api![list_redundancies]).api(api![read_redundancy])
}

/// A notice of redundancy.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct RedundancyJson {
    /// Id.
    id: uuid::Uuid,
    /// Firm.
    organisation_id: uuid::Uuid,
    /// Firm's name.
    organisation: String,
    /// Municipality code of the workplace.
    municipality: String,
    /// Day of the notice.
    notified_on: String,
    /// Last day at work.
    last_day_on: String,
    /// First day it is public.
    public_from: String,
    /// Code of the state.
    state: &'static str,
    /// Persons.
    persons: i64,
    /// Tasks that are done.
    tasks_done: i64,
    /// All tasks.
    tasks: i64,
}

impl From<&StoredNotice> for RedundancyJson {
    fn from(notice: &StoredNotice) -> Self {
        Self {
            id: notice.id.0,
            organisation_id: notice.organisation.0,
            organisation: notice.organisation_name.clone(),
            municipality: notice.municipality.to_string(),
            notified_on: notice.notified_on.to_string(),
            last_day_on: notice.last_day_on.to_string(),
            public_from: notice.public_from.to_string(),
            state: notice.state.code(),
            persons: notice.persons,
            tasks_done: notice.tasks_done,
            tasks: notice.tasks,
        }
    }
}

/// How many are affected in an occupation.
#[derive(Debug, Serialize, ToSchema)]
struct AffectedJson {
    /// SSYK 2012 code.
    ssyk: String,
    /// Name of the group.
    occupation: String,
    /// Persons.
    persons: i64,
}

/// What has to be done.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct TaskJson {
    /// Code.
    task: &'static str,
    /// Name of the desk that has it.
    desk: Option<String>,
    /// By which day.
    due_on: String,
    /// It is done.
    is_done: bool,
}

/// A notice with who is affected and what has to be done.
#[derive(Debug, Serialize, ToSchema)]
struct WholeRedundancy {
    /// The notice.
    redundancy: RedundancyJson,
    /// Who is affected.
    affected: Vec<AffectedJson>,
    /// What has to be done.
    tasks: Vec<TaskJson>,
}

impl From<&View> for WholeRedundancy {
    fn from(view: &View) -> Self {
        let affected = view.affected.iter().map(|one| AffectedJson {
            ssyk: one.affected.ssyk.as_str().to_owned(),
            occupation: one.affected.occupation.clone(),
            persons: one.affected.persons,
        });
        let tasks = view.tasks.iter().map(|one| TaskJson {
            task: one.task.code(),
            desk: one.desk_name.clone(),
            due_on: one.due_on.to_string(),
            is_done: one.done_at.is_some(),
        });
        Self {
            redundancy: RedundancyJson::from(&view.notice),
            affected: affected.collect(),
            tasks: tasks.collect(),
        }
    }
}

/// What a list of notices is narrowed by.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
struct NarrowedRedundancies {
    /// Municipality code.
    municipality: String,
    /// Code of a state.
    state: String,
}

/// Notices of redundancy the reader sees, latest first. One that is not public yet is there only
/// for those who answer for it.
#[utoipa::path(
    get, path = "/api/v1/redundancies", tag = "redundancies",
    params(NarrowedRedundancies, PageQuery),
    responses((status = 200, description = "Notices", body = Listing<RedundancyJson>))
)]
async fn list_redundancies(
    guard: Guard<ReadRedundancies>,
    Query(by): Query<NarrowedRedundancies>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Listing<RedundancyJson>>, Failure> {
    let query = ListQuery { municipality: by.municipality, state: by.state };
    let found = redundancies::list(&guard.app, &guard.actor, &query, page.slice()?).await?;
    Ok(Json(page.listing(found.map(|notice| RedundancyJson::from(&notice)))))
}

/// A notice of redundancy.
#[utoipa::path(
    get, path = "/api/v1/redundancies/{id}", tag = "redundancies",
    params(("id" = uuid::Uuid, Path, description = "Notice")),
    responses((status = 200, description = "The notice", body = WholeRedundancy))
)]
async fn read_redundancy(guard: Guard<ReadRedundancies>, Path(id): Path<RedundancyId>) -> Answer {
    let view = redundancies::read(&guard.app, &guard.actor, id).await?;
    Ok((etag(view.notice.version), Json(WholeRedundancy::from(&view))).into_response())
}
