//! Contact peace: what a firm asks of those who want to get in touch with it, and whether a
//! contact keeps to it. What the firm itself has asked for is never in the way.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{ContactKind, RECENT_DAYS};
use crate::code_enum;
use crate::fault::{Fault, Faults};
use crate::ids::OrganisationId;
use crate::text::{self, LINE_MAX};
use crate::time::{self, Date};

/// How long a message of the firm's can be answered as something it asked for, in days.
pub const ANSWER_DAYS: i64 = 14;
/// The most a firm can say it accepts in a quarter; more is no limit.
pub const LIMIT_MAX: i64 = 12;
/// Longest quiet period, in days: a year, so that nobody is forgotten in one.
pub const QUIET_DAYS_MAX: i64 = 366;
/// How many quiet periods a firm can have ahead of it.
pub const QUIET_MAX: usize = 12;

code_enum! {
    /// Why a contact counts as asked for by the firm.
    AskedFor, "askedFor" {
        /// The actor is party to a case of the firm's that is under way.
        Case = "case",
        /// It answers a message the firm has sent in a case with the actor.
        Message = "message",
    }
}

code_enum! {
    /// What the firm has asked for and a contact goes against.
    Wish, "wish" {
        /// A quiet period.
        Quiet = "quiet",
        /// At most so many contacts in a quarter.
        Limit = "limit",
        /// A way of getting in touch that the firm has said no to.
        Channel = "channel",
    }
}

code_enum! {
    /// What becomes of a contact.
    Outcome, "outcome" {
        /// It can be planned.
        Allowed = "allowed",
        /// It can be planned by who says why; the firm reads the reason.
        NeedsReason = "needs-reason",
        /// It cannot be planned.
        Refused = "refused",
    }
}

/// Days when a firm wants to be left alone, both counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Quiet {
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// Why, if the firm says: everyone who works with firms reads it.
    pub why: Option<String>,
    /// The day the firm said so: it binds nobody before.
    pub said_on: Date,
}

impl Quiet {
    /// The firm is to be left alone that day, and has said so by then.
    pub fn covers(&self, day: Date) -> bool {
        self.from.max(self.said_on) <= day && day <= self.until
    }
}

/// What a firm asks of those who get in touch with it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Wishes {
    /// At most so many contacts in a quarter that it has not asked for.
    pub limit: Option<i64>,
    /// Rather like this.
    pub preferred: Vec<ContactKind>,
    /// Not like this.
    pub refused: Vec<ContactKind>,
    /// Whom to ask for, such as a role: no name is needed.
    pub ask_for: Option<String>,
    /// The day these were said; none when the firm has said nothing.
    pub said_on: Option<Date>,
    /// When to leave it alone, first one first.
    pub quiet: Vec<Quiet>,
}

impl Wishes {
    /// The firm has asked for nothing.
    pub fn is_empty(&self) -> bool {
        let Self { limit, preferred, refused, ask_for, quiet, .. } = self;
        limit.is_none()
            && preferred.is_empty()
            && refused.is_empty()
            && ask_for.is_none()
            && quiet.is_empty()
    }

    fn bind(&self, day: Date) -> bool {
        self.said_on.is_some_and(|said_on| said_on <= day)
    }
}

/// A contact with the firm that has been or is planned, of whichever actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Earlier {
    /// Whose.
    pub by: OrganisationId,
    /// Day.
    pub on: Date,
    /// The firm had asked for it.
    pub is_asked_for: bool,
    /// It is done together with another that counts.
    pub is_together: bool,
}

/// A contact somebody wants to plan or write down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proposed {
    /// Whose.
    pub by: OrganisationId,
    /// How.
    pub kind: ContactKind,
    /// Day.
    pub on: Date,
    /// The firm has asked for it.
    pub asked_for: Option<AskedFor>,
    /// It is done together with another that counts already.
    pub is_together: bool,
}

/// Something that speaks for or against a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Reason {
    /// The firm has asked for it.
    AskedFor {
        /// How.
        how: AskedFor,
    },
    /// No survey in a quiet period.
    QuietSurvey {
        /// Last quiet day.
        until: Date,
    },
    /// The firm wants to be left alone.
    Quiet {
        /// First quiet day.
        from: Date,
        /// Last quiet day.
        until: Date,
        /// The firm's words.
        why: Option<String>,
    },
    /// The firm answers no surveys.
    SurveyRefused,
    /// The firm does not want to be met like this.
    Channel {
        /// How.
        kind: ContactKind,
    },
    /// One more would be over what the firm accepts.
    Limit {
        /// What it accepts in a quarter.
        limit: i64,
        /// What there is in the quarter already.
        counted: i64,
    },
    /// The firm would rather be met in another way.
    NotPreferred {
        /// How.
        preferred: Vec<ContactKind>,
    },
    /// Others have been in touch lately, or plan to be: do it together.
    Others {
        /// Contacts of the last 90 days.
        recent: i64,
        /// Contacts to come.
        planned: i64,
    },
}

impl Reason {
    /// Stable code, part of the Fluent key `peace-reason-…`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::AskedFor { .. } => "asked-for",
            Self::QuietSurvey { .. } => "quiet-survey",
            Self::Quiet { .. } => "quiet",
            Self::SurveyRefused => "survey-refused",
            Self::Channel { .. } => "channel",
            Self::Limit { .. } => "limit",
            Self::NotPreferred { .. } => "not-preferred",
            Self::Others { .. } => "others",
        }
    }

    /// What it leads to on its own.
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::QuietSurvey { .. } | Self::SurveyRefused => Outcome::Refused,
            Self::Quiet { .. } | Self::Channel { .. } | Self::Limit { .. } => Outcome::NeedsReason,
            Self::AskedFor { .. } | Self::NotPreferred { .. } | Self::Others { .. } => {
                Outcome::Allowed
            }
        }
    }

    /// The wish it goes against.
    pub fn wish(&self) -> Option<Wish> {
        match self {
            Self::QuietSurvey { .. } | Self::Quiet { .. } => Some(Wish::Quiet),
            Self::SurveyRefused | Self::Channel { .. } => Some(Wish::Channel),
            Self::Limit { .. } => Some(Wish::Limit),
            Self::AskedFor { .. } | Self::NotPreferred { .. } | Self::Others { .. } => None,
        }
    }

    /// The fault a form shows when it stands in the way: beside the way of getting in touch when
    /// nothing helps, else beside the reason that is missing.
    fn fault(&self) -> Option<Fault> {
        match self {
            Self::QuietSurvey { until } => {
                Some(Fault::new("kind", "peace-quiet-survey").with("until", until))
            }
            Self::SurveyRefused => Some(Fault::new("kind", "peace-survey-refused")),
            Self::Quiet { from, until, .. } => {
                Some(Fault::new("reason", "peace-quiet").with("from", from).with("until", until))
            }
            Self::Channel { .. } => Some(Fault::new("reason", "peace-channel")),
            Self::Limit { limit, counted } => Some(
                Fault::new("reason", "peace-limit").with("limit", limit).with("count", counted),
            ),
            Self::AskedFor { .. } | Self::NotPreferred { .. } | Self::Others { .. } => None,
        }
    }
}

/// What becomes of a contact, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Verdict {
    /// What becomes of it.
    pub outcome: Outcome,
    /// Why, what weighs most first.
    pub reasons: Vec<Reason>,
}

/// A contact that goes against what the firm asked for, and why it could not wait.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Forced {
    /// Which wishes it goes against.
    pub over: Vec<Wish>,
    /// Why: the firm reads it.
    pub why: String,
}

impl Verdict {
    fn of(mut reasons: Vec<Reason>) -> Self {
        reasons.sort_by_key(|reason| std::cmp::Reverse(reason.outcome()));
        let outcome = reasons.first().map_or(Outcome::Allowed, Reason::outcome);
        Self { outcome, reasons }
    }

    /// Lets a contact pass, with the reason somebody has given: none where none is needed, the
    /// faults of its form where it cannot.
    pub fn pass(&self, reason: &str) -> Result<Option<Forced>, Faults> {
        let mut faults = Faults::default();
        let why = faults.take(text::optional("reason", reason, LINE_MAX)).flatten();
        faults.into_result()?;
        let against = |outcome: Outcome| {
            Faults(
                self.reasons
                    .iter()
                    .filter(|one| one.outcome() == outcome)
                    .filter_map(Reason::fault)
                    .collect(),
            )
        };
        match (self.outcome, why) {
            (Outcome::Allowed, _) => Ok(None),
            (Outcome::Refused, _) => Err(against(Outcome::Refused)),
            (Outcome::NeedsReason, None) => Err(against(Outcome::NeedsReason)),
            (Outcome::NeedsReason, Some(why)) => {
                let over: BTreeSet<Wish> = self.reasons.iter().filter_map(Reason::wish).collect();
                Ok(Some(Forced { over: over.into_iter().collect(), why }))
            }
        }
    }
}

/// First and last day of a day's quarter.
pub fn quarter_of(day: Date) -> (Date, Date) {
    let month = i64::from(day.month());
    let first = time::months_after(day.first_of_month(), -((month - 1) % 3));
    (first, time::days_after(time::months_after(first, 3), -1))
}

/// Contacts of a day's quarter that the firm had not asked for: those of one actor on one day are
/// one, and what is done together counts once.
pub fn unasked_in_quarter(earlier: &[Earlier], day: Date) -> BTreeSet<(OrganisationId, Date)> {
    let (first, last) = quarter_of(day);
    earlier
        .iter()
        .filter(|one| first <= one.on && one.on <= last && !one.is_asked_for && !one.is_together)
        .map(|one| (one.by, one.on))
        .collect()
}

/// Whether a contact keeps to what the firm has asked for.
pub fn judge(wishes: &Wishes, earlier: &[Earlier], new: &Proposed, today: Date) -> Verdict {
    let mut reasons = Vec::new();
    if let Some(how) = new.asked_for {
        reasons.push(Reason::AskedFor { how });
    } else {
        reasons.extend(quiet(wishes, new));
        if wishes.bind(new.on) {
            reasons.extend(channel(wishes, new));
            reasons.extend(limit(wishes, earlier, new));
        }
    }
    reasons.extend(others(earlier, new, today));
    Verdict::of(reasons)
}

fn quiet(wishes: &Wishes, new: &Proposed) -> Option<Reason> {
    // The one that lasts longest says when it is over.
    let found = wishes.quiet.iter().filter(|one| one.covers(new.on)).max_by_key(|one| one.until)?;
    Some(if new.kind == ContactKind::Survey {
        Reason::QuietSurvey { until: found.until }
    } else {
        Reason::Quiet { from: found.from, until: found.until, why: found.why.clone() }
    })
}

fn channel(wishes: &Wishes, new: &Proposed) -> Option<Reason> {
    if wishes.refused.contains(&new.kind) {
        return Some(match new.kind {
            ContactKind::Survey => Reason::SurveyRefused,
            kind => Reason::Channel { kind },
        });
    }
    let is_preferred = wishes.preferred.is_empty() || wishes.preferred.contains(&new.kind);
    (!is_preferred).then(|| Reason::NotPreferred { preferred: wishes.preferred.clone() })
}

fn limit(wishes: &Wishes, earlier: &[Earlier], new: &Proposed) -> Option<Reason> {
    let limit = wishes.limit?;
    let counted = unasked_in_quarter(earlier, new.on);
    if new.is_together || counted.contains(&(new.by, new.on)) {
        return None;
    }
    let counted = i64::try_from(counted.len()).unwrap_or(i64::MAX);
    (counted >= limit).then_some(Reason::Limit { limit, counted })
}

fn others(earlier: &[Earlier], new: &Proposed, today: Date) -> Option<Reason> {
    let since = time::days_after(today, -RECENT_DAYS);
    let count = |of: &dyn Fn(Date) -> bool| {
        let found = earlier.iter().filter(|one| one.by != new.by && of(one.on)).count();
        i64::try_from(found).unwrap_or(i64::MAX)
    };
    let recent = count(&|on| since <= on && on <= today);
    let planned = count(&|on| on > today);
    (recent + planned > 0).then_some(Reason::Others { recent, planned })
}

/// What a firm types about how it wants to be met.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct WishesForm {
    /// The version it builds on; 0 when there is none.
    pub version: String,
    /// Number, or nothing for no limit.
    pub limit: String,
    /// Codes of ways.
    pub preferred: Vec<String>,
    /// Codes of ways.
    pub refused: Vec<String>,
    /// Whom to ask for.
    pub ask_for: String,
}

impl WishesForm {
    /// Reads the form; quiet periods are said on their own.
    pub fn parse(&self, today: Date) -> Result<Wishes, Faults> {
        let mut faults = Faults::default();
        let limit = faults.take(limit_of(&self.limit));
        let ask_for = faults.take(text::optional("askFor", &self.ask_for, LINE_MAX));
        let preferred = faults.take(kinds("preferred", &self.preferred));
        let refused = faults.take(kinds("refused", &self.refused));
        if let (Some(preferred), Some(refused)) = (&preferred, &refused)
            && refused.iter().any(|kind| preferred.contains(kind))
        {
            faults.push(Fault::new("refused", "peace-both-ways"));
        }
        faults.into_result()?;
        Ok(Wishes {
            limit: limit.flatten(),
            preferred: preferred.unwrap_or_default(),
            refused: refused.unwrap_or_default(),
            ask_for: ask_for.flatten(),
            said_on: Some(today),
            quiet: Vec::new(),
        })
    }
}

fn limit_of(text: &str) -> Result<Option<i64>, Fault> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let found = text.trim().parse::<i64>().ok().filter(|limit| (0..=LIMIT_MAX).contains(limit));
    let fault = || Fault::new("limit", "peace-limit-out-of-range").with("max", LIMIT_MAX);
    found.map(Some).ok_or_else(fault)
}

fn kinds(field: &'static str, codes: &[String]) -> Result<Vec<ContactKind>, Fault> {
    let read = |code: &String| ContactKind::parse(code).map_err(|fault| Fault { field, ..fault });
    let found: BTreeSet<ContactKind> = codes.iter().map(read).collect::<Result<_, _>>()?;
    Ok(found.into_iter().collect())
}

/// What a firm types about days when it wants to be left alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct QuietForm {
    /// First day, ISO.
    pub from: String,
    /// Last day, ISO.
    pub until: String,
    /// Why; may be empty.
    pub why: String,
}

impl QuietForm {
    /// Reads the form. What is over already cannot be said, nor what never ends.
    pub fn parse(&self, today: Date) -> Result<Quiet, Faults> {
        let mut faults = Faults::default();
        let from = faults.take(quiet_day("from", &self.from, today));
        let until = faults.take(quiet_day("until", &self.until, today));
        let why = faults.take(text::optional("why", &self.why, LINE_MAX));
        if let (Some(from), Some(until)) = (from, until) {
            if until < from {
                faults.push(Fault::new("until", "peace-ends-before").with("from", from));
            } else if until < today {
                faults.push(Fault::new("until", "date-has-passed").with("value", until));
            } else if time::days_between(from, until) > QUIET_DAYS_MAX {
                faults.push(Fault::new("until", "peace-too-long"));
            }
        }
        faults.into_result()?;
        match (from, until, why) {
            (Some(from), Some(until), Some(why)) => Ok(Quiet { from, until, why, said_on: today }),
            _ => Err(Faults::default()),
        }
    }
}

fn quiet_day(field: &'static str, text: &str, today: Date) -> Result<Date, Fault> {
    let day = time::date_from_iso(field, text)?.ok_or_else(|| Fault::new(field, "required"))?;
    if time::days_between(today, day).abs() > super::PLANNED_DAYS_MAX {
        return Err(Fault::new(field, "date-out-of-reach").with("value", day));
    }
    Ok(day)
}

#[cfg(test)]
mod tests;
