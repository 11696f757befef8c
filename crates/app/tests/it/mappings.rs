//! Mappings from invitation to receipt: who sees what, what is kept, and what a yes makes.

use std::path::PathBuf;
use std::sync::Arc;

use app::clock::Clock;
use app::coding::Choice;
use app::mappings::{self, Door, Gate, Invitation, Login, Narrowing, Save, Saved, Seen, Typed};
use app::{App, Error, Kind, Settings, Slice};
use domain::access::{Actor, Assignment, Reach, Role};
use domain::codes::{CountyCode, MunicipalityCode, OrgNumber};
use domain::ids::{AssignmentId, DeskId, MappingId, OrganisationId, PersonId};
use domain::needs::mapping::{MappingState, Track};
use domain::organisations::{Organisation, Sector};
use domain::time::{Date, Timestamp};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use store::access::{Desk, Person};
use store::organisations::{self, Municipality};
use store::{Migrations, Store};
use uuid::Uuid;

const WORD: &str = "Zirkonsvets";
const NEXT_STEP: &str = "Ring företaget";

/// A county with two firms, a leading organisation, a school and a region with a desk.
struct House {
    app: App,
    folder: PathBuf,
    firm: OrganisationId,
    other_firm: OrganisationId,
    leader: OrganisationId,
    region: OrganisationId,
}

impl Drop for House {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn county() -> CountyCode {
    CountyCode::parse("22").expect("code")
}

fn now() -> Timestamp {
    "2026-12-04T15:00:00Z".parse().expect("instant")
}

async fn open(folder: &std::path::Path) -> App {
    let url = format!("sqlite:{}", folder.join("test.db").display());
    let store = Store::open(&url).await.expect("store");
    let settings = Settings {
        base_url: "http://127.0.0.1".into(),
        county: county(),
        county_name: "Västernorrland".into(),
        is_demo: true,
        secure_cookies: false,
    };
    let vocabulary = Arc::new(vocabulary::Vocabulary::embedded());
    App::new(store, Clock::starting_at(now()), settings, vocabulary)
}

async fn organisation(app: &App, number: &str, name: &str) -> OrganisationId {
    let (county, id) = (&county(), OrganisationId(Uuid::now_v7()));
    let organisation = &Organisation {
        org_number: OrgNumber::parse(number).expect("number"),
        name: name.into(),
        municipality: MunicipalityCode::parse("2284").expect("code"),
        sector: Sector::Private,
        sni: None,
        employees: Some(8),
        turnover_thousand_sek: None,
        is_actor: false,
    };
    app.store
        .write(county, None, |mut tx| async move {
            organisations::insert(&mut tx, county, id, None, organisation, true, now()).await
        })
        .await
        .expect("organisation");
    id
}

async fn desk(app: &App, region: OrganisationId) {
    let county = &county();
    let desk = &Desk {
        id: DeskId(Uuid::now_v7()),
        slug: None,
        organisation: region,
        role: Role::Broker,
        name: "Kompetensmäklare Höga kusten".into(),
        phone: Some("0611-00 00 00".into()),
        email: None,
        promise_working_days: 2,
        escalates_to: None,
    };
    let person = &Person {
        id: PersonId(Uuid::now_v7()),
        email: "lena@demo.samkraft.test".into(),
        name: "Demo Lena".into(),
        password_hash: None,
        is_disabled: false,
    };
    let assignment =
        &Assignment { person: person.id, desk: Some(desk.id), ..held(Role::Broker, region) };
    app.store
        .write(county, None, |mut tx| async move {
            store::access::insert_desk(&mut tx, county, desk).await?;
            let municipality = MunicipalityCode::parse("2284").expect("code");
            store::access::set_desk_area(&mut tx, county, &municipality, "", desk.id).await?;
            store::access::insert_person(&mut tx, person, now()).await?;
            store::access::insert_assignment(&mut tx, assignment).await
        })
        .await
        .expect("desk");
}

async fn house() -> House {
    let folder = std::env::temp_dir().join(format!("samkraft-mappings-{}", Uuid::now_v7()));
    std::fs::create_dir_all(&folder).expect("folder");
    let app = open(&folder).await;
    Migrations::of(&app.store).apply().await.expect("migrations");
    let at = &county();
    app.store
        .write(at, None, |mut tx| async move {
            organisations::insert_county(&mut tx, at, "Västernorrland").await?;
            let code = MunicipalityCode::parse("2284").expect("code");
            let municipality = Municipality { code, name: "Örnsköldsvik".into() };
            organisations::insert_municipality(&mut tx, at, &municipality).await
        })
        .await
        .expect("places");
    let firm = organisation(&app, "559999-0016", "Höga Kusten Kök").await;
    let other_firm = organisation(&app, "559999-0024", "Annan Firma").await;
    let leader = organisation(&app, "559999-0032", "IUC").await;
    let region = organisation(&app, "559999-0040", "Regionen").await;
    desk(&app, region).await;
    House { app, folder, firm, other_firm, leader, region }
}

fn held(role: Role, organisation: OrganisationId) -> Assignment {
    Assignment {
        id: AssignmentId(Uuid::now_v7()),
        county: county(),
        person: PersonId(Uuid::now_v7()),
        role,
        organisation,
        municipality: None,
        desk: None,
        is_deputy: false,
        valid_from: Date::constant(2026, 1, 1),
        valid_to: None,
    }
}

fn actor(role: Role, organisation: OrganisationId) -> Actor {
    Actor::Assigned(held(role, organisation))
}

fn login(actor: &Actor) -> Login<'_> {
    Login { actor, name: "Demo Eva" }
}

/// Gives somebody the assignment they act by.
async fn assign(app: &App, actor: &Actor) {
    let held = actor.assignment().expect("logged in");
    let person = &Person {
        id: held.person,
        email: format!("{}@demo.samkraft.test", held.person.0.simple()),
        name: "Demo Eva".into(),
        password_hash: None,
        is_disabled: false,
    };
    app.store
        .write(&county(), None, |mut tx| async move {
            store::access::insert_person(&mut tx, person, now()).await?;
            store::access::insert_assignment(&mut tx, held).await
        })
        .await
        .expect("person");
}

async fn invited(house: &House, by: &Actor, track: Track) -> (MappingId, String) {
    assign(&house.app, by).await;
    if track == Track::Led {
        crate::harness::enrol(&house.app, by, 3).await;
    }
    let invitation = Invitation { track: track.code().into(), ..Invitation::default() };
    let invited = mappings::invite(&house.app, login(by), house.firm, &invitation, None)
        .await
        .expect("invited");
    (invited.id, invited.token.expect("token"))
}

fn value(field: &str) -> &'static str {
    match field {
        "obstacle" => "find",
        "severity" => "slows",
        "kind" => "recruit",
        "count" => "3",
        "startDay" | "startMonth" => "1",
        "startYear" => "2027",
        "contactName" => "Demo Sara",
        "words" => "Vi behöver tre kockar som kan Zirkonsvets",
        _ => "Öppna lunchrestaurang 2027",
    }
}

/// Answers every page, as a person would: opening it, typing, sending.
async fn answer_all(app: &App, door: Door<'_>) {
    let mut at = 1;
    while let Some(page) = mappings::page(app, door, at).await.expect("page") {
        let typed: Typed = mappings::fields_of(page.step.question)
            .iter()
            .map(|field| ((*field).to_owned(), value(field).to_owned()))
            .collect();
        let save = Save { seen: &page.seen, typed: &typed };
        let saved = mappings::save(app, door, &save).await.expect("saved");
        assert!(saved.faults().is_empty(), "{:?}", saved.faults());
        at += 1;
    }
}

async fn type_in(app: &App, door: Door<'_>, seen: &Seen, field: &str, text: &str) -> Saved {
    let typed = Typed::from([(field.to_owned(), text.to_owned())]);
    mappings::save(app, door, &Save { seen, typed: &typed }).await.expect("saved")
}

async fn version(app: &App, door: Door<'_>) -> i64 {
    mappings::enter(app, door).await.expect("in").mapping.version
}

async fn numbers(app: &App) -> (i64, i64) {
    let mut connection = app.store.read().await.expect("connection");
    let all = store::needs::Filter::default();
    let needs =
        store::needs::list(&mut connection, &county(), &Reach::County, &all, Slice::top(50))
            .await
            .expect("needs");
    let far = "2030-01-01T00:00:00Z".parse().expect("instant");
    let cases =
        store::events::count(&mut connection, &county(), "case.opened", Timestamp::UNIX_EPOCH, far)
            .await
            .expect("count");
    (needs.total, cases)
}

#[tokio::test]
async fn a_small_firm_answers_by_its_link_and_gets_a_receipt() {
    let house = house().await;
    let broker = actor(Role::Broker, house.region);
    let (id, token) = invited(&house, &broker, Track::Micro).await;
    let door = Door::Link(&token);
    answer_all(&house.app, door).await;
    let version = version(&house.app, door).await;
    let receipt =
        mappings::approve(&house.app, door, version, "", NEXT_STEP).await.expect("receipt");
    // Friday 16.00 and two working days is Tuesday 16.00.
    let due: Timestamp = "2026-12-08T15:00:00Z".parse().expect("instant");
    assert_eq!(receipt.promised_at.as_second() / 60, due.as_second() / 60);
    assert!(receipt.number.starts_with("2026-"));
    assert_eq!(receipt.holder_name.as_deref(), Some("Demo Lena"));
    assert_eq!(numbers(&house.app).await, (1, 1));
    let again =
        mappings::approve(&house.app, door, version, "", NEXT_STEP).await.expect("the same");
    assert_eq!(again, receipt);
    assert_eq!(numbers(&house.app).await, (1, 1));
    let entered = mappings::enter(&house.app, door).await.expect("the link still leads in");
    assert_eq!(entered.mapping.approved_by_name.as_deref(), Some("Demo Sara"));
    let status = mappings::status(&house.app, &entered).await.expect("status").expect("a case");
    assert_eq!((status.receipt, status.is_understood), (receipt, false));
    let overview = mappings::overview(&house.app, login(&broker), id).await.expect("approved");
    assert_eq!(overview.needs.len(), 1);
    assert!(overview.draft.is_some(), "after the yes, who answers reads the answers");
}

#[tokio::test]
async fn pressing_twice_at_once_gives_one_case() {
    let house = house().await;
    let (_, token) = invited(&house, &actor(Role::Broker, house.region), Track::Micro).await;
    let door = Door::Link(&token);
    answer_all(&house.app, door).await;
    let version = version(&house.app, door).await;
    let press = || mappings::approve(&house.app, door, version, "", NEXT_STEP);
    let (one, two, three) = tokio::join!(press(), press(), press());
    let one = one.expect("one");
    assert_eq!((&one, &one), (&two.expect("two"), &three.expect("three")));
    assert_eq!(numbers(&house.app).await, (1, 1));
}

#[tokio::test]
async fn whoever_reads_the_answers_is_written_down() {
    let house = house().await;
    let leader = actor(Role::Leader, house.leader);
    let (id, token) = invited(&house, &leader, Track::Led).await;
    let readings = async || {
        let mut connection = house.app.store.read().await.expect("connection");
        let nobody = PersonId(Uuid::now_v7());
        let firm = Some(house.firm);
        let slice = Slice::top(10);
        let found = store::readings::about(&mut connection, &county(), nobody, firm, slice).await;
        found.expect("readings").total
    };
    let door = Door::Login(login(&leader), id);
    mappings::page(&house.app, door, 1).await.expect("page").expect("the first");
    assert_eq!(readings().await, 1, "page by page");
    mappings::find(&house.app, login(&leader), id).await.expect("theirs");
    assert_eq!(readings().await, 2, "through the API");
    let broker = actor(Role::Broker, house.region);
    let view = mappings::find(&house.app, login(&broker), id).await.expect("its state");
    assert!(view.answers.is_none());
    mappings::page(&house.app, Door::Link(&token), 1).await.expect("page").expect("the first");
    assert_eq!(readings().await, 2, "no answers, or one's own");
}

#[tokio::test]
async fn an_unapproved_draft_is_for_the_firm_and_its_leader_alone() {
    let house = house().await;
    let leader = actor(Role::Leader, house.leader);
    let (id, token) = invited(&house, &leader, Track::Led).await;
    answer_all(&house.app, Door::Login(login(&leader), id)).await;
    let employer = actor(Role::EmployerMember, house.firm);
    for who in [&leader, &employer] {
        let view = mappings::find(&house.app, login(who), id).await.expect("theirs");
        assert!(serde_json::to_string(&view).expect("json").contains(WORD));
    }
    assert!(mappings::draft(&house.app, Door::Link(&token)).await.is_ok());

    let mut muni = held(Role::MuniAdviser, house.region);
    muni.municipality = MunicipalityCode::parse("2284").ok();
    let others = [
        actor(Role::Broker, house.region),
        actor(Role::Strategist, house.region),
        Actor::Assigned(muni),
    ];
    for who in &others {
        let page = mappings::list(&house.app, who, &Narrowing::default(), Slice::top(50))
            .await
            .expect("list");
        assert_eq!(page.total, 1, "they know that there is one");
        let listed = serde_json::to_string(&page.items).expect("json");
        let view = mappings::find(&house.app, login(who), id).await.expect("its state");
        let shown = serde_json::to_string(&view).expect("json");
        let overview = mappings::overview(&house.app, login(who), id).await.expect("overview");
        let seen = format!("{listed}{shown}{overview:?}");
        assert!(!seen.contains(WORD) && !seen.contains("lunchrestaurang"), "{seen}");
        let search = Narrowing { q: WORD.into(), ..Narrowing::default() };
        let found = mappings::list(&house.app, who, &search, Slice::top(50)).await.expect("list");
        assert_eq!(found.total, 0);
        for refused in [
            mappings::draft(&house.app, Door::Login(login(who), id)).await.map(|_| ()),
            mappings::page(&house.app, Door::Login(login(who), id), 1).await.map(|_| ()),
        ] {
            assert_eq!(refused.expect_err("refused").kind, Kind::Forbidden);
        }
    }
    let stranger = actor(Role::EmployerAdmin, house.other_firm);
    let elsewhere = actor(Role::Leader, house.region);
    for who in [&stranger, &elsewhere, &actor(Role::Analyst, house.region)] {
        let hidden = mappings::find(&house.app, login(who), id).await.expect_err("invisible");
        assert_eq!(hidden.kind, Kind::Invisible);
        let page = mappings::list(&house.app, who, &Narrowing::default(), Slice::top(50))
            .await
            .expect("list");
        assert_eq!(page.total, 0);
    }
    assert_eq!(numbers(&house.app).await, (0, 0));
    let mut connection = house.app.store.read().await.expect("connection");
    let filter = store::needs::Filter { terms: vec!["zirkonsvets".into()], ..Default::default() };
    let found =
        store::needs::list(&mut connection, &county(), &Reach::County, &filter, Slice::top(5))
            .await
            .expect("search");
    assert_eq!(found.total, 0);
}

#[tokio::test]
async fn a_led_mapping_with_two_needs_waits_for_the_firms_yes() {
    let house = house().await;
    let leader = actor(Role::Leader, house.leader);
    let (id, _) = invited(&house, &leader, Track::Led).await;
    let by_leader = Door::Login(login(&leader), id);
    answer_all(&house.app, by_leader).await;
    let at = mappings::add_need(&house.app, by_leader, 0).await.expect("one more");
    let page = mappings::page(&house.app, by_leader, at).await.expect("page").expect("there");
    assert_eq!((page.step.need, page.needs), (1, 2));
    let early = mappings::compile(&house.app, login(&leader), id).await.expect_err("not finished");
    assert_eq!(early.faults.0[0].code, "mapping-not-finished");
    answer_all(&house.app, by_leader).await;
    let choice =
        Choice { occupation: first_suggestion(&house.app, by_leader).await, skills: vec![] };
    mappings::accept_occupation(&house.app, by_leader, (0, 1), &choice).await.expect("accepted");

    let employer = actor(Role::EmployerAdmin, house.firm);
    let by_firm = Door::Login(login(&employer), id);
    let seen = version(&house.app, by_firm).await;
    let early = mappings::approve(&house.app, by_firm, seen, "Demo Sara", NEXT_STEP).await;
    assert_eq!(early.expect_err("no summary yet").faults.0[0].code, "mapping-not-compiled");
    mappings::compile(&house.app, login(&leader), id).await.expect("compiled");
    mappings::send_back(&house.app, by_firm, "Fel antal").await.expect("sent back");
    let draft = mappings::draft(&house.app, by_leader).await.expect("draft");
    assert_eq!(draft.sent_back.map(|(_, words)| words).as_deref(), Some("Fel antal"));
    mappings::compile(&house.app, login(&leader), id).await.expect("again");
    let page = mappings::page(&house.app, by_leader, 1).await.expect("page").expect("there");
    let closed = Typed::from([("goal".to_owned(), "annat".to_owned())]);
    let save = Save { seen: &page.seen, typed: &closed };
    let refused = mappings::save(&house.app, by_leader, &save).await.expect_err("waits");
    assert_eq!(refused.faults.0[0].code, "mapping-is-compiled");

    let refused = mappings::approve(&house.app, by_leader, 1, "Eva", NEXT_STEP).await;
    assert_eq!(refused.expect_err("not hers to say").kind, Kind::Forbidden);
    let stale = mappings::approve(&house.app, by_firm, seen, "Demo Sara", NEXT_STEP).await;
    assert_eq!(stale.expect_err("other answers were read").kind, Kind::Conflict);
    let seen = version(&house.app, by_firm).await;
    mappings::approve(&house.app, by_firm, seen, "Demo Sara", NEXT_STEP).await.expect("yes");
    assert_eq!(numbers(&house.app).await, (2, 1));
    let overview = mappings::overview(&house.app, login(&employer), id).await.expect("overview");
    let coded = overview.needs.iter().filter(|need| need.coding.is_some()).count();
    assert_eq!((overview.needs.len(), coded), (2, 1));
}

async fn first_suggestion(app: &App, door: Door<'_>) -> String {
    let draft = mappings::draft(app, door).await.expect("draft");
    let reading = draft.reading(0, 1).expect("words");
    reading.occupations.first().expect("a cook").concept_id.to_string()
}

#[tokio::test]
async fn two_who_write_in_the_same_place_lose_nothing() {
    let house = house().await;
    let leader = actor(Role::Leader, house.leader);
    let (id, token) = invited(&house, &leader, Track::Led).await;
    let (firm, by_leader) = (Door::Link(&token), Door::Login(login(&leader), id));
    let page = mappings::page(&house.app, firm, 1).await.expect("page").expect("there");
    type_in(&house.app, firm, &page.seen, "goal", "Firmans ord").await;
    let saved = type_in(&house.app, by_leader, &page.seen, "goal", "Ledarens ord").await;
    let Saved::Meanwhile { theirs, seen } = saved else { panic!("nobody was told: {saved:?}") };
    assert_eq!(theirs, [("goal".to_owned(), "Firmans ord".to_owned())]);
    let kept = mappings::page(&house.app, firm, 1).await.expect("page").expect("there");
    assert_eq!(kept.values, [("goal", "Firmans ord".to_owned())]);
    let other = mappings::page(&house.app, firm, 2).await.expect("page").expect("there");
    let elsewhere = type_in(&house.app, firm, &other.seen, "obstacle", "find").await;
    assert!(matches!(elsewhere, Saved::Kept { .. }), "another page is another place");
    let again = type_in(&house.app, by_leader, &seen, "goal", "Firmans ord och ledarens").await;
    assert!(matches!(again, Saved::Kept { .. }), "having seen both, one decides");
}

#[tokio::test]
async fn what_is_typed_wrong_is_kept_and_named() {
    let house = house().await;
    let (_, token) = invited(&house, &actor(Role::Broker, house.region), Track::Micro).await;
    let door = Door::Link(&token);
    let page = mappings::page(&house.app, door, 6).await.expect("page").expect("there");
    let typed: Typed = [("startDay", "31"), ("startMonth", "2"), ("startYear", "2027")]
        .map(|(field, text)| (field.to_owned(), text.to_owned()))
        .into();
    let save = Save { seen: &page.seen, typed: &typed };
    let saved = mappings::save(&house.app, door, &save).await.expect("kept all the same");
    assert_eq!(saved.faults().0[0].code, "date-day-not-in-month");
    let page = mappings::page(&house.app, door, 6).await.expect("page").expect("there");
    assert_eq!(page.values[0], ("startDay", "31".to_owned()));
}

#[tokio::test]
async fn a_draft_survives_a_restarted_server() {
    let house = house().await;
    let (_, token) = invited(&house, &actor(Role::Broker, house.region), Track::Micro).await;
    let door = Door::Link(&token);
    let page = mappings::page(&house.app, door, 1).await.expect("page").expect("there");
    type_in(&house.app, door, &page.seen, "goal", "Öppna lunchrestaurang").await;
    house.app.store.close().await;
    let again = open(&house.folder).await;
    let page = mappings::page(&again, door, 1).await.expect("page").expect("there");
    assert_eq!(page.values, [("goal", "Öppna lunchrestaurang".to_owned())]);
}

#[tokio::test]
async fn a_link_ends_by_time_by_a_newer_one_and_by_calling_off() {
    let house = house().await;
    let broker = actor(Role::Broker, house.region);
    let (id, token) = invited(&house, &broker, Track::Micro).await;
    let newer = mappings::new_link(&house.app, login(&broker), id, ("kok@demo.samkraft.test", ""))
        .await
        .expect("newer");
    assert!(matches!(mappings::gate(&house.app, &token).await, Ok(Gate::Unknown)));
    let token = newer.token.expect("told once");
    assert!(matches!(mappings::gate(&house.app, &token).await, Ok(Gate::Open(_))));
    house.app.clock.set("2027-02-03T15:00:00Z".parse().expect("instant"));
    let Ok(Gate::Closed(closed)) = mappings::gate(&house.app, &token).await else {
        panic!("60 days are over")
    };
    assert_eq!((closed.is_withdrawn, closed.opened_by_name.as_str()), (false, "Demo Eva"));
    assert_eq!(closed.desk.map(|desk| desk.name).as_deref(), Some("Kompetensmäklare Höga kusten"));
    house.app.clock.set(now());
    mappings::withdraw(&house.app, Door::Link(&token)).await.expect("the firm may");
    let closed = mappings::gate(&house.app, &token).await;
    assert!(matches!(closed, Ok(Gate::Closed(closed)) if closed.is_withdrawn));
    let hidden = mappings::draft(&house.app, Door::Link(&token)).await.expect_err("gone");
    assert_eq!(hidden.kind, Kind::Invisible);
}

#[tokio::test]
async fn the_same_invitation_twice_is_one_and_its_token_is_kept_nowhere() {
    let house = house().await;
    let broker = actor(Role::Broker, house.region);
    assign(&house.app, &broker).await;
    let invitation = Invitation {
        track: "micro".into(),
        email: "kok@demo.samkraft.test".into(),
        ..Invitation::default()
    };
    let send =
        || mappings::invite(&house.app, login(&broker), house.firm, &invitation, Some("key"));
    let (first, second) = (send().await.expect("first"), send().await.expect("second"));
    assert_eq!((first.id, second.token), (second.id, None));
    let all = Narrowing::default();
    let page = mappings::list(&house.app, &broker, &all, Slice::top(5)).await.expect("list");
    assert_eq!(page.total, 1);
    let token = first.token.expect("told once");
    house.app.store.close().await;
    let file = std::fs::read(house.folder.join("test.db")).expect("database");
    assert!(!file.windows(token.len()).any(|bytes| bytes == token.as_bytes()));
}

#[tokio::test]
async fn who_may_not_invite_or_lead_is_told() {
    let house = house().await;
    let led = Invitation { track: "led".into(), ..Invitation::default() };
    for (who, expected) in [
        (actor(Role::EmployerAdmin, house.firm), Kind::Forbidden),
        (actor(Role::Ambassador, house.leader), Kind::Invalid),
        (actor(Role::MuniAdviser, house.leader), Kind::Invisible),
    ] {
        let refused = mappings::invite(&house.app, login(&who), house.firm, &led, None).await;
        assert_eq!(refused.expect_err("refused").kind, expected, "{}", who.role());
    }
    let ambassador = actor(Role::Ambassador, house.leader);
    let (id, token) = invited(&house, &ambassador, Track::Micro).await;
    answer_all(&house.app, Door::Link(&token)).await;
    let view = mappings::find(&house.app, login(&ambassador), id).await.expect("its state");
    assert_eq!((view.mapping.state, view.answers), (MappingState::Started, None));
}

/// What can happen to a mapping.
#[derive(Debug, Clone, Copy)]
enum Deed {
    Answer,
    Advance(usize),
    Compile,
    SendBack,
    Approve,
    Withdraw,
}

async fn carry_out(house: &House, id: MappingId, deed: Deed) -> Result<(), Error> {
    let leader = actor(Role::Leader, house.leader);
    let employer = actor(Role::EmployerAdmin, house.firm);
    let (by_leader, by_firm) = (Door::Login(login(&leader), id), Door::Login(login(&employer), id));
    let app = &house.app;
    match deed {
        Deed::Answer => {
            answer_one_more(app, by_leader).await?;
            Ok(())
        }
        Deed::Advance(place) => {
            let to = MappingState::ALL[place % MappingState::ALL.len()];
            mappings::advance(app, login(&leader), id, to).await
        }
        Deed::Compile => mappings::compile(app, login(&leader), id).await,
        Deed::SendBack => mappings::send_back(app, by_firm, "Ändra").await,
        Deed::Approve => {
            let seen = mappings::enter(app, by_firm).await?.mapping.version;
            mappings::approve(app, by_firm, seen, "Demo Sara", NEXT_STEP).await.map(|_| ())
        }
        Deed::Withdraw => mappings::withdraw(app, by_firm).await,
    }
}

async fn answer_one_more(app: &App, door: Door<'_>) -> Result<(), Error> {
    let mut at = 1;
    while let Some(page) = mappings::page(app, door, at).await? {
        let typed: Typed = mappings::fields_of(page.step.question)
            .iter()
            .map(|field| ((*field).to_owned(), value(field).to_owned()))
            .collect();
        mappings::save(app, door, &Save { seen: &page.seen, typed: &typed }).await?;
        at += 1;
    }
    Ok(())
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = prop_oneof![
        3 => Just(Deed::Answer),
        2 => (0usize..10).prop_map(Deed::Advance),
        3 => Just(Deed::Compile),
        1 => Just(Deed::SendBack),
        2 => Just(Deed::Approve),
        1 => Just(Deed::Withdraw),
    ];
    proptest::collection::vec(deed, 1..10)
}

/// Whatever is tried in whatever order: only allowed steps are taken, and needs and cases exist
/// exactly when the firm has said yes.
#[test]
fn no_order_of_deeds_breaks_the_life_of_a_mapping() {
    let runtime = tokio::runtime::Runtime::new().expect("runtime");
    let mut runner = TestRunner::new(Config { cases: 24, ..Config::default() });
    let result = runner.run(&deeds(), |deeds| {
        runtime.block_on(async {
            let house = house().await;
            let leader = actor(Role::Leader, house.leader);
            let (id, _) = invited(&house, &leader, Track::Led).await;
            // The firm sees its mapping to the end; nobody leads what is over.
            let employer = actor(Role::EmployerAdmin, house.firm);
            let door = Door::Login(login(&employer), id);
            let mut state = MappingState::Invited;
            for deed in deeds {
                let done = carry_out(&house, id, deed).await;
                let next = mappings::enter(&house.app, door).await.expect("in").mapping.state;
                prop_assert!(
                    next == state || state.next(Track::Led).contains(&next),
                    "{state} {next}"
                );
                if done.is_err() && !matches!(deed, Deed::Answer) {
                    prop_assert_eq!(next, state, "{:?} was refused", deed);
                }
                let expected = if next.is_approved() { (1, 1) } else { (0, 0) };
                prop_assert_eq!(numbers(&house.app).await, expected);
                state = next;
            }
            Ok(())
        })
    });
    result.expect("holds");
}
