//! Templates for answers in cases: a text with places that are filled in from the case.

use serde::{Deserialize, Serialize};

use crate::fault::{Fault, Faults};
use crate::text;

/// Most templates of one's own.
pub const OWN_MAX: usize = 50;
/// Most templates an organisation shares.
pub const SHARED_MAX: usize = 100;
/// Longest name of a template, in characters.
pub const NAME_MAX: usize = 60;
/// Longest text of a template, in characters: half of what an answer may hold.
pub const REPLY_MAX: usize = 2_000;
/// Most of an unknown place that its fault repeats, in characters.
const REPEATED_MAX: usize = 40;

/// A place in a template that is filled in from the case. Answers are Swedish, and so are the
/// names of the places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placeholder {
    /// Name of the firm.
    Firm,
    /// Who last wrote for the firm in the case.
    Contact,
    /// Today.
    Date,
    /// Number of the case.
    Case,
}

impl Placeholder {
    /// Every place, in the order a letter has them.
    pub const ALL: &[Self] = &[Self::Firm, Self::Contact, Self::Date, Self::Case];

    /// What stands between the braces.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Firm => "företag",
            Self::Contact => "kontakt",
            Self::Date => "datum",
            Self::Case => "ärende",
        }
    }

    /// The stable code: part of the Fluent key.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Firm => "firm",
            Self::Contact => "contact",
            Self::Date => "date",
            Self::Case => "case",
        }
    }

    /// Reads what stands between braces; capitals and blanks around it do not matter.
    pub fn of_name(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase();
        Self::ALL.iter().copied().find(|one| one.name() == name)
    }

    /// As it is written: `{företag}`.
    pub fn written(self) -> String {
        format!("{{{}}}", self.name())
    }

    /// Every place as it is written, with commas between.
    pub fn all_written() -> String {
        let all: Vec<_> = Self::ALL.iter().map(|one| one.written()).collect();
        all.join(", ")
    }
}

enum Piece<'t> {
    Text(&'t str),
    Named(&'t str),
    Unclosed(&'t str),
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        found.push(Piece::Text(before));
        let Some((name, after)) = after.split_once('}') else {
            found.push(Piece::Unclosed(after));
            return found;
        };
        found.push(Piece::Named(name));
        rest = after;
    }
    found.push(Piece::Text(rest));
    found
}

/// A template's text with its places filled in. What is filled in is not read again, so nobody's
/// name can bring in more.
pub fn fill(text: &str, value: impl Fn(Placeholder) -> String) -> String {
    let put = |piece: Piece<'_>| match piece {
        Piece::Text(text) => text.to_owned(),
        Piece::Named(name) => {
            Placeholder::of_name(name).map_or_else(|| format!("{{{name}}}"), &value)
        }
        Piece::Unclosed(rest) => format!("{{{rest}"),
    };
    pieces(text).into_iter().map(put).collect()
}

/// A text with a filled-in template after what already stands there.
pub fn append(standing: &str, filled: &str) -> String {
    let standing = standing.trim_end();
    if standing.is_empty() { filled.to_owned() } else { format!("{standing}\n\n{filled}") }
}

fn known_places(body: &str) -> Result<(), Fault> {
    let unknown = |name: &str, end: &str| {
        let name: String = name.chars().take(REPEATED_MAX).collect();
        Fault::new("body", "reply-place-unknown")
            .with("value", format!("{{{name}{end}"))
            .with("places", Placeholder::all_written())
    };
    for piece in pieces(body) {
        match piece {
            Piece::Named(name) if Placeholder::of_name(name).is_none() => {
                return Err(unknown(name, "}"));
            }
            Piece::Unclosed(rest) => {
                return Err(unknown(rest.lines().next().unwrap_or_default(), ""));
            }
            Piece::Text(_) | Piece::Named(_) => {}
        }
    }
    Ok(())
}

/// What a person types to keep a template.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ReplyForm {
    /// What it is called.
    pub name: String,
    /// The text.
    pub body: String,
    /// `1` when everybody in the organisation has it.
    pub shared: String,
}

/// A template as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// What it is called.
    pub name: String,
    /// The text, with places that are all known.
    pub body: String,
    /// Everybody in the organisation has it.
    pub is_shared: bool,
}

impl ReplyForm {
    /// Reads the form; every fault at once.
    pub fn parse(&self) -> Result<Reply, Faults> {
        let mut faults = Faults::default();
        let name = faults.take(text::required("name", &self.name, NAME_MAX));
        let body = text::required("body", &self.body, REPLY_MAX);
        let body = faults.take(body.and_then(|body| known_places(&body).map(|()| body)));
        match (name, body) {
            (Some(name), Some(body)) => Ok(Reply { name, body, is_shared: self.shared == "1" }),
            _ => Err(faults),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn form(body: &str) -> ReplyForm {
        ReplyForm { name: "Första svaret".into(), body: body.into(), shared: "1".into() }
    }

    fn value(place: Placeholder) -> String {
        match place {
            Placeholder::Firm => "Demo Plåt {datum}".to_owned(),
            Placeholder::Contact => "Lena Wiklund".to_owned(),
            Placeholder::Date => "7 december 2026".to_owned(),
            Placeholder::Case => "2026-0412".to_owned(),
        }
    }

    #[test]
    fn places_are_filled_in_once() {
        let text = "Hej {Kontakt}!\nÄrende {ärende} för { företag }, {datum}.";
        let filled = fill(text, value);
        assert_eq!(
            filled,
            "Hej Lena Wiklund!\nÄrende 2026-0412 för Demo Plåt {datum}, 7 december 2026."
        );
        assert_eq!(append("Hej! \n", "Vi hörs."), "Hej!\n\nVi hörs.");
        assert_eq!(append("  ", "Vi hörs."), "Vi hörs.");
    }

    #[test]
    fn an_unknown_place_is_said_with_those_there_are() {
        let reply = form("Hej {kontakt}").parse().expect("reply");
        assert!(reply.is_shared);
        for (body, said) in
            [("Hej {namn}, hej", "{namn}"), ("Hej {kontakt", "{kontakt"), ("{}", "{}")]
        {
            let faults = form(body).parse().expect_err(body).0;
            assert_eq!((faults[0].field, faults[0].code), ("body", "reply-place-unknown"));
            assert_eq!(faults[0].values[0], ("value", said.to_owned()));
            assert_eq!(faults[0].values[1].1, "{företag}, {kontakt}, {datum}, {ärende}");
        }
        let faults = ReplyForm::default().parse().expect_err("empty").0;
        assert_eq!(faults.iter().map(|one| one.field).collect::<Vec<_>>(), ["name", "body"]);
        let long = form(&"å".repeat(REPLY_MAX + 1)).parse().expect_err("long").0;
        assert_eq!(long[0].code, "too-long");
    }

    proptest! {
        #[test]
        fn what_is_kept_can_be_filled_in_whole(body in "[a-zåäö{} .\n]{0,80}") {
            let filled = fill(&body, |_| String::new());
            if form(&body).parse().is_ok() {
                prop_assert!(!filled.contains('{'), "{filled}");
            }
            // What is no place stays as it was written.
            if !body.contains('{') {
                prop_assert_eq!(filled, body);
            }
        }
    }
}
