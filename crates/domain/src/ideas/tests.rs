use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::time::days_after;

const TODAY: Date = Date::constant(2026, 12, 7);

fn at(text: &str) -> Timestamp {
    text.parse().expect("instant")
}

fn codes(faults: &Faults) -> Vec<(&'static str, &'static str)> {
    faults.0.iter().map(|fault| (fault.field, fault.code)).collect()
}

fn form() -> IdeaForm {
    IdeaForm {
        title: "En påminnelse före mötet".into(),
        words: "Dagen innan räcker.".into(),
        page: "/behov".into(),
        ..IdeaForm::default()
    }
}

#[test]
fn an_idea_needs_a_title_and_words_and_tells_all_faults_at_once() {
    let read = form().parse().expect("right");
    assert_eq!((read.network, read.offer), (None, None));
    assert_eq!(read.page.as_deref(), Some("/behov"));
    assert_eq!(IdeaForm::of(&read), form());
    let empty = IdeaForm { network: "skogen".into(), ..IdeaForm::default() };
    let faults = empty.parse().expect_err("nothing said");
    let expected = [("title", "required"), ("words", "required"), ("network", "unknown-choice")];
    assert_eq!(codes(&faults), expected);
    let secret = IdeaForm { words: "Ring 850709-9805".into(), ..form() };
    assert_eq!(codes(&secret.parse().expect_err("a person")), [("words", "personal-number")]);
}

#[test]
fn a_page_keeps_our_own_names_and_nothing_that_opens_or_names_a_thing() {
    let page = |path| page_of(path);
    assert_eq!(page("/"), Some("/".into()));
    assert_eq!(page("/behov?q=kock#f"), Some("/behov".into()));
    assert_eq!(
        page("/kartlaggningar/018f0000-0000-7000-8000-000000000000/fraga/3"),
        Some("/kartlaggningar/…/fraga/…".into())
    );
    assert_eq!(page("/k/Zm9yLWEtZmlybQ_x7/granska"), Some("/k/…/granska".into()));
    assert_eq!(page("/behov/%C3%A5"), Some("/behov/…".into()));
    for other in ["", "behov", "//ond.example", "https://ond.example/", "javascript:1"]
        .into_iter()
        .chain(["/agarskifte", "/agarskifte/", "/agarskifte/annonser?q=x", "/agarskifte#x"])
    {
        assert_eq!(page(other), None, "{other}");
    }
    let name = page("/behov/…").expect("a name");
    assert_eq!(page(&name), Some(name), "read again it is the same");
}

#[test]
fn plans_and_ends_are_told_in_words() {
    let answer = |state: &str, words: &str| AnswerForm {
        state: state.into(),
        answer: words.into(),
        publish: "yes".into(),
    };
    for state in ["planned", "done", "declined"] {
        let faults = answer(state, " ").parse(IdeaState::New).expect_err(state);
        assert_eq!(codes(&faults), [("answer", "required")]);
        let read = answer(state, "Klart i mars").parse(IdeaState::New).expect(state);
        assert!(read.is_public && read.words.as_deref() == Some("Klart i mars"));
    }
    let silent = answer("considered", "").parse(IdeaState::New).expect("may be silent");
    assert_eq!((silent.to, silent.words), (IdeaState::Considered, None));
    let nowhere = answer("", "Ja").parse(IdeaState::New).expect_err("where to");
    assert_eq!(codes(&nowhere), [("state", "required")]);
    for (from, to) in [("merged", "done"), ("withdrawn", "considered"), ("done", "planned")] {
        let from = IdeaState::parse(from).expect("state");
        let faults = answer(to, "Ja").parse(from).expect_err(to);
        assert_eq!(codes(&faults), [("state", "idea-step")]);
    }
    let again = answer("considered", "").parse(IdeaState::Considered).expect_err("says nothing");
    assert_eq!(codes(&again), [("answer", "required")]);
    assert!(answer("considered", "I mars").parse(IdeaState::Considered).is_ok());
    let back = answer("new", "Ja").parse(IdeaState::Considered).expect_err("never new again");
    assert_eq!(codes(&back), [("state", "idea-step")]);
}

#[test]
fn others_are_told_the_kind_of_organisation_only() {
    assert_eq!(AuthorKind::of(Sector::Private, false), AuthorKind::Employer);
    assert_eq!(AuthorKind::of(Sector::Public, false), AuthorKind::Employer);
    assert_eq!(AuthorKind::of(Sector::Public, true), AuthorKind::Public);
    assert_eq!(AuthorKind::of(Sector::NonProfit, true), AuthorKind::Helper);
}

#[test]
fn thirty_days_are_not_late_and_thirty_one_are() {
    assert!(!is_late(LATE_DAYS) && is_late(LATE_DAYS + 1));
    assert_eq!(age_days(at("2026-12-06T23:30:00Z"), TODAY), 0, "a Swedish day");
    assert_eq!(age_days(at("2026-11-06T12:00:00Z"), TODAY), 31);
    assert_eq!(age_days(at("2026-12-09T12:00:00Z"), TODAY), 0, "a clock that went back");
}

#[test]
fn the_time_to_an_answer_is_the_middle_one() {
    assert_eq!(days_to_answer(&[]), None);
    let came = at("2026-11-01T08:00:00Z");
    let answered = |day: &str| (came, at(&format!("2026-11-{day}T08:00:00Z")));
    assert_eq!(days_to_answer(&[answered("30"), answered("02"), answered("06")]), Some(5));
}

#[test]
fn an_idea_does_not_go_into_itself() {
    let own = IdeaId(Uuid::from_u128(7));
    let form = |into: &str, words: &str| MergeForm { into: into.into(), words: words.into() };
    let read = form("00000000-0000-0000-0000-000000000008", "Samma sak").parse(own);
    assert_eq!(read.expect("another").into, IdeaId(Uuid::from_u128(8)));
    let into_itself = form(&own.to_string(), "Samma").parse(own).expect_err("itself");
    assert_eq!(codes(&into_itself), [("into", "idea-into-itself")]);
    let empty = form("", "").parse(own).expect_err("empty");
    assert_eq!(codes(&empty), [("into", "required"), ("words", "required")]);
    assert_eq!(codes(&form("x", "Ja").parse(own).expect_err("x")), [("into", "unknown-choice")]);
}

#[test]
fn posts_and_reasons_are_short() {
    let post = |text: String| PostForm { post: text }.parse();
    assert_eq!(post("Vi också".into()).expect("short"), "Vi också");
    let long = post("å".repeat(POST_MAX + 1)).expect_err("long");
    assert_eq!(codes(&long), [("post", "too-long")]);
    let none = HideForm::default().parse().expect_err("no reason");
    assert_eq!(codes(&none), [("reason", "required")]);
    let silent = NeedForm::default().parse().expect_err("no words");
    assert_eq!(codes(&silent), [("words", "required")]);
}

fn any_state() -> impl Strategy<Value = IdeaState> {
    proptest::sample::select(IdeaState::ALL)
}

proptest! {
    #[test]
    fn nobody_answers_what_no_longer_stands(from in any_state(), to in any_state()) {
        let reachable = from.answers().contains(&to);
        prop_assert!(!reachable || (from.stands() && to.stands() && to != IdeaState::New));
        prop_assert_ne!(from.stands(), from.answers().is_empty());
    }

    #[test]
    fn from_every_answer_there_is_a_way_on(from in any_state()) {
        for to in from.answers() {
            prop_assert!(!to.answers().is_empty());
        }
        prop_assert!(!from.is_open() || from.stands());
    }

    #[test]
    fn a_page_never_holds_a_digit_or_a_capital(path in "/?[a-zA-Z0-9/_…-]{0,140}") {
        if let Some(name) = page_of(&path) {
            let is_ours = |c: char| c.is_ascii_lowercase() || "-/…".contains(c);
            prop_assert!(name.chars().all(is_ours), "{}", name);
            prop_assert!(name.chars().count() <= PAGE_MAX);
            prop_assert_eq!(page_of(&name), Some(name.clone()));
        }
    }

    #[test]
    fn an_idea_only_grows_older(days in 0_i64..4_000, more in 0_i64..4_000) {
        let came = at("2026-12-07T08:00:00Z");
        let age = age_days(came, days_after(TODAY, days));
        prop_assert_eq!(age, days);
        prop_assert!(is_late(age) <= is_late(age + more));
    }
}
