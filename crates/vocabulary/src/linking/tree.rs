//! Groups of occupations: which concepts are groups, and to which group each occupation belongs.

use std::collections::{BTreeMap, BTreeSet};

use super::view::{Row, to_length_one};

/// Groups of occupations, where they are told and need not be guessed.
#[derive(Debug, Clone, Default)]
pub struct Groups {
    /// Addresses of the finest groups.
    pub units: BTreeSet<String>,
    /// The group of each occupation.
    pub parents: BTreeMap<String, String>,
}

/// The level of a concept that is not a group.
pub(crate) const OCCUPATION: u8 = 5;
/// The level of the finest groups.
pub(crate) const UNIT: u8 = 4;

/// Levels and parents of all concepts.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    /// Digits of a group's code; [`OCCUPATION`] for what is not a group.
    pub(crate) levels: Vec<u8>,
    pub(crate) parents: Vec<Option<usize>>,
    pub(crate) children: Vec<Vec<usize>>,
    /// Occupations that may belong to each finest group, with how much they count there.
    pub(crate) members: Vec<Vec<(usize, f32)>>,
}

impl Tree {
    /// Reads groups from the addresses themselves: `…/isco/C265` lies under `…/isco/C26`.
    /// Occupations have no parent yet. `addresses` must be in alphabetical order.
    pub(crate) fn of_groups(addresses: &[String]) -> Self {
        let levels: Vec<u8> = addresses.iter().map(|address| level(address)).collect();
        let parents = addresses
            .iter()
            .zip(&levels)
            .map(|(address, level)| match level {
                2..=UNIT => {
                    let above = address.get(..address.len() - 1).unwrap_or_default();
                    addresses.binary_search_by(|known| known.as_str().cmp(above)).ok()
                }
                _ => None,
            })
            .collect();
        let mut tree = Self { levels, parents, children: vec![], members: vec![] };
        tree.list_children();
        tree
    }

    /// A tree that is known: the finest groups, and to which of them each other concept belongs.
    pub(crate) fn known(addresses: &[String], groups: &Groups) -> Self {
        let place =
            |address: &str| addresses.binary_search_by(|known| known.as_str().cmp(address)).ok();
        let level =
            |address: &String| if groups.units.contains(address) { UNIT } else { OCCUPATION };
        let parents: Vec<Option<usize>> = addresses
            .iter()
            .map(|address| groups.parents.get(address).and_then(|parent| place(parent)))
            .collect();
        let levels = addresses.iter().map(level).collect();
        let mut tree = Self { levels, parents, ..Self::default() };
        tree.list_children();
        tree.members = tree
            .children
            .iter()
            .map(|children| children.iter().map(|child| (*child, 1.0)).collect())
            .collect();
        tree
    }

    pub(crate) fn is_group(&self, concept: usize) -> bool {
        self.levels.get(concept).is_some_and(|level| *level != OCCUPATION)
    }

    pub(crate) fn is_unit(&self, concept: usize) -> bool {
        self.levels.get(concept) == Some(&UNIT)
    }

    pub(crate) fn units(&self) -> Vec<usize> {
        (0..self.levels.len()).filter(|concept| self.is_unit(*concept)).collect()
    }

    /// The finest group of a concept: its own, or its parent's.
    pub(crate) fn unit_of(&self, concept: usize) -> Option<usize> {
        if self.is_unit(concept) {
            return Some(concept);
        }
        let parent = self.parents.get(concept).copied().flatten()?;
        (!self.is_group(concept)).then_some(parent)
    }

    fn list_children(&mut self) {
        self.children = vec![vec![]; self.levels.len()];
        for (concept, parent) in self.parents.iter().enumerate() {
            if let Some(list) = parent.and_then(|parent| self.children.get_mut(parent)) {
                list.push(concept);
            }
        }
    }

    /// Gives each occupation the finest group whose words are most like its own. A group speaks
    /// with its own names, those of the group above, and those of the occupations it was given,
    /// so two rounds are made. `documents` has one row of length one per concept.
    pub(crate) fn place_occupations(&mut self, documents: &[Row], keys: usize) {
        let units = self.units();
        self.members = vec![vec![]; self.levels.len()];
        if units.is_empty() {
            return;
        }
        for round in 0..ROUNDS {
            let rows: Vec<Row> = units
                .iter()
                .map(|unit| {
                    let mut row = documents[*unit].clone();
                    if let Some(above) = self.parents[*unit] {
                        add(&mut row, &documents[above], 0.3);
                    }
                    if round > 0 {
                        add_mean(&mut row, documents, &self.children[*unit], 0.8);
                    }
                    to_length_one(&mut row);
                    row
                })
                .collect();
            let nearest = Nearest::new(&rows, keys);
            for (concept, document) in documents.iter().enumerate() {
                if self.is_group(concept) {
                    continue;
                }
                let places = nearest.find(document);
                let first = places.first().and_then(|(place, _)| units.get(*place).copied());
                self.parents[concept] = first;
                if round + 1 == ROUNDS {
                    self.join(concept, &places, &units);
                }
            }
            self.list_children();
        }
    }

    /// Counts an occupation in the groups it may belong to, in proportion to likeness.
    fn join(&mut self, concept: usize, places: &[(usize, f32)], units: &[usize]) {
        let all: f32 = places.iter().map(|(_, likeness)| likeness.powi(4)).sum();
        for (place, likeness) in places {
            let unit = units.get(*place).copied().unwrap_or_default();
            if let Some(members) = self.members.get_mut(unit).filter(|_| all > 0.0) {
                members.push((concept, likeness.powi(4) / all));
            }
        }
    }

    /// Documents in which each finest group also speaks with its occupations' words.
    pub(crate) fn smooth(&self, documents: &[Row]) -> Vec<Row> {
        let mut smooth = documents.to_vec();
        for unit in self.units() {
            let row = &mut smooth[unit];
            add_mean(row, documents, &self.children[unit], 0.6);
            to_length_one(row);
        }
        smooth
    }
}

const ROUNDS: usize = 3;
/// Groups that an occupation may belong to.
const MEMBERSHIPS: usize = 3;

/// The number of digits of a group's code, or [`OCCUPATION`].
fn level(address: &str) -> u8 {
    let code = address.rsplit_once("/isco/C").map(|(_, code)| code).unwrap_or_default();
    let digits = code.bytes().all(|byte| byte.is_ascii_digit());
    u8::try_from(code.len())
        .ok()
        .filter(|len| digits && (1..=UNIT).contains(len))
        .unwrap_or(OCCUPATION)
}

fn add_mean(row: &mut Row, documents: &[Row], members: &[usize], share: f32) {
    #[expect(clippy::cast_precision_loss, reason = "a group has far fewer than 2^24 members")]
    let each = share / members.len().max(1) as f32;
    let mut sum: Row =
        members.iter().flat_map(|member| documents[*member].iter().copied()).collect();
    sum.sort_by_key(|(key, _)| *key);
    sum.dedup_by(|later, first| {
        let same = later.0 == first.0;
        if same {
            first.1 += later.1;
        }
        same
    });
    add(row, &sum, each);
}

/// Adds a share of another row.
fn add(row: &mut Row, other: &Row, share: f32) {
    let mut sum = Vec::with_capacity(row.len() + other.len());
    let (mut own, mut others) = (row.iter().peekable(), other.iter().peekable());
    loop {
        match (own.peek(), others.peek()) {
            (Some((a, x)), Some((b, y))) if a == b => {
                sum.push((*a, x + share * y));
                own.next();
                others.next();
            }
            (Some((a, x)), b) if b.is_none_or(|(b, _)| a < b) => {
                sum.push((*a, *x));
                own.next();
            }
            (_, Some((b, y))) => {
                sum.push((*b, share * y));
                others.next();
            }
            _ => break,
        }
    }
    *row = sum;
}

/// Rows by key, to find the one most like another row.
struct Nearest {
    lists: Vec<Vec<(usize, f32)>>,
    rows: usize,
}

impl Nearest {
    fn new(rows: &[Row], keys: usize) -> Self {
        let mut lists = vec![vec![]; keys];
        for (at, row) in rows.iter().enumerate() {
            for (key, weight) in row {
                lists[*key as usize].push((at, *weight));
            }
        }
        Self { lists, rows: rows.len() }
    }

    /// The rows most alike, best first, with how alike they are.
    fn find(&self, row: &Row) -> Vec<(usize, f32)> {
        let mut sums = vec![0.0_f32; self.rows];
        for (key, weight) in row {
            for (at, share) in &self.lists[*key as usize] {
                sums[*at] += weight * share;
            }
        }
        let mut found: Vec<(usize, f32)> =
            sums.into_iter().enumerate().filter(|(_, sum)| *sum > 0.0).collect();
        found.sort_by(|(a, x), (b, y)| y.total_cmp(x).then(a.cmp(b)));
        found.truncate(MEMBERSHIPS);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_read_from_their_addresses() {
        let addresses: Vec<String> = [
            "http://x/isco/C2",
            "http://x/isco/C26",
            "http://x/occupation/1",
            "http://x/occupation/11",
        ]
        .map(str::to_owned)
        .to_vec();
        let tree = Tree::of_groups(&addresses);
        assert_eq!(tree.levels, [1, 2, OCCUPATION, OCCUPATION]);
        assert_eq!(tree.parents, [None, Some(0), None, None]);
        assert_eq!(tree.children[0], [1]);
    }

    #[test]
    fn rows_add_up_key_by_key() {
        let mut row = vec![(1, 1.0), (4, 1.0)];
        add(&mut row, &vec![(0, 2.0), (4, 2.0), (9, 2.0)], 0.5);
        assert_eq!(row, [(0, 1.0), (1, 1.0), (4, 2.0), (9, 1.0)]);
    }
}
