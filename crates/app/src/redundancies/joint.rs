//! The joint page: what everybody in the county offers to those who are affected, found by the same
//! matching as for a need.

use std::sync::Arc;

use domain::access::Actor;
use domain::codes::Ssyk;
use domain::ids::RedundancyId;
use domain::needs::NeedKind;
use domain::offers::{Facts, Outcome};
use domain::redundancies::belongs_on_joint_page;
use domain::time;
use matching::Question;
use store::offers::StoredOffer;
use store::redundancies::{Affected, StoredNotice};

use super::{seen, subject};
use crate::offers::Held;
use crate::{App, Error, keeping};

/// An offer and the occupations it fits.
#[derive(Debug, Clone)]
pub struct JointOffer {
    /// The offer.
    pub offer: Arc<StoredOffer>,
    /// The best that its conditions say to any of the occupations.
    pub outcome: Outcome,
    /// Occupations it is open to.
    pub occupations: Vec<Ssyk>,
    /// It is about some of them, and not for anyone.
    pub is_about_occupation: bool,
    points: i64,
}

/// What is offered to everyone a notice affects.
#[derive(Debug, Clone)]
pub struct JointPage {
    /// The notice.
    pub notice: StoredNotice,
    /// Who is affected.
    pub affected: Vec<Affected>,
    /// The offers: by owner, then what is possible first.
    pub offers: Vec<JointOffer>,
}

/// Every offer to learn, show or try something that no condition shuts out, for any of the affected
/// occupations. That somebody read it is written down as for the notice itself.
pub async fn joint_page(app: &App, actor: &Actor, id: RedundancyId) -> Result<JointPage, Error> {
    let (county, today) = (actor.county(), app.today());
    let mut connection = app.store.read().await?;
    let c = &mut connection;
    let notice = seen(c, app, actor, id).await?;
    let affected = store::redundancies::affected(c, county, id).await?;
    let firm = store::organisations::find(c, county, notice.organisation).await?;
    let firm = firm.ok_or_else(Error::invisible)?.organisation;
    let map = app.maps.read(c, county).await?;
    let eyes = store::offers::eyes(c, county, &[notice.organisation]).await?;
    drop(connection);
    keeping::note(app, actor, subject(&notice, notice.public_from <= today)).await;
    let mut offers: Vec<JointOffer> = Vec::new();
    for one in &affected {
        let facts = &Facts {
            employees: firm.employees,
            turnover_thousand_sek: firm.turnover_thousand_sek,
            municipality: Some(notice.municipality.clone()),
            sector: Some(firm.sector),
            industry: firm.sni.as_ref().map(|sni| sni.division().to_owned()),
            need_kind: Some(NeedKind::Retrain),
            need_count: Some(one.persons),
            occupation: Some(one.ssyk.clone()),
            days_to_start: Some(time::days_between(today, notice.last_day_on)),
        };
        let labels = std::slice::from_ref(&one.occupation);
        let question = Question { facts, words: &one.occupation, labels, today };
        let is_open = |held: &Held| eyes.see(&held.0) && belongs_on_joint_page(held.0.offer.kind);
        for answer in map.answer(&question, is_open) {
            if answer.outcome == Outcome::Impossible {
                continue;
            }
            let Some(held) = map.get(answer.offer) else { continue };
            let points = answer.relevance.points;
            match offers.iter_mut().find(|known| known.offer.id == answer.offer) {
                Some(known) => {
                    known.outcome = known.outcome.min(answer.outcome);
                    known.points = known.points.max(points);
                    known.occupations.push(one.ssyk.clone());
                }
                None => offers.push(JointOffer {
                    is_about_occupation: !held.0.offer.occupations.is_empty(),
                    offer: Arc::clone(&held.0),
                    outcome: answer.outcome,
                    occupations: vec![one.ssyk.clone()],
                    points,
                }),
            }
        }
    }
    let key = |one: &JointOffer| {
        let owner = one.offer.organisation_name.clone();
        let title = one.offer.offer.title.clone();
        (owner, one.outcome, !one.is_about_occupation, -one.points, title, one.offer.id)
    };
    offers.sort_by_cached_key(key);
    Ok(JointPage { notice, affected, offers })
}
