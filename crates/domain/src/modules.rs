//! Modules on and off: a county and each of its municipalities decides which parts of the service
//! its desks work in, for good or on trial.
//!
//! A firm's own pages are never switched off, nor what everyone may read. Cases are no module: a
//! firm has been promised an answer, and somebody has to be able to give it.

use serde::{Deserialize, Serialize};

use crate::access::{EMPLOYERS, Role};
use crate::code_enum;
use crate::codes::MunicipalityCode;
use crate::fault::{Fault, Faults};
use crate::text::{self, LINE_MAX, NAME_MAX};
use crate::time::{self, Date};

/// Most days ahead that an evaluation is set.
pub const EVALUATION_DAYS_MAX: i64 = 730;
/// Most decisions about one module that its page shows.
pub const HISTORY_MAX: i64 = 100;

code_enum! {
    /// A part of the service that can be switched on and off.
    Module, "module" {
        /// Guided mappings with firms.
        Mappings = "mappings",
        /// Needs, their coding and lanes.
        Needs = "needs",
        /// Needs of several firms pooled.
        Pooling = "pooling",
        /// Keeping the catalogue of offers; reading it is for everyone.
        Offers = "offers",
        /// Contacts with firms, planned and weighed.
        ContactPeace = "contact-peace",
        /// Company visits.
        Visits = "visits",
        /// Signals about firms.
        Signals = "signals",
        /// Applications for support.
        Support = "support",
        /// Redundancies.
        Redundancies = "redundancies",
        /// Cases as a board.
        Board = "board",
        /// Templates for answers.
        Replies = "replies",
        /// Process leaders and their work.
        Leaders = "leaders",
        /// Handing work over when somebody leaves.
        Continuity = "continuity",
        /// Files from elsewhere.
        Imports = "imports",
    }
}

code_enum! {
    /// Whether a module is on.
    ModuleState, "state" {
        /// On.
        On = "on",
        /// On until it has been evaluated.
        Pilot = "pilot",
        /// Off.
        Off = "off",
        /// As the county has decided; only for municipalities.
        AsCounty = "as-county",
    }
}

impl Module {
    /// Beginnings of the addresses that belong to it, a part in braces for any one; of offers only
    /// where they are kept. One within another belongs to both.
    pub const fn paths(self) -> &'static [&'static str] {
        match self {
            Self::Mappings => {
                &["/kartlaggningar", "/api/v1/mappings", "/fragor", "/api/v1/questions"]
            }
            Self::Needs => &["/behov", "/behov.csv", "/api/v1/needs"],
            Self::Pooling => &["/samlingar", "/api/v1/pools"],
            Self::Offers => &[
                "/insatser/ny",
                "/insatser/{id}/andra",
                "/insatser/{id}/granskad",
                "/api/v1/offers",
            ],
            Self::ContactPeace => &[
                "/kontakter",
                "/kontaktfrid",
                "/samordning",
                "/api/v1/contacts",
                "/api/v1/contact-peace",
            ],
            Self::Visits => &["/besok", "/besok.csv", "/api/v1/visits"],
            Self::Signals => &["/signaler", "/api/v1/signals"],
            Self::Support => {
                &["/stod", "/stod.csv", "/stodprogram", "/stodkonto", "/api/v1/grants"]
            }
            Self::Redundancies => &["/varsel", "/varsel.csv", "/api/v1/redundancies"],
            Self::Board => &["/arenden/tavla", "/api/v1/board"],
            Self::Replies => &["/mallar", "/api/v1/replies"],
            Self::Leaders => &[
                "/processledare",
                "/natverk/kampanjer",
                "/kartlaggningar/jamforelse",
                "/kartlaggningar/{id}/ledning",
                "/kartlaggningar/{id}/anteckning",
                "/kartlaggningar/{id}/avgangar",
                "/api/v1/leaders",
                "/api/v1/mappings/comparison",
            ],
            Self::Continuity => {
                &["/overlamningar", "/franvaro", "/api/v1/handovers", "/api/v1/absences"]
            }
            Self::Imports => &["/import", "/api/v1/imports"],
        }
    }

    fn is_over(self, path: &str) -> bool {
        self.paths().iter().any(|start| begins(path, start))
    }
}

/// Whether an address or the pattern of one begins with another, part by part.
fn begins(path: &str, start: &str) -> bool {
    let mut parts = path.split('?').next().unwrap_or_default().split('/');
    let is_alike = |part: &str, with: &str| part == with || with.starts_with('{');
    start.split('/').all(|with| parts.next().is_some_and(|part| is_alike(part, with)))
}

impl ModuleState {
    /// What a county can decide: it has nobody to follow.
    pub const OF_COUNTY: &[Self] = &[Self::On, Self::Pilot, Self::Off];
}

/// What one place has said of one module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The municipality; none is the county.
    pub municipality: Option<MunicipalityCode>,
    /// The module.
    pub module: Module,
    /// What it is there.
    pub state: ModuleState,
}

impl Placed {
    /// Reads `2260:visits:off` with a blank between, as the store joins them. What is no longer
    /// known switches nothing off.
    pub fn read_all(text: &str) -> Vec<Self> {
        let read = |word: &str| {
            let mut parts = word.split(':');
            let place = parts.next()?;
            let module = Module::parse(parts.next()?).ok()?;
            let state = ModuleState::parse(parts.next()?).ok()?;
            let municipality = match place {
                "" => None,
                code => Some(MunicipalityCode::parse(code).ok()?),
            };
            Some(Self { municipality, module, state })
        };
        text.split_whitespace().filter_map(read).collect()
    }
}

/// What a module is in a place, when all has been said: on, on trial or off. Where nobody has said
/// anything it is on.
pub fn state_in(
    placed: &[Placed],
    municipality: Option<&MunicipalityCode>,
    module: Module,
) -> ModuleState {
    let said = |place: Option<&MunicipalityCode>| {
        let of = |one: &&Placed| one.module == module && one.municipality.as_ref() == place;
        placed.iter().find(of).map(|one| one.state).filter(|state| *state != ModuleState::AsCounty)
    };
    let own = municipality.and_then(|place| said(Some(place)));
    own.or_else(|| said(None)).unwrap_or(ModuleState::On)
}

/// Modules whose pages somebody does not have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Closed(Vec<Module>);

impl Closed {
    /// What is closed for a role in a municipality, or in the whole county. Who works for the whole
    /// county has a module for as long as one municipality does. Firms keep all that is their own,
    /// and whoever looks after the archive reads what has been written.
    pub fn of(role: Role, municipality: Option<&MunicipalityCode>, placed: &[Placed]) -> Self {
        let keeps_all = [Role::Public, Role::Person, Role::Dpo, Role::Registrar];
        if EMPLOYERS.contains(&role) || keeps_all.contains(&role) {
            return Self::default();
        }
        let is_off = |module: &&Module| {
            state_in(placed, municipality, **module) == ModuleState::Off
                && (municipality.is_some() || !is_on_somewhere(placed, **module))
        };
        Self(Module::ALL.iter().filter(is_off).copied().collect())
    }

    /// A closed module that an address belongs to: what two share is closed with either.
    pub fn module_at(&self, path: &str) -> Option<Module> {
        self.0.iter().find(|module| module.is_over(path)).copied()
    }

    /// True when a module is not among the closed.
    pub fn has_open(&self, module: Module) -> bool {
        !self.0.contains(&module)
    }

    /// True when an address leads somewhere.
    pub fn opens(&self, path: &str) -> bool {
        self.module_at(path).is_none()
    }

    /// The closed modules.
    pub fn modules(&self) -> &[Module] {
        &self.0
    }
}

fn is_on_somewhere(placed: &[Placed], module: Module) -> bool {
    placed.iter().any(|one| {
        one.module == module
            && one.municipality.is_some()
            && matches!(one.state, ModuleState::On | ModuleState::Pilot)
    })
}

/// What a person types to switch a module.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct DecisionForm {
    /// Code of the state.
    pub state: String,
    /// Who has decided.
    pub decided_by: String,
    /// When, ISO.
    pub decided_on: String,
    /// When it is evaluated, ISO.
    pub evaluate_on: String,
    /// Why, or on what terms.
    pub note: String,
}

/// A decision about a module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What it becomes.
    pub state: ModuleState,
    /// Who has decided.
    pub decided_by: String,
    /// When.
    pub decided_on: Date,
    /// When it is evaluated.
    pub evaluate_on: Option<Date>,
    /// Why, or on what terms.
    pub note: Option<String>,
}

impl DecisionForm {
    /// Reads the form of a county or of one of its municipalities. A trial has a day when it is
    /// evaluated, so that none goes on by itself.
    pub fn parse(&self, is_county: bool, today: Date) -> Result<Decision, Faults> {
        let mut faults = Faults::default();
        let state = faults.take(read_state(&self.state, is_county));
        let by = faults.take(text::required("decidedBy", &self.decided_by, NAME_MAX));
        let on = faults.take(decided_on(&self.decided_on, today));
        let evaluate = faults.take(time::date_from_iso("evaluateOn", &self.evaluate_on));
        let note = faults.take(text::optional("note", &self.note, LINE_MAX));
        let evaluate_on = evaluate.flatten();
        if let Some(fault) = evaluation_fault(state, on, evaluate.is_some(), evaluate_on, today) {
            faults.push(fault);
        }
        match (state, by, on, note) {
            (Some(state), Some(decided_by), Some(decided_on), Some(note)) if faults.is_empty() => {
                Ok(Decision { state, decided_by, decided_on, evaluate_on, note })
            }
            _ => Err(faults),
        }
    }
}

fn read_state(code: &str, is_county: bool) -> Result<ModuleState, Fault> {
    let state = ModuleState::parse(code)?;
    if is_county && !ModuleState::OF_COUNTY.contains(&state) {
        return Err(Fault::new("state", "unknown-choice").with("value", state));
    }
    Ok(state)
}

fn decided_on(text: &str, today: Date) -> Result<Date, Fault> {
    let on = time::date_from_iso("decidedOn", text)?;
    let on = on.ok_or_else(|| Fault::new("decidedOn", "required"))?;
    if on > today {
        return Err(Fault::new("decidedOn", "module-not-decided-yet").with("value", on));
    }
    Ok(on)
}

fn evaluation_fault(
    state: Option<ModuleState>,
    decided_on: Option<Date>,
    is_readable: bool,
    evaluate_on: Option<Date>,
    today: Date,
) -> Option<Fault> {
    let Some(on) = evaluate_on else {
        let is_missing = is_readable && state == Some(ModuleState::Pilot);
        return is_missing.then(|| Fault::new("evaluateOn", "module-trial-without-end"));
    };
    if decided_on.is_some_and(|decided| on <= decided) {
        return Some(Fault::new("evaluateOn", "module-evaluated-too-soon").with("value", on));
    }
    (on > time::days_after(today, EVALUATION_DAYS_MAX))
        .then(|| Fault::new("evaluateOn", "date-out-of-reach").with("value", on))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TODAY: Date = Date::constant(2026, 12, 7);

    fn place(code: &str) -> MunicipalityCode {
        MunicipalityCode::parse(code).expect("code")
    }

    fn form() -> DecisionForm {
        DecisionForm {
            state: "pilot".into(),
            decided_by: "Kommunstyrelsen".into(),
            decided_on: "2026-11-12".into(),
            evaluate_on: "2027-05-31".into(),
            note: String::new(),
        }
    }

    #[test]
    fn off_in_six_and_on_in_one_works() {
        let placed = Placed::read_all(":visits:off 2281:visits:on");
        for other in ["2260", "2262", "2280", "2282", "2283", "2284"] {
            let closed = Closed::of(Role::MuniAdviser, Some(&place(other)), &placed);
            assert_eq!(closed.modules(), [Module::Visits], "{other}");
            assert_eq!(closed.module_at("/besok/ko?kommun=2282"), Some(Module::Visits));
            assert!(closed.opens("/behov") && closed.opens("/arenden"));
        }
        let sundsvall = Closed::of(Role::MuniContact, Some(&place("2281")), &placed);
        assert!(sundsvall.opens("/besok"));
        // Who works for the whole county has it for the one.
        assert!(Closed::of(Role::Broker, None, &placed).opens("/besok"));
        let nowhere = Placed::read_all(":visits:off");
        assert!(!Closed::of(Role::Broker, None, &nowhere).opens("/besok"));
    }

    #[test]
    fn a_municipality_starts_with_one_module() {
        let off = |module: &Module| format!("2260:{module}:off");
        let others = Module::ALL.iter().filter(|module| **module != Module::Visits);
        let placed = Placed::read_all(&others.map(off).collect::<Vec<_>>().join(" "));
        let closed = Closed::of(Role::MuniAdviser, Some(&place("2260")), &placed);
        assert_eq!(closed.modules().len(), Module::ALL.len() - 1);
        assert!(closed.opens("/besok") && closed.opens("/arenden/1"));
        assert!(!closed.opens("/arenden/tavla"));
    }

    #[test]
    fn a_firm_keeps_its_own_and_the_archive_can_be_read() {
        let placed = Placed::read_all(":visits:off :contact-peace:off :needs:off");
        for role in [Role::EmployerAdmin, Role::EmployerMember, Role::Dpo, Role::Registrar] {
            let closed = Closed::of(role, Some(&place("2260")), &placed);
            assert!(closed.modules().is_empty(), "{role}");
        }
    }

    #[test]
    fn a_municipality_may_follow_its_county() {
        let placed = Placed::read_all(":board:off 2260:board:as-county 2262:board:pilot");
        assert_eq!(state_in(&placed, Some(&place("2260")), Module::Board), ModuleState::Off);
        assert_eq!(state_in(&placed, Some(&place("2262")), Module::Board), ModuleState::Pilot);
        assert_eq!(state_in(&placed, Some(&place("2280")), Module::Board), ModuleState::Off);
        assert_eq!(state_in(&placed, None, Module::Needs), ModuleState::On);
        assert!(form().parse(true, TODAY).is_ok());
        let follows = DecisionForm { state: "as-county".into(), ..form() };
        assert!(follows.parse(false, TODAY).is_ok());
        assert_eq!(follows.parse(true, TODAY).expect_err("whom?").0[0].code, "unknown-choice");
    }

    fn over(path: &str) -> Vec<Module> {
        Module::ALL.iter().copied().filter(|module| module.is_over(path)).collect()
    }

    #[test]
    fn an_address_belongs_to_its_module_and_what_begins_alike_to_another() {
        for module in Module::ALL {
            for path in module.paths() {
                assert!(over(path).contains(module), "{path}");
                assert_eq!(over(&format!("{path}/ny?x=1")), over(path), "{path}");
                let above = path.rsplit_once('/').expect("begins with a slash").0;
                assert_eq!(over(&format!("{path}xx")), over(above), "{path}");
            }
        }
        for open in ["/", "/arenden", "/mitt", "/moduler", "/konto", "/skrivbord", "/k/lank"] {
            assert_eq!(over(open), [], "{open}");
        }
    }

    #[test]
    fn what_two_modules_share_is_closed_with_either() {
        let led = "/kartlaggningar/018f0000-0000-7000-8000-000000000000/ledning";
        let plain = "/kartlaggningar/018f0000-0000-7000-8000-000000000000";
        for (off, closes_plain) in [("mappings", true), ("leaders", false)] {
            let placed = Placed::read_all(&format!(":{off}:off"));
            let closed = Closed::of(Role::MuniAdviser, Some(&place("2260")), &placed);
            assert!(!closed.opens(led), "{off}");
            assert_eq!(!closed.opens(plain), closes_plain, "{off}");
        }
    }

    #[test]
    fn a_trial_ends_with_an_evaluation() {
        let faults = |form: DecisionForm| form.parse(false, TODAY).expect_err("faulty").0;
        assert!(form().parse(false, TODAY).is_ok());
        let endless = faults(DecisionForm { evaluate_on: String::new(), ..form() });
        assert_eq!(endless[0].code, "module-trial-without-end");
        let soon = faults(DecisionForm { evaluate_on: "2026-11-12".into(), ..form() });
        assert_eq!(soon[0].code, "module-evaluated-too-soon");
        let far = faults(DecisionForm { evaluate_on: "2032-01-01".into(), ..form() });
        assert_eq!(far[0].code, "date-out-of-reach");
        let ahead = faults(DecisionForm { decided_on: "2026-12-08".into(), ..form() });
        assert_eq!(ahead[0].code, "module-not-decided-yet");
        let all = faults(DecisionForm::default());
        let fields: Vec<_> = all.iter().map(|fault| fault.field).collect();
        assert_eq!(fields, ["state", "decidedBy", "decidedOn"]);
    }

    proptest! {
        #[test]
        fn whatever_is_said_a_place_reads_on_trial_or_off(
            said in prop::collection::vec((0..4_usize, 0..14_usize, 0..4_usize), 0..30),
            at in 0..4_usize,
        ) {
            let places = ["", "2260", "2281", "2284"];
            let words: Vec<_> = said
                .iter()
                .map(|(place, module, state)| {
                    let (module, state) = (Module::ALL[*module], ModuleState::ALL[*state]);
                    format!("{}:{module}:{state}", places[*place])
                })
                .collect();
            let placed = Placed::read_all(&words.join(" "));
            prop_assert_eq!(placed.len(), said.len());
            let here = MunicipalityCode::parse(places[at]).ok();
            let closed = Closed::of(Role::MuniAdviser, here.as_ref(), &placed);
            for module in Module::ALL {
                let state = state_in(&placed, here.as_ref(), *module);
                prop_assert!(state != ModuleState::AsCounty);
                if here.is_some() {
                    let is_closed = closed.modules().contains(module);
                    prop_assert_eq!(is_closed, state == ModuleState::Off);
                }
            }
        }

        #[test]
        fn no_text_breaks_the_reading(text in ".{0,60}") {
            let _ = Placed::read_all(&text);
            let _ = over(&text);
        }
    }
}
