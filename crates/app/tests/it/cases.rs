//! Cases from phone call to outcome: routing, the clock, the alarm, the thread, and that no order
//! of doings leaves an open case without owner, next step and day.

use app::cases::{
    self, CaseForm, CaseView, ClosingForm, Entry, HandOverForm, Hold, InviteForm, LetterForm,
    ListQuery, NextStepForm, Receipt, ReopenForm,
};
use app::{App, Error, Kind, Slice, worker};
use domain::access::{Actor, Assignment, Role};
use domain::cases::{AlarmStage, CaseState, Clock};
use domain::codes::MunicipalityCode;
use domain::ids::{AssignmentId, CaseId, DeskId, OrganisationId, PersonId};
use domain::time::{Date, Timestamp};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use store::access::{Desk, Person};
use uuid::Uuid;

use crate::harness::{county, fresh, organisation, person, told};
use crate::on_both;

/// A firm, a region whose broker has a desk with a deputy and a strategist above, and a school.
pub(crate) struct House {
    pub(crate) firm: OrganisationId,
    pub(crate) region: OrganisationId,
    school: OrganisationId,
    pub(crate) broker: Actor,
    pub(crate) deputy: Actor,
    pub(crate) strategist: Actor,
    pub(crate) employer: Actor,
    provider: Actor,
    pub(crate) desk: DeskId,
    pub(crate) above: DeskId,
}

fn at(text: &str) -> Timestamp {
    text.parse().expect("instant")
}

pub(crate) async fn desk(
    app: &App,
    organisation: OrganisationId,
    role: Role,
    above: Option<DeskId>,
) -> DeskId {
    let county = &county();
    let desk = &Desk {
        id: DeskId(Uuid::now_v7()),
        slug: None,
        organisation,
        role,
        name: format!("Skrivbord {role}"),
        phone: Some("0611-00 00 00".into()),
        email: None,
        promise_working_days: 2,
        escalates_to: above,
    };
    app.store
        .write(county, None, |mut tx| async move {
            store::access::insert_desk(&mut tx, county, desk).await
        })
        .await
        .expect("desk");
    desk.id
}

async fn serves(app: &App, role: Role, at: OrganisationId, desk: DeskId, is_deputy: bool) -> Actor {
    let county = &county();
    let person = &Person {
        id: PersonId(Uuid::now_v7()),
        email: format!("{}@demo.samkraft.test", Uuid::now_v7().simple()),
        name: if is_deputy { "Johan Berg" } else { "Karin Nordin" }.into(),
        password_hash: None,
        is_disabled: false,
    };
    let assignment = &Assignment {
        id: AssignmentId(Uuid::now_v7()),
        county: county.clone(),
        person: person.id,
        role,
        organisation: at,
        municipality: None,
        desk: Some(desk),
        is_deputy,
        valid_from: Date::constant(2026, 1, 1),
        valid_to: None,
    };
    let now = app.now();
    app.store
        .write(county, None, |mut tx| async move {
            store::access::insert_person(&mut tx, person, now).await?;
            store::access::insert_assignment(&mut tx, assignment).await
        })
        .await
        .expect("person");
    Actor::Assigned(assignment.clone())
}

pub(crate) async fn house(app: &App) -> House {
    let firm = organisation(app, "559999-0016", "Ådalens Plåt").await;
    let region = organisation(app, "559999-0024", "Demo region").await;
    let school = organisation(app, "559999-0032", "Demo komvux").await;
    let above = desk(app, region, Role::Strategist, None).await;
    let own = desk(app, region, Role::Broker, Some(above)).await;
    let county = &county();
    app.store
        .write(county, None, |mut tx| async move {
            let place = MunicipalityCode::parse("2284").expect("code");
            store::access::set_desk_area(&mut tx, county, &place, "", own).await
        })
        .await
        .expect("area");
    House {
        broker: serves(app, Role::Broker, region, own, false).await,
        deputy: serves(app, Role::Broker, region, own, true).await,
        strategist: serves(app, Role::Strategist, region, above, false).await,
        employer: person(app, Role::EmployerAdmin, firm, "Per Plåt").await,
        provider: person(app, Role::Provider, school, "Stina Skola").await,
        firm,
        region,
        school,
        desk: own,
        above,
    }
}

pub(crate) async fn call(app: &App, house: &House) -> Receipt {
    let form = CaseForm {
        organisation: house.firm.to_string(),
        title: "Två svetsare till mars".into(),
        words: "Vi behöver två svetsare.".into(),
        next_step: "Ring tillbaka".into(),
        log_call: "yes".into(),
    };
    cases::open_by_hand(app, &house.broker, &form, None).await.expect("case")
}

async fn read(app: &App, actor: &Actor, id: CaseId) -> CaseView {
    cases::read(app, actor, id).await.expect("visible")
}

fn letter(body: &str, audience: &str, to: &str) -> LetterForm {
    LetterForm { body: body.into(), audience: audience.into(), to: to.into() }
}

fn bodies(view: &CaseView) -> Vec<&str> {
    view.thread
        .iter()
        .filter_map(|entry| match entry {
            Entry::Message(message) => Some(message.body.as_str()),
            Entry::Event(_) => None,
        })
        .collect()
}

fn closing() -> ClosingForm {
    ClosingForm { outcome: "met".into(), outcome_words: "Två svetsare är på plats.".into() }
}

on_both! {
    async fn a_call_becomes_a_case_with_owner_number_and_promise(app: &App) {
        let house = house(app).await;
        app.clock.set(at("2026-12-04T15:00:00Z"));
        let receipt = call(app, &house).await;
        assert_eq!(receipt.number, "2026-0001");
        assert_eq!(app.clock.today(), Date::constant(2026, 12, 4));
        assert!(
            (receipt.promised_at.as_second() - at("2026-12-08T15:00:00Z").as_second()).abs() < 60
        );
        assert_eq!(
            (receipt.desk_name.as_str(), receipt.holder_name.as_deref()),
            ("Skrivbord broker", Some("Karin Nordin"))
        );
        let view = read(app, &house.broker, receipt.id).await;
        assert_eq!(view.clock, Clock::Running { working_days: 2 });
        assert_eq!(
            (view.case.fields.desk, view.case.fields.owner_role),
            (Some(house.desk), Some(Role::Broker))
        );
        assert_eq!(bodies(&view), ["Vi behöver två svetsare."]);
        let ledger =
            app::contacts::ledger(app, &house.strategist, house.firm).await.expect("ledger");
        assert_eq!(ledger.recent.len(), 1);
        let start = crate::harness::start(app, &house.broker).await;
        let app::desk::StartPage::Work(desk) = start else { panic!("a broker has a work desk") };
        assert_eq!((desk.todo_total, desk.notices.len()), (1, 1));
        assert_eq!(desk.notices[0].kind, "case-opened");
    }

    async fn where_no_desk_answers_a_municipality_the_strategist_does(app: &App) {
        let house = house(app).await;
        let far =
            crate::harness::organisation_with(app, "559999-0040", "Ulvöns Fisk", |mut one| {
                one.municipality = MunicipalityCode::parse("2282").expect("code");
                one
            })
            .await;
        let form = CaseForm {
            organisation: far.to_string(),
            title: "Säljare".into(),
            words: "En säljare".into(),
            next_step: "Ring".into(),
            ..CaseForm::default()
        };
        let receipt = cases::open_by_hand(app, &house.strategist, &form, None).await.expect("case");
        assert_eq!(
            read(app, &house.strategist, receipt.id).await.case.fields.desk,
            Some(house.above)
        );
    }

    async fn the_first_answer_stops_the_clock_and_a_note_does_not(app: &App) {
        let house = house(app).await;
        let id = call(app, &house).await.id;
        cases::write(app, &house.broker, id, &letter("Minns att ringa komvux", "own", ""), None)
            .await
            .expect("note");
        assert_eq!(read(app, &house.broker, id).await.case.fields.answered_at, None);
        cases::write(app, &house.employer, id, &letter("Hur går det?", "", ""), None)
            .await
            .expect("question");
        assert_eq!(read(app, &house.broker, id).await.case.fields.answered_at, None);
        let replied =
            cases::write(app, &house.broker, id, &letter("Vi hjälper er.", "", ""), Some("k1"))
                .await
                .expect("reply");
        let again =
            cases::write(app, &house.broker, id, &letter("Vi hjälper er.", "", ""), Some("k1"))
                .await
                .expect("the same");
        assert_eq!((replied.state, &replied), (CaseState::Answered, &again));
        let view = read(app, &house.employer, id).await;
        assert_eq!(view.clock, Clock::Kept);
        assert_eq!(view.case.fields.taken_by_name.as_deref(), Some("Karin Nordin"));
        assert_eq!(bodies(&view), ["Vi behöver två svetsare.", "Hur går det?", "Vi hjälper er."]);
        let today = crate::harness::start(app, &house.broker).await;
        let app::desk::StartPage::Work(desk) = today else { panic!("a broker has a work desk") };
        assert_eq!((desk.month.answers, desk.month.in_time), (1, 1));
    }

    async fn in_one_thread_each_party_reads_only_what_is_theirs(app: &App) {
        let house = house(app).await;
        let id = call(app, &house).await.id;
        assert_eq!(
            cases::read(app, &house.provider, id).await.expect_err("not let in").kind,
            Kind::Invisible
        );
        let invite = InviteForm { organisation: house.school.to_string() };
        assert_eq!(
            cases::invite(app, &house.employer, id, &invite, None)
                .await
                .expect_err("not theirs")
                .kind,
            Kind::Forbidden
        );
        cases::invite(app, &house.broker, id, &invite, None).await.expect("invited");
        let to_school = letter("Hur många platser har ni?", "one", &house.school.to_string());
        cases::write(app, &house.broker, id, &to_school, None).await.expect("to the school");
        cases::write(
            app,
            &house.provider,
            id,
            &letter("Två platser", "one", &house.region.to_string()),
            None,
        )
        .await
        .expect("back");
        cases::write(app, &house.provider, id, &letter("Vårt eget", "own", ""), None)
            .await
            .expect("note");
        cases::write(
            app,
            &house.employer,
            id,
            &letter("Bara till er", "one", &house.region.to_string()),
            None,
        )
        .await
        .expect("from the firm");
        let first = "Vi behöver två svetsare.";
        assert_eq!(
            bodies(&read(app, &house.broker, id).await),
            [first, "Hur många platser har ni?", "Två platser", "Bara till er"]
        );
        assert_eq!(
            bodies(&read(app, &house.provider, id).await),
            [first, "Hur många platser har ni?", "Två platser", "Vårt eget"]
        );
        assert_eq!(bodies(&read(app, &house.employer, id).await), [first, "Bara till er"]);
        assert_eq!(read(app, &house.broker, id).await.case.fields.answered_at, None);
        let adviser = person(
            app,
            Role::MuniAdviser,
            organisation(app, "559999-0057", "Demo kommun").await,
            "Nils",
        )
        .await;
        let outside = read(app, &adviser, id).await;
        assert!(bodies(&outside).is_empty() && !outside.part.is_party);
        let refused = cases::write(app, &adviser, id, &letter("Hej", "", ""), None).await;
        assert_eq!(refused.expect_err("no party").kind, Kind::Forbidden);
        let stranger = letter("Hej", "one", &Uuid::now_v7().to_string());
        assert!(
            cases::write(app, &house.broker, id, &stranger, None)
                .await
                .expect_err("no party")
                .is_invalid()
        );
    }

    async fn a_broken_promise_reaches_the_deputy_and_then_the_desk_above(app: &App) {
        let house = house(app).await;
        app.clock.set(at("2026-12-04T15:00:00Z"));
        let id = call(app, &house).await.id;
        let alarm = async || read(app, &house.broker, id).await.case.fields.alarm;
        let turn = worker::tick(app, at("2026-12-08T14:59:00Z")).await.expect("tick");
        assert_eq!((turn.deputies, alarm().await), (0, AlarmStage::None));
        let turn = worker::tick(app, at("2026-12-08T15:01:00Z")).await.expect("tick");
        assert_eq!((turn.deputies, turn.escalated, alarm().await), (1, 0, AlarmStage::Deputy));
        let turn = worker::tick(app, at("2026-12-08T15:02:00Z")).await.expect("tick");
        assert_eq!((turn.deputies, turn.escalated), (0, 0));
        assert!(told(app, &house.deputy).await.contains(&"promise-broken".to_owned()));
        assert!(!told(app, &house.broker).await.contains(&"promise-broken".to_owned()));
        assert!(!told(app, &house.strategist).await.contains(&"case-escalated".to_owned()));
        let turn = worker::tick(app, at("2026-12-09T15:01:00Z")).await.expect("tick");
        assert_eq!((turn.deputies, turn.escalated, alarm().await), (0, 1, AlarmStage::Escalated));
        assert!(told(app, &house.strategist).await.contains(&"case-escalated".to_owned()));
        app.clock.set(at("2026-12-09T16:00:00Z"));
        cases::write(app, &house.strategist, id, &letter("Förlåt att det dröjde", "", ""), None)
            .await
            .expect("answer");
        let view = read(app, &house.employer, id).await;
        assert_eq!(
            (view.clock, view.case.fields.alarm),
            (Clock::KeptLate { working_days: 1 }, AlarmStage::None)
        );
        let turn = worker::tick(app, at("2026-12-20T15:00:00Z")).await.expect("tick");
        assert_eq!((turn.deputies, turn.escalated), (0, 0));
    }

    async fn an_alarm_that_is_days_late_goes_one_stage_at_a_time(app: &App) {
        let house = house(app).await;
        let id = call(app, &house).await.id;
        let turn = worker::tick(app, at("2027-01-20T15:00:00Z")).await.expect("tick");
        assert_eq!((turn.deputies, turn.escalated), (1, 1));
        assert_eq!(read(app, &house.broker, id).await.case.fields.alarm, AlarmStage::Escalated);
    }

    async fn closing_needs_an_outcome_and_tells_the_firm(app: &App) {
        let house = house(app).await;
        let id = call(app, &house).await.id;
        let nothing = cases::close(app, &house.broker, id, 1, &ClosingForm::default(), None).await;
        let faults = nothing.expect_err("no outcome").faults;
        assert!(faults.of("outcome").is_some() && faults.of("outcomeWords").is_some());
        assert_eq!(
            cases::close(app, &house.employer, id, 1, &closing(), None)
                .await
                .expect_err("not theirs")
                .kind,
            Kind::Forbidden
        );
        let stale = cases::close(app, &house.broker, id, 7, &closing(), None).await;
        assert_eq!(stale.expect_err("another version").kind, Kind::Conflict);
        cases::close(app, &house.broker, id, 1, &closing(), None).await.expect("closed");
        let view = read(app, &house.employer, id).await;
        assert_eq!(bodies(&view).last(), Some(&"Två svetsare är på plats."));
        assert_eq!((view.case.fields.state, view.clock), (CaseState::Closed, Clock::Kept));
        assert!(told(app, &house.employer).await.contains(&"case-closed".to_owned()));
        let form = ReopenForm { reason: "En slutade redan".into(), next_step: "Svara igen".into() };
        let reopened = cases::reopen(app, &house.employer, id, view.case.version, &form, None)
            .await
            .expect("reopened");
        assert_eq!(reopened.state, CaseState::Reopened);
        let view = read(app, &house.broker, id).await;
        assert_eq!(
            (view.clock, view.case.fields.closing),
            (Clock::Running { working_days: 2 }, None)
        );
    }

    async fn a_case_handed_over_waits_for_the_other_desk(app: &App) {
        let house = house(app).await;
        let id = call(app, &house).await.id;
        let form =
            HandOverForm { desk: house.above.to_string(), reason: "Gäller hela länet".into() };
        let handed =
            cases::hand_over(app, &house.broker, id, 1, &form, None).await.expect("handed over");
        assert_eq!(handed.state, CaseState::HandedOver);
        assert!(told(app, &house.strategist).await.contains(&"case-handed-over".to_owned()));
        let taken = cases::take(app, &house.broker, id, handed.version, None).await;
        assert_eq!(taken.expect_err("no longer theirs").kind, Kind::Forbidden);
        let taken =
            cases::take(app, &house.strategist, id, handed.version, None).await.expect("taken");
        assert_eq!(taken.state, CaseState::Assigned);
    }

    async fn a_list_is_searched_and_split_by_whose_hands_it_is_in(app: &App) {
        let house = house(app).await;
        let id = call(app, &house).await.id;
        let found = async |actor: &Actor, q: &str, hold: Hold| {
            let query = ListQuery { q: q.into(), hold, ..ListQuery::default() };
            let list = cases::list(app, actor, &query, Slice::top(10)).await.expect("list");
            list.page.items.iter().map(|case| case.id).collect::<Vec<_>>()
        };
        assert_eq!(found(&house.broker, "svetsare", Hold::Mine).await, [id]);
        assert_eq!(found(&house.broker, "2026-0001", Hold::All).await, [id]);
        assert!(found(&house.broker, "kock", Hold::All).await.is_empty());
        assert_eq!(found(&house.deputy, "", Hold::Deputy).await, [id]);
        assert!(found(&house.deputy, "", Hold::Mine).await.is_empty());
        assert_eq!(found(&house.employer, "", Hold::All).await, [id]);
        assert!(found(&house.provider, "", Hold::All).await.is_empty());
    }

    async fn a_case_of_another_county_is_not_there(app: &App) {
        let house = house(app).await;
        let id = call(app, &house).await.id;
        let Actor::Assigned(mut assignment) = house.broker.clone() else { panic!("logged in") };
        assignment.county = domain::codes::CountyCode::parse("21").expect("code");
        let foreign = Actor::Assigned(assignment);
        assert_eq!(
            cases::read(app, &foreign, id).await.expect_err("another county").kind,
            Kind::Invisible
        );
        let taken = cases::take(app, &foreign, id, 1, None).await;
        assert_eq!(taken.expect_err("another county").kind, Kind::Invisible);
    }
}

/// Something somebody may try.
#[derive(Debug, Clone)]
enum Deed {
    Take,
    Reply,
    Note,
    Plan,
    Move(CaseState),
    HandOver(bool),
    Close,
    Reopen,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = prop_oneof![
        Just(Deed::Take),
        Just(Deed::Reply),
        Just(Deed::Note),
        Just(Deed::Plan),
        (0..CaseState::ALL.len()).prop_map(|n| Deed::Move(CaseState::ALL[n])),
        any::<bool>().prop_map(Deed::HandOver),
        Just(Deed::Close),
        Just(Deed::Reopen),
    ];
    proptest::collection::vec(deed, 1..14)
}

async fn attempt(app: &App, house: &House, id: CaseId, deed: &Deed) -> Result<(), Error> {
    let version = read(app, &house.strategist, id).await.case.version;
    let actor = &house.strategist;
    match deed {
        Deed::Take => cases::take(app, actor, id, version, None).await,
        Deed::Reply => cases::write(app, actor, id, &letter("Svar", "", ""), None).await,
        Deed::Note => cases::write(app, actor, id, &letter("Not", "own", ""), None).await,
        Deed::Plan => {
            let on = app.today().to_string();
            let form = NextStepForm { next_step: "Ring".into(), next_step_on: on };
            cases::plan_next(app, actor, id, version, &form, None).await
        }
        Deed::Move(to) => cases::move_to(app, actor, id, version, to.code(), None).await,
        Deed::HandOver(up) => {
            let desk = if *up { house.above } else { house.desk };
            let form = HandOverForm { desk: desk.to_string(), reason: "Skäl".into() };
            cases::hand_over(app, actor, id, version, &form, None).await
        }
        Deed::Close => cases::close(app, actor, id, version, &closing(), None).await,
        Deed::Reopen => {
            let form = ReopenForm { reason: "Skäl".into(), next_step: "Svara".into() };
            cases::reopen(app, actor, id, version, &form, None).await
        }
    }
    .map(|_| ())
}

/// What holds for a case whatever has been done to it.
fn check(view: &CaseView) {
    let fields = &view.case.fields;
    if fields.state.is_open() {
        assert!(fields.desk.is_some() && fields.owner_role.is_some() && fields.next_step.is_some());
        assert!(fields.closing.is_none() && fields.closed_at.is_none());
    } else {
        assert!(fields.closing.is_some() && fields.closed_at.is_some());
        assert!(fields.answered_at.is_some(), "a closed case has been answered");
    }
}

#[test]
fn no_order_of_doings_breaks_a_case() {
    let runtime = tokio::runtime::Runtime::new().expect("runtime");
    let fresh = runtime.block_on(fresh(false)).expect("SQLite");
    let house = runtime.block_on(house(&fresh.app));
    let mut runner = TestRunner::new(Config { cases: 40, ..Config::default() });
    let outcome = runner.run(&deeds(), |deeds| {
        runtime.block_on(async {
            let (app, house) = (&fresh.app, &house);
            let id = call(app, house).await.id;
            for deed in &deeds {
                let before = read(app, &house.strategist, id).await.case.fields.state;
                let done = attempt(app, house, id, deed).await;
                let view = read(app, &house.strategist, id).await;
                let after = view.case.fields.state;
                check(&view);
                prop_assert!(
                    before == after || before.next().contains(&after),
                    "{before} to {after} by {deed:?}"
                );
                if let Err(error) = done {
                    prop_assert!(error.is_invalid() || error.kind == Kind::Forbidden, "{error}");
                    prop_assert_eq!(before, after);
                }
            }
            Ok(())
        })
    });
    outcome.expect("every order of doings");
}
