//! SQL for SQLite and PostgreSQL behind one door.
//!
//! Reading: [`Store::read`] lends a [`Connection`]. Writing: [`Store::write`] runs a closure in a
//! transaction and answers only when the write is durable. SQL text is shared by both databases;
//! the few places where they differ are in [`dialect`]. One module per capability holds its SQL,
//! and the contract suite in `tests/` runs every one of them on both databases.

pub mod checks;
mod connection;
pub mod copy;
pub mod dialect;
mod door;
mod error;
pub mod events;
mod group_commit;
pub mod health;
pub mod idempotency;
pub mod meters;
mod migrate;
pub mod page;
mod row;
pub mod schema;
pub mod scrubbing;
pub mod seals;
pub mod search;
mod servers;
mod sole;

pub mod access;
pub mod agreements;
pub mod appointments;
pub mod cases;
pub mod contacts;
pub mod continuity;
pub mod desk;
pub mod endings;
pub mod figures;
pub mod follow_ups;
pub mod gatherings;
pub mod ideas;
pub mod imports;
pub mod leaders;
pub mod mail;
pub mod mappings;
pub mod mine;
pub mod modules;
pub mod needs;
pub mod notifications;
pub mod offers;
pub mod organisations;
pub mod personal;
pub mod pooling;
pub mod questions;
pub mod readings;
pub mod redundancies;
pub mod replies;
pub mod retention;
pub mod sessions;
pub mod sign_in;
pub mod signals;
pub mod succession;
pub mod support;
pub mod visits;
pub mod vocabularies;

pub use connection::{Connection, Tx};
pub use door::Store;
pub use error::{Error, Transient};
pub use idempotency::Key;
pub use migrate::{MigrationState, Migrations};
pub use page::{Cursor, Page};
pub use sole::Sole;

/// Runs the same query text on whichever database the connection belongs to.
///
/// `on!(conn, |c| sqlx::query(SQL).bind(id).execute(c).await?)` expands once per database; the
/// text and the binds are written once.
#[macro_export]
macro_rules! on {
    ($connection:expr, |$c:ident| $body:expr) => {
        match $connection.lease() {
            $crate::Connection::Sqlite(lease) => {
                let $c = lease.connection();
                $body
            }
            $crate::Connection::Postgres(lease) => {
                let $c = lease.connection();
                $body
            }
        }
    };
}
