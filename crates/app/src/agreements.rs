//! Agreements and letters of intent with actors: kept by brokers and strategists, read by every
//! public actor, and told of in time before they end.

mod acts;
mod telling;

use std::collections::BTreeSet;

use domain::access::{ACTORS, Actor, Role};
use domain::agreements::{AgreementKind, AgreementState};
use domain::codes::MunicipalityCode;
use domain::ids::{AgreementId, OrganisationId};
use domain::organisations::Sector;
use domain::time::Date;
use serde::{Deserialize, Serialize};
use store::agreements::Filter;
use store::organisations::Municipality;
use store::page::GLANCE_MAX;

use crate::{App, Error, Page, Slice, organisations};

pub use acts::{Kept, add, change, end};
pub use store::agreements::StoredAgreement;
pub(crate) use telling::tell_of_ends;

/// Who keeps agreements.
const KEEPERS: &[Role] = &[Role::Broker, Role::Strategist];
/// Most agreements on an organisation's card.
const CARD_MAX: i64 = 20;
/// Most organisations that are said to lack an agreement.
const LACKING_MAX: i64 = 200;

/// An agreement as it stands today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Seen {
    /// The agreement.
    #[serde(flatten)]
    pub agreement: StoredAgreement,
    /// Where it stands.
    pub state: AgreementState,
}

impl Seen {
    fn of(agreement: StoredAgreement, today: Date) -> Self {
        Self { state: agreement.state_on(today), agreement }
    }
}

/// An agreement with what the reader may do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct View {
    /// The agreement.
    #[serde(flatten)]
    pub seen: Seen,
    /// The reader may change it: prolong it too when its time is out, unless it was ended.
    pub can_change: bool,
    /// The reader may end it before its time.
    pub can_end: bool,
    /// The reader may open the page of the organisation.
    pub opens_organisation: bool,
}

fn reads(actor: &Actor) -> Result<(), Error> {
    if actor.is_one_of(ACTORS) { Ok(()) } else { Err(Error::invisible()) }
}

/// Only brokers and strategists; for who may not even read there is nothing.
fn keeps(actor: &Actor) -> Result<(), Error> {
    reads(actor)?;
    if actor.is_one_of(KEEPERS) { Ok(()) } else { Err(Error::forbidden()) }
}

/// How a list of agreements is asked for; all text as it stands in the address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ListQuery {
    /// Code of a kind.
    pub kind: String,
    /// Code of a state.
    pub state: String,
    /// Municipality code: those that cover it.
    pub municipality: String,
    /// Id of an organisation.
    pub organisation: String,
}

/// Agreements of the county, those that end first on top, those that are over last.
pub async fn list(
    app: &App,
    actor: &Actor,
    query: &ListQuery,
    slice: Slice,
) -> Result<Page<Seen>, Error> {
    reads(actor)?;
    let filter = Filter {
        today: app.today(),
        organisation: query.organisation.parse().ok(),
        kind: AgreementKind::parse(&query.kind).ok(),
        state: AgreementState::parse(&query.state).ok(),
        municipality: MunicipalityCode::parse(&query.municipality).ok(),
    };
    let mut connection = app.store.read().await?;
    let found = store::agreements::list(&mut connection, actor.county(), &filter, slice).await?;
    Ok(found.map(|one| Seen::of(one, filter.today)))
}

/// Agreements on an organisation's card; none for who may not read them.
pub async fn of_organisation(
    app: &App,
    actor: &Actor,
    organisation: OrganisationId,
) -> Result<Page<Seen>, Error> {
    if reads(actor).is_err() {
        return Ok(Page { items: Vec::new(), total: 0, next: None });
    }
    let query = ListQuery { organisation: organisation.to_string(), ..ListQuery::default() };
    list(app, actor, &query, Slice::Page { offset: 0, limit: CARD_MAX }).await
}

/// One agreement.
pub async fn read(app: &App, actor: &Actor, id: AgreementId) -> Result<View, Error> {
    reads(actor)?;
    let mut connection = app.store.read().await?;
    let found = store::agreements::find(&mut connection, actor.county(), id).await?;
    let seen = Seen::of(found.ok_or_else(Error::invisible)?, app.today());
    let with = seen.agreement.organisation;
    let reached = organisations::reachable(&mut connection, actor, with).await;
    let opens_organisation = match reached {
        Ok(_) => true,
        Err(error) if error.kind == crate::Kind::Invisible => false,
        Err(error) => return Err(error),
    };
    let is_kept = keeps(actor).is_ok() && seen.agreement.ended_on.is_none();
    Ok(View {
        can_change: is_kept,
        can_end: is_kept && seen.state != AgreementState::Over,
        opens_organisation,
        seen,
    })
}

/// Organisations one can have an agreement with, by name.
pub async fn partners(app: &App, actor: &Actor) -> Result<Vec<(OrganisationId, String)>, Error> {
    keeps(actor)?;
    let query = organisations::ListQuery {
        kind: "actors".to_owned(),
        ..organisations::ListQuery::default()
    };
    let slice = Slice::Glance { limit: GLANCE_MAX };
    let found = organisations::list(app, actor, &query, slice).await?.items;
    let mut all: Vec<_> = found.into_iter().map(|one| (one.id, one.organisation.name)).collect();
    all.sort_by(|one, other| one.1.cmp(&other.1));
    Ok(all)
}

/// Municipalities that agreements cover: all of the county, whatever the reader's own reach is.
pub async fn places(app: &App, actor: &Actor) -> Result<Vec<Municipality>, Error> {
    reads(actor)?;
    let mut connection = app.store.read().await?;
    Ok(store::organisations::municipalities(&mut connection, actor.county()).await?)
}

/// Organisations with process leaders in the register that have no agreement about it today, by
/// name. It is said to those who read agreements, and forbids nothing.
pub async fn lacking(app: &App, actor: &Actor) -> Result<Vec<(OrganisationId, String)>, Error> {
    if reads(actor).is_err() {
        return Ok(Vec::new());
    }
    let (county, today) = (actor.county(), app.today());
    let mut connection = app.store.read().await?;
    let all =
        store::agreements::lacking(&mut connection, county, Sector::Public, today, LACKING_MAX);
    Ok(all.await?)
}

/// Codes that are municipalities of the county.
fn are_known(codes: &[MunicipalityCode], known: &[Municipality]) -> bool {
    let known: BTreeSet<_> = known.iter().map(|one| &one.code).collect();
    codes.iter().all(|code| known.contains(code))
}
