//! The demo county as plain data: actors, firms, people, networks, offers and seventeen stories.
//!
//! Nothing here knows a database or a clock. Every day is a number of days from the demo's today,
//! every reference a key that another list holds (the tests see to it). Firms, people, networks,
//! terms and events are invented; real actors stand under their own name only, and a fact about
//! them carries a link. [`generated_firm`] and [`generated_need`] fill the county to any size, the
//! same for the same index and seed.

mod actors;
mod desks;
mod firms;
mod generated;
mod networks;
mod numbers;
mod offers;
mod people;
mod places;
mod stories;

use domain::access::Role;
use domain::cases::{Audience, CaseOutcome, CaseState};
use domain::contacts::ContactKind;
use domain::contacts::peace::Wish;
use domain::needs::answers::Obstacle;
use domain::needs::lanes::{LaneKind, LaneState};
use domain::needs::mapping::{MappingState, Track};
use domain::needs::{NeedKind, NeedState, Severity};
use domain::offers::Offer;
use domain::organisations::Organisation;

pub use actors::{PRESENT_TOO, actors};
pub use desks::desks;
pub use firms::firms;
pub use generated::{generated_firm, generated_need, generated_need_of};
pub use networks::networks;
pub use numbers::{SplitMix, demo_org_number};
pub use offers::offers;
pub use people::{PROTECTED_LOGIN, PROTECTED_NAME, people};
pub use places::{MUNICIPALITIES, Municipality};
pub use stories::{contacts, stories, wishes};

/// The county nearly everything takes place in.
pub const COUNTY: &str = "22";
/// Its name.
pub const COUNTY_NAME: &str = "Västernorrland";
/// A second county, to prove that nothing leaks between them.
pub const OTHER_COUNTY: &str = "21";
/// Its name.
pub const OTHER_COUNTY_NAME: &str = "Gävleborg";
/// A county without any data.
pub const EMPTY_COUNTY: &str = "23";
/// Its name.
pub const EMPTY_COUNTY_NAME: &str = "Jämtland";

/// A word that stands in one unapproved draft and nowhere else: where it shows, something leaks.
pub const TELLTALE: &str = "Zirkonsvets";

/// A firm or public employer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Firm {
    /// Stable slug, beginning `demo-`; other lists refer to it.
    pub slug: String,
    /// What is known of it.
    pub organisation: Organisation,
}

/// Who offers something in the service map, or takes part for the public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorOrganisation {
    /// Stable slug, beginning `demo-`; other lists refer to it.
    pub slug: &'static str,
    /// What is known of it; `is_actor` is true.
    pub organisation: Organisation,
    /// The actor exists; only its offers and terms may be invented.
    pub is_real: bool,
    /// County it is present in.
    pub county: &'static str,
    /// Where it tells about itself, when it is real.
    pub url: Option<&'static str>,
}

/// A network of employers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Network {
    /// Stable slug, beginning `demo-`.
    pub slug: &'static str,
    /// Name.
    pub name: &'static str,
    /// What its members do together.
    pub purpose: &'static str,
    /// Slug of the actor that keeps it.
    pub owner: &'static str,
    /// Slugs of member firms.
    pub members: &'static [&'static str],
}

/// An offer of the service map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedOffer {
    /// Stable slug, beginning `demo-`.
    pub slug: &'static str,
    /// Slug of the actor that gives it.
    pub provider: &'static str,
    /// Slug of the only network that may see it. The loader turns it into the offer's audience,
    /// which says «everyone» until then.
    pub network: Option<&'static str>,
    /// The terms are invented. When false, they rest on the page that `url` names.
    pub is_demo: bool,
    /// The offer.
    pub offer: Offer,
}

/// A desk: the function that owns cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Desk {
    /// Stable slug, beginning `demo-`.
    pub slug: &'static str,
    /// Name.
    pub name: &'static str,
    /// County.
    pub county: &'static str,
    /// Slug of the actor it belongs to.
    pub organisation: &'static str,
    /// What it does in the flow of cases.
    pub kind: DeskKind,
    /// Municipalities it covers, as codes.
    pub municipalities: &'static [&'static str],
    /// SNI divisions it takes before any other desk; none means all that no other desk takes.
    pub industries: &'static [&'static str],
    /// Slug of the desk told when a promise stays broken.
    pub escalates_to: Option<&'static str>,
    /// Telephone, shown to firms.
    pub telephone: &'static str,
    /// Address, shown to firms.
    pub email: &'static str,
}

/// What a desk does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeskKind {
    /// Skills brokers (kompetensmäklare): own cases.
    Broker,
    /// A municipality's one contact point.
    ContactPoint,
    /// The desk broken promises go to.
    Strategist,
}

/// A person with a login.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    /// Login address.
    pub email: &'static str,
    /// Invented name.
    pub name: &'static str,
    /// Role.
    pub role: Role,
    /// County.
    pub county: &'static str,
    /// Slug of the firm or actor the role is held in.
    pub organisation: &'static str,
    /// Code of the municipality the role is limited to.
    pub municipality: Option<&'static str>,
    /// Slug of the desk served.
    pub desk: Option<&'static str>,
    /// Steps in for the desk's holder.
    pub is_deputy: bool,
}

/// One firm's way from a first word to an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// Stable slug of the mapping, beginning `demo-`.
    pub slug: &'static str,
    /// Slug of the firm.
    pub firm: &'static str,
    /// Who holds the pen.
    pub track: Track,
    /// Login of the process leader, on the led track.
    pub leader: Option<&'static str>,
    /// Slug of the network the firm was invited through.
    pub network: Option<&'static str>,
    /// How far the mapping has come.
    pub state: MappingState,
    /// Days from today the firm was invited; negative is past.
    pub invited: i64,
    /// Days from today it approved, once it has.
    pub approved: Option<i64>,
    /// Whom to answer.
    pub contact_name: &'static str,
    /// Telephone or e-mail.
    pub contact_reach: &'static str,
    /// Goals, in the order they were said.
    pub goals: Vec<StoryGoal>,
    /// The case the needs are answered in, once approved.
    pub case: Option<StoryCase>,
}

/// A goal with every answer of the led track.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryGoal {
    /// What they want to reach.
    pub goal: &'static str,
    /// What is hardest.
    pub obstacle: Obstacle,
    /// What happens otherwise.
    pub consequence: &'static str,
    /// How serious that is.
    pub severity: Severity,
    /// What one must be able to do; empty on the micro track.
    pub capability: &'static str,
    /// What is missing today; empty on the micro track.
    pub gap: &'static str,
    /// Needs that follow.
    pub needs: Vec<StoryNeed>,
}

/// A need in the firm's own voice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryNeed {
    /// Stable slug, beginning `demo-`.
    pub slug: &'static str,
    /// The firm's words.
    pub words: &'static str,
    /// Kind of change.
    pub kind: NeedKind,
    /// Persons.
    pub count: i64,
    /// Days from today to the start, where known.
    pub start: Option<i64>,
    /// SSYK 2012 code that a person has accepted.
    pub ssyk: Option<&'static str>,
    /// Login of who accepted it; none is the firm itself.
    pub accepted_by: Option<&'static str>,
    /// How far the need has come, once the mapping is approved.
    pub state: NeedState,
    /// Lanes at work.
    pub lanes: Vec<StoryLane>,
}

/// A lane of a need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoryLane {
    /// Which way.
    pub kind: LaneKind,
    /// How far.
    pub state: LaneState,
    /// Persons it is meant to give.
    pub planned: i64,
    /// Persons it has given.
    pub filled: i64,
    /// What happens next.
    pub next_step: Option<&'static str>,
    /// Days from today to it.
    pub next_step_on: Option<i64>,
}

/// A case and its thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryCase {
    /// Stable slug, beginning `demo-`.
    pub slug: &'static str,
    /// Title as people say it.
    pub title: &'static str,
    /// Slug of the desk that owns it.
    pub desk: &'static str,
    /// Login of who has taken it.
    pub holder: Option<&'static str>,
    /// When it came in.
    pub opened: Moment,
    /// When the firm had its first answer.
    pub answered: Option<Moment>,
    /// Where it is.
    pub state: CaseState,
    /// What happens next; none only when closed.
    pub next_step: Option<&'static str>,
    /// Days from today to it.
    pub next_step_on: Option<i64>,
    /// Slugs of organisations let in beside the firm and the desk's own.
    pub parties: &'static [&'static str],
    /// What has been written.
    pub messages: Vec<StoryMessage>,
    /// How it ended, when closed: outcome, words and days from today.
    pub closed: Option<(CaseOutcome, &'static str, i64)>,
}

/// A point in time: days from the demo's today and the wall clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// Days from today; negative is past.
    pub day: i64,
    /// Hour, Swedish time.
    pub hour: i8,
    /// Minute.
    pub minute: i8,
}

/// Who wrote a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writer {
    /// The firm's contact person.
    Firm,
    /// A person, by login.
    Person(&'static str),
}

/// A message in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoryMessage {
    /// Who wrote it.
    pub from: Writer,
    /// For whom.
    pub audience: Audience,
    /// Slug of the one other party, with [`Audience::One`].
    pub to: Option<&'static str>,
    /// When.
    pub at: Moment,
    /// What.
    pub text: &'static str,
}

/// A contact with a firm, past or planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoryContact {
    /// Slug of the firm.
    pub firm: &'static str,
    /// Login of who holds it, and so the organisation.
    pub by: &'static str,
    /// How.
    pub kind: ContactKind,
    /// Days from today; positive is planned.
    pub on: i64,
    /// What about: every public actor sees it.
    pub topic: &'static str,
    /// What was said: the own organisation only.
    pub note: Option<&'static str>,
    /// Which wishes of the firm's it goes against, and why it could not wait.
    pub forced: Option<(&'static [Wish], &'static str)>,
}

/// What a firm asks of those who get in touch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryWishes {
    /// Slug of the firm.
    pub firm: &'static str,
    /// Name of who said so.
    pub by: &'static str,
    /// Days from today.
    pub said: i64,
    /// At most so many contacts in a quarter that it has not asked for.
    pub limit: Option<i64>,
    /// Rather like this.
    pub preferred: &'static [ContactKind],
    /// Not like this.
    pub refused: &'static [ContactKind],
    /// Whom to ask for.
    pub ask_for: Option<&'static str>,
    /// First and last quiet day, in days from today, and why.
    pub quiet: Option<(i64, i64, &'static str)>,
}

/// A need made up to fill the county.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GeneratedNeed {
    /// The goal behind it.
    pub goal: String,
    /// The firm's words.
    pub words: String,
    /// What is hardest.
    pub obstacle: Obstacle,
    /// How serious.
    pub severity: Severity,
    /// Kind of change.
    pub kind: NeedKind,
    /// Persons.
    pub count: i64,
    /// Days from today to the start, where known.
    pub start: Option<i64>,
    /// Days from today it was approved; always past.
    pub approved: i64,
    /// SSYK 2012 code, accepted by the firm.
    pub ssyk: &'static str,
}

#[cfg(test)]
mod tests;
