//! The transaction in which the rows of an import become mappings and needs, or none of them does;
//! and the one in which they are taken back.

use domain::codes::CountyCode;
use domain::endings::Deed;
use domain::ids::{ImportId, MappingId, NeedId, OrganisationId};
use domain::imports::{Source, key_of};
use domain::needs::answers::{Answers, Obstacle};
use domain::needs::mapping::QUESTION_SETS;
use domain::time::{Timestamp, day_of};
use std::collections::HashMap;
use uuid::Uuid;

use crate::endings::open_for_new;
use crate::row::{code, instant, to_json};
use crate::{Connection, Error, Tx, on};

/// Rows written in one statement.
const AT_ONCE: usize = 1_000;

/// A row that says what is known already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duplicate {
    /// Row of the file.
    pub position: i64,
    /// The need that says it.
    pub need: NeedId,
}

/// What says that two needs are the same: firm, occupation or words, year.
type Same = (Uuid, String, i64);

/// Rows that say what is known already: another need of the same firm and year with the same
/// occupation. A need that came in by a file is of the year the file says, any other of the year
/// in which it was said.
pub async fn duplicates(
    connection: &mut Connection,
    county: &CountyCode,
    import: ImportId,
) -> Result<Vec<Duplicate>, Error> {
    type Known = (Uuid, Uuid, Option<String>, String, i64, Option<i64>);
    let known: Vec<Known> = on!(connection, |c| sqlx::query_as(
        // The years in one go: asked for need by need, a planner that remembers a small table reads
        // all of a large one for each.
        "SELECT n.id, n.organisation, n.ssyk, n.words, n.created_at, y.year
         FROM need n
         LEFT JOIN (SELECT s.need, MIN(s.year) AS year FROM import_need s
             WHERE s.county = $1 GROUP BY s.need) y ON y.need = n.id
         WHERE n.county = $1 AND n.state <> 'written-off' AND n.organisation IN
            (SELECT r.organisation FROM import_need r WHERE r.county = $1 AND r.import = $2)
         ORDER BY n.created_at, n.id"
    )
    .bind(county.as_str())
    .bind(import.0)
    .fetch_all(c)
    .await?);
    let mut first: HashMap<Same, Uuid> = HashMap::with_capacity(known.len());
    for (need, organisation, ssyk, words, created_at, year) in known {
        let year = match year {
            Some(year) => year,
            None => i64::from(day_of(instant(created_at)?).year()),
        };
        first.entry((organisation, key_of(ssyk.as_deref(), &words), year)).or_insert(need);
    }
    if first.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(i64, Uuid, Option<String>, String, i64)> = on!(connection, |c| sqlx::query_as(
        "SELECT position, organisation, ssyk, words, year FROM import_need
         WHERE county = $1 AND import = $2 ORDER BY position"
    )
    .bind(county.as_str())
    .bind(import.0)
    .fetch_all(c)
    .await?);
    let same = rows.into_iter().filter_map(|(position, organisation, ssyk, words, year)| {
        let need = first.get(&(organisation, key_of(ssyk.as_deref(), &words), year))?;
        Some(Duplicate { position, need: NeedId(*need) })
    });
    Ok(same.collect())
}

/// What has been put in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// Mappings.
    pub mappings: i64,
    /// Needs.
    pub needs: i64,
    /// Those among them whose occupation is known.
    pub coded: i64,
    /// Rows that said what was known already.
    pub duplicates: i64,
}

/// Marks the rows that say what is known already, in place of those marked before.
pub async fn mark(
    tx: &mut Tx,
    county: &CountyCode,
    import: ImportId,
    duplicates: &[Duplicate],
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query("DELETE FROM import_duplicate WHERE county = $1 AND import = $2")
        .bind(county.as_str())
        .bind(import.0)
        .execute(c)
        .await
        .map(|_| ()))?;
    for some in duplicates.chunks(AT_ONCE) {
        on!(tx, |c| {
            let mut insert = sqlx::QueryBuilder::new(
                "INSERT INTO import_duplicate (county, import, position, need) ",
            );
            insert.push_values(some, |mut row, one| {
                row.push_bind(county.as_str())
                    .push_bind(import.0)
                    .push_bind(one.position)
                    .push_bind(one.need.0);
            });
            insert.build().execute(c).await.map(|_| ())
        })?;
    }
    Ok(())
}

/// A row that is counted once, with what it is the same as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SameAs {
    /// Row of the file.
    pub position: i64,
    /// The firm.
    pub organisation_name: String,
    /// What the row says.
    pub words: String,
    /// The need that says it already.
    pub need: NeedId,
    /// Where that was said.
    pub source: Source,
}

/// The first rows that say what is known already.
pub async fn same_as(
    connection: &mut Connection,
    county: &CountyCode,
    import: ImportId,
    limit: i64,
) -> Result<Vec<SameAs>, Error> {
    let rows: Vec<(i64, String, String, Uuid, String)> = on!(connection, |c| sqlx::query_as(
        "SELECT d.position, o.name, s.words, d.need, m.source
         FROM import_duplicate d
         JOIN import_need s
           ON s.county = d.county AND s.import = d.import AND s.position = d.position
         JOIN need n ON n.county = d.county AND n.id = d.need
         JOIN organisation o ON o.county = n.county AND o.id = n.organisation
         JOIN mapping m ON m.county = n.county AND m.id = n.mapping
         WHERE d.county = $1 AND d.import = $2 ORDER BY d.position LIMIT $3"
    )
    .bind(county.as_str())
    .bind(import.0)
    .bind(limit)
    .fetch_all(c)
    .await?);
    rows.into_iter()
        .map(|(position, organisation_name, words, need, source)| {
            let source = code("mapping.source", Source::parse(&source))?;
            Ok(SameAs { position, organisation_name, words, need: NeedId(need), source })
        })
        .collect()
}

/// The rows that become needs.
const FRESH: &str = "FROM import_need s WHERE s.county = $1 AND s.import = $2
    AND NOT EXISTS (SELECT 1 FROM import_duplicate d
        WHERE d.county = s.county AND d.import = s.import AND d.position = s.position)";

/// Puts an import in: its firms, mappings, goals and needs. What is the same as something known
/// by now is marked and becomes no need.
pub async fn put_in(
    tx: &mut Tx,
    county: &CountyCode,
    import: ImportId,
    source: Source,
    by: (OrganisationId, &str, &str),
    now: Timestamp,
) -> Result<Taken, Error> {
    let same = duplicates(tx, county, import).await?;
    mark(tx, county, import, &same).await?;
    are_open(tx, county, import).await?;
    put_firms(tx, county, import, now).await?;
    let mappings = put_mappings(tx, county, import, source, by, now).await?;
    on!(tx, |c| sqlx::query(
        "INSERT INTO goal (county, id, mapping, position, goal, obstacle)
         SELECT county, goal, mapping, position, words, $3 FROM import_goal
         WHERE county = $1 AND import = $2"
    )
    .bind(county.as_str())
    .bind(import.0)
    .bind(Obstacle::Unsure.code())
    .execute(c)
    .await
    .map(|_| ()))?;
    let sql = format!(
        "INSERT INTO need (county, id, organisation, mapping, goal, words, kind, persons,
            start_by_on, severity, state, ssyk, occupation, coding, version, created_at,
            updated_at)
         SELECT s.county, s.need, s.organisation, s.mapping, s.goal, s.words, s.kind, s.persons,
            s.start_by_on, s.severity,
            CASE WHEN s.coding IS NULL THEN 'registered' ELSE 'confirmed' END, s.ssyk,
            s.occupation, s.coding, 1, $3, $3 {FRESH}"
    );
    let needs = on!(tx, |c| sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(county.as_str())
        .bind(import.0)
        .bind(now.as_microsecond())
        .execute(c)
        .await?
        .rows_affected());
    let coded: i64 = on!(tx, |c| sqlx::query_scalar(sqlx::AssertSqlSafe(format!(
        "SELECT COUNT(*) {FRESH} AND s.coding IS NOT NULL"
    )))
    .bind(county.as_str())
    .bind(import.0)
    .fetch_one(c)
    .await?);
    Ok(Taken {
        mappings,
        needs: i64::try_from(needs).unwrap_or(i64::MAX),
        coded,
        duplicates: i64::try_from(same.len()).unwrap_or(i64::MAX),
    })
}

/// No firm of the import has ended since its rows were tried, and no number that it brings along
/// is another's by now.
async fn are_open(tx: &mut Tx, county: &CountyCode, import: ImportId) -> Result<(), Error> {
    let ended: Option<Uuid> = on!(tx, |c| sqlx::query_scalar(
        "SELECT s.organisation FROM import_need s
         JOIN organisation o ON o.county = s.county AND o.id = s.organisation
         WHERE s.county = $1 AND s.import = $2 AND o.ended_on IS NOT NULL LIMIT 1"
    )
    .bind(county.as_str())
    .bind(import.0)
    .fetch_optional(c)
    .await?);
    if let Some(firm) = ended {
        open_for_new(tx, county, OrganisationId(firm), Deed::Need).await?;
    }
    let taken: i64 = on!(tx, |c| sqlx::query_scalar(
        "SELECT COUNT(*) FROM import_firm s
         JOIN former_number f ON f.county = s.county AND f.org_number = s.org_number
         WHERE s.county = $1 AND s.import = $2"
    )
    .bind(county.as_str())
    .bind(import.0)
    .fetch_one(c)
    .await?);
    if taken > 0 {
        return Err(Error::Constraint("former_number".to_owned()));
    }
    Ok(())
}

async fn put_firms(
    tx: &mut Tx,
    county: &CountyCode,
    import: ImportId,
    now: Timestamp,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO organisation (county, id, org_number, name, municipality, sector, is_actor,
            is_demo, version, created_at, updated_at)
         SELECT county, organisation, org_number, name, municipality, sector, FALSE, FALSE, 1, $3,
            $3
         FROM import_firm WHERE county = $1 AND import = $2"
    )
    .bind(county.as_str())
    .bind(import.0)
    .bind(now.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// A mapping that came from elsewhere has been approved there: whoever sent the file in says so.
async fn put_mappings(
    tx: &mut Tx,
    county: &CountyCode,
    import: ImportId,
    source: Source,
    (organisation, name, approved_by): (OrganisationId, &str, &str),
    now: Timestamp,
) -> Result<i64, Error> {
    let answers = to_json("mapping.answers", &Answers::default())?;
    let rows = on!(tx, |c| sqlx::query(
        "INSERT INTO mapping (county, id, organisation, track, state, question_set, answers,
            opened_by_organisation, opened_by_name, approved_at, approved_by_name, source,
            external_reference, version, created_at, updated_at)
         SELECT county, mapping, organisation, 'micro', 'approved', $3, $4, $5, $6, $7, $8, $9,
            reference, 1, $7, $7
         FROM import_goal WHERE county = $1 AND import = $2 AND position = 0"
    )
    .bind(county.as_str())
    .bind(import.0)
    .bind(QUESTION_SETS.first().copied().unwrap_or_default())
    .bind(&answers)
    .bind(organisation.0)
    .bind(name)
    .bind(now.as_microsecond())
    .bind(approved_by)
    .bind(source.code())
    .execute(c)
    .await?
    .rows_affected());
    Ok(i64::try_from(rows).unwrap_or(i64::MAX))
}

/// The mappings of an import with their firms.
pub async fn mappings(
    connection: &mut Connection,
    county: &CountyCode,
    import: ImportId,
) -> Result<Vec<(MappingId, OrganisationId)>, Error> {
    let rows: Vec<(Uuid, Uuid)> = on!(connection, |c| sqlx::query_as(
        "SELECT mapping, organisation FROM import_goal
         WHERE county = $1 AND import = $2 AND position = 0 ORDER BY mapping"
    )
    .bind(county.as_str())
    .bind(import.0)
    .fetch_all(c)
    .await?);
    Ok(rows.into_iter().map(|(id, firm)| (MappingId(id), OrganisationId(firm))).collect())
}

/// What the needs of an import are found by, after a row, in order: row, need, words, occupation,
/// name of the firm.
pub async fn to_be_needs(
    connection: &mut Connection,
    county: &CountyCode,
    import: ImportId,
    after: i64,
    limit: i64,
) -> Result<Vec<(i64, NeedId, String)>, Error> {
    let sql = format!(
        "SELECT s.position, s.need, s.words || ' ' || COALESCE(s.occupation, '') || ' ' ||
            (SELECT o.name FROM organisation o WHERE o.county = s.county AND o.id = s.organisation)
         {FRESH} AND s.position > $3 ORDER BY s.position LIMIT $4"
    );
    let rows: Vec<(i64, Uuid, String)> =
        on!(connection, |c| sqlx::query_as(sqlx::AssertSqlSafe(sql))
            .bind(county.as_str())
            .bind(import.0)
            .bind(after)
            .bind(limit)
            .fetch_all(c)
            .await?);
    Ok(rows.into_iter().map(|(position, need, words)| (position, NeedId(need), words)).collect())
}

/// The firms an import has brought along, with what they are found by.
pub async fn new_firms(
    connection: &mut Connection,
    county: &CountyCode,
    import: ImportId,
) -> Result<Vec<(OrganisationId, String)>, Error> {
    let rows: Vec<(Uuid, String)> = on!(connection, |c| sqlx::query_as(
        "SELECT organisation, name || ' ' || org_number FROM import_firm
         WHERE county = $1 AND import = $2 ORDER BY organisation"
    )
    .bind(county.as_str())
    .bind(import.0)
    .fetch_all(c)
    .await?);
    Ok(rows.into_iter().map(|(id, words)| (OrganisationId(id), words)).collect())
}

async fn index(
    tx: &mut Tx,
    county: &CountyCode,
    kind: &'static str,
    terms: &[(Uuid, String)],
) -> Result<(), Error> {
    for some in terms.chunks(AT_ONCE) {
        on!(tx, |c| {
            let mut insert = sqlx::QueryBuilder::new(
                "INSERT INTO search_term (county, subject_kind, term, subject) ",
            );
            insert.push_values(some, |mut row, (subject, term)| {
                row.push_bind(county.as_str())
                    .push_bind(kind)
                    .push_bind(term.as_str())
                    .push_bind(*subject);
            });
            insert.push(" ON CONFLICT (county, subject_kind, term, subject) DO NOTHING");
            insert.build().execute(c).await.map(|_| ())
        })?;
    }
    Ok(())
}

/// Writes the words by which needs are found; writing them again changes nothing.
pub async fn index_needs(
    tx: &mut Tx,
    county: &CountyCode,
    terms: &[(Uuid, String)],
) -> Result<(), Error> {
    index(tx, county, "need", terms).await
}

/// The same for firms.
pub async fn index_firms(
    tx: &mut Tx,
    county: &CountyCode,
    terms: &[(Uuid, String)],
) -> Result<(), Error> {
    index(tx, county, "organisation", terms).await
}

/// Takes everything back that an import has put in. Whoever calls has made sure that nothing has
/// been built on it.
pub async fn take_back(
    tx: &mut Tx,
    county: &CountyCode,
    import: ImportId,
    by_name: &str,
    now: Timestamp,
) -> Result<(), Error> {
    const STEPS: [&str; 8] = [
        // Files that are only being tried are tried again before they are taken in.
        "DELETE FROM import_duplicate WHERE county = $1 AND need IN
            (SELECT need FROM import_need WHERE county = $1 AND import = $2)
            AND import IN (SELECT id FROM import WHERE county = $1
                AND state NOT IN ('indexing', 'done'))",
        "DELETE FROM search_term WHERE county = $1 AND subject_kind = 'need' AND subject IN
            (SELECT need FROM import_need WHERE county = $1 AND import = $2)",
        "DELETE FROM search_term WHERE county = $1 AND subject_kind = 'organisation'
            AND subject IN (
              SELECT organisation FROM import_firm WHERE county = $1 AND import = $2)",
        "DELETE FROM import_duplicate WHERE county = $1 AND import = $2",
        "DELETE FROM need WHERE county = $1 AND id IN
            (SELECT need FROM import_need WHERE county = $1 AND import = $2)",
        "DELETE FROM goal WHERE county = $1 AND id IN
            (SELECT goal FROM import_goal WHERE county = $1 AND import = $2)",
        "DELETE FROM mapping WHERE county = $1 AND id IN
            (SELECT mapping FROM import_goal WHERE county = $1 AND import = $2)",
        "DELETE FROM organisation WHERE county = $1 AND id IN
            (SELECT organisation FROM import_firm WHERE county = $1 AND import = $2)",
    ];
    for step in STEPS {
        on!(tx, |c| sqlx::query(step)
            .bind(county.as_str())
            .bind(import.0)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    super::staging::forget_checked(tx, county, import).await?;
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE import SET state = 'undone', undone_at = $3, undone_by_name = $4,
            version = version + 1, updated_at = $3
         WHERE county = $1 AND id = $2 AND state = 'done'"
    )
    .bind(county.as_str())
    .bind(import.0)
    .bind(now.as_microsecond())
    .bind(by_name)
    .execute(c)
    .await?
    .rows_affected());
    crate::row::changed(rows)
}
