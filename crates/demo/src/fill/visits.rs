//! Visits: those of the ledger become records with answers, and every municipality is visited as
//! far as a county would be.

use domain::contacts::{Contact, ContactKind};
use domain::ids::{OrganisationId, VisitId};
use domain::time::{self, Date};
use domain::visits::{Inventory, Obstacle, ObstacleKind, Promise, Rating, VisitState};
use store::contacts::NewContact;
use store::page::Slice;
use store::visits::{self, NewVisit, QueueFilter, QueueOrder};
use uuid::Uuid;

use super::{Error, Filling};
use crate::content::{MUNICIPALITIES, SplitMix};

/// Share of a municipality's firms that are visited in a year, in tenths of a percent. Those of
/// Ånge and Härnösand are the conference report's (Kompetenslyftet, 30 May 2012: 140 of 650 and
/// 120 of 1 200); the others are made up.
const SHARES: &[(&str, i64)] = &[
    ("2260", 215),
    ("2262", 120),
    ("2280", 100),
    ("2281", 80),
    ("2282", 150),
    ("2283", 140),
    ("2284", 110),
];
/// Days over which the visits are spread, the last three months left to the ledger's own.
const DAYS: (u64, u64) = (95, 350);
/// What the service writes when nobody says what a visit is about.
const TOPIC: &str = "Företagsbesök";
/// Courses firms ask for.
const COURSES: &[&str] =
    &["Svets", "Svenska på jobbet", "Truckkort", "Ekonomi för småföretag", "Automation"];
/// What stands in the way, and what the committee says: none while it has not answered.
const OBSTACLES: &[(ObstacleKind, &str, Option<&str>)] = &[
    (
        ObstacleKind::Housing,
        "Den vi ville anställa hittade ingen bostad.",
        Some("Tolv lägenheter blir klara i vår. Kommunen hör av sig när de släpps."),
    ),
    (ObstacleKind::Commuting, "Bussen går inte när kvällsskiftet slutar.", None),
    (
        ObstacleKind::Childcare,
        "Barnomsorgen stänger innan skiftet är slut.",
        Some("Frågan om längre öppettider tas upp i nämnden i februari."),
    ),
    (ObstacleKind::Permits, "Bygglovet har tagit nio månader.", None),
];
/// Promises made at visits.
const PROMISES: &[&str] =
    &["Vi tar reda på när kursen startar.", "Vi skickar en lista på skolor att ringa."];
/// Which committee of a demo municipality deals with what; its name is made up.
const COMMITTEES: &[(ObstacleKind, &str)] = &[
    (ObstacleKind::Housing, "Demo samhällsbyggnadsnämnden"),
    (ObstacleKind::Childcare, "Demo barn- och utbildningsnämnden"),
    (ObstacleKind::Permits, "Demo miljö- och byggnämnden"),
    (ObstacleKind::Premises, "Demo samhällsbyggnadsnämnden"),
];
/// Visits in one transaction.
const BATCH: usize = 100;

/// A visit and what came of it.
struct Made {
    contact: Option<NewContact>,
    visit: NewVisit,
    inventory: Inventory,
    obstacle: Option<(Uuid, &'static str, Obstacle, Option<&'static str>)>,
    promise: Option<(Uuid, Promise, bool)>,
    rating: Option<Rating>,
}

pub(super) async fn fill(
    filling: &mut Filling<'_>,
    ledger: &[NewContact],
    seed: u64,
) -> Result<(), Error> {
    committees(filling).await?;
    let mut made = Vec::with_capacity(BATCH);
    let mut days = std::collections::BTreeSet::new();
    for (index, contact) in (0..).zip(ledger) {
        // Two contacts on one day are one visit.
        if days.insert((contact.organisation, contact.contact.on)) {
            made.push(of_ledger(filling, contact, seed ^ index));
        }
    }
    store_all(filling, &made).await?;
    for municipality in MUNICIPALITIES {
        let more = reach(filling, municipality.code, municipality.slug, seed).await?;
        store_all(filling, &more).await?;
    }
    Ok(())
}

async fn committees(filling: &Filling<'_>) -> Result<(), Error> {
    let county = &filling.county;
    filling
        .app
        .store
        .write(county, None, |mut tx| async move {
            for municipality in MUNICIPALITIES {
                let code = domain::codes::MunicipalityCode::parse(municipality.code)?;
                for (kind, name) in COMMITTEES {
                    visits::set_committee(&mut tx, county, &code, *kind, name).await?;
                }
            }
            Ok::<_, Error>(())
        })
        .await
}

/// The record behind a visit in the ledger.
fn of_ledger(filling: &mut Filling<'_>, contact: &NewContact, seed: u64) -> Made {
    let visit = NewVisit {
        id: filling.ids.next::<VisitId>(contact.created_at),
        organisation: contact.organisation,
        by_organisation: contact.by_organisation,
        by_name: contact.by_name.clone(),
        by_role: "broker".to_owned(),
        others: Vec::new(),
        contact: contact.id,
        on: contact.contact.on,
        topic: contact.contact.topic.clone(),
        state: VisitState::Held,
        created_at: contact.created_at,
    };
    heard(filling, visit, None, seed)
}

/// Visits that bring a municipality to its share, spread over firms of every size.
async fn reach(
    filling: &mut Filling<'_>,
    code: &str,
    slug: &str,
    seed: u64,
) -> Result<Vec<Made>, Error> {
    let (firms, missing) = unreached(filling, code).await?;
    let adviser = filling.person(&format!("muni-adviser.{slug}@demo.samkraft.test"))?;
    let office = filling.person("af-adviser@demo.samkraft.test")?.organisation;
    let mut made = Vec::new();
    for nth in 0..missing {
        let Some(firm) = firms.get(nth * firms.len() / missing.max(1)) else { continue };
        let mix = seed ^ (u64::try_from(nth).unwrap_or(0) << 8) ^ code.parse::<u64>().unwrap_or(0);
        let mut random = SplitMix::of(mix, 1);
        let back = i64::try_from(DAYS.0 + random.below(DAYS.1 - DAYS.0)).unwrap_or(100);
        let day = (-back - 9..=-back).rev().find(|day| time::is_working_day(filling.day(*day)));
        let Some(day) = day else { continue };
        let at = filling.morning(day);
        let visit = NewVisit {
            id: filling.ids.next(at),
            organisation: *firm,
            by_organisation: adviser.organisation,
            by_name: adviser.name.to_owned(),
            by_role: "muni-adviser".to_owned(),
            // Every third together with Arbetsförmedlingen.
            others: if nth % 3 == 0 { vec![office] } else { Vec::new() },
            contact: filling.ids.next(at),
            on: filling.day(day),
            topic: TOPIC.to_owned(),
            state: VisitState::Held,
            created_at: at,
        };
        let contact = NewContact {
            id: visit.contact,
            organisation: visit.organisation,
            by_organisation: visit.by_organisation,
            by_name: visit.by_name.clone(),
            contact: Contact {
                kind: ContactKind::Visit,
                on: visit.on,
                topic: visit.topic.clone(),
                note: None,
            },
            asked_for: None,
            forced: None,
            created_at: at,
        };
        made.push(heard(filling, visit, Some(contact), mix));
    }
    Ok(made)
}

/// Firms of a municipality that nobody has visited, the largest first, and how many of them it
/// takes to reach the share.
async fn unreached(
    filling: &Filling<'_>,
    code: &str,
) -> Result<(Vec<OrganisationId>, usize), Error> {
    let municipality = domain::codes::MunicipalityCode::parse(code)?;
    let mut connection = filling.app.store.read().await?;
    let (county, until) = (&filling.county, filling.today);
    let since = time::months_after(until, -12);
    let rows = visits::coverage(&mut connection, county, since, until).await?;
    let here = rows.iter().filter(|row| row.municipality == municipality);
    let whole = here.fold(domain::visits::Coverage::default(), |sum, row| sum.and(row.coverage));
    let share = SHARES.iter().find(|(place, _)| *place == code).map_or(100, |(_, share)| *share);
    let wanted = (whole.firms * share + 500) / 1_000;
    let filter = QueueFilter {
        municipality: Some(municipality),
        since,
        today: until,
        order: QueueOrder::Size,
    };
    let mut firms = Vec::new();
    loop {
        let offset = i64::try_from(firms.len()).unwrap_or(i64::MAX);
        let slice = Slice::Page { offset, limit: 200 };
        let page = visits::unvisited(&mut connection, county, &filter, slice).await?;
        let is_last = page.items.is_empty() || offset + 200 >= page.total.min(10_000);
        firms.extend(page.items.into_iter().map(|one| one.organisation));
        if is_last {
            break;
        }
    }
    Ok((firms, usize::try_from(wanted - whole.visited).unwrap_or(0)))
}

/// What was heard, promised and thought.
fn heard(
    filling: &mut Filling<'_>,
    visit: NewVisit,
    contact: Option<NewContact>,
    mix: u64,
) -> Made {
    let mut random = SplitMix::of(mix, 2);
    let mut below = |most: u64| i64::try_from(random.below(most)).unwrap_or(0);
    let one = below(2);
    let three = one + below(3);
    let course = usize::try_from(below(COURSES.len() as u64)).ok().and_then(|at| COURSES.get(at));
    let inventory = Inventory {
        education: course.filter(|_| below(3) == 0).map(|course| (*course).to_owned()),
        retirements_one_year: Some(one),
        retirements_three_years: Some(three),
        retirements_five_years: Some(three + below(4)),
        mentors: Some(below(3)),
        theses: Some(below(2)),
        climate: Some(2 + below(4)),
    };
    let told = usize::try_from(below(24)).ok().and_then(|at| OBSTACLES.get(at));
    let promised = usize::try_from(below(12)).ok().and_then(|at| PROMISES.get(at));
    let is_rated = below(4) == 0;
    let rating = Rating { useful: 3 + below(3), listened: 4 + below(2), again: 3 + below(3) };
    let (at, on) = (visit.created_at, visit.on);
    let obstacle = told.map(|(kind, words, answer)| {
        let named = COMMITTEES.iter().find(|(of, _)| of == kind).map(|(_, name)| *name);
        let committee = named.unwrap_or(domain::visits::DEFAULT_COMMITTEE);
        let obstacle = Obstacle { kind: *kind, words: (*words).to_owned() };
        (filling.ids.next(at), committee, obstacle, *answer)
    });
    let promise = promised.map(|words| {
        let by: Date = time::days_after(on, 30);
        (filling.ids.next(at), Promise { words: (*words).to_owned(), by }, by < filling.today)
    });
    Made { contact, visit, inventory, obstacle, promise, rating: is_rated.then_some(rating) }
}

async fn store_all(filling: &Filling<'_>, made: &[Made]) -> Result<(), Error> {
    for batch in made.chunks(BATCH) {
        let county = &filling.county;
        filling
            .app
            .store
            .write(county, None, |mut tx| async move {
                for one in batch {
                    store_one(&mut tx, county, one).await?;
                }
                Ok::<_, Error>(())
            })
            .await?;
    }
    Ok(())
}

async fn store_one(
    tx: &mut store::Tx,
    county: &domain::codes::CountyCode,
    made: &Made,
) -> Result<(), Error> {
    let (visit, at) = (&made.visit, made.visit.created_at);
    if let Some(contact) = &made.contact {
        store::contacts::insert(tx, county, contact).await?;
    }
    visits::insert(tx, county, visit).await?;
    visits::report(tx, county, visit.id, &made.inventory, &visit.by_name, 1, at).await?;
    if let Some((id, committee, obstacle, answer)) = &made.obstacle {
        let firm = store::organisations::find(tx, county, visit.organisation).await?;
        let missing = || Error::Missing(visit.organisation.to_string());
        let firm = firm.ok_or_else(missing)?.organisation;
        let to = (&firm.municipality, *committee);
        visits::insert_obstacle(tx, county, *id, visit.id, obstacle, to, at).await?;
        if let Some(answer) = answer {
            visits::answer_obstacle(tx, county, *id, answer, &visit.by_name, at).await?;
        }
    }
    if let Some((id, promise, is_kept)) = &made.promise {
        let by = (visit.by_organisation, visit.by_name.as_str());
        visits::insert_promise(tx, county, *id, visit.id, by, promise, at).await?;
        if *is_kept {
            visits::keep_promise(tx, county, *id, at).await?;
        }
    }
    if let Some(rating) = made.rating {
        visits::rate(tx, county, visit.id, rating, at).await?;
    }
    Ok(())
}
