//! What goes along when an organisation has gone into another: what is open. What has been stays
//! where it was.

use std::collections::BTreeSet;

use domain::contacts::ContactKind;
use domain::endings::{Deed, Open};
use domain::ids::{CampaignId, GatheringId, OrganisationId, PoolId};
use domain::needs::mapping::MappingState;
use serde_json::json;
use store::Tx;
use store::endings::{Move, Settled, open_for_new};
use store::events::Subject;
use store::gatherings::sign_ups as lines;
use uuid::Uuid;
use vocabulary::analysis::search_terms;

use super::carrying::Closing;
use super::subject;
use crate::contacts::peace::{self, Plan};
use crate::{Error, contacts, gatherings, mappings, pooling};

impl Closing<'_> {
    /// Moves what is open, each thing with an event of its own.
    pub(super) async fn merge(&self, tx: &mut Tx, to: OrganisationId) -> Result<Settled, Error> {
        let county = self.actor.county();
        // Another may have ended the successor in the same moment.
        open_for_new(tx, county, to, Deed::Membership).await?;
        let way = Move { from: self.new.organisation, to, now: self.now() };
        let pools = self.move_places(tx, way).await?;
        let needs = self.move_all(tx, Open::Needs, "need", "need.firm-merged", way).await?;
        self.move_all(tx, Open::Cases, "case", "case.firm-merged", way).await?;
        self.move_all(tx, Open::Agreements, "agreement", "agreement.moved", way).await?;
        let mappings = self.move_mappings(tx, way).await?;
        let planned = self.move_planned(tx, way).await?;
        self.move_seats(tx, to).await?;
        store::endings::move_ideas(tx, county, way).await?;
        store::endings::move_registrations(tx, county, way).await?;
        store::endings::join_undertaking(tx, county, way).await?;
        let networks = self.leave_networks(tx).await?;
        store::endings::join_networks(tx, county, to, &networks).await?;
        store::endings::move_assignments(tx, county, way, self.today).await?;
        let event = self.event("organisation.took-over", subject(to));
        let event = event.saying(json!({ "from": way.from }));
        store::events::append(tx, county, &event).await?;
        Ok(Settled { needs, mappings, planned, pools })
    }

    /// A thing that has gone along says from where to where.
    async fn moved(
        &self,
        tx: &mut Tx,
        (kind, event): (&'static str, &'static str),
        id: Uuid,
        way: Move,
    ) -> Result<(), Error> {
        let county = self.actor.county();
        let names = |one: &store::organisations::StoredOrganisation| one.organisation.name.clone();
        let about = Subject { kind, id, organisation: Some(way.to) };
        let event = self.event(event, about).saying(json!({
            "from": names(&self.organisation),
            "to": self.successor.as_ref().map(names),
        }));
        Ok(store::events::append(tx, county, &event).await?)
    }

    async fn move_all(
        &self,
        tx: &mut Tx,
        open: Open,
        kind: &'static str,
        event: &'static str,
        way: Move,
    ) -> Result<i64, Error> {
        let county = self.actor.county();
        let mut count = 0;
        for id in self.open(tx, open).await? {
            if store::endings::move_thing(tx, county, kind, id, way).await? {
                self.find_by_new_name(tx, kind, id).await?;
                self.moved(tx, (kind, event), id, way).await?;
                count += 1;
            }
        }
        Ok(count)
    }

    /// It is found by the name of its new firm too, and still by that of the old.
    async fn find_by_new_name(
        &self,
        tx: &mut Tx,
        kind: &'static str,
        id: Uuid,
    ) -> Result<(), Error> {
        let Some(to) = self.successor.as_ref().filter(|_| kind != "agreement") else {
            return Ok(());
        };
        let terms = search_terms(&to.organisation.name);
        Ok(store::search::add(tx, self.actor.county(), kind, id, &terms).await?)
    }

    /// Running mappings go along. An invitation that nobody has answered is called off where the
    /// network has invited the other too.
    async fn move_mappings(&self, tx: &mut Tx, way: Move) -> Result<i64, Error> {
        let county = self.actor.county();
        let own: BTreeSet<CampaignId> =
            store::endings::campaigns_of(tx, county, way.to).await?.into_iter().collect();
        let mut count = 0;
        for id in self.open(tx, Open::Mappings).await? {
            let mapping = self.mapping(tx, id).await?;
            let campaign = store::leaders::campaigns::of_mapping(tx, county, mapping.id).await?;
            let is_double = mapping.state == MappingState::Invited
                && campaign.is_some_and(|campaign| own.contains(&campaign.id));
            if is_double {
                let name = &self.new.by_name;
                mappings::call_off(tx, self.actor, &mapping, name, self.now()).await?;
            } else if store::endings::move_thing(tx, county, "mapping", id, way).await? {
                self.moved(tx, ("mapping", "mapping.moved"), id, way).await?;
                count += 1;
            }
        }
        store::endings::move_invitations(tx, county, way).await?;
        Ok(count)
    }

    /// Planned contacts go along, where the other firm's peace allows them: what goes against it,
    /// or is a visit on a day when it is visited already, is called off.
    async fn move_planned(&self, tx: &mut Tx, way: Move) -> Result<i64, Error> {
        let county = self.actor.county();
        let mut count = 0;
        for (id, on) in self.planned(tx).await? {
            let contact = store::contacts::find(tx, county, id).await?;
            let Some(contact) = contact else { continue };
            let kind = contact.contact.kind;
            let is_visited = kind == ContactKind::Visit
                && store::visits::on_day(tx, county, way.to, on).await?.is_some();
            let plan = Plan { firm: way.to, by: contact.by_organisation, kind, on };
            let weighed = peace::weigh(tx, county, &plan, self.now()).await?;
            if is_visited || weighed.verdict.pass("").is_err() {
                contacts::call_off(tx, self.actor, (id, way.from), self.now()).await?;
                continue;
            }
            store::endings::move_contact(tx, county, id, way).await?;
            self.moved(tx, ("contact", "contact.moved"), id.0, way).await?;
            count += 1;
        }
        Ok(count)
    }

    /// Seats at events go along, or places in line, unless the other has its own.
    async fn move_seats(&self, tx: &mut Tx, to: OrganisationId) -> Result<(), Error> {
        let county = self.actor.county();
        for id in self.open(tx, Open::SignUps).await? {
            let (id, own) = (GatheringId(id), self.new.organisation);
            let event = self.event("gathering.moved-along", gatherings::subject_of(id, to));
            if !lines::hand_over(tx, county, id, (own, to), self.now()).await? {
                self.give_back_seats(tx, id).await?;
                continue;
            }
            store::events::append(tx, county, &event).await?;
        }
        Ok(())
    }

    /// A place in a pool goes along, unless the other has been asked by itself: it has answered for
    /// itself, and this one's needs stand alone.
    async fn move_places(&self, tx: &mut Tx, way: Move) -> Result<i64, Error> {
        let county = self.actor.county();
        let own: BTreeSet<PoolId> =
            store::endings::places_in(tx, county, way.to).await?.into_iter().collect();
        let mut count = 0;
        for id in self.open(tx, Open::Pools).await? {
            let pool = PoolId(id);
            if own.contains(&pool) {
                self.leave_pool(tx, pool).await?;
            } else {
                pooling::place_moved(tx, self.actor, pool, way).await?;
                count += 1;
            }
        }
        Ok(count)
    }
}
