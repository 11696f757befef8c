//! Whether a firm may be offered by an account, what a listing has told, and who knows the firm
//! from within.

use domain::access::EMPLOYERS;
use domain::codes::CountyCode;
use domain::fault::Fault;
use domain::ids::{OrganisationId, PersonId};
use domain::succession::cover::{Cover, Firm};
use domain::time::Date;
use store::Connection;
use store::organisations::StoredOrganisation;

use super::{Body, open};
use crate::{App, Error};

/// Whether an account may offer a firm today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Standing {
    /// It speaks for the firm.
    Sound(Box<StoredOrganisation>),
    /// The firm has ended, or is not in the register.
    Gone,
    /// It does not speak for the firm any more.
    Left,
}

impl Standing {
    /// What to tell an owner who may not.
    pub(super) fn refusal(&self, field: &'static str) -> Option<Fault> {
        match self {
            Self::Sound(_) => None,
            Self::Gone => Some(gone(field)),
            Self::Left => Some(Fault::new(field, "succession-not-speaking")),
        }
    }
}

/// The firm has ended, or is not in the register.
pub(super) fn gone(field: &'static str) -> Fault {
    Fault::new(field, "succession-firm-gone")
}

/// Whether an account may offer the firm of its listing.
pub(super) async fn standing(
    connection: &mut Connection,
    county: &CountyCode,
    (person, firm): (PersonId, Option<OrganisationId>),
    today: Date,
) -> Result<Standing, Error> {
    let Some(firm) = firm else { return Ok(Standing::Gone) };
    let account = store::access::person_by_id(connection, person).await?;
    let held = store::access::assignments_of(connection, person).await?;
    let speaks = held.iter().map(|one| &one.assignment).any(|one| {
        one.county == *county
            && one.organisation == firm
            && EMPLOYERS.contains(&one.role)
            && one.is_valid_on(today)
    });
    if !speaks || account.is_none_or(|account| account.is_disabled) {
        return Ok(Standing::Left);
    }
    let found = store::organisations::find(connection, county, firm).await?;
    let stands = found.filter(|firm| firm.ended_on.is_none());
    Ok(stands.map_or(Standing::Gone, |firm| Standing::Sound(Box::new(firm))))
}

/// Somebody has, or has had, an assignment at a firm, in whatever role.
pub(super) async fn has_tie(
    connection: &mut Connection,
    county: &CountyCode,
    person: PersonId,
    firm: Option<OrganisationId>,
) -> Result<bool, Error> {
    let held = store::access::assignments_of(connection, person).await?;
    let is_there = |one: &store::access::NamedAssignment| {
        one.assignment.county == *county && Some(one.assignment.organisation) == firm
    };
    Ok(held.iter().any(is_there))
}

/// A teaser, with all that has been told of its listing before, still leaves enough firms.
pub(super) fn is_safe(app: &App, body: &str, cover: &Cover, register: &[Firm]) -> bool {
    let body: Body = open(app, body);
    body.told.with(cover).is_anonymous(register)
}
