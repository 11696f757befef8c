//! `samkraft erase --person ID`.

use app::keeping::{self, Journal};
use clap::Args;

use crate::settings::Settings;
use crate::{output, wiring};

/// Take a person away from every place, for good
#[derive(Args)]
pub(crate) struct Erase {
    /// Id or login; or the address or telephone number of a contact person at a firm
    #[arg(long)]
    person: String,
    /// Only count what would be reached
    #[arg(long)]
    dry_run: bool,
    /// Print the result as JSON
    #[arg(long)]
    json: bool,
}

impl Erase {
    pub(crate) async fn run(self, settings: Settings) -> anyhow::Result<()> {
        let store = wiring::open_migrated(&settings).await?;
        let app = wiring::open_app(&settings, store, String::new(), false).await?;
        let identity = keeping::find_identity(&app, &self.person).await;
        let identity = identity.map_err(|error| {
            if error.is_invalid() {
                anyhow::anyhow!(
                    "nobody here is «{}»: give an id, a login, or an address as it was written",
                    self.person
                )
            } else {
                error.into()
            }
        })?;
        let erased = keeping::erase(&app, &identity, self.dry_run).await?;
        if !self.dry_run {
            keeping::reconcile(&app, &Journal::within(&settings.data_dir)).await?;
        }
        app.store.close().await;
        if self.json {
            return output::json(&serde_json::json!({
                "dryRun": self.dry_run,
                "reached": erased.reached,
                "total": erased.reached.total(),
            }));
        }
        let verb = if self.dry_run { "would reach" } else { "reached" };
        output::line(&format!("{verb} {} places", erased.reached.total()));
        for (table, rows) in &erased.reached.0 {
            output::line(&format!("  {table} {rows}"));
        }
        Ok(())
    }
}
