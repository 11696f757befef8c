//! Who may do what. Rights belong to roles in organisations, never to persons.

use serde::{Deserialize, Serialize};

use crate::code_enum;
use crate::codes::{CountyCode, MunicipalityCode};
use crate::ids::{AssignmentId, DeskId, OrganisationId, PersonId};
use crate::time::Date;

code_enum! {
    /// A role a person can hold in an organisation.
    Role, "role" {
        /// Someone not logged in.
        Public = "public",
        /// A private person: job seeker, newcomer, student, employee.
        Person = "person",
        /// Administers an employer's account.
        EmployerAdmin = "employer-admin",
        /// Works at an employer.
        EmployerMember = "employer-member",
        /// Process leader (processledare): leads mappings.
        Leader = "leader",
        /// Invites firms to mappings.
        Ambassador = "ambassador",
        /// Skills broker (kompetensmäklare).
        Broker = "broker",
        /// Municipal adviser or business developer.
        MuniAdviser = "muni-adviser",
        /// A municipality's contact point.
        MuniContact = "muni-contact",
        /// Adviser at Arbetsförmedlingen.
        AfAdviser = "af-adviser",
        /// Keeps Arbetsförmedlingen's offers.
        AfEditor = "af-editor",
        /// Education provider.
        Provider = "provider",
        /// Assesses validation.
        Assessor = "assessor",
        /// Study and career guidance.
        Guidance = "guidance",
        /// Coordinates a network.
        NetworkCoord = "network-coord",
        /// Welcomes newcomers.
        Host = "host",
        /// The region's strategist.
        Strategist = "strategist",
        /// Analyst; aggregates only.
        Analyst = "analyst",
        /// Elected or with insight; aggregates only.
        Politician = "politician",
        /// Edits public content.
        Editor = "editor",
        /// Leads dialogues.
        Facilitator = "facilitator",
        /// Leads a programme.
        ProgrammeLead = "programme-lead",
        /// Data protection and archive.
        Dpo = "dpo",
        /// Registrar (registrator).
        Registrar = "registrar",
        /// Runs the system; reads no content by default.
        Admin = "admin",
    }
}

/// Everyone who represents a public or commissioned actor towards firms.
pub const ACTORS: &[Role] = &[
    Role::Leader,
    Role::Broker,
    Role::MuniAdviser,
    Role::MuniContact,
    Role::AfAdviser,
    Role::Strategist,
];
/// Those who work at an employer.
pub const EMPLOYERS: &[Role] = &[Role::EmployerAdmin, Role::EmployerMember];

/// One role in one organisation, for as long as it is valid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Assignment {
    /// Id.
    pub id: AssignmentId,
    /// County it holds in.
    pub county: CountyCode,
    /// Who.
    pub person: PersonId,
    /// What they may do.
    pub role: Role,
    /// For whom.
    pub organisation: OrganisationId,
    /// Municipality it is limited to; none means the whole county.
    pub municipality: Option<MunicipalityCode>,
    /// Desk the person serves, if any.
    pub desk: Option<DeskId>,
    /// True when the person steps in for the desk's holder.
    pub is_deputy: bool,
    /// First day.
    pub valid_from: Date,
    /// Last day; none means until further notice.
    pub valid_to: Option<Date>,
}

impl Assignment {
    /// Holds on a given day, both ends counted.
    pub fn is_valid_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }
}

/// Who is asking, in which role: what every use case gets first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Nobody has logged in.
    Anyone {
        /// The county whose pages are read.
        county: CountyCode,
    },
    /// A logged-in person in one of their assignments.
    Assigned(Assignment),
}

impl Actor {
    /// The county everything the actor sees lies in.
    pub fn county(&self) -> &CountyCode {
        match self {
            Self::Anyone { county } => county,
            Self::Assigned(assignment) => &assignment.county,
        }
    }

    /// The role the actor speaks in.
    pub fn role(&self) -> Role {
        match self {
            Self::Anyone { .. } => Role::Public,
            Self::Assigned(assignment) => assignment.role,
        }
    }

    /// The organisation the actor speaks for.
    pub fn organisation(&self) -> Option<OrganisationId> {
        self.assignment().map(|assignment| assignment.organisation)
    }

    /// The assignment, when logged in.
    pub fn assignment(&self) -> Option<&Assignment> {
        match self {
            Self::Anyone { .. } => None,
            Self::Assigned(assignment) => Some(assignment),
        }
    }

    /// Has one of the roles.
    pub fn is_one_of(&self, roles: &[Role]) -> bool {
        roles.contains(&self.role())
    }

    /// Which needs, mappings and cases the actor may see at all.
    pub fn reach(&self) -> Reach {
        let Some(assignment) = self.assignment() else { return Reach::Nothing };
        match assignment.role {
            Role::Broker | Role::Strategist => Reach::County,
            Role::MuniAdviser | Role::MuniContact => match &assignment.municipality {
                Some(municipality) => Reach::Municipality(municipality.clone()),
                None => Reach::Nothing,
            },
            Role::EmployerAdmin | Role::EmployerMember => {
                Reach::Organisation(assignment.organisation)
            }
            Role::Leader => {
                Reach::Leading { person: assignment.person, organisation: assignment.organisation }
            }
            Role::AfAdviser | Role::Provider => Reach::Involved(assignment.organisation),
            _ => Reach::Nothing,
        }
    }
}

/// How far an actor sees among firms' needs and cases. What is outside does not exist for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// All firms of the county.
    County,
    /// Firms of one municipality.
    Municipality(MunicipalityCode),
    /// One's own organisation.
    Organisation(OrganisationId),
    /// Only where one's organisation has been let in: a mapping it leads, a case it is party to.
    Involved(OrganisationId),
    /// A process leader's: the mappings they lead themselves, for as long as they do, and what
    /// comes of those; cases their organisation is party to.
    Leading {
        /// Who leads.
        person: PersonId,
        /// Whose process leader they are.
        organisation: OrganisationId,
    },
    /// No firm's matters.
    Nothing,
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn assignment(role: Role) -> Assignment {
        Assignment {
            id: AssignmentId(Uuid::nil()),
            county: CountyCode::parse("22").expect("code"),
            person: PersonId(Uuid::nil()),
            role,
            organisation: OrganisationId(Uuid::nil()),
            municipality: None,
            desk: None,
            is_deputy: false,
            valid_from: Date::constant(2026, 1, 1),
            valid_to: Some(Date::constant(2026, 12, 31)),
        }
    }

    #[test]
    fn an_assignment_holds_on_both_its_end_days_and_no_other() {
        let held = assignment(Role::Broker);
        assert!(held.is_valid_on(Date::constant(2026, 1, 1)));
        assert!(held.is_valid_on(Date::constant(2026, 12, 31)));
        assert!(!held.is_valid_on(Date::constant(2025, 12, 31)));
        assert!(!held.is_valid_on(Date::constant(2027, 1, 1)));
    }

    #[test]
    fn a_municipal_role_without_municipality_reaches_nothing() {
        assert_eq!(Actor::Assigned(assignment(Role::MuniAdviser)).reach(), Reach::Nothing);
    }

    #[test]
    fn roles_that_read_aggregates_only_reach_no_firm() {
        for role in [Role::Analyst, Role::Politician, Role::Admin, Role::Editor, Role::Person] {
            assert_eq!(Actor::Assigned(assignment(role)).reach(), Reach::Nothing, "{role}");
        }
    }

    #[test]
    fn every_role_code_reads_back() {
        for role in Role::ALL {
            assert_eq!(Role::parse(role.code()), Ok(*role));
        }
    }
}
