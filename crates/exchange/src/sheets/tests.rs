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

const STYLES: &str = "xl/styles.xml";
const STRINGS: &str = "xl/sharedStrings.xml";

/// A workbook of our own with one part in the place of its own, or beside them.
fn with_part(name: &str, content: &[u8]) -> Vec<u8> {
    let whole = write_xlsx("Blad", &["a"], [vec!["b".to_owned()]]).expect("written");
    let mut from = zip::ZipArchive::new(Cursor::new(whole)).expect("whole");
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..from.len() {
        let part = from.by_index_raw(place).expect("part");
        if !part.name().expect("name").eq_ignore_ascii_case(name) {
            zip.raw_copy_file(part).expect("copied");
        }
    }
    zip.start_file(name, SimpleFileOptions::default()).expect("begins");
    zip.write_all(content).expect("packs");
    zip.finish().expect("ends").into_inner()
}

#[test]
fn shared_strings_say_nothing_impossible_of_themselves() {
    let honest = |head: &str, count: &str| {
        format!(
            "{head}<x:sst count='2' uniqueCount=\"{count}\"><si><t>q</t></si>
            <si><t>r</t></si></x:sst>"
        )
    };
    let declared = "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    assert_eq!(cells(&with_part(STRINGS, honest(declared, "2").as_bytes())), [["q"], ["r"]]);
    let long = format!("<sst a=\"{}\" uniqueCount=\"2\">", " ".repeat(5_000));
    for odd in [
        honest("", "1000000000000"),
        honest(declared, "99999999"),
        honest("<!-- <sst> -->", "2"),
        honest("<!DOCTYPE sst>", "2"),
        honest("<sst>", "1000000000000").replacen("<sst>", "<a b='<sst>'>", 1),
        honest("", "2").replacen("<x:sst", "<x:sst a='>' b=\"1000000000000\"", 1),
        long,
    ] {
        for name in [STRINGS, "xl/SHAREDstrings.xml", "xl\\sharedStrings.XML"] {
            let found = rows(&with_part(name, odd.as_bytes()));
            assert!(matches!(found, Err(SheetFault::Damaged(_))), "{name} {odd} {found:?}");
        }
    }
    let wide: Vec<u8> = honest("", "2").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(matches!(rows(&with_part(STRINGS, &wide)), Err(SheetFault::Damaged(_))));
}

#[test]
fn no_part_that_is_kept_whole_has_more_marks_than_may_be() {
    let many = "<xf/>".repeat(200_001);
    let too_much = Err(SheetFault::Unpacked(LIMITS.unpacked));
    for name in [STYLES, "xl/Styles.XML", "xl/worksheets/styles.xml", "xl/other.bin"] {
        assert_eq!(rows(&with_part(name, many.as_bytes())), too_much, "{name}");
    }
    let font = format!("<styleSheet><name val=\"{}\"/></styleSheet>", "a".repeat(2_000));
    assert_eq!(rows(&with_part(STYLES, font.as_bytes())), too_much);
    assert_eq!(rows(&with_part("xl/_rels/workbook.xml.rels", font.as_bytes())), too_much);
    let data = with_part("xl/pivotCache/records1.xml", many.as_bytes());
    assert_eq!(cells(&data), [["a"], ["b"]], "what nobody opens may be large");
}

#[test]
fn the_workbook_is_none_of_the_parts_that_may_be_large() {
    let package = |target: &str| {
        let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let text = format!(
            "<Relationships><Relationship Id=\"a\" Type=\"{kind}/officeDocument\"
                Target=\"{target}\"/></Relationships>"
        );
        rows(&with_part("_rels/.rels", text.as_bytes()))
    };
    assert_eq!(package("/xl/workbook.xml").map(|rows| rows.len()), Ok(2));
    for odd in ["xl/worksheets/a.xml", "XL\\Worksheets\\a.xml", "xl/work&#115;heets/a.xml"] {
        assert!(matches!(package(odd), Err(SheetFault::Damaged(_))), "{odd}");
    }
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
