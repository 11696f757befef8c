//! Notes on a case that only the desk's own organisation reads: what one wants to remember, and
//! would not write to the firm or to others in the case.

use domain::access::{ACTORS, Actor};
use domain::cases::notes::{NOTES_MAX, NoteForm};
use domain::fault::Fault;
use domain::ids::{CaseId, CaseNoteId, OrganisationId};
use serde::{Deserialize, Serialize};
use store::Connection;
use store::cases::{NewNote, StoredCase, StoredNote};
use store::events::{NewEvent, Subject};

use super::sight;
use crate::acting::{Speaker, request_key};
use crate::{App, Error, keeping};

/// Notes as one reader has them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notes {
    /// Oldest first.
    pub notes: Vec<StoredNote>,
    /// The actor's organisation has the case, so that they may write another.
    pub can_write: bool,
}

/// A note that has been written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Noted {
    /// Id.
    pub id: CaseNoteId,
    /// Number of the case.
    pub number: String,
}

/// Those who answer for an organisation at a desk; a firm never does, even where the two are one
/// organisation.
fn own(actor: &Actor) -> Option<OrganisationId> {
    actor.organisation().filter(|_| actor.is_one_of(ACTORS))
}

/// A case that the actor sees.
async fn seen(
    connection: &mut Connection,
    actor: &Actor,
    case: CaseId,
) -> Result<StoredCase, Error> {
    let county = actor.county();
    if !store::cases::visible(connection, county, &sight(actor), case).await? {
        return Err(Error::invisible());
    }
    store::cases::find(connection, county, case).await?.ok_or_else(Error::invisible)
}

/// The notes of the actor's own organisation on a case. Whoever has handed the case over still
/// reads what they wrote; the next desk does not.
pub async fn of_case(app: &App, actor: &Actor, case: CaseId) -> Result<Notes, Error> {
    let mut connection = app.store.read().await?;
    let found = seen(&mut connection, actor, case).await?;
    let Some(own) = own(actor) else { return Ok(Notes::default()) };
    let (county, limit) = (actor.county(), i64::try_from(NOTES_MAX).unwrap_or(i64::MAX));
    let notes = store::cases::notes_of(&mut connection, county, case, own, limit).await?;
    drop(connection);
    if !notes.is_empty() {
        let about = keeping::of_firm("case-note", case.0, found.organisation);
        keeping::note(app, actor, about).await;
    }
    Ok(Notes { notes, can_write: found.desk_organisation == Some(own) })
}

/// One note of one's own, to change.
pub async fn find(
    app: &App,
    actor: &Actor,
    case: CaseId,
    id: CaseNoteId,
) -> Result<(StoredCase, StoredNote), Error> {
    let mut connection = app.store.read().await?;
    let found = seen(&mut connection, actor, case).await?;
    let own = own(actor).ok_or_else(Error::invisible)?;
    let county = actor.county();
    let note = store::cases::find_note(&mut connection, county, case, own, id).await?;
    let note = note.ok_or_else(Error::invisible)?;
    if actor.assignment().map(|held| held.person) != Some(note.person) {
        return Err(Error::forbidden());
    }
    Ok((found, note))
}

/// The event names the note, not the case: the thread of the case is read by the firm.
fn event(app: &App, actor: &Actor, kind: &'static str, id: CaseNoteId) -> NewEvent {
    let subject = Subject { kind: "case-note", id: id.0, organisation: None };
    NewEvent::by(actor, app.now(), kind, subject)
}

/// Writes a note.
pub async fn write(
    app: &App,
    actor: &Actor,
    case: CaseId,
    form: &NoteForm,
    key: Option<&str>,
) -> Result<Noted, Error> {
    let mut connection = app.store.read().await?;
    seen(&mut connection, actor, case).await?;
    let speaker = Speaker::of(&mut connection, actor).await?;
    drop(connection);
    let organisation = own(actor).ok_or_else(Error::forbidden)?;
    let body = form.parse()?;
    let (county, now) = (actor.county(), app.now());
    let new = &NewNote {
        id: app.new_id(),
        case,
        organisation,
        person: speaker.assignment.person,
        by_name: speaker.name,
        body,
        at: now,
    };
    let event = &event(app, actor, "case-note.written", new.id);
    let key = request_key(actor, key, "case-note.write", &(case, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let found = seen(&mut tx, actor, case).await?;
            if found.desk_organisation != Some(organisation) {
                return Err(Error::forbidden());
            }
            let limit = i64::try_from(NOTES_MAX).unwrap_or(i64::MAX);
            let standing =
                store::cases::notes_of(&mut tx, county, case, organisation, limit).await?;
            if standing.len() >= NOTES_MAX {
                return Err(Fault::new("note", "too-many-notes").with("max", NOTES_MAX).into());
            }
            store::cases::insert_note(&mut tx, county, new).await?;
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(Noted { id: new.id, number: found.number })
        })
        .await
}

/// Changes a note that the actor wrote.
pub async fn change(
    app: &App,
    actor: &Actor,
    (case, id): (CaseId, CaseNoteId),
    version: i64,
    form: &NoteForm,
    key: Option<&str>,
) -> Result<Noted, Error> {
    let (found, standing) = find(app, actor, case, id).await?;
    let organisation = own(actor).ok_or_else(Error::invisible)?;
    let (county, now) = (actor.county(), app.now());
    let new = &NewNote {
        id,
        case,
        organisation,
        person: standing.person,
        by_name: standing.by_name,
        body: form.parse()?,
        at: now,
    };
    let event = &event(app, actor, "case-note.changed", id);
    let key = request_key(actor, key, "case-note.change", &(case, id, form), now);
    let number = &found.number;
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            store::cases::save_note(&mut tx, county, new, version).await?;
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(Noted { id, number: number.clone() })
        })
        .await
}
