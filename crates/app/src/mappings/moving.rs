//! A mapping on its way: workshops, the summary, back again, or called off.

use domain::access::Actor;
use domain::codes::CountyCode;
use domain::fault::Fault;
use domain::ids::MappingId;
use domain::leaders::EndReason;
use domain::needs::mapping::{MappingState, Track, steps};
use domain::questions::Asked;
use domain::text::{self, BODY_MAX};
use domain::time::Timestamp;
use serde_json::json;
use store::Tx;
use store::events::{NewEvent, Subject};
use store::mappings as stored;

use super::writing::{entered_at, read_in};
use super::{Door, Entered, Login, Seat, enter, local};
use crate::appointments::{For, call_off_with};
use crate::{App, Error};

/// The leader notes that preparation or a workshop is done.
pub async fn advance(
    app: &App,
    login: Login<'_>,
    id: MappingId,
    to: MappingState,
) -> Result<(), Error> {
    let entered = enter(app, Door::Login(login, id)).await?;
    let by_hand = [MappingState::Prepared, MappingState::WorkshopOne, MappingState::WorkshopTwo];
    if entered.seat != Seat::Leader || !by_hand.contains(&to) {
        return Err(Error::forbidden());
    }
    let event = entered.event(app, "mapping.advanced").saying(json!({ "to": to.code() }));
    go(app, &entered, to, &event, |_| Ok(())).await
}

/// The leader makes the summary that the firm then reads. Every question must be answered.
pub async fn compile(app: &App, login: Login<'_>, id: MappingId) -> Result<(), Error> {
    let entered = enter(app, Door::Login(login, id)).await?;
    if entered.seat != Seat::Leader {
        return Err(Error::forbidden());
    }
    let event = entered.event(app, "mapping.compiled");
    let track = entered.mapping.track;
    let mut connection = app.store.read().await?;
    let (county, mapping) = (&entered.county, &entered.mapping);
    let answers = stored::answers_of(&mut connection, county, mapping.id).await?;
    let answers = answers.ok_or_else(Error::invisible)?;
    let asked = local::answered(&mut connection, county, mapping, &answers).await?;
    drop(connection);
    let may = |answers: &domain::needs::answers::Answers| unfinished(track, answers, &asked);
    go(app, &entered, MappingState::Compiled, &event, may).await
}

/// Says which page is not finished.
pub(super) fn unfinished(
    track: Track,
    answers: &domain::needs::answers::Answers,
    asked: &[Asked],
) -> Result<(), Error> {
    let place = match answers.first_unfinished(track) {
        Some((place, _)) => place,
        None if answers.local_faults(asked).is_empty() => return Ok(()),
        None => steps(track, answers).len(),
    };
    Err(Fault::new("answers", "mapping-not-finished").with("question", place + 1).into())
}

/// The firm, or the leader, opens the summary again to change something. The words are for those
/// who may read the answers.
pub async fn send_back(app: &App, door: Door<'_>, words: &str) -> Result<(), Error> {
    let entered = enter(app, door).await?;
    entered.must_write()?;
    let words = text::required("words", words, BODY_MAX)?;
    if entered.mapping.state != MappingState::Compiled {
        return Err(Fault::new("state", "mapping-not-compiled").into());
    }
    let event = entered.event(app, "mapping.sent-back").saying(json!({ "words": words }));
    go(app, &entered, MappingState::Started, &event, |_| Ok(())).await
}

async fn go(
    app: &App,
    entered: &Entered,
    to: MappingState,
    event: &NewEvent,
    may: impl Fn(&domain::needs::answers::Answers) -> Result<(), Error> + Sync,
) -> Result<(), Error> {
    let (county, id, now, may) = (&entered.county, entered.mapping.id, app.now(), &may);
    app.store
        .write(county, None, |mut tx| async move {
            let (mapping, answers) = read_in(&mut tx, &entered_at(county, id)).await?;
            if !mapping.state.next(mapping.track).contains(&to) {
                return Err(Fault::new("state", "mapping-cannot-go-there").into());
            }
            may(&answers)?;
            stored::set_state(&mut tx, county, id, to, mapping.version, now).await?;
            Ok::<_, Error>(store::events::append(&mut tx, county, event).await?)
        })
        .await
}

/// Calls the mapping off, with its workshop, and erases its draft. Nobody leads it any more. The
/// firm may, and so may who leads or opened it.
pub async fn withdraw(app: &App, door: Door<'_>) -> Result<(), Error> {
    let entered = enter(app, door).await?;
    let is_opener = matches!(entered.seat, Seat::Reader | Seat::Watcher)
        && entered.actor.organisation() == Some(entered.mapping.opened_by_organisation)
        && entered.actor.is_one_of(domain::access::ACTORS);
    if !entered.seat.writes() && !is_opener {
        return Err(Error::forbidden());
    }
    let event = |kind| entered.event(app, kind);
    let events = &[
        event("mapping.withdrawn"),
        event("appointment.cancelled"),
        event("mapping.leading-ended").saying(json!({ "why": EndReason::Done })),
    ];
    let name = &entered.name;
    let (county, id, now) = (&entered.county, entered.mapping.id, app.now());
    app.store
        .write(county, None, |mut tx| async move {
            let (mapping, _) = read_in(&mut tx, &entered_at(county, id)).await?;
            if !mapping.state.next(mapping.track).contains(&MappingState::Withdrawn) {
                return Err(Fault::new("state", "mapping-cannot-go-there").into());
            }
            take_away(&mut tx, county, &mapping, (name, events), now).await
        })
        .await
}

/// Calls a mapping off with all that belongs to it, and writes what happened: to the mapping, to
/// its workshop, and to whoever led it.
async fn take_away(
    tx: &mut Tx,
    county: &CountyCode,
    mapping: &stored::StoredMapping,
    (name, [withdrawn, called_off, ended]): (&str, &[NewEvent; 3]),
    now: Timestamp,
) -> Result<(), Error> {
    let (id, why) = (mapping.id, EndReason::Done);
    stored::withdraw(tx, county, id, mapping.version, now).await?;
    store::leaders::erase(tx, county, id).await?;
    if store::leaders::end(tx, county, id, why, name, now).await?.is_some() {
        store::events::append(tx, county, ended).await?;
    }
    call_off_with(tx, county, For::Mapping(id), called_off, now).await?;
    Ok(store::events::append(tx, county, withdrawn).await?)
}

/// Calls off a mapping of a firm that is no more, inside the transaction in which it ends.
pub(crate) async fn call_off(
    tx: &mut Tx,
    actor: &Actor,
    mapping: &stored::StoredMapping,
    name: &str,
    now: Timestamp,
) -> Result<(), Error> {
    let firm = Some(mapping.organisation);
    let subject = Subject { kind: "mapping", id: mapping.id.0, organisation: firm };
    let event = |kind| NewEvent::by(actor, now, kind, subject);
    let events = [
        event("mapping.withdrawn"),
        event("appointment.cancelled"),
        event("mapping.leading-ended").saying(json!({ "why": EndReason::Done })),
    ];
    take_away(tx, actor.county(), mapping, (name, &events), now).await
}
