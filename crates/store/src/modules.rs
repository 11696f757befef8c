//! What a county and its municipalities have decided about modules. Which are closed to somebody is
//! read together with their assignments, see [`crate::access::assignments_of`].

use domain::codes::{CountyCode, MunicipalityCode};
use domain::ids::ModuleSettingId;
use domain::modules::{Decision, Module, ModuleState, Placed};
use domain::time::{Date, Timestamp};
use uuid::Uuid;

use crate::row::{changed, code, day, day_opt, find_all, find_one, instant};
use crate::{Connection, Error, Tx, on};

/// A decision as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSetting {
    /// Id: what events about it name.
    pub id: ModuleSettingId,
    /// The municipality; none is the county.
    pub municipality: Option<MunicipalityCode>,
    /// The module.
    pub module: Module,
    /// What has been decided.
    pub decision: Decision,
    /// Version.
    pub version: i64,
    /// When it was written down.
    pub updated_at: Timestamp,
}

impl StoredSetting {
    /// What it says, without who said it.
    pub fn placed(&self) -> Placed {
        Placed {
            municipality: self.municipality.clone(),
            module: self.module,
            state: self.decision.state,
        }
    }
}

#[derive(sqlx::FromRow)]
struct SettingRow {
    id: Uuid,
    municipality: String,
    module: String,
    state: String,
    decided_by: String,
    decided_on: String,
    evaluate_on: Option<String>,
    note: Option<String>,
    version: i64,
    updated_at: i64,
}

impl SettingRow {
    fn read(self) -> Result<StoredSetting, Error> {
        let place = Some(self.municipality.as_str()).filter(|code| !code.is_empty());
        let place = place.map(MunicipalityCode::parse).transpose();
        Ok(StoredSetting {
            id: ModuleSettingId(self.id),
            municipality: code("module_setting.municipality", place)?,
            module: code("module_setting.module", Module::parse(&self.module))?,
            decision: Decision {
                state: code("module_setting.state", ModuleState::parse(&self.state))?,
                decided_by: self.decided_by,
                decided_on: day(&self.decided_on)?,
                evaluate_on: day_opt(self.evaluate_on.as_deref())?,
                note: self.note,
            },
            version: self.version,
            updated_at: instant(self.updated_at)?,
        })
    }
}

fn place_code(municipality: Option<&MunicipalityCode>) -> &str {
    municipality.map_or("", MunicipalityCode::as_str)
}

/// Every decision of a county and its municipalities.
pub async fn settings(
    connection: &mut Connection,
    county: &CountyCode,
) -> Result<Vec<StoredSetting>, Error> {
    find_all!(
        connection,
        SettingRow,
        "SELECT id, municipality, module, state, decided_by, decided_on, evaluate_on, note,
            version, updated_at
         FROM module_setting WHERE county = $1 ORDER BY municipality, module",
        county.as_str()
    )
}

/// What one place has decided about one module.
pub async fn find(
    connection: &mut Connection,
    county: &CountyCode,
    municipality: Option<&MunicipalityCode>,
    module: Module,
) -> Result<Option<StoredSetting>, Error> {
    find_one!(
        connection,
        SettingRow,
        "SELECT id, municipality, module, state, decided_by, decided_on, evaluate_on, note,
            version, updated_at
         FROM module_setting WHERE county = $1 AND municipality = $2 AND module = $3",
        county.as_str(),
        place_code(municipality),
        module.code()
    )
}

/// A decision about to be written.
#[derive(Debug, Clone)]
pub struct NewSetting {
    /// Id, made before the transaction; a decision that stands keeps its own.
    pub id: ModuleSettingId,
    /// The municipality; none is the county.
    pub municipality: Option<MunicipalityCode>,
    /// The module.
    pub module: Module,
    /// What is decided.
    pub decision: Decision,
}

/// Writes the first decision of a place about a module.
pub async fn insert(
    tx: &mut Tx,
    county: &CountyCode,
    new: &NewSetting,
    now: Timestamp,
) -> Result<(), Error> {
    let decision = &new.decision;
    let rows = on!(tx, |c| sqlx::query(
        "INSERT INTO module_setting (county, municipality, module, id, state, decided_by,
            decided_on, evaluate_on, note, version, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10)
         ON CONFLICT (county, municipality, module) DO NOTHING"
    )
    .bind(county.as_str())
    .bind(place_code(new.municipality.as_ref()))
    .bind(new.module.code())
    .bind(new.id.0)
    .bind(decision.state.code())
    .bind(&decision.decided_by)
    .bind(decision.decided_on.to_string())
    .bind(decision.evaluate_on.map(|day| day.to_string()))
    .bind(decision.note.as_deref())
    .bind(now.as_microsecond())
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// Writes another decision in the place of the one that stands.
pub async fn save(
    tx: &mut Tx,
    county: &CountyCode,
    new: &NewSetting,
    version: i64,
    now: Timestamp,
) -> Result<(), Error> {
    let decision = &new.decision;
    let rows = on!(tx, |c| {
        sqlx::query(
        "UPDATE module_setting SET state = $5, decided_by = $6, decided_on = $7, evaluate_on = $8,
            note = $9, version = version + 1, updated_at = $10
         WHERE county = $1 AND municipality = $2 AND module = $3 AND version = $4"
    )
    .bind(county.as_str())
    .bind(place_code(new.municipality.as_ref()))
    .bind(new.module.code())
    .bind(version)
    .bind(decision.state.code())
    .bind(&decision.decided_by)
    .bind(decision.decided_on.to_string())
    .bind(decision.evaluate_on.map(|day| day.to_string()))
    .bind(decision.note.as_deref())
    .bind(now.as_microsecond())
    .execute(c)
    .await?
    .rows_affected()
    });
    changed(rows)
}

/// Who decides for a place on a day, by name: a municipality's contacts, or the county's
/// strategists. At most `limit`.
pub async fn deciders(
    connection: &mut Connection,
    county: &CountyCode,
    municipality: Option<&MunicipalityCode>,
    on_day: Date,
    limit: i64,
) -> Result<Vec<String>, Error> {
    let role = if municipality.is_some() { "muni-contact" } else { "strategist" };
    Ok(on!(connection, |c| sqlx::query_scalar(
        "SELECT DISTINCT p.name FROM assignment a JOIN person p ON p.id = a.person
         WHERE a.county = $1 AND a.role = $2 AND COALESCE(a.municipality, '') = $3
           AND p.is_disabled = FALSE AND a.valid_from <= $4
           AND (a.valid_to IS NULL OR a.valid_to >= $4)
         ORDER BY p.name LIMIT $5"
    )
    .bind(county.as_str())
    .bind(role)
    .bind(place_code(municipality))
    .bind(on_day.to_string())
    .bind(limit)
    .fetch_all(c)
    .await?))
}
