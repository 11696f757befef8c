//! Pools: three kitchens that look for seven cooks together, one pool for which a course has been
//! ordered, and one that is over.

use std::collections::BTreeSet;

use domain::access::Reach;
use domain::codes::Ssyk;
use domain::ids::{NeedId, OrganisationId, PoolId};
use domain::needs::NeedState;
use domain::pooling::{
    Change, Consent, Figures, Part, Plan, PoolState, Standing, Way, can_be_pooled,
};
use domain::time::{Timestamp, day_of};
use serde_json::json;
use store::events::{self, NewEvent, Subject};
use store::needs::{self, StoredNeed};
use store::notifications::{self, NewNotification, Reader};
use store::pooling::{self, Answered, FigureVersion, NewPart, NewPool};
use store::{Connection, Tx};

use super::{Acting, Error, Filling};
use crate::content;

const KARIN: &str = "broker@demo.samkraft.test";
/// The kitchens' needs, and who said yes on the telephone; none is still asked. The story is told
/// in their cases.
const KITCHENS: [(&str, Option<&str>); 3] = [
    ("demo-behov-kockar-hoga-kusten-kok", None),
    ("demo-behov-kockar-nordingra", Some("Malin Vik")),
    ("demo-behov-kockar-hullsta", Some("Siv Hullgren")),
];
const COOKS: &str = "5120";
/// Firms of a pool made of the county's other needs.
const FIRMS: usize = 4;
/// How many occupations are looked through for those.
const IDEAS: i64 = 20;
/// How many needs of each.
const NEEDS: i64 = 200;

/// A pool to store.
struct Made {
    new: NewPool,
    state: PoolState,
    reason: Option<&'static str>,
    /// Who formed it.
    by: Acting,
    /// Each need with its firm's answer.
    parts: Vec<(StoredNeed, Consent, Option<String>)>,
    notices: Vec<NewNotification>,
}

pub(super) async fn fill(filling: &mut Filling<'_>) -> Result<(), Error> {
    let cooks = kitchens(filling).await?;
    store_one(filling, &cooks).await?;
    let ordered = course(filling).await?;
    let over = finished(filling, ordered.as_ref()).await?;
    for made in ordered.iter().chain(&over) {
        store_one(filling, made).await?;
    }
    Ok(())
}

fn new_pool(
    filling: &mut Filling<'_>,
    by: &Acting,
    (ssyk, at): (Ssyk, Timestamp),
    (title, next_step): (String, &str),
    (deadline, next): (i64, i64),
) -> NewPool {
    let vocabulary = filling.app.vocabulary();
    let group = vocabulary.group(&ssyk).map(|group| group.label.clone());
    let plan = Plan {
        title,
        deadline: filling.day(deadline),
        next_step: next_step.to_owned(),
        next_step_on: filling.day(next),
    };
    NewPool {
        id: filling.ids.next::<PoolId>(at),
        occupation: group.unwrap_or_else(|| ssyk.to_string()),
        ssyk,
        plan,
        by_organisation: by.organisation,
        by_name: by.name.to_owned(),
        created_at: at,
    }
}

async fn need(filling: &Filling<'_>, id: NeedId) -> Result<StoredNeed, Error> {
    let mut connection = filling.app.store.read().await?;
    let found = needs::find(&mut connection, &filling.county, &Reach::County, id).await?;
    found.ok_or_else(|| Error::Missing(id.to_string()))
}

/// Three kitchens: two have said yes on the telephone, the third is asked.
async fn kitchens(filling: &mut Filling<'_>) -> Result<Made, Error> {
    let (at, by) = (filling.morning(-4), filling.person(KARIN)?);
    let told = ("Sju kockar i tre kommuner".to_owned(), "Fråga komvux om en egen kurs");
    let new = new_pool(filling, &by, (Ssyk::parse(COOKS)?, at), told, (21, 4));
    let (mut parts, mut notices) = (Vec::new(), Vec::new());
    for (slug, said_by) in KITCHENS {
        let need = need(filling, filling.get(slug)?).await?;
        if said_by.is_none() {
            notices.push(NewNotification {
                id: filling.ids.next(at),
                reader: Reader::Organisation(need.organisation),
                kind: "pool-asked",
                subject_kind: "pool",
                subject: new.id.0,
                about: new.plan.title.clone(),
                at,
            });
        }
        let consent = if said_by.is_some() { Consent::Yes } else { Consent::Asked };
        parts.push((need, consent, said_by.map(ToOwned::to_owned)));
    }
    Ok(Made { new, state: PoolState::Forming, reason: None, by, parts, notices })
}

/// A course has been ordered; one firm withdrew after the pool was opened.
async fn course(filling: &mut Filling<'_>) -> Result<Option<Made>, Error> {
    let Some((ssyk, found)) = others(filling, &[COOKS]).await? else { return Ok(None) };
    let (at, by) = (filling.morning(-40), filling.person(KARIN)?);
    let told = ("En kurs för fyra kommuner".to_owned(), "Ring lärcentrum om kursstart");
    let new = new_pool(filling, &by, (ssyk, at), told, (30, 7));
    let parts = (0..).zip(found).map(|(nth, need)| {
        let consent = if nth == 0 { Consent::Withdrawn } else { Consent::Yes };
        (need, consent, Some("Demo Företagets ägare".to_owned()))
    });
    let parts = parts.collect();
    let reason = Some("Beställd hos lärcentrum.");
    Ok(Some(Made { new, state: PoolState::Ordered, reason, by, parts, notices: Vec::new() }))
}

/// A pool that is over: the course was held.
async fn finished(filling: &mut Filling<'_>, taken: Option<&Made>) -> Result<Option<Made>, Error> {
    let other = taken.map_or(COOKS, |made| made.new.ssyk.as_str());
    let Some((ssyk, found)) = others(filling, &[COOKS, other]).await? else { return Ok(None) };
    let (at, by) = (filling.morning(-200), filling.person(KARIN)?);
    let told = ("Gemensam utbildning under hösten".to_owned(), "Fråga företagen vad det gav");
    let new = new_pool(filling, &by, (ssyk, at), told, (-60, -30));
    let parts = found
        .into_iter()
        .map(|need| (need, Consent::Yes, Some("Demo Företagets ägare".to_owned())))
        .collect();
    let reason = Some("Kursen hölls och tolv gick klart.");
    Ok(Some(Made { new, state: PoolState::Closed, reason, by, parts, notices: Vec::new() }))
}

/// One need each of firms in different municipalities that share an occupation; firms somebody can
/// log in to are left to themselves.
async fn others(
    filling: &Filling<'_>,
    taken: &[&str],
) -> Result<Option<(Ssyk, Vec<StoredNeed>)>, Error> {
    let county = &filling.county;
    let own: BTreeSet<OrganisationId> =
        content::people().filter_map(|person| filling.get(person.organisation).ok()).collect();
    let mut connection = filling.app.store.read().await?;
    for idea in pooling::suggestions(&mut connection, county, IDEAS).await? {
        if taken.contains(&idea.ssyk.as_str()) {
            continue;
        }
        let offered = pooling::candidates(&mut connection, county, &idea.ssyk, NEEDS).await?;
        let mut places = BTreeSet::new();
        let open = offered.into_iter().filter(|one| !own.contains(&one.organisation));
        let mut chosen: Vec<_> =
            open.filter(|one| places.insert(one.municipality.to_string())).collect();
        if chosen.len() >= FIRMS {
            chosen.truncate(FIRMS);
            let found = read_all(&mut connection, filling, chosen.iter().map(|one| one.need));
            return Ok(Some((idea.ssyk, found.await?)));
        }
    }
    Ok(None)
}

async fn read_all(
    connection: &mut Connection,
    filling: &Filling<'_>,
    ids: impl Iterator<Item = NeedId>,
) -> Result<Vec<StoredNeed>, Error> {
    let mut found = Vec::new();
    for id in ids {
        found.extend(needs::find(connection, &filling.county, &Reach::County, id).await?);
    }
    Ok(found.into_iter().filter(|need| can_be_pooled(need.state)).collect())
}

async fn store_one(filling: &Filling<'_>, made: &Made) -> Result<(), Error> {
    let (county, now) = (&filling.county, filling.now);
    filling
        .app
        .store
        .write(county, None, |mut tx| async move {
            let tx = &mut tx;
            pooling::insert(tx, county, &made.new).await?;
            tell(tx, filling, made, "pool.formed", made.new.created_at).await?;
            for (need, consent, said_by) in &made.parts {
                store_part(tx, filling, made, (need, *consent), said_by.as_deref()).await?;
            }
            for notice in &made.notices {
                notifications::insert(tx, county, notice).await?;
            }
            count(tx, filling, made, now).await
        })
        .await
}

async fn store_part(
    tx: &mut Tx,
    filling: &Filling<'_>,
    made: &Made,
    (need, consent): (&StoredNeed, Consent),
    said_by: Option<&str>,
) -> Result<(), Error> {
    let (county, pool, at) = (&filling.county, made.new.id, made.new.created_at);
    pooling::insert_firm(tx, county, pool, need.organisation, at).await?;
    let part = NewPart { need: need.id, organisation: need.organisation, persons: need.need.count };
    pooling::insert_part(tx, county, pool, part).await?;
    if let Some(said_by) = said_by {
        let answered = Answered {
            consent,
            may_be_named: consent == Consent::Yes,
            way: Way::Phone,
            said_by_name: said_by.to_owned(),
            said_on: day_of(at),
            recorded_by_name: Some(made.by.name.to_owned()),
        };
        let firm = (pool, need.organisation);
        pooling::answer(tx, county, firm, &answered, 1, at).await?;
    }
    match (consent, made.state.is_live()) {
        (Consent::Yes, true) => {
            let state = NeedState::Pooled;
            needs::set_state(tx, county, need.id, state, None, need.version, at).await?;
        }
        (Consent::Yes, false) => {
            pooling::set_standing(tx, county, pool, need.id, Standing::Ended).await?;
        }
        (Consent::Asked, true) => {}
        _ => pooling::set_standing(tx, county, pool, need.id, Standing::Left).await?,
    }
    Ok(())
}

/// Sums of those who said yes, or of everyone before a firm withdrew.
fn sums(made: &Made, counts: impl Fn(Consent) -> bool) -> Figures {
    let parts = made.parts.iter().map(|(need, consent, _)| Part {
        organisation: need.organisation,
        municipality: need.municipality.clone(),
        persons: need.need.count,
        consent: if counts(*consent) { Consent::Yes } else { Consent::No },
    });
    Figures::of(&parts.collect::<Vec<_>>())
}

/// The figures as they were when the pool was opened, and as they are; then where it stands.
async fn count(
    tx: &mut Tx,
    filling: &Filling<'_>,
    made: &Made,
    now: Timestamp,
) -> Result<(), Error> {
    let (county, id, at) = (&filling.county, made.new.id, made.new.created_at);
    let first = sums(made, |consent| matches!(consent, Consent::Yes | Consent::Withdrawn));
    let last = sums(made, |consent| consent == Consent::Yes);
    pooling::set_figures(tx, county, id, last, now).await?;
    if made.state == PoolState::Forming {
        return Ok(());
    }
    let opened = FigureVersion { version: 1, figures: first, why: Change::Opened, at };
    pooling::keep_version(tx, county, id, &opened).await?;
    if first != last {
        let at = filling.morning(-20);
        let left = FigureVersion { version: 2, figures: last, why: Change::Left, at };
        pooling::keep_version(tx, county, id, &left).await?;
    }
    let at = filling.morning(-10);
    pooling::set_state(tx, county, id, (made.state, made.reason), 1, at).await?;
    let kind = if made.state.is_live() { "pool.ordered" } else { "pool.closed" };
    tell(tx, filling, made, kind, at).await
}

async fn tell(
    tx: &mut Tx,
    filling: &Filling<'_>,
    made: &Made,
    kind: &'static str,
    at: Timestamp,
) -> Result<(), Error> {
    let about = Subject { kind: "pool", id: made.new.id.0, organisation: None };
    let event = NewEvent::by(&made.by.actor, at, kind, about)
        .saying(json!({ "title": &made.new.plan.title, "reason": made.reason }));
    Ok(events::append(tx, &filling.county, &event).await?)
}
