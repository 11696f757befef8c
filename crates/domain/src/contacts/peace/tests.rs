use proptest::prelude::*;
use uuid::Uuid;

use super::*;

const TODAY: Date = Date::constant(2026, 12, 7);
const SAID: Date = Date::constant(2026, 11, 1);

fn actor(n: u128) -> OrganisationId {
    OrganisationId(Uuid::from_u128(n))
}

fn asked_at_most(limit: i64) -> Wishes {
    Wishes { limit: Some(limit), said_on: Some(SAID), ..Wishes::default() }
}

fn quiet_in_december() -> Wishes {
    let (from, until) = (Date::constant(2026, 12, 1), Date::constant(2026, 12, 31));
    let why = Some("Vi byter affärssystem".to_owned());
    Wishes { quiet: vec![Quiet { from, until, why, said_on: SAID }], ..Wishes::default() }
}

fn earlier(by: u128, on: Date) -> Earlier {
    Earlier { by: actor(by), on, is_asked_for: false, is_together: false }
}

fn new(kind: ContactKind, on: Date) -> Proposed {
    Proposed { by: actor(1), kind, on, asked_for: None, is_together: false }
}

fn codes(verdict: &Verdict) -> Vec<&'static str> {
    verdict.reasons.iter().map(Reason::code).collect()
}

#[test]
fn a_firm_that_was_visited_ten_days_ago_and_accepts_one_is_not_visited_again_without_a_reason() {
    let visited = [earlier(2, Date::constant(2026, 11, 27))];
    let visit = new(ContactKind::Visit, Date::constant(2026, 12, 20));
    let verdict = judge(&asked_at_most(1), &visited, &visit, TODAY);
    assert_eq!(verdict.outcome, Outcome::NeedsReason);
    assert_eq!(codes(&verdict), ["limit", "others"]);
    let faults = verdict.pass(" ").expect_err("without a reason");
    assert_eq!((faults.0[0].field, faults.0[0].code), ("reason", "peace-limit"));
    let forced = verdict.pass("Taket läcker").expect("with one").expect("forced");
    assert_eq!(
        (forced.over.as_slice(), forced.why.as_str()),
        ([Wish::Limit].as_slice(), "Taket läcker")
    );
    let together = Proposed { is_together: true, ..visit };
    assert_eq!(judge(&asked_at_most(1), &visited, &together, TODAY).outcome, Outcome::Allowed);
    let next_year = new(ContactKind::Visit, Date::constant(2027, 1, 4));
    assert_eq!(judge(&asked_at_most(1), &visited, &next_year, TODAY).outcome, Outcome::Allowed);
}

#[test]
fn no_reason_gets_a_survey_through_a_quiet_period() {
    let (wishes, day) = (quiet_in_december(), Date::constant(2026, 12, 31));
    let survey = judge(&wishes, &[], &new(ContactKind::Survey, day), TODAY);
    assert_eq!(survey.outcome, Outcome::Refused);
    let faults = survey.pass("Det brådskar").expect_err("refused");
    assert_eq!((faults.0[0].field, faults.0[0].code), ("kind", "peace-quiet-survey"));
    let call = judge(&wishes, &[], &new(ContactKind::Call, day), TODAY);
    assert_eq!((call.outcome, codes(&call)), (Outcome::NeedsReason, vec!["quiet"]));
    let after = new(ContactKind::Survey, Date::constant(2027, 1, 1));
    assert_eq!(judge(&wishes, &[], &after, TODAY).outcome, Outcome::Allowed);
}

#[test]
fn a_wish_binds_nobody_before_it_was_said() {
    let mut wishes = quiet_in_december();
    wishes.quiet[0].said_on = TODAY;
    let before = new(ContactKind::Survey, Date::constant(2026, 12, 2));
    assert_eq!(judge(&wishes, &[], &before, TODAY).outcome, Outcome::Allowed);
    let on_the_day = new(ContactKind::Survey, TODAY);
    assert_eq!(judge(&wishes, &[], &on_the_day, TODAY).outcome, Outcome::Refused);
}

#[test]
fn ways_that_a_firm_says_no_to_need_a_reason_and_those_it_likes_less_do_not() {
    let wishes = Wishes {
        preferred: vec![ContactKind::Call],
        refused: vec![ContactKind::Visit, ContactKind::Survey],
        said_on: Some(SAID),
        ..Wishes::default()
    };
    let of = |kind| judge(&wishes, &[], &new(kind, TODAY), TODAY);
    assert_eq!(of(ContactKind::Visit).outcome, Outcome::NeedsReason);
    assert_eq!(of(ContactKind::Survey).outcome, Outcome::Refused);
    assert_eq!(codes(&of(ContactKind::Mail)), ["not-preferred"]);
    assert_eq!(of(ContactKind::Mail).outcome, Outcome::Allowed);
    assert!(of(ContactKind::Call).reasons.is_empty());
}

#[test]
fn a_quarter_has_its_first_and_last_day() {
    let quarter = |m, d| quarter_of(Date::constant(2026, m, d));
    let last = (Date::constant(2026, 10, 1), Date::constant(2026, 12, 31));
    assert_eq!((quarter(10, 1), quarter(12, 31)), (last, last));
    assert_eq!(quarter(2, 28), (Date::constant(2026, 1, 1), Date::constant(2026, 3, 31)));
}

#[test]
fn faults_of_a_firms_wishes_are_found_at_once() {
    let form = WishesForm {
        limit: "13".into(),
        preferred: vec!["call".into()],
        refused: vec!["call".into(), "survey".into()],
        ..WishesForm::default()
    };
    let faults = form.parse(TODAY).expect_err("two faults");
    let codes: Vec<_> = faults.0.iter().map(|fault| fault.code).collect();
    assert_eq!(codes, ["peace-limit-out-of-range", "peace-both-ways"]);
    let nothing = WishesForm::default().parse(TODAY).expect("nothing is a wish too");
    assert!(nothing.is_empty());
    for (from, until, code) in [
        ("2026-12-20", "2026-12-19", "peace-ends-before"),
        ("2026-11-20", "2026-12-06", "date-has-passed"),
        ("2026-12-20", "2028-01-05", "peace-too-long"),
        ("", "2026-12-19", "required"),
    ] {
        let form = QuietForm { from: from.into(), until: until.into(), why: String::new() };
        assert_eq!(form.parse(TODAY).expect_err(code).0[0].code, code);
    }
}

fn days() -> impl Strategy<Value = Date> {
    (-120i64..200).prop_map(|days| time::days_after(TODAY, days))
}

fn kind() -> impl Strategy<Value = ContactKind> {
    proptest::sample::select(ContactKind::ALL)
}

fn periods() -> impl Strategy<Value = Vec<Quiet>> {
    let one = (days(), 0i64..90, days()).prop_map(|(from, length, said_on)| Quiet {
        from,
        until: time::days_after(from, length),
        why: None,
        said_on,
    });
    proptest::collection::vec(one, 0..4)
}

fn wishes() -> impl Strategy<Value = Wishes> {
    let kinds = || proptest::sample::subsequence(ContactKind::ALL.to_vec(), 0..=3);
    (proptest::option::of(0i64..5), kinds(), kinds(), proptest::option::of(days()), periods())
        .prop_map(|(limit, preferred, refused, said_on, quiet)| Wishes {
            limit,
            preferred,
            refused,
            ask_for: None,
            said_on,
            quiet,
        })
}

fn before() -> impl Strategy<Value = Vec<Earlier>> {
    let one = (2u128..5, days(), any::<bool>(), any::<bool>()).prop_map(
        |(by, on, is_asked_for, is_together)| Earlier {
            by: actor(by),
            on,
            is_asked_for,
            is_together,
        },
    );
    proptest::collection::vec(one, 0..12)
}

proptest! {
    #[test]
    fn what_the_firm_has_asked_for_is_never_in_the_way(
        wishes in wishes(), earlier in before(), kind in kind(), on in days(),
    ) {
        let asked = Proposed { asked_for: Some(AskedFor::Case), ..new(kind, on) };
        let verdict = judge(&wishes, &earlier, &asked, TODAY);
        prop_assert_eq!(verdict.outcome, Outcome::Allowed);
        prop_assert_eq!(verdict.pass("").expect("passes"), None);
    }

    #[test]
    fn an_unasked_survey_in_a_quiet_period_is_always_refused(
        wishes in wishes(), earlier in before(), on in days(), reason in ".{0,40}",
    ) {
        let verdict = judge(&wishes, &earlier, &new(ContactKind::Survey, on), TODAY);
        if wishes.quiet.iter().any(|quiet| quiet.covers(on)) {
            prop_assert_eq!(verdict.outcome, Outcome::Refused);
            prop_assert!(verdict.pass(&reason).is_err());
        }
    }

    #[test]
    fn without_wishes_everything_is_allowed(earlier in before(), kind in kind(), on in days()) {
        let verdict = judge(&Wishes::default(), &earlier, &new(kind, on), TODAY);
        prop_assert_eq!(verdict.outcome, Outcome::Allowed);
    }

    #[test]
    fn the_verdict_is_the_gravest_of_its_reasons_and_forcing_names_every_wish(
        wishes in wishes(), earlier in before(), kind in kind(), on in days(),
    ) {
        let verdict = judge(&wishes, &earlier, &new(kind, on), TODAY);
        let gravest = verdict.reasons.iter().map(Reason::outcome).max();
        prop_assert_eq!(verdict.outcome, gravest.unwrap_or(Outcome::Allowed));
        match verdict.outcome {
            Outcome::NeedsReason => {
                prop_assert!(!verdict.pass("").expect_err("needs one").is_empty());
                let forced = verdict.pass("Det brinner").expect("passes").expect("forced");
                let against: BTreeSet<_> =
                    verdict.reasons.iter().filter_map(Reason::wish).collect();
                prop_assert_eq!(forced.over, against.into_iter().collect::<Vec<_>>());
            }
            Outcome::Refused => prop_assert!(!verdict.pass("x").expect_err("no").is_empty()),
            Outcome::Allowed => prop_assert_eq!(verdict.pass("x").expect("passes"), None),
        }
    }

    #[test]
    fn contacts_planned_without_a_reason_never_exceed_the_limit(
        limit in 0i64..5, kinds in proptest::collection::vec((1u128..5, days()), 0..30),
    ) {
        let wishes = asked_at_most(limit);
        let mut kept: Vec<Earlier> = Vec::new();
        for (by, on) in kinds {
            let new = Proposed { by: actor(by), ..new(ContactKind::Visit, on) };
            if on >= SAID && judge(&wishes, &kept, &new, TODAY).pass("").is_ok() {
                kept.push(earlier(by, on));
            }
        }
        for one in &kept {
            let counted = unasked_in_quarter(&kept, one.on).len();
            prop_assert!(counted <= usize::try_from(limit).unwrap_or(0));
        }
    }
}
