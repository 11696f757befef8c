//! Files out: templates, what was wrong, and the rows of an import as they would be read again.

use domain::access::Actor;
use domain::ids::ImportId;
use domain::imports::{Field, ROWS_MAX};
use domain::time::Date;
use exchange::sheets::{Format, write_csv, write_xlsx};

use super::{StoredImport, find};
use crate::{App, Error, Kind};

/// Rows read at a time.
const AT_ONCE: i64 = 5_000;
/// Name of the sheet in a workbook.
const SHEET: &str = "Behov";

fn headings() -> Vec<&'static str> {
    Field::ALL.iter().map(|field| field.heading()).collect()
}

fn printed(format: Format, rows: Vec<Vec<String>>) -> Result<Vec<u8>, Error> {
    match format {
        Format::Csv => Ok(write_csv(&headings(), rows)),
        Format::Xlsx => {
            write_xlsx(SHEET, &headings(), rows).ok_or_else(|| Error::of(Kind::Internal))
        }
    }
}

/// A file to fill in, with one row that shows how: a need in words and the goal behind it.
pub fn template(format: Format, (need, goal): (&str, &str), today: Date) -> Result<Vec<u8>, Error> {
    let row = [
        "559999-0016",
        "Demo Exempel AB",
        "Sundsvall",
        need,
        "5120",
        "2",
        "recruit",
        "slows",
        "",
        "",
        "svar-1",
        goal,
    ];
    let year = today.year().to_string();
    let start = format!("{}-08-15", today.year() + 1);
    let cell = |(field, text): (&Field, &str)| match field {
        Field::Year => year.clone(),
        Field::StartBy => start.clone(),
        _ => text.to_owned(),
    };
    printed(format, vec![Field::ALL.iter().zip(row).map(cell).collect()])
}

/// The rows of an import, as our templates have them. They read back as they are.
pub async fn export(
    app: &App,
    actor: &Actor,
    id: ImportId,
    format: Format,
) -> Result<(StoredImport, Vec<u8>), Error> {
    let import = find(app, actor, id).await?;
    if !import.state.is_in() {
        return Err(Error::invisible());
    }
    let (county, mut after, mut rows) = (actor.county(), 0, Vec::new());
    while i64::try_from(rows.len()).is_ok_and(|count| count < ROWS_MAX) {
        let mut connection = app.store.read().await?;
        let some = store::imports::said(&mut connection, county, id, after, AT_ONCE).await?;
        drop(connection);
        let Some((last, _)) = some.last() else { break };
        after = *last;
        rows.extend(some.iter().map(|(_, row)| row.cells()));
    }
    let printing = tokio::task::spawn_blocking(move || printed(format, rows));
    let bytes = printing.await.map_err(|_| Error::of(Kind::Internal))??;
    Ok((import, bytes))
}

/// What was wrong, as a table: its cells are words already.
pub fn fault_file(header: &[&str], rows: Vec<Vec<String>>) -> Vec<u8> {
    write_csv(header, rows)
}
