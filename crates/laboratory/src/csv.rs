//! Comma-separated values with quotes (RFC 4180), as far as our own tables need it.

/// Rows of cells; quoted cells may hold commas, line breaks and doubled quotes.
pub(crate) fn rows(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![];
    let mut row = vec![];
    let mut cell = String::new();
    let mut quoted = false;
    let mut letters = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            other => cell.push(other),
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    rows
}

/// Rows of a table with tabs; rows with fewer than two cells are left out.
pub(crate) fn tabbed(text: &str) -> Vec<Vec<&str>> {
    let rows = text.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    rows.filter(|row| row.len() > 1).collect()
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn quoted_cells_may_hold_anything() {
        let found = rows("a,b\n\"x, \"\"y\"\"\nz\",2\n");
        assert_eq!(found, [vec!["a", "b"], vec!["x, \"y\"\nz", "2"]]);
    }
}
