//! `samkraft restore FILE`.

use std::fs::File;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use anyhow::{Context, bail};
use app::keeping::Journal;
use clap::Args;
use exchange::archive::Archive;

use crate::output::{self, Progress};
use crate::settings::Settings;
use crate::wiring;

/// Bring a backup back, into an empty database of either kind
#[derive(Args)]
pub(crate) struct Restore {
    /// The file that «samkraft backup» wrote
    file: PathBuf,
    /// Take away what is in the database first
    #[arg(long)]
    replace: bool,
    /// With --replace: do not ask
    #[arg(long, requires = "replace")]
    yes: bool,
    /// Print the result as JSON
    #[arg(long)]
    json: bool,
}

impl Restore {
    pub(crate) async fn run(self, settings: Settings) -> anyhow::Result<()> {
        // A server would go on from what it has read, over what is written here.
        let _sole = wiring::serve_alone(&settings)?;
        let named = || format!("{} cannot be restored; nothing was changed", self.file.display());
        let mut progress = Progress::of("checked");
        let file = File::open(&self.file).with_context(named)?;
        let archive = Archive::open_watched(file, &mut |rows| progress.at(rows));
        progress.done();
        let manifest = archive.with_context(named)?.manifest().clone();
        let journal = Journal::within(&settings.data_dir);
        let erasures = journal.read().context("the erasure journal cannot be read")?;
        if self.replace && !self.yes {
            ask(&manifest.created_at)?;
        }
        let store = wiring::open_migrated(&settings).await?;
        let app = wiring::open_app(&settings, store, String::new(), false).await?;
        let progress = std::cell::RefCell::new(Progress::of("restored"));
        let open = || Archive::open(File::open(&self.file)?);
        let restored = app::keeping::restore(&app, open, &erasures, self.replace, |rows| {
            progress.borrow_mut().at(rows);
        })
        .await;
        progress.borrow_mut().done();
        let restored = restored.with_context(named);
        if restored.is_ok() {
            app::keeping::reconcile(&app, &journal).await?;
        }
        app.store.close().await;
        let restored = restored?;
        if self.json {
            return output::json(&serde_json::json!({
                "rows": restored.rows,
                "erasedAgain": restored.erased_again,
                "takenAt": manifest.created_at,
            }));
        }
        output::line(&format!(
            "restored {} rows as of {}; erasures made again in {} places",
            restored.rows, manifest.created_at, restored.erased_again
        ));
        Ok(())
    }
}

/// Takes an explicit yes.
fn ask(taken_at: &str) -> anyhow::Result<()> {
    if !std::io::stdin().is_terminal() {
        bail!("--replace takes away everything that is there: say --yes too");
    }
    let mut stderr = std::io::stderr();
    write!(stderr, "Everything is replaced by the backup of {taken_at}. Write «replace»: ")?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    if answer.trim() == "replace" { Ok(()) } else { bail!("nothing was changed") }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::Arguments;

    #[tokio::test]
    async fn a_database_that_is_served_is_not_restored_over() {
        let folder = std::env::temp_dir().join(format!("samkraft-restore-{}", std::process::id()));
        let settings = Settings::of_folder(&folder);
        let file = folder.join("backup.tar").display().to_string();
        let run = async |words: &[&str]| {
            let words = ["samkraft"].iter().chain(words).copied();
            Arguments::parse_from(words).command.run(settings.clone()).await
        };
        let store = wiring::open_migrated(&settings).await.expect("a database");
        store.close().await;
        run(&["backup", &file]).await.expect("backed up");
        let serving = wiring::serve_alone(&settings).expect("nobody serves");
        let refused = run(&["restore", &file]).await.expect_err("served").to_string();
        assert!(refused.contains("another Samkraft already serves this database"), "{refused}");
        drop(serving);
        run(&["restore", &file, "--replace", "--yes"]).await.expect("restored");
        std::fs::remove_dir_all(&folder).expect("gone");
    }
}
