//! The service map (tjänstekarta): find, read and keep offers.

mod api;
mod catalogue;
mod edit;
mod one;
pub(crate) mod words;

use std::collections::BTreeMap;

use app::App;
use domain::access::Actor;

use crate::failure::Failure;
use crate::guarded::{Routes, get, post};

/// Routes.
pub fn routes() -> Routes {
    Routes::new()
        .page("/insatser", get(catalogue::list))
        .page("/insatser/ny", get(edit::blank).post(edit::create))
        .page("/insatser/{id}", get(one::show))
        .page("/insatser/{id}/andra", get(edit::filled).post(edit::update))
        .page("/insatser/{id}/granskad", post(edit::review))
        .merge(api::routes())
}

/// Names of the county's municipalities by code, in the order of the codes.
pub(crate) async fn places(app: &App, actor: &Actor) -> Result<BTreeMap<String, String>, Failure> {
    let all = app::offers::municipalities(app, actor).await?;
    Ok(all.into_iter().map(|one| (one.code.as_str().to_owned(), one.name)).collect())
}
