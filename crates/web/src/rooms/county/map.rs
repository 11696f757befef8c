//! A map of tiles: every municipality is a hexagon as large as any other, laid about where it lies.
//! Drawn by hand for each county that has a map; a county without one has the table alone.

use app::figures::{MunicipalityDemand, per_hundred_tenths};
use domain::codes::{CountyCode, MunicipalityCode};

use crate::l10n::L;

/// Half the width of a tile, in the drawing's units.
const HALF: i32 = 56;
/// From the middle of a tile to its top.
const TALL: i32 = 62;
/// From one line of tiles to the next; a little air between.
const STEP: i32 = 97;
/// Shades of a rate, from little to much.
const SHADES: i64 = 4;

/// Where a tile lies: its column in halves of a tile, and its line.
type Place = (&'static str, i32, i32);

const VASTERNORRLAND: &[Place] = &[
    ("2283", 1, 0),
    ("2284", 3, 0),
    ("2282", 2, 1),
    ("2262", 1, 2),
    ("2280", 3, 2),
    ("2260", 0, 3),
    ("2281", 2, 3),
];
const GAVLEBORG: &[Place] = &[
    ("2161", 1, 0),
    ("2132", 3, 0),
    ("2121", 0, 1),
    ("2183", 2, 1),
    ("2184", 4, 1),
    ("2101", 1, 2),
    ("2182", 3, 2),
    ("2104", 0, 3),
    ("2181", 2, 3),
    ("2180", 4, 3),
];
const JAMTLAND: &[Place] = &[
    ("2313", 3, 0),
    ("2309", 2, 1),
    ("2303", 4, 1),
    ("2321", 1, 2),
    ("2380", 3, 2),
    ("2305", 5, 2),
    ("2326", 2, 3),
    ("2361", 1, 4),
];

/// One municipality as it is drawn.
pub(super) struct Tile {
    pub(super) href: String,
    pub(super) label: String,
    pub(super) name: String,
    pub(super) value: String,
    /// Shade and colour of the text.
    pub(super) class: &'static str,
    pub(super) points: String,
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) is_chosen: bool,
}

/// One shade with the rates it stands for.
pub(super) struct Shade {
    pub(super) class: &'static str,
    pub(super) text: String,
}

/// The map.
pub(super) struct Map {
    pub(super) width: i32,
    pub(super) height: i32,
    pub(super) tiles: Vec<Tile>,
    pub(super) shades: Vec<Shade>,
}

/// One municipality as the map is given it.
pub(super) struct Area<'f> {
    pub(super) place: &'f MunicipalityDemand,
    /// Persons; none when hidden.
    pub(super) persons: Option<i64>,
    pub(super) href: String,
    pub(super) is_chosen: bool,
}

impl Area<'_> {
    /// Persons sought per hundred known firms, in tenths; none when hidden or without firms.
    fn rate(&self) -> Option<i64> {
        per_hundred_tenths(self.persons, self.place.known_firms)
    }

    /// The rate as people read it: hidden only where something is.
    pub(super) fn rate_text(&self, l: L) -> String {
        let none = if self.persons.is_some() { "county-none" } else { "county-hidden" };
        self.rate().map_or_else(|| l.t(none), |rate| tenths(l, rate))
    }
}

/// A number in tenths as people read it.
pub(super) fn tenths(l: L, value: i64) -> String {
    l.decimal(f64::from(i32::try_from(value).unwrap_or(i32::MAX)) / 10.0)
}

/// Draws a county, if there is a drawing of it with these municipalities.
pub(super) fn draw(l: L, county: &CountyCode, areas: &[Area<'_>]) -> Option<Map> {
    let places = match county.as_str() {
        "22" => VASTERNORRLAND,
        "21" => GAVLEBORG,
        "23" => JAMTLAND,
        _ => return None,
    };
    let rates: Vec<i64> = areas.iter().filter_map(Area::rate).collect();
    let (least, most) = (rates.iter().min().copied(), rates.iter().max().copied());
    let (least, most) = (least.unwrap_or(0), most.unwrap_or(0));
    let mut tiles = Vec::new();
    for area in areas {
        tiles.push(tile(l, places, area, (least, most))?);
    }
    let end = |of: fn(&Place) -> i32| places.iter().map(of).max().unwrap_or(0);
    Some(Map {
        width: (end(|place| place.1) + 2) * HALF + 4,
        height: end(|place| place.2) * STEP + 2 * TALL + 4,
        tiles,
        shades: if rates.is_empty() { Vec::new() } else { shades(l, least, most) },
    })
}

fn tile(l: L, places: &[Place], area: &Area<'_>, span: (i64, i64)) -> Option<Tile> {
    let code: &MunicipalityCode = &area.place.municipality.code;
    let (_, column, line) = places.iter().find(|place| place.0 == code.as_str())?;
    let (x, y) = ((column + 1) * HALF + 2, line * STEP + TALL + 2);
    let rate = area.rate();
    let value = area.rate_text(l);
    let name = &area.place.municipality.name;
    let label = match (area.persons, rate) {
        (Some(persons), Some(_)) => l
            .ta("county-map-area")
            .a("name", name)
            .a("rate", &value)
            .a("count", persons)
            .to_string(),
        (Some(_), None) => l.ta("county-map-no-firms").a("name", name).to_string(),
        (None, _) => l.ta("county-map-hidden").a("name", name).to_string(),
    };
    let corners = [(0, -TALL), (HALF, -31), (HALF, 31), (0, TALL), (-HALF, 31), (-HALF, -31)];
    Some(Tile {
        href: area.href.clone(),
        label,
        name: name.clone(),
        value,
        class: rate.map_or("unknown", |rate| class_of(shade(rate, span))),
        points: corners.map(|(dx, dy)| format!("{},{}", x + dx, y + dy)).join(" "),
        x,
        y,
        is_chosen: area.is_chosen,
    })
}

/// Which shade a rate has, from 0.
fn shade(rate: i64, (least, most): (i64, i64)) -> i64 {
    ((rate - least) * SHADES / (most - least + 1)).clamp(0, SHADES - 1)
}

fn class_of(shade: i64) -> &'static str {
    match shade {
        0 => "q1 on-low",
        1 => "q2 on-low",
        2 => "q3 on-low",
        _ => "q5 on-high",
    }
}

fn shades(l: L, least: i64, most: i64) -> Vec<Shade> {
    let of = |nth: i64| (least..=most).filter(move |rate| shade(*rate, (least, most)) == nth);
    (0..SHADES)
        .filter_map(|nth| {
            let (from, to) = (of(nth).min()?, of(nth).max()?);
            let text = l.ta("county-map-span").a("from", tenths(l, from)).a("to", tenths(l, to));
            Some(Shade { class: class_of(nth), text: text.to_string() })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use app::figures::Demand;
    use domain::codes::CountyCode;
    use store::organisations::Municipality;

    use super::*;

    #[test]
    fn hidden_is_said_only_where_something_is() {
        let place = |persons: Option<i64>, known_firms| MunicipalityDemand {
            municipality: Municipality {
                code: MunicipalityCode::parse("2284").expect("code"),
                name: "Örnsköldsvik".to_owned(),
            },
            demand: Demand { persons, firms: persons, is_suppressed: persons.is_none() },
            known_firms,
        };
        let drawn = |place: &MunicipalityDemand| {
            let (persons, href) = (place.demand.persons, String::new());
            let area = Area { place, persons, href, is_chosen: false };
            let county = CountyCode::parse("22").expect("code");
            let map = draw(L::default(), &county, &[area]).expect("map");
            let tile = map.tiles.first().expect("tile");
            (tile.value.clone(), tile.label.clone())
        };
        let (value, label) = drawn(&place(Some(0), 0));
        assert_eq!((value.as_str(), label.contains("dolt")), ("–", false), "{label}");
        let (value, label) = drawn(&place(None, 40));
        assert_eq!((value.as_str(), label.contains("dolt")), ("dolt", true), "{label}");
        assert_eq!(drawn(&place(Some(2), 40)).0, "5,0");
    }
}
