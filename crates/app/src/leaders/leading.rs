//! Leading a mapping: who does, what is prepared, what is written.

use domain::access::{Actor, Role};
use domain::codes::CountyCode;
use domain::fault::Fault;
use domain::ids::{LeaderId, MappingId, OrganisationId, PersonId};
use domain::leaders::{EndReason, NOTE_MAX, Part, Preparation};
use domain::needs::mapping::{MappingState, Track};
use domain::text::{self, LINE_MAX};
use domain::time::{Date, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Tx;
use store::appointments::Appointment;
use store::events::{NewEvent, Subject};
use store::leaders::{
    self as stored, Leading, NewLeading, StepDone, StoredLeader, StoredText, Wish,
};
use store::mappings::StoredMapping;
use uuid::Uuid;

use super::APPOINTERS;
use crate::acting::request_key;
use crate::mappings::{Door, Entered, Login, Seat, enter};
use crate::{App, Error, Page, Slice, keeping};

/// Most times a page of a led mapping shows.
const TIMES: i64 = 20;

/// Who is about to lead a mapping.
#[derive(Debug, Clone)]
pub(crate) enum Appointed {
    /// Somebody chosen from the register.
    Entry(LeaderId),
    /// Whoever opens it.
    Oneself(PersonId, OrganisationId),
}

impl Appointed {
    /// Lets them lead, inside a transaction: what the register says and how much they have in hand
    /// is read in it, so that two cannot give away the same place.
    pub(crate) async fn lead(
        &self,
        tx: &mut Tx,
        county: &CountyCode,
        begin: &Begin<'_>,
    ) -> Result<StoredLeader, Error> {
        let found = match self {
            Self::Entry(id) => stored::find(tx, county, *id).await?,
            Self::Oneself(person, own) => stored::of_person(tx, county, *person, *own).await?,
        };
        let unknown = || Fault::new("leader", "leader-not-registered");
        let found = found.ok_or_else(unknown)?;
        found.training.may_lead(found.in_hand, begin.today)?;
        let subject =
            Subject { kind: "mapping", id: begin.mapping.0, organisation: Some(begin.firm) };
        let new = NewLeading {
            id: begin.id,
            mapping: begin.mapping,
            person: found.person,
            organisation: found.organisation,
            by_name: begin.by_name.to_owned(),
            at: begin.at,
        };
        stored::begin(tx, county, &new).await?;
        let event = NewEvent::by(begin.actor, begin.at, "mapping.leading-begun", subject)
            .saying(json!({ "leader": found.id, "person": found.person }));
        store::events::append(tx, county, &event).await?;
        Ok(found)
    }
}

/// What is written when somebody begins to lead.
pub(crate) struct Begin<'a> {
    pub(crate) id: Uuid,
    pub(crate) mapping: MappingId,
    pub(crate) firm: OrganisationId,
    pub(crate) actor: &'a Actor,
    pub(crate) by_name: &'a str,
    pub(crate) today: Date,
    pub(crate) at: Timestamp,
}

/// Who is to lead.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AppointForm {
    /// Id of an entry of the register.
    pub leader: String,
}

/// Why somebody no longer leads.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StopForm {
    /// Code of the reason.
    pub why: String,
    /// Id of who led when the form was opened.
    pub led_by: String,
}

/// A note or the summary, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TextForm {
    /// What is written.
    pub words: String,
}

/// What a firm says when it asks for a leader.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WishForm {
    /// What it wants help with; may be empty.
    pub words: String,
}

/// A led mapping, as those in it see it.
#[derive(Debug, Clone)]
pub struct LedView {
    /// Who has come in, to which mapping.
    pub entered: Entered,
    /// Everybody who leads or has led it.
    pub history: Vec<Leading>,
    /// What is prepared.
    pub steps: Vec<StepDone>,
    /// Notes and summary, for those who may read the answers.
    pub texts: Vec<StoredText>,
    /// Times of workshops that stand, the first first.
    pub times: Vec<Appointment>,
    /// The firm's wish for a leader.
    pub wish: Option<Wish>,
    /// Leaders who can be given it; for those who decide.
    pub free: Vec<StoredLeader>,
    /// The reader decides who leads.
    pub can_appoint: bool,
    /// The reader can end the leading that is.
    pub can_stop: bool,
    /// The reader prepares and writes.
    pub can_write: bool,
}

fn is_open(mapping: &StoredMapping) -> bool {
    !mapping.state.is_approved() && mapping.state != MappingState::Withdrawn
}

fn appoints(entered: &Entered) -> bool {
    entered.actor.is_one_of(APPOINTERS)
}

fn stops(entered: &Entered) -> bool {
    let own = entered.actor.assignment().map(|held| held.person);
    let led_by = entered.mapping.led_by;
    led_by.is_some() && (appoints(entered) || own == led_by)
}

/// A led mapping. That somebody read the notes is written down.
pub async fn led(app: &App, login: Login<'_>, id: MappingId) -> Result<LedView, Error> {
    let entered = enter(app, Door::Login(login, id)).await?;
    if entered.seat == Seat::Watcher {
        return Err(Error::forbidden());
    }
    let county = &entered.county;
    let can_appoint = appoints(&entered) && is_open(&entered.mapping);
    let free = if can_appoint { super::free(app, login.actor).await? } else { Vec::new() };
    let reads = entered.seat.reads_answers(&entered.mapping);
    let mut connection = app.store.read().await?;
    let texts =
        if reads { stored::texts_of(&mut connection, county, id).await? } else { Vec::new() };
    let history = stored::history(&mut connection, county, id).await?;
    let steps = stored::steps_of(&mut connection, county, id).await?;
    let wish = stored::wish_of(&mut connection, county, id).await?;
    let times = times(&mut connection, &entered).await?;
    drop(connection);
    if !texts.is_empty() {
        let subject = keeping::of_firm("mapping", id.0, entered.mapping.organisation);
        keeping::note(app, login.actor, subject).await;
    }
    let can_write = entered.seat == Seat::Leader
        && entered.mapping.track == Track::Led
        && entered.mapping.state.takes_answers();
    let can_stop = stops(&entered);
    Ok(LedView {
        entered,
        history,
        steps,
        texts,
        times,
        wish,
        free,
        can_appoint,
        can_stop,
        can_write,
    })
}

/// Times that have not been called off: the first is the first workshop's. They belong to whoever
/// leads.
async fn times(
    connection: &mut store::Connection,
    entered: &Entered,
) -> Result<Vec<Appointment>, Error> {
    let mapping = &entered.mapping;
    let Some(own) = mapping.leader_organisation.filter(|_| entered.seat == Seat::Leader) else {
        return Ok(Vec::new());
    };
    let subject = Some(("mapping", mapping.id.0));
    let (county, slice) = (&entered.county, Slice::Page { offset: 0, limit: TIMES });
    let found: Page<Appointment> =
        store::appointments::page(connection, county, (own, None), subject, slice).await?;
    let mut times: Vec<_> = found.items.into_iter().filter(|one| !one.is_cancelled).collect();
    times.reverse();
    Ok(times)
}

/// Gives a mapping a leader from the register, or another one. The firm's pen moves with it: the
/// mapping is led from then on, and whoever led it before sees nothing more of it.
pub async fn appoint(
    app: &App,
    login: Login<'_>,
    id: MappingId,
    form: &AppointForm,
    key: Option<&str>,
) -> Result<MappingId, Error> {
    let entered = &enter(app, Door::Login(login, id)).await?;
    if !appoints(entered) {
        return Err(Error::forbidden());
    }
    let leader: LeaderId = match form.leader.trim() {
        "" => return Err(Fault::new("leader", "required").into()),
        text => {
            let unknown = |_| Fault::new("leader", "unknown-choice").with("value", text);
            text.parse().map_err(unknown)?
        }
    };
    let now = app.now();
    let begin = &Begin {
        id: app.new_id(),
        mapping: id,
        firm: entered.mapping.organisation,
        actor: login.actor,
        by_name: login.name,
        today: app.today(),
        at: now,
    };
    let ended =
        &entered.event(app, "mapping.leading-ended").saying(json!({ "why": EndReason::Replaced }));
    let key = request_key(login.actor, key, "mapping.appoint", &(id, form), now);
    let county = &entered.county;
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            let mapping = again(tx, county, id).await?;
            let there = stored::find(tx, county, leader).await?;
            if there.is_some_and(|there| Some(there.person) == mapping.led_by) {
                return Err(Error::from(Fault::new("leader", "leader-leads-already")));
            }
            if mapping.track == Track::Micro {
                asked_for(tx, county, &mapping).await?;
                let campaign = stored::campaigns::of_mapping(tx, county, id).await?;
                if let Some(campaign) = campaign {
                    campaign.campaign.may_lead_one_more(campaign.led)?;
                }
            }
            let name = begin.by_name;
            if stored::end(tx, county, id, EndReason::Replaced, name, now).await?.is_some() {
                store::events::append(tx, county, ended).await?;
            }
            Appointed::Entry(leader).lead(tx, county, begin).await?;
            stored::settle_wish(tx, county, id, now).await?;
            Ok(id)
        })
        .await
}

/// What a firm has answered by itself is its own: nobody is let in before it has asked for help.
async fn asked_for(tx: &mut Tx, county: &CountyCode, mapping: &StoredMapping) -> Result<(), Error> {
    if mapping.state == MappingState::Invited {
        return Ok(());
    }
    let wish = stored::wish_of(tx, county, mapping.id).await?;
    if wish.is_some_and(|wish| wish.settled_at.is_none()) {
        return Ok(());
    }
    Err(Fault::new("leader", "leader-not-asked").into())
}

/// The mapping as it is inside a transaction, as long as it can be led.
async fn again(tx: &mut Tx, county: &CountyCode, id: MappingId) -> Result<StoredMapping, Error> {
    let all = store::mappings::Scope::Reach(domain::access::Reach::County);
    let mapping = store::mappings::find(tx, county, &all, id).await?;
    let mapping = mapping.ok_or_else(Error::invisible)?;
    if is_open(&mapping) {
        return Ok(mapping);
    }
    Err(Fault::new("leader", "leader-mapping-over").into())
}

/// Ends whoever leads a mapping: from now on it does not exist for them. Whoever decides takes it
/// into their own organisation's hands until there is another, whom the firm waits for again. A
/// form that was opened while somebody else led ends nothing.
pub async fn stop(
    app: &App,
    login: Login<'_>,
    id: MappingId,
    form: &StopForm,
    key: Option<&str>,
) -> Result<MappingId, Error> {
    let entered = &enter(app, Door::Login(login, id)).await?;
    if !stops(entered) {
        return Err(Error::forbidden());
    }
    let why = EndReason::parse(&form.why)?;
    let own = login.actor.organisation().filter(|_| !login.actor.is_one_of(&[Role::Leader]));
    let now = app.now();
    let event = &entered.event(app, "mapping.leading-ended").saying(json!({ "why": why }));
    let key = request_key(login.actor, key, "mapping.stop-leading", &(id, form), now);
    let county = &entered.county;
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            let ended = stored::end(tx, county, id, why, login.name, now).await?;
            if ended.is_none_or(|person| person.to_string() != form.led_by) {
                return Err(Error::from(store::Error::Changed));
            }
            if is_open(&entered.mapping) {
                stored::reopen_wish(tx, county, id).await?;
            }
            if let Some(own) = own {
                stored::hold(tx, county, id, own).await?;
            }
            store::events::append(tx, county, event).await?;
            Ok(id)
        })
        .await
}

/// Marks a step of the preparation as done, or as not done.
pub async fn set_step(
    app: &App,
    login: Login<'_>,
    id: MappingId,
    (step, is_done): (Preparation, bool),
    key: Option<&str>,
) -> Result<MappingId, Error> {
    let entered = &writer(app, login, id).await?;
    let now = app.now();
    let event = &entered
        .event(app, "mapping.prepared-step")
        .saying(json!({ "step": step, "done": is_done }));
    let key = request_key(login.actor, key, "mapping.step", &(id, step, is_done), now);
    let (county, name) = (&entered.county, is_done.then_some(login.name));
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            stored::set_step(&mut tx, county, id, step, name, now).await?;
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(id)
        })
        .await
}

async fn writer(app: &App, login: Login<'_>, id: MappingId) -> Result<Entered, Error> {
    let entered = enter(app, Door::Login(login, id)).await?;
    if entered.seat != Seat::Leader || entered.mapping.track != Track::Led {
        return Err(Error::forbidden());
    }
    if !entered.mapping.state.takes_answers() {
        return Err(Fault::new("words", "led-text-closed").into());
    }
    Ok(entered)
}

/// Writes the notes of a workshop, or the summary that the firm reads before it says yes.
/// `version` is what the form was filled in from; 0 where nothing stood.
pub async fn write_text(
    app: &App,
    login: Login<'_>,
    id: MappingId,
    (part, form): (Part, &TextForm),
    version: i64,
    key: Option<&str>,
) -> Result<MappingId, Error> {
    let entered = &writer(app, login, id).await?;
    let words = &text::required("words", &form.words, NOTE_MAX)?;
    let now = app.now();
    let event = &entered.event(app, "mapping.noted").saying(json!({ "part": part }));
    let key = request_key(login.actor, key, "mapping.note", &(id, part, form, version), now);
    let county = &entered.county;
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            let mapping = again(tx, county, id).await?;
            if !mapping.state.takes_answers() {
                return Err(Error::from(Fault::new("words", "led-text-closed")));
            }
            let name = login.name;
            stored::put_text(tx, county, id, (part, words), name, version, now).await?;
            store::events::append(tx, county, event).await?;
            Ok(id)
        })
        .await
}

/// The firm asks for a process leader.
pub async fn ask(
    app: &App,
    door: Door<'_>,
    form: &WishForm,
    key: Option<&str>,
) -> Result<MappingId, Error> {
    let entered = &enter(app, door).await?;
    if entered.seat != Seat::Firm {
        return Err(Error::forbidden());
    }
    let words = &text::optional("words", &form.words, LINE_MAX)?.unwrap_or_default();
    let id = entered.mapping.id;
    let now = app.now();
    let event = &entered.event(app, "mapping.leader-asked");
    let key = request_key(&entered.actor, key, "mapping.ask-leader", &(id, form), now);
    let county = &entered.county;
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            let mapping = again(tx, county, id).await?;
            if mapping.led_by.is_some() {
                return Err(Error::from(Fault::new("words", "leader-is-there")));
            }
            stored::ask(tx, county, id, words, &entered.name, now).await?;
            store::events::append(tx, county, event).await?;
            Ok(id)
        })
        .await
}
