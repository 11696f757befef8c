//! Contacts: who has been in touch with a firm, and who plans to be. Everyone who represents a
//! public actor sees the metadata before they open something of their own towards the firm.

pub mod peace;

use serde::{Deserialize, Serialize};

use crate::code_enum;
use crate::fault::{Fault, Faults};
use crate::text::{self, BODY_MAX, LINE_MAX};
use crate::time::{self, Date};

/// How far back a contact counts as recent, in days.
pub const RECENT_DAYS: i64 = 90;
/// How far ahead a contact can be planned, in days.
pub const PLANNED_DAYS_MAX: i64 = 730;

code_enum! {
    /// How the firm was, or will be, met.
    ContactKind, "kind" {
        /// A visit at the firm.
        Visit = "visit",
        /// A telephone call.
        Call = "call",
        /// A letter or e-mail.
        Mail = "mail",
        /// A survey.
        Survey = "survey",
        /// A meeting elsewhere or by video.
        Meeting = "meeting",
    }
}

/// A contact as one organisation writes it down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Contact {
    /// How.
    pub kind: ContactKind,
    /// Day; later than today means planned.
    pub on: Date,
    /// What about, in one line: seen by every public actor.
    pub topic: String,
    /// What was said: seen by the own organisation only.
    pub note: Option<String>,
}

impl Contact {
    /// Still to come.
    pub fn is_planned(&self, today: Date) -> bool {
        self.on > today
    }
}

/// What a person types about a contact.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ContactForm {
    /// Code of the kind.
    pub kind: String,
    /// Day, ISO.
    pub on: String,
    /// Topic.
    pub topic: String,
    /// Note.
    pub note: String,
    /// Why it cannot wait, where it goes against what the firm has asked for.
    pub reason: String,
}

impl ContactForm {
    /// Reads the day alone; `today` bounds how far ahead or back it can lie.
    pub fn day(&self, today: Date) -> Result<Date, Fault> {
        contact_day(&self.on, today)
    }

    /// Reads the form; `today` bounds how far ahead or back a contact can lie.
    pub fn parse(&self, today: Date) -> Result<Contact, Faults> {
        let mut faults = Faults::default();
        let kind = faults.take(ContactKind::parse(&self.kind));
        let on = faults.take(self.day(today));
        let topic = faults.take(text::required("topic", &self.topic, LINE_MAX));
        let note = faults.take(text::optional("note", &self.note, BODY_MAX));
        match (kind, on, topic, note) {
            (Some(kind), Some(on), Some(topic), Some(note)) => {
                Ok(Contact { kind, on, topic, note })
            }
            _ => Err(faults),
        }
    }
}

fn contact_day(text: &str, today: Date) -> Result<Date, Fault> {
    let on = time::date_from_iso("on", text)?.ok_or_else(|| Fault::new("on", "required"))?;
    let latest = time::days_after(today, PLANNED_DAYS_MAX);
    let earliest = time::days_after(today, -PLANNED_DAYS_MAX);
    if on > latest || on < earliest {
        return Err(Fault::new("on", "date-out-of-reach").with("value", on));
    }
    Ok(on)
}

/// The first day that still counts as recent.
pub fn recent_since(today: Date) -> Date {
    time::days_after(today, -RECENT_DAYS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_far_away_in_time_is_a_slip_of_the_pen() {
        let today = Date::constant(2026, 12, 7);
        let form = |on: &str| ContactForm {
            kind: "visit".into(),
            on: on.into(),
            topic: "Kompetensbehov".into(),
            ..ContactForm::default()
        };
        assert!(form("2026-12-20").parse(today).is_ok_and(|contact| contact.is_planned(today)));
        assert!(form("2026-12-07").parse(today).is_ok_and(|contact| !contact.is_planned(today)));
        assert_eq!(
            form("2206-12-07").parse(today).expect_err("typo").0[0].code,
            "date-out-of-reach"
        );
    }
}
