//! `samkraft backup FILE`.

use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use exchange::archive::Archive;

use crate::output::{self, Progress};
use crate::settings::Settings;
use crate::{private, wiring};

/// Write everything into one file, while the server runs
#[derive(Args)]
pub(crate) struct Backup {
    /// The file to write
    file: PathBuf,
    /// Take the place of a file that is there
    #[arg(long)]
    overwrite: bool,
    /// Print the result as JSON
    #[arg(long)]
    json: bool,
}

impl Backup {
    pub(crate) async fn run(self, settings: Settings) -> anyhow::Result<()> {
        if self.file.exists() && !self.overwrite {
            bail!("{} is there already; say --overwrite, or another name", self.file.display());
        }
        let store = wiring::open_store(&settings).await?;
        let app = wiring::open_app(&settings, store, String::new(), false).await?;
        let mut part = self.file.clone().into_os_string();
        part.push(".part");
        let part = PathBuf::from(part);
        let made = self.write(&app, &part).await;
        app.store.close().await;
        if made.is_err() {
            // Nothing is left behind of a backup that did not get whole.
            let _ = std::fs::remove_file(&part);
        }
        let manifest = made?;
        std::fs::rename(&part, &self.file)?;
        let rows: u64 = manifest.tables.iter().map(|table| table.rows).sum();
        if self.json {
            return output::json(&serde_json::to_value(&manifest)?);
        }
        output::line(&format!(
            "{}: {rows} rows in {} tables, county {}",
            self.file.display(),
            manifest.tables.len(),
            manifest.counties.join(", ")
        ));
        Ok(())
    }

    async fn write(&self, app: &app::App, part: &Path) -> anyhow::Result<app::keeping::Backed> {
        let file =
            private::file(part).with_context(|| format!("{} cannot be written", part.display()))?;
        let mut progress = Progress::of("written");
        let (file, _) = app::keeping::backup(app, file, |rows| progress.at(rows)).await?;
        file.sync_all()?;
        progress.next("checked");
        // Read as a restore would: a backup nobody can read is none.
        let archive = Archive::open_watched(File::open(part)?, &mut |rows| progress.at(rows))?;
        progress.done();
        Ok(archive.manifest().clone())
    }
}
