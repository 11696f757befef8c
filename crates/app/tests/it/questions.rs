//! Local questions: who asks them where, how a firm answers them, and that no version is counted
//! with another.

use app::mappings::{self, Door, Invitation, Login, Save, Saved, Seen, Typed};
use app::questions::{self, Kept};
use app::{App, Kind};
use domain::access::{Actor, Assignment, Role};
use domain::codes::MunicipalityCode;
use domain::ids::OrganisationId;
use domain::needs::mapping::{Question, Step};
use domain::questions::{ASKED_MAX, AnswerKind, QuestionForm};

use crate::cases::house;
use crate::harness::{organisation, person};
use crate::on_both;

const NEXT_STEP: &str = "Ring företaget";

fn form(kind: AnswerKind, text: &str) -> QuestionForm {
    let choices = if kind == AnswerKind::Choice { "I vår\nI höst" } else { "" };
    QuestionForm {
        text: text.into(),
        help: "Räkna med alla orter.".into(),
        kind: kind.code().into(),
        choices: choices.into(),
    }
}

async fn municipality(app: &App) -> Actor {
    let own = organisation(app, "559999-0057", "Örnsköldsviks kommun").await;
    person(app, Role::MuniContact, own, "Kim Kommun").await
}

/// Somebody who does the same in another municipality.
fn neighbour(actor: &Actor) -> Actor {
    let held = actor.assignment().expect("logged in").clone();
    let municipality = MunicipalityCode::parse("2282").ok();
    Actor::Assigned(Assignment { municipality, ..held })
}

async fn ask(app: &App, actor: &Actor, kind: AnswerKind, text: &str) -> Kept {
    questions::ask(app, actor, &form(kind, text), None).await.expect("asked")
}

async fn link(app: &App, broker: &Actor, firm: OrganisationId) -> String {
    let invitation = Invitation { track: "micro".into(), ..Invitation::default() };
    let login = Login { actor: broker, name: "Demo Lena" };
    let invited = mappings::invite(app, login, firm, &invitation, None).await.expect("invited");
    invited.token.expect("token")
}

fn value(field: &str) -> &'static str {
    match field {
        "obstacle" => "find",
        "severity" => "slows",
        "kind" => "recruit",
        "count" => "3",
        "startDay" | "startMonth" => "1",
        "startYear" => "2027",
        _ => "Öppna lunchrestaurang",
    }
}

/// Answers the common questions; gives how many pages there are in all.
async fn answer_common(app: &App, door: Door<'_>) -> usize {
    let (mut at, mut of) = (1, 0);
    while let Some(page) = mappings::page(app, door, at).await.expect("page") {
        of = page.of;
        if page.step.question != Question::Local {
            let fields = mappings::fields_of(page.step.question).iter();
            let typed: Typed =
                fields.map(|field| ((*field).to_owned(), value(field).to_owned())).collect();
            let save = Save { seen: &page.seen, typed: &typed };
            let saved = mappings::save(app, door, &save).await.expect("saved");
            assert!(saved.faults().is_empty(), "{:?}", saved.faults());
        }
        at += 1;
    }
    of
}

async fn local(app: &App, door: Door<'_>) -> mappings::Page {
    let mut at = 1;
    while let Some(page) = mappings::page(app, door, at).await.expect("page") {
        if page.step.question == Question::Local {
            return page;
        }
        at += 1;
    }
    panic!("no local questions");
}

async fn type_in(app: &App, door: Door<'_>, seen: &Seen, typed: &[(&str, &str)]) -> Saved {
    let typed: Typed =
        typed.iter().map(|(field, text)| ((*field).to_owned(), (*text).to_owned())).collect();
    mappings::save(app, door, &Save { seen, typed: &typed }).await.expect("saved")
}

async fn approve(app: &App, door: Door<'_>) -> Result<(), app::Error> {
    let version = mappings::enter(app, door).await.expect("in").mapping.version;
    mappings::approve(app, door, version, "", NEXT_STEP).await.map(|_| ())
}

on_both! {
    async fn a_place_asks_its_own_questions_and_changes_no_others(app: &App) {
        let house = house(app).await;
        let own = municipality(app).await;
        let there = neighbour(&own);
        let (broker, employer) = (&house.broker, &house.employer);
        let ours = ask(app, &own, AnswerKind::YesNo, "Tar ni emot elever?").await;
        let whole = ask(app, broker, AnswerKind::Text, "Vad behöver länet?").await;
        let texts = async |actor: &Actor| {
            let lines = questions::list(app, actor).await.expect("list").lines;
            let mut texts: Vec<_> =
                lines.into_iter().map(|line| line.question.wording.text).collect();
            texts.sort();
            texts
        };
        assert_eq!(texts(&own).await, ["Tar ni emot elever?", "Vad behöver länet?"]);
        assert_eq!(texts(&there).await, ["Vad behöver länet?"]);
        assert_eq!(texts(broker).await.len(), 2);
        let new = form(AnswerKind::YesNo, "Tar ni emot praktikanter?");
        let others =
            [(&own, whole.id), (broker, ours.id), (&there, ours.id), (employer, ours.id)];
        for (actor, id) in others {
            let change = questions::change(app, actor, id, 1, &new, None).await;
            assert_eq!(change.expect_err("not theirs").kind, Kind::Invisible);
            let gone = questions::withdraw(app, actor, id, 1, None).await;
            assert_eq!(gone.expect_err("not theirs").kind, Kind::Invisible);
        }
        assert_eq!(questions::list(app, employer).await.expect_err("firm").kind, Kind::Invisible);
        let asked = questions::ask(app, employer, &new, None).await;
        assert_eq!(asked.expect_err("a firm asks none").kind, Kind::Invisible);
        for number in 1..ASKED_MAX {
            ask(app, &own, AnswerKind::YesNo, &format!("Fråga {number}?")).await;
        }
        let full = questions::ask(app, &own, &new, None).await.expect_err("no room");
        assert_eq!(full.faults.0[0].code, "too-many-questions");
        assert!(!questions::list(app, &own).await.expect("list").can_ask);
        // The neighbour and the county have room of their own.
        ask(app, &there, AnswerKind::YesNo, "Hos oss?").await;
        questions::withdraw(app, &own, ours.id, 1, None).await.expect("withdrawn");
        ask(app, &own, AnswerKind::YesNo, "En ny?").await;
        let late = questions::change(app, &own, ours.id, 1, &new, None).await;
        assert_eq!(late.expect_err("withdrawn").faults.0[0].code, "question-withdrawn");
    }

    async fn a_change_makes_a_version_and_two_do_not_overwrite_each_other(app: &App) {
        let own = municipality(app).await;
        let first = ask(app, &own, AnswerKind::YesNo, "Tar ni emot elever?").await;
        let same = form(AnswerKind::YesNo, "Tar ni emot elever?");
        let same = questions::change(app, &own, first.id, 1, &same, None).await;
        assert_eq!(same.expect_err("no change").faults.0[0].code, "question-unchanged");
        let new = form(AnswerKind::Choice, "När tar ni emot elever?");
        let kept = questions::change(app, &own, first.id, 1, &new, Some("k")).await;
        assert_eq!(kept.expect("changed").version, 2);
        let again = questions::change(app, &own, first.id, 1, &new, Some("k")).await;
        assert_eq!(again.expect("the same answer").version, 2);
        let other = form(AnswerKind::Number, "Hur många elever?");
        let late = questions::change(app, &own, first.id, 1, &other, None).await;
        assert_eq!(late.expect_err("another version").kind, Kind::Conflict);
        let personal = form(AnswerKind::Text, "Vad gör 850709-9805?");
        let refused = questions::ask(app, &own, &personal, None).await.expect_err("refused");
        assert_eq!(refused.faults.0[0].code, "personal-number");
        let view = questions::read(app, &own, first.id).await.expect("view");
        let versions: Vec<_> = view.versions.iter().map(|one| one.version).collect();
        assert_eq!(versions, [2, 1]);
        assert_eq!(view.versions[1].wording.text, "Tar ni emot elever?");
        assert!(view.versions[0].asked_until.is_none() && view.versions[1].asked_until.is_some());
    }

    async fn an_answer_stays_with_its_version_until_the_firm_approves(app: &App) {
        let house = house(app).await;
        let own = municipality(app).await;
        let asked = ask(app, &own, AnswerKind::Text, "Vad saknar ni i kommunen?").await;
        let token = link(app, &house.broker, house.firm).await;
        let door = Door::Link(&token);
        assert_eq!(answer_common(app, door).await, 8, "one page more than the common ones");
        let page = local(app, door).await;
        assert_eq!((page.at, page.asked.len()), (8, 1));
        assert_eq!(page.asked[0].from, "Örnsköldsviks kommun");
        let saved = type_in(app, door, &page.seen, &[("local1", "En bussförbindelse")]).await;
        assert!(saved.faults().is_empty());
        // Changed meanwhile: the firm keeps what it has answered, and is not asked twice.
        let new = form(AnswerKind::YesNo, "Saknar ni något?");
        questions::change(app, &own, asked.id, 1, &new, None).await.expect("changed");
        let page = local(app, door).await;
        assert_eq!((page.asked[0].version, page.values[0].1.as_str()), (1, "En bussförbindelse"));
        let view = questions::read(app, &own, asked.id).await.expect("view");
        assert!(view.versions.iter().all(|one| one.counted.total == Some((0, 0))));
        assert!(view.versions[1].said.is_empty(), "nobody sees a word of a draft");
        approve(app, door).await.expect("approved");
        let view = questions::read(app, &own, asked.id).await.expect("view");
        assert_eq!(view.versions[1].said[0].words, "En bussförbindelse");
        assert_eq!(view.versions[1].counted.total, None, "one firm is too few to count");
        assert_eq!(view.versions[0].counted.total, Some((0, 0)), "never counted with another");
        let there = neighbour(&own);
        let seen = questions::read(app, &there, asked.id).await;
        assert_eq!(seen.expect_err("another place").kind, Kind::Invisible);
        let login = Login { actor: &house.broker, name: "Demo Lena" };
        let id = mappings::enter(app, door).await.expect("in").mapping.id;
        let overview = mappings::overview(app, login, id).await.expect("overview");
        let local = overview.draft.expect("approved answers").local;
        assert_eq!((local[0].0.version, local[0].1.as_str()), (1, "En bussförbindelse"));
    }

    async fn a_firm_goes_on_without_answering_and_is_told_what_is_wrong(app: &App) {
        let house = house(app).await;
        let own = municipality(app).await;
        ask(app, &own, AnswerKind::Number, "Hur många elever tar ni emot?").await;
        let whole = ask(app, &house.broker, AnswerKind::YesNo, "Känner ni till oss?").await;
        let token = link(app, &house.broker, house.firm).await;
        let door = Door::Link(&token);
        answer_common(app, door).await;
        let page = local(app, door).await;
        let names: Vec<_> = page.asked.iter().map(|one| one.from.as_str()).collect();
        assert_eq!(names, ["Örnsköldsviks kommun", "Demo region"], "one's own place first");
        let typed = [("local1", "många"), ("local2", "yes")];
        let saved = type_in(app, door, &page.seen, &typed).await;
        assert_eq!(saved.faults().0[0].field, "local1");
        let early = approve(app, door).await.expect_err("one answer is no number");
        assert_eq!(early.faults.0[0].code, "mapping-not-finished");
        let draft = mappings::draft(app, door).await.expect("draft");
        assert_eq!(draft.unfinished, Some(page.at));
        let personal = Typed::from([("local1".to_owned(), "850709-9805".to_owned())]);
        let refused = mappings::save(app, door, &Save { seen: &page.seen, typed: &personal }).await;
        assert_eq!(refused.expect_err("refused").faults.0[0].code, "personal-number");
        let page = local(app, door).await;
        let saved = type_in(app, door, &page.seen, &[("local1", ""), ("local2", "yes")]).await;
        assert!(saved.faults().is_empty(), "without an answer one goes on");
        // Another has written in the same place since this page was shown.
        let other = type_in(app, door, &page.seen, &[("local1", "7")]).await;
        assert!(matches!(other, Saved::Meanwhile { .. }));
        questions::withdraw(app, &house.broker, whole.id, 1, None).await.expect("withdrawn");
        approve(app, door).await.expect("approved");
        let view = questions::read(app, &house.broker, whole.id).await.expect("view");
        let yes = &view.versions[0].counted.groups[0];
        assert_eq!((yes.value.as_str(), yes.answers), ("yes", None), "kept, and too few to show");
    }

    async fn a_page_takes_answers_to_no_questions_but_those_of_the_place(app: &App) {
        let house = house(app).await;
        let own = municipality(app).await;
        let there = neighbour(&own);
        let theirs = ask(app, &there, AnswerKind::Text, "Bara i Kramfors?").await;
        let token = link(app, &house.broker, house.firm).await;
        let door = Door::Link(&token);
        assert_eq!(answer_common(app, door).await, 7, "nobody asks here");
        let step = mappings::step_name(Step { question: Question::Local, goal: 0, need: 0 });
        for name in [step.clone(), format!("{step}~{}.1", theirs.id), format!("{step}~x.1")] {
            let seen = Seen { step: name, base: String::new() };
            let typed = Typed::from([("local1".to_owned(), "Hej".to_owned())]);
            let saved = mappings::save(app, door, &Save { seen: &seen, typed: &typed }).await;
            assert_eq!(saved.expect_err("not asked").kind, Kind::Invisible);
        }
        approve(app, door).await.expect("approved");
    }
}
