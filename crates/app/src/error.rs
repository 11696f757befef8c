//! What a use case can answer instead of a result.

use domain::endings::EndingKind;
use domain::fault::{Fault, Faults};

/// What kind of no it is. Pages, API and command line each map it in one table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Nobody is logged in.
    NotSignedIn,
    /// It does not exist, or not for this actor: the two are never told apart.
    Invisible,
    /// The actor sees it but may not do this.
    Forbidden,
    /// Something typed has to be mended; the faults say what.
    Invalid,
    /// Somebody else changed it meanwhile.
    Conflict,
    /// The idempotency key belongs to another request.
    KeyReused,
    /// Too many tries; wait.
    TooManyAttempts,
    /// The database does not answer now.
    Unavailable,
    /// The disk is full.
    Full,
    /// A fault of ours.
    Internal,
}

impl Kind {
    /// Stable code: in problem documents and as Fluent key `error-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotSignedIn => "not-signed-in",
            Self::Invisible => "not-found",
            Self::Forbidden => "forbidden",
            Self::Invalid => "invalid",
            Self::Conflict => "conflict",
            Self::KeyReused => "key-reused",
            Self::TooManyAttempts => "too-many-attempts",
            Self::Unavailable => "unavailable",
            Self::Full => "storage-full",
            Self::Internal => "internal",
        }
    }
}

/// A no with its reasons. `cause` is for the log, never for the reader.
#[derive(Debug)]
pub struct Error {
    /// What kind.
    pub kind: Kind,
    /// What to mend, when [`Kind::Invalid`].
    pub faults: Faults,
    /// Seconds to wait, when [`Kind::TooManyAttempts`].
    pub retry_after_seconds: Option<i64>,
    cause: Option<store::Error>,
}

impl Error {
    /// An error without faults.
    pub fn of(kind: Kind) -> Self {
        Self { kind, faults: Faults::default(), retry_after_seconds: None, cause: None }
    }

    /// It does not exist for this actor.
    pub fn invisible() -> Self {
        Self::of(Kind::Invisible)
    }

    /// Too many tries; wait so many seconds.
    pub fn wait(seconds: i64) -> Self {
        Self { retry_after_seconds: Some(seconds), ..Self::of(Kind::TooManyAttempts) }
    }

    /// The actor may not do this.
    pub fn forbidden() -> Self {
        Self::of(Kind::Forbidden)
    }

    /// True when the database is away or full: then nothing else would go better.
    pub(crate) fn is_away(&self) -> bool {
        matches!(self.kind, Kind::Unavailable | Kind::Full)
    }

    /// True when something typed has to be mended.
    pub fn is_invalid(&self) -> bool {
        self.kind == Kind::Invalid
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.kind.code())?;
        for fault in &self.faults.0 {
            write!(f, "; {fault}")?;
        }
        match &self.cause {
            Some(cause) => write!(f, ": {cause}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_ref().map(|cause| -> &(dyn std::error::Error + 'static) { cause })
    }
}

impl From<Faults> for Error {
    fn from(faults: Faults) -> Self {
        Self { faults, ..Self::of(Kind::Invalid) }
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Faults::from(fault).into()
    }
}

/// What is said wherever something new would begin at an organisation that is no more.
fn ended(ending: &store::endings::StoredEnding) -> Fault {
    let code = match ending.ending.kind {
        EndingKind::Ceased => "organisation-ceased",
        EndingKind::Merged => "organisation-merged",
        EndingKind::Left => "organisation-left",
    };
    let fault = Fault::new("organisation", code)
        .with("name", &ending.organisation_name)
        .with("on", ending.ending.on);
    match (ending.ending.successor, &ending.successor_name, &ending.ending.place) {
        (Some(id), Some(name), _) => {
            fault.with("successor", name).with("link", format!("/organisationer/{id}"))
        }
        (_, _, Some(place)) => fault.with("place", place),
        _ => fault,
    }
}

impl From<store::Error> for Error {
    fn from(cause: store::Error) -> Self {
        if let store::Error::Ended(ending) = &cause {
            return ended(ending).into();
        }
        let kind = match &cause {
            store::Error::Changed => Kind::Conflict,
            store::Error::KeyReused => Kind::KeyReused,
            store::Error::Again(_)
            | store::Error::Unavailable(_)
            | store::Error::CommitFailed(_) => Kind::Unavailable,
            store::Error::Full(_) => Kind::Full,
            _ => Kind::Internal,
        };
        if kind == Kind::Internal {
            tracing::error!(error = %cause, "the store failed");
        }
        Self { cause: Some(cause), ..Self::of(kind) }
    }
}

impl store::Transient for Error {
    fn is_transient(&self) -> bool {
        self.cause.as_ref().is_some_and(store::Transient::is_transient)
    }
}
