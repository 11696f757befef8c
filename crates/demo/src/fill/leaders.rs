//! Process leaders and what they lead: the register, the leader of every led story, one firm's
//! ages, one workshop's notes, and a network's campaign.

use domain::access::Actor;
use domain::codes::MunicipalityCode;
use domain::ids::{CampaignId, MappingId, NetworkId, OrganisationId};
use domain::leaders::ages::RoleAges;
use domain::leaders::campaigns::Campaign;
use domain::leaders::{Industry, LeaderKind, LeaderStatus, Part, Preparation, Tongue, Training};
use domain::needs::mapping::QUESTION_SETS;
use domain::time::Timestamp;
use store::events::{NewEvent, Subject};
use store::leaders::{self, NewLeader, NewLeading};
use uuid::Uuid;

use super::{Error, Filling};
use crate::content;

/// Somebody in the register. Days are counted from today.
struct Entry {
    login: &'static str,
    kind: LeaderKind,
    status: LeaderStatus,
    trained: i64,
    until: i64,
    capacity: i64,
    places: &'static [&'static str],
    languages: &'static [Tongue],
    industries: &'static [Industry],
}

const EVA: &str = "leader@demo.samkraft.test";
const ENTRIES: &[Entry] = &[
    Entry {
        login: EVA,
        kind: LeaderKind::Leader,
        status: LeaderStatus::Active,
        trained: -300,
        until: 430,
        capacity: 20,
        places: &[],
        languages: &[Tongue::English, Tongue::Swedish],
        industries: &[],
    },
    Entry {
        login: "ambassador@demo.samkraft.test",
        kind: LeaderKind::Ambassador,
        status: LeaderStatus::Active,
        trained: -120,
        until: 610,
        capacity: 0,
        places: &["2282", "2284"],
        languages: &[Tongue::Swedish],
        industries: &[Industry::Hospitality, Industry::Trade],
    },
    Entry {
        login: "broker@demo.samkraft.test",
        kind: LeaderKind::Leader,
        status: LeaderStatus::Trained,
        trained: -40,
        until: 690,
        capacity: 5,
        places: &["2282", "2283"],
        languages: &[Tongue::Finnish, Tongue::Swedish],
        industries: &[Industry::Care, Industry::Manufacturing],
    },
    Entry {
        login: "muni-adviser.timra@demo.samkraft.test",
        kind: LeaderKind::Leader,
        status: LeaderStatus::Resting,
        trained: -760,
        until: -30,
        capacity: 1,
        places: &["2262"],
        languages: &[Tongue::Swedish],
        industries: &[],
    },
];
/// The firm that has told of its staff: what they do, and how many of each age, youngest first.
const AGES: (&str, &[(&str, [i64; 8])]) = (
    "demo-kartlaggning-hoga-kusten-kok",
    &[("Kock", [1, 1, 0, 0, 0, 1, 1, 0]), ("Kallskänka", [0, 1, 1, 0, 1, 0, 0, 1])],
);
/// The mapping whose first workshop has been.
const NOTED: &str = "demo-kartlaggning-bjasta-svets";
const NOTES: &str = "Vi gick igenom målet och vad som saknas. Nästa gång tittar vi på behoven ett \
                     och ett, och på vilka av de egna som kan lära sig nytt.";
/// A network that invites its members, and what it calls that.
const NETWORK: &str = "demo-matlanken";
const CAMPAIGN: &str = "Kompetens i köken";
const QUOTA: i64 = 4;

pub(super) async fn fill(filling: &mut Filling<'_>) -> Result<(), Error> {
    register(filling).await?;
    for story in content::stories() {
        if let Some(login) = story.leader {
            let at = filling.morning(story.invited);
            lead(filling, story.slug, story.firm, login, at).await?;
        }
    }
    ages(filling).await?;
    notes(filling).await?;
    campaign(filling).await
}

async fn register(filling: &mut Filling<'_>) -> Result<(), Error> {
    for entry in ENTRIES {
        let person = filling.person(entry.login)?;
        let at = filling.morning(entry.trained);
        let places = entry.places.iter().map(|place| MunicipalityCode::parse(place));
        let held = held(&person.actor, entry.login)?;
        let new = &NewLeader {
            id: filling.ids.next(at),
            person: held,
            organisation: person.organisation,
            training: Training {
                kind: entry.kind,
                status: entry.status,
                trained_on: filling.day(entry.trained),
                valid_until: filling.day(entry.until),
                capacity: entry.capacity,
                municipalities: places.collect::<Result<_, _>>()?,
                languages: entry.languages.to_vec(),
                industries: entry.industries.to_vec(),
            },
        };
        let county = &filling.county;
        let write = filling.app.store.write(county, None, |mut tx| async move {
            Ok::<_, Error>(leaders::insert(&mut tx, county, new, at).await?)
        });
        write.await?;
    }
    Ok(())
}

/// Who somebody is.
fn held(actor: &Actor, login: &str) -> Result<domain::ids::PersonId, Error> {
    let held = actor.assignment().ok_or_else(|| Error::Missing(login.to_owned()))?;
    Ok(held.person)
}

async fn lead(
    filling: &mut Filling<'_>,
    slug: &str,
    firm: &str,
    login: &str,
    at: Timestamp,
) -> Result<(), Error> {
    let person = filling.person(login)?;
    let (mapping, firm): (MappingId, OrganisationId) = (filling.get(slug)?, filling.get(firm)?);
    let new = &NewLeading {
        id: filling.ids.next::<Uuid>(at),
        mapping,
        person: held(&person.actor, login)?,
        organisation: person.organisation,
        by_name: person.name.to_owned(),
        at,
    };
    let subject = Subject { kind: "mapping", id: mapping.0, organisation: Some(firm) };
    let event = &NewEvent::by(&person.actor, at, "mapping.leading-begun", subject);
    let county = &filling.county;
    let write = filling.app.store.write(county, None, |mut tx| async move {
        leaders::begin(&mut tx, county, new).await?;
        store::events::append(&mut tx, county, event).await?;
        Ok::<_, Error>(())
    });
    write.await
}

async fn ages(filling: &Filling<'_>) -> Result<(), Error> {
    let mapping: MappingId = filling.get(AGES.0)?;
    let (county, at) = (&filling.county, filling.morning(-30));
    let write = filling.app.store.write(county, None, |mut tx| async move {
        for (version, (role, counts)) in (0..).zip(AGES.1) {
            let role = RoleAges { role: (*role).to_owned(), counts: *counts };
            let what = (&role, domain::leaders::ages::PENSION_AGE);
            leaders::put_role(&mut tx, county, mapping, what, "Lena Wiklund", version, at).await?;
        }
        Ok::<_, Error>(())
    });
    write.await
}

async fn notes(filling: &Filling<'_>) -> Result<(), Error> {
    let mapping: MappingId = filling.get(NOTED)?;
    let name = filling.person(EVA)?.name;
    let (county, at) = (&filling.county, filling.morning(-6));
    let write = filling.app.store.write(county, None, |mut tx| async move {
        for step in [Preparation::ReadUp, Preparation::People, Preparation::Goals] {
            leaders::set_step(&mut tx, county, mapping, step, Some(name), at).await?;
        }
        let what = (Part::First, NOTES);
        leaders::put_text(&mut tx, county, mapping, what, name, 0, at).await?;
        Ok::<_, Error>(())
    });
    write.await
}

async fn campaign(filling: &mut Filling<'_>) -> Result<(), Error> {
    let at = filling.morning(-60);
    let network: NetworkId = filling.get(&format!("network:{NETWORK}"))?;
    let id: CampaignId = filling.ids.next(at);
    let new = &Campaign {
        name: CAMPAIGN.to_owned(),
        starts_on: filling.day(-60),
        ends_on: filling.day(120),
        quota: QUOTA,
        question_set: QUESTION_SETS.first().copied().unwrap_or_default().to_owned(),
    };
    let mut members: Vec<(OrganisationId, MappingId, Timestamp)> = Vec::new();
    for story in content::stories().into_iter().filter(|one| one.network == Some(NETWORK)) {
        let firm = filling.get(story.firm)?;
        if !members.iter().any(|(there, ..)| *there == firm) {
            let at = filling.morning(story.invited);
            members.push((firm, filling.get(story.slug)?, at));
        }
    }
    let (county, members) = (&filling.county, &members);
    let write = filling.app.store.write(county, None, |mut tx| async move {
        leaders::campaigns::insert(&mut tx, county, (id, network), new, at).await?;
        for (firm, mapping, at) in members {
            let member = (*firm, *mapping);
            leaders::campaigns::insert_member(&mut tx, county, id, member, *at).await?;
        }
        Ok::<_, Error>(())
    });
    write.await
}
