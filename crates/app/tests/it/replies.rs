//! Templates for answers: kept within their limits, shared, filled in from the case.

use app::cases::{self, LetterForm};
use app::replies;
use app::{App, Kind};
use domain::access::{Actor, Role};
use domain::replies::{OWN_MAX, ReplyForm};

use crate::cases::{call, house};
use crate::harness::{organisation, person};
use crate::on_both;

const TODAY: &str = "7 december 2026";

fn form(name: &str, body: &str, shared: &str) -> ReplyForm {
    ReplyForm { name: name.into(), body: body.into(), shared: shared.into() }
}

async fn names(app: &App, actor: &Actor) -> Vec<String> {
    let held = replies::held(app, actor).await.expect("templates");
    held.into_iter().map(|one| one.name).collect()
}

on_both! {
    async fn a_template_is_filled_in_from_the_case(app: &App) {
        let house = house(app).await;
        let case = call(app, &house).await.id;
        let body = "Hej {kontakt}! {Företag}, ärende {ärende}, {datum}.";
        let kept = replies::keep(app, &house.broker, &form("Svar", body, ""), None).await;
        let id = kept.expect("kept").id.to_string();
        let number = cases::read(app, &house.broker, case).await.expect("case").case.number;
        let filled = replies::fill_in(app, &house.broker, case, &id, TODAY).await.expect("filled");
        // Nobody at the firm has written yet that the broker reads as the firm's.
        assert!(filled.ends_with(&format!("Ådalens Plåt, ärende {number}, {TODAY}.")), "{filled}");
        let letter = LetterForm { body: "Hej från oss".into(), ..LetterForm::default() };
        cases::write(app, &house.employer, case, &letter, None).await.expect("written");
        let filled = replies::fill_in(app, &house.broker, case, &id, TODAY).await.expect("filled");
        assert!(filled.starts_with("Hej Per Plåt! "), "{filled}");
        let gone = replies::fill_in(app, &house.deputy, case, &id, TODAY).await;
        assert_eq!(gone.expect_err("another's own").faults.0[0].code, "reply-gone");
        let none = replies::fill_in(app, &house.broker, case, "", TODAY).await;
        assert_eq!(none.expect_err("nothing chosen").faults.0[0].code, "required");
    }

    async fn what_is_shared_is_everybodys_and_one_s_own_is_not(app: &App) {
        let house = house(app).await;
        let office = organisation(app, "559999-0065", "Demo kansli").await;
        let outsider = person(app, Role::AfAdviser, office, "Ove Utanför").await;
        let (broker, deputy) = (&house.broker, &house.deputy);
        let own = replies::keep(app, broker, &form("Min", "Hej", ""), None).await.expect("kept");
        let ours = replies::keep(app, broker, &form("Vår", "Hej", "1"), None).await.expect("kept");
        assert_eq!(names(app, broker).await, ["Min", "Vår"]);
        assert_eq!(names(app, deputy).await, ["Vår"]);
        assert!(names(app, &outsider).await.is_empty());
        for (actor, id) in [(deputy, own.id), (&outsider, own.id), (&outsider, ours.id)] {
            let seen = replies::find(app, actor, id).await;
            assert_eq!(seen.expect_err("not theirs").kind, Kind::Invisible);
            let change = replies::change(app, actor, id, 1, &form("Ny", "Hej", "1"), None).await;
            assert_eq!(change.expect_err("not theirs").kind, Kind::Invisible);
            let gone = replies::remove(app, actor, id, None).await;
            assert_eq!(gone.expect_err("not theirs").kind, Kind::Invisible);
        }
        let take = replies::change(app, deputy, ours.id, 1, &form("Vår", "Hej", ""), None).await;
        assert_eq!(take.expect_err("it is ours").faults.0[0].code, "reply-not-yours");
        let mended = form("Vår", "Hej då", "1");
        let mend = replies::change(app, deputy, ours.id, 1, &mended, None).await;
        mend.expect("mended");
        let late = form("Vår", "Hejsan", "1");
        let late = replies::change(app, broker, ours.id, 1, &late, None).await;
        assert_eq!(late.expect_err("another version").kind, Kind::Conflict);
        let firm = replies::held(app, &house.employer).await;
        assert_eq!(firm.expect_err("a firm has none").kind, Kind::Invisible);
    }

    async fn a_template_is_taken_away_and_put_back(app: &App) {
        let house = house(app).await;
        let broker = &house.broker;
        let kept = replies::keep(app, broker, &form("Svar", "Hej", ""), Some("k")).await;
        let kept = kept.expect("kept");
        let again = replies::keep(app, broker, &form("Svar", "Hej", ""), Some("k")).await;
        assert_eq!(again.expect("the same"), kept, "sent twice, kept once");
        assert_eq!(replies::remove(app, broker, kept.id, None).await.expect("removed"), kept);
        assert!(names(app, broker).await.is_empty());
        replies::keep(app, broker, &form("svar", "Ett nytt", ""), None).await.expect("kept");
        let taken = replies::put_back(app, broker, kept.id, None).await;
        assert_eq!(taken.expect_err("the name is taken").faults.0[0].code, "reply-name-taken");
        let other = replies::put_back(app, &house.deputy, kept.id, None).await;
        assert_eq!(other.expect_err("not theirs").kind, Kind::Invisible);
        let new = replies::held(app, broker).await.expect("templates")[0].id;
        replies::remove(app, broker, new, None).await.expect("removed");
        replies::put_back(app, broker, kept.id, None).await.expect("back");
        assert_eq!(names(app, broker).await, ["Svar"]);
    }

    async fn templates_have_names_and_there_are_not_too_many(app: &App) {
        let broker = house(app).await.broker;
        let wrong = replies::keep(app, &broker, &form("", "Hej {namn}", ""), None).await;
        let codes: Vec<_> =
            wrong.expect_err("faulty").faults.0.iter().map(|fault| fault.code).collect();
        assert_eq!(codes, ["required", "reply-place-unknown"]);
        for number in 0..OWN_MAX {
            let form = form(&format!("Mall {number}"), "Hej", "");
            replies::keep(app, &broker, &form, None).await.expect("kept");
        }
        let more = replies::keep(app, &broker, &form("En till", "Hej", ""), None).await;
        assert_eq!(more.expect_err("full").faults.0[0].code, "too-many-replies");
        replies::keep(app, &broker, &form("En till", "Hej", "1"), None).await.expect("shared");
    }
}
