//! Notices of redundancy: one step opens all, and until its day only the responsible know.

use std::cell::RefCell;
use std::collections::BTreeMap;

use app::keeping::Area;
use app::redundancies::{self, Beside, ListQuery};
use app::{App, Kind, Slice};
use domain::access::{Actor, Role};
use domain::ids::OrganisationId;
use domain::organisations::Organisation;
use domain::redundancies::{NoticeForm, NoticeState, Task};

use crate::harness::{county, need, organisation, organisation_with, person};
use crate::on_both;

struct House {
    firm: OrganisationId,
    broker: Actor,
    contact: Actor,
    office: Actor,
    adviser: Actor,
    strategist: Actor,
    employer: Actor,
    politician: Actor,
}

async fn house(app: &App) -> House {
    let is_actor = |organisation| Organisation { is_actor: true, ..organisation };
    let firm = organisation(app, "559999-0016", "Sidensjö Möbler").await;
    let region = organisation_with(app, "559999-0032", "Demo region", is_actor).await;
    let office = organisation_with(app, "559999-0040", "Demo arbetsförmedling", is_actor).await;
    let council = organisation_with(app, "559999-0057", "Demo kommun", is_actor).await;
    House {
        broker: person(app, Role::Broker, region, "Karin Nordin").await,
        contact: person(app, Role::MuniContact, council, "Inger Backe").await,
        office: person(app, Role::AfAdviser, office, "Sara Lund").await,
        adviser: person(app, Role::MuniAdviser, council, "Mats Kommun").await,
        strategist: person(app, Role::Strategist, region, "Stina Ström").await,
        employer: person(app, Role::EmployerAdmin, firm, "Lena Wiklund").await,
        politician: person(app, Role::Politician, region, "Pia Politik").await,
        firm,
    }
}

fn form(public_from: &str) -> NoticeForm {
    let row = |occupation: &str, persons: &str| (occupation.to_owned(), persons.to_owned());
    NoticeForm {
        municipality: "2284".into(),
        notified_on: "2026-12-07".into(),
        last_day_on: "2027-06-01".into(),
        public_from: public_from.into(),
        rows: vec![row("7212", "70"), row("5120", "30"), row("8341 och något", "20")],
    }
}

/// A file of an export.
struct Sink<'a> {
    name: String,
    files: &'a RefCell<BTreeMap<String, Vec<u8>>>,
}

impl std::io::Write for Sink<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.files.borrow_mut().entry(self.name.clone()).or_default().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Everything that leaves with the county's export, file by file.
async fn exported(app: &App) -> Vec<(String, String)> {
    let files = RefCell::new(BTreeMap::new());
    let area = Area::parse("22").expect("code");
    let sink = |name: &str| Ok(Sink { name: name.to_owned(), files: &files });
    app::keeping::export(app, &area, true, sink).await.expect("export");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    files.into_inner().into_iter().map(|(name, bytes)| (name, text(bytes))).collect()
}

async fn coded(app: &App, firm: OrganisationId, persons: i64) {
    let id = need(app, firm, "kockar", persons).await;
    let concept = app
        .vocabulary()
        .concepts()
        .iter()
        .find(|one| one.ssyk.as_ref().is_some_and(|ssyk| ssyk.as_str() == "5120"))
        .expect("cooks")
        .clone();
    let coding = &domain::needs::coding::AcceptedCoding {
        concept: concept.id.clone(),
        label: concept.label.clone(),
        ssyk: concept.ssyk.clone().expect("code"),
        isco: Vec::new(),
        skills: Vec::new(),
        vocabulary: "test".into(),
        suggestion: None,
        accepted_by: None,
        accepted_by_name: "företaget".into(),
        accepted_at: app.now(),
    };
    let (county, now) = (&county(), app.now());
    app.store
        .write(county, None, |mut tx| async move {
            let state = domain::needs::NeedState::Confirmed;
            store::needs::set_coding(&mut tx, county, id, coding, state, 1, now).await
        })
        .await
        .expect("coded");
}

on_both! {
    async fn one_step_opens_tasks_offers_and_the_way_to_open_needs(app: &App) {
        let house = house(app).await;
        for (number, name) in [
            ("559999-0065", "Kök ett"), ("559999-0073", "Kök två"), ("559999-0081", "Kök tre"),
        ] {
            let kitchen = organisation(app, number, name).await;
            coded(app, kitchen, 2).await;
        }
        let form = form("2026-12-21");
        let kept = redundancies::report(app, &house.office, house.firm, &form, None).await;
        let id = kept.expect("reported").id;
        let view = redundancies::read(app, &house.broker, id).await.expect("seen");
        assert_eq!((view.notice.persons, view.affected.len()), (120, 3));
        assert!(view.is_responsible && !view.is_public);
        assert_eq!(view.tasks.len(), Task::ALL.len());
        assert_eq!(view.tasks[0].due_on.to_string(), "2026-12-08");
        let cooks = |view: &redundancies::View| {
            let found = view.affected.iter().find(|one| one.affected.ssyk.as_str() == "5120");
            let found = found.expect("cooks");
            (found.needs_total, found.beside)
        };
        assert_eq!(cooks(&view), (3, Beside::None), "the broker reads every need");
        let view = redundancies::read(app, &house.office, id).await.expect("seen");
        let together = Beside::Some { needs: 3, persons: 6, firms: 3 };
        assert_eq!(cooks(&view), (0, together), "others together, when three firms ask");
        let page = redundancies::joint_page(app, &house.contact, id).await.expect("page");
        assert_eq!(page.affected.len(), 3);
        let wrong = redundancies::joint_page(app, &house.strategist, id).await;
        assert_eq!(wrong.expect_err("secret").kind, Kind::Invisible);
    }

    async fn fewer_than_three_firms_are_not_told_of(app: &App) {
        let house = house(app).await;
        let kitchen = organisation(app, "559999-0065", "Kök ett").await;
        coded(app, kitchen, 2).await;
        let form = form("2026-12-07");
        let kept = redundancies::report(app, &house.office, house.firm, &form, None).await;
        let id = kept.expect("reported").id;
        let view = redundancies::read(app, &house.office, id).await.expect("seen");
        let found = view.affected.iter().find(|one| one.affected.ssyk.as_str() == "5120");
        assert_eq!(found.expect("cooks").beside, Beside::Few);
    }

    async fn until_its_day_nobody_else_finds_a_notice_anywhere(app: &App) {
        let house = house(app).await;
        let form = form("2026-12-21");
        let kept = redundancies::report(app, &house.office, house.firm, &form, None).await;
        let id = kept.expect("reported").id;
        let sees = async |reader: &Actor| {
            let one = redundancies::read(app, reader, id).await;
            let query = ListQuery::default();
            let all = redundancies::list(app, reader, &query, Slice::top(5)).await;
            let (one, all) = (one.is_ok(), all.is_ok_and(|page| page.total == 1));
            assert_eq!(one, all, "{}", reader.role());
            one
        };
        for reader in [&house.office, &house.contact, &house.broker] {
            assert!(sees(reader).await, "{}", reader.role());
        }
        for reader in [&house.adviser, &house.strategist, &house.employer, &house.politician] {
            assert!(!sees(reader).await, "{}", reader.role());
        }
        assert!(exported(app).await.iter().all(|(_, text)| !text.contains(&id.to_string())));
        let mine = app::keeping::mine(app, &house.employer).await.expect("mine");
        assert!(!format!("{mine:?}").contains(&id.to_string()), "no reading tells the firm");
        app.clock.set("2026-12-21T08:00:00Z".parse().expect("instant"));
        for reader in [&house.adviser, &house.strategist, &house.employer] {
            assert!(sees(reader).await, "{}", reader.role());
        }
        assert!(!sees(&house.politician).await);
        let rows = exported(app).await;
        let of = |name: &str| rows.iter().find(|(file, _)| file == name).expect("file").1.clone();
        assert!(of("redundancy.json").contains(&id.to_string()));
        assert!(of("redundancy_task.json").contains("meet-firm"));
    }

    async fn a_task_is_ticked_by_the_responsible_and_can_be_undone(app: &App) {
        let house = house(app).await;
        let form = form("2026-12-07");
        let kept = redundancies::report(app, &house.office, house.firm, &form, None).await;
        let id = kept.expect("reported").id;
        let task = Task::Guidance;
        let no = redundancies::tick(app, &house.adviser, id, (task, true), None).await;
        assert_eq!(no.expect_err("reads").kind, Kind::Forbidden);
        redundancies::tick(app, &house.contact, id, (task, true), None).await.expect("done");
        redundancies::tick(app, &house.broker, id, (task, true), None).await.expect("already");
        let done = async || {
            let view = redundancies::read(app, &house.office, id).await.expect("seen");
            view.tasks.into_iter().find(|one| one.task == task).expect("task").done_by_name
        };
        assert_eq!(done().await.as_deref(), Some("Inger Backe"), "the first who said so");
        redundancies::tick(app, &house.contact, id, (task, false), None).await.expect("undone");
        assert_eq!(done().await, None);
        let step = async |version, next| {
            redundancies::step(app, &house.broker, (id, version), next, None).await
        };
        assert_eq!(
            step(1, NoticeState::Closed).await.expect_err("not begun").faults.0[0].code,
            "redundancy-step"
        );
        let begin = async || {
            let (who, next) = (&house.broker, NoticeState::Working);
            redundancies::step(app, who, (id, 1), next, Some("begin")).await
        };
        assert_eq!(begin().await.expect("begun"), begin().await.expect("sent twice"));
        let tick = async || {
            let tick = (Task::MeetFirm, true);
            redundancies::tick(app, &house.contact, id, tick, Some("tick")).await
        };
        tick().await.expect("done");
        assert_eq!(step(1, NoticeState::Closed).await.expect_err("stale").kind, Kind::Conflict);
        step(2, NoticeState::Closed).await.expect("closed");
        let late = redundancies::tick(app, &house.contact, id, (task, true), None).await;
        assert_eq!(late.expect_err("over").faults.0[0].code, "redundancy-closed");
        tick().await.expect("what was done before gets its first answer");
    }

    async fn what_is_not_an_occupation_is_asked_about_and_nothing_is_guessed(app: &App) {
        let house = house(app).await;
        let row = |words: &str| vec![(words.to_owned(), "3".to_owned())];
        for (words, code) in [
            ("svetsaree", "redundancy-occupation-meant"),
            ("qqqq zzzz", "redundancy-occupation"),
            ("9999", "redundancy-occupation"),
        ] {
            let form = NoticeForm { rows: row(words), ..form("2026-12-07") };
            let no = redundancies::report(app, &house.office, house.firm, &form, None).await;
            let fault = no.expect_err("unknown").faults.0.remove(0);
            assert_eq!((fault.field, fault.code), ("occupation1", code), "{words}");
        }
        let twice = vec![("7212".into(), "3".into()), ("7212 Svetsare".into(), "4".into())];
        let form = NoticeForm { rows: twice, ..form("2026-12-07") };
        let kept = redundancies::report(app, &house.office, house.firm, &form, None).await;
        let view = redundancies::read(app, &house.office, kept.expect("kept").id).await;
        let view = view.expect("seen");
        assert_eq!((view.affected.len(), view.notice.persons), (1, 7), "counted together");
        let there = NoticeForm { municipality: "2282".into(), ..form };
        let no = redundancies::report(app, &house.contact, house.firm, &there, None).await;
        assert_eq!(no.expect_err("elsewhere").faults.0[0].code, "redundancy-elsewhere");
        let no = redundancies::report(app, &house.adviser, house.firm, &there, None).await;
        assert_eq!(no.expect_err("not theirs").kind, Kind::Forbidden);
    }
}
