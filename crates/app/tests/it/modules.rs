//! Modules on and off: who decides where, what is remembered, and that two cannot decide at once.

use app::modules::{self, Line, Overview};
use app::{App, Kind};
use domain::access::{Actor, Role};
use domain::modules::{DecisionForm, Module, ModuleState};

use crate::harness::{organisation, person};
use crate::on_both;

struct House {
    strategist: Actor,
    contact: Actor,
    adviser: Actor,
}

async fn house(app: &App) -> House {
    let region = organisation(app, "559999-0016", "Demo region").await;
    let council = organisation(app, "559999-0024", "Demo kommun").await;
    House {
        strategist: person(app, Role::Strategist, region, "Margareta Hedin").await,
        contact: person(app, Role::MuniContact, council, "Inger Backe").await,
        adviser: person(app, Role::MuniAdviser, council, "Gunnel Åsén").await,
    }
}

fn form(state: &str) -> DecisionForm {
    DecisionForm {
        state: state.into(),
        decided_by: "Kommunstyrelsen".into(),
        decided_on: "2026-11-12".into(),
        evaluate_on: if state == "pilot" { "2027-05-31".into() } else { String::new() },
        note: "Vi börjar med besöken.".into(),
    }
}

async fn decide(
    app: &App,
    actor: &Actor,
    place: &str,
    version: i64,
    state: &str,
) -> Result<ModuleState, Kind> {
    let at = (place, Module::Visits);
    let done = modules::decide(app, actor, at, version, &form(state), None).await;
    done.map(|decided| decided.state).map_err(|error| error.kind)
}

fn visits(overview: &Overview) -> &Line {
    overview.lines.iter().find(|line| line.module == Module::Visits).expect("visits")
}

on_both! {
    async fn a_municipality_decides_for_itself_and_the_county_for_all(app: &App) {
        let house = house(app).await;
        let own = modules::overview(app, &house.contact, "").await.expect("own place");
        assert_eq!((own.place.code.as_str(), own.can_decide), ("2284", true));
        assert_eq!((visits(&own).state, visits(&own).version), (ModuleState::On, 0));
        assert_eq!(decide(app, &house.strategist, "22", 0, "off").await, Ok(ModuleState::Off));
        assert_eq!(decide(app, &house.contact, "2284", 0, "pilot").await, Ok(ModuleState::Pilot));
        for (actor, place, kind) in [
            (&house.contact, "22", Kind::Forbidden),
            (&house.contact, "2282", Kind::Forbidden),
            (&house.adviser, "2284", Kind::Forbidden),
            (&house.contact, "2180", Kind::Invisible),
            (&house.strategist, "x", Kind::Invisible),
        ] {
            assert_eq!(decide(app, actor, place, 0, "on").await, Err(kind), "{place}");
        }
        let county = modules::overview(app, &house.strategist, "").await.expect("county");
        assert!(county.place.municipality.is_none() && county.can_decide);
        assert_eq!((visits(&county).state, visits(&county).on_in), (ModuleState::Off, 1));
        let other = modules::overview(app, &house.adviser, "2282").await.expect("other");
        assert_eq!((visits(&other).state, other.can_decide), (ModuleState::Off, false));
        let all = modules::all(app, &house.adviser).await.expect("all");
        assert_eq!(all.len(), 3 * Module::ALL.len());
    }

    async fn of_two_who_decide_the_second_reads_first_and_all_is_remembered(app: &App) {
        let House { strategist, contact, .. } = house(app).await;
        assert_eq!(decide(app, &contact, "2284", 0, "pilot").await, Ok(ModuleState::Pilot));
        assert_eq!(decide(app, &strategist, "2284", 0, "off").await, Err(Kind::Conflict));
        assert_eq!(decide(app, &strategist, "2284", 1, "off").await, Ok(ModuleState::Off));
        assert_eq!(decide(app, &contact, "2284", 2, "as-county").await, Ok(ModuleState::AsCounty));
        let view = modules::read(app, &contact, "2284", Module::Visits).await.expect("read");
        assert_eq!((view.line.state, view.line.version), (ModuleState::On, 3));
        let states: Vec<_> =
            view.history.iter().map(|event| event.detail["state"].as_str()).collect();
        assert_eq!(states, [Some("as-county"), Some("off"), Some("pilot")]);
        assert_eq!(view.history[2].detail["evaluateOn"], "2027-05-31");
        let (at, none) = (("2284", Module::Visits), DecisionForm::default());
        let wrong = modules::decide(app, &contact, at, 3, &none, None).await;
        assert_eq!(wrong.expect_err("faulty").faults.0.len(), 3);
    }

    async fn whoever_meets_a_closed_page_is_told_whom_to_ask(app: &App) {
        let house = house(app).await;
        decide(app, &house.strategist, "22", 0, "off").await.expect("off");
        let ask = modules::whom_to_ask(app, &house.adviser, Module::Visits).await.expect("asked");
        assert_eq!(ask.place, "Örnsköldsvik");
        assert_eq!(ask.whom, ["Inger Backe"]);
        assert_eq!(ask.decision.expect("decided").0, "Kommunstyrelsen");
        let ask = modules::whom_to_ask(app, &house.strategist, Module::Board).await.expect("asked");
        assert_eq!((ask.place.as_str(), ask.decision), ("", None));
        assert_eq!(ask.whom, ["Margareta Hedin"]);
    }

    async fn the_same_decision_twice_is_one(app: &App) {
        let house = house(app).await;
        let at = ("2284", Module::Board);
        for _ in 0..2 {
            let off = form("off");
            let decided = modules::decide(app, &house.contact, at, 0, &off, Some("k")).await;
            decided.expect("off");
        }
        let view = modules::read(app, &house.contact, "2284", Module::Board).await.expect("read");
        assert_eq!((view.line.version, view.history.len()), (1, 1));
    }
}
