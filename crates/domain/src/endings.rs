//! How an organisation ends in a county, what it may still do then, and what becomes of all it has
//! open; and how it changes its number without ending.

use serde::{Deserialize, Serialize};

use crate::code_enum;
use crate::codes::OrgNumber;
use crate::fault::{Fault, Faults};
use crate::ids::OrganisationId;
use crate::text::{self, LINE_MAX, NAME_MAX};
use crate::time::{self, Date};

/// How long ago an organisation can have ended, or changed its number, when it is written down.
pub const PAST_DAYS_MAX: i64 = 366;
/// How many days an ending can be taken back.
pub const UNDO_DAYS: i64 = 7;
/// Most of each kind that an organisation can have open when it ends.
pub const OPEN_MAX: i64 = 1_000;

code_enum! {
    /// How an organisation ends.
    EndingKind, "kind" {
        /// It has closed.
        Ceased = "ceased",
        /// It has gone into another organisation of the county.
        Merged = "merged",
        /// It has left the county.
        Left = "left",
    }
}

/// What somebody does with an organisation, or it does itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Deed {
    /// A need is written down.
    Need,
    /// A case is opened, or opened again.
    Case,
    /// A mapping begins.
    Mapping,
    /// A visit is planned or written down.
    Visit,
    /// A contact is planned or written down.
    Contact,
    /// It is asked into a pool, or says yes to one.
    PoolAnswer,
    /// A network invites it.
    CampaignInvitation,
    /// It signs up for an event.
    SignUp,
    /// It asks for support money, or is given some.
    Grant,
    /// An agreement is made with it.
    Agreement,
    /// It becomes a member of a network.
    Membership,
    /// It invites to an event.
    Event,
    /// Somebody is to log in for it.
    Account,
    /// What is known of it is read.
    Reading,
    /// It says whether it got help.
    FollowUpAnswer,
    /// What is kept of it is handed out.
    Export,
    /// What is kept of it is erased.
    Erasure,
}

impl Deed {
    /// Every deed.
    pub const ALL: &[Self] = &[
        Self::Need,
        Self::Case,
        Self::Mapping,
        Self::Visit,
        Self::Contact,
        Self::PoolAnswer,
        Self::CampaignInvitation,
        Self::SignUp,
        Self::Grant,
        Self::Agreement,
        Self::Membership,
        Self::Event,
        Self::Account,
        Self::Reading,
        Self::FollowUpAnswer,
        Self::Export,
        Self::Erasure,
    ];

    /// Something begins that was not there before.
    pub fn is_new(self) -> bool {
        !matches!(self, Self::Reading | Self::FollowUpAnswer | Self::Export | Self::Erasure)
    }
}

/// Whether a deed can be done with an organisation, by how it has ended: nothing new begins at one
/// that is no more, and all that looks back stays.
pub fn may(ended: Option<EndingKind>, deed: Deed) -> bool {
    ended.is_none() || !deed.is_new()
}

code_enum! {
    /// What an organisation can have open when it ends.
    Open, "open" {
        /// Needs that are still to be met.
        Needs = "needs",
        /// Cases that are not closed.
        Cases = "cases",
        /// Mappings that the firm has not approved.
        Mappings = "mappings",
        /// Of them, invitations of networks that nobody has answered.
        Invitations = "invitations",
        /// Visits that lie ahead.
        Visits = "visits",
        /// Other contacts that lie ahead.
        Contacts = "contacts",
        /// Places in pools that are not over.
        Pools = "pools",
        /// Sign-ups to events that are not over.
        SignUps = "sign-ups",
        /// Memberships in networks.
        Memberships = "memberships",
        /// Grants asked for or given that are not followed up.
        Grants = "grants",
        /// Agreements that are not over.
        Agreements = "agreements",
        /// People who log in for it.
        Accounts = "accounts",
    }
}

code_enum! {
    /// What becomes of something open.
    Fate, "fate" {
        /// It is written off.
        WrittenOff = "written-off",
        /// It is called off.
        CalledOff = "called-off",
        /// It is taken back, and sums are counted anew.
        Withdrawn = "withdrawn",
        /// It ends.
        Ends = "ends",
        /// It stays open, and whoever holds it is told to close it.
        ToClose = "to-close",
        /// It stays as it is.
        Stays = "stays",
        /// It goes to the other organisation.
        Moves = "moves",
        /// It goes there, unless there is one already: then it ends.
        MovesOrEnds = "moves-or-ends",
    }
}

impl EndingKind {
    /// What becomes of what is open when an organisation ends so.
    pub fn fate(self, open: Open) -> Fate {
        match (self, open) {
            (Self::Merged, Open::Grants) => Fate::Stays,
            (
                Self::Merged,
                Open::Pools
                | Open::SignUps
                | Open::Memberships
                | Open::Invitations
                | Open::Visits
                | Open::Contacts,
            ) => Fate::MovesOrEnds,
            (Self::Merged, _) => Fate::Moves,
            (_, Open::Needs) => Fate::WrittenOff,
            (
                _,
                Open::Mappings | Open::Invitations | Open::Visits | Open::Contacts | Open::SignUps,
            ) => Fate::CalledOff,
            (_, Open::Pools) => Fate::Withdrawn,
            (_, Open::Memberships | Open::Accounts) => Fate::Ends,
            (_, Open::Cases) => Fate::ToClose,
            (_, Open::Grants | Open::Agreements) => Fate::Stays,
        }
    }

    /// Whether it can be taken back, and on which days: what has moved to another organisation
    /// cannot be told apart from its own any more.
    pub fn can_be_undone(self, made_on: Date, today: Date) -> bool {
        self != Self::Merged && (0..=UNDO_DAYS).contains(&time::days_between(made_on, today))
    }
}

/// That an organisation has ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ending {
    /// How.
    pub kind: EndingKind,
    /// The first day without it.
    pub on: Date,
    /// What is known of it.
    pub words: String,
    /// What it has gone into, when it has.
    pub successor: Option<OrganisationId>,
    /// The municipality it has gone to, when it has left.
    pub place: Option<String>,
}

/// The same as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct EndingForm {
    /// Code of the kind.
    pub kind: String,
    /// The day, ISO.
    pub ended_on: String,
    /// What is known of it.
    pub words: String,
    /// Id of what it has gone into.
    pub successor: String,
    /// The municipality it has gone to.
    pub place: String,
}

impl EndingForm {
    /// Reads it. What belongs to another kind is not looked at.
    pub fn parse(&self, own: OrganisationId, today: Date) -> Result<Ending, Faults> {
        let mut faults = Faults::default();
        let kind = faults.take(EndingKind::parse(&self.kind));
        let on = faults.take(day_back("endedOn", &self.ended_on, today));
        let words = faults.take(text::required("words", &self.words, LINE_MAX));
        let successor = match kind {
            Some(EndingKind::Merged) => faults.take(self.into(own)).map(Some),
            _ => Some(None),
        };
        let place = match kind {
            Some(EndingKind::Left) => {
                faults.take(text::required("place", &self.place, NAME_MAX)).map(Some)
            }
            _ => Some(None),
        };
        match (kind, on, words, successor, place) {
            (Some(kind), Some(on), Some(words), Some(successor), Some(place)) => {
                Ok(Ending { kind, on, words, successor, place })
            }
            _ => Err(faults),
        }
    }

    fn into(&self, own: OrganisationId) -> Result<OrganisationId, Fault> {
        let required = |_| Fault::new("successor", "required");
        let id: OrganisationId = self.successor.trim().parse().map_err(required)?;
        if id == own {
            return Err(Fault::new("successor", "ending-into-itself"));
        }
        Ok(id)
    }
}

fn day_back(field: &'static str, text: &str, today: Date) -> Result<Date, Fault> {
    let on = time::date_from_iso(field, text)?.ok_or_else(|| Fault::new(field, "required"))?;
    let first = time::days_after(today, -PAST_DAYS_MAX);
    if (first..=today).contains(&on) {
        return Ok(on);
    }
    Err(Fault::new(field, "ending-day").with("value", on).with("from", first).with("to", today))
}

/// That an organisation has another number from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewNumber {
    /// The number it has now.
    pub number: OrgNumber,
    /// The first day with it.
    pub from: Date,
    /// Why.
    pub reason: String,
}

impl NewNumber {
    /// A new number is another number than the one it has.
    pub fn differs_from(&self, old: &OrgNumber) -> Result<(), Fault> {
        if self.number == *old {
            return Err(Fault::new("orgNumber", "number-is-the-same").with("value", old));
        }
        Ok(())
    }
}

/// The same as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct NumberForm {
    /// The new number.
    pub org_number: String,
    /// The first day with it, ISO.
    pub from: String,
    /// Why.
    pub reason: String,
}

impl NumberForm {
    /// Reads it.
    pub fn parse(&self, today: Date) -> Result<NewNumber, Faults> {
        let mut faults = Faults::default();
        let number = faults.take(OrgNumber::parse(&self.org_number));
        let from = faults.take(day_back("from", &self.from, today));
        let reason = faults.take(text::required("reason", &self.reason, LINE_MAX));
        match (number, from, reason) {
            (Some(number), Some(from), Some(reason)) => Ok(NewNumber { number, from, reason }),
            _ => Err(faults),
        }
    }
}

#[cfg(test)]
mod tests;
