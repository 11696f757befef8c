use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::time::days_after;

const TODAY: Date = Date::constant(2026, 12, 7);

fn own() -> OrganisationId {
    OrganisationId(Uuid::from_u128(1))
}

fn form(kind: &str) -> EndingForm {
    EndingForm {
        kind: kind.into(),
        ended_on: TODAY.to_string(),
        words: "Verksamheten är nedlagd.".into(),
        successor: Uuid::from_u128(2).to_string(),
        place: "Tierp".into(),
    }
}

fn codes(faults: &Faults) -> Vec<(&'static str, &'static str)> {
    faults.0.iter().map(|fault| (fault.field, fault.code)).collect()
}

#[test]
fn nothing_new_begins_at_one_that_has_ended_and_all_that_looks_back_stays() {
    for deed in Deed::ALL {
        assert!(may(None, *deed), "{deed:?}");
        for kind in EndingKind::ALL {
            assert_eq!(may(Some(*kind), *deed), !deed.is_new(), "{kind} {deed:?}");
        }
    }
    let looks_back = Deed::ALL.iter().filter(|deed| !deed.is_new()).count();
    assert_eq!((looks_back, Deed::ALL.len()), (4, 17));
}

#[test]
fn each_kind_asks_for_what_belongs_to_it_and_for_nothing_else() {
    let ending = form("ceased").parse(own(), TODAY).expect("ceased");
    assert_eq!((ending.successor, ending.place), (None, None));
    let ending = form("merged").parse(own(), TODAY).expect("merged");
    assert_eq!(ending.successor, Some(OrganisationId(Uuid::from_u128(2))));
    let ending = form("left").parse(own(), TODAY).expect("left");
    assert_eq!((ending.successor, ending.place.as_deref()), (None, Some("Tierp")));
}

#[test]
fn a_form_names_every_fault_at_once() {
    let faults = EndingForm::default().parse(own(), TODAY).expect_err("empty");
    let required = [("kind", "required"), ("endedOn", "required"), ("words", "required")];
    assert_eq!(codes(&faults), required);
    let no_one = EndingForm { successor: String::new(), ..form("merged") };
    assert_eq!(codes(&no_one.parse(own(), TODAY).expect_err("whom")), [("successor", "required")]);
    let itself = EndingForm { successor: own().to_string(), ..form("merged") };
    let faults = itself.parse(own(), TODAY).expect_err("itself");
    assert_eq!(codes(&faults), [("successor", "ending-into-itself")]);
    let nowhere = EndingForm { place: " ".into(), ..form("left") };
    assert_eq!(codes(&nowhere.parse(own(), TODAY).expect_err("where")), [("place", "required")]);
}

#[test]
fn an_ending_can_be_taken_back_for_a_week_unless_things_have_moved() {
    let after = |days| days_after(TODAY, days);
    assert!(EndingKind::Ceased.can_be_undone(TODAY, TODAY));
    assert!(EndingKind::Left.can_be_undone(TODAY, after(UNDO_DAYS)));
    assert!(!EndingKind::Left.can_be_undone(TODAY, after(UNDO_DAYS + 1)));
    assert!(!EndingKind::Merged.can_be_undone(TODAY, TODAY));
}

#[test]
fn a_new_number_is_another_number() {
    let old = OrgNumber::parse("556036-0793").expect("a number");
    let form = |number: &str| NumberForm {
        org_number: number.into(),
        from: TODAY.to_string(),
        reason: "Ombildad till aktiebolag".into(),
    };
    let read = |number| form(number).parse(TODAY).expect("read");
    assert!(read("556016-0680").differs_from(&old).is_ok());
    let fault = read("5560360793").differs_from(&old).expect_err("the same");
    assert_eq!((fault.field, fault.code), ("orgNumber", "number-is-the-same"));
    let faults = NumberForm::default().parse(TODAY).expect_err("empty");
    assert_eq!(faults.0.len(), 3);
}

proptest! {
    #[test]
    fn a_day_ahead_is_never_an_ending(days in -800_i64..800) {
        let on = days_after(TODAY, days);
        let typed = EndingForm { ended_on: on.to_string(), ..form("ceased") };
        let read = typed.parse(own(), TODAY);
        prop_assert_eq!(read.is_ok(), (-PAST_DAYS_MAX..=0).contains(&days));
    }

    #[test]
    fn nothing_moves_without_somewhere_to_go(kind in 0_usize..3, open in 0_usize..11) {
        let (kind, open) = (EndingKind::ALL[kind], Open::ALL[open]);
        let moves = matches!(kind.fate(open), Fate::Moves | Fate::MovesOrEnds);
        prop_assert!(!moves || kind == EndingKind::Merged);
        // What the county has promised or paid never goes by itself.
        if open == Open::Grants {
            prop_assert_eq!(kind.fate(open), Fate::Stays);
        }
    }

    #[test]
    fn whatever_is_typed_reads_or_says_what_is_wrong(
        kind in "\\PC{0,12}",
        day in "\\PC{0,12}",
        words in "\\PC{0,300}",
        successor in "\\PC{0,40}",
    ) {
        let typed = EndingForm { kind, ended_on: day, words, successor, place: String::new() };
        match typed.parse(own(), TODAY) {
            Ok(ending) => prop_assert_eq!(
                ending.successor.is_some(), ending.kind == EndingKind::Merged
            ),
            Err(faults) => prop_assert!(!faults.is_empty()),
        }
    }
}
