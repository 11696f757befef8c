//! Contacts: who has been in touch with a firm, who plans to be, and doing it together.

pub mod peace;

use domain::access::{ACTORS, Actor};
use domain::codes::CountyCode;
use domain::contacts::peace::{AskedFor, Forced};
use domain::contacts::{Contact, ContactForm, ContactKind, recent_since};
use domain::continuity::{ItemKey, ItemKind};
use domain::fault::Fault;
use domain::ids::AssignmentId;
use domain::ids::{ContactId, NotificationId, OrganisationId, VisitId};
use domain::text::{self, LINE_MAX};
use domain::time::{Date, Timestamp};
use domain::visits::VisitState;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::contacts::{NewContact, NewCoordination};
use store::events::{NewEvent, Subject};
use store::notifications::{NewNotification, Reader};
use store::organisations::StoredOrganisation;
use store::visits::NewVisit;
use store::{Connection, Tx};
use uuid::Uuid;

use self::peace::{Plan, Weighed};
use crate::acting::{Speaker, request_key};
use crate::cases::derived;
use crate::{App, Error, Page, Slice, appointments, organisations, visits};

pub use peace::FirmWishes;
pub use store::contacts::{Coordination, StoredContact};

/// One contact as the reader may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Line {
    /// The contact; its note only when it is the reader's own organisation's.
    #[serde(flatten)]
    pub contact: StoredContact,
    /// The reader's own organisation has made it.
    pub is_own: bool,
    /// The reader can ask to do it together.
    pub can_coordinate: bool,
    /// Requests about it that concern the reader.
    #[serde(skip)]
    pub coordinations: Vec<Coordination>,
}

/// Who has been in touch with a firm, and who plans to be: shown before anything is opened
/// towards it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Ledger {
    /// The firm.
    pub organisation: OrganisationId,
    /// Name of the firm.
    pub organisation_name: String,
    /// The last 90 days, latest first.
    pub recent: Vec<Line>,
    /// To come, soonest first.
    pub planned: Vec<Line>,
    /// What the firm asks of those who get in touch.
    pub wishes: FirmWishes,
    /// The day it was read.
    pub today: Date,
    /// Read by somebody who works with firms, not by the firm itself.
    pub is_for_actors: bool,
}

impl Ledger {
    /// Nobody has been in touch and nobody plans to be.
    pub fn is_empty(&self) -> bool {
        self.recent.is_empty() && self.planned.is_empty()
    }

    /// Something of another organisation's that one could do together.
    pub fn has_others(&self) -> bool {
        self.recent.iter().chain(&self.planned).any(|line| !line.is_own)
    }
}

/// The contacts of the last 90 days and those planned. Everyone who represents a public actor sees
/// that they were and about what; the firm sees those with itself.
pub async fn ledger(app: &App, actor: &Actor, firm: OrganisationId) -> Result<Ledger, Error> {
    let mut connection = app.store.read().await?;
    read_ledger(app, &mut connection, actor, firm).await
}

pub(crate) async fn read_ledger(
    app: &App,
    connection: &mut Connection,
    actor: &Actor,
    firm: OrganisationId,
) -> Result<Ledger, Error> {
    let (county, today) = (actor.county(), app.today());
    let found = store::organisations::find(connection, county, firm).await?;
    let found = found.filter(|_| may_see(actor, firm)).ok_or_else(Error::invisible)?;
    let since = recent_since(today);
    let contacts = store::contacts::with_firm(connection, county, firm, since).await?;
    let asked = match actor.organisation() {
        Some(own) if actor.is_one_of(ACTORS) => {
            store::contacts::coordinations_with(connection, county, firm, own).await?
        }
        _ => Vec::new(),
    };
    let lines = contacts.into_iter().map(|contact| line_of(actor, contact, &asked));
    let (mut planned, recent): (Vec<_>, Vec<_>) =
        lines.partition(|line: &Line| line.contact.contact.is_planned(today));
    planned.reverse();
    let organisation_name = found.organisation.name;
    Ok(Ledger {
        organisation: firm,
        organisation_name,
        recent,
        planned,
        wishes: peace::wishes_of(connection, county, firm, today).await?,
        today,
        is_for_actors: actor.is_one_of(ACTORS),
    })
}

fn may_see(actor: &Actor, firm: OrganisationId) -> bool {
    actor.is_one_of(ACTORS)
        || (actor.is_one_of(domain::access::EMPLOYERS) && actor.organisation() == Some(firm))
}

fn line_of(actor: &Actor, mut contact: StoredContact, asked: &[Coordination]) -> Line {
    let is_own = actor.organisation() == Some(contact.by_organisation);
    if !is_own {
        contact.contact.note = None;
    }
    if !is_own && actor.organisation() != Some(contact.organisation) {
        contact.forced = None;
    }
    let about = asked.iter().filter(|one| one.contact == contact.id).cloned();
    Line {
        is_own,
        can_coordinate: !is_own && actor.is_one_of(ACTORS),
        coordinations: about.collect(),
        contact,
    }
}

/// Every contact with a firm, by numbered page.
pub async fn list(
    app: &App,
    actor: &Actor,
    firm: OrganisationId,
    slice: Slice,
) -> Result<Page<Line>, Error> {
    let mut connection = app.store.read().await?;
    let found = store::organisations::find(&mut connection, actor.county(), firm).await?;
    if found.is_none() || !may_see(actor, firm) {
        return Err(Error::invisible());
    }
    let county = actor.county();
    let page = store::contacts::page_with_firm(&mut connection, county, firm, slice).await?;
    Ok(page.map(|contact| line_of(actor, contact, &[])))
}

/// A contact that has been written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Kept {
    /// Id.
    pub id: ContactId,
    /// The firm.
    pub organisation: OrganisationId,
    /// Name of the firm.
    pub organisation_name: String,
    /// Its day.
    pub on: Date,
    /// It lies ahead.
    pub is_planned: bool,
    /// It goes against what the firm has asked for.
    #[serde(default)]
    pub is_forced: bool,
}

/// Writes a contact down, past or planned. One that goes against what the firm has asked for needs
/// a reason, which the firm is told; a survey in a quiet period is refused. A visit is counted as
/// one, whichever form it comes from.
pub async fn keep(
    app: &App,
    actor: &Actor,
    firm: OrganisationId,
    form: &ContactForm,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, now) = (actor.county(), app.now());
    let contact: Contact = form.parse(app.today())?;
    let mut connection = app.store.read().await?;
    let found = organisations::reachable(&mut connection, actor, firm).await?;
    let speaker = Speaker::of(&mut connection, actor).await?;
    drop(connection);
    if !actor.is_one_of(ACTORS) {
        return Err(Error::forbidden());
    }
    let keeping = &Keeping::of(app, actor, &speaker, &found, contact, &form.reason);
    let visit = &keeping.visit(app.new_id(), actor);
    let key = request_key(actor, key, "contact.keep", &(firm, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let kept = keeping.write(&mut tx, county).await?;
            if let Some(visit) = visit {
                visits::count(&mut tx, actor, visit).await?;
            }
            Ok::<_, Error>(kept)
        })
        .await
}

/// A contact about to be weighed and written down.
pub(crate) struct Keeping {
    by: AssignmentId,
    plan: Plan,
    reason: String,
    new: NewContact,
    event: NewEvent,
    forced: NewEvent,
    kept: Kept,
}

impl Keeping {
    /// Everything that is made before the transaction.
    pub(crate) fn of(
        app: &App,
        actor: &Actor,
        speaker: &Speaker,
        firm: &StoredOrganisation,
        contact: Contact,
        reason: &str,
    ) -> Self {
        let (id, now, by) = (app.new_id::<ContactId>(), app.now(), speaker.organisation());
        let is_planned = contact.is_planned(app.today());
        let kind = if is_planned { "contact.planned" } else { "contact.logged" };
        let subject = Subject { kind: "contact", id: id.0, organisation: Some(firm.id) };
        let detail = json!({ "kind": contact.kind, "on": contact.on });
        Self {
            by: speaker.assignment.id,
            plan: Plan { firm: firm.id, by, kind: contact.kind, on: contact.on },
            reason: reason.to_owned(),
            event: NewEvent::by(actor, now, kind, subject).saying(detail),
            forced: NewEvent::by(actor, now, "contact.forced", subject),
            kept: Kept {
                id,
                organisation: firm.id,
                organisation_name: firm.organisation.name.clone(),
                on: contact.on,
                is_planned,
                is_forced: false,
            },
            new: NewContact {
                id,
                organisation: firm.id,
                by_organisation: by,
                by_name: speaker.name.clone(),
                contact,
                asked_for: None,
                forced: None,
                created_at: now,
            },
        }
    }

    /// Id of the contact once it is written down.
    pub(crate) fn id(&self) -> ContactId {
        self.kept.id
    }

    /// The visit behind it, when it is one.
    fn visit(&self, id: VisitId, actor: &Actor) -> Option<NewVisit> {
        let contact = &self.new.contact;
        let is_planned = self.kept.is_planned;
        (contact.kind == ContactKind::Visit).then(|| NewVisit {
            id,
            organisation: self.new.organisation,
            by_organisation: self.new.by_organisation,
            by_name: self.new.by_name.clone(),
            by_role: actor.role().code().to_owned(),
            others: Vec::new(),
            contact: self.new.id,
            on: contact.on,
            topic: contact.topic.clone(),
            state: if is_planned { VisitState::Planned } else { VisitState::Held },
            created_at: self.new.created_at,
        })
    }

    /// Weighs the contact and writes it down; without a reason where one is needed, nothing is.
    pub(crate) async fn write(&self, tx: &mut Tx, county: &CountyCode) -> Result<Kept, Error> {
        let Weighed { verdict, asked_for } =
            peace::weigh(tx, county, &self.plan, self.new.created_at).await?;
        let forced = verdict.pass(&self.reason)?;
        self.put(tx, county, asked_for, forced).await
    }

    /// Weighs what comes with something else, such as an invitation. It is written down only when
    /// it goes against what the firm has asked for, so that the firm reads why.
    pub(crate) async fn write_if_forced(
        &self,
        tx: &mut Tx,
        county: &CountyCode,
    ) -> Result<(), Error> {
        let Weighed { verdict, asked_for } =
            peace::weigh(tx, county, &self.plan, self.new.created_at).await?;
        if let Some(forced) = verdict.pass(&self.reason)? {
            self.put(tx, county, asked_for, Some(forced)).await?;
        }
        Ok(())
    }

    async fn put(
        &self,
        tx: &mut Tx,
        county: &CountyCode,
        asked_for: Option<AskedFor>,
        forced: Option<Forced>,
    ) -> Result<Kept, Error> {
        let is_forced = forced.is_some();
        let detail = forced.as_ref().map(|forced| json!({ "over": forced.over }));
        let new = NewContact { asked_for, forced, ..self.new.clone() };
        store::contacts::insert(tx, county, &new).await?;
        if self.kept.is_planned && new.contact.kind != ContactKind::Visit {
            let item = ItemKey { kind: ItemKind::Contact, id: new.id.0 };
            let (by, now) = (self.by, new.created_at);
            let day = domain::time::day_of(now);
            let desk = store::continuity::holds(tx, county, by, day).await?;
            let desk = desk.ok_or_else(|| Error::of(crate::Kind::NotSignedIn))?;
            store::continuity::hold(tx, county, item, desk, Some(by), now).await?;
        }
        store::events::append(tx, county, &self.event).await?;
        if let Some(detail) = detail {
            store::events::append(tx, county, &self.forced.clone().saying(detail)).await?;
            let notice = NewNotification {
                id: NotificationId(derived(new.id.0, 1)),
                reader: Reader::Organisation(new.organisation),
                kind: "contact-forced",
                subject_kind: "contact",
                subject: new.id.0,
                about: new.contact.topic.clone(),
                at: new.created_at,
            };
            store::notifications::insert(tx, county, &notice).await?;
        }
        Ok(Kept { is_forced, ..self.kept.clone() })
    }
}

/// Calls a planned contact off; only the organisation that planned it can.
pub async fn cancel(
    app: &App,
    actor: &Actor,
    id: ContactId,
    key: Option<&str>,
) -> Result<OrganisationId, Error> {
    let (county, now) = (actor.county(), app.now());
    let found = seen(app, actor, id).await?;
    if actor.organisation() != Some(found.by_organisation) {
        return Err(Error::forbidden());
    }
    if !found.contact.is_planned(app.today()) {
        return Err(Fault::new("contact", "contact-has-been").into());
    }
    let firm = found.organisation;
    let key = request_key(actor, key, "contact.cancel", &id, now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            call_off(&mut tx, actor, (id, firm), now).await
        })
        .await?;
    Ok(found.organisation)
}

/// Calls a contact off, with its time and the visit that it stands for; one that was called off
/// already stays so.
pub(crate) async fn call_off(
    tx: &mut Tx,
    actor: &Actor,
    (id, firm): (ContactId, OrganisationId),
    now: Timestamp,
) -> Result<(), Error> {
    let county = actor.county();
    let subject = Subject { kind: "contact", id: id.0, organisation: Some(firm) };
    if store::contacts::cancel(tx, county, id).await? {
        let event = NewEvent::by(actor, now, "contact.cancelled", subject);
        store::events::append(tx, county, &event).await?;
        let called_off = &NewEvent::by(actor, now, "appointment.cancelled", subject);
        let what = appointments::For::Contact(id);
        appointments::call_off_with(tx, county, what, called_off, now).await?;
        visits::call_off_with(tx, actor, (id, firm), now).await?;
    }
    Ok(())
}

async fn seen(app: &App, actor: &Actor, id: ContactId) -> Result<StoredContact, Error> {
    if !actor.is_one_of(ACTORS) {
        return Err(Error::invisible());
    }
    let mut connection = app.store.read().await?;
    let found = store::contacts::find(&mut connection, actor.county(), id).await?;
    found.ok_or_else(Error::invisible)
}

/// One contact as the actor may see it.
pub async fn read(app: &App, actor: &Actor, id: ContactId) -> Result<Line, Error> {
    let contact = seen(app, actor, id).await?;
    let mut connection = app.store.read().await?;
    let asked = match actor.organisation() {
        Some(own) => {
            let (county, firm) = (actor.county(), contact.organisation);
            store::contacts::coordinations_with(&mut connection, county, firm, own).await?
        }
        None => Vec::new(),
    };
    Ok(line_of(actor, contact, &asked))
}

/// What a person types to do a contact together, or to answer such a request.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CoordinateForm {
    /// In which words.
    pub words: String,
}

/// Asks another actor to do its contact with a firm together; its desks are told.
pub async fn coordinate(
    app: &App,
    actor: &Actor,
    id: ContactId,
    form: &CoordinateForm,
    key: Option<&str>,
) -> Result<OrganisationId, Error> {
    let (county, now) = (actor.county(), app.now());
    let words = text::required("words", &form.words, text::BODY_MAX)?;
    let contact = seen(app, actor, id).await?;
    let mut connection = app.store.read().await?;
    let speaker = Speaker::of(&mut connection, actor).await?;
    if speaker.organisation() == contact.by_organisation {
        return Err(Fault::new("contact", "contact-is-own").into());
    }
    let readers = desks_of(&mut connection, actor, contact.by_organisation).await?;
    drop(connection);
    let new = &NewCoordination {
        id: app.new_id(),
        contact: id,
        from_organisation: speaker.organisation(),
        from_name: speaker.name,
        words,
        asked_at: now,
    };
    let subject = Subject { kind: "contact", id: id.0, organisation: Some(contact.organisation) };
    let event = &NewEvent::by(actor, now, "contact.coordination-asked", subject);
    let told = &notices(new.id, "coordination-asked", &readers, &contact.organisation_name, now);
    let key = request_key(actor, key, "contact.coordinate", &(id, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            store::contacts::insert_coordination(&mut tx, county, new).await?;
            store::events::append(&mut tx, county, event).await?;
            for notice in told {
                crate::mail::tell(&mut tx, county, notice).await?;
            }
            Ok::<_, Error>(())
        })
        .await?;
    Ok(contact.organisation)
}

/// Where an organisation reads: at its desks, or as an organisation when it has none.
pub(crate) async fn desks_of(
    connection: &mut Connection,
    actor: &Actor,
    organisation: OrganisationId,
) -> Result<Vec<Reader>, Error> {
    let desks = store::access::desks(connection, actor.county()).await?;
    let own = desks.into_iter().filter(|desk| desk.organisation == organisation);
    let readers: Vec<_> = own.map(|desk| Reader::Desk(desk.id)).collect();
    Ok(if readers.is_empty() { vec![Reader::Organisation(organisation)] } else { readers })
}

fn notices(
    id: Uuid,
    kind: &'static str,
    readers: &[Reader],
    about: &str,
    at: domain::time::Timestamp,
) -> Vec<NewNotification> {
    let one = |(nth, reader): (u128, &Reader)| NewNotification {
        id: NotificationId(derived(id, nth)),
        reader: *reader,
        kind,
        subject_kind: "coordination",
        subject: id,
        about: about.to_owned(),
        at,
    };
    (1..).zip(readers).map(one).collect()
}

/// A request, for those who asked and those who are asked.
pub async fn read_coordination(app: &App, actor: &Actor, id: Uuid) -> Result<Coordination, Error> {
    let mut connection = app.store.read().await?;
    let found = store::contacts::find_coordination(&mut connection, actor.county(), id).await?;
    let own = actor.organisation();
    found
        .filter(|one| {
            actor.is_one_of(ACTORS)
                && (own == Some(one.to_organisation) || own == Some(one.from_organisation))
        })
        .ok_or_else(Error::invisible)
}

/// Answers a request to do a contact together; whoever asked is told.
pub async fn reply(
    app: &App,
    actor: &Actor,
    id: Uuid,
    form: &CoordinateForm,
    key: Option<&str>,
) -> Result<Coordination, Error> {
    let (county, now) = (actor.county(), app.now());
    let words = &text::required("words", &form.words, text::BODY_MAX)?;
    let asked = read_coordination(app, actor, id).await?;
    if actor.organisation() != Some(asked.to_organisation) {
        return Err(Error::forbidden());
    }
    let mut connection = app.store.read().await?;
    let speaker = &Speaker::of(&mut connection, actor).await?;
    let readers = desks_of(&mut connection, actor, asked.from_organisation).await?;
    drop(connection);
    let seed = app.new_id();
    let told = &notices(seed, "coordination-replied", &readers, &asked.organisation_name, now);
    let contact = asked.contact.0;
    let subject = Subject { kind: "contact", id: contact, organisation: Some(asked.organisation) };
    let event = &NewEvent::by(actor, now, "contact.coordination-replied", subject);
    let key = request_key(actor, key, "contact.reply", &(id, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            if !store::contacts::reply(&mut tx, county, id, words, &speaker.name, now).await? {
                return Err(Error::from(Fault::new("words", "already-replied")));
            }
            store::events::append(&mut tx, county, event).await?;
            for notice in told {
                let notice = NewNotification { subject: id, ..notice.clone() };
                crate::mail::tell(&mut tx, county, &notice).await?;
            }
            Ok(())
        })
        .await?;
    Ok(asked)
}

/// The longest topic of a contact, for the form.
pub const TOPIC_MAX: usize = LINE_MAX;
