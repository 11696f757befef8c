//! `/api/v1/me`: what the system holds about whoever asks, and who has read it.

use app::keeping::{self, Mine, StoredReading};
use axum::Json;
use axum::extract::Query;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::words::plain;
use crate::api;
use crate::failure::Failure;
use crate::forms::Sent;
use crate::guard::Guard;
use crate::guarded::Routes;
use crate::paging::{Listing, PageQuery};
use crate::rights::{KeepAccount, UseDesk};

/// Routes.
pub(super) fn routes() -> Routes {
    Routes::new().api(api![read_me]).api(api![list_readings]).api(api![erase_me])
}

/// What is held, without secrets and what public actors write to themselves or each other.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct MineJson {
    /// Kind by kind.
    sections: Vec<SectionJson>,
}

/// Things of one kind.
#[derive(Debug, Serialize, ToSchema)]
struct SectionJson {
    /// Code of the kind: `person`, `assignments`, `sessions`, `second-step`, `keys`,
    /// `external-logins`, `mail-choices`, `views`, `replies`, `case-notes`, `mails`, `taken`,
    /// `events`, `looked`, `readings`, `signatures`; for those who speak for a firm also
    /// `organisation`, `networks`, `mappings`, `goals`, `needs`, `lanes`, `proposals`, `cases`,
    /// `letters`, `follow-ups`, `contacts`, `contact-wishes`, `quiet-periods`, `coordinations`,
    /// `visits`, `obstacles`, `promises`, `pools`, `signals`, `grants`, `registered-aid`,
    /// `undertaking`, `meetings`, `told`.
    code: &'static str,
    /// Fields by name; instants as RFC 3339.
    #[schema(value_type = Vec<Object>)]
    rows: Vec<Map<String, Value>>,
}

impl MineJson {
    pub(super) fn of(mine: &Mine) -> Self {
        let sections = mine.sections.iter().map(|section| SectionJson {
            code: section.code,
            rows: section
                .rows
                .iter()
                .map(|row| row.iter().map(|(name, held)| ((*name).into(), plain(held))).collect())
                .collect(),
        });
        Self { sections: sections.collect() }
    }
}

/// A record has been read by somebody who works with firms.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ReadingJson {
    /// Id.
    id: uuid::Uuid,
    /// When, RFC 3339.
    at: String,
    /// Name of who read; none when they have been erased.
    person_name: Option<String>,
    /// Their role.
    role: &'static str,
    /// For which organisation.
    organisation_name: Option<String>,
    /// Kind of record.
    subject_kind: String,
    /// Which.
    subject: uuid::Uuid,
}

impl From<StoredReading> for ReadingJson {
    fn from(reading: StoredReading) -> Self {
        Self {
            id: reading.id,
            at: reading.at.to_string(),
            person_name: reading.person_name,
            role: reading.role.code(),
            organisation_name: reading.by_organisation_name,
            subject_kind: reading.subject_kind,
            subject: reading.subject,
        }
    }
}

/// Everything the system holds about you and the firm you speak for.
#[utoipa::path(
    get, path = "/api/v1/me", tag = "me",
    responses((status = 200, description = "What is held", body = MineJson))
)]
async fn read_me(guard: Guard<UseDesk>) -> Result<Json<MineJson>, Failure> {
    let mine = keeping::mine(&guard.app, &guard.actor).await?;
    Ok(Json(MineJson::of(&mine)))
}

/// Who has read it, newest first.
#[utoipa::path(
    get, path = "/api/v1/me/readings", tag = "me", params(PageQuery),
    responses((status = 200, description = "Readings", body = Listing<ReadingJson>))
)]
async fn list_readings(
    guard: Guard<UseDesk>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Listing<ReadingJson>>, Failure> {
    let slice = page.slice()?;
    let found = keeping::readings_of_mine(&guard.app, &guard.actor, slice).await?;
    Ok(Json(page.listing(found.map(ReadingJson::from))))
}

/// A wish to be erased.
#[derive(Debug, Deserialize, ToSchema)]
struct EraseMe {
    /// Your own address, to confirm.
    email: String,
    /// Your password, as proof; whoever logs in through another service has none to give.
    #[serde(default)]
    current: String,
}

/// Erase me: name and addresses are taken away everywhere, and the login ends.
#[utoipa::path(
    post, path = "/api/v1/me/erasure", tag = "me", request_body = EraseMe,
    responses((status = 204, description = "Erased"))
)]
async fn erase_me(guard: Guard<KeepAccount>, sent: Sent<EraseMe>) -> Result<StatusCode, Failure> {
    let signed = guard.signed().ok_or_else(Failure::not_signed_in)?;
    keeping::erase_own(&guard.app, signed, &sent.value.email, &sent.value.current).await?;
    Ok(StatusCode::NO_CONTENT)
}
