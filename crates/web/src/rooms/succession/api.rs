//! `/api/v1/succession/…`: to read one's own, and what owners intend in sums.

use app::succession::{self, Line};
use axum::Json;
use domain::succession::intentions::Intention;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api;
use crate::failure::Failure;
use crate::guard::Guard;
use crate::guarded::Routes;
use crate::rights::{SeeIntentions, UseSuccession};

/// Routes.
pub(super) fn routes() -> Routes {
    Routes::new().api(api![own_succession]).api(api![read_intentions])
}

/// A listing in a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ListingJson {
    /// Id.
    id: uuid::Uuid,
    /// What its owner calls it.
    title: String,
    /// Code of where it stands, such as `note`.
    state: &'static str,
}

impl From<&Line> for ListingJson {
    fn from(line: &Line) -> Self {
        Self { id: line.id.0, title: line.title.clone(), state: line.state.code() }
    }
}

/// An owner in touch with.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct InTouchJson {
    /// Id.
    id: uuid::Uuid,
    /// Code of how far it has come, such as `interest`.
    state: &'static str,
    /// Level of what is told: 1 interest, 2 names, 3 negotiation, 0 ended.
    level: u8,
}

/// What the account has in the compartment, and nobody else's.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct OwnSuccessionJson {
    /// Its listings.
    listings: Vec<ListingJson>,
    /// Listings it has been let in to.
    advised: Vec<ListingJson>,
    /// Listings whose owners it is in touch with.
    contacts: Vec<InTouchJson>,
    /// How much it has not read, up to twenty.
    unread: usize,
}

/// What the account itself owns, is let in to and is in touch about.
#[utoipa::path(
    get, path = "/api/v1/succession/own", tag = "succession",
    responses((status = 200, description = "The account's own", body = OwnSuccessionJson))
)]
async fn own_succession(guard: Guard<UseSuccession>) -> Result<Json<OwnSuccessionJson>, Failure> {
    let home = succession::home(&guard.app, &guard.actor).await?;
    let contact = |line: &succession::ContactLine| InTouchJson {
        id: line.id.0,
        state: line.state.code(),
        level: line.state.level(),
    };
    Ok(Json(OwnSuccessionJson {
        listings: home.listings.iter().map(ListingJson::from).collect(),
        advised: home.advised.iter().map(ListingJson::from).collect(),
        contacts: home.contacts.iter().map(contact).collect(),
        unread: home.news.len(),
    }))
}

/// How many intend something.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct IntentionJson {
    /// Code, such as `unknown`.
    intention: &'static str,
    /// How many; none where it is not shown.
    count: Option<i64>,
    /// Share of all, from 0 to 1; none where it is not shown.
    share: Option<f64>,
}

/// What owners intend.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct IntentionsJson {
    /// How many have answered; none while they are fewer than five.
    total: Option<i64>,
    /// How many say each.
    parts: Vec<IntentionJson>,
}

/// What the owners of the county intend, in sums.
#[utoipa::path(
    get, path = "/api/v1/succession/intentions", tag = "succession",
    responses((status = 200, description = "Sums", body = IntentionsJson))
)]
async fn read_intentions(guard: Guard<SeeIntentions>) -> Result<Json<IntentionsJson>, Failure> {
    let gauge = succession::intentions(&guard.app, &guard.actor).await?;
    let part = |(one, count): &(Intention, Option<i64>)| IntentionJson {
        intention: one.code(),
        count: *count,
        share: count.map(|count| gauge.share(count)),
    };
    Ok(Json(IntentionsJson { total: gauge.total, parts: gauge.parts.iter().map(part).collect() }))
}
