//! `/api/v1/board`: the board for programs, and the cheap question whether it has changed.

use app::cases::board::{self, Card};
use axum::Json;
use axum::extract::Query;
use axum::http::header::{CACHE_CONTROL, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::api;
use crate::guard::Guard;
use crate::guarded::Routes;
use crate::page::Answer;
use crate::rights::WorkCases;

/// Routes.
pub(super) fn routes() -> Routes {
    Routes::new().api(api![read_board])
}

/// Whose cases.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
struct Asked {
    /// `deputy` for desks where one steps in, or nothing for one's own.
    hold: String,
    /// Id of a desk, instead of one's own.
    desk: String,
}

/// A case on the board.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct CardJson {
    /// Id of the case.
    id: uuid::Uuid,
    /// Number, `2026-0412`.
    number: String,
    /// Firm's name.
    organisation: String,
    /// What it is about.
    title: String,
    /// Code of the state.
    state: &'static str,
    /// Version, to send as `If-Match` when the case is changed.
    version: i64,
    /// Codes of the columns one may move it to.
    moves: Vec<&'static str>,
}

impl CardJson {
    fn of(card: &Card) -> Self {
        Self {
            id: card.case.id.0,
            number: card.case.number.clone(),
            organisation: card.case.organisation_name.clone(),
            title: card.case.title.clone(),
            state: card.case.fields.state.code(),
            version: card.case.version,
            moves: card.moves.iter().map(|(column, _)| column.code()).collect(),
        }
    }
}

/// A column with its cards.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ColumnJson {
    /// Code.
    column: &'static str,
    /// Cards, most pressing first.
    cards: Vec<CardJson>,
}

/// A board.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct BoardJson {
    /// Columns.
    columns: Vec<ColumnJson>,
    /// There are more open cases than are shown.
    is_cut: bool,
}

/// The board of a desk, with `ETag`: with `If-None-Match` it may be asked every second.
#[utoipa::path(
    get, path = "/api/v1/board", tag = "cases", params(Asked),
    responses(
        (status = 200, description = "The board", body = BoardJson),
        (status = 304, description = "Nothing has changed"),
    )
)]
async fn read_board(
    guard: Guard<WorkCases>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Answer {
    let query = board::Query { is_deputy: asked.hold == "deputy", desk: asked.desk };
    let tagged = |tag: &str| [(ETAG, format!("\"{tag}\"")), (CACHE_CONTROL, "no-store".into())];
    if let Some(known) = headers.get(IF_NONE_MATCH).and_then(|known| known.to_str().ok()) {
        let tag = board::tag(&guard.app, &guard.actor, &query).await?;
        if known.trim().trim_start_matches("W/").trim_matches('"') == tag {
            return Ok((StatusCode::NOT_MODIFIED, tagged(&tag)).into_response());
        }
    }
    let read = board::read(&guard.app, &guard.actor, &query).await?;
    let columns = read.columns.iter().map(|(column, cards)| ColumnJson {
        column: column.code(),
        cards: cards.iter().map(CardJson::of).collect(),
    });
    let body = BoardJson { columns: columns.collect(), is_cut: read.is_cut };
    Ok((tagged(&read.tag), Json(body)).into_response())
}
