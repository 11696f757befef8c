//! Agreements: who keeps and who reads them, whom one can have one with, how one changes and ends,
//! and that their end is told once.

use app::agreements::{self, ListQuery, View};
use app::{App, Kind, Slice};
use domain::access::{Actor, Role};
use domain::agreements::{AgreementForm, AgreementState, EndingForm};
use domain::ids::{AgreementId, OrganisationId};
use domain::organisations::{Organisation, Sector};

use crate::harness::{county, enrol, organisation, organisation_with, person, told};
use crate::on_both;

struct House {
    firm: OrganisationId,
    iuc: OrganisationId,
    broker: Actor,
    strategist: Actor,
    leader: Actor,
    adviser: Actor,
    employer: Actor,
    provider: Actor,
}

async fn house(app: &App) -> House {
    let is_actor = |organisation| Organisation { is_actor: true, ..organisation };
    let is_public =
        |organisation| Organisation { sector: Sector::Public, ..is_actor(organisation) };
    let firm = organisation(app, "559999-0016", "Sidensjö Möbler").await;
    let iuc = organisation_with(app, "559999-0024", "Demo IUC", is_actor).await;
    let region = organisation_with(app, "559999-0032", "Demo region", is_public).await;
    let council = organisation_with(app, "559999-0040", "Demo kommun", is_public).await;
    House {
        broker: person(app, Role::Broker, region, "Karin Nordin").await,
        strategist: person(app, Role::Strategist, region, "Stina Ström").await,
        leader: person(app, Role::Leader, iuc, "Eva Lindkvist").await,
        adviser: person(app, Role::MuniAdviser, council, "Mats Kommun").await,
        employer: person(app, Role::EmployerAdmin, firm, "Lena Wiklund").await,
        provider: person(app, Role::Provider, iuc, "Rut Kurs").await,
        firm,
        iuc,
    }
}

fn form(until: &str) -> AgreementForm {
    AgreementForm {
        kind: "leading".into(),
        scope: "Leder kartläggningar i tillverkande företag".into(),
        municipalities: vec!["2282".into()],
        valid_from: "2026-10-01".into(),
        valid_until: until.into(),
        reference: "RVN 2026/123".into(),
        signed_on: "2026-09-28".into(),
    }
}

async fn added(app: &App, house: &House, until: &str) -> AgreementId {
    let kept = agreements::add(app, &house.broker, house.iuc, &form(until), None).await;
    kept.expect("added").id
}

async fn read(app: &App, reader: &Actor, id: AgreementId) -> View {
    agreements::read(app, reader, id).await.expect("read")
}

fn ending(on: &str, reason: &str) -> EndingForm {
    EndingForm { ended_on: on.into(), reason: reason.into() }
}

/// The only code of what was refused, and its kind.
fn refused<T: std::fmt::Debug>(result: Result<T, app::Error>) -> (Kind, &'static str) {
    let error = result.expect_err("refused");
    (error.kind, error.faults.0.first().map_or("", |fault| fault.code))
}

/// Kinds of events about an agreement, sorted.
async fn events(app: &App, id: AgreementId) -> Vec<String> {
    let mut connection = app.store.read().await.expect("connection");
    let all = store::events::about(&mut connection, &county(), "agreement", id.0, 50).await;
    let mut kinds: Vec<_> = all.expect("events").into_iter().map(|event| event.kind).collect();
    kinds.sort();
    kinds
}

async fn turn(app: &App, at: &str) -> u64 {
    app.clock.set(at.parse().expect("instant"));
    app::worker::tick(app, app.now()).await.expect("turn").reminded
}

on_both! {
    async fn brokers_and_strategists_keep_what_every_actor_reads_and_no_firm(app: &App) {
        let house = house(app).await;
        let id = added(app, &house, "2027-12-31").await;
        for reader in [&house.strategist, &house.leader, &house.adviser, &house.broker] {
            let view = read(app, reader, id).await;
            assert_eq!(view.seen.state, AgreementState::Holds);
            let keeps = matches!(reader.role(), Role::Broker | Role::Strategist);
            assert_eq!((view.can_change, view.can_end), (keeps, keeps), "{}", reader.role());
        }
        let all = ListQuery::default();
        for stranger in [&house.employer, &house.provider] {
            let hidden = (Kind::Invisible, "");
            assert_eq!(refused(agreements::read(app, stranger, id).await), hidden);
            let list = agreements::list(app, stranger, &all, Slice::top(9)).await;
            assert_eq!(refused(list), hidden);
            let no = agreements::add(app, stranger, house.iuc, &form(""), None).await;
            assert_eq!(refused(no), hidden);
            let card = agreements::of_organisation(app, stranger, house.iuc).await;
            assert_eq!(card.expect("nothing").total, 0);
        }
        for reader in [&house.leader, &house.adviser] {
            let no = (Kind::Forbidden, "");
            assert_eq!(refused(agreements::partners(app, reader).await), no);
            let add = agreements::add(app, reader, house.iuc, &form(""), None).await;
            assert_eq!(refused(add), no);
            let change = agreements::change(app, reader, id, 1, &form(""), None).await;
            assert_eq!(refused(change), no);
            let end = agreements::end(app, reader, id, 1, &ending("2026-12-07", "Nej"), None).await;
            assert_eq!(refused(end), no);
        }
        let card = agreements::of_organisation(app, &house.adviser, house.iuc).await;
        assert_eq!(card.expect("card").items[0].agreement.id, id);
        assert_eq!(events(app, id).await, ["agreement.added"]);
    }

    async fn only_an_actor_can_have_one_and_bad_input_is_told(app: &App) {
        let house = house(app).await;
        let with_firm = agreements::add(app, &house.broker, house.firm, &form(""), None).await;
        assert_eq!(refused(with_firm), (Kind::Invalid, "agreement-not-actor"));
        let nobody = OrganisationId(uuid::Uuid::now_v7());
        let with_nobody = agreements::add(app, &house.broker, nobody, &form(""), None).await;
        assert_eq!(refused(with_nobody), (Kind::Invisible, ""));
        let turned = form("2026-01-01");
        let turned = agreements::add(app, &house.broker, house.iuc, &turned, None).await;
        assert_eq!(refused(turned), (Kind::Invalid, "agreement-days-turned"));
        let away = AgreementForm { municipalities: vec!["2180".into()], ..form("") };
        let away = agreements::add(app, &house.broker, house.iuc, &away, None).await;
        assert_eq!(refused(away), (Kind::Invalid, "unknown-choice"), "of another county");
        let partners = agreements::partners(app, &house.broker).await.expect("partners");
        let names: Vec<_> = partners.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(names, ["Demo IUC", "Demo kommun", "Demo region"]);
        let sent = async || {
            let key = Some("en");
            agreements::add(app, &house.broker, house.iuc, &form(""), key).await.expect("kept").id
        };
        assert_eq!(sent().await, sent().await, "sent twice, written once");
        let all = agreements::list(app, &house.leader, &ListQuery::default(), Slice::top(9)).await;
        assert_eq!(all.expect("list").total, 1);
    }

    async fn two_who_change_at_once_do_not_overwrite_each_other(app: &App) {
        let house = house(app).await;
        let id = added(app, &house, "2027-12-31").await;
        let (broker, strategist) = (&house.broker, &house.strategist);
        agreements::change(app, strategist, id, 1, &form(""), None).await.expect("changed");
        let late = agreements::change(app, broker, id, 1, &form("2028-01-01"), None).await;
        assert_eq!(refused(late).0, Kind::Conflict);
        let end = agreements::end(app, broker, id, 1, &ending("2026-12-07", "Nej"), None).await;
        assert_eq!(refused(end).0, Kind::Conflict);
        assert_eq!(read(app, broker, id).await.seen.agreement.agreement.valid_until, None);
        assert_eq!(events(app, id).await, ["agreement.added", "agreement.changed"]);
    }

    async fn what_is_ended_is_over_that_day_and_stays(app: &App) {
        let house = house(app).await;
        let id = added(app, &house, "").await;
        let broker = &house.broker;
        let why = agreements::end(app, broker, id, 1, &ending("2026-12-07", ""), None).await;
        assert_eq!(refused(why), (Kind::Invalid, "required"));
        let ahead = agreements::end(app, broker, id, 1, &ending("2026-12-08", "Nej"), None).await;
        assert_eq!(refused(ahead), (Kind::Invalid, "agreement-day-ended"));
        let sure = ending("2026-12-07", "IUC lånar inte ut ledare längre");
        let ended = agreements::end(app, broker, id, 1, &sure, Some("k")).await.expect("ended");
        let again = agreements::end(app, broker, id, 1, &sure, Some("k")).await;
        assert_eq!(again.expect("the first answer"), ended);
        let view = read(app, broker, id).await;
        assert_eq!(view.seen.state, AgreementState::Over);
        assert!(!view.can_change && !view.can_end);
        assert_eq!(view.seen.agreement.ended_by_name.as_deref(), Some("Karin Nordin"));
        let change = agreements::change(app, broker, id, 2, &form(""), None).await;
        assert_eq!(refused(change).0, Kind::Conflict);
        let past = added(app, &house, "2026-10-02").await;
        let view = read(app, broker, past).await;
        assert!(view.can_change && !view.can_end, "it can be prolonged");
        let end = agreements::end(app, broker, past, 1, &ending("2026-10-02", "Nej"), None).await;
        assert_eq!(refused(end), (Kind::Invalid, "agreement-over"));
    }

    async fn an_end_is_told_once_sixty_days_before_also_over_a_lost_day(app: &App) {
        let house = house(app).await;
        let id = added(app, &house, "2027-03-31").await;
        assert_eq!(turn(app, "2027-01-29T08:00:00Z").await, 0, "61 days before");
        assert!(told(app, &house.strategist).await.is_empty());
        // Nobody looked on day 60.
        assert_eq!(turn(app, "2027-01-31T08:00:00Z").await, 1);
        assert_eq!(turn(app, "2027-01-31T09:00:00Z").await, 0);
        assert_eq!(turn(app, "2027-02-01T08:00:00Z").await, 0);
        assert_eq!(told(app, &house.strategist).await, ["agreement-ends"]);
        assert!(told(app, &house.leader).await.is_empty(), "who answers for it, and nobody else");
        assert_eq!(events(app, id).await, ["agreement.added", "agreement.end-told"]);
        let near = form("2027-03-30");
        agreements::change(app, &house.broker, id, 1, &near, None).await.expect("a day less");
        assert_eq!(turn(app, "2027-02-02T08:00:00Z").await, 0, "they know it");
        let far = form("2027-12-31");
        agreements::change(app, &house.broker, id, 2, &far, None).await.expect("prolonged");
        assert!(told(app, &house.strategist).await.is_empty(), "it is settled");
        assert_eq!(turn(app, "2027-10-31T08:00:00Z").await, 0);
        assert_eq!(turn(app, "2027-11-01T08:00:00Z").await, 1, "and comes near again");
        let sure = ending("2027-11-01", "De slutar");
        agreements::end(app, &house.broker, id, 3, &sure, None).await.expect("ended");
        assert!(told(app, &house.strategist).await.is_empty(), "nothing is left to do");
    }

    async fn leaders_lent_without_an_agreement_are_pointed_out(app: &App) {
        let house = house(app).await;
        enrol(app, &house.leader, 2).await;
        enrol(app, &house.adviser, 2).await;
        let lacking = async |reader: &Actor| {
            let all = agreements::lacking(app, reader).await.expect("lacking");
            all.into_iter().map(|(_, name)| name).collect::<Vec<_>>()
        };
        assert_eq!(lacking(&house.broker).await, ["Demo IUC"], "the municipality's lead at work");
        assert_eq!(lacking(&house.employer).await, [""; 0], "nothing for firms");
        let id = added(app, &house, "").await;
        assert_eq!(lacking(&house.broker).await, [""; 0]);
        let sure = ending("2026-12-07", "De slutar");
        agreements::end(app, &house.broker, id, 1, &sure, None).await.expect("ended");
        assert_eq!(lacking(&house.adviser).await, ["Demo IUC"]);
    }
}
