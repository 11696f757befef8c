//! Times in the calendar: what stands, who may change it at the same time, and what ends with it.

use app::appointments::{self, For, Version};
use app::mappings::{self, Door, Invitation, Login};
use app::{App, Kind, Slice, contacts};
use domain::access::{Actor, Role};
use domain::contacts::ContactForm;
use domain::ids::OrganisationId;
use domain::mail::MeetingForm;

use crate::harness::{organisation, person};
use crate::on_both;

struct House {
    firm: OrganisationId,
    broker: Actor,
}

async fn house(app: &App) -> House {
    let firm = organisation(app, "559999-0016", "Ådalens Plåt").await;
    let region = organisation(app, "559999-0024", "Demo region").await;
    House { firm, broker: person(app, Role::Broker, region, "Demo Karin").await }
}

impl House {
    fn login(&self) -> Login<'_> {
        Login { actor: &self.broker, name: "Demo Karin" }
    }

    async fn contact(&self, app: &App) -> For {
        let visit = ContactForm {
            kind: "visit".into(),
            on: "2026-12-15".into(),
            topic: "Kompetensbehov".into(),
            ..ContactForm::default()
        };
        let kept = contacts::keep(app, &self.broker, self.firm, &visit, None).await;
        For::Contact(kept.expect("kept").id)
    }

    /// Which version stands.
    async fn version(&self, app: &App, what: For) -> Option<Version> {
        let occasion = appointments::occasion(app, self.login(), what).await.expect("occasion");
        occasion.set.map(|set| set.version())
    }

    /// What stands, as day and version.
    async fn stands(&self, app: &App, what: For) -> Option<(String, i64)> {
        let occasion = appointments::occasion(app, self.login(), what).await.expect("occasion");
        let day = |set: &appointments::Appointment| set.meeting.starts_at.to_string();
        occasion.set.map(|set| (day(&set), set.sequence))
    }
}

fn form(on: &str, at: &str) -> MeetingForm {
    MeetingForm {
        on: on.into(),
        at: at.into(),
        minutes: "60".into(),
        place: "Storgatan 1".into(),
        email: "lena@demo.samkraft.test".into(),
    }
}

on_both! {
    async fn a_day_that_was_called_off_hides_no_earlier_one(app: &App) {
        let house = house(app).await;
        let (what, by) = (house.contact(app).await, house.login());
        let set = |on: &'static str| {
            let (form, house) = (form(on, "13"), &house);
            async move {
                let seen = house.version(app, what).await;
                appointments::set(app, by, what, seen, &form, None).await.expect("set")
            }
        };
        let cancel = async || {
            let seen = house.version(app, what).await;
            appointments::cancel(app, by, what, seen, None).await.expect("called off")
        };
        set("2026-12-18").await;
        cancel().await;
        let first = set("2026-12-15").await;
        assert_eq!(house.stands(app, what).await, Some(("2026-12-15T12:00:00Z".into(), 0)));
        let moved = set("2026-12-16").await;
        assert_eq!((moved.id, moved.sequence), (first.id, 1), "moved, not made anew");
        cancel().await;
        assert_eq!(house.stands(app, what).await, None);
    }

    async fn of_two_who_set_a_time_at_once_the_second_is_told(app: &App) {
        let house = house(app).await;
        let (what, by) = (house.contact(app).await, house.login());
        for round in 0..3 {
            let at: [String; 4] = std::array::from_fn(|nth| format!("{}.{round}0", 9 + nth));
            let forms = at.map(|at| form("2026-12-15", &at));
            let [one, two, three, four] = &forms;
            let seen = house.version(app, what).await;
            let set = |form| appointments::set(app, by, what, seen, form, None);
            let (one, two, three, four) = tokio::join!(set(one), set(two), set(three), set(four));
            let mut done = Vec::new();
            for set in [one, two, three, four] {
                match set {
                    Ok(set) => done.push((set.id, set.sequence)),
                    Err(error) => assert_eq!(error.kind, Kind::Conflict, "{error}"),
                }
            }
            let count = done.len();
            done.sort_unstable();
            done.dedup();
            assert!(count > 0 && done.len() == count, "{done:?}");
            assert!(done.iter().all(|(id, _)| *id == done[0].0), "one time, moved: {done:?}");
        }
    }

    async fn a_mapping_that_is_called_off_takes_its_workshop_with_it(app: &App) {
        let house = house(app).await;
        crate::harness::enrol(app, &house.broker, 2).await;
        let by = house.login();
        let invitation =
            Invitation { track: "led".into(), ..Invitation::default() };
        let invited = mappings::invite(app, by, house.firm, &invitation, None).await;
        let id = invited.expect("invited").id;
        let form = form("2026-12-15", "13");
        let set = appointments::set(app, by, For::Mapping(id), None, &form, None).await;
        let set = set.expect("set");
        mappings::withdraw(app, Door::Login(by, id)).await.expect("withdrawn");
        let mut connection = app.store.read().await.expect("connection");
        let county = house.broker.county();
        let found = store::appointments::find(&mut connection, county, set.id).await;
        let found = found.expect("read").expect("there");
        assert_eq!((found.is_cancelled, found.sequence), (true, 1));
        let told = store::events::has_happened(
            &mut connection,
            county,
            "appointment.cancelled",
            "mapping",
            id.0,
        );
        assert!(told.await.expect("read"));
    }

    async fn who_has_not_seen_the_new_time_does_not_move_it(app: &App) {
        let house = house(app).await;
        let (what, by) = (house.contact(app).await, house.login());
        let first = appointments::set(app, by, what, None, &form("2026-12-15", "13"), None).await;
        let first = first.expect("set").version();
        let again = appointments::set(app, by, what, None, &form("2026-12-15", "15"), None).await;
        assert_eq!(again.expect_err("one stands").kind, Kind::Conflict);
        let key = Some("0b9f3a52-7a1c-4b0e-9e56-0e3f1f0a2b77");
        for _ in 0..2 {
            let later = form("2026-12-15", "14");
            let moved = appointments::set(app, by, what, Some(first), &later, key).await;
            assert_eq!(moved.expect("moved, and the same answer again").sequence, 1);
        }
        let late = appointments::cancel(app, by, what, Some(first), None).await;
        assert_eq!(late.expect_err("it has moved").kind, Kind::Conflict);
        assert_eq!(house.stands(app, what).await, Some(("2026-12-15T13:00:00Z".into(), 1)));
    }

    async fn times_are_listed_and_read_by_the_organisation_whose_they_are(app: &App) {
        let house = house(app).await;
        let (what, by) = (house.contact(app).await, house.login());
        let other = organisation(app, "559999-0032", "Demo kommun").await;
        let stranger = person(app, Role::Broker, other, "Demo Olle").await;
        let stranger = Login { actor: &stranger, name: "Demo Olle" };
        let set = appointments::set(app, by, what, None, &form("2026-12-15", "13"), None).await;
        let set = set.expect("set");
        let count = async |login, what| {
            let slice = Slice::Page { offset: 0, limit: 10 };
            let page = appointments::list(app, login, what, slice).await.expect("listed");
            (page.total, page.items.len())
        };
        assert_eq!(count(by, None).await, (1, 1));
        assert_eq!(count(by, Some(what)).await, (1, 1));
        let another = For::Mapping(domain::ids::MappingId(set.id));
        assert_eq!(count(by, Some(another)).await, (0, 0));
        assert_eq!(count(stranger, None).await, (0, 0));
        let hidden = appointments::read(app, stranger, set.id).await.expect_err("not theirs");
        assert_eq!(hidden.kind, Kind::Invisible);
        let (found, read) = appointments::read(app, by, set.id).await.expect("read");
        assert_eq!((found, read.version()), (what, set.version()));
        for _ in 0..2 {
            let done = appointments::cancel_one(app, by, set.id, set.version(), None).await;
            done.expect("called off, and then nothing more to do");
        }
        assert_eq!(count(by, None).await, (1, 1), "called off is told, not hidden");
        let (_, gone) = appointments::read(app, by, set.id).await.expect("read");
        let later = form("2026-12-16", "13");
        let moved = appointments::move_to(app, by, set.id, gone.version(), &later, None).await;
        assert!(moved.expect_err("it is off").is_invalid());
    }
}
