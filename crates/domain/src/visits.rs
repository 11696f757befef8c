//! Company visits: planned, held, reported; what the firm answered in the five inventory domains,
//! what stands in its way and who has to answer for it, what it was promised.

use serde::{Deserialize, Serialize};

use crate::code_enum;
use crate::contacts::PLANNED_DAYS_MAX;
use crate::fault::{Fault, Faults};
use crate::ids::OrganisationId;
use crate::text::{self, LINE_MAX};
use crate::time::{self, Date};

/// Most organisations at one visit besides the one that writes it down.
pub const OTHERS_MAX: usize = 8;
/// Most persons in an answer.
pub const PERSONS_MAX: i64 = 10_000;
/// Longest answer in words, in characters.
pub const ANSWER_MAX: usize = 1_000;
/// Fewest ratings behind an average that is shown.
pub const RATINGS_LEAST: i64 = 5;
/// Who answers for an obstacle where the municipality has named nobody: the executive board leads
/// and coordinates the municipality's matters (kommunallagen 2017:725, 6 kap. 1 §).
pub const DEFAULT_COMMITTEE: &str = "Kommunstyrelsen";

code_enum! {
    /// Where a visit stands.
    VisitState, "state" {
        /// Lies ahead.
        Planned = "planned",
        /// Has been; nothing is written of it yet.
        Held = "held",
        /// Has been, and what was heard is written down.
        Reported = "reported",
        /// Called off beforehand.
        Cancelled = "cancelled",
        /// The day came and the visit did not happen.
        Missed = "missed",
    }
}

impl VisitState {
    /// The visit has taken place.
    pub fn has_been(self) -> bool {
        matches!(self, Self::Held | Self::Reported)
    }

    /// The step can be taken. A report can be written anew; what has ended stays ended.
    pub fn may_become(self, next: Self) -> bool {
        matches!(
            (self, next),
            (Self::Planned, Self::Held | Self::Reported | Self::Cancelled | Self::Missed)
                | (Self::Held | Self::Reported, Self::Reported)
        )
    }
}

code_enum! {
    /// What stands in a firm's way besides skills. The first is the seed's own: housing was what
    /// the firms of Härnösand asked for most.
    ObstacleKind, "obstacleKind" {
        /// Homes for those who move in.
        Housing = "housing",
        /// Roads, trains and buses to work.
        Commuting = "commuting",
        /// Childcare at the hours people work.
        Childcare = "childcare",
        /// Premises and land.
        Premises = "premises",
        /// Permits and supervision.
        Permits = "permits",
        /// The municipality's own purchases.
        Procurement = "procurement",
        /// What people think of the place.
        Image = "image",
        /// Anything else.
        Other = "other",
    }
}

code_enum! {
    /// Whether a committee has answered.
    ObstacleState, "obstacleState" {
        /// Waits at the committee.
        Sent = "sent",
        /// Answered.
        Answered = "answered",
    }
}

code_enum! {
    /// What every visit asks about, so that counties and years can be compared.
    InventoryDomain, "domain" {
        /// Education and courses the firm lacks.
        Education = "education",
        /// People who will retire.
        Retirements = "retirements",
        /// Mentors the firm can lend.
        Mentors = "mentors",
        /// Degree projects the firm can offer.
        Theses = "theses",
        /// What it is like to run a firm here.
        Climate = "climate",
    }
}

/// What a firm answered; none where the question was not asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Inventory {
    /// Education and courses it lacks, in words.
    pub education: Option<String>,
    /// Persons who retire within one year.
    pub retirements_one_year: Option<i64>,
    /// Within three years, those of the first year among them.
    pub retirements_three_years: Option<i64>,
    /// Within five years, those of the first three among them.
    pub retirements_five_years: Option<i64>,
    /// Mentors it offers.
    pub mentors: Option<i64>,
    /// Degree projects it offers.
    pub theses: Option<i64>,
    /// Grade of the business climate, 1 to 6 as in the national survey of firms.
    pub climate: Option<i64>,
}

impl Inventory {
    /// Nothing was asked.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The domains that have an answer.
    pub fn answered(&self) -> impl Iterator<Item = InventoryDomain> {
        let retirements =
            [self.retirements_one_year, self.retirements_three_years, self.retirements_five_years];
        let given = [
            (InventoryDomain::Education, self.education.is_some()),
            (InventoryDomain::Retirements, retirements.iter().any(Option::is_some)),
            (InventoryDomain::Mentors, self.mentors.is_some()),
            (InventoryDomain::Theses, self.theses.is_some()),
            (InventoryDomain::Climate, self.climate.is_some()),
        ];
        given.into_iter().filter(|(_, is_given)| *is_given).map(|(domain, _)| domain)
    }
}

/// Something that stands in the firm's way, as it was heard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Obstacle {
    /// What kind.
    pub kind: ObstacleKind,
    /// In which words.
    pub words: String,
}

/// Something the firm was promised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// What.
    pub words: String,
    /// By which day.
    pub by: Date,
}

/// When, with whom and what about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The day.
    pub on: Date,
    /// The other organisations; each counts the visit as its own.
    pub others: Vec<OrganisationId>,
    /// What about, in one line; seen by every public actor. None is a visit as any other.
    pub topic: Option<String>,
}

/// What came of a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Answers.
    pub inventory: Inventory,
    /// What stands in the way.
    pub obstacle: Option<Obstacle>,
    /// What was promised.
    pub promise: Option<Promise>,
}

impl Report {
    /// Nothing is written.
    pub fn is_empty(&self) -> bool {
        self.inventory.is_empty() && self.obstacle.is_none() && self.promise.is_none()
    }
}

/// What a person types about a visit: one form for the telephone, whether the visit lies ahead or
/// has just been.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct VisitForm {
    /// Day, ISO.
    pub on: String,
    /// Ids of other organisations.
    pub with: Vec<String>,
    /// Topic.
    pub topic: String,
    /// Why it cannot wait, when it goes against what the firm has asked for.
    pub reason: String,
    /// Education and courses.
    pub education: String,
    /// Persons.
    pub retirements_one_year: String,
    /// Persons.
    pub retirements_three_years: String,
    /// Persons.
    pub retirements_five_years: String,
    /// Mentors.
    pub mentors: String,
    /// Degree projects.
    pub theses: String,
    /// Grade.
    pub climate: String,
    /// Code of the obstacle's kind.
    pub obstacle_kind: String,
    /// The obstacle in words.
    pub obstacle: String,
    /// The promise in words.
    pub promise: String,
    /// Day of the promise, ISO.
    pub promise_on: String,
}

impl VisitForm {
    /// Reads when, with whom and what about; `today` bounds how far away the day can lie.
    pub fn plan(&self, today: Date) -> Result<Plan, Faults> {
        let mut faults = Faults::default();
        let on = faults.take(near_day("on", &self.on, today));
        let topic = faults.take(text::optional("topic", &self.topic, LINE_MAX));
        let others = faults.take(others(&self.with));
        match (on, topic, others) {
            (Some(on), Some(topic), Some(others)) => Ok(Plan { on, others, topic }),
            _ => Err(faults),
        }
    }

    /// Reads what came of the visit.
    pub fn report(&self, today: Date) -> Result<Report, Faults> {
        let mut faults = Faults::default();
        let inventory = self.inventory(&mut faults);
        let obstacle = faults.take(self.told_obstacle()).flatten();
        let promise = faults.take(self.made_promise(today)).flatten();
        faults.into_result()?;
        Ok(Report { inventory, obstacle, promise })
    }

    fn inventory(&self, faults: &mut Faults) -> Inventory {
        let mut count = |field, text: &str, most| {
            faults.take(text::whole_number(field, text, 0..=most)).flatten()
        };
        let one = count("retirementsOneYear", &self.retirements_one_year, PERSONS_MAX);
        let three = count("retirementsThreeYears", &self.retirements_three_years, PERSONS_MAX);
        let five = count("retirementsFiveYears", &self.retirements_five_years, PERSONS_MAX);
        let mentors = count("mentors", &self.mentors, PERSONS_MAX);
        let theses = count("theses", &self.theses, PERSONS_MAX);
        let climate = faults.take(text::whole_number("climate", &self.climate, 1..=6)).flatten();
        let education =
            faults.take(text::optional("education", &self.education, ANSWER_MAX)).flatten();
        let given = [
            ("retirementsOneYear", one),
            ("retirementsThreeYears", three),
            ("retirementsFiveYears", five),
        ];
        let mut before = 0;
        for (field, value) in given {
            let Some(value) = value else { continue };
            if value < before {
                faults.push(Fault::new(field, "retirements-fall").with("least", before));
            }
            before = value;
        }
        Inventory {
            education,
            retirements_one_year: one,
            retirements_three_years: three,
            retirements_five_years: five,
            mentors,
            theses,
            climate,
        }
    }

    fn told_obstacle(&self) -> Result<Option<Obstacle>, Fault> {
        let words = text::optional("obstacle", &self.obstacle, ANSWER_MAX)?;
        match (self.obstacle_kind.trim(), words) {
            ("", None) => Ok(None),
            ("", Some(_)) => Err(Fault::new("obstacleKind", "required")),
            (_, None) => Err(Fault::new("obstacle", "required")),
            (kind, Some(words)) => Ok(Some(Obstacle { kind: ObstacleKind::parse(kind)?, words })),
        }
    }

    fn made_promise(&self, today: Date) -> Result<Option<Promise>, Fault> {
        let words = text::optional("promise", &self.promise, ANSWER_MAX)?;
        match (words, self.promise_on.trim()) {
            (None, "") => Ok(None),
            (None, _) => Err(Fault::new("promise", "required")),
            (Some(_), "") => Err(Fault::new("promiseOn", "required")),
            (Some(words), day) => {
                Ok(Some(Promise { words, by: near_day("promiseOn", day, today)? }))
            }
        }
    }
}

fn near_day(field: &'static str, text: &str, today: Date) -> Result<Date, Fault> {
    let on = time::date_from_iso(field, text)?.ok_or_else(|| Fault::new(field, "required"))?;
    let latest = time::days_after(today, PLANNED_DAYS_MAX);
    let earliest = time::days_after(today, -PLANNED_DAYS_MAX);
    if on > latest || on < earliest {
        return Err(Fault::new(field, "date-out-of-reach").with("value", on));
    }
    Ok(on)
}

fn others(given: &[String]) -> Result<Vec<OrganisationId>, Fault> {
    let unknown = |_| Fault::new("with", "companion-unknown");
    let given = given.iter().map(|id| id.trim()).filter(|id| !id.is_empty());
    let mut ids = given.map(|id| id.parse().map_err(unknown)).collect::<Result<Vec<_>, _>>()?;
    ids.sort_unstable();
    ids.dedup();
    if ids.len() > OTHERS_MAX {
        return Err(Fault::new("with", "too-many").with("max", OTHERS_MAX));
    }
    Ok(ids)
}

/// What the firm thinks of the visit, three questions, 1 to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// It was of use.
    pub useful: i64,
    /// We were listened to.
    pub listened: i64,
    /// We would like another.
    pub again: i64,
}

/// The three grades as they are sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RatingForm {
    /// Grade.
    pub useful: String,
    /// Grade.
    pub listened: String,
    /// Grade.
    pub again: String,
}

impl RatingForm {
    /// Reads the grades; all three belong together.
    pub fn parse(&self) -> Result<Rating, Faults> {
        let mut faults = Faults::default();
        let mut grade = |field, text: &str| {
            let grade = text::whole_number(field, text, 1..=5)
                .and_then(|grade| grade.ok_or_else(|| Fault::new(field, "required")));
            faults.take(grade)
        };
        let useful = grade("useful", &self.useful);
        let listened = grade("listened", &self.listened);
        let again = grade("again", &self.again);
        match (useful, listened, again) {
            (Some(useful), Some(listened), Some(again)) => Ok(Rating { useful, listened, again }),
            _ => Err(faults),
        }
    }
}

/// How many of some firms have been visited, each counted once however many came.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// Firms visited.
    pub visited: i64,
    /// Firms there are.
    pub firms: i64,
}

impl Coverage {
    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { visited: self.visited + other.visited, firms: self.firms + other.firms }
    }

    /// Tenths of a percent, rounded to the nearest; none where there is no firm.
    pub fn tenths(self) -> Option<i64> {
        if self.firms <= 0 {
            return None;
        }
        Some((self.visited * 1_000 + self.firms / 2).div_euclid(self.firms))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = Date::constant(2026, 12, 7);

    #[test]
    fn coverage_is_that_of_the_conference_report() {
        // Kompetenslyftet, 30 May 2012: 120 of 1 200 firms in Härnösand, 140 of 650 in Ånge.
        assert_eq!(Coverage { visited: 120, firms: 1_200 }.tenths(), Some(100));
        assert_eq!(Coverage { visited: 140, firms: 650 }.tenths(), Some(215));
        assert_eq!(Coverage { visited: 0, firms: 0 }.tenths(), None);
        let both = Coverage { visited: 120, firms: 1_200 };
        assert_eq!(both.and(Coverage { visited: 140, firms: 650 }).tenths(), Some(141));
    }

    #[test]
    fn what_has_ended_stays_ended_and_what_is_reported_can_be_mended() {
        for end in [VisitState::Cancelled, VisitState::Missed] {
            assert!(VisitState::ALL.iter().all(|next| !end.may_become(*next)), "{end}");
        }
        assert!(VisitState::Reported.may_become(VisitState::Reported));
        assert!(!VisitState::Reported.may_become(VisitState::Held));
        assert!(!VisitState::Held.may_become(VisitState::Cancelled));
        assert!(VisitState::Planned.may_become(VisitState::Missed));
    }

    #[test]
    fn all_faults_of_the_form_are_found_at_once() {
        let form = VisitForm {
            retirements_one_year: "5".into(),
            retirements_five_years: "3".into(),
            climate: "7".into(),
            obstacle: "Inga lägenheter".into(),
            promise: "Vi ringer".into(),
            ..VisitForm::default()
        };
        let faults = form.report(TODAY).expect_err("faulty").0;
        let found: Vec<_> = faults.iter().map(|fault| (fault.field, fault.code)).collect();
        assert!(found.contains(&("retirementsFiveYears", "retirements-fall")), "{found:?}");
        assert!(found.contains(&("obstacleKind", "required")), "{found:?}");
        assert!(found.contains(&("promiseOn", "required")), "{found:?}");
        assert!(found.iter().any(|(field, _)| *field == "climate"), "{found:?}");
        assert_eq!(form.plan(TODAY).expect_err("no day").0[0].field, "on");
    }

    #[test]
    fn an_organisation_named_twice_takes_part_once() {
        let id = uuid::Uuid::from_u128(7).to_string();
        let form = VisitForm {
            on: "2026-12-07".into(),
            with: vec![id.clone(), String::new(), id],
            ..VisitForm::default()
        };
        assert_eq!(form.plan(TODAY).expect("plan").others.len(), 1);
        assert!(form.report(TODAY).expect("report").is_empty());
    }

    #[test]
    fn every_domain_that_has_an_answer_is_counted() {
        let form = VisitForm {
            education: "Svets".into(),
            retirements_three_years: "2".into(),
            mentors: "0".into(),
            theses: "1".into(),
            climate: "4".into(),
            ..VisitForm::default()
        };
        let inventory = form.report(TODAY).expect("report").inventory;
        assert_eq!(inventory.answered().count(), InventoryDomain::ALL.len());
        assert!(RatingForm { useful: "5".into(), ..RatingForm::default() }.parse().is_err());
    }
}
