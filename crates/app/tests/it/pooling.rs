//! Pools: suggested, formed once, summed with consent only, and kept from those who may not see.

use app::coding::Choice;
use app::needs::{self, StateForm};
use app::pooling::{self, Kept, ListQuery, View};
use app::{App, Error, Kind, Slice};
use domain::access::{Actor, Role};
use domain::codes::MunicipalityCode;
use domain::ids::{NeedId, OrganisationId, PoolId};
use domain::needs::NeedState;
use domain::organisations::Organisation;
use domain::pooling::{AnswerForm, Change, Consent, Figures, PoolForm, PoolState, StepForm, Way};
use store::organisations::Municipality;

use crate::harness::{county, need, organisation_with, person, told};
use crate::on_both;

/// Scenario 6: the same need of 2, 3 and 4 persons in three municipalities.
pub(crate) struct House {
    pub(crate) broker: Actor,
    pub(crate) strategist: Actor,
    pub(crate) adviser: Actor,
    pub(crate) firms: [OrganisationId; 3],
    pub(crate) employers: [Actor; 3],
    pub(crate) needs: [NeedId; 3],
    pub(crate) ssyk: String,
}

pub(crate) async fn house(app: &App) -> House {
    let code = MunicipalityCode::parse("2283").expect("code");
    let place = &Municipality { code, name: "Sollefteå".to_owned() };
    let county = &county();
    app.store
        .write(county, None, |mut tx| async move {
            store::organisations::insert_municipality(&mut tx, county, place).await
        })
        .await
        .expect("municipality");
    let region = organisation_with(app, "559999-0057", "Demo region", |mut one| {
        one.is_actor = true;
        one
    })
    .await;
    let broker = person(app, Role::Broker, region, "Karin Nordin").await;
    let lays = [("2284", "559999-0016", 2), ("2282", "559999-0024", 3), ("2283", "559999-0032", 4)];
    let (mut firms, mut employers, mut ids) = (Vec::new(), Vec::new(), Vec::new());
    for (place, number, count) in lays {
        let name = format!("Demo Kök {place}");
        let firm = organisation_with(app, number, &name, |one| Organisation {
            municipality: MunicipalityCode::parse(place).expect("code"),
            ..one
        })
        .await;
        firms.push(firm);
        employers.push(person(app, Role::EmployerAdmin, firm, &format!("Demo Chef {place}")).await);
        let id = need(app, firm, "Vi behöver kockar", count).await;
        accept(app, &broker, id).await;
        ids.push(id);
    }
    let coded = needs::read(app, &broker, ids[0]).await.expect("need").need.coding;
    House {
        strategist: person(app, Role::Strategist, region, "Demo Stina").await,
        adviser: person(app, Role::MuniAdviser, region, "Demo Ada").await,
        broker,
        firms: firms.try_into().expect("three"),
        employers: employers.try_into().expect("three"),
        needs: ids.try_into().expect("three"),
        ssyk: coded.expect("coded").ssyk.to_string(),
    }
}

async fn accept(app: &App, actor: &Actor, id: NeedId) {
    let view = needs::read(app, actor, id).await.expect("need");
    let first = view.reading.occupations.first().expect("a suggestion");
    let choice = Choice { occupation: first.concept_id.0.clone(), skills: Vec::new() };
    let version = view.need.version;
    needs::accept_coding(app, actor, id, &choice, version, None).await.expect("coded");
}

fn form(house: &House, title: &str) -> PoolForm {
    PoolForm {
        title: title.into(),
        deadline: "2027-02-01".into(),
        next_step: "Ring lärcentrum".into(),
        next_step_on: "2026-12-14".into(),
        needs: house.needs.iter().map(ToString::to_string).collect(),
        version: String::new(),
    }
}

pub(crate) async fn formed(app: &App, house: &House) -> PoolId {
    let form = form(house, "Kockar i norr");
    pooling::form(app, &house.broker, &house.ssyk, &form, None).await.expect("formed").id
}

pub(crate) async fn say(app: &App, who: &Actor, id: PoolId, answer: &str) -> Result<Kept, Error> {
    let form = AnswerForm { answer: answer.into(), ..AnswerForm::default() };
    pooling::answer(app, who, id, &form, None).await
}

async fn step(app: &App, who: &Actor, id: PoolId, state: &str) -> Result<Kept, Error> {
    let form =
        StepForm { state: state.into(), reason: "Kursen startar".into(), ..StepForm::default() };
    pooling::step(app, who, id, &form, None).await
}

pub(crate) async fn read(app: &App, who: &Actor, id: PoolId) -> View {
    pooling::read(app, who, id).await.expect("pool")
}

async fn state(app: &App, house: &House, nth: usize) -> NeedState {
    needs::read(app, &house.broker, house.needs[nth]).await.expect("need").need.state
}

fn sums(persons: i64, firms: i64, municipalities: i64) -> Figures {
    Figures { persons, firms, municipalities }
}

fn code(error: &Error) -> &'static str {
    error.faults.0.first().map_or("", |fault| fault.code)
}

on_both! {
    async fn scenario_6_three_firms_make_nine_and_one_that_leaves_makes_version_two(app: &App) {
        let house = house(app).await;
        let ideas = pooling::ideas(app, &house.broker).await.expect("ideas");
        assert_eq!(ideas.len(), 1);
        assert!(ideas[0].is_strong, "three firms in two municipalities are suggested");
        assert_eq!(ideas[0].found.figures, sums(9, 3, 3));
        let id = formed(app, &house).await;
        assert!(pooling::ideas(app, &house.broker).await.expect("ideas").is_empty());
        let before = read(app, &house.broker, id).await.pool.figures;
        assert_eq!(before, Some(sums(0, 0, 0)), "nobody asked");
        for employer in &house.employers {
            assert_eq!(told(app, employer).await, ["pool-asked"]);
            say(app, employer, id, "yes").await.expect("yes");
        }
        step(app, &house.broker, id, "open").await.expect("opened");
        let seen = read(app, &house.broker, id).await;
        assert_eq!(seen.pool.figures, Some(sums(9, 3, 3)));
        assert_eq!(seen.versions.len(), 1, "it begins when the pool is opened");
        assert!(told(app, &house.broker).await.contains(&"pool-consented".to_owned()));
        say(app, &house.employers[0], id, "withdrawn").await.expect("withdrawn");
        let seen = read(app, &house.broker, id).await;
        assert_eq!(seen.pool.figures, Some(sums(7, 2, 2)), "at once");
        let versions: Vec<_> = seen.versions.iter().map(|v| (v.version, v.why)).collect();
        assert_eq!(versions, [(2, Change::Left), (1, Change::Opened)]);
        assert_eq!(seen.versions[1].figures, sums(9, 3, 3), "what was said then is kept");
        for (nth, left) in [(1, 6), (2, 5)] {
            say(app, &house.employers[nth - 1], id, "yes").await.expect("back again");
            say(app, &house.employers[nth], id, "withdrawn").await.expect("withdrawn");
            assert_eq!(read(app, &house.broker, id).await.pool.figures, Some(sums(left, 2, 2)));
        }
    }

    async fn of_two_who_pool_the_same_needs_exactly_one_does(app: &App) {
        let house = house(app).await;
        let (one, two) = (form(&house, "Den ena"), form(&house, "Den andra"));
        let (first, second) = tokio::join!(
            pooling::form(app, &house.broker, &house.ssyk, &one, None),
            pooling::form(app, &house.strategist, &house.ssyk, &two, None),
        );
        let lost = match (first, second) {
            (Ok(won), Err(lost)) | (Err(lost), Ok(won)) => (won, lost),
            both => panic!("one of them: {both:?}"),
        };
        assert_eq!(code(&lost.1), "pool-taken");
        let value = ("value", lost.0.title.clone());
        assert_eq!(lost.1.faults.0[0].values, [value], "it is told which pool they are in");
        let query = ListQuery::default();
        let all = pooling::list(app, &house.broker, &query, Slice::top(10)).await.expect("list");
        assert_eq!(all.total, 1);
        for employer in &house.employers {
            assert_eq!(told(app, employer).await, ["pool-asked"], "each firm is asked once");
        }
    }

    async fn firms_see_their_own_part_and_sums_of_three_firms_or_more(app: &App) {
        let house = house(app).await;
        let id = formed(app, &house).await;
        let named = AnswerForm {
            answer: "yes".into(),
            named: "yes".into(),
            ..AnswerForm::default()
        };
        pooling::answer(app, &house.employers[0], id, &named, None).await.expect("yes, by name");
        say(app, &house.employers[1], id, "yes").await.expect("yes");
        for reader in [&house.employers[1], &house.adviser] {
            let seen = read(app, reader, id).await;
            assert_eq!(seen.pool.figures, None, "two firms could count each other");
            let names: Vec<_> = seen.firms.iter().map(|one| one.organisation).collect();
            assert_eq!(names, [house.firms[0]], "only who agreed to be named");
            assert!(seen.versions.is_empty() && !seen.can_work);
            assert!(seen.firms.iter().all(|one| one.said_by_name.is_none()));
        }
        let own = read(app, &house.employers[1], id).await;
        assert!(own.parts.iter().all(|part| part.organisation == house.firms[1]));
        assert_eq!(own.persons_of(house.firms[1]), 3);
        assert_eq!(own.persons_of(house.firms[0]), 0, "another firm's part is not there");
        say(app, &house.employers[2], id, "yes").await.expect("yes");
        assert_eq!(read(app, &house.employers[1], id).await.pool.figures, Some(sums(9, 3, 3)));
        let query = ListQuery::default();
        let all = pooling::list(app, &house.adviser, &query, Slice::top(10)).await.expect("list");
        assert_eq!(all.items[0].figures, Some(sums(9, 3, 3)));
        let stranger = crate::harness::organisation(app, "559999-0065", "Demo Annan").await;
        let stranger = person(app, Role::EmployerAdmin, stranger, "Demo Främling").await;
        let politician = person(app, Role::Politician, house.firms[0], "Demo Pia").await;
        for outsider in [&stranger, &politician] {
            let gone = pooling::read(app, outsider, id).await.expect_err("not theirs");
            assert_eq!(gone.kind, Kind::Invisible);
            let gone = say(app, outsider, id, "yes").await.expect_err("not theirs");
            assert_eq!(gone.kind, Kind::Invisible);
        }
        let query = ListQuery::default();
        let none = pooling::list(app, &stranger, &query, Slice::top(10)).await.expect("list");
        assert_eq!(none.total, 0);
        for who in [&house.adviser, &house.employers[0]] {
            assert!(pooling::ideas(app, who).await.is_err(), "{}", who.role());
            let no = step(app, who, id, "open").await.expect_err("not theirs to open");
            assert_eq!(no.kind, Kind::Forbidden);
            let form = form(&house, "Nej");
            let no = pooling::form(app, who, &house.ssyk, &form, None).await.expect_err("no");
            assert_eq!(no.kind, Kind::Forbidden);
        }
    }

    async fn needs_follow_the_pool_and_stand_alone_when_it_ends(app: &App) {
        let house = house(app).await;
        let id = formed(app, &house).await;
        assert_eq!(state(app, &house, 0).await, NeedState::Confirmed, "it is only asked about");
        let on_page = needs::read(app, &house.employers[0], house.needs[0]).await.expect("need");
        assert_eq!(on_page.pool.map(|pool| (pool.id, pool.consent)), Some((id, Consent::Asked)));
        say(app, &house.employers[0], id, "yes").await.expect("yes");
        say(app, &house.employers[1], id, "yes").await.expect("yes");
        say(app, &house.employers[2], id, "no").await.expect("no");
        assert_eq!(state(app, &house, 0).await, NeedState::Pooled);
        assert_eq!(state(app, &house, 2).await, NeedState::Confirmed);
        let free = pooling::candidates(app, &house.broker, &house.ssyk).await.expect("free");
        assert_eq!(free.needs.len(), 1, "who said no can be asked by another pool");
        step(app, &house.broker, id, "open").await.expect("opened");
        let done = StateForm { state: "fulfilled".into(), ..StateForm::default() };
        needs::change_state(app, &house.broker, house.needs[0], &done, None).await.expect("met");
        let seen = read(app, &house.broker, id).await;
        assert_eq!(seen.pool.figures, Some(sums(3, 1, 1)), "a need that is met leaves the sum");
        assert_eq!(seen.versions[0].why, Change::NeedLeft);
        step(app, &house.broker, id, "closed").await.expect("closed");
        assert_eq!(state(app, &house, 0).await, NeedState::Fulfilled, "what is over stays over");
        assert_eq!(state(app, &house, 1).await, NeedState::Confirmed);
        let closed = read(app, &house.employers[1], id).await;
        assert_eq!(closed.pool.state, PoolState::Closed);
        assert_eq!(closed.persons_of(house.firms[1]), 3, "its part is still told");
        assert!(!closed.can_answer);
        assert_eq!(told(app, &house.employers[1]).await, ["pool-ended"], "the asking is settled");
        assert!(!told(app, &house.employers[2]).await.contains(&"pool-ended".to_owned()));
        let late = say(app, &house.employers[1], id, "withdrawn").await.expect_err("over");
        assert_eq!(code(&late), "pool-over");
        let on_page = needs::read(app, &house.broker, house.needs[1]).await.expect("need");
        assert_eq!(on_page.pool, None);
    }

    async fn a_pool_opens_with_consent_and_ends_with_words(app: &App) {
        let house = house(app).await;
        let id = formed(app, &house).await;
        let early = step(app, &house.broker, id, "open").await.expect_err("nobody has said yes");
        assert_eq!(code(&early), "pool-consent-missing");
        let skipped = step(app, &house.broker, id, "ordered").await.expect_err("not open");
        assert_eq!(code(&skipped), "pool-step");
        let mute = StepForm { state: "cancelled".into(), ..StepForm::default() };
        let mute = pooling::step(app, &house.broker, id, &mute, None).await.expect_err("no words");
        assert_eq!(code(&mute), "required");
        let stale = StepForm {
            state: "cancelled".into(),
            reason: "För få".into(),
            version: "99".into(),
        };
        let stale = pooling::step(app, &house.broker, id, &stale, None).await.expect_err("stale");
        assert_eq!(stale.kind, Kind::Conflict);
        step(app, &house.strategist, id, "cancelled").await.expect("given up");
        assert_eq!(told(app, &house.employers[0]).await, ["pool-ended"]);
        let again = step(app, &house.broker, id, "open").await.expect_err("over");
        assert_eq!(code(&again), "pool-step");
        assert_eq!(pooling::ideas(app, &house.broker).await.expect("ideas").len(), 1, "free again");
    }

    async fn an_answer_on_the_telephone_has_a_day_and_a_name(app: &App) {
        let house = house(app).await;
        let silent = organisation_with(app, "559999-0065", "Demo Tyst Kök", |one| Organisation {
            municipality: MunicipalityCode::parse("2282").expect("code"),
            ..one
        })
        .await;
        let fourth = need(app, silent, "Vi behöver kockar", 5).await;
        accept(app, &house.broker, fourth).await;
        let mut form = form(&house, "Kockar i norr");
        form.needs.push(fourth.to_string());
        let id = pooling::form(app, &house.broker, &house.ssyk, &form, None).await.expect("ok").id;
        let call = |firm: OrganisationId, answer: &str, by: &str| AnswerForm {
            answer: answer.into(),
            organisation: firm.to_string(),
            said_by: by.into(),
            said_on: "2026-12-04".into(),
            ..AnswerForm::default()
        };
        let who = &house.broker;
        let nobody = pooling::record(app, who, id, &call(silent, "yes", ""), None).await;
        assert_eq!(code(&nobody.expect_err("who said it?")), "required");
        let has_login = call(house.firms[0], "yes", "Demo Chef");
        let no = pooling::record(app, who, id, &has_login, None).await.expect_err("it answers");
        assert_eq!(code(&no), "pool-firm-answers");
        let refused = call(house.firms[0], "no", "Demo Chef");
        pooling::record(app, who, id, &refused, None).await.expect("a no is always taken");
        let known = told(app, &house.employers[0]).await;
        assert!(known.contains(&"pool-recorded".to_owned()), "the firm is told: {known:?}");
        let said = call(silent, "yes", "Demo Ture Tyst");
        let outsider = pooling::record(app, &house.adviser, id, &said, None).await;
        assert_eq!(outsider.expect_err("not theirs").kind, Kind::Forbidden);
        pooling::record(app, who, id, &said, None).await.expect("written down");
        let seen = read(app, who, id).await;
        assert_eq!(seen.pool.figures, Some(sums(5, 1, 1)));
        let firm = seen.firms.iter().find(|one| one.organisation == silent).expect("firm");
        assert_eq!((firm.way, firm.consent), (Some(Way::Phone), Consent::Yes));
        assert_eq!(firm.said_by_name.as_deref(), Some("Demo Ture Tyst"));
        assert_eq!(firm.said_on.map(|day| day.to_string()).as_deref(), Some("2026-12-04"));
        assert_eq!(firm.recorded_by_name.as_deref(), Some("Karin Nordin"));
        let stale = AnswerForm { version: "1".into(), ..call(silent, "withdrawn", "Demo Ture") };
        let stale = pooling::record(app, who, id, &stale, None).await.expect_err("answered since");
        assert_eq!(stale.kind, Kind::Conflict);
    }

    async fn a_plan_has_one_editor_at_a_time_and_bad_input_is_told(app: &App) {
        let house = house(app).await;
        let few = PoolForm { needs: vec![house.needs[0].to_string()], ..form(&house, "För få") };
        let few = pooling::form(app, &house.broker, &house.ssyk, &few, None).await;
        assert_eq!(code(&few.expect_err("one firm")), "pool-too-few");
        let other = pooling::form(app, &house.broker, "7212", &form(&house, "Svets"), None).await;
        assert_eq!(code(&other.expect_err("cooks are no welders")), "pool-need-gone");
        let empty = PoolForm::default();
        let blank = pooling::form(app, &house.broker, &house.ssyk, &empty, None).await;
        assert_eq!(blank.expect_err("nothing").faults.0.len(), 5, "all at once");
        let id = formed(app, &house).await;
        let edit = PoolForm { version: "1".into(), ..form(&house, "Kockar i hela länet") };
        pooling::change(app, &house.broker, id, &edit, None).await.expect("changed");
        let late = pooling::change(app, &house.strategist, id, &edit, None).await;
        assert_eq!(late.expect_err("changed meanwhile").kind, Kind::Conflict);
        assert_eq!(read(app, &house.broker, id).await.pool.plan.title, "Kockar i hela länet");
    }
}
