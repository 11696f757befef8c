//! Words, numbers and dates as people read them. All text lives in `locales/<language>/*.ftl`, one
//! file per room; templates and handlers hold only keys.

mod format;

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use domain::fault::Fault;
use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader, static_loader};

pub use format::{decimal, number};

static_loader! {
    static LOCALES = {
        locales: "./locales",
        fallback_language: "sv",
        // Isolation marks (U+2068, U+2069) would land in attributes and file names.
        customise: |bundle| {
            bundle.set_use_isolating(false);
            bundle.set_formatter(Some(|value, _| format::value(value)));
        },
    };
}

/// A language people read the pages in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Swedish.
    #[default]
    Swedish,
}

impl Language {
    /// The tag for `lang` attributes and headers.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Swedish => "sv",
        }
    }

    fn identifier(self) -> LanguageIdentifier {
        self.tag().parse().unwrap_or_default()
    }
}

/// The reader's language: what templates ask for words, numbers and dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct L {
    language: Language,
}

impl L {
    /// Words in a language.
    pub fn new(language: Language) -> Self {
        Self { language }
    }

    /// The tag for the `lang` attribute.
    pub fn tag(&self) -> &'static str {
        self.language.tag()
    }

    /// The text of a key. A key that is missing shows itself, and a test finds it.
    pub fn t(&self, key: &str) -> String {
        self.find(key, None).unwrap_or_else(|| key.to_owned())
    }

    /// A text that takes values: `l.ta("needs-count").a("count", 3)`.
    pub fn ta(&self, key: &str) -> Text {
        Text { l: *self, key: key.to_owned(), values: HashMap::new() }
    }

    /// The text of a code, from the key `<prefix>-<code>`; an unknown code shows itself.
    pub fn code(&self, prefix: &str, code: impl fmt::Display) -> String {
        let code = code.to_string();
        self.find(&format!("{prefix}-{code}"), None).unwrap_or(code)
    }

    /// True when the key has a text that takes no values.
    pub fn has(&self, key: &str) -> bool {
        self.find(key, None).is_some()
    }

    /// The sentence of a fault: what is wrong, with the reader's own value, and what to do. A
    /// sentence of its own for the field (`fault-required--name`) goes before the general one.
    pub fn fault(&self, fault: &Fault) -> String {
        let mut values = HashMap::new();
        for (name, value) in &fault.values {
            if *name == "month" {
                let month = self.t(&format!("month-{value}"));
                values.insert("monthStart".into(), FluentValue::from(format::capital(&month)));
                values.insert("monthName".into(), FluentValue::from(month));
            }
            values.insert(Cow::Borrowed(*name), fault_value(name, value));
        }
        let own = format!("fault-{}--{}", fault.code, fault.field);
        let general = format!("fault-{}", fault.code);
        self.find(&own, Some(&values))
            .or_else(|| self.find(&general, Some(&values)))
            .unwrap_or_else(|| self.t("fault-unknown"))
    }

    fn find(self, key: &str, values: Option<&Values>) -> Option<String> {
        LOCALES.try_lookup_complete(&self.language.identifier(), key, values)
    }
}

/// Limits are counted in thousands with a space; years and typed values are left as they are.
fn fault_value(name: &str, value: &str) -> FluentValue<'static> {
    match value.parse::<i64>() {
        Ok(number) if matches!(name, "max" | "min" | "length" | "count" | "limit") => {
            FluentValue::from(number)
        }
        _ => FluentValue::from(value.to_owned()),
    }
}

/// The text of a code, for callers without a template: `code_text(l, "need-kind", kind)`.
pub fn code_text(l: L, prefix: &str, code: impl fmt::Display) -> String {
    l.code(prefix, code)
}

type Values = HashMap<Cow<'static, str>, FluentValue<'static>>;

/// A text with values, printed when it is shown.
#[derive(Debug, Clone)]
pub struct Text {
    l: L,
    key: String,
    values: Values,
}

impl Text {
    /// Adds a value. Numbers choose the plural form and are printed the Swedish way; give a year
    /// or a code as text.
    #[must_use]
    pub fn a(mut self, name: &'static str, value: impl Value) -> Self {
        self.values.insert(Cow::Borrowed(name), value.into_fluent());
        self
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.l.find(&self.key, Some(&self.values)) {
            Some(text) => f.write_str(&text),
            None => f.write_str(&self.key),
        }
    }
}

/// What a text can take as a value.
pub trait Value {
    /// The value as Fluent knows it.
    fn into_fluent(self) -> FluentValue<'static>;
}

impl<T: Value + Clone> Value for &T {
    fn into_fluent(self) -> FluentValue<'static> {
        self.clone().into_fluent()
    }
}

/// Types that Fluent takes as they are.
macro_rules! values {
    ($($type:ty),+) => {$(
        impl Value for $type {
            fn into_fluent(self) -> FluentValue<'static> {
                FluentValue::from(self)
            }
        }
    )+};
}

values!(String, i32, i64, u32, u64, usize, f64);

impl Value for &str {
    fn into_fluent(self) -> FluentValue<'static> {
        FluentValue::from(self.to_owned())
    }
}

impl Value for Text {
    fn into_fluent(self) -> FluentValue<'static> {
        FluentValue::from(self.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_names_the_month_and_says_how_long_it_is() {
        let fault = domain::time::date_from_parts("start", ["31", "2", "2027"]).expect_err("fault");
        assert_eq!(
            L::default().fault(&fault),
            "Den 31 februari finns inte. Februari 2027 slutar den 28."
        );
    }

    #[test]
    fn numbers_in_texts_are_swedish() {
        let text = L::default().ta("fault-too-long").a("max", 4_000).a("length", 12_345);
        assert!(text.to_string().contains("4\u{a0}000"), "{text}");
    }
}
