//! What is held, in words.

use app::keeping::{Held, Mine, MineSection, StoredReading};
use domain::time::Timestamp;

use crate::l10n::L;

/// Fields that are for programs: only in the files.
const FOR_FILES: &[&str] = &["answers", "coding", "event"];

/// One kind of things, as a table.
pub(super) struct SectionView {
    pub(super) title: String,
    /// How many rows there are, and how many of them stand here.
    pub(super) caption: String,
    pub(super) headings: Vec<String>,
    /// Each cell with its heading, which stands beside it on a phone.
    pub(super) rows: Vec<Vec<(String, String)>>,
}

impl SectionView {
    pub(super) fn of(l: L, section: &MineSection) -> Self {
        let mut fields: Vec<&'static str> = Vec::new();
        for (field, _) in section.rows.iter().flatten() {
            if !fields.contains(field) && !FOR_FILES.contains(field) {
                fields.push(field);
            }
        }
        let cell = |row: &[(&'static str, Held)], field: &str| {
            let held = row.iter().find(|(name, _)| *name == field);
            held.map_or_else(|| "–".to_owned(), |(_, held)| said(l, held))
        };
        let shown = i64::try_from(section.rows.len()).unwrap_or(i64::MAX);
        let caption = if shown < section.total {
            l.ta("mine-rows-some").a("shown", shown).a("count", section.total).to_string()
        } else {
            l.ta("mine-rows").a("count", section.total).to_string()
        };
        Self {
            title: l.code("mine-section", section.code),
            caption,
            headings: fields.iter().map(|field| l.code("mine-field", field)).collect(),
            rows: section
                .rows
                .iter()
                .map(|row| {
                    let cells = fields.iter();
                    cells.map(|field| (l.code("mine-field", field), cell(row, field))).collect()
                })
                .collect(),
        }
    }
}

fn said(l: L, held: &Held) -> String {
    match held {
        Held::Text(text) => text.clone(),
        Held::Day(day) => day.parse().map_or_else(|_| day.clone(), |day| l.day(day)),
        Held::Number(number) => l.number(*number),
        Held::Code(family, codes) => {
            let words: Vec<_> =
                codes.split_whitespace().map(|code| word(l, family, code)).collect();
            words.join(", ")
        }
        Held::Instant(at) => {
            Timestamp::from_microsecond(*at).map(|at| l.moment_year(at)).unwrap_or_default()
        }
    }
}

/// A code in words; as it stands where it has none.
fn word(l: L, family: &str, code: &str) -> String {
    if l.has(&format!("{family}-{code}")) { l.code(family, code) } else { code.to_owned() }
}

/// A value as the API and the files give it.
pub(super) fn plain(held: &Held) -> serde_json::Value {
    match held {
        Held::Text(text) | Held::Day(text) | Held::Code(_, text) => text.as_str().into(),
        Held::Number(number) => (*number).into(),
        Held::Instant(at) => {
            Timestamp::from_microsecond(*at).map(|at| at.to_string()).unwrap_or_default().into()
        }
    }
}

/// Everything in one table: kind, number of the row, field, value.
pub(super) fn csv(mine: &Mine) -> std::io::Result<Vec<u8>> {
    let mut file = Vec::new();
    app::keeping::csv_begin(&mut file, &["section", "row", "field", "value"])?;
    for section in &mine.sections {
        for (number, row) in (1..).zip(&section.rows) {
            for (field, held) in row {
                let value = match plain(held) {
                    serde_json::Value::String(text) => text,
                    other => other.to_string(),
                };
                let number = i32::to_string(&number);
                app::keeping::csv_row(&mut file, &[section.code, &number, field, &value])?;
            }
        }
    }
    Ok(file)
}

/// Somebody has read.
pub(super) struct ReadingRow {
    pub(super) when: String,
    pub(super) who: String,
    pub(super) what: String,
}

impl ReadingRow {
    pub(super) fn of(l: L, reading: &StoredReading) -> Self {
        let role = l.code("role", reading.role);
        let organisation = reading.by_organisation_name.clone().unwrap_or_default();
        let who = match &reading.person_name {
            Some(name) => l
                .ta("mine-reader")
                .a("name", name)
                .a("role", role)
                .a("organisation", organisation)
                .to_string(),
            None => l
                .ta("mine-reader-unnamed")
                .a("role", role)
                .a("organisation", organisation)
                .to_string(),
        };
        let what = format!("mine-subject-{}", reading.subject_kind);
        Self {
            when: l.moment_year(reading.at),
            who,
            what: if l.has(&what) {
                l.code("mine-subject", &reading.subject_kind)
            } else {
                reading.subject_kind.clone()
            },
        }
    }
}
