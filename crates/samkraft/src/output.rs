//! Results on stdout, messages on stderr.

use std::io::Write;

/// A result: one line on stdout.
pub(crate) fn line(text: &str) {
    // A closed pipe (`samkraft config | head`) is the reader's choice, not a fault.
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

/// A message: one line on stderr.
pub(crate) fn message(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// What went wrong.
pub(crate) fn error(text: &str) {
    message(&format!("samkraft: {text}"));
}

/// A result as JSON, indented for people.
pub(crate) fn json(value: &serde_json::Value) -> anyhow::Result<()> {
    line(&serde_json::to_string_pretty(value)?);
    Ok(())
}
