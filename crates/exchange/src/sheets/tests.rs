use std::io::{Cursor, Write};

use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

const LIMITS: Limits = Limits { rows: 1_000, columns: 20, cell: 100, unpacked: 4 << 20 };

fn rows(bytes: &[u8]) -> Result<Vec<(u64, Vec<String>)>, SheetFault> {
    let mut found = Vec::new();
    read(bytes, &LIMITS, &mut |row, cells| {
        found.push((row, cells));
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
    rows(bytes).expect("readable").into_iter().map(|(_, cells)| cells).collect()
}

#[test]
fn every_separator_and_encoding_reads_the_same() {
    let expected = vec![vec!["Företag", "Ort"], vec!["Åre; Bageri, \"AB\"", "Ånge"]];
    for separator in [",", ";", "\t"] {
        for end in ["\n", "\r\n", "\r"] {
            let text = format!(
                "Företag{separator}Ort{end}\"Åre; Bageri, \"\"AB\"\"\"{separator}Ånge{end}"
            );
            let marked = format!("\u{feff}{text}");
            let (old, _, is_lossy) = encoding_rs::WINDOWS_1252.encode(&text);
            assert!(!is_lossy);
            for bytes in [text.as_bytes(), marked.as_bytes(), &old] {
                assert_eq!(cells(bytes), expected, "{separator:?} {end:?}");
            }
        }
    }
    assert_eq!(cells(b"sep=;\na;b,c\n"), [["a", "b,c"]]);
    assert_eq!(cells("a;b\n\u{e5}".as_bytes()).len(), 2);
}

#[test]
fn rows_have_the_numbers_that_a_spreadsheet_shows() {
    let found = rows(b"a,b\n\n\"two\nlines\",x\n,\nlast,\n").expect("readable");
    let numbers: Vec<_> = found.iter().map(|(row, _)| *row).collect();
    assert_eq!(numbers, [1, 3, 5]);
    assert_eq!(found[1].1, ["two\nlines", "x"]);
}

#[test]
fn what_is_no_table_is_told_what_it_is() {
    assert_eq!(rows(b""), Err(SheetFault::Empty));
    assert_eq!(rows(b"\n \n;;\n"), Err(SheetFault::Empty));
    assert_eq!(rows(b"GIF89a\0\0"), Err(SheetFault::Unknown));
    assert_eq!(rows(b"\xff\xfea\0;\0"), Err(SheetFault::Unknown));
    assert_eq!(rows(b"\xd0\xcf\x11\xe0 old"), Err(SheetFault::OldWorkbook));
    assert_eq!(rows(b"a,b\nc,\"d\ne,f\n"), Err(SheetFault::OpenQuote(2)));
    assert!(matches!(rows(b"PK\x03\x04 no zip"), Err(SheetFault::Damaged(_))));
}

#[test]
fn no_limit_is_passed() {
    let wide = "a;".repeat(21) + "a";
    assert_eq!(rows(wide.as_bytes()), Err(SheetFault::Columns(1, 20)));
    let long = format!("a\n{}\n", "å".repeat(101));
    assert_eq!(rows(long.as_bytes()), Err(SheetFault::Cell(2, 100)));
    let many = "a\n".repeat(1_001);
    assert_eq!(rows(many.as_bytes()), Err(SheetFault::Rows(1_000)));
    assert_eq!(rows("a\n".repeat(1_000).as_bytes()).map(|rows| rows.len()), Ok(1_000));
}

#[test]
fn a_reader_that_has_had_enough_stops() {
    let mut count = 0;
    let stopped = read(b"a\nb\nc\n", &LIMITS, &mut |_, _| {
        count += 1;
        if count == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!((stopped, count), (Err(SheetFault::Stopped), 2));
}

#[test]
fn a_packed_giant_is_never_unpacked() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default()).expect("begins");
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..64 {
        zip.write_all(&zeros).expect("packs");
    }
    let bytes = zip.finish().expect("ends").into_inner();
    assert!(bytes.len() < 200_000, "{}", bytes.len());
    assert_eq!(rows(&bytes), Err(SheetFault::Unpacked(LIMITS.unpacked)));
}

#[test]
fn a_workbook_that_is_cut_off_is_damaged() {
    let whole = write_xlsx("Blad", &["a"], [vec!["b".to_owned()]]).expect("written");
    for end in [10, whole.len() / 2, whole.len() - 1] {
        assert!(matches!(rows(&whole[..end]), Err(SheetFault::Damaged(_))), "{end}");
    }
    assert_eq!(cells(&whole), [["a"], ["b"]]);
}

#[test]
fn what_a_person_wrote_with_an_apostrophe_keeps_it() {
    for text in ["'=1", "''=1", "'n' roll", "-12,5", "=1+1", "@a", "'-5"] {
        let written = write_csv(&["a"], [vec![text.to_owned()]]);
        assert_eq!(cells(&written), [["a"], [text]]);
        let plain = String::from_utf8(written).expect("text");
        assert!(!plain.contains("\n=") && !plain.contains("\n@"), "{plain}");
    }
}

proptest! {
    #[test]
    fn a_table_that_is_written_reads_back_the_same(
        table in prop::collection::vec(
            prop::collection::vec("[\\PC\n]{0,30}|'*[=+@-][a-z0-9]{0,5}|_x00[0-9a-f]{2}_", 1..5),
            1..6,
        ),
    ) {
        let plain = |cell: &String| cell.trim().to_owned();
        let table: Vec<Vec<String>> =
            table.iter().map(|row| row.iter().map(plain).collect()).collect();
        let mut expected: Vec<Vec<String>> = vec![vec!["a".to_owned(), "b".to_owned()]];
        for row in &table {
            let length = row.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
            if length > 0 {
                expected.push(row[..length].to_vec());
            }
        }
        prop_assert_eq!(&cells(&write_csv(&["a", "b"], table.clone())), &expected);
        let book = write_xlsx("Blad", &["a", "b"], table).expect("written");
        prop_assert_eq!(&cells(&book), &expected);
    }

    #[test]
    fn no_bytes_make_the_reader_fall_over(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = rows(&bytes);
        let mut packed = b"PK\x03\x04".to_vec();
        packed.extend(&bytes);
        let _ = rows(&packed);
    }
}
