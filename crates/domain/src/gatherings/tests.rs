use proptest::prelude::*;

use super::seats::{Mandate, PERSONS, SignUp, SignUpForm, free, seated};
use super::*;

/// Monday, nine o'clock in Sweden.
fn now() -> Timestamp {
    "2026-12-07T08:00:00Z".parse().expect("instant")
}

fn form() -> GatheringForm {
    GatheringForm {
        kind: "seminar".into(),
        title: "Så hittar vi fler svetsare".into(),
        text: "Vi delar det som har fungerat.".into(),
        starts_on: "2026-12-15".into(),
        starts_at: "13".into(),
        ends_at: "15.30".into(),
        place: "Folkets hus, Kramfors".into(),
        municipality: "2282".into(),
        ..GatheringForm::default()
    }
}

fn codes(faults: &Faults) -> Vec<(&'static str, &'static str)> {
    faults.0.iter().map(|fault| (fault.field, fault.code)).collect()
}

fn refused(form: &GatheringForm) -> Vec<(&'static str, &'static str)> {
    form.parse(now(), None).map_or_else(|faults| codes(&faults), |_| Vec::new())
}

#[test]
fn a_form_reads_back_as_what_it_was_made_from() {
    let plain = form().parse(now(), None).expect("right");
    assert_eq!(plain.minutes(), 150);
    assert_eq!(plain.sign_up_until, Date::constant(2026, 12, 15), "the day it begins");
    assert_eq!(GatheringForm::of(&plain).parse(now(), None), Ok(plain));
    let whole = GatheringForm {
        ends_on: "2026-12-16".into(),
        sign_up_until: "2026-12-10".into(),
        link: "https://moten.example/abc?x=1".into(),
        network: "018f0000-0000-7000-8000-000000000000".into(),
        price: "250 kr".into(),
        seats: "1 200".into(),
        ..form()
    };
    let whole = whole.parse(now(), None).expect("right");
    assert_eq!(whole.seats, Some(1_200));
    assert_eq!(GatheringForm::of(&whole).parse(now(), None), Ok(whole));
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    let missing = [
        ("kind", "required"),
        ("title", "required"),
        ("text", "required"),
        ("startsOn", "required"),
        ("startsAt", "required"),
        ("endsAt", "required"),
        ("place", "gathering-nowhere"),
    ];
    assert_eq!(refused(&GatheringForm::default()), missing);
    let wrong = GatheringForm {
        kind: "party".into(),
        starts_on: "i morgon".into(),
        sign_up_until: "sen".into(),
        municipality: "22".into(),
        network: "x".into(),
        seats: "0".into(),
        ..form()
    };
    let fields: Vec<_> = refused(&wrong).into_iter().map(|(field, _)| field).collect();
    let expected = ["kind", "startsOn", "signUpUntil", "municipality", "network", "seats"];
    assert_eq!(fields, expected);
}

#[test]
fn an_event_lies_ahead_and_ends_after_it_begins() {
    let on = |day: &str| GatheringForm { starts_on: day.into(), ..form() };
    assert_eq!(refused(&on("2026-12-06")), [("startsOn", "time-has-passed")]);
    let early = GatheringForm { starts_at: "9".into(), ..on("2026-12-07") };
    assert_eq!(refused(&early), [("startsOn", "time-has-passed")], "it begins this minute");
    assert!(refused(&GatheringForm { starts_at: "9.01".into(), ..early }).is_empty());
    assert!(refused(&on("2028-12-06")).is_empty());
    assert_eq!(refused(&on("2028-12-07")), [("startsOn", "date-out-of-reach")]);
    let turned = GatheringForm { ends_at: "13".into(), ..form() };
    assert_eq!(refused(&turned), [("endsAt", "gathering-ends-first")]);
    let long = |day: &str| GatheringForm { ends_on: day.into(), ..form() };
    assert!(refused(&long("2027-12-16")).is_empty());
    assert_eq!(refused(&long("2027-12-17")), [("endsOn", "gathering-too-long")]);
    assert_eq!(refused(&long("2026-12-14")), [("endsAt", "gathering-ends-first")]);
    let late = GatheringForm { sign_up_until: "2026-12-16".into(), ..form() };
    assert_eq!(refused(&late), [("signUpUntil", "gathering-until-late")]);
}

#[test]
fn an_event_is_somewhere_and_a_link_is_an_address() {
    let online = |link: &str| GatheringForm {
        place: String::new(),
        municipality: "2282".into(),
        link: link.into(),
        ..form()
    };
    let found = online("https://moten.example/abc").parse(now(), None).expect("online");
    assert_eq!((found.place, found.municipality), (None, None), "it is in no municipality");
    for bad in ["http://moten.example", "moten.example", "https://", "https:///x", "javascript:1"] {
        assert_eq!(refused(&online(bad)), [("link", "gathering-link")], "{bad}");
    }
    assert_eq!(refused(&online("https://a.example/\"x")), [("link", "gathering-link")]);
    let unsaid = GatheringForm { municipality: " ".into(), ..form() };
    assert_eq!(refused(&unsaid), [("municipality", "required")]);
}

#[test]
fn what_is_open_is_held_when_it_has_ended_and_nothing_else_changes_by_itself() {
    let later = "2026-12-07T08:00:01Z".parse().expect("instant");
    for stored in GatheringState::ALL {
        assert_eq!(stored.at(later, now()), *stored);
        let held = *stored == GatheringState::Open;
        let expected = if held { GatheringState::Held } else { *stored };
        assert_eq!(stored.at(now(), now()), expected);
    }
}

#[test]
fn an_outcome_closes_only_what_has_been() {
    let may = |state: GatheringState| {
        Act::ALL.iter().copied().filter(|act| state.allows(*act)).collect::<Vec<_>>()
    };
    assert_eq!(may(GatheringState::Draft), [Act::Change, Act::Open, Act::Cancel]);
    assert_eq!(may(GatheringState::Open), [Act::Change, Act::Cancel]);
    assert_eq!(may(GatheringState::Held), [Act::Close]);
    assert_eq!(may(GatheringState::Closed), []);
    assert_eq!(may(GatheringState::Cancelled), []);
}

#[test]
fn one_signs_up_until_the_last_day_and_cancels_until_it_begins() {
    let until = GatheringForm { sign_up_until: "2026-12-10".into(), ..form() };
    let gathering = until.parse(now(), None).expect("right");
    let at = |text: &str| text.parse::<Timestamp>().expect("instant");
    let rule = |instant: Timestamp| {
        let state = GatheringState::Open.at(gathering.ends_at, instant);
        (gathering.takes_sign_ups(state, instant), gathering.lets_go(state, instant))
    };
    assert_eq!(rule(at("2026-12-10T22:59:59Z")), (true, true), "the last minute of the day");
    assert_eq!(rule(at("2026-12-10T23:00:00Z")), (false, true));
    assert_eq!(rule(at("2026-12-15T11:59:59Z")), (false, true));
    assert_eq!(rule(at("2026-12-15T12:00:00Z")), (false, false), "it begins");
    for state in GatheringState::ALL.iter().filter(|state| **state != GatheringState::Open) {
        assert!(!gathering.takes_sign_ups(*state, now()), "{state}");
    }
}

#[test]
fn what_has_begun_is_changed_as_long_as_it_begins_when_it_did() {
    let course =
        GatheringForm { starts_on: "2026-12-01".into(), ends_on: "2027-02-01".into(), ..form() };
    let began_at: Timestamp = "2026-12-01T12:00:00Z".parse().expect("instant");
    assert!(course.parse(now(), None).is_err());
    let found = course.parse(now(), Some(began_at)).expect("the same start");
    assert_eq!(found.starts_at, began_at);
    let other = GatheringForm { starts_at: "14".into(), ..course };
    assert!(other.parse(now(), Some(began_at)).is_err(), "another start has passed too");
}

#[test]
fn those_signed_up_are_told_of_another_time_or_place_and_of_nothing_else() {
    let old = form().parse(now(), None).expect("right");
    let moved = |change: fn(&mut Gathering)| {
        let mut new = old.clone();
        change(&mut new);
        new.is_moved_from(&old)
    };
    assert!(moved(|new| new.starts_at = now()));
    assert!(moved(|new| new.ends_at = now()));
    assert!(moved(|new| new.place = None));
    assert!(moved(|new| new.link = Some("https://x.example".into())));
    assert!(!moved(|new| new.title = "Annat".into()));
    assert!(!moved(|new| new.seats = Some(5)));
}

#[test]
fn closing_needs_an_outcome_in_words_and_calling_off_a_reason() {
    let faults = ClosingForm::default().parse().expect_err("nothing is said");
    assert_eq!(codes(&faults), [("outcome", "required"), ("words", "required")]);
    let form = ClosingForm { outcome: "none".into(), words: "Få kom".into(), came: "0".into() };
    let closing = form.parse().expect("right");
    assert_eq!((closing.outcome, closing.came), (Outcome::Nothing, Some(0)));
    let faults = CancellingForm { reason: " ".into() }.parse().expect_err("no reason");
    assert_eq!(codes(&faults), [("reason", "required")]);
    assert_eq!(CancellingForm { reason: "Snö".into() }.parse(), Ok("Snö".to_owned()));
}

#[test]
fn an_organisation_signs_up_some_people_and_one_to_ask() {
    let sign_up = SignUp {
        persons: 3,
        mandate: Mandate::Prepares,
        contact_name: "Lena Wiklund".into(),
        contact_email: "lena@demo.samkraft.test".into(),
    };
    assert_eq!(SignUpForm::of(&sign_up).parse(), Ok(sign_up));
    let faults = SignUpForm::default().parse().expect_err("nothing is said");
    let fields: Vec<_> = faults.0.iter().map(|fault| fault.field).collect();
    assert_eq!(fields, ["persons", "mandate", "contactName", "contactEmail"]);
    let many = SignUpForm { persons: "51".into(), ..SignUpForm::default() };
    assert!(many.parse().expect_err("too many").of("persons").is_some());
}

#[test]
fn a_seat_goes_to_the_first_in_line_it_is_enough_for() {
    let line = [("three", 3), ("one", 1), ("two", 2)];
    assert_eq!(seated(Some(0), line), [""; 0]);
    assert_eq!(seated(Some(2), line), ["one"], "three wait for more, and keep their place");
    assert_eq!(seated(Some(3), line), ["three"]);
    assert_eq!(seated(None, line), ["three", "one", "two"]);
    assert_eq!((free(Some(5), 7), free(Some(5), 2), free(None, 9)), (Some(0), Some(3), None));
}

proptest! {
    #[test]
    fn no_more_are_seated_than_there_are_seats_and_nobody_waits_in_vain(
        seats in 0i64..60,
        line in prop::collection::vec(PERSONS, 0..40),
    ) {
        let who = seated(Some(seats), line.iter().copied().enumerate());
        let taken: i64 = who.iter().filter_map(|n| line.get(*n)).sum();
        prop_assert!(taken <= seats);
        prop_assert!(who.windows(2).all(|pair| pair[0] < pair[1]), "in line, each once");
        let waits = |n: &usize| !who.contains(n);
        let waiting = (0..line.len()).filter(waits).filter_map(|n| line.get(n));
        for persons in waiting {
            prop_assert!(*persons > seats - taken, "the seats left are not enough");
        }
    }

    #[test]
    fn whatever_is_done_nothing_comes_back_from_its_end(
        acts in prop::collection::vec((0usize..4, 0i64..100), 0..12),
    ) {
        let ends_at = "2026-12-08T08:00:00Z".parse::<Timestamp>().expect("instant");
        let (mut stored, mut hour) = (GatheringState::Draft, 0);
        for (which, hours) in acts {
            hour += hours;
            let at = now().as_second() + hour * 3_600;
            let state = stored.at(ends_at, Timestamp::from_second(at).expect("instant"));
            let act = Act::ALL[which];
            if state.allows(act) {
                let was = stored;
                stored = stored.after(act);
                let is_end = |s| matches!(s, GatheringState::Closed | GatheringState::Cancelled);
                prop_assert!(!is_end(was));
                prop_assert!(stored != GatheringState::Closed || state == GatheringState::Held);
                prop_assert!(stored != GatheringState::Held, "held is never stored");
            }
        }
    }

    #[test]
    fn no_form_makes_it_panic(text in ".{0,12}", day in ".{0,12}") {
        let form = GatheringForm {
            kind: text.clone(), title: text.clone(), text: text.clone(),
            starts_on: day.clone(), starts_at: day.clone(), ends_on: day.clone(),
            ends_at: day.clone(), sign_up_until: day.clone(), place: text.clone(),
            municipality: text.clone(), link: day.clone(), network: day.clone(),
            price: text.clone(), seats: day.clone(),
        };
        prop_assert!(form.parse(now(), None).is_err());
        let form = SignUpForm {
            persons: day.clone(), mandate: text.clone(), contact_name: text.clone(),
            contact_email: text.clone(),
        };
        prop_assert!(form.parse().is_err());
        let form = ClosingForm { outcome: text.clone(), words: text, came: day };
        prop_assert!(form.parse().is_err());
    }
}
