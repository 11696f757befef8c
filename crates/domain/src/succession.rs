//! Ownership transfer: an owner's private listing, the anonymous teaser, what buyers and owner
//! learn of each other step by step, and what owners intend, in sums only.
//!
//! A listing belongs to one account. What others may learn of it is decided here: a teaser covers
//! at least [`FIRMS_LEAST`] firms of the register ([`cover`]), its words name nobody ([`words`]),
//! and names show only while both have said yes to the same confidentiality agreement.

pub mod cover;
pub mod intentions;
#[cfg(test)]
mod tests;
pub mod words;

use serde::{Deserialize, Serialize};

use crate::code_enum;
use crate::codes::MunicipalityCode;
use crate::fault::{Fault, Faults};
use crate::leaders::Industry;
use crate::text::{self, BODY_MAX, LINE_MAX};

pub use crate::figures::FIRMS_LEAST;

/// The confidentiality agreement that both say yes to; its text stands under this version.
pub const AGREEMENT_VERSION: &str = "2026-1";
/// Most listings an account has open at once.
pub const LISTINGS_MAX: usize = 5;
/// Most buyers who can be in touch about a listing at once.
pub const CONTACTS_MAX: i64 = 50;
/// Most listings a buyer can be in touch about at once.
pub const INTERESTS_MAX: usize = 20;
/// Most advisers of a listing.
pub const ADVISERS_MAX: usize = 10;
/// Most messages between an owner and a buyer.
pub const MESSAGES_MAX: usize = 500;
/// Longest words of a teaser, in characters.
pub const TEASER_MAX: usize = 1_000;
/// Longest message, in characters.
pub const MESSAGE_MAX: usize = BODY_MAX;

code_enum! {
    /// Where a listing stands.
    ListingState, "state" {
        /// Only its owner knows of it, and whom they have invited.
        Note = "note",
        /// Its teaser can be found by buyers.
        Published = "published",
        /// Its teaser is taken in for now.
        Paused = "paused",
        /// Somebody has taken over.
        Transferred = "transferred",
        /// The owner has ended it.
        Ended = "ended",
        /// The owner does not want to any more.
        Withdrawn = "withdrawn",
    }
}

impl ListingState {
    /// It goes on.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Note | Self::Published | Self::Paused)
    }

    /// Whether the next state can follow. What has ended stays ended.
    pub fn may_become(self, next: Self) -> bool {
        match next {
            Self::Note => false,
            Self::Published => matches!(self, Self::Note | Self::Paused),
            Self::Paused => self == Self::Published,
            // A note that nobody has been shown is taken away instead.
            Self::Transferred | Self::Ended | Self::Withdrawn => {
                matches!(self, Self::Published | Self::Paused)
            }
        }
    }
}

code_enum! {
    /// How an owner ends a listing.
    Ending, "outcome" {
        /// Somebody has taken over.
        Transferred = "transferred",
        /// It came to nothing.
        Ended = "ended",
        /// The owner does not want to any more.
        Withdrawn = "withdrawn",
    }
}

impl Ending {
    /// The state a listing gets.
    pub fn of_listing(self) -> ListingState {
        match self {
            Self::Transferred => ListingState::Transferred,
            Self::Ended => ListingState::Ended,
            Self::Withdrawn => ListingState::Withdrawn,
        }
    }
}

code_enum! {
    /// How far an owner and a buyer have come.
    ContactState, "state" {
        /// They write under names that tell nothing.
        Interest = "interest",
        /// Both have said yes to the agreement and know who the other is.
        Exchanged = "exchanged",
        /// They negotiate.
        Negotiation = "negotiation",
        /// The buyer has taken over.
        Transferred = "transferred",
        /// One of them has ended it.
        Ended = "ended",
    }
}

impl ContactState {
    /// Messages can be written.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Interest | Self::Exchanged | Self::Negotiation)
    }

    /// Each is shown who the other is. When it has ended names are hidden again; what somebody
    /// has read they know, and the agreement still holds.
    pub fn shows_names(self) -> bool {
        matches!(self, Self::Exchanged | Self::Negotiation)
    }

    /// The level of what is told: 1 interest, 2 names, 3 negotiation, 0 ended.
    pub fn level(self) -> u8 {
        match self {
            Self::Interest => 1,
            Self::Exchanged => 2,
            Self::Negotiation => 3,
            Self::Transferred | Self::Ended => 0,
        }
    }

    /// Whether the next state can follow.
    pub fn may_become(self, next: Self) -> bool {
        match next {
            Self::Interest => false,
            Self::Exchanged => self == Self::Interest,
            Self::Negotiation => self == Self::Exchanged,
            Self::Transferred => self == Self::Negotiation,
            Self::Ended => self.is_open(),
        }
    }
}

code_enum! {
    /// Who of the two.
    Side, "side" {
        /// Whoever owns the listing.
        Seller = "seller",
        /// Whoever has shown interest.
        Buyer = "buyer",
    }
}

impl Side {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Seller => Self::Buyer,
            Self::Buyer => Self::Seller,
        }
    }
}

code_enum! {
    /// What has happened to a listing or a contact.
    StepKind, "kind" {
        /// The owner has written it down.
        Written = "written",
        /// The teaser can be found.
        Published = "published",
        /// The owner has taken the teaser in.
        Paused = "paused",
        /// The service has: too few firms fit it by now.
        Unsafe = "unsafe",
        /// The service has: its owner no longer speaks for the firm, or the firm has ended.
        Orphaned = "orphaned",
        /// It says what is no longer true of the firm. It stands: only the owner is told.
        Untrue = "untrue",
        /// An adviser has been let in.
        AdviserIn = "adviser-in",
        /// An adviser is shut out again.
        AdviserOut = "adviser-out",
        /// A buyer has shown interest.
        Interest = "interest",
        /// One of the two has said yes to the agreement.
        Agreed = "agreed",
        /// Both have, and know who the other is.
        Exchanged = "exchanged",
        /// They negotiate.
        Negotiation = "negotiation",
        /// Somebody has taken over.
        Transferred = "transferred",
        /// It has ended.
        Ended = "ended",
        /// The owner does not want to any more.
        Withdrawn = "withdrawn",
    }
}

code_enum! {
    /// What an account has to read.
    NewsKind, "kind" {
        /// A buyer has shown interest.
        Interest = "interest",
        /// A message has come.
        Message = "message",
        /// The other has said yes to the agreement.
        Agreed = "agreed",
        /// Both have.
        Exchanged = "exchanged",
        /// The other wants to negotiate.
        Negotiation = "negotiation",
        /// The other has ended it.
        Ended = "ended",
        /// The buyer has taken over, the owner says.
        Transferred = "transferred",
        /// The service has taken the teaser in.
        Unsafe = "unsafe",
        /// The teaser says what is no longer true of the firm.
        Untrue = "untrue",
        /// An owner has let one in.
        Invited = "invited",
    }
}

impl Ending {
    /// The step that says it.
    pub fn step(self) -> StepKind {
        match self {
            Self::Transferred => StepKind::Transferred,
            Self::Ended => StepKind::Ended,
            Self::Withdrawn => StepKind::Withdrawn,
        }
    }
}

/// State of a contact once one side says yes to the agreement, and whether the other had before.
pub fn after_agreeing(state: ContactState, other_has_agreed: bool) -> ContactState {
    if state == ContactState::Interest && other_has_agreed {
        ContactState::Exchanged
    } else {
        state
    }
}

/// The agreement as it is typed: a box, and the version that was shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AgreementForm {
    /// `yes` when the box is ticked.
    pub agreed: String,
    /// Version of the text that was read.
    pub agreement: String,
}

impl AgreementForm {
    /// Reads it: only the text that holds today can be said yes to.
    pub fn parse(&self) -> Result<&'static str, Fault> {
        if self.agreement.trim() != AGREEMENT_VERSION {
            return Err(Fault::new("agreed", "succession-agreement-changed"));
        }
        if self.agreed.trim() != "yes" {
            return Err(Fault::new("agreed", "succession-agreement-needed"));
        }
        Ok(AGREEMENT_VERSION)
    }
}

/// What an owner writes for themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Note {
    /// What the owner calls it.
    pub title: String,
    /// Thoughts, figures, whom to ask.
    pub body: Option<String>,
}

/// The same as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct NoteForm {
    /// What the owner calls it.
    pub title: String,
    /// Thoughts, figures, whom to ask.
    pub body: String,
}

impl NoteForm {
    /// The form as it would have been typed.
    pub fn of(note: &Note) -> Self {
        Self { title: note.title.clone(), body: note.body.clone().unwrap_or_default() }
    }

    /// Reads it.
    pub fn parse(&self) -> Result<Note, Faults> {
        let mut faults = Faults::default();
        let title = faults.take(text::required("title", &self.title, LINE_MAX));
        let body = faults.take(text::optional("body", &self.body, BODY_MAX));
        match (title, body) {
            (Some(title), Some(body)) => Ok(Note { title, body }),
            _ => Err(faults),
        }
    }
}

/// What a buyer looks for and can do. Shown to owners in whose teaser they have shown interest.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Profile {
    /// What kind of firm.
    pub looking: String,
    /// What the buyer has done before.
    pub background: String,
    /// Which industries; none is any.
    pub industries: Vec<Industry>,
    /// Where; none is the whole county.
    pub municipalities: Vec<MunicipalityCode>,
}

/// The same as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ProfileForm {
    /// What kind of firm.
    pub looking: String,
    /// What the buyer has done before.
    pub background: String,
    /// Codes of industries.
    pub industries: Vec<String>,
    /// Codes of municipalities.
    pub municipalities: Vec<String>,
}

impl ProfileForm {
    /// The form as it would have been typed.
    pub fn of(profile: &Profile) -> Self {
        Self {
            looking: profile.looking.clone(),
            background: profile.background.clone(),
            industries: profile.industries.iter().map(ToString::to_string).collect(),
            municipalities: profile.municipalities.iter().map(ToString::to_string).collect(),
        }
    }

    /// Reads it. Its words name nobody: the buyer too is unknown at first.
    pub fn parse(&self, known: &words::Known) -> Result<Profile, Faults> {
        let mut faults = Faults::default();
        let looking = faults.take(said("looking", &self.looking, TEASER_MAX, known));
        let background = faults.take(said("background", &self.background, TEASER_MAX, known));
        let industries = faults.take(industries(&self.industries));
        let municipalities = faults.take(places(&self.municipalities));
        match (looking, background, industries, municipalities) {
            (Some(looking), Some(background), Some(industries), Some(municipalities)) => {
                Ok(Profile { looking, background, industries, municipalities })
            }
            _ => Err(faults),
        }
    }
}

/// Words that somebody who is not known yet reads: required, and telling nobody's name.
pub fn said(
    field: &'static str,
    text: &str,
    max: usize,
    known: &words::Known,
) -> Result<String, Fault> {
    let text = text::required(field, text, max)?;
    match words::reveals(field, &text, known) {
        Some(fault) => Err(fault),
        None => Ok(text),
    }
}

fn given(texts: &[String]) -> impl Iterator<Item = &str> {
    texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty())
}

fn industries(texts: &[String]) -> Result<Vec<Industry>, Fault> {
    let mut all = given(texts).map(Industry::parse).collect::<Result<Vec<_>, _>>()?;
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

pub(crate) fn places(texts: &[String]) -> Result<Vec<MunicipalityCode>, Fault> {
    let unknown = |text| Fault::new("municipalities", "unknown-choice").with("value", text);
    let codes = given(texts).map(|text| MunicipalityCode::parse(text).map_err(|_| unknown(text)));
    let mut codes = codes.collect::<Result<Vec<_>, _>>()?;
    codes.sort_unstable();
    codes.dedup();
    Ok(codes)
}
