//! What a teaser tells of the firm: industry, part of the county, size. It covers every firm of the
//! register that fits, and may be published only while those are at least [`FIRMS_LEAST`]: a reader
//! who knows every firm of the county is then left with that many to choose among (k-anonymity,
//! Samarati & Sweeney 1998).

use serde::{Deserialize, Serialize};

use super::{FIRMS_LEAST, places};
use crate::code_enum;
use crate::codes::{MunicipalityCode, Sni};
use crate::fault::{Fault, Faults};
use crate::leaders::Industry;

/// Most broader ways that are offered.
pub const WAYS_MAX: usize = 3;
/// Most covers of one listing that are told apart; after so many it has to begin anew.
pub const COVERS_MAX: usize = 50;

code_enum! {
    /// How many work at a firm. In order, the smallest first.
    SizeBand, "size" {
        /// Nobody but the owner.
        Alone = "0",
        /// One to four.
        To4 = "1-4",
        /// Five to nine.
        To9 = "5-9",
        /// Ten to nineteen.
        To19 = "10-19",
        /// Twenty to forty-nine.
        To49 = "20-49",
        /// Fifty or more.
        From50 = "50",
    }
}

impl SizeBand {
    /// The band a number of employees falls in.
    pub fn of(employees: i64) -> Self {
        match employees {
            ..=0 => Self::Alone,
            1..=4 => Self::To4,
            5..=9 => Self::To9,
            10..=19 => Self::To19,
            20..=49 => Self::To49,
            _ => Self::From50,
        }
    }

    /// Fewest and most who work there; the largest has no most.
    pub fn bounds(self) -> (i64, Option<i64>) {
        match self {
            Self::Alone => (0, Some(0)),
            Self::To4 => (1, Some(4)),
            Self::To9 => (5, Some(9)),
            Self::To19 => (10, Some(19)),
            Self::To49 => (20, Some(49)),
            Self::From50 => (50, None),
        }
    }

    fn below(self) -> Option<Self> {
        Self::ALL.iter().rev().copied().find(|one| *one < self)
    }

    fn above(self) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| *one > self)
    }
}

/// The industry an SNI code belongs to, by its division: sections of SNI put together as people
/// speak of them (SCB, SNI 2007; the divisions of SNI 2025 lie in the same sections).
pub fn industry_of(sni: &Sni) -> Option<Industry> {
    let division: u8 = sni.division().parse().ok()?;
    Some(match division {
        1..=3 => Industry::Land,
        5..=33 => Industry::Manufacturing,
        35..=39 => Industry::Energy,
        41..=43 => Industry::Construction,
        45..=47 => Industry::Trade,
        49..=53 => Industry::Transport,
        55..=56 => Industry::Hospitality,
        58..=63 => Industry::Information,
        64..=68 => Industry::Finance,
        69..=75 => Industry::Professional,
        77..=82 => Industry::Support,
        84 => Industry::Public,
        85 => Industry::Education,
        86..=88 => Industry::Care,
        90..=96 => Industry::Culture,
        _ => return None,
    })
}

/// A firm as the register knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Firm {
    /// Where.
    pub municipality: MunicipalityCode,
    /// Industry, where known.
    pub industry: Option<Industry>,
    /// Size, where known.
    pub size: Option<SizeBand>,
}

/// What a teaser tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Cover {
    /// Industry; none is any.
    pub industry: Option<Industry>,
    /// Where, sorted; none is the whole county.
    pub municipalities: Vec<MunicipalityCode>,
    /// From which size to which; none is any.
    pub sizes: Option<(SizeBand, SizeBand)>,
}

impl Cover {
    /// Nothing but the county.
    pub const ANY: Self = Self { industry: None, municipalities: Vec::new(), sizes: None };

    /// A firm fits.
    pub fn covers(&self, firm: &Firm) -> bool {
        let is_there =
            self.municipalities.is_empty() || self.municipalities.contains(&firm.municipality);
        let is_in = self.industry.is_none() || self.industry == firm.industry;
        let is_sized = self.sizes.is_none_or(|(least, most)| {
            firm.size.is_some_and(|size| (least..=most).contains(&size))
        });
        is_there && is_in && is_sized
    }

    /// How many firms fit.
    pub fn count(&self, register: &[Firm]) -> usize {
        register.iter().filter(|firm| self.covers(firm)).count()
    }

    /// Enough firms fit that none of them can be told apart.
    pub fn is_anonymous(&self, register: &[Firm]) -> bool {
        self.count(register) >= FIRMS_LEAST
    }

    /// Whatever fits the other fits this.
    pub fn contains(&self, other: &Self) -> bool {
        let is_there = self.municipalities.is_empty()
            || (!other.municipalities.is_empty()
                && other.municipalities.iter().all(|one| self.municipalities.contains(one)));
        let is_in = self.industry.is_none() || self.industry == other.industry;
        let is_sized = match (self.sizes, other.sizes) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some((least, most)), Some((from, to))) => least <= from && to <= most,
        };
        is_there && is_in && is_sized
    }

    /// Whether a teaser may say this of a firm: it has to be true, and to leave enough others,
    /// also to whoever remembers what it has said before.
    pub fn check(&self, own: &Firm, before: &Editions, register: &[Firm]) -> Result<(), Faults> {
        let mut faults = Faults::default();
        let only = |cover: Self| cover.covers(own);
        if !only(Self { industry: self.industry, ..Self::ANY }) {
            faults.push(Fault::new("industry", "succession-not-own"));
        }
        if !only(Self { municipalities: self.municipalities.clone(), ..Self::ANY }) {
            faults.push(Fault::new("municipalities", "succession-not-own"));
        }
        if !only(Self { sizes: self.sizes, ..Self::ANY }) {
            faults.push(Fault::new("sizeFrom", "succession-not-own"));
        }
        if faults.is_empty() && !self.is_anonymous(register) {
            faults.push(
                Fault::new("municipalities", "succession-too-narrow").with("least", FIRMS_LEAST),
            );
        }
        if faults.is_empty() && !before.with(self).is_anonymous(register) {
            let told = Fault::new("municipalities", "succession-told-before");
            faults.push(told.with("least", FIRMS_LEAST));
        }
        faults.into_result()
    }
}

/// Every cover one listing has been published under. Each edition may cover enough firms while all
/// of them together name one: whoever has read them all looks for a firm that fits every one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Editions(Vec<Cover>);

impl Editions {
    /// With one more. One that is broader than another takes nothing away, and is not kept.
    #[must_use]
    pub fn with(&self, cover: &Cover) -> Self {
        let mut all = self.0.clone();
        if !all.iter().any(|one| cover.contains(one)) {
            all.retain(|one| !one.contains(cover));
            all.push(cover.clone());
        }
        Self(all)
    }

    /// How many firms fit every one of them.
    pub fn count(&self, register: &[Firm]) -> usize {
        let fits = |firm: &&Firm| self.0.iter().all(|cover| cover.covers(firm));
        register.iter().filter(fits).count()
    }

    /// Enough firms fit all of them that none can be told apart.
    pub fn is_anonymous(&self, register: &[Firm]) -> bool {
        self.0.len() <= COVERS_MAX && self.count(register) >= FIRMS_LEAST
    }
}

/// A step towards broader, and how much it takes away of what the teaser tells.
type Step<T> = (u32, T);

fn wider_places(cover: &Cover, places: &[MunicipalityCode]) -> Vec<Step<Vec<MunicipalityCode>>> {
    let mut steps = vec![(0, cover.municipalities.clone())];
    if cover.municipalities.is_empty() {
        return steps;
    }
    for place in places.iter().filter(|place| !cover.municipalities.contains(place)) {
        let mut wider = cover.municipalities.clone();
        wider.push(place.clone());
        wider.sort_unstable();
        let is_all = places.iter().all(|place| wider.contains(place));
        steps.push((1, if is_all { Vec::new() } else { wider }));
    }
    steps.push((3, Vec::new()));
    steps
}

fn wider_sizes(cover: &Cover) -> Vec<Step<Option<(SizeBand, SizeBand)>>> {
    let mut steps = vec![(0, cover.sizes)];
    let Some((least, most)) = cover.sizes else { return steps };
    let (below, above) = (least.below(), most.above());
    steps.extend(below.map(|below| (1, Some((below, most)))));
    steps.extend(above.map(|above| (1, Some((least, above)))));
    steps.extend(below.zip(above).map(|sizes| (2, Some(sizes))));
    steps.push((4, None));
    steps
}

fn wider_industries(cover: &Cover) -> Vec<Step<Option<Industry>>> {
    match cover.industry {
        Some(_) => vec![(0, cover.industry), (3, None)],
        None => vec![(0, None)],
    }
}

/// Every way of saying less than a teaser does, each with how much less.
pub(super) fn wider(cover: &Cover, places: &[MunicipalityCode]) -> Vec<Step<Cover>> {
    let (areas, sizes) = (wider_places(cover, places), wider_sizes(cover));
    let mut all = Vec::new();
    for (by_industry, industry) in wider_industries(cover) {
        for (by_place, municipalities) in &areas {
            for (by_size, sizes) in &sizes {
                let municipalities = municipalities.clone();
                let cover = Cover { industry, municipalities, sizes: *sizes };
                all.push((by_industry + by_place + by_size, cover));
            }
        }
    }
    all
}

/// The narrowest broader ways that may be published, the one that takes least away first and among
/// those the one that covers fewest; none when even the whole county holds too few firms, or what
/// has been told `before` is too much already. `places` are the municipalities of the county.
pub fn ways(
    cover: &Cover,
    before: &Editions,
    register: &[Firm],
    places: &[MunicipalityCode],
) -> Vec<Cover> {
    let mut found: Vec<(u32, usize, Cover)> = wider(cover, places)
        .into_iter()
        .map(|(less, cover)| (less, cover.count(register), cover))
        .filter(|(_, _, cover)| before.with(cover).is_anonymous(register))
        .collect();
    found.sort_by_key(|one| (one.0, one.1));
    let mut chosen: Vec<Cover> = Vec::new();
    for (.., cover) in found {
        // What is only broader than another way tells less for nothing.
        if chosen.len() < WAYS_MAX && !chosen.iter().any(|narrower| cover.contains(narrower)) {
            chosen.push(cover);
        }
    }
    chosen
}

/// A teaser as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct TeaserForm {
    /// Code of an industry; empty is any.
    pub industry: String,
    /// Codes of municipalities; none is the whole county.
    pub municipalities: Vec<String>,
    /// Code of the smallest size; empty is any.
    pub size_from: String,
    /// Code of the largest size; empty is the same as the smallest.
    pub size_to: String,
    /// In the owner's words.
    pub words: String,
}

impl TeaserForm {
    /// The form as it would have been typed.
    pub fn of(cover: &Cover, words: &str) -> Self {
        let size = |size: Option<SizeBand>| size.map_or("", SizeBand::code).to_owned();
        Self {
            industry: cover.industry.map_or("", Industry::code).to_owned(),
            municipalities: cover.municipalities.iter().map(ToString::to_string).collect(),
            size_from: size(cover.sizes.map(|(least, _)| least)),
            size_to: size(cover.sizes.map(|(_, most)| most)),
            words: words.to_owned(),
        }
    }

    /// Reads what it covers; its words are read by [`super::said`]. Every municipality of `places`
    /// is the same as the whole county.
    pub fn cover(&self, places_of_county: &[MunicipalityCode]) -> Result<Cover, Faults> {
        let mut faults = Faults::default();
        let industry = match self.industry.trim() {
            "" => Some(None),
            code => {
                let unknown = |_| Fault::new("industry", "unknown-choice").with("value", code);
                faults.take(Industry::parse(code).map_err(unknown)).map(Some)
            }
        };
        let municipalities = faults.take(self.places(places_of_county));
        let sizes = faults.take(self.sizes());
        match (industry, municipalities, sizes) {
            (Some(industry), Some(municipalities), Some(sizes)) => {
                Ok(Cover { industry, municipalities, sizes })
            }
            _ => Err(faults),
        }
    }

    fn places(&self, of_county: &[MunicipalityCode]) -> Result<Vec<MunicipalityCode>, Fault> {
        let codes = places(&self.municipalities)?;
        if let Some(strange) = codes.iter().find(|code| !of_county.contains(code)) {
            return Err(Fault::new("municipalities", "unknown-choice").with("value", strange));
        }
        Ok(if codes.len() == of_county.len() { Vec::new() } else { codes })
    }

    fn sizes(&self) -> Result<Option<(SizeBand, SizeBand)>, Fault> {
        let read = |text: &str, field: &'static str| {
            let unknown = |_| Fault::new(field, "unknown-choice").with("value", text);
            SizeBand::parse(text).map_err(unknown)
        };
        let (from, to) = (self.size_from.trim(), self.size_to.trim());
        match (from, to) {
            ("", "") => Ok(None),
            ("", one) => read(one, "sizeTo").map(|size| Some((size, size))),
            (one, "") => read(one, "sizeFrom").map(|size| Some((size, size))),
            (from, to) => {
                let (from, to) = (read(from, "sizeFrom")?, read(to, "sizeTo")?);
                if to < from {
                    return Err(Fault::new("sizeTo", "succession-sizes-turned"));
                }
                Ok(Some((from, to)))
            }
        }
    }
}
