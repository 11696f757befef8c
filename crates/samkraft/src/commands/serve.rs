//! `samkraft serve` and `samkraft worker`.

use clap::Args;

use crate::settings::Settings;
use crate::{output, wiring};

/// Serve pages and API
#[derive(Args)]
pub(crate) struct Serve {
    /// Leave the background work to `samkraft worker`
    #[arg(long)]
    no_worker: bool,
}

impl Serve {
    pub(crate) async fn run(self, settings: Settings) -> anyhow::Result<()> {
        let _sole = wiring::serve_alone(&settings)?;
        let store = wiring::open_migrated(&settings).await?;
        let (listener, address) = wiring::listen(settings.bind).await?;
        let base_url = Some(settings.base_url.clone()).filter(|url| !url.is_empty());
        let is_demo = demo::is_filled(&store).await?;
        let base_url = base_url.unwrap_or_else(|| address.clone());
        let app = wiring::open_app(&settings, store, base_url, is_demo).await?;
        let journal = wiring::meet_journal(&app, &settings).await?;
        output::line(&format!("listening on {address}"));
        wiring::serve(app, listener, journal, &settings, !self.no_worker).await
    }
}

/// Only the background worker.
pub(crate) async fn worker(settings: Settings) -> anyhow::Result<()> {
    let store = wiring::open_migrated(&settings).await?;
    let is_demo = demo::is_filled(&store).await?;
    anyhow::ensure!(
        settings.mail.is_none() || !settings.base_url.is_empty(),
        "SAMKRAFT_BASE_URL: a worker that sends mail has to know the address of the pages, \
         such as https://samkraft.region.se"
    );
    let app = wiring::open_app(&settings, store, settings.base_url.clone(), is_demo).await?;
    wiring::meet_journal(&app, &settings).await?;
    output::message("the worker runs");
    tokio::select! {
        () = app::worker::run(app.clone()) => {},
        () = wiring::asked_to_stop() => {},
    }
    app.store.close().await;
    Ok(())
}
