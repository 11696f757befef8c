//! Needs: reading them, saying which occupation they mean, and everything done to meet them.

mod coding;
mod facts;
mod offers;
mod reading;
mod working;

use domain::access::{ACTORS, Actor, EMPLOYERS, Role};
use domain::codes::CountyCode;
use domain::ids::{NeedId, NotificationId, OrganisationId};
use domain::time::Timestamp;
use serde::Serialize;
use store::events::{NewEvent, Subject};
use store::notifications::{NewNotification, Reader};
use store::{Connection, Tx};

use crate::{App, Error};

pub use coding::{accept_coding, search_occupation};
pub use facts::{AskedFact, FactForm, ask_fact, fill_fact, is_askable};
pub use offers::{
    OfferAnswer, PROPOSAL_ACCEPTED, PROPOSAL_DECLINED, ProposalForm, answer_proposal, answers,
    propose_offer,
};
pub use reading::{CaseOfNeed, ListQuery, NeedView, list, read, resolve};
pub use store::events::Event;
pub use store::needs::{Proposal, StoredNeed};
pub use working::{StateForm, change_state, set_lane};

/// What an actor may do with a need they see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Can {
    /// Accept an occupation, plan lanes, change its state, fill in facts.
    pub work: bool,
    /// Put offers forward and ask the firm.
    pub propose: bool,
    /// Say yes or no for the firm.
    pub answer: bool,
}

/// Who, besides the firm itself, works with needs within their reach.
const WORKERS: &[Role] =
    &[Role::Broker, Role::Strategist, Role::MuniAdviser, Role::MuniContact, Role::Leader];

impl Can {
    /// What the actor may do with needs of a firm, given that they see them.
    pub fn of(actor: &Actor, firm: OrganisationId) -> Self {
        let is_firm = actor.is_one_of(EMPLOYERS) && actor.organisation() == Some(firm);
        Self {
            work: is_firm || actor.is_one_of(WORKERS),
            propose: actor.is_one_of(ACTORS) && !is_firm,
            answer: is_firm,
        }
    }
}

/// A need the actor sees, or nothing at all.
pub(crate) async fn visible(
    connection: &mut Connection,
    actor: &Actor,
    id: NeedId,
) -> Result<StoredNeed, Error> {
    store::needs::find(connection, actor.county(), &actor.reach(), id)
        .await?
        .ok_or_else(Error::invisible)
}

/// A need the actor sees and may do `what` with.
async fn allowed(
    connection: &mut Connection,
    actor: &Actor,
    id: NeedId,
    what: impl Fn(Can) -> bool,
) -> Result<StoredNeed, Error> {
    let need = visible(connection, actor, id).await?;
    if what(Can::of(actor, need.organisation)) { Ok(need) } else { Err(Error::forbidden()) }
}

/// An event about a need.
fn event(
    actor: &Actor,
    now: Timestamp,
    kind: &'static str,
    id: NeedId,
    firm: OrganisationId,
) -> NewEvent {
    NewEvent::by(actor, now, kind, Subject { kind: "need", id: id.0, organisation: Some(firm) })
}

/// A notification about a need to an organisation.
fn told(
    app: &App,
    reader: OrganisationId,
    kind: &'static str,
    need: &StoredNeed,
) -> NewNotification {
    NewNotification {
        id: app.new_id::<NotificationId>(),
        reader: Reader::Organisation(reader),
        kind,
        subject_kind: "need",
        subject: need.id.0,
        about: name_of(need),
        at: app.now(),
    }
}

/// A need as people say it: its occupation once a person has accepted one, else the firm's words.
pub fn name_of(need: &StoredNeed) -> String {
    match &need.coding {
        Some(coding) => coding.label.clone(),
        None => need.need.words.chars().take(80).collect(),
    }
}

/// Writes the words a need is found by.
async fn index(
    tx: &mut Tx,
    county: &CountyCode,
    need: NeedId,
    words: &str,
) -> Result<(), store::Error> {
    let terms = vocabulary::analysis::search_terms(words);
    store::search::index(tx, county, "need", need.0, terms).await
}
