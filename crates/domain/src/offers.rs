//! Offers (insatser) of every actor in the service map, and the conditions they put, as data.

use serde::{Deserialize, Serialize};

use crate::code_enum;
use crate::codes::{MunicipalityCode, Ssyk};
use crate::needs::NeedKind;
use crate::organisations::Sector;
use crate::time::Date;

/// Days after which an offer nobody has looked through is marked as perhaps out of date.
pub const REVIEW_DAYS: i64 = 180;

code_enum! {
    /// The four stages of an employer's way with people.
    Stage, "stage" {
        /// Attract (attrahera).
        Attract = "attract",
        /// Recruit (rekrytera).
        Recruit = "recruit",
        /// Keep (behålla).
        Keep = "keep",
        /// Develop (utveckla).
        Develop = "develop",
    }
}

code_enum! {
    /// What an offer is.
    OfferKind, "kind" {
        /// Recognition of what people already can.
        Validation = "validation",
        /// Education or course.
        Education = "education",
        /// A placement at a workplace.
        Placement = "placement",
        /// Money or a cheque.
        Grant = "grant",
        /// A channel to find people.
        Recruitment = "recruitment",
        /// Advice or a process.
        Advice = "advice",
        /// A network to join.
        Network = "network",
        /// Help for people who move in.
        Relocation = "relocation",
    }
}

code_enum! {
    /// A fact about the firm or the need that a condition looks at.
    Fact, "fact" {
        /// Number of employees.
        Employees = "employees",
        /// Turnover in thousands of kronor.
        Turnover = "turnover",
        /// Municipality code.
        Municipality = "municipality",
        /// Sector code.
        Sector = "sector",
        /// SNI division, two digits.
        Industry = "industry",
        /// Kind of need.
        NeedKind = "need-kind",
        /// Persons in the need.
        NeedCount = "need-count",
        /// SSYK 2012 code of the need.
        Occupation = "occupation",
        /// Days until the first must start.
        DaysToStart = "days-to-start",
    }
}

/// How a condition tests its fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "is")]
pub enum Test {
    /// A number within limits, both counted; either may be open.
    Between {
        /// Least.
        min: Option<i64>,
        /// Most.
        max: Option<i64>,
    },
    /// One of the codes.
    OneOf {
        /// Codes.
        codes: Vec<String>,
    },
    /// A code that begins with one of these; `51` covers every occupation under it.
    Under {
        /// Beginnings.
        prefixes: Vec<String>,
    },
}

/// One condition of an offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Condition {
    /// What it looks at.
    pub fact: Fact,
    /// How.
    pub test: Test,
    /// Why the condition is there, in plain words, from the one who owns the offer.
    pub reason: String,
    /// Where it is written.
    pub source: Option<String>,
    /// First day it holds.
    pub valid_from: Option<Date>,
    /// Last day it holds.
    pub valid_to: Option<Date>,
}

impl Condition {
    /// Holds on a day, both ends counted.
    pub fn is_valid_on(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|first| first <= day)
            && self.valid_to.is_none_or(|last| day <= last)
    }
}

code_enum! {
    /// What a condition says about a firm and its need.
    Verdict, "verdict" {
        /// Met.
        Met = "met",
        /// The fact is not known: a question to ask.
        Unknown = "unknown",
        /// Not met.
        Unmet = "unmet",
    }
}

/// A value a condition was tested against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// A number.
    Number(i64),
    /// A code.
    Code(String),
}

/// Facts about the firm and the need, as far as they are known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Facts {
    /// Employees in the county.
    pub employees: Option<i64>,
    /// Turnover, thousands of kronor.
    pub turnover_thousand_sek: Option<i64>,
    /// Municipality.
    pub municipality: Option<MunicipalityCode>,
    /// Sector.
    pub sector: Option<Sector>,
    /// SNI division, two digits.
    pub industry: Option<String>,
    /// Kind of need.
    pub need_kind: Option<NeedKind>,
    /// Persons.
    pub need_count: Option<i64>,
    /// Accepted occupation.
    pub occupation: Option<Ssyk>,
    /// Days from today to the start.
    pub days_to_start: Option<i64>,
}

impl Facts {
    /// The value of one fact, where known.
    pub fn value(&self, fact: Fact) -> Option<Value> {
        let code = |text: &str| Value::Code(text.to_owned());
        match fact {
            Fact::Employees => self.employees.map(Value::Number),
            Fact::Turnover => self.turnover_thousand_sek.map(Value::Number),
            Fact::Municipality => self.municipality.as_ref().map(|it| code(it.as_str())),
            Fact::Sector => self.sector.map(|it| code(it.code())),
            Fact::Industry => self.industry.as_deref().map(code),
            Fact::NeedKind => self.need_kind.map(|it| code(it.code())),
            Fact::NeedCount => self.need_count.map(Value::Number),
            Fact::Occupation => self.occupation.as_ref().map(|it| code(it.as_str())),
            Fact::DaysToStart => self.days_to_start.map(Value::Number),
        }
    }
}

impl Test {
    /// Tests a value. A test of the wrong kind for its fact is never met, so a badly written
    /// condition shows up as a stop and not as a yes.
    pub fn holds(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Between { min, max }, Value::Number(number)) => {
                min.is_none_or(|min| min <= *number) && max.is_none_or(|max| *number <= max)
            }
            (Self::OneOf { codes }, Value::Code(code)) => codes.contains(code),
            (Self::Under { prefixes }, Value::Code(code)) => {
                prefixes.iter().any(|prefix| code.starts_with(prefix.as_str()))
            }
            _ => false,
        }
    }
}

/// A condition tried on what is known, with the value it was tried on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Tried {
    /// The condition.
    pub condition: Condition,
    /// What it says.
    pub verdict: Verdict,
    /// The value compared; none when unknown.
    pub value: Option<Value>,
}

/// Tries one condition.
pub fn try_condition(condition: &Condition, facts: &Facts) -> Tried {
    let value = facts.value(condition.fact);
    let verdict = match &value {
        None => Verdict::Unknown,
        Some(value) if condition.test.holds(value) => Verdict::Met,
        Some(_) => Verdict::Unmet,
    };
    Tried { condition: condition.clone(), verdict, value }
}

code_enum! {
    /// What all conditions together say; also the order offers are shown in.
    Outcome, "outcome" {
        /// Every condition is met.
        Possible = "possible",
        /// None is unmet, but something is unknown.
        Maybe = "maybe",
        /// At least one is unmet.
        Impossible = "impossible",
    }
}

/// The outcome of tried conditions.
pub fn outcome(tried: &[Tried]) -> Outcome {
    if tried.iter().any(|one| one.verdict == Verdict::Unmet) {
        Outcome::Impossible
    } else if tried.iter().any(|one| one.verdict == Verdict::Unknown) {
        Outcome::Maybe
    } else {
        Outcome::Possible
    }
}

/// Who may see an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "to")]
pub enum OfferAudience {
    /// Everyone.
    Everyone,
    /// Members of one network.
    Network {
        /// Which.
        id: crate::ids::NetworkId,
    },
}

/// An offer as its owner describes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Offer {
    /// Name, as on its owner's own pages.
    pub title: String,
    /// What one gets, in a sentence or two.
    pub summary: String,
    /// What it is.
    pub kind: OfferKind,
    /// Stages it serves; at least one.
    pub stages: Vec<Stage>,
    /// Whom it is for, in words.
    pub target: String,
    /// What it costs, in words: «kostar inget», «50 000–250 000 kr, högst halva kostnaden».
    pub price: String,
    /// Whom to ask.
    pub contact: String,
    /// Its own page.
    pub url: Option<String>,
    /// Occupations it is about, as beginnings of SSYK codes; none means any.
    pub occupations: Vec<String>,
    /// Words people use when they look for it.
    pub search_words: String,
    /// Who may see it.
    pub audience: OfferAudience,
    /// Last day somebody looked it through.
    pub reviewed_on: Date,
    /// Conditions.
    pub conditions: Vec<Condition>,
}

impl Offer {
    /// Nobody has looked it through for too long.
    pub fn review_is_due(&self, today: Date) -> bool {
        crate::time::days_between(self.reviewed_on, today) > REVIEW_DAYS
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn employees(min: Option<i64>, max: Option<i64>) -> Condition {
        Condition {
            fact: Fact::Employees,
            test: Test::Between { min, max },
            reason: "Stödet är till för små företag.".into(),
            source: None,
            valid_from: None,
            valid_to: None,
        }
    }

    #[test]
    fn the_cheque_fits_twelve_and_not_sixty() {
        let condition = employees(Some(2), Some(49));
        let with = |n| Facts { employees: n, ..Facts::default() };
        assert_eq!(try_condition(&condition, &with(Some(12))).verdict, Verdict::Met);
        assert_eq!(try_condition(&condition, &with(Some(60))).verdict, Verdict::Unmet);
        assert_eq!(try_condition(&condition, &with(None)).verdict, Verdict::Unknown);
    }

    #[test]
    fn one_stop_outweighs_every_unknown() {
        let facts = Facts { employees: Some(60), ..Facts::default() };
        let unknown = Condition { fact: Fact::Turnover, ..employees(Some(3_000), None) };
        let tried = [employees(Some(2), Some(49)), unknown].map(|c| try_condition(&c, &facts));
        assert_eq!(outcome(&tried), Outcome::Impossible);
    }

    #[test]
    fn a_condition_of_the_wrong_kind_is_never_a_yes() {
        let codes = Test::OneOf { codes: vec!["8".into()] };
        assert!(!codes.holds(&Value::Number(8)));
    }

    proptest! {
        #[test]
        fn a_known_fact_is_met_or_not_and_never_unknown(
            n in 0i64..100,
            min in 0i64..100,
            max in 0i64..100,
        ) {
            let facts = Facts { employees: Some(n), ..Facts::default() };
            let tried = try_condition(&employees(Some(min), Some(max)), &facts);
            prop_assert_ne!(tried.verdict, Verdict::Unknown);
            prop_assert_eq!(tried.verdict == Verdict::Met, min <= n && n <= max);
        }
    }
}
