//! Every row of every table, out and in: what backups are made of.
//!
//! A row is a JSON object with its columns in alphabetical order: ids as text, flags as 0 or 1.
//! Rows come in the order of their primary key, byte by byte, so the same county gives the same
//! lines from either database.

use domain::codes::CountyCode;
use futures_util::TryStreamExt;
use serde_json::{Map, Value};
use sqlx::Row;
use uuid::Uuid;

use crate::connection::{PostgresLease, SqliteLease};
use crate::door::Backend;
use crate::schema::{self, Family, Table};
use crate::{Connection, Error, Store, Tx, on};

/// Tables that belong to a running server and are left out of backups: who is logged in, and the
/// proof that writing works.
pub const LEFT_OUT: &[&str] = &["session", "heartbeat"];
/// Values bound in one statement; both databases take this many.
const BINDS_MAX: usize = 30_000;
/// Rows inserted in one statement.
const ROWS_MAX: usize = 500;

/// The database as it was at one instant, while others go on writing.
pub struct Snapshot {
    connection: Connection,
}

impl Store {
    /// Takes a snapshot to read from. It ends when dropped.
    pub async fn snapshot(&self) -> Result<Snapshot, Error> {
        let connection = match self.backend() {
            Backend::Postgres { pool } => {
                let begun =
                    pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
                Connection::Postgres(PostgresLease::Writer(begun))
            }
            Backend::Sqlite { readers, .. } => {
                let mut reader = readers.acquire().await?;
                // Closed instead of given back, so that the open transaction ends with it.
                reader.close_on_drop();
                sqlx::raw_sql("BEGIN; SELECT COUNT(*) FROM installation")
                    .execute(&mut *reader)
                    .await?;
                Connection::Sqlite(SqliteLease::Reader(reader))
            }
        };
        Ok(Snapshot { connection })
    }
}

impl Snapshot {
    /// The connection, for other questions about the same instant.
    pub fn connection(&mut self) -> &mut Connection {
        &mut self.connection
    }

    /// Tables to copy, those that are referred to first.
    pub async fn tables(&mut self) -> Result<Vec<Table>, Error> {
        let mut tables = schema::tables(&mut self.connection).await?;
        tables.retain(|table| !LEFT_OUT.contains(&table.name.as_str()));
        Ok(tables)
    }

    /// Hands every row of a table to `each`, as one line of JSON without its end; gives how many.
    pub async fn rows<E: From<Error>>(
        &mut self,
        table: &Table,
        mut each: impl FnMut(&str) -> Result<(), E>,
    ) -> Result<u64, E> {
        let is_postgres = matches!(self.connection, Connection::Postgres(_));
        let query = select(table, is_postgres);
        let mut count = 0;
        on!(self.connection, |c| {
            let mut rows = sqlx::query(sqlx::AssertSqlSafe(query)).fetch(c);
            while let Some(row) = rows.try_next().await.map_err(Error::from)? {
                let mut object = Map::new();
                for (place, column) in table.columns.iter().enumerate() {
                    let value = match column.family {
                        Family::Id => row
                            .try_get::<Option<Uuid>, _>(place)
                            .map(|id| id.map(|id| Value::from(id.to_string()))),
                        Family::Whole | Family::Flag => {
                            row.try_get::<Option<i64>, _>(place).map(|whole| whole.map(Value::from))
                        }
                        Family::Text => row
                            .try_get::<Option<String>, _>(place)
                            .map(|text| text.map(Value::from)),
                    };
                    let value = value.map_err(Error::from)?.unwrap_or(Value::Null);
                    object.insert(column.name.clone(), value);
                }
                each(&Value::Object(object).to_string())?;
                count += 1;
            }
        });
        Ok(count)
    }
}

fn select(table: &Table, is_postgres: bool) -> String {
    let columns = table.columns.iter().map(|column| {
        let name = &column.name;
        if is_postgres && column.family == Family::Flag {
            format!("\"{name}\"::int::bigint")
        } else {
            format!("\"{name}\"")
        }
    });
    let order = table.key.iter().map(|name| {
        let is_text = table.column(name).is_some_and(|column| column.family == Family::Text);
        let collation = if is_postgres && is_text { " COLLATE \"C\"" } else { "" };
        format!("\"{name}\"{collation}")
    });
    format!(
        "SELECT {} FROM \"{}\" ORDER BY {}",
        columns.collect::<Vec<_>>().join(", "),
        table.name,
        order.collect::<Vec<_>>().join(", ")
    )
}

/// A value read from a line.
#[derive(Debug, Clone)]
enum Cell {
    Id(Option<Uuid>),
    Whole(Option<i64>),
    Flag(Option<bool>),
    Text(Option<String>),
}

/// Rows on their way into a table.
pub struct Loading<'t> {
    table: &'t Table,
    rows: Vec<Vec<Cell>>,
    at_once: usize,
    is_postgres: bool,
}

impl<'t> Loading<'t> {
    /// Begins to fill a table.
    pub fn of(tx: &Tx, table: &'t Table) -> Self {
        let columns = table.columns.len().max(1);
        // Rows that refer to each other go in together: both databases look when the statement
        // ends.
        let rows = if table.refers_to_itself() { BINDS_MAX } else { ROWS_MAX };
        Self {
            table,
            rows: Vec::new(),
            at_once: (BINDS_MAX / columns).clamp(1, rows),
            is_postgres: matches!(&**tx, Connection::Postgres(_)),
        }
    }

    /// Takes a line of JSON.
    pub async fn take(&mut self, tx: &mut Tx, line: &str) -> Result<(), Error> {
        self.rows.push(self.read(line)?);
        if self.rows.len() >= self.at_once { self.flush(tx).await } else { Ok(()) }
    }

    /// Writes what is left.
    pub async fn finish(mut self, tx: &mut Tx) -> Result<(), Error> {
        self.flush(tx).await
    }

    fn read(&self, line: &str) -> Result<Vec<Cell>, Error> {
        let why = |why: String| Error::Unreadable { what: "backup row", why };
        let mut object: Map<String, Value> =
            serde_json::from_str(line).map_err(|error| why(error.to_string()))?;
        let mut cells = Vec::with_capacity(self.table.columns.len());
        for column in &self.table.columns {
            let value = object.remove(&column.name).unwrap_or(Value::Null);
            let cell = cell(column.family, self.is_postgres, value)
                .ok_or_else(|| why(format!("{}.{} does not fit", self.table.name, column.name)))?;
            cells.push(cell);
        }
        match object.keys().next() {
            Some(unknown) => Err(why(format!("{} has no column {unknown}", self.table.name))),
            None => Ok(cells),
        }
    }

    async fn flush(&mut self, tx: &mut Tx) -> Result<(), Error> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let names: Vec<_> =
            self.table.columns.iter().map(|column| format!("\"{}\"", column.name)).collect();
        let head = format!("INSERT INTO \"{}\" ({}) ", self.table.name, names.join(", "));
        on!(tx, |c| {
            let mut insert = sqlx::QueryBuilder::new(head);
            insert.push_values(&self.rows, |mut row, cells| {
                for cell in cells {
                    match cell {
                        Cell::Id(id) => row.push_bind(*id),
                        Cell::Whole(whole) => row.push_bind(*whole),
                        Cell::Flag(flag) => row.push_bind(*flag),
                        Cell::Text(text) => row.push_bind(text.as_deref()),
                    };
                }
            });
            insert.build().execute(c).await.map(|_| ())
        })?;
        self.rows.clear();
        Ok(())
    }
}

fn cell(family: Family, is_postgres: bool, value: Value) -> Option<Cell> {
    Some(match (family, value) {
        (Family::Id, Value::Null) => Cell::Id(None),
        (Family::Id, Value::String(text)) => Cell::Id(Some(Uuid::try_parse(&text).ok()?)),
        (Family::Flag, value) if is_postgres => match value {
            Value::Null => Cell::Flag(None),
            value => Cell::Flag(Some(value.as_i64()? != 0)),
        },
        (Family::Whole | Family::Flag, Value::Null) => Cell::Whole(None),
        (Family::Whole | Family::Flag, value) => Cell::Whole(Some(value.as_i64()?)),
        (Family::Text, Value::Null) => Cell::Text(None),
        (Family::Text, Value::String(text)) => Cell::Text(Some(text)),
        _ => return None,
    })
}

/// Tables that hold something, with how many rows; a fresh, migrated database has none.
pub async fn filled_tables(connection: &mut Connection) -> Result<Vec<(String, i64)>, Error> {
    let mut filled = Vec::new();
    for table in schema::tables(connection).await? {
        let query = format!("SELECT COUNT(*) FROM \"{}\"", table.name);
        let count: i64 = on!(connection, |c| sqlx::query_scalar(sqlx::AssertSqlSafe(query))
            .fetch_one(c)
            .await?);
        if count > 0 && !LEFT_OUT.contains(&table.name.as_str()) {
            filled.push((table.name, count));
        }
    }
    Ok(filled)
}

/// Empties every table, those that refer before those that are referred to.
pub async fn empty(tx: &mut Tx) -> Result<(), Error> {
    for table in schema::tables(tx).await?.iter().rev() {
        let query = format!("DELETE FROM \"{}\"", table.name);
        on!(tx, |c| sqlx::query(sqlx::AssertSqlSafe(query)).execute(c).await.map(|_| ()))?;
    }
    Ok(())
}

/// Counties there is anything about.
pub async fn counties(connection: &mut Connection) -> Result<Vec<CountyCode>, Error> {
    let codes: Vec<String> =
        on!(connection, |c| sqlx::query_scalar("SELECT code FROM county ORDER BY code")
            .fetch_all(c)
            .await?);
    codes.iter().map(|text| crate::row::code("county.code", CountyCode::parse(text))).collect()
}
