//! Letters: facts from `app::mail` put into words, as plain text and as HTML that takes its colours
//! from the reader's mail program, light or dark.

use app::mail::{Facts, Letter};
use askama::Template;
use std::fmt::Write;

use crate::l10n::{L, Language, Text};

/// Words letters, each in the language of its reader.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wording;

#[derive(Template)]
#[template(path = "mail/letter.html")]
struct LetterPage<'a> {
    l: L,
    subject: &'a str,
    paragraphs: Vec<&'a str>,
    button: Option<(&'a str, &'a str)>,
    footer: &'a str,
    choices: Option<String>,
    unsubscribe: Option<String>,
}

impl app::mail::Wording for Wording {
    fn letter(&self, facts: &Facts, base_url: &str) -> Letter {
        let l = L::new(Language::of_tag(&facts.language).unwrap_or_default());
        let said = |what: &str| values(l, facts, &format!("mail-{what}-{}", facts.kind));
        let subject = one_line(&said("subject"));
        let body = said("text");
        let button = said("button");
        let link = (!facts.path.is_empty()).then(|| format!("{base_url}{}", facts.path));
        let choices = facts.has_login.then(|| format!("{base_url}/mina-utskick"));
        let unsubscribe = facts.unsubscribe.as_ref().map(|path| format!("{base_url}{path}"));
        let footer = l.ta("mail-footer").a("county", &facts.county).to_string();
        let paragraphs = body.split('\n').map(str::trim).filter(|line| !line.is_empty());
        let page = LetterPage {
            l,
            subject: &subject,
            paragraphs: paragraphs.collect(),
            button: link.as_deref().map(|link| (link, button.as_str())),
            footer: &footer,
            choices: choices.clone(),
            unsubscribe: unsubscribe.clone(),
        };
        let mut text = page.paragraphs.join("\n\n");
        let mut line = |label: &str, address: &Option<String>| {
            if let Some(address) = address {
                let _ = write!(text, "\n\n{label}:\n{address}");
            }
        };
        line(&button, &link);
        let _ = write!(text, "\n\n-- \n{footer}");
        let mut line = |label: &str, address: &Option<String>| {
            if let Some(address) = address {
                let _ = write!(text, "\n{label}: {address}");
            }
        };
        line(&l.t("mail-choices-link"), &choices);
        line(&l.t("mail-unsubscribe-link"), &unsubscribe);
        text.push('\n');
        // A template that cannot be printed leaves the plain text, which says the same.
        let html = page.render().unwrap_or_default();
        let summary = l.ta("mail-meeting-summary").a("organisation", &facts.organisation);
        Letter { subject, text, html, summary: one_line(&summary.to_string()) }
    }
}

/// A text with everything a letter may say.
fn values(l: L, facts: &Facts, key: &str) -> String {
    let waiting = facts.waiting.unwrap_or_default();
    let text: Text = l
        .ta(key)
        .a("county", &facts.county)
        .a("number", facts.number.clone().unwrap_or_default())
        .a("when", facts.at.map(|at| l.moment(at)).unwrap_or_default())
        .a("date", facts.on.map(|day| l.day_long(day)).unwrap_or_default())
        .a("login", if facts.has_login { "yes" } else { "no" })
        .a("link", if facts.path.is_empty() { "no" } else { "yes" })
        .a("months", facts.months)
        .a("minutes", facts.minutes)
        .a("version", if facts.sequence > 0 { "moved" } else { "new" })
        .a("place", &facts.place)
        .a("organisation", &facts.organisation)
        .a("unanswered", waiting.unanswered)
        .a("late", waiting.late)
        .a("steps", waiting.steps);
    text.to_string()
}

/// A head of a mail is one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::mail::Wording as _;
    use domain::mail::MailKind;

    fn facts(kind: MailKind) -> Facts {
        Facts {
            kind,
            language: "sv".into(),
            county: "Västernorrland".into(),
            has_login: true,
            number: Some("2026-0412".into()),
            at: "2026-12-08T15:00:00Z".parse().ok(),
            on: "2026-12-08".parse().ok(),
            months: 3,
            minutes: 60,
            sequence: 1,
            place: "Storgatan 1 <b>".into(),
            organisation: "Demo Region".into(),
            waiting: Some(store::mail::Waiting { unanswered: 2, late: 1, steps: 3 }),
            path: "/arenden/1".into(),
            unsubscribe: Some("/utskick/avsluta/abc".into()),
        }
    }

    #[test]
    fn every_letter_has_words_a_link_and_a_way_out() {
        for kind in MailKind::ALL {
            let letter = Wording.letter(&facts(*kind), "https://s.example");
            for words in [&letter.subject, &letter.text, &letter.html] {
                assert!(!words.contains("mail-") && !words.contains('$'), "{kind}: {words}");
            }
            assert!(letter.subject.chars().count() <= 60, "{kind}: {}", letter.subject);
            for part in [
                "https://s.example/arenden/1",
                "https://s.example/mina-utskick",
                "https://s.example/utskick/avsluta/abc",
            ] {
                assert!(letter.text.contains(part) && letter.html.contains(part), "{kind}: {part}");
            }
            assert!(letter.html.contains("<html lang=\"sv\">"), "{kind}");
            assert!(!letter.html.contains("<b>") && !letter.html.contains("style"), "{kind}");
        }
    }

    #[test]
    fn a_letter_about_something_to_read_says_nothing_more() {
        for language in domain::mail::LANGUAGES {
            let facts = Facts {
                language: (*language).to_owned(),
                path: "/skrivbord".into(),
                unsubscribe: None,
                ..facts(MailKind::SomethingToRead)
            };
            let letter = Wording.letter(&facts, "https://s.example");
            for words in [&letter.subject, &letter.text, &letter.html] {
                let words = words.to_lowercase();
                for telling in
                    ["sälj", "ägar", "agar", "överlåt", "köpa", "sell", "owner", "transfer", "buy"]
                {
                    assert!(!words.contains(telling), "{language}: {telling}");
                }
                for telling in ["2026-0412", "demo region", "storgatan"] {
                    assert!(!words.contains(telling), "{language}: {telling}");
                }
            }
        }
    }

    #[test]
    fn a_subject_says_nothing_about_the_firm() {
        for kind in MailKind::ALL {
            let letter = Wording.letter(&facts(*kind), "https://s.example");
            assert!(!letter.subject.contains("Demo") && !letter.subject.contains("Storgatan"));
        }
    }
}
