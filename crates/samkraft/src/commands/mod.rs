//! The commands, one file each.

mod config;
mod demo;
mod import;
mod link;
mod migrate;
mod serve;
mod user;

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
            Self::Worker => serve::worker(settings).await,
            Self::Migrate(command) => command.run(settings).await,
            Self::Import(command) => command.run(settings).await,
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
