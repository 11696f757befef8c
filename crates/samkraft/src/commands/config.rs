//! `samkraft config`.

use crate::output;
use crate::settings::Settings;

/// Prints every setting, its value and where it came from.
pub(crate) fn run(settings: &Settings, json: bool) -> anyhow::Result<()> {
    if json {
        return output::json(&serde_json::to_value(settings.origins())?);
    }
    for origin in settings.origins() {
        output::line(&format!("{:<24} {:<32} {}", origin.name, origin.value, origin.source));
    }
    Ok(())
}
