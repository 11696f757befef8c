//! Early warnings and what becomes of them: the same thing heard from several firms, or written
//! down by somebody, goes to a desk; is taken up with who can do something about it; becomes a
//! measure; and is answered back to those it came from.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::code_enum;
use crate::codes::MunicipalityCode;
use crate::contacts::PLANNED_DAYS_MAX;
use crate::fault::{Fault, Faults};
use crate::figures::FIRMS_LEAST;
use crate::ids::{DeskId, OrganisationId};
use crate::text::{self, BODY_MAX, LINE_MAX, NAME_MAX};
use crate::time::{self, Date};

/// How far back a cause is looked for, in months.
pub const WINDOW_MONTHS: i64 = 12;
/// Fewest persons who leave within a year that are a peak.
pub const LEAVERS_LEAST: i64 = 5;
/// Fewest late cases that have piled up.
pub const LATE_LEAST: i64 = 3;
/// From how many employees on a firm matters whether it has said a need or not.
pub const KEY_FIRM_EMPLOYEES: i64 = 50;
/// Most signals of a kind that wait untouched in a county: more would bury those that do.
pub const WAITING_MAX: i64 = 10;
/// Fewest persons in a number that is shown to who may not know which firms are behind it.
pub const PERSONS_LEAST: i64 = 5;

code_enum! {
    /// What a signal is about.
    SignalKind, "kind" {
        /// The same thing stands in the way of several firms.
        Obstacle = "obstacle",
        /// Many retire within a year.
        Retirements = "retirements",
        /// Several firms need the same occupation, and nobody has offered anything.
        Unserved = "unserved",
        /// Cases past their time pile up.
        LateCases = "late-cases",
        /// Nobody has been in touch with a firm that matters.
        SilentFirm = "silent-firm",
        /// Written by a person.
        Written = "written",
    }
}

impl SignalKind {
    /// Found by a rule, and not written by a person.
    pub fn is_found(self) -> bool {
        self != Self::Written
    }

    /// Its amount counts persons.
    pub fn counts_persons(self) -> bool {
        matches!(self, Self::Retirements | Self::Unserved)
    }

    /// What stands behind it is enough for a signal.
    pub fn is_met(self, size: Size) -> bool {
        let several = i64::try_from(FIRMS_LEAST).unwrap_or(i64::MAX);
        match self {
            Self::Obstacle | Self::Unserved => size.firms >= several,
            Self::Retirements => size.firms >= several && size.amount >= LEAVERS_LEAST,
            Self::LateCases => size.amount >= LATE_LEAST,
            Self::SilentFirm => size.firms >= 1,
            Self::Written => false,
        }
    }
}

code_enum! {
    /// Where a signal is in its life.
    SignalState, "state" {
        /// Waits for somebody to begin.
        New = "new",
        /// Somebody has been asked.
        Dialogue = "dialogue",
        /// Something is being done.
        Measure = "measure",
        /// Those it came from have been told what came of it.
        Answered = "answered",
        /// Put aside, with a reason.
        Parked = "parked",
        /// Passed by itself before anyone had begun.
        Lapsed = "lapsed",
    }
}

impl SignalState {
    /// Somebody still has to do something.
    pub fn is_open(self) -> bool {
        matches!(self, Self::New | Self::Dialogue | Self::Measure)
    }

    /// Which steps a person can take. Whoever has asked can ask another, and a measure can be
    /// changed; what has ended can be taken up again.
    pub fn steps(self) -> &'static [Self] {
        use SignalState::{Answered, Dialogue, Measure, New, Parked};
        match self {
            Self::New => &[Dialogue, Parked],
            Self::Dialogue => &[Measure, Dialogue, Answered, Parked],
            Self::Measure => &[Answered, Measure, Dialogue, Parked],
            Self::Answered | Self::Parked | Self::Lapsed => &[New],
        }
    }

    /// What a rule finds again wakes what has ended: at once what only had passed by, else when as
    /// much has come since the end as it takes for a new signal.
    pub fn wakes(self, kind: SignalKind, all: Size, since_end: Size) -> bool {
        match self {
            Self::Lapsed => kind.is_met(all),
            Self::Answered | Self::Parked => kind.is_met(since_end),
            Self::New | Self::Dialogue | Self::Measure => false,
        }
    }
}

code_enum! {
    /// What a piece of evidence is.
    SourceKind, "source" {
        /// An obstacle told at a visit.
        Obstacle = "obstacle",
        /// A visit.
        Visit = "visit",
        /// A need.
        Need = "need",
        /// A case.
        Case = "case",
        /// The last contact with a firm, or the firm where there was none.
        Contact = "contact",
    }
}

/// How much stands behind a signal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    /// Firms, each once.
    pub firms: i64,
    /// Persons, cases or reports, by kind.
    pub amount: i64,
}

/// A piece of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Source {
    /// What it is.
    pub kind: SourceKind,
    /// Which.
    pub id: Uuid,
    /// The firm it came from; none where somebody wrote of no firm.
    pub organisation: Option<OrganisationId>,
    /// How many persons, cases or reports it stands for.
    pub amount: i64,
}

/// How much several pieces of evidence stand for.
pub fn size_of<'s>(sources: impl IntoIterator<Item = &'s Source>) -> Size {
    let (mut firms, mut amount) = (BTreeSet::new(), 0_i64);
    for source in sources {
        firms.extend(source.organisation);
        amount = amount.saturating_add(source.amount);
    }
    Size { firms: i64::try_from(firms.len()).unwrap_or(i64::MAX), amount }
}

/// Something a rule reads: one report, need, case or firm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// Municipality the cause lies in; none is the whole county.
    pub municipality: Option<MunicipalityCode>,
    /// The firm's own municipality.
    pub place: MunicipalityCode,
    /// Code of what it is about: a kind of obstacle, an occupation, a firm; empty where the kind
    /// says it all.
    pub subject: String,
    /// Name of the occupation.
    pub title: Option<String>,
    /// The evidence.
    pub source: Source,
}

/// What makes two findings one and the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cause {
    /// By which rule.
    pub kind: SignalKind,
    /// Where; none is the whole county.
    pub municipality: Option<MunicipalityCode>,
    /// About what.
    pub subject: String,
}

impl Cause {
    /// The key that stands once in a county. A firm that moves stays the same firm.
    pub fn key(&self) -> String {
        let place = self.municipality.as_ref().map_or("", MunicipalityCode::as_str);
        let place = if self.kind == SignalKind::SilentFirm { "" } else { place };
        format!("{}/{place}/{}", self.kind, self.subject)
    }
}

/// What a rule has found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What makes it one and the same.
    pub cause: Cause,
    /// Where most of it lies: its desk is that of this municipality.
    pub home: MunicipalityCode,
    /// Name of the occupation.
    pub title: Option<String>,
    /// The evidence, in the order it was read.
    pub sources: Vec<Source>,
    /// How much it is.
    pub size: Size,
}

/// Puts what was heard together by cause and keeps what is enough for a signal: most firms first,
/// then the largest amount.
pub fn gather(kind: SignalKind, heard: Vec<Heard>) -> Vec<Found> {
    let mut causes: BTreeMap<Cause, Vec<Heard>> = BTreeMap::new();
    for one in heard {
        let (municipality, subject) = (one.municipality.clone(), one.subject.clone());
        causes.entry(Cause { kind, municipality, subject }).or_default().push(one);
    }
    let found = causes.into_iter().filter_map(|(cause, heard)| {
        let size = size_of(heard.iter().map(|one| &one.source));
        let home = home_of(&heard).filter(|_| kind.is_met(size))?;
        let title = heard.iter().find_map(|one| one.title.clone());
        let sources = heard.iter().map(|one| one.source).collect();
        Some(Found { cause, home, title, sources, size })
    });
    let mut found: Vec<_> = found.collect();
    // A stable order: the causes are sorted already.
    found.sort_by_key(|one| std::cmp::Reverse((one.size.firms, one.size.amount)));
    found
}

/// The municipality with most of it; the first by code where several have the same.
fn home_of(heard: &[Heard]) -> Option<MunicipalityCode> {
    let mut places: BTreeMap<&str, (usize, &MunicipalityCode)> = BTreeMap::new();
    for one in heard {
        places.entry(one.place.as_str()).or_insert((0, &one.place)).0 += 1;
    }
    let most = places.values().map(|(count, _)| *count).max()?;
    places.into_values().find(|(count, _)| *count == most).map(|(_, place)| place.clone())
}

/// How much a reader is told stands behind a signal; none where it would say too much.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Firms.
    pub firms: Option<i64>,
    /// Persons, cases or reports.
    pub amount: Option<i64>,
}

/// Who may know which firms they are sees every number. Others see no number of fewer than three
/// firms, and none of fewer than five persons.
pub fn shown(kind: SignalKind, size: Size, names_firms: bool) -> Shown {
    let several = i64::try_from(FIRMS_LEAST).unwrap_or(i64::MAX);
    let is_many = names_firms || size.firms >= several;
    let is_safe = names_firms || !kind.counts_persons() || size.amount >= PERSONS_LEAST;
    Shown {
        firms: is_many.then_some(size.firms),
        amount: (is_many && is_safe).then_some(size.amount),
    }
}

/// The first of several firms whose name stands in a text that all of them will read.
pub fn named_in<'n>(words: &str, names: &'n [String]) -> Option<&'n str> {
    let words = words.to_lowercase();
    let is_named = |name: &&String| !name.is_empty() && words.contains(&name.to_lowercase());
    names.iter().find(is_named).map(String::as_str)
}

/// A signal that a person writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// What, in one line.
    pub title: String,
    /// More about it.
    pub words: String,
    /// Where; none is the whole county.
    pub municipality: Option<MunicipalityCode>,
}

/// What a person types about a signal of their own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WrittenForm {
    /// What, in one line.
    pub title: String,
    /// More about it.
    pub words: String,
    /// Municipality code; empty is the whole county.
    pub municipality: String,
    /// What it came up in: `visit:` or `case:` and its id; empty when in nothing of the kind.
    pub from: String,
}

impl WrittenForm {
    /// Reads what is written.
    pub fn parse(&self) -> Result<Written, Faults> {
        let mut faults = Faults::default();
        let title = faults.take(text::required("title", &self.title, LINE_MAX));
        let words = faults.take(text::required("words", &self.words, BODY_MAX));
        let municipality = match self.municipality.trim() {
            "" => Some(None),
            code => faults.take(MunicipalityCode::parse(code).map(Some)),
        };
        match (title, words, municipality) {
            (Some(title), Some(words), Some(municipality)) => {
                Ok(Written { title, words, municipality })
            }
            _ => Err(faults),
        }
    }

    /// What it came up in; none where that cannot be read.
    pub fn origin(&self) -> Option<(SourceKind, Uuid)> {
        let (kind, id) = self.from.split_once(':')?;
        let kind = SourceKind::parse(kind).ok()?;
        let is_origin = matches!(kind, SourceKind::Visit | SourceKind::Case);
        id.parse().ok().filter(|_| is_origin).map(|id| (kind, id))
    }
}

/// A step somebody takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Where the signal stands afterwards.
    pub to: SignalState,
    /// What is asked or done; the answer; the reason.
    pub words: String,
    /// Who is asked, where it is no desk.
    pub asked: Option<String>,
    /// The desk that is asked, or that does it.
    pub desk: Option<DeskId>,
    /// By when.
    pub on: Option<Date>,
}

/// What a person types about a step.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StepForm {
    /// Code of the state it leads to.
    pub state: String,
    /// What is asked or done; the answer; the reason.
    pub words: String,
    /// Who is asked, where it is no desk.
    pub asked: String,
    /// Id of a desk.
    pub desk: String,
    /// Day, ISO.
    pub on: String,
}

impl StepForm {
    /// Reads the step. A dialogue says who is asked and by when, a measure which desk does it and
    /// by when; every step says something in words.
    pub fn parse(&self, today: Date) -> Result<Step, Faults> {
        let mut faults = Faults::default();
        let to = SignalState::parse(&self.state)?;
        let words = faults.take(text::required("words", &self.words, BODY_MAX));
        let (asks, does) = (to == SignalState::Dialogue, to == SignalState::Measure);
        let asked = if asks { text::optional("asked", &self.asked, NAME_MAX) } else { Ok(None) };
        let asked = faults.take(asked).flatten();
        let desk = faults.take(self.desk(asks || does)).flatten();
        let on = if asks || does { self.day(today).map(Some) } else { Ok(None) };
        let on = faults.take(on).flatten();
        if asks && asked.is_none() && desk.is_none() && faults.of("desk").is_none() {
            faults.push(Fault::new("asked", "required"));
        }
        if does && desk.is_none() && faults.of("desk").is_none() {
            faults.push(Fault::new("desk", "required"));
        }
        match words {
            Some(words) if faults.0.is_empty() => Ok(Step { to, words, asked, desk, on }),
            _ => Err(faults),
        }
    }

    fn desk(&self, is_asked: bool) -> Result<Option<DeskId>, Fault> {
        let id = self.desk.trim();
        if id.is_empty() || !is_asked {
            return Ok(None);
        }
        let unknown = |_| Fault::new("desk", "signal-desk-unknown");
        id.parse().map(Some).map_err(unknown)
    }

    fn day(&self, today: Date) -> Result<Date, Fault> {
        let on = time::date_from_iso("on", &self.on)?;
        let on = on.ok_or_else(|| Fault::new("on", "required"))?;
        if on < today {
            return Err(Fault::new("on", "signal-day-past").with("value", on));
        }
        if on > time::days_after(today, PLANNED_DAYS_MAX) {
            return Err(Fault::new("on", "date-out-of-reach").with("value", on));
        }
        Ok(on)
    }
}

#[cfg(test)]
mod tests;
