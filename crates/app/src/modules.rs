//! Modules on and off: what each place has decided, and deciding it.
//!
//! What is closed is read with the session, see [`crate::access::Signed`]; the guard of the web
//! asks there. Nothing that has been written goes away: it is exported, and shown again when the
//! module is on.

use domain::access::{Actor, Role};
use domain::codes::MunicipalityCode;
use domain::ids::ModuleSettingId;
use domain::modules::{Decision, DecisionForm, HISTORY_MAX, Module, ModuleState, Placed, state_in};
use domain::time::Date;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::events::{Event, NewEvent, Subject};
use store::modules::{NewSetting, StoredSetting};
use store::organisations::Municipality;

use crate::acting::request_key;
use crate::{App, Error};

/// Most names of whom to ask.
const ASKED_MAX: i64 = 3;

/// Somewhere that decides for itself: the county, or one of its municipalities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Code, as addresses have it: two digits or four.
    pub code: String,
    /// Name; empty for the county.
    pub name: String,
    /// The municipality; none is the county.
    pub municipality: Option<MunicipalityCode>,
}

impl Place {
    fn county(actor: &Actor) -> Self {
        Self { code: actor.county().to_string(), name: String::new(), municipality: None }
    }

    fn of(municipality: &Municipality) -> Self {
        Self {
            code: municipality.code.to_string(),
            name: municipality.name.clone(),
            municipality: Some(municipality.code.clone()),
        }
    }
}

/// A module in a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The module.
    pub module: Module,
    /// What has been decided; none when nobody has.
    pub decision: Option<Decision>,
    /// What it is there, when all has been said.
    pub state: ModuleState,
    /// In how many municipalities it is on or on trial; in the county's lines.
    pub on_in: usize,
    /// Version of the decision; 0 when nobody has decided.
    pub version: i64,
    /// The day of evaluation has come.
    pub is_due: bool,
}

/// Every module in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// The place.
    pub place: Place,
    /// Every place there is, the county first.
    pub places: Vec<Place>,
    /// Module by module.
    pub lines: Vec<Line>,
    /// The actor may decide here.
    pub can_decide: bool,
}

/// One module in one place, with all that has been decided.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// The place.
    pub place: Place,
    /// How it stands.
    pub line: Line,
    /// What has been decided, latest first.
    pub history: Vec<Event>,
    /// The actor may decide here.
    pub can_decide: bool,
}

/// A decision that has been written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Decided {
    /// The module.
    pub module: Module,
    /// What it became.
    pub state: ModuleState,
}

/// Why a page is closed to somebody, and whom to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// Name of the place; empty for the county.
    pub place: String,
    /// Who decided, and when.
    pub decision: Option<(String, Date)>,
    /// Who decides there, by name.
    pub whom: Vec<String>,
}

/// The strategist decides for the county and all of it, a municipality's contact for its own.
fn may_decide(actor: &Actor, place: &Place) -> bool {
    match actor.role() {
        Role::Strategist => true,
        Role::MuniContact => {
            let own = actor.assignment().and_then(|held| held.municipality.as_ref());
            own.is_some() && own == place.municipality.as_ref()
        }
        _ => false,
    }
}

async fn places(app: &App, actor: &Actor) -> Result<Vec<Place>, Error> {
    let mut connection = app.store.read().await?;
    let all = store::organisations::municipalities(&mut connection, actor.county()).await?;
    Ok(std::iter::once(Place::county(actor)).chain(all.iter().map(Place::of)).collect())
}

fn line_of(
    settings: &[StoredSetting],
    place: &Place,
    module: Module,
    all: &[Place],
    today: Date,
) -> Line {
    let placed: Vec<Placed> = settings.iter().map(StoredSetting::placed).collect();
    let is_here =
        |one: &&StoredSetting| one.module == module && one.municipality == place.municipality;
    let own = settings.iter().find(is_here);
    let state = state_in(&placed, place.municipality.as_ref(), module);
    let is_on = |place: &&Place| {
        place.municipality.is_some()
            && state_in(&placed, place.municipality.as_ref(), module) != ModuleState::Off
    };
    Line {
        module,
        state,
        on_in: all.iter().filter(is_on).count(),
        version: own.map_or(0, |one| one.version),
        is_due: state == ModuleState::Pilot
            && own.and_then(|one| one.decision.evaluate_on).is_some_and(|day| day <= today),
        decision: own.map(|one| one.decision.clone()),
    }
}

/// Every module in a place; without one in the actor's own.
pub async fn overview(app: &App, actor: &Actor, code: &str) -> Result<Overview, Error> {
    let places = places(app, actor).await?;
    let own = actor.assignment().and_then(|held| held.municipality.clone());
    let place = if code.is_empty() {
        places.iter().find(|place| place.municipality == own)
    } else {
        places.iter().find(|place| place.code == code)
    };
    let place = place.cloned().ok_or_else(Error::invisible)?;
    let settings = store::modules::settings(&mut app.store.read().await?, actor.county()).await?;
    let line = |module: &Module| line_of(&settings, &place, *module, &places, app.today());
    Ok(Overview {
        lines: Module::ALL.iter().map(line).collect(),
        can_decide: may_decide(actor, &place),
        place,
        places,
    })
}

/// Every module in every place: what programs read.
pub async fn all(app: &App, actor: &Actor) -> Result<Vec<(Place, Line)>, Error> {
    let places = places(app, actor).await?;
    let settings = store::modules::settings(&mut app.store.read().await?, actor.county()).await?;
    let today = app.today();
    let lines = places.iter().flat_map(|place| {
        let line =
            |module: &Module| (place.clone(), line_of(&settings, place, *module, &places, today));
        Module::ALL.iter().map(line).collect::<Vec<_>>()
    });
    Ok(lines.collect())
}

/// One module in one place.
pub async fn read(app: &App, actor: &Actor, code: &str, module: Module) -> Result<View, Error> {
    let overview = overview(app, actor, code).await?;
    let line = overview.lines.into_iter().find(|line| line.module == module);
    let line = line.ok_or_else(Error::invisible)?;
    let (county, place) = (actor.county(), overview.place);
    let mut connection = app.store.read().await?;
    let own = place.municipality.as_ref();
    let setting = store::modules::find(&mut connection, county, own, module).await?;
    let mut history = match setting {
        Some(setting) => {
            let id = setting.id.0;
            store::events::about(&mut connection, county, "module", id, HISTORY_MAX).await?
        }
        None => Vec::new(),
    };
    history.reverse();
    Ok(View { can_decide: overview.can_decide, place, line, history })
}

/// The event of a decision. What was decided goes along, so that the page can tell it.
pub fn event_of(event: NewEvent, decision: &Decision) -> NewEvent {
    event.saying(json!({
        "state": decision.state,
        "decidedBy": decision.decided_by,
        "decidedOn": decision.decided_on.to_string(),
        "evaluateOn": decision.evaluate_on.map(|day| day.to_string()),
        "note": decision.note,
    }))
}

/// Kind of the event of a decision.
pub const DECIDED: &str = "module.decided";

/// Writes a decision down: from the next page on it holds for everybody there.
pub async fn decide(
    app: &App,
    actor: &Actor,
    (code, module): (&str, Module),
    version: i64,
    form: &DecisionForm,
    key: Option<&str>,
) -> Result<Decided, Error> {
    let all = places(app, actor).await?;
    let place = all.into_iter().find(|place| place.code == code).ok_or_else(Error::invisible)?;
    if !may_decide(actor, &place) {
        return Err(Error::forbidden());
    }
    let decision = form.parse(place.municipality.is_none(), app.today())?;
    let (county, now) = (actor.county(), app.now());
    let new = &NewSetting {
        id: app.new_id::<ModuleSettingId>(),
        municipality: place.municipality,
        module,
        decision,
    };
    let subject = Subject { kind: "module", id: new.id.0, organisation: None };
    let event = &event_of(NewEvent::by(actor, now, DECIDED, subject), &new.decision);
    let key = request_key(actor, key, "module.decide", &(code, module, form), now);
    app.store
        .write(county, key.as_ref(), |mut tx| async move {
            let place = new.municipality.as_ref();
            let standing = store::modules::find(&mut tx, county, place, module).await?;
            let mut event = event.clone();
            match standing {
                Some(standing) => {
                    store::modules::save(&mut tx, county, new, version, now).await?;
                    event.subject.id = standing.id.0;
                }
                None if version == 0 => {
                    store::modules::insert(&mut tx, county, new, now).await?;
                }
                None => return Err(store::Error::Changed.into()),
            }
            store::events::append(&mut tx, county, &event).await?;
            Ok::<_, Error>(Decided { module, state: new.decision.state })
        })
        .await
}

/// Why a module is closed to the actor, and whom to ask about it.
pub async fn whom_to_ask(app: &App, actor: &Actor, module: Module) -> Result<Ask, Error> {
    let county = actor.county();
    let own = actor.assignment().and_then(|held| held.municipality.clone());
    let places = places(app, actor).await?;
    let mut connection = app.store.read().await?;
    let settings = store::modules::settings(&mut connection, county).await?;
    let off = |place: Option<&MunicipalityCode>| {
        settings.iter().find(|one| {
            one.module == module
                && one.municipality.as_ref() == place
                && one.decision.state == ModuleState::Off
        })
    };
    let decided = own.as_ref().and_then(|place| off(Some(place))).or_else(|| off(None));
    let whom =
        store::modules::deciders(&mut connection, county, own.as_ref(), app.today(), ASKED_MAX)
            .await?;
    let place = places.into_iter().find(|place| place.municipality == own);
    Ok(Ask {
        place: place.map(|place| place.name).unwrap_or_default(),
        decision: decided.map(|one| (one.decision.decided_by.clone(), one.decision.decided_on)),
        whom,
    })
}
