//! The ending itself: everything or nothing, in one transaction.

use std::collections::BTreeSet;

use domain::access::{Actor, Reach};
use domain::endings::{EndingKind, OPEN_MAX, Open};
use domain::fault::Fault;
use domain::ids::{
    ContactId, DeskId, GatheringId, MappingId, NeedId, NotificationId, OrganisationId, PoolId,
};
use domain::needs::NeedState;
use domain::time::{Date, Timestamp};
use serde_json::json;
use store::Tx;
use store::cases::StoredCase;
use store::continuity::Leaver;
use store::endings::{NewEnding, Settled, StoredEnding};
use store::events::{NewEvent, Subject};
use store::mappings::{Scope, StoredMapping};
use store::needs::StoredNeed;
use store::notifications::{NewNotification, Reader};
use store::organisations::StoredOrganisation;
use uuid::Uuid;

use super::{CASE_TO_CLOSE, ENDED, Kept, MERGED, REOPENED, TOOK_OVER, may_end, subject};
use crate::cases::derived;
use crate::{Error, contacts, gatherings, mail, mappings, pooling};

/// Who is told, each once: a desk, or an organisation without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Told {
    Desk(DeskId),
    Organisation(OrganisationId),
}

impl Told {
    fn of(reader: Reader) -> Self {
        match reader {
            Reader::Desk(id) | Reader::Deputies(id) => Self::Desk(id),
            Reader::Organisation(id) => Self::Organisation(id),
        }
    }

    fn reader(self) -> Reader {
        match self {
            Self::Desk(id) => Reader::Desk(id),
            Self::Organisation(id) => Reader::Organisation(id),
        }
    }
}

/// Everything one ending is decided from before its transaction.
pub(super) struct Closing<'a> {
    pub(super) actor: &'a Actor,
    pub(super) new: NewEnding,
    pub(super) organisation: StoredOrganisation,
    pub(super) successor: Option<StoredOrganisation>,
    pub(super) version: i64,
    pub(super) reason: &'a str,
    pub(super) today: Date,
}

impl Closing<'_> {
    pub(super) async fn carry_out(&self, tx: &mut Tx) -> Result<Kept, Error> {
        let (county, id) = (self.actor.county(), self.new.organisation);
        let stands = store::organisations::find(tx, county, id).await?;
        let stands = stands.ok_or_else(Error::invisible)?;
        may_end(tx, self.actor, &stands, &self.new.ending, self.today).await?;
        let told = self.holders(tx).await?;
        let cases = self.open_cases(tx).await?;
        store::endings::insert(tx, county, &self.new, self.version).await?;
        let settled = match self.new.ending.successor {
            Some(to) => self.merge(tx, to).await?,
            None => self.close(tx).await?,
        };
        store::endings::set_settled(tx, county, self.new.id, settled).await?;
        let event = self.event("organisation.ended", subject(id)).saying(json!({
            "kind": self.new.ending.kind,
            "on": self.new.ending.on,
            "successor": self.new.ending.successor,
        }));
        store::events::append(tx, county, &event).await?;
        self.tell(tx, &told, &cases).await?;
        Ok(Kept { id, name: self.organisation.organisation.name.clone() })
    }

    pub(super) fn now(&self) -> Timestamp {
        self.new.made_at
    }

    pub(super) fn event(&self, kind: &'static str, subject: Subject) -> NewEvent {
        NewEvent::by(self.actor, self.now(), kind, subject)
    }

    /// Ids of what is open of a kind, as long as it is not more than one transaction should carry.
    pub(super) async fn open(&self, tx: &mut Tx, open: Open) -> Result<Vec<Uuid>, Error> {
        let (county, id) = (self.actor.county(), self.new.organisation);
        let ids = store::endings::open_ids(tx, county, id, open, self.today).await?;
        let count = i64::try_from(ids.len()).unwrap_or(i64::MAX);
        if count > OPEN_MAX {
            let fault = Fault::new("kind", "ending-too-much");
            return Err(fault.with("count", count).with("max", OPEN_MAX).into());
        }
        Ok(ids)
    }

    pub(super) async fn need(&self, tx: &mut Tx, id: Uuid) -> Result<StoredNeed, Error> {
        let county = self.actor.county();
        let need = store::needs::find(tx, county, &Reach::County, NeedId(id)).await?;
        need.ok_or_else(Error::invisible)
    }

    pub(super) async fn mapping(&self, tx: &mut Tx, id: Uuid) -> Result<StoredMapping, Error> {
        let (county, all) = (self.actor.county(), Scope::Reach(Reach::County));
        let mapping = store::mappings::find(tx, county, &all, MappingId(id)).await?;
        mapping.ok_or_else(Error::invisible)
    }

    async fn open_cases(&self, tx: &mut Tx) -> Result<Vec<StoredCase>, Error> {
        let mut cases = Vec::new();
        for id in self.open(tx, Open::Cases).await? {
            cases.extend(store::cases::find(tx, self.actor.county(), id.into()).await?);
        }
        Ok(cases)
    }

    /// Rows of the ledger behind planned visits and contacts.
    pub(super) async fn planned(&self, tx: &mut Tx) -> Result<Vec<(ContactId, Date)>, Error> {
        let county = self.actor.county();
        let mut planned = Vec::new();
        for id in self.open(tx, Open::Visits).await? {
            let visit = store::visits::find(tx, county, id.into()).await?;
            planned.extend(visit.map(|visit| (visit.contact, visit.on)));
        }
        for id in self.open(tx, Open::Contacts).await? {
            let contact = store::contacts::find(tx, county, ContactId(id)).await?;
            planned.extend(contact.map(|contact| (contact.id, contact.contact.on)));
        }
        Ok(planned)
    }

    /// Those who hold something of it besides its cases: whoever has planned to meet it, leads or
    /// opened its mappings, or keeps an agreement with it.
    async fn holders(&self, tx: &mut Tx) -> Result<BTreeSet<Told>, Error> {
        let (county, own) = (self.actor.county(), self.new.organisation);
        let mut holders = BTreeSet::new();
        for (id, _) in self.planned(tx).await? {
            let contact = store::contacts::find(tx, county, id).await?;
            holders.extend(contact.map(|contact| contact.by_organisation));
        }
        for id in self.open(tx, Open::Mappings).await? {
            let mapping = self.mapping(tx, id).await?;
            holders.insert(mapping.opened_by_organisation);
            holders.extend(mapping.leader_organisation);
        }
        for id in self.open(tx, Open::Agreements).await? {
            let agreement = store::agreements::find(tx, county, id.into()).await?;
            holders.extend(agreement.map(|agreement| agreement.by_organisation));
        }
        for id in self.open(tx, Open::Grants).await? {
            let grant = store::support::find(tx, county, id.into()).await?;
            holders.extend(grant.map(|grant| grant.by_organisation));
        }
        let mut told = BTreeSet::new();
        for holder in holders.into_iter().filter(|holder| *holder != own) {
            let readers = contacts::desks_of(tx, self.actor, holder).await?;
            told.extend(readers.into_iter().map(Told::of));
        }
        Ok(told)
    }

    /// Settles what is open at one that has closed or left. Its open cases stay where they are.
    async fn close(&self, tx: &mut Tx) -> Result<Settled, Error> {
        let pools = self.leave_pools(tx).await?;
        let needs = self.write_off(tx).await?;
        let mut mappings = 0;
        for id in self.open(tx, Open::Mappings).await? {
            let mapping = self.mapping(tx, id).await?;
            let name = &self.new.by_name;
            mappings::call_off(tx, self.actor, &mapping, name, self.now()).await?;
            mappings += 1;
        }
        let mut planned = 0;
        for (contact, _) in self.planned(tx).await? {
            let with = (contact, self.new.organisation);
            contacts::call_off(tx, self.actor, with, self.now()).await?;
            planned += 1;
        }
        for id in self.open(tx, Open::SignUps).await? {
            self.give_back_seats(tx, GatheringId(id)).await?;
        }
        self.leave_networks(tx).await?;
        self.end_assignments(tx).await?;
        Ok(Settled { needs, mappings, planned, pools })
    }

    async fn leave_pools(&self, tx: &mut Tx) -> Result<i64, Error> {
        let mut pools = 0;
        for id in self.open(tx, Open::Pools).await? {
            self.leave_pool(tx, PoolId(id)).await?;
            pools += 1;
        }
        Ok(pools)
    }

    pub(super) async fn leave_pool(&self, tx: &mut Tx, id: PoolId) -> Result<(), Error> {
        let (place, name) = ((id, self.new.organisation), &self.new.by_name);
        pooling::firm_gone(tx, self.actor, place, name, (self.now(), self.today)).await
    }

    /// Its seats at an event go to those who wait, who are told.
    pub(super) async fn give_back_seats(&self, tx: &mut Tx, id: GatheringId) -> Result<(), Error> {
        let own = self.new.organisation;
        let event = self.event("gathering.left", gatherings::subject_of(id, own));
        gatherings::give_back(tx, self.actor.county(), id, own, &event).await
    }

    async fn write_off(&self, tx: &mut Tx) -> Result<i64, Error> {
        let (county, now, to) = (self.actor.county(), self.now(), NeedState::WrittenOff);
        let mut needs = 0;
        for id in self.open(tx, Open::Needs).await? {
            let need = self.need(tx, id).await?;
            let why = Some(self.reason);
            store::needs::set_state(tx, county, need.id, to, why, need.version, now).await?;
            let organisation = Some(need.organisation);
            let about = Subject { kind: "need", id, organisation };
            let event = self.event("need.state-changed", about).saying(json!({
                "from": need.state.code(),
                "to": to.code(),
                "reason": self.reason,
                "by": self.new.by_name,
            }));
            store::events::append(tx, county, &event).await?;
            pooling::need_left(tx, self.actor, need.id, (need.state, to), now).await?;
            needs += 1;
        }
        Ok(needs)
    }

    pub(super) async fn leave_networks(&self, tx: &mut Tx) -> Result<Vec<Uuid>, Error> {
        let (county, own) = (self.actor.county(), self.new.organisation);
        let left = store::endings::leave_networks(tx, county, own).await?;
        for id in &left {
            let about = Subject { kind: "network", id: *id, organisation: Some(own) };
            store::events::append(tx, county, &self.event("network.left", about)).await?;
        }
        Ok(left)
    }

    /// Nobody logs in for it any more.
    async fn end_assignments(&self, tx: &mut Tx) -> Result<(), Error> {
        let county = self.actor.county();
        let leaver = Leaver { organisation: self.new.organisation, person: None };
        for person in store::continuity::end_assignments(tx, county, leaver, self.today).await? {
            store::sessions::delete_sessions_of(tx, person, None).await?;
            let about = Subject { kind: "person", id: person.0, organisation: None };
            store::events::append(tx, county, &self.event("assignment.ended", about)).await?;
        }
        Ok(())
    }

    /// The desk of each open case is told of that case; everybody else once of the organisation.
    async fn tell(
        &self,
        tx: &mut Tx,
        told: &BTreeSet<Told>,
        cases: &[StoredCase],
    ) -> Result<(), Error> {
        let own = &self.organisation.organisation.name;
        let kind = if self.successor.is_some() { MERGED } else { CASE_TO_CLOSE };
        let mut all = Vec::new();
        for case in cases {
            let about = format!("{} {own}", case.number);
            let desk = case.fields.desk.map(Told::Desk);
            all.extend(desk.map(|desk| (desk, kind, "case", case.id.0, about)));
        }
        let id = self.new.organisation.0;
        let kind = if self.successor.is_some() { MERGED } else { ENDED };
        all.extend(told.iter().map(|one| (*one, kind, "organisation", id, own.clone())));
        if let Some(to) = &self.successor {
            let about = own.clone();
            all.push((Told::Organisation(to.id), TOOK_OVER, "organisation", to.id.0, about));
        }
        for (nth, (told, kind, subject_kind, subject, about)) in (1_u128..).zip(all) {
            let notice = NewNotification {
                id: NotificationId(derived(self.new.id.0, nth)),
                reader: told.reader(),
                kind,
                subject_kind,
                subject,
                about,
                at: self.now(),
            };
            mail::tell(tx, self.actor.county(), &notice).await?;
        }
        Ok(())
    }
}

/// The desks of its open cases are told that it is there again.
pub(super) async fn tell_reopened(
    tx: &mut Tx,
    actor: &Actor,
    ending: &StoredEnding,
    (event, today): (&NewEvent, Date),
) -> Result<(), Error> {
    debug_assert!(ending.ending.kind != EndingKind::Merged);
    let (county, firm) = (actor.county(), ending.organisation);
    let ids = store::endings::open_ids(tx, county, firm, Open::Cases, today).await?;
    for (nth, id) in (1_u128..).zip(ids) {
        let case = store::cases::find(tx, county, id.into()).await?;
        let case = case.ok_or_else(Error::invisible)?;
        let Some(desk) = case.fields.desk else { continue };
        let notice = NewNotification {
            id: NotificationId(derived(event.id.0, nth)),
            reader: Reader::Desk(desk),
            kind: REOPENED,
            subject_kind: "case",
            subject: id,
            about: format!("{} {}", case.number, ending.organisation_name),
            at: event.at,
        };
        mail::tell(tx, county, &notice).await?;
    }
    Ok(())
}
