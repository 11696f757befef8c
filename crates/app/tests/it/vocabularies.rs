//! JobTech's own files in, all or nothing.

use std::path::PathBuf;

use app::App;
use app::vocabularies::{self, ImportError};
use store::vocabularies as stored;

use crate::on_both;

/// JobTech's files in the data library, or none where there is no library. A library that is
/// named has to be there.
fn files() -> Option<Vec<(String, Vec<u8>)>> {
    let named = std::env::var("TEST_DATA_DIR").map(PathBuf::from);
    let is_named = named.is_ok();
    let root = named
        .unwrap_or_else(|_| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"));
    let folder = std::fs::read_dir(root.join("taxonomy/jobtech"));
    assert!(folder.is_ok() || !is_named, "no taxonomy in {}", root.display());
    let folder = folder.ok()?;
    let wanted = |name: &str| {
        exchange::jobtech::REQUIRED_FILES.contains(&name)
            || exchange::jobtech::OPTIONAL_FILES.contains(&name)
    };
    let read = folder.filter_map(Result::ok).filter_map(|entry| {
        let name = entry.file_name().into_string().ok()?;
        wanted(&name).then(|| (name, std::fs::read(entry.path()).expect("readable")))
    });
    Some(read.collect())
}

on_both!(
    the_real_files_come_in_once_and_broken_ones_never,
    without_an_import_the_embedded_vocabulary_is_in_use,
);

#[expect(clippy::print_stdout, reason = "the tally of tests reads it")]
async fn the_real_files_come_in_once_and_broken_ones_never(app: &App) {
    let Some(files) = files() else {
        println!("skipped: TEST_DATA_DIR is not there");
        return;
    };
    let first = vocabularies::import_jobtech(app, files.clone()).await.expect("import");
    assert!(first.is_new && first.concepts > 5_000, "{}", first.concepts);
    assert_eq!(app.vocabulary().version().as_str(), first.version);
    let cook = app.vocabulary().suggest("kock", None, 20);
    assert!(cook.iter().any(|one| one.ssyk.as_ref().is_some_and(|ssyk| ssyk.as_str() == "5120")));

    let again = vocabularies::import_jobtech(app, files.clone()).await.expect("again");
    assert!(!again.is_new);
    assert_eq!(again.version, first.version);

    let mut broken = files.clone();
    let cut = broken.iter_mut().find(|(name, _)| name == "skills.json").expect("skills");
    cut.1.truncate(1_000);
    match vocabularies::import_jobtech(app, broken).await.expect_err("broken") {
        ImportError::Files(faults) => assert_eq!(faults.faults[0].file, "skills.json"),
        other => panic!("{other}"),
    }
    let missing: Vec<_> = files.into_iter().filter(|(name, _)| name != "skills.json").collect();
    assert!(matches!(vocabularies::import_jobtech(app, missing).await, Err(ImportError::Files(_))));
    assert_eq!(app.vocabulary().version().as_str(), first.version);
    let mut connection = app.store.read().await.expect("connection");
    assert_eq!(
        stored::current(&mut connection).await.expect("current"),
        Some(first.version.clone())
    );
    drop(connection);

    app.use_vocabulary(std::sync::Arc::new(vocabulary::Vocabulary::embedded()));
    let loaded = vocabularies::load_current(app).await.expect("load");
    assert_eq!(loaded.as_str(), first.version);
    assert_eq!(app.vocabulary().concepts().len(), first.concepts);
}

async fn without_an_import_the_embedded_vocabulary_is_in_use(app: &App) {
    let loaded = vocabularies::load_current(app).await.expect("load");
    assert_eq!(&loaded, vocabulary::Vocabulary::embedded().version());
}
