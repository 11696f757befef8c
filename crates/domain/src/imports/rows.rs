//! What a row says: one need of one firm.

use serde::{Deserialize, Serialize};

use super::{Columns, Field, REFERENCE_MAX};
use crate::codes::OrgNumber;
use crate::fault::{Fault, Faults};
use crate::needs::answers::COUNT_MAX;
use crate::needs::{NeedKind, Severity};
use crate::text::{self, BODY_MAX, LINE_MAX, NAME_MAX};
use crate::time::{self, Date};

/// What is kept of a cell that holds a personal number: that it was there, and nothing of it.
pub const WITHHELD: &str = "\u{1a}";
/// Years that answers can be of.
const YEARS: std::ops::RangeInclusive<i64> = 2000..=2100;

/// What holds where a row says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Defaults {
    /// The year the answers are of.
    pub year: i64,
}

/// One need of one firm, as a file says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Row {
    /// The firm.
    pub org_number: OrgNumber,
    /// Its name.
    pub firm: Option<String>,
    /// Its municipality, by code or name.
    pub municipality: Option<String>,
    /// The need in words.
    pub words: String,
    /// The occupation, by code, id or name.
    pub occupation: Option<String>,
    /// How many persons.
    pub persons: i64,
    /// What kind of change.
    pub kind: NeedKind,
    /// How serious it is.
    pub severity: Severity,
    /// When the first must be in place.
    pub start_by: Option<Date>,
    /// The year the answer is of.
    pub year: i64,
    /// What the answer is called where it was given.
    pub reference: Option<String>,
    /// The goal behind it.
    pub goal: Option<String>,
}

impl Row {
    /// Reads a row, or says everything that is wrong with it. Each fault names its [`Field`].
    pub fn read(cells: &[String], columns: &Columns, defaults: Defaults) -> Result<Self, Faults> {
        let cell = |field| columns.cell(cells, field);
        let mut faults = Faults::default();
        withheld(cells, columns, &mut faults);
        faults.into_result()?;
        let mut faults = Faults::default();
        let mut optional = |field: Field, max| {
            faults.take(text::optional(field.code(), cell(field), max)).flatten()
        };
        let firm = optional(Field::Firm, NAME_MAX);
        let municipality = optional(Field::Municipality, NAME_MAX);
        let occupation = optional(Field::Occupation, LINE_MAX);
        let reference = optional(Field::Reference, REFERENCE_MAX);
        let goal = optional(Field::Goal, BODY_MAX);
        let said = optional(Field::Words, BODY_MAX);
        let words = said.or_else(|| occupation.clone());
        let org_number = faults.take(OrgNumber::parse(cell(Field::OrgNumber)));
        if words.is_none() && faults.of(Field::Words.code()).is_none() {
            faults.push(Fault::new(Field::Words.code(), "required"));
        }
        let persons = faults.take(persons(cell(Field::Persons), columns.has(Field::Persons)));
        let kind = faults.take(kind(cell(Field::Kind)));
        let severity = faults.take(severity(cell(Field::Severity)));
        let start_by = faults.take(start(cell(Field::StartBy)));
        let year = faults.take(year(cell(Field::Year), defaults.year));
        match (org_number, words, persons, kind, severity, start_by, year) {
            (
                Some(org_number),
                Some(words),
                Some(persons),
                Some(kind),
                Some(severity),
                Some(start_by),
                Some(year),
            ) if faults.is_empty() => Ok(Self {
                org_number,
                firm,
                municipality,
                words,
                occupation,
                persons,
                kind,
                severity,
                start_by,
                year,
                reference,
                goal,
            }),
            _ => Err(faults),
        }
    }

    /// The row as our own files write it, one cell for each of [`Field::ALL`].
    pub fn cells(&self) -> Vec<String> {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let cell = |field: &Field| match field {
            Field::OrgNumber => self.org_number.to_string(),
            Field::Firm => text(&self.firm),
            Field::Municipality => text(&self.municipality),
            Field::Words => self.words.clone(),
            Field::Occupation => text(&self.occupation),
            Field::Persons => self.persons.to_string(),
            Field::Kind => self.kind.code().to_owned(),
            Field::Severity => self.severity.code().to_owned(),
            Field::StartBy => self.start_by.map_or_else(String::new, |day| day.to_string()),
            Field::Year => self.year.to_string(),
            Field::Reference => text(&self.reference),
            Field::Goal => text(&self.goal),
        };
        Field::ALL.iter().map(cell).collect()
    }

    /// The columns of [`Self::cells`].
    pub fn columns() -> Columns {
        Columns(Field::ALL.iter().copied().map(Some).collect())
    }
}

/// What says that two needs of a firm in a year are the same: their occupation, or while it is not
/// known their words without case and double blanks.
pub fn key_of(ssyk: Option<&str>, words: &str) -> String {
    match ssyk {
        Some(ssyk) => format!("#{ssyk}"),
        None => words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase(),
    }
}

/// Cells with personal numbers, which were never kept.
fn withheld(cells: &[String], columns: &Columns, faults: &mut Faults) {
    for field in Field::ALL {
        if columns.cell(cells, *field) == WITHHELD {
            let is_number = *field == Field::OrgNumber;
            let code = if is_number { "org-number-is-personal" } else { "personal-number" };
            faults.push(Fault::new(field.code(), code));
        }
    }
}

/// A column that says how many has to say it on every row; without one, a row is one person.
fn persons(text: &str, is_asked: bool) -> Result<i64, Fault> {
    let field = Field::Persons.code();
    // A spreadsheet may write a whole number with decimals.
    let decimals = [".0", ",0", ".00", ",00"];
    let text = text.trim();
    let text = decimals.iter().find_map(|zeros| text.strip_suffix(zeros)).unwrap_or(text);
    match text::whole_number(field, text, 1..=COUNT_MAX)? {
        Some(count) => Ok(count),
        None if is_asked => Err(Fault::new(field, "required")),
        None => Ok(1),
    }
}

/// A code, or one of the words people use for it; nothing is a recruitment.
fn kind(text: &str) -> Result<NeedKind, Fault> {
    match text.trim().to_lowercase().as_str() {
        "" | "rekrytera" | "rekrytering" | "anställa" | "nyanställning" => Ok(NeedKind::Recruit),
        "utveckla" | "utveckling" | "kompetensutveckling" | "vidareutbildning" => {
            Ok(NeedKind::Develop)
        }
        "ersätta" | "ersättning" | "pension" | "pensionsavgång" => Ok(NeedKind::Replace),
        "omställa" | "omställning" | "omskola" | "omskolning" => Ok(NeedKind::Retrain),
        other => NeedKind::parse(other),
    }
}

/// A code, or one of the words people use for it; nothing is what can be managed.
fn severity(text: &str) -> Result<Severity, Fault> {
    match text.trim().to_lowercase().as_str() {
        "" | "hanterbart" | "låg" | "liten" | "1" => Ok(Severity::Manageable),
        "bromsar" | "medel" | "mellan" | "2" => Ok(Severity::Slows),
        "stoppar" | "hög" | "stor" | "kritisk" | "3" => Ok(Severity::Stops),
        other => Severity::parse(other),
    }
}

/// A day, a month or a year; of the last two, the first day.
fn start(text: &str) -> Result<Option<Date>, Fault> {
    let field = Field::StartBy.code();
    let text = text.trim();
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    let whole = match day.len() {
        4 => format!("{day}-01-01"),
        7 => format!("{day}-01"),
        _ => day.to_owned(),
    };
    let is_iso = |date: &Date| YEARS.contains(&i64::from(date.year()));
    match time::date_from_iso(field, &whole) {
        Ok(None) => Ok(None),
        Ok(Some(date)) if is_iso(&date) && date.to_string() == whole => Ok(Some(date)),
        _ => Err(Fault::new(field, "date-not-iso").with("value", text)),
    }
}

/// The year at the beginning of a year, a month or a day.
fn year(text: &str, default: i64) -> Result<i64, Fault> {
    let field = Field::Year.code();
    let text = text.trim();
    if text.is_empty() {
        return Ok(default);
    }
    let fault = || Fault::new(field, "import-year").with("value", text);
    let (head, rest) = text.split_at_checked(4).ok_or_else(fault)?;
    let is_end = !rest.starts_with(|c: char| c.is_ascii_digit());
    let year = head.parse().ok().filter(|year| is_end && YEARS.contains(year));
    year.ok_or_else(fault)
}
