//! `/api/v1/needs`: needs, as far as one's role reaches.

use app::needs::{self, ListQuery, StoredNeed};
use axum::Json;
use axum::extract::{Path, Query};
use axum::response::IntoResponse;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api;
use crate::failure::Failure;
use crate::guard::Guard;
use crate::guarded::Routes;
use crate::page::Answer;
use crate::paging::{Listing, PageQuery, etag};
use crate::rights::ReadNeeds;

pub(super) fn routes() -> Routes {
    Routes::new().api(api![list_needs, read_need])
}

/// A need for skills.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct NeedJson {
    /// Id.
    id: Uuid,
    /// Stable name of a demo record.
    slug: Option<String>,
    /// The firm.
    organisation: Uuid,
    /// Its name.
    organisation_name: String,
    /// Municipality of the firm.
    municipality: String,
    /// Mapping it was said in.
    mapping: Uuid,
    /// The firm's own words.
    words: String,
    /// Code of the kind of change.
    kind: String,
    /// How many persons.
    count: i64,
    /// When the first must be in place.
    start_by: Option<String>,
    /// Code of how serious it is.
    severity: String,
    /// Code of where it is in its life.
    state: String,
    /// The occupation a person has accepted; null until then.
    coding: Option<CodingJson>,
    /// Invented for the demo.
    is_demo: bool,
    /// Version, as in `ETag`.
    version: i64,
    /// When the firm approved it.
    created_at: String,
    /// When it last changed.
    updated_at: String,
}

/// An accepted occupation.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct CodingJson {
    /// Concept id.
    concept_id: String,
    /// Name when accepted.
    label: String,
    /// SSYK 2012 group.
    ssyk: String,
    /// ISCO-08 groups.
    isco: Vec<String>,
    /// Skills accepted with it.
    skills: Vec<SkillJson>,
    /// Vocabulary and version in use.
    vocabulary: String,
    /// Concept that was suggested first.
    suggested: Option<String>,
    /// Who accepted, as shown.
    accepted_by: String,
    /// When.
    accepted_at: String,
}

/// An accepted skill.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SkillJson {
    /// Concept id.
    concept_id: String,
    /// Name when accepted.
    label: String,
}

impl From<StoredNeed> for NeedJson {
    fn from(stored: StoredNeed) -> Self {
        let coding = stored.coding.map(|coding| CodingJson {
            concept_id: coding.concept.0,
            label: coding.label,
            ssyk: coding.ssyk.as_str().to_owned(),
            isco: coding.isco.iter().map(|isco| isco.as_str().to_owned()).collect(),
            skills: coding
                .skills
                .into_iter()
                .map(|skill| SkillJson { concept_id: skill.concept.0, label: skill.label })
                .collect(),
            vocabulary: coding.vocabulary,
            suggested: coding.suggestion.map(|suggestion| suggestion.concept.0),
            accepted_by: coding.accepted_by_name,
            accepted_at: coding.accepted_at.to_string(),
        });
        Self {
            id: stored.id.0,
            slug: stored.slug,
            organisation: stored.organisation.0,
            organisation_name: stored.organisation_name,
            municipality: stored.municipality.as_str().to_owned(),
            mapping: stored.mapping.0,
            words: stored.need.words,
            kind: stored.need.kind.code().to_owned(),
            count: stored.need.count,
            start_by: stored.need.start_by.map(|day| day.to_string()),
            severity: stored.need.severity.code().to_owned(),
            state: stored.state.code().to_owned(),
            coding,
            is_demo: stored.is_demo,
            version: stored.version,
            created_at: stored.created_at.to_string(),
            updated_at: stored.updated_at.to_string(),
        }
    }
}

/// Needs, newest first. Without `state`, those that are open.
#[utoipa::path(
    get,
    path = "/api/v1/needs",
    tag = "needs",
    params(
        PageQuery,
        ("q" = Option<String>, Query, description = "Plain words"),
        ("municipality" = Option<String>, Query, description = "Municipality code"),
        ("occupation" = Option<String>, Query, description = "Beginning of an SSYK 2012 code"),
        ("state" = Option<String>, Query, description = "Code of a state, `uncoded` or `any`"),
    ),
    responses((status = 200, body = Listing<NeedJson>))
)]
async fn list_needs(
    guard: Guard<ReadNeeds>,
    Query(page): Query<PageQuery>,
    Query(query): Query<ListQuery>,
) -> Result<Json<Listing<NeedJson>>, Failure> {
    let found = needs::list(&guard.app, &guard.actor, &query, page.slice()?).await?;
    Ok(Json(page.listing(found.map(NeedJson::from))))
}

/// One need, by id or demo slug.
#[utoipa::path(
    get,
    path = "/api/v1/needs/{id}",
    tag = "needs",
    params(("id" = String, Path, description = "Id or demo slug")),
    responses((status = 200, body = NeedJson))
)]
async fn read_need(guard: Guard<ReadNeeds>, Path(name): Path<String>) -> Answer {
    let id = needs::resolve(&guard.app, &guard.actor, &name).await?;
    let need = needs::read(&guard.app, &guard.actor, id).await?.need;
    let version = need.version;
    Ok((etag(version), Json(NeedJson::from(need))).into_response())
}
