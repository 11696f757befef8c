//! Pooled demand: the same need at several firms in several municipalities, summed with each firm's
//! consent, so that together they are enough for a course or a programme.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::code_enum;
use crate::codes::MunicipalityCode;
use crate::fault::{Fault, Faults};
use crate::figures::FIRMS_LEAST;
use crate::ids::{NeedId, OrganisationId};
use crate::needs::NeedState;
use crate::text::{self, LINE_MAX, NAME_MAX};
use crate::time::{self, Date};

/// Fewest firms with the same need that can be pooled.
pub const FIRMS_TO_POOL: i64 = 2;
/// Fewest municipalities they lie in.
pub const PLACES_TO_POOL: i64 = 2;
/// Firms that make a pool worth suggesting by itself.
pub const FIRMS_TO_SUGGEST: i64 = 3;
/// Most needs in a pool.
pub const NEEDS_MAX: usize = 100;
/// How many days ahead a deadline can lie.
pub const DAYS_AHEAD_MAX: i64 = 2 * 365;
/// How many days back an answer on the telephone can have been given.
pub const DAYS_BACK_MAX: i64 = 90;

code_enum! {
    /// Where a pool stands.
    PoolState, "state" {
        /// Firms are asked.
        Forming = "forming",
        /// Firms have said yes, and the figures stand.
        Open = "open",
        /// A course or another answer has been ordered.
        Ordered = "ordered",
        /// Whoever was asked has answered.
        Answered = "answered",
        /// Over, with what came of it.
        Closed = "closed",
        /// Given up, with a reason.
        Cancelled = "cancelled",
    }
}

impl PoolState {
    /// Which states may follow.
    pub fn next(self) -> &'static [Self] {
        match self {
            Self::Forming => &[Self::Open, Self::Cancelled],
            Self::Open => &[Self::Ordered, Self::Answered, Self::Closed, Self::Cancelled],
            Self::Ordered => &[Self::Answered, Self::Closed, Self::Cancelled],
            Self::Answered => &[Self::Ordered, Self::Closed, Self::Cancelled],
            Self::Closed | Self::Cancelled => &[],
        }
    }

    /// Somebody still works with it, and firms can still answer.
    pub fn is_live(self) -> bool {
        !self.next().is_empty()
    }
}

code_enum! {
    /// What a firm has answered.
    Consent, "answer" {
        /// Nothing yet.
        Asked = "asked",
        /// Its part is summed.
        Yes = "yes",
        /// Its part is not summed.
        No = "no",
        /// It was summed, and no longer is.
        Withdrawn = "withdrawn",
    }
}

impl Consent {
    /// The firm can answer so now. It can always change its mind; a yes that stands can be sent
    /// again, with or without its name.
    pub fn may_become(self, next: Self) -> bool {
        match next {
            Self::Asked => false,
            Self::Yes => true,
            Self::No => matches!(self, Self::Asked | Self::No),
            Self::Withdrawn => self == Self::Yes,
        }
    }
}

code_enum! {
    /// How a firm's answer came.
    Way, "way" {
        /// The firm wrote it itself.
        Login = "login",
        /// Somebody wrote it down after a call.
        Phone = "phone",
    }
}

code_enum! {
    /// Why the figures of a pool were written anew.
    Change, "change" {
        /// The pool was opened.
        Opened = "opened",
        /// A firm said yes.
        Joined = "joined",
        /// A firm withdrew.
        Left = "left",
        /// A need was met, written off or understood as another occupation.
        NeedLeft = "need-left",
    }
}

code_enum! {
    /// Whether a need is in a pool.
    Standing, "standing" {
        /// It is, or the firm is asked whether it may be; in one pool at a time.
        In = "in",
        /// No longer.
        Left = "left",
        /// It was when the pool ended.
        Ended = "ended",
    }
}

/// A need in this state can be pooled.
pub fn can_be_pooled(state: NeedState) -> bool {
    matches!(state, NeedState::Confirmed | NeedState::InProgress)
}

/// A need that goes from one state to another no longer belongs to its pool.
pub fn leaves(from: NeedState, to: NeedState) -> bool {
    to != NeedState::Pooled && (from == NeedState::Pooled || !can_be_pooled(to))
}

/// What a firm brings to a pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The firm.
    pub organisation: OrganisationId,
    /// Its municipality.
    pub municipality: MunicipalityCode,
    /// Persons it needs.
    pub persons: i64,
    /// What it has answered.
    pub consent: Consent,
}

/// What a pool comes to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Persons needed.
    pub persons: i64,
    /// Firms that need them.
    pub firms: i64,
    /// Municipalities the firms lie in.
    pub municipalities: i64,
}

impl Figures {
    /// Sums the parts of the firms that have said yes, and of no others.
    pub fn of(parts: &[Part]) -> Self {
        let mut firms = BTreeSet::new();
        let mut places = BTreeSet::new();
        let mut persons = 0;
        for part in parts.iter().filter(|part| part.consent == Consent::Yes && part.persons > 0) {
            persons += part.persons;
            firms.insert(part.organisation);
            places.insert(part.municipality.as_str());
        }
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        Self { persons, firms: count(firms.len()), municipalities: count(places.len()) }
    }

    /// The sums as others than those who work with the pool see them: none while so few firms stand
    /// behind them that one could count out another.
    pub fn for_others(self) -> Option<Self> {
        usize::try_from(self.firms).is_ok_and(|firms| firms >= FIRMS_LEAST).then_some(self)
    }

    /// So many firms in so many places can be pooled.
    pub fn is_enough(self) -> bool {
        self.firms >= FIRMS_TO_POOL && self.municipalities >= PLACES_TO_POOL
    }
}

/// What a pool is for and what happens next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// Title.
    pub title: String,
    /// Last day for firms to answer, and for what is done about it.
    pub deadline: Date,
    /// Next step.
    pub next_step: String,
    /// Its day.
    pub next_step_on: Date,
}

/// What a person types to form a pool or change its plan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PoolForm {
    /// Title.
    pub title: String,
    /// Deadline, ISO.
    pub deadline: String,
    /// Next step.
    pub next_step: String,
    /// Its day, ISO.
    pub next_step_on: String,
    /// Ids of the needs; only when the pool is formed.
    pub needs: Vec<String>,
    /// Version of the pool as it was read; only when it is changed.
    pub version: String,
}

impl PoolForm {
    /// Reads the plan of a new pool; its days lie ahead.
    pub fn plan(&self, today: Date) -> Result<Plan, Faults> {
        self.plan_after(today, None)
    }

    /// Reads the plan of a pool that has one. A day that has passed may stay: the rest of the plan
    /// can be changed after it.
    pub fn changed_plan(&self, today: Date, stands: &Plan) -> Result<Plan, Faults> {
        self.plan_after(today, Some(stands))
    }

    fn plan_after(&self, today: Date, stands: Option<&Plan>) -> Result<Plan, Faults> {
        let (deadline, step_on) =
            (stands.map(|plan| plan.deadline), stands.map(|plan| plan.next_step_on));
        let mut faults = Faults::default();
        let title = faults.take(text::required("title", &self.title, NAME_MAX));
        let deadline = faults.take(day_kept("deadline", &self.deadline, today, deadline));
        let next_step = faults.take(text::required("nextStep", &self.next_step, LINE_MAX));
        let next_step_on = faults.take(day_kept("nextStepOn", &self.next_step_on, today, step_on));
        match (title, deadline, next_step, next_step_on) {
            (Some(title), Some(deadline), Some(next_step), Some(next_step_on)) => {
                Ok(Plan { title, deadline, next_step, next_step_on })
            }
            _ => Err(faults),
        }
    }

    /// Reads which needs are chosen, each once.
    pub fn chosen(&self) -> Result<Vec<NeedId>, Fault> {
        let given = self.needs.iter().map(|id| id.trim()).filter(|id| !id.is_empty());
        let unknown = |_| Fault::new("needs", "pool-need-gone");
        let mut ids = given.map(|id| id.parse().map_err(unknown)).collect::<Result<Vec<_>, _>>()?;
        ids.sort_unstable();
        ids.dedup();
        match ids.len() {
            0 => Err(Fault::new("needs", "pool-too-few")),
            count if count > NEEDS_MAX => {
                Err(Fault::new("needs", "too-many").with("max", NEEDS_MAX))
            }
            _ => Ok(ids),
        }
    }
}

/// A day that lies ahead, or the one that stands.
fn day_kept(
    field: &'static str,
    text: &str,
    today: Date,
    stands: Option<Date>,
) -> Result<Date, Fault> {
    match time::date_from_iso(field, text)? {
        Some(on) if stands == Some(on) => Ok(on),
        _ => day_ahead(field, text, today),
    }
}

fn day_ahead(field: &'static str, text: &str, today: Date) -> Result<Date, Fault> {
    let on = time::date_from_iso(field, text)?.ok_or_else(|| Fault::new(field, "required"))?;
    if on < today {
        return Err(Fault::new(field, "date-has-passed").with("value", on));
    }
    if on > time::days_after(today, DAYS_AHEAD_MAX) {
        return Err(Fault::new(field, "date-out-of-reach").with("value", on));
    }
    Ok(on)
}

/// A step of a pool as it is sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StepForm {
    /// Code of the state.
    pub state: String,
    /// What came of it, or why it is given up; required when the pool ends.
    pub reason: String,
    /// Version of the pool as it was read.
    pub version: String,
}

impl StepForm {
    /// Reads where the pool goes, and why.
    pub fn parse(&self) -> Result<(PoolState, Option<String>), Fault> {
        let state = PoolState::parse(&self.state)?;
        let reason = text::optional("reason", &self.reason, LINE_MAX)?;
        if !state.is_live() && reason.is_none() {
            return Err(Fault::new("reason", "required"));
        }
        Ok((state, reason))
    }
}

/// A firm's answer as it is sent, by itself or by whoever took the call.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AnswerForm {
    /// Code of the answer.
    pub answer: String,
    /// `yes` when the other firms may know its name.
    pub named: String,
    /// Id of the firm; only after a call.
    pub organisation: String,
    /// Who said it; only after a call.
    pub said_by: String,
    /// When it was said, ISO; only after a call.
    pub said_on: String,
    /// Version of the firm's answer as it was read.
    pub version: String,
}

/// A firm's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What it says.
    pub consent: Consent,
    /// The other firms may know its name.
    pub may_be_named: bool,
}

impl AnswerForm {
    /// Reads the answer. A name is only given together with a yes.
    pub fn answer(&self) -> Result<Answer, Fault> {
        if self.answer.trim().is_empty() {
            return Err(Fault::new("answer", "required"));
        }
        let consent = Consent::parse(&self.answer)?;
        if consent == Consent::Asked {
            return Err(Fault::new("answer", "unknown-choice").with("value", consent));
        }
        Ok(Answer { consent, may_be_named: consent == Consent::Yes && self.named == "yes" })
    }

    /// Reads who said it on the telephone, and when.
    pub fn call(&self, today: Date) -> Result<(String, Date), Faults> {
        let mut faults = Faults::default();
        let by = faults.take(text::required("saidBy", &self.said_by, NAME_MAX));
        let on = faults.take(day_back("saidOn", &self.said_on, today));
        match (by, on) {
            (Some(by), Some(on)) => Ok((by, on)),
            _ => Err(faults),
        }
    }
}

fn day_back(field: &'static str, text: &str, today: Date) -> Result<Date, Fault> {
    let on = time::date_from_iso(field, text)?.ok_or_else(|| Fault::new(field, "required"))?;
    if on > today || on < time::days_after(today, -DAYS_BACK_MAX) {
        let fault = Fault::new(field, "pool-said-when").with("value", on);
        return Err(fault.with("days", DAYS_BACK_MAX));
    }
    Ok(on)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    const TODAY: Date = Date::constant(2026, 12, 7);

    fn part(firm: u128, place: &str, persons: i64, consent: Consent) -> Part {
        let municipality = MunicipalityCode::parse(place).expect("code");
        Part { organisation: OrganisationId(Uuid::from_u128(firm)), municipality, persons, consent }
    }

    fn sums(persons: i64, firms: i64, municipalities: i64) -> Figures {
        Figures { persons, firms, municipalities }
    }

    #[test]
    fn three_firms_make_nine_and_any_that_leaves_takes_its_part() {
        let places = [("2284", 2), ("2282", 3), ("2283", 4)];
        let parts: Vec<_> = (1..)
            .zip(places)
            .map(|(firm, (place, persons))| part(firm, place, persons, Consent::Yes))
            .collect();
        assert_eq!(Figures::of(&parts), sums(9, 3, 3));
        for (gone, left) in [(0, 7), (1, 6), (2, 5)] {
            let mut parts = parts.clone();
            parts[gone].consent = Consent::Withdrawn;
            assert_eq!(Figures::of(&parts), sums(left, 2, 2));
            assert_eq!(Figures::of(&parts).for_others(), None, "two firms could count each other");
        }
        assert_eq!(Figures::of(&parts).for_others(), Some(sums(9, 3, 3)));
    }

    #[test]
    fn what_has_ended_stays_ended_and_everything_live_can_be_given_up() {
        for state in PoolState::ALL {
            let gives_up = state.next().contains(&PoolState::Cancelled);
            assert_eq!(state.is_live(), gives_up, "{state}");
            assert!(!state.next().contains(&PoolState::Forming), "{state}");
        }
        let ends = PoolState::ALL.iter().filter(|state| !state.is_live());
        assert_eq!(ends.collect::<Vec<_>>(), [&PoolState::Closed, &PoolState::Cancelled]);
    }

    #[test]
    fn a_firm_can_always_change_its_mind_and_never_unask() {
        for from in Consent::ALL {
            assert!(!from.may_become(Consent::Asked), "{from}");
            assert!(from.may_become(Consent::Yes), "{from}");
        }
        assert!(Consent::Yes.may_become(Consent::Withdrawn));
        assert!(!Consent::Asked.may_become(Consent::Withdrawn), "there is nothing to withdraw");
        assert!(!Consent::Yes.may_become(Consent::No), "what was summed is withdrawn");
    }

    #[test]
    fn a_need_leaves_its_pool_when_it_is_over_or_taken_out() {
        assert!(leaves(NeedState::Pooled, NeedState::InProgress));
        assert!(leaves(NeedState::Confirmed, NeedState::Fulfilled));
        assert!(!leaves(NeedState::Confirmed, NeedState::InProgress), "the firm is still asked");
        assert!(!leaves(NeedState::Confirmed, NeedState::Pooled));
    }

    #[test]
    fn all_faults_of_a_plan_are_found_at_once() {
        let form = PoolForm { deadline: "2026-12-01".into(), ..PoolForm::default() };
        let faults = form.plan(TODAY).expect_err("nothing is right");
        let fields = ["title", "deadline", "nextStep", "nextStepOn"];
        assert!(fields.iter().all(|field| faults.of(field).is_some()), "{faults:?}");
        assert_eq!(faults.of("deadline").map(|fault| fault.code), Some("date-has-passed"));
    }

    #[test]
    fn a_day_that_has_passed_may_stay_and_no_other_be_chosen() {
        let stands = Plan {
            title: "Kockar".into(),
            deadline: time::days_after(TODAY, -3),
            next_step: "Ring".into(),
            next_step_on: time::days_after(TODAY, -1),
        };
        let form = PoolForm {
            title: "Kockar i norr".into(),
            deadline: stands.deadline.to_string(),
            next_step: "Ring igen".into(),
            next_step_on: stands.next_step_on.to_string(),
            ..PoolForm::default()
        };
        let plan = form.changed_plan(TODAY, &stands).expect("only the words are new");
        assert_eq!((plan.deadline, plan.next_step.as_str()), (stands.deadline, "Ring igen"));
        assert!(form.plan(TODAY).is_err(), "a new pool has its days ahead");
        let back = PoolForm { deadline: time::days_after(TODAY, -2).to_string(), ..form };
        let no = back.changed_plan(TODAY, &stands).expect_err("another day that has passed");
        assert_eq!(no.of("deadline").map(|fault| fault.code), Some("date-has-passed"));
    }

    #[test]
    fn needs_are_chosen_once_each_and_not_too_many() {
        let id = |nth: usize| Uuid::from_u128(nth as u128 + 1).to_string();
        let chosen = |needs: Vec<String>| PoolForm { needs, ..PoolForm::default() }.chosen();
        assert_eq!(chosen(vec![id(1), id(1), id(2)]).map(|ids| ids.len()), Ok(2));
        let codes = [
            (chosen(vec![String::new()]), "pool-too-few"),
            (chosen(vec!["x".into()]), "pool-need-gone"),
            (chosen((0..=NEEDS_MAX).map(id).collect()), "too-many"),
        ];
        for (found, code) in codes {
            assert_eq!(found.expect_err(code).code, code);
        }
    }

    #[test]
    fn a_pool_ends_with_words_and_goes_on_without() {
        let form = |state: &str, reason: &str| StepForm {
            state: state.into(),
            reason: reason.into(),
            version: String::new(),
        };
        assert!(form("ordered", "").parse().is_ok());
        for end in ["closed", "cancelled"] {
            assert_eq!(form(end, " ").parse().expect_err(end).code, "required");
            assert!(form(end, "Kursen är full").parse().is_ok());
        }
    }

    #[test]
    fn an_answer_names_the_firm_only_with_a_yes_and_a_call_has_a_day_and_a_name() {
        let form = |answer: &str| AnswerForm {
            answer: answer.into(),
            named: "yes".into(),
            said_on: "2026-12-08".into(),
            ..AnswerForm::default()
        };
        assert!(form("yes").answer().expect("yes").may_be_named);
        assert!(!form("no").answer().expect("no").may_be_named);
        assert_eq!(form("asked").answer().expect_err("asked").code, "unknown-choice");
        assert_eq!(form("").answer().expect_err("empty").code, "required");
        let faults = form("yes").call(TODAY).expect_err("tomorrow, by nobody");
        assert!(faults.of("saidBy").is_some() && faults.of("saidOn").is_some());
    }

    proptest! {
        #[test]
        fn sums_count_those_who_said_yes_in_any_order(
            given in prop::collection::vec((0u128..9, 0usize..3, 1i64..50, 0usize..4), 0..30),
        ) {
            let places = ["2284", "2282", "2283"];
            let parts: Vec<_> = given
                .iter()
                .map(|(firm, place, persons, consent)| {
                    part(*firm, places[*place], *persons, Consent::ALL[*consent])
                })
                .collect();
            let found = Figures::of(&parts);
            let yes: Vec<_> = parts.iter().filter(|one| one.consent == Consent::Yes).collect();
            prop_assert_eq!(found.persons, yes.iter().map(|one| one.persons).sum::<i64>());
            prop_assert!(found.firms <= i64::try_from(yes.len()).expect("few"));
            prop_assert!(found.municipalities <= 3 && found.firms <= found.persons);
            let turned: Vec<_> = parts.iter().rev().cloned().collect();
            prop_assert_eq!(Figures::of(&turned), found);
            prop_assert_eq!(found.for_others().is_some(), found.firms >= 3);
        }
    }
}
