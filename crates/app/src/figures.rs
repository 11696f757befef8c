//! Public figures: one function, which page, API and files all show.

mod answers;
mod contacts;
mod issue;
mod needs;

use std::sync::Arc;

use domain::access::Role;
use domain::codes::{MunicipalityCode, Ssyk};
use domain::figures::FIRMS_LEAST;
use domain::time::{Date, Timestamp, day_of, days_after};
use serde::Serialize;
use store::figures::{FirmDemand, Happening, Promise, QuarterContacts, Stations};
use store::organisations::Municipality;
use vocabulary::Vocabulary;

use crate::{App, Error};

pub use answers::{AnswerFigures, Answers, MonthAnswers, MunicipalityAnswers};
pub use contacts::QuarterFigures;
pub(crate) use issue::Issues;
pub use needs::{
    Demand, MunicipalityDemand, NeedsFilter, NeedsRow, OccupationDemand, per_hundred_tenths,
};

/// How far back promises and stations are counted, in days.
pub const PERIOD_DAYS: i64 = 365;
/// How many happenings are shown.
const HAPPENINGS: usize = 6;
/// How many of one sort.
const HAPPENINGS_ALIKE: usize = 2;
/// How many events of each sort the happenings are drawn from.
const EVENTS: i64 = 30;
/// What may be told to everyone, since no firm is named by it.
const PUBLIC_EVENTS: &[&str] = &[
    "mapping.approved",
    "need.confirmed",
    "need.offer-proposed",
    "case.answered",
    "case.closed",
    "offer.created",
    "offer.reviewed",
    "vocabulary.imported",
];

/// Something that happened, told to everyone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PublicEvent {
    /// Day.
    pub on: Date,
    /// What happened.
    pub kind: String,
    /// The public actor that did it.
    pub by: Option<String>,
    /// What it is about: an occupation that enough firms need, or an offer.
    pub about: Option<String>,
    /// How many times it happened that day.
    pub times: i64,
}

/// The county in figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CountyFigures {
    /// When it was counted: once a day, so that nobody reads one event out of two tables.
    pub counted_at: Timestamp,
    /// First day of the period that stations and promises are counted in.
    pub since: Date,
    /// Last day of it.
    pub until: Date,
    /// How far needs have come.
    pub stations: StationFigures,
    /// Demand in all.
    pub total: Demand,
    /// Demand by occupation: shown ones first, most persons first.
    pub occupations: Vec<OccupationDemand>,
    /// Demand by municipality, in the order of their codes.
    pub municipalities: Vec<MunicipalityDemand>,
    /// First answers by month and by municipality.
    pub answers: AnswerFigures,
    /// Contacts that firms had not asked for, quarter by quarter, the latest last.
    pub contacts: Vec<QuarterFigures>,
    /// The latest happenings, newest first.
    pub happenings: Vec<PublicEvent>,
}

/// How far needs have come; each holds those that have come further.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StationFigures {
    /// Said and approved.
    pub heard: i64,
    /// Coded by a person.
    pub understood: i64,
    /// Answered.
    pub answered: i64,
    /// Met in full or in part.
    pub done: i64,
}

impl From<Stations> for StationFigures {
    fn from(counted: Stations) -> Self {
        let Stations { heard, understood, answered, done } = counted;
        Self { heard, understood, answered, done }
    }
}

/// The county the public pages show: one count for every reader of the day.
pub async fn county(app: &App) -> Result<Arc<CountyFigures>, Error> {
    app.counted.public.read(app).await
}

/// What figures are made of, as it was read.
#[derive(Clone)]
struct Count {
    at: Timestamp,
    since: Date,
    until: Date,
    demand: Vec<FirmDemand>,
    stations: Stations,
    promises: Vec<Promise>,
    places: Vec<Municipality>,
    happened: Vec<Happening>,
    firms: Vec<(MunicipalityCode, i64)>,
    quarters: Vec<(String, Date)>,
    unasked: Vec<QuarterContacts>,
}

async fn count(app: &App) -> Result<Count, Error> {
    let county = &app.settings.county;
    let at = app.now();
    let until = day_of(at);
    let since = days_after(until, -PERIOD_DAYS);
    let from = domain::time::instant_of(since, domain::time::Time::midnight());
    // One moment past now: what happened this very instant counts.
    let to = Timestamp::from_microsecond(at.as_microsecond().saturating_add(1)).unwrap_or(at);
    let quarters = contacts::quarters(until);
    let first = quarters.first().map_or(since, |(_, from)| *from);
    let mut connection = app.store.read().await?;
    let c = &mut connection;
    Ok(Count {
        at,
        since,
        until,
        demand: store::figures::demand(c, county).await?,
        stations: store::figures::stations(c, county, from, to).await?,
        promises: store::figures::promises(c, county, from, to).await?,
        places: store::organisations::municipalities(c, county).await?,
        happened: store::figures::happenings(c, county, PUBLIC_EVENTS, EVENTS).await?,
        firms: store::figures::firms(c, county).await?,
        unasked: store::figures::unasked_contacts(c, county, first, until).await?,
        quarters,
    })
}

impl Count {
    /// The same count, with the consents that firms give now.
    async fn with_consents(mut self, app: &App) -> Result<Self, Error> {
        let mut connection = app.store.read().await?;
        let given = store::figures::consents(&mut connection, &app.settings.county).await?;
        for one in &mut self.demand {
            one.has_consented = given.contains(&one.organisation);
        }
        Ok(self)
    }

    /// What of it everyone may see.
    fn figures(&self, vocabulary: &Vocabulary) -> CountyFigures {
        let span = (self.since, self.until);
        let needs = needs::table(vocabulary, self.places.clone(), &self.demand, &self.firms);
        CountyFigures {
            counted_at: self.at,
            since: self.since,
            until: self.until,
            stations: self.stations.into(),
            answers: answers::answers(&self.promises, &self.places, span, self.at),
            contacts: contacts::by_quarter(&self.quarters, &self.unasked, &self.firms),
            happenings: told(&self.happened, &needs.occupations),
            total: needs.total,
            municipalities: needs.municipalities,
            occupations: needs.occupations,
        }
    }
}

/// An occupation is named only where its demand shows; otherwise it could tell which firm it is.
fn told(happened: &[Happening], occupations: &[OccupationDemand]) -> Vec<PublicEvent> {
    let named = |ssyk: &Ssyk| {
        let row = occupations.iter().find(|row| row.ssyk == *ssyk)?;
        (!row.demand.is_suppressed).then(|| row.label.clone())
    };
    let mut told: Vec<PublicEvent> = Vec::new();
    for one in happened {
        let about = one.ssyk.as_ref().and_then(named).or_else(|| one.offer.clone());
        let (on, kind) = (day_of(one.at), one.kind.clone());
        // The actor tells the municipality, and with the occupation a cell that may be hidden.
        let by = if one.ssyk.is_some() { None } else { one.by_actor.clone() };
        let same = told.iter_mut().find(|known| {
            (known.on, &known.kind, &known.by, &known.about) == (on, &kind, &by, &about)
        });
        match same {
            Some(known) => known.times += 1,
            None => told.push(PublicEvent { on, kind, by, about, times: 1 }),
        }
    }
    // One sort of news does not crowd out the others.
    let mut shown: Vec<PublicEvent> = Vec::new();
    for event in told {
        let alike = shown.iter().filter(|known| known.kind == event.kind).count();
        if alike < HAPPENINGS_ALIKE && shown.len() < HAPPENINGS {
            shown.push(event);
        }
    }
    shown
}

/// Fewest firms behind a number that is shown, for the pages that say so.
pub const SHOWN_FROM: usize = FIRMS_LEAST;

/// Who answers for the figures: the county's own organisation, as its strategist's desk tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publisher {
    /// Name.
    pub name: String,
    /// Where to ask.
    pub email: Option<String>,
}

/// The publisher of the county's figures; none while the county has no strategist.
pub async fn publisher(app: &App) -> Result<Option<Publisher>, Error> {
    let county = &app.settings.county;
    let mut connection = app.store.read().await?;
    let desks = store::access::desks(&mut connection, county).await?;
    let Some(desk) = desks.into_iter().find(|desk| desk.role == Role::Strategist) else {
        return Ok(None);
    };
    let found = store::organisations::find(&mut connection, county, desk.organisation).await?;
    Ok(found.map(|found| Publisher { name: found.organisation.name, email: desk.email }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_occupation_is_told_without_the_actor_behind_it() {
        let ssyk = Ssyk::parse("5120").expect("code");
        let demand = Demand { persons: Some(9), firms: Some(3), is_suppressed: false };
        let label = "Kockar och kallskänkor".to_owned();
        let shown = OccupationDemand { ssyk: ssyk.clone(), label, demand, places: vec![demand] };
        let happened = |kind: &str, ssyk: Option<Ssyk>| Happening {
            at: Timestamp::UNIX_EPOCH,
            kind: kind.to_owned(),
            by_actor: Some("Demo Sollefteå kommun".to_owned()),
            ssyk,
            offer: None,
        };
        let events = [happened("need.confirmed", Some(ssyk)), happened("case.answered", None)];
        let told = told(&events, &[shown]);
        assert_eq!(told[0].about.as_deref(), Some("Kockar och kallskänkor"));
        assert_eq!(told[0].by, None, "together they are a cell of the table");
        assert!(told[1].by.is_some());
    }
}
