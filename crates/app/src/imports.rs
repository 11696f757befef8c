//! Answers given elsewhere, read from files: a file is read, somebody says which column holds what,
//! every row is tried, somebody confirms, and all of it becomes mappings and needs, or nothing.
//!
//! Reading, trying and taking in are done in the background, one import after another, so that two
//! who import at once do not mix. A person's page shows how far it has come.

mod checking;
mod files;
mod reading;
mod work;

use std::sync::atomic::{AtomicBool, Ordering};

use domain::access::{Actor, Reach, Role};
use domain::codes::CountyCode;
use domain::fault::{Fault, Faults};
use domain::ids::ImportId;
use domain::imports::{
    BYTES_MAX, Columns, FAULTS_MAX, Field, ImportState, Source, UNDO_TIME, can_still_undo,
};
use domain::text::{self, LINE_MAX};
use domain::time::Timestamp;
use exchange::sheets::Format;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::events::{NewEvent, Subject};
use store::imports::NewImport;
use store::{Connection, Tx};

use crate::acting::{Speaker, request_key};
use crate::{App, Error, Kind, Page, Slice, keeping};

pub use files::{export, fault_file, template};
pub use store::imports::{Built, Counts, OfSource, SameAs, StoredFault, StoredImport, Trouble};
pub use work::{run, turn};

/// Who imports, sees what others have imported, and undoes it.
const IMPORTERS: &[Role] = &[Role::Broker, Role::Strategist];
/// Faults and rows counted once that a page shows.
pub const SHOWN: i64 = 50;
/// Most files of a county that are read, or wait for it, at once.
const READING_MAX: i64 = 10;
/// Rows shown beside the choice of columns.
const SAMPLE: i64 = 3;
/// Longest name of a file that is kept, in characters.
const NAME_MAX: usize = LINE_MAX;

/// A file as somebody sends it in.
#[derive(Debug, Clone, Default)]
pub struct Sending {
    /// Code of where the answers were given.
    pub source: String,
    /// Name of the file.
    pub file_name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What a person says of the columns; every field as text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ColumnsForm {
    /// Code of what each column holds, in the order of the file; empty for one left out.
    pub column: Vec<String>,
    /// The year the answers are of where a row says nothing.
    pub year: String,
    /// `yes` to bring along firms that are not known.
    pub adds_firms: String,
}

/// An import with what its page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// The import.
    pub import: StoredImport,
    /// The first rows as the file has them, while columns can be chosen.
    pub sample: Vec<Vec<String>>,
    /// Imports that are done before it.
    pub ahead: i64,
    /// What is wrong with the rows: the first of it.
    pub faults: Vec<StoredFault>,
    /// Rows that say what is known already: the first of them.
    pub same: Vec<SameAs>,
    /// What others have built on it: then it cannot be undone.
    pub built: Vec<Built>,
    /// Until when it can be undone; none when it is not done, or too late.
    pub undo_until: Option<Timestamp>,
}

fn subject(id: ImportId) -> Subject {
    Subject { kind: "import", id: id.0, organisation: None }
}

/// How far an actor sees among imports.
fn reach_of(actor: &Actor) -> Reach {
    if actor.is_one_of(IMPORTERS) { actor.reach() } else { Reach::Nothing }
}

async fn reachable(
    connection: &mut Connection,
    actor: &Actor,
    id: ImportId,
) -> Result<StoredImport, Error> {
    let found = store::imports::find(connection, actor.county(), &reach_of(actor), id).await?;
    found.ok_or_else(Error::invisible)
}

/// Imports within reach, newest first.
pub async fn list(app: &App, actor: &Actor, slice: Slice) -> Result<Page<StoredImport>, Error> {
    let mut connection = app.store.read().await?;
    Ok(store::imports::list(&mut connection, actor.county(), &reach_of(actor), slice).await?)
}

/// What each source has given the county.
pub async fn by_source(app: &App, actor: &Actor) -> Result<Vec<OfSource>, Error> {
    if reach_of(actor) != Reach::County {
        return Ok(Vec::new());
    }
    Ok(store::imports::by_source(&mut app.store.read().await?, actor.county()).await?)
}

/// One import, without what its page shows beside it.
pub async fn find(app: &App, actor: &Actor, id: ImportId) -> Result<StoredImport, Error> {
    reachable(&mut app.store.read().await?, actor, id).await
}

/// One import. That somebody read it is written down.
pub async fn read(app: &App, actor: &Actor, id: ImportId) -> Result<View, Error> {
    let mut connection = app.store.read().await?;
    let import = reachable(&mut connection, actor, id).await?;
    let (county, state) = (actor.county(), import.state);
    let waits = matches!(state, ImportState::Checking | ImportState::Importing);
    let ahead = if waits { store::imports::ahead(&mut connection, county, id).await? } else { 0 };
    let is_tried = state == ImportState::Checked;
    let sample = if is_tried || state == ImportState::Columns {
        store::imports::rows(&mut connection, county, id, 0, SAMPLE).await?
    } else {
        Vec::new()
    };
    let sample = sample.into_iter().map(|(_, cells)| cells).collect();
    let faults = if is_tried {
        store::imports::faults(&mut connection, county, id, SHOWN).await?
    } else {
        Vec::new()
    };
    let same = if is_tried || state.is_in() {
        store::imports::same_as(&mut connection, county, id, SHOWN).await?
    } else {
        Vec::new()
    };
    let can_undo = state == ImportState::Done
        && import.done_at.is_some_and(|done| can_still_undo(done, app.now()));
    let undo_until = import.done_at.filter(|_| can_undo);
    let undo_until = undo_until.and_then(|done| done.saturating_add(UNDO_TIME).ok());
    let built = if can_undo {
        store::imports::built_on(&mut connection, county, id).await?
    } else {
        Vec::new()
    };
    drop(connection);
    keeping::note(app, actor, keeping::of_firm("import", id.0, import.by_organisation)).await;
    Ok(View { import, sample, ahead, faults, same, built, undo_until })
}

/// Every fault of an import that is kept.
pub async fn all_faults(
    app: &App,
    actor: &Actor,
    id: ImportId,
) -> Result<(StoredImport, Vec<StoredFault>), Error> {
    let mut connection = app.store.read().await?;
    let import = reachable(&mut connection, actor, id).await?;
    let most = i64::try_from(FAULTS_MAX).unwrap_or(i64::MAX);
    let faults = store::imports::faults(&mut connection, actor.county(), id, most).await?;
    Ok((import, faults))
}

/// Takes a file and answers at once; it is read in the background. A file that has been read
/// already is recognised by its bytes, whatever it is called.
pub async fn upload(
    app: &App,
    actor: &Actor,
    sending: Sending,
    key: Option<&str>,
) -> Result<ImportId, Error> {
    if reach_of(actor) == Reach::Nothing {
        return Err(Error::forbidden());
    }
    let (county, now) = (actor.county(), app.now());
    let mut faults = Faults::default();
    let source = faults.take(Source::of_file(&sending.source));
    let name: String = sending.file_name.chars().filter(|c| !c.is_control()).collect();
    let name: String = name.trim().chars().take(NAME_MAX).collect();
    let file_name = faults.take(text::required("file", &name, NAME_MAX));
    if sending.bytes.is_empty() && file_name.is_some() {
        faults.push(Fault::new("file", "import-empty"));
    }
    if sending.bytes.len() > BYTES_MAX {
        faults.push(Fault::new("file", "import-too-large").with("max", BYTES_MAX >> 20));
    }
    let (Some(source), Some(file_name), true) = (source, file_name, faults.is_empty()) else {
        return Err(faults.into());
    };
    let mut connection = app.store.read().await?;
    let speaker = Speaker::of(&mut connection, actor).await?;
    drop(connection);
    let format = Format::of(&sending.bytes);
    let digest = hex(&Sha256::digest(&sending.bytes));
    let new = &NewImport {
        id: app.new_id(),
        by_organisation: speaker.organisation(),
        by_person: speaker.assignment.person,
        by_role: actor.role(),
        by_name: speaker.name,
        source,
        file_name,
        format: format.code(),
        digest,
        year: i64::from(app.today().year()),
        created_at: now,
    };
    let event = &NewEvent::by(actor, now, "import.sent", subject(new.id))
        .saying(json!({ "source": source, "format": format.code() }));
    let leased = work::lease_end(now);
    let key = request_key(actor, key, "import.upload", &(source, &new.digest), now);
    // The same request again gets the same answer, and nothing is read twice.
    let is_new = &AtomicBool::new(false);
    let id = app
        .store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            may_come(tx, county, &new.digest).await?;
            store::imports::insert(tx, county, new, leased).await?;
            store::events::append(tx, county, event).await?;
            is_new.store(true, Ordering::Relaxed);
            Ok::<_, Error>(new.id)
        })
        .await?;
    if is_new.load(Ordering::Relaxed) && id == new.id {
        tokio::spawn(reading::take_in(app.clone(), county.clone(), id, source, sending.bytes));
    }
    Ok(id)
}

/// A file that is not here yet, when there is room to read it.
async fn may_come(tx: &mut Tx, county: &CountyCode, digest: &str) -> Result<(), Error> {
    if let Some((id, at)) = store::imports::same_file(tx, county, digest).await? {
        let fault = Fault::new("file", "import-same-file").with("id", id);
        return Err(fault.with("date", domain::time::day_of(at)).into());
    }
    // Each of them is kept whole in memory until it is read.
    if store::imports::being_read(tx, county).await? >= READING_MAX {
        return Err(Fault::new("file", "import-many-reading").with("max", READING_MAX).into());
    }
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Says which column holds what, and has every row tried. `version` is what the form was filled in
/// from: two who say different things about one file are told of each other.
pub async fn choose(
    app: &App,
    actor: &Actor,
    id: ImportId,
    form: &ColumnsForm,
    version: i64,
    key: Option<&str>,
) -> Result<ImportId, Error> {
    let (county, now) = (actor.county(), app.now());
    let import = find(app, actor, id).await?;
    may_become(&import, ImportState::Checking)?;
    let mut faults = Faults::default();
    let columns = match Columns::read(&form.column, import.heading.len()) {
        Ok(columns) => Some(columns),
        Err(found) => {
            faults.0.extend(found.0);
            None
        }
    };
    let year = faults.take(text::whole_number("year", &form.year, 2000..=2100)).flatten();
    let year = year.unwrap_or(import.year);
    let (Some(columns), true) = (columns, faults.is_empty()) else { return Err(faults.into()) };
    let adds_firms = form.adds_firms == "yes";
    let habit: Vec<(String, Option<Field>)> =
        import.heading.iter().cloned().zip(columns.0.iter().copied()).collect();
    let (columns, habit) = (&columns, &habit);
    let step = (import.state, ImportState::Checking);
    let key = request_key(actor, key, "import.choose", &(id, form, version), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            let said = (columns, year, adds_firms);
            store::imports::choose(tx, county, id, said, version).await?;
            store::imports::forget_checked(tx, county, id).await?;
            store::imports::set_habit(tx, county, import.source, habit).await?;
            store::imports::step(tx, county, id, step, None, now).await?;
            Ok::<_, Error>(id)
        })
        .await
}

fn may_become(import: &StoredImport, next: ImportState) -> Result<(), Error> {
    if import.state.may_become(next) {
        return Ok(());
    }
    Err(Fault::new("state", "import-step").into())
}

/// Confirms what trying the rows has told: they become mappings and needs.
pub async fn confirm(
    app: &App,
    actor: &Actor,
    id: ImportId,
    version: i64,
    key: Option<&str>,
) -> Result<ImportId, Error> {
    let import = find(app, actor, id).await?;
    may_become(&import, ImportState::Importing)?;
    if import.counts.faults > 0 {
        return Err(Fault::new("state", "import-has-faults").into());
    }
    if import.version != version {
        return Err(Error::of(Kind::Conflict));
    }
    let said = ("import.confirmed", ImportState::Importing);
    walk(app, actor, &import, said, key, false).await
}

/// Calls an import off before it has put anything in; its rows are forgotten.
pub async fn abandon(
    app: &App,
    actor: &Actor,
    id: ImportId,
    key: Option<&str>,
) -> Result<ImportId, Error> {
    let import = find(app, actor, id).await?;
    may_become(&import, ImportState::Abandoned)?;
    walk(app, actor, &import, ("import.abandoned", ImportState::Abandoned), key, true).await
}

async fn walk(
    app: &App,
    actor: &Actor,
    import: &StoredImport,
    (kind, next): (&'static str, ImportState),
    key: Option<&str>,
    forgets: bool,
) -> Result<ImportId, Error> {
    let (county, now, id) = (actor.county(), app.now(), import.id);
    let event = &NewEvent::by(actor, now, kind, subject(id));
    let step = (import.state, next);
    let key = request_key(actor, key, kind, &id, now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            store::imports::step(tx, county, id, step, None, now).await?;
            if forgets {
                forget(tx, county, id).await?;
            }
            store::events::append(tx, county, event).await?;
            Ok::<_, Error>(id)
        })
        .await
}

async fn forget(
    tx: &mut Tx,
    county: &domain::codes::CountyCode,
    id: ImportId,
) -> Result<(), store::Error> {
    store::imports::forget_checked(tx, county, id).await?;
    store::imports::forget_rows(tx, county, id).await
}

/// Takes back everything an import has put in, as long as nobody has built on it.
pub async fn undo(
    app: &App,
    actor: &Actor,
    id: ImportId,
    key: Option<&str>,
) -> Result<ImportId, Error> {
    let (county, now) = (actor.county(), app.now());
    let mut connection = app.store.read().await?;
    let import = reachable(&mut connection, actor, id).await?;
    let name = &Speaker::of(&mut connection, actor).await?.name;
    drop(connection);
    may_become(&import, ImportState::Undone)?;
    if !import.done_at.is_some_and(|done| can_still_undo(done, now)) {
        return Err(Fault::new("state", "import-undo-late").into());
    }
    let event = &NewEvent::by(actor, now, "import.undone", subject(id))
        .saying(json!({ "mappings": import.counts.mappings, "needs": import.counts.needs }));
    let key = request_key(actor, key, "import.undo", &id, now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            if !store::imports::built_on(tx, county, id).await?.is_empty() {
                return Err(Error::from(Fault::new("state", "import-built-on")));
            }
            store::imports::take_back(tx, county, id, name, now).await?;
            store::events::append(tx, county, event).await?;
            Ok(id)
        })
        .await
}
