use proptest::prelude::*;

use super::*;
use crate::time::days_after;

const TODAY: Date = Date::constant(2026, 12, 7);

fn agreement(from: i64, until: Option<i64>) -> Agreement {
    Agreement {
        kind: AgreementKind::Leading,
        scope: "Leder kartläggningar i tillverkande företag".into(),
        municipalities: Vec::new(),
        valid_from: days_after(TODAY, from),
        valid_until: until.map(|days| days_after(TODAY, days)),
        reference: None,
        signed_on: None,
    }
}

fn state(from: i64, until: Option<i64>, ended: Option<i64>) -> AgreementState {
    let ended = ended.map(|days| days_after(TODAY, days));
    agreement(from, until).state_on(ended, TODAY)
}

fn codes(faults: &Faults) -> Vec<(&'static str, &'static str)> {
    faults.0.iter().map(|fault| (fault.field, fault.code)).collect()
}

#[test]
fn the_first_and_the_last_day_count() {
    assert_eq!(state(1, None, None), AgreementState::Coming);
    assert_eq!(state(0, None, None), AgreementState::Holds);
    assert_eq!(state(0, Some(61), None), AgreementState::Holds);
    assert_eq!(state(0, Some(60), None), AgreementState::EndsSoon);
    assert_eq!(state(0, Some(0), None), AgreementState::EndsSoon);
    assert_eq!(state(-9, Some(-1), None), AgreementState::Over);
}

#[test]
fn what_was_ended_does_not_hold_from_that_day() {
    assert_eq!(state(-9, None, Some(0)), AgreementState::Over);
    assert_eq!(state(-9, Some(300), Some(-2)), AgreementState::Over);
    assert_eq!(state(5, None, Some(0)), AgreementState::Over, "it never began");
    assert!(!AgreementState::Over.is_valid() && AgreementState::EndsSoon.is_valid());
    assert!(!AgreementState::Coming.is_valid());
}

#[test]
fn a_later_end_is_told_anew_and_a_near_one_is_not() {
    let day = |days| Some(days_after(TODAY, days));
    assert!(is_still_told(day(60), TODAY) && is_still_told(day(-1), TODAY));
    assert!(!is_still_told(day(61), TODAY) && !is_still_told(None, TODAY));
}

#[test]
fn only_those_who_are_not_public_need_an_agreement_to_lend_leaders() {
    let needing = Sector::ALL.iter().copied().filter(|sector| lends_by_agreement(*sector));
    assert_eq!(needing.collect::<Vec<_>>(), [Sector::Private, Sector::NonProfit]);
}

#[test]
fn a_form_reads_back_as_what_it_was_made_from() {
    let whole = Agreement {
        municipalities: vec![MunicipalityCode::parse("2284").expect("code")],
        reference: Some("RVN 2026/123".into()),
        signed_on: Some(days_after(TODAY, -3)),
        ..agreement(-2, Some(400))
    };
    assert_eq!(AgreementForm::of(&whole).parse(TODAY), Ok(whole));
    let open = agreement(0, None);
    assert_eq!(AgreementForm::of(&open).parse(TODAY), Ok(open));
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    let faults = AgreementForm::default().parse(TODAY).expect_err("nothing is filled in");
    let missing = [("kind", "required"), ("scope", "required"), ("validFrom", "required")];
    assert_eq!(codes(&faults), missing);
    let wrong = AgreementForm {
        kind: "handshake".into(),
        scope: "x".repeat(SCOPE_MAX + 1),
        municipalities: vec!["22".into()],
        valid_from: "i morgon".into(),
        valid_until: "2026-02-30".into(),
        reference: "x".repeat(LINE_MAX + 1),
        signed_on: days_after(TODAY, 1).to_string(),
    };
    let faults = wrong.parse(TODAY).expect_err("everything is wrong");
    let fields =
        ["kind", "scope", "municipalities", "validFrom", "validUntil", "reference", "signedOn"];
    for field in fields {
        assert!(faults.of(field).is_some(), "{field}");
    }
}

#[test]
fn days_that_are_turned_or_far_away_are_refused() {
    let refused = |from: i64, until: Option<i64>| {
        let form = AgreementForm::of(&agreement(from, until));
        form.parse(TODAY).err().map(|faults| codes(&faults))
    };
    assert_eq!(refused(0, Some(-1)), Some(vec![("validUntil", "agreement-days-turned")]));
    assert_eq!(refused(0, Some(0)), None, "one day is enough");
    assert_eq!(refused(0, Some(SPAN_DAYS_MAX)), None);
    let long = refused(0, Some(SPAN_DAYS_MAX + 1));
    assert_eq!(long, Some(vec![("validUntil", "agreement-too-long")]));
    assert_eq!(refused(AHEAD_DAYS_MAX, None), None);
    let far = Some(vec![("validFrom", "agreement-day-far")]);
    assert_eq!(refused(AHEAD_DAYS_MAX + 1, None), far);
    assert_eq!(refused(-PAST_DAYS_MAX - 1, None), far);
}

#[test]
fn what_is_ended_ends_on_a_day_that_has_come_and_with_a_reason() {
    let end = |on: i64, reason: &str| {
        let ended_on = days_after(TODAY, on).to_string();
        let form = EndingForm { ended_on, reason: reason.into() };
        form.parse(&agreement(-30, Some(-5)), TODAY).map_err(|faults| codes(&faults))
    };
    let on = days_after(TODAY, -5);
    assert_eq!(end(-5, "De slutar"), Ok(Ending { on, reason: "De slutar".into() }));
    assert_eq!(end(-4, "De slutar"), Err(vec![("endedOn", "agreement-day-ended")]));
    assert_eq!(end(-5, " "), Err(vec![("reason", "required")]));
    let early = end(-ENDED_DAYS_MAX - 1, "De slutar");
    assert_eq!(early, Err(vec![("endedOn", "agreement-day-ended")]));
    let open = agreement(-30, None);
    let ahead = EndingForm { ended_on: "2026-12-08".into(), reason: "De slutar".into() };
    assert!(ahead.parse(&open, TODAY).is_err(), "a day ahead is another last day");
    let faults = EndingForm::default().parse(&open, TODAY).expect_err("empty");
    assert_eq!(codes(&faults), [("endedOn", "required"), ("reason", "required")]);
}

proptest! {
    #[test]
    fn a_later_day_never_brings_an_earlier_state(
        from in -400i64..400,
        span in proptest::option::of(0i64..400),
        ended in proptest::option::of(-400i64..400),
        days in -500i64..500,
    ) {
        let one = agreement(from, span.map(|span| from + span));
        let ended = ended.map(|days| days_after(TODAY, days));
        let on = |days| one.state_on(ended, days_after(TODAY, days));
        prop_assert!(on(days) <= on(days + 1));
    }

    #[test]
    fn it_ends_soon_on_its_last_days_and_on_no_other(from in -400i64..400, span in 0i64..400) {
        let one = agreement(from, Some(from + span));
        let days = (from - 1..=from + span + 1).map(|days| days_after(TODAY, days));
        let soon = days.filter(|day| one.state_on(None, *day) == AgreementState::EndsSoon);
        let least = usize::try_from(span.min(NOTICE_DAYS) + 1).expect("small");
        prop_assert_eq!(soon.count(), least);
    }

    #[test]
    fn no_form_makes_it_panic(text in ".{0,12}", day in ".{0,12}") {
        let form = AgreementForm {
            kind: text.clone(),
            scope: text.clone(),
            municipalities: vec![text.clone()],
            valid_from: day.clone(),
            valid_until: day.clone(),
            reference: text.clone(),
            signed_on: day.clone(),
        };
        prop_assert!(form.parse(TODAY).is_err());
        let form = EndingForm { ended_on: day, reason: text };
        prop_assert!(form.parse(&agreement(0, None), TODAY).is_err());
    }
}
