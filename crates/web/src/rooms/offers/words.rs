//! Conditions and relevance in words: the value asked for, and the value there is.

use std::collections::BTreeMap;

use domain::codes::Ssyk;
use domain::offers::{Condition, Fact, Outcome, Test, Tried, Value, Verdict};
use matching::{Relevance, RelevancePart, Why};
use vocabulary::Vocabulary;

use crate::l10n::L;
use crate::ui::Reason;

/// Occupations a condition names before it says «with more».
const OCCUPATIONS_NAMED: usize = 3;

/// What the words are taken from.
pub(crate) struct Words<'a> {
    /// Language.
    pub(crate) l: L,
    /// Names of municipalities, by code.
    pub(crate) places: &'a BTreeMap<String, String>,
    /// Names of occupations.
    pub(crate) vocabulary: &'a Vocabulary,
}

impl Words<'_> {
    /// What a condition asks for: «2–49 anställda».
    pub(crate) fn demand(&self, condition: &Condition) -> String {
        let l = self.l;
        match (&condition.test, condition.fact) {
            (Test::Between { min, max }, fact) => self.limits(fact, *min, *max),
            (Test::OneOf { codes }, Fact::Municipality) => {
                let names = codes.iter().map(|code| self.place(code)).collect::<Vec<_>>();
                l.ta("condition-municipality").a("names", self.or_list(&names)).to_string()
            }
            (Test::OneOf { codes }, Fact::Sector) => {
                let names = codes.iter().map(|code| l.code("sector", code).to_lowercase());
                let names = names.collect::<Vec<_>>();
                l.ta("condition-sector").a("names", self.or_list(&names)).to_string()
            }
            (Test::OneOf { codes }, Fact::NeedKind) => {
                let names = codes.iter().map(|code| l.code("need-kind", code).to_lowercase());
                let names = names.collect::<Vec<_>>();
                l.ta("condition-need-kind").a("names", self.or_list(&names)).to_string()
            }
            (Test::Under { prefixes }, Fact::Occupation) => {
                let names = prefixes.iter().map(|one| self.occupation(one)).collect::<Vec<_>>();
                let names = match names.get(..OCCUPATIONS_NAMED) {
                    Some(first) if names.len() > OCCUPATIONS_NAMED => {
                        l.ta("list-and-more").a("first", first.join(", ")).to_string()
                    }
                    _ => self.or_list(&names),
                };
                l.ta("condition-occupation").a("names", names).to_string()
            }
            (Test::OneOf { codes } | Test::Under { prefixes: codes }, Fact::Industry) => {
                l.ta("condition-industry").a("names", self.or_list(codes)).to_string()
            }
            (Test::OneOf { codes } | Test::Under { prefixes: codes }, fact) => {
                format!("{}: {}", l.code("fact", fact), self.or_list(codes))
            }
        }
    }

    /// A condition tried: what it asks for and what there is. Where a code is one of those asked
    /// for, the code says it all.
    pub(crate) fn reason(&self, tried: &Tried) -> Reason {
        let is_code = !matches!(tried.condition.test, Test::Between { .. });
        let text = match tried.verdict {
            Verdict::Met if is_code => self.fits(tried),
            Verdict::Unmet => self.compared(&self.failing(tried), tried),
            _ => self.compared(&self.demand(&tried.condition), tried),
        };
        Reason { verdict: tried.verdict, text: capital(&text) }
    }

    fn compared(&self, demand: &str, tried: &Tried) -> String {
        let value = self.value(tried);
        self.l.ta("condition-compared").a("demand", demand).a("value", value).to_string()
    }

    /// A code that is one of those asked for.
    fn fits(&self, tried: &Tried) -> String {
        let l = self.l;
        let code = match &tried.value {
            Some(Value::Code(code)) => code.as_str(),
            _ => return self.compared(&self.demand(&tried.condition), tried),
        };
        match tried.condition.fact {
            Fact::Occupation => {
                l.ta("condition-occupation").a("names", self.occupation(code)).to_string()
            }
            Fact::Municipality => {
                l.ta("condition-value-firm-in").a("value", self.place(code)).to_string()
            }
            Fact::Sector => l
                .ta("condition-sector")
                .a("names", l.code("sector", code).to_lowercase())
                .to_string(),
            Fact::NeedKind => {
                let kind = l.code("need-kind", code).to_lowercase();
                l.ta("condition-need-kind").a("names", kind).to_string()
            }
            _ => l.ta("condition-industry").a("names", code).to_string(),
        }
    }

    /// Of two limits the one that is broken.
    fn failing(&self, tried: &Tried) -> String {
        let condition = &tried.condition;
        let (Test::Between { min, max }, Some(Value::Number(value))) =
            (&condition.test, &tried.value)
        else {
            return self.demand(condition);
        };
        if min.is_some_and(|min| *value < min) {
            self.limits(condition.fact, *min, None)
        } else {
            self.limits(condition.fact, None, *max)
        }
    }

    fn limits(&self, fact: Fact, min: Option<i64>, max: Option<i64>) -> String {
        let l = self.l;
        let amount = |value: i64| match fact {
            Fact::Turnover => self.money(value),
            _ => l.number(value),
        };
        let span = match (min, max) {
            (Some(min), Some(max)) if min == max => amount(min),
            (Some(min), Some(max)) => format!("{}–{}", amount(min), amount(max)),
            (Some(min), None) => l.ta("condition-at-least").a("value", amount(min)).to_string(),
            (None, Some(max)) => l.ta("condition-at-most").a("value", amount(max)).to_string(),
            (None, None) => l.t("condition-any"),
        };
        let key = match fact {
            Fact::Employees => "condition-employees",
            Fact::Turnover => "condition-turnover",
            Fact::NeedCount => "condition-need-count",
            _ => "condition-days-to-start",
        };
        l.ta(key).a("span", span).to_string()
    }

    /// What there is, or that nobody knows.
    fn value(&self, tried: &Tried) -> String {
        let l = self.l;
        match (&tried.value, tried.condition.fact) {
            (None, Fact::Occupation) => l.t("condition-value-no-occupation"),
            (None, _) => l.t("condition-value-unknown"),
            (Some(Value::Number(value)), Fact::Employees) => {
                l.ta("condition-value-firm-has").a("value", l.number(*value)).to_string()
            }
            (Some(Value::Number(value)), Fact::Turnover) => {
                l.ta("condition-value-firm-has").a("value", self.money(*value)).to_string()
            }
            (Some(Value::Number(value)), Fact::NeedCount) => {
                l.ta("condition-value-need-is").a("value", l.number(*value)).to_string()
            }
            (Some(Value::Number(value)), _) => {
                l.ta("condition-value-days").a("count", *value).to_string()
            }
            (Some(Value::Code(code)), Fact::Municipality) => {
                l.ta("condition-value-firm-in").a("value", self.place(code)).to_string()
            }
            (Some(Value::Code(code)), Fact::Occupation) => {
                l.ta("condition-value-need-is").a("value", self.occupation(code)).to_string()
            }
            (Some(Value::Code(code)), Fact::Sector) => l
                .ta("condition-value-is")
                .a("value", l.code("sector", code).to_lowercase())
                .to_string(),
            (Some(Value::Code(code)), Fact::NeedKind) => l
                .ta("condition-value-need-is")
                .a("value", l.code("need-kind", code).to_lowercase())
                .to_string(),
            (Some(Value::Code(code)), _) => l.ta("condition-value-is").a("value", code).to_string(),
        }
    }

    /// «3 miljoner kr» or «800 000 kr», from thousands of kronor.
    fn money(&self, thousands: i64) -> String {
        let l = self.l;
        if thousands >= 1_000 && thousands % 100 == 0 {
            let tenths = u32::try_from(thousands / 100).unwrap_or(u32::MAX);
            let millions = f64::from(tenths) / 10.0;
            return l.ta("money-millions").a("count", millions).to_string();
        }
        l.ta("money-kronor").a("value", l.number(thousands.saturating_mul(1_000))).to_string()
    }

    fn place(&self, code: &str) -> String {
        self.places.get(code).cloned().unwrap_or_else(|| code.to_owned())
    }

    /// An occupation or a wider heading by the beginning of its code.
    pub(crate) fn occupation(&self, beginning: &str) -> String {
        let group = Ssyk::parse(beginning)
            .ok()
            .and_then(|ssyk| self.vocabulary.group(&ssyk).map(|group| group.label.clone()));
        group
            .or_else(|| vocabulary::ssyk::heading(beginning).map(str::to_owned))
            .or_else(|| self.narrow(beginning))
            .unwrap_or_else(|| format!("SSYK {beginning}"))
    }

    /// Three digits have no heading: the groups under them are named, if they are few.
    fn narrow(&self, beginning: &str) -> Option<String> {
        let is_under = |ssyk: &Ssyk| ssyk.as_str().starts_with(beginning);
        let names: Vec<String> = self
            .vocabulary
            .groups()
            .filter(|group| group.ssyk.as_ref().is_some_and(is_under))
            .map(|group| group.label.clone())
            .collect();
        (1..=3).contains(&names.len()).then(|| names.join(", "))
    }

    fn or_list(&self, names: &[String]) -> String {
        match names {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => {
                self.l.ta("list-or").a("first", first.join(", ")).a("last", last).to_string()
            }
        }
    }

    /// Why an offer stands where it stands: «yrket 40, ord i texten 6 (kock)».
    pub(crate) fn relevance(&self, relevance: &Relevance) -> String {
        if relevance.parts.is_empty() {
            return self.l.t("relevance-none");
        }
        let parts: Vec<String> = relevance.parts.iter().map(|part| self.part(part)).collect();
        self.l
            .ta("relevance-sum")
            .a("count", relevance.points)
            .a("parts", parts.join(", "))
            .to_string()
    }

    fn part(&self, part: &RelevancePart) -> String {
        let what = self.l.code("relevance", part.why);
        let shows_words = matches!(part.why, Why::Words | Why::WordParts);
        if shows_words && !part.words.is_empty() {
            format!("{what} {} ({})", part.points, part.words.join(", "))
        } else {
            format!("{what} {}", part.points)
        }
    }
}

/// The same words with a capital first letter.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The outcome as a tag: class, icon and words with the conditions counted.
pub(crate) fn outcome_tag(
    l: L,
    outcome: Outcome,
    tried: &[Tried],
) -> (&'static str, &'static str, String) {
    let count = |verdict| tried.iter().filter(|one| one.verdict == verdict).count();
    let (all, met) = (tried.len(), count(Verdict::Met));
    match outcome {
        Outcome::Possible if all == 0 => ("ok", "check", l.t("offer-fits-without-conditions")),
        Outcome::Possible => {
            ("ok", "check", l.ta("offer-fits").a("met", met).a("count", all).to_string())
        }
        Outcome::Maybe => {
            let unknown = count(Verdict::Unknown);
            let text = l.ta("offer-may-fit").a("met", met).a("all", all).a("count", unknown);
            ("warn", "question", text.to_string())
        }
        Outcome::Impossible => {
            let unmet = count(Verdict::Unmet);
            ("bad", "cross", l.ta("offer-does-not-fit").a("count", unmet).to_string())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::offers::{Facts, try_condition};

    fn words(places: &BTreeMap<String, String>, condition: &Condition, facts: &Facts) -> String {
        let vocabulary = Vocabulary::embedded();
        let words = Words { l: L::default(), places, vocabulary: &vocabulary };
        words.reason(&try_condition(condition, facts)).text
    }

    fn condition(fact: Fact, test: Test) -> Condition {
        Condition {
            fact,
            test,
            reason: "Skäl".into(),
            source: None,
            valid_from: None,
            valid_to: None,
        }
    }

    #[test]
    fn a_broken_limit_is_named_with_the_value() {
        let places = BTreeMap::new();
        let small = condition(Fact::Employees, Test::Between { min: Some(2), max: Some(49) });
        let with = |n| Facts { employees: n, ..Facts::default() };
        assert_eq!(words(&places, &small, &with(Some(60))), "Högst 49 anställda: företaget har 60");
        assert_eq!(words(&places, &small, &with(Some(8))), "2–49 anställda: företaget har 8");
        assert_eq!(words(&places, &small, &with(None)), "2–49 anställda: vi vet inte");
    }

    #[test]
    fn money_is_told_in_millions() {
        let places = BTreeMap::new();
        let turnover = condition(Fact::Turnover, Test::Between { min: Some(3_000), max: None });
        let facts = Facts { turnover_thousand_sek: Some(8_500), ..Facts::default() };
        assert_eq!(
            words(&places, &turnover, &facts),
            "Omsättning minst 3 miljoner kr: företaget har 8,5 miljoner kr"
        );
    }

    #[test]
    fn places_and_occupations_have_names() {
        let places = BTreeMap::from([("2284".to_owned(), "Örnsköldsvik".to_owned())]);
        let here = condition(
            Fact::Municipality,
            Test::OneOf { codes: vec!["2284".into(), "2282".into()] },
        );
        let text = words(&places, &here, &Facts::default());
        assert_eq!(text, "Företag i Örnsköldsvik eller 2282: vi vet inte");
        let cook = condition(Fact::Occupation, Test::Under { prefixes: vec!["5120".into()] });
        let text = words(&places, &cook, &Facts::default());
        assert_eq!(text, "Gäller Kockar och kallskänkor: yrket är inte godkänt än");
    }
}
