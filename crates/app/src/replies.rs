//! Templates for answers: kept, shared within the organisation, put into an answer, taken away.

use domain::access::{ACTORS, Actor};
use domain::fault::Fault;
use domain::ids::{CaseId, ReplyId};
use domain::replies::{self, OWN_MAX, Placeholder, Reply, ReplyForm, SHARED_MAX};
use serde::{Deserialize, Serialize};
use store::Tx;
use store::events::{NewEvent, Subject};
use store::personal::ERASED;
use store::replies::{Holder, NewReply};

pub use store::replies::StoredReply;

use crate::acting::request_key;
use crate::cases::{self, CaseView, Entry};
use crate::{App, Error, Kind};

/// Most templates that are listed: every shared one and every one of one's own.
const LISTED_MAX: i64 = 150;

/// A template that has been kept, taken away or put back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Kept {
    /// Id.
    pub id: ReplyId,
    /// What it is called.
    pub name: String,
}

fn holder_of(actor: &Actor) -> Result<Holder, Error> {
    let own = actor.assignment().ok_or_else(|| Error::of(Kind::NotSignedIn))?;
    if !actor.is_one_of(ACTORS) {
        return Err(Error::invisible());
    }
    Ok(Holder { organisation: own.organisation, person: own.person })
}

fn event(app: &App, actor: &Actor, kind: &'static str, id: ReplyId) -> NewEvent {
    let subject = Subject { kind: "reply", id: id.0, organisation: None };
    NewEvent::by(actor, app.now(), kind, subject)
}

/// The templates the actor has: their own and those the organisation shares, by name.
pub async fn held(app: &App, actor: &Actor) -> Result<Vec<StoredReply>, Error> {
    let holder = holder_of(actor)?;
    let mut connection = app.store.read().await?;
    Ok(store::replies::held(&mut connection, actor.county(), holder, LISTED_MAX).await?)
}

/// One of them.
pub async fn find(app: &App, actor: &Actor, id: ReplyId) -> Result<StoredReply, Error> {
    let holder = holder_of(actor)?;
    let mut connection = app.store.read().await?;
    let found = store::replies::find(&mut connection, actor.county(), holder, id).await?;
    found.ok_or_else(Error::invisible)
}

/// Room for one more, and a name that none of those one has bears already.
async fn has_place(tx: &mut Tx, actor: &Actor, new: &NewReply) -> Result<(), Error> {
    let held = store::replies::held(tx, actor.county(), new.holder, LISTED_MAX).await?;
    let others: Vec<_> = held.iter().filter(|one| one.id != new.id).collect();
    let name = new.reply.name.to_lowercase();
    if let Some(taken) = others.iter().find(|one| one.name.to_lowercase() == name) {
        return Err(Fault::new("name", "reply-name-taken").with("name", &taken.name).into());
    }
    let alike = others.iter().filter(|one| one.is_shared == new.reply.is_shared);
    let max = if new.reply.is_shared { SHARED_MAX } else { OWN_MAX };
    if alike.count() >= max {
        return Err(Fault::new("name", "too-many-replies").with("max", max).into());
    }
    Ok(())
}

/// Keeps a new template.
pub async fn keep(
    app: &App,
    actor: &Actor,
    form: &ReplyForm,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, holder) = (actor.county(), holder_of(actor)?);
    let new = &NewReply { id: app.new_id(), holder, reply: form.parse()?, at: app.now() };
    let event = &event(app, actor, "reply.kept", new.id);
    let key = request_key(actor, key, "reply.keep", form, app.now());
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            has_place(&mut tx, actor, new).await?;
            store::replies::insert(&mut tx, county, new).await?;
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(Kept { id: new.id, name: new.reply.name.clone() })
        })
        .await
}

/// Changes a template. What is shared is everybody's to mend, but only who wrote it can make it
/// their own again.
pub async fn change(
    app: &App,
    actor: &Actor,
    id: ReplyId,
    version: i64,
    form: &ReplyForm,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, holder) = (actor.county(), holder_of(actor)?);
    find(app, actor, id).await?;
    let new = &NewReply { id, holder, reply: form.parse()?, at: app.now() };
    let event = &event(app, actor, "reply.changed", id);
    let key = request_key(actor, key, "reply.change", &(id, form), app.now());
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let standing = store::replies::find(&mut tx, county, holder, id).await?;
            let standing = standing.ok_or_else(Error::invisible)?;
            if standing.version != version {
                return Err(store::Error::Changed.into());
            }
            if !new.reply.is_shared && !standing.is_own {
                return Err(Fault::new("shared", "reply-not-yours").into());
            }
            has_place(&mut tx, actor, new).await?;
            store::replies::save(&mut tx, county, new, version).await?;
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(Kept { id, name: new.reply.name.clone() })
        })
        .await
}

/// Takes a template away; it can be put back.
pub async fn remove(
    app: &App,
    actor: &Actor,
    id: ReplyId,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, holder, now) = (actor.county(), holder_of(actor)?, app.now());
    let event = &event(app, actor, "reply.removed", id);
    let key = request_key(actor, key, "reply.remove", &id, now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let standing = store::replies::find(&mut tx, county, holder, id).await?;
            let standing = standing.ok_or_else(Error::invisible)?;
            store::replies::remove(&mut tx, county, holder, id, now).await?;
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(Kept { id, name: standing.name })
        })
        .await
}

/// Puts a template back that was taken away.
pub async fn put_back(
    app: &App,
    actor: &Actor,
    id: ReplyId,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, holder, now) = (actor.county(), holder_of(actor)?, app.now());
    let event = &event(app, actor, "reply.put-back", id);
    let key = request_key(actor, key, "reply.put-back", &id, now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let name = store::replies::put_back(&mut tx, county, holder, id).await?;
            let name = name.ok_or_else(Error::invisible)?;
            let back = store::replies::find(&mut tx, county, holder, id).await?;
            let back = back.ok_or_else(Error::invisible)?;
            let reply = Reply { name: back.name, body: back.body, is_shared: back.is_shared };
            // Meanwhile somebody may have taken the name, or the last place.
            has_place(&mut tx, actor, &NewReply { id, holder, reply, at: now }).await?;
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(Kept { id, name })
        })
        .await
}

/// A template as it reads in a case, with the day in words.
pub async fn fill_in(
    app: &App,
    actor: &Actor,
    case: CaseId,
    template: &str,
    today: &str,
) -> Result<String, Error> {
    let view = cases::read(app, actor, case).await?;
    let id: ReplyId = template.parse().map_err(|_| Fault::new("template", "required"))?;
    let gone = |error: Error| match error.kind {
        Kind::Invisible => Fault::new("template", "reply-gone").into(),
        _ => error,
    };
    let reply = find(app, actor, id).await.map_err(gone)?;
    let value = |place| match place {
        Placeholder::Firm => view.case.organisation_name.clone(),
        Placeholder::Contact => contact(&view),
        Placeholder::Date => today.to_owned(),
        Placeholder::Case => view.case.number.clone(),
    };
    Ok(replies::fill(&reply.body, value))
}

/// Who last wrote for the firm where the reader sees it, or else the firm itself.
fn contact(view: &CaseView) -> String {
    let written = view.thread.iter().rev().find_map(|entry| match entry {
        Entry::Message(message) if message.envelope.from == view.case.organisation => {
            Some(message.from_name.clone())
        }
        _ => None,
    });
    let known = written.filter(|name| name != ERASED && !name.trim().is_empty());
    known.unwrap_or_else(|| view.case.organisation_name.clone())
}
