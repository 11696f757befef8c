//! `/api/v1/mappings`: state and metadata for those within reach; answers for those who may read.

use app::mappings::{self, Invitation, Narrowing, StoredMapping};
use axum::Json;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use domain::access::Role;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::new::usual_topic;
use super::overview::login;
use crate::api;
use crate::failure::Failure;
use crate::forms::Sent;
use crate::guard::{Guard, Right};
use crate::guarded::Routes;
use crate::paging::{Listing, PageQuery};
use crate::rights::{InviteToMappings, ReadCases, ReadMappings};

/// Routes.
pub(super) fn routes() -> Routes {
    Routes::new().api(api![list_mappings, read_mapping, invite_mapping])
}

/// A mapping, without its answers.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct MappingItem {
    /// Id.
    id: uuid::Uuid,
    /// Stable name of a demo record.
    slug: Option<String>,
    /// Firm.
    organisation_id: uuid::Uuid,
    /// Firm's name.
    organisation: String,
    /// Firm's municipality, code.
    municipality: String,
    /// `micro` or `led`.
    track: &'static str,
    /// Code of the state.
    state: &'static str,
    /// Organisation that leads.
    leader_organisation: Option<String>,
    /// Organisation that opened it.
    opened_by_organisation: String,
    /// When it was opened.
    created_at: String,
    /// When the firm approved it.
    approved_at: Option<String>,
    /// Case that answers it; null for roles that read no cases.
    case_id: Option<uuid::Uuid>,
    /// Version.
    version: i64,
}

impl MappingItem {
    /// A mapping as somebody in a role reads it: who invites firms or keeps a network sees that it
    /// is answered, not by which case.
    fn of(mapping: StoredMapping, role: Role) -> Self {
        Self {
            id: mapping.id.0,
            slug: mapping.slug,
            organisation_id: mapping.organisation.0,
            organisation: mapping.organisation_name,
            municipality: mapping.municipality.to_string(),
            track: mapping.track.code(),
            state: mapping.state.code(),
            leader_organisation: mapping.leader_organisation_name,
            opened_by_organisation: mapping.opened_by_organisation_name,
            created_at: mapping.created_at.to_string(),
            approved_at: mapping.approved_at.map(|at| at.to_string()),
            case_id: mapping.case_file.filter(|_| ReadCases::allows(role)).map(|id| id.0),
            version: mapping.version,
        }
    }
}

/// One mapping.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct MappingDetail {
    /// The mapping.
    #[serde(flatten)]
    mapping: MappingItem,
    /// Answers as typed; absent unless the reader is the firm, leads the mapping, or the firm has
    /// approved.
    #[serde(skip_serializing_if = "Option::is_none")]
    answers: Option<serde_json::Value>,
}

/// Mappings one may know of, newest first; never with answers.
#[utoipa::path(
    get, path = "/api/v1/mappings", tag = "mappings", params(PageQuery),
    responses((status = 200, description = "Mappings", body = Listing<MappingItem>))
)]
async fn list_mappings(
    guard: Guard<ReadMappings>,
    Query(narrowing): Query<Narrowing>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Listing<MappingItem>>, Failure> {
    let slice = page.slice()?;
    let found = mappings::list(&guard.app, &guard.actor, &narrowing, slice).await?;
    let role = guard.actor.role();
    Ok(Json(page.listing(found.map(|mapping| MappingItem::of(mapping, role)))))
}

/// One mapping, by id or demo slug.
#[utoipa::path(
    get, path = "/api/v1/mappings/{id}", tag = "mappings",
    params(("id" = String, Path, description = "Id or demo slug")),
    responses((status = 200, description = "The mapping", body = MappingDetail))
)]
async fn read_mapping(
    guard: Guard<ReadMappings>,
    Path(id): Path<String>,
) -> Result<Json<MappingDetail>, Failure> {
    let id = mappings::resolve(&guard.app, &guard.actor, &id).await?;
    let found = mappings::find(&guard.app, login(&guard)?, id).await?;
    let answers = found.answers.map(serde_json::to_value).transpose();
    let answers = answers.map_err(|_| Failure::internal())?;
    let mapping = MappingItem::of(found.mapping, guard.actor.role());
    Ok(Json(MappingDetail { mapping, answers }))
}

/// Whom to invite.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default)]
struct MappingInvitation {
    /// Id of the firm.
    organisation_id: String,
    /// `micro` or `led`; `micro` when left out.
    track: String,
    /// Address to send the link to.
    email: String,
    /// Mail the link there.
    send: bool,
    /// Why it cannot wait, where the firm has asked to be met in another way; the firm reads it.
    reason: String,
}

/// A mapping with its link.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct InvitedMapping {
    /// Id.
    id: uuid::Uuid,
    /// Address of the link, told once; null when the same request was sent before.
    link: Option<String>,
}

/// Invite a firm to a mapping, and mail it the link if asked to.
#[utoipa::path(
    post, path = "/api/v1/mappings", tag = "mappings", request_body = MappingInvitation,
    responses((status = 201, description = "The mapping", body = InvitedMapping))
)]
async fn invite_mapping(
    guard: Guard<InviteToMappings>,
    sent: Sent<MappingInvitation>,
) -> Result<(StatusCode, Json<InvitedMapping>), Failure> {
    let asked = &sent.value;
    let firm =
        app::organisations::resolve(&guard.app, &guard.actor, &asked.organisation_id).await?;
    let track = if asked.track.is_empty() { "micro" } else { &asked.track };
    let invitation = Invitation {
        track: track.to_owned(),
        email: asked.email.clone(),
        send: if asked.send { "yes" } else { "" }.to_owned(),
        reason: asked.reason.clone(),
        topic: usual_topic(),
        ..Invitation::default()
    };
    let invited =
        mappings::invite(&guard.app, login(&guard)?, firm, &invitation, sent.key()).await?;
    let base = &guard.app.settings.base_url;
    let link = invited.token.map(|token| format!("{base}/k/{token}"));
    Ok((StatusCode::CREATED, Json(InvitedMapping { id: invited.id.0, link })))
}
