//! The handover itself: everything or nothing, in one transaction.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::{Actor, Reach};
use domain::cases::{AlarmStage, CaseState, NextStep};
use domain::continuity::{Choices, HandoverForm, Holder, ItemKind};
use domain::fault::Fault;
use domain::ids::{
    AssignmentId, CaseId, ContactChangeId, DeskId, EventId, HandoverId, MappingId, NotificationId,
    OrganisationId,
};
use domain::leaders::EndReason;
use domain::needs::mapping::Track;
use domain::time::{self, Date, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Tx;
use store::continuity::{
    self as stored, Candidate, Item, Leaver, NewContactChange, NewHandover, NewHandoverItem,
};
use store::events::{NewEvent, Subject};
use store::mappings::Scope;
use store::notifications::{NewNotification, Reader};

use super::{CANDIDATES_MAX, ITEMS_MAX, Who, leaver_of};
use crate::acting::{Speaker, request_key};
use crate::cases::derived;
use crate::leaders::{Appointed, Begin};
use crate::{App, Error, Kind, mail};

/// What a new holder is told: a kind of notice.
const RECEIVED: &str = "handover-received";

/// A handover that has been made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Finished {
    /// The handover; none when nothing was in hand.
    pub id: HandoverId,
    /// Who left.
    pub name: String,
    /// How many things changed hands.
    pub count: i64,
}

/// Who gets a thing: a desk by one of those who serve it, or the person.
#[derive(Debug, Clone, Copy)]
struct Target<'a> {
    on: &'a Candidate,
    is_person: bool,
}

impl Target<'_> {
    fn name(&self) -> &str {
        if self.is_person { &self.on.name } else { &self.on.desk_name }
    }

    fn person(&self) -> Option<AssignmentId> {
        self.is_person.then_some(self.on.assignment)
    }
}

/// Everything one handover is decided from before its transaction.
struct Handing<'a> {
    actor: &'a Actor,
    speaker: Speaker,
    leaver: Leaver,
    who: Who,
    choices: Choices,
    reason: String,
    id: HandoverId,
    now: Timestamp,
    today: Date,
}

/// Gives everything that whoever leaves has in hand to those chosen, and ends their assignments:
/// all in one transaction. As long as one thing has no new holder, nothing changes. What has come
/// to them since the page was opened goes with the choice for all; without one it is refused.
/// `usual_reason` stands where no reason is given.
pub async fn finish(
    app: &App,
    actor: &Actor,
    form: &HandoverForm,
    usual_reason: &str,
    key: Option<&str>,
) -> Result<Finished, Error> {
    let (county, now) = (actor.county(), app.now());
    let choices = form.parse()?;
    let mut connection = app.store.read().await?;
    let (leaver, who) = leaver_of(app, &mut connection, actor, form).await?;
    if actor.assignment().map(|own| own.person) == leaver.person {
        return Err(Fault::new("all", "handover-own").into());
    }
    let handing = &Handing {
        actor,
        speaker: Speaker::of(&mut connection, actor).await?,
        leaver,
        who,
        reason: choices.reason.clone().unwrap_or_else(|| usual_reason.to_owned()),
        choices,
        id: app.new_id(),
        now,
        today: app.today(),
    };
    drop(connection);
    let key = request_key(actor, key, "handover.make", form, now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move { handing.carry_out(&mut tx).await })
        .await
}

impl Handing<'_> {
    async fn carry_out(&self, tx: &mut Tx) -> Result<Finished, Error> {
        let (county, leaver, today) = (self.actor.county(), self.leaver, self.today);
        // Whoever hands over may have been handed over themselves in the same moment.
        let own = stored::holds(tx, county, self.speaker.assignment.id, today).await?;
        own.ok_or_else(|| Error::of(Kind::NotSignedIn))?;
        let items = stored::open_items(tx, county, leaver, today, ITEMS_MAX + 1).await?;
        let count = i64::try_from(items.len()).unwrap_or(i64::MAX);
        if count > ITEMS_MAX {
            return Err(Fault::new("all", "handover-too-many").with("max", ITEMS_MAX).into());
        }
        let candidates = stored::candidates(tx, county, leaver, today, CANDIDATES_MAX).await?;
        let given = self.decide(&items, &candidates)?;
        self.remember(tx, count).await?;
        self.end_leads(tx).await?;
        for (position, (item, target)) in (0..).zip(&given) {
            self.give(tx, position, item, *target).await?;
        }
        let people = stored::end_assignments(tx, county, leaver, today).await?;
        if people.is_empty() && items.is_empty() {
            return Err(Fault::new("all", "already-gone").with("name", &self.who.name).into());
        }
        for (nth, person) in (0..).zip(people) {
            store::sessions::delete_sessions_of(tx, person, None).await?;
            let subject = Subject { kind: "person", id: person.0, organisation: None };
            let event = self.event((1 << 20) | nth, "assignment.ended", subject);
            store::events::append(tx, county, &event).await?;
        }
        let left = stored::count_open(tx, county, leaver, today).await?;
        if left > 0 {
            return Err(Fault::new("all", "handover-left").with("count", left).into());
        }
        self.tell_holders(tx, &given).await?;
        self.tell_firms(tx, &given).await?;
        Ok(Finished { id: self.id, name: self.who.name.clone(), count })
    }

    /// What whoever leaves leads is nobody's until it is given on.
    async fn end_leads(&self, tx: &mut Tx) -> Result<(), Error> {
        let (county, name) = (self.actor.county(), &self.speaker.name);
        let ended = stored::end_leads(tx, county, self.leaver, name, self.now).await?;
        for (nth, (id, firm)) in (0..).zip(ended) {
            let subject = Subject { kind: "mapping", id: id.0, organisation: Some(firm) };
            let event = self.event((1 << 22) | nth, "mapping.leading-ended", subject);
            let event = event.saying(json!({ "why": EndReason::Unable }));
            store::events::append(tx, county, &event).await?;
        }
        Ok(())
    }

    /// A led mapping goes on with the one who gets it, when the register says that they can lead
    /// one more; otherwise it waits for a leader where everybody sees that it does.
    async fn lead_on(&self, tx: &mut Tx, item: &Item, target: Target<'_>) -> Result<(), Error> {
        let (county, all) = (self.actor.county(), Scope::Reach(Reach::County));
        let id = MappingId(item.id);
        let mapping = store::mappings::find(tx, county, &all, id).await?;
        let mapping = mapping.ok_or_else(Error::invisible)?;
        if mapping.track != Track::Led || mapping.led_by.is_some() || !target.is_person {
            return Ok(());
        }
        let begin = &Begin {
            id: derived(self.id.0, item.id.as_u128()),
            mapping: id,
            firm: mapping.organisation,
            actor: self.actor,
            by_name: &self.speaker.name,
            today: self.today,
            at: self.now,
        };
        let led = Appointed::Oneself(target.on.person, target.on.organisation);
        match led.lead(tx, county, begin).await {
            Err(error) if error.kind != Kind::Invalid => Err(error),
            // Not in the register, or without training or room: nothing has been written.
            _ => Ok(()),
        }
    }

    /// Who gets what; refused while anything has nobody.
    fn decide<'i>(
        &self,
        items: &'i [Item],
        candidates: &'i [Candidate],
    ) -> Result<Vec<(&'i Item, Target<'i>)>, Error> {
        let mut given = Vec::with_capacity(items.len());
        let mut left = 0;
        for item in items {
            let Some(holder) = self.choices.of(item.key()) else {
                left += 1;
                continue;
            };
            let (on, is_person) = match holder {
                Holder::Desk(desk) => (candidates.iter().find(|one| one.desk == desk), false),
                Holder::Person(id) => (candidates.iter().find(|one| one.assignment == id), true),
            };
            let gone = || Fault::new("all", "holder-gone");
            given.push((item, Target { on: on.ok_or_else(gone)?, is_person }));
        }
        if left > 0 {
            return Err(Fault::new("all", "handover-left").with("count", left).into());
        }
        Ok(given)
    }

    /// An event; its id follows from one made before the transaction.
    fn event(&self, nth: u128, kind: &'static str, subject: Subject) -> NewEvent {
        let mut event = NewEvent::by(self.actor, self.now, kind, subject);
        event.id = EventId(derived(self.id.0, (1 << 32) | nth));
        event
    }

    async fn remember(&self, tx: &mut Tx, count: i64) -> Result<(), Error> {
        let county = self.actor.county();
        let handover = NewHandover {
            id: self.id,
            organisation: self.leaver.organisation,
            leaver: self.leaver.person,
            from_name: self.who.name.clone(),
            by_name: self.speaker.name.clone(),
            reason: self.reason.clone(),
            count,
            made_at: self.now,
        };
        stored::insert_handover(tx, county, &handover).await?;
        let subject = Subject { kind: "handover", id: self.id.0, organisation: None };
        let event = self.event(1 << 21, "handover.made", subject);
        let event = event.saying(json!({ "count": count }));
        Ok(store::events::append(tx, county, &event).await?)
    }

    async fn give(
        &self,
        tx: &mut Tx,
        position: i64,
        item: &Item,
        target: Target<'_>,
    ) -> Result<(), Error> {
        let county = self.actor.county();
        let new = NewHandoverItem {
            item: item.clone(),
            to_desk: target.on.desk,
            to_organisation: target.on.organisation,
            to_name: target.is_person.then(|| target.on.name.clone()),
        };
        stored::insert_handover_item(tx, county, self.id, position, &new).await?;
        let nth = u128::try_from(position).unwrap_or_default();
        if item.kind == ItemKind::Case {
            return self.give_case(tx, nth, item, target).await;
        }
        let kind = match item.kind {
            ItemKind::Visit => "visit.handed-over",
            ItemKind::Promise => "visit.promise-handed-over",
            ItemKind::Obstacle => "visit.obstacle-handed-over",
            ItemKind::Contact => "contact.handed-over",
            ItemKind::Mapping => "mapping.handed-over",
            _ => "handover.given",
        };
        stored::give(tx, county, item, target.on, target.is_person, self.now).await?;
        if item.kind == ItemKind::Mapping {
            self.lead_on(tx, item, target).await?;
        }
        let subject = match item.kind {
            ItemKind::Visit | ItemKind::Contact | ItemKind::Mapping => {
                Subject { kind: item.kind.code(), id: item.id, organisation: item.firm }
            }
            _ => Subject { kind: "handover", id: self.id.0, organisation: item.firm },
        };
        let event = self.event(nth, kind, subject).saying(json!({ "to": target.name() }));
        Ok(store::events::append(tx, county, &event).await?)
    }

    /// A case goes on where it stands, with the promise it had. A desk that has not seen it gets
    /// until the next working day.
    async fn give_case(
        &self,
        tx: &mut Tx,
        nth: u128,
        item: &Item,
        target: Target<'_>,
    ) -> Result<(), Error> {
        let (county, to) = (self.actor.county(), target.on);
        let id = CaseId(item.id);
        let case = store::cases::find(tx, county, id).await?.ok_or_else(Error::invisible)?;
        let mut fields = case.fields.clone();
        fields.taken_by = target.person();
        fields.taken_by_name = target.person().map(|_| to.name.clone());
        let is_moved = fields.desk != Some(to.desk);
        if is_moved {
            let earliest = time::next_working_day(self.today);
            fields.state =
                if target.is_person { CaseState::Assigned } else { CaseState::HandedOver };
            fields.desk = Some(to.desk);
            fields.owner_role = Some(to.role);
            fields.alarm = AlarmStage::None;
            fields.next_step =
                fields.next_step.map(|step| NextStep { on: step.on.max(earliest), ..step });
            store::cases::insert_party(tx, county, id, to.organisation, self.now).await?;
        }
        store::cases::save(tx, county, id, case.version, &fields, self.now).await?;
        let subject = Subject { kind: "case", id: item.id, organisation: item.firm };
        let (kind, detail) = if is_moved || !target.is_person {
            let from = case.desk_name.as_deref().unwrap_or_default();
            let detail = json!({ "from": from, "to": target.name(), "reason": self.reason });
            ("case.handed-over", detail)
        } else {
            ("case.taken", json!({ "name": target.name(), "reason": self.reason }))
        };
        let event = self.event(nth, kind, subject).saying(detail);
        Ok(store::events::append(tx, county, &event).await?)
    }

    /// Each desk that has got something is told once.
    async fn tell_holders(&self, tx: &mut Tx, given: &[(&Item, Target<'_>)]) -> Result<(), Error> {
        let desks: BTreeSet<DeskId> = given.iter().map(|(_, target)| target.on.desk).collect();
        for (nth, desk) in (1..).zip(desks) {
            let notice = NewNotification {
                id: NotificationId(derived(self.id.0, nth)),
                reader: Reader::Desk(desk),
                kind: RECEIVED,
                subject_kind: "handover",
                subject: self.id.0,
                about: self.who.name.clone(),
                at: self.now,
            };
            mail::tell(tx, self.actor.county(), &notice).await?;
        }
        Ok(())
    }

    /// Each firm is told once of each new contact.
    async fn tell_firms(&self, tx: &mut Tx, given: &[(&Item, Target<'_>)]) -> Result<(), Error> {
        let mut told: BTreeMap<(OrganisationId, DeskId, Option<AssignmentId>), Target<'_>> =
            BTreeMap::new();
        for (item, target) in given.iter().filter(|(item, _)| item.kind.is_firms()) {
            if let Some(firm) = item.firm {
                told.entry((firm, target.on.desk, target.person())).or_insert(*target);
            }
        }
        for (nth, ((organisation, desk, person), target)) in (1_u128..).zip(told) {
            let change = NewContactChange {
                id: ContactChangeId(derived(self.id.0, (1 << 64) | nth)),
                organisation,
                handover: self.id,
                desk,
                new_name: person.map(|_| target.on.name.clone()),
                at: self.now,
            };
            stored::insert_contact_change(tx, self.actor.county(), &change).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn ids_that_follow_from_one_another_do_not_meet() {
        let seed = Uuid::from_u128(0x0197_0000_0000_7000_8000_0000_0000_0000);
        let most = u128::try_from(ITEMS_MAX).expect("positive");
        let mut ids = std::collections::BTreeSet::new();
        for nth in 0..most {
            assert!(ids.insert(derived(seed, (1 << 32) | nth)), "events");
            assert!(ids.insert(derived(seed, (1 << 32) | (1 << 20) | nth)), "people");
            assert!(ids.insert(derived(seed, nth + 1)), "notices");
            assert!(ids.insert(derived(seed, (1 << 64) | nth)), "firms");
        }
    }
}
