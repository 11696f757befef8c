//! How much an offer has to do with a need or a question, as a sum of shown parts.

use domain::code_enum;
use domain::codes::Ssyk;
use domain::needs::NeedKind;
use domain::offers::{Fact, Offer, OfferKind, Stage, Test};
use domain::time::Date;
use serde::Serialize;

use crate::words::Shared;

/// Points of the parts. Whole numbers, so that what is shown always adds up.
pub mod points {
    /// The offer names the occupation's four digits.
    pub const OCCUPATION: i64 = 40;
    /// It names the occupation's first three digits.
    pub const OCCUPATION_GROUP: i64 = 30;
    /// It names the first two digits.
    pub const OCCUPATION_AREA: i64 = 20;
    /// It names the first digit.
    pub const OCCUPATION_FIELD: i64 = 10;
    /// It is for every occupation.
    pub const ANY_OCCUPATION: i64 = 4;
    /// One whole word in common.
    pub const WORD: i64 = 6;
    /// One part of a compound in common.
    pub const WORD_PART: i64 = 2;
    /// Most words that count, of each sort.
    pub const WORDS_MOST: usize = 5;
    /// The offer is for the firm's own municipality.
    pub const SAME_MUNICIPALITY: i64 = 8;
    /// A stage the question asks about.
    pub const STAGE: i64 = 10;
    /// A kind the question asks about.
    pub const KIND: i64 = 16;
}

code_enum! {
    /// Why an offer got points; the page says it in words.
    Why, "why" {
        /// It is about this occupation, by the digits it names.
        Occupation = "occupation",
        /// It is for every occupation.
        AnyOccupation = "any-occupation",
        /// Its kind fits the kind of need.
        KindFitsNeed = "kind-fits-need",
        /// Words in common.
        Words = "words",
        /// Parts of compounds in common.
        WordParts = "word-parts",
        /// It is for the firm's own municipality.
        Municipality = "municipality",
        /// It serves a stage the question asks about.
        Stage = "stage",
        /// It is of a kind the question asks about.
        Kind = "kind",
    }
}

/// One part of the sum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RelevancePart {
    /// Why.
    pub why: Why,
    /// What it rests on: the words in common as written, the digits of the occupation, or the
    /// code of the kind or stage.
    pub words: Vec<String>,
    /// What it adds.
    pub points: i64,
}

/// The sum and its parts; `points` is always what the parts add up to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Relevance {
    /// The sum.
    pub points: i64,
    /// Its parts, in the order they were counted.
    pub parts: Vec<RelevancePart>,
}

impl Relevance {
    /// Adds a part; one of no points is left out.
    pub(crate) fn add(&mut self, why: Why, words: Vec<String>, points: i64) {
        if points > 0 {
            self.points += points;
            self.parts.push(RelevancePart { why, words, points });
        }
    }

    /// Adds what the words of an offer and of a text have in common.
    pub(crate) fn add_words(&mut self, shared: Shared) {
        let mut one_sort = |why, mut words: Vec<String>, each: i64| {
            words.truncate(points::WORDS_MOST);
            let count = i64::try_from(words.len()).unwrap_or(0);
            self.add(why, words, count * each);
        };
        one_sort(Why::Words, shared.whole, points::WORD);
        one_sort(Why::WordParts, shared.parts, points::WORD_PART);
    }

    /// Adds how closely the offer names an occupation.
    pub(crate) fn add_occupation(&mut self, offer: &Offer, occupation: &Ssyk) {
        if offer.occupations.is_empty() {
            self.add(Why::AnyOccupation, vec![], points::ANY_OCCUPATION);
        } else if let Some(prefix) = closest(&offer.occupations, occupation) {
            let points = match prefix.len() {
                4.. => points::OCCUPATION,
                3 => points::OCCUPATION_GROUP,
                2 => points::OCCUPATION_AREA,
                _ => points::OCCUPATION_FIELD,
            };
            self.add(Why::Occupation, vec![prefix.to_owned()], points);
        }
    }
}

/// The longest beginning among `prefixes` that covers an occupation.
pub(crate) fn closest<'a>(prefixes: &'a [String], occupation: &Ssyk) -> Option<&'a str> {
    let covering = prefixes.iter().filter(|prefix| occupation.as_str().starts_with(*prefix));
    covering.max_by_key(|prefix| prefix.len()).map(String::as_str)
}

/// How well a kind of offer serves a kind of need. A firm that seeks new people is helped first
/// by ways to find them; one that wants its own people to grow, by education. What is not here
/// adds nothing.
const FIT: &[(NeedKind, &[(OfferKind, i64)])] = &[
    (
        NeedKind::Recruit,
        &[
            (OfferKind::Recruitment, 20),
            (OfferKind::Placement, 16),
            (OfferKind::Validation, 12),
            (OfferKind::Education, 10),
            (OfferKind::Relocation, 10),
            (OfferKind::Grant, 8),
            (OfferKind::Advice, 4),
            (OfferKind::Network, 4),
        ],
    ),
    (
        NeedKind::Replace,
        &[
            (OfferKind::Recruitment, 18),
            (OfferKind::Placement, 14),
            (OfferKind::Validation, 14),
            (OfferKind::Advice, 10),
            (OfferKind::Education, 10),
            (OfferKind::Relocation, 8),
            (OfferKind::Grant, 8),
            (OfferKind::Network, 4),
        ],
    ),
    (
        NeedKind::Develop,
        &[
            (OfferKind::Education, 20),
            (OfferKind::Validation, 18),
            (OfferKind::Grant, 12),
            (OfferKind::Advice, 8),
            (OfferKind::Network, 6),
        ],
    ),
    (
        NeedKind::Retrain,
        &[
            (OfferKind::Education, 20),
            (OfferKind::Validation, 14),
            (OfferKind::Advice, 14),
            (OfferKind::Grant, 12),
            (OfferKind::Network, 4),
        ],
    ),
];

/// Points for a kind of offer to a kind of need.
pub(crate) fn fit(need: NeedKind, offer: OfferKind) -> i64 {
    let row = FIT.iter().find(|(kind, _)| *kind == need);
    let cell = row.and_then(|(_, row)| row.iter().find(|(kind, _)| *kind == offer));
    cell.map_or(0, |(_, points)| *points)
}

/// True when a condition of the offer that holds on `today` names this municipality.
pub(crate) fn names_municipality(offer: &Offer, code: &str, today: Date) -> bool {
    offer.conditions.iter().any(|condition| {
        let names = match &condition.test {
            Test::OneOf { codes } => codes.iter().any(|one| one == code),
            Test::Between { .. } | Test::Under { .. } => false,
        };
        names && condition.fact == Fact::Municipality && condition.is_valid_on(today)
    })
}

/// Adds stages and kinds a question asks about.
pub(crate) fn add_intent(
    relevance: &mut Relevance,
    offer: &Offer,
    stages: &[Stage],
    kinds: &[OfferKind],
) {
    let served: Vec<String> = stages
        .iter()
        .filter(|stage| offer.stages.contains(stage))
        .map(|stage| stage.code().to_owned())
        .collect();
    // An offer for every stage is not more to the point than one for the stage asked about.
    let points = if served.is_empty() { 0 } else { points::STAGE };
    relevance.add(Why::Stage, served, points);
    if kinds.contains(&offer.kind) {
        relevance.add(Why::Kind, vec![offer.kind.code().to_owned()], points::KIND);
    }
}
