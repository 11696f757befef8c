//! Nothing that is hidden can be computed. Tried two ways that know nothing of graphs: by solving
//! the equations, and by finding every table that gives the same published numbers.

use std::collections::BTreeSet;

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::figures::FIRMS_LEAST;
use crate::ids::OrganisationId;

fn cell(value: i64, firms: &[u128]) -> Cell {
    let firms: BTreeSet<_> = firms.iter().map(|n| OrganisationId(Uuid::from_u128(*n))).collect();
    Cell { value, silent: firms.clone(), firms }
}

/// One equation: hidden entries with their signs, and what they sum to.
type Equation = (Vec<(usize, i64)>, i64);

/// What a reader of the published table knows.
fn equations(grid: &Grid) -> Vec<Equation> {
    let equation = |line| {
        let places: Vec<usize> = grid.places(line).collect();
        let (mut unknown, mut sum) = (Vec::new(), 0);
        for (nth, place) in places.iter().enumerate() {
            let sign = if nth + 1 == places.len() { -1 } else { 1 };
            if grid.is_hidden(*place) {
                unknown.push((*place, sign));
            } else {
                sum -= sign * grid.value(*place);
            }
        }
        (unknown, sum)
    };
    grid.lines().map(equation).collect()
}

/// Hidden entries whose value follows from the equations alone: those whose unit vector lies in
/// the space of the rows. Arithmetic modulo a large prime.
fn solved(grid: &Grid) -> Vec<usize> {
    const PRIME: i64 = 1_000_003;
    let power = |base: i64| {
        let (mut result, mut base, mut left) = (1, base, PRIME - 2);
        while left > 0 {
            if left % 2 == 1 {
                result = result * base % PRIME;
            }
            base = base * base % PRIME;
            left /= 2;
        }
        result
    };
    let unknown: Vec<usize> = (0..grid.hidden.len()).filter(|at| grid.is_hidden(*at)).collect();
    let mut matrix: Vec<Vec<i64>> = equations(grid)
        .into_iter()
        .map(|(terms, _)| {
            let mut row = vec![0; unknown.len()];
            for (place, sign) in terms {
                let at = unknown.iter().position(|one| *one == place).expect("unknown");
                row[at] = sign.rem_euclid(PRIME);
            }
            row
        })
        .collect();
    let mut rank = 0;
    for column in 0..unknown.len() {
        let Some(pivot) = (rank..matrix.len()).find(|row| matrix[*row][column] != 0) else {
            continue;
        };
        matrix.swap(rank, pivot);
        let inverse = power(matrix[rank][column]);
        for value in &mut matrix[rank] {
            *value = *value * inverse % PRIME;
        }
        let lead = matrix[rank].clone();
        for (at, row) in matrix.iter_mut().enumerate() {
            let factor = row[column];
            if at != rank && factor != 0 {
                for (value, lead) in row.iter_mut().zip(&lead) {
                    *value = (*value - factor * lead).rem_euclid(PRIME);
                }
            }
        }
        rank += 1;
    }
    // In reduced form an unknown is fixed exactly when it stands alone in a row.
    let alone = matrix.iter().filter(|row| row.iter().filter(|value| **value != 0).count() == 1);
    alone.map(|row| unknown[row.iter().position(|value| *value != 0).expect("one")]).collect()
}

/// Every value each hidden entry takes in the tables that give the same published numbers.
fn possible(grid: &Grid, most: i64) -> Vec<BTreeSet<i64>> {
    let inner =
        |place: usize| place % grid.width + 1 < grid.width && place / grid.width + 1 < grid.height;
    let free: Vec<usize> =
        (0..grid.hidden.len()).filter(|at| grid.is_hidden(*at) && inner(*at)).collect();
    let mut found = vec![BTreeSet::new(); grid.hidden.len()];
    let mut guess = vec![0_i64; free.len()];
    loop {
        let mut values: Vec<i64> = (0..grid.hidden.len()).map(|at| grid.value(at)).collect();
        for (place, value) in free.iter().zip(&guess) {
            values[*place] = *value;
        }
        for row in 0..grid.height - 1 {
            let start = row * grid.width;
            values[start + grid.width - 1] = values[start..start + grid.width - 1].iter().sum();
        }
        for column in 0..grid.width {
            values[(grid.height - 1) * grid.width + column] =
                (0..grid.height - 1).map(|row| values[row * grid.width + column]).sum();
        }
        if (0..values.len()).all(|at| grid.is_hidden(at) || values[at] == grid.value(at)) {
            for (set, value) in found.iter_mut().zip(&values) {
                set.insert(*value);
            }
        }
        let Some(at) = guess.iter().position(|value| *value < most) else { return found };
        guess[at] += 1;
        guess[..at].fill(0);
    }
}

fn tables(
    rows: std::ops::Range<usize>,
    columns: std::ops::Range<usize>,
    most: i64,
) -> impl Strategy<Value = (Vec<Vec<Cell>>, usize)> {
    (rows, columns).prop_flat_map(move |(rows, columns)| {
        let firms = proptest::collection::btree_set(0u128..14, 0..6);
        let one = (0..most, firms, any::<bool>()).prop_map(|(value, firms, is_open)| {
            let firms: Vec<u128> = firms.into_iter().collect();
            let mut cell = cell(if firms.is_empty() { 0 } else { value }, &firms);
            // Firms with even numbers have consented, in some of the tables' cells.
            if is_open {
                cell.silent.retain(|firm| firm.0.as_u128() % 2 == 1);
            }
            cell
        });
        let row = proptest::collection::vec(one, columns);
        (proptest::collection::vec(row, rows), Just(columns))
    })
}

fn protected(rows: &[Vec<Cell>], columns: usize) -> Grid {
    let mut grid = Grid::of(rows, columns);
    grid.protect();
    grid
}

#[test]
fn a_table_of_big_cells_shows_everything() {
    let rows = vec![
        vec![cell(9, &[1, 2, 3]), cell(4, &[4, 5, 6])],
        vec![cell(2, &[7, 8, 9]), cell(0, &[])],
    ];
    let shown = shown(&rows, 2);
    assert!(shown.total && shown.rows.iter().chain(&shown.columns).all(|one| *one));
    assert!(shown.cells.iter().flatten().all(|one| *one));
}

#[test]
fn one_small_cell_takes_a_square_with_it() {
    let row = |values: [i64; 3], from: u128| -> Vec<Cell> {
        (from..).step_by(4).zip(values).map(|(at, n)| cell(n, &[at, at + 1, at + 2])).collect()
    };
    let mut rows = vec![row([9, 8, 7], 100), row([6, 5, 4], 200), row([3, 2, 9], 300)];
    rows[0][0] = cell(1, &[1]);
    let shown = shown(&rows, 3);
    assert!(shown.total && shown.rows.iter().chain(&shown.columns).all(|one| *one));
    let hidden = shown.cells.iter().flatten().filter(|one| !**one).count();
    assert_eq!(hidden, 4, "{shown:?}");
}

#[test]
fn a_lone_firm_in_an_empty_county_hides_every_total_of_its_own() {
    let rows = vec![vec![cell(3, &[1]), cell(0, &[])]];
    let shown = shown(&rows, 2);
    assert_eq!(shown.cells, [[false, true]]);
    assert_eq!((shown.rows, shown.columns, shown.total), (vec![false], vec![false, true], false));
}

#[test]
fn a_table_without_rows_is_empty_and_shows() {
    let shown = shown(&[], 2);
    assert_eq!((shown.columns, shown.total), (vec![true, true], true));
}

proptest! {
    #[test]
    fn what_shows_stands_on_three_firms_or_on_consent((rows, columns) in tables(0..7, 1..6, 30)) {
        let grid = protected(&rows, columns);
        for (cell, hidden) in grid.cells.iter().zip(&grid.hidden) {
            prop_assert!(*hidden || cell.firms.len() >= FIRMS_LEAST || cell.silent.is_empty());
        }
    }

    #[test]
    fn no_hidden_entry_follows_from_the_equations((rows, columns) in tables(0..7, 1..6, 30)) {
        let grid = protected(&rows, columns);
        prop_assert_eq!(solved(&grid), Vec::<usize>::new());
    }

    #[test]
    fn what_a_line_gives_away_stands_on_three_firms((rows, columns) in tables(0..7, 1..6, 30)) {
        let grid = protected(&rows, columns);
        for line in grid.lines() {
            prop_assert!(!grid.gives_away(line), "{:?}", line);
        }
    }

    #[test]
    fn every_hidden_entry_could_have_been_another((rows, columns) in tables(1..3, 1..4, 4)) {
        let grid = protected(&rows, columns);
        let possible = possible(&grid, 5);
        for (at, values) in possible.iter().enumerate().filter(|(at, _)| grid.is_hidden(*at)) {
            prop_assert!(values.len() > 1, "{} can only be {:?}", at, values);
        }
    }

    #[test]
    fn a_table_of_safe_cells_shows_whole((mut rows, columns) in tables(0..7, 1..6, 30)) {
        for cell in rows.iter_mut().flatten() {
            cell.silent.clear();
        }
        let grid = protected(&rows, columns);
        prop_assert!(grid.hidden.iter().all(|hidden| !hidden));
    }
}
