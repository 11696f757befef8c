use proptest::prelude::*;

use super::*;
use crate::time::{days_after, months_after};

const TODAY: Date = Date::constant(2026, 12, 7);

fn aid(on: Date, euro: i64) -> Aid {
    Aid { on, cents: euro * 100 }
}

#[test]
fn a_cheque_over_the_ceiling_stops_with_sum_room_and_the_day_it_fits() {
    let aids = [
        aid(Date::constant(2024, 2, 1), 15_000),
        aid(Date::constant(2024, 9, 12), 200_000),
        aid(Date::constant(2026, 5, 4), 75_000),
    ];
    let stop = weigh(&aids, TODAY, 2_000_000).expect_err("290 000 and 20 000");
    assert_eq!((stop.sum_cents, stop.room_cents), (29_000_000, 1_000_000));
    assert_eq!(stop.fits_on, Some(Date::constant(2027, 2, 2)), "the first leaves the window");
    assert_eq!(weigh(&aids, TODAY, 1_000_000), Ok(()), "up to the ceiling, and not a cent more");
    assert!(weigh(&aids, TODAY, 1_000_001).is_err());
    let fault = stop.fault();
    let value = |name: &str| {
        fault.values.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
    };
    assert_eq!((value("count"), value("limit")), (Some("290000"), Some("300000")));
    assert_eq!((value("max"), value("min")), (Some("10000"), Some("20000")));
    assert_eq!(value("day"), Some("2027-02-02"));
}

#[test]
fn what_is_larger_than_the_ceiling_never_fits() {
    let stop = weigh(&[], TODAY, CEILING_CENTS + 1).expect_err("too much");
    assert_eq!((stop.fits_on, stop.fault().code), (None, "de-minimis-never"));
}

#[test]
fn the_window_is_exact_to_the_day() {
    let old = aid(Date::constant(2023, 12, 7), 300_000);
    assert_eq!(room(&[old], TODAY), 0, "the day of the same date counts");
    assert_eq!(room(&[old], days_after(TODAY, 1)), CEILING_CENTS);
    let leap = Date::constant(2024, 2, 29);
    assert_eq!(first_free_day(leap), Date::constant(2027, 3, 1));
    let before = Date::constant(2025, 2, 28);
    assert_eq!(since(Date::constant(2028, 2, 29)), before);
    assert_eq!(first_free_day(before), Date::constant(2028, 3, 1));
}

#[test]
fn aid_that_counts_for_a_decision_of_last_month_can_be_written_down() {
    let form = |on: Date| AidForm {
        giver: "Demo myndighet".into(),
        euro: "1".into(),
        granted_on: on.to_string(),
        source: "Beslutet".into(),
    };
    let first = first_counted(TODAY);
    assert_eq!(first, Date::constant(2023, 11, 6));
    assert!(first < since(TODAY) && form(first).parse(TODAY).is_ok());
    let no = form(days_after(first, -1)).parse(TODAY).expect_err("counts for nothing");
    assert_eq!(no.0[0].code, "support-aid-day");
}

#[test]
fn a_decision_of_last_month_minds_what_came_after_it() {
    let later = aid(TODAY, 290_000);
    let stop = weigh(&[later], days_after(TODAY, -20), 2_000_000).expect_err("any three years");
    assert_eq!(stop.room_cents, 1_000_000);
}

#[test]
fn kronor_become_cents_that_are_never_too_few() {
    assert_eq!(cents_of(22_400_000, 112_000), 2_000_000);
    assert_eq!(cents_of(1, 112_000), 1, "rounded up");
    assert_eq!(cents_of(AMOUNT_MAX_ORE, *RATE_TEN_THOUSANDTHS.start()), 1_428_571_429);
}

#[test]
fn a_budget_stops_what_is_more_than_is_left() {
    assert_eq!(within_budget(100_000, 60_000, 40_000), Ok(()));
    let fault = within_budget(100_000, 60_000, 40_001).expect_err("too much");
    assert_eq!(fault.code, "support-budget");
    assert!(within_budget(i64::MAX, -1, 1).is_ok(), "no overflow");
}

#[test]
fn steps_go_one_way_and_what_was_paid_is_not_taken_back() {
    use GrantState::{Answered, Applied, Granted, Paid, Refused, Withdrawn};
    for end in [Refused, Withdrawn, Answered] {
        assert!(GrantState::ALL.iter().all(|next| !end.may_become(*next)), "{end}");
    }
    assert!(Applied.may_become(Granted) && Granted.may_become(Paid) && Paid.may_become(Answered));
    assert!(!Paid.may_become(Withdrawn) && !Applied.may_become(Paid));
}

#[test]
fn all_faults_of_a_form_are_found_at_once() {
    let form = FundForm { budget: "mycket".into(), basis: "gåva".into(), ..FundForm::default() };
    let found: Vec<_> = form.parse().expect_err("faulty").0.iter().map(|one| one.field).collect();
    assert_eq!(found, ["name", "budget", "basis", "startsOn", "endsOn", "terms"]);
    let form = DecisionForm {
        decision: "granted".into(),
        amount: "50 000,50".into(),
        decided_on: "2026-12-08".into(),
        rate: "112,345".into(),
        months: "6".into(),
        reason: String::new(),
    };
    let faults = form.parse(TODAY).expect_err("tomorrow, and a slip of the comma").0;
    let found: Vec<_> = faults.iter().map(|one| (one.field, one.code)).collect();
    assert_eq!(found, [("decidedOn", "support-day"), ("rate", "support-rate")]);
    let mended =
        DecisionForm { decided_on: "2026-12-07".into(), rate: "11,2345".into(), ..form.clone() };
    let Ok(Decision::Granted(granted)) = mended.parse(TODAY) else { panic!("granted") };
    assert_eq!((granted.amount_ore, granted.rate, granted.months), (5_000_050, 112_345, 6));
    assert_eq!(kronor_text(granted.amount_ore), "50000,50");
    assert_eq!(rate_text(granted.rate), "11,2345");
    let refused = DecisionForm { decision: "refused".into(), ..form };
    assert_eq!(refused.parse(TODAY).expect_err("why?").0[0].field, "reason");
}

#[test]
fn money_is_whole_parts_and_never_a_guess() {
    for wrong in ["1e3", "-5", "5,123", "1.000,50", "∞", ",5", "99999999999999999999"] {
        let form = ApplyForm { amount: wrong.into(), purpose: "Plan".into(), ..Default::default() };
        assert!(form.parse().is_err(), "{wrong}");
    }
}

fn days() -> impl Strategy<Value = Date> {
    (0i64..3_000).prop_map(|days| days_after(Date::constant(2023, 1, 1), days))
}

fn some_aids() -> impl Strategy<Value = Vec<Aid>> {
    let one = (days(), 1i64..20_000_000).prop_map(|(on, cents)| Aid { on, cents });
    proptest::collection::vec(one, 0..12)
}

/// The largest sum over any three years that end on a day of the whole time.
fn largest(aids: &[Aid]) -> i64 {
    let ends = aids.iter().map(|aid| aid.on);
    let sum = |end: Date| {
        let within = aids.iter().filter(|aid| aid.on <= end && aid.on >= months_after(end, -36));
        within.map(|aid| aid.cents).sum::<i64>()
    };
    ends.map(sum).max().unwrap_or(0)
}

proptest! {
    #[test]
    fn whatever_is_granted_in_whatever_order_no_three_years_go_over(asked in some_aids()) {
        let mut granted = Vec::new();
        for one in asked {
            if weigh(&granted, one.on, one.cents).is_ok() {
                granted.push(one);
            }
        }
        prop_assert!(largest(&granted) <= CEILING_CENTS);
    }

    #[test]
    fn a_stop_is_never_without_need(
        granted in some_aids(),
        on in days(),
        cents in 1i64..=CEILING_CENTS,
    ) {
        let mut with = granted.clone();
        with.push(Aid { on, cents });
        let is_over = with.iter().map(|aid| aid.on).filter(|end| *end >= on && since(*end) <= on)
            .any(|end| {
                let first = since(end);
                with.iter().filter(|aid| first <= aid.on && aid.on <= end)
                    .map(|aid| aid.cents).sum::<i64>() > CEILING_CENTS
            });
        prop_assert_eq!(weigh(&granted, on, cents).is_err(), is_over);
    }

    #[test]
    fn the_day_named_is_the_first_one_that_fits(
        granted in some_aids(), on in days(), cents in 1i64..=CEILING_CENTS,
    ) {
        if let Err(stop) = weigh(&granted, on, cents) {
            let fits = stop.fits_on.expect("at most the ceiling");
            prop_assert!(weigh(&granted, fits, cents).is_ok());
            let mut day = on;
            while day < fits {
                prop_assert!(weigh(&granted, day, cents).is_err(), "{} before {}", day, fits);
                day = days_after(day, 1);
            }
        }
    }

    #[test]
    fn aid_counts_until_the_day_before_it_is_free(on in days()) {
        let free = first_free_day(on);
        prop_assert!(since(free) > on);
        prop_assert!(since(days_after(free, -1)) <= on);
    }

    #[test]
    fn euro_are_never_worth_less_than_they_were_given_for(
        ore in 1i64..=AMOUNT_MAX_ORE, rate in RATE_TEN_THOUSANDTHS,
    ) {
        let cents = i128::from(cents_of(ore, rate));
        let (ore, rate) = (i128::from(ore), i128::from(rate));
        prop_assert!(cents * rate >= ore * 10_000);
        prop_assert!((cents - 1) * rate < ore * 10_000);
    }
}
