//! Files: templates to fill in, what was wrong, and the rows of an import.

use app::imports;
use axum::extract::Path;
use axum::response::Response;
use domain::ids::ImportId;
use domain::imports::Field;
use exchange::sheets::Format;

use super::show::fault_row;
use crate::files::{CSV, attachment};
use crate::guard::Guard;
use crate::page::Answer;
use crate::rights::ImportAnswers;

/// A file to keep, by name.
fn file(format: Format, name: &str, bytes: Vec<u8>) -> Response {
    let kind = match format {
        Format::Csv => CSV,
        Format::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    };
    attachment(&format!("{name}.{}", format.code()), kind, bytes)
}

fn template(guard: &Guard<ImportAnswers>, format: Format) -> Answer {
    let l = guard.l();
    let example = (l.t("imports-example-need"), l.t("imports-example-goal"));
    let bytes = imports::template(format, (&example.0, &example.1), guard.today())?;
    Ok(file(format, "mall", bytes))
}

pub(super) async fn template_csv(guard: Guard<ImportAnswers>) -> Answer {
    template(&guard, Format::Csv)
}

pub(super) async fn template_xlsx(guard: Guard<ImportAnswers>) -> Answer {
    template(&guard, Format::Xlsx)
}

async fn rows(guard: &Guard<ImportAnswers>, id: ImportId, format: Format) -> Answer {
    let (_, bytes) = imports::export(&guard.app, &guard.actor, id, format).await?;
    Ok(file(format, "rader", bytes))
}

pub(super) async fn rows_csv(guard: Guard<ImportAnswers>, Path(id): Path<ImportId>) -> Answer {
    rows(&guard, id, Format::Csv).await
}

pub(super) async fn rows_xlsx(guard: Guard<ImportAnswers>, Path(id): Path<ImportId>) -> Answer {
    rows(&guard, id, Format::Xlsx).await
}

/// What was wrong: row, column, value and what to do.
pub(super) async fn faults(guard: Guard<ImportAnswers>, Path(id): Path<ImportId>) -> Answer {
    let l = guard.l();
    let (import, faults) = imports::all_faults(&guard.app, &guard.actor, id).await?;
    let header = ["imports-row", "imports-column", "imports-value", "imports-remedy"];
    let header = header.map(|key| l.t(key));
    let names: Vec<&str> = header.iter().map(String::as_str).collect();
    let rows = faults.iter().map(|fault| {
        let row = fault_row(l, &import, fault);
        vec![row.position, row.column, row.said, row.text]
    });
    Ok(file(Format::Csv, "fel", imports::fault_file(&names, rows.collect())))
}

/// The heading under which a field stands in a file; what the field is where it has none.
pub(super) fn column_of(l: crate::l10n::L, import: &imports::StoredImport, field: &str) -> String {
    let known = Field::parse(field).ok();
    let place = known.and_then(|field| import.columns.0.iter().position(|one| *one == Some(field)));
    let heading = place.and_then(|place| import.heading.get(place)).cloned();
    heading.filter(|text| !text.is_empty()).unwrap_or_else(|| l.code("imports-field", field))
}
