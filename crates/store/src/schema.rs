//! The schema as the database itself tells it: tables, columns, keys and what refers to what. Used
//! where something has to reach every table there is: backup, restore, verification, erasure.

use std::collections::{BTreeMap, BTreeSet};

use crate::dialect::{Dialects, TABLES};
use crate::{Connection, Error, on};

/// What a column holds, the same on both databases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// An id.
    Id,
    /// A whole number or an instant.
    Whole,
    /// Yes or no; SQLite keeps it as a whole number.
    Flag,
    /// Text.
    Text,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Name.
    pub name: String,
    /// What it holds.
    pub family: Family,
}

/// A foreign key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Columns that refer, in the order of the key.
    pub columns: Vec<String>,
    /// Table referred to.
    pub to: String,
    /// Its columns.
    pub to_columns: Vec<String>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Name.
    pub name: String,
    /// Columns by name.
    pub columns: Vec<Column>,
    /// Primary key, in its order.
    pub key: Vec<String>,
    /// Foreign keys.
    pub references: Vec<Reference>,
}

impl Table {
    /// True when rows refer to rows of the same table.
    pub fn refers_to_itself(&self) -> bool {
        self.references.iter().any(|reference| reference.to == self.name)
    }

    /// A column by name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

const COLUMNS: Dialects = Dialects {
    sqlite: "SELECT name, lower(type) AS kind, CAST(pk AS INTEGER) AS place
             FROM pragma_table_info($1) ORDER BY name",
    postgres: "SELECT c.column_name::text AS name, c.data_type::text AS kind,
                COALESCE(k.ordinal_position, 0)::bigint AS place
               FROM information_schema.columns c
               LEFT JOIN information_schema.table_constraints t
                 ON t.table_schema = c.table_schema AND t.table_name = c.table_name
                AND t.constraint_type = 'PRIMARY KEY'
               LEFT JOIN information_schema.key_column_usage k
                 ON k.constraint_schema = t.constraint_schema
                AND k.constraint_name = t.constraint_name AND k.column_name = c.column_name
               WHERE c.table_schema = current_schema() AND c.table_name = $1
               ORDER BY c.column_name COLLATE \"C\"",
};

const REFERENCES: Dialects = Dialects {
    sqlite: "SELECT CAST(id AS TEXT) AS name, \"table\" AS target, \"from\" AS own,
                COALESCE(\"to\", \"from\") AS theirs
             FROM pragma_foreign_key_list($1) ORDER BY id, seq",
    postgres: "SELECT c.conname::text AS name, f.relname::text AS target, a.attname::text AS own,
                b.attname::text AS theirs
               FROM pg_constraint c
               JOIN pg_class f ON f.oid = c.confrelid
               CROSS JOIN LATERAL unnest(c.conkey, c.confkey) WITH ORDINALITY
                 AS pair (own, theirs, place)
               JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = pair.own
               JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = pair.theirs
               WHERE c.contype = 'f' AND c.conrelid = to_regclass($1)
               ORDER BY c.conname, pair.place",
};

/// Every table, those that are referred to before those that refer.
pub async fn tables(connection: &mut Connection) -> Result<Vec<Table>, Error> {
    let names = TABLES.text(connection);
    let names: Vec<(String,)> = on!(connection, |c| sqlx::query_as(names).fetch_all(c).await?);
    let mut tables = BTreeMap::new();
    for (name,) in names {
        let table = table(connection, &name).await?;
        tables.insert(name, table);
    }
    Ok(in_order(tables))
}

async fn table(connection: &mut Connection, name: &str) -> Result<Table, Error> {
    let columns = COLUMNS.text(connection);
    let columns: Vec<(String, String, i64)> =
        on!(connection, |c| sqlx::query_as(columns).bind(name).fetch_all(c).await?);
    let references = REFERENCES.text(connection);
    let references: Vec<(String, String, String, String)> =
        on!(connection, |c| sqlx::query_as(references).bind(name).fetch_all(c).await?);
    let mut key: Vec<_> = columns.iter().filter(|(_, _, place)| *place > 0).collect();
    key.sort_by_key(|(_, _, place)| *place);
    let key = key.into_iter().map(|(name, ..)| name.clone()).collect();
    let columns = columns
        .iter()
        .map(|(column, kind, _)| Ok(Column { name: column.clone(), family: family(kind)? }))
        .collect::<Result<_, Error>>()?;
    let mut by_name: BTreeMap<String, Reference> = BTreeMap::new();
    for (constraint, to, own, theirs) in references {
        let reference = by_name.entry(constraint).or_insert_with(|| Reference {
            columns: Vec::new(),
            to,
            to_columns: Vec::new(),
        });
        reference.columns.push(own);
        reference.to_columns.push(theirs);
    }
    Ok(Table { name: name.to_owned(), columns, key, references: by_name.into_values().collect() })
}

fn family(kind: &str) -> Result<Family, Error> {
    match kind {
        "blob" | "uuid" => Ok(Family::Id),
        "integer" | "bigint" => Ok(Family::Whole),
        "boolean" => Ok(Family::Flag),
        "text" => Ok(Family::Text),
        other => Err(Error::Schema(format!("the column type {other} is not one of ours"))),
    }
}

fn in_order(mut left: BTreeMap<String, Table>) -> Vec<Table> {
    let mut done = BTreeSet::new();
    let mut order = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let is_ready = |table: &&Table| {
            table.references.iter().all(|one| one.to == table.name || done.contains(&one.to))
        };
        let next = left.values().find(is_ready).or_else(|| left.values().next());
        let Some(name) = next.map(|table| table.name.clone()) else { break };
        if let Some(table) = left.remove(&name) {
            order.push(table);
        }
        done.insert(name);
    }
    order
}
