//! The worker's half: lease what is due, word it, hand it over, note it.
//!
//! Several workers may run. A mail is one worker's until its lease is out; a worker that is killed
//! leaves at most one mail in doubt, the one it was handing over, and that one is sent again.

use std::time::Duration;

use domain::mail::{ATTEMPTS_MAX, MailKind, MailState, wait_after};
use domain::time::Timestamp;
use exchange::calendar::{Event, Method};
use serde_json::json;
use store::events::{NewEvent, Subject};
use store::mail::Leased;
use uuid::Uuid;

use super::smtp::Delivery;
use super::{Facts, Outgoing, Post, facts};
use crate::{App, Error};

/// How often the outbox is looked into.
const EVERY: Duration = Duration::from_secs(1);
/// Longest pause while the mail server is away.
const PAUSE_MAX: Duration = Duration::from_secs(10);
/// Mails leased at once.
const AT_ONCE: i64 = 20;
/// How long a lease holds.
const LEASE: Duration = Duration::from_mins(3);
/// How long a mail that this program cannot read is put off.
const UNREADABLE: Duration = Duration::from_hours(1);
/// What has to be left of a lease to begin with another mail: longer than a letter may take.
const MARGIN: Duration = Duration::from_mins(1);
/// Tries to note that a mail is sent, a second apart: a mail that is not noted is sent twice.
const NOTES: u32 = 30;

/// What one look into the outbox has done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Turn {
    /// Taken by the mail server.
    pub sent: u64,
    /// Put off.
    pub postponed: u64,
    /// Given up or refused.
    pub failed: u64,
    /// Of no use any longer.
    pub dropped: u64,
    /// The mail server did not answer.
    pub is_unreachable: bool,
}

/// Sends until dropped. Without a mail server mails stay in the outbox.
pub async fn run(app: App) {
    let by = Uuid::now_v7().to_string();
    let mut pause = EVERY;
    loop {
        tokio::time::sleep(pause).await;
        match turn(&app, &by).await {
            Ok(turn) if turn.is_unreachable => {
                tracing::warn!(?turn, "the mail server does not answer; mail waits");
                pause = (pause * 2).min(PAUSE_MAX);
            }
            Ok(turn) => {
                if turn != Turn::default() {
                    tracing::info!(?turn, "mail");
                }
                pause = EVERY;
            }
            Err(error) => {
                tracing::warn!(%error, "mail could not be read or noted; it is tried again");
                pause = PAUSE_MAX;
            }
        }
    }
}

/// Sends everything that is due, until nothing is or the mail server is away.
pub async fn turn(app: &App, by: &str) -> Result<Turn, Error> {
    let mut turn = Turn::default();
    let Some(post) = app.post() else { return Ok(turn) };
    while store::mail::any_due(&mut app.store.read().await?, app.now()).await? {
        let now = app.now();
        let (until, retry) = (later(now, LEASE), later(now, UNREADABLE));
        let county = &app.settings.county;
        let leased: Vec<Leased> = app
            .store
            .write(county, None, |mut tx| async move {
                store::mail::lease(&mut tx, by, now, until, retry, AT_ONCE).await
            })
            .await?;
        if leased.is_empty() {
            break;
        }
        let done = some(app, post, &leased, until, &mut turn).await;
        give_back(app, by).await?;
        done?;
        if turn.is_unreachable {
            break;
        }
    }
    Ok(turn)
}

/// Sends what has been leased, while the lease holds and the mail server answers.
async fn some(
    app: &App,
    post: &Post,
    leased: &[Leased],
    until: Timestamp,
    turn: &mut Turn,
) -> Result<(), Error> {
    for mail in leased {
        if turn.is_unreachable || later(app.now(), MARGIN) > until {
            break;
        }
        one(app, post, mail, turn).await?;
    }
    Ok(())
}

fn later(at: Timestamp, by: Duration) -> Timestamp {
    at.saturating_add(by).unwrap_or(Timestamp::MAX)
}

async fn give_back(app: &App, by: &str) -> Result<(), Error> {
    app.store
        .write(&app.settings.county, None, |mut tx| async move {
            store::mail::release(&mut tx, by).await
        })
        .await
        .map(|_: u64| ())
        .map_err(Error::from)
}

async fn one(app: &App, post: &Post, mail: &Leased, turn: &mut Turn) -> Result<(), Error> {
    let delivery = match written(app, post, mail).await {
        Ok(Some(outgoing)) => post.deliver(&outgoing).await,
        Ok(None) => {
            turn.dropped += 1;
            return note(app, mail, Note::End(MailState::Dropped, None)).await;
        }
        Err(error) if error.is_away() => return Err(error),
        // One mail that cannot be read holds up no other.
        Err(error) => {
            tracing::error!(%error, id = %mail.id, "a mail cannot be read; it is put off");
            Delivery::Later("unreadable".to_owned())
        }
    };
    match delivery {
        Delivery::Taken => {
            turn.sent += 1;
            note(app, mail, Note::End(MailState::Sent, None)).await
        }
        Delivery::Never(trouble) => {
            turn.failed += 1;
            note(app, mail, Note::End(MailState::Failed, Some(trouble))).await
        }
        Delivery::Later(trouble) if mail.attempts + 1 >= ATTEMPTS_MAX => {
            turn.failed += 1;
            note(app, mail, Note::End(MailState::Failed, Some(trouble))).await
        }
        Delivery::Later(trouble) => {
            turn.postponed += 1;
            note(app, mail, Note::Wait(trouble)).await
        }
        // Nobody knows whose fault it is: the mail steps back so that it cannot hold up the others,
        // but is never given up for this, and the worker takes a pause.
        Delivery::Unreachable => {
            turn.is_unreachable = true;
            note(app, mail, Note::WaitUntried("unreachable".to_owned())).await
        }
    }
}

/// The mail as it goes now; none when it is of no use any longer or its address is gone. The
/// address is read last: a lease may be minutes old.
async fn written(app: &App, post: &Post, mail: &Leased) -> Result<Option<Outgoing>, Error> {
    let Some(said) = facts(app, mail).await? else { return Ok(None) };
    let to = store::mail::address_of(&mut app.store.read().await?, mail).await?;
    Ok(to.map(|to| outgoing(app, post, mail, &to, &said)))
}

enum Note {
    End(MailState, Option<String>),
    Wait(String),
    WaitUntried(String),
}

/// Notes what became of a mail, and tries again while the database is away.
async fn note(app: &App, mail: &Leased, note: Note) -> Result<(), Error> {
    let mut tries = 0;
    loop {
        match note_once(app, mail, &note).await {
            Err(error) if tries < NOTES => {
                tracing::warn!(%error, "a mail could not be noted; it is tried again");
                tries += 1;
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
            done => return done,
        }
    }
}

async fn note_once(app: &App, mail: &Leased, note: &Note) -> Result<(), Error> {
    let now = app.now();
    let due = later(now, wait_after(mail.attempts + 1, spread(mail.id)));
    let system = domain::access::Actor::Anyone { county: mail.county.clone() };
    let subject = Subject { kind: "mail", id: mail.id, organisation: None };
    let mut event = NewEvent::by(&system, now, "mail.failed", subject);
    event.role = domain::access::Role::Admin;
    let event = &event;
    app.store
        .write(&mail.county, None, |mut tx| async move {
            match note {
                Note::End(state, trouble) => {
                    let trouble = trouble.as_deref();
                    let is_first = store::mail::end(&mut tx, mail, *state, trouble, now).await?;
                    if is_first && *state == MailState::Failed {
                        let said = json!({ "kind": mail.kind, "trouble": trouble });
                        let event = event.clone().saying(said);
                        store::events::append(&mut tx, &mail.county, &event).await?;
                    }
                }
                Note::Wait(trouble) => store::mail::postpone(&mut tx, mail, trouble, due).await?,
                Note::WaitUntried(trouble) => {
                    store::mail::postpone_untried(&mut tx, mail, trouble, due).await?;
                }
            }
            Ok::<_, Error>(())
        })
        .await
}

/// The random half of an id.
fn spread(id: Uuid) -> u64 {
    id.as_u64_pair().1
}

fn outgoing(app: &App, post: &Post, mail: &Leased, to: &str, said: &Facts) -> Outgoing {
    let settings = &app.settings;
    let letter = post.wording.letter(said, &settings.base_url);
    let event = said.at.filter(|_| is_meeting(mail.kind)).map(|starts_at| {
        let event = Event {
            uid: format!("{}@{}", mail.subject, post.domain()),
            sequence: said.sequence,
            stamp: app.now(),
            starts_at,
            minutes: said.minutes,
            summary: letter.summary.clone(),
            description: letter.text.clone(),
            place: said.place.clone(),
            organiser: post.sender_address(),
            organiser_name: said.organisation.clone(),
            attendee: to.to_owned(),
        };
        let method = match mail.kind {
            MailKind::AppointmentCancelled | MailKind::GatheringCancelled => Method::Cancel,
            _ => Method::Request,
        };
        (event, method)
    });
    Outgoing {
        id: mail.id,
        to: to.to_owned(),
        language: said.language.clone(),
        at: app.now(),
        letter,
        event,
        unsubscribe: said.unsubscribe.as_ref().map(|path| format!("{}{path}", settings.base_url)),
    }
}

fn is_meeting(kind: MailKind) -> bool {
    matches!(
        kind,
        MailKind::AppointmentSet
            | MailKind::AppointmentCancelled
            | MailKind::GatheringSeat
            | MailKind::GatheringMoved
            | MailKind::GatheringCancelled
    )
}
