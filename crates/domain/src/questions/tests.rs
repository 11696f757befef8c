use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::figures::FIRMS_LEAST;
use crate::needs::mapping::{Track, steps, steps_with};

fn form(kind: AnswerKind, choices: &str) -> QuestionForm {
    QuestionForm {
        text: "Tar ni emot elever på praktik?".into(),
        help: String::new(),
        kind: kind.code().into(),
        choices: choices.into(),
    }
}

fn asked(n: u128, version: i64, kind: AnswerKind) -> Asked {
    let wording = form(kind, "Ja, gärna\nKanske\nNej").parse().expect("wording");
    let question = LocalQuestionId(Uuid::from_u128(n));
    Asked { question, version, from: "Ånge kommun".into(), is_county: n > 10, wording }
}

fn firm(n: u128) -> OrganisationId {
    OrganisationId(Uuid::from_u128(n))
}

fn field_of(name: &str) -> Option<usize> {
    LOCAL_FIELDS.iter().position(|field| *field == name)
}

#[test]
fn a_question_has_words_a_kind_and_perhaps_choices() {
    let wording = form(AnswerKind::Choice, " Ja \n\nNej\n").parse().expect("wording");
    assert_eq!(wording.choices, ["Ja", "Nej"]);
    assert!(form(AnswerKind::Number, "Ja").parse().expect("number").choices.is_empty());
    let code = |kind, choices| form(kind, choices).parse().expect_err("choices").0[0].code;
    assert_eq!(code(AnswerKind::Choice, "Ja"), "question-choices-count");
    assert_eq!(code(AnswerKind::Choice, "1\n2\n3\n4\n5\n6\n7\n8\n9"), "question-choices-count");
    assert_eq!(code(AnswerKind::Choice, "Ja\nja"), "question-choice-twice");
    assert_eq!(code(AnswerKind::Choice, &format!("Ja\n{}", "n".repeat(81))), "too-long");
    let faults = QuestionForm::default().parse().expect_err("empty").0;
    assert_eq!(faults.iter().map(|one| one.field).collect::<Vec<_>>(), ["text", "kind"]);
    let long = QuestionForm { text: "å".repeat(201), ..form(AnswerKind::Text, "") };
    assert_eq!(long.parse().expect_err("long").0[0].code, "too-long");
    let back = QuestionForm::of(&wording).parse().expect("as it stands");
    assert_eq!(back, wording);
}

#[test]
fn no_personal_number_is_put_into_a_question_or_an_answer() {
    let number = "850709-9805";
    let mut whole = form(AnswerKind::Choice, &format!("Ja\n{number}"));
    (whole.text, whole.help) = (format!("Känner ni {number}?"), number.to_owned());
    let faults = whole.parse().expect_err("refused").0;
    let found: Vec<_> = faults.iter().map(|one| (one.field, one.code)).collect();
    let field = |field| (field, "personal-number");
    assert_eq!(found, [field("text"), field("help"), field("choices")]);
    let text = asked(1, 1, AnswerKind::Text).wording;
    assert_eq!(text.read("local1", number).expect_err("refused").code, "personal-number");
}

#[test]
fn an_answer_is_read_as_its_kind_and_none_is_an_answer_too() {
    for &kind in AnswerKind::ALL {
        let wording = asked(1, 1, kind).wording;
        assert_eq!(wording.read("local1", "  "), Ok(None), "{kind}");
    }
    let read = |kind, typed: &str| asked(1, 1, kind).wording.read("local1", typed);
    assert_eq!(read(AnswerKind::Number, "1 200"), Ok(Some("1200".into())));
    assert_eq!(read(AnswerKind::Number, "tre").expect_err("word").code, "not-a-whole-number");
    assert_eq!(read(AnswerKind::Number, "-1").expect_err("below").code, "out-of-range");
    assert_eq!(read(AnswerKind::YesNo, "unknown"), Ok(Some("unknown".into())));
    assert_eq!(read(AnswerKind::YesNo, "ja").expect_err("code").code, "unknown-choice");
    assert_eq!(read(AnswerKind::Choice, "Kanske"), Ok(Some("Kanske".into())));
    assert_eq!(read(AnswerKind::Choice, "Nja").expect_err("other").code, "unknown-choice");
    assert_eq!(read(AnswerKind::Text, &"å".repeat(501)).expect_err("long").code, "too-long");
}

#[test]
fn what_is_answered_stays_with_its_version() {
    let (one, two) = (asked(1, 1, AnswerKind::YesNo), asked(1, 2, AnswerKind::YesNo));
    let (county, new) = (asked(20, 1, AnswerKind::Text), asked(2, 1, AnswerKind::Number));
    let mut answers = Answers::begin();
    answers.write_local(std::slice::from_ref(&one), &|_| Some("yes".into()));
    let open = || vec![county.clone(), new.clone(), two.clone()];
    // The question has been changed meanwhile: the firm keeps what it has answered.
    let all = to_ask(open(), vec![one.clone()]);
    let versions: Vec<_> = all.iter().map(|one| (one.question.0.as_u128(), one.version)).collect();
    assert_eq!(versions, [(1, 1), (2, 1), (20, 1)]);
    assert_eq!((answers.local_to(&one), answers.local_to(&two)), ("yes", ""));
    // Emptied, it is asked as it is asked now.
    answers.write_local(&all, &|field| (field == "local1").then(String::new));
    assert!(answers.local.is_empty());
    assert_eq!(to_ask(open(), Vec::new())[0].version, 2);
}

#[test]
fn local_questions_are_one_page_at_the_end_and_nothing_there_is_required() {
    for &track in Track::ALL {
        let answers = Answers::begin();
        let common = steps(track, &answers);
        assert_eq!(steps_with(track, &answers, false), common);
        let all = steps_with(track, &answers, true);
        assert_eq!(all.split_last().map(|(_, rest)| rest), Some(common.as_slice()));
        let fields = |steps: &[crate::needs::mapping::Step]| {
            steps.iter().map(|step| step.question.fields()).sum::<usize>()
        };
        assert_eq!(fields(&all), fields(&common), "{track}: no field more is required");
    }
    assert!(steps_with(Track::Micro, &Answers::begin(), true).len() <= 8);
}

#[test]
fn too_few_firms_are_not_shown() {
    let wording = asked(1, 1, AnswerKind::YesNo).wording;
    let row = |value: &str, n: u128| (value.to_owned(), 1, firm(n));
    let two = count(&wording, &[row("yes", 1), row("no", 2)]);
    assert_eq!(two.total, None);
    assert!(
        two.groups
            .iter()
            .filter(|group| group.value != "unknown")
            .all(|one| { one.answers.is_none() })
    );
    let mut rows: Vec<_> = (1..=5).map(|n| row("yes", n)).collect();
    let five = count(&wording, &rows);
    assert_eq!((five.total, five.groups[0].answers), (Some((5, 5)), Some(5)));
    rows.push(row("no", 6));
    assert_eq!(count(&wording, &rows).groups[1].answers, None);
    // The same firm three times is one firm.
    assert_eq!(count(&wording, &[("yes".into(), 3, firm(1))]).total, None);
    assert_eq!(count(&wording, &[]).total, Some((0, 0)));
}

#[test]
fn numbers_are_counted_in_bands_with_their_middle() {
    let wording = asked(1, 1, AnswerKind::Number).wording;
    let numbers = [0, 0, 0, 4, 4, 4, 80].iter().zip(1..);
    let rows: Vec<_> = numbers.map(|(n, at)| (n.to_string(), 1, firm(at))).collect();
    let counted = count(&wording, &rows);
    assert_eq!(counted.median, Some(4));
    assert_eq!(counted.groups.len(), BANDS.len());
    let words = asked(1, 1, AnswerKind::Text).wording;
    let texts: Vec<_> = (1..=3).map(|n| ("80".to_owned(), 1, firm(n))).collect();
    let counted = count(&words, &texts);
    assert_eq!((counted.total, counted.median, counted.groups.len()), (Some((3, 3)), None, 0));
}

proptest! {
    #[test]
    fn what_is_shown_always_has_enough_firms_behind_it(
        rows in proptest::collection::vec((0usize..3, 1i64..3, 1u128..8), 0..20),
    ) {
        let wording = asked(1, 1, AnswerKind::YesNo).wording;
        let value = |at: usize| wording.groups()[at].clone();
        let rows: Vec<Tallied> =
            rows.into_iter().map(|(at, times, n)| (value(at), times, firm(n))).collect();
        let counted = count(&wording, &rows);
        for group in counted.groups.iter().filter(|group| group.answers.is_some_and(|n| n > 0)) {
            let of = rows.iter().filter(|(value, ..)| *value == group.value);
            let firms: BTreeSet<_> = of.map(|(.., firm)| *firm).collect();
            prop_assert!(firms.len() >= FIRMS_LEAST);
        }
        if let Some((answers, _)) = counted.total {
            prop_assert_eq!(answers, rows.iter().map(|(_, times, _)| times).sum::<i64>());
        }
    }

    #[test]
    fn no_page_makes_a_draft_grow_without_end(
        pages in proptest::collection::vec((1u128..40, 1i64..4, ".{0,20}"), 0..40),
    ) {
        let mut answers = Answers::begin();
        for (n, version, text) in pages {
            let one = asked(n, version, AnswerKind::Text);
            answers.write_local(std::slice::from_ref(&one), &|name| {
                (field_of(name) == Some(0)).then(|| text.clone())
            });
            let expected = text.trim().is_empty();
            prop_assert!(answers.local.len() <= LOCAL_MAX);
            prop_assert!(!expected || answers.local_to(&one).is_empty());
        }
    }
}
