//! What three municipalities have decided about modules: one on trial, one off, one on again.

use app::modules::{DECIDED, event_of};
use domain::codes::MunicipalityCode;
use domain::ids::ModuleSettingId;
use domain::modules::{Decision, Module, ModuleState};
use store::events::{self, NewEvent, Subject};
use store::modules::{self, NewSetting};

use super::{Error, Filling};

/// A decision: where, by whom it was written down, how many days ago, and when it is evaluated.
struct Told {
    place: &'static str,
    login: &'static str,
    module: Module,
    state: ModuleState,
    by: &'static str,
    day: i64,
    evaluate: Option<i64>,
    note: &'static str,
}

/// In the order they were made. Sollefteå's desks lack the board; all else is on or on trial.
const DECISIONS: &[Told] = &[
    Told {
        place: "2281",
        login: "muni-contact.sundsvall@demo.samkraft.test",
        module: Module::Signals,
        state: ModuleState::Pilot,
        by: "Demo näringslivsnämnden",
        day: -40,
        evaluate: Some(140),
        note: "Vi prövar ett halvår och tittar sedan på hur många företag vi nådde i tid.",
    },
    Told {
        place: "2283",
        login: "muni-contact.solleftea@demo.samkraft.test",
        module: Module::Board,
        state: ModuleState::Off,
        by: "Demo kommunstyrelsen",
        day: -30,
        evaluate: None,
        note: "Vi är två och klarar oss med listan.",
    },
    Told {
        place: "2284",
        login: "muni-contact.ornskoldsvik@demo.samkraft.test",
        module: Module::Replies,
        state: ModuleState::Pilot,
        by: "Demo kommunstyrelsen",
        day: -200,
        evaluate: Some(-20),
        note: "Gör svaren snabbare?",
    },
    Told {
        place: "2284",
        login: "muni-contact.ornskoldsvik@demo.samkraft.test",
        module: Module::Replies,
        state: ModuleState::On,
        by: "Demo kommunstyrelsen",
        day: -15,
        evaluate: None,
        note: "Svaren går snabbare. Mallarna blir kvar.",
    },
];

pub(super) async fn fill(filling: &mut Filling<'_>) -> Result<(), Error> {
    for told in DECISIONS {
        decide(filling, told).await?;
    }
    Ok(())
}

async fn decide(filling: &mut Filling<'_>, told: &Told) -> Result<(), Error> {
    let at = filling.morning(told.day);
    let acting = filling.person(told.login)?;
    let new = &NewSetting {
        id: filling.ids.next::<ModuleSettingId>(at),
        municipality: Some(MunicipalityCode::parse(told.place)?),
        module: told.module,
        decision: Decision {
            state: told.state,
            decided_by: told.by.to_owned(),
            decided_on: filling.day(told.day),
            evaluate_on: told.evaluate.map(|days| filling.day(days)),
            note: Some(told.note.to_owned()),
        },
    };
    let subject = Subject { kind: "module", id: new.id.0, organisation: None };
    let event = &event_of(NewEvent::by(&acting.actor, at, DECIDED, subject), &new.decision);
    let county = &filling.county;
    filling
        .app
        .store
        .write(county, None, |mut tx| async move {
            let place = new.municipality.as_ref();
            let mut event = event.clone();
            match modules::find(&mut tx, county, place, new.module).await? {
                Some(standing) => {
                    modules::save(&mut tx, county, new, standing.version, at).await?;
                    event.subject.id = standing.id.0;
                }
                None => modules::insert(&mut tx, county, new, at).await?,
            }
            events::append(&mut tx, county, &event).await?;
            Ok::<_, Error>(())
        })
        .await
}
