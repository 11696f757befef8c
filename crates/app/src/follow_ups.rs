//! «Fick ni hjälp?»: the firm answers by the link of the mail, and whoever answered the case reads
//! what it says.

use domain::access::{Actor, Role};
use domain::ids::{CaseId, NotificationId};
use domain::mail::FollowUpForm;
use serde_json::json;
use store::events::{NewEvent, Subject};
use store::notifications::{NewNotification, Reader};
use uuid::Uuid;

use crate::acting::request_key;
use crate::cases::derived;
use crate::{App, Error, mail, secrets};

pub use store::follow_ups::FollowUp;

/// The question behind a link. A link that has ended is as one that never was.
pub async fn by_link(app: &App, token: &str) -> Result<FollowUp, Error> {
    let hash = secrets::token_hash(token);
    let found = store::follow_ups::by_link(&mut app.store.read().await?, &hash).await?;
    found.filter(|one| one.link_expires_at > app.now()).ok_or_else(Error::invisible)
}

/// What firms have said about a case after it was closed, oldest first. Whoever may read the case
/// may read this.
pub async fn of_case(app: &App, actor: &Actor, case: CaseId) -> Result<Vec<FollowUp>, Error> {
    crate::cases::read(app, actor, case).await?;
    let mut connection = app.store.read().await?;
    Ok(store::follow_ups::of_case(&mut connection, actor.county(), case).await?)
}

/// One question with its answer, for whoever may read the case it is about.
pub async fn read(app: &App, actor: &Actor, id: Uuid) -> Result<FollowUp, Error> {
    let mut connection = app.store.read().await?;
    let found = store::follow_ups::find(&mut connection, actor.county(), id).await?;
    drop(connection);
    let found = found.ok_or_else(Error::invisible)?;
    crate::cases::read(app, actor, found.case).await?;
    Ok(found)
}

/// Keeps what the firm says, and tells the desk what is new to it. Saying something else changes
/// it, if nobody has answered since `version` was read; saying the same again does nothing.
pub async fn answer(
    app: &App,
    token: &str,
    version: i64,
    form: &FollowUpForm,
    key: Option<&str>,
) -> Result<FollowUp, Error> {
    let (answer, words) = form.parse()?;
    let asked = by_link(app, token).await?;
    let county = &asked.county;
    let now = app.now();
    let anyone = Actor::Anyone { county: county.clone() };
    let firm = Some(asked.organisation);
    let subject = Subject { kind: "case", id: asked.case.0, organisation: firm };
    let mut event = NewEvent::by(&anyone, now, "case.follow-up-answered", subject);
    event.role = Role::Public;
    event.by_organisation = firm;
    let event = &event.saying(json!({ "months": asked.months, "answer": answer }));
    let key = request_key(&anyone, key, "follow-up.answer", &(asked.id, form), now);
    let (id, words) = (asked.id, words.as_deref());
    let case = asked.case;
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            let known = store::follow_ups::find(tx, county, id).await?;
            let known = known.ok_or_else(Error::invisible)?;
            let is_known = known.answer == Some(answer);
            if is_known && known.words.as_deref() == words {
                return Ok(());
            }
            if known.version() != version {
                return Err(store::Error::Changed.into());
            }
            store::follow_ups::answer(tx, county, id, answer, words, now).await?;
            store::events::append(tx, county, event).await?;
            let found = store::cases::find(tx, county, case).await?;
            let case = found.ok_or_else(Error::invisible)?;
            let Some(desk) = case.fields.desk.filter(|_| !is_known) else { return Ok(()) };
            let told = NewNotification {
                id: NotificationId(derived(event.id.0, 1)),
                reader: Reader::Desk(desk),
                kind: "follow-up-answered",
                subject_kind: "case",
                subject: case.id.0,
                about: format!("{} {}", case.number, case.organisation_name),
                at: now,
            };
            mail::tell(tx, county, &told).await
        })
        .await?;
    by_link(app, token).await
}
