//! An organisation changes its number and stays what it was: all that is written of it stays with
//! it, and it is found by the old number too.

use domain::access::Actor;
use domain::endings::NumberForm;
use domain::fault::Fault;
use domain::ids::OrganisationId;
use domain::organisations::Organisation;
use serde_json::json;
use store::endings::NumberChange;
use store::events::NewEvent;

use super::{Kept, subject};
use crate::acting::{Speaker, request_key};
use crate::organisations::KEEPERS;
use crate::{App, Error, organisations};

/// Gives an organisation another number, if nobody else has changed it since `version`. No other
/// organisation may have the number, or have had it.
pub async fn change_number(
    app: &App,
    actor: &Actor,
    id: OrganisationId,
    version: i64,
    form: &NumberForm,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, now) = (actor.county(), app.now());
    let mut connection = app.store.read().await?;
    let known = organisations::reachable(&mut connection, actor, id).await?;
    if !actor.is_one_of(KEEPERS) {
        return Err(Error::forbidden());
    }
    let speaker = &Speaker::of(&mut connection, actor).await?;
    drop(connection);
    let (new, old) = (&form.parse(app.today())?, &known.organisation.org_number);
    let key = request_key(actor, key, "organisation.change-number", &(id, version, form), now);
    let event = &NewEvent::by(actor, now, "organisation.number-changed", subject(id))
        .saying(json!({ "from": old, "to": new.number, "on": new.from }));
    let number = new.number.clone();
    let organisation = &Organisation { org_number: number, ..known.organisation.clone() };
    let kept = &Kept { id, name: known.organisation.name.clone() };
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let tx = &mut tx;
            new.differs_from(old)?;
            let taken = store::organisations::find_by_number(tx, county, &new.number).await?;
            if let Some(other) = taken.filter(|other| other.id != id) {
                let fault = Fault::new("orgNumber", "org-number-taken");
                return Err(Error::from(fault.with("name", other.organisation.name)));
            }
            let change = NumberChange {
                organisation: id,
                version,
                old,
                by_organisation: speaker.organisation(),
                by_name: &speaker.name,
                now,
            };
            store::endings::change_number(tx, county, &change, new).await?;
            organisations::index(tx, actor, id, organisation).await?;
            store::events::append(tx, county, event).await?;
            Ok(kept.clone())
        })
        .await
}
