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
    note_all(app, actor, [subject]).await;
}

/// The same for a page that shows several firms, in one transaction.
pub(crate) async fn note_all(
    app: &App,
    actor: &Actor,
    subjects: impl IntoIterator<Item = Subject>,
) {
    let Some(assignment) = actor.assignment().filter(|_| !actor.is_one_of(EMPLOYERS)) else {
        return;
    };
    let of_others = |one: &Subject| one.organisation != Some(assignment.organisation);
    let reading = |subject: Subject| Reading {
        id: app.new_id(),
        at: app.now(),
        person: assignment.person,
        role: assignment.role,
        by_organisation: assignment.organisation,
        subject_kind: subject.kind,
        subject: subject.id,
        organisation: subject.organisation,
    };
    let readings: &Vec<Reading> = &subjects.into_iter().filter(of_others).map(reading).collect();
    if readings.is_empty() {
        return;
    }
    let county = actor.county();
    let written = app
        .store
        .write(county, None, |mut tx| async move {
            for one in readings {
                store::readings::insert(&mut tx, county, one).await?;
            }
            Ok::<_, Error>(())
        })
        .await;
    let Err(error) = written else { return };
    for one in readings {
        tracing::error!(
            %error, person = %one.person, kind = one.subject_kind, subject = %one.subject,
            "a reading could not be written down; this line stands for it"
        );
    }
}

/// A record that concerns a firm.
pub(crate) fn of_firm(kind: &'static str, id: uuid::Uuid, firm: OrganisationId) -> Subject {
    Subject { kind, id, organisation: Some(firm) }
}
