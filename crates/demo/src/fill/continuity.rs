//! Somebody who has left, whose things others have now, and somebody who is away soon.

use app::continuity;
use domain::access::{Assignment, Role};
use domain::contacts::{Contact, ContactKind};
use domain::continuity::{AbsenceForm, HandoverForm};
use domain::ids::{AssignmentId, ContactId, DeskId, OrganisationId};
use store::access::Person;
use store::contacts::NewContact;

use super::{Error, Filling};

/// Whoever has left: no login of the demo, so that every one of those still works.
const NAME: &str = "Per Wallin";
const LOGIN: &str = "per.wallin@demo.samkraft.test";
/// Where they worked, and where their things are now.
const DESK: &str = "demo-maklare-medelpad";
const ORGANISATION: &str = "demo-region-vasternorrland";
/// What they had planned: days from today and what about.
const PLANNED: &[(i64, &str)] = &[(12, "Uppföljning efter årsskiftet"), (19, "Praktikplatser")];
/// The firm they had planned it with.
const FIRM: &str = "demo-alby-trateknik";
/// Why, as others read it.
const REASON: &str = "Per har börjat på ett annat arbete";
/// Who is away in a while, and who steps in.
const AWAY: &str = "broker.ange@demo.samkraft.test";
const STEPS_IN: &str = "broker.sundsvall@demo.samkraft.test";

pub(super) async fn fill(filling: &mut Filling<'_>) -> Result<(), Error> {
    left(filling).await?;
    let (app, county, today) = (filling.app, &filling.county, filling.today);
    app.store
        .write(county, None, |mut tx| async move {
            Ok::<_, Error>(store::continuity::adopt(&mut tx, county, today).await?)
        })
        .await?;
    handed_over(filling).await?;
    away(filling).await
}

async fn left(filling: &mut Filling<'_>) -> Result<(), Error> {
    let since = filling.morning(-300);
    let person = &Person {
        id: filling.ids.named(&format!("person:{LOGIN}"), since),
        email: LOGIN.to_owned(),
        name: NAME.to_owned(),
        password_hash: None,
        is_disabled: false,
    };
    let organisation: OrganisationId = filling.get(ORGANISATION)?;
    let assignment = &Assignment {
        id: filling.ids.named::<AssignmentId>(&format!("assignment:{LOGIN}"), since),
        county: filling.county.clone(),
        person: person.id,
        role: Role::Broker,
        organisation,
        municipality: None,
        desk: Some(filling.get::<DeskId>(DESK)?),
        is_deputy: false,
        valid_from: filling.day(-300),
        valid_to: None,
    };
    let firm: OrganisationId = filling.get(FIRM)?;
    let planned_at = filling.morning(-20);
    let mut contacts = Vec::with_capacity(PLANNED.len());
    for (day, topic) in PLANNED {
        contacts.push(NewContact {
            id: filling.ids.next::<ContactId>(planned_at),
            organisation: firm,
            by_organisation: organisation,
            by_name: NAME.to_owned(),
            contact: Contact {
                kind: ContactKind::Call,
                on: filling.day(*day),
                topic: (*topic).to_owned(),
                note: None,
            },
            asked_for: None,
            forced: None,
            created_at: planned_at,
        });
    }
    let contacts = &contacts;
    filling
        .app
        .store
        .write(&assignment.county, None, |mut tx| async move {
            store::access::insert_person(&mut tx, person, since).await?;
            store::access::insert_assignment(&mut tx, assignment).await?;
            for contact in contacts {
                store::contacts::insert(&mut tx, &assignment.county, contact).await?;
            }
            Ok::<_, Error>(())
        })
        .await
}

async fn handed_over(filling: &Filling<'_>) -> Result<(), Error> {
    let strategist = filling.person("strategist@demo.samkraft.test")?;
    let organisation: OrganisationId = filling.get(ORGANISATION)?;
    let desk: DeskId = filling.get(DESK)?;
    let person: domain::ids::PersonId = filling.get(&format!("person:{LOGIN}"))?;
    let form = HandoverForm {
        person: person.to_string(),
        organisation: organisation.to_string(),
        all: format!("desk:{desk}"),
        ..HandoverForm::default()
    };
    continuity::finish(filling.app, &strategist.actor, &form, REASON, None).await?;
    Ok(())
}

async fn away(filling: &Filling<'_>) -> Result<(), Error> {
    let (away, deputy) = (filling.person(AWAY)?, filling.person(STEPS_IN)?);
    let deputy = deputy.actor.assignment().map(|held| held.id.to_string()).unwrap_or_default();
    let form =
        AbsenceForm { from: filling.day(14).to_string(), to: filling.day(25).to_string(), deputy };
    continuity::keep_absence(filling.app, &away.actor, &form, None).await?;
    Ok(())
}
