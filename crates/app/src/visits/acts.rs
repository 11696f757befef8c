//! What people do with visits.

use domain::access::{ACTORS, Actor, EMPLOYERS, Role};
use domain::codes::MunicipalityCode;
use domain::contacts::{Contact, ContactKind};
use domain::continuity::ItemKind;
use domain::fault::{Fault, Faults};
use domain::ids::{ContactId, NotificationId, OrganisationId, VisitId};
use domain::text::{self, NAME_MAX};
use domain::time::{Date, Timestamp};
use domain::visits::{
    ANSWER_MAX, DEFAULT_COMMITTEE, InventoryDomain, ObstacleKind, Plan, Rating, RatingForm, Report,
    VisitForm, VisitState,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::events::{NewEvent, Subject};
use store::notifications::{NewNotification, Reader};
use store::visits::{NewVisit, StoredObstacle, StoredVisit};
use store::{Connection, Tx};
use uuid::Uuid;

use super::{Kept, View, view};
use crate::acting::{Speaker, request_key};
use crate::cases::derived;
use crate::contacts::{Keeping, desks_of};
use crate::continuity;
use crate::{App, Error, appointments, mail, organisations};

/// What a person types in one field: an answer, or what the firm is told.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WordsForm {
    /// Which obstacle or promise; empty where there is only one thing it can be about.
    pub about: String,
    /// In which words.
    pub words: String,
}

/// What the municipality is told when a firm has an obstacle, and what it is answered: a kind of
/// notice and of mail each.
const OBSTACLE_SENT: &str = "obstacle-sent";
const OBSTACLE_ANSWERED: &str = "obstacle-answered";
/// What an organiser is told when somebody says that they took part: a kind of notice.
const VISIT_JOINED: &str = "visit-joined";
/// What a firm is told when somebody has written what came of a visit: a kind of notice.
const VISIT_TOLD: &str = "visit-told";
/// Who passes a question on to a committee of their municipality.
const PASS_ON: [Role; 2] = [Role::MuniAdviser, Role::MuniContact];

/// A visit, at whom and where.
#[derive(Clone, Copy)]
struct At<'a> {
    id: VisitId,
    firm: OrganisationId,
    firm_name: &'a str,
    municipality: &'a MunicipalityCode,
}

/// Tells readers something about a visit; `seed` makes the ids, one per reader.
fn notices(
    at: At<'_>,
    kind: &'static str,
    seed: Uuid,
    readers: &[Reader],
    now: Timestamp,
) -> Vec<NewNotification> {
    let one = |(nth, reader): (u128, &Reader)| NewNotification {
        id: NotificationId(derived(seed, nth)),
        reader: *reader,
        kind,
        subject_kind: "visit",
        subject: at.id.0,
        about: at.firm_name.to_owned(),
        at: now,
    };
    (1..).zip(readers).map(one).collect()
}

/// What is written with a report: ids and texts made before the transaction.
struct Written {
    report: Report,
    obstacle: Uuid,
    promise: Uuid,
    municipality: MunicipalityCode,
    committee: String,
    by: OrganisationId,
    by_name: String,
    events: Vec<NewEvent>,
    told: Vec<NewNotification>,
    now: Timestamp,
}

impl Written {
    async fn of(
        app: &App,
        connection: &mut Connection,
        actor: &Actor,
        report: Report,
        at: At<'_>,
    ) -> Result<Self, Error> {
        let At { id, firm, municipality, .. } = at;
        let (now, speaker) = (app.now(), Speaker::of(connection, actor).await?);
        let (new, mut told) = (app.new_id(), Vec::new());
        let subject = subject(id, firm);
        let domains: Vec<_> = report.inventory.answered().map(InventoryDomain::code).collect();
        let event = |kind| NewEvent::by(actor, now, kind, subject);
        let mut events = vec![event("visit.reported").saying(json!({ "domains": domains }))];
        let mut committee = DEFAULT_COMMITTEE.to_owned();
        if let Some(obstacle) = &report.obstacle {
            let county = actor.county();
            let named =
                store::visits::committee(connection, county, municipality, obstacle.kind).await?;
            committee = named.unwrap_or(committee);
            let detail = json!({ "kind": obstacle.kind, "committee": &committee });
            events.push(event("visit.obstacle-sent").saying(detail));
            let readers = store::notifications::readers_in(
                connection,
                county,
                municipality,
                PASS_ON,
                app.today(),
            );
            told = notices(at, OBSTACLE_SENT, new, &readers.await?, now);
        }
        if let Some(promise) = &report.promise {
            events.push(event("visit.promise-made").saying(json!({ "by": promise.by })));
        }
        Ok(Self {
            obstacle: new,
            promise: app.new_id(),
            municipality: municipality.clone(),
            committee,
            by: speaker.organisation(),
            by_name: speaker.name,
            report,
            events,
            told,
            now,
        })
    }

    async fn write(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        id: VisitId,
        version: i64,
    ) -> Result<(), Error> {
        let (county, now) = (actor.county(), self.now);
        let inventory = &self.report.inventory;
        store::visits::report(tx, county, id, inventory, &self.by_name, version, now).await?;
        if let Some(obstacle) = &self.report.obstacle {
            let to = (&self.municipality, self.committee.as_str());
            let new = self.obstacle;
            store::visits::insert_obstacle(tx, county, new, id, obstacle, to, now).await?;
            continuity::hold(tx, actor, ItemKind::Obstacle, new, now).await?;
        }
        if let Some(promise) = &self.report.promise {
            let by = (self.by, self.by_name.as_str());
            store::visits::insert_promise(tx, county, self.promise, id, by, promise, now).await?;
            continuity::hold(tx, actor, ItemKind::Promise, self.promise, now).await?;
        }
        for event in &self.events {
            store::events::append(tx, county, event).await?;
        }
        for notice in &self.told {
            mail::tell(tx, county, notice).await?;
        }
        Ok(())
    }
}

/// Writes a visit down: planned when its day lies ahead, reported when something was heard. A visit
/// by another organisation on the same day is the same visit: then the form says so, and one joins
/// it instead. `topic` is what stands in the ledger when nothing else is said.
pub async fn keep(
    app: &App,
    actor: &Actor,
    firm: OrganisationId,
    form: &VisitForm,
    topic: &str,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, now, today) = (actor.county(), app.now(), app.today());
    let (plan, report) = read_form(form, today)?;
    let mut connection = app.store.read().await?;
    let stored = organisations::reachable(&mut connection, actor, firm).await?;
    let speaker = Speaker::of(&mut connection, actor).await?;
    if !actor.is_one_of(ACTORS) {
        return Err(Error::forbidden());
    }
    known_actors(&mut connection, actor, &plan.others).await?;
    let state = match (plan.on > today, report.is_empty()) {
        (true, _) => VisitState::Planned,
        (false, true) => VisitState::Held,
        (false, false) => VisitState::Reported,
    };
    let topic = plan.topic.unwrap_or_else(|| topic.to_owned());
    let contact =
        Contact { kind: ContactKind::Visit, on: plan.on, topic: topic.clone(), note: None };
    // A visit stands once in the ledger, as its organiser's, and is weighed like any contact.
    let keeping = &Keeping::of(app, actor, &speaker, &stored, contact, &form.reason);
    let found = stored.organisation;
    let new = &NewVisit {
        id: app.new_id(),
        organisation: firm,
        by_organisation: speaker.organisation(),
        by_name: speaker.name.clone(),
        by_role: actor.role().code().to_owned(),
        others: plan.others,
        contact: keeping.id(),
        on: plan.on,
        topic,
        state: if state == VisitState::Reported { VisitState::Held } else { state },
        created_at: now,
    };
    let at = At { id: new.id, firm, firm_name: &found.name, municipality: &found.municipality };
    let written = &match state {
        VisitState::Reported => Some(Written::of(app, &mut connection, actor, report, at).await?),
        _ => None,
    };
    drop(connection);
    let kind = if state == VisitState::Planned { "visit.planned" } else { "visit.held" };
    let event = &NewEvent::by(actor, now, kind, subject(new.id, firm))
        .saying(json!({ "on": new.on, "organisations": new.others.len() + 1 }));
    let kept =
        &Kept { id: new.id, organisation: firm, organisation_name: found.name, on: new.on, state };
    let key = request_key(actor, key, "visit.keep", &(firm, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            if store::visits::on_day(tx, county, firm, new.on).await?.is_some() {
                return Err(Error::from(Fault::new("on", "visit-same-day")));
            }
            keeping.write(tx, county).await?;
            store::visits::insert(tx, county, new).await?;
            continuity::hold(tx, actor, ItemKind::Visit, new.id.0, now).await?;
            store::events::append(tx, county, event).await?;
            if let Some(written) = written {
                written.write(tx, actor, new.id, 1).await?;
            }
            Ok(kept.clone())
        })
        .await
}

/// Counts a contact that is a visit: as a visit of its own, or as one more organisation at that
/// day's.
pub(crate) async fn count(tx: &mut Tx, actor: &Actor, new: &NewVisit) -> Result<(), Error> {
    let (county, firm, now) = (actor.county(), new.organisation, new.created_at);
    if let Some(id) = store::visits::on_day(tx, county, firm, new.on).await? {
        return come_along(tx, actor, id, new.by_organisation, now).await;
    }
    store::visits::insert(tx, county, new).await?;
    continuity::hold(tx, actor, ItemKind::Visit, new.id.0, now).await?;
    let is_planned = new.state == VisitState::Planned;
    let kind = if is_planned { "visit.planned" } else { "visit.held" };
    let event = NewEvent::by(actor, now, kind, subject(new.id, firm));
    Ok(store::events::append(tx, county, &event).await?)
}

/// One more organisation takes part in a visit. Whoever organises it is told: those who took part
/// read what was heard.
async fn come_along(
    tx: &mut Tx,
    actor: &Actor,
    id: VisitId,
    own: OrganisationId,
    now: Timestamp,
) -> Result<(), Error> {
    let (county, role) = (actor.county(), actor.role().code());
    if !store::visits::join(tx, county, id, own, Some(role)).await? {
        return Ok(());
    }
    let Some(visit) = store::visits::find(tx, county, id).await? else { return Ok(()) };
    let event = NewEvent::by(actor, now, "visit.joined", subject(id, visit.organisation));
    store::events::append(tx, county, &event).await?;
    let readers = desks_of(tx, actor, visit.by_organisation).await?;
    for notice in notices(of(&visit), VISIT_JOINED, event.id.0, &readers, now) {
        mail::tell(tx, county, &notice).await?;
    }
    Ok(())
}

/// The visit whose row in the ledger has been called off does not take place either.
pub(crate) async fn call_off_with(
    tx: &mut Tx,
    actor: &Actor,
    (contact, firm): (ContactId, OrganisationId),
    now: Timestamp,
) -> Result<(), Error> {
    let county = actor.county();
    if let Some(id) = store::visits::call_off(tx, county, firm, contact, now).await? {
        let event = NewEvent::by(actor, now, "visit.cancelled", subject(id, firm));
        store::events::append(tx, county, &event).await?;
    }
    Ok(())
}

fn read_form(form: &VisitForm, today: Date) -> Result<(Plan, Report), Error> {
    let mut faults = Faults::default();
    let (plan, report) = (form.plan(today), form.report(today));
    for found in [plan.as_ref().err(), report.as_ref().err()].into_iter().flatten() {
        faults.0.extend(found.0.iter().cloned());
    }
    let (Ok(plan), Ok(report)) = (plan, report) else { return Err(faults.into()) };
    if plan.on > today && !report.is_empty() {
        return Err(Fault::new("on", "visit-not-yet").into());
    }
    Ok((plan, report))
}

/// Only organisations that work with firms take part in visits.
async fn known_actors(
    connection: &mut Connection,
    actor: &Actor,
    others: &[OrganisationId],
) -> Result<(), Error> {
    for other in others {
        let found = store::organisations::find(connection, actor.county(), *other).await?;
        if !found.is_some_and(|found| found.organisation.is_actor) {
            return Err(Fault::new("with", "companion-unknown").into());
        }
    }
    Ok(())
}

fn subject(id: VisitId, firm: OrganisationId) -> Subject {
    Subject { kind: "visit", id: id.0, organisation: Some(firm) }
}

/// The visit, for somebody whose organisation takes part in it.
async fn own(connection: &mut Connection, actor: &Actor, id: VisitId) -> Result<View, Error> {
    let seen = view(connection, actor, id).await?;
    if seen.is_party { Ok(seen) } else { Err(Error::forbidden()) }
}

fn of(visit: &StoredVisit) -> At<'_> {
    At {
        id: visit.id,
        firm: visit.organisation,
        firm_name: &visit.organisation_name,
        municipality: &visit.municipality,
    }
}

fn may_become(visit: &StoredVisit, next: VisitState) -> Result<(), Error> {
    if visit.state.may_become(next) {
        return Ok(());
    }
    Err(Fault::new("state", "visit-step").into())
}

/// Writes what came of a visit, or writes it anew. Two who were there never overwrite each other:
/// `version` is what the form was filled in from, and whoever comes second is told.
pub async fn report(
    app: &App,
    actor: &Actor,
    id: VisitId,
    form: &VisitForm,
    version: i64,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, now, today) = (actor.county(), app.now(), app.today());
    let report = form.report(today)?;
    let mut connection = app.store.read().await?;
    let visit = &own(&mut connection, actor, id).await?.visit;
    may_become(visit, VisitState::Reported)?;
    if visit.on > today {
        return Err(Fault::new("on", "visit-not-yet").into());
    }
    let written = &Written::of(app, &mut connection, actor, report, of(visit)).await?;
    drop(connection);
    let kept = &Kept::of(visit, VisitState::Reported);
    let key = request_key(actor, key, "visit.report", &(id, form, version), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            written.write(&mut tx, actor, id, version).await?;
            Ok::<_, Error>(kept.clone())
        })
        .await
}

/// A planned visit has been held, is called off, or did not happen. What did not take place goes
/// from the ledger too.
pub async fn step(
    app: &App,
    actor: &Actor,
    id: VisitId,
    next: VisitState,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, now) = (actor.county(), app.now());
    let visit = &own(&mut app.store.read().await?, actor, id).await?.visit;
    may_become(visit, next)?;
    if next == VisitState::Reported {
        return Err(Fault::new("state", "visit-step").into());
    }
    if next != VisitState::Cancelled && visit.on > app.today() {
        return Err(Fault::new("on", "visit-not-yet").into());
    }
    let kind = match next {
        VisitState::Cancelled => "visit.cancelled",
        VisitState::Missed => "visit.missed",
        _ => "visit.held",
    };
    let event = &NewEvent::by(actor, now, kind, subject(id, visit.organisation));
    let contact = visit.contact;
    let ledger = Subject { kind: "contact", id: contact.0, organisation: Some(visit.organisation) };
    let called_off = &NewEvent::by(actor, now, "appointment.cancelled", ledger);
    let kept = &Kept::of(visit, next);
    let key = request_key(actor, key, "visit.step", &(id, next), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            store::visits::set_state(tx, county, id, next, visit.version, now).await?;
            if !next.has_been() {
                store::contacts::cancel(tx, county, contact).await?;
                let what = appointments::For::Contact(contact);
                appointments::call_off_with(tx, county, what, called_off, now).await?;
            }
            store::events::append(tx, county, event).await?;
            Ok::<_, Error>(kept.clone())
        })
        .await
}

/// The actor's organisation took part too.
pub async fn join(app: &App, actor: &Actor, id: VisitId, key: Option<&str>) -> Result<Kept, Error> {
    let (county, now) = (actor.county(), app.now());
    let mut connection = app.store.read().await?;
    let seen = view(&mut connection, actor, id).await?;
    let speaker = &Speaker::of(&mut connection, actor).await?;
    drop(connection);
    if !actor.is_one_of(ACTORS) || !(seen.can_join || seen.is_party) {
        return Err(Error::forbidden());
    }
    let kept = &Kept::of(&seen.visit, seen.visit.state);
    let key = request_key(actor, key, "visit.join", &id, now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            come_along(&mut tx, actor, id, speaker.organisation(), now).await?;
            Ok::<_, Error>(kept.clone())
        })
        .await
}

/// Writes down what a committee answered about an obstacle. The firm is told, and so is whoever
/// organised the visit.
pub async fn answer_obstacle(
    app: &App,
    actor: &Actor,
    id: VisitId,
    form: &WordsForm,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, now) = (actor.county(), app.now());
    let mut connection = app.store.read().await?;
    let seen = view(&mut connection, actor, id).await?;
    let speaker = &Speaker::of(&mut connection, actor).await?;
    let mut readers = vec![Reader::Organisation(seen.visit.organisation)];
    if seen.visit.by_organisation != speaker.organisation() {
        readers.extend(desks_of(&mut connection, actor, seen.visit.by_organisation).await?);
    }
    drop(connection);
    if !seen.can_answer {
        return Err(Error::forbidden());
    }
    let answer = &text::required("words", &form.words, ANSWER_MAX)?;
    let obstacle = seen.obstacles.iter().find(|one| one.id.to_string() == form.about);
    let obstacle = obstacle.ok_or_else(Error::invisible)?;
    let event =
        &NewEvent::by(actor, now, "visit.obstacle-answered", subject(id, seen.visit.organisation))
            .saying(json!({ "kind": obstacle.obstacle.kind, "committee": &obstacle.committee }));
    let told = &notices(of(&seen.visit), OBSTACLE_ANSWERED, app.new_id(), &readers, now);
    let waits = |one: &StoredObstacle| one.id != obstacle.id && one.answer.is_none();
    let is_last = !seen.obstacles.iter().any(waits);
    let kept = &Kept::of(&seen.visit, seen.visit.state);
    let key = request_key(actor, key, "visit.answer-obstacle", &(id, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let (tx, name) = (&mut tx, &speaker.name);
            if !store::visits::answer_obstacle(tx, county, obstacle.id, answer, name, now).await? {
                return Err(Error::from(Fault::new("words", "already-replied")));
            }
            store::events::append(tx, county, event).await?;
            if is_last {
                store::notifications::settle(tx, county, OBSTACLE_SENT, id.0, now).await?;
            }
            for notice in told {
                mail::tell(tx, county, notice).await?;
            }
            Ok(kept.clone())
        })
        .await
}

/// A promise has been kept. Only the organisation that gave it says so.
pub async fn keep_promise(
    app: &App,
    actor: &Actor,
    id: VisitId,
    form: &WordsForm,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, now) = (actor.county(), app.now());
    let seen = own(&mut app.store.read().await?, actor, id).await?;
    let promise = seen.promises.iter().find(|one| one.id.to_string() == form.about);
    let promise = promise.ok_or_else(Error::invisible)?;
    if actor.organisation() != Some(promise.by_organisation) {
        return Err(Error::forbidden());
    }
    let event =
        &NewEvent::by(actor, now, "visit.promise-kept", subject(id, seen.visit.organisation));
    let kept = &Kept::of(&seen.visit, seen.visit.state);
    let key = request_key(actor, key, "visit.keep-promise", &(id, form), now);
    let promise = promise.id;
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            if store::visits::keep_promise(&mut tx, county, promise, now).await? {
                store::events::append(&mut tx, county, event).await?;
            }
            Ok::<_, Error>(kept.clone())
        })
        .await
}

/// Tells the firm what came of the visit.
pub async fn feed_back(
    app: &App,
    actor: &Actor,
    id: VisitId,
    form: &WordsForm,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, now) = (actor.county(), app.now());
    let mut connection = app.store.read().await?;
    let seen = own(&mut connection, actor, id).await?;
    let speaker = &Speaker::of(&mut connection, actor).await?;
    drop(connection);
    let words = &text::required("words", &form.words, ANSWER_MAX)?;
    if !seen.visit.state.has_been() {
        return Err(Fault::new("words", "visit-not-yet").into());
    }
    let event = &NewEvent::by(actor, now, "visit.told-back", subject(id, seen.visit.organisation));
    let reader = [Reader::Organisation(seen.visit.organisation)];
    let told = &notices(of(&seen.visit), VISIT_TOLD, app.new_id(), &reader, now);
    let kept = &Kept::of(&seen.visit, seen.visit.state);
    let key = request_key(actor, key, "visit.feed-back", &(id, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            store::visits::feed_back(tx, county, id, words, &speaker.name, now).await?;
            store::events::append(tx, county, event).await?;
            for notice in told {
                mail::tell(tx, county, notice).await?;
            }
            Ok::<_, Error>(kept.clone())
        })
        .await
}

/// The firm says what it thought of a visit, once.
pub async fn rate(
    app: &App,
    actor: &Actor,
    id: VisitId,
    form: &RatingForm,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, now) = (actor.county(), app.now());
    let seen = view(&mut app.store.read().await?, actor, id).await?;
    if !seen.is_firm || !actor.is_one_of(EMPLOYERS) {
        return Err(Error::forbidden());
    }
    let rating: Rating = form.parse()?;
    if !seen.visit.state.has_been() {
        return Err(Fault::new("useful", "visit-not-yet").into());
    }
    let event = &NewEvent::by(actor, now, "visit.rated", subject(id, seen.visit.organisation));
    let kept = &Kept::of(&seen.visit, seen.visit.state);
    let key = request_key(actor, key, "visit.rate", &(id, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            if !store::visits::rate(&mut tx, county, id, rating, now).await? {
                return Err(Error::from(Fault::new("useful", "already-replied")));
            }
            store::events::append(&mut tx, county, event).await?;
            Ok(kept.clone())
        })
        .await
}

/// Names which committees of the actor's own municipality answer for which obstacles.
pub async fn name_committees(
    app: &App,
    actor: &Actor,
    names: &[(ObstacleKind, String)],
    key: Option<&str>,
) -> Result<(), Error> {
    let (county, now) = (actor.county(), app.now());
    let held = actor.assignment().ok_or_else(Error::forbidden)?;
    let municipality = held.municipality.clone().ok_or_else(Error::forbidden)?;
    let municipality = &municipality;
    let read = |(kind, name): &(ObstacleKind, String)| {
        text::required(kind.code(), name, NAME_MAX).map(|name| (*kind, name))
    };
    let mut faults = Faults::default();
    let named: Vec<_> = names.iter().filter_map(|one| faults.take(read(one))).collect();
    faults.into_result()?;
    let named = &named;
    let about = Subject { kind: "committee", id: held.organisation.0, organisation: None };
    let event = &NewEvent::by(actor, now, "visit.committees-named", about)
        .saying(json!({ "municipality": municipality }));
    let key = request_key(actor, key, "visit.committees", &named, now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            for (kind, name) in named {
                store::visits::set_committee(tx, county, municipality, *kind, name).await?;
            }
            store::events::append(tx, county, event).await?;
            Ok::<_, Error>(())
        })
        .await
}
