//! The commands, one file each.

mod backup;
mod config;
mod demo;
mod erase;
mod export;
mod import;
mod link;
mod migrate;
mod purge;
mod restore;
mod serve;
mod user;
mod verify;

use clap::{Args, Subcommand};

use crate::output;
use crate::settings::Settings;

/// What can be asked of the binary.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Fill an embedded database with the demo county and serve it
    Demo(demo::Demo),
    /// Serve pages and API, with the background worker unless told otherwise
    Serve(serve::Serve),
    /// Run only the background worker
    Worker,
    /// Bring the schema up to this program, or show where it is
    Migrate(migrate::Migrate),
    /// Read other people's files into the database
    Import(import::Import),
    /// Write everything into one file, while the server runs
    Backup(backup::Backup),
    /// Bring a backup back, into an empty database of either kind
    Restore(restore::Restore),
    /// Check the database, what refers to what, and the sealed chains
    Verify(verify::Verify),
    /// Write a county's or a municipality's data as CSV and JSON
    Export(export::Export),
    /// Take a person away from every place, for good
    Erase(erase::Erase),
    /// Take away what has been kept long enough
    Purge(purge::Purge),
    /// From text to occupations and skills
    Link(link::Link),
    /// People with a login
    User(user::User),
    /// Print the API description (OpenAPI 3.1)
    Openapi,
    /// Print every setting, its value and where it came from
    Config(Json),
    /// Print the version
    Version(Json),
}

/// Whether a result is printed as JSON.
#[derive(Args)]
pub(crate) struct Json {
    /// Print the result as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

impl Command {
    /// Does what is asked.
    pub(crate) async fn run(self, settings: Settings) -> anyhow::Result<()> {
        match self {
            Self::Demo(command) => command.run(settings).await,
            Self::Serve(command) => command.run(settings).await,
            Self::Worker => Box::pin(serve::worker(settings)).await,
            Self::Migrate(command) => command.run(settings).await,
            Self::Import(command) => command.run(settings).await,
            Self::Backup(command) => command.run(settings).await,
            Self::Restore(command) => command.run(settings).await,
            Self::Verify(command) => command.run(settings).await,
            Self::Export(command) => command.run(settings).await,
            Self::Erase(command) => command.run(settings).await,
            Self::Purge(command) => command.run(settings).await,
            Self::Link(command) => command.run(),
            Self::User(command) => command.run(settings).await,
            Self::Openapi => openapi(),
            Self::Config(command) => config::run(&settings, command.json),
            Self::Version(command) => version(command.json),
        }
    }
}

fn openapi() -> anyhow::Result<()> {
    output::json(&serde_json::to_value(web::openapi())?)
}

fn version(json: bool) -> anyhow::Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    if json {
        return output::json(&serde_json::json!({ "name": "samkraft", "version": version }));
    }
    output::line(&format!("samkraft {version}"));
    Ok(())
}
