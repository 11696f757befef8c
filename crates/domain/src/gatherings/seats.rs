//! Signing up: how many from an organisation, with which mandate, and who of those that wait gets a
//! seat.
//!
//! An organisation signs up a number of people and one to ask, no list of names. Its people sit
//! together or wait together. Whoever waits keeps the place in line, and a seat that becomes free
//! goes to the first in line it is enough for: so nobody waits whom the free seats are enough for.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::code_enum;
use crate::fault::Faults;
use crate::text::{self, NAME_MAX};

/// How many an organisation can sign up.
pub const PERSONS: RangeInclusive<i64> = 1..=50;
/// Most organisations that sign up to one event, those that wait too.
pub const SIGN_UPS_MAX: i64 = 2_000;

code_enum! {
    /// What those who come may do for their organisation.
    Mandate, "mandate" {
        /// May decide.
        Decides = "decides",
        /// Prepares what others decide.
        Prepares = "prepares",
        /// Listens and takes it home.
        Listens = "listens",
    }
}

code_enum! {
    /// Whether those signed up can come.
    SeatState, "state" {
        /// They have seats.
        Seated = "seated",
        /// They stand in line.
        Waiting = "waiting",
    }
}

/// Who comes from an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignUp {
    /// How many.
    pub persons: i64,
    /// The highest mandate among them.
    pub mandate: Mandate,
    /// Whom to ask.
    pub contact_name: String,
    /// Their address.
    pub contact_email: String,
}

/// The same as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SignUpForm {
    /// How many.
    pub persons: String,
    /// Code of the mandate.
    pub mandate: String,
    /// Whom to ask.
    pub contact_name: String,
    /// Their address.
    pub contact_email: String,
}

impl SignUpForm {
    /// The form as it would have been typed.
    pub fn of(sign_up: &SignUp) -> Self {
        Self {
            persons: sign_up.persons.to_string(),
            mandate: sign_up.mandate.code().to_owned(),
            contact_name: sign_up.contact_name.clone(),
            contact_email: sign_up.contact_email.clone(),
        }
    }

    /// Reads it.
    pub fn parse(&self) -> Result<SignUp, Faults> {
        let mut faults = Faults::default();
        let persons = text::whole_number("persons", &self.persons, PERSONS);
        let missing = || crate::fault::Fault::new("persons", "required");
        let persons = faults.take(persons.and_then(|count| count.ok_or_else(missing)));
        let mandate = faults.take(Mandate::parse(&self.mandate));
        let contact_name = faults.take(text::required("contactName", &self.contact_name, NAME_MAX));
        let contact_email = faults.take(text::email("contactEmail", &self.contact_email));
        match (persons, mandate, contact_name, contact_email) {
            (Some(persons), Some(mandate), Some(contact_name), Some(contact_email)) => {
                Ok(SignUp { persons, mandate, contact_name, contact_email })
            }
            _ => Err(faults),
        }
    }
}

/// Seats that are left; none where there is room for everyone. Never fewer than none at all.
pub fn free(seats: Option<i64>, taken: i64) -> Option<i64> {
    seats.map(|seats| (seats - taken).max(0))
}

/// Who of those that wait gets seats: in line, each whom what is left is enough for.
pub fn seated<K>(free: Option<i64>, line: impl IntoIterator<Item = (K, i64)>) -> Vec<K> {
    let mut left = free;
    let mut seated = Vec::new();
    for (who, persons) in line {
        match left {
            Some(seats) if seats < persons => {}
            _ => {
                left = left.map(|seats| seats - persons);
                seated.push(who);
            }
        }
    }
    seated
}
