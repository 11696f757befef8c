//! The outbox as those who keep the house see it.

use domain::access::{Actor, Role};
use domain::mail::MailState;
use store::mail::{Counts, Entry};
use uuid::Uuid;

use super::{Facts, facts};
use crate::{App, Error, Page, Slice};

/// The outbox of a county.
#[derive(Debug, Clone)]
pub struct Outbox {
    /// How it stands.
    pub counts: Counts,
    /// Mails, newest first.
    pub entries: Page<Entry>,
    /// There is a mail server.
    pub has_post: bool,
}

/// A mail that waits, as it would be sent.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The mail.
    pub entry: Entry,
    /// What it would say now; none when it has ended or is of no use any longer.
    pub facts: Option<Facts>,
}

fn may_look(actor: &Actor) -> Result<(), Error> {
    if actor.role() == Role::Admin { Ok(()) } else { Err(Error::invisible()) }
}

/// Mails of the county, newest first.
pub async fn outbox(
    app: &App,
    actor: &Actor,
    state: Option<MailState>,
    slice: Slice,
) -> Result<Outbox, Error> {
    may_look(actor)?;
    let (county, mut connection) = (actor.county(), app.store.read().await?);
    Ok(Outbox {
        counts: store::mail::counts(&mut connection, county).await?,
        entries: store::mail::list(&mut connection, county, state, None, slice).await?,
        has_post: app.post().is_some(),
    })
}

/// Mails that were given up: what an admin is told on the first page.
pub async fn failed(app: &App, actor: &Actor) -> Result<i64, Error> {
    may_look(actor)?;
    let mut connection = app.store.read().await?;
    Ok(store::mail::failed(&mut connection, actor.county()).await?)
}

/// How many mails of all counties wait, and how many were given up: for the one who watches over
/// the servers.
pub async fn waiting_and_failed(app: &App) -> Result<(i64, i64), Error> {
    Ok(store::mail::waiting_and_failed(&mut app.store.read().await?).await?)
}

/// One mail. What it says and whom it goes to is shown in a demo only: elsewhere a mail is its
/// reader's.
pub async fn preview(app: &App, actor: &Actor, id: Uuid) -> Result<Shown, Error> {
    may_look(actor)?;
    if !app.settings.is_demo {
        return Err(Error::invisible());
    }
    let mut connection = app.store.read().await?;
    let slice = Slice::top(1);
    let found = store::mail::list(&mut connection, actor.county(), None, Some(id), slice).await?;
    drop(connection);
    let entry = found.items.into_iter().next().ok_or_else(Error::invisible)?;
    let facts = match entry.state {
        MailState::Waiting => facts(app, &entry.leased).await?,
        _ => None,
    };
    Ok(Shown { entry, facts })
}
