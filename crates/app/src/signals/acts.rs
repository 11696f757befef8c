//! What people do with signals.

use domain::access::{ACTORS, Actor};
use domain::codes::MunicipalityCode;
use domain::fault::Fault;
use domain::ids::{CaseId, DeskId, NotificationId, OrganisationId, SignalId, VisitId};
use domain::signals::{
    Cause, SignalKind, SignalState, Source, SourceKind, Step, StepForm, Written, WrittenForm,
    named_in, size_of,
};
use domain::time::Timestamp;
use serde_json::json;
use store::Connection;
use store::events::{NewEvent, Subject};
use store::notifications::{NewNotification, Reader};
use store::signals::{Move, NewSignal, StoredSignal};
use uuid::Uuid;

use super::{EVIDENCE_MAX, Kept, LOCALS, desk_for, view};
use crate::acting::{Speaker, request_key};
use crate::cases::derived;
use crate::contacts::desks_of;
use crate::{App, Error, mail};

/// What a desk is told when it is asked: a kind of notice.
const ASKED: &str = "signal-asked";
/// What a desk is told when it gets something to do: a kind of notice.
const GIVEN: &str = "signal-given";
/// What those it came from are told: a kind of notice and of mail.
const ANSWERED: &str = "signal-answered";

/// Where a signal that somebody writes came up.
struct Origin {
    source: Source,
    municipality: MunicipalityCode,
}

/// What it came up in, as far as the actor sees that.
async fn origin_of(app: &App, actor: &Actor, form: &WrittenForm) -> Result<Option<Origin>, Error> {
    if form.from.trim().is_empty() {
        return Ok(None);
    }
    let (kind, id) = form.origin().ok_or_else(Error::invisible)?;
    let (firm, municipality) = if kind == SourceKind::Visit {
        let visit = crate::visits::read(app, actor, VisitId(id)).await?.visit;
        (visit.organisation, visit.municipality)
    } else {
        let case = crate::cases::read(app, actor, CaseId(id)).await?.case;
        (case.organisation, case.municipality)
    };
    let source = Source { kind, id, organisation: Some(firm), amount: 1 };
    Ok(Some(Origin { source, municipality }))
}

/// Writes a signal down by hand: from a visit, from a case or freely. A municipality writes of its
/// own.
pub async fn write_down(
    app: &App,
    actor: &Actor,
    form: &WrittenForm,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, now, today) = (actor.county(), app.now(), app.today());
    if !actor.is_one_of(ACTORS) {
        return Err(Error::forbidden());
    }
    let written = form.parse()?;
    let origin = origin_of(app, actor, form).await?;
    let mut connection = app.store.read().await?;
    let speaker = Speaker::of(&mut connection, actor).await?;
    let place = place_of(&mut connection, actor, &written, origin.as_ref()).await?;
    let own = speaker.assignment.desk.filter(|_| place.is_none());
    let desk = match own {
        Some(desk) => Some(desk),
        None => desk_for(&mut connection, county, place.as_ref(), None).await?,
    };
    drop(connection);
    let desk = desk.ok_or_else(|| Fault::new("municipality", "signal-no-desk"))?;
    let sources: &Vec<_> = &origin.into_iter().map(|origin| origin.source).collect();
    let id: SignalId = app.new_id();
    let new = &NewSignal {
        id,
        cause: Cause { kind: SignalKind::Written, municipality: place, subject: id.to_string() },
        title: Some(written.title),
        words: Some(written.words),
        desk,
        since: today,
        until: today,
        size: size_of(sources),
        by: Some((speaker.organisation(), speaker.name)),
        at: now,
    };
    let event = &NewEvent::by(actor, now, "signal.written", subject(id));
    let kept = &Kept { id, kind: SignalKind::Written, state: SignalState::New };
    let key = request_key(actor, key, "signal.write-down", form, now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            store::signals::insert(tx, county, new).await?;
            store::signals::add_sources(tx, county, id, sources, now).await?;
            store::events::append(tx, county, event).await?;
            Ok::<_, Error>(kept.clone())
        })
        .await
}

/// Where a signal lies: where it came up, else where the writer says, else in their own
/// municipality; a municipality's own people write of no other.
async fn place_of(
    connection: &mut Connection,
    actor: &Actor,
    written: &Written,
    origin: Option<&Origin>,
) -> Result<Option<MunicipalityCode>, Error> {
    if let Some(origin) = origin {
        return Ok(Some(origin.municipality.clone()));
    }
    let own = actor.assignment().and_then(|held| held.municipality.clone());
    if let Some(own) = own.filter(|_| actor.is_one_of(LOCALS)) {
        return Ok(Some(own));
    }
    let Some(place) = &written.municipality else { return Ok(None) };
    let known = store::organisations::municipalities(connection, actor.county()).await?;
    if !known.iter().any(|one| one.code == *place) {
        return Err(Fault::new("municipality", "unknown-choice").with("value", place).into());
    }
    Ok(Some(place.clone()))
}

fn subject(id: SignalId) -> Subject {
    Subject { kind: "signal", id: id.0, organisation: None }
}

/// Takes a step: asks somebody, gives a desk something to do, answers those it came from, puts the
/// signal aside, or takes it up again. `version` is what the form was filled in from, and whoever
/// comes second is told.
pub async fn step(
    app: &App,
    actor: &Actor,
    id: SignalId,
    form: &StepForm,
    version: i64,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, now) = (actor.county(), app.now());
    let mut connection = app.store.read().await?;
    let seen = view(&mut connection, actor, id).await?.seen;
    if !seen.can_work {
        return Err(Error::forbidden());
    }
    let (signal, step) = (&seen.signal, &form.parse(app.today())?);
    // From what others have changed meanwhile no step is refused: whoever sent it is shown both.
    if signal.version == version && !signal.state.steps().contains(&step.to) {
        return Err(Fault::new("state", "signal-step").into());
    }
    let speaker = &Speaker::of(&mut connection, actor).await?;
    let desk = known_desk(&mut connection, actor, step.desk).await?;
    let told = &told_by(app, &mut connection, actor, signal, step).await?;
    drop(connection);
    let to = &Move {
        id,
        from: signal.state,
        to: step.to,
        // Who is asked answers; who does something has it.
        desk: desk.filter(|_| step.to == SignalState::Measure),
        due_on: step.on,
        at: now,
    };
    let event = &NewEvent::by(actor, now, event_kind(step.to), subject(id))
        .saying(json!({ "from": signal.state, "to": step.to, "reason": &step.words }));
    let made: Uuid = app.new_id();
    let kept = &Kept { id, kind: signal.kind, state: step.to };
    let key = request_key(actor, key, "signal.step", &(id, form, version), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            store::signals::step(tx, county, to, version).await?;
            let said = Some((step, speaker.organisation(), speaker.name.as_str()));
            store::signals::insert_step(tx, county, (made, id), step.to, said, now).await?;
            store::events::append(tx, county, event).await?;
            for notice in told {
                mail::tell(tx, county, notice).await?;
            }
            Ok::<_, Error>(kept.clone())
        })
        .await
}

fn event_kind(to: SignalState) -> &'static str {
    match to {
        SignalState::New => "signal.taken-up",
        SignalState::Dialogue => "signal.asked",
        SignalState::Measure => "signal.measure",
        SignalState::Answered => "signal.answered",
        SignalState::Parked => "signal.parked",
        SignalState::Lapsed => "signal.lapsed",
    }
}

async fn known_desk(
    connection: &mut Connection,
    actor: &Actor,
    desk: Option<DeskId>,
) -> Result<Option<DeskId>, Error> {
    let Some(id) = desk else { return Ok(None) };
    match store::access::find_desk(connection, actor.county(), id).await? {
        Some(desk) => Ok(Some(desk.id)),
        None => Err(Fault::new("desk", "signal-desk-unknown").into()),
    }
}

/// Who is told of a step: the desk that is asked or gets something to do; those the signal came
/// from, in words that name none of them.
async fn told_by(
    app: &App,
    connection: &mut Connection,
    actor: &Actor,
    signal: &StoredSignal,
    step: &Step,
) -> Result<Vec<NewNotification>, Error> {
    let place = signal.municipality_name.clone();
    let place = place.unwrap_or_else(|| app.settings.county_name.clone());
    let to_desk = |kind| {
        let readers: Vec<_> = step.desk.into_iter().map(Reader::Desk).collect();
        notices(app.new_id(), kind, signal.id, &place, &readers, app.now())
    };
    match step.to {
        SignalState::Dialogue => Ok(to_desk(ASKED)),
        SignalState::Measure if step.desk != Some(signal.desk) => Ok(to_desk(GIVEN)),
        SignalState::Answered => {
            let readers = those_behind(connection, actor, signal, &step.words).await?;
            Ok(notices(app.new_id(), ANSWERED, signal.id, &place, &readers, app.now()))
        }
        _ => Ok(Vec::new()),
    }
}

/// Those a signal came from: the firms behind it, and who wrote it. A firm nobody has been in touch
/// with has said nothing to be answered.
async fn those_behind(
    connection: &mut Connection,
    actor: &Actor,
    signal: &StoredSignal,
    words: &str,
) -> Result<Vec<Reader>, Error> {
    let most = i64::try_from(EVIDENCE_MAX).unwrap_or(i64::MAX);
    let mut readers = Vec::new();
    if signal.kind != SignalKind::SilentFirm {
        let firms =
            store::signals::firms_behind(connection, actor.county(), signal.id, most).await?;
        let names: Vec<_> = firms.iter().map(|(_, name)| name.clone()).collect();
        // One firm alone may be called by its name.
        if let Some(name) = named_in(words, &names).filter(|_| names.len() > 1) {
            // Whoever may not know the firms is not told which of those they wrote it is.
            let fault = if super::may_name(actor, signal) {
                Fault::new("words", "signal-names-firm").with("value", name)
            } else {
                Fault::new("words", "signal-names-some-firm")
            };
            return Err(fault.into());
        }
        readers.extend(firms.into_iter().map(|(id, _)| Reader::Organisation(id)));
    }
    let writer: Option<OrganisationId> = signal.by_organisation;
    if let Some(writer) = writer.filter(|writer| actor.organisation() != Some(*writer)) {
        readers.extend(desks_of(connection, actor, writer).await?);
    }
    Ok(readers)
}

/// Notices to readers; `seed` makes the ids, one per reader.
fn notices(
    seed: Uuid,
    kind: &'static str,
    signal: SignalId,
    about: &str,
    readers: &[Reader],
    now: Timestamp,
) -> Vec<NewNotification> {
    let one = |(nth, reader): (u128, &Reader)| NewNotification {
        id: NotificationId(derived(seed, nth)),
        reader: *reader,
        kind,
        subject_kind: "signal",
        subject: signal.0,
        about: about.to_owned(),
        at: now,
    };
    (1..).zip(readers).map(one).collect()
}
