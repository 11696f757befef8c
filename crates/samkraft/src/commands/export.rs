//! `samkraft export --area CODE DIR`.

use std::io::BufWriter;
use std::path::PathBuf;

use anyhow::{Context, bail};
use app::keeping::{self, Area};
use clap::Args;

use crate::settings::Settings;
use crate::{output, private, wiring};

/// Write a county's or a municipality's data as CSV and JSON
#[derive(Args)]
pub(crate) struct Export {
    /// County code such as 22, or municipality code such as 2284
    #[arg(long)]
    area: String,
    /// An empty folder, or one to make
    folder: PathBuf,
    /// Names, addresses and letters too
    #[arg(long)]
    with_personal_data: bool,
    /// Print the result as JSON
    #[arg(long)]
    json: bool,
}

impl Export {
    pub(crate) async fn run(self, settings: Settings) -> anyhow::Result<()> {
        let area = Area::parse(&self.area).map_err(|_| {
            anyhow::anyhow!(
                "«{}» is no county code such as 22 or municipality code such as 2284",
                self.area
            )
        })?;
        let shown = self.folder.display();
        private::folder(&self.folder)
            .with_context(|| format!("the folder {shown} cannot be made"))?;
        if std::fs::read_dir(&self.folder)?.next().is_some() {
            bail!("the folder {shown} is not empty; name another");
        }
        let store = wiring::open_store(&settings).await?;
        let app = wiring::open_app(&settings, store, String::new(), false).await?;
        let create = |name: &str| private::file(&self.folder.join(name)).map(BufWriter::new);
        let exported = keeping::export(&app, &area, self.with_personal_data, create).await;
        app.store.close().await;
        let exported = exported?;
        if self.json {
            return output::json(&serde_json::to_value(&exported)?);
        }
        for file in &exported.files {
            output::line(&format!("{} {}", file.name, file.rows));
        }
        Ok(())
    }
}
