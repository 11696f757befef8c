//! Saved views, and several cases changed at once or not at all.

use app::cases::together::{self, Stopped, TogetherForm};
use app::cases::{self, Hold, ListQuery, NextStepForm, views};
use app::{App, Kind};
use domain::access::Actor;
use domain::cases::CaseState;
use domain::cases::lists::{TOGETHER_MAX, Together, VIEWS_MAX};
use domain::ids::{CaseId, ViewId};
use uuid::Uuid;

use crate::cases::{House, call, house};
use crate::on_both;

fn late() -> ListQuery {
    ListQuery { q: "svets".into(), hold: Hold::Mine, state: "late".into(), ..ListQuery::default() }
}

async fn names(app: &App, actor: &Actor) -> Vec<String> {
    let views = views::own(app, actor).await.expect("views");
    views.into_iter().map(|view| view.name).collect()
}

async fn stands(app: &App, house: &House, id: CaseId) -> cases::StoredCase {
    cases::read(app, &house.strategist, id).await.expect("visible").case
}

fn form(action: Together, cases: &[(CaseId, i64)]) -> TogetherForm {
    TogetherForm {
        action: action.code().into(),
        cases: cases.iter().map(|(id, version)| format!("{id}:{version}")).collect(),
        ..TogetherForm::default()
    }
}

on_both! {
    async fn a_list_is_saved_found_again_renamed_and_removed(app: &App) {
        let house = house(app).await;
        let odd = ListQuery { municipality: "x".into(), sort: "y".into(), ..late() };
        let saved = views::save(app, &house.broker, " Sena ", &odd, None).await.expect("saved");
        assert_eq!((saved.name.as_str(), &saved.query), ("Sena", &late()));
        assert_eq!(views::own(app, &house.broker).await.expect("views"), vec![saved.clone()]);
        assert!(names(app, &house.deputy).await.is_empty(), "nobody else sees it");
        let twice = views::save(app, &house.broker, "sena", &late(), None).await;
        assert_eq!(twice.expect_err("the same name").faults.0[0].code, "view-name-taken");
        let was = views::rename(app, &house.broker, saved.id, "Försenade", None).await;
        assert_eq!(was.expect("renamed").name, "Sena");
        let theirs = views::rename(app, &house.deputy, saved.id, "Min", None).await;
        assert_eq!(theirs.expect_err("not theirs").kind, Kind::Invisible);
        let theirs = views::remove(app, &house.deputy, saved.id, None).await;
        assert_eq!(theirs.expect_err("not theirs").kind, Kind::Invisible);
        let none = views::remove(app, &house.broker, ViewId(Uuid::nil()), None).await;
        assert_eq!(none.expect_err("no such view").kind, Kind::Invisible);
        assert_eq!(names(app, &house.broker).await, ["Försenade"]);
        let was = views::remove(app, &house.broker, saved.id, None).await.expect("removed");
        assert_eq!((was.name.as_str(), was.query), ("Försenade", late()));
        assert!(names(app, &house.broker).await.is_empty());
    }

    async fn views_have_a_name_and_there_are_not_too_many(app: &App) {
        let house = house(app).await;
        let long = "å".repeat(41);
        for name in ["", "  ", long.as_str()] {
            let refused = views::save(app, &house.broker, name, &late(), None).await;
            assert_eq!(refused.expect_err("no name").faults.0[0].field, "name", "{name}");
        }
        let words = ListQuery { q: "a".repeat(101), ..late() };
        let refused = views::save(app, &house.broker, "Lång", &words, None).await;
        assert_eq!(refused.expect_err("too long").faults.0[0].field, "q");
        for number in 0..VIEWS_MAX {
            let name = format!("Vy {number}");
            for _ in 0..2 {
                let once = Some(name.as_str());
                views::save(app, &house.broker, &name, &late(), once).await.expect("saved once");
            }
        }
        let more = views::save(app, &house.broker, "En till", &late(), None).await;
        assert_eq!(more.expect_err("full").faults.0[0].code, "too-many-views");
        assert_eq!(names(app, &house.broker).await.len(), VIEWS_MAX);
    }

    async fn several_cases_are_taken_planned_and_handed_over(app: &App) {
        let house = house(app).await;
        let ids = [call(app, &house).await.id, call(app, &house).await.id];
        let all = |version| ids.map(|id| (id, version));
        let take = form(Together::Take, &all(1));
        let taken = together::change(app, &house.broker, &take, None).await;
        assert_eq!(taken.expect("taken").len(), 2);
        let plan = TogetherForm {
            next_step: "Ring alla".into(),
            next_step_on: "2026-12-11".into(),
            ..form(Together::NextStep, &all(2))
        };
        for _ in 0..2 {
            let planned = together::change(app, &house.broker, &plan, Some("en-gang")).await;
            assert_eq!(planned.expect("once").len(), 2);
        }
        for id in ids {
            let case = stands(app, &house, id).await;
            assert_eq!((case.version, case.fields.state), (3, CaseState::Assigned));
            assert_eq!(case.fields.next_step.expect("step").what, "Ring alla");
            assert_eq!(case.fields.taken_by_name.as_deref(), Some("Karin Nordin"));
        }
        let over = TogetherForm {
            desk: house.above.to_string(),
            reason: "Större än en firma".into(),
            ..form(Together::HandOver, &all(3))
        };
        together::change(app, &house.broker, &over, None).await.expect("handed over");
        for id in ids {
            let case = stands(app, &house, id).await;
            assert_eq!(case.fields.desk, Some(house.above));
            assert_eq!(case.fields.state, CaseState::HandedOver);
        }
    }

    async fn when_one_case_is_refused_nothing_is_done_and_it_is_named(app: &App) {
        let house = house(app).await;
        let [first, second] = [call(app, &house).await, call(app, &house).await];
        let step =
            NextStepForm { next_step: "Ring Per".into(), next_step_on: "2026-12-10".into() };
        let meanwhile = cases::plan_next(app, &house.deputy, second.id, 1, &step, None).await;
        meanwhile.expect("somebody else was first");
        let both = form(Together::Take, &[(first.id, 1), (second.id, 1)]);
        let stopped = together::change(app, &house.broker, &both, None).await;
        let Err(Stopped::Refused(refused)) = stopped else { panic!("{stopped:?}") };
        let told: Vec<_> = refused.iter().map(|one| (one.number.as_str(), one.kind)).collect();
        assert_eq!(told, [(second.number.as_str(), Kind::Conflict)]);
        let left = stands(app, &house, first.id).await;
        assert_eq!((left.version, left.fields.taken_by), (1, None), "all or nothing");
        let same = TogetherForm {
            desk: house.desk.to_string(),
            reason: "Samma".into(),
            ..form(Together::HandOver, &[(first.id, 1), (second.id, 2)])
        };
        let stopped = together::change(app, &house.broker, &same, None).await;
        let Err(Stopped::Refused(refused)) = stopped else { panic!("{stopped:?}") };
        let codes: Vec<_> = refused.iter().map(|one| one.faults.0[0].code).collect();
        assert_eq!(codes, ["same-desk", "same-desk"], "every one is named");
        let firms = together::change(app, &house.employer, &both, None).await;
        let Err(Stopped::Refused(refused)) = firms else { panic!("{firms:?}") };
        assert!(refused.iter().all(|one| one.kind == Kind::Forbidden), "{refused:?}");
    }

    async fn what_is_typed_is_mended_before_anything_is_tried(app: &App) {
        let house = house(app).await;
        let id = call(app, &house).await.id;
        let faults = async |form: &TogetherForm| {
            let stopped = together::change(app, &house.broker, form, None).await;
            let Err(Stopped::Failed(error)) = stopped else { panic!("{stopped:?}") };
            error.faults.0.iter().map(|fault| fault.field).collect::<Vec<_>>()
        };
        let empty = form(Together::NextStep, &[]);
        assert_eq!(faults(&empty).await, ["cases", "nextStep", "nextStepOn"]);
        let empty = form(Together::HandOver, &[(id, 1)]);
        assert_eq!(faults(&empty).await, ["desk", "reason"]);
        assert_eq!(faults(&TogetherForm::default()).await, ["cases", "action"]);
        let odd = TogetherForm { cases: vec!["x".into()], ..form(Together::Take, &[]) };
        assert_eq!(faults(&odd).await, ["cases"]);
        let nobodys = (0..=TOGETHER_MAX as u128).map(|n| CaseId(Uuid::from_u128(n)));
        let many: Vec<(CaseId, i64)> = nobodys.map(|id| (id, 1)).collect();
        assert_eq!(faults(&form(Together::Take, &many)).await, ["cases"]);
        let unseen = form(Together::Take, &[(id, 1), (CaseId(Uuid::nil()), 1)]);
        let stopped = together::change(app, &house.broker, &unseen, None).await;
        let Err(Stopped::Failed(error)) = stopped else { panic!("{stopped:?}") };
        assert_eq!(error.kind, Kind::Invisible);
        assert_eq!(stands(app, &house, id).await.version, 1);
    }
}
