//! One binary, many roles: `demo`, `serve`, `worker` and the administrative commands.

mod commands;
mod output;
mod private;
mod protection;
mod settings;
mod telemetry;
mod wiring;

use std::process::ExitCode;

use clap::Parser;

use crate::commands::Command;
use crate::settings::Settings;

/// Samkraft: the working system for a region's skills supply.
#[derive(Parser)]
#[command(name = "samkraft", version, about, propagate_version = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    // Wrong usage ends here with code 2 and a message on stderr.
    let arguments = Arguments::parse();
    match run(arguments.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            output::error(&format!("{error:#}"));
            ExitCode::from(1)
        }
    }
}

fn run(command: Command) -> anyhow::Result<()> {
    let settings = Settings::load()?;
    telemetry::start(&settings.log)?;
    for name in settings.without_effect() {
        tracing::warn!(setting = name, "this version does not use the setting {name}");
    }
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(command.run(settings))
}
