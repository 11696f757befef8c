//! What every use case that writes needs to know about who is acting.

use domain::access::{Actor, Assignment};
use domain::ids::{AssignmentId, DeskId, OrganisationId};
use domain::time::Timestamp;
use serde::Serialize;
use store::{Connection, Key};

use crate::{App, Error, Kind};

/// A logged-in person who acts for an organisation.
#[derive(Debug, Clone)]
pub(crate) struct Speaker {
    /// The assignment they speak in.
    pub(crate) assignment: Assignment,
    /// Their name.
    pub(crate) name: String,
}

impl Speaker {
    /// Who acts; nobody is an error.
    pub(crate) async fn of(connection: &mut Connection, actor: &Actor) -> Result<Self, Error> {
        let assignment = actor.assignment().ok_or_else(|| Error::of(Kind::NotSignedIn))?;
        let name = store::access::person_name(connection, assignment.person).await?;
        let name = name.ok_or_else(|| Error::of(Kind::NotSignedIn))?;
        Ok(Self { assignment: assignment.clone(), name })
    }

    /// Whom they speak for.
    pub(crate) fn organisation(&self) -> OrganisationId {
        self.assignment.organisation
    }
}

/// The idempotency key of a request: what is asked for, about what, with which words.
pub(crate) fn request_key(
    actor: &Actor,
    key: Option<&str>,
    request: &str,
    body: &impl Serialize,
    now: Timestamp,
) -> Option<Key> {
    let key = key?;
    let person = actor.assignment().map_or_else(String::new, |held| held.person.to_string());
    let body = serde_json::to_vec(body).unwrap_or_default();
    Some(Key::new(key, &person, &[request.as_bytes(), &body], now))
}

/// Desks in somebody's hands: those they hold and those where they step in.
#[derive(Debug, Clone, Default)]
pub(crate) struct Hands {
    /// Served as holder.
    pub(crate) held: Vec<DeskId>,
    /// Stepped in at.
    pub(crate) deputy: Vec<DeskId>,
    /// Own assignments.
    pub(crate) assignments: Vec<AssignmentId>,
}

impl Hands {
    /// Adds what is in the hands of those who are away and whom the actor steps in for.
    async fn step_in(
        &mut self,
        connection: &mut Connection,
        actor: &Actor,
        today: domain::time::Date,
    ) -> Result<(), Error> {
        for own in self.assignments.clone() {
            let county = actor.county();
            for one in store::continuity::standing_in(connection, county, own, today).await? {
                self.assignments.push(one.assignment);
                if !self.deputy.contains(&one.desk) {
                    self.deputy.push(one.desk);
                }
            }
        }
        Ok(())
    }

    /// What the actor holds today, in the organisation and role they speak in.
    pub(crate) async fn of(
        app: &App,
        connection: &mut Connection,
        actor: &Actor,
    ) -> Result<Self, Error> {
        let Some(own) = actor.assignment() else { return Ok(Self::default()) };
        let today = app.today();
        let all = store::access::assignments_of(connection, own.person).await?;
        let mut hands = Self::default();
        for held in all.into_iter().map(|named| named.assignment) {
            let is_same = held.county == own.county
                && held.organisation == own.organisation
                && held.role == own.role;
            if !is_same || !held.is_valid_on(today) {
                continue;
            }
            hands.assignments.push(held.id);
            match held.desk {
                Some(desk) if held.is_deputy => hands.deputy.push(desk),
                Some(desk) => hands.held.push(desk),
                None => {}
            }
        }
        hands.step_in(connection, actor, today).await?;
        Ok(hands)
    }
}
