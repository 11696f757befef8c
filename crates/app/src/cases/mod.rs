//! Cases: opening, answering, handing over, closing; each party reads only what is theirs.

pub mod board;
mod change;
pub mod notes;
mod opening;
mod reading;
pub mod together;
pub mod views;
mod working;

use domain::access::Actor;
use store::cases::Sight;

pub use store::access::{Desk, DeskHolder};
pub use store::cases::StoredNote;
pub use store::cases::{CaseNeed, Party, StoredCase, StoredMessage};
pub use store::events::Event;

pub use change::Changed;
pub use opening::{CaseForm, Opening, Receipt, open, open_by_hand, promise_now};
pub use reading::{
    CaseList, CaseView, Entry, Hold, ListQuery, Part, list, of_organisation, read, resolve,
};
pub use working::{
    ClosingForm, HandOverForm, InviteForm, LetterForm, NextStepForm, ReopenForm, close, hand_over,
    invite, move_to, plan_next, reopen, take, write,
};

pub(crate) use opening::derived;

/// Which cases an actor sees.
pub(crate) fn sight(actor: &Actor) -> Sight {
    Sight { reach: actor.reach(), organisation: actor.organisation() }
}
