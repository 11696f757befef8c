//! `samkraft purge [--now] [--dry-run]`.

use app::keeping::{self, retention::Asked};
use clap::Args;

use crate::settings::Settings;
use crate::{output, wiring};

/// Take away what has been kept long enough, by the rules of docs/data-protection.md
#[derive(Args)]
pub(crate) struct Purge {
    /// Also when it has been done within a day
    #[arg(long)]
    now: bool,
    /// Only print what would go
    #[arg(long)]
    dry_run: bool,
    /// Print the result as JSON
    #[arg(long)]
    json: bool,
}

impl Purge {
    pub(crate) async fn run(self, settings: Settings) -> anyhow::Result<()> {
        let store = wiring::open_migrated(&settings).await?;
        let is_demo = demo::is_filled(&store).await?;
        let app = wiring::open_app(&settings, store, String::new(), is_demo).await?;
        let asked = Asked {
            now: self.now,
            is_dry: self.dry_run,
            decision: settings.retention_decision.as_deref(),
        };
        let runs = keeping::purge(&app, asked).await;
        app.store.close().await;
        let runs = runs?;
        if self.json {
            return output::json(&serde_json::json!({ "dryRun": self.dry_run, "runs": runs }));
        }
        if runs.is_empty() {
            output::line("done within a day already; --now does it again");
        }
        for run in runs {
            let what = match (self.dry_run, run.waits_for_decision) {
                (_, true) => "wait for SAMKRAFT_RETENTION_DECISION",
                (true, false) => "would go",
                (false, false) => "gone",
            };
            output::line(&format!(
                "county {} {} (kept {} days): {} {what}",
                run.county, run.class, run.days, run.rows
            ));
        }
        Ok(())
    }
}
