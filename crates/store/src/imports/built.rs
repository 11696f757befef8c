//! What others have built on an import. The schema itself is asked what refers to what, so that a
//! room that comes later is not forgotten.

use std::collections::BTreeMap;

use domain::codes::CountyCode;
use domain::ids::ImportId;

use crate::schema::{self, Reference, Table};
use crate::{Connection, Error, on};

/// How much of something has been built on an import: the table it stands in, and how many rows.
/// A need that somebody has worked with stands as `need`, a firm that somebody has changed as
/// `organisation`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Built {
    /// Name of the table.
    pub table: String,
    /// How many.
    pub count: i64,
}

/// What an import has put in, with the question for its ids.
const OWN: [(&str, &str); 4] = [
    ("need", "SELECT need FROM import_need WHERE county = $1 AND import = $2"),
    ("goal", "SELECT goal FROM import_goal WHERE county = $1 AND import = $2"),
    ("mapping", "SELECT mapping FROM import_goal WHERE county = $1 AND import = $2"),
    ("organisation", "SELECT organisation FROM import_firm WHERE county = $1 AND import = $2"),
];

/// Everything that refers to what an import has put in, besides the import itself.
pub async fn built_on(
    connection: &mut Connection,
    county: &CountyCode,
    import: ImportId,
) -> Result<Vec<Built>, Error> {
    let mut built = BTreeMap::new();
    let worked = "SELECT COUNT(*) FROM need x WHERE x.county = $1 AND x.version > 1 AND x.id IN
        (SELECT need FROM import_need WHERE county = $1 AND import = $2)";
    add(connection, county, import, "need", worked.to_owned(), &mut built).await?;
    let edited = "SELECT COUNT(*) FROM organisation x WHERE x.county = $1 AND x.version > 1
        AND x.id IN (SELECT organisation FROM import_firm WHERE county = $1 AND import = $2)";
    add(connection, county, import, "organisation", edited.to_owned(), &mut built).await?;
    for table in schema::tables(connection).await? {
        for reference in &table.references {
            let own = OWN.iter().find(|(name, _)| *name == reference.to);
            let (Some((_, ids)), Some(column)) = (own, column_of(reference)) else { continue };
            let sql = question(&table, column, ids);
            add(connection, county, import, &table.name, sql, &mut built).await?;
        }
    }
    Ok(built.into_iter().map(|(table, count)| Built { table, count }).collect())
}

/// The column of a key that is not the county.
fn column_of(reference: &Reference) -> Option<&str> {
    reference.columns.iter().map(String::as_str).find(|column| *column != "county")
}

fn question(table: &Table, column: &str, ids: &str) -> String {
    let name = &table.name;
    // What belongs to the import itself builds nothing on it.
    let others = OWN.iter().find(|(own, _)| own == name).map(|(_, own)| own);
    let but_own = match others {
        Some(own) => format!(" AND x.id NOT IN ({own})"),
        // A file that is only being tried counts for nothing.
        None if name == "import_duplicate" => " AND x.import <> $2 AND EXISTS (SELECT 1
            FROM import i WHERE i.county = x.county AND i.id = x.import
              AND i.state IN ('indexing', 'done'))"
            .to_owned(),
        None => String::new(),
    };
    format!(
        "SELECT COUNT(*) FROM \"{name}\" x
         WHERE x.county = $1 AND x.\"{column}\" IN ({ids}){but_own}"
    )
}

async fn add(
    connection: &mut Connection,
    county: &CountyCode,
    import: ImportId,
    table: &str,
    sql: String,
    built: &mut BTreeMap<String, i64>,
) -> Result<(), Error> {
    let count: i64 = on!(connection, |c| sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
        .bind(county.as_str())
        .bind(import.0)
        .fetch_one(c)
        .await?);
    if count > 0 {
        *built.entry(table.to_owned()).or_default() += count;
    }
    Ok(())
}
