//! Process leaders and ambassadors: who may lead a mapping, what a led mapping is prepared with,
//! and what is written at its workshops.

pub mod ages;
pub mod campaigns;

use serde::{Deserialize, Serialize};

use crate::code_enum;
use crate::codes::MunicipalityCode;
use crate::fault::{Fault, Faults};
use crate::ids::AssignmentId;
use crate::text;
use crate::time::{self, Date};

/// Most mappings one leader has in hand at once.
pub const CAPACITY_MAX: i64 = 50;
/// Most days a training can be valid, ten years.
pub const TRAINING_DAYS_MAX: i64 = 3_653;
/// Longest note of a workshop, and longest summary, in characters.
pub const NOTE_MAX: usize = 6_000;

code_enum! {
    /// What somebody is trained for.
    LeaderKind, "kind" {
        /// Leads mappings.
        Leader = "leader",
        /// Invites firms, and never reads what they answer.
        Ambassador = "ambassador",
    }
}

code_enum! {
    /// Where somebody trained stands.
    LeaderStatus, "status" {
        /// Has the training and has not led yet.
        Trained = "trained",
        /// Leads mappings.
        Active = "active",
        /// Takes none for now.
        Resting = "resting",
    }
}

code_enum! {
    /// Languages a mapping can be led in, by the codes of ISO 639-1.
    Tongue, "languages" {
        /// Swedish.
        Swedish = "sv",
        /// English.
        English = "en",
        /// Finnish.
        Finnish = "fi",
        /// Northern Sami.
        Sami = "se",
        /// German.
        German = "de",
        /// Arabic.
        Arabic = "ar",
        /// Persian, Dari.
        Persian = "fa",
        /// Somali.
        Somali = "so",
        /// Tigrinya.
        Tigrinya = "ti",
        /// Thai.
        Thai = "th",
        /// Ukrainian.
        Ukrainian = "uk",
    }
}

code_enum! {
    /// Industries somebody knows, sections of SNI put together as people speak of them.
    Industry, "industries" {
        /// Farming, forestry, fishing (section A).
        Land = "land",
        /// Mining and manufacturing (B, C).
        Manufacturing = "manufacturing",
        /// Energy, water, waste (D, E).
        Energy = "energy",
        /// Construction (F).
        Construction = "construction",
        /// Trade and repair (G).
        Trade = "trade",
        /// Transport and storage (H).
        Transport = "transport",
        /// Hotels and restaurants (I).
        Hospitality = "hospitality",
        /// Information and communication (J).
        Information = "information",
        /// Finance and real estate (K, L).
        Finance = "finance",
        /// Law, economics, science and technology (M).
        Professional = "professional",
        /// Staffing, cleaning and other support to firms (N).
        Support = "support",
        /// Public administration and defence (O).
        Public = "public",
        /// Education (P).
        Education = "education",
        /// Health and care (Q).
        Care = "care",
        /// Culture, leisure and other services (R, S).
        Culture = "culture",
    }
}

code_enum! {
    /// Why somebody no longer leads a mapping.
    EndReason, "why" {
        /// The work is done.
        Done = "done",
        /// Somebody else takes over.
        Replaced = "replaced",
        /// The leader cannot go on.
        Unable = "unable",
        /// The firm has asked for it.
        FirmAsked = "firm-asked",
    }
}

code_enum! {
    /// What is done before the first workshop, in this order.
    Preparation, "step" {
        /// Read what is known of the firm.
        ReadUp = "read-up",
        /// Agreed with the firm who takes part.
        People = "people",
        /// Asked the firm to think of its goals.
        Goals = "goals",
        /// Asked for the ages of the staff, in numbers.
        Ages = "ages",
        /// Booked time and place.
        Booked = "booked",
    }
}

code_enum! {
    /// What a leader writes in a led mapping.
    Part, "part" {
        /// Notes of the first workshop.
        First = "workshop-1",
        /// Notes of the second workshop.
        Second = "workshop-2",
        /// What the firm reads before it says yes.
        Summary = "summary",
    }
}

/// What somebody is trained for, until when, and how much they take on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Training {
    /// For what.
    pub kind: LeaderKind,
    /// Where they stand.
    pub status: LeaderStatus,
    /// Day of the training.
    pub trained_on: Date,
    /// Last day it is valid.
    pub valid_until: Date,
    /// Mappings at once.
    pub capacity: i64,
    /// Where; none is the whole county.
    pub municipalities: Vec<MunicipalityCode>,
    /// In which languages.
    pub languages: Vec<Tongue>,
    /// Which industries they know; none is any.
    pub industries: Vec<Industry>,
}

impl Training {
    /// The training holds on a day, both ends counted.
    pub fn is_valid_on(&self, day: Date) -> bool {
        self.trained_on <= day && day <= self.valid_until
    }

    /// Mappings there is room for beside those in hand.
    pub fn room(&self, in_hand: i64) -> i64 {
        (self.capacity - in_hand).max(0)
    }

    /// Whether somebody can be given one more mapping on a day: only a leader who is not resting,
    /// whose training is valid and who has room.
    pub fn may_lead(&self, in_hand: i64, day: Date) -> Result<(), Fault> {
        if self.kind != LeaderKind::Leader {
            return Err(Fault::new("leader", "leader-is-ambassador"));
        }
        if self.status == LeaderStatus::Resting {
            return Err(Fault::new("leader", "leader-rests"));
        }
        if !self.is_valid_on(day) {
            return Err(Fault::new("leader", "leader-training-over").with("day", self.valid_until));
        }
        if self.room(in_hand) == 0 {
            return Err(Fault::new("leader", "leader-is-full").with("max", self.capacity));
        }
        Ok(())
    }
}

/// What a person types about somebody in the register.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct LeaderForm {
    /// Id of the assignment they act in; only when they are new in the register.
    pub assignment: String,
    /// Code of the kind.
    pub kind: String,
    /// Code of the status.
    pub status: String,
    /// Day of the training, ISO.
    pub trained_on: String,
    /// Last day it is valid, ISO.
    pub valid_until: String,
    /// Mappings at once.
    pub capacity: String,
    /// Codes of municipalities.
    pub municipalities: Vec<String>,
    /// Codes of languages.
    pub languages: Vec<String>,
    /// Codes of industries.
    pub industries: Vec<String>,
}

impl LeaderForm {
    /// The assignment somebody acts in.
    pub fn assignment(&self) -> Result<AssignmentId, Fault> {
        match self.assignment.trim() {
            "" => Err(Fault::new("assignment", "required")),
            id => {
                id.parse().map_err(|_| Fault::new("assignment", "unknown-choice").with("value", id))
            }
        }
    }

    /// Reads the training.
    pub fn training(&self) -> Result<Training, Faults> {
        let mut faults = Faults::default();
        let kind = faults.take(LeaderKind::parse(&self.kind));
        let status = faults.take(LeaderStatus::parse(&self.status));
        let trained_on = faults.take(day("trainedOn", &self.trained_on));
        let valid_until = faults.take(day("validUntil", &self.valid_until));
        let capacity = faults.take(
            text::whole_number("capacity", &self.capacity, 0..=CAPACITY_MAX)
                .and_then(|count| count.ok_or_else(|| Fault::new("capacity", "required"))),
        );
        let municipalities = faults.take(municipalities(&self.municipalities));
        let languages = faults.take(languages(&self.languages));
        let industries = faults.take(industries(&self.industries));
        if let (Some(from), Some(to)) = (trained_on, valid_until) {
            if to < from {
                faults.push(Fault::new("validUntil", "leader-days-turned"));
            } else if time::days_between(from, to) > TRAINING_DAYS_MAX {
                faults.push(Fault::new("validUntil", "leader-days-long"));
            }
        }
        let days = trained_on.zip(valid_until);
        let known = languages.zip(industries);
        match (kind, status, days, capacity, municipalities, known) {
            (
                Some(kind),
                Some(status),
                Some((trained_on, valid_until)),
                Some(capacity),
                Some(municipalities),
                Some((languages, industries)),
            ) if faults.is_empty() => Ok(Training {
                kind,
                status,
                trained_on,
                valid_until,
                capacity,
                municipalities,
                languages,
                industries,
            }),
            _ => Err(faults),
        }
    }
}

impl From<&Training> for LeaderForm {
    fn from(training: &Training) -> Self {
        Self {
            assignment: String::new(),
            kind: training.kind.code().to_owned(),
            status: training.status.code().to_owned(),
            trained_on: training.trained_on.to_string(),
            valid_until: training.valid_until.to_string(),
            capacity: training.capacity.to_string(),
            municipalities: training.municipalities.iter().map(ToString::to_string).collect(),
            languages: training.languages.iter().map(ToString::to_string).collect(),
            industries: training.industries.iter().map(ToString::to_string).collect(),
        }
    }
}

fn day(field: &'static str, text: &str) -> Result<Date, Fault> {
    time::date_from_iso(field, text)?.ok_or_else(|| Fault::new(field, "required"))
}

fn given(texts: &[String]) -> impl Iterator<Item = &str> {
    texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty())
}

fn municipalities(texts: &[String]) -> Result<Vec<MunicipalityCode>, Fault> {
    let unknown = |text| Fault::new("municipalities", "unknown-choice").with("value", text);
    let codes = given(texts).map(|text| MunicipalityCode::parse(text).map_err(|_| unknown(text)));
    let mut codes = codes.collect::<Result<Vec<_>, _>>()?;
    codes.sort_unstable();
    codes.dedup();
    Ok(codes)
}

fn languages(texts: &[String]) -> Result<Vec<Tongue>, Fault> {
    let mut tongues = given(texts).map(Tongue::parse).collect::<Result<Vec<_>, _>>()?;
    tongues.sort_unstable_by_key(|one| one.code());
    tongues.dedup();
    if tongues.is_empty() {
        return Err(Fault::new("languages", "required"));
    }
    Ok(tongues)
}

fn industries(texts: &[String]) -> Result<Vec<Industry>, Fault> {
    let mut industries = given(texts).map(Industry::parse).collect::<Result<Vec<_>, _>>()?;
    industries.sort_unstable_by_key(|one| one.code());
    industries.dedup();
    Ok(industries)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn training() -> Training {
        Training {
            kind: LeaderKind::Leader,
            status: LeaderStatus::Active,
            trained_on: Date::constant(2025, 3, 1),
            valid_until: Date::constant(2027, 3, 1),
            capacity: 2,
            municipalities: Vec::new(),
            languages: vec![Tongue::Swedish],
            industries: Vec::new(),
        }
    }

    fn refusal(training: &Training, in_hand: i64, day: Date) -> Option<&'static str> {
        training.may_lead(in_hand, day).err().map(|fault| fault.code)
    }

    #[test]
    fn only_a_trained_leader_with_room_can_be_given_a_mapping() {
        let (today, last) = (Date::constant(2026, 12, 7), Date::constant(2027, 3, 1));
        let ok = training();
        assert_eq!(refusal(&ok, 1, today), None);
        assert_eq!(refusal(&ok, 1, last), None, "the last day counts");
        assert_eq!(refusal(&ok, 2, today), Some("leader-is-full"));
        assert_eq!(refusal(&ok, 0, time::days_after(last, 1)), Some("leader-training-over"));
        assert_eq!(
            refusal(&ok, 0, time::days_after(ok.trained_on, -1)),
            Some("leader-training-over")
        );
        let rests = Training { status: LeaderStatus::Resting, ..training() };
        assert_eq!(refusal(&rests, 0, today), Some("leader-rests"));
        let ambassador = Training { kind: LeaderKind::Ambassador, ..training() };
        assert_eq!(refusal(&ambassador, 0, today), Some("leader-is-ambassador"));
    }

    #[test]
    fn a_form_reads_back_as_what_it_was_made_from() {
        let whole = Training {
            municipalities: vec![MunicipalityCode::parse("2284").expect("code")],
            languages: vec![Tongue::Finnish, Tongue::Swedish],
            industries: vec![Industry::Care, Industry::Manufacturing],
            ..training()
        };
        assert_eq!(LeaderForm::from(&whole).training(), Ok(whole));
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        let form = LeaderForm { capacity: "51".into(), ..LeaderForm::default() };
        let faults = form.training().expect_err("nothing is filled in");
        for field in ["kind", "status", "trainedOn", "validUntil", "capacity", "languages"] {
            assert!(faults.of(field).is_some(), "{field}");
        }
        let turned =
            LeaderForm { valid_until: "2025-02-28".into(), ..LeaderForm::from(&training()) };
        let faults = turned.training().expect_err("ends before it begins");
        assert_eq!(faults.of("validUntil").map(|fault| fault.code), Some("leader-days-turned"));
        let long = LeaderForm { valid_until: "2045-02-28".into(), ..LeaderForm::from(&training()) };
        let faults = long.training().expect_err("lasts too long");
        assert_eq!(faults.of("validUntil").map(|fault| fault.code), Some("leader-days-long"));
    }

    proptest! {
        #[test]
        fn nobody_is_given_more_than_their_capacity(capacity in 0i64..60, in_hand in 0i64..60) {
            let one = Training { capacity, ..training() };
            let day = Date::constant(2026, 12, 7);
            prop_assert_eq!(one.may_lead(in_hand, day).is_ok(), in_hand < capacity);
        }

        #[test]
        fn no_form_makes_it_panic(text in ".{0,12}", day in ".{0,12}") {
            let form = LeaderForm {
                kind: text.clone(),
                capacity: text.clone(),
                trained_on: day.clone(),
                valid_until: day,
                municipalities: vec![text.clone()],
                languages: vec![text.clone()],
                industries: vec![text],
                ..LeaderForm::default()
            };
            prop_assert!(form.training().is_err());
        }
    }
}
