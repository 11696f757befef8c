//! A county's or a municipality's data as files: CSV and JSON, with a manifest. Without personal
//! data unless it is asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use domain::codes::{CountyCode, MunicipalityCode};
use domain::fault::Fault;
use serde::Serialize;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use store::copy::Snapshot;
use store::personal::{Holds, holds};
use store::schema::Table;

use crate::{App, Error, Kind};

/// What is exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Area {
    /// A whole county.
    County(CountyCode),
    /// A municipality.
    Municipality(MunicipalityCode),
}

impl Area {
    /// Reads a county code of two digits or a municipality code of four.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        if text.trim().len() == 2 {
            CountyCode::parse(text).map(Self::County)
        } else {
            MunicipalityCode::parse(text).map(Self::Municipality)
        }
    }

    fn county(&self) -> CountyCode {
        match self {
            Self::County(county) => county.clone(),
            Self::Municipality(municipality) => municipality.county(),
        }
    }

    fn code(&self) -> String {
        match self {
            Self::County(county) => county.to_string(),
            Self::Municipality(municipality) => municipality.to_string(),
        }
    }
}

/// Tables exported, each with the column that leads to what decides whether a row lies in a
/// municipality, and the table that column points at.
const EXPORTED: &[(&str, &str, &str)] = &[
    ("municipality", "code", ""),
    ("organisation", "municipality", ""),
    ("network", "organisation", "organisation"),
    ("network_member", "organisation", "organisation"),
    ("organisation_ending", "organisation", "organisation"),
    ("former_number", "organisation", "organisation"),
    ("desk", "organisation", "organisation"),
    ("desk_area", "municipality", ""),
    ("mapping", "organisation", "organisation"),
    ("goal", "mapping", "mapping"),
    ("need", "organisation", "organisation"),
    ("lane", "need", "need"),
    ("case_file", "organisation", "organisation"),
    ("case_need", "case_file", "case_file"),
    ("case_party", "case_file", "case_file"),
    ("message", "case_file", "case_file"),
    ("case_note", "case_file", "case_file"),
    ("module_setting", "municipality", ""),
    ("contact", "organisation", "organisation"),
    ("contact_wish", "organisation", "organisation"),
    ("quiet_period", "organisation", "organisation"),
    ("visit", "organisation", "organisation"),
    ("visit_party", "visit", "visit"),
    ("visit_obstacle", "visit", "visit"),
    ("visit_promise", "visit", "visit"),
    ("committee", "municipality", ""),
    ("pool", "by_organisation", "organisation"),
    ("pool_firm", "organisation", "organisation"),
    ("pool_need", "organisation", "organisation"),
    ("pool_figures", "pool", "pool"),
    ("signal", "municipality", ""),
    ("signal_source", "signal", "signal"),
    ("signal_step", "signal", "signal"),
    ("support_fund", "organisation", "organisation"),
    ("support_grant", "organisation", "organisation"),
    ("registered_aid", "organisation", "organisation"),
    ("undertaking_member", "organisation", "organisation"),
    ("agreement", "organisation", "organisation"),
    ("gathering", "organisation", "organisation"),
    ("sign_up", "organisation", "organisation"),
    ("idea", "organisation", "organisation"),
    ("idea_vote", "organisation", "organisation"),
    ("idea_step", "idea", "idea"),
    ("idea_post", "organisation", "organisation"),
    ("idea_need", "organisation", "organisation"),
    ("redundancy", "municipality", ""),
    ("redundancy_occupation", "redundancy", "redundancy"),
    ("redundancy_task", "redundancy", "redundancy"),
    ("leader", "organisation", "organisation"),
    ("mapping_lead", "mapping", "mapping"),
    ("led_step", "mapping", "mapping"),
    ("led_text", "mapping", "mapping"),
    ("staff_ages", "mapping", "mapping"),
    ("staff_role", "mapping", "mapping"),
    ("campaign", "network", "network"),
    ("campaign_member", "organisation", "organisation"),
    ("leader_wish", "mapping", "mapping"),
    ("local_question", "municipality", ""),
    ("local_question_version", "question", "local_question"),
    ("local_answer", "mapping", "mapping"),
    ("handover", "organisation", "organisation"),
    ("handover_item", "handover", "handover"),
    ("contact_change", "organisation", "organisation"),
    ("absence", "desk", "desk"),
    ("holding", "desk", "desk"),
    ("import", "by_organisation", "organisation"),
    ("import_need", "organisation", "organisation"),
    ("offer", "organisation", "organisation"),
    ("proposal", "need", "need"),
    ("event", "organisation", "organisation"),
];

/// Words of a firm about what it does and needs: not about people, and the reason there is an
/// export at all.
const ABOUT_WORK: &[(&str, &str)] = &[
    ("goal", "goal"),
    ("goal", "consequence"),
    ("goal", "capability"),
    ("goal", "gap"),
    ("need", "words"),
    ("local_question_version", "words"),
    ("local_question_version", "help"),
    ("local_question_version", "choices"),
    ("case_file", "title"),
    ("offer", "title"),
];

/// What has been exported.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Exported {
    /// Code of the area.
    pub area: String,
    /// When, RFC 3339.
    pub created_at: String,
    /// Version of the program.
    pub program: &'static str,
    /// Names, addresses and letters are among it.
    pub with_personal_data: bool,
    /// Files.
    pub files: Vec<File>,
}

/// A file.
#[derive(Debug, Clone, Serialize)]
pub struct File {
    /// Name.
    pub name: String,
    /// Rows.
    pub rows: u64,
    /// SHA-256 of the file.
    pub sha256: String,
}

/// A file being written, with its hash.
struct Hashed<W> {
    file: W,
    hash: Sha256,
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hash.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

impl<W: Write> Hashed<W> {
    fn finish(mut self) -> std::io::Result<String> {
        self.file.flush()?;
        Ok(self.hash.finalize().iter().fold(String::new(), |mut text, byte| {
            use std::fmt::Write as _;
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        }))
    }
}

/// Writes the data of an area into files that `create` makes, as it is at one instant.
pub async fn export<W: Write>(
    app: &App,
    area: &Area,
    with_personal_data: bool,
    mut create: impl FnMut(&str) -> std::io::Result<W>,
) -> Result<Exported, Error> {
    let mut snapshot = app.store.snapshot().await?;
    let tables = snapshot.tables().await?;
    let mut kept: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut secret = BTreeSet::new();
    let today = app.today().to_string();
    let mut files = Vec::new();
    for &(name, column, parent) in EXPORTED {
        let Some(table) = tables.iter().find(|table| table.name == name) else { continue };
        let columns = columns_of(table, with_personal_data);
        let parents = kept.get(parent);
        let filter = Filter { area, column, parents, today: &today, secret: &secret };
        let made = write_table(&mut snapshot, table, &columns, &filter, &mut create).await?;
        kept.insert(name, made.ids);
        secret.extend(made.secret);
        files.extend(made.files);
    }
    let exported = Exported {
        area: area.code(),
        created_at: app.now().to_string(),
        program: env!("CARGO_PKG_VERSION"),
        with_personal_data,
        files,
    };
    let mut manifest = create("manifest.json").map_err(unwritable)?;
    let text = serde_json::to_string_pretty(&json!(exported)).unwrap_or_default();
    writeln!(manifest, "{text}").and_then(|()| manifest.flush()).map_err(unwritable)?;
    Ok(exported)
}

#[expect(clippy::needless_pass_by_value, reason = "it stands in `map_err`")]
fn unwritable(error: std::io::Error) -> Error {
    tracing::error!(%error, "the export cannot be written");
    Error::of(if error.kind() == std::io::ErrorKind::StorageFull {
        Kind::Full
    } else {
        Kind::Internal
    })
}

/// Columns of a table that may leave.
fn columns_of(table: &Table, with_personal_data: bool) -> Vec<&str> {
    let may_leave = |column: &str| match holds(&table.name, column) {
        // Ids, numbers and instants; a person's id leads to nobody outside.
        None => with_personal_data || !matches!(column, "person" | "taken_by"),
        Some(Holds::Nothing) => true,
        Some(Holds::Words) => {
            with_personal_data || ABOUT_WORK.contains(&(table.name.as_str(), column))
        }
        Some(Holds::Name { .. } | Holds::Address | Holds::Row) => with_personal_data,
        Some(Holds::Secret | Holds::Own) => false,
    };
    let columns = table.columns.iter().map(|column| column.name.as_str());
    columns.filter(|column| may_leave(column)).collect()
}

struct Filter<'a> {
    area: &'a Area,
    column: &'a str,
    parents: Option<&'a BTreeSet<String>>,
    today: &'a str,
    /// Ids of notices of redundancy that are not public yet.
    secret: &'a BTreeSet<String>,
}

impl Filter<'_> {
    /// A notice of redundancy before its day. Nothing of it leaves, nor what happened to it.
    fn is_secret(&self, row: &Map<String, Value>) -> bool {
        let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default();
        text("public_from_on") > self.today
            || ["redundancy", "subject"].iter().any(|name| self.secret.contains(text(name)))
    }

    fn keeps(&self, row: &Map<String, Value>) -> bool {
        let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default();
        if text("county") != self.area.county().as_str() {
            return false;
        }
        match (self.area, self.parents) {
            (Area::County(_), _) => true,
            (Area::Municipality(code), None) => text(self.column) == code.as_str(),
            (Area::Municipality(_), Some(parents)) => parents.contains(text(self.column)),
        }
    }
}

struct Made {
    ids: BTreeSet<String>,
    secret: Vec<String>,
    files: Vec<File>,
}

async fn write_table<W: Write>(
    snapshot: &mut Snapshot,
    table: &Table,
    columns: &[&str],
    filter: &Filter<'_>,
    create: &mut impl FnMut(&str) -> std::io::Result<W>,
) -> Result<Made, Error> {
    let names = [format!("{}.csv", table.name), format!("{}.json", table.name)];
    let open = |file| Hashed { file, hash: Sha256::new() };
    let mut csv = open(create(&names[0]).map_err(unwritable)?);
    let mut json = open(create(&names[1]).map_err(unwritable)?);
    let mut ids = BTreeSet::new();
    let mut secret = Vec::new();
    let mut rows = 0_u64;
    exchange::csv::begin(&mut csv, columns).map_err(unwritable)?;
    json.write_all(b"[").map_err(unwritable)?;
    snapshot
        .rows::<Error>(table, |line| {
            let row: Map<String, Value> = serde_json::from_str(line).unwrap_or_default();
            if filter.is_secret(&row) {
                secret.extend(row.get("id").and_then(Value::as_str).map(str::to_owned));
                return Ok(());
            }
            if !filter.keeps(&row) {
                return Ok(());
            }
            if let Some(id) = row.get("id").and_then(Value::as_str) {
                ids.insert(id.to_owned());
            }
            let value = |name: &str| told(name, row.get(name));
            let cells: Vec<_> = columns.iter().map(|name| cell(value(name).as_ref())).collect();
            exchange::csv::row(&mut csv, &cells).map_err(unwritable)?;
            let object: Map<String, Value> = columns
                .iter()
                .map(|name| ((*name).to_owned(), value(name).unwrap_or_default()))
                .collect();
            let between = if rows == 0 { "\n" } else { ",\n" };
            write!(json, "{between}{}", Value::Object(object)).map_err(unwritable)?;
            rows += 1;
            Ok(())
        })
        .await?;
    json.write_all(b"\n]\n").map_err(unwritable)?;
    let [csv_name, json_name] = names;
    let files = vec![
        File { name: csv_name, rows, sha256: csv.finish().map_err(unwritable)? },
        File { name: json_name, rows, sha256: json.finish().map_err(unwritable)? },
    ];
    Ok(Made { ids, secret, files })
}

/// Instants as RFC 3339; everything else as it is.
fn told(column: &str, value: Option<&Value>) -> Option<Value> {
    let value = value?;
    let instant = value.as_i64().filter(|_| column.ends_with("_at"));
    let instant = instant.and_then(|at| domain::time::Timestamp::from_microsecond(at).ok());
    Some(instant.map_or_else(|| value.clone(), |at| at.to_string().into()))
}

fn cell(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}
