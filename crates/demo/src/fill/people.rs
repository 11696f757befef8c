//! Desks and the people who serve them.

use app::secrets::hash_password;
use domain::access::{Assignment, Role};
use domain::codes::{CountyCode, MunicipalityCode};
use domain::ids::DeskId;
use store::access::{self, Desk, Person};

use super::{Error, Filling};
use crate::content::{self, DeskKind};

pub(super) async fn fill(filling: &mut Filling<'_>, password: &str) -> Result<(), Error> {
    // A desk that others escalate to has to be there before them.
    let (above, below): (Vec<_>, Vec<_>) =
        content::desks().iter().partition(|desk| desk.escalates_to.is_none());
    for desk in above.into_iter().chain(below) {
        store_desk(filling, desk).await?;
    }
    // One hash for everyone: sixty separate ones would take seconds and guard nothing in a demo.
    let hash = hash_password(password.to_owned()).await?;
    for person in content::people() {
        store_person(filling, person, &hash).await?;
    }
    protected_person(filling).await
}

/// Somebody with protected identity, who was entered by mistake once: what is left is a mark
/// without a name.
async fn protected_person(filling: &mut Filling<'_>) -> Result<(), Error> {
    let since = filling.morning(-40);
    let stored = &Person {
        id: filling.ids.named("person:protected", since),
        email: content::PROTECTED_LOGIN.to_owned(),
        name: content::PROTECTED_NAME.to_owned(),
        password_hash: None,
        is_disabled: true,
    };
    let app = filling.app;
    app.store
        .write(&filling.county, None, |mut tx| async move {
            Ok::<_, Error>(access::insert_person(&mut tx, stored, since).await?)
        })
        .await?;
    app::keeping::protect(app, content::PROTECTED_LOGIN).await?;
    Ok(())
}

async fn store_desk(filling: &mut Filling<'_>, desk: &content::Desk) -> Result<(), Error> {
    let county = &CountyCode::parse(desk.county)?;
    let stored = &Desk {
        id: filling.ids.named::<DeskId>(desk.slug, filling.morning(-400)),
        slug: Some(desk.slug.to_owned()),
        organisation: filling.get(desk.organisation)?,
        role: match desk.kind {
            DeskKind::Broker => Role::Broker,
            DeskKind::ContactPoint => Role::MuniContact,
            DeskKind::Strategist => Role::Strategist,
        },
        name: desk.name.to_owned(),
        phone: Some(desk.telephone.to_owned()),
        email: Some(desk.email.to_owned()),
        promise_working_days: i64::from(domain::cases::PROMISE_WORKING_DAYS),
        escalates_to: desk.escalates_to.map(|slug| filling.get(slug)).transpose()?,
    };
    let municipalities = desk.municipalities.iter().map(|code| MunicipalityCode::parse(code));
    let municipalities = &municipalities.collect::<Result<Vec<_>, _>>()?;
    // An empty list of industries is every industry without a desk of its own.
    let industries = if desk.industries.is_empty() { &[""][..] } else { desk.industries };
    filling
        .app
        .store
        .write(county, None, |mut tx| async move {
            access::insert_desk(&mut tx, county, stored).await?;
            if desk.kind != DeskKind::Broker {
                return Ok::<_, Error>(());
            }
            for municipality in municipalities {
                for industry in industries {
                    let id = stored.id;
                    access::set_desk_area(&mut tx, county, municipality, industry, id).await?;
                }
            }
            Ok(())
        })
        .await
}

async fn store_person(
    filling: &mut Filling<'_>,
    person: &content::Person,
    hash: &str,
) -> Result<(), Error> {
    let since = filling.morning(-400);
    let stored = &Person {
        id: filling.ids.named(&format!("person:{}", person.email), since),
        email: person.email.to_owned(),
        name: person.name.to_owned(),
        password_hash: Some(hash.to_owned()),
        is_disabled: false,
    };
    let assignment = &Assignment {
        id: filling.ids.named(&format!("assignment:{}", person.email), since),
        county: CountyCode::parse(person.county)?,
        person: stored.id,
        role: person.role,
        organisation: filling.get(person.organisation)?,
        municipality: person.municipality.map(MunicipalityCode::parse).transpose()?,
        desk: person.desk.map(|slug| filling.get(slug)).transpose()?,
        is_deputy: person.is_deputy,
        valid_from: filling.day(-400),
        valid_to: None,
    };
    filling
        .app
        .store
        .write(&assignment.county, None, |mut tx| async move {
            access::insert_person(&mut tx, stored, since).await?;
            access::insert_assignment(&mut tx, assignment).await?;
            Ok(())
        })
        .await
}
