//! What those who have signed up are told, on their desk and to whom they have named; and the
//! daily look for events that have been and lack an outcome.
//!
//! The look may run as often as one likes, on as many servers as one likes: the notice and the mark
//! that it was given are one transaction. A day on which nobody looked is made up for on the next.

use domain::access::{Actor, Role};
use domain::codes::CountyCode;
use domain::gatherings::seats::SeatState;
use domain::ids::{GatheringId, NotificationId, OrganisationId};
use domain::mail::MailKind;
use domain::time::{Time, Timestamp, day_of, days_after, instant_of};
use store::Tx;
use store::events::NewEvent;
use store::gatherings::StoredGathering;
use store::gatherings::sign_ups::{self as lines, StoredSignUp};
use store::notifications::{NewNotification, Reader};
use uuid::Uuid;

use super::acts::subject;
use crate::cases::derived;
use crate::contacts::desks_of;
use crate::{App, Error, mail};

/// A seat has become free for those who waited: a kind of notice, and of mail.
pub(super) const SEAT: &str = "gathering-seat";
/// It is another time or place.
pub(super) const MOVED: &str = "gathering-moved";
/// It does not take place.
pub(super) const CANCELLED: &str = "gathering-cancelled";
/// It has been, and who invited has not said what it led to.
pub(super) const OUTCOME: &str = "gathering-outcome";
/// Most events asked about in one turn.
const AT_ONCE: i64 = 200;
/// How long after an event its outcome is asked for, in days: what is older is left alone.
const LATE_DAYS: i64 = 60;

/// Whom to tell what.
pub(super) struct Told<'a> {
    /// Kind of notice.
    pub(super) kind: &'static str,
    /// Organisations that have signed up.
    pub(super) to: &'a [OrganisationId],
    /// What it follows from.
    pub(super) event: &'a NewEvent,
    /// How many have been told something because of the same.
    pub(super) from: i64,
}

/// Tells organisations on their desk, and those of them who have seats by a mail with the time for
/// their calendar; gives how many.
pub(super) async fn tell(
    tx: &mut Tx,
    county: &CountyCode,
    id: GatheringId,
    told: &Told<'_>,
) -> Result<i64, Error> {
    if told.to.is_empty() {
        return Ok(0);
    }
    let stored = store::gatherings::find_any(tx, county, id).await?;
    let stored = stored.ok_or_else(Error::invisible)?;
    let mut count = 0;
    for organisation in told.to {
        count += 1;
        let nth = u128::try_from(told.from + count).unwrap_or_default();
        let notice = NewNotification {
            id: NotificationId(derived(told.event.id.0, nth)),
            reader: Reader::Organisation(*organisation),
            kind: told.kind,
            subject_kind: "gathering",
            subject: id.0,
            about: stored.gathering.title.clone(),
            at: told.event.at,
        };
        store::notifications::insert(tx, county, &notice).await?;
        let found = lines::find(tx, county, id, *organisation).await?;
        if let Some(found) = found.filter(|one| one.state == SeatState::Seated) {
            let seed = derived(told.event.id.0, nth << 32);
            invite(tx, county, (&stored, &found), told.kind, seed, told.event.at).await?;
        }
    }
    Ok(count)
}

/// Writes to whom an organisation has named, once for each version of the event.
pub(super) async fn invite(
    tx: &mut Tx,
    county: &CountyCode,
    (stored, to): (&StoredGathering, &StoredSignUp),
    kind: &'static str,
    seed: Uuid,
    at: Timestamp,
) -> Result<(), Error> {
    let Ok(mail_kind) = MailKind::parse(kind) else { return Ok(()) };
    let (id, sequence) = (stored.id, stored.sequence);
    // Who cancels and signs up again stands in another place in line, who changes the address in
    // another version: each gets the time anew.
    let once = format!("{kind}/{id}/{sequence}/{}/{}/{}", to.organisation, to.line, to.version);
    let draft = mail::Draft {
        seed,
        once: &once,
        kind: mail_kind,
        subject: id.0,
        number: sequence,
        secret: None,
        at,
    };
    mail::to_address(tx, county, &draft, &to.sign_up.contact_email).await.map(|_| ())
}

/// Asks who invited for the outcome of every event that has been; gives how many.
pub(crate) async fn ask_for_outcomes(app: &App, now: Timestamp) -> Result<u64, Error> {
    let since = instant_of(days_after(day_of(now), -LATE_DAYS), Time::midnight());
    let mut connection = app.store.read().await?;
    let due = store::gatherings::lacking_outcome(&mut connection, since, now, AT_ONCE).await?;
    drop(connection);
    let mut asked = 0;
    for (county, id) in &due {
        asked += u64::from(ask(app, county, *id, now).await?);
    }
    Ok(asked)
}

async fn ask(
    app: &App,
    county: &CountyCode,
    id: GatheringId,
    now: Timestamp,
) -> Result<bool, Error> {
    let system = &Actor::Anyone { county: county.clone() };
    let mut event = NewEvent::by(system, now, "gathering.outcome-asked", subject(id));
    event.role = Role::Admin;
    let event = &event;
    app.store
        .write(county, None, |mut tx| async move {
            let tx = &mut tx;
            if !store::gatherings::mark_told(tx, county, id, now).await? {
                return Ok(false);
            }
            let stored = store::gatherings::find_any(tx, county, id).await?;
            let stored = stored.ok_or_else(Error::invisible)?;
            store::events::append(tx, county, event).await?;
            let readers = desks_of(tx, system, stored.organisation).await?;
            for (nth, reader) in (1..).zip(readers) {
                let notice = NewNotification {
                    id: NotificationId(derived(event.id.0, nth)),
                    reader,
                    kind: OUTCOME,
                    subject_kind: "gathering",
                    subject: id.0,
                    about: stored.gathering.title.clone(),
                    at: now,
                };
                mail::tell(tx, county, &notice).await?;
            }
            Ok::<_, Error>(true)
        })
        .await
}
