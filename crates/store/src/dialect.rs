//! The places where the two databases speak differently.

use crate::Connection;

/// The same statement in both dialects.
#[derive(Debug, Clone, Copy)]
pub struct Dialects {
    /// For SQLite.
    pub sqlite: &'static str,
    /// For PostgreSQL.
    pub postgres: &'static str,
}

impl Dialects {
    /// The text for the database behind a connection.
    pub fn text(self, connection: &Connection) -> &'static str {
        match connection {
            Connection::Sqlite(_) => self.sqlite,
            Connection::Postgres(_) => self.postgres,
        }
    }
}

/// Every table of the schema, for verification and tests.
pub const TABLES: Dialects = Dialects {
    sqlite: "SELECT name FROM sqlite_master WHERE type = 'table'
             AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_sqlx%' ESCAPE '\\' ORDER BY name",
    postgres: "SELECT table_name::text AS name FROM information_schema.tables
               WHERE table_schema = current_schema() AND table_name NOT LIKE '\\_sqlx%'
               ORDER BY table_name",
};
