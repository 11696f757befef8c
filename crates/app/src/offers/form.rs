//! What a person types about an offer, conditions and all.

use domain::fault::{Fault, Faults};
use domain::offers::{Condition, Fact, Offer, OfferAudience, OfferKind, Stage, Test};
use domain::text::{self, BODY_MAX, LINE_MAX, NAME_MAX};
use domain::time::{self, Date};
use serde::{Deserialize, Serialize};

/// Conditions one form holds; rows left empty are no conditions.
pub const CONDITION_ROWS: usize = 6;
/// Most occupations one offer names.
const OCCUPATIONS_MOST: usize = 40;
/// The audience that is no network.
const EVERYONE: &str = "everyone";

/// Every field as text. The fields of the conditions come as lists, one entry for each row.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct OfferForm {
    /// Name.
    pub title: String,
    /// What one gets.
    pub summary: String,
    /// Code of the kind.
    pub kind: String,
    /// Codes of stages.
    pub stages: Vec<String>,
    /// Whom it is for.
    pub target: String,
    /// What it costs.
    pub price: String,
    /// Whom to ask.
    pub contact: String,
    /// Its own page.
    pub url: String,
    /// Beginnings of SSYK codes, with commas or blanks between.
    pub occupations: String,
    /// Words to be found by.
    pub search_words: String,
    /// `everyone`, or the id of a network.
    pub audience: String,
    /// Version of the offer as it was read; empty for a new one.
    pub version: String,
    /// Codes of facts; empty means no condition on this row.
    pub condition_fact: Vec<String>,
    /// Least, for numbers.
    pub condition_min: Vec<String>,
    /// Most, for numbers.
    pub condition_max: Vec<String>,
    /// Codes, for the other facts.
    pub condition_codes: Vec<String>,
    /// Reasons.
    pub condition_reason: Vec<String>,
    /// Links to where it is written.
    pub condition_source: Vec<String>,
    /// Last days, ISO.
    pub condition_valid_to: Vec<String>,
}

/// One row of conditions, gathered from the lists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConditionForm {
    /// Code of the fact.
    pub fact: String,
    /// Least.
    pub min: String,
    /// Most.
    pub max: String,
    /// Codes.
    pub codes: String,
    /// Reason.
    pub reason: String,
    /// Link.
    pub source: String,
    /// Last day, ISO.
    pub valid_to: String,
}

impl OfferForm {
    /// The form of an offer as it stands.
    pub fn of(offer: &Offer, version: i64) -> Self {
        let mut form = Self {
            title: offer.title.clone(),
            summary: offer.summary.clone(),
            kind: offer.kind.code().to_owned(),
            stages: offer.stages.iter().map(|stage| stage.code().to_owned()).collect(),
            target: offer.target.clone(),
            price: offer.price.clone(),
            contact: offer.contact.clone(),
            url: offer.url.clone().unwrap_or_default(),
            occupations: offer.occupations.join(", "),
            search_words: offer.search_words.clone(),
            audience: match offer.audience {
                OfferAudience::Everyone => EVERYONE.to_owned(),
                OfferAudience::Network { id } => id.to_string(),
            },
            version: version.to_string(),
            ..Self::default()
        };
        for condition in &offer.conditions {
            form.push(condition);
        }
        form
    }

    fn push(&mut self, condition: &Condition) {
        let limit = |limit: &Option<i64>| limit.map_or_else(String::new, |n| n.to_string());
        let (min, max, codes) = match &condition.test {
            Test::Between { min, max } => (limit(min), limit(max), String::new()),
            Test::OneOf { codes } => (String::new(), String::new(), codes.join(", ")),
            Test::Under { prefixes } => (String::new(), String::new(), prefixes.join(", ")),
        };
        self.condition_fact.push(condition.fact.code().to_owned());
        self.condition_min.push(min);
        self.condition_max.push(max);
        self.condition_codes.push(codes);
        self.condition_reason.push(condition.reason.clone());
        self.condition_source.push(condition.source.clone().unwrap_or_default());
        let last = condition.valid_to.map_or_else(String::new, |day| day.to_string());
        self.condition_valid_to.push(last);
    }

    /// Rows of conditions, always [`CONDITION_ROWS`] of them or more.
    pub fn rows(&self) -> Vec<ConditionForm> {
        let at = |list: &[String], row: usize| list.get(row).cloned().unwrap_or_default();
        (0..CONDITION_ROWS.max(self.condition_fact.len() + 1))
            .map(|row| ConditionForm {
                fact: at(&self.condition_fact, row),
                min: at(&self.condition_min, row),
                max: at(&self.condition_max, row),
                codes: at(&self.condition_codes, row),
                reason: at(&self.condition_reason, row),
                source: at(&self.condition_source, row),
                valid_to: at(&self.condition_valid_to, row),
            })
            .collect()
    }

    /// Reads everything, or says all that is wrong. The offer counts as looked through today.
    pub fn parse(&self, today: Date) -> Result<Offer, Faults> {
        let mut faults = Faults::default();
        let title = faults.take(text::required("title", &self.title, NAME_MAX));
        let summary = faults.take(text::required("summary", &self.summary, BODY_MAX));
        let kind = faults.take(OfferKind::parse(&self.kind));
        let stages = faults.take(stages(&self.stages));
        let target = faults.take(text::required("target", &self.target, LINE_MAX));
        let price = faults.take(text::required("price", &self.price, LINE_MAX));
        let contact = faults.take(text::required("contact", &self.contact, LINE_MAX));
        let url = faults.take(link("url", &self.url));
        let occupations = faults.take(occupations("occupations", &self.occupations));
        let words = faults.take(text::optional("searchWords", &self.search_words, BODY_MAX));
        let audience = faults.take(audience(&self.audience));
        let conditions = self.conditions(&mut faults);
        let (Some(title), Some(summary), Some(kind), Some(stages), Some(target)) =
            (title, summary, kind, stages, target)
        else {
            return Err(faults);
        };
        let (Some(price), Some(contact), Some(url), Some(occupations)) =
            (price, contact, url, occupations)
        else {
            return Err(faults);
        };
        let (Some(words), Some(audience)) = (words, audience) else { return Err(faults) };
        faults.into_result()?;
        Ok(Offer {
            title,
            summary,
            kind,
            stages,
            target,
            price,
            contact,
            url,
            occupations,
            search_words: words.unwrap_or_default(),
            audience,
            reviewed_on: today,
            conditions,
        })
    }

    fn conditions(&self, faults: &mut Faults) -> Vec<Condition> {
        let rows = self.rows();
        let filled = rows.iter().filter(|row| **row != ConditionForm::default());
        filled.filter_map(|row| row.parse(faults)).collect()
    }
}

impl ConditionForm {
    /// Faults stand on the field of the list: the sentence names the row's fact.
    fn parse(&self, faults: &mut Faults) -> Option<Condition> {
        let fact = faults.take(
            Fact::parse(&self.fact).map_err(|fault| Fault { field: "conditionFact", ..fault }),
        )?;
        let test = faults.take(self.test(fact));
        let reason = faults.take(text::required("conditionReason", &self.reason, LINE_MAX));
        let source = faults.take(link("conditionSource", &self.source));
        let valid_to = faults.take(time::date_from_iso("conditionValidTo", &self.valid_to));
        Some(Condition {
            fact,
            test: test?,
            reason: reason?,
            source: source?,
            valid_from: None,
            valid_to: valid_to?,
        })
    }

    fn test(&self, fact: Fact) -> Result<Test, Fault> {
        match fact {
            Fact::Employees | Fact::Turnover | Fact::NeedCount | Fact::DaysToStart => {
                let most = 1_000_000_000;
                let min = text::whole_number("conditionMin", &self.min, 0..=most)?;
                let max = text::whole_number("conditionMax", &self.max, 0..=most)?;
                if min.is_none() && max.is_none() {
                    return Err(Fault::new("conditionMin", "condition-needs-a-limit"));
                }
                Ok(Test::Between { min, max })
            }
            Fact::Occupation | Fact::Industry => {
                let prefixes = occupations("conditionCodes", &self.codes)?;
                if prefixes.is_empty() {
                    return Err(Fault::new("conditionCodes", "required"));
                }
                Ok(Test::Under { prefixes })
            }
            Fact::Municipality | Fact::Sector | Fact::NeedKind => {
                let codes: Vec<String> = split(&self.codes).map(str::to_owned).collect();
                if codes.is_empty() {
                    return Err(Fault::new("conditionCodes", "required"));
                }
                Ok(Test::OneOf { codes })
            }
        }
    }
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || c == ',' || c == ';').filter(|part| !part.is_empty())
}

fn stages(codes: &[String]) -> Result<Vec<Stage>, Fault> {
    let mut stages = Vec::new();
    for code in codes {
        let stage = Stage::parse(code).map_err(|fault| Fault { field: "stages", ..fault })?;
        if !stages.contains(&stage) {
            stages.push(stage);
        }
    }
    if stages.is_empty() {
        return Err(Fault::new("stages", "required"));
    }
    stages.sort();
    Ok(stages)
}

/// Beginnings of codes: one to four digits each.
fn occupations(field: &'static str, text: &str) -> Result<Vec<String>, Fault> {
    let mut codes: Vec<String> = Vec::new();
    for part in split(text) {
        if part.len() > 4 || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Fault::new(field, "code-beginning-malformed").with("value", part));
        }
        if !codes.iter().any(|known| known == part) {
            codes.push(part.to_owned());
        }
    }
    if codes.len() > OCCUPATIONS_MOST {
        return Err(Fault::new(field, "too-many").with("max", OCCUPATIONS_MOST));
    }
    Ok(codes)
}

/// A link that a browser may follow, or nothing.
fn link(field: &'static str, text: &str) -> Result<Option<String>, Fault> {
    let Some(link) = text::optional(field, text, LINE_MAX)? else { return Ok(None) };
    let is_web = link.starts_with("https://") || link.starts_with("http://");
    if !is_web || link.contains(char::is_whitespace) {
        return Err(Fault::new(field, "link-malformed").with("value", link));
    }
    Ok(Some(link))
}

fn audience(text: &str) -> Result<OfferAudience, Fault> {
    match text.trim() {
        "" | EVERYONE => Ok(OfferAudience::Everyone),
        id => id
            .parse()
            .map(|id| OfferAudience::Network { id })
            .map_err(|_| Fault::new("audience", "unknown-choice").with("value", id)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = Date::constant(2026, 12, 7);

    fn cheque() -> OfferForm {
        let text = |words: &str| words.to_owned();
        OfferForm {
            title: text("Affärsutvecklingscheck"),
            summary: text("Pengar till en konsult."),
            kind: text("grant"),
            stages: vec![text("develop")],
            target: text("Små företag"),
            price: text("50 000–250 000 kr"),
            contact: text("Regionen"),
            condition_fact: vec![text("employees"), text(""), text("turnover")],
            condition_min: vec![text("2"), text(""), text("3 000")],
            condition_max: vec![text("49"), text(""), text("")],
            condition_reason: vec![text("För små företag."), text(""), text("Ska bära sig.")],
            condition_source: vec![text("https://example.test/v"), text(""), text("")],
            ..OfferForm::default()
        }
    }

    #[test]
    fn an_offer_survives_its_own_form() {
        let offer = cheque().parse(TODAY).expect("whole");
        assert_eq!(offer.conditions.len(), 2);
        assert_eq!(OfferForm::of(&offer, 1).parse(TODAY), Ok(offer));
    }

    #[test]
    fn an_empty_form_names_every_fault_at_once() {
        let faults = OfferForm::default().parse(TODAY).expect_err("empty");
        let fields: Vec<_> = faults.0.iter().map(|fault| fault.field).collect();
        assert_eq!(fields, ["title", "summary", "kind", "stages", "target", "price", "contact"]);
    }

    #[test]
    fn a_condition_without_a_limit_or_with_a_script_as_link_is_refused() {
        let mut form = cheque();
        form.condition_max.clear();
        form.condition_min.clear();
        form.condition_source = vec!["javascript:alert(1)".into()];
        form.url = "javascript:alert(1)".into();
        let faults = form.parse(TODAY).expect_err("three faults");
        for field in ["url", "conditionMin", "conditionSource"] {
            assert!(faults.of(field).is_some(), "{field}");
        }
    }
}
