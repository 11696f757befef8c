//! Mail: written into the outbox with the change it tells of, worded and sent by the worker.
//!
//! What a mail says is read when it is sent, from a kind and an id: nothing that was erased or
//! settled meanwhile goes out. A mail is sent at least once; its Message-ID follows from its id, so
//! that a mail server can drop a second copy. Words come from [`Wording`], which the floor above
//! brings along.

pub mod choices;
mod facts;
pub(crate) mod jobs;
mod looking;
mod queue;
mod sending;
mod smtp;

use domain::mail::MailKind;
use domain::time::{Date, Timestamp};
use exchange::calendar;

pub use facts::facts;
pub use looking::{Outbox, Shown, failed, outbox, preview, waiting_and_failed};
pub(crate) use queue::to_person;
pub(crate) use queue::{Draft, seal, tell, tell_firm, to_address, to_firm};
pub use sending::{Turn, run, turn};
pub use smtp::{Post, PostError};
pub use store::mail::{Counts, Entry};

/// What a letter is written from: no names of people, no words of theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// What it is about.
    pub kind: MailKind,
    /// Tag of its language.
    pub language: String,
    /// Name of the county it comes from.
    pub county: String,
    /// The reader has a login.
    pub has_login: bool,
    /// Number of the case.
    pub number: Option<String>,
    /// A promised answer, or the beginning of a meeting.
    pub at: Option<Timestamp>,
    /// The day of a next step.
    pub on: Option<Date>,
    /// Months, for the question how it went.
    pub months: i64,
    /// Minutes of a meeting.
    pub minutes: i64,
    /// Version of a meeting; 0 is new.
    pub sequence: i64,
    /// Where a meeting is held.
    pub place: String,
    /// The public organisation behind it.
    pub organisation: String,
    /// What waits, for the digest.
    pub waiting: Option<store::mail::Waiting>,
    /// Where it leads, as a path; empty when it leads nowhere.
    pub path: String,
    /// Where one says no to mail like this, as a path.
    pub unsubscribe: Option<String>,
}

/// A letter, worded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Subject: neutral.
    pub subject: String,
    /// As plain text.
    pub text: String,
    /// As HTML.
    pub html: String,
    /// What a calendar shows, for meetings.
    pub summary: String,
}

/// Who puts facts into words.
pub trait Wording: Send + Sync {
    /// The letter; `base_url` goes before its paths.
    fn letter(&self, facts: &Facts, base_url: &str) -> Letter;
}

/// A letter with its envelope, ready for a mail server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// What its Message-ID follows from.
    pub id: uuid::Uuid,
    /// Address.
    pub to: String,
    /// Tag of its language.
    pub language: String,
    /// When it is sent.
    pub at: Timestamp,
    /// What it says.
    pub letter: Letter,
    /// A meeting, as a calendar file.
    pub event: Option<(calendar::Event, calendar::Method)>,
    /// Where one says no to mail like this.
    pub unsubscribe: Option<String>,
}
