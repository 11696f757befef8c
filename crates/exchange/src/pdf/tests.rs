//! Printed documents, read back by another library.

use domain::time::Date;
use lopdf::{Dictionary, Object};
use proptest::prelude::*;

use super::*;

fn day() -> Date {
    Date::new(2026, 11, 23).expect("a day")
}

fn document(blocks: Vec<Block>) -> Document {
    Document {
        language: "sv",
        title: "Överlämning från Ingrid Malm".into(),
        lede: vec!["Gjord 23 november 2026 av Åsa Öberg.".into()],
        blocks,
        foot: "Överlämning från Ingrid Malm · 23 november 2026".to_owned(),
        day: day(),
    }
}

fn table(rows: Vec<Vec<Cell>>) -> Block {
    let column = |(head, share): (&str, u16)| Column { head: head.into(), share };
    let columns = [("Vad", 4), ("Kontakt", 3), ("Läge", 2), ("Nästa steg", 4), ("Ny", 3)];
    let columns = columns.into_iter().map(column).collect();
    Block::Table(Table { caption: "Det som lämnas över".into(), columns, rows })
}

fn row(nth: usize) -> Vec<Cell> {
    let title = Words::in_language(format!("Praktikplatser på verkstaden nr{nth}."), "sv");
    vec![
        Cell::from(title).below("Ärende"),
        Cell::from("Ådalens Mekaniska AB").below("Björn Ekström"),
        "Väntar på svar".into(),
        Cell::from("Ring och fråga om utrustningen har kommit").below("tis 8 dec"),
        Cell::from("Kåre Nyström, Näringslivskontoret").below("0612-800 00"),
    ]
}

fn rows(count: usize) -> Block {
    table((0..count).map(row).collect())
}

fn printed(document: &Document) -> Vec<u8> {
    print(document, |page| format!("Sida {} av {}", page.number, page.of)).expect("prints")
}

fn read(bytes: &[u8]) -> lopdf::Document {
    lopdf::Document::load_mem(bytes).expect("is a PDF")
}

/// The text of each page, with one space between words.
fn pages(bytes: &[u8]) -> Vec<String> {
    let file = read(bytes);
    let page = |number: &u32| {
        let text = file.extract_text(&[*number]).expect("has text");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    file.get_pages().keys().map(page).collect()
}

/// The words of all pages that begin so, in order.
fn found(pages: &[String], start: &str) -> Vec<String> {
    let words = pages.iter().flat_map(|page| page.split(' '));
    words.filter(|word| word.starts_with(start)).map(str::to_owned).collect()
}

/// Elements of the structure tree of a kind.
fn elements(file: &lopdf::Document, kind: &str) -> Vec<Dictionary> {
    let dictionaries = file.objects.values().filter_map(|object| object.as_dict().ok());
    let is_kind = |one: &&Dictionary| {
        one.has(b"P") && one.get(b"S").and_then(Object::as_name).is_ok_and(|s| s == kind.as_bytes())
    };
    dictionaries.filter(is_kind).cloned().collect()
}

/// The text of an entry.
fn said(dictionary: &Dictionary, key: &str) -> String {
    let text = dictionary.get(key.as_bytes()).unwrap_or_else(|_| panic!("{key}: {dictionary:?}"));
    lopdf::decode_text_string(text).expect("is a text")
}

#[test]
fn the_same_document_is_the_same_bytes() {
    let document = document(vec![Block::Heading("Läget".into()), rows(60)]);
    assert_eq!(printed(&document), printed(&document));
}

#[test]
fn what_was_said_reads_back_in_order() {
    let document = document(vec![
        Block::Heading("Så här läser du".into()),
        Block::Paragraph("Å, ä och ö.\nRingde 12\u{a0}500 gånger – «ja» – é ü ž š ł ő.".into()),
        rows(2),
        Block::Heading("Sist".into()),
    ]);
    let pages = pages(&printed(&document));
    assert_eq!(pages.len(), 1, "{pages:?}");
    let page = pages.concat().replace('\u{a0}', " ");
    let order = [
        "Överlämning från Ingrid Malm",
        "Gjord 23 november 2026 av Åsa Öberg.",
        "Så här läser du",
        "Å, ä och ö.",
        "Ringde 12 500 gånger – «ja» – é ü ž š ł ő.",
        "Det som lämnas över",
        "Vad Kontakt Läge Nästa steg Ny",
        "Praktikplatser på verkstaden nr0. Ärende",
        "Ådalens Mekaniska AB Björn Ekström",
        "Väntar på svar",
        "Ring och fråga om utrustningen har kommit tis 8 dec",
        "Kåre Nyström, Näringslivskontoret 0612-800 00",
        "nr1.",
        "Sist",
        "Överlämning från Ingrid Malm · 23 november 2026",
        "Sida 1 av 1",
    ];
    let mut rest = page.as_str();
    for text in order {
        rest = rest.split_once(text).unwrap_or_else(|| panic!("«{text}» in order in {page}")).1;
    }
}

#[test]
fn five_hundred_rows_are_all_there_and_whole_under_their_head() {
    let pages = pages(&printed(&document(vec![rows(500)])));
    assert!(pages.len() > 20, "{}", pages.len());
    let expected: Vec<String> = (0..500).map(|nth| format!("nr{nth}.")).collect();
    assert_eq!(found(&pages, "nr"), expected);
    for (nth, page) in pages.iter().enumerate() {
        let begun = page.matches("Praktikplatser").count();
        assert_eq!(page.matches("800 00").count(), begun, "a row breaks on page {nth}: {page}");
        assert_eq!(page.matches("Vad Kontakt Läge Nästa steg Ny").count(), 1, "{page}");
        let number = format!("Sida {} av {}", nth + 1, pages.len());
        assert!(page.contains(&number), "{number}: {page}");
    }
}

#[test]
fn a_table_without_rows_has_its_head() {
    let pages = pages(&printed(&document(vec![table(Vec::new())])));
    assert!(pages.concat().contains("Det som lämnas över Vad Kontakt Läge"), "{pages:?}");
    let none = Table { caption: "Tomt".into(), columns: Vec::new(), rows: vec![row(1)] };
    printed(&document(vec![Block::Table(none)]));
}

#[test]
fn a_row_longer_than_a_page_goes_on_under_the_head() {
    let words: Vec<String> = (0..700).map(|nth| format!("ord{nth}")).collect();
    let mut long = row(1);
    long[3] = words.join(" ").into();
    let pages = pages(&printed(&document(vec![table(vec![row(0), long, row(2)])])));
    assert!(pages.len() > 2, "{}", pages.len());
    assert_eq!(found(&pages, "ord"), words);
    assert_eq!(found(&pages, "nr"), ["nr0.", "nr1.", "nr2."]);
    for page in &pages {
        assert!(page.contains("Vad Kontakt Läge Nästa steg Ny"), "{page}");
    }
}

#[test]
fn a_word_longer_than_a_page_breaks() {
    let word = "ÿ".repeat(5_000);
    for block in [
        table(vec![vec![word.as_str().into()]]),
        Block::Paragraph(word.as_str().into()),
        Block::Heading(word.as_str().into()),
        Block::Table(Table { caption: word.as_str().into(), columns: Vec::new(), rows: vec![] }),
    ] {
        let pages = pages(&printed(&document(vec![block])));
        assert_eq!(pages.concat().matches('ÿ').count(), 5_000);
    }
}

#[test]
fn a_column_is_wide_enough_for_its_words_where_others_have_room() {
    let mut cells = row(1);
    cells[2] = Cell::from("Arbetsmarknadsenheten").below("Näringslivsutvecklaren");
    let page = pages(&printed(&document(vec![table(vec![cells])]))).concat();
    assert!(page.contains("Arbetsmarknadsenheten Näringslivsutvecklaren"), "{page}");
}

#[test]
fn a_head_longer_than_a_page_stands_once() {
    let column = |head: String| Column { head: head.into(), share: 0 };
    let columns = vec![column("huvud ".repeat(2_000)), column("Kort".to_owned())];
    let rows = vec![vec!["ett".into(), "två".into(), "utan kolumn".into()]];
    let table = Table { caption: Words::default(), columns, rows };
    let pages = pages(&printed(&document(vec![Block::Table(table)])));
    assert_eq!(found(&pages, "huvud").len(), 2_000);
    assert_eq!(found(&pages, "två").len(), 1);
    assert!(found(&pages, "kolumn").is_empty());
}

#[test]
fn what_the_font_lacks_is_a_box_that_keeps_its_text() {
    let bytes = printed(&document(vec![Block::Paragraph("Hej 😀 och مرحبا där".into())]));
    let page = pages(&bytes).concat();
    assert!(
        page.contains("Hej \u{fffd} och \u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd} där"),
        "{page}"
    );
    let file = read(&bytes);
    let id = *file.get_pages().get(&1).expect("a page");
    let content = file.get_and_decode_page_content(id).expect("has content");
    let properties = content.operations.iter().filter(|one| one.operator == "BDC");
    let kept = properties.filter_map(|one| {
        let properties = one.operands.get(1)?.as_dict().ok()?;
        lopdf::decode_text_string(properties.get(b"ActualText").ok()?).ok()
    });
    assert_eq!(kept.collect::<Vec<_>>(), ["Hej 😀 och مرحبا där"]);
}

#[test]
fn letters_are_made_whole_and_what_is_unseen_is_left_out() {
    let text = letters::cleaned("  A\u{30a}ngstro\u{308}m \t vid\u{200b}\u{feff}  \r\n\0slut \n ");
    assert_eq!(text, "Ångström vid\n\u{fffd}slut");
    let blank = document(vec![Block::Heading(" \u{200b} ".into()), Block::Paragraph("".into())]);
    assert!(elements(&read(&printed(&blank)), "H2").is_empty());
    printed(&Document { title: "\u{feff}".into(), ..blank });
}

#[test]
fn lines_keep_words_whole_and_within_the_width() {
    let faces = letters::Faces::read().expect("the font");
    let face = faces.of(letters::Weight::Regular);
    let text = "Näringslivs-enheten ringer 0612-800 00 och/eller skriver till Åsa Öberg";
    for width in [3.0, 6.0, 9.0, 14.0, 40.0] {
        let lines = face.lines(text, width);
        assert_eq!(lines.concat(), text);
        for line in &lines {
            assert!(face.width(line.trim_end()) <= width, "{line} in {width}");
        }
    }
    let lines = face.lines(text, 9.5);
    assert!(lines.iter().any(|line| line.contains("0612-800")), "{lines:?}");
    assert_eq!(face.lines("", 5.0), [""]);
}

#[test]
fn everybody_can_read_it() {
    let mut english = document(vec![Block::Heading("Why".into()), rows(3)]);
    english.language = "en";
    let file = read(&printed(&english));
    let catalog = file.catalog().expect("a catalog");
    assert_eq!(said(catalog, "Lang"), "en");
    let entry = |key: &[u8]| {
        let entry = file.dereference(catalog.get(key).expect("an entry")).expect("is there").1;
        entry.as_dict().expect("a dictionary").clone()
    };
    assert!(entry(b"MarkInfo").get(b"Marked").and_then(Object::as_bool).expect("a flag"));
    let preferences = entry(b"ViewerPreferences");
    assert!(preferences.get(b"DisplayDocTitle").and_then(Object::as_bool).expect("a flag"));
    assert!(entry(b"StructTreeRoot").has(b"ParentTree"));
    assert!(entry(b"Outlines").has(b"First"));
    let info = file.trailer.get(b"Info").and_then(Object::as_reference).expect("an id");
    let info = file.get_dictionary(info).expect("is there");
    assert_eq!(said(info, "Title"), "Överlämning från Ingrid Malm");
    assert!(said(info, "CreationDate").starts_with("D:20261123"), "{info:?}");
    let counts = ["H1", "H2", "Table", "Caption", "THead", "TBody", "TR", "TH", "TD"];
    let counts = counts.map(|kind| elements(&file, kind).len());
    assert_eq!(counts, [1, 1, 1, 1, 1, 1, 4, 8, 12]);
    let scopes = format!("{:?}", elements(&file, "TH"));
    assert_eq!(scopes.matches("/Column").count(), 5, "{scopes}");
    assert_eq!(scopes.matches("/Row").count(), 3, "{scopes}");
    let paragraphs = elements(&file, "P");
    let swedish = paragraphs.iter().filter(|one| one.has(b"Lang") && said(one, "Lang") == "sv");
    assert_eq!(swedish.count(), 3, "the title of each row");
}

#[test]
fn there_is_a_most_of_pages() {
    let text = "rad\n".repeat(PAGES_MAX * 50);
    let long = document(vec![Block::Paragraph(text.into())]);
    assert_eq!(print(&long, |_| String::new()), Err(PdfFault::TooLong));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_text_prints(
        texts in prop::collection::vec(any::<String>(), 6),
        shares in prop::collection::vec(any::<u16>(), 0..12),
        seed in "\\PC{0,400}",
    ) {
        let mut texts = texts.iter().map(String::as_str).chain([seed.as_str()]).cycle();
        let mut next = || Words::from(texts.next().unwrap_or_default());
        let head = shares.iter().map(|share| Column { head: next(), share: *share }).collect();
        let row = |cell: Words| vec![Cell::from(cell.clone()).below(cell); 3];
        let table = Table { caption: next(), columns: head, rows: vec![row(next()), row(next())] };
        let document = Document {
            language: "sv",
            title: next(),
            lede: vec![next()],
            blocks: vec![Block::Heading(next()), Block::Paragraph(next()), Block::Table(table)],
            foot: next().text,
            day: day(),
        };
        let bytes = print(&document, |_| document.foot.clone()).expect("prints");
        prop_assert!(!read(&bytes).get_pages().is_empty());
    }
}
