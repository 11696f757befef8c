//! Visits: one record however many come, who sees what, obstacles and promises, how far they reach.

use app::visits::{self, ListQuery, QueueQuery, WordsForm};
use app::{App, Kind, Slice, contacts};
use domain::access::{Actor, Role};
use domain::contacts::ContactForm;
use domain::ids::OrganisationId;
use domain::organisations::Organisation;
use domain::visits::{Coverage, RatingForm, VisitForm, VisitState};

use crate::harness::{organisation, organisation_with, person, unread};
use crate::on_both;

struct House {
    firm: OrganisationId,
    office: OrganisationId,
    broker: Actor,
    adviser: Actor,
    outsider: Actor,
    employer: Actor,
    rival: Actor,
    politician: Actor,
}

async fn house(app: &App) -> House {
    let firm = organisation(app, "559999-0016", "Sidensjö Möbler").await;
    let rival = organisation(app, "559999-0024", "Timrå Lack").await;
    let region = actor(app, "559999-0032", "Demo region").await;
    let office = actor(app, "559999-0040", "Demo arbetsförmedling").await;
    let other = actor(app, "559999-0057", "Demo kansli").await;
    House {
        broker: person(app, Role::Broker, region, "Karin Nordin").await,
        adviser: person(app, Role::AfAdviser, office, "Sara Lund").await,
        outsider: person(app, Role::AfAdviser, other, "Ove Utanför").await,
        employer: person(app, Role::EmployerAdmin, firm, "Lena Wiklund").await,
        rival: person(app, Role::EmployerMember, rival, "Rut Rival").await,
        politician: person(app, Role::Politician, region, "Pia Politik").await,
        firm,
        office,
    }
}

async fn actor(app: &App, number: &str, name: &str) -> OrganisationId {
    let is_actor = |organisation| Organisation { is_actor: true, ..organisation };
    organisation_with(app, number, name, is_actor).await
}

fn held(house: &House) -> VisitForm {
    VisitForm {
        on: "2026-12-04".into(),
        with: vec![house.office.to_string()],
        education: "Svets".into(),
        retirements_one_year: "1".into(),
        retirements_five_years: "4".into(),
        mentors: "2".into(),
        climate: "5".into(),
        obstacle_kind: "housing".into(),
        obstacle: "Inga lägenheter".into(),
        promise: "Vi ringer om kursen".into(),
        promise_on: "2026-12-18".into(),
        ..VisitForm::default()
    }
}

on_both! {
    async fn an_obstacle_is_told_where_its_committee_is_and_the_answer_to_the_firm(app: &App) {
        let house = house(app).await;
        let council = actor(app, "559999-0065", "Demo kommun").await;
        let contact = person(app, Role::MuniContact, council, "Inger Backe").await;
        let kept = visits::keep(app, &house.broker, house.firm, &held(&house), "Besök", None).await;
        let id = kept.expect("kept").id;
        let told = unread(app, &contact).await;
        assert_eq!(told.len(), 1);
        assert_eq!((told[0].kind.as_str(), told[0].subject), ("obstacle-sent", id.0));
        assert!(unread(app, &house.outsider).await.is_empty(), "nobody else is told");
        let seen = visits::read(app, &contact, id).await.expect("seen");
        assert!(seen.can_answer && !seen.is_whole && seen.promises.is_empty());
        let about = seen.obstacles[0].id.to_string();
        let answer = WordsForm { about, words: "Tolv lägenheter i vår".into() };
        visits::answer_obstacle(app, &contact, id, &answer, None).await.expect("answered");
        assert!(unread(app, &contact).await.is_empty(), "it has been dealt with");
        for reader in [&house.employer, &house.broker] {
            let told = unread(app, reader).await;
            assert_eq!(told[0].kind, "obstacle-answered", "{}", reader.role());
        }
    }

    async fn a_visit_from_the_ledgers_form_counts_until_it_is_called_off(app: &App) {
        let house = house(app).await;
        let form = ContactForm {
            kind: "visit".into(),
            on: "2026-12-20".into(),
            topic: "Kompetens".into(),
            ..ContactForm::default()
        };
        let kept = contacts::keep(app, &house.broker, house.firm, &form, None).await;
        let contact = kept.expect("planned").id;
        contacts::keep(app, &house.adviser, house.firm, &form, None).await.expect("together");
        let visits_of = async || {
            let query = ListQuery::default();
            visits::list(app, &house.broker, &query, Slice::top(10)).await.expect("list").items
        };
        let found = visits_of().await;
        assert_eq!((found.len(), found[0].parties), (1, 2), "one visit that both take part in");
        assert_eq!(found[0].state, VisitState::Planned);
        contacts::cancel(app, &house.broker, contact, None).await.expect("called off");
        assert_eq!(visits_of().await[0].state, VisitState::Cancelled);
    }

    async fn a_joint_visit_counts_once_for_the_firm_and_once_for_each_that_came(app: &App) {
        let house = house(app).await;
        let form = held(&house);
        let kept = visits::keep(app, &house.broker, house.firm, &form, "Besök", Some("k")).await;
        let kept = kept.expect("kept");
        assert_eq!(kept.state, VisitState::Reported);
        let again = visits::keep(app, &house.broker, house.firm, &form, "Besök", Some("k")).await;
        assert_eq!(again.expect("the same").id, kept.id, "sent twice, written once");
        let second = visits::keep(app, &house.adviser, house.firm, &form, "Besök", None).await;
        assert_eq!(second.expect_err("same day").faults.0[0].code, "visit-same-day");
        let figures = visits::figures(app, &house.politician, None).await.expect("figures");
        assert_eq!(figures.whole, Coverage { visited: 1, firms: 2 });
        let counted: Vec<_> =
            figures.organisations.iter().map(|one| (one.visits, one.joint, one.firms)).collect();
        assert_eq!(counted, [(1, 1, 1), (1, 1, 1)]);
        assert!(figures.inventory[0].sums.is_none(), "one firm alone is not shown");
        assert!(figures.ratings.is_none());
        let ledger = app::contacts::ledger(app, &house.outsider, house.firm).await.expect("ledger");
        assert_eq!(ledger.recent.len(), 1, "once in the ledger");
    }

    async fn what_was_heard_is_for_those_who_came_and_the_firm(app: &App) {
        let house = house(app).await;
        let kept = visits::keep(app, &house.broker, house.firm, &held(&house), "Besök", None).await;
        let id = kept.expect("kept").id;
        for (reader, is_whole) in [
            (&house.broker, true),
            (&house.adviser, true),
            (&house.employer, true),
            (&house.outsider, false),
        ] {
            let view = visits::read(app, reader, id).await.expect("seen");
            assert_eq!(view.is_whole, is_whole, "{}", reader.role());
            assert_eq!(view.visit.inventory.is_empty(), !is_whole);
            assert_eq!(view.obstacles.len(), usize::from(is_whole));
            assert_eq!(view.promises.len(), usize::from(is_whole));
        }
        for stranger in [&house.rival, &house.politician] {
            let refused = visits::read(app, stranger, id).await.expect_err("invisible");
            assert_eq!(refused.kind, Kind::Invisible);
        }
        let own = visits::list(app, &house.rival, &ListQuery::default(), Slice::top(10)).await;
        assert_eq!(own.expect("own").total, 0);
        let joined = visits::join(app, &house.outsider, id, None).await;
        assert_eq!(joined.expect("joined").id, id);
        assert!(visits::read(app, &house.outsider, id).await.expect("seen").is_whole);
        assert_eq!(unread(app, &house.broker).await[0].kind, "visit-joined");
    }

    async fn whoever_writes_second_is_told_and_nothing_is_lost(app: &App) {
        let house = house(app).await;
        let plan = VisitForm {
            on: "2026-12-07".into(),
            with: vec![house.office.to_string()],
            ..VisitForm::default()
        };
        let kept = visits::keep(app, &house.broker, house.firm, &plan, "Besök", None).await;
        let id = kept.expect("kept").id;
        let version = visits::read(app, &house.adviser, id).await.expect("seen").visit.version;
        let mine = VisitForm { mentors: "2".into(), ..VisitForm::default() };
        let theirs = VisitForm { mentors: "3".into(), ..VisitForm::default() };
        visits::report(app, &house.broker, id, &mine, version, Some("a")).await.expect("first");
        let second = visits::report(app, &house.adviser, id, &theirs, version, Some("b")).await;
        assert_eq!(second.expect_err("second").kind, Kind::Conflict);
        let stands = visits::read(app, &house.adviser, id).await.expect("seen").visit;
        assert_eq!(stands.inventory.mentors, Some(2));
        visits::report(app, &house.adviser, id, &theirs, stands.version, Some("c"))
            .await
            .expect("from what stands");
        let refused = visits::report(app, &house.outsider, id, &mine, 3, None).await;
        assert_eq!(refused.expect_err("was not there").kind, Kind::Forbidden);
    }

    async fn obstacles_are_answered_once_and_promises_are_kept_by_who_gave_them(app: &App) {
        let house = house(app).await;
        let kept = visits::keep(app, &house.broker, house.firm, &held(&house), "Besök", None).await;
        let id = kept.expect("kept").id;
        let view = visits::read(app, &house.broker, id).await.expect("seen");
        assert_eq!(view.obstacles[0].committee, "Kommunstyrelsen");
        let about = view.obstacles[0].id.to_string();
        let answer = WordsForm { about, words: "Tolv lägenheter i vår".into() };
        visits::answer_obstacle(app, &house.adviser, id, &answer, None).await.expect("answered");
        let twice = visits::answer_obstacle(app, &house.broker, id, &answer, None).await;
        assert_eq!(twice.expect_err("twice").faults.0[0].code, "already-replied");
        let promise =
            WordsForm { about: view.promises[0].id.to_string(), words: String::new() };
        let others = visits::keep_promise(app, &house.adviser, id, &promise, None).await;
        assert_eq!(others.expect_err("not theirs").kind, Kind::Forbidden);
        visits::keep_promise(app, &house.broker, id, &promise, None).await.expect("kept");
        let told = WordsForm { about: String::new(), words: "Kursen börjar i mars".into() };
        visits::feed_back(app, &house.broker, id, &told, None).await.expect("told");
        let grades =
            RatingForm { useful: "5".into(), listened: "4".into(), again: "5".into() };
        visits::rate(app, &house.employer, id, &grades, None).await.expect("rated");
        let view = visits::read(app, &house.employer, id).await.expect("seen");
        assert!(view.obstacles[0].answer.is_some() && view.promises[0].kept_at.is_some());
        assert_eq!(view.visit.feedback.as_deref(), Some("Kursen börjar i mars"));
        assert_eq!(view.visit.rating.map(|given| given.useful), Some(5));
    }

    async fn a_firm_leaves_the_queue_with_a_planned_visit_and_comes_back(app: &App) {
        let house = house(app).await;
        let waiting = async || {
            let query = QueueQuery::default();
            visits::queue(app, &house.broker, &query, Slice::top(10)).await.expect("queue").total
        };
        assert_eq!(waiting().await, 2);
        let plan = VisitForm { on: "2026-12-07".into(), ..VisitForm::default() };
        let later = VisitForm { on: "2026-12-20".into(), ..VisitForm::default() };
        let kept = visits::keep(app, &house.broker, house.firm, &later, "Besök", None).await;
        let id = kept.expect("planned").id;
        assert_eq!(waiting().await, 1);
        let early = visits::step(app, &house.broker, id, VisitState::Held, None).await;
        assert_eq!(early.expect_err("not yet").faults.0[0].code, "visit-not-yet");
        visits::step(app, &house.broker, id, VisitState::Cancelled, None).await.expect("off");
        assert_eq!(waiting().await, 2);
        let ledger = app::contacts::ledger(app, &house.broker, house.firm).await.expect("ledger");
        assert!(ledger.planned.is_empty(), "gone from the ledger too");
        visits::keep(app, &house.broker, house.firm, &plan, "Besök", None).await.expect("held");
        assert_eq!(waiting().await, 1);
    }
}
