//! Guided mappings: inviting a firm, keeping its draft, and the firm's yes that makes needs of it.
//!
//! Before the yes, answers are for the firm and for whoever leads the mapping. Everyone else within
//! reach sees that there is a mapping and where it is in its life. [`Seat`] says which, and
//! [`enter`] is the only way in.

mod approving;
mod entering;
mod inviting;
mod listing;
mod local;
mod moving;
mod own;
mod reading;
mod writing;

pub use approving::{Approval, NewGoal, approve, carry_out, prepare};
pub use entering::{Closed, Door, Entered, Gate, Login, enter, gate, resolve};
pub use inviting::{Invitation, Invited, LINK_DAYS, firms, invite, new_link, open_towards};
pub(crate) use inviting::{invite_member, renew_link};
pub use listing::{MappingView, Narrowing, find, list};
pub(crate) use moving::call_off;
pub use moving::{advance, compile, send_back, withdraw};
pub(crate) use own::begin_with;
pub use reading::{
    Draft, Overview, Status, StatusMessage, WordsRead, draft, overview, receipt, status,
};
pub use writing::{
    Page, Save, Saved, Seen, Typed, accept_occupation, add_goal, add_need, clear_occupation,
    fields_of, page, page_again, remove_need, save, step_name,
};

pub use store::events::Event;
pub use store::mappings::{Filter, Scope, StoredMapping};
pub use store::needs::StoredNeed;

use domain::access::{ACTORS, Actor, EMPLOYERS, Role};
use domain::ids::OrganisationId;
use domain::needs::mapping::Track;

/// What somebody is in one mapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seat {
    /// The firm itself, by its link or logged in.
    Firm,
    /// Of the organisation that leads it.
    Leader,
    /// Within reach: sees the state, and the answers once the firm has approved.
    Reader,
    /// Sees the state and nothing more, ever.
    Watcher,
}

impl Seat {
    /// The seat of a logged-in actor who has the mapping within scope.
    pub fn of(actor: &Actor, mapping: &StoredMapping) -> Self {
        let own = actor.organisation();
        if actor.is_one_of(EMPLOYERS) && own == Some(mapping.organisation) {
            Self::Firm
        } else if actor.is_one_of(WATCHERS) {
            Self::Watcher
        } else if actor.role() == Role::Leader {
            // A process leader is somebody in the mappings they lead themselves; of what their
            // organisation has only invited to, they see how it goes.
            let own = actor.assignment().map(|held| held.person);
            if mapping.led_by == own { Self::Leader } else { Self::Watcher }
        } else if actor.is_one_of(ACTORS) && Self::leads(own, mapping) {
            Self::Leader
        } else {
            Self::Reader
        }
    }

    /// Only what is led lies in anybody's hands: what a firm answers by itself is its own, whoever
    /// has taken over from the one who invited it.
    fn leads(own: Option<OrganisationId>, mapping: &StoredMapping) -> bool {
        own.is_some() && own == mapping.leader_organisation && mapping.track == Track::Led
    }

    /// May read the answers.
    pub fn reads_answers(self, mapping: &StoredMapping) -> bool {
        match self {
            Self::Firm => true,
            Self::Leader => mapping.state != domain::needs::mapping::MappingState::Withdrawn,
            Self::Reader => mapping.state.is_approved(),
            Self::Watcher => false,
        }
    }

    /// May write answers, as long as the state takes them.
    pub fn writes(self) -> bool {
        matches!(self, Self::Firm | Self::Leader)
    }
}

/// Who sees how an invitation goes, but never what the firm answers.
const WATCHERS: &[Role] = &[Role::NetworkCoord, Role::Ambassador];

/// Whose mappings an actor knows of.
pub fn scope_of(actor: &Actor) -> Scope {
    match actor.organisation() {
        Some(organisation) if actor.is_one_of(WATCHERS) => Scope::Network(organisation),
        _ => Scope::Reach(actor.reach()),
    }
}
