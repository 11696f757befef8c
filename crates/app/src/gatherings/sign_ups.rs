//! Signing up people of one's organisation, changing how many, cancelling; and the organiser's list
//! of who comes.

use domain::access::Actor;
use domain::codes::CountyCode;
use domain::fault::Fault;
use domain::gatherings::seats::{SIGN_UPS_MAX, SeatState, SignUp, SignUpForm};
use domain::ids::{GatheringId, OrganisationId};
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::Tx;
use store::events::NewEvent;
use store::gatherings::sign_ups::{self as lines, StoredSignUp};

use super::acts::{standing, subject};
use super::telling::{SEAT, Told, invite, tell};
use super::{SIGNERS, visible};
use crate::acting::request_key;
use crate::{App, Error, Page, Slice, keeping};

/// What came of signing up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SignedUp {
    /// What the event is called.
    pub title: String,
    /// Seats, or a place in line.
    pub state: SeatState,
}

/// Who signs up, for which organisation.
fn signer(actor: &Actor) -> Result<OrganisationId, Error> {
    let own = actor.organisation().filter(|_| actor.is_one_of(SIGNERS));
    own.ok_or_else(Error::forbidden)
}

/// The organiser's list: who has seats, then who waits, in the order they came. That it was read is
/// noted, since it names people.
pub async fn signed_up(
    app: &App,
    actor: &Actor,
    id: GatheringId,
    slice: Slice,
) -> Result<Page<StoredSignUp>, Error> {
    let mut connection = app.store.read().await?;
    standing(&mut connection, actor, id).await?;
    let found = lines::list(&mut connection, actor.county(), id, slice).await?;
    drop(connection);
    keeping::note(app, actor, subject(id)).await;
    Ok(found)
}

/// Signs up people of one's organisation, or changes whom it has signed up: `version` is that of
/// what was read, 0 for nothing. An organisation is signed up once; the same again changes nothing.
/// Without seats enough it waits in line.
pub async fn sign_up(
    app: &App,
    actor: &Actor,
    id: GatheringId,
    version: i64,
    form: &SignUpForm,
    key: Option<&str>,
) -> Result<SignedUp, Error> {
    let (county, now) = (actor.county(), app.now());
    visible(&mut app.store.read().await?, actor, id).await?;
    let own = signer(actor)?;
    let sign_up = &form.parse()?;
    let detail = json!({ "persons": sign_up.persons, "mandate": sign_up.mandate });
    let mut event = NewEvent::by(actor, now, "gathering.signed-up", subject(id)).saying(detail);
    event.subject.organisation = Some(own);
    let event = &event;
    let key = request_key(actor, key, "gathering.sign-up", &(id, version, form), now);
    let _turn = lines::turn(&app.store, id).await;
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            let line = lines::take_place(tx, county, id).await?.ok_or_else(Error::invisible)?;
            let stored = visible(tx, actor, id).await?;
            if !stored.gathering.takes_sign_ups(stored.state_at(now), now) {
                return Err(Fault::new("persons", "gathering-no-sign-up").into());
            }
            let there = lines::find(tx, county, id, own).await?;
            let signing = Signing { id, own, sign_up, version, line, now };
            if let Some(there) = there.as_ref().filter(|there| there.sign_up == *sign_up) {
                let title = stored.gathering.title;
                return Ok(SignedUp { title, state: there.state });
            }
            signing.write(tx, county, there.as_ref()).await?;
            let seated = lines::settle(tx, county, id, now).await?;
            store::events::append(tx, county, event).await?;
            let others: Vec<_> = seated.into_iter().filter(|one| *one != own).collect();
            tell(tx, county, id, &Told { kind: SEAT, to: &others, event, from: 0 }).await?;
            let found = lines::find(tx, county, id, own).await?.ok_or_else(Error::invisible)?;
            if found.state == SeatState::Seated && !knows_the_time(there.as_ref(), sign_up) {
                invite(tx, county, (&stored, &found), SEAT, event.id.0, now).await?;
            }
            Ok(SignedUp { title: stored.gathering.title, state: found.state })
        })
        .await
}

/// What an organisation signs up, inside its transaction.
struct Signing<'a> {
    id: GatheringId,
    own: OrganisationId,
    sign_up: &'a SignUp,
    version: i64,
    line: i64,
    now: Timestamp,
}

impl Signing<'_> {
    async fn write(
        &self,
        tx: &mut Tx,
        county: &CountyCode,
        there: Option<&StoredSignUp>,
    ) -> Result<(), Error> {
        let (who, now) = ((self.id, self.own), self.now);
        let Some(there) = there else {
            if self.version != 0 {
                // Somebody has cancelled it meanwhile.
                return Err(store::Error::Changed.into());
            }
            if lines::count(tx, county, self.id).await? >= SIGN_UPS_MAX {
                return Err(Fault::new("persons", "gathering-line-full").into());
            }
            return Ok(lines::insert(tx, county, who, self.sign_up, self.line, now).await?);
        };
        if there.version != self.version {
            return Err(store::Error::Changed.into());
        }
        let more = self.sign_up.persons - there.sign_up.persons;
        let free = lines::free(tx, county, self.id).await?;
        if let Some(free) = free.filter(|free| there.state == SeatState::Seated && more > *free) {
            // Who has seats does not lose them for having asked for more.
            let fault = Fault::new("persons", "gathering-no-room");
            let most = there.sign_up.persons + free;
            return Err(fault.with("value", self.sign_up.persons).with("max", most).into());
        }
        Ok(lines::update(tx, county, who, self.sign_up, self.version, now).await?)
    }
}

/// Whom to ask has the time in the calendar already.
fn knows_the_time(there: Option<&StoredSignUp>, new: &SignUp) -> bool {
    there.is_some_and(|there| {
        there.state == SeatState::Seated && there.sign_up.contact_email == new.contact_email
    })
}

/// Cancels what one's organisation has signed up. Its seats go to those who wait, who are told.
/// Cancelling what is not there changes nothing.
pub async fn leave(
    app: &App,
    actor: &Actor,
    id: GatheringId,
    key: Option<&str>,
) -> Result<String, Error> {
    let (county, now) = (actor.county(), app.now());
    visible(&mut app.store.read().await?, actor, id).await?;
    let own = signer(actor)?;
    let mut event = NewEvent::by(actor, now, "gathering.left", subject(id));
    event.subject.organisation = Some(own);
    let event = &event;
    let key = request_key(actor, key, "gathering.leave", &id, now);
    let _turn = lines::turn(&app.store, id).await;
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            lines::take_place(tx, county, id).await?;
            let stored = visible(tx, actor, id).await?;
            let title = stored.gathering.title.clone();
            if lines::find(tx, county, id, own).await?.is_none() {
                return Ok(title);
            }
            if !stored.gathering.lets_go(stored.state_at(now), now) {
                return Err(Fault::new("state", "gathering-begun").into());
            }
            give_back(tx, county, id, own, event).await?;
            Ok::<_, Error>(title)
        })
        .await
}

/// Takes an organisation out of an event. Its seats go to those who wait, who are told.
pub(crate) async fn give_back(
    tx: &mut Tx,
    county: &CountyCode,
    id: GatheringId,
    organisation: OrganisationId,
    event: &NewEvent,
) -> Result<(), Error> {
    lines::take_place(tx, county, id).await?;
    lines::remove(tx, county, id, organisation).await?;
    store::events::append(tx, county, event).await?;
    let seated = lines::settle(tx, county, id, event.at).await?;
    tell(tx, county, id, &Told { kind: SEAT, to: &seated, event, from: 0 }).await?;
    Ok(())
}
