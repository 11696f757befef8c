//! SQLite's single writer with group commit.
//!
//! Whoever writes takes the writer's lock in turn and runs in a savepoint of a transaction that
//! is already open. A task of its own commits: its request for the same fair lock queues behind
//! the writers that came meanwhile, so one `fsync` answers all of them. Nobody is answered before
//! that commit.
//!
//! A writer may be cancelled at any await, because its client hung up. Its savepoint then stays
//! open, and whoever takes the lock next rolls it back.
//!
//! After a failed commit nobody knows what the system has kept of it: Linux forgets the pages of a
//! failed `fsync`, and the next one may answer well without having written them. So the connection
//! is not trusted any more. The next writer opens a new one, has the log written back and emptied,
//! and commits a write of its own; only then is anything acknowledged again. A log that is written
//! from its start cannot hold pages that only seemed to be written.

use std::sync::Arc;

use sqlx::{ConnectOptions, Connection, Executor, SqliteConnection, sqlite::SqliteConnectOptions};
use tokio::sync::{Mutex, OwnedMutexGuard, mpsc, oneshot};
use tokio::time::Instant;

use crate::Error;
use crate::meters::{Meters, one_more};

/// The writing connection and what it has open.
pub struct Writer {
    connection: SqliteConnection,
    options: SqliteConnectOptions,
    transaction_is_open: bool,
    savepoint_is_open: bool,
    /// A commit has failed, and no write has gone through since.
    is_doubtful: bool,
    waiting: Vec<oneshot::Sender<Result<(), Failed>>>,
    meters: Arc<Meters>,
}

/// Why a group of writes was not kept.
#[derive(Debug, Clone)]
struct Failed {
    why: String,
    is_full: bool,
}

impl Failed {
    fn of(error: sqlx::Error) -> Self {
        let why = error.to_string();
        Self { why, is_full: matches!(Error::from(error), Error::Full(_)) }
    }

    fn told(self) -> Error {
        if self.is_full {
            Error::Full(sqlx::Error::Protocol(self.why))
        } else {
            Error::CommitFailed(self.why)
        }
    }
}

impl Writer {
    pub(crate) fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.connection
    }

    /// Opens a savepoint, after cleaning up behind a writer that was cancelled.
    async fn begin(&mut self) -> Result<(), Error> {
        self.drop_savepoint().await;
        if !self.transaction_is_open {
            if self.is_doubtful {
                self.start_anew().await?;
            }
            // Noted before the statement, like the savepoint below.
            self.transaction_is_open = true;
            if let Err(error) = self.connection.execute("BEGIN IMMEDIATE").await {
                self.transaction_is_open = false;
                return Err(error.into());
            }
        }
        // Noted before the statement: if we are cancelled during it, the next one looks.
        self.savepoint_is_open = true;
        self.connection.execute("SAVEPOINT write").await?;
        Ok(())
    }

    /// Keeps what the savepoint did; it becomes durable with the next commit.
    async fn keep(&mut self) -> Result<oneshot::Receiver<Result<(), Failed>>, Error> {
        self.connection.execute("RELEASE write").await?;
        self.savepoint_is_open = false;
        let (answer, answered) = oneshot::channel();
        self.waiting.push(answer);
        Ok(answered)
    }

    /// Takes back what the savepoint did. A full disk can make SQLite roll back the whole
    /// transaction by itself; then nothing of the group is kept, and its writers are told.
    async fn drop_savepoint(&mut self) {
        if !self.savepoint_is_open {
            return;
        }
        self.savepoint_is_open = false;
        let undone = self.connection.execute("ROLLBACK TO write; RELEASE write").await;
        if let Err(error) = undone {
            self.give_up(Failed::of(error)).await;
        }
    }

    async fn commit(&mut self) {
        self.drop_savepoint().await;
        if !self.transaction_is_open {
            return;
        }
        let begun = Instant::now();
        match self.connection.execute("COMMIT").await {
            Ok(_) => {
                self.transaction_is_open = false;
                self.meters.committed(begun.elapsed(), self.waiting.len());
                self.answer(&Ok(()));
            }
            Err(error) => self.give_up(Failed::of(error)).await,
        }
    }

    async fn give_up(&mut self, failed: Failed) {
        tracing::error!(why = failed.why, "a group of writes is rolled back");
        one_more(&self.meters.failed_commits);
        self.is_doubtful = true;
        // SQLite may have rolled back already; then this says so and changes nothing.
        let _ = self.connection.execute("ROLLBACK").await;
        self.transaction_is_open = false;
        self.answer(&Err(failed));
    }

    /// A new connection, an empty log and a commit that went through; see the top of this file.
    async fn start_anew(&mut self) -> Result<(), Error> {
        let fresh = self.options.connect().await?;
        let doubtful = std::mem::replace(&mut self.connection, fresh);
        // What it says matters no more; closed, it holds no lock.
        let _ = doubtful.close().await;
        let emptied = sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)");
        let (is_busy, _, _): (i64, i64, i64) = emptied.fetch_one(&mut self.connection).await?;
        if is_busy != 0 {
            return Err(Error::CommitFailed("the log cannot be emptied yet".to_owned()));
        }
        // The same value again: a write of the first page, whatever the schema is.
        let version: i64 =
            sqlx::query_scalar("PRAGMA user_version").fetch_one(&mut self.connection).await?;
        let same = format!("BEGIN IMMEDIATE; PRAGMA user_version = {version}; COMMIT");
        sqlx::raw_sql(sqlx::AssertSqlSafe(same)).execute(&mut self.connection).await?;
        self.is_doubtful = false;
        one_more(&self.meters.reopened);
        tracing::warn!("the database takes writes again");
        Ok(())
    }

    fn answer(&mut self, outcome: &Result<(), Failed>) {
        for waiting in self.waiting.drain(..) {
            // A writer that no longer waits has been cancelled; its write is kept all the same.
            let _ = waiting.send(outcome.clone());
        }
    }
}

/// The door to SQLite's writer.
#[derive(Clone)]
pub(crate) struct GroupCommit {
    writer: Arc<Mutex<Writer>>,
    wants_commit: mpsc::UnboundedSender<()>,
}

impl GroupCommit {
    /// Opens the writing connection and starts the committing task, which ends with the last
    /// clone of the door.
    pub(crate) async fn open(
        options: &SqliteConnectOptions,
        meters: Arc<Meters>,
    ) -> Result<Self, Error> {
        let writer = Writer {
            connection: options.connect().await?,
            options: options.clone(),
            transaction_is_open: false,
            savepoint_is_open: false,
            is_doubtful: false,
            waiting: Vec::new(),
            meters,
        };
        let writer = Arc::new(Mutex::new(writer));
        let (wants_commit, wanted) = mpsc::unbounded_channel();
        tokio::spawn(commit_when_wanted(Arc::clone(&writer), wanted));
        Ok(Self { writer, wants_commit })
    }

    /// Waits for the writer and opens a savepoint on it.
    pub(crate) async fn begin(&self) -> Result<OwnedMutexGuard<Writer>, Error> {
        let mut writer = Arc::clone(&self.writer).lock_owned().await;
        if let Err(error) = writer.begin().await {
            self.ask_for_commit();
            return Err(error);
        }
        Ok(writer)
    }

    /// The writer outside any transaction, for migrations.
    pub(crate) async fn alone(&self) -> Result<OwnedMutexGuard<Writer>, Error> {
        let mut writer = Arc::clone(&self.writer).lock_owned().await;
        writer.commit().await;
        Ok(writer)
    }

    /// Ends the savepoint well and waits until it is durable.
    pub(crate) async fn finish(&self, mut writer: OwnedMutexGuard<Writer>) -> Result<(), Error> {
        let kept = writer.keep().await;
        drop(writer);
        self.ask_for_commit();
        match kept?.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(failed)) => Err(failed.told()),
            Err(_) => Err(Error::CommitFailed("the writer stopped".to_owned())),
        }
    }

    /// Ends the savepoint without a trace.
    pub(crate) async fn abandon(&self, mut writer: OwnedMutexGuard<Writer>) {
        writer.drop_savepoint().await;
        drop(writer);
        self.ask_for_commit();
    }

    /// Closes the writing connection, committing what is open.
    pub(crate) async fn close(&self) {
        let mut writer = self.writer.lock().await;
        writer.commit().await;
        // Only advice to the query planner; a failure here must not hold up the shutdown.
        let _ = writer.connection.execute("PRAGMA optimize").await;
    }

    fn ask_for_commit(&self) {
        // The receiver lives as long as this sender's task; a failed send means shutdown.
        let _ = self.wants_commit.send(());
    }
}

async fn commit_when_wanted(writer: Arc<Mutex<Writer>>, mut wanted: mpsc::UnboundedReceiver<()>) {
    while wanted.recv().await.is_some() {
        let mut writer = writer.lock().await;
        // Everyone who asked before we got the lock is part of this commit.
        while wanted.try_recv().is_ok() {}
        writer.commit().await;
    }
}
