//! The erasure journal beside the database: a line of JSON per erasure, never a name.

use std::io::Write;
use std::path::PathBuf;

use store::personal;

use super::{Erasure, erasing};
use crate::{App, Error};

/// Name of the file.
const NAME: &str = "erasures.jsonl";
/// Longest journal that is read, in bytes: far more than a county will ever have.
const BYTES_MAX: u64 = 64 * 1024 * 1024;

/// The file.
#[derive(Debug, Clone)]
pub struct Journal {
    path: PathBuf,
}

impl Journal {
    /// The journal in a data folder.
    pub fn within(folder: &std::path::Path) -> Self {
        Self { path: folder.join(NAME) }
    }

    /// Every line; a missing file is an empty journal, an unreadable line is an error.
    pub fn read(&self) -> std::io::Result<Vec<Erasure>> {
        match std::fs::metadata(&self.path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
            Ok(facts) if facts.len() > BYTES_MAX => {
                return Err(std::io::Error::other("the erasure journal is too large"));
            }
            Ok(_) => {}
        }
        let text = std::fs::read_to_string(&self.path)?;
        let mut lines: Vec<_> = text.lines().collect();
        // A line without its end was cut off while it was written; the table has it.
        if !text.ends_with('\n') {
            lines.pop();
        }
        lines
            .into_iter()
            .map(|line| serde_json::from_str(line).map_err(std::io::Error::from))
            .collect()
    }

    /// Makes the file say this, durably: written aside, then put in place.
    fn write(&self, erasures: &[Erasure]) -> std::io::Result<()> {
        let aside = self.path.with_extension("jsonl.new");
        if let Some(folder) = self.path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut file = std::fs::File::create(&aside)?;
        for erasure in erasures {
            writeln!(file, "{}", serde_json::to_string(erasure)?)?;
        }
        file.sync_all()?;
        std::fs::rename(&aside, &self.path)?;
        match self.path.parent() {
            Some(folder) => std::fs::File::open(folder)?.sync_all(),
            None => Ok(()),
        }
    }
}

/// Brings database and file together: erasures that only the file knows are made again, those that
/// only the database knows are written down. Gives how many places were reached.
pub async fn reconcile(app: &App, journal: &Journal) -> Result<u64, Error> {
    let in_file = journal.read().map_err(unreadable)?;
    let in_table = personal::erasures(&mut app.store.read().await?).await?;
    let is_new = |one: &&Erasure| in_table.iter().all(|known| known.id != one.id);
    let missing: Vec<Erasure> = in_file.iter().filter(is_new).cloned().collect();
    let mut reached = 0;
    if !missing.is_empty() {
        let missing = &missing;
        reached = app
            .store
            .write(&app.settings.county, None, |mut tx| async move {
                let reached = erasing::apply_journal(app, &mut tx, missing).await?;
                Ok::<_, Error>(reached.total())
            })
            .await?;
        super::scrub(app).await;
    }
    let is_unwritten = in_table.iter().any(|one| in_file.iter().all(|known| known.id != one.id));
    if is_unwritten {
        let mut all = in_file;
        all.extend(in_table);
        all.sort_by_key(|one| (one.erased_at, one.id));
        all.dedup_by_key(|one| one.id);
        journal.write(&all).map_err(unreadable)?;
    }
    Ok(reached)
}

#[expect(clippy::needless_pass_by_value, reason = "it stands in `map_err`")]
fn unreadable(error: std::io::Error) -> Error {
    tracing::error!(%error, "the erasure journal cannot be read or written");
    Error::of(crate::Kind::Internal)
}
