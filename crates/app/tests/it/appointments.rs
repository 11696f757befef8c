//! Times in the calendar: what stands, who may change it at the same time, and what ends with it.

use app::appointments::{self, For};
use app::mappings::{self, Door, Invitation, Login};
use app::{App, Kind, contacts};
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
            note: String::new(),
        };
        let kept = contacts::keep(app, &self.broker, self.firm, &visit, None).await;
        For::Contact(kept.expect("kept").id)
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
            let form = form(on, "13");
            async move { appointments::set(app, by, what, &form, None).await.expect("set") }
        };
        set("2026-12-18").await;
        appointments::cancel(app, by, what, None).await.expect("called off");
        let first = set("2026-12-15").await;
        assert_eq!(house.stands(app, what).await, Some(("2026-12-15T12:00:00Z".into(), 0)));
        let moved = set("2026-12-16").await;
        assert_eq!((moved.id, moved.sequence), (first.id, 1), "moved, not made anew");
        appointments::cancel(app, by, what, None).await.expect("called off");
        assert_eq!(house.stands(app, what).await, None);
    }

    async fn of_two_who_set_a_time_at_once_the_second_is_told(app: &App) {
        let house = house(app).await;
        let (what, by) = (house.contact(app).await, house.login());
        for round in 0..3 {
            let at: [String; 4] = std::array::from_fn(|nth| format!("{}.{round}0", 9 + nth));
            let forms = at.map(|at| form("2026-12-15", &at));
            let [one, two, three, four] = &forms;
            let set = |form| appointments::set(app, by, what, form, None);
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
        let by = house.login();
        let invitation =
            Invitation { track: "led".into(), email: String::new(), send: String::new() };
        let invited = mappings::invite(app, by, house.firm, &invitation, None).await;
        let id = invited.expect("invited").id;
        let form = form("2026-12-15", "13");
        let set = appointments::set(app, by, For::Mapping(id), &form, None).await.expect("set");
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
}
