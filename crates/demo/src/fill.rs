//! From content to rows.

mod agreements;
mod continuity;
mod endings;
mod gatherings;
mod ideas;
mod imports;
mod leaders;
mod modules;
mod people;
mod pooling;
mod questions;
mod redundancies;
mod reference;
mod replies;
mod service_map;
mod signals;
mod stories;
mod succession;
mod support;
mod visits;
mod volume;

use app::App;
use domain::access::{Actor, Assignment};
use domain::codes::{CountyCode, MunicipalityCode};
use domain::fault::Fault;
use domain::ids::OrganisationId;
use domain::time::{Date, Time, Timestamp, days_after, instant_of};
use serde::Serialize;
use store::Store;
use store::{access, health};

use crate::content::{self, COUNTY, Moment};
use crate::ids::Ids;

const SEED: &str = "demo.seed";
const PASSWORD: &str = "demo.password";

/// What a demo is filled with.
#[derive(Debug, Clone)]
pub struct Demo {
    /// 1 is about 1 000 organisations and 2 000 needs; 10 and 100 are for measuring.
    pub scale: u64,
    /// Everything that is made up follows from it.
    pub seed: u64,
    /// Password of every login.
    pub password: String,
}

/// A login of the demo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Login {
    /// Address.
    pub email: &'static str,
    /// Name.
    pub name: &'static str,
    /// Role code.
    pub role: &'static str,
    /// County.
    pub county: &'static str,
    /// Municipality, for those who have one.
    pub municipality: Option<&'static str>,
}

/// What stops a filling. Content that contradicts itself is found by the tests; what remains is
/// the database.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The content names something that is not there.
    #[error("the demo's content names «{0}», which is not there")]
    Missing(String),
    /// The content breaks a rule.
    #[error("the demo's content breaks a rule: {0}")]
    Rule(#[from] Fault),
    /// A use case said no.
    #[error("the demo cannot be filled: {0}")]
    App(#[from] app::Error),
    /// The database said no.
    #[error("the demo cannot be filled: {0}")]
    Store(#[from] store::Error),
}

impl store::Transient for Error {
    fn is_transient(&self) -> bool {
        match self {
            Self::App(error) => error.is_transient(),
            Self::Store(error) => error.is_transient(),
            Self::Missing(_) | Self::Rule(_) => false,
        }
    }
}

/// True when a database holds a demo.
pub async fn is_filled(store: &Store) -> Result<bool, store::Error> {
    Ok(health::installation_fact(store, SEED).await?.is_some())
}

/// The password a filled demo was given.
pub async fn password(store: &Store) -> Result<Option<String>, store::Error> {
    health::installation_fact(store, PASSWORD).await
}

/// Gives every login of a filled demo another password.
pub async fn set_password(store: &Store, county: &CountyCode, password: &str) -> Result<(), Error> {
    let hash = &app::secrets::hash_password(password.to_owned()).await?;
    store
        .write(county, None, |mut tx| async move {
            for person in content::people() {
                access::set_password_hash(&mut tx, person.email, hash).await?;
            }
            Ok::<_, Error>(())
        })
        .await?;
    Ok(health::set_installation_fact(store, county, PASSWORD, password).await?)
}

/// Every login, in the order of the content.
pub fn logins() -> Vec<Login> {
    content::people()
        .map(|person| Login {
            email: person.email,
            name: person.name,
            role: person.role.code(),
            county: person.county,
            municipality: person.municipality,
        })
        .collect()
}

/// Fills an empty, migrated database. The mark that it is filled is set last: a filling that was
/// cut off has to start from an empty database.
pub async fn fill(app: &App, demo: &Demo) -> Result<(), Error> {
    let mut filling = Filling {
        app,
        ids: Ids::of(demo.seed),
        today: app.today(),
        now: app.now(),
        county: CountyCode::parse(COUNTY)?,
    };
    reference::fill(&mut filling).await?;
    people::fill(&mut filling, &demo.password).await?;
    service_map::fill(&mut filling).await?;
    stories::fill(&mut filling).await?;
    let ledger = volume::fill(&mut filling, demo.scale, demo.seed).await?;
    visits::fill(&mut filling, &ledger, demo.seed).await?;
    modules::fill(&mut filling).await?;
    replies::fill(&mut filling).await?;
    pooling::fill(&mut filling).await?;
    signals::fill(&mut filling).await?;
    support::fill(&mut filling).await?;
    redundancies::fill(&mut filling).await?;
    leaders::fill(&mut filling).await?;
    continuity::fill(&mut filling).await?;
    imports::fill(&mut filling).await?;
    agreements::fill(&mut filling).await?;
    questions::fill(&mut filling).await?;
    endings::fill(&mut filling).await?;
    gatherings::fill(&mut filling).await?;
    succession::fill(&mut filling).await?;
    ideas::fill(&mut filling).await?;
    app.store.analyze().await?;
    let county = &filling.county;
    health::set_installation_fact(&app.store, county, PASSWORD, &demo.password).await?;
    health::set_installation_fact(&app.store, county, SEED, &demo.seed.to_string()).await?;
    Ok(())
}

/// A filling under way.
pub(crate) struct Filling<'a> {
    app: &'a App,
    ids: Ids,
    today: Date,
    now: Timestamp,
    county: CountyCode,
}

impl Filling<'_> {
    /// What a slug of the content became.
    fn get<Id: From<uuid::Uuid>>(&self, slug: &str) -> Result<Id, Error> {
        self.ids.get(slug).ok_or_else(|| Error::Missing(slug.to_owned()))
    }

    /// A day counted from the demo's today.
    fn day(&self, days: i64) -> Date {
        days_after(self.today, days)
    }

    /// A moment counted from the demo's today. Nothing that is past lies after now.
    fn moment(&self, moment: Moment) -> Timestamp {
        let time = Time::new(moment.hour, moment.minute, 0, 0).unwrap_or(Time::midnight());
        let at = instant_of(self.day(moment.day), time);
        if moment.day <= 0 { at.min(self.now) } else { at }
    }

    /// Nine in the morning of a day counted from today.
    fn morning(&self, days: i64) -> Timestamp {
        self.moment(Moment { day: days, hour: 9, minute: 0 })
    }
}

/// Somebody of the demo, ready to act.
pub(crate) struct Acting {
    name: &'static str,
    organisation: OrganisationId,
    actor: Actor,
}

impl Filling<'_> {
    /// A person of the content by login.
    fn person(&self, login: &str) -> Result<Acting, Error> {
        let missing = || Error::Missing(login.to_owned());
        let person = content::people().find(|one| one.email == login).ok_or_else(missing)?;
        let organisation = self.get(person.organisation)?;
        let assignment = Assignment {
            id: self.get(&format!("assignment:{login}"))?,
            county: CountyCode::parse(person.county)?,
            person: self.get(&format!("person:{login}"))?,
            role: person.role,
            organisation,
            municipality: person.municipality.map(MunicipalityCode::parse).transpose()?,
            desk: person.desk.map(|slug| self.get(slug)).transpose()?,
            is_deputy: person.is_deputy,
            valid_from: self.day(-400),
            valid_to: None,
        };
        Ok(Acting { name: person.name, organisation, actor: Actor::Assigned(assignment) })
    }
}
