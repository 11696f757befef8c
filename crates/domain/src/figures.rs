//! Public figures about firms: which cells of a table may be shown.
//!
//! A cell shows when at least [`FIRMS_LEAST`] firms stand behind it, or each of them has consented.
//! So that a hidden cell cannot be computed from the total and the cells that show, the hidden ones
//! together also hold at least that many firms, in at least two cells, and more than one each; the
//! smallest of the others are hidden with them. [`table`] does the same for rows and columns at
//! once.

pub mod table;

use std::collections::BTreeSet;

use crate::ids::OrganisationId;

/// Fewest firms behind a number that is shown.
pub const FIRMS_LEAST: usize = 3;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// The number one would like to show.
    pub value: i64,
    /// The firms behind it; the same firm may stand behind several cells.
    pub firms: BTreeSet<OrganisationId>,
    /// Those of them that have not consented to being shown where fewer stand together.
    pub silent: BTreeSet<OrganisationId>,
}

impl Cell {
    /// Takes in a number of one firm.
    pub fn add(&mut self, value: i64, firm: OrganisationId, has_consented: bool) {
        self.value += value;
        self.firms.insert(firm);
        if !has_consented {
            self.silent.insert(firm);
        }
    }

    /// Takes in all of another cell.
    pub fn join(&mut self, other: &Self) {
        self.value += other.value;
        self.firms.extend(other.firms.iter().copied());
        self.silent.extend(other.silent.iter().copied());
    }

    /// May show as it stands. Without any firm it is empty, and that is no secret.
    pub fn is_safe(&self) -> bool {
        self.silent.is_empty() || self.firms.len() >= FIRMS_LEAST
    }
}

/// All of some cells together.
fn together<'c>(cells: impl Iterator<Item = &'c Cell>) -> Cell {
    cells.fold(Cell::default(), |mut whole, cell| {
        whole.join(cell);
        whole
    })
}

/// Which parts of a table with a total may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// For every cell, in the order they came: true when it shows.
    pub cells: Vec<bool>,
    /// The total shows.
    pub total: bool,
}

/// Decides what shows. Cells without any firm are empty and show as they are.
pub fn shown(cells: &[Cell]) -> Shown {
    let mut shown: Vec<bool> = cells.iter().map(Cell::is_safe).collect();
    let mut candidates: Vec<usize> = (0..cells.len())
        .filter(|&at| cells.get(at).is_some_and(|cell| cell.is_safe() && !cell.firms.is_empty()))
        .collect();
    // The smallest is hidden first; taken from the end.
    candidates.sort_by_key(|&at| {
        (std::cmp::Reverse(cells.get(at).map_or(0, |cell| cell.value)), std::cmp::Reverse(at))
    });
    while !remainder_is_safe(cells, &shown) {
        let Some(next) = candidates.pop() else { break };
        if let Some(one) = shown.get_mut(next) {
            *one = false;
        }
    }
    let total = together(cells.iter()).is_safe() && remainder_is_safe(cells, &shown);
    Shown { cells: shown, total }
}

/// What the total minus the shown cells gives away: nothing, or the sum of at least two cells with
/// enough firms among them. Hidden cells hold at least one each, so a sum no larger than their
/// number would tell them all.
fn remainder_is_safe(cells: &[Cell], shown: &[bool]) -> bool {
    let hidden = || cells.iter().zip(shown).filter(|(_, shown)| !**shown).map(|(cell, _)| cell);
    let count = hidden().count();
    let sum = together(hidden());
    count == 0 || (count > 1 && sum.is_safe() && i64::try_from(count).is_ok_and(|n| sum.value > n))
}

/// Median of whole numbers; between two it is their mean, rounded down.
pub fn median(mut values: Vec<i64>) -> Option<i64> {
    values.sort_unstable();
    let middle = values.len() / 2;
    let upper = *values.get(middle)?;
    if values.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = *values.get(middle.checked_sub(1)?)?;
    Some((lower + upper).div_euclid(2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn cell(value: i64, firms: &[u128]) -> Cell {
        let firms: BTreeSet<_> =
            firms.iter().map(|n| OrganisationId(Uuid::from_u128(*n))).collect();
        Cell { value, silent: firms.clone(), firms }
    }

    #[test]
    fn two_firms_are_never_shown_and_take_a_neighbour_with_them() {
        let cells = [cell(9, &[1, 2, 3, 4]), cell(4, &[5, 6, 7]), cell(3, &[8, 9])];
        assert_eq!(shown(&cells), Shown { cells: vec![true, false, false], total: true });
    }

    #[test]
    fn a_table_of_big_cells_shows_everything() {
        let cells = [cell(9, &[1, 2, 3]), cell(4, &[4, 5, 6])];
        assert_eq!(shown(&cells), Shown { cells: vec![true, true], total: true });
    }

    #[test]
    fn one_firm_in_two_small_cells_is_still_one_firm() {
        let cells = [cell(9, &[1, 2, 3]), cell(2, &[7]), cell(1, &[7])];
        assert_eq!(shown(&cells).cells, [false, false, false]);
    }

    #[test]
    fn a_county_with_two_firms_has_no_total() {
        let cells = [cell(2, &[1]), cell(5, &[2])];
        assert_eq!(shown(&cells), Shown { cells: vec![false, false], total: false });
    }

    #[test]
    fn hidden_cells_of_one_each_are_not_told_by_their_sum() {
        let cells = [cell(9, &[1, 2, 3]), cell(1, &[4]), cell(1, &[5]), cell(1, &[6])];
        assert_eq!(shown(&cells), Shown { cells: vec![false; 4], total: true });
        assert_eq!(shown(&cells[1..]), Shown { cells: vec![false; 3], total: false });
    }

    #[test]
    fn two_firms_that_have_consented_are_shown() {
        let mut cells = [cell(9, &[1, 2, 3, 4]), cell(4, &[5, 6])];
        for part in &mut cells {
            part.silent.clear();
        }
        assert_eq!(shown(&cells), Shown { cells: vec![true, true], total: true });
        cells[1].silent.insert(OrganisationId(Uuid::from_u128(6)));
        assert_eq!(shown(&cells), Shown { cells: vec![false, false], total: true });
    }

    #[test]
    fn the_median_lies_in_the_middle() {
        assert_eq!(median(vec![30, 10, 20]), Some(20));
        assert_eq!(median(vec![10, 20]), Some(15));
        assert_eq!(median(vec![]), None);
    }

    fn tables() -> impl Strategy<Value = Vec<Cell>> {
        let firms = proptest::collection::btree_set(0u128..12, 1..6);
        proptest::collection::vec((1i64..40, firms), 0..12).prop_map(|cells| {
            let one = |(value, firms): (i64, BTreeSet<u128>)| {
                cell(value, &firms.into_iter().collect::<Vec<_>>())
            };
            cells.into_iter().map(one).collect()
        })
    }

    proptest! {
        #[test]
        fn nothing_shown_stands_on_fewer_than_three_firms(cells in tables()) {
            for (cell, shown) in cells.iter().zip(shown(&cells).cells) {
                prop_assert!(!shown || cell.firms.len() >= FIRMS_LEAST);
            }
        }

        #[test]
        fn the_total_never_gives_a_hidden_cell_away(cells in tables()) {
            let shown = shown(&cells);
            let hidden: Vec<&Cell> = cells.iter().zip(&shown.cells)
                .filter(|(_, shown)| !**shown).map(|(cell, _)| cell).collect();
            let firms: BTreeSet<_> = hidden.iter().flat_map(|cell| &cell.firms).collect();
            let sum: i64 = hidden.iter().map(|cell| cell.value).sum();
            prop_assert!(!shown.total || hidden.is_empty()
                || (hidden.len() >= 2 && firms.len() >= FIRMS_LEAST
                    && usize::try_from(sum).is_ok_and(|sum| sum > hidden.len())));
        }

        #[test]
        fn no_more_is_hidden_than_needed(cells in tables()) {
            let shown = shown(&cells);
            // Every table of safe cells only is shown whole.
            if cells.iter().all(|cell| cell.firms.len() >= FIRMS_LEAST) {
                prop_assert!(shown.cells.iter().all(|one| *one) && shown.total);
            }
        }
    }
}
