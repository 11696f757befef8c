//! The store: one door for reading, one for writing, over either database.

use std::future::Future;
use std::hash::{BuildHasher, RandomState};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use domain::codes::CountyCode;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::postgres::{PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Executor, SqliteConnection};
use tokio::sync::Mutex;
use tokio::time::Instant;

use crate::connection::{PostgresLease, SqliteLease};
use crate::group_commit::GroupCommit;
use crate::idempotency::{self, Key};
use crate::meters::{Meters, PoolUse, one_more};
use crate::servers::Servers;
use crate::{Connection, Error, Transient, Tx, scrubbing};

/// Readers of SQLite: enough to keep two cores busy while one waits for the disk.
const SQLITE_READERS: u32 = 4;
/// Connections one server keeps to PostgreSQL.
const POSTGRES_CONNECTIONS: u32 = 16;
/// How long a request waits for a connection or a lock before it is told to come back.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long a reader of an older state is waited for before the log is emptied.
const READER_PATIENCE: Duration = Duration::from_millis(200);
/// The longest pause, as a power of two in milliseconds, before a transaction is run again after a
/// serialization failure. It is run again for as long as a lock would be waited for.
const PAUSE_MAX: u32 = 6;

/// A county's memory. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    backend: Backend,
    meters: Arc<Meters>,
}

#[derive(Clone)]
pub(crate) enum Backend {
    Sqlite { readers: SqlitePool, writer: GroupCommit },
    Postgres { pool: PgPool },
}

impl Store {
    /// Opens `sqlite:PATH` or `postgres://…`. The schema is not touched: see
    /// [`crate::Migrations`].
    pub async fn open(url: &str) -> Result<Self, Error> {
        if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            return Self::open_postgres(url).await;
        }
        let path = sqlite_path(url).ok_or_else(|| {
            Error::Schema(format!(
                "the database address begins with sqlite: or postgres://, not «{}»",
                url.split(':').next().unwrap_or_default()
            ))
        })?;
        // The contract: what is answered survives a power cut.
        Self::open_sqlite(path, SqliteSynchronous::Full).await
    }

    /// Opens an embedded database whose answers do not survive a power cut: the power-cut test
    /// must be able to find that out.
    #[cfg(feature = "careless")]
    pub async fn open_careless(path: &Path) -> Result<Self, Error> {
        Self::open_sqlite(path, SqliteSynchronous::Normal).await
    }

    async fn open_sqlite(path: &Path, synchronous: SqliteSynchronous) -> Result<Self, Error> {
        let meters = Meters::new();
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(synchronous)
            .foreign_keys(true)
            .busy_timeout(PATIENCE)
            // What is erased is overwritten, not only let go.
            .pragma("secure_delete", "on")
            .pragma("cache_size", "-16000")
            .pragma("temp_store", "memory");
        let writer = GroupCommit::open(&options, Arc::clone(&meters)).await?;
        // Each reader has a cache of its own, and the system keeps the file in memory anyway.
        let reading = options.create_if_missing(false).pragma("query_only", "on");
        let readers = SqlitePoolOptions::new()
            .max_connections(SQLITE_READERS)
            .acquire_timeout(PATIENCE)
            .connect_with(reading.pragma("cache_size", "-4000"))
            .await?;
        Ok(Self { backend: Backend::Sqlite { readers, writer }, meters })
    }

    async fn open_postgres(url: &str) -> Result<Self, Error> {
        let meters = Meters::new();
        let options =
            PgPoolOptions::new().max_connections(POSTGRES_CONNECTIONS).acquire_timeout(PATIENCE);
        let pool = Servers::parse(url)?.pool(options, Arc::clone(&meters)).await?;
        Ok(Self { backend: Backend::Postgres { pool }, meters })
    }

    /// What the store counts about itself.
    pub fn meters(&self) -> &Meters {
        &self.meters
    }

    /// Connections for reading; on PostgreSQL writes use them too.
    pub fn pool_use(&self) -> PoolUse {
        let (open, idle, most) = match &self.backend {
            Backend::Sqlite { readers: pool, .. } => (pool.size(), pool.num_idle(), SQLITE_READERS),
            Backend::Postgres { pool } => (pool.size(), pool.num_idle(), POSTGRES_CONNECTIONS),
        };
        PoolUse { open, idle: u32::try_from(idle).unwrap_or(u32::MAX), most }
    }

    pub(crate) fn backend(&self) -> &Backend {
        &self.backend
    }

    /// `sqlite` or `postgres`, for messages and `/readyz`.
    pub fn kind(&self) -> &'static str {
        match self.backend {
            Backend::Sqlite { .. } => "sqlite",
            Backend::Postgres { .. } => "postgres",
        }
    }

    /// Lends a connection for reading. On SQLite it cannot write.
    pub async fn read(&self) -> Result<Connection, Error> {
        Ok(match &self.backend {
            Backend::Sqlite { readers, .. } => {
                Connection::Sqlite(SqliteLease::Reader(readers.acquire().await?))
            }
            Backend::Postgres { pool } => {
                Connection::Postgres(PostgresLease::Reader(pool.acquire().await?))
            }
        })
    }

    /// Runs `change` in a transaction and answers when it is durable.
    ///
    /// `change` may be run more than once, so it does nothing but read and write through its
    /// [`Tx`]: ids, times and random values are made before. With a key, the same request gets
    /// the first answer again and `change` is not run; see [`Key`].
    pub async fn write<T, E, F, Run>(
        &self,
        county: &CountyCode,
        key: Option<&Key>,
        change: F,
    ) -> Result<T, E>
    where
        F: Fn(Tx) -> Run,
        Run: Future<Output = Result<T, E>>,
        T: Serialize + DeserializeOwned,
        E: From<Error> + Transient,
    {
        let begun = Instant::now();
        let mut attempt = 1;
        loop {
            match self.write_once(county, key, &change).await {
                Err(error) if error.is_transient() && begun.elapsed() < PATIENCE => {
                    one_more(&self.meters.repeated);
                    tokio::time::sleep(pause(attempt)).await;
                    attempt += 1;
                }
                done => return done,
            }
        }
    }

    async fn write_once<T, E, F, Run>(
        &self,
        county: &CountyCode,
        key: Option<&Key>,
        change: &F,
    ) -> Result<T, E>
    where
        F: Fn(Tx) -> Run,
        Run: Future<Output = Result<T, E>>,
        T: Serialize + DeserializeOwned,
        E: From<Error> + Transient,
    {
        let connection = self.begin().await?;
        let cell = Arc::new(Mutex::new(connection));
        let lend = || Arc::clone(&cell).try_lock_owned().map(Tx::new);
        let kept_back =
            || Error::Schema("a transaction was kept after its closure had ended".to_owned());

        let outcome = {
            let mut tx = lend().map_err(|_| kept_back())?;
            match known_answer(&mut tx, county, key).await {
                Ok(Some(answer)) => Ok((answer, false)),
                Ok(None) => change(tx).await.map(|answer| (answer, true)),
                Err(error) => Err(E::from(error)),
            }
        };
        let outcome = match (outcome, key) {
            (Ok((answer, true)), Some(key)) => {
                let mut tx = lend().map_err(|_| kept_back())?;
                let remembered = idempotency::remember(&mut tx, county, key, &answer).await;
                remembered.map(|()| answer).map_err(E::from)
            }
            (outcome, _) => outcome.map(|(answer, _)| answer),
        };
        let connection = Arc::into_inner(cell).map(Mutex::into_inner).ok_or_else(kept_back)?;
        match outcome {
            Ok(answer) => {
                let committed = self.commit(connection).await;
                one_more(match committed {
                    Ok(()) => &self.meters.written,
                    Err(_) => &self.meters.refused,
                });
                committed.map(|()| answer).map_err(E::from)
            }
            Err(error) => {
                self.roll_back(connection).await;
                Err(error)
            }
        }
    }

    async fn begin(&self) -> Result<Connection, Error> {
        Ok(match &self.backend {
            Backend::Sqlite { writer, .. } => {
                let begun = tokio::time::timeout(PATIENCE, writer.begin()).await;
                let guard = begun.map_err(|_| Error::Unavailable(sqlx::Error::PoolTimedOut))??;
                Connection::Sqlite(SqliteLease::Writer(guard))
            }
            Backend::Postgres { pool } => Connection::Postgres(PostgresLease::Writer(
                pool.begin_with("BEGIN ISOLATION LEVEL SERIALIZABLE").await?,
            )),
        })
    }

    async fn commit(&self, connection: Connection) -> Result<(), Error> {
        match (connection, &self.backend) {
            (Connection::Sqlite(SqliteLease::Writer(guard)), Backend::Sqlite { writer, .. }) => {
                writer.finish(guard).await
            }
            (Connection::Postgres(PostgresLease::Writer(transaction)), _) => {
                let begun = Instant::now();
                let committed = transaction.commit().await.map_err(Error::from);
                match &committed {
                    Ok(()) => self.meters.committed(begun.elapsed(), 1),
                    // Asked to run again is the database at work, not in trouble.
                    Err(Error::Again(_)) => {}
                    Err(_) => one_more(&self.meters.failed_commits),
                }
                committed
            }
            _ => Ok(()),
        }
    }

    async fn roll_back(&self, connection: Connection) {
        match (connection, &self.backend) {
            (Connection::Sqlite(SqliteLease::Writer(guard)), Backend::Sqlite { writer, .. }) => {
                writer.abandon(guard).await;
            }
            (Connection::Postgres(PostgresLease::Writer(transaction)), _) => {
                // Dropped, it rolls back all the same; the error that led here is the one to tell.
                let _ = transaction.rollback().await;
            }
            _ => {}
        }
    }

    /// Counts the tables anew for the query planner: after a filling or a restore, when nothing
    /// it knows is true any more.
    pub async fn analyze(&self) -> Result<(), Error> {
        match &self.backend {
            Backend::Sqlite { writer, .. } => {
                writer.alone().await?.connection().execute("ANALYZE").await?;
            }
            Backend::Postgres { pool } => {
                pool.execute("ANALYZE").await?;
            }
        }
        Ok(())
    }

    /// Makes what has been erased unreadable in the files too: SQLite's log is written back and
    /// emptied, PostgreSQL's old row versions are let go. The planner's samples of names and
    /// addresses go with them. False when a reader of an older state stands in the way: then the
    /// note in [`crate::scrubbing`] stays, and it has to be done again.
    pub async fn scrub(&self) -> Result<bool, Error> {
        let mut connection = match &self.backend {
            Backend::Sqlite { writer, .. } => {
                Connection::Sqlite(SqliteLease::Writer(writer.alone().await?))
            }
            Backend::Postgres { pool } => {
                Connection::Postgres(PostgresLease::Reader(pool.acquire().await?))
            }
        };
        let note = scrubbing::note(&mut connection).await?;
        let is_done = match &mut connection {
            Connection::Sqlite(lease) => scrub_sqlite(lease.connection()).await?,
            Connection::Postgres(lease) => {
                lease.connection().execute("VACUUM (ANALYZE)").await?;
                true
            }
        };
        if let (true, Some(note)) = (is_done, note) {
            scrubbing::forget(&mut connection, &note).await?;
        }
        Ok(is_done)
    }

    /// Commits what is open and closes every connection.
    pub async fn close(&self) {
        match &self.backend {
            Backend::Sqlite { readers, writer } => {
                writer.close().await;
                readers.close().await;
            }
            Backend::Postgres { pool } => pool.close().await,
        }
    }
}

/// How long a transaction waits before it is run again. Those that collided go apart by chance:
/// otherwise many who write about one firm would meet again each time.
fn pause(attempt: u32) -> Duration {
    let most = 1_000_u64 << attempt.min(PAUSE_MAX);
    Duration::from_micros(RandomState::new().hash_one(attempt) % most)
}

/// Forgets the planner's samples, writes the log back and empties it; false when somebody reads
/// from it. Nobody can write meanwhile, so a reader who takes long is not waited for.
async fn scrub_sqlite(connection: &mut SqliteConnection) -> Result<bool, Error> {
    let samples: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM sqlite_master WHERE name = 'sqlite_stat4'")
            .fetch_one(&mut *connection)
            .await?;
    if samples > 0 {
        connection.execute("DELETE FROM sqlite_stat4").await?;
    }
    let wait =
        |time: Duration| sqlx::AssertSqlSafe(format!("PRAGMA busy_timeout = {}", time.as_millis()));
    sqlx::query(wait(READER_PATIENCE)).execute(&mut *connection).await?;
    let emptied: Result<(i64, i64, i64), _> =
        sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut *connection).await;
    sqlx::query(wait(PATIENCE)).execute(&mut *connection).await?;
    let (is_busy, _, _) = emptied?;
    Ok(is_busy == 0)
}

/// Where an embedded database lies; none for any other address.
pub(crate) fn sqlite_path(url: &str) -> Option<&Path> {
    url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")).map(Path::new)
}

/// The answer given before under this key; if there is none, the key is taken.
async fn known_answer<T: DeserializeOwned>(
    tx: &mut Tx,
    county: &CountyCode,
    key: Option<&Key>,
) -> Result<Option<T>, Error> {
    let Some(key) = key else { return Ok(None) };
    if let Some(answer) = idempotency::answer(tx, county, key).await? {
        return Ok(Some(answer));
    }
    match idempotency::reserve(tx, county, key).await {
        Ok(()) => Ok(None),
        Err(Error::Constraint(_)) => Err(Error::Again(sqlx::Error::RowNotFound)),
        Err(error) => Err(error),
    }
}
