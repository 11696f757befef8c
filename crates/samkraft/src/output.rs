//! Results on stdout, messages on stderr.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

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

/// How often a bar is drawn.
const DRAWN: Duration = Duration::from_millis(200);

/// Rows done, on one line of a terminal; nothing where there is none, or when it is quick.
pub(crate) struct Progress {
    what: &'static str,
    drawn: Option<Instant>,
    is_shown: bool,
}

impl Progress {
    /// A bar that says what has been done with the rows.
    pub(crate) fn of(what: &'static str) -> Self {
        let is_terminal = std::io::stderr().is_terminal();
        Self { what, drawn: is_terminal.then(Instant::now), is_shown: false }
    }

    /// So many by now.
    pub(crate) fn at(&mut self, rows: u64) {
        if self.drawn.is_some_and(|last| last.elapsed() >= DRAWN) {
            let _ = write!(std::io::stderr().lock(), "\r{rows} rows {} …", self.what);
            (self.drawn, self.is_shown) = (Some(Instant::now()), true);
        }
    }

    /// Goes on with the next part of the work.
    pub(crate) fn next(&mut self, what: &'static str) {
        self.done();
        self.what = what;
    }

    /// Takes the line away.
    pub(crate) fn done(&mut self) {
        if std::mem::take(&mut self.is_shown) {
            let _ = write!(std::io::stderr().lock(), "\r{:40}\r", "");
        }
    }
}
