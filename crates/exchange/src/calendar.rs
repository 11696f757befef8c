//! iCalendar (RFC 5545), as far as an invitation needs it: one event, asked for, moved or called
//! off (RFC 5546: REQUEST with a higher SEQUENCE, CANCEL), in Swedish time.

use domain::time::{self, Timestamp};

/// A line of iCalendar is at most 75 octets without its line break; what is longer is folded.
const LINE_OCTETS: usize = 75;

/// The rules of Swedish time since 1996: what calendars that do not know the name go by.
const STOCKHOLM: &str = "BEGIN:VTIMEZONE\r\nTZID:Europe/Stockholm\r\n\
    BEGIN:DAYLIGHT\r\nTZNAME:CEST\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n\
    DTSTART:19960331T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\n\
    BEGIN:STANDARD\r\nTZNAME:CET\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n\
    DTSTART:19961027T030000\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\n\
    END:VTIMEZONE\r\n";

/// What is done with the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Put out for whoever wants it; names nobody.
    Publish,
    /// What was put out is called off.
    Withdraw,
    /// Asked for, or moved.
    Request,
    /// Called off.
    Cancel,
}

impl Method {
    /// Its name, in the file and in the type of the mail's part.
    pub fn name(self) -> &'static str {
        match self {
            Self::Publish | Self::Withdraw => "PUBLISH",
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }

    /// Says who invites and who is invited.
    fn names_people(self) -> bool {
        matches!(self, Self::Request | Self::Cancel)
    }
}

/// An event to invite to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The same for every version of the event.
    pub uid: String,
    /// Version, from 0.
    pub sequence: i64,
    /// When this version was made.
    pub stamp: Timestamp,
    /// When it begins.
    pub starts_at: Timestamp,
    /// How long, in minutes.
    pub minutes: i64,
    /// What, in one line.
    pub summary: String,
    /// More about it.
    pub description: String,
    /// Where.
    pub place: String,
    /// Address of who invites.
    pub organiser: String,
    /// Name of who invites.
    pub organiser_name: String,
    /// Address of who is invited.
    pub attendee: String,
}

/// Prints an event as a calendar file.
pub fn print(event: &Event, method: Method) -> String {
    let mut file = Printer::default();
    file.line("BEGIN:VCALENDAR");
    file.line("VERSION:2.0");
    file.line("PRODID:-//Samkraft//Samkraft//SV");
    file.line("CALSCALE:GREGORIAN");
    file.line(&format!("METHOD:{}", method.name()));
    file.0.push_str(STOCKHOLM);
    file.line("BEGIN:VEVENT");
    file.line(&format!("UID:{}", text(&event.uid)));
    file.line(&format!("SEQUENCE:{}", event.sequence));
    file.line(&format!("DTSTAMP:{}", event.stamp.strftime("%Y%m%dT%H%M%SZ")));
    file.line(&format!("DTSTART;TZID=Europe/Stockholm:{}", wall(event.starts_at)));
    file.line(&format!("DURATION:PT{}M", event.minutes));
    file.line(&format!("SUMMARY:{}", text(&event.summary)));
    file.line(&format!("DESCRIPTION:{}", text(&event.description)));
    file.line(&format!("LOCATION:{}", text(&event.place)));
    if method.names_people() {
        let organiser = parameter(&event.organiser_name);
        file.line(&format!("ORGANIZER;CN={organiser}:mailto:{}", address(&event.organiser)));
        // Replies would go to an address that nobody reads.
        file.line(&format!(
            "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:{}",
            address(&event.attendee)
        ));
    }
    file.line(match method {
        Method::Publish | Method::Request => "STATUS:CONFIRMED",
        Method::Withdraw | Method::Cancel => "STATUS:CANCELLED",
    });
    file.line("CLASS:PRIVATE");
    file.line("END:VEVENT");
    file.line("END:VCALENDAR");
    file.0
}

/// Swedish wall-clock time.
fn wall(instant: Timestamp) -> String {
    time::local(instant).strftime("%Y%m%dT%H%M%S").to_string()
}

/// Escapes a text (RFC 5545, 3.3.11). What is no line break but a control character is left out.
fn text(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for character in value.replace("\r\n", "\n").chars() {
        match character {
            '\\' | ';' | ',' => {
                escaped.push('\\');
                escaped.push(character);
            }
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push(' '),
            other if other.is_control() => {}
            other => escaped.push(other),
        }
    }
    escaped
}

/// A parameter in quotes: quotes cannot be escaped (3.2), so they become apostrophes.
fn parameter(value: &str) -> String {
    let safe = value.chars().filter(|c| !c.is_control());
    let safe: String = safe.map(|c| if c == '"' { '\'' } else { c }).collect();
    format!("\"{safe}\"")
}

/// An address within a URI: nothing that could begin another line or another parameter.
fn address(value: &str) -> String {
    value.chars().filter(|c| !c.is_control() && !c.is_whitespace() && *c != '"').collect()
}

/// Prints lines, folded (3.1): a fold never splits a character.
#[derive(Default)]
struct Printer(String);

impl Printer {
    fn line(&mut self, line: &str) {
        let mut octets = 0;
        for character in line.chars() {
            if octets + character.len_utf8() > LINE_OCTETS {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(character);
            octets += character.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn event() -> Event {
        Event {
            uid: "0193-möte@samkraft.example".into(),
            sequence: 2,
            stamp: "2026-12-07T08:00:00Z".parse().expect("instant"),
            starts_at: "2026-12-15T12:30:00Z".parse().expect("instant"),
            minutes: 90,
            summary: "Besök".into(),
            description: "Se mer på sidan, eller ring; vi hjälper till.\nVälkommen!".into(),
            place: "Storgatan 1, Örnsköldsvik".into(),
            organiser: "no-reply@samkraft.example".into(),
            organiser_name: "Demo \"Region\"".into(),
            attendee: "lena@demo.samkraft.test".into(),
        }
    }

    const GOLDEN: &str = concat!(
        "BEGIN:VEVENT\r\n",
        "UID:0193-möte@samkraft.example\r\n",
        "SEQUENCE:2\r\n",
        "DTSTAMP:20261207T080000Z\r\n",
        "DTSTART;TZID=Europe/Stockholm:20261215T133000\r\n",
        "DURATION:PT90M\r\n",
        "SUMMARY:Besök\r\n",
        "DESCRIPTION:Se mer på sidan\\, eller ring\\; vi hjälper till.\\nVälkommen!\r\n",
        "LOCATION:Storgatan 1\\, Örnsköldsvik\r\n",
        "ORGANIZER;CN=\"Demo 'Region'\":mailto:no-reply@samkraft.example\r\n",
        "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:lena@\r\n",
        " demo.samkraft.test\r\n",
        "STATUS:CONFIRMED\r\n",
        "CLASS:PRIVATE\r\n",
        "END:VEVENT\r\n",
        "END:VCALENDAR\r\n",
    );

    #[test]
    fn an_invitation_is_printed_to_the_letter() {
        let file = print(&event(), Method::Request);
        let (head, body) = file.split_once("END:VTIMEZONE\r\n").expect("time zone");
        assert_eq!(body, GOLDEN);
        assert!(head.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"), "{head}");
        assert!(head.contains("METHOD:REQUEST\r\n") && head.contains("TZID:Europe/Stockholm"));
    }

    #[test]
    fn what_is_called_off_keeps_its_name_and_says_so() {
        let file = print(&Event { sequence: 3, ..event() }, Method::Cancel);
        for line in ["METHOD:CANCEL", "UID:0193-möte@samkraft.example", "SEQUENCE:3"] {
            assert!(file.contains(&format!("{line}\r\n")), "{line}");
        }
        assert!(file.contains("STATUS:CANCELLED\r\n"));
    }

    #[test]
    fn what_is_put_out_for_everyone_names_nobody() {
        for (method, status) in [(Method::Publish, "CONFIRMED"), (Method::Withdraw, "CANCELLED")] {
            let file = print(&event(), method);
            assert!(file.contains("METHOD:PUBLISH\r\n"), "{file}");
            assert!(file.contains(&format!("STATUS:{status}\r\n")), "{file}");
            assert!(!file.contains("ATTENDEE") && !file.contains("ORGANIZER"), "{file}");
            assert!(!file.contains("mailto:"), "{file}");
        }
    }

    #[test]
    fn summer_time_stands_on_the_wall() {
        let at = "2026-07-01T11:00:00Z".parse().expect("instant");
        let file = print(&Event { starts_at: at, ..event() }, Method::Request);
        assert!(file.contains("DTSTART;TZID=Europe/Stockholm:20260701T130000\r\n"));
    }

    proptest! {
        #[test]
        fn no_text_makes_a_line_of_its_own_or_a_long_one(
            words in "\\PC{0,300}|[\r\n\t:;,\"å𝄞]{0,90}",
        ) {
            let event = Event {
                summary: words.clone(), description: words.clone(), place: words.clone(),
                organiser_name: words.clone(), attendee: words.clone(), ..event()
            };
            let file = print(&event, Method::Request);
            prop_assert!(file.ends_with("END:VCALENDAR\r\n"));
            let lines: Vec<&str> = file.split("\r\n").collect();
            prop_assert!(lines.iter().all(|line| line.len() <= LINE_OCTETS));
            prop_assert!(!lines.iter().any(|line| line.contains(['\r', '\n'])));
            let unfolded = file.replace("\r\n ", "");
            let names = unfolded.lines().filter(|line| line.starts_with("ATTENDEE")).count();
            prop_assert_eq!(names, 1);
            prop_assert_eq!(unfolded.lines().count(), print(&super::tests::event(), Method::Request)
                .replace("\r\n ", "").lines().count());
        }
    }
}
