//! The rows of an import beside everything else: as the file has them, and as what they would
//! become. Nobody but the import's own page sees any of it.

use domain::codes::{CountyCode, OrgNumber};
use domain::ids::{GoalId, ImportId, MappingId, NeedId, OrganisationId};
use domain::imports::Row;
use domain::needs::coding::AcceptedCoding;
use uuid::Uuid;

use crate::row::{code, from_json, to_json};
use crate::{Connection, Error, Tx, on};

/// Keeps rows as the file has them: number and cells.
pub async fn add_rows(
    tx: &mut Tx,
    county: &CountyCode,
    import: ImportId,
    rows: &[(i64, Vec<String>)],
) -> Result<(), Error> {
    if rows.is_empty() {
        return Ok(());
    }
    let rows = rows
        .iter()
        .map(|(position, cells)| Ok((*position, to_json("import_row.cells", cells)?)))
        .collect::<Result<Vec<_>, Error>>()?;
    on!(tx, |c| {
        let mut insert =
            sqlx::QueryBuilder::new("INSERT INTO import_row (county, import, position, cells) ");
        insert.push_values(&rows, |mut row, (position, cells)| {
            row.push_bind(county.as_str())
                .push_bind(import.0)
                .push_bind(*position)
                .push_bind(cells.as_str());
        });
        insert.build().execute(c).await.map(|_| ())
    })?;
    Ok(())
}

/// Rows as the file has them, after a number, in order.
pub async fn rows(
    connection: &mut Connection,
    county: &CountyCode,
    import: ImportId,
    after: i64,
    limit: i64,
) -> Result<Vec<(i64, Vec<String>)>, Error> {
    let rows: Vec<(i64, String)> = on!(connection, |c| sqlx::query_as(
        "SELECT position, cells FROM import_row
         WHERE county = $1 AND import = $2 AND position > $3 ORDER BY position LIMIT $4"
    )
    .bind(county.as_str())
    .bind(import.0)
    .bind(after)
    .bind(limit)
    .fetch_all(c)
    .await?);
    rows.into_iter()
        .map(|(position, cells)| Ok((position, from_json("import_row.cells", &cells)?)))
        .collect()
}

/// Something wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFault {
    /// Row of the file.
    pub position: i64,
    /// Code of the field.
    pub field: String,
    /// What is wrong.
    pub code: String,
    /// The cell, shortened; empty when it may not be shown.
    pub said: String,
    /// Values of the sentence.
    pub values: Vec<(String, String)>,
}

/// The same as read back.
pub type StoredFault = NewFault;

/// Keeps what is wrong; `first` is the number of the first of them.
pub async fn add_faults(
    tx: &mut Tx,
    county: &CountyCode,
    import: ImportId,
    first: i64,
    faults: &[NewFault],
) -> Result<(), Error> {
    if faults.is_empty() {
        return Ok(());
    }
    let rows = (first..)
        .zip(faults)
        .map(|(number, one)| Ok((number, one, to_json("import_fault.detail", &one.values)?)))
        .collect::<Result<Vec<_>, Error>>()?;
    on!(tx, |c| {
        let mut insert = sqlx::QueryBuilder::new(
            "INSERT INTO import_fault
               (county, import, number, position, field, code, said, detail) ",
        );
        insert.push_values(&rows, |mut row, (number, one, detail)| {
            row.push_bind(county.as_str())
                .push_bind(import.0)
                .push_bind(*number)
                .push_bind(one.position)
                .push_bind(one.field.as_str())
                .push_bind(one.code.as_str())
                .push_bind(one.said.as_str())
                .push_bind(detail.as_str());
        });
        insert.build().execute(c).await.map(|_| ())
    })?;
    Ok(())
}

/// What is wrong, in the order of the rows.
pub async fn faults(
    connection: &mut Connection,
    county: &CountyCode,
    import: ImportId,
    limit: i64,
) -> Result<Vec<StoredFault>, Error> {
    let rows: Vec<(i64, String, String, String, String)> = on!(connection, |c| sqlx::query_as(
        "SELECT position, field, code, said, detail FROM import_fault
         WHERE county = $1 AND import = $2 ORDER BY number LIMIT $3"
    )
    .bind(county.as_str())
    .bind(import.0)
    .bind(limit)
    .fetch_all(c)
    .await?);
    rows.into_iter()
        .map(|(position, field, code, said, detail)| {
            let values = from_json("import_fault.detail", &detail)?;
            Ok(NewFault { position, field, code, said, values })
        })
        .collect()
}

/// Firms of a county by their number: what rows are matched with.
pub async fn firms(
    connection: &mut Connection,
    county: &CountyCode,
) -> Result<Vec<(OrgNumber, OrganisationId, String)>, Error> {
    let rows: Vec<(String, Uuid, String)> = on!(connection, |c| sqlx::query_as(
        "SELECT org_number, id, name FROM organisation WHERE county = $1"
    )
    .bind(county.as_str())
    .fetch_all(c)
    .await?);
    rows.into_iter()
        .map(|(number, id, name)| {
            Ok((code("org_number", OrgNumber::parse(&number))?, OrganisationId(id), name))
        })
        .collect()
}

/// A firm that the import brings along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFirm {
    /// Id it will have.
    pub id: OrganisationId,
    /// Number.
    pub org_number: OrgNumber,
    /// Name.
    pub name: String,
    /// Code of its municipality.
    pub municipality: String,
    /// Code of its sector.
    pub sector: &'static str,
}

/// Keeps firms that the import would bring along.
pub async fn add_firms(
    tx: &mut Tx,
    county: &CountyCode,
    import: ImportId,
    firms: &[NewFirm],
) -> Result<(), Error> {
    if firms.is_empty() {
        return Ok(());
    }
    on!(tx, |c| {
        let mut insert = sqlx::QueryBuilder::new(
            "INSERT INTO import_firm (county, import, organisation, org_number, name,
                municipality, sector) ",
        );
        insert.push_values(firms, |mut row, firm| {
            row.push_bind(county.as_str())
                .push_bind(import.0)
                .push_bind(firm.id.0)
                .push_bind(firm.org_number.as_str())
                .push_bind(firm.name.as_str())
                .push_bind(firm.municipality.as_str())
                .push_bind(firm.sector);
        });
        insert.build().execute(c).await.map(|_| ())
    })?;
    Ok(())
}

/// A goal, and with the first of them a mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewGoal {
    /// Id it will have.
    pub id: GoalId,
    /// Id its mapping will have.
    pub mapping: MappingId,
    /// The firm.
    pub organisation: OrganisationId,
    /// What the answer is called where it was given.
    pub reference: Option<String>,
    /// Its place among the goals of the mapping; the first makes the mapping.
    pub position: i64,
    /// What the firm wants to reach.
    pub words: String,
}

/// Keeps goals.
pub async fn add_goals(
    tx: &mut Tx,
    county: &CountyCode,
    import: ImportId,
    goals: &[NewGoal],
) -> Result<(), Error> {
    if goals.is_empty() {
        return Ok(());
    }
    on!(tx, |c| {
        let mut insert = sqlx::QueryBuilder::new(
            "INSERT INTO import_goal (county, import, goal, mapping, organisation, reference,
                position, words) ",
        );
        insert.push_values(goals, |mut row, goal| {
            row.push_bind(county.as_str())
                .push_bind(import.0)
                .push_bind(goal.id.0)
                .push_bind(goal.mapping.0)
                .push_bind(goal.organisation.0)
                .push_bind(goal.reference.as_deref())
                .push_bind(goal.position)
                .push_bind(goal.words.as_str());
        });
        insert.build().execute(c).await.map(|_| ())
    })?;
    Ok(())
}

/// A row as the need it becomes.
#[derive(Debug, Clone)]
pub struct StagedNeed {
    /// Row of the file.
    pub position: i64,
    /// Id it will have.
    pub need: NeedId,
    /// The firm.
    pub organisation: OrganisationId,
    /// Id its mapping will have.
    pub mapping: MappingId,
    /// Id its goal will have.
    pub goal: GoalId,
    /// What the row says.
    pub row: Row,
    /// The words of the need.
    pub words: String,
    /// Its occupation, where the file says which.
    pub coding: Option<AcceptedCoding>,
}

/// Keeps needs.
pub async fn add_needs(
    tx: &mut Tx,
    county: &CountyCode,
    import: ImportId,
    needs: &[StagedNeed],
) -> Result<(), Error> {
    if needs.is_empty() {
        return Ok(());
    }
    let texts = |one: &StagedNeed| -> Result<(String, Option<String>), Error> {
        let coding = one.coding.as_ref();
        let coding = coding.map(|coding| to_json("import_need.coding", coding)).transpose()?;
        Ok((to_json("import_need.said", &one.row)?, coding))
    };
    let rows = needs
        .iter()
        .map(|one| Ok((one, texts(one)?)))
        .collect::<Result<Vec<(&StagedNeed, (String, Option<String>))>, Error>>()?;
    on!(tx, |c| {
        let mut insert = sqlx::QueryBuilder::new(
            "INSERT INTO import_need (county, import, position, need, organisation, mapping, goal,
                year, words, kind, persons, start_by_on, severity, ssyk, occupation, coding,
                said) ",
        );
        insert.push_values(&rows, |mut row, (one, (said, coding))| {
            let known = one.coding.as_ref();
            row.push_bind(county.as_str())
                .push_bind(import.0)
                .push_bind(one.position)
                .push_bind(one.need.0)
                .push_bind(one.organisation.0)
                .push_bind(one.mapping.0)
                .push_bind(one.goal.0)
                .push_bind(one.row.year)
                .push_bind(one.words.as_str())
                .push_bind(one.row.kind.code())
                .push_bind(one.row.persons)
                .push_bind(one.row.start_by.map(|day| day.to_string()))
                .push_bind(one.row.severity.code())
                .push_bind(known.map(|coding| coding.ssyk.as_str().to_owned()))
                .push_bind(known.map(|coding| coding.label.as_str()))
                .push_bind(coding.as_deref())
                .push_bind(said.as_str());
        });
        insert.build().execute(c).await.map(|_| ())
    })?;
    Ok(())
}

/// What the rows said, after a number, in order: number and row.
pub async fn said(
    connection: &mut Connection,
    county: &CountyCode,
    import: ImportId,
    after: i64,
    limit: i64,
) -> Result<Vec<(i64, Row)>, Error> {
    let rows: Vec<(i64, String)> = on!(connection, |c| sqlx::query_as(
        "SELECT position, said FROM import_need
         WHERE county = $1 AND import = $2 AND position > $3 ORDER BY position LIMIT $4"
    )
    .bind(county.as_str())
    .bind(import.0)
    .bind(after)
    .bind(limit)
    .fetch_all(c)
    .await?);
    rows.into_iter()
        .map(|(position, said)| Ok((position, from_json("import_need.said", &said)?)))
        .collect()
}

async fn forget(
    tx: &mut Tx,
    county: &CountyCode,
    import: ImportId,
    tables: &[&str],
) -> Result<(), Error> {
    for table in tables {
        let sql = format!("DELETE FROM {table} WHERE county = $1 AND import = $2");
        on!(tx, |c| sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(county.as_str())
            .bind(import.0)
            .execute(c)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}

/// Forgets what trying the rows has made, so that they can be tried again.
pub async fn forget_checked(
    tx: &mut Tx,
    county: &CountyCode,
    import: ImportId,
) -> Result<(), Error> {
    let tables = ["import_duplicate", "import_need", "import_goal", "import_firm", "import_fault"];
    forget(tx, county, import, &tables).await
}

/// Forgets the rows as the file had them, and what was wrong with them.
pub async fn forget_rows(tx: &mut Tx, county: &CountyCode, import: ImportId) -> Result<(), Error> {
    forget(tx, county, import, &["import_fault", "import_row"]).await
}
