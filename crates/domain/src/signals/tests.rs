//! Rules and states of signals.

use proptest::prelude::*;

use super::*;

const TODAY: Date = Date::constant(2026, 12, 7);

fn place(code: &str) -> MunicipalityCode {
    MunicipalityCode::parse(code).expect("code")
}

fn heard(firm: u128, code: &str, subject: &str, amount: i64) -> Heard {
    Heard {
        municipality: Some(place(code)),
        place: place(code),
        subject: subject.to_owned(),
        title: None,
        source: Source {
            kind: SourceKind::Obstacle,
            id: Uuid::from_u128(firm << 8 | 1),
            organisation: Some(OrganisationId(Uuid::from_u128(firm))),
            amount,
        },
    }
}

#[test]
fn three_firms_with_the_same_obstacle_in_one_municipality_are_a_signal() {
    let housing = |firm| heard(firm, "2282", "housing", 1);
    let two = vec![housing(1), housing(2), heard(3, "2284", "housing", 1)];
    assert!(gather(SignalKind::Obstacle, two.clone()).is_empty(), "two here and one elsewhere");
    let twice = vec![housing(1), housing(1), housing(2)];
    assert!(gather(SignalKind::Obstacle, twice).is_empty(), "a firm counts once");
    let three = [two, vec![housing(4), heard(5, "2282", "premises", 1)]].concat();
    let found = gather(SignalKind::Obstacle, three);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].cause.key(), "obstacle/2282/housing");
    assert_eq!(found[0].size, Size { firms: 3, amount: 3 });
}

#[test]
fn a_peak_takes_firms_and_persons() {
    let leaving = |amounts: [i64; 3]| {
        let of = |(firm, amount)| heard(firm, "2282", "", amount);
        gather(SignalKind::Retirements, (1..).zip(amounts).map(of).collect())
    };
    assert!(leaving([1, 1, 2]).is_empty(), "four persons are no peak");
    assert_eq!(leaving([1, 2, 2])[0].size.amount, 5);
    let one_firm = gather(SignalKind::Retirements, vec![heard(1, "2282", "", 40)]);
    assert!(one_firm.is_empty(), "one firm alone would be known by its number");
}

#[test]
fn a_cause_of_the_whole_county_goes_where_most_of_it_lies() {
    let needs = ["2284", "2282", "2282", "2280", "2280"];
    let of = |(firm, code): (u128, &str)| Heard {
        municipality: None,
        title: Some("Svetsare".to_owned()),
        ..heard(firm, code, "7212", 2)
    };
    let found = gather(SignalKind::Unserved, (1..).zip(needs).map(of).collect());
    assert_eq!(found[0].cause.key(), "unserved//7212");
    assert_eq!(found[0].home, place("2280"), "the first by code of two with as many");
    assert_eq!(found[0].title.as_deref(), Some("Svetsare"));
}

#[test]
fn a_firm_that_moves_stays_the_same_cause() {
    let cause = |code| Cause {
        kind: SignalKind::SilentFirm,
        municipality: Some(place(code)),
        subject: "x".to_owned(),
    };
    assert_eq!(cause("2282").key(), cause("2284").key());
}

#[test]
fn what_has_ended_wakes_when_as_much_has_come_again() {
    let (three, two) = (Size { firms: 3, amount: 3 }, Size { firms: 2, amount: 2 });
    let kind = SignalKind::Obstacle;
    assert!(SignalState::Lapsed.wakes(kind, three, Size::default()));
    for state in [SignalState::Answered, SignalState::Parked] {
        assert!(!state.wakes(kind, Size { firms: 5, amount: 5 }, two), "{state}");
        assert!(state.wakes(kind, Size { firms: 6, amount: 6 }, three), "{state}");
    }
    for state in [SignalState::New, SignalState::Dialogue, SignalState::Measure] {
        assert!(!state.wakes(kind, three, three), "{state} is awake");
    }
}

#[test]
fn every_open_state_can_be_parked_and_every_ended_one_taken_up() {
    for state in SignalState::ALL {
        let expected = if state.is_open() { SignalState::Parked } else { SignalState::New };
        assert!(state.steps().contains(&expected), "{state}");
        assert!(!state.steps().contains(&SignalState::Lapsed), "{state}: nobody lets it lapse");
    }
    assert!(!SignalState::New.steps().contains(&SignalState::Answered), "nobody was asked");
}

#[test]
fn all_faults_of_a_step_are_found_at_once() {
    let form = StepForm { state: "dialogue".into(), ..StepForm::default() };
    let faults = form.parse(TODAY).expect_err("empty");
    for field in ["words", "asked", "on"] {
        assert_eq!(faults.of(field).map(|fault| fault.code), Some("required"), "{field}");
    }
    let measure = StepForm {
        state: "measure".into(),
        words: "Bygger".into(),
        on: "2026-12-06".into(),
        ..StepForm::default()
    };
    let faults = measure.parse(TODAY).expect_err("yesterday, by nobody");
    assert_eq!(faults.of("on").map(|fault| fault.code), Some("signal-day-past"));
    assert_eq!(faults.of("desk").map(|fault| fault.code), Some("required"));
    assert!(StepForm::default().parse(TODAY).is_err(), "no step");
    let desk = Uuid::from_u128(7).to_string();
    let whole = StepForm { desk, on: "2026-12-07".into(), ..measure };
    let step = whole.parse(TODAY).expect("today is in time");
    assert_eq!((step.to, step.asked), (SignalState::Measure, None));
    let answer = StepForm { state: "answered".into(), on: "x".into(), ..whole };
    assert_eq!(answer.parse(TODAY).expect("no day is asked for").on, None);
}

#[test]
fn a_signal_of_ones_own_says_what_it_came_up_in() {
    let id = Uuid::from_u128(9);
    let form = |from: String| WrittenForm { from, ..WrittenForm::default() };
    assert_eq!(form(format!("visit:{id}")).origin(), Some((SourceKind::Visit, id)));
    assert_eq!(form(format!("case:{id}")).origin(), Some((SourceKind::Case, id)));
    for wrong in [format!("need:{id}"), "visit:x".to_owned(), String::new()] {
        assert_eq!(form(wrong.clone()).origin(), None, "{wrong}");
    }
    assert_eq!(WrittenForm::default().parse().expect_err("empty").0.len(), 2);
}

#[test]
fn no_text_to_several_firms_names_one_of_them() {
    let names = ["Demo Sågen".to_owned(), "Demo Verkstan".to_owned()];
    assert_eq!(named_in("Vi byggde som DEMO SÅGEN ville.", &names), Some("Demo Sågen"));
    assert_eq!(named_in("Tolv lägenheter blir klara.", &names), None);
}

proptest! {
    #[test]
    fn no_small_number_is_shown_to_who_may_not_know_the_firms(
        firms in 0_i64..12,
        amount in 0_i64..40,
        place in 0_usize..6,
    ) {
        let kind = SignalKind::ALL[place];
        let shown = shown(kind, Size { firms, amount }, false);
        prop_assert!(shown.firms.is_none_or(|firms| firms >= 3));
        let least = if kind.counts_persons() { PERSONS_LEAST } else { 0 };
        prop_assert!(shown.amount.is_none_or(|amount| firms >= 3 && amount >= least));
    }

    #[test]
    fn the_same_is_found_in_whatever_order_it_was_heard(
        said in proptest::collection::vec((1_u128..6, 0_usize..2, 0_usize..2), 0..24),
        turn in 0_usize..24,
    ) {
        let of = |(firm, at, about): (u128, usize, usize)| {
            heard(firm, ["2282", "2284"][at], ["housing", "permits"][about], 1)
        };
        let mut one: Vec<_> = said.into_iter().map(of).collect();
        let keys = |heard: Vec<Heard>| {
            let found = gather(SignalKind::Obstacle, heard);
            found.into_iter().map(|one| (one.cause.key(), one.size)).collect::<Vec<_>>()
        };
        let found = keys(one.clone());
        let turn = turn.min(one.len());
        one.rotate_left(turn);
        prop_assert_eq!(&found, &keys(one));
        prop_assert!(found.iter().all(|(_, size)| size.firms >= 3));
    }
}
