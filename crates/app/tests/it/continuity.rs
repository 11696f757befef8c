//! Continuity: nobody leaves with anything in hand, not even when others write at the same time,
//! and whoever is away has somebody who steps in.

use app::continuity::{self, KEEPERS};
use app::desk::StartPage;
use app::mappings::{self, Invitation, Login};
use app::{App, Kind, Slice, contacts};
use domain::access::{Actor, Assignment, Reach, Role};
use domain::contacts::ContactForm;
use domain::continuity::{AbsenceForm, HandoverForm};
use domain::ids::{AssignmentId, DeskId, MappingId, OrganisationId, PersonId};
use domain::organisations::Organisation;
use domain::time::Date;
use uuid::Uuid;

use crate::harness::{county, enrol, organisation, organisation_with, person};
use crate::on_both;

struct House {
    firm: OrganisationId,
    office: OrganisationId,
    desk: DeskId,
    /// Leaves.
    sara: Actor,
    /// Shares the desk.
    ove: Actor,
    /// The desk's deputy.
    dag: Actor,
    strategist: Actor,
    employer: Actor,
}

/// A person on a desk.
async fn on_desk(
    app: &App,
    role: Role,
    organisation: OrganisationId,
    desk: DeskId,
    (name, is_deputy): (&str, bool),
) -> Actor {
    let made = person(app, role, organisation, name).await;
    let own = made.assignment().expect("assigned").clone();
    let held = &Assignment {
        id: AssignmentId(Uuid::now_v7()),
        desk: Some(desk),
        is_deputy,
        ..own.clone()
    };
    let old = own.id;
    app.store
        .write(&county(), None, |mut tx| async move {
            store::access::insert_assignment(&mut tx, held).await?;
            let sql = "UPDATE assignment SET valid_to = '2026-01-02' WHERE id = $1";
            store::on!(tx, |c| sqlx::query(sql).bind(old.0).execute(c).await.map(|_| ()))?;
            Ok::<_, store::Error>(())
        })
        .await
        .expect("on the desk");
    Actor::Assigned(held.clone())
}

async fn desk_of(app: &App, organisation: OrganisationId, role: Role, name: &str) -> DeskId {
    let desk = &store::access::Desk {
        id: DeskId(Uuid::now_v7()),
        slug: None,
        organisation,
        role,
        name: name.to_owned(),
        phone: Some("0660-123 45".to_owned()),
        email: None,
        promise_working_days: 2,
        escalates_to: None,
    };
    app.store
        .write(&county(), None, |mut tx| async move {
            store::access::insert_desk(&mut tx, &county(), desk).await
        })
        .await
        .expect("desk");
    desk.id
}

async fn house(app: &App) -> House {
    let is_actor = |organisation| Organisation { is_actor: true, ..organisation };
    let firm = organisation(app, "559999-0016", "Sidensjö Möbler").await;
    let office = organisation_with(app, "559999-0032", "Demo arbetsförmedling", is_actor).await;
    let region = organisation_with(app, "559999-0040", "Demo region", is_actor).await;
    let desk = desk_of(app, office, Role::AfAdviser, "Demo företagsservice").await;
    House {
        sara: on_desk(app, Role::AfAdviser, office, desk, ("Sara Lund", false)).await,
        ove: on_desk(app, Role::AfAdviser, office, desk, ("Ove Ek", false)).await,
        dag: on_desk(app, Role::AfAdviser, office, desk, ("Dag By", true)).await,
        strategist: person(app, Role::Strategist, region, "Stina Sjö").await,
        employer: person(app, Role::EmployerAdmin, firm, "Lena Wiklund").await,
        firm,
        office,
        desk,
    }
}

fn call(on: &str) -> ContactForm {
    ContactForm {
        kind: "call".into(),
        on: on.into(),
        topic: "Kompetens".into(),
        reason: "Bokat sedan länge".into(),
        ..ContactForm::default()
    }
}

fn person_of(actor: &Actor) -> PersonId {
    actor.assignment().expect("assigned").person
}

fn leaving(house: &House, all: &str) -> HandoverForm {
    HandoverForm {
        person: person_of(&house.sara).to_string(),
        organisation: house.office.to_string(),
        all: all.to_owned(),
        ..HandoverForm::default()
    }
}

async fn orphans(app: &App) -> i64 {
    let mut connection = app.store.read().await.expect("connection");
    let today = app.today();
    let whole = store::continuity::HandoverScope::County;
    let found = store::continuity::orphans(&mut connection, &county(), whole, today).await;
    found.expect("counted")
}

on_both! {
    async fn nobody_leaves_while_one_thing_has_no_new_holder(app: &App) {
        let house = house(app).await;
        for nth in 10..24 {
            let form = call(&format!("2026-12-{nth}"));
            contacts::keep(app, &house.sara, house.firm, &form, None).await.expect("planned");
        }
        let wizard = continuity::wizard(app, &house.strategist, &leaving(&house, "")).await;
        let wizard = wizard.expect("seen");
        assert_eq!((wizard.total, wizard.items.len()), (14, 14));
        let ove = house.ove.assignment().expect("assigned").id;
        let mut form = leaving(&house, "");
        form.item = wizard.items.iter().map(|item| item.key().to_string()).collect();
        form.to = vec![format!("person:{ove}"); 13];
        let refused = continuity::finish(app, &house.strategist, &form, "Byte", None).await;
        let fault = refused.expect_err("one is left").faults.0.remove(0);
        assert_eq!((fault.code, fault.values[0].1.as_str()), ("handover-left", "1"));
        form.to.push(format!("desk:{}", house.desk));
        let made = continuity::finish(app, &house.strategist, &form, "Byte", Some("k")).await;
        let made = made.expect("made");
        assert_eq!(made.count, 14);
        let again = continuity::finish(app, &house.strategist, &form, "Byte", Some("k")).await;
        assert_eq!(again.expect("the same").id, made.id, "sent twice, made once");
        assert_eq!(orphans(app).await, 0);
        let paper = continuity::read(app, &house.strategist, made.id).await.expect("document");
        assert_eq!(paper.items.len(), 14);
        assert!(paper.items.iter().all(|item| item.next_step_on.is_some()));
        let told = continuity::contact_changes(app, &house.employer).await.expect("told");
        assert_eq!(told.len(), 2, "once for each new contact");
        for one in &told {
            let seen = continuity::see_contact_change(app, &house.employer, one.id, None).await;
            seen.expect("seen");
        }
        assert!(continuity::contact_changes(app, &house.employer).await.expect("none").is_empty());
        let gone = continuity::finish(app, &house.strategist, &leaving(&house, ""), "", None).await;
        assert_eq!(gone.expect_err("already gone").faults.0[0].code, "already-gone");
        let late = contacts::keep(app, &house.sara, house.firm, &call("2026-12-28"), None).await;
        assert_eq!(late.expect_err("has left").kind, Kind::NotSignedIn);
    }

    async fn what_a_leader_leads_goes_to_one_who_may_lead_or_waits_for_one(app: &App) {
        let house = house(app).await;
        let other = organisation(app, "559999-0024", "Timrå Lack").await;
        let lea = person(app, Role::Leader, house.office, "Lea Lind").await;
        let kim = on_desk(app, Role::Leader, house.office, house.desk, ("Kim Berg", false)).await;
        enrol(app, &kim, 1).await;
        let leader = enrol(app, &lea, 3).await.to_string();
        let region = house.strategist.organisation().expect("region");
        let broker = person(app, Role::Broker, region, "Karin Nordin").await;
        let invitation = Invitation { track: "led".into(), leader, ..Invitation::default() };
        let login = Login { actor: &broker, name: "Karin Nordin" };
        for firm in [house.firm, other] {
            mappings::invite(app, login, firm, &invitation, None).await.expect("invited");
        }
        let mut form = HandoverForm {
            person: person_of(&lea).to_string(),
            organisation: house.office.to_string(),
            ..HandoverForm::default()
        };
        let wizard = continuity::wizard(app, &house.strategist, &form).await.expect("seen");
        assert_eq!(wizard.total, 2, "what she leads is in her hands, whoever opened it");
        let to = |actor: &Actor| format!("person:{}", actor.assignment().expect("assigned").id);
        form.item = wizard.items.iter().map(|item| item.key().to_string()).collect();
        form.to = vec![to(&kim), to(&house.ove)];
        let made = continuity::finish(app, &house.strategist, &form, "Byte", None).await;
        assert_eq!(made.expect("made").count, 2);
        let mut connection = app.store.read().await.expect("connection");
        let all = store::mappings::Scope::Reach(Reach::County);
        let mut leaders = Vec::new();
        for item in &wizard.items {
            let id = MappingId(item.id);
            let found = store::mappings::find(&mut connection, &county(), &all, id).await;
            leaders.push(found.expect("query").expect("mapping").led_by);
        }
        assert_eq!(leaders, [Some(person_of(&kim)), None], "who is not in the register cannot");
        drop(connection);
        assert_eq!(orphans(app).await, 0);
    }

    async fn what_is_planned_while_somebody_leaves_goes_along_or_is_refused(app: &App) {
        let house = house(app).await;
        let all = leaving(&house, &format!("desk:{}", house.desk));
        let plan = async |nth: u32| {
            let form = call(&format!("2026-12-{nth}"));
            contacts::keep(app, &house.sara, house.firm, &form, None).await.is_ok()
        };
        let (first, second, third, made, fourth, fifth) = tokio::join!(
            plan(10),
            plan(11),
            plan(12),
            continuity::finish(app, &house.strategist, &all, "Byte", None),
            plan(13),
            plan(14),
        );
        let made = made.expect("made");
        let planned = [first, second, third, fourth, fifth].into_iter().filter(|ok| *ok).count();
        assert_eq!(made.count, i64::try_from(planned).expect("few"), "all of them went along");
        assert_eq!(orphans(app).await, 0);
    }

    async fn only_keepers_hand_over_and_only_what_they_keep(app: &App) {
        let house = house(app).await;
        let form = leaving(&house, "");
        for stranger in [&house.ove, &house.employer] {
            assert!(!KEEPERS.contains(&stranger.role()));
            let refused = continuity::wizard(app, stranger, &form).await.expect_err("refused");
            assert_eq!(refused.kind, Kind::Forbidden, "{}", stranger.role());
        }
        let contact = person(app, Role::MuniContact, house.firm, "Inger Backe").await;
        let refused = continuity::wizard(app, &contact, &form).await.expect_err("another's");
        assert_eq!(refused.kind, Kind::Invisible);
        let nobody = HandoverForm { person: PersonId(Uuid::now_v7()).to_string(), ..form };
        let refused = continuity::wizard(app, &house.strategist, &nobody).await;
        assert_eq!(refused.expect_err("nobody").kind, Kind::Invisible);
        let own = HandoverForm {
            person: person_of(&house.strategist).to_string(),
            ..HandoverForm::default()
        };
        let refused = continuity::finish(app, &house.strategist, &own, "", None).await;
        assert_eq!(refused.expect_err("own").faults.0[0].code, "handover-own");
    }

    async fn a_whole_organisation_leaves_and_another_desk_has_its_things(app: &App) {
        let house = house(app).await;
        contacts::keep(app, &house.sara, house.firm, &call("2026-12-10"), None).await.expect("one");
        contacts::keep(app, &house.ove, house.firm, &call("2026-12-11"), None).await.expect("two");
        let region = house.strategist.organisation().expect("organisation");
        let desk = desk_of(app, region, Role::Broker, "Demo mäklare").await;
        on_desk(app, Role::Broker, region, desk, ("Karin Nordin", false)).await;
        let whole = |all: String| HandoverForm {
            organisation: house.office.to_string(),
            all,
            ..HandoverForm::default()
        };
        let own = whole(format!("desk:{}", house.desk));
        let refused = continuity::finish(app, &house.strategist, &own, "", None).await;
        assert_eq!(refused.expect_err("it leaves itself").faults.0[0].code, "holder-gone");
        let form = whole(format!("desk:{desk}"));
        let made = continuity::finish(app, &house.strategist, &form, "Lämnar länet", None).await;
        assert_eq!(made.expect("made").count, 2);
        assert_eq!(orphans(app).await, 0);
        let ledger = contacts::ledger(app, &house.strategist, house.firm).await.expect("ledger");
        assert!(ledger.planned.iter().all(|one| one.contact.by_organisation == region));
    }

    async fn whoever_is_away_has_somebody_who_steps_in(app: &App) {
        let house = house(app).await;
        let form = |from: &str, to: &str, deputy: Option<&Actor>| AbsenceForm {
            from: from.into(),
            to: to.into(),
            deputy: deputy.map_or_else(String::new, |one| {
                one.assignment().expect("assigned").id.to_string()
            }),
        };
        let keep = async |who: &Actor, form: AbsenceForm| {
            let kept = continuity::keep_absence(app, who, &form, None).await;
            kept.map_err(|error| error.faults.0.first().map_or("", |fault| fault.code))
        };
        let week = form("2026-12-07", "2026-12-11", Some(&house.ove));
        let id = keep(&house.sara, week.clone()).await.expect("away");
        assert_eq!(keep(&house.sara, week).await, Err("absence-overlaps"));
        let both = form("2026-12-09", "2026-12-10", Some(&house.dag));
        assert_eq!(keep(&house.ove, both).await, Err("absence-is-deputy"));
        let of_away = form("2026-12-10", "2026-12-12", Some(&house.sara));
        assert_eq!(keep(&house.dag, of_away).await, Err("deputy-is-away"));
        let without = form("2026-12-20", "2026-12-21", None);
        assert_eq!(keep(&house.dag, without).await, Err("absence-no-deputy"));
        let StartPage::Work(desk) = crate::harness::start(app, &house.ove).await else {
            panic!("an adviser has a desk");
        };
        assert_eq!(desk.away[0].name, "Sara Lund");
        assert_eq!(desk.away[0].until, Date::constant(2026, 12, 11));
        let refused = continuity::end_absence(app, &house.ove, id, None).await;
        assert_eq!(refused.expect_err("another's").kind, Kind::Forbidden);
        continuity::end_absence(app, &house.sara, id, None).await.expect("back");
        assert!(continuity::absences(app, &house.ove).await.expect("desk").absences.is_empty());
        continuity::end_absence(app, &house.sara, id, None).await.expect_err("taken away");
    }

    async fn handovers_are_seen_where_they_came_from_and_went(app: &App) {
        let house = house(app).await;
        contacts::keep(app, &house.sara, house.firm, &call("2026-12-10"), None).await.expect("one");
        let form = leaving(&house, &format!("desk:{}", house.desk));
        let made = continuity::finish(app, &house.strategist, &form, "Byte", None).await;
        let id = made.expect("made").id;
        let list = async |who: &Actor| {
            let seen = continuity::overview(app, who, Slice::top(10)).await.expect("list");
            (seen.handovers.total, seen.orphans)
        };
        assert_eq!(list(&house.strategist).await, (1, Some(0)));
        assert_eq!(list(&house.ove).await, (1, None));
        let other = organisation(app, "559999-0057", "Demo kommun").await;
        let stranger = person(app, Role::MuniAdviser, other, "Eva Ek").await;
        assert_eq!(list(&stranger).await, (0, None));
        let refused = continuity::read(app, &stranger, id).await.expect_err("invisible");
        assert_eq!(refused.kind, Kind::Invisible);
    }
}
