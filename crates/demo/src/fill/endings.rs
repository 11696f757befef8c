//! Firms that are no more: one that changed its number and went into another, one that has closed,
//! and one that left the county a few days ago.

use domain::codes::MunicipalityCode;
use domain::endings::{Ending, EndingKind, NewNumber};
use domain::ids::{EndingId, OrganisationId};
use domain::organisations::{Organisation, Sector};
use store::endings::{self, NewEnding, NumberChange};

use super::reference::{Row, store_organisations};
use super::{Error, Filling};
use crate::content::demo_org_number;

/// Who wrote it down.
const KEEPER: &str = "broker@demo.samkraft.test";
/// When the firms came in, a day after all others, so that none of them is the first of anything.
const SINCE: i64 = -399;

/// A firm that is no more. Days are counted from today; numbers are places in the demo's series.
struct Story {
    name: &'static str,
    municipality: &'static str,
    place: u64,
    /// The number it had before, and when it changed.
    before: Option<(u64, i64)>,
    kind: EndingKind,
    on: i64,
    words: &'static str,
    successor: Option<&'static str>,
    gone_to: Option<&'static str>,
}

const STORIES: &[Story] = &[
    Story {
        name: "Gålviks Legosvets",
        municipality: "2262",
        place: 182,
        before: Some((181, -300)),
        kind: EndingKind::Merged,
        on: -60,
        words: "Köptes av Indals Mekaniska. Alla nio följde med. Affären är påhittad.",
        successor: Some("demo-indals-mekaniska"),
        gone_to: None,
    },
    Story {
        name: "Junåns Kiosk",
        municipality: "2283",
        place: 183,
        before: None,
        kind: EndingKind::Ceased,
        on: -20,
        words: "Ägaren har gått i pension. Kiosken är påhittad.",
        successor: None,
        gone_to: None,
    },
    Story {
        name: "Graningebyns Data",
        municipality: "2283",
        place: 184,
        before: None,
        kind: EndingKind::Left,
        on: -3,
        words: "Har flyttat kontoret. Flytten är påhittad.",
        successor: None,
        gone_to: Some("Uppsala"),
    },
];

pub(super) async fn fill(filling: &mut Filling<'_>) -> Result<(), Error> {
    for story in STORIES {
        let id = arrive(filling, story).await?;
        let version = renumber(filling, story, id).await?;
        end(filling, story, id, version).await?;
    }
    Ok(())
}

/// The firm as it came in, with its first number.
async fn arrive(filling: &mut Filling<'_>, story: &Story) -> Result<OrganisationId, Error> {
    let since = filling.morning(SINCE);
    let id = filling.ids.next::<OrganisationId>(since);
    let first = story.before.map_or(story.place, |(place, _)| place);
    let row = Row {
        county: filling.county.clone(),
        id,
        slug: None,
        organisation: Organisation {
            org_number: demo_org_number(first)?,
            name: story.name.to_owned(),
            municipality: MunicipalityCode::parse(story.municipality)?,
            sector: Sector::Private,
            sni: None,
            employees: Some(9),
            turnover_thousand_sek: None,
            is_actor: false,
        },
        is_demo: true,
    };
    store_organisations(filling, &[row]).await?;
    Ok(id)
}

/// Gives it the number it ended with, where it had another before; gives its version.
async fn renumber(
    filling: &Filling<'_>,
    story: &Story,
    organisation: OrganisationId,
) -> Result<i64, Error> {
    let Some((first, on)) = story.before else { return Ok(1) };
    let keeper = filling.person(KEEPER)?;
    let old = &demo_org_number(first)?;
    let new = &NewNumber {
        number: demo_org_number(story.place)?,
        from: filling.day(on),
        reason: "Ombildat från handelsbolag till aktiebolag.".to_owned(),
    };
    let change = &NumberChange {
        organisation,
        version: 1,
        old,
        by_organisation: keeper.organisation,
        by_name: keeper.name,
        now: filling.morning(on),
    };
    let county = &filling.county;
    filling
        .app
        .store
        .write(county, None, |mut tx| async move {
            endings::change_number(&mut tx, county, change, new).await?;
            let words = format!("{} {} {}", story.name, old.as_str(), new.number.as_str());
            let terms = vocabulary::analysis::search_terms(&words);
            store::search::index(&mut tx, county, "organisation", organisation.0, terms).await?;
            Ok::<_, Error>(())
        })
        .await?;
    Ok(2)
}

async fn end(
    filling: &mut Filling<'_>,
    story: &Story,
    organisation: OrganisationId,
    version: i64,
) -> Result<(), Error> {
    let (keeper, at) = (filling.person(KEEPER)?, filling.morning(story.on));
    let new = &NewEnding {
        id: filling.ids.next::<EndingId>(at),
        organisation,
        ending: Ending {
            kind: story.kind,
            on: filling.day(story.on),
            words: story.words.to_owned(),
            successor: story.successor.map(|slug| filling.get(slug)).transpose()?,
            place: story.gone_to.map(ToOwned::to_owned),
        },
        by_organisation: keeper.organisation,
        by_name: keeper.name.to_owned(),
        made_at: at,
    };
    let county = &filling.county;
    filling
        .app
        .store
        .write(county, None, |mut tx| async move {
            Ok::<_, Error>(endings::insert(&mut tx, county, new, version).await?)
        })
        .await
}
