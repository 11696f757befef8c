//! Backup while the server runs, from either database; restore into either.

use std::io::{Read, Seek, Write};

use exchange::archive::{Archive, ChainHead, Damage, FORMAT, Manifest, Writer};
use store::seals::{self, Stream};
use store::{Migrations, Store, Tx, copy, schema};

use super::Erasure;
use super::erasing;
use crate::App;

/// What a backup holds.
pub type Backed = Manifest;

/// Why a backup or restore did not happen. Nothing has been changed.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// The archive is refused.
    #[error(transparent)]
    Damage(#[from] Damage),
    /// The database says no.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// There is something already.
    #[error(
        "the database is not empty ({0}): restore into an empty one, or say --replace to take \
         away what is there"
    )]
    NotEmpty(String),
    /// The schema is not the one the backup was taken from.
    #[error(
        "the backup was taken at schema {backup}, this database is at {database}: \
         restore with the program of version {program}, then migrate"
    )]
    Schema {
        /// Of the backup.
        backup: i64,
        /// Of the database.
        database: i64,
        /// Program that wrote the backup.
        program: String,
    },
}

impl store::Transient for RestoreError {
    fn is_transient(&self) -> bool {
        matches!(self, Self::Store(error) if error.is_transient())
    }
}

async fn schema_number(store: &Store) -> Result<i64, store::Error> {
    let state = Migrations::of(store).state().await?;
    Ok(state.iter().filter(|one| one.is_applied).map(|one| one.version).max().unwrap_or_default())
}

/// Writes everything, as it is at this instant, into an empty file. `watch` is told how many rows
/// have been written.
pub async fn backup<W: Read + Write + Seek>(
    app: &App,
    file: W,
    mut watch: impl FnMut(u64),
) -> Result<(W, Backed), RestoreError> {
    let schema = schema_number(&app.store).await?;
    let mut snapshot = app.store.snapshot().await?;
    let counties = copy::counties(snapshot.connection()).await?;
    let mut chains = Vec::new();
    for county in &counties {
        for stream in Stream::ALL {
            let (position, seal) = seals::head(snapshot.connection(), county, stream).await?;
            let (county, stream) = (county.to_string(), stream.code().to_owned());
            chains.push(ChainHead { county, stream, position, seal });
        }
    }
    let mut archive = Writer::begin(file)?;
    let mut written = 0;
    for table in snapshot.tables().await? {
        let mut member = archive.table(&table.name)?;
        snapshot
            .rows::<RestoreError>(&table, |line| {
                member.row(line)?;
                written += 1;
                if written % 1_000 == 0 {
                    watch(written);
                }
                Ok(())
            })
            .await?;
        member.finish()?;
    }
    let manifest = Manifest {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        created_at: app.now().to_string(),
        database: app.store.kind().to_owned(),
        schema,
        counties: counties.iter().map(ToString::to_string).collect(),
        chains,
        tables: Vec::new(),
    };
    Ok(archive.finish(manifest)?)
}

/// What has been restored.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Restored {
    /// Rows.
    pub rows: u64,
    /// Places where an erasure of later than the backup was made again.
    pub erased_again: u64,
}

/// Restores an archive that has been checked, in one transaction: killed at any moment, the
/// database holds either everything or what it held before. Erasures made since the backup was
/// taken are made again before anybody can read.
///
/// `open` opens the archive, and may be called again.
pub async fn restore<R, O>(
    app: &App,
    open: O,
    journal: &[Erasure],
    is_replacing: bool,
    watch: impl Fn(u64),
) -> Result<Restored, RestoreError>
where
    R: Read + Seek,
    O: Fn() -> Result<Archive<R>, Damage>,
{
    let manifest = open()?.manifest().clone();
    let database = schema_number(&app.store).await?;
    if manifest.schema != database {
        let (backup, program) = (manifest.schema, manifest.program);
        return Err(RestoreError::Schema { backup, database, program });
    }
    let mut journal = journal.to_vec();
    let mut connection = app.store.read().await?;
    let filled = copy::filled_tables(&mut connection).await?;
    if let (Some((table, rows)), false) = (filled.first(), is_replacing) {
        return Err(RestoreError::NotEmpty(format!("{table} has {rows} rows")));
    }
    // What this database remembers of erasures outlives the replacement.
    journal.extend(store::personal::erasures(&mut connection).await?);
    drop(connection);
    let (open, journal, watch) = (&open, &journal, &watch);
    let restored = app
        .store
        .write(&app.settings.county, None, |tx| async move {
            fill(app, tx, open()?, journal, watch).await
        })
        .await?;
    // It is restored by now: what follows makes it faster and emptier, never undone.
    super::scrub(app).await;
    if let Err(error) = app.store.analyze().await {
        tracing::warn!(%error, "the planner does not know the restored tables; «ANALYZE» helps");
    }
    Ok(restored)
}

async fn fill<R: Read + Seek>(
    app: &App,
    mut tx: Tx,
    mut archive: Archive<R>,
    journal: &[Erasure],
    watch: &impl Fn(u64),
) -> Result<Restored, RestoreError> {
    copy::empty(&mut tx).await?;
    let known = schema::tables(&mut tx).await?;
    let mut restored = Restored::default();
    for entry in archive.manifest().tables.clone() {
        let table = known.iter().find(|table| table.name == entry.name);
        let table = table
            .ok_or_else(|| Damage::Damaged(format!("the schema has no table {}", entry.name)))?;
        let mut loading = copy::Loading::of(&tx, table);
        let mut lines = archive.lines(&entry)?;
        while let Some(line) = lines.next_line()? {
            loading.take(&mut tx, line).await?;
            restored.rows += 1;
            if restored.rows % 1_000 == 0 {
                watch(restored.rows);
            }
        }
        loading.finish(&mut tx).await?;
    }
    restored.erased_again = erasing::apply_journal(app, &mut tx, journal).await?.total();
    store::scrubbing::want(&mut tx, app.now()).await?;
    Ok(restored)
}
