//! Mail: which letters there are, who may say no to them, how long one tries, and when a firm is
//! asked whether it got help. Subjects are neutral and bodies short; what is said stands behind the
//! login or the link.

use std::ops::RangeInclusive;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::access::Role;
use crate::code_enum;
use crate::fault::{Fault, Faults};
use crate::text::{self, LINE_MAX};
use crate::time::{self, Date, Time, Timestamp};

code_enum! {
    /// What a mail is about; its words stand under this code.
    MailKind, "kind" {
        /// A firm is invited to a mapping; holds its link.
        MappingInvitation = "mapping-invitation",
        /// The firm has approved its mapping: case number and promised answer.
        MappingReceipt = "mapping-receipt",
        /// A new case at a desk.
        CaseOpened = "case-opened",
        /// The first answer in a case, to the firm.
        CaseAnswered = "case-answered",
        /// A message in a case.
        CaseMessage = "case-message",
        /// A case has been closed.
        CaseClosed = "case-closed",
        /// A closed case has been opened again.
        CaseReopened = "case-reopened",
        /// A case has been handed over to a desk.
        CaseHandedOver = "case-handed-over",
        /// An organisation has been let into a case.
        CaseInvited = "case-invited",
        /// A promise is broken: to those who step in.
        PromiseBroken = "promise-broken",
        /// A promise stays broken: to the desk above.
        CaseEscalated = "case-escalated",
        /// Somebody asks to do a contact together.
        CoordinationAsked = "coordination-asked",
        /// Such a request has been answered.
        CoordinationReplied = "coordination-replied",
        /// Something stands in a firm's way: to the municipality whose committee answers.
        ObstacleSent = "obstacle-sent",
        /// A committee has answered.
        ObstacleAnswered = "obstacle-answered",
        /// A firm is asked whether its need may be summed with the same need of others.
        PoolAsked = "pool-asked",
        /// A pool a firm is part of has ended.
        PoolEnded = "pool-ended",
        /// What came of a signal: to those it came from.
        SignalAnswered = "signal-answered",
        /// An offer has been put forward to a firm.
        OfferProposed = "offer-proposed",
        /// The firm has answered a proposal.
        ProposalAnswered = "proposal-answered",
        /// The firm has been asked for a fact.
        FactAsked = "fact-asked",
        /// A time in the calendar: new, or moved.
        AppointmentSet = "appointment-set",
        /// A time in the calendar has been called off.
        AppointmentCancelled = "appointment-cancelled",
        /// There are seats at an event: the time for the calendar.
        GatheringSeat = "gathering-seat",
        /// An event is at another time or place.
        GatheringMoved = "gathering-moved",
        /// An event does not take place.
        GatheringCancelled = "gathering-cancelled",
        /// «Fick ni hjälp?», some months after a case was closed.
        FollowUp = "follow-up",
        /// The firm has answered that question.
        FollowUpAnswered = "follow-up-answered",
        /// The next step of a case has come.
        StepReminder = "step-reminder",
        /// A mapping waits for the firm.
        ApprovalReminder = "approval-reminder",
        /// A proposal waits for the firm.
        ProposalReminder = "proposal-reminder",
        /// One account has something to read; of what, nothing is said.
        SomethingToRead = "something-to-read",
        /// What waits at one's desks, once a week.
        Digest = "digest",
    }
}

code_enum! {
    /// Where a mail is in its life.
    MailState, "state" {
        /// To be sent.
        Waiting = "waiting",
        /// Taken by the mail server.
        Sent = "sent",
        /// Given up, or refused by the mail server.
        Failed = "failed",
        /// No longer of use when its turn came.
        Dropped = "dropped",
    }
}

/// Which choice of a person's governs a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailGroup {
    /// Always sent: a promise is broken, or somebody was asked by name.
    Always,
    /// Something new.
    News,
    /// A reminder.
    Reminder,
    /// The weekly digest.
    Digest,
}

impl MailKind {
    /// The choice that governs it.
    pub fn group(self) -> MailGroup {
        match self {
            Self::MappingInvitation
            | Self::MappingReceipt
            | Self::PromiseBroken
            | Self::CaseEscalated
            | Self::AppointmentSet
            | Self::GatheringSeat
            | Self::GatheringMoved
            | Self::GatheringCancelled
            | Self::AppointmentCancelled => MailGroup::Always,
            Self::FollowUp
            | Self::StepReminder
            | Self::ApprovalReminder
            | Self::ProposalReminder => MailGroup::Reminder,
            Self::Digest => MailGroup::Digest,
            _ => MailGroup::News,
        }
    }
}

/// Languages mail is written in, by their tags; the first when a person has chosen none.
pub const LANGUAGES: &[&str] = &["sv", "en"];

/// What a person wants to be mailed about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MailChoice {
    /// Tag of the language.
    pub language: String,
    /// New things.
    pub news: bool,
    /// Reminders.
    pub reminders: bool,
    /// The weekly digest.
    pub digest: bool,
}

impl Default for MailChoice {
    fn default() -> Self {
        let language = LANGUAGES.first().copied().unwrap_or_default().to_owned();
        Self { language, news: true, reminders: true, digest: true }
    }
}

impl MailChoice {
    /// True when the person wants mail of this kind.
    pub fn wants(&self, kind: MailKind) -> bool {
        match kind.group() {
            MailGroup::Always => true,
            MailGroup::News => self.news,
            MailGroup::Reminder => self.reminders,
            MailGroup::Digest => self.digest,
        }
    }
}

/// What a person types about their mail; a box that is not ticked is not sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct MailChoiceForm {
    /// Tag of the language.
    pub language: String,
    /// `yes` for new things.
    pub news: String,
    /// `yes` for reminders.
    pub reminders: String,
    /// `yes` for the digest.
    pub digest: String,
}

impl MailChoiceForm {
    /// Reads the form.
    pub fn parse(&self) -> Result<MailChoice, Faults> {
        let language = self.language.trim();
        if !LANGUAGES.contains(&language) {
            return Err(Fault::new("language", "unknown-choice").with("value", language).into());
        }
        let is_yes = |text: &str| text == "yes";
        Ok(MailChoice {
            language: language.to_owned(),
            news: is_yes(&self.news),
            reminders: is_yes(&self.reminders),
            digest: is_yes(&self.digest),
        })
    }
}

/// Roles whose holders get the mail of their organisation. Those who read sums only, and those who
/// keep the house, get none.
pub const ORGANISATION_READERS: &[Role] = &[
    Role::EmployerAdmin,
    Role::EmployerMember,
    Role::Leader,
    Role::Broker,
    Role::MuniAdviser,
    Role::MuniContact,
    Role::AfAdviser,
    Role::Provider,
    Role::Strategist,
];

/// Roles that get the weekly digest.
pub const DIGEST_READERS: &[Role] =
    &[Role::Leader, Role::Broker, Role::MuniAdviser, Role::MuniContact, Role::AfAdviser];

/// Most tries before a mail is given up: with the waits of [`wait_after`] about four days, which is
/// what RFC 5321, 4.5.4.1 asks for.
pub const ATTEMPTS_MAX: i64 = 30;
/// How long a mail may wait for a mail server, in days. What it tells of is old news then, and its
/// address and link have lain around long enough.
pub const WAITING_DAYS_MAX: i64 = 14;
/// The first wait, in seconds.
const FIRST_WAIT_SECONDS: u64 = 60;
/// The longest wait, in seconds: four hours.
const LONGEST_WAIT_SECONDS: u64 = 4 * 3_600;

/// How long to wait after `attempts` tries in vain: doubled each time, spread by a quarter up or
/// down. `spread` is any number that belongs to the mail, so that mails that failed together do not
/// come back together and the same mail always waits the same.
pub fn wait_after(attempts: i64, spread: u64) -> Duration {
    let doublings = u32::try_from(attempts.clamp(1, 20) - 1).unwrap_or(0);
    let whole = (FIRST_WAIT_SECONDS << doublings).min(LONGEST_WAIT_SECONDS);
    let mixed = spread.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
    Duration::from_secs(whole * 3 / 4 + mixed % (whole / 2 + 1))
}

code_enum! {
    /// What a firm says some months after its case was closed.
    FollowUpAnswer, "answer" {
        /// The need is met.
        Solved = "solved",
        /// In part.
        Partly = "partly",
        /// Nothing has changed.
        NotSolved = "not-solved",
        /// The need is no more.
        Gone = "gone",
    }
}

/// Months after the closing of a case at which the firm is asked.
pub const FOLLOW_UP_MONTHS: &[i64] = &[3, 6, 12];
/// How late the question may still be asked, in days. A server that slept longer leaves it out.
pub const FOLLOW_UP_LATE_DAYS: i64 = 80;
/// How long the firm may answer by its link, in days.
pub const FOLLOW_UP_LINK_DAYS: i64 = 60;

/// The question that is due on `today` for a case closed on `closed_on`: the latest whose day has
/// come, unless it is too late for it.
pub fn follow_up_due(closed_on: Date, today: Date) -> Option<i64> {
    let day_of = |months: i64| time::months_after(closed_on, months);
    let months =
        FOLLOW_UP_MONTHS.iter().copied().filter(|months| day_of(*months) <= today).max()?;
    (time::days_between(day_of(months), today) <= FOLLOW_UP_LATE_DAYS).then_some(months)
}

/// What a person types about how it went.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct FollowUpForm {
    /// Code of the answer.
    pub answer: String,
    /// In the firm's own words; may be empty.
    pub words: String,
}

impl FollowUpForm {
    /// Reads the form.
    pub fn parse(&self) -> Result<(FollowUpAnswer, Option<String>), Faults> {
        let mut faults = Faults::default();
        let answer = faults.take(FollowUpAnswer::parse(&self.answer));
        let words = faults.take(text::optional("words", &self.words, text::BODY_MAX));
        match (answer, words) {
            (Some(answer), Some(words)) => Ok((answer, words)),
            _ => Err(faults),
        }
    }
}

/// Days after which a mapping that waits for the firm is reminded of.
pub const APPROVAL_REMINDER_DAYS: i64 = 7;
/// Days after which a proposal that waits for the firm is reminded of.
pub const PROPOSAL_REMINDER_DAYS: i64 = 7;
/// How late a reminder may come, in days: what has waited longer is another matter.
pub const REMINDER_LATE_DAYS: i64 = 30;

/// The hour of the morning at which reminders and digests go, Swedish time.
const MORNING: Time = Time::constant(7, 0, 0, 0);

/// True when a day's reminders may go: from seven in the morning.
pub fn is_morning(now: Timestamp) -> bool {
    time::local(now).time() >= MORNING
}

/// The Monday of the week a digest belongs to.
pub fn week_of(day: Date) -> Date {
    time::days_after(day, -i64::from(day.weekday().to_monday_zero_offset()))
}

/// How long a meeting can be, in minutes.
pub const MEETING_MINUTES: RangeInclusive<i64> = 5..=1_440;

/// A time in the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Meeting {
    /// When it begins.
    pub starts_at: Timestamp,
    /// How long, in minutes.
    pub minutes: i64,
    /// Where, in one line.
    pub place: String,
    /// Whom to invite.
    pub email: String,
}

/// What a person types about a time in the calendar.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct MeetingForm {
    /// Day, ISO.
    pub on: String,
    /// Clock, such as `13.30` or `13:30`.
    pub at: String,
    /// Minutes.
    pub minutes: String,
    /// Where.
    pub place: String,
    /// Address of whom to invite.
    pub email: String,
}

impl MeetingForm {
    /// The form of a time that stands, to begin moving it with.
    pub fn of(meeting: &Meeting) -> Self {
        let wall = time::local(meeting.starts_at);
        Self {
            on: wall.date().to_string(),
            at: wall.strftime("%H.%M").to_string(),
            minutes: meeting.minutes.to_string(),
            place: meeting.place.clone(),
            email: meeting.email.clone(),
        }
    }

    /// Reads the form; a time that has passed is refused.
    pub fn parse(&self, now: Timestamp) -> Result<Meeting, Faults> {
        let mut faults = Faults::default();
        let on = time::date_from_iso("on", &self.on);
        let on = faults.take(on.and_then(|on| on.ok_or_else(|| Fault::new("on", "required"))));
        let at = faults.take(clock_time("at", &self.at));
        let minutes = text::whole_number("minutes", &self.minutes, MEETING_MINUTES);
        let minutes =
            faults.take(minutes.and_then(|n| n.ok_or_else(|| Fault::new("minutes", "required"))));
        let place = faults.take(text::required("place", &self.place, LINE_MAX));
        let email = faults.take(text::email("email", &self.email));
        let (Some(on), Some(at), Some(minutes), Some(place), Some(email)) =
            (on, at, minutes, place, email)
        else {
            return Err(faults);
        };
        let starts_at = time::instant_of(on, at);
        if starts_at <= now {
            return Err(Fault::new("on", "time-has-passed").with("value", on).into());
        }
        if time::days_between(time::day_of(now), on) > crate::contacts::PLANNED_DAYS_MAX {
            return Err(Fault::new("on", "date-out-of-reach").with("value", on).into());
        }
        Ok(Meeting { starts_at, minutes, place: one_line(&place), email })
    }
}

/// A calendar shows one line.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads a clock as people write it: `13`, `13.30`, `13:30`.
pub(crate) fn clock_time(field: &'static str, text: &str) -> Result<Time, Fault> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Fault::new(field, "required"));
    }
    let malformed = || Fault::new(field, "clock-malformed").with("value", text);
    let (hour, minute) = text.split_once(['.', ':']).unwrap_or((text, "0"));
    if hour.len() > 2 || minute.len() > 2 {
        return Err(malformed());
    }
    let number = |part: &str| part.parse::<i8>().map_err(|_| malformed());
    Time::new(number(hour)?, number(minute)?, 0, 0).map_err(|_| malformed())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Date {
        text.parse().expect("day")
    }

    #[test]
    fn a_firm_is_asked_after_three_six_and_twelve_months_and_never_for_all_at_once() {
        let closed = day("2026-01-31");
        for (today, due) in [
            ("2026-04-29", None),
            ("2026-04-30", Some(3)),
            ("2026-07-19", Some(3)),
            ("2026-07-20", None),
            ("2026-07-31", Some(6)),
            ("2027-01-31", Some(12)),
            ("2027-04-30", None),
        ] {
            assert_eq!(follow_up_due(closed, day(today)), due, "{today}");
        }
    }

    #[test]
    fn four_days_of_tries_pass_before_a_mail_is_given_up() {
        let total: Duration = (1..ATTEMPTS_MAX).map(|attempts| wait_after(attempts, 7)).sum();
        let days = total.as_secs_f64() / 86_400.0;
        assert!((3.0..5.0).contains(&days), "{days}");
    }

    #[test]
    fn a_time_is_read_as_people_write_it() {
        let now: Timestamp = "2026-12-07T08:00:00Z".parse().expect("instant");
        let form = |on: &str, at: &str| MeetingForm {
            on: on.into(),
            at: at.into(),
            minutes: "60".into(),
            place: "Hos er,\nSidensjö".into(),
            email: "Lena@Demo.Samkraft.test".into(),
        };
        let meeting = form("2026-12-15", "13.30").parse(now).expect("meeting");
        assert_eq!(meeting.starts_at.to_string(), "2026-12-15T12:30:00Z");
        assert_eq!(meeting.place, "Hos er, Sidensjö");
        assert_eq!(form("2026-12-15", "13").parse(now).expect("hour").minutes, 60);
        for (on, at, field, code) in [
            ("2026-12-07", "08:30", "on", "time-has-passed"),
            ("2026-12-15", "25", "at", "clock-malformed"),
            ("2026-12-15", "kl 13", "at", "clock-malformed"),
            ("", "13", "on", "required"),
        ] {
            let faults = form(on, at).parse(now).expect_err(at);
            assert_eq!((faults.0[0].field, faults.0[0].code), (field, code));
        }
        let mut bad = form("2026-12-15", "13");
        bad.email = "a@b.se\r\nBcc: x@y.se".into();
        assert_eq!(bad.parse(now).expect_err("two lines").0[0].field, "email");
    }

    #[test]
    fn the_digest_of_a_week_belongs_to_its_monday() {
        assert_eq!(week_of(day("2026-12-07")), day("2026-12-07"));
        assert_eq!(week_of(day("2026-12-13")), day("2026-12-07"));
    }

    #[test]
    fn a_broken_promise_reaches_those_who_want_no_mail() {
        let none =
            MailChoice { news: false, reminders: false, digest: false, ..Default::default() };
        assert!(none.wants(MailKind::PromiseBroken) && !none.wants(MailKind::CaseOpened));
        assert!(!none.wants(MailKind::Digest) && !none.wants(MailKind::StepReminder));
    }

    proptest! {
        #[test]
        fn waits_are_bounded_and_the_same_for_the_same_mail(
            attempts in 1i64..100, spread in any::<u64>(),
        ) {
            let wait = wait_after(attempts, spread);
            prop_assert_eq!(wait, wait_after(attempts, spread));
            prop_assert!(wait.as_secs() >= FIRST_WAIT_SECONDS * 3 / 4);
            prop_assert!(wait.as_secs() <= LONGEST_WAIT_SECONDS * 5 / 4);
        }
    }
}
