//! Words, numbers and dates as people read them. All text lives in `locales/<language>/*.ftl`, one
//! file per room; templates and handlers hold only keys.

mod format;

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use askama::filters::HtmlSafe;
use domain::fault::Fault;
use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader, langid, static_loader};

static_loader! {
    static LOCALES = {
        locales: "./locales",
        fallback_language: "sv",
        // Isolation marks (U+2068, U+2069) would land in attributes and file names.
        customise: |bundle| {
            bundle.set_use_isolating(false);
            let is_english = bundle.locales.first().is_some_and(|one| one.language == "en");
            bundle.set_formatter(Some(if is_english {
                |value, _| format::value(value, Language::English)
            } else {
                |value, _| format::value(value, Language::Swedish)
            }));
        },
    };
}

/// A language people read the pages in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// Swedish, unless asked otherwise.
    #[default]
    Swedish,
    /// British English.
    English,
}

static SWEDISH: LanguageIdentifier = langid!("sv");
static ENGLISH: LanguageIdentifier = langid!("en");

impl Language {
    /// Every language.
    pub const ALL: &'static [Self] = &[Self::Swedish, Self::English];

    /// The tag for `lang` attributes and headers.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Swedish => "sv",
            Self::English => "en",
        }
    }

    /// What the language calls itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::Swedish => "Svenska",
            Self::English => "English",
        }
    }

    /// The language to change to.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Swedish => Self::English,
            Self::English => Self::Swedish,
        }
    }

    /// The language of a tag such as `en` or `en-GB`; `None` for one we do not speak.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split('-').next().unwrap_or_default().trim();
        Self::ALL.iter().copied().find(|one| primary.eq_ignore_ascii_case(one.tag()))
    }

    /// The language that an `Accept-Language` header likes best among ours.
    pub fn accepted(header: &str) -> Option<Self> {
        let mut best = None;
        for part in header.split(',') {
            let (tag, weight) = part.split_once(";q=").unwrap_or((part, "1"));
            let weight = weight.trim().parse::<f32>().unwrap_or(0.0);
            let is_better = best.is_none_or(|(_, known)| weight > known);
            if let Some(language) = Self::of_tag(tag.trim())
                && weight > 0.0
                && is_better
            {
                best = Some((language, weight));
            }
        }
        best.map(|(language, _)| language)
    }

    fn identifier(self) -> &'static LanguageIdentifier {
        match self {
            Self::Swedish => &SWEDISH,
            Self::English => &ENGLISH,
        }
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

    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The attribute for words that stay Swedish on every page, such as what a firm has written
    /// and the vocabulary's labels: ` lang="sv"` on an English page, nothing on a Swedish one.
    pub fn swedish(&self) -> SwedishMark {
        SwedishMark(self.language != Language::Swedish)
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

    /// The sentence of a fault that has been stored: its field, code and values.
    pub fn fault_kept(&self, field: &str, code: &str, said: &[(String, String)]) -> String {
        let mut values = HashMap::new();
        for (name, value) in said {
            values.insert(Cow::Owned(name.clone()), fault_value(name, value));
        }
        let own = format!("fault-{code}--{field}");
        self.find(&own, Some(&values))
            .or_else(|| self.find(&format!("fault-{code}"), Some(&values)))
            .unwrap_or_else(|| self.t("fault-unknown"))
    }

    fn find(self, key: &str, values: Option<&Values>) -> Option<String> {
        LOCALES.try_lookup_complete(self.language.identifier(), key, values)
    }
}

/// Marks a part of a page as Swedish; see [`L::swedish`].
#[derive(Debug, Clone, Copy)]
pub struct SwedishMark(bool);

impl fmt::Display for SwedishMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0 { " lang=\"sv\"" } else { "" })
    }
}

impl HtmlSafe for SwedishMark {}

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
    /// Adds a value. Numbers choose the plural form and are printed as the language does; give a
    /// year or a code as text.
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

    #[test]
    fn numbers_in_english_texts_are_english() {
        let text = L::new(Language::English).ta("fault-too-long").a("max", 4_000);
        assert!(text.a("length", 12_345).to_string().contains("4,000"));
    }

    #[test]
    fn a_header_of_languages_is_weighed() {
        let accepted = Language::accepted;
        assert_eq!(accepted("en-GB,en;q=0.9,sv;q=0.8"), Some(Language::English));
        assert_eq!(accepted("de, en;q=0.2, sv-SE;q=0.7"), Some(Language::Swedish));
        assert_eq!(accepted("sv;q=0, en;q=0.1"), Some(Language::English));
        for odd in ["", "*", "de", "en;q=x", ";q=1", "en;q=0"] {
            assert_eq!(accepted(odd), None, "{odd}");
        }
    }

    #[test]
    fn only_an_english_page_marks_what_is_swedish() {
        assert_eq!(L::default().swedish().to_string(), "");
        assert_eq!(L::new(Language::English).swedish().to_string(), " lang=\"sv\"");
    }
}
