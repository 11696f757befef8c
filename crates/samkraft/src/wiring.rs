//! Puts the parts together and runs them until asked to stop.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context;
use app::App;
use app::clock::Clock;
use app::keeping::Journal;
use store::{Migrations, Sole, Store};
use tokio::net::TcpListener;

use crate::output;
use crate::settings::Settings;

/// How often a server looks for a newly imported vocabulary, and for erasures to write down.
const LOOKED_FOR: Duration = Duration::from_secs(30);

/// Opens the database, with its folder where it is embedded.
pub(crate) async fn open_store(settings: &Settings) -> anyhow::Result<Store> {
    if settings.is_embedded() {
        make_folder(settings)?;
    }
    Store::open(&settings.database_url()).await.context("the database cannot be opened")
}

fn make_folder(settings: &Settings) -> anyhow::Result<()> {
    std::fs::create_dir_all(&settings.data_dir)
        .with_context(|| format!("the folder {} cannot be made", settings.data_dir.display()))
}

/// Opens the database and brings its schema up to this program.
pub(crate) async fn open_migrated(settings: &Settings) -> anyhow::Result<Store> {
    let store = open_store(settings).await?;
    Migrations::of(&store).apply().await.context("the schema cannot be brought up to date")?;
    Ok(store)
}

/// The application over a store.
pub(crate) async fn open_app(
    settings: &Settings,
    store: Store,
    base_url: String,
    is_demo: bool,
) -> anyhow::Result<App> {
    let clock = match settings.clock {
        Some(start) if is_demo => Clock::starting_at(start),
        _ => Clock::system(),
    };
    let county_name = {
        let mut connection = store.read().await?;
        store::organisations::county_name(&mut connection, &settings.county).await?
    };
    let told = app::Settings {
        secure_cookies: base_url.starts_with("https://"),
        base_url,
        county: settings.county.clone(),
        county_name: county_name.unwrap_or_else(|| settings.county.to_string()),
        is_demo,
    };
    let vocabulary = std::sync::Arc::new(vocabulary::Vocabulary::embedded());
    let app = with_post(App::new(store, clock, told, vocabulary), settings)?;
    let app = app.with_protection(settings.protection.open(&settings.data_dir)?);
    app::vocabularies::load_current(&app).await?;
    Ok(app)
}

/// The application with a mail server, if one is set.
fn with_post(app: App, settings: &Settings) -> anyhow::Result<App> {
    let Some(mail) = &settings.mail else { return Ok(app) };
    let wording = Box::new(web::letters::Wording);
    let post = app::mail::Post::new(&mail.url, &mail.from, wording)?;
    Ok(app.with_post(post))
}

/// Listens on the address of the settings.
pub(crate) async fn listen(bind: SocketAddr) -> anyhow::Result<(TcpListener, String)> {
    let listener = TcpListener::bind(bind)
        .await
        .with_context(|| format!("cannot listen on {bind}; is another program there?"))?;
    let address = listener.local_addr()?;
    Ok((listener, format!("http://{address}")))
}

/// Serves pages and API, with or without the worker, until asked to stop. What is being answered
/// then is answered; what is written is committed.
pub(crate) async fn serve(
    app: App,
    listener: TcpListener,
    journal: Journal,
    settings: &Settings,
    with_worker: bool,
) -> anyhow::Result<()> {
    let metrics = match settings.metrics_bind {
        Some(bind) => Some(tokio::spawn(show_metrics(app.clone(), listen(bind).await?.0))),
        None => None,
    };
    let worker = with_worker.then(|| tokio::spawn(app::worker::run(app.clone())));
    let watcher = tokio::spawn(follow(app.clone(), journal));
    let router = web::router(app.clone());
    let (leaving, drain) = (app.clone(), settings.drain);
    web::server::serve(listener, router, async move {
        asked_to_stop().await;
        leaving.leave();
        tokio::time::sleep(drain).await;
    })
    .await;
    watcher.abort();
    for task in [worker, metrics].into_iter().flatten() {
        task.abort();
    }
    app.store.close().await;
    Ok(())
}

/// Takes the right to be the only server of an embedded database; held until dropped.
pub(crate) fn serve_alone(settings: &Settings) -> anyhow::Result<Sole> {
    if settings.is_embedded() {
        make_folder(settings)?;
    }
    Ok(Sole::take(&settings.database_url())?)
}

async fn show_metrics(app: App, listener: TcpListener) {
    let router = web::metrics::router(app);
    // Until the task is ended with the server.
    web::server::serve(listener, router, std::future::pending()).await;
}

/// Makes erasures again that only the journal beside the database knows: an older database file may
/// have been put back by hand. Done before anybody is answered.
pub(crate) async fn meet_journal(app: &App, settings: &Settings) -> anyhow::Result<Journal> {
    let journal = Journal::within(&settings.data_dir);
    let reached = app::keeping::reconcile(app, &journal).await;
    let reached = reached.context("the erasure journal cannot be read or written")?;
    if reached > 0 {
        output::message(&format!("erasures were made again in {reached} places"));
    }
    Ok(journal)
}

/// Takes a vocabulary that another process has imported into use, without a restart, and writes
/// new erasures down beside the database.
async fn follow(app: App, journal: Journal) {
    // Nobody's first question waits for the list of likeness; an imported one is ready already.
    let vocabulary = app.vocabulary();
    tokio::task::spawn_blocking(move || vocabulary.prepare());
    let mut every = tokio::time::interval(LOOKED_FOR);
    loop {
        every.tick().await;
        if let Err(error) = app::vocabularies::load_current(&app).await {
            tracing::warn!(%error, "the vocabulary could not be read; the old one stays in use");
        }
        if let Err(error) = app::keeping::reconcile(&app, &journal).await {
            tracing::warn!(%error, "the erasure journal could not be written; it is tried again");
        }
    }
}

/// Returns at Ctrl-C or SIGTERM.
pub(crate) async fn asked_to_stop() {
    let interrupt = async {
        // Without the handler the process ends at once, which is the same answer.
        let _ = tokio::signal::ctrl_c().await;
    };
    let terminate = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut stream) => {
                stream.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        () = interrupt => {},
        () = terminate => {},
    }
}
