//! Offers for a need, with the reasons, and putting one forward to the firm.

use std::sync::Arc;

use domain::access::Actor;
use domain::fault::Fault;
use domain::ids::{NeedId, OfferId, OrganisationId};
use matching::{Answer, Question};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Key;
use store::needs::{Proposal, StoredNeed};
use store::offers::StoredOffer;

use super::facts::known;
use super::{allowed, event, told, visible};
use crate::acting::Speaker;
use crate::{App, Error};

/// State of a proposal the firm has said yes to.
pub const PROPOSAL_ACCEPTED: &str = "accepted";
/// State of a proposal the firm has said no to.
pub const PROPOSAL_DECLINED: &str = "declined";

/// An offer and what it says to the need.
#[derive(Debug, Clone)]
pub struct OfferAnswer {
    /// The offer.
    pub offer: Arc<StoredOffer>,
    /// Outcome, conditions tried, relevance.
    pub answer: Answer,
    /// Put forward to the firm, if it has been.
    pub proposal: Option<Proposal>,
}

/// Every offer that is open to the firm, tried on what is known: what is possible first, then by
/// relevance to the need. Offers for a network are there when the firm belongs to it.
pub async fn answers(app: &App, actor: &Actor, id: NeedId) -> Result<Vec<OfferAnswer>, Error> {
    let county = actor.county();
    let mut connection = app.store.read().await?;
    let c = &mut connection;
    let need = visible(c, actor, id).await?;
    let firm = store::organisations::find(c, county, need.organisation).await?;
    let firm = firm.ok_or_else(Error::invisible)?;
    let map = app.maps.read(c, county).await?;
    let eyes = store::offers::eyes(c, county, &[firm.id]).await?;
    let proposals = store::needs::proposals_of(c, county, id).await?;
    drop(connection);
    let today = app.today();
    let facts = &known(&firm.organisation, &need, today);
    let labels = &labels(&need);
    let question = Question { facts, words: &need.need.words, labels, today };
    let answers = map.answer(&question, |one| eyes.see(&one.0));
    let explained = answers.into_iter().filter_map(|answer| {
        let offer = Arc::clone(&map.get(answer.offer)?.0);
        let proposal = proposals.iter().find(|one| one.offer == answer.offer).cloned();
        Some(OfferAnswer { offer, answer, proposal })
    });
    Ok(explained.collect())
}

/// Names of the occupation and the skills a person has accepted.
fn labels(need: &StoredNeed) -> Vec<String> {
    let coding = need.coding.iter();
    let named = coding.flat_map(|coding| {
        let skills = coding.skills.iter().map(|skill| &skill.label);
        std::iter::once(&coding.label).chain(skills)
    });
    named.cloned().collect()
}

/// Puts an offer forward to the firm.
pub async fn propose_offer(
    app: &App,
    actor: &Actor,
    id: NeedId,
    offer: &str,
    key: Option<&Key>,
) -> Result<(), Error> {
    let now = app.now();
    let county = actor.county();
    let mut connection = app.store.read().await?;
    let need = allowed(&mut connection, actor, id, |can| can.propose).await?;
    let speaker = Speaker::of(&mut connection, actor).await?;
    let offer = open_offer(&mut connection, actor, need.organisation, offer).await?;
    drop(connection);
    let proposal = &Proposal {
        need: id,
        offer: offer.id,
        state: "proposed".to_owned(),
        proposed_by_name: speaker.name.clone(),
        proposed_by_organisation: speaker.organisation(),
        proposed_at: now,
        replied_at: None,
    };
    let notification = &told(app, need.organisation, "offer-proposed", &need);
    let event = &event(actor, now, "need.offer-proposed", id, need.organisation)
        .saying(json!({ "offer": offer.id, "title": offer.offer.title, "by": speaker.name }));
    app.store
        .write(county, key, |mut tx| async move {
            let known = store::needs::proposals_of(&mut tx, county, id).await?;
            if known.iter().any(|one| one.offer == proposal.offer) {
                return Ok(());
            }
            store::needs::propose(&mut tx, county, proposal).await?;
            store::events::append(&mut tx, county, event).await?;
            crate::mail::tell(&mut tx, county, notification).await?;
            Ok::<_, Error>(())
        })
        .await
}

/// An offer that is open to the firm.
async fn open_offer(
    connection: &mut store::Connection,
    actor: &Actor,
    firm: OrganisationId,
    offer: &str,
) -> Result<StoredOffer, Error> {
    let unknown = || Fault::new("offer", "unknown-choice").with("value", offer);
    let id: OfferId = offer.parse().map_err(|_| unknown())?;
    let found = store::offers::find(connection, actor.county(), &[firm], id).await?;
    Ok(found.ok_or_else(unknown)?)
}

/// The firm's answer to a proposal.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ProposalForm {
    /// Which offer.
    pub offer: String,
    /// `accepted` or `declined`.
    pub answer: String,
}

/// Says yes or no for the firm. The one who put the offer forward is told.
pub async fn answer_proposal(
    app: &App,
    actor: &Actor,
    id: NeedId,
    form: &ProposalForm,
    key: Option<&Key>,
) -> Result<(), Error> {
    let now = app.now();
    let county = actor.county();
    let mut connection = app.store.read().await?;
    let need = allowed(&mut connection, actor, id, |can| can.answer).await?;
    let speaker = Speaker::of(&mut connection, actor).await?;
    let offer = open_offer(&mut connection, actor, need.organisation, &form.offer).await?;
    let proposals = store::needs::proposals_of(&mut connection, county, id).await?;
    drop(connection);
    let proposal = proposals.into_iter().find(|one| one.offer == offer.id);
    let proposal = proposal.ok_or_else(Error::invisible)?;
    let is_accepted = match form.answer.as_str() {
        PROPOSAL_ACCEPTED => true,
        PROPOSAL_DECLINED => false,
        other => return Err(Fault::new("answer", "unknown-choice").with("value", other).into()),
    };
    let reader = proposal.proposed_by_organisation;
    let notification = &told(app, reader, "proposal-answered", &need);
    let event = &event(actor, now, "need.proposal-answered", id, need.organisation).saying(json!({
        "offer": offer.id,
        "title": offer.offer.title,
        "accepted": is_accepted,
        "by": speaker.name,
    }));
    let offer = offer.id;
    app.store
        .write(county, key, |mut tx| async move {
            store::needs::answer_proposal(&mut tx, county, id, offer, is_accepted, now).await?;
            store::events::append(&mut tx, county, event).await?;
            crate::mail::tell(&mut tx, county, notification).await?;
            Ok::<_, Error>(())
        })
        .await
}
