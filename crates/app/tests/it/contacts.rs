//! Contacts and organisations: who sees that a firm has been met, and who what was said.

use app::contacts::peace;
use app::contacts::{self, CoordinateForm};
use app::organisations::{self, ListQuery};
use app::{App, Kind, Slice};
use domain::access::{Actor, Role};
use domain::contacts::ContactForm;
use domain::contacts::peace::{Outcome, QuietForm, WishesForm};
use domain::ids::OrganisationId;
use domain::organisations::OrganisationForm;

use crate::harness::{organisation, person};
use crate::on_both;

struct House {
    firm: OrganisationId,
    broker: Actor,
    adviser: Actor,
    employer: Actor,
    rival: Actor,
}

async fn house(app: &App) -> House {
    let firm = organisation(app, "559999-0016", "Sidensjö Möbler").await;
    let rival = organisation(app, "559999-0024", "Timrå Lack").await;
    let region = organisation(app, "559999-0032", "Demo region").await;
    let office = organisation(app, "559999-0040", "Demo arbetsförmedling").await;
    House {
        broker: person(app, Role::Broker, region, "Karin Nordin").await,
        adviser: person(app, Role::AfAdviser, office, "Sara Lund").await,
        employer: person(app, Role::EmployerAdmin, firm, "Lena Wiklund").await,
        rival: person(app, Role::EmployerMember, rival, "Rut Rival").await,
        firm,
    }
}

fn visit(on: &str) -> ContactForm {
    ContactForm {
        kind: "visit".into(),
        on: on.into(),
        topic: "Kompetensbehov".into(),
        note: "De funderar på att flytta".into(),
        reason: String::new(),
    }
}

on_both! {
    async fn everyone_sees_that_a_firm_was_met_and_only_ones_own_what_was_said(app: &App) {
        let house = house(app).await;
        contacts::keep(app, &house.adviser, house.firm, &visit("2026-11-27"), Some("k"))
            .await
            .expect("kept");
        contacts::keep(app, &house.adviser, house.firm, &visit("2026-11-27"), Some("k"))
            .await
            .expect("the same");
        let planned = contacts::keep(app, &house.adviser, house.firm, &visit("2026-12-20"), None)
            .await
            .expect("planned");
        assert!(planned.is_planned);
        contacts::keep(app, &house.adviser, house.firm, &visit("2026-08-01"), None)
            .await
            .expect("long ago");
        for (reader, sees_note, can_coordinate) in [
            (&house.adviser, true, false),
            (&house.broker, false, true),
            (&house.employer, false, false),
        ] {
            let ledger = contacts::ledger(app, reader, house.firm).await.expect("ledger");
            assert_eq!((ledger.recent.len(), ledger.planned.len()), (1, 1), "{}", reader.role());
            let line = &ledger.recent[0];
            assert_eq!(line.contact.contact.note.is_some(), sees_note, "{}", reader.role());
            assert_eq!(line.can_coordinate, can_coordinate, "{}", reader.role());
        }
        let hidden = contacts::ledger(app, &house.rival, house.firm).await;
        assert_eq!(hidden.expect_err("another firm").kind, Kind::Invisible);
        let refused =
            contacts::keep(app, &house.employer, house.firm, &visit("2026-12-01"), None).await;
        assert_eq!(refused.expect_err("no actor").kind, Kind::Forbidden);
        let all =
            contacts::list(app, &house.broker, house.firm, Slice::Page { offset: 0, limit: 2 })
                .await
                .expect("list");
        assert_eq!((all.total, all.items.len()), (3, 2));
        let other = contacts::cancel(app, &house.broker, planned.id, None).await;
        assert_eq!(other.expect_err("not theirs").kind, Kind::Forbidden);
        contacts::cancel(app, &house.adviser, planned.id, None).await.expect("cancelled");
        assert!(
            contacts::ledger(app, &house.broker, house.firm)
                .await
                .expect("ledger")
                .planned
                .is_empty()
        );
    }

    async fn samordna_asks_and_is_answered_once(app: &App) {
        let house = house(app).await;
        let kept = contacts::keep(app, &house.adviser, house.firm, &visit("2026-12-20"), None)
            .await
            .expect("kept");
        let words = CoordinateForm { words: "Kan jag följa med?".into() };
        let own = contacts::coordinate(app, &house.adviser, kept.id, &words, None).await;
        assert!(own.expect_err("their own").is_invalid());
        contacts::coordinate(app, &house.broker, kept.id, &words, None).await.expect("asked");
        let app::desk::StartPage::Work(desk) =
            crate::harness::start(app, &house.adviser).await
        else {
            panic!("an adviser has a work desk")
        };
        assert_eq!(desk.notices[0].kind, "coordination-asked");
        let app::desk::Todo::Coordinate(asked) = &desk.todo[0] else {
            panic!("a request to answer")
        };
        let answer = CoordinateForm { words: "Ja, tisdag kl. 13".into() };
        let wrong = contacts::reply(app, &house.broker, asked.id, &answer, None).await;
        assert_eq!(wrong.expect_err("they asked").kind, Kind::Forbidden);
        let hidden = contacts::read_coordination(app, &house.rival, asked.id).await;
        assert_eq!(hidden.expect_err("a firm").kind, Kind::Invisible);
        contacts::reply(app, &house.adviser, asked.id, &answer, None).await.expect("replied");
        assert!(
            contacts::reply(app, &house.adviser, asked.id, &answer, None)
                .await
                .expect_err("twice")
                .is_invalid()
        );
        let ledger = contacts::ledger(app, &house.broker, house.firm).await.expect("ledger");
        assert_eq!(ledger.planned[0].coordinations[0].reply.as_deref(), Some("Ja, tisdag kl. 13"));
    }

    async fn a_firms_wishes_are_kept_to_or_a_reason_is_given_that_it_reads(app: &App) {
        let house = house(app).await;
        let (firm, adviser, broker) = (house.firm, &house.adviser, &house.broker);
        contacts::keep(app, adviser, firm, &visit("2026-11-27"), None).await.expect("kept");
        let wish = WishesForm { limit: "1".into(), ..WishesForm::default() };
        let rival = peace::say(app, broker, &wish, None).await;
        assert_eq!(rival.expect_err("not its own").kind, Kind::Invisible);
        peace::say(app, &house.employer, &wish, None).await.expect("said");
        let stale = peace::say(app, &house.employer, &wish, None).await;
        assert_eq!(stale.expect_err("builds on nothing").kind, Kind::Conflict);
        let asked = ContactForm { kind: "visit".into(), on: "2026-12-20".into(), ..visit("") };
        let verdict = peace::verdict(app, broker, firm, &asked).await.expect("weighed");
        assert_eq!(verdict.outcome, Outcome::NeedsReason);
        let without = contacts::keep(app, broker, firm, &asked, None).await.expect_err("no reason");
        assert_eq!(without.faults.of("reason").map(|fault| fault.code), Some("peace-limit"));
        let forced = ContactForm { reason: "Taket läcker".into(), ..asked };
        let kept = contacts::keep(app, broker, firm, &forced, None).await.expect("forced");
        assert!(kept.is_forced);
        for (reader, sees) in [(&house.employer, true), (broker, true), (adviser, false)] {
            let ledger = contacts::ledger(app, reader, firm).await.expect("ledger");
            let seen = ledger.planned[0].contact.forced.as_ref();
            assert_eq!(seen.map(|one| one.why.as_str()), sees.then_some("Taket läcker"));
            assert_eq!(ledger.wishes.unasked, 2);
        }
        let app::desk::StartPage::Employer(desk) =
            crate::harness::start(app, &house.employer).await
        else {
            panic!("an employer has a desk of its own")
        };
        assert_eq!(desk.notices[0].kind, "contact-forced");
    }

    async fn surveys_stay_out_of_a_quiet_period_and_answers_get_through(app: &App) {
        let house = house(app).await;
        let (firm, broker) = (house.firm, &house.broker);
        let quiet = QuietForm {
            from: "2026-12-10".into(),
            until: "2027-01-06".into(),
            why: "Inventering".into(),
        };
        let kept = peace::say_quiet(app, &house.employer, &quiet, Some("k")).await.expect("said");
        let again = peace::say_quiet(app, &house.employer, &quiet, Some("k")).await;
        assert_eq!(again.expect("the same").id, kept.id);
        let survey = ContactForm {
            kind: "survey".into(),
            reason: "Det brådskar".into(),
            ..visit("2026-12-15")
        };
        let refused = contacts::keep(app, broker, firm, &survey, None).await.expect_err("quiet");
        assert_eq!(refused.faults.of("kind").map(|one| one.code), Some("peace-quiet-survey"));
        let call = ContactForm { kind: "call".into(), ..visit("2026-12-15") };
        assert!(contacts::keep(app, broker, firm, &call, None).await.is_err());
        let region = broker.organisation().expect("a broker speaks for the region");
        crate::cases::desk(app, region, Role::Strategist, None).await;
        let case = app::cases::CaseForm {
            organisation: firm.to_string(),
            title: "Två snickare".into(),
            words: "De ringde och vill ha hjälp".into(),
            next_step: "Ring upp".into(),
            log_call: "yes".into(),
        };
        app::cases::open_by_hand(app, broker, &case, None).await.expect("opened");
        let answer = contacts::keep(app, broker, firm, &call, None).await.expect("asked for");
        assert!(!answer.is_forced);
        assert!(contacts::keep(app, broker, firm, &survey, None).await.is_err(), "still a survey");
        let other = contacts::keep(app, &house.adviser, firm, &call, None).await;
        assert!(other.is_err(), "the case is not the adviser's");
        let rival = peace::end_quiet(app, &house.rival, kept.id, None).await;
        assert!(rival.is_err(), "another firm's");
        peace::end_quiet(app, &house.employer, kept.id, None).await.expect("ended");
        contacts::keep(app, &house.adviser, firm, &survey, None).await.expect("quiet no more");
        let ledger = contacts::ledger(app, broker, firm).await.expect("ledger");
        assert_eq!(ledger.wishes.unasked, 1, "only the survey was not asked for");
    }

    async fn who_plan_at_once_cannot_both_have_the_last_place(app: &App) {
        let house = house(app).await;
        let wish = WishesForm { limit: "1".into(), ..WishesForm::default() };
        peace::say(app, &house.employer, &wish, None).await.expect("said");
        let (first, second) = (visit("2026-12-15"), visit("2026-12-16"));
        let (one, two) = tokio::join!(
            contacts::keep(app, &house.broker, house.firm, &first, None),
            contacts::keep(app, &house.adviser, house.firm, &second, None),
        );
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        let ledger = contacts::ledger(app, &house.broker, house.firm).await.expect("ledger");
        assert_eq!((ledger.planned.len(), ledger.wishes.unasked), (1, 1));
    }

    async fn a_firm_is_added_once_and_mended_by_those_who_may(app: &App) {
        let house = house(app).await;
        let form = OrganisationForm {
            org_number: "559999-0057".into(),
            name: "Resele Trähus".into(),
            municipality: "2284".into(),
            sector: "private".into(),
            ..OrganisationForm::default()
        };
        let kept = organisations::add(app, &house.broker, &form, Some("k")).await.expect("added");
        assert_eq!(
            organisations::add(app, &house.broker, &form, Some("k")).await.expect("the same"),
            kept
        );
        let twice = organisations::add(app, &house.broker, &form, None).await.expect_err("twice");
        assert_eq!(twice.faults.of("orgNumber").map(|fault| fault.code), Some("org-number-taken"));
        let nowhere = OrganisationForm {
            org_number: "559999-0065".into(),
            municipality: "2180".into(),
            ..form.clone()
        };
        assert!(
            organisations::add(app, &house.broker, &nowhere, None)
                .await
                .expect_err("another county")
                .is_invalid()
        );
        for q in ["resele", "559999-0057"] {
            let query = ListQuery { q: q.into(), ..ListQuery::default() };
            let found = organisations::list(app, &house.adviser, &query, Slice::top(5))
                .await
                .expect("list");
            assert_eq!(found.items.iter().map(|one| one.id).collect::<Vec<_>>(), [kept.id], "{q}");
        }
        let view = organisations::read(app, &house.employer, house.firm).await.expect("own firm");
        assert!(view.can_edit && !view.can_work);
        let mut own = organisations::form_of(&view.organisation.organisation);
        own.turnover_thousand_sek = "8 000".into();
        let version = view.organisation.version;
        organisations::edit(app, &house.employer, house.firm, version, &own, None)
            .await
            .expect("mended");
        let stale = organisations::edit(app, &house.broker, house.firm, version, &own, None).await;
        assert_eq!(stale.expect_err("changed since").kind, Kind::Conflict);
        let found = organisations::find(app, &house.broker, house.firm).await.expect("there");
        assert_eq!(found.organisation.turnover_thousand_sek, Some(8_000));
        let other = organisations::edit(app, &house.rival, house.firm, 2, &own, None).await;
        assert_eq!(other.expect_err("another firm").kind, Kind::Invisible);
        let adviser = organisations::edit(app, &house.adviser, house.firm, 2, &own, None).await;
        assert_eq!(adviser.expect_err("reads only").kind, Kind::Forbidden);
    }
}
