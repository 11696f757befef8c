//! Taking an imported vocabulary into use, all or nothing.

use std::sync::Arc;

use domain::access::Actor;
use exchange::fault::{ImportFaults, ImportNote};
use exchange::jobtech;
use serde::Serialize;
use serde_json::json;
use store::events::{NewEvent, Subject};
use store::vocabularies as stored;
use vocabulary::{Vocabulary, VocabularyFault, VocabularyVersion};

use crate::{App, Error, Kind};

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ImportReport {
    /// Version in use afterwards.
    pub version: String,
    /// Concepts it holds.
    pub concepts: usize,
    /// False when the very same content was in use already.
    pub is_new: bool,
    /// What was left out without harm.
    pub notes: Vec<ImportNote>,
}

/// Why nothing was imported. The vocabulary from before is still in use.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The files have faults.
    #[error("{0}")]
    Files(#[from] ImportFaults),
    /// The files make no vocabulary together.
    #[error("{0}")]
    Vocabulary(#[from] VocabularyFault),
    /// The rest.
    #[error("{0}")]
    App(#[from] Error),
}

impl From<store::Error> for ImportError {
    fn from(error: store::Error) -> Self {
        Self::App(error.into())
    }
}

/// Imports JobTech Taxonomy, given as file names and contents. The same content again changes
/// nothing; faulty files change nothing; an import that is interrupted is swept by the next one.
pub async fn import_jobtech(
    app: &App,
    files: Vec<(String, Vec<u8>)>,
) -> Result<ImportReport, ImportError> {
    let (vocabulary, notes) = on_own_thread(move || {
        let taxonomy = jobtech::parse(&files)?;
        // What people say every day («usk») stands in no official list.
        let concepts = vocabulary::enrich(taxonomy.concepts);
        let vocabulary = Vocabulary::new(taxonomy.version, concepts)?;
        Ok((vocabulary, taxonomy.notes))
    })
    .await?;
    let version = vocabulary.version().to_string();
    let concepts = vocabulary.concepts().len();
    let current = stored::current(&mut app.store.read().await?).await?;
    let is_new = current.as_deref() != Some(&version);
    if is_new {
        stage(app, &vocabulary, &version).await?;
    }
    app.use_vocabulary(Arc::new(vocabulary));
    Ok(ImportReport { version, concepts, is_new, notes })
}

async fn stage(app: &App, vocabulary: &Vocabulary, version: &str) -> Result<(), ImportError> {
    let (county, now) = (&app.settings.county, app.now());
    stored::sweep(&app.store, county).await?;
    app.store
        .write(county, None, |mut tx| async move { stored::begin(&mut tx, version, now).await })
        .await?;
    let concepts = vocabulary.concepts();
    for (place, batch) in concepts.chunks(stored::BATCH).enumerate() {
        let first = i64::try_from(place * stored::BATCH).unwrap_or(i64::MAX);
        app.store
            .write(county, None, |mut tx| async move {
                stored::stage(&mut tx, version, first, batch).await
            })
            .await?;
    }
    let count = i64::try_from(concepts.len()).unwrap_or(i64::MAX);
    let actor = Actor::Anyone { county: county.clone() };
    let subject = Subject { kind: "vocabulary", id: uuid::Uuid::nil(), organisation: None };
    let event = &NewEvent::by(&actor, now, "vocabulary.imported", subject)
        .saying(json!({ "version": version, "concepts": count }));
    app.store
        .write(county, None, |mut tx| async move {
            stored::make_current(&mut tx, version, count).await?;
            store::events::append(&mut tx, county, event).await
        })
        .await?;
    Ok(stored::sweep(&app.store, county).await.map(|_| ())?)
}

/// Takes the imported vocabulary into use, where there is one. Answers which is in use.
pub async fn load_current(app: &App) -> Result<VocabularyVersion, ImportError> {
    let mut connection = app.store.read().await?;
    let Some(version) = stored::current(&mut connection).await? else {
        return Ok(app.vocabulary().version().clone());
    };
    if app.vocabulary().version().as_str() == version {
        return Ok(VocabularyVersion(version));
    }
    let concepts = stored::concepts_of(&mut connection, &version).await?;
    drop(connection);
    let named = VocabularyVersion(version);
    let vocabulary = on_own_thread(move || {
        let vocabulary = Vocabulary::new(named, concepts)?;
        vocabulary.prepare();
        Ok(vocabulary)
    })
    .await?;
    let version = vocabulary.version().clone();
    app.use_vocabulary(Arc::new(vocabulary));
    Ok(version)
}

async fn on_own_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ImportError> + Send + 'static,
) -> Result<T, ImportError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_| ImportError::App(Error::of(Kind::Internal)))?
}
