//! The daily look for agreements that end. It may run as often as one likes, on as many servers as
//! one likes: an agreement and the mark that its end has been told of are one transaction. A day on
//! which nobody looked is made up for on the next.

use domain::access::{Actor, Role};
use domain::ids::{NotificationId, OrganisationId};
use domain::time::{Timestamp, day_of};
use store::Connection;
use store::agreements::EndDue;
use store::events::NewEvent;
use store::notifications::{NewNotification, Reader};

use super::acts::subject;
use crate::cases::derived;
use crate::contacts::desks_of;
use crate::{App, Error, mail};

/// What those who answer for an agreement are told before it ends: a kind of notice.
pub(super) const ENDS: &str = "agreement-ends";
/// Most agreements told of in one turn.
const AT_ONCE: i64 = 200;

/// Tells of every agreement that ends within the notice; gives how many.
pub(crate) async fn tell_of_ends(app: &App, now: Timestamp) -> Result<u64, Error> {
    let mut connection = app.store.read().await?;
    let due = store::agreements::ending(&mut connection, day_of(now), AT_ONCE).await?;
    drop(connection);
    let mut told = 0;
    for one in &due {
        told += u64::from(tell_of(app, one, now).await?);
    }
    Ok(told)
}

/// Where those who answer for the agreements of an organisation read: at its strategists' desks,
/// or at all of its desks where they have none.
async fn answering(
    connection: &mut Connection,
    system: &Actor,
    keeper: OrganisationId,
) -> Result<Vec<Reader>, Error> {
    let desks = store::access::desks(connection, system.county()).await?;
    let answers =
        |desk: &store::access::Desk| desk.organisation == keeper && desk.role == Role::Strategist;
    let readers: Vec<_> =
        desks.into_iter().filter(answers).map(|desk| Reader::Desk(desk.id)).collect();
    if readers.is_empty() { desks_of(connection, system, keeper).await } else { Ok(readers) }
}

async fn tell_of(app: &App, due: &EndDue, now: Timestamp) -> Result<bool, Error> {
    let (county, id) = (&due.county, due.id);
    let system = &Actor::Anyone { county: county.clone() };
    let about = subject(id, due.organisation);
    let mut event = NewEvent::by(system, now, "agreement.end-told", about);
    event.role = Role::Admin;
    let event = &event;
    app.store
        .write(county, None, |mut tx| async move {
            let tx = &mut tx;
            if !store::agreements::mark_told(tx, county, id, day_of(now), now).await? {
                return Ok(false);
            }
            let stored = store::agreements::find(tx, county, id).await?;
            let stored = stored.ok_or_else(Error::invisible)?;
            store::events::append(tx, county, event).await?;
            let readers = answering(tx, system, stored.by_organisation).await?;
            for (nth, reader) in (1..).zip(readers) {
                let notice = NewNotification {
                    id: NotificationId(derived(event.id.0, nth)),
                    reader,
                    kind: ENDS,
                    subject_kind: "agreement",
                    subject: id.0,
                    about: stored.organisation_name.clone(),
                    at: now,
                };
                mail::tell(tx, county, &notice).await?;
            }
            Ok::<_, Error>(true)
        })
        .await
}
