//! `samkraft verify`.

use anyhow::{Context, bail};
use clap::Args;

use crate::settings::Settings;
use crate::{output, wiring};

/// Check the database, what refers to what, and the sealed chains
#[derive(Args)]
pub(crate) struct Verify {
    /// Print the result as JSON
    #[arg(long)]
    json: bool,
}

impl Verify {
    pub(crate) async fn run(self, settings: Settings) -> anyhow::Result<()> {
        let report = report_on(&settings).await.with_context(|| {
            format!("the database cannot be read through; {}", app::keeping::RESTORE)
        })?;
        let verdicts = report.verdicts();
        if self.json {
            output::json(&serde_json::json!({ "report": report, "wrong": verdicts }))?;
        } else {
            let rows: i64 = report.counts.iter().map(|(_, rows)| rows).sum();
            output::line(&format!(
                "{}: {rows} rows in {} tables",
                report.database,
                report.counts.len()
            ));
            for one in &report.chains {
                output::line(&format!(
                    "county {} {}: {} sealed, {} waiting, head {}",
                    one.county,
                    one.stream.code(),
                    one.chain.sealed,
                    one.chain.waiting,
                    if one.chain.head.is_empty() { "-" } else { &one.chain.head }
                ));
            }
            for verdict in &verdicts {
                output::line(&format!("WRONG {}\n      {}", verdict.wrong, verdict.remedy));
            }
        }
        if !verdicts.is_empty() {
            bail!("{} things are wrong", verdicts.len());
        }
        Ok(())
    }
}

async fn report_on(settings: &Settings) -> anyhow::Result<app::keeping::Report> {
    let store = wiring::open_store(settings).await?;
    let app = wiring::open_app(settings, store, String::new(), false).await?;
    let report = app::keeping::verify(&app).await;
    app.store.close().await;
    Ok(report?)
}
