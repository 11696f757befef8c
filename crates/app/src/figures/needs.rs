//! Demand by occupation and municipality, with what must be hidden hidden.

use std::collections::BTreeMap;

use domain::codes::{MunicipalityCode, Ssyk};
use domain::figures::{Cell, table};
use serde::Serialize;
use store::figures::FirmDemand;
use store::organisations::Municipality;
use vocabulary::Vocabulary;

use super::CountyFigures;

/// A number with the firms behind it, or nothing when too few stand behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Demand {
    /// Persons needed; null when hidden.
    pub persons: Option<i64>,
    /// Firms behind; null when hidden.
    pub firms: Option<i64>,
    /// Too few firms, or hidden so that another cell cannot be computed.
    pub is_suppressed: bool,
}

impl Demand {
    fn of(cell: &Cell, is_shown: bool) -> Self {
        let firms = i64::try_from(cell.firms.len()).unwrap_or(i64::MAX);
        Self {
            persons: is_shown.then_some(cell.value),
            firms: is_shown.then_some(firms),
            is_suppressed: !is_shown,
        }
    }
}

/// Demand for one occupation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OccupationDemand {
    /// SSYK 2012 group.
    pub ssyk: Ssyk,
    /// Name of the group.
    pub label: String,
    /// How much in the whole county.
    #[serde(flatten)]
    pub demand: Demand,
    /// How much in each municipality, in the order of their codes.
    pub places: Vec<Demand>,
}

/// Demand in one municipality.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MunicipalityDemand {
    /// Which.
    #[serde(flatten)]
    pub municipality: Municipality,
    /// How much.
    #[serde(flatten)]
    pub demand: Demand,
    /// Firms that are known there, whether they need anybody or not.
    pub known_firms: i64,
}

/// The table: what the county's figures take over.
pub(super) struct Table {
    pub(super) occupations: Vec<OccupationDemand>,
    pub(super) municipalities: Vec<MunicipalityDemand>,
    pub(super) total: Demand,
}

/// Counts demand and hides what must not be seen.
pub(super) fn table(
    vocabulary: &Vocabulary,
    places: Vec<Municipality>,
    demand: &[FirmDemand],
    firms: &[(MunicipalityCode, i64)],
) -> Table {
    let mut by_group: BTreeMap<Ssyk, Vec<Cell>> = BTreeMap::new();
    for one in demand {
        let row =
            by_group.entry(one.ssyk.clone()).or_insert_with(|| vec![Cell::default(); places.len()]);
        let at = places.iter().position(|place| place.code == one.municipality);
        if let Some(cell) = at.and_then(|at| row.get_mut(at)) {
            let sought = (one.persons - one.filled).max(0);
            cell.add(sought, one.organisation, one.has_consented);
        }
    }
    let (groups, rows): (Vec<Ssyk>, Vec<Vec<Cell>>) = by_group.into_iter().unzip();
    let shown = table::shown(&rows, places.len());
    let mut by_place = vec![Cell::default(); places.len()];
    for (cell, whole) in rows.iter().flat_map(|row| row.iter().enumerate()).map(|(at, c)| (c, at)) {
        if let Some(place) = by_place.get_mut(whole) {
            place.join(cell);
        }
    }
    let mut whole = Cell::default();
    for place in &by_place {
        whole.join(place);
    }
    let flags = shown.cells.iter().zip(&shown.rows);
    let mut occupations: Vec<OccupationDemand> = groups
        .into_iter()
        .zip(&rows)
        .zip(flags)
        .map(|((ssyk, cells), (flags, is_shown))| {
            occupation(vocabulary, ssyk, cells, flags, *is_shown)
        })
        .collect();
    occupations.sort_by(|one, other| {
        let most = |row: &OccupationDemand| std::cmp::Reverse(row.demand.persons);
        (most(one), &one.label).cmp(&(most(other), &other.label))
    });
    let known = |code: &MunicipalityCode| {
        firms.iter().find(|(place, _)| place == code).map_or(0, |(_, count)| *count)
    };
    let municipalities = places.into_iter().zip(&by_place).zip(&shown.columns);
    Table {
        municipalities: municipalities
            .map(|((municipality, cell), is_shown)| MunicipalityDemand {
                known_firms: known(&municipality.code),
                municipality,
                demand: Demand::of(cell, *is_shown),
            })
            .collect(),
        total: Demand::of(&whole, shown.total),
        occupations,
    }
}

fn occupation(
    vocabulary: &Vocabulary,
    ssyk: Ssyk,
    cells: &[Cell],
    flags: &[bool],
    is_shown: bool,
) -> OccupationDemand {
    let mut whole = Cell::default();
    for cell in cells {
        whole.join(cell);
    }
    let known = vocabulary.group(&ssyk).map(|group| group.label.clone());
    OccupationDemand {
        label: known.unwrap_or_else(|| ssyk.as_str().to_owned()),
        ssyk,
        demand: Demand::of(&whole, is_shown),
        // Where the sum of an occupation is hidden, zeros would tell where its firms are not.
        places: cells
            .iter()
            .zip(flags)
            .map(|(cell, flag)| Demand::of(cell, is_shown && *flag))
            .collect(),
    }
}

/// Which part of the table is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NeedsFilter {
    /// Only this occupation group.
    pub occupation: Option<Ssyk>,
    /// Only this municipality.
    pub municipality: Option<MunicipalityCode>,
}

/// One entry of the table; a total has no occupation, no municipality or neither.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedsRow<'f> {
    /// Occupation group with its name; none for all of them.
    pub occupation: Option<(&'f Ssyk, &'f str)>,
    /// Municipality; none for the whole county.
    pub municipality: Option<&'f Municipality>,
    /// How much.
    pub demand: Demand,
    /// Firms that are known there, whether they need anybody or not.
    pub known_firms: i64,
}

impl<'f> NeedsRow<'f> {
    fn at(
        place: &'f MunicipalityDemand,
        occupation: Option<(&'f Ssyk, &'f str)>,
        demand: Demand,
    ) -> Self {
        let municipality = Some(&place.municipality);
        Self { occupation, municipality, demand, known_firms: place.known_firms }
    }

    /// Persons needed per hundred known firms, in tenths; none when hidden or without firms.
    pub fn per_hundred_tenths(&self) -> Option<i64> {
        per_hundred_tenths(self.demand.persons, self.known_firms)
    }
}

/// A number per hundred known firms, in tenths; none when hidden or without firms.
pub fn per_hundred_tenths(number: Option<i64>, known_firms: i64) -> Option<i64> {
    number.filter(|_| known_firms > 0).map(|number| rounded(1000 * number, known_firms))
}

/// A share rounded to the nearest whole.
pub(super) fn rounded(part: i64, whole: i64) -> i64 {
    (2 * part + whole) / (2 * whole.max(1))
}

impl CountyFigures {
    /// Firms the county knows of.
    pub fn known_firms(&self) -> i64 {
        self.municipalities.iter().map(|place| place.known_firms).sum()
    }

    /// The table entry by entry: each occupation in each municipality and in the county, then all
    /// occupations together. A filter leaves out the rest, and hides and shows nothing else.
    pub fn needs(&self, filter: &NeedsFilter) -> Vec<NeedsRow<'_>> {
        let mut rows = Vec::new();
        let everywhere = |occupation, demand| NeedsRow {
            occupation,
            municipality: None,
            demand,
            known_firms: self.known_firms(),
        };
        let is_asked = |ssyk: &Ssyk| filter.occupation.as_ref().is_none_or(|one| one == ssyk);
        for row in self.occupations.iter().filter(|row| is_asked(&row.ssyk)) {
            let name = Some((&row.ssyk, row.label.as_str()));
            let places = self.municipalities.iter().zip(&row.places);
            rows.extend(places.map(|(place, demand)| NeedsRow::at(place, name, *demand)));
            rows.push(everywhere(name, row.demand));
        }
        if filter.occupation.is_none() {
            let places = self.municipalities.iter();
            rows.extend(places.map(|place| NeedsRow::at(place, None, place.demand)));
            rows.push(everywhere(None, self.total));
        }
        if let Some(asked) = &filter.municipality {
            rows.retain(|row| row.municipality.is_some_and(|place| place.code == *asked));
        }
        rows
    }
}
