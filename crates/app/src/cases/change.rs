//! The frame of every change to a case: who may, on which version, and all that is written
//! together.

use domain::access::{ACTORS, Actor};
use domain::cases::CaseState;
use domain::ids::{CaseId, MessageId, NotificationId, OrganisationId};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::access::Desk;
use store::cases::{CaseFields, Message, NewMessage, Party, StoredCase};
use store::events::{NewEvent, Subject};
use store::notifications::{NewNotification, Reader};
use store::{Key, Tx};

use super::reading::Part;
use super::{derived, sight};
use crate::acting::Speaker;
use crate::{App, Error, mail};

/// A case after a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Changed {
    /// Id.
    pub id: CaseId,
    /// Number.
    pub number: String,
    /// Name of the firm.
    pub organisation_name: String,
    /// State now.
    pub state: CaseState,
    /// Version now.
    pub version: i64,
}

/// Who may make a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum May {
    /// Those who serve the desk that owns the case, and the desk above.
    Owner,
    /// They, and the firm.
    OwnerOrFirm,
    /// Every party.
    Party,
}

/// What a change is decided from.
pub(super) struct Context {
    pub(super) case: StoredCase,
    pub(super) parties: Vec<Party>,
    pub(super) desk: Option<Desk>,
    pub(super) part: Part,
    pub(super) speaker: Speaker,
    pub(super) now: Timestamp,
    pub(super) was_answered_before: bool,
    seed: NewEvent,
}

/// All that one change writes.
#[derive(Default)]
pub(super) struct Change {
    pub(super) fields: Option<CaseFields>,
    /// The answer that the fields leave out had been the firm's first.
    pub(super) forgets_first_answer: bool,
    pub(super) parties: Vec<OrganisationId>,
    pub(super) messages: Vec<NewMessage>,
    pub(super) events: Vec<NewEvent>,
    pub(super) notifications: Vec<NewNotification>,
}

impl Context {
    /// An event about the case. The id follows from one made before the transaction.
    pub(super) fn event(&self, nth: u128, kind: &'static str, detail: Value) -> NewEvent {
        let mut event = self.seed.clone().saying(detail);
        event.id = derived(self.seed.id.0, 16 + nth).into();
        event.kind = kind;
        event.subject.organisation = Some(self.case.organisation);
        event
    }

    /// A message in the case.
    pub(super) fn message(
        &self,
        nth: u128,
        envelope: domain::cases::Envelope,
        body: &str,
    ) -> NewMessage {
        NewMessage {
            id: MessageId(derived(self.seed.id.0, 64 + nth)),
            case: self.case.id,
            message: Message {
                envelope,
                from_name: self.speaker.name.clone(),
                body: body.to_owned(),
            },
            sent_at: self.now,
        }
    }

    /// A notification about the case.
    pub(super) fn tell(&self, nth: u128, reader: Reader, kind: &'static str) -> NewNotification {
        NewNotification {
            id: NotificationId(derived(self.seed.id.0, 32 + nth)),
            reader,
            kind,
            subject_kind: "case",
            subject: self.case.id.0,
            about: format!("{} {}", self.case.number, self.case.organisation_name),
            at: self.now,
        }
    }

    /// The desk that owns the case, or its organisation when it has none.
    pub(super) fn owner(&self) -> Option<Reader> {
        self.case.fields.desk.map(Reader::Desk)
    }

    /// Tells every party but the speaker's own organisation: the owner at its desk.
    pub(super) fn tell_parties(&self, kind: &'static str) -> Vec<NewNotification> {
        let own = self.speaker.organisation();
        let others = self.parties.iter().filter(|party| party.organisation != own);
        let readers = others.map(|party| self.reader_of(party.organisation));
        (0..).zip(readers).map(|(nth, reader)| self.tell(nth, reader, kind)).collect()
    }

    /// How an organisation in the case is reached.
    pub(super) fn reader_of(&self, organisation: OrganisationId) -> Reader {
        match self.owner() {
            Some(desk) if self.case.desk_organisation == Some(organisation) => desk,
            _ => Reader::Organisation(organisation),
        }
    }

    /// Fields with the first answer in them, if it was still owed, and its event.
    pub(super) fn answered(
        &self,
        mut fields: CaseFields,
        by: &str,
    ) -> (CaseFields, Option<NewEvent>) {
        if fields.answered_at.is_some() {
            return (fields, None);
        }
        fields.answered_at = Some(self.now);
        fields.alarm = domain::cases::AlarmStage::None;
        let kind = if self.was_answered_before { "case.answered-again" } else { "case.answered" };
        let is_kept = self.now <= fields.promised_at;
        let detail = serde_json::json!({ "by": by, "kept": is_kept });
        (fields, Some(self.event(0, kind, detail)))
    }

    /// Fields where the speaker has taken the case, if nobody had.
    pub(super) fn taken(&self, mut fields: CaseFields) -> CaseFields {
        if fields.taken_by.is_none() && self.part.is_owner {
            fields.taken_by = Some(self.speaker.assignment.id);
            fields.taken_by_name = Some(self.speaker.name.clone());
        }
        fields
    }
}

/// A change about to be made.
pub(super) struct Request<'a> {
    pub(super) app: &'a App,
    pub(super) actor: &'a Actor,
    pub(super) id: CaseId,
    /// Version the reader saw; none where the change can never overwrite anything.
    pub(super) version: Option<i64>,
    pub(super) key: Option<Key>,
    pub(super) may: May,
}

impl Request<'_> {
    /// Reads the case, asks `decide` what shall be written, and writes all of it in one go.
    pub(super) async fn carry_out<F>(&self, decide: F) -> Result<Changed, Error>
    where
        F: Fn(&Context) -> Result<Change, Error>,
    {
        let (county, now) = (self.actor.county(), self.app.now());
        let subject = Subject { kind: "case", id: self.id.0, organisation: None };
        let seed = &NewEvent::by(self.actor, now, "case.changed", subject);
        let speaker = &Speaker::of(&mut self.app.store.read().await?, self.actor).await?;
        let (decide, request) = (&decide, self);
        self.app
            .store
            .write(county, self.key.as_ref(), |mut tx| async move {
                let context = request.context(&mut tx, speaker, seed, now).await?;
                let change = decide(&context)?;
                context.write(&mut tx, request, change).await
            })
            .await
    }

    /// What the change is decided from, if the actor may make it.
    pub(super) async fn context(
        &self,
        tx: &mut Tx,
        speaker: &Speaker,
        seed: &NewEvent,
        now: Timestamp,
    ) -> Result<Context, Error> {
        let county = self.actor.county();
        if !store::cases::visible(tx, county, &sight(self.actor), self.id).await? {
            return Err(Error::invisible());
        }
        let case = store::cases::find(tx, county, self.id).await?.ok_or_else(Error::invisible)?;
        let parties = store::cases::parties(tx, county, self.id).await?;
        let part = Part::of(self.actor, &case, &parties);
        let is_allowed = match self.may {
            May::Owner => part.is_owner,
            May::OwnerOrFirm => part.is_owner || part.is_firm,
            May::Party => part.is_owner || part.is_party,
        };
        if !is_allowed {
            return Err(Error::forbidden());
        }
        if self.version.is_some_and(|version| version != case.version) {
            return Err(store::Error::Changed.into());
        }
        let desk = match case.fields.desk {
            Some(desk) => store::access::find_desk(tx, county, desk).await?,
            None => None,
        };
        let was_answered_before =
            store::events::has_happened(tx, county, "case.answered", "case", self.id.0).await?;
        Ok(Context {
            case,
            parties,
            desk,
            part,
            speaker: speaker.clone(),
            now,
            was_answered_before,
            seed: seed.clone(),
        })
    }
}

impl Context {
    /// Writes all of a change.
    pub(super) async fn write(
        &self,
        tx: &mut Tx,
        request: &Request<'_>,
        mut change: Change,
    ) -> Result<Changed, Error> {
        let (county, case) = (request.actor.county(), &self.case);
        let own = self.speaker.organisation();
        let is_new_party = !self.parties.iter().any(|party| party.organisation == own);
        if is_new_party && request.actor.is_one_of(ACTORS) {
            change.parties.push(own);
        }
        let (state, version) = match &change.fields {
            Some(fields) => {
                let taker = fields.taken_by.filter(|_| fields.taken_by != case.fields.taken_by);
                if let Some(taker) = taker {
                    // Whoever leaves in this very moment takes nothing more.
                    let today = domain::time::day_of(self.now);
                    let held = store::continuity::holds(tx, county, taker, today).await?;
                    held.ok_or_else(|| Error::of(crate::Kind::NotSignedIn))?;
                }
                store::cases::save(tx, county, case.id, case.version, fields, self.now).await?;
                if change.forgets_first_answer {
                    store::cases::forget_first_answer(tx, county, case.id).await?;
                }
                if fields.taken_by.is_some() || fields.answered_at.is_some() {
                    let about = case.id.0;
                    store::notifications::settle(tx, county, "case-opened", about, self.now)
                        .await?;
                }
                (fields.state, case.version + 1)
            }
            None => (case.fields.state, case.version),
        };
        for party in change.parties {
            store::cases::insert_party(tx, county, case.id, party, self.now).await?;
        }
        for message in &change.messages {
            store::cases::insert_message(tx, county, message).await?;
        }
        for event in &change.events {
            store::events::append(tx, county, event).await?;
        }
        let is_first_answer = change.events.iter().any(|event| event.kind == "case.answered");
        for notification in &change.notifications {
            if notification.reader == Reader::Organisation(case.organisation) {
                mail::tell_firm(tx, county, case, notification, is_first_answer).await?;
            } else {
                mail::tell(tx, county, notification).await?;
            }
        }
        Ok(Changed {
            id: case.id,
            number: case.number.clone(),
            organisation_name: case.organisation_name.clone(),
            state,
            version,
        })
    }
}
