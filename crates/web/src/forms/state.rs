//! A form on its way to the page: values, errors, tokens.

use std::fmt;

use app::Kind;
use axum::http::StatusCode;
use domain::fault::Fault;
use serde::Serialize;

use crate::failure::Failure;
use crate::guard::Guard;
use crate::l10n::L;
use crate::ui::Choice;
use crate::visitor::random_id;

/// Most fields of a form. The longest of ours has some forty.
const FIELDS_MAX: usize = 1_000;

/// Every field of a form as it was typed, in order; a name may come more than once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed(Vec<(String, String)>);

impl Typed {
    /// Reads the fields of a body. Too many are refused before any is read: looking one up goes
    /// through all.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, Failure> {
        if bytes.split(|byte| *byte == b'&').count() > FIELDS_MAX {
            return Err(Failure::of_status(StatusCode::PAYLOAD_TOO_LARGE));
        }
        serde_html_form::from_bytes(bytes)
            .map(Self)
            .map_err(|_| Failure::of_status(StatusCode::BAD_REQUEST))
    }

    /// Fields to begin a form with.
    pub fn of<N: Into<String>, V: Into<String>>(fields: impl IntoIterator<Item = (N, V)>) -> Self {
        Self(fields.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }

    /// The fields of a form type of `domain`.
    fn of_form(form: &impl Serialize) -> Self {
        let json = serde_json::to_value(form).unwrap_or_default();
        let mut fields = Vec::new();
        for (name, value) in json.as_object().into_iter().flatten() {
            match value {
                serde_json::Value::String(text) => fields.push((name.clone(), text.clone())),
                serde_json::Value::Array(items) => fields.extend(
                    items.iter().filter_map(|item| Some((name.clone(), item.as_str()?.to_owned()))),
                ),
                serde_json::Value::Number(number) => {
                    fields.push((name.clone(), number.to_string()));
                }
                _ => {}
            }
        }
        Self(fields)
    }

    /// Gives a field one value, in place of those it has.
    fn set(&mut self, name: &str, value: &str) {
        self.0.retain(|(given, _)| given != name);
        self.0.push((name.to_owned(), value.to_owned()));
    }

    /// Every field with its value, in order.
    pub(crate) fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The first value of a field; empty when it was not sent.
    pub fn first(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    /// Every value of a field.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(given, _)| given == name).map(|(_, value)| value.as_str())
    }

    /// True when this may be what was typed in a form that began with `begun`: an empty form, or
    /// one that shares a field with it. Only one form of a page is sent at a time.
    fn is_of(&self, begun: &Self) -> bool {
        begun.0.is_empty() || begun.0.iter().any(|(name, _)| self.get(name).is_some())
    }

    /// Names and values without the form's own tokens: what the person has said.
    pub(super) fn content(&self) -> impl Iterator<Item = &[u8]> {
        let said = self.0.iter().filter(|(name, _)| name != "csrf" && name != "idempotency");
        said.flat_map(|(name, value)| [name.as_bytes(), value.as_bytes()])
    }

    /// The value of a field if it was sent at all, empty or not.
    pub fn get(&self, name: &str) -> Option<String> {
        self.all(name).next().map(ToOwned::to_owned)
    }
}

/// What is wrong with one field, for the summary and beside the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Name of the field.
    pub field: String,
    /// Sentence.
    pub text: String,
    /// Where the summary leads: to the field, or on to what the sentence speaks of.
    pub href: String,
}

impl FieldError {
    /// A fault in the reader's language.
    pub fn of(l: L, fault: &Fault) -> Self {
        let link = fault.values.iter().find(|(name, _)| *name == LINK).map(|(_, to)| to.clone());
        Self {
            field: fault.field.to_owned(),
            text: l.fault(fault),
            href: link.unwrap_or_else(|| format!("#f-{}", fault.field)),
        }
    }
}

/// The value of a fault that is the address of another page.
const LINK: &str = "link";

/// A form as a template shows it.
#[derive(Debug, Clone)]
pub struct FormState {
    l: L,
    typed: Typed,
    errors: Vec<FieldError>,
    problem: Option<String>,
    status: StatusCode,
    /// When to try again, when there were too many tries.
    pub retry_after_seconds: Option<i64>,
    is_draft: bool,
    /// What stands now, when somebody else has changed it meanwhile.
    theirs: Typed,
    /// Token of the session; empty when nobody is logged in.
    pub csrf: String,
    /// Key that makes sending twice harmless; new for every page shown.
    pub idempotency: String,
}

impl FormState {
    /// An empty form.
    pub fn blank<R>(guard: &Guard<R>) -> Self {
        Self::with(guard, Typed::default())
    }

    /// A form that begins with these values, or with what was typed before its language changed.
    pub fn with<R>(guard: &Guard<R>, typed: Typed) -> Self {
        let draft = guard.visitor.draft.as_ref().filter(|draft| draft.is_of(&typed));
        Self {
            l: guard.l(),
            is_draft: draft.is_some(),
            typed: draft.cloned().unwrap_or(typed),
            errors: Vec::new(),
            problem: None,
            status: StatusCode::OK,
            retry_after_seconds: None,
            theirs: Typed::default(),
            csrf: guard.csrf(),
            idempotency: random_id(),
        }
    }

    /// What stood in a field when the language was changed: for what decides which form it is.
    pub fn drafted<R>(guard: &Guard<R>, field: &str) -> Option<String> {
        guard.visitor.draft.as_ref().and_then(|draft| draft.get(field))
    }

    /// In a form with rows: the value of `with` in the row whose `name` has this value.
    pub fn paired(&self, name: &str, value: &str, with: &str) -> String {
        let mut rows = self.typed.all(name).zip(self.typed.all(with));
        rows.find(|(given, _)| *given == value).map_or_else(String::new, |(_, to)| to.to_owned())
    }

    /// A form that begins with the fields of a form type of `domain`.
    pub fn filled<R>(guard: &Guard<R>, form: &impl Serialize) -> Self {
        Self::with(guard, Typed::of_form(form))
    }

    pub(crate) fn of_failure<R>(
        guard: &Guard<R>,
        typed: Typed,
        failure: Failure,
    ) -> Result<Self, Failure> {
        // What the person can mend or try again is said in the form, where nothing is lost.
        let stays = [Kind::Conflict, Kind::TooManyAttempts, Kind::Unavailable, Kind::Full];
        let is_problem = stays.iter().any(|kind| kind.code() == failure.code);
        if failure.faults.is_empty() && !is_problem {
            return Err(failure);
        }
        let l = guard.l();
        let errors = failure.faults.0.iter().map(|fault| FieldError::of(l, fault));
        let problem = is_problem.then(|| l.t(&format!("error-{}-remedy", failure.code)));
        Ok(Self {
            errors: errors.collect(),
            problem,
            status: failure.status,
            retry_after_seconds: failure.retry_after_seconds,
            ..Self::with(guard, typed)
        })
    }

    /// After a conflict: shows what stands now beside what was typed, and builds on it from here
    /// on, so that sending again is a choice made with both in sight. Else nothing changes.
    #[must_use]
    pub fn beside(mut self, stands: Typed) -> Self {
        if self.status == StatusCode::CONFLICT {
            self.typed.set("version", stands.first("version"));
            self.problem = Some(self.l.t("form-conflict"));
            self.theirs = stands;
        }
        self
    }

    /// The same for a form type of `domain`.
    #[must_use]
    pub fn beside_form(self, stands: &impl Serialize, version: i64) -> Self {
        let mut typed = Typed::of_form(stands);
        typed.set("version", &version.to_string());
        self.beside(typed)
    }

    /// After a conflict: builds on the version that stands now, for a form that shows it anyway.
    #[must_use]
    pub fn rebased(mut self, version: i64) -> Self {
        if self.status == StatusCode::CONFLICT {
            self.typed.set("version", &version.to_string());
        }
        self
    }

    /// Gives a field its first value, where it has none.
    #[must_use]
    pub fn starting(mut self, field: &str, value: &str) -> Self {
        if self.typed.first(field).is_empty() {
            self.typed.set(field, value);
        }
        self
    }

    /// What stands now in a field where it is not what was typed; several values on lines of
    /// their own.
    pub fn theirs(&self, field: &str) -> Option<String> {
        if self.theirs.0.is_empty() {
            return None;
        }
        let plain = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
        let lines = |typed: &Typed| {
            let lines = typed.all(field).map(plain).filter(|line| !line.is_empty());
            lines.collect::<Vec<_>>().join("\n")
        };
        let stands = lines(&self.theirs);
        (stands != lines(&self.typed)).then_some(stands)
    }

    /// The same for a choice among several: the labels of what stands.
    pub fn their_choice(&self, field: &str, choices: &[Choice]) -> Option<String> {
        self.theirs(field)?;
        let stands = choices
            .iter()
            .filter(|choice| self.theirs.all(field).any(|given| given == choice.value));
        Some(stands.map(|choice| choice.label.as_str()).collect::<Vec<_>>().join(", "))
    }

    /// The status to answer with: 200 for a fresh form, 422 or another for one to mend.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The value of a field as typed.
    pub fn value(&self, field: &str) -> &str {
        self.typed.first(field)
    }

    /// True when the language was changed while something stood in this field.
    pub fn is_drafted(&self, field: &str) -> bool {
        self.is_draft && !self.value(field).is_empty()
    }

    /// True when a choice was made among several.
    pub fn is_chosen(&self, field: &str, value: &str) -> bool {
        self.typed.all(field).any(|given| given == value)
    }

    /// Every value of a field as typed.
    pub fn values(&self, field: &str) -> Vec<String> {
        self.typed.all(field).map(ToOwned::to_owned).collect()
    }

    /// The same form with these values: for a page where only a button was pressed.
    #[must_use]
    pub fn showing(mut self, typed: &Typed) -> Self {
        self.typed = typed.clone();
        self
    }

    /// What is wrong with a field.
    pub fn error(&self, field: &str) -> Option<String> {
        self.errors.iter().find(|error| error.field == field).map(|error| error.text.clone())
    }

    /// Everything that is wrong, for the summary.
    pub fn errors(&self) -> &[FieldError] {
        &self.errors
    }

    /// What is wrong with no field in particular.
    pub fn problem(&self) -> Option<&str> {
        self.problem.as_deref()
    }

    /// True when there is something to mend.
    pub fn has_errors(&self) -> bool {
        !self.errors.is_empty() || self.problem.is_some()
    }

    /// The page's title; with errors it begins «Fel:».
    pub fn title(&self, title: impl fmt::Display) -> String {
        if self.has_errors() {
            self.l.ta("form-title-with-errors").a("title", title.to_string()).to_string()
        } else {
            title.to_string()
        }
    }

    /// Heads the summary: «Ett svar behöver rättas».
    pub fn summary(&self) -> String {
        match self.errors.len() {
            0 => self.l.t("form-not-sent"),
            count => self.l.ta("form-errors").a("count", count).to_string(),
        }
    }

    /// The reader's language, for the parts of a form.
    pub fn l(&self) -> L {
        self.l
    }
}

#[cfg(test)]
impl FormState {
    /// A form with faults, for tests of templates.
    pub(crate) fn example(typed: Typed, faults: &domain::fault::Faults) -> Self {
        let l = L::default();
        let errors = faults.0.iter().map(|fault| FieldError::of(l, fault));
        Self {
            l,
            typed,
            errors: errors.collect(),
            problem: None,
            status: StatusCode::UNPROCESSABLE_ENTITY,
            retry_after_seconds: None,
            is_draft: false,
            theirs: Typed::default(),
            csrf: "C".into(),
            idempotency: "K".into(),
        }
    }
}
