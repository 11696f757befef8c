//! Imports of answers given elsewhere: the file's own record, its rows while they are tried, and
//! the one transaction in which they become mappings and needs.

mod built;
mod staging;
mod taking;

use domain::access::{Reach, Role};
use domain::codes::CountyCode;
use domain::ids::{ImportId, OrganisationId, PersonId};
use domain::imports::{Columns, Field, ImportState, Source};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::page::{Cursor, Page, Slice};
use crate::row::{changed, code, from_json, instant, instant_opt, to_json};
use crate::{Connection, Error, Tx, on, push_newest_first};

pub use built::{Built, built_on};
pub use staging::{
    NewFault, NewFirm, NewGoal, StagedNeed, StoredFault, add_faults, add_firms, add_goals,
    add_needs, add_rows, faults, firms, forget_checked, forget_rows, rows, said,
};
pub use taking::{
    Duplicate, SameAs, Taken, duplicates, index_firms, index_needs, mappings, mark, new_firms,
    put_in, same_as, take_back, to_be_needs,
};

/// A file about to be read.
#[derive(Debug, Clone)]
pub struct NewImport {
    /// Id.
    pub id: ImportId,
    /// Whose.
    pub by_organisation: OrganisationId,
    /// Who.
    pub by_person: PersonId,
    /// In which role.
    pub by_role: Role,
    /// By name.
    pub by_name: String,
    /// Where the answers were given.
    pub source: Source,
    /// Name of the file.
    pub file_name: String,
    /// `csv` or `xlsx`.
    pub format: &'static str,
    /// SHA-256 of its bytes.
    pub digest: String,
    /// The year answers are of where a row says nothing.
    pub year: i64,
    /// When.
    pub created_at: Timestamp,
}

/// What an import comes to, or would.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// Rows with something wrong, counted fault by fault.
    pub faults: i64,
    /// Needs.
    pub needs: i64,
    /// Those among them whose occupation is known.
    pub coded: i64,
    /// Rows that say what is known already.
    pub duplicates: i64,
    /// Mappings.
    pub mappings: i64,
    /// Firms.
    pub firms: i64,
    /// Those among them that the import brings along.
    pub new_firms: i64,
}

/// Why a file was refused, or why it has to be tried again: a code and the values of its sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trouble {
    /// Stable code.
    pub code: String,
    /// Values.
    pub values: Vec<(String, String)>,
}

/// An import as read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredImport {
    /// Id.
    pub id: ImportId,
    /// Whose.
    pub by_organisation: OrganisationId,
    /// Name of that organisation.
    pub by_organisation_name: String,
    /// Who.
    #[serde(skip)]
    pub by_person: PersonId,
    /// In which role.
    pub by_role: Role,
    /// By name.
    pub by_name: String,
    /// Where the answers were given.
    pub source: Source,
    /// Name of the file.
    pub file_name: String,
    /// `csv` or `xlsx`.
    pub format: String,
    /// How far it has come.
    pub state: ImportState,
    /// Headings of its columns.
    pub heading: Vec<String>,
    /// What they hold.
    pub columns: Columns,
    /// The year answers are of where a row says nothing.
    pub year: i64,
    /// Firms that are not known are brought along.
    pub adds_firms: bool,
    /// Rows, headings not counted; what has been read so far while it is being read.
    pub rows: i64,
    /// Rows the step under way has done.
    pub done: i64,
    /// What it comes to.
    #[serde(flatten)]
    pub counts: Counts,
    /// Why it was refused, or has to be tried again.
    pub trouble: Option<Trouble>,
    /// Until when somebody is at work on it.
    #[serde(skip)]
    pub leased_until: Option<Timestamp>,
    /// Version for optimistic locking.
    pub version: i64,
    /// When it was sent in.
    pub created_at: Timestamp,
    /// When it was done.
    pub done_at: Option<Timestamp>,
    /// When it was undone.
    pub undone_at: Option<Timestamp>,
    /// By whom.
    pub undone_by_name: Option<String>,
}

#[derive(sqlx::FromRow)]
struct ImportRow {
    id: Uuid,
    by_organisation: Uuid,
    by_organisation_name: String,
    by_person: Uuid,
    by_role: String,
    by_name: String,
    source: String,
    file_name: String,
    format: String,
    state: String,
    heading: String,
    columns: String,
    year: i64,
    adds_firms: bool,
    row_count: i64,
    done_count: i64,
    fault_count: i64,
    need_count: i64,
    coded_count: i64,
    duplicate_count: i64,
    mapping_count: i64,
    firm_count: i64,
    new_firm_count: i64,
    trouble: Option<String>,
    leased_until_at: Option<i64>,
    version: i64,
    created_at: i64,
    done_at: Option<i64>,
    undone_at: Option<i64>,
    undone_by_name: Option<String>,
}

/// Columns of [`ImportRow`] with `i` the import and `o` whose it is.
const SELECT: &str = "SELECT i.id, i.by_organisation, o.name AS by_organisation_name, i.by_person,
    i.by_role, i.by_name, i.source, i.file_name, i.format, i.state, i.heading, i.columns, i.year,
    i.adds_firms, i.row_count, i.done_count, i.fault_count, i.need_count, i.coded_count,
    i.duplicate_count, i.mapping_count, i.firm_count, i.new_firm_count, i.trouble,
    i.leased_until_at, i.version, i.created_at, i.done_at, i.undone_at, i.undone_by_name
    FROM import i
    JOIN organisation o ON o.county = i.county AND o.id = i.by_organisation ";

impl ImportRow {
    fn read(self) -> Result<StoredImport, Error> {
        let unreadable = |why: String| Error::Unreadable { what: "import.by_role", why };
        Ok(StoredImport {
            id: ImportId(self.id),
            by_organisation: OrganisationId(self.by_organisation),
            by_organisation_name: self.by_organisation_name,
            by_person: PersonId(self.by_person),
            by_role: Role::parse(&self.by_role).map_err(|fault| unreadable(fault.to_string()))?,
            by_name: self.by_name,
            source: code("import.source", Source::parse(&self.source))?,
            file_name: self.file_name,
            format: self.format,
            state: code("import.state", ImportState::parse(&self.state))?,
            heading: from_json("import.heading", &self.heading)?,
            columns: from_json("import.columns", &self.columns)?,
            year: self.year,
            adds_firms: self.adds_firms,
            rows: self.row_count,
            done: self.done_count,
            counts: Counts {
                faults: self.fault_count,
                needs: self.need_count,
                coded: self.coded_count,
                duplicates: self.duplicate_count,
                mappings: self.mapping_count,
                firms: self.firm_count,
                new_firms: self.new_firm_count,
            },
            trouble: self.trouble.map(|text| from_json("import.trouble", &text)).transpose()?,
            leased_until: instant_opt(self.leased_until_at)?,
            version: self.version,
            created_at: instant(self.created_at)?,
            done_at: instant_opt(self.done_at)?,
            undone_at: instant_opt(self.undone_at)?,
            undone_by_name: self.undone_by_name,
        })
    }
}

/// Adds reach to a query.
macro_rules! narrow {
    ($query:expr, $county:expr, $reach:expr) => {
        $query.push(" WHERE i.county = ").push_bind($county.as_str().to_owned());
        match $reach {
            Reach::County => {}
            Reach::Organisation(id) | Reach::Involved(id) => {
                $query.push(" AND i.by_organisation = ").push_bind(id.0);
            }
            Reach::Municipality(_) | Reach::Leading { .. } | Reach::Nothing => {
                $query.push(" AND FALSE");
            }
        }
    };
}

/// Writes down a file that is about to be read.
pub async fn insert(
    tx: &mut Tx,
    county: &CountyCode,
    new: &NewImport,
    leased_until: Timestamp,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO import (county, id, by_organisation, by_person, by_role, by_name, source,
            file_name, format, digest, state, heading, columns, year, adds_firms, row_count,
            done_count, fault_count, need_count, coded_count, duplicate_count, mapping_count,
            firm_count, new_firm_count, leased_until_at, version, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'reading', '[]', '[]', $11, FALSE, 0,
            0, 0, 0, 0, 0, 0, 0, 0, $12, 1, $13, $13)"
    )
    .bind(county.as_str())
    .bind(new.id.0)
    .bind(new.by_organisation.0)
    .bind(new.by_person.0)
    .bind(new.by_role.code())
    .bind(&new.by_name)
    .bind(new.source.code())
    .bind(&new.file_name)
    .bind(new.format)
    .bind(&new.digest)
    .bind(new.year)
    .bind(leased_until.as_microsecond())
    .bind(new.created_at.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// One import, if it lies within reach: the county's, or one's own organisation's.
pub async fn find(
    connection: &mut Connection,
    county: &CountyCode,
    reach: &Reach,
    id: ImportId,
) -> Result<Option<StoredImport>, Error> {
    let row: Option<ImportRow> = on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new(SELECT);
        narrow!(query, county, reach);
        query.push(" AND i.id = ").push_bind(id.0);
        query.build_query_as().fetch_optional(c).await?
    });
    row.map(ImportRow::read).transpose()
}

/// Imports within reach, newest first.
pub async fn list(
    connection: &mut Connection,
    county: &CountyCode,
    reach: &Reach,
    slice: Slice,
) -> Result<Page<StoredImport>, Error> {
    let rows: Vec<ImportRow> = on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new(SELECT);
        narrow!(query, county, reach);
        push_newest_first!(query, "i", slice);
        query.build_query_as().fetch_all(c).await?
    });
    let total: i64 = match slice.total_told_by(rows.len()) {
        Some(total) => total,
        None => on!(connection, |c| {
            let mut query = sqlx::QueryBuilder::new("SELECT COUNT(*) FROM import i");
            narrow!(query, county, reach);
            query.build_query_scalar().fetch_one(c).await?
        }),
    };
    let rows = rows.into_iter().map(ImportRow::read).collect::<Result<Vec<_>, _>>()?;
    let cursor = |row: &StoredImport| Cursor { at: row.created_at, id: row.id.0 };
    Ok(Page::from_one_more(rows, slice, total, cursor))
}

/// The import that holds the same file already, and when it came.
pub async fn same_file(
    connection: &mut Connection,
    county: &CountyCode,
    digest: &str,
) -> Result<Option<(ImportId, Timestamp)>, Error> {
    let found: Option<(Uuid, i64)> = on!(connection, |c| sqlx::query_as(
        "SELECT id, created_at FROM import WHERE county = $1 AND digest = $2
           AND state NOT IN ('undone', 'refused', 'abandoned') ORDER BY created_at, id LIMIT 1"
    )
    .bind(county.as_str())
    .bind(digest)
    .fetch_optional(c)
    .await?);
    found.map(|(id, at)| Ok((ImportId(id), instant(at)?))).transpose()
}

/// How many files of a county are being read, or wait for it.
pub async fn being_read(connection: &mut Connection, county: &CountyCode) -> Result<i64, Error> {
    Ok(on!(connection, |c| sqlx::query_scalar(
        "SELECT COUNT(*) FROM import WHERE county = $1 AND state = 'reading'"
    )
    .bind(county.as_str())
    .fetch_one(c)
    .await?))
}

/// The next import that waits for work nobody is doing, and its county.
pub async fn next_at_work(
    connection: &mut Connection,
    now: Timestamp,
) -> Result<Option<(CountyCode, ImportId)>, Error> {
    let found: Option<(String, Uuid)> = on!(connection, |c| sqlx::query_as(
        "SELECT county, id FROM import
         WHERE state IN ('reading', 'checking', 'importing', 'indexing')
           AND (leased_until_at IS NULL OR leased_until_at < $1)
         ORDER BY updated_at, id LIMIT 1"
    )
    .bind(now.as_microsecond())
    .fetch_optional(c)
    .await?);
    found
        .map(|(county, id)| Ok((code("import.county", CountyCode::parse(&county))?, ImportId(id))))
        .transpose()
}

/// How many imports of a county are ahead of one that waits.
pub async fn ahead(
    connection: &mut Connection,
    county: &CountyCode,
    id: ImportId,
) -> Result<i64, Error> {
    Ok(on!(connection, |c| sqlx::query_scalar(
        "SELECT COUNT(*) FROM import i JOIN import own ON own.county = i.county AND own.id = $2
         WHERE i.county = $1 AND i.id <> own.id
           AND i.state IN ('checking', 'importing', 'indexing')
           AND (i.updated_at, i.id) < (own.updated_at, own.id)"
    )
    .bind(county.as_str())
    .bind(id.0)
    .fetch_one(c)
    .await?))
}

/// Takes an import in hand; false when somebody else has it.
pub async fn lease(
    tx: &mut Tx,
    county: &CountyCode,
    id: ImportId,
    now: Timestamp,
    until: Timestamp,
) -> Result<bool, Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE import SET leased_until_at = $4 WHERE county = $1 AND id = $2
           AND (leased_until_at IS NULL OR leased_until_at < $3)"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(now.as_microsecond())
    .bind(until.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    Ok(rows == 1)
}

/// Lays an import aside, to be taken in hand again.
pub async fn release(tx: &mut Tx, county: &CountyCode, id: ImportId) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "UPDATE import SET leased_until_at = NULL WHERE county = $1 AND id = $2"
    )
    .bind(county.as_str())
    .bind(id.0)
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Notes how far the step under way has come; an error when somebody has stopped it.
pub async fn progress(
    tx: &mut Tx,
    county: &CountyCode,
    id: ImportId,
    state: ImportState,
    done: i64,
    until: Timestamp,
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE import SET done_count = $4, leased_until_at = $5
         WHERE county = $1 AND id = $2 AND state = $3"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(state.code())
    .bind(done)
    .bind(until.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// Moves an import from one state to the next and lays it aside, if nobody has moved it meanwhile.
pub async fn step(
    tx: &mut Tx,
    county: &CountyCode,
    id: ImportId,
    (from, to): (ImportState, ImportState),
    trouble: Option<&Trouble>,
    now: Timestamp,
) -> Result<(), Error> {
    let trouble = trouble.map(|trouble| to_json("import.trouble", trouble)).transpose()?;
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE import SET state = $4, trouble = $5, done_count = 0, leased_until_at = NULL,
            version = version + 1, updated_at = $6
         WHERE county = $1 AND id = $2 AND state = $3"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(from.code())
    .bind(to.code())
    .bind(trouble.as_deref())
    .bind(now.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// Moves an import to where its rows are in: they are, or this is taken back with them.
pub async fn step_in(
    tx: &mut Tx,
    county: &CountyCode,
    id: ImportId,
    (from, to): (ImportState, ImportState),
    now: Timestamp,
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE import SET state = $4, done_at = $5, trouble = NULL, done_count = 0,
            leased_until_at = NULL, version = version + 1, updated_at = $5
         WHERE county = $1 AND id = $2 AND state = $3"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(from.code())
    .bind(to.code())
    .bind(now.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// Writes what reading has found.
pub async fn set_read(
    tx: &mut Tx,
    county: &CountyCode,
    id: ImportId,
    heading: &[String],
    columns: &Columns,
    rows: i64,
) -> Result<(), Error> {
    let (heading, columns) =
        (to_json("import.heading", &heading)?, to_json("import.columns", columns)?);
    on!(tx, |c| sqlx::query(
        "UPDATE import SET heading = $3, columns = $4, row_count = $5
         WHERE county = $1 AND id = $2"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(&heading)
    .bind(&columns)
    .bind(rows)
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Writes what a person has said of the columns, if nobody else has changed the import.
pub async fn choose(
    tx: &mut Tx,
    county: &CountyCode,
    id: ImportId,
    (columns, year, adds_firms): (&Columns, i64, bool),
    version: i64,
) -> Result<(), Error> {
    let columns = to_json("import.columns", columns)?;
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE import SET columns = $3, year = $4, adds_firms = $5
         WHERE county = $1 AND id = $2 AND version = $6"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(&columns)
    .bind(year)
    .bind(adds_firms)
    .bind(version)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// Writes what an import comes to.
pub async fn set_counts(
    tx: &mut Tx,
    county: &CountyCode,
    id: ImportId,
    counts: &Counts,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "UPDATE import SET fault_count = $3, need_count = $4, coded_count = $5,
            duplicate_count = $6, mapping_count = $7, firm_count = $8, new_firm_count = $9
         WHERE county = $1 AND id = $2"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(counts.faults)
    .bind(counts.needs)
    .bind(counts.coded)
    .bind(counts.duplicates)
    .bind(counts.mappings)
    .bind(counts.firms)
    .bind(counts.new_firms)
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Which column held what in the last file of a source: heading and field.
pub async fn habit(
    connection: &mut Connection,
    county: &CountyCode,
    source: Source,
) -> Result<Vec<(String, Option<Field>)>, Error> {
    let text: Option<String> = on!(connection, |c| sqlx::query_scalar(
        "SELECT columns FROM import_habit WHERE county = $1 AND source = $2"
    )
    .bind(county.as_str())
    .bind(source.code())
    .fetch_optional(c)
    .await?);
    text.map_or(Ok(Vec::new()), |text| from_json("import_habit.columns", &text))
}

/// Remembers which column holds what.
pub async fn set_habit(
    tx: &mut Tx,
    county: &CountyCode,
    source: Source,
    habit: &[(String, Option<Field>)],
) -> Result<(), Error> {
    let habit = to_json("import_habit.columns", &habit)?;
    on!(tx, |c| sqlx::query(
        "INSERT INTO import_habit (county, source, columns) VALUES ($1, $2, $3)
         ON CONFLICT (county, source) DO UPDATE SET columns = excluded.columns"
    )
    .bind(county.as_str())
    .bind(source.code())
    .bind(&habit)
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// What one source has given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OfSource {
    /// Which.
    pub source: Source,
    /// Mappings that firms have approved or that came from files.
    pub mappings: i64,
    /// Needs said in them, each counted once.
    pub needs: i64,
    /// Firms behind.
    pub firms: i64,
}

/// What each source has given; a source that has given nothing is left out.
pub async fn by_source(
    connection: &mut Connection,
    county: &CountyCode,
) -> Result<Vec<OfSource>, Error> {
    let rows: Vec<(String, i64, i64, i64)> = on!(connection, |c| sqlx::query_as(
        "SELECT m.source, COUNT(DISTINCT m.id), COUNT(n.id), COUNT(DISTINCT m.organisation)
         FROM mapping m
         LEFT JOIN need n ON n.county = m.county AND n.mapping = m.id
         WHERE m.county = $1 AND m.approved_at IS NOT NULL
         GROUP BY m.source ORDER BY m.source"
    )
    .bind(county.as_str())
    .fetch_all(c)
    .await?);
    rows.into_iter()
        .map(|(source, mappings, needs, firms)| {
            let source = code("mapping.source", Source::parse(&source))?;
            Ok(OfSource { source, mappings, needs, firms })
        })
        .collect()
}
