//! The board: cards where the states lead, nobody overwritten, a move taken back whole.

use app::cases::board::{self, Board, Card, PlaceForm, Query};
use app::cases::{self, Changed, LetterForm, NextStepForm};
use app::{App, Error, Kind};
use domain::access::Actor;
use domain::cases::board::{Asks, Column};
use domain::cases::{AlarmStage, CaseState};
use domain::ids::CaseId;
use domain::time::Timestamp;

use crate::cases::{call, house};
use crate::on_both;

async fn own(app: &App, actor: &Actor) -> Board {
    board::read(app, actor, &Query::default()).await.expect("board")
}

fn cards(board: &Board, column: Column) -> &[Card] {
    let found = board.columns.iter().find(|(one, _)| *one == column);
    found.map(|(_, cards)| cards.as_slice()).unwrap_or_default()
}

fn to(column: Column) -> PlaceForm {
    PlaceForm { column: column.code().into(), ..PlaceForm::default() }
}

async fn place(
    app: &App,
    actor: &Actor,
    (id, version): (CaseId, i64),
    form: &PlaceForm,
) -> Result<Changed, Error> {
    board::place(app, actor, id, version, form, None).await
}

async fn stands(app: &App, actor: &Actor, id: CaseId) -> cases::StoredCase {
    cases::read(app, actor, id).await.expect("visible").case
}

on_both! {
    async fn a_card_goes_from_column_to_column_and_others_see_that_something_changed(app: &App) {
        let house = house(app).await;
        let id = call(app, &house).await.id;
        let before = own(app, &house.broker).await;
        let new = cards(&before, Column::New);
        assert_eq!(new.iter().map(|card| card.case.id).collect::<Vec<_>>(), [id]);
        let moves: Vec<_> = new[0].moves.clone();
        assert!(moves.contains(&(Column::Answered, Asks::Nothing)));
        assert!(moves.contains(&(Column::Closed, Asks::Closing)));
        assert!(!moves.iter().any(|(column, _)| *column == Column::FollowUp), "{moves:?}");
        let deputys = Query { is_deputy: true, ..Query::default() };
        let tag = board::tag(app, &house.deputy, &deputys).await.expect("tag");
        assert_eq!(board::tag(app, &house.deputy, &deputys).await.expect("tag"), tag);
        let changed = place(app, &house.broker, (id, 1), &to(Column::Assigned)).await;
        let changed = changed.expect("moved");
        assert_eq!((changed.state, changed.version), (CaseState::Assigned, 2));
        assert_ne!(board::tag(app, &house.deputy, &deputys).await.expect("tag"), tag);
        let after = own(app, &house.broker).await;
        assert_eq!(cards(&after, Column::Assigned).len(), 1);
        let taken = cards(&after, Column::Assigned)[0].case.fields.taken_by_name.as_deref();
        assert_eq!(taken, Some("Karin Nordin"));
    }

    async fn who_comes_second_is_told_and_overwrites_nothing(app: &App) {
        let house = house(app).await;
        let id = call(app, &house).await.id;
        place(app, &house.broker, (id, 1), &to(Column::Answered)).await.expect("first");
        for column in [Column::Assigned, Column::Waiting, Column::FollowUp] {
            let second = place(app, &house.deputy, (id, 1), &to(column)).await;
            assert_eq!(second.expect_err("too late").kind, Kind::Conflict, "{column}");
        }
        assert_eq!(stands(app, &house.broker, id).await.fields.state, CaseState::Answered);
        let odd = place(app, &house.broker, (id, 2), &to(Column::FollowUp)).await;
        assert_eq!(odd.expect_err("no such way").kind, Kind::Invalid);
        let none = place(app, &house.broker, (id, 2), &PlaceForm::default()).await;
        assert_eq!(none.expect_err("where to?").kind, Kind::Invalid);
        let firms = place(app, &house.employer, (id, 2), &to(Column::Waiting)).await;
        assert_eq!(firms.expect_err("not theirs to move").kind, Kind::Forbidden);
    }

    async fn what_a_column_asks_for_has_to_be_said(app: &App) {
        let house = house(app).await;
        let id = call(app, &house).await.id;
        let silent = place(app, &house.broker, (id, 1), &to(Column::Closed)).await;
        assert_eq!(silent.expect_err("how did it end?").kind, Kind::Invalid);
        let closing = PlaceForm {
            outcome: "met".into(),
            outcome_words: "Två svetsare är på plats.".into(),
            ..to(Column::Closed)
        };
        let closed = place(app, &house.broker, (id, 1), &closing).await.expect("closed");
        let board = own(app, &house.broker).await;
        let card = &cards(&board, Column::Closed)[0];
        assert_eq!(card.moves, [(Column::New, Asks::Reopening)]);
        let again = PlaceForm {
            reason: "En av dem slutade.".into(),
            next_step: "Ring Per".into(),
            ..to(Column::New)
        };
        let at = (id, closed.version);
        let reopened = place(app, &house.broker, at, &again).await.expect("opened again");
        assert_eq!(reopened.state, CaseState::Reopened);
        place(app, &house.broker, (id, reopened.version), &to(Column::Assigned)).await.expect("ok");
        let over = PlaceForm {
            desk: house.above.to_string(),
            reason: "Större än en firma".into(),
            ..to(Column::New)
        };
        let at = (id, reopened.version + 1);
        let handed = place(app, &house.broker, at, &over).await.expect("handed over");
        assert_eq!(handed.state, CaseState::HandedOver);
        assert!(own(app, &house.broker).await.columns.iter().all(|(_, cards)| cards.is_empty()));
        assert_eq!(cards(&own(app, &house.strategist).await, Column::New).len(), 1);
    }

    async fn a_move_is_taken_back_whole(app: &App) {
        let house = house(app).await;
        let id = call(app, &house).await.id;
        let late: Timestamp = "2026-12-10T12:00:00Z".parse().expect("instant");
        app.clock.set(late);
        app::worker::tick(app, app.now()).await.expect("tick");
        let was = stands(app, &house.broker, id).await;
        assert_ne!(was.fields.alarm, AlarmStage::None, "the promise is broken");
        let at = (id, was.version);
        let moved = place(app, &house.broker, at, &to(Column::Answered)).await.expect("moved");
        let answered = stands(app, &house.broker, id).await.fields;
        assert!(answered.answered_at.is_some() && answered.taken_by.is_some());
        let undone = board::undo(app, &house.deputy, id, moved.version, None).await;
        assert_eq!(undone.expect("the deputy may, too").state, was.fields.state);
        let now = stands(app, &house.broker, id).await;
        assert_eq!(now.fields, was.fields);
        let start = crate::harness::start(app, &house.broker).await;
        let app::desk::StartPage::Work(desk) = start else { panic!("a broker has a work desk") };
        assert_eq!(desk.month.answers, 0, "an answer taken back is none");
        let reply = LetterForm { body: "Vi hjälper er.".into(), ..LetterForm::default() };
        cases::write(app, &house.broker, id, &reply, None).await.expect("the real answer");
        let start = crate::harness::start(app, &house.broker).await;
        let app::desk::StartPage::Work(desk) = start else { panic!("a broker has a work desk") };
        assert_eq!((desk.month.answers, desk.month.in_time), (1, 0));
    }

    async fn nothing_is_taken_back_once_somebody_has_gone_on(app: &App) {
        let house = house(app).await;
        let id = call(app, &house).await.id;
        let moved = place(app, &house.broker, (id, 1), &to(Column::Assigned)).await.expect("moved");
        let step =
            NextStepForm { next_step: "Ring Per".into(), next_step_on: "2026-12-11".into() };
        let planned = cases::plan_next(app, &house.deputy, id, moved.version, &step, None).await;
        let planned = planned.expect("planned");
        for version in [moved.version, planned.version, 1] {
            let undone = board::undo(app, &house.broker, id, version, None).await;
            assert_eq!(undone.expect_err("too late").kind, Kind::Conflict, "{version}");
        }
        assert_eq!(stands(app, &house.broker, id).await.fields.state, CaseState::Assigned);
        let other = board::undo(app, &house.employer, id, planned.version, None).await;
        assert_eq!(other.expect_err("not theirs").kind, Kind::Forbidden);
    }

    async fn a_desks_board_shows_no_more_than_one_may_see(app: &App) {
        let house = house(app).await;
        call(app, &house).await;
        let desk = Query { desk: house.desk.to_string(), ..Query::default() };
        let seen = board::read(app, &house.strategist, &desk).await.expect("board");
        assert_eq!(cards(&seen, Column::New).len(), 1);
        assert!(!cards(&seen, Column::New)[0].moves.is_empty(), "the desk above may move it");
        let far = crate::harness::organisation_with(app, "559999-0040", "Kramfors", |mut one| {
            one.municipality = domain::codes::MunicipalityCode::parse("2282").expect("code");
            one
        });
        let adviser =
            crate::harness::person(app, domain::access::Role::AfAdviser, far.await, "Eva").await;
        let unseen = board::read(app, &adviser, &desk).await.expect("board");
        assert!(unseen.columns.iter().all(|(_, cards)| cards.is_empty()));
        let tag = board::tag(app, &adviser, &desk).await.expect("tag");
        assert!(tag.starts_with("0-0-0"), "{tag}: a tag tells nothing of what one may not see");
    }
}
