//! «Mina utskick»: what a person wants to be mailed about.

use domain::access::Actor;
use domain::mail::{MailChoice, MailChoiceForm};

use crate::acting::request_key;
use crate::{App, Error, Kind, secrets};

/// Length of the token by which one says no to the digest.
const TOKEN: usize = 32;

/// What the actor wants.
pub async fn own(app: &App, actor: &Actor) -> Result<MailChoice, Error> {
    let person = actor.assignment().ok_or_else(|| Error::of(Kind::NotSignedIn))?.person;
    let found = store::mail::choice_of(&mut app.store.read().await?, person).await?;
    Ok(found.map(|(choice, _)| choice).unwrap_or_default())
}

/// Keeps what the actor wants.
pub async fn choose(
    app: &App,
    actor: &Actor,
    form: &MailChoiceForm,
    key: Option<&str>,
) -> Result<(), Error> {
    let person = actor.assignment().ok_or_else(|| Error::of(Kind::NotSignedIn))?.person;
    let (choice, now, token) = (&form.parse()?, app.now(), &unsubscribe_token()?);
    let key = request_key(actor, key, "mail.choose", form, now);
    app.store
        .write(actor.county(), key.as_ref(), |mut tx| async move {
            Ok(store::mail::choose(&mut tx, person, choice, token, now).await?)
        })
        .await
}

/// A new token by which one says no without logging in.
pub(super) fn unsubscribe_token() -> Result<String, Error> {
    Ok(secrets::token()?.chars().take(TOKEN).collect())
}

/// Says no to the digest with the token of a mail. A token nobody has is an error.
pub async fn unsubscribe(app: &App, token: &str) -> Result<(), Error> {
    let now = app.now();
    let is_known: bool = app
        .store
        .write(&app.settings.county, None, |mut tx| async move {
            Ok::<_, Error>(store::mail::unsubscribe(&mut tx, token, now).await?)
        })
        .await?;
    if is_known { Ok(()) } else { Err(Error::invisible()) }
}
