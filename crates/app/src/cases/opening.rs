//! How a case comes in: a desk is chosen, a number given, a first answer promised.

use domain::access::{ACTORS, Actor, Role};
use domain::cases::{Audience, Envelope, NextStep};
use domain::codes::CountyCode;
use domain::contacts::peace::AskedFor;
use domain::contacts::{Contact, ContactKind};
use domain::fault::{Fault, Faults};
use domain::ids::{CaseId, ContactId, MessageId, NeedId, NotificationId, OrganisationId};
use domain::text::{self, BODY_MAX, LINE_MAX};
use domain::time::{self, Timestamp};
use serde::{Deserialize, Serialize};
use store::access::Desk;
use store::cases::{Message, NewCase, NewMessage};
use store::contacts::NewContact;
use store::events::{NewEvent, Subject};
use store::notifications::{NewNotification, Reader};
use store::organisations::StoredOrganisation;
use store::{Connection, Tx};
use uuid::Uuid;

use crate::acting::{Hands, Speaker, request_key};
use crate::{App, Error};

/// What a case is opened with. Id, time and event are made before the transaction.
#[derive(Debug, Clone)]
pub struct Opening {
    /// Id.
    pub id: CaseId,
    /// The firm.
    pub organisation: OrganisationId,
    /// What it is about, in one line.
    pub title: String,
    /// Needs it shall answer.
    pub needs: Vec<NeedId>,
    /// What the desk does first.
    pub next_step: String,
    /// When it came in; the promise counts from here.
    pub opened_at: Timestamp,
    /// `case.opened` about this case.
    pub event: NewEvent,
    /// Stable name of a demo record.
    pub slug: Option<String>,
    /// The desk is told by mail too; not so for what a demo is filled with.
    pub is_mailed: bool,
}

/// What the firm is told when its case is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    /// Id of the case.
    pub id: CaseId,
    /// Number to refer to.
    pub number: String,
    /// Latest time of the first answer.
    pub promised_at: Timestamp,
    /// Desk that answers.
    pub desk_name: String,
    /// Who serves it today.
    pub holder_name: Option<String>,
    /// Telephone of the desk.
    pub phone: Option<String>,
}

/// Opens a case inside a transaction: routes it by municipality and industry, gives it the next
/// number, promises a first answer and tells the desk.
pub async fn open(tx: &mut Tx, county: &CountyCode, opening: &Opening) -> Result<Receipt, Error> {
    let firm = store::organisations::find(tx, county, opening.organisation)
        .await?
        .ok_or_else(Error::invisible)?;
    let desk = desk_for(tx, county, &firm).await?;
    let number = store::cases::next_number(tx, county, opening.opened_at).await?;
    let promised_at = promise(&desk, opening.opened_at);
    let case = NewCase {
        id: opening.id,
        slug: opening.slug.clone(),
        organisation: opening.organisation,
        title: opening.title.clone(),
        desk: desk.id,
        owner_role: desk.role,
        next_step: NextStep { what: opening.next_step.clone(), on: time::day_of(promised_at) },
        promised_at,
        opened_at: opening.opened_at,
    };
    store::cases::insert(tx, county, &case, &number).await?;
    for party in [opening.organisation, desk.organisation] {
        store::cases::insert_party(tx, county, case.id, party, opening.opened_at).await?;
    }
    for need in &opening.needs {
        store::cases::insert_need(tx, county, case.id, *need).await?;
    }
    let words = format!("{number} {} {}", firm.organisation.name, opening.title);
    let terms = vocabulary::analysis::search_terms(&words);
    store::search::index(tx, county, "case", case.id.0, terms).await?;
    store::events::append(tx, county, &opening.event).await?;
    let notification = NewNotification {
        id: NotificationId(derived(opening.event.id.0, 1)),
        reader: Reader::Desk(desk.id),
        kind: "case-opened",
        subject_kind: "case",
        subject: case.id.0,
        about: format!("{number} {}", firm.organisation.name),
        at: opening.opened_at,
    };
    if opening.is_mailed {
        crate::mail::tell(tx, county, &notification).await?;
    } else {
        store::notifications::insert(tx, county, &notification).await?;
    }
    let today = time::day_of(opening.opened_at);
    let holders = store::access::holders(tx, county, desk.id, today).await?;
    Ok(Receipt {
        id: case.id,
        number,
        promised_at,
        desk_name: desk.name,
        holder_name: holders.into_iter().next().map(|holder| holder.name),
        phone: desk.phone,
    })
}

/// When a desk's first answer is due.
pub(super) fn promise(desk: &Desk, from: Timestamp) -> Timestamp {
    let days =
        u32::try_from(desk.promise_working_days).unwrap_or(domain::cases::PROMISE_WORKING_DAYS);
    time::after_working_days(from, days)
}

/// The desk of the firm's municipality and industry; where none answers, the region's strategist.
async fn desk_for(
    connection: &mut Connection,
    county: &CountyCode,
    firm: &StoredOrganisation,
) -> Result<Desk, Error> {
    let firm = &firm.organisation;
    let industry = firm.sni.as_ref().map(domain::codes::Sni::division);
    let routed = store::access::route(connection, county, &firm.municipality, industry).await?;
    if let Some(desk) = routed {
        return Ok(desk);
    }
    let desks = store::access::desks(connection, county).await?;
    desks.into_iter().find(|desk| desk.role == Role::Strategist).ok_or_else(|| {
        Fault::new("municipality", "no-desk-for-municipality")
            .with("municipality", &firm.municipality)
            .into()
    })
}

/// An id that follows from another: a closure that runs twice gives its rows the same ids.
pub(crate) fn derived(id: Uuid, nth: u128) -> Uuid {
    Uuid::from_u128(id.as_u128() ^ nth)
}

/// What the actor's own desk promises a firm that calls now; none for who serves no desk.
pub async fn promise_now(app: &App, actor: &Actor) -> Result<Option<Timestamp>, Error> {
    let mut connection = app.store.read().await?;
    let hands = Hands::of(app, &mut connection, actor).await?;
    let Some(desk) = hands.held.first().or_else(|| hands.deputy.first()) else { return Ok(None) };
    let desk = store::access::find_desk(&mut connection, actor.county(), *desk).await?;
    Ok(desk.map(|desk| promise(&desk, app.now())))
}

/// What a person types when a firm has called.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CaseForm {
    /// Id of the firm.
    pub organisation: String,
    /// What it is about, in one line.
    pub title: String,
    /// What the firm said it needs.
    pub words: String,
    /// What the desk does first.
    pub next_step: String,
    /// `yes` when the call shall also stand among the firm's contacts.
    pub log_call: String,
}

/// Opens a case for a firm that has called: what was said stands first in the thread, and the call
/// among the firm's contacts.
pub async fn open_by_hand(
    app: &App,
    actor: &Actor,
    form: &CaseForm,
    key: Option<&str>,
) -> Result<Receipt, Error> {
    if !actor.is_one_of(ACTORS) {
        return Err(Error::forbidden());
    }
    let mut faults = Faults::default();
    let organisation = faults.take(
        form.organisation
            .parse::<OrganisationId>()
            .map_err(|_| Fault::new("organisation", "required")),
    );
    let title = faults.take(text::required("title", &form.title, LINE_MAX));
    let words = faults.take(text::required("words", &form.words, BODY_MAX));
    let next_step = faults.take(text::required("nextStep", &form.next_step, LINE_MAX));
    let (Some(organisation), Some(title), Some(words), Some(next_step)) =
        (organisation, title, words, next_step)
    else {
        return Err(faults.into());
    };
    let (county, now) = (actor.county(), app.now());
    let key = request_key(actor, key, "case.open", form, now);
    let mut connection = app.store.read().await?;
    crate::organisations::reachable(&mut connection, actor, organisation).await?;
    let speaker = Speaker::of(&mut connection, actor).await?;
    drop(connection);
    let id: Uuid = app.new_id();
    let about = |kind, id| Subject { kind, id, organisation: Some(organisation) };
    let event = NewEvent::by(actor, now, "case.opened", about("case", id));
    let by_hand = ByHand {
        message: NewMessage {
            id: app.new_id::<MessageId>(),
            case: id.into(),
            message: Message {
                envelope: Envelope {
                    from: speaker.organisation(),
                    audience: Audience::Parties,
                    to: None,
                },
                from_name: speaker.name.clone(),
                body: words,
            },
            sent_at: now,
        },
        call: (form.log_call == "yes").then(|| called(app, &speaker, organisation, &title)),
        called: NewEvent::by(actor, now, "contact.logged", about("contact", id)),
        opening: Opening {
            id: id.into(),
            organisation,
            title,
            needs: Vec::new(),
            next_step,
            opened_at: now,
            event,
            slug: None,
            is_mailed: true,
        },
    };
    let by_hand = &by_hand;
    app.store
        .write(county, key.as_ref(), |mut tx| async move { by_hand.write(&mut tx, county).await })
        .await
}

fn called(app: &App, speaker: &Speaker, firm: OrganisationId, topic: &str) -> NewContact {
    NewContact {
        id: app.new_id::<ContactId>(),
        organisation: firm,
        by_organisation: speaker.organisation(),
        by_name: speaker.name.clone(),
        contact: Contact {
            kind: ContactKind::Call,
            on: app.today(),
            topic: topic.to_owned(),
            note: None,
        },
        asked_for: Some(AskedFor::Case),
        forced: None,
        created_at: app.now(),
    }
}

/// All that is written when a firm has called.
struct ByHand {
    opening: Opening,
    message: NewMessage,
    call: Option<NewContact>,
    called: NewEvent,
}

impl ByHand {
    async fn write(&self, tx: &mut Tx, county: &CountyCode) -> Result<Receipt, Error> {
        let receipt = open(tx, county, &self.opening).await?;
        let (case, by) = (self.opening.id, self.message.message.envelope.from);
        store::cases::insert_party(tx, county, case, by, self.opening.opened_at).await?;
        store::cases::insert_message(tx, county, &self.message).await?;
        if let Some(call) = &self.call {
            store::contacts::insert(tx, county, call).await?;
            let mut event = self.called.clone();
            event.subject.id = call.id.0;
            store::events::append(tx, county, &event).await?;
        }
        Ok(receipt)
    }
}
