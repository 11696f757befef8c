//! What happens to imports without anybody waiting for it: rows are tried, taken in, and made to be
//! found. One import is in hand at a time, whoever asked first.

use std::time::Duration;

use domain::access::{Actor, Reach};
use domain::codes::CountyCode;
use domain::fault::Fault;
use domain::ids::ImportId;
use domain::imports::ImportState;
use domain::time::Timestamp;
use serde_json::json;
use store::events::{NewEvent, Subject};
use store::imports::{Counts, StoredImport, Taken, Trouble};
use vocabulary::analysis::search_terms;

use super::{checking, subject};
use crate::{App, Error, Kind};

/// Rows kept in one transaction of a step that can be done anew.
pub(super) const BATCH: usize = 1_000;
/// How often the worker looks for imports.
const EVERY: Duration = Duration::from_secs(1);
/// How long an import stays in the hands of one worker without a sign of life.
const LEASE: Duration = Duration::from_mins(3);

pub(super) fn lease_end(now: Timestamp) -> Timestamp {
    now.saturating_add(LEASE).unwrap_or(now)
}

/// Looks for imports until dropped.
pub async fn run(app: App) {
    loop {
        let has_worked = turn(&app).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "an import could not go on; it is tried again");
            false
        });
        if !has_worked {
            tokio::time::sleep(EVERY).await;
        }
    }
}

/// Takes the next import one step further; false when none waits.
pub async fn turn(app: &App) -> Result<bool, Error> {
    let now = app.now();
    let next = store::imports::next_at_work(&mut app.store.read().await?, now).await?;
    let Some((county, id)) = next else { return Ok(false) };
    let (county, until) = (&county, lease_end(now));
    let is_mine = app
        .store
        .write(county, None, |mut tx| async move {
            Ok::<_, Error>(store::imports::lease(&mut tx, county, id, now, until).await?)
        })
        .await?;
    if !is_mine {
        return Ok(true);
    }
    let mut connection = app.store.read().await?;
    let found = store::imports::find(&mut connection, county, &Reach::County, id).await?;
    drop(connection);
    let Some(import) = found else { return Ok(true) };
    let done = match import.state {
        ImportState::Reading => interrupted(app, county, id).await,
        ImportState::Checking => check(app, county, &import).await,
        ImportState::Importing => take(app, county, &import).await,
        ImportState::Indexing => index(app, county, &import).await,
        _ => Ok(()),
    };
    match done {
        Ok(()) => Ok(true),
        // Somebody has called it off meanwhile.
        Err(error) if error.kind == Kind::Conflict => Ok(true),
        Err(error) if error.is_away() => {
            lay_aside(app, county, id).await?;
            Err(error)
        }
        Err(error) => {
            give_up(app, county, &import).await?;
            Err(error)
        }
    }
}

async fn lay_aside(app: &App, county: &CountyCode, id: ImportId) -> Result<(), Error> {
    app.store
        .write(county, None, |mut tx| async move {
            Ok::<_, Error>(store::imports::release(&mut tx, county, id).await?)
        })
        .await
}

/// A fault of ours: the import is refused and has put nothing in. One that has only to be made
/// findable is tried again.
async fn give_up(app: &App, county: &CountyCode, import: &StoredImport) -> Result<(), Error> {
    if import.state == ImportState::Indexing {
        return Ok(());
    }
    let trouble = &Trouble { code: "import-broken".to_owned(), values: Vec::new() };
    move_on(app, county, import.id, (import.state, ImportState::Refused), Some(trouble)).await
}

async fn move_on(
    app: &App,
    county: &CountyCode,
    id: ImportId,
    step: (ImportState, ImportState),
    trouble: Option<&Trouble>,
) -> Result<(), Error> {
    let now = app.now();
    app.store
        .write(county, None, |mut tx| async move {
            let tx = &mut tx;
            store::imports::step(tx, county, id, step, trouble, now).await?;
            if step.1 == ImportState::Refused {
                super::forget(tx, county, id).await?;
            }
            Ok::<_, Error>(())
        })
        .await
}

/// The server stopped while it read the file, and has it no more.
async fn interrupted(app: &App, county: &CountyCode, id: ImportId) -> Result<(), Error> {
    let trouble = &Trouble { code: "import-interrupted".to_owned(), values: Vec::new() };
    move_on(app, county, id, (ImportState::Reading, ImportState::Refused), Some(trouble)).await
}

/// Tries every row and tells what would happen.
async fn check(app: &App, county: &CountyCode, import: &StoredImport) -> Result<(), Error> {
    let (id, now) = (import.id, app.now());
    let counts = checking::all(app, county, import).await?;
    let trouble = import.trouble.as_ref();
    app.store
        .write(county, None, |mut tx| async move {
            let tx = &mut tx;
            let same = store::imports::duplicates(tx, county, id).await?;
            store::imports::mark(tx, county, id, &same).await?;
            let counts = without(counts, i64::try_from(same.len()).unwrap_or(i64::MAX));
            store::imports::set_counts(tx, county, id, &counts).await?;
            let step = (ImportState::Checking, ImportState::Checked);
            store::imports::step(tx, county, id, step, trouble, now).await?;
            Ok::<_, Error>(())
        })
        .await
}

/// The counts when so many rows are counted elsewhere.
fn without(counts: Counts, duplicates: i64) -> Counts {
    Counts { needs: counts.needs - duplicates, duplicates, ..counts }
}

/// Puts everything in, in one transaction. When a firm of the file has come in meanwhile, the rows
/// are tried again instead, and somebody looks at them anew.
async fn take(app: &App, county: &CountyCode, import: &StoredImport) -> Result<(), Error> {
    let mut connection = app.store.read().await?;
    let mappings = store::imports::mappings(&mut connection, county, import.id).await?;
    drop(connection);
    let now = app.now();
    let mut events = vec![happened(app, import, now, "import.done", subject(import.id))];
    events.extend(mappings.iter().map(|(mapping, firm)| {
        let about = Subject { kind: "mapping", id: mapping.0, organisation: Some(*firm) };
        happened(app, import, now, "mapping.imported", about)
    }));
    match put_in(app, county, import, &events, now).await {
        Err(error) if error.is_invalid() => {
            let trouble = &Trouble { code: "import-changed".to_owned(), values: Vec::new() };
            let back = (ImportState::Importing, ImportState::Checking);
            move_on(app, county, import.id, back, Some(trouble)).await
        }
        done => done,
    }
}

async fn put_in(
    app: &App,
    county: &CountyCode,
    import: &StoredImport,
    events: &[NewEvent],
    now: Timestamp,
) -> Result<(), Error> {
    let (id, source) = (import.id, import.source);
    // What stands for the firm's own yes is the file its answers came in.
    let by = (import.by_organisation, import.by_name.as_str(), import.file_name.as_str());
    app.store
        .write(county, None, |mut tx| async move {
            let tx = &mut tx;
            let step = (ImportState::Importing, ImportState::Indexing);
            store::imports::step_in(tx, county, id, step, now).await?;
            let taken: Taken = match store::imports::put_in(tx, county, id, source, by, now).await {
                Err(store::Error::Constraint(_)) => {
                    return Err(Error::from(Fault::new("state", "import-changed")));
                }
                taken => taken?,
            };
            let counts = Counts {
                needs: taken.needs,
                coded: taken.coded,
                duplicates: taken.duplicates,
                mappings: taken.mappings,
                ..import.counts
            };
            store::imports::set_counts(tx, county, id, &counts).await?;
            store::events::append_many(tx, county, events).await?;
            Ok(())
        })
        .await
}

/// An event of whoever sent the file in.
fn happened(
    app: &App,
    import: &StoredImport,
    now: Timestamp,
    kind: &'static str,
    about: Subject,
) -> NewEvent {
    let system = Actor::Anyone { county: app.settings.county.clone() };
    let mut event = NewEvent::by(&system, now, kind, about);
    event.person = Some(import.by_person);
    event.role = import.by_role;
    event.by_organisation = Some(import.by_organisation);
    event.saying(json!({ "import": import.id, "source": import.source }))
}

/// Writes the words by which needs and new firms are found, then forgets the rows as the file had
/// them. Doing it again changes nothing.
async fn index(app: &App, county: &CountyCode, import: &StoredImport) -> Result<(), Error> {
    let id = import.id;
    let (mut after, mut done) = (0, 0);
    index_firms(app, county, id).await?;
    loop {
        let limit = i64::try_from(BATCH).unwrap_or(i64::MAX);
        let mut connection = app.store.read().await?;
        let needs = store::imports::to_be_needs(&mut connection, county, id, after, limit).await?;
        drop(connection);
        let Some((last, ..)) = needs.last() else { break };
        after = *last;
        done += i64::try_from(needs.len()).unwrap_or_default();
        let terms = needs.iter().flat_map(|(_, need, words)| {
            search_terms(words).into_iter().map(|term| (need.0, term))
        });
        let (terms, until) = (&terms.collect::<Vec<_>>(), lease_end(app.now()));
        app.store
            .write(county, None, |mut tx| async move {
                let tx = &mut tx;
                let state = ImportState::Indexing;
                store::imports::progress(tx, county, id, state, done, until).await?;
                Ok::<_, Error>(store::imports::index_needs(tx, county, terms).await?)
            })
            .await?;
    }
    let now = app.now();
    app.store
        .write(county, None, |mut tx| async move {
            let tx = &mut tx;
            store::imports::forget_rows(tx, county, id).await?;
            let step = (ImportState::Indexing, ImportState::Done);
            store::imports::step(tx, county, id, step, None, now).await?;
            Ok::<_, Error>(())
        })
        .await
}

async fn index_firms(app: &App, county: &CountyCode, id: ImportId) -> Result<(), Error> {
    let firms = store::imports::new_firms(&mut app.store.read().await?, county, id).await?;
    let terms = firms
        .iter()
        .flat_map(|(firm, words)| search_terms(words).into_iter().map(|term| (firm.0, term)));
    let terms = &terms.collect::<Vec<_>>();
    app.store
        .write(county, None, |mut tx| async move {
            Ok::<_, Error>(store::imports::index_firms(&mut tx, county, terms).await?)
        })
        .await
}
