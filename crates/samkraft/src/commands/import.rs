//! `samkraft import KIND PATH-OR-URL`.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use web::fetch::Rules;

use crate::settings::Settings;
use crate::{output, wiring};

/// Read other people's files into the database
#[derive(Args)]
pub(crate) struct Import {
    #[command(subcommand)]
    kind: Kind,
}

#[derive(Subcommand)]
enum Kind {
    /// JobTech Taxonomy: a folder with its JSON files as they are, or their https addresses
    Taxonomy {
        /// The folder, or one address per file on a host in `SAMKRAFT_IMPORT_ALLOWLIST`
        #[arg(required = true)]
        from: Vec<String>,
        /// Read and check everything, change nothing
        #[arg(long)]
        dry_run: bool,
        /// Print the result as JSON
        #[arg(long)]
        json: bool,
    },
}

/// Most bytes one import reads: several times the whole of JobTech Taxonomy.
const BYTES_MAX: u64 = 256 * 1024 * 1024;

/// Reads the JSON files of a folder, by name.
pub(crate) fn read_folder(folder: &Path) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("the folder {} cannot be read", folder.display()))?;
    let (mut files, mut total) = (Vec::new(), 0);
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let is_json = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("json"));
        let Some(name) = name.filter(|_| is_json) else { continue };
        let bytes =
            std::fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        total += bytes.len() as u64;
        if total > BYTES_MAX {
            bail!("{}: more than {} MB of JSON", folder.display(), BYTES_MAX / 1024 / 1024);
        }
        files.push((name, bytes));
    }
    if files.is_empty() {
        bail!("{} holds no .json files; name the folder with JobTech's files", folder.display());
    }
    files.sort();
    Ok(files)
}

/// How long one file may take to arrive.
const PATIENCE: Duration = Duration::from_mins(5);

/// Fetches the files behind addresses, from the hosts that the settings allow and no others.
async fn fetch_files(
    settings: &Settings,
    addresses: &[String],
) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let hosts = settings.protection.import_allowlist.clone();
    if hosts.is_empty() {
        bail!(
            "nothing is fetched until SAMKRAFT_IMPORT_ALLOWLIST names the hosts, such as \
             data.jobtechdev.se"
        );
    }
    let mut left = usize::try_from(BYTES_MAX).unwrap_or(usize::MAX);
    let mut files = Vec::new();
    for address in addresses {
        let rules = Rules {
            hosts: hosts.clone(),
            may_be_inside: false,
            may_be_plain: false,
            bytes_max: left,
            patience: PATIENCE,
        };
        let bytes = web::fetch::get(address, &rules).await?;
        left -= bytes.len().min(left);
        let path = address.split(['?', '#']).next().unwrap_or_default();
        let name = path.rsplit('/').next().unwrap_or_default().to_owned();
        files.push((name, bytes.to_vec()));
    }
    files.sort();
    Ok(files)
}

impl Import {
    pub(crate) async fn run(self, settings: Settings) -> anyhow::Result<()> {
        let Kind::Taxonomy { from, dry_run, json } = self.kind;
        let files = match from.as_slice() {
            [folder] if !folder.contains("://") => read_folder(Path::new(folder))?,
            addresses => fetch_files(&settings, addresses).await?,
        };
        let report = if dry_run {
            let read = exchange::jobtech::parse(&files).map_err(nothing_changed)?;
            Report {
                outcome: "checked",
                version: read.version.to_string(),
                concepts: read.concepts.len(),
            }
        } else {
            take_in(&settings, files).await?
        };
        if json {
            return output::json(&serde_json::json!({
                "outcome": report.outcome,
                "vocabulary": report.version,
                "concepts": report.concepts,
            }));
        }
        let Report { outcome, version, concepts } = report;
        output::line(&format!("{outcome}: {version}, {concepts} concepts"));
        Ok(())
    }
}

/// What an import did.
struct Report {
    outcome: &'static str,
    version: String,
    concepts: usize,
}

async fn take_in(settings: &Settings, files: Vec<(String, Vec<u8>)>) -> anyhow::Result<Report> {
    let store = wiring::open_migrated(settings).await?;
    let app = wiring::open_app(settings, store, String::new(), false).await?;
    let imported = app::vocabularies::import_jobtech(&app, files).await;
    app.store.close().await;
    let report = imported.map_err(nothing_changed)?;
    for note in &report.notes {
        tracing::info!(note = ?note, "left out");
    }
    let outcome = if report.is_new { "imported" } else { "unchanged" };
    Ok(Report { outcome, version: report.version, concepts: report.concepts })
}

fn nothing_changed(error: impl std::fmt::Display) -> anyhow::Error {
    anyhow::anyhow!("nothing was changed:\n{error}")
}
