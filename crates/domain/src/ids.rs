//! Ids: UUID version 7 inside, one type per kind of thing, so that a case id can never be passed
//! where a need id is meant.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Declares one id type per line.
macro_rules! define_ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                Uuid::from_str(text).map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )+};
}

define_ids! {
    /// A person with a login.
    PersonId,
    /// An organisation; the same id in every county where it is present.
    OrganisationId,
    /// A role a person holds in an organisation.
    AssignmentId,
    /// A desk (funktion): what owns cases, so that no case is owned by a person.
    DeskId,
    /// A network of organisations.
    NetworkId,
    /// A guided mapping with one firm.
    MappingId,
    /// A development goal that needs stand behind.
    GoalId,
    /// A need for skills.
    NeedId,
    /// A case: something a desk has promised to answer.
    CaseId,
    /// A message in the thread of a case.
    MessageId,
    /// A contact between a public actor and a firm, past or planned.
    ContactId,
    /// An offer (insats) in the service map.
    OfferId,
    /// A login session.
    SessionId,
    /// A key for programs.
    ApiTokenId,
    /// An event in the append-only log.
    EventId,
    /// A notification to a desk.
    NotificationId,
    /// A visit at a firm, planned or past.
    VisitId,
    /// The same need of several firms, summed.
    PoolId,
    /// Somebody in the register of process leaders and ambassadors.
    LeaderId,
    /// A network's campaign of mappings.
    CampaignId,
    /// A list of cases as a person has saved it.
    ViewId,
    /// What a place has decided about a module.
    ModuleSettingId,
    /// A template for answers.
    ReplyId,
    /// A note on a case.
    CaseNoteId,
    /// An early warning.
    SignalId,
    /// A fund that gives support money.
    FundId,
    /// A grant to a firm, asked for or given.
    GrantId,
    /// A notice of redundancy.
    RedundancyId,
    /// A handover: what somebody held, and who has it now.
    HandoverId,
    /// Days on which somebody is away.
    AbsenceId,
    /// A firm is told who its new contact is.
    ContactChangeId,
    /// A question that a municipality or the region asks beside the common ones.
    LocalQuestionId,
    /// A file of answers given elsewhere, on its way in.
    ImportId,
    /// An agreement or letter of intent with an actor.
    AgreementId,
    /// That an organisation has ended.
    EndingId,
    /// An event where people meet.
    GatheringId,
    /// An owner's private listing of a firm.
    ListingId,
    /// An owner and a buyer in touch about a listing.
    SuccessionContactId,
    /// An idea for the service or a network.
    IdeaId,
    /// A post under an idea.
    IdeaPostId,
}
