//! `samkraft migrate [status]`.

use clap::{Args, Subcommand};
use store::Migrations;

use crate::settings::Settings;
use crate::{output, wiring};

/// Bring the schema up to this program
#[derive(Args)]
pub(crate) struct Migrate {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Subcommand)]
enum What {
    /// Show every migration and whether the database has it
    Status,
}

impl Migrate {
    pub(crate) async fn run(self, settings: Settings) -> anyhow::Result<()> {
        let store = wiring::open_store(&settings).await?;
        let migrations = Migrations::of(&store);
        if self.what.is_none() {
            migrations.apply().await?;
        }
        for migration in migrations.state().await? {
            let state = if migration.is_applied { "applied" } else { "missing" };
            output::line(&format!("{:04} {} {state}", migration.version, migration.description));
        }
        store.close().await;
        Ok(())
    }
}
