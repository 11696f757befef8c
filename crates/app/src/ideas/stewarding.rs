//! What those who answer for ideas see and do.

use std::time::Duration;

use domain::access::Actor;
use domain::fault::Fault;
use domain::ideas::{
    Answer, AnswerForm, IdeaOrder, IdeaState, LATE_DAYS, MergeForm, days_to_answer,
};
use domain::ids::{IdeaId, OrganisationId};
use domain::time::{self, Time};
use serde::Serialize;
use serde_json::json;
use store::Connection;
use store::events::NewEvent;
use store::ideas::{By, Change, Filter, For, Stewarded, StoredIdea};

use super::acts::{Kept, subject};
use super::telling::{ANSWERED, MERGED, NEW, Notice, tell_all_who_want_it};
use super::{NETWORK_STEWARDS, SERVICE_STEWARDS, Seen, is_steward, standing, within};
use crate::acting::{Speaker, request_key};
use crate::{App, Error, Page, Slice};

/// How far back the time to an answer is counted, in days.
const FIGURES_DAYS: u64 = 365;
/// Most answered ideas that the median is taken of.
const ANSWERED_MAX: i64 = 1_000;
/// Most ideas one can choose between when one goes into another.
const MERGEABLE_MAX: i64 = 200;

/// What waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Backlog {
    /// Ideas that wait, the oldest on top.
    pub waiting: Page<Seen>,
    /// How many of all that wait have waited too long.
    pub late: i64,
    /// Days to a first answer, the middle of those of the last year; none where there is none.
    pub median_days: Option<i64>,
}

/// What somebody answers for.
async fn stewarded(connection: &mut Connection, actor: &Actor) -> Result<Stewarded, Error> {
    let service = actor.is_one_of(SERVICE_STEWARDS);
    let Some(own) = actor.organisation().filter(|_| actor.is_one_of(NETWORK_STEWARDS)) else {
        return Ok(Stewarded { service, networks: Vec::new() });
    };
    let all = store::organisations::networks_of(connection, actor.county(), own).await?;
    let run = all.into_iter().filter(|network| network.organisation == own);
    Ok(Stewarded { service, networks: run.map(|network| network.id).collect() })
}

/// Whether somebody answers for any ideas at all.
pub async fn stewards_any(app: &App, actor: &Actor) -> Result<bool, Error> {
    Ok(!stewarded(&mut app.store.read().await?, actor).await?.is_empty())
}

/// What waits for an answer of the reader's, with how long it takes; nothing for who runs no
/// network.
pub async fn backlog(app: &App, actor: &Actor, slice: Slice) -> Result<Backlog, Error> {
    let own = actor.organisation().ok_or_else(Error::invisible)?;
    if !actor.is_one_of(SERVICE_STEWARDS) && !actor.is_one_of(NETWORK_STEWARDS) {
        return Err(Error::forbidden());
    }
    let (county, today, now) = (actor.county(), app.today(), app.now());
    let mut connection = app.store.read().await?;
    let c = &mut connection;
    let stewarded = stewarded(c, actor).await?;
    let waiting = store::ideas::unanswered(c, county, &stewarded, own, slice).await?;
    // Late is what came before this day's midnight.
    let before = time::instant_of(time::days_after(today, -LATE_DAYS), Time::midnight());
    let late = store::ideas::count_waiting(c, county, &stewarded, Some(before)).await?;
    let since = now.saturating_sub(Duration::from_hours(24 * FIGURES_DAYS)).unwrap_or(now);
    let answered = store::ideas::answered(c, county, &stewarded, since, ANSWERED_MAX).await?;
    Ok(Backlog {
        waiting: waiting.map(|one| Seen::of(actor, one, today)),
        late,
        median_days: days_to_answer(&answered),
    })
}

/// The idea, for who answers for it.
async fn answered_for(
    connection: &mut Connection,
    actor: &Actor,
    id: IdeaId,
) -> Result<StoredIdea, Error> {
    let idea = standing(connection, actor, id).await?;
    if is_steward(actor, &idea) { Ok(idea) } else { Err(Error::forbidden()) }
}

fn by(app: &App, speaker: Speaker) -> By {
    let organisation: OrganisationId = speaker.organisation();
    By { step: app.new_id(), organisation, name: speaker.name }
}

/// Answers an idea: everyone who wanted it is told. `version` is what the form was filled in from.
pub async fn answer(
    app: &App,
    actor: &Actor,
    id: IdeaId,
    version: i64,
    form: &AnswerForm,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, now) = (actor.county(), app.now());
    let mut connection = app.store.read().await?;
    let stored = &answered_for(&mut connection, actor, id).await?;
    let speaker = Speaker::of(&mut connection, actor).await?;
    drop(connection);
    let answer = match form.parse(stored.state) {
        // From what others have changed meanwhile nothing is refused: the second is shown both.
        Err(faults) if stored.version == version => return Err(faults.into()),
        Err(_) => return Err(Error::of(crate::Kind::Conflict)),
        Ok(answer) => answer,
    };
    let was_answered = stored.answered_at.is_some() || answer.words.is_some();
    let is_public = answer.is_public && stored.idea.network.is_none() && was_answered;
    let answer = &Answer { is_public, ..answer };
    let event = &NewEvent::by(actor, now, "idea.answered", subject(id, stored.organisation))
        .saying(json!({ "from": stored.state, "to": answer.to, "isPublic": is_public }));
    let (by, change) = (&by(app, speaker), Change { id, version, now });
    let kept = &Kept::of(stored, answer.to);
    let key = request_key(actor, key, "idea.answer", &(id, version, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            store::ideas::answer(tx, county, change, answer, by).await?;
            store::notifications::settle(tx, county, NEW, id.0, now).await?;
            store::events::append(tx, county, event).await?;
            let notice = Notice { kind: ANSWERED, seed: event.id.0, idea: stored, at: now };
            tell_all_who_want_it(tx, actor, &notice).await?;
            Ok::<_, Error>(kept.clone())
        })
        .await
}

/// Ideas that one can go into: for the same, most votes first.
pub async fn mergeable(
    app: &App,
    actor: &Actor,
    id: IdeaId,
) -> Result<Vec<(IdeaId, String)>, Error> {
    let mut connection = app.store.read().await?;
    let idea = answered_for(&mut connection, actor, id).await?;
    let filter = Filter {
        for_what: Some(idea.idea.network.map_or(For::Service, For::Network)),
        state: None,
        offer: None,
        order: IdeaOrder::Votes,
    };
    let (county, slice) = (actor.county(), Slice::Page { offset: 0, limit: MERGEABLE_MAX });
    let found = store::ideas::list(&mut connection, county, within(actor), &filter, slice).await?;
    let others = found.items.into_iter().filter(|one| one.id != id);
    Ok(others.map(|one| (one.id, one.idea.title)).collect())
}

/// Lets an idea go into another that says the same. It cannot be undone: their votes are one.
pub async fn merge(
    app: &App,
    actor: &Actor,
    id: IdeaId,
    version: i64,
    form: &MergeForm,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, now) = (actor.county(), app.now());
    let mut connection = app.store.read().await?;
    let stored = &answered_for(&mut connection, actor, id).await?;
    let speaker = Speaker::of(&mut connection, actor).await?;
    drop(connection);
    let merging = &form.parse(id)?;
    if stored.version == version && !stored.state.stands() {
        return Err(Error::forbidden());
    }
    let event = &NewEvent::by(actor, now, "idea.merged", subject(id, stored.organisation))
        .saying(json!({ "from": stored.state, "into": merging.into }));
    let (by, change) = (&by(app, speaker), Change { id, version, now });
    let kept = &Kept { id: merging.into, ..Kept::of(stored, IdeaState::Merged) };
    let key = request_key(actor, key, "idea.merge", &(id, version, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            let into = store::ideas::find(tx, county, within(actor), merging.into).await?;
            let fits =
                |one: &StoredIdea| one.state.stands() && one.idea.network == stored.idea.network;
            if !into.as_ref().is_some_and(fits) {
                return Err(Error::from(Fault::new("into", "idea-not-alike")));
            }
            let words = (merging.into, merging.words.as_str());
            store::ideas::merge(tx, county, change, words, by).await?;
            store::notifications::settle(tx, county, NEW, id.0, now).await?;
            store::events::append(tx, county, event).await?;
            let notice = Notice { kind: MERGED, seed: event.id.0, idea: stored, at: now };
            tell_all_who_want_it(tx, actor, &notice).await?;
            Ok(kept.clone())
        })
        .await
}
