//! Is the installation ready to take work?

use std::time::Duration;

use serde::Serialize;

use crate::{App, Error, Kind};

/// A write that takes longer than this makes a server useless to people.
const PATIENCE: Duration = Duration::from_secs(1);

/// What `/readyz` tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Readiness {
    /// `sqlite` or `postgres`.
    pub database: &'static str,
    /// How long a durable write took, in milliseconds.
    pub write_milliseconds: u64,
    /// Vocabulary in use.
    pub vocabulary: String,
}

/// Makes a real, durable write.
pub async fn ready(app: &App) -> Result<Readiness, Error> {
    let begun = tokio::time::Instant::now();
    let process = std::process::id().to_string();
    let beat = store::health::beat(&app.store, &app.settings.county, &process, app.now());
    tokio::time::timeout(PATIENCE, beat).await.map_err(|_| Error::of(Kind::Unavailable))??;
    Ok(Readiness {
        database: app.store.kind(),
        write_milliseconds: u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
        vocabulary: app.vocabulary().version().to_string(),
    })
}
