//! `samkraft demo`.

use std::net::SocketAddr;
use std::path::PathBuf;

use app::App;
use clap::Args;
use serde_json::json;
use store::Store;

use crate::settings::Settings;
use crate::{output, wiring};

/// Fill a database with the demo county and serve it
#[derive(Args)]
pub(crate) struct Demo {
    /// Port to listen on; 0 takes a free one
    #[arg(long)]
    port: Option<u16>,
    /// Folder of the embedded database
    #[arg(long)]
    data_dir: Option<PathBuf>,
    /// How large: 1 is about 1 000 organisations
    #[arg(long, default_value_t = 1)]
    scale: u64,
    /// Everything that is made up follows from it
    #[arg(long, default_value_t = 2030)]
    seed: u64,
    /// Fill, print all logins as JSON and end
    #[arg(long)]
    json: bool,
}

impl Demo {
    pub(crate) async fn run(self, mut settings: Settings) -> anyhow::Result<()> {
        if let Some(folder) = &self.data_dir {
            settings.data_dir.clone_from(folder);
        }
        // Only asking for the logins leaves a running server alone.
        let _sole = (!self.json).then(|| wiring::serve_alone(&settings)).transpose()?;
        let store = wiring::open_migrated(&settings).await?;
        let password = self.fill_if_empty(&settings, &store).await?;
        if self.json {
            store.close().await;
            return output::json(&json!({
                "url": settings.base_url,
                "password": password,
                "logins": demo::logins(),
            }));
        }
        let bind =
            self.port.map_or(settings.bind, |port| SocketAddr::new(settings.bind.ip(), port));
        let (listener, address) = wiring::listen(bind).await?;
        let base_url = Some(settings.base_url.clone()).filter(|url| !url.is_empty());
        let base_url = base_url.unwrap_or_else(|| address.clone());
        let app = wiring::open_app(&settings, store, base_url, true).await?;
        let journal = wiring::meet_journal(&app, &settings).await?;
        announce(&app, &address, &password);
        wiring::serve(app, listener, journal, &settings, true).await
    }

    /// Fills an empty database; one that is filled already keeps what people have done in it.
    async fn fill_if_empty(&self, settings: &Settings, store: &Store) -> anyhow::Result<String> {
        if demo::is_filled(store).await? {
            let known = demo::password(store).await?.unwrap_or_default();
            return match &settings.demo_password {
                Some(wanted) if *wanted != known => {
                    demo::set_password(store, &settings.county, wanted).await?;
                    Ok(wanted.clone())
                }
                _ => Ok(known),
            };
        }
        let password = match &settings.demo_password {
            Some(password) => password.clone(),
            None => app::secrets::token()?.chars().take(12).collect(),
        };
        output::message("filling the demo county …");
        let app = wiring::open_app(settings, store.clone(), String::new(), true).await?;
        let demo = demo::Demo { scale: self.scale, seed: self.seed, password: password.clone() };
        demo::fill(&app, &demo).await?;
        Ok(password)
    }
}

/// What to open, whom to log in as, and what to try first.
fn announce(app: &App, address: &str, password: &str) {
    output::line(&format!("listening on {address}"));
    output::line(&format!("password of every login: {password}"));
    for email in [
        "broker@demo.samkraft.test",
        "employer-admin.ornskoldsvik@demo.samkraft.test",
        "strategist@demo.samkraft.test",
        "leader@demo.samkraft.test",
    ] {
        output::line(&format!("  {email}"));
    }
    output::line(&format!(
        "try first: log in as the broker at {}/logga-in and answer the case on top",
        app.settings.base_url
    ));
}
