//! Notices of redundancy (varsel): who is affected, who has to do what from the first day, and who
//! may know of it before it is public.

use serde::{Deserialize, Serialize};

use crate::access::{ACTORS, Actor, EMPLOYERS, Role};
use crate::code_enum;
use crate::codes::MunicipalityCode;
use crate::fault::{Fault, Faults};
use crate::ids::OrganisationId;
use crate::offers::OfferKind;
use crate::text::{self, LINE_MAX};
use crate::time::{self, Date};

/// Fields of the rows of occupations: which, and how many persons.
pub const ROWS: [(&str, &str); 8] = [
    ("occupation1", "persons1"),
    ("occupation2", "persons2"),
    ("occupation3", "persons3"),
    ("occupation4", "persons4"),
    ("occupation5", "persons5"),
    ("occupation6", "persons6"),
    ("occupation7", "persons7"),
    ("occupation8", "persons8"),
];
/// Most persons of an occupation in a notice.
pub const PERSONS_MAX: i64 = 10_000;
/// How far back or ahead the days of a notice can lie.
pub const DAYS_MAX: i64 = 730;

code_enum! {
    /// Where the work with a notice stands.
    NoticeState, "state" {
        /// Written down; the first day's tasks wait.
        Reported = "reported",
        /// The work has begun.
        Working = "working",
        /// The work is over.
        Closed = "closed",
    }
}

impl NoticeState {
    /// The step can be taken.
    pub fn may_become(self, next: Self) -> bool {
        matches!((self, next), (Self::Reported, Self::Working) | (Self::Working, Self::Closed))
    }
}

code_enum! {
    /// What has to be done, in the order of the first days.
    Task, "task" {
        /// Meet the firm and its unions.
        MeetFirm = "meet-firm",
        /// Go through the joint offer page together.
        JointOffers = "joint-offers",
        /// Ask the transition organisation what it gives.
        Transition = "transition",
        /// Ask firms with open needs of the same occupations.
        OpenNeeds = "open-needs",
        /// Inform at the workplace.
        Inform = "inform",
        /// Guidance talks.
        Guidance = "guidance",
        /// Plan who has their skills recognised.
        Validation = "validation",
        /// See where everyone has gone.
        FollowUp = "follow-up",
    }
}

impl Task {
    /// Whose task it is.
    pub fn role(self) -> Role {
        match self {
            Self::MeetFirm | Self::Inform | Self::Transition | Self::FollowUp => Role::AfAdviser,
            Self::Guidance | Self::Validation => Role::MuniContact,
            Self::JointOffers | Self::OpenNeeds => Role::Broker,
        }
    }

    /// By which day, counted in working days from the first; the last one when people leave.
    pub fn due_on(self, first_day: Date, last_day_at_work: Date) -> Date {
        let working_days = match self {
            Self::MeetFirm => 1,
            Self::JointOffers => 2,
            Self::Transition => 3,
            Self::OpenNeeds | Self::Inform => 5,
            Self::Guidance | Self::Validation => 10,
            Self::FollowUp => return last_day_at_work.max(first_day),
        };
        (0..working_days).fold(first_day, |day, _| time::next_working_day(day))
    }
}

/// The offers of a joint page: those that give a person something to learn, show or try.
pub fn belongs_on_joint_page(kind: OfferKind) -> bool {
    matches!(
        kind,
        OfferKind::Education | OfferKind::Validation | OfferKind::Placement | OfferKind::Advice
    )
}

/// Who answers for what happens after a notice, and may know of it from the first day.
const RESPONSIBLE: &[Role] = &[Role::AfAdviser, Role::MuniContact, Role::Broker];

/// Which notices an actor sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sight {
    /// Those that are public.
    pub public: PublicSight,
    /// Those that are still secret.
    pub secret: SecretSight,
}

/// Which public notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublicSight {
    /// All.
    All,
    /// One firm's.
    Own(OrganisationId),
    /// None.
    Nothing,
}

/// Which secret notices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecretSight {
    /// All of the county.
    All,
    /// Those of a municipality.
    Municipality(MunicipalityCode),
    /// None.
    Nothing,
}

impl Sight {
    /// What an actor sees. Until its day a notice is known to the adviser at Arbetsförmedlingen,
    /// the municipality's contact and the brokers of the municipality, and not even to others at
    /// the firm.
    pub fn of(actor: &Actor) -> Self {
        let public = match actor.organisation() {
            _ if actor.is_one_of(ACTORS) => PublicSight::All,
            Some(own) if actor.is_one_of(EMPLOYERS) => PublicSight::Own(own),
            _ => PublicSight::Nothing,
        };
        let place = actor.assignment().and_then(|held| held.municipality.clone());
        let secret = match (actor.role(), place) {
            (role, _) if !RESPONSIBLE.contains(&role) => SecretSight::Nothing,
            (_, Some(place)) => SecretSight::Municipality(place),
            (Role::MuniContact, None) => SecretSight::Nothing,
            (_, None) => SecretSight::All,
        };
        Self { public, secret }
    }

    /// Answers for notices in a municipality.
    pub fn is_responsible_in(&self, municipality: &MunicipalityCode) -> bool {
        match &self.secret {
            SecretSight::All => true,
            SecretSight::Municipality(own) => own == municipality,
            SecretSight::Nothing => false,
        }
    }

    /// Sees a notice.
    pub fn sees(
        &self,
        firm: OrganisationId,
        municipality: &MunicipalityCode,
        is_public: bool,
    ) -> bool {
        let by_being_public = match self.public {
            PublicSight::All => true,
            PublicSight::Own(own) => own == firm,
            PublicSight::Nothing => false,
        };
        self.is_responsible_in(municipality) || (is_public && by_being_public)
    }
}

/// A notice as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct NoticeForm {
    /// Municipality code of the workplace.
    pub municipality: String,
    /// The day of the notice, ISO.
    pub notified_on: String,
    /// Last day at work, ISO.
    pub last_day_on: String,
    /// First day it is public, ISO.
    pub public_from: String,
    /// Occupations and persons, row by row.
    pub rows: Vec<(String, String)>,
}

/// A row as it is typed: which occupation is found out later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedRow {
    /// Field of the occupation.
    pub field: &'static str,
    /// A code or a name.
    pub occupation: String,
    /// How many.
    pub persons: i64,
}

/// A notice that has been read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Where the workplace is.
    pub municipality: MunicipalityCode,
    /// The day of the notice.
    pub notified_on: Date,
    /// Last day at work.
    pub last_day_on: Date,
    /// First day it is public.
    pub public_from: Date,
    /// Who is affected.
    pub rows: Vec<AskedRow>,
}

impl NoticeForm {
    /// Reads it.
    pub fn parse(&self, today: Date) -> Result<Notice, Faults> {
        let mut faults = Faults::default();
        let place = MunicipalityCode::parse(&self.municipality);
        let municipality = faults.take(place.map_err(|_| Fault::new("municipality", "required")));
        let notified_on = faults.take(near("notifiedOn", &self.notified_on, today));
        let last_day_on = faults.take(near("lastDayOn", &self.last_day_on, today));
        let public_from = faults.take(near("publicFrom", &self.public_from, today));
        if let Some(on) = notified_on.filter(|on| *on > today) {
            faults.push(Fault::new("notifiedOn", "redundancy-not-yet").with("value", on));
        }
        if let (Some(first), Some(last)) = (notified_on, last_day_on)
            && last < first
        {
            faults.push(Fault::new("lastDayOn", "redundancy-order").with("value", first));
        }
        let rows = self.affected(&mut faults);
        faults.clone().into_result()?;
        match (municipality, notified_on, last_day_on, public_from) {
            (Some(municipality), Some(notified_on), Some(last_day_on), Some(public_from)) => {
                Ok(Notice { municipality, notified_on, last_day_on, public_from, rows })
            }
            _ => Err(faults),
        }
    }

    fn affected(&self, faults: &mut Faults) -> Vec<AskedRow> {
        let mut rows = Vec::new();
        if self.rows.len() > ROWS.len() {
            faults.push(Fault::new("occupation1", "too-many").with("max", ROWS.len()));
        }
        for ((field, count), (occupation, persons)) in ROWS.iter().zip(&self.rows) {
            let occupation = faults.take(text::optional(field, occupation, LINE_MAX)).flatten();
            let persons = faults.take(text::whole_number(count, persons, 1..=PERSONS_MAX));
            match (occupation, persons) {
                (Some(occupation), Some(Some(persons))) => {
                    rows.push(AskedRow { field, occupation, persons });
                }
                (Some(_), Some(None)) => faults.push(Fault::new(count, "required")),
                (None, Some(Some(_))) => faults.push(Fault::new(field, "required")),
                _ => {}
            }
        }
        if rows.is_empty() && faults.is_empty() {
            faults.push(Fault::new("occupation1", "required"));
        }
        rows
    }
}

fn near(field: &'static str, text: &str, today: Date) -> Result<Date, Fault> {
    let on = time::date_from_iso(field, text)?.ok_or_else(|| Fault::new(field, "required"))?;
    if time::days_between(today, on).abs() > DAYS_MAX {
        return Err(Fault::new(field, "date-out-of-reach").with("value", on));
    }
    Ok(on)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Assignment;
    use crate::codes::CountyCode;
    use crate::ids::{AssignmentId, PersonId};
    use proptest::prelude::*;
    use uuid::Uuid;

    const TODAY: Date = Date::constant(2026, 12, 7);

    fn actor(role: Role, place: Option<&str>) -> Actor {
        Actor::Assigned(Assignment {
            id: AssignmentId(Uuid::nil()),
            county: CountyCode::parse("22").expect("code"),
            person: PersonId(Uuid::nil()),
            role,
            organisation: OrganisationId(Uuid::nil()),
            municipality: place.map(|code| MunicipalityCode::parse(code).expect("code")),
            desk: None,
            is_deputy: false,
            valid_from: TODAY,
            valid_to: None,
        })
    }

    #[test]
    fn only_the_responsible_know_of_a_secret_notice() {
        let here = MunicipalityCode::parse("2282").expect("code");
        let firm = OrganisationId(Uuid::nil());
        for role in Role::ALL {
            for place in [None, Some("2282"), Some("2284")] {
                let sees = Sight::of(&actor(*role, place)).sees(firm, &here, false);
                let is_meant = match role {
                    Role::AfAdviser | Role::Broker => place != Some("2284"),
                    Role::MuniContact => place == Some("2282"),
                    _ => false,
                };
                assert_eq!(sees, is_meant, "{role} {place:?}");
            }
        }
    }

    #[test]
    fn from_its_day_on_actors_and_the_firm_itself_see_a_notice() {
        let here = MunicipalityCode::parse("2282").expect("code");
        let sees = |role, firm: u128| {
            let sight = Sight::of(&actor(role, Some("2284")));
            sight.sees(OrganisationId(Uuid::from_u128(firm)), &here, true)
        };
        assert!(ACTORS.iter().all(|role| sees(*role, 7)));
        assert!(sees(Role::EmployerMember, 0) && !sees(Role::EmployerMember, 7));
        assert!(!sees(Role::Politician, 0) && !sees(Role::Person, 0));
    }

    #[test]
    fn steps_go_one_way() {
        use NoticeState::{Closed, Reported, Working};
        assert!(Reported.may_become(Working) && Working.may_become(Closed));
        assert!(!Reported.may_become(Closed) && !Closed.may_become(Working));
        assert!(NoticeState::ALL.iter().all(|next| !Closed.may_become(*next)));
    }

    #[test]
    fn tasks_fall_on_working_days_and_the_last_when_people_leave() {
        let friday = Date::constant(2026, 12, 4);
        let last = Date::constant(2027, 6, 1);
        assert_eq!(Task::MeetFirm.due_on(friday, last), TODAY);
        assert_eq!(Task::FollowUp.due_on(friday, last), last);
        assert_eq!(Task::FollowUp.due_on(friday, TODAY.yesterday().expect("day")), {
            Date::constant(2026, 12, 6)
        });
        assert_eq!(Task::FollowUp.due_on(last, friday), last, "never before the first day");
    }

    #[test]
    fn all_faults_are_found_at_once_and_halves_of_rows_are_told() {
        let form = NoticeForm {
            notified_on: "2026-12-08".into(),
            last_day_on: "2026-12-01".into(),
            rows: vec![
                ("7212".into(), String::new()),
                (String::new(), "4".into()),
                ("8341".into(), "noll".into()),
            ],
            ..NoticeForm::default()
        };
        let faults = form.parse(TODAY).expect_err("faulty").0;
        let found: Vec<_> = faults.iter().map(|one| (one.field, one.code)).collect();
        for meant in [
            ("municipality", "required"),
            ("publicFrom", "required"),
            ("notifiedOn", "redundancy-not-yet"),
            ("lastDayOn", "redundancy-order"),
            ("persons1", "required"),
            ("occupation2", "required"),
            ("persons3", "not-a-whole-number"),
        ] {
            assert!(found.contains(&meant), "{meant:?} in {found:?}");
        }
    }

    proptest! {
        #[test]
        fn no_task_is_due_before_the_first_day(first in 0i64..2_000, last in 0i64..2_000) {
            let from = Date::constant(2025, 1, 1);
            let (first, last) = (time::days_after(from, first), time::days_after(from, last));
            for task in Task::ALL {
                let due = task.due_on(first, last);
                prop_assert!(due >= first);
                prop_assert!(*task == Task::FollowUp || time::is_working_day(due));
            }
        }
    }
}
