//! What organisations do with ideas: write, change, take back, and vote.

use domain::access::Actor;
use domain::fault::Fault;
use domain::ideas::{Idea, IdeaForm, IdeaState};
use domain::ids::{IdeaId, OfferId, OrganisationId};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Connection;
use store::events::{NewEvent, Subject};
use store::ideas::{Change, NewIdea, StoredIdea};

use super::telling::{NEW, Notice, tell_stewards};
use super::{is_own, member, standing, within};
use crate::acting::{Speaker, request_key};
use crate::{App, Error};

/// An idea that has been written or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Kept {
    /// Id.
    pub id: IdeaId,
    /// What, in one line.
    pub title: String,
    /// Where it stands.
    pub state: IdeaState,
}

impl Kept {
    pub(super) fn of(idea: &StoredIdea, state: IdeaState) -> Self {
        Self { id: idea.id, title: idea.idea.title.clone(), state }
    }
}

pub(super) fn subject(id: IdeaId, of: OrganisationId) -> Subject {
    Subject { kind: "idea", id: id.0, organisation: Some(of) }
}

/// Title of an offer the actor sees, for the form of an idea about it.
pub async fn offer_title(app: &App, actor: &Actor, id: OfferId) -> Result<String, Error> {
    member(actor)?;
    Ok(crate::offers::read(app, actor, id, None).await?.offer.title)
}

/// Reads what is typed: the network is one of the writer's own, and an offer of a network stays
/// in that network.
async fn parsed(app: &App, actor: &Actor, form: &IdeaForm) -> Result<Idea, Error> {
    let mut idea = form.parse()?;
    if let Some(id) = idea.offer {
        let unknown = |_| Fault::new("offer", "unknown-choice").with("value", id);
        let offer = crate::offers::read(app, actor, id, None).await.map_err(unknown)?;
        idea.network = offer.network.or(idea.network);
    }
    let Some(network) = idea.network else { return Ok(idea) };
    if super::networks(app, actor).await?.iter().any(|one| one.id == network) {
        return Ok(idea);
    }
    Err(Fault::new("network", "unknown-choice").with("value", network).into())
}

/// Writes an idea. Those who answer for it are told.
pub async fn add(
    app: &App,
    actor: &Actor,
    form: &IdeaForm,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let own = member(actor)?;
    let (county, now) = (actor.county(), app.now());
    let idea = parsed(app, actor, form).await?;
    let mut connection = app.store.read().await?;
    let speaker = Speaker::of(&mut connection, actor).await?;
    drop(connection);
    let id: IdeaId = app.new_id();
    let kept = &Kept { id, title: idea.title.clone(), state: IdeaState::New };
    let event = &NewEvent::by(actor, now, "idea.written", subject(id, own))
        .saying(json!({ "network": idea.network, "offer": idea.offer }));
    let new = &NewIdea { id, organisation: own, by_name: speaker.name, idea, created_at: now };
    let key = request_key(actor, key, "idea.add", form, now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            store::ideas::insert(tx, county, new).await?;
            store::events::append(tx, county, event).await?;
            let stored = store::ideas::find(tx, county, within(actor), id).await?;
            let stored = stored.ok_or_else(Error::invisible)?;
            let notice = Notice { kind: NEW, seed: event.id.0, idea: &stored, at: now };
            tell_stewards(tx, actor, &notice).await?;
            Ok::<_, Error>(kept.clone())
        })
        .await
}

/// The idea, for its own organisation.
async fn owned(
    connection: &mut Connection,
    actor: &Actor,
    id: IdeaId,
) -> Result<StoredIdea, Error> {
    let idea = standing(connection, actor, id).await?;
    member(actor)?;
    if is_own(actor, idea.organisation) { Ok(idea) } else { Err(Error::forbidden()) }
}

/// Changes title and words, until somebody has taken the idea up, and if nobody else has changed
/// it since `version`. What it is for stays: others have voted on that.
pub async fn edit(
    app: &App,
    actor: &Actor,
    id: IdeaId,
    version: i64,
    form: &IdeaForm,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, now) = (actor.county(), app.now());
    let stored = owned(&mut app.store.read().await?, actor, id).await?;
    let read = IdeaForm {
        title: form.title.clone(),
        words: form.words.clone(),
        ..IdeaForm::of(&stored.idea)
    };
    let idea = &read.parse()?;
    if stored.version == version && stored.state != IdeaState::New {
        return Err(Fault::new("title", "idea-taken-up").into());
    }
    let event = &NewEvent::by(actor, now, "idea.changed", subject(id, stored.organisation));
    let kept = &Kept { title: idea.title.clone(), ..Kept::of(&stored, stored.state) };
    let change = Change { id, version, now };
    let key = request_key(actor, key, "idea.edit", &(id, version, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            store::ideas::update(&mut tx, county, change, idea).await?;
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(kept.clone())
        })
        .await
}

/// Takes an open idea back. It cannot be undone.
pub async fn withdraw(
    app: &App,
    actor: &Actor,
    id: IdeaId,
    version: i64,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, now) = (actor.county(), app.now());
    let stored = owned(&mut app.store.read().await?, actor, id).await?;
    if stored.version == version && !stored.state.is_open() {
        return Err(Error::forbidden());
    }
    let event = &NewEvent::by(actor, now, "idea.withdrawn", subject(id, stored.organisation));
    let (kept, change) = (&Kept::of(&stored, IdeaState::Withdrawn), Change { id, version, now });
    let key = request_key(actor, key, "idea.withdraw", &(id, version), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            store::ideas::withdraw(tx, county, change).await?;
            store::notifications::settle(tx, county, NEW, id.0, now).await?;
            store::events::append(tx, county, event).await?;
            Ok::<_, Error>(kept.clone())
        })
        .await
}

/// Gives the vote of the actor's organisation, or takes it back. Whoever comes second at the same
/// organisation changes nothing: what counts is that it wants the idea, or not.
pub async fn vote(
    app: &App,
    actor: &Actor,
    id: IdeaId,
    wants: bool,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, now) = (actor.county(), app.now());
    let stored = &standing(&mut app.store.read().await?, actor, id).await?;
    let own = member(actor)?;
    let kind = if wants { "idea.wanted" } else { "idea.want-taken-back" };
    let event = &NewEvent::by(actor, now, kind, subject(id, own));
    let key = request_key(actor, key, "idea.vote", &(id, wants), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            let idea = store::ideas::find(tx, county, within(actor), id).await?;
            let idea = idea.ok_or_else(Error::invisible)?;
            if !idea.state.is_open() {
                return Err(Error::from(Fault::new("vote", "idea-closed")));
            }
            let has_changed = if wants {
                store::ideas::vote(tx, county, id, own, now).await?
            } else {
                store::ideas::take_back(tx, county, id, own).await?
            };
            if has_changed {
                store::events::append(tx, county, event).await?;
            }
            Ok(Kept::of(stored, idea.state))
        })
        .await
}
