//! Days on which somebody is away, and who steps in.

use domain::access::{ACTORS, Actor, Assignment};
use domain::continuity::AbsenceForm;
use domain::fault::Fault;
use domain::ids::{AbsenceId, DeskId};
use serde::Serialize;
use store::access::DeskHolder;
use store::continuity::{self as stored, NewAbsence, StoredAbsence};
use store::events::{NewEvent, Subject};
use store::{Connection, Tx};

use crate::acting::request_key;
use crate::{App, Error};

/// Most absences of a desk that are looked at.
const ABSENCES_MAX: i64 = 200;

/// Somebody who is away today, for those who share the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Away {
    /// Name.
    pub name: String,
    /// Last day.
    pub until: domain::time::Date,
    /// Who steps in; none is the desk's deputy.
    pub deputy: Option<String>,
}

/// The actor's desk: who is away, who can step in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Desk {
    /// Name of the desk; none when the actor serves no desk.
    pub name: Option<String>,
    /// Absences that are not over, the first to begin first.
    pub absences: Vec<StoredAbsence>,
    /// Colleagues who can step in.
    pub deputies: Vec<DeskHolder>,
    /// The desk has a deputy besides the actor.
    pub has_deputy: bool,
}

fn desk_of(actor: &Actor) -> Option<(&Assignment, DeskId)> {
    let own = actor.assignment().filter(|_| actor.is_one_of(ACTORS))?;
    own.desk.map(|desk| (own, desk))
}

/// Who is away at the actor's own desk, and who can step in.
pub async fn absences(app: &App, actor: &Actor) -> Result<Desk, Error> {
    if !actor.is_one_of(ACTORS) {
        return Err(Error::forbidden());
    }
    let Some((own, desk)) = desk_of(actor) else {
        let (absences, deputies) = (Vec::new(), Vec::new());
        return Ok(Desk { name: None, absences, deputies, has_deputy: false });
    };
    let (county, today) = (actor.county(), app.today());
    let mut connection = app.store.read().await?;
    let name = store::access::find_desk(&mut connection, county, desk).await?;
    let mut deputies = store::access::holders(&mut connection, county, desk, today).await?;
    deputies.retain(|holder| holder.assignment != own.id);
    Ok(Desk {
        name: name.map(|desk| desk.name),
        absences: of_desk(&mut connection, actor, desk, today).await?,
        has_deputy: deputies.iter().any(|holder| holder.is_deputy),
        deputies,
    })
}

async fn of_desk(
    connection: &mut Connection,
    actor: &Actor,
    desk: DeskId,
    today: domain::time::Date,
) -> Result<Vec<StoredAbsence>, Error> {
    let county = actor.county();
    Ok(stored::absences_of_desk(connection, county, desk, today, ABSENCES_MAX).await?)
}

/// Who is away today at the actor's own desk.
pub(crate) async fn away_at(
    app: &App,
    connection: &mut Connection,
    actor: &Actor,
) -> Result<Vec<Away>, Error> {
    let Some((_, desk)) = desk_of(actor) else { return Ok(Vec::new()) };
    let today = app.today();
    let all = of_desk(connection, actor, desk, today).await?;
    let away = all.into_iter().filter(|one| one.absence.is_on(today)).map(|one| Away {
        name: one.name,
        until: one.absence.to,
        deputy: one.deputy_name,
    });
    Ok(away.collect())
}

/// Writes down when the actor is away and who steps in. It is weighed where it is written, so that
/// two who leave each other as deputies cannot both go.
pub async fn keep(
    app: &App,
    actor: &Actor,
    form: &AbsenceForm,
    key: Option<&str>,
) -> Result<AbsenceId, Error> {
    let (county, now, today) = (actor.county(), app.now(), app.today());
    if !actor.is_one_of(ACTORS) {
        return Err(Error::forbidden());
    }
    let (own, desk) = desk_of(actor).ok_or_else(|| Fault::new("deputy", "absence-no-desk"))?;
    let absence = form.parse(own.id, today)?;
    let new = &NewAbsence { id: app.new_id(), assignment: own.id, desk, absence, created_at: now };
    let subject = Subject { kind: "absence", id: new.id.0, organisation: None };
    let event = &NewEvent::by(actor, now, "absence.planned", subject);
    let key = request_key(actor, key, "absence.keep", form, now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            weigh(tx, actor, new, today).await?;
            stored::insert_absence(tx, county, new).await?;
            store::events::append(tx, county, event).await?;
            Ok::<_, Error>(new.id)
        })
        .await
}

async fn weigh(
    tx: &mut Tx,
    actor: &Actor,
    new: &NewAbsence,
    today: domain::time::Date,
) -> Result<(), Error> {
    let county = actor.county();
    let here = stored::holds(tx, county, new.assignment, today).await?;
    here.ok_or_else(|| Error::of(crate::Kind::NotSignedIn))?;
    let all = of_desk(tx, actor, new.desk, today).await?;
    let holders = store::access::holders(tx, county, new.desk, today).await?;
    let meets = |one: &&StoredAbsence| one.absence.meets(&new.absence);
    let is_away = |holder: &DeskHolder| {
        all.iter().filter(meets).any(|one| one.assignment == holder.assignment)
    };
    if all.iter().filter(meets).any(|one| one.assignment == new.assignment) {
        return Err(Fault::new("from", "absence-overlaps").into());
    }
    let left = all.iter().filter(meets).find(|one| one.absence.deputy == Some(new.assignment));
    if let Some(left) = left {
        return Err(Fault::new("from", "absence-is-deputy").with("name", &left.name).into());
    }
    keep_covered(&all, &holders, new)?;
    let Some(id) = new.absence.deputy else {
        let can = |holder: &&DeskHolder| {
            holder.is_deputy && holder.assignment != new.assignment && !is_away(holder)
        };
        let found = holders.iter().find(can);
        return found.map(drop).ok_or_else(|| Fault::new("deputy", "absence-no-deputy").into());
    };
    let found = holders.iter().find(|holder| holder.assignment == id);
    let deputy = found.ok_or_else(|| Fault::new("deputy", "unknown-choice").with("value", id))?;
    if is_away(deputy) {
        let fault = Fault::new("deputy", "deputy-is-away");
        return Err(fault.with("name", &deputy.name).into());
    }
    Ok(())
}

/// Whoever is away with the desk's deputy stepping in still has one when the new absence begins.
fn keep_covered(
    all: &[StoredAbsence],
    holders: &[DeskHolder],
    new: &NewAbsence,
) -> Result<(), Error> {
    let is_new = |holder: &DeskHolder| holder.assignment == new.assignment;
    if !holders.iter().any(|holder| holder.is_deputy && is_new(holder)) {
        return Ok(());
    }
    let away: Vec<_> = all.iter().filter(|one| one.absence.meets(&new.absence)).collect();
    let is_here = |holder: &DeskHolder| {
        !is_new(holder) && !away.iter().any(|one| one.assignment == holder.assignment)
    };
    if holders.iter().any(|holder| holder.is_deputy && is_here(holder)) {
        return Ok(());
    }
    match away.iter().find(|one| one.absence.deputy.is_none()) {
        Some(one) => Err(Fault::new("from", "absence-is-deputy").with("name", &one.name).into()),
        None => Ok(()),
    }
}

/// The actor is back earlier than planned, or does not go; nothing more to say once it is over.
pub async fn end(app: &App, actor: &Actor, id: AbsenceId, key: Option<&str>) -> Result<(), Error> {
    let (county, now, today) = (actor.county(), app.now(), app.today());
    let (own, desk) = desk_of(actor).ok_or_else(Error::invisible)?;
    let subject = Subject { kind: "absence", id: id.0, organisation: None };
    let event = &NewEvent::by(actor, now, "absence.ended", subject);
    let key = request_key(actor, key, "absence.end", &id, now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let found = stored::find_absence(&mut tx, county, desk, id).await?;
            let found = found.ok_or_else(Error::invisible)?;
            if found.assignment != own.id {
                return Err(Error::forbidden());
            }
            if found.absence.to >= today {
                stored::end_absence(&mut tx, county, id, found.version, today).await?;
                store::events::append(&mut tx, county, event).await?;
            }
            Ok::<_, Error>(())
        })
        .await
}
