//! SQLite's single writer with group commit.
//!
//! Whoever writes takes the writer's lock in turn and runs in a savepoint of a transaction that
//! is already open. A task of its own commits: its request for the same fair lock queues behind
//! the writers that came meanwhile, so one `fsync` answers all of them. Nobody is answered before
//! that commit.
//!
//! A writer may be cancelled at any await, because its client hung up. Its savepoint then stays
//! open, and whoever takes the lock next rolls it back.

use std::sync::Arc;

use sqlx::{ConnectOptions, Executor, SqliteConnection, sqlite::SqliteConnectOptions};
use tokio::sync::{Mutex, OwnedMutexGuard, mpsc, oneshot};

use crate::Error;

/// The writing connection and what it has open.
pub struct Writer {
    connection: SqliteConnection,
    transaction_is_open: bool,
    savepoint_is_open: bool,
    waiting: Vec<oneshot::Sender<Result<(), String>>>,
}

impl Writer {
    pub(crate) fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.connection
    }

    /// Opens a savepoint, after cleaning up behind a writer that was cancelled.
    async fn begin(&mut self) -> Result<(), Error> {
        self.drop_savepoint().await;
        if !self.transaction_is_open {
            self.connection.execute("BEGIN IMMEDIATE").await?;
            self.transaction_is_open = true;
        }
        // Noted before the statement: if we are cancelled during it, the next one looks.
        self.savepoint_is_open = true;
        self.connection.execute("SAVEPOINT write").await?;
        Ok(())
    }

    /// Keeps what the savepoint did; it becomes durable with the next commit.
    async fn keep(&mut self) -> Result<oneshot::Receiver<Result<(), String>>, Error> {
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
            self.give_up(&error.to_string()).await;
        }
    }

    async fn commit(&mut self) {
        self.drop_savepoint().await;
        if !self.transaction_is_open {
            return;
        }
        match self.connection.execute("COMMIT").await {
            Ok(_) => {
                self.transaction_is_open = false;
                self.answer(&Ok(()));
            }
            Err(error) => self.give_up(&error.to_string()).await,
        }
    }

    async fn give_up(&mut self, why: &str) {
        tracing::error!(why, "a group of writes is rolled back");
        // SQLite may have rolled back already; then this says so and changes nothing.
        let _ = self.connection.execute("ROLLBACK").await;
        self.transaction_is_open = false;
        self.answer(&Err(why.to_owned()));
    }

    fn answer(&mut self, outcome: &Result<(), String>) {
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
    pub(crate) async fn open(options: &SqliteConnectOptions) -> Result<Self, Error> {
        let writer = Writer {
            connection: options.connect().await?,
            transaction_is_open: false,
            savepoint_is_open: false,
            waiting: Vec::new(),
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
            Ok(Err(why)) => Err(Error::CommitFailed(why)),
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
