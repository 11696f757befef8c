//! What people type about support money.

use serde::{Deserialize, Serialize};

use super::{
    AMOUNT_MAX_ORE, AidBasis, BUDGET_MAX_ORE, CEILING_CENTS, DECIDED_DAYS_MAX, Effect, Fund,
    RATE_TEN_THOUSANDTHS, first_counted,
};
use crate::codes::OrgNumber;
use crate::fault::{Fault, Faults};
use crate::text::{self, BODY_MAX, LINE_MAX, NAME_MAX};
use crate::time::{self, Date};

/// Largest aid from another giver, in euro cents: more than the ceiling can be true.
const AID_MAX_CENTS: i64 = CEILING_CENTS * 10;
/// After how many months a firm can be asked what came of the money.
const MONTHS: [i64; 2] = [6, 12];

/// A number with so many decimals at most, as a whole number of its smallest part.
fn parts(field: &'static str, text: &str, decimals: usize) -> Result<Option<i64>, Fault> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if plain.is_empty() {
        return Ok(None);
    }
    let wrong = || Fault::new(field, "support-not-money").with("value", text.trim());
    let (whole, part) = plain.split_once([',', '.']).unwrap_or((&plain, ""));
    let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || part.len() > decimals || !is_number(whole) || !is_number(part) {
        return Err(wrong());
    }
    let digits = format!("{whole}{part:0<decimals$}");
    digits.parse().map(Some).map_err(|_| wrong())
}

/// Kronor, or euro, as öre or cents; at least one of them and at most `max`.
fn money(field: &'static str, text: &str, max: i64) -> Result<i64, Fault> {
    let amount = parts(field, text, 2)?.ok_or_else(|| Fault::new(field, "required"))?;
    if (1..=max).contains(&amount) {
        return Ok(amount);
    }
    Err(Fault::new(field, "support-money-range").with("value", text.trim()).with("max", max / 100))
}

fn with_decimals(value: i64, decimals: u32) -> String {
    let one = 10_i64.pow(decimals);
    let (whole, part) = (value / one, value % one);
    let width = usize::try_from(decimals).unwrap_or(0);
    if part == 0 { whole.to_string() } else { format!("{whole},{part:0width$}") }
}

/// Öre as a person would type kronor.
pub fn kronor_text(ore: i64) -> String {
    with_decimals(ore, 2)
}

/// Cents as a person would type euro.
pub fn euro_text(cents: i64) -> String {
    with_decimals(cents, 2)
}

/// A rate as a person would type it.
pub fn rate_text(ten_thousandths: i64) -> String {
    with_decimals(ten_thousandths, 4)
}

fn day(field: &'static str, text: &str) -> Result<Date, Fault> {
    time::date_from_iso(field, text)?.ok_or_else(|| Fault::new(field, "required"))
}

/// A day that has come, and not longer ago than `days`.
fn past_day(field: &'static str, text: &str, today: Date, days: i64) -> Result<Date, Fault> {
    let on = day(field, text)?;
    if on > today || on < time::days_after(today, -days) {
        return Err(Fault::new(field, "support-day").with("value", on).with("count", days));
    }
    Ok(on)
}

/// A fund as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct FundForm {
    /// Name.
    pub name: String,
    /// Kronor.
    pub budget: String,
    /// Code of the basis.
    pub basis: String,
    /// First day, ISO.
    pub starts_on: String,
    /// Last day, ISO.
    pub ends_on: String,
    /// Terms.
    pub terms: String,
}

impl FundForm {
    /// The form as it would have been typed.
    pub fn of(fund: &Fund) -> Self {
        Self {
            name: fund.name.clone(),
            budget: kronor_text(fund.budget_ore),
            basis: fund.basis.code().to_owned(),
            starts_on: fund.starts_on.to_string(),
            ends_on: fund.ends_on.to_string(),
            terms: fund.terms.clone(),
        }
    }

    /// Reads it.
    pub fn parse(&self) -> Result<Fund, Faults> {
        let mut faults = Faults::default();
        let name = faults.take(text::required("name", &self.name, NAME_MAX));
        let budget_ore = faults.take(money("budget", &self.budget, BUDGET_MAX_ORE));
        let basis = faults.take(AidBasis::parse(&self.basis));
        let starts_on = faults.take(day("startsOn", &self.starts_on));
        let ends_on = faults.take(day("endsOn", &self.ends_on));
        let terms = faults.take(text::required("terms", &self.terms, BODY_MAX));
        if let (Some(first), Some(last)) = (starts_on, ends_on)
            && last < first
        {
            faults.push(Fault::new("endsOn", "support-period").with("value", first));
        }
        faults.clone().into_result()?;
        match (name, budget_ore, basis, starts_on, ends_on, terms) {
            (
                Some(name),
                Some(budget_ore),
                Some(basis),
                Some(starts_on),
                Some(ends_on),
                Some(terms),
            ) => Ok(Fund { name, budget_ore, basis, starts_on, ends_on, terms }),
            _ => Err(faults),
        }
    }
}

/// An application as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ApplyForm {
    /// Id of the fund.
    pub fund: String,
    /// Kronor.
    pub amount: String,
    /// What for.
    pub purpose: String,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Öre.
    pub amount_ore: i64,
    /// What for.
    pub purpose: String,
}

impl ApplyForm {
    /// Reads what is asked for; which fund is another matter.
    pub fn parse(&self) -> Result<Asked, Faults> {
        let mut faults = Faults::default();
        let amount = faults.take(money("amount", &self.amount, AMOUNT_MAX_ORE));
        let purpose = faults.take(text::required("purpose", &self.purpose, BODY_MAX));
        match (amount, purpose) {
            (Some(amount_ore), Some(purpose)) => Ok(Asked { amount_ore, purpose }),
            _ => Err(faults),
        }
    }
}

/// A decision as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct DecisionForm {
    /// `granted` or `refused`.
    pub decision: String,
    /// Kronor.
    pub amount: String,
    /// The day of the decision, ISO.
    pub decided_on: String,
    /// Kronor for a euro that day.
    pub rate: String,
    /// Months until the firm is asked what came of it.
    pub months: String,
    /// Why not.
    pub reason: String,
}

/// A yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Granted {
    /// Öre.
    pub amount_ore: i64,
    /// The day of the decision.
    pub on: Date,
    /// Kronor for a euro, in ten-thousandths.
    pub rate: i64,
    /// Months until the firm is asked what came of it.
    pub months: i64,
}

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Yes.
    Granted(Granted),
    /// No, with the reason.
    Refused(String),
}

impl DecisionForm {
    /// Reads it.
    pub fn parse(&self, today: Date) -> Result<Decision, Faults> {
        match self.decision.as_str() {
            "granted" => self.granted(today).map(Decision::Granted),
            "refused" => Ok(Decision::Refused(text::required("reason", &self.reason, BODY_MAX)?)),
            "" => Err(Fault::new("decision", "required").into()),
            other => Err(Fault::new("decision", "unknown-choice").with("value", other).into()),
        }
    }

    fn granted(&self, today: Date) -> Result<Granted, Faults> {
        let mut faults = Faults::default();
        let amount = faults.take(money("amount", &self.amount, AMOUNT_MAX_ORE));
        let on = faults.take(past_day("decidedOn", &self.decided_on, today, DECIDED_DAYS_MAX));
        let rate = faults.take(rate(&self.rate));
        let months = faults.take(months(&self.months));
        match (amount, on, rate, months) {
            (Some(amount_ore), Some(on), Some(rate), Some(months)) => {
                Ok(Granted { amount_ore, on, rate, months })
            }
            _ => Err(faults),
        }
    }
}

fn rate(text: &str) -> Result<i64, Fault> {
    let rate = parts("rate", text, 4)?.ok_or_else(|| Fault::new("rate", "required"))?;
    if RATE_TEN_THOUSANDTHS.contains(&rate) {
        return Ok(rate);
    }
    let (least, most) = (RATE_TEN_THOUSANDTHS.start(), RATE_TEN_THOUSANDTHS.end());
    let fault = Fault::new("rate", "support-rate").with("value", text.trim());
    Err(fault.with("min", least / 10_000).with("max", most / 10_000))
}

fn months(text: &str) -> Result<i64, Fault> {
    let months = text::whole_number("months", text, 0..=120)?;
    let months = months.ok_or_else(|| Fault::new("months", "required"))?;
    if MONTHS.contains(&months) {
        return Ok(months);
    }
    Err(Fault::new("months", "unknown-choice").with("value", months))
}

/// What the firm says came of the money.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct EffectForm {
    /// Code of the effect.
    pub effect: String,
    /// In words.
    pub words: String,
}

impl EffectForm {
    /// Reads it.
    pub fn parse(&self) -> Result<(Effect, String), Faults> {
        let mut faults = Faults::default();
        let effect = faults.take(Effect::parse(&self.effect));
        let words = faults.take(text::required("words", &self.words, BODY_MAX));
        match (effect, words) {
            (Some(effect), Some(words)) => Ok((effect, words)),
            _ => Err(faults),
        }
    }
}

/// Aid from another giver as the firm tells of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AidForm {
    /// Who gave it.
    pub giver: String,
    /// Euro.
    pub euro: String,
    /// The day it was granted, ISO.
    pub granted_on: String,
    /// Where it stands.
    pub source: String,
}

/// Aid from another giver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisteredAid {
    /// Who gave it.
    pub giver: String,
    /// Euro cents.
    pub cents: i64,
    /// The day it was granted.
    pub on: Date,
    /// Where it stands: the firm's statement, a decision, the register.
    pub source: String,
}

impl AidForm {
    /// Reads it; what is so old that it counts for no decision any more is not asked for.
    pub fn parse(&self, today: Date) -> Result<RegisteredAid, Faults> {
        let mut faults = Faults::default();
        let giver = faults.take(text::required("giver", &self.giver, NAME_MAX));
        let cents = faults.take(money("euro", &self.euro, AID_MAX_CENTS));
        let on = faults.take(day("grantedOn", &self.granted_on).and_then(|on| {
            let first = first_counted(today);
            if first <= on && on <= today {
                return Ok(on);
            }
            Err(Fault::new("grantedOn", "support-aid-day").with("value", on).with("from", first))
        }));
        let source = faults.take(text::required("source", &self.source, LINE_MAX));
        match (giver, cents, on, source) {
            (Some(giver), Some(cents), Some(on), Some(source)) => {
                Ok(RegisteredAid { giver, cents, on, source })
            }
            _ => Err(faults),
        }
    }
}

/// A firm that belongs to the same single undertaking, as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct MemberForm {
    /// Organisation number.
    pub org_number: String,
}

impl MemberForm {
    /// Reads the number.
    pub fn parse(&self) -> Result<OrgNumber, Fault> {
        if self.org_number.trim().is_empty() {
            return Err(Fault::new("orgNumber", "required"));
        }
        OrgNumber::parse(&self.org_number)
    }
}
