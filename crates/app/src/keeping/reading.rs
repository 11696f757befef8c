//! Who has read what: a row for every record about a firm or its people that is opened by
//! somebody who works with firms.

use domain::access::{Actor, EMPLOYERS};
use domain::ids::OrganisationId;
use store::events::Subject;
use store::readings::Reading;

use crate::{App, Error};

/// Writes down that the actor has opened a record. The firm's own people reading of themselves is
/// no reading. When it cannot be written, because the disk is full, the reader still gets the
/// page: the log then says who read what, by id.
pub async fn note(app: &App, actor: &Actor, subject: Subject) {
    let Some(assignment) = actor.assignment() else { return };
    if actor.is_one_of(EMPLOYERS) || subject.organisation == Some(assignment.organisation) {
        return;
    }
    let reading = &Reading {
        id: app.new_id(),
        at: app.now(),
        person: assignment.person,
        role: assignment.role,
        by_organisation: assignment.organisation,
        subject_kind: subject.kind,
        subject: subject.id,
        organisation: subject.organisation,
    };
    let county = actor.county();
    let written = app
        .store
        .write(county, None, |mut tx| async move {
            store::readings::insert(&mut tx, county, reading).await?;
            Ok::<_, Error>(())
        })
        .await;
    if let Err(error) = written {
        tracing::error!(
            %error, person = %assignment.person, kind = subject.kind, subject = %subject.id,
            "a reading could not be written down; this line stands for it"
        );
    }
}

/// A record that concerns a firm.
pub(crate) fn of_firm(kind: &'static str, id: uuid::Uuid, firm: OrganisationId) -> Subject {
    Subject { kind, id, organisation: Some(firm) }
}
