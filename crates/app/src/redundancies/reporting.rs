//! Writing a notice down: everything it opens is there at once.

use std::collections::BTreeSet;

use domain::access::Actor;
use domain::codes::{MunicipalityCode, Ssyk};
use domain::fault::{Fault, Faults};
use domain::ids::{DeskId, NotificationId, OrganisationId, RedundancyId};
use domain::redundancies::{AskedRow, Notice, NoticeForm, Sight, Task};
use domain::time::Date;
use store::Connection;
use store::events::{NewEvent, Subject};
use store::notifications::{NewNotification, Reader};
use store::redundancies::{Affected, NewNotice};
use vocabulary::Vocabulary;
use vocabulary::analysis::fold;

use super::{Kept, RESPONSIBLE};
use crate::acting::{Speaker, request_key};
use crate::cases::derived;
use crate::{App, Error, mail, needs, organisations};

/// What desks are told that have tasks: a kind of notice.
const REPORTED: &str = "redundancy-reported";

/// Every occupation group by code and name, for whoever fills in the form.
pub fn occupations(app: &App) -> Vec<(String, String)> {
    let vocabulary = app.vocabulary();
    let code = |ssyk: &Option<Ssyk>| ssyk.as_ref().map(|ssyk| ssyk.as_str().to_owned());
    let groups = vocabulary.groups();
    groups.filter_map(|group| Some((code(&group.ssyk)?, group.label.clone()))).collect()
}

/// The group that a code with or without its name, or a name alone, stands for. Nothing is guessed:
/// what only resembles is asked about.
fn read_row(app: &App, vocabulary: &Vocabulary, row: &AskedRow) -> Result<Affected, Fault> {
    let asked = row.occupation.as_str();
    let named = |ssyk: &Ssyk| {
        let group = vocabulary.group(ssyk)?;
        let occupation = group.label.clone();
        Some(Affected { ssyk: ssyk.clone(), occupation, persons: row.persons })
    };
    let by_code = asked.split_whitespace().next().and_then(|code| Ssyk::parse(code).ok());
    if let Some(affected) = by_code.as_ref().and_then(named) {
        return Ok(affected);
    }
    let folded = fold(asked);
    let concepts = vocabulary.concepts().iter();
    let mut alike = concepts.filter(|one| one.ssyk.is_some() && fold(&one.label) == folded);
    if let Some(affected) = alike.find_map(|one| one.ssyk.as_ref().and_then(named)) {
        return Ok(affected);
    }
    let meant = needs::search_occupation(app, asked).into_iter().find_map(|one| one.ssyk);
    let fault = |code| Fault::new(row.field, code).with("value", asked);
    Err(match meant.as_ref().and_then(named) {
        Some(meant) => {
            let meant = format!("{} {}", meant.ssyk.as_str(), meant.occupation);
            fault("redundancy-occupation-meant").with("meant", meant)
        }
        None => fault("redundancy-occupation"),
    })
}

/// Who is affected, each occupation once.
fn affected(app: &App, notice: &Notice) -> Result<Vec<Affected>, Faults> {
    let vocabulary = app.vocabulary();
    let mut faults = Faults::default();
    let mut all: Vec<Affected> = Vec::new();
    for row in &notice.rows {
        let Some(read) = faults.take(read_row(app, &vocabulary, row)) else { continue };
        match all.iter_mut().find(|one| one.ssyk == read.ssyk) {
            Some(one) => one.persons += read.persons,
            None => all.push(read),
        }
    }
    faults.into_result()?;
    Ok(all)
}

/// Every task with the desk of its role in the municipality, and its day.
async fn tasks(
    connection: &mut Connection,
    actor: &Actor,
    notice: &Notice,
    today: Date,
) -> Result<Vec<(Task, Option<DeskId>, Date)>, Error> {
    let (county, place) = (actor.county(), &notice.municipality);
    let mut all = Vec::new();
    for task in Task::ALL {
        let role = task.role();
        let desk = store::redundancies::desk_of(connection, county, place, role, today).await?;
        all.push((*task, desk, task.due_on(today, notice.last_day_on)));
    }
    Ok(all)
}

/// Desks that have tasks are told. Before its day a notice is told by its municipality alone.
fn notices(
    new: &NewNotice,
    about: &str,
    seed: uuid::Uuid,
    own: Option<DeskId>,
) -> Vec<NewNotification> {
    let desks: BTreeSet<_> = new.tasks.iter().filter_map(|(_, desk, _)| *desk).collect();
    let others = desks.into_iter().filter(|desk| Some(*desk) != own);
    let one = |(nth, desk): (u128, DeskId)| NewNotification {
        id: NotificationId(derived(seed, nth)),
        reader: Reader::Desk(desk),
        kind: REPORTED,
        subject_kind: "redundancy",
        subject: new.id.0,
        about: about.to_owned(),
        at: new.created_at,
    };
    (1..).zip(others).map(one).collect()
}

async fn place_name(
    connection: &mut Connection,
    actor: &Actor,
    code: &MunicipalityCode,
) -> Result<String, Error> {
    let all = store::organisations::municipalities(connection, actor.county()).await?;
    let found = all.into_iter().find(|one| one.code == *code);
    let unknown = || Fault::new("municipality", "unknown-choice").with("value", code);
    Ok(found.ok_or_else(unknown)?.name)
}

/// Writes a notice down with its tasks; the joint page and the open needs stand beside it from then
/// on.
pub async fn report(
    app: &App,
    actor: &Actor,
    firm: OrganisationId,
    form: &NoticeForm,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, now, today) = (actor.county(), app.now(), app.today());
    if !actor.is_one_of(RESPONSIBLE) {
        return Err(Error::forbidden());
    }
    let mut connection = app.store.read().await?;
    let c = &mut connection;
    let found = organisations::reachable(c, actor, firm).await?;
    let speaker = Speaker::of(c, actor).await?;
    let notice = form.parse(today)?;
    let place = place_name(c, actor, &notice.municipality).await?;
    if !Sight::of(actor).is_responsible_in(&notice.municipality) {
        return Err(Fault::new("municipality", "redundancy-elsewhere").with("value", place).into());
    }
    let affected = affected(app, &notice)?;
    let tasks = tasks(c, actor, &notice, today).await?;
    drop(connection);
    let new = &NewNotice {
        id: app.new_id::<RedundancyId>(),
        organisation: firm,
        municipality: notice.municipality,
        notified_on: notice.notified_on,
        last_day_on: notice.last_day_on,
        public_from: notice.public_from,
        by_organisation: speaker.organisation(),
        by_name: speaker.name.clone(),
        affected,
        tasks,
        created_at: now,
    };
    let name = found.organisation.name;
    let is_public = new.public_from <= today;
    let organisation = is_public.then_some(firm);
    let about = Subject { kind: "redundancy", id: new.id.0, organisation };
    let event = &NewEvent::by(actor, now, "redundancy.reported", about);
    let told = if is_public { &name } else { &place };
    let told = &notices(new, told, event.id.0, speaker.assignment.desk);
    let kept = &Kept { id: new.id, organisation_name: name };
    let key = request_key(actor, key, "redundancy.report", &(firm, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            store::redundancies::insert(tx, county, new).await?;
            store::events::append(tx, county, event).await?;
            for notice in told {
                mail::tell(tx, county, notice).await?;
            }
            Ok::<_, Error>(kept.clone())
        })
        .await
}
