//! What keepers do with agreements.

use domain::access::Actor;
use domain::agreements::{Agreement, AgreementForm, AgreementState, EndingForm, is_still_told};
use domain::fault::Fault;
use domain::ids::{AgreementId, OrganisationId};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::Connection;
use store::agreements::{Change, NewAgreement, StoredAgreement};
use store::events::{NewEvent, Subject};

use super::telling::ENDS;
use super::{are_known, keeps};
use crate::acting::{Speaker, request_key};
use crate::{App, Error, organisations};

/// An agreement that has been written down or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Kept {
    /// Id.
    pub id: AgreementId,
    /// Name of the organisation.
    pub organisation_name: String,
}

pub(super) fn subject(id: AgreementId, with: OrganisationId) -> Subject {
    Subject { kind: "agreement", id: id.0, organisation: Some(with) }
}

/// What the event says: codes and days, no words.
fn said(agreement: &Agreement) -> Value {
    json!({
        "kind": agreement.kind,
        "validFrom": agreement.valid_from,
        "validUntil": agreement.valid_until,
    })
}

fn kept(stored: &StoredAgreement) -> Kept {
    Kept { id: stored.id, organisation_name: stored.organisation_name.clone() }
}

/// Reads what is typed; its places are of the county.
async fn parsed(
    connection: &mut Connection,
    app: &App,
    actor: &Actor,
    form: &AgreementForm,
) -> Result<Agreement, Error> {
    let agreement = form.parse(app.today())?;
    let known = store::organisations::municipalities(connection, actor.county()).await?;
    if are_known(&agreement.municipalities, &known) {
        return Ok(agreement);
    }
    let typed = form.municipalities.join(", ");
    Err(Fault::new("municipalities", "unknown-choice").with("value", typed).into())
}

/// Writes down an agreement with an actor.
pub async fn add(
    app: &App,
    actor: &Actor,
    with: OrganisationId,
    form: &AgreementForm,
    key: Option<&str>,
) -> Result<Kept, Error> {
    keeps(actor)?;
    let (county, now) = (actor.county(), app.now());
    let mut connection = app.store.read().await?;
    let found = organisations::reachable(&mut connection, actor, with).await?;
    if !found.organisation.is_actor {
        return Err(Fault::new("organisation", "agreement-not-actor").into());
    }
    let speaker = Speaker::of(&mut connection, actor).await?;
    let agreement = parsed(&mut connection, app, actor, form).await?;
    drop(connection);
    let new = &NewAgreement {
        id: app.new_id(),
        organisation: with,
        agreement,
        by_organisation: speaker.organisation(),
        by_name: speaker.name,
        created_at: now,
    };
    let event = &NewEvent::by(actor, now, "agreement.added", subject(new.id, with))
        .saying(said(&new.agreement));
    let kept = &Kept { id: new.id, organisation_name: found.organisation.name };
    let key = request_key(actor, key, "agreement.add", &(with, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            store::agreements::insert(&mut tx, county, new).await?;
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(kept.clone())
        })
        .await
}

/// The agreement, for who keeps it.
async fn standing(
    connection: &mut Connection,
    actor: &Actor,
    id: AgreementId,
) -> Result<StoredAgreement, Error> {
    keeps(actor)?;
    let found = store::agreements::find(connection, actor.county(), id).await?;
    found.ok_or_else(Error::invisible)
}

/// Changes what an agreement says, if nobody else has since `version`. One that was ended stays as
/// it was.
pub async fn change(
    app: &App,
    actor: &Actor,
    id: AgreementId,
    version: i64,
    form: &AgreementForm,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, now) = (actor.county(), app.now());
    let mut connection = app.store.read().await?;
    let stored = standing(&mut connection, actor, id).await?;
    let agreement = &parsed(&mut connection, app, actor, form).await?;
    drop(connection);
    let is_told = is_still_told(agreement.valid_until, app.today());
    let event = &NewEvent::by(actor, now, "agreement.changed", subject(id, stored.organisation))
        .saying(said(agreement));
    let (kept, change) = (&kept(&stored), Change { id, version, now });
    let key = request_key(actor, key, "agreement.change", &(id, version, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            store::agreements::update(tx, county, change, agreement, is_told).await?;
            if !is_told {
                store::notifications::settle(tx, county, ENDS, id.0, now).await?;
            }
            store::events::append(tx, county, event).await?;
            Ok::<_, Error>(kept.clone())
        })
        .await
}

/// Ends an agreement before its time. It cannot be taken back.
pub async fn end(
    app: &App,
    actor: &Actor,
    id: AgreementId,
    version: i64,
    form: &EndingForm,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, now, today) = (actor.county(), app.now(), app.today());
    let mut connection = app.store.read().await?;
    let stored = standing(&mut connection, actor, id).await?;
    let speaker = &Speaker::of(&mut connection, actor).await?;
    drop(connection);
    let ending = &form.parse(&stored.agreement, today)?;
    let event = &NewEvent::by(actor, now, "agreement.ended", subject(id, stored.organisation))
        .saying(json!({ "kind": stored.agreement.kind, "on": ending.on }));
    let (kept, change) = (&kept(&stored), Change { id, version, now });
    let key = request_key(actor, key, "agreement.end", &(id, version, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            let stands = store::agreements::find(tx, county, id).await?;
            let stands = stands.ok_or_else(Error::invisible)?;
            let is_over = stands.state_on(today) == AgreementState::Over;
            if stands.version == version && stands.ended_on.is_none() && is_over {
                return Err(Error::from(Fault::new("endedOn", "agreement-over")));
            }
            store::agreements::end(tx, county, change, ending, &speaker.name).await?;
            store::notifications::settle(tx, county, ENDS, id.0, now).await?;
            store::events::append(tx, county, event).await?;
            Ok(kept.clone())
        })
        .await
}
