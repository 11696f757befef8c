//! CSV that a spreadsheet opens without running anything in it (RFC 4180, with a byte order mark
//! so that å, ä and ö survive).

use std::io::{Result, Write};

/// Written first, so that spreadsheets read UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Begins a file with its header.
pub fn begin(file: &mut impl Write, columns: &[&str]) -> Result<()> {
    file.write_all(BYTE_ORDER_MARK)?;
    row(file, columns)
}

/// Writes a row.
pub fn row(file: &mut impl Write, cells: &[impl AsRef<str>]) -> Result<()> {
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            file.write_all(b",")?;
        }
        file.write_all(quoted(&safe(cell.as_ref())).as_bytes())?;
    }
    file.write_all(b"\r\n")
}

/// A cell that no spreadsheet takes for a formula: what begins like one gets an apostrophe first
/// (OWASP, «CSV injection»).
fn safe(cell: &str) -> String {
    let begins_formula = |character: char| {
        matches!(character, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
    };
    match cell.chars().next() {
        Some(first) if begins_formula(first) && cell.parse::<f64>().is_err() => format!("'{cell}"),
        _ => cell.to_owned(),
    }
}

fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', ';', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        let mut file = Vec::new();
        begin(&mut file, &["a", "b"]).expect("writes");
        row(&mut file, &["=1+1", "+46"]).expect("writes");
        row(&mut file, &["@x", "\tx"]).expect("writes");
        row(&mut file, &["-12", "-x;\"y\""]).expect("writes");
        row(&mut file, &["＝cmd", "Åre, då"]).expect("writes");
        let text = String::from_utf8(file).expect("UTF-8");
        assert_eq!(
            text,
            "\u{feff}a,b\r\n'=1+1,+46\r\n'@x,'\tx\r\n-12,\"'-x;\"\"y\"\"\"\r\n'＝cmd,\"Åre, då\"\r\n"
        );
    }
}
