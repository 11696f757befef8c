//! Which cells of a table with rows, columns and totals may be shown.
//!
//! Totals are entries too: the table is its cells with one more row and one more column. Every row
//! and every column then is an equation, and the hidden entries are its unknowns. An unknown can
//! be computed exactly when it lies on no cycle of hidden entries that alternate between rows and
//! columns and along which numbers can be moved up and down without going below zero (D. Gusfield,
//! «A graph theoretic approach to statistical data security», SIAM J. Comput. 17, 1988). So
//! entries are hidden until each hidden one lies on such a cycle, and until what a row or a column
//! gives away, its shown total minus its shown cells, is the sum of enough firms.

use std::collections::BTreeSet;

use super::{Cell, together};

/// Which entries of a table show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownTable {
    /// For every row its cells, in the order they came: true when it shows.
    pub cells: Vec<Vec<bool>>,
    /// Totals of rows.
    pub rows: Vec<bool>,
    /// Totals of columns.
    pub columns: Vec<bool>,
    /// The total of all.
    pub total: bool,
}

/// Decides what shows of a table whose rows all have this many columns.
pub fn shown(rows: &[Vec<Cell>], columns: usize) -> ShownTable {
    let mut grid = Grid::of(rows, columns);
    grid.protect();
    let mut lines: Vec<Vec<bool>> =
        grid.hidden.chunks(grid.width).map(|line| line.iter().map(|one| !one).collect()).collect();
    let mut last = lines.pop().unwrap_or_default();
    let total = last.pop().unwrap_or(true);
    let rows = lines.iter_mut().map(|line| line.pop().unwrap_or(true)).collect();
    ShownTable { cells: lines, rows, columns: last, total }
}

/// A row or a column of the grid, its total last.
#[derive(Debug, Clone, Copy)]
enum Line {
    Row(usize),
    Column(usize),
}

/// Cells with their totals, row by row.
struct Grid {
    /// Columns with the totals'.
    width: usize,
    /// Rows with the totals'.
    height: usize,
    cells: Vec<Cell>,
    hidden: Vec<bool>,
}

impl Grid {
    fn of(rows: &[Vec<Cell>], columns: usize) -> Self {
        let cell = |row: &Vec<Cell>, at: usize| row.get(at).cloned().unwrap_or_default();
        let mut cells = Vec::with_capacity((rows.len() + 1) * (columns + 1));
        for row in rows {
            cells.extend((0..columns).map(|at| cell(row, at)));
            cells.push(together(row.iter().take(columns)));
        }
        for at in 0..columns {
            cells.push(together(rows.iter().filter_map(|row| row.get(at))));
        }
        cells.push(together(rows.iter().flat_map(|row| row.iter().take(columns))));
        let hidden = cells.iter().map(|cell| !cell.is_safe()).collect();
        Self { width: columns + 1, height: rows.len() + 1, cells, hidden }
    }

    fn protect(&mut self) {
        loop {
            let mut has_hidden_more = false;
            for line in self.lines() {
                has_hidden_more |= self.gives_away(line) && self.hide_one(line);
            }
            if !has_hidden_more && !self.hide_beside_computable() {
                return;
            }
        }
    }

    fn lines(&self) -> impl Iterator<Item = Line> + use<> {
        (0..self.height).map(Line::Row).chain((0..self.width).map(Line::Column))
    }

    /// Places of a line's entries, the total last.
    fn places(&self, line: Line) -> impl DoubleEndedIterator<Item = usize> + use<> {
        let (start, step, count) = match line {
            Line::Row(row) => (row * self.width, 1, self.width),
            Line::Column(column) => (column, self.width, self.height),
        };
        (0..count).map(move |nth| start + nth * step)
    }

    fn is_hidden(&self, place: usize) -> bool {
        self.hidden.get(place).copied().unwrap_or(false)
    }

    fn value(&self, place: usize) -> i64 {
        self.cells.get(place).map_or(0, |cell| cell.value)
    }

    /// One hidden entry alone in its line, or a shown total from which the others can be taken away
    /// until too few firms are left.
    fn gives_away(&self, line: Line) -> bool {
        let hidden: Vec<usize> = self.places(line).filter(|place| self.is_hidden(*place)).collect();
        let total_shows = self.places(line).next_back().is_some_and(|place| !self.is_hidden(place));
        let rest = hidden.iter().filter_map(|place| self.cells.get(*place));
        hidden.len() == 1 || (total_shows && !together(rest).is_safe())
    }

    /// Hides the entry of a line that is missed least: one whose other line hides something
    /// already, then the smallest; the total only when nothing else is left.
    fn hide_one(&mut self, line: Line) -> bool {
        let has_firms =
            |place: usize| self.cells.get(place).is_some_and(|cell| !cell.firms.is_empty());
        let mut places = self.places(line);
        let total = places.next_back();
        let least = places
            .filter(|place| !self.is_hidden(*place) && has_firms(*place))
            .min_by_key(|place| (!self.crosses_hidden(line, *place), self.value(*place), *place));
        let next = least.or(total.filter(|place| !self.is_hidden(*place)));
        let Some(entry) = next.and_then(|place| self.hidden.get_mut(place)) else { return false };
        *entry = true;
        true
    }

    fn crosses_hidden(&self, line: Line, place: usize) -> bool {
        let other = match line {
            Line::Row(_) => Line::Column(place % self.width),
            Line::Column(_) => Line::Row(place / self.width),
        };
        self.places(other).any(|place| self.is_hidden(place))
    }

    /// Hides one more entry beside each that can be computed: in its row, its column, or where
    /// nothing is left there among the totals. False when none can be computed.
    fn hide_beside_computable(&mut self) -> bool {
        let graph = Graph::of(self);
        let is_computable = |place: &usize| self.is_hidden(*place) && !graph.is_on_cycle(*place);
        let computable: Vec<usize> = (0..self.hidden.len()).filter(is_computable).collect();
        let totals = [Line::Row(self.height - 1), Line::Column(self.width - 1)];
        let mut helped = BTreeSet::new();
        let mut has_hidden_more = false;
        for place in computable {
            let (row, column) = (place / self.width, place % self.width);
            // One more in a row may help all of it.
            if helped.insert(row) {
                let mut lines = [Line::Row(row), Line::Column(column)].into_iter().chain(totals);
                has_hidden_more |= lines.any(|line| self.hide_one(line));
            }
        }
        has_hidden_more
    }
}

/// Hidden entries as arcs between rows and columns. Written with totals of rows and columns
/// negative, every line sums to zero; an arc from row to column is a number that can go up, one
/// from column to row a number that can go down.
struct Graph {
    width: usize,
    /// By row: columns.
    up: Vec<Vec<usize>>,
    /// By column: rows.
    down: Vec<Vec<usize>>,
}

impl Graph {
    fn of(grid: &Grid) -> Self {
        let mut graph = Self {
            width: grid.width,
            up: vec![Vec::new(); grid.height],
            down: vec![Vec::new(); grid.width],
        };
        for place in (0..grid.hidden.len()).filter(|place| grid.is_hidden(*place)) {
            let (row, column) = (place / grid.width, place % grid.width);
            let is_negative = (row + 1 == grid.height) != (column + 1 == grid.width);
            let has_some = grid.value(place) > 0;
            if (!is_negative || has_some)
                && let Some(columns) = graph.up.get_mut(row)
            {
                columns.push(column);
            }
            if (is_negative || has_some)
                && let Some(rows) = graph.down.get_mut(column)
            {
                rows.push(row);
            }
        }
        graph
    }

    fn is_on_cycle(&self, place: usize) -> bool {
        let (row, column) = (place / self.width, place % self.width);
        let goes = |from: &[Vec<usize>], at: usize, to: usize| {
            from.get(at).is_some_and(|ends| ends.contains(&to))
        };
        (goes(&self.up, row, column) && self.leads(Line::Column(column), Line::Row(row)))
            || (goes(&self.down, column, row) && self.leads(Line::Row(row), Line::Column(column)))
    }

    /// There is a way that does not take the entry the two lines share.
    fn leads(&self, from: Line, to: Line) -> bool {
        let ((Line::Row(own_row), Line::Column(own_column))
        | (Line::Column(own_column), Line::Row(own_row))) = (from, to)
        else {
            return false;
        };
        let mut seen = vec![false; self.up.len() + self.down.len()];
        let mut next = vec![from];
        while let Some(line) = next.pop() {
            let number = match line {
                Line::Row(row) => row,
                Line::Column(column) => self.up.len() + column,
            };
            match seen.get_mut(number) {
                Some(seen) if !*seen => *seen = true,
                _ => continue,
            }
            match (line, to) {
                (Line::Row(row), Line::Row(end)) if row == end => return true,
                (Line::Column(column), Line::Column(end)) if column == end => return true,
                (Line::Row(row), _) => {
                    let ends = self.up.get(row).into_iter().flatten().copied();
                    let free = ends.filter(|column| (row, *column) != (own_row, own_column));
                    next.extend(free.map(Line::Column));
                }
                (Line::Column(column), _) => {
                    let ends = self.down.get(column).into_iter().flatten().copied();
                    let free = ends.filter(|row| (*row, column) != (own_row, own_column));
                    next.extend(free.map(Line::Row));
                }
            }
        }
        false
    }
}

#[cfg(test)]
mod tests;
