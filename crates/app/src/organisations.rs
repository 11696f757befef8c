//! Organisations: finding them, adding them, keeping what is known of them right.

use domain::access::{Actor, EMPLOYERS, Reach, Role};
use domain::codes::{MunicipalityCode, OrgNumber};
use domain::fault::Fault;
use domain::ids::OrganisationId;
use domain::organisations::{Organisation, OrganisationForm};
use serde::{Deserialize, Serialize};
use store::cases::StoredCase;
use store::events::{NewEvent, Subject};
use store::mappings::StoredMapping;
use store::organisations::Filter;
use store::{Connection, Tx};

use crate::acting::request_key;
use crate::contacts::{self, Ledger};
use crate::mappings::scope_of;
use crate::{App, Error, Page, Slice, cases, keeping};

pub use store::needs::StoredNeed;
pub use store::organisations::{Municipality, Network, StoredOrganisation};

/// Most firms to choose between when a name fits several.
const MEANT_MAX: i64 = 7;
/// Most needs, mappings and cases shown on a firm's page.
const SHOWN: i64 = 20;

/// Who adds organisations and mends what is known of any within reach.
pub(crate) const KEEPERS: &[Role] =
    &[Role::Broker, Role::MuniAdviser, Role::MuniContact, Role::Leader];

/// Which organisations an actor finds. That a firm exists is no secret among those who work with
/// firms; what it needs is another matter, see [`Actor::reach`].
pub fn directory(actor: &Actor) -> Reach {
    match actor.role() {
        Role::Leader | Role::AfAdviser => Reach::County,
        Role::Provider => Reach::Nothing,
        _ => actor.reach(),
    }
}

/// The organisation, if the actor finds it.
pub(crate) async fn reachable(
    connection: &mut Connection,
    actor: &Actor,
    id: OrganisationId,
) -> Result<StoredOrganisation, Error> {
    let found = store::organisations::find(connection, actor.county(), id).await?;
    let is_within = |found: &StoredOrganisation| match directory(actor) {
        Reach::County => true,
        Reach::Municipality(code) => {
            found.organisation.municipality == code || actor.organisation() == Some(id)
        }
        Reach::Organisation(own) | Reach::Involved(own) => own == id,
        Reach::Leading { organisation, .. } => organisation == id,
        Reach::Nothing => false,
    };
    found.filter(is_within).ok_or_else(Error::invisible)
}

/// The id behind an id, a demo slug or an organisation number.
pub async fn resolve(app: &App, actor: &Actor, name: &str) -> Result<OrganisationId, Error> {
    let mut connection = app.store.read().await?;
    let id = store::organisations::resolve(&mut connection, actor.county(), name).await?;
    id.ok_or_else(Error::invisible)
}

/// What is known of one organisation.
pub async fn find(
    app: &App,
    actor: &Actor,
    id: OrganisationId,
) -> Result<StoredOrganisation, Error> {
    let found = reachable(&mut app.store.read().await?, actor, id).await?;
    keeping::note(app, actor, keeping::of_firm("organisation", id.0, id)).await;
    Ok(found)
}

/// How a list of organisations is asked for; all text as it stands in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ListQuery {
    /// Words, or a number.
    pub q: String,
    /// Municipality code.
    pub municipality: String,
    /// `actors`, `firms` or empty for both.
    pub kind: String,
    /// `yes` for those that have ended too.
    pub ended: String,
}

/// Organisations the actor finds, newest first.
pub async fn list(
    app: &App,
    actor: &Actor,
    query: &ListQuery,
    slice: Slice,
) -> Result<Page<StoredOrganisation>, Error> {
    if let Ok(number) = OrgNumber::parse(&query.q) {
        return by_number(app, actor, &number).await;
    }
    let filter = Filter {
        terms: vocabulary::analysis::stem_terms(&query.q),
        municipality: MunicipalityCode::parse(&query.municipality).ok(),
        is_actor: match query.kind.as_str() {
            "actors" => Some(true),
            "firms" => Some(false),
            _ => None,
        },
        with_ended: query.ended == "yes",
    };
    let reach = directory(actor);
    let mut connection = app.store.read().await?;
    let county = actor.county();
    Ok(store::organisations::list(&mut connection, county, &reach, &filter, slice).await?)
}

/// Which firm somebody means who has written a name or a number.
#[derive(Debug, Clone)]
pub enum Meant {
    /// This one, and no other fits.
    One(OrganisationId),
    /// One of these, or of more than are shown.
    Several(Vec<StoredOrganisation>),
    /// None that the actor finds.
    None,
}

/// Reads a firm's name, half or whole, or its number. A whole name means that firm, also where it
/// begins others.
pub async fn meant(app: &App, actor: &Actor, words: &str) -> Result<Meant, Error> {
    let named = words.trim().to_lowercase();
    if named.is_empty() {
        return Ok(Meant::None);
    }
    let query = ListQuery { q: words.to_owned(), ..ListQuery::default() };
    let found = list(app, actor, &query, Slice::Glance { limit: MEANT_MAX }).await?;
    let is_whole = |one: &&StoredOrganisation| one.organisation.name.to_lowercase() == named;
    let mut whole = found.items.iter().filter(is_whole);
    if let (Some(one), None) = (whole.next(), whole.next()) {
        return Ok(Meant::One(one.id));
    }
    Ok(match found.items.as_slice() {
        [] => Meant::None,
        [one] => Meant::One(one.id),
        _ => Meant::Several(found.items),
    })
}

async fn by_number(
    app: &App,
    actor: &Actor,
    number: &OrgNumber,
) -> Result<Page<StoredOrganisation>, Error> {
    let mut connection = app.store.read().await?;
    let found =
        store::organisations::find_by_number(&mut connection, actor.county(), number).await?;
    let mut items = Vec::new();
    if let Some(found) = found
        && reachable(&mut connection, actor, found.id).await.is_ok()
    {
        items.push(found);
    }
    let total = i64::try_from(items.len()).unwrap_or(0);
    Ok(Page { items, total, next: None })
}

/// Municipalities to choose between.
pub async fn municipalities(app: &App, actor: &Actor) -> Result<Vec<Municipality>, Error> {
    let mut connection = app.store.read().await?;
    let mut all = store::organisations::municipalities(&mut connection, actor.county()).await?;
    if let Reach::Municipality(own) = directory(actor) {
        all.retain(|one| one.code == own);
    }
    Ok(all)
}

/// An organisation with all that the reader may see around it.
#[derive(Debug, Clone)]
pub struct OrganisationView {
    /// What is known.
    pub organisation: StoredOrganisation,
    /// Networks it is a member of or runs.
    pub networks: Vec<Network>,
    /// Contacts of the last 90 days, and those planned.
    pub ledger: Ledger,
    /// Mappings the reader knows of, newest first.
    pub mappings: Page<StoredMapping>,
    /// Needs the reader sees, newest first.
    pub needs: Page<StoredNeed>,
    /// Cases the reader sees, newest first.
    pub cases: Page<StoredCase>,
    /// The reader can change what is known.
    pub can_edit: bool,
    /// The reader decides for the firm what public figures may show of it.
    pub can_consent: bool,
    /// The reader works with firms: writes contacts, invites, opens cases.
    pub can_work: bool,
}

/// One organisation.
pub async fn read(app: &App, actor: &Actor, id: OrganisationId) -> Result<OrganisationView, Error> {
    let county = actor.county();
    let mut connection = app.store.read().await?;
    let organisation = reachable(&mut connection, actor, id).await?;
    let networks = store::organisations::networks_of(&mut connection, county, id).await?;
    let ledger = contacts::read_ledger(app, &mut connection, actor, id).await?;
    let slice = Slice::top(SHOWN);
    let of_firm = store::mappings::Filter { organisation: Some(id), ..Default::default() };
    let scope = scope_of(actor);
    let mappings = store::mappings::list(&mut connection, county, &scope, &of_firm, slice).await?;
    let of_firm = store::needs::Filter { organisation: Some(id), ..Default::default() };
    let reach = actor.reach();
    let needs = store::needs::list(&mut connection, county, &reach, &of_firm, slice).await?;
    drop(connection);
    let subject = keeping::of_firm("organisation", id.0, id);
    keeping::note(app, actor, subject).await;
    Ok(OrganisationView {
        can_edit: can_edit(actor, id),
        can_consent: can_consent(actor, id),
        can_work: actor.is_one_of(domain::access::ACTORS),
        cases: cases::of_organisation(app, actor, id, SHOWN).await?,
        organisation,
        networks,
        ledger,
        mappings,
        needs,
    })
}

fn can_edit(actor: &Actor, id: OrganisationId) -> bool {
    actor.is_one_of(KEEPERS)
        || (actor.role() == Role::EmployerAdmin && actor.organisation() == Some(id))
}

fn can_consent(actor: &Actor, id: OrganisationId) -> bool {
    actor.role() == Role::EmployerAdmin && actor.organisation() == Some(id)
}

/// Gives or withdraws a firm's consent to show its numbers in public figures where fewer than
/// three firms stand together. The day's figures follow at once, since an event is written.
pub async fn consent_to_figures(
    app: &App,
    actor: &Actor,
    id: OrganisationId,
    is_given: bool,
    key: Option<&str>,
) -> Result<(), Error> {
    let (county, now) = (actor.county(), app.now());
    reachable(&mut app.store.read().await?, actor, id).await?;
    if !can_consent(actor, id) {
        return Err(Error::forbidden());
    }
    let kind =
        if is_given { "organisation.figures-allowed" } else { "organisation.figures-closed" };
    let subject = Subject { kind: "organisation", id: id.0, organisation: Some(id) };
    let event = &NewEvent::by(actor, now, kind, subject);
    let key = request_key(actor, key, "organisation.consent-to-figures", &(id, is_given), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let is_new =
                store::organisations::set_consent_to_figures(&mut tx, county, id, is_given).await?;
            if is_new {
                store::events::append(&mut tx, county, event).await?;
            }
            Ok::<_, Error>(())
        })
        .await
}

/// One organisation and its form, for those who may change it.
pub async fn editable(
    app: &App,
    actor: &Actor,
    id: OrganisationId,
) -> Result<StoredOrganisation, Error> {
    let found = reachable(&mut app.store.read().await?, actor, id).await?;
    if can_edit(actor, id) { Ok(found) } else { Err(Error::forbidden()) }
}

/// The facts of an organisation as a person would type them.
pub fn form_of(organisation: &Organisation) -> OrganisationForm {
    let number = |value: Option<i64>| value.map(|value| value.to_string()).unwrap_or_default();
    OrganisationForm {
        org_number: organisation.org_number.to_string(),
        name: organisation.name.clone(),
        municipality: organisation.municipality.to_string(),
        sector: organisation.sector.code().to_owned(),
        sni: organisation.sni.as_ref().map(|sni| sni.code.clone()).unwrap_or_default(),
        employees: number(organisation.employees),
        turnover_thousand_sek: number(organisation.turnover_thousand_sek),
    }
}

/// An organisation that has been added or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Id.
    pub id: OrganisationId,
    /// Name.
    pub name: String,
}

/// Adds an organisation to the county.
pub async fn add(
    app: &App,
    actor: &Actor,
    form: &OrganisationForm,
    key: Option<&str>,
) -> Result<Kept, Error> {
    if !actor.is_one_of(KEEPERS) {
        return Err(Error::forbidden());
    }
    let (county, now) = (actor.county(), app.now());
    let organisation = &form.parse()?;
    known_municipality(app, actor, organisation).await?;
    let kept = &Kept { id: app.new_id(), name: organisation.name.clone() };
    let subject = Subject { kind: "organisation", id: kept.id.0, organisation: Some(kept.id) };
    let event = &NewEvent::by(actor, now, "organisation.added", subject);
    let key = request_key(actor, key, "organisation.add", form, now);
    let is_demo = app.settings.is_demo;
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let number = &organisation.org_number;
            let known = store::organisations::find_by_number(&mut tx, county, number).await?;
            if let Some(known) = known {
                let fault = Fault::new("orgNumber", "org-number-taken");
                return Err(fault.with("name", known.organisation.name).into());
            }
            store::organisations::insert(
                &mut tx,
                county,
                kept.id,
                None,
                organisation,
                is_demo,
                now,
            )
            .await?;
            index(&mut tx, actor, kept.id, organisation).await?;
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(kept.clone())
        })
        .await
}

/// Changes what is known of an organisation; its number stays until
/// [`crate::endings::change_number`].
pub async fn edit(
    app: &App,
    actor: &Actor,
    id: OrganisationId,
    version: i64,
    form: &OrganisationForm,
    key: Option<&str>,
) -> Result<Kept, Error> {
    let (county, now) = (actor.county(), app.now());
    let known = editable(app, actor, id).await?;
    let number = known.organisation.org_number.to_string();
    let form = &OrganisationForm { org_number: number, ..form.clone() };
    let organisation = &form.parse()?;
    known_municipality(app, actor, organisation).await?;
    let kept = &Kept { id, name: organisation.name.clone() };
    let subject = Subject { kind: "organisation", id: id.0, organisation: Some(id) };
    let event = &NewEvent::by(actor, now, "organisation.changed", subject);
    let key = request_key(actor, key, "organisation.edit", &(id, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            store::organisations::update(&mut tx, county, id, organisation, version, now).await?;
            index(&mut tx, actor, id, organisation).await?;
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(kept.clone())
        })
        .await
}

/// A firm is kept where the reader can find it again.
async fn known_municipality(
    app: &App,
    actor: &Actor,
    organisation: &Organisation,
) -> Result<(), Error> {
    let code = &organisation.municipality;
    let mut known = municipalities(app, actor).await?;
    if actor.is_one_of(EMPLOYERS) {
        let mut connection = app.store.read().await?;
        known = store::organisations::municipalities(&mut connection, actor.county()).await?;
    }
    if known.iter().any(|one| one.code == *code) {
        Ok(())
    } else {
        Err(Fault::new("municipality", "unknown-choice").with("value", code).into())
    }
}

/// Words an organisation is found by: its name, its number and those it has had.
pub(crate) async fn index(
    tx: &mut Tx,
    actor: &Actor,
    id: OrganisationId,
    organisation: &Organisation,
) -> Result<(), Error> {
    let county = actor.county();
    let mut words = format!("{} {}", organisation.name, organisation.org_number.as_str());
    for former in store::endings::former_numbers(tx, county, id).await? {
        words.push(' ');
        words.push_str(former.org_number.as_str());
    }
    let terms = vocabulary::analysis::search_terms(&words);
    Ok(store::search::index(tx, county, "organisation", id.0, terms).await?)
}
