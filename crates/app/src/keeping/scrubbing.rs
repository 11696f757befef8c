//! After something has been erased: making it unreadable in the database's own files too.

use crate::{App, Error};

/// Overwrites what has been let go. It stands after the commit, so when it cannot be done now, the
/// erasure is told as done all the same, and the worker comes back to it.
pub(crate) async fn scrub(app: &App) {
    match app.store.scrub().await {
        Ok(true) => {}
        Ok(false) => tracing::info!("somebody is reading; what was erased is scrubbed later"),
        Err(error) => tracing::warn!(%error, "what was erased is scrubbed later"),
    }
}

/// Does what [`scrub`] could not do, if anything.
pub(crate) async fn scrub_again(app: &App) -> Result<(), Error> {
    if store::scrubbing::is_wanted(&mut app.store.read().await?).await? {
        scrub(app).await;
    }
    Ok(())
}
