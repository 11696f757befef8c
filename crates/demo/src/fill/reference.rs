//! Counties, municipalities, organisations and networks.

use domain::codes::{CountyCode, MunicipalityCode};
use domain::ids::{NetworkId, OrganisationId};
use domain::organisations::Organisation;
use store::organisations::{self, Municipality, Network};
use store::{Tx, search};
use vocabulary::analysis::stem_terms;

use super::{Error, Filling};
use crate::content::{
    self, COUNTY, COUNTY_NAME, EMPTY_COUNTY, EMPTY_COUNTY_NAME, MUNICIPALITIES, OTHER_COUNTY,
    OTHER_COUNTY_NAME, PRESENT_TOO,
};

/// Municipalities of the two other counties: code and name (SCB).
const OTHER_MUNICIPALITIES: &[(&str, &str)] = &[
    ("2101", "Ockelbo"),
    ("2104", "Hofors"),
    ("2121", "Ovanåker"),
    ("2132", "Nordanstig"),
    ("2161", "Ljusdal"),
    ("2180", "Gävle"),
    ("2181", "Sandviken"),
    ("2182", "Söderhamn"),
    ("2183", "Bollnäs"),
    ("2184", "Hudiksvall"),
    ("2303", "Ragunda"),
    ("2305", "Bräcke"),
    ("2309", "Krokom"),
    ("2313", "Strömsund"),
    ("2321", "Åre"),
    ("2326", "Berg"),
    ("2361", "Härjedalen"),
    ("2380", "Östersund"),
];

/// An organisation ready to store.
pub(super) struct Row {
    pub(super) id: OrganisationId,
    pub(super) county: CountyCode,
    pub(super) slug: Option<String>,
    pub(super) organisation: Organisation,
    pub(super) is_demo: bool,
}

pub(super) async fn fill(filling: &mut Filling<'_>) -> Result<(), Error> {
    counties(filling).await?;
    let since = filling.morning(-400);
    let mut rows = Vec::new();
    for actor in content::actors()? {
        rows.push(Row {
            id: filling.ids.named(actor.slug, since),
            county: CountyCode::parse(actor.county)?,
            slug: Some(actor.slug.to_owned()),
            organisation: actor.organisation,
            is_demo: !actor.is_real,
        });
    }
    for (slug, municipality) in PRESENT_TOO {
        let known = rows.iter().find(|row| row.slug.as_deref() == Some(slug));
        let Some(known) = known else { continue };
        let mut organisation = known.organisation.clone();
        organisation.municipality = MunicipalityCode::parse(municipality)?;
        rows.push(Row {
            id: known.id,
            county: organisation.municipality.county(),
            slug: known.slug.clone(),
            organisation,
            is_demo: known.is_demo,
        });
    }
    for firm in content::firms()? {
        rows.push(Row {
            id: filling.ids.named(&firm.slug, since),
            county: firm.organisation.municipality.county(),
            slug: Some(firm.slug),
            organisation: firm.organisation,
            is_demo: true,
        });
    }
    store_organisations(filling, &rows).await?;
    networks(filling).await
}

async fn counties(filling: &Filling<'_>) -> Result<(), Error> {
    let ours = MUNICIPALITIES.iter().map(|one| (one.code, one.name));
    let all = ours.chain(OTHER_MUNICIPALITIES.iter().copied()).map(|(code, name)| {
        Ok(Municipality { code: MunicipalityCode::parse(code)?, name: name.to_owned() })
    });
    let municipalities = &all.collect::<Result<Vec<_>, Error>>()?;
    for (code, name) in [
        (COUNTY, COUNTY_NAME),
        (OTHER_COUNTY, OTHER_COUNTY_NAME),
        (EMPTY_COUNTY, EMPTY_COUNTY_NAME),
    ] {
        let county = &CountyCode::parse(code)?;
        filling
            .app
            .store
            .write(county, None, |mut tx| async move {
                organisations::insert_county(&mut tx, county, name).await?;
                for one in municipalities.iter().filter(|one| one.code.county() == *county) {
                    organisations::insert_municipality(&mut tx, county, one).await?;
                }
                Ok::<_, Error>(())
            })
            .await?;
    }
    Ok(())
}

/// Stores organisations, a few hundred in each transaction.
pub(super) async fn store_organisations(filling: &Filling<'_>, rows: &[Row]) -> Result<(), Error> {
    let now = filling.morning(-400);
    for batch in rows.chunks(500) {
        filling
            .app
            .store
            .write(&filling.county, None, |mut tx| async move {
                for row in batch {
                    store_organisation(&mut tx, row, now).await?;
                }
                Ok::<_, Error>(())
            })
            .await?;
    }
    Ok(())
}

async fn store_organisation(
    tx: &mut Tx,
    row: &Row,
    now: domain::time::Timestamp,
) -> Result<(), Error> {
    let (county, slug) = (&row.county, row.slug.as_deref());
    organisations::insert(tx, county, row.id, slug, &row.organisation, row.is_demo, now).await?;
    let mut terms = stem_terms(&row.organisation.name);
    terms.push(row.organisation.org_number.as_str().to_owned());
    search::index(tx, county, "organisation", row.id.0, terms).await?;
    Ok(())
}

async fn networks(filling: &mut Filling<'_>) -> Result<(), Error> {
    let since = filling.morning(-400);
    for network in content::networks() {
        let stored = &Network {
            id: filling.ids.named::<NetworkId>(&format!("network:{}", network.slug), since),
            slug: Some(network.slug.to_owned()),
            name: network.name.to_owned(),
            organisation: filling.get(network.owner)?,
        };
        let members = network.members.iter().map(|slug| filling.get(slug));
        let members = &members.collect::<Result<Vec<OrganisationId>, _>>()?;
        let county = &filling.county;
        filling
            .app
            .store
            .write(county, None, |mut tx| async move {
                organisations::insert_network(&mut tx, county, stored).await?;
                for &member in members {
                    organisations::insert_member(&mut tx, county, stored.id, member).await?;
                }
                Ok::<_, Error>(())
            })
            .await?;
    }
    Ok(())
}
