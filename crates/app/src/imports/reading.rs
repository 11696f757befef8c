//! Reading a file into rows. The file itself is kept nowhere but in memory; of a cell with a
//! personal number only that it was there.

use std::ops::ControlFlow;
use std::pin::pin;
use std::time::Duration;

use domain::codes::{CountyCode, OrgNumber};
use domain::ids::ImportId;
use domain::imports::{CELL_MAX, COLUMNS_MAX, ImportState, ROWS_MAX, Source, WITHHELD, guess};
use domain::personal_number;
use exchange::sheets::{Limits, SheetFault, read};
use store::imports::Trouble;
use tokio::sync::{Semaphore, SemaphorePermit, mpsc};
use tokio::time::timeout;

use super::work::{BATCH, lease_end};
use crate::{App, Error, Kind};

/// Files read at once; the rest wait their turn.
static PLACES: Semaphore = Semaphore::const_new(2);
/// How often a file that waits renews its lease, well within it.
const SIGN_OF_LIFE: Duration = Duration::from_secs(45);
/// Batches that wait between the reader and the database.
const WAITING: usize = 4;
/// Bytes that a workbook may unpack to.
const UNPACKED_MAX: u64 = 192 << 20;
/// What a file may hold: its headings come on top of its rows.
const LIMITS: Limits = Limits {
    rows: ROWS_MAX.unsigned_abs() + 1,
    columns: COLUMNS_MAX,
    cell: CELL_MAX,
    unpacked: UNPACKED_MAX,
};

/// Rows on their way from the reader to the database.
type Rows = Vec<(i64, Vec<String>)>;

/// Reads a file; what came of it is told on the import's page.
pub(super) async fn take_in(
    app: App,
    county: CountyCode,
    id: ImportId,
    source: Source,
    bytes: Vec<u8>,
) {
    let done = tried(&app, &county, id, source, bytes).await;
    let Err(error) = done else { return };
    // Somebody has called it off, or the database is away: then the worker tells of it.
    if !error.is_away() && error.kind != Kind::Conflict {
        tracing::warn!(%error, "a file could not be read in");
        let trouble = Trouble { code: "import-broken".to_owned(), values: Vec::new() };
        if let Err(error) = refuse(&app, &county, id, &trouble).await {
            tracing::warn!(%error, "and that could not be noted");
        }
    }
}

async fn tried(
    app: &App,
    county: &CountyCode,
    id: ImportId,
    source: Source,
    bytes: Vec<u8>,
) -> Result<(), Error> {
    let _place = place(app, county, id).await?;
    let (send, mut receive) = mpsc::channel::<Rows>(WAITING);
    let reading = tokio::task::spawn_blocking(move || parse(&bytes, &send));
    let mut heading: Option<Vec<String>> = None;
    let mut count = 0;
    while let Some(mut rows) = receive.recv().await {
        if heading.is_none() && !rows.is_empty() {
            heading = Some(rows.remove(0).1);
        }
        count += i64::try_from(rows.len()).unwrap_or_default();
        keep(app, county, id, &rows, count).await?;
    }
    let read = match reading.await {
        Ok(read) => read.map_err(|fault| trouble_of(&fault)),
        Err(_) => Err(Trouble { code: "import-damaged".to_owned(), values: Vec::new() }),
    };
    let Some(heading) = heading.filter(|_| read.is_ok() && count > 0) else {
        let empty = Trouble { code: "import-no-rows".to_owned(), values: Vec::new() };
        return refuse(app, county, id, &read.err().unwrap_or(empty)).await;
    };
    finish(app, county, id, source, &heading, count).await
}

/// A place among those who read. Whoever waits says so now and then, or the worker would take the
/// file for one that a stopped server has left behind.
async fn place(
    app: &App,
    county: &CountyCode,
    id: ImportId,
) -> Result<SemaphorePermit<'static>, Error> {
    let mut place = pin!(PLACES.acquire());
    loop {
        if let Ok(place) = timeout(SIGN_OF_LIFE, place.as_mut()).await {
            return place.map_err(|_| Error::of(Kind::Unavailable));
        }
        keep(app, county, id, &Rows::new(), 0).await?;
    }
}

/// Parses in a thread of its own; gives up when nobody takes the rows.
fn parse(bytes: &[u8], send: &mpsc::Sender<Rows>) -> Result<(), SheetFault> {
    let mut batch = Rows::new();
    read(bytes, &LIMITS, &mut |row, cells| {
        let position = i64::try_from(row).unwrap_or(i64::MAX);
        batch.push((position, cells.into_iter().map(without_person).collect()));
        let is_full = batch.len() >= BATCH;
        if is_full && send.blocking_send(std::mem::take(&mut batch)).is_err() {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    })?;
    send.blocking_send(batch).map_err(|_| SheetFault::Stopped)
}

/// A cell, or only that a personal number stood in it.
fn without_person(cell: String) -> String {
    let is_firm_of_a_person = |cell: &str| {
        OrgNumber::parse(cell).is_err_and(|fault| fault.code == "org-number-is-personal")
    };
    if personal_number::is_in("", &cell) || is_firm_of_a_person(&cell) {
        return WITHHELD.to_owned();
    }
    cell
}

fn trouble_of(fault: &SheetFault) -> Trouble {
    let (code, values) = match fault {
        SheetFault::Empty => ("import-empty", Vec::new()),
        SheetFault::Unknown => ("import-unknown-format", Vec::new()),
        SheetFault::OldWorkbook => ("import-old-workbook", Vec::new()),
        SheetFault::Damaged(_) | SheetFault::Stopped => ("import-damaged", Vec::new()),
        SheetFault::OpenQuote(row) => ("import-open-quote", vec![("row", row.to_string())]),
        SheetFault::Rows(_) => ("import-too-many-rows", vec![("max", ROWS_MAX.to_string())]),
        SheetFault::Columns(row, max) => {
            ("import-too-many-columns", vec![("row", row.to_string()), ("max", max.to_string())])
        }
        SheetFault::Cell(row, max) => {
            ("import-cell-too-long", vec![("row", row.to_string()), ("max", max.to_string())])
        }
        SheetFault::Unpacked(max) => {
            ("import-unpacks-too-much", vec![("max", (max >> 20).to_string())])
        }
    };
    let values = values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    Trouble { code: code.to_owned(), values }
}

async fn keep(
    app: &App,
    county: &CountyCode,
    id: ImportId,
    rows: &Rows,
    count: i64,
) -> Result<(), Error> {
    let until = lease_end(app.now());
    app.store
        .write(county, None, |mut tx| async move {
            let tx = &mut tx;
            let state = ImportState::Reading;
            store::imports::progress(tx, county, id, state, count, until).await?;
            store::imports::add_rows(tx, county, id, rows).await?;
            Ok::<_, Error>(())
        })
        .await
}

async fn finish(
    app: &App,
    county: &CountyCode,
    id: ImportId,
    source: Source,
    heading: &[String],
    count: i64,
) -> Result<(), Error> {
    let now = app.now();
    let before = store::imports::habit(&mut app.store.read().await?, county, source).await?;
    let columns = &guess(heading, &before);
    app.store
        .write(county, None, |mut tx| async move {
            let tx = &mut tx;
            let step = (ImportState::Reading, ImportState::Columns);
            store::imports::step(tx, county, id, step, None, now).await?;
            store::imports::set_read(tx, county, id, heading, columns, count).await?;
            Ok::<_, Error>(())
        })
        .await
}

/// The file could not be read: nothing of it is kept but why.
pub(super) async fn refuse(
    app: &App,
    county: &CountyCode,
    id: ImportId,
    trouble: &Trouble,
) -> Result<(), Error> {
    let now = app.now();
    app.store
        .write(county, None, |mut tx| async move {
            let tx = &mut tx;
            let step = (ImportState::Reading, ImportState::Refused);
            store::imports::step(tx, county, id, step, Some(trouble), now).await?;
            store::imports::forget_rows(tx, county, id).await?;
            Ok::<_, Error>(())
        })
        .await
}
