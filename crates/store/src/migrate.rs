//! Migrations: paired files, one folder per dialect, applied in order and never changed.

use sqlx::migrate::{MigrateError, Migrator};

use crate::door::Backend;
use crate::{Error, Store};

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// One migration and whether this database has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MigrationState {
    /// Number.
    pub version: i64,
    /// Name.
    pub description: String,
    /// Applied.
    pub is_applied: bool,
}

/// What can be done with the schema of a store.
pub struct Migrations<'s> {
    store: &'s Store,
}

impl<'s> Migrations<'s> {
    /// The migrations of a store.
    pub fn of(store: &'s Store) -> Self {
        Self { store }
    }

    /// Applies whatever is missing. Each migration is one transaction: killed midway, nothing of
    /// it remains, and the next start applies it again.
    pub async fn apply(&self) -> Result<(), Error> {
        let applied = match self.store.backend() {
            Backend::Sqlite { writer, .. } => {
                let mut writer = writer.alone().await?;
                SQLITE.run_direct(None, writer.connection(), false).await
            }
            Backend::Postgres { pool } => POSTGRES.run(pool).await,
        };
        applied.map_err(explain)
    }

    /// Every migration of this program, applied or not.
    pub async fn state(&self) -> Result<Vec<MigrationState>, Error> {
        let applied = self.applied().await?;
        let migrator = match self.store.backend() {
            Backend::Sqlite { .. } => &SQLITE,
            Backend::Postgres { .. } => &POSTGRES,
        };
        Ok(migrator
            .iter()
            .map(|migration| MigrationState {
                version: migration.version,
                description: migration.description.to_string(),
                is_applied: applied.contains(&migration.version),
            })
            .collect())
    }

    async fn applied(&self) -> Result<Vec<i64>, Error> {
        let mut connection = self.store.read().await?;
        let applied: Result<Vec<(i64,)>, sqlx::Error> = crate::on!(connection, |c| {
            sqlx::query_as("SELECT version FROM _sqlx_migrations ORDER BY version")
                .fetch_all(c)
                .await
        });
        // Before the first migration there is no such table.
        Ok(applied.unwrap_or_default().into_iter().map(|(version,)| version).collect())
    }
}

fn explain(error: MigrateError) -> Error {
    match error {
        MigrateError::VersionMissing(version) => Error::Schema(format!(
            "the database has migration {version}, which this program does not know: \
             start the newer program, or restore a backup from before the upgrade"
        )),
        MigrateError::VersionMismatch(version) => Error::Schema(format!(
            "migration {version} was changed after it was applied: use the released program"
        )),
        MigrateError::Execute(error) => error.into(),
        other => Error::Schema(other.to_string()),
    }
}
