//! Signals: firms in Kramfors tell the same thing and that many retire, the rules find it, and
//! somebody writes a signal of their own and asks.

use app::signals as acts;
use domain::codes::MunicipalityCode;
use domain::contacts::{Contact, ContactKind};
use domain::ids::{SignalId, VisitId};
use domain::signals::{StepForm, WrittenForm};
use domain::visits::{Inventory, Obstacle, ObstacleKind, VisitState};
use store::contacts::NewContact;
use store::visits::{self, NewVisit};
use uuid::Uuid;

use super::{Error, Filling};

/// Where.
const KRAMFORS: &str = "2282";
/// Who visited the firms.
const ADVISER: &str = "muni-adviser.kramfors@demo.samkraft.test";
/// Who writes a signal of their own.
const BROKER: &str = "broker.kramfors@demo.samkraft.test";
/// Which committee answers for homes.
const COMMITTEE: &str = "Demo samhällsbyggnadsnämnden";
/// What the visits were about.
const TOPIC: &str = "Bostäder och pensioner";
/// Firms, the day of the visit, what stands in the way, and how many retire within a year.
const TOLD: &[(&str, i64, &str, i64)] = &[
    ("demo-lugnviks-mekaniska", -122, "Det finns inga hyresrätter för dem som flyttar hit.", 3),
    ("demo-nordingra-gastgiveri", -110, "Säsongens kockar har ingenstans att bo.", 2),
    ("demo-docksta-bygg", -117, "En snickare fick pendla elva mil och slutade.", 2),
    ("demo-adalens-plat", -131, "Två svetsare tackade nej när de inte hittade någon bostad.", 0),
];
/// Days until whoever is asked has to answer.
const ASKED_DAYS: i64 = 10;

pub(super) async fn fill(filling: &mut Filling<'_>) -> Result<(), Error> {
    for told in TOLD {
        visit(filling, *told).await?;
    }
    let (app, county, now) = (filling.app, filling.county.clone(), filling.now);
    let ids = &mut filling.ids;
    acts::look_at(app, &county, now, || ids.next::<SignalId>(now)).await?;
    own(filling).await
}

/// A visit with an obstacle and with what the firm said of those who retire.
async fn visit(
    filling: &mut Filling<'_>,
    (slug, day, words, leaves): (&str, i64, &str, i64),
) -> Result<(), Error> {
    let (at, on) = (filling.morning(day), filling.day(day));
    let adviser = filling.person(ADVISER)?;
    let municipality = &MunicipalityCode::parse(KRAMFORS)?;
    let contact = &NewContact {
        id: filling.ids.next(at),
        organisation: filling.get(slug)?,
        by_organisation: adviser.organisation,
        by_name: adviser.name.to_owned(),
        contact: Contact { kind: ContactKind::Visit, on, topic: TOPIC.to_owned(), note: None },
        asked_for: None,
        forced: None,
        created_at: at,
    };
    let visit = &NewVisit {
        id: filling.ids.next::<VisitId>(at),
        organisation: contact.organisation,
        by_organisation: adviser.organisation,
        by_name: adviser.name.to_owned(),
        by_role: "muni-adviser".to_owned(),
        others: Vec::new(),
        contact: contact.id,
        on,
        topic: TOPIC.to_owned(),
        state: VisitState::Held,
        created_at: at,
    };
    let inventory = &Inventory { retirements_one_year: Some(leaves), ..Inventory::default() };
    let obstacle = &Obstacle { kind: ObstacleKind::Housing, words: words.to_owned() };
    let (id, county): (Uuid, _) = (filling.ids.next(at), &filling.county);
    filling
        .app
        .store
        .write(county, None, |mut tx| async move {
            let tx = &mut tx;
            store::contacts::insert(tx, county, contact).await?;
            visits::insert(tx, county, visit).await?;
            visits::report(tx, county, visit.id, inventory, &visit.by_name, 1, at).await?;
            let to = (municipality, COMMITTEE);
            visits::insert_obstacle(tx, county, id, visit.id, obstacle, to, at).await?;
            Ok::<_, Error>(())
        })
        .await
}

/// A signal that somebody has written and asked about.
async fn own(filling: &Filling<'_>) -> Result<(), Error> {
    let (app, actor) = (filling.app, &filling.person(BROKER)?.actor);
    let written = WrittenForm {
        title: "Kvällsbussen i Ådalen dras in".to_owned(),
        words: "Två skift kan inte ta sig hem efter klockan 22. Det gäller flera arbetsplatser \
                längs vägen."
            .to_owned(),
        municipality: KRAMFORS.to_owned(),
        from: String::new(),
    };
    let kept = acts::write_down(app, actor, &written, None).await?;
    let asked = StepForm {
        state: "dialogue".to_owned(),
        words: "Kan den sista turen gå en timme senare?".to_owned(),
        asked: "Demo kollektivtrafiken".to_owned(),
        desk: String::new(),
        on: filling.day(ASKED_DAYS).to_string(),
    };
    acts::step(app, actor, kept.id, &asked, 1, None).await?;
    Ok(())
}
