//! Events where people meet, on site or online: from draft over open and held to an outcome. Who
//! gets a seat and who waits stands in [`seats`].

pub mod seats;
#[cfg(test)]
mod tests;

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::code_enum;
use crate::codes::MunicipalityCode;
use crate::fault::{Fault, Faults};
use crate::ids::NetworkId;
use crate::mail::{clock_time, one_line};
use crate::text::{self, BODY_MAX, LINE_MAX, NAME_MAX};
use crate::time::{self, Date, Timestamp};

/// How far ahead an event can be, in days: two years.
pub const AHEAD_DAYS_MAX: i64 = 730;
/// Longest time from beginning to end, in days: a course can go on for a year.
pub const SPAN_DAYS_MAX: i64 = 366;
/// How many seats an event can have.
pub const SEATS: RangeInclusive<i64> = 1..=10_000;
/// How many can have come.
pub const CAME: RangeInclusive<i64> = 0..=10_000;
/// Longest address of a meeting online, in characters.
pub const LINK_MAX: usize = 500;

code_enum! {
    /// What kind of event it is.
    GatheringKind, "kind" {
        /// Members of a network meet.
        NetworkMeeting = "network-meeting",
        /// Somebody tells, others listen and ask.
        Seminar = "seminar",
        /// All work together.
        Workshop = "workshop",
        /// Staff learn something.
        Course = "course",
        /// One sees how others work.
        StudyVisit = "study-visit",
        /// Many show what they have to offer.
        Fair = "fair",
    }
}

code_enum! {
    /// Where an event stands.
    GatheringState, "state" {
        /// Only the organiser sees it.
        Draft = "draft",
        /// Those who may come see it and sign up.
        Open = "open",
        /// It is over and has no outcome yet. Never stored: it follows from the time.
        Held = "held",
        /// It is over and has an outcome.
        Closed = "closed",
        /// It did not take place.
        Cancelled = "cancelled",
    }
}

code_enum! {
    /// What an event led to.
    Outcome, "outcome" {
        /// Something was decided.
        Decision = "decision",
        /// A need was found.
        Need = "need",
        /// Somebody does something.
        Action = "action",
        /// Nothing.
        Nothing = "none",
    }
}

/// What an organiser does with an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Changes what it says.
    Change,
    /// Opens it to those who may come.
    Open,
    /// Calls it off.
    Cancel,
    /// Writes down its outcome, which closes it.
    Close,
}

impl Act {
    /// Every act.
    pub const ALL: &'static [Self] = &[Self::Change, Self::Open, Self::Cancel, Self::Close];
}

impl GatheringState {
    /// Where an event stands at an instant: one that was open is held when it has ended.
    #[must_use]
    pub fn at(self, ends_at: Timestamp, now: Timestamp) -> Self {
        if self == Self::Open && ends_at <= now { Self::Held } else { self }
    }

    /// Whether an organiser can do this now. What has been closed or called off stays as it is.
    pub fn allows(self, act: Act) -> bool {
        match act {
            Act::Change | Act::Cancel => matches!(self, Self::Draft | Self::Open),
            Act::Open => self == Self::Draft,
            Act::Close => self == Self::Held,
        }
    }

    /// Where it stands afterwards, as it is stored.
    #[must_use]
    pub fn after(self, act: Act) -> Self {
        match act {
            Act::Change => self,
            Act::Open => Self::Open,
            Act::Cancel => Self::Cancelled,
            Act::Close => Self::Closed,
        }
    }
}

/// What an event says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gathering {
    /// What kind.
    pub kind: GatheringKind,
    /// In one line.
    pub title: String,
    /// What it is about.
    pub text: String,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// Last day to sign up.
    pub sign_up_until: Date,
    /// Where, in one line; none when it is only online.
    pub place: Option<String>,
    /// In which municipality the place lies.
    pub municipality: Option<MunicipalityCode>,
    /// Address of the meeting online, for those who have a seat.
    pub link: Option<String>,
    /// Only for members of this network; none is everyone in the county.
    pub network: Option<NetworkId>,
    /// What it costs, in words; none is nothing.
    pub price: Option<String>,
    /// How many can come; none is as many as want to.
    pub seats: Option<i64>,
}

impl Gathering {
    /// Whether one can still sign up, or sign up more: until the last day, and before it begins.
    pub fn takes_sign_ups(&self, state: GatheringState, now: Timestamp) -> bool {
        self.lets_go(state, now) && time::day_of(now) <= self.sign_up_until
    }

    /// Whether one can still cancel a seat: before it begins.
    pub fn lets_go(&self, state: GatheringState, now: Timestamp) -> bool {
        state == GatheringState::Open && now < self.starts_at
    }

    /// Whether those who have signed up have to be told: it is another time or another place.
    pub fn is_moved_from(&self, old: &Self) -> bool {
        (self.starts_at, self.ends_at) != (old.starts_at, old.ends_at)
            || self.place != old.place
            || self.link != old.link
            || self.municipality != old.municipality
    }

    /// How long it is, in minutes.
    pub fn minutes(&self) -> i64 {
        let seconds = self.ends_at.as_second() - self.starts_at.as_second();
        (seconds / 60).max(1)
    }
}

/// An event as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct GatheringForm {
    /// Code of the kind.
    pub kind: String,
    /// In one line.
    pub title: String,
    /// What it is about.
    pub text: String,
    /// First day, ISO.
    pub starts_on: String,
    /// When it begins, such as `13.30`.
    pub starts_at: String,
    /// Last day, ISO; empty is the first.
    pub ends_on: String,
    /// When it ends.
    pub ends_at: String,
    /// Last day to sign up, ISO; empty is the day it begins.
    pub sign_up_until: String,
    /// Where.
    pub place: String,
    /// Code of the municipality of the place.
    pub municipality: String,
    /// Address of the meeting online.
    pub link: String,
    /// Id of a network; empty is everyone.
    pub network: String,
    /// What it costs.
    pub price: String,
    /// Number of seats; empty is as many as want to.
    pub seats: String,
}

/// From when until when, and until when one can sign up.
struct Span {
    starts_at: Timestamp,
    ends_at: Timestamp,
    until: Date,
}

/// Where, on site or online.
struct Site {
    place: Option<String>,
    municipality: Option<MunicipalityCode>,
    link: Option<String>,
}

impl GatheringForm {
    /// The form as it would have been typed.
    pub fn of(gathering: &Gathering) -> Self {
        let (starts, ends) = (time::local(gathering.starts_at), time::local(gathering.ends_at));
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Self {
            kind: gathering.kind.code().to_owned(),
            title: gathering.title.clone(),
            text: gathering.text.clone(),
            starts_on: starts.date().to_string(),
            starts_at: starts.strftime("%H.%M").to_string(),
            ends_on: ends.date().to_string(),
            ends_at: ends.strftime("%H.%M").to_string(),
            sign_up_until: gathering.sign_up_until.to_string(),
            place: text(&gathering.place),
            municipality: text(&gathering.municipality.as_ref().map(ToString::to_string)),
            link: text(&gathering.link),
            network: text(&gathering.network.map(|id| id.to_string())),
            price: text(&gathering.price),
            seats: text(&gathering.seats.map(|seats| seats.to_string())),
        }
    }

    /// Reads it; what begins in the past is refused, unless it begins when it did before.
    pub fn parse(&self, now: Timestamp, began_at: Option<Timestamp>) -> Result<Gathering, Faults> {
        let mut faults = Faults::default();
        let kind = faults.take(GatheringKind::parse(&self.kind));
        let title = faults.take(text::required("title", &self.title, NAME_MAX));
        let text = faults.take(text::required("text", &self.text, BODY_MAX));
        let span = self.span((now, began_at), &mut faults);
        let site = self.site(&mut faults);
        let network = faults.take(network(&self.network));
        let price = faults.take(text::optional("price", &self.price, LINE_MAX));
        let seats = faults.take(text::whole_number("seats", &self.seats, SEATS));
        match (kind, title, text, span, site, network, price, seats) {
            (
                Some(kind),
                Some(title),
                Some(text),
                Some(span),
                Some(site),
                Some(network),
                Some(price),
                Some(seats),
            ) if faults.is_empty() => Ok(Gathering {
                kind,
                title: one_line(&title),
                text,
                starts_at: span.starts_at,
                ends_at: span.ends_at,
                sign_up_until: span.until,
                place: site.place,
                municipality: site.municipality,
                link: site.link,
                network,
                price: price.as_deref().map(one_line),
                seats,
            }),
            _ => Err(faults),
        }
    }

    fn span(
        &self,
        (now, began_at): (Timestamp, Option<Timestamp>),
        faults: &mut Faults,
    ) -> Option<Span> {
        let on = time::date_from_iso("startsOn", &self.starts_on);
        let on = faults.take(on.and_then(|on| on.ok_or(Fault::new("startsOn", "required"))));
        let at = faults.take(clock_time("startsAt", &self.starts_at));
        let ends_on = faults.take(time::date_from_iso("endsOn", &self.ends_on));
        let ends_at = faults.take(clock_time("endsAt", &self.ends_at));
        let until = faults.take(time::date_from_iso("signUpUntil", &self.sign_up_until));
        let (on, at, ends_on, ends_at) = (on?, at?, ends_on?, ends_at?);
        let (starts_at, until) = (time::instant_of(on, at), until?.unwrap_or(on));
        let ends_on = ends_on.unwrap_or(on);
        let span = Span { starts_at, ends_at: time::instant_of(ends_on, ends_at), until };
        let found = [
            if began_at == Some(starts_at) { Ok(()) } else { begins_ahead(on, starts_at, now) },
            ends_after(&span, on, ends_on),
            until_before(until, on),
        ];
        let mut is_right = true;
        for checked in found {
            is_right &= faults.take(checked).is_some();
        }
        is_right.then_some(span)
    }

    fn site(&self, faults: &mut Faults) -> Option<Site> {
        let place = faults.take(text::optional("place", &self.place, LINE_MAX))?;
        let place = place.as_deref().map(one_line);
        let link = faults.take(link(&self.link))?;
        if place.is_none() && link.is_none() {
            faults.push(Fault::new("place", "gathering-nowhere"));
            return None;
        }
        let code = self.municipality.trim();
        let municipality = match (code.is_empty(), &place) {
            (true, Some(_)) => {
                faults.push(Fault::new("municipality", "required"));
                return None;
            }
            // What is only online is in no municipality.
            (true | false, None) => None,
            (false, Some(_)) => {
                let unknown = |_| Fault::new("municipality", "unknown-choice").with("value", code);
                Some(faults.take(MunicipalityCode::parse(code).map_err(unknown))?)
            }
        };
        Some(Site { place, municipality, link })
    }
}

fn begins_ahead(on: Date, starts_at: Timestamp, now: Timestamp) -> Result<(), Fault> {
    if starts_at <= now {
        return Err(Fault::new("startsOn", "time-has-passed").with("value", on));
    }
    if time::days_between(time::day_of(now), on) > AHEAD_DAYS_MAX {
        return Err(Fault::new("startsOn", "date-out-of-reach").with("value", on));
    }
    Ok(())
}

fn ends_after(span: &Span, on: Date, ends_on: Date) -> Result<(), Fault> {
    if span.ends_at <= span.starts_at {
        return Err(Fault::new("endsAt", "gathering-ends-first"));
    }
    if time::days_between(on, ends_on) > SPAN_DAYS_MAX {
        let latest = time::days_after(on, SPAN_DAYS_MAX);
        return Err(Fault::new("endsOn", "gathering-too-long").with("value", latest));
    }
    Ok(())
}

fn until_before(until: Date, on: Date) -> Result<(), Fault> {
    if until <= on {
        return Ok(());
    }
    Err(Fault::new("signUpUntil", "gathering-until-late").with("value", on))
}

fn network(text: &str) -> Result<Option<NetworkId>, Fault> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let id = text.parse().map_err(|_| Fault::new("network", "unknown-choice").with("value", text));
    id.map(Some)
}

/// The address of a meeting online: it begins with `https://` and has nothing in it that an address
/// cannot have.
fn link(text: &str) -> Result<Option<String>, Fault> {
    let Some(link) = text::optional("link", text, LINK_MAX)? else { return Ok(None) };
    let may_stand = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\');
    let host = link.strip_prefix("https://").and_then(|rest| rest.split(['/', '?', '#']).next());
    let is_address = host.is_some_and(|host| host.contains('.') && !host.starts_with('.'));
    if is_address && link.chars().all(may_stand) {
        Ok(Some(link))
    } else {
        Err(Fault::new("link", "gathering-link").with("value", link))
    }
}

/// What an event led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// What it was.
    pub outcome: Outcome,
    /// In words, without names of people.
    pub words: String,
    /// How many came.
    pub came: Option<i64>,
}

/// The same as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ClosingForm {
    /// Code of the outcome.
    pub outcome: String,
    /// In words.
    pub words: String,
    /// How many came; may be empty.
    pub came: String,
}

impl ClosingForm {
    /// Reads it. Nothing is an outcome too, and says why.
    pub fn parse(&self) -> Result<Closing, Faults> {
        let mut faults = Faults::default();
        let outcome = faults.take(Outcome::parse(&self.outcome));
        let words = faults.take(text::required("words", &self.words, BODY_MAX));
        let came = faults.take(text::whole_number("came", &self.came, CAME));
        match (outcome, words, came) {
            (Some(outcome), Some(words), Some(came)) => Ok(Closing { outcome, words, came }),
            _ => Err(faults),
        }
    }
}

/// Why an event is called off, as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CancellingForm {
    /// Why.
    pub reason: String,
}

impl CancellingForm {
    /// Reads it.
    pub fn parse(&self) -> Result<String, Faults> {
        Ok(text::required("reason", &self.reason, LINE_MAX)?)
    }
}
