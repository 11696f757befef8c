//! Talking about an idea, and making a need of what one's own firm has said.

use domain::access::{Actor, EMPLOYERS};
use domain::fault::Fault;
use domain::ideas::{HideForm, NeedForm, POSTS_MAX, PostForm};
use domain::ids::{IdeaId, IdeaPostId, MappingId};
use domain::needs::mapping::Track;
use serde_json::json;
use store::Connection;
use store::events::{NewEvent, Subject};
use store::ideas::{NewPost, NewTurn, StoredIdea, StoredPost};
use store::mappings::NewMapping;
use uuid::Uuid;

use super::acts::{Kept, subject};
use super::telling::{HIDDEN, Notice, POSTED, tell_organisations};
use super::{is_own, is_steward, member, standing};
use crate::acting::{Speaker, request_key};
use crate::{App, Error};

/// Whose firm can have needs.
pub(super) fn turns(actor: &Actor) -> bool {
    actor.is_one_of(EMPLOYERS)
}

/// Writes under an idea. The organisation it comes from is told.
pub async fn post(
    app: &App,
    actor: &Actor,
    id: IdeaId,
    form: &PostForm,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, now) = (actor.county(), app.now());
    let mut connection = app.store.read().await?;
    let stored = &standing(&mut connection, actor, id).await?;
    let own = member(actor)?;
    let speaker = Speaker::of(&mut connection, actor).await?;
    drop(connection);
    if !stored.state.stands() {
        return Err(Error::forbidden());
    }
    let new = &NewPost {
        id: app.new_id(),
        idea: id,
        organisation: own,
        by_name: speaker.name,
        words: form.parse()?,
        posted_at: now,
    };
    let event = &NewEvent::by(actor, now, "idea.posted", subject(id, own))
        .saying(json!({ "post": new.id }));
    let kept = &Kept::of(stored, stored.state);
    let key = request_key(actor, key, "idea.post", &(id, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            if store::ideas::count_posts(tx, county, id).await? >= POSTS_MAX {
                return Err(Error::from(
                    Fault::new("post", "idea-posts-full").with("max", POSTS_MAX),
                ));
            }
            store::ideas::insert_post(tx, county, new).await?;
            store::events::append(tx, county, event).await?;
            let notice = Notice { kind: POSTED, seed: event.id.0, idea: stored, at: now };
            tell_organisations(tx, actor, &notice, vec![stored.organisation]).await?;
            Ok(kept.clone())
        })
        .await
}

/// A post that is still there, under an idea the actor sees.
async fn there(
    connection: &mut Connection,
    actor: &Actor,
    (id, post): (IdeaId, IdeaPostId),
) -> Result<(StoredIdea, StoredPost), Error> {
    let idea = standing(connection, actor, id).await?;
    let found = store::ideas::find_post(connection, actor.county(), id, post).await?;
    let post = found.filter(|post| post.removed_at.is_none()).ok_or_else(Error::invisible)?;
    Ok((idea, post))
}

/// Takes a post of the actor's own organisation away. It cannot be undone: the words are gone.
pub async fn remove_post(
    app: &App,
    actor: &Actor,
    at: (IdeaId, IdeaPostId),
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, now) = (actor.county(), app.now());
    let (idea, post) = there(&mut app.store.read().await?, actor, at).await?;
    if !is_own(actor, post.organisation) {
        return Err(Error::forbidden());
    }
    let event = &NewEvent::by(actor, now, "idea.post-removed", subject(idea.id, post.organisation))
        .saying(json!({ "post": post.id }));
    let (kept, post) = (&Kept::of(&idea, idea.state), post.id);
    let key = request_key(actor, key, "idea.remove-post", &at, now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            store::ideas::remove_post(&mut tx, county, post, now).await?;
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(kept.clone())
        })
        .await
}

/// Hides a post, with a reason that its organisation reads.
pub async fn hide_post(
    app: &App,
    actor: &Actor,
    at: (IdeaId, IdeaPostId),
    form: &HideForm,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, now) = (actor.county(), app.now());
    let mut connection = app.store.read().await?;
    let (idea, post) = there(&mut connection, actor, at).await?;
    if !is_steward(actor, &idea) || post.hidden_at.is_some() {
        return Err(Error::forbidden());
    }
    let speaker = &Speaker::of(&mut connection, actor).await?;
    drop(connection);
    let reason = &form.parse()?;
    let event = &NewEvent::by(actor, now, "idea.post-hidden", subject(idea.id, post.organisation))
        .saying(json!({ "post": post.id }));
    let (idea, kept) = (&idea, &Kept::of(&idea, idea.state));
    let (author, post) = (post.organisation, post.id);
    let key = request_key(actor, key, "idea.hide-post", &(at, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            let why = (reason.as_str(), speaker.name.as_str());
            store::ideas::hide_post(tx, county, post, why, now).await?;
            store::events::append(tx, county, event).await?;
            let notice = Notice { kind: HIDDEN, seed: event.id.0, idea, at: now };
            tell_organisations(tx, actor, &notice, vec![author]).await?;
            Ok::<_, Error>(kept.clone())
        })
        .await
}

/// Begins a mapping of the actor's own firm with the words of its idea, or of a post of its own:
/// the firm answers the other questions, approves, and has a need. Each becomes one once.
pub async fn begin_need(
    app: &App,
    actor: &Actor,
    (id, post): (IdeaId, Option<IdeaPostId>),
    form: &NeedForm,
    key: Option<&str>,
) -> Result<MappingId, Error> {
    let (county, now) = (actor.county(), app.now());
    let mut connection = app.store.read().await?;
    let (source, author): (Uuid, _) = match post {
        Some(post) => {
            let (_, post) = there(&mut connection, actor, (id, post)).await?;
            (post.id.0, post.organisation)
        }
        None => (id.0, standing(&mut connection, actor, id).await?.organisation),
    };
    if !turns(actor) || !is_own(actor, author) {
        return Err(Error::forbidden());
    }
    let speaker = Speaker::of(&mut connection, actor).await?;
    drop(connection);
    let words = &form.parse()?;
    let mapping: MappingId = app.new_id();
    let new = &NewMapping {
        id: mapping,
        slug: None,
        organisation: author,
        track: Track::Micro,
        opened_by_organisation: author,
        opened_by_name: speaker.name,
        leader_organisation: None,
        link: None,
        invited_email: None,
    };
    let turn = &NewTurn { source, idea: id, organisation: author, mapping, at: now };
    let about = Subject { kind: "mapping", id: mapping.0, organisation: Some(author) };
    let begun = &NewEvent::by(actor, now, "mapping.started", about).saying(json!({ "idea": id }));
    let turned = &NewEvent::by(actor, now, "idea.turned", subject(id, author))
        .saying(json!({ "mapping": mapping }));
    let key = request_key(actor, key, "idea.need", &(id, post, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            crate::mappings::begin_with(tx, county, new, words, now).await?;
            if !store::ideas::insert_turn(tx, county, turn).await? {
                return Err(Error::from(Fault::new("words", "idea-turned")));
            }
            store::events::append(tx, county, begun).await?;
            store::events::append(tx, county, turned).await?;
            Ok(mapping)
        })
        .await
}
