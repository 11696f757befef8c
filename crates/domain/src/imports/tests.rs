use proptest::prelude::*;

use super::*;
use crate::time::Timestamp;

const THIS: Defaults = Defaults { year: 2026 };

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn row(cells: &[&str]) -> Result<Row, crate::fault::Faults> {
    Row::read(&strings(cells), &Row::columns(), THIS)
}

#[test]
fn headings_are_recognised_however_they_are_written() {
    let headings = strings(&["ORG.NR", "Roll", "SSYK-kod", "Antal", "Svars-ID", "Kommentar"]);
    let columns = guess(&headings, &[]);
    let expected = [
        Some(Field::OrgNumber),
        Some(Field::Words),
        Some(Field::Occupation),
        Some(Field::Persons),
        Some(Field::Reference),
        None,
    ];
    assert_eq!(columns.0, expected);
    let own = Field::ALL.iter().map(|field| field.heading().to_owned()).collect::<Vec<_>>();
    assert_eq!(guess(&own, &[]), Row::columns());
}

#[test]
fn what_was_chosen_before_is_chosen_again() {
    let before = [("Kommentar".to_owned(), Some(Field::Words)), ("Roll".to_owned(), None)];
    let columns = guess(&strings(&["Orgnr", "roll", "kommentar"]), &before);
    assert_eq!(columns.0, [Some(Field::OrgNumber), None, Some(Field::Words)]);
}

#[test]
fn a_column_is_chosen_once_and_firm_and_need_are_among_them() {
    let read = |codes: &[&str]| Columns::read(&strings(codes), 3);
    assert!(read(&["orgNumber", "words", ""]).is_ok());
    assert!(read(&["orgNumber", "", "occupation"]).is_ok());
    let codes = |codes: &[&str]| {
        let faults = read(codes).expect_err("wrong");
        faults.0.iter().map(|fault| fault.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(&["orgNumber", "words", "words"]), ["import-column-twice"]);
    assert_eq!(codes(&["words", "", ""]), ["import-column-number"]);
    assert_eq!(codes(&["orgNumber", "", ""]), ["import-column-need"]);
    assert_eq!(codes(&["orgNumber", "words", "shoeSize"]), ["unknown-choice"]);
}

#[test]
fn every_fault_of_a_row_names_its_column() {
    let cells = ["559999-0017", "", "", "", "", "några", "köpa", "värst", "31/12", "27", "", ""];
    let faults = row(&cells).expect_err("wrong");
    let mut named: Vec<_> = faults.0.iter().map(|fault| fault.field).collect();
    named.sort_unstable();
    let all = ["kind", "orgNumber", "persons", "severity", "startBy", "words", "year"];
    assert_eq!(named, all);
}

#[test]
fn a_row_with_little_in_it_is_understood() {
    let columns = Columns(vec![Some(Field::OrgNumber), Some(Field::Occupation)]);
    let read = Row::read(&strings(&["5599990016", "Kock"]), &columns, THIS).expect("enough");
    assert_eq!((read.words.as_str(), read.persons, read.year), ("Kock", 1, 2026));
    let cells = [
        "16559999-0016",
        "",
        "",
        "Två  kockar",
        "",
        "2,0",
        "Pension",
        "HÖG",
        "2027-03",
        "2025-11-02",
    ];
    let read = row(&cells).expect("understood");
    assert_eq!((read.persons, read.year), (2, 2025));
    assert_eq!(read.start_by.map(|day| day.to_string()).as_deref(), Some("2027-03-01"));
    assert_eq!(read.kind, crate::needs::NeedKind::Replace);
    assert_eq!(read.severity, crate::needs::Severity::Stops);
}

#[test]
fn a_column_that_says_how_many_says_it_on_every_row() {
    let faults = row(&["559999-0016", "", "", "Kock"]).expect_err("no number");
    assert_eq!((faults.0[0].field, faults.0[0].code), ("persons", "required"));
    for odd in ["0", "-1", "1,5", "5001", "1e3"] {
        assert!(row(&["559999-0016", "", "", "Kock", "", odd]).is_err(), "{odd}");
    }
    assert_eq!(row(&["559999-0016", "", "", "Kock", "", "10"]).map(|row| row.persons), Ok(10));
    assert_eq!(row(&["559999-0016", "", "", "Kock", "", "100.0"]).map(|row| row.persons), Ok(100));
}

#[test]
fn a_personal_number_is_told_of_and_not_shown() {
    let faults = row(&[WITHHELD, "", "", WITHHELD, "", "1"]).expect_err("withheld");
    let codes: Vec<_> = faults.0.iter().map(|fault| (fault.field, fault.code)).collect();
    assert_eq!(codes, [("orgNumber", "org-number-is-personal"), ("words", "personal-number")]);
    assert!(faults.0.iter().all(|fault| fault.values.is_empty()));
}

#[test]
fn the_same_need_has_the_same_key() {
    assert_eq!(key_of(Some("5120"), "Kock"), key_of(Some("5120"), "Två kockar"));
    assert_eq!(key_of(None, "Två  Kockar "), key_of(None, "två kockar"));
    assert_ne!(key_of(None, "5120"), key_of(Some("5120"), ""));
}

#[test]
fn what_is_over_stays_over_and_only_what_is_tried_is_taken_in() {
    for state in [ImportState::Undone, ImportState::Refused, ImportState::Abandoned] {
        assert!(state.next().is_empty(), "{state}");
        assert!(!state.holds_file(), "{state}");
    }
    for &state in ImportState::ALL {
        let leads_in = state.may_become(ImportState::Importing);
        assert_eq!(leads_in, state == ImportState::Checked, "{state}");
        assert_eq!(state.may_become(ImportState::Undone), state == ImportState::Done, "{state}");
        assert!(!(state.is_in() && state.may_become(ImportState::Abandoned)), "{state}");
    }
}

#[test]
fn an_import_can_be_undone_for_thirty_days() {
    let done = Timestamp::from_second(1_796_000_000).expect("time");
    let after = |hours| done.saturating_add(Duration::from_hours(hours)).expect("time");
    assert!(can_still_undo(done, after(30 * 24)));
    assert!(!can_still_undo(done, after(30 * 24 + 1)));
}

#[test]
fn a_file_comes_from_elsewhere() {
    assert_eq!(Source::of_file("survey"), Ok(Source::Survey));
    assert!(Source::of_file("samkraft").is_err());
}

proptest! {
    #[test]
    fn a_row_that_is_written_reads_back_the_same(
        firm in "[^\\x00-\\x1f\\x7f-\\x9f]{0,40}",
        words in "\\PC{1,80}",
        occupation in "\\PC{0,40}",
        persons in 1_i64..5_000,
        month in 1..13,
        year in 2000_i64..2101,
        reference in "\\PC{0,20}",
        goal in "\\PC{0,40}",
    ) {
        let persons = persons.to_string();
        let (start, year) = (format!("2027-{month:02}-05"), year.to_string());
        let cells = [
            "559999-0016", &firm, "2281", &words, &occupation, &persons, "develop", "slows",
            &start, &year, &reference, &goal,
        ];
        if let Ok(read) = row(&cells) {
            let again = Row::read(&read.cells(), &Row::columns(), Defaults { year: 1 });
            prop_assert_eq!(again, Ok(read));
        }
    }

    #[test]
    fn no_row_makes_the_reader_fall_over(
        cells in prop::collection::vec("\\PC{0,30}", 0..14),
    ) {
        let _ = Row::read(&cells, &Row::columns(), THIS);
        let columns = guess(&cells, &[]);
        prop_assert_eq!(columns.0.len(), cells.len());
        let _ = Row::read(&cells, &columns, THIS);
    }
}
