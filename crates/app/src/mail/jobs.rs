//! Reminders, digests and the question how it went: what the clock sets off, each exactly once.
//!
//! Every job finds what is due and not done, and does it in one transaction with the mark that it
//! is done. So it may run as often as one likes, on as many servers as one likes.

use domain::codes::CountyCode;
use domain::mail::{
    APPROVAL_REMINDER_DAYS, DIGEST_READERS, FOLLOW_UP_LATE_DAYS, FOLLOW_UP_LINK_DAYS,
    FOLLOW_UP_MONTHS, MailChoice, MailKind, PROPOSAL_REMINDER_DAYS, REMINDER_LATE_DAYS,
    WAITING_DAYS_MAX, follow_up_due, is_morning, week_of,
};
use domain::time::{Date, Time, Timestamp, day_of, days_after, instant_of, months_after};
use store::events::{NewEvent, Subject};
use store::follow_ups::{Closed, NewFollowUp};
use store::mail::{Digester, DueStep, OldProposal, WaitingMapping};
use store::notifications::Reader;
use uuid::Uuid;

use super::choices;
use super::facts::day_number;
use super::queue::{Draft, to_address, to_firm, to_readers};
use crate::{App, Error, secrets};

/// Most done of a kind in one turn, the latest first; the rest come in the next. A backlog goes out
/// little by little and holds nobody up.
const AT_ONCE: i64 = 200;
/// How late the reminder of a next step may come, in days: over a weekend. What is older stands in
/// the digest.
const STEP_LATE_DAYS: i64 = 3;
/// How long an ended mail is remembered, in days.
const REMEMBERED_DAYS: i64 = 400;

/// What the jobs of one turn have done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Done {
    /// Firms asked how it went.
    pub(crate) asked: u64,
    /// Reminders given.
    pub(crate) reminded: u64,
    /// Digests written.
    pub(crate) digests: u64,
}

/// Does what is due.
pub(crate) async fn run(app: &App, now: Timestamp) -> Result<Done, Error> {
    let mut done = Done::default();
    // What must not be told any more does not wait for the morning, and is counted nowhere.
    going_on(crate::succession::watch(app, now).await)?;
    if !is_morning(now) {
        return Ok(done);
    }
    done.asked = going_on(follow_ups(app, now).await)?;
    done.asked += going_on(crate::support::ask_effects(app, now).await)?;
    done.reminded = going_on(steps(app, now).await)?
        + going_on(mappings(app, now).await)?
        + going_on(proposals(app, now).await)?;
    done.reminded += going_on(crate::agreements::tell_of_ends(app, now).await)?;
    done.reminded += going_on(crate::gatherings::ask_for_outcomes(app, now).await)?;
    done.digests = going_on(digests(app, now).await)?;
    Ok(done)
}

/// What one piece of work has done. One that fails for a reason of its own is logged and holds up
/// no other; only when the database is away is there no use in going on.
fn going_on<T: Default>(done: Result<T, Error>) -> Result<T, Error> {
    match done {
        Err(error) if !error.is_away() => {
            tracing::error!(%error, "a reminder, digest or question could not be written");
            Ok(T::default())
        }
        done => done,
    }
}

/// Drops mails that have waited too long, and forgets those that ended long ago.
pub(crate) async fn sweep(app: &App, now: Timestamp) -> Result<u64, Error> {
    let before = |days: i64| instant_of(days_after(day_of(now), -days), Time::midnight());
    let (old, ended) = (before(WAITING_DAYS_MAX), before(REMEMBERED_DAYS));
    app.store
        .write(&app.settings.county, None, |mut tx| async move {
            let tx = &mut tx;
            let dropped = store::mail::drop_old(tx, old, now).await?;
            Ok::<_, Error>(dropped + store::mail::sweep(tx, ended).await?)
        })
        .await
}

/// From and until which instant something must lie to be due: waited for these many days, and not
/// waited too long.
fn window(now: Timestamp, days: i64) -> (Timestamp, Timestamp) {
    let today = day_of(now);
    let at = |back: i64| instant_of(days_after(today, -back), Time::midnight());
    (at(days + REMINDER_LATE_DAYS), at(days - 1))
}

async fn follow_ups(app: &App, now: Timestamp) -> Result<u64, Error> {
    let (today, mut asked) = (day_of(now), 0);
    for &months in FOLLOW_UP_MONTHS {
        let last = last_due(today, months);
        let from = instant_of(days_after(last, -FOLLOW_UP_LATE_DAYS), Time::midnight());
        let until = instant_of(days_after(last, 1), Time::midnight());
        let mut connection = app.store.read().await?;
        let found =
            store::follow_ups::unasked(&mut connection, months, from, until, AT_ONCE).await?;
        drop(connection);
        let is_due = |one: &&Closed| follow_up_due(day_of(one.closed_at), today) == Some(months);
        for closed in found.iter().filter(is_due) {
            asked += u64::from(going_on(ask(app, closed, months, now).await)?);
        }
    }
    Ok(asked)
}

/// The last day of closing whose question is due: months differ in length, so it may lie a few days
/// after the same day of the month.
fn last_due(today: Date, months: i64) -> Date {
    let mut day = days_after(months_after(today, -months), 4);
    while months_after(day, months) > today {
        day = days_after(day, -1);
    }
    day
}

/// Asks one firm; false when it cannot be reached by mail, or somebody else has done it.
async fn ask(app: &App, closed: &Closed, months: i64, now: Timestamp) -> Result<bool, Error> {
    let token = &secrets::token()?;
    let sealed = &super::seal(app, token)?;
    let county = &closed.county;
    let ends = days_after(day_of(now), FOLLOW_UP_LINK_DAYS);
    let new = &NewFollowUp {
        id: app.new_id(),
        case: closed.case,
        months,
        link_hash: secrets::token_hash(token),
        link_expires_at: instant_of(ends, Time::midnight()),
        asked_at: now,
    };
    let event = &event(county, now, "case.follow-up-asked", "case", closed.case.0)
        .saying(serde_json::json!({ "months": months }));
    app.store
        .write(county, None, |mut tx| async move {
            let tx = &mut tx;
            if !store::follow_ups::insert(tx, county, new).await? {
                return Ok(false);
            }
            let case = store::cases::find(tx, county, new.case).await?;
            let case = case.ok_or_else(Error::invisible)?;
            let once = format!("follow-up/{}", new.id);
            let draft = Draft {
                seed: new.id,
                once: &once,
                kind: MailKind::FollowUp,
                subject: new.id,
                number: months,
                secret: Some(sealed),
                at: now,
            };
            let is_mailed = to_firm(tx, county, &draft, case.organisation, Some(case.id)).await?;
            if is_mailed {
                store::follow_ups::mark_mailed(tx, county, new.id).await?;
                store::events::append(tx, county, event).await?;
            }
            Ok::<_, Error>(is_mailed)
        })
        .await
}

fn event(
    county: &CountyCode,
    now: Timestamp,
    kind: &'static str,
    subject_kind: &'static str,
    id: Uuid,
) -> NewEvent {
    let system = domain::access::Actor::Anyone { county: county.clone() };
    let subject = Subject { kind: subject_kind, id, organisation: None };
    let mut event = NewEvent::by(&system, now, kind, subject);
    event.role = domain::access::Role::Admin;
    event
}

/// A reminder about to be given.
struct Reminder<'a> {
    county: &'a CountyCode,
    kind: MailKind,
    subject: Uuid,
    /// What of the subject: a day, a state.
    about: String,
    number: i64,
    to: To<'a>,
}

/// Who is reminded.
enum To<'a> {
    Reader(Reader),
    /// A firm by its people, else by an address it has given.
    Firm(Reader, Option<&'a str>),
}

async fn remind(app: &App, reminder: &Reminder<'_>, now: Timestamp) -> Result<bool, Error> {
    let Reminder { county, kind, subject, ref about, number, ref to } = *reminder;
    let (seed, once) = (&app.new_id::<Uuid>(), &format!("{kind}/{subject}/{about}"));
    app.store
        .write(county, None, |mut tx| async move {
            let tx = &mut tx;
            if !store::mail::remind_once(tx, county, kind, subject, about, now).await? {
                return Ok(false);
            }
            let draft = Draft { seed: *seed, once, kind, subject, number, secret: None, at: now };
            match to {
                To::Reader(reader) => {
                    to_readers(tx, county, &draft, *reader).await?;
                }
                To::Firm(reader, address) => {
                    let readers = to_readers(tx, county, &draft, *reader).await?;
                    if let (0, Some(address)) = (readers, address) {
                        to_address(tx, county, &draft, address).await?;
                    }
                }
            }
            Ok::<_, Error>(true)
        })
        .await
}

async fn steps(app: &App, now: Timestamp) -> Result<u64, Error> {
    let (today, mut given) = (day_of(now), 0);
    let mut connection = app.store.read().await?;
    let from = days_after(today, -STEP_LATE_DAYS);
    let due = store::mail::due_steps(&mut connection, from, today, AT_ONCE).await?;
    drop(connection);
    for DueStep { county, case, desk, on } in &due {
        let reminder = Reminder {
            county,
            kind: MailKind::StepReminder,
            subject: case.0,
            about: on.to_string(),
            number: day_number(*on),
            to: To::Reader(Reader::Desk(*desk)),
        };
        given += u64::from(going_on(remind(app, &reminder, now).await)?);
    }
    Ok(given)
}

async fn mappings(app: &App, now: Timestamp) -> Result<u64, Error> {
    let (from, until) = window(now, APPROVAL_REMINDER_DAYS);
    let mut given = 0;
    let mut connection = app.store.read().await?;
    let due = store::mail::waiting_mappings(&mut connection, from, until, AT_ONCE).await?;
    drop(connection);
    for WaitingMapping { county, mapping, organisation, state, invited_email } in &due {
        let reader = Reader::Organisation(*organisation);
        let reminder = Reminder {
            county,
            kind: MailKind::ApprovalReminder,
            subject: mapping.0,
            about: state.clone(),
            number: 0,
            to: To::Firm(reader, invited_email.as_deref()),
        };
        given += u64::from(going_on(remind(app, &reminder, now).await)?);
    }
    Ok(given)
}

async fn proposals(app: &App, now: Timestamp) -> Result<u64, Error> {
    let (from, until) = window(now, PROPOSAL_REMINDER_DAYS);
    let mut given = 0;
    let mut connection = app.store.read().await?;
    let due = store::mail::old_proposals(&mut connection, from, until, AT_ONCE).await?;
    drop(connection);
    for OldProposal { county, need, organisation } in &due {
        let reminder = Reminder {
            county,
            kind: MailKind::ProposalReminder,
            subject: need.0,
            about: String::new(),
            number: 0,
            to: To::Reader(Reader::Organisation(*organisation)),
        };
        given += u64::from(going_on(remind(app, &reminder, now).await)?);
    }
    Ok(given)
}

async fn digests(app: &App, now: Timestamp) -> Result<u64, Error> {
    let today = day_of(now);
    let week = week_of(today);
    let once = &format!("digest/{week}");
    let mut written = 0;
    let mut connection = app.store.read().await?;
    let due = store::mail::digesters(&mut connection, DIGEST_READERS, once, today, AT_ONCE).await?;
    drop(connection);
    for one in &due {
        written += u64::from(going_on(digest(app, one, once, week, now).await)?);
    }
    Ok(written)
}

async fn digest(
    app: &App,
    one: &Digester,
    once: &str,
    week: Date,
    now: Timestamp,
) -> Result<bool, Error> {
    let (seed, token) = (&app.new_id::<Uuid>(), &choices::unsubscribe_token()?);
    let (county, person) = (&one.county, one.person);
    app.store
        .write(county, None, |mut tx| async move {
            let tx = &mut tx;
            if store::mail::choice_of(tx, person).await?.is_none() {
                let usual = MailChoice::default();
                store::mail::choose(tx, person, &usual, token, now).await?;
            }
            let mail = store::mail::NewMail {
                id: *seed,
                once: format!("{once}/{person}"),
                kind: MailKind::Digest,
                person: Some(person),
                address: None,
                language: one.language.clone(),
                subject: person.0,
                number: day_number(week),
                secret: None,
                due_at: now,
                created_at: now,
            };
            Ok::<_, Error>(store::mail::insert(tx, county, &mail).await?)
        })
        .await
}
