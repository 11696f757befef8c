//! A connection to either database, lent for reading or inside a transaction.

use std::ops::{Deref, DerefMut};

use sqlx::pool::PoolConnection;
use sqlx::{PgConnection, Postgres, Sqlite, SqliteConnection, Transaction};
use tokio::sync::OwnedMutexGuard;

use crate::group_commit::Writer;

/// A connection to one of the two databases.
pub enum Connection {
    /// SQLite.
    Sqlite(SqliteLease),
    /// PostgreSQL.
    Postgres(PostgresLease),
}

impl Connection {
    /// For the `on!` macro, which meets connections and transactions alike.
    #[doc(hidden)]
    pub fn lease(&mut self) -> &mut Self {
        self
    }
}

/// SQLite: one of the readers, or the only writer.
pub enum SqliteLease {
    /// From the read-only pool.
    Reader(PoolConnection<Sqlite>),
    /// The writer, held until the closure is done.
    Writer(OwnedMutexGuard<Writer>),
}

impl SqliteLease {
    #[doc(hidden)]
    pub fn connection(&mut self) -> &mut SqliteConnection {
        match self {
            Self::Reader(reader) => reader,
            Self::Writer(writer) => writer.connection(),
        }
    }
}

/// PostgreSQL: outside or inside a transaction.
pub enum PostgresLease {
    /// Outside.
    Reader(PoolConnection<Postgres>),
    /// Inside; rolled back when dropped.
    Writer(Transaction<'static, Postgres>),
}

impl PostgresLease {
    #[doc(hidden)]
    pub fn connection(&mut self) -> &mut PgConnection {
        match self {
            Self::Reader(reader) => reader,
            Self::Writer(writer) => writer,
        }
    }
}

/// A transaction. Functions that write ask for one, so that they cannot be called outside
/// [`crate::Store::write`]; functions that read take it wherever they take a [`Connection`].
pub struct Tx {
    held: OwnedMutexGuard<Connection>,
}

impl Tx {
    pub(crate) fn new(held: OwnedMutexGuard<Connection>) -> Self {
        Self { held }
    }
}

impl Deref for Tx {
    type Target = Connection;
    fn deref(&self) -> &Connection {
        &self.held
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Connection {
        &mut self.held
    }
}
