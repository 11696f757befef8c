//! Early warnings: what the rules find, that a cause has one signal however often one looks, who
//! sees what, and the way from a signal to the answer.

use app::desk::{StartPage, Todo};
use app::signals::{self, ListQuery, Reading, View};
use app::{App, Kind, Slice, visits};
use domain::access::{Actor, Assignment, Role};
use domain::codes::MunicipalityCode;
use domain::ids::{AssignmentId, DeskId, OrganisationId, PersonId, SignalId};
use domain::organisations::Organisation;
use domain::signals::{SignalKind, SignalState, StepForm, WrittenForm};
use domain::time::{Date, Timestamp};
use domain::visits::VisitForm;
use store::access::{Desk, Person};
use uuid::Uuid;

use crate::harness::{county, need, organisation_with, person, told};
use crate::on_both;

const NUMBERS: [&str; 4] = ["559999-0016", "559999-0024", "559999-0107", "559999-0115"];

struct House {
    firms: Vec<OrganisationId>,
    broker: Actor,
    contact: Actor,
    elsewhere: Actor,
    adviser: Actor,
    employer: Actor,
    politician: Actor,
    desk: DeskId,
    office_desk: DeskId,
}

async fn in_kramfors(app: &App, number: &str, name: &str, is_actor: bool) -> OrganisationId {
    let municipality = MunicipalityCode::parse("2282").expect("code");
    let change = |one| Organisation { municipality: municipality.clone(), is_actor, ..one };
    organisation_with(app, number, name, change).await
}

/// A desk, and somebody who serves it.
async fn desk_of(app: &App, role: Role, whose: OrganisationId, name: &str) -> (DeskId, Actor) {
    let desk = &Desk {
        id: DeskId(Uuid::now_v7()),
        slug: None,
        organisation: whose,
        role,
        name: name.to_owned(),
        phone: None,
        email: None,
        promise_working_days: 2,
        escalates_to: None,
    };
    let someone = &Person {
        id: PersonId(Uuid::now_v7()),
        email: format!("{}@demo.samkraft.test", desk.id.0.simple()),
        name: format!("{name} Andersson"),
        password_hash: None,
        is_disabled: false,
    };
    let assignment = &Assignment {
        id: AssignmentId(Uuid::now_v7()),
        county: county(),
        person: someone.id,
        role,
        organisation: whose,
        municipality: None,
        desk: Some(desk.id),
        is_deputy: false,
        valid_from: Date::constant(2026, 1, 1),
        valid_to: None,
    };
    let (county, now) = (&county(), app.now());
    let place = &MunicipalityCode::parse("2282").expect("code");
    app.store
        .write(county, None, |mut tx| async move {
            store::access::insert_desk(&mut tx, county, desk).await?;
            if role == Role::Broker {
                store::access::set_desk_area(&mut tx, county, place, "", desk.id).await?;
            }
            store::access::insert_person(&mut tx, someone, now).await?;
            store::access::insert_assignment(&mut tx, assignment).await
        })
        .await
        .expect("desk");
    (desk.id, Actor::Assigned(assignment.clone()))
}

fn in_municipality(actor: Actor, code: &str) -> Actor {
    let Actor::Assigned(mut held) = actor else { panic!("somebody") };
    held.municipality = Some(MunicipalityCode::parse(code).expect("code"));
    Actor::Assigned(held)
}

async fn house(app: &App) -> House {
    let mut firms = Vec::new();
    for (number, name) in NUMBERS.iter().zip(["Sågen", "Bageriet", "Verkstan", "Bygget"]) {
        firms.push(in_kramfors(app, number, name, false).await);
    }
    let region = in_kramfors(app, "559999-0032", "Demo region", true).await;
    let council = in_kramfors(app, "559999-0065", "Demo kommun", true).await;
    let other = in_kramfors(app, "559999-0057", "Demo grannkommun", true).await;
    let office = in_kramfors(app, "559999-0040", "Demo arbetsförmedling", true).await;
    let (desk, broker) = desk_of(app, Role::Broker, region, "Mäklaren").await;
    let (office_desk, adviser) = desk_of(app, Role::AfAdviser, office, "Förmedlingen").await;
    let contact = person(app, Role::MuniContact, council, "Inger Backe").await;
    let elsewhere = person(app, Role::MuniContact, other, "Ove Annan").await;
    House {
        contact: in_municipality(contact, "2282"),
        elsewhere: in_municipality(elsewhere, "2284"),
        employer: person(app, Role::EmployerAdmin, firms[0], "Lena Wiklund").await,
        politician: person(app, Role::Politician, region, "Pia Politik").await,
        firms,
        broker,
        adviser,
        desk,
        office_desk,
    }
}

/// A firm tells of an obstacle, and of those who retire.
async fn tells(app: &App, house: &House, firm: usize, kind: &str, leaves: &str) {
    let form = VisitForm {
        on: "2026-12-04".into(),
        retirements_one_year: leaves.into(),
        obstacle_kind: kind.into(),
        obstacle: if kind.is_empty() { String::new() } else { "Ingen bostad i sikte".into() },
        ..VisitForm::default()
    };
    visits::keep(app, &house.broker, house.firms[firm], &form, "Besök", None).await.expect("kept");
}

async fn look(app: &App) -> u64 {
    let now = app.now();
    signals::look_at(app, &county(), now, || app.new_id()).await.expect("looked")
}

async fn all(app: &App, reader: &Actor) -> Vec<signals::Seen> {
    let query = ListQuery { state: "all".into(), ..ListQuery::default() };
    signals::list(app, reader, &query, Slice::top(50)).await.expect("list").items
}

async fn whole(app: &App, reader: &Actor, id: SignalId) -> View {
    match signals::read(app, reader, id).await.expect("seen") {
        Reading::Whole(view) => *view,
        Reading::Told(_) => panic!("who works with signals sees them whole"),
    }
}

/// The one signal there is, of three firms with the same obstacle.
async fn housing(app: &App, house: &House) -> SignalId {
    for firm in 0..3 {
        tells(app, house, firm, "housing", "").await;
    }
    assert_eq!(look(app).await, 1);
    all(app, &house.broker).await[0].signal.id
}

fn step(state: &str, words: &str) -> StepForm {
    StepForm { state: state.into(), words: words.into(), ..StepForm::default() }
}

async fn take(
    app: &App,
    actor: &Actor,
    id: SignalId,
    form: &StepForm,
) -> Result<signals::Kept, app::Error> {
    let version = whole(app, actor, id).await.seen.signal.version;
    signals::step(app, actor, id, form, version, None).await
}

async fn waiting(app: &App, actor: &Actor) -> Vec<SignalId> {
    let StartPage::Work(desk) = crate::harness::start(app, actor).await else {
        panic!("a work desk")
    };
    let signals = desk.todo.iter().filter_map(|todo| match todo {
        Todo::Signal(signal) => Some(signal.id),
        _ => None,
    });
    signals.collect()
}

on_both! {
    async fn a_cause_has_one_signal_however_often_and_wherever_one_looks(app: &App) {
        let house = house(app).await;
        tells(app, &house, 0, "housing", "").await;
        tells(app, &house, 1, "housing", "").await;
        assert_eq!(look(app).await, 0, "two firms are not enough");
        tells(app, &house, 2, "housing", "").await;
        let (now, county) = (app.now(), &county());
        let (one, two) = tokio::join!(
            signals::look_at(app, county, now, || app.new_id()),
            signals::look_at(app, county, now, || app.new_id()),
        );
        assert_eq!(one.expect("looked") + two.expect("looked"), 1, "two servers, one signal");
        assert_eq!(look(app).await, 0, "again");
        let tomorrow: Timestamp = "2026-12-08T08:00:00Z".parse().expect("instant");
        let next_day = signals::look_at(app, county, tomorrow, || app.new_id()).await;
        assert_eq!(next_day.expect("looked"), 0, "and the day after");
        let seen = all(app, &house.broker).await;
        assert_eq!(seen.len(), 1);
        assert_eq!(seen[0].signal.kind, SignalKind::Obstacle);
        assert_eq!((seen[0].shown.firms, seen[0].signal.desk), (Some(3), house.desk));
        assert_eq!(waiting(app, &house.broker).await, [seen[0].signal.id], "one thing to do");
        assert!(waiting(app, &house.adviser).await.is_empty(), "at no other desk");
        tells(app, &house, 3, "housing", "").await;
        assert_eq!(look(app).await, 0, "a fourth firm is no new signal");
        let view = whole(app, &house.broker, seen[0].signal.id).await;
        assert_eq!((view.seen.shown.firms, view.evidence.len()), (Some(4), 4), "it has grown");
    }

    async fn the_worker_looks_once_a_day(app: &App) {
        let house = house(app).await;
        for firm in 0..3 {
            tells(app, &house, firm, "housing", "").await;
        }
        let turn = app::worker::tick(app, app.now()).await.expect("turn");
        assert_eq!(turn.signals, 1);
        for firm in 0..3 {
            tells_premises(app, &house, firm).await;
        }
        let again = app::worker::tick(app, app.now()).await.expect("turn");
        assert_eq!(again.signals, 0, "today it has been done");
        let tomorrow = "2026-12-08T08:00:00Z".parse().expect("instant");
        let next = app::worker::tick(app, tomorrow).await.expect("turn");
        assert_eq!(next.signals, 1, "the next day it finds what has come");
    }

    async fn a_peak_of_leavers_is_found_and_no_firms_number_is_shown(app: &App) {
        let house = house(app).await;
        for (firm, leaves) in [(0, "1"), (1, "1"), (2, "2")] {
            tells(app, &house, firm, "", leaves).await;
        }
        assert_eq!(look(app).await, 0, "four persons are no peak");
        tells(app, &house, 3, "", "3").await;
        assert_eq!(look(app).await, 1);
        let seen = all(app, &house.broker).await;
        assert_eq!(seen[0].signal.kind, SignalKind::Retirements);
        assert_eq!((seen[0].shown.firms, seen[0].shown.amount), (Some(4), Some(7)));
        let id = seen[0].signal.id;
        assert_eq!(whole(app, &house.broker, id).await.evidence.len(), 4);
        let local = whole(app, &house.contact, id).await;
        assert!(local.evidence.is_empty() && !local.seen.names_firms, "who was not there");
    }

    async fn a_large_firm_nobody_has_met_is_told_of_but_not_in_its_quiet_period(app: &App) {
        let house = house(app).await;
        let (county, firm) = (&county(), house.firms[0]);
        let later: Timestamp = "2028-01-10T08:00:00Z".parse().expect("instant");
        let found = async |at: Timestamp| {
            signals::look_at(app, county, at, || app.new_id()).await.expect("looked")
        };
        assert_eq!(found(later).await, 0, "eight employees and no need");
        grows_large(app, firm).await;
        quiet(app, firm, ("2028-01-01", "2028-01-31")).await;
        assert_eq!(found(later).await, 0, "it has asked for peace");
        let after: Timestamp = "2028-02-01T08:00:00Z".parse().expect("instant");
        assert_eq!(found(after).await, 1);
        let seen = all(app, &house.broker).await;
        assert_eq!(seen[0].signal.kind, SignalKind::SilentFirm);
        assert_eq!(seen[0].signal.title.as_deref(), Some("Sågen"));
        quiet(app, firm, ("2028-02-02", "2028-02-20")).await;
        let in_peace: Timestamp = "2028-02-03T08:00:00Z".parse().expect("instant");
        assert_eq!(found(in_peace).await, 0);
        let state = all(app, &house.broker).await[0].signal.state;
        assert_eq!(state, SignalState::Lapsed, "what nobody had begun gives way");
        let awake: Timestamp = "2028-02-21T08:00:00Z".parse().expect("instant");
        assert_eq!(found(awake).await, 1, "and comes back afterwards");
        assert_eq!(all(app, &house.broker).await.len(), 1, "as the same signal");
    }

    async fn from_signal_to_dialogue_to_measure_to_an_answer_that_names_nobody(app: &App) {
        let house = house(app).await;
        let id = housing(app, &house).await;
        let early = take(app, &house.broker, id, &step("answered", "Klart")).await;
        assert_eq!(early.expect_err("nobody was asked").faults.0[0].code, "signal-step");
        let asks = StepForm {
            desk: house.office_desk.to_string(),
            on: "2026-12-20".into(),
            ..step("dialogue", "Vet ni var det byggs?")
        };
        assert!(signals::read(app, &house.adviser, id).await.is_err(), "not asked yet");
        take(app, &house.broker, id, &asks).await.expect("asked");
        assert_eq!(told(app, &house.adviser).await, ["signal-asked"]);
        let asked = whole(app, &house.adviser, id).await;
        assert!(asked.evidence.is_empty() && !asked.seen.can_work, "asked, and no more");
        assert!(waiting(app, &house.broker).await.is_empty(), "it waits for the answer");
        let does = StepForm {
            desk: house.office_desk.to_string(),
            on: "2027-03-01".into(),
            ..step("measure", "Lista på lediga lägenheter")
        };
        take(app, &house.broker, id, &does).await.expect("given");
        assert!(told(app, &house.adviser).await.contains(&"signal-given".to_owned()));
        let names = step("answered", "Sågen fick rätt: tolv lägenheter.");
        let refused = take(app, &house.adviser, id, &names).await.expect_err("a firm's name");
        assert_eq!(refused.faults.0[0].code, "signal-names-some-firm");
        let hidden = signals::read(app, &house.employer, id).await.expect_err("not answered");
        assert_eq!(hidden.kind, Kind::Invisible);
        let answer = step("answered", "Tolv lägenheter blir klara i vår.");
        take(app, &house.adviser, id, &answer).await.expect("who has it answers");
        assert!(told(app, &house.employer).await.contains(&"signal-answered".to_owned()));
        let Reading::Told(answers) = signals::read(app, &house.employer, id).await.expect("told")
        else {
            panic!("a firm reads what it was told")
        };
        assert_eq!(answers[0].words, "Tolv lägenheter blir klara i vår.");
        let StartPage::Employer(page) = crate::harness::start(app, &house.employer).await
        else {
            panic!("an employer's desk")
        };
        assert_eq!(page.told.len(), 1, "on its own first page");
        let done = whole(app, &house.broker, id).await;
        let states: Vec<_> = done.steps.iter().map(|step| step.state).collect();
        assert_eq!(states, [SignalState::Dialogue, SignalState::Measure, SignalState::Answered]);
        let (mut connection, county) = (app.store.read().await.expect("connection"), county());
        let events = store::events::about(&mut connection, &county, "signal", id.0, 50).await;
        let kinds: Vec<_> = events.expect("events").into_iter().map(|event| event.kind).collect();
        let expected = ["signal.found", "signal.asked", "signal.measure", "signal.answered"];
        assert_eq!(kinds, expected, "every step is an event");
    }

    async fn what_is_parked_wakes_when_as_many_say_it_again(app: &App) {
        let house = house(app).await;
        let id = housing(app, &house).await;
        take(app, &house.broker, id, &step("parked", "Det byggs redan")).await.expect("parked");
        assert_eq!(look(app).await, 0, "the same three have said it already");
        app.clock.set("2026-12-10T08:00:00Z".parse().expect("instant"));
        for firm in 0..2 {
            tells_on(app, &house, firm, "2026-12-09").await;
        }
        assert_eq!(look(app).await, 0, "two are not enough");
        tells_on(app, &house, 3, "2026-12-09").await;
        assert_eq!(look(app).await, 1, "three have come since");
        let view = whole(app, &house.broker, id).await;
        assert_eq!(view.seen.signal.state, SignalState::New);
        assert_eq!(all(app, &house.broker).await.len(), 1, "the same row");
        assert!(view.steps.last().is_some_and(|step| step.by_name.is_none()), "by the service");
    }

    async fn whoever_steps_second_is_told_and_a_form_sent_twice_steps_once(app: &App) {
        let house = house(app).await;
        let id = housing(app, &house).await;
        let asks = |whom: &str| StepForm {
            asked: whom.into(),
            on: "2026-12-20".into(),
            ..step("dialogue", "Var byggs det?")
        };
        let version = whole(app, &house.broker, id).await.seen.signal.version;
        let send = async |actor: &Actor, form: StepForm, key: &str| {
            signals::step(app, actor, id, &form, version, Some(key)).await
        };
        let first = send(&house.broker, asks("Nämnden"), "a").await.expect("first");
        let again = send(&house.broker, asks("Nämnden"), "a").await.expect("the same");
        assert_eq!(first, again);
        let second = send(&house.contact, asks("Bolaget"), "b").await;
        assert_eq!(second.expect_err("second").kind, Kind::Conflict);
        let parks = send(&house.contact, step("new", "Varför?"), "c").await;
        assert_eq!(parks.expect_err("from what was").kind, Kind::Conflict);
        let view = whole(app, &house.contact, id).await;
        assert_eq!(view.steps.len(), 1);
        assert_eq!(view.steps[0].asked.as_deref(), Some("Nämnden"));
    }

    async fn who_is_not_concerned_sees_no_signal(app: &App) {
        let house = house(app).await;
        let id = housing(app, &house).await;
        assert_eq!(all(app, &house.contact).await.len(), 1, "of the own municipality");
        let local = whole(app, &house.contact, id).await;
        assert!(local.seen.can_work && local.evidence.len() == 3);
        for stranger in [&house.elsewhere, &house.adviser] {
            assert!(all(app, stranger).await.is_empty(), "{}", stranger.role());
        }
        for stranger in [&house.elsewhere, &house.adviser, &house.employer, &house.politician] {
            let refused = signals::read(app, stranger, id).await.expect_err("invisible");
            assert_eq!(refused.kind, Kind::Invisible, "{}", stranger.role());
            let form = step("parked", "Bort");
            let refused = signals::step(app, stranger, id, &form, 1, None).await;
            assert_eq!(refused.expect_err("invisible").kind, Kind::Invisible);
        }
        let query = ListQuery::default();
        let refused = signals::list(app, &house.politician, &query, Slice::top(1));
        assert_eq!(refused.await.expect_err("no list").kind, Kind::Invisible);
    }

    async fn a_signal_of_ones_own_comes_from_a_visit_and_is_answered_to_both(app: &App) {
        let house = house(app).await;
        tells(app, &house, 0, "housing", "").await;
        let query = visits::ListQuery::default();
        let visits = visits::list(app, &house.broker, &query, Slice::top(5));
        let visit = visits.await.expect("visits").items[0].id;
        let empty = signals::write_down(app, &house.contact, &WrittenForm::default(), None).await;
        assert_eq!(empty.expect_err("empty").faults.0.len(), 2);
        let form = WrittenForm {
            title: "Kvällsbussen dras in".into(),
            words: "Tre skift kan inte ta sig hem.".into(),
            municipality: "2284".into(),
            from: format!("visit:{visit}"),
        };
        let refused = signals::write_down(app, &house.employer, &form, None).await;
        assert_eq!(refused.expect_err("a firm").kind, Kind::Forbidden);
        let unknown = WrittenForm { from: format!("visit:{}", Uuid::now_v7()), ..form.clone() };
        let refused = signals::write_down(app, &house.contact, &unknown, None).await;
        assert_eq!(refused.expect_err("no such visit").kind, Kind::Invisible);
        let kept = signals::write_down(app, &house.contact, &form, Some("k")).await.expect("kept");
        let again = signals::write_down(app, &house.contact, &form, Some("k")).await;
        assert_eq!(again.expect("the same").id, kept.id);
        let view = whole(app, &house.broker, kept.id).await;
        let place = view.seen.signal.municipality.map(|code| code.to_string());
        assert_eq!(place.as_deref(), Some("2282"), "where the visit was");
        assert_eq!(view.evidence[0].organisation, Some(house.firms[0]));
        let asks = StepForm {
            asked: "Trafikbolaget".into(),
            on: "2026-12-20".into(),
            ..step("dialogue", "Kan turen gå kvar?")
        };
        take(app, &house.broker, kept.id, &asks).await.expect("asked");
        let answer = step("answered", "Turen går kvar till Sågen.");
        take(app, &house.broker, kept.id, &answer).await.expect("one firm may be named");
        for reader in [&house.contact, &house.employer] {
            assert!(told(app, reader).await.contains(&"signal-answered".to_owned()));
        }
    }

    async fn cases_past_their_time_pile_up_and_pass_when_they_are_answered(app: &App) {
        let house = house(app).await;
        for firm in 0..3 {
            let form = app::cases::CaseForm {
                organisation: house.firms[firm].to_string(),
                title: "Två svetsare".into(),
                words: "Vi behöver två svetsare.".into(),
                next_step: "Ring upp".into(),
                log_call: String::new(),
            };
            app::cases::open_by_hand(app, &house.broker, &form, None).await.expect("opened");
        }
        assert_eq!(look(app).await, 0, "there is still time");
        let later: Timestamp = "2027-01-11T08:00:00Z".parse().expect("instant");
        let at = async || signals::look_at(app, &county(), later, || app.new_id()).await;
        assert_eq!(at().await.expect("looked"), 1);
        let seen = all(app, &house.broker).await;
        assert_eq!(seen[0].signal.kind, SignalKind::LateCases);
        assert_eq!(seen[0].shown.amount, Some(3));
        change(app, "UPDATE case_file SET answered_at = created_at WHERE county = $1").await;
        assert_eq!(at().await.expect("looked"), 0);
        assert_eq!(all(app, &house.broker).await[0].signal.state, SignalState::Lapsed);
    }

    async fn an_occupation_three_firms_need_and_nobody_serves_is_found_once(app: &App) {
        let house = house(app).await;
        for firm in 0..3 {
            need(app, house.firms[firm], "Svetsare", 2).await;
        }
        assert_eq!(look(app).await, 0, "nobody has said which occupation it is");
        change(
            app,
            "UPDATE need SET ssyk = '7212', occupation = 'Svetsare', coding = '{}',
                state = 'confirmed' WHERE county = $1",
        )
        .await;
        assert_eq!(look(app).await, 1);
        let seen = all(app, &house.broker).await;
        assert_eq!(seen[0].signal.kind, SignalKind::Unserved);
        assert_eq!(seen[0].signal.title.as_deref(), Some("Svetsare"));
        assert_eq!((seen[0].shown.firms, seen[0].shown.amount), (Some(3), Some(6)));
        assert!(seen[0].signal.municipality.is_none(), "of the whole county");
        assert!(all(app, &house.contact).await.is_empty());
    }
}

async fn change(app: &App, sql: &'static str) {
    let county = &county();
    let changed: Result<(), store::Error> = app
        .store
        .write(county, None, |mut tx| async move {
            store::on!(tx, |c| sqlx::query(sql)
                .bind(county.as_str())
                .execute(c)
                .await
                .map(|_| ())
                .expect("changed"));
            Ok(())
        })
        .await;
    changed.expect("changed");
}

async fn tells_premises(app: &App, house: &House, firm: usize) {
    let form = VisitForm {
        on: "2026-12-05".into(),
        obstacle_kind: "premises".into(),
        obstacle: "Ingen lokal".into(),
        ..VisitForm::default()
    };
    visits::keep(app, &house.broker, house.firms[firm], &form, "Besök", None).await.expect("kept");
}

async fn tells_on(app: &App, house: &House, firm: usize, on: &str) {
    let form = VisitForm {
        on: on.into(),
        obstacle_kind: "housing".into(),
        obstacle: "Fortfarande ingen bostad".into(),
        ..VisitForm::default()
    };
    visits::keep(app, &house.broker, house.firms[firm], &form, "Besök", None).await.expect("kept");
}

async fn grows_large(app: &App, firm: OrganisationId) {
    let county = &county();
    let changed: Result<(), store::Error> = app
        .store
        .write(county, None, |mut tx| async move {
            store::on!(tx, |c| sqlx::query(
                "UPDATE organisation SET employees = 60 WHERE county = $1 AND id = $2"
            )
            .bind(county.as_str())
            .bind(firm.0)
            .execute(c)
            .await
            .map(|_| ())
            .expect("changed"));
            Ok(())
        })
        .await;
    changed.expect("changed");
}

async fn quiet(app: &App, firm: OrganisationId, (from, until): (&str, &str)) {
    let period = &domain::contacts::peace::Quiet {
        from: from.parse().expect("day"),
        until: until.parse().expect("day"),
        why: None,
        said_on: Date::constant(2026, 12, 7),
    };
    let said = &store::contacts::peace::Said { by_name: "Någon".into(), at: app.now() };
    let (county, id) = (&county(), Uuid::now_v7());
    app.store
        .write(county, None, |mut tx| async move {
            store::contacts::peace::insert_quiet(&mut tx, county, firm, id, period, said).await
        })
        .await
        .expect("quiet");
}
