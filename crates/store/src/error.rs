//! What can go wrong in the store, as far as a caller can do something about it.

/// An error of the store.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Somebody else changed the record since it was read.
    #[error("the record has changed since it was read")]
    Changed,
    /// A named rule of the schema refused the write.
    #[error("the rule {0} refused the write")]
    Constraint(String),
    /// The idempotency key has been used with another request.
    #[error("the idempotency key has been used with another request")]
    KeyReused,
    /// The database asks for the transaction to be run again.
    #[error("the transaction has to be run again")]
    Again(#[source] sqlx::Error),
    /// The database cannot be reached or does not answer in time.
    #[error("the database does not answer")]
    Unavailable(#[source] sqlx::Error),
    /// The disk is full.
    #[error("the disk is full")]
    Full(#[source] sqlx::Error),
    /// A group of writes could not be committed; none of them is kept.
    #[error("the commit failed: {0}")]
    CommitFailed(String),
    /// What is stored cannot be read as what it should be.
    #[error("stored {what} cannot be read: {why}")]
    Unreadable {
        /// Which column or value.
        what: &'static str,
        /// Why not.
        why: String,
    },
    /// The schema is newer than this program, or a migration has been changed.
    #[error("{0}")]
    Schema(String),
    /// The organisation has ended, and nothing new begins there.
    #[error("the organisation has ended")]
    Ended(Box<crate::endings::StoredEnding>),
    /// Anything else the database says.
    #[error("database: {0}")]
    Database(#[source] sqlx::Error),
}

impl Error {
    /// True when a named constraint refused the write.
    pub fn is_constraint(&self, name: &str) -> bool {
        matches!(self, Self::Constraint(constraint) if constraint.contains(name))
    }
}

/// Errors that can say whether running the same closure again may help.
pub trait Transient {
    /// True when the transaction may be run again.
    fn is_transient(&self) -> bool;
}

impl Transient for Error {
    fn is_transient(&self) -> bool {
        matches!(self, Self::Again(_))
    }
}

/// PostgreSQL: serialization failure and deadlock.
const AGAIN: &[&str] = &["40001", "40P01"];
/// PostgreSQL: out of disk space.
const FULL: &[&str] = &["53100"];
/// PostgreSQL: the classes for lost connections, exhausted resources, a server that shuts down and
/// a disk that fails; and a server that has become a standby.
const AWAY: &[&str] = &["08", "53", "57P", "58", "25006"];
/// SQLite's primary codes: busy, locked, I/O error, cannot open.
const SQLITE_AWAY: &[u32] = &[5, 6, 10, 14];
/// SQLite's primary code for a full disk.
const SQLITE_FULL: u32 = 13;

/// SQLite's primary code. Its codes have at most four digits; PostgreSQL's have five characters.
fn sqlite_code(code: &str) -> Option<u32> {
    (code.len() < 5).then(|| code.parse::<u32>().ok())?.map(|extended| extended & 0xff)
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        let Some(database) = error.as_database_error() else {
            return match error {
                sqlx::Error::Io(_)
                | sqlx::Error::PoolTimedOut
                | sqlx::Error::PoolClosed
                | sqlx::Error::WorkerCrashed => Self::Unavailable(error),
                other => Self::Database(other),
            };
        };
        let code = database.code().unwrap_or_default().into_owned();
        if AGAIN.contains(&code.as_str()) {
            return Self::Again(error);
        }
        let primary = sqlite_code(&code);
        if FULL.contains(&code.as_str()) || primary == Some(SQLITE_FULL) {
            return Self::Full(error);
        }
        if AWAY.iter().any(|class| code.len() == 5 && code.starts_with(class))
            || primary.is_some_and(|code| SQLITE_AWAY.contains(&code))
        {
            return Self::Unavailable(error);
        }
        if matches!(database.kind(), sqlx::error::ErrorKind::Other) {
            return Self::Database(error);
        }
        // PostgreSQL names the constraint; SQLite names it, or the columns, in its message.
        let name =
            database.constraint().map_or_else(|| database.message().to_owned(), str::to_owned);
        Self::Constraint(name)
    }
}
