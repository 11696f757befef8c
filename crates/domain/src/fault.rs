//! What is wrong with something a person typed: which field, what is wrong, what to do.
//!
//! The words live in Fluent under `fault-<code>`; here is only the stable code and the values that
//! the sentence needs, so that a page, the API and an import say the same thing.

use serde::Serialize;

/// One thing wrong with one field. `code` is stable and is the key of the sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{field}: {code}")]
pub struct Fault {
    /// The form or JSON field, in camelCase as the API spells it.
    pub field: &'static str,
    /// Stable code, also the Fluent key after `fault-`.
    pub code: &'static str,
    /// Values for the sentence, such as the reader's own input or a limit.
    pub values: Vec<(&'static str, String)>,
}

impl Fault {
    /// A fault with no values.
    pub fn new(field: &'static str, code: &'static str) -> Self {
        Self { field, code, values: Vec::new() }
    }

    /// The same fault with one more value for its sentence.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "callers hand over numbers and texts alike")]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.values.push((name, value.to_string()));
        self
    }
}

/// Every fault found in one submission; never empty when used as an error.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Faults(pub Vec<Fault>);

impl Faults {
    /// Keeps the value of a parsed field, or notes its fault and goes on to the next field, so that
    /// a person sees everything that needs mending at once.
    pub fn take<T>(&mut self, parsed: Result<T, Fault>) -> Option<T> {
        parsed.map_err(|fault| self.0.push(fault)).ok()
    }

    /// Notes a fault found by a rule over several fields.
    pub fn push(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    /// `Ok` when nothing was found.
    pub fn into_result(self) -> Result<(), Faults> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }

    /// The first fault of a field, to print beside it.
    pub fn of(&self, field: &str) -> Option<&Fault> {
        self.0.iter().find(|fault| fault.field == field)
    }

    /// True when nothing was found.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<Fault> for Faults {
    fn from(fault: Fault) -> Self {
        Self(vec![fault])
    }
}
